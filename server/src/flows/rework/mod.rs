//! Later editions of many credentials: renewed, or signed again after a key was stolen. Which ones
//! is settled when it is asked for; they are worked off in the background, in chunks, and
//! whoever asked can watch.

mod job;
#[cfg(test)]
mod tests;

pub(crate) use job::turn;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::{
    audit,
    fields::Fields,
    session::{Act, NotAllowed, Viewer},
};
use crate::{
    app::App,
    effects::{instant_of, ms_of},
    id::{AccountId, CredentialId, IssuerId, IssuerKeyId, ReworkId},
    problem::{FieldProblem, Problem},
    store::{
        StoreError, Tx, count, issuer_key,
        rework::{self, ReworkRow},
    },
};

/// The furthest that awards can be looked for by their end.
pub const MOST_DAYS: u32 = 366;

/// Jobs that are told of on the list of awards.
const MOST_RECENT: u32 = 5;

/// Which awards are renewed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Choice {
    /// These.
    These(Vec<CredentialId>),
    /// All that count now and end within so many days.
    Within(u32),
}

/// A job.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Rework {
    /// Its id.
    pub id: ReworkId,
    /// What it does.
    pub work: Work,
    /// How far it is.
    pub state: State,
    /// How many credentials there are.
    pub total: u64,
    /// How many have their later edition.
    pub done: u64,
    /// How many get none.
    pub left_out: u64,
    /// When it was asked for.
    pub created_at: OffsetDateTime,
    /// When it came to its end.
    pub ended_at: Option<OffsetDateTime>,
}

/// What is done with each credential.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Work {
    /// It counts for longer.
    Renew {
        /// Until when; absent: as long as its achievement says.
        until: Option<OffsetDateTime>,
    },
    /// It is signed by the key that signs now.
    Reissue {
        /// Instead of this one.
        key: IssuerKeyId,
    },
}

/// How far a job is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum State {
    /// It is worked on.
    Running,
    /// It failed several times in a row. It can go on.
    Failed,
    /// Every credential has its edition, or gets none.
    Done,
}

/// A credential that got no later edition.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LeftOut {
    /// Its id.
    pub id: CredentialId,
    /// To whom it was awarded.
    pub recipient_name: String,
    /// What was awarded.
    pub achievement_name: String,
    /// Why it got none.
    pub why: Why,
}

/// Why a credential got no later edition.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Why {
    /// It was revoked.
    Revoked,
    /// It counts for good.
    NoEnd,
    /// It would not count for longer than it does, or its achievement does not say for how long.
    Day,
}

impl Why {
    const fn name(self) -> &'static str {
        match self {
            Self::Revoked => "revoked",
            Self::NoEnd => "no_end",
            Self::Day => "day",
        }
    }

    fn of_name(name: &str) -> Self {
        [Self::Revoked, Self::NoEnd].into_iter().find(|why| why.name() == name).unwrap_or(Self::Day)
    }
}

/// Why a job was not begun, or is not to be seen.
#[derive(Debug, thiserror::Error)]
pub enum ReworkError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// This institution has no such job.
    #[error("this institution has no such job")]
    Unknown,
    /// This institution has no such key.
    #[error("this institution has no such key")]
    UnknownKey,
    /// The key was not marked as stolen: what it signed is good.
    #[error("what this key signed is good; there is nothing to issue again")]
    NotStolen,
    /// There is nothing to be done.
    #[error("there is nothing here to be done")]
    Nothing,
    /// Fields need another look.
    #[error("this needs another look")]
    Fields(Vec<FieldProblem>),
    /// The database failed.
    #[error("could not store the job")]
    Store(#[from] StoreError),
}

impl From<ReworkError> for Problem {
    fn from(err: ReworkError) -> Self {
        match err {
            ReworkError::NotAllowed(source) => source.into(),
            ReworkError::Unknown | ReworkError::UnknownKey => Self::not_found(&err),
            ReworkError::NotStolen | ReworkError::Nothing => Self::conflict(&err),
            ReworkError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            ReworkError::Store(source) => source.into(),
        }
    }
}

