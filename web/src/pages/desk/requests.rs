//! `/desk/{slug}/requests`: corrections that learners ask for.

use leptos::prelude::*;

use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::{Field, long_field};
use crate::pages::amendments::{AmendmentLine, AmendmentState, fact_list};
use crate::words::{amendments as words, general};

/// What is asked of the desk.
#[derive(Clone, Debug, Default)]
pub struct Requests {
    /// The institution.
    pub issuer: IssuerLink,
    /// What waits first.
    pub requests: Vec<RequestLine>,
    /// In how many days learners should be answered.
    pub due: i64,
}

/// A request at the desk.
#[derive(Clone, Debug, Default)]
pub struct RequestLine {
    /// What is asked for.
    pub asked: AmendmentLine,
    /// The credential's id.
    pub credential: String,
    /// What was awarded,
    pub achievement: String,
    /// and to whom.
    pub recipient: String,
    /// Whole days that it has waited.
    pub days: i64,
    /// Whether the credential was corrected since.
    pub corrected_since: bool,
    /// Whether it was taken back, so that it cannot be corrected.
    pub revoked: bool,
}

/// The page that asks why. Posts `reason` to `/desk/{slug}/requests/{id}/decline`.
#[derive(Clone, Debug, Default)]
pub struct DeclineRequest {
    /// The institution.
    pub issuer: IssuerLink,
    /// The request.
    pub request: RequestLine,
    /// What was typed.
    pub reason: String,
    /// What was wrong with it.
    pub errors: Vec<FieldError>,
}

/// The list.
pub fn requests(chrome: &Chrome, data: &Requests) -> String {
    desk_page(chrome, &data.issuer, Section::Awards, words::requests(), false, || {
        let slug = &data.issuer.slug;
        let is_waiting = |line: &&RequestLine| line.asked.state == AmendmentState::Waiting;
        let list = |heading: &'static str, lines: Vec<&RequestLine>| {
            (!lines.is_empty()).then(|| {
                let lines: Vec<_> = lines.into_iter().map(|line| one(line, slug, data.due)).collect();
                view! { <section><h2>{heading}</h2><ol class="amendments">{lines}</ol></section> }
            })
        };
        let waiting = list(words::head_waiting(), data.requests.iter().filter(is_waiting).collect());
        let decided =
            list(words::head_decided(), data.requests.iter().filter(|line| !is_waiting(line)).collect());
        let nothing = data.requests.is_empty().then(|| view! { <p class="empty">{words::no_requests()}</p> });
        view! {
            <header class="page-head">
                <h1>{words::requests()}</h1>
                <p class="lead">{words::requests_lead()} " " {words::due(data.due)}</p>
            </header>
            {nothing}
            {waiting}
            {decided}
        }
    })
}

fn one(line: &RequestLine, slug: &str, due: i64) -> AnyView {
    let (class, state) = line.asked.state.words();
    let waits = line.asked.state == AmendmentState::Waiting;
    let open = waits.then(|| view! { <p class="hint">{words::open_for(line.days, due)}</p> });
    let award = format!("/desk/{slug}/credentials/{}", line.credential);
    view! {
        <li class="amendment">
            <h3><a href=award>{words::whose(&line.achievement, &line.recipient)}</a></h3>
            <p class=class>{state}</p>
            {facts(line)}
            <p class="hint">{words::asked_on(&line.asked.asked_at)}</p>
            {open}
            {waits.then(|| actions(line, slug))}
        </li>
    }
    .into_any()
}

fn facts(line: &RequestLine) -> AnyView {
    let reason = match &line.asked.state {
        AmendmentState::Declined(_, reason) => reason.clone(),
        _ => String::new(),
    };
    fact_list(vec![
        (words::fact_wrong(), line.asked.wrong.clone()),
        (words::fact_instead(), line.asked.instead.clone()),
        (words::our_reason(), reason),
        (words::their_statement(), line.asked.statement.clone().unwrap_or_default()),
    ])
}

fn actions(line: &RequestLine, slug: &str) -> AnyView {
    let (id, name) = (&line.asked.id, &line.recipient);
    let correct = format!("/desk/{slug}/credentials/{}/correct?request={id}", line.credential);
    let request = format!("/desk/{slug}/requests/{id}");
    let done = line.corrected_since.then(|| {
        view! { <form method="post" action=format!("{request}/done")><button>{words::done()}</button></form> }
    });
    let class = if line.corrected_since { "button" } else { "button main" };
    let correct = if line.revoked {
        view! { <p>{words::revoked()}</p> }.into_any()
    } else {
        view! { <a class=class href=correct aria-label=words::correct_name(name)>{words::correct()}</a> }
            .into_any()
    };
    view! {
        <div class="row">
            {done}
            {correct}
            <a class="button" href=format!("{request}/decline") aria-label=words::decline_name(name)>
                {words::decline()}
            </a>
        </div>
    }
    .into_any()
}

/// The question.
pub fn decline_request(chrome: &Chrome, data: &DeclineRequest) -> String {
    desk_page(chrome, &data.issuer, Section::Awards, words::decline_title(), false, || {
        let list = format!("/desk/{}/requests", data.issuer.slug);
        let action = format!("{list}/{}/decline", data.request.asked.id);
        view! {
            <div class="narrow">
                <h1>{words::decline_title()}</h1>
                <p class="lead">{words::whose(&data.request.achievement, &data.request.recipient)}</p>
                {facts(&data.request)}
                <p>{words::decline_lead()}</p>
                <form method="post" action=action class="stack">
                    {long_field(Field::text("reason", words::reason()), &data.reason, 4, &data.errors)}
                    <p class="row">
                        <button class="main">{words::decline_button()}</button>
                        <a href=list>{general::cancel()}</a>
                    </p>
                </form>
            </div>
        }
    })
}
