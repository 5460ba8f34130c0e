//! A small school's bundle, read as it is and with everything that can be wrong with it.

#![expect(clippy::unwrap_used, reason = "these are tests")]

mod school;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use oneroster::{Limits, Reading, Table, read};
use school::{Files, Found, ROWS, SCHOOL, change, found, school as whole, set, text, zip};

fn reading(files: &Files) -> Reading {
    let files = files.iter().map(|(name, content)| (name.as_str(), content.as_slice()));
    read(&zip(files), &Limits::default())
}

#[test]
fn a_sound_bundle_reads_as_it_was_written() {
    let reading = reading(&whole());
    assert_eq!(found(&reading), []);
    let bundle = &reading.bundle;
    assert_eq!(bundle.manifest.system.as_deref(), Some("Fenland Records"));
    assert_eq!(bundle.courses[0].metadata["credits"], "0.5");
    assert_eq!(bundle.classes[0].title, "Bees, period 1");
    let ada = &bundle.users[1];
    assert_eq!((ada.given_name.as_str(), ada.family_name.as_str()), ("Addie", "Vogel"));
    assert_eq!(ada.user_ids, [("LTI".to_owned(), "7-a".to_owned())]);
    let finals: Vec<_> = bundle.results.iter().map(oneroster::Result::is_final).collect();
    assert_eq!(finals, [true, false]);
}

#[test]
fn secrets_are_read_by_nobody() {
    let mut files = whole();
    // One cell too many: whatever stands in the row may be a password.
    change(&mut files, "users.csv", "Vogel,,F-0002", "Vogel,,,F-0002");
    let told = format!("{:?}{:?}", reading(&whole()), reading(&files));
    for secret in ["s3cret-w0rd", "0123 456", "she/her", "2010-03-04", "Innsmouth"] {
        assert!(!told.contains(secret), "{secret}");
    }
}

/// What one fault brings with it.
fn consequence(code: &str, file: &str, at: &Found) -> bool {
    match (code, file) {
        // A class that the result names and that is not there is not the line item's either.
        ("reference.missing", "results.csv") => at.3 == "result.class",
        // Whoever is added to users.csv is nowhere in roles.csv.
        (_, "users.csv") => at.3 == "user.role",
        _ => false,
    }
}

#[test]
fn each_row_that_is_wrong_is_named_by_its_cell_and_nothing_else_is() {
    for (file, row, column, code) in ROWS {
        let mut files = whole();
        let content = text(&files, file);
        let number = u32::try_from(content.lines().count() + 1).unwrap();
        set(&mut files, file, content + row + "\n");
        let reading = reading(&files);
        let mut all = found(&reading);
        all.retain(|at| at.3 == code || !consequence(code, file, at));
        assert_eq!(all, [(file.to_owned(), number, column.to_owned(), code)], "{row}");
        let warns = ["enrollment.twice", "user.role"].contains(&code);
        assert_eq!(reading.is_sound(), warns, "{row}");
    }
}

/// A file and what is changed in it, then where and what is wrong, and nothing else.
type Change = (&'static str, (&'static str, &'static str), (&'static str, u32, &'static str), &'static str);

const CHANGES: [Change; 11] = [
    ("manifest.csv", ("propertyName", "property"), ("manifest.csv", 1, ""), "manifest.header"),
    ("manifest.csv", ("version,1.0", "version,1.2"), ("manifest.csv", 2, "B"), "manifest.version"),
    ("manifest.csv", ("version,1.2", "version,2"), ("manifest.csv", 3, "B"), "manifest.release"),
    ("manifest.csv", ("orgs,bulk", "orgs,all"), ("manifest.csv", 15, "B"), "manifest.mode"),
    ("manifest.csv", ("file.scoreScales,absent\n", ""), ("manifest.csv", 0, ""), "manifest.property"),
    ("manifest.csv", ("orgs,bulk", "orgs,bulk,x"), ("manifest.csv", 15, ""), "manifest.width"),
    ("manifest.csv", ("source.systemName", "source.name"), ("manifest.csv", 25, "A"), "manifest.unknown"),
    (
        "manifest.csv",
        ("Scales,absent", "Scales,bulk"),
        ("lineItemScoreScales.csv", 0, ""),
        "manifest.file_missing",
    ),
    (
        "manifest.csv",
        ("graphics,bulk", "graphics,absent"),
        ("demographics.csv", 0, ""),
        "manifest.file_unexpected",
    ),
    (
        "categories.csv",
        ("title,weight\nfinal,,,Final grade,100", "weight,title\nfinal,,,100,Final grade"),
        ("categories.csv", 1, "D"),
        "header.order",
    ),
    (
        "categories.csv",
        (",weight\nfinal,,,Final grade,100", "\nfinal,,,Final grade"),
        ("categories.csv", 1, ""),
        "header.missing",
    ),
];

