//! What is planned, what becomes of it, and why it does not.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::super::decide::{Changed, Outcome, Question};
use crate::{
    effects::instant_of,
    flows::{issue::IssueError, session::NotAllowed},
    id::{AccountId, BatchId},
    problem::Problem,
    store::{StoreError, count, transcript_batch::BatchRow},
};

/// What an import would do.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Plan {
    /// How many learners would get what.
    pub outcomes: BTreeMap<Outcome, usize>,
    /// Those that need somebody's decision.
    pub questions: Vec<Asked>,
    /// What would be corrected, then what would be extended, at most 500.
    pub changed: Vec<Change>,
    /// Entries that would be added,
    pub added: usize,
    /// changed,
    pub corrected: usize,
    /// and withdrawn.
    pub withdrawn: usize,
    /// Entries that stand now, of those that the import speaks of.
    pub standing: usize,
    /// Learners that the import says are gone: they keep what they have.
    pub gone: usize,
    /// Learners who have another name since.
    pub renamed: usize,
    /// Learners without an e-mail address who would get their first transcript, but no letter.
    pub without_letter: usize,
    /// Stands for all of this, to the letter.
    pub digest: String,
}

impl Plan {
    /// Whether it takes more back than anybody should without thinking twice: it withdraws over 2 % of
    /// what stands, or corrects over 10 %.
    pub fn takes_back_much(&self) -> bool {
        self.withdrawn * 50 > self.standing || self.corrected * 10 > self.standing
    }

    pub(super) fn told(&self) -> Told {
        let of = |outcome| self.outcomes.get(&outcome).copied().unwrap_or_default();
        Told {
            new: of(Outcome::New),
            extended: of(Outcome::Extended),
            corrected: of(Outcome::Corrected),
            entries_added: self.added,
            entries_changed: self.corrected,
            entries_withdrawn: self.withdrawn,
        }
    }

    /// How many transcripts would be signed.
    pub fn signed(&self) -> usize {
        let of = |outcome| self.outcomes.get(&outcome).copied().unwrap_or_default();
        of(Outcome::New) + of(Outcome::Extended) + of(Outcome::Corrected)
    }
}

/// A learner about whom somebody has to decide something.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Asked {
    /// `sourcedId`.
    pub sourced_id: String,
    /// The name.
    pub name: String,
    /// What.
    pub question: Question,
}

/// What would change in a transcript.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    /// Whose.
    pub name: String,
    /// What becomes of it.
    pub outcome: Outcome,
    /// The name that it says until now, where that is another.
    pub renamed: Option<String>,
    /// Entry by entry. Courses are said by name.
    pub entries: Vec<Changed>,
}

/// What somebody decided when they started it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Decision {
    /// `sourcedId`s of those who are the person that the school's system says they are: they take
    /// over that one's entries.
    pub merged: Vec<String>,
    /// To take back although it is much.
    pub withdraw: bool,
    /// A second person is to approve.
    pub approval: bool,
    /// When it may begin; absent: at once.
    pub release_at: Option<OffsetDateTime>,
    /// How many transcripts whoever starts it was told of.
    pub signed: Option<usize>,
    /// [`Plan::digest`] of what they were told.
    pub seen: Option<String>,
}

/// A batch.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// The file that it came from.
    pub title: String,
    /// How far it is.
    pub state: State,
    /// Who started it.
    pub created_by: Option<AccountId>,
    /// When.
    pub created_at: OffsetDateTime,
    /// When it may begin.
    pub release_at: Option<OffsetDateTime>,
    /// How many transcripts are to be signed.
    pub total: u64,
    /// First transcripts,
    pub issued: u64,
    /// with more in them,
    pub extended: u64,
    /// corrected,
    pub corrected: u64,
    /// as they were,
    pub unchanged: u64,
    /// left out,
    pub left_out: u64,
    /// taken back.
    pub undone: u64,
    /// What it does to entries, as whoever started it was told.
    pub told: Told,
    /// When it came to its end.
    pub ended_at: Option<OffsetDateTime>,
}

/// What a batch does, for whoever is to approve it.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct Told {
    /// First transcripts,
    pub new: usize,
    /// extended ones,
    pub extended: usize,
    /// and corrected ones.
    pub corrected: usize,
    /// Entries added,
    pub entries_added: usize,
    /// changed,
    pub entries_changed: usize,
    /// and withdrawn.
    pub entries_withdrawn: usize,
}

