//! Awards from a file.

use super::*;

fn bulk_line(state: BulkState) -> BulkLine {
    BulkLine {
        id: hostile(),
        file: hostile(),
        achievement: hostile(),
        achievement_id: hostile(),
        done: 1,
        total: 2,
        state,
    }
}

fn bulk_at(state: BulkState) -> BulkProgress {
    let line = bulk_line(state);
    BulkProgress { issuer: issuer(), line, left_out: 1, rate: Some(60), left_s: Some(90), purged: false }
}

fn bulk_checked() -> BulkCheck {
    let fault =
        BulkFaultLine { row: 2, column: hostile(), value: hostile(), detail: hostile(), hint: hostile() };
    BulkCheck {
        issuer: issuer(),
        line: bulk_line(BulkState::New),
        notes: vec![hostile()],
        fields: vec![(hostile(), hostile())],
        columns: vec![BulkColumn {
            letters: hostile(),
            heading: hostile(),
            samples: vec![hostile()],
            field: hostile(),
        }],
        again: true,
        ready: 1,
        faulty: 1,
        repeated: 1,
        has_it: 1,
        faults: vec![fault],
        all_faults: 2,
        unreadable: None,
        problem: Some(hostile()),
    }
}

pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    vec![
        (
            "bulk",
            bulk_list(chrome, &BulkList { issuer: issuer(), lines: vec![bulk_line(BulkState::Running)] }),
        ),
        (
            "bulk new",
            bulk_new(
                chrome,
                &BulkNew {
                    issuer: issuer(),
                    achievements: vec![(hostile(), hostile())],
                    ..BulkNew::default()
                },
            ),
        ),
        (
            "bulk file",
            bulk_new(
                chrome,
                &BulkNew {
                    issuer: issuer(),
                    chosen: Some((hostile(), hostile())),
                    problem: Some(hostile()),
                    ..BulkNew::default()
                },
            ),
        ),
        ("bulk check", bulk_check(chrome, &bulk_checked())),
        ("bulk progress", bulk_progress(chrome, &bulk_at(BulkState::Running))),
        ("bulk broken", bulk_progress(chrome, &bulk_at(BulkState::Broken))),
        (
            "bulk cancel",
            bulk_cancel(chrome, &BulkCancel { issuer: issuer(), line: bulk_line(BulkState::Paused) }),
        ),
    ]
}
