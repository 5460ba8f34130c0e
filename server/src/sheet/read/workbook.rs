//! A workbook: its worksheets, its texts, its formats.
//!
//! Source: ECMA-376 Part 1, `SpreadsheetML`: Workbook, Shared String Table, Styles.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::super::{Limits, ReadAs, SheetError};
use super::format::Format;
use super::package::{Package, attribute};
use super::table::Table;
use super::worksheet;

/// Worksheets, formats and so on of the largest workbook that is looked at.
const MOST_PARTS: usize = 1_000;
const MOST_FORMATS: usize = 100_000;

/// What cells refer to.
pub(super) struct Book {
    /// Texts that cells share.
    pub(super) strings: Vec<String>,
    /// How the numbers of cells are shown.
    pub(super) formats: Vec<Format>,
    /// Days are counted from 1904, as old Macintoshes did.
    pub(super) from_1904: bool,
}

/// One worksheet as the workbook lists it.
struct Listed {
    name: String,
    path: String,
    visible: bool,
}

/// Reads the first visible worksheet that has something in it.
pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<(ReadAs, Table), SheetError> {
    let package = Package::open(bytes, limits.unpacked_bytes)?;
    let Some(path) = workbook_path(&package)? else { return Err(other_kind(&package)) };
    let relations = relations(&package, &path)?;
    let (listed, from_1904) = worksheets(&package, &path, &relations)?;
    let target = |kind: &str| {
        relations.values().find(|relation| relation.kind == kind).map(|relation| &relation.target)
    };
    let strings = target("sharedStrings").map_or(Ok(Vec::new()), |path| strings(&package, path, limits))?;
    let formats = target("styles").map_or(Ok(Vec::new()), |path| formats(&package, path))?;
    let book = Book { strings, formats, from_1904 };
    let mut found: Option<(String, worksheet::Found)> = None;
    let mut others = Vec::new();
    for sheet in listed.into_iter().filter(|sheet| sheet.visible) {
        let Some(mut part) = package.part(&sheet.path)? else { return Err(SheetError::Damaged) };
        if found.is_none() {
            let read = worksheet::read(&mut part, &book, limits)?;
            if !read.table.is_empty() {
                found = Some((sheet.name, read));
            }
        } else if worksheet::has_something(&mut part)? {
            others.push(sheet.name);
        }
    }
    let (worksheet, found) = found.ok_or(SheetError::NoWorksheet)?;
    Ok((ReadAs::Workbook { worksheet, others, hidden_rows: found.hidden_rows }, found.table))
}

/// What an archive is that is no workbook.
fn other_kind(package: &Package<'_>) -> SheetError {
    let kind = if package.has("xl/workbook.bin") {
        "a binary Excel workbook (.xlsb)"
    } else if package.has("content.xml") && package.has("mimetype") {
        "an OpenDocument spreadsheet (.ods)"
    } else if package.has_below("Index/") || package.has("Index.zip") {
        "an Apple Numbers spreadsheet"
    } else {
        return SheetError::NotASheet;
    };
    SheetError::OtherKind { kind }
}

/// Where a part points to.
struct Relation {
    /// The last word of its type.
    kind: String,
    /// The path from the root of the package.
    target: String,
}

fn workbook_path(package: &Package<'_>) -> Result<Option<String>, SheetError> {
    if package.has("xl/workbook.bin") {
        return Ok(None);
    }
    let relations = relations(package, "")?;
    let documents = relations.into_values().filter(|relation| relation.kind == "officeDocument");
    let mut paths = documents.map(|relation| relation.target).chain(["xl/workbook.xml".to_owned()]);
    Ok(paths.find(|path| package.has(path)))
}

/// The relations of a part by their ids; of the package where `path` is empty.
fn relations(package: &Package<'_>, path: &str) -> Result<HashMap<String, Relation>, SheetError> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let own =
        if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let mut relations = HashMap::new();
    let Some(mut part) = package.part(&own)? else { return Ok(relations) };
    while let Some(event) = part.next()? {
        let Event::Start(tag) = event else { continue };
        if tag.local_name().as_ref() != "Relationship" {
            continue;
        }
        let (id, kind, target) =
            (attribute(&tag, "Id")?, attribute(&tag, "Type")?, attribute(&tag, "Target")?);
        let (Some(id), Some(kind), Some(target)) = (id, kind, target) else { continue };
        if relations.len() == MOST_PARTS {
            return Err(SheetError::Damaged);
        }
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        relations.insert(id, Relation { kind, target: resolved(folder, &target) });
    }
    Ok(relations)
}

