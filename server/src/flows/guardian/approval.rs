//! What guardians have a say in: links.
//!
//! Where an institution wants it, a link that its learner makes waits until a guardian approves. Any link can be held
//! back or ended by a guardian at once. When nobody is there any more who could approve, the learner makes the link
//! live: never does it become so by itself.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use super::{GuardianError, Ward, letters, look::right};
use crate::{
    app::App,
    effects::instant_of,
    flows::{record::Shown, session::Viewer, share},
    id::{AccountId, GuardianId, RecordId, ShareId},
    store::{
        StoreError, Tx, consent_receipt, count, guardian,
        share::{self as links_of, ShareRow},
        share_approval::{self, LinkRow},
    },
};

/// A link, as the guardian of whoever made it sees it: not where it leads to for others.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Link {
    /// Its id.
    pub id: ShareId,
    /// The record that it shows,
    pub record: RecordId,
    /// and what that is called.
    pub title: String,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it ends by itself; absent: never.
    pub expires_at: Option<OffsetDateTime>,
    /// Whom it is for; may be empty.
    pub recipient: String,
    /// What it is for; may be empty.
    pub purpose: String,
    /// How often it was opened.
    pub views: u64,
    /// Where it stands.
    pub state: LinkState,
}

/// Where a link stands with guardians.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LinkState {
    /// Whoever has it sees the record.
    Live,
    /// It waits for a guardian's word.
    Waits,
    /// A guardian holds it back.
    HeldBack,
    /// Whoever made it has paused it.
    Paused,
}

/// Why a link is not live, to whoever made it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum HeldBack {
    /// It waits for the word of one of these.
    Waits(String),
    /// One of these holds it back.
    Refused(String),
    /// Nobody is left who has a say: they make it live themselves.
    Free,
}

/// A guardian whose word a link of this account needs; `None`: it needs nobody's.
///
/// # Errors
/// When the database fails.
pub(super) async fn needs_approval(
    app: &App,
    tx: &mut Tx,
    learner: AccountId,
) -> Result<Option<GuardianId>, StoreError> {
    guardian::approver(tx, learner, app.clock.now_ms()).await
}

/// Lets a link wait for a guardian's word, where it needs one, and asks them by mail; says whether it waits. The same
/// for a link that is new, and for one that shows more or for longer than was approved.
///
/// # Errors
/// When the database fails.
pub(crate) async fn ask(
    app: &App,
    tx: &mut Tx,
    learner: AccountId,
    link: ShareId,
) -> Result<bool, StoreError> {
    let Some(of) = needs_approval(app, tx, learner).await? else { return Ok(false) };
    let now = app.clock.now_ms();
    share_approval::ask(tx, link, of, now).await?;
    for named in guardian::in_force(tx, learner, now).await? {
        letters::waits(app, tx, &named, link).await?;
    }
    Ok(true)
}

/// The links of whom somebody looks after, newest first.
///
/// # Errors
/// When the database fails.
pub async fn links(app: &App, ward: &Ward) -> Result<Vec<Link>, StoreError> {
    let now = app.clock.now_ms();
    let rows = share_approval::links(&mut app.db.read().await?, ward.learner.account, now).await?;
    Ok(rows.into_iter().map(Link::of).collect())
}

/// One of them.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Store`].
pub async fn link(app: &App, ward: &Ward, id: ShareId) -> Result<Link, GuardianError> {
    let now = app.clock.now_ms();
    let row = share_approval::link(&mut app.db.read().await?, ward.learner.account, id, now).await?;
    row.map(Link::of).ok_or(GuardianError::Unknown)
}

/// What a link shows, or would.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Share`], [`GuardianError::Store`].
pub async fn preview(app: &App, ward: &Ward, id: ShareId) -> Result<Shown, GuardianError> {
    let now = app.clock.now_ms();
    let mut tx = app.db.read().await?;
    let row = share_approval::link(&mut tx, ward.learner.account, id, now).await?;
    let row = row.ok_or(GuardianError::Unknown)?;
    let rows: Vec<ShareRow> = links_of::live_of_record(&mut tx, row.record_id, now).await?;
    let link = rows.into_iter().find(|link| link.share_id == id).ok_or(GuardianError::Unknown)?;
    let (_, shown) = share::shows(&mut tx, &link).await?.ok_or(GuardianError::Unknown)?;
    Ok(shown)
}

