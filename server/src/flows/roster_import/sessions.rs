//! When a class was taught, and which part of it is graded: the terms that it names as one, or one of
//! them.

use std::collections::HashMap;

use oneroster::{AcademicSession, Bundle, Class};
use time::Date;

/// Characters of a term's title.
const MOST_TITLE: usize = 120;
/// Deeper than any real one: what leads in a circle was refused.
const DEEPEST: usize = 8;

/// The sessions of an export.
pub(super) struct Sessions<'b>(HashMap<&'b str, &'b AcademicSession>);

/// When something was taught.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct When<'b> {
    /// The last session in which it was, by `sourcedId`.
    pub(super) session: Option<&'b str>,
    /// The terms by name, and the year where they do not tell it.
    pub(super) title: Option<String>,
    /// The first day of the first.
    pub(super) start: Option<Date>,
    /// The last day of the last.
    pub(super) end: Option<Date>,
}

impl<'b> Sessions<'b> {
    pub(super) fn new(bundle: &'b Bundle) -> Self {
        let all = bundle.academic_sessions.iter();
        Self(all.map(|session| (session.head.id.as_str(), session)).collect())
    }

    /// What a line item grades by the session that it names: `None` where that is the class as a whole,
    /// else the session.
    ///
    /// A grading period is graded as the term that it is in. A class of one term is graded as a whole,
    /// unless the line item names something else than that term.
    pub(super) fn graded(&self, class: &'b Class, named: &'b str) -> Option<&'b str> {
        let session = self.term(class, named);
        let is_whole = match class.terms.as_slice() {
            _ if session.is_empty() => true,
            [only] if only == session => true,
            terms if terms.iter().any(|term| term == session) => false,
            _ => self.spans(session, class),
        };
        (!is_whole).then_some(session)
    }

    /// When a class was taught as a whole, or in one session.
    pub(super) fn when(&self, class: &'b Class, session: Option<&'b str>) -> When<'b> {
        let Some(id) = session else { return self.together(class.terms.iter().map(String::as_str)) };
        When { session: Some(id), ..self.together([id].into_iter()) }
    }

    /// Several sessions as one.
    fn together(&self, ids: impl Iterator<Item = &'b str>) -> When<'b> {
        let mut terms: Vec<&AcademicSession> = ids.filter_map(|id| self.0.get(id).copied()).collect();
        terms.sort_by_key(|term| (term.end, term.start, term.head.id.as_str()));
        let Some(last) = terms.last() else { return When::default() };
        let titles: Vec<&str> = terms.iter().map(|term| term.title.as_str()).collect();
        let mut title = titles.join(" and ");
        let year = last.parent.as_deref().and_then(|id| self.year(id));
        if let Some(year) = year.filter(|_| !title.contains(|sign: char| sign.is_ascii_digit())) {
            title = format!("{title} {}", year.title);
        }
        When {
            session: Some(&last.head.id),
            title: Some(super::courses::cut(&title, MOST_TITLE)),
            start: terms.iter().filter_map(|term| term.start).min(),
            end: terms.iter().filter_map(|term| term.end).max(),
        }
    }

    /// The term that a grading period is in: by what it is part of, else by its days. Other sessions
    /// are what they are.
    fn term(&self, class: &'b Class, named: &'b str) -> &'b str {
        let Some(period) = self.0.get(named).copied().filter(|session| session.kind == "gradingPeriod")
        else {
            return named;
        };
        if let Some(above) = self.above(named).find(|session| session.kind != "gradingPeriod")
            && above.kind != "schoolYear"
        {
            return &above.head.id;
        }
        let middle = |session: &AcademicSession| {
            let (start, end) = session.start.zip(session.end)?;
            Some(start + (end - start) / 2)
        };
        let terms = class.terms.iter().filter_map(|id| self.0.get(id.as_str()).copied());
        let mut around = terms.filter(|term| {
            let days = term.start.zip(term.end).zip(middle(period));
            term.kind != "schoolYear"
                && days.is_some_and(|((start, end), middle)| start <= middle && middle <= end)
        });
        around.next().map_or(named, |term| &term.head.id)
    }

    /// Whether a session is at least as long as a class was taught.
    fn spans(&self, session: &str, class: &'b Class) -> bool {
        let whole = self.when(class, None);
        let in_it = |term: &String| self.above(term).any(|above| above.head.id == session);
        let Some(session) = self.0.get(session) else { return false };
        let days = session.start.zip(session.end).zip(whole.start.zip(whole.end));
        class.terms.iter().all(in_it)
            || days.is_some_and(|((start, end), (first, last))| start <= first && last <= end)
    }

    /// What a session is part of, from the next on.
    fn above(&self, id: &str) -> impl Iterator<Item = &'b AcademicSession> {
        let parent = |session: &&'b AcademicSession| self.0.get(session.parent.as_deref()?).copied();
        let first = self.0.get(id).and_then(parent);
        std::iter::successors(first, parent).take(DEEPEST)
    }

    /// The school year that a session is, or is in.
    fn year(&self, id: &str) -> Option<&'b AcademicSession> {
        let own = self.0.get(id).copied();
        own.into_iter().chain(self.above(id)).find(|session| session.kind == "schoolYear")
    }
}
