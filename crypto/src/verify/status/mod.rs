//! `status`: the issuer has not withdrawn the credential.
//!
//! A list that cannot be had, read or trusted leaves the status unknown. That a credential
//! *stands* is believed only of the list that was asked for, signed by the credential's issuer (or
//! by somebody the reader trusts), in date. That it was *withdrawn* is believed sooner: of any list
//! at the address that the issuer signed, so long as the list's own signature is good. A wrong
//! "withdrawn" costs a question to the issuer; a wrong "stands" costs more.
//!
//! Source: Bitstring Status List v1.0, section 3.2 (Validate Algorithm).

mod entry;
mod list;
mod revocations;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::report::{Check, CheckId, Outcome};
use super::{Ground, Known};
use crate::json::{Object, Value};
use entry::{Entry, Form, Place};
use list::List;
use revocations::Revocations;

/// Bytes of unpacked lists that one document may cost.
const MAX_UNPACKED_BYTES: usize = 32 << 20;

fn status(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Status, outcome, code, params)
}

fn unreadable(reason: &str) -> Check {
    status(Outcome::Unknown, "status_list_unreadable", &[("reason", reason)])
}

fn unreadable_because(other: &Check) -> Check {
    status(Outcome::Unknown, "status_list_unreadable", &[]).because(other)
}

/// The addresses of the lists that a credential's status is kept in.
pub(super) fn addresses<'v>(credential: &'v Object<'_>) -> impl Iterator<Item = &'v str> {
    entry::entries(credential).into_iter().filter_map(|entry| match entry {
        Entry::Place(place) => Some(place.list),
        Entry::Revocations(url) => Some(url),
        Entry::Unsupported(_) | Entry::Malformed => None,
    })
}

/// A list; or what to say in place of looking into it.
type Opened<T> = Result<Rc<T>, Check>;

/// The lists that were opened while one document is judged; a record's credentials share them.
pub(super) struct Lists<'k> {
    ground: Ground<'k>,
    /// By address and kind of list.
    signed: RefCell<BTreeMap<(&'k str, &'static str), Opened<List>>>,
    /// By address.
    unsigned: RefCell<BTreeMap<&'k str, Opened<Revocations>>>,
    bytes_left: Cell<usize>,
}

/// Status entries of one credential that are looked at.
const MAX_ENTRIES: usize = 16;

/// Whose status is asked for.
#[derive(Clone, Copy)]
struct Asked<'v> {
    id: Option<&'v str>,
    issuer: Option<&'v str>,
}

impl<'k> Lists<'k> {
    pub(super) fn new(ground: Ground<'k>) -> Self {
        let bytes_left = Cell::new(MAX_UNPACKED_BYTES);
        Self { ground, signed: RefCell::default(), unsigned: RefCell::default(), bytes_left }
    }

    /// Checks all status entries of a credential that `issuer` issued; the worst decides, and each
    /// leaves its evidence.
    pub(super) fn check(&self, credential: &Object<'_>, issuer: Option<&str>) -> Check {
        let asked = Asked { id: credential.get("id").and_then(Value::as_str), issuer };
        let entries = entry::entries(credential);
        if entries.len() > MAX_ENTRIES {
            let kind = format!("more than {MAX_ENTRIES} entries");
            return status(Outcome::Unknown, "status_type_unsupported", &[("type", &kind)]);
        }
        let checks = entries.into_iter().map(|entry| self.entry(&entry, asked));
        let worst = checks.reduce(|mut worst, mut next| {
            if weight(&next) > weight(&worst) {
                std::mem::swap(&mut worst.evidence, &mut next.evidence);
                std::mem::swap(&mut worst, &mut next);
            }
            worst.evidence.append(&mut next.evidence);
            worst
        });
        worst.unwrap_or_else(|| status(Outcome::NotApplicable, "no_status", &[]))
    }

