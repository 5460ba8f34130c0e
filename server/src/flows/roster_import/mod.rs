//! An export of a school's system (`OneRoster`, a zip of CSV files) on its way to transcripts.
//!
//! It is read once, whole, on a thread of its own. What it says of students and their results is kept
//! sealed; the zip is not, nor anything of it that no transcript needs. With an error in it nothing can
//! be issued. A person says what its records mean ([`Mapping`]) and may add what it does not have
//! (`supplement`); [`draft`] makes of all that what transcripts should hold.

mod about;
mod beside;
mod courses;
mod delta;
mod draft;
mod drafted;
mod kept;
mod keys;
mod log;
mod mapping;
mod preview;
mod sessions;
mod supplement;
#[cfg(test)]
mod tests;
mod upload;

use oneroster::User;
use time::OffsetDateTime;

use super::{
    judge::Busy,
    session::{Act, Desk, NotAllowed, Viewer},
    transcript::{Draft, batch},
};
use crate::{
    app::App,
    effects::instant_of,
    id::{IssuerId, RosterImportId},
    problem::Problem,
    secrets::Unsealable,
    sheet::SheetError,
    store::{
        StoreError, Tx,
        roster_import::{self, RosterImportRow},
        transcript_batch,
    },
};
pub(crate) use about::kept_part;
pub use draft::Notes;
use drafted::{Drafted, made_of};
pub use kept::Fault;
pub use log::log;
pub use mapping::{Choices, Credits, Mapping};
pub use preview::{Counts, Preview, Sample};
pub use upload::{MAX_ZIP_BYTES, supplement_template, take_supplement, upload};

/// An export that came.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Import {
    /// Its id.
    pub id: RosterImportId,
    /// What the zip was called.
    pub file_name: String,
    /// The release of `OneRoster`; empty where it could not be told.
    pub version: String,
    /// What is wrong with it.
    pub errors: u64,
    /// What may be wrong with it.
    pub warnings: u64,
    /// Files without errors, by name.
    pub files_imported: Vec<String>,
    /// Files with errors.
    pub files_rejected: Vec<String>,
    /// What the supplement was called.
    pub supplement_name: Option<String>,
    /// What is wrong with that.
    pub supplement_faults: u64,
    /// What its records mean.
    pub mapping: Mapping,
    /// Whether transcripts were made of it.
    pub used: bool,
    /// When it came.
    pub created_at: OffsetDateTime,
    /// What was read is forgotten.
    pub purged: bool,
}

