//! Taking a credential back.

use serde_json::json;

use super::{
    audit,
    fields::Fields,
    session::{Act, NotAllowed, Viewer},
    status,
};
use crate::{
    app::App,
    id::{CredentialId, IssuerId},
    problem::{FieldProblem, Problem},
    secrets::Unsealable,
    store::{StoreError, Tx, credential},
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
    /// It was revoked before.
    #[error("this credential has been revoked already")]
    Already,
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
            RevokeError::Already => Self::conflict(&err),
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
    let issuer = viewer.at(slug, Act::Revoke)?.issuer;
    let mut fields = Fields::default();
    let reason = fields.line("/reason", reason, 500);
    fields.right(()).map_err(|_| RevokeError::Reason)?;
    let mut tx = app.db.write().await?;
    take_back(app, &mut tx, issuer, id, &reason).await?;
    let detail = json!({ "reason": reason });
    let (by, subject) = (Some(viewer.account), format!("credential/{id}"));
    audit::note(app, &mut tx, issuer, by, "credential.revoked", subject, &detail).await?;
    tx.commit().await?;
    tracing::info!(credential.id = %id, issuer.id = %issuer, "revoked a credential");
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
    let Some((list, index)) = credential::revoke(tx, issuer, id, reason, app.clock.now_ms()).await? else {
        let known = credential::awarded(tx, issuer, id).await?.is_some();
        return Err(if known { RevokeError::Already } else { RevokeError::Unknown });
    };
    let index = u32::try_from(index).expect("the table allows 0 to 131071");
    status::set(app, tx, list, &[index], true).await?;
    Ok(())
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
        testing::{achievement, award, desk, with_app},
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
