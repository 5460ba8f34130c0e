//! A file's rows, each cell held against its column.

use std::collections::BTreeMap;

use crate::{
    binding::{Column, Kind, Need, Table},
    fault::{Faults, Place},
    lines::{self, Lines},
    manifest::{Manifest, Mode},
    package::Files,
    value,
};

/// What columns of a school's own begin with.
const METADATA: &str = "metadata.";

/// All files of a bundle that could be read.
pub(crate) type Tables = BTreeMap<Table, Rows>;

/// The rows of one file.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(crate) file: String,
    pub(crate) columns: &'static [Column],
    /// Headings of columns of the school's own.
    pub(crate) metadata: Vec<String>,
    pub(crate) all: Vec<Row>,
    /// Where each column stands in the file.
    places: Vec<Option<usize>>,
}

/// One row.
#[derive(Debug)]
pub(crate) struct Row {
    /// Its number, as a spreadsheet shows it.
    pub(crate) number: u32,
    /// A cell for each column; of a secret one, nothing.
    pub(crate) cells: Vec<String>,
    /// What stands under headings of the school's own: place in [`Rows::metadata`] and cell. Empty
    /// ones are not kept: there may be a thousand such headings over a million rows.
    pub(crate) metadata: Vec<(usize, String)>,
}

impl Rows {
    /// The place of a column among [`Row::cells`].
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The cell of a row in the column of this name; empty where the release has no such column.
    pub(crate) fn cell<'r>(&self, row: &'r Row, name: &str) -> &'r str {
        self.column(name).map(|column| row.cells[column].as_str()).unwrap_or_default()
    }

    /// Where the cell stands.
    pub(crate) fn place<'r>(&'r self, row: &'r Row, column: usize) -> Place<'r> {
        let place = self.places[column].unwrap_or(column);
        Place {
            file: &self.file,
            row: row.number,
            column: Some((place, self.columns[column].name)),
            value: &row.cells[column],
        }
    }

    /// Where the cell in the column of this name stands.
    pub(crate) fn place_of<'r>(&'r self, number: u32, name: &str) -> Place<'r> {
        let row = self.all.binary_search_by_key(&number, |row| row.number);
        match (row, self.column(name)) {
            (Ok(row), Some(column)) => self.place(&self.all[row], column),
            _ => Place::row(&self.file, number),
        }
    }
}

/// How much may still be kept of a bundle.
pub(crate) struct Room {
    pub(crate) rows: usize,
    pub(crate) cells: usize,
}

/// Reads all files that the manifest names.
pub(crate) fn read_all(faults: &mut Faults, manifest: &Manifest, files: &Files, room: &mut Room) -> Tables {
    let mut tables = Tables::new();
    for (&table, &mode) in &manifest.modes {
        let file = table.file();
        let Some(bytes) = files.get(&file) else { continue };
        let Some(text) = lines::text(faults, &file, bytes) else { continue };
        let columns = table.columns(manifest.version);
        if let Some(rows) = read(faults, file, text, columns, mode, room) {
            tables.insert(table, rows);
        }
    }
    tables
}

