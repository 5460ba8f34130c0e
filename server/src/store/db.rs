//! The connections.
//!
//! SQLite: one writer connection, whose transactions begin immediately, so that none fails half
//! way for want of the lock; several readers beside it. Commits are on disk when they return.
//! PostgreSQL: one pool.

use std::{
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
    time::Duration,
};

use sqlx::{
    PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::Notify;

use super::{
    Args, FromAnyRow, StoreError,
    audit::{self, NewAct},
};
use crate::config::Config;

/// How long a request waits for a connection, and a writer for the lock.
const PATIENCE: Duration = Duration::from_secs(5);
const READERS: u32 = 4;
const POSTGRES_CONNECTIONS: u32 = 16;
/// Values in one statement: SQLite takes 32,766.
const MOST_VALUES: usize = 10_000;

/// Why the database did not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another server uses the same file.
    #[error("another server is running on {0}")]
    InUse(PathBuf),
    /// The lock file cannot be made.
    #[error("could not lock {0}")]
    Lock(PathBuf, #[source] io::Error),
    /// The tables are of another version than this program, and a server that uses them may be running.
    #[error("the tables are of another version: start this version of the service once, then try again")]
    Version,
    /// The address names neither database.
    #[error("a database URL starts with sqlite: or postgres:")]
    Url,
    /// The database refused.
    #[error("could not connect to the database")]
    Connect(#[from] sqlx::Error),
    /// The tables cannot be brought up to date.
    #[error("could not bring the tables up to date")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// A database, open. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct Db(Pools);

#[derive(Clone, Debug)]
enum Pools {
    Sqlite { writer: SqlitePool, readers: SqlitePool, _lock: Option<Arc<File>> },
    Postgres(PgPool),
}

/// A transaction. Dropped without [`Tx::commit`], it never happened.
#[derive(Debug)]
pub struct Tx {
    inner: Inner,
    bell: Option<Arc<Notify>>,
    acts: Vec<NewAct>,
}

#[derive(Debug)]
enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// Opens the database and brings its tables up to date.
    ///
    /// # Errors
    /// [`OpenError`]; [`OpenError::InUse`] when another server runs on the same SQLite file.
    pub async fn open(config: &Config) -> Result<Self, OpenError> {
        match Place::of(config)? {
            Place::Sqlite(path) => Self::sqlite(&path).await,
            Place::Postgres(url) => Self::postgres(url).await,
        }
    }

    /// Opens a database that is there, beside a server that may be running on it. The tables are brought up
    /// to date only where no server can be: on a SQLite file that nobody has locked.
    ///
    /// # Errors
    /// [`OpenError`]; [`OpenError::Version`] when the tables are of another version.
    pub async fn open_beside(config: &Config) -> Result<Self, OpenError> {
        match Place::of(config)? {
            Place::Sqlite(path) => match lock(&path) {
                Ok(alone) => {
                    let options = sqlite_options(&path).create_if_missing(false);
                    let (writer, readers) = sqlite_pools(options, true).await?;
                    drop(alone);
                    Ok(Self(Pools::Sqlite { writer, readers, _lock: None }))
                }
                Err(OpenError::InUse(_)) => {
                    let options = sqlite_options(&path).create_if_missing(false);
                    let (writer, readers) = sqlite_pools(options, false).await?;
                    Self(Pools::Sqlite { writer, readers, _lock: None }).of_this_version().await
                }
                Err(err) => Err(err),
            },
            Place::Postgres(url) => Self(Pools::Postgres(postgres_pool(url).await?)).of_this_version().await,
        }
    }

    pub(super) async fn sqlite(path: &Path) -> Result<Self, OpenError> {
        let lock = lock(path)?;
        let (writer, readers) = sqlite_pools(sqlite_options(path), true).await?;
        Ok(Self(Pools::Sqlite { writer, readers, _lock: Some(Arc::new(lock)) }))
    }

    pub(super) async fn postgres(url: &str) -> Result<Self, OpenError> {
        let pool = postgres_pool(url).await?;
        sqlx::migrate!("migrations/postgres").run(&pool).await?;
        Ok(Self(Pools::Postgres(pool)))
    }

    /// The same, where its tables are those that this program knows.
    async fn of_this_version(self) -> Result<Self, OpenError> {
        let sql = "select count(*) from _sqlx_migrations where success";
        let there: Result<i64, _> = match &self.0 {
            Pools::Sqlite { readers, .. } => sqlx::query_scalar(sql).fetch_one(readers).await,
            Pools::Postgres(pool) => sqlx::query_scalar(sql).fetch_one(pool).await,
        };
        let known = i64::try_from(sqlx::migrate!("migrations/sqlite").iter().count());
        if there.ok() == known.ok() { Ok(self) } else { Err(OpenError::Version) }
    }

    /// Begins reading: everything read in one transaction is of one moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        Ok(Tx::new(match &self.0 {
            Pools::Sqlite { readers, .. } => Inner::Sqlite(readers.begin().await?),
            Pools::Postgres(pool) => {
                Inner::Postgres(pool.begin_with("begin isolation level repeatable read read only").await?)
            }
        }))
    }

    /// Begins writing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn write(&self) -> Result<Tx, StoreError> {
        Ok(Tx::new(match &self.0 {
            Pools::Sqlite { writer, .. } => Inner::Sqlite(writer.begin_with("begin immediate").await?),
            Pools::Postgres(pool) => Inner::Postgres(pool.begin().await?),
        }))
    }

    /// Writes the database anew without what was deleted from it, so that none of that is left in its file. The
    /// others wait meanwhile. PostgreSQL is told that the room may be used again, and overwrites it in time.
    ///
    /// # Errors
    /// When the database fails, or somebody reads for so long that the file cannot be overwritten.
    pub async fn scrub(&self) -> Result<(), StoreError> {
        match &self.0 {
            Pools::Sqlite { writer, .. } => {
                let mut connection = writer.acquire().await?;
                sqlx::query("vacuum").execute(&mut *connection).await?;
                // What is in the log comes into the file, and the log is cut off.
                let sql = "pragma wal_checkpoint(truncate)";
                let (busy, _, _): (i64, i64, i64) = sqlx::query_as(sql).fetch_one(&mut *connection).await?;
                if busy != 0 {
                    return Err(StoreError::Away(sqlx::Error::PoolTimedOut));
                }
            }
            Pools::Postgres(pool) => {
                sqlx::query("vacuum").execute(pool).await?;
            }
        }
        Ok(())
    }

    /// Whether no other server can be using it: what is begun here and not ended was ended by a
    /// crash.
    pub fn is_ours_alone(&self) -> bool {
        matches!(self.0, Pools::Sqlite { .. })
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let (_one,): (i64,) = self.read().await?.fetch_one("select cast(1 as bigint)", ()).await?;
        Ok(())
    }

    /// Closes all connections, so that nothing is left half written.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Sqlite { writer, readers, .. } => {
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    fn new(inner: Inner) -> Self {
        Self { inner, bell: None, acts: Vec::new() }
    }

    /// Rings this bell when the transaction is committed, and only then.
    pub(crate) fn ring(&mut self, bell: &Arc<Notify>) {
        self.bell = Some(bell.clone());
    }

    /// Notes that this was done: it joins its chain when the transaction is committed, and only then.
    pub(crate) fn note(&mut self, act: NewAct) {
        self.acts.push(act);
    }

    /// The one of two statements that this database understands. For what the dialects have no
    /// common words for: what there is one writer for on SQLite, and many on PostgreSQL.
    pub(super) fn either(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match &self.inner {
            Inner::Sqlite(_) => sqlite,
            Inner::Postgres(_) => postgres,
        }
    }

    /// Runs a statement; gives the number of rows it touched.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn execute(&mut self, sql: &'static str, args: impl Args) -> Result<u64, StoreError> {
        Ok(match &mut self.inner {
            Inner::Sqlite(tx) => {
                sqlx::query_with(sql, args.sqlite()?).execute(&mut **tx).await?.rows_affected()
            }
            Inner::Postgres(tx) => {
                sqlx::query_with(sql, args.postgres()?).execute(&mut **tx).await?.rows_affected()
            }
        })
    }

    /// Adds many rows at once.
    ///
    /// * `insert`: the statement up to its values, such as `insert into mail (mail_id, recipient)`.
    /// * `rows`: the values of each row.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn insert_many<A: Args>(
        &mut self,
        insert: &'static str,
        rows: impl IntoIterator<Item = A>,
    ) -> Result<(), StoreError> {
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let some: Vec<A> = rows.by_ref().take(MOST_VALUES / A::COUNT.max(1)).collect();
            match &mut self.inner {
                Inner::Sqlite(tx) => {
                    // Without numbers: SQLite takes those for names, and looks for each among all.
                    let values = placeholders(some.len(), A::COUNT, |_| String::from("?"));
                    let sql = sqlx::AssertSqlSafe(format!("{insert} values {values}"));
                    let mut args = sqlx::sqlite::SqliteArguments::default();
                    some.into_iter().try_for_each(|row| row.to_sqlite(&mut args))?;
                    sqlx::query_with(sql, args).execute(&mut **tx).await?;
                }
                Inner::Postgres(tx) => {
                    let values = placeholders(some.len(), A::COUNT, |number| format!("${number}"));
                    let sql = sqlx::AssertSqlSafe(format!("{insert} values {values}"));
                    let mut args = sqlx::postgres::PgArguments::default();
                    some.into_iter().try_for_each(|row| row.to_postgres(&mut args))?;
                    sqlx::query_with(sql, args).execute(&mut **tx).await?;
                }
            }
        }
        Ok(())
    }

    /// The one row of a statement, or `None`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fetch_optional<T: FromAnyRow>(
        &mut self,
        sql: &'static str,
        args: impl Args,
    ) -> Result<Option<T>, StoreError> {
        Ok(match &mut self.inner {
            Inner::Sqlite(tx) => sqlx::query_as_with(sql, args.sqlite()?).fetch_optional(&mut **tx).await?,
            Inner::Postgres(tx) => {
                sqlx::query_as_with(sql, args.postgres()?).fetch_optional(&mut **tx).await?
            }
        })
    }

    /// The one row of a statement that always gives one.
    ///
    /// # Errors
    /// When the database fails, or gives none.
    pub async fn fetch_one<T: FromAnyRow>(
        &mut self,
        sql: &'static str,
        args: impl Args,
    ) -> Result<T, StoreError> {
        self.fetch_optional(sql, args).await?.ok_or(StoreError::Sql(sqlx::Error::RowNotFound))
    }

    /// All rows of a statement.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn fetch_all<T: FromAnyRow>(
        &mut self,
        sql: &'static str,
        args: impl Args,
    ) -> Result<Vec<T>, StoreError> {
        Ok(match &mut self.inner {
            Inner::Sqlite(tx) => sqlx::query_as_with(sql, args.sqlite()?).fetch_all(&mut **tx).await?,
            Inner::Postgres(tx) => sqlx::query_as_with(sql, args.postgres()?).fetch_all(&mut **tx).await?,
        })
    }

    /// Makes everything since the beginning last: when this returns, it is on disk.
    ///
    /// # Errors
    /// When the database fails; then nothing happened, unless the connection broke in between.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        let acts = std::mem::take(&mut self.acts);
        audit::append(&mut self, acts).await?;
        match self.inner {
            Inner::Sqlite(tx) => tx.commit().await?,
            Inner::Postgres(tx) => tx.commit().await?,
        }
        if let Some(bell) = self.bell {
            bell.notify_one();
        }
        Ok(())
    }
}