#[test]
fn what_is_wrong_with_manifest_and_headings_is_one_fault_each() {
    for (changed, (before, after), (file, row, column), code) in CHANGES {
        let mut files = whole();
        change(&mut files, changed, before, after);
        let reading = reading(&files);
        assert_eq!(found(&reading), [(file.to_owned(), row, column.to_owned(), code)]);
        assert_eq!(reading.is_sound(), code == "manifest.unknown");
    }
}

#[test]
fn a_roster_without_one_of_its_parts_is_not_whole() {
    let mut files = whole();
    files.remove("orgs.csv");
    change(&mut files, "manifest.csv", "file.orgs,bulk", "file.orgs,absent");
    let reading = reading(&files);
    assert!(found(&reading).contains(&("orgs.csv".to_owned(), 0, String::new(), "manifest.core")));
    let lost = reading.faults.iter().filter(|fault| fault.code == "reference.missing").count();
    assert!(lost > 5, "who names a school names one that is not there");
}

#[test]
fn a_delta_says_what_changed_and_may_name_what_was_sent_before() {
    let mut files = whole();
    let manifest = text(&files, "manifest.csv").replace(",bulk", ",absent");
    set(&mut files, "manifest.csv", manifest.replace("file.results,absent", "file.results,delta"));
    files.retain(|file, _| ["manifest.csv", "results.csv"].contains(&file.as_str()));
    let header = SCHOOL[9].1.lines().next().unwrap();
    let moment = "2026-01-10T08:00:00.000Z";
    let rows = format!(
        "{header}\nres1,active,{moment},li1,u2,fully graded,97,2026-01-10,,A+,,,,,\nres9,tobedeleted,{moment},li9,u9,exempt,,2026-01-10,,,,,,,\n"
    );
    set(&mut files, "results.csv", rows.clone());
    let sound = reading(&files);
    assert_eq!(found(&sound), []);
    assert_eq!(
        sound.bundle.results.iter().map(|result| result.head.deleted).collect::<Vec<_>>(),
        [false, true]
    );
    set(&mut files, "results.csv", rows.replace("active,2026-01-10T08:00:00.000Z", ",2026-01-10"));
    let codes: Vec<_> = found(&reading(&files)).into_iter().map(|at| (at.2, at.3)).collect();
    assert_eq!(codes, [("B".to_owned(), "value.delta"), ("C".to_owned(), "value.date_time")]);
}

#[test]
fn a_word_that_is_wrong_is_one_fault_and_not_one_more_wherever_the_record_is_named() {
    let mut files = whole();
    change(&mut files, "orgs.csv", "Fen School,school", "Fen School,School");
    assert_eq!(found(&reading(&files)), [("orgs.csv".to_owned(), 3, "E".to_owned(), "value.case")]);
}

#[test]
fn a_manifest_alone_says_that_nothing_changed() {
    let mut files = whole();
    let manifest = text(&files, "manifest.csv").replace(",bulk", ",absent");
    files.clear();
    set(&mut files, "manifest.csv", manifest);
    let reading = reading(&files);
    assert_eq!(found(&reading), []);
    assert!(reading.is_sound() && reading.bundle.users.is_empty());
}

#[test]
fn both_spellings_of_a_file_that_the_standard_misspells_are_read() {
    let mut files = whole();
    let manifest = text(&files, "manifest.csv");
    set(
        &mut files,
        "manifest.csv",
        manifest.replace("file.courseResources,absent", "file.courseResourses,bulk"),
    );
    let resources = "sourcedId,status,dateLastModified,title,courseSourcedId,resourceSourcedId\na1,,,,c1,x\n";
    set(&mut files, "courseResourses.csv", resources);
    assert_eq!(found(&reading(&files)), []);
}

