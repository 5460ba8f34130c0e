//! The keys with which an institution signs: looking at them, replacing one, and what to do when
//! one was stolen.
//!
//! A key that is replaced goes on verifying what it signed before. One that was stolen verifies
//! nothing any more, because whoever has it writes any date they like; what it signed can be
//! issued again from our own record of it.

use serde_json::json;
use time::OffsetDateTime;

use super::signer::new_key;
use crate::{
    app::App,
    effects::instant_of,
    flows::{
        audit,
        fields::Fields,
        issue::Awarded,
        session::{Act, NotAllowed, Viewer},
        status::{self, ListError},
    },
    id::{CredentialId, IssuerId, IssuerKeyId},
    problem::{FieldProblem, Problem},
    secrets::Unsealable,
    store::{
        StoreError, Tx, count, credential,
        issuer::{self, IssuerRow},
        issuer_key::{self, IssuerKeyRow},
    },
};

/// A key of an institution.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Key {
    /// Its id.
    pub id: IssuerKeyId,
    /// The DID for which it signs.
    pub did: String,
    /// The DID URL by which its proofs name it.
    pub method: String,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// Whether it signs.
    pub state: KeyState,
    /// How many credentials stand that it signed, revoked ones among them.
    pub signed: u64,
    /// How many of those were revoked.
    pub revoked: u64,
}

/// What becomes of what a key signs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum KeyState {
    /// It is the one that signs.
    Current,
    /// What it signed before is good.
    Retired {
        /// Before when.
        at: OffsetDateTime,
    },
    /// Nothing that it signed is good.
    Stolen {
        /// Since when that is known.
        at: OffsetDateTime,
        /// How that came about, in the institution's words.
        reason: String,
    },
}

