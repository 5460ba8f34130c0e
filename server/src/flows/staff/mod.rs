//! Who works at an institution's desk: inviting people, what they may do, letting them go.
//!
//! A session carries no rights: each request reads them anew, so that access dies at once.

mod invitation;

use serde_json::json;
use time::OffsetDateTime;

pub use invitation::{Invitation, accept, invitation, invite, resend, withdraw};

use super::{
    audit,
    session::{Act, NotAllowed, Role, Viewer},
};
use crate::{
    app::App,
    effects::instant_of,
    id::{AccountId, InvitationId, IssuerId},
    problem::{FieldProblem, Problem},
    store::{StoreError, Tx, invitation as invitations, issuer, staff},
};

/// Who works at a desk, and who is asked to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Staff {
    /// Who works there, by name.
    pub members: Vec<Member>,
    /// Who is asked to, by address.
    pub invited: Vec<Invited>,
}

/// Somebody who works at a desk.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Member {
    /// Who.
    pub account: AccountId,
    /// What they are called; may be empty.
    pub name: String,
    /// Their first address; may be empty.
    pub email: String,
    /// As what.
    pub role: Role,
    /// Since when.
    pub since: OffsetDateTime,
    /// Whether nobody else owns the institution.
    pub last_owner: bool,
}

/// Somebody who is asked to work at a desk.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Invited {
    /// The invitation.
    pub id: InvitationId,
    /// Their address.
    pub email: String,
    /// As what.
    pub role: Role,
    /// When the letter was written.
    pub sent_at: OffsetDateTime,
    /// Until when it can be accepted.
    pub expires_at: OffsetDateTime,
    /// Whether that has passed.
    pub expired: bool,
}

/// Why nothing about a desk's staff was changed.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// Nobody like this works there, or there is no such invitation.
    #[error("nobody like this works here")]
    Unknown,
    /// There is no invitation, or it is for another address: all the same to the caller.
    #[error(
        "there is no open invitation here for an address that you have proven; sign in with the address that the letter went to, or ask for a new letter"
    )]
    NotInvited,
    /// Nobody else owns the institution.
    #[error("somebody has to own the institution: make somebody else an owner first")]
    LastOwner,
    /// The letter before was sent a moment ago.
    #[error("a letter went there just now; wait a minute")]
    TooSoon,
    /// Fields need another look.
    #[error("the invitation needs another look")]
    Fields(Vec<FieldProblem>),
    /// The database failed.
    #[error("could not read or store who works here")]
    Store(#[from] StoreError),
}

impl From<StaffError> for Problem {
    fn from(err: StaffError) -> Self {
        match err {
            StaffError::NotAllowed(source) => source.into(),
            StaffError::Unknown | StaffError::NotInvited => Self::not_found(&err),
            StaffError::LastOwner => Self::conflict(&err),
            StaffError::TooSoon => Self::too_many(&err, 60),
            StaffError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            StaffError::Store(source) => source.into(),
        }
    }
}

/// Who works at the desk called `slug`, and who is asked to.
///
/// # Errors
/// [`StaffError::NotAllowed`], [`StaffError::Store`].
pub async fn list(app: &App, viewer: &Viewer, slug: &str) -> Result<Staff, StaffError> {
    let issuer = viewer.at(slug, Act::Govern)?.issuer;
    let mut tx = app.db.read().await?;
    let now = app.clock.now_ms();
    let members = members(&mut tx, issuer).await?;
    let invited = invitations::of_issuer(&mut tx, issuer).await?.into_iter().filter_map(|row| {
        Some(Invited {
            id: row.invitation_id,
            role: Role::of_name(&row.role)?,
            email: row.email,
            sent_at: instant_of(row.created_at),
            expires_at: instant_of(row.expires_at),
            expired: row.expires_at <= now,
        })
    });
    Ok(Staff { members, invited: invited.collect() })
}

/// One who works at the desk called `slug`.
///
/// # Errors
/// [`StaffError::NotAllowed`], [`StaffError::Unknown`], [`StaffError::Store`].
pub async fn member(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    account: AccountId,
) -> Result<Member, StaffError> {
    let issuer = viewer.at(slug, Act::Govern)?.issuer;
    let members = members(&mut app.db.read().await?, issuer).await?;
    members.into_iter().find(|member| member.account == account).ok_or(StaffError::Unknown)
}

/// Gives somebody at the desk called `slug` another role.
///
/// # Errors
/// [`StaffError`].
pub async fn set_role(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    account: AccountId,
    role: &str,
) -> Result<(), StaffError> {
    let issuer = viewer.at(slug, Act::Govern)?.issuer;
    let wrong = || vec![FieldProblem::new("/role", "choose what they may do")];
    let role = Role::of_name(role).ok_or_else(|| StaffError::Fields(wrong()))?;
    let mut tx = app.db.write().await?;
    let member = locked(&mut tx, issuer, account).await?;
    if member.last_owner && role != Role::Owner {
        return Err(StaffError::LastOwner);
    }
    staff::set_role(&mut tx, issuer, account, role.name()).await?;
    let (before, after) = (json!({ "role": member.role.name() }), json!({ "role": role.name() }));
    let told = audit::Told { detail: &json!({}), before: &before, after: &after };
    let (by, subject) = (Some(viewer.account), format!("account/{account}"));
    audit::note_change(app, &mut tx, issuer, by, "staff.role_changed", subject, told);
    tx.commit().await?;
    Ok(())
}

