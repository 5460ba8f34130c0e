//! `/desk/{slug}/keys`: with what an institution signs, and what to do when that was stolen.

use leptos::prelude::*;

use super::institution::{Part, parts};
use super::layout::{Section, desk_page};
use super::{AwardLine, award_table};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::{Field, long_field};
use crate::words::{dates, desk_keys as words, general};

/// The keys of an institution.
#[derive(Clone, Debug, Default)]
pub struct KeysPage {
    /// The institution.
    pub issuer: IssuerLink,
    /// Its keys, the newest first.
    pub keys: Vec<KeyLine>,
}

/// A key.
#[derive(Clone, Debug, Default)]
pub struct KeyLine {
    /// Its id.
    pub id: String,
    /// The DID for which it signs.
    pub did: String,
    /// The DID URL by which proofs name it.
    pub method: String,
    /// When it was made, RFC 3339.
    pub created_at: String,
    /// Whether it signs.
    pub state: KeyState,
    /// How many credentials stand that it signed.
    pub signed: u64,
    /// How many of those were revoked.
    pub revoked: u64,
}

impl KeyLine {
    /// Whether the key is all that its DID is: then nothing can say that it was stolen.
    fn is_did(&self) -> bool {
        self.did.starts_with("did:key:")
    }
}

/// Whether a key signs, and whether what it signed is good.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum KeyState {
    /// It is the one that signs.
    #[default]
    Current,
    /// What it signed is good.
    Retired {
        /// When it was retired, RFC 3339.
        at: String,
    },
    /// Nothing that it signed is good.
    Stolen {
        /// When that was reported, RFC 3339.
        at: String,
        /// What happened, in the institution's words.
        reason: String,
    },
}

/// The question before a new key signs. Posts to `/desk/{slug}/keys/replace`.
#[derive(Clone, Debug, Default)]
pub struct ReplaceKey {
    /// The institution.
    pub issuer: IssuerLink,
    /// Whether a new key is a new DID.
    pub did_changes: bool,
}

/// The question before a key is reported as stolen. Posts `reason` to
/// `/desk/{slug}/keys/{key}/stolen`.
#[derive(Clone, Debug, Default)]
pub struct StolenKey {
    /// The institution.
    pub issuer: IssuerLink,
    /// Which key.
    pub key: KeyLine,
    /// What was typed.
    pub reason: String,
    /// What was wrong with it.
    pub errors: Vec<FieldError>,
}

/// What a key signed. Posts to `/desk/{slug}/keys/{key}/reissue`.
#[derive(Clone, Debug, Default)]
pub struct SignedByKey {
    /// The institution.
    pub issuer: IssuerLink,
    /// Which key.
    pub key: KeyLine,
    /// The first of what it signed, oldest first.
    pub awards: Vec<AwardLine>,
}

/// The keys of an institution.
pub fn keys(chrome: &Chrome, data: &KeysPage) -> String {
    let data = data.clone();
    let issuer = data.issuer.clone();
    desk_page(chrome, &issuer, Section::Institution, words::title(), false, || {
        let slug = &data.issuer.slug;
        let (current, earlier): (Vec<_>, Vec<_>) =
            data.keys.iter().partition(|key| key.state == KeyState::Current);
        let current: Vec<_> = current.into_iter().map(|key| key_view(slug, key)).collect();
        let earlier = (!earlier.is_empty()).then(|| {
            let keys: Vec<_> = earlier.into_iter().map(|key| key_view(slug, key)).collect();
            view! { <section><h2>{words::earlier()}</h2>{keys}</section> }
        });
        view! {
            {parts(slug, Part::Keys)}
            <header class="page-head narrow">
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead()}</p>
            </header>
            <section><h2>{words::current()}</h2>{current}</section>
            {earlier}
        }
    })
}

