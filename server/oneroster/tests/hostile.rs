//! Bytes that nobody meant well with: the reader answers, and keeps no more than it may.

#![expect(clippy::unwrap_used, reason = "these are tests")]

#[expect(dead_code, reason = "other tests use the rest of it")]
mod school;

use std::fmt::Write as _;

use oneroster::{Limits, Reading, Table, read};
use proptest::prelude::*;
use school::{Files, school as whole, zip};

const SMALL: Limits =
    Limits { zip_bytes: 1 << 16, unpacked_bytes: 1 << 18, rows: 40, cells: 500, faults: 20 };

/// What must hold of every reading.
fn holds(reading: &Reading) {
    let bundle = &reading.bundle;
    let records = bundle.orgs.len()
        + bundle.academic_sessions.len()
        + bundle.courses.len()
        + bundle.classes.len()
        + bundle.users.len()
        + bundle.enrollments.len()
        + bundle.categories.len()
        + bundle.line_items.len()
        + bundle.results.len();
    assert!(records <= SMALL.rows, "{records}");
    let own: usize = bundle.courses.iter().map(|course| course.metadata.len()).sum();
    assert!(own <= SMALL.cells, "{own}");
    assert!(reading.faults.len() <= SMALL.faults);
    assert!(reading.errors + reading.warnings >= reading.faults.len());
}

fn zipped(files: &Files) -> Vec<u8> {
    zip(files.iter().map(|(name, content)| (name.as_str(), content.as_slice())))
}

/// A change of some bytes: where, and what is put there in place of what.
fn change() -> impl Strategy<Value = (prop::sample::Index, usize, Vec<u8>)> {
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..8),
        "[,\"\n\r]{0,8}".prop_map(String::into_bytes),
        "(metadata\\.x,){0,40}".prop_map(String::into_bytes),
        "(a\n){0,60}".prop_map(String::into_bytes),
    ];
    (any::<prop::sample::Index>(), 0..4_usize, bytes)
}

fn spoil(bytes: &mut Vec<u8>, changes: Vec<(prop::sample::Index, usize, Vec<u8>)>) {
    for (place, gone, new) in changes {
        let at = place.index(bytes.len() + 1);
        let end = (at + gone).min(bytes.len());
        bytes.splice(at..end, new);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_at_all_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        holds(&read(&bytes, &SMALL));
    }

    #[test]
    fn a_zip_of_which_some_bytes_are_others_is_answered(changes in prop::collection::vec(change(), 1..6)) {
        let mut bytes = zipped(&whole());
        spoil(&mut bytes, changes);
        holds(&read(&bytes, &SMALL));
    }

    #[test]
    fn files_of_which_some_bytes_are_others_are_answered(
        table in 0..Table::ALL.len() + 1,
        changes in prop::collection::vec(change(), 1..6),
    ) {
        let mut files = whole();
        let name = Table::ALL.get(table).map_or("manifest.csv".to_owned(), |table| table.file());
        let Some(content) = files.get_mut(&name) else { return Ok(()) };
        spoil(content, changes);
        holds(&read(&zipped(&files), &SMALL));
    }
}

#[test]
fn many_rows_of_one_letter_under_a_thousand_headings_are_refused_and_not_kept() {
    let mut files = whole();
    let mut header = "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes".to_owned();
    for number in 0..980 {
        write!(header, ",metadata.m{number}").unwrap();
    }
    files.insert("courses.csv".to_owned(), (header + "\n" + &"a\n".repeat(200_000)).into_bytes());
    let bytes = zipped(&files);
    assert!(bytes.len() < 20_000, "{}", bytes.len());
    let reading = read(&bytes, &Limits::default());
    assert!(!reading.is_sound() && reading.bundle.courses.is_empty());
    assert!(reading.errors >= 200_000 && reading.faults.len() == 5_000, "{}", reading.errors);
    assert!(reading.faults.iter().any(|fault| fault.code == "row.short"));
}
