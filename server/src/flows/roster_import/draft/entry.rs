//! What one entry says: its result, and the credits that somebody said it earns.

use api::open_badges::{Result as Graded, SubjectContent};

use super::{Making, chosen::Chosen};
use crate::flows::roster_import::{
    beside::midnight,
    courses::{self, cut},
    mapping::Credits,
    sessions::When,
};

/// Characters of a value.
const MOST_VALUE: usize = 200;

impl<'b> Making<'b> {
    /// What a course is worth, as the mapping has it.
    pub(super) fn course_credits(&mut self, course: &oneroster::Course) -> Option<f64> {
        match &self.mapping.credits {
            Credits::Supplement => self.supplement.courses.get(&course.head.id)?.credits,
            Credits::Course(column) => {
                let text = course.metadata.get(column)?;
                self.number(&course.head.id, text)
            }
            Credits::Nowhere | Credits::Class(_) => None,
        }
    }

    /// A number of credits; what is none is noted, once for each record.
    fn number(&mut self, record: &str, text: &str) -> Option<f64> {
        let number = text.trim().parse::<f64>().ok().filter(|number| (0.0..=100_000.0).contains(number));
        if number.is_none() && !self.notes.no_number.contains_key(record) {
            self.notes.no_number.insert(record.to_owned(), text.to_owned());
        }
        number
    }

    /// Whether a result earns credit: by its letter, else by the mark that somebody said. `None` where
    /// neither tells.
    fn passed(&self, one: &Chosen<'b>) -> Option<Passed> {
        let Some(letter) = one.result.text_score.as_deref() else {
            let score = one.result.score.as_deref()?.trim().parse::<f64>().ok()?;
            return Some(if score >= self.mapping.mark()? { Passed::Yes } else { Passed::Failed });
        };
        let is_in = |list: &[String]| list.iter().any(|known| known == letter);
        Some(match () {
            () if is_in(&self.mapping.failed) => Passed::Failed,
            () if is_in(&self.mapping.no_credit) => Passed::NoCredit,
            () => Passed::Yes,
        })
    }

    pub(super) fn subject(
        &mut self,
        one: &Chosen<'b>,
        graded: &courses::Graded,
        when: &When<'_>,
    ) -> SubjectContent {
        let mapping = self.mapping;
        let credits = match &mapping.credits {
            Credits::Nowhere => None,
            Credits::Class(column) => {
                let text = one.class.metadata.get(column);
                text.and_then(|text| self.number(&one.class.head.id, text))
            }
            _ => {
                self.courses.get(&format!("course/{}", one.course.head.id)).and_then(|c| c.credits_available)
            }
        };
        if credits.is_none() && mapping.credits != Credits::Nowhere {
            self.notes.without_credits += 1;
        }
        let passed = self.passed(one);
        self.notes.no_letter += usize::from(credits.is_some() && passed.is_none());
        let status = (passed == Some(Passed::Failed)).then(|| "Failed".to_owned());
        let result = |description: &Option<String>, value: Option<&str>| {
            Some(Graded {
                result_description: Some(description.clone()?),
                value: Some(cut(value?, MOST_VALUE)),
                status: status.clone(),
                ..Graded::default()
            })
        };
        let results = [
            result(&graded.grade, one.result.text_score.as_deref()),
            result(&graded.score, one.result.score.as_deref()),
        ];
        SubjectContent {
            result: results.into_iter().flatten().collect(),
            credits_earned: credits.zip(passed).map(|(credits, passed)| match passed {
                Passed::Yes => credits,
                Passed::Failed | Passed::NoCredit => 0.0,
            }),
            activity_start_date: when.start.map(|day| midnight(&day.to_string())),
            activity_end_date: when.end.map(|day| midnight(&day.to_string())),
            term: when.title.clone(),
            ..SubjectContent::default()
        }
    }
}

/// What a result earns.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Passed {
    Yes,
    Failed,
    NoCredit,
}
