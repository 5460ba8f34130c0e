//! The editor's rows: standards, results with their levels, related achievements, other numbers.

use super::form::AchievementForm;
use crate::chrome::FieldError;
use crate::components::markup::{element, escaped, text_in};
use crate::components::plain_field::PlainField;
use crate::words::achievements as words;

/// What rows are drawn from.
pub(super) struct Rows<'a> {
    /// Where the form posts to.
    pub(super) action: &'a str,
    /// What stands in it.
    pub(super) form: &'a AchievementForm,
    /// What is wrong with it.
    pub(super) errors: &'a [FieldError],
}

impl Rows<'_> {
    /// Standards.
    pub(super) fn alignments(&self) -> String {
        self.group("alignment", words::alignment(), |row| {
            let [name, url, code, framework, description, kind] = words::alignment_fields();
            [
                self.line(row, "targetName", name, "text"),
                self.line(row, "targetUrl", url, "url"),
                self.line(row, "targetCode", code, "text"),
                self.line(row, "targetFramework", framework, "text"),
                self.field(&format!("{row}-targetDescription"), description, |field| field.lines(2)),
                self.field(&format!("{row}-targetType"), kind, |field| field.choice(&words::target_kinds())),
            ]
            .concat()
        })
    }

    /// Results.
    pub(super) fn results(&self) -> String {
        self.group("resultDescription", words::result(), |row| {
            let [name, kind, values, least, most, needed, level] = words::result_fields();
            let levels = format!("{row}-rubricCriterionLevel");
            [
                self.hidden(&format!("{row}-id")),
                self.carried(&format!("{row}-alignment-")),
                self.line(row, "name", name, "text"),
                self.field(&format!("{row}-resultType"), kind, |field| field.choice(&words::result_kinds())),
                self.field(&format!("{row}-allowedValue"), values, |field| field.lines(4)),
                self.line(row, "valueMin", least, "text"),
                self.line(row, "valueMax", most, "text"),
                self.line(row, "requiredValue", needed, "text"),
                self.group(&levels, words::level(), |row| self.level(row)),
                self.line(row, "requiredLevel", level, "text"),
            ]
            .concat()
        })
    }

    fn level(&self, row: &str) -> String {
        let [name, description, rank, points] = words::level_fields();
        [
            self.hidden(&format!("{row}-id")),
            self.line(row, "name", name, "text"),
            self.field(&format!("{row}-description"), description, |field| field.lines(2)),
            self.line(row, "level", rank, "text"),
            self.line(row, "points", points, "text"),
        ]
        .concat()
    }

    /// Related achievements.
    pub(super) fn related(&self) -> String {
        self.group("related", words::related_one(), |row| {
            let [url, language, version] = words::related_fields();
            [
                self.line(row, "id", url, "text"),
                self.line(row, "inLanguage", language, "text"),
                self.line(row, "version", version, "text"),
            ]
            .concat()
        })
    }

    /// What it is called elsewhere.
    pub(super) fn identifiers(&self) -> String {
        self.group("otherIdentifier", words::identifier(), |row| {
            let [identifier, kind] = words::identifier_fields();
            let kinds = |field: &PlainField<'_>| field.choice(&words::identifier_kinds());
            self.line(row, "identifier", identifier, "text")
                + &self.field(&format!("{row}-identifierType"), kind, kinds)
        })
    }

    /// Whether something is typed into one of these groups, or wrong with it.
    pub(super) fn is_open(&self, groups: &[&str]) -> bool {
        groups.iter().any(|group| {
            self.form.rows(group) > 0
                || self.errors.iter().any(|error| error.field.starts_with(&format!("{group}-")))
        })
    }

    /// The rows of a group, each with a button that takes it away, and one that adds another.
    fn group(&self, group: &str, name: &str, inside: impl Fn(&str) -> String) -> String {
        let problem = self.errors.iter().find(|error| error.field == group);
        let problem = problem.map(|error| text_in("p", "field-problem", &error.message)).unwrap_or_default();
        let rows: String = (0..self.form.rows(group))
            .map(|place| {
                let row = format!("{group}-{place}");
                let legend = text_in("legend", "", &words::row(name, place + 1));
                let remove = self.button(
                    "remove",
                    &row,
                    words::remove_label(),
                    &words::remove(name, place + 1),
                    group,
                );
                element("fieldset", &[("class", "editor-row")], &(legend + &inside(&row) + &remove))
            })
            .collect();
        let add = words::add(name);
        let add = self.button("add", group, &add, &add, group);
        element(
            "div",
            &[("class", "editor-rows"), ("id", &format!("rows-{group}"))],
            &(problem + &rows + &add),
        )
    }

    /// A button that comes back with the form and leads to where the rows are.
    fn button(&self, name: &str, value: &str, text: &str, told: &str, group: &str) -> String {
        let action = format!("{}#rows-{group}", self.action);
        element(
            "button",
            &[
                ("class", "button small"),
                ("name", name),
                ("value", value),
                ("formaction", &action),
                ("aria-label", told),
                ("formnovalidate", "formnovalidate"),
            ],
            &escaped(text),
        )
    }

    fn line(&self, row: &str, name: &str, words: (&str, &str), kind: &str) -> String {
        self.field(&format!("{row}-{name}"), words, |field| field.line(kind))
    }

    fn field(&self, name: &str, words: (&str, &str), draw: impl Fn(&PlainField<'_>) -> String) -> String {
        draw(&PlainField { name, words, value: self.form.text(name), errors: self.errors })
    }

    fn hidden(&self, name: &str) -> String {
        let (name, value) = (escaped(name), escaped(self.form.text(name)));
        format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">")
    }

    /// What the form has no fields for, and loses none of.
    fn carried(&self, prefix: &str) -> String {
        self.form.named(prefix).map(|name| self.hidden(name)).collect()
    }
}
