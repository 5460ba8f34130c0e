//! `/wallet`: what a learner holds, what waits for them, and what they made of it.

use std::fmt::Write as _;

use crypto::verify::Report;
use leptos::prelude::*;

use super::amendments::AmendmentState;
use super::certificate::on_paper;
use super::document::{Head, document};
use super::transcript_sheet::transcript_sheet;
use crate::chrome::{Chrome, FieldError};
use crate::components::badge::{Badge, badge};
use crate::components::{CardLine, Field, badge_card, field, report_view};
use crate::words::{amendments, dates, disclosures, verify, wallet as words};

/// What the wallet shows.
#[derive(Clone, Debug, Default)]
pub struct Wallet {
    /// Awards to an address of this account that are not claimed yet.
    pub offers: Vec<Offer>,
    /// What the account holds, newest first.
    pub credentials: Vec<Held>,
    /// Its records, newest first.
    pub records: Vec<RecordLine>,
    /// What was wrong with the title of a new record. A sentence.
    pub problem: Option<String>,
}

/// An award that waits to be claimed by `POST /wallet/credentials/{id}/claim`.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    /// The credential's id.
    pub credential: String,
    /// The achievement's name.
    pub name: String,
    /// Who awards it.
    pub issuer_name: String,
    /// The address it was awarded to.
    pub email: String,
    /// When, RFC 3339.
    pub awarded_at: String,
    /// Its picture.
    pub badge: Badge,
}

/// A credential that is held, with the server's report on it.
#[derive(Clone, Debug)]
pub struct Held {
    /// The id under which this wallet keeps it.
    pub credential: String,
    /// The report; its `credential` has the names.
    pub report: Report,
    /// Its picture.
    pub badge: Badge,
    /// The learner's note beside it in a record; empty elsewhere.
    pub note: String,
}

/// A record in a list.
#[derive(Clone, Debug, Default)]
pub struct RecordLine {
    /// The record's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many credentials are in it.
    pub items: u64,
    /// How many of its shares are live.
    pub shares: u64,
}

/// `/wallet/credentials/{id}`: all of one credential.
#[derive(Clone, Debug)]
pub struct WalletCredential {
    /// The credential and its report.
    pub held: Held,
    /// The signed text, byte for byte.
    pub document: String,
    /// When the account got it, RFC 3339.
    pub held_since: String,
    /// The account's records, to add it to one.
    pub records: Vec<RecordLine>,
    /// Whether all of it fits into a QR code.
    pub fits_on_paper: bool,
    /// Its page under `/credentials/`, for what was issued here.
    pub public_path: Option<String>,
    /// Whether its holder can ask for a correction here.
    pub correctable: bool,
    /// Where the latest such request stands.
    pub amendment: Option<AmendmentState>,
}

/// The wallet.
pub fn wallet(chrome: &Chrome, data: &Wallet) -> String {
    let Wallet { offers, credentials, records, problem } = data.clone();
    document(chrome, &Head::private(words::title(), "/wallet"), || {
        let offers = (!offers.is_empty()).then(|| {
            let offers: Vec<_> = offers.into_iter().map(offer).collect();
            view! {
                <section class="offers">
                    <h2>{words::offers()}</h2>
                    <ul>{offers}</ul>
                </section>
            }
        });
        view! {
            <header class="page-head">
                <h1>{words::title()}</h1>
                <p class="row"><a href="/wallet/disclosures">{disclosures::mine()}</a></p>
            </header>
            {offers}
            <section>
                <h2>{words::credentials()}</h2>
                {credential_list(credentials)}
            </section>
            <section>
                <h2>{words::records()}</h2>
                {record_list(records)}
                {record_form(problem)}
            </section>
        }
    })
}

fn offer(offer: Offer) -> AnyView {
    let action = format!("/wallet/credentials/{}/claim", offer.credential);
    let text = words::offered(&offer.issuer_name, &dates::day(&offer.awarded_at), &offer.email);
    let name = words::claim_name(&offer.name);
    view! {
        <li class="card">
            {badge(&offer.badge, "badge-medium")}
            <div class="card-text">
                <h3 class="title">{offer.name}</h3>
                <p class="issuer">{text}</p>
            </div>
            <form method="post" action=action>
                <button class="main" aria-label=name>{words::claim()}</button>
            </form>
        </li>
    }
    .into_any()
}

