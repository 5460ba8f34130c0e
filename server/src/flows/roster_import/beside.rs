//! What the supplement puts beside the export's results: earlier years, diplomas, where somebody stands.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use api::open_badges::{AchievementContent, Criteria, Result as Graded, ResultDescription, SubjectContent};
use uuid::Uuid;
use web::words::desk_imports as words;

use super::{
    courses::stable,
    supplement::{Earlier, Standing, Supplement},
};
use crate::flows::transcript::Line;

/// The key of where somebody stands.
const STANDING: &str = "standing";

/// Achievements by their keys.
pub(super) type Courses = BTreeMap<String, AchievementContent>;
/// Lines of transcripts by students.
pub(super) type Lines<'b> = HashMap<&'b str, Vec<Line>>;

/// What a supplement brings.
#[derive(Clone, Copy)]
pub(super) struct Beside<'b> {
    /// The namespace of ids.
    pub(super) issuer: Uuid,
    pub(super) supplement: &'b Supplement,
}

impl<'b> Beside<'b> {
    /// Results of earlier years, in the order of the file.
    pub(super) fn earlier(self, courses: &mut Courses) -> Lines<'b> {
        let mut lines = Lines::new();
        for one in &self.supplement.earlier {
            let key = format!("earlier/{}", one.code.as_ref().unwrap_or(&one.name));
            let course = courses.entry(key.clone()).or_insert_with(|| AchievementContent {
                human_code: one.code.clone(),
                field_of_study: one.subject.clone(),
                ..plain("Course", &one.name, words::earlier_description(&one.name), Vec::new())
            });
            let graded = one.grade.as_ref().map(|grade| {
                let id = stable(self.issuer, &key, "grade");
                if course.result_description.is_empty() {
                    course.result_description.push(ResultDescription {
                        id: id.clone(),
                        name: words::final_grade().to_owned(),
                        result_type: "LetterGrade".to_owned(),
                        ..ResultDescription::default()
                    });
                }
                result(&id, grade)
            });
            let line = Line { gone: one.withdrawn, ..earlier(key, one, graded) };
            lines.entry(&one.student).or_default().push(line);
        }
        lines
    }

    /// Diplomas, and what is a part of them.
    ///
    /// * `whole`: whether all of a student's lines are a part of their diploma.
    pub(super) fn diplomas(self, whole: bool, courses: &mut Courses, all: &mut Lines<'b>) {
        let mut of_student: HashMap<&str, Vec<String>> = HashMap::new();
        for diploma in &self.supplement.diplomas {
            let key = format!("diploma/{}", diploma.name);
            courses.entry(key.clone()).or_insert_with(|| {
                plain(&diploma.kind, &diploma.name, words::diploma_description(&diploma.name), Vec::new())
            });
            let content = SubjectContent {
                activity_end_date: diploma.date.as_deref().map(midnight),
                ..SubjectContent::default()
            };
            if !diploma.withdrawn {
                of_student.entry(&diploma.student).or_default().push(key.clone());
            }
            let line = Line { gone: diploma.withdrawn, ..line(key, content) };
            all.entry(&diploma.student).or_default().push(line);
        }
        for (student, diplomas) in of_student.into_iter().filter(|_| whole) {
            // Of several, nobody said which.
            let [diploma] = diplomas.as_slice() else { continue };
            for line in all.get_mut(student).into_iter().flatten().filter(|line| line.key != *diploma) {
                line.part_of = Some(diploma.clone());
            }
        }
    }

    /// Averages and totals.
    pub(super) fn standings(self, courses: &mut Courses, all: &mut Lines<'b>) {
        let standings = &self.supplement.standings;
        if standings.is_empty() {
            return;
        }
        let [gpa, credits] = ["gpa", "credits"].map(|name| stable(self.issuer, STANDING, name));
        let description = |id: &String, name: &str, kind: &str| ResultDescription {
            id: id.clone(),
            name: name.to_owned(),
            result_type: kind.to_owned(),
            ..ResultDescription::default()
        };
        let mut descriptions = Vec::new();
        if standings.values().any(|standing| standing.gpa.is_some()) {
            let best: BTreeSet<_> =
                standings.values().filter_map(|standing| standing.gpa_max.as_ref()).collect();
            // Where there are several, none is the best for all.
            let best = best.first().filter(|_| best.len() == 1).map(|best| (*best).clone());
            descriptions.push(ResultDescription {
                value_min: best.as_ref().map(|_| "0".to_owned()),
                value_max: best,
                ..description(&gpa, words::gpa(), "GradePointAverage")
            });
        }
        if standings.values().any(|standing| standing.credits.is_some()) {
            descriptions.push(description(&credits, words::total_credits(), "RawScore"));
        }
        let content =
            plain("Achievement", words::standing(), words::standing_description().to_owned(), descriptions);
        courses.insert(STANDING.to_owned(), content);
        for (student, Standing { gpa: value, credits: total, date, .. }) in standings {
            let results = [(&gpa, value), (&credits, total)];
            let results = results.into_iter().filter_map(|(id, value)| Some(result(id, value.as_ref()?)));
            let content = SubjectContent {
                result: results.collect(),
                activity_end_date: date.as_deref().map(midnight),
                ..SubjectContent::default()
            };
            all.entry(student).or_default().push(line(STANDING.to_owned(), content));
        }
    }
}

fn earlier(course: String, one: &Earlier, graded: Option<Graded>) -> Line {
    Line {
        key: format!("{course}/{}", one.term),
        session: None,
        gone: false,
        content: SubjectContent {
            result: graded.into_iter().collect(),
            credits_earned: one.credits,
            activity_start_date: one.start.as_deref().map(midnight),
            activity_end_date: one.end.as_deref().map(midnight),
            term: Some(one.term.clone()),
            ..SubjectContent::default()
        },
        part_of: None,
        course,
    }
}

/// A line that a transcript has once.
fn line(key: String, content: SubjectContent) -> Line {
    Line { course: key.clone(), key, session: None, gone: false, content, part_of: None }
}

fn result(description: &str, value: &str) -> Graded {
    Graded {
        result_description: Some(description.to_owned()),
        value: Some(value.to_owned()),
        ..Graded::default()
    }
}

fn plain(
    kind: &str,
    name: &str,
    description: String,
    result_description: Vec<ResultDescription>,
) -> AchievementContent {
    AchievementContent {
        achievement_type: kind.to_owned(),
        name: name.to_owned(),
        description,
        criteria: Criteria { id: None, narrative: Some(words::criteria().to_owned()) },
        result_description,
        ..AchievementContent::default()
    }
}

/// The beginning of a day such as `2026-06-30`, RFC 3339.
pub(super) fn midnight(day: &str) -> String {
    format!("{day}T00:00:00Z")
}
