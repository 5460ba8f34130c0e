//! `/desk/{slug}/achievements/{id}`: what an achievement is, its versions, awarding it, who got it.

use leptos::prelude::*;

use super::endorsement::{ReceivedLine, received};
use super::layout::{Section, desk_page};
use super::versions::{VersionLine, actions, history, state_note};
use super::{AwardLine, award_table};
use crate::chrome::{Chrome, FieldError, IssuerLink, Notice, Tone};
use crate::components::badge::{Badge, badge};
use crate::components::{Field, field, long_field, markdown, notice};
use crate::words::{desk as words, general};

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
    /// `draft`, `published` or `retired`.
    pub state: String,
    /// Whether a draft waits, be it of the first version.
    pub has_draft: bool,
    /// Its versions, the newest first.
    pub versions: Vec<VersionLine>,
    /// What others say of it.
    pub received: Vec<ReceivedLine>,
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

/// An achievement on the desk.
pub fn desk_achievement(chrome: &Chrome, data: &DeskAchievement) -> String {
    let (issuer, name) = (&data.issuer, &data.name);
    let data = data.clone();
    desk_page(chrome, issuer, Section::Achievements, name, false, || {
        let public = (data.state != "draft").then(|| {
            let href = format!("/achievements/{}", data.id);
            view! { <p><a href=href>{words::PUBLIC_PAGE}</a></p> }
        });
        let base = format!("/desk/{}/achievements/{}", data.issuer.slug, data.id);
        let awarded = data.issuer.rights.award && data.state == "published";
        let kind = general::achievement_type(&data.achievement_type);
        view! {
            <div class="sheet">
                <header class="certificate">
                    {badge(&data.badge, "badge-large")}
                    <div>
                        <p class="eyebrow">{kind}</p>
                        <h1 class="title">{data.name.clone()}</h1>
                        <p class="description">{data.description.clone()}</p>
                        {public}
                    </div>
                </header>
                <div class="criteria">
                    <h2>{words::CRITERIA_HEAD}</h2>
                    <div class="prose" inner_html=markdown(&data.criteria)></div>
                </div>
            </div>
            {state_note(&data)}
            {actions(&data)}
            {awarded.then(|| award_form(&data))}
            <section>
                <h2>{words::AWARDED}</h2>
                {award_table(&data.issuer.slug, data.awards, false)}
            </section>
            {received(&base, &data.received, &data.errors, data.issuer.rights.describe)}
            {history(&data.id, data.versions)}
        }
    })
}

fn award_form(data: &DeskAchievement) -> AnyView {
    let action = format!("/desk/{}/achievements/{}/awards", data.issuer.slug, data.id);
    let (form, errors) = (&data.form, &data.errors);
    view! {
        <section class="narrow" id="award">
            <h2>{words::AWARD}</h2>
            <p><a href=format!("/desk/{}/achievements/{}/award", data.issuer.slug, data.id)>{words::AWARD_WITH_ALL}</a></p>
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
pub(super) fn form_problem(errors: &[FieldError]) -> Option<AnyView> {
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
