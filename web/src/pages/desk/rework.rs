//! Later editions of many credentials: the question before they are renewed, and how far a job is.

use leptos::prelude::*;
use leptos::reactive::owner::Owner;

use super::AwardLine;
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink, Notice, Tone};
use crate::components::{Field, field, notice};
use crate::islands::Watch;
use crate::words::{awards, dates, general, rework as words};

/// The question before many are renewed. Posts `credential` for each that was chosen, or `days`,
/// with `valid_until` and `sure` to `/desk/{slug}/credentials/renew`.
#[derive(Clone, Debug, Default)]
pub struct RenewMany {
    /// The institution.
    pub issuer: IssuerLink,
    /// Those that were chosen.
    pub awards: Vec<AwardLine>,
    /// Where none was: all that expire within so many days.
    pub days: Option<u32>,
    /// How many there are.
    pub total: u64,
    /// `valid_until`: a day, or empty.
    pub valid_until: String,
    /// What was wrong with it.
    pub errors: Vec<FieldError>,
}

/// A job.
#[derive(Clone, Debug, Default)]
pub struct ReworkPage {
    /// The institution.
    pub issuer: IssuerLink,
    /// The job's id.
    pub id: String,
    /// What it does.
    pub work: ReworkKind,
    /// How far it is.
    pub state: ReworkState,
    /// How many credentials there are.
    pub total: u64,
    /// How many have their edition.
    pub done: u64,
    /// How many get none.
    pub left_out: u64,
    /// The first of those.
    pub left: Vec<ReworkLeft>,
}

/// A job, in a list of them.
#[derive(Clone, Debug, Default)]
pub struct ReworkLine {
    /// Its id.
    pub id: String,
    /// How far it is.
    pub state: ReworkState,
    /// How many have their edition.
    pub done: u64,
    /// How many credentials there are.
    pub total: u64,
}

/// What is done with each credential.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ReworkKind {
    /// It counts for longer.
    Renew {
        /// Until when, RFC 3339; absent: as long as its achievement says.
        until: Option<String>,
    },
    /// It is signed again.
    Reissue {
        /// The key that had signed it.
        key: String,
    },
}

impl Default for ReworkKind {
    fn default() -> Self {
        Self::Renew { until: None }
    }
}

/// How far a job is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum ReworkState {
    /// It is worked on.
    #[default]
    Running,
    /// It has failed.
    Failed,
    /// There is nothing left to do.
    Done,
}

/// A credential that got no later edition.
#[derive(Clone, Debug, Default)]
pub struct ReworkLeft {
    /// Its id.
    pub credential: String,
    /// To whom.
    pub recipient_name: String,
    /// What was awarded.
    pub achievement: String,
    /// Why. A sentence.
    pub why: String,
}

/// The question before many are renewed.
pub fn renew_many(chrome: &Chrome, data: &RenewMany) -> String {
    let title = words::renew_title(data.total);
    desk_page(chrome, &data.issuer, Section::Awards, &title, false, || {
        let list = format!("/desk/{}/credentials", data.issuer.slug);
        let nothing = data.total == 0;
        let form = (!nothing).then(|| question(data, &list));
        let heading = (!nothing).then(|| title.clone());
        view! {
            <div class="narrow">
                <h1>{heading.unwrap_or_else(|| words::renewing().to_owned())}</h1>
                {data.days.map(|days| within(data, days, &list))}
                {form}
            </div>
        }
    })
}

/// All that expire soon: within how many days, and how many those are.
fn within(data: &RenewMany, days: u32, list: &str) -> AnyView {
    let found = if data.total == 0 { words::none(days) } else { words::found(data.total, days) };
    view! {
        <form method="get" action=format!("{list}/renew") class="row">
            {field(Field::text("days", words::days()).kind("number"), &days.to_string(), &[])}
            <button>{words::count()}</button>
        </form>
        <p role="status">{found}</p>
    }
    .into_any()
}

fn question(data: &RenewMany, list: &str) -> AnyView {
    let chosen: Vec<_> = data
        .awards
        .iter()
        .map(|award| {
            let until =
                award.valid_until.as_deref().map(|until| format!(", {}", awards::until(&dates::day(until))));
            view! {
                <li>
                    {award.recipient_name.clone()}", "{award.achievement.clone()}{until}
                    <input type="hidden" name="credential" value=award.credential.clone() />
                </li>
            }
        })
        .collect();
    let chosen = (!chosen.is_empty()).then(|| view! { <ul class="chosen">{chosen}</ul> });
    let days = data.days.map(|days| view! { <input type="hidden" name="days" value=days.to_string() /> });
    view! {
        <p class="lead">{words::renew_lead()}</p>
        <form method="post" action=format!("{list}/renew") class="stack">
            {chosen}
            {days}
            <input type="hidden" name="sure" value="yes" />
            {field(Field::text("valid_until", words::until_label()).kind("date").optional(), &data.valid_until, &data.errors)}
            <p class="row">
                <button class="main">{words::renew_button()}</button>
                <a href=list.to_owned()>{general::cancel()}</a>
            </p>
        </form>
    }
    .into_any()
}

