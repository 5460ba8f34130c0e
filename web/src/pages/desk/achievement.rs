//! `/desk/{slug}/achievements/…`: make an achievement, award it, see who got it.

use leptos::prelude::*;

use super::layout::{Section, desk_page};
use super::{AwardLine, award_table};
use crate::chrome::{Chrome, FieldError, IssuerLink, Notice, Tone};
use crate::components::badge::{Badge, badge};
use crate::components::{Field, choice, field, long_field, markdown, notice};
use crate::words::{desk as words, general};

/// The form for a new achievement. Posts multipart to `/desk/{slug}/achievements`.
#[derive(Clone, Debug, Default)]
pub struct NewAchievement {
    /// The institution.
    pub issuer: IssuerLink,
    /// What was typed.
    pub form: AchievementForm,
    /// What was wrong with it, by the names of [`AchievementForm`]'s fields and `image`.
    pub errors: Vec<FieldError>,
}

/// The fields of [`NewAchievement`]; the file field besides them is `image`.
#[derive(Clone, Debug, Default)]
pub struct AchievementForm {
    /// `name`.
    pub name: String,
    /// `description`.
    pub description: String,
    /// `criteria`: what one has to do for it.
    pub criteria: String,
    /// `achievement_type`: one of [`ACHIEVEMENT_TYPES`].
    pub achievement_type: String,
}

/// The kinds of achievement that the form offers, of those that Open Badges 3.0 names.
pub const ACHIEVEMENT_TYPES: [&str; 10] = [
    "Badge",
    "Certificate",
    "Course",
    "Diploma",
    "BachelorDegree",
    "MasterDegree",
    "DoctoralDegree",
    "Competency",
    "License",
    "Membership",
];

/// What the desk shows of one achievement, with the form that awards it.
/// Posts to `/desk/{slug}/achievements/{id}/awards`.
#[derive(Clone, Debug, Default)]
pub struct DeskAchievement {
    /// The institution.
    pub issuer: IssuerLink,
    /// The achievement's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// What one has to do for it.
    pub criteria: String,
    /// Its `achievementType`.
    pub achievement_type: String,
    /// Its picture.
    pub badge: Badge,
    /// What was typed into the form.
    pub form: AwardForm,
    /// What was wrong with it.
    pub errors: Vec<FieldError>,
    /// Who got it, newest first.
    pub awards: Vec<AwardLine>,
}

/// The fields of the form that awards.
#[derive(Clone, Debug, Default)]
pub struct AwardForm {
    /// `name`: the recipient's.
    pub name: String,
    /// `email`: the recipient's.
    pub email: String,
    /// `valid_until`: a day such as `2027-05-03`, or empty.
    pub valid_until: String,
}

/// The page that asks before it revokes. Posts `reason` to `/desk/{slug}/credentials/{id}/revoke`.
#[derive(Clone, Debug, Default)]
pub struct Revoke {
    /// The institution.
    pub issuer: IssuerLink,
    /// The award.
    pub award: AwardLine,
    /// The achievement's id, for the way back.
    pub achievement_id: String,
    /// What was typed.
    pub reason: String,
    /// What was wrong with it. A sentence.
    pub problem: Option<String>,
}

/// The form for a new achievement.
pub fn new_achievement(chrome: &Chrome, data: &NewAchievement) -> String {
    let NewAchievement { issuer, form, errors } = data.clone();
    desk_page(chrome, &data.issuer, Section::Achievements, words::NEW_TITLE, false, || {
        let action = format!("/desk/{}/achievements", issuer.slug);
        let back = format!("/desk/{}", issuer.slug);
        let kinds = ACHIEVEMENT_TYPES
            .iter()
            .map(|kind| ((*kind).to_owned(), general::achievement_type(kind)))
            .collect();
        view! {
            <div class="narrow">
                <h1>{words::NEW_TITLE}</h1>
                <p class="lead">{words::NEW_LEAD}</p>
                {form_problem(&errors)}
                <form method="post" action=action enctype="multipart/form-data" class="stack">
                    {field(Field::text("name", words::NAME), &form.name, &errors)}
                    {choice(Field::text("achievement_type", words::TYPE), &form.achievement_type, kinds, &errors)}
                    {long_field(Field::text("description", words::DESCRIPTION), &form.description, 3, &errors)}
                    {long_field(Field::text("criteria", words::CRITERIA), &form.criteria, 4, &errors)}
                    {field(Field::text("image", words::IMAGE).optional().kind("file"), "", &errors)}
                    <p class="row">
                        <button class="main">{words::CREATE}</button>
                        <a href=back>{general::CANCEL}</a>
                    </p>
                </form>
            </div>
        }
    })
}

