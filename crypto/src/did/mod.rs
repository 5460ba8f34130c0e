//! DIDs and keys on the web: did:key and did:jwk by computation, others by the documents that
//! somebody brings.

mod document;
mod key_set;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

pub(crate) use document::{Listing, Method, MethodFault, find_method, is_listed};
pub(crate) use key_set::{OnTheWeb, find_on_the_web};

use crate::json::{Limits, read};
use crate::key::{KeyError, PublicKey, VerifyingKey};

/// Most bytes of a did:jwk that are read.
const MAX_DID_JWK: usize = 4096;

/// The did:key of a public key.
///
/// Source: The did:key Method v0.9.
pub fn did_key(key: &PublicKey) -> String {
    did_key_of(&key.multibase())
}

/// The did:key of a Multikey of any kind.
pub fn did_key_of(multibase: &str) -> String {
    format!("did:key:{multibase}")
}

/// The verification method by which a did:key signs: `did:key:z6Mk…#z6Mk…`.
pub fn did_key_method(key: &PublicKey) -> String {
    did_key_method_of(&key.multibase())
}

/// The same for a Multikey of any kind.
pub fn did_key_method_of(multibase: &str) -> String {
    format!("did:key:{multibase}#{multibase}")
}

/// Reads the key out of a did:key or of its verification method.
///
/// A missing fragment is accepted, since issuers in the field leave it out; another key's
/// fragment is not.
///
/// # Errors
/// [`KeyError`] when it is no did:key, or not one of a kind that is read here.
pub fn key_of_did_key(did_url: &str) -> Result<VerifyingKey, KeyError> {
    let rest = did_url.strip_prefix("did:key:").ok_or(KeyError::Multibase)?;
    let (multibase, fragment) = rest.split_once('#').unwrap_or((rest, rest));
    if fragment == multibase { VerifyingKey::from_multibase(multibase) } else { Err(KeyError::Multibase) }
}

/// Reads the key out of a did:jwk or of its verification method, `#0`.
///
/// # Errors
/// [`KeyError`] when it is no did:jwk, or not one of a signature key of a kind that is read here.
///
/// Source: did:jwk Method Specification.
pub fn key_of_did_jwk(did_url: &str) -> Result<VerifyingKey, KeyError> {
    let rest = did_url.strip_prefix("did:jwk:").filter(|rest| rest.len() <= MAX_DID_JWK);
    let rest = rest.ok_or(KeyError::Jwk)?;
    let (encoded, fragment) = rest.split_once('#').unwrap_or((rest, "0"));
    if fragment != "0" {
        return Err(KeyError::Jwk);
    }
    let text = BASE64_URL_SAFE_NO_PAD.decode(encoded).map_err(|_| KeyError::Jwk)?;
    let jwk = read(&text, Limits { bytes: MAX_DID_JWK, depth: 4 }).map_err(|_| KeyError::Jwk)?;
    VerifyingKey::from_jwk(&jwk)
}

/// The key of a DID that is a key, or of its verification method; `None` for other ids.
pub(crate) fn computed(did_url: &str) -> Option<Result<VerifyingKey, KeyError>> {
    if did_url.starts_with("did:key:") {
        Some(key_of_did_key(did_url))
    } else if did_url.starts_with("did:jwk:") {
        Some(key_of_did_jwk(did_url))
    } else {
        None
    }
}

/// The DID of a DID URL: all before path, query and fragment.
pub fn did_of(did_url: &str) -> &str {
    did_url.split(['#', '?', '/']).next().unwrap_or(did_url)
}

/// Whether a DID URL begins as one has to: `did:`, a name of small letters and digits, `:`, and
/// something behind that.
///
/// Source: DID Core v1.0, section 3.1.
pub(crate) fn is_did_url(text: &str) -> bool {
    let name_and_id = text.strip_prefix("did:").and_then(|rest| rest.split_once(':'));
    name_and_id.is_some_and(|(name, id)| {
        let named = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        named && !name.is_empty() && !did_of(id).is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{P256SecretKey, SecretKey};

    #[test]
    fn a_did_key_reads_back_with_and_without_its_fragment_but_not_with_another() {
        let key = SecretKey::from_seed(&[1; 32]).public();
        assert_eq!(key_of_did_key(&did_key(&key)), Ok(key.into()));
        assert_eq!(key_of_did_key(&did_key_method(&key)), Ok(key.into()));
        let other = SecretKey::from_seed(&[2; 32]).public().multibase();
        assert!(key_of_did_key(&format!("{}#{other}", did_key(&key))).is_err());
        let p256 = P256SecretKey::from_bytes(&[1; 32]).unwrap().public();
        assert_eq!(key_of_did_key(&did_key_method_of(&p256.multibase())), Ok(VerifyingKey::P256(p256)));
        // An X25519 key encrypts and signs nothing.
        let x25519 = "did:key:z6LSeu9HkTHSfLLeUs2nnzUSNedgDUevfNQgQjQC23ZCit6F";
        assert_eq!(key_of_did_key(x25519), Err(KeyError::UnsupportedType));
    }

    #[test]
    fn a_did_jwk_is_its_key_and_has_one_method() {
        let key = VerifyingKey::P256(P256SecretKey::from_bytes(&[1; 32]).unwrap().public());
        let did = |jwk: &str| format!("did:jwk:{}", BASE64_URL_SAFE_NO_PAD.encode(jwk));
        let good = did(&key.to_jwk());
        assert_eq!(computed(&good), Some(Ok(key.clone())));
        assert_eq!(computed(&format!("{good}#0")), Some(Ok(key.clone())));
        assert_eq!(computed(&format!("{good}#1")), Some(Err(KeyError::Jwk)));
        let for_secrets = key.to_jwk().replacen('{', r#"{"use":"enc","#, 1);
        assert_eq!(computed(&did(&for_secrets)), Some(Err(KeyError::UnsupportedType)));
        let doubled = key.to_jwk().replacen('{', r#"{"kty":"OKP","#, 1);
        assert_eq!(computed(&did(&doubled)), Some(Err(KeyError::Jwk)));
    }

    #[test]
    fn what_is_no_did_is_told_apart() {
        for good in ["did:web:example.org#a", "did:example:z6Mk", "did:3:x"] {
            assert!(is_did_url(good), "{good}");
        }
        for bad in ["did:", "did:web", "did:web:", "did::x", "did:Web:x", "did:web:#a", "z6Mk", "urn:did:x"] {
            assert!(!is_did_url(bad), "{bad}");
        }
    }
}
