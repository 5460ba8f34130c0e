//! Exports of a school's system.

use super::*;

fn import_line(state: ImportState) -> ImportLine {
    ImportLine {
        id: hostile(),
        file: hostile(),
        created_at: hostile(),
        version: hostile(),
        state,
        purged: false,
    }
}

fn import_fault() -> ImportFault {
    ImportFault {
        file: hostile(),
        row: 2,
        column: hostile(),
        value: hostile(),
        detail: hostile(),
        hint: hostile(),
    }
}

fn previewed() -> ImportPreview {
    let choices = || {
        vec![
            ImportChoice { value: hostile(), text: hostile(), chosen: false },
            ImportChoice { value: hostile(), text: hostile(), chosen: true },
        ]
    };
    let sample = ImportSample {
        name: "Courses",
        count: 9,
        note: hostile(),
        columns: vec!["Title"],
        rows: vec![vec![hostile(), hostile()]],
    };
    ImportPreview {
        issuer: issuer(),
        line: import_line(ImportState::New),
        problem: Some(hostile()),
        about: vec![hostile()],
        samples: vec![sample],
        mapping: ImportMapping {
            schools: choices(),
            taught_at: choices(),
            categories: choices(),
            line_items: choices(),
            credits: choices(),
            grades: vec![hostile()],
            failed: hostile(),
            no_credit: hostile(),
            pass_mark: Some(hostile()),
            part_of_diploma: Some(true),
        },
        outcome: Some(hostile()),
        notes: vec![hostile()],
        needs: Vec::new(),
        example: Some((hostile(), vec![vec![hostile(), String::new()]])),
        legend: hostile(),
        supplement: Some(hostile()),
        all_supplement_faults: 2,
        supplement_faults: vec![import_fault()],
        all_warnings: 2,
        warnings: vec![import_fault()],
    }
}

pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let list = ImportList {
        issuer: issuer(),
        lines: vec![import_line(ImportState::Faulty), import_line(ImportState::Used)],
        samples: true,
        problem: Some(hostile()),
    };
    let faults = ImportFaults {
        issuer: issuer(),
        line: import_line(ImportState::Faulty),
        all_errors: 2,
        errors: vec![import_fault()],
        all_warnings: 1,
        warnings: vec![import_fault()],
    };
    let stuck = ImportPreview { needs: vec!["do this"], outcome: None, ..previewed() };
    vec![
        ("imports", import_list(chrome, &list)),
        ("import faults", import_faults(chrome, &faults)),
        ("import preview", import_preview(chrome, &previewed())),
        ("import preview that needs something", import_preview(chrome, &stuck)),
    ]
}
