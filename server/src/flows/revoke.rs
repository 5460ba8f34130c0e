//! Taking a credential back.

use crate::{
    app::App,
    flows::session::{NotStaff, Viewer},
    id::CredentialId,
    problem::{FieldProblem, Problem},
    store::StoreError,
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
    Key(#[from] crate::secrets::Unsealable),
    /// The database failed.
    #[error("could not revoke the credential")]
    Store(#[from] StoreError),
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
    let _ = (app, viewer, slug, id, reason);
    unimplemented!("revoking")
}
