//! What an achievement says, made right: trimmed, bounded, and in agreement with itself.
//!
//! Source: Open Badges 3.0, Achievement, `ResultDescription`, `RubricCriterionLevel`.

use std::collections::BTreeSet;

use api::open_badges::{
    AchievementContent, Alignment, Criteria, IdentifierEntry, Related, ResultDescription,
    RubricCriterionLevel,
};
use crypto::credential::{
    is_achievement_type, is_identifier_type, is_language_code, is_result_type, is_target_type,
};

use crate::{
    app::App,
    flows::{fields::Fields, issue::content::is_web_address},
    id::PartId,
};

const MOST_TAGS: usize = 20;
const MOST_ALIGNMENTS: usize = 40;
const MOST_RESULTS: usize = 20;
const MOST_VALUES: usize = 60;
const MOST_LEVELS: usize = 20;
const MOST_OTHERS: usize = 20;
/// Longest validity, in days: a hundred years.
const MOST_DAYS: u32 = 36_525;

/// What is wrong with an achievement's words goes to `fields`, under pointers such as
/// `/resultDescription/0/valueMin`; the rest comes back trimmed, with ids where they were missing.
/// A `requiredLevel` may be the name of a level, and becomes its id.
pub(super) fn checked(app: &App, fields: &mut Fields, content: AchievementContent) -> AchievementContent {
    let name = fields.line("/name", &content.name, 120);
    let description = fields.lines("/description", &content.description, 2000);
    if description.is_empty() {
        fields.wrong("/description", "write something here");
    }
    let criteria = criteria(fields, content.criteria);
    if !is_achievement_type(&content.achievement_type) || content.achievement_type.len() > 80 {
        fields.wrong("/achievementType", "choose one of the types that Open Badges 3.0 names");
    }
    few(fields, "/tag", content.tag.len(), MOST_TAGS, "words");
    let tag = content.tag.iter().take(MOST_TAGS).map(|tag| fields.line("/tag", tag, 60)).collect();
    let alignment = alignments(fields, "/alignment", content.alignment);
    let results = content.result_description;
    few(fields, "/resultDescription", results.len(), MOST_RESULTS, "results");
    let results: Vec<_> = results
        .into_iter()
        .take(MOST_RESULTS)
        .enumerate()
        .map(|(place, result)| {
            result_description(app, fields, &format!("/resultDescription/{place}"), result)
        })
        .collect();
    if has_twins(results.iter().map(|result| &result.id)) {
        fields.wrong("/resultDescription", "give each result an id of its own");
    }
    if content.credits_available.is_some_and(|credits| !(0.0..=100_000.0).contains(&credits)) {
        fields.wrong("/creditsAvailable", "write a number of credits from 0 to 100,000");
    }
    let mut line = |pointer, text: Option<String>, most| optional(fields, pointer, text, most);
    let human_code = line("/humanCode", content.human_code, 60);
    let field_of_study = line("/fieldOfStudy", content.field_of_study, 200);
    let specialization = line("/specialization", content.specialization, 200);
    let version = line("/version", content.version, 60);
    let in_language = language(fields, "/inLanguage", content.in_language);
    AchievementContent {
        achievement_type: content.achievement_type,
        name,
        description,
        criteria,
        tag,
        alignment,
        result_description: results,
        credits_available: content.credits_available,
        human_code,
        field_of_study,
        specialization,
        other_identifier: identifiers(fields, content.other_identifier),
        related: related(fields, content.related),
        in_language,
        version,
    }
}

/// For how many days awards are good.
pub(super) fn check_days(fields: &mut Fields, days: Option<u32>) {
    if days.is_some_and(|days| !(1..=MOST_DAYS).contains(&days)) {
        fields.wrong("/validDays", "write a number of days from 1 to 36,525");
    }
}

fn criteria(fields: &mut Fields, criteria: Criteria) -> Criteria {
    let narrative = fields.lines("/criteria/narrative", &criteria.narrative.unwrap_or_default(), 10_000);
    let id = address(fields, "/criteria/id", criteria.id);
    if narrative.is_empty() && id.is_none() {
        fields.wrong("/criteria/narrative", "write something here");
    }
    Criteria { id, narrative: (!narrative.is_empty()).then_some(narrative) }
}

fn alignments(fields: &mut Fields, pointer: &str, all: Vec<Alignment>) -> Vec<Alignment> {
    few(fields, pointer, all.len(), MOST_ALIGNMENTS, "standards");
    let each = all.into_iter().take(MOST_ALIGNMENTS).enumerate();
    each.map(|(place, one)| alignment(fields, &format!("{pointer}/{place}"), one)).collect()
}

