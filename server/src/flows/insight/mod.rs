//! What came of an institution's awards, in numbers: issued, claimed, shared, verified, by month and
//! by achievement. No number says anything about fewer than ten people: of what was shared, than ten who hold
//! something that can be shared.
//!
//! What was issued and claimed is counted from the awards themselves, all twelve months back; what
//! was shared and verified from `looks`, since that began to be counted.

mod looks;
mod number;

use std::{collections::HashMap, fmt};

use time::{OffsetDateTime, UtcOffset};

pub(crate) use looks::{Looker, Looks, opened, verified};
pub use looks::{keep, run};
pub use number::{LEAST, Number};

use self::number::{Counted, tell};
use super::session::{Act, NotAllowed, Viewer};
use crate::{
    app::App,
    effects::{instant_of, ms_of},
    id::{AchievementId, IssuerId},
    problem::Problem,
    store::{
        StoreError, Tx, count,
        credential::{self, CountRow, MonthRow},
        insight,
    },
};

/// Months that are told, this one included.
pub const MONTHS: i32 = 12;
/// Kinds of look, as the table has them.
const SHARED: &str = "shared";
const VERIFIED: &str = "verified";

/// A month in UTC. Shown as `2026-11`.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Month {
    /// Months since the year 0.
    number: i32,
}

impl Month {
    /// The month of a moment.
    pub fn of(at: OffsetDateTime) -> Self {
        let at = at.to_offset(UtcOffset::UTC);
        Self { number: at.year() * 12 + i32::from(u8::from(at.month())) - 1 }
    }

    /// So many months before.
    #[must_use]
    pub fn back(self, months: i32) -> Self {
        Self { number: self.number - months }
    }

    /// When it begins, in milliseconds since 1970.
    pub(crate) fn begins(self) -> i64 {
        let month = u8::try_from(self.number.rem_euclid(12) + 1).unwrap_or(1).try_into();
        let day =
            month.and_then(|month| time::Date::from_calendar_date(self.number.div_euclid(12), month, 1));
        day.map_or(i64::MIN, |day| ms_of(day.midnight().assume_utc()))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.number.div_euclid(12), self.number.rem_euclid(12) + 1)
    }
}

/// One of each kind: issued, claimed, shared, verified.
pub type Numbers = [Number; 4];

/// What came of an institution's awards.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Insights {
    /// Twelve months, the oldest first.
    pub months: Vec<(Month, Numbers)>,
    /// Its achievements that were ever awarded, by name, over these months.
    pub achievements: Vec<(AchievementId, String, Numbers)>,
    /// All of these months.
    pub total: Numbers,
    /// Since when it is counted what was shared and verified; absent: from now on.
    pub since: Option<OffsetDateTime>,
    /// Whether anything was ever awarded.
    pub any: bool,
}

/// Why no insights are shown.
#[derive(Debug, thiserror::Error)]
pub enum InsightError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The database failed.
    #[error("could not count")]
    Store(#[from] StoreError),
}

impl From<InsightError> for Problem {
    fn from(err: InsightError) -> Self {
        match err {
            InsightError::NotAllowed(source) => source.into(),
            InsightError::Store(source) => source.into(),
        }
    }
}

/// What came of the awards of the institution called `slug`.
///
/// # Errors
/// [`InsightError`].
pub async fn look(app: &App, viewer: &Viewer, slug: &str) -> Result<Insights, InsightError> {
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    let read = Read::of(&mut tx, desk.issuer, Month::of(app.clock.now()).back(MONTHS - 1)).await?;
    Ok(read.told())
}

/// How often something was looked at: by month, or by achievement.
type Looked<K> = HashMap<(K, String), u64>;

/// All that is counted of an institution.
struct Read {
    from: Month,
    issued: HashMap<String, MonthRow>,
    claimed: HashMap<String, MonthRow>,
    achievements: Vec<credential::AchievementCountRow>,
    total: CountRow,
    first_awarded_at: Option<i64>,
    /// When each holder first held something.
    first_held: Vec<i64>,
    by_month: Looked<String>,
    by_achievement: Looked<AchievementId>,
    since: Option<i64>,
}

