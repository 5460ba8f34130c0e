//! Awards and what becomes of them.

use super::*;

#[expect(clippy::too_many_lines, reason = "one line for each field of each page")]
pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let text = hostile;
    let some = || Some(hostile());
    let found = Awards {
        issuer: issuer(),
        words: text(),
        requests: 1,
        state: text(),
        jobs: vec![ReworkLine { id: text(), state: ReworkState::Failed, done: 1, total: 2 }],
        awards: award_lines(),
        total: 99,
        page: 2,
        pages: 3,
        ticked: true,
    };
    let award = || award_lines().remove(0);
    let one_award_data = OneAward {
        issuer: issuer(),
        award: award(),
        achievement_id: text(),
        edition: 2,
        changeable: true,
        deliverable: true,
        suspendable: true,
        files: vec![EvidenceFile { token: text(), text: text() }],
        history: vec![Done { at: text(), act: text(), reason: text(), until: some() }],
    };
    let correction = Correct {
        issuer: issuer(),
        award: award(),
        name: text(),
        email: text(),
        valid_until: text(),
        reason: text(),
        request: Some(Asked { id: text(), wrong: text(), instead: text() }),
        errors: vec![FieldError { field: "reason".to_owned(), message: text() }],
    };
    let renewal = Renew { issuer: issuer(), award: award(), valid_until: text(), errors: errors() };
    let renewals = RenewMany {
        issuer: issuer(),
        awards: award_lines(),
        days: Some(30),
        total: 2,
        valid_until: text(),
        errors: errors(),
    };
    let reissue = ReworkPage {
        issuer: issuer(),
        id: text(),
        work: ReworkKind::Reissue { key: text() },
        state: ReworkState::Failed,
        total: 9,
        done: 3,
        left_out: 2,
        left: vec![ReworkLeft {
            credential: text(),
            recipient_name: text(),
            achievement: text(),
            why: text(),
        }],
    };
    let renewing = ReworkPage {
        work: ReworkKind::Renew { until: some() },
        state: ReworkState::Running,
        ..reissue.clone()
    };
    let suspension = Suspend { issuer: issuer(), award: award(), reason: text(), problem: some() };
    let many = RevokeMany { issuer: issuer(), awards: award_lines(), reason: text(), problem: some() };
    let question =
        Revoke { issuer: issuer(), award: award_lines().swap_remove(0), reason: text(), problem: some() };
    let delivery = |claimed_at: Option<String>| {
        let form =
            DeliveryForm { email: text(), seen: text(), note: text(), right_email: text(), reason: text() };
        let data = DeskDelivery {
            issuer: issuer(),
            credential: text(),
            achievement: text(),
            recipient_name: text(),
            recipient_email: text(),
            claimed_at,
            revoked: false,
            letter: None,
            code: Some((text(), text())),
            form,
            errors: errors(),
        };
        desk_delivery(chrome, &data)
    };
    vec![
        ("revoke", revoke(chrome, &question)),
        ("awards", awards(chrome, &found)),
        ("one award", one_award(chrome, &one_award_data)),
        ("correct", correct(chrome, &correction)),
        ("renew", renew(chrome, &renewal)),
        ("renew many", renew_many(chrome, &renewals)),
        ("reissue", rework(chrome, &reissue)),
        ("renewing", rework(chrome, &renewing)),
        ("suspend", suspend(chrome, &suspension)),
        ("revoke many", revoke_many(chrome, &many)),
        ("desk_delivery", delivery(None)),
        ("desk_delivery claimed", delivery(some())),
    ]
}
