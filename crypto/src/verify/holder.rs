//! `holder`: whoever presents the credentials is the one that they are about.
//!
//! Each credential in a presentation is bound to the key that presents it, linked to it by a
//! statement of somebody who is vouched for, bound to nobody, or about somebody else.
//!
//! Source: VCDM v2.0, section 4.13; the form of a link statement is in [`crate::record`].

use super::report::{Check, CheckId, Outcome, Verdict};
use super::run::Judged;
use crate::credential::{IdentityObject, Recipient};
use crate::record::LINK_TYPE;

pub(super) fn holder(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Holder, outcome, code, params)
}

/// Identifiers of link statements that are looked at.
const MAX_LINKS: usize = 1_000;

/// How one credential goes with the key that presents it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Tie {
    Bound,
    Linked,
    Unbound,
    Other,
}

/// Compares the DID that presents with the subjects of what it presents.
///
/// * `key`: the check that the key is the presenter's.
pub(super) fn check(presenter: Option<&str>, key: &Check, inner: &[Judged]) -> Check {
    let presenter = match key.outcome {
        Outcome::Passed | Outcome::Warning => presenter,
        Outcome::Unknown => return holder(Outcome::Unknown, super::key::why_unknown(key), &[]),
        _ => return holder(Outcome::NotApplicable, "proof_not_good", &[]),
    };
    let Some(presenter) = presenter else { return holder(Outcome::Unknown, "holder_unnamed", &[]) };
    let links = links(presenter, inner);
    let ties: Vec<Tie> =
        inner.iter().filter(|judged| !is_link(judged)).map(|judged| tie(presenter, judged, &links)).collect();
    let tally = |tie| ties.iter().filter(|other| **other == tie).count();
    let count = ties.len().to_string();
    let told = |outcome, code, number: usize| {
        holder(outcome, code, &[("count", &count), ("number", &number.to_string())])
    };
    let mut check = match (ties.len(), tally(Tie::Other), tally(Tie::Unbound), tally(Tie::Linked)) {
        (0, ..) => holder(Outcome::NotApplicable, "no_nested", &[]),
        (_, 0, 0, 0) => holder(Outcome::Passed, "holder_is_subject", &[]),
        (_, 0, 0, linked) => told(Outcome::Passed, "holder_linked", linked),
        (_, 0, unbound, _) => told(Outcome::Warning, "holder_unbound", unbound),
        (_, other, ..) => told(Outcome::Failed, "holder_other", other),
    };
    check.note("holder", presenter);
    if !ties.is_empty() {
        check.note("credentialsNaming", &tally(Tie::Bound).to_string());
        check.note("credentialsLinked", &tally(Tie::Linked).to_string());
    }
    check
}

fn tie(presenter: &str, judged: &Judged, links: &[&IdentityObject]) -> Tie {
    let mut ids = judged.subjects.iter().filter_map(|subject| subject.id.as_deref());
    let named_a_key = ids.clone().any(|id| id.starts_with("did:"));
    if ids.any(|id| id == presenter) {
        return Tie::Bound;
    }
    let linked = identifiers(&judged.subjects).any(|one| links.iter().any(|link| is_same(one, link)));
    match (linked, named_a_key) {
        (true, _) => Tie::Linked,
        (false, true) => Tie::Other,
        (false, false) => Tie::Unbound,
    }
}

/// The addresses that link statements in the presentation tie to the presenter: good ones only,
/// from issuers that a registry of the reader's lists.
fn links<'j>(presenter: &str, inner: &'j [Judged]) -> Vec<&'j IdentityObject> {
    // That a domain publishes the key is not enough: anybody can have a domain.
    let known = |check: &Check| check.outcome == Outcome::Passed && check.code == "issuer_in_registry";
    let good = |judged: &&Judged| {
        is_link(judged)
            && judged.report.outcome == Verdict::Valid
            && judged.report.check(CheckId::Trust).is_some_and(known)
    };
    let subjects = inner.iter().filter(good).flat_map(|judged| &judged.subjects);
    let presented = subjects.filter(|subject| subject.id.as_deref() == Some(presenter));
    presented.flat_map(|subject| &subject.identifiers).take(MAX_LINKS).collect()
}

/// Whether it is a link statement, and no credential that is presented.
pub(super) fn is_link(judged: &Judged) -> bool {
    let summary = judged.report.credential.as_ref();
    summary.is_some_and(|summary| summary.types.iter().any(|name| name == LINK_TYPE))
}

fn identifiers(subjects: &[Recipient]) -> impl Iterator<Item = &IdentityObject> {
    subjects.iter().flat_map(|subject| &subject.identifiers)
}

/// The same identifier, hashed with the same salt. A name is shared by many and ties nobody.
fn is_same(one: &IdentityObject, link: &IdentityObject) -> bool {
    one.identity.is_some()
        && one.identity_type.as_deref() != Some("name")
        && (&one.identity_type, one.hashed, &one.identity, &one.salt)
            == (&link.identity_type, link.hashed, &link.identity, &link.salt)
}