fn key_view(slug: &str, key: &KeyLine) -> AnyView {
    let made = dates::day(&key.created_at);
    let (class, text) = match &key.state {
        KeyState::Current => ("state is-good", words::since(&made)),
        KeyState::Retired { at } => ("state is-over", words::from_until(&made, &dates::day(at))),
        KeyState::Stolen { at, .. } if key.is_did() => {
            ("state is-bad", words::stolen_did_key(&made, &dates::day(at)))
        }
        KeyState::Stolen { at, .. } => ("state is-bad", words::stolen(&made, &dates::day(at))),
    };
    let reason = match &key.state {
        KeyState::Stolen { reason, .. } if !reason.is_empty() => {
            Some(view! { <p class="hint">{reason.clone()}</p> })
        }
        _ => None,
    };
    let replace = (key.state == KeyState::Current).then(|| {
        view! { <a class="button" href=format!("/desk/{slug}/keys/replace")>{words::replace()}</a> }
    });
    let stolen = (!matches!(key.state, KeyState::Stolen { .. })).then(|| {
        let href = format!("/desk/{slug}/keys/{}/stolen", key.id);
        view! { <a class="button" href=href aria-label=words::stolen_of(&made)>{words::stolen_label()}</a> }
    });
    let list = (key.signed > 0).then(|| {
        let href = format!("/desk/{slug}/keys/{}", key.id);
        view! { <a href=href aria-label=words::see_signed_of(&made)>{words::see_signed()}</a> }
    });
    view! {
        <article class="key">
            <p><span class=class>{text}</span></p>
            {reason}
            <p>{words::signed(key.signed, key.revoked)}</p>
            <p class="row">{replace} {stolen} {list}</p>
            <details class="quiet">
                <summary>{words::details()}</summary>
                <dl class="desk-facts">
                    <dt>{words::did()}</dt><dd>{key.did.clone()}</dd>
                    <dt>{words::method()}</dt><dd>{key.method.clone()}</dd>
                </dl>
            </details>
        </article>
    }
    .into_any()
}

/// The question before a new key signs.
pub fn replace_key(chrome: &Chrome, data: &ReplaceKey) -> String {
    let ReplaceKey { issuer, did_changes } = data.clone();
    desk_page(chrome, &data.issuer, Section::Institution, words::replace_title(), false, || {
        let action = format!("/desk/{}/keys/replace", issuer.slug);
        let back = format!("/desk/{}/keys", issuer.slug);
        let warning = did_changes.then(|| view! { <p class="notice">{words::replace_did_key()}</p> });
        view! {
            <div class="narrow">
                <h1>{words::replace_title()}</h1>
                <p class="lead">{words::replace_lead()}</p>
                {warning}
                <form method="post" action=action>
                    <p class="row">
                        <button class="main">{words::replace_button()}</button>
                        <a href=back>{general::cancel()}</a>
                    </p>
                </form>
            </div>
        }
    })
}

/// The question before a key is reported as stolen.
pub fn stolen_key(chrome: &Chrome, data: &StolenKey) -> String {
    let data = data.clone();
    let issuer = data.issuer.clone();
    desk_page(chrome, &issuer, Section::Institution, words::stolen_title(), false, || {
        let slug = &data.issuer.slug;
        let action = format!("/desk/{slug}/keys/{}/stolen", data.key.id);
        let back = format!("/desk/{slug}/keys");
        let is_did = data.key.is_did();
        let lead = if is_did { words::stolen_lead_did_key } else { words::stolen_lead };
        let warning = is_did.then(|| view! { <p class="notice is-bad">{words::stolen_did_key_label()}</p> });
        view! {
            <div class="narrow">
                <h1>{words::stolen_title()}</h1>
                <p class="lead">{lead(data.key.signed)}</p>
                <p>{words::stolen_next()}</p>
                {warning}
                <form method="post" action=action class="stack">
                    {long_field(Field::text("reason", words::reason()), &data.reason, 2, &data.errors)}
                    <p class="row">
                        <button class="danger">{words::stolen_button()}</button>
                        <a href=back>{general::cancel()}</a>
                    </p>
                </form>
            </div>
        }
    })
}

/// What a key signed.
pub fn signed_by_key(chrome: &Chrome, data: &SignedByKey) -> String {
    let data = data.clone();
    let issuer = data.issuer.clone();
    let title = words::signed_title(&dates::day(&data.key.created_at));
    desk_page(chrome, &issuer, Section::Institution, &title, false, || {
        let slug = &data.issuer.slug;
        let file = format!("/desk/{slug}/keys/{}/signed.csv", data.key.id);
        let back = format!("/desk/{slug}/keys");
        let stolen = matches!(data.key.state, KeyState::Stolen { .. });
        let standing = data.key.signed.saturating_sub(data.key.revoked);
        let reissue = (stolen && standing > 0).then(|| {
            let action = format!("/desk/{slug}/keys/{}/reissue", data.key.id);
            let button = words::reissue(standing);
            let lead = if data.key.is_did() { words::reissue_did_key() } else { words::reissue_lead() };
            view! {
                <p>{lead}</p>
                <form method="post" action=action><button class="main">{button}</button></form>
            }
        });
        let list = if data.awards.is_empty() {
            view! { <p class="empty">{words::signed_nothing()}</p> }.into_any()
        } else {
            let shown = words::shown(data.awards.len(), data.key.signed);
            view! { <p class="hint">{shown}</p> {award_table(slug, data.awards.clone(), true)} }.into_any()
        };
        view! {
            <header class="page-head">
                <p class="eyebrow"><a href=back>{words::back()}</a></p>
                <h1>{title.clone()}</h1>
                {reissue}
                <p><a class="button" href=file download="">{words::download()}</a></p>
            </header>
            {list}
        }
    })
}
