//! Sharing a record by a link, on its owner's terms: for whom and what for, for how long, following the record or
//! as it was, without some of it, behind a passcode; paused, changed or ended at any time, at once.

mod change;
mod passcode;
mod receipt;
mod remind;
#[cfg(test)]
mod tests;
mod view;

use std::collections::BTreeSet;

use api::{RecordContent, RecordItem};
use time::OffsetDateTime;

use super::{
    fields::Fields,
    guardian,
    judge::Busy,
    record::{InWallet, Shown, shown},
    session::Viewer,
};
use crate::{
    app::App,
    effects::instant_of,
    id::{RecordId, ShareId},
    problem::{FieldProblem, Problem},
    secrets::{Unsealable, new_token, token_hash},
    store::{
        StoreError, Tx,
        record::{self, RecordRow},
        record_item,
        share::{self, NEVER, ShareRow},
    },
};

pub(crate) use change::forget_content;
pub use change::{end, hold_for, narrow, pause, resume, set_passcode};
pub use passcode::{MOST_TRIES, Unlocked, suggested, unlock};
pub use receipt::{Receipt, receipts};
pub use remind::{forget_run_out, hourly, remind};
pub use view::{Device, device, seen};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// For how many days a link lives unless its owner says otherwise.
pub const DEFAULT_DAYS: u32 = 90;

/// For how many days a link can live that has an end.
pub const MOST_DAYS: u32 = 730;

/// Live links to one record at most.
pub const MOST_LIVE: usize = 100;

/// Links of an account that are listed.
const MOST_LISTED: u32 = 1_000;

/// Characters of a recipient, and of a purpose.
const MOST_WORDS: usize = 200;

/// On what terms a record is shared.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Terms {
    /// For how many days; `None` has no end.
    pub days: Option<u32>,
    /// For whom, in the owner's words.
    pub recipient: String,
    /// What for.
    pub purpose: String,
    /// The passcode that is asked for; empty: none is.
    pub passcode: String,
    /// Whether the link shows the record as it is now, whatever becomes of it.
    pub frozen: bool,
}

impl Terms {
    /// For so many days, following the record, for whoever has the link.
    pub fn days(days: u32) -> Self {
        Self { days: Some(days), ..Self::default() }
    }
}

/// How a link stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// It leads to the record.
    Live,
    /// It leads nowhere until its owner goes on with it.
    Paused,
    /// So many passcodes were wrong that none is looked at until its owner chooses a new one.
    Locked,
    /// Its owner ended it.
    Ended(OffsetDateTime),
    /// It ended by itself.
    RanOut(OffsetDateTime),
}

impl Standing {
    /// Whether it leads nowhere for good.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Ended(_) | Self::RanOut(_))
    }
}

/// A link, as its owner sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Share {
    /// Its id.
    pub id: ShareId,
    /// Where it leads.
    pub record: RecordId,
    /// The secret in its address, `/s/{token}`.
    pub token: String,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it ends by itself; `None` where it does not.
    pub expires_at: Option<OffsetDateTime>,
    /// For whom; may be empty.
    pub recipient: String,
    /// What for; may be empty.
    pub purpose: String,
    /// The passcode that is asked for.
    pub passcode: Option<String>,
    /// Whether it shows the record as it was when it was made.
    pub frozen: bool,
    /// How many items it leaves out.
    pub hidden: usize,
    /// How it stands.
    pub standing: Standing,
    /// Whether it is new, and waits for a guardian's word.
    pub waits: bool,
}

impl Share {
    /// Whether it says who it is for and what for.
    pub fn says_for_whom(&self) -> bool {
        !self.recipient.is_empty() && !self.purpose.is_empty()
    }
}

/// A link and what it shows, for its owner to change.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Opened {
    /// The link.
    pub share: Share,
    /// All that its record holds, or held, of which the hidden is left out.
    pub content: RecordContent,
    /// The ids of the items that are left out.
    pub hidden: BTreeSet<String>,
    /// Looks at it, the last first.
    pub views: Vec<(OffsetDateTime, Device)>,
    /// What was agreed to, the last first.
    pub receipts: Vec<Receipt>,
}

/// A record, as whoever has the link sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Shared {
    /// The link.
    pub share: ShareId,
    /// What it shows.
    pub record: Shown,
    /// When the link ends by itself; `None` where it does not.
    pub expires_at: Option<OffsetDateTime>,
    /// Whether its owner looks.
    pub own: bool,
}

/// What a link leads to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Behind {
    /// The record.
    Record(Box<Shared>),
    /// A passcode is asked for.
    Passcode,
    /// One was asked for, and so many were wrong that none is looked at.
    Locked,
}

