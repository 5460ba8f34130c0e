//! `/desk/{slug}/achievements/new` and `…/{id}/edit`: writing an achievement.
//!
//! What every achievement needs comes first; the rest is folded away. One form for all of it, so
//! that adding a row sends everything that was typed and brings it back.

mod form;
mod rows;

use leptos::prelude::*;

use super::form::form_problem;
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::designer::{Design, PREVIEW_ID, designer_fields};
use crate::components::markup::{element, escaped};
use crate::components::{Badge, Field, badge::badge, capital, field, long_field};
use crate::islands::Live;
use crate::words::{achievements as words, general};
pub use form::AchievementForm;
use rows::Rows;

/// The form's id.
const FORM: &str = "editor";
/// Where the criteria are shown as they will read.
const CRITERIA: &str = "criteria-preview";

/// The editor. Posts multipart to `/desk/{slug}/achievements`, or `…/{id}` where there is one; the
/// buttons send `do` (`publish`, `save`, `preview`), `add` (a group of rows) or `remove` (a row).
#[derive(Clone, Debug, Default)]
pub struct AchievementEditor {
    /// The institution.
    pub issuer: IssuerLink,
    /// The achievement, where there is one: its id, its name, and whether it was published.
    pub of: Option<(String, String, bool)>,
    /// Its picture as it is, where there is one.
    pub badge: Option<Badge>,
    /// What was typed. The fields of the designer and `image` stand beside it.
    pub form: AchievementForm,
    /// The badge as it stands in the designer.
    pub design: Design,
    /// A file that was sent already: base64.
    pub image: Option<String>,
    /// The criteria as they will read. HTML, made safe.
    pub criteria: String,
    /// Achievements of the institution that may be related: address and name.
    pub own: Vec<(String, String)>,
    /// What was wrong, by the form's names.
    pub errors: Vec<FieldError>,
}

/// The form for a new achievement, or for one that there is.
pub fn achievement_editor(chrome: &Chrome, data: &AchievementEditor) -> String {
    let data = data.clone();
    let title = match &data.of {
        Some((_, name, _)) => words::edit_title(name),
        None => words::new_title().to_owned(),
    };
    let base = format!("/desk/{}/achievements", data.issuer.slug);
    let (action, back) = match &data.of {
        Some((id, ..)) => (format!("{base}/{id}"), format!("{base}/{id}")),
        None => (base, format!("/desk/{}", data.issuer.slug)),
    };
    desk_page(chrome, &data.issuer, Section::Achievements, &title, true, || {
        let lead = match &data.of {
            Some((_, _, true)) => words::edit_lead(),
            Some((_, _, false)) => words::draft_lead(),
            None => words::new_lead(),
        };
        view! {
            <div class="editor">
                <h1>{title.clone()}</h1>
                <p class="lead">{lead}</p>
                {form_problem(&data.errors)}
                <form method="post" action=action.clone() enctype="multipart/form-data" class="stack" id=FORM>
                    // The button that the enter key presses.
                    <button class="unseen" name="do" value="save" tabindex="-1" aria-hidden="true">{words::save()}</button>
                    {first(&data)}
                    {picture(&data)}
                    {more(&data, &action)}
                    <p class="row editor-buttons">
                        <button class="main" name="do" value="publish">{words::publish()}</button>
                        <button class="button" name="do" value="save">{words::save()}</button>
                        <button class="button" name="do" value="preview">{words::preview()}</button>
                        <a href=back>{general::cancel()}</a>
                    </p>
                </form>
                <Live url="/desk/badge-preview".to_owned() form=FORM.to_owned() target=PREVIEW_ID.to_owned() />
                <Live url="/desk/markdown-preview?field=criteria".to_owned() form=FORM.to_owned() target=CRITERIA.to_owned() />
            </div>
        }
    })
}

/// What every achievement needs.
fn first(data: &AchievementEditor) -> AnyView {
    let (form, errors) = (&data.form, &data.errors);
    let criteria = Field::text("criteria", words::criteria());
    let elsewhere = !form.text("criteria-id").is_empty();
    let criteria = if elsewhere { criteria.optional() } else { criteria };
    view! {
        {field(Field::text("name", words::name()), form.text("name"), errors)}
        {kinds(form.text("achievement_type"), errors)}
        {long_field(Field::text("description", words::description()), form.text("description"), 3, errors)}
        {long_field(criteria, form.text("criteria"), 6, errors)}
        <div class="criteria-preview">
            <p class="eyebrow">{words::criteria_preview()}</p>
            <div id=CRITERIA class="prose" inner_html=data.criteria.clone()></div>
        </div>
        {field(Field::text("criteria-id", words::criteria_url()).optional().kind("url"), form.text("criteria-id"), errors)}
    }
    .into_any()
}

