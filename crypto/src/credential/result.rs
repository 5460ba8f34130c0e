//! Results: what can be reached, what was reached, and whether the two go together.
//!
//! Source: Open Badges 3.0, Result, `ResultDescription`, `RubricCriterionLevel`.

use super::achievement::{Achievement, Alignment};
use super::finding::{Rule, Severity, quoted};
use super::reader::Presence::{May, Should};
use super::reader::Reader;
use super::words::{RESULT_STATUSES, RESULT_TYPES};

/// A kind of result that an achievement may have.
#[derive(Clone, Debug, Default)]
pub struct ResultDescription<'v> {
    /// `id`, an address.
    pub id: Option<&'v str>,
    /// `alignment`.
    pub alignments: Vec<Alignment<'v>>,
    /// `allowedValue`, from lowest to highest.
    pub allowed_values: Vec<&'v str>,
    /// `name`.
    pub name: Option<&'v str>,
    /// `requiredLevel`, the `id` of the level that it takes to pass.
    pub required_level: Option<&'v str>,
    /// `requiredValue`, the value that it takes to pass.
    pub required_value: Option<&'v str>,
    /// `resultType`, one of the standard's or `ext:…`.
    pub result_type: Option<&'v str>,
    /// `rubricCriterionLevel`, from lowest to highest.
    pub levels: Vec<RubricCriterionLevel<'v>>,
    /// `valueMax`.
    pub value_max: Option<&'v str>,
    /// `valueMin`.
    pub value_min: Option<&'v str>,
}

/// A level of a rubric.
#[derive(Clone, Debug, Default)]
pub struct RubricCriterionLevel<'v> {
    /// `id`, an address.
    pub id: Option<&'v str>,
    /// `alignment`.
    pub alignments: Vec<Alignment<'v>>,
    /// `description`.
    pub description: Option<&'v str>,
    /// `level`.
    pub level: Option<&'v str>,
    /// `name`.
    pub name: Option<&'v str>,
    /// `points`.
    pub points: Option<&'v str>,
}

/// A result that was reached.
#[derive(Clone, Debug, Default)]
pub struct SubjectResult<'v> {
    /// `achievedLevel`, the `id` of a level of the description.
    pub achieved_level: Option<&'v str>,
    /// `alignment`.
    pub alignments: Vec<Alignment<'v>>,
    /// `resultDescription`, the `id` of the description that it belongs to.
    pub result_description: Option<&'v str>,
    /// `status`.
    pub status: Option<&'v str>,
    /// `value`.
    pub value: Option<&'v str>,
}

impl<'v> ResultDescription<'v> {
    pub(super) fn read(reader: &mut Reader<'_, 'v>) -> Self {
        reader.expect_type("ResultDescription", true, Severity::Advice);
        let description = Self {
            id: reader.url("id", Should),
            alignments: Alignment::read_all(reader),
            allowed_values: reader.texts("allowedValue", May),
            name: reader.text("name", Should),
            required_level: reader.url("requiredLevel", May),
            required_value: reader.text("requiredValue", May),
            result_type: reader.word("resultType", Should, RESULT_TYPES),
            levels: reader.objects("rubricCriterionLevel", "level", May, |level| {
                level.expect_type("RubricCriterionLevel", true, Severity::Advice);
                RubricCriterionLevel {
                    id: level.url("id", Should),
                    alignments: Alignment::read_all(level),
                    description: level.text("description", May),
                    level: level.text("level", May),
                    name: level.text("name", Should),
                    points: level.text("points", May),
                }
            }),
            value_max: reader.text("valueMax", May),
            value_min: reader.text("valueMin", May),
        };
        description.check(reader);
        description
    }

    /// Whether it goes together with itself.
    fn check(&self, reader: &mut Reader<'_, 'v>) {
        let ids = self.levels.iter().filter_map(|level| level.id);
        if has_twins(ids) {
            reader.advise(Rule::Duplicate, "rubricCriterionLevel", "gives one id to two levels");
        }
        if let (Some(min), Some(max)) = (self.value_min.and_then(number), self.value_max.and_then(number))
            && min > max
        {
            reader.advise(Rule::Range, "valueMin", "is higher than its highest value");
        }
        if let Some(level) = self.required_level
            && !self.has_level(level)
        {
            reader.advise(Rule::Reference, "requiredLevel", "is none of its levels");
        }
        if let Some(value) = self.required_value
            && !self.allows(value)
        {
            let said = format!("{} is none of the values that it allows", quoted(value));
            reader.advise(Rule::Range, "requiredValue", &said);
        }
    }

    fn has_level(&self, id: &str) -> bool {
        self.levels.iter().any(|level| level.id == Some(id))
    }

    /// Whether `value` is among the allowed values or within the range, where there are any.
    fn allows(&self, value: &str) -> bool {
        let bounds = [self.value_min, self.value_max].map(|bound| bound.and_then(number));
        if self.allowed_values.contains(&value) || (self.allowed_values.is_empty() && bounds == [None, None])
        {
            return true;
        }
        match (number(value), bounds) {
            (_, [None, None]) | (None, _) => false,
            (Some(value), [min, max]) => {
                min.is_none_or(|min| min <= value) && max.is_none_or(|max| value <= max)
            }
        }
    }
}

impl<'v> SubjectResult<'v> {
    /// Reads a result of `achievement`.
    pub(super) fn read(reader: &mut Reader<'_, 'v>, achievement: Option<&Achievement<'v>>) -> Self {
        reader.expect_type("Result", true, Severity::Error);
        let result = Self {
            achieved_level: reader.url("achievedLevel", May),
            alignments: Alignment::read_all(reader),
            result_description: reader.url("resultDescription", May),
            status: reader.word("status", May, RESULT_STATUSES),
            value: reader.text("value", May),
        };
        if let Some(achievement) = achievement {
            result.check(reader, &achievement.result_descriptions);
        }
        result
    }

    /// Whether it goes together with what the achievement says of such results.
    fn check(&self, reader: &mut Reader<'_, 'v>, descriptions: &[ResultDescription<'v>]) {
        let described =
            self.result_description.and_then(|id| descriptions.iter().find(|it| it.id == Some(id)));
        if self.result_description.is_some() && described.is_none() {
            reader.advise(Rule::Reference, "resultDescription", "is none of those of the achievement");
        }
        if let Some(level) = self.achieved_level {
            let known = match described {
                Some(description) => description.has_level(level),
                None => descriptions.iter().any(|description| description.has_level(level)),
            };
            if !known {
                reader.advise(Rule::Reference, "achievedLevel", "is none of the levels of its description");
            }
        }
        let Some(description) = described else { return };
        if description.result_type == Some("Status") && self.status.is_none() {
            let said = "has no status, though its description is of the type Status";
            reader.find_here((Rule::Reference, Severity::Advice), said);
        }
        if let Some(value) = self.value
            && !description.allows(value)
        {
            let said = format!("{} is none of the values that its description allows", quoted(value));
            reader.advise(Rule::Range, "value", &said);
        }
    }
}

/// A value as a number, where it is one; a per cent sign does not matter.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    crate::json::number::parse(text).filter(|number| number.is_finite())
}

/// Whether an id is given twice.
pub(super) fn has_twins<'v>(ids: impl Iterator<Item = &'v str>) -> bool {
    let mut ids: Vec<&str> = ids.collect();
    ids.sort_unstable();
    ids.windows(2).any(|pair| pair.first() == pair.last())
}
