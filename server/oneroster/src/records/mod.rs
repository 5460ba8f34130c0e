//! What a transcript is made of, as the bundle says it.
//!
//! Names are the binding's. In release 1.1 a person's role and schools stand with the person; they
//! become [`Role`]s, so that both releases read alike.

mod read;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{manifest::Manifest, value};

pub(crate) use read::bundle;

/// All records of a bundle, in the order of its files.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub struct Bundle {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Schools and what is above and below them.
    pub orgs: Vec<Org>,
    /// Years, terms, grading periods.
    pub academic_sessions: Vec<AcademicSession>,
    /// What is taught.
    pub courses: Vec<Course>,
    /// Courses as they are taught to somebody.
    pub classes: Vec<Class>,
    /// People.
    pub users: Vec<User>,
    /// What people are where.
    pub roles: Vec<Role>,
    /// Who is in which class.
    pub enrollments: Vec<Enrollment>,
    /// Kinds of line items.
    pub categories: Vec<Category>,
    /// What is graded.
    pub line_items: Vec<LineItem>,
    /// Grades.
    pub results: Vec<Result>,
    /// What grades mean.
    pub score_scales: Vec<ScoreScale>,
    /// Scale of each line item: line item, scale.
    pub line_item_score_scales: Vec<(String, String)>,
    /// Scale of each result: result, scale.
    pub result_score_scales: Vec<(String, String)>,
    /// Competencies of line items.
    pub line_item_objectives: Vec<Objective>,
    /// Competencies of results.
    pub result_objectives: Vec<Objective>,
}

/// What every record has.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Head {
    /// `sourcedId`.
    pub id: String,
    /// The row of its file.
    pub row: u32,
    /// Whether a delta says that it is gone.
    pub deleted: bool,
    /// `dateLastModified` in milliseconds since 1970, where it is said.
    pub modified: Option<i64>,
}

/// An organisation.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Org {
    /// Its id.
    pub head: Head,
    /// Its name.
    pub name: String,
    /// `school`, `district` and so on.
    pub kind: String,
    /// A number that others know it by.
    pub identifier: Option<String>,
    /// What it belongs to.
    pub parent: Option<String>,
}

/// A span of time.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct AcademicSession {
    /// Its id.
    pub head: Head,
    /// Its name.
    pub title: String,
    /// `schoolYear`, `semester`, `term`, `gradingPeriod`.
    pub kind: String,
    /// Its first day.
    #[serde(with = "value::day")]
    pub start: Option<Date>,
    /// The day on which it ends.
    #[serde(with = "value::day")]
    pub end: Option<Date>,
    /// What it is part of.
    pub parent: Option<String>,
    /// The year in which its school year ends.
    pub school_year: Option<i32>,
}

/// What is taught.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Course {
    /// Its id.
    pub head: Head,
    /// In which year.
    pub school_year: Option<String>,
    /// Its name.
    pub title: String,
    /// A code that people know it by.
    pub code: Option<String>,
    /// For which grades.
    pub grades: Vec<String>,
    /// Whose it is.
    pub org: String,
    /// Subjects by name.
    pub subjects: Vec<String>,
    /// Subjects by code.
    pub subject_codes: Vec<String>,
    /// What the school adds: the heading without `metadata.`, and the value.
    pub metadata: BTreeMap<String, String>,
}

/// A course as it is taught to somebody.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Class {
    /// Its id.
    pub head: Head,
    /// Its name.
    pub title: String,
    /// What is taught.
    pub course: String,
    /// A code that people know it by.
    pub code: Option<String>,
    /// `homeroom` or `scheduled`.
    pub kind: String,
    /// Where.
    pub school: String,
    /// When.
    pub terms: Vec<String>,
    /// Subjects by name.
    pub subjects: Vec<String>,
    /// Subjects by code.
    pub subject_codes: Vec<String>,
    /// What the school adds: the heading without `metadata.`, and the value.
    pub metadata: BTreeMap<String, String>,
}