/// Lets somebody work at the desk called `slug` no more, oneself among them.
///
/// # Errors
/// [`StaffError`].
pub async fn remove(app: &App, viewer: &Viewer, slug: &str, account: AccountId) -> Result<(), StaffError> {
    let issuer = viewer.at(slug, Act::Govern)?.issuer;
    let mut tx = app.db.write().await?;
    let member = locked(&mut tx, issuer, account).await?;
    if member.last_owner {
        return Err(StaffError::LastOwner);
    }
    staff::delete(&mut tx, issuer, account).await?;
    let before = json!({ "role": member.role.name() });
    let told = audit::Told { detail: &json!({}), before: &before, after: &json!({}) };
    let (by, subject) = (Some(viewer.account), format!("account/{account}"));
    audit::note_change(app, &mut tx, issuer, by, "staff.removed", subject, told);
    tx.commit().await?;
    Ok(())
}

/// Keeps the staff of every desk of this person as they are until the transaction ends, so that of two last owners
/// who leave at once, one stays.
pub(in crate::flows) async fn lock_desks(tx: &mut Tx, account: AccountId) -> Result<(), StoreError> {
    let mut desks: Vec<_> = staff::desks(tx, account).await?.into_iter().map(|desk| desk.issuer_id).collect();
    // In one order, so that nobody waits for whoever waits for them.
    desks.sort_unstable();
    for issuer in desks {
        issuer::lock(tx, issuer).await?;
    }
    Ok(())
}

/// Whether an institution would have no owner without this person. Whoever acts on it calls [`lock_desks`] before.
pub(in crate::flows) async fn is_last_owner(tx: &mut Tx, account: AccountId) -> Result<bool, StoreError> {
    for desk in staff::desks(tx, account).await? {
        let members = members(tx, desk.issuer_id).await?;
        if members.iter().any(|member| member.account == account && member.last_owner) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Somebody at the desk, whom nobody else changes until the transaction ends.
async fn locked(tx: &mut Tx, issuer: IssuerId, account: AccountId) -> Result<Member, StaffError> {
    issuer::lock(tx, issuer).await?;
    let members = members(tx, issuer).await?;
    members.into_iter().find(|member| member.account == account).ok_or(StaffError::Unknown)
}

async fn members(tx: &mut Tx, issuer: IssuerId) -> Result<Vec<Member>, StoreError> {
    let rows = staff::members(tx, issuer).await?;
    let owners = rows.iter().filter(|row| row.role == Role::Owner.name()).count();
    let members = rows.into_iter().filter_map(|row| {
        let role = Role::of_name(&row.role)?;
        Some(Member {
            account: row.account_id,
            name: row.name,
            email: row.email.unwrap_or_default(),
            role,
            since: instant_of(row.created_at),
            last_owner: role == Role::Owner && owners == 1,
        })
    });
    Ok(members.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{
        session::of_account,
        testing::{desk, person, with_app},
    };

    async fn again(app: &App, viewer: &Viewer) -> Viewer {
        of_account(&mut app.db.read().await.unwrap(), viewer.account).await.unwrap().unwrap()
    }

    #[tokio::test]
    async fn somebody_always_owns_the_institution() {
        with_app(async |app| {
            let owner = desk(&app, "marlow").await;
            let ben = person(&app, "ben@a.example").await;
            for refused in [
                remove(&app, &owner, "marlow", owner.account).await,
                set_role(&app, &owner, "marlow", owner.account, "viewer").await,
            ] {
                assert!(matches!(refused, Err(StaffError::LastOwner)), "{refused:?}");
            }
            invite(&app, &owner, "marlow", "ben@a.example", "viewer").await.unwrap();
            let id = list(&app, &owner, "marlow").await.unwrap().invited[0].id;
            accept(&app, &ben, id, "").await.unwrap();
            let refused = invite(&app, &owner, "marlow", "ben@a.example", "owner").await;
            assert!(matches!(refused, Err(StaffError::Fields(_))), "{refused:?}");
            let refused = list(&app, &again(&app, &ben).await, "marlow").await;
            assert!(matches!(refused, Err(StaffError::NotAllowed(NotAllowed::Role))), "{refused:?}");
            set_role(&app, &owner, "marlow", ben.account, "owner").await.unwrap();
            remove(&app, &owner, "marlow", owner.account).await.unwrap();
            assert_eq!(again(&app, &owner).await.desks, [], "whoever left has no desk");
            assert!(member(&app, &again(&app, &ben).await, "marlow", ben.account).await.unwrap().last_owner);
        })
        .await;
    }

    #[tokio::test]
    async fn another_institutions_owner_gets_nothing() {
        with_app(async |app| {
            let (owner, foreign) = (desk(&app, "marlow").await, desk(&app, "music").await);
            invite(&app, &owner, "marlow", "ben@a.example", "viewer").await.unwrap();
            let id = list(&app, &owner, "marlow").await.unwrap().invited[0].id;
            for refused in [
                list(&app, &foreign, "marlow").await.map(|_| ()),
                invite(&app, &foreign, "marlow", "eve@a.example", "owner").await,
                remove(&app, &foreign, "marlow", owner.account).await,
            ] {
                assert!(matches!(refused, Err(StaffError::NotAllowed(NotAllowed::Stranger))), "{refused:?}");
            }
            for refused in [
                remove(&app, &foreign, "music", owner.account).await,
                set_role(&app, &foreign, "music", owner.account, "viewer").await,
                withdraw(&app, &foreign, "music", id).await,
                resend(&app, &foreign, "music", id).await,
            ] {
                assert!(matches!(refused, Err(StaffError::Unknown)), "{refused:?}");
            }
        })
        .await;
    }
}
