//! `/wallet/take-along`: everything in one file, and bringing such a file; and the files of one credential.

use leptos::prelude::*;

use super::line::path;
use crate::chrome::Chrome;
use crate::pages::document::{Head, document};
use crate::words::{along as words, wallet, wallet_find};

/// Bytes of the largest file that is taken.
const MAX_BYTES: u64 = 64 << 20;
/// Names in one list of what came.
const MOST_NAMES: usize = 200;

/// The page.
#[derive(Clone, Debug, Default)]
pub struct WalletAlong {
    /// What was wrong with the file. A sentence.
    pub problem: Option<String>,
    /// What came of the file that was just brought.
    pub came: Option<WalletCameAlong>,
}

/// What came of a file.
#[derive(Clone, Debug, Default)]
pub struct WalletCameAlong {
    /// Credentials that are in the wallet now,
    pub credentials: u64,
    /// and that were there already.
    pub already: u64,
    /// How many of the new ones are kept on the learner's word.
    pub on_word: u64,
    /// Those that were new: ids in the wallet and names, which may be empty.
    pub new: Vec<(String, String)>,
    /// Those that were there, likewise.
    pub there: Vec<(String, String)>,
    /// What was left out: names of files, or what in them.
    pub left: Vec<String>,
    /// Records that were made.
    pub records: u64,
    /// Receipts that were kept.
    pub receipts: u64,
    /// Sealed keys that were kept.
    pub keys: u64,
}

/// The page.
pub fn wallet_along(chrome: &Chrome, data: &WalletAlong) -> String {
    let WalletAlong { problem, came } = data.clone();
    let head = Head { script: Some("bring.js"), ..Head::private(words::title(), "/wallet") };
    document(chrome, &head, || {
        let wrong = problem.is_some();
        let problem = problem.map(|text| view! { <p class="problem" id="file-problem">{text}</p> });
        let describes = if wrong { "file-hint file-problem" } else { "file-hint" };
        let inside: Vec<_> = words::inside().iter().map(|text| view! { <li>{*text}</li> }).collect();
        view! {
            <p class="eyebrow"><a href="/wallet">{wallet::back()}</a></p>
            <header class="page-head">
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead()}</p>
            </header>
            {came.map(results)}
            <section class="stack" aria-labelledby="take">
                <h2 id="take">{words::take()}</h2>
                <ul>{inside}</ul>
                <p>{words::no_secrets()}</p>
                <p><a class="button main" href="/wallet/take-along/everything.zip">{words::download()}</a></p>
                <p class="hint">{words::proof_hint()}</p>
            </section>
            <section class="stack" aria-labelledby="bring">
                <h2 id="bring">{words::bring()}</h2>
                <p>{words::bring_lead()}</p>
                <form method="post" action="/wallet/take-along" enctype="multipart/form-data" class="stack" data-bring=MAX_BYTES.to_string()>
                    <div class="field">
                        <label for="file">{words::file()}</label>
                        <p class="hint" id="file-hint">{words::file_hint()}</p>
                        {problem}
                        <input id="file" name="file" type="file" accept=".zip,application/zip"
                            aria-describedby=describes aria-invalid=wrong.then_some("true") />
                    </div>
                    <button class="main">{words::bring_button()}</button>
                    <p class="problem" role="alert" data-bring-large hidden>{words::too_large_here()}</p>
                    <p class="problem" role="alert" data-bring-failed hidden>{words::not_sent()}</p>
                    <div class="row working" data-bring-working hidden>
                        <progress max="100" aria-label=words::sending()></progress>
                        <p role="status" data-bring-sending>{words::sending()}</p>
                        <p role="status" data-bring-checking hidden>{words::checking()}</p>
                    </div>
                </form>
            </section>
        }
    })
}

fn results(came: WalletCameAlong) -> AnyView {
    let WalletCameAlong { credentials, already, on_word, new, there, left, records, receipts, keys } = came;
    let on_word = (on_word > 0).then(|| kept_on_word(on_word));
    let left = (!left.is_empty()).then(|| {
        let names: Vec<_> = left.into_iter().map(|name| view! { <li>{name}</li> }).collect();
        view! {
            <p>{words::left()}</p>
            <ul>{names}</ul>
        }
    });
    view! {
        <section class="stack" aria-labelledby="came">
            <h2 id="came">{words::came()}</h2>
            <p role="status">{words::came_numbers(credentials, already, records, receipts, keys)}</p>
            {on_word}
            {left}
            {named(words::newly_there(credentials), new)}
            {named(words::there_already(already), there)}
            <p><a class="button" href="/wallet">{wallet::title()}</a></p>
        </section>
    }
    .into_any()
}

/// How many are kept on the learner's word; the wallet is filtered by what a form posts.
fn kept_on_word(number: u64) -> AnyView {
    view! {
        <p>{words::kept_on_word(number)}</p>
        <form method="post" action="/wallet">
            <input type="hidden" name="state" value="word" />
            <button>{words::see_on_word()}</button>
        </form>
    }
    .into_any()
}

/// Credentials by their names, behind a fold; none where there are none.
fn named(summary: String, mut names: Vec<(String, String)>) -> Option<AnyView> {
    let more = names.len().saturating_sub(MOST_NAMES);
    names.truncate(MOST_NAMES);
    let lines: Vec<_> = names
        .into_iter()
        .map(|(id, title)| {
            let title = if title.is_empty() { wallet_find::nameless().to_owned() } else { title };
            view! { <li><a href=path(&id)>{title}</a></li> }
        })
        .collect();
    let more = (more > 0).then(|| view! { <p class="hint">{wallet_find::and_more(more as u64)}</p> });
    (!lines.is_empty()).then(|| {
        view! { <details class="fold"><summary>{summary}</summary><ul>{lines}</ul>{more}</details> }
            .into_any()
    })
}

/// The files that a credential can be taken along as.
pub(super) fn downloads(credential: &str, text: &str) -> AnyView {
    let base = format!("{}/download", path(credential));
    let is_token = !text.trim_start().starts_with('{');
    let (name, hint) = if is_token {
        (words::as_token(), words::token_hint())
    } else {
        (words::as_json(), words::json_hint())
    };
    view! {
        <section class="not-printed" aria-labelledby="along">
            <h2 id="along">{words::one_title()}</h2>
            <p class="row">
                <a class="button" href=format!("{base}/document")>{name}</a>
                <a class="button" href=format!("{base}/picture")>{words::as_picture()}</a>
            </p>
            <form method="post" action=format!("{}/on-paper", path(credential))>
                <button>{words::paper()}</button>
            </form>
            <p class="hint">{words::paper_hint()}</p>
            <p class="hint">{hint}" "{words::picture_hint()}" "<a href="/wallet/take-along">{words::link()}</a></p>
        </section>
    }
    .into_any()
}
