//! Taking a credential back.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::{
    audit,
    fields::Fields,
    session::{NotAllowed, Viewer},
    status,
};
use crate::{
    app::App,
    id::{CredentialId, IssuerId, StatusListId},
    problem::{FieldProblem, Problem},
    secrets::Unsealable,
    store::{StoreError, Tx, credential, edition, transcript_part},
};

/// Why a credential was not revoked.
#[derive(Debug, thiserror::Error)]
pub enum RevokeError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// This institution has issued no such credential.
    #[error("this institution has issued no such credential")]
    Unknown,
    /// It was done before, or the credential was revoked.
    #[error("this has been done already, or the credential has been revoked")]
    Already,
    /// Its achievement did not choose suspension when it was issued.
    #[error("this credential cannot be suspended: its achievement does not allow it")]
    NotSuspendable,
    /// The reason is missing or too long.
    #[error("say in at most 500 characters why the credential is revoked")]
    Reason,
    /// The status list was not signed.
    #[error("could not sign the status list")]
    Sign(#[from] crypto::proof::SignError),
    /// The issuer's key does not open.
    #[error("could not open the issuer's key")]
    Key(#[from] Unsealable),
    /// The database failed.
    #[error("could not revoke the credential")]
    Store(#[from] StoreError),
}

impl From<status::ListError> for RevokeError {
    fn from(err: status::ListError) -> Self {
        match err {
            status::ListError::Sign(source) => Self::Sign(source),
            status::ListError::Key(source) => Self::Key(source),
            status::ListError::Store(source) => Self::Store(source),
        }
    }
}

impl From<RevokeError> for Problem {
    fn from(err: RevokeError) -> Self {
        match err {
            RevokeError::NotAllowed(source) => source.into(),
            RevokeError::Unknown => Self::not_found(&err),
            RevokeError::Already | RevokeError::NotSuspendable => Self::conflict(&err),
            RevokeError::Reason => {
                Self::unprocessable(&err, vec![FieldProblem::new("/reason", err.to_string())])
            }
            RevokeError::Sign(_) | RevokeError::Key(_) => Self::internal(&err),
            RevokeError::Store(source) => source.into(),
        }
    }
}

/// Revokes a credential of the institution called `slug`: when this returns, the signed status
/// list says so. It cannot be taken back.
///
/// # Errors
/// [`RevokeError`].
pub async fn revoke(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: CredentialId,
    reason: &str,
) -> Result<(), RevokeError> {
    revoke_all(app, viewer, slug, &[id], reason).await
}

/// Revokes all of these or, where one of them cannot be, none.
///
/// # Errors
/// [`RevokeError`].
pub async fn revoke_all(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    ids: &[CredentialId],
    reason: &str,
) -> Result<(), RevokeError> {
    let desk = viewer.to_change(slug)?;
    let mut fields = Fields::default();
    let reason = fields.line("/reason", reason, 500);
    fields.right(()).map_err(|_| RevokeError::Reason)?;
    let mut tx = app.db.write().await?;
    let mut entries = Entries::default();
    // Always in the same order, so that two who revoke the same wait for each other in turn.
    let ids: BTreeSet<&CredentialId> = ids.iter().collect();
    for id in &ids {
        let row = credential::lock(&mut tx, desk.issuer, **id).await?.ok_or(RevokeError::Unknown)?;
        if !desk.may_change(viewer, row.awarded_by) {
            return Err(NotAllowed::Role.into());
        }
        mark(app, &mut tx, desk.issuer, **id, &reason, &mut entries).await?;
        let detail = json!({ "reason": reason });
        let (by, subject) = (Some(viewer.account), format!("credential/{id}"));
        audit::note(app, &mut tx, desk.issuer, by, "credential.revoked", subject, &detail).await?;
    }
    entries.set(app, &mut tx, true).await?;
    tx.commit().await?;
    tracing::info!(number = ids.len(), issuer.id = %desk.issuer, "revoked credentials");
    Ok(())
}

/// Marks the credential and signs its status list again, in the caller's transaction.
pub(crate) async fn take_back(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    id: CredentialId,
    reason: &str,
) -> Result<(), RevokeError> {
    let mut entries = Entries::default();
    mark(app, tx, issuer, id, reason, &mut entries).await?;
    Ok(entries.set(app, tx, true).await?)
}

async fn mark(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    id: CredentialId,
    reason: &str,
    entries: &mut Entries,
) -> Result<(), RevokeError> {
    let Some((list, index)) = credential::revoke(tx, issuer, id, reason, app.clock.now_ms()).await? else {
        let known = credential::awarded(tx, issuer, None, id).await?.is_some();
        return Err(if known { RevokeError::Already } else { RevokeError::Unknown });
    };
    entries.add((list, in_list(index)));
    // Under an earlier DID it had another list. What was corrected is set again, for all who keep
    // what is known of that list to see that nothing took its place any more.
    for (list, index, _corrected) in edition::places(tx, id).await? {
        entries.add((list, in_list(index)));
    }
    // What is in a transcript goes with it.
    for (list, index) in transcript_part::places(tx, id).await? {
        entries.add((list, in_list(index)));
    }
    Ok(())
}

/// An index as the table has it.
pub(super) fn in_list(index: i64) -> u32 {
    u32::try_from(index).expect("the table allows 0 to 131071")
}

/// Entries of status lists, so that each list is signed once.
#[derive(Debug, Default)]
pub(super) struct Entries(BTreeMap<StatusListId, Vec<u32>>);

impl Entries {
    /// One more.
    pub(super) fn add(&mut self, (list, index): (StatusListId, u32)) {
        self.0.entry(list).or_default().push(index);
    }

    /// Sets or clears them all.
    pub(super) async fn set(self, app: &App, tx: &mut Tx, to: bool) -> Result<(), status::ListError> {
        for (list, indexes) in self.0 {
            status::set(app, tx, list, &indexes, to).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crypto::{
        status::Bitstring,
        verify::{CheckId, Outcome, Verdict},
    };
    use serde_json::Value;

    use super::*;
    use crate::flows::{
        testing::{achievement, award, desk, teacher, with_app},
        verify::verify,
    };

    async fn bits(app: &App, document: &str) -> (String, bool) {
        let document: Value = serde_json::from_str(document).unwrap();
        let status = &document["credentialStatus"];
        let url = status["statusListCredential"].as_str().unwrap();
        let id = url.rsplit('/').next().unwrap().parse().unwrap();
        let list = super::status::list(app, id).await.unwrap().unwrap();
        let signed: Value = serde_json::from_str(&list.document).unwrap();
        let bits = Bitstring::decode(signed["credentialSubject"]["encodedList"].as_str().unwrap()).unwrap();
        let index = status["statusListIndex"].as_str().unwrap().parse().unwrap();
        (list.etag, bits.get(index).unwrap())
    }

    #[tokio::test]
    async fn revoking_sets_one_bit_of_the_signed_list() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let achievement = achievement(&app, &staff).await;
            let one = award(&app, &staff, achievement, "ada@a.example").await;
            let other = award(&app, &staff, achievement, "ben@a.example").await;
            let (before, set) = bits(&app, &one.document).await;
            assert!(!set);
            revoke(&app, &staff, "marlow", one.id, "Awarded by mistake.").await.unwrap();
            let (after, set) = bits(&app, &one.document).await;
            assert!(set);
            assert_ne!(before, after, "a reader's copy is out of date");
            assert!(!bits(&app, &other.document).await.1);
            let report = verify(&app, one.document.as_bytes()).await.unwrap();
            assert_eq!(report.outcome, Verdict::Invalid);
            assert_eq!(report.check(CheckId::Status).unwrap().outcome, Outcome::Failed);
            assert_eq!(verify(&app, other.document.as_bytes()).await.unwrap().outcome, Verdict::Valid);
        })
        .await;
    }

    #[tokio::test]
    async fn many_are_revoked_together_or_not_at_all() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let achievement = achievement(&app, &staff).await;
            let mut issued = Vec::new();
            for number in 0..3 {
                issued.push(award(&app, &staff, achievement, &format!("learner{number}@a.example")).await);
            }
            let ids: Vec<_> = issued.iter().map(|one| one.id).collect();
            let refused = revoke_all(&app, &staff, "marlow", &[ids[0], app.new_id()], "Mistake.").await;
            assert!(matches!(refused, Err(RevokeError::Unknown)));
            assert!(!bits(&app, &issued[0].document).await.1);
            revoke_all(&app, &staff, "marlow", &ids[..2], "Mistake.").await.unwrap();
            for (one, revoked) in issued.iter().zip([true, true, false]) {
                assert_eq!(bits(&app, &one.document).await.1, revoked);
            }
        })
        .await;
    }

    #[tokio::test]
    async fn a_teacher_takes_back_what_they_awarded_themselves_and_nothing_else() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let achievement = achievement(&app, &staff).await;
            let teacher = teacher(&app, "marlow").await;
            let theirs = award(&app, &staff, achievement, "ada@a.example").await.id;
            let own = award(&app, &teacher, achievement, "ben@a.example").await.id;
            let refused = revoke(&app, &teacher, "marlow", theirs, "Spite.").await;
            assert!(matches!(refused, Err(RevokeError::NotAllowed(NotAllowed::Role))));
            revoke(&app, &teacher, "marlow", own, "Mistake.").await.unwrap();
        })
        .await;
    }

    #[tokio::test]
    async fn a_credential_is_revoked_once_by_its_issuer_with_a_reason() {
        with_app(async |app| {
            let (staff, stranger) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
            let id = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await.id;
            let refused = revoke(&app, &stranger, "marlow", id, "Spite.").await;
            assert!(matches!(refused, Err(RevokeError::NotAllowed(_))));
            let refused = revoke(&app, &stranger, "harrow", id, "Spite.").await;
            assert!(matches!(refused, Err(RevokeError::Unknown)));
            assert!(matches!(revoke(&app, &staff, "marlow", id, " ").await, Err(RevokeError::Reason)));
            revoke(&app, &staff, "marlow", id, "Mistake.").await.unwrap();
            assert!(matches!(revoke(&app, &staff, "marlow", id, "Again.").await, Err(RevokeError::Already)));
        })
        .await;
    }
}
