//! What a transcript is made of, as the bundle says it.
//!
//! Names are the binding's. In release 1.1 a person's role and schools stand with the person; they
//! become [`Role`]s, so that both releases read alike.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use crate::{
    binding::{Table, Version},
    manifest::Manifest,
    table::{Row, Rows, Tables},
    value,
};

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

/// One row, by the names of its columns.
struct At<'r>(&'r Rows, &'r Row);

impl At<'_> {
    fn text(&self, name: &str) -> String {
        self.0.cell(self.1, name).to_owned()
    }

    fn some(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    fn list(&self, name: &str) -> Vec<String> {
        value::list(self.0.cell(self.1, name)).map(str::to_owned).collect()
    }

    fn date(&self, name: &str) -> Option<Date> {
        value::date(self.0.cell(self.1, name))
    }

    fn is(&self, name: &str) -> bool {
        self.0.cell(self.1, name) == "true"
    }

    fn head(&self) -> Head {
        Head {
            id: self.text("sourcedId"),
            row: self.1.number,
            deleted: self.0.cell(self.1, "status") == "tobedeleted",
        }
    }

    fn metadata(&self) -> BTreeMap<String, String> {
        let names = self.0.metadata.iter().map(|name| name.trim_start_matches("metadata.").to_owned());
        let pairs = names.zip(self.1.metadata.iter().cloned());
        pairs.filter(|(_, text)| !text.trim().is_empty()).collect()
    }
}

/// Makes records of rows; what a faulty cell leaves open is empty.
pub(crate) fn bundle(manifest: Manifest, tables: &Tables) -> Bundle {
    let version = manifest.version;
    Bundle {
        orgs: of(tables, Table::Orgs, org),
        academic_sessions: of(tables, Table::AcademicSessions, academic_session),
        courses: of(tables, Table::Courses, course),
        classes: of(tables, Table::Classes, class),
        users: of(tables, Table::Users, user),
        roles: match version {
            Version::V1p2 => of(tables, Table::Roles, role),
            Version::V1p1 => of(tables, Table::Users, roles_of_user).into_iter().flatten().collect(),
        },
        enrollments: of(tables, Table::Enrollments, enrollment),
        categories: of(tables, Table::Categories, |at| Category { head: at.head(), title: at.text("title") }),
        line_items: of(tables, Table::LineItems, line_item),
        results: of(tables, Table::Results, result),
        score_scales: of(tables, Table::ScoreScales, score_scale),
        line_item_score_scales: of(tables, Table::LineItemScoreScales, |at| scaled(at, "lineItemSourcedId")),
        result_score_scales: of(tables, Table::ResultScoreScales, |at| scaled(at, "resultSourcedId")),
        line_item_objectives: of(tables, Table::LineItemLearningObjectiveIds, |at| {
            objective(at, "lineItemSourcedId")
        }),
        result_objectives: of(tables, Table::ResultLearningObjectiveIds, |at| {
            objective(at, "resultSourcedId")
        }),
        manifest,
    }
}

