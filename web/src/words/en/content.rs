//! What a credential says of itself, and what stands around that.

use crypto::verify::Scale;

/// Heads the results.
pub const RESULTS: &str = "Results";
/// A result without a name.
pub const RESULT: &str = "Result";
/// What a comprehensive learner record is called over its title.
pub const RECORD: &str = "Learner record";
/// Heads the criteria.
pub const CRITERIA: &str = "What had to be done for it";
/// Before the address of a page with them.
pub const CRITERIA_PAGE: &str = "In full at";
/// Heads the alignments.
pub const SKILLS: &str = "Skills";
/// Heads the evidence of the achievement.
pub const EVIDENCE: &str = "Work that shows it";
/// A learner record that is not all there is.
pub const PARTIAL: &str = "This is a part of the record. Its publisher knows of more than stands here.";

/// The names of the short facts: credits, term, time, role, number of a licence, code, field of
/// study, specialization.
pub const PARTICULARS: [&str; 8] =
    ["Credits", "Term", "Time", "Role", "Licence number", "Code", "Field of study", "Specialization"];

/// What was left out of a list.
pub fn and_more(number: usize) -> String {
    format!("And {number} more, which the credential itself lists.")
}

/// Credits earned, of how many.
pub fn credits(earned: Option<&str>, available: Option<&str>) -> Option<String> {
    match (earned, available) {
        (Some(earned), Some(available)) if earned != available => Some(format!("{earned} of {available}")),
        (Some(earned), _) => Some(earned.to_owned()),
        (None, Some(available)) => Some(format!("up to {available}")),
        (None, None) => None,
    }
}

/// From one day to another.
pub fn period(from: Option<&str>, until: Option<&str>) -> Option<String> {
    match (from, until) {
        (Some(from), Some(until)) => Some(format!("{from} to {until}")),
        (Some(from), None) => Some(format!("from {from}")),
        (None, Some(until)) => Some(format!("until {until}")),
        (None, None) => None,
    }
}

/// Where a skill comes from.
pub fn framework(name: Option<&str>, code: Option<&str>) -> Option<String> {
    match (name, code) {
        (Some(name), Some(code)) => Some(format!("{name}, {code}")),
        (one, other) => one.or(other).map(str::to_owned),
    }
}

/// A scale in words; `None` where there is nothing to say of it.
pub fn scale(scale: &Scale) -> Option<String> {
    let mut sentences = Vec::new();
    let steps = scale.steps.join(", ");
    match (scale.reached, &scale.min, &scale.max) {
        (Some(place), ..) if !scale.steps.is_empty() => {
            let (place, all) = (place + 1, scale.steps.len());
            sentences.push(format!("{place} of {all}, from lowest to highest: {steps}."));
        }
        _ if !scale.steps.is_empty() => sentences.push(format!("Possible, from lowest to highest: {steps}.")),
        (_, Some(min), Some(max)) => sentences.push(format!("From {min} to {max}.")),
        (_, Some(min), None) => sentences.push(format!("From {min} up.")),
        (_, None, Some(max)) => sentences.push(format!("Up to {max}.")),
        (_, None, None) => {}
    }
    if let Some(required) = &scale.required {
        sentences.push(format!("It takes {required} to pass."));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Heads what is known of the issuer.
pub const ISSUER: &str = "Who is the issuer?";
/// The issuer's own name for itself.
pub fn calls_itself(name: &str) -> String {
    format!("It calls itself “{name}”. Anybody can write that.")
}
/// The same where somebody vouches.
pub fn own_name(name: &str) -> String {
    format!("It calls itself “{name}”.")
}
/// Before the page that the issuer gives as its own.
pub const ISSUER_PAGE: &str = "The page it names as its own:";
/// The issuer's identifier.
pub const ISSUER_ID: &str = "Identifier";

/// Heads what others say.
pub const ENDORSEMENTS: &str = "What others say about it";
/// An endorsement that speaks of something else.
pub const ENDORSES_ELSE: &str = "This speaks of something else, so it counts for nothing here.";
/// Beside the number of a credential within a record.
pub fn number(place: usize) -> String {
    format!("No. {place}")
}
/// Opens the credentials of which a table says what they are.
pub fn each_by_itself(number: usize) -> String {
    match number {
        1 => "Show the one credential".to_owned(),
        number => format!("Show the {number} credentials one by one"),
    }
}
/// Over a list of very many.
pub const BRIEF_ONES: &str =
    "Each was checked by itself. There are many, so checks that passed are only named.";
/// Opens those that are verified, where there are very many.
pub fn verified_ones(number: usize) -> String {
    format!("Show the {number} that are verified")
}

/// Over what the learner added.
pub const LEARNER: &str = "The learner’s own words";
/// Whose words they are, and whose they are not.
pub const LEARNER_SIGNED: &str = "Whoever presents these credentials chose the order and wrote this, and signed it. No issuer has confirmed it.";
/// The same where nobody signed.
pub const LEARNER_UNSIGNED: &str =
    "The learner wrote this on this site. It is not signed, and no issuer has confirmed it.";
