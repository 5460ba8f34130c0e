//! How much of the crate a build has.
//!
//! Phones load the verifier, and most credentials need less than all of it: JSON with Ed25519
//! signatures. What is rarer (compact JWTs, ECDSA and RSA, selective disclosure, images,
//! presentations, endorsements, newer editions, Open Badges 2.0) is left out of builds without the feature `extended`, which say of it *unknown*, and
//! remember that they were asked, so that whoever asked can ask a whole build.

use std::sync::atomic::{AtomicBool, Ordering};

static LACKED: AtomicBool = AtomicBool::new(false);

/// Whether the rarer parts are there. Where they are not, notes that somebody wanted them.
pub(crate) fn extended() -> bool {
    if !cfg!(feature = "extended") {
        LACKED.store(true, Ordering::Relaxed);
    }
    cfg!(feature = "extended")
}

/// Whether something was asked for since the last call that this build does not have; its reports
/// since then may say *unknown* where a whole build knows more.
pub fn lacked() -> bool {
    LACKED.swap(false, Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use time::OffsetDateTime;

    use super::*;
    use crate::verify::{Knowledge, Policy, needs, run};

    /// One of each kind that a build without `extended` leaves out.
    const RARE: [&str; 9] = [
        "eyJhbGciOiJFUzI1NiJ9.e30.AA",
        r#"{"type":"VerificationReceipt","version":1}"#,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>"#,
        r#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://a.example/1"}"#,
        r#"{"issuer":"did:key:zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",
            "proof":{"type":"DataIntegrityProof","cryptosuite":"ecdsa-rdfc-2019"}}"#,
        r#"{"credentialSubject":{"identifier":[{"type":"IdentityObject","hashed":false,
            "identityHash":"\u00c9va","identityType":"name"}]}}"#,
        r#"{"type":"VerifiablePresentation"}"#,
        r#"{"type":"VerifiableCredential","endorsement":[{"type":"VerifiableCredential"}]}"#,
        r#"{"type":"VerifiableCredential","refreshService":{"type":"A"}}"#,
    ];

    #[test]
    fn a_whole_build_lacks_nothing_and_another_says_each_time_that_it_does() {
        let policy = Policy { recipient: Some("éva".to_owned()), ..Policy::default() };
        let lacking = RARE.iter().filter(|document| {
            needs(document.as_bytes(), &Knowledge::default());
            run(document.as_bytes(), &Knowledge::default(), OffsetDateTime::UNIX_EPOCH, &policy);
            lacked()
        });
        assert_eq!(lacking.count(), if cfg!(feature = "extended") { 0 } else { RARE.len() });
    }
}
