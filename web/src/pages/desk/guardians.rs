//! `/desk/{slug}/learners/{id}/guardians`: who looks after a learner's wallet with them.

use leptos::prelude::*;

use super::form::form_problem;
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::{Field, capital, field};
use crate::words::{dates, desk_guardian as words, general};

/// A learner's guardians. Posts `email` and `day` to the page; `day` to `…/{guardian}/day`; nothing to
/// `…/{guardian}/resend` and `…/{guardian}/withdraw`; `…/{guardian}/end` asks first.
#[derive(Clone, Debug, Default)]
pub struct LearnerGuardians {
    /// The institution.
    pub issuer: IssuerLink,
    /// The learner's id,
    pub learner: String,
    /// and name.
    pub name: String,
    /// Those who were invited, the last one first.
    pub guardians: Vec<GuardianLine>,
    /// An address, as typed.
    pub email: String,
    /// A last day, as typed.
    pub day: String,
    /// What was wrong with them.
    pub errors: Vec<FieldError>,
    /// Whose last day could not be changed, what was typed, and what was wrong.
    pub moving: Option<(String, String, String)>,
}

/// Somebody who was invited.
#[derive(Clone, Debug, Default)]
pub struct GuardianLine {
    /// Their id.
    pub id: String,
    /// Their name; their address, where they have none.
    pub name: String,
    /// The address that was invited.
    pub email: String,
    /// `invited`, `stale`, `accepted`, `in-force`, `ran-out`, `ended`, `left` or `refused`.
    pub stage: String,
    /// When the last letter went out, RFC 3339.
    pub invited_at: String,
    /// Since when it is in force, RFC 3339.
    pub since: Option<String>,
    /// The last day, RFC 3339.
    pub last_day: String,
}

/// The question before it is ended. Posts to `…/{guardian}/end`.
#[derive(Clone, Debug, Default)]
pub struct EndGuardian {
    /// The institution.
    pub issuer: IssuerLink,
    /// The learner's id,
    pub learner: String,
    /// and name.
    pub name: String,
    /// The guardian's id,
    pub guardian: String,
    /// and name.
    pub guardian_name: String,
}

impl GuardianLine {
    fn is_over(&self) -> bool {
        matches!(self.stage.as_str(), "ran-out" | "ended" | "left" | "refused")
    }

    fn is_invitation(&self) -> bool {
        matches!(self.stage.as_str(), "invited" | "stale")
    }
}

/// A learner's guardians.
pub fn learner_guardians(chrome: &Chrome, data: &LearnerGuardians) -> String {
    let title = words::title(&data.name);
    desk_page(chrome, &data.issuer, Section::Classes, &title, false, || {
        let learner = format!("/desk/{}/learners/{}", data.issuer.slug, data.learner);
        let action = format!("{learner}/guardians");
        let list = if data.guardians.is_empty() {
            view! { <p class="empty">{words::empty()}</p> }.into_any()
        } else {
            let lines: Vec<_> =
                data.guardians.iter().map(|line| guardian(&action, line, data.moving.as_ref())).collect();
            view! { <ul class="guardians">{lines}</ul> }.into_any()
        };
        view! {
            <p class="eyebrow"><a href=learner>{data.name.clone()}</a></p>
            <header class="page-head">
                <h1>{title.clone()}</h1>
                <p class="lead">{words::lead()}</p>
            </header>
            <section aria-label=words::list()>{list}</section>
            <section class="narrow" id="invite">
                <h2>{words::invite_title()}</h2>
                {form_problem(&data.errors)}
                <form method="post" action=action.clone() class="stack">
                    {field(Field::text("email", words::email()).kind("email"), &data.email, &data.errors)}
                    {field(Field::text("day", words::day()).kind("date"), &data.day, &data.errors)}
                    <button class="main">{words::invite()}</button>
                </form>
            </section>
        }
    })
}

