//! A batch of transcripts that was started: how far it is, what came of it, and taking it back.

use leptos::prelude::*;
use leptos::reactive::owner::Owner;

use super::super::layout::{Section, desk_page};
use super::{BatchLine, BatchState};
use crate::chrome::{Chrome, IssuerLink, Notice, Tone};
use crate::components::notice;
use crate::islands::Watch;
use crate::words::{dates, desk_transcripts as words, general};

/// A batch. Posts to `…/approve`, `…/cancel`, `…/resume`.
#[derive(Clone, Debug, Default)]
pub struct TranscriptBatch {
    /// The institution.
    pub issuer: IssuerLink,
    /// Which it is.
    pub line: BatchLine,
    /// First transcripts, extended, corrected, unchanged.
    pub counts: [u64; 4],
    /// How many were left out.
    pub left_out: u64,
    /// How many were taken back.
    pub undone: u64,
    /// First transcripts, extended and corrected ones, as planned.
    pub planned: [usize; 3],
    /// Entries added, changed and withdrawn, as planned.
    pub entries: [usize; 3],
    /// When it may begin, RFC 3339.
    pub release_at: Option<String>,
    /// Whether whoever looks started it.
    pub own: bool,
    /// The first of those who were left out: name, and why.
    pub left: Vec<(String, String)>,
}

/// A batch.
pub fn transcript_batch(chrome: &Chrome, data: &TranscriptBatch) -> String {
    let moving = matches!(data.line.state, BatchState::Running | BatchState::Undoing);
    desk_page(chrome, &data.issuer, Section::Transcripts, &data.line.title, moving, || {
        let base = format!("/desk/{}/transcripts/{}", data.issuer.slug, data.line.id);
        let watch = moving.then(|| {
            view! {
                <Watch url=format!("{base}/events") target="batch-status".to_owned() />
                <p class="hint">{words::running_hint()}</p>
            }
        });
        let failed = (data.line.state == BatchState::Failed)
            .then(|| notice(&Notice { tone: Tone::Bad, text: words::failed_why().to_owned() }).into_any());
        view! {
            <div class="narrow">
                <header class="page-head">
                    <h1>{data.line.title.clone()}</h1>
                    <p class="hint">{dates::day(&data.line.created_at)}</p>
                </header>
                {failed}
                <div id="batch-status">{status(data)}</div>
                {watch}
                {ways(&base, data)}
            </div>
            {left(data)}
        }
    })
}

/// What is kept up to date while it runs: HTML for the inside of `batch-status`, in one line.
pub fn transcript_batch_status(data: &TranscriptBatch) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| status(data).to_html());
    owner.cleanup();
    html.replace(['\r', '\n'], " ")
}

fn status(data: &TranscriptBatch) -> AnyView {
    let names = [words::new(), words::extended(), words::corrected(), words::unchanged()];
    let counts: Vec<_> = names
        .into_iter()
        .zip(data.counts)
        .filter(|(_, number)| *number > 0)
        .map(|(name, number)| view! { <li><strong class="plan-number">{number}</strong>" "{name}</li> })
        .collect();
    let release = data
        .release_at
        .as_deref()
        .filter(|_| matches!(data.line.state, BatchState::Approval | BatchState::Scheduled))
        .map(|day| view! { <p>{words::release(&dates::day(day))}</p> });
    let undone = (data.undone > 0).then(|| view! { <p>{words::undone(data.undone)}</p> });
    view! {
        <p>{data.line.state.view()}</p>
        {release}
        <progress class="bulk-bar" max=data.line.total.to_string() value=data.line.done.to_string() aria-label=words::bar()></progress>
        <p class="bulk-progress">{words::progress(data.line.done, data.line.total)}</p>
        <ul class="plan-counts">{counts}</ul>
        {undone}
    }
    .into_any()
}

/// What can be done now.
fn ways(base: &str, data: &TranscriptBatch) -> AnyView {
    let state = data.line.state;
    let post = |act: &str, class: &'static str, text: &'static str| {
        view! { <form method="post" action=format!("{base}/{act}")><button class=class>{text}</button></form> }
    };
    let approve =
        (state == BatchState::Approval && !data.own).then(|| post("approve", "main", words::approve()));
    // Whoever approves sees what they approve.
    let planned = matches!(state, BatchState::Approval | BatchState::Scheduled).then(|| {
        let ([new, extended, corrected], [added, changed, withdrawn]) = (data.planned, data.entries);
        let plan = format!("/desk/{}/imports/{}/plan", data.issuer.slug, data.line.id);
        view! {
            <p>{words::planned(new, extended, corrected)}" "{words::entries(added, changed, withdrawn)}</p>
            <p><a href=plan>{words::see_plan()}</a></p>
        }
    });
    let own = (state == BatchState::Approval && data.own).then(|| view! { <p>{words::own()}</p> });
    let cancel = matches!(state, BatchState::Approval | BatchState::Scheduled)
        .then(|| post("cancel", "", words::cancel()));
    let resume = (state == BatchState::Failed).then(|| post("resume", "main", words::resume()));
    let undo = matches!(state, BatchState::Done | BatchState::Failed)
        .then(|| view! { <a class="button" href=format!("{base}/undo")>{words::undo()}</a> });
    let report = format!("{base}/report.csv");
    view! {
        {planned}
        {own}
        <div class="row bulk-ways">
            {approve}
            {resume}
            {cancel}
            <a class="button" href=report>{words::report()}</a>
            {undo}
        </div>
    }
    .into_any()
}

fn left(data: &TranscriptBatch) -> Option<AnyView> {
    let rows = data
        .left
        .iter()
        .map(|(name, why)| view! { <tr><th scope="row">{name.clone()}</th><td>{why.clone()}</td></tr> });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <h2>{words::left_out()}</h2>
                <div class="table" role="region" aria-label=words::left_out() tabindex="0">
                    <table>
                        <thead>
                            <tr><th scope="col">{words::who()}</th><th scope="col">{words::why()}</th></tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any()
    })
}

/// The question before a batch is taken back. Posts to `…/undo`.
///
/// * `undoable`: how many would be taken back, and how many stay because a later import changed them.
pub fn transcript_undo(chrome: &Chrome, data: &TranscriptBatch, undoable: (u64, u64)) -> String {
    desk_page(chrome, &data.issuer, Section::Transcripts, words::undo_title(), false, || {
        let base = format!("/desk/{}/transcripts/{}", data.issuer.slug, data.line.id);
        let (back, stay) = undoable;
        let stay = (stay > 0).then(|| view! { <p class="notice">{words::undo_stay(stay)}</p> });
        let button = (back > 0).then(|| view! { <button class="main">{words::undo_button(back)}</button> });
        view! {
            <div class="narrow">
                <h1>{words::undo_title()}</h1>
                <p class="lead title">{data.line.title.clone()}</p>
                <p>{words::undo_lead()}</p>
                {stay}
                <form method="post" action=format!("{base}/undo") class="row">
                    {button}
                    <a href=base.clone()>{general::cancel()}</a>
                </form>
            </div>
        }
    })
}
