//! `/desk` and `/desk/{slug}`: what an institution awards.

pub(super) mod achievement;
pub(super) mod addresses;
pub(super) mod audit;
pub(super) mod award;
pub(super) mod awards;
pub(super) mod bulk;
pub(super) mod claims;
pub(super) mod class_award;
pub(super) mod class_form;
pub(super) mod classes;
pub(super) mod disclosures;
pub(super) mod editor;
pub(super) mod endorsement;
pub(in crate::pages) mod form;
pub(super) mod guardians;
pub(super) mod imports;
pub(super) mod insights;
pub(super) mod institution;
pub(super) mod keys;
pub(super) mod layout;
pub(super) mod learners;
pub(super) mod mail;
pub(super) mod on_its_way;
pub(super) mod person;
pub(super) mod preview;
pub(super) mod programs;
pub(super) mod requests;
pub(super) mod rework;
pub(super) mod slips;
pub(super) mod staff;
pub(super) mod transcripts;
pub(super) mod versions;

use leptos::prelude::*;

use super::document::{Head, document};
use crate::chrome::{Chrome, IssuerLink};
use crate::components::badge::{Badge, badge};
use crate::components::{Field, choice, field};
use crate::words::{
    achievements as writing, dates, delivery, desk as words, desk_guardian,
    desk_institution as institution_words, endorsements as endorsing, general,
};
use layout::{Section, desk_page};

/// So many achievements need a search.
const FILTERED: usize = 6;

/// `/desk` for staff of several institutions, or of none.
#[derive(Clone, Debug, Default)]
pub struct DeskChooser {
    /// The institutions to choose from.
    pub issuers: Vec<IssuerLink>,
    /// Whether whoever looks may set up another one.
    pub may_found: bool,
}

/// What the desk of one institution shows.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    /// The institution.
    pub issuer: IssuerLink,
    /// Its achievements, newest first: those that were asked for.
    pub achievements: Vec<AchievementLine>,
    /// How many it has of all.
    pub all: usize,
    /// The name that was searched for; may be empty.
    pub search: String,
    /// The state that was asked for; empty for all.
    pub state: String,
    /// Its latest awards, newest first; some twenty.
    pub awards: Vec<AwardLine>,
    /// How many letters about its awards did not arrive.
    pub undelivered: usize,
    /// Whether whoever looks may set up another institution.
    pub may_found: bool,
}

/// An achievement in a list.
#[derive(Clone, Debug, Default)]
pub struct AchievementLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its `achievementType`.
    pub achievement_type: String,
    /// Its picture.
    pub badge: Badge,
    /// `draft`, `published` or `retired`.
    pub state: String,
    /// Whether there are changes that are not published.
    pub has_draft: bool,
    /// How many times it was awarded.
    pub awarded: u64,
    /// How many of those were claimed.
    pub claimed: u64,
    /// How many of those were revoked.
    pub revoked: u64,
}

/// One award in a list.
#[derive(Clone, Debug, Default)]
pub struct AwardLine {
    /// The credential's id.
    pub credential: String,
    /// The achievement's name.
    pub achievement: String,
    /// To whom.
    pub recipient_name: String,
    /// The address it was awarded to.
    pub recipient_email: String,
    /// When, RFC 3339.
    pub awarded_at: String,
    /// Until when it is valid, RFC 3339.
    pub valid_until: Option<String>,
    /// What became of it.
    pub state: AwardState,
}

/// What became of an award.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum AwardState {
    /// Nobody has claimed it yet.
    #[default]
    Waiting,
    /// Its recipient has it.
    Claimed,
    /// `validUntil` has passed.
    Expired {
        /// When, RFC 3339.
        at: String,
    },
    /// It is not good for now.
    Suspended {
        /// Since when, RFC 3339.
        at: String,
        /// Why, in the words of whoever did it; may be empty.
        reason: String,
    },
    /// It was taken back.
    Revoked {
        /// When, RFC 3339.
        at: String,
        /// Why, in the words of whoever did it; may be empty.
        reason: String,
    },
}

