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
use crate::components::{Field, capital, field, long_field, proof_view};
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
                    <div><h1>{title.clone()}</h1><p class="lead">{words::one_lead()}</p></div>
                </header>
                {form_problem(errors)}
                <form method="post" action=action enctype="multipart/form-data" class="stack">
                    {hidden(vec![("once".to_owned(), data.value("once"))])}
                    {text(Field::text("name", words::one_name()).replaceable())}
                    {text(Field::text("email", words::one_email()).replaceable().kind("email"))}
                    {results(data)}
                    {fold(data, words::fold_story(), &["narrative"], || {
                        long_field(Field::text("narrative", words::narrative()).optional(), &data.value("narrative"), 5, errors)
                            .into_any()
                    })}
                    {fold(data, words::fold_evidence(), &["ev"], || evidence(data))}
                    {fold(data, words::fold_dates(), &["start", "end", "valid_"], || view! {
                        {text(Field::text("start", words::start()).optional().kind("date"))}
                        {text(Field::text("end", words::end()).optional().kind("date"))}
                        {text(Field::text("valid_from", words::valid_from()).optional().kind("date"))}
                        {text(Field::text("valid_until", words::valid_until()).optional().kind("date"))}
                    }.into_any())}
                    {fold(data, words::fold_more(), &["credits", "role", "term", "licence"], || view! {
                        {text(Field::text("credits", words::credits()).optional())}
                        {text(Field::text("role", words::role()).optional())}
                        {text(Field::text("term", words::term()).optional())}
                        {text(Field::text("licence", words::licence()).optional())}
                    }.into_any())}
                    {fold(data, words::fold_who(), &["learner", "did"], || view! {
                        {text(Field::text("learner", words::learner()).optional())}
                        {text(Field::text("did", words::did()).optional())}
                    }.into_any())}
                    <p class="row">
                        <button class="main" name="step" value="look">{words::look()}</button>
                        <a href=about.path()>{general::cancel()}</a>
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
                    <p class="label" aria-hidden="true">{label} " " <span class="optional">{general::optional()}</span></p>
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
                    <div inner_html=part("url", words::evidence_url(), "url")></div>
                    {file(data, row)}
                    <div inner_html=part("name", words::evidence_name(), "text")></div>
                    <div inner_html=part("words", words::evidence_words(), "text")></div>
                </fieldset>
            }
        })
        .collect();
    view! {
        <p class="hint" id="evidence-files">{words::evidence_files()}</p>
        {rows}
    }
    .into_any()
}

/// A file to choose, or the one that was brought.
fn file(data: &AwardOne, row: usize) -> AnyView {
    let name = |part: &str| format!("ev{row}-{part}");
    if let Some((_, text)) = data.files.iter().find(|(place, _)| *place == row) {
        return view! {
            <p class="label">{words::evidence_file()}</p>
            <p>{text.clone()}</p>
            {hidden(vec![(name("kept"), data.value(&name("kept")))])}
            <label class="check">
                <input type="checkbox" name=name("drop") value="1" />
                {words::evidence_drop()}
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
    let problem =
        problem.map(|error| view! { <p class="field-problem" id=told>{capital(&error.message)}</p> });
    view! {
        <div class="field">
            <label for=name("file")>{words::evidence_file()} " " <span class="optional">{general::optional()}</span></label>
            {problem}
            <input id=name("file") name=name("file") type="file" accept=".pdf,.png,.jpg,.jpeg,.webp,.txt"
                aria-describedby=described_by aria-invalid=invalid />
        </div>
    }
    .into_any()
}

/// The same before it is signed.
pub fn award_check(chrome: &Chrome, data: &AwardCheck) -> String {
    desk_page(chrome, &data.about.issuer, Section::Achievements, words::check_title(), false, || {
        let AwardCheck { about, typed, report } = data.clone();
        let action = format!("{}/award", about.path());
        view! {
            <h1>{words::check_title()}</h1>
            <p class="notice" role="status">{words::not_signed()}</p>
            {proof_view(&report, Some(&about.badge))}
            <form method="post" action=action enctype="multipart/form-data">
                {hidden(typed)}
                <p class="row">
                    <button class="main" name="step" value="award">{words::sign()}</button>
                    <button name="step" value="back">{desk_classes::back()}</button>
                </p>
            </form>
        }
    })
}
