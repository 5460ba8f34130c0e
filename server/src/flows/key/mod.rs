//! Keys of a learner's own, and credentials that name them.
//!
//! Whoever holds a key signs a challenge of ours with it, for our address. From then on the
//! issuer signs a bound edition of what they claim: the same award, with the key's DID as its
//! subject, so that only whoever holds the key can present it.

mod own;
mod rebind;

use serde_json::Value;
use time::OffsetDateTime;

use super::{
    account::{self, News},
    issue::{
        IssueError,
        edition::{self, Change, Kind},
    },
    judge::Busy,
    session::Viewer,
    verify::verify_by,
};
pub use own::{
    MOST_SEALED, OwnKey, SealedCopy, delete_sealed, is_sealed, label_of_agent, list, retire, seal, sealed,
};
pub use rebind::{Bindable, Bound, bind_all, bindable};

use crate::{
    app::App,
    effects::instant_of,
    id::{AccountId, CredentialId},
    problem::{FieldProblem, Problem},
    secrets::{new_token, token_hash},
    store::{StoreError, account_key, credential},
};
use crypto::verify::{CheckId, Outcome, Policy};

/// How long a challenge can be answered.
const CHALLENGE_LIFE_MS: i64 = 10 * 60 * 1000;
/// Keys in use of an account at most.
const MOST_KEYS: usize = 20;
/// The longest answer.
const MOST_BYTES: usize = 64 << 10;

/// What somebody is asked to sign.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Challenge {
    /// The proof's `challenge`.
    pub challenge: String,
    /// The proof's `domain`: our own address.
    pub domain: String,
    /// Until when.
    pub expires_at: OffsetDateTime,
}

