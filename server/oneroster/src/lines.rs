//! A CSV file, line by line and cell by cell, as strictly as the binding wants it.
//!
//! Why not a library: those that read CSV are made to read on whatever comes, and none of them
//! says where a quote is amiss. With no line break allowed within a cell, what is left is short.
//!
//! Source: RFC 4180; `OneRoster` CSV Binding 1.2, section 3.

use std::borrow::Cow;

use crate::fault::{Faults, Place};

/// Lines that a cell with line breaks in it may go on over, before its quote counts as forgotten.
const MOST_JOINED: usize = 20;
/// Cells of the longest line that is read.
const MOST_CELLS: usize = 1_000;

/// One line.
#[derive(Debug, PartialEq)]
pub(crate) struct Line<'t> {
    /// Its number from 1.
    pub(crate) row: u32,
    pub(crate) cells: Vec<Cow<'t, str>>,
}

/// The text of a file; `None` where it is no text in UTF-8.
pub(crate) fn text<'t>(faults: &mut Faults, file: &str, bytes: &'t [u8]) -> Option<&'t str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(err) => {
            let before = &bytes[..err.valid_up_to()];
            let mut lines = before.split(|byte| *byte == b'\n');
            let row = lines.clone().count();
            let column = lines.next_back().map_or(0, |line| line.split(|byte| *byte == b',').count() - 1);
            let place = Place { column: Some((column, "")), ..Place::row(file, number(row)) };
            faults.error(
                place,
                "csv.encoding",
                "the file is not written in UTF-8: here stands a byte that is none of it",
                "export it as UTF-8; older systems call what they write Latin-1 or ANSI",
            );
            None
        }
    }
}

/// The lines of a file that have something in them.
pub(crate) struct Lines<'t, 'f> {
    file: &'f str,
    rest: std::iter::Enumerate<std::str::Split<'t, char>>,
}

impl<'t, 'f> Lines<'t, 'f> {
    /// A file may end with line breaks, and has no empty line before.
    pub(crate) fn new(file: &'f str, text: &'t str) -> Self {
        Self { file, rest: text.trim_end_matches(['\r', '\n']).split('\n').enumerate() }
    }

    /// The next line; what is wrong with its quotes is noted.
    pub(crate) fn next(&mut self, faults: &mut Faults) -> Option<Line<'t>> {
        loop {
            let (place, line) = self.rest.next()?;
            let row = number(place + 1);
            let line = line.strip_suffix('\r').unwrap_or(line);
            if !line.is_empty() {
                return Some(Line { row, cells: self.cells(faults, row, line) });
            }
            // The last line is empty only where there is nothing else in the file.
            if self.rest.clone().next().is_some() {
                let at = Place::row(self.file, row);
                faults.error(at, "csv.blank_line", "the line is empty", "take the line away");
            }
        }
    }

    fn cells(&mut self, faults: &mut Faults, row: u32, line: &'t str) -> Vec<Cow<'t, str>> {
        let mut cells = Vec::new();
        let mut rest = Some(line);
        while let Some(left) = rest {
            if cells.len() == MOST_CELLS {
                let detail = format!("the line has more than {MOST_CELLS} cells");
                faults.error(Place::row(self.file, row), "csv.cells", detail, "take the commas away");
                break;
            }
            let place = Place { column: Some((cells.len(), "")), ..Place::row(self.file, row) };
            let (cell, after) = if let Some(quoted) = left.strip_prefix('"') {
                self.quoted(faults, place, quoted)
            } else {
                let (cell, after) = cut(left);
                if cell.contains('"') {
                    faults.error(
                        place,
                        "csv.quote",
                        "a quotation mark stands in a cell that does not begin with one",
                        "put the whole cell into quotation marks, and write those in it twice",
                    );
                }
                (Cow::Borrowed(cell), after)
            };
            cells.push(cell);
            rest = after;
        }
        cells
    }

    /// A cell from behind its first quotation mark, and what follows its comma.
    fn quoted(
        &mut self,
        faults: &mut Faults,
        place: Place<'_>,
        line: &'t str,
    ) -> (Cow<'t, str>, Option<&'t str>) {
        let mut cell = String::new();
        let (mut left, mut joined) = (line, 0);
        loop {
            let Some(at) = left.find('"') else {
                cell.push_str(left);
                // A cell that goes on below is not allowed, and is read on so that the next
                // lines are not all wrong.
                let ahead = self.rest.clone().take(MOST_JOINED);
                let closes = ahead.take_while(|(_, line)| !line.is_empty()).any(|(_, line)| ends_quote(line));
                if joined == 0 && closes {
                    faults.error(
                        place,
                        "csv.line_break",
                        "there is a line break in the cell",
                        "write it in one line",
                    );
                }
                if closes && let Some((_, next)) = self.rest.next() {
                    cell.push(' ');
                    (left, joined) = (next.strip_suffix('\r').unwrap_or(next), joined + 1);
                    continue;
                }
                faults.error(
                    place,
                    "csv.unclosed",
                    "the quotation mark at the beginning of the cell has no other at its end",
                    "close the cell with a quotation mark",
                );
                return (Cow::Owned(cell), None);
            };
            cell.push_str(&left[..at]);
            let after = &left[at + 1..];
            if let Some(more) = after.strip_prefix('"') {
                cell.push('"');
                left = more;
                continue;
            }
            let (stray, after) = cut(after);
            if !stray.is_empty() {
                faults.error(
                    place,
                    "csv.quote",
                    "something stands between the cell's last quotation mark and the comma",
                    "write quotation marks within a cell twice",
                );
                cell.push_str(stray);
            }
            return (Cow::Owned(cell), after);
        }
    }
}