#[cfg(test)]
impl Behind {
    /// The record, where no passcode is asked for.
    pub(crate) fn record(self) -> Shared {
        match self {
            Self::Record(shared) => *shared,
            Self::Passcode | Self::Locked => panic!("it asks for a passcode"),
        }
    }
}

/// Why a link was not made or not changed.
#[derive(Debug, thiserror::Error)]
pub enum ShareError {
    /// Not there, or somebody else's.
    #[error("there is no such record or link")]
    Unknown,
    /// The link has ended, and what has ended does not begin again.
    #[error("this link has ended: make a new one")]
    Over,
    /// There are as many as can be.
    #[error("keep at most {MOST_LIVE} live links to a record")]
    Many,
    /// Nothing would be left to show.
    #[error("leave something in, or end the link")]
    Nothing,
    /// Fields need another look.
    #[error("the link needs another look")]
    Fields(Vec<FieldProblem>),
    /// There is too much to do just now.
    #[error("there is too much to do just now: try again in a moment")]
    Busy(#[from] Busy),
    /// A sealed link does not open.
    #[error("could not open a sealed link")]
    Key(#[from] Unsealable),
    /// What was kept of the record does not read.
    #[error("could not read what was kept of the record")]
    Content(#[from] serde_json::Error),
    /// The database failed.
    #[error("could not store the link")]
    Store(#[from] StoreError),
}

impl From<ShareError> for Problem {
    fn from(err: ShareError) -> Self {
        match err {
            ShareError::Unknown => Self::not_found(&err),
            ShareError::Over => Self::conflict(&err),
            ShareError::Many => Self::unprocessable(&err, vec![FieldProblem::new("/days", err.to_string())]),
            ShareError::Nothing => {
                Self::unprocessable(&err, vec![FieldProblem::new("/items", err.to_string())])
            }
            ShareError::Fields(fields) => Self::unprocessable("the link needs another look", fields),
            ShareError::Busy(busy) => busy.into(),
            ShareError::Key(_) | ShareError::Content(_) => Self::internal(&err),
            ShareError::Store(source) => source.into(),
        }
    }
}

/// Makes a link to one of this person's records, and the receipt of what they agreed to.
///
/// Who it is for and what for is asked where there is an education record in it.
///
/// # Errors
/// [`ShareError`]; the field pointers are `/days`, `/recipient`, `/purpose`, `/passcode`.
pub async fn create(app: &App, viewer: &Viewer, record: RecordId, terms: Terms) -> Result<Share, ShareError> {
    let now = app.clock.now_ms();
    let mut fields = Fields::default();
    let expires_at = end_in(&mut fields, terms.days, now);
    let passcode = passcode::read(&mut fields, &terms.passcode);
    let hash = match &passcode {
        Some(text) => Some(passcode::hash(app, text.clone()).await?),
        None => None,
    };
    let mut tx = app.db.write().await?;
    if !record::lock(&mut tx, viewer.account, record).await? {
        return Err(ShareError::Unknown);
    }
    if share::live_of_record(&mut tx, record, now).await?.len() >= MOST_LIVE {
        return Err(ShareError::Many);
    }
    let row = record::by_id(&mut tx, record).await?.ok_or(ShareError::Unknown)?;
    let held = record_item::of_record(&mut tx, record).await?;
    let content: RecordContent = serde_json::from_str(&row.content)?;
    let documents: Vec<_> = held.iter().map(|item| (item.holding_id, item.document.clone())).collect();
    let shows = shown(&content, &held.into_iter().map(InWallet::named).collect());
    let education = shows.is_education();
    let recipient = words(&mut fields, "/recipient", &terms.recipient, education);
    let purpose = words(&mut fields, "/purpose", &terms.purpose, education);
    fields.right(()).map_err(ShareError::Fields)?;
    let (id, token): (ShareId, String) = (app.new_id(), new_token(&app.random));
    let row = ShareRow {
        share_id: id,
        record_id: record,
        sealed_token: app.sealer.seal(&place(id), token.as_bytes()),
        created_at: now,
        expires_at,
        ended_at: None,
        paused_at: None,
        recipient,
        purpose,
        frozen: terms.frozen.then_some(row.content),
        hidden: "[]".to_owned(),
        sealed_passcode: passcode.map(|text| app.sealer.seal(&passcode::place(id), text.as_bytes())),
        passcode_hash: hash,
        tries: 0,
    };
    share::insert(&mut tx, &row, &token_hash(&token), remind::when(now, expires_at)).await?;
    if terms.frozen {
        share::keep_documents(&mut tx, id, documents).await?;
    }
    receipt::write(app, &mut tx, viewer.account, &row).await?;
    let waits = guardian::ask(app, &mut tx, viewer.account, id).await?;
    tx.commit().await?;
    Ok(Share { waits, ..owned(app, row)? })
}

/// When a link ends that lives for so many days.
fn end_in(fields: &mut Fields, days: Option<u32>, now: i64) -> i64 {
    match days {
        None => NEVER,
        Some(days) => {
            if !(1..=MOST_DAYS).contains(&days) {
                fields.wrong("/days", format!("a link lives 1 to {MOST_DAYS} days, or has no end"));
            }
            now + i64::from(days) * DAY_MS
        }
    }
}

fn words(fields: &mut Fields, pointer: &str, text: &str, needed: bool) -> String {
    if needed || !text.trim().is_empty() { fields.line(pointer, text, MOST_WORDS) } else { String::new() }
}

/// Whether a link to one of this person's records has to say who it is for and what for.
///
/// # Errors
/// [`ShareError`].
pub async fn asks_for_whom(app: &App, viewer: &Viewer, record: RecordId) -> Result<bool, ShareError> {
    let mut tx = app.db.read().await?;
    let row = record::by_id(&mut tx, record).await?.filter(|row| row.account_id == viewer.account);
    let row = row.ok_or(ShareError::Unknown)?;
    let held = record_item::of_record(&mut tx, record).await?.into_iter().map(InWallet::named).collect();
    Ok(shown(&serde_json::from_str(&row.content)?, &held).is_education())
}

/// The links to one of this person's records that have not ended, newest first.
///
/// # Errors
/// [`ShareError`].
pub async fn list(app: &App, viewer: &Viewer, record: RecordId) -> Result<Vec<Share>, ShareError> {
    let mut tx = app.db.read().await?;
    record::by_id(&mut tx, record)
        .await?
        .filter(|row| row.account_id == viewer.account)
        .ok_or(ShareError::Unknown)?;
    live(app, &mut tx, record).await
}

/// All of this person's links, ended ones among them, newest first: each with the title of its record, and how
/// often it was looked at.
///
/// # Errors
/// [`ShareError`].
pub async fn all(app: &App, viewer: &Viewer) -> Result<Vec<(Share, String, u64)>, ShareError> {
    let mut tx = app.db.read().await?;
    let views = share::view_counts(&mut tx, viewer.account).await?;
    let rows = share::of_account(&mut tx, viewer.account, MOST_LISTED).await?;
    rows.into_iter()
        .map(|(row, title)| {
            let views = views.iter().find(|(id, _)| *id == row.share_id).map_or(0, |(_, number)| *number);
            Ok((owned(app, row)?, title, views))
        })
        .collect()
}

/// One of this person's links, with all that can be known of it.
///
/// # Errors
/// [`ShareError`].
pub async fn one(app: &App, viewer: &Viewer, id: ShareId) -> Result<Opened, ShareError> {
    let mut tx = app.db.read().await?;
    let row = share::by_id(&mut tx, viewer.account, id).await?.ok_or(ShareError::Unknown)?;
    let content = content_of(&mut tx, &row).await?.map(|(_, content)| content).unwrap_or_default();
    let views = share::views(&mut tx, id).await?;
    let receipts = receipt::of_share(&mut tx, id).await?;
    Ok(Opened {
        hidden: serde_json::from_str(&row.hidden)?,
        share: owned(app, row)?,
        content,
        views: views.into_iter().map(|(at, device)| (instant_of(at), Device::read(&device))).collect(),
        receipts,
    })
}

/// What a link leads to; `None` when it is unknown, paused, ended or run out, without a difference. Whether somebody
/// looked is for the caller to say: [`seen`].
///
/// * `pass`: what [`unlock`] gave for its passcode.
/// * `by`: who opens it, where somebody is signed in.
///
/// # Errors
/// [`ShareError::Content`], [`ShareError::Store`].
pub async fn open(
    app: &App,
    token: &str,
    pass: Option<&str>,
    by: Option<&Viewer>,
) -> Result<Option<Behind>, ShareError> {
    let mut tx = app.db.read().await?;
    let now = app.clock.now_ms();
    let Some(link) = share::live_by_token(&mut tx, &token_hash(token), now).await? else {
        return Ok(None);
    };
    let Some((record, shown)) = shows(&mut tx, &link).await? else { return Ok(None) };
    // Whoever made the record looks at their own page.
    let own = by.is_some_and(|viewer| viewer.account == record.account_id);
    if !own && link.passcode_hash.is_some() && !passcode::opens(app, &link, pass, now) {
        return Ok(Some(if link.tries >= MOST_TRIES { Behind::Locked } else { Behind::Passcode }));
    }
    Ok(Some(Behind::Record(Box::new(Shared {
        share: link.share_id,
        record: shown,
        expires_at: end_of(&link),
        own,
    }))))
}

/// What a link shows now, and the record that it leads to; `None` where there is none any more. A link that does
/// not say who it is for and what for shows no record of an education.
///
/// # Errors
/// [`ShareError::Content`], [`ShareError::Store`].
pub(super) async fn shows(tx: &mut Tx, link: &ShareRow) -> Result<Option<(RecordRow, Shown)>, ShareError> {
    let Some((record, mut content)) = content_of(tx, link).await? else { return Ok(None) };
    let hidden: BTreeSet<String> = serde_json::from_str(&link.hidden)?;
    for section in &mut content.sections {
        section.items.retain(|item| !leaves_out(&hidden, item));
    }
    let rows = match &link.frozen {
        Some(_) => share::documents(tx, link.share_id).await?,
        None => record_item::of_record(tx, link.record_id).await?,
    };
    let held = rows.into_iter().map(InWallet::named).collect();
    let shown = shown(&content, &held);
    // It may have come into the record since.
    let says_for_whom = !link.recipient.is_empty() && !link.purpose.is_empty();
    Ok(Some((record, if says_for_whom { shown } else { shown.without_education() })))
}

/// Whether a link leaves an item of its record out.
///
/// * `hidden`: ids of credentials in the wallet. Those of items, which may come to stand for another, are in it only from
///   before that was known.
pub(crate) fn leaves_out(hidden: &BTreeSet<String>, item: &RecordItem) -> bool {
    hidden.contains(&item.holding) || hidden.contains(&item.id)
}

/// All that a link's record holds, or held when the link was made.
async fn content_of(tx: &mut Tx, link: &ShareRow) -> Result<Option<(RecordRow, RecordContent)>, ShareError> {
    let Some(record) = record::by_id(tx, link.record_id).await? else { return Ok(None) };
    let content = serde_json::from_str(link.frozen.as_deref().unwrap_or(&record.content))?;
    Ok(Some((record, content)))
}

/// Whether a link leads somewhere, without opening what it leads to: for its QR code.
///
/// # Errors
/// When the database fails.
pub async fn is_live(app: &App, token: &str) -> Result<bool, StoreError> {
    let mut tx = app.db.read().await?;
    Ok(share::live_by_token(&mut tx, &token_hash(token), app.clock.now_ms()).await?.is_some())
}

/// The links to a record that have not ended, opened for its owner, newest first.
pub(super) async fn live(app: &App, tx: &mut Tx, record: RecordId) -> Result<Vec<Share>, ShareError> {
    let rows = share::live_of_record(tx, record, app.clock.now_ms()).await?;
    rows.into_iter().map(|row| owned(app, row)).collect()
}

/// A link for its owner.
fn owned(app: &App, row: ShareRow) -> Result<Share, ShareError> {
    let open = |place: &str, sealed: &str| -> Result<String, Unsealable> {
        String::from_utf8(app.sealer.unseal(place, sealed)?.to_vec()).map_err(|_| Unsealable)
    };
    let sealed = row.sealed_passcode.as_deref();
    Ok(Share {
        id: row.share_id,
        record: row.record_id,
        token: open(&place(row.share_id), &row.sealed_token)?,
        created_at: instant_of(row.created_at),
        expires_at: end_of(&row),
        passcode: sealed.map(|sealed| open(&passcode::place(row.share_id), sealed)).transpose()?,
        frozen: row.frozen.is_some(),
        hidden: serde_json::from_str::<BTreeSet<String>>(&row.hidden)?.len(),
        standing: standing(&row, app.clock.now_ms()),
        recipient: row.recipient,
        purpose: row.purpose,
        waits: false,
    })
}

fn standing(row: &ShareRow, now: i64) -> Standing {
    match row.ended_at {
        Some(at) => Standing::Ended(instant_of(at)),
        None if row.expires_at <= now => Standing::RanOut(instant_of(row.expires_at)),
        None if row.paused_at.is_some() => Standing::Paused,
        None if row.tries >= MOST_TRIES => Standing::Locked,
        None => Standing::Live,
    }
}

/// When a link ends by itself.
fn end_of(row: &ShareRow) -> Option<OffsetDateTime> {
    (row.expires_at < NEVER).then(|| instant_of(row.expires_at))
}

pub(crate) fn place(id: ShareId) -> String {
    format!("share/{id}")
}
