//! A small school's bundle, and ways to spoil it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

use oneroster::{Reading, Table};
use rawzip::{CompressionMethod, ZipArchiveWriter};

/// The files of a bundle by name.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

pub(crate) fn text(files: &Files, file: &str) -> String {
    String::from_utf8(files[file].clone()).unwrap()
}

pub(crate) fn set(files: &mut Files, file: &str, content: impl Into<Vec<u8>>) {
    files.insert(file.to_owned(), content.into());
}

/// The first occurrence of `before` in a file, written otherwise.
pub(crate) fn change(files: &mut Files, file: &str, before: &str, after: &str) {
    let content = text(files, file);
    assert!(content.contains(before), "{file} has no {before}");
    set(files, file, content.replacen(before, after, 1));
}

pub(crate) const SCHOOL: [(&str, &str); 11] = [
    (
        "orgs.csv",
        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId
d1,,,Fenland,district,,
s1,,,Fen School,school,F-1,d1
",
    ),
    (
        "academicSessions.csv",
        "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear
y26,,,2025/26,schoolYear,2025-08-18,2026-06-06,,2026
t1,,,Autumn,term,2025-08-18,2025-12-20,y26,2026
g1,,,Autumn marks,gradingPeriod,2025-08-18,2025-12-20,t1,2026
",
    ),
    (
        "courses.csv",
        "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes,metadata.credits
c1,,,y26,Bees,BEE-1,09,s1,Biology,03051,0.5
",
    ),
    (
        "classes.csv",
        "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods
k1,,,\"Bees, period 1\",09,c1,BEE-1-A,scheduled,,s1,t1,,,1
",
    ),
    (
        "users.csv",
        "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns
u1,,,true,holm,,Rut,Holm,,,rut@fen.example,,,,,,,,,,s1,
u2,,,true,ada,{LTI:7-a},Ada,Vogel,,F-0002,ada@fen.example,,0123 456,,09,s3cret-w0rd,,Addie,,,s1,she/her
u3,,,true,ben,,Ben,Núñez,,F-0003,,,,,09,,,,,,s1,
",
    ),
    (
        "roles.csv",
        "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId
r1,,,u1,primary,teacher,,,s1,
r2,,,u2,primary,student,,,s1,
r3,,,u3,primary,student,,,s1,
",
    ),
    (
        "enrollments.csv",
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate
e1,,,k1,s1,u1,teacher,true,,
e2,,,k1,s1,u2,student,,2025-08-18,
e3,,,k1,s1,u3,student,,,
",
    ),
    (
        "categories.csv",
        "sourcedId,status,dateLastModified,title,weight
final,,,Final grade,100
",
    ),
    (
        "lineItems.csv",
        "sourcedId,status,dateLastModified,title,description,assignDate,dueDate,classSourcedId,categorySourcedId,academicSessionSourcedId,resultValueMin,resultValueMax,schoolSourcedId
li1,,,Bees: final grade,,2025-08-18,2025-12-19,k1,final,g1,0,100,s1
li2,,,Bees: hive,,2025-08-18,2025-12-19,k1,final,g1,,,s1
li3,,,Bees: honey,,2025-08-18,2025-12-19,k1,final,g1,,,s1
",
    ),
    (
        "results.csv",
        "sourcedId,status,dateLastModified,lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment,textScore,classSourcedId,inProgress,incomplete,late,missing
res1,,,li1,u2,fully graded,94.5,2025-12-20,,A,k1,false,false,false,false
res2,,,li1,u3,not submitted,,2025-12-20,,,,,,,true
",
    ),
    (
        "demographics.csv",
        "sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus
u2,,,2010-03-04,female,,,,,,,,XB,,Innsmouth,
",
    ),
];

/// All files, and a manifest that names them.
pub(crate) fn school() -> Files {
    let mut files: Files =
        SCHOOL.iter().map(|(file, content)| ((*file).to_owned(), content.as_bytes().to_vec())).collect();
    let mut manifest = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n".to_owned();
    for table in Table::ALL {
        let mode = if files.contains_key(&table.file()) { "bulk" } else { "absent" };
        writeln!(manifest, "file.{},{mode}", table.name()).unwrap();
    }
    manifest.push_str("source.systemName,Fenland Records\n");
    set(&mut files, "manifest.csv", manifest);
    files
}

pub(crate) fn zip<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    // No decent writer leads out of its archive: such names are put in afterwards.
    let mut renamed = Vec::new();
    for (path, content) in files {
        let written = path.replace("..", "UP").replace([':', '\\'], "_");
        if written != path {
            renamed.push((written.clone(), path.to_owned()));
        }
        let (mut entry, config) =
            archive.new_file(&written).compression_method(CompressionMethod::DEFLATE).start().unwrap();
        let packed = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::default());
        let mut writer = config.wrap(packed);
        writer.write_all(content).unwrap();
        let (packed, descriptor) = writer.finish().unwrap();
        packed.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    for (written, path) in renamed {
        let places: Vec<_> =
            (0..bytes.len()).filter(|at| bytes[*at..].starts_with(written.as_bytes())).collect();
        for at in places {
            bytes[at..at + path.len()].copy_from_slice(path.as_bytes());
        }
    }
    bytes
}

