//! `/desk/{slug}/credentials…`: whom the institution has awarded, and what can be done about it.

use leptos::prelude::*;

use super::form::hidden;
use super::layout::{Section, desk_page};
use super::rework::{ReworkLine, rework_lines};
use super::{AwardLine, AwardState, award_cells, award_head};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::{Field, field, long_field};
use crate::pages::amendments::asked_for;
use crate::words::{amendments, awards as words, dates, desk, desk_delivery, general, rework};

/// The list, with what it was searched for.
#[derive(Clone, Debug, Default)]
pub struct Awards {
    /// The institution.
    pub issuer: IssuerLink,
    /// `q`: part of a name or address.
    pub words: String,
    /// `state`: one of those that the form offers, or empty.
    pub state: String,
    /// How many requests for a correction wait for the viewer.
    pub requests: u64,
    /// Renewals that are under way or ended a while ago.
    pub jobs: Vec<ReworkLine>,
    /// The awards on this page, newest first.
    pub awards: Vec<AwardLine>,
    /// How many there are on all pages.
    pub total: u64,
    /// Which page this is; the first is 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
    /// Whether all awards of this page are ticked.
    pub ticked: bool,
}

/// One award, and what was done to it.
#[derive(Clone, Debug, Default)]
pub struct OneAward {
    /// The institution.
    pub issuer: IssuerLink,
    /// The award.
    pub award: AwardLine,
    /// The achievement's id.
    pub achievement_id: String,
    /// Which edition stands; the first is 1.
    pub edition: u32,
    /// Whether the viewer may take back, suspend and correct it.
    pub changeable: bool,
    /// Whether the viewer may write again and correct its address.
    pub deliverable: bool,
    /// Whether it was issued to be suspended.
    pub suspendable: bool,
    /// Files that show what was done for it.
    pub files: Vec<EvidenceFile>,
    /// What was done, oldest first.
    pub history: Vec<Done>,
}

/// A file of an award.
#[derive(Clone, Debug, Default)]
pub struct EvidenceFile {
    /// What its address ends in.
    pub token: String,
    /// What it is, such as `essay.pdf, 12 kB`.
    pub text: String,
}

/// Something that was done to an award.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// When, RFC 3339.
    pub at: String,
    /// What, such as `credential.corrected`.
    pub act: String,
    /// Why, in the words of whoever did it; may be empty.
    pub reason: String,
    /// Until when it counts since then, RFC 3339, where that was done.
    pub until: Option<String>,
}

/// The form that corrects. Posts to `/desk/{slug}/credentials/{id}/correct`.
#[derive(Clone, Debug, Default)]
pub struct Correct {
    /// The institution.
    pub issuer: IssuerLink,
    /// The award.
    pub award: AwardLine,
    /// `name`.
    pub name: String,
    /// `email`.
    pub email: String,
    /// `valid_until`: a day, or empty.
    pub valid_until: String,
    /// `reason`.
    pub reason: String,
    /// The holder's request that it answers; its id goes as `request`.
    pub request: Option<Asked>,
    /// What was wrong with it.
    pub errors: Vec<FieldError>,
}

/// What a holder asks to be corrected.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The request's id.
    pub id: String,
    /// What is wrong,
    pub wrong: String,
    /// and what it should say.
    pub instead: String,
}

/// The form that renews. Posts to `/desk/{slug}/credentials/{id}/renew`.
#[derive(Clone, Debug, Default)]
pub struct Renew {
    /// The institution.
    pub issuer: IssuerLink,
    /// The award.
    pub award: AwardLine,
    /// `valid_until`: a day.
    pub valid_until: String,
    /// What was wrong with it.
    pub errors: Vec<FieldError>,
}

/// The page that asks before it suspends. Posts `reason` to `/desk/{slug}/credentials/{id}/suspend`.
#[derive(Clone, Debug, Default)]
pub struct Suspend {
    /// The institution.
    pub issuer: IssuerLink,
    /// The award.
    pub award: AwardLine,
    /// What was typed.
    pub reason: String,
    /// What was wrong with it. A sentence.
    pub problem: Option<String>,
}

/// The page that asks before it revokes several. Posts `credential` for each and `reason` to
/// `/desk/{slug}/credentials/revoke`.
#[derive(Clone, Debug, Default)]
pub struct RevokeMany {
    /// The institution.
    pub issuer: IssuerLink,
    /// The awards.
    pub awards: Vec<AwardLine>,
    /// What was typed.
    pub reason: String,
    /// What was wrong with it. A sentence.
    pub problem: Option<String>,
}

