//! Forgetting a person.
//!
//! Their rows go, and what signed documents said. What stays is what others rely on and what says nothing of
//! them: ids, places in status lists, and that something was done at that moment. A trial run does the same in a
//! transaction that is never committed.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read,
};

use flate2::read::GzDecoder;

use serde_json::json;

use super::{Asker, Found, PersonError, Who, acts_naming, checked_reason, find};
use crate::{
    app::App,
    flows::{
        audit,
        fields::Fields,
        revoke::{self, RevokeError},
        staff,
    },
    id::IssuerId,
    secrets::Sealer,
    sheet::{self, Limits},
    store::{
        Tx,
        audit::{SERVICE, forget},
        person::{self, EraseCounts, SealedRow},
    },
};

/// Bytes that one part of an export may unpack to.
const MOST_BYTES: u64 = 1 << 30;

/// What was forgotten.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Erased {
    /// How many rows of which table went or were blanked.
    pub counts: BTreeMap<&'static str, u64>,
    /// How many signed credentials say nothing any more,
    pub credentials: u64,
    /// and how many of those are not revoked: copies of them still verify.
    pub good: u64,
    /// Of how many acts it is no longer known who did what to whom.
    pub acts: u64,
    /// Whether an account of theirs stays, which is their own.
    pub keeps_account: bool,
}

/// What [`erase`] would forget. Nothing is.
///
/// # Errors
/// [`PersonError`].
pub async fn rehearse(app: &App, asker: Asker<'_>, who: &Who, revoke: bool) -> Result<Erased, PersonError> {
    let issuer = asker.issuer()?;
    let mut tx = app.db.write().await?;
    let found = find(&mut tx, issuer, who).await?;
    run(app, &mut tx, asker, &found, revoke, "").await
}

/// Forgets a person, and notes that it was done. When this returns, nothing of them is in the tables; what is left
/// of it in the database's file goes with [`Db::scrub`](crate::store::Db::scrub).
///
/// * `revoke`: whether copies of their credentials are to verify no more.
/// * `reason`: why, for the note, which stays.
///
/// # Errors
/// [`PersonError`]; the field pointer is `/reason`.
pub async fn erase(
    app: &App,
    asker: Asker<'_>,
    who: &Who,
    revoke: bool,
    reason: &str,
) -> Result<Erased, PersonError> {
    let issuer = asker.issuer()?;
    let mut tx = app.db.write().await?;
    let found = find(&mut tx, issuer, who).await?;
    let mut fields = Fields::default();
    let reason = checked_reason(&mut fields, reason, &found);
    fields.right(()).map_err(PersonError::Fields)?;
    let erased = run(app, &mut tx, asker, &found, revoke, &reason).await?;
    tx.commit().await?;
    tracing::info!(credentials = erased.credentials, "forgot a person");
    Ok(erased)
}

async fn run(
    app: &App,
    tx: &mut Tx,
    asker: Asker<'_>,
    found: &Found,
    revoke: bool,
    reason: &str,
) -> Result<Erased, PersonError> {
    let now = app.clock.now_ms();
    let mut counts = EraseCounts::default();
    for account in &found.accounts {
        if staff::is_last_owner(tx, *account).await? {
            return Err(PersonError::LastOwner);
        }
    }
    let keeps_account = match found.issuer {
        None => false,
        Some(_) => any_account(tx, found).await?,
    };
    let acts = acts_naming(tx, found).await?;
    let mut good = 0;
    for credential in &found.credentials {
        let (issuer, id) = (credential.issuer_id, credential.credential_id);
        if revoke {
            match revoke::take_back(app, tx, issuer, id, "").await {
                Ok(()) | Err(RevokeError::Already) => {}
                Err(err) => return Err(err.into()),
            }
        } else if credential.revoked_at.is_none() {
            good += 1;
        }
    }
    open_and_forget(app, tx, found, &mut counts).await?;
    for credential in &found.credentials {
        person::forget_credential(tx, credential.credential_id, now, &mut counts).await?;
    }
    for email in &found.emails {
        person::forget_at_addresses(tx, found.issuer, email, &mut counts).await?;
    }
    for learner in &found.learners {
        person::forget_learner(tx, learner.learner_id, learner.did.as_deref(), &mut counts).await?;
    }
    for account in &found.accounts {
        person::forget_account(tx, *account, &mut counts).await?;
    }
    let mut number = 0;
    for (chain, sequences) in &acts {
        for sequence in sequences {
            forget(tx, chain, *sequence).await?;
            number += 1;
        }
    }
    let erased = Erased {
        credentials: found.credentials.len() as u64,
        good,
        acts: number,
        keeps_account,
        counts: counts.0,
    };
    note(app, tx, asker, found, &erased, &acts, (revoke, reason)).await?;
    Ok(erased)
}

