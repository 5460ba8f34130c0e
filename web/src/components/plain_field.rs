//! Fields whose names are made when the page is: rows of a form. Written as text.

use super::capital;
use super::markup::{element, escaped, text_in};
use crate::chrome::FieldError;
use crate::words::general;

/// A field of a row; free to stay empty.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlainField<'a> {
    /// Its name in the form; also its id on the page.
    pub(crate) name: &'a str,
    /// Label and hint.
    pub(crate) words: (&'a str, &'a str),
    /// What stands in it.
    pub(crate) value: &'a str,
    /// What is wrong in the form.
    pub(crate) errors: &'a [FieldError],
}

impl PlainField<'_> {
    /// A line of text.
    pub(crate) fn line(&self, kind: &str) -> String {
        let attributes = self.attributes();
        let value = escaped(self.value);
        self.around(&format!(
            "<input type=\"{}\" value=\"{value}\" autocomplete=\"off\"{attributes}>",
            escaped(kind)
        ))
    }

    /// Several lines of text.
    pub(crate) fn lines(&self, rows: u8) -> String {
        let attributes = self.attributes();
        // A line break right after the tag would be dropped.
        self.around(&format!("<textarea rows=\"{rows}\"{attributes}>\n{}</textarea>", escaped(self.value)))
    }

    /// One of several values: pairs of value and words.
    pub(crate) fn choice(&self, choices: &[(&str, &str)]) -> String {
        let option = |value: &str, words: &str| {
            let selected = if value == self.value { " selected" } else { "" };
            format!("<option value=\"{}\"{selected}>{}</option>", escaped(value), escaped(words))
        };
        let mut options: String = choices.iter().map(|(value, words)| option(value, words)).collect();
        // A value from elsewhere is not lost.
        if !self.value.is_empty() && choices.iter().all(|(value, _)| *value != self.value) {
            options += &option(self.value, self.value);
        }
        self.around(&format!("<select{}>{options}</select>", self.attributes()))
    }

    fn problem(&self) -> Option<&str> {
        self.errors.iter().find(|error| error.field == self.name).map(|error| error.message.as_str())
    }

    fn attributes(&self) -> String {
        let name = escaped(self.name);
        let mut described_by = Vec::new();
        if !self.words.1.is_empty() {
            described_by.push(format!("{name}-hint"));
        }
        let invalid = if self.problem().is_some() {
            described_by.push(format!("{name}-problem"));
            " aria-invalid=\"true\""
        } else {
            ""
        };
        let described_by = match described_by.as_slice() {
            [] => String::new(),
            ids => format!(" aria-describedby=\"{}\"", ids.join(" ")),
        };
        format!(" id=\"{name}\" name=\"{name}\"{described_by}{invalid}")
    }

    fn around(&self, control: &str) -> String {
        let (label, hint) = self.words;
        let optional = text_in("span", "optional", general::optional());
        let label = element("label", &[("for", self.name)], &format!("{} {optional}", escaped(label)));
        let line = |class: &str, what: &str, text: &str| {
            element("p", &[("class", class), ("id", &format!("{}-{what}", self.name))], &escaped(text))
        };
        let hint = if hint.is_empty() { String::new() } else { line("hint", "hint", hint) };
        let problem =
            self.problem().map(|text| line("field-problem", "problem", &capital(text))).unwrap_or_default();
        element("div", &[("class", "field")], &format!("{label}{hint}{problem}{control}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_bound_to_its_label_hint_and_problem() {
        let errors = [FieldError { field: "row-0-name".to_owned(), message: "<b>".to_owned() }];
        let hostile = "</textarea>\"><script>";
        let field =
            PlainField { name: "row-0-name", words: ("Name", "Yours."), value: hostile, errors: &errors };
        for html in [field.line("text"), field.lines(2), field.choice(&[("a", "A")])] {
            assert!(html.contains("<label for=\"row-0-name\">Name "), "{html}");
            assert!(html.contains("aria-describedby=\"row-0-name-hint row-0-name-problem\""), "{html}");
            assert!(html.contains("aria-invalid=\"true\"") && html.contains("&lt;script&gt;"), "{html}");
            assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
        }
    }
}