fn of<T>(tables: &Tables, table: Table, make: impl Fn(&At<'_>) -> T) -> Vec<T> {
    let rows = tables.get(&table).into_iter();
    rows.flat_map(|rows| rows.all.iter().map(|row| make(&At(rows, row)))).collect()
}

fn org(at: &At<'_>) -> Org {
    Org {
        head: at.head(),
        name: at.text("name"),
        kind: at.text("type"),
        identifier: at.some("identifier"),
        parent: at.some("parentSourcedId"),
    }
}

fn academic_session(at: &At<'_>) -> AcademicSession {
    AcademicSession {
        head: at.head(),
        title: at.text("title"),
        kind: at.text("type"),
        start: at.date("startDate"),
        end: at.date("endDate"),
        parent: at.some("parentSourcedId"),
        school_year: value::year(&at.text("schoolYear")),
    }
}

fn course(at: &At<'_>) -> Course {
    Course {
        head: at.head(),
        school_year: at.some("schoolYearSourcedId"),
        title: at.text("title"),
        code: at.some("courseCode"),
        grades: at.list("grades"),
        org: at.text("orgSourcedId"),
        subjects: at.list("subjects"),
        subject_codes: at.list("subjectCodes"),
        metadata: at.metadata(),
    }
}

fn class(at: &At<'_>) -> Class {
    Class {
        head: at.head(),
        title: at.text("title"),
        course: at.text("courseSourcedId"),
        code: at.some("classCode"),
        kind: at.text("classType"),
        school: at.text("schoolSourcedId"),
        terms: at.list("termSourcedIds"),
        subjects: at.list("subjects"),
        subject_codes: at.list("subjectCodes"),
        metadata: at.metadata(),
    }
}

fn user(at: &At<'_>) -> User {
    let known_as = |preferred: &str, name: &str| at.some(preferred).unwrap_or_else(|| at.text(name));
    let pair = |text: String| {
        let inner = text.strip_prefix('{')?.strip_suffix('}')?;
        let (kind, id) = inner.split_once(':')?;
        Some((kind.to_owned(), id.to_owned()))
    };
    User {
        head: at.head(),
        enabled: at.is("enabledUser"),
        user_ids: at.list("userIds").into_iter().filter_map(pair).collect(),
        given_name: known_as("preferredGivenName", "givenName"),
        middle_name: at.some("preferredMiddleName").or_else(|| at.some("middleName")),
        family_name: known_as("preferredFamilyName", "familyName"),
        identifier: at.some("identifier"),
        email: at.some("email"),
        agents: at.list("agentSourcedIds"),
        grade: at.some("grades"),
        master_identifier: at.some("userMasterIdentifier"),
        primary_org: at.some("primaryOrgSourcedId"),
    }
}

fn role(at: &At<'_>) -> Role {
    Role {
        head: at.head(),
        user: at.text("userSourcedId"),
        primary: at.text("roleType") == "primary",
        role: at.text("role"),
        org: at.text("orgSourcedId"),
        begin: at.date("beginDate"),
        end: at.date("endDate"),
    }
}

/// Of release 1.1.
fn roles_of_user(at: &At<'_>) -> Vec<Role> {
    let role = |org: String| Role {
        user: at.text("sourcedId"),
        primary: true,
        role: at.text("role"),
        org,
        begin: None,
        end: None,
        head: at.head(),
    };
    at.list("orgSourcedIds").into_iter().map(role).collect()
}

fn enrollment(at: &At<'_>) -> Enrollment {
    Enrollment {
        head: at.head(),
        class: at.text("classSourcedId"),
        school: at.text("schoolSourcedId"),
        user: at.text("userSourcedId"),
        role: at.text("role"),
        begin: at.date("beginDate"),
        end: at.date("endDate"),
    }
}

fn line_item(at: &At<'_>) -> LineItem {
    LineItem {
        head: at.head(),
        title: at.text("title"),
        description: at.some("description"),
        due: at.date("dueDate"),
        class: at.text("classSourcedId"),
        category: at.text("categorySourcedId"),
        academic_session: at
            .some("academicSessionSourcedId")
            .unwrap_or_else(|| at.text("gradingPeriodSourcedId")),
        min: at.some("resultValueMin"),
        max: at.some("resultValueMax"),
    }
}

fn result(at: &At<'_>) -> Result {
    Result {
        head: at.head(),
        line_item: at.text("lineItemSourcedId"),
        student: at.text("studentSourcedId"),
        score_status: at.text("scoreStatus"),
        score: at.some("score"),
        text_score: at.some("textScore"),
        score_date: at.date("scoreDate"),
        class: at.some("classSourcedId"),
        in_progress: at.is("inProgress"),
        incomplete: at.is("incomplete"),
        late: at.is("late"),
        missing: at.is("missing"),
    }
}

fn score_scale(at: &At<'_>) -> ScoreScale {
    ScoreScale {
        head: at.head(),
        title: at.text("title"),
        kind: at.text("type"),
        course: at.text("courseSourcedId"),
        class: at.text("classSourcedId"),
        values: at.list("scoreScaleValue"),
    }
}

fn scaled(at: &At<'_>, of: &str) -> (String, String) {
    (at.text(of), at.text("scoreScaleSourcedId"))
}

fn objective(at: &At<'_>, of: &str) -> Objective {
    Objective {
        head: at.head(),
        of: at.text(of),
        source: at.text("source"),
        objective: at.text("learningObjectiveId"),
        score: at.some("score"),
        text_score: at.some("textScore"),
    }
}
