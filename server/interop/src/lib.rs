//! The border to other implementations: DID documents by way of `ssi` and `did-method-key`.
//!
//! Everything that a report depends on is in `crypto`. What stands here answers for DIDs and
//! key types beyond our own, without any network: did:key and did:jwk carry their keys in
//! themselves. `ssi`'s own clients are never used; documents of other methods are brought by
//! the server's fetcher. Its JSON-LD proofs are never used either, because they leave parts of
//! a document unsigned.

mod key;

use std::task::{Context, Poll, Waker};

use did_method_key::DIDKey;
use serde_json::Value;
use ssi::dids::{DID, DIDJWK, DIDResolver, DIDURL, resolution};

/// Why a DID has no document, or a DID URL names nothing.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ResolveError {
    /// Not written as a DID, or not as its method writes them.
    #[error("not a DID")]
    InvalidDid,
    /// Not written as a DID URL, or it names no part of the document.
    #[error("not a DID URL that names a part of its document")]
    InvalidDidUrl,
    /// A method whose documents cannot be computed from the DID alone.
    #[error("the DID method `{0}` is not supported")]
    MethodNotSupported(String),
    /// A did:key of a kind of key that is not known here.
    #[error("a key of this type is not supported")]
    UnsupportedPublicKeyType,
    /// The key is too long or too short for its type.
    #[error("a public key of this type has {expected} bytes, this has {actual}")]
    InvalidPublicKeyLength {
        /// What the type asks for.
        expected: usize,
        /// What came.
        actual: usize,
    },
    /// Of the right length, but no point of the curve.
    #[error("the bytes are no public key of their type")]
    InvalidPublicKey,
}

impl ResolveError {
    /// The error's name in resolution and dereferencing metadata.
    ///
    /// Source: The did:key Method v0.9; Decentralized Identifier Resolution v0.3, Errors.
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidDid => "invalidDid",
            Self::InvalidDidUrl => "invalidDidUrl",
            Self::MethodNotSupported(_) => "methodNotSupported",
            Self::UnsupportedPublicKeyType => "unsupportedPublicKeyType",
            Self::InvalidPublicKeyLength { .. } => "invalidPublicKeyLength",
            Self::InvalidPublicKey => "invalidPublicKey",
        }
    }
}

/// The document of a did:key or did:jwk, computed.
///
/// did:key: Ed25519, X25519, P-256, P-384 and secp256k1, as Multikey.
///
/// # Errors
/// [`ResolveError`]; never [`ResolveError::InvalidDidUrl`].
pub fn did_document(did: &str) -> Result<Value, ResolveError> {
    let did = DID::new(did).map_err(|_| ResolveError::InvalidDid)?;
    match did.method_name() {
        "key" => {
            let kind = key::check(did.method_specific_id())?;
            Ok(kind.with_relationships(resolve(&DIDKey, did, "Multikey")?))
        }
        "jwk" => resolve(&DIDJWK, did, "JsonWebKey2020"),
        other => Err(ResolveError::MethodNotSupported(other.to_owned())),
    }
}

/// What a DID URL names: the document, or with a fragment the verification method in it.
///
/// # Errors
/// [`ResolveError`]; [`ResolveError::InvalidDidUrl`] when the document has no such part.
pub fn dereference(did_url: &str) -> Result<Value, ResolveError> {
    let url = DIDURL::new(did_url).map_err(|_| ResolveError::InvalidDidUrl)?;
    let document = did_document(url.did().as_str())?;
    if !url.path().is_empty() || url.query().is_some() {
        return Err(ResolveError::InvalidDidUrl);
    }
    if url.fragment().is_none() {
        return Ok(document);
    }
    let mut method = document["verificationMethod"]
        .as_array()
        .and_then(|methods| {
            methods.iter().find(|method| method["id"] == did_url || method["id"] == fragment(did_url))
        })
        .cloned()
        .ok_or(ResolveError::InvalidDidUrl)?;
    method["@context"] = document["@context"].clone();
    Ok(method)
}

/// `#` and what follows, as did:jwk writes its method's id.
fn fragment(did_url: &str) -> &str {
    did_url.find('#').map_or("", |at| &did_url[at..])
}

