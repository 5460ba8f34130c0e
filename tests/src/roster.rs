//! Exports of an invented school's system: `OneRoster` 1.2 bundles of any size, the same each time.
//!
//! A first term, and the year's export after the second: some grades of the first term are others,
//! some results are withdrawn, and one pupil who had two records has one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};

use anyhow::Result;
use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveWriter};

/// Pupils of a class.
const OF_CLASS: usize = 25;
const SCHOOL: &str = "hedgerow";
/// Name, code, subject, credits.
const COURSES: [(&str, &str, &str, &str); 16] = [
    ("Hedge Laying I", "HED-101", "Land", "3"),
    ("Soil and Water", "SOI-110", "Land", "4"),
    ("Willow Weaving", "WIL-105", "Workshop", "2"),
    ("Beekeeping I", "BEE-120", "Land", "3"),
    ("Field Mathematics", "MAT-100", "Mathematics", "3"),
    ("Green Woodworking", "WOD-130", "Workshop", "3"),
    ("Streams and Fish", "STR-140", "Water", "3"),
    ("Writing for the Valley", "WRI-100", "Languages", "2"),
    ("Hedge Laying II", "HED-201", "Land", "3"),
    ("Orchards", "ORC-210", "Land", "4"),
    ("Basketry", "BAS-205", "Workshop", "2"),
    ("Beekeeping II", "BEE-220", "Land", "3"),
    ("Measuring Land", "MAT-200", "Mathematics", "3"),
    ("Boat Building", "BOA-230", "Workshop", "4"),
    ("Weirs and Mills", "WEI-240", "Water", "3"),
    ("Field Reports", "WRI-200", "Languages", "2"),
];
const GIVEN: [&str; 24] = [
    "Ada", "Bram", "Carys", "Dario", "Eilidh", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Keziah", "Liam",
    "Mirela", "Nils", "Orla", "Pavel", "Quinn", "Rosa", "Sami", "Tamsin", "Ugo", "Vera", "Wanda", "Yusuf",
];
const FAMILY: [&str; 23] = [
    "Ashdown",
    "Brandt",
    "Castell",
    "Dufour",
    "Eriksen",
    "Fenwick",
    "Gallo",
    "Haddad",
    "Ibsen",
    "Jarvis",
    "Kowal",
    "Lindqvist",
    "Marlow",
    "Núñez",
    "Osei",
    "Petrov",
    "Quist",
    "Rowan",
    "Sørensen",
    "Thorne",
    "Urban",
    "Vance",
    "Weir",
];
/// From the best down, with the least score for each.
const GRADES: [(&str, u32); 8] =
    [("A", 93), ("A-", 90), ("B+", 87), ("B", 83), ("B-", 80), ("C", 70), ("D", 60), ("F", 0)];

/// How large a school is.
#[derive(Clone, Copy, Debug)]
pub struct Roster {
    /// Pupils, the one with two records counted once.
    pub students: usize,
    /// Courses that each of them takes in a term, up to 8.
    pub courses: usize,
}

/// What is otherwise after the second term.
#[derive(Clone, Copy, Debug, Default)]
pub struct Changes {
    /// Pupils whose grade in the first course of the first term is another.
    pub changed: usize,
    /// Pupils after these whose result in it is withdrawn.
    pub withdrawn: usize,
}

/// The files of a bundle by name.
pub type Files = BTreeMap<String, String>;

impl Roster {
    /// The export after the first term. The first pupil has two records, `stu-00001` and
    /// `stu-00001-b`, with one `userMasterIdentifier`, and half of the courses in each.
    pub fn autumn(self) -> Files {
        self.files(&[0], None)
    }

    /// The year's export after the second term: `stu-00001-b` is gone, and all is with `stu-00001`.
    pub fn spring(self, changes: Changes) -> Files {
        self.files(&[0, 1], Some(changes))
    }

    fn files(self, terms: &[usize], changes: Option<Changes>) -> Files {
        let mut files = Tables::new();
        files.row("orgs", &[SCHOOL, "", "", "Hedgerow College", "school", "HC-1", ""]);
        let year = ["2025/26", "schoolYear", "2025-08-18", "2026-06-05", "", "2026"];
        files.row("academicSessions", &[&["year-26", "", ""], &year[..]].concat());
        for (id, title, from, to) in [
            ("autumn-25", "Autumn", "2025-08-18", "2025-12-19"),
            ("spring-26", "Spring", "2026-01-12", "2026-06-05"),
        ] {
            files.row("academicSessions", &[id, "", "", title, "term", from, to, "year-26", "2026"]);
        }
        files.row("categories", &["cat-final", "", "", "Final grade", "100"]);
        files.row("categories", &["cat-work", "", "", "Coursework", "0"]);
        self.people(&mut files, changes.is_none());
        for term in terms {
            for course in 0..self.courses {
                self.course(&mut files, *term, course, changes);
            }
        }
        files.finish()
    }