/// Where the database is.
enum Place<'a> {
    Sqlite(PathBuf),
    Postgres(&'a str),
}

impl<'a> Place<'a> {
    fn of(config: &'a Config) -> Result<Self, OpenError> {
        match config.database_url.as_deref() {
            None => Ok(Self::Sqlite(config.data.join("laurel.sqlite"))),
            Some(url) if url.starts_with("postgres:") || url.starts_with("postgresql:") => {
                Ok(Self::Postgres(url))
            }
            Some(url) => {
                let path = url.strip_prefix("sqlite:").ok_or(OpenError::Url)?;
                Ok(Self::Sqlite(PathBuf::from(path.strip_prefix("//").unwrap_or(path))))
            }
        }
    }
}

/// What the writer keeps of the file in memory, as SQLite has it: negative, in KiB. What one transaction
/// of a job changes fits, so that none of it is written twice.
const CACHE_KIB: &str = "-32768";

fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
}

/// The writer, and the readers.
///
/// * `migrate`: whether to bring the tables up to date.
async fn sqlite_pools(
    options: SqliteConnectOptions,
    migrate: bool,
) -> Result<(SqlitePool, SqlitePool), OpenError> {
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        .connect_with(options.clone().pragma("cache_size", CACHE_KIB))
        .await?;
    if migrate {
        sqlx::migrate!("migrations/sqlite").run(&writer).await?;
    }
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(PATIENCE)
        .connect_with(options.pragma("query_only", "on"))
        .await?;
    Ok((writer, readers))
}

