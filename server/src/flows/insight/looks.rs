//! Counting what others look at: shared credentials that are opened, and credentials that this
//! service is asked to verify.
//!
//! The pages that are looked at wait for none of it: a look is added to a map in memory, and once in
//! a while the map becomes numbers in the database. Which credential it was is forgotten then; who
//! looked is never known, unless it was its own holder or somebody who works for its institution,
//! whose looks do not count.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use crypto::verify::{CheckId, Outcome, Report};
use tokio::time::{MissedTickBehavior, interval};

use super::Month;
use crate::{
    app::App,
    flows::session::Viewer,
    id::{AccountId, AchievementId, CredentialId, IssuerId},
    store::{
        StoreError, Tx, credential, holding,
        insight::{self, InsightRow},
    },
};

/// How often what was counted is kept; what dies in between loses as much.
const EVERY: Duration = Duration::from_secs(30);
/// Different looks in between, at most; those beyond are not counted.
const MOST: usize = 100_000;

/// Looks that are not kept yet.
#[derive(Debug, Default)]
pub(crate) struct Looks(Mutex<HashMap<Look, i64>>);

/// A look at a credential, whoever issued it.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Look {
    kind: Kind,
    month: Month,
    credential: CredentialId,
    by: Option<Looker>,
}

/// Who looks, where that is known: forgotten as soon as it is known whether it counts.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) struct Looker {
    account: AccountId,
    /// The institutions that they work for.
    desks: Vec<IssuerId>,
}

impl From<&Viewer> for Looker {
    fn from(viewer: &Viewer) -> Self {
        Self { account: viewer.account, desks: viewer.desks.iter().map(|desk| desk.issuer).collect() }
    }
}

#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Kind {
    Shared,
    Verified,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Shared => super::SHARED,
            Self::Verified => super::VERIFIED,
        }
    }
}

/// Counts that somebody has opened a share with these credentials.
pub(crate) fn opened(app: &App, by: Option<&Viewer>, credentials: impl IntoIterator<Item = CredentialId>) {
    look(app, Kind::Shared, by.map(Looker::from).as_ref(), credentials);
}

/// Counts that somebody had these credentials verified, as far as they are our own and were signed.
pub(crate) fn verified<'r>(app: &App, by: Option<&Looker>, reports: impl IntoIterator<Item = &'r Report>) {
    look(app, Kind::Verified, by, reports.into_iter().filter_map(|report| own(app, report)));
}

/// The credential of ours that a report is on, where its signature is good.
fn own(app: &App, report: &Report) -> Option<CredentialId> {
    let genuine = report.check(CheckId::Proof)?.outcome == Outcome::Passed;
    let url = report.credential.as_ref()?.id.as_deref()?;
    let path = app.config.public_url.path_of(url).filter(|_| genuine)?;
    path.strip_prefix("/credentials/")?.parse().ok()
}

fn look(app: &App, kind: Kind, by: Option<&Looker>, credentials: impl IntoIterator<Item = CredentialId>) {
    let month = Month::of(app.clock.now());
    let mut looks = app.looks().0.lock().unwrap_or_else(PoisonError::into_inner);
    for credential in credentials {
        let look = Look { kind, month, credential, by: by.cloned() };
        if looks.len() < MOST || looks.contains_key(&look) {
            *looks.entry(look).or_default() += 1;
        }
    }
}

/// Keeps what was counted since the last time.
///
/// # Errors
/// When the database fails; then it is tried again the next time.
pub async fn keep(app: &App) -> Result<(), StoreError> {
    let looks = std::mem::take(&mut *app.looks().0.lock().unwrap_or_else(PoisonError::into_inner));
    let kept = keep_all(app, &looks).await;
    if kept.is_err() {
        let mut waiting = app.looks().0.lock().unwrap_or_else(PoisonError::into_inner);
        for (look, count) in looks {
            *waiting.entry(look).or_default() += count;
        }
    }
    kept
}

async fn keep_all(app: &App, looks: &HashMap<Look, i64>) -> Result<(), StoreError> {
    let mut tx = app.db.read().await?;
    let begun = insight::since(&mut tx).await?.is_some();
    // In an order, so that two servers on one database never wait for each other.
    let mut sums = BTreeMap::<_, i64>::new();
    for (look, count) in looks {
        if let Some((issuer, achievement)) = counts_for(&mut tx, look).await? {
            *sums.entry((issuer, achievement, look.month.to_string(), look.kind.name())).or_default() +=
                count;
        }
    }
    drop(tx);
    if begun && sums.is_empty() {
        return Ok(());
    }
    let mut tx = app.db.write().await?;
    insight::begin(&mut tx, app.clock.now_ms()).await?;
    for ((issuer_id, achievement_id, month, kind), count) in sums {
        let row = InsightRow { issuer_id, achievement_id, month, kind: kind.to_owned(), count };
        insight::add(&mut tx, &row).await?;
    }
    tx.commit().await
}

/// Whose number a look adds to; `None` where it is not ours, or its holder's or its institution's own.
async fn counts_for(tx: &mut Tx, look: &Look) -> Result<Option<(IssuerId, AchievementId)>, StoreError> {
    let Some((issuer, achievement)) = credential::what(tx, look.credential).await? else { return Ok(None) };
    if let Some(by) = &look.by {
        let holds = holding::holder(tx, look.credential).await? == Some(by.account);
        if holds || by.desks.contains(&issuer) {
            return Ok(None);
        }
    }
    Ok(Some((issuer, achievement)))
}

/// Keeps what was counted, now and every half minute, until it is dropped.
pub async fn run(app: App) {
    let mut turns = interval(EVERY);
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        turns.tick().await;
        if let Err(err) = keep(&app).await {
            tracing::warn!(cause = ?err, "could not keep how often credentials were looked at");
        }
    }
}
