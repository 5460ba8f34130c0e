//! Saying for a while that a credential is not good, and saying that it is good again: for what
//! was issued with an entry in a list of suspensions.

use serde_json::json;

use super::{
    audit,
    fields::Fields,
    revoke::{Entries, RevokeError, in_list},
    session::{NotAllowed, Viewer},
    status,
};
use crate::{
    app::App,
    id::CredentialId,
    store::{
        Tx,
        credential::{self, StandingRow},
        edition,
        status_list::Purpose,
    },
};

/// Suspends a credential: when this returns, the signed status list says so.
///
/// # Errors
/// [`RevokeError`].
pub async fn suspend(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: CredentialId,
    reason: &str,
) -> Result<(), RevokeError> {
    let mut fields = Fields::default();
    let reason = fields.line("/reason", reason, 500);
    fields.right(()).map_err(|_| RevokeError::Reason)?;
    set(app, viewer, slug, id, Some(&reason)).await
}

/// Says that a suspended credential is good again.
///
/// # Errors
/// [`RevokeError`].
pub async fn resume(app: &App, viewer: &Viewer, slug: &str, id: CredentialId) -> Result<(), RevokeError> {
    set(app, viewer, slug, id, None).await
}

async fn set(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: CredentialId,
    reason: Option<&str>,
) -> Result<(), RevokeError> {
    let desk = viewer.to_change(slug)?;
    let mut tx = app.db.write().await?;
    let row = credential::lock(&mut tx, desk.issuer, id).await?.ok_or(RevokeError::Unknown)?;
    if !desk.may_change(viewer, row.awarded_by) {
        return Err(NotAllowed::Role.into());
    }
    mark(app, &mut tx, &row, reason).await?;
    let act = if reason.is_some() { "credential.suspended" } else { "credential.resumed" };
    let subject = format!("credential/{id}");
    let detail = json!({ "reason": reason });
    audit::note(app, &mut tx, desk.issuer, Some(viewer.account), act, subject, &detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Suspends a credential for a `reason`, or without one resumes it, in the caller's transaction.
pub(crate) async fn mark(
    app: &App,
    tx: &mut Tx,
    row: &StandingRow,
    reason: Option<&str>,
) -> Result<(), RevokeError> {
    if status::purpose_of(tx, row.status_list_id).await? != Purpose::Suspension {
        return Err(RevokeError::NotSuspendable);
    }
    if row.revoked_at.is_some() || row.suspended_at.is_some() == reason.is_some() {
        return Err(RevokeError::Already);
    }
    let since = reason.map(|_| app.clock.now_ms());
    credential::suspend(tx, row.credential_id, since, reason).await?;
    let mut entries = Entries::default();
    entries.add((row.status_list_id, in_list(row.status_index)));
    for (list, index, corrected) in edition::places(tx, row.credential_id).await? {
        // What was corrected stays set.
        if !corrected {
            entries.add((list, in_list(index)));
        }
    }
    entries.set(app, tx, reason.is_some()).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use api::open_badges::{AchievementContent, Criteria};
    use crypto::verify::Verdict;

    use super::*;
    use crate::flows::{
        achievement::{self, NewAchievement},
        revoke::revoke,
        testing::{achievement, award, desk, with_app},
        verify::verify,
    };

    #[tokio::test]
    async fn what_is_suspended_does_not_verify_until_it_is_resumed() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let content = AchievementContent {
                name: "Driver".to_owned(),
                description: "Drives.".to_owned(),
                criteria: Criteria { narrative: Some("Drive.".to_owned()), id: None },
                achievement_type: "License".to_owned(),
                ..AchievementContent::default()
            };
            let new = NewAchievement { content, suspendable: true, ..NewAchievement::default() };
            let licence = achievement::create(&app, &staff, "marlow", new).await.unwrap().id;
            let issued = award(&app, &staff, licence, "ada@a.example").await;
            let outcome = async || verify(&app, issued.document.as_bytes()).await.unwrap().outcome;
            assert_eq!(outcome().await, Verdict::Valid);
            suspend(&app, &staff, "marlow", issued.id, "Speeding.").await.unwrap();
            assert_eq!(outcome().await, Verdict::Invalid);
            let again = suspend(&app, &staff, "marlow", issued.id, "Speeding.").await;
            assert!(matches!(again, Err(RevokeError::Already)));
            resume(&app, &staff, "marlow", issued.id).await.unwrap();
            assert_eq!(outcome().await, Verdict::Valid);
            revoke(&app, &staff, "marlow", issued.id, "Speeding again.").await.unwrap();
            assert_eq!(outcome().await, Verdict::Invalid);
            let refused = resume(&app, &staff, "marlow", issued.id).await;
            assert!(matches!(refused, Err(RevokeError::Already)), "what was revoked stays so");
        })
        .await;
    }

    #[tokio::test]
    async fn what_was_not_issued_to_be_suspended_is_not() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let id = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await.id;
            let refused = suspend(&app, &staff, "marlow", id, "Speeding.").await;
            assert!(matches!(refused, Err(RevokeError::NotSuspendable)));
        })
        .await;
    }
}
