//! What guardians have a say in: links.
//!
//! Where an institution wants it, a link that its learner makes waits until a guardian approves. Any link can be held
//! back or ended by a guardian at once. When nobody is there any more who could approve, the learner makes the link
//! live: never does it become so by itself.

use std::collections::{BTreeMap, BTreeSet};

use api::{RecordContent, RecordItem};
use serde_json::json;
use time::OffsetDateTime;

use super::{GuardianError, Ward, letters, look::right};
use crate::{
    app::App,
    effects::instant_of,
    flows::{record::Shown, session::Viewer, share},
    id::{AccountId, CredentialId, GuardianId, RecordId, ShareId},
    store::{
        StoreError, Tx, consent_receipt, count,
        guardian::{self, NamedRow},
        record::{self, RecordRow},
        share::{self as links_of, ShareRow},
        share_approval::{self, LinkRow},
    },
};

/// How soon a letter about a link that waits may follow the one before it.
const PAUSE_MS: i64 = 60 * 60 * 1000;

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
    /// Whether it shows the record as it was when it was made, whatever becomes of that.
    pub frozen: bool,
    /// Where it stands.
    pub state: LinkState,
}

/// A link and what can be said to it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Open {
    /// The link.
    pub link: Link,
    /// What stands for all that it shows now, and for whom: an approval counts for this alone.
    pub terms: String,
    /// Whether this guardian can approve it: those of another institution may not.
    pub approves: bool,
}

/// What a guardian says to a link.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Word<'a> {
    /// It may be live, as long as these are still its [`Open::terms`].
    Approve(&'a str),
    /// It leads nowhere until a guardian of the same institution says otherwise.
    Hold,
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

/// Lets a link wait for a guardian's word, where it needs one, and asks them by mail; says whether it waits. The same
/// for a link that is new, and for one that shows more, to more or for longer than was approved. What a guardian
/// holds back stays so, and who was asked a short while ago gets no other letter.
///
/// # Errors
/// When the database fails.
pub(crate) async fn ask(
    app: &App,
    tx: &mut Tx,
    learner: AccountId,
    link: ShareId,
) -> Result<bool, StoreError> {
    let now = app.clock.now_ms();
    let approvers = guardian::approvers(tx, learner, now).await?;
    if approvers.is_empty() {
        return Ok(false);
    }
    let said = share_approval::lock(tx, learner, link).await?;
    let asked = said.is_some_and(|row| {
        !row.approved && (row.decided_at.is_some() || now < row.asked_at.saturating_add(PAUSE_MS))
    });
    if !asked {
        wait(app, tx, link, &approvers).await?;
    }
    Ok(true)
}

async fn wait(app: &App, tx: &mut Tx, link: ShareId, approvers: &[NamedRow]) -> Result<(), StoreError> {
    let Some(first) = approvers.first() else { return Ok(()) };
    share_approval::ask(tx, link, first.row.guardian_id, app.clock.now_ms()).await?;
    for named in approvers {
        letters::waits(app, tx, named, link).await?;
    }
    Ok(())
}

/// Lets the links that follow a record wait anew, where it has gained something that they show: a credential, or
/// entries of one. Order and words ask nothing, nor does what goes.
///
/// # Errors
/// When the database fails.
pub(crate) async fn ask_of_gain(
    app: &App,
    tx: &mut Tx,
    record: &RecordRow,
    before: &RecordContent,
    after: &RecordContent,
) -> Result<(), StoreError> {
    let now = app.clock.now_ms();
    if !gains(before, after, &BTreeSet::new())
        || guardian::approvers(tx, record.account_id, now).await?.is_empty()
    {
        return Ok(());
    }
    for id in links_of::following(tx, record.record_id, now).await? {
        let Some(link) = links_of::lock(tx, record.account_id, id).await? else { continue };
        let hidden: BTreeSet<String> = serde_json::from_str(&link.hidden).unwrap_or_default();
        if gains(before, after, &hidden) {
            ask(app, tx, record.account_id, id).await?;
        }
    }
    Ok(())
}

/// Lets the links that show a credential again wait anew, where it comes back into the wallet.
///
/// # Errors
/// When the database fails.
pub(crate) async fn ask_of_return(
    app: &App,
    tx: &mut Tx,
    learner: AccountId,
    holding: CredentialId,
) -> Result<(), StoreError> {
    let now = app.clock.now_ms();
    if guardian::approvers(tx, learner, now).await?.is_empty() {
        return Ok(());
    }
    for id in links_of::with(tx, learner, holding, now).await? {
        let Some(link) = links_of::lock(tx, learner, id).await? else { continue };
        let hidden: BTreeSet<String> = serde_json::from_str(&link.hidden).unwrap_or_default();
        if !hidden.contains(&holding.to_string()) {
            ask(app, tx, learner, id).await?;
        }
    }
    Ok(())
}

/// Whether there is something in `after`, but for what is hidden, that was not in `before`.
fn gains(before: &RecordContent, after: &RecordContent, hidden: &BTreeSet<String>) -> bool {
    let shown: Vec<_> = before.items().filter(|item| !share::leaves_out(hidden, item)).collect();
    let was_shown = |item: &RecordItem| shown.iter().any(|old| covers(old, item));
    after.items().any(|item| !share::leaves_out(hidden, item) && !was_shown(item))
}

fn covers(old: &RecordItem, new: &RecordItem) -> bool {
    let parts = match (&old.parts, &new.parts) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(old), Some(new)) => new.iter().all(|part| old.contains(part)),
    };
    old.holding == new.holding && parts
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