    fn people(self, files: &mut Tables, two_records: bool) {
        let user = |files: &mut Tables, id: &str, (given, family): (&str, &str), number: &str, role: &str| {
            let (email, master) = (format!("{id}@hedgerow.example"), format!("HC-{number}"));
            #[rustfmt::skip]
            let cells = [
                id, "", "", "true", id, "", given, family, "", number, &email, "", "", "", "", "", &master, "", "",
                "", SCHOOL, "",
            ];
            files.row("users", &cells);
            let place = format!("role-{id}");
            files.row("roles", &[&place, "", "", id, "primary", role, "", "", SCHOOL, ""]);
        };
        user(files, "staff-1", ("Siobhan", "Kettle"), "S-1", "teacher");
        for student in 0..self.students {
            let (id, number) = (student_id(student), format!("{:05}", student + 1));
            user(files, &id, name(student), &number, "student");
            if student == 0 && two_records {
                user(files, &format!("{id}-b"), name(student), &number, "student");
            }
        }
    }

    /// A course of a term, its classes, and who got which grade.
    fn course(self, files: &mut Tables, term: usize, place: usize, changes: Option<Changes>) {
        let course = term * 8 + place;
        let (title, code, subject, credits) = COURSES[course % COURSES.len()];
        let session = ["autumn-25", "spring-26"][term];
        let (day, last) = [("2025-08-18", "2025-12-19"), ("2026-01-12", "2026-06-05")][term];
        let id = format!("crs-{}", course + 1);
        files.row("courses", &[&id, "", "", "year-26", title, code, "", SCHOOL, subject, code, credits]);
        for class in 0..self.students.div_ceil(OF_CLASS) {
            let group = format!("cls-{}-{}", course + 1, class + 1);
            let name = format!("{title}, group {}", class + 1);
            files.row(
                "classes",
                &[&group, "", "", &name, "", &id, "", "scheduled", "", SCHOOL, session, "", "", ""],
            );
            let enrolled = format!("enr-{group}-staff");
            files.row(
                "enrollments",
                &[&enrolled, "", "", &group, SCHOOL, "staff-1", "teacher", "true", day, last],
            );
            let item = format!("li-{group}");
            let graded = format!("{title}: final grade");
            #[rustfmt::skip]
            files.row("lineItems", &[
                &item, "", "", &graded, "", day, last, &group, "cat-final", session, "0", "100", SCHOOL,
            ]);
            for student in class * OF_CLASS..self.students.min((class + 1) * OF_CLASS) {
                // Of the second record's courses every other is taken under it.
                let second = student == 0 && changes.is_none() && place % 2 == 1;
                let who = format!("{}{}", student_id(student), if second { "-b" } else { "" });
                let enrolled = format!("enr-{group}-{who}");
                files
                    .row("enrollments", &[&enrolled, "", "", &group, SCHOOL, &who, "student", "", day, last]);
                let first = term == 0 && place == 0;
                let changes = changes.filter(|_| first).unwrap_or_default();
                let changed = (1..=changes.changed).contains(&student);
                let withdrawn = (1..=changes.withdrawn).contains(&student.saturating_sub(changes.changed));
                if withdrawn {
                    continue;
                }
                let (grade, score) = grade(student, course, changed);
                let result = format!("res-{group}-{}", student_id(student));
                #[rustfmt::skip]
                files.row("results", &[
                    &result, "", "", &item, &who, "fully graded", &score, last, "", grade, &group, "false", "false",
                    "false", "false",
                ]);
            }
        }
    }
}

/// The id of a pupil, counted from 0.
pub fn student_id(student: usize) -> String {
    format!("stu-{:05}", student + 1)
}

fn name(student: usize) -> (&'static str, &'static str) {
    (GIVEN[student % GIVEN.len()], FAMILY[(student + student / GIVEN.len()) % FAMILY.len()])
}

/// Grade and score of a pupil, which tell nothing of each other's neighbours.
fn grade(student: usize, course: usize, changed: bool) -> (&'static str, String) {
    let place = (student * 7 + course * 5 + student * course % 11) % 16;
    // Most are good, and one in sixteen fails.
    let place = [1, 2, 0, 3, 4, 2, 5, 1, 3, 0, 2, 6, 4, 3, 1, 7][place];
    let place = if changed { (place + 1) % GRADES.len() } else { place };
    let (grade, least) = GRADES[place];
    (grade, format!("{}.5", least + u32::try_from(course % 3).unwrap_or_default()))
}

