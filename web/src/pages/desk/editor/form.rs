//! The editor's form as fields by name, and an achievement's content made of them.
//!
//! A field of a row is called after its place in Open Badges' own names, such as
//! `alignment-0-targetUrl`: what is wrong with `/alignment/0/targetUrl` is wrong with that field.

use std::collections::BTreeMap;

use api::open_badges::{
    AchievementContent, Alignment, Criteria, IdentifierEntry, Related, ResultDescription,
    RubricCriterionLevel,
};

/// Rows that come in any number.
const GROUPS: [&str; 4] = ["alignment", "resultDescription", "related", "otherIdentifier"];
/// Rows inside of a result.
const LEVELS: &str = "rubricCriterionLevel";
/// Rows of one kind in a form; what comes after them is left out.
const MOST_ROWS: usize = 60;

/// What was typed into the editor, or what stands in it when it opens.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AchievementForm {
    fields: BTreeMap<String, String>,
}

impl AchievementForm {
    /// The form for something new.
    pub fn new() -> Self {
        let mut form = Self::default();
        form.set("achievement_type", "Badge");
        form.set("picture", "drawn");
        form
    }

    /// What a form posted. Rows in which nothing was typed are dropped.
    pub fn read(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut form = Self { fields: fields.into_iter().collect() };
        form.compact();
        form
    }

    /// The form for something that there is.
    pub fn of(content: &AchievementContent, suspendable: bool, valid_days: Option<u32>) -> Self {
        let mut form = Self::default();
        form.set("name", &content.name);
        form.set("achievement_type", &content.achievement_type);
        form.set("description", &content.description);
        form.set("picture", "kept");
        form.set_some("criteria", content.criteria.narrative.as_ref());
        form.set_some("criteria-id", content.criteria.id.as_ref());
        form.set("tag", &content.tag.join(", "));
        form.set_some(
            "creditsAvailable",
            content.credits_available.map(|credits| credits.to_string()).as_ref(),
        );
        form.set_some("humanCode", content.human_code.as_ref());
        form.set_some("fieldOfStudy", content.field_of_study.as_ref());
        form.set_some("specialization", content.specialization.as_ref());
        form.set_some("inLanguage", content.in_language.as_ref());
        form.set_some("version", content.version.as_ref());
        form.set_some("validDays", valid_days.map(|days| days.to_string()).as_ref());
        if suspendable {
            form.set("suspendable", "on");
        }
        for (place, one) in content.alignment.iter().enumerate() {
            form.set_alignment(&format!("alignment-{place}"), one);
        }
        for (place, one) in content.result_description.iter().enumerate() {
            form.set_result(&format!("resultDescription-{place}"), one);
        }
        for (place, one) in content.related.iter().enumerate() {
            let at = |name: &str| format!("related-{place}-{name}");
            form.set(&at("id"), &one.id);
            form.set_some(&at("inLanguage"), one.in_language.as_ref());
            form.set_some(&at("version"), one.version.as_ref());
        }
        for (place, one) in content.other_identifier.iter().enumerate() {
            form.set(&format!("otherIdentifier-{place}-identifier"), &one.identifier);
            form.set(&format!("otherIdentifier-{place}-identifierType"), &one.identifier_type);
        }
        form
    }

    /// The text of a field; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// How many rows of a kind there are.
    pub fn rows(&self, group: &str) -> usize {
        self.places(group).last().map_or(0, |last| last + 1)
    }

    /// The names of fields that begin so.
    pub(super) fn named<'f>(&'f self, prefix: &'f str) -> impl Iterator<Item = &'f str> {
        self.fields.keys().map(String::as_str).filter(move |name| name.starts_with(prefix))
    }

    /// Adds an empty row of a kind that there is.
    pub fn add(&mut self, group: &str) {
        let known = GROUPS.contains(&group)
            || group.strip_suffix(LEVELS).is_some_and(|rest| rest.starts_with("resultDescription-"));
        let rows = self.rows(group);
        if known && rows < MOST_ROWS {
            self.set(&format!("{group}-{rows}-name"), "");
        }
    }

    /// Takes a row away, such as `alignment-2`.
    pub fn remove(&mut self, row: &str) {
        let prefix = format!("{row}-");
        self.fields.retain(|name, _| !name.starts_with(&prefix));
        self.compact();
    }