impl Read {
    async fn of(tx: &mut Tx, issuer: IssuerId, from: Month) -> Result<Self, StoreError> {
        let begins = from.begins();
        let by_name = |rows: Vec<MonthRow>| rows.into_iter().map(|row| (row.month.clone(), row)).collect();
        let (mut by_month, mut by_achievement) = (Looked::new(), Looked::new());
        for row in insight::of_issuer(tx, issuer, &from.to_string()).await? {
            *by_month.entry((row.month, row.kind.clone())).or_default() += count(row.count);
            *by_achievement.entry((row.achievement_id, row.kind)).or_default() += count(row.count);
        }
        Ok(Self {
            from,
            issued: by_name(credential::issued_by_month(tx, issuer, begins).await?),
            claimed: by_name(credential::claimed_by_month(tx, issuer, begins).await?),
            achievements: credential::counts_by_achievement(tx, issuer, begins).await?,
            total: credential::counts(tx, issuer, begins).await?,
            first_awarded_at: credential::first_awarded_at(tx, issuer).await?,
            first_held: credential::first_held(tx, issuer).await?,
            by_month,
            by_achievement,
            since: insight::since(tx).await?,
        })
    }

    fn told(&self) -> Insights {
        let months: Vec<Month> = (0..MONTHS).map(|month| self.from.back(-month)).collect();
        let lines: Vec<[Counted; 4]> = months
            .iter()
            .map(|month| self.month(*month))
            .chain(self.achievements.iter().map(|row| self.achievement(row)))
            .chain([self.all()])
            .collect();
        // All of a kind together: the months, the achievements and the total have the same sum.
        let kinds =
            [0, 1, 2, 3].map(|kind: usize| tell(&lines.iter().map(|line| line[kind]).collect::<Vec<_>>()));
        let mut told = (0..lines.len()).map(|place| [0, 1, 2, 3].map(|kind: usize| kinds[kind][place]));
        let mut next = || told.next().unwrap_or_default();
        Insights {
            months: months.into_iter().map(|month| (month, next())).collect(),
            achievements: self
                .achievements
                .iter()
                .map(|row| (row.achievement_id, row.name.clone(), next()))
                .collect(),
            total: next(),
            since: self.since.map(instant_of),
            any: self.first_awarded_at.is_some(),
        }
    }

    fn month(&self, month: Month) -> [Counted; 4] {
        let name = month.to_string();
        let ends = month.back(-1).begins();
        let about_somebody = self.first_awarded_at.is_some_and(|first| first < ends);
        let of = |rows: &HashMap<String, MonthRow>| {
            rows.get(&name).map_or((0, 0), |row| (count(row.count), count(row.persons)))
        };
        let (issued, claimed) = (of(&self.issued), of(&self.claimed));
        // Only whoever holds something by then can have shared it.
        let holders = self.first_held.iter().filter(|first| **first < ends).count() as u64;
        let looked = |kind: &str, persons| Counted {
            count: self.by_month.get(&(name.clone(), kind.to_owned())).copied().unwrap_or_default(),
            persons,
            about_somebody,
            known: self.since.is_none_or(|since| since < ends)
                && (self.since.is_some() || self.is_last(month)),
        };
        let ever = count(self.total.ever);
        let (shared, verified) = (looked(SHARED, holders), looked(VERIFIED, ever));
        [plain(issued, false), plain(claimed, about_somebody), shared, verified]
    }

    /// Whether a month is the one that goes on.
    fn is_last(&self, month: Month) -> bool {
        month == self.from.back(1 - MONTHS)
    }

    fn achievement(&self, row: &credential::AchievementCountRow) -> [Counted; 4] {
        let looked = |kind: &str| {
            self.by_achievement.get(&(row.achievement_id, kind.to_owned())).copied().unwrap_or_default()
        };
        of_counts(&row.counts, looked(SHARED), looked(VERIFIED))
    }

    fn all(&self) -> [Counted; 4] {
        let looked = |kind: &str| {
            let all = self.by_month.iter().filter(|((_, known), _)| known == kind);
            all.map(|(_, count)| count).sum()
        };
        of_counts(&self.total, looked(SHARED), looked(VERIFIED))
    }
}

fn of_counts(row: &CountRow, shared: u64, verified: u64) -> [Counted; 4] {
    let (persons, about_somebody) = (count(row.ever), row.ever > 0);
    let looked = |count: u64, persons| Counted { count, persons, about_somebody, known: true };
    [
        plain((count(row.issued), count(row.issued_persons)), false),
        plain((count(row.claimed), count(row.claimed_persons)), about_somebody),
        looked(shared, count(row.holders)),
        looked(verified, persons),
    ]
}

