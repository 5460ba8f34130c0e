//! What was done at a desk, and what is kept of one person.

use super::*;

pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let text = hostile;
    let search = AuditSearch { act: text(), who: text(), subject: text(), from: text(), until: text() };
    let line = |forgotten| AuditLine {
        sequence: 7,
        at: text(),
        act: text(),
        who: Some((text(), text())),
        subject: Some(AuditSubject { name: text(), more: text(), href: Some(format!("/{}", text())) }),
        detail: vec![(text(), text())],
        changes: vec![(text(), text(), text())],
        forgotten,
    };
    let page = |standing| AuditPage {
        issuer: issuer(),
        search: search.clone(),
        lines: vec![line(false), line(true), AuditLine { forgotten: true, ..AuditLine::default() }],
        older: Some(3),
        standing: Some(standing),
    };
    let person = PersonData {
        issuer: issuer(),
        learner: text(),
        name: text(),
        goes: vec![("learner".to_owned(), 1), (text(), 2)],
        acts: Some(3),
        unopened: 1,
        keeps_account: true,
        told: (text(), errors()),
        erased: (text(), [errors(), vec![FieldError { field: "sure".to_owned(), message: text() }]].concat()),
        revoke: true,
    };
    vec![
        ("audit_holds", audit(chrome, &page(AuditStanding::Holds(text())))),
        ("audit_broken", audit(chrome, &page(AuditStanding::Broken(text(), 2)))),
        ("audit_overdue", audit(chrome, &page(AuditStanding::Overdue(text())))),
        ("audit_empty", audit(chrome, &AuditPage { issuer: issuer(), ..AuditPage::default() })),
        ("person_data", person_data(chrome, &person)),
        ("person_uncounted", person_data(chrome, &PersonData { acts: None, ..person })),
    ]
}
