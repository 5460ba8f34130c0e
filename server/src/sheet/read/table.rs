//! Rows as they come, within the limits, made into a [`Sheet`].

use super::super::{Cell, Limits, ReadAs, Row, Sheet, SheetError};

/// Characters of a file's name that are shown.
const MOST_NAME: usize = 120;

/// A table that grows.
#[derive(Debug)]
pub(super) struct Table {
    limits: Limits,
    /// The first row that has something in it, then the others.
    rows: Vec<Row>,
    cells: usize,
    text_bytes: usize,
}

impl Table {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { limits: *limits, rows: Vec::new(), cells: 0, text_bytes: 0 }
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(super) fn rows_mut(&mut self) -> &mut [Row] {
        &mut self.rows
    }

    /// Takes one row; blank ones are left out. Formulas that come to nothing are often filled in
    /// far below the last row that somebody wrote.
    pub(super) fn push(&mut self, number: u32, mut cells: Vec<Cell>) -> Result<(), SheetError> {
        let width = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        if cells.iter().all(|cell| cell.shown().is_empty()) {
            return Ok(());
        }
        if width > self.limits.columns {
            return Err(SheetError::Columns { row: number, limit: self.limits.columns });
        }
        // The headings are a row as well.
        if self.rows.len() > self.limits.rows {
            return Err(SheetError::Rows { limit: self.limits.rows });
        }
        cells.truncate(width);
        cells.shrink_to_fit();
        self.cells += width;
        self.text_bytes += cells.iter().map(bytes).sum::<usize>();
        if self.cells > self.limits.cells || self.text_bytes > self.limits.text_bytes {
            return Err(SheetError::TooMuch);
        }
        self.rows.push(Row { number, cells });
        Ok(())
    }

    /// The table with its first row as headings.
    pub(super) fn sheet(self, file: &str, read_as: ReadAs) -> Result<Sheet, SheetError> {
        let mut rows = self.rows;
        if rows.is_empty() {
            return Err(SheetError::Empty);
        }
        if rows.len() == 1 {
            return Err(SheetError::NoRows);
        }
        let first = rows.remove(0);
        let mut header: Vec<String> = Vec::with_capacity(first.cells.len());
        let mut joined = Vec::new();
        for (column, cell) in first.cells.iter().enumerate() {
            // A heading over several columns is the heading of each.
            let text = match (cell, header.last()) {
                (Cell::Joined, Some(before)) => {
                    joined.push(column);
                    before.clone()
                }
                _ => cell.shown().trim().to_owned(),
            };
            header.push(text);
        }
        let file = file.chars().filter(|c| !c.is_control()).take(MOST_NAME).collect();
        Ok(Sheet { file, read_as, header_row: first.number, header, joined, rows })
    }
}

fn bytes(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) | Cell::Number(text) | Cell::Error(text) | Cell::Formula { shown: text } => {
            text.len()
        }
        Cell::Empty | Cell::Day(_) | Cell::Moment(_) | Cell::Flag(_) | Cell::Joined => 0,
    }
}