/// A person. User names, passwords, telephone numbers and pronouns are not read.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct User {
    /// Their id.
    pub head: Head,
    /// Whether they may use the school's systems.
    pub enabled: bool,
    /// Ids that others know them by: type and id.
    pub user_ids: Vec<(String, String)>,
    /// The given name by which they are known: the preferred one where there is one.
    pub given_name: String,
    /// The names between.
    pub middle_name: Option<String>,
    /// The family name by which they are known.
    pub family_name: String,
    /// The school's number for them.
    pub identifier: Option<String>,
    /// An e-mail address, as it stands there.
    pub email: Option<String>,
    /// Who speaks for them: parents, guardians.
    pub agents: Vec<String>,
    /// In which grade they are.
    pub grade: Option<String>,
    /// One id for them in all of the school's systems.
    pub master_identifier: Option<String>,
    /// Where they are at home.
    pub primary_org: Option<String>,
    /// Whether a preferred name took the place of another.
    pub is_preferred: bool,
}

/// What somebody is somewhere.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Role {
    /// Its id; of 1.1, the user's.
    pub head: Head,
    /// Who.
    pub user: String,
    /// Whether it is what they are first of all there.
    pub primary: bool,
    /// `student`, `teacher`, `guardian` and so on.
    pub role: String,
    /// Where.
    pub org: String,
    /// Since when.
    #[serde(with = "value::day")]
    pub begin: Option<Date>,
    /// Until when.
    #[serde(with = "value::day")]
    pub end: Option<Date>,
}

/// Somebody in a class.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Enrollment {
    /// Its id.
    pub head: Head,
    /// The class.
    pub class: String,
    /// Where.
    pub school: String,
    /// Who.
    pub user: String,
    /// `student`, `teacher` and so on.
    pub role: String,
    /// Since when.
    #[serde(with = "value::day")]
    pub begin: Option<Date>,
    /// Until when.
    #[serde(with = "value::day")]
    pub end: Option<Date>,
}

/// A kind of line items, such as final grades.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Category {
    /// Its id.
    pub head: Head,
    /// Its name.
    pub title: String,
}

/// What is graded.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct LineItem {
    /// Its id.
    pub head: Head,
    /// Its name.
    pub title: String,
    /// What it is.
    pub description: Option<String>,
    /// Until when.
    #[serde(with = "value::day")]
    pub due: Option<Date>,
    /// In which class.
    pub class: String,
    /// Of which kind.
    pub category: String,
    /// In which grading period.
    pub academic_session: String,
    /// The lowest score, as written.
    pub min: Option<String>,
    /// The highest score, as written.
    pub max: Option<String>,
}

/// A grade. What a teacher remarked on it is not read.
#[expect(clippy::struct_excessive_bools, reason = "the binding has these columns")]
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Result {
    /// Its id.
    pub head: Head,
    /// For what.
    pub line_item: String,
    /// Whose.
    pub student: String,
    /// `fully graded` and so on.
    pub score_status: String,
    /// In points, as written.
    pub score: Option<String>,
    /// In words or letters.
    pub text_score: Option<String>,
    /// When it was given.
    #[serde(with = "value::day")]
    pub score_date: Option<Date>,
    /// In which class, where that is said.
    pub class: Option<String>,
    /// Whether the work is not over.
    pub in_progress: bool,
    /// Whether something of it is missing.
    pub incomplete: bool,
    /// Whether it came too late.
    pub late: bool,
    /// Whether all of it is missing.
    pub missing: bool,
}

impl Result {
    /// Whether it is a grade that stands: fully graded, and nothing open, late or missing.
    pub fn is_final(&self) -> bool {
        let open = self.in_progress || self.incomplete || self.late || self.missing;
        self.score_status == "fully graded" && !open
    }
}

/// What grades mean.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ScoreScale {
    /// Its id.
    pub head: Head,
    /// Its name.
    pub title: String,
    /// Its kind, in the school's words.
    pub kind: String,
    /// Of which course,
    pub course: String,
    /// and of which class of it.
    pub class: String,
    /// Its values, as written: often `A=90-100`.
    pub values: Vec<String>,
}

/// A competency that a line item asks for or a result shows.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Objective {
    /// Its id.
    pub head: Head,
    /// The line item, or the result.
    pub of: String,
    /// `case` where the competency's id is of a CASE framework.
    pub source: String,
    /// The competency.
    pub objective: String,
    /// In points, as written.
    pub score: Option<String>,
    /// In words.
    pub text_score: Option<String>,
}
