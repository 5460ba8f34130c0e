//! `/desk/new` and `/desk/{slug}/institution`: setting up an institution, and what it says of
//! itself.

use leptos::prelude::*;

use super::form::form_problem;
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::{Field, capital, choice, field, long_field};
use crate::pages::document::{Head, document};
use crate::words::{desk_institution as words, general};

/// The parts of an institution that its owners keep.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Part {
    /// What it says of itself.
    Profile,
    /// Who works there.
    Staff,
    /// With what it signs.
    Keys,
    /// What works for it by itself.
    Programs,
}

impl Part {
    /// Each with its part of an address and what it is called.
    fn all() -> [(Self, &'static str, &'static str); 4] {
        [
            (Self::Profile, "institution", words::part_profile()),
            (Self::Staff, "staff", words::part_staff()),
            (Self::Keys, "keys", words::part_keys()),
            (Self::Programs, "programs", words::part_programs()),
        ]
    }
}

/// The ways to the parts of an institution.
pub(super) fn parts(slug: &str, current: Part) -> AnyView {
    let links = Part::all().map(|(part, path, words)| {
        let here = (part == current).then_some("page");
        view! { <li><a href=format!("/desk/{slug}/{path}") aria-current=here>{words}</a></li> }
    });
    view! { <nav class="parts" aria-label=words::parts()><ul>{links.into_iter().collect::<Vec<_>>()}</ul></nav> }
        .into_any()
}

/// The form that sets up an institution. Posts to `/desk/new`.
#[derive(Clone, Debug, Default)]
pub struct FoundInstitution {
    /// What was typed.
    pub form: FoundForm,
    /// What was wrong with it, by the names of [`FoundForm`]'s fields.
    pub errors: Vec<FieldError>,
}

/// The fields of [`FoundInstitution`].
#[derive(Clone, Debug, Default)]
pub struct FoundForm {
    /// `name`.
    pub name: String,
    /// `slug`: the short name.
    pub slug: String,
    /// `description`.
    pub description: String,
    /// `url`: the website.
    pub url: String,
    /// `email`.
    pub email: String,
}

/// The profile of an institution. Posts multipart to `/desk/{slug}/institution`.
#[derive(Clone, Debug, Default)]
pub struct Institution {
    /// The institution.
    pub issuer: IssuerLink,
    /// What was typed.
    pub form: InstitutionForm,
    /// Whether it has a picture.
    pub pictured: bool,
    /// The kinds that an identifier may have.
    pub identifier_types: Vec<String>,
    /// The languages that letters may have, as tags.
    pub languages: Vec<String>,
    /// What was wrong, by the names of [`InstitutionForm`]'s fields, `identifier` and `image`.
    pub errors: Vec<FieldError>,
}

/// The fields of [`Institution`]; the file field besides them is `image`, and `remove_image` takes
/// the picture away.
#[derive(Clone, Debug, Default)]
pub struct InstitutionForm {
    /// `name`.
    pub name: String,
    /// `description`.
    pub description: String,
    /// `url`: the website.
    pub url: String,
    /// `email`.
    pub email: String,
    /// `phone`.
    pub phone: String,
    /// `street`.
    pub street: String,
    /// `post_office_box`.
    pub post_office_box: String,
    /// `postal_code`.
    pub postal_code: String,
    /// `town`.
    pub town: String,
    /// `region`.
    pub region: String,
    /// `country`.
    pub country: String,
    /// `country_code`.
    pub country_code: String,
    /// `identifier_type` and `identifier`, once for each.
    pub identifiers: Vec<(String, String)>,
    /// `language`: a tag.
    pub language: String,
    /// `letter_award`: own words about an award.
    pub letter_award: String,
    /// `letter_signature`: what stands under every letter.
    pub letter_signature: String,
    /// `refreshable`, present when on.
    pub refreshable: bool,
    /// `reminder_days`: a number, or empty.
    pub reminder_days: String,
    /// `shows_student_id`, present when on.
    pub shows_student_id: bool,
    /// `guardian_approval`, present when on.
    pub guardian_approval: bool,
}

/// Empty lines for more identifiers.
const MORE_IDENTIFIERS: usize = 2;

/// The form that sets up an institution.
pub fn found_institution(chrome: &Chrome, data: &FoundInstitution) -> String {
    let FoundInstitution { form, errors } = data.clone();
    document(chrome, &Head::private(words::found_title(), "/desk"), || {
        view! {
            <div class="narrow">
                <h1>{words::found_title()}</h1>
                <p class="lead">{words::found_lead()}</p>
                {form_problem(&errors)}
                <form method="post" action="/desk/new" class="stack">
                    {field(Field::text("name", words::name()), &form.name, &errors)}
                    {field(Field::text("slug", words::slug()).optional(), &form.slug, &errors)}
                    {long_field(Field::text("description", words::description()).optional(), &form.description, 3, &errors)}
                    {field(Field::text("url", words::url()).optional().kind("url"), &form.url, &errors)}
                    {field(Field::text("email", words::email()).optional().kind("email"), &form.email, &errors)}
                    <p class="row">
                        <button class="main">{words::found_button()}</button>
                        <a href="/desk">{general::cancel()}</a>
                    </p>
                </form>
            </div>
        }
    })
}

/// For whoever may not set one up.
///
/// * `why`: a clause that says whom to ask.
pub fn found_refused(chrome: &Chrome, why: &str) -> String {
    let why = format!("{} {why}.", words::found_refused_why());
    document(chrome, &Head::private(words::found_refused(), "/desk"), || {
        view! {
            <div class="narrow">
                <h1>{words::found_refused()}</h1>
                <p class="lead">{why}</p>
                <p><a class="button" href="/desk">{general::nav_desk()}</a></p>
            </div>
        }
    })
}

