//! Rows that lie sealed and may name a person: all of them, and what forgets one.

use super::{EraseCounts, StoreError, Tx};
use crate::id::IssuerId;

/// Something sealed that may name a person.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SealedRow {
    /// The row's key: its parts with slashes between them, as the place that it is sealed for has them.
    pub id: String,
    /// The part of that which tells it from others of the table.
    pub part: String,
    /// What is sealed.
    pub sealed: String,
    /// At whose desk it is; absent where it is nobody's in particular.
    pub issuer_id: Option<IssuerId>,
    /// What is known of it beside the seal: what a file is called, to whom a letter goes.
    pub name: String,
    /// How it is to be read, as JSON; empty where there is nothing to choose.
    pub settings: String,
}

/// A table with sealed rows.
struct Sealed {
    table: &'static str,
    /// Its rows; takes an institution's id, or an empty text for all.
    rows: &'static str,
    /// What forgets one; each takes both parts of its key.
    forget: &'static [&'static str],
}

const SEALED: [Sealed; 8] = [
    Sealed {
        table: "mail",
        rows:
            "select mail_id as id, '' as part, sealed, issuer_id, recipient as name, '' as settings from mail
            where $1 = '' or issuer_id = $1",
        forget: &["delete from mail where mail_id = $1 and $2 = ''"],
    },
    Sealed {
        table: "idempotency",
        // Whoever got an answer, staff or program: it says by itself whose it is.
        rows: "select account_id as id, key_hash as part, answer as sealed, cast(null as text) as issuer_id,
                '' as name, '' as settings
            from idempotency where answer is not null and $1 = $1",
        // The key stays taken: whoever asks again does not do it again.
        forget: &[
            "update idempotency set answer = null, status = null where account_id = $1 and key_hash = $2",
        ],
    },
    Sealed {
        table: "bulk_file",
        rows:
            "select bulk.bulk_id as id, '' as part, bulk_file.sealed, bulk.issuer_id, bulk.file_name as name,
                bulk.settings
            from bulk_file join bulk on bulk.bulk_id = bulk_file.bulk_id
            where bulk.state = 'new' and ($1 = '' or bulk.issuer_id = $1)",
        forget: &["delete from bulk where bulk_id = $1 and $2 = ''"],
    },
    Sealed {
        table: "bulk_row",
        rows: "select bulk_row.bulk_id as id, cast(bulk_row.position as text) as part, bulk_row.sealed,
                bulk.issuer_id, '' as name, '' as settings
            from bulk_row join bulk on bulk.bulk_id = bulk_row.bulk_id where $1 = '' or bulk.issuer_id = $1",
        forget: &[
            "delete from bulk_row where bulk_id = $1 and position = cast($2 as bigint)",
            "update bulk set total = total - 1 where bulk_id = $1 and $2 <> ''",
        ],
    },
    Sealed {
        table: "bulk_outcome",
        rows: "select bulk_outcome.bulk_id as id, cast(bulk_outcome.position as text) as part,
                bulk_outcome.sealed, bulk.issuer_id, '' as name, '' as settings
            from bulk_outcome join bulk on bulk.bulk_id = bulk_outcome.bulk_id
            where bulk_outcome.sealed is not null and ($1 = '' or bulk.issuer_id = $1)",
        forget: &["delete from bulk_outcome where bulk_id = $1 and position = cast($2 as bigint)"],
    },
    Sealed {
        table: "roster_import_part",
        rows: "select roster_import_part.roster_import_id as id, roster_import_part.kind as part,
                roster_import_part.sealed, roster_import.issuer_id, '' as name, '' as settings
            from roster_import_part
                join roster_import on roster_import.roster_import_id = roster_import_part.roster_import_id
            where $1 = '' or roster_import.issuer_id = $1",
        forget: &["delete from roster_import_part where roster_import_id = $1 and kind = $2"],
    },
    Sealed {
        table: "transcript_batch_row",
        rows:
            "select transcript_batch_row.batch_id as id, cast(transcript_batch_row.position as text) as part,
                transcript_batch_row.sealed, transcript_batch.issuer_id, '' as name, '' as settings
            from transcript_batch_row
                join transcript_batch on transcript_batch.batch_id = transcript_batch_row.batch_id
            where $1 = '' or transcript_batch.issuer_id = $1",
        forget: &[
            "delete from transcript_batch_row where batch_id = $1 and position = cast($2 as bigint)",
            "update transcript_batch set total = total - 1 where batch_id = $1 and $2 <> ''",
        ],
    },
    Sealed {
        table: "transcript_batch_outcome",
        rows: "select transcript_batch_outcome.batch_id as id,
                cast(transcript_batch_outcome.position as text) as part, transcript_batch_outcome.sealed,
                transcript_batch.issuer_id, '' as name, '' as settings
            from transcript_batch_outcome
                join transcript_batch on transcript_batch.batch_id = transcript_batch_outcome.batch_id
            where $1 = '' or transcript_batch.issuer_id = $1",
        forget: &[
            "delete from transcript_batch_outcome where batch_id = $1 and position = cast($2 as bigint)",
        ],
    },
];

/// What puts a row back that says less.
const PUT: &[(&str, &str)] = &[
    (
        "roster_import_part",
        "update roster_import_part set sealed = $3 where roster_import_id = $1 and kind = $2",
    ),
    (
        "transcript_batch_outcome",
        "update transcript_batch_outcome set sealed = $3 where batch_id = $1 and position = cast($2 as bigint)",
    ),
];

/// The tables that are seen to here.
#[cfg(test)]
pub(super) const TABLES: [&str; SEALED.len()] = {
    let mut tables = [""; SEALED.len()];
    let mut place = 0;
    while place < SEALED.len() {
        tables[place] = SEALED[place].table;
        place += 1;
    }
    tables
};

/// The tables with sealed rows that may name a person, each with its rows: what an institution's export says comes
/// before what was made of it.
///
/// # Errors
/// When the database fails.
pub async fn sealed(
    tx: &mut Tx,
    issuer: Option<IssuerId>,
) -> Result<Vec<(&'static str, Vec<SealedRow>)>, StoreError> {
    let mut all = Vec::with_capacity(SEALED.len());
    for Sealed { table, rows, .. } in &SEALED {
        all.push((*table, tx.fetch_all(rows, (super::text(issuer),)).await?));
    }
    Ok(all)
}

/// Forgets one of these rows.
///
/// # Errors
/// When the database fails.
pub async fn forget_sealed(
    tx: &mut Tx,
    table: &str,
    row: &SealedRow,
    counts: &mut EraseCounts,
) -> Result<(), StoreError> {
    let Some(Sealed { table, forget, .. }) = SEALED.iter().find(|known| known.table == table) else {
        return Ok(());
    };
    for (place, sql) in forget.iter().enumerate() {
        let number = tx.execute(sql, (row.id.as_str(), row.part.as_str())).await?;
        if place == 0 {
            counts.add(table, number);
        }
    }
    Ok(())
}

/// Puts a row back that says less than it did.
///
/// # Errors
/// When the database fails.
pub async fn put_sealed(
    tx: &mut Tx,
    table: &'static str,
    row: &SealedRow,
    sealed: &str,
    counts: &mut EraseCounts,
) -> Result<(), StoreError> {
    if let Some((_, sql)) = PUT.iter().find(|(known, _)| *known == table) {
        counts.add(table, tx.execute(sql, (row.id.as_str(), row.part.as_str(), sealed)).await?);
    }
    Ok(())
}
