//! A receipt: whether the signature over it is good, and whose it is.
//!
//! What it says was found then is no finding of ours, so it counts for nothing here: the checks
//! are those of the receipt's own signature, and the report in it is handed on as it stands.

use time::Duration;

use super::form::{self, format};
use super::report::{Check, CheckId, Outcome, Report};
use super::run::{Case, Judged};
use super::{proof, trust};
use crate::extent::extended;
use crate::instant;
use crate::json::Object;
use crate::proof::{Hashed, Purpose};
use crate::receipt::{Fault, read};

pub(super) fn judge(case: &Case<'_>, object: &Object<'_>, level: usize) -> Judged {
    if !extended() {
        return case.unread(form::unsupported("receipt")).into();
    }
    // A receipt has no place in a record: there it could stand for the credential that it is about.
    if level > 0 {
        return case.unread(format(Outcome::Failed, "receipt_inside", &[])).into();
    }
    let ground = &case.ground;
    if ground.policy.challenge.is_some() || ground.policy.domain.is_some() {
        return case.unread(format(Outcome::Failed, "presentation_expected", &[])).into();
    }
    let (summary, found) = match read(object) {
        Ok(read) => read,
        Err(Fault::Version) => {
            return case.unread(format(Outcome::Unknown, "receipt_version_unknown", &[])).into();
        }
        Err(Fault::Malformed(member)) => {
            let format = format(Outcome::Failed, "receipt_malformed", &[("member", member)]);
            return case.unread(format).into();
        }
    };
    let hashed = Hashed::new(object);
    let issuer = Some(summary.issuer.as_str());
    let proven = if crate::proof::covers_text(object) || object.get("proof").is_none() {
        proof::check(&hashed, issuer, Purpose::AssertionMethod, ground)
    } else {
        // A signature over its meaning would leave out what no vocabulary defines: nearly all of it.
        let not_whole = Check::new(CheckId::Proof, Outcome::Failed, "not_signed_whole", &[]);
        let idle = Check::new(CheckId::Issuer, Outcome::NotApplicable, "proof_not_good", &[]);
        proof::Proven { proof: not_whole, issuer: idle }
    };
    let trust = trust::check(issuer, &proven.issuer, ground);
    let mut checks = vec![format(Outcome::Passed, "receipt", &[])];
    for id in CheckId::ALL.into_iter().skip(1) {
        checks.push(match id {
            CheckId::Proof => proven.proof.clone(),
            CheckId::Issuer => proven.issuer.clone(),
            CheckId::Trust => trust.clone(),
            CheckId::Dates => dates(&summary.checked_at, case),
            _ => Check::new(id, Outcome::NotApplicable, "not_a_credential", &[]),
        });
    }
    let mut report: Report = case.report(checks, None, vec![found]);
    report.receipt = Some(summary);
    report.into()
}

/// How far a signer's clock may be ahead of the reader's.
const CLOCKS_APART: Duration = Duration::minutes(5);

/// That the moment that it speaks of has been.
fn dates(checked_at: &str, case: &Case<'_>) -> Check {
    let dates = |outcome, code, params: &[(&str, &str)]| Check::new(CheckId::Dates, outcome, code, params);
    match instant::read(checked_at) {
        Some((at, _)) if at <= case.ground.now + CLOCKS_APART => {
            dates(Outcome::Passed, "checked_then", &[("at", checked_at)])
        }
        Some(_) => dates(Outcome::Failed, "not_yet_valid", &[("from", checked_at)]),
        None => dates(Outcome::Failed, "date_malformed", &[("member", "checkedAt"), ("value", checked_at)]),
    }
}