/// The files being written, the largest in the order of their rows.
struct Tables(BTreeMap<&'static str, String>);

/// The columns of the files that are written.
const HEADERS: [(&str, &str); 10] = [
    ("academicSessions", "title,type,startDate,endDate,parentSourcedId,schoolYear"),
    ("categories", "title,weight"),
    (
        "classes",
        "title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
    ),
    (
        "courses",
        "schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes,metadata.credits",
    ),
    ("enrollments", "classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate"),
    (
        "lineItems",
        "title,description,assignDate,dueDate,classSourcedId,categorySourcedId,academicSessionSourcedId,resultValueMin,resultValueMax,schoolSourcedId",
    ),
    ("orgs", "name,type,identifier,parentSourcedId"),
    (
        "results",
        "lineItemSourcedId,studentSourcedId,scoreStatus,score,scoreDate,comment,textScore,classSourcedId,inProgress,incomplete,late,missing",
    ),
    ("roles", "userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId"),
    (
        "users",
        "enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns",
    ),
];
/// Files of the binding that are not written.
const ABSENT: [&str; 11] = [
    "classResources",
    "courseResources",
    "demographics",
    "lineItemLearningObjectiveIds",
    "lineItemScoreScales",
    "resources",
    "resultLearningObjectiveIds",
    "resultScoreScales",
    "scoreScales",
    "userProfiles",
    "userResources",
];

impl Tables {
    fn new() -> Self {
        let header = |columns: &str| format!("sourcedId,status,dateLastModified,{columns}\n");
        Self(HEADERS.into_iter().map(|(file, columns)| (file, header(columns))).collect())
    }

    fn row(&mut self, file: &'static str, cells: &[&str]) {
        let text = self.0.entry(file).or_default();
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            if cell.contains(',') {
                let _ = write!(text, "\"{cell}\"");
            } else {
                text.push_str(cell);
            }
        }
        text.push('\n');
    }

    fn finish(self) -> Files {
        let mut manifest = "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n".to_owned();
        let there = self.0.keys().map(|file| (*file, "bulk"));
        let modes: BTreeMap<_, _> = there.chain(ABSENT.map(|file| (file, "absent"))).collect();
        for (file, mode) in modes {
            let _ = writeln!(manifest, "file.{file},{mode}");
        }
        manifest.push_str("source.systemName,Hedgerow Records\n");
        let files = self.0.into_iter().map(|(file, text)| (format!("{file}.csv"), text));
        files.chain([("manifest.csv".to_owned(), manifest)]).collect()
    }
}

/// The bytes of a bundle, the same each time.
///
/// # Errors
/// When a name cannot stand in a zip.
pub fn zip(files: &Files) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, text) in files {
        let (mut entry, config) =
            archive.new_file(name).compression_method(CompressionMethod::DEFLATE).start()?;
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        writer.write_all(text.as_bytes())?;
        let (packed, descriptor) = writer.finish()?;
        packed.finish()?;
        entry.finish(descriptor)?;
    }
    archive.finish()?;
    Ok(bytes)
}

/// The files of a zip, by their names.
///
/// # Errors
/// When it is none, or packed in another way than deflated.
pub fn unzip(bytes: &[u8]) -> Result<BTreeMap<String, Vec<u8>>> {
    let archive = ZipArchive::from_slice(bytes)?;
    let (mut entries, mut files) = (archive.entries(), BTreeMap::new());
    while let Some(entry) = entries.next_entry()? {
        let name = String::from_utf8(entry.file_path().as_bytes().to_vec())?;
        let packed = archive.get_entry(entry.wayfinder())?;
        let mut content = Vec::new();
        packed.verifying_reader(DeflateDecoder::new(packed.data())).read_to_end(&mut content)?;
        files.insert(name, content);
    }
    Ok(files)
}

/// What the first term's export of a small school does not have: for its first pupils where they stand,
/// earlier results and a diploma, and what the grades mean.
pub fn supplement(roster: Roster) -> String {
    let mut text =
        "row,sourcedId,name,code,subject,credits,term,start,end,grade,points,meaning,gpa,gpaMax,date,kind\n"
            .to_owned();
    for student in 0..roster.students.min(12) {
        let (given, family) = name(student);
        let (gpa, credits) = (["3.70", "3.42", "3.05", "2.88"][student % 4], 30 + student);
        let id = student_id(student);
        let _ = writeln!(text, "student,{id},{given} {family},,,{credits},,,,,,,{gpa},4.0,2025-12-19,");
    }
    for student in 1..roster.students.min(5) {
        let id = student_id(student);
        let (term, days) = ("Spring 2024/25", "2025-01-13,2025-06-06");
        let _ = writeln!(text, "earlier,{id},Sheep and Pasture,SHE-100,Land,3,{term},{days},B+,,,,,,");
        let _ = writeln!(text, "earlier,{id},Plants by Name,PLA-100,Land,2,{term},{days},A-,,,,,,");
    }
    if roster.students > 1 {
        let id = student_id(1);
        let _ = writeln!(text, "diploma,{id},Diploma in Land Craft,,,,,,,,,,,,2025-12-19,Diploma");
    }
    for (grade, points, meaning) in [
        ("A", "4.0", "Excellent"),
        ("A-", "3.7", "Very good"),
        ("B+", "3.3", "Good"),
        ("B", "3.0", "Good"),
        ("B-", "2.7", "Satisfactory"),
        ("C", "2.0", "Sufficient"),
        ("D", "1.0", "Barely sufficient"),
        ("F", "0.0", "Failed"),
    ] {
        let _ = writeln!(text, "scale,,,,,,,,,{grade},{points},{meaning},,,,");
    }
    text
}
