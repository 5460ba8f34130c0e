//! What a file's columns may hold: what every award can say, and the results that one achievement
//! describes.

use std::collections::BTreeMap;

use api::open_badges::{AchievementContent, ResultDescription};
use serde::{Deserialize, Serialize};
use web::words::desk_bulk as words;

use crate::{
    flows::issue::content::STATUSES,
    sheet::{FieldName, Sheet, Template, TemplateColumn, cell, guess},
};

/// Something that a column may hold.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Field {
    /// Its name in forms and in the API.
    pub id: String,
    /// What it holds.
    pub(super) what: What,
    /// Its heading in our template, and its name on pages.
    pub heading: String,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum What {
    Name,
    GivenName,
    FamilyName,
    Email,
    Identifier,
    Did,
    Narrative,
    Evidence,
    EvidenceName,
    /// The result of this place among those that the achievement describes.
    Result(usize),
    ActivityStart,
    ActivityEnd,
    ValidFrom,
    ValidUntil,
    Term,
    Role,
    Credits,
    LicenseNumber,
}

/// How a file is to be read.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(default)]
pub struct Settings {
    /// For each field that is in the file its column, counted from 0.
    pub columns: BTreeMap<String, usize>,
    /// Whether to award it again to whoever has it.
    pub again: bool,
}

/// What a field holds, its id, and its words.
type FieldOf = (What, &'static str, fn() -> words::FieldWords);

/// The fields of people, before those of the achievement, and those after.
const PERSON: [FieldOf; 6] = [
    (What::Name, "name", words::field_name),
    (What::GivenName, "given_name", words::field_given_name),
    (What::FamilyName, "family_name", words::field_family_name),
    (What::Email, "email", words::field_email),
    (What::Identifier, "identifier", words::field_identifier),
    (What::Did, "did", words::field_did),
];
const AWARD: [FieldOf; 11] = [
    (What::Narrative, "narrative", words::field_narrative),
    (What::Evidence, "evidence", words::field_evidence),
    (What::EvidenceName, "evidence_name", words::field_evidence_name),
    (What::ActivityStart, "activity_start_date", words::field_activity_start),
    (What::ActivityEnd, "activity_end_date", words::field_activity_end),
    (What::ValidFrom, "valid_from", words::field_valid_from),
    (What::ValidUntil, "valid_until", words::field_valid_until),
    (What::Term, "term", words::field_term),
    (What::Role, "role", words::field_role),
    (What::Credits, "credits_earned", words::field_credits),
    (What::LicenseNumber, "license_number", words::field_license),
];

/// All that a column may hold in a file for this achievement.
pub(super) fn fields(achievement: &AchievementContent) -> Vec<Field> {
    let plain = |(what, id, words): &FieldOf| Field {
        id: (*id).to_owned(),
        what: *what,
        heading: words().0.to_owned(),
    };
    let known: Vec<Field> = PERSON.iter().chain(&AWARD).map(plain).collect();
    let results = &achievement.result_description;
    let results = results.iter().enumerate().map(|(place, result)| {
        let taken = known.iter().any(|field| field.heading.eq_ignore_ascii_case(&result.name));
        let twice = results.iter().filter(|other| other.name == result.name).count() > 1;
        let heading =
            if taken || twice { words::result_heading(place + 1, &result.name) } else { result.name.clone() };
        // One result alone may also go by the names that people give to such a column.
        let id = if results.len() == 1 { "result".to_owned() } else { format!("result_{}", place + 1) };
        Field { id, what: What::Result(place), heading }
    });
    let results: Vec<Field> = results.collect();
    let mut fields = known;
    fields.splice(PERSON.len()..PERSON.len(), results);
    fields
}

/// Which column holds what, as far as the headings tell.
pub(super) fn guessed(fields: &[Field], sheet: &Sheet) -> BTreeMap<String, usize> {
    let names: Vec<FieldName> =
        fields.iter().map(|field| FieldName::new(field.id.clone(), field.heading.clone())).collect();
    let columns = guess(&sheet.header, &names);
    let found = fields.iter().zip(columns);
    found.filter_map(|(field, column)| Some((field.id.clone(), column?))).collect()
}

/// The file to be filled in for this achievement.
pub(super) fn template(achievement: &AchievementContent) -> Template {
    let plain = |(what, _, words): &FieldOf| {
        let (heading, help, example) = words();
        TemplateColumn {
            heading: heading.to_owned(),
            help: help.to_owned(),
            example: example.to_owned(),
            required: *what == What::Name,
            ..TemplateColumn::default()
        }
    };
    // Names in two parts and DIDs are understood and not asked for.
    let asked = |what: What| !matches!(what, What::GivenName | What::FamilyName | What::Did);
    let results = fields(achievement).into_iter().filter_map(|field| {
        let What::Result(place) = field.what else { return None };
        let description = achievement.result_description.get(place)?;
        let allowed = allowed(description);
        let bounds = (description.value_min.as_deref(), description.value_max.as_deref());
        Some(TemplateColumn {
            heading: field.heading,
            help: words::result_help(&description.name, bounds, !allowed.is_empty()),
            example: allowed.last().cloned().or_else(|| description.value_max.clone()).unwrap_or_default(),
            allowed,
            required: false,
        })
    });
    let columns = PERSON.iter().filter(|(what, ..)| asked(*what)).map(plain).chain(results);
    Template { columns: columns.chain(AWARD.iter().map(plain)).collect(), ..Template::default() }
}

/// The values that a result may have, where they are few.
fn allowed(description: &ResultDescription) -> Vec<String> {
    if !description.rubric_criterion_level.is_empty() {
        return description.rubric_criterion_level.iter().map(|level| level.name.clone()).collect();
    }
    if description.allowed_value.is_empty() && description.result_type == "Status" {
        return STATUSES.map(str::to_owned).to_vec();
    }
    description.allowed_value.clone()
}

/// One cell as a result of this description.
pub(super) fn result(
    cell: &crate::sheet::Cell,
    description: &ResultDescription,
) -> Result<Option<api::open_badges::Result>, crate::sheet::Wrong> {
    let mut result = api::open_badges::Result {
        result_description: Some(description.id.clone()),
        ..api::open_badges::Result::default()
    };
    let allowed = allowed(description);
    if !allowed.is_empty() {
        let Some(place) = cell::choice(cell, &allowed)? else { return Ok(None) };
        let value = allowed.get(place).cloned();
        if let Some(level) = description.rubric_criterion_level.get(place) {
            result.achieved_level = Some(level.id.clone());
        } else if description.allowed_value.is_empty() {
            result.status = value;
        } else {
            result.value = value;
        }
        return Ok(Some(result));
    }
    let bound = |text: &Option<String>| text.as_deref().and_then(|text| text.trim().parse::<f64>().ok());
    let (least, most) = (bound(&description.value_min), bound(&description.value_max));
    let percent = description.result_type == "Percent";
    result.value = if least.is_some() || most.is_some() || percent {
        cell::number(cell, &cell::Range { least, most, whole: false, percent })?.map(|number| number.text)
    } else {
        cell::text(cell, 200)?
    };
    Ok(result.value.is_some().then_some(result))
}
