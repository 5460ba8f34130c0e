//! Of a small school, what transcripts should hold.

use oneroster::{
    AcademicSession, Category, Course as Taught, Head, LineItem, Manifest, Org, Result as Given, Role,
    ScoreScale, Version,
};
use time::macros::date;

use super::*;
use crate::flows::roster_import::mapping::Credits;

fn head(id: &str) -> Head {
    Head { id: id.to_owned(), row: 2, deleted: false, modified: None }
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
        is_preferred: false,
    }
}

/// A course taught over two terms and graded once, and one taught in the first.
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
            modes: [Table::Results, Table::LineItems, Table::Classes].map(|table| (table, Mode::Bulk)).into(),
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
        line_items: vec![
            item("i1", "k1", "Mark"),
            LineItem { academic_session: "y".to_owned(), ..item("i2", "k2", "Mark") },
        ],
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
    let bees = ada.lines.iter().find(|line| line.key == "class/k1").unwrap();
    assert_eq!(
        (bees.session.as_deref(), bees.content.term.as_deref()),
        (Some("autumn"), Some("Autumn 2025/26"))
    );
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
    assert_eq!(newest.notes.superseded, 1);
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
    let mut bundle = delta();
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

fn delta() -> Bundle {
    let mut bundle = school();
    bundle.manifest.modes.insert(Table::Results, Mode::Delta);
    bundle
}

/// The keys, terms and first values of a pupil's entries, and whether each is gone.
fn entries(made: &Made, pupil: usize) -> Vec<(&str, &str, &str, bool)> {
    let lines = made.draft.pupils[pupil].lines.iter();
    lines
        .map(|line| {
            let value = line.content.result.first().and_then(|result| result.value.as_deref());
            let term = line.content.term.as_deref().unwrap_or_default();
            (line.key.as_str(), term, value.unwrap_or_default(), line.gone)
        })
        .collect()
}

#[test]
fn a_class_of_two_terms_has_a_grade_for_each_and_the_later_takes_nothing_from_the_earlier() {
    let mut bundle = school();
    bundle.classes[0].terms = texts(&["autumn", "spring"]);
    let first = made(&bundle, &mapping());
    let autumn = entries(&first, 0)[0];
    assert_eq!(autumn, ("class/k1#autumn", "Autumn 2025/26", "A", false));
    let second = LineItem { academic_session: "spring".to_owned(), ..item("i3", "k1", "Mark") };
    bundle.line_items.push(second);
    bundle.results.push(given("i3", "ada", "C", date!(2026 - 06 - 05)));
    let both = made(&bundle, &mapping());
    assert_eq!(
        entries(&both, 0),
        [
            autumn,
            ("class/k2", "Autumn and Spring 2025/26", "B", false),
            ("class/k1#spring", "Spring 2025/26", "C", false),
        ]
    );
    assert_eq!((both.notes.superseded, both.draft.sessions.len()), (0, 2));
    let line = &both.draft.pupils[0].lines[2];
    assert_eq!(line.session.as_deref(), Some("spring"));
    assert_eq!(line.content.activity_start_date.as_deref(), Some("2026-01-12T00:00:00Z"));
}

#[test]
fn which_part_of_a_class_is_graded_is_told_by_its_terms_and_the_session_of_the_line_item() {
    let mut bundle = school();
    let autumn = (date!(2025 - 08 - 18), date!(2025 - 10 - 17));
    let spring = (date!(2026 - 03 - 16), date!(2026 - 06 - 05));
    bundle.academic_sessions.extend([
        session("q1", "Quarter 1", "gradingPeriod", autumn, Some("autumn")),
        session("q1-alone", "Quarter 1", "gradingPeriod", autumn, None),
        session("g2", "Grades 2", "gradingPeriod", spring, Some("y")),
        session("elsewhere", "Summer", "term", (date!(2026 - 07 - 01), date!(2026 - 08 - 01)), None),
    ]);
    let key = |terms: &[&str], named: &str| {
        let mut bundle = bundle.clone();
        bundle.classes[0].terms = texts(terms);
        bundle.line_items[0].academic_session = named.to_owned();
        entries(&made(&bundle, &mapping()), 0).iter().find(|one| one.2 == "A").unwrap().0.to_owned()
    };
    // A class of one term is what it always was, whichever way the line item says so.
    for named in ["autumn", "q1", "q1-alone", "y", ""] {
        assert_eq!(key(&["autumn"], named), "class/k1", "{named}");
    }
    assert_eq!(key(&["y"], "y"), "class/k1");
    // Graded in a part of it, or when the class says that it was not taught, it goes by that.
    assert_eq!(key(&["y"], "autumn"), "class/k1#autumn");
    assert_eq!(key(&["y"], "q1"), "class/k1#autumn");
    assert_eq!(key(&["y"], "g2"), "class/k1#g2");
    assert_eq!(key(&["autumn"], "elsewhere"), "class/k1#elsewhere");
    assert_eq!(key(&["autumn", "spring"], "q1"), "class/k1#autumn");
    assert_eq!(key(&["autumn", "spring"], "q1-alone"), "class/k1#autumn");
    assert_eq!(key(&["autumn", "spring"], "y"), "class/k1");
}

