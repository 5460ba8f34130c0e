//! What a school's system says that transcripts should hold, in the terms in which they are issued.
//!
//! Made from an import, kept sealed, and compared with what stands when it is worked off: nothing
//! in it says whether a transcript is new or a later edition.

use api::open_badges::{AchievementContent, SubjectContent};
use serde::{Deserialize, Serialize};

/// All that one import says.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Draft {
    /// What is taught and reached: becomes achievements.
    pub courses: Vec<Course>,
    /// Whose transcripts these are.
    pub pupils: Vec<Pupil>,
    /// Ids of the sessions whose results the import has, all of them where it is a bulk import. What
    /// it no longer has of these was withdrawn; what belongs to another stands.
    pub sessions: Vec<String>,
    /// Whether it has all there is of these sessions; false: only what changed.
    pub bulk: bool,
    /// What the grades mean, in words; may be empty.
    pub legend: String,
}

/// Something that is taught or reached.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Course {
    /// Stable over imports: `course/…`, `earlier/…`, `diploma/…`, `standing`.
    pub key: String,
    /// As an Open Badges achievement. The ids of its result descriptions are stable over imports.
    pub content: AchievementContent,
}

/// A learner, and what their transcript should hold.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Pupil {
    /// `sourcedId`.
    pub sourced_id: String,
    /// The school's number for them.
    pub number: Option<String>,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: Option<String>,
    /// `userMasterIdentifier`: one person, whatever the other ids say.
    pub master: Option<String>,
    /// Whether the import says that they are gone.
    pub gone: bool,
    /// What the transcript should hold, in its order.
    pub lines: Vec<Line>,
}

/// One entry of a transcript: becomes a credential of its own within it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Line {
    /// Stable over imports, and unique in a transcript: `class/…`, `earlier/…`, `diploma/…`,
    /// `standing`.
    pub key: String,
    /// [`Course::key`].
    pub course: String,
    /// The session in which it was taught.
    pub session: Option<String>,
    /// Whether the import says that it was withdrawn.
    pub gone: bool,
    /// Results, credits, term and dates.
    pub content: SubjectContent,
    /// [`Course::key`] of the diploma that it is a part of.
    pub part_of: Option<String>,
}
