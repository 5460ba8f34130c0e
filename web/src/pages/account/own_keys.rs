//! `/account/keys`: the keys with which somebody signs what they share.

use leptos::prelude::*;

use super::SECTION;
use crate::chrome::Chrome;
use crate::islands::own_key::{KnownCopy, KnownKey, mark_id};
use crate::islands::{OwnKey, SignShares};
use crate::pages::document::{Head, Islands, document};
use crate::words::{account, dates, keys as words};

/// Somebody's keys.
#[derive(Clone, Debug, Default)]
pub struct OwnKeys {
    /// For whom the browser keeps a key.
    pub account: String,
    /// The keys, the newest first.
    pub keys: Vec<OwnKeyLine>,
    /// The links that a device with a key is to sign.
    pub to_sign: Vec<String>,
    /// Sealed copies, newest first: of these keys, and of others that were brought along.
    pub sealed: Vec<SealedLine>,
    /// How many credentials that were issued here name the newest key, how many could, and how many are
    /// from elsewhere; none where there is no key.
    pub bound: Option<(u64, u64, u64)>,
}

/// A key.
#[derive(Clone, Debug, Default)]
pub struct OwnKeyLine {
    /// Its DID.
    pub did: String,
    /// Browser and system that it was made in; may be empty.
    pub label: String,
    /// When it was made, RFC 3339.
    pub made_at: String,
    /// Since when it signs nothing more, RFC 3339.
    pub retired_at: Option<String>,
}

/// A sealed copy of a key.
#[derive(Clone, Debug, Default)]
pub struct SealedLine {
    /// The key's DID.
    pub did: String,
    /// Browser and system that the key was made in; may be empty.
    pub label: String,
    /// `api::SealedKey` as JSON.
    pub sealed: String,
    /// When it was sealed, RFC 3339.
    pub made_at: String,
}

/// What leads to the page, on the account's.
pub(super) fn section() -> AnyView {
    view! {
        <section class="account-part" aria-labelledby="keys">
            <h2 id="keys">{words::title()}</h2>
            <p>{words::account_lead()}</p>
            <p><a class="button" href="/account/keys">{words::account_link()}</a></p>
        </section>
    }
    .into_any()
}

/// Somebody's keys: on this device, and on others.
pub fn own_keys(chrome: &Chrome, data: &OwnKeys) -> String {
    let head = Head { islands: Islands::Wallet, ..Head::private(words::title(), SECTION) };
    let data = data.clone();
    document(chrome, &head, || {
        let known: Vec<_> = data.keys.iter().map(known).collect();
        // One that was brought along is of a key that this account comes to know when it is restored.
        let live =
            |copy: &&SealedLine| !data.keys.iter().any(|key| key.did == copy.did && key.retired_at.is_some());
        let copies: Vec<_> = data.sealed.iter().filter(live).map(copy).collect();
        let island = view! { <OwnKey account=data.account.clone() known=known copies=copies /> }.into_any();
        let signing = (!data.to_sign.is_empty()).then(|| {
            view! { <SignShares account=data.account.clone() due=data.to_sign.clone() all=Vec::new() /> }
        });
        view! {
            <header class="page-head">
                <p class="eyebrow"><a href="/account">{account::back()}</a></p>
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead()}</p>
            </header>
            <div class="account-parts">
                <section class="account-part" aria-labelledby="here">
                    <h2 id="here">{words::this_device()}</h2>
                    <noscript><p class="notice">{words::needs_script()}</p></noscript>
                    {island}
                    {signing}
                </section>
                {data.bound.map(bound)}
                {keys(&data.keys)}
                {sealed(&data.sealed)}
            </div>
        }
    })
}

fn name_of(label: &str) -> String {
    if label.is_empty() { words::key_unnamed().to_owned() } else { label.to_owned() }
}

fn known(key: &OwnKeyLine) -> KnownKey {
    KnownKey { did: key.did.clone(), name: name_of(&key.label), retired: key.retired_at.is_some() }
}

fn copy(copy: &SealedLine) -> KnownCopy {
    KnownCopy { did: copy.did.clone(), name: name_of(&copy.label), sealed: copy.sealed.clone() }
}