    fn entry(&self, entry: &Entry<'_>, asked: Asked<'_>) -> Check {
        match entry {
            Entry::Place(place) => self.place(place, asked),
            Entry::Revocations(url) => self.revocations(url, asked),
            Entry::Unsupported(kind) => {
                status(Outcome::Unknown, "status_type_unsupported", &[("type", kind)])
            }
            Entry::Malformed => status(Outcome::Failed, "status_entry_malformed", &[]),
        }
    }

    fn place(&self, place: &Place<'_>, asked: Asked<'_>) -> Check {
        let mut check = match self.signed(place.list, place.form) {
            Err(check) => check,
            Ok(list) => {
                let mut check = self.judge(place, &list, asked);
                if matches!(check.code.as_str(), "revoked" | "suspended")
                    && let Some(day) = self.replaced(place)
                {
                    check = status(Outcome::Failed, "replaced", &[("on", &clipped(day))]);
                }
                check.evidence.extend(list.evidence.iter().cloned());
                self.ground.aged(check, place.list)
            }
        };
        note(&mut check, "statusListCredential", place.list);
        self.ground.note_fetched(&mut check, place.list);
        note(&mut check, "statusListIndex", &place.index.to_string());
        note(&mut check, "statusPurpose", place.purpose);
        for reference in &place.references {
            note(&mut check, "statusReference", reference);
        }
        check
    }

