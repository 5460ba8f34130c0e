//! What was done at a desk, for those who answer for it.

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde_json::{Map, Value};
use time::{Date, Duration, OffsetDateTime, Time};
use web::words::desk_audit as words;

use super::{
    check::{self, Checked},
    head,
};
use crate::{
    app::App,
    effects::{instant_of, ms_of},
    flows::session::{Act, NotAllowed, Viewer},
    id::IssuerId,
    problem::Problem,
    store::{
        StoreError, Tx,
        audit::{self, ActRow, Filter, NamedRow, WorkerRow},
    },
};

/// After so long there should be another head.
const OVERDUE: Duration = Duration::hours(50);

/// Something that was done.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Done {
    /// Its number in the chain, from 1.
    pub sequence: i64,
    /// When.
    pub at: OffsetDateTime,
    /// What, such as `credential.revoked`.
    pub act: String,
    /// By whom; absent where nobody in particular did it, or that was forgotten.
    pub who: Option<Named>,
    /// To what; absent where that was forgotten.
    pub subject: Option<Named>,
    /// How and why,
    pub detail: Map<String, Value>,
    /// what was the case before,
    pub before: Map<String, Value>,
    /// and after.
    pub after: Map<String, Value>,
    /// As it stands in the chain.
    pub row: ActRow,
}

impl Done {
    /// Whether who did it to whom was forgotten.
    pub fn forgotten(&self) -> bool {
        self.subject.is_none()
    }
}

/// Who did something, or what it was done to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Named {
    /// A kind and an id, such as `credential/0190…`.
    pub id: String,
    /// What it is called; empty where it is not there any more.
    pub name: String,
    /// More about it, such as an address.
    pub more: String,
}

/// What is looked for, as typed; what is empty leaves nothing out.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Search {
    /// A whole act, such as `credential.revoked`, or a kind of them, such as `credential`.
    pub act: String,
    /// Whoever at the desk did it, by name or address; or anybody by id.
    pub who: String,
    /// What it was done to, by name, address, number or id.
    pub subject: String,
    /// From this day on, in UTC,
    pub from: Option<Date>,
    /// and up to this one.
    pub until: Option<Date>,
}

/// Whether a chain holds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Standing {
    /// There is no head yet to hold it against.
    NoHead,
    /// The last head is not one of this service's.
    BadHead,
    /// All was gone through when the last head was taken; but that is longer ago than it should be.
    Overdue {
        /// When that was.
        since: OffsetDateTime,
    },
    /// All was gone through when the last head was taken, and what was done since is as it was noted.
    Holds {
        /// When the head was taken.
        since: OffsetDateTime,
        /// What came of it.
        checked: Checked,
    },
    /// It does not.
    Broken {
        /// When the head was taken.
        since: OffsetDateTime,
        /// What came of it.
        checked: Checked,
    },
}

/// Why nothing is told.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    /// The desk is somebody else's, or this is not theirs to read.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The database failed.
    #[error("could not read what was done")]
    Store(#[from] StoreError),
}

impl From<LookError> for Problem {
    fn from(err: LookError) -> Self {
        match err {
            LookError::NotAllowed(source) => source.into(),
            LookError::Store(source) => source.into(),
        }
    }
}

