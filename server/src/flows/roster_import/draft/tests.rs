//! Of a small school, what transcripts should hold.

use oneroster::{
    AcademicSession, Category, Course as Taught, Head, Manifest, Org, Role, ScoreScale, Version,
};
use time::macros::date;

use super::*;

fn head(id: &str) -> Head {
    Head { id: id.to_owned(), row: 2, deleted: false }
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn session(
    id: &str,
    title: &str,
    kind: &str,
    (start, end): (Date, Date),
    parent: Option<&str>,
) -> AcademicSession {
    AcademicSession {
        head: head(id),
        title: title.to_owned(),
        kind: kind.to_owned(),
        start: Some(start),
        end: Some(end),
        parent: parent.map(str::to_owned),
        school_year: Some(2026),
    }
}

fn item(id: &str, class: &str, title: &str) -> LineItem {
    LineItem {
        head: head(id),
        title: title.to_owned(),
        description: None,
        due: None,
        class: class.to_owned(),
        category: "final".to_owned(),
        academic_session: "autumn".to_owned(),
        min: Some("0".to_owned()),
        max: Some("100".to_owned()),
    }
}

fn given(item: &str, student: &str, grade: &str, day: Date) -> Given {
    Given {
        head: head(&format!("{item}-{student}")),
        line_item: item.to_owned(),
        student: student.to_owned(),
        score_status: "fully graded".to_owned(),
        score: None,
        text_score: Some(grade.to_owned()),
        score_date: Some(day),
        class: None,
        in_progress: false,
        incomplete: false,
        late: false,
        missing: false,
    }
}

fn user(id: &str, given: &str) -> User {
    User {
        head: head(id),
        enabled: true,
        user_ids: Vec::new(),
        given_name: given.to_owned(),
        middle_name: None,
        family_name: "Obi".to_owned(),
        identifier: None,
        email: Some("no address".to_owned()),
        agents: Vec::new(),
        grade: None,
        master_identifier: None,
        primary_org: None,
    }
}

/// A course taught over two terms, with one line item, and one taught in the first.
fn school() -> Bundle {
    let days = (date!(2025 - 08 - 18), date!(2025 - 12 - 19));
    let later = (date!(2026 - 01 - 12), date!(2026 - 06 - 05));
    let class = |id: &str, course: &str, terms: &[&str]| Class {
        head: head(id),
        title: format!("{course}, group 1"),
        course: course.to_owned(),
        code: None,
        kind: "scheduled".to_owned(),
        school: "s1".to_owned(),
        terms: texts(terms),
        subjects: Vec::new(),
        subject_codes: Vec::new(),
        metadata: BTreeMap::from([("weight".to_owned(), "half".to_owned())]),
    };
    let course = |id: &str, title: &str| Taught {
        head: head(id),
        school_year: None,
        title: title.to_owned(),
        code: None,
        grades: Vec::new(),
        org: "s1".to_owned(),
        subjects: Vec::new(),
        subject_codes: texts(&["03051"]),
        metadata: BTreeMap::from([("credits".to_owned(), "0.5".to_owned())]),
    };
    let role = |user: &str, role: &str| Role {
        head: head(&format!("r-{user}")),
        user: user.to_owned(),
        primary: true,
        role: role.to_owned(),
        org: "s1".to_owned(),
        begin: None,
        end: None,
    };
    Bundle {
        manifest: Manifest {
            version: Version::V1p2,
            modes: [(Table::Results, Mode::Bulk)].into(),
            system: None,
        },
        orgs: vec![Org {
            head: head("s1"),
            name: "Fen School".to_owned(),
            kind: "school".to_owned(),
            identifier: None,
            parent: None,
        }],
        academic_sessions: vec![
            session("y", "2025/26", "schoolYear", (days.0, later.1), None),
            session("autumn", "Autumn", "term", days, Some("y")),
            session("spring", "Spring", "term", later, Some("y")),
        ],
        courses: vec![course("bees", "Bees"), course("weirs", "Weirs")],
        classes: vec![class("k1", "bees", &["autumn"]), class("k2", "weirs", &["spring", "autumn"])],
        users: vec![user("ada", "Ada"), user("ben", "Ben"), user("mel", "Mel")],
        roles: vec![role("ada", "student"), role("ben", "student"), role("mel", "teacher")],
        categories: vec![Category { head: head("final"), title: "Final".to_owned() }],
        line_items: vec![item("i1", "k1", "Mark"), item("i2", "k2", "Mark")],
        results: vec![given("i1", "ada", "A", days.1), given("i2", "ada", "B", later.1)],
        ..Bundle::default()
    }
}

fn mapping() -> Mapping {
    Mapping { category: "final".to_owned(), ..Mapping::default() }
}

fn made(bundle: &Bundle, mapping: &Mapping) -> Made {
    make(Uuid::nil(), bundle, mapping, &Supplement::default())
}

#[test]
fn a_line_is_of_the_terms_of_its_class_and_only_students_have_any() {
    let made = made(&school(), &mapping());
    let ids: Vec<_> = made.draft.pupils.iter().map(|pupil| pupil.sourced_id.as_str()).collect();
    assert_eq!(ids, ["ada", "ben"]);
    let ada = &made.draft.pupils[0];
    assert_eq!((ada.email.as_deref(), ada.lines.len(), made.notes.empty), (None, 2, 1));
    let weirs = ada.lines.iter().find(|line| line.key == "class/k2").unwrap();
    assert_eq!(weirs.content.term.as_deref(), Some("Autumn and Spring 2025/26"));
    assert_eq!(weirs.session.as_deref(), Some("spring"));
    assert_eq!(weirs.content.activity_end_date.as_deref(), Some("2026-06-05T00:00:00Z"));
    // Nobody said where credits come from, so there are none.
    assert_eq!(weirs.content.credits_earned, None);
    assert_eq!(made.draft.sessions, ["autumn", "spring"]);
}

#[test]
fn only_what_is_final_counts_and_what_is_left_out_is_counted_by_why() {
    let mut bundle = school();
    let day = date!(2025 - 12 - 19);
    for (id, change) in [
        ("a", (|given| given.missing = true) as fn(&mut Given)),
        ("b", |given| given.incomplete = true),
        ("c", |given| given.in_progress = true),
        ("d", |given| given.late = true),
        ("e", |given| given.score_status = "exempt".to_owned()),
        ("f", |given| given.line_item = "gone".to_owned()),
    ] {
        bundle.line_items.push(item(&format!("more-{id}"), "k1", "Mark"));
        let mut result = given(&format!("more-{id}"), "ben", "A", day);
        change(&mut result);
        bundle.results.push(result);
    }
    let notes = made(&bundle, &mapping()).notes;
    let why: Vec<_> = notes.not_final.iter().map(|(why, count)| (why.as_str(), *count)).collect();
    assert_eq!(why, [("exempt", 1), ("in_progress", 1), ("incomplete", 1), ("late", 1), ("missing", 1)]);
    assert_eq!((notes.unknown, notes.empty), (1, 1));
}

#[test]
fn of_several_results_the_newest_counts_and_two_of_one_day_need_somebody() {
    let mut bundle = school();
    bundle.line_items.push(item("i3", "k1", "Resit"));
    bundle.results.push(given("i3", "ada", "C", date!(2026 - 02 - 01)));
    let newest = made(&bundle, &mapping());
    assert_eq!(newest.notes.newest, 1);
    let bees = |made: &Made| {
        let line = made.draft.pupils[0].lines.iter().find(|line| line.key == "class/k1").cloned();
        line.and_then(|line| line.content.result[0].value.clone())
    };
    assert_eq!(bees(&newest).as_deref(), Some("C"));

    bundle.results.last_mut().unwrap().score_date = Some(date!(2025 - 12 - 19));
    let stuck = made(&bundle, &mapping());
    assert_eq!(stuck.notes.undecided, [("Ada Obi".to_owned(), "bees, group 1".to_owned())]);
    assert_eq!(bees(&stuck), None);
    let said = Mapping { line_item: Some("Mark".to_owned()), ..mapping() };
    let decided = made(&bundle, &said);
    assert_eq!((bees(&decided).as_deref(), decided.notes.undecided.len()), (Some("A"), 0));
    // Two that say the same need nobody.
    bundle.results.last_mut().unwrap().text_score = Some("A".to_owned());
    assert_eq!(bees(&made(&bundle, &mapping())).as_deref(), Some("A"));
}

#[test]
fn credits_are_those_that_somebody_pointed_at_and_nothing_else() {
    let of_courses = Mapping { credits: Credits::Course("credits".to_owned()), ..mapping() };
    let failed = Mapping { failed: vec!["B".to_owned()], ..of_courses.clone() };
    let withdrawn = Mapping { no_credit: vec!["B".to_owned()], ..of_courses };
    for (mapping, status) in [(failed, Some("Failed")), (withdrawn, None)] {
        let made = made(&school(), &mapping);
        let credits: Vec<_> =
            made.draft.pupils[0].lines.iter().map(|line| line.content.credits_earned).collect();
        assert_eq!(credits, [Some(0.5), Some(0.0)]);
        assert_eq!(made.draft.pupils[0].lines[1].content.result[0].status.as_deref(), status);
        assert_eq!(made.draft.courses[0].content.credits_available, Some(0.5));
    }
    let of_classes = Mapping { credits: Credits::Class("weight".to_owned()), ..mapping() };
    let made = made(&school(), &of_classes);
    assert_eq!(made.notes.no_number.len(), 2);
    assert_eq!(made.notes.without_credits, 2);
    assert!(made.draft.pupils[0].lines.iter().all(|line| line.content.credits_earned.is_none()));
}

#[test]
fn a_scale_lists_its_grades_lowest_first_unless_somebody_has_another() {
    let scale = |values: &[&str]| ScoreScale {
        head: head("scale"),
        title: "Letters".to_owned(),
        kind: "letter".to_owned(),
        course: "bees".to_owned(),
        class: "k1".to_owned(),
        values: texts(values),
    };
    let allowed = |bundle: &Bundle| {
        let made = made(bundle, &mapping());
        let bees = made.draft.courses.iter().find(|course| course.key == "course/bees").unwrap();
        (bees.content.result_description[0].allowed_value.clone(), made.notes.off_scale)
    };
    let mut bundle = school();
    for values in [["A=90-100", "B=80-89", "F=0-79"], ["{90-100:A}", "{80-89:B}", "{0-79:F}"]] {
        bundle.score_scales = vec![scale(&values)];
        assert_eq!(allowed(&bundle), (texts(&["F", "B", "A"]), Vec::new()));
    }
    bundle.score_scales = vec![scale(&["B=80-89", "F=0-79"])];
    assert_eq!(allowed(&bundle), (Vec::new(), vec![("Bees".to_owned(), "A".to_owned())]));
    // Without numbers nobody knows which is the lowest.
    bundle.score_scales = vec![scale(&["A", "B"])];
    assert_eq!(allowed(&bundle), (Vec::new(), Vec::new()));
}

#[test]
fn a_delta_withdraws_what_it_says_is_gone_and_nothing_else() {
    let mut bundle = school();
    bundle.manifest.modes.insert(Table::Results, Mode::Delta);
    bundle.results[0].head.deleted = true;
    bundle.users[1].head.deleted = true;
    let draft = made(&bundle, &mapping()).draft;
    assert!(!draft.bulk);
    let gone: Vec<_> = draft.pupils[0].lines.iter().map(|line| line.gone).collect();
    assert_eq!(gone, [true, false]);
    assert!(draft.pupils[1].gone && !draft.pupils[0].gone);
}

#[test]
fn another_schools_students_are_left_out() {
    let elsewhere = Mapping { school: Some("s2".to_owned()), ..mapping() };
    assert!(made(&school(), &elsewhere).draft.pupils.is_empty());
}
