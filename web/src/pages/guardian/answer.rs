//! The two questions: to whoever is to be a guardian, and to the learner.

use leptos::prelude::*;

use super::{SECTION, list};
use crate::chrome::{Chrome, FieldError};
use crate::components::{Field, field};
use crate::pages::document::{Head, document};
use crate::words::{dates, guardian as words};

/// An invitation. Posts `name` to `/guardianships/{id}`, or nothing to `…/decline`.
#[derive(Clone, Debug, Default)]
pub struct GuardianInvited {
    /// Its id.
    pub id: String,
    /// Who asks.
    pub institution: String,
    /// What the learner is called.
    pub learner: String,
    /// The address that it is for.
    pub email: String,
    /// The last day, RFC 3339.
    pub last_day: String,
    /// Whether whoever is asked has no name yet.
    pub nameless: bool,
    /// A name, as typed.
    pub name: String,
    /// What was wrong with it.
    pub errors: Vec<FieldError>,
}

/// The question to a learner. Posts nothing to `/account/guardians/{id}`, or to `…/refuse`.
#[derive(Clone, Debug, Default)]
pub struct GuardianAsked {
    /// Its id.
    pub id: String,
    /// The guardian's name or address.
    pub guardian: String,
    /// Who asks.
    pub institution: String,
    /// The last day, RFC 3339.
    pub last_day: String,
}

/// An invitation to look after somebody's wallet.
pub fn guardian_invited(chrome: &Chrome, data: &GuardianInvited) -> String {
    let data = data.clone();
    let title = words::invited_title(&data.learner);
    document(chrome, &Head::private(title.clone(), SECTION), || {
        let action = format!("/guardianships/{}", data.id);
        let name = data.nameless.then(|| {
            let own = Field { autocomplete: "name", ..Field::text("name", words::your_name()).optional() };
            field(own, &data.name, &data.errors)
        });
        view! {
            <div class="narrow">
                <h1>{title}</h1>
                <p class="lead">{words::invited_lead(&data.institution, &data.learner)}</p>
                <h2>{words::you_see()}</h2>
                {list(&words::you_see_list())}
                <h2>{words::you_do()}</h2>
                {list(&words::you_do_list())}
                <h2>{words::you_not()}</h2>
                {list(&words::you_not_list())}
                <p>{words::both()}</p>
                <p class="hint">{words::invited_for(&data.email, &dates::day(&data.last_day))}</p>
                <form method="post" action=action.clone() class="stack">
                    {name}
                    <button class="main">{words::accept()}</button>
                </form>
                <form method="post" action=format!("{action}/decline")>
                    <button>{words::decline()}</button>
                </form>
            </div>
        }
    })
}

/// The question to a learner.
pub fn guardian_asked(chrome: &Chrome, data: &GuardianAsked) -> String {
    let data = data.clone();
    let title = words::asked_title(&data.guardian);
    document(chrome, &Head::private(title.clone(), "/account"), || {
        let action = format!("/account/guardians/{}", data.id);
        view! {
            <div class="narrow">
                <h1>{title}</h1>
                <p class="lead">{words::asked_lead(&data.institution)}</p>
                <h2>{words::they_see()}</h2>
                {list(&words::they_see_list())}
                <h2>{words::they_do()}</h2>
                {list(&words::they_do_list())}
                <h2>{words::they_not()}</h2>
                {list(&words::they_not_list())}
                <p>{words::asked_until(&dates::day(&data.last_day), &data.institution)}</p>
                <form method="post" action=action.clone()>
                    <button class="main">{words::agree()}</button>
                </form>
                <form method="post" action=format!("{action}/refuse") class="row">
                    <button>{words::refuse()}</button>
                    <a href="/account">{words::later()}</a>
                </form>
            </div>
        }
    })
}
