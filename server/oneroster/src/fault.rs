//! What can be wrong with a bundle, told so that a person finds the cell and knows what to write.

use serde::Serialize;

use crate::{Reading, records::Bundle};

/// Characters of a cell that are shown beside what is wrong with it.
const SHOWN: usize = 120;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Fault {
    /// The file in the zip; empty where it is the zip itself.
    pub file: String,
    /// The row as a spreadsheet shows it, from 1; 0 where it is the whole file.
    pub row: u32,
    /// The letters of the column; empty where it is the whole row.
    pub column: String,
    /// What the heading calls the column.
    pub heading: String,
    /// What is in the cell, cut to 120 characters. Never a password.
    pub value: String,
    /// Whether it hinders the import.
    pub severity: Severity,
    /// The stable name of what is wrong: its family and kind, such as `value.date`.
    pub code: &'static str,
    /// What is wrong, a plain clause.
    pub detail: String,
    /// What would be right, a plain clause.
    pub hint: String,
}

/// How bad a fault is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The bundle is not to be imported.
    Error,
    /// It can be, and a person should look.
    Warning,
}

/// Where something is wrong.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place<'t> {
    pub(crate) file: &'t str,
    pub(crate) row: u32,
    /// The column counted from 0, and its heading.
    pub(crate) column: Option<(usize, &'t str)>,
    pub(crate) value: &'t str,
}

impl<'t> Place<'t> {
    /// A whole file.
    pub(crate) fn file(file: &'t str) -> Self {
        Self { file, ..Self::default() }
    }

    /// A whole row.
    pub(crate) fn row(file: &'t str, row: u32) -> Self {
        Self { file, row, ..Self::default() }
    }
}

/// The faults so far.
pub(crate) struct Faults {
    kept: Vec<Fault>,
    most: usize,
    errors: usize,
    warnings: usize,
}

impl Faults {
    pub(crate) fn new(most: usize) -> Self {
        Self { kept: Vec::new(), most, errors: 0, warnings: 0 }
    }

    /// Whether there are errors, and as many faults as are told of.
    pub(crate) fn is_full(&self) -> bool {
        self.errors > 0 && self.kept.len() == self.most
    }

    /// Notes an error.
    pub(crate) fn error(
        &mut self,
        place: Place<'_>,
        code: &'static str,
        detail: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.errors += 1;
        self.keep(place, Severity::Error, code, detail.into(), hint.into());
    }

    /// Notes a warning.
    pub(crate) fn warning(
        &mut self,
        place: Place<'_>,
        code: &'static str,
        detail: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.warnings += 1;
        self.keep(place, Severity::Warning, code, detail.into(), hint.into());
    }

    fn keep(
        &mut self,
        place: Place<'_>,
        severity: Severity,
        code: &'static str,
        detail: String,
        hint: String,
    ) {
        if self.kept.len() == self.most {
            return;
        }
        let cut = |text: &str| text.chars().take(SHOWN).collect();
        self.kept.push(Fault {
            file: cut(place.file),
            row: place.row,
            column: place.column.map(|(column, _)| letters(column)).unwrap_or_default(),
            heading: place.column.map(|(_, heading)| cut(heading)).unwrap_or_default(),
            value: cut(place.value),
            severity,
            code,
            detail,
            hint,
        });
    }

    pub(crate) fn into_reading(mut self, bundle: Bundle) -> Reading {
        // As a person goes through them: file by file, and down each.
        self.kept.sort_by(|one, other| (&one.file, one.row).cmp(&(&other.file, other.row)));
        Reading { bundle, faults: self.kept, errors: self.errors, warnings: self.warnings }
    }
}

/// The letters that a spreadsheet gives a column, counted from 0: `A`, `Z`, `AA`.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.push(char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[left % 26]));
        left /= 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        let columns = [0, 25, 26, 51, 52, 701, 702].map(letters);
        assert_eq!(columns, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn faults_beyond_the_most_are_counted() {
        let mut faults = Faults::new(1);
        for row in 1..4 {
            faults.error(Place::row("users.csv", row), "row.short", "too short", "fill it up");
        }
        let reading = faults.into_reading(Bundle::default());
        assert_eq!((reading.faults.len(), reading.errors, reading.is_sound()), (1, 3, false));
    }
}
