//! One bundle with a fault of each kind: all are found in one reading, each at its cell.

#![expect(clippy::unwrap_used, reason = "these are tests")]

mod school;

use std::collections::BTreeSet;

use oneroster::{Limits, read};
use school::{Files, Found, ROWS, change, found, set, text, zip};

/// A bundle being spoilt, and what is to be found in it.
struct Spoilt {
    files: Files,
    expected: Vec<Found>,
}

impl Spoilt {
    fn expect(&mut self, file: &str, row: u32, column: &str, code: &'static str) {
        self.expected.push((file.to_owned(), row, column.to_owned(), code));
    }

    /// Adds a row at the end of a file; gives its number.
    fn row(&mut self, file: &str, row: &str) -> u32 {
        let content = text(&self.files, file);
        let number = u32::try_from(content.lines().count() + 1).unwrap();
        set(&mut self.files, file, content + row + "\n");
        number
    }

    /// Adds a file with a fault in it.
    fn file(&mut self, file: &str, content: &[u8], (row, column): (u32, &str), code: &'static str) {
        set(&mut self.files, file, content);
        self.expect(file, row, column, code);
    }

    fn change(&mut self, file: &str, (before, after): (&str, &str), at: (u32, &str), code: &'static str) {
        change(&mut self.files, file, before, after);
        self.expect(file, at.0, at.1, code);
    }
}

/// Of each kind of row that is wrong, one.
fn rows(spoilt: &mut Spoilt) {
    spoilt.change("results.csv", ("94.5", "194.5"), (2, "G"), "result.range");
    spoilt.change("enrollments.csv", ("endDate\n", "endDate\n\n"), (2, ""), "csv.blank_line");
    let mut codes = BTreeSet::new();
    for (file, row, column, code) in ROWS.into_iter().filter(|(.., code)| codes.insert(*code)) {
        // Whoever is added is somebody somewhere, unless that is the fault.
        if file == "users.csv" && code != "user.role" {
            let id = row.split(',').next().unwrap();
            spoilt.row("roles.csv", &format!("r-{id},,,{id},primary,student,,,s1,"));
        }
        let number = spoilt.row(file, row);
        spoilt.expect(file, number, column, code);
    }
    let long = format!("essay,,,{},1", "a".repeat(10_001));
    for (file, row, column, code) in [
        ("results.csv", "x9,,,li2,u3,exempt,,2025-12-20,,,k3,,,,", "K", "result.class"),
        ("categories.csv", long.as_str(), "D", "value.long"),
        ("orgs.csv", "s99,,,Marsh School,school,,\"d1", "G", "csv.unclosed"),
    ] {
        let number = spoilt.row(file, row);
        spoilt.expect(file, number, column, code);
    }
}

/// Files that are wrong as such, or in their headings.
fn files(spoilt: &mut Spoilt) {
    let start = "sourcedId,status,dateLastModified";
    let text = |rest: &str| format!("{start},{rest}").into_bytes();
    spoilt.file("extra.csv", b"a", (0, ""), "zip.unknown");
    spoilt.file("Orgs.csv", b"a", (0, ""), "zip.case");
    spoilt.file("export/orgs.csv", b"a", (0, ""), "zip.folder");
    spoilt.file("../users.csv", b"a", (0, ""), "zip.path");
    spoilt.file("courseResources.csv", b"", (0, ""), "csv.empty");
    spoilt.file(
        "resources.csv",
        &text("vendorResourceId,title,roles,importance,vendorId,applicationId\n"),
        (0, ""),
        "csv.no_rows",
    );
    let mut latin1 = text("title,classSourcedId,resourceSourcedId\na1,,,Jos");
    latin1.extend_from_slice(b"\xe9,k1,x\n");
    spoilt.file("classResources.csv", &latin1, (2, "D"), "csv.encoding");
    spoilt.file(
        "lineItemScoreScales.csv",
        &text("Title,lineItemSourcedId,scoreScaleSourcedId\na1,,,,li1,sc1\n"),
        (1, "D"),
        "header.case",
    );
    spoilt.file(
        "resultScoreScales.csv",
        &text("title,scoreScaleSourcedId,resultSourcedId\na1,,,,sc1,res1\n"),
        (1, "E"),
        "header.order",
    );
    spoilt.file(
        "lineItemLearningObjectiveIds.csv",
        &text("lineItemSourcedId,source,learningObjectiveId,colour\na1,,,li1,unknown,x,red\n"),
        (1, "G"),
        "header.unknown",
    );
    spoilt.file(
        "resultLearningObjectiveIds.csv",
        &text("metadata.a,resultSourcedId,source,learningObjectiveId,score,textScore\na1,,,,res1,case,x,,\n"),
        (1, "D"),
        "header.metadata",
    );
    spoilt.file(
        "scoreScales.csv",
        &text(
            "title,type,orgSourcedId,courseSourcedId,classSourcedId,scoreScaleValue,metadata.a,metadata.a\n\
            sc1,,,Letters,letter,s1,c1,k1,\"F=0-59,A=90-100\",,\n",
        ),
        (1, "K"),
        "header.twice",
    );
    let changed = "userSourcedId,orgSourcedId,resourceSourcedId\n\
        a1,,2026-01-10T08:00:00.000Z,u2,,x\na2,active,yesterday,u2,,x\n";
    spoilt.file("userResources.csv", &text(changed), (1, ""), "header.missing");
    spoilt.expect("userResources.csv", 2, "B", "value.delta");
    spoilt.expect("userResources.csv", 3, "C", "value.date_time");
}

