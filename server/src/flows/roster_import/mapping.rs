//! What an export's records mean to whoever issues transcripts of them: which results are final, where
//! credits come from. Guessed from the records, and put right by a person.

use std::collections::{BTreeSet, HashMap};

use oneroster::Bundle;
use serde::{Deserialize, Serialize};

use super::{sessions::Sessions, supplement::Supplement};

/// Grades that a list may hold, and characters of each.
const MOST_GRADES: usize = 40;
const MOST_GRADE: usize = 60;
/// Characters of a mark.
const MOST_MARK: usize = 20;

/// What records mean.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct Mapping {
    /// The school whose students get transcripts, by `sourcedId`; absent: all of them.
    pub school: Option<String>,
    /// The schools whose classes count, by `sourcedId`; none: all of them.
    pub taught_at: Vec<String>,
    /// The category whose results are final, by `sourcedId`; empty where nobody has chosen.
    pub category: String,
    /// The title of the line item that counts where a class has several of that category with results
    /// of one day.
    pub line_item: Option<String>,
    /// Where credits come from.
    pub credits: Credits,
    /// Grades that mean failed. They earn no credit.
    pub failed: Vec<String>,
    /// Other grades that earn no credit.
    pub no_credit: Vec<String>,
    /// The lowest score that earns credit where a result has no letter, as written; absent: nobody said.
    pub pass_mark: Option<String>,
    /// Whether what is in a transcript is part of the diploma that is in it.
    pub part_of_diploma: bool,
}

/// Where credits come from.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Credits {
    /// From nowhere: transcripts say nothing of them.
    #[default]
    Nowhere,
    /// From the supplement.
    Supplement,
    /// From this column of the school's own in `courses.csv`.
    Course(String),
    /// From this one in `classes.csv`.
    Class(String),
}

impl Credits {
    /// In a word: `nowhere`, `supplement`, `course:credits`.
    pub fn name(&self) -> String {
        match self {
            Self::Nowhere => "nowhere".to_owned(),
            Self::Supplement => "supplement".to_owned(),
            Self::Course(column) => format!("course:{column}"),
            Self::Class(column) => format!("class:{column}"),
        }
    }

    /// The other way round; `None` where it is no such word.
    pub fn called(name: &str) -> Option<Self> {
        match name {
            "nowhere" => Some(Self::Nowhere),
            "supplement" => Some(Self::Supplement),
            _ => match name.split_once(':')? {
                ("course", column) => Some(Self::Course(column.to_owned())),
                ("class", column) => Some(Self::Class(column.to_owned())),
                _ => None,
            },
        }
    }
}

/// What can be chosen in an export.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Choices {
    /// Schools with students: id and name.
    pub schools: Vec<(String, String)>,
    /// Schools with classes, where there are several: id and name.
    pub taught_at: Vec<(String, String)>,
    /// Categories: id, title, and how many results are in it.
    pub categories: Vec<(String, String, usize)>,
    /// Titles of line items, where classes have several of the chosen category; else empty.
    pub line_items: Vec<String>,
    /// Where credits may come from.
    pub credits: Vec<Credits>,
    /// Grades that there are in the chosen category.
    pub grades: Vec<String>,
    /// Whether results of the chosen category have a score and no letter.
    pub scores: bool,
}

/// What can be chosen.
pub(super) fn choices(bundle: &Bundle, mapping: &Mapping) -> Choices {
    let here: BTreeSet<&str> = bundle.roles.iter().map(|role| role.org.as_str()).collect();
    let schools = bundle.orgs.iter().filter(|org| here.contains(org.head.id.as_str()));
    let teaching: BTreeSet<&str> = bundle.classes.iter().map(|class| class.school.as_str()).collect();
    let taught_at = bundle.orgs.iter().filter(|org| teaching.contains(org.head.id.as_str()));
    let taught_at = taught_at.map(|org| (org.head.id.clone(), org.name.clone()));
    let items: HashMap<_, _> = bundle.line_items.iter().map(|item| (item.head.id.as_str(), item)).collect();
    let category_of = |id: &str| items.get(id).map(|item| item.category.as_str());
    let mut in_category: HashMap<&str, usize> = HashMap::new();
    let (mut grades, mut scores) = (BTreeSet::new(), false);
    for result in &bundle.results {
        let Some(category) = category_of(&result.line_item) else { continue };
        *in_category.entry(category).or_default() += 1;
        if category == mapping.category {
            grades.extend(result.text_score.clone());
            scores |= result.text_score.is_none() && result.score.is_some();
        }
    }
    let categories = bundle.categories.iter().map(|category| {
        let id = category.head.id.as_str();
        (id.to_owned(), category.title.clone(), in_category.get(id).copied().unwrap_or_default())
    });
    let classes: HashMap<_, _> = bundle.classes.iter().map(|class| (class.head.id.as_str(), class)).collect();
    let sessions = Sessions::new(bundle);
    let mut of_class: HashMap<_, BTreeSet<&str>> = HashMap::new();
    for item in bundle.line_items.iter().filter(|item| item.category == mapping.category) {
        let class = classes.get(item.class.as_str());
        let session = class.and_then(|class| sessions.graded(class, &item.academic_session));
        of_class.entry((item.class.as_str(), session)).or_default().insert(item.title.as_str());
    }
    let several = of_class.values().filter(|titles| titles.len() > 1);
    let line_items: BTreeSet<&str> = several.flatten().copied().collect();
    let columns = |columns: BTreeSet<&String>, make: fn(String) -> Credits| {
        columns.into_iter().cloned().map(make).collect::<Vec<_>>()
    };
    let courses = bundle.courses.iter().flat_map(|course| course.metadata.keys()).collect();
    let classes = bundle.classes.iter().flat_map(|class| class.metadata.keys()).collect();
    let mut credits = vec![Credits::Nowhere, Credits::Supplement];
    credits.extend(columns(courses, Credits::Course));
    credits.extend(columns(classes, Credits::Class));
    Choices {
        schools: schools.map(|org| (org.head.id.clone(), org.name.clone())).collect(),
        taught_at: if teaching.len() > 1 { taught_at.collect() } else { Vec::new() },
        categories: categories.collect(),
        line_items: line_items.into_iter().map(str::to_owned).collect(),
        credits,
        grades: grades.into_iter().collect(),
        scores,
    }
}

