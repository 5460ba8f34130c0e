//! An account's e-mail addresses. Each was proven by a link that went there and was opened by its owner, signed in
//! to this account: whoever opens a stranger's link gives their address to nobody.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use super::{NotProven, letters, letters::News, proven};
use crate::{
    app::App,
    effects::instant_of,
    flows::{Email, fields::Fields, session::Viewer},
    problem::{FieldProblem, Problem},
    secrets::{new_token, token_hash},
    store::{
        StoreError, Tx, account, address, address_end, address_request, holding_summary, passkey,
        person::{self, EraseCounts},
        recovery_code,
    },
};

/// How long a link works.
const LINK_LIFE_MS: i64 = 60 * 60 * 1000;
/// At most this many links in that time, of one account and to one address: nobody fills strangers' mailboxes.
const MOST_LINKS: u64 = 5;
/// Addresses of one account at most.
const MOST_ADDRESSES: usize = 20;

/// An address of an account.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Address {
    /// Names it among the others of its owner.
    pub id: String,
    /// The address.
    pub email: String,
    /// Whether letters go there.
    pub main: bool,
    /// An institution that has it on its roster or ends it, by its name.
    pub school: Option<String>,
    /// When that says it will end.
    pub ends_at: Option<OffsetDateTime>,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum AddressError {
    /// Too long ago.
    #[error(transparent)]
    NotProven(#[from] NotProven),
    /// Fields need another look.
    #[error("this needs another look")]
    Fields(Vec<FieldProblem>),
    /// Too many links lately.
    #[error("several mails went out just now; look for the latest, or wait a little")]
    TooMany {
        /// How long to wait.
        retry_after_s: u32,
    },
    /// The account has no such address.
    #[error("there is no such address in this account")]
    Unknown,
    /// It is the only one.
    #[error("this is the only address: add another one first")]
    Only,
    /// Unknown, used, run out, or for another account: all the same to whoever asks.
    #[error("this link has been used, is too old, or belongs to another account")]
    Spent,
    /// The account has as many as it may.
    #[error("an account has at most {MOST} addresses; remove one first", MOST = MOST_ADDRESSES)]
    Full,
    /// Somebody has it by now.
    #[error("this address belongs to another account")]
    Taken,
    /// The database failed.
    #[error("could not read or change the addresses")]
    Store(#[from] StoreError),
}

impl From<AddressError> for Problem {
    fn from(err: AddressError) -> Self {
        match err {
            AddressError::NotProven(source) => source.into(),
            AddressError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            AddressError::TooMany { retry_after_s } => Self::too_many(&err, retry_after_s),
            AddressError::Unknown | AddressError::Spent => Self::not_found(&err),
            AddressError::Only | AddressError::Full | AddressError::Taken => Self::conflict(&err),
            AddressError::Store(source) => source.into(),
        }
    }
}

/// An account's addresses, the one that letters go to first; and those that wait for their link to be opened.
///
/// # Errors
/// When the database fails.
pub async fn addresses(app: &App, viewer: &Viewer) -> Result<(Vec<Address>, Vec<String>), StoreError> {
    let mut tx = app.db.read().await?;
    let schools: BTreeMap<_, _> = address_end::schools(&mut tx, viewer.account).await?.into_iter().collect();
    let ends = address_end::of_account(&mut tx, viewer.account).await?;
    let waiting = address_request::waiting(&mut tx, viewer.account, app.clock.now_ms()).await?;
    let address = |(place, email): (usize, &String)| {
        let end = ends.iter().find(|end| end.email == *email);
        Address {
            id: id_of(app, email),
            main: place == 0,
            school: end.map(|end| end.issuer_name.clone()).or_else(|| schools.get(email).cloned()),
            ends_at: end.map(|end| instant_of(end.ends_at)),
            email: email.clone(),
        }
    };
    let waiting = waiting.into_iter().filter(|email| !viewer.emails.contains(email)).collect();
    Ok((viewer.emails.iter().enumerate().map(address).collect(), waiting))
}

/// Mails a link to an address that is to be added. The answer is the same whether or not somebody has it.
///
/// Whoever could show in no way who they are adds one without: an address that ended would lock them out for good
/// when their session does.
///
/// # Errors
/// [`AddressError`]; the field pointer is `/email`.
pub async fn add_address(app: &App, viewer: &Viewer, email: &str) -> Result<Email, AddressError> {
    if !has_no_proof(app, viewer).await? {
        proven(app, viewer)?;
    }
    let mut fields = Fields::default();
    let email = fields.email("/email", email);
    if email.as_ref().is_some_and(|email| viewer.emails.iter().any(|known| known == email.as_str())) {
        fields.wrong("/email", "this address is in your account already");
    }
    if viewer.emails.len() >= MOST_ADDRESSES {
        fields.wrong("/email", AddressError::Full.to_string());
    }
    fields.right(()).map_err(AddressError::Fields)?;
    let email = email.ok_or(AddressError::Unknown)?;
    let (token, now) = (new_token(&app.random), app.clock.now_ms());
    let mut tx = app.db.write().await?;
    let since = now - LINK_LIFE_MS;
    for (asked, first) in [
        address_request::asked_since(&mut tx, viewer.account, since).await?,
        address_request::mailed_since(&mut tx, email.as_str(), since).await?,
    ] {
        if asked >= MOST_LINKS {
            let wait_ms = first.map_or(LINK_LIFE_MS, |first| first + LINK_LIFE_MS - now);
            let retry_after_s = u32::try_from(wait_ms / 1000 + 1).unwrap_or(1);
            return Err(AddressError::TooMany { retry_after_s });
        }
    }
    let (account, expires_at) = (viewer.account, now + LINK_LIFE_MS);
    address_request::insert(&mut tx, &token_hash(&token), account, email.as_str(), now, expires_at).await?;
    let link = app.config.public_url.join(&format!("/account/new-address/{token}"));
    letters::confirm(app, &mut tx, viewer, &email, link, LINK_LIFE_MS / 60_000).await?;
    tx.commit().await?;
    Ok(email)
}

/// Waits for an address no longer: the links that were sent there add it no more.
///
/// # Errors
/// [`AddressError::Unknown`] where none was sent, [`AddressError::Store`].
pub async fn withdraw_address(app: &App, viewer: &Viewer, email: &str) -> Result<(), AddressError> {
    let email = Email::read(email).ok_or(AddressError::Unknown)?;
    let mut tx = app.db.write().await?;
    if !address_request::end(&mut tx, viewer.account, email.as_str(), app.clock.now_ms()).await? {
        return Err(AddressError::Unknown);
    }
    tx.commit().await?;
    Ok(())
}

/// Whether somebody could show in no way that it is them: each of their addresses has ended, and they have neither a
/// passkey nor a recovery code.
async fn has_no_proof(app: &App, viewer: &Viewer) -> Result<bool, StoreError> {
    let (account, now) = (viewer.account, app.clock.now_ms());
    let mut tx = app.db.read().await?;
    let ends = address_end::of_account(&mut tx, account).await?;
    let over = |email: &String| ends.iter().any(|end| end.email == *email && end.ends_at <= now);
    Ok(viewer.emails.iter().all(over)
        && passkey::of_account(&mut tx, account).await?.is_empty()
        && recovery_code::left(&mut tx, account).await? == 0)
}

/// Which address a link adds to this account, without spending it.
///
/// # Errors
/// [`AddressError::Spent`], [`AddressError::Store`].
pub async fn look_at_address(app: &App, viewer: &Viewer, token: &str) -> Result<String, AddressError> {
    let mut tx = app.db.read().await?;
    let found = address_request::look(&mut tx, &token_hash(token), app.clock.now_ms()).await?;
    let found = found.filter(|found| found.account_id == viewer.account).ok_or(AddressError::Spent)?;
    Ok(found.email)
}

/// Spends a link: from now on the address is the account's. Its other addresses are told.
///
/// Whoever once signed in with that address alone has an account of their own by it; where there is nothing in
/// that, it gives way. A second link to an address that was added by now changes nothing.
///
/// # Errors
/// [`AddressError::Spent`], [`AddressError::Full`], [`AddressError::Taken`], [`AddressError::Store`].
pub async fn confirm_address(app: &App, viewer: &Viewer, token: &str) -> Result<String, AddressError> {
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    let found = address_request::spend(&mut tx, &token_hash(token), viewer.account, now).await?;
    let email = found.ok_or(AddressError::Spent)?.email;
    let owner = address::owner(&mut tx, &email).await?;
    if owner == Some(viewer.account) {
        tx.commit().await?;
        return Ok(email);
    }
    account::lock(&mut tx, viewer.account).await?;
    if address::of_account(&mut tx, viewer.account).await?.len() >= MOST_ADDRESSES {
        return Err(AddressError::Full);
    }
    if let Some(other) = owner {
        if !account::is_bare(&mut tx, other).await? {
            return Err(AddressError::Taken);
        }
        person::forget_account(&mut tx, other, &mut EraseCounts::default()).await?;
    }
    if !address::insert(&mut tx, &email, viewer.account, now).await? {
        return Err(AddressError::Taken);
    }
    // What is held on their word alone may name it.
    holding_summary::ask_again(&mut tx, viewer.account).await?;
    letters::tell(app, &mut tx, viewer, &viewer.emails, News::AddressAdded(&email)).await?;
    tx.commit().await?;
    Ok(email)
}

/// Makes an address the one that letters go to.
///
/// # Errors
/// [`AddressError::NotProven`], [`AddressError::Unknown`], [`AddressError::Store`].
pub async fn choose_address(app: &App, viewer: &Viewer, id: &str) -> Result<(), AddressError> {
    proven(app, viewer)?;
    let email = of_id(app, viewer, id)?;
    let mut tx = app.db.write().await?;
    if !address::choose(&mut tx, email, viewer.account, app.clock.now_ms()).await? {
        return Err(AddressError::Unknown);
    }
    tx.commit().await?;
    Ok(())
}

/// Takes an address away, and with it the links that would add it again. It is told, and so are those that stay.
///
/// # Errors
/// [`AddressError::NotProven`], [`AddressError::Unknown`], [`AddressError::Only`], [`AddressError::Store`].
pub async fn remove_address(app: &App, viewer: &Viewer, id: &str) -> Result<(), AddressError> {
    proven(app, viewer)?;
    let email = of_id(app, viewer, id)?;
    let mut tx: Tx = app.db.write().await?;
    if !address::delete(&mut tx, email, viewer.account).await? {
        return Err(AddressError::Only);
    }
    address_request::delete(&mut tx, viewer.account, email).await?;
    letters::tell(app, &mut tx, viewer, &viewer.emails, News::AddressRemoved(email)).await?;
    tx.commit().await?;
    Ok(())
}

/// What names an address in the pages of its account: addresses themselves stand in no page's address.
fn id_of(app: &App, email: &str) -> String {
    app.sealer.hash("address", email).chars().take(16).collect()
}

fn of_id<'a>(app: &App, viewer: &'a Viewer, id: &str) -> Result<&'a str, AddressError> {
    let found = viewer.emails.iter().find(|email| id_of(app, email) == id);
    found.map(String::as_str).ok_or(AddressError::Unknown)
}
