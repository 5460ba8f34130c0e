//! A presentation: who presents what, and whether each of these credentials is good.
//!
//! Source: VCDM v2.0, section 4.13 (Verifiable Presentations).

use super::credential::{Source, context, model};
use super::report::{Check, CheckId, Outcome, Report};
use super::run::Case;
use super::summary::CredentialSummary;
use super::{holder, inside, nested, proof, trust};
use crate::credential::Presentation;
use crate::did;
use crate::json::{Object, Value};
use crate::proof::{Hashed, Purpose};
use crate::record::Record;

pub(super) fn judge(case: &Case<'_>, source: &Source<'_, '_>) -> Report {
    let object = source.document();
    let (presentation, findings) = Presentation::read(object);
    let hashed = Hashed::new(object);
    let presenter = presentation.holder.map(str::to_owned).or_else(|| source.signer());
    let proven = prove(case, source, &hashed, presenter.as_deref());
    let inner = case.inside(inside::credentials(object).into_iter(), 0);
    let absent = |id, code| Check::new(id, Outcome::NotApplicable, code, &[]);
    let holder = holder::check(presenter.as_deref(), &proven.issuer, &inner);
    let signed = matches!(proven.proof.outcome, Outcome::Passed);
    // A statement about the holder says what it says to `holder`, or nothing once it has run out: it is not presented.
    let presented = inner.iter().filter(|judged| !holder::is_link(judged));
    let nested = nested::tally(presented.map(|judged| &judged.report));
    let inner: Vec<Report> = inner.into_iter().map(|judged| judged.report).collect();
    let checks = vec![
        source.format(),
        context(hashed.fault(), source.signs_text()),
        model(findings),
        proven.proof,
        proven.issuer,
        trust::of_all(&inner),
        absent(CheckId::Dates, "no_dates"),
        absent(CheckId::Status, "no_status"),
        absent(CheckId::Refresh, "no_refresh"),
        absent(CheckId::Schema, "no_schema"),
        holder,
        absent(CheckId::Recipient, "recipient_not_asked"),
        absent(CheckId::Endorsements, "no_endorsements"),
        nested,
    ];
    let record = if signed && source.signs_text() { Record::read(object) } else { None };
    let summary = CredentialSummary {
        id: presentation.id.map(str::to_owned),
        types: presentation.types.into_iter().map(str::to_owned).collect(),
        name: record.as_ref().map(|record| record.title.clone()),
        description: record.as_ref().and_then(|record| record.introduction.clone()),
        subject_id: presenter.filter(|_| signed),
        ..CredentialSummary::default()
    };
    let mut report = case.report(checks, Some(summary), inner);
    report.record = record;
    report
}

/// Checks the presentation's own proof. One without any is a mere bundle, and its credentials
/// speak for themselves, unless the reader asked for an answer to a challenge.
fn prove(
    case: &Case<'_>,
    source: &Source<'_, '_>,
    hashed: &Hashed<'_, '_>,
    presenter: Option<&str>,
) -> proof::Proven {
    let policy = case.ground.policy;
    let bundle = matches!(source, Source::Plain(object)
        if object.get("proof").is_none() && !inside::credentials(object).is_empty());
    if bundle && policy.challenge.is_none() && policy.domain.is_none() {
        return proof::Proven {
            proof: Check::new(CheckId::Proof, Outcome::Warning, "presentation_unsigned", &[]),
            issuer: Check::new(CheckId::Issuer, Outcome::NotApplicable, "proof_not_good", &[]),
        };
    }
    source.prove(hashed, presenter, Purpose::Authentication, case)
}

impl Source<'_, '_> {
    /// The DID behind the first key that is named, for presentations that name no holder.
    fn signer(&self) -> Option<String> {
        match self {
            Self::Token(token) => token.signer(),
            Self::Plain(object) => method_of(object).map(|method| did::did_of(method).to_owned()),
        }
    }
}

fn method_of<'v>(object: &'v Object<'_>) -> Option<&'v str> {
    object.get("proof")?.items().first()?.get("verificationMethod").and_then(Value::as_str)
}
