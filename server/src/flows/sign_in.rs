//! Signing in by a mailed link.
//!
//! The link holds a token that works once and not for long. Opening it shows a button; only the
//! button signs in, so that a mail scanner that opens every link spends nothing.

use time::OffsetDateTime;
use web::words::{Language, language::spoken};

use super::{
    account::Device,
    fields::{Email, is_own_path},
    outbox::{self, Button, Draft, Kind, Letter},
    session::{account_of, day_of},
};
use crate::{
    app::App,
    effects::instant_of,
    id::AccountId,
    problem::{FieldProblem, Problem},
    secrets::{new_token, token_hash},
    store::{
        StoreError, Tx, account, address, credential, holding, session, session::NewSession, sign_in,
        sign_in::NewSignIn, staff,
    },
};

/// Where a link leads that was asked for without a place to go;
const HOME: &str = "/wallet";
/// and where it leads whoever has nothing there and works at a desk.
const DESK: &str = "/desk";
/// How long a link works that somebody asked for.
const ASKED_LIFE_MS: i64 = 20 * 60 * 1000;
/// How long a link works that came with an award: people read such mail days later.
pub(super) const AWARD_LIFE_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// How long a session lasts.
const SESSION_LIFE_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// At most this many mails
const MOST_IN_WINDOW: u64 = 5;
/// in this time, to one address.
pub(super) const WINDOW_MS: i64 = 15 * 60 * 1000;

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
    /// The language that the account has chosen, as a tag; empty: none.
    pub language: String,
    /// The theme that it has chosen, `light` or `dark`; empty: none.
    pub theme: String,
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
                vec![FieldProblem::new("/email", "write an e-mail address, such as you@example.org")],
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
    let email = Email::read(&request.email).ok_or(SignInError::NotAnAddress)?;
    let next = request.next.filter(|path| is_own_path(path)).unwrap_or_else(|| HOME.to_owned());
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    let (asked, first) = sign_in::asked_since(&mut tx, email.as_str(), now - WINDOW_MS).await?;
    // The demo's mail bothers nobody.
    if asked >= MOST_IN_WINDOW && !app.config.demo {
        let wait_ms = first.map_or(WINDOW_MS, |first| first + WINDOW_MS - now);
        return Err(SignInError::TooMany { retry_after_s: u32::try_from(wait_ms / 1000 + 1).unwrap_or(1) });
    }
    let link = new_link(app, &mut tx, &email, &next, true, ASKED_LIFE_MS).await?;
    // Whoever has an account may have said in which language they read.
    let account = match address::owner(&mut tx, email.as_str()).await? {
        Some(id) => account::by_id(&mut tx, id).await?,
        None => None,
    };
    let chosen = account.as_ref().map_or("", |account| &account.language);
    let language = Language::known(chosen).unwrap_or_else(spoken).in_letters();
    let words = language.letters();
    let letter = Letter {
        language,
        subject: words.sign_in.subject.to_owned(),
        greeting: (words.common.greeting)(None),
        paragraphs: vec![words.sign_in.paragraph.to_owned()],
        button: Some(Button { label: words.sign_in.button.to_owned(), link }),
        closing: (words.sign_in.closing)(ASKED_LIFE_MS / 60_000),
    };
    let mail = Draft { to: &email, kind: Kind::SignIn, letter, about: None };
    outbox::write(app, &mut tx, &mail).await?;
    tx.commit().await?;
    Ok(())
}

/// What a link is for, without spending it.
///
/// # Errors
/// [`SignInError::Spent`], [`SignInError::Store`].
pub async fn look(app: &App, token: &str) -> Result<Pending, SignInError> {
    let mut tx = app.db.read().await?;
    let found = sign_in::look(&mut tx, &token_hash(token), app.clock.now_ms()).await?;
    let link = found.ok_or(SignInError::Spent)?;
    Ok(Pending { email: link.email, next: link.next })
}

