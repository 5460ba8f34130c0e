//! `/desk/{slug}/audit`: what was done. A search is posted: names do not belong into addresses.

use std::str::FromStr as _;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Map, Value};
use time::{Date, macros::format_description};
use web::pages::{AuditLine, AuditPage, AuditSearch, AuditStanding, AuditSubject, audit as page};

use super::desk::issuer_link;
use crate::{
    flows::{
        audit::{
            export::{self, Format},
            look::{self, Done, Search, Standing},
        },
        session::Act,
    },
    problem::Problem,
    routes::{
        extract::{Form, Params},
        rfc3339,
        visit::Visit,
    },
};

/// Acts on a page.
const ON_A_PAGE: u32 = 50;

#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    act: String,
    #[serde(default)]
    who: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    before: String,
    #[serde(default)]
    format: String,
}

impl Typed {
    fn search(&self) -> Search {
        let day = |text: &str| Date::parse(text, format_description!("[year]-[month]-[day]")).ok();
        Search {
            act: self.act.clone(),
            who: self.who.clone(),
            subject: self.subject.clone(),
            from: day(&self.from),
            until: day(&self.until),
        }
    }
}

pub(super) async fn list(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    found(&visit, &slug, Typed::default()).await
}

pub(super) async fn search(
    visit: Visit,
    Params(slug): Params<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    found(&visit, &slug, typed).await
}

pub(super) async fn file(
    visit: Visit,
    Params(slug): Params<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let (format, media_type, name) = match typed.format.as_str() {
        "json" => (Format::Json, "application/json", "attachment; filename=\"audit.json\""),
        _ => (Format::Csv, "text/csv; charset=utf-8", "attachment; filename=\"audit.csv\""),
    };
    let text = export::of_desk(&visit.app, visit.viewer()?, &slug, &typed.search(), format).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(name)),
    ];
    Ok((headers, text).into_response())
}

async fn found(visit: &Visit, slug: &str, typed: Typed) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let before = i64::from_str(&typed.before).ok();
    let mut found = look::page(&visit.app, viewer, slug, &typed.search(), before, ON_A_PAGE + 1).await?;
    let more = found.len() > ON_A_PAGE as usize;
    found.truncate(ON_A_PAGE as usize);
    let older = found.last().filter(|_| more).map(|done| done.sequence);
    let Typed { act, who, subject, from, until, .. } = typed;
    let search = AuditSearch { act, who, subject, from, until };
    // Of further pages and of searches it has been said before.
    let whole = before.is_none() && search == AuditSearch::default();
    let standing = if whole { Some(standing(look::standing(&visit.app, viewer, slug).await?)) } else { None };
    let data = AuditPage {
        issuer: issuer_link(viewer, slug, Act::Audit)?,
        search,
        lines: found.into_iter().map(|done| line(slug, done)).collect(),
        older,
        standing,
    };
    Ok(visit.page(page(&visit.chrome(), &data)))
}

fn standing(standing: Standing) -> AuditStanding {
    match standing {
        Standing::NoHead => AuditStanding::NoHead,
        Standing::BadHead => AuditStanding::BadHead,
        Standing::Holds { since, .. } => AuditStanding::Holds(rfc3339(since)),
        Standing::Overdue { since } => AuditStanding::Overdue(rfc3339(since)),
        Standing::Broken { since, checked } => {
            AuditStanding::Broken(rfc3339(since), checked.faults.len() as u64)
        }
    }
}

fn line(slug: &str, done: Done) -> AuditLine {
    let forgotten = done.forgotten();
    let mut changes: Vec<_> = done
        .before
        .iter()
        .map(|(name, value)| {
            (name.clone(), shown(value), done.after.get(name).map(shown).unwrap_or_default())
        })
        .collect();
    let new = done.after.iter().filter(|(name, _)| !done.before.contains_key(*name));
    changes.extend(new.map(|(name, value)| (name.clone(), String::new(), shown(value))));
    AuditLine {
        sequence: done.sequence,
        at: rfc3339(done.at),
        act: done.act,
        who: done.who.map(|who| (who.name, who.more)),
        subject: done.subject.map(|subject| AuditSubject {
            href: href(slug, &subject.id),
            name: if nameless(&subject.id) { subject.id } else { subject.name },
            more: subject.more,
        }),
        detail: details(&done.detail),
        changes,
        forgotten,
    }
}

/// How it was done, without what only a machine reads.
fn details(detail: &Map<String, Value>) -> Vec<(String, String)> {
    let told = detail.iter().filter(|(name, _)| *name != "audit");
    told.map(|(name, value)| (name.clone(), shown(value))).filter(|(_, text)| !text.is_empty()).collect()
}

/// A value as one line.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(true) => web::words::desk_audit::yes().to_owned(),
        Value::Bool(false) => web::words::desk_audit::no().to_owned(),
        Value::Array(values) => values.iter().map(shown).collect::<Vec<_>>().join(", "),
        Value::Object(object) => {
            let parts =
                object.iter().map(|(name, value)| (name, shown(value))).filter(|(_, text)| !text.is_empty());
            parts.map(|(name, text)| format!("{name}: {text}")).collect::<Vec<_>>().join("; ")
        }
        Value::Number(number) => number.to_string(),
    }
}

/// Whether it has no name but its id.
fn nameless(subject: &str) -> bool {
    let kind = subject.split_once('/').map_or("", |(kind, _)| kind);
    matches!(kind, "" | "issuer_key" | "rework")
}

/// Where something is at the desk.
fn href(slug: &str, subject: &str) -> Option<String> {
    let (kind, id) = subject.split_once('/')?;
    let folder = match kind {
        "credential" => "credentials",
        "learner" => "learners",
        "class" => "classes",
        "achievement" => "achievements",
        "claim_link" => "claims",
        "bulk" => "bulk",
        "import" => "imports",
        "transcript_batch" => "transcripts",
        _ => return None,
    };
    Some(format!("/desk/{slug}/{folder}/{id}"))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn a_registrar_reads_finds_and_takes_away_what_was_done() {
        let app = TestApp::new().await;
        let owner = app.founded("art").await;
        let (id, _) = owner.awarded("art", "ada@learner.example").await;
        owner
            .post_form(&format!("/desk/art/credentials/{id}/revoke"), "reason=%3DA+slip")
            .await
            .expect(StatusCode::SEE_OTHER);
        let page = owner.browse("/desk/art/audit").await.expect(StatusCode::OK).text();
        assert!(page.contains("Award revoked") && page.contains("=A slip"), "{page}");
        assert!(page.contains("first sealed check"), "{page}");
        let found =
            owner.post_form("/desk/art/audit", "act=credential.awarded").await.expect(StatusCode::OK).text();
        assert!(found.contains("class=\"audit-line\"") && !found.contains("=A slip"), "{found}");
        let nothing = owner.post_form("/desk/art/audit", "who=nobody").await.expect(StatusCode::OK).text();
        assert!(nothing.contains("Nothing of the kind"), "{nothing}");
        let csv = owner.post_form("/desk/art/audit/export", "format=csv").await.expect(StatusCode::OK);
        assert!(csv.text().contains("reason: =A slip"), "after a word it is no formula: {}", csv.text());
        let json = owner.post_form("/desk/art/audit/export", "format=json&act=credential.revoked").await;
        assert_eq!(json.expect(StatusCode::OK).json().as_array().unwrap().len(), 1);
    }
}