/// Why nothing was done with a key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// This institution has no such key.
    #[error("this institution has no such key")]
    Unknown,
    /// It was marked as stolen before.
    #[error("this key has been marked as stolen already")]
    Already,
    /// Fields need another look.
    #[error("this needs another look")]
    Fields(Vec<FieldProblem>),
    /// The status lists were not signed again.
    #[error("could not sign the status lists again")]
    Sign(#[from] crypto::proof::SignError),
    /// A key does not open.
    #[error("could not open the issuer's key")]
    Key(#[from] Unsealable),
    /// The database failed.
    #[error("could not store the keys")]
    Store(#[from] StoreError),
}

impl From<ListError> for KeyError {
    fn from(err: ListError) -> Self {
        match err {
            ListError::Sign(source) => Self::Sign(source),
            ListError::Key(source) => Self::Key(source),
            ListError::Store(source) => Self::Store(source),
        }
    }
}

impl From<KeyError> for Problem {
    fn from(err: KeyError) -> Self {
        match err {
            KeyError::NotAllowed(source) => source.into(),
            KeyError::Unknown => Self::not_found(&err),
            KeyError::Already => Self::conflict(&err),
            KeyError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            KeyError::Sign(_) | KeyError::Key(_) => Self::internal(&err),
            KeyError::Store(source) => source.into(),
        }
    }
}

/// The keys of the institution called `slug`, the newest first.
///
/// # Errors
/// [`KeyError::NotAllowed`], [`KeyError::Store`].
pub async fn keys(app: &App, viewer: &Viewer, slug: &str) -> Result<Vec<Key>, KeyError> {
    let issuer = viewer.at(slug, Act::Govern)?.issuer;
    all(&mut app.db.read().await?, issuer).await
}

/// One key of the institution called `slug`.
///
/// # Errors
/// [`KeyError::NotAllowed`], [`KeyError::Unknown`], [`KeyError::Store`].
pub async fn key(app: &App, viewer: &Viewer, slug: &str, id: IssuerKeyId) -> Result<Key, KeyError> {
    let issuer = viewer.at(slug, Act::Govern)?.issuer;
    let keys = all(&mut app.db.read().await?, issuer).await?;
    keys.into_iter().find(|key| key.id == id).ok_or(KeyError::Unknown)
}

/// What a key of the institution called `slug` signed, oldest first: at most `limit` after `after`.
///
/// # Errors
/// [`KeyError::NotAllowed`], [`KeyError::Unknown`], [`KeyError::Store`].
pub async fn signed_by(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: IssuerKeyId,
    after: Option<CredentialId>,
    limit: u32,
) -> Result<Vec<Awarded>, KeyError> {
    let issuer = viewer.at(slug, Act::Govern)?.issuer;
    let mut tx = app.db.read().await?;
    issuer_key::by_id(&mut tx, issuer, id).await?.ok_or(KeyError::Unknown)?;
    let rows = credential::of_key(&mut tx, issuer, id, after, limit).await?;
    Ok(rows.into_iter().map(Awarded::from).collect())
}

/// The keys of an institution as everybody may know them, the newest first: no reasons, no counts.
///
/// # Errors
/// When the database fails.
pub async fn show_keys(app: &App, issuer: IssuerId) -> Result<Vec<Key>, StoreError> {
    let rows = issuer_key::all(&mut app.db.read().await?, issuer).await?;
    let mut keys: Vec<_> = rows.into_iter().rev().map(|row| Key::of(row, (0, 0))).collect();
    for key in &mut keys {
        if let KeyState::Stolen { reason, .. } = &mut key.state {
            reason.clear();
        }
    }
    Ok(keys)
}

/// Signs with a new key from now on. What the key before it signed stays good.
///
/// # Errors
/// [`KeyError::NotAllowed`], [`KeyError::Sign`], [`KeyError::Store`].
pub async fn replace_key(app: &App, viewer: &Viewer, slug: &str) -> Result<(), KeyError> {
    let issuer = viewer.at(slug, Act::Govern)?.issuer;
    let mut tx = app.db.write().await?;
    let key = begin(app, &mut tx, issuer).await?;
    status::sign_again(app, &mut tx, issuer, &key.did).await?;
    let detail = json!({ "method": key.method });
    let subject = format!("issuer_key/{}", key.issuer_key_id);
    audit::note(app, &mut tx, issuer, Some(viewer.account), "issuer_key.replaced", subject, &detail).await?;
    tx.commit().await?;
    tracing::info!(issuer.id = %issuer, "an institution signs with a new key");
    Ok(())
}

/// Marks a key as stolen: nothing that it signed is good any more, and a new one signs from now on
/// if it was the one that did. The pointer to the reason is `/reason`.
///
/// # Errors
/// [`KeyError`].
pub async fn revoke_key(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: IssuerKeyId,
    reason: &str,
) -> Result<(), KeyError> {
    let issuer = viewer.at(slug, Act::Govern)?.issuer;
    let mut fields = Fields::default();
    let reason = fields.line("/reason", reason, 500);
    fields.right(()).map_err(KeyError::Fields)?;
    let mut tx = app.db.write().await?;
    let stolen = issuer_key::by_id(&mut tx, issuer, id).await?.ok_or(KeyError::Unknown)?;
    if !issuer_key::revoke(&mut tx, issuer, id, &reason, app.clock.now_ms()).await? {
        return Err(KeyError::Already);
    }
    if stolen.retired_at.is_none() {
        begin(app, &mut tx, issuer).await?;
    }
    status::sign_again(app, &mut tx, issuer, &stolen.did).await?;
    let (subject, detail) = (format!("issuer_key/{id}"), json!({ "reason": reason }));
    audit::note(app, &mut tx, issuer, Some(viewer.account), "issuer_key.revoked", subject, &detail).await?;
    tx.commit().await?;
    tracing::warn!(issuer.id = %issuer, issuer_key.id = %id, "an institution's key was stolen");
    Ok(())
}

/// Makes a key, which signs from now on in place of all before it.
async fn begin(app: &App, tx: &mut Tx, issuer: IssuerId) -> Result<IssuerKeyRow, KeyError> {
    // Of two who do this at once, one comes after the other, so that one key signs.
    issuer::lock(tx, issuer).await?;
    let IssuerRow { slug, did, .. } = issuer::by_id(tx, issuer).await?.ok_or(KeyError::Unknown)?;
    let key = new_key(app, issuer, &slug);
    issuer_key::retire(tx, issuer, key.created_at).await?;
    issuer_key::insert(tx, &key).await?;
    if key.did != did {
        issuer::set_did(tx, issuer, &key.did).await?;
    }
    Ok(key)
}

async fn all(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<Key>, KeyError> {
    let counts = credential::by_key(tx, issuer).await?;
    let keys = issuer_key::all(tx, issuer).await?.into_iter().rev().map(|row| {
        let counts = counts.iter().find(|(key, ..)| *key == row.issuer_key_id);
        Key::of(row, counts.map_or((0, 0), |(_, signed, revoked)| (*signed, *revoked)))
    });
    Ok(keys.collect())
}

impl Key {
    /// * `counts`: how many credentials it signed, and how many of those were revoked.
    fn of(row: IssuerKeyRow, (signed, revoked): (i64, i64)) -> Self {
        Self {
            id: row.issuer_key_id,
            created_at: instant_of(row.created_at),
            state: KeyState::of(&row),
            signed: count(signed),
            revoked: count(revoked),
            did: row.did,
            method: row.method,
        }
    }
}

impl KeyState {
    fn of(row: &IssuerKeyRow) -> Self {
        match (row.revoked_at, row.retired_at) {
            (Some(at), _) => {
                Self::Stolen { at: instant_of(at), reason: row.revoked_reason.clone().unwrap_or_default() }
            }
            (None, Some(at)) => Self::Retired { at: instant_of(at) },
            (None, None) => Self::Current,
        }
    }
}

#[cfg(test)]
mod tests {
    use crypto::verify::{Report, Verdict};
    use time::Duration;

    use super::*;
    use crate::flows::{
        issue::{
            self,
            edition::{self, Change, Kind},
        },
        issuer::did_document,
        revoke,
        testing::{achievement, award, desk, with_app},
        verify::verify,
    };

    fn at_https(app: &App) -> App {
        let mut config = app.config.clone();
        config.public_url = "https://laurel.test".parse().unwrap();
        app.with_config(config)
    }

    fn codes(report: &Report) -> Vec<&str> {
        ["proof", "issuer", "status"]
            .into_iter()
            .filter_map(|id| report.checks.iter().find(|check| check.id.as_str() == id))
            .map(|check| check.code.as_str())
            .collect()
    }

    #[tokio::test]
    async fn what_was_signed_before_a_new_key_still_verifies_after_it_and_can_be_revoked() {
        with_app(async |app| {
            let app = at_https(&app);
            let staff = desk(&app, "marlow").await;
            let bees = achievement(&app, &staff).await;
            let old = award(&app, &staff, bees, "ada@a.example").await;
            app.clock.advance(Duration::days(1));
            replace_key(&app, &staff, "marlow").await.unwrap();
            let new = award(&app, &staff, bees, "ben@a.example").await;
            app.clock.advance(Duration::days(1));

            let report = verify(&app, old.document.as_bytes()).await.unwrap();
            assert_eq!(report.outcome, Verdict::Valid, "{report:?}");
            assert_eq!(codes(&report), ["signature_good", "key_expired", "not_revoked"]);
            let report = verify(&app, new.document.as_bytes()).await.unwrap();
            assert_eq!(codes(&report), ["signature_good", "key_is_issuers", "not_revoked"]);

            revoke::revoke(&app, &staff, "marlow", old.id, "A mistake.").await.unwrap();
            let report = verify(&app, old.document.as_bytes()).await.unwrap();
            assert_eq!(codes(&report), ["signature_good", "key_expired", "revoked"]);
        })
        .await;
    }

    #[tokio::test]
    async fn what_a_stolen_key_signed_is_not_valid_and_told_exactly() {
        with_app(async |app| {
            let app = at_https(&app);
            let staff = desk(&app, "marlow").await;
            let bees = achievement(&app, &staff).await;
            let first = award(&app, &staff, bees, "ada@a.example").await;
            app.clock.advance(Duration::hours(1));
            replace_key(&app, &staff, "marlow").await.unwrap();
            let second = award(&app, &staff, bees, "ben@a.example").await;
            app.clock.advance(Duration::hours(1));

            let stolen = keys(&app, &staff, "marlow").await.unwrap().remove(0);
            assert_eq!((stolen.signed, stolen.state), (1, KeyState::Current));
            revoke_key(&app, &staff, "marlow", stolen.id, "A lost laptop.").await.unwrap();
            let again = revoke_key(&app, &staff, "marlow", stolen.id, "Again.").await;
            assert!(matches!(again, Err(KeyError::Already)), "{again:?}");
            let third = award(&app, &staff, bees, "cy@a.example").await;

            let states: Vec<_> = keys(&app, &staff, "marlow").await.unwrap();
            assert!(matches!(
                states.iter().map(|key| (&key.state, key.signed)).collect::<Vec<_>>()[..],
                [(KeyState::Current, 1), (KeyState::Stolen { .. }, 1), (KeyState::Retired { .. }, 1)]
            ));
            let signed = signed_by(&app, &staff, "marlow", stolen.id, None, 9).await.unwrap();
            assert_eq!(signed.iter().map(|award| award.id).collect::<Vec<_>>(), [second.id]);
            assert_eq!(
                signed_by(&app, &staff, "marlow", stolen.id, Some(second.id), 9).await.unwrap(),
                [],
                "nothing comes after the last"
            );

            let report = verify(&app, second.document.as_bytes()).await.unwrap();
            assert_eq!((report.outcome, codes(&report)[1]), (Verdict::Invalid, "key_revoked"));
            for good in [first, third] {
                let report = verify(&app, good.document.as_bytes()).await.unwrap();
                assert_eq!(
                    (report.outcome, codes(&report)[2]),
                    (Verdict::Valid, "not_revoked"),
                    "{report:?}"
                );
            }
        })
        .await;
    }

    #[tokio::test]
    async fn a_new_did_key_is_a_new_did_and_the_old_one_goes_on_signing_its_lists() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let bees = achievement(&app, &staff).await;
            let old = award(&app, &staff, bees, "ada@a.example").await;
            replace_key(&app, &staff, "marlow").await.unwrap();
            let new = award(&app, &staff, bees, "ben@a.example").await;
            revoke::revoke(&app, &staff, "marlow", old.id, "A mistake.").await.unwrap();
            let report = verify(&app, old.document.as_bytes()).await.unwrap();
            assert_eq!(codes(&report), ["signature_good", "key_is_issuers", "revoked"]);
            let report = verify(&app, new.document.as_bytes()).await.unwrap();
            assert_eq!(codes(&report), ["signature_good", "key_is_issuers", "not_revoked"]);
            assert_eq!(did_document(&app, "marlow").await.unwrap(), None);
        })
        .await;
    }

    #[tokio::test]
    async fn what_moved_to_the_list_of_another_did_is_taken_back_in_both() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let old = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await;
            replace_key(&app, &staff, "marlow").await.unwrap();
            app.clock.advance(Duration::HOUR);
            let mut tx = app.db.write().await.unwrap();
            let (issuer, change) = (staff.desks[0].issuer, Change::default());
            let new = edition::replace(&app, &mut tx, issuer, old.id, Kind::Bound, change, "").await.unwrap();
            tx.commit().await.unwrap();
            for text in [&old.document, &new.document] {
                assert_eq!(verify(&app, text.as_bytes()).await.unwrap().outcome, Verdict::Valid);
            }
            revoke::revoke(&app, &staff, "marlow", old.id, "A mistake.").await.unwrap();
            for text in [&old.document, &new.document] {
                assert_eq!(codes(&verify(&app, text.as_bytes()).await.unwrap())[2], "revoked");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn keys_are_their_owners_alone() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let foreign = desk(&app, "music").await;
            let key = keys(&app, &staff, "marlow").await.unwrap().remove(0);
            let refused = revoke_key(&app, &foreign, "marlow", key.id, "Mine.").await;
            assert!(matches!(refused, Err(KeyError::NotAllowed(_))), "{refused:?}");
            let refused = revoke_key(&app, &foreign, "music", key.id, "Mine.").await;
            assert!(matches!(refused, Err(KeyError::Unknown)), "{refused:?}");
            let refused = signed_by(&app, &foreign, "music", key.id, None, 9).await;
            assert!(matches!(refused, Err(KeyError::Unknown)), "{refused:?}");
            assert_eq!(issue::awarded(&app, &staff, "marlow", None, 9).await.unwrap(), []);
        })
        .await;
    }
}
