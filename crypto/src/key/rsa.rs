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

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &[u8] = b"Weld three seams.";

    /// Moduli and signatures over [`MESSAGE`] made by Node.js, of 2048, 2050 and 4096 bits.
    const SIGNED: [(&str, &str); 3] = [
        (
            "1CaN5avCcDiYdjAt3OLbW3ZXl5Tn6LgG05GA4OWjMK5PKj5stfWKqwl4UYU_5iTYIH9t0Qq6nFvEvcoCHR-RZOfJ5dYpkmdyWEjYUfEMUwMwH25yOoqCB90zJmvwA6JNBp-dXa3HAZaRoHkzsfW_tbXir6WMyleoygEg6DO_hWTPti44RT3xwYUfzKt_qh5ipOdFRSS4ABh82Aa2abk7loxJ0iLjvTUGO5ISmbUKGkMEQIOhEBJFCRZ0l_jDzp_xZUo5BdSpKbdwZzRxKH613WmGTbHcVMHIeHLt1ec1vjqKHwvCKyAsPUKrHHjUjdG5j-KxFlDhe5dTGXJ8JExVow",
            "gB8aBxzjNa-jSTWHeTKYj-be8tthZ80TyO_rxURKmT0hNZElf7vZqZdOR-mJN9Qx-aWk1s-TjMqCo0-u_1v9iemf7UDYEa9r_4jaREEgFKiamAtdh5Ijeymi7-3X-pXV-IuJD4Sx9XfStgmTVSHZ9Sdc3WDt6oXsW_s2iOPGVfJoOkcFmhw50YyWKcH3y-pm5_spQjAIMDVjvN1zCUv5m1uZv9v8gb3DWFBno2G_RQegkNQL9S-oiN7o88jqui9ScGHsK85A_5AGXjiTTdMjHnCJwxLtxa44gni8qOX98GiWsBfHKeWbKmvIbXR0iPbyNjsY8DWuwEJaJlMGF1s70w",
        ),
        (
            "A1FV1XfohbbsrO7LzNsooW6S3wdEhJAMUtj8ZBskHq0tfoGHgIQ5DZH7mT3NHK12wqMqIftot-ZAYexK0smWuMT-tbF1-rItl-dwohbUtnY7q5fc7pO0AxMjZXPD5cy3Ii2L3KiP27nKG6nJFFGBVNcmbYU7l4S7ULkDwc3RgfzbDNKCXjELXfgkN3Bc36xSKxKfxHLWMua-tEucGqLIR08EruRIMFLFE1FAPz0D6S2Mva6WBL7wSQTNPh8ZqAMvB-byEjAJgnhMuI_qFhTWBmV-UFxrjYYhYuSLxgsTt73qITHYjmUbsRaqfUVDrXXMH_pUm7juwT_jSY6uVfgyPME",
            "AIUG0_jx6zGnxksQItwfcHFdU-86VmTh_K1c4KlIIX-WNoaVl15o0qbgwwkS1efLnKuoCcMSkCQTg3PjPqaMtj32k_EyTUg3u1aNQi8-F5WhWLv7gUGzWBPQvBnVAAVyvFM_I9-QYtA4M_1eARPqF29YW6u5q7BziXAXzVES3DBN0r-sHvRNhllJCMwyrTyjrU-MiEOOMWTnEdyjxVznQC3lt_EIJ0lKTZcxXA5jbaQ11NR6PPWpFnHCFsvMg8vjykBdVfYrv509c-ljFqxC9pkrHDg4jCWbyxRVEEK10FDGM8PYEEdHHsC_eb40JXnzVJG85dGLf0ZtSpwNecJvDng",
        ),
        (
            "1dyz5Uj55yQtmmoI5MKOCuuZbMHHdICTtbizCosLWAEg3taV4jLPPXB4MuTeiku7rr_rDE9u2543Cg6WzwR0aV-F7Wydj-1PRejMtjaC4FCGnO4QNtpVitPYLNmxrKkh4kk1s0uI5UKGj4Y8b28i3e4UYoKIWxA3p0CemHiU9PD6Hf1aKFTluI-qyX-ZBvB0riCIdzWl6GcY3k9pNCEMSPzpEad3Hb_gNhUpHcRNJw_ivIRvQM9pB0H-BB3EBrhryxzXSOUqSGm7MOwUt-MuKHlvTWJlCN9W2xS7rPz2KvXogPImg-a7vjGw8hJItX_tE1Kjs9D2gFOltWY7DCH7g3-JuWcmtfHtkv4JweENu_C3l_nNqDc_i3qFYKsdFjCnkA86e3VpuTeBERrCA9DoApt5QktUoB3ql4ifJ3Rk5gsSzPkdtMEpbtiL4oN7SDqDLMRiCuIx2XvO3R7gx6hPewpL0939ZZU40JqgrPblTSAIfZ9Olbk6gKtzNJNqZCSRzNZU62Vt6ZoPSucBM8mlxBmeo73wJT7KlAUHt1QxaGpjKBdeOQ--fAxGkk0UYYlV_rDg5dT0RV_048kNE1Na6_FiCOmi5W2Ui9dIy2EcNrx9rUmsk8WXbruMn9grH2K3xhqzxDuhZbwxmveoA6DlJ0lGIriVSRvDg-J8mXSOaM8",
            "UZvDy2in4KSdrl4gxqn93lzqpwNo49r5awRhD8iVVJ_o70ktsu2y1UtR43394WHmdVnrfDJGA2SkLaaVEMvvW-YHOlGkBZbxnfRiICwjzidMiR6MUqZ_9skaND0jE7nXiNqLYdXqcWvAhjx1mneP4FgNKyhf7DfMzL8oCQJJGslJdITZEirz1pzGz0hhfYN8630jMoxcENumEVhJjwI-vfc3PF7C20icA0aGNGqLAxH8iRRsagwkOCzZRL8q2yhtdhZwtc-DotLQJwowD4KEMgG48K0dzRqe-jVaa39ggWITgpQhFcd9_wnQyGPtqKzWBxNe60nZsXoJ782c8HpP_3xTqISC54BDylSgJWM4jDPjsDCe292MW8P4ZkN8-UyfqrJURgxL6O07QYLEN3ZyR5SGFE8oB751A3MT4b9iaEHbzm2zk3KGvOAmo6lVqjMANOT7O8TTE-gTyL8Zt553dR8lo41RIoRQC9tvWdAuKlVR288Z2NnHR_VWHM6ToLhFKqtxXtwTUEo0eG08qfgUEIiiJIZz4JEhZhw-FZA3FqvslA7XvBFN0dgFy4Krh_VKB04hzjOwFaharWyRWpiGlIrDzZv9TcIZb90Bd5Ruz-rmQISyGRae7Ie_SZyPd91Bo_OoKXBdoSmEX2uLINzCPQE9k_FFt0afKYjcLE5_Nls",
        ),
    ];

    const E: [u8; 3] = [1, 0, 1];

    fn decoded(text: &str) -> Vec<u8> {
        BASE64_URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    #[test]
    fn a_signature_of_another_implementation_is_good_and_no_change_of_it_is() {
        for (modulus, signature) in SIGNED {
            let key = RsaPublicKey::new(&decoded(modulus), &E).unwrap();
            let signature = decoded(signature);
            assert!(key.verify(MESSAGE, &signature));
            assert!(!key.verify(b"Weld two seams.", &signature));
            for byte in [0, signature.len() / 2, signature.len() - 1] {
                let mut changed = signature.clone();
                changed[byte] ^= 1;
                assert!(!key.verify(MESSAGE, &changed));
            }
            let longer = [&[0], signature.as_slice()].concat();
            assert!(!key.verify(MESSAGE, &longer));
            assert!(!key.verify(MESSAGE, &signature[1..]));
            assert!(!key.verify(MESSAGE, &[]));
            assert!(!key.verify(MESSAGE, &vec![0; signature.len()]));
            assert!(!key.verify(MESSAGE, &decoded(modulus)));
            let other = RsaPublicKey::new(&decoded(modulus), &[1, 0, 3]).unwrap();
            assert!(!other.verify(MESSAGE, &signature));
        }
    }

    #[test]
    fn the_same_signature_plus_the_modulus_is_refused() {
        // Congruent, so that a careless power would give the same block.
        let (modulus, signature) = (decoded(SIGNED[1].0), decoded(SIGNED[1].1));
        let mut sum = vec![0; modulus.len()];
        let mut carry = 0_u16;
        for at in (0..sum.len()).rev() {
            let total = u16::from(modulus[at]) + u16::from(signature[at]) + carry;
            sum[at] = u8::try_from(total & 0xff).unwrap();
            carry = total >> 8;
        }
        assert_eq!(carry, 0);
        assert!(!RsaPublicKey::new(&modulus, &E).unwrap().verify(MESSAGE, &sum));
    }

    #[test]
    fn a_key_that_is_too_short_too_long_or_odd_in_the_wrong_way_is_refused() {
        let modulus = decoded(SIGNED[0].0);
        let new = RsaPublicKey::new;
        assert!(new(&[&[0], modulus.as_slice()].concat(), &E).is_ok());
        assert_eq!(new(&modulus[1..], &E), Err(KeyError::Length(255)));
        assert_eq!(new(&[&[0x7f], &modulus[1..]].concat(), &E), Err(KeyError::Length(256)));
        assert_eq!(new(&[&[1], decoded(SIGNED[2].0).as_slice()].concat(), &E), Err(KeyError::Length(513)));
        assert_eq!(new(&[], &E), Err(KeyError::Length(0)));
        let mut even = modulus.clone();
        even[255] &= 0xfe;
        assert_eq!(new(&even, &E), Err(KeyError::Unusable));
        for exponent in [&[3][..], &[1, 0, 0], &[0xff, 0xff], &[1, 0, 0, 0, 1], &[]] {
            assert_eq!(new(&modulus, exponent), Err(KeyError::Unusable), "{exponent:?}");
        }
        assert!(new(&modulus, &[0, 1, 0, 1]).is_ok());
    }
}
