//! What an export has, before anything is made of it.

use std::collections::HashMap;

use api::open_badges::AchievementContent;
use oneroster::{Bundle, Mode, Table};
use serde::{Deserialize, Serialize};
use web::words::desk_imports as words;

use super::{
    courses::cut,
    draft::{self, Made, Notes},
    kept::Records,
    mapping::{self, Choices, Mapping},
    name_of,
    supplement::Supplement,
};
use crate::flows::transcript::{Draft, Pupil};

/// Rows of each kind that are shown.
const SHOWN: usize = 5;
/// Characters of a cell.
const MOST_CELL: usize = 80;

/// How many records there are of each kind.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Counts {
    /// Organisations.
    pub orgs: usize,
    /// School years, terms, grading periods.
    pub sessions: usize,
    /// Courses.
    pub courses: usize,
    /// Classes.
    pub classes: usize,
    /// People who are students somewhere,
    pub students: usize,
    /// and others.
    pub others: usize,
    /// Who is in which class.
    pub enrollments: usize,
    /// What is graded.
    pub line_items: usize,
    /// Grades.
    pub results: usize,
}

impl Counts {
    pub(super) fn of(bundle: &Bundle) -> Self {
        let students: std::collections::HashSet<&str> = bundle
            .roles
            .iter()
            .filter(|role| role.role == "student")
            .map(|role| role.user.as_str())
            .collect();
        let is_student = |id: &str| students.contains(id);
        let students = bundle.users.iter().filter(|user| is_student(&user.head.id)).count();
        Self {
            orgs: bundle.orgs.len(),
            sessions: bundle.academic_sessions.len(),
            courses: bundle.courses.len(),
            classes: bundle.classes.len(),
            students,
            others: bundle.users.len() - students,
            enrollments: bundle.enrollments.len(),
            line_items: bundle.line_items.len(),
            results: bundle.results.len(),
        }
    }
}

/// The first rows of a kind, in the cells that a person knows them by.
pub type Sample = Vec<Vec<String>>;

/// What an export has, and what would come of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// How much.
    pub counts: Counts,
    /// The system that wrote it.
    pub system: Option<String>,
    /// Whether its results are all there are, with all that they are of; else what changed.
    pub bulk: bool,
    /// Whether its results are all there are, and what they are of is not.
    pub partly: bool,
    /// Name, kind, number.
    pub orgs: Sample,
    /// Title, kind, first and last day.
    pub sessions: Sample,
    /// Title, code, subjects.
    pub courses: Sample,
    /// Title, course, term.
    pub classes: Sample,
    /// Name and number.
    pub people: Sample,
    /// Student, class, what is graded, grade, day.
    pub results: Sample,
    /// What can be chosen.
    pub choices: Choices,
    /// What is chosen.
    pub mapping: Mapping,
    /// What was left out or chosen in making the draft.
    pub notes: Notes,
    /// Students who would have a transcript.
    pub transcripts: usize,
    /// Entries in them.
    pub lines: usize,
    /// Entries that it says are withdrawn, or final no more.
    pub gone: usize,
    /// Achievements that they are of.
    pub achievements: usize,
    /// One transcript, as an example: course, term, results, credits.
    pub example: Option<(String, Sample)>,
    /// What the grades mean.
    pub legend: String,
    /// Entries of the supplement: courses, averages, earlier results, diplomas, grades.
    pub supplement: [usize; 5],
}

/// * `made`: of these records by this mapping and supplement.
pub(super) fn preview(records: Records, made: Made, mapping: &Mapping, supplement: &Supplement) -> Preview {
    let Records { bundle, counts } = records;
    let there = || made.draft.pupils.iter().flat_map(|pupil| &pupil.lines);
    let sample = Samples { bundle: &bundle };
    Preview {
        counts,
        system: bundle.manifest.system.clone(),
        bulk: draft::covers(&bundle),
        partly: bundle.manifest.modes.get(&Table::Results) == Some(&Mode::Bulk) && !draft::covers(&bundle),
        orgs: sample.orgs(),
        sessions: sample.sessions(),
        courses: sample.courses(),
        classes: sample.classes(),
        people: sample.people(),
        results: sample.results(),
        choices: mapping::choices(&bundle, mapping),
        mapping: mapping.clone(),
        transcripts: made
            .draft
            .pupils
            .iter()
            .filter(|pupil| pupil.lines.iter().any(|line| !line.gone))
            .count(),
        lines: there().filter(|line| !line.gone).count(),
        gone: there().filter(|line| line.gone).count(),
        notes: made.notes,
        achievements: made.draft.courses.len(),
        example: example(&made.draft),
        legend: made.draft.legend,
        supplement: [
            supplement.courses.len(),
            supplement.standings.len(),
            supplement.earlier.len(),
            supplement.diplomas.len(),
            supplement.scale.len(),
        ],
    }
}

