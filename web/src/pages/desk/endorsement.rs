//! `/desk/{slug}/endorsements`: endorsing others; and what an achievement carries of others' words.

use crypto::verify::Report;
use leptos::prelude::*;

use super::form::form_problem;
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::{Field, capital, field, long_field, report_view};
use crate::pages::document::{Head, document};
use crate::words::{dates, endorsements as words, general};

/// The endorsements that an institution has given.
#[derive(Clone, Debug, Default)]
pub struct Endorsements {
    /// The institution.
    pub issuer: IssuerLink,
    /// Newest first.
    pub given: Vec<EndorsementLine>,
}

/// One of them.
#[derive(Clone, Debug, Default)]
pub struct EndorsementLine {
    /// Its id.
    pub id: String,
    /// `achievement`, `profile` or `credential`.
    pub kind: String,
    /// The name of what is endorsed.
    pub name: String,
    /// Its id.
    pub subject: String,
    /// What is said.
    pub comment: String,
    /// When, RFC 3339.
    pub at: String,
    /// When it was taken back, RFC 3339.
    pub revoked_at: Option<String>,
}

/// The form that endorses. Posts `about`, and in the second step `subject` and `comment` besides, to
/// `/desk/{slug}/endorsements/new`.
#[derive(Clone, Debug, Default)]
pub struct NewEndorsement {
    /// The institution.
    pub issuer: IssuerLink,
    /// What was typed or pasted.
    pub about: String,
    /// What of it can be endorsed: kind, id, name. Empty in the first step.
    pub subjects: Vec<(String, String, String)>,
    /// The id of the one that is chosen.
    pub subject: String,
    /// What is said.
    pub comment: String,
    /// What is true of it, where it is signed.
    pub report: Option<Report>,
    /// What was wrong: `about`, `subject`, `comment`.
    pub errors: Vec<FieldError>,
}

/// The question before an endorsement is taken back. Posts `reason` to itself.
#[derive(Clone, Debug, Default)]
pub struct RevokeEndorsement {
    /// The institution.
    pub issuer: IssuerLink,
    /// The endorsement.
    pub line: EndorsementLine,
    /// What was typed.
    pub reason: String,
    /// What was wrong: `reason`.
    pub errors: Vec<FieldError>,
}

/// What others say of an achievement.
#[derive(Clone, Debug, Default)]
pub struct ReceivedLine {
    /// Its id.
    pub id: String,
    /// Who says it.
    pub endorser: String,
    /// What.
    pub comment: String,
}

/// `/endorsements/{id}`: one endorsement, for everybody.
#[derive(Clone, Debug)]
pub struct EndorsementPage {
    /// What is true of it.
    pub report: Report,
    /// The signed document.
    pub document: String,
}

/// One endorsement, for everybody.
pub fn endorsement_page(chrome: &Chrome, data: &EndorsementPage) -> String {
    let EndorsementPage { report, document: signed } = data.clone();
    document(chrome, &Head { title: words::one_title().to_owned(), ..Head::default() }, || {
        view! {
            <h1 class="unseen">{words::one_title()}</h1>
            {report_view(&report, None, None, false)}
            <details class="fold">
                <summary>{words::document()}</summary>
                <pre class="signed-text" tabindex="0">{signed}</pre>
            </details>
        }
    })
}

/// The list.
pub fn endorsements(chrome: &Chrome, data: &Endorsements) -> String {
    let data = data.clone();
    desk_page(chrome, &data.issuer, Section::Achievements, words::title(), false, || {
        let base = format!("/desk/{}/endorsements", data.issuer.slug);
        let may = data.issuer.rights.describe;
        let new = may.then(|| view! { <a class="button main" href=format!("{base}/new")>{words::new()}</a> });
        let list = if data.given.is_empty() {
            view! { <p class="empty">{words::none()}</p> }.into_any()
        } else {
            let lines: Vec<_> = data.given.into_iter().map(|line| given(&base, line, may)).collect();
            view! { <ul class="versions">{lines}</ul> }.into_any()
        };
        view! {
            <header class="page-head">
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead()}</p>
                <p class="row">{new}</p>
            </header>
            {list}
        }
    })
}

fn given(base: &str, line: EndorsementLine, may: bool) -> AnyView {
    let document = format!("/endorsements/{}", line.id);
    let state = match &line.revoked_at {
        Some(at) => view! { <span class="state is-bad">{words::revoked(&dates::day(at))}</span> }.into_any(),
        None => view! { <span class="hint">{dates::day(&line.at)}</span> }.into_any(),
    };
    let revoke = (may && line.revoked_at.is_none()).then(|| {
        let href = format!("{base}/{}/revoke", line.id);
        view! { <a href=href>{words::revoke()}</a> }
    });
    view! {
        <li>
            <p><span class="eyebrow">{words::kind(&line.kind)}</span>" "<strong class="title">{line.name}</strong>" "{state}</p>
            <p class="hint endorsed">{line.subject}</p>
            <p class="description">{line.comment}</p>
            <p class="row"><a href=document>{words::document()}</a>{revoke}</p>
        </li>
    }
    .into_any()
}

