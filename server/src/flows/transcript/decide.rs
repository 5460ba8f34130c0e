//! What an import makes of one learner's transcript: compared with what stands, entry by entry.
//!
//! The same function tells the registrar what will happen and does it later, so that the two can't
//! differ but where something changed in between.

use std::collections::{HashMap, HashSet};

use api::open_badges::{Result as Grade, SubjectContent};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{
    Draft, Line, Pupil,
    bindery::{Leaf, Said},
    course::Courses,
};
use crate::{
    id::{CredentialId, IssuerId, LearnerId},
    secrets::hex,
    store::{
        StoreError, Tx,
        learner::{self, LearnerRow},
        transcript,
        transcript_part::{self, Ended, PartRow},
    },
};

/// What becomes of a transcript.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is the learner's first.
    New,
    /// It gets entries, and nothing is taken back.
    Extended,
    /// Something in it was wrong.
    Corrected,
    /// It says all there is already.
    Unchanged,
}

impl Outcome {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Extended => "extended",
            Self::Corrected => "corrected",
            Self::Unchanged => "unchanged",
        }
    }
}

/// What somebody has to decide about a learner before their transcript is written.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// The school's system says that this is the same person as another learner.
    SamePerson {
        /// That learner.
        other: LearnerId,
        /// Their name.
        name: String,
    },
    /// Two rows of the import are said to be one person.
    Twice,
    /// Somebody else has the school's number for them.
    Number,
    /// Their `sourcedId` is that of a learner with another name, number, address and person.
    SomebodyElse {
        /// That learner's name.
        name: String,
    },
    /// An entry names a course that is not in the import.
    Course,
}

/// An entry that says something else than it did.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Changed {
    /// What it is an award of, by [`Course::key`](super::Course::key).
    pub course: String,
    /// The term.
    pub term: Option<String>,
    /// The results before; none: it is new.
    pub before: Option<Vec<String>>,
    /// The results from now on; none: it is withdrawn.
    pub after: Option<Vec<String>>,
}

/// What would become of a transcript.
pub(super) struct Decided {
    pub(super) outcome: Outcome,
    /// The learner as far as there is one.
    pub(super) learner: Option<LearnerRow>,
    /// The transcript that stands.
    pub(super) standing: Option<CredentialId>,
    pub(super) leaves: Vec<Leaf>,
    pub(super) withdrawn: Vec<PartRow>,
    /// What changes, without what stays.
    pub(super) changes: Vec<Changed>,
    /// The name that the transcript says until now, where it is another.
    pub(super) renamed: Option<String>,
    /// How many entries stand now of those that the import speaks of.
    pub(super) standing_entries: usize,
    /// All that changes, to the letter: what was decided later is the same if this is.
    pub(super) digest: String,
}

impl Decided {
    /// Puts the signed texts beside what was decided: deciding needs none.
    pub(super) fn fill(&mut self, parts: &[PartRow]) {
        let texts: HashMap<_, _> = parts.iter().map(|row| (row.part_id, &row.document)).collect();
        for leaf in &mut self.leaves {
            if let Leaf::Kept(row) | Leaf::Again(row, ..) = leaf
                && let Some(text) = texts.get(&row.part_id)
            {
                row.document.clone_from(text);
            }
        }
    }

    /// Whether it was decided about these editions of these parts.
    pub(super) fn is_of(&self, parts: &[PartRow]) -> bool {
        let edition = |row: &PartRow| (row.part_id, row.edition);
        let rows = self.leaves.iter().filter_map(|leaf| match leaf {
            Leaf::Kept(row) | Leaf::Again(row, ..) => Some(row),
            Leaf::New(_) => None,
        });
        let mine: HashSet<_> = rows.chain(&self.withdrawn).map(edition).collect();
        mine == parts.iter().map(edition).collect()
    }
}

/// What all decisions of an import share.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    /// The sessions that the import has whole.
    covered: HashSet<String>,
    /// `userMasterIdentifier`s that two of its pupils have.
    twice: HashSet<String>,
}

impl Rules {
    /// Whether the import says something of an entry, be it that it is there no more.
    fn speak_of(&self, row: &PartRow) -> bool {
        self.covered.is_empty()
            || row.session_id.as_ref().is_none_or(|session| self.covered.contains(session))
    }

    /// Where pupils who are there twice were left out before.
    pub(super) fn covering(sessions: Vec<String>) -> Self {
        Self { covered: sessions.into_iter().collect(), twice: HashSet::new() }
    }

