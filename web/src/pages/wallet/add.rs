//! `/wallet/add`: bringing in what others awarded, and deciding about what does not name its bringer.

use leptos::prelude::*;

use super::line::{WalletLine, path, state};
use crate::chrome::{Chrome, FieldError};
use crate::components::{Field, long_field};
use crate::pages::document::{Head, document};
use crate::words::{wallet, wallet_add as words};

/// The page.
#[derive(Clone, Debug, Default)]
pub struct WalletAdd {
    /// What was pasted.
    pub text: String,
    /// What was wrong with the form. A sentence.
    pub problem: Option<String>,
    /// What came of what was just brought, in its order.
    pub results: Vec<WalletAdded>,
    /// What waits for a decision, newest first.
    pub waiting: Vec<WalletWaiting>,
}

/// What came of one thing that was brought.
#[derive(Clone, Debug)]
pub struct WalletAdded {
    /// Where it was found, such as `badges.zip / ada.json`.
    pub source: String,
    /// The credential; its id is that in the wallet, where it is there.
    pub line: WalletLine,
    /// What came of it.
    pub came: WalletCame,
}

/// What can come of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum WalletCame {
    /// It is in the wallet now.
    Kept,
    /// It took the place of an earlier edition.
    Renewed,
    /// It was there.
    Already,
    /// It waits for a decision.
    Waits,
    /// It is nothing for a wallet, as a sentence says.
    Refused(String),
}

/// Something that waits for a decision.
#[derive(Clone, Debug, Default)]
pub struct WalletWaiting {
    /// What the form sends.
    pub id: String,
    /// Where it was found.
    pub source: String,
    /// The credential.
    pub line: WalletLine,
    /// Why it waits.
    pub why: WalletWhy,
}

/// Why something waits for a decision.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum WalletWhy {
    /// It names somebody else.
    #[default]
    Another,
    /// It names nobody.
    Nobody,
    /// It did not check out.
    NotGood,
    /// It counts from a later day on.
    NotYet,
    /// It has expired, or was taken back.
    Over,
}

impl WalletWhy {
    fn words(self) -> &'static str {
        match self {
            Self::Another => words::another(),
            Self::Nobody => words::nobody(),
            Self::NotGood => words::not_good(),
            Self::NotYet => words::not_yet(),
            Self::Over => words::over(),
        }
    }
}

/// The page.
pub fn wallet_add(chrome: &Chrome, data: &WalletAdd) -> String {
    document(chrome, &Head::private(words::title(), "/wallet"), || {
        view! {
            <p class="eyebrow"><a href="/wallet">{wallet::back()}</a></p>
            <header class="page-head">
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead()}</p>
            </header>
            {results(&data.results)}
            {waiting(&data.waiting)}
            {form(data)}
        }
    })
}

fn form(data: &WalletAdd) -> AnyView {
    let errors: Vec<_> = data
        .problem
        .iter()
        .map(|message| FieldError { field: "text".to_owned(), message: message.clone() })
        .collect();
    view! {
        <form method="post" action="/wallet/add" enctype="multipart/form-data" class="stack wallet-add">
            <div class="field">
                <label for="file">{words::file()}</label>
                <p class="hint" id="file-hint">{words::file_hint()}</p>
                <input id="file" name="file" type="file" multiple class="wallet-drop" aria-describedby="file-hint" />
            </div>
            <div class="field">
                <label for="photo">{words::photo()}</label>
                <p class="hint" id="photo-hint">{words::photo_hint()}</p>
                <input id="photo" name="file" type="file" accept="image/*" capture="environment" aria-describedby="photo-hint" />
            </div>
            {long_field(Field::text("text", (words::text(), words::text_hint())).replaceable(), &data.text, 3, &errors)}
            <button class="main">{words::add()}</button>
        </form>
    }
    .into_any()
}

