//! Telling a person everything that is kept of them, as one JSON object.

use base64::{Engine, prelude::BASE64_STANDARD};
use serde::Serialize;
use serde_json::{
    Map, Value, json,
    value::{RawValue, to_raw_value},
};
use std::collections::BTreeMap;
use time::format_description::well_known::Rfc3339;

use super::{Asker, Person, PersonError, Who, acts, checked_reason, find, sealed};
use crate::{
    app::App,
    effects::instant_of,
    flows::{fields::Fields, outbox},
    store::{
        Tx, holding, mail,
        person::{self, TextRow},
    },
};

/// Everything that is kept of somebody.
#[derive(Serialize)]
struct Told {
    /// When this was written, RFC 3339.
    at: String,
    /// Rows by the kind of thing they are.
    kept: BTreeMap<&'static str, Vec<Map<String, Value>>>,
    /// What was done to them here: by whom is left out.
    acts: Vec<Value>,
    /// The mails that are kept, in words.
    letters: Vec<Value>,
    /// What lies sealed and is about them, by the table that it is in: rows of files and of exports of a school's
    /// system that wait or were left out, answers to programs.
    sealed: BTreeMap<&'static str, Vec<Value>>,
    /// How many sealed rows do not open any more: nobody knows whose they are.
    unopened: u64,
    /// Files that show what they did, in base64.
    files: Vec<Value>,
    /// Everything that was signed for them, as it was signed.
    documents: Vec<Box<RawValue>>,
}

/// Everything that is kept of a person, JSON text; and a note that it was asked for.
///
/// * `all`: everybody who shares an address is meant.
/// * `reason`: why, for the note.
///
/// # Errors
/// [`PersonError`]; the field pointer is `/reason`.
///
/// # Panics
/// Never: text and numbers always serialise.
pub async fn export(
    app: &App,
    asker: Asker<'_>,
    who: &Who,
    all: bool,
    reason: &str,
) -> Result<String, PersonError> {
    let issuer = asker.issuer()?;
    let mut tx = app.db.write().await?;
    let mut found = find(&mut tx, issuer, who, all).await?;
    let mut fields = Fields::default();
    let reason = checked_reason(&mut fields, reason, &found);
    fields.right(()).map_err(PersonError::Fields)?;
    let told = tell(app, &mut tx, &mut found).await?;
    super::note(app, &mut tx, asker, &found, "person.exported", &json!({ "reason": reason })).await?;
    tx.commit().await?;
    Ok(serde_json::to_string(&told).expect("text and numbers always serialise"))
}

async fn tell(app: &App, tx: &mut Tx, found: &mut Person) -> Result<Told, PersonError> {
    let mut told = Told {
        at: app.clock.now().format(&Rfc3339).unwrap_or_default(),
        kept: BTreeMap::new(),
        acts: Vec::new(),
        letters: Vec::new(),
        sealed: BTreeMap::new(),
        unopened: 0,
        files: Vec::new(),
        documents: Vec::new(),
    };
    for learner in &found.learners {
        told.keep(person::of_learner(tx, learner.learner_id).await?);
    }
    for email in &found.emails {
        told.keep(person::of_email(tx, found.issuer, email).await?);
    }
    for account in &found.accounts {
        told.keep(person::of_account(tx, *account).await?);
        told.documents.extend(holding::documents(tx, *account).await?.iter().map(|document| raw(document)));
    }
    for credential in &found.credentials {
        let id = credential.credential_id;
        told.keep(person::of_credential(tx, id).await?);
        told.documents.extend(person::documents(tx, id).await?.iter().map(|document| raw(document)));
        for (name, media_type, file) in person::files(tx, id).await? {
            let file = BASE64_STANDARD.encode(file);
            told.files
                .push(json!({ "credential_id": id, "name": name, "media_type": media_type, "file": file }));
        }
    }
    let letters: Vec<String> = told.kept.get("mail").into_iter().flatten().filter_map(mail_id).collect();
    for id in letters {
        let row = match id.parse() {
            Ok(id) => mail::sealed_one(tx, id).await?,
            Err(_) => None,
        };
        if let Some(letter) = row.and_then(|row| outbox::open(app, &row)) {
            told.letters.push(json!({ "mail_id": id, "subject": letter.subject, "text": letter.text() }));
        }
    }
    let opened = sealed::open(app, tx, found).await?;
    told.unopened = opened.unopened;
    for about in opened.about {
        // Letters are told above.
        if about.table != "mail" {
            told.sealed.entry(about.table).or_default().extend(about.told);
        }
    }
    for (_, some) in acts::of(tx, found).await? {
        for row in some.into_values() {
            told.acts.push(json!({
                "at": instant_of(row.at).format(&Rfc3339).unwrap_or_default(),
                "act": row.act,
                "subject": row.subject,
                "detail": row.detail,
                "before": row.before,
                "after": row.after,
            }));
        }
    }
    Ok(told)
}

impl Told {
    fn keep(&mut self, rows: Vec<(&'static str, Vec<TextRow>)>) {
        for (table, rows) in rows {
            let known = self.kept.entry(table).or_default();
            for TextRow(texts) in rows {
                let row: Map<String, Value> =
                    texts.into_iter().map(|(name, text)| instant(name, text)).collect();
                if !known.contains(&row) {
                    known.push(row);
                }
            }
        }
        self.kept.retain(|_, rows| !rows.is_empty());
    }
}

/// Instants as people read them; the rest as it is.
fn instant(name: String, text: String) -> (String, Value) {
    let at = text.parse().ok().filter(|_| name.ends_with("_at") || name.starts_with("valid_"));
    match at {
        Some(ms) => (name, instant_of(ms).format(&Rfc3339).unwrap_or_default().into()),
        None => (name, text.into()),
    }
}

fn mail_id(row: &Map<String, Value>) -> Option<String> {
    row.get("mail_id")?.as_str().map(str::to_owned)
}

/// A signed document byte for byte; what is no JSON, such as a JWT, as a text.
fn raw(document: &str) -> Box<RawValue> {
    RawValue::from_string(document.to_owned())
        .or_else(|_| to_raw_value(document))
        .expect("a text always serialises")
}
