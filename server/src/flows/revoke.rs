//! Taking a credential back.

use super::{
    fields::Fields,
    issuer::Signer,
    session::{NotStaff, Viewer},
    status,
};
use crate::{
    app::App,
    id::{CredentialId, IssuerId},
    problem::{FieldProblem, Problem},
    secrets::Unsealable,
    store::{StoreError, Tx, credential, issuer, issuer_key},
};

/// Why a credential was not revoked.
#[derive(Debug, thiserror::Error)]
pub enum RevokeError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotStaff(#[from] NotStaff),
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
            status::ListError::Store(source) => Self::Store(source),
        }
    }
}

impl From<RevokeError> for Problem {
    fn from(err: RevokeError) -> Self {
        match err {
            RevokeError::NotStaff(source) => source.into(),
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
    let issuer = viewer.desk(slug)?.issuer;
    let mut fields = Fields::default();
    let reason = fields.line("/reason", reason, 500);
    fields.right(()).map_err(|_| RevokeError::Reason)?;
    let mut tx = app.db.write().await?;
    take_back(app, &mut tx, issuer, id, &reason).await?;
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
    let missing = || StoreError::Sql(sqlx::Error::RowNotFound);
    let row = issuer::by_id(tx, issuer).await?.ok_or_else(missing)?;
    let key = issuer_key::current(tx, issuer).await?.ok_or_else(missing)?;
    let signer = Signer::open(app, &key)?;
    let index = u32::try_from(index).expect("the table allows 0 to 131071");
    status::set(app, tx, list, index, &row.did, &signer).await?;
    Ok(())
}
