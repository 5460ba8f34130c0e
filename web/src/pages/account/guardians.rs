//! Who looks after the wallet with its owner.

use leptos::prelude::*;

use crate::words::{dates, guardian as words};

/// A guardian, or somebody who is to be one.
#[derive(Clone, Debug, Default)]
pub struct AccountGuardian {
    /// Their id.
    pub id: String,
    /// Their name, or their address.
    pub name: String,
    /// The institution that asks.
    pub institution: String,
    /// How far it has come.
    pub state: AccountGuardianState,
    /// The last day, RFC 3339.
    pub last_day: String,
}

/// How far it has come with a guardian.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum AccountGuardianState {
    /// The learner has not answered.
    #[default]
    Asked,
    /// The guardian has not.
    Waits,
    /// It is in force since then, RFC 3339.
    InForce(String),
    /// It is over.
    Over,
}

/// * `people`: how many others the owner looks after.
pub(super) fn section(guardians: &[AccountGuardian], people: u64) -> AnyView {
    let lines: Vec<_> = guardians.iter().map(guardian).collect();
    let list = if lines.is_empty() {
        view! { <p class="hint">{words::section_empty()}</p> }.into_any()
    } else {
        view! { <ul class="account-lines">{lines}</ul> }.into_any()
    };
    let people = (people > 0).then(|| view! { <p><a href="/wallet/guardian">{words::people()}</a></p> });
    view! {
        <section class="account-part" aria-labelledby="guardians">
            <h2 id="guardians">{words::section()}</h2>
            {list}
            {people}
        </section>
    }
    .into_any()
}

fn guardian(line: &AccountGuardian) -> AnyView {
    let day = dates::day(&line.last_day);
    let about = match &line.state {
        AccountGuardianState::Asked => words::wants(&line.institution, &line.name),
        AccountGuardianState::Waits => words::not_yet(&line.institution, &day),
        AccountGuardianState::InForce(since) => words::in_force(&line.institution, &dates::day(since), &day),
        AccountGuardianState::Over => words::over(&line.institution),
    };
    let way = match &line.state {
        AccountGuardianState::Asked => Some((
            format!("/account/guardians/{}", line.id),
            words::answer_named(&line.name),
            words::answer(),
        )),
        AccountGuardianState::InForce(_) => {
            Some((format!("/wallet/guardian/{}", line.id), words::see_named(&line.name), words::see()))
        }
        _ => None,
    };
    let way = way.map(|(href, named, text)| {
        view! { <a class="button small" href=href aria-label=named>{text}</a> }
    });
    view! {
        <li class="account-line">
            <p><strong class="account-name">{line.name.clone()}</strong><span class="hint">{about}</span></p>
            <div class="row">{way}</div>
        </li>
    }
    .into_any()
}
