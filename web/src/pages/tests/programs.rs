//! Programs that work at a desk.

use super::*;

pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let text = hostile;
    let program = |state| ProgramLine {
        id: text(),
        name: text(),
        last_four: text(),
        scopes: vec!["see".to_owned(), text()],
        made_by: text(),
        created_at: text(),
        expires_at: Some(text()),
        used_at: Some(text()),
        state,
    };
    let live = || program(ProgramState::Live);
    let program_page = ProgramsPage {
        issuer: issuer(),
        programs: vec![live(), program(ProgramState::Expired), program(ProgramState::Revoked { at: text() })],
        scopes: vec!["see".to_owned(), "award".to_owned()],
        form: ProgramForm { name: text(), scopes: vec!["see".to_owned()], days: text(), once: text() },
        errors: errors(),
    };
    let made = MadeProgram { issuer: issuer(), name: text(), key: text(), example: text() };
    vec![
        ("programs", programs(chrome, &program_page)),
        ("made_program", made_program(chrome, &made)),
        ("revoke_program", revoke_program(chrome, &RevokeProgram { issuer: issuer(), program: live() })),
    ]
}