/// The page that asks which institution.
pub fn desk_chooser(chrome: &Chrome, data: &DeskChooser) -> String {
    let issuers = data.issuers.clone();
    let found = data.may_found.then(|| {
        let class = if issuers.is_empty() { "button main" } else { "button" };
        view! { <p><a class=class href="/desk/new">{institution_words::found_link()}</a></p> }
    });
    document(chrome, &Head::private(words::chooser_title(), "/desk"), || {
        let list = if issuers.is_empty() {
            view! { <p class="empty">{if data.may_found { words::chooser_first() } else { words::chooser_empty() }}</p> }.into_any()
        } else {
            let issuers: Vec<_> = issuers
                .into_iter()
                .map(|issuer| {
                    let href = format!("/desk/{}", issuer.slug);
                    view! { <li><a class="button" href=href>{issuer.name}</a></li> }
                })
                .collect();
            view! { <ul class="choices">{issuers}</ul> }.into_any()
        };
        view! {
            <div class="narrow">
                <h1>{words::chooser_title()}</h1>
                {list}
                {found}
            </div>
        }
    })
}

/// The desk of one institution.
pub fn desk(chrome: &Chrome, data: &Desk) -> String {
    let Desk { issuer, achievements, awards, undelivered, .. } = data.clone();
    desk_page(chrome, &data.issuer, Section::Achievements, &data.issuer.name, false, || {
        let new = issuer.rights.describe.then(|| {
            let href = format!("/desk/{}/achievements/new", issuer.slug);
            view! { <a class="button main" href=href>{words::new()}</a> }
        });
        let exchange = issuer.rights.describe.then(|| {
            let base = format!("/desk/{}/achievements", issuer.slug);
            let all = (data.all > 0).then(|| {
                view! { <a href=format!("{base}/export") download="">{writing::export_all()}</a> }
            });
            view! {
                <a href=format!("{base}/import")>{writing::import()}</a>
                {all}
            }
        });
        // Guardians are kept with their learners.
        let guardians = issuer.rights.enrol.then(|| {
            let href = format!("/desk/{}/learners", issuer.slug);
            view! { <a href=href>{desk_guardian::way_from_desk()}</a> }
        });
        let public = format!("/issuers/{}", issuer.slug);
        let undelivered = (undelivered > 0).then(|| {
            let href = format!("/desk/{}/mail", issuer.slug);
            view! { <p><a class="state is-bad" href=href>{delivery::not_arrived(undelivered)}</a></p> }
        });
        // Teachers see their own awards, and begin with a class.
        let own = issuer.rights.award && !issuer.rights.enrol;
        let latest = if own && awards.is_empty() {
            let classes = format!("/desk/{}/classes", issuer.slug);
            view! { <p class="empty">{words::no_own_awards()}" "<a href=classes>{words::to_classes()}</a></p> }
                .into_any()
        } else {
            award_table(&issuer.slug, awards, true)
        };
        let found = data.may_found.then(|| {
            view! { <section><p><a href="/desk/new">{institution_words::found_another()}</a></p></section> }
        });
        view! {
            <header class="page-head">
                <h1>{words::achievements()}</h1>
                <p class="row">
                    {new}
                    {exchange}
                    <a href=format!("/desk/{}/endorsements", issuer.slug)>{endorsing::title()}</a>
                    {guardians}
                    <a href=public>{words::public_page()}</a>
                </p>
            </header>
            <section>
                {filters(data)}
                {achievement_list(&issuer.slug, achievements, data.all == 0)}
            </section>
            <section>
                <h2>{if own { words::latest_own() } else { words::latest() }}</h2>
                {undelivered}
                {latest}
            </section>
            {found}
        }
    })
}

/// Above a long list: by name and by state.
fn filters(data: &Desk) -> Option<AnyView> {
    if data.all < FILTERED && data.search.is_empty() && data.state.is_empty() {
        return None;
    }
    let action = format!("/desk/{}", data.issuer.slug);
    let states = [("", writing::all_states())].into_iter().chain(writing::states());
    let states = states.map(|(state, words)| (state.to_owned(), words.to_owned())).collect();
    let search = Field::text("name", (writing::search(), "")).optional().kind("search");
    let state = Field::text("state", (writing::filter(), ""));
    Some(
        view! {
            <form class="filters" action=action>
                {field(search, &data.search, &[])}
                {choice(state, &data.state, states, &[])}
                <button class="button">{writing::search_button()}</button>
            </form>
        }
        .into_any(),
    )
}

