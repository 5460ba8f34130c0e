//! Spreadsheets as we write them. Nothing in them runs: what could be a formula is text.
//!
//! A CSV file begins with the mark by which spreadsheets know that it is UTF-8. In a workbook all
//! cells are text, so that zeros before a number stay, and a date is what was typed.

use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Note, Workbook, Worksheet, XlsxError,
};
use web::results::record;

use super::CellFault;

/// Rows of a template that are made ready for values.
const READY_ROWS: u32 = 20_000;
/// Characters of the longest list of values that a cell's own rule may hold.
const MOST_LISTED: usize = 250;

/// A file to be filled in, made for one purpose.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Template {
    /// Its columns, from the left.
    pub columns: Vec<TemplateColumn>,
    /// Rows that are filled in already, as far as they are known.
    pub rows: Vec<Vec<String>>,
}

/// One column of a [`Template`].
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TemplateColumn {
    /// Its heading.
    pub heading: String,
    /// What goes into it, in a sentence or two.
    pub help: String,
    /// A value that would be right.
    pub example: String,
    /// The values that may be, where they are few; empty where any may.
    pub allowed: Vec<String>,
    /// Whether every row must have one.
    pub required: bool,
}

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
#[error("could not write the workbook")]
pub struct Unwritable(#[from] XlsxError);

impl Template {
    /// The headings as CSV, with no other rows than those that are known: examples in it would be
    /// awarded to somebody.
    pub fn csv(&self) -> String {
        let headings: Vec<String> = self.columns.iter().map(|column| column.heading.clone()).collect();
        write_csv(&headings, self.rows.iter().cloned())
    }

    /// A workbook with the headings, lists to choose from, and a second worksheet that explains
    /// the columns.
    ///
    /// # Errors
    /// [`Unwritable`], when a text is longer than a cell may hold.
    pub fn xlsx(&self) -> Result<Vec<u8>, Unwritable> {
        let mut book = book()?;
        let list = book.add_worksheet();
        list.set_name("List")?;
        for (place, column) in (0..).zip(&self.columns) {
            heading(list, place, &column.heading, &column.widest())?;
            let note = Note::new(column.explained()).add_author_prefix(false).set_width(280).set_height(140);
            list.insert_note(0, place, &note)?;
        }
        for (row, cells) in (1..).zip(&self.rows) {
            for (place, text) in (0..).zip(cells) {
                list.write_string(row, place, text)?;
            }
        }
        let help = book.add_worksheet();
        help.set_name("Help")?;
        for (place, (text, width)) in (0..).zip([
            ("Column", 28.0),
            ("What goes into it", 70.0),
            ("Must be filled in", 18.0),
            ("Example", 32.0),
        ]) {
            heading(help, place, text, "")?;
            help.set_column_width(place, width)?;
        }
        let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
        for (row, column) in (1..).zip(&self.columns) {
            help.write_string_with_format(row, 0, &column.heading, &wrapped)?;
            help.write_string_with_format(row, 1, &column.help, &wrapped)?;
            help.write_string_with_format(row, 2, if column.required { "yes" } else { "no" }, &wrapped)?;
            help.write_string_with_format(row, 3, &column.example, &wrapped)?;
        }
        let mut lists = Vec::new();
        let beside = u16::try_from(HELP_COLUMNS).unwrap_or(u16::MAX);
        for (place, column) in (0..).zip(self.columns.iter().filter(|column| !column.allowed.is_empty())) {
            let at = beside + place;
            heading(help, at, &format!("Values of {}", column.heading), &column.widest())?;
            for (row, value) in (1..).zip(&column.allowed) {
                help.write_string_with_format(row, at, value, &wrapped)?;
            }
            lists.push((column.heading.as_str(), at));
        }
        let list = book.worksheet_from_name("List")?;
        for (place, column) in (0..).zip(&self.columns) {
            if let Some((_, at)) = lists.iter().find(|(heading, _)| *heading == column.heading) {
                list.add_data_validation(1, place, READY_ROWS, place, &column.rule(*at)?)?;
            }
        }
        list.set_active(true);
        Ok(book.save_to_buffer()?)
    }
}

/// Columns of the worksheet that explains, without the lists of values.
const HELP_COLUMNS: usize = 4;

impl TemplateColumn {
    fn explained(&self) -> String {
        let must = if self.required { "Must be filled in." } else { "May stay empty." };
        let example =
            if self.example.is_empty() { String::new() } else { format!("\nExample: {}", self.example) };
        format!("{}\n{must}{example}", self.help)
    }

    /// The longest of what will stand in the column.
    fn widest(&self) -> String {
        let values = self.allowed.iter().chain([&self.heading, &self.example]);
        values.max_by_key(|value| value.chars().count()).cloned().unwrap_or_default()
    }

    /// The rule that lets a person choose among the values, which also stand in the column `at` of
    /// the worksheet that explains.
    fn rule(&self, at: u16) -> Result<DataValidation, XlsxError> {
        let room = self.allowed.iter().map(|value| value.encode_utf16().count() + 1).sum::<usize>();
        let plain = !self.allowed.iter().any(|value| value.contains([',', '"']));
        let rule = DataValidation::new();
        let rule = if room <= MOST_LISTED && plain {
            rule.allow_list_strings(&self.allowed)?
        } else {
            let column = super::column_letters(usize::from(at));
            let range = format!("=Help!${column}$2:${column}${}", self.allowed.len() + 1);
            rule.allow_list_formula(range.as_str().into())
        };
        rule.set_error_title("Not one of the values")?
            .set_error_message("Choose one of the values from the list.")
    }
}

/// A table as CSV. Cells that a spreadsheet could run get an apostrophe before them, which
/// [`read`](super::read) takes away again.
///
/// Source: RFC 4180.
pub fn write_csv(header: &[String], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut text = String::from("\u{feff}");
    record(&mut text, header);
    for row in rows {
        record(&mut text, &row);
    }
    text
}

/// A table as a workbook of one worksheet, all of it text.
///
/// # Errors
/// [`Unwritable`], when a text or the table is larger than a worksheet may hold, or `name` is no
/// name for one.
pub fn write_xlsx(
    name: &str,
    header: &[String],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<Vec<u8>, Unwritable> {
    let mut book = book()?;
    let sheet = book.add_worksheet();
    sheet.set_name(name)?;
    for (place, text) in (0..).zip(header) {
        heading(sheet, place, text, text)?;
    }
    for (row, cells) in (1..).zip(rows) {
        for (place, text) in (0..).zip(&cells) {
            sheet.write_string(row, place, text)?;
        }
    }
    Ok(book.save_to_buffer()?)
}

/// The headings of [`faults_csv`].
pub const FAULT_HEADINGS: [&str; 8] =
    ["File", "Row", "Column", "Heading", "Value", "Code", "What is wrong", "What would be right"];

/// Faults as CSV, one a line, in the order given.
pub fn faults_csv<'f>(faults: impl IntoIterator<Item = &'f CellFault>) -> String {
    let rows = faults.into_iter().map(|fault| {
        vec![
            fault.file.clone(),
            fault.row.to_string(),
            fault.column.clone(),
            fault.heading.clone(),
            fault.value.clone(),
            fault.code.to_owned(),
            fault.detail.clone(),
            fault.hint.clone(),
        ]
    });
    write_csv(&FAULT_HEADINGS.map(str::to_owned), rows)
}

/// A workbook that says nothing of when it was made.
fn book() -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    Ok(book)
}

/// A bold heading that stays in sight, over a column of text wide enough for `widest`.
fn heading(sheet: &mut Worksheet, place: u16, text: &str, widest: &str) -> Result<(), XlsxError> {
    const NARROWEST: f64 = 12.0;
    const WIDEST: f64 = 48.0;
    let characters = u16::try_from(widest.chars().count()).unwrap_or(u16::MAX);
    sheet.set_column_width(place, (f64::from(characters) + 3.0).clamp(NARROWEST, WIDEST))?;
    sheet.set_column_format(place, &Format::new().set_num_format("@"))?;
    sheet.set_freeze_panes(1, 0)?;
    sheet.write_string_with_format(0, place, text, &Format::new().set_bold().set_num_format("@"))?;
    Ok(())
}