/// The profile of an institution.
pub fn institution(chrome: &Chrome, data: &Institution) -> String {
    let data = data.clone();
    let issuer = data.issuer.clone();
    desk_page(chrome, &issuer, Section::Institution, words::profile_title(), false, || {
        let action = format!("/desk/{}/institution", data.issuer.slug);
        let public = format!("/issuers/{}", data.issuer.slug);
        let Institution { form, errors, .. } = &data;
        let languages = data.languages.iter().map(|tag| (tag.clone(), words::language(tag))).collect();
        view! {
            {parts(&data.issuer.slug, Part::Profile)}
            <div class="narrow">
                <h1>{words::profile_title()}</h1>
                <p class="lead">{words::profile_lead()}</p>
                <p><a href=public>{words::see_public()}</a></p>
                {form_problem(errors)}
                <form method="post" action=action enctype="multipart/form-data" class="stack">
                    <section class="stack">
                        <h2>{words::who()}</h2>
                        {field(Field::text("name", words::name()), &form.name, errors)}
                        {long_field(Field::text("description", words::description()).optional(), &form.description, 3, errors)}
                        {field(Field::text("url", words::url()).optional().kind("url"), &form.url, errors)}
                        {field(Field::text("email", words::email()).optional().kind("email"), &form.email, errors)}
                        {field(Field::text("phone", words::phone()).optional().kind("tel"), &form.phone, errors)}
                    </section>
                    {picture(&data)}
                    {address(form, errors)}
                    {identifiers(&data)}
                    <section class="stack">
                        <h2>{words::letters()}</h2>
                        {choice(Field::text("language", words::language_label()), &form.language, languages, errors)}
                        {long_field(Field::text("letter_award", words::letter_award()).optional(), &form.letter_award, 3, errors)}
                        {long_field(Field::text("letter_signature", words::letter_signature()).optional(), &form.letter_signature, 3, errors)}
                        {field(Field::text("reminder_days", words::reminder_days()).optional().kind("number"), &form.reminder_days, errors)}
                    </section>
                    <section class="stack">
                        <h2>{words::switches()}</h2>
                        {switch("shows_student_id", words::shows_student_id(), form.shows_student_id)}
                        {switch("refreshable", words::refreshable(), form.refreshable)}
                        {switch("guardian_approval", words::guardian_approval(), form.guardian_approval)}
                    </section>
                    <p><button class="main">{words::save()}</button></p>
                </form>
            </div>
        }
    })
}

fn picture(data: &Institution) -> AnyView {
    let current = data.pictured.then(|| {
        let source = format!("/issuers/{}/image", data.issuer.slug);
        let name = words::picture_of(&data.issuer.name);
        view! {
            <p><img class="crest" src=source alt=name /></p>
            {switch("remove_image", words::picture_remove(), false)}
        }
    });
    view! {
        <section class="stack">
            <h2>{words::picture_head()}</h2>
            {current}
            {field(Field::text("image", words::picture()).optional().kind("file"), "", &data.errors)}
        </section>
    }
    .into_any()
}

fn address(form: &InstitutionForm, errors: &[FieldError]) -> AnyView {
    let line = |name, words, value: &str| field(Field::text(name, words).optional(), value, errors);
    view! {
        <section class="stack">
            <h2>{words::where_label()}</h2>
            {line("street", words::street(), &form.street)}
            {line("post_office_box", words::box_label(), &form.post_office_box)}
            <div class="pair">
                {line("postal_code", words::postal_code(), &form.postal_code)}
                {line("town", words::town(), &form.town)}
            </div>
            {line("region", words::region(), &form.region)}
            <div class="pair">
                {line("country", words::country(), &form.country)}
                {line("country_code", words::country_code(), &form.country_code)}
            </div>
        </section>
    }
    .into_any()
}

fn identifiers(data: &Institution) -> AnyView {
    let problem = data.errors.iter().find(|error| error.field == "identifier");
    let problem = problem.map(|error| view! { <p class="field-problem">{capital(&error.message)}</p> });
    let empty = std::iter::repeat_n((String::new(), String::new()), MORE_IDENTIFIERS);
    let lines = data.form.identifiers.iter().cloned().chain(empty).enumerate().map(|(place, (kind, value))| {
        let options = options(&data.identifier_types, &kind);
        view! {
            <li class="pair">
                <select name="identifier_type" aria-label=words::identifier_kind(place + 1)>{options}</select>
                <input name="identifier" value=value aria-label=words::identifier_value(place + 1) autocomplete="off" />
            </li>
        }
    });
    view! {
        <section class="stack">
            <h2>{words::identifiers()}</h2>
            <p class="hint">{words::identifiers_hint()}</p>
            {problem}
            <ul class="stack">{lines.collect::<Vec<_>>()}</ul>
        </section>
    }
    .into_any()
}

/// The known kinds, and the one that is there where it is another.
fn options(known: &[String], chosen: &str) -> AnyView {
    let other = (!chosen.is_empty() && !known.iter().any(|kind| kind == chosen)).then(|| chosen.to_owned());
    let options = known.iter().cloned().chain(other).map(|kind| {
        let selected = kind == chosen;
        view! { <option value=kind.clone() selected=selected>{words::identifier_type(&kind)}</option> }
    });
    options.collect::<Vec<_>>().into_any()
}

/// Something that is on or off.
fn switch(name: &'static str, (label, hint): (&'static str, &'static str), on: bool) -> AnyView {
    let described = (!hint.is_empty()).then(|| format!("{name}-hint"));
    let hint = (!hint.is_empty()).then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> });
    view! {
        <div class="switch">
            <input type="checkbox" id=name name=name value="on" checked=on aria-describedby=described />
            <label for=name>{label}</label>
            {hint}
        </div>
    }
    .into_any()
}