/// How many awards of the institution called `slug` this person could renew because they end
/// within `days`.
///
/// # Errors
/// [`ReworkError::NotAllowed`], [`ReworkError::Store`].
pub async fn count_ending(app: &App, viewer: &Viewer, slug: &str, days: u32) -> Result<u64, ReworkError> {
    let desk = viewer.to_change(slug)?;
    let mut tx = app.db.read().await?;
    let by = (!desk.may(Act::Revoke)).then_some(viewer.account);
    Ok(rework::count_ending(&mut tx, desk.issuer, by, within(app, days)).await?)
}

/// Begins to renew many awards of the institution called `slug`; those that this person may not
/// change are not among them. The pointer to a day that does not fit is `/validUntil`.
///
/// * `until`: absent: as long as their achievements say.
///
/// # Errors
/// [`ReworkError`].
pub async fn renew_many(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    choice: &Choice,
    until: Option<OffsetDateTime>,
) -> Result<ReworkId, ReworkError> {
    let desk = viewer.to_change(slug)?;
    let (now, mut fields) = (app.clock.now(), Fields::default());
    if let Some(until) = until {
        fields.near("/validUntil", now, until);
        if until <= now {
            fields.wrong("/validUntil", "choose a day in the future");
        }
    }
    fields.right(()).map_err(ReworkError::Fields)?;
    let mut tx = app.db.write().await?;
    let by = (!desk.may(Act::Revoke)).then_some(viewer.account);
    let row = ReworkRow { valid_until: until.map(ms_of), ..new(app, desk.issuer, viewer.account, "renew") };
    rework::insert(&mut tx, &row).await?;
    match choice {
        Choice::These(ids) => {
            for id in ids {
                rework::add_one(&mut tx, row.rework_id, desk.issuer, by, *id).await?;
            }
        }
        Choice::Within(days) => {
            rework::add_ending(&mut tx, row.rework_id, desk.issuer, by, within(app, *days)).await?;
        }
    }
    begin(app, tx, viewer, &row).await
}

/// Begins to issue again what a stolen key of the institution called `slug` signed and was not
/// revoked; where that is under way, gives the job that does it.
///
/// # Errors
/// [`ReworkError`].
pub async fn reissue_signed(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: IssuerKeyId,
) -> Result<ReworkId, ReworkError> {
    let issuer = viewer.at(slug, Act::Govern)?.issuer;
    let mut tx = app.db.write().await?;
    let key = issuer_key::by_id(&mut tx, issuer, id).await?.ok_or(ReworkError::UnknownKey)?;
    if key.revoked_at.is_none() {
        return Err(ReworkError::NotStolen);
    }
    if let Some(running) = rework::running_of_key(&mut tx, id).await? {
        return Ok(running);
    }
    let row = ReworkRow { issuer_key_id: Some(id), ..new(app, issuer, viewer.account, "reissue") };
    rework::insert(&mut tx, &row).await?;
    rework::add_signed(&mut tx, row.rework_id, issuer, id).await?;
    begin(app, tx, viewer, &row).await
}

fn new(app: &App, issuer: IssuerId, by: AccountId, kind: &str) -> ReworkRow {
    ReworkRow {
        rework_id: app.new_id(),
        issuer_id: issuer,
        kind: kind.to_owned(),
        valid_until: None,
        issuer_key_id: None,
        created_by: Some(by),
        state: "running".to_owned(),
        total: 0,
        done: 0,
        left_out: 0,
        created_at: app.clock.now_ms(),
        ended_at: None,
    }
}

async fn begin(app: &App, mut tx: Tx, viewer: &Viewer, row: &ReworkRow) -> Result<ReworkId, ReworkError> {
    let id = row.rework_id;
    let total = rework::count_all(&mut tx, id).await?;
    if total == 0 {
        return Err(ReworkError::Nothing);
    }
    let (subject, act) = match row.issuer_key_id {
        Some(key) => (format!("issuer_key/{key}"), "issuer_key.reissue_begun"),
        None => (format!("rework/{id}"), "rework.begun"),
    };
    let (by, detail) = (Some(viewer.account), json!({ "kind": row.kind, "total": total }));
    audit::note(app, &mut tx, row.issuer_id, by, act, subject, &detail).await?;
    tx.ring(app.bulk());
    tx.commit().await?;
    tracing::info!(rework.id = %id, kind = row.kind, total, "began with later editions of many credentials");
    Ok(id)
}