#[test]
fn the_column_that_was_taken_back_may_be_there_or_not_and_a_mark_of_utf_8_too() {
    let mut files = whole();
    let users = text(&files, "users.csv")
        .replace("userMasterIdentifier,preferred", "userMasterIdentifier,resourceSourcedIds,preferred")
        .replace(",09,s3cret-w0rd,,Addie", ",09,s3cret-w0rd,,,Addie")
        .replace(",,,,,s1,", ",,,,,,s1,");
    set(&mut files, "users.csv", format!("\u{feff}{users}"));
    assert_eq!(found(&reading(&files)), []);
}

#[test]
fn the_schools_own_columns_and_words_are_read() {
    let mut files = whole();
    change(&mut files, "orgs.csv", "d1,,,Fenland,district", "d1,,,Fenland,ext:region");
    change(&mut files, "orgs.csv", "parentSourcedId\n", "parentSourcedId,metadata.a b\n");
    change(&mut files, "orgs.csv", "F-1,d1\n", "F-1,d1,x\n");
    change(&mut files, "orgs.csv", "ext:region,,\n", "ext:region,,,\n");
    let reading = reading(&files);
    assert_eq!(found(&reading), []);
    assert_eq!(reading.bundle.orgs[0].kind, "ext:region");
}

#[test]
fn release_1_0_is_refused_by_name_and_nothing_of_a_file_without_headings_is_told() {
    let mut files = whole();
    files.remove("manifest.csv");
    let reading = read(&zip(files.iter().map(|(a, b)| (a.as_str(), b.as_slice()))), &Limits::default());
    assert!(reading.faults[0].detail.contains("release 1.0"), "{:?}", reading.faults);
    let mut files = whole();
    let users = text(&files, "users.csv");
    let bare = users.lines().nth(2).unwrap().to_owned() + "\n";
    set(&mut files, "users.csv", bare);
    let reading = self::reading(&files);
    assert_eq!(found(&reading), [("users.csv".to_owned(), 1, String::new(), "header.none")]);
    assert!(!format!("{reading:?}").contains("s3cret"));
}

#[test]
fn what_a_bundle_says_is_kept_as_json_and_comes_back_the_same() {
    let bundle = reading(&whole()).bundle;
    let kept = serde_json::to_string(&bundle).unwrap();
    assert_eq!(serde_json::from_str::<oneroster::Bundle>(&kept).unwrap(), bundle);
    assert!(kept.contains("\"2025-08-18\""));
}

#[test]
fn release_1_1_reads_alike() {
    let mut files = whole();
    for gone in ["roles.csv", "demographics.csv"] {
        files.remove(gone);
    }
    let mut manifest = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.1\n".to_owned();
    for table in Table::ALL {
        if table.name().contains("Objective") || table.name().contains("Scale") {
            continue;
        }
        if ["roles", "userProfiles", "userResources"].contains(&table.name()) {
            continue;
        }
        let mode = if files.contains_key(&table.file()) { "bulk" } else { "absent" };
        writeln!(manifest, "file.{},{mode}", table.name()).unwrap();
    }
    set(&mut files, "manifest.csv", manifest);
    set(
        &mut files,
        "users.csv",
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password
u1,,,true,s1,teacher,holm,,Rut,Holm,,,,,,,,
u2,,,true,\"d1,s1\",student,ada,,Ada,Vogel,,,,,,,09,pw
u3,,,true,s1,student,ben,,Ben,Núñez,,,,,,,09,
",
    );
    set(&mut files, "categories.csv", "sourcedId,status,dateLastModified,title\nfinal,,,Final grade\n");
    set(
        &mut files,
        "lineItems.csv",
        "sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,gradingPeriodSourcedId,resultValueMin,resultValueMax
li1,,,Bees: final grade,,2025-08-18,2025-12-19,k1,final,g1,0,100
",
    );
    set(
        &mut files,
        "results.csv",
        "sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment
res1,,,li1,u2,fully graded,94.5,2025-12-20,
",
    );
    let reading = reading(&files);
    assert_eq!(found(&reading), []);
    let roles: Vec<_> =
        reading.bundle.roles.iter().map(|role| (role.user.as_str(), role.org.as_str())).collect();
    assert_eq!(roles, [("u1", "s1"), ("u2", "d1"), ("u2", "s1"), ("u3", "s1")]);
    assert_eq!(reading.bundle.line_items[0].academic_session, "g1");
}

