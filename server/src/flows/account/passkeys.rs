//! An account's passkeys: making one, naming it, signing in with it, removing it.

use time::OffsetDateTime;

pub use super::ceremony::{Question, Refused};
use super::{Device, NotProven, ceremony, letters, letters::News, proven};
use crate::{
    app::App,
    effects::instant_of,
    flows::{
        fields::{Fields, is_own_path},
        session::Viewer,
        sign_in::{self, SignedIn},
    },
    id::PasskeyId,
    problem::{FieldProblem, Problem},
    secrets::token_hash,
    store::{StoreError, passkey, session},
};

/// Characters of the longest name.
const MOST_NAME: usize = 60;
/// Passkeys of one account at most.
const MOST_PASSKEYS: usize = 20;

/// A passkey, as its owner sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Passkey {
    /// Its id.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: String,
    /// Since when it signs in.
    pub created_at: OffsetDateTime,
    /// When it last did.
    pub used_at: Option<OffsetDateTime>,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum PasskeyError {
    /// Too long ago.
    #[error(transparent)]
    NotProven(#[from] NotProven),
    /// The service's address has no name that a passkey could be bound to.
    #[error("passkeys do not work at this address")]
    NoName,
    /// Fields need another look.
    #[error("this needs another look")]
    Fields(Vec<FieldProblem>),
    /// The account has no such passkey.
    #[error("there is no such passkey in this account")]
    Unknown,
    /// The answer is not right.
    #[error("the passkey was not accepted: it is not known here, or the page lay open for too long")]
    Refused(#[from] Refused),
    /// The database failed.
    #[error("could not read or change the passkeys")]
    Store(#[from] StoreError),
}

impl From<PasskeyError> for Problem {
    fn from(err: PasskeyError) -> Self {
        match err {
            PasskeyError::NotProven(source) => source.into(),
            PasskeyError::NoName | PasskeyError::Unknown => Self::not_found(&err),
            PasskeyError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            PasskeyError::Refused(_) => Self::unprocessable(&err, Vec::new()),
            PasskeyError::Store(source) => source.into(),
        }
    }
}

/// An account's passkeys, the first first.
///
/// # Errors
/// When the database fails.
pub async fn passkeys(app: &App, viewer: &Viewer) -> Result<Vec<Passkey>, StoreError> {
    let mut tx = app.db.read().await?;
    let passkey = |row: passkey::Passkey| Passkey {
        id: row.passkey_id,
        name: row.name,
        created_at: instant_of(row.created_at),
        used_at: row.used_at.map(instant_of),
    };
    Ok(passkey::of_account(&mut tx, viewer.account).await?.into_iter().map(passkey).collect())
}

/// What the browser is asked for a new passkey.
///
/// # Errors
/// [`PasskeyError::NotProven`], [`PasskeyError::NoName`], [`PasskeyError::Store`].
pub async fn ask_for_new(app: &App, viewer: &Viewer) -> Result<Question, PasskeyError> {
    proven(app, viewer)?;
    let mut tx = app.db.read().await?;
    let known = passkey::of_account(&mut tx, viewer.account).await?;
    let names = (viewer.email.as_str(), viewer.name.as_str());
    ceremony::ask_for_new(app, viewer.account, names, &known).ok_or(PasskeyError::NoName)
}

/// Keeps a passkey that the browser made; the account's addresses are told.
///
/// The proof was asked for with the question, which is this account's and runs out: asked again here, a device could
/// keep a passkey that nobody takes.
///
/// * `state`: [`Question::state`].
/// * `answer`: the browser's `RegistrationResponseJSON`.
///
/// # Errors
/// [`PasskeyError`]; the field pointer is `/name`.
pub async fn add_passkey(
    app: &App,
    viewer: &Viewer,
    name: &str,
    state: &str,
    answer: &str,
) -> Result<(), PasskeyError> {
    let name = checked(name)?;
    let made = ceremony::take_new(app, viewer.account, state, answer)?;
    let mut tx = app.db.write().await?;
    if passkey::of_account(&mut tx, viewer.account).await?.len() >= MOST_PASSKEYS {
        let detail = format!("an account has at most {MOST_PASSKEYS} passkeys; remove one first");
        return Err(PasskeyError::Fields(vec![FieldProblem::new("/name", detail)]));
    }
    let new = passkey::Passkey {
        passkey_id: app.new_id(),
        account_id: viewer.account,
        credential_id: made.credential_id,
        name: name.clone(),
        transports: made.transports,
        static_state: made.static_state,
        dynamic_state: made.dynamic_state,
        created_at: app.clock.now_ms(),
        used_at: None,
    };
    if !passkey::insert(&mut tx, new).await? {
        return Err(Refused::plain().into());
    }
    letters::tell(app, &mut tx, viewer, &viewer.emails, News::PasskeyAdded(&name)).await?;
    tx.commit().await?;
    Ok(())
}

/// Calls a passkey otherwise.
///
/// # Errors
/// [`PasskeyError::Fields`] (`/name`), [`PasskeyError::Unknown`], [`PasskeyError::Store`].
pub async fn rename_passkey(
    app: &App,
    viewer: &Viewer,
    id: PasskeyId,
    name: &str,
) -> Result<(), PasskeyError> {
    let name = checked(name)?;
    let mut tx = app.db.write().await?;
    if !passkey::rename(&mut tx, id, viewer.account, &name).await? {
        return Err(PasskeyError::Unknown);
    }
    tx.commit().await?;
    Ok(())
}

/// Removes a passkey; the account's addresses are told.
///
/// # Errors
/// [`PasskeyError::NotProven`], [`PasskeyError::Unknown`], [`PasskeyError::Store`].
pub async fn remove_passkey(app: &App, viewer: &Viewer, id: PasskeyId) -> Result<(), PasskeyError> {
    proven(app, viewer)?;
    let mut tx = app.db.write().await?;
    let rows = passkey::of_account(&mut tx, viewer.account).await?;
    let row = rows.into_iter().find(|row| row.passkey_id == id).ok_or(PasskeyError::Unknown)?;
    passkey::delete(&mut tx, id, viewer.account).await?;
    letters::tell(app, &mut tx, viewer, &viewer.emails, News::PasskeyRemoved(&row.name)).await?;
    tx.commit().await?;
    Ok(())
}

/// What the browser is asked for whoever signs in. Absent where passkeys do not work.
pub fn ask_to_sign_in(app: &App) -> Option<Question> {
    ceremony::ask_to_sign_in(app, None)
}

/// The same for whoever is signed in and shows once more that it is them: no other account's passkey is taken.
pub fn ask_to_prove(app: &App, viewer: &Viewer) -> Option<Question> {
    ceremony::ask_to_sign_in(app, Some(viewer.account))
}

/// Begins a session of whoever the passkey belongs to; `previous`, the caller's session so far, ends.
///
/// * `state`: [`Question::state`].
/// * `answer`: the browser's `AuthenticationResponseJSON`.
/// * `next`: where to go afterwards: a path of ours. Anything else is left out.
///
/// # Errors
/// [`PasskeyError::Refused`], [`PasskeyError::Store`].
pub async fn sign_in_with_passkey(
    app: &App,
    (state, answer): (&str, &str),
    next: Option<&str>,
    previous: Option<&str>,
    device: Device,
) -> Result<SignedIn, PasskeyError> {
    let now = app.clock.now_ms();
    let credential = ceremony::credential_of(answer)?;
    let mut tx = app.db.write().await?;
    let row = passkey::by_credential(&mut tx, &credential).await?.ok_or_else(Refused::plain)?;
    let answered = ceremony::take_sign_in(app, &row, state, answer)?;
    let until = now + i64::from(ceremony::OPEN_MS);
    if !passkey::answer(&mut tx, &token_hash(&answered.challenge), until).await? {
        return Err(Refused::plain().into());
    }
    passkey::used(&mut tx, row.passkey_id, &answered.dynamic_state, now).await?;
    if let Some(previous) = previous {
        session::delete(&mut tx, &token_hash(previous)).await?;
    }
    let next = match next.filter(|path| is_own_path(path)) {
        Some(path) => path.to_owned(),
        None => sign_in::home(&mut tx, row.account_id).await?,
    };
    let signed_in = sign_in::begin(app, &mut tx, row.account_id, next, device).await?;
    tx.commit().await?;
    Ok(signed_in)
}

fn checked(name: &str) -> Result<String, PasskeyError> {
    let mut fields = Fields::default();
    let name = fields.line("/name", name, MOST_NAME);
    fields.right(name).map_err(PasskeyError::Fields)
}
