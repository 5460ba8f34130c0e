//! RSA keys as PEM text, the form in which Open Badges 2.0 publishes them.
//!
//! Source: RFC 7468, sections 2 and 13; RFC 5280, section 4.1; RFC 8017, appendix A.1.1.

use base64::{Engine, prelude::BASE64_STANDARD};

use super::{KeyError, RsaPublicKey, VerifyingKey};

/// Most characters that are looked at; a 4096-bit key takes about 800.
const MAX_CHARACTERS: usize = 4096;

/// `SEQUENCE { OBJECT IDENTIFIER rsaEncryption, NULL }`, its contents.
const RSA_ENCRYPTION: [u8; 13] =
    [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const SEQUENCE: u8 = 0x30;

impl VerifyingKey {
    /// Reads an RSA public key from PEM text: `PUBLIC KEY` or `RSA PUBLIC KEY`.
    ///
    /// # Errors
    /// [`KeyError::UnsupportedType`] for PEM text of something else; others when it is none, or
    /// the key is not one that is used here.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        let text = text.trim_ascii();
        if text.len() > MAX_CHARACTERS {
            return Err(KeyError::Length(text.len()));
        }
        let (label, body) = text
            .strip_prefix("-----BEGIN ")
            .and_then(|rest| rest.split_once("-----"))
            .ok_or(KeyError::UnsupportedType)?;
        let body = body
            .strip_suffix("-----")
            .and_then(|body| body.strip_suffix(label)?.strip_suffix("-----END "))
            .ok_or(KeyError::Unusable)?;
        let body: String = body.split_ascii_whitespace().collect();
        let der = BASE64_STANDARD.decode(body).map_err(|_| KeyError::Unusable)?;
        let key = match label {
            "PUBLIC KEY" => inside_info(&der)?,
            "RSA PUBLIC KEY" => &der,
            _ => return Err(KeyError::UnsupportedType),
        };
        let malformed = || KeyError::Unusable;
        let numbers = whole(key, SEQUENCE).ok_or_else(malformed)?;
        let (modulus, rest) = take(numbers, INTEGER).ok_or_else(malformed)?;
        let exponent = whole(rest, INTEGER).ok_or_else(malformed)?;
        RsaPublicKey::new(modulus, exponent).map(Self::Rsa)
    }
}

/// The key inside a `SubjectPublicKeyInfo` that says it is one for RSA.
fn inside_info(der: &[u8]) -> Result<&[u8], KeyError> {
    let info = whole(der, SEQUENCE).ok_or(KeyError::Unusable)?;
    let (algorithm, rest) = take(info, SEQUENCE).ok_or(KeyError::Unusable)?;
    if algorithm != RSA_ENCRYPTION {
        return Err(KeyError::UnsupportedType);
    }
    let bits = whole(rest, BIT_STRING).ok_or(KeyError::Unusable)?;
    // The first byte counts the bits that the last one lacks.
    bits.strip_prefix(&[0]).ok_or(KeyError::Unusable)
}

/// The contents of the one DER value that `der` is.
fn whole(der: &[u8], tag: u8) -> Option<&[u8]> {
    take(der, tag).filter(|(_, rest)| rest.is_empty()).map(|(contents, _)| contents)
}

/// The contents of the first DER value of `der`, and what follows it.
fn take(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (first, rest) = der.split_first()?;
    let (length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(*length), rest),
        0x81 => rest.split_first().map(|(length, rest)| (usize::from(*length), rest))?,
        0x82 => {
            rest.split_first_chunk().map(|(length, rest)| (usize::from(u16::from_be_bytes(*length)), rest))?
        }
        _ => return None,
    };
    rest.split_at_checked(length).filter(|_| *first == tag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, read};

    const PEM: &str = "-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEDUVXVd+iFtuys7svM2yih
bpLfB0SEkAxS2PxkGyQerS1+gYeAhDkNkfuZPc0crXbCoyoh+2i35kBh7ErSyZa4
xP61sXX6si2X53CiFtS2djurl9zuk7QDEyNlc8PlzLciLYvcqI/bucobqckUUYFU
1yZthTuXhLtQuQPBzdGB/NsM0oJeMQtd+CQ3cFzfrFIrEp/EctYy5r60S5waoshH
TwSu5EgwUsUTUUA/PQPpLYy9rpYEvvBJBM0+HxmoAy8H5vISMAmCeEy4j+oWFNYG
ZX5QXGuNhiFi5IvGCxO3veohMdiOZRuxFqp9RUOtdcwf+lSbuO7BP+NJjq5V+DI8
wQIDAQAB
-----END PUBLIC KEY-----
";
    const JWK: &str = r#"{"kty":"RSA","e":"AQAB","n":"A1FV1XfohbbsrO7LzNsooW6S3wdEhJAMUtj8ZBskHq0tfoGHgIQ5DZH7mT3NHK12wqMqIftot-ZAYexK0smWuMT-tbF1-rItl-dwohbUtnY7q5fc7pO0AxMjZXPD5cy3Ii2L3KiP27nKG6nJFFGBVNcmbYU7l4S7ULkDwc3RgfzbDNKCXjELXfgkN3Bc36xSKxKfxHLWMua-tEucGqLIR08EruRIMFLFE1FAPz0D6S2Mva6WBL7wSQTNPh8ZqAMvB-byEjAJgnhMuI_qFhTWBmV-UFxrjYYhYuSLxgsTt73qITHYjmUbsRaqfUVDrXXMH_pUm7juwT_jSY6uVfgyPME"}"#;

    #[test]
    fn a_pem_text_and_a_jwk_give_the_same_key() {
        let jwk = read(JWK.as_bytes(), Limits::CREDENTIAL).unwrap();
        let key = VerifyingKey::from_pem(PEM).unwrap();
        assert_eq!(key, VerifyingKey::from_jwk(&jwk).unwrap());
        // The bare form is what the other wraps, 24 bytes further on.
        let body: String = PEM.lines().filter(|line| !line.starts_with('-')).collect();
        let bare = BASE64_STANDARD.encode(&BASE64_STANDARD.decode(body).unwrap()[24..]);
        let bare = format!("-----BEGIN RSA PUBLIC KEY-----\n{bare}\n-----END RSA PUBLIC KEY-----");
        assert_eq!(VerifyingKey::from_pem(&bare), Ok(key));
    }

    #[test]
    fn pem_text_of_anything_else_is_refused() {
        for (bad, why) in [
            (PEM.replace("PUBLIC KEY", "PRIVATE KEY"), KeyError::UnsupportedType),
            (PEM.replacen("PUBLIC KEY", "RSA PUBLIC KEY", 1), KeyError::Unusable),
            (PEM.replace("BAQEFAAOC", "BAQoFAAOC"), KeyError::UnsupportedType),
            (PEM.replace("wQIDAQAB", "wQIDAQA="), KeyError::Unusable),
            (PEM.replace("wQIDAQAB", "wQIDAQABAAAA"), KeyError::Unusable),
            (PEM.replace("MIIBIj", "MIIBIz"), KeyError::Unusable),
            (PEM.replace("MIIBIj", "MYIBIj"), KeyError::Unusable),
            (PEM.replace("wQIDAQAB", "wQIDAQAA"), KeyError::Unusable),
            ("A".repeat(MAX_CHARACTERS + 1), KeyError::Length(MAX_CHARACTERS + 1)),
            (String::new(), KeyError::UnsupportedType),
        ] {
            assert_eq!(VerifyingKey::from_pem(&bad), Err(why), "{bad:.60}");
        }
    }
}
