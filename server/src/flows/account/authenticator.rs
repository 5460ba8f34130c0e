//! A device with a passkey, for tests: answers as a browser with an Ed25519 authenticator would.
//!
//! Source: Web Authentication Level 3, "Authenticator Data" and "Attestation Object".

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use crypto::key::SecretKey;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Question;

/// A device on which one passkey is.
pub(crate) struct Authenticator {
    key: SecretKey,
    id: [u8; 16],
    user: String,
    count: u32,
    origin: &'static str,
}

impl Authenticator {
    /// A device that has no passkey yet.
    pub(crate) fn new(number: u8) -> Self {
        Self {
            key: SecretKey::from_seed(&[number; 32]),
            id: [number; 16],
            user: String::new(),
            count: 0,
            origin: "http://laurel.test",
        }
    }

    /// The same, in a browser that shows another site.
    pub(crate) fn at(self, origin: &'static str) -> Self {
        Self { origin, ..self }
    }

    /// Makes its passkey: the browser's answer.
    pub(crate) fn make(&mut self, question: &Question) -> String {
        let options: Value = serde_json::from_str(&question.options).unwrap();
        self.user = options["user"]["id"].as_str().unwrap().to_owned();
        // It knows no `credProtect`, as many do not: a browser refuses for it where that is enforced.
        assert_ne!(options["extensions"]["enforceCredentialProtectionPolicy"], true);
        let mut data = self.data(0x45);
        data.extend([0; 16]);
        data.extend([0, 16]);
        data.extend(self.id);
        // A COSE key: OKP, EdDSA, Ed25519.
        data.extend([0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20]);
        data.extend(self.key.public().as_bytes());
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        self.answer(&json!({
            "clientDataJSON": encode(self.client_data("create", &options)),
            "attestationObject": encode(object),
            "transports": ["internal"],
        }))
    }

    /// Signs in with its passkey: the browser's answer.
    pub(crate) fn sign_in(&mut self, question: &Question) -> String {
        let options: Value = serde_json::from_str(&question.options).unwrap();
        self.count += 1;
        let data = self.data(0x05);
        let client_data = self.client_data("get", &options);
        let signature = self.key.sign(&[data.as_slice(), &Sha256::digest(&client_data)].concat());
        self.answer(&json!({
            "clientDataJSON": encode(client_data),
            "authenticatorData": encode(data),
            "signature": encode(signature),
            "userHandle": self.user,
        }))
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest("laurel.test").to_vec();
        data.push(flags);
        data.extend(self.count.to_be_bytes());
        data
    }

    fn client_data(&self, act: &str, options: &Value) -> Vec<u8> {
        let challenge = &options["challenge"];
        let kind = format!("webauthn.{act}");
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false })
            .to_string()
            .into_bytes()
    }

    fn answer(&self, response: &Value) -> String {
        let id = encode(self.id);
        json!({
            "id": id,
            "rawId": id,
            "response": response,
            "type": "public-key",
            "clientExtensionResults": {},
            "authenticatorAttachment": "platform",
        })
        .to_string()
    }
}

fn encode(bytes: impl AsRef<[u8]>) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}
