//! What transcripts should hold, made of an export, its mapping and its supplement.
//!
//! Nothing is computed that nobody said: credits are those that the mapping points at, averages those
//! of the supplement, and what is absent stays absent. What is left out is counted in [`Notes`].

mod chosen;
mod entry;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use api::open_badges::{AchievementContent, SubjectContent};
use chosen::Chosen;
use oneroster::{Bundle, Class, Mode, Table, User};
use time::Date;
use uuid::Uuid;

use super::{
    beside::{Beside, Lines},
    courses::{self, Scales, Seen, described},
    keys::{self, Terms},
    mapping::Mapping,
    name_of,
    sessions::Sessions,
    supplement::Supplement,
};
use crate::flows::{
    Email,
    transcript::{Course, Draft, Line, Pupil},
};

/// When it began, what it is of, and the line: what lines are sorted by.
type Dated = (Option<Date>, String, Line);

/// What was made, and what is to be known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Made {
    /// What transcripts should hold.
    pub draft: Draft,
    /// What was left out, or chosen.
    pub notes: Notes,
    /// The terms of classes that are graded as a whole.
    pub(super) terms: Terms,
}

/// What a person should know before anything is issued.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Notes {
    /// Results that are not final, by why: `in_progress`, `incomplete`, `late`, `missing`, or their
    /// `scoreStatus`.
    pub not_final: BTreeMap<String, usize>,
    /// Results of line items, classes, courses or students that the export does not have.
    pub unknown: usize,
    /// Students with results whom the export calls nothing at any school.
    pub no_role: BTreeSet<String>,
    /// Results of schools that do not count.
    pub elsewhere: usize,
    /// Schools by name whose classes results are of, and how many.
    pub schools: BTreeMap<String, usize>,
    /// Results in whose place a newer one of the same class and session stands.
    pub superseded: usize,
    /// Students and classes of which nobody can tell which of several results counts. While there are
    /// any, nothing is issued.
    pub undecided: Vec<(String, String)>,
    /// Those whose changed result is of another line item than the one that counts.
    pub not_preferred: Vec<(String, String)>,
    /// Grades that the scale of their course does not have: course and grade.
    pub off_scale: Vec<(String, String)>,
    /// What is no number where credits were expected: record and text.
    pub no_number: BTreeMap<String, String>,
    /// Entries without credits, where credits come from somewhere.
    pub without_credits: usize,
    /// Entries with a score alone of which nobody said whether it earns credit.
    pub no_letter: usize,
    /// Students who are called by a preferred name, and not by the one that is theirs officially.
    pub preferred: usize,
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

/// Whether what an export no longer has of a session was withdrawn: it has to have all results, and all
/// that they are of.
pub(super) fn covers(bundle: &Bundle) -> bool {
    let whole = |table| bundle.manifest.modes.get(&table) == Some(&Mode::Bulk);
    [Table::Results, Table::LineItems, Table::Classes].into_iter().all(whole)
}

struct Making<'b> {
    issuer: Uuid,
    bundle: &'b Bundle,
    mapping: &'b Mapping,
    supplement: &'b Supplement,
    sessions: Sessions<'b>,
    classes: HashMap<&'b str, &'b Class>,
    pupils: Vec<&'b User>,
    /// The pupils by id.
    by_id: HashMap<&'b str, &'b User>,
    /// All people of the export.
    users: HashSet<&'b str>,
    /// Those who are students somewhere.
    somewhere: HashSet<&'b str>,
    /// Whether it has results that changed, and not all there are.
    is_delta: bool,
    covers: bool,
    courses: BTreeMap<String, AchievementContent>,
    terms: Terms,
    notes: Notes,
}

