//! `/outbox`: the mails of the demo, which nobody gets.

use leptos::prelude::*;

use super::document::{Head, document};
use crate::chrome::Chrome;
use crate::words::{dates, home as words};

/// What the outbox shows.
#[derive(Clone, Debug, Default)]
pub struct Outbox {
    /// The mails, newest first.
    pub mails: Vec<Mail>,
}

/// One mail.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    /// Its address.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// The link that it is about.
    pub link: Option<String>,
    /// When it was sent, RFC 3339.
    pub sent_at: String,
}

/// The outbox.
pub fn outbox(chrome: &Chrome, data: &Outbox) -> String {
    let mails = data.mails.clone();
    document(chrome, &Head::private(words::outbox_title(), "/outbox"), || {
        let list = if mails.is_empty() {
            view! { <p class="empty">{words::outbox_empty()}</p> }.into_any()
        } else {
            let mails: Vec<_> = mails.into_iter().map(letter).collect();
            view! { <ul class="mails">{mails}</ul> }.into_any()
        };
        view! {
            <header class="page-head">
                <h1>{words::outbox_title()}</h1>
                <p class="lead">{words::outbox_lead()}</p>
            </header>
            {list}
        }
    })
}

fn letter(mail: Mail) -> impl IntoView {
    let link = mail.link.map(|href| view! { <p><a class="button" href=href>{words::outbox_link()}</a></p> });
    let when = dates::minute(&mail.sent_at);
    view! {
        <li class="sheet mail">
            <h2>{mail.subject}</h2>
            <p class="hint">{words::to()}" "{mail.to}", "{when}</p>
            <p class="mail-text">{mail.text}</p>
            {link}
        </li>
    }
}
