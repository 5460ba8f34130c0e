//! Keys: the four kinds of public key that credentials are signed with, and the two kinds we sign with.
//!
//! A key's kind decides its one algorithm ([`VerifyingKey::algorithm`]), so that no document can
//! talk a reader into using a key for something else.

mod ecdsa;
mod ed25519;
mod pem;
mod rsa;
mod spki;

use std::cell::RefCell;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

pub use ecdsa::{P256PublicKey, P256SecretKey, P384PublicKey};
pub use ed25519::{PublicKey, SecretKey};
pub use rsa::RsaPublicKey;

use crate::extent::extended;
use crate::json::Value;

/// Multicodecs, as unsigned varints.
const ED25519_PUBLIC: [u8; 2] = [0xed, 0x01];
const P256_PUBLIC: [u8; 2] = [0x80, 0x24];
const P384_PUBLIC: [u8; 2] = [0x81, 0x24];

/// Most characters and bytes of a Multikey that are looked at.
const MULTIKEY_LEN: usize = 128;

/// Keys kept decoded per thread: finding the point of a key costs a fifth of a verification, and
/// one issuer signs many credentials. Beyond this many, start afresh.
const KEPT_KEYS: usize = 256;

thread_local! {
    static DECODED: RefCell<FxHashMap<String, VerifyingKey>> = RefCell::default();
}

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
        if let Some(key) = DECODED.with_borrow(|decoded| decoded.get(text).cloned()) {
            return Ok(key);
        }
        let key = Self::decode_multibase(text)?;
        DECODED.with_borrow_mut(|decoded| {
            if decoded.len() >= KEPT_KEYS {
                decoded.clear();
            }
            decoded.insert(text.to_owned(), key.clone());
        });
        Ok(key)
    }

    fn decode_multibase(text: &str) -> Result<Self, KeyError> {
        let mut bytes = [0; MULTIKEY_LEN];
        let (codec, key) = open_multikey(text, &mut bytes)?;
        match codec {
            ED25519_PUBLIC => PublicKey::from_slice(key).map(Self::Ed25519),
            P256_PUBLIC if extended() => P256PublicKey::from_compressed(key).map(Self::P256),
            P384_PUBLIC if extended() => P384PublicKey::from_compressed(key).map(Self::P384),
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
            (Some("EC"), Some("P-256")) if extended() => Self::P256(P256PublicKey::from_coordinates(
                &jwk_bytes::<32>(jwk, "x")?,
                &jwk_bytes::<32>(jwk, "y")?,
            )?),
            (Some("EC"), Some("P-384")) if extended() => Self::P384(P384PublicKey::from_coordinates(
                &jwk_bytes::<48>(jwk, "x")?,
                &jwk_bytes::<48>(jwk, "y")?,
            )?),
            (Some("RSA"), _) if extended() => Self::Rsa(RsaPublicKey::from_jwk(jwk)?),
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
            (Self::P256(key), Algorithm::Es256) if extended() => key.verify(message, signature),
            (Self::P384(key), Algorithm::Es384) if extended() => key.verify(message, signature),
            (Self::Rsa(key), Algorithm::Rs256) if extended() => key.verify(message, signature),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, read};

    const MESSAGE: &[u8] = b"Weld three seams.";

    /// A P-384 key and its signature over [`MESSAGE`], made by Node.js.
    const P384: &str = r#"{"crv":"P-384","kty":"EC","x":"XEXAKV-0O4CdXH2ntM0tNMgZvEvOn-tJrhIj_FC8YvrstbMVacbUk2QtzRK7rh3J","y":"hnzpjkGHjBYF7bYFUpmdlUx5j2GbdOgZNZW1PuufgJLjdnLkLJhrSJ0QEnEELJnO"}"#;
    const P384_SIGNATURE: &str = "NwGVj8VZhXW5VvXeKjGa2W1gIFq6UKmB2HMLA2YVt1OFJ0ZIIDQBZ_Y42kFiupanzSdhPoPuanEi5S42lhof4SpSVo6LQ26Z3-xZqTxtBDECzS4vYWLHKuH2nduLyGvX";

    fn from_jwk(text: &str) -> Result<VerifyingKey, KeyError> {
        VerifyingKey::from_jwk(&read(text.as_bytes(), Limits::CREDENTIAL).unwrap())
    }

    fn p256() -> P256SecretKey {
        P256SecretKey::from_bytes(&[9; 32]).unwrap()
    }

    #[test]
    fn a_signature_is_good_for_the_one_algorithm_of_its_key() {
        let ed25519 = SecretKey::from_seed(&[9; 32]);
        let keys: [(VerifyingKey, Vec<u8>); 3] = [
            (ed25519.public().into(), ed25519.sign(MESSAGE).to_vec()),
            (VerifyingKey::P256(p256().public()), p256().sign(MESSAGE).to_vec()),
            (from_jwk(P384).unwrap(), BASE64_URL_SAFE_NO_PAD.decode(P384_SIGNATURE).unwrap()),
        ];
        let algorithms = [Algorithm::EdDsa, Algorithm::Es256, Algorithm::Es384, Algorithm::Rs256];
        for (key, signature) in &keys {
            for algorithm in algorithms {
                let fits = algorithm == key.algorithm();
                assert_eq!(key.verify(algorithm, MESSAGE, signature), fits, "{} {algorithm:?}", key.kind());
            }
            assert!(!key.verify(key.algorithm(), b"another", signature));
            assert!(!key.verify(key.algorithm(), MESSAGE, &signature[1..]));
            assert!(!key.verify(key.algorithm(), MESSAGE, &[signature.as_slice(), &[0]].concat()));
            assert!(!key.verify(key.algorithm(), MESSAGE, &vec![0; signature.len()]));
            let read = from_jwk(&key.to_jwk()).unwrap();
            assert_eq!(&read, key);
        }
    }

    #[test]
    fn a_multikey_reads_back_as_it_was_written() {
        let VerifyingKey::P384(p384) = from_jwk(P384).unwrap() else { panic!("P-384") };
        assert_eq!(VerifyingKey::from_multibase(&p384.multibase()), Ok(VerifyingKey::P384(p384)));
        let p256 = p256().public();
        assert!(p256.multibase().starts_with("zDn"));
        assert_eq!(VerifyingKey::from_multibase(&p256.multibase()), Ok(VerifyingKey::P256(p256)));
        // One published with the method did:key.
        let published = "zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv";
        let VerifyingKey::P256(key) = VerifyingKey::from_multibase(published).unwrap() else {
            panic!("P-256")
        };
        assert_eq!(key.multibase(), published);
        for bad in ["zDnaerx9", "z", "", "z0", "mAA"] {
            assert!(VerifyingKey::from_multibase(bad).is_err(), "{bad}");
        }
        let uncompressed = multikey(P256_PUBLIC, &[&[4], &p256.point()[..]].concat());
        assert_eq!(VerifyingKey::from_multibase(&uncompressed), Err(KeyError::Length(65)));
    }

    #[test]
    fn a_jwk_for_something_else_is_refused() {
        let key = VerifyingKey::P256(p256().public()).to_jwk();
        let with = |members: &str| from_jwk(&key.replacen('{', &format!("{{{members},"), 1));
        for good in [r#""use":"sig""#, r#""alg":"ES256""#, r#""key_ops":["verify"]"#, r#""kid":"1""#] {
            assert!(with(good).is_ok(), "{good}");
        }
        for other in
            [r#""use":"enc""#, r#""alg":"ES384""#, r#""alg":"ECDH-ES""#, r#""key_ops":["deriveKey"]"#]
        {
            assert_eq!(with(other), Err(KeyError::UnsupportedType), "{other}");
        }
        assert_eq!(with(r#""d":"AAAA""#), Err(KeyError::Jwk));
        assert_eq!(from_jwk(r#"{"kty":"oct","k":"AAAA"}"#), Err(KeyError::UnsupportedType));
        assert_eq!(from_jwk(r#"{"kty":"EC","crv":"secp256k1"}"#), Err(KeyError::UnsupportedType));
        assert_eq!(from_jwk("{}"), Err(KeyError::UnsupportedType));
        // Coordinates of no point of the curve, or not of its size.
        let flat = format!(
            r#"{{"kty":"EC","crv":"P-256","x":"{0}","y":"{0}"}}"#,
            BASE64_URL_SAFE_NO_PAD.encode([1; 32])
        );
        assert_eq!(from_jwk(&flat), Err(KeyError::Unusable));
        let short = flat.replacen(&BASE64_URL_SAFE_NO_PAD.encode([1; 32]), "AQ", 1);
        assert_eq!(from_jwk(&short), Err(KeyError::Length(1)));
    }

    #[test]
    fn a_secret_key_reads_back_from_its_jwk_and_never_shows_itself() {
        let key = p256();
        let read = SigningKey::from_jwk(&key.to_jwk()).unwrap();
        assert_eq!(read.public(), VerifyingKey::P256(key.public()));
        assert_eq!(format!("{read:?}"), "P256(P256SecretKey(..))");
        let other = P256SecretKey::from_bytes(&[8; 32]).unwrap();
        let d = |key: &P256SecretKey| BASE64_URL_SAFE_NO_PAD.encode(*key.to_bytes());
        assert!(SigningKey::from_jwk(&key.to_jwk().replace(&d(&key), &d(&other))).is_err());
        assert!(P256SecretKey::from_bytes(&[0; 32]).is_err());
        assert!(P256SecretKey::from_bytes(&[0xff; 32]).is_err());
        let ed25519 = SecretKey::from_seed(&[1; 32]);
        let read = SigningKey::from_jwk(&ed25519.to_jwk()).unwrap();
        assert_eq!(read.public(), ed25519.public().into());
    }

    #[test]
    fn the_signature_of_a_text_is_always_the_same() {
        // Source: RFC 6979, appendix A.2.5, P-256 with SHA-256, message `sample`.
        let bytes = |hex: &str| -> Vec<u8> {
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
        };
        let x = bytes("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
        let key = P256SecretKey::from_bytes(x.as_slice().try_into().unwrap()).unwrap();
        let r = "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716";
        let s = "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8";
        assert_eq!(key.sign(b"sample").to_vec(), [bytes(r), bytes(s)].concat());
    }

    #[test]
    fn a_key_without_a_name_has_its_thumbprint() {
        // Source: RFC 8037, appendix A.3.
        let key =
            from_jwk(r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#);
        let thumbprint =
            "urn:ietf:params:oauth:jwk-thumbprint:sha-256:kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k";
        assert_eq!(key.unwrap().thumbprint(), thumbprint);
    }
}
