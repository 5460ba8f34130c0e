//! Spreadsheets in and out, for whoever keeps a list of people in one.
//!
//! [`read`] takes the bytes of a file and gives a [`Sheet`]: headings, and rows with the numbers
//! that the spreadsheet shows. It goes by the content of a file, never by its name, and a file is
//! hostile until read: [`Limits`] bound what it may unpack to. What a cell holds is not judged
//! there; [`cell`] reads one cell as an address, a day, a number and so on, and where that fails
//! says what is wrong and what would be right, as a [`CellFault`] that points at the cell.
//! [`guess`] finds out which column holds what. [`Template`], [`write_csv`] and [`write_xlsx`]
//! write files that no spreadsheet runs as formulas.

pub mod cell;
mod fault;
mod guess;
mod letters;
mod read;
#[cfg(test)]
pub(crate) mod testing;
mod write;

use std::borrow::Cow;
use std::collections::HashMap;

use time::{Date, PrimitiveDateTime};

pub use fault::{CellFault, Code, Wrong};
pub use guess::{FieldName, guess};
pub use read::read;
pub use write::{FAULT_HEADINGS, Template, TemplateColumn, Unwritable, faults_csv, write_csv, write_xlsx};

/// The largest file that is taken: 32 MiB.
pub const MAX_FILE_BYTES: usize = 32 << 20;

/// How much of a spreadsheet is read. More is refused, never cut off.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: usize,
    /// Bytes that all parts of a workbook unpack to. They are read as a stream, not held.
    pub unpacked_bytes: usize,
    /// Bytes of text in all cells together.
    pub text_bytes: usize,
    /// Rows with something in them, without the headings.
    pub rows: usize,
    /// Columns.
    pub columns: usize,
    /// Cells that are held, empty ones between others included.
    pub cells: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: MAX_FILE_BYTES,
            unpacked_bytes: 256 << 20,
            text_bytes: 64 << 20,
            rows: 200_000,
            columns: 200,
            cells: 4_000_000,
        }
    }
}

/// A table: one row of headings, and rows below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The file's name, as a person gave it.
    pub file: String,
    /// How the file was understood, so that a person can say whether that was right.
    pub read_as: ReadAs,
    /// The row that the headings are in, as the spreadsheet shows it.
    pub header_row: u32,
    /// The headings, trimmed; empty where a column has none.
    pub header: Vec<String>,
    /// Columns, counted from 0, whose heading is joined with the one before and so was repeated.
    pub joined: Vec<usize>,
    /// The rows below the headings that have something in them.
    pub rows: Vec<Row>,
}

/// How a file was understood.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ReadAs {
    /// Text with something between the cells.
    Text {
        /// What its bytes mean.
        encoding: Encoding,
        /// What stands between the cells.
        delimiter: char,
    },
    /// A workbook, of which one worksheet was read.
    Workbook {
        /// The name of the worksheet that was read.
        worksheet: String,
        /// The other visible ones that have something in them.
        others: Vec<String>,
        /// Rows that were read though the spreadsheet does not show them: hidden or filtered out.
        hidden_rows: usize,
    },
}

/// What the bytes of a text mean.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    Utf8,
    /// UTF-16 with its mark, low byte first.
    Utf16Le,
    /// UTF-16 with its mark, high byte first.
    Utf16Be,
    /// Windows-1252, of which Latin-1 is a part. A guess: the bytes were no UTF-8.
    Windows1252,
}

impl Encoding {
    /// Its name, as people know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le | Self::Utf16Be => "UTF-16",
            Self::Windows1252 => "Windows-1252",
        }
    }

    /// Whether a person should look at a name with an accent before anything is done with it.
    pub fn is_guess(self) -> bool {
        self == Self::Windows1252
    }
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number as the spreadsheet shows it, from 1.
    pub number: u32,
    /// Its cells from the first column on. It may be shorter than the headings: the rest is empty;
    /// or longer, which [`Sheet::faults`] tells.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell in a column, counted from 0.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }
}

/// What is in one cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing, or blanks.
    #[default]
    Empty,
    /// Text, trimmed. In text files everything is text.
    Text(String),
    /// A number, as it is shown: `1`, not `1.0`; `100000`, not `1E+05`; `85%`; `00123` where the
    /// format of the cell fills it up.
    Number(String),
    /// A day.
    Day(Date),
    /// A day with a time, of no known zone.
    Moment(PrimitiveDateTime),
    /// TRUE or FALSE.
    Flag(bool),
    /// A formula. What it came to when the file was saved is not what it would come to now.
    Formula {
        /// What it came to.
        shown: String,
    },
    /// An error that the spreadsheet shows, such as `#N/A`.
    Error(String),
    /// Nothing of its own: it is joined with other cells, of which the first holds the value.
    Joined,
}

impl Cell {
    /// The text that a person sees.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty | Self::Joined => "".into(),
            Self::Text(text) | Self::Number(text) | Self::Error(text) | Self::Formula { shown: text } => {
                text.into()
            }
            Self::Day(day) => day.to_string().into(),
            Self::Moment(moment) => {
                format!("{} {:02}:{:02}", moment.date(), moment.hour(), moment.minute()).into()
            }
            Self::Flag(true) => "TRUE".into(),
            Self::Flag(false) => "FALSE".into(),
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }
}

