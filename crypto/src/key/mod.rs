//! Keys: the four kinds of public key that credentials are signed with, and the two kinds we sign with.
//!
//! A key's kind decides its one algorithm ([`VerifyingKey::algorithm`]), so that no document can
//! talk a reader into using a key for something else.

mod ecdsa;
mod ed25519;
mod rsa;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

pub use ecdsa::{P256PublicKey, P256SecretKey, P384PublicKey};
pub use ed25519::{PublicKey, SecretKey};
pub use rsa::RsaPublicKey;

use crate::json::Value;

/// Multicodecs, as unsigned varints.
const ED25519_PUBLIC: [u8; 2] = [0xed, 0x01];
const P256_PUBLIC: [u8; 2] = [0x80, 0x24];
const P384_PUBLIC: [u8; 2] = [0x81, 0x24];

/// Most characters and bytes of a Multikey that are looked at.
const MULTIKEY_LEN: usize = 128;

/// Why something is no key of ours.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum KeyError {
    /// Not `z` and base58btc.
    #[error("not multibase base58btc text")]
    Multibase,
    /// Another kind of key, or one that is meant for something else.
    #[error("not a kind of key that is supported here")]
    UnsupportedType,
    /// The bytes are too few or too many.
    #[error("a key of this kind does not have {0} bytes")]
    Length(usize),
    /// The bytes are no point on the curve, or one of small order; or no modulus for RSA.
    #[error("the bytes are not a usable public key")]
    Unusable,
    /// The JWK lacks what its kind has, is not consistent, or holds a secret key where a public one belongs.
    #[error("not a JWK of this kind of key")]
    Jwk,
}

/// How a signature is made.
///
/// Source: RFC 7518, section 3.1; RFC 8037, section 3.1.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Algorithm {
    /// Ed25519.
    EdDsa,
    /// ECDSA on P-256 with SHA-256; 64 bytes, r and s.
    Es256,
    /// ECDSA on P-384 with SHA-384; 96 bytes, r and s.
    Es384,
    /// RSASSA-PKCS1-v1_5 with SHA-256; as many bytes as the modulus.
    Rs256,
}

impl Algorithm {
    /// The name as it stands in a JWS header.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::EdDsa => "EdDSA",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Rs256 => "RS256",
        }
    }

    /// The algorithm of a name; `Ed25519` is the younger one for the first (RFC 9864).
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "EdDSA" | "Ed25519" => Some(Self::EdDsa),
            "ES256" => Some(Self::Es256),
            "ES384" => Some(Self::Es384),
            "RS256" => Some(Self::Rs256),
            _ => None,
        }
    }
}

/// A public key, decoded and checked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum VerifyingKey {
    /// Ed25519.
    Ed25519(PublicKey),
    /// P-256, also called secp256r1.
    P256(P256PublicKey),
    /// P-384, also called secp384r1.
    P384(P384PublicKey),
    /// RSA, 2048 to 4096 bits.
    Rsa(RsaPublicKey),
}

impl VerifyingKey {
    /// Reads a Multikey: `z`, then base58btc of a multicodec and the key; not for RSA.
    ///
    /// # Errors
    /// [`KeyError`], naming the first layer that would not open.
    ///
    /// Source: Controlled Identifiers v1.0, Multikey.
    pub fn from_multibase(text: &str) -> Result<Self, KeyError> {
        let mut bytes = [0; MULTIKEY_LEN];
        let (codec, key) = open_multikey(text, &mut bytes)?;
        match codec {
            ED25519_PUBLIC => PublicKey::from_slice(key).map(Self::Ed25519),
            P256_PUBLIC => P256PublicKey::from_compressed(key).map(Self::P256),
            P384_PUBLIC => P384PublicKey::from_compressed(key).map(Self::P384),
            _ => Err(KeyError::UnsupportedType),
        }
    }

