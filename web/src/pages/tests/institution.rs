//! The institution: its profile, its staff, its keys.

use super::*;

pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let text = hostile;
    let found = FoundForm { name: text(), slug: text(), description: text(), url: text(), email: text() };
    let form = InstitutionForm {
        name: text(),
        description: text(),
        url: text(),
        email: text(),
        phone: text(),
        street: text(),
        post_office_box: text(),
        postal_code: text(),
        town: text(),
        region: text(),
        country: text(),
        country_code: text(),
        identifiers: vec![(text(), text())],
        language: text(),
        letter_award: text(),
        letter_signature: text(),
        refreshable: true,
        shows_student_id: true,
        guardian_approval: true,
        reminder_days: hostile(),
    };
    let profile = Institution {
        issuer: issuer(),
        form,
        pictured: true,
        identifier_types: vec![text()],
        languages: vec![text()],
        errors: errors(),
    };
    let member = MemberLine {
        account: text(),
        name: text(),
        email: text(),
        role: text(),
        since: text(),
        own: false,
        last_owner: false,
    };
    let people = StaffPage {
        issuer: issuer(),
        members: vec![member.clone(), MemberLine { own: true, last_owner: true, ..member.clone() }],
        invited: vec![InvitedLine {
            id: text(),
            email: text(),
            role: text(),
            expires_at: text(),
            expired: true,
        }],
        email: text(),
        role: text(),
        errors: errors(),
    };
    let invited = InvitationPage {
        id: text(),
        institution: text(),
        role: text(),
        email: text(),
        expires_at: text(),
        nameless: true,
        name: text(),
        errors: errors(),
    };
    let key = |state| KeyLine {
        id: text(),
        did: text(),
        method: text(),
        created_at: text(),
        state,
        signed: 2,
        revoked: 1,
    };
    let stolen = || key(KeyState::Stolen { at: text(), reason: text() });
    let lines = vec![key(KeyState::Current), key(KeyState::Retired { at: text() }), stolen()];
    let question =
        StolenKey { issuer: issuer(), key: key(KeyState::Current), reason: text(), errors: errors() };
    let signed = SignedByKey { issuer: issuer(), key: stolen(), awards: award_lines() };
    vec![
        ("found_institution", found_institution(chrome, &FoundInstitution { form: found, errors: errors() })),
        ("found_refused", found_refused(chrome, HOSTILE)),
        ("institution", institution(chrome, &profile)),
        ("staff", staff(chrome, &people)),
        ("remove_member", remove_member(chrome, &RemoveMember { issuer: issuer(), member })),
        ("invitation", invitation(chrome, &invited)),
        ("keys", keys(chrome, &KeysPage { issuer: issuer(), keys: lines })),
        ("replace_key", replace_key(chrome, &ReplaceKey { issuer: issuer(), did_changes: true })),
        ("stolen_key", stolen_key(chrome, &question)),
        ("signed_by_key", signed_by_key(chrome, &signed)),
    ]
}
