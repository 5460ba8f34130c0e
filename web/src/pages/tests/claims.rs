//! Claiming: open links at the desk, and what whoever claims sees.

use super::*;

pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let text = hostile;
    let some = || Some(hostile());
    let what = ClaimAwarded { achievement: text(), description: text(), issuer_name: text(), badge: badge() };
    let waiting = |way| {
        let what = what.clone();
        claim_waiting(chrome, &ClaimWaiting { code: text(), what, first_name: text(), way })
    };
    let event = |standing, emails: Vec<String>| {
        let form = EventForm { name: text(), email: text(), word: text() };
        let data = ClaimEvent {
            token: text(),
            title: text(),
            what: what.clone(),
            closes_at: some(),
            standing,
            asks_word: true,
            approved: true,
            emails,
            form,
            errors: errors(),
        };
        claim_event(chrome, &data)
    };
    let claim_line = |state| ClaimLinkLine {
        id: text(),
        title: text(),
        achievement: text(),
        opens_at: some(),
        closes_at: some(),
        most: Some(9),
        given: 1,
        waiting: 2,
        state,
    };
    let came = |given| ClaimRequestLine { id: text(), name: text(), email: text(), at: text(), given };
    let claim_link = |state| DeskClaimLink {
        issuer: issuer(),
        link: claim_line(state),
        address: some(),
        word: some(),
        requests: [None, Some(true), Some(false)].map(came).to_vec(),
    };
    let claim_form = ClaimLinkForm {
        title: text(),
        achievement: text(),
        opens: text(),
        closes: text(),
        most: text(),
        word: text(),
        approved: true,
    };
    let new_link = NewClaimLink {
        issuer: issuer(),
        of: None,
        achievements: vec![(text(), text())],
        form: claim_form,
        errors: errors(),
    };
    let poster = ClaimPoster {
        issuer: issuer(),
        id: text(),
        title: text(),
        achievement: text(),
        badge: badge(),
        address: text(),
        asks_word: true,
        approved: true,
    };
    let links = vec![claim_line(ClaimLinkState::Open), claim_line(ClaimLinkState::Paused)];
    vec![
        ("desk_claims", desk_claims(chrome, &DeskClaims { issuer: issuer(), links })),
        ("new_claim_link", new_claim_link(chrome, &new_link)),
        ("edit_claim_link", new_claim_link(chrome, &NewClaimLink { of: some(), ..new_link.clone() })),
        ("desk_claim_link", desk_claim_link(chrome, &claim_link(ClaimLinkState::Open))),
        ("desk_claim_link closed", desk_claim_link(chrome, &claim_link(ClaimLinkState::Closed))),
        ("claim_poster", claim_poster(chrome, &poster)),
        ("claim_entry", claim_entry(chrome, &ClaimEntry { code: text(), problem: some() })),
        ("claim_waiting", waiting(ClaimWay::SignIn)),
        ("claim_waiting by link", waiting(ClaimWay::Link)),
        ("claim_waiting typed", waiting(ClaimWay::Typed)),
        ("claim_waiting to type", waiting(ClaimWay::Type)),
        ("claim_event", event(EventStanding::Open, vec![text(), text()])),
        ("claim_event for a stranger", event(EventStanding::Open, Vec::new())),
        ("claim_event before", event(EventStanding::NotYet(text()), vec![text()])),
        ("claim_event had", event(EventStanding::Have, vec![text()])),
    ]
}
