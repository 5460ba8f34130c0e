//! What a guardian sees: the wallet of whom they look after, by the very flows that show it to its owner. The learner
//! sees the same through the same door.

use super::{Guardian, GuardianError};
use crate::{
    app::App,
    flows::session::{self, Viewer},
    id::{AccountId, GuardianId},
    store::{
        StoreError, Tx, count,
        guardian::{self, GuardianRow},
        share_approval,
    },
};

/// Somebody's wallet, open to whoever looks after it.
#[derive(Clone, Debug)]
pub struct Ward {
    /// By which right.
    pub guardian: Guardian,
    /// Whether it is the learner who looks at what the guardian sees.
    pub own: bool,
    /// The learner, for flows that read: nothing is changed in their name.
    pub learner: Viewer,
}

/// Whether somebody looks after others.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Looking {
    /// How many.
    pub people: u64,
    /// How many of their links wait.
    pub waiting: u64,
}

/// Those whom this person looks after, by name, each with how many of their links wait.
///
/// # Errors
/// When the database fails.
pub async fn people(app: &App, viewer: &Viewer) -> Result<Vec<(Guardian, u64)>, StoreError> {
    let now = app.clock.now_ms();
    let mut tx = app.db.read().await?;
    let mut people = Vec::new();
    for named in guardian::of_guardian(&mut tx, viewer.account, now).await? {
        let waiting = match named.row.learner_account_id {
            Some(learner) => count(share_approval::waiting(&mut tx, learner, now).await?),
            None => 0,
        };
        people.push((Guardian::of(named, now), waiting));
    }
    Ok(people)
}

/// The same in numbers.
///
/// # Errors
/// When the database fails.
pub async fn looking(app: &App, viewer: &Viewer) -> Result<Looking, StoreError> {
    let people = people(app, viewer).await?;
    Ok(Looking { people: people.len() as u64, waiting: people.iter().map(|(_, waiting)| waiting).sum() })
}

/// The wallet that this person looks after, or their own as their guardian sees it.
///
/// # Errors
/// [`GuardianError::Unknown`] from the moment it is not in force, [`GuardianError::Store`].
pub async fn ward(app: &App, viewer: &Viewer, id: GuardianId) -> Result<Ward, GuardianError> {
    let now = app.clock.now_ms();
    let mut tx = app.db.read().await?;
    let named = guardian::by_id(&mut tx, id).await?.ok_or(GuardianError::Unknown)?;
    let own = named.row.learner_account_id == Some(viewer.account);
    let learner = match named.row.learner_account_id {
        Some(learner) if own && named.row.is_in_force(now) => learner,
        _ => learner_of(&named.row, viewer, now)?,
    };
    let learner = session::of_account(&mut tx, learner).await?.ok_or(GuardianError::Unknown)?;
    let learner = Viewer { desks: Vec::new(), proven_at: None, ..learner };
    Ok(Ward { guardian: Guardian::of(named, now), own, learner })
}

/// The learner's account, for their guardian while it is in force.
pub(super) fn learner_of(row: &GuardianRow, viewer: &Viewer, now: i64) -> Result<AccountId, GuardianError> {
    let theirs = row.account_id == Some(viewer.account) && row.is_in_force(now);
    row.learner_account_id.filter(|_| theirs).ok_or(GuardianError::Unknown)
}

/// The same by the id, in the transaction that changes something; the row stays as it is until that ends.
pub(super) async fn right(
    tx: &mut Tx,
    viewer: &Viewer,
    id: GuardianId,
    now: i64,
) -> Result<AccountId, GuardianError> {
    guardian::lock(tx, id).await?;
    let named = guardian::by_id(tx, id).await?.ok_or(GuardianError::Unknown)?;
    learner_of(&named.row, viewer, now)
}