    /// On which day a corrected edition took this place's, where the list's keeper says so.
    fn replaced(&self, place: &Place<'_>) -> Option<&'k str> {
        let Known::Found { replaced, .. } = self.ground.known(place.list)? else { return None };
        let index = u32::try_from(place.index).ok()?;
        let (day, _) = replaced.iter().find(|(_, indexes)| indexes.contains(&index))?;
        Some(day)
    }

    fn judge(&self, place: &Place<'_>, list: &List, asked: Asked<'_>) -> Check {
        let purpose = place.purpose;
        if !list.purposes.iter().any(|kept| kept == purpose) {
            return unreadable("it is kept for another purpose");
        }
        let index = usize::try_from(place.index).unwrap_or(usize::MAX);
        let Some(value) = list.bits.value(index, place.size) else {
            return status(Outcome::Unknown, "status_outside_list", &[]);
        };
        let by = list.issuer.as_str();
        let another = Some(by) != asked.issuer && !self.is_trusted(list);
        match (value, purpose) {
            (1.., "revocation" | "suspension") if another => return withdrawn_by(by, purpose),
            // A suspension can be lifted, a revocation can't: the first needs a list of today.
            (1.., "revocation") => return status(Outcome::Failed, "revoked", &[]),
            (1.., "suspension") if list.in_date => return status(Outcome::Failed, "suspended", &[]),
            _ => {}
        }
        if another {
            return of_another(by);
        }
        if let Some(id) = list.id.as_deref().filter(|id| *id != place.list) {
            return elsewhere(id);
        }
        if !list.in_date {
            return status(Outcome::Unknown, "status_list_outdated", &[]);
        }
        match (value, purpose) {
            (_, "message") => {
                let outcome = if value == 0 { Outcome::Passed } else { Outcome::Warning };
                status(outcome, "status_message", &[("message", &clipped(&place.message(value)))])
            }
            (0, "revocation" | "suspension") if list.bits.is_short(place.size) => {
                status(Outcome::Warning, "status_list_short", &[])
            }
            (0, "revocation" | "suspension") => status(Outcome::Passed, "not_revoked", &[]),
            (0, _) => status(Outcome::Passed, "status_unset", &[("purpose", &clipped(purpose))]),
            (_, "refresh") => status(Outcome::Warning, "newer_announced", &[]),
            _ => status(Outcome::Warning, "status_set", &[("purpose", &clipped(purpose))]),
        }
    }

    fn revocations(&self, url: &str, asked: Asked<'_>) -> Check {
        let mut check = match self.unsigned(url) {
            Err(check) => check,
            Ok(list) => self.ground.aged(judge_revocations(&list, url, asked), url),
        };
        note(&mut check, "revocationList", url);
        self.ground.note_fetched(&mut check, url);
        check
    }

    /// Whether a registry that the reader takes the word of lists the issuer of `list`, and the
    /// list is signed with a key of that issuer.
    fn is_trusted(&self, list: &List) -> bool {
        let mut known = self.ground.policy.registries.iter().flat_map(|registry| &registry.issuers);
        list.key_is_issuers && known.any(|known| known.did == list.issuer)
    }

    fn text(&self, url: &str) -> Result<(&'k str, &'k str), Check> {
        let unreachable =
            |reason: &str| status(Outcome::Unknown, "status_unreachable", &[("reason", reason)]);
        match self.ground.knowledge.0.get_key_value(url) {
            None => Err(unreachable("it was not asked for")),
            Some((_, Known::Unreachable { reason })) => Err(unreachable(reason)),
            Some((url, Known::Found { text, .. })) => Ok((url, text)),
        }
    }

    fn signed(&self, url: &str, form: &'static Form) -> Opened<List> {
        let (url, text) = self.text(url)?;
        let key = (url, form.entry);
        if let Some(opened) = self.signed.borrow().get(&key) {
            return opened.clone();
        }
        let opened = list::open(text, form, &self.ground).and_then(|list| {
            let left = self.bytes_left.get().checked_sub(list.bits.as_bytes().len());
            self.bytes_left.set(left.ok_or_else(|| unreadable("the lists are too long together"))?);
            Ok(Rc::new(list))
        });
        self.signed.borrow_mut().insert(key, opened.clone());
        opened
    }

    fn unsigned(&self, url: &str) -> Opened<Revocations> {
        let (url, text) = self.text(url)?;
        if !revocations::is_answered_by_its_owner(url) {
            return Err(unreadable("it is not signed, and its address is not a safe one"));
        }
        if let Some(opened) = self.unsigned.borrow().get(url) {
            return opened.clone();
        }
        let opened = Revocations::read(text).map(Rc::new);
        self.unsigned.borrow_mut().insert(url, opened.clone());
        opened
    }
}

fn judge_revocations(list: &Revocations, url: &str, asked: Asked<'_>) -> Check {
    let Some(id) = asked.id else { return status(Outcome::Unknown, "status_without_id", &[]) };
    let another = list.issuer.as_deref().filter(|by| Some(*by) != asked.issuer);
    let mut check = match (list.get(id), another) {
        (Some(_), Some(by)) => withdrawn_by(by, "revocation"),
        (Some(""), None) => status(Outcome::Failed, "revoked", &[]),
        (Some(reason), None) => status(Outcome::Failed, "revoked_because", &[("reason", &clipped(reason))]),
        (None, Some(by)) => of_another(by),
        (None, None) => match list.id.as_deref().filter(|id| *id != url) {
            Some(id) => elsewhere(id),
            None => status(Outcome::Passed, "not_revoked", &[]),
        },
    };
    note(&mut check, "revocationListProof", "none; it is trusted because of where it was read");
    check
}

/// The check that decides: a failure before a doubt, a doubt before a warning.
fn weight(check: &Check) -> u8 {
    match check.outcome {
        Outcome::Failed => 3,
        Outcome::Unknown => 2,
        Outcome::Warning => 1,
        Outcome::Passed | Outcome::NotApplicable => 0,
    }
}

fn withdrawn_by(by: &str, purpose: &str) -> Check {
    status(Outcome::Failed, "withdrawn_by_another", &[("by", &clipped(by)), ("purpose", purpose)])
}

fn of_another(by: &str) -> Check {
    status(Outcome::Unknown, "status_list_of_another", &[("by", &clipped(by))])
}

fn elsewhere(id: &str) -> Check {
    status(Outcome::Unknown, "status_list_elsewhere", &[("id", &clipped(id))])
}

fn note(check: &mut Check, name: &str, value: &str) {
    check.note(name, &clipped(value));
}

/// What somebody else wrote, as long as a sentence bears.
fn clipped(text: &str) -> String {
    const MAX_CHARACTERS: usize = 200;
    match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