    /// The achievement as it was typed. A number that is none becomes one that is out of bounds.
    pub fn content(&self) -> AchievementContent {
        let tags = self.text("tag").split([',', ';', '\n']).map(str::trim).filter(|tag| !tag.is_empty());
        let each = |group: &'static str| (0..self.rows(group)).map(move |place| format!("{group}-{place}"));
        AchievementContent {
            achievement_type: self.text("achievement_type").to_owned(),
            name: self.text("name").to_owned(),
            description: self.text("description").to_owned(),
            criteria: Criteria { id: self.some("criteria-id"), narrative: self.some("criteria") },
            tag: tags.map(str::to_owned).collect(),
            alignment: each("alignment").map(|row| self.alignment(&row)).collect(),
            result_description: each("resultDescription").map(|row| self.result(&row)).collect(),
            credits_available: self
                .some("creditsAvailable")
                .map(|text| text.trim().replace(',', ".").parse().unwrap_or(f64::NAN)),
            human_code: self.some("humanCode"),
            field_of_study: self.some("fieldOfStudy"),
            specialization: self.some("specialization"),
            other_identifier: each("otherIdentifier")
                .map(|row| IdentifierEntry {
                    identifier: self.text(&format!("{row}-identifier")).to_owned(),
                    identifier_type: self.text(&format!("{row}-identifierType")).to_owned(),
                    ..IdentifierEntry::default()
                })
                .collect(),
            related: each("related")
                .map(|row| Related {
                    id: self.text(&format!("{row}-id")).to_owned(),
                    in_language: self.some(&format!("{row}-inLanguage")),
                    version: self.some(&format!("{row}-version")),
                    ..Related::default()
                })
                .collect(),
            in_language: self.some("inLanguage"),
            version: self.some("version"),
        }
    }

    /// Whether awards can be suspended.
    pub fn suspendable(&self) -> bool {
        !self.text("suspendable").is_empty()
    }

    /// For how many days awards are good; 0 for a number that is none.
    pub fn valid_days(&self) -> Option<u32> {
        self.some("validDays").map(|text| text.trim().parse().unwrap_or_default())
    }

    /// The field that a JSON pointer into the content stands for.
    pub fn field_of(pointer: &str) -> String {
        match pointer {
            "/criteria/narrative" => "criteria".to_owned(),
            "/achievementType" => "achievement_type".to_owned(),
            _ => pointer.trim_start_matches('/').replace('/', "-"),
        }
    }

    fn set(&mut self, name: &str, value: &str) {
        self.fields.insert(name.to_owned(), value.to_owned());
    }

