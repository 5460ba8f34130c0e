//! Guardians: what they are asked, whom they look after, what they see. The learner sees the same pages of their own
//! wallet.

mod answer;
mod links;
mod wallet;

use leptos::prelude::*;

pub use answer::{GuardianAsked, GuardianInvited, guardian_asked, guardian_invited};
pub use links::{WardLink, WardLinkPage, ward_end_link, ward_leave, ward_link};
pub use wallet::{
    WardCredential, WardItem, WardRecord, WardSection, WardWallet, ward_credential, ward_record, ward_wallet,
};

use super::document::{Head, document};
use super::wallet::WardInvited;
use super::wallet::guardians::invitations;
use crate::chrome::{Chrome, Notice, Tone};
use crate::components::notice;
use crate::words::{dates, guardian as words, wallet as wallet_words};

/// Where these pages are, among the sections.
const SECTION: &str = "/wallet";

/// Whose wallet, on each of its pages.
#[derive(Clone, Debug, Default)]
pub struct WardHead {
    /// The guardian's id.
    pub id: String,
    /// What the learner is called.
    pub learner: String,
    /// What the guardian is called.
    pub guardian: String,
    /// Whether it is the learner who looks.
    pub own: bool,
}

/// Somebody whose wallet is looked after.
#[derive(Clone, Debug, Default)]
pub struct PersonLine {
    /// The guardian's id.
    pub id: String,
    /// What they are called.
    pub name: String,
    /// The institution that asked.
    pub institution: String,
    /// The last day, RFC 3339.
    pub last_day: String,
    /// How many of their links wait.
    pub waiting: u64,
}

impl WardHead {
    fn path(&self) -> String {
        format!("/wallet/guardian/{}", self.id)
    }
}

/// Those whom somebody looks after.
pub fn guardian_people(chrome: &Chrome, people: &[PersonLine], invited: &[WardInvited]) -> String {
    document(chrome, &Head::private(words::people(), SECTION), || {
        let lines: Vec<_> = people
            .iter()
            .map(|person| {
                let href = format!("/wallet/guardian/{}", person.id);
                let about = words::by(&person.institution, &dates::day(&person.last_day));
                let waiting = (person.waiting > 0).then(|| {
                    let href = format!("{href}#links");
                    view! { <a href=href>{words::waiting(person.waiting)}</a> }
                });
                view! {
                    <li>
                        <a class="title" href=href.clone()>{person.name.clone()}</a>
                        {waiting}
                        <span class="hint">{about}</span>
                    </li>
                }
            })
            .collect();
        let list = if lines.is_empty() {
            view! { <p class="empty">{words::people_empty()}</p> }.into_any()
        } else {
            view! { <ul class="lines">{lines}</ul> }.into_any()
        };
        view! {
            <p class="eyebrow"><a href="/wallet">{wallet_words::back()}</a></p>
            <header class="page-head">
                <h1>{words::people()}</h1>
                <p class="lead">{words::people_lead()}</p>
            </header>
            {invitations(invited)}
            {list}
        }
    })
}

/// Says on top of a page whose eyes it is seen with.
fn note(head: &WardHead) -> AnyView {
    let text = if head.own { words::only_looking(&head.guardian) } else { words::guardian_note().to_owned() };
    notice(&Notice { tone: Tone::Plain, text }).into_any()
}

/// Leads from a part of a wallet back to it.
fn back(head: &WardHead) -> AnyView {
    view! { <p class="eyebrow"><a href=head.path()>{words::back(&head.learner)}</a></p> }.into_any()
}

fn list(texts: &[&'static str]) -> AnyView {
    let items: Vec<_> = texts.iter().map(|text| view! { <li>{*text}</li> }).collect();
    view! { <ul class="guardian-list">{items}</ul> }.into_any()
}