fn guardian(action: &str, line: &GuardianLine, moving: Option<&(String, String, String)>) -> AnyView {
    let class = match line.stage.as_str() {
        "in-force" => "state is-good",
        _ if line.is_over() => "state is-over",
        _ => "state",
    };
    let email = (line.email != line.name).then(|| view! { <span class="hint">{line.email.clone()}</span> });
    let when = match &line.since {
        Some(since) => words::since(&dates::day(since)),
        None => words::invited(&dates::day(&line.invited_at)),
    };
    let when = format!("{when} · {}", words::until(&dates::day(&line.last_day)));
    let path = format!("{action}/{}", line.id);
    let resend = (line.is_invitation() || line.stage == "accepted").then(|| {
        view! {
            <form method="post" action=format!("{path}/resend")>
                <button class="small" aria-label=words::resend_named(&line.name)>{words::resend()}</button>
            </form>
        }
    });
    let withdraw = line.is_invitation().then(|| {
        view! {
            <form method="post" action=format!("{path}/withdraw")>
                <button class="small" aria-label=words::withdraw_named(&line.name)>{words::withdraw()}</button>
            </form>
        }
    });
    let end = (!line.is_invitation() && !line.is_over()).then(|| {
        let href = format!("{path}/end");
        view! { <a class="button small" href=href aria-label=words::end_named(&line.name)>{words::end()}</a> }
    });
    let change = (!line.is_over()).then(|| change(&path, line, moving));
    view! {
        <li class="guardian">
            <h2 class="guardian-name">{line.name.clone()}</h2>
            {email}
            <p><span class=class>{words::stage(&line.stage)}</span></p>
            <p class="hint">{when}</p>
            <div class="row">{resend}{withdraw}{end}</div>
            {change}
        </li>
    }
    .into_any()
}

fn change(path: &str, line: &GuardianLine, moving: Option<&(String, String, String)>) -> AnyView {
    let (label, hint) = words::day();
    let wrong = moving.filter(|(id, ..)| *id == line.id);
    let value = wrong.map_or_else(
        || line.last_day.get(..10).unwrap_or_default().to_owned(),
        |(_, typed, _)| typed.clone(),
    );
    let (id, hint_id, problem_id) =
        (format!("day-{}", line.id), format!("day-{}-hint", line.id), format!("day-{}-problem", line.id));
    let described = if wrong.is_some() { format!("{hint_id} {problem_id}") } else { hint_id.clone() };
    let problem = wrong.map(|(_, _, message)| {
        view! { <p class="field-problem" id=problem_id>{capital(message)}</p> }
    });
    let invalid = wrong.is_some().then_some("true");
    view! {
        <details class="fold" open=wrong.is_some()>
            <summary>{words::change()}</summary>
            <form method="post" action=format!("{path}/day") class="stack narrow">
                <div class="field">
                    <label for=id.clone()>{label}</label>
                    <p class="hint" id=hint_id>{hint}</p>
                    {problem}
                    <input
                        id=id
                        name="day"
                        type="date"
                        value=value
                        required
                        autocomplete="off"
                        aria-describedby=described
                        aria-invalid=invalid
                    />
                </div>
                <button aria-label=words::change_named(&line.name)>{words::change_button()}</button>
            </form>
        </details>
    }
    .into_any()
}

/// The question before it is ended.
pub fn end_guardian(chrome: &Chrome, data: &EndGuardian) -> String {
    desk_page(chrome, &data.issuer, Section::Classes, words::end_title(), false, || {
        let back = format!("/desk/{}/learners/{}/guardians", data.issuer.slug, data.learner);
        view! {
            <div class="narrow stack">
                <h1>{words::end_title()}</h1>
                <p class="guardian-question">{words::end_text(&data.guardian_name, &data.name)}</p>
                <form method="post" action=format!("{back}/{}/end", data.guardian) class="row">
                    <button class="danger">{words::end_button()}</button>
                    <a href=back.clone()>{general::cancel()}</a>
                </form>
            </div>
        }
    })
}
