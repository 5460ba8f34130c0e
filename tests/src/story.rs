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
    award_to(&sign_in(server, STAFF)?, 0, "Ida Quill", "ida@learners.example")
}

/// `staff` awards one of the demo institution's achievements.
///
/// # Errors
/// When a step answers something else than it should.
pub fn award_to(staff: &Http, achievement: usize, name: &str, email: &str) -> Result<Award> {
    let achievement = &achievements(staff)?[achievement]["id"];
    let body = json!({ "achievement": achievement, "recipient": { "name": name, "email": email } });
    let answer = staff.post_json(&format!("/api/v1/issuers/{ISSUER}/credentials"), &body)?;
    ensure!(answer.status == 201, "awarding: {} {:.500}", answer.status, answer.text());
    let location = answer.header("location").context("no address of the credential")?;
    let id = location.rsplit('/').next().context("no id in the address")?.to_owned();
    Ok(Award { path: format!("/credentials/{id}"), id, document: answer.body })
}

/// The institution takes an award back.
///
/// # Errors
/// When it can't.
pub fn revoke(server: &Server, award: &Award) -> Result<()> {
    let staff = sign_in(server, STAFF)?;
    let path = format!("/api/v1/issuers/{ISSUER}/credentials/{}/revoke", award.id);
    let answer = staff.post_json(&path, &json!({ "reason": "Awarded by mistake" }))?;
    ensure!(answer.status < 300, "revoking: {} {:.500}", answer.status, answer.text());
    Ok(())
}

/// The names of the demo institution's achievements, in the order of their list.
///
/// # Errors
/// When the list can't be had.
pub fn achievement_names(server: &Server) -> Result<Vec<String>> {
    texts(&achievements(&sign_in(server, STAFF)?)?, "name")
}

/// Their ids, in the same order.
///
/// # Errors
/// When the list can't be had.
pub fn achievement_ids(server: &Server) -> Result<Vec<String>> {
    texts(&achievements(&sign_in(server, STAFF)?)?, "id")
}

/// The share that the demo's landing page shows as an example: credentials in every state.
///
/// # Errors
/// When there is none.
pub fn example_share(server: &Server) -> Result<String> {
    let home = Http::new(&server.url()).get("/")?.text();
    let token = home.split_once("/s/").context("the landing page shows no example")?.1;
    let token: String =
        token.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect();
    Ok(format!("/s/{token}"))
}

/// Everything the demo's institution has issued, as its desk lists it.
///
/// # Errors
/// When the list can't be had.
pub fn issued(staff: &Http) -> Result<Vec<Value>> {
    items(staff, &format!("/api/v1/issuers/{ISSUER}/credentials"))
}

/// The demo institution's achievements.
///
/// # Errors
/// When the list can't be had.
pub fn achievements(staff: &Http) -> Result<Vec<Value>> {
    items(staff, &format!("/api/v1/issuers/{ISSUER}/achievements"))
}

/// All of a list, part by part.
fn items(visitor: &Http, path: &str) -> Result<Vec<Value>> {
    let mut all = Vec::new();
    let mut part = format!("{path}?limit=100");
    loop {
        let list = visitor.get(&part)?.json()?;
        all.extend(list["items"].as_array().with_context(|| format!("{part} answers {list}"))?.clone());
        match list["next"].as_str() {
            Some(cursor) => part = format!("{path}?limit=100&cursor={cursor}"),
            None => return Ok(all),
        }
    }
}

fn texts(items: &[Value], member: &str) -> Result<Vec<String>> {
    items.iter().map(|item| item[member].as_str().map(str::to_owned).context("no such text")).collect()
}