/// Approves a link, or holds it back; whoever made it is told. Saying the same again tells nobody.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Store`].
pub async fn decide(
    app: &App,
    viewer: &Viewer,
    id: GuardianId,
    link: ShareId,
    approved: bool,
) -> Result<(), GuardianError> {
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    let learner = right(&mut tx, viewer, id, now).await?;
    let row = share_approval::link(&mut tx, learner, link, now).await?.ok_or(GuardianError::Unknown)?;
    let before = state(&row);
    let same = if approved {
        matches!(before, LinkState::Live | LinkState::Paused)
    } else {
        before == LinkState::HeldBack
    };
    if same {
        return Ok(());
    }
    share_approval::decide(&mut tx, link, id, approved, now).await?;
    let named = guardian::by_id(&mut tx, id).await?.ok_or(GuardianError::Unknown)?;
    letters::decided(app, &mut tx, &named, row.record_id, approved).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends a link for good; whoever made it is told.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Store`].
pub async fn end_link(
    app: &App,
    viewer: &Viewer,
    id: GuardianId,
    link: ShareId,
) -> Result<(), GuardianError> {
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    let learner = right(&mut tx, viewer, id, now).await?;
    let row = share_approval::link(&mut tx, learner, link, now).await?.ok_or(GuardianError::Unknown)?;
    links_of::end(&mut tx, learner, link, now).await?;
    consent_receipt::end(&mut tx, link, now, "ended").await?;
    let named = guardian::by_id(&mut tx, id).await?.ok_or(GuardianError::Unknown)?;
    letters::link_ended(app, &mut tx, &named, row.record_id).await?;
    tx.commit().await?;
    Ok(())
}

/// Why links to a record are not live, for its owner; those that are live, are not among them.
///
/// # Errors
/// When the database fails.
pub async fn held_back(
    app: &App,
    viewer: &Viewer,
    record: RecordId,
) -> Result<BTreeMap<ShareId, HeldBack>, StoreError> {
    let now = app.clock.now_ms();
    let mut tx = app.db.read().await?;
    let rows = share_approval::held_back(&mut tx, record).await?;
    if rows.is_empty() {
        return Ok(BTreeMap::new());
    }
    let needed = guardian::approver(&mut tx, viewer.account, now).await?.is_some();
    let there = guardian::in_force(&mut tx, viewer.account, now).await?;
    let names: Vec<_> = there
        .iter()
        .map(|named| if named.guardian_name.is_empty() { &named.row.email } else { &named.guardian_name })
        .map(String::as_str)
        .collect();
    let names = names.join(", ");
    let why = rows.into_iter().map(|row| {
        let stays = there.iter().any(|named| Some(named.row.guardian_id) == row.guardian_id);
        let why = match (row.decided_at, needed || (row.decided_at.is_some() && stays)) {
            (_, false) => HeldBack::Free,
            (None, true) => HeldBack::Waits(names.clone()),
            (Some(_), true) => HeldBack::Refused(names.clone()),
        };
        (row.share_id, why)
    });
    Ok(why.collect())
}

/// Makes a link live that waited for somebody who has no say any more; gives the record that it leads to.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Needed`], [`GuardianError::Store`].
pub async fn free(app: &App, viewer: &Viewer, id: ShareId) -> Result<RecordId, GuardianError> {
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    let row = share_approval::lock(&mut tx, viewer.account, id).await?;
    let row = row.filter(|row| !row.approved).ok_or(GuardianError::Unknown)?;
    let link = share_approval::link(&mut tx, viewer.account, id, now).await?.ok_or(GuardianError::Unknown)?;
    let needed = guardian::approver(&mut tx, viewer.account, now).await?.is_some();
    let stays = match row.guardian_id.filter(|_| row.decided_at.is_some()) {
        Some(by) => guardian::by_id(&mut tx, by).await?.is_some_and(|named| named.row.is_in_force(now)),
        None => false,
    };
    if needed || stays {
        return Err(GuardianError::Needed);
    }
    share_approval::delete(&mut tx, id).await?;
    tx.commit().await?;
    Ok(link.record_id)
}

impl Link {
    fn of(row: LinkRow) -> Self {
        Self {
            state: state(&row),
            id: row.share_id,
            record: row.record_id,
            title: row.title,
            created_at: instant_of(row.created_at),
            expires_at: (row.expires_at < links_of::NEVER).then(|| instant_of(row.expires_at)),
            recipient: row.recipient,
            purpose: row.purpose,
            views: count(row.view_count),
        }
    }
}

fn state(row: &LinkRow) -> LinkState {
    match (row.asked && !row.approved, row.decided_at) {
        (false, _) if row.paused_at.is_some() => LinkState::Paused,
        (false, _) => LinkState::Live,
        (true, None) => LinkState::Waits,
        (true, Some(_)) => LinkState::HeldBack,
    }
}
