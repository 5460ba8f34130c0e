//! Presentations that a key in this browser signs.

use crypto::did::did_key_method_of;
use crypto::proof::{ProofOptions, Purpose, prepare_text};

use serde_json::Value;

use super::keys::DeviceKey;
use crate::client::{self, CallFailed};

/// Why what there is to sign was not signed, or the server did not take it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum NotSigned {
    /// The link leads nowhere just now: there is nothing to sign.
    Closed,
    /// The account does not take this key: it was retired, or never confirmed.
    OtherKey,
    /// What the server sent is not what a learner signs.
    Odd,
    /// Something else.
    Failed,
}

impl From<CallFailed> for NotSigned {
    fn from(failed: CallFailed) -> Self {
        match failed {
            CallFailed::Refused(404) => Self::Closed,
            CallFailed::Refused(409) => Self::OtherKey,
            _ => Self::Failed,
        }
    }
}

/// The verification method of a did:key: `did:key:z6Mk…#z6Mk…`.
fn method_of(did: &str) -> Option<String> {
    did.strip_prefix("did:key:").map(did_key_method_of)
}

/// Proves to the server that this browser has the key: to the server of this page, and to no other that it may
/// speak for.
pub(super) async fn prove(key: &DeviceKey) -> Result<(), NotSigned> {
    let asked = client::key_challenge().await?;
    let here = leptos::prelude::window().location().origin().map_err(|_| NotSigned::Failed)?;
    if asked.domain != here {
        return Err(NotSigned::Odd);
    }
    let text = empty(&key.did);
    let method = method_of(&key.did).ok_or(NotSigned::Failed)?;
    let mut options = ProofOptions::new(method, Purpose::Authentication);
    (options.challenge, options.domain) = (Some(asked.challenge), Some(asked.domain));
    let signed = sign(key, &text, options).await?;
    Ok(client::prove_key(&signed).await?)
}

/// Signs what a link shows, and hands it over.
pub(super) async fn sign_share(key: &DeviceKey, share: &str) -> Result<(), NotSigned> {
    let text = client::unsigned_share(share, &key.did).await?;
    if !is_record(&text, &key.did) {
        return Err(NotSigned::Odd);
    }
    let method = method_of(&key.did).ok_or(NotSigned::Failed)?;
    let options = ProofOptions::new(method, Purpose::Authentication);
    let options = now().map_or(options.clone(), |now| options.created(now));
    let signed = sign(key, &text, options).await?;
    Ok(client::prove_share(share, &signed).await?)
}

async fn sign(key: &DeviceKey, text: &str, options: ProofOptions) -> Result<String, NotSigned> {
    let to_sign = prepare_text(text, options).map_err(|_| NotSigned::Failed)?;
    let signature = key.sign(to_sign.bytes()).await.map_err(|_| NotSigned::Failed)?;
    Ok(to_sign.finish(&signature))
}

/// Whether a text is a presentation of credentials by the holder of this key, and nothing else: nothing that
/// stands for something another time, such as an answer to a challenge.
fn is_record(text: &str, did: &str) -> bool {
    let Ok(Value::Object(members)) = serde_json::from_str(text) else { return false };
    let types = members.get("type").map(|types| match types {
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        one => Vec::from_iter(one.as_str()),
    });
    let is_presentation = types.is_some_and(|types| types.contains(&"VerifiablePresentation"));
    let shows =
        members.get("verifiableCredential").and_then(Value::as_array).is_some_and(|all| !all.is_empty());
    is_presentation
        && shows
        && members.get("holder").and_then(Value::as_str) == Some(did)
        && !members.contains_key("proof")
}

/// A presentation of nothing, to answer a challenge with.
fn empty(did: &str) -> String {
    format!(
        r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"],"holder":{}}}"#,
        serde_json::Value::from(did)
    )
}

fn now() -> Option<time::OffsetDateTime> {
    #[expect(clippy::cast_possible_truncation, reason = "instants in ms are far below 2^53")]
    let seconds = (js_sys::Date::now() / 1000.0) as i64;
    time::OffsetDateTime::from_unix_timestamp(seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_signed_but_a_presentation_of_ones_own() {
        let record =
            r#"{"type":["VerifiablePresentation","X"],"holder":"did:key:a","verifiableCredential":[{}]}"#;
        assert!(is_record(record, "did:key:a"));
        assert!(!is_record(record, "did:key:b"), "somebody else's");
        assert!(!is_record(&empty("did:key:a"), "did:key:a"), "an answer to a challenge");
        for (from, to) in [
            ("VerifiablePresentation", "VerifiableCredential"),
            ("[{}]", "[]"),
            (r#""holder""#, r#""proof":{},"holder""#),
            ("{", ""),
        ] {
            assert!(!is_record(&record.replacen(from, to, 1), "did:key:a"), "{to}");
        }
    }

    #[test]
    fn a_did_key_signs_by_its_own_fragment() {
        assert_eq!(method_of("did:key:z6Mk").as_deref(), Some("did:key:z6Mk#z6Mk"));
        assert_eq!(method_of("did:web:a.example"), None);
        assert!(empty("did:key:z6Mk").ends_with(r#""holder":"did:key:z6Mk"}"#));
    }
}
