//! Presentations that a key in this browser signs.

use crypto::did::did_key_method_of;
use crypto::proof::{ProofOptions, Purpose, prepare_text};

use super::keys::DeviceKey;
use crate::client;

/// What there is to sign was not signed, or the server did not take it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct NotSigned;

/// The verification method of a did:key: `did:key:z6Mk…#z6Mk…`.
fn method_of(did: &str) -> Option<String> {
    did.strip_prefix("did:key:").map(did_key_method_of)
}

/// Proves to the server that this browser has the key.
pub(super) async fn prove(key: &DeviceKey) -> Result<(), NotSigned> {
    let asked = client::key_challenge().await.map_err(|_| NotSigned)?;
    let text = empty(&key.did);
    let method = method_of(&key.did).ok_or(NotSigned)?;
    let mut options = ProofOptions::new(method, Purpose::Authentication);
    (options.challenge, options.domain) = (Some(asked.challenge), Some(asked.domain));
    let signed = sign(key, &text, options).await?;
    client::prove_key(&signed).await.map_err(|_| NotSigned)
}

/// Signs what a link shows, and hands it over.
pub(super) async fn sign_share(key: &DeviceKey, share: &str) -> Result<(), NotSigned> {
    let text = client::unsigned_share(share, &key.did).await.map_err(|_| NotSigned)?;
    let method = method_of(&key.did).ok_or(NotSigned)?;
    let options = ProofOptions::new(method, Purpose::Authentication);
    let options = now().map_or(options.clone(), |now| options.created(now));
    let signed = sign(key, &text, options).await?;
    client::prove_share(share, &signed).await.map_err(|_| NotSigned)
}

async fn sign(key: &DeviceKey, text: &str, options: ProofOptions) -> Result<String, NotSigned> {
    let to_sign = prepare_text(text, options).map_err(|_| NotSigned)?;
    let signature = key.sign(to_sign.bytes()).await.map_err(|_| NotSigned)?;
    Ok(to_sign.finish(&signature))
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
    fn a_did_key_signs_by_its_own_fragment() {
        assert_eq!(method_of("did:key:z6Mk").as_deref(), Some("did:key:z6Mk#z6Mk"));
        assert_eq!(method_of("did:web:a.example"), None);
        assert!(empty("did:key:z6Mk").ends_with(r#""holder":"did:key:z6Mk"}"#));
    }
}
