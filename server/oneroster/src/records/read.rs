//! Records made of rows.

use std::collections::BTreeMap;

use time::Date;

use super::{
    AcademicSession, Bundle, Category, Class, Course, Enrollment, Head, LineItem, Objective, Org, Result,
    Role, ScoreScale, User,
};
use crate::{
    binding::{Table, Version},
    manifest::Manifest,
    table::{Row, Rows, Tables},
    value,
};

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
            modified: value::moment(self.0.cell(self.1, "dateLastModified")).map(value::milliseconds),
        }
    }

    fn metadata(&self) -> BTreeMap<String, String> {
        let pair = |(place, text): &(usize, String)| {
            (self.0.metadata[*place].trim_start_matches("metadata.").to_owned(), text.clone())
        };
        self.1.metadata.iter().map(pair).collect()
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
    let differs = |preferred: &str, name: &str| at.some(preferred).is_some_and(|text| text != at.text(name));
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
        is_preferred: differs("preferredGivenName", "givenName")
            || differs("preferredMiddleName", "middleName")
            || differs("preferredFamilyName", "familyName"),
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