fn results(results: &[WalletAdded]) -> Option<AnyView> {
    if results.is_empty() {
        return None;
    }
    let number = |is: fn(&WalletCame) -> bool| results.iter().filter(|it| is(&it.came)).count() as u64;
    let sums = [
        (
            number(|came| matches!(came, WalletCame::Kept | WalletCame::Renewed)),
            words::kept as fn(u64) -> String,
        ),
        (number(|came| matches!(came, WalletCame::Already)), words::already),
        (number(|came| matches!(came, WalletCame::Waits)), words::waits),
        (number(|came| matches!(came, WalletCame::Refused(_))), words::refused),
    ];
    let sums: Vec<_> = sums.into_iter().filter(|(number, _)| *number > 0).map(|(n, text)| text(n)).collect();
    // What waits for a decision stands right below, with the buttons that decide.
    let listed = results.iter().filter(|it| it.came != WalletCame::Waits);
    let lines: Vec<_> = listed.map(result).collect();
    let lines = (!lines.is_empty()).then(|| view! { <ul class="lines">{lines}</ul> });
    Some(
        view! {
            <section class="wallet-results">
                <h2>{words::results()}</h2>
                <p role="status">{format!("{}.", sums.join(", "))}</p>
                {lines}
            </section>
        }
        .into_any(),
    )
}

fn result(added: &WalletAdded) -> AnyView {
    let title = match &added.came {
        WalletCame::Refused(_) => view! { <p class="title">{added.source.clone()}</p> }.into_any(),
        WalletCame::Waits => view! { <p class="title">{added.line.title.clone()}</p> }.into_any(),
        _ => {
            let href = path(&added.line.credential);
            view! { <a class="title" href=href>{added.line.title.clone()}</a> }.into_any()
        }
    };
    let refused = matches!(added.came, WalletCame::Refused(_));
    let from = (!refused).then(|| view! { <p class="hint">{words::from(&added.source)}</p> });
    let found = (!refused).then(|| view! { <p class="card-state">{state(&added.line)}</p> });
    let text = match &added.came {
        WalletCame::Kept => words::kept_label().to_owned(),
        WalletCame::Renewed => words::renewed().to_owned(),
        WalletCame::Already => words::already_label().to_owned(),
        WalletCame::Waits => words::waiting_label().to_owned(),
        WalletCame::Refused(why) => why.clone(),
    };
    view! {
        <li>
            <div>{title}{from}{found}</div>
            <p>{text}</p>
        </li>
    }
    .into_any()
}

fn waiting(waiting: &[WalletWaiting]) -> Option<AnyView> {
    if waiting.is_empty() {
        return None;
    }
    // One alone is what the buttons are about, so it comes ticked; not what did not check out.
    let alone = waiting.len() == 1;
    let lines: Vec<_> = waiting
        .iter()
        .map(|it| {
            let name = words::choose(&it.line.title);
            let ticked = alone && matches!(it.why, WalletWhy::Another | WalletWhy::Nobody);
            view! {
                <li>
                    <input type="checkbox" name="arrival" value=it.id.clone() checked=ticked aria-label=name />
                    <div>
                        <p class="title">{it.line.title.clone()}</p>
                        <p class="issuer">{it.line.issuer.clone()}</p>
                        <p class="card-state">{state(&it.line)}</p>
                        <p>{it.why.words()}</p>
                        <p class="hint">{words::from(&it.source)}</p>
                    </div>
                </li>
            }
            .into_any()
        })
        .collect();
    Some(
        view! {
            <section class="wallet-waiting">
                <h2>{words::waiting_label()}</h2>
                <p>{words::waiting_lead()}</p>
                <form method="post" action="/wallet/add/decide">
                    <ul>{lines}</ul>
                    <p class="row">
                        <span class="hint">{words::chosen()}</span>
                        <button class="main" name="do" value="keep">{words::keep()}</button>
                        <button name="do" value="discard">{words::discard()}</button>
                    </p>
                </form>
            </section>
        }
        .into_any(),
    )
}