/// File, row, column and code of a fault.
pub(crate) type Found = (String, u32, String, &'static str);

pub(crate) fn found(reading: &Reading) -> Vec<Found> {
    let faults = reading.faults.iter();
    faults.map(|fault| (fault.file.clone(), fault.row, fault.column.clone(), fault.code)).collect()
}

/// A row that is added to a file, and the column and code of what is wrong with it.
pub(crate) const ROWS: [(&str, &str, &str, &str); 42] = [
    ("orgs.csv", "s2,,,Marsh School,school,,nowhere", "G", "reference.missing"),
    ("orgs.csv", "s1,,,Marsh School,school,,d1", "A", "id.twice"),
    ("orgs.csv", "s 3,,,Marsh School,school,,d1", "A", "value.id"),
    ("orgs.csv", "s4,,,,school,,d1", "D", "value.required"),
    ("orgs.csv", "s5,,,Marsh School,School,,d1", "E", "value.case"),
    ("orgs.csv", "s6,,,Marsh School,academy,,d1", "E", "value.word"),
    ("orgs.csv", "s7,active,,Marsh School,school,,d1", "B", "value.bulk"),
    ("orgs.csv", "s8,,, Marsh School,school,,d1", "D", "value.blanks"),
    ("orgs.csv", "s9,,,Marsh School,school,,s9", "G", "parent.circle"),
    ("orgs.csv", "s10,,,Marsh School,school", "", "row.short"),
    ("orgs.csv", "s11,,,Marsh School,school,,d1,x", "", "row.long"),
    ("orgs.csv", "s12,,,Marsh \"New\" School,school,,d1", "D", "csv.quote"),
    ("orgs.csv", "s13,,,\"Marsh\" School,school,,d1", "D", "csv.quote"),
    ("orgs.csv", "s14,,,\"Marsh\nSchool\",school,,d1", "D", "csv.line_break"),
    ("academicSessions.csv", "t2,,,Spring,term,2026-02-30,2026-05-01,y26,2026", "F", "value.date"),
    ("academicSessions.csv", "t3,,,Spring,term,2026-05-01,2026-02-01,y26,2026", "G", "session.dates"),
    ("academicSessions.csv", "t4,,,Spring,term,2026-02-01,2026-05-01,y26,26", "I", "value.year"),
    ("classes.csv", "k2,,,Bees,09,c9,,scheduled,,s1,t1,,,", "F", "reference.missing"),
    ("classes.csv", "k3,,,Bees,09,c1,,scheduled,,d1,t1,,,", "J", "class.school"),
    ("classes.csv", "k4,,,Bees,09,c1,,scheduled,,s1,g1,,,", "K", "class.term"),
    ("classes.csv", "k5,,,Bees,09,c1,,scheduled,,s1,\"t1,\",,,", "K", "value.list"),
    ("classes.csv", "k6,,,Bees,09,c1,,scheduled,,s1,\"t1,t9\",,,", "K", "reference.missing"),
    ("users.csv", "u4,,,yes,cy,,Cy,Lind,,,,,,,,,,,,,s1,", "D", "value.word"),
    ("users.csv", "u5,,,TRUE,di,,Di,Lind,,,,,,,,,,,,,s1,", "D", "value.case"),
    ("users.csv", "u6,,,true,ed,,Ed\u{7},Lind,,,,,,,,,,,,,s1,", "G", "value.control"),
    ("users.csv", "u7,,,true,flo,,Flo,Lind,,,,,,u99,,,,,,,s1,", "N", "reference.missing"),
    ("users.csv", "u8,,,true,gus,,Gus,Lind,,,,,,,,,,,,,s1,", "A", "user.role"),
    ("roles.csv", "r4,,,u2,primary,guardian,,,s1,", "E", "role.primary"),
    ("roles.csv", "r5,,,u2,secondary,pupil,,,s1,", "F", "value.word"),
    ("roles.csv", "r6,,,u2,secondary,aide,2026-02-01,2025-02-01,s1,", "H", "role.dates"),
    ("enrollments.csv", "e4,,,k1,d1,u1,proctor,,,", "E", "enrollment.school"),
    ("enrollments.csv", "e5,,,k1,s1,u2,student,,,", "F", "enrollment.twice"),
    ("enrollments.csv", "e6,,,k1,s1,u1,administrator,,2026-02-01,2025-02-01", "J", "enrollment.dates"),
    ("categories.csv", "quiz,,,Quiz,ten", "E", "value.integer"),
    ("lineItems.csv", "li9,,,Bees,,2025-08-18,2025-12-19,k1,final,g1,100,0,s1", "L", "line_item.range"),
    ("lineItems.csv", "li8,,,Bees,,2025-08-18,2025-12-19,k1,final,g1,\"0,5\",,s1", "K", "value.number"),
    ("results.csv", "x1,,,li2,u2,fully graded,,2025-12-20,,,,,,,", "F", "result.none"),
    ("results.csv", "x2,,,li1,u2,exempt,,2025-12-20,,,,,,,", "E", "result.twice"),
    ("results.csv", "x3,,,li2,u1,exempt,,2025-12-20,,,,,,,", "E", "result.student"),
    ("results.csv", "x4,,,li3,u2,fully graded,7,20.12.2025,,,,,,,", "H", "value.date"),
    ("results.csv", "x5,,,li2,u3,exempt,,2025-12-20,,,k9,,,,", "K", "reference.missing"),
    ("demographics.csv", "u3,,now,,,,,,,,,,,,,", "C", "value.bulk"),
];