impl Batch {
    /// How many of its transcripts are signed, or need nothing any more.
    pub fn signed(&self) -> u64 {
        self.issued + self.extended + self.corrected
    }
}

/// How far a batch is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum State {
    /// It waits for a second person.
    Approval,
    /// It waits for its day.
    Scheduled,
    /// It is worked on.
    Running,
    /// It failed several times in a row. It can go on.
    Failed,
    /// All is signed.
    Done,
    /// It is being taken back.
    Undoing,
    /// It was taken back.
    Undone,
    /// It was never begun.
    Cancelled,
}

impl State {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Approval, "approval"),
        (Self::Scheduled, "scheduled"),
        (Self::Running, "running"),
        (Self::Failed, "failed"),
        (Self::Done, "done"),
        (Self::Undoing, "undoing"),
        (Self::Undone, "undone"),
        (Self::Cancelled, "cancelled"),
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(state, _)| *state == self).map_or("", |(_, name)| name)
    }

    pub(super) fn of_name(name: &str) -> Self {
        Self::ALL.iter().find(|(_, known)| *known == name).map_or(Self::Cancelled, |(state, _)| *state)
    }
}

/// What somebody does to a batch.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Step {
    /// Approves what another started.
    Approve,
    /// Ends what was not begun.
    Cancel,
    /// Lets go on what failed.
    Resume,
    /// Takes all of it back.
    Undo,
}

/// A learner who was left out, and why.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LeftOut {
    /// `sourcedId`.
    pub sourced_id: String,
    /// The name.
    pub name: String,
    /// What somebody has to decide; absent: what stands changed since it was looked at.
    pub question: Option<Question>,
}

/// Why a batch was not started, or is not to be seen.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// This institution has no such batch.
    #[error("this institution has no such transcripts")]
    Unknown,
    /// It has come too far for that, or not far enough.
    #[error("this cannot be done now: look again at how far it is")]
    State,
    /// Whoever started it cannot approve it.
    #[error("somebody else has to approve what you started")]
    Own,
    /// There is nothing to be signed.
    #[error("there is nothing to be signed: every transcript says all of this already")]
    Nothing,
    /// It would take back much.
    #[error(
        "this would withdraw more than 2 %, or correct more than 10 %, of the entries that stand; say that it is meant"
    )]
    TakesBack,
    /// The day on which it may begin is over.
    #[error("the day on which it begins has to be in the future; leave it empty to begin at once")]
    Past,
    /// Later imports have changed all that it did.
    #[error("later imports have changed all of these transcripts since: take those back first")]
    Overtaken,
    /// A program cannot be the second person.
    #[error("a person has to approve this, not a program")]
    Person,
    /// Something changed since it was looked at.
    #[error("what would be signed has changed since you looked: {now} transcripts now; look again")]
    Changed {
        /// How many transcripts would be signed now.
        now: usize,
    },
    /// Something that was sealed does not open, or says nothing.
    #[error("could not open what waits")]
    Sealed,
    /// A transcript could not be written.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// The database failed.
    #[error("could not store the transcripts")]
    Store(#[from] StoreError),
}

impl From<BatchError> for Problem {
    fn from(err: BatchError) -> Self {
        match err {
            BatchError::NotAllowed(source) => source.into(),
            BatchError::Unknown => Self::not_found(&err),
            BatchError::State
            | BatchError::Own
            | BatchError::Person
            | BatchError::Past
            | BatchError::Overtaken
            | BatchError::Nothing
            | BatchError::TakesBack
            | BatchError::Changed { .. } => Self::conflict(&err),
            BatchError::Sealed => Self::internal(&err),
            BatchError::Issue(source) => source.into(),
            BatchError::Store(source) => source.into(),
        }
    }
}

impl From<BatchRow> for Batch {
    fn from(row: BatchRow) -> Self {
        Self {
            id: row.batch_id,
            state: State::of_name(&row.state),
            title: row.title,
            created_by: row.created_by,
            created_at: instant_of(row.created_at),
            release_at: row.release_at.map(instant_of),
            total: count(row.total),
            issued: count(row.issued),
            extended: count(row.extended),
            corrected: count(row.corrected),
            unchanged: count(row.unchanged),
            left_out: count(row.left_out),
            undone: count(row.undone),
            told: serde_json::from_str(&row.plan).unwrap_or_default(),
            ended_at: row.ended_at.map(instant_of),
        }
    }
}
