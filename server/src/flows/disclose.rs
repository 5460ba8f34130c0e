//! Whom an institution gave a learner's records: noted once and for good, and read by the learner.
//!
//! What is wrong is not changed: a later entry takes its place, and both stay. Copies that the
//! institution's own people take of a learner's credential are noted too, once a day for each.
//!
//! Source: 34 CFR 99.32 (what is recorded, and who may read it), 99.33 (for which purpose).

use serde_json::json;
use time::{Duration, OffsetDateTime};

use super::{
    audit,
    fields::Fields,
    hold::{Seen, Sight},
    learner::{self, Learner, LearnerError},
    session::{Act, NotAllowed, Viewer},
};
use crate::{
    app::App,
    effects::{instant_of, ms_of},
    id::{CredentialId, DisclosureId, LearnerId},
    problem::{FieldProblem, Problem},
    store::{
        StoreError, credential,
        disclosure::{self, DisclosureRow, ItemRow, NamedRow},
    },
};

/// Characters of a recipient, a purpose, a note,
const MOST_LINE: usize = 300;
/// and of what was given.
const MOST_WHAT: usize = 1_000;
/// Awards that one entry names.
const MOST_AWARDS: usize = 200;
/// Entries that a learner reads on one page, at most.
const MOST_READ: u32 = 500;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// On what ground something may be given. Source: 34 CFR 99.30, 99.31.
pub const GROUNDS: [&str; 8] =
    ["consent", "request", "transfer", "aid", "authority", "law", "emergency", "other"];

/// What an entry says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Records were given to somebody.
    Given,
    /// Somebody of the institution took a copy.
    Downloaded,
    /// Nothing was given, other than an earlier entry says.
    Mistaken,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Given, Self::Downloaded, Self::Mistaken];

    /// Its name in the table and in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Downloaded => "downloaded",
            Self::Mistaken => "mistaken",
        }
    }
}

/// An entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Disclosure {
    /// Its id.
    pub id: DisclosureId,
    /// What it says.
    pub kind: Kind,
    /// Which institution.
    pub issuer_name: String,
    /// Whose records.
    pub learner_name: String,
    /// To whom.
    pub recipient: String,
    /// Which awards, by name.
    pub awards: Vec<String>,
    /// What besides.
    pub what: String,
    /// For what.
    pub purpose: String,
    /// One of [`GROUNDS`], or empty.
    pub ground: String,
    /// When it was given.
    pub given_at: OffsetDateTime,
    /// When it was noted.
    pub noted_at: OffsetDateTime,
    /// Who noted it, by name; empty where that is not known. Not for learners.
    pub by: String,
    /// Which entry it takes the place of.
    pub corrects: Option<DisclosureId>,
    /// What was wrong with that one.
    pub note: String,
    /// Whether a later one takes its place.
    pub corrected: bool,
}

/// An entry, as typed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct NewDisclosure {
    /// To whom.
    pub recipient: String,
    /// Which awards.
    pub awards: Vec<CredentialId>,
    /// What besides.
    pub what: String,
    /// For what.
    pub purpose: String,
    /// One of [`GROUNDS`].
    pub ground: String,
    /// When; absent: today.
    pub given_at: Option<OffsetDateTime>,
    /// Which entry it takes the place of.
    pub corrects: Option<DisclosureId>,
    /// What was wrong with that one.
    pub note: String,
    /// Whether nothing was given after all.
    pub mistaken: bool,
}

/// What a desk has noted about one learner.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Log {
    /// Who it is.
    pub learner: Learner,
    /// Their awards: id and name.
    pub awards: Vec<(CredentialId, String)>,
    /// The latest first.
    pub entries: Vec<Disclosure>,
    /// Whether the viewer may add to it.
    pub writes: bool,
}

