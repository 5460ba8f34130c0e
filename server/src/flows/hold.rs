//! The wallet: what waits for a learner, what they hold, and who may see it.

use crypto::verify::Report;
use time::OffsetDateTime;

use crate::{
    app::App,
    flows::{issue::State, session::Viewer},
    id::CredentialId,
    problem::Problem,
    store::StoreError,
};

/// A credential that waits to be taken into the wallet.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Offer {
    /// Its id.
    pub id: CredentialId,
    /// What was awarded.
    pub achievement_name: String,
    /// What that is.
    pub achievement_description: String,
    /// Where its picture is: an address under our own.
    pub image: String,
    /// Who awards it.
    pub issuer_name: String,
    /// The address it was sent to.
    pub email: String,
    /// When it was awarded.
    pub awarded_at: OffsetDateTime,
}

/// A credential in a wallet.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Its id.
    pub id: CredentialId,
    /// The signed document, byte for byte as it came.
    pub document: String,
    /// What is true of it now.
    pub report: Report,
    /// When it came into the wallet.
    pub held_since: OffsetDateTime,
}

/// Why somebody may see a credential.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sight {
    /// It is in their wallet.
    Holder,
    /// It waits for them.
    Addressee,
    /// They work for the issuer.
    Staff,
}

/// A credential that somebody may see.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Its id.
    pub id: CredentialId,
    /// Why they may see it.
    pub sight: Sight,
    /// The signed document, byte for byte as it came.
    pub document: String,
    /// What is true of it now.
    pub report: Report,
    /// Where it stands, for what we issued ourselves.
    pub state: Option<State>,
}

/// Why a credential did not come into the wallet.
#[derive(Debug, thiserror::Error)]
pub enum HoldError {
    /// Nothing of the kind waits for this person: not there, somebody else's, or revoked.
    #[error("no such credential waits for you")]
    Unknown,
    /// It is in this wallet already.
    #[error("this credential is in your wallet already")]
    Already,
    /// The document is not text we can keep.
    #[error("the document is not a credential: {0}")]
    NotACredential(String),
    /// The database failed.
    #[error("could not store the credential")]
    Store(#[from] StoreError),
}

impl From<HoldError> for Problem {
    fn from(err: HoldError) -> Self {
        match err {
            HoldError::Unknown => Self::not_found(&err),
            HoldError::Already => Self::conflict(&err),
            HoldError::NotACredential(_) => Self::unprocessable(&err, Vec::new()),
            HoldError::Store(source) => source.into(),
        }
    }
}

/// What waits for this person at any of their addresses, newest first.
///
/// # Errors
/// When the database fails.
pub async fn offers(app: &App, viewer: &Viewer) -> Result<Vec<Offer>, StoreError> {
    let _ = (app, viewer);
    unimplemented!("wallets")
}

/// Takes an offer into the wallet. Only whoever has proven the address it was sent to can; once
/// taken, nobody else can.
///
/// # Errors
/// [`HoldError`].
pub async fn claim(app: &App, viewer: &Viewer, id: CredentialId) -> Result<(), HoldError> {
    let _ = (app, viewer, id);
    unimplemented!("wallets")
}

/// Keeps a credential from elsewhere in the wallet, byte for byte.
///
/// # Errors
/// [`HoldError::NotACredential`], [`HoldError::Store`].
pub async fn hold_foreign(app: &App, viewer: &Viewer, document: &str) -> Result<CredentialId, HoldError> {
    let _ = (app, viewer, document);
    unimplemented!("wallets")
}

/// What is in the wallet, newest first.
///
/// # Errors
/// When the database fails.
pub async fn held(app: &App, viewer: &Viewer) -> Result<Vec<Held>, StoreError> {
    let _ = (app, viewer);
    unimplemented!("wallets")
}

/// A credential, if this person may see it: it is in their wallet, waits for them, or was
/// issued by an institution they work for. `None` in every other case, without a difference.
///
/// # Errors
/// When the database fails.
pub async fn see(app: &App, viewer: &Viewer, id: CredentialId) -> Result<Option<Seen>, StoreError> {
    let _ = (app, viewer, id);
    unimplemented!("wallets")
}
