//! `nested`: the credentials that a comprehensive learner record or a presentation holds, and
//! whether they are about the same person.
//!
//! Whoever publishes a record puts credentials of others into it. Their signatures say nothing
//! about whose they are, so the subjects are compared: a subject that differs or is missing is
//! worth a remark, two values of one kind of identifier are strong evidence of a mix-up.

use super::recipient;
use super::report::{Check, CheckId, Evidence, Outcome, Report, Verdict};
use super::run::Judged;
use crate::credential::{IdentityObject, Recipient};

fn nested(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Nested, outcome, code, params)
}

/// What the reports on the credentials come to, and how their subjects go with `subjects`, those
/// of the record.
pub(super) fn check(inner: &[Judged], subjects: &[Recipient]) -> Check {
    let mut check = tally(inner.iter().map(|judged| &judged.report));
    let count = inner.len().to_string();
    let remarks: Vec<(usize, Likeness)> =
        inner.iter().map(|judged| compare(subjects, &judged.subjects)).enumerate().collect();
    let Some(worst) =
        remarks.iter().map(|(_, likeness)| *likeness).max().filter(|worst| *worst > Likeness::Same)
    else {
        return check;
    };
    let number = remarks.iter().filter(|(_, likeness)| *likeness == worst).count().to_string();
    let code = match worst {
        Likeness::Conflicting => "nested_subject_conflicts",
        Likeness::Different => "nested_subject_differs",
        Likeness::Unnamed | Likeness::Same => "nested_subject_unnamed",
    };
    // What is not good weighs more; that it is about somebody else is told all the same.
    if check.outcome == Outcome::Passed {
        check = nested(Outcome::Warning, code, &[("count", &count), ("number", &number)]);
    }
    check.evidence = remarks
        .into_iter()
        .filter(|(_, likeness)| *likeness > Likeness::Same)
        .map(|(index, likeness)| Evidence {
            name: format!("verifiableCredential/{index}"),
            value: likeness.words().to_owned(),
        })
        .collect();
    check
}

/// What the reports come to by themselves.
pub(super) fn tally<'r>(reports: impl Iterator<Item = &'r Report>) -> Check {
    let (mut all, mut failed, mut unknown) = (0_usize, 0_usize, 0_usize);
    for report in reports {
        all += 1;
        failed += usize::from(report.outcome == Verdict::Invalid);
        unknown += usize::from(report.outcome == Verdict::Unknown);
    }
    let count = all.to_string();
    match (all, failed, unknown) {
        (0, _, _) => nested(Outcome::NotApplicable, "no_nested", &[]),
        (_, 0, 0) => nested(Outcome::Passed, "nested_good", &[("count", &count)]),
        (_, 0, _) => nested(
            Outcome::Unknown,
            "nested_unknown",
            &[("count", &count), ("unknown", &unknown.to_string())],
        ),
        _ => nested(Outcome::Failed, "nested_failed", &[("count", &count), ("failed", &failed.to_string())]),
    }
}

/// Identifiers of one document that are compared.
const MAX_IDENTIFIERS: usize = 32;

/// How well the subjects of two documents go together.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Likeness {
    /// One id, or one identifier, is the same; or the record names nobody.
    Same,
    /// One of the two names nobody.
    Unnamed,
    /// They have different ids, and no identifier in common.
    Different,
    /// They have different values for one kind of identifier.
    Conflicting,
}

impl Likeness {
    fn words(self) -> &'static str {
        match self {
            Self::Same => "is about the same person",
            Self::Unnamed => "does not say whom it is about",
            Self::Different => "names another subject",
            Self::Conflicting => "names another person by the same kind of identifier",
        }
    }
}

fn compare(outer: &[Recipient], inner: &[Recipient]) -> Likeness {
    fn ids(subjects: &[Recipient]) -> impl Iterator<Item = &str> {
        subjects.iter().filter_map(|subject| subject.id.as_deref())
    }
    fn identifiers(subjects: &[Recipient]) -> impl Iterator<Item = &IdentityObject> {
        subjects.iter().flat_map(|subject| &subject.identifiers).take(MAX_IDENTIFIERS)
    }
    if ids(inner).any(|id| ids(outer).any(|other| other == id)) {
        return Likeness::Same;
    }
    let (mut alike, mut conflicting) = (false, false);
    for one in identifiers(inner) {
        for other in identifiers(outer).filter(|other| other.identity_type == one.identity_type) {
            match same(one, other) {
                Some(true) => alike = true,
                Some(false) => conflicting = true,
                None => {}
            }
        }
    }
    let named = |subjects| ids(subjects).next().is_some() || identifiers(subjects).next().is_some();
    match (alike, conflicting) {
        (true, _) => Likeness::Same,
        (false, true) => Likeness::Conflicting,
        _ if !named(outer) && !named(inner) => Likeness::Same,
        _ if !named(outer) || !named(inner) => Likeness::Unnamed,
        _ => Likeness::Different,
    }
}

/// Whether two identifiers of one kind are the same; `None` where both are hashed with salts of
/// their own, which tells nothing.
fn same(one: &IdentityObject, other: &IdentityObject) -> Option<bool> {
    match (one.hashed, other.hashed) {
        (true, true) if one.identity == other.identity && one.salt == other.salt => Some(true),
        (true, true) if one.salt == other.salt => Some(false),
        (true, true) => None,
        (true, false) => recipient::is(one, other.identity.as_deref()?),
        (false, _) => recipient::is(other, one.identity.as_deref()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(id: Option<&str>, kind: &str, identity: &str) -> Vec<Recipient> {
        let identifier = IdentityObject {
            identity_type: Some(kind.into()),
            identity: Some(identity.into()),
            ..IdentityObject::default()
        };
        vec![Recipient { id: id.map(str::to_owned), identifiers: vec![identifier] }]
    }

    #[test]
    fn one_id_or_identifier_in_common_is_enough() {
        let record = subject(Some("did:example:ada"), "name", "Ada Lovelace");
        let by_id = subject(Some("did:example:ada"), "name", "A. Lovelace");
        let by_name = subject(Some("did:example:phone"), "name", "ada  lovelace");
        assert_eq!(compare(&record, &by_id), Likeness::Same);
        assert_eq!(compare(&record, &by_name), Likeness::Same);
    }

    #[test]
    fn two_values_of_one_kind_conflict_and_different_kinds_only_differ() {
        let record = subject(Some("did:example:ada"), "emailAddress", "ada@example.org");
        let other = subject(None, "emailAddress", "bob@example.org");
        assert_eq!(compare(&record, &other), Likeness::Conflicting);
        let elsewhere = subject(Some("did:example:bob"), "studentId", "7");
        assert_eq!(compare(&record, &elsewhere), Likeness::Different);
        assert_eq!(compare(&record, &[Recipient::default()]), Likeness::Unnamed);
    }
}