fn plain((count, persons): (u64, u64), about_somebody: bool) -> Counted {
    Counted { count, persons, about_somebody, known: true }
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::datetime};

    use super::*;
    use crate::flows::{
        batch, hold, record, share,
        testing::{achievement, award, desk, person, with_app},
        verify,
    };

    fn told(numbers: Numbers) -> [String; 4] {
        numbers.map(|number| number.to_string())
    }

    #[test]
    fn a_month_begins_where_the_one_before_ends() {
        let month = Month::of(datetime!(2026-01-31 23:59:59.999 UTC));
        assert_eq!(
            (month.to_string(), month.back(1).to_string()),
            ("2026-01".to_owned(), "2025-12".to_owned())
        );
        assert_eq!(month.back(-1).begins(), ms_of(datetime!(2026-02-01 0:00 UTC)));
        assert_eq!(Month::of(datetime!(2026-02-01 0:00 +1)), month);
    }

    #[tokio::test]
    async fn awards_are_counted_by_month_and_achievement_from_ten_people_on() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let nothing = look(&app, &staff, "marlow").await.unwrap();
            assert!(!nothing.any && nothing.achievements.is_empty());
            assert_eq!(told(nothing.total), ["0", "0", "0", "0"]);
            let bees = achievement(&app, &staff).await;
            for number in 0..11 {
                let issued = award(&app, &staff, bees, &format!("{number}@a.example")).await;
                if number < 2 {
                    let learner = person(&app, &format!("{number}@a.example")).await;
                    hold::claim(&app, &learner, issued.id).await.unwrap();
                }
            }
            app.clock.advance(Duration::days(30));
            let insights = look(&app, &staff, "marlow").await.unwrap();
            let months: Vec<_> = insights.months.iter().map(|(month, _)| month.to_string()).collect();
            assert_eq!((months[0].as_str(), months[11].as_str()), ("2026-01", "2026-12"));
            assert_eq!(told(insights.months[9].1), ["0", "0", "", ""]);
            assert_eq!(told(insights.months[10].1), ["11", "<10", "", ""]);
            assert_eq!(told(insights.months[11].1), ["0", "<10", "<10", "<10"], "nobody, of eleven");
            assert_eq!(told(insights.achievements[0].2), ["11", "<10", "<10", "<10"]);
            assert_eq!(told(insights.total), ["11", "<10", "<10", "<10"]);
            // One more, alone in its achievement: now eleven would give it away.
            award(&app, &staff, achievement(&app, &staff).await, "0@a.example").await;
            let insights = look(&app, &staff, "marlow").await.unwrap();
            assert_eq!(told(insights.months[10].1)[0], "10+");
            assert_eq!(told(insights.months[11].1)[0], "<10");
            let issued: Vec<_> = insights.achievements.iter().map(|(.., told)| told[0].to_string()).collect();
            assert!(issued == ["10+", "<10"] || issued == ["<10", "10+"], "{issued:?}");
            assert_eq!(told(insights.total)[0], "10+");
        })
        .await;
    }

    /// What is kept of looks at an institution's credentials: shared, verified.
    async fn kept(app: &App, staff: &Viewer) -> (i64, i64) {
        keep(app).await.unwrap();
        let mut tx = app.db.read().await.unwrap();
        let rows = insight::of_issuer(&mut tx, staff.desks[0].issuer, "2026-01").await.unwrap();
        let of = |kind: &str| rows.iter().filter(|row| row.kind == kind).map(|row| row.count).sum();
        (of(SHARED), of(VERIFIED))
    }

    #[tokio::test]
    async fn a_share_counts_when_others_open_it_and_not_for_its_owner_or_the_institutions_staff() {
        with_app(async |app| {
            let (staff, other) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
            let issued = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await;
            let ada = person(&app, "ada@a.example").await;
            hold::claim(&app, &ada, issued.id).await.unwrap();
            let foreign =
                hold::hold_foreign(&app, &ada, "{\"type\":\"VerifiableCredential\"}").await.unwrap();
            let work = record::create(&app, &ada, "Work").await.unwrap();
            for credential in [issued.id, foreign] {
                record::add(&app, &ada, work, credential).await.unwrap();
            }
            let link = share::create(&app, &ada, work, share::Terms::days(7)).await.unwrap();
            share::open(&app, &link.token, None, None).await.unwrap().unwrap();
            let since = app.clock.now();
            assert_eq!(kept(&app, &staff).await, (0, 0), "nobody looked, as far as is known");
            for by in [None, Some(&ada), Some(&staff), Some(&other), None] {
                let shared = share::open(&app, &link.token, None, by).await.unwrap().unwrap().record();
                share::seen(&app, &shared, share::Device::Phone, by).await.unwrap();
                share::seen(&app, &shared, share::Device::Phone, by).await.unwrap();
                app.clock.advance(Duration::minutes(6));
            }
            let views = share::one(&app, &ada, link.id).await.unwrap().views.len();
            assert_eq!(views, 4, "the staff among them");
            assert_eq!(kept(&app, &staff).await, (3, 0));
            assert_eq!(kept(&app, &other).await, (0, 0));
            assert_eq!(kept(&app, &staff).await, (3, 0), "once kept, it is not counted again");
            let insights = look(&app, &staff, "marlow").await.unwrap();
            assert_eq!(insights.since, Some(since));
        })
        .await;
    }

    #[tokio::test]
    async fn looks_at_the_one_share_there_can_be_are_not_told_however_many_were_awarded() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let bees = achievement(&app, &staff).await;
            for number in 0..10 {
                let issued = award(&app, &staff, bees, &format!("{number}@a.example")).await;
                if number == 0 {
                    let ada = person(&app, "0@a.example").await;
                    hold::claim(&app, &ada, issued.id).await.unwrap();
                    let work = record::create(&app, &ada, "Work").await.unwrap();
                    record::add(&app, &ada, work, issued.id).await.unwrap();
                    let link = share::create(&app, &ada, work, share::Terms::days(7)).await.unwrap();
                    let shared = share::open(&app, &link.token, None, None).await.unwrap().unwrap().record();
                    for _ in 0..23 {
                        share::seen(&app, &shared, share::Device::Phone, None).await.unwrap();
                        app.clock.advance(Duration::minutes(6));
                    }
                }
            }
            assert_eq!(kept(&app, &staff).await, (23, 0));
            let insights = look(&app, &staff, "marlow").await.unwrap();
            assert_eq!(told(insights.total)[2], "<10");
            assert_eq!(told(insights.achievements[0].2)[2], "<10");
            assert_eq!(told(insights.months[11].1)[2], "<10");
        })
        .await;
    }

    #[tokio::test]
    async fn one_person_is_counted_once_as_learner_and_by_address() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let bees = achievement(&app, &staff).await;
            let new = crate::flows::learner::NewLearner {
                name: "Ada Obi".to_owned(),
                email: "ada@a.example".to_owned(),
                ..crate::flows::learner::NewLearner::default()
            };
            award(&app, &staff, bees, "ada@a.example").await;
            let learner = crate::flows::learner::enrol(&app, &staff, "marlow", &new).await.unwrap();
            let recipient = crate::flows::issue::Recipient {
                learner: Some(learner),
                ..crate::flows::issue::Recipient::default()
            };
            let more = crate::flows::issue::Award { recipient, ..crate::flows::issue::Award::of(bees) };
            crate::flows::issue::award(&app, &staff, "marlow", more).await.unwrap();
            let mut tx = app.db.read().await.unwrap();
            assert_eq!(credential::counts(&mut tx, staff.desks[0].issuer, 0).await.unwrap().ever, 1);
        })
        .await;
    }

    #[tokio::test]
    async fn a_verification_counts_where_the_signature_is_good() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let issued = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await;
            let forged = issued.document.replace("Ada Obi", "Eve Obi");
            let documents = [issued.document.as_bytes(), forged.as_bytes(), b"{}"];
            let reports = verify::verify_all(&app, &documents).await.unwrap();
            verified(&app, None, &reports);
            verified(&app, Some(&(&staff).into()), &reports);
            assert_eq!(kept(&app, &staff).await, (0, 1));
            // Also for whoever comes back for the reports.
            let token =
                batch::begin(&app, None, app.policy.clone(), batch::unpack(documents[0])).await.unwrap();
            while matches!(batch::look(&app, &token).await.unwrap().state, batch::State::Running) {
                tokio::task::yield_now().await;
            }
            assert_eq!(kept(&app, &staff).await, (0, 2));
        })
        .await;
    }
}
