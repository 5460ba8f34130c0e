//! The part of a credential's page that makes its own page public, and adds it to a LinkedIn profile.

use crypto::verify::{Report, Verdict};
use leptos::prelude::*;

use super::{line::path, linkedin::add_to_profile};
use crate::islands::Copy;
use crate::words::public_page as words;

/// Where the page of a credential that everybody may see stands.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum WalletPublic {
    /// There is none, and nothing is said of that.
    #[default]
    Nowhere,
    /// At its issuer, which is elsewhere: an https address.
    Elsewhere(String),
    /// Here, and it is private.
    Private,
    /// Here, and it is public, at this address.
    Public(String),
    /// A guardian approves what is shared, so that it is not public.
    Guarded {
        /// Whether it was made so before.
        on: bool,
    },
    /// It is a school's record, which has none.
    Education,
}

impl WalletPublic {
    /// Whether there is an address to copy.
    pub(super) fn has_address(&self) -> bool {
        matches!(self, Self::Public(_))
    }
}

/// The part, where there is something to say.
pub(super) fn public(page: &WalletPublic, report: &Report, credential: &str) -> Option<AnyView> {
    let action = format!("{}/public", path(credential));
    let body = match page {
        WalletPublic::Nowhere => return None,
        WalletPublic::Elsewhere(url) => {
            let heading = words::linkedin();
            let link = added(report, url, None)?;
            return Some(
                view! {
                    <section class="stack">
                        <h2>{heading}</h2>
                        <p class="hint">{words::add_elsewhere()}</p>
                        {link}
                    </section>
                }
                .into_any(),
            );
        }
        WalletPublic::Education => view! { <p>{words::education()}</p> }.into_any(),
        WalletPublic::Guarded { on: false } => view! { <p>{words::guarded()}</p> }.into_any(),
        WalletPublic::Guarded { on: true } => {
            view! { <p>{words::guarded_on()}</p>{turn(&action, "0", words::make_private())} }.into_any()
        }
        WalletPublic::Private => {
            let add = good(report).then(|| {
                view! {
                    <p>{words::add_private()}</p>
                    <form method="post" action=action.clone()>
                        <input type="hidden" name="on" value="1" />
                        <input type="hidden" name="add" value="1" />
                        <button>{words::add_public()}</button>
                    </form>
                }
            });
            view! {
                <p>{words::private()}</p>
                {turn(&action, "1", words::make_public())}
                {add}
            }
            .into_any()
        }
        WalletPublic::Public(url) => view! {
            <p>{words::public()}</p>
            {address(url, credential)}
            {added(report, url, Some(credential))}
            <p class="hint">{words::again()}</p>
            {turn(&action, "0", words::make_private())}
        }
        .into_any(),
    };
    Some(
        view! {
            <section class="stack" aria-labelledby="public-page">
                <h2 id="public-page">{words::title()}</h2>
                {body}
            </section>
        }
        .into_any(),
    )
}

fn turn(action: &str, on: &'static str, label: &'static str) -> AnyView {
    let action = action.to_owned();
    view! {
        <form method="post" action=action>
            <input type="hidden" name="on" value=on />
            <button>{label}</button>
        </form>
    }
    .into_any()
}

fn address(url: &str, credential: &str) -> AnyView {
    view! {
        <div class="field">
            <label for="public-address">{words::address()}</label>
            <input id="public-address" readonly value=url.to_owned() />
        </div>
        <div class="row">
            <Copy text=url.to_owned() />
            <a href=format!("/credentials/{credential}")>{words::open()}</a>
        </div>
    }
    .into_any()
}

/// What is not good is not offered to a profile.
fn good(report: &Report) -> bool {
    report.credential.is_some() && report.outcome != Verdict::Invalid
}

fn added(report: &Report, url: &str, id: Option<&str>) -> Option<AnyView> {
    let credential = report.credential.as_ref().filter(|_| good(report))?;
    let href = add_to_profile(credential, url, id);
    Some(
        view! {
            <p><a href=href target="_blank" rel="noopener noreferrer">{words::add()}</a></p>
            <p class="hint">{words::add_lead()}</p>
        }
        .into_any(),
    )
}