/// One of them, and what this guardian can say to it.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Store`].
pub async fn link(app: &App, ward: &Ward, id: ShareId) -> Result<Open, GuardianError> {
    let (now, learner) = (app.clock.now_ms(), ward.learner.account);
    let mut tx = app.db.read().await?;
    let row = share_approval::link(&mut tx, learner, id, now).await?.ok_or(GuardianError::Unknown)?;
    let share = links_of::by_id(&mut tx, learner, id).await?.ok_or(GuardianError::Unknown)?;
    let named = guardian::by_id(&mut tx, ward.guardian.id).await?.ok_or(GuardianError::Unknown)?;
    let approvers = guardian::approvers(&mut tx, learner, now).await?;
    Ok(Open {
        approves: may_approve(&mut tx, &named, &row, &approvers, now).await?,
        terms: terms(app, &mut tx, &share).await?,
        link: Link::of(row),
    })
}

/// What a link shows, or would.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Share`], [`GuardianError::Store`].
pub async fn preview(app: &App, ward: &Ward, id: ShareId) -> Result<Shown, GuardianError> {
    let (now, learner) = (app.clock.now_ms(), ward.learner.account);
    let mut tx = app.db.read().await?;
    share_approval::link(&mut tx, learner, id, now).await?.ok_or(GuardianError::Unknown)?;
    let link = links_of::by_id(&mut tx, learner, id).await?.ok_or(GuardianError::Unknown)?;
    let (_, shown) = share::shows(&mut tx, &link).await?.ok_or(GuardianError::Unknown)?;
    Ok(shown)
}

/// Approves a link, or holds it back; whoever made it is told. Saying the same again tells nobody. Where a guardian
/// whose institution wants no approval lets go of a link that needs one, it waits for those who give it. Gives where it
/// stands then.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Changed`], [`GuardianError::NotTheirs`], [`GuardianError::Store`].
pub async fn decide(
    app: &App,
    viewer: &Viewer,
    id: GuardianId,
    link: ShareId,
    word: Word<'_>,
) -> Result<LinkState, GuardianError> {
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    let learner = right(&mut tx, viewer, id, now).await?;
    let row = share_approval::link(&mut tx, learner, link, now).await?.ok_or(GuardianError::Unknown)?;
    // The record, then the link, then what was said to it: none of them changes until this is written.
    record::lock(&mut tx, learner, row.record_id).await?;
    let share = links_of::lock(&mut tx, learner, link).await?.ok_or(GuardianError::Unknown)?;
    share_approval::lock(&mut tx, learner, link).await?;
    let row = share_approval::link(&mut tx, learner, link, now).await?.ok_or(GuardianError::Unknown)?;
    let before = state(&row);
    let same = match word {
        Word::Approve(_) => matches!(before, LinkState::Live | LinkState::Paused),
        Word::Hold => before == LinkState::HeldBack,
    };
    if same {
        return Ok(before);
    }
    let named = guardian::by_id(&mut tx, id).await?.ok_or(GuardianError::Unknown)?;
    if let Word::Approve(seen) = word {
        let approvers = guardian::approvers(&mut tx, learner, now).await?;
        if !may_approve(&mut tx, &named, &row, &approvers, now).await? {
            return Err(GuardianError::NotTheirs);
        }
        if seen != terms(app, &mut tx, &share).await? {
            return Err(GuardianError::Changed);
        }
        if !approvers.is_empty() && !is_of(&named, &approvers) {
            wait(app, &mut tx, link, &approvers).await?;
            tx.commit().await?;
            return Ok(LinkState::Waits);
        }
    }
    let approved = matches!(word, Word::Approve(_));
    share_approval::decide(&mut tx, link, id, approved, now).await?;
    let after = match (approved, row.paused_at) {
        (false, _) => LinkState::HeldBack,
        (true, Some(_)) => LinkState::Paused,
        (true, None) => LinkState::Live,
    };
    letters::decided(app, &mut tx, &named, row.record_id, after).await?;
    tx.commit().await?;
    Ok(after)
}