/// After when and until when awards end that end within `days`, in milliseconds since 1970.
fn within(app: &App, days: u32) -> (i64, i64) {
    let now = app.clock.now();
    (ms_of(now), ms_of(now + Duration::days(days.min(MOST_DAYS).into())))
}

/// A job of the institution called `slug`. What is about a key is its owners'.
///
/// # Errors
/// [`ReworkError`].
pub async fn show(app: &App, viewer: &Viewer, slug: &str, id: ReworkId) -> Result<Rework, ReworkError> {
    let desk = viewer.to_change(slug)?;
    let row = rework::find(&mut app.db.read().await?, desk.issuer, id).await?.ok_or(ReworkError::Unknown)?;
    // A teacher sees their own.
    if !desk.may(Act::Revoke) && row.created_by != Some(viewer.account) {
        return Err(ReworkError::Unknown);
    }
    if row.issuer_key_id.is_some() {
        viewer.at(slug, Act::Govern)?;
    }
    Ok(row.into())
}

/// The renewals of the institution called `slug` that are under way or ended within a day, the
/// newest first; those that this person may see.
///
/// # Errors
/// [`ReworkError`].
pub async fn recent(app: &App, viewer: &Viewer, slug: &str) -> Result<Vec<Rework>, ReworkError> {
    let desk = viewer.at(slug, Act::See)?;
    if viewer.to_change(slug).is_err() {
        return Ok(Vec::new());
    }
    let by = (!desk.may(Act::Revoke)).then_some(viewer.account);
    let since = ms_of(app.clock.now() - Duration::DAY);
    let rows = rework::recent(&mut app.db.read().await?, desk.issuer, by, since, MOST_RECENT).await?;
    Ok(rows.into_iter().map(Rework::from).collect())
}

/// What got no later edition in a job, at most `limit`.
///
/// # Errors
/// [`ReworkError`].
pub async fn left_out(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ReworkId,
    limit: u32,
) -> Result<Vec<LeftOut>, ReworkError> {
    show(app, viewer, slug, id).await?;
    let rows = rework::left_out(&mut app.db.read().await?, id, limit).await?;
    let left_out = rows.into_iter().map(|row| LeftOut {
        id: row.credential_id,
        recipient_name: row.recipient_name,
        achievement_name: row.achievement_name,
        why: Why::of_name(&row.fault),
    });
    Ok(left_out.collect())
}

/// Lets a job go on that has failed. One that has not is left alone.
///
/// # Errors
/// [`ReworkError`].
pub async fn resume(app: &App, viewer: &Viewer, slug: &str, id: ReworkId) -> Result<(), ReworkError> {
    show(app, viewer, slug, id).await?;
    let mut tx = app.db.write().await?;
    rework::resume(&mut tx, id).await?;
    let (issuer, by) = (viewer.to_change(slug)?.issuer, Some(viewer.account));
    audit::note(app, &mut tx, issuer, by, "rework.resumed", format!("rework/{id}"), &json!({})).await?;
    tx.ring(app.bulk());
    Ok(tx.commit().await?)
}

impl From<ReworkRow> for Rework {
    fn from(row: ReworkRow) -> Self {
        Self {
            id: row.rework_id,
            work: match row.issuer_key_id {
                Some(key) => Work::Reissue { key },
                None => Work::Renew { until: row.valid_until.map(instant_of) },
            },
            state: match row.state.as_str() {
                "done" => State::Done,
                "failed" => State::Failed,
                _ => State::Running,
            },
            total: count(row.total),
            done: count(row.done),
            left_out: count(row.left_out),
            created_at: instant_of(row.created_at),
            ended_at: row.ended_at.map(instant_of),
        }
    }
}