/// A target as a path from the root of the package.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

fn worksheets(
    package: &Package<'_>,
    path: &str,
    relations: &HashMap<String, Relation>,
) -> Result<(Vec<Listed>, bool), SheetError> {
    let mut part = package.part(path)?.ok_or(SheetError::Damaged)?;
    let (mut listed, mut from_1904, mut is_workbook) = (Vec::new(), false, false);
    while let Some(event) = part.next()? {
        let Event::Start(tag) = event else { continue };
        match tag.local_name().as_ref() {
            "workbook" => is_workbook = true,
            "workbookPr" => {
                if let Some(told) = attribute(&tag, "date1904")? {
                    from_1904 = matches!(told.as_str(), "1" | "true");
                }
            }
            "sheet" => {
                let relation =
                    relation_id(&tag)?.and_then(|id| relations.get(&id)).ok_or(SheetError::Damaged)?;
                // Charts and macros have sheets as well.
                if relation.kind != "worksheet" {
                    continue;
                }
                if listed.len() == MOST_PARTS {
                    return Err(SheetError::Damaged);
                }
                let visible = attribute(&tag, "state")?.is_none_or(|state| state == "visible");
                let name = attribute(&tag, "name")?.unwrap_or_default();
                listed.push(Listed { name, path: relation.target.clone(), visible });
            }
            _ => {}
        }
    }
    // Documents and slides are packed the same way.
    if is_workbook { Ok((listed, from_1904)) } else { Err(SheetError::NotASheet) }
}

/// The id of a sheet's relation has a prefix; the sheet's own id has none.
fn relation_id(tag: &quick_xml::events::BytesStart<'_>) -> Result<Option<String>, SheetError> {
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| SheetError::Damaged)?;
        if attribute.key.prefix().is_some() && attribute.key.local_name().as_ref() == "id" {
            return Ok(Some(attribute.value.into_owned()));
        }
    }
    Ok(None)
}

fn strings(package: &Package<'_>, path: &str, limits: &Limits) -> Result<Vec<String>, SheetError> {
    let mut strings: Vec<String> = Vec::new();
    let Some(mut part) = package.part(path)? else { return Ok(strings) };
    let mut room = limits.text_bytes;
    loop {
        match part.next()? {
            None => return Ok(strings),
            Some(Event::Start(tag)) if tag.local_name().as_ref() == "si" => {}
            Some(_) => continue,
        }
        if strings.len() == limits.cells {
            return Err(SheetError::TooMuch);
        }
        let mut text = String::new();
        part.text(&mut text, "t", room)?;
        room -= text.len();
        let text = unescaped(&text);
        strings.push(text.trim().to_owned());
    }
}

/// Characters that XML cannot hold are written as `_x000D_`.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let letter = code
            .filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32);
        if let Some(letter) = letter {
            plain.push(letter);
            rest = &rest[at + 7..];
        } else {
            plain.push_str("_x");
            rest = &rest[at + 2..];
        }
    }
    plain.push_str(rest);
    plain
}

