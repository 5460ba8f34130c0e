//! What `OneRoster` does not have, from a spreadsheet: credits, averages, earlier years, diplomas,
//! what grades mean.
//!
//! One table, whose rows say what they are about: `course`, `student`, `earlier`, `diploma`,
//! `scale`. The first two name a record of the export by its `sourcedId`, and so do the earlier
//! results and diplomas of a student.

use std::collections::{BTreeMap, HashMap, HashSet};

use oneroster::Bundle;
use serde::{Deserialize, Serialize};
use time::{Date, Duration};
use web::words::desk_imports as words;

use crate::sheet::{
    Cell, CellFault, Row, Sheet, Template, TemplateColumn, Wrong,
    cell::{self, DayOrder, Days, Range},
};

/// Characters of a name, a code, a grade.
const MOST_LINE: usize = 120;
const MOST_CODE: usize = 60;
const MOST_MEANING: usize = 300;
const MOST_CREDITS: f64 = 100_000.0;
/// Years before and after today that a date may be.
const YEARS: i64 = 100;
/// Faults after which a file is given back.
const MOST_FAULTS: usize = 5_000;
/// What a row may be about.
const ROWS: [&str; 5] = ["course", "student", "earlier", "diploma", "scale"];
/// What says that an entry is to be taken out again.
const WITHDRAWN: [&str; 2] = ["yes", "no"];
/// Kinds of diplomas, the usual one first.
///
/// Source: Open Badges 3.0, `AchievementType` enumeration.
const KINDS: [&str; 12] = [
    "Diploma",
    "SecondarySchoolDiploma",
    "GeneralEducationDevelopment",
    "Certificate",
    "CertificateOfCompletion",
    "AssociateDegree",
    "BachelorDegree",
    "MasterDegree",
    "DoctoralDegree",
    "Degree",
    "LearningProgram",
    "Certification",
];

/// What a supplement says, right and complete.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct Supplement {
    /// Courses of the export, by `sourcedId`.
    pub courses: BTreeMap<String, CourseFacts>,
    /// Where students stand, by `sourcedId`.
    pub standings: BTreeMap<String, Standing>,
    /// Results of earlier years, or of other schools.
    pub earlier: Vec<Earlier>,
    /// Diplomas.
    pub diplomas: Vec<Diploma>,
    /// Grades and what they mean, in the order of the file.
    pub scale: Vec<Grade>,
}

/// What is added to a course.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct CourseFacts {
    /// Credits that it is worth.
    pub credits: Option<f64>,
    /// Its subject.
    pub subject: Option<String>,
    /// What it is.
    pub meaning: Option<String>,
}

/// Where a student stands.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct Standing {
    /// The average, as written.
    pub gpa: Option<String>,
    /// The best that there is.
    pub gpa_max: Option<String>,
    /// All credits so far, as written.
    pub credits: Option<String>,
    /// On which day: `2026-06-30`.
    pub date: Option<String>,
}

/// A result of an earlier year.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct Earlier {
    /// The student's `sourcedId`.
    pub student: String,
    /// The course.
    pub name: String,
    /// Its code.
    pub code: Option<String>,
    /// Its subject.
    pub subject: Option<String>,
    /// The term, as it is to be shown.
    pub term: String,
    /// Its first day.
    pub start: Option<String>,
    /// Its last day.
    pub end: Option<String>,
    /// The grade.
    pub grade: Option<String>,
    /// Credits earned.
    pub credits: Option<f64>,
    /// Whether it is to be taken out of transcripts again.
    #[serde(default)]
    pub withdrawn: bool,
}

/// A diploma or degree.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct Diploma {
    /// The student's `sourcedId`.
    pub student: String,
    /// What it is called.
    pub name: String,
    /// One of the kinds that Open Badges 3.0 names.
    pub kind: String,
    /// When it was given: `2026-06-30`.
    pub date: Option<String>,
    /// Whether it is to be taken out of transcripts again.
    #[serde(default)]
    pub withdrawn: bool,
}

/// A grade and what it means.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[expect(clippy::struct_field_names, reason = "the column's name")]
pub(super) struct Grade {
    /// As it stands in results.
    pub grade: String,
    /// What it is worth.
    pub points: Option<String>,
    /// In words.
    pub meaning: Option<String>,
}

