//! Finding in the wallet: a form, and what was found, which the server draws anew while one types.
//!
//! The form posts, so that what somebody looks for stands in no address.

use leptos::prelude::*;
use leptos::reactive::owner::Owner;

use super::line::{WalletLine, cards, kind_in_words, table, timeline};
use crate::islands::Live;
use crate::words::{wallet, wallet_find as words};

const FORM: &str = "wallet-find";
const FOUND: &str = "wallet-found";

/// How what was found is shown.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum WalletView {
    /// Pictures.
    #[default]
    Cards,
    /// A table.
    List,
    /// By year.
    Timeline,
}

impl WalletView {
    /// Every view, its value in the form, and its words.
    const ALL: [(Self, &'static str); 3] =
        [(Self::Cards, "cards"), (Self::List, "list"), (Self::Timeline, "timeline")];

    /// The view of that value; cards where there is none.
    pub fn read(value: &str) -> Self {
        Self::ALL.iter().find(|(_, known)| *known == value).map_or(Self::Cards, |(view, _)| *view)
    }

    fn words(self) -> &'static str {
        match self {
            Self::Cards => words::cards(),
            Self::List => words::list(),
            Self::Timeline => words::timeline(),
        }
    }
}

/// What is looked for: the fields of the form, by their names.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct WalletAsked {
    /// `q`.
    pub text: String,
    /// `issuer`: an id.
    pub issuer: String,
    /// `kind`.
    pub kind: String,
    /// `skill`: what tells it from others.
    pub skill: String,
    /// `year`.
    pub year: String,
    /// `state`: one of those that the form offers.
    pub state: String,
    /// `view`.
    pub view: WalletView,
}

impl WalletAsked {
    /// Whether anything in particular is looked for.
    fn is_everything(&self) -> bool {
        Self { view: WalletView::Cards, ..self.clone() } == Self::default()
    }

    fn has_filters(&self) -> bool {
        Self { text: String::new(), ..self.clone() } != Self::default()
    }
}

/// Something to filter by.
#[derive(Clone, Debug, Default)]
pub struct WalletChoice {
    /// What the form sends.
    pub value: String,
    /// As people call it.
    pub name: String,
    /// How many credentials have it.
    pub credentials: u64,
}

/// What can be filtered by.
#[derive(Clone, Debug, Default)]
pub struct WalletChoices {
    /// Issuers.
    pub issuers: Vec<WalletChoice>,
    /// Kinds, as credentials name them.
    pub kinds: Vec<WalletChoice>,
    /// Skills.
    pub skills: Vec<WalletChoice>,
    /// Years.
    pub years: Vec<WalletChoice>,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct WalletFound {
    /// What was looked for.
    pub asked: WalletAsked,
    /// The credentials of this page, newest award first.
    pub lines: Vec<WalletLine>,
    /// How many there are on all pages.
    pub total: u64,
    /// Which page this is; the first is 1.
    pub page: u32,
    /// How many pages there are.
    pub pages: u32,
}

/// The part of the page that changes as somebody types, by itself.
pub fn wallet_found(data: &WalletFound) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| found(data).to_html());
    owner.cleanup();
    html
}

/// Whether there is anything to find: without, there is no form.
pub(super) fn has_hands(data: &WalletFound) -> bool {
    !data.lines.is_empty() || !data.asked.is_everything()
}

/// The form, and what was found.
pub(super) fn finder(choices: &WalletChoices, data: &WalletFound) -> AnyView {
    let asked = &data.asked;
    if !has_hands(data) {
        return found(data);
    }
    let everything = (!asked.is_everything()).then(|| view! { <a href="/wallet">{words::everything()}</a> });
    view! {
        <form method="post" action="/wallet" id=FORM class="wallet-find" role="search">
            <div class="wallet-search">
                <div class="field">
                    <label for="q">{words::text()}</label>
                    <p class="hint" id="q-hint">{words::text_hint()}</p>
                    <input id="q" name="q" type="search" value=asked.text.clone() maxlength="200" autocomplete="off" aria-describedby="q-hint" />
                </div>
                <button>{words::find()}</button>
            </div>
            <details class="fold" open=asked.has_filters()>
                <summary>{words::filters()}</summary>
                <div class="wallet-filters">{filters(choices, asked)}</div>
                <p class="row">{everything}</p>
            </details>
        </form>
        <Live url="/wallet/find".to_owned() form=FORM.to_owned() target=FOUND.to_owned() />
        <div id=FOUND class="wallet-found">{found(data)}</div>
    }
    .into_any()
}

