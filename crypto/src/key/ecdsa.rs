//! ECDSA on P-256 and P-384.
//!
//! Signatures are r and s, one after the other, both forms of s accepted as JOSE has it. Ours are
//! deterministic (RFC 6979), so that signing needs no randomness.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use p256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use sha2::{Digest, Sha256, Sha384};
use zeroize::Zeroizing;

use super::{KeyError, P256_PUBLIC, P384_PUBLIC, SecretJwk, multikey};

/// A P-256 public key, decoded and checked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct P256PublicKey(p256::ecdsa::VerifyingKey);

/// A P-384 public key, decoded and checked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct P384PublicKey(p384::ecdsa::VerifyingKey);

macro_rules! public_key {
    ($name:ident, $curve:ident, $digest:ident, $codec:ident, $coordinate:literal) => {
        impl $name {
            /// Reads a compressed point.
            pub(super) fn from_compressed(bytes: &[u8]) -> Result<Self, KeyError> {
                if bytes.len() != 1 + $coordinate {
                    return Err(KeyError::Length(bytes.len()));
                }
                Self::from_sec1(bytes)
            }

            /// Reads the two coordinates of a point.
            pub(super) fn from_coordinates(
                x: &[u8; $coordinate],
                y: &[u8; $coordinate],
            ) -> Result<Self, KeyError> {
                let mut bytes = [4; 1 + 2 * $coordinate];
                bytes[1..=$coordinate].copy_from_slice(x);
                bytes[1 + $coordinate..].copy_from_slice(y);
                Self::from_sec1(&bytes)
            }

            fn from_sec1(bytes: &[u8]) -> Result<Self, KeyError> {
                $curve::ecdsa::VerifyingKey::from_sec1_bytes(bytes).map(Self).map_err(|_| KeyError::Unusable)
            }

            /// The two coordinates, one after the other.
            pub(super) fn point(&self) -> [u8; 2 * $coordinate] {
                let mut point = [0; 2 * $coordinate];
                let encoded = self.0.to_sec1_point(false);
                point.copy_from_slice(&encoded.as_bytes()[1..]);
                point
            }

            /// The key as a Multikey.
            pub fn multibase(&self) -> String {
                multikey($codec, self.0.to_sec1_point(true).as_bytes())
            }

            /// Whether `signature` (r and s) is this key's over `message`.
            pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
                $curve::ecdsa::Signature::from_slice(signature).is_ok_and(|signature| {
                    self.0.verify_prehash(&$digest::digest(message), &signature).is_ok()
                })
            }
        }
    };
}

public_key!(P256PublicKey, p256, Sha256, P256_PUBLIC, 32);
public_key!(P384PublicKey, p384, Sha384, P384_PUBLIC, 48);

/// A P-256 secret key. Wiped when dropped, never serialised, never shown.
#[derive(Clone)]
pub struct P256SecretKey(p256::ecdsa::SigningKey);

impl P256SecretKey {
    /// The key of 32 bytes, which come from the caller: nothing here is random.
    ///
    /// # Errors
    /// [`KeyError::Unusable`] for zero and for numbers not below the order of the curve: about
    /// one in 2^32 of all; draw again.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        p256::ecdsa::SigningKey::from_slice(bytes).map(Self).map_err(|_| KeyError::Unusable)
    }

    /// The 32 bytes, for sealing.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes().into())
    }

    /// The public half.
    pub fn public(&self) -> P256PublicKey {
        P256PublicKey(*self.0.verifying_key())
    }

    /// Signs `message` with ES256; r and s.
    ///
    /// Source: RFC 6979, section 3.2.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        let signed: Result<p256::ecdsa::Signature, _> = self.0.sign_prehash(&Sha256::digest(message));
        // It fails only for digests that are too short, and r or s of zero, which nobody can find.
        signed.map_or([0; 64], |signature| signature.to_bytes().into())
    }

    /// The pair as one JSON object: JWK members and `did`.
    ///
    /// Source: RFC 7518, section 6.2.
    pub fn to_jwk(&self) -> Zeroizing<String> {
        let (x, y) = self.coordinates();
        let d = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.encode(*self.to_bytes()));
        let did = crate::did::did_key_of(&self.public().multibase());
        Zeroizing::new(format!(
            r#"{{"kty":"EC","crv":"P-256","x":"{x}","y":"{y}","d":"{}","did":"{did}"}}"#,
            d.as_str()
        ))
    }

    /// Reads what [`Self::to_jwk`] writes.
    ///
    /// # Errors
    /// [`KeyError::Jwk`] when `text` is something else, or `x` and `y` are not the public half of `d`.
    pub fn from_jwk(text: &str) -> Result<Self, KeyError> {
        let jwk = SecretJwk::read(text, "EC", "P-256")?;
        let key = Self::from_bytes(jwk.d.as_slice().try_into().map_err(|_| KeyError::Jwk)?)?;
        let (x, y) = key.coordinates();
        if (jwk.x, jwk.y) == (x, Some(y)) { Ok(key) } else { Err(KeyError::Jwk) }
    }

    fn coordinates(&self) -> (String, String) {
        let point = self.public().point();
        let (x, y) = point.split_at(32);
        (BASE64_URL_SAFE_NO_PAD.encode(x), BASE64_URL_SAFE_NO_PAD.encode(y))
    }
}

impl std::fmt::Debug for P256SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("P256SecretKey(..)")
    }
}
