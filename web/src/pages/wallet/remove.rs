//! Taking a credential out of the wallet, and putting it back.

use leptos::prelude::*;

use super::line::path;
use crate::chrome::Chrome;
use crate::pages::document::{Head, document};
use crate::words::{dates, general, wallet, wallet_find as words};

/// The page that asks before a credential is taken out. Posts to `/wallet/credentials/{id}/remove`.
#[derive(Clone, Debug, Default)]
pub struct WalletRemove {
    /// The id under which this wallet keeps it.
    pub credential: String,
    /// Its name.
    pub title: String,
    /// Whether it was issued here.
    pub ours: bool,
    /// The records in which it stands: title, and how many live links each has.
    pub records: Vec<(String, u64)>,
}

/// The page that asks.
pub fn wallet_remove(chrome: &Chrome, data: &WalletRemove) -> String {
    let title = words::remove_title(&data.title);
    document(chrome, &Head::private(title.clone(), "/wallet"), || {
        let then = if data.ours { words::remove_ours() } else { words::remove_foreign() };
        let records: Vec<_> = data
            .records
            .iter()
            .map(|(title, shares)| view! { <li>{words::stands_in(title, *shares)}</li> })
            .collect();
        let records = if records.is_empty() {
            view! { <p>{words::remove_from_none()}</p> }.into_any()
        } else {
            view! { <p>{words::remove_from()}":"</p><ul class="plain-list">{records}</ul> }.into_any()
        };
        let back = path(&data.credential);
        view! {
            <p class="eyebrow"><a href=back.clone()>{data.title.clone()}</a></p>
            <h1>{title.clone()}</h1>
            <div class="stack narrow">
                <p>{words::remove_lead()}</p>
                <p>{then}</p>
                {records}
                <form method="post" action=format!("{back}/remove") class="row">
                    <button class="danger">{words::remove_button()}</button>
                    <a href=back.clone()>{general::cancel()}</a>
                </form>
            </div>
        }
    })
}

/// Something that was taken out.
#[derive(Clone, Debug, Default)]
pub struct WalletRemoved {
    /// Its id.
    pub credential: String,
    /// Its name; may be empty.
    pub title: String,
    /// Its issuer; may be empty.
    pub issuer: String,
    /// Whether it was issued here: there is nothing to delete then.
    pub ours: bool,
    /// When it was taken out, RFC 3339.
    pub removed_at: String,
}

/// `/wallet/removed`: what can be put back.
pub fn wallet_removed(chrome: &Chrome, removed: &[WalletRemoved]) -> String {
    document(chrome, &Head::private(words::removed(), "/wallet"), || {
        let lines: Vec<_> = removed.iter().map(line).collect();
        let list = if lines.is_empty() {
            view! { <p class="empty">{words::removed_empty()}</p> }.into_any()
        } else {
            view! { <ul class="lines">{lines}</ul> }.into_any()
        };
        view! {
            <p class="eyebrow"><a href="/wallet">{wallet::back()}</a></p>
            <header class="page-head">
                <h1>{words::removed()}</h1>
                <p class="lead">{words::removed_lead()}</p>
            </header>
            {list}
        }
    })
}

fn line(removed: &WalletRemoved) -> AnyView {
    let title = if removed.title.is_empty() { words::nameless() } else { &removed.title }.to_owned();
    let base = path(&removed.credential);
    let delete = (!removed.ours).then(|| {
        view! {
            <form method="post" action=format!("{base}/delete")>
                <button class="danger" aria-label=words::delete_name(&title)>{words::delete()}</button>
            </form>
        }
    });
    view! {
        <li>
            <div>
                <p class="title">{title.clone()}</p>
                <p class="hint">{removed.issuer.clone()}" "{words::removed_on(&dates::day(&removed.removed_at))}</p>
            </div>
            <div class="row">
                <form method="post" action=format!("{base}/put-back")>
                    <button aria-label=words::put_back_name(&title)>{words::put_back()}</button>
                </form>
                {delete}
            </div>
        </li>
    }
    .into_any()
}
