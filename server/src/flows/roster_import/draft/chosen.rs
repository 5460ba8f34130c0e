//! Which result stands for a class, or for a session of it.

use std::collections::{BTreeMap, HashMap, HashSet};

use oneroster::{Class, LineItem, Result as Given};

use super::{Making, Notes};
use crate::flows::roster_import::name_of;

/// A result that stands for what is graded in a class.
pub(super) struct Chosen<'b> {
    pub(super) class: &'b Class,
    pub(super) course: &'b oneroster::Course,
    pub(super) item: &'b LineItem,
    pub(super) result: &'b Given,
    /// The session that is graded; none: the class as a whole.
    pub(super) session: Option<&'b str>,
    /// Whether it is withdrawn, or final no more.
    pub(super) gone: bool,
}

/// What is graded once: a class, and a session where it is graded by session.
type Graded<'b> = (&'b str, Option<&'b str>);

impl<'b> Making<'b> {
    /// For each pupil the results that stand.
    pub(super) fn chosen(&mut self) -> HashMap<&'b str, Vec<Chosen<'b>>> {
        let bundle = self.bundle;
        let items: HashMap<_, _> =
            bundle.line_items.iter().map(|item| (item.head.id.as_str(), item)).collect();
        let courses: HashMap<_, _> =
            bundle.courses.iter().map(|course| (course.head.id.as_str(), course)).collect();
        let mut found: BTreeMap<(&str, Graded<'_>), Vec<Chosen<'b>>> = BTreeMap::new();
        for result in &bundle.results {
            let Some(item) = items.get(result.line_item.as_str()).copied() else {
                self.notes.unknown += 1;
                continue;
            };
            if item.category != self.mapping.category || !self.is_pupil(result) {
                continue;
            }
            let class = self.classes.get(item.class.as_str()).copied();
            let course = class.and_then(|class| courses.get(class.course.as_str()).copied());
            let (Some(class), Some(course)) = (class, course) else {
                self.notes.unknown += 1;
                continue;
            };
            if !self.counts(class) {
                self.notes.elsewhere += 1;
                continue;
            }
            let mut gone = result.head.deleted || item.head.deleted || class.head.deleted;
            if !gone && !result.is_final() {
                *self.notes.not_final.entry(why_not_final(result)).or_default() += 1;
                // Of a whole session what is not there was withdrawn; else it has to be said.
                if self.covers {
                    continue;
                }
                gone = true;
            }
            let session = self.sessions.graded(class, &item.academic_session);
            let one = Chosen { class, course, item, result, session, gone };
            found.entry((&result.student, (&class.head.id, session))).or_default().push(one);
        }
        let of_graded = self.items_of_graded();
        let mut chosen: HashMap<&str, Vec<Chosen<'b>>> = HashMap::new();
        for ((student, graded), several) in found {
            let all = of_graded.get(&graded).map(Vec::as_slice).unwrap_or_default();
            if let Some(one) = self.of_several(several, all) {
                chosen.entry(student).or_default().push(one);
            }
        }
        chosen
    }

    /// Whether a result is of somebody who gets a transcript; what hinders that is noted.
    fn is_pupil(&mut self, result: &'b Given) -> bool {
        let student = result.student.as_str();
        if self.by_id.contains_key(student) {
            return true;
        }
        // Somebody of another school is left out; somebody of no file, or who is nothing, is told of.
        if !self.users.contains(student) {
            self.notes.unknown += 1;
        } else if !self.somewhere.contains(student) {
            self.notes.no_role.insert(student.to_owned());
        }
        false
    }

    /// The final line items of each thing that is graded.
    fn items_of_graded(&self) -> HashMap<Graded<'b>, Vec<&'b LineItem>> {
        let mut all: HashMap<Graded<'b>, Vec<&'b LineItem>> = HashMap::new();
        let items = self.bundle.line_items.iter();
        for item in items.filter(|item| item.category == self.mapping.category && !item.head.deleted) {
            let Some(class) = self.classes.get(item.class.as_str()).copied() else { continue };
            let session = self.sessions.graded(class, &item.academic_session);
            all.entry((&class.head.id, session)).or_default().push(item);
        }
        all
    }

    /// The result that stands of several that a pupil has for one thing: the newest by the day on which
    /// it was given, then by when it was written. `None` where nobody can tell, and nobody said.
    ///
    /// * `all`: all line items for that thing. A delta has the results of some of them.
    fn of_several(&mut self, mut several: Vec<Chosen<'b>>, all: &[&'b LineItem]) -> Option<Chosen<'b>> {
        let preferred = |item: &LineItem| self.mapping.line_item.as_ref() == Some(&item.title);
        let has: HashSet<&str> = several.iter().map(|one| one.item.head.id.as_str()).collect();
        if self.is_delta && all.iter().any(|item| !has.contains(item.head.id.as_str())) {
            // Which of the line items the standing entry is of, a delta does not tell.
            let first = several.first()?;
            let who = (self.name(first.result), first.class.title.clone());
            several.retain(|one| preferred(one.item));
            if several.is_empty() && all.iter().any(|item| preferred(item)) {
                self.notes.not_preferred.push(who);
                return None;
            }
            if several.is_empty() {
                self.notes.undecided.push(who);
                return None;
            }
        }
        if several.iter().any(|one| !one.gone) {
            several.retain(|one| !one.gone);
        }
        several.sort_by_key(|one| {
            let result = one.result;
            (result.score_date, result.head.modified, preferred(one.item), one.item.head.id.as_str())
        });
        let last = several.pop()?;
        let alike = |one: &Chosen<'_>| {
            one.result.score_date == last.result.score_date
                && one.result.head.modified == last.result.head.modified
                && (&one.result.text_score, &one.result.score)
                    != (&last.result.text_score, &last.result.score)
        };
        if !last.gone && several.iter().any(alike) && !preferred(last.item) {
            self.notes.undecided.push((self.name(last.result), last.class.title.clone()));
            return None;
        }
        if !last.gone {
            self.notes.superseded += several.len();
        }
        Some(last)
    }

    fn name(&self, result: &Given) -> String {
        self.by_id.get(result.student.as_str()).map(|user| name_of(user)).unwrap_or_default()
    }
}

impl Notes {
    /// What hinders that anything is issued.
    pub(in crate::flows::roster_import) fn hinders(&self) -> usize {
        self.undecided.len()
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