/// The list.
pub fn awards(chrome: &Chrome, data: &Awards) -> String {
    desk_page(chrome, &data.issuer, Section::Awards, desk::nav_awards(), false, || {
        let list = format!("/desk/{}/credentials", data.issuer.slug);
        let states = words::states().into_iter().map(|(value, text)| {
            let selected = value == data.state;
            view! { <option value=value selected=selected>{text}</option> }
        });
        let states: Vec<_> = states.collect();
        let renew = (data.issuer.rights.award)
            .then(|| view! { <a href=format!("{list}/renew")>{rework::renew_soon()}</a> });
        let requests = data.issuer.rights.award.then(|| {
            let href = format!("/desk/{}/requests", data.issuer.slug);
            view! { <a href=href>{amendments::to_requests(data.requests)}</a> }
        });
        view! {
            <header class="page-head">
                <h1>{desk::nav_awards()}</h1>
                <p class="row">
                    {requests}
                    {renew}
                    <a href=format!("/desk/{}/mail", data.issuer.slug)>{words::letters()}</a>
                </p>
            </header>
            {rework_lines(&data.issuer.slug, &data.jobs)}
            <form method="post" action=list.clone() class="filter" role="search">
                <div class="field">
                    <label for="q">{words::search()}</label>
                    <input id="q" name="q" type="search" value=data.words.clone() autocomplete="off" />
                </div>
                <div class="field">
                    <label for="state">{words::state()}</label>
                    <select id="state" name="state">{states}</select>
                </div>
                <button>{words::find()}</button>
            </form>
            <p class="hint" role="status">{words::found(data.total)}</p>
            {resend(data, &list)}
            {table(data, &list)}
            {pages(data, &list)}
        }
    })
}

/// Writes again to all who have not claimed.
fn resend(data: &Awards, list: &str) -> Option<AnyView> {
    let offered = data.state == "waiting" && data.issuer.rights.award && !data.awards.is_empty();
    offered.then(|| {
        view! {
            <form method="post" action=format!("{list}/resend") class="row">
                <button>{desk_delivery::resend_all()}</button>
                <span class="hint">{desk_delivery::resend_lead()}</span>
            </form>
        }
        .into_any()
    })
}

fn table(data: &Awards, list: &str) -> AnyView {
    if data.awards.is_empty() {
        let nothing =
            if data.words.is_empty() && data.state.is_empty() { desk::no_awards() } else { words::none() };
        return view! { <p class="empty">{nothing}</p> }.into_any();
    }
    let rows: Vec<_> = data
        .awards
        .iter()
        .map(|award| {
            let href = format!("{list}/{}", award.credential);
            let name = words::choose(&award.recipient_name);
            let standing = !matches!(award.state, AwardState::Revoked { .. });
            let tick = (data.issuer.rights.award && standing).then(|| {
                view! { <input type="checkbox" name="credential" value=award.credential.clone() checked=data.ticked aria-label=name /> }
            });
            view! {
                <tr>
                    <td class="tick">{tick}</td>
                    {award_cells(award.clone(), true, Some(href))}
                </tr>
            }
        })
        .collect();
    let choose = data.issuer.rights.award.then(|| choose_all(data, list));
    let revoke = data.issuer.rights.award.then(|| {
        let renew = format!("{list}/renew");
        view! {
            <p class="row">
                <button formaction=format!("{list}/slips")>{words::slips_chosen()}</button>
                <button formaction=renew>{rework::renew_chosen()}</button>
                <button class="danger">{words::revoke_chosen()}</button>
            </p>
        }
    });
    view! {
        {choose}
        <form method="post" action=format!("{list}/revoke")>
            <div class="table" role="region" aria-label=desk::awards_name() tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col"><span class="unseen">{words::choice()}</span></th>
                            {award_head(true)}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {revoke}
        </form>
    }
    .into_any()
}

/// Shows the same page with all its ticks set, or none.
fn choose_all(data: &Awards, list: &str) -> AnyView {
    let (value, label) = if data.ticked { ("", words::choose_none()) } else { ("all", words::choose_all()) };
    view! {
        <form method="post" action=list.to_owned()>
            {hidden(vec![
                ("q".to_owned(), data.words.clone()),
                ("state".to_owned(), data.state.clone()),
                ("page".to_owned(), data.page.to_string()),
            ])}
            <button class="small" name="ticked" value=value>{label}</button>
        </form>
    }
    .into_any()
}

fn pages(data: &Awards, list: &str) -> Option<AnyView> {
    let Awards { page, pages, .. } = *data;
    (pages > 1).then(|| {
        let turn = |page: u32, words: &'static str| {
            view! { <button name="page" value=page.to_string()>{words}</button> }
        };
        let newer = (page > 1).then(|| turn(page - 1, words::newer()));
        let older = (page < pages).then(|| turn(page + 1, words::older()));
        view! {
            <nav aria-label=words::pages()>
                <form method="post" action=list.to_owned() class="pages">
                    <input type="hidden" name="q" value=data.words.clone() />
                    <input type="hidden" name="state" value=data.state.clone() />
                    {newer}
                    <span>{words::page(page, pages)}</span>
                    {older}
                </form>
            </nav>
        }
        .into_any()
    })
}

