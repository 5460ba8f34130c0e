//! Opening a signed list: its proof, its issuer's key, its dates and its bits.
//!
//! Source: Bitstring Status List v1.0, sections 2.2 and 3.2.

use super::entry::Form;
use super::{note, status, unreadable, unreadable_because};
use crate::json::{Object, Value};
use crate::proof::{Hashed, Purpose};
use crate::status::Bitstring;
use crate::verify::form::{self, Content};
use crate::verify::report::{Check, Evidence, Outcome};
use crate::verify::{Ground, dates, jwt, key, proof};

/// A list whose signature is its own issuer's, and what it says of itself.
pub(super) struct List {
    /// The issuer that signed it.
    pub(super) issuer: String,
    /// Whether the key is the issuer's by the issuer's own word.
    pub(super) key_is_issuers: bool,
    /// `id`, where it has one.
    pub(super) id: Option<String>,
    /// What its bits are about.
    pub(super) purposes: Vec<String>,
    /// Whether it speaks of this moment by its own dates.
    pub(super) in_date: bool,
    /// What a reader may want to know of it.
    pub(super) evidence: Vec<Evidence>,
    pub(super) bits: Bitstring,
}

/// Opens the text of a list of the kind `form`.
///
/// # Errors
/// What to say in place of looking into it.
pub(super) fn open(text: &str, form: &Form, ground: &Ground<'_>) -> Result<List, Check> {
    let opened = form::open(text.as_bytes()).map_err(|check| unreadable_because(&check))?;
    match opened.content().map_err(|check| unreadable_because(&check))? {
        Content::Object(object) => {
            let (subject, issuer) = (subject(&object, form)?, issuer(&object));
            let proven = proof::check(&Hashed::new(&object), issuer, Purpose::AssertionMethod, ground);
            believed(&proven)?;
            list(&object, subject, &proven, form, ground)
        }
        Content::Address(_) => Err(unreadable("it is only an address")),
        Content::Token(text) => {
            let token = jwt::open(&text).map_err(|check| unreadable_because(&check))?;
            let (subject, issuer) = (subject(token.document(), form)?, issuer(token.document()));
            let proven = jwt::check(&token, issuer, Purpose::AssertionMethod, ground);
            believed(&proven)?;
            list(token.document(), subject, &proven, form, ground)
        }
    }
}

/// The list inside a credential of the right kind.
fn subject<'v, 'a>(object: &'v Object<'a>, form: &Form) -> Result<&'v Value<'a>, Check> {
    let is = |value: Option<&Value<'_>>, name: &str| {
        value.is_some_and(|value| value.items().iter().any(|item| item.as_str() == Some(name)))
    };
    if !is(object.get("type"), form.credential) {
        return Err(unreadable("it is not a list of the kind that the credential names"));
    }
    let subject = object.get("credentialSubject").filter(|subject| is(subject.get("type"), form.subject));
    subject.ok_or_else(|| unreadable("its content is not a status list"))
}

/// That a list is signed by whom it says.
fn believed(proven: &proof::Proven) -> Result<(), Check> {
    let good = |check: &&&Check| matches!(check.outcome, Outcome::Passed | Outcome::Warning);
    let Some(bad) = [&proven.proof, &proven.issuer].iter().find(|check| !good(check)).copied() else {
        return Ok(());
    };
    let mut check = status(Outcome::Unknown, "status_list_not_proven", &[]);
    note(&mut check, "statusListProof", &bad.code);
    Err(check)
}

fn issuer<'v>(object: &'v Object<'_>) -> Option<&'v str> {
    let issuer = object.get("issuer")?;
    issuer.as_str().or_else(|| issuer.get("id")?.as_str())
}

fn list(
    object: &Object<'_>,
    subject: &Value<'_>,
    proven: &proof::Proven,
    form: &Form,
    ground: &Ground<'_>,
) -> Result<List, Check> {
    let purposes = subject.get("statusPurpose").map(Value::items).unwrap_or_default();
    let encoded = subject.get("encodedList").and_then(Value::as_str).unwrap_or_default();
    let said = [
        ("statusListValidUntil", object.get("validUntil").or_else(|| object.get("expirationDate"))),
        ("statusListTtl", subject.get("ttl")),
    ];
    let issuer = issuer(object).unwrap_or_default().to_owned();
    let by = Evidence { name: "statusListIssuer".to_owned(), value: issuer.clone() };
    let said = said.into_iter().filter_map(|(name, value)| {
        let value = value.filter(|value| matches!(value, Value::String(_) | Value::Number(_)))?;
        let text = value.as_str().map_or_else(|| value.to_json(), str::to_owned);
        Some(Evidence { name: name.to_owned(), value: text })
    });
    Ok(List {
        issuer,
        key_is_issuers: key::is_issuers(&proven.issuer),
        id: object.get("id").map(|id| id.as_str().unwrap_or_default().to_owned()),
        purposes: if form.names_purpose {
            purposes.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        } else {
            vec!["revocation".to_owned()]
        },
        in_date: dates::encloses(object, ground.now),
        evidence: std::iter::once(by).chain(said).collect(),
        bits: Bitstring::decode_any(encoded).map_err(|err| unreadable(&err.to_string()))?,
    })
}
