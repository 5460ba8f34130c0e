//! Text with a comma, a semicolon, a tab or a bar between the cells.
//!
//! Source: RFC 4180, and what spreadsheets make of it.

use csv::{ReaderBuilder, StringRecord};

use super::super::{Cell, Limits, ReadAs, SheetError, column_letters};
use super::encoding::decode;
use super::table::Table;

/// Errors as spreadsheets in English, Spanish, German and French show them.
const ERRORS: [&str; 20] = [
    "#N/A",
    "#REF!",
    "#VALUE!",
    "#DIV/0!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#N/D",
    "#¡REF!",
    "#¡VALOR!",
    "#¡DIV/0!",
    "#¿NOMBRE?",
    "#NV",
    "#WERT!",
    "#BEZUG!",
    "#VALEUR!",
    "#NOM?",
    "#ERROR!",
];

/// Stands behind the last row, to see whether it is read as a row of its own. No text has it.
const END: &str = "\0";

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<(ReadAs, Table), SheetError> {
    let (text, encoding) = decode(bytes)?;
    other_kind(text.trim_start())?;
    let mut even = text.replace("\r\n", "\n").replace('\r', "\n");
    drop(text);
    let told = told_delimiter(&even);
    let delimiter = told.unwrap_or_else(|| delimiter(&even));
    // Cells beyond the last heading count as well while they are read, blank ones too.
    if even.bytes().filter(|byte| *byte == delimiter).count() > 4 * limits.cells.max(1 << 20) {
        return Err(SheetError::TooMuch);
    }
    if !even.ends_with('\n') {
        even.push('\n');
    }
    even.push_str(END);
    even.push('\n');
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(even.as_bytes());
    let mut table = Table::new(limits);
    let mut record = StringRecord::new();
    // Lines inside quotation marks belong to one row; the line that tells the delimiter to none.
    let mut extra_lines = u64::from(told.is_some());
    let mut last = 0;
    let mut skip = told.is_some();
    while reader.read_record(&mut record).map_err(|_| SheetError::NotASheet)? {
        if record.get(0) == Some(END) {
            let read_as = ReadAs::Text { encoding, delimiter: char::from(delimiter) };
            return Ok((read_as, table));
        }
        extra_lines += record.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
        if record.iter().next_back().is_some_and(|cell| cell.ends_with("\0\n")) {
            let column = column_letters(record.len() - 1);
            return Err(SheetError::Quote { row: last + 1, column });
        }
        last = u32::try_from((reader.position().line() - 1).saturating_sub(extra_lines)).unwrap_or(u32::MAX);
        if std::mem::take(&mut skip) {
            continue;
        }
        if record.iter().skip(limits.columns).any(|cell| !cell.trim().is_empty()) {
            return Err(SheetError::Columns { row: last, limit: limits.columns });
        }
        table.push(last, record.iter().take(limits.columns).map(cell).collect())?;
    }
    Err(SheetError::NotASheet)
}

/// What is text, and yet no table.
fn other_kind(text: &str) -> Result<(), SheetError> {
    if text.starts_with('<') {
        return Err(SheetError::OtherKind { kind: "a web page or XML that is named like a spreadsheet" });
    }
    if ["%PDF-", "{\\rtf", "{\"", "{}", "[{", "[[", "BEGIN:"].iter().any(|with| text.starts_with(with)) {
        return Err(SheetError::NotASheet);
    }
    Ok(())
}

/// What a first line such as `sep=;` says, which spreadsheets do not show.
fn told_delimiter(text: &str) -> Option<u8> {
    match text.lines().next()?.as_bytes() {
        [s, e, p, b'=', delimiter] if [s, e, p].map(u8::to_ascii_lowercase) == *b"sep" => {
            delimiter.is_ascii().then_some(*delimiter)
        }
        _ => None,
    }
}

/// What stands between the cells: the sign that the first lines have equally often outside of
/// quotation marks.
fn delimiter(text: &str) -> u8 {
    const LINES: usize = 10;
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(LINES);
    let outside: Vec<String> = lines.map(|line| line.split('"').step_by(2).collect()).collect();
    let counted = |sign: u8| {
        let count = |line: &String| line.bytes().filter(|byte| *byte == sign).count();
        let first = outside.first().map_or(0, count);
        let alike = outside.iter().filter(|line| count(line) == first).count();
        (first > 0).then_some((alike, first))
    };
    let best =
        b",;\t|".iter().filter_map(|sign| Some((counted(*sign)?, *sign))).max_by_key(|(counted, _)| *counted);
    best.map_or(b',', |(_, sign)| sign)
}