/// One award.
pub fn one_award(chrome: &Chrome, data: &OneAward) -> String {
    desk_page(chrome, &data.issuer, Section::Awards, &data.award.recipient_name, false, || {
        let slug = &data.issuer.slug;
        let award = &data.award;
        let (class, state) = award.state.words();
        let reason = match &award.state {
            AwardState::Revoked { reason, .. } | AwardState::Suspended { reason, .. } => reason.clone(),
            _ => String::new(),
        };
        let until = award.valid_until.as_deref().map_or_else(|| words::for_ever().to_owned(), dates::day);
        let email = if award.recipient_email.is_empty() {
            words::no_email().to_owned()
        } else {
            award.recipient_email.clone()
        };
        let edition =
            (data.edition > 1).then(|| view! { <dt>{words::edition()}</dt><dd>{data.edition}</dd> });
        view! {
            <header class="page-head">
                <p class="eyebrow"><a href=format!("/desk/{slug}/credentials")>{desk::nav_awards()}</a></p>
                <h1 class="title">{award.recipient_name.clone()}</h1>
                <p><span class=class>{state}</span> " " <span class="hint">{reason}</span></p>
            </header>
            <dl class="desk-facts">
                <dt>{words::what()}</dt>
                <dd><a href=format!("/desk/{slug}/achievements/{}", data.achievement_id)>{award.achievement.clone()}</a></dd>
                <dt>{words::address()}</dt><dd>{email}</dd>
                <dt>{words::awarded()}</dt><dd>{dates::day(&award.awarded_at)}</dd>
                <dt>{words::until_label()}</dt><dd>{until}</dd>
                {edition}
            </dl>
            <p class="row">
                <a class="button" href=format!("/credentials/{}", award.credential)>{words::see()}</a>
                {actions(data)}
            </p>
            {files(data)}
            {history(&data.history)}
        }
    })
}

fn actions(data: &OneAward) -> Option<AnyView> {
    let at = |act: &str| format!("/desk/{}/credentials/{}/{act}", data.issuer.slug, data.award.credential);
    let revoked = matches!(data.award.state, AwardState::Revoked { .. });
    let suspended = matches!(data.award.state, AwardState::Suspended { .. });
    let deliver = (data.deliverable && !revoked)
        .then(|| view! { <a class="button" href=at("delivery")>{desk_delivery::title()}</a> }.into_any());
    if !data.changeable || revoked {
        return deliver;
    }
    Some({
        let suspend = (data.suspendable && !suspended)
            .then(|| view! { <a class="button" href=at("suspend")>{words::suspend()}</a> });
        let renew = (data.award.valid_until.is_some())
            .then(|| view! { <a class="button" href=at("renew")>{words::renew()}</a> });
        let resume = suspended.then(|| {
            view! { <form method="post" action=at("resume")><button>{words::resume()}</button></form> }
        });
        view! {
            {deliver}
            <a class="button" href=at("correct")>{words::correct()}</a>
            {renew}
            {suspend}
            {resume}
            <a class="button danger" href=at("revoke")>{desk::revoke()}</a>
        }
        .into_any()
    })
}

fn files(data: &OneAward) -> Option<AnyView> {
    (!data.files.is_empty()).then(|| {
        let line = |file: &EvidenceFile| {
            let award = format!("/desk/{}/credentials/{}", data.issuer.slug, data.award.credential);
            let delete = data.changeable.then(|| {
                view! {
                    <details>
                        <summary>{words::delete_file_label()}</summary>
                        <form method="post" action=format!("{award}/evidence/{}/delete", file.token)>
                            <p>{words::delete_file_lead()}</p>
                            <button class="danger">{words::delete_file(&file.text)}</button>
                        </form>
                    </details>
                }
            });
            view! { <li><a href=format!("/evidence/{}", file.token)>{file.text.clone()}</a>{delete}</li> }
        };
        let lines: Vec<_> = data.files.iter().map(line).collect();
        view! { <section><h2>{words::files()}</h2><ul class="award-files">{lines}</ul></section> }.into_any()
    })
}

fn history(done: &[Done]) -> Option<AnyView> {
    (!done.is_empty()).then(|| {
        let items: Vec<_> = done
            .iter()
            .map(|one| {
                let reason = (!one.reason.is_empty())
                    .then(|| view! { " " <span class="hint">{one.reason.clone()}</span> });
                let until =
                    one.until.as_deref().map(|until| format!(", {}", words::until(&dates::day(until))));
                view! { <li>{dates::minute(&one.at)}": "{words::act(&one.act)}{until}{reason}</li> }
            })
            .collect();
        view! { <section><h2>{words::history()}</h2><ul class="history">{items}</ul></section> }.into_any()
    })
}

