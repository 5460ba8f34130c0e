//! `/wallet`: what a learner holds, what waits for them, and what they made of it.

mod add;
mod along;
mod find;
pub(super) mod guardians;
pub(super) mod line;
mod linkedin;
mod news;
mod public;
mod remove;
mod skills;

use std::fmt::Write as _;

use crypto::verify::Report;
use leptos::prelude::*;

pub use add::{WalletAdd, WalletAdded, WalletCame, WalletWaiting, WalletWhy, wallet_add};
pub use along::{WalletAlong, WalletCameAlong, wallet_along};
pub use find::{WalletAsked, WalletChoice, WalletChoices, WalletFound, WalletView, wallet_found};
pub use guardians::{WalletGuardians, WardInvited};
pub use line::{WalletLine, WalletState};
pub use news::{WalletEvent, WalletNews};
pub use public::WalletPublic;
pub use remove::{WalletRemove, WalletRemoved, wallet_remove, wallet_removed};
pub use skills::{WalletSkill, WalletSkills, wallet_skills};

use super::amendments::AmendmentState;
use super::certificate::on_paper;
use super::document::{Head, Islands, document};
use super::record::MOST_TITLE;
use super::transcript_sheet::transcript_sheet;
use crate::chrome::{Chrome, FieldError};
use crate::components::badge::{Badge, badge};
use crate::components::{CardLine, Field, field, report_view};
use crate::words::{
    amendments, dates, disclosures, verify, wallet as words, wallet_add as adding, wallet_find as finding,
};

/// What the wallet shows.
#[derive(Clone, Debug, Default)]
pub struct Wallet {
    /// What guardians have to do with it.
    pub guardians: WalletGuardians,
    /// Awards to an address of this account that are not claimed yet.
    pub offers: Vec<Offer>,
    /// What became of credentials.
    pub news: Vec<WalletNews>,
    /// How many things that were brought wait for a decision.
    pub waiting: u64,
    /// What can be filtered by.
    pub choices: WalletChoices,
    /// What the account holds, or what of it was found.
    pub found: WalletFound,
    /// Whether there is more, which was not read yet.
    pub unread: bool,
    /// Its records, newest first.
    pub records: Vec<RecordLine>,
    /// What was typed for the title of a new record that was not made.
    pub new_record: String,
    /// What was wrong with it. A sentence.
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
#[expect(clippy::struct_excessive_bools, reason = "each stands alone")]
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
    /// Whether that answers everybody.
    pub public: WalletPublic,
    /// Whether its holder can ask for a correction here.
    pub correctable: bool,
    /// Where the latest such request stands.
    pub amendment: Option<AmendmentState>,
    /// What it is known to be its holder's by.
    pub whose: WalletWhose,
    /// Whether it is of Open Badges 2.0.
    pub open_badges_2: bool,
    /// Whether its report is of an earlier day, because it could not be checked just now.
    pub stale: bool,
    /// Earlier editions, newest first.
    pub earlier: Vec<WalletEarlier>,
}

/// What a credential is known to be its holder's by.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum WalletWhose {
    /// It was awarded here, and claimed.
    Claimed,
    /// It names an address of theirs.
    Address,
    /// It names a key of theirs.
    Key,
    /// They say so.
    #[default]
    Word,
}

/// An earlier edition.
#[derive(Clone, Debug, Default)]
pub struct WalletEarlier {
    /// Which one; the first is 1.
    pub edition: i64,
    /// The signed text, byte for byte.
    pub document: String,
    /// When the next took its place, RFC 3339.
    pub replaced_at: String,
}

/// The wallet.
pub fn wallet(chrome: &Chrome, data: &Wallet) -> String {
    let Wallet {
        guardians,
        offers,
        news: became,
        waiting,
        choices,
        found,
        unread,
        records,
        new_record,
        problem,
    } = data.clone();
    let islands = if find::has_hands(&found) { Islands::Wallet } else { Islands::None };
    let head = Head { islands, ..Head::private(words::title(), "/wallet") };
    document(chrome, &head, || {
        let offers = (!offers.is_empty()).then(|| {
            let offers: Vec<_> = offers.into_iter().map(offer).collect();
            view! {
                <section class="offers">
                    <h2>{words::offers()}</h2>
                    <ul>{offers}</ul>
                </section>
            }
        });
        let waiting = (waiting > 0).then(|| {
            view! { <p class="wallet-waits"><a href="/wallet/add">{adding::waiting(waiting)}</a></p> }
        });
        let unread = unread.then(|| view! { <p class="hint">{finding::unread()}</p> });
        view! {
            <header class="page-head">
                <h1>{words::title()}</h1>
                <p class="row">
                    <a class="button main" href="/wallet/add">{adding::link()}</a>
                    <a href="#records">{words::records()}</a>
                    <a href="/wallet/skills">{finding::skills_link()}</a>
                    <a href="/wallet/shares">{crate::words::share::title()}</a>
                    <a href="/wallet/disclosures">{disclosures::mine()}</a>
                    <a href="/wallet/removed">{finding::removed_link()}</a>
                    <a href="/wallet/take-along">{crate::words::along::title()}</a>
                </p>
            </header>
            {guardians::notes(&guardians)}
            {news::news(&became)}
            {offers}
            {waiting}
            <section>
                <h2>{words::credentials()}</h2>
                {unread}
                {find::finder(&choices, &found)}
            </section>
            {records_section(records, &new_record, problem)}
        }
    })
}