/// Spends a link and begins a session; `previous`, the caller's session so far, ends.
///
/// An address that nobody has proven before becomes an account of its own.
///
/// # Errors
/// [`SignInError::Spent`], [`SignInError::Store`].
pub async fn confirm(
    app: &App,
    token: &str,
    previous: Option<&str>,
    device: Device,
) -> Result<SignedIn, SignInError> {
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    let link = sign_in::spend(&mut tx, &token_hash(token), now).await?.ok_or(SignInError::Spent)?;
    let email = Email::read(&link.email).ok_or(SignInError::Spent)?;
    let account = account_of(app, &mut tx, &email, "").await?;
    if let Some(previous) = previous {
        session::delete(&mut tx, &token_hash(previous)).await?;
    }
    let next = match link.next {
        next if next == HOME => home(&mut tx, account).await?,
        next => next,
    };
    let signed_in = begin(app, &mut tx, account, next, device).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// Where somebody begins who did not say where to: staff with nothing in a wallet at their desk.
pub(super) async fn home(tx: &mut Tx, account: AccountId) -> Result<String, StoreError> {
    Ok(if works_only(tx, account).await? { DESK } else { HOME }.to_owned())
}

/// Whether this person works at a desk, and has and awaits nothing in a wallet.
async fn works_only(tx: &mut Tx, account: AccountId) -> Result<bool, StoreError> {
    Ok(!staff::desks(tx, account).await?.is_empty()
        && holding::count(tx, account).await? == 0
        && credential::offers(tx, account).await?.is_empty())
}

/// Ends a session. One that is unknown is as good as ended.
///
/// # Errors
/// When the database fails.
pub async fn sign_out(app: &App, session: &str) -> Result<(), StoreError> {
    let mut tx = app.db.write().await?;
    session::delete(&mut tx, &token_hash(session)).await?;
    tx.commit().await
}

/// Makes a sign-in link; gives its whole address.
pub(super) async fn new_link(
    app: &App,
    tx: &mut Tx,
    email: &Email,
    next: &str,
    asked: bool,
    life_ms: i64,
) -> Result<String, StoreError> {
    let (row, link) = link(app, email, next.to_owned(), asked, life_ms);
    keep(app, tx, vec![row]).await?;
    Ok(link)
}

/// Keeps links: from now on they work.
pub(super) async fn keep(app: &App, tx: &mut Tx, links: Vec<NewSignIn>) -> Result<(), StoreError> {
    sign_in::insert_many(tx, links, app.clock.now_ms()).await
}

/// A sign-in link that works once it is kept: what to keep, and its whole address.
pub(super) fn link(app: &App, email: &Email, next: String, asked: bool, life_ms: i64) -> (NewSignIn, String) {
    let token = new_token(&app.random);
    let row = NewSignIn {
        token_hash: token_hash(&token),
        email: email.to_string(),
        next,
        asked,
        expires_at: app.clock.now_ms() + life_ms,
    };
    (row, app.config.public_url.join(&format!("/sign-in/{token}")))
}

/// Begins a session of whoever has just proven who they are.
pub(super) async fn begin(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    next: String,
    device: Device,
) -> Result<SignedIn, StoreError> {
    let (token, now) = (new_token(&app.random), app.clock.now_ms());
    let expires_at = now + SESSION_LIFE_MS;
    let new = NewSession { token_hash: &token_hash(&token), account, device: device.name(), expires_at };
    session::insert(tx, new, now, day_of(now)).await?;
    let chosen = account::by_id(tx, account).await?;
    let (language, theme) = chosen.map(|account| (account.language, account.theme)).unwrap_or_default();
    Ok(SignedIn { token, expires_at: instant_of(expires_at), next, language, theme })
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;
    use crate::flows::{
        session::viewer,
        testing::{achievement, app_on, award, desk, newest_token, with_app},
    };

    fn asking(email: &str, next: Option<&str>) -> Request {
        Request { email: email.to_owned(), next: next.map(str::to_owned) }
    }

    #[tokio::test]
    async fn a_link_signs_in_once() {
        with_app(async |app| {
            request(&app, asking("Ada@A.example", Some("/wallet/records/1"))).await.unwrap();
            let token = newest_token(&app).await;
            let expected =
                Pending { email: "ada@a.example".to_owned(), next: "/wallet/records/1".to_owned() };
            assert_eq!(look(&app, &token).await.unwrap(), expected);
            assert_eq!(look(&app, &token).await.unwrap(), expected, "looking spends nothing");
            let signed_in = confirm(&app, &token, None, Device::Other).await.unwrap();
            assert_eq!(viewer(&app, &signed_in.token).await.unwrap().unwrap().email, "ada@a.example");
            assert!(matches!(confirm(&app, &token, None, Device::Other).await, Err(SignInError::Spent)));
            assert!(matches!(look(&app, &token).await, Err(SignInError::Spent)));
        })
        .await;
    }

    #[tokio::test]
    async fn staff_with_nothing_in_a_wallet_begin_at_their_desk() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let leads = async |email: &str, next: Option<&str>| {
                request(&app, asking(email, next)).await.unwrap();
                confirm(&app, &newest_token(&app).await, None, Device::Other).await.unwrap().next
            };
            assert_eq!(leads(&staff.email, None).await, "/desk");
            assert_eq!(leads(&staff.email, Some("/verify")).await, "/verify");
            assert_eq!(leads("ada@a.example", None).await, "/wallet");
            let achievement = achievement(&app, &staff).await;
            award(&app, &staff, achievement, &staff.email).await;
            assert_eq!(leads(&staff.email, None).await, "/wallet");
        })
        .await;
    }

    #[tokio::test]
    async fn a_link_does_not_work_for_ever() {
        with_app(async |app| {
            request(&app, asking("ada@a.example", None)).await.unwrap();
            let token = newest_token(&app).await;
            app.clock.advance(Duration::minutes(21));
            assert!(matches!(confirm(&app, &token, None, Device::Other).await, Err(SignInError::Spent)));
        })
        .await;
    }

    #[tokio::test]
    async fn signing_in_again_ends_the_session_before_and_finds_the_same_account() {
        with_app(async |app| {
            request(&app, asking("ada@a.example", None)).await.unwrap();
            let first = confirm(&app, &newest_token(&app).await, None, Device::Other).await.unwrap();
            let before = viewer(&app, &first.token).await.unwrap().unwrap();
            app.clock.advance(Duration::minutes(1));
            request(&app, asking("ADA@a.example", None)).await.unwrap();
            let second =
                confirm(&app, &newest_token(&app).await, Some(&first.token), Device::Other).await.unwrap();
            assert_eq!(viewer(&app, &first.token).await.unwrap(), None);
            let after = viewer(&app, &second.token).await.unwrap().unwrap();
            assert_eq!((after.account, after.emails), (before.account, before.emails));
            sign_out(&app, &second.token).await.unwrap();
            assert_eq!(viewer(&app, &second.token).await.unwrap(), None);
        })
        .await;
    }

    #[tokio::test]
    async fn a_session_runs_out() {
        with_app(async |app| {
            request(&app, asking("ada@a.example", None)).await.unwrap();
            let session = confirm(&app, &newest_token(&app).await, None, Device::Other).await.unwrap();
            app.clock.advance(Duration::days(30));
            assert_eq!(viewer(&app, &session.token).await.unwrap(), None);
        })
        .await;
    }

    #[tokio::test]
    async fn a_link_leads_nowhere_but_here() {
        with_app(async |app| {
            request(&app, asking("ada@a.example", Some("//evil.example"))).await.unwrap();
            assert_eq!(look(&app, &newest_token(&app).await).await.unwrap().next, "/wallet");
        })
        .await;
    }

    #[tokio::test]
    async fn an_address_gets_a_few_mails_and_then_has_to_wait() {
        let folder = tempfile::tempdir().unwrap();
        let db = crate::store::testing::sqlite(folder.path()).await;
        let app = app_on(db);
        let mut config = app.config.clone();
        config.demo = false;
        let app = app.with_config(config);
        for _ in 0..MOST_IN_WINDOW {
            request(&app, asking("ada@a.example", None)).await.unwrap();
        }
        let refused = request(&app, asking("ada@a.example", None)).await;
        assert!(matches!(refused, Err(SignInError::TooMany { retry_after_s: 901 })), "{refused:?}");
        request(&app, asking("ben@a.example", None)).await.unwrap();
        app.clock.advance(Duration::minutes(15));
        request(&app, asking("ada@a.example", None)).await.unwrap();
        assert_eq!(outbox::list(&app, 9).await.unwrap(), [], "nobody reads other people's mail");
    }
}