async fn postgres_pool(url: &str) -> Result<PgPool, OpenError> {
    let options = sqlx::postgres::PgConnectOptions::from_str(url)?;
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .connect_with(options)
        .await?;
    Ok(pool)
}

/// `($1, $2), ($3, $4)` for two rows of two values, where `name` gives `$1` for 1.
fn placeholders(rows: usize, values: usize, name: impl Fn(usize) -> String) -> String {
    let mut text = String::with_capacity(rows * values * 7);
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for value in 1..=values {
            text.push_str(if value == 1 { "" } else { ", " });
            text.push_str(&name(row * values + value));
        }
        text.push(')');
    }
    text
}

/// Takes the lock beside a SQLite file. The system lets go of it when the process ends, however.
fn lock(database: &Path) -> Result<File, OpenError> {
    let mut path = database.as_os_str().to_owned();
    path.push(".lock");
    let path = PathBuf::from(path);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|source| OpenError::Lock(path.clone(), source))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::InUse(database.to_owned())),
        Err(TryLockError::Error(source)) => Err(OpenError::Lock(path, source)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::on_each;

    #[tokio::test]
    async fn a_second_server_on_one_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("laurel.sqlite");
        let first = Db::sqlite(&path).await.unwrap();
        assert!(matches!(Db::sqlite(&path).await, Err(OpenError::InUse(_))));
        first.close().await;
        drop(first);
        Db::sqlite(&path).await.unwrap().ping().await.unwrap();
    }

    #[tokio::test]
    async fn a_command_reads_and_writes_beside_a_server() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { data: folder.path().to_owned(), ..crate::flows::testing::config() };
        assert!(Db::open_beside(&config).await.is_err(), "there is nothing, and nothing is made");
        let server = Db::open(&config).await.unwrap();
        let command = Db::open_beside(&config).await.unwrap();
        let mut tx = command.write().await.unwrap();
        let sql = "insert into account (account_id, name, created_at) values ($1, $2, $3)";
        tx.execute(sql, ("a", "Ada", 1_i64)).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = server.read().await.unwrap();
        let (number,): (i64,) = tx.fetch_one("select count(*) from account", ()).await.unwrap();
        assert_eq!(number, 1);
    }

    #[tokio::test]
    async fn sqlite_commits_durably_and_minds_foreign_keys() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::sqlite(&folder.path().join("laurel.sqlite")).await.unwrap();
        let mut tx = db.write().await.unwrap();
        let (journal,): (String,) = tx.fetch_one("pragma journal_mode", ()).await.unwrap();
        let (synchronous,): (i64,) = tx.fetch_one("pragma synchronous", ()).await.unwrap();
        let (foreign_keys,): (i64,) = tx.fetch_one("pragma foreign_keys", ()).await.unwrap();
        assert_eq!((journal.as_str(), synchronous, foreign_keys), ("wal", 2, 1));
    }

    #[tokio::test]
    async fn what_is_not_committed_never_happened() {
        on_each(async |db| {
            let sql = "insert into account (account_id, name, created_at) values ($1, $2, $3)";
            let mut tx = db.write().await.unwrap();
            tx.execute(sql, ("a", "Ada", 1_i64)).await.unwrap();
            drop(tx);
            let mut tx = db.write().await.unwrap();
            tx.execute(sql, ("b", "Ben", 1_i64)).await.unwrap();
            tx.commit().await.unwrap();
            let names: Vec<(String,)> =
                db.read().await.unwrap().fetch_all("select name from account", ()).await.unwrap();
            assert_eq!(names, [("Ben".to_owned(),)]);
        })
        .await;
    }

    #[tokio::test]
    async fn many_rows_are_added_at_once() {
        on_each(async |db| {
            let mut tx = db.write().await.unwrap();
            let rows = (0..MOST_VALUES).map(|number| (format!("id {number}"), "Ada", 1_i64));
            tx.insert_many("insert into account (account_id, name, created_at)", rows).await.unwrap();
            let (number,): (i64,) = tx.fetch_one("select count(*) from account", ()).await.unwrap();
            assert_eq!(number, i64::try_from(MOST_VALUES).unwrap());
        })
        .await;
    }

    #[tokio::test]
    async fn a_reader_cannot_write() {
        on_each(async |db| {
            let mut tx = db.read().await.unwrap();
            assert!(tx.execute("delete from account", ()).await.is_err());
        })
        .await;
    }

    #[tokio::test]
    async fn a_row_that_points_nowhere_is_refused() {
        on_each(async |db| {
            let mut tx = db.write().await.unwrap();
            let sql = "insert into address (email, account_id, verified_at) values ($1, $2, $3)";
            assert!(tx.execute(sql, ("a@a.example", "nobody", 1_i64)).await.is_err());
        })
        .await;
    }
}
