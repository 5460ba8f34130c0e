//! What was done at a desk, for those who answer for it.

use std::collections::HashMap;

use serde_json::{Map, Value};
use time::{Date, Duration, OffsetDateTime, Time};

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
        audit::{self, ActRow, Filter, NamedRow},
    },
};

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
    /// Whoever did it, by name, address or id.
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
    /// What was done since the last head is as it was noted, and what the head knows is there.
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
    Ok(if checked.holds() { Standing::Holds { since, checked } } else { Standing::Broken { since, checked } })
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
                Some(id) => Some(self.name(tx, issuer, &format!("account/{id}")).await?),
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

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::flows::{
        learner::{self, NewLearner},
        revoke,
        testing::{achievement, award, desk, teacher, with_app},
    };

    async fn acts(app: &App, staff: &Viewer, search: Search) -> Vec<String> {
        let found = page(app, staff, "marlow", &search, None, 99).await.unwrap();
        found.into_iter().map(|done| done.act).collect()
    }

    #[tokio::test]
    async fn what_was_done_is_found_by_act_person_subject_and_day() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let bees = achievement(&app, &staff).await;
            let issued = award(&app, &staff, bees, "ada@a.example").await;
            app.clock.advance(Duration::days(2));
            revoke::revoke(&app, &staff, "marlow", issued.id, "A slip.").await.unwrap();

            let search = |act: &str, who: &str, subject: &str| Search {
                act: act.to_owned(),
                who: who.to_owned(),
                subject: subject.to_owned(),
                ..Search::default()
            };
            let both = ["credential.revoked", "credential.awarded"];
            assert_eq!(acts(&app, &staff, search("credential", "", "")).await, both);
            assert_eq!(acts(&app, &staff, search("credential.revoked", "", "")).await, both[..1]);
            assert_eq!(acts(&app, &staff, search("", "", "OBI")).await, both, "the learner's name");
            assert_eq!(acts(&app, &staff, search("", "", "ada@a.ex")).await, both, "and address");
            assert_eq!(acts(&app, &staff, search("", "", "slip")).await, both[..1], "the reason");
            assert_eq!(acts(&app, &staff, search("credential", "registrar@", "")).await, both);
            assert_eq!(acts(&app, &staff, search("credential", "nobody", "")).await, [""; 0]);
            let day = Search { from: Some(date!(2026 - 11 - 24)), ..Search::default() };
            assert_eq!(acts(&app, &staff, day).await, both[..1]);
            let day = Search { until: Some(date!(2026 - 11 - 22)), ..search("credential", "", "") };
            assert_eq!(acts(&app, &staff, day).await, both[1..]);

            let found = page(&app, &staff, "marlow", &search("credential", "", ""), None, 1).await.unwrap();
            let subject = found[0].subject.clone().unwrap();
            assert_eq!((subject.name.as_str(), subject.more.as_str()), ("Ada Obi", "Bees"));
            assert_eq!(found[0].who.as_ref().unwrap().more, "registrar@marlow.example");
            let (search, before) = (search("credential", "", ""), Some(found[0].sequence));
            assert_eq!(page(&app, &staff, "marlow", &search, before, 9).await.unwrap().len(), 1);
        })
        .await;
    }

    #[tokio::test]
    async fn a_change_is_told_with_before_and_after() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let new = NewLearner { name: "Ada".to_owned(), ..NewLearner::default() };
            let id = learner::enrol(&app, &staff, "marlow", &new).await.unwrap();
            let new = NewLearner { name: "Ada Obi".to_owned(), ..new };
            learner::edit(&app, &staff, "marlow", id, &new).await.unwrap();
            let search = Search { act: "learner.changed".to_owned(), ..Search::default() };
            let done = page(&app, &staff, "marlow", &search, None, 9).await.unwrap().remove(0);
            assert_eq!((&done.before["name"], &done.after["name"]), (&"Ada".into(), &"Ada Obi".into()));
            assert_eq!(done.before.len(), 1, "{done:?}");
        })
        .await;
    }

    #[tokio::test]
    async fn a_teacher_and_another_desk_read_nothing() {
        with_app(async |app| {
            desk(&app, "marlow").await;
            let (teacher, other) = (teacher(&app, "marlow").await, desk(&app, "music").await);
            for (viewer, why) in [(teacher, NotAllowed::Role), (other, NotAllowed::Stranger)] {
                let refused = page(&app, &viewer, "marlow", &Search::default(), None, 9).await;
                assert!(matches!(refused, Err(LookError::NotAllowed(found)) if found == why));
            }
        })
        .await;
    }

    #[tokio::test]
    async fn the_desk_is_told_whether_its_chain_holds_since_the_last_head() {
        with_app(async |app| {
            let folder = tempfile::tempdir().unwrap();
            let mut config = app.config.clone();
            config.data = folder.path().to_owned();
            let app = app.with_config(config);
            let staff = desk(&app, "marlow").await;
            assert_eq!(standing(&app, &staff, "marlow").await.unwrap(), Standing::NoHead);
            achievement(&app, &staff).await;
            head::keep(&app).await.unwrap();
            achievement(&app, &staff).await;
            let found = standing(&app, &staff, "marlow").await.unwrap();
            assert!(matches!(&found, Standing::Holds { checked, .. } if checked.acts > 1), "{found:?}");
            let mut tx = app.db.write().await.unwrap();
            tx.execute("update audit_payload set detail = '{\"a\":1}'", ()).await.unwrap();
            tx.commit().await.unwrap();
            let found = standing(&app, &staff, "marlow").await.unwrap();
            assert!(matches!(&found, Standing::Broken { .. }), "{found:?}");
        })
        .await;
    }
}