#[test]
fn a_score_without_a_letter_earns_no_credit_that_nobody_said() {
    let mut bundle = school();
    (bundle.results[0].text_score, bundle.results[0].score) = (None, Some("12".to_owned()));
    let credits = Mapping { credits: Credits::Course("credits".to_owned()), ..mapping() };
    let earned = |mark: Option<&str>| {
        let made = made(&bundle, &Mapping { pass_mark: mark.map(str::to_owned), ..credits.clone() });
        let line = made.draft.pupils[0].lines[0].clone();
        let status = line.content.result[0].status.clone();
        (line.content.credits_earned, status.as_deref() == Some("Failed"), made.notes.no_letter)
    };
    assert_eq!(earned(None), (None, false, 1));
    assert_eq!(earned(Some("50")), (Some(0.0), true, 0));
    assert_eq!(earned(Some("12.0")), (Some(0.5), false, 0));
}

#[test]
fn a_result_that_is_final_no_more_is_withdrawn_by_a_delta_and_left_out_of_what_is_whole() {
    let mut whole = school();
    whole.results[0].incomplete = true;
    assert_eq!(entries(&made(&whole, &mapping()), 0).len(), 1);
    let mut changed = delta();
    changed.results[0].score_status = "not submitted".to_owned();
    let made = made(&changed, &mapping());
    assert_eq!(entries(&made, 0)[0], ("class/k1", "", "", true));
    // Nothing is made of a course of which nothing is left.
    assert!(!made.draft.courses.iter().any(|course| course.key == "course/bees"));
}

#[test]
fn what_is_absent_was_withdrawn_only_where_results_line_items_and_classes_are_all_whole() {
    assert!(made(&school(), &mapping()).draft.bulk);
    for table in [Table::Results, Table::LineItems, Table::Classes] {
        let mut bundle = school();
        bundle.manifest.modes.insert(table, Mode::Delta);
        assert!(!made(&bundle, &mapping()).draft.bulk, "{table:?}");
    }
}

#[test]
fn a_delta_with_one_of_two_sittings_changes_nothing_before_somebody_says_which_counts() {
    let mut bundle = delta();
    bundle.line_items.push(item("i3", "k1", "Resit"));
    bundle.results[0].head.deleted = true;
    let said = |bundle: &Bundle, title: Option<&str>| {
        let made = made(bundle, &Mapping { line_item: title.map(str::to_owned), ..mapping() });
        let gone = entries(&made, 0).iter().find(|one| one.0 == "class/k1").map(|one| one.3);
        (gone, made.notes.undecided.len(), made.notes.not_preferred.len())
    };
    assert_eq!(said(&bundle, None), (None, 1, 0));
    assert_eq!(said(&bundle, Some("Resit")), (None, 0, 1));
    assert_eq!(said(&bundle, Some("Mark")), (Some(true), 0, 0));
    // With both in the file it is known what is left.
    bundle.results.push(given("i3", "ada", "C", date!(2026 - 02 - 01)));
    assert_eq!(said(&bundle, None), (Some(false), 0, 0));
}

#[test]
fn of_two_results_of_one_day_the_one_that_was_written_later_counts() {
    let mut bundle = delta();
    bundle.line_items.push(item("i3", "k1", "Resit"));
    bundle.results.push(given("i3", "ada", "C", date!(2025 - 12 - 19)));
    bundle.results[0].head.modified = Some(2_000);
    bundle.results[2].head.modified = Some(1_000);
    let made = made(&bundle, &mapping());
    assert_eq!((entries(&made, 0)[0].2, made.notes.superseded), ("A", 1));
}

#[test]
fn a_line_item_or_class_that_is_gone_takes_its_results_along() {
    for gone in [(|bundle| bundle.line_items[0].head.deleted = true) as fn(&mut Bundle), |bundle| {
        bundle.classes[0].head.deleted = true;
    }] {
        let mut bundle = delta();
        gone(&mut bundle);
        assert!(entries(&made(&bundle, &mapping()), 0)[0].3);
    }
}

#[test]
fn results_of_other_schools_are_told_of_and_count_unless_somebody_says_otherwise() {
    let mut bundle = school();
    bundle.orgs.push(Org { head: head("s2"), name: "Marsh School".to_owned(), ..bundle.orgs[0].clone() });
    bundle.classes[1].school = "s2".to_owned();
    let all = made(&bundle, &mapping());
    let schools: Vec<_> =
        all.notes.schools.iter().map(|(school, number)| (school.as_str(), *number)).collect();
    assert_eq!(schools, [("Fen School", 1), ("Marsh School", 1)]);
    let one = made(&bundle, &Mapping { taught_at: texts(&["s1"]), ..mapping() });
    assert_eq!((entries(&one, 0).len(), one.notes.elsewhere), (1, 1));
    assert_eq!(one.draft.sessions, ["autumn"], "what does not count covers nothing");
}

#[test]
fn people_with_results_who_are_nothing_and_names_that_are_not_official_are_told_of() {
    let mut bundle = school();
    bundle.users.push(user("cy", "Cy"));
    bundle.results.push(given("i1", "cy", "A", date!(2025 - 12 - 19)));
    bundle.users[0].is_preferred = true;
    let notes = made(&bundle, &mapping()).notes;
    assert_eq!((notes.no_role.len(), notes.unknown, notes.preferred), (1, 0, 1));
}
