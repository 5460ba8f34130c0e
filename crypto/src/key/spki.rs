//! Keys as older standards publish them: `SubjectPublicKeyInfo` in PEM.
//!
//! Source: RFC 7468, section 13; RFC 5280, section 4.1.2.7; RFC 3279, section 2.3.1; RFC 5480;
//! RFC 8410.

use base64::{Engine, prelude::BASE64_STANDARD};

use super::{KeyError, P256PublicKey, P384PublicKey, PublicKey, RsaPublicKey, VerifyingKey};

/// Characters of the longest PEM that is looked at; an RSA key of 4096 bits takes 800.
const MAX_LEN: usize = 4096;

/// What stands before the key itself, for each kind: algorithm and curve in DER.
const ED25519: &[u8] = &[0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
const P256: &[u8] = &[
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86,
    0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
];
const P384: &[u8] = &[
    0x30, 0x76, 0x30, 0x10, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x05, 0x2b, 0x81,
    0x04, 0x00, 0x22, 0x03, 0x62, 0x00, 0x04,
];
/// `rsaEncryption`, its parameters null.
const RSA: &[u8] =
    &[0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];

impl VerifyingKey {
    /// Reads a public key in PEM, `-----BEGIN PUBLIC KEY-----`.
    ///
    /// # Errors
    /// [`KeyError::UnsupportedType`] when it is something else, or a kind of key that we do not
    /// know.
    pub fn from_spki_pem(pem: &str) -> Result<Self, KeyError> {
        let inner = pem.trim().strip_prefix("-----BEGIN PUBLIC KEY-----");
        let inner = inner.and_then(|rest| rest.strip_suffix("-----END PUBLIC KEY-----"));
        let inner = inner.filter(|text| text.len() <= MAX_LEN).ok_or(KeyError::UnsupportedType)?;
        let packed: String = inner.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        let der = BASE64_STANDARD.decode(packed).map_err(|_| KeyError::UnsupportedType)?;
        if let Some(key) = der.strip_prefix(ED25519) {
            return PublicKey::from_slice(key).map(Self::Ed25519);
        }
        if let Some(point) = der.strip_prefix(P256) {
            let (x, y) = halves::<32>(point)?;
            return P256PublicKey::from_coordinates(x, y).map(Self::P256);
        }
        if let Some(point) = der.strip_prefix(P384) {
            let (x, y) = halves::<48>(point)?;
            return P384PublicKey::from_coordinates(x, y).map(Self::P384);
        }
        let (modulus, exponent) = rsa(&der).ok_or(KeyError::UnsupportedType)?;
        RsaPublicKey::new(modulus, exponent).map(Self::Rsa)
    }
}

fn halves<const N: usize>(point: &[u8]) -> Result<(&[u8; N], &[u8; N]), KeyError> {
    let wrong = KeyError::Length(point.len());
    let (x, rest) = point.split_first_chunk().ok_or(wrong)?;
    Ok((x, rest.try_into().map_err(|_| wrong)?))
}

/// Modulus and exponent.
fn rsa(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let whole = only(der, 0x30)?;
    let bits = only(whole.strip_prefix(RSA)?, 0x03)?;
    let numbers = only(bits.strip_prefix(&[0])?, 0x30)?;
    let (modulus, rest) = item(numbers, 0x02)?;
    Some((modulus, only(rest, 0x02)?))
}

/// The content of the one item that `der` is.
fn only(der: &[u8], tag: u8) -> Option<&[u8]> {
    item(der, tag).filter(|(_, rest)| rest.is_empty()).map(|(content, _)| content)
}

/// The content of the first item, and what follows it.
fn item(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&[found, length], rest) = der.split_first_chunk()?;
    let (length, rest) = match length {
        0x81 => rest.split_first_chunk::<1>().map(|(bytes, rest)| (usize::from(bytes[0]), rest))?,
        0x82 => rest
            .split_first_chunk::<2>()
            .map(|(bytes, rest)| (usize::from(u16::from_be_bytes(*bytes)), rest))?,
        short if short < 0x80 => (usize::from(short), rest),
        _ => return None,
    };
    if found == tag { rest.split_at_checked(length) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{P256SecretKey, SecretKey};

    fn pem(der: &[u8]) -> String {
        let text = BASE64_STANDARD.encode(der);
        let (first, second) = text.split_at(text.len() / 2);
        format!("-----BEGIN PUBLIC KEY-----\n{first}\r\n{second}\n-----END PUBLIC KEY-----\n")
    }

    fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        [&[tag, 0x82], &length[..], content].concat()
    }

    #[test]
    fn every_kind_of_key_is_read_and_what_is_cut_is_not() {
        let modulus = [[0, 0x81].as_slice(), &[0x55; 255]].concat();
        let numbers = [tagged(2, &modulus), vec![2, 3, 1, 0, 1]].concat();
        let bits = tagged(3, &[vec![0], tagged(0x30, &numbers)].concat());
        let rsa = tagged(0x30, &[RSA, &bits].concat());
        let p256 = P256SecretKey::from_bytes(&[7; 32]).unwrap().public();
        let ed25519 = SecretKey::from_seed(&[7; 32]).public();
        for (der, expected) in [
            (rsa, VerifyingKey::Rsa(RsaPublicKey::new(&modulus, &[1, 0, 1]).unwrap())),
            ([ED25519, ed25519.as_bytes()].concat(), VerifyingKey::Ed25519(ed25519)),
            ([P256, &p256.point()].concat(), VerifyingKey::P256(p256)),
        ] {
            assert_eq!(VerifyingKey::from_spki_pem(&pem(&der)).as_ref(), Ok(&expected));
            assert!(VerifyingKey::from_spki_pem(&pem(&[der.as_slice(), &[0]].concat())).is_err());
            for length in 0..der.len() {
                assert!(VerifyingKey::from_spki_pem(&pem(&der[..length])).is_err(), "{length}");
            }
        }
        for bad in
            ["", "-----BEGIN RSA PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----!-----END PUBLIC KEY-----"]
        {
            assert_eq!(VerifyingKey::from_spki_pem(bad), Err(KeyError::UnsupportedType));
        }
    }
}
