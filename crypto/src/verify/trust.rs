//! `trust`: somebody the reader can name vouches for the issuer.

use super::report::{Check, CheckId, Outcome, Report};
use super::{Ground, Known};

fn trust(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Trust, outcome, code, params)
}

/// Who vouches for `issuer`, provided that the key was found to be the issuer's.
pub(super) fn check(issuer: Option<&str>, key: &Check, ground: &Ground<'_>) -> Check {
    match key.outcome {
        Outcome::Passed | Outcome::Warning => {}
        Outcome::Unknown => return trust(Outcome::Unknown, "proof_not_checked", &[]),
        _ => return trust(Outcome::Unknown, "proof_not_good", &[]),
    }
    let id = issuer.unwrap_or_default();
    for registry in &ground.policy.registries {
        if let Some(entry) = registry.issuers.iter().find(|entry| entry.did == id) {
            let params = [("registry", registry.name.as_str()), ("name", entry.name.as_str())];
            return trust(Outcome::Passed, "issuer_in_registry", &params);
        }
    }
    let published = matches!(ground.known(id), Some(Known::Found { .. }));
    match domain_of(id).filter(|_| published) {
        Some(domain) => trust(Outcome::Passed, "published_by_domain", &[("domain", &domain)]),
        None => trust(Outcome::Warning, "nobody_vouches", &[]),
    }
}

/// The domain whose owner publishes the keys of a did:web or https issuer.
fn domain_of(id: &str) -> Option<String> {
    if let Some(rest) = id.strip_prefix("did:web:") {
        return Some(rest.split(':').next().unwrap_or_default().replace("%3A", ":"));
    }
    let host = id.strip_prefix("https://")?.split(['/', '?', '#']).next()?;
    (!host.contains('@')).then(|| host.to_owned())
}

/// Of a presentation: whether every issuer in it is vouched for.
pub(super) fn of_all(inner: &[Report]) -> Check {
    let vouched =
        |report: &Report| report.check(CheckId::Trust).is_some_and(|check| check.outcome == Outcome::Passed);
    match inner.iter().filter(|report| !vouched(report)).count() {
        _ if inner.is_empty() => Check::new(CheckId::Trust, Outcome::NotApplicable, "no_nested", &[]),
        0 => trust(Outcome::Passed, "all_vouched_for", &[]),
        strangers => {
            let params = [("count", &*inner.len().to_string()), ("strangers", &*strangers.to_string())];
            trust(Outcome::Warning, "not_all_vouched_for", &params)
        }
    }
}
