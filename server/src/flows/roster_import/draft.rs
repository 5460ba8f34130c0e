//! What transcripts should hold, made of an export, its mapping and its supplement.
//!
//! Nothing is computed that nobody said: credits are those that the mapping points at, averages those
//! of the supplement, and what is absent stays absent. What is left out is counted in [`Notes`].

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use api::open_badges::{AchievementContent, Result as Graded, SubjectContent};
use oneroster::{Bundle, Class, LineItem, Mode, Result as Given, Table, User};
use time::Date;
use uuid::Uuid;

use super::{
    beside::{Beside, Lines, midnight},
    courses::{self, Scales, Seen, cut, described},
    mapping::{Credits, Mapping},
    name_of,
    sessions::{Sessions, When},
    supplement::Supplement,
};
use crate::flows::{
    Email,
    transcript::{Course, Draft, Line, Pupil},
};

/// Characters of a value.
const MOST_VALUE: usize = 200;

/// When it began, what it is of, and the line: what lines are sorted by.
type Dated = (Option<Date>, String, Line);

/// What was made, and what is to be known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Made {
    /// What transcripts should hold.
    pub draft: Draft,
    /// What was left out, or chosen.
    pub notes: Notes,
}

/// What a person should know before anything is issued.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Notes {
    /// Results that are not final, by why: `in_progress`, `incomplete`, `late`, `missing`, or their
    /// `scoreStatus`.
    pub not_final: BTreeMap<String, usize>,
    /// Results of line items, classes, courses or students that the export does not have.
    pub unknown: usize,
    /// Students with several final results in a class, of whom the newest was taken.
    pub newest: usize,
    /// Those of whom two are of one day and differ: student and class. While there are any, nothing is
    /// issued.
    pub undecided: Vec<(String, String)>,
    /// Grades that the scale of their course does not have: course and grade.
    pub off_scale: Vec<(String, String)>,
    /// What is no number where credits were expected: record and text.
    pub no_number: Vec<(String, String)>,
    /// Entries without credits, where credits come from somewhere.
    pub without_credits: usize,
    /// Students without a final result.
    pub empty: usize,
}

/// Makes a draft.
///
/// * `issuer`: the namespace of ids that are to be the same whenever this is done.
pub(super) fn make(issuer: Uuid, bundle: &Bundle, mapping: &Mapping, supplement: &Supplement) -> Made {
    let mut making = Making::new(issuer, bundle, mapping, supplement);
    let chosen = making.chosen();
    let lines = making.lines(chosen);
    making.finish(lines)
}

/// A result that stands for a class.
struct Chosen<'b> {
    class: &'b Class,
    course: &'b oneroster::Course,
    item: &'b LineItem,
    result: &'b Given,
}

struct Making<'b> {
    issuer: Uuid,
    bundle: &'b Bundle,
    mapping: &'b Mapping,
    supplement: &'b Supplement,
    sessions: Sessions<'b>,
    pupils: Vec<&'b User>,
    courses: BTreeMap<String, AchievementContent>,
    notes: Notes,
}

impl<'b> Making<'b> {
    fn new(issuer: Uuid, bundle: &'b Bundle, mapping: &'b Mapping, supplement: &'b Supplement) -> Self {
        let at_school = |org: &str| mapping.school.as_deref().is_none_or(|school| school == org);
        let here: HashSet<&str> = bundle
            .roles
            .iter()
            .filter(|role| role.role == "student" && at_school(&role.org))
            .map(|role| role.user.as_str())
            .collect();
        Self {
            issuer,
            bundle,
            mapping,
            supplement,
            sessions: Sessions::new(bundle),
            // A delta may say that somebody is gone, and no more of what they were.
            pupils: bundle
                .users
                .iter()
                .filter(|user| user.head.deleted || here.contains(user.head.id.as_str()))
                .collect(),
            courses: BTreeMap::new(),
            notes: Notes::default(),
        }
    }

    /// For each pupil the result that stands for each class.
    fn chosen(&mut self) -> HashMap<&'b str, Vec<Chosen<'b>>> {
        let bundle = self.bundle;
        let items: HashMap<_, _> =
            bundle.line_items.iter().map(|item| (item.head.id.as_str(), item)).collect();
        let classes: HashMap<_, _> =
            bundle.classes.iter().map(|class| (class.head.id.as_str(), class)).collect();
        let of_bundle: HashMap<_, _> =
            bundle.courses.iter().map(|course| (course.head.id.as_str(), course)).collect();
        let pupils: HashSet<_> = self.pupils.iter().map(|user| user.head.id.as_str()).collect();
        let students: HashSet<_> = bundle.users.iter().map(|user| user.head.id.as_str()).collect();
        let mut found: BTreeMap<(&str, &str), Vec<Chosen<'b>>> = BTreeMap::new();
        for result in &bundle.results {
            let Some(item) = items.get(result.line_item.as_str()) else {
                self.notes.unknown += 1;
                continue;
            };
            if item.category != self.mapping.category || !pupils.contains(result.student.as_str()) {
                // Somebody of another school is left out; somebody of no file is not known.
                self.notes.unknown += usize::from(!students.contains(result.student.as_str()));
                continue;
            }
            if !result.is_final() && !result.head.deleted {
                *self.notes.not_final.entry(why_not_final(result)).or_default() += 1;
                continue;
            }
            let class = classes.get(item.class.as_str());
            let course = class.and_then(|class| of_bundle.get(class.course.as_str()));
            let (Some(class), Some(course)) = (class, course) else {
                self.notes.unknown += 1;
                continue;
            };
            let one = Chosen { class, course, item, result };
            found.entry((&result.student, &class.head.id)).or_default().push(one);
        }
        let mut chosen: HashMap<&str, Vec<Chosen<'b>>> = HashMap::new();
        for ((student, _), several) in found {
            if let Some(one) = self.newest(several) {
                chosen.entry(student).or_default().push(one);
            }
        }
        chosen
    }