#[test]
fn what_is_no_bundle_is_refused_at_once() {
    let codes = |bytes: &[u8], limits: &Limits| {
        found(&read(bytes, limits)).into_iter().map(|at| at.3).collect::<Vec<_>>()
    };
    let small = Limits { zip_bytes: 1 << 16, unpacked_bytes: 1 << 20, rows: 5, ..Limits::default() };
    assert_eq!(codes(b"", &small), ["zip.damaged"]);
    assert_eq!(codes(b"sourcedId,status\n", &small), ["zip.damaged"]);
    assert_eq!(codes(&vec![0; (1 << 16) + 1], &small), ["zip.too_large"]);
    let bomb = zip([("users.csv", vec![b'a'; 8 << 20].as_slice())]);
    assert!(bomb.len() < 1 << 16);
    assert_eq!(codes(&bomb, &small), ["zip.unpacks"]);
    let names: Vec<String> = (0..1001).map(|number| format!("{number}.csv")).collect();
    let crowd = zip(names.iter().map(|name| (name.as_str(), [].as_slice())));
    assert_eq!(codes(&crowd, &Limits::default()).first(), Some(&"zip.too_many"));
    let twice = zip([("users.csv", b"a".as_slice()), ("users.csv", b"b".as_slice())]);
    assert_eq!(codes(&twice, &small), ["manifest.missing", "zip.twice"]);
    let whole = zip(whole().iter().map(|(name, content)| (name.as_str(), content.as_slice())));
    assert!(codes(&whole, &small).contains(&"csv.rows"));
    let mut damaged = whole;
    let middle = damaged.len() / 3;
    damaged[middle] ^= 0xff;
    assert!(codes(&damaged, &Limits::default()).contains(&"zip.damaged"));
}

fn reference() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference/edtech/oneroster");
    let there = path.is_dir();
    if !there {
        eprintln!("skipped: there is no {}", path.display());
    }
    there.then_some(path)
}

#[test]
fn a_bundle_by_somebody_else_reads_without_a_fault() {
    let Some(folder) = reference() else { return };
    let mut files = Files::new();
    for entry in std::fs::read_dir(folder.join("sample-1.2-bulk")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files.insert(name, std::fs::read(path).unwrap());
    }
    let reading = reading(&files);
    assert_eq!(found(&reading), []);
    assert_eq!((reading.bundle.users.len(), reading.bundle.results.len()), (5, 5));
}

/// A table of all columns that somebody else took from the text of the standard.
#[test]
fn files_columns_and_words_are_those_of_the_standard() {
    let Some(folder) = reference() else { return };
    let table = std::fs::read_to_string(folder.join("csv-binding-1.2-columns.csv")).unwrap();
    let lines = table.lines().skip(1).map(|line| line.splitn(7, ',').collect::<Vec<_>>());
    let mut files: std::collections::BTreeMap<String, Vec<String>> = std::collections::BTreeMap::new();
    for line in lines.filter(|line| line[0] != "manifest.csv") {
        files.entry(line[0].to_owned()).or_default().push(line[2].to_owned());
    }
    assert_eq!(files.len(), Table::ALL.len());
    // Each file with exactly those headings: no heading is missing, unknown or out of order.
    for (file, columns) in files {
        let mut bundle = whole();
        let mode = format!("file.{},", file.trim_end_matches(".csv"));
        let manifest =
            text(&bundle, "manifest.csv").replace(&format!("{mode}absent"), &format!("{mode}bulk"));
        set(&mut bundle, "manifest.csv", manifest);
        set(&mut bundle, &file, columns.join(",") + "\n");
        let reading = reading(&bundle);
        let own = reading.faults.iter().filter(|fault| fault.file == file);
        assert_eq!(own.map(|fault| fault.code).collect::<Vec<_>>(), ["csv.no_rows"], "{file}");
    }
}

#[test]
fn an_old_export_that_keeps_to_no_release_is_told_so_cell_by_cell() {
    let Some(folder) = reference() else { return };
    let mut files = Files::new();
    for entry in std::fs::read_dir(folder.join("sample-1.1")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        files.insert(name, std::fs::read(path).unwrap());
    }
    let reading = reading(&files);
    assert!(!reading.is_sound() && reading.faults.len() == reading.errors + reading.warnings);
}