/// All kinds, in groups.
fn kinds(chosen: &str, errors: &[FieldError]) -> AnyView {
    let option = |value: &str, words: &str| {
        let selected = if value == chosen { " selected" } else { "" };
        format!("<option value=\"{}\"{selected}>{}</option>", escaped(value), escaped(words))
    };
    let group = |(label, kinds): &(&str, &[(&str, &str)])| {
        let options: String = kinds.iter().map(|(value, words)| option(value, words)).collect();
        element("optgroup", &[("label", label)], &options)
    };
    let mut options: String = words::kinds().iter().map(group).collect();
    let known = words::kinds().iter().any(|(_, kinds)| kinds.iter().any(|(value, _)| *value == chosen));
    if !known && !chosen.is_empty() {
        options += &option(chosen, chosen.strip_prefix("ext:").unwrap_or(chosen));
    }
    let (label, hint) = words::type_label();
    let problem = errors.iter().find(|error| error.field == "achievement_type");
    let problem = problem.map(
        |error| view! { <p class="field-problem" id="achievement_type-problem">{capital(&error.message)}</p> },
    );
    view! {
        <div class="field">
            <label for="achievement_type">{label}</label>
            <p class="hint" id="achievement_type-hint">{hint}</p>
            {problem}
            <select
                id="achievement_type"
                name="achievement_type"
                aria-describedby="achievement_type-hint"
                inner_html=options
            ></select>
        </div>
    }
    .into_any()
}

/// The picture: as it is, drawn, designed or brought.
fn picture(data: &AchievementEditor) -> AnyView {
    // What is wrong must be in sight.
    let chosen = match data.errors.iter().find(|error| error.field.starts_with("badge-")) {
        Some(_) => "designed",
        None if data.errors.iter().any(|error| error.field == "image") => "file",
        None => data.form.text("picture"),
    };
    let choices: Vec<_> = words::pictures()
        .iter()
        .filter(|(value, _)| *value != "kept" || data.badge.is_some())
        .map(|(value, words)| {
            let checked = *value == chosen;
            view! {
                <label class="check">
                    <input type="radio" name="picture" value=*value checked=checked />
                    " "
                    {*words}
                </label>
            }
            .into_any()
        })
        .collect();
    let now = data.badge.as_ref().map(|now| badge(now, "badge-large").into_any());
    let kept = data.image.clone().map(|image| {
        view! {
            <input type="hidden" name="image_kept" value=image />
            <p class="hint">{words::image_kept()}</p>
        }
        .into_any()
    });
    view! {
        <fieldset class="editor-picture">
            <legend>{words::picture()}</legend>
            {now}
            <div class="checks-list">{choices}</div>
            <div class="editor-file">
                {field(Field::text("image", words::image()).optional().kind("file"), "", &data.errors)}
                {kept}
            </div>
            <div class="editor-designer">
                {designer_fields(&data.design, &data.errors).into_any()}
            </div>
        </fieldset>
    }
    .into_any()
}

/// What most achievements do without.
fn more(data: &AchievementEditor, action: &str) -> AnyView {
    let (form, errors) = (&data.form, &data.errors);
    let rows = Rows { action, form, errors };
    let line =
        |name: &'static str, words| field(Field::text(name, words).optional(), form.text(name), errors);
    let filled = |names: &[&str]| {
        names
            .iter()
            .any(|name| !form.text(name).is_empty() || errors.iter().any(|error| error.field == *name))
    };
    let catalogue =
        ["tag", "humanCode", "creditsAvailable", "fieldOfStudy", "specialization", "inLanguage", "version"];
    let own = (!data.own.is_empty()).then(|| {
        let own: Vec<_> = data
            .own
            .iter()
            .map(|(url, name)| view! { <li>{name.clone()}" "<code>{url.clone()}</code></li> })
            .collect();
        view! {
            <details class="quiet">
                <summary>{words::related_own()}</summary>
                <ul class="hint">{own}</ul>
            </details>
        }
    });
    let suspendable = form.suspendable();
    view! {
        {part(words::results(), rows.is_open(&["resultDescription"]), view! { <div inner_html=rows.results()></div> }.into_any())}
        {part(words::alignments(), rows.is_open(&["alignment"]), view! { <div inner_html=rows.alignments()></div> }.into_any())}
        {part(words::catalogue(), filled(&catalogue), view! {
            {line("humanCode", words::human_code())}
            {line("creditsAvailable", words::credits())}
            {line("fieldOfStudy", words::field_of_study())}
            {line("specialization", words::specialization())}
            {line("tag", words::tags())}
            {line("inLanguage", words::language())}
            {line("version", words::version_label())}
        }.into_any())}
        {part(words::settings(), filled(&["validDays", "suspendable"]), view! {
            {field(Field::text("validDays", words::valid_days()).optional().kind("number"), form.text("validDays"), errors)}
            <div class="field">
                <label class="check">
                    <input type="checkbox" name="suspendable" checked=suspendable aria-describedby="suspendable-hint" />
                    " "
                    {words::suspendable()}
                </label>
                <p class="hint" id="suspendable-hint">{words::suspendable_hint()}</p>
            </div>
        }.into_any())}
        {part(words::related(), rows.is_open(&["related", "otherIdentifier"]), view! {
            <div inner_html=rows.related()></div>
            {own}
            <div inner_html=rows.identifiers()></div>
        }.into_any())}
    }
    .into_any()
}

fn part((title, hint): (&'static str, &'static str), open: bool, inside: AnyView) -> AnyView {
    view! {
        <details class="fold editor-part" open=open>
            <summary>{title}<span class="hint">{hint}</span></summary>
            <div class="stack">{inside}</div>
        </details>
    }
    .into_any()
}
