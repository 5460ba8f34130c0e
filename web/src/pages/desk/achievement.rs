//! `/desk/{slug}/achievements/{id}`: what an achievement is, its versions, awarding it, who got it.

use leptos::prelude::*;

use super::endorsement::{ReceivedLine, received};
use super::layout::{Section, desk_page};
use super::versions::{VersionLine, actions, history, state_note};
use super::{AwardLine, award_table};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::badge::{Badge, badge};
use crate::components::{Field, long_field, markdown};
use crate::pages::public::{AchievementTerms, terms};
use crate::words::{desk as words, general};

/// What the desk shows of one achievement, with the ways to award it.
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
    /// What an award of it is worth, and for how long.
    pub terms: AchievementTerms,
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
    /// What was wrong with an endorsement that was brought.
    pub errors: Vec<FieldError>,
    /// Who got it, newest first.
    pub awards: Vec<AwardLine>,
}

/// The page that asks before it revokes. Posts `reason` to `/desk/{slug}/credentials/{id}/revoke`.
#[derive(Clone, Debug, Default)]
pub struct Revoke {
    /// The institution.
    pub issuer: IssuerLink,
    /// The award.
    pub award: AwardLine,
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
            view! { <p><a href=href>{words::public_page()}</a></p> }
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
                    <h2>{words::criteria_head()}</h2>
                    <div class="prose" inner_html=markdown(&data.criteria)></div>
                </div>
                {terms(&data.terms)}
            </div>
            {state_note(&data)}
            {actions(&data)}
            {awarded.then(|| ways(&data))}
            <section>
                <h2>{words::awarded()}</h2>
                {award_table(&data.issuer.slug, data.awards, false)}
            </section>
            {received(&base, &data.received, &data.errors, data.issuer.rights.describe)}
            {history(&data.id, data.versions)}
        }
    })
}

/// The ways to award it: to one, to a class, to a list.
fn ways(data: &DeskAchievement) -> AnyView {
    let slug = &data.issuer.slug;
    let many = data.issuer.rights.enrol.then(|| {
        let href = format!("/desk/{slug}/bulk/new?achievement={}", data.id);
        view! { <a class="button" href=href>{words::award_file()}</a> }
    });
    view! {
        <section id="award">
            <h2>{words::award()}</h2>
            <p class="row">
                <a class="button main" href=format!("/desk/{slug}/achievements/{}/award", data.id)>{words::award_one()}</a>
                <a class="button" href=format!("/desk/{slug}/classes?award={}", data.id)>{words::award_class()}</a>
                {many}
            </p>
        </section>
    }
    .into_any()
}

/// The question before a credential is revoked.
pub fn revoke(chrome: &Chrome, data: &Revoke) -> String {
    let data = data.clone();
    desk_page(chrome, &data.issuer, Section::Awards, words::revoke_title(), false, || {
        let slug = &data.issuer.slug;
        let back = format!("/desk/{slug}/credentials/{}", data.award.credential);
        let action = format!("{back}/revoke");
        let lead = words::revoke_lead(&data.award.recipient_name, &data.award.achievement);
        let errors: Vec<_> = data
            .problem
            .iter()
            .map(|message| FieldError { field: "reason".to_owned(), message: message.clone() })
            .collect();
        view! {
            <div class="narrow">
                <h1>{words::revoke_title()}</h1>
                <p class="lead">{lead}</p>
                <form method="post" action=action class="stack">
                    {long_field(Field::text("reason", words::reason()), &data.reason, 2, &errors)}
                    <p class="row">
                        <button class="danger">{words::revoke_button()}</button>
                        <a href=back>{general::cancel()}</a>
                    </p>
                </form>
            </div>
        }
    })
}