/// A job.
pub fn rework(chrome: &Chrome, data: &ReworkPage) -> String {
    let running = data.state == ReworkState::Running;
    let title = match data.work {
        ReworkKind::Renew { .. } => words::renewing(),
        ReworkKind::Reissue { .. } => words::reissuing(),
    };
    let section = match data.work {
        ReworkKind::Renew { .. } => Section::Awards,
        ReworkKind::Reissue { .. } => Section::Institution,
    };
    desk_page(chrome, &data.issuer, section, title, running, || {
        let base = format!("/desk/{}/reworks/{}", data.issuer.slug, data.id);
        let watch = running.then(|| {
            view! {
                <Watch url=format!("{base}/events") target="rework-status".to_owned() />
                <p class="hint">{words::running_hint()}<noscript>" "{words::reload_hint()}</noscript></p>
            }
        });
        let failed = (data.state == ReworkState::Failed).then(|| {
            let told = Notice { tone: Tone::Bad, text: words::failed_why().to_owned() };
            view! {
                {notice(&told)}
                <form method="post" action=format!("{base}/resume")>
                    <button class="main">{words::resume()}</button>
                </form>
            }
            .into_any()
        });
        let (lead, href, way) = match &data.work {
            ReworkKind::Renew { until } => {
                let lead = until.as_deref().map(|until| words::until(&dates::day(until)));
                let lead = lead.unwrap_or_else(|| words::until_achievements().to_owned());
                (Some(lead), format!("/desk/{}/credentials", data.issuer.slug), words::to_awards())
            }
            ReworkKind::Reissue { key } => {
                (None, format!("/desk/{}/keys/{key}", data.issuer.slug), words::to_key())
            }
        };
        let lead = lead.map(|lead| view! { <p class="lead">{lead}</p> });
        view! {
            <div class="narrow">
                <header class="page-head"><h1>{title}</h1>{lead}</header>
                {failed}
                <div id="rework-status">{status(data)}</div>
                {watch}
                <p><a class="button" href=href>{way}</a></p>
            </div>
            {left(data)}
        }
    })
}

/// What is kept up to date while it runs: HTML for the inside of `rework-status`, in one line.
pub fn rework_status(data: &ReworkPage) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| status(data).to_html());
    owner.cleanup();
    html.replace(['\r', '\n'], " ")
}

/// Jobs with the way to each.
pub(super) fn rework_lines(slug: &str, lines: &[ReworkLine]) -> Option<AnyView> {
    let line = |line: &ReworkLine| {
        let (class, state) = line.state.words();
        let href = format!("/desk/{slug}/reworks/{}", line.id);
        view! {
            <li>
                <a href=href>{words::renewing()}</a>": "{words::progress(line.done, line.total)}
                " "<span class=class>{state}</span>
            </li>
        }
    };
    let lines: Vec<_> = lines.iter().map(line).collect();
    (!lines.is_empty()).then(|| view! { <ul class="history">{lines}</ul> }.into_any())
}

impl ReworkState {
    /// Style class and words.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Running => ("state", words::running()),
            Self::Failed => ("state is-bad", words::failed()),
            Self::Done => ("state is-good", words::done()),
        }
    }
}

fn status(data: &ReworkPage) -> AnyView {
    let (class, state) = data.state.words();
    let looked_at = (data.done + data.left_out).to_string();
    let left_out =
        (data.left_out > 0).then(|| view! { <p class="hint">{words::left_out(data.left_out)}</p> });
    view! {
        <p><span class=class>{state}</span></p>
        <progress class="bulk-bar" max=data.total.to_string() value=looked_at aria-label=words::bar()></progress>
        <p class="bulk-progress">{words::progress(data.done, data.total)}</p>
        {left_out}
    }
    .into_any()
}

/// What got no edition, and why.
fn left(data: &ReworkPage) -> Option<AnyView> {
    let rows = data.left.iter().map(|one| {
        let href = format!("/desk/{}/credentials/{}", data.issuer.slug, one.credential);
        view! {
            <tr>
                <td><a href=href>{one.recipient_name.clone()}</a></td>
                <td>{one.achievement.clone()}</td>
                <td>{one.why.clone()}</td>
            </tr>
        }
    });
    let rows: Vec<_> = rows.collect();
    let more = (data.left_out > data.left.len() as u64)
        .then(|| view! { <p class="hint">{words::shown(data.left.len())}</p> });
    let title = words::left_out(data.left_out);
    (!rows.is_empty()).then(|| {
        view! {
            <section>
                <h2>{title.clone()}</h2>
                {more}
                <div class="table" role="region" aria-label=title.clone() tabindex="0">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{words::who()}</th>
                                <th scope="col">{words::what()}</th>
                                <th scope="col">{words::why()}</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        }
        .into_any()
    })
}
