//! Signing in by a mailed link.
//!
//! The link holds a token that works once and not for long. Opening it shows a button; only the
//! button signs in, so that a mail scanner that opens every link spends nothing.

use time::OffsetDateTime;

use crate::{app::App, problem::Problem, store::StoreError};

/// Somebody asks for a sign-in mail.
#[derive(Clone, Debug)]
pub struct Request {
    /// The address as typed.
    pub email: String,
    /// Where to go afterwards: a path of ours. Anything else is left out.
    pub next: Option<String>,
}

/// What a sign-in link is for, shown beside its button.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Pending {
    /// Whom it signs in.
    pub email: String,
    /// Where it leads: a path of ours.
    pub next: String,
}

/// A session that has begun.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignedIn {
    /// The session token, for the cookie.
    pub token: String,
    /// When the session ends.
    pub expires_at: OffsetDateTime,
    /// Where to go: a path of ours.
    pub next: String,
}

/// Why there was no sign-in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Not an e-mail address.
    #[error("this is not an e-mail address")]
    NotAnAddress,
    /// Too many mails to this address lately.
    #[error("several mails went to this address just now; look for the latest, or wait a little")]
    TooMany {
        /// How long to wait.
        retry_after_s: u32,
    },
    /// Unknown, used, or run out: all the same to the caller.
    #[error("this link has been used or is too old; ask for a new one")]
    Spent,
    /// The database failed.
    #[error("could not sign in")]
    Store(#[from] StoreError),
}

impl From<SignInError> for Problem {
    fn from(err: SignInError) -> Self {
        match err {
            SignInError::NotAnAddress => Self::unprocessable(
                &err,
                vec![crate::problem::FieldProblem::new(
                    "/email",
                    "write an e-mail address, such as you@example.org",
                )],
            ),
            SignInError::TooMany { retry_after_s } => Self::too_many(&err, retry_after_s),
            SignInError::Spent => Self::not_found(&err),
            SignInError::Store(source) => source.into(),
        }
    }
}

/// Mails a sign-in link. The answer is the same whether or not the address is known here.
///
/// # Errors
/// [`SignInError::NotAnAddress`], [`SignInError::TooMany`], [`SignInError::Store`].
pub async fn request(app: &App, request: Request) -> Result<(), SignInError> {
    let _ = (app, request);
    unimplemented!("sign-in")
}

/// What a link is for, without spending it.
///
/// # Errors
/// [`SignInError::Spent`], [`SignInError::Store`].
pub async fn look(app: &App, token: &str) -> Result<Pending, SignInError> {
    let _ = (app, token);
    unimplemented!("sign-in")
}

/// Spends a link and begins a session; `previous`, the caller's session so far, ends.
///
/// An address that nobody has proven before becomes an account of its own.
///
/// # Errors
/// [`SignInError::Spent`], [`SignInError::Store`].
pub async fn confirm(app: &App, token: &str, previous: Option<&str>) -> Result<SignedIn, SignInError> {
    let _ = (app, token, previous);
    unimplemented!("sign-in")
}

/// Ends a session. One that is unknown is as good as ended.
///
/// # Errors
/// When the database fails.
pub async fn sign_out(app: &App, session: &str) -> Result<(), StoreError> {
    let _ = (app, session);
    unimplemented!("sign-in")
}