    pub(super) fn of(draft: &Draft) -> Self {
        let mut seen = HashSet::new();
        let masters = draft.pupils.iter().filter_map(|pupil| pupil.master.as_ref());
        Self {
            covered: if draft.bulk { draft.sessions.iter().cloned().collect() } else { HashSet::new() },
            twice: masters.filter(|master| !seen.insert(*master)).cloned().collect(),
        }
    }
}

/// Whom the import means, as far as the institution knows them. Nobody is recognised by a name
/// alone.
async fn recognised(
    tx: &mut Tx,
    issuer: IssuerId,
    pupil: &Pupil,
) -> Result<Result<Option<LearnerRow>, Question>, StoreError> {
    let sourced = learner::of_sourced(tx, issuer, &pupil.sourced_id).await?;
    let numbered = match &pupil.number {
        Some(number) if sourced.as_ref().is_none_or(|row| row.source_id.as_ref() != Some(number)) => {
            learner::of_source(tx, issuer, number).await?
        }
        _ => None,
    };
    if let Some(row) = sourced {
        // A number that went to somebody else is for people to look at.
        if numbered.is_some() {
            return Ok(Err(Question::Number));
        }
        let agrees = agrees(tx, issuer, pupil, &row).await?;
        return Ok(if agrees { Ok(Some(row)) } else { Err(Question::SomebodyElse { name: row.name }) });
    }
    if let Some(row) = numbered {
        let taken = learner::sourced_id(tx, row.learner_id).await?.is_some();
        return Ok(if taken { Err(Question::Number) } else { Ok(Some(row)) });
    }
    let Some(email) = &pupil.email else { return Ok(Ok(None)) };
    for row in learner::of_email(tx, issuer, email).await? {
        // Brothers and sisters share an address.
        if row.source_id.is_none()
            && row.name.to_lowercase() == pupil.name.to_lowercase()
            && learner::sourced_id(tx, row.learner_id).await?.is_none()
        {
            return Ok(Ok(Some(row)));
        }
    }
    Ok(Ok(None))
}

/// Whether anything but the `sourcedId` says that a pupil is this learner. Another system, or the same
/// one set up anew, may give an id to somebody else.
async fn agrees(tx: &mut Tx, issuer: IssuerId, pupil: &Pupil, row: &LearnerRow) -> Result<bool, StoreError> {
    let same = |one: &Option<String>, other: &Option<String>| {
        one.as_ref()
            .is_some_and(|one| other.as_ref().is_some_and(|other| one.to_lowercase() == other.to_lowercase()))
    };
    if pupil.name.to_lowercase() == row.name.to_lowercase()
        || same(&pupil.number, &row.source_id)
        || same(&pupil.email, &row.email)
    {
        return Ok(true);
    }
    let Some(master) = &pupil.master else { return Ok(false) };
    let one_person = learner::of_master(tx, issuer, master).await?;
    Ok(one_person.iter().any(|(id, ..)| *id == row.learner_id))
}

/// Decides about one pupil.
///
/// * `merge`: the learner whose entries this one's transcript takes over, as somebody decided.
///
/// # Errors
/// When the database fails; inside: what somebody has to decide first.
pub(super) async fn decide(
    tx: &mut Tx,
    issuer: IssuerId,
    rules: &Rules,
    courses: &Courses,
    pupil: &Pupil,
    merge: Option<LearnerId>,
) -> Result<Result<Decided, Question>, StoreError> {
    if pupil.master.as_ref().is_some_and(|master| rules.twice.contains(master)) {
        return Ok(Err(Question::Twice));
    }
    let learner = match recognised(tx, issuer, pupil).await? {
        Ok(learner) => learner,
        Err(question) => return Ok(Err(question)),
    };
    if merge.is_none()
        && let Some(question) = same_person(tx, issuer, pupil, learner.as_ref()).await?
    {
        return Ok(Err(question));
    }
    let standing = match &learner {
        Some(learner) => transcript::of_learner(tx, issuer, learner.learner_id).await?,
        None => None,
    };
    let parts = match &standing {
        Some((id, _)) => transcript_part::heads(tx, *id).await?,
        None => Vec::new(),
    };
    let mut taken_over = Vec::new();
    if let Some(other) = merge
        && let Some((id, _)) = transcript::of_learner(tx, issuer, other).await?
    {
        taken_over = transcript_part::heads(tx, id).await?;
    }
    let standing_entries = parts.iter().filter(|row| rules.speak_of(row)).count();
    let Some(mut compared) = compare(rules, courses, pupil, parts, &taken_over) else {
        return Ok(Err(Question::Course));
    };
    let renamed = standing.as_ref().map(|(_, name)| name.clone()).filter(|name| *name != pupil.name);
    if let Some(before) = &renamed {
        compared.rename(before, &pupil.name);
    }
    let outcome = match standing {
        None if compared.leaves.is_empty() => Outcome::Unchanged,
        None => Outcome::New,
        Some(_) if compared.corrected || !compared.withdrawn.is_empty() => Outcome::Corrected,
        Some(_) if compared.added => Outcome::Extended,
        Some(_) => Outcome::Unchanged,
    };
    let digest = hex(&Sha256::digest(compared.told.join("\n")));
    let Compared { leaves, withdrawn, changes, .. } = compared;
    let standing = standing.map(|(id, _)| id);
    Ok(Ok(Decided {
        outcome,
        learner,
        standing,
        leaves,
        withdrawn,
        changes,
        renamed,
        standing_entries,
        digest,
    }))
}

