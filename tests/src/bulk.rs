//! Many awards at once over the API, and what of them is in the database.

use std::fmt::Write as _;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::http::Http;
use crate::server::Server;
use crate::story::{self, ISSUER};

/// A list of this many people, as CSV.
pub fn list(people: usize) -> String {
    let mut text = "Name,E-mail,Learner number,Term\n".to_owned();
    for number in 0..people {
        // A String takes everything.
        let _ = writeln!(
            text,
            "Learner {number} Lovelace,learner{number}@school.example,2026-{number:06},Autumn 2026"
        );
    }
    text
}

/// Sends a list for the demo's first achievement; gives where the job is.
///
/// # Errors
/// When it is not taken, or has faults.
pub fn upload(staff: &Http, csv: &str) -> Result<String> {
    let achievement = &story::achievements(staff)?[0]["id"];
    let body = json!({ "achievement": achievement, "csv": csv });
    let answer = staff.post_json(&format!("/api/v1/issuers/{ISSUER}/bulk"), &body)?;
    ensure!(answer.status == 201, "sending a list: {} {:.500}", answer.status, answer.text());
    let found = answer.json()?;
    ensure!(found["dryRun"]["faulty"] == 0, "the list has faults: {:.2000}", found.to_string());
    Ok(answer.header("location").context("no address of the job")?.to_owned())
}

/// Starts a job.
///
/// # Errors
/// When it does not start.
pub fn start(staff: &Http, job: &str) -> Result<()> {
    let answer = staff.post_json(&format!("{job}/start"), &json!({}))?;
    ensure!(answer.status == 200, "starting: {} {:.500}", answer.status, answer.text());
    Ok(())
}

/// How many are awarded, and whether that is all.
///
/// # Errors
/// When nobody answers.
pub fn progress(staff: &Http, job: &str) -> Result<(u64, bool)> {
    let state = staff.get(job)?.json()?;
    Ok((state["done"].as_u64().with_context(|| format!("no number in {state}"))?, state["state"] == "done"))
}

/// Waits until all are awarded.
///
/// # Errors
/// When that takes more than ten minutes.
pub fn finish(staff: &Http, job: &str) -> Result<()> {
    for _ in 0..60_000 {
        if progress(staff, job)?.1 {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    anyhow::bail!("not done in ten minutes: {:?}", progress(staff, job)?)
}

/// What a job has left in the database of a server, each as a number.
///
/// # Errors
/// When the database does not open.
pub async fn counts(server: &Server, job: &str) -> Result<Value> {
    let id = job.rsplit('/').next().context("no id in the address")?;
    let options = SqliteConnectOptions::new().filename(server.data().join("laurel.sqlite"));
    let mut database = SqliteConnection::connect_with(&options).await?;
    let mut counts = serde_json::Map::new();
    for (name, sql) in [
        ("credentials", "select count(*) from credential where bulk_id = $1"),
        ("ids", "select count(distinct credential_id) from credential where bulk_id = $1"),
        ("recipients", "select count(distinct recipient_email) from credential where bulk_id = $1"),
        (
            "places",
            "select count(distinct status_list_id || '/' || status_index) from credential where bulk_id = $1",
        ),
        (
            "letters",
            "select count(*) from mail where credential_id in
                (select credential_id from credential where bulk_id = $1)",
        ),
        (
            "addressed",
            "select count(distinct credential.credential_id) from credential
                join mail on mail.credential_id = credential.credential_id
                    and mail.recipient = credential.recipient_email
                where credential.bulk_id = $1",
        ),
        ("rows", "select count(distinct credential_id) from bulk_outcome where bulk_id = $1"),
        ("waiting", "select count(*) from bulk_row where bulk_id = $1"),
    ] {
        let number: i64 = sqlx::query_scalar(sql).bind(id).fetch_one(&mut database).await?;
        counts.insert(name.to_owned(), number.into());
    }
    database.close().await?;
    Ok(Value::Object(counts))
}