fn achievement_list(slug: &str, achievements: Vec<AchievementLine>, none: bool) -> AnyView {
    if achievements.is_empty() {
        let text = if none { words::no_achievements() } else { writing::none_found() };
        return view! { <p class="empty">{text}</p> }.into_any();
    }
    let cards: Vec<_> = achievements
        .into_iter()
        .map(|line| {
            let href = format!("/desk/{slug}/achievements/{}", line.id);
            let kind = general::achievement_type(&line.achievement_type);
            let counts = words::counts(line.awarded, line.claimed, line.revoked);
            let state = writing::states()
                .into_iter()
                .find(|(state, _)| *state == line.state && line.state != "published");
            let state = state.map(|(_, words)| view! { <span class="state is-over">{words}</span>" " });
            let draft = (line.has_draft && line.state != "draft")
                .then(|| view! { <span class="state">{writing::has_draft()}</span>" " });
            view! {
                <li>
                    <article class="card">
                        {badge(&line.badge, "badge-medium")}
                        <div class="card-text">
                            <p class="eyebrow">{kind}</p>
                            <h2 class="title"><a href=href>{line.name}</a></h2>
                            <p class="card-state">{state}{draft}{counts}</p>
                        </div>
                    </article>
                </li>
            }
        })
        .collect();
    view! { <ul class="cards">{cards}</ul> }.into_any()
}

/// Awards as a table; each leads to its own page.
///
/// * `with_achievement`: whether a column names the achievement.
pub(super) fn award_table(slug: &str, awards: Vec<AwardLine>, with_achievement: bool) -> AnyView {
    if awards.is_empty() {
        return view! { <p class="empty">{words::no_awards()}</p> }.into_any();
    }
    let rows: Vec<_> = awards
        .into_iter()
        .map(|award| {
            let href = format!("/desk/{slug}/credentials/{}", award.credential);
            view! { <tr>{award_cells(award, with_achievement, Some(href))}</tr> }
        })
        .collect();
    view! {
        <div class="table" role="region" aria-label=words::awards_name() tabindex="0">
            <table>
                <thead><tr>{award_head(with_achievement)}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The heads of the columns that [`award_cells`] fills.
fn award_head(with_achievement: bool) -> AnyView {
    let [recipient, achievement, awarded, state] = words::columns();
    let achievement = with_achievement.then(|| view! { <th scope="col">{achievement}</th> });
    view! {
        <th scope="col">{recipient}</th>
        {achievement}
        <th scope="col">{awarded}</th>
        <th scope="col">{state}</th>
    }
    .into_any()
}

/// An award as cells of a row.
///
/// * `href`: where the recipient's name leads.
fn award_cells(award: AwardLine, with_achievement: bool, href: Option<String>) -> AnyView {
    let (class, state) = award.state.words();
    let reason = match &award.state {
        AwardState::Revoked { reason, .. } | AwardState::Suspended { reason, .. } if !reason.is_empty() => {
            Some(reason.clone())
        }
        AwardState::Waiting | AwardState::Claimed => {
            award.valid_until.as_deref().map(|at| words::until(&dates::day(at)))
        }
        _ => None,
    };
    let reason = reason.map(|text| view! { <span class="hint">{text}</span> });
    let achievement = with_achievement.then(|| view! { <td class="title">{award.achievement}</td> });
    view! {
        <th scope="row"><a href=href>{award.recipient_name}</a><span class="hint">{award.recipient_email}</span></th>
        {achievement}
        <td>{dates::day(&award.awarded_at)}</td>
        <td><span class=class>{state}</span>{reason}</td>
    }
    .into_any()
}

impl AwardState {
    /// Style class and words.
    fn words(&self) -> (&'static str, String) {
        match self {
            Self::Waiting => ("state", words::waiting().to_owned()),
            Self::Claimed => ("state is-good", words::claimed().to_owned()),
            Self::Expired { at } => ("state is-over", words::expired(&dates::day(at))),
            Self::Suspended { at, .. } => ("state is-over", words::suspended(&dates::day(at))),
            Self::Revoked { at, .. } => ("state is-bad", words::revoked(&dates::day(at))),
        }
    }
}