/// The form that endorses, in two steps: pointing at something, and saying something of it.
pub fn new_endorsement(chrome: &Chrome, data: &NewEndorsement) -> String {
    let data = data.clone();
    desk_page(chrome, &data.issuer, Section::Achievements, words::new(), false, || {
        let action = format!("/desk/{}/endorsements/new", data.issuer.slug);
        let back = format!("/desk/{}/endorsements", data.issuer.slug);
        let (inside, button) = if data.subjects.is_empty() {
            let about = Field::text("about", words::about());
            (long_field(about, &data.about, 4, &data.errors).into_any(), words::look())
        } else {
            (second(&data), words::sign())
        };
        view! {
            <h1>{words::new()}</h1>
            {form_problem(&data.errors)}
            <form method="post" action=action class="stack">
                {inside}
                <p class="row">
                    <button class="main">{button}</button>
                    <a href=back>{general::cancel()}</a>
                </p>
            </form>
        }
    })
}

fn second(data: &NewEndorsement) -> AnyView {
    let choices: Vec<_> = data
        .subjects
        .iter()
        .map(|(kind, id, name)| {
            let checked = *id == data.subject || data.subjects.len() == 1;
            view! {
                <label class="check">
                    <input type="radio" name="subject" value=id.clone() checked=checked required />
                    <span>
                        {words::kind(kind)}": "<strong>{name.clone()}</strong>
                        <span class="hint endorsed">{id.clone()}</span>
                    </span>
                </label>
            }
        })
        .collect();
    let told = if data.report.is_some() { words::checked() } else { words::unsigned() };
    let report = data.report.as_ref().map(|report| report_view(report, None, None, true));
    let problem = data.errors.iter().find(|error| error.field == "subject");
    let problem = problem.map(|error| view! { <p class="field-problem">{capital(&error.message)}</p> });
    view! {
        <input type="hidden" name="about" value=data.about.clone() />
        <section>
            <h2>{words::found()}</h2>
            <p class="hint">{told}</p>
            {report}
        </section>
        <fieldset class="editor-picture">
            <legend>{words::subject()}</legend>
            {problem}
            <div class="checks-list">{choices}</div>
        </fieldset>
        {long_field(Field::text("comment", words::comment()), &data.comment, 3, &data.errors)}
    }
    .into_any()
}

/// The question.
pub fn revoke_endorsement(chrome: &Chrome, data: &RevokeEndorsement) -> String {
    let data = data.clone();
    desk_page(chrome, &data.issuer, Section::Achievements, words::revoke_title(), false, || {
        let back = format!("/desk/{}/endorsements", data.issuer.slug);
        let action = format!("{back}/{}/revoke", data.line.id);
        view! {
            <div class="narrow">
                <h1>{words::revoke_title()}</h1>
                <p class="lead">{data.line.name.clone()}". "{words::revoke_lead()}</p>
                <form method="post" action=action class="stack">
                    {field(Field::text("reason", words::reason()), &data.reason, &data.errors)}
                    <p class="row">
                        <button class="danger">{words::revoke()}</button>
                        <a href=back>{general::cancel()}</a>
                    </p>
                </form>
            </div>
        }
    })
}

/// What an achievement carries, with the form that adds one.
///
/// * `base`: the achievement's address at its desk.
pub(super) fn received(
    base: &str,
    lines: &[ReceivedLine],
    errors: &[FieldError],
    may: bool,
) -> Option<AnyView> {
    if lines.is_empty() && !may {
        return None;
    }
    let each: Vec<_> = lines
        .iter()
        .map(|line| {
            let remove = may.then(|| {
                let action = format!("{base}/endorsements/{}/remove", line.id);
                let name = words::remove(&line.endorser);
                view! {
                    <form method="post" action=action>
                        <button class="button small" aria-label=name>{words::remove_label()}</button>
                    </form>
                }
            });
            view! {
                <li>
                    <p><strong>{line.endorser.clone()}</strong></p>
                    <p class="description">{line.comment.clone()}</p>
                    {remove}
                </li>
            }
        })
        .collect();
    let form = may.then(|| {
        let action = format!("{base}/endorsements");
        let open = !errors.is_empty();
        view! {
            <details class="fold" open=open>
                <summary>{words::paste().0}</summary>
                <form method="post" action=action class="stack">
                    {long_field(Field::text("endorsement", words::paste()), "", 4, errors)}
                    <p><button class="button">{words::accept()}</button></p>
                </form>
            </details>
        }
    });
    Some(
        view! {
            <section id="endorsements">
                <h2>{words::received()}</h2>
                <p class="hint">{words::received_lead()}</p>
                <ul class="versions">{each}</ul>
                {form}
            </section>
        }
        .into_any(),
    )
}
