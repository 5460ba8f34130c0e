//! `status`: the issuer has not withdrawn the credential.
//!
//! A list that cannot be had, read or trusted leaves the status unknown; only a good list, of
//! the same issuer and for the same purpose, makes it known.
//!
//! Source: Bitstring Status List v1.0, Validate Algorithm.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use time::OffsetDateTime;

use super::report::{Check, CheckId, Evidence, Outcome};
use super::{Ground, Known, proof};
use crate::credential::{Credential, StatusEntry};
use crate::instant;
use crate::json::{Limits, Object, Value, read};
use crate::proof::{Hashed, Purpose};
use crate::status::Bitstring;

/// The one kind of entry that we read.
pub(super) const BITSTRING: &str = "BitstringStatusListEntry";

fn status(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Status, outcome, code, params)
}

/// A list; or what to say in place of looking into it.
type Opened = Result<Rc<Bitstring>, Check>;

/// The lists that were opened while one document is judged; a record's credentials share them.
pub(super) struct Lists<'k> {
    ground: Ground<'k>,
    /// By address, purpose and issuer.
    opened: RefCell<BTreeMap<[String; 3], Opened>>,
}

impl<'k> Lists<'k> {
    pub(super) fn new(ground: Ground<'k>) -> Self {
        Self { ground, opened: RefCell::default() }
    }

    /// Checks all status entries of a credential; the worst decides.
    pub(super) fn check(&self, credential: &Credential) -> Check {
        let weight = |check: &Check| match check.outcome {
            Outcome::Failed => 3,
            Outcome::Unknown => 2,
            Outcome::Warning => 1,
            _ => 0,
        };
        let checks = credential.statuses.iter().map(|entry| self.check_entry(entry, credential));
        checks.max_by_key(weight).unwrap_or_else(|| status(Outcome::NotApplicable, "no_status", &[]))
    }

    fn check_entry(&self, entry: &StatusEntry, credential: &Credential) -> Check {
        if entry.kind != BITSTRING {
            return status(Outcome::Unknown, "status_type_unsupported", &[("type", entry.kind)]);
        }
        if entry.size != Some(1) {
            let kind = format!("{BITSTRING} of several bits");
            return status(Outcome::Unknown, "status_type_unsupported", &[("type", &kind)]);
        }
        let (Some(url), Some(index), Some(purpose)) = (entry.list, entry.index, entry.purpose) else {
            return status(Outcome::Failed, "status_entry_malformed", &[]);
        };
        let issuer = credential.issuer.id.as_deref();
        let mut check = match self.list(&Wanted { url, purpose, issuer }) {
            Err(check) => check,
            Ok(list) => by_bit(list.get(index), purpose),
        };
        let evidence = [("statusListCredential", url.to_owned()), ("statusListIndex", index.to_string())];
        check.evidence.extend(evidence.map(|(name, value)| Evidence { name: name.to_owned(), value }));
        check
    }

    fn list(&self, wanted: &Wanted<'_>) -> Opened {
        let unreachable =
            |reason: &str| status(Outcome::Unknown, "status_unreachable", &[("reason", reason)]);
        let text = match self.ground.known(wanted.url) {
            None => return Err(unreachable("it was not asked for")),
            Some(Known::Unreachable { reason }) => return Err(unreachable(reason)),
            Some(Known::Found { text }) => text,
        };
        let key = [wanted.url, wanted.purpose, wanted.issuer.unwrap_or_default()].map(str::to_owned);
        if let Some(opened) = self.opened.borrow().get(&key) {
            return opened.clone();
        }
        let opened = open_list(text, wanted, &self.ground).map(Rc::new);
        self.opened.borrow_mut().insert(key, opened.clone());
        opened
    }
}

fn by_bit(bit: Option<bool>, purpose: &str) -> Check {
    match (bit, purpose) {
        (None, _) => status(Outcome::Unknown, "status_outside_list", &[]),
        (Some(false), _) => status(Outcome::Passed, "not_revoked", &[]),
        (Some(true), "revocation") => status(Outcome::Failed, "revoked", &[]),
        (Some(true), "suspension") => status(Outcome::Failed, "suspended", &[]),
        (Some(true), _) => status(Outcome::Warning, "status_set", &[("purpose", purpose)]),
    }
}

/// What a list must be to speak about an entry.
struct Wanted<'w> {
    url: &'w str,
    purpose: &'w str,
    issuer: Option<&'w str>,
}

fn open_list(text: &str, wanted: &Wanted<'_>, ground: &Ground<'_>) -> Result<Bitstring, Check> {
    let unreadable = |reason: &str| status(Outcome::Unknown, "status_list_unreadable", &[("reason", reason)]);
    let value = read(text.as_bytes(), Limits::CREDENTIAL).map_err(|err| unreadable(&err.to_string()))?;
    let object = value.as_object().ok_or_else(|| unreadable("it is not a JSON object"))?;
    let types = object.get("type").map(Value::items).unwrap_or_default();
    if !types.contains(&"BitstringStatusListCredential".into()) {
        return Err(unreadable("it is not a status list credential"));
    }
    if object.get("id").is_some_and(|id| id.as_str() != Some(wanted.url)) {
        return Err(unreadable("it is another list than the one that was asked for"));
    }
    proven(object, wanted, ground)?;
    let subject = object.get("credentialSubject").ok_or_else(|| unreadable("it has no content"))?;
    if subject.get("type").and_then(Value::as_str) != Some("BitstringStatusList") {
        return Err(unreadable("its content is not a status list"));
    }
    let purposes = subject.get("statusPurpose").map(Value::items).unwrap_or_default();
    if !purposes.contains(&wanted.purpose.into()) {
        return Err(unreadable("it is kept for another purpose"));
    }
    let encoded = subject.get("encodedList").and_then(Value::as_str).unwrap_or_default();
    Bitstring::decode(encoded).map_err(|err| unreadable(&err.to_string()))
}

/// The list is signed by the credential's own issuer, and in date.
fn proven(object: &Object<'_>, wanted: &Wanted<'_>, ground: &Ground<'_>) -> Result<(), Check> {
    let now = ground.now;
    let (list, _) = Credential::read(object);
    let issuer = list.issuer.id.as_deref();
    let proven = proof::check(&Hashed::new(object), issuer, Purpose::AssertionMethod, ground);
    let good = |check: &Check| matches!(check.outcome, Outcome::Passed | Outcome::Warning);
    if !good(&proven.proof) || !good(&proven.issuer) || list.issuer.id.as_deref() != wanted.issuer {
        return Err(status(Outcome::Unknown, "status_list_not_proven", &[]));
    }
    // A date that is there and cannot be read must not count as none.
    let holds = |member: &str, good: fn(OffsetDateTime, OffsetDateTime) -> bool| {
        let Some(date) = object.get(member) else { return true };
        date.as_str().and_then(instant::read).is_some_and(|(date, _)| good(date, now))
    };
    if holds("validFrom", |from, now| from <= now) && holds("validUntil", |until, now| until >= now) {
        Ok(())
    } else {
        Err(status(Outcome::Unknown, "status_list_outdated", &[]))
    }
}
