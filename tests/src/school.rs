//! A school's exports sent to a desk over the API, and the transcripts that come of them in the
//! database.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::http::Http;
use crate::roster::{Files, zip};
use crate::server::Server;
use crate::story::ISSUER;

/// Sends an export; gives where the import is.
///
/// # Errors
/// When it is not taken, or has faults.
pub fn upload(staff: &Http, name: &str, files: &Files) -> Result<String> {
    let path = format!("/api/v1/issuers/{ISSUER}/imports?name={name}");
    let answer = staff.post(&path, "application/zip", &zip(files)?)?;
    ensure!(answer.status == 201, "sending an export: {} {:.2000}", answer.status, answer.text());
    let found = answer.json()?;
    ensure!(found["errors"] == 0, "the export has faults: {:.2000}", found.to_string());
    Ok(answer.header("location").context("no address of the import")?.to_owned())
}

/// What an import would do.
///
/// # Errors
/// When it is not told.
pub fn plan(staff: &Http, import: &str) -> Result<Value> {
    let answer = staff.get(&format!("{import}/plan"))?;
    ensure!(answer.status == 200, "asking for the plan: {} {:.2000}", answer.status, answer.text());
    answer.json()
}

/// Starts an import; gives where its transcripts are.
///
/// # Errors
/// When it does not start.
pub fn start(staff: &Http, import: &str, decision: &Value) -> Result<String> {
    let answer = staff.post_json(&format!("{import}/start"), decision)?;
    ensure!(answer.status == 202, "starting: {} {:.2000}", answer.status, answer.text());
    Ok(answer.header("location").context("no address of the transcripts")?.to_owned())
}

/// How many transcripts are signed, and whether that is all.
///
/// # Errors
/// When nobody answers.
pub fn progress(staff: &Http, batch: &str) -> Result<(u64, bool)> {
    let state = staff.get(batch)?.json()?;
    let number = |name: &str| state[name].as_u64().with_context(|| format!("no {name} in {state}"));
    let signed = number("issued")? + number("extended")? + number("corrected")?;
    Ok((signed, state["state"] == "done"))
}

/// Waits until all are signed; gives what came of it.
///
/// # Errors
/// When that takes more than ten minutes.
pub fn finish(staff: &Http, batch: &str) -> Result<Value> {
    for _ in 0..60_000 {
        if progress(staff, batch)?.1 {
            return staff.get(batch)?.json();
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    anyhow::bail!("not done in ten minutes: {:?}", progress(staff, batch)?)
}

/// What transcripts a server has in its database, each as a number.
///
/// # Errors
/// When the database does not open.
pub async fn counts(server: &Server) -> Result<Value> {
    let options = SqliteConnectOptions::new().filename(server.data().join("laurel.sqlite"));
    let mut database = SqliteConnection::connect_with(&options).await?;
    let mut counts = Map::new();
    for (name, sql) in [
        ("transcripts", "select count(*) from transcript"),
        ("learners", "select count(distinct learner_id) from transcript"),
        ("entries", "select count(*) from transcript_part where withdrawn_at is null"),
        (
            "keys",
            "select count(distinct credential_id || part_key) from transcript_part where withdrawn_at is null",
        ),
        (
            "places",
            "select count(distinct status_list_id || '/' || status_index) from (
                select status_list_id, status_index from transcript_part where withdrawn_at is null
                union all select c.status_list_id, c.status_index
                from transcript t join credential c on c.credential_id = t.credential_id)",
        ),
        (
            "letters",
            "select count(*) from mail where credential_id in (select credential_id from transcript)",
        ),
        ("waiting", "select count(*) from transcript_batch_row"),
    ] {
        let number: i64 = sqlx::query_scalar(sql).fetch_one(&mut database).await?;
        counts.insert(name.to_owned(), json!(number));
    }
    database.close().await?;
    Ok(Value::Object(counts))
}

/// The signed texts of all transcripts that a server has, by their learner's number.
///
/// # Errors
/// When the database does not open.
pub async fn documents(server: &Server) -> Result<Vec<(String, String)>> {
    let options = SqliteConnectOptions::new().filename(server.data().join("laurel.sqlite"));
    let mut database = SqliteConnection::connect_with(&options).await?;
    let sql = "select l.sourced_id, c.document from transcript t
            join credential c on c.credential_id = t.credential_id
            join learner l on l.learner_id = t.learner_id
        where l.sourced_id is not null order by l.sourced_id";
    let rows = sqlx::query_as(sql).fetch_all(&mut database).await?;
    database.close().await?;
    Ok(rows)
}
