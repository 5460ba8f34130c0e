//! What an export leaves open that holds only what changed.
//!
//! A result by itself says nothing of its class, course, term or student. What was read of earlier
//! exports is not kept, so a delta has to bring what its results are of; where it does not, that is an
//! error, told with the way out. What it says is gone and nobody can follow up is worth a look.

use std::collections::{BTreeMap, HashMap, HashSet};

use oneroster::{AcademicSession, Bundle, Head, Mode, Table, Version};
use web::words::desk_imports as words;

use super::kept::Fault;

/// Rows that are told of as older than what was imported.
const MOST_OLDER: usize = 100;

/// A file and one of its columns: letters and heading.
type Column = (Table, &'static str, &'static str);

const LINE_ITEM: Column = (Table::Results, "D", "lineItemSourcedId");
const STUDENT: Column = (Table::Results, "E", "studentSourcedId");
const CLASS: Column = (Table::LineItems, "H", "classSourcedId");
const SESSION: Column = (Table::LineItems, "J", "academicSessionSourcedId");
const SESSION_1P1: Column = (Table::LineItems, "J", "gradingPeriodSourcedId");
const COURSE: Column = (Table::Classes, "F", "courseSourcedId");
const TERMS: Column = (Table::Classes, "K", "termSourcedIds");
const PARENT: Column = (Table::AcademicSessions, "H", "parentSourcedId");
const SCHOOL: Column = (Table::Courses, "H", "orgSourcedId");

/// What was found.
#[derive(Default)]
pub(super) struct Found {
    pub(super) faults: Vec<Fault>,
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

/// When the newest of an export's results was written, in milliseconds since 1970.
pub(super) fn newest(bundle: &Bundle) -> Option<i64> {
    bundle.results.iter().filter_map(|result| result.head.modified).max()
}

/// Holds what changed against what is needed to know what it means.
///
/// * `imported`: when the newest result was written that transcripts were made of.
pub(super) fn check(bundle: &Bundle, imported: Option<i64>) -> Found {
    let mut checking = Checking { bundle, found: Found::default(), missing: HashSet::new() };
    checking.results();
    checking.gone();
    if let Some(imported) = imported {
        checking.older(imported);
    }
    checking.found
}

struct Checking<'b> {
    bundle: &'b Bundle,
    found: Found,
    /// Files and ids that were told of.
    missing: HashSet<(Table, &'b str)>,
}

fn by_id<'b, T>(all: &'b [T], head: impl Fn(&'b T) -> &'b Head) -> HashMap<&'b str, &'b T> {
    all.iter().map(|one| (head(one).id.as_str(), one)).collect()
}

impl<'b> Checking<'b> {
    /// Everything that results are of, and what that is of in turn.
    fn results(&mut self) {
        let bundle = self.bundle;
        let items = by_id(&bundle.line_items, |item| &item.head);
        let classes = by_id(&bundle.classes, |class| &class.head);
        let courses = by_id(&bundle.courses, |course| &course.head);
        let sessions = by_id(&bundle.academic_sessions, |session| &session.head);
        let users = by_id(&bundle.users, |user| &user.head);
        let orgs = by_id(&bundle.orgs, |org| &org.head);
        let roles: HashSet<&str> = bundle.roles.iter().map(|role| role.user.as_str()).collect();
        let roles_are_whole = bundle.manifest.modes.get(&Table::Roles) == Some(&Mode::Bulk);
        let session_column = if bundle.manifest.version == Version::V1p1 { SESSION_1P1 } else { SESSION };
        for result in &bundle.results {
            let user = users.get(result.student.as_str());
            if user.is_none() {
                self.lacks(Table::Users, &result.student, (STUDENT, &result.head));
            } else if bundle.manifest.version == Version::V1p2
                && !roles_are_whole
                && !user.is_some_and(|user| user.head.deleted)
                && !roles.contains(result.student.as_str())
            {
                self.lacks(Table::Roles, &result.student, (STUDENT, &result.head));
            }
            let Some(item) = items.get(result.line_item.as_str()) else {
                self.lacks(Table::LineItems, &result.line_item, (LINE_ITEM, &result.head));
                continue;
            };
            self.session(&sessions, &item.academic_session, (session_column, &item.head));
            let Some(class) = classes.get(item.class.as_str()) else {
                self.lacks(Table::Classes, &item.class, (CLASS, &item.head));
                continue;
            };
            for term in &class.terms {
                self.session(&sessions, term, (TERMS, &class.head));
            }
            let Some(course) = courses.get(class.course.as_str()) else {
                self.lacks(Table::Courses, &class.course, (COURSE, &class.head));
                continue;
            };
            if !orgs.contains_key(course.org.as_str()) {
                self.lacks(Table::Orgs, &course.org, (SCHOOL, &course.head));
            }
        }
    }

