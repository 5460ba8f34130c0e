//! What guardians have to do with a wallet: a question to its owner, and others whom its owner looks after.

use leptos::prelude::*;

use crate::words::guardian as words;

/// Questions, and others.
#[derive(Clone, Debug, Default)]
pub struct WalletGuardians {
    /// Who asks about a guardian: id and institution.
    pub asked: Vec<(String, String)>,
    /// What asks the owner to be one.
    pub invited: Vec<WardInvited>,
    /// How many others the owner looks after,
    pub people: u64,
    /// and how many of their links wait.
    pub waiting: u64,
}

/// An invitation to look after somebody, which waits for an answer.
#[derive(Clone, Debug, Default)]
pub struct WardInvited {
    /// Its id.
    pub id: String,
    /// Who asks.
    pub institution: String,
    /// What the learner is called.
    pub learner: String,
}

pub(super) fn notes(guardians: &WalletGuardians) -> AnyView {
    let asked: Vec<_> = guardians
        .asked
        .iter()
        .map(|(id, institution)| {
            question(format!("/account/guardians/{id}"), words::wallet_asks(institution))
        })
        .collect();
    let people = (guardians.people > 0).then(|| {
        let waiting = (guardians.waiting > 0)
            .then(|| view! { ": "<strong>{words::waiting(guardians.waiting)}</strong> });
        view! { <p class="guardian-way"><a href="/wallet/guardian">{words::people()}</a>{waiting}</p> }
    });
    view! { {asked}{invitations(&guardians.invited)}{people} }.into_any()
}

/// Invitations to look after others.
pub(in crate::pages) fn invitations(invited: &[WardInvited]) -> Vec<AnyView> {
    let line = |it: &WardInvited| {
        let text = words::wallet_invites(&it.institution, &it.learner);
        question(format!("/guardianships/{}", it.id), text)
    };
    invited.iter().map(line).collect()
}

fn question(href: String, text: String) -> AnyView {
    view! {
        <div class="notice" role="note">
            <p>{text}" "<a href=href>{words::answer()}</a></p>
        </div>
    }
    .into_any()
}