/// Whether the school's system says that another learner is this person.
async fn same_person(
    tx: &mut Tx,
    issuer: IssuerId,
    pupil: &Pupil,
    learner: Option<&LearnerRow>,
) -> Result<Option<Question>, StoreError> {
    let Some(master) = &pupil.master else { return Ok(None) };
    let others = learner::of_master(tx, issuer, master).await?;
    let mut others = others.into_iter().filter(|(id, _, sourced_id)| {
        learner.is_none_or(|learner| learner.learner_id != *id)
            && sourced_id.as_ref() != Some(&pupil.sourced_id)
    });
    Ok(others.next().map(|(other, name, _)| Question::SamePerson { other, name }))
}

/// What differs.
#[derive(Default)]
struct Compared {
    leaves: Vec<Leaf>,
    withdrawn: Vec<PartRow>,
    changes: Vec<Changed>,
    corrected: bool,
    added: bool,
    /// All that changes, as JSON.
    told: Vec<String>,
}

/// Goes through what stands and what the import says; `None` when that names a course of nobody's.
fn compare(
    rules: &Rules,
    courses: &Courses,
    pupil: &Pupil,
    parts: Vec<PartRow>,
    taken_over: &[PartRow],
) -> Option<Compared> {
    let mut compared = Compared::default();
    let lines: HashMap<&str, &Line> = pupil.lines.iter().map(|line| (line.key.as_str(), line)).collect();
    let mut standing: HashSet<String> = HashSet::new();
    for row in parts {
        standing.insert(row.part_key.clone());
        match lines.get(row.part_key.as_str()) {
            Some(line) if line.gone => compared.withdraw(row, courses),
            Some(line) => compared.meet(row, line, courses)?,
            None if gone(rules, pupil, &row) => compared.withdraw(row, courses),
            None => compared.leaves.push(Leaf::Kept(row)),
        }
    }
    for line in pupil.lines.iter().filter(|line| !line.gone && !standing.contains(&line.key)) {
        compared.add(said(line, courses)?, line.course.clone());
    }
    for row in taken_over.iter().filter(|row| !standing.contains(&row.part_key)) {
        if !lines.contains_key(row.part_key.as_str()) {
            compared.add(Said::of(row), course_of(row, courses));
        }
    }
    Some(compared)
}

/// Whether what the import no longer has was withdrawn by it. Whoever is gone keeps what they have.
fn gone(rules: &Rules, pupil: &Pupil, row: &PartRow) -> bool {
    !pupil.gone
        && row.part_key.starts_with("class/")
        && row.session_id.as_ref().is_some_and(|session| rules.covered.contains(session))
}

/// What an entry of an import says; `None` when it names a course of nobody's.
fn said(line: &Line, courses: &Courses) -> Option<Said> {
    let part_of = match &line.part_of {
        Some(key) => Some(courses.get(key)?.0),
        None => None,
    };
    Some(Said {
        key: line.key.clone(),
        achievement: *courses.get(&line.course)?,
        part_of,
        session: line.session.clone(),
        content: line.content.clone(),
    })
}

