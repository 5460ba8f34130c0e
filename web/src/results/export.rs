//! The table as CSV, for a spreadsheet.
//!
//! Source: RFC 4180. A spreadsheet runs what begins like a formula, and what is in a credential
//! was written by strangers, so such a cell gets an apostrophe before it.

use super::{Came, Compared, Line, Row};
use crate::words::results as words;

/// All lines as CSV with a heading, in the order given, not only those that a filter shows.
/// Begins with a byte order mark, by which spreadsheets know that it is UTF-8.
pub fn csv<'l>(lines: impl IntoIterator<Item = &'l Line>) -> String {
    let mut text = String::from("\u{feff}");
    record(&mut text, &words::export_headings().map(str::to_owned));
    for line in lines {
        record(&mut text, &cells(line));
    }
    text
}

fn cells(line: &Line) -> [String; 15] {
    let said = |part: &Option<String>| part.clone().unwrap_or_default();
    let row = Row::of(line);
    let of = |read: fn(&Row) -> &str| row.as_ref().map(read).unwrap_or_default().to_owned();
    let compared = |read: fn(&Row) -> Option<Compared>| {
        row.as_ref().and_then(read).map(words::compared).unwrap_or_default().to_owned()
    };
    let (documents, checked_at, remark) = match &line.came {
        Came::Checked(found) => {
            let first = found.reports.first().map(|report| report.checked_at.clone()).unwrap_or_default();
            (found.reports.len().to_string(), first, "")
        }
        Came::Refused(why) | Came::Dead(why) => (String::new(), String::new(), why.as_str()),
        Came::Waiting | Came::Locked | Came::Broken => Default::default(),
    };
    [
        line.place.to_string(),
        line.source.clone(),
        said(&line.said.name),
        said(&line.said.email),
        said(&line.said.link),
        of(|row| &row.who),
        of(|row| &row.what),
        of(|row| &row.issuer),
        row.as_ref().map_or_else(|| words::came(&line.came), |row| words::headline(row.headline)).to_owned(),
        row.as_ref().map_or(remark, |row| &row.verdict).to_owned(),
        documents,
        of(|row| &row.awarded),
        compared(|row| row.name),
        compared(|row| row.email),
        checked_at,
    ]
}

/// Writes one record and its line end behind `text`; nothing in it is run as a formula.
pub fn record(text: &mut String, cells: &[String]) {
    for (index, value) in cells.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        cell(text, value);
    }
    text.push_str("\r\n");
}

/// The value with an apostrophe before whatever a spreadsheet could take for a formula: at its
/// start, and behind what other spreadsheets take for the end of a cell.
fn harmless(value: &str) -> String {
    let formula = |part: &&str| {
        part.trim_start_matches(' ')
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])
    };
    let parts = value.split_inclusive([';', '\t', '\r', '\n']);
    parts.map(|part| if formula(&part) { format!("'{part}") } else { part.to_owned() }).collect()
}

fn cell(text: &mut String, value: &str) {
    let value = harmless(value);
    if value.contains(['"', ',', '\r', '\n']) {
        text.push('"');
        text.push_str(&value.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(&value);
    }
}

#[cfg(test)]
mod tests {
    use crypto::verify::Headline;

    use super::super::Said;
    use super::super::testing::{line, report};
    use super::*;

    fn written(value: &str) -> String {
        let mut text = String::new();
        cell(&mut text, value);
        text
    }

    #[test]
    fn quotes_commas_and_line_ends_stay_inside_their_cell() {
        assert_eq!(written("plain"), "plain");
        assert_eq!(written("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(written("a\nb"), "\"a\nb\"");
    }

    #[test]
    fn nothing_that_a_stranger_wrote_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1", "\n=1", "＝1"] {
            let cell = written(formula);
            assert!(cell.trim_start_matches('"').starts_with('\''), "{formula:?} → {cell:?}");
        }
        assert_eq!(written("Ada;=1\t+2; b"), "Ada;'=1\t'+2; b");
    }

    #[test]
    fn every_line_is_a_record_with_as_many_cells_as_the_heading() {
        let lines = [
            line(1, vec![report(Headline::Verified, "=cmd()")]),
            Line {
                place: 2,
                source: "row 2".to_owned(),
                said: Said { email: Some("a@b.example".to_owned()), ..Said::default() },
                came: Came::Dead("The link has ended.".to_owned()),
            },
        ];
        let text = csv(&lines);
        let text = text.strip_prefix('\u{feff}').unwrap().replace("\r\n", "\n");
        insta::assert_snapshot!(text, @r"
        No.,From,Given name,Given e-mail,Given link,Who,What,Issuer,Verdict,In words,Credentials,Date,Name compared,E-mail compared,Checked at
        1,1.json,,,,Ada,'=cmd(),“North”,Verified,Verified,1,2026-05-03T00:00:00Z,,,2026-11-22T10:00:00Z
        2,row 2,,a@b.example,,,,,Link could not be opened,The link has ended.,,,,,
        ");
    }
}
