//! What guardians say to a link, beside it, to whoever made it.

use leptos::prelude::*;

use crate::words::guardian as words;

/// Why a link is not live.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Approval {
    /// It waits for one of these.
    Waits(String),
    /// One of these holds it back.
    HeldBack(String),
    /// Nobody has a say any more: `POST /wallet/shares/{id}/live` makes it live.
    Free,
}

/// Why a link is not live, and what can be done.
///
/// * `share`: the link's id.
pub fn approval(share: &str, approval: &Approval) -> AnyView {
    let text = approval_words(approval);
    let button = matches!(approval, Approval::Free).then(|| {
        let action = format!("/wallet/shares/{share}/live");
        view! { <form method="post" action=action><button class="main">{words::make_live()}</button></form> }
    });
    view! { <div class="notice approval"><p>{text}</p>{button}</div> }.into_any()
}

/// Why a link is not live, in words.
pub(crate) fn approval_words(approval: &Approval) -> String {
    match approval {
        Approval::Waits(names) => words::waits_for(names),
        Approval::HeldBack(names) => words::held_by(names),
        Approval::Free => words::needs_none().to_owned(),
    }
}