/// The key of the course that an entry is an award of, or what the entry is to its system.
fn course_of(row: &PartRow, courses: &Courses) -> String {
    let known = courses.iter().find(|(_, (id, _))| *id == row.achievement_id);
    known.map_or_else(|| row.part_key.clone(), |(key, _)| key.clone())
}

/// A change to the letter, without ids that are made anew each time.
fn told(key: &str, before: Option<&Said>, after: Option<&Said>) -> String {
    let content = |said: Option<&Said>| said.map(|said| json!([said.content, said.session]));
    json!([key, content(before), content(after)]).to_string()
}

impl Compared {
    fn add(&mut self, said: Said, course: String) {
        self.told.push(told(&said.key, None, Some(&said)));
        self.changes.push(Changed {
            course,
            term: said.content.term.clone(),
            before: None,
            after: Some(results(&said)),
        });
        self.added = true;
        self.leaves.push(Leaf::New(said));
    }

    fn withdraw(&mut self, row: PartRow, courses: &Courses) {
        let said = Said::of(&row);
        self.told.push(told(&said.key, Some(&said), None));
        self.changes.push(Changed {
            course: course_of(&row, courses),
            term: said.content.term.clone(),
            before: Some(results(&said)),
            after: None,
        });
        self.withdrawn.push(row);
    }

    /// An entry that stands, and what the import says of it. A course that was given another name
    /// since changes nothing of what was issued.
    fn meet(&mut self, row: PartRow, line: &Line, courses: &Courses) -> Option<()> {
        let (before, mut after) = (Said::of(&row), said(line, courses)?);
        after.achievement =
            if after.achievement.0 == before.achievement.0 { before.achievement } else { after.achievement };
        let same_results = same_results(&before.content, &after.content);
        if same_results {
            // Written otherwise, such as 87 and 87.0, it is the same.
            after.content.result.clone_from(&before.content.result);
        }
        if before.content == after.content && before.achievement == after.achievement {
            self.leaves.push(Leaf::Kept(row));
            return Some(());
        }
        self.told.push(told(&row.part_key, Some(&before), Some(&after)));
        self.changes.push(Changed {
            course: line.course.clone(),
            term: after.content.term.clone(),
            before: Some(results(&before)),
            after: Some(results(&after)),
        });
        let same_award = same_results
            && before.achievement == after.achievement
            && before.content.credits_earned == after.content.credits_earned;
        // Where somebody stands is true of its day: the next one takes nothing back.
        let another_day = line.key == "standing" && !same_day(&before.content, &after.content);
        let ended = if same_award || another_day { Ended::Extended } else { Ended::Corrected };
        self.corrected |= ended == Ended::Corrected;
        self.added = true;
        self.leaves.push(Leaf::Again(row, ended, after));
        Some(())
    }

    /// Every entry says its learner's name. Whoever had another until now had it rightly.
    fn rename(&mut self, before: &str, after: &str) {
        self.told.push(json!([before, after]).to_string());
        self.added = true;
        let leaves = std::mem::take(&mut self.leaves);
        self.leaves = leaves
            .into_iter()
            .map(|leaf| match leaf {
                Leaf::Kept(row) => {
                    let said = Said::of(&row);
                    Leaf::Again(row, Ended::Extended, said)
                }
                leaf => leaf,
            })
            .collect();
    }
}

/// Whether two entries have the same results: numbers are compared as numbers.
fn same_results(before: &SubjectContent, after: &SubjectContent) -> bool {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let same = |before: &Option<String>, after: &Option<String>| match (before, after) {
        (Some(before), Some(after)) => {
            before == after || number(before).is_some_and(|before| number(after) == Some(before))
        }
        (before, after) => before == after,
    };
    before.result.len() == after.result.len()
        && before.result.iter().zip(&after.result).all(|(before, after)| {
            let rest = |grade: &Grade| Grade { value: None, ..grade.clone() };
            same(&before.value, &after.value) && rest(before) == rest(after)
        })
}

/// Whether two entries say that they are of the same day.
fn same_day(before: &SubjectContent, after: &SubjectContent) -> bool {
    before.activity_end_date.is_some() && before.activity_end_date == after.activity_end_date
}

/// The results of an entry and its credits, as text.
fn results(said: &Said) -> Vec<String> {
    let values = said
        .content
        .result
        .iter()
        .filter_map(|result| result.value.clone().or_else(|| result.status.clone()));
    let credits = said.content.credits_earned.map(|credits| format!("{credits} credits"));
    values.chain(credits).collect()
}
