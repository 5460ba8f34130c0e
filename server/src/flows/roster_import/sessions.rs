//! When a class was taught: the terms that it names, as one term.

use std::collections::HashMap;

use oneroster::{AcademicSession, Bundle, Class};
use time::Date;

/// Characters of a term's title.
const MOST_TITLE: usize = 120;

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

    pub(super) fn of(&self, class: &Class) -> When<'b> {
        let mut terms: Vec<&AcademicSession> =
            class.terms.iter().filter_map(|id| self.0.get(id.as_str()).copied()).collect();
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

    /// The school year that a session is, or is in.
    fn year(&self, id: &str) -> Option<&'b AcademicSession> {
        let mut id = id;
        // Deeper than any real one: what leads in a circle was refused.
        for _ in 0..8 {
            let session = self.0.get(id).copied()?;
            if session.kind == "schoolYear" {
                return Some(session);
            }
            id = session.parent.as_deref()?;
        }
        None
    }
}