/// What the records seem to mean.
pub(super) fn guess(bundle: &Bundle, supplement: Option<&Supplement>) -> Mapping {
    let mut mapping = Mapping { category: category(bundle), ..Mapping::default() };
    let choices = choices(bundle, &mapping);
    if let [(id, _)] = choices.schools.as_slice() {
        mapping.school = Some(id.clone());
    }
    let about_credits = |credits: &&Credits| match credits {
        Credits::Course(column) | Credits::Class(column) => column.to_lowercase().contains("credit"),
        _ => false,
    };
    mapping.credits = match choices.credits.iter().find(about_credits) {
        Some(credits) => credits.clone(),
        None if supplement.is_some_and(has_credits) => Credits::Supplement,
        None => Credits::Nowhere,
    };
    let among = |known: &[&str]| {
        choices.grades.iter().filter(|grade| known.contains(&grade.as_str())).cloned().collect()
    };
    mapping.failed = among(&["F", "U", "NP", "E"]);
    mapping.no_credit = among(&["W", "WF", "WP", "AU", "NC", "I"]);
    mapping.part_of_diploma = supplement.is_some_and(|supplement| !supplement.diplomas.is_empty());
    mapping
}

/// Whether a supplement says what courses are worth.
pub(super) fn has_credits(supplement: &Supplement) -> bool {
    supplement.courses.values().any(|course| course.credits.is_some())
}

/// The category that seems to hold final grades; empty where none does.
fn category(bundle: &Bundle) -> String {
    let is_final = |title: &str| {
        let title = title.to_lowercase();
        ["final", "course grade", "term grade", "report card", "transcript"]
            .iter()
            .position(|word| title.contains(word))
    };
    let mut found: Vec<_> = bundle
        .categories
        .iter()
        .filter_map(|category| Some((is_final(&category.title)?, category.head.id.clone())))
        .collect();
    found.sort();
    match (found.into_iter().next(), bundle.categories.as_slice()) {
        (Some((_, id)), _) => id,
        (None, [only]) => only.head.id.clone(),
        _ => String::new(),
    }
}

impl Mapping {
    /// The lowest score that earns credit.
    pub(super) fn mark(&self) -> Option<f64> {
        self.pass_mark.as_deref()?.parse().ok().filter(|mark: &f64| mark.is_finite())
    }

    /// The same with nothing chosen that the export does not have.
    #[must_use]
    pub fn fitted(self, bundle: &Bundle) -> Self {
        let known = choices(bundle, &self);
        let known_schools = known.taught_at.len();
        let grades = |list: Vec<String>| {
            let mut list: Vec<String> = list
                .into_iter()
                .map(|grade| {
                    grade.trim().chars().filter(|sign| !sign.is_control()).take(MOST_GRADE).collect()
                })
                .filter(|grade: &String| !grade.is_empty())
                .take(MOST_GRADES)
                .collect();
            list.dedup();
            list
        };
        let failed = grades(self.failed);
        let no_credit = grades(self.no_credit).into_iter().filter(|grade| !failed.contains(grade)).collect();
        let mut taught_at: Vec<String> =
            known.taught_at.into_iter().map(|(id, _)| id).filter(|id| self.taught_at.contains(id)).collect();
        if taught_at.len() == known_schools {
            taught_at.clear();
        }
        let pass_mark = self.pass_mark.map(|mark| mark.trim().replace(',', "."));
        let pass_mark = pass_mark
            .filter(|mark| mark.len() <= MOST_MARK && mark.parse().is_ok_and(|mark: f64| mark.is_finite()));
        let category = known.categories.into_iter().any(|(id, ..)| id == self.category);
        Self {
            school: self.school.filter(|school| known.schools.iter().any(|(id, _)| id == school)),
            category: if category { self.category } else { String::new() },
            line_item: self.line_item.filter(|title| known.line_items.contains(title)),
            credits: if known.credits.contains(&self.credits) { self.credits } else { Credits::Nowhere },
            taught_at,
            failed,
            no_credit,
            pass_mark,
            part_of_diploma: self.part_of_diploma,
        }
    }
}
