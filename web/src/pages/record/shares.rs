//! The links to a record: making one, and those that there are.

use leptos::prelude::*;

use api::RecordContent;

use super::Record;
use crate::components::{Field, approval, choice, field};
use crate::islands::Copy;
use crate::pages::shares::{ShareLine, ShareState, standing, terms};
use crate::words::{share as words, wallet};

/// What somebody types to make a link, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct ShareForm {
    /// `recipient`.
    pub recipient: String,
    /// `purpose`.
    pub purpose: String,
    /// `days`: a number, or `never`; empty for the usual.
    pub days: String,
    /// `passcode`.
    pub passcode: String,
    /// `shows`: `frozen`, or empty.
    pub shows: String,
    /// Whether the first two are asked, for there is a school's record in it.
    pub education: bool,
    /// A passcode that nobody guesses.
    pub suggested: String,
    /// What was wrong.
    pub errors: Vec<crate::chrome::FieldError>,
}

/// The class of the section, by what the record holds; the composer keeps it up to date.
pub(super) fn class(education: bool, content: &RecordContent) -> String {
    let classes = [(education, "asks-whom"), (content.items().next().is_none(), "is-empty")];
    classes.into_iter().filter(|(is, _)| *is).map(|(_, name)| name).collect::<Vec<_>>().join(" ")
}

pub(super) fn share(data: &Record) -> AnyView {
    let action = format!("/wallet/records/{}/shares#share", data.id);
    let form = &data.share_form;
    let live = (!data.shares.is_empty()).then(|| {
        let shares: Vec<_> = data.shares.iter().map(|share| live_share(share, &data.content.title)).collect();
        view! { <h3>{wallet::shares()}</h3><ul class="shares">{shares}</ul> }
    });
    // Where they are asked, the class says so, and the server sees to it.
    let recipient = Field::text("recipient", (words::recipient(), words::recipient_hint())).optional();
    let purpose = Field::text("purpose", (words::purpose(), words::purpose_hint())).optional();
    let days = if form.days.is_empty() { "90" } else { &form.days };
    let passcode = Field::text("passcode", (words::passcode(), "")).exact().optional();
    let shows = Field::text("shows", (words::shows(), ""));
    view! {
        <section id="share" class=class(form.education, &data.content)>
            <h2>{wallet::share()}</h2>
            <p>{wallet::share_lead()}</p>
            <form method="post" action=action class="stack narrow">
                <p class="share-empty">{words::share_empty()}</p>
                <p class="hint share-education">{words::education_asked()}</p>
                <div class="share-whom stack">
                    {field(recipient, &form.recipient, &form.errors)}
                    {field(purpose, &form.purpose, &form.errors)}
                </div>
                {choice(Field::text("days", (words::days(), "")), days, pairs(&words::days_choices()), &form.errors)}
                {choice(shows, &form.shows, pairs(&words::shows_choices()), &form.errors)}
                {field(passcode, &form.passcode, &form.errors)}
                <p class="hint">{words::passcode_hint(&form.suggested)}</p>
                <button class="main">{wallet::share_button()}</button>
            </form>
            {live}
            <p><a href="/wallet/shares">{words::all()}</a></p>
        </section>
    }
    .into_any()
}

pub(in crate::pages) fn pairs(choices: &[(&str, &str)]) -> Vec<(String, String)> {
    choices.iter().map(|(value, words)| ((*value).to_owned(), (*words).to_owned())).collect()
}

fn live_share(share: &ShareLine, title: &str) -> AnyView {
    let svg = format!("{}/qr.svg", share.path);
    let png = format!("{}/qr.png", share.path);
    let field = format!("link-{}", share.id);
    let manage = format!("/wallet/shares/{}", share.id);
    let label = words::manage_named(title, &share.whom());
    // What leads nowhere has no code.
    let approval = share.approval.as_ref().map(|why| approval(&share.id, why));
    let works = approval.is_none() && !matches!(share.state, ShareState::Paused);
    let code = works.then(|| {
        view! { <img class="qr" src=svg alt=wallet::qr() width="160" height="160" /> }
    });
    let ways = works.then(|| {
        view! {
            <a href=share.path.clone()>{wallet::open_link()}</a>
            <a href=png download="record-qr.png">{wallet::qr_save()}</a>
        }
    });
    view! {
        <li class="sheet live-share">
            {code}
            <div class="stack">
                {approval}
                <p><strong>{share.whom()}</strong></p>
                <div class="field">
                    <label for=field.clone()>{wallet::link()}</label>
                    <input id=field readonly value=share.url.clone() />
                </div>
                {standing(share)}
                {terms(share)}
                <div class="row">
                    <Copy text=share.url.clone() />
                    {ways}
                </div>
                <p><a class="button small" href=manage aria-label=label>{words::manage()}</a></p>
            </div>
        </li>
    }
    .into_any()
}
