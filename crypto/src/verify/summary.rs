//! What a credential says of itself, as far as a page shows it. Claims, not findings.
//!
//! Everything here is read from the very document that was checked. Lists end somewhere, so that
//! no document makes a report much longer than itself; what was left out is counted.

use serde::{Deserialize, Serialize};

use crate::credential::{
    Achievement, AchievementSubject, Alignment, Claim, Credential, Evidence, Recipient, ResultDescription,
    Subject, SubjectResult,
};
use crate::json::Value;

/// Results, pieces of evidence, alignments of one credential that are listed, each.
const MAX_LISTED: usize = 40;
/// Steps of all scales of one credential together; many results may point to one long scale.
const MAX_STEPS: usize = 100;
/// Characters of a name of which a document could have us make many copies.
const MAX_CHARACTERS: usize = 200;

/// What a credential says of itself. Claims, not findings.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialSummary {
    /// The credential's `id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whether it names whom it was awarded to by an `identifier`, hashed or not.
    #[serde(default, skip_serializing_if = "is_false")]
    pub identified: bool,
    /// Its `type` values, in order.
    #[serde(default)]
    pub types: Vec<String>,
    /// The name to show: the credential's own, else its achievement's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The achievement's description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The achievement's criteria narrative, Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criteria: Option<String>,
    /// The address of a page with the criteria.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criteria_url: Option<String>,
    /// The achievement's image: a `data:` or https address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// The achievement's `id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub achievement_id: Option<String>,
    /// The achievement's `achievementType`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub achievement_type: Option<String>,
    /// The achievement's `humanCode`, such as the number of a course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub human_code: Option<String>,
    /// The achievement's `fieldOfStudy`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field_of_study: Option<String>,
    /// The achievement's `specialization`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub specialization: Option<String>,
    /// The achievement's `creditsAvailable`, a number as JSON writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits_available: Option<String>,
    /// `creditsEarned`, a number as JSON writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits_earned: Option<String>,
    /// `term`, the academic term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// `role` of the recipient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// `licenseNumber`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license_number: Option<String>,
    /// The subject's `narrative`, Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    /// `activityStartDate`, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity_start_date: Option<String>,
    /// `activityEndDate`, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity_end_date: Option<String>,
    /// An endorsement's `endorsementComment`, Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The issuer's id, a DID or URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer_id: Option<String>,
    /// The name that the issuer gives itself. In quotation marks unless `trust` passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer_name: Option<String>,
    /// The home page that the issuer gives itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer_url: Option<String>,
    /// The picture that the issuer gives itself: a `data:` or https address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer_image: Option<String>,
    /// The recipient's name in clear, where an identifier of type `name` is not hashed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_name: Option<String>,
    /// `credentialSubject.id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<String>,
    /// `validFrom`, or VCDM 1.1's `issuanceDate`, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<String>,
    /// `validUntil`, or VCDM 1.1's `expirationDate`, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<String>,
    /// `awardedDate`, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awarded_date: Option<String>,
    /// A learner record's `partial`: its publisher knows of more than is in it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub partial: bool,
    /// What was reached, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<ResultSummary>,
    /// Work that shows it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceSummary>,
    /// The achievement's alignments to frameworks, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alignments: Vec<AlignmentSummary>,
    /// How much more of these three the credential has.
    #[serde(default, skip_serializing_if = "LeftOut::is_none")]
    pub left_out: LeftOut,
}

/// A result, beside what the achievement says of such results.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct ResultSummary {
    /// What was measured: the `name` of its description.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `resultType` of its description, such as `LetterGrade`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// `value`; without one, the name of the rubric's level that was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// `status`, such as `Completed`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// What could be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
}

/// What a result could have been: a range, or steps.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Scale {
    /// `valueMin`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<String>,
    /// `valueMax`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    /// The names of a rubric's levels, or the values allowed, from lowest to highest.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// Which of the steps was reached, counted from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reached: Option<usize>,
    /// What it takes to pass: a value, or the name of a level.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<String>,
}