/// Runs a resolver that computes and never waits, so one poll is the whole of it.
///
/// * `key_type`: the form in which keys stand in the document.
fn resolve(resolver: &impl DIDResolver, did: &DID, key_type: &str) -> Result<Value, ResolveError> {
    let mut options = resolution::Options::default();
    options.parameters.public_key_format = Some(key_type.to_owned());
    let future = std::pin::pin!(resolver.resolve_representation(did, options));
    let Poll::Ready(answer) = future.poll(&mut Context::from_waker(Waker::noop())) else {
        return Err(ResolveError::MethodNotSupported(did.method_name().to_owned()));
    };
    let bytes = answer.map_err(|_| ResolveError::InvalidDid)?.document;
    serde_json::from_slice(&bytes).map_err(|_| ResolveError::InvalidDid)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ED25519: &str = "z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH";
    const X25519: &str = "z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc";
    const P256: &str = "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169";
    const SECP256K1: &str = "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme";

    fn did_key(codec: [u8; 2], key: &[u8]) -> String {
        let bytes: Vec<u8> = codec.iter().chain(key).copied().collect();
        format!("did:key:z{}", bs58::encode(bytes).into_string())
    }

    #[test]
    fn a_signing_key_may_do_all_that_signatures_do() {
        for multibase in [ED25519, P256, SECP256K1] {
            let did = format!("did:key:{multibase}");
            let document = did_document(&did).unwrap();
            let method = format!("{did}#{multibase}");
            assert_eq!(document["id"], did);
            assert_eq!(document["verificationMethod"][0]["id"], method);
            assert_eq!(document["verificationMethod"][0]["type"], "Multikey");
            assert_eq!(document["verificationMethod"][0]["controller"], did);
            assert_eq!(document["verificationMethod"][0]["publicKeyMultibase"], multibase);
            for relationship in
                ["authentication", "assertionMethod", "capabilityInvocation", "capabilityDelegation"]
            {
                assert_eq!(document[relationship], serde_json::json!([method]), "{relationship}");
            }
            assert_eq!(document.get("keyAgreement"), None);
        }
    }

    #[test]
    fn an_x25519_key_agrees_on_keys_and_signs_nothing() {
        let document = did_document(&format!("did:key:{X25519}")).unwrap();
        assert_eq!(document["keyAgreement"], serde_json::json!([format!("did:key:{X25519}#{X25519}")]));
        assert_eq!(document.get("assertionMethod"), None);
        assert_eq!(document.get("authentication"), None);
    }

    #[test]
    fn a_did_jwk_gives_its_jwk() {
        let did = "did:jwk:eyJrdHkiOiJPS1AiLCJjcnYiOiJFZDI1NTE5IiwieCI6IjExcVlBWUt4Q3JmVlNfN1R5V1FIT2c3aGN2UGFwaU1scndJYWFQY0hVUm8ifQ";
        let document = did_document(did).unwrap();
        assert_eq!(document["verificationMethod"][0]["publicKeyJwk"]["crv"], "Ed25519");
        assert!(dereference(&format!("{did}#0")).is_ok());
    }

    #[test]
    fn each_fault_has_its_name() {
        let code = |did: &str| did_document(did).unwrap_err().code();
        assert_eq!(code("did:key"), "invalidDid");
        assert_eq!(code("not a did"), "invalidDid");
        assert_eq!(code("did:key:6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH"), "invalidDid");
        assert_eq!(code("did:key:z6MkpTHR8VNs0OIl"), "invalidDid");
        assert_eq!(code("did:key:z"), "invalidDid");
        assert_eq!(code("did:example:123"), "methodNotSupported");
        assert_eq!(code("did:web:university.example"), "methodNotSupported");
        assert_eq!(code(&did_key([0xed, 0x01], &[7; 31])), "invalidPublicKeyLength");
        assert_eq!(code(&did_key([0xec, 0x01], &[7; 33])), "invalidPublicKeyLength");
        assert_eq!(code(&did_key([0x80, 0x24], &[2; 32])), "invalidPublicKeyLength");
        assert_eq!(code(&did_key([0x80, 0x24], &[9; 33])), "invalidPublicKey");
        assert_eq!(code(&did_key([0xed, 0x01], &[0; 32])), "invalidPublicKey");
        assert_eq!(code(&did_key([0x55, 0x01], &[7; 32])), "unsupportedPublicKeyType");
    }

    #[test]
    fn a_did_url_names_the_method_or_nothing() {
        let did = format!("did:key:{ED25519}");
        assert_eq!(dereference(&format!("{did}#{ED25519}")).unwrap()["publicKeyMultibase"], ED25519);
        assert_eq!(dereference(&did).unwrap()["id"], did);
        for url in
            [format!("{did}#other"), format!("{did}/path"), format!("{did}?a=b"), "did:key:".to_owned()]
        {
            assert_eq!(dereference(&url), Err(ResolveError::InvalidDidUrl), "{url}");
        }
    }
}