    /// The newest result of several that a pupil has for one class, by the day on which it was given;
    /// `None` where two of one day differ and nobody said which counts.
    fn newest(&mut self, mut several: Vec<Chosen<'b>>) -> Option<Chosen<'b>> {
        if several.len() > 1 && several.iter().any(|one| !one.result.head.deleted) {
            several.retain(|one| !one.result.head.deleted);
        }
        if several.len() == 1 {
            return several.pop();
        }
        let preferred = |one: &Chosen<'_>| self.mapping.line_item.as_ref() == Some(&one.item.title);
        several.sort_by_key(|one| (one.result.score_date, preferred(one), one.item.head.id.as_str()));
        let last = several.pop()?;
        let alike = |one: &Chosen<'_>| {
            one.result.score_date == last.result.score_date
                && (&one.result.text_score, &one.result.score)
                    != (&last.result.text_score, &last.result.score)
        };
        if several.iter().any(alike) && !preferred(&last) {
            let pupil = self.pupils.iter().find(|user| user.head.id == last.result.student);
            let pupil = pupil.map(|user| name_of(user)).unwrap_or_default();
            self.notes.undecided.push((pupil, last.class.title.clone()));
            return None;
        }
        self.notes.newest += 1;
        Some(last)
    }

    /// Each pupil's lines, of the export and of the supplement.
    fn lines(&mut self, chosen: HashMap<&'b str, Vec<Chosen<'b>>>) -> Lines<'b> {
        let graded = self.describe(chosen.values().flatten());
        let mut lines: HashMap<&'b str, Vec<Dated>> = HashMap::new();
        for (student, chosen) in chosen {
            for one in chosen {
                let key = format!("course/{}", one.course.head.id);
                let when = self.sessions.of(one.class);
                let line = Line {
                    key: format!("class/{}", one.class.head.id),
                    session: when.session.map(str::to_owned),
                    gone: one.result.head.deleted,
                    content: self.subject(&one, &graded[&key], &when),
                    part_of: None,
                    course: key,
                };
                lines.entry(student).or_default().push((when.start, one.course.title.clone(), line));
            }
        }
        let beside = Beside { issuer: self.issuer, supplement: self.supplement };
        let mut all = beside.earlier(&mut self.courses);
        for (student, mut lines) in lines {
            lines.sort_by(|one, other| (one.0, &one.1, &one.2.key).cmp(&(other.0, &other.1, &other.2.key)));
            all.entry(student).or_default().extend(lines.into_iter().map(|(.., line)| line));
        }
        beside.diplomas(self.mapping.part_of_diploma, &mut self.courses, &mut all);
        beside.standings(&mut self.courses, &mut all);
        all
    }

    /// Makes an achievement of each course that has a result.
    fn describe<'c>(
        &mut self,
        chosen: impl Iterator<Item = &'c Chosen<'b>>,
    ) -> HashMap<String, courses::Graded>
    where
        'b: 'c,
    {
        let mut seen: BTreeMap<String, (&'b oneroster::Course, Seen<'b>)> = BTreeMap::new();
        for one in chosen {
            let key = format!("course/{}", one.course.head.id);
            let (_, seen) = seen.entry(key).or_insert_with(|| (one.course, Seen::default()));
            seen.items.insert(&one.item.head.id, one.item);
            seen.has_score |= one.result.score.is_some();
            seen.grades.extend(one.result.text_score.as_deref());
        }
        let schools: HashMap<_, _> =
            self.bundle.orgs.iter().map(|org| (org.head.id.as_str(), org.name.as_str())).collect();
        let scales = Scales::new(self.bundle, self.supplement);
        let mut graded = HashMap::new();
        for (key, (course, seen)) in seen {
            let mut strange = Vec::new();
            let (descriptions, of_course) = described(self.issuer, &key, &scales, &seen, &mut strange);
            self.notes.off_scale.extend(strange.into_iter().map(|grade| (course.title.clone(), grade)));
            let school = schools.get(course.org.as_str()).copied().unwrap_or_default();
            let credits = self.course_credits(course);
            let content = courses::content(course, school, self.supplement, credits, descriptions);
            self.courses.insert(key.clone(), content);
            graded.insert(key, of_course);
        }
        graded
    }

    /// What a course is worth, as the mapping has it.
    fn course_credits(&mut self, course: &oneroster::Course) -> Option<f64> {
        match &self.mapping.credits {
            Credits::Supplement => self.supplement.courses.get(&course.head.id)?.credits,
            Credits::Course(column) => {
                let text = course.metadata.get(column)?;
                self.number(&course.head.id, text)
            }
            Credits::Nowhere | Credits::Class(_) => None,
        }
    }

    /// A number of credits; what is none is noted, once for each record.
    fn number(&mut self, record: &str, text: &str) -> Option<f64> {
        let number = text.trim().parse::<f64>().ok().filter(|number| (0.0..=100_000.0).contains(number));
        if number.is_none() && !self.notes.no_number.iter().any(|(known, _)| known == record) {
            self.notes.no_number.push((record.to_owned(), text.to_owned()));
        }
        number
    }

    fn subject(&mut self, one: &Chosen<'b>, graded: &courses::Graded, when: &When<'_>) -> SubjectContent {
        let grade = one.result.text_score.as_deref();
        let is_in = |list: &[String]| grade.is_some_and(|grade| list.iter().any(|known| known == grade));
        let failed = is_in(&self.mapping.failed);
        let mapping = self.mapping;
        let credits = match &mapping.credits {
            Credits::Nowhere => None,
            Credits::Class(column) => {
                let text = one.class.metadata.get(column);
                text.and_then(|text| self.number(&one.class.head.id, text))
            }
            _ => {
                self.courses.get(&format!("course/{}", one.course.head.id)).and_then(|c| c.credits_available)
            }
        };
        if credits.is_none() && mapping.credits != Credits::Nowhere {
            self.notes.without_credits += 1;
        }
        let earns = !failed && !is_in(&mapping.no_credit);
        let status = failed.then(|| "Failed".to_owned());
        let result = |description: &Option<String>, value: Option<&str>| {
            Some(Graded {
                result_description: Some(description.clone()?),
                value: Some(cut(value?, MOST_VALUE)),
                status: status.clone(),
                ..Graded::default()
            })
        };
        let results = [result(&graded.grade, grade), result(&graded.score, one.result.score.as_deref())];
        SubjectContent {
            result: results.into_iter().flatten().collect(),
            credits_earned: credits.map(|credits| if earns { credits } else { 0.0 }),
            activity_start_date: when.start.map(|day| midnight(&day.to_string())),
            activity_end_date: when.end.map(|day| midnight(&day.to_string())),
            term: when.title.clone(),
            ..SubjectContent::default()
        }
    }

    fn finish(mut self, mut lines: Lines<'b>) -> Made {
        let bundle = self.bundle;
        let pupils: Vec<Pupil> = self
            .pupils
            .iter()
            .map(|user| Pupil {
                sourced_id: user.head.id.clone(),
                number: user.identifier.clone(),
                name: name_of(user),
                email: user.email.as_deref().and_then(Email::read).map(|email| email.to_string()),
                master: user.master_identifier.clone(),
                gone: user.head.deleted,
                lines: lines.remove(user.head.id.as_str()).unwrap_or_default(),
            })
            .collect();
        self.notes.empty = pupils.iter().filter(|pupil| pupil.lines.is_empty() && !pupil.gone).count();
        let bulk = bundle.manifest.modes.get(&Table::Results) == Some(&Mode::Bulk);
        let classes: HashMap<_, _> =
            bundle.classes.iter().map(|class| (class.head.id.as_str(), class)).collect();
        // A session is covered where the export has what is graded in it.
        let covered = bundle.line_items.iter().filter(|item| item.category == self.mapping.category);
        let covered = covered.filter_map(|item| self.sessions.of(classes.get(item.class.as_str())?).session);
        let sessions: BTreeSet<String> = covered.map(str::to_owned).collect();
        let legend = Scales::new(bundle, self.supplement).legend(self.supplement);
        // Of courses that only results say which nobody has here, nothing is made.
        let used: HashSet<&str> =
            pupils.iter().flat_map(|pupil| &pupil.lines).map(|line| line.course.as_str()).collect();
        self.courses.retain(|key, _| used.contains(key.as_str()));
        let courses = self.courses.into_iter().map(|(key, content)| Course { key, content }).collect();
        let draft = Draft { courses, pupils, sessions: sessions.into_iter().collect(), bulk, legend };
        Made { draft, notes: self.notes }
    }
}

fn why_not_final(result: &Given) -> String {
    let open = [
        (result.missing, "missing"),
        (result.incomplete, "incomplete"),
        (result.in_progress, "in_progress"),
        (result.late, "late"),
    ];
    let why = open.into_iter().find(|(is, _)| *is).map(|(_, why)| why);
    match why {
        Some(why) if result.score_status == "fully graded" => why.to_owned(),
        _ => result.score_status.clone(),
    }
}

#[cfg(test)]
mod tests {
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
}
