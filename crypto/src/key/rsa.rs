//! RSA, for reading alone: RSASSA-PKCS1-v1_5 with SHA-256, keys of 2048 to 4096 bits.
//!
//! Many issuers of Open Badges sign with RS256, so the browser must read it too. All that this
//! takes is one power of public numbers, which `crypto-bigint`, there for the curves, gives in a
//! third of the download that the crate `rsa` would take; and there is no secret to leak
//! (RUSTSEC-2023-0071), because there is no secret operation.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use crypto_bigint::{NonZero, U4096};
use sha2::{Digest, Sha256};

use super::{KeyError, decode_limited};
use crate::json::Value;

/// Bytes of the shortest and longest modulus.
const MIN_BYTES: usize = 256;
const MAX_BYTES: usize = 512;

/// What stands before a SHA-256 digest: its `DigestInfo` in DER.
const SHA256_INFO: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00,
    0x04, 0x20,
];

/// An RSA public key: modulus and exponent.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RsaPublicKey {
    /// Big-endian, no leading zero.
    modulus: Box<[u8]>,
    exponent: u32,
}

impl RsaPublicKey {
    /// Reads `n` and `e` of a JWK.
    pub(super) fn from_jwk(jwk: &Value<'_>) -> Result<Self, KeyError> {
        let number = |member, characters| {
            let text = jwk.get(member).and_then(Value::as_str).ok_or(KeyError::Jwk)?;
            decode_limited(text, characters)
        };
        Self::new(&number("n", 2 * MAX_BYTES)?, &number("e", 16)?)
    }

    /// The key of a modulus and an exponent, both big-endian.
    ///
    /// # Errors
    /// [`KeyError`] for a modulus outside 2048 to 4096 bits or an even one, and for an exponent
    /// that is even, below 65537 or longer than 32 bits.
    pub fn new(modulus: &[u8], exponent: &[u8]) -> Result<Self, KeyError> {
        let (modulus, exponent) = (trimmed(modulus), trimmed(exponent));
        let bits = modulus.first().map_or(0, |top| 8 * modulus.len() - top.leading_zeros() as usize);
        if !(8 * MIN_BYTES..=8 * MAX_BYTES).contains(&bits) {
            return Err(KeyError::Length(modulus.len()));
        }
        let odd = |number: &[u8]| number.last().is_some_and(|last| last & 1 == 1);
        if exponent.len() > 4 || !odd(exponent) || !odd(modulus) {
            return Err(KeyError::Unusable);
        }
        let exponent = exponent.iter().fold(0, |so_far, byte| so_far << 8 | u32::from(*byte));
        if exponent < 65_537 {
            Err(KeyError::Unusable)
        } else {
            Ok(Self { modulus: modulus.into(), exponent })
        }
    }

    /// The public JWK, members in the order of their names.
    pub(super) fn to_jwk(&self) -> String {
        let e = BASE64_URL_SAFE_NO_PAD.encode(trimmed(&self.exponent.to_be_bytes()));
        let n = BASE64_URL_SAFE_NO_PAD.encode(&self.modulus);
        format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#)
    }

    /// Whether `signature` is this key's over `message`.
    ///
    /// The whole block is made anew and compared, so nothing in it is ever parsed.
    ///
    /// Source: RFC 8017, section 8.2.2.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        let length = self.modulus.len();
        if signature.len() != length {
            return false;
        }
        let Some(opened) = self.power(signature) else { return false };
        let mut expected = [0xff; MAX_BYTES];
        let Some((before, block)) = expected.split_last_chunk_mut::<52>() else { return false };
        let zeros = MAX_BYTES - length + 1;
        let Some(head) = before.get_mut(..zeros) else { return false };
        head.fill(0);
        before[zeros] = 1;
        block[0] = 0;
        block[1..20].copy_from_slice(&SHA256_INFO);
        block[20..].copy_from_slice(&Sha256::digest(message));
        opened == expected
    }

    /// `base` to the power of the exponent; `None` unless it is less than the modulus.
    ///
    /// Source: RFC 8017, section 5.2.2.
    fn power(&self, base: &[u8]) -> Option<[u8; MAX_BYTES]> {
        let modulus = NonZero::new(widened(&self.modulus)).into_option()?;
        let base = widened(base);
        if base >= *modulus {
            return None;
        }
        let mut power = base;
        for bit in (0..self.exponent.ilog2()).rev() {
            power = power.square_mod_vartime(&modulus);
            if self.exponent >> bit & 1 == 1 {
                power = power.mul_mod_vartime(&base, &modulus);
            }
        }
        let mut bytes = [0; MAX_BYTES];
        bytes.copy_from_slice(power.to_be_bytes().as_ref());
        Some(bytes)
    }
}

fn trimmed(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    &number[zeros..]
}

/// `number`, at most [`MAX_BYTES`] of it, as a number of full width.
fn widened(number: &[u8]) -> U4096 {
    let mut bytes = [0; MAX_BYTES];
    if let Some(tail) = MAX_BYTES.checked_sub(number.len()) {
        bytes[tail..].copy_from_slice(number);
    }
    U4096::from_be_slice(&bytes)
}