    /// Reads a JWK of a public key for signatures.
    ///
    /// # Errors
    /// [`KeyError::UnsupportedType`] when it is another kind of key, or one that says it is for
    /// another algorithm or for encryption; [`KeyError::Jwk`] when a secret member stands in it.
    ///
    /// Source: RFC 7517, section 4; RFC 7518, section 6; RFC 8037, section 2.
    pub fn from_jwk(jwk: &Value<'_>) -> Result<Self, KeyError> {
        let text = |key| jwk.get(key).and_then(Value::as_str);
        let key = match (text("kty"), text("crv")) {
            (Some("OKP"), Some("Ed25519")) => Self::Ed25519(PublicKey::from_jwk(jwk)?),
            (Some("EC"), Some("P-256")) => Self::P256(P256PublicKey::from_coordinates(
                &jwk_bytes::<32>(jwk, "x")?,
                &jwk_bytes::<32>(jwk, "y")?,
            )?),
            (Some("EC"), Some("P-384")) => Self::P384(P384PublicKey::from_coordinates(
                &jwk_bytes::<48>(jwk, "x")?,
                &jwk_bytes::<48>(jwk, "y")?,
            )?),
            (Some("RSA"), _) => Self::Rsa(RsaPublicKey::from_jwk(jwk)?),
            _ => return Err(KeyError::UnsupportedType),
        };
        if jwk.get("d").is_some() {
            return Err(KeyError::Jwk);
        }
        let fits = |alg: &Value<'_>| alg.as_str().and_then(Algorithm::of_name) == Some(key.algorithm());
        let verifies = |ops: &Value<'_>| ops.items().contains(&"verify".into());
        let meant = jwk.get("use").is_none_or(|usage| usage.as_str() == Some("sig"))
            && jwk.get("alg").is_none_or(fits)
            && jwk.get("key_ops").is_none_or(verifies);
        if meant { Ok(key) } else { Err(KeyError::UnsupportedType) }
    }

    /// What keys of this kind are called.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Ed25519(_) => "Ed25519",
            Self::P256(_) => "P-256",
            Self::P384(_) => "P-384",
            Self::Rsa(_) => "RSA",
        }
    }

    /// The one algorithm that keys of this kind are used with.
    pub fn algorithm(&self) -> Algorithm {
        match self {
            Self::Ed25519(_) => Algorithm::EdDsa,
            Self::P256(_) => Algorithm::Es256,
            Self::P384(_) => Algorithm::Es384,
            Self::Rsa(_) => Algorithm::Rs256,
        }
    }

    /// Whether `signature` is this key's over `message`, made by `algorithm`.
    pub fn verify(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        match (self, algorithm) {
            (Self::Ed25519(key), Algorithm::EdDsa) => {
                signature.try_into().is_ok_and(|signature| key.verify(message, signature))
            }
            (Self::P256(key), Algorithm::Es256) => key.verify(message, signature),
            (Self::P384(key), Algorithm::Es384) => key.verify(message, signature),
            (Self::Rsa(key), Algorithm::Rs256) => key.verify(message, signature),
            _ => false,
        }
    }

    /// The thumbprint as a URI, by which a key without a name can be spoken of.
    ///
    /// Source: RFC 7638, section 3; RFC 9278, section 3.
    pub fn thumbprint(&self) -> String {
        let digest = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(self.to_jwk()));
        format!("urn:ietf:params:oauth:jwk-thumbprint:sha-256:{digest}")
    }

    /// The public JWK: the required members alone, in the order of their names.
    pub fn to_jwk(&self) -> String {
        match self {
            Self::Ed25519(key) => {
                let x = BASE64_URL_SAFE_NO_PAD.encode(key.as_bytes());
                format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#)
            }
            Self::P256(key) => ec_jwk("P-256", &key.point()),
            Self::P384(key) => ec_jwk("P-384", &key.point()),
            Self::Rsa(key) => key.to_jwk(),
        }
    }
}

impl From<PublicKey> for VerifyingKey {
    fn from(key: PublicKey) -> Self {
        Self::Ed25519(key)
    }
}

/// A secret key of either kind. Wiped when dropped, never serialised, never shown.
#[derive(Clone, Debug)]
pub enum SigningKey {
    /// Ed25519.
    Ed25519(SecretKey),
    /// P-256.
    P256(P256SecretKey),
}

