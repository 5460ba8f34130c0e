//! What guardians have to do with a wallet: a question to its owner, and others whom its owner looks after.

use leptos::prelude::*;

use crate::words::guardian as words;

/// Questions, and others.
#[derive(Clone, Debug, Default)]
pub struct WalletGuardians {
    /// Who asks about a guardian: id and institution.
    pub asked: Vec<(String, String)>,
    /// How many others the owner looks after,
    pub people: u64,
    /// and how many of their links wait.
    pub waiting: u64,
}

pub(super) fn notes(guardians: &WalletGuardians) -> AnyView {
    let asked: Vec<_> = guardians
        .asked
        .iter()
        .map(|(id, institution)| {
            let href = format!("/account/guardians/{id}");
            let text = words::wallet_asks(institution);
            view! {
                <div class="notice" role="note">
                    <p>{text}" "<a href=href>{words::answer()}</a></p>
                </div>
            }
        })
        .collect();
    let people = (guardians.people > 0).then(|| {
        let waiting = (guardians.waiting > 0)
            .then(|| view! { ": "<strong>{words::waiting(guardians.waiting)}</strong> });
        view! { <p class="guardian-way"><a href="/wallet/guardian">{words::people()}</a>{waiting}</p> }
    });
    view! { {asked}{people} }.into_any()
}
