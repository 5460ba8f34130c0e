//! `/desk/{slug}/achievements/{id}/award`: one award, with all that may stand in it, shown before
//! it is signed.

use crypto::verify::Report;
use leptos::prelude::*;

use super::class_award::{ResultColumn, result_field};
use super::form::{form_problem, hidden};
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::badge::{Badge, badge};
use crate::components::plain_field::PlainField;
use crate::components::{Field, field, long_field, proof_view};
use crate::words::{desk_award as words, desk_classes, general};

/// Rows for evidence on the form.
pub const EVIDENCE_ROWS: usize = 4;

/// What is awarded, and where.
#[derive(Clone, Debug, Default)]
pub struct AwardAbout {
    /// The institution.
    pub issuer: IssuerLink,
    /// The achievement's id.
    pub achievement: String,
    /// Its name.
    pub name: String,
    /// Its picture.
    pub badge: Badge,
    /// The results that an award of it may have.
    pub columns: Vec<ResultColumn>,
}

/// The form. Posts to its own address: `name`, `email`, `valid_until`, `learner`, `did`, `narrative`, `rN`, `evN-url`, `evN-file`, `evN-kept`, `evN-drop`, `evN-name`,
/// `evN-words`, `credits`, `start`, `end`, `valid_from`, `role`, `term`, `licence`, `once`, `step`.
#[derive(Clone, Debug, Default)]
pub struct AwardOne {
    /// What is awarded.
    pub about: AwardAbout,
    /// What was typed: pairs of name and value.
    pub typed: Vec<(String, String)>,
    /// Files that were brought: the row, and what the file is, such as `essay.pdf, 12 kB`.
    pub files: Vec<(usize, String)>,
    /// What was wrong.
    pub errors: Vec<FieldError>,
}

/// The same before it is signed.
#[derive(Clone, Debug)]
pub struct AwardCheck {
    /// What is awarded.
    pub about: AwardAbout,
    /// What was typed: pairs of name and value.
    pub typed: Vec<(String, String)>,
    /// What the credential will say.
    pub report: Report,
}

impl AwardAbout {
    fn path(&self) -> String {
        format!("/desk/{}/achievements/{}", self.issuer.slug, self.achievement)
    }
}

impl AwardOne {
    fn value(&self, name: &str) -> String {
        self.typed.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Whether anything was typed into, or is wrong with, one of these: then they are not folded.
    fn uses(&self, names: &[&str]) -> bool {
        let begins = |key: &str| names.iter().any(|name| key.starts_with(name));
        self.typed.iter().any(|(key, value)| begins(key) && !value.trim().is_empty())
            || self.errors.iter().any(|error| begins(&error.field))
    }
}

/// The form.
pub fn award_one(chrome: &Chrome, data: &AwardOne) -> String {
    let title = words::award_title(&data.about.name);
    desk_page(chrome, &data.about.issuer, Section::Achievements, &title, false, || {
        let (about, errors) = (&data.about, &data.errors);
        let text = |of: Field| field(of, &data.value(of.name), errors).into_any();
        let action = format!("{}/award", about.path());
        view! {
            <div class="narrow">
                <header class="award-head">
                    {badge(&about.badge, "badge-medium")}
                    <div><h1>{title.clone()}</h1><p class="lead">{words::ONE_LEAD}</p></div>
                </header>
                {form_problem(errors)}
                <form method="post" action=action enctype="multipart/form-data" class="stack">
                    {hidden(vec![("once".to_owned(), data.value("once"))])}
                    {text(Field::text("name", words::ONE_NAME).replaceable())}
                    {text(Field::text("email", words::ONE_EMAIL).replaceable().kind("email"))}
                    {results(data)}
                    {fold(data, words::FOLD_STORY, &["narrative"], || {
                        long_field(Field::text("narrative", words::NARRATIVE).optional(), &data.value("narrative"), 5, errors)
                            .into_any()
                    })}
                    {fold(data, words::FOLD_EVIDENCE, &["ev"], || evidence(data))}
                    {fold(data, words::FOLD_DATES, &["start", "end", "valid_"], || view! {
                        {text(Field::text("start", words::START).optional().kind("date"))}
                        {text(Field::text("end", words::END).optional().kind("date"))}
                        {text(Field::text("valid_from", words::VALID_FROM).optional().kind("date"))}
                        {text(Field::text("valid_until", words::VALID_UNTIL).optional().kind("date"))}
                    }.into_any())}
                    {fold(data, words::FOLD_MORE, &["credits", "role", "term", "licence"], || view! {
                        {text(Field::text("credits", words::CREDITS).optional())}
                        {text(Field::text("role", words::ROLE).optional())}
                        {text(Field::text("term", words::TERM).optional())}
                        {text(Field::text("licence", words::LICENCE).optional())}
                    }.into_any())}
                    {fold(data, words::FOLD_WHO, &["learner", "did"], || view! {
                        {text(Field::text("learner", words::LEARNER).optional())}
                        {text(Field::text("did", words::DID).optional())}
                    }.into_any())}
                    <p class="row">
                        <button class="main" name="step" value="look">{words::LOOK}</button>
                        <a href=about.path()>{general::CANCEL}</a>
                    </p>
                </form>
            </div>
        }
    })
}

fn fold(data: &AwardOne, summary: &'static str, names: &[&str], inside: impl FnOnce() -> AnyView) -> AnyView {
    let open = data.uses(names);
    view! { <details class="fold" open=open><summary>{summary}</summary><div class="stack">{inside()}</div></details> }
        .into_any()
}

fn results(data: &AwardOne) -> AnyView {
    let fields: Vec<_> = data
        .about
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| {
            let name = format!("r{place}");
            let control = result_field(name.clone(), column.name.clone(), &column.kind, data.value(&name));
            let label = column.name.clone();
            view! {
                <div class="field">
                    <p class="label" aria-hidden="true">{label} " " <span class="optional">{general::OPTIONAL}</span></p>
                    {control}
                </div>
            }
        })
        .collect();
    fields.into_any()
}

