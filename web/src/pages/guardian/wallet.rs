//! A wallet that somebody looks after: its credentials, records and links, without notes.

use leptos::prelude::*;

use super::{SECTION, WardHead, back, links, note};
use crate::chrome::Chrome;
use crate::components::badge::badge;
use crate::components::{CardLine, report_view};
use crate::pages::document::{Head, document};
use crate::pages::transcript_sheet::transcript_sheet;
use crate::pages::wallet::line::{labels, state};
use crate::pages::wallet::{Held, RecordLine, WalletLine};
use crate::words::{dates, guardian as words, verify, wallet as wallet_words};

/// A wallet, to whoever looks after it.
#[derive(Clone, Debug, Default)]
pub struct WardWallet {
    /// Whose.
    pub head: WardHead,
    /// The last day, RFC 3339.
    pub last_day: String,
    /// A page of its credentials, the latest first.
    pub credentials: Vec<WalletLine>,
    /// How many there are.
    pub total: u64,
    /// Which page this is, from 1,
    pub page: u32,
    /// of how many.
    pub pages: u32,
    /// Its records, newest first.
    pub records: Vec<RecordLine>,
    /// Its links, newest first.
    pub links: Vec<links::WardLink>,
}

/// A credential, to whoever looks after the wallet that it is in.
#[derive(Clone, Debug)]
pub struct WardCredential {
    /// Whose.
    pub head: WardHead,
    /// The credential and its report.
    pub held: Held,
    /// Whether the learner alone says that it is theirs.
    pub on_word: bool,
}

/// A record, to whoever looks after the wallet that it is in.
#[derive(Clone, Debug, Default)]
pub struct WardRecord {
    /// Whose.
    pub head: WardHead,
    /// Its title.
    pub title: String,
    /// What is in it, in order.
    pub sections: Vec<WardSection>,
}

/// A section of a record.
#[derive(Clone, Debug, Default)]
pub struct WardSection {
    /// Its heading; may be empty.
    pub heading: String,
    /// What is under it.
    pub items: Vec<WardItem>,
}

/// A credential in a record.
#[derive(Clone, Debug, Default)]
pub struct WardItem {
    /// The credential.
    pub line: WalletLine,
    /// How many of how many of its entries are in the record, where it is not all of it.
    pub entries: Option<(usize, usize)>,
}

/// A wallet.
pub fn ward_wallet(chrome: &Chrome, data: &WardWallet) -> String {
    let data = data.clone();
    let title = words::wallet_of(&data.head.learner);
    document(chrome, &Head::private(title.clone(), SECTION), || {
        let path = data.head.path();
        let (way, text) = if data.head.own {
            ("/account#guardians", words::section())
        } else {
            ("/wallet/guardian", words::people())
        };
        let leave = (!data.head.own).then(|| {
            view! { <p><a href=format!("{path}/leave")>{words::leave()}</a></p> }
        });
        view! {
            <p class="eyebrow"><a href=way>{text}</a></p>
            <header class="page-head">
                <h1>{title}</h1>
                {note(&data.head)}
                <p class="hint">{words::until(&dates::day(&data.last_day))}</p>
            </header>
            {links::section(&data.head, &data.links)}
            {credentials(&path, &data)}
            {records(&path, &data.records)}
            {leave}
        }
    })
}

fn credentials(path: &str, data: &WardWallet) -> AnyView {
    let cards: Vec<_> = data.credentials.iter().map(|line| card(path, line, None)).collect();
    let list = if cards.is_empty() {
        view! { <p class="empty">{words::no_credentials()}</p> }.into_any()
    } else {
        view! { <ul class="cards">{cards}</ul> }.into_any()
    };
    let shown = (data.pages > 1).then(|| {
        let text = words::shown_of(data.credentials.len() as u64, data.total);
        let next = (data.page < data.pages).then(|| {
            let href = format!("{path}?page={}#credentials", data.page + 1);
            view! { <a href=href>{words::more()}</a> }
        });
        view! { <p class="row"><span class="hint">{text}</span>{next}</p> }
    });
    view! {
        <section aria-labelledby="credentials">
            <h2 id="credentials">{words::credentials()}</h2>
            {list}
            {shown}
        </section>
    }
    .into_any()
}

fn card(path: &str, line: &WalletLine, entries: Option<(usize, usize)>) -> AnyView {
    let href = format!("{path}/credentials/{}", line.credential);
    let entries = entries.map(|(chosen, all)| {
        view! { <p class="hint">{words::entries_of(chosen, all)}</p> }
    });
    view! {
        <li>
            <article class="card">
                {badge(&line.badge, "badge-medium")}
                <div class="card-text">
                    <h3 class="title"><a href=href>{line.title.clone()}</a></h3>
                    <p class="issuer">{line.issuer.clone()}</p>
                    <p class="card-state">{state(line)}</p>
                    {entries}
                    {labels(line.on_word, line.open_badges_2)}
                </div>
            </article>
        </li>
    }
    .into_any()
}

fn records(path: &str, records: &[RecordLine]) -> AnyView {
    let lines: Vec<_> = records
        .iter()
        .map(|record| {
            let href = format!("{path}/records/{}", record.id);
            let text = wallet_words::record_line(record.items, record.shares);
            view! { <li><a class="title" href=href>{record.title.clone()}</a><span class="hint">{text}</span></li> }
        })
        .collect();
    let list = if lines.is_empty() {
        view! { <p class="empty">{words::no_records()}</p> }.into_any()
    } else {
        view! { <ul class="lines">{lines}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="records">
            <h2 id="records">{words::records()}</h2>
            {list}
        </section>
    }
    .into_any()
}

/// A credential of such a wallet.
pub fn ward_credential(chrome: &Chrome, data: &WardCredential) -> String {
    let data = data.clone();
    let title = CardLine::of(&data.held.report).title;
    document(chrome, &Head::private(title.clone(), SECTION), || {
        let report = &data.held.report;
        let checked = verify::checked_by_server(&dates::minute(&report.checked_at));
        view! {
            {back(&data.head)}
            <h1 class="unseen">{title}</h1>
            {note(&data.head)}
            {labels(data.on_word, false)}
            {report_view(report, Some(&data.held.badge), Some(checked), false)}
            {transcript_sheet(report)}
        }
    })
}

/// A record of such a wallet.
pub fn ward_record(chrome: &Chrome, data: &WardRecord) -> String {
    let data = data.clone();
    document(chrome, &Head::private(data.title.clone(), SECTION), || {
        let path = data.head.path();
        let sections: Vec<_> = data.sections.iter().map(|section| part(&path, section)).collect();
        let inside = if sections.is_empty() {
            view! { <p class="empty">{words::empty_record()}</p> }.into_any()
        } else {
            sections.into_any()
        };
        view! {
            {back(&data.head)}
            <header class="page-head">
                <h1 class="title">{data.title.clone()}</h1>
                {note(&data.head)}
                <p class="hint">{words::without_notes()}</p>
            </header>
            {inside}
        }
    })
}

fn part(path: &str, section: &WardSection) -> AnyView {
    let name =
        if section.heading.is_empty() { words::credentials().to_owned() } else { section.heading.clone() };
    let cards: Vec<_> = section.items.iter().map(|item| card(path, &item.line, item.entries)).collect();
    view! { <section><h2>{name}</h2><ul class="cards">{cards}</ul></section> }.into_any()
}
