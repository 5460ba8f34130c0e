//! `/wallet/receipts`: everything that somebody ever agreed to show, also by links that are gone.

use leptos::prelude::*;

use super::document::{Head, document};
use crate::{
    chrome::Chrome,
    words::{dates, share as words},
};

/// What somebody agreed to.
#[derive(Clone, Debug, Default)]
pub struct ShareReceipt {
    /// When, RFC 3339.
    pub given_at: String,
    /// Until when, where it is over, RFC 3339.
    pub ended_at: Option<String>,
    /// To whom; may be empty.
    pub recipient: String,
    /// What for; may be empty.
    pub purpose: String,
    /// When it was brought from another wallet, where it was, RFC 3339.
    pub brought_at: Option<String>,
    /// What.
    pub content: api::ReceiptContent,
}

/// A page of receipts.
#[derive(Clone, Debug, Default)]
pub struct Receipts {
    /// The last first.
    pub receipts: Vec<ShareReceipt>,
    /// Which page, from 1.
    pub page: u32,
    /// Whether there are earlier ones.
    pub more: bool,
}

/// The page.
pub fn receipts(chrome: &Chrome, data: &Receipts) -> String {
    let each: Vec<_> = data.receipts.iter().map(receipt).collect();
    let at = |page: u32| format!("/wallet/receipts?page={page}");
    document(chrome, &Head::private(words::receipts(), "/wallet"), || {
        let list = if each.is_empty() {
            view! { <p class="empty">{words::receipts_none()}</p> }.into_any()
        } else {
            view! { <ol class="share-receipts">{each}</ol> }.into_any()
        };
        let later = (data.page > 1)
            .then(|| view! { <a rel="prev" href=at(data.page - 1)>{words::receipts_later()}</a> });
        let earlier =
            data.more.then(|| view! { <a rel="next" href=at(data.page + 1)>{words::receipts_earlier()}</a> });
        view! {
            <header class="page-head">
                <p class="eyebrow"><a href="/wallet/shares">{words::all()}</a></p>
                <h1>{words::receipts()}</h1>
                <p class="lead">{words::receipts_lead()}</p>
            </header>
            {list}
            <p class="row">{later}{earlier}</p>
        }
    })
}

pub(super) fn receipt(receipt: &ShareReceipt) -> AnyView {
    let content = &receipt.content;
    let items: Vec<_> = content
        .items
        .iter()
        .map(|item| {
            let name = if item.name.is_empty() { words::nameless() } else { &item.name };
            let name = match item.issuer_name.as_str() {
                "" => name.to_owned(),
                issuer => words::from_issuer(name, issuer),
            };
            let entries =
                item.parts.map(|number| view! { <span class="hint">" "{words::entries(number)}</span> });
            view! { <li>{name}{entries}</li> }
        })
        .collect();
    let whom =
        (!receipt.recipient.is_empty()).then(|| view! { <li>{words::for_whom(&receipt.recipient)}</li> });
    let purpose = (!receipt.purpose.is_empty()).then(|| view! { <li>{receipt.purpose.clone()}</li> });
    let follows = if content.follows { words::follows() } else { words::frozen() };
    let until = content.expires_at.as_ref().map(|at| view! { <li>{words::live_until(&dates::day(at))}</li> });
    let passcode = content.with_passcode.then(|| view! { <li>{words::with_passcode()}</li> });
    let ended = receipt.ended_at.as_ref().map(|at| {
        view! { <p class="hint">{words::agreed_until(&dates::minute(at))}</p> }
    });
    let brought = receipt.brought_at.as_ref().map(|at| {
        view! { <p class="hint">{words::receipt_brought(&dates::day(at))}</p> }
    });
    view! {
        <li>
            <p>{words::agreed(&dates::minute(&receipt.given_at), &content.record_title)}</p>
            <ul>{items}</ul>
            <ul class="share-terms hint">{whom}{purpose}<li>{follows}</li>{until}{passcode}</ul>
            {ended}
            {brought}
        </li>
    }
    .into_any()
}
