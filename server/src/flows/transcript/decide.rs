//! What an import makes of one learner's transcript: compared with what stands, entry by entry.
//!
//! The same function tells the registrar what will happen and does it later, so that the two can't
//! differ but where something changed in between.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{
    Draft, Line, Pupil,
    bindery::{Leaf, Said},
    course::Courses,
};
use crate::{
    id::{CredentialId, IssuerId, LearnerId},
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
    /// How many entries stand now.
    pub(super) standing_entries: usize,
}

impl Decided {
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
    if let Some(row) = learner::of_sourced(tx, issuer, &pupil.sourced_id).await? {
        return Ok(Ok(Some(row)));
    }
    if let Some(number) = &pupil.number
        && let Some(row) = learner::of_source(tx, issuer, number).await?
    {
        // A number that went to somebody else is for people to look at.
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
    let parts = match standing {
        Some(id) => transcript_part::of_transcript(tx, id).await?,
        None => Vec::new(),
    };
    let mut taken_over = Vec::new();
    if let Some(other) = merge
        && let Some(id) = transcript::of_learner(tx, issuer, other).await?
    {
        taken_over = transcript_part::of_transcript(tx, id).await?;
    }
    let standing_entries = parts.len();
    let Some(compared) = compare(rules, courses, pupil, parts, &taken_over) else {
        return Ok(Err(Question::Course));
    };
    let Compared { leaves, withdrawn, changes, corrected, added } = compared;
    let outcome = match standing {
        None if leaves.is_empty() => Outcome::Unchanged,
        None => Outcome::New,
        Some(_) if corrected || !withdrawn.is_empty() => Outcome::Corrected,
        Some(_) if added => Outcome::Extended,
        Some(_) => Outcome::Unchanged,
    };
    Ok(Ok(Decided { outcome, learner, standing, leaves, withdrawn, changes, standing_entries }))
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
struct Compared {
    leaves: Vec<Leaf>,
    withdrawn: Vec<PartRow>,
    changes: Vec<Changed>,
    corrected: bool,
    added: bool,
}

/// Goes through what stands and what the import says; `None` when that names a course of nobody's.
fn compare(
    rules: &Rules,
    courses: &Courses,
    pupil: &Pupil,
    parts: Vec<PartRow>,
    taken_over: &[PartRow],
) -> Option<Compared> {
    let mut compared = Compared {
        leaves: Vec::new(),
        withdrawn: Vec::new(),
        changes: Vec::new(),
        corrected: false,
        added: false,
    };
    let lines: HashMap<&str, &Line> = pupil.lines.iter().map(|line| (line.key.as_str(), line)).collect();
    let mut standing: HashSet<String> = HashSet::new();
    for row in parts {
        standing.insert(row.part_key.clone());
        match lines.get(row.part_key.as_str()) {
            Some(line) if line.gone => compared.withdraw(row),
            Some(line) => compared.meet(row, line, courses)?,
            None if gone(rules, pupil, &row) => compared.withdraw(row),
            None => compared.leaves.push(Leaf::Kept(row)),
        }
    }
    for line in pupil.lines.iter().filter(|line| !line.gone && !standing.contains(&line.key)) {
        compared.add(said(line, courses)?, line.course.clone());
    }
    for row in taken_over.iter().filter(|row| !standing.contains(&row.part_key)) {
        if !lines.contains_key(row.part_key.as_str()) {
            compared.add(Said::of(row), row.part_key.clone());
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

impl Compared {
    fn add(&mut self, said: Said, course: String) {
        self.changes.push(Changed {
            course,
            term: said.content.term.clone(),
            before: None,
            after: Some(results(&said)),
        });
        self.added = true;
        self.leaves.push(Leaf::New(said));
    }

    fn withdraw(&mut self, row: PartRow) {
        let said = Said::of(&row);
        self.changes.push(Changed {
            course: row.part_key.clone(),
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
        if before.content == after.content && before.achievement == after.achievement {
            self.leaves.push(Leaf::Kept(row));
            return Some(());
        }
        self.changes.push(Changed {
            course: line.course.clone(),
            term: after.content.term.clone(),
            before: Some(results(&before)),
            after: Some(results(&after)),
        });
        // Where somebody stands is true of its day: the next one takes nothing back.
        let ended = if line.key == "standing" { Ended::Extended } else { Ended::Corrected };
        self.corrected |= ended == Ended::Corrected;
        self.added = true;
        self.leaves.push(Leaf::Again(row, ended, after));
        Some(())
    }
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
