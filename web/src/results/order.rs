//! Which rows a table shows, and in which order.

use std::cmp::Ordering;

use crypto::verify::Headline;

use super::{Compared, Line, Row, severity};
use crate::words::results as words;

/// A column to sort by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Column {
    /// The order in which things were given.
    Place,
    /// Who was awarded.
    Who,
    /// What for.
    What,
    /// By whom.
    Issuer,
    /// The verdict, exceptions first.
    Verdict,
    /// When.
    Awarded,
}

impl Column {
    /// Every column, from the first to the last.
    pub const ALL: [Self; 6] =
        [Self::Place, Self::Who, Self::What, Self::Issuer, Self::Verdict, Self::Awarded];
}

/// How a table is sorted.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Order {
    /// By what.
    pub column: Column,
    /// From the other end.
    pub reversed: bool,
}

impl Default for Order {
    /// Exceptions first.
    fn default() -> Self {
        Self { column: Column::Verdict, reversed: false }
    }
}

impl Order {
    /// What pressing a column's heading makes of it: sorted by that column, or turned round.
    #[must_use]
    pub fn pressed(self, column: Column) -> Self {
        Self { column, reversed: self.column == column && !self.reversed }
    }

    /// The value of `aria-sort` for a column.
    pub fn aria(self, column: Column) -> &'static str {
        match (self.column == column, self.reversed) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    }

    fn compare(self, one: &Row, other: &Row) -> Ordering {
        let by_text = |read: fn(&Row) -> &str| read(one).to_lowercase().cmp(&read(other).to_lowercase());
        let order = match self.column {
            Column::Place => Ordering::Equal,
            Column::Who => by_text(|row| &row.who),
            Column::What => by_text(|row| &row.what),
            Column::Issuer => by_text(|row| &row.issuer),
            Column::Verdict => exception(one).cmp(&exception(other)),
            Column::Awarded => one.awarded.cmp(&other.awarded),
        };
        let order = order.then(one.place.cmp(&other.place));
        if self.reversed { order.reverse() } else { order }
    }
}

/// What is wrong comes first, then what is somebody else's, then what could not be told.
fn exception(row: &Row) -> u8 {
    let unclear = [row.name, row.email].contains(&Some(Compared::Unclear));
    match row.headline {
        Headline::NotValid => 0,
        _ if row.is_others() => 1,
        Headline::Verified if unclear => 4,
        headline => 1 + severity(headline) + u8::from(headline == Headline::Verified),
    }
}

/// Which rows to show.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Filter {
    /// Only those with this headline.
    pub headline: Option<Headline>,
    /// Only those in which each of these words occurs.
    pub text: String,
}

impl Filter {
    fn shows(&self, row: &Row) -> bool {
        if self.headline.is_some_and(|headline| headline != row.headline) {
            return false;
        }
        if self.text.trim().is_empty() {
            return true;
        }
        let said = [&row.said.name, &row.said.email, &row.said.link];
        let mut text =
            [&row.who, &row.what, &row.issuer, &row.verdict, &row.source].map(String::as_str).join("\n");
        for part in said.into_iter().flatten() {
            text.push('\n');
            text.push_str(part);
        }
        if row.is_others() {
            text.push('\n');
            text.push_str(words::other());
        }
        let text = text.to_lowercase();
        self.text.to_lowercase().split_whitespace().all(|word| text.contains(word))
    }
}

/// The rows of a table: those lines that were looked at and that the filter shows, in order.
pub fn rows<'l>(lines: impl IntoIterator<Item = &'l Line>, filter: &Filter, order: Order) -> Vec<Row> {
    let mut rows: Vec<_> = lines.into_iter().filter_map(Row::of).filter(|row| filter.shows(row)).collect();
    rows.sort_by(|one, other| order.compare(one, other));
    rows
}

#[cfg(test)]
mod tests {
    use super::super::Came;
    use super::super::testing::{line, one, report};
    use super::*;

    const HEADLINES: [Headline; 4] =
        [Headline::Verified, Headline::GenuineUnknownIssuer, Headline::CouldNotCheck, Headline::NotValid];

    fn places(rows: &[Row]) -> Vec<usize> {
        rows.iter().map(|row| row.place).collect()
    }

    #[test]
    fn exceptions_come_first_and_equals_in_the_order_given() {
        let mut lines: Vec<_> = (1..).zip(HEADLINES).map(|(place, headline)| one(place, headline)).collect();
        lines.push(one(5, Headline::Verified));
        let mut others = one(6, Headline::Verified);
        if let Came::Checked(found) = &mut others.came {
            found.email = Some(Compared::Other);
        }
        lines.push(others);
        assert_eq!(places(&rows(&lines, &Filter::default(), Order::default())), [4, 6, 3, 2, 1, 5]);
    }

    #[test]
    fn pressing_a_heading_twice_turns_the_order_round() {
        let lines = [
            line(1, vec![report(Headline::Verified, "botany")]),
            line(2, vec![report(Headline::Verified, "Algebra")]),
        ];
        let once = Order::default().pressed(Column::What);
        assert_eq!(places(&rows(&lines, &Filter::default(), once)), [2, 1]);
        let twice = once.pressed(Column::What);
        assert_eq!(places(&rows(&lines, &Filter::default(), twice)), [1, 2]);
        assert_eq!((once.aria(Column::What), twice.aria(Column::What)), ("ascending", "descending"));
        assert_eq!(twice.aria(Column::Who), "none");
    }

    #[test]
    fn a_filter_shows_rows_that_hold_all_its_words() {
        let lines = [one(1, Headline::Verified), one(2, Headline::NotValid)];
        let by = |headline, text: &str| {
            places(&rows(&lines, &Filter { headline, text: text.to_owned() }, Order::default()))
        };
        assert_eq!(by(Some(Headline::Verified), ""), [1]);
        assert_eq!(by(None, "ada BOTANY"), [2, 1]);
        assert_eq!(by(None, "2.json"), [2]);
        assert_eq!(by(None, "ada zoology"), Vec::<usize>::new());
    }
}