fn cell(text: &str) -> Cell {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.is_empty() {
        return Cell::Empty;
    }
    // How some programs keep the zeros before a number: ="00123".
    if let Some(kept) = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"'))
        && !kept.contains('"')
    {
        return if kept.trim().is_empty() { Cell::Empty } else { Cell::Text(kept.trim().to_owned()) };
    }
    if text.starts_with('=') {
        return Cell::Formula { shown: text.to_owned() };
    }
    if text.starts_with('#') && ERRORS.contains(&text) {
        return Cell::Error(text.to_owned());
    }
    // The apostrophe that keeps a spreadsheet from running what follows.
    let bare = text.strip_prefix('\'').filter(|text| text.starts_with(['=', '+', '-', '@']));
    Cell::Text(bare.unwrap_or(text).to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::super::{Sheet, read};
    use super::*;

    fn sheet(text: &str) -> Result<Sheet, SheetError> {
        read("a.csv", text.as_bytes(), &Limits::default())
    }

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let shown = |cells: &[Cell]| cells.iter().map(|cell| cell.shown().into_owned()).collect();
        sheet(text).unwrap().rows.iter().map(|row| (row.number, shown(&row.cells))).collect()
    }

    fn row(number: u32, cells: &[&str]) -> (u32, Vec<String>) {
        (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn the_sign_between_cells_is_found_or_told() {
        for text in [
            "Name,E-mail\nAda,a@b.example\n",
            "Name;E-mail\r\nAda;a@b.example",
            "Name\tE-mail\rAda\ta@b.example\r",
            "Name|E-mail\nAda|a@b.example",
            "\"Name\";\"E-mail\"\n\"Ada\";\"a@b.example\"",
        ] {
            assert_eq!(rows(text), [row(2, &["Ada", "a@b.example"])], "{text}");
        }
        assert_eq!(rows("Name, given; family\nAda; Lovelace\nBob; Dobb\n")[0], row(2, &["Ada", "Lovelace"]));
        let told = sheet("sep=;\nName;a,b,c\nAda;1,2,3\n").unwrap();
        assert_eq!((told.header_row, told.rows[0].number), (1, 2), "a spreadsheet does not show that line");
        assert_eq!(told.rows[0].cell(1), &Cell::Text("1,2,3".to_owned()));
        assert_eq!(rows("E-mail\na@b.example\n"), [row(2, &["a@b.example"])]);
    }

    #[test]
    fn rows_have_the_numbers_that_a_spreadsheet_shows() {
        let text = "\r\nName,Note\r\n\r\n\"Ada\r\nLovelace\r\n\",\"a \"\"b\"\"\"\r\n,,\r\nBob,x\r\n";
        assert_eq!(rows(text), [row(4, &["Ada\nLovelace", "a \"b\""]), row(6, &["Bob", "x"])]);
        assert_eq!(sheet(text).unwrap().header_row, 2);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_told_with_its_place() {
        let text = format!("Name,Note\nAda,x\n\nBob,\"never closed\n{}", "Cy,y\n".repeat(1000));
        let quote = |row, column: &str| Err(SheetError::Quote { row, column: column.to_owned() });
        assert_eq!(sheet(&text), quote(3, "B"));
        assert_eq!(sheet("Name\n\"Ada"), quote(2, "A"));
        assert_eq!(rows("Name,Size\nAda,5\" pipe\n"), [row(2, &["Ada", "5\" pipe"])]);
    }

    #[test]
    fn what_a_spreadsheet_would_run_is_a_formula_and_what_it_hides_is_text() {
        assert_eq!(cell("=A1&\"x\""), Cell::Formula { shown: "=A1&\"x\"".to_owned() });
        assert_eq!(cell("=\"00123\""), Cell::Text("00123".to_owned()));
        assert_eq!(cell("'+34 600"), Cell::Text("+34 600".to_owned()));
        assert_eq!(cell("'quoted'"), Cell::Text("'quoted'".to_owned()));
        assert_eq!(cell("#N/A"), Cell::Error("#N/A".to_owned()));
        assert_eq!(cell("#1"), Cell::Text("#1".to_owned()));
        assert_eq!(cell(" \u{a0} "), Cell::Empty);
    }

    #[test]
    fn more_than_the_limits_is_refused_and_never_cut_off() {
        let limits = Limits { rows: 3, columns: 2, cells: 7, text_bytes: 100, ..Limits::default() };
        let read = |text: &str| read("a.csv", text.as_bytes(), &limits).map(|sheet| sheet.rows.len());
        assert_eq!(read("A\n1\n2\n3\n"), Ok(3));
        assert_eq!(read("A\n1\n2\n3\n4\n"), Err(SheetError::Rows { limit: 3 }));
        assert_eq!(read("A,B\n1,2,,,\n"), Ok(1));
        assert_eq!(read("A,B\n1,2,3\n"), Err(SheetError::Columns { row: 2, limit: 2 }));
        assert_eq!(read("A,B\n1,2\n1,2\n1,2\n"), Err(SheetError::TooMuch));
        assert_eq!(read(&format!("A\n{}\n", "x".repeat(100))), Err(SheetError::TooMuch));
        let commas = ",".repeat(1 << 20);
        assert_eq!(read(&format!("A,B\n{commas}\nx,y\n")), Ok(1), "blank cells are nothing");
    }
}