    fn set_some(&mut self, name: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.set(name, value);
        }
    }

    fn some(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.trim().is_empty()).map(str::to_owned)
    }

    fn alignment(&self, row: &str) -> Alignment {
        let at = |name: &str| format!("{row}-{name}");
        Alignment {
            target_name: self.text(&at("targetName")).to_owned(),
            target_url: self.text(&at("targetUrl")).to_owned(),
            target_code: self.some(&at("targetCode")),
            target_description: self.some(&at("targetDescription")),
            target_framework: self.some(&at("targetFramework")),
            target_type: self.some(&at("targetType")),
            ..Alignment::default()
        }
    }

    fn set_alignment(&mut self, row: &str, one: &Alignment) {
        let at = |name: &str| format!("{row}-{name}");
        self.set(&at("targetName"), &one.target_name);
        self.set(&at("targetUrl"), &one.target_url);
        self.set_some(&at("targetCode"), one.target_code.as_ref());
        self.set_some(&at("targetDescription"), one.target_description.as_ref());
        self.set_some(&at("targetFramework"), one.target_framework.as_ref());
        self.set_some(&at("targetType"), one.target_type.as_ref());
    }

    fn result(&self, row: &str) -> ResultDescription {
        let at = |name: &str| format!("{row}-{name}");
        let values = self.text(&at("allowedValue"));
        let values = values.lines().map(str::trim).filter(|value| !value.is_empty());
        let aligned = at("alignment");
        let alignments = (0..self.rows(&aligned)).map(|place| self.alignment(&format!("{aligned}-{place}")));
        let group = at(LEVELS);
        let levels = (0..self.rows(&group)).map(|place| {
            let at = |name: &str| format!("{group}-{place}-{name}");
            RubricCriterionLevel {
                id: self.text(&at("id")).to_owned(),
                name: self.text(&at("name")).to_owned(),
                description: self.some(&at("description")),
                level: self.some(&at("level")),
                points: self.some(&at("points")),
                ..RubricCriterionLevel::default()
            }
        });
        ResultDescription {
            id: self.text(&at("id")).to_owned(),
            name: self.text(&at("name")).to_owned(),
            result_type: self.text(&at("resultType")).to_owned(),
            alignment: alignments.collect(),
            allowed_value: values.map(str::to_owned).collect(),
            required_value: self.some(&at("requiredValue")),
            required_level: self.some(&at("requiredLevel")),
            rubric_criterion_level: levels.collect(),
            value_min: self.some(&at("valueMin")),
            value_max: self.some(&at("valueMax")),
            ..ResultDescription::default()
        }
    }

    fn set_result(&mut self, row: &str, one: &ResultDescription) {
        let at = |name: &str| format!("{row}-{name}");
        self.set(&at("id"), &one.id);
        self.set(&at("name"), &one.name);
        self.set(&at("resultType"), &one.result_type);
        self.set(&at("allowedValue"), &one.allowed_value.join("\n"));
        self.set_some(&at("requiredValue"), one.required_value.as_ref());
        self.set_some(&at("valueMin"), one.value_min.as_ref());
        self.set_some(&at("valueMax"), one.value_max.as_ref());
        let required =
            one.rubric_criterion_level.iter().find(|level| Some(&level.id) == one.required_level.as_ref());
        self.set_some(&at("requiredLevel"), required.map(|level| &level.name));
        for (place, one) in one.alignment.iter().enumerate() {
            self.set_alignment(&format!("{}-{place}", at("alignment")), one);
        }
        for (place, level) in one.rubric_criterion_level.iter().enumerate() {
            let at = |name: &str| format!("{row}-{LEVELS}-{place}-{name}");
            self.set(&at("id"), &level.id);
            self.set(&at("name"), &level.name);
            self.set_some(&at("description"), level.description.as_ref());
            self.set_some(&at("level"), level.level.as_ref());
            self.set_some(&at("points"), level.points.as_ref());
        }
    }

    /// The places of a group's rows, in order.
    fn places(&self, group: &str) -> Vec<usize> {
        let prefix = format!("{group}-");
        let place = |name: &String| name.strip_prefix(&prefix)?.split('-').next()?.parse().ok();
        let mut places: Vec<usize> = self.fields.keys().filter_map(place).collect();
        places.sort_unstable();
        places.dedup();
        places.truncate(MOST_ROWS);
        places
    }

    /// Drops rows in which nothing was typed, so that those that stay are numbered from 0.
    fn compact(&mut self) {
        for group in GROUPS {
            self.compact_group(group);
        }
        for place in 0..self.rows("resultDescription") {
            self.compact_group(&format!("resultDescription-{place}-{LEVELS}"));
        }
    }

    fn compact_group(&mut self, group: &str) {
        // What a row has without anybody's typing.
        let own_id = group.starts_with("resultDescription");
        let given = |name: &str| name.ends_with("Type") || (own_id && name.ends_with("id"));
        let mut kept = BTreeMap::new();
        let mut rows = 0;
        for place in self.places(group) {
            let prefix = format!("{group}-{place}-");
            let row: Vec<_> = self.fields.iter().filter(|(name, _)| name.starts_with(&prefix)).collect();
            if row.iter().all(|(name, value)| given(name) || value.trim().is_empty()) {
                continue;
            }
            for (name, value) in row {
                kept.insert(format!("{group}-{rows}-{}", &name[prefix.len()..]), value.clone());
            }
            rows += 1;
        }
        let prefix = format!("{group}-");
        self.fields.retain(|name, _| !name.starts_with(&prefix));
        self.fields.extend(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "what it fills may be absent")]
    fn text(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    fn everything() -> AchievementContent {
        let alignment = Alignment {
            target_name: "Plants".to_owned(),
            target_url: "https://a.example/1".to_owned(),
            target_code: text("LS1.A"),
            target_description: text("Knows plants."),
            target_framework: text("Science"),
            target_type: text("CFItem"),
            ..Alignment::default()
        };
        let level = |name: &str| RubricCriterionLevel {
            id: format!("urn:uuid:{name}"),
            name: name.to_owned(),
            description: text("It."),
            level: text("1"),
            points: text("5"),
            ..RubricCriterionLevel::default()
        };
        AchievementContent {
            achievement_type: "Course".to_owned(),
            name: "Botany".to_owned(),
            description: "Plants.".to_owned(),
            criteria: Criteria { id: text("https://a.example/c"), narrative: text("Walk.\n- look") },
            tag: ["plants", "nature"].map(str::to_owned).to_vec(),
            alignment: vec![alignment.clone()],
            result_description: vec![
                ResultDescription {
                    id: "urn:uuid:a".to_owned(),
                    name: "Grade".to_owned(),
                    result_type: "LetterGrade".to_owned(),
                    allowed_value: ["F", "A"].map(str::to_owned).to_vec(),
                    required_value: text("A"),
                    alignment: vec![alignment],
                    ..ResultDescription::default()
                },
                ResultDescription {
                    id: "urn:uuid:b".to_owned(),
                    name: "Rubric".to_owned(),
                    result_type: "RubricCriterionLevel".to_owned(),
                    rubric_criterion_level: vec![level("Seen"), level("Done")],
                    required_level: text("Done"),
                    value_min: text("0"),
                    value_max: text("10"),
                    ..ResultDescription::default()
                },
            ],
            credits_available: Some(1.5),
            human_code: text("BIO-1"),
            field_of_study: text("Biology"),
            specialization: text("Botany"),
            other_identifier: vec![IdentifierEntry {
                identifier: "7".to_owned(),
                identifier_type: "systemId".to_owned(),
                ..IdentifierEntry::default()
            }],
            related: vec![Related {
                id: "https://a.example/2".to_owned(),
                in_language: text("es"),
                version: text("1"),
                ..Related::default()
            }],
            in_language: text("en"),
            version: text("2026"),
        }
    }

    #[test]
    fn whatever_an_achievement_says_comes_back_from_its_form() {
        let mut content = everything();
        content.result_description[1].required_level = text("urn:uuid:Done");
        let form = AchievementForm::of(&content, true, Some(30));
        // A level goes by its name in a form.
        content.result_description[1].required_level = text("Done");
        assert_eq!(form.content(), content);
        assert_eq!(AchievementForm::read(form.fields.clone()).content(), content);
        assert_eq!((form.suspendable(), form.valid_days()), (true, Some(30)));
    }

    #[test]
    fn empty_rows_are_dropped_and_the_others_close_up() {
        let mut form = AchievementForm::read(
            [
                ("alignment-0-targetName", " "),
                ("alignment-0-targetType", "CFItem"),
                ("alignment-3-targetName", "Plants"),
                ("resultDescription-1-name", "Rubric"),
                ("resultDescription-1-rubricCriterionLevel-0-id", "urn:uuid:x"),
                ("resultDescription-1-rubricCriterionLevel-4-name", "Seen"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
        );
        let content = form.content();
        assert_eq!(content.alignment.len(), 1);
        assert_eq!(content.result_description[0].rubric_criterion_level[0].name, "Seen");
        form.add("alignment");
        form.add("resultDescription-0-rubricCriterionLevel");
        form.add("anything");
        assert_eq!((form.rows("alignment"), form.rows("anything")), (2, 0));
        assert_eq!(form.rows("resultDescription-0-rubricCriterionLevel"), 2);
        form.remove("alignment-0");
        assert_eq!(form.rows("alignment"), 0);
    }

    #[test]
    fn a_number_that_is_none_is_out_of_bounds() {
        let form = AchievementForm::read(
            [("creditsAvailable", "many"), ("validDays", "long")]
                .map(|(name, value)| (name.to_owned(), value.to_owned())),
        );
        assert!(form.content().credits_available.unwrap().is_nan());
        assert_eq!(form.valid_days(), Some(0));
    }

    #[test]
    fn a_pointer_leads_to_its_field() {
        let names = ["/name", "/criteria/narrative", "/resultDescription/0/rubricCriterionLevel/1/name"];
        assert_eq!(
            names.map(AchievementForm::field_of),
            ["name", "criteria", "resultDescription-0-rubricCriterionLevel-1-name"]
        );
    }
}
