//! `/desk/{slug}/claims…`: links by which whoever comes claims an award.

use leptos::prelude::*;

use super::form::form_problem;
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::badge::{Badge, badge};
use crate::components::{Field, choice, field};
use crate::pages::document::{Head, document};
use crate::words::{dates, desk_claims as words};

/// The list of links.
#[derive(Clone, Debug, Default)]
pub struct DeskClaims {
    /// The institution.
    pub issuer: IssuerLink,
    /// Its links, newest first.
    pub links: Vec<ClaimLinkLine>,
}

/// A link in a list.
#[derive(Clone, Debug, Default)]
pub struct ClaimLinkLine {
    /// Its id.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// What it gives.
    pub achievement: String,
    /// From when, RFC 3339.
    pub opens_at: Option<String>,
    /// Until when, RFC 3339.
    pub closes_at: Option<String>,
    /// To how many.
    pub most: Option<u32>,
    /// How many have it.
    pub given: u32,
    /// How many wait for the desk.
    pub waiting: u32,
    /// Where it stands.
    pub state: ClaimLinkState,
}

/// Where a link stands.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum ClaimLinkState {
    /// It gives.
    #[default]
    Open,
    /// It would give, and everybody whom it was for has it.
    Full,
    /// It rests.
    Paused,
    /// It gives no more.
    Closed,
}

/// The form for a link. Posts to `/desk/{slug}/claims`, or to `/desk/{slug}/claims/{id}/edit`.
#[derive(Clone, Debug, Default)]
pub struct NewClaimLink {
    /// The institution.
    pub issuer: IssuerLink,
    /// Which link is edited; absent for a new one. What it gives stays as it is.
    pub of: Option<String>,
    /// The achievements to choose from: id and name.
    pub achievements: Vec<(String, String)>,
    /// What was typed.
    pub form: ClaimLinkForm,
    /// What was wrong with it, by the names of [`ClaimLinkForm`]'s fields.
    pub errors: Vec<FieldError>,
}

/// The fields of [`NewClaimLink`].
#[derive(Clone, Debug, Default)]
pub struct ClaimLinkForm {
    /// `title`.
    pub title: String,
    /// `achievement`: its id.
    pub achievement: String,
    /// `opens`: as `datetime-local` has it.
    pub opens: String,
    /// `closes`.
    pub closes: String,
    /// `most`.
    pub most: String,
    /// `word`.
    pub word: String,
    /// `approved`: a check box.
    pub approved: bool,
}

/// One link, and who has come by it.
#[derive(Clone, Debug, Default)]
pub struct DeskClaimLink {
    /// The institution.
    pub issuer: IssuerLink,
    /// The link.
    pub link: ClaimLinkLine,
    /// Its whole address; absent when it cannot be opened.
    pub address: Option<String>,
    /// What has to be typed besides.
    pub word: Option<String>,
    /// Who has asked, those who wait first.
    pub requests: Vec<ClaimRequestLine>,
}

/// Somebody who has asked.
#[derive(Clone, Debug, Default)]
pub struct ClaimRequestLine {
    /// The request's id.
    pub id: String,
    /// The name that stands on the award.
    pub name: String,
    /// The address it goes to.
    pub email: String,
    /// When they asked, RFC 3339.
    pub at: String,
    /// What became of it: absent while it waits, else whether they have it.
    pub given: Option<bool>,
}

/// A sheet of paper with the link's QR code. Its picture is at `/desk/{slug}/claims/{id}/qr.svg`.
#[derive(Clone, Debug, Default)]
pub struct ClaimPoster {
    /// The institution.
    pub issuer: IssuerLink,
    /// The link's id.
    pub id: String,
    /// What it is for.
    pub title: String,
    /// What it gives.
    pub achievement: String,
    /// Its picture.
    pub badge: Badge,
    /// Its whole address.
    pub address: String,
    /// Whether it asks for a code word.
    pub asks_word: bool,
    /// Whether somebody looks at each request first.
    pub approved: bool,
}

impl ClaimLinkState {
    /// Style class and words.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Open => ("state is-good", words::open()),
            Self::Full => ("state is-over", words::full()),
            Self::Paused => ("state is-over", words::paused()),
            Self::Closed => ("state is-bad", words::closed()),
        }
    }
}

/// The list of links.
pub fn desk_claims(chrome: &Chrome, data: &DeskClaims) -> String {
    let DeskClaims { issuer, links } = data.clone();
    desk_page(chrome, &data.issuer, Section::Claims, words::title(), false, || {
        let new = format!("/desk/{}/claims/new", issuer.slug);
        view! {
            <header class="page-head">
                <h1>{words::title()}</h1>
                <p class="row"><a class="button main" href=new>{words::new()}</a></p>
            </header>
            <p class="lead">{words::lead()}</p>
            {link_table(&issuer.slug, links)}
        }
    })
}