/// The columns that a row of each kind may fill in; those that it must have a star.
fn columns_of(row: &str) -> &'static [&'static str] {
    match row {
        "course" => &["sourcedId*", "name", "code", "subject", "credits", "meaning"],
        "student" => &["sourcedId*", "name", "gpa", "gpaMax", "credits", "date"],
        "earlier" => &[
            "sourcedId*",
            "name*",
            "code",
            "subject",
            "term*",
            "start",
            "end",
            "grade",
            "credits",
            "withdrawn",
        ],
        "diploma" => &["sourcedId*", "name*", "kind", "date", "withdrawn"],
        _ => &["grade*", "points", "meaning"],
    }
}

/// The file to be filled in for an export: its courses and students stand in it.
pub(super) fn template(bundle: &Bundle) -> Template {
    let columns: Vec<TemplateColumn> = words::supplement_columns()
        .into_iter()
        .map(|(heading, help, example)| TemplateColumn {
            heading: heading.to_owned(),
            help: help.to_owned(),
            example: example.to_owned(),
            allowed: match heading {
                "row" => ROWS.map(str::to_owned).to_vec(),
                "kind" => KINDS.map(str::to_owned).to_vec(),
                "withdrawn" => WITHDRAWN.map(str::to_owned).to_vec(),
                _ => Vec::new(),
            },
            required: heading == "row",
        })
        .collect();
    let row = |cells: &[(&str, &str)]| {
        let cell = |column: &TemplateColumn| {
            let found = cells.iter().find(|(heading, _)| *heading == column.heading);
            found.map(|(_, text)| (*text).to_owned()).unwrap_or_default()
        };
        columns.iter().map(cell).collect::<Vec<String>>()
    };
    let courses = bundle.courses.iter().filter(|course| !course.head.deleted).map(|course| {
        let code = course.code.as_deref().unwrap_or_default();
        let subject = course.subjects.join(", ");
        row(&[
            ("row", "course"),
            ("sourcedId", &course.head.id),
            ("name", &course.title),
            ("code", code),
            ("subject", &subject),
        ])
    });
    let students = bundle.users.iter().filter(|user| !user.head.deleted).map(|user| {
        let name = super::name_of(user);
        row(&[("row", "student"), ("sourcedId", &user.head.id), ("name", &name)])
    });
    let rows = courses.chain(students).collect();
    Template { columns, rows }
}

/// Reads a supplement to an export; with any fault, what it says is not to be used.
pub(super) fn read(sheet: &Sheet, bundle: &Bundle, today: Date) -> (Supplement, Vec<CellFault>) {
    let mut reading = Reading::new(sheet, bundle, today);
    reading.headings();
    let mut faults = sheet.faults();
    if reading.faults.is_empty() {
        for row in &sheet.rows {
            if reading.faults.len() >= MOST_FAULTS {
                break;
            }
            reading.row(row);
        }
    }
    faults.append(&mut reading.faults);
    faults.sort_by_key(|fault| fault.row);
    (reading.found, faults)
}

/// A file being read.
struct Reading<'s> {
    sheet: &'s Sheet,
    columns: HashMap<&'static str, usize>,
    days: HashMap<usize, Days>,
    courses: HashSet<&'s str>,
    students: HashSet<&'s str>,
    /// What rows are about, and the first that is.
    seen: HashMap<String, u32>,
    /// What a code of earlier courses stands for.
    codes: HashMap<String, String>,
    found: Supplement,
    faults: Vec<CellFault>,
}

