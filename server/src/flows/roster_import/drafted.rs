//! What was made of an export, kept sealed so that looking at it, planning and starting make it once.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    ImportError,
    draft::Made,
    kept::{self, Sealed},
    keys::Terms,
};
use crate::{
    app::App,
    flows::transcript::Draft,
    id::RosterImportId,
    secrets::{Sealer, hex},
    store::{
        Tx,
        roster_import::{self, Kind, RosterImportRow},
    },
};

/// Of another form, or made otherwise, it is made anew.
const FORM: u32 = 1;

/// What was made.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct Drafted {
    /// What it was made of: [`made_of`].
    of: String,
    pub(super) draft: Draft,
    /// The terms of classes that are graded as a whole.
    pub(super) terms: Terms,
    /// Of how many results somebody has to say which counts.
    pub(super) undecided: usize,
}

impl Drafted {
    /// * `of`: what it was made of.
    pub(super) fn new(of: String, made: &Made) -> Self {
        let (draft, terms) = (made.draft.clone(), made.terms.clone());
        Self { of, draft, terms, undecided: made.notes.hinders() }
    }

    /// Packs and seals it.
    pub(super) fn seal(&self, sealer: &Sealer, id: RosterImportId) -> Result<String, std::io::Error> {
        kept::seal(sealer, id, Kind::Draft, self)
    }

    /// Opens what was kept; `None` where that was made of something else.
    pub(super) fn open(sealer: &Sealer, id: RosterImportId, of: &str, sealed: &str) -> Option<Self> {
        // What cannot be read is made anew.
        let found: Self = kept::open(sealer, id, Kind::Draft, sealed).ok()?;
        (found.of == of).then_some(found)
    }
}

/// What a draft is made of: the export, what its records mean, and the supplement.
pub(super) fn made_of(row: &RosterImportRow, sealed: &Sealed) -> String {
    let mut hash = Sha256::new();
    hash.update(FORM.to_be_bytes());
    for part in [Some(row.mapping.as_str()), sealed.supplement()] {
        hash.update((part.map_or(0, str::len) as u64).to_be_bytes());
        hash.update(part.unwrap_or_default());
    }
    hex(&hash.finalize())
}

/// Keeps it, in place of what was there.
///
/// # Errors
/// When the database fails.
pub(super) async fn keep(app: &App, id: RosterImportId, sealed: String) -> Result<(), ImportError> {
    let mut tx = app.db.write().await?;
    // It may have been discarded meanwhile.
    if roster_import::is_kept(&mut tx, id).await? {
        roster_import::put_part(&mut tx, id, Kind::Draft, sealed).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// What was kept, sealed.
pub(super) async fn sealed(tx: &mut Tx, id: RosterImportId) -> Result<Option<String>, ImportError> {
    Ok(roster_import::part(tx, id, Kind::Draft).await?)
}
