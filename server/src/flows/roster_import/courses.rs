//! Courses as achievements: what they are called, and how they are graded.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use api::open_badges::{AchievementContent, Criteria, IdentifierEntry, ResultDescription};
use oneroster::{Bundle, Course, LineItem, ScoreScale};
use uuid::Uuid;
use web::words::desk_imports as words;

use super::supplement::Supplement;

/// Characters of an achievement's name, of its subject, and of its code.
const MOST_NAME: usize = 120;
const MOST_SUBJECT: usize = 200;
const MOST_CODE: usize = 60;
/// Values of a scale, and codes of a subject.
const MOST_VALUES: usize = 60;
const MOST_CODES: usize = 18;
/// Characters of what grades mean.
const MOST_LEGEND: usize = 4_000;

/// What the results of a course are made of, and by which names they go.
#[derive(Clone, Debug, Default)]
pub(super) struct Graded {
    /// The grade in letters or words.
    pub(super) grade: Option<String>,
    /// The score in points.
    pub(super) score: Option<String>,
}

/// The id of something that an achievement has, the same whenever it is made again.
pub(super) fn stable(issuer: Uuid, key: &str, name: &str) -> String {
    Uuid::new_v5(&issuer, format!("{key}/{name}").as_bytes()).urn().to_string()
}

/// The values of all grades that results of a course have, and the line items that they are of.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen<'b> {
    pub(super) grades: BTreeSet<&'b str>,
    pub(super) has_score: bool,
    pub(super) items: BTreeMap<&'b str, &'b LineItem>,
}

/// How grades follow each other.
pub(super) struct Scales<'b> {
    by_id: HashMap<&'b str, &'b ScoreScale>,
    of_course: HashMap<&'b str, Vec<&'b ScoreScale>>,
    /// What the scales of the export say, each once.
    told: BTreeSet<String>,
    of_item: HashMap<&'b str, Vec<&'b str>>,
    /// The supplement's, lowest first; empty where it has none.
    given: Vec<String>,
}

impl<'b> Scales<'b> {
    pub(super) fn new(bundle: &'b Bundle, supplement: &Supplement) -> Self {
        let mut of_item: HashMap<&str, Vec<&str>> = HashMap::new();
        for (item, scale) in &bundle.line_item_score_scales {
            of_item.entry(item).or_default().push(scale);
        }
        let mut of_course: HashMap<&str, Vec<&ScoreScale>> = HashMap::new();
        for scale in &bundle.score_scales {
            of_course.entry(&scale.course).or_default().push(scale);
        }
        Self {
            of_course,
            told: bundle.score_scales.iter().map(|scale| scale.values.join("; ")).collect(),
            by_id: bundle.score_scales.iter().map(|scale| (scale.head.id.as_str(), scale)).collect(),
            of_item,
            given: given(supplement),
        }
    }

    /// The values that grades of a course may have, lowest first; `None` where nothing tells.
    fn of(&self, course: &str, seen: &Seen<'_>) -> Option<Vec<String>> {
        let of_items = seen.items.keys().filter_map(|item| self.of_item.get(item)).flatten();
        let mut scales: Vec<&ScoreScale> = of_items.filter_map(|id| self.by_id.get(id).copied()).collect();
        if scales.is_empty() {
            scales = self.of_course.get(course).cloned().unwrap_or_default();
        }
        let mut values: Vec<Vec<String>> = scales.into_iter().filter_map(ordered).collect();
        values.sort();
        values.dedup();
        match values.len() {
            1 => values.pop(),
            0 if !self.given.is_empty() => Some(self.given.clone()),
            _ => None,
        }
    }

    /// What the grades mean, in words: of the supplement, else of the export. At most 4,000 characters,
    /// and no grade cut in two.
    pub(super) fn legend(&self, supplement: &Supplement) -> String {
        if !supplement.scale.is_empty() {
            let grades = supplement.scale.iter().map(|grade| {
                let points = grade.points.as_deref().map(|points| format!(" = {points}")).unwrap_or_default();
                let meaning = grade.meaning.as_deref().map(|text| format!(" ({text})")).unwrap_or_default();
                format!("{}{points}{meaning}", grade.grade)
            });
            return bounded(grades, "; ");
        }
        bounded(self.told.iter().cloned(), "\n")
    }
}

/// As many of them as there is room for, and a sign that there were more.
fn bounded(parts: impl Iterator<Item = String>, between: &str) -> String {
    let (mut legend, mut signs) = (String::new(), 0);
    for part in parts {
        signs += part.chars().count() + between.len();
        if signs > MOST_LEGEND {
            legend.push_str(between);
            legend.push('…');
            break;
        }
        if !legend.is_empty() {
            legend.push_str(between);
        }
        legend.push_str(&part);
    }
    legend
}

/// The grades of a supplement by their points, lowest first; none where one of them has no points.
fn given(supplement: &Supplement) -> Vec<String> {
    let points = |grade: &super::supplement::Grade| grade.points.as_deref()?.parse::<f64>().ok();
    let mut grades: Vec<(f64, String)> = Vec::new();
    for grade in &supplement.scale {
        let Some(points) = points(grade) else { return Vec::new() };
        grades.push((points, grade.grade.clone()));
    }
    // Two of the same points stand in the file with the better one first.
    grades.reverse();
    grades.sort_by(|one, other| one.0.total_cmp(&other.0));
    grades.into_iter().map(|(_, grade)| grade).collect()
}