fn link_table(slug: &str, links: Vec<ClaimLinkLine>) -> AnyView {
    if links.is_empty() {
        return view! { <p class="empty">{words::none()}</p> }.into_any();
    }
    let head: Vec<_> =
        words::columns().into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect();
    let rows: Vec<_> = links
        .into_iter()
        .map(|link| {
            let href = format!("/desk/{slug}/claims/{}", link.id);
            let (class, state) = link.state.words();
            let window = (link.state != ClaimLinkState::Full).then(|| window(&link));
            let waiting = (link.waiting > 0)
                .then(|| view! { <span class="hint">{words::waiting(link.waiting)}</span> });
            view! {
                <tr>
                    <th scope="row"><a href=href>{link.title.clone()}</a><span class="hint">{link.achievement.clone()}</span></th>
                    <td>{window}</td>
                    <td>{words::given(link.given, link.most)}{waiting}</td>
                    <td><span class=class>{state}</span></td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table" role="region" aria-label=words::table() tabindex="0">
            <table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

fn window(link: &ClaimLinkLine) -> String {
    let [from, until] = [&link.opens_at, &link.closes_at].map(|at| at.as_deref().map(dates::minute));
    words::window(from.as_deref(), until.as_deref())
}

/// The form for a link.
pub fn new_claim_link(chrome: &Chrome, data: &NewClaimLink) -> String {
    let data = data.clone();
    let title = if data.of.is_some() { words::edit_title() } else { words::new_title() };
    desk_page(chrome, &data.issuer, Section::Claims, title, false, || {
        let all = format!("/desk/{}/claims", data.issuer.slug);
        let (back, name) = match &data.of {
            Some(id) => (format!("{all}/{id}"), words::back_to_link()),
            None => (all, words::back()),
        };
        let form = if data.of.is_none() && data.achievements.is_empty() {
            view! { <p class="empty">{words::no_achievements()}</p> }.into_any()
        } else {
            link_form(&data)
        };
        view! {
            <div class="narrow">
                <p class="eyebrow"><a href=back>{name}</a></p>
                <h1>{title}</h1>
                {form}
            </div>
        }
    })
}

fn link_form(data: &NewClaimLink) -> AnyView {
    let NewClaimLink { issuer, of, achievements, form, errors } = data.clone();
    let errors = &errors;
    let moment = |name, words| Field::text(name, words).optional().kind("datetime-local");
    let all = format!("/desk/{}/claims", issuer.slug);
    let (action, button) = match &of {
        Some(id) => (format!("{all}/{id}/edit"), words::save()),
        None => (all, words::make()),
    };
    let award = of.is_none().then(|| {
        choice(
            Field::text("achievement", (words::achievement(), "")),
            &form.achievement,
            achievements,
            errors,
        )
    });
    view! {
        {form_problem(errors)}
        <form method="post" action=action class="stack">
            {field(Field::text("title", (words::link_title(), words::link_title_hint())), &form.title, errors)}
            {award}
            <div class="claim-pair">
                {field(moment("opens", (words::opens(), words::opens_hint())), &form.opens, errors)}
                {field(moment("closes", (words::closes(), words::closes_hint())), &form.closes, errors)}
            </div>
            {field(Field::text("most", (words::most(), words::most_hint())).optional().kind("number"), &form.most, errors)}
            {field(Field::text("word", (words::word(), words::word_hint())).optional(), &form.word, errors)}
            <p class="claim-check">
                <input type="checkbox" id="approved" name="approved" value="yes" checked=form.approved />
                " "
                <label for="approved">{words::approved()}</label>
            </p>
            <button class="main">{button}</button>
        </form>
    }
    .into_any()
}

/// One link.
pub fn desk_claim_link(chrome: &Chrome, data: &DeskClaimLink) -> String {
    let data = data.clone();
    desk_page(chrome, &data.issuer, Section::Claims, &data.link.title, false, || {
        let base = format!("/desk/{}/claims", data.issuer.slug);
        let here = format!("{base}/{}", data.link.id);
        let (class, state) = data.link.state.words();
        let waiting = (data.link.waiting > 0).then(|| words::waiting(data.link.waiting) + ". ");
        let window = (data.link.state != ClaimLinkState::Full).then(|| window(&data.link) + ". ");
        let edit = (data.link.state != ClaimLinkState::Closed).then(|| {
            view! { <p class="row"><a class="button" href=format!("{here}/edit")>{words::edit()}</a></p> }
        });
        view! {
            <p class="eyebrow"><a href=base>{words::back()}</a></p>
            <header class="page-head"><h1>{data.link.title.clone()}</h1>{edit}</header>
            <p class="lead">{data.link.achievement.clone()}</p>
            <p>
                <span class=class>{state}</span>
                ". " {window} {words::given(data.link.given, data.link.most)} ". " {waiting}
            </p>
            {address(&here, &data)}
            {switches(&here, data.link.state)}
            <section>
                <h2>{words::requests()}</h2>
                {requests(&here, &data)}
            </section>
        }
    })
}

fn address(here: &str, data: &DeskClaimLink) -> AnyView {
    let Some(address) = data.address.clone() else {
        return view! { <p class="notice is-bad">{words::lost()}</p> }.into_any();
    };
    if data.link.state == ClaimLinkState::Closed {
        return ().into_any();
    }
    let word = data.word.clone().map(|word| {
        view! { <div><dt>{words::say_word()}</dt><dd class="claim-word">{word}</dd></div> }
    });
    let [svg, png, poster] = ["qr.svg", "qr.png", "poster"].map(|file| format!("{here}/{file}"));
    view! {
        <section class="sheet live-share">
            <img class="qr" src=svg.clone() alt=words::qr() width="192" height="192" />
            <div class="stack">
                <dl>
                    <div><dt>{words::address()}</dt><dd class="address">{address}</dd></div>
                    {word}
                </dl>
                <p class="row">
                    <a class="button main" href=poster>{words::poster()}</a>
                    <a href=svg download="qr.svg">{words::svg()}</a>
                    <a href=png download="qr.png">{words::png()}</a>
                </p>
            </div>
        </section>
    }
    .into_any()
}

fn switches(here: &str, state: ClaimLinkState) -> Option<AnyView> {
    let action = format!("{here}/state");
    let (to, label) = match state {
        ClaimLinkState::Open | ClaimLinkState::Full => ("paused", words::pause()),
        ClaimLinkState::Paused => ("open", words::go_on()),
        ClaimLinkState::Closed => return None,
    };
    Some(
        view! {
            <form method="post" action=action.clone()>
                <button name="state" value=to>{label}</button>
            </form>
            <details class="fold">
                <summary>{words::close()}</summary>
                <p>{words::close_lead()}</p>
                <form method="post" action=action>
                    <button class="danger" name="state" value="closed">{words::close()}</button>
                </form>
            </details>
        }
        .into_any(),
    )
}

fn requests(here: &str, data: &DeskClaimLink) -> AnyView {
    if data.requests.is_empty() {
        return view! { <p class="empty">{words::no_requests()}</p> }.into_any();
    }
    let action = format!("{here}/requests");
    let all = (data.link.waiting > 1).then(|| {
        view! {
            <form method="post" action=action.clone()>
                <button class="main" name="decision" value="approve">{words::approve_all(data.link.waiting)}</button>
            </form>
        }
    });
    let head: Vec<_> =
        words::request_columns().into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect();
    let rows: Vec<_> = data.requests.iter().map(|request| request_row(&action, request)).collect();
    view! {
        {all}
        <div class="table" role="region" aria-label=words::request_table() tabindex="0">
            <table>
                <thead><tr>{head}<th scope="col"><span class="unseen">{words::actions()}</span></th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn request_row(action: &str, request: &ClaimRequestLine) -> AnyView {
    let (class, state) = match request.given {
        None => ("state", words::waits()),
        Some(true) => ("state is-good", words::has()),
        Some(false) => ("state is-bad", words::declined()),
    };
    let buttons = request.given.is_none().then(|| {
        view! {
            <form method="post" action=action.to_owned() class="row">
                <input type="hidden" name="request" value=request.id.clone() />
                <button class="small main" name="decision" value="approve" aria-label=words::approve_name(&request.name)>
                    {words::approve()}
                </button>
                <button class="small" name="decision" value="decline" aria-label=words::decline_name(&request.name)>
                    {words::decline()}
                </button>
            </form>
        }
    });
    view! {
        <tr>
            <th scope="row">{request.name.clone()}<span class="hint">{request.email.clone()}</span></th>
            <td>{dates::minute(&request.at)}</td>
            <td><span class=class>{state}</span></td>
            <td>{buttons}</td>
        </tr>
    }
    .into_any()
}

/// A poster.
pub fn claim_poster(chrome: &Chrome, data: &ClaimPoster) -> String {
    let data = data.clone();
    document(chrome, &Head::private(data.title.clone(), "/desk"), || {
        let back = format!("/desk/{}/claims/{}", data.issuer.slug, data.id);
        let qr = format!("{back}/qr.svg");
        let [point, ask, have] = words::poster_how();
        let have = if data.approved { words::poster_approved() } else { have };
        let how: Vec<_> = [point, ask, have].into_iter().map(|step| view! { <li>{step}</li> }).collect();
        let word = data.asks_word.then(|| view! { <p class="poster-word">{words::poster_word()}</p> });
        view! {
            <p class="not-printed eyebrow"><a href=back>{data.title.clone()}</a></p>
            <p class="not-printed hint">{words::poster_print()}</p>
            <article class="poster">
                <p class="poster-lead">{words::poster_lead(&data.issuer.name)}</p>
                <h1>{data.achievement.clone()}</h1>
                {badge(&data.badge, "badge-large")}
                <img class="poster-qr" src=qr alt=words::qr() width="384" height="384" />
                <ol>{how}</ol>
                {word}
                <p class="address">{data.address.clone()}</p>
            </article>
        }
    })
}
