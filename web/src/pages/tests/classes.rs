//! Learners, classes, and awarding to one or to a class.

use super::*;

#[expect(clippy::too_many_lines, reason = "one line for each field of each page")]
pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let (text, some) = (hostile, || Some(hostile()));
    let pupil = || PupilLine { id: text(), name: text(), email: some(), number: some(), left: true };
    let slip = || PupilLine { email: None, number: None, left: false, ..pupil() };
    let class = |archived| ClassLine { id: text(), name: text(), term: text(), pupils: 2, archived };
    let list =
        Classes { issuer: issuer(), classes: vec![class(false), class(true)], award: Some((text(), text())) };
    let one = ClassPage {
        issuer: issuer(),
        class: class(true),
        teachers: vec![text()],
        pupils: vec![pupil(), slip()],
        awards: award_lines(),
        keeps: true,
    };
    let teachers = vec![TeacherChoice { account: text(), name: text(), chosen: true }];
    let form = |of: Option<ClassLine>| ClassForm {
        issuer: issuer(),
        class: of,
        name: text(),
        term: text(),
        teachers: teachers.clone(),
        pupils: text(),
        errors: errors(),
    };
    let fates = [
        LineFate::New,
        LineFate::Joins(text()),
        LineFate::Asks(vec![pupil(), slip()]),
        LineFate::Here,
        LineFate::Twice,
        LineFate::Out,
        LineFate::Wrong(text()),
    ];
    let line =
        |(line, fate)| RosterLine { line, name: text(), email: some(), number: some(), fate, chosen: text() };
    let check = RosterCheck {
        issuer: issuer(),
        class: Some(class(false)),
        typed: vec![(text(), text())],
        pupils: text(),
        lines: (1..).zip(fates).map(line).collect(),
    };
    let add = AddPupils {
        issuer: issuer(),
        class: class(false),
        pupils: text(),
        search: some(),
        found: vec![pupil(), slip()],
    };
    let people = vec![pupil(), slip()];
    let people = Learners { issuer: issuer(), search: text(), learners: people, page: 2, more: true };
    let learner = LearnerPage {
        issuer: issuer(),
        learner: pupil(),
        classes: vec![class(false)],
        awards: award_lines(),
        keeps: true,
        sees_disclosures: true,
    };
    let typed = LearnerForm {
        issuer: issuer(),
        id: some(),
        name: text(),
        email: text(),
        number: text(),
        left: true,
        errors: errors(),
    };
    let about = ClassAwardAbout {
        issuer: issuer(),
        class: class(false),
        achievement: text(),
        name: text(),
        badge: badge(),
        once: text(),
    };
    let line = AchievementLine { id: text(), name: text(), badge: badge(), ..AchievementLine::default() };
    let choice = ClassAwardChoice { issuer: issuer(), class: class(false), achievements: vec![line] };
    let kinds = [
        ResultKind::Text,
        ResultKind::Number(some(), some()),
        ResultKind::Choice(vec![(text(), text()), ("a".to_owned(), text())]),
    ];
    let columns = kinds.map(|kind| ResultColumn { name: text(), kind }).to_vec();
    let row = |has_it| AwardPupil {
        pupil: pupil(),
        ticked: true,
        has_it,
        note: text(),
        results: vec![text(); 3],
        problem: some(),
    };
    let one_about = AwardAbout {
        issuer: issuer(),
        achievement: text(),
        name: text(),
        badge: badge(),
        columns: columns.clone(),
    };
    let fields = ["name", "email", "narrative", "ev0-url", "ev1-words", "r0", "start", "did", "once"];
    let fields: Vec<_> = fields.map(|name| (name.to_owned(), text())).to_vec();
    let one_award = AwardOne {
        about: one_about.clone(),
        typed: fields.clone(),
        files: vec![(1, text())],
        errors: errors(),
    };
    let one_check = AwardCheck { about: one_about, typed: fields, report: held().report };
    let award = ClassAwardForm {
        about: about.clone(),
        term: text(),
        columns,
        pupils: vec![row(false), row(true)],
        errors: errors(),
    };
    let sure = ClassAwardCheck {
        about: about.clone(),
        typed: vec![(text(), text())],
        pupils: vec![(pupil(), vec![text()]), (slip(), Vec::new())],
    };
    let done = ClassAwardDone { about, letters: vec![(text(), text())], slips: vec![text()] };
    let paper = Slip { name: text(), achievement: text(), code: text(), svg: "<svg></svg>".to_owned() };
    let paper = Slips {
        issuer: issuer(),
        class: Some(class(false)),
        slips: vec![paper],
        claimed: vec![text()],
        other: Some((format!("/{HOSTILE}"), true)),
        address: text(),
    };
    vec![
        ("award_one", award_one(chrome, &one_award)),
        ("award_check", award_check(chrome, &one_check)),
        ("class_award_choice", class_award_choice(chrome, &choice)),
        ("class_award_form", class_award_form(chrome, &award)),
        ("class_award_check", class_award_check(chrome, &sure)),
        ("class_award_done", class_award_done(chrome, &done)),
        ("slips", slips(chrome, &paper)),
        ("classes", classes(chrome, &list)),
        ("class_page", class_page(chrome, &one)),
        ("class_form new", class_form(chrome, &form(None))),
        ("class_form", class_form(chrome, &form(Some(class(true))))),
        ("roster_check", roster_check(chrome, &check)),
        ("add_pupils", add_pupils(chrome, &add)),
        ("learners", learners(chrome, &people)),
        ("learner_page", learner_page(chrome, &learner)),
        ("learner_form", learner_form(chrome, &typed)),
    ]
}