fn alignment(fields: &mut Fields, pointer: &str, one: Alignment) -> Alignment {
    let at = |name: &str| format!("{pointer}/{name}");
    if !is_web_address(one.target_url.trim()) {
        fields.wrong(&at("targetUrl"), "write a web address that starts with https://");
    }
    if one.target_type.as_deref().is_some_and(|kind| !is_target_type(kind) || kind.len() > 80) {
        fields.wrong(&at("targetType"), "choose one of the types that Open Badges 3.0 names");
    }
    Alignment {
        target_name: fields.line(&at("targetName"), &one.target_name, 300),
        target_url: one.target_url.trim().to_owned(),
        target_code: optional(fields, &at("targetCode"), one.target_code, 200),
        target_framework: optional(fields, &at("targetFramework"), one.target_framework, 200),
        target_description: text(fields, &at("targetDescription"), one.target_description, 2000),
        ..one
    }
}

fn result_description(
    app: &App,
    fields: &mut Fields,
    pointer: &str,
    one: ResultDescription,
) -> ResultDescription {
    let at = |name: &str| format!("{pointer}/{name}");
    if !is_result_type(&one.result_type) || one.result_type.len() > 80 {
        fields.wrong(&at("resultType"), "choose one of the types that Open Badges 3.0 names");
    }
    let levels = levels(app, fields, pointer, one.rubric_criterion_level);
    let values = one.allowed_value.iter().take(MOST_VALUES);
    let values: Vec<_> = values.map(|value| fields.line(&at("allowedValue"), value, 100)).collect();
    few(fields, &at("allowedValue"), one.allowed_value.len(), MOST_VALUES, "values");
    if has_twins(&values) {
        fields.wrong(&at("allowedValue"), "write each value once");
    }
    let required_level = one.required_level.filter(|level| !level.trim().is_empty()).map(|level| {
        let found = levels.iter().find(|one| one.id == level.trim() || one.name == level.trim());
        if found.is_none() {
            fields.wrong(&at("requiredLevel"), "choose one of the levels");
        }
        found.map_or(level, |one| one.id.clone())
    });
    let result = ResultDescription {
        id: part_id(app, fields, &at("id"), &one.id),
        name: fields.line(&at("name"), &one.name, 200),
        result_type: one.result_type,
        alignment: alignments(fields, &at("alignment"), one.alignment),
        allowed_value: values,
        required_value: optional(fields, &at("requiredValue"), one.required_value, 100),
        required_level,
        rubric_criterion_level: levels,
        value_min: number(fields, &at("valueMin"), one.value_min),
        value_max: number(fields, &at("valueMax"), one.value_max),
        ..ResultDescription::default()
    };
    check_bounds(fields, pointer, &result);
    result
}

/// What is required can be reached, and what is least is less than what is most.
fn check_bounds(fields: &mut Fields, pointer: &str, result: &ResultDescription) {
    let read = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<f64>().ok());
    let (least, most) = (read(&result.value_min), read(&result.value_max));
    if let (Some(least), Some(most)) = (least, most)
        && least >= most
    {
        fields.wrong(&format!("{pointer}/valueMax"), "write a number that is greater than the least");
    }
    let Some(required) = &result.required_value else { return };
    let problem = if !result.allowed_value.is_empty() {
        let known = result.allowed_value.contains(required);
        (!known).then(|| format!("choose one of {}", result.allowed_value.join(", ")))
    } else if least.is_some() || most.is_some() {
        let (least, most) = (least.unwrap_or(f64::NEG_INFINITY), most.unwrap_or(f64::INFINITY));
        let within = required.parse::<f64>().is_ok_and(|value| (least..=most).contains(&value));
        (!within).then(|| "write a number between the least and the most".to_owned())
    } else {
        None
    };
    if let Some(problem) = problem {
        fields.wrong(&format!("{pointer}/requiredValue"), problem);
    }
}