impl<'s> Reading<'s> {
    fn new(sheet: &'s Sheet, bundle: &'s Bundle, today: Date) -> Self {
        let plain = |text: &str| text.replace([' ', '_', '-'], "").to_lowercase();
        let column = |heading: &'static str| {
            let place = sheet.header.iter().position(|known| plain(known) == plain(heading))?;
            Some((heading, place))
        };
        let columns: HashMap<_, _> =
            words::supplement_columns().into_iter().filter_map(|(heading, ..)| column(heading)).collect();
        let (from, until) = (today - Duration::days(365 * YEARS), today + Duration::days(365 * YEARS));
        let dates = ["date", "start", "end"].into_iter().filter_map(|heading| columns.get(heading));
        let days = dates.map(|column| {
            let order = DayOrder::of(sheet.rows.iter().map(|row| row.cell(*column)));
            (*column, Days { order, from, until })
        });
        Self {
            sheet,
            days: days.collect(),
            columns,
            courses: bundle.courses.iter().map(|course| course.head.id.as_str()).collect(),
            students: bundle.users.iter().map(|user| user.head.id.as_str()).collect(),
            seen: HashMap::new(),
            codes: HashMap::new(),
            found: Supplement::default(),
            faults: Vec::new(),
        }
    }

    fn headings(&mut self) {
        let header = Row {
            number: self.sheet.header_row,
            cells: self.sheet.header.iter().cloned().map(Cell::Text).collect(),
        };
        for needed in ["row", "sourcedId"] {
            if !self.columns.contains_key(needed) {
                let wrong =
                    Wrong::new("heading-missing", words::no_heading(needed), words::no_heading_hint());
                self.faults.push(self.sheet.fault(&header, 0, wrong));
            }
        }
        let known: HashSet<usize> = self.columns.values().copied().collect();
        for (place, heading) in self.sheet.header.iter().enumerate() {
            if !heading.is_empty() && !known.contains(&place) && !self.sheet.joined.contains(&place) {
                let wrong =
                    Wrong::new("heading-unknown", words::heading_unknown(), words::heading_unknown_hint());
                self.faults.push(self.sheet.fault(&header, place, wrong));
            }
        }
    }

    fn row(&mut self, row: &Row) {
        let before = self.faults.len();
        let kind = self.at(row, "row", |cell| cell::needed(cell::choice(cell, &ROWS)?).map(Some));
        let Some(kind) = kind.map(|place| ROWS[place]) else { return };
        self.fit(row, kind);
        if self.faults.len() > before {
            return;
        }
        match kind {
            "course" => self.course(row),
            "student" => self.student(row),
            "earlier" => self.earlier(row),
            "diploma" => self.diploma(row),
            _ => self.grade(row),
        }
    }

    /// Whether what has to be there is there, and nothing that would be lost.
    fn fit(&mut self, row: &Row, kind: &'static str) {
        let may = columns_of(kind);
        let mut columns: Vec<_> = self.columns.iter().map(|(heading, column)| (*column, *heading)).collect();
        columns.sort_unstable();
        for (column, heading) in columns {
            let empty = matches!(row.cell(column), Cell::Empty | Cell::Joined);
            let is = |known: &&&str| known.trim_end_matches('*') == heading;
            let wrong = match may.iter().find(is) {
                _ if heading == "row" => continue,
                Some(known) if empty && known.ends_with('*') => {
                    Wrong::new("empty", words::needed(), words::needed_hint(kind, heading))
                }
                None if !empty => {
                    Wrong::new("not-here", words::not_here(kind, heading), words::not_here_hint())
                }
                _ => continue,
            };
            self.faults.push(self.sheet.fault(row, column, wrong));
        }
        for known in may.iter().filter(|known| known.ends_with('*')) {
            let heading = known.trim_end_matches('*');
            if !self.columns.contains_key(heading) {
                self.wrong(
                    row,
                    "row",
                    Wrong::new("empty", words::needed(), words::needed_hint(kind, heading)),
                );
            }
        }
    }

    /// The record that a row names; `None` where there is no such, or another row has it.
    fn id(&mut self, row: &Row, kind: &str, more: &[&str], student: bool) -> Option<String> {
        let id = self.text(row, "sourcedId", 255)?;
        let known = if student { &self.students } else { &self.courses };
        if !known.contains(id.as_str()) {
            let detail = if student { words::no_such_student() } else { words::no_such_course() };
            self.wrong(row, "sourcedId", Wrong::new("unknown-id", detail, words::no_such_hint()));
            return None;
        }
        let key = format!("{kind}\n{id}\n{}", more.join("\n"));
        if let Some(first) = self.seen.insert(key, row.number) {
            self.wrong(row, "sourcedId", cell::twice(first));
            return None;
        }
        Some(id)
    }

    fn course(&mut self, row: &Row) {
        let credits = self.credits(row);
        let facts = CourseFacts {
            credits: credits.map(|credits| credits.value),
            subject: self.text(row, "subject", MOST_LINE),
            meaning: self.text(row, "meaning", MOST_MEANING),
        };
        if let Some(id) = self.id(row, "course", &[], false) {
            self.found.courses.insert(id, facts);
        }
    }

    fn student(&mut self, row: &Row) {
        let gpa = self.number(row, "gpa", 0.0, 1_000.0);
        let gpa_max = self.number(row, "gpaMax", 0.0, 1_000.0);
        if gpa.as_ref().zip(gpa_max.as_ref()).is_some_and(|(gpa, most)| gpa.value > most.value) {
            self.wrong(row, "gpa", Wrong::new("gpa", words::gpa_above(), words::gpa_above_hint()));
        }
        let standing = Standing {
            gpa: gpa.map(|number| number.text),
            gpa_max: gpa_max.map(|number| number.text),
            credits: self.credits(row).map(|number| number.text),
            date: self.day(row, "date"),
        };
        // A row that the template filled in and nobody added to.
        let says = standing.gpa.is_some() || standing.credits.is_some();
        if let Some(id) = self.id(row, "student", &[], true).filter(|_| says) {
            self.found.standings.insert(id, standing);
        }
    }

    fn earlier(&mut self, row: &Row) {
        let line = Earlier {
            student: String::new(),
            name: self.text(row, "name", MOST_LINE).unwrap_or_default(),
            code: self.text(row, "code", MOST_CODE),
            subject: self.text(row, "subject", MOST_LINE),
            term: self.text(row, "term", MOST_LINE).unwrap_or_default(),
            start: self.day(row, "start"),
            end: self.day(row, "end"),
            grade: self.text(row, "grade", MOST_CODE),
            credits: self.credits(row).map(|credits| credits.value),
            withdrawn: self.withdrawn(row),
        };
        if line.start.as_ref().zip(line.end.as_ref()).is_some_and(|(start, end)| end < start) {
            self.wrong(row, "end", Wrong::new("date-order", words::ends_before(), words::ends_before_hint()));
        }
        if let Some(code) = &line.code {
            let known = self.codes.entry(code.clone()).or_insert_with(|| line.name.clone());
            if *known != line.name {
                let wrong = Wrong::new("two-names", words::two_names(known), words::two_names_hint());
                self.wrong(row, "name", wrong);
            }
        }
        let course = line.code.clone().unwrap_or_else(|| line.name.clone());
        if let Some(student) = self.id(row, "earlier", &[&course, &line.term], true) {
            // A course with a stroke in its name may be called like another with its term.
            let called = format!("called\n{student}\n{course}/{}", line.term);
            if let Some(first) = self.seen.insert(called, row.number) {
                return self.wrong(row, "term", cell::twice(first));
            }
            self.found.earlier.push(Earlier { student, ..line });
        }
    }

    fn diploma(&mut self, row: &Row) {
        let kind = self.at(row, "kind", |cell| cell::choice(cell, &KINDS));
        let diploma = Diploma {
            student: String::new(),
            name: self.text(row, "name", MOST_LINE).unwrap_or_default(),
            kind: KINDS[kind.unwrap_or_default()].to_owned(),
            date: self.day(row, "date"),
            withdrawn: self.withdrawn(row),
        };
        if let Some(student) = self.id(row, "diploma", &[&diploma.name], true) {
            self.found.diplomas.push(Diploma { student, ..diploma });
        }
    }

    fn grade(&mut self, row: &Row) {
        let Some(grade) = self.text(row, "grade", MOST_CODE) else { return };
        if let Some(first) = self.seen.insert(format!("scale\n{grade}"), row.number) {
            return self.wrong(row, "grade", cell::twice(first));
        }
        let points = self.number(row, "points", -1_000.0, 1_000.0).map(|number| number.text);
        let meaning = self.text(row, "meaning", MOST_MEANING);
        self.found.scale.push(Grade { grade, points, meaning });
    }

    fn text(&mut self, row: &Row, heading: &'static str, most: usize) -> Option<String> {
        self.at(row, heading, |cell| cell::identifier(cell, most))
    }

    fn number(&mut self, row: &Row, heading: &'static str, least: f64, most: f64) -> Option<cell::Number> {
        let range = Range { least: Some(least), most: Some(most), ..Range::default() };
        self.at(row, heading, |cell| cell::number(cell, &range))
    }

    fn withdrawn(&mut self, row: &Row) -> bool {
        self.at(row, "withdrawn", |cell| cell::choice(cell, &WITHDRAWN)) == Some(0)
    }

    fn credits(&mut self, row: &Row) -> Option<cell::Number> {
        self.number(row, "credits", 0.0, MOST_CREDITS)
    }

    fn day(&mut self, row: &Row, heading: &'static str) -> Option<String> {
        let days = self.columns.get(heading).and_then(|column| self.days.get(column))?;
        let days = *days;
        self.at(row, heading, |cell| cell::day(cell, &days)).map(|day| day.to_string())
    }

    /// The cell under a heading, read; `None` where it is empty, wrong, or not in the file.
    fn at<T>(
        &mut self,
        row: &Row,
        heading: &'static str,
        read: impl FnOnce(&Cell) -> Result<Option<T>, Wrong>,
    ) -> Option<T> {
        let column = *self.columns.get(heading)?;
        match read(row.cell(column)) {
            Ok(value) => value,
            Err(wrong) => {
                self.faults.push(self.sheet.fault(row, column, wrong));
                None
            }
        }
    }

    fn wrong(&mut self, row: &Row, heading: &'static str, wrong: Wrong) {
        let column = self.columns.get(heading).copied().unwrap_or_default();
        self.faults.push(self.sheet.fault(row, column, wrong));
    }
}
