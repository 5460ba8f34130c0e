//! One compact JWS: three parts, read strictly.
//!
//! Source: RFC 7515, sections 3.1 and 5.2; RFC 8725, section 3.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use crate::json::{Limits, Object, ReadError, Value, read};
use crate::key::{Algorithm, VerifyingKey};

/// Most characters of a token.
const MAX_CHARACTERS: usize = 10 << 20;
/// Most characters of its header: 8 KiB decoded.
const MAX_HEADER: usize = (8 << 10) / 3 * 4;
/// Most characters of its signature: that of a 4096-bit RSA key takes 683.
const MAX_SIGNATURE: usize = 2048;
/// What a header may hold; keys in it are two deep.
const HEADER: Limits = Limits { bytes: 8 << 10, depth: 8 };

/// Why a text is no compact JWS.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum CompactError {
    /// More than 10 MiB, or a header or signature out of all proportion.
    #[error("the token is too large")]
    TooLarge,
    /// Not three parts with points between them.
    #[error("the token does not have three parts")]
    Parts,
    /// A part is not base64url without padding.
    #[error("the {0} is not base64url without padding")]
    Encoding(&'static str),
    /// The header is not strict JSON.
    #[error("the header cannot be read: {0}")]
    Header(#[from] ReadError),
    /// The header is not a JSON object.
    #[error("the header is not a JSON object")]
    HeaderForm,
}

/// Why a header allows no check of the signature.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum HeaderFault {
    /// A member is missing or has the wrong form.
    Malformed(&'static str),
    /// No signature at all, or one that everybody who can check it can make too.
    Refused(String),
    /// A way of signing that is not checked here.
    Unsupported(String),
    /// It demands an extension; the first by name.
    Critical(String),
}

/// A compact JWS, its signature not yet checked.
#[derive(Clone, Debug)]
pub struct Compact {
    header: Object<'static>,
    payload: Vec<u8>,
    signing_input: String,
    signature: Vec<u8>,
}

impl Compact {
    /// Reads `text`: header, payload and signature, each base64url without padding.
    ///
    /// # Errors
    /// [`CompactError`], naming the first part that would not open.
    pub fn read(text: &str) -> Result<Self, CompactError> {
        if text.len() > MAX_CHARACTERS {
            return Err(CompactError::TooLarge);
        }
        let (signing_input, signature) = text.rsplit_once('.').ok_or(CompactError::Parts)?;
        let (header, payload) = signing_input.split_once('.').ok_or(CompactError::Parts)?;
        if payload.contains('.') {
            return Err(CompactError::Parts);
        }
        if header.len() > MAX_HEADER || signature.len() > MAX_SIGNATURE {
            return Err(CompactError::TooLarge);
        }
        let part =
            |name, text: &str| BASE64_URL_SAFE_NO_PAD.decode(text).map_err(|_| CompactError::Encoding(name));
        let Value::Object(header) = read(&part("header", header)?, HEADER)?.into_owned() else {
            return Err(CompactError::HeaderForm);
        };
        Ok(Self {
            header,
            payload: part("payload", payload)?,
            signing_input: signing_input.to_owned(),
            signature: part("signature", signature)?,
        })
    }

    /// The header, of which nothing may be believed before the signature is checked.
    pub fn header(&self) -> &Object<'static> {
        &self.header
    }

    /// The bytes that were signed.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// How the signature was made, where the header asks for nothing that we do not do.
    ///
    /// # Errors
    /// [`HeaderFault`].
    pub fn algorithm(&self) -> Result<Algorithm, HeaderFault> {
        if let Some(critical) = self.header.get("crit") {
            let first = critical.items().first().and_then(Value::as_str).unwrap_or_default();
            return Err(HeaderFault::Critical(first.to_owned()));
        }
        // Payloads that are not base64url need the extension `b64` (RFC 7797).
        if self.header.get("b64").is_some_and(|b64| *b64 != Value::Bool(true)) {
            return Err(HeaderFault::Critical("b64".to_owned()));
        }
        let name = self.header.get("alg").and_then(Value::as_str).ok_or(HeaderFault::Malformed("alg"))?;
        let shared = name.eq_ignore_ascii_case("none") || name.is_empty() || name.starts_with("HS");
        Algorithm::of_name(name).ok_or_else(|| {
            let name = name.to_owned();
            if shared { HeaderFault::Refused(name) } else { HeaderFault::Unsupported(name) }
        })
    }

    /// The media type of the whole in small letters, without `application/`.
    ///
    /// # Errors
    /// [`HeaderFault`] when `typ` is not text.
    pub fn media_type(&self) -> Result<Option<String>, HeaderFault> {
        let Some(media_type) = self.header.get("typ") else { return Ok(None) };
        let text = media_type.as_str().ok_or(HeaderFault::Malformed("typ"))?.to_ascii_lowercase();
        Ok(Some(text.strip_prefix("application/").map(str::to_owned).unwrap_or(text)))
    }

    /// Whether the signature is by `key`, made in the way that the header says.
    pub fn verify(&self, key: &VerifyingKey) -> bool {
        self.algorithm()
            .is_ok_and(|algorithm| key.verify(algorithm, self.signing_input.as_bytes(), &self.signature))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jose::ToSign;
    use crate::key::{P256SecretKey, SecretKey, SigningKey};

    fn encoded(text: &str) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(text)
    }

    fn with_header(header: &str) -> Result<Compact, CompactError> {
        Compact::read(&format!("{}.{}.{}", encoded(header), encoded("{}"), encoded("signature")))
    }

    #[test]
    fn a_token_has_three_parts_of_strict_base64url() {
        let good = format!("{}.{}.{}", encoded(r#"{"alg":"EdDSA"}"#), encoded("{}"), encoded("s"));
        assert_eq!(Compact::read(&good).unwrap().payload(), b"{}");
        for (bad, why) in [
            (String::new(), CompactError::Parts),
            (good.replacen('.', "", 1), CompactError::Parts),
            (format!("{good}.x"), CompactError::Parts),
            (format!("{good}=="), CompactError::Encoding("signature")),
            (format!("{good} "), CompactError::Encoding("signature")),
            (format!("={good}"), CompactError::Encoding("header")),
            (good.replace(".e30.", ".e31."), CompactError::Encoding("payload")),
            (good.replace(".e30.", ".e+0."), CompactError::Encoding("payload")),
            ("a".repeat(MAX_CHARACTERS + 1), CompactError::TooLarge),
            (format!("{}.e30.e30", "a".repeat(MAX_HEADER + 1)), CompactError::TooLarge),
        ] {
            assert_eq!(Compact::read(&bad).unwrap_err(), why, "{bad:.40}");
        }
        assert_eq!(with_header("[]").unwrap_err(), CompactError::HeaderForm);
        let doubled = with_header(r#"{"alg":"none","alg":"EdDSA"}"#);
        assert!(matches!(doubled, Err(CompactError::Header(_))));
    }

    #[test]
    fn a_header_that_asks_for_anything_else_is_refused() {
        let fault = |header: &str| with_header(header).unwrap().algorithm().unwrap_err();
        for none in ["none", "None", "nOnE", "HS256", "HS512", ""] {
            assert_eq!(fault(&format!(r#"{{"alg":"{none}"}}"#)), HeaderFault::Refused(none.to_owned()));
        }
        for other in ["PS256", "ES512", "ES256K", "RS384", "RS512", "EDDSA"] {
            assert_eq!(fault(&format!(r#"{{"alg":"{other}"}}"#)), HeaderFault::Unsupported(other.to_owned()));
        }
        assert_eq!(fault("{}"), HeaderFault::Malformed("alg"));
        assert_eq!(fault(r#"{"alg":["EdDSA"]}"#), HeaderFault::Malformed("alg"));
        assert_eq!(fault(r#"{"alg":"EdDSA","crit":["exp"],"exp":1}"#), HeaderFault::Critical("exp".into()));
        assert_eq!(fault(r#"{"alg":"EdDSA","crit":[]}"#), HeaderFault::Critical(String::new()));
        assert_eq!(fault(r#"{"alg":"EdDSA","b64":false}"#), HeaderFault::Critical("b64".into()));
        let media_type = |header: &str| with_header(header).unwrap().media_type();
        assert_eq!(media_type(r#"{"typ":"application/VC+jwt"}"#), Ok(Some("vc+jwt".into())));
        assert_eq!(media_type(r#"{"typ":7}"#), Err(HeaderFault::Malformed("typ")));
        assert_eq!(media_type("{}"), Ok(None));
    }

    #[test]
    fn a_signature_is_good_for_its_key_its_algorithm_and_its_text_alone() {
        let keys = [
            SigningKey::Ed25519(SecretKey::from_seed(&[1; 32])),
            SigningKey::P256(P256SecretKey::from_bytes(&[1; 32]).unwrap()),
        ];
        for (key, other) in [(&keys[0], &keys[1]), (&keys[1], &keys[0])] {
            let to_sign = ToSign::new(key.public().algorithm(), "did:example:1#a", "JWT", "{\"a\":1}");
            let token = to_sign.finish(&key.sign(to_sign.bytes()));
            let good = Compact::read(&token).unwrap();
            assert!(good.verify(&key.public()));
            assert!(!good.verify(&other.public()));
            let (text, signature) = token.rsplit_once('.').unwrap();
            let (header, _) = text.split_once('.').unwrap();
            let swapped = format!("{header}.{}.{signature}", encoded("{\"a\":2}"));
            assert!(!Compact::read(&swapped).unwrap().verify(&key.public()));
            // The other algorithm's name on the same signature.
            let names = [("EdDSA", "ES256"), ("ES256", "EdDSA")];
            let (own, foreign) =
                names.into_iter().find(|(own, _)| *own == key.public().algorithm().as_str()).unwrap();
            let decoded = BASE64_URL_SAFE_NO_PAD.decode(header).unwrap();
            let renamed = String::from_utf8(decoded).unwrap().replace(own, foreign);
            let renamed = token.replacen(header, &encoded(&renamed), 1);
            assert!(!Compact::read(&renamed).unwrap().verify(&key.public()));
            assert!(!Compact::read(&renamed).unwrap().verify(&other.public()));
        }
    }
}