/// Work that shows that something was achieved.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct EvidenceSummary {
    /// `name`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `description`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// `narrative`, Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    /// `id`, an address. Whoever makes a link of it has to look at its scheme first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// `genre`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
}

/// A skill or a node of a framework that the achievement is aligned to.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct AlignmentSummary {
    /// `targetName`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `targetCode`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// `targetUrl`. Whoever makes a link of it has to look at its scheme first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// `targetFramework`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framework: Option<String>,
}

/// How much more a credential has than its summary lists.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct LeftOut {
    /// Results.
    #[serde(default)]
    pub results: usize,
    /// Pieces of evidence.
    #[serde(default)]
    pub evidence: usize,
    /// Alignments.
    #[serde(default)]
    pub alignments: usize,
}

impl LeftOut {
    fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_false(value: &bool) -> bool {
    !*value
}

impl CredentialSummary {
    /// What `credential` says of itself; of several subjects, the first.
    pub(super) fn of(credential: &Credential<'_>) -> Self {
        let subject = credential.subjects.first();
        let mut summary = Self {
            id: own(credential.id),
            types: credential.types.iter().map(|name| (*name).to_owned()).collect(),
            name: clip(credential.name),
            description: own(credential.description),
            issuer_id: own(credential.issuer.id),
            issuer_name: clip(credential.issuer.name),
            issuer_url: own(credential.issuer.url),
            issuer_image: own(credential.issuer.image.as_ref().and_then(|image| image.id)),
            identified: subject.is_some_and(|subject| !subject.recipient.identifiers.is_empty()),
            recipient_name: subject.and_then(|subject| name_in_clear(&subject.recipient)),
            subject_id: subject.and_then(|subject| subject.recipient.id.clone()),
            valid_from: own(credential.valid_from),
            valid_until: own(credential.valid_until),
            awarded_date: own(credential.awarded_date),
            partial: credential.partial == Some(true),
            ..Self::default()
        };
        (summary.evidence, summary.left_out.evidence) = listed(&credential.evidence, evidence);
        match subject.map(|subject: &Subject<'_>| &subject.claim) {
            Some(Claim::Achievement(subject)) => summary.add(subject),
            Some(Claim::Endorsement(subject)) => summary.comment = own(subject.comment),
            _ => {}
        }
        summary
    }

