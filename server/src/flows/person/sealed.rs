//! What lies sealed and is about a person: opened, each kind by its own type.

use serde_json::Value;

use super::{Kept, Person, PersonError};
use crate::{
    app::App,
    flows::{bulk, idempotency, outbox, roster_import, transcript},
    secrets::Sealer,
    store::{
        StoreError, Tx,
        person::{self, EraseCounts, SealedRow},
    },
};

/// What was opened.
#[derive(Default)]
pub(super) struct Opened {
    /// What is about them.
    pub(super) about: Vec<About>,
    /// How many rows do not open.
    pub(super) unopened: u64,
}

/// A row that is about them.
pub(super) struct About {
    pub(super) table: &'static str,
    row: SealedRow,
    /// What of it is, as JSON.
    pub(super) told: Vec<Value>,
    /// What is left without them.
    rest: Option<Vec<u8>>,
}

impl About {
    /// Takes it out.
    pub(super) async fn forget(
        &self,
        app: &App,
        tx: &mut Tx,
        counts: &mut EraseCounts,
    ) -> Result<(), StoreError> {
        match &self.rest {
            None => person::forget_sealed(tx, self.table, &self.row, counts).await,
            Some(rest) => {
                let sealed = app.sealer.seal(&place(self.table, &self.row), rest);
                person::put_sealed(tx, self.table, &self.row, &sealed, counts).await
            }
        }
    }
}

/// Opens all that is sealed and may be about them; notes what exports of a school's system call them.
pub(super) async fn open(app: &App, tx: &mut Tx, found: &mut Person) -> Result<Opened, PersonError> {
    let mut opened = Opened::default();
    for (table, rows) in person::sealed(tx, found.issuer).await? {
        let (sealer, person) = (app.sealer.clone(), found.clone());
        let (about, unopened, known) = app.turns.take(move || look(&sealer, table, rows, person)).await?;
        opened.about.extend(about);
        opened.unopened += unopened;
        *found = known;
    }
    Ok(opened)
}

/// Looks through a table; it computes for a while.
fn look(
    sealer: &Sealer,
    table: &'static str,
    rows: Vec<SealedRow>,
    mut person: Person,
) -> (Vec<About>, u64, Person) {
    let (mut kept, mut unopened) = (Vec::new(), 0);
    for row in rows {
        match unsealed(sealer, table, &row) {
            Some(one) => kept.push((row, one)),
            None => unopened += 1,
        }
    }
    for (row, one) in &kept {
        if let Some(at) = row.issuer_id {
            for sourced in one.sourced(&person, Some(at)) {
                person.add_sourced(at, sourced);
            }
        }
    }
    let mut about = Vec::new();
    for (row, one) in kept {
        let told = one.told(&person, row.issuer_id);
        if !told.is_empty() {
            let rest = one.without(&person, row.issuer_id);
            about.push(About { table, row, told, rest });
        }
    }
    (about, unopened, person)
}

/// What a row was sealed for.
fn place(table: &str, row: &SealedRow) -> String {
    let at = match table {
        // An outcome is sealed for the place where its row waited.
        "bulk_outcome" => "bulk_row",
        "roster_import_part" => "roster_import",
        table => table,
    };
    match row.part.as_str() {
        "" => format!("{at}/{}", row.id),
        part => format!("{at}/{}/{part}", row.id),
    }
}

fn unsealed(sealer: &Sealer, table: &str, row: &SealedRow) -> Option<Box<dyn Kept>> {
    let bytes = sealer.unseal(&place(table, row), &row.sealed).ok()?;
    match table {
        "mail" => outbox::kept(&row.name, &bytes),
        "idempotency" => idempotency::kept(&bytes),
        "bulk_file" => bulk::kept_file(&row.name, &row.settings, &bytes),
        "bulk_row" => bulk::kept_row(&bytes),
        "bulk_outcome" => bulk::kept_outcome(&bytes),
        "roster_import_part" => roster_import::kept_part(&row.part, &bytes),
        "transcript_batch_row" => transcript::batch::kept_row(&bytes),
        "transcript_batch_outcome" => transcript::batch::kept_outcome(&bytes),
        _ => None,
    }
}