fn levels(
    app: &App,
    fields: &mut Fields,
    pointer: &str,
    all: Vec<RubricCriterionLevel>,
) -> Vec<RubricCriterionLevel> {
    let of_all = format!("{pointer}/rubricCriterionLevel");
    few(fields, &of_all, all.len(), MOST_LEVELS, "levels");
    let levels: Vec<_> = all
        .into_iter()
        .take(MOST_LEVELS)
        .enumerate()
        .map(|(place, one)| {
            let at = |name: &str| format!("{of_all}/{place}/{name}");
            RubricCriterionLevel {
                id: part_id(app, fields, &at("id"), &one.id),
                name: fields.line(&at("name"), &one.name, 200),
                description: text(fields, &at("description"), one.description, 2000),
                level: optional(fields, &at("level"), one.level, 60),
                points: optional(fields, &at("points"), one.points, 60),
                ..one
            }
        })
        .collect();
    if has_twins(levels.iter().map(|level| &level.name)) || has_twins(levels.iter().map(|level| &level.id)) {
        fields.wrong(&of_all, "give each level a name of its own");
    }
    levels
}

fn identifiers(fields: &mut Fields, all: Vec<IdentifierEntry>) -> Vec<IdentifierEntry> {
    few(fields, "/otherIdentifier", all.len(), MOST_OTHERS, "identifiers");
    let each = all.into_iter().take(MOST_OTHERS).enumerate();
    each.map(|(place, one)| {
        let at = |name: &str| format!("/otherIdentifier/{place}/{name}");
        if !is_identifier_type(&one.identifier_type) || one.identifier_type.len() > 80 {
            fields.wrong(&at("identifierType"), "choose one of the types that Open Badges 3.0 names");
        }
        IdentifierEntry { identifier: fields.line(&at("identifier"), &one.identifier, 500), ..one }
    })
    .collect()
}

fn related(fields: &mut Fields, all: Vec<Related>) -> Vec<Related> {
    few(fields, "/related", all.len(), MOST_OTHERS, "related achievements");
    let each = all.into_iter().take(MOST_OTHERS).enumerate();
    each.map(|(place, one)| {
        let at = |name: &str| format!("/related/{place}/{name}");
        let id = one.id.trim().to_owned();
        if !is_identifier(&id) {
            fields.wrong(&at("id"), "write a web address that starts with https://");
        }
        Related {
            id,
            in_language: language(fields, &at("inLanguage"), one.in_language),
            version: optional(fields, &at("version"), one.version, 60),
            ..one
        }
    })
    .collect()
}

/// The id of a part: as it is, or a new one.
fn part_id(app: &App, fields: &mut Fields, pointer: &str, id: &str) -> String {
    let id = id.trim();
    if id.is_empty() {
        return format!("urn:uuid:{}", app.new_id::<PartId>());
    }
    if !is_identifier(id) {
        fields.wrong(pointer, "write an address or urn:uuid: and a UUID, or nothing");
    }
    id.to_owned()
}

/// Whether `text` can name something in a credential: a web address, a URN or a DID.
fn is_identifier(text: &str) -> bool {
    let named = ["urn:", "did:"].iter().any(|scheme| text.starts_with(scheme));
    is_web_address(text)
        || (named
            && text.len() <= 500
            && text.bytes().all(|b| b.is_ascii_graphic() && b != b'"' && b != b'<'))
}

fn address(fields: &mut Fields, pointer: &str, text: Option<String>) -> Option<String> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())?;
    if !is_web_address(&text) {
        fields.wrong(pointer, "write a web address that starts with https://");
    }
    Some(text)
}

fn language(fields: &mut Fields, pointer: &str, code: Option<String>) -> Option<String> {
    let code = code.map(|code| code.trim().to_owned()).filter(|code| !code.is_empty())?;
    if !is_language_code(&code) {
        fields.wrong(pointer, "write the code of a language, such as en, es or de-CH");
    }
    Some(code)
}

fn number(fields: &mut Fields, pointer: &str, text: Option<String>) -> Option<String> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())?;
    if text.len() > 20 || !text.parse::<f64>().is_ok_and(f64::is_finite) {
        fields.wrong(pointer, "write a number, such as 60 or 4.5");
    }
    Some(text)
}

fn optional(fields: &mut Fields, pointer: &str, text: Option<String>, most: usize) -> Option<String> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    Some(fields.line(pointer, &text, most))
}

fn text(fields: &mut Fields, pointer: &str, text: Option<String>, most: usize) -> Option<String> {
    text.map(|text| fields.lines(pointer, &text, most)).filter(|text| !text.is_empty())
}

fn few(fields: &mut Fields, pointer: &str, number: usize, most: usize, what: &str) {
    if number > most {
        fields.wrong(pointer, format!("use at most {most} {what}"));
    }
}

fn has_twins<'a>(all: impl IntoIterator<Item = &'a String>) -> bool {
    let mut seen = BTreeSet::new();
    all.into_iter().any(|one| !seen.insert(one))
}