/// Why something was not noted or not shown.
#[derive(Debug, thiserror::Error)]
pub enum DiscloseError {
    /// The desk is somebody else's, or this is not theirs to do.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// No such learner, or no such entry about them.
    #[error("this institution has no such learner, or has noted no such thing about them")]
    Unknown,
    /// The entry was corrected before.
    #[error("this entry was corrected before; correct the one that takes its place")]
    Corrected,
    /// It was noted when somebody took a copy.
    #[error("this was noted by the service when a copy was taken: it is not marked as a mistake")]
    Downloaded,
    /// Fields need another look.
    #[error("what was given needs another look")]
    Fields(Vec<FieldProblem>),
    /// The database failed.
    #[error("could not store what was given")]
    Store(#[from] StoreError),
}

impl From<LearnerError> for DiscloseError {
    fn from(err: LearnerError) -> Self {
        match err {
            LearnerError::NotAllowed(source) => Self::NotAllowed(source),
            LearnerError::Unknown | LearnerError::Fields(_) => Self::Unknown,
            LearnerError::Store(source) => Self::Store(source),
        }
    }
}

impl From<DiscloseError> for Problem {
    fn from(err: DiscloseError) -> Self {
        match err {
            DiscloseError::NotAllowed(source) => source.into(),
            DiscloseError::Unknown => Self::not_found(&err),
            DiscloseError::Corrected | DiscloseError::Downloaded => Self::conflict(&err),
            DiscloseError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            DiscloseError::Store(source) => source.into(),
        }
    }
}

/// What the desk of the institution called `slug` has noted about a learner; for those who see all
/// of the desk.
///
/// # Errors
/// [`DiscloseError`].
pub async fn log(app: &App, viewer: &Viewer, slug: &str, id: LearnerId) -> Result<Log, DiscloseError> {
    let file = learner::open(app, viewer, slug, id).await?;
    let desk = viewer.at(slug, Act::See)?;
    if !desk.sees_all() {
        return Err(NotAllowed::Role.into());
    }
    let mut tx = app.db.read().await?;
    let rows = disclosure::of_learner(&mut tx, desk.issuer, id).await?;
    let items = disclosure::items_of_learner(&mut tx, id).await?;
    Ok(Log {
        awards: file.awards.iter().map(|award| (award.id, award.achievement_name.clone())).collect(),
        learner: file.learner,
        entries: entries(rows, &items),
        writes: desk.may(Act::Enrol),
    })
}

/// What institutions have noted about whoever has this account: about learners with one of their
/// proven addresses, and about those of whom they hold a credential. The latest first.
///
/// # Errors
/// When the database fails.
pub async fn mine(app: &App, viewer: &Viewer) -> Result<Vec<Disclosure>, StoreError> {
    let mut tx = app.db.read().await?;
    let rows = disclosure::of_account(&mut tx, viewer.account, MOST_READ).await?;
    let items = disclosure::items_of_account(&mut tx, viewer.account).await?;
    let mut entries = entries(rows, &items);
    for entry in &mut entries {
        entry.by.clear();
    }
    Ok(entries)
}

/// Notes what was given, for good. Field pointers are `/recipient`, `/what`, `/purpose`, `/ground`,
/// `/givenAt` and `/note`.
///
/// # Errors
/// [`DiscloseError`].
pub async fn note(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    learner: LearnerId,
    new: &NewDisclosure,
) -> Result<DisclosureId, DiscloseError> {
    let desk = viewer.at(slug, Act::Enrol)?;
    let log = log(app, viewer, slug, learner).await?;
    let corrected = match new.corrects {
        None => None,
        Some(id) => Some(log.entries.iter().find(|entry| entry.id == id).ok_or(DiscloseError::Unknown)?),
    };
    // What the service noted itself happened: nobody says of their own copy that it did not.
    if new.mistaken && corrected.is_some_and(|entry| entry.kind == Kind::Downloaded) {
        return Err(DiscloseError::Downloaded);
    }
    let known = |award: &CredentialId| log.awards.iter().any(|(id, _)| id == award);
    if !new.awards.iter().all(known) {
        return Err(DiscloseError::Unknown);
    }
    let told = checked(app, new, corrected)?;
    let row = DisclosureRow {
        disclosure_id: app.new_id(),
        issuer_id: desk.issuer,
        learner_id: learner,
        account_id: Some(viewer.account),
        kind: told.kind.name().to_owned(),
        recipient: told.recipient,
        what: told.what,
        purpose: told.purpose,
        ground: told.ground.to_owned(),
        given_at: ms_of(told.given_at),
        noted_at: app.clock.now_ms(),
        corrects: new.corrects,
        note: told.note,
    };
    let mut awards = if told.kind == Kind::Mistaken { Vec::new() } else { new.awards.clone() };
    awards.sort_unstable();
    awards.dedup();
    let mut tx = app.db.write().await?;
    if !disclosure::insert(&mut tx, &row).await? {
        return Err(DiscloseError::Corrected);
    }
    disclosure::insert_items(&mut tx, row.disclosure_id, &awards).await?;
    let detail = json!({ "disclosure": row.disclosure_id, "ground": row.ground, "awards": awards.len(),
        "corrects": row.corrects });
    let act = if row.corrects.is_some() { "disclosure.corrected" } else { "disclosure.noted" };
    let subject = format!("learner/{learner}");
    audit::note(app, &mut tx, desk.issuer, Some(viewer.account), act, subject, &detail).await?;
    tx.commit().await?;
    Ok(row.disclosure_id)
}

/// What was typed, and is right.
struct Told {
    kind: Kind,
    recipient: String,
    what: String,
    purpose: String,
    ground: &'static str,
    given_at: OffsetDateTime,
    note: String,
}

/// What was typed, or all that is wrong with it.
fn checked(app: &App, new: &NewDisclosure, corrected: Option<&Disclosure>) -> Result<Told, DiscloseError> {
    let mut fields = Fields::default();
    let note = corrected.map(|_| fields.line("/note", &new.note, MOST_LINE)).unwrap_or_default();
    if let (true, Some(entry)) = (new.mistaken, corrected) {
        let [recipient, what, purpose] = [const { String::new() }; 3];
        let told = Told {
            kind: Kind::Mistaken,
            recipient,
            what,
            purpose,
            ground: "",
            given_at: entry.given_at,
            note,
        };
        return fields.right(told).map_err(DiscloseError::Fields);
    }
    let recipient = fields.line("/recipient", &new.recipient, MOST_LINE);
    let what = fields.lines("/what", &new.what, MOST_WHAT);
    if what.is_empty() && new.awards.is_empty() {
        fields.wrong("/what", "tick an award, or write what was given");
    }
    if new.awards.len() > MOST_AWARDS {
        fields.wrong("/what", format!("one entry names at most {MOST_AWARDS} awards"));
    }
    let purpose = fields.line("/purpose", &new.purpose, MOST_LINE);
    let ground = GROUNDS.into_iter().find(|ground| *ground == new.ground).unwrap_or_default();
    if ground.is_empty() {
        fields.wrong("/ground", "choose one of these");
    }
    let now = app.clock.now();
    let given_at = new.given_at.unwrap_or(now);
    fields.near("/givenAt", now, given_at);
    // East of us it is tomorrow already.
    if given_at > now + Duration::hours(14) {
        fields.wrong("/givenAt", "choose today or a day before");
    }
    let told = Told { kind: Kind::Given, recipient, what, purpose, ground, given_at, note };
    fields.right(told).map_err(DiscloseError::Fields)
}

/// Notes that somebody of the institution took a copy of a learner's credential; once a day.
///
/// # Errors
/// When the database fails.
pub async fn downloaded(app: &App, viewer: &Viewer, seen: &Seen) -> Result<(), StoreError> {
    if seen.sight != Sight::Staff {
        return Ok(());
    }
    let now = app.clock.now_ms();
    let mut tx = app.db.read().await?;
    let Some((issuer_id, Some(learner_id), id)) = credential::learner(&mut tx, seen.id).await? else {
        return Ok(());
    };
    if disclosure::downloaded_since(&mut tx, viewer.account, id, now - DAY_MS).await? {
        return Ok(());
    }
    drop(tx);
    let row = DisclosureRow {
        disclosure_id: app.new_id(),
        issuer_id,
        learner_id,
        account_id: Some(viewer.account),
        kind: Kind::Downloaded.name().to_owned(),
        recipient: String::new(),
        what: String::new(),
        purpose: String::new(),
        ground: String::new(),
        given_at: now,
        noted_at: now,
        corrects: None,
        note: String::new(),
    };
    let mut tx = app.db.write().await?;
    disclosure::insert(&mut tx, &row).await?;
    disclosure::insert_items(&mut tx, row.disclosure_id, &[id]).await?;
    tx.commit().await
}

fn entries(rows: Vec<NamedRow>, items: &[ItemRow]) -> Vec<Disclosure> {
    let corrected: Vec<DisclosureId> = rows.iter().filter_map(|named| named.row.corrects).collect();
    let entry = |NamedRow { row, issuer_name, learner_name, noted_by }: NamedRow| Disclosure {
        id: row.disclosure_id,
        kind: Kind::ALL.into_iter().find(|kind| kind.name() == row.kind).unwrap_or(Kind::Given),
        issuer_name,
        learner_name,
        recipient: row.recipient,
        awards: items
            .iter()
            .filter(|item| item.disclosure_id == row.disclosure_id)
            .map(|item| item.achievement_name.clone())
            .collect(),
        what: row.what,
        purpose: row.purpose,
        ground: row.ground,
        given_at: instant_of(row.given_at),
        noted_at: instant_of(row.noted_at),
        by: noted_by.unwrap_or_default(),
        corrects: row.corrects,
        note: row.note,
        corrected: corrected.contains(&row.disclosure_id),
    };
    rows.into_iter().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{
        hold,
        issue::{self, Award, Recipient},
        learner::NewLearner,
        testing::{achievement, desk, person, teacher, with_app},
    };

    /// A desk, a learner of it, and an award to them.
    async fn scene(app: &App) -> (Viewer, LearnerId, CredentialId) {
        let staff = desk(app, "marlow").await;
        let new = NewLearner {
            name: "Ada Obi".to_owned(),
            email: "ada@a.example".to_owned(),
            ..NewLearner::default()
        };
        let learner = learner::enrol(app, &staff, "marlow", &new).await.unwrap();
        let recipient = Recipient { learner: Some(learner), ..Recipient::default() };
        let award = Award { recipient, ..Award::of(achievement(app, &staff).await) };
        let issued = issue::award(app, &staff, "marlow", award).await.unwrap();
        (staff, learner, issued.id)
    }

    fn to_the_college(award: CredentialId) -> NewDisclosure {
        NewDisclosure {
            recipient: "Harrow College, admissions".to_owned(),
            awards: vec![award],
            what: "Letter of reference".to_owned(),
            purpose: "Admission in autumn".to_owned(),
            ground: "transfer".to_owned(),
            ..NewDisclosure::default()
        }
    }

    #[tokio::test]
    async fn a_learner_reads_whom_their_institution_gave_what_and_nobody_else_does() {
        with_app(async |app| {
            let (staff, learner, award) = scene(&app).await;
            let id = note(&app, &staff, "marlow", learner, &to_the_college(award)).await.unwrap();
            let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
            assert_eq!(mine(&app, &eve).await.unwrap(), []);
            let [entry] = &mine(&app, &ada).await.unwrap()[..] else { panic!("one") };
            assert_eq!((entry.id, entry.awards.as_slice()), (id, ["Bees".to_owned()].as_slice()));
            assert_eq!((entry.ground.as_str(), entry.by.as_str()), ("transfer", ""));
            // Who holds a credential of that learner reads it too, by whatever address.
            let kept = learner::open(&app, &staff, "marlow", learner).await.unwrap().learner;
            let moved = NewLearner { name: kept.name, ..NewLearner::default() };
            hold::claim(&app, &ada, award).await.unwrap();
            learner::edit(&app, &staff, "marlow", learner, &moved).await.unwrap();
            assert_eq!(mine(&app, &ada).await.unwrap().len(), 1);
            let log = log(&app, &staff, "marlow", learner).await.unwrap();
            assert!(log.writes && log.entries[0].by == "Registrar");
            let teacher = teacher(&app, "marlow").await;
            assert!(note(&app, &teacher, "marlow", learner, &to_the_college(award)).await.is_err());
        })
        .await;
    }

    #[tokio::test]
    async fn a_wrong_entry_stays_and_a_later_one_takes_its_place_once() {
        with_app(async |app| {
            let (staff, learner, award) = scene(&app).await;
            let first = note(&app, &staff, "marlow", learner, &to_the_college(award)).await.unwrap();
            let right = NewDisclosure {
                corrects: Some(first),
                recipient: "Marlow College".to_owned(),
                ..to_the_college(award)
            };
            let refused = note(&app, &staff, "marlow", learner, &right).await;
            assert!(matches!(refused, Err(DiscloseError::Fields(fields)) if fields[0].pointer == "/note"));
            let right = NewDisclosure { note: "Another college.".to_owned(), ..right };
            let second = note(&app, &staff, "marlow", learner, &right).await.unwrap();
            let again = note(&app, &staff, "marlow", learner, &right).await;
            assert!(matches!(again, Err(DiscloseError::Corrected)));
            let nothing = NewDisclosure {
                corrects: Some(second),
                note: "It was never sent.".to_owned(),
                mistaken: true,
                ..NewDisclosure::default()
            };
            note(&app, &staff, "marlow", learner, &nothing).await.unwrap();
            let entries = log(&app, &staff, "marlow", learner).await.unwrap().entries;
            let told: Vec<_> = entries.iter().map(|entry| (entry.kind, entry.corrected)).collect();
            assert_eq!(told, [(Kind::Mistaken, false), (Kind::Given, true), (Kind::Given, true)]);
            assert_eq!(entries[2].recipient, "Harrow College, admissions", "as it was noted");
        })
        .await;
    }

    #[tokio::test]
    async fn an_entry_says_all_that_is_wrong_with_it_and_names_nobody_elses_award() {
        with_app(async |app| {
            let (staff, learner, award) = scene(&app).await;
            let tomorrow = Some(app.clock.now() + time::Duration::days(1));
            let empty = NewDisclosure { given_at: tomorrow, ..NewDisclosure::default() };
            let Err(DiscloseError::Fields(fields)) = note(&app, &staff, "marlow", learner, &empty).await
            else {
                panic!("not refused")
            };
            let pointers: Vec<_> = fields.iter().map(|field| field.pointer.as_str()).collect();
            assert_eq!(pointers, ["/recipient", "/what", "/purpose", "/ground", "/givenAt"]);
            let other = desk(&app, "harrow").await;
            let foreign =
                crate::flows::testing::award(&app, &other, achievement(&app, &other).await, "ada@a.example");
            let theirs = to_the_college(foreign.await.id);
            let refused = note(&app, &staff, "marlow", learner, &theirs).await;
            assert!(matches!(refused, Err(DiscloseError::Unknown)));
            let refused = note(&app, &other, "harrow", learner, &to_the_college(award)).await;
            assert!(matches!(refused, Err(DiscloseError::Unknown)));
        })
        .await;
    }

    #[tokio::test]
    async fn a_copy_that_staff_takes_is_noted_once_a_day() {
        with_app(async |app| {
            let (staff, learner, award) = scene(&app).await;
            let ada = person(&app, "ada@a.example").await;
            for viewer in [&staff, &ada, &staff] {
                let seen = hold::see(&app, viewer, award).await.unwrap().unwrap();
                downloaded(&app, viewer, &seen).await.unwrap();
            }
            let kinds = async || {
                let entries = log(&app, &staff, "marlow", learner).await.unwrap().entries;
                entries.iter().map(|entry| entry.kind).collect::<Vec<_>>()
            };
            assert_eq!(kinds().await, [Kind::Downloaded]);
            app.clock.advance(time::Duration::days(2));
            let seen = hold::see(&app, &staff, award).await.unwrap().unwrap();
            downloaded(&app, &staff, &seen).await.unwrap();
            assert_eq!(kinds().await.len(), 2);
            assert_eq!(mine(&app, &ada).await.unwrap().len(), 2);
        })
        .await;
    }
}
