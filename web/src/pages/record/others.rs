//! What can be added to a record: looked for in the wallet, and found page by page.
//!
//! Field and buttons belong to the composer's form, so that what was typed there is saved along, and what is
//! looked for stands in no address.

use leptos::prelude::*;

use super::{FORM, drawn};
use crate::components::badge::badge;
use crate::pages::wallet::WalletLine;
use crate::pages::wallet::line::{labels, path, state};
use crate::words::{record as words, wallet, wallet_find as finding};

/// What was found besides what a record has.
#[derive(Clone, Debug, Default)]
pub struct RecordOthers {
    /// What was looked for; may be empty.
    pub asked: String,
    /// What was found, newest award first.
    pub lines: Vec<WalletLine>,
    /// How many there are on all pages.
    pub total: u64,
    /// Which page this is; the first is 1.
    pub page: u32,
    /// How many there are.
    pub pages: u32,
}

/// What was found, by itself.
pub fn record_others(data: &RecordOthers) -> String {
    drawn(|| found(data))
}

pub(super) fn section(data: &RecordOthers) -> AnyView {
    view! {
        <section>
            <h2>{wallet::others()}</h2>
            <div class="wallet-search" role="search">
                <div class="field">
                    <label for="find">{finding::text()}</label>
                    <p class="hint" id="find-hint">{finding::text_hint()}</p>
                    <input
                        id="find"
                        form=FORM
                        name="find"
                        type="search"
                        value=data.asked.clone()
                        maxlength="200"
                        autocomplete="off"
                        aria-describedby="find-hint"
                    />
                </div>
                <button id="find-button" form=FORM name="edit" value="find">{finding::find()}</button>
            </div>
            <div id="record-others" class="wallet-found">{found(data)}</div>
        </section>
    }
    .into_any()
}

fn found(data: &RecordOthers) -> AnyView {
    let everything = data.asked.trim().is_empty();
    if data.lines.is_empty() {
        let nothing = if everything { wallet::others_empty().to_owned() } else { finding::found(0) };
        return view! { <p class="empty" role="status">{nothing}</p> }.into_any();
    }
    let status = if everything { finding::all(data.total) } else { finding::found(data.total) };
    let cards: Vec<_> = data.lines.iter().map(card).collect();
    view! {
        <p class="hint" role="status">{status}</p>
        <ul class="cards with-action record-others">{cards}</ul>
        {pages(data)}
    }
    .into_any()
}

fn card(line: &WalletLine) -> AnyView {
    let (id, add) = (format!("add-{}", line.credential), format!("add:{}", line.credential));
    view! {
        <li>
            <article class="card">
                {badge(&line.badge, "badge-medium")}
                <div class="card-text">
                    <h3 class="title"><a href=path(&line.credential)>{line.title.clone()}</a></h3>
                    <p class="issuer">{line.issuer.clone()}</p>
                    <p class="card-state">{state(line)}</p>
                    {labels(line.on_word, line.open_badges_2)}
                </div>
            </article>
            <button id=id form=FORM name="edit" value=add aria-label=words::add_one(&line.title)>
                {wallet::add()}
            </button>
        </li>
    }
    .into_any()
}

fn pages(data: &RecordOthers) -> Option<AnyView> {
    if data.pages <= 1 {
        return None;
    }
    let turn = |id: &'static str, page: u32, text: &'static str| {
        view! { <button id=id form=FORM name="edit" value=format!("find-page:{page}")>{text}</button> }
    };
    let before = (data.page > 1).then(|| turn("find-before", data.page - 1, finding::before()));
    let next = (data.page < data.pages).then(|| turn("find-next", data.page + 1, finding::next()));
    Some(
        view! {
            <nav class="wallet-pages" aria-label=finding::pages()>
                {before}
                <span class="hint">{finding::page(data.page, data.pages)}</span>
                {next}
            </nav>
        }
        .into_any(),
    )
}