impl Sheet {
    /// What is wrong with the table itself, whichever of its columns are used: two columns of the
    /// same heading, a heading over several columns, the first cell of a row that no heading stands
    /// over.
    pub fn faults(&self) -> Vec<CellFault> {
        let mut faults = Vec::new();
        let mut seen: HashMap<Vec<String>, usize> = HashMap::new();
        for (column, heading) in self.header.iter().enumerate() {
            let wrong = if self.joined.contains(&column) {
                fault::heading_joined()
            } else {
                let words = letters::words(heading);
                match seen.get(&words) {
                    Some(first) if !words.is_empty() => fault::heading_twice(*first),
                    _ => {
                        seen.insert(words, column);
                        continue;
                    }
                }
            };
            faults.push(fault::at(self, self.header_row, column, heading, wrong));
        }
        let headless = |column: usize| self.header.get(column).is_none_or(String::is_empty);
        for row in &self.rows {
            // One tells of a row that is shifted, or of a column of its own.
            let mut cells = row.cells.iter().enumerate();
            let first =
                cells.find(|(column, cell)| headless(*column) && !matches!(cell, Cell::Empty | Cell::Joined));
            faults.extend(first.map(|(column, _)| self.fault(row, column, fault::no_heading())));
        }
        faults
    }

    /// The first text with a letter beyond ASCII, and the number of its row: by it a person sees
    /// whether the file was read rightly.
    pub fn telling(&self) -> Option<(u32, &str)> {
        let texts = self.rows.iter().flat_map(|row| row.cells.iter().map(move |cell| (row.number, cell)));
        texts.into_iter().find_map(|(row, cell)| match cell {
            Cell::Text(text) if text.contains(|c: char| !c.is_ascii() && c.is_alphabetic()) => {
                Some((row, text.as_str()))
            }
            _ => None,
        })
    }

    /// The fault of what is `wrong` with the cell at a row's number and a column counted from 0.
    pub fn fault(&self, row: &Row, column: usize, wrong: Wrong) -> CellFault {
        fault::at(self, row.number, column, &row.cell(column).shown(), wrong)
    }
}

/// The letters that a spreadsheet shows over a column, counted from 0: `A`, `Z`, `AA`.
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column + 1;
    while left > 0 {
        left -= 1;
        letters.push(b'A' + u8::try_from(left % 26).unwrap_or_default());
        left /= 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// Why a file could not be read at all, in words for whoever sent it.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SheetError {
    /// More bytes than [`Limits::file_bytes`].
    #[error("the file is larger than {} MiB; split it into several files", .limit >> 20)]
    TooLarge {
        /// Bytes that are taken.
        limit: usize,
    },
    /// No bytes, or nothing but blanks.
    #[error("there is nothing in the file")]
    Empty,
    /// Headings and nothing below them.
    #[error("there are headings in the file, and no rows below them")]
    NoRows,
    /// Something else than a table.
    #[error("this is no spreadsheet: send an Excel workbook (.xlsx) or a CSV file")]
    NotASheet,
    /// A kind of spreadsheet that is not read.
    #[error("{kind} is not read here; open it in your spreadsheet and save it as .xlsx or as CSV")]
    OtherKind {
        /// What it is, such as `an OpenDocument spreadsheet (.ods)`.
        kind: &'static str,
    },
    /// A workbook with a password.
    #[error("the workbook is protected with a password; save it without one")]
    Encrypted,
    /// A workbook that does not open.
    #[error("the workbook is damaged; open it in your spreadsheet and save it again")]
    Damaged,
    /// A workbook that unpacks to more than [`Limits::unpacked_bytes`].
    #[error("the workbook unpacks to far more than a list of people needs; save only the list, as CSV")]
    Unpacks,
    /// A workbook whose worksheets are all hidden or empty.
    #[error("no visible worksheet of the workbook has anything in it")]
    NoWorksheet,
    /// Bytes that could mean several things.
    #[error(
        "the letters in row {row} can be read in more than one way; save the file as “CSV UTF-8” or as .xlsx"
    )]
    Encoding {
        /// The line, from 1.
        row: u32,
    },
    /// A quotation mark that is never closed swallows all that follows.
    #[error("the quotation mark in row {row}, column {column} is never closed; close it, or take it out")]
    Quote {
        /// The row that it stands in.
        row: u32,
        /// The letters of its column.
        column: String,
    },
    /// More rows than [`Limits::rows`].
    #[error("there are more than {limit} rows in the file; split it into several files")]
    Rows {
        /// Rows that are taken.
        limit: usize,
    },
    /// More columns than [`Limits::columns`].
    #[error("row {row} has more than {limit} columns; take out the ones that are not needed")]
    Columns {
        /// The first such row.
        row: u32,
        /// Columns that are taken.
        limit: usize,
    },
    /// More cells than [`Limits::cells`], or more text in them than [`Limits::text_bytes`].
    #[error("there is too much in the cells of the file; take out columns that are not needed, or split it")]
    TooMuch,
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn a_table_tells_what_is_wrong_with_itself() {
        let text = "Name,E-mail,e mail,\nAda,a@b.example,,\nJosé,,,x,y\n";
        let sheet = read("list.csv", text.as_bytes(), &Limits::default()).unwrap();
        let faults = sheet.faults();
        let found: Vec<_> =
            faults.iter().map(|fault| (fault.row, fault.column.as_str(), fault.code)).collect();
        assert_eq!(found, [(1, "C", "heading-twice"), (3, "D", "no-heading")]);
        assert_eq!(sheet.telling(), Some((3, "José")));
        assert_eq!((faults[1].file.as_str(), faults[1].value.as_str()), ("list.csv", "x"));
    }

    #[test]
    fn a_day_and_a_moment_are_shown_as_a_person_writes_them() {
        assert_eq!(Cell::Day(date!(2026 - 03 - 04)).shown(), "2026-03-04");
        assert_eq!(Cell::Moment(datetime!(2026-03-04 09:05:30)).shown(), "2026-03-04 09:05");
    }

    #[test]
    fn columns_are_called_as_a_spreadsheet_calls_them() {
        let letters = [0, 25, 26, 51, 52, 701, 702].map(column_letters);
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