    /// A session and all that it is part of.
    fn session(
        &mut self,
        sessions: &HashMap<&'b str, &'b AcademicSession>,
        id: &'b str,
        named: (Column, &'b Head),
    ) {
        let (mut id, mut named) = (id, named);
        // Deeper than any real one.
        for _ in 0..8 {
            let Some(session) = sessions.get(id) else {
                return self.lacks(Table::AcademicSessions, id, named);
            };
            let Some(parent) = &session.parent else { return };
            (id, named) = (parent, (PARENT, &session.head));
        }
    }

    /// Notes what a file does not have, once for each record.
    fn lacks(&mut self, file: Table, id: &'b str, ((of, column, heading), head): (Column, &Head)) {
        if !self.missing.insert((file, id)) {
            return;
        }
        self.found.errors += 1;
        self.found.faults.push(Fault {
            file: of.file(),
            row: head.row,
            column: column.to_owned(),
            heading: heading.to_owned(),
            value: id.chars().take(120).collect(),
            error: true,
            code: "delta.incomplete".to_owned(),
            detail: words::delta_lacks(&file.file()),
            hint: words::delta_lacks_hint(&file.file()),
        });
    }

    /// What is said to be gone, and whose results may stand.
    fn gone(&mut self) {
        let bundle = self.bundle;
        let mut told: BTreeMap<Table, (u32, usize)> = BTreeMap::new();
        let items = bundle.line_items.iter().map(|item| (Table::LineItems, &item.head));
        let classes = bundle.classes.iter().map(|class| (Table::Classes, &class.head));
        let enrollments = bundle.enrollments.iter().filter(|one| one.role == "student");
        let enrollments = enrollments.map(|one| (Table::Enrollments, &one.head));
        for (table, head) in items.chain(classes).chain(enrollments).filter(|(_, head)| head.deleted) {
            told.entry(table).or_insert((head.row, 0)).1 += 1;
        }
        for (table, (row, count)) in told {
            self.warn(table, row, "delta.gone", words::delta_gone(count), words::delta_gone_hint());
        }
    }

    /// Results that were written before others that transcripts say already.
    fn older(&mut self, imported: i64) {
        let bundle = self.bundle;
        let older = |head: &&Head| head.modified.is_some_and(|modified| modified < imported);
        let heads: Vec<&Head> = bundle.results.iter().map(|result| &result.head).filter(older).collect();
        for head in heads.iter().take(MOST_OLDER) {
            let detail = words::delta_older().to_owned();
            self.warn(Table::Results, head.row, "delta.older", detail, words::delta_older_hint());
        }
        self.found.warnings += heads.len().saturating_sub(MOST_OLDER);
    }

    fn warn(&mut self, table: Table, row: u32, code: &str, detail: String, hint: &str) {
        self.found.warnings += 1;
        self.found.faults.push(Fault {
            file: table.file(),
            row,
            column: if code == "delta.older" { "C" } else { "B" }.to_owned(),
            heading: if code == "delta.older" { "dateLastModified" } else { "status" }.to_owned(),
            value: String::new(),
            error: false,
            code: code.to_owned(),
            detail,
            hint: hint.to_owned(),
        });
    }
}