    fn add(&mut self, subject: &AchievementSubject<'_>) {
        self.credits_earned = subject.credits_earned.map(number);
        self.term = own(subject.term);
        self.role = own(subject.role);
        self.license_number = own(subject.license_number);
        self.narrative = own(subject.narrative);
        self.activity_start_date = own(subject.activity_start);
        self.activity_end_date = own(subject.activity_end);
        let none = Achievement::default();
        let achievement = subject.achievement.as_ref().unwrap_or(&none);
        if let Some(name) = achievement.name {
            self.name.get_or_insert_with(|| clipped(name));
        }
        self.description = own(achievement.description).or(self.description.take());
        let criteria = achievement.criteria.as_ref();
        self.criteria = own(criteria.and_then(|criteria| criteria.narrative));
        self.criteria_url = own(criteria.and_then(|criteria| criteria.id));
        self.image = own(achievement.image.as_ref().and_then(|image| image.id));
        self.achievement_id = own(achievement.id);
        self.achievement_type = own(achievement.achievement_type);
        self.human_code = own(achievement.human_code);
        self.field_of_study = own(achievement.field_of_study);
        self.specialization = own(achievement.specialization);
        self.credits_available = achievement.credits_available.map(number);
        (self.alignments, self.left_out.alignments) = listed(&achievement.alignments, alignment);
        let mut steps_left = MAX_STEPS;
        (self.results, self.left_out.results) =
            listed(&subject.results, |reached| result(reached, achievement, &mut steps_left));
    }
}

// Called for every field; once is enough of it in what a phone loads.
#[inline(never)]
fn own(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

fn number(value: f64) -> String {
    Value::Number(value).to_json()
}

/// The first items in their short form, and how many more there are.
fn listed<T, S>(items: &[T], short: impl FnMut(&T) -> S) -> (Vec<S>, usize) {
    (items.iter().take(MAX_LISTED).map(short).collect(), items.len().saturating_sub(MAX_LISTED))
}

/// A name as it may stand in a sentence of ours: on one line, of a bounded length, and without
/// characters that turn the direction of what follows.
#[inline(never)]
fn clipped(text: &str) -> String {
    let turns = |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let even = |c: char| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c };
    let mut rest = text.chars().filter(|c| !turns(c)).map(even);
    let mut name: String = rest.by_ref().take(MAX_CHARACTERS).collect();
    if rest.next().is_some() {
        name.push('…');
    }
    name
}

fn clip(text: Option<&str>) -> Option<String> {
    text.map(clipped)
}

fn evidence(evidence: &Evidence<'_>) -> EvidenceSummary {
    EvidenceSummary {
        name: own(evidence.name),
        description: own(evidence.description),
        narrative: own(evidence.narrative),
        url: own(evidence.id),
        genre: own(evidence.genre),
    }
}

fn alignment(alignment: &Alignment<'_>) -> AlignmentSummary {
    AlignmentSummary {
        name: own(alignment.target_name),
        code: own(alignment.target_code),
        url: own(alignment.target_url),
        framework: own(alignment.target_framework),
    }
}

/// A result beside its description: the one that it names, or the only one that has its level.
fn result(
    reached: &SubjectResult<'_>,
    achievement: &Achievement<'_>,
    steps_left: &mut usize,
) -> ResultSummary {
    let named =
        |description: &&ResultDescription<'_>| match (reached.result_description, reached.achieved_level) {
            (Some(id), _) => description.id == Some(id),
            (None, Some(level)) => description.levels.iter().any(|it| it.id == Some(level)),
            (None, None) => false,
        };
    let mut summary =
        ResultSummary { value: own(reached.value), status: own(reached.status), ..ResultSummary::default() };
    let Some(description) = achievement.result_descriptions.iter().find(named) else { return summary };
    summary.name = description.name.map(clipped);
    summary.kind = description.result_type.map(clipped);
    let level = |id: Option<&str>| {
        let place = description.levels.iter().position(|level| id.is_some() && level.id == id)?;
        let level = description.levels.get(place)?;
        Some((place, clipped(level.name.or(level.level).unwrap_or_default())))
    };
    let achieved = level(reached.achieved_level);
    let mut scale = Scale {
        min: description.value_min.map(clipped),
        max: description.value_max.map(clipped),
        required: description
            .required_value
            .map(clipped)
            .or_else(|| level(description.required_level).map(|(_, name)| name)),
        ..Scale::default()
    };
    let length = description.levels.len().max(description.allowed_values.len());
    if let Some(left) = steps_left.checked_sub(length) {
        *steps_left = left;
        if description.levels.is_empty() {
            scale.steps = description.allowed_values.iter().map(|value| clipped(value)).collect();
            scale.reached = description.allowed_values.iter().position(|value| Some(*value) == reached.value);
        } else {
            let name = |level: &crate::credential::RubricCriterionLevel<'_>| {
                clipped(level.name.or(level.level).unwrap_or_default())
            };
            scale.steps = description.levels.iter().map(name).collect();
            scale.reached = achieved.as_ref().map(|(place, _)| *place);
        }
    }
    summary.value = summary.value.or(achieved.map(|(_, name)| name));
    summary.scale = (scale != Scale::default()).then_some(scale);
    summary
}

