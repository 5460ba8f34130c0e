//! The desk itself, its achievements and endorsements.

use super::*;

/// Every field of the editor.
fn every_field() -> Vec<(String, String)> {
    let names = [
        "name",
        "achievement_type",
        "description",
        "criteria",
        "criteria-id",
        "picture",
        "tag",
        "humanCode",
        "creditsAvailable",
        "validDays",
        "alignment-0-targetName",
        "alignment-0-targetType",
        "resultDescription-0-name",
        "resultDescription-0-id",
        "resultDescription-0-allowedValue",
        "resultDescription-0-alignment-0-targetName",
        "resultDescription-0-rubricCriterionLevel-0-name",
        "related-0-id",
        "otherIdentifier-0-identifier",
        "otherIdentifier-0-identifierType",
    ];
    let hostile_names = [format!("resultDescription-0-alignment-0-{HOSTILE}"), hostile()];
    names.map(str::to_owned).into_iter().chain(hostile_names).map(|name| (name, hostile())).collect()
}

#[expect(clippy::too_many_lines, reason = "one line for each field of each page")]
pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let text = hostile;
    let some = || Some(hostile());
    let line = AchievementLine {
        id: text(),
        name: text(),
        achievement_type: text(),
        badge: badge(),
        ..AchievementLine::default()
    };
    let editor = AchievementEditor {
        issuer: issuer(),
        of: Some((text(), text(), true)),
        badge: Some(badge()),
        form: AchievementForm::read(every_field()),
        image: some(),
        own: vec![(text(), text())],
        errors: errors(),
        ..AchievementEditor::default()
    };
    let import = AchievementImport {
        issuer: issuer(),
        text: text(),
        errors: errors(),
        made: vec![(text(), text(), vec![text()])],
    };
    let preview = AchievementPreview { issuer: issuer(), id: text(), report: held().report, badge: badge() };
    let retiring =
        AchievementQuestion { issuer: issuer(), id: text(), name: text(), published: true, discards: false };
    let discarding = AchievementQuestion { discards: true, ..retiring.clone() };
    let given = EndorsementLine {
        id: text(),
        kind: text(),
        name: text(),
        subject: text(),
        comment: text(),
        at: text(),
        revoked_at: None,
    };
    let pointing =
        NewEndorsement { issuer: issuer(), about: text(), errors: errors(), ..NewEndorsement::default() };
    let endorsing = NewEndorsement {
        subjects: vec![(text(), text(), text())],
        subject: text(),
        comment: text(),
        report: Some(held().report),
        ..pointing.clone()
    };
    let version =
        VersionLine { number: 2, state: text(), at: text(), changes: Some(vec![text(), "name".to_owned()]) };
    let one = DeskAchievement {
        issuer: issuer(),
        id: text(),
        name: text(),
        description: text(),
        criteria: text(),
        achievement_type: text(),
        terms: AchievementTerms::default(),
        badge: badge(),
        state: "published".to_owned(),
        has_draft: true,
        versions: vec![version],
        received: vec![ReceivedLine { id: text(), endorser: text(), comment: text() }],
        errors: errors(),
        awards: award_lines(),
    };
    vec![
        ("desk_chooser", desk_chooser(chrome, &DeskChooser { issuers: vec![issuer()], may_found: true })),
        (
            "desk",
            desk(
                chrome,
                &Desk {
                    issuer: issuer(),
                    may_found: true,
                    achievements: vec![line],
                    all: 9,
                    search: text(),
                    state: text(),
                    awards: award_lines(),
                    undelivered: 2,
                },
            ),
        ),
        (
            "undelivered_mail",
            undelivered_mail(
                chrome,
                &UndeliveredMail {
                    issuer: issuer(),
                    letters: vec![UndeliveredLetter {
                        to: hostile(),
                        credential: some(),
                        fault: Fault { cause: Cause::Address, reply: some() },
                        at: hostile(),
                    }],
                },
            ),
        ),
        ("achievement_editor", achievement_editor(chrome, &editor)),
        ("achievement_import", achievement_import(chrome, &import)),
        ("achievement_preview", achievement_preview(chrome, &preview)),
        ("retire", achievement_question(chrome, &retiring)),
        ("discard", achievement_question(chrome, &discarding)),
        ("desk_achievement", desk_achievement(chrome, &one)),
        (
            "endorsements",
            endorsements(chrome, &Endorsements { issuer: issuer(), given: vec![given.clone()] }),
        ),
        (
            "endorsement_page",
            endorsement_page(chrome, &EndorsementPage { report: held().report, document: text() }),
        ),
        ("new_endorsement", new_endorsement(chrome, &endorsing)),
        ("new_endorsement_first", new_endorsement(chrome, &pointing)),
        (
            "revoke_endorsement",
            revoke_endorsement(
                chrome,
                &RevokeEndorsement { issuer: issuer(), line: given, reason: text(), errors: errors() },
            ),
        ),
    ]
}

#[test]
fn guardians_are_found_from_the_desk_and_the_list_by_whoever_keeps_learners() {
    let pupil = PupilLine { id: "7".to_owned(), name: "Ada Obi".to_owned(), ..PupilLine::default() };
    let pages = |enrol| {
        let rights = Rights { enrol, ..RIGHTS };
        let issuer = IssuerLink { slug: "art".to_owned(), name: "Art".to_owned(), rights };
        let front = desk(&Chrome::default(), &Desk { issuer: issuer.clone(), ..Desk::default() });
        let list = Learners { issuer, learners: vec![pupil.clone()], ..Learners::default() };
        [front, learners(&Chrome::default(), &list)]
    };
    let [front, list] = pages(true);
    assert!(front.contains("<a href=\"/desk/art/learners\">Learners and guardians</a>"), "{front}");
    assert!(list.contains("href=\"/desk/art/learners/7/guardians\""), "{list}");
    assert!(list.contains("aria-label=\"Guardians of Ada Obi\""), "{list}");
    for page in pages(false) {
        assert!(!page.contains("uardians"), "{page}");
    }
}
