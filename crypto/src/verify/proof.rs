//! `proof` and `issuer`: every proof is good, and the keys are the issuer's.

use super::Ground;
use super::key::{find_key, owner};
use super::report::{Check, CheckId, Evidence, Outcome};
use crate::instant;
use crate::json::Value;
use crate::proof::{Hashed, Proof, ProofFault, Purpose, Signed};
use crate::rdf::Edition;

/// Proofs that one document may carry.
const MAX_PROOFS: usize = 16;

/// What was found about the proofs of one document.
pub(crate) struct Proven {
    pub(crate) proof: Check,
    /// Whether the keys are those of the issuer, or of the holder.
    pub(crate) issuer: Check,
}

fn proof(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Proof, outcome, code, params)
}

fn issuer(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Issuer, outcome, code, params)
}

/// Checks every proof of a document, made for `purpose` by `controller`: a credential's issuer,
/// or a presentation's holder.
pub(crate) fn check(
    hashed: &Hashed<'_, '_>,
    controller: Option<&str>,
    purpose: Purpose,
    ground: &Ground<'_>,
) -> Proven {
    let proofs = hashed.document().get("proof").map(Value::items).unwrap_or_default();
    if proofs.is_empty() || proofs == [Value::Null] {
        let missing = proof(Outcome::Failed, "proof_missing", &[]);
        return Proven { proof: missing, issuer: issuer(Outcome::NotApplicable, "proof_not_good", &[]) };
    }
    if proofs.len() > MAX_PROOFS {
        let suite = format!("a set of more than {MAX_PROOFS} proofs");
        let proof = faulty(&ProofFault::UnsupportedSuite(suite));
        return Proven { proof, issuer: issuer(Outcome::Unknown, "proof_not_checked", &[]) };
    }
    let (mut proof_worst, mut issuer_worst): (Option<Check>, Option<Check>) = (None, None);
    let mut evidence = Vec::new();
    for index in 0..proofs.len() {
        let mut one = check_one(hashed, proofs, index, controller, purpose, ground);
        evidence.append(&mut one.proof.evidence);
        proof_worst = Some(worse(proof_worst, one.proof));
        issuer_worst = Some(worse(issuer_worst, one.issuer));
    }
    let mut proof_check = proof_worst.unwrap_or_else(|| proof(Outcome::Failed, "proof_missing", &[]));
    proof_check.evidence = evidence;
    if proofs.len() > 1 {
        let count = Evidence { name: "proofs".to_owned(), value: proofs.len().to_string() };
        proof_check.evidence.insert(0, count);
    }
    let issuer_check = match proof_check.outcome {
        Outcome::Failed => issuer(Outcome::NotApplicable, "proof_not_good", &[]),
        Outcome::Unknown => issuer(Outcome::Unknown, "proof_not_checked", &[]),
        _ => issuer_worst.unwrap_or_else(|| issuer(Outcome::NotApplicable, "proof_not_good", &[])),
    };
    Proven { proof: proof_check, issuer: issuer_check }
}

/// The check that decides: a failure before a doubt, a doubt before a warning.
pub(super) fn worse(so_far: Option<Check>, next: Check) -> Check {
    let weight = |check: &Check| match check.outcome {
        Outcome::Failed => 4,
        Outcome::Unknown => 3,
        Outcome::Warning => 2,
        Outcome::Passed => 1,
        Outcome::NotApplicable => 0,
    };
    match so_far {
        Some(before) if weight(&before) >= weight(&next) => before,
        _ => next,
    }
}