impl SigningKey {
    /// Reads the JWK of a key pair, as [`SecretKey::to_jwk`] and [`P256SecretKey::to_jwk`] write it.
    ///
    /// # Errors
    /// [`KeyError::Jwk`] when `text` is something else, or its halves do not belong together.
    pub fn from_jwk(text: &str) -> Result<Self, KeyError> {
        SecretKey::from_jwk(text)
            .map(Self::Ed25519)
            .or_else(|_| P256SecretKey::from_jwk(text).map(Self::P256))
    }

    /// The public half.
    pub fn public(&self) -> VerifyingKey {
        match self {
            Self::Ed25519(key) => VerifyingKey::Ed25519(key.public()),
            Self::P256(key) => VerifyingKey::P256(key.public()),
        }
    }

    /// The public half as a Multikey.
    pub fn multibase(&self) -> String {
        match self {
            Self::Ed25519(key) => key.public().multibase(),
            Self::P256(key) => key.public().multibase(),
        }
    }

    /// Signs `message`; 64 bytes.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        match self {
            Self::Ed25519(key) => key.sign(message),
            Self::P256(key) => key.sign(message),
        }
    }
}

/// Takes `z` and base58btc off; multicodec and key.
fn open_multikey<'b>(text: &str, bytes: &'b mut [u8; MULTIKEY_LEN]) -> Result<([u8; 2], &'b [u8]), KeyError> {
    let encoded =
        text.strip_prefix('z').filter(|text| text.len() <= MULTIKEY_LEN).ok_or(KeyError::Multibase)?;
    let length = bs58::decode(encoded).onto(&mut bytes[..]).map_err(|_| KeyError::Multibase)?;
    let (codec, key) = bytes[..length].split_first_chunk().ok_or(KeyError::UnsupportedType)?;
    Ok((*codec, key))
}

fn multikey(codec: [u8; 2], key: &[u8]) -> String {
    let mut bytes = codec.to_vec();
    bytes.extend_from_slice(key);
    format!("z{}", bs58::encode(bytes).into_string())
}

/// A member of a JWK: base64url without padding, of `N` bytes.
fn jwk_bytes<const N: usize>(jwk: &Value<'_>, member: &str) -> Result<[u8; N], KeyError> {
    let text = jwk.get(member).and_then(Value::as_str).ok_or(KeyError::Jwk)?;
    let bytes = decode_limited(text, 2 * N)?;
    bytes.as_slice().try_into().map_err(|_| KeyError::Length(bytes.len()))
}

fn decode_limited(text: &str, characters: usize) -> Result<Vec<u8>, KeyError> {
    if text.len() > characters {
        return Err(KeyError::Jwk);
    }
    BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| KeyError::Jwk)
}

/// `point`: x and y, one after the other.
fn ec_jwk(curve: &str, point: &[u8]) -> String {
    let (x, y) = point.split_at(point.len() / 2);
    let (x, y) = (BASE64_URL_SAFE_NO_PAD.encode(x), BASE64_URL_SAFE_NO_PAD.encode(y));
    format!(r#"{{"crv":"{curve}","kty":"EC","x":"{x}","y":"{y}"}}"#)
}

/// The members of a secret JWK that every kind has: `x` as written, and `d` decoded.
struct SecretJwk {
    x: String,
    y: Option<String>,
    d: Zeroizing<Vec<u8>>,
}

impl SecretJwk {
    fn read(text: &str, kty: &str, crv: &str) -> Result<Self, KeyError> {
        #[derive(serde::Deserialize)]
        struct Jwk {
            kty: String,
            crv: String,
            x: String,
            y: Option<String>,
            d: String,
        }
        let jwk: Jwk = serde_json::from_str(text).map_err(|_| KeyError::Jwk)?;
        let d = Zeroizing::new(jwk.d);
        if jwk.kty != kty || jwk.crv != crv {
            return Err(KeyError::Jwk);
        }
        let d = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.decode(d.as_bytes()).map_err(|_| KeyError::Jwk)?);
        Ok(Self { x: jwk.x, y: jwk.y, d })
    }
}
