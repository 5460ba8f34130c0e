//! One worksheet: its rows and cells, and which of them are joined.
//!
//! Source: ECMA-376 Part 1, `SpreadsheetML`: Worksheets.

use quick_xml::events::{BytesStart, Event};
use time::format_description::well_known::Iso8601;
use time::{Date, PrimitiveDateTime};

use super::super::{Cell, Limits, SheetError};
use super::format::{Format, number};
use super::package::{Part, attribute};
use super::table::Table;
use super::workbook::{Book, unescaped};

/// Rows of the largest worksheet that a spreadsheet can show.
const MOST_ROWS: u32 = 1_048_576;
/// Its columns.
const MOST_COLUMNS: usize = 16_384;
/// Joined areas of the largest worksheet that is looked at.
const MOST_JOINED: usize = 100_000;
/// Bytes of the longest cell: 32,767 characters.
const MOST_CELL: usize = 4 * 32_767;

/// What was found on a worksheet.
pub(super) struct Found {
    pub(super) table: Table,
    /// Rows that the spreadsheet does not show: hidden, or filtered out.
    pub(super) hidden_rows: usize,
}

/// Reads all rows of a worksheet.
pub(super) fn read(part: &mut Part<'_>, book: &Book, limits: &Limits) -> Result<Found, SheetError> {
    let mut found = Found { table: Table::new(limits), hidden_rows: 0 };
    let mut joined = Vec::new();
    let mut row = 0;
    while let Some(event) = part.next()? {
        let Event::Start(tag) = event else { continue };
        match tag.local_name().as_ref() {
            "row" => {
                let told = attribute(&tag, "r")?.map(|told| told.parse().map_err(|_| SheetError::Damaged));
                let next = told.transpose()?.unwrap_or(row + 1);
                if next <= row || next > MOST_ROWS {
                    return Err(SheetError::Damaged);
                }
                row = next;
                let hidden = attribute(&tag, "hidden")?.is_some_and(|told| told == "1" || told == "true");
                let cells = cells(part, row, book, limits)?;
                if hidden && !cells.iter().all(Cell::is_empty) {
                    found.hidden_rows += 1;
                }
                found.table.push(row, cells)?;
            }
            "mergeCell" => {
                let area = attribute(&tag, "ref")?.as_deref().and_then(area).ok_or(SheetError::Damaged)?;
                if joined.len() == MOST_JOINED {
                    return Err(SheetError::TooMuch);
                }
                joined.push(area);
            }
            _ => {}
        }
    }
    join(&mut found.table, &joined)?;
    Ok(found)
}

