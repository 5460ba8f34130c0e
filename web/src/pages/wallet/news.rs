//! What became of credentials: a quiet list above the wallet, each line put aside by a button.

use leptos::prelude::*;

use super::line::path;
use crate::words::{dates, wallet_find as words};

/// What became of a credential.
#[derive(Clone, Debug)]
pub struct WalletNews {
    /// The id under which this wallet keeps it.
    pub credential: String,
    /// Its name.
    pub title: String,
    /// Its issuer, in quotation marks unless vouched for.
    pub issuer: String,
    /// What.
    pub event: WalletEvent,
}

/// What can become of a credential.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum WalletEvent {
    /// It ends on a day, RFC 3339.
    Ends(String),
    /// It ended on a day, RFC 3339.
    Ended(String),
    /// Taken back.
    Revoked,
    /// For the time being.
    Suspended,
    /// Good again.
    Resumed,
    /// Corrected.
    Replaced,
    /// Not valid any more.
    Invalid,
    /// A newer edition has come.
    Renewed,
}

pub(super) fn news(all: &[WalletNews]) -> Option<AnyView> {
    let lines: Vec<_> = all.iter().map(line).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="wallet-news">
                <h2>{words::news()}</h2>
                <ul>{lines}</ul>
            </section>
        }
        .into_any()
    })
}

fn line(news: &WalletNews) -> AnyView {
    let (title, issuer) = (&news.title, &news.issuer);
    let text = match &news.event {
        WalletEvent::Ends(day) => words::ends(title, &dates::day(day)),
        WalletEvent::Ended(day) => words::ended(title, &dates::day(day)),
        WalletEvent::Revoked => words::revoked(title, issuer),
        WalletEvent::Suspended => words::suspended(title, issuer),
        WalletEvent::Resumed => words::resumed(title),
        WalletEvent::Replaced => words::replaced(title, issuer),
        WalletEvent::Invalid => words::invalid(title),
        WalletEvent::Renewed => words::renewed(title),
    };
    let href = path(&news.credential);
    let action = format!("{href}/news");
    view! {
        <li>
            <p>{text}</p>
            <div class="row">
                <a href=href aria-label=words::look_name(title)>{words::look()}</a>
                <form method="post" action=action>
                    <button aria-label=words::dismiss_name(title)>{words::dismiss()}</button>
                </form>
            </div>
        </li>
    }
    .into_any()
}