fn evidence(data: &AwardOne) -> AnyView {
    let rows: Vec<_> = (0..EVIDENCE_ROWS)
        .map(|row| {
            let part = |name: &str, words: (&str, &str), kind: &str| {
                let name = format!("ev{row}-{name}");
                let value = data.value(&name);
                PlainField { name: &name, words, value: &value, errors: &data.errors }.line(kind)
            };
            let class = if row == 0 || data.uses(&[&format!("ev{row}-")]) {
                "evidence-row"
            } else {
                "evidence-row more"
            };
            view! {
                <fieldset class=class>
                    <legend>{words::evidence_row(row + 1)}</legend>
                    <div inner_html=part("url", words::EVIDENCE_URL, "url")></div>
                    {file(data, row)}
                    <div inner_html=part("name", words::EVIDENCE_NAME, "text")></div>
                    <div inner_html=part("words", words::EVIDENCE_WORDS, "text")></div>
                </fieldset>
            }
        })
        .collect();
    view! {
        <p class="hint" id="evidence-files">{words::EVIDENCE_FILES}</p>
        {rows}
    }
    .into_any()
}

/// A file to choose, or the one that was brought.
fn file(data: &AwardOne, row: usize) -> AnyView {
    let name = |part: &str| format!("ev{row}-{part}");
    if let Some((_, text)) = data.files.iter().find(|(place, _)| *place == row) {
        return view! {
            <p class="label">{words::EVIDENCE_FILE}</p>
            <p>{text.clone()}</p>
            {hidden(vec![(name("kept"), data.value(&name("kept")))])}
            <label class="check">
                <input type="checkbox" name=name("drop") value="1" />
                {words::EVIDENCE_DROP}
            </label>
        }
        .into_any();
    }
    let problem = data.errors.iter().find(|error| error.field == name("file"));
    let told = format!("{}-problem", name("file"));
    let described_by = match problem {
        Some(_) => format!("evidence-files {told}"),
        None => "evidence-files".to_owned(),
    };
    let invalid = problem.map(|_| "true");
    let problem = problem.map(|error| view! { <p class="field-problem" id=told>{error.message.clone()}</p> });
    view! {
        <div class="field">
            <label for=name("file")>{words::EVIDENCE_FILE} " " <span class="optional">{general::OPTIONAL}</span></label>
            {problem}
            <input id=name("file") name=name("file") type="file" accept=".pdf,.png,.jpg,.jpeg,.webp,.txt"
                aria-describedby=described_by aria-invalid=invalid />
        </div>
    }
    .into_any()
}

/// The same before it is signed.
pub fn award_check(chrome: &Chrome, data: &AwardCheck) -> String {
    desk_page(chrome, &data.about.issuer, Section::Achievements, words::CHECK_TITLE, false, || {
        let AwardCheck { about, typed, report } = data.clone();
        let action = format!("{}/award", about.path());
        view! {
            <h1>{words::CHECK_TITLE}</h1>
            <p class="notice" role="status">{words::NOT_SIGNED}</p>
            {proof_view(&report, Some(&about.badge))}
            <form method="post" action=action enctype="multipart/form-data">
                {hidden(typed)}
                <p class="row">
                    <button class="main" name="step" value="award">{words::SIGN}</button>
                    <button name="step" value="back">{desk_classes::BACK}</button>
                </p>
            </form>
        }
    })
}