/// Whether a guardian can approve a link: one of the institution that holds it back, while whoever did is in force;
/// otherwise one of an institution that wants links approved, or anyone where none does.
async fn may_approve(
    tx: &mut Tx,
    named: &NamedRow,
    row: &LinkRow,
    approvers: &[NamedRow],
    now: i64,
) -> Result<bool, StoreError> {
    let holder = match row.guardian_id.filter(|_| state(row) == LinkState::HeldBack) {
        Some(by) => guardian::by_id(tx, by).await?.filter(|holder| holder.row.is_in_force(now)),
        None => None,
    };
    Ok(match holder {
        Some(holder) => holder.row.issuer_id == named.row.issuer_id,
        None => approvers.is_empty() || is_of(named, approvers),
    })
}

/// Whether a guardian is of the institution of one of these.
fn is_of(named: &NamedRow, others: &[NamedRow]) -> bool {
    others.iter().any(|other| other.row.issuer_id == named.row.issuer_id)
}

/// What stands for all that a link shows, and on what terms.
async fn terms(app: &App, tx: &mut Tx, share: &ShareRow) -> Result<String, GuardianError> {
    let content = match &share.frozen {
        Some(content) => content.clone(),
        None => record::by_id(tx, share.record_id).await?.ok_or(GuardianError::Unknown)?.content,
    };
    // Of the credentials that it names, those that are in the wallet.
    let holdings = links_of::holdings(tx, share.share_id).await?;
    let all = json!([
        share.share_id.to_string(),
        holdings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        share.expires_at,
        share.recipient,
        share.purpose,
        share.hidden,
        share.passcode_hash,
        content
    ]);
    Ok(app.sealer.hash("share_terms", &all.to_string()))
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
    share::forget_content(&mut tx, link).await?;
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
    let approvers = guardian::approvers(&mut tx, viewer.account, now).await?;
    let there = guardian::in_force(&mut tx, viewer.account, now).await?;
    let why = rows.into_iter().map(|row| {
        let holder = there.iter().find(|named| Some(named.row.guardian_id) == row.guardian_id);
        let why = match (row.decided_at.is_some(), holder) {
            (true, Some(holder)) => HeldBack::Refused(names(
                there.iter().filter(|named| named.row.issuer_id == holder.row.issuer_id),
            )),
            _ if approvers.is_empty() => HeldBack::Free,
            (true, None) => HeldBack::Refused(names(approvers.iter())),
            (false, _) => HeldBack::Waits(names(approvers.iter())),
        };
        (row.share_id, why)
    });
    Ok(why.collect())
}

/// What guardians are called, one after the other.
fn names<'a>(guardians: impl Iterator<Item = &'a NamedRow>) -> String {
    let name = |named: &'a NamedRow| {
        if named.guardian_name.is_empty() { named.row.email.as_str() } else { named.guardian_name.as_str() }
    };
    guardians.map(name).collect::<Vec<_>>().join(", ")
}

/// Whether a guardian has to approve this person's links.
///
/// # Errors
/// When the database fails.
pub async fn is_needed(app: &App, viewer: &Viewer) -> Result<bool, StoreError> {
    let mut tx = app.db.read().await?;
    Ok(!guardian::approvers(&mut tx, viewer.account, app.clock.now_ms()).await?.is_empty())
}

/// Makes a link live that waited for somebody who has no say any more; gives the record that it leads to, and where the
/// link stands then: its owner may have paused it.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Needed`], [`GuardianError::Store`].
pub async fn free(app: &App, viewer: &Viewer, id: ShareId) -> Result<(RecordId, LinkState), GuardianError> {
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    let row = share_approval::lock(&mut tx, viewer.account, id).await?;
    let row = row.filter(|row| !row.approved).ok_or(GuardianError::Unknown)?;
    let link = share_approval::link(&mut tx, viewer.account, id, now).await?.ok_or(GuardianError::Unknown)?;
    let needed = !guardian::approvers(&mut tx, viewer.account, now).await?.is_empty();
    let stays = match row.guardian_id.filter(|_| row.decided_at.is_some()) {
        Some(by) => guardian::by_id(&mut tx, by).await?.is_some_and(|named| named.row.is_in_force(now)),
        None => false,
    };
    if needed || stays {
        return Err(GuardianError::Needed);
    }
    share_approval::delete(&mut tx, id).await?;
    tx.commit().await?;
    let after = if link.paused_at.is_some() { LinkState::Paused } else { LinkState::Live };
    Ok((link.record_id, after))
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
            frozen: row.frozen,
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
