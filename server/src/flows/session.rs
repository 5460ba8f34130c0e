//! Who is asking.

use time::OffsetDateTime;

use crate::{
    app::App,
    effects::instant_of,
    flows::Email,
    id::{AccountId, IssuerId},
    problem::Problem,
    secrets::token_hash,
    store::{StoreError, Tx, account, address, session, staff},
};

/// A person who is signed in, or a program that has a key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Viewer {
    /// Their account.
    pub account: AccountId,
    /// The e-mail address that letters go to.
    pub email: String,
    /// All their e-mail addresses, each one proven.
    pub emails: Vec<String>,
    /// What they are called; empty when they have not said.
    pub name: String,
    /// The institutions they work for.
    pub desks: Vec<Desk>,
    /// The language of their pages, as a tag; empty: as the browser says.
    pub language: String,
    /// The theme of their pages, `light` or `dark`; empty: as the device says.
    pub theme: String,
    /// When they last proved who they are; absent for programs.
    pub proven_at: Option<OffsetDateTime>,
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
    /// As what they work there.
    pub role: Role,
    /// What a program may do of it; absent for a person: all.
    pub scopes: Option<Vec<Act>>,
}

/// As what somebody works at a desk; each may do what those before it may.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Role {
    /// Looks.
    Viewer,
    /// Awards: a teacher, who sees the classes they teach and what they awarded.
    Issuer,
    /// Describes achievements, enrols learners, awards to all of them, revokes.
    Registrar,
    /// Speaks for the institution: its profile, its keys, its staff.
    Owner,
}

/// What is done at a desk. Programs are given some of these as scopes, by the same names.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Act {
    /// Looking at what the institution has awarded and whom it teaches.
    See,
    /// Awarding.
    Award,
    /// Writing, publishing and retiring achievements; endorsing.
    Describe,
    /// Taking back, suspending, correcting what anybody at the desk has awarded.
    Revoke,
    /// Keeping learners and classes.
    Enrol,
    /// Reading what was done at the desk, by whom.
    Audit,
    /// Profile, keys, staff and programs. Never a program's.
    Govern,
}

/// Somebody asked for a desk, or for something at it, that is not theirs.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum NotAllowed {
    /// They do not work there, whether or not it exists.
    #[error("you do not work for this institution")]
    Stranger,
    /// They do, as somebody who may not.
    #[error("your role at this institution does not include this; an owner can change it")]
    Role,
    /// They are a program, whose key was not given this.
    #[error("this key may not do this; an owner can make one that may")]
    Scope,
}

impl From<NotAllowed> for Problem {
    fn from(err: NotAllowed) -> Self {
        Self::forbidden(err)
    }
}

impl Viewer {
    /// The desk of the institution called `slug`, for somebody who is going to do `act` there.
    ///
    /// # Errors
    /// [`NotAllowed`].
    pub fn at(&self, slug: &str, act: Act) -> Result<&Desk, NotAllowed> {
        let desk = self.desks.iter().find(|desk| desk.slug == slug).ok_or(NotAllowed::Stranger)?;
        match &desk.scopes {
            _ if desk.may(act) => Ok(desk),
            None => Err(NotAllowed::Role),
            Some(_) => Err(NotAllowed::Scope),
        }
    }

    /// The same for somebody who is going to take back, suspend or correct an award:
    /// [`Desk::may_change`] says which.
    pub(crate) fn to_change(&self, slug: &str) -> Result<&Desk, NotAllowed> {
        self.at(slug, Act::Revoke).or_else(|_| self.at(slug, Act::Award))
    }
}

impl Desk {
    /// Whether `act` is theirs to do here.
    pub fn may(&self, act: Act) -> bool {
        self.role >= act.needs() && self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&act))
    }

    /// Whether they may take back, suspend or correct what `by` awarded: a teacher what they
    /// awarded themselves.
    pub(crate) fn may_change(&self, viewer: &Viewer, by: Option<AccountId>) -> bool {
        self.may(Act::Revoke) || (self.may(Act::Award) && by == Some(viewer.account))
    }

    /// Whose awards they see: a teacher their own, and those in classes they teach; absent: all.
    pub(crate) fn sees_of(&self, viewer: &Viewer) -> Option<AccountId> {
        (!self.sees_all()).then_some(viewer.account)
    }

    /// Whether they see all that the desk has: a teacher sees their own classes and awards.
    pub fn sees_all(&self) -> bool {
        self.role != Role::Issuer
    }
}

impl Role {
    /// All, the least first.
    pub const ALL: [Self; 4] = [Self::Viewer, Self::Issuer, Self::Registrar, Self::Owner];

    /// Its name in the database, in forms and in the API.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Issuer => "issuer",
            Self::Registrar => "registrar",
            Self::Owner => "owner",
        }
    }

    /// The role of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

impl Act {
    /// All that there are.
    pub const ALL: [Self; 7] =
        [Self::See, Self::Award, Self::Describe, Self::Revoke, Self::Enrol, Self::Audit, Self::Govern];

    /// Its name as a scope.
    pub const fn name(self) -> &'static str {
        match self {
            Self::See => "see",
            Self::Award => "award",
            Self::Describe => "describe",
            Self::Revoke => "revoke",
            Self::Enrol => "enrol",
            Self::Audit => "audit",
            Self::Govern => "govern",
        }
    }

    /// The act of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.name() == name)
    }

    /// The least role that may do it.
    pub const fn needs(self) -> Role {
        match self {
            Self::See => Role::Viewer,
            Self::Award => Role::Issuer,
            Self::Describe | Self::Revoke | Self::Enrol | Self::Audit => Role::Registrar,
            Self::Govern => Role::Owner,
        }
    }
}

/// Whoever the session token belongs to; `None` when it is unknown or has run out.
///
/// # Errors
/// When the database fails.
pub async fn viewer(app: &App, token: &str) -> Result<Option<Viewer>, StoreError> {
    let (hash, now) = (token_hash(token), app.clock.now_ms());
    let mut tx = app.db.read().await?;
    let Some(session) = session::by_token(&mut tx, &hash, now).await? else {
        return Ok(None);
    };
    let viewer = of_account(&mut tx, session.account_id).await?;
    tx.commit().await?;
    // Once a day, so that looking writes nothing the rest of it.
    if session.seen_at < day_of(now) {
        let mut tx = app.db.write().await?;
        session::see(&mut tx, &hash, day_of(now)).await?;
        tx.commit().await?;
    }
    let proven_at = Some(instant_of(session.proven_at));
    Ok(viewer.map(|viewer| Viewer { proven_at, ..viewer }))
}

/// The first moment of the day of `now`, in UTC.
pub(crate) fn day_of(now: i64) -> i64 {
    now - now.rem_euclid(24 * 60 * 60 * 1000)
}

/// What an account may do.
pub(crate) async fn of_account(tx: &mut Tx, id: AccountId) -> Result<Option<Viewer>, StoreError> {
    let Some(account) = account::by_id(tx, id).await? else { return Ok(None) };
    let emails = address::of_account(tx, id).await?;
    let desks = staff::desks(tx, id)
        .await?
        .into_iter()
        .filter_map(|row| {
            let role = Role::of_name(&row.role)?;
            Some(Desk { issuer: row.issuer_id, slug: row.slug, name: row.name, role, scopes: None })
        })
        .collect();
    let email = emails.first().cloned().unwrap_or_default();
    Ok(Some(Viewer {
        account: id,
        email,
        emails,
        name: account.name,
        desks,
        language: account.language,
        theme: account.theme,
        proven_at: None,
    }))
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
