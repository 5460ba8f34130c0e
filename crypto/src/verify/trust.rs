//! `trust`: somebody the reader can name vouches for the issuer.

use super::report::{Check, CheckId, Outcome, Report};
use super::{Ground, Known, key};
use crate::open_badges_2::authority;

fn trust(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Trust, outcome, code, params)
}

/// Who vouches for `issuer`, provided that the key was found to be the issuer's. A key that only
/// stands on the issuer's site may be anybody's there, so nobody vouches for whoever has it.
///
/// * `found`: the `issuer` check.
pub(super) fn check(issuer: Option<&str>, found: &Check, ground: &Ground<'_>) -> Check {
    match found.outcome {
        Outcome::Passed | Outcome::Warning if !key::is_issuers(found) => {
            return trust(Outcome::Warning, "nobody_vouches", &[]);
        }
        Outcome::Passed | Outcome::Warning => {}
        Outcome::Unknown => return trust(Outcome::Unknown, key::why_unknown(found), &[]),
        _ => return trust(Outcome::Unknown, "proof_not_good", &[]),
    }
    let id = issuer.unwrap_or_default();
    let mut listed = ground.policy.registries.iter().filter_map(|registry| {
        let entry = registry.issuers.iter().find(|entry| entry.did == id)?;
        Some((registry.name.as_str(), entry.name.as_str()))
    });
    if let Some((registry, name)) = listed.next() {
        let mut check =
            trust(Outcome::Passed, "issuer_in_registry", &[("registry", registry), ("name", name)]);
        check.note("listedAs", id);
        for (registry, name) in listed {
            check.note("alsoListedBy", &format!("{registry}: {name}"));
        }
        return check;
    }
    let published = matches!(ground.known(id), Some(Known::Found { .. }));
    match domain_of(id).filter(|_| published) {
        Some(domain) => trust(Outcome::Passed, "published_by_domain", &[("domain", &domain)]),
        None => trust(Outcome::Warning, "nobody_vouches", &[]),
    }
}

/// The domain whose owner publishes the keys of a did:web or https issuer, as it is registered:
/// a name in letters that look like others is not shown at all.
fn domain_of(id: &str) -> Option<String> {
    match id.strip_prefix("did:web:") {
        Some(rest) => {
            let host = rest.split(':').next().unwrap_or_default().replace("%3A", ":").replace("%3a", ":");
            authority(&["https://", &host].concat())
        }
        None if id.starts_with("https://") => authority(id),
        None => None,
    }
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

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::verify::{Knowledge, Policy, TrustRegistry, TrustedIssuer};

    /// The `trust` check of an issuer whose document was found, by the `issuer` check.
    fn judged(id: &str, outcome: Outcome, code: &str, listed: bool) -> (Outcome, String) {
        let issuer = TrustedIssuer { did: id.to_owned(), name: "Harbour College".to_owned() };
        let registry = TrustRegistry { name: "The registry".to_owned(), issuers: vec![issuer] };
        let registries = if listed { vec![registry] } else { Vec::new() };
        let policy = Policy { registries, ..Policy::default() };
        let knowledge = Knowledge([(id.to_owned(), Known::found(String::new()))].into());
        let ground = Ground { knowledge: &knowledge, now: datetime!(2026-06-01 12:00 UTC), policy: &policy };
        let check = check(Some(id), &Check::new(CheckId::Issuer, outcome, code, &[]), &ground);
        (check.outcome, check.code)
    }

    #[test]
    fn a_key_that_only_stands_on_the_issuers_site_is_vouched_for_by_nobody() {
        let id = "https://example.edu/issuers/1";
        for listed in [true, false] {
            for code in ["key_at_issuers_site", "profile_unprotected", "hosted_unprotected"] {
                let nobody = (Outcome::Warning, "nobody_vouches".to_owned());
                assert_eq!(judged(id, Outcome::Warning, code, listed), nobody, "{code}");
            }
            let by = if listed { "issuer_in_registry" } else { "published_by_domain" };
            for (outcome, code) in [
                (Outcome::Passed, "key_is_issuers"),
                (Outcome::Warning, "key_expired"),
                (Outcome::Passed, "hosted_by_issuer"),
            ] {
                assert_eq!(judged(id, outcome, code, listed), (Outcome::Passed, by.to_owned()), "{code}");
            }
            let bad = judged(id, Outcome::Failed, "key_expired", listed);
            assert_eq!(bad, (Outcome::Unknown, "proof_not_good".to_owned()));
        }
    }

    #[test]
    fn a_domain_is_shown_in_the_one_way_it_is_registered() {
        for (id, domain) in [
            ("https://Harvard.EDU:443/issuer", "harvard.edu"),
            ("https://harvard.edu:8443", "harvard.edu:8443"),
            ("https://xn--harvrd-pof.edu/a", "xn--harvrd-pof.edu"),
            ("did:web:Harvard.edu%3A8443:issuers:1", "harvard.edu:8443"),
            ("did:web:harvard.edu%3a8443", "harvard.edu:8443"),
        ] {
            assert_eq!(domain_of(id).as_deref(), Some(domain), "{id}");
        }
        for id in [
            "https://harv\u{430}rd.edu/issuer",
            "https://harvard.edu\u{2044}x.evil.example/issuer",
            "https://harvard.edu@evil.example/",
            "https://harvard.edu\\@evil.example/",
            "https://harvard.edu%2Fx.evil.example/",
            "https:///issuer",
            "http://harvard.edu/issuer",
            "did:web:harv\u{430}rd.edu",
            "did:web:harvard.edu%2Fevil.example",
            "did:web:harvard.edu%40evil.example",
            "did:web:",
            "urn:uuid:1",
        ] {
            assert_eq!(domain_of(id), None, "{id}");
            let nobody = (Outcome::Warning, "nobody_vouches".to_owned());
            assert_eq!(judged(id, Outcome::Passed, "key_is_issuers", false), nobody, "{id}");
        }
    }
}