/// Why a key was not proven, or nothing bound to it.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// What came is no answer to a challenge of ours.
    #[error("the presentation answers no challenge of yours: {0}")]
    NotProven(&'static str),
    /// This account has proven no key.
    #[error("prove a key of your own first")]
    NoKey,
    /// Nothing of ours of that id is in this wallet.
    #[error("no such credential that was issued here is in your wallet")]
    Unknown,
    /// The edition was not written.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// This account has no such key, or has retired it.
    #[error("you have no such key")]
    UnknownKey,
    /// What came is no sealed copy of a key.
    #[error("this is no sealed copy of a key: {0}")]
    NotSealed(&'static str),
    /// Too much to verify just now.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The database failed.
    #[error("could not store the key")]
    Store(#[from] StoreError),
}

impl From<KeyError> for Problem {
    fn from(err: KeyError) -> Self {
        match err {
            KeyError::NotProven(why) => {
                Self::unprocessable(&err, vec![FieldProblem::new("/presentation", why)])
            }
            KeyError::NoKey => Self::conflict(&err),
            KeyError::Unknown | KeyError::UnknownKey => Self::not_found(&err),
            KeyError::NotSealed(why) => Self::unprocessable(&err, vec![FieldProblem::new("/sealed", why)]),
            KeyError::Issue(source) => source.into(),
            KeyError::Busy(source) => source.into(),
            KeyError::Store(source) => source.into(),
        }
    }
}

/// Makes a challenge for this person: 256 random bits, good once and for ten minutes.
///
/// # Errors
/// When the database fails.
pub async fn challenge(app: &App, viewer: &Viewer) -> Result<Challenge, StoreError> {
    let (challenge, now) = (new_token(&app.random), app.clock.now_ms());
    let expires_at = now + CHALLENGE_LIFE_MS;
    let mut tx = app.db.write().await?;
    account_key::challenge(&mut tx, &token_hash(&challenge), viewer.account, expires_at, now).await?;
    tx.commit().await?;
    let domain = app.config.public_url.as_str().to_owned();
    Ok(Challenge { challenge, domain, expires_at: instant_of(expires_at) })
}

/// Keeps the did:key whose holder signed a presentation over a challenge of this person's; gives
/// the DID.
///
/// * `presentation`: a `VerifiablePresentation`; nothing has to be in it.
/// * `label`: on what kind of device, see [`label_of_agent`]; may be empty.
///
/// # Errors
/// [`KeyError::NotProven`], [`KeyError::Busy`], [`KeyError::Store`].
pub async fn prove(app: &App, viewer: &Viewer, presentation: &str, label: &str) -> Result<String, KeyError> {
    if presentation.len() > MOST_BYTES {
        return Err(KeyError::NotProven("it is longer than 64 KiB"));
    }
    let json: Value =
        serde_json::from_str(presentation).map_err(|_| KeyError::NotProven("it is not JSON"))?;
    let challenge = json["proof"]["challenge"].as_str().ok_or(KeyError::NotProven("it has no challenge"))?;
    let policy = Policy {
        domain: Some(app.config.public_url.as_str().to_owned()),
        challenge: Some(challenge.to_owned()),
        ..Policy::default()
    };
    let mut reports = verify_by(app, &[presentation.as_bytes()], &policy).await?;
    let report = reports.pop().ok_or(KeyError::NotProven("it cannot be read"))?;
    let passed = |id| report.check(id).is_some_and(|check| check.outcome == Outcome::Passed);
    if !passed(CheckId::Proof) || !passed(CheckId::Issuer) {
        return Err(KeyError::NotProven("its proof is not its holder's, or not for this site"));
    }
    let summary = report.credential.unwrap_or_default();
    if !summary.types.iter().any(|name| name == "VerifiablePresentation") {
        return Err(KeyError::NotProven("it is not a VerifiablePresentation"));
    }
    let did = summary.subject_id.filter(|did| did.starts_with("did:key:"));
    let did = did.ok_or(KeyError::NotProven("its holder is not a did:key"))?;
    let mut tx = app.db.write().await?;
    let now = app.clock.now_ms();
    if !account_key::spend(&mut tx, &token_hash(challenge), viewer.account, now).await? {
        return Err(KeyError::NotProven("its challenge has been used or is too old; ask for a new one"));
    }
    let known = account_key::list(&mut tx, viewer.account).await?;
    let is_new = !known.iter().any(|key| key.did == did);
    if is_new && known.iter().filter(|key| key.retired_at.is_none()).count() >= MOST_KEYS {
        return Err(KeyError::NotProven("there are 20 keys already; retire one first"));
    }
    if !account_key::keep(&mut tx, viewer.account, &did, label, now).await? {
        return Err(KeyError::NotProven("this key was retired; make a new one"));
    }
    if is_new {
        account::tell(app, &mut tx, viewer, &viewer.emails, News::KeyAdded(label)).await?;
    }
    tx.commit().await?;
    Ok(did)
}

/// Binds a credential in this person's wallet to the key they have proven last; gives the signed
/// text that stands now. One that is bound to it already stays as it is.
///
/// # Errors
/// [`KeyError`].
pub async fn bind(app: &App, viewer: &Viewer, id: CredentialId) -> Result<String, KeyError> {
    Ok(bind_for(app, viewer.account, id).await?.0)
}

/// The same after a claim, where there is a key. What goes wrong is logged: the claim stands, and
/// [`bind`] can be asked for at any time.
pub(super) async fn bind_claimed(app: &App, account: AccountId, id: CredentialId) {
    match bind_for(app, account, id).await {
        Ok(_) | Err(KeyError::NoKey) => {}
        Err(err) => {
            let err = &err as &dyn std::error::Error;
            tracing::warn!(credential.id = %id, err, "a claimed credential was not bound to its key");
        }
    }
}

/// The text that stands then, and whether that is a new one.
async fn bind_for(app: &App, account: AccountId, id: CredentialId) -> Result<(String, bool), KeyError> {
    let mut tx = app.db.write().await?;
    let did = account_key::newest(&mut tx, account).await?.ok_or(KeyError::NoKey)?;
    let row = credential::by_id(&mut tx, id).await?.filter(|row| row.account_id == Some(account));
    let issuer = row.ok_or(KeyError::Unknown)?.issuer_id;
    let old = credential::lock(&mut tx, issuer, id).await?.ok_or(KeyError::Unknown)?;
    if old.recipient_did.as_ref() == Some(&did) {
        return Ok((old.document, false));
    }
    let change = Change { did: Some(did), ..Change::default() };
    let issued = edition::replace(app, &mut tx, issuer, id, Kind::Bound, change, "").await?;
    let (subject, detail) = (format!("credential/{id}"), serde_json::json!({ "edition": old.edition + 1 }));
    super::audit::note(app, &mut tx, issuer, Some(account), "credential.bound", subject, &detail).await?;
    tx.commit().await?;
    Ok((issued.document, true))
}

#[cfg(test)]
pub(crate) mod tests {
    use crypto::{
        did::{did_key, did_key_method},
        key::SecretKey,
        proof::{ProofOptions, Purpose, sign},
        verify::Verdict,
    };
    use serde_json::json;
    use time::Duration;

    use super::*;
    use crate::flows::{
        hold,
        revoke::revoke,
        testing::{achievement, award, desk, person, with_app},
        verify::verify,
    };

    /// An empty presentation by this key over a challenge.
    pub(crate) fn answer(key: &SecretKey, challenge: &str, domain: &str) -> String {
        let presentation = json!({
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiablePresentation"],
            "holder": did_key(&key.public()),
        });
        let mut options = ProofOptions::new(did_key_method(&key.public()), Purpose::Authentication);
        (options.domain, options.challenge) = (Some(domain.to_owned()), Some(challenge.to_owned()));
        sign(&presentation.to_string(), &options, key).unwrap()
    }

    pub(crate) async fn proven(app: &App, viewer: &Viewer, seed: u8) -> String {
        let asked = challenge(app, viewer).await.unwrap();
        let key = SecretKey::from_seed(&[seed; 32]);
        prove(app, viewer, &answer(&key, &asked.challenge, &asked.domain), "").await.unwrap()
    }

    #[tokio::test]
    async fn a_key_is_proven_by_its_signature_for_this_site_over_ones_own_challenge_once() {
        with_app(async |app| {
            let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
            let asked = challenge(&app, &ada).await.unwrap();
            let key = SecretKey::from_seed(&[8; 32]);
            let right = answer(&key, &asked.challenge, &asked.domain);
            for wrong in [
                answer(&key, &asked.challenge, "https://evil.example"),
                answer(&key, "made-up", &asked.domain),
                right.replace("did:key:z6Mk", "did:key:z6Mj"),
                "{}".to_owned(),
                "no".to_owned(),
            ] {
                assert!(
                    matches!(prove(&app, &ada, &wrong, "").await, Err(KeyError::NotProven(_))),
                    "{wrong}"
                );
            }
            assert!(matches!(prove(&app, &eve, &right, "").await, Err(KeyError::NotProven(_))));
            assert_eq!(prove(&app, &ada, &right, "").await.unwrap(), did_key(&key.public()));
            assert!(matches!(prove(&app, &ada, &right, "").await, Err(KeyError::NotProven(_))));
            let late = challenge(&app, &ada).await.unwrap();
            app.clock.advance(Duration::minutes(10));
            let late = answer(&key, &late.challenge, &late.domain);
            assert!(matches!(prove(&app, &ada, &late, "").await, Err(KeyError::NotProven(_))));
        })
        .await;
    }

    #[tokio::test]
    async fn what_is_claimed_with_a_key_is_bound_to_it_and_takes_nothing_back() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let achievement = achievement(&app, &staff).await;
            let ada = person(&app, "ada@a.example").await;
            let before = award(&app, &staff, achievement, "ada@a.example").await;
            hold::claim(&app, &ada, before.id).await.unwrap();
            assert_eq!(hold::held(&app, &ada).await.unwrap()[0].document, before.document);
            assert!(matches!(bind(&app, &ada, before.id).await, Err(KeyError::NoKey)));

            let did = proven(&app, &ada, 8).await;
            let after = award(&app, &staff, achievement, "ada@a.example").await;
            // To the second: what is bound within the second of its award counts from the next.
            app.clock.advance(Duration::SECOND);
            hold::claim(&app, &ada, after.id).await.unwrap();
            bind(&app, &ada, before.id).await.unwrap();
            for old in [&before, &after] {
                let new = hold::held_one(&app, &ada, old.id).await.unwrap().unwrap().document;
                let [was, is]: [Value; 2] =
                    [&old.document, &new].map(|text| serde_json::from_str(text).unwrap());
                assert_eq!(is["credentialSubject"]["id"], did);
                for same in ["id", "awardedDate", "credentialStatus"] {
                    assert_eq!(was[same], is[same], "{same}");
                }
                assert!(was["validFrom"].as_str() < is["validFrom"].as_str());
                assert_eq!(verify(&app, new.as_bytes()).await.unwrap().outcome, Verdict::Valid);
                assert_eq!(verify(&app, old.document.as_bytes()).await.unwrap().outcome, Verdict::Valid);
                assert_eq!(bind(&app, &ada, old.id).await.unwrap(), new, "once is enough");
            }
            let other = proven(&app, &ada, 9).await;
            assert!(bind(&app, &ada, before.id).await.unwrap().contains(&other));
        })
        .await;
    }

    #[tokio::test]
    async fn nothing_of_anybody_elses_is_bound_nor_what_was_revoked() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let achievement = achievement(&app, &staff).await;
            let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
            let id = award(&app, &staff, achievement, "ada@a.example").await.id;
            proven(&app, &eve, 7).await;
            assert!(matches!(bind(&app, &eve, id).await, Err(KeyError::Unknown)));
            hold::claim(&app, &ada, id).await.unwrap();
            assert!(matches!(bind(&app, &eve, id).await, Err(KeyError::Unknown)));
            revoke(&app, &staff, "marlow", id, "Mistake.").await.unwrap();
            proven(&app, &ada, 8).await;
            assert!(matches!(bind(&app, &ada, id).await, Err(KeyError::Issue(IssueError::Revoked))));
        })
        .await;
    }
}
