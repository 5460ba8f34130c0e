//! `manifest.csv`: which release a bundle is written by, and what each of its files is.
//!
//! Source: `OneRoster` CSV Binding 1.2, section 4.1.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    binding::{Table, Version},
    fault::{Faults, Place},
    lines::{self, Lines},
    package::{Files, MANIFEST},
};

/// What a bundle says of itself.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Manifest {
    /// By which release it is written.
    pub version: Version,
    /// What each file is; those that are absent are not in it.
    pub modes: BTreeMap<Table, Mode>,
    /// The system that wrote it, by name.
    pub system: Option<String>,
}

/// What a file brings.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// All records there are: what is missing is gone.
    Bulk,
    /// What has changed.
    Delta,
}

/// Reads the manifest, and holds it against the files; `None` where the release is not known.
pub(crate) fn read(faults: &mut Faults, files: &Files) -> Option<Manifest> {
    let Some(bytes) = files.get(MANIFEST) else {
        faults.error(
            Place::file(MANIFEST),
            "manifest.missing",
            "the zip has no manifest.csv: it is no OneRoster export, or one of release 1.0",
            "let the school’s system export OneRoster CSV 1.1 or 1.2",
        );
        return None;
    };
    let properties = properties(faults, bytes)?;
    let version = version(faults, &properties)?;
    let mut manifest = Manifest {
        version,
        modes: BTreeMap::new(),
        system: properties.get("source.systemName").map(|(_, name)| name.clone()),
    };
    for table in version.tables() {
        let said = said(faults, &properties, table);
        held_against(faults, files, table, said);
        let mode = match said {
            Said::There(mode) => Some(mode),
            // Read as if it were whole, so that one slip is one fault.
            Said::Absent | Said::Nothing => files.contains_key(&table.file()).then_some(Mode::Bulk),
        };
        if let Some(mode) = mode {
            manifest.modes.insert(table, mode);
        }
    }
    strays(faults, &properties, files, version);
    core(faults, &manifest);
    Some(manifest)
}

/// Property → row and value.
type Properties = BTreeMap<String, (u32, String)>;

fn properties(faults: &mut Faults, bytes: &[u8]) -> Option<Properties> {
    let text = lines::text(faults, MANIFEST, bytes)?;
    let mut lines = Lines::new(MANIFEST, text);
    let mut properties = Properties::new();
    match lines.next(faults) {
        Some(line) if line.cells == ["propertyName", "value"] => {}
        _ => {
            faults.error(
                Place::row(MANIFEST, 1),
                "manifest.header",
                "the first line is not propertyName,value",
                "begin the file with the line propertyName,value",
            );
            return None;
        }
    }
    while let Some(line) = lines.next(faults) {
        if line.cells.len() != 2 {
            let detail = format!("the line has {} cells", line.cells.len());
            let hint = "write a property and its value in each line";
            faults.error(Place::row(MANIFEST, line.row), "manifest.width", detail, hint);
        }
        let [name, value, ..] = line.cells.as_slice() else { continue };
        let known_as = match name.strip_prefix("file.").and_then(Table::called) {
            Some(table) => format!("file.{}", table.name()),
            None => name.to_string(),
        };
        let before = properties.insert(known_as, (line.row, value.to_string()));
        if let Some((row, _)) = before {
            let place =
                Place { column: Some((0, "propertyName")), value: name, ..Place::row(MANIFEST, line.row) };
            let detail = format!("the property stands in row {row} already");
            faults.error(place, "manifest.twice", detail, "leave the one that counts");
        }
    }
    Some(properties)
}

/// The value's place.
fn at<'p>(properties: &'p Properties, name: &str) -> Place<'p> {
    properties.get(name).map_or(Place::file(MANIFEST), |(row, value)| Place {
        column: Some((1, "value")),
        value,
        ..Place::row(MANIFEST, *row)
    })
}

fn missing(faults: &mut Faults, name: &str) {
    let detail = format!("the property {name} is missing");
    let hint = if name.starts_with("file.") {
        format!("add the line {name},absent or {name},bulk")
    } else {
        format!("add a line with {name}")
    };
    faults.error(Place::file(MANIFEST), "manifest.property", detail, hint);
}

