//! `/wallet/records/{id}`: compose, look, share.

mod compose;
mod delete;
mod others;
mod parts;
mod shares;

use std::collections::BTreeMap;

use api::RecordContent;
use leptos::prelude::*;
use leptos::reactive::owner::Owner;

use super::document::{Head, Islands, document};
use super::shares::ShareLine;
use super::wallet::WalletLine;
use crate::chrome::{Chrome, FieldError, Notice, Tone};
use crate::components::notice;
use crate::islands::{Compose, SignShares};
use crate::words::{record as words, wallet as wallet_words};

pub use others::{RecordOthers, record_others};
pub use parts::{RecordPart, RecordParts, record_parts, record_parts_state};
pub use shares::ShareForm;
pub(super) use shares::pairs;

/// Characters that a browser takes for a title,
pub(super) const MOST_TITLE: u16 = 120;
/// and for an introduction.
const MOST_INTRODUCTION: u16 = 2000;

/// The id of the form that everything is composed in.
pub(super) const FORM: &str = "composer";

/// What the page of one record shows its learner.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The record's id.
    pub id: String,
    /// The revision that the page is of.
    pub revision: i64,
    /// Whether there is a step to take back,
    pub can_undo: bool,
    /// and one to do again.
    pub can_redo: bool,
    /// What is in it.
    pub content: RecordContent,
    /// The credentials that it names, by their ids in the wallet.
    pub cards: BTreeMap<String, RecordCard>,
    /// What the learner holds besides, as far as it was looked for.
    pub others: RecordOthers,
    /// Its links that have not ended, newest first.
    pub shares: Vec<ShareLine>,
    /// What was typed to make another.
    pub share_form: ShareForm,
    /// Whether there is a school's record in it, where that may have changed since the page was drawn.
    pub moved: Option<bool>,
    /// For whom the browser keeps a key.
    pub account: String,
    /// The ids of those of its shares that wait for the learner's signature.
    pub to_sign: Vec<String>,
    /// What was wrong with the title or the introduction: `title`, `introduction`.
    pub errors: Vec<FieldError>,
    /// What was wrong with anything else that was typed. A sentence.
    pub problem: Option<String>,
}

/// A credential as the composer shows it.
#[derive(Clone, Debug, Default)]
pub struct RecordCard {
    /// What it says.
    pub line: WalletLine,
    /// How many of the entries that were chosen it has; 0 where none were.
    pub chosen: usize,
}

/// The page of one record.
pub fn record(chrome: &Chrome, data: &Record) -> String {
    let title = data.content.title.clone();
    let head = Head { islands: Islands::Wallet, ..Head::private(title.clone(), "/wallet") };
    let data = data.clone();
    document(chrome, &head, || {
        let problem = data.problem.clone().map(|text| notice(&Notice { tone: Tone::Bad, text }));
        let action = format!("/wallet/records/{}", data.id);
        let links = data.shares.len();
        let all: Vec<_> = data.shares.iter().map(|share| share.id.clone()).collect();
        let signing = (!all.is_empty()).then(|| {
            view! { <SignShares account=data.account.clone() due=data.to_sign.clone() all=all /> }
        });
        let (live, find) = (format!("{action}/compose"), format!("{action}/others"));
        view! {
            <header class="page-head">
                <p class="eyebrow"><a href="/wallet">{wallet_words::back()}</a></p>
                <h1 class="title">{title}</h1>
                {problem}
            </header>
            <section class="record-compose">
                <h2>{words::compose()}</h2>
                <p class="hint record-hint-plain">{words::hint_plain()}</p>
                <p class="hint record-hint">{words::hint()}</p>
                <form id=FORM method="post" action=action>{compose::inside(&data)}</form>
                <Compose url=live form=FORM.to_owned() others=find />
            </section>
            {others::section(&data.others)}
            {signing}
            {shares::share(&data)}
            {delete::delete(&data.id, links)}
        }
    })
}

/// The inside of the composer's form: after a step that the page can't take by itself.
pub fn record_composer(data: &Record) -> String {
    drawn(|| compose::inside(data))
}

/// The row of buttons above it: after one that it can.
pub fn record_state(data: &Record) -> String {
    drawn(|| compose::state(data))
}

fn drawn(view: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| view().to_html());
    owner.cleanup();
    html
}