fn read(
    faults: &mut Faults,
    file: String,
    text: &str,
    columns: &'static [Column],
    mode: Mode,
    room: &mut Room,
) -> Option<Rows> {
    let mut lines = Lines::new(&file, text);
    let Some(header) = lines.next(faults) else {
        faults.error(Place::file(&file), "csv.empty", "the file is empty", "leave the file out instead");
        return None;
    };
    let header: Vec<String> = header.cells.into_iter().map(std::borrow::Cow::into_owned).collect();
    let is_heading = |cell: &String| columns.iter().any(|column| column.name.eq_ignore_ascii_case(cell));
    if !header.iter().any(is_heading) {
        // What stands there may be anything, a password among it: nothing of it is told.
        let hint = format!("begin the file with the line {},…", columns[0].name);
        faults.error(Place::row(&file, 1), "header.none", "the first line has no headings", hint);
        return None;
    }
    let places = places(faults, &file, &header, columns);
    let own = own(faults, &file, &header, columns);
    let (mut rows, mut any) = (Vec::new(), false);
    while let Some(line) = lines.next(faults) {
        let own_cells = own.iter().enumerate().filter_map(|(place, at)| {
            let cell = line.cells.get(*at).filter(|cell| !cell.trim().is_empty())?;
            Some((place, cell.to_string()))
        });
        let metadata: Vec<(usize, String)> = own_cells.collect();
        let wide = columns.len() + metadata.len();
        if room.rows == 0 || room.cells < wide {
            let (code, detail) = match room.rows {
                0 => ("csv.rows", "the bundle has too many rows"),
                _ => ("csv.too_many_cells", "the bundle has too many cells"),
            };
            let hint = "export one school or one term at a time";
            faults.error(Place::row(&file, line.row), code, detail, hint);
            break;
        }
        room.rows -= 1;
        let have = line.cells.len();
        if have != header.len() {
            let (code, hint) = if have < header.len() {
                ("row.short", "fill it up with empty cells")
            } else {
                ("row.long", "a comma within a cell needs quotation marks around the cell")
            };
            let detail = format!("the row has {have} cells, the headings are {}", header.len());
            faults.error(Place::row(&file, line.row), code, detail, hint);
        }
        // In a row that has slipped, a password may stand anywhere: of that, only the id is read.
        let slipped =
            have != header.len() && columns.iter().any(|column| matches!(column.kind, Kind::Secret));
        let mut cells = Vec::with_capacity(columns.len());
        for (column, place) in columns.iter().zip(&places) {
            let place = place.filter(|place| *place == 0 || !slipped);
            let cell = place.and_then(|place| Some((place, line.cells.get(place)?)));
            if let Some((place, text)) = cell {
                let at =
                    Place { column: Some((place, column.name)), value: text, ..Place::row(&file, line.row) };
                check(faults, column, mode, at);
            }
            let keeps = !matches!(column.kind, Kind::Secret);
            cells.push(cell.filter(|_| keeps).map(|(_, text)| text.to_string()).unwrap_or_default());
        }
        any = true;
        // With more wrong than is told of, nobody asks any more what the rows say of each other.
        if faults.is_full() {
            rows = Vec::new();
            continue;
        }
        room.cells -= wide;
        rows.push(Row { number: line.row, cells, metadata });
    }
    if !any {
        let hint = "leave the file out, and write absent for it in the manifest";
        faults.error(Place::file(&file), "csv.no_rows", "the file has headings and no rows", hint);
    }
    let metadata = own.iter().map(|place| header[*place].clone()).collect();
    Some(Rows { file, columns, metadata, all: rows, places })
}

/// Where each column stands; what is wrong with the headings is noted.
fn places(
    faults: &mut Faults,
    file: &str,
    header: &[String],
    columns: &'static [Column],
) -> Vec<Option<usize>> {
    let mut places = Vec::with_capacity(columns.len());
    let mut next = 0;
    let mut in_order = true;
    for column in columns {
        let exact = header.iter().position(|heading| heading == column.name);
        let place = exact.or_else(|| header.iter().position(|text| text.eq_ignore_ascii_case(column.name)));
        match place {
            None if may_lack(file, column.name) => {}
            None => {
                let detail = format!("there is no column {}", column.name);
                let hint = format!("add it as column {}, if need be with empty cells", next + 1);
                faults.error(Place::row(file, 1), "header.missing", detail, hint);
            }
            Some(place) => {
                let at = Place { column: Some((place, &header[place])), ..Place::row(file, 1) };
                if exact.is_none() {
                    let hint = format!("write {}", column.name);
                    faults.error(at, "header.case", "capitals count in headings", hint);
                }
                if in_order && place < next {
                    in_order = false;
                    let hint = "put the columns into the order of the binding";
                    faults.error(
                        at,
                        "header.order",
                        "the column stands in another place than it should",
                        hint,
                    );
                }
                next = next.max(place + 1);
            }
        }
        places.push(place);
    }
    places
}

/// Release 1.2 lists this column, and its correction of 2023 has none.
fn may_lack(file: &str, column: &str) -> bool {
    file == "users.csv" && column == "resourceSourcedIds"
}

