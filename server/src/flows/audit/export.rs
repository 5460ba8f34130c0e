//! What was done, as a file: a table for people, or JSON from which every hash can be done again.

use serde::Serialize;
use serde_json::{Map, Value};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::look::{Done, LookError, Names, Search};
use crate::{
    app::App,
    effects::{instant_of, ms_of},
    flows::session::{Act, Viewer},
    id::IssuerId,
    sheet::write_csv,
    store::{
        StoreError,
        audit::{self, ActRow, SERVICE},
    },
};

/// Acts that are read at once.
const CHUNK: u32 = 1_000;

/// In which form.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Format {
    /// For spreadsheets.
    Csv,
    /// For programs.
    Json,
}

/// One act in JSON. `commitment` and `link` can be done again from the rest, as `store::audit::chain` says.
#[derive(Serialize)]
struct Entry<'a> {
    chain: &'a str,
    sequence: i64,
    at: String,
    at_ms: i64,
    act: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    who: Option<Side<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<Side<'a>>,
    forgotten: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    salt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<&'a str>,
    commitment: &'a str,
    link: &'a str,
}

#[derive(Serialize)]
struct Side<'a> {
    id: &'a str,
    name: &'a str,
}

/// What a search leaves of what was done at the desk called `slug`, oldest last, as text of this format.
///
/// # Errors
/// [`LookError`].
pub async fn of_desk(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    search: &Search,
    format: Format,
) -> Result<String, LookError> {
    viewer.at(slug, Act::Audit)?;
    let mut all: Vec<Done> = Vec::new();
    loop {
        let before = all.last().map(|done| done.sequence);
        let more = super::look::page(app, viewer, slug, search, before, CHUNK).await?;
        if more.is_empty() {
            return Ok(text(&all, format));
        }
        all.extend(more);
    }
}

/// All that was done since a moment, chain after chain, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn all(app: &App, since: Option<OffsetDateTime>, format: Format) -> Result<String, StoreError> {
    let since = since.map_or(i64::MIN, ms_of);
    let mut tx = app.db.read().await?;
    let mut done = Vec::new();
    for end in audit::ends(&mut tx).await? {
        let mut names = Names::default();
        let mut sequence = 0;
        loop {
            let mut rows = audit::after(&mut tx, &end.chain, sequence).await?;
            let Some(last) = rows.last() else { break };
            sequence = last.sequence;
            rows.retain(|row| row.at >= since);
            match end.chain.parse::<IssuerId>() {
                Ok(issuer) => done.extend(names.all(&mut tx, issuer, rows).await?),
                Err(_) => done.extend(rows.into_iter().map(of_service)),
            }
        }
    }
    Ok(text(&done, format))
}

/// An act of the service, of which nobody has a name.
fn of_service(row: ActRow) -> Done {
    debug_assert_eq!(row.chain, SERVICE);
    let named = |id: &String| super::look::Named { id: id.clone(), ..Default::default() };
    let object = |text: &Option<String>| -> Map<String, Value> {
        text.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    };
    Done {
        sequence: row.sequence,
        at: instant_of(row.at),
        act: row.act.clone(),
        who: None,
        subject: row.subject.as_ref().map(named),
        detail: object(&row.detail),
        before: object(&row.before),
        after: object(&row.after),
        row,
    }
}

fn text(all: &[Done], format: Format) -> String {
    match format {
        Format::Csv => csv(all),
        Format::Json => {
            let entries: Vec<_> = all.iter().map(entry).collect();
            let mut text = serde_json::to_string_pretty(&entries).expect("text and numbers always serialise");
            text.push('\n');
            text
        }
    }
}

fn entry(done: &Done) -> Entry<'_> {
    let row = &done.row;
    Entry {
        chain: &row.chain,
        sequence: row.sequence,
        at: done.at.format(&Rfc3339).unwrap_or_default(),
        at_ms: row.at,
        act: &row.act,
        who: done
            .who
            .as_ref()
            .map(|who| Side { id: row.account_id.as_deref().unwrap_or_default(), name: &who.name }),
        subject: done.subject.as_ref().map(|subject| Side { id: &subject.id, name: &subject.name }),
        forgotten: done.forgotten(),
        salt: row.salt.as_deref(),
        detail: row.detail.as_deref(),
        before: row.before.as_deref(),
        after: row.after.as_deref(),
        commitment: &row.commitment,
        link: &row.link,
    }
}

fn csv(all: &[Done]) -> String {
    let headings = [
        "Chain", "Number", "When", "Who", "Address", "What", "To what", "Id", "How", "Before", "After",
        "Link",
    ];
    let plain = |object: &Map<String, Value>| {
        let pairs = object.iter().map(|(name, value)| match value {
            Value::String(text) => format!("{name}: {text}"),
            value => format!("{name}: {value}"),
        });
        pairs.collect::<Vec<_>>().join("; ")
    };
    let rows = all.iter().map(|done| {
        let who = done.who.clone().unwrap_or_default();
        let subject = done.subject.clone().unwrap_or_default();
        let more = if subject.more.is_empty() || subject.more == subject.name {
            subject.name
        } else {
            format!("{} ({})", subject.name, subject.more)
        };
        vec![
            done.row.chain.clone(),
            done.sequence.to_string(),
            done.at.format(&Rfc3339).unwrap_or_default(),
            who.name,
            who.more,
            done.act.clone(),
            more,
            subject.id,
            plain(&done.detail),
            plain(&done.before),
            plain(&done.after),
            done.row.link.clone(),
        ]
    });
    write_csv(&headings.map(str::to_owned), rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{
        learner::{self, NewLearner},
        testing::{desk, with_app},
    };

    #[tokio::test]
    async fn nothing_in_an_export_is_a_formula_and_every_hash_can_be_done_again() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let new = NewLearner { name: "=cmd()".to_owned(), ..NewLearner::default() };
            learner::enrol(&app, &staff, "marlow", &new).await.unwrap();
            let csv = of_desk(&app, &staff, "marlow", &Search::default(), Format::Csv).await.unwrap();
            assert!(csv.contains("'=cmd()"), "{csv}");
            let json = all(&app, None, Format::Json).await.unwrap();
            let entries: Vec<Value> = serde_json::from_str(&json).unwrap();
            let mut previous = audit::beginning(entries[0]["chain"].as_str().unwrap());
            for entry in &entries {
                let own = |name: &str| entry[name].as_str().map(str::to_owned);
                let payload = audit::Payload {
                    salt: own("salt").unwrap(),
                    account: entry["who"]["id"].as_str().map(str::to_owned),
                    subject: entry["subject"]["id"].as_str().unwrap().to_owned(),
                    detail: own("detail").unwrap(),
                    before: own("before"),
                    after: own("after"),
                };
                assert_eq!(Some(payload.commitment()), own("commitment"));
                let (number, at) = (entry["sequence"].as_i64().unwrap(), entry["at_ms"].as_i64().unwrap());
                let act = own("act").unwrap();
                previous = audit::link(&previous, number, at, &act, &payload.commitment());
                assert_eq!(Some(&previous), own("link").as_ref());
            }
            assert_eq!(
                all(&app, Some(app.clock.now() + time::Duration::SECOND), Format::Json).await.unwrap(),
                "[]\n"
            );
        })
        .await;
    }
}
