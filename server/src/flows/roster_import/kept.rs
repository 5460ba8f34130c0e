//! What is kept of an export: records and faults as JSON, packed, sealed, and each bound to its import.

use std::io::{Read, Write};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use oneroster::{Bundle, Severity};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{ImportError, preview::Counts, supplement::Supplement};
use crate::{
    app::App,
    id::RosterImportId,
    secrets::Sealer,
    sheet::CellFault,
    store::{
        Tx,
        roster_import::{self, Kind},
    },
};

/// Bytes that a part unpacks to at most.
const MOST_BYTES: u64 = 1 << 30;

/// What an export says, without what no transcript needs.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(super) struct Records {
    /// Its records; of people, students alone.
    pub(super) bundle: Bundle,
    /// How many there were of each.
    pub(super) counts: Counts,
}

impl Records {
    /// Keeps what is needed of a bundle.
    pub(super) fn of(mut bundle: Bundle) -> Self {
        let counts = Counts::of(&bundle);
        bundle.roles.retain(|role| role.role == "student");
        let students: std::collections::HashSet<String> =
            bundle.roles.iter().map(|role| role.user.clone()).collect();
        let students_of_delta: std::collections::HashSet<String> =
            bundle.results.iter().map(|result| result.student.clone()).collect();
        bundle.users.retain(|user| {
            let id = &user.head.id;
            user.head.deleted || students.contains(id) || students_of_delta.contains(id)
        });
        for user in &mut bundle.users {
            (user.user_ids, user.agents, user.grade) = (Vec::new(), Vec::new(), None);
        }
        bundle.enrollments.clear();
        bundle.line_item_objectives.clear();
        bundle.result_objectives.clear();
        bundle.result_score_scales.clear();
        Self { bundle, counts }
    }
}

/// Something that is wrong, or may be, with the export or the supplement.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Fault {
    /// The file; empty where it is the zip.
    pub file: String,
    /// The row; 0 where it is the whole file.
    pub row: u32,
    /// The letters of the column; empty where it is the whole row.
    pub column: String,
    /// Its heading.
    pub heading: String,
    /// What is in the cell.
    pub value: String,
    /// Whether it hinders the import.
    pub error: bool,
    /// The stable name of what is wrong.
    pub code: String,
    /// What is wrong.
    pub detail: String,
    /// What would be right.
    pub hint: String,
}

impl From<oneroster::Fault> for Fault {
    fn from(fault: oneroster::Fault) -> Self {
        Self {
            file: fault.file,
            row: fault.row,
            column: fault.column,
            heading: fault.heading,
            value: fault.value,
            error: fault.severity == Severity::Error,
            code: fault.code.to_owned(),
            detail: fault.detail,
            hint: fault.hint,
        }
    }
}

impl From<CellFault> for Fault {
    fn from(fault: CellFault) -> Self {
        Self {
            file: fault.file,
            row: fault.row,
            column: fault.column,
            heading: fault.heading,
            value: fault.value,
            error: true,
            code: fault.code.to_owned(),
            detail: fault.detail,
            hint: fault.hint,
        }
    }
}

fn place(id: RosterImportId, kind: Kind) -> String {
    format!("roster_import/{id}/{}", kind.name())
}

/// Packs and seals a part.
pub(super) fn seal<T: Serialize>(
    sealer: &Sealer,
    id: RosterImportId,
    kind: Kind,
    part: &T,
) -> Result<String, std::io::Error> {
    Ok(sealer.seal(&place(id, kind), &pack(part)?))
}

/// Packs a part.
pub(super) fn pack<T: Serialize>(part: &T) -> Result<Vec<u8>, std::io::Error> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    // Written in large pieces: JSON comes in small ones.
    let mut writer = std::io::BufWriter::with_capacity(1 << 16, &mut packed);
    serde_json::to_writer(&mut writer, part)?;
    writer.flush()?;
    drop(writer);
    packed.finish()
}

/// Opens and unpacks a part.
pub(super) fn open<T: DeserializeOwned>(
    sealer: &Sealer,
    id: RosterImportId,
    kind: Kind,
    sealed: &str,
) -> Result<T, ImportError> {
    Ok(unpack(&sealer.unseal(&place(id, kind), sealed)?)?)
}

/// Unpacks a part.
pub(super) fn unpack<T: DeserializeOwned>(packed: &[u8]) -> Result<T, std::io::Error> {
    let mut json = Vec::new();
    GzDecoder::new(packed).take(MOST_BYTES).read_to_end(&mut json)?;
    Ok(serde_json::from_slice(&json)?)
}

/// What is kept, before it is opened.
pub(super) struct Sealed {
    records: String,
    supplement: Option<String>,
}

/// The records and the supplement of an import.
pub(super) async fn sealed(tx: &mut Tx, id: RosterImportId) -> Result<Sealed, ImportError> {
    let records = roster_import::part(tx, id, Kind::Records).await?.ok_or(ImportError::State)?;
    Ok(Sealed { records, supplement: roster_import::part(tx, id, Kind::Supplement).await? })
}

impl Sealed {
    /// The supplement, sealed: another one is another text.
    pub(super) fn supplement(&self) -> Option<&str> {
        self.supplement.as_deref()
    }

    /// Opens them; it computes for a while.
    pub(super) fn open(
        self,
        sealer: &Sealer,
        id: RosterImportId,
    ) -> Result<(Records, Supplement), ImportError> {
        let records = open(sealer, id, Kind::Records, &self.records)?;
        let supplement = match self.supplement {
            Some(sealed) => open(sealer, id, Kind::Supplement, &sealed)?,
            None => Supplement::default(),
        };
        Ok((records, supplement))
    }
}

/// What is wrong with an import and its supplement.
pub(super) async fn faults(app: &App, tx: &mut Tx, id: RosterImportId) -> Result<Vec<Fault>, ImportError> {
    let mut all: Vec<Fault> = Vec::new();
    for kind in [Kind::Faults, Kind::SupplementFaults] {
        if let Some(sealed) = roster_import::part(tx, id, kind).await? {
            all.extend(open::<Vec<Fault>>(&app.sealer, id, kind, &sealed)?);
        }
    }
    Ok(all)
}
