//! `/desk/{slug}/learners/{id}/data`: what is kept of a learner, to be given to them or erased.

use leptos::prelude::*;

use super::form::form_problem;
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::{Field, capital, field};
use crate::words::{desk_audit as words, general};

/// What the page shows. Posts `reason` to `…/data/export`, and `reason`, `revoke` and `sure` to `…/data/erase`.
#[derive(Clone, Debug, Default)]
pub struct PersonData {
    /// The institution.
    pub issuer: IssuerLink,
    /// The learner's id,
    pub learner: String,
    /// and name.
    pub name: String,
    /// What would go: pairs of table and number.
    pub goes: Vec<(String, u64)>,
    /// In how many acts it would be forgotten who did what to them; absent: nobody has counted that yet, nor what
    /// is sealed. `?whole=yes` does.
    pub acts: Option<u64>,
    /// How many sealed entries do not open.
    pub unopened: u64,
    /// Whether they have an account of their own here.
    pub keeps_account: bool,
    /// The reason for the copy, as typed, and what was wrong with it.
    pub told: (String, Vec<FieldError>),
    /// The reason for erasing, as typed, and what was wrong with it.
    pub erased: (String, Vec<FieldError>),
    /// Whether `revoke` was ticked.
    pub revoke: bool,
}

/// What is kept of a learner.
pub fn person_data(chrome: &Chrome, data: &PersonData) -> String {
    let title = words::person_title(&data.name);
    desk_page(chrome, &data.issuer, Section::Classes, &title, false, || {
        let data = data.clone();
        let learner = format!("/desk/{}/learners/{}", data.issuer.slug, data.learner);
        let action = format!("{learner}/data");
        let (reason, errors) = data.told.clone();
        view! {
            <div class="narrow">
                <header class="page-head">
                    <h1>{title.clone()}</h1>
                    <p class="lead">{words::person_lead()}</p>
                    <p><a href=learner.clone()>{data.name.clone()}</a></p>
                </header>
                <section class="audit-part">
                    <h2>{words::tell()}</h2>
                    <p class="hint">{words::tell_hint()}</p>
                    {form_problem(&errors)}
                    <form method="post" action=format!("{action}/export") class="stack">
                        {field(Field::text("reason", words::reason()), &reason, &errors)}
                        <p class="row"><button class="main">{words::tell_button()}</button></p>
                    </form>
                </section>
                {erasing(&action, learner, data)}
            </div>
        }
    })
}

fn erasing(action: &str, back: String, data: PersonData) -> AnyView {
    let mut goes: Vec<String> =
        data.goes.iter().filter_map(|(table, number)| words::goes(table, *number)).collect();
    goes.extend(data.acts.map(words::acts_go));
    let rest = data.acts.is_none().then(|| {
        view! {
            <p class="hint">{words::count_hint()}</p>
            <p><a href=format!("{action}?whole=yes") rel="nofollow">{words::count_label()}</a></p>
        }
    });
    let unopened =
        (data.unopened > 0).then(|| view! { <p class="hint">{words::unopened(data.unopened)}</p> });
    let goes: Vec<_> = goes.into_iter().map(|text| view! { <li>{text}</li> }).collect();
    let account = data.keeps_account.then_some(words::account_stays());
    let stays: Vec<_> =
        words::staying().iter().copied().chain(account).map(|text| view! { <li>{text}</li> }).collect();
    let (reason, errors) = data.erased;
    let unsure = errors.iter().find(|error| error.field == "sure").map(|error| {
        view! { <p class="field-problem" id="sure-problem">{capital(&error.message)}</p> }
    });
    let described = unsure.is_some().then_some("sure-problem");
    // The page has this field once more above: its id is its own here.
    let (label, hint) = words::reason();
    let problem = errors.iter().find(|error| error.field == "reason").map(|error| {
        view! { <p class="field-problem" id="erase-reason-problem">{capital(&error.message)}</p> }
    });
    let invalid = problem.is_some().then_some("true");
    view! {
        <section class="audit-part">
            <h2>{words::erase()}</h2>
            <h3>{words::goes_label()}</h3>
            <ul>{goes}</ul>
            {rest}
            {unopened}
            <h3>{words::stays()}</h3>
            <ul>{stays}</ul>
            {form_problem(&errors)}
            <form method="post" action=format!("{action}/erase") class="stack">
                <div class="field">
                    <label for="erase-reason">{label}</label>
                    <p class="hint" id="erase-reason-hint">{hint}</p>
                    {problem}
                    <input
                        id="erase-reason"
                        name="reason"
                        type="text"
                        value=reason
                        required
                        autocomplete="off"
                        aria-describedby="erase-reason-hint"
                        aria-invalid=invalid
                    />
                </div>
                <label class="roll-tick">
                    <input type="checkbox" name="revoke" value="yes" checked=data.revoke />
                    <span>{words::revoke()}</span>
                </label>
                {unsure}
                <label class="roll-tick">
                    <input type="checkbox" name="sure" value="yes" required aria-describedby=described />
                    <span>{words::sure()}</span>
                </label>
                <p class="row"><button class="danger">{words::erase_button()}</button><a href=back>{general::cancel()}</a></p>
            </form>
        </section>
    }
    .into_any()
}
