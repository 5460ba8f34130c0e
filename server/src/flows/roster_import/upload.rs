//! An export and its supplement, as they come.

use std::collections::BTreeSet;

use oneroster::Limits;
use serde::Serialize;
use serde_json::json;
use web::words::desk_imports as words;

use super::{
    ImportError, delta, desk,
    kept::{self, Fault, Records},
    mapping::{self, Credits, Mapping},
    supplement,
};
use crate::{
    app::App,
    flows::{audit, session::Viewer},
    id::{IssuerId, RosterImportId},
    sheet::{self, Template},
    store::{
        StoreError, Tx,
        roster_import::{self, Kind, RosterImportRow},
    },
};

/// Bytes of the largest zip that is taken: 64 MiB.
pub const MAX_ZIP_BYTES: usize = 64 << 20;
/// Characters of a file's name.
const MOST_FILE_NAME: usize = 120;

/// Takes an export: reads it, keeps what it says and what is wrong with it. The zip itself is forgotten.
///
/// # Errors
/// [`ImportError`]. An export with errors in it is no error here.
pub async fn upload(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    file: (&str, Vec<u8>),
) -> Result<RosterImportId, ImportError> {
    let issuer = desk(viewer, slug)?.issuer;
    let id: RosterImportId = app.new_id();
    let name = file_name(file.0);
    let (sealer, bytes) = (app.sealer.clone(), file.1);
    let limits = Limits { zip_bytes: MAX_ZIP_BYTES, ..Limits::default() };
    let imported = roster_import::newest_used(&mut app.db.read().await?, issuer).await?;
    let read = move || {
        let reading = oneroster::read(&bytes, &limits);
        drop(bytes);
        let mut found = delta::Found::default();
        if reading.is_sound() {
            found = delta::check(&reading.bundle, imported);
        }
        let (errors, warnings) = (reading.errors + found.errors, reading.warnings + found.warnings);
        let (sound, modified) = (errors == 0, delta::newest(&reading.bundle));
        let mut faults: Vec<Fault> = reading.faults.into_iter().map(Fault::from).collect();
        faults.append(&mut found.faults);
        let rejected: BTreeSet<String> = faults
            .iter()
            .filter(|fault| fault.error && !fault.file.is_empty())
            .map(|fault| fault.file.replace(',', " "))
            .collect();
        let tables = reading.bundle.manifest.modes.keys().map(|table| table.file());
        let imported: BTreeSet<String> = tables.filter(|file| sound || !rejected.contains(file)).collect();
        let version = match reading.bundle.manifest.modes.len() {
            0 if !sound => "",
            _ => reading.bundle.manifest.version.name(),
        };
        let faults = kept::seal(&sealer, id, Kind::Faults, &faults)?;
        // What cannot be used is not kept.
        let (records, mapping) = if sound {
            let records = Records::of(reading.bundle);
            let mapping = mapping::guess(&records.bundle, None);
            (Some(kept::seal(&sealer, id, Kind::Records, &records)?), mapping)
        } else {
            (None, mapping::Mapping::default())
        };
        Ok::<_, std::io::Error>(Read {
            errors,
            warnings,
            imported,
            rejected,
            version,
            faults,
            records,
            mapping,
            modified,
        })
    };
    let read = app.turns.take(read).await??;
    let joined = |files: &BTreeSet<String>| files.iter().map(String::as_str).collect::<Vec<_>>().join(",");
    let row = RosterImportRow {
        roster_import_id: id,
        issuer_id: issuer,
        created_by: Some(viewer.account),
        file_name: name,
        version: read.version.to_owned(),
        errors: number(read.errors),
        warnings: number(read.warnings),
        files_imported: joined(&read.imported),
        files_rejected: joined(&read.rejected),
        supplement_name: None,
        supplement_faults: 0,
        mapping: json(&read.mapping)?,
        state: "new".to_owned(),
        created_at: app.clock.now_ms(),
        purged_at: None,
        modified_at: read.modified,
    };
    let mut tx = app.db.write().await?;
    roster_import::insert(&mut tx, &row).await?;
    roster_import::put_part(&mut tx, id, Kind::Faults, read.faults).await?;
    if let Some(records) = read.records {
        roster_import::put_part(&mut tx, id, Kind::Records, records).await?;
    }
    note(app, &mut tx, viewer, issuer, id, "import.uploaded", read.errors).await?;
    tx.commit().await?;
    Ok(id)
}