/// Where columns of the school's own stand; others that are not the binding's are noted.
fn own(faults: &mut Faults, file: &str, header: &[String], columns: &[Column]) -> Vec<usize> {
    let is_known = |heading: &str| columns.iter().any(|column| column.name.eq_ignore_ascii_case(heading));
    let last_known = header.iter().rposition(|heading| is_known(heading)).unwrap_or(0);
    let mut own = Vec::new();
    for (place, heading) in header.iter().enumerate() {
        let at = Place { column: Some((place, heading)), value: heading, ..Place::row(file, 1) };
        if header[..place].contains(heading) {
            faults.error(at, "header.twice", "two columns have this heading", "leave the one that counts");
        } else if heading.strip_prefix(METADATA).is_some_and(|rest| !rest.is_empty()) {
            if place < last_known {
                let hint = "put columns of your own behind those of the binding";
                faults.error(at, "header.metadata", "a column of your own stands between others", hint);
            }
            own.push(place);
        } else if !is_known(heading) {
            let hint = format!("take it out, or put it last and call it {METADATA}{heading}");
            faults.error(at, "header.unknown", "the binding has no such column", hint);
        }
    }
    own
}

fn check(faults: &mut Faults, column: &Column, mode: Mode, at: Place<'_>) {
    let empty = at.value.is_empty();
    match (column.need, mode) {
        (Need::Always, _) if empty => {
            return faults.error(
                at,
                "value.required",
                "the cell is empty",
                "there must be a value in this column",
            );
        }
        (Need::Delta, Mode::Delta) if empty => {
            let detail = "the cell is empty, and the manifest calls this file a delta";
            return faults.error(at, "value.delta", detail, "say what has changed, and when");
        }
        (Need::Delta, Mode::Bulk) if !empty => {
            let detail = "there is a value here, and the manifest calls this file bulk";
            let hint = "leave it empty, or call the file a delta";
            return faults.error(at, "value.bulk", detail, hint);
        }
        _ => {}
    }
    if !empty && let Err(wrong) = value::check(column.kind, at.value) {
        faults.error(at, wrong.code, wrong.detail, wrong.hint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Version, records::Bundle};

    /// Cells that are kept of `courses.csv` with `headings` columns of the school's own, and what is wrong
    /// with it.
    fn cells(headings: usize, rows: &str, room: usize) -> (usize, Vec<&'static str>) {
        let columns = Table::Courses.columns(Version::V1p2);
        let mut text: Vec<String> = columns.iter().map(|column| column.name.to_owned()).collect();
        text.extend((0..headings).map(|number| format!("metadata.m{number}")));
        let text = format!("{}\n{rows}", text.join(","));
        let (mut faults, mut room) = (Faults::new(100), Room { rows: 1_000_000, cells: room });
        let file = "courses.csv".to_owned();
        let read = read(&mut faults, file, &text, columns, Mode::Bulk, &mut room).unwrap();
        let kept = read.all.iter().map(|row| row.cells.capacity() + row.metadata.capacity()).sum();
        let mut codes: Vec<_> =
            faults.into_reading(Bundle::default()).faults.into_iter().map(|fault| fault.code).collect();
        codes.dedup();
        (kept, codes)
    }

    #[test]
    fn of_many_headings_over_many_rows_only_what_stands_there_is_kept() {
        let columns = Table::Courses.columns(Version::V1p2).len();
        let (kept, codes) = cells(900, &"a\n".repeat(50_000), 10_000_000);
        assert!(kept <= 100 * columns && codes == ["row.short"], "{kept} {codes:?}");
        let row = format!("c1,,,,Bees,,,s1,,{}\n", ",".repeat(900) + "x");
        let (kept, codes) = cells(900, &row.repeat(50), 10_000_000);
        assert!(kept <= 50 * (columns + 4) && codes.is_empty(), "{kept} {codes:?}");
    }

    #[test]
    fn more_cells_than_there_is_room_for_are_refused() {
        let row = "c1,,,,Bees,,,s1,,,x\n";
        let columns = Table::Courses.columns(Version::V1p2).len();
        assert_eq!(cells(1, &row.repeat(9), 9 * (columns + 1)).1, [""; 0]);
        assert_eq!(cells(1, &row.repeat(9), 9 * (columns + 1) - 1).1, ["csv.too_many_cells"]);
    }
}
