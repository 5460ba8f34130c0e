//! A file that was started: how far it is, and what came of it.

use leptos::prelude::*;
use leptos::reactive::owner::Owner;

use super::{BulkLine, BulkState, Section, back, button, desk_page, state, told};
use crate::chrome::{Chrome, IssuerLink};
use crate::islands::Watch;
use crate::words::desk_bulk as words;

/// A file after the start.
#[derive(Clone, Debug, Default)]
pub struct BulkProgress {
    /// The institution.
    pub issuer: IssuerLink,
    /// The file.
    pub line: BulkLine,
    /// Rows that were left out at the start.
    pub left_out: u64,
    /// Awards a minute.
    pub rate: Option<u64>,
    /// Seconds until it is done.
    pub left_s: Option<u64>,
    /// Its rows were forgotten.
    pub purged: bool,
}

/// The question before a file is ended. Posts to `…/cancel`.
#[derive(Clone, Debug, Default)]
pub struct BulkCancel {
    /// The institution.
    pub issuer: IssuerLink,
    /// The file.
    pub line: BulkLine,
}

/// A file after the start.
pub fn bulk_progress(chrome: &Chrome, data: &BulkProgress) -> String {
    let data = data.clone();
    let issuer = data.issuer.clone();
    let running = data.line.state == BulkState::Running;
    desk_page(chrome, &issuer, Section::Bulk, &data.line.file.clone(), running, || {
        let base = format!("/desk/{}/bulk/{}", data.issuer.slug, data.line.id);
        let watch = running.then(|| {
            let url = format!("{base}/events");
            view! {
                <Watch url=url target="bulk-status".to_owned() />
                <p class="hint">{words::running_hint()}<noscript>" "{words::reload_hint()}</noscript></p>
            }
        });
        let why = match data.line.state {
            BulkState::NotPublished => Some(words::fault_not_published()),
            BulkState::Changed => Some(words::fault_changed()),
            BulkState::Broken => Some(words::fault_broken()),
            _ => None,
        };
        view! {
            <div class="narrow">
                <header class="page-head">
                    <h1>{data.line.file.clone()}</h1>
                    <p class="lead title">{data.line.achievement.clone()}</p>
                </header>
                {told(why.map(str::to_owned))}
                <div id="bulk-status">{status(&data)}</div>
                {watch}
                {ways(&base, &data)}
            </div>
        }
    })
}

/// What is kept up to date while it runs: HTML for the inside of `bulk-status`.
pub fn bulk_status(data: &BulkProgress) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| status(data).to_html());
    owner.cleanup();
    // One line: a message of a stream.
    html.replace(['\r', '\n'], " ")
}

fn status(data: &BulkProgress) -> AnyView {
    let BulkLine { done, total, .. } = data.line;
    let speed = (data.line.state == BulkState::Running).then(|| {
        let words = [data.rate.map(words::rate), data.left_s.map(words::left)];
        words.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    let speed = speed.filter(|text| !text.is_empty()).map(|text| view! { <p class="hint">{text}</p> });
    let left_out =
        (data.left_out > 0).then(|| view! { <p class="hint">{words::left_out(data.left_out)}</p> });
    view! {
        <p>{state(data.line.state)}</p>
        <progress class="bulk-bar" max=total.to_string() value=done.to_string() aria-label=words::bar()></progress>
        <p class="bulk-progress">{words::progress(done, total)}</p>
        {speed}
        {left_out}
    }
    .into_any()
}

/// What can be done now.
fn ways(base: &str, data: &BulkProgress) -> AnyView {
    let state = data.line.state;
    let post = |act: &str, text| button(format!("{base}/{act}"), "", text);
    let pause = (state == BulkState::Running).then(|| post("pause", words::pause()));
    let resume = matches!(state, BulkState::Paused | BulkState::NotPublished | BulkState::Broken)
        .then(|| button(format!("{base}/resume"), "main", words::resume()));
    let cancel = (!matches!(state, BulkState::Done | BulkState::Cancelled)).then(|| {
        let href = format!("{base}/cancel");
        view! { <a class="button" href=href>{words::cancel()}</a> }
    });
    let report = if data.purged {
        view! { <p class="hint">{words::purged()}</p> }.into_any()
    } else {
        let href = format!("{base}/report.csv");
        view! { <a class="button" href=href>{words::report()}</a> }.into_any()
    };
    let awards = format!("/desk/{}/achievements/{}", data.issuer.slug, data.line.achievement_id);
    view! {
        <div class="row bulk-ways">
            {resume}
            {pause}
            {cancel}
            {report}
            <a href=awards>{words::to_awards()}</a>
        </div>
    }
    .into_any()
}

/// The question before a file is ended.
pub fn bulk_cancel(chrome: &Chrome, data: &BulkCancel) -> String {
    let BulkCancel { issuer, line } = data.clone();
    desk_page(chrome, &data.issuer, Section::Bulk, words::cancel_title(), false, || {
        let base = format!("/desk/{}/bulk/{}", issuer.slug, line.id);
        let question = words::cancel_question(line.done, line.total.saturating_sub(line.done));
        view! {
            <div class="narrow">
                <h1>{words::cancel_title()}</h1>
                <p class="lead title">{line.file}</p>
                <p>{question}</p>
                <div class="row">
                    {button(format!("{base}/cancel"), "main", words::cancel_button())}
                    {back(base)}
                </div>
            </div>
        }
    })
}