/// The form that corrects.
pub fn correct(chrome: &Chrome, data: &Correct) -> String {
    desk_page(chrome, &data.issuer, Section::Awards, words::correct_title(), false, || {
        let back = format!("/desk/{}/credentials/{}", data.issuer.slug, data.award.credential);
        let errors = &data.errors;
        let asked = data.request.as_ref().map(|asked| asked_for(&asked.wrong, &asked.instead));
        let request = data.request.clone().map(|asked| hidden(vec![("request".to_owned(), asked.id)]));
        view! {
            <div class="narrow">
                <h1>{words::correct_title()}</h1>
                <p class="lead">{words::correct_lead(&data.award.achievement, &data.award.recipient_name)}</p>
                {asked}
                <p class="hint">{words::correct_transcript()}</p>
                <form method="post" action=format!("{back}/correct") class="stack">
                    {request}
                    {field(Field::text("name", desk::recipient()), &data.name, errors)}
                    {field(Field::text("email", words::email()).kind("email").optional(), &data.email, errors)}
                    {field(Field::text("valid_until", desk::until_label()).kind("date").optional(), &data.valid_until, errors)}
                    {long_field(Field::text("reason", words::correct_reason()), &data.reason, 2, errors)}
                    <p class="row">
                        <button class="main">{words::correct_button()}</button>
                        <a href=back.clone()>{general::cancel()}</a>
                    </p>
                </form>
            </div>
        }
    })
}

/// The form that renews.
pub fn renew(chrome: &Chrome, data: &Renew) -> String {
    desk_page(chrome, &data.issuer, Section::Awards, words::renew_title(), false, || {
        let Renew { issuer, award, valid_until, errors } = data;
        let back = format!("/desk/{}/credentials/{}", issuer.slug, award.credential);
        let until = award.valid_until.as_deref().map(dates::day).unwrap_or_default();
        view! {
            <div class="narrow">
                <h1>{words::renew_title()}</h1>
                <p class="lead">{words::renew_lead(&award.achievement, &award.recipient_name, &until)}</p>
                <form method="post" action=format!("{back}/renew") class="stack">
                    {field(Field::text("valid_until", words::renew_until()).kind("date"), valid_until, errors)}
                    <p class="row">
                        <button class="main">{words::renew_button()}</button>
                        <a href=back.clone()>{general::cancel()}</a>
                    </p>
                </form>
            </div>
        }
    })
}

/// The question before suspending.
pub fn suspend(chrome: &Chrome, data: &Suspend) -> String {
    desk_page(chrome, &data.issuer, Section::Awards, words::suspend_title(), false, || {
        let back = format!("/desk/{}/credentials/{}", data.issuer.slug, data.award.credential);
        view! {
            <div class="narrow">
                <h1>{words::suspend_title()}</h1>
                <p class="lead">{words::suspend_lead(&data.award.recipient_name, &data.award.achievement)}</p>
                <form method="post" action=format!("{back}/suspend") class="stack">
                    {long_field(Field::text("reason", desk::reason()), &data.reason, 2, &of_reason(data.problem.as_ref()))}
                    <p class="row">
                        <button class="danger">{words::suspend()}</button>
                        <a href=back.clone()>{general::cancel()}</a>
                    </p>
                </form>
            </div>
        }
    })
}

/// The question before revoking several.
pub fn revoke_many(chrome: &Chrome, data: &RevokeMany) -> String {
    let title = words::revoke_title(data.awards.len());
    desk_page(chrome, &data.issuer, Section::Awards, &title, false, || {
        let back = format!("/desk/{}/credentials", data.issuer.slug);
        let awards: Vec<_> = data
            .awards
            .iter()
            .map(|award| {
                view! {
                    <li>
                        {award.recipient_name.clone()}", "{award.achievement.clone()}
                        <input type="hidden" name="credential" value=award.credential.clone() />
                    </li>
                }
            })
            .collect();
        view! {
            <div class="narrow">
                <h1>{title.clone()}</h1>
                <p class="lead">{words::revoke_lead()}</p>
                <form method="post" action=format!("{back}/revoke") class="stack">
                    <ul class="chosen">{awards}</ul>
                    {long_field(Field::text("reason", desk::reason()), &data.reason, 2, &of_reason(data.problem.as_ref()))}
                    <p class="row">
                        <button class="danger">{words::revoke_button()}</button>
                        <a href=back.clone()>{general::cancel()}</a>
                    </p>
                </form>
            </div>
        }
    })
}

fn of_reason(problem: Option<&String>) -> Vec<FieldError> {
    problem
        .map(|message| FieldError { field: "reason".to_owned(), message: message.clone() })
        .into_iter()
        .collect()
}