impl<'b> Making<'b> {
    fn new(issuer: Uuid, bundle: &'b Bundle, mapping: &'b Mapping, supplement: &'b Supplement) -> Self {
        let at_school = |org: &str| mapping.school.as_deref().is_none_or(|school| school == org);
        let students = || bundle.roles.iter().filter(|role| role.role == "student");
        let here: HashSet<&str> =
            students().filter(|role| at_school(&role.org)).map(|role| role.user.as_str()).collect();
        // A delta may say that somebody is gone, and no more of what they were.
        let pupils: Vec<&User> = bundle
            .users
            .iter()
            .filter(|user| user.head.deleted || here.contains(user.head.id.as_str()))
            .collect();
        Self {
            issuer,
            bundle,
            mapping,
            supplement,
            sessions: Sessions::new(bundle),
            classes: bundle.classes.iter().map(|class| (class.head.id.as_str(), class)).collect(),
            by_id: pupils.iter().map(|user| (user.head.id.as_str(), *user)).collect(),
            pupils,
            users: bundle.users.iter().map(|user| user.head.id.as_str()).collect(),
            somewhere: students().map(|role| role.user.as_str()).collect(),
            is_delta: bundle.manifest.modes.get(&Table::Results) == Some(&Mode::Delta),
            covers: covers(bundle),
            courses: BTreeMap::new(),
            terms: Terms::new(),
            notes: Notes::default(),
        }
    }

    /// Whether results of a class count.
    fn counts(&self, class: &Class) -> bool {
        self.mapping.taught_at.is_empty() || self.mapping.taught_at.contains(&class.school)
    }

    /// Each pupil's lines, of the export and of the supplement.
    fn lines(&mut self, chosen: HashMap<&'b str, Vec<Chosen<'b>>>) -> Lines<'b> {
        let graded = self.describe(chosen.values().flatten().filter(|one| !one.gone));
        let nothing = courses::Graded::default();
        let mut lines: HashMap<&'b str, Vec<Dated>> = HashMap::new();
        for (student, chosen) in chosen {
            for one in chosen {
                let course = format!("course/{}", one.course.head.id);
                let when = self.sessions.when(one.class, one.session);
                let key = keys::of_class(&one.class.head.id, one.session);
                if one.session.is_none() {
                    self.terms.entry(key.clone()).or_insert_with(|| one.class.terms.clone());
                }
                let content = if one.gone {
                    SubjectContent::default()
                } else {
                    self.subject(&one, graded.get(&course).unwrap_or(&nothing), &when)
                };
                let line = Line {
                    key,
                    session: when.session.map(str::to_owned),
                    gone: one.gone,
                    content,
                    part_of: None,
                    course,
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
        let schools: HashMap<_, _> =
            self.bundle.orgs.iter().map(|org| (org.head.id.as_str(), org.name.as_str())).collect();
        let mut seen: BTreeMap<String, (&'b oneroster::Course, Seen<'b>)> = BTreeMap::new();
        for one in chosen {
            let school = one.class.school.as_str();
            *self.notes.schools.entry(schools.get(school).unwrap_or(&school).to_string()).or_default() += 1;
            let key = format!("course/{}", one.course.head.id);
            let (_, seen) = seen.entry(key).or_insert_with(|| (one.course, Seen::default()));
            seen.items.insert(&one.item.head.id, one.item);
            seen.has_score |= one.result.score.is_some();
            seen.grades.extend(one.result.text_score.as_deref());
        }
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

    /// The sessions of which the export has what is graded in them.
    fn covered(&self) -> BTreeSet<String> {
        let items = self.bundle.line_items.iter().filter(|item| item.category == self.mapping.category);
        let sessions = items.filter_map(|item| {
            let class = self.classes.get(item.class.as_str()).copied().filter(|class| self.counts(class))?;
            let graded = self.sessions.graded(class, &item.academic_session);
            self.sessions.when(class, graded).session
        });
        sessions.map(str::to_owned).collect()
    }

    fn finish(mut self, mut lines: Lines<'b>) -> Made {
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
        self.notes.preferred = self.pupils.iter().filter(|user| user.is_preferred).count();
        self.notes.empty = pupils.iter().filter(|pupil| pupil.lines.is_empty() && !pupil.gone).count();
        let sessions = self.covered();
        let legend = Scales::new(self.bundle, self.supplement).legend(self.supplement);
        // Of courses that only results say which nobody has here, nothing is made.
        let lines = pupils.iter().flat_map(|pupil| &pupil.lines).filter(|line| !line.gone);
        let used: HashSet<&str> =
            lines.flat_map(|line| [Some(line.course.as_str()), line.part_of.as_deref()]).flatten().collect();
        self.courses.retain(|key, _| used.contains(key.as_str()));
        let courses = self.courses.into_iter().map(|(key, content)| Course { key, content }).collect();
        let sessions = sessions.into_iter().collect();
        let draft = Draft { courses, pupils, sessions, bulk: self.covers, legend };
        Made { draft, notes: self.notes, terms: self.terms }
    }
}