fn version(faults: &mut Faults, properties: &Properties) -> Option<Version> {
    match properties.get("manifest.version") {
        None => missing(faults, "manifest.version"),
        Some((_, value)) if value == "1.0" => {}
        Some(_) => faults.error(
            at(properties, "manifest.version"),
            "manifest.version",
            "there is no manifest of this version",
            "write 1.0: the version of the manifest, not of OneRoster",
        ),
    }
    match properties.get("oneroster.version").map(|(_, value)| value.as_str()) {
        Some("1.1") => Some(Version::V1p1),
        Some("1.2") => Some(Version::V1p2),
        Some(_) => {
            faults.error(
                at(properties, "oneroster.version"),
                "manifest.release",
                "this release of OneRoster is not read here",
                "export 1.1 or 1.2",
            );
            None
        }
        None => {
            missing(faults, "oneroster.version");
            None
        }
    }
}

/// What the manifest says of a file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Said {
    Absent,
    There(Mode),
    /// Nothing that counts, which is noted.
    Nothing,
}

fn said(faults: &mut Faults, properties: &Properties, table: Table) -> Said {
    let name = format!("file.{}", table.name());
    match properties.get(&name).map(|(_, value)| value.as_str()) {
        Some("absent") => return Said::Absent,
        Some("bulk") => return Said::There(Mode::Bulk),
        Some("delta") => return Said::There(Mode::Delta),
        None => missing(faults, &name),
        Some(_) => faults.error(
            at(properties, &name),
            "manifest.mode",
            "this says nothing of a file",
            "write absent, bulk or delta",
        ),
    }
    Said::Nothing
}

fn held_against(faults: &mut Faults, files: &Files, table: Table, said: Said) {
    let file = table.file();
    match (said, files.contains_key(&file)) {
        (Said::There(_), false) => faults.error(
            Place::file(&file),
            "manifest.file_missing",
            "the manifest names this file, and the zip does not hold it",
            format!("add the file, or write file.{},absent", table.name()),
        ),
        (Said::Absent, true) => faults.error(
            Place::file(&file),
            "manifest.file_unexpected",
            "the zip holds this file, and the manifest says that it is absent",
            format!("take the file out, or write file.{},bulk", table.name()),
        ),
        _ => {}
    }
}

/// Properties and files that this release does not have.
fn strays(faults: &mut Faults, properties: &Properties, files: &Files, version: Version) {
    let has = |name: &str| version.tables().any(|table| table.name() == name);
    for (name, (row, _)) in properties {
        let known = match name.strip_prefix("file.") {
            Some(file) => has(file),
            None => matches!(
                name.as_str(),
                "manifest.version" | "oneroster.version" | "source.systemName" | "source.systemCode"
            ),
        };
        if !known {
            let place =
                Place { column: Some((0, "propertyName")), value: name, ..Place::row(MANIFEST, *row) };
            faults.warning(
                place,
                "manifest.unknown",
                "this release has no such property",
                "look for a slip; it is not read",
            );
        }
    }
    for file in files.keys().filter(|file| *file != MANIFEST) {
        if !has(file.trim_end_matches(".csv")) {
            faults.error(
                Place::file(file),
                "manifest.release_file",
                "the release that the manifest names has no such file",
                "take it out, or export release 1.2",
            );
        }
    }
}

/// Whether a roster that is sent whole has all that a roster needs.
fn core(faults: &mut Faults, manifest: &Manifest) {
    if !manifest.modes.values().any(|mode| *mode == Mode::Bulk) {
        return;
    }
    for table in manifest.version.tables().filter(|table| table.is_core(manifest.version)) {
        if !manifest.modes.contains_key(&table) {
            let file = table.file();
            faults.error(
                Place::file(&file),
                "manifest.core",
                "a whole roster cannot do without this file",
                format!("export it too, and write file.{},bulk", table.name()),
            );
        }
    }
}