/// Whether somebody signs in with one of their addresses.
async fn any_account(tx: &mut Tx, found: &Found) -> Result<bool, PersonError> {
    for email in &found.emails {
        if crate::store::address::owner(tx, email).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Opens what is sealed, and forgets what names them.
async fn open_and_forget(
    app: &App,
    tx: &mut Tx,
    found: &Found,
    counts: &mut EraseCounts,
) -> Result<(), PersonError> {
    let marks: Vec<String> = found.marks().iter().map(|mark| mark.to_lowercase()).collect();
    for (table, rows) in person::sealed(tx, found.issuer).await? {
        for row in rows {
            if names_them(&app.sealer, table, &row, &marks) {
                person::forget_sealed(tx, table, &row, counts).await?;
            }
        }
    }
    Ok(())
}

fn names_them(sealer: &Sealer, table: &str, row: &SealedRow, marks: &[String]) -> bool {
    let at = match table {
        // An outcome is sealed for the place where its row waited.
        "bulk_outcome" => "bulk_row",
        "roster_import_part" => "roster_import",
        table => table,
    };
    let place = match row.part.as_str() {
        "" => format!("{at}/{}", row.id),
        part => format!("{at}/{}/{part}", row.id),
    };
    let Ok(bytes) = sealer.unseal(&place, &row.sealed) else { return false };
    let has = |text: &str| {
        let text = text.to_lowercase();
        marks.iter().any(|mark| text.contains(mark.as_str()))
    };
    let sheet = match table {
        "bulk_file" => sheet::read(&row.name, &bytes, &Limits::default()).ok(),
        "roster_import_part" => {
            let mut unpacked = Vec::new();
            let read = GzDecoder::new(bytes.as_slice()).take(MOST_BYTES).read_to_end(&mut unpacked);
            // What cannot be read is of no use to anybody.
            return read.is_err() || has(&String::from_utf8_lossy(&unpacked));
        }
        _ => None,
    };
    match sheet {
        Some(sheet) => sheet.rows.iter().flat_map(|row| &row.cells).any(|cell| has(&format!("{cell:?}"))),
        None => has(&String::from_utf8_lossy(&bytes)),
    }
}

/// Notes in each chain that somebody was forgotten, and which acts lost with it who did what to whom.
async fn note(
    app: &App,
    tx: &mut Tx,
    asker: Asker<'_>,
    found: &Found,
    erased: &Erased,
    acts: &BTreeMap<String, BTreeSet<i64>>,
    (revoked, reason): (bool, &str),
) -> Result<(), PersonError> {
    let mut chains: BTreeSet<String> = acts.keys().cloned().collect();
    chains.extend(found.issuers().iter().map(ToString::to_string));
    if found.issuer.is_none() {
        chains.insert(SERVICE.to_owned());
    }
    for chain in chains {
        let ranges = audit::ranges(acts.get(&chain).into_iter().flatten().copied());
        let mut detail = json!({ "reason": reason, "revoked": revoked, "audit": ranges });
        match chain.parse::<IssuerId>() {
            Err(_) => {
                detail["rows"] = json!(erased.counts);
                audit::note_service(app, tx, audit::FORGOT, "service".to_owned(), &detail);
            }
            Ok(issuer) => {
                let mine = |row: &&person::AsRecipient| row.issuer_id == issuer;
                detail["credentials"] = json!(found.credentials.iter().filter(mine).count());
                let by = asker.account();
                audit::note(app, tx, issuer, by, audit::FORGOT, format!("issuer/{issuer}"), &detail).await?;
            }
        }
    }
    Ok(())
}
