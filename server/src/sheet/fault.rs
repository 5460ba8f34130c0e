//! What can be wrong with a cell, told so that a person finds the cell and knows what to write.

use serde::Serialize;

use super::{Sheet, column_letters};

/// Characters of a cell and of its heading that are shown beside what is wrong with it.
const SHOWN: usize = 120;

/// One thing that is wrong, and where.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct CellFault {
    /// The file's name.
    pub file: String,
    /// The row, as the spreadsheet shows it.
    pub row: u32,
    /// The letters of the column.
    pub column: String,
    /// What the heading calls the column, cut to 120 characters; empty where it has none.
    pub heading: String,
    /// What is in the cell, cut to 120 characters.
    pub value: String,
    /// The stable name of what is wrong: one of [`Code::name`], or of what a caller checks.
    pub code: &'static str,
    /// What is wrong, a plain clause.
    pub detail: String,
    /// What would be right, a plain clause.
    pub hint: String,
}

/// What is wrong with a cell, wherever it stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Wrong {
    /// The stable name of it.
    pub code: &'static str,
    /// What is wrong.
    pub detail: String,
    /// What would be right.
    pub hint: String,
}

impl Wrong {
    /// Something wrong that a caller found.
    pub fn new(code: &'static str, detail: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), hint: hint.into() }
    }
}

/// `wrong` at its place.
pub(super) fn at(sheet: &Sheet, row: u32, column: usize, shown: &str, wrong: Wrong) -> CellFault {
    let heading = sheet.header.get(column).map(String::as_str).unwrap_or_default();
    let cut = |text: &str| text.chars().take(SHOWN).collect();
    CellFault {
        file: sheet.file.clone(),
        row,
        column: column_letters(column),
        heading: cut(heading),
        value: cut(shown),
        code: wrong.code,
        detail: wrong.detail,
        hint: wrong.hint,
    }
}

pub(super) fn heading_twice(first: usize) -> Wrong {
    Wrong::new(
        Code::HeadingTwice.name(),
        format!("column {} has the same heading", column_letters(first)),
        "give each column a heading of its own, or take one of the two out",
    )
}

pub(super) fn heading_joined() -> Wrong {
    Wrong::new(
        Code::HeadingJoined.name(),
        "the heading is joined over several columns",
        "take the joined cells apart, and give each column a heading of its own",
    )
}

pub(super) fn no_heading() -> Wrong {
    Wrong::new(
        Code::NoHeading.name(),
        "there is something in a column that has no heading",
        "write a heading over the column, or empty the cell",
    )
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $code:ident = $name:literal,)+) => {
        /// What can be wrong with a cell. Names are stable: programs may go by them.
        #[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
        pub enum Code {
            $($(#[doc = $doc])+ $code,)+
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$code,)+];

            /// The stable name, in kebab case.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)+ }
            }
        }
    };
}

codes! {
    /// There is something in a cell that has no heading over it.
    NoHeading = "no-heading",
    /// Two columns have the same heading.
    HeadingTwice = "heading-twice",
    /// A heading is joined over several columns.
    HeadingJoined = "heading-joined",
    /// A formula, whose value at another time is not known.
    Formula = "formula",
    /// The spreadsheet itself shows an error.
    ErrorValue = "error-value",
    /// The cell is joined with others, and the value stands in the first.
    Joined = "joined",
    /// There must be something in the cell.
    Empty = "empty",
    /// Letters that an earlier program read with the wrong encoding.
    Garbled = "garbled",
    /// Characters that do not print, or turn what follows around.
    Unprintable = "unprintable",
    /// A line break where one line is wanted.
    LineBreak = "line-break",
    /// More characters than may be.
    TooLong = "too-long",
    /// A number so long that the spreadsheet has shortened it to a power of ten.
    Shortened = "shortened",
    /// A number so long that the spreadsheet has replaced its last digits with zeros.
    DigitsLost = "digits-lost",
    /// No e-mail address.
    Email = "email",
    /// Several e-mail addresses.
    EmailSeveral = "email-several",
    /// An e-mail address with a name around it.
    EmailName = "email-name",
    /// An e-mail address at a host that is nearly one that everybody knows.
    EmailHost = "email-host",
    /// No date.
    Date = "date",
    /// A date whose day and month could be either way round.
    DateAmbiguous = "date-ambiguous",
    /// A day that no calendar has.
    DateImpossible = "date-impossible",
    /// A year of two digits.
    DateYear = "date-year",
    /// A number where a spreadsheet would show a date.
    DateNumber = "date-number",
    /// A date before or after those that make sense.
    DateRange = "date-range",
    /// No number.
    Number = "number",
    /// A number whose comma or point could part thousands or decimals.
    NumberAmbiguous = "number-ambiguous",
    /// A number below the least.
    NumberLow = "number-low",
    /// A number above the most.
    NumberHigh = "number-high",
    /// A fraction where a whole number is wanted.
    NumberFraction = "number-fraction",
    /// None of the values that may be.
    Choice = "choice",
    /// Neither yes nor no.
    YesNo = "yes-no",
    /// No web address.
    Url = "url",
    /// A web address of a kind that is not taken.
    UrlKind = "url-kind",
    /// A web address with a name and password in it.
    UrlSecret = "url-secret",
    /// No DID.
    Did = "did",
    /// The same value as in a row above, where each must have its own.
    Twice = "twice",
    /// A day that is before the day it must come after.
    DateOrder = "date-order",
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_a_name_of_its_own() {
        let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!(names.len(), Code::ALL.len());
        assert!(names.len() > 30);
        assert!(names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
    }
}
