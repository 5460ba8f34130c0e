//! What is particular to an award, made right: bounded, and in the achievement's own terms.

use api::open_badges::{AchievementContent, Evidence, Result, ResultDescription, SubjectContent};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::flows::fields::Fields;

const MOST_EVIDENCE: usize = 20;
const MOST_RESULTS: usize = 40;
/// What `status` may say.
///
/// Source: Open Badges 3.0, `ResultStatusType` enumeration.
pub(crate) const STATUSES: [&str; 7] =
    ["Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"];

/// Trims `content`, and notes in `fields` what is wrong with it: pointers such as
/// `/content/result/0/value`.
pub(in crate::flows) fn checked(
    fields: &mut Fields,
    achievement: &AchievementContent,
    content: SubjectContent,
) -> SubjectContent {
    let mut line = |name: &str, text: Option<String>, most: usize| {
        let text = text.filter(|text| !text.trim().is_empty())?;
        Some(fields.line(&format!("/content/{name}"), &text, most))
    };
    let role = line("role", content.role, 200);
    let term = line("term", content.term, 200);
    let license_number = line("licenseNumber", content.license_number, 200);
    let narrative = content.narrative.map(|text| fields.lines("/content/narrative", &text, 10_000));
    let (start, end) = (content.activity_start_date, content.activity_end_date);
    let [began, ended] = [("activityStartDate", &start), ("activityEndDate", &end)].map(|(name, text)| {
        let text = text.as_deref()?;
        let instant = OffsetDateTime::parse(text, &Rfc3339).ok();
        if instant.is_none() {
            fields.wrong(&format!("/content/{name}"), "write an instant such as 2027-05-03T12:00:00Z");
        }
        instant
    });
    if let (Some(began), Some(ended)) = (began, ended)
        && ended < began
    {
        fields.wrong("/content/activityEndDate", "choose a day that is not before the beginning");
    }
    if content.credits_earned.is_some_and(|credits| !(0.0..=100_000.0).contains(&credits)) {
        fields.wrong("/content/creditsEarned", "write a number of credits from 0 to 100,000");
    }
    if content.evidence.len() > MOST_EVIDENCE {
        fields.wrong("/content/evidence", "use at most 20 pieces of evidence");
    }
    if content.result.len() > MOST_RESULTS {
        fields.wrong("/content/result", "use at most 40 results");
    }
    let evidence = content.evidence.into_iter().take(MOST_EVIDENCE).enumerate();
    let evidence = evidence.map(|(place, one)| checked_evidence(fields, place, one)).collect();
    for (place, result) in content.result.iter().take(MOST_RESULTS).enumerate() {
        check_result(fields, place, &achievement.result_description, result);
    }
    SubjectContent {
        narrative: narrative.filter(|text| !text.is_empty()),
        evidence,
        result: content.result,
        credits_earned: content.credits_earned,
        activity_start_date: start,
        activity_end_date: end,
        role,
        term,
        license_number,
    }
}

fn checked_evidence(fields: &mut Fields, place: usize, one: Evidence) -> Evidence {
    let at = |name: &str| format!("/content/evidence/{place}/{name}");
    if let Some(url) = &one.id
        && !is_web_address(url)
    {
        fields.wrong(&at("id"), "write a web address that starts with https://");
    }
    let mut lines = |name: &str, text: Option<String>, most| {
        text.map(|text| fields.lines(&at(name), &text, most)).filter(|text| !text.is_empty())
    };
    let evidence = Evidence {
        name: lines("name", one.name, 200),
        description: lines("description", one.description, 2000),
        narrative: lines("narrative", one.narrative, 10_000),
        genre: lines("genre", one.genre, 200),
        audience: lines("audience", one.audience, 200),
        ..one
    };
    if evidence.id.is_none() && evidence.narrative.is_none() {
        fields.wrong(&at("narrative"), "give a link, or say in words what there is");
    }
    evidence
}

/// A result is in the terms of its description: one of its values or levels, within its bounds.
fn check_result(fields: &mut Fields, place: usize, known: &[ResultDescription], result: &Result) {
    let at = |name: &str| format!("/content/result/{place}/{name}");
    if let Some(status) = &result.status
        && !STATUSES.contains(&status.as_str())
    {
        fields.wrong(&at("status"), format!("choose one of {}", STATUSES.join(", ")));
    }
    let Some(id) = &result.result_description else {
        fields.wrong(&at("resultDescription"), "say which of the achievement's results this is");
        return;
    };
    let Some(description) = known.iter().find(|one| one.id == *id) else {
        fields.wrong(&at("resultDescription"), "the achievement has no such result");
        return;
    };
    if let Some(level) = &result.achieved_level
        && description.rubric_criterion_level.iter().all(|one| one.id != *level)
    {
        fields.wrong(&at("achievedLevel"), "choose one of the rubric's levels");
    }
    if let Some(problem) = result.value.as_deref().and_then(|value| wrong_value(description, value)) {
        fields.wrong(&at("value"), problem);
    }
}

/// What is wrong with a value of this result, if anything, and what would be right.
pub(crate) fn wrong_value(description: &ResultDescription, value: &str) -> Option<String> {
    if value.trim().is_empty() || value.chars().count() > 200 || value.chars().any(char::is_control) {
        return Some("write a value of at most 200 characters".to_owned());
    }
    let allowed = &description.allowed_value;
    if !allowed.is_empty() {
        let known = allowed.iter().any(|one| one == value);
        return (!known).then(|| format!("choose one of {}", allowed.join(", ")));
    }
    let bound = |text: &Option<String>| text.as_deref().and_then(|text| text.trim().parse::<f64>().ok());
    let (least, most) = (bound(&description.value_min), bound(&description.value_max));
    if least.is_none() && most.is_none() {
        return None;
    }
    let (least, most) = (least.unwrap_or(f64::NEG_INFINITY), most.unwrap_or(f64::INFINITY));
    match value.trim().parse::<f64>() {
        Ok(number) if (least..=most).contains(&number) => None,
        _ if least.is_finite() && most.is_finite() => Some(format!("write a number from {least} to {most}")),
        _ if least.is_finite() => Some(format!("write a number of {least} or more")),
        _ => Some(format!("write a number of {most} or less")),
    }
}

/// Whether `text` is an http or https address.
pub(crate) fn is_web_address(text: &str) -> bool {
    text.len() <= 2000
        && url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_one_of_those_allowed_or_within_its_bounds() {
        let letters = ResultDescription {
            allowed_value: ["F", "C", "A"].map(str::to_owned).to_vec(),
            ..ResultDescription::default()
        };
        assert_eq!(wrong_value(&letters, "A"), None);
        assert_eq!(wrong_value(&letters, "a").as_deref(), Some("choose one of F, C, A"));
        let percent = ResultDescription {
            value_min: Some("0".to_owned()),
            value_max: Some("100".to_owned()),
            ..ResultDescription::default()
        };
        assert_eq!(wrong_value(&percent, "99.5"), None);
        for bad in ["101", "-1", "NaN", "many", ""] {
            assert!(wrong_value(&percent, bad).is_some(), "{bad}");
        }
    }
}