fn name_in_clear(recipient: &Recipient) -> Option<String> {
    let mut identifiers = recipient.identifiers.iter();
    let in_clear =
        identifiers.find(|identity| !identity.hashed && identity.identity_type.as_deref() == Some("name"))?;
    in_clear.identity.as_deref().map(clipped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_on_its_line_and_rearranges_nothing_around_it() {
        assert_eq!(clipped("MIT (mit.edu)\u{202e}\nverified"), "MIT (mit.edu) verified");
        assert_eq!(clipped("נועה 👩\u{200d}🎓"), "נועה 👩\u{200d}🎓");
        assert_eq!(clipped(&"ä".repeat(5_000)).chars().count(), MAX_CHARACTERS + 1);
    }
    use crate::json::{Limits, read};

    /// The shape of the complete example in Open Badges 3.0, appendix "Examples".
    const BADGE: &str = r#"{"@context":["https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],"id":"urn:c",
        "type":["VerifiableCredential","AchievementCredential"],
        "issuer":{"id":"did:example:1","type":["Profile"],"name":"Harbour College","url":"https://harbour.example",
        "image":{"id":"https://harbour.example/logo.png","type":"Image"}},
        "evidence":[{"id":"https://ada.example/seam","type":["Evidence"],"name":"Three seams","genre":"Video",
        "description":"A film","narrative":"Shot in **one** go."},{"type":["Evidence"],"narrative":"Notes"}],
        "credentialSubject":{"type":["AchievementSubject"],"creditsEarned":4.5,"term":"Autumn 2026",
        "role":"Welder","licenseNumber":"W-7","narrative":"With care.",
        "activityStartDate":"2026-01-01T00:00:00Z","activityEndDate":"2026-02-01T00:00:00Z",
        "achievement":{"id":"urn:a","type":["Achievement"],"name":"Welding","achievementType":"Course",
        "description":"Joins metal","humanCode":"W 101","fieldOfStudy":"Metal","specialization":"Steel",
        "creditsAvailable":6,"criteria":{"id":"https://harbour.example/w","narrative":"Weld three seams."},
        "alignment":[{"type":["Alignment"],"targetName":"TIG","targetCode":"T.1","targetFramework":"Trades",
        "targetUrl":"https://trades.example/t1"}],
        "resultDescription":[
        {"id":"urn:r:1","type":["ResultDescription"],"name":"Grade","resultType":"LetterGrade",
        "allowedValue":["D","C","B","A"],"requiredValue":"C"},
        {"id":"urn:r:2","type":["ResultDescription"],"name":"Score","resultType":"Percent","valueMin":"0","valueMax":"100"},
        {"id":"urn:r:3","type":["ResultDescription"],"name":"Skill","resultType":"RubricCriterionLevel",
        "requiredLevel":"urn:l:2","rubricCriterionLevel":[
        {"id":"urn:l:1","type":["RubricCriterionLevel"],"name":"Seen"},
        {"id":"urn:l:2","type":["RubricCriterionLevel"],"name":"Mastered"}]},
        {"id":"urn:r:4","type":["ResultDescription"],"name":"State","resultType":"Status"}]},
        "result":[{"type":["Result"],"resultDescription":"urn:r:1","value":"A"},
        {"type":["Result"],"resultDescription":"urn:r:2","value":"87.5"},
        {"type":["Result"],"achievedLevel":"urn:l:2"},
        {"type":["Result"],"resultDescription":"urn:r:4","status":"Completed"},
        {"type":["Result"],"value":"Well done"}]}}"#;

    fn summary(text: &str) -> CredentialSummary {
        let value = read(text.as_bytes(), Limits::RECORD).unwrap();
        CredentialSummary::of(&Credential::read(value.as_object().unwrap()).0)
    }

    #[test]
    fn a_badge_is_summed_up_with_all_that_people_read_of_it() {
        let it = summary(BADGE);
        for (found, expected) in [
            (&it.name, "Welding"),
            (&it.description, "Joins metal"),
            (&it.criteria, "Weld three seams."),
            (&it.criteria_url, "https://harbour.example/w"),
            (&it.achievement_id, "urn:a"),
            (&it.human_code, "W 101"),
            (&it.field_of_study, "Metal"),
            (&it.specialization, "Steel"),
            (&it.credits_available, "6"),
            (&it.credits_earned, "4.5"),
            (&it.term, "Autumn 2026"),
            (&it.role, "Welder"),
            (&it.license_number, "W-7"),
            (&it.narrative, "With care."),
            (&it.activity_start_date, "2026-01-01T00:00:00Z"),
            (&it.activity_end_date, "2026-02-01T00:00:00Z"),
            (&it.issuer_url, "https://harbour.example"),
            (&it.issuer_image, "https://harbour.example/logo.png"),
            (&it.evidence[0].name, "Three seams"),
            (&it.evidence[0].url, "https://ada.example/seam"),
            (&it.evidence[0].genre, "Video"),
            (&it.evidence[1].narrative, "Notes"),
            (&it.alignments[0].name, "TIG"),
            (&it.alignments[0].code, "T.1"),
            (&it.alignments[0].framework, "Trades"),
            (&it.alignments[0].url, "https://trades.example/t1"),
        ] {
            assert_eq!(found.as_deref(), Some(expected));
        }
        assert_eq!((it.partial, it.left_out), (false, LeftOut::default()));
    }

    #[test]
    fn a_result_stands_beside_what_it_could_have_been() {
        let results = summary(BADGE).results;
        let told: Vec<(Option<&str>, Option<&str>)> =
            results.iter().map(|result| (result.name.as_deref(), result.value.as_deref())).collect();
        let expected = [("Grade", "A"), ("Score", "87.5"), ("Skill", "Mastered")]
            .map(|(name, value)| (Some(name), Some(value)));
        assert_eq!(told[..3], expected);
        assert_eq!(told[3..], [(Some("State"), None), (None, Some("Well done"))]);
        assert_eq!(results[3].status.as_deref(), Some("Completed"));
        let scale = |place: usize| results[place].scale.clone().unwrap();
        let texts = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
        assert_eq!((scale(0).steps, scale(0).reached), (texts(&["D", "C", "B", "A"]), Some(3)));
        assert_eq!(scale(0).required.as_deref(), Some("C"));
        assert_eq!((scale(1).min.as_deref(), scale(1).max.as_deref()), (Some("0"), Some("100")));
        assert_eq!((scale(2).steps, scale(2).reached), (texts(&["Seen", "Mastered"]), Some(1)));
        assert_eq!(scale(2).required.as_deref(), Some("Mastered"));
        assert_eq!((&results[3].scale, &results[4].scale), (&None, &None));
    }

    #[test]
    fn an_endorsement_and_a_record_say_what_is_theirs() {
        let endorsement = BADGE.replace("AchievementCredential", "EndorsementCredential").replace(
            r#""type":["AchievementSubject"]"#,
            r#""id":"urn:x","type":["EndorsementSubject"],"endorsementComment":"Very good.""#,
        );
        assert_eq!(summary(&endorsement).comment.as_deref(), Some("Very good."));
        let record = BADGE
            .replace("AchievementCredential", "ClrCredential")
            .replace(r#""type":["AchievementSubject"]"#, r#""type":["ClrSubject"]"#)
            .replacen("\"id\":\"urn:c\"", "\"id\":\"urn:c\",\"partial\":true", 1);
        assert!(summary(&record).partial);
    }

    #[test]
    fn a_hostile_credential_does_not_swell_its_report() {
        let many = |item: &str| vec![item; 10_000].join(",");
        let evidence =
            BADGE.replace(r#"{"type":["Evidence"],"narrative":"Notes"}"#, &many(r#"{"id":"urn:e"}"#));
        let it = summary(&evidence);
        assert_eq!((it.evidence.len(), it.left_out.evidence), (MAX_LISTED, 10_001 - MAX_LISTED));
        // One long scale under a long name, to which many results point.
        let long = "x".repeat(200_000);
        let swollen = BADGE
            .replace(r#""D","C","B","A""#, &many("\"A\""))
            .replace(r#""name":"Score""#, &format!(r#""name":"{long}""#))
            .replace(
                r#"{"type":["Result"],"value":"Well done"}"#,
                &many(r#"{"resultDescription":"urn:r:2"}"#),
            );
        let it = summary(&swollen);
        assert_eq!((it.results.len(), it.left_out.results), (MAX_LISTED, 10_004 - MAX_LISTED));
        assert!(serde_json::to_string(&it.results).unwrap().len() < 20_000);
        let grade = it.results[0].scale.clone().unwrap();
        assert_eq!((grade.steps.len(), grade.required.as_deref()), (0, Some("C")));
    }
}
