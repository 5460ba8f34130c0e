//! A proof as it stands in a document, read far enough to be checked.

use super::Purpose;
use super::disclosure::Disclosure;
use super::ecdsa_sd_2023::MAX_SIGNATURES;
use crate::extent::extended;
use crate::json::{Object, Value};
use crate::key::Algorithm;

/// The ways of signing that we verify.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Cryptosuite {
    EddsaRdfc2022,
    EddsaJcs2022,
    /// The name that `eddsa-rdfc-2022` had in drafts.
    Eddsa2022,
    /// As `eddsa-rdfc-2022`, with a type of its own.
    Ed25519Signature2020,
    EcdsaRdfc2019,
    EcdsaJcs2019,
    EcdsaSd2023,
}

impl Cryptosuite {
    fn named(kind: &str, suite: Option<&str>) -> Result<Self, ProofFault> {
        match (kind, suite) {
            ("Ed25519Signature2020", _) => Ok(Self::Ed25519Signature2020),
            ("DataIntegrityProof", Some("eddsa-rdfc-2022")) => Ok(Self::EddsaRdfc2022),
            ("DataIntegrityProof", Some("eddsa-jcs-2022")) => Ok(Self::EddsaJcs2022),
            ("DataIntegrityProof", Some("eddsa-2022")) => Ok(Self::Eddsa2022),
            ("DataIntegrityProof", Some(other)) if other.starts_with("ecdsa-") && !extended() => {
                Err(ProofFault::UnsupportedSuite(other.to_owned()))
            }
            ("DataIntegrityProof", Some("ecdsa-rdfc-2019")) => Ok(Self::EcdsaRdfc2019),
            ("DataIntegrityProof", Some("ecdsa-jcs-2019")) => Ok(Self::EcdsaJcs2019),
            ("DataIntegrityProof", Some("ecdsa-sd-2023")) => Ok(Self::EcdsaSd2023),
            ("DataIntegrityProof", None) => Err(ProofFault::Malformed("cryptosuite")),
            ("DataIntegrityProof", Some(other)) | (other, _) => {
                Err(ProofFault::UnsupportedSuite(other.to_owned()))
            }
        }
    }

    /// Whether it covers the text of a document, not the meaning of its terms.
    pub(super) fn covers_text(self) -> bool {
        matches!(self, Self::EddsaJcs2022 | Self::EcdsaJcs2019)
    }

    /// Whether it is made with keys of this algorithm.
    pub(super) fn goes_with(self, algorithm: Algorithm) -> bool {
        match self {
            Self::EddsaRdfc2022 | Self::EddsaJcs2022 | Self::Eddsa2022 | Self::Ed25519Signature2020 => {
                algorithm == Algorithm::EdDsa
            }
            Self::EcdsaRdfc2019 | Self::EcdsaJcs2019 => {
                matches!(algorithm, Algorithm::Es256 | Algorithm::Es384)
            }
            Self::EcdsaSd2023 => algorithm == Algorithm::Es256,
        }
    }
}

/// What is wrong with a proof before any key is looked at.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum ProofFault {
    /// A member is missing or has the wrong form.
    Malformed(&'static str),
    /// A suite that we do not read.
    UnsupportedSuite(String),
    /// Made for something else than what it is used for.
    WrongPurpose(String),
    /// It builds on a proof of this id that is missing, doubled, or builds on this one in turn.
    BrokenChain(String),
}

/// What stands in `proofValue`.
#[derive(Debug)]
pub(super) enum ProofValue {
    /// 64 bytes, or 96 on P-384.
    Signature(Vec<u8>),
    Disclosure(Box<Disclosure>),
}

/// A proof as it stands in a document.
#[derive(Debug)]
pub(crate) struct Proof<'v, 'a> {
    /// The members as they stand.
    pub(crate) members: &'v Object<'a>,
    pub(crate) suite: Cryptosuite,
    pub(crate) verification_method: &'v str,
    pub(super) value: ProofValue,
    /// The earlier proofs of its document that it covers, in their order there.
    pub(super) previous: Option<Vec<&'v Value<'a>>>,
}

impl<'v, 'a> Proof<'v, 'a> {
    /// Reads the proof at `index` among `all` proofs of a document, made for `purpose`.
    pub(crate) fn read(all: &'v [Value<'a>], index: usize, purpose: Purpose) -> Result<Self, ProofFault> {
        let value = all.get(index).unwrap_or(&Value::Null);
        let members = value.as_object().ok_or(ProofFault::Malformed("proof"))?;
        let text = |key| members.get(key).and_then(Value::as_str);
        let kind = text("type").ok_or(ProofFault::Malformed("type"))?;
        let suite = Cryptosuite::named(kind, text("cryptosuite"))?;
        let stated = text("proofPurpose").ok_or(ProofFault::Malformed("proofPurpose"))?;
        if stated != purpose.as_str() {
            return Err(ProofFault::WrongPurpose(stated.to_owned()));
        }
        let verification_method =
            text("verificationMethod").ok_or(ProofFault::Malformed("verificationMethod"))?;
        let value = text("proofValue");
        let value = if suite == Cryptosuite::EcdsaSd2023 {
            value
                .filter(|_| extended())
                .and_then(Disclosure::read)
                .map(|read| ProofValue::Disclosure(Box::new(read)))
        } else {
            value.and_then(read_signature).map(ProofValue::Signature)
        };
        let value = value.ok_or(ProofFault::Malformed("proofValue"))?;
        if matches!(&value, ProofValue::Disclosure(read) if read.signatures.len() > MAX_SIGNATURES) {
            let suite = format!("ecdsa-sd-2023 over more than {MAX_SIGNATURES} statements");
            return Err(ProofFault::UnsupportedSuite(suite));
        }
        let previous = super::chain::previous(all, index)?;
        Ok(Self { members, suite, verification_method, value, previous })
    }
}

/// Whether every proof of a document covers its text, so that terms without a meaning are
/// signed like all others.
pub(crate) fn covers_text(document: &Object<'_>) -> bool {
    let proofs = document.get("proof").map(Value::items).unwrap_or_default();
    let suite = |proof: &Value<'_>| {
        let text = |key| proof.get(key).and_then(Value::as_str);
        Cryptosuite::named(text("type")?, text("cryptosuite")).ok()
    };
    !proofs.is_empty() && proofs.iter().all(|proof| suite(proof).is_some_and(Cryptosuite::covers_text))
}

/// `z` and base58btc of 64 or 96 bytes.
fn read_signature(text: &str) -> Option<Vec<u8>> {
    let encoded = text.strip_prefix('z').filter(|encoded| encoded.len() <= 136)?;
    let mut bytes = [0; 96];
    let length = bs58::decode(encoded).onto(&mut bytes[..]).ok()?;
    matches!(length, 64 | 96).then(|| bytes[..length].to_vec())
}
