//! Badges by an issuer elsewhere, in the forms that they come in.

use anyhow::Result;
use crypto::did::did_key_method;
use crypto::image::bake;
use crypto::jose::sign_credential;
use crypto::key::{SecretKey, SigningKey};
use crypto::proof::{self, ProofOptions, Purpose};
use serde_json::{Value, json};
use server::secrets::hex;
use sha2::{Digest, Sha256};

use crate::picture::Picture;

/// What the issuer is called.
pub const ISSUER: &str = "Harbour Trades";

/// A badge of that name for whoever has this address, with the skill that it says they have; unsigned.
fn badge(number: usize, name: &str, skill: &str, email: &str) -> Value {
    let method = did_key_method(&key().public());
    let did = method.split('#').next();
    let salt = format!("salt-{number}");
    let hash = hex(&Sha256::digest(format!("{email}{salt}")));
    json!({
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": format!("https://harbour.example/badges/{number}"),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": { "id": did, "type": ["Profile"], "name": ISSUER },
        "validFrom": format!("2025-{:02}-{:02}T00:00:00Z", number % 12 + 1, number % 28 + 1),
        "name": name,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{
                "type": "IdentityObject", "hashed": true, "identityHash": format!("sha256${hash}"),
                "identityType": "emailAddress", "salt": salt,
            }],
            "achievement": {
                "id": format!("https://harbour.example/achievements/{number}"), "type": ["Achievement"],
                "name": name, "description": "Taught at the harbour.", "criteria": { "narrative": "Do it twice." },
                "achievementType": "Badge",
                "alignment": [{
                    "type": ["Alignment"], "targetName": skill, "targetFramework": "Harbour skills",
                    "targetUrl": format!("https://harbour.example/skills/{}", skill.replace(' ', "-")),
                }],
            },
        },
    })
}

fn key() -> SecretKey {
    SecretKey::from_seed(&[42; 32])
}

/// As JSON, with a proof in it.
///
/// # Errors
/// When it can't be signed.
pub fn signed(number: usize, name: &str, skill: &str, email: &str) -> Result<String> {
    let options = ProofOptions::new(did_key_method(&key().public()), Purpose::AssertionMethod);
    Ok(proof::sign(&badge(number, name, skill, email).to_string(), &options, &key())?)
}

/// As a compact JWT.
///
/// # Errors
/// When it can't be signed.
pub fn token(number: usize, name: &str, skill: &str, email: &str) -> Result<String> {
    let document = badge(number, name, skill, email).to_string();
    Ok(sign_credential(&document, &SigningKey::Ed25519(key()), &did_key_method(&key().public()))?)
}

/// In a picture, as a PNG.
///
/// # Errors
/// When it can't be signed or baked.
pub fn baked(number: usize, name: &str, skill: &str, email: &str) -> Result<Vec<u8>> {
    let picture = Picture::of_qr("harbour", 4)?.to_png()?;
    Ok(bake(&picture, &signed(number, name, skill, email)?)?)
}