/// What reading came to.
struct Read {
    errors: usize,
    warnings: usize,
    imported: BTreeSet<String>,
    rejected: BTreeSet<String>,
    version: &'static str,
    faults: String,
    records: Option<String>,
    mapping: mapping::Mapping,
    modified: Option<i64>,
}

/// Takes what an export does not have, in place of what was there; gives how many faults are in it.
///
/// # Errors
/// [`ImportError`].
pub async fn take_supplement(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: RosterImportId,
    file: (&str, Vec<u8>),
) -> Result<usize, ImportError> {
    let issuer = desk(viewer, slug)?.issuer;
    let import = super::show(app, viewer, slug, id).await?;
    if import.errors > 0 {
        return Err(ImportError::Faults);
    }
    if import.used {
        return Err(ImportError::Used);
    }
    let sealed = kept::sealed(&mut app.db.read().await?, id).await?;
    let name = file_name(file.0);
    let (sealer, shown, bytes, today) = (app.sealer.clone(), name.clone(), file.1, app.clock.now().date());
    let mut mapping = import.mapping;
    let read = move || {
        let sheet = sheet::read(&shown, &bytes, &sheet::Limits::default())?;
        let (records, _) = sealed.open(&sealer, id)?;
        let (mut found, faults) = supplement::read(&sheet, &records.bundle, today);
        if !faults.is_empty() {
            found = supplement::Supplement::default();
        }
        if mapping.credits == Credits::Nowhere && mapping::has_credits(&found) {
            mapping.credits = Credits::Supplement;
        }
        mapping.part_of_diploma |= !found.diplomas.is_empty();
        let count = faults.len();
        let faults: Vec<Fault> = faults.into_iter().map(Fault::from).collect();
        let kept = kept::seal(&sealer, id, Kind::Supplement, &found)?;
        Ok::<_, ImportError>((
            mapping,
            kept,
            kept::seal(&sealer, id, Kind::SupplementFaults, &faults)?,
            count,
        ))
    };
    let (mapping, found, faults, count) = app.turns.take(read).await??;
    let mut tx = app.db.write().await?;
    let taken = roster_import::set_supplement(&mut tx, id, &name, number(count)).await?
        && roster_import::set_mapping(&mut tx, id, &json(&mapping)?).await?;
    if !taken {
        return Err(ImportError::State);
    }
    roster_import::put_part(&mut tx, id, Kind::Supplement, found).await?;
    roster_import::put_part(&mut tx, id, Kind::SupplementFaults, faults).await?;
    note(app, &mut tx, viewer, issuer, id, "import.supplemented", count).await?;
    tx.commit().await?;
    Ok(count)
}

/// The supplement to be filled in for an import.
///
/// # Errors
/// [`ImportError`].
pub async fn supplement_template(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: RosterImportId,
) -> Result<Template, ImportError> {
    let import = super::show(app, viewer, slug, id).await?;
    if import.errors > 0 {
        return Err(ImportError::Faults);
    }
    let sealed = kept::sealed(&mut app.db.read().await?, id).await?;
    let sealer = app.sealer.clone();
    let make = move || {
        let (records, _) = sealed.open(&sealer, id)?;
        Ok::<_, ImportError>(supplement::template(&records.bundle))
    };
    app.turns.take(make).await?
}

async fn note(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    issuer: IssuerId,
    id: RosterImportId,
    act: &str,
    faults: usize,
) -> Result<(), StoreError> {
    let subject = format!("import/{id}");
    audit::note(app, tx, issuer, Some(viewer.account), act, subject, &json!({ "faults": faults })).await
}

/// Notes that somebody said what an import's records mean: before, and now.
pub(super) fn note_mapping(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    issuer: IssuerId,
    id: RosterImportId,
    (before, after): (&Mapping, &Mapping),
) -> Result<(), std::io::Error> {
    let value = |mapping| serde_json::to_value(mapping).map_err(std::io::Error::from);
    let told = audit::Told { detail: &json!({}), before: &value(before)?, after: &value(after)? };
    audit::note_change(
        app,
        tx,
        issuer,
        Some(viewer.account),
        "import.arranged",
        format!("import/{id}"),
        told,
    );
    Ok(())
}

/// As it is kept in a row.
pub(super) fn json<T: Serialize>(value: &T) -> Result<String, std::io::Error> {
    serde_json::to_string(value).map_err(std::io::Error::from)
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What a file was called, without its folder and what does not print.
fn file_name(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|sign| !sign.is_control()).take(MOST_FILE_NAME).collect();
    if name.trim().is_empty() { words::no_name().to_owned() } else { name.trim().to_owned() }
}