/// An achievement on the desk.
pub fn desk_achievement(chrome: &Chrome, data: &DeskAchievement) -> String {
    let (issuer, name) = (&data.issuer, &data.name);
    let data = data.clone();
    desk_page(chrome, issuer, Section::Achievements, name, false, || {
        let public = format!("/achievements/{}", data.id);
        let kind = general::achievement_type(&data.achievement_type);
        view! {
            <div class="sheet">
                <header class="certificate">
                    {badge(&data.badge, "badge-large")}
                    <div>
                        <p class="eyebrow">{kind}</p>
                        <h1 class="title">{data.name.clone()}</h1>
                        <p class="description">{data.description.clone()}</p>
                        <p><a href=public>{words::PUBLIC_PAGE}</a></p>
                    </div>
                </header>
                <div class="criteria">
                    <h2>{words::CRITERIA_HEAD}</h2>
                    <div class="prose" inner_html=markdown(&data.criteria)></div>
                </div>
            </div>
            {data.issuer.rights.award.then(|| award_form(&data))}
            <section>
                <h2>{words::AWARDED}</h2>
                {award_table(&data.issuer.slug, data.awards, false)}
            </section>
        }
    })
}

fn award_form(data: &DeskAchievement) -> AnyView {
    let action = format!("/desk/{}/achievements/{}/awards", data.issuer.slug, data.id);
    let (form, errors) = (&data.form, &data.errors);
    view! {
        <section class="narrow" id="award">
            <h2>{words::AWARD}</h2>
            {form_problem(errors)}
            <form method="post" action=action class="stack">
                {field(Field::text("name", words::RECIPIENT), &form.name, errors)}
                {field(Field::text("email", words::EMAIL).kind("email"), &form.email, errors)}
                {field(Field::text("valid_until", words::UNTIL).optional().kind("date"), &form.valid_until, errors)}
                <button class="main">{words::AWARD_BUTTON}</button>
            </form>
        </section>
    }
    .into_any()
}

/// Says on top that something below is wrong, or what is wrong with the form as a whole.
fn form_problem(errors: &[FieldError]) -> Option<AnyView> {
    if errors.is_empty() {
        return None;
    }
    let text = errors
        .iter()
        .find(|error| error.field.is_empty())
        .map_or_else(|| format!("{}.", general::FORM_PROBLEM), |error| error.message.clone());
    Some(notice(&Notice { tone: Tone::Bad, text }).into_any())
}

/// The question before a credential is revoked.
pub fn revoke(chrome: &Chrome, data: &Revoke) -> String {
    let data = data.clone();
    desk_page(chrome, &data.issuer, Section::Awards, words::REVOKE_TITLE, false, || {
        let slug = &data.issuer.slug;
        let action = format!("/desk/{slug}/credentials/{}/revoke", data.award.credential);
        let back = format!("/desk/{slug}/achievements/{}", data.achievement_id);
        let lead = words::revoke_lead(&data.award.recipient_name, &data.award.achievement);
        let errors: Vec<_> = data
            .problem
            .iter()
            .map(|message| FieldError { field: "reason".to_owned(), message: message.clone() })
            .collect();
        view! {
            <div class="narrow">
                <h1>{words::REVOKE_TITLE}</h1>
                <p class="lead">{lead}</p>
                <form method="post" action=action class="stack">
                    {long_field(Field::text("reason", words::REASON), &data.reason, 2, &errors)}
                    <p class="row">
                        <button class="danger">{words::REVOKE_BUTTON}</button>
                        <a href=back>{general::CANCEL}</a>
                    </p>
                </form>
            </div>
        }
    })
}
