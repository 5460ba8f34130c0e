//! A file's bytes, made into a [`Sheet`]: what kind of file it is, its content tells.

mod delimited;
mod encoding;
mod format;
mod package;
mod table;
mod workbook;
mod worksheet;

use super::{Limits, Sheet, SheetError};

/// Reads the table in a file.
///
/// It computes for up to some seconds and holds up to some hundred MiB, so it belongs on a thread
/// that may block, a few at a time.
///
/// * `file_name` is only shown in faults: what the file is, its content tells.
///
/// # Errors
/// [`SheetError`], when there is no table in it, or one beyond the limits.
pub fn read(file_name: &str, bytes: &[u8], limits: &Limits) -> Result<Sheet, SheetError> {
    if bytes.len() > limits.file_bytes {
        return Err(SheetError::TooLarge { limit: limits.file_bytes });
    }
    let (read_as, table) = match bytes {
        [] => return Err(SheetError::Empty),
        [b'P', b'K', 3, 4, ..] => workbook::read(bytes, limits)?,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(compound(bytes)),
        _ => delimited::read(bytes, limits)?,
    };
    table.sheet(file_name, read_as)
}

/// What a file of the kind before 2007 is: an old workbook, or a new one that is locked.
fn compound(bytes: &[u8]) -> SheetError {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("EncryptedPackage") {
        SheetError::Encrypted
    } else if holds("Workbook") || holds("Book") {
        SheetError::OtherKind { kind: "an Excel workbook of the old kind (.xls)" }
    } else {
        SheetError::NotASheet
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::workbook;
    use super::super::{Cell, Encoding, ReadAs, cell, faults_csv, write_csv, write_xlsx};
    use super::*;

    fn error(bytes: &[u8]) -> SheetError {
        read("a", bytes, &Limits::default()).unwrap_err()
    }

    #[test]
    fn what_is_no_spreadsheet_is_refused_by_its_kind() {
        assert_eq!(error(b""), SheetError::Empty);
        assert_eq!(error(b" \r\n\t\r\n"), SheetError::Empty);
        assert_eq!(error(b"Name,E-mail\r\n"), SheetError::NoRows);
        let not: [&[u8]; 6] = [
            b"%PDF-1.7\nx,y\n1,2",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            b"{\"a\": [1, 2]}",
            b"{\\rtf1\\ansi x}",
            b"N\0a\0m\0e\0\n\0A\0d\0a\0",
            b"\x7fELF\x02\x01\x01\x01\x01\x01\x01\x01",
        ];
        for bytes in not {
            assert_eq!(error(bytes), SheetError::NotASheet, "{}", bytes.escape_ascii());
        }
        for page in ["<html><table>", "\u{feff}<?xml version=\"1.0\"?><Workbook>", " <!DOCTYPE html>"] {
            assert!(matches!(error(page.as_bytes()), SheetError::OtherKind { .. }), "{page}");
        }
    }

    #[test]
    fn old_and_locked_workbooks_are_told_apart() {
        let compound = |name: &str| {
            let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0];
            bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        assert_eq!(error(&compound("EncryptedPackage")), SheetError::Encrypted);
        assert!(matches!(error(&compound("Workbook")), SheetError::OtherKind { .. }));
        assert_eq!(error(&compound("WordDocument")), SheetError::NotASheet);
    }

    #[test]
    fn a_file_beyond_the_limit_is_refused_before_anything_of_it_is_looked_at() {
        // Zeros that the system has not even put into memory.
        let huge = vec![0; super::super::MAX_FILE_BYTES + 1];
        assert_eq!(error(&huge), SheetError::TooLarge { limit: 32 << 20 });
        assert_eq!(error(&huge).to_string(), "the file is larger than 32 MiB; split it into several files");
        assert_eq!(error(&huge[1..]), SheetError::NotASheet);
    }

    #[test]
    fn what_is_written_reads_as_it_was() {
        let header = ["Name", "Note"].map(str::to_owned);
        let rows = [
            "=1+1",
            "+34 600",
            "-1",
            "@ada",
            "00123",
            "a \"b\", c",
            "two\nlines",
            "José; Łukasz",
            "'quoted'",
        ];
        let rows: Vec<Vec<String>> =
            rows.iter().map(|text| vec![(*text).to_owned(), "x".to_owned()]).collect();
        let csv = write_csv(&header, rows.clone());
        let xlsx = write_xlsx("List", &header, rows.clone()).unwrap();
        for bytes in [csv.as_bytes(), &xlsx] {
            let sheet = read("a", bytes, &Limits::default()).unwrap();
            assert_eq!(sheet.header, header);
            let read: Vec<_> = sheet.rows.iter().map(|row| row.cell(0).clone()).collect();
            let written: Vec<_> = rows.iter().map(|row| Cell::Text(row[0].clone())).collect();
            assert_eq!(read, written);
        }
        assert!(csv.starts_with("\u{feff}Name,Note\r\n'=1+1,x\r\n"));
    }

    #[test]
    fn how_a_text_was_read_is_told() {
        let sheet = read("a", b"Name;E-mail\nJos\xe9;jose@a.example\n", &Limits::default()).unwrap();
        let ReadAs::Text { encoding, delimiter } = sheet.read_as else { panic!("{:?}", sheet.read_as) };
        assert_eq!((encoding, delimiter), (Encoding::Windows1252, ';'));
        assert!(encoding.is_guess());
        assert_eq!(sheet.rows[0].cell(0), &Cell::Text("José".to_owned()));
    }

    /// What holds for every sheet that is read.
    fn holds(bytes: &[u8], limits: &Limits) {
        let Ok(sheet) = read("a", bytes, limits) else { return };
        assert!(!sheet.rows.is_empty() && sheet.rows.len() <= limits.rows);
        assert!(sheet.rows.iter().all(|row| row.cells.len() <= limits.columns));
        assert!(sheet.rows.iter().map(|row| row.cells.len()).sum::<usize>() <= 2 * limits.cells);
        let numbers: Vec<u32> = sheet.rows.iter().map(|row| row.number).collect();
        assert!(sheet.header_row < numbers[0] && numbers.is_sorted_by(|one, other| one < other));
        for row in &sheet.rows {
            for (column, cell) in row.cells.iter().enumerate() {
                for wrong in [cell::text(cell, 9).err(), cell::email(cell).err(), cell::url(cell).err()] {
                    sheet.fault(row, column, wrong.unwrap_or_else(|| cell::twice(1)));
                }
                assert!(cell::number(cell, &cell::Range::default()).is_ok() || !cell.is_empty());
                assert!(cell::day(cell, &DAYS).is_ok() || !cell.is_empty());
            }
        }
        faults_csv(&sheet.faults());
    }

    const DAYS: cell::Days =
        cell::Days { order: cell::DayOrder::Unknown, from: time::Date::MIN, until: time::Date::MAX };

    fn small() -> Limits {
        Limits {
            file_bytes: 1 << 20,
            unpacked_bytes: 1 << 20,
            text_bytes: 1 << 16,
            rows: 50,
            columns: 9,
            cells: 300,
        }
    }

    /// A workbook with something of everything.
    const ROWS: &str = r#"<row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>N &amp; &#233;</t></r></is></c></row><row r="3"><c r="A3" s="1"><f t="shared" si="0" ref="A3:A9">B1*2</f><v>1.5E3</v></c><c r="C3" t="e"><v>#N/A</v></c><c t="b"><v>1</v></c><c t="d"><v>2026-03-04</v></c></row>"#;
    const BEHIND: &str = r#"<mergeCells count="1"><mergeCell ref="A3:B4"/></mergeCells>"#;
    const STRINGS: &str = r#"<si><t xml:space="preserve"> Name_x000D_ </t></si>"#;

    proptest! {
        #[test]
        fn no_bytes_are_too_strange(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            holds(&bytes, &small());
            holds(&[b"PK\x03\x04", bytes.as_slice()].concat(), &small());
            holds(&[b"\xff\xfe", bytes.as_slice()].concat(), &small());
        }

        #[test]
        fn no_text_is_too_strange(text in "([a-z\"',;\t=+@#é.0-9/-]{0,6}[,;\t\n\r\"]){0,80}") {
            holds(text.as_bytes(), &small());
        }

        #[test]
        fn no_change_to_a_workbook_is_too_strange(
            changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..6),
            packed in any::<bool>(),
        ) {
            let change = |bytes: &mut Vec<u8>| {
                for (place, byte, how) in &changes {
                    let place = place.index(bytes.len());
                    match how {
                        0 => bytes[place] = *byte,
                        1 => bytes.truncate(place.max(1)),
                        2 => bytes.insert(place, *byte),
                        _ => bytes[place] = b"0<>/&;\"9"[usize::from(*byte) % 8],
                    }
                }
            };
            if packed {
                let mut bytes = workbook(ROWS, BEHIND, STRINGS);
                change(&mut bytes);
                holds(&bytes, &small());
            } else {
                let mut rows = ROWS.as_bytes().to_vec();
                change(&mut rows);
                holds(&workbook(&String::from_utf8_lossy(&rows), BEHIND, STRINGS), &small());
                let mut behind = BEHIND.as_bytes().to_vec();
                change(&mut behind);
                holds(&workbook(ROWS, &String::from_utf8_lossy(&behind), STRINGS), &small());
            }
        }

        #[test]
        fn every_table_reads_as_it_was_written(
            rows in proptest::collection::vec(proptest::collection::vec("[=+@-]?[a-zé0-9][a-z \"',|Ł中🎓]{0,5}[a-z]", 3), 1..20)
        ) {
            let header = ["A", "B", "C"].map(str::to_owned);
            let csv = write_csv(&header, rows.clone());
            let xlsx = write_xlsx("List", &header, rows.clone()).unwrap();
            for bytes in [csv.as_bytes(), &xlsx] {
                let sheet = read("a", bytes, &Limits::default()).unwrap();
                let read: Vec<Vec<String>> = sheet
                    .rows
                    .iter()
                    .map(|row| row.cells.iter().map(|cell| cell.shown().into_owned()).collect())
                    .collect();
                prop_assert_eq!(&read, &rows);
            }
        }
    }
}