/// The grades of a scale such as `A=90-100`, `{90-100:A}`, lowest first; `None` where no numbers say
/// how they follow each other.
fn ordered(scale: &ScoreScale) -> Option<Vec<String>> {
    let number = |text: &str| {
        let text = text.trim().trim_start_matches(['>', '<', '=', '≥']);
        let first = text.split(['-', '–']).next()?.trim().trim_end_matches('%');
        first.parse::<f64>().ok()
    };
    let mut grades = Vec::new();
    for value in &scale.values {
        let pair = value.trim().trim_start_matches('{').trim_end_matches('}');
        let (left, right) = pair.split_once('=').or_else(|| pair.split_once(':'))?;
        let (place, grade) = match (number(left), number(right)) {
            (None, Some(place)) => (place, left),
            (Some(place), None) => (place, right),
            _ => return None,
        };
        grades.push((place, grade.trim().to_owned()));
    }
    grades.sort_by(|one, other| one.0.total_cmp(&other.0));
    let grades: Vec<String> = grades.into_iter().map(|(_, grade)| grade).collect();
    (!grades.is_empty() && grades.len() <= MOST_VALUES).then_some(grades)
}

/// A text of at most so many characters.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

/// How results of a course are described. A grade that the scale does not have is also given, and
/// then nothing is said of which grades there are.
pub(super) fn described(
    issuer: Uuid,
    key: &str,
    scales: &Scales<'_>,
    seen: &Seen<'_>,
    off_scale: &mut Vec<String>,
) -> (Vec<ResultDescription>, Graded) {
    let mut descriptions = Vec::new();
    let mut graded = Graded::default();
    if !seen.grades.is_empty() {
        let id = stable(issuer, key, "grade");
        let values = scales.of(key.trim_start_matches("course/"), seen).unwrap_or_default();
        let strange: Vec<&&str> =
            seen.grades.iter().filter(|grade| !values.iter().any(|known| known == *grade)).collect();
        let known = values.is_empty() || strange.is_empty();
        if !known {
            off_scale.extend(strange.into_iter().map(|grade| (*grade).to_owned()));
        }
        descriptions.push(ResultDescription {
            id: id.clone(),
            name: words::final_grade().to_owned(),
            result_type: "LetterGrade".to_owned(),
            allowed_value: if known { values } else { Vec::new() },
            ..ResultDescription::default()
        });
        graded.grade = Some(id);
    }
    if seen.has_score {
        let id = stable(issuer, key, "score");
        let bounds: BTreeSet<_> =
            seen.items.values().map(|item| (item.min.as_deref(), item.max.as_deref())).collect();
        // Classes that are graded otherwise share no bounds.
        let (least, most) = match (bounds.iter().next(), bounds.len()) {
            (Some(bounds), 1) => *bounds,
            _ => (None, None),
        };
        descriptions.push(ResultDescription {
            id: id.clone(),
            name: words::final_score().to_owned(),
            result_type: "RawScore".to_owned(),
            value_min: least.map(str::to_owned),
            value_max: most.map(str::to_owned),
            ..ResultDescription::default()
        });
        graded.score = Some(id);
    }
    (descriptions, graded)
}

/// A course of the export as an achievement.
pub(super) fn content(
    course: &Course,
    school: &str,
    supplement: &Supplement,
    credits: Option<f64>,
    result_description: Vec<ResultDescription>,
) -> AchievementContent {
    let facts = supplement.courses.get(&course.head.id);
    let subject = facts
        .and_then(|facts| facts.subject.clone())
        .or_else(|| (!course.subjects.is_empty()).then(|| cut(&course.subjects.join(", "), MOST_SUBJECT)));
    let entry = |identifier: &String, kind: &str| IdentifierEntry {
        identifier: identifier.clone(),
        identifier_type: kind.to_owned(),
        ..IdentifierEntry::default()
    };
    let codes = course.subject_codes.iter().take(MOST_CODES).map(|code| entry(code, "ext:subjectCode"));
    let name = cut(&course.title, MOST_NAME);
    AchievementContent {
        achievement_type: "Course".to_owned(),
        description: facts
            .and_then(|facts| facts.meaning.clone())
            .unwrap_or_else(|| words::course_description(&name, school)),
        criteria: Criteria { id: None, narrative: Some(words::course_criteria(school)) },
        credits_available: credits,
        human_code: course.code.as_deref().map(|code| cut(code, MOST_CODE)),
        field_of_study: subject,
        other_identifier: std::iter::once(entry(&course.head.id, "oneRosterSourcedId"))
            .chain(codes)
            .collect(),
        result_description,
        name,
        ..AchievementContent::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grades_mean_is_told_up_to_a_bound() {
        let parts = |count: usize| bounded((0..count).map(|grade| format!("grade {grade:04}")), "; ");
        assert_eq!(parts(2), "grade 0000; grade 0001");
        let legend = parts(5_000);
        assert!(legend.ends_with("; …") && legend.chars().count() <= MOST_LEGEND + 3, "{}", legend.len());
    }
}