fn filters(choices: &WalletChoices, asked: &WalletAsked) -> Vec<AnyView> {
    let plain =
        |choice: &WalletChoice| (choice.value.clone(), words::choice(&choice.name, choice.credentials));
    let kind = |choice: &WalletChoice| {
        (choice.value.clone(), words::choice(&kind_in_words(&choice.name), choice.credentials))
    };
    let states = [
        ("verified", words::verified()),
        ("genuine", words::genuine()),
        ("unknown", words::unknown()),
        ("ended", words::ended_label()),
        ("invalid", words::invalid_label()),
        ("word", words::on_word()),
    ];
    let states = states.map(|(value, text)| (value.to_owned(), text.to_owned())).to_vec();
    let views: Vec<_> = WalletView::ALL
        .iter()
        .map(|(view, value)| {
            view! { <option value=*value selected=*view == asked.view>{view.words()}</option> }
        })
        .collect();
    vec![
        view! {
            <div class="field">
                <label for="view">{words::view()}</label>
                <select id="view" name="view">{views}</select>
            </div>
        }
        .into_any(),
        filter("issuer", words::issuer(), &asked.issuer, choices.issuers.iter().map(plain).collect()),
        filter("kind", words::kind(), &asked.kind, choices.kinds.iter().map(kind).collect()),
        filter("skill", words::skill(), &asked.skill, choices.skills.iter().map(plain).collect()),
        filter("year", words::year(), &asked.year, choices.years.iter().map(plain).collect()),
        filter("state", words::state(), &asked.state, states),
    ]
}

fn filter(name: &'static str, label: &'static str, chosen: &str, choices: Vec<(String, String)>) -> AnyView {
    // What was asked for stays chosen, even where nothing has it any more.
    let gone = !chosen.is_empty() && !choices.iter().any(|(value, _)| value == chosen);
    let gone = gone.then(|| (chosen.to_owned(), chosen.to_owned()));
    let options: Vec<_> = std::iter::once((String::new(), words::any().to_owned()))
        .chain(gone)
        .chain(choices)
        .map(|(value, text)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect();
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name>{options}</select>
        </div>
    }
    .into_any()
}

fn found(data: &WalletFound) -> AnyView {
    let everything = data.asked.is_everything();
    if data.lines.is_empty() {
        let nothing = if everything { wallet::no_credentials().to_owned() } else { words::found(0) };
        return view! { <p class="empty" role="status">{nothing}</p> }.into_any();
    }
    let status = if everything { words::all(data.total) } else { words::found(data.total) };
    let list = match data.asked.view {
        WalletView::Cards => cards(&data.lines),
        WalletView::List => table(&data.lines),
        WalletView::Timeline => timeline(&data.lines),
    };
    view! {
        <p class="hint" role="status">{status}</p>
        {list}
        {pages(data)}
    }
    .into_any()
}

/// Buttons of the form above, since a page of what was found is asked for with the same words.
fn pages(data: &WalletFound) -> Option<AnyView> {
    if data.pages <= 1 {
        return None;
    }
    let turn = |page: u32, text: &'static str| {
        view! { <button form=FORM name="page" value=page.to_string()>{text}</button> }
    };
    let before = (data.page > 1).then(|| turn(data.page - 1, words::before()));
    let next = (data.page < data.pages).then(|| turn(data.page + 1, words::next()));
    Some(
        view! {
            <nav class="wallet-pages" aria-label=words::pages()>
                {before}
                <span class="hint">{words::page(data.page, data.pages)}</span>
                {next}
            </nav>
        }
        .into_any(),
    )
}
