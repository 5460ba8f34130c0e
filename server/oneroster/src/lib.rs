//! `OneRoster` CSV bundles: read whole, and judged cell by cell.
//!
//! A school's information system writes a zip of CSV files: who there is, what is taught, who got
//! which result. [`read`] takes its bytes and gives a [`Reading`]: the [`Bundle`], and every
//! [`Fault`] with file, row and column. Nothing stops at the first fault, and a bundle with an
//! error in it is not to be imported. Passwords, demographics, telephone numbers and pronouns are
//! forgotten as they are read: nothing looks at them, and nothing tells of them.
//!
//! The way of the data: `package` (the zip) → `manifest` (what each file is) → `lines` (cells)
//! → `table` (cells by the `binding`'s rules) → `records` (what a transcript is made of) and
//! `references`, `sense` (what files say of each other).
//!
//! Source: 1EdTech `OneRoster` CSV Binding 1.1 and 1.2.

mod binding;
mod fault;
mod lines;
mod manifest;
mod package;
mod records;
mod references;
mod sense;
mod table;
mod value;

pub use binding::{Table, Version};
pub use fault::{Fault, Severity};
pub use manifest::{Manifest, Mode};
pub use records::{
    AcademicSession, Bundle, Category, Class, Course, Enrollment, Head, LineItem, Objective, Org, Result,
    Role, ScoreScale, User,
};

use fault::Faults;
use table::Room;

/// How much of a bundle is read. More is refused, never cut off.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the zip.
    pub zip_bytes: usize,
    /// Bytes that all its files unpack to.
    pub unpacked_bytes: usize,
    /// Rows of all files together.
    pub rows: usize,
    /// Cells of all files together: for each row the columns of the binding, and what stands under
    /// headings of the school's own.
    pub cells: usize,
    /// Faults that are kept; the others are counted.
    pub faults: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            zip_bytes: 64 << 20,
            unpacked_bytes: 256 << 20,
            rows: 1_000_000,
            cells: 10_000_000,
            faults: 5_000,
        }
    }
}

/// What a bundle says, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// What could be read.
    pub bundle: Bundle,
    /// What is wrong, file by file and row by row, at most [`Limits::faults`].
    pub faults: Vec<Fault>,
    /// How many errors there are, those that were not kept among them.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
}

impl Reading {
    /// Whether there is no error: only then is the bundle to be imported.
    pub fn is_sound(&self) -> bool {
        self.errors == 0
    }
}

/// Reads a bundle.
///
/// It computes for up to some seconds, so it belongs on a thread that may block.
pub fn read(bytes: &[u8], limits: &Limits) -> Reading {
    let mut faults = Faults::new(limits.faults);
    let bundle = read_into(&mut faults, bytes, limits).unwrap_or_default();
    faults.into_reading(bundle)
}

/// `None` where there is nothing to be read further.
fn read_into(faults: &mut Faults, bytes: &[u8], limits: &Limits) -> Option<Bundle> {
    let files = package::unpack(faults, bytes, limits)?;
    let manifest = manifest::read(faults, &files)?;
    let mut room = Room { rows: limits.rows, cells: limits.cells };
    let tables = table::read_all(faults, &manifest, &files, &mut room);
    if faults.is_full() {
        return Some(Bundle { manifest, ..Bundle::default() });
    }
    references::check(faults, &manifest, &tables);
    let bundle = records::bundle(manifest, &tables);
    sense::check(faults, &bundle, &tables);
    Some(bundle)
}
