//! Form fields: a label, a hint, what is wrong, and the control that they all belong to.

use leptos::prelude::*;

use super::capital;
use crate::chrome::FieldError;
use crate::words::general;

/// What a field is.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in the form; also its id on the page.
    pub name: &'static str,
    /// Label and hint.
    pub words: (&'static str, &'static str),
    /// The input's `type`.
    pub kind: &'static str,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether its label says so where it may stay empty.
    pub says_optional: bool,
    /// What browsers may fill in, such as `email`; `off` for nothing.
    pub autocomplete: &'static str,
    /// Whether it is taken letter by letter, so that no keyboard may correct it or begin it with a capital.
    pub exact: bool,
    /// Characters that a browser takes at most.
    pub most: Option<u16>,
}

impl Field {
    /// A required line of text.
    pub const fn text(name: &'static str, words: (&'static str, &'static str)) -> Self {
        Self {
            name,
            words,
            kind: "text",
            required: true,
            says_optional: true,
            autocomplete: "off",
            exact: false,
            most: None,
        }
    }

    /// The same field, free to stay empty.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { required: false, ..self }
    }

    /// The same field, which another field can stand in for: a browser lets it stay empty, and its
    /// label does not call it optional.
    #[must_use]
    pub const fn replaceable(self) -> Self {
        Self { required: false, says_optional: false, ..self }
    }

    /// The same field, taken letter by letter.
    #[must_use]
    pub const fn exact(self) -> Self {
        Self { exact: true, ..self }
    }

    /// The same field, which takes so many characters at most.
    #[must_use]
    pub const fn most(self, characters: u16) -> Self {
        Self { most: Some(characters), ..self }
    }

    /// The same field with another `type`.
    #[must_use]
    pub const fn kind(self, kind: &'static str) -> Self {
        Self { kind, ..self }
    }
}

/// A line of text, a day, an address, a file. The first one on a page that something is wrong with is where one
/// goes on, as with the other fields.
pub fn field(field: Field, value: &str, errors: &[FieldError]) -> impl IntoView + use<> {
    let value = (field.kind != "file").then(|| value.to_owned());
    let problem = problem_of(field.name, errors);
    let described_by = described_by(field, problem.as_ref());
    let accept = (field.kind == "file").then_some("image/png,image/svg+xml");
    let invalid = problem.is_some().then_some("true");
    let most = field.most.map(|most| most.to_string());
    around(
        field,
        problem,
        view! {
            <input
                id=field.name
                name=field.name
                type=field.kind
                value=value
                accept=accept
                required=field.required
                maxlength=most
                autocomplete=field.autocomplete
                autocapitalize=field.exact.then_some("none")
                spellcheck=field.exact.then_some("false")
                aria-describedby=described_by
                aria-invalid=invalid
                autofocus=invalid.is_some()
            />
        }
        .into_any(),
    )
}

/// Several lines of text.
pub fn long_field(field: Field, value: &str, rows: u8, errors: &[FieldError]) -> impl IntoView + use<> {
    let value = text_as_html(value);
    let problem = problem_of(field.name, errors);
    let described_by = described_by(field, problem.as_ref());
    let invalid = problem.is_some().then_some("true");
    let most = field.most.map(|most| most.to_string());
    around(
        field,
        problem,
        view! {
            <textarea
                id=field.name
                name=field.name
                rows=rows.to_string()
                required=field.required
                maxlength=most
                aria-describedby=described_by
                aria-invalid=invalid
                autofocus=invalid.is_some()
                inner_html=value
            ></textarea>
        }
        .into_any(),
    )
}

/// Text as the inside of a `textarea`, where the view macro escapes nothing.
pub(crate) fn text_as_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// One of several values; `choices` are pairs of value and words.
pub fn choice(
    field: Field,
    value: &str,
    choices: Vec<(String, String)>,
    errors: &[FieldError],
) -> impl IntoView + use<> {
    let problem = problem_of(field.name, errors);
    let described_by = described_by(field, problem.as_ref());
    let wrong = problem.is_some();
    let options: Vec<_> = choices
        .into_iter()
        .map(|(each, words)| {
            let selected = each == value;
            view! { <option value=each selected=selected>{words}</option> }
        })
        .collect();
    around(
        field,
        problem,
        view! {
            <select id=field.name name=field.name aria-describedby=described_by autofocus=wrong>
                {options}
            </select>
        }
        .into_any(),
    )
}

fn around(field: Field, problem: Option<String>, control: AnyView) -> impl IntoView {
    let (label, hint) = field.words;
    let hint = (!hint.is_empty()).then(|| {
        view! { <p class="hint" id=format!("{}-hint", field.name)>{hint}</p> }
    });
    let problem = problem.map(|text| {
        view! { <p class="field-problem" id=format!("{}-problem", field.name)>{text}</p> }
    });
    let optional = (!field.required && field.says_optional)
        .then(|| view! { <span class="optional">{general::optional()}</span> });
    view! {
        <div class="field">
            <label for=field.name>{label} {optional}</label>
            {hint}
            {problem}
            {control}
        </div>
    }
    .into_any()
}

fn problem_of(name: &str, errors: &[FieldError]) -> Option<String> {
    errors.iter().find(|error| error.field == name).map(|error| capital(&error.message))
}

fn described_by(field: Field, problem: Option<&String>) -> Option<String> {
    let mut ids = Vec::new();
    if !field.words.1.is_empty() {
        ids.push(format!("{}-hint", field.name));
    }
    if problem.is_some() {
        ids.push(format!("{}-problem", field.name));
    }
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMAIL: Field = Field::text("email", ("E-mail address", "Yours.")).kind("email");

    #[test]
    fn a_field_is_bound_to_its_label_hint_and_problem() {
        let errors = [FieldError { field: "email".to_owned(), message: "Too short.".to_owned() }];
        let html = field(EMAIL, "a\"b", &errors).to_html();
        assert!(html.contains(r#"<label for="email">"#), "{html}");
        assert!(html.contains(r#"aria-describedby="email-hint email-problem""#), "{html}");
        assert!(html.contains(r#"aria-invalid="true""#), "{html}");
        assert!(html.contains("a&quot;b"), "{html}");
        assert!(html.contains(" autofocus"), "where one goes on: {html}");
    }

    #[test]
    fn a_field_that_nothing_is_wrong_with_asks_for_nothing_and_an_exact_one_for_no_capital() {
        let html = field(EMAIL, "", &[]).to_html();
        assert!(!html.contains("autofocus") && !html.contains("autocapitalize"), "{html}");
        let html = field(Field::text("passcode", ("Passcode", "")).exact(), "", &[]).to_html();
        assert!(
            html.contains(r#"autocapitalize="none""#) && html.contains(r#"spellcheck="false""#),
            "{html}"
        );
    }

    #[test]
    fn text_in_a_long_field_cannot_close_it() {
        let html = long_field(EMAIL, "</textarea><script>", 3, &[]).to_html();
        assert!(!html.contains("<script>"), "{html}");
    }
}
