//! Numbers, records given to others, corrections that learners ask for.

use super::*;

#[expect(clippy::too_many_lines, reason = "one line for each field of each page")]
pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let (text, some) = (hostile, || Some(hostile()));
    let figure = |told| Figure { text: text(), told };
    let figures = || [figure(None), figure(Some(0)), figure(Some(u64::MAX)), Figure::default()];
    let line = |name: &str| InsightLine { id: text(), name: name.to_owned(), figures: figures() };
    let numbers = Insights {
        issuer: issuer(),
        months: vec![line("2026-11"), line(HOSTILE)],
        achievements: vec![line(HOSTILE)],
        total: figures(),
        since: some(),
        empty: false,
    };
    let nothing = Insights { issuer: issuer(), empty: true, ..Insights::default() };

    let entry = |kind, corrected| DisclosureLine {
        id: text(),
        kind,
        issuer: text(),
        learner: text(),
        recipient: text(),
        awards: vec![text(), text()],
        what: text(),
        purpose: text(),
        ground: text(),
        given_at: text(),
        noted_at: text(),
        by: text(),
        corrects: some(),
        note: text(),
        corrected,
    };
    let entries = || {
        let kinds = [DisclosureKind::Given, DisclosureKind::Downloaded, DisclosureKind::Mistaken];
        kinds.into_iter().flat_map(|kind| [entry(kind, false), entry(kind, true)]).collect::<Vec<_>>()
    };
    let form = DisclosureForm {
        awards: vec![(text(), text(), true), (text(), text(), false)],
        recipient: text(),
        what: text(),
        purpose: text(),
        ground: text(),
        given: text(),
        corrects: Some((text(), text())),
        note: text(),
        mistaken: true,
        errors: errors(),
    };
    let log = LearnerDisclosures {
        issuer: issuer(),
        learner: text(),
        name: text(),
        entries: entries(),
        form: Some(form),
    };

    let asked = |state, statement| AmendmentLine {
        id: text(),
        wrong: text(),
        instead: text(),
        asked_at: text(),
        state,
        statement,
    };
    let all = || {
        vec![
            asked(AmendmentState::Waiting, None),
            asked(AmendmentState::Corrected(text()), None),
            asked(AmendmentState::Declined(text(), text()), None),
            asked(AmendmentState::Declined(text(), text()), some()),
        ]
    };
    let mine = |lines: Vec<AmendmentLine>, statement| Amendments {
        credential: text(),
        achievement: text(),
        issuer: text(),
        lines,
        wrong: text(),
        instead: text(),
        statement,
        errors: errors(),
    };
    let request = |asked: AmendmentLine| RequestLine {
        revoked: asked.statement.is_some(),
        asked,
        credential: text(),
        achievement: text(),
        recipient: text(),
        days: 50,
        corrected_since: true,
    };
    let list = Requests { issuer: issuer(), requests: all().into_iter().map(request).collect(), due: 45 };
    let decline = DeclineRequest {
        issuer: issuer(),
        request: request(asked(AmendmentState::Waiting, None)),
        reason: text(),
        errors: errors(),
    };
    vec![
        ("insights", insights(chrome, &numbers)),
        ("insights, empty", insights(chrome, &nothing)),
        ("learner disclosures", learner_disclosures(chrome, &log)),
        ("disclosures", disclosures(chrome, &Disclosures { entries: entries() })),
        ("disclosures, empty", disclosures(chrome, &Disclosures::default())),
        ("amendments", amendments(chrome, &mine(all(), Some((text(), text()))))),
        ("amendments, none", amendments(chrome, &mine(Vec::new(), None))),
        ("requests", requests(chrome, &list)),
        ("decline request", decline_request(chrome, &decline)),
    ]
}

#[test]
fn empty_lists_say_what_will_be_there() {
    let chrome = Chrome::default();
    let page = requests(&chrome, &Requests { issuer: issuer(), ..Requests::default() });
    assert!(page.contains("Nobody has asked for a correction."), "{page}");
    let page = learner_disclosures(&chrome, &LearnerDisclosures::default());
    assert!(
        page.contains("Nothing was noted about this learner.") && !page.contains("class=\"stack\""),
        "{page}"
    );
}

#[test]
fn a_hidden_number_is_drawn_and_written_the_same_whatever_it_is() {
    let few = || Figure { text: "<10".to_owned(), told: None };
    let line = |name: &str| InsightLine {
        id: "1".to_owned(),
        name: name.to_owned(),
        figures: [few(), few(), few(), Figure::default()],
    };
    let data =
        Insights { months: vec![line("2026-11")], achievements: vec![line("Bees")], ..Insights::default() };
    let page = insights(&Chrome::default(), &data);
    assert_eq!(page.matches("class=\"column-hidden\"").count(), 6, "{page}");
    assert!(!page.contains("class=\"column\""), "{page}");
    assert!(page.contains("November 2026") && page.contains("not counted yet"), "{page}");
}
