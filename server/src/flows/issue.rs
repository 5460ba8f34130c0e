//! Awarding: writes the document, signs it, keeps it, and mails the learner.

use time::OffsetDateTime;

use crate::{
    app::App,
    flows::session::{NotStaff, Viewer},
    id::{AchievementId, CredentialId},
    problem::{FieldProblem, Problem},
    store::StoreError,
};

/// An award, as typed.
#[derive(Clone, Debug)]
pub struct Award {
    /// What is awarded.
    pub achievement: AchievementId,
    /// To whom, by name.
    pub recipient_name: String,
    /// And by e-mail address.
    pub recipient_email: String,
    /// From when it counts; absent: from now.
    pub valid_from: Option<OffsetDateTime>,
    /// Until when it counts; absent: for ever.
    pub valid_until: Option<OffsetDateTime>,
}

/// A credential that was signed and stored.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Issued {
    /// Its id; it lives at `/credentials/{id}`.
    pub id: CredentialId,
    /// The signed document, byte for byte as stored.
    pub document: String,
}

/// Where an awarded credential stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum State {
    /// It counts, as far as its issuer is concerned.
    Issued,
    /// Its issuer took it back.
    Revoked {
        /// When.
        at: OffsetDateTime,
        /// Why, in the issuer's words.
        reason: String,
    },
}

/// A credential as its issuer's desk sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Awarded {
    /// Its id.
    pub id: CredentialId,
    /// What was awarded.
    pub achievement: AchievementId,
    /// That by name.
    pub achievement_name: String,
    /// To whom, by name.
    pub recipient_name: String,
    /// And by e-mail address.
    pub recipient_email: String,
    /// When it was awarded.
    pub awarded_at: OffsetDateTime,
    /// From when it counts.
    pub valid_from: OffsetDateTime,
    /// Until when it counts.
    pub valid_until: Option<OffsetDateTime>,
    /// When the learner took it into a wallet.
    pub claimed_at: Option<OffsetDateTime>,
    /// Where it stands.
    pub state: State,
}

/// Why a credential was not issued.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotStaff(#[from] NotStaff),
    /// This institution has no such achievement.
    #[error("this institution has no such achievement")]
    UnknownAchievement,
    /// This institution has issued no such credential.
    #[error("this institution has issued no such credential")]
    UnknownCredential,
    /// Fields need another look.
    #[error("the award needs another look")]
    Fields(Vec<FieldProblem>),
    /// The document was not signed.
    #[error("could not sign the credential")]
    Sign(#[from] crypto::proof::SignError),
    /// The issuer's key does not open.
    #[error("could not open the issuer's key")]
    Key(#[from] crate::secrets::Unsealable),
    /// The database failed.
    #[error("could not store the credential")]
    Store(#[from] StoreError),
}

impl From<IssueError> for Problem {
    fn from(err: IssueError) -> Self {
        match err {
            IssueError::NotStaff(source) => source.into(),
            IssueError::UnknownAchievement | IssueError::UnknownCredential => Self::not_found(&err),
            IssueError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            IssueError::Sign(_) | IssueError::Key(_) => Self::internal(&err),
            IssueError::Store(source) => source.into(),
        }
    }
}

/// Awards an achievement of the institution called `slug`: when this returns, the signed
/// credential is on disk. Field pointers are `/recipient/name`, `/recipient/email`,
/// `/validUntil`.
///
/// # Errors
/// [`IssueError`].
pub async fn award(app: &App, viewer: &Viewer, slug: &str, award: Award) -> Result<Issued, IssueError> {
    let _ = (app, viewer, slug, award);
    unimplemented!("issuing")
}

/// What a desk has awarded, newest first, at most `limit`; of one achievement or of all.
///
/// # Errors
/// [`IssueError::NotStaff`], [`IssueError::Store`].
pub async fn awarded(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    achievement: Option<AchievementId>,
    limit: u32,
) -> Result<Vec<Awarded>, IssueError> {
    let _ = (app, viewer, slug, achievement, limit);
    unimplemented!("issuing")
}

/// One credential that a desk has awarded.
///
/// # Errors
/// [`IssueError`].
pub async fn awarded_one(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: CredentialId,
) -> Result<Awarded, IssueError> {
    let _ = (app, viewer, slug, id);
    unimplemented!("issuing")
}