/// The transcript of somebody who has the most in it.
fn example(draft: &Draft) -> Option<(String, Sample)> {
    let courses: HashMap<&str, &AchievementContent> =
        draft.courses.iter().map(|course| (course.key.as_str(), &course.content)).collect();
    let there = |pupil: &&Pupil| pupil.lines.iter().filter(|line| !line.gone).count();
    let pupil = draft.pupils.iter().rev().max_by_key(there).filter(|pupil| there(pupil) > 0)?;
    let lines = pupil.lines.iter().filter(|line| !line.gone).map(|line| {
        let course = courses.get(line.course.as_str());
        let results: Vec<String> = line
            .content
            .result
            .iter()
            .filter_map(|result| {
                let value = result.value.as_deref()?;
                let described = course?.result_description.iter();
                let name = described
                    .filter(|one| Some(&one.id) == result.result_description.as_ref())
                    .map(|one| one.name.as_str())
                    // A final grade needs no name.
                    .find(|name| ![words::final_grade(), words::final_score()].contains(name));
                Some(name.map_or_else(|| value.to_owned(), |name| format!("{name} {value}")))
            })
            .collect();
        vec![
            course.map(|course| course.name.clone()).unwrap_or_default(),
            line.content.term.clone().unwrap_or_default(),
            results.join(", "),
            line.content.credits_earned.map(|credits| credits.to_string()).unwrap_or_default(),
        ]
    });
    Some((pupil.name.clone(), lines.collect()))
}

struct Samples<'b> {
    bundle: &'b Bundle,
}

impl Samples<'_> {
    fn orgs(&self) -> Sample {
        first(&self.bundle.orgs, |org| {
            vec![org.name.clone(), org.kind.clone(), org.identifier.clone().unwrap_or_default()]
        })
    }

    fn sessions(&self) -> Sample {
        let day = |day: Option<time::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        first(&self.bundle.academic_sessions, |session| {
            vec![session.title.clone(), session.kind.clone(), day(session.start), day(session.end)]
        })
    }

    fn courses(&self) -> Sample {
        first(&self.bundle.courses, |course| {
            vec![course.title.clone(), course.code.clone().unwrap_or_default(), course.subjects.join(", ")]
        })
    }

    fn classes(&self) -> Sample {
        let bundle = self.bundle;
        first(&bundle.classes, |class| {
            let course = bundle.courses.iter().find(|course| course.head.id == class.course);
            let terms = class
                .terms
                .iter()
                .filter_map(|id| bundle.academic_sessions.iter().find(|session| session.head.id == *id));
            let terms: Vec<&str> = terms.map(|session| session.title.as_str()).collect();
            let course = course.map(|course| course.title.clone()).unwrap_or_default();
            vec![class.title.clone(), course, terms.join(", ")]
        })
    }

    fn people(&self) -> Sample {
        first(&self.bundle.users, |user| vec![name_of(user), user.identifier.clone().unwrap_or_default()])
    }

    fn results(&self) -> Sample {
        let bundle = self.bundle;
        first(&bundle.results, |result| {
            let student = bundle.users.iter().find(|user| user.head.id == result.student);
            let item = bundle.line_items.iter().find(|item| item.head.id == result.line_item);
            let class = item.and_then(|item| bundle.classes.iter().find(|class| class.head.id == item.class));
            let grade: Vec<&str> =
                [&result.text_score, &result.score].into_iter().flatten().map(String::as_str).collect();
            vec![
                student.map(name_of).unwrap_or_default(),
                class.map(|class| class.title.clone()).unwrap_or_default(),
                item.map(|item| item.title.clone()).unwrap_or_default(),
                if grade.is_empty() { result.score_status.clone() } else { grade.join(", ") },
                result.score_date.map(|day| day.to_string()).unwrap_or_default(),
            ]
        })
    }
}

fn first<T>(all: &[T], cells: impl Fn(&T) -> Vec<String>) -> Sample {
    let shown = all.iter().take(SHOWN).map(cells);
    shown.map(|cells| cells.iter().map(|cell| cut(cell, MOST_CELL)).collect()).collect()
}
