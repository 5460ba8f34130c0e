//! What the files say of each other: whether it can be true.

use std::collections::{HashMap, HashSet};

use crate::{
    binding::{ORG, Table},
    fault::{Faults, Place},
    records::{Bundle, Head},
    table::Tables,
    value,
};

/// Notes what contradicts itself. Ids that lead nowhere are noted elsewhere, and passed over here.
pub(crate) fn check(faults: &mut Faults, bundle: &Bundle, tables: &Tables) {
    let mut sense = Sense { faults, tables, bundle };
    sense.sessions();
    sense.orgs();
    sense.classes();
    sense.enrollments();
    sense.roles();
    sense.line_items();
    sense.results();
}

struct Sense<'s> {
    faults: &'s mut Faults,
    tables: &'s Tables,
    bundle: &'s Bundle,
}

impl<'s> Sense<'s> {
    /// The cell in the column of this name in the row of a record.
    fn at(&self, table: Table, head: &Head, column: &str) -> Place<'s> {
        self.tables.get(&table).map(|rows| rows.place_of(head.row, column)).unwrap_or_default()
    }

    fn error(&mut self, at: Place<'_>, code: &'static str, detail: impl Into<String>, hint: &str) {
        self.faults.error(at, code, detail, hint);
    }

    fn sessions(&mut self) {
        let bundle = self.bundle;
        for session in &bundle.academic_sessions {
            if session.start.zip(session.end).is_some_and(|(start, end)| end < start) {
                let at = self.at(Table::AcademicSessions, &session.head, "endDate");
                self.error(at, "session.dates", "it ends before it begins", "look at both days");
            }
        }
        let parents =
            bundle.academic_sessions.iter().map(|session| (&session.head, session.parent.as_deref()));
        self.circles(Table::AcademicSessions, parents.collect());
    }

    fn orgs(&mut self) {
        let parents = self.bundle.orgs.iter().map(|org| (&org.head, org.parent.as_deref()));
        self.circles(Table::Orgs, parents.collect());
    }

    /// Notes each record that is a part of itself.
    fn circles(&mut self, table: Table, parents: Vec<(&Head, Option<&str>)>) {
        let parent: HashMap<&str, &str> =
            parents.iter().filter_map(|(head, parent)| Some((head.id.as_str(), (*parent)?))).collect();
        // Those that lead to an end, so that each way is walked once.
        let mut ends: HashSet<&str> = HashSet::new();
        for (head, _) in parents {
            let (mut way, mut walked) = (Vec::new(), HashSet::new());
            let mut id = head.id.as_str();
            let closes = loop {
                if ends.contains(id) {
                    break false;
                }
                if !walked.insert(id) {
                    break true;
                }
                way.push(id);
                match parent.get(id) {
                    Some(above) => id = above,
                    None => break false,
                }
            };
            ends.extend(way);
            if closes {
                let at = self.at(table, head, "parentSourcedId");
                self.error(
                    at,
                    "parent.circle",
                    "following what is above it leads back to it",
                    "name what it is part of",
                );
            }
        }
    }

    fn classes(&mut self) {
        let bundle = self.bundle;
        let orgs: HashMap<_, _> =
            bundle.orgs.iter().map(|org| (org.head.id.as_str(), org.kind.as_str())).collect();
        let sessions: HashMap<_, _> = bundle
            .academic_sessions
            .iter()
            .map(|session| (session.head.id.as_str(), session.kind.as_str()))
            .collect();
        for class in &bundle.classes {
            // Of a kind that is no word at all something is said where it stands.
            let other = |kind: &&str| ORG.contains(kind) && **kind != *"school";
            if orgs.get(class.school.as_str()).is_some_and(other) {
                let at = self.at(Table::Classes, &class.head, "schoolSourcedId");
                self.error(
                    at,
                    "class.school",
                    "this organisation is no school",
                    "name the school where it is taught",
                );
            }
            if class.terms.iter().any(|term| sessions.get(term.as_str()) == Some(&"gradingPeriod")) {
                let at = self.at(Table::Classes, &class.head, "termSourcedIds");
                let hint = "name the terms in which it is taught";
                self.error(at, "class.term", "a grading period is no term", hint);
            }
        }
    }

    fn enrollments(&mut self) {
        let bundle = self.bundle;
        let schools: HashMap<_, _> =
            bundle.classes.iter().map(|class| (class.head.id.as_str(), class.school.as_str())).collect();
        let mut seen: HashMap<(&str, &str, &str), u32> = HashMap::new();
        for enrollment in &bundle.enrollments {
            if schools.get(enrollment.class.as_str()).is_some_and(|school| *school != enrollment.school) {
                let at = self.at(Table::Enrollments, &enrollment.head, "schoolSourcedId");
                let hint = "name the school of the class";
                self.error(at, "enrollment.school", "the class is taught at another school", hint);
            }
            if enrollment.begin.zip(enrollment.end).is_some_and(|(begin, end)| end < begin) {
                let at = self.at(Table::Enrollments, &enrollment.head, "endDate");
                self.error(at, "enrollment.dates", "it ends before it begins", "look at both days");
            }
            let who = (enrollment.class.as_str(), enrollment.user.as_str(), enrollment.role.as_str());
            if let Some(before) = seen.insert(who, enrollment.head.row) {
                let at = self.at(Table::Enrollments, &enrollment.head, "userSourcedId");
                let detail = format!("row {before} has this person in this class already");
                self.faults.warning(at, "enrollment.twice", detail, "leave one of the two");
            }
        }
    }

    fn roles(&mut self) {
        let bundle = self.bundle;
        if !self.tables.contains_key(&Table::Roles) {
            return;
        }
        let mut primary: HashMap<(&str, &str), u32> = HashMap::new();
        for role in &bundle.roles {
            if role.primary
                && let Some(before) = primary.insert((&role.user, &role.org), role.head.row)
            {
                let at = self.at(Table::Roles, &role.head, "roleType");
                let detail = format!("row {before} says what this person is first of all at this place");
                self.error(at, "role.primary", detail, "call one of the two secondary");
            }
            if role.begin.zip(role.end).is_some_and(|(begin, end)| end < begin) {
                let at = self.at(Table::Roles, &role.head, "endDate");
                self.error(at, "role.dates", "it ends before it begins", "look at both days");
            }
        }
        let has_role: HashSet<_> = bundle.roles.iter().map(|role| role.user.as_str()).collect();
        if bundle.manifest.modes.get(&Table::Roles) != Some(&crate::Mode::Bulk) {
            return;
        }
        for user in bundle.users.iter().filter(|user| !user.head.deleted) {
            if !has_role.contains(user.head.id.as_str()) {
                let at = self.at(Table::Users, &user.head, "sourcedId");
                let hint = "add a row for them to roles.csv";
                self.faults.warning(at, "user.role", "nothing says what this person is at any school", hint);
            }
        }
    }

    fn line_items(&mut self) {
        let bundle = self.bundle;
        for item in &bundle.line_items {
            let number = |text: &Option<String>| text.as_deref().and_then(value::number);
            if number(&item.min).zip(number(&item.max)).is_some_and(|(min, max)| max < min) {
                let at = self.at(Table::LineItems, &item.head, "resultValueMax");
                self.error(at, "line_item.range", "the highest score is below the lowest", "look at both");
            }
        }
    }

    fn results(&mut self) {
        let bundle = self.bundle;
        let items: HashMap<_, _> =
            bundle.line_items.iter().map(|item| (item.head.id.as_str(), item)).collect();
        let enrolled: HashSet<_> = bundle
            .enrollments
            .iter()
            .filter(|enrollment| enrollment.role == "student")
            .map(|enrollment| (enrollment.class.as_str(), enrollment.user.as_str()))
            .collect();
        let whole = bundle.manifest.modes.get(&Table::Enrollments) == Some(&crate::Mode::Bulk);
        let mut seen: HashMap<(&str, &str), u32> = HashMap::new();
        for result in &bundle.results {
            let at = |sense: &Self, column| sense.at(Table::Results, &result.head, column);
            if result.is_final() && result.score.is_none() && result.text_score.is_none() {
                let hint = "give the score or what it is in words, or another status";
                self.error(
                    at(self, "scoreStatus"),
                    "result.none",
                    "it is fully graded, and has no grade",
                    hint,
                );
            }
            if let Some(before) = seen.insert((&result.line_item, &result.student), result.head.row) {
                let detail = format!("row {before} has a result of this student for this already");
                self.error(at(self, "studentSourcedId"), "result.twice", detail, "leave the one that counts");
            }
            let Some(item) = items.get(result.line_item.as_str()) else { continue };
            if let Some(score) = result.score.as_deref().and_then(value::number) {
                let bound = |text: &Option<String>| text.as_deref().and_then(value::number);
                let below = bound(&item.min).is_some_and(|min| score < min);
                if below || bound(&item.max).is_some_and(|max| score > max) {
                    let range =
                        [&item.min, &item.max].map(|bound| bound.as_deref().unwrap_or("…")).join(" to ");
                    let detail = format!("the line item goes from {range}");
                    self.error(at(self, "score"), "result.range", detail, "give a score within that");
                }
            }
            if result.class.as_deref().is_some_and(|class| class != item.class) {
                let hint = "name the class of the line item";
                self.error(
                    at(self, "classSourcedId"),
                    "result.class",
                    "the line item is of another class",
                    hint,
                );
            }
            if whole && !enrolled.contains(&(item.class.as_str(), result.student.as_str())) {
                let detail = "this person is not enrolled as a student of the class";
                let hint = "add the enrollment, or look for a slip";
                self.error(at(self, "studentSourcedId"), "result.student", detail, hint);
            }
        }
    }
}