fn records_section(records: Vec<RecordLine>, typed: &str, problem: Option<String>) -> AnyView {
    view! {
        <section aria-labelledby="records">
            <h2 id="records">{words::records()}</h2>
            {record_list(records)}
            {record_form(typed, problem)}
        </section>
    }
    .into_any()
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

fn record_form(typed: &str, problem: Option<String>) -> AnyView {
    let errors: Vec<_> =
        problem.into_iter().map(|message| FieldError { field: "title".to_owned(), message }).collect();
    let title = Field::text("title", (words::new_record(), words::new_record_hint())).most(MOST_TITLE);
    // The form is far down: what was wrong is shown where it stands.
    view! {
        <form method="post" action="/wallet/records#records" class="stack narrow">
            {field(title, typed, &errors)}
            <button>{words::create_record()}</button>
        </form>
    }
    .into_any()
}

/// One credential in the wallet.
pub fn wallet_credential(chrome: &Chrome, data: &WalletCredential) -> String {
    let data = data.clone();
    let title = CardLine::of(&data.held.report).title;
    let islands = if data.public.has_address() { Islands::Wallet } else { Islands::None };
    let head = Head { islands, ..Head::private(title.clone(), "/wallet") };
    document(chrome, &head, || {
        let report = &data.held.report;
        let checked = verify::checked_by_server(&dates::minute(&report.checked_at));
        let held_since = words::held_since(&dates::day(&data.held_since));
        let old = data.open_badges_2.then(|| format!(" {}", finding::old_standard()));
        let own_page =
            data.public_path.clone().map(|href| view! { " "<a href=href>{words::own_page()}</a>"." });
        view! {
            <p class="eyebrow"><a href="/wallet">{words::back()}</a></p>
            <h1 class="unseen">{title}</h1>
            {line::labels(data.whose == WalletWhose::Word, data.open_badges_2)}
            {data.stale.then(|| view! { <p class="hint">{finding::last_check()}</p> })}
            {report_view(report, Some(&data.held.badge), Some(checked), false)}
            {transcript_sheet(report)}
            <p class="hint">{held_since}" "{whose(data.whose)}{old}{own_page}</p>
            {on_paper(&data.held.credential, data.fits_on_paper, !data.held.report.nested.is_empty())}
            <div class="beside not-printed">
                {public::public(&data.public, report, &data.held.credential)}
                {add_to_record(&data.held.credential, data.records)}
                {data.correctable.then(|| correction(&data.held.credential, data.amendment.as_ref()))}
                {along::downloads(&data.held.credential, &data.document)}
                {signed_text(&data.document)}
                {earlier(&data.earlier)}
                {belonging(report, &data.held.credential)}
            </div>
        }
    })
}

fn whose(whose: WalletWhose) -> &'static str {
    match whose {
        WalletWhose::Claimed => finding::claimed(),
        WalletWhose::Address => finding::by_address(),
        WalletWhose::Key => finding::by_key(),
        WalletWhose::Word => finding::by_word(),
    }
}

/// What leads from a credential to the wallet's other pages.
fn belonging(report: &Report, credential: &str) -> AnyView {
    let skilled = |report: &Report| report.credential.as_ref().is_some_and(|it| !it.alignments.is_empty());
    let skills = (skilled(report) || report.nested.iter().any(skilled))
        .then(|| view! { <a href="/wallet/skills">{finding::its_skills()}</a> });
    let remove = format!("{}/remove", line::path(credential));
    view! { <p class="row">{skills}<a href=remove>{finding::remove()}</a></p> }.into_any()
}

fn earlier(editions: &[WalletEarlier]) -> Option<AnyView> {
    let items: Vec<_> = editions
        .iter()
        .map(|it| {
            let href = format!("data:application/json;charset=utf-8,{}", percent_encoded(&it.document));
            let name = format!("credential-{}.json", it.edition);
            let text = finding::earlier(it.edition, &dates::day(&it.replaced_at));
            let document = it.document.clone();
            view! {
                <li>
                    <details class="fold">
                        <summary>{text.clone()}</summary>
                        <p><a class="button" href=href download=name>{words::download()}</a></p>
                        <pre tabindex="0" aria-label=text role="region">{document}</pre>
                    </details>
                </li>
            }
            .into_any()
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <section>
                <h2>{finding::earlier_label()}</h2>
                <p>{finding::earlier_lead()}</p>
                <ul class="plain-list">{items}</ul>
            </section>
        }
        .into_any()
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
