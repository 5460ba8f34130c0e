//! Spreadsheets for tests, made by code.

use std::io::Write;

use rawzip::{CompressionMethod, ZipArchiveWriter};

/// An archive of these parts, packed.
pub(crate) fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (path, part) in parts {
        let (mut entry, config) =
            archive.new_file(path).compression_method(CompressionMethod::DEFLATE).start().unwrap();
        let packed = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::default());
        let mut writer = config.wrap(packed);
        writer.write_all(part).unwrap();
        let (packed, descriptor) = writer.finish().unwrap();
        packed.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    bytes
}

/// A workbook of one worksheet with this in its `sheetData` and behind it, and these texts.
pub(crate) fn workbook(sheet_data: &str, behind: &str, strings: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{sheet_data}</sheetData>{behind}</worksheet>");
    let strings = format!("<sst>{strings}</sst>");
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        (
            "_rels/.rels",
            br#"<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            br#"<workbook xmlns:r="x"><sheets><sheet name="List" sheetId="1" r:id="a"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            br#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
        ("xl/sharedStrings.xml", strings.as_bytes()),
    ])
}

/// A file with faults, and what is to be found in it.
#[derive(Debug)]
pub(crate) struct Faulty {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
    /// Row, column and code of each fault, from the top and the left.
    pub(crate) expected: Vec<(u32, String, &'static str)>,
    /// Rows without any.
    pub(crate) right_rows: usize,
}

/// The headings of [`thirty_faults`], and the ids of the fields that they stand for. `final_mark`
/// is a number from 0 to 100, `points` one from 0 to 5000, `grade` one of [`GRADES`].
pub(crate) const FIELDS: [(&str, &str); 11] = [
    ("Name", "name"),
    ("E-mail", "email"),
    ("Student no.", "identifier"),
    ("DID", "did"),
    ("Final mark", "final_mark"),
    ("Grade", "grade"),
    ("Awarded on", "awarded_date"),
    ("Valid until", "valid_until"),
    ("Evidence", "evidence"),
    ("Comment", "narrative"),
    ("Points", "points"),
];

/// What may be under `Grade`.
pub(crate) const GRADES: [&str; 3] = ["Excellent", "Good", "Sufficient"];

/// Characters that a name may have, and a comment.
pub(crate) const MOST_NAME: usize = 200;
pub(crate) const MOST_COMMENT: usize = 1_000;

/// Thirty different faults as CSV; the same as a workbook, with three more that only a workbook
/// can have. One row has one fault; between them are blank rows and cells of several lines.
pub(crate) fn thirty_faults() -> [Faulty; 2] {
    let long = "x".repeat(MOST_NAME + 1);
    // The place of a cell, what is written there instead, and what is wrong with that.
    let wrong: [(usize, &str, &str); 28] = [
        (0, "", "empty"),
        (0, "JosÃ© NÃºÃ±ez", "garbled"),
        (0, "Ada\u{200b} Lovelace", "unprintable"),
        (0, "Ada\nLovelace", "line-break"),
        (0, &long, "too-long"),
        (0, "=B2", "formula"),
        (1, "nobody", "email"),
        (1, "a@school.example; b@school.example", "email-several"),
        (1, "Ada Lovelace <a@school.example>", "email-name"),
        (1, "ada@gmial.com", "email-host"),
        (1, "learner2@school.example", "twice"),
        (2, "1.23457E+11", "shortened"),
        (2, "#N/A", "error-value"),
        (3, "key:z6Mk", "did"),
        (4, "eighty", "number"),
        (4, "-5", "number-low"),
        (4, "105", "number-high"),
        (10, "1,234", "number-ambiguous"),
        (5, "Godo", "choice"),
        (6, "soon", "date"),
        (6, "03/04/2026", "date-ambiguous"),
        (6, "2026-02-31", "date-impossible"),
        (6, "28/03/26", "date-year"),
        (6, "1826-03-01", "date-range"),
        (7, "2026-02-28", "date-order"),
        (8, "my page", "url"),
        (8, "ftp://school.example/a", "url-kind"),
        (8, "https://ada:secret@school.example/a", "url-secret"),
    ];
    let mut rows = vec![FIELDS.map(|(heading, _)| heading.to_owned()).to_vec()];
    // A column without a heading, and one that is there already.
    rows[0].extend(["", "comment"].map(str::to_owned));
    let mut expected = vec![(1, "M".to_owned(), "heading-twice")];
    rows.push(right_row(2));
    rows.push(Vec::new());
    for (column, value, code) in wrong {
        let mut row = right_row(rows.len() + 1);
        value.clone_into(&mut row[column]);
        rows.push(row);
        expected.push((u32::try_from(rows.len()).unwrap(), super::column_letters(column), code));
    }
    let mut row = right_row(rows.len() + 1);
    row.push("left over".to_owned());
    rows.push(row);
    expected.push((u32::try_from(rows.len()).unwrap(), "L".to_owned(), "no-heading"));
    rows.push(right_row(rows.len() + 1));
    let csv = super::write_csv(&rows[0], rows[1..].iter().cloned()).replace("'=", "=").replace("'-5", "-5");
    let csv =
        Faulty { name: "faults.csv", bytes: csv.into_bytes(), expected: expected.clone(), right_rows: 2 };
    [csv, faulty_workbook(rows, expected)]
}

/// A row with nothing wrong in it, other than all others.
fn right_row(number: usize) -> Vec<String> {
    let email = format!("learner{number}@school.example");
    let id = format!("00{number}");
    let did = format!("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2d{number}");
    let right = [
        "José Núñez",
        &email,
        &id,
        &did,
        "85.5",
        "Good",
        "2026-03-28",
        "2027-03-28",
        "https://school.example/work",
        "Well done.\nCarry on, \"Pepe\"!",
        "4000",
    ];
    right.map(str::to_owned).to_vec()
}

/// The rows as a workbook, with three faults more.
fn faulty_workbook(mut rows: Vec<Vec<String>>, mut expected: Vec<(u32, String, &'static str)>) -> Faulty {
    for (column, value, code) in [(2, "1234567890123456", "digits-lost"), (6, "46109", "date-number")] {
        let mut row = right_row(rows.len() + 1);
        value.clone_into(&mut row[column]);
        rows.push(row);
        expected.push((u32::try_from(rows.len()).unwrap(), super::column_letters(column), code));
    }
    rows.push(right_row(rows.len() + 1));
    rows.push(right_row(rows.len() + 1));
    let last = rows.len();
    expected.push((u32::try_from(last).unwrap(), "F".to_owned(), "joined"));
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "&#10;");
    let cell = |place: String, value: &str| {
        let digits = value.strip_prefix('-').unwrap_or(value);
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        match value.strip_prefix('=') {
            Some(formula) => format!("<c r=\"{place}\" t=\"str\"><f>{formula}</f><v>José</v></c>"),
            None if value == "#N/A" => format!("<c r=\"{place}\" t=\"e\"><v>#N/A</v></c>"),
            None if is_number && !digits.starts_with('0') => {
                format!("<c r=\"{place}\"><v>{value}</v></c>")
            }
            None => format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(value)),
        }
    };
    let row = |(number, row): (u32, &Vec<String>)| {
        let filled = row.iter().enumerate().filter(|(_, value)| !value.is_empty());
        let place = |column| format!("{}{number}", super::column_letters(column));
        let cells: String = filled.map(|(column, value)| cell(place(column), value)).collect();
        format!("<row r=\"{number}\">{cells}</row>")
    };
    let data: String = (1..).zip(&rows).map(row).collect();
    let joined = format!("<mergeCells><mergeCell ref=\"F{}:F{last}\"/></mergeCells>", last - 1);
    Faulty { name: "faults.xlsx", bytes: workbook(&data, &joined, ""), expected, right_rows: 3 }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashMap};

    use time::macros::date;

    use super::super::cell::{self, DayOrder, Days, Range};
    use super::super::{Cell, FieldName, Limits, Row, Sheet, Wrong, guess, read};
    use super::*;

    /// What is wrong with one row, by the column; `seen` has the rows of addresses above it.
    fn wrong_in(
        row: &Row,
        columns: &[usize],
        order: DayOrder,
        seen: &mut HashMap<String, u32>,
    ) -> Vec<(usize, Wrong)> {
        let mut wrong = Vec::new();
        let cell = |field: usize| row.cell(columns[field]);
        let days = Days { order, from: date!(1900 - 01 - 01), until: date!(2200 - 01 - 01) };
        let mark = Range { least: Some(0.0), most: Some(100.0), ..Range::default() };
        let points = Range { most: Some(5000.0), ..mark };
        let mut note =
            |field: usize, found: Option<Wrong>| wrong.extend(found.map(|found| (columns[field], found)));
        note(0, cell::text(cell(0), MOST_NAME).and_then(cell::needed).err());
        match cell::email(cell(1)).and_then(cell::needed) {
            Err(found) => note(1, Some(found)),
            Ok(email) => {
                let first = *seen.entry(email.as_str().to_owned()).or_insert(row.number);
                note(1, (first != row.number).then(|| cell::twice(first)));
            }
        }
        note(2, cell::identifier(cell(2), 50).err());
        note(3, cell::did(cell(3)).err());
        note(4, cell::number(cell(4), &mark).err());
        note(5, cell::choice(cell(5), &GRADES).err());
        let awarded = cell::day(cell(6), &days);
        let until = cell::day(cell(7), &days);
        if let (Ok(Some(awarded)), Ok(Some(until))) = (&awarded, &until) {
            note(7, (until < awarded).then(|| cell::before("Awarded on", *awarded)));
        }
        note(6, awarded.err());
        note(7, until.err());
        note(8, cell::url(cell(8)).err());
        note(9, cell::lines(cell(9), MOST_COMMENT).err());
        note(10, cell::number(cell(10), &points).err());
        wrong
    }

    fn faults(sheet: &Sheet) -> Vec<(u32, String, &'static str)> {
        let fields = FIELDS.map(|(heading, id)| FieldName::new(id, heading));
        let columns: Vec<usize> = guess(&sheet.header, &fields).into_iter().map(Option::unwrap).collect();
        let dates: Vec<&Cell> = sheet.rows.iter().map(|row| row.cell(columns[6])).collect();
        let order = DayOrder::of(dates);
        let mut seen = HashMap::new();
        let mut faults = sheet.faults();
        for row in &sheet.rows {
            for (column, wrong) in wrong_in(row, &columns, order, &mut seen) {
                faults.push(sheet.fault(row, column, wrong));
            }
        }
        faults.sort_by_key(|fault| fault.row);
        assert!(faults.iter().all(|fault| !fault.detail.is_empty() && !fault.hint.is_empty()));
        faults.into_iter().map(|fault| (fault.row, fault.column, fault.code)).collect()
    }

    #[test]
    fn thirty_different_faults_are_found_each_at_its_cell_and_no_other() {
        for (file, count) in thirty_faults().into_iter().zip([30, 33]) {
            let sheet = read(file.name, &file.bytes, &Limits::default()).unwrap();
            assert_eq!(faults(&sheet), file.expected, "{}", file.name);
            let codes: BTreeSet<_> = file.expected.iter().map(|(_, _, code)| *code).collect();
            assert_eq!((codes.len(), file.expected.len()), (count, count), "{}", file.name);
            let wrong_rows: BTreeSet<_> = file.expected.iter().map(|(row, _, _)| *row).collect();
            assert_eq!(sheet.rows.len() + 1 - wrong_rows.len(), file.right_rows, "{}", file.name);
        }
    }
}