/// Whether a worksheet has a cell with something in it.
pub(super) fn has_something(part: &mut Part<'_>) -> Result<bool, SheetError> {
    while let Some(event) = part.next()? {
        if let Event::Start(tag) = event
            && matches!(tag.local_name().as_ref(), "v" | "f" | "is")
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The cells of the row that has just begun.
fn cells(part: &mut Part<'_>, row: u32, book: &Book, limits: &Limits) -> Result<Vec<Cell>, SheetError> {
    let mut cells = Vec::new();
    let mut next = 0;
    loop {
        let (column, raw) = match part.next()?.ok_or(SheetError::Damaged)? {
            Event::End(tag) if tag.local_name().as_ref() == "row" => return Ok(cells),
            Event::Start(tag) if tag.local_name().as_ref() == "c" => {
                let told = attribute(&tag, "r")?;
                let told = told
                    .map(|told| place(&told).filter(|(in_row, _)| *in_row == row).ok_or(SheetError::Damaged));
                (told.transpose()?.map_or(next, |(_, column)| column), Raw::of(&tag, book)?)
            }
            _ => continue,
        };
        next = column + 1;
        let cell = value(part, raw, book)?;
        if cell.is_empty() {
            continue;
        }
        if column >= limits.columns {
            return Err(SheetError::Columns { row, limit: limits.columns });
        }
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
    }
}

/// What the tag of a cell says of its value.
#[derive(Clone, Copy)]
struct Raw {
    kind: Kind,
    format: Format,
}

/// What the value of a cell is.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Kind {
    Number,
    Shared,
    Text,
    Flag,
    Error,
    Day,
}

impl Raw {
    fn of(tag: &BytesStart<'_>, book: &Book) -> Result<Self, SheetError> {
        let kind = match attribute(tag, "t")?.as_deref() {
            None | Some("n") => Kind::Number,
            Some("s") => Kind::Shared,
            Some("str" | "inlineStr") => Kind::Text,
            Some("b") => Kind::Flag,
            Some("e") => Kind::Error,
            Some("d") => Kind::Day,
            Some(_) => return Err(SheetError::Damaged),
        };
        let style: Option<usize> = attribute(tag, "s")?.and_then(|style| style.parse().ok());
        let format = style.and_then(|style| book.formats.get(style)).copied().unwrap_or_default();
        Ok(Self { kind, format })
    }
}

/// The value of the cell that has just begun.
fn value(part: &mut Part<'_>, raw: Raw, book: &Book) -> Result<Cell, SheetError> {
    let (mut text, mut is_formula) = (String::new(), false);
    loop {
        let within = match part.next()?.ok_or(SheetError::Damaged)? {
            Event::End(tag) if tag.local_name().as_ref() == "c" => break,
            Event::Start(tag) => match tag.local_name().as_ref() {
                "v" => "",
                "is" => "t",
                "f" => {
                    is_formula = true;
                    "nothing of it"
                }
                _ => "nothing of it",
            },
            _ => continue,
        };
        part.text(&mut text, within, MOST_CELL)?;
    }
    let cell = typed(&text, raw, book)?;
    Ok(if is_formula { Cell::Formula { shown: cell.shown().into_owned() } } else { cell })
}

fn typed(text: &str, raw: Raw, book: &Book) -> Result<Cell, SheetError> {
    let bare = text.trim();
    if bare.is_empty() {
        return Ok(Cell::Empty);
    }
    let plain = |text: String| if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
    match raw.kind {
        Kind::Number => Ok(number(bare, raw.format, book.from_1904).ok_or(SheetError::Damaged)?),
        Kind::Shared => {
            let shared = bare.parse().ok().and_then(|place: usize| book.strings.get(place));
            Ok(plain(shared.ok_or(SheetError::Damaged)?.clone()))
        }
        Kind::Text => Ok(plain(unescaped(text).trim().to_owned())),
        Kind::Flag => Ok(Cell::Flag(matches!(bare, "1" | "true"))),
        Kind::Error => Ok(Cell::Error(bare.to_owned())),
        Kind::Day => Ok(day(bare)),
    }
}

/// A day as ISO 8601 has it.
fn day(text: &str) -> Cell {
    if let Ok(moment) = PrimitiveDateTime::parse(text.trim_end_matches('Z'), &Iso8601::DEFAULT) {
        return if moment.time() == time::Time::MIDNIGHT {
            Cell::Day(moment.date())
        } else {
            Cell::Moment(moment)
        };
    }
    Date::parse(text, &Iso8601::DEFAULT).map_or_else(|_| Cell::Text(text.to_owned()), Cell::Day)
}

/// The row from 1 and the column from 0 of a place such as `C7`.
fn place(text: &str) -> Option<(u32, usize)> {
    let text = text.as_bytes();
    let letters = text.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let digits = std::str::from_utf8(&text[letters..]).ok()?;
    if !(1..=3).contains(&letters) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let column = text[..letters]
        .iter()
        .fold(0, |column, letter| column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row = digits.parse().ok()?;
    ((1..=MOST_ROWS).contains(&row) && column <= MOST_COLUMNS).then_some((row, column - 1))
}

/// An area of joined cells.
struct Area {
    rows: (u32, u32),
    columns: (usize, usize),
}

fn area(text: &str) -> Option<Area> {
    let (from, to) = text.split_once(':').unwrap_or((text, text));
    let ((first_row, first), (last_row, last)) = (place(from)?, place(to)?);
    let right = first_row <= last_row && first <= last;
    right.then_some(Area { rows: (first_row, last_row), columns: (first, last) })
}

/// Marks the cells of joined areas but the first, in rows that have something in them.
fn join(table: &mut Table, areas: &[Area]) -> Result<(), SheetError> {
    let (most, columns) = (table.limits().cells, table.limits().columns);
    let rows = table.rows_mut();
    let mut marked = 0;
    for area in areas {
        let from = rows.partition_point(|row| row.number < area.rows.0);
        let to = rows.partition_point(|row| row.number <= area.rows.1);
        // An area over all columns is a line of text, and no part of a table.
        let last = area.columns.1.min(columns - 1);
        // Areas do not overlap, so there are no more such cells than cells.
        marked += (to - from) * (last + 1);
        if marked > most {
            return Err(SheetError::TooMuch);
        }
        for row in &mut rows[from..to] {
            if row.cells.len() <= last {
                row.cells.resize(last + 1, Cell::Empty);
            }
            for column in area.columns.0..=last {
                let is_first = row.number == area.rows.0 && column == area.columns.0;
                if !is_first {
                    row.cells[column] = Cell::Joined;
                }
            }
        }
    }
    Ok(())
}