fn credential_list(credentials: Vec<Held>) -> AnyView {
    if credentials.is_empty() {
        return view! { <p class="empty">{words::no_credentials()}</p> }.into_any();
    }
    let cards: Vec<_> = credentials
        .into_iter()
        .map(|held| {
            let href = format!("/wallet/credentials/{}", held.credential);
            view! { <li>{badge_card(&CardLine::of(&held.report), &held.badge, href)}</li> }
        })
        .collect();
    view! { <ul class="cards">{cards}</ul> }.into_any()
}

fn record_list(records: Vec<RecordLine>) -> AnyView {
    if records.is_empty() {
        return view! { <p class="empty">{words::no_records()}</p> }.into_any();
    }
    let lines: Vec<_> = records
        .into_iter()
        .map(|record| {
            let href = format!("/wallet/records/{}", record.id);
            let text = words::record_line(record.items, record.shares);
            view! { <li><a class="title" href=href>{record.title}</a><span class="hint">{text}</span></li> }
        })
        .collect();
    view! { <ul class="lines">{lines}</ul> }.into_any()
}

fn record_form(problem: Option<String>) -> AnyView {
    let errors: Vec<_> =
        problem.into_iter().map(|message| FieldError { field: "title".to_owned(), message }).collect();
    let title = Field::text("title", (words::new_record(), words::new_record_hint()));
    view! {
        <form method="post" action="/wallet/records" class="stack narrow">
            {field(title, "", &errors)}
            <button>{words::create_record()}</button>
        </form>
    }
    .into_any()
}

/// One credential in the wallet.
pub fn wallet_credential(chrome: &Chrome, data: &WalletCredential) -> String {
    let data = data.clone();
    let title = CardLine::of(&data.held.report).title;
    document(chrome, &Head::private(title.clone(), "/wallet"), || {
        let report = &data.held.report;
        let checked = verify::checked_by_server(&dates::minute(&report.checked_at));
        let held_since = words::held_since(&dates::day(&data.held_since));
        let own_page =
            data.public_path.clone().map(|href| view! { " "<a href=href>{words::own_page()}</a>"." });
        view! {
            <p class="eyebrow"><a href="/wallet">{words::back()}</a></p>
            <h1 class="unseen">{title}</h1>
            {report_view(report, Some(&data.held.badge), Some(checked), false)}
            {transcript_sheet(report)}
            <p class="hint">{held_since}{own_page}</p>
            {on_paper(&data.held.credential, data.fits_on_paper, !data.held.report.nested.is_empty())}
            {add_to_record(&data.held.credential, data.records)}
            {data.correctable.then(|| correction(&data.held.credential, data.amendment.as_ref()))}
            {signed_text(&data.document)}
        }
    })
}

fn correction(credential: &str, asked: Option<&AmendmentState>) -> AnyView {
    let href = format!("/wallet/credentials/{credential}/amendments");
    let (text, state) = match asked {
        None => (amendments::title(), None),
        Some(state) => {
            let (class, words) = state.words();
            (amendments::see(), Some(view! { <span class=class>{words}</span> }))
        }
    };
    view! {
        <section>
            <h2>{amendments::wallet()}</h2>
            <p class="row"><a class="button" href=href>{text}</a>{state}</p>
        </section>
    }
    .into_any()
}

fn add_to_record(credential: &str, records: Vec<RecordLine>) -> Option<AnyView> {
    if records.is_empty() {
        return None;
    }
    let forms: Vec<_> = records
        .into_iter()
        .map(|record| {
            let action = format!("/wallet/records/{}/items", record.id);
            let credential = credential.to_owned();
            view! {
                <li>
                    <form method="post" action=action>
                        <input type="hidden" name="credential" value=credential />
                        <button>{words::add_to(&record.title)}</button>
                    </form>
                </li>
            }
        })
        .collect();
    Some(
        view! { <section><h2>{words::add_to_label()}</h2><ul class="choices">{forms}</ul></section> }
            .into_any(),
    )
}

fn signed_text(document: &str) -> AnyView {
    let document = document.to_owned();
    let href = format!("data:application/json;charset=utf-8,{}", percent_encoded(&document));
    view! {
        <details class="fold">
            <summary>{words::signed_text()}</summary>
            <p>{words::signed_text_lead()}</p>
            <p><a class="button" href=href download="credential.json">{words::download()}</a></p>
            <pre tabindex="0" aria-label=words::signed_text() role="region">{document}</pre>
        </details>
    }
    .into_any()
}

/// Text for a `data:` address: everything but letters, digits and a few signs as `%XX`.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~,:{}[]/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}"); // a String takes everything
        }
    }
    encoded
}