fn formats(package: &Package<'_>, path: &str) -> Result<Vec<Format>, SheetError> {
    let mut formats = Vec::new();
    let mut own: HashMap<u32, Format> = HashMap::new();
    let Some(mut part) = package.part(path)? else { return Ok(formats) };
    let mut in_cell_formats = false;
    while let Some(event) = part.next()? {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "cellXfs" => in_cell_formats = true,
                "numFmt" => {
                    let id = attribute(&tag, "numFmtId")?.and_then(|id| id.parse().ok());
                    if let Some((id, code)) = id.zip(attribute(&tag, "formatCode")?) {
                        own.insert(id, Format::of_code(&code));
                    }
                }
                "xf" if in_cell_formats => {
                    let id = attribute(&tag, "numFmtId")?.and_then(|id| id.parse().ok()).unwrap_or(0);
                    formats.push(own.get(&id).copied().unwrap_or_else(|| Format::built_in(id)));
                }
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => in_cell_formats = false,
            _ => {}
        }
        if formats.len() > MOST_FORMATS || own.len() > MOST_FORMATS {
            return Err(SheetError::Damaged);
        }
    }
    Ok(formats)
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime, Format as Style, Formula, Workbook};
    use time::macros::{date, datetime};

    use super::super::super::testing::{workbook, zip};
    use super::super::super::{Cell, Sheet, Template, TemplateColumn, read};
    use super::*;

    fn sheet(bytes: &[u8]) -> Result<Sheet, SheetError> {
        read("list.xlsx", bytes, &Limits::default())
    }

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    fn shown(text: &str) -> Cell {
        Cell::Number(text.to_owned())
    }

    #[test]
    fn every_kind_of_cell_is_read_as_what_it_is() {
        let mut book = Workbook::new();
        let list = book.add_worksheet();
        let day = Style::new().set_num_format("dd/mm/yyyy");
        for column in 0..10 {
            list.write_string(0, column, format!("Column {column}")).unwrap();
        }
        list.write_string(2, 0, "  José <&> \"Ñ\" ").unwrap();
        list.write_number(2, 1, 100_000.0).unwrap();
        list.write_number_with_format(2, 2, 123.0, &Style::new().set_num_format("00000")).unwrap();
        list.write_datetime_with_format(2, 3, ExcelDateTime::from_ymd(2026, 3, 4).unwrap(), &day).unwrap();
        let noon = ExcelDateTime::from_ymd(2026, 3, 4).unwrap().and_hms(12, 30, 0).unwrap();
        list.write_datetime_with_format(2, 4, noon, &day).unwrap();
        list.write_boolean(2, 5, true).unwrap();
        list.write_formula(2, 6, Formula::new("=A1&\"x\"").set_result("Column 0x")).unwrap();
        list.write_formula(2, 7, Formula::new("=NA()").set_result("#N/A")).unwrap();
        list.write_string(2, 8, "00123").unwrap();
        list.write_number_with_format(2, 9, 0.85, &Style::new().set_num_format("0%")).unwrap();
        let sheet = sheet(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!((sheet.header_row, sheet.header.len(), sheet.rows.len()), (1, 10, 1));
        assert_eq!(sheet.rows[0].number, 3);
        let formula = |shown: &str| Cell::Formula { shown: shown.to_owned() };
        assert_eq!(
            sheet.rows[0].cells,
            [
                text("José <&> \"Ñ\""),
                shown("100000"),
                shown("00123"),
                Cell::Day(date!(2026 - 03 - 04)),
                Cell::Moment(datetime!(2026-03-04 12:30)),
                Cell::Flag(true),
                formula("Column 0x"),
                formula("#N/A"),
                text("00123"),
                shown("85%"),
            ]
        );
        assert!(sheet.faults().is_empty());
    }

    #[test]
    fn the_first_visible_worksheet_with_something_in_it_is_read_and_the_others_are_told() {
        let mut book = Workbook::new();
        for (name, hidden) in
            [("Empty", false), ("Hidden", true), ("List", false), ("Blank", false), ("Old", false)]
        {
            let sheet = book.add_worksheet();
            sheet.set_name(name).unwrap().set_hidden(hidden);
            if !matches!(name, "Empty" | "Blank") {
                sheet.write_string(0, 0, name).unwrap();
                sheet.write_string(1, 0, "x").unwrap();
                sheet.write_string(2, 0, "y").unwrap();
                sheet.set_row_hidden(2).unwrap();
            }
        }
        let sheet = sheet(&book.save_to_buffer().unwrap()).unwrap();
        let others = vec!["Old".to_owned()];
        assert_eq!(sheet.read_as, ReadAs::Workbook { worksheet: "List".to_owned(), others, hidden_rows: 1 });
        assert_eq!(sheet.header, ["List"]);
    }

    #[test]
    fn joined_cells_are_told_and_a_joined_heading_stands_over_each_of_its_columns() {
        let mut book = Workbook::new();
        let list = book.add_worksheet();
        let style = Style::new();
        list.merge_range(0, 0, 0, 1, "Student", &style).unwrap();
        list.write_string(0, 2, "Grade").unwrap();
        list.write_string(1, 0, "Ada").unwrap();
        list.merge_range(1, 2, 2, 2, "A", &style).unwrap();
        list.write_string(2, 0, "Bob").unwrap();
        let sheet = sheet(&book.save_to_buffer().unwrap()).unwrap();
        assert_eq!(
            (sheet.header.join(","), sheet.joined.as_slice()),
            ("Student,Student,Grade".to_owned(), &[1][..])
        );
        assert_eq!(sheet.rows[0].cell(2), &text("A"));
        assert_eq!(sheet.rows[1].cell(2), &Cell::Joined);
        let faults = sheet.faults();
        assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["heading-joined"]);
    }

    #[test]
    fn a_template_reads_as_headings_without_rows_and_then_as_what_was_filled_in() {
        let column = |heading: &str, allowed: &[&str]| TemplateColumn {
            heading: heading.to_owned(),
            help: "What goes here.".to_owned(),
            example: "00123".to_owned(),
            allowed: allowed.iter().map(|value| (*value).to_owned()).collect(),
            required: true,
        };
        let long: Vec<String> = (0..200).map(|number| format!("Level {number}, \"quoted\"")).collect();
        let long: Vec<&str> = long.iter().map(String::as_str).collect();
        let columns =
            vec![column("=Student", &[]), column("Result", &["Passed", "Failed"]), column("Level", &long)];
        let template = Template { columns, ..Template::default() };
        assert_eq!(sheet(&template.xlsx().unwrap()), Err(SheetError::NoRows));
        assert_eq!(template.csv(), "\u{feff}'=Student,Result,Level\r\n");
        assert_eq!(template.xlsx().unwrap(), template.xlsx().unwrap(), "the same each time");
    }

    #[test]
    fn what_other_writers_leave_out_or_add_is_understood() {
        let strings = "<si><r><t>A</t></r><r><t xml:space=\"preserve\">da </t></r><rPh><t>x</t></rPh></si><si/><si><t>a_x000D_&#10;b</t></si>";
        let rows = r#"<row><c t="inlineStr"><is><t>Name</t></is></c><c t="str"><v>Note</v></c></row>
            <row r="5" spans="1:2"><c r="A5" t="s"><v>0</v></c><c r="B5" t="s"><v>2</v></c><c r="C5" s="9"/></row>
            <row><c t="s"><v>1</v></c><c t="d"><v>2026-03-04T00:00:00Z</v></c></row>"#;
        let sheet = sheet(&workbook(rows, "", strings)).unwrap();
        assert_eq!(sheet.header, ["Name", "Note"]);
        assert_eq!(sheet.rows[0].number, 5);
        assert_eq!(sheet.rows[0].cells, [text("Ada"), text("a\r\nb")]);
        assert_eq!((sheet.rows[1].number, sheet.rows[1].cell(1)), (6, &Cell::Day(date!(2026 - 03 - 04))));
    }

    #[test]
    fn formulas_that_come_to_nothing_make_no_row() {
        let rows =
            "<row><c t=\"str\"><v>Name</v></c></row><row><c t=\"str\"><v>Ada</v></c><c><f>A2</f></c></row>
            <row><c><f>A3</f></c><c t=\"str\"><f>A3</f><v></v></c></row>";
        let sheet = sheet(&workbook(rows, "", "")).unwrap();
        assert_eq!(sheet.rows.len(), 1);
        assert_eq!(sheet.rows[0].cell(1), &Cell::Formula { shown: String::new() });
    }

    #[test]
    fn other_archives_are_told_apart() {
        let error = |parts: &[(&str, &[u8])]| sheet(&zip(parts)).unwrap_err().to_string();
        assert!(error(&[("xl/workbook.bin", b"x")]).contains(".xlsb"));
        assert!(error(&[("mimetype", b"x"), ("content.xml", b"<x/>")]).contains(".ods"));
        assert!(error(&[("Index/Document.iwa", b"x")]).contains("Numbers"));
        let relations = br#"<Relationships><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>"#;
        let letter = zip(&[("_rels/.rels", relations), ("word/document.xml", b"<document/>")]);
        assert_eq!(sheet(&letter), Err(SheetError::NotASheet));
        assert_eq!(sheet(b"PK\x03\x04 and no more"), Err(SheetError::Damaged));
        assert_eq!(sheet(&workbook("<row><c><v>1</v></c></row>", "", "")), Err(SheetError::NoRows));
        assert_eq!(sheet(&workbook("", "", "")), Err(SheetError::NoWorksheet));
    }

    #[test]
    fn a_workbook_that_unpacks_to_too_much_is_refused_within_its_bounds() {
        let row = "<row><c t=\"inlineStr\"><is><t>x</t></is></c></row>";
        let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
        let refused = |bytes: &[u8]| read("a", bytes, &limits).unwrap_err();
        let nothing = "<row></row>".repeat(1 << 17);
        assert_eq!(refused(&workbook(&format!("{row}{nothing}"), "", "")), SheetError::Unpacks);
        // One text, one comment and one tag that are longer than any cell.
        let long = "x".repeat(3 << 20);
        for data in [
            format!("<row><c t=\"str\"><v>{long}</v></c></row>"),
            format!("<!--{long}-->"),
            format!("<row {}>", "a=\"\" ".repeat(1 << 20)),
        ] {
            assert_eq!(sheet(&workbook(&data, "", "")), Err(SheetError::Unpacks));
        }
    }

    #[test]
    fn texts_that_cells_share_count_for_each_cell() {
        let shared = format!("<si><t>{}</t></si>", "x".repeat(30_000));
        let rows = "<row><c t=\"s\"><v>0</v></c></row>".repeat(5_000);
        assert_eq!(sheet(&workbook(&rows, "", &shared)), Err(SheetError::TooMuch));
        let rows = "<row><c r=\"A1\" t=\"str\"><v>x</v></c></row>";
        assert_eq!(sheet(&workbook(rows, "", &shared.repeat(3_000))), Err(SheetError::TooMuch));
    }

    #[test]
    fn what_a_workbook_says_of_its_own_size_is_not_believed() {
        let rows =
            "<row r=\"1\"><c t=\"str\"><v>x</v></c></row><row r=\"1048576\"><c t=\"str\"><v>y</v></c></row>";
        let sheet_1 = format!(
            "<worksheet><dimension ref=\"A1:XFD1048576\"/><cols><col min=\"1\" max=\"16384\"/></cols><sheetData>{rows}</sheetData></worksheet>"
        );
        let file = zip(&[
            (
                "xl/workbook.xml",
                br#"<workbook xmlns:r="x"><sheets><sheet name="List" r:id="a"/></sheets></workbook>"#,
            ),
            (
                "xl/_rels/workbook.xml.rels",
                br#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="sheet1.xml"/><Relationship Id="b" Type="x/sharedStrings" Target="strings.xml"/></Relationships>"#,
            ),
            ("xl/sheet1.xml", sheet_1.as_bytes()),
            ("xl/strings.xml", br#"<sst count="9999999999999" uniqueCount="9999999999999"/>"#),
        ]);
        let sheet = sheet(&file).unwrap();
        assert_eq!(sheet.rows[0].number, 1_048_576);
    }

    #[test]
    fn what_no_spreadsheet_writes_is_damaged() {
        for rows in [
            "<row r=\"0\"><c><v>1</v></c></row>",
            "<row r=\"2\"/><row r=\"2\"/>",
            "<row r=\"1048577\"/>",
            "<row r=\"1\"><c r=\"B2\"><v>1</v></c></row>",
            "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>",
            "<row r=\"1\"><c r=\"AAAAAAAAAAAAA1\"><v>1</v></c></row>",
            "<row><c t=\"s\"><v>7</v></c></row>",
            "<row><c t=\"q\"><v>7</v></c></row>",
            "<row><c><v>seven</v></c></row>",
            "<row><c t=\"str\"><v>&unknown;</v></c></row>",
            "<row><c>",
        ] {
            assert_eq!(sheet(&workbook(rows, "", "")), Err(SheetError::Damaged), "{rows}");
        }
        let entities = b"<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><worksheet/>";
        let file = zip(&[("xl/workbook.xml", entities)]);
        assert_eq!(sheet(&file), Err(SheetError::Damaged));
        let wide = "<row><c r=\"GS1\" t=\"str\"><v>x</v></c></row>";
        assert_eq!(sheet(&workbook(wide, "", "")), Err(SheetError::Columns { row: 1, limit: 200 }));
        let joined = "<mergeCells><mergeCell ref=\"A1:GR1048576\"/></mergeCells>";
        let rows = "<row><c t=\"str\"><v>x</v></c></row>".repeat(30_000);
        assert_eq!(sheet(&workbook(&rows, joined, "")), Err(SheetError::TooMuch));
        let mut bytes = workbook("<row><c><v>1</v></c></row>", "", "");
        let at = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        bytes[at + 8] |= 1;
        assert_eq!(sheet(&bytes), Err(SheetError::Encrypted));
    }
}