fn bound((named, others, foreign): (u64, u64, u64)) -> AnyView {
    let all = named + others;
    let counted = (all > 0).then(|| view! { <p>{words::bound_of(named, all)}</p> });
    let foreign = (foreign > 0).then(|| view! { <p class="hint">{words::foreign(foreign)}</p> });
    let bind = (others > 0).then(|| {
        view! {
            <form method="post" action="/account/keys/bind">
                <button class="main">{words::bind()}</button>
            </form>
        }
    });
    view! {
        <section class="account-part" aria-labelledby="bound">
            <h2 id="bound">{words::bound()}</h2>
            <p>{words::bound_means()}</p>
            {counted}
            {bind}
            {foreign}
        </section>
    }
    .into_any()
}

fn keys(lines: &[OwnKeyLine]) -> AnyView {
    let list = if lines.is_empty() {
        view! { <p class="empty">{words::keys_empty()}</p> }.into_any()
    } else {
        let made: Vec<_> = lines.iter().map(|line| line.made_at.as_str()).collect();
        let newest = lines.iter().position(|line| line.retired_at.is_none()).filter(|_| lines.len() > 1);
        let lines: Vec<_> = lines
            .iter()
            .enumerate()
            .map(|(place, line)| {
                let made = words::made(&told_apart(&line.made_at, &made));
                key(place, line, &made, newest == Some(place))
            })
            .collect();
        view! { <ul class="account-lines">{lines}</ul> }.into_any()
    };
    let several = lines.iter().filter(|line| line.retired_at.is_none()).count() > 1;
    let offer = several.then(|| view! { <p>{words::several_keys()}</p> });
    view! {
        <section class="account-part" aria-labelledby="all">
            <h2 id="all">{words::keys()}</h2>
            {offer}
            {list}
        </section>
    }
    .into_any()
}

/// The day of an instant; with the time of day where another of `all` is of the same day.
fn told_apart(at: &str, all: &[&str]) -> String {
    let day = dates::day(at);
    let of_the_day = all.iter().filter(|other| dates::day(other) == day).count();
    if of_the_day > 1 { dates::minute(at) } else { day }
}

fn key(place: usize, line: &OwnKeyLine, made: &str, newest: bool) -> AnyView {
    let name = name_of(&line.label);
    let newest = newest.then(|| view! { <p><span class="state">{words::key_newest()}</span></p> });
    let act = match &line.retired_at {
        Some(at) => view! { <span class="state">{words::state_earlier(&dates::day(at))}</span> }.into_any(),
        None => view! {
            <details class="fold">
                <summary aria-label=words::retire_named(&format!("{name}, {made}"))>{words::retire()}</summary>
                <div class="stack">
                    <p>{words::retire_question()}</p>
                    <form method="post" action="/account/keys/retire">
                        <input type="hidden" name="did" value=line.did.clone() />
                        <button class="danger">{words::retire_button()}</button>
                    </form>
                </div>
            </details>
        }
        .into_any(),
    };
    view! {
        <li class="account-line">
            <p><strong class="account-name">{name}</strong><span class="hint">{made.to_owned()}</span></p>
            {newest}
            // The island shows it once the browser has looked.
            <p><span id=mark_id(place) class="state is-good" hidden>{words::key_here()}</span></p>
            <div class="row">{act}</div>
        </li>
    }
    .into_any()
}

fn sealed(lines: &[SealedLine]) -> Option<AnyView> {
    let made: Vec<_> = lines.iter().map(|line| line.made_at.as_str()).collect();
    let copies: Vec<_> = lines
        .iter()
        .map(|line| sealed_copy(line, &words::sealed_on(&told_apart(&line.made_at, &made))))
        .collect();
    (!copies.is_empty()).then(|| {
        view! {
            <section class="account-part" aria-labelledby="sealed">
                <h2 id="sealed">{words::sealed()}</h2>
                <p>{words::sealed_lead()}</p>
                <ul class="account-lines">{copies}</ul>
            </section>
        }
        .into_any()
    })
}

fn sealed_copy(line: &SealedLine, made: &str) -> AnyView {
    let name = name_of(&line.label);
    view! {
        <li class="account-line">
            <p><strong class="account-name">{name.clone()}</strong><span class="hint">{made.to_owned()}</span></p>
            <div class="row">
                <details class="fold">
                    <summary aria-label=words::sealed_delete_named(&format!("{name}, {made}"))>{words::sealed_delete()}</summary>
                    <div class="stack">
                        <p>{words::sealed_delete_question()}</p>
                        <form method="post" action="/account/keys/sealed/delete">
                            <input type="hidden" name="did" value=line.did.clone() />
                            <button class="danger">{words::sealed_delete_button()}</button>
                        </form>
                    </div>
                </details>
            </div>
        </li>
    }
    .into_any()
}