fn check_one<'a>(
    hashed: &Hashed<'_, 'a>,
    all: &[Value<'a>],
    index: usize,
    issuer_id: Option<&str>,
    purpose: Purpose,
    ground: &Ground<'_>,
) -> Proven {
    let idle = || issuer(Outcome::NotApplicable, "proof_not_good", &[]);
    let read = match Proof::read(all, index, purpose) {
        Ok(read) => read,
        Err(fault) => return Proven { proof: faulty(&fault), issuer: idle() },
    };
    let method = read.verification_method;
    let key = match find_key(method, purpose, ground) {
        Ok(key) => key,
        Err(check) => return Proven { proof: told(check, &read), issuer: idle() },
    };
    if let Some(proof) = beside_the_signature(&read, purpose, ground) {
        return Proven { proof: told(proof, &read), issuer: idle() };
    }
    let verified = read.verify(hashed, &key.public).map_err(|err| err.fault.is_beyond_us());
    let date = read.members.get("created").and_then(Value::as_str);
    let check = match verified {
        Ok(Signed::PartBy(_)) => proof(Outcome::Warning, "disclosed_in_part", &[]),
        Ok(Signed::By(_)) => match date.filter(|date| instant::read(date).is_some_and(|(_, zone)| !zone)) {
            Some(date) => proof(Outcome::Warning, "proof_date_without_zone", &[("date", date)]),
            None => proof(Outcome::Passed, "signature_good", &[]),
        },
        Ok(Signed::WithoutLaterContexts) => proof(Outcome::Warning, "contexts_not_signed", &[]),
        Ok(Signed::OtherKindOfKey) => {
            proof(Outcome::Failed, "key_kind_wrong", &[("method", method), ("kind", key.public.kind())])
        }
        Ok(Signed::Not) => proof(Outcome::Failed, "signature_mismatch", &[]),
        Err(true) => proof(Outcome::Unknown, "canonical_form_unknown", &[]),
        Err(false) => proof(Outcome::Failed, "not_signed_whole", &[]),
    };
    let mut check = told(check, &read);
    if matches!(verified, Ok(Signed::By(Edition::Second) | Signed::PartBy(Edition::Second))) {
        check.note("contextEdition", "the second text known under the same address");
    }
    let created = date.and_then(instant::read);
    let issuer = owner(&key, issuer_id, created.map(|(at, _)| at), purpose, ground);
    Proven { proof: check, issuer }
}

/// With what the proof says of itself.
fn told(mut check: Check, read: &Proof<'_, '_>) -> Check {
    // The older kinds of proof have their suite as their type.
    let suite = if read.members.get("cryptosuite").is_some() { "cryptosuite" } else { "type" };
    for name in ["verificationMethod", suite, "created", "expires"] {
        if let Some(text) = read.members.get(name).and_then(Value::as_str) {
            check.note(name, text);
        }
    }
    check
}

/// What a proof says of itself that stands against it, whatever the signature is worth.
///
/// Source: Verifiable Credential Data Integrity 1.0, section 4.4 (Verify Proof).
fn beside_the_signature(read: &Proof<'_, '_>, purpose: Purpose, ground: &Ground<'_>) -> Option<Check> {
    let date = |name| match read.members.get(name) {
        None => Ok(None),
        Some(date) => match date.as_str().and_then(instant::read) {
            Some((at, _)) => Ok(Some(at)),
            None => Err(faulty(&ProofFault::Malformed(name))),
        },
    };
    match (date("created"), date("expires")) {
        (Err(fault), _) | (_, Err(fault)) => return Some(fault),
        (_, Ok(Some(until))) if until < ground.now => {
            return Some(proof(Outcome::Failed, "proof_expired", &[("until", &instant::write(until))]));
        }
        _ => {}
    }
    if purpose != Purpose::Authentication {
        return None;
    }
    let asked = [
        ("domain", "proof_domain_wrong", &ground.policy.domain),
        ("challenge", "proof_challenge_wrong", &ground.policy.challenge),
    ];
    asked.into_iter().find_map(|(name, code, wanted)| {
        let wanted = wanted.as_deref()?;
        // One made for others besides may be shown to those next.
        let only = read.members.get(name).map(Value::items) == Some(&[wanted.into()]);
        (!only).then(|| proof(Outcome::Failed, code, &[("wanted", wanted)]))
    })
}

fn faulty(fault: &ProofFault) -> Check {
    match fault {
        ProofFault::Malformed(member) => proof(Outcome::Failed, "proof_malformed", &[("member", member)]),
        ProofFault::UnsupportedSuite(suite) => {
            proof(Outcome::Unknown, "suite_unsupported", &[("suite", suite)])
        }
        ProofFault::WrongPurpose(purpose) => {
            proof(Outcome::Failed, "proof_purpose_wrong", &[("purpose", purpose)])
        }
        ProofFault::BrokenChain(id) => proof(Outcome::Failed, "proof_chain_broken", &[("proof", id)]),
    }
}