/// Why an export was not taken, shown or used.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// This institution has no such import.
    #[error("this institution has no such import")]
    Unknown,
    /// There are errors in the export or the supplement.
    #[error("there are errors in the files: correct them in the school’s system, and upload it again")]
    Faults,
    /// Nobody said which results are final.
    #[error("say first which category holds the final grades")]
    NoCategory,
    /// Several results for one thing, and nobody said which counts.
    #[error("of {0} results nobody can tell whether they count: say which line item does")]
    Undecided(usize),
    /// Transcripts were made of it.
    #[error("transcripts were made of this export already: to go on with it, upload it again")]
    Used,
    /// It was used, or what was read of it is forgotten.
    #[error("this cannot be done any more: it was used, or forgotten after seven days")]
    State,
    /// The supplement cannot be read.
    #[error(transparent)]
    Sheet(#[from] SheetError),
    /// There is too much to read just now.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// What was sealed does not open.
    #[error("could not open a sealed import")]
    Sealed(#[from] Unsealable),
    /// What was sealed is nothing that was kept.
    #[error("could not read what was kept of an import")]
    Kept(#[from] std::io::Error),
    /// The database failed.
    #[error("could not store the import")]
    Store(#[from] StoreError),
}

impl From<ImportError> for Problem {
    fn from(err: ImportError) -> Self {
        match err {
            ImportError::NotAllowed(source) => source.into(),
            ImportError::Unknown => Self::not_found(&err),
            ImportError::State | ImportError::Used => Self::conflict(&err),
            ImportError::Sheet(SheetError::TooLarge { .. }) => Self::too_large(err.to_string()),
            ImportError::Sheet(_)
            | ImportError::Faults
            | ImportError::NoCategory
            | ImportError::Undecided(_) => Self::unprocessable(&err, Vec::new()),
            ImportError::Busy(source) => source.into(),
            ImportError::Sealed(_) | ImportError::Kept(_) => Self::internal(&err),
            ImportError::Store(source) => source.into(),
        }
    }
}

/// What an import needs of whoever works with it: it enrols learners and awards to them.
fn desk<'v>(viewer: &'v Viewer, slug: &str) -> Result<&'v Desk, NotAllowed> {
    viewer.at(slug, Act::Award)?;
    viewer.at(slug, Act::Enrol)
}

/// A desk's imports, newest first, at most `limit`.
///
/// # Errors
/// [`ImportError`].
pub async fn list(app: &App, viewer: &Viewer, slug: &str, limit: u32) -> Result<Vec<Import>, ImportError> {
    let issuer = desk(viewer, slug)?.issuer;
    let mut tx = app.db.read().await?;
    Ok(roster_import::of_issuer(&mut tx, issuer, limit).await?.into_iter().map(Import::of).collect())
}

/// One of a desk's.
///
/// # Errors
/// [`ImportError`].
pub async fn show(app: &App, viewer: &Viewer, slug: &str, id: RosterImportId) -> Result<Import, ImportError> {
    let issuer = desk(viewer, slug)?.issuer;
    let row = roster_import::find(&mut app.db.read().await?, issuer, id).await?;
    Ok(Import::of(row.ok_or(ImportError::Unknown)?))
}

/// All that is wrong with an export and its supplement, as far as it is kept.
///
/// # Errors
/// [`ImportError`].
pub async fn faults(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: RosterImportId,
) -> Result<Vec<Fault>, ImportError> {
    show(app, viewer, slug, id).await?;
    let mut tx = app.db.read().await?;
    kept::faults(app, &mut tx, id).await
}

/// What an import has, what can be chosen, and what would come of it as it is chosen now.
///
/// # Errors
/// [`ImportError`]; [`ImportError::Faults`] when there are errors in the export.
pub async fn preview(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: RosterImportId,
) -> Result<Preview, ImportError> {
    let import = show(app, viewer, slug, id).await?;
    if import.errors > 0 {
        return Err(ImportError::Faults);
    }
    let issuer = desk(viewer, slug)?.issuer;
    let mut tx = app.db.read().await?;
    let row = roster_import::find(&mut tx, issuer, id).await?.ok_or(ImportError::Unknown)?;
    let sealed = kept::sealed(&mut tx, id).await?;
    drop(tx);
    let (sealer, mapping, of) = (app.sealer.clone(), import.mapping, made_of(&row, &sealed));
    let look = move || {
        let (records, supplement) = sealed.open(&sealer, id)?;
        let made = draft::make(issuer.into(), &records.bundle, &mapping, &supplement);
        let kept = Drafted::new(of, &made).seal(&sealer, id)?;
        Ok::<_, ImportError>((preview::preview(records, made, &mapping, &supplement), kept))
    };
    let (preview, kept) = app.turns.take(look).await??;
    if !import.used {
        drafted::keep(app, id, kept).await?;
    }
    Ok(preview)
}

/// Says what an import's records mean.
///
/// # Errors
/// [`ImportError`].
pub async fn arrange(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: RosterImportId,
    mapping: Mapping,
) -> Result<(), ImportError> {
    let import = show(app, viewer, slug, id).await?;
    if import.errors > 0 {
        return Err(ImportError::Faults);
    }
    if import.used {
        return Err(ImportError::Used);
    }
    let sealed = kept::sealed(&mut app.db.read().await?, id).await?;
    let sealer = app.sealer.clone();
    let fit = move || {
        let (records, _) = sealed.open(&sealer, id)?;
        Ok::<_, ImportError>(mapping.fitted(&records.bundle))
    };
    let mapping = app.turns.take(fit).await??;
    let mut tx = app.db.write().await?;
    if !roster_import::set_mapping(&mut tx, id, &upload::json(&mapping)?).await? {
        return Err(ImportError::State);
    }
    upload::note_mapping(app, &mut tx, viewer, desk(viewer, slug)?.issuer, id, (&import.mapping, &mapping))?;
    tx.commit().await?;
    Ok(())
}

/// Forgets one that was not used.
///
/// # Errors
/// [`ImportError`]; [`ImportError::State`] when it was used.
pub async fn discard(app: &App, viewer: &Viewer, slug: &str, id: RosterImportId) -> Result<(), ImportError> {
    let import = show(app, viewer, slug, id).await?;
    let mut tx = app.db.write().await?;
    if !roster_import::delete_new(&mut tx, id).await? {
        return Err(ImportError::State);
    }
    let (issuer, subject) = (desk(viewer, slug)?.issuer, format!("import/{id}"));
    let detail = serde_json::json!({ "title": import.file_name });
    super::audit::note(app, &mut tx, issuer, Some(viewer.account), "import.discarded", subject, &detail)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// What transcripts should hold by an institution's import.
///
/// # Errors
/// [`ImportError`]; [`ImportError::Faults`], [`ImportError::NoCategory`] and
/// [`ImportError::Undecided`] while a person has to do something first, [`ImportError::Used`] when
/// transcripts were made of it, [`ImportError::State`] when what was read is forgotten.
pub async fn draft(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    id: RosterImportId,
) -> Result<Draft, ImportError> {
    let row = roster_import::find(tx, issuer, id).await?.ok_or(ImportError::Unknown)?;
    let import = Import::of(row.clone());
    if import.errors > 0 || import.supplement_faults > 0 {
        return Err(ImportError::Faults);
    }
    if import.used && !import.purged && !was_cancelled(tx, issuer, id).await? {
        return Err(ImportError::Used);
    }
    if import.mapping.category.is_empty() {
        return Err(ImportError::NoCategory);
    }
    let sealed = kept::sealed(tx, id).await?;
    let (of, known) = (made_of(&row, &sealed), drafted::sealed(tx, id).await?);
    let standing = keys::standing(tx, issuer).await?;
    let sealer = app.sealer.clone();
    let make = move || {
        let known = known.and_then(|known| Drafted::open(&sealer, id, &of, &known));
        let mut made = if let Some(known) = known {
            known
        } else {
            let (records, supplement) = sealed.open(&sealer, id)?;
            let made = draft::make(issuer.into(), &records.bundle, &import.mapping, &supplement);
            Drafted::new(of, &made)
        };
        keys::settle(&mut made.draft, &made.terms, &standing);
        match made.undecided {
            0 => Ok(made.draft),
            undecided => Err(ImportError::Undecided(undecided)),
        }
    };
    app.turns.take(make).await?
}

/// Whether what was started with an import was never begun: it can be started anew.
async fn was_cancelled(tx: &mut Tx, issuer: IssuerId, id: RosterImportId) -> Result<bool, StoreError> {
    let row = transcript_batch::find(tx, issuer, batch::of_import(id)).await?;
    Ok(row.is_some_and(|row| row.state == batch::State::Cancelled.name()))
}

/// The same for whoever works at the desk, with what the export is called.
///
/// # Errors
/// [`ImportError`].
pub async fn drafted(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: RosterImportId,
) -> Result<(String, Draft), ImportError> {
    let issuer = desk(viewer, slug)?.issuer;
    let import = show(app, viewer, slug, id).await?;
    let mut tx = app.db.read().await?;
    Ok((import.file_name, draft(app, &mut tx, issuer, id).await?))
}

/// What somebody is called.
fn name_of(user: &User) -> String {
    let names = [Some(&user.given_name), user.middle_name.as_ref(), Some(&user.family_name)];
    let names: Vec<&str> =
        names.into_iter().flatten().map(|name| name.trim()).filter(|name| !name.is_empty()).collect();
    courses::cut(&names.join(" "), 200)
}

impl Import {
    fn of(row: RosterImportRow) -> Self {
        let count = |number: i64| u64::try_from(number).unwrap_or_default();
        let names = |names: &str| {
            names.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect::<Vec<_>>()
        };
        Self {
            id: row.roster_import_id,
            file_name: row.file_name,
            version: row.version,
            errors: count(row.errors),
            warnings: count(row.warnings),
            files_imported: names(&row.files_imported),
            files_rejected: names(&row.files_rejected),
            supplement_name: row.supplement_name,
            supplement_faults: count(row.supplement_faults),
            mapping: serde_json::from_str(&row.mapping).unwrap_or_default(),
            used: row.state == "used",
            created_at: instant_of(row.created_at),
            purged: row.purged_at.is_some(),
        }
    }
}