/// What was done at the desk called `slug`, newest first, from before a number in the chain on; at most
/// `limit`.
///
/// # Errors
/// [`LookError`].
pub async fn page(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    search: &Search,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Done>, LookError> {
    let issuer = viewer.at(slug, Act::Audit)?.issuer;
    let mut tx = app.db.read().await?;
    let rows = audit::page(&mut tx, issuer, &search.filter(), before, limit).await?;
    Ok(Names::default().all(&mut tx, issuer, rows).await?)
}

/// Whether the chain of the institution called `slug` holds since the last head that was kept.
///
/// # Errors
/// [`LookError`].
pub async fn standing(app: &App, viewer: &Viewer, slug: &str) -> Result<Standing, LookError> {
    let issuer = viewer.at(slug, Act::Audit)?.issuer;
    let head = match head::last_kept(app).await {
        Ok(Some(head)) => head,
        Ok(None) => return Ok(Standing::NoHead),
        Err(head::HeadError::Store(err)) => return Err(err.into()),
        Err(err) => {
            tracing::warn!(
                cause = &err as &dyn std::error::Error,
                "the last head of the audit is not to be used"
            );
            return Ok(Standing::BadHead);
        }
    };
    let Some(since) = head.taken_at() else { return Ok(Standing::BadHead) };
    let checked = check::since(&mut app.db.read().await?, &issuer.to_string(), &head).await?;
    Ok(match checked.holds() {
        false => Standing::Broken { since, checked },
        // No head is taken of what does not hold.
        true if app.clock.now() - since > OVERDUE => Standing::Overdue { since },
        true => Standing::Holds { since, checked },
    })
}

impl Search {
    fn filter(&self) -> Filter {
        let text = |text: &str| -> String {
            text.trim().to_lowercase().chars().filter(|letter| *letter != '\0').take(200).collect()
        };
        let start = |day: Date| ms_of(day.with_time(Time::MIDNIGHT).assume_utc());
        Filter {
            act: text(&self.act),
            who: text(&self.who),
            subject: text(&self.subject),
            from: self.from.map(start),
            until: self.until.map(|day| start(day.saturating_add(Duration::DAY))),
        }
    }
}

/// What things are called, each looked for once.
#[derive(Default)]
pub(super) struct Names(HashMap<String, Named>);

impl Names {
    /// Rows with everything by name.
    pub(super) async fn all(
        &mut self,
        tx: &mut Tx,
        issuer: IssuerId,
        rows: Vec<ActRow>,
    ) -> Result<Vec<Done>, StoreError> {
        let mut done = Vec::with_capacity(rows.len());
        for row in rows {
            let who = match &row.account_id {
                Some(id) => Some(self.who(tx, issuer, id).await?),
                None => None,
            };
            let subject = match &row.subject {
                Some(subject) => Some(self.name(tx, issuer, subject).await?),
                None => None,
            };
            done.push(Done {
                sequence: row.sequence,
                at: instant_of(row.at),
                act: row.act.clone(),
                who,
                subject,
                detail: object(row.detail.as_deref()),
                before: object(row.before.as_deref()),
                after: object(row.after.as_deref()),
                row,
            });
        }
        Ok(done)
    }

    /// Who did it: staff and programs by name; of anybody else a desk has no business to know more than that it was
    /// the holder.
    async fn who(&mut self, tx: &mut Tx, issuer: IssuerId, account: &str) -> Result<Named, StoreError> {
        let id = format!("account/{account}");
        let key = format!("who {id}");
        if let Some(known) = self.0.get(&key) {
            return Ok(known.clone());
        }
        let named = match audit::worker(tx, issuer, account).await? {
            None => Named { id, ..Named::default() },
            Some(WorkerRow { works: 0, .. }) => {
                Named { id, name: words::holder().to_owned(), more: String::new() }
            }
            Some(WorkerRow { named: NamedRow { name, more }, .. }) => {
                let more = more.unwrap_or_default();
                Named { id, name: if name.is_empty() { more.clone() } else { name }, more }
            }
        };
        self.0.insert(key, named.clone());
        Ok(named)
    }

    async fn name(&mut self, tx: &mut Tx, issuer: IssuerId, subject: &str) -> Result<Named, StoreError> {
        if let Some(known) = self.0.get(subject) {
            return Ok(known.clone());
        }
        let NamedRow { name, more } = audit::name_of(tx, issuer, subject).await?.unwrap_or_default();
        let more = more.unwrap_or_default();
        let name = if name.is_empty() { more.clone() } else { name };
        let named = Named { id: subject.to_owned(), name, more };
        self.0.insert(subject.to_owned(), named.clone());
        Ok(named)
    }
}

fn object(text: Option<&str>) -> Map<String, Value> {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}
