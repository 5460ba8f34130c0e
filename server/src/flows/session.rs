//! Who is asking.

use crate::{
    app::App,
    flows::Email,
    id::{AccountId, IssuerId},
    problem::Problem,
    secrets::token_hash,
    store::{StoreError, Tx, account, address, session, staff},
};

/// A person who is signed in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Viewer {
    /// Their account.
    pub account: AccountId,
    /// Their first e-mail address.
    pub email: String,
    /// All their e-mail addresses, each one proven.
    pub emails: Vec<String>,
    /// What they are called; empty when they have not said.
    pub name: String,
    /// The institutions they work for.
    pub desks: Vec<Desk>,
}

/// An institution that a person works for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Desk {
    /// The institution.
    pub issuer: IssuerId,
    /// Its short name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// Somebody asked for a desk that is not theirs.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("you do not work for this institution")]
pub struct NotStaff;

impl From<NotStaff> for Problem {
    fn from(err: NotStaff) -> Self {
        Self::forbidden(err)
    }
}

impl Viewer {
    /// The desk of the institution called `slug`.
    ///
    /// # Errors
    /// [`NotStaff`] when this person does not work there, whether or not it exists.
    pub fn desk(&self, slug: &str) -> Result<&Desk, NotStaff> {
        self.desks.iter().find(|desk| desk.slug == slug).ok_or(NotStaff)
    }
}

/// Whoever the session token belongs to; `None` when it is unknown or has run out.
///
/// # Errors
/// When the database fails.
pub async fn viewer(app: &App, token: &str) -> Result<Option<Viewer>, StoreError> {
    let mut tx = app.db.read().await?;
    let Some(id) = session::account(&mut tx, &token_hash(token), app.clock.now_ms()).await? else {
        return Ok(None);
    };
    of_account(&mut tx, id).await
}

/// What an account may do.
pub(crate) async fn of_account(tx: &mut Tx, id: AccountId) -> Result<Option<Viewer>, StoreError> {
    let Some(account) = account::by_id(tx, id).await? else { return Ok(None) };
    let emails = address::of_account(tx, id).await?;
    let desks = staff::desks(tx, id)
        .await?
        .into_iter()
        .map(|row| Desk { issuer: row.issuer_id, slug: row.slug, name: row.name })
        .collect();
    let email = emails.first().cloned().unwrap_or_default();
    Ok(Some(Viewer { account: id, email, emails, name: account.name, desks }))
}

/// The account that has this address; made where there is none, named where it has no name.
pub(crate) async fn account_of(
    app: &App,
    tx: &mut Tx,
    email: &Email,
    name: &str,
) -> Result<AccountId, StoreError> {
    if let Some(id) = address::owner(tx, email.as_str()).await? {
        account::name_if_nameless(tx, id, name).await?;
        return Ok(id);
    }
    let (id, now) = (app.new_id(), app.clock.now_ms());
    account::insert(tx, id, name, now).await?;
    if address::insert(tx, email.as_str(), id, now).await? {
        return Ok(id);
    }
    // Somebody was quicker with the same address: theirs it is.
    account::delete(tx, id).await?;
    address::owner(tx, email.as_str()).await?.ok_or(StoreError::Sql(sqlx::Error::RowNotFound))
}
