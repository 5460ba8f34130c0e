//! Databases for tests: SQLite in a folder of its own always, PostgreSQL where a server is given.

use std::{
    path::Path,
    sync::{
        Once,
        atomic::{AtomicU32, Ordering},
    },
};

use sqlx::{Connection, PgConnection};

use super::Db;

/// The variable that names a throwaway PostgreSQL server, such as `postgres://test@127.0.0.1:54321/postgres`.
const POSTGRES_VARIABLE: &str = "LAUREL_TEST_POSTGRES";

/// Runs a test on a fresh SQLite file, then on a fresh PostgreSQL database.
pub(crate) async fn on_each(test: impl AsyncFn(Db)) {
    let folder = tempfile::tempdir().unwrap();
    let db = sqlite(folder.path()).await;
    test(db.clone()).await;
    db.close().await;
    match std::env::var(POSTGRES_VARIABLE) {
        Ok(url) => on_postgres(&url, test).await,
        Err(_) => say_skipped(),
    }
}

/// A fresh SQLite database in this folder.
pub(crate) async fn sqlite(folder: &Path) -> Db {
    Db::sqlite(&folder.join("laurel.sqlite")).await.unwrap()
}

async fn on_postgres(url: &str, test: impl AsyncFn(Db)) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("laurel_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
    let mut server = PgConnection::connect(url).await.unwrap();
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("create database {name}"))).execute(&mut server).await.unwrap();
    let mut own = url::Url::parse(url).unwrap();
    own.set_path(&name);
    let db = Db::postgres(own.as_str()).await.unwrap();
    test(db.clone()).await;
    db.close().await;
    sqlx::raw_sql(sqlx::AssertSqlSafe(format!("drop database {name} with (force)")))
        .execute(&mut server)
        .await
        .unwrap();
}

fn say_skipped() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| eprintln!("skipped: the store on PostgreSQL ({POSTGRES_VARIABLE} names no server)"));
}
