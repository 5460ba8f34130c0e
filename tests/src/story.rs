//! The story over HTTP, one step a function: sign in, award, claim, make a record, share.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::http::Http;
use crate::server::Server;

/// Who works for the demo's institution.
pub const STAFF: &str = "mara@hedgerow.example";
/// The institution's slug.
pub const ISSUER: &str = "hedgerow";

/// A credential that was just awarded.
pub struct Award {
    /// Its path, such as `/credentials/{id}`.
    pub path: String,
    /// The last part of it.
    pub id: String,
    /// The signed bytes, as the answer to the award held them.
    pub document: Vec<u8>,
}

/// A visitor who signed in by the link that was mailed to `email`.
///
/// # Errors
/// When a step answers something else than it should.
pub fn sign_in(server: &Server, email: &str) -> Result<Http> {
    let visitor = Http::new(&server.url());
    let asked = visitor.post_form("/sign-in", &[("email", email), ("next", "/")])?;
    ensure!(asked.status < 400, "asking for a link: {} {:.500}", asked.status, asked.text());
    let link = newest_link(&visitor, email)?;
    let confirm = visitor.get(&link)?;
    ensure!(confirm.status == 200, "opening the link: {} {:.500}", confirm.status, confirm.text());
    let done = visitor.post_form(&link, &[])?;
    ensure!(done.status == 303, "pressing the button: {} {:.500}", done.status, done.text());
    Ok(visitor)
}

/// Where the newest mail to `email` leads, from the demo's outbox page.
///
/// # Errors
/// When there is no such mail.
pub fn newest_link(visitor: &Http, email: &str) -> Result<String> {
    let outbox = visitor.get("/outbox")?.text();
    // Newest first: the first link after the address.
    let mail = outbox.split_once(email).with_context(|| format!("no mail to {email}: {outbox:.2000}"))?.1;
    let link = mail.split("href=\"").skip(1).find(|rest| rest.contains("/sign-in/")).context("no link")?;
    let link = link.split('"').next().context("no end of the link")?;
    Ok(link.replace("&amp;", "&"))
}

/// The demo's staff awards its first achievement to a new learner.
///
/// # Errors
/// When a step answers something else than it should.
pub fn award(server: &Server) -> Result<Award> {
    award_to(&sign_in(server, STAFF)?, "Ida Quill", "ida@learners.example")
}

/// `staff` awards the demo institution's first achievement.
///
/// # Errors
/// When a step answers something else than it should.
pub fn award_to(staff: &Http, name: &str, email: &str) -> Result<Award> {
    let achievements = staff.get(&format!("/api/v1/issuers/{ISSUER}/achievements"))?.json()?;
    let achievement = achievements["items"][0]["id"].as_str().context("the demo has no achievement")?;
    let body = json!({ "achievement": achievement, "recipient": { "name": name, "email": email } });
    let answer = staff.post_json(&format!("/api/v1/issuers/{ISSUER}/credentials"), &body)?;
    ensure!(answer.status == 201, "awarding: {} {:.500}", answer.status, answer.text());
    let location = answer.header("location").context("no address of the credential")?;
    let id = location.rsplit('/').next().context("no id in the address")?.to_owned();
    Ok(Award { path: format!("/credentials/{id}"), id, document: answer.body })
}

/// Everything the demo's institution has issued, as its desk lists it.
///
/// # Errors
/// When the list can't be had.
pub fn issued(staff: &Http) -> Result<Vec<Value>> {
    let list = staff.get(&format!("/api/v1/issuers/{ISSUER}/credentials"))?.json()?;
    Ok(list["items"].as_array().context("no list")?.clone())
}