/// The manifest, which is right about the files where it is not to be wrong.
fn manifest(spoilt: &mut Spoilt) {
    let file = "manifest.csv";
    for (file, mode) in [
        ("classResources", "bulk"),
        ("courseResources", "bulk"),
        ("lineItemLearningObjectiveIds", "bulk"),
        ("lineItemScoreScales", "bulk"),
        ("resources", "bulk"),
        ("resultLearningObjectiveIds", "bulk"),
        ("resultScoreScales", "bulk"),
        ("userResources", "delta"),
    ] {
        change(
            &mut spoilt.files,
            "manifest.csv",
            &format!("file.{file},absent"),
            &format!("file.{file},{mode}"),
        );
    }
    change(&mut spoilt.files, file, "file.scoreScales,absent\n", "");
    spoilt.expect(file, 0, "", "manifest.property");
    spoilt.change(file, ("manifest.version,1.0", "manifest.version,1.2"), (2, "B"), "manifest.version");
    spoilt.change(file, ("file.orgs,bulk", "file.orgs,bulk,x"), (15, ""), "manifest.width");
    spoilt.change(file, ("file.roles,bulk", "file.roles,whole"), (20, "B"), "manifest.mode");
    spoilt.change(file, ("source.systemName", "source.name"), (24, "A"), "manifest.unknown");
    let number = spoilt.row(file, "file.users,bulk");
    spoilt.expect(file, number, "A", "manifest.twice");
    change(&mut spoilt.files, file, "file.userProfiles,absent", "file.userProfiles,bulk");
    spoilt.expect("userProfiles.csv", 0, "", "manifest.file_missing");
    change(&mut spoilt.files, file, "file.categories,bulk", "file.categories,absent");
    spoilt.expect("categories.csv", 0, "", "manifest.file_unexpected");
}

#[test]
fn faults_of_more_than_fifty_kinds_are_found_at_once_each_at_its_file_row_and_column() {
    let mut spoilt = Spoilt { files: school::school(), expected: Vec::new() };
    rows(&mut spoilt);
    files(&mut spoilt);
    manifest(&mut spoilt);
    // A file that the zip holds twice.
    let entries = spoilt.files.iter().map(|(name, content)| (name.as_str(), content.as_slice()));
    let bytes = zip(entries.chain([("users.csv", b"a".as_slice())]));
    let Spoilt { mut expected, .. } = spoilt;
    expected.push(("users.csv".to_owned(), 0, String::new(), "zip.twice"));

    let reading = read(&bytes, &Limits::default());
    let mut all = found(&reading);
    let kinds: BTreeSet<_> = all.iter().map(|(.., code)| *code).collect();
    assert!(kinds.len() >= 60, "{}", kinds.len());
    all.sort();
    expected.sort();
    assert_eq!(all, expected);
    assert_eq!(kinds.len(), all.len(), "one of each kind");
    assert!(!reading.is_sound());
    assert!(reading.faults.iter().all(|fault| !fault.detail.is_empty() && !fault.hint.is_empty()));
}