/// Up to the comma, and what follows it.
fn cut(text: &str) -> (&str, Option<&str>) {
    text.split_once(',').map_or((text, None), |(cell, after)| (cell, Some(after)))
}

/// Whether a quotation mark in this line is the last of a cell: no other follows it, but a comma
/// or the line's end.
fn ends_quote(line: &str) -> bool {
    let line = line.trim_end_matches('\r');
    line.ends_with('"') || line.contains("\",")
}

fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::records::Bundle;

    /// Cells of a line with its number.
    type Read = (u32, Vec<String>);
    /// Row, column and code of a fault.
    type Found = (u32, String, &'static str);

    fn read(text: &str) -> (Vec<Read>, Vec<Found>) {
        let mut faults = Faults::new(100);
        let mut lines = Lines::new("a.csv", text);
        let mut read = Vec::new();
        while let Some(line) = lines.next(&mut faults) {
            read.push((line.row, line.cells.into_iter().map(Cow::into_owned).collect()));
        }
        let faults = faults.into_reading(Bundle::default()).faults;
        (read, faults.into_iter().map(|fault| (fault.row, fault.column, fault.code)).collect())
    }

    fn line(row: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (row, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn cells_come_out_as_they_were_written() {
        let (lines, faults) = read("a,b\r\n\"x, \"\"y\"\"\",\n,\"\"\n");
        assert_eq!(lines, [line(1, &["a", "b"]), line(2, &["x, \"y\"", ""]), line(3, &["", ""])]);
        assert_eq!(faults, []);
    }

    #[test]
    fn quotes_that_are_amiss_are_named_and_the_next_line_is_read() {
        let at = |row, column: &str, code| (row, column.to_owned(), code);
        let (lines, faults) = read("a,5\" disk\nb,\"x\" y,c\nd,\"never\ne,f\n");
        assert_eq!(faults, [at(1, "B", "csv.quote"), at(2, "B", "csv.quote"), at(3, "B", "csv.unclosed")]);
        assert_eq!(lines[1], line(2, &["b", "x y", "c"]));
        assert_eq!(lines[3], line(4, &["e", "f"]), "nothing of the next line was taken");
        let (lines, faults) = read("a,\"one\ntwo\",b\nc,d,e\n");
        assert_eq!(faults, [at(1, "B", "csv.line_break")]);
        assert_eq!(lines, [line(1, &["a", "one two", "b"]), line(3, &["c", "d", "e"])]);
    }

    #[test]
    fn an_empty_line_is_a_fault_unless_it_is_the_last() {
        assert_eq!(read("a\n\n\n").1, []);
        assert_eq!(read("a\n\nb\n").1, [(2, String::new(), "csv.blank_line")]);
    }

    #[test]
    fn what_is_not_utf_8_is_pointed_at() {
        let mut faults = Faults::new(9);
        assert_eq!(text(&mut faults, "a.csv", b"\xef\xbb\xbfa,b\n"), Some("a,b\n"));
        assert_eq!(text(&mut faults, "a.csv", b"a,b\nx,Jos\xe9\n"), None);
        let fault = faults.into_reading(Bundle::default()).faults.remove(0);
        assert_eq!((fault.code, fault.row, fault.column.as_str()), ("csv.encoding", 2, "B"));
    }

    proptest! {
        #[test]
        fn what_is_written_by_the_rules_reads_as_it_was(
            rows in proptest::collection::vec(proptest::collection::vec("[a-z\",é;中 ]{0,8}", 1..5), 1..9)
        ) {
            let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let lines: Vec<String> =
                rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",")).collect();
            let (read, faults) = read(&lines.join("\r\n"));
            prop_assert_eq!(faults, []);
            let read: Vec<_> = read.into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(read, rows);
        }

        #[test]
        fn no_text_is_too_strange(text in "[a,\"\n\r é]{0,200}") {
            let (lines, _) = read(&text);
            prop_assert!(lines.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
    }
}