#[cfg(test)]
mod tests {
    use api::open_badges::{Result as Reached, SubjectContent};
    use crypto::verify::{CheckId, Outcome, Verdict};

    use super::*;
    use crate::flows::{
        achievement::{NewAchievement, create},
        issue::{self, Award},
        testing::{an_award, desk, with_app},
        verify::verify,
    };

    #[expect(clippy::unnecessary_wraps, reason = "what it fills may be absent")]
    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn alignment() -> Alignment {
        Alignment {
            target_name: "Names plants".to_owned(),
            target_url: "https://standards.example/1".to_owned(),
            target_code: some("LS1.A"),
            target_description: some("Names common plants."),
            target_framework: some("Science"),
            target_type: some("CFItem"),
            ..Alignment::default()
        }
    }

    fn result(name: &str, result_type: &str) -> ResultDescription {
        ResultDescription {
            name: name.to_owned(),
            result_type: result_type.to_owned(),
            alignment: vec![alignment()],
            ..ResultDescription::default()
        }
    }

    /// An achievement that says all that one can say.
    fn everything() -> AchievementContent {
        let level = |name: &str, points: &str| RubricCriterionLevel {
            name: name.to_owned(),
            description: some("It takes this."),
            level: some("1"),
            points: some(points),
            ..RubricCriterionLevel::default()
        };
        let range = |result: ResultDescription, least, most, required| ResultDescription {
            value_min: some(least),
            value_max: some(most),
            required_value: some(required),
            ..result
        };
        AchievementContent {
            achievement_type: "Course".to_owned(),
            name: "Field Botany".to_owned(),
            description: "Names plants.".to_owned(),
            criteria: Criteria { id: some("https://a.example/criteria"), narrative: some("Walk.\n\n- look") },
            tag: vec!["plants".to_owned()],
            alignment: vec![alignment()],
            result_description: vec![
                ResultDescription {
                    allowed_value: ["F", "C", "A"].map(str::to_owned).to_vec(),
                    required_value: some("C"),
                    ..result("Grade", "LetterGrade")
                },
                range(result("Exam", "Percent"), "0", "100", "60"),
                range(result("Points", "RawScore"), "0", "40.5", "20"),
                range(result("Average", "GradePointAverage"), "0", "4", "2.5"),
                result("Outcome", "Status"),
                ResultDescription {
                    rubric_criterion_level: vec![level("Seen", "1"), level("Done", "5")],
                    required_level: some("Done"),
                    ..result("Herbarium", "RubricCriterionLevel")
                },
            ],
            credits_available: Some(1.5),
            human_code: some("BIO-101"),
            field_of_study: some("Biology"),
            specialization: some("Botany"),
            other_identifier: vec![IdentifierEntry {
                identifier: "7".to_owned(),
                identifier_type: "systemId".to_owned(),
                ..IdentifierEntry::default()
            }],
            related: vec![Related {
                id: "https://a.example/achievements/2".to_owned(),
                in_language: some("es"),
                version: some("1"),
                ..Related::default()
            }],
            in_language: some("en"),
            version: some("2026/27"),
        }
    }

    #[tokio::test]
    async fn what_says_everything_is_awarded_by_the_letter_of_the_standard() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let new = NewAchievement { content: everything(), ..NewAchievement::default() };
            let made = create(&app, &staff, "marlow", new).await.unwrap();
            let known = &made.content.result_description;
            let reached = |place: usize| Reached {
                result_description: Some(known[place].id.clone()),
                ..Reached::default()
            };
            let result = vec![
                Reached { value: some("A"), ..reached(0) },
                Reached { value: some("88"), ..reached(1) },
                Reached { status: some("Completed"), ..reached(4) },
                Reached { achieved_level: Some(known[5].rubric_criterion_level[1].id.clone()), ..reached(5) },
            ];
            let content = SubjectContent { result, ..SubjectContent::default() };
            let award = Award { content, ..an_award(made.id, "ada@a.example") };
            let issued = issue::award(&app, &staff, "marlow", award).await.unwrap().document;
            let report = verify(&app, issued.as_bytes()).await.unwrap();
            assert_eq!(report.outcome, Verdict::Valid, "{:#?}", report.checks);
            for check in [CheckId::Context, CheckId::Model, CheckId::Schema] {
                let check = report.check(check).unwrap();
                assert_eq!(check.outcome, Outcome::Passed, "{check:#?}");
            }
        })
        .await;
    }
}
