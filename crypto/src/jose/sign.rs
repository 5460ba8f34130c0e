//! Signing documents as compact JWTs, in two steps as for proofs.
//!
//! Credentials take the form of Open Badges 3.0: their own members, and the claims beside them.
//! `typ` is `JWT`, which Open Badges demands and VC-JOSE-COSE tolerates.
//!
//! Source: Open Badges 3.0, JSON Web Token Proof Format; RFC 7515, section 5.1.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use crate::instant;
use crate::json::{Limits, Object, ReadError, Value, read};
use crate::key::{Algorithm, SigningKey};

/// Why a document was not signed as a token.
#[derive(Debug, thiserror::Error)]
pub enum SignTokenError {
    /// Not strict JSON.
    #[error("the document cannot be read")]
    Read(#[from] ReadError),
    /// Not an object.
    #[error("the document is not a JSON object")]
    NotAnObject,
    /// A member from which a claim has to be made is missing or has the wrong form.
    #[error("{0} is missing or not what a claim could be made of")]
    Member(&'static str),
    /// It has a member of the name of a claim.
    #[error("the document has a member {0} already")]
    Claimed(&'static str),
}

/// A token that waits for its signature.
#[derive(Clone, Debug)]
pub struct ToSign {
    signing_input: String,
}

impl ToSign {
    pub(super) fn new(algorithm: Algorithm, kid: &str, media_type: &str, payload: &str) -> Self {
        let kid = Value::from(kid).to_json();
        let header = format!(r#"{{"alg":"{}","kid":{kid},"typ":"{media_type}"}}"#, algorithm.as_str());
        let mut signing_input = BASE64_URL_SAFE_NO_PAD.encode(header);
        signing_input.push('.');
        BASE64_URL_SAFE_NO_PAD.encode_string(payload, &mut signing_input);
        Self { signing_input }
    }

    /// The bytes to sign.
    pub fn bytes(&self) -> &[u8] {
        self.signing_input.as_bytes()
    }

    /// The token. `signature`: 64 bytes, of Ed25519 or r and s of P-256.
    pub fn finish(&self, signature: &[u8; 64]) -> String {
        format!("{}.{}", self.signing_input, BASE64_URL_SAFE_NO_PAD.encode(signature))
    }
}

/// Prepares a credential, JSON text of an object, to be signed as a token.
///
/// * `kid`: the verification method of the key.
///
/// # Errors
/// [`SignTokenError`] when the document cannot be read, has no issuer, or a date in it cannot be
/// read.
pub fn prepare_credential(document: &str, algorithm: Algorithm, kid: &str) -> Result<ToSign, SignTokenError> {
    let value = read(document.as_bytes(), Limits::RECORD)?;
    let object = value.as_object().ok_or(SignTokenError::NotAnObject)?;
    let issuer = id_of(object.get("issuer")).ok_or(SignTokenError::Member("issuer"))?;
    let mut claims = Object::new();
    claims.set("iss", issuer.into());
    if let Some(id) = object.get("id") {
        claims.set("jti", id.as_str().ok_or(SignTokenError::Member("id"))?.into());
    }
    if let Some(subject) = id_of(object.get("credentialSubject").and_then(|subject| subject.items().first()))
    {
        claims.set("sub", subject.into());
    }
    for (claim, old, new) in [("nbf", "issuanceDate", "validFrom"), ("exp", "expirationDate", "validUntil")] {
        if let Some(date) = object.get(old).or_else(|| object.get(new)) {
            let (at, _) = date.as_str().and_then(instant::read).ok_or(SignTokenError::Member(new))?;
            #[expect(clippy::cast_precision_loss, reason = "four-digit years are far below 2^53 seconds")]
            claims.set(claim, Value::Number(at.unix_timestamp() as f64));
        }
    }
    Ok(ToSign::new(algorithm, kid, "JWT", &with_claims(document, object, &claims)?))
}

/// Prepares a presentation, JSON text of an object, to be signed as a token for `audience`, in
/// answer to `nonce`.
///
/// # Errors
/// [`SignTokenError`] when the document cannot be read or has no holder.
///
/// Source: Securing Verifiable Credentials using JOSE and COSE, section 3.1.2.
pub fn prepare_presentation(
    document: &str,
    algorithm: Algorithm,
    kid: &str,
    audience: Option<&str>,
    nonce: Option<&str>,
) -> Result<ToSign, SignTokenError> {
    let value = read(document.as_bytes(), Limits::RECORD)?;
    let object = value.as_object().ok_or(SignTokenError::NotAnObject)?;
    let holder = id_of(object.get("holder")).ok_or(SignTokenError::Member("holder"))?;
    let mut claims = Object::new();
    claims.set("iss", holder.into());
    for (claim, text) in [("aud", audience), ("nonce", nonce)] {
        if let Some(text) = text {
            claims.set(claim, text.into());
        }
    }
    Ok(ToSign::new(algorithm, kid, "vp+jwt", &with_claims(document, object, &claims)?))
}

/// [`prepare_credential`], sign with a key in memory, [`ToSign::finish`].
///
/// # Errors
/// As [`prepare_credential`].
pub fn sign_credential(document: &str, key: &SigningKey, kid: &str) -> Result<String, SignTokenError> {
    let to_sign = prepare_credential(document, key.public().algorithm(), kid)?;
    Ok(to_sign.finish(&key.sign(to_sign.bytes())))
}

fn id_of<'v>(value: Option<&'v Value<'_>>) -> Option<&'v str> {
    let value = value?;
    value.as_str().or_else(|| value.get("id")?.as_str())
}

/// The text that came, with the claims added as its last members.
fn with_claims(text: &str, document: &Object<'_>, claims: &Object<'_>) -> Result<String, SignTokenError> {
    for claim in ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce", "cnf", "vc", "vp"] {
        if document.get(claim).is_some() {
            return Err(SignTokenError::Claimed(claim));
        }
    }
    let added = Value::from(claims.clone()).to_json();
    let body = text.trim_end();
    let body = body.strip_suffix('}').unwrap_or(body).trim_end();
    Ok(format!("{body},{}", added.get(1..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::{Compact, claims};
    use crate::key::{P256SecretKey, SecretKey};

    const DOCUMENT: &str = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:1","type":["VerifiableCredential"],
        "issuer":{"id":"did:example:i"},"validFrom":"2010-01-01T00:00:00.25Z","validUntil":"2030-01-01T00:00:00Z",
        "credentialSubject":{"id":"did:example:s"} }
    "#;

    #[test]
    fn a_credential_becomes_a_token_that_means_it() {
        for key in [
            SigningKey::Ed25519(SecretKey::from_seed(&[3; 32])),
            SigningKey::P256(P256SecretKey::from_bytes(&[3; 32]).unwrap()),
        ] {
            let token = sign_credential(DOCUMENT, &key, "did:example:i#\"1\"").unwrap();
            let compact = Compact::read(&token).unwrap();
            assert!(compact.verify(&key.public()));
            assert_eq!(compact.header().get("kid").and_then(Value::as_str), Some("did:example:i#\"1\""));
            assert_eq!(compact.header().get("typ").and_then(Value::as_str), Some("JWT"));
            let payload = String::from_utf8(compact.payload().to_vec()).unwrap();
            let claims = r#","iss":"did:example:i","jti":"urn:1","sub":"did:example:s","nbf":1262304000,"exp":1893456000}"#;
            assert!(payload.ends_with(claims), "{payload}");
            let Value::Object(object) = read(payload.as_bytes(), Limits::CREDENTIAL).unwrap().into_owned()
            else {
                panic!("an object")
            };
            let meaning = claims::read(object).unwrap();
            assert_eq!(meaning.fault, None);
            assert_eq!(Value::from(meaning.document), read(DOCUMENT.as_bytes(), Limits::CREDENTIAL).unwrap());
        }
    }

    #[test]
    fn what_no_claim_can_be_made_of_is_not_signed() {
        let why =
            |document: &str| prepare_credential(document, Algorithm::Es256, "k").unwrap_err().to_string();
        assert!(why("[]").contains("not a JSON object"));
        assert!(why("{}").contains("issuer"));
        assert!(why(&DOCUMENT.replace("2010-", "")).contains("validFrom"));
        assert!(why(&DOCUMENT.replace("\"urn:1\"", "1")).contains("id is missing"));
        assert!(why(&DOCUMENT.replacen('{', r#"{"exp":1,"#, 1)).contains("exp"));
        assert!(prepare_presentation("{}", Algorithm::Es256, "k", None, None).is_err());
    }
}
