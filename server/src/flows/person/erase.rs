//! Forgetting a person.
//!
//! Their rows go, and what signed documents said. What stays is what others rely on and what says nothing of
//! them: ids, places in status lists, and that something was done at that moment. A trial run does the same in a
//! transaction that is never committed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::{
    Asker, Person, PersonError, Who,
    acts::{self, Acts},
    checked_reason, find, sealed,
};
use crate::{
    app::App,
    flows::{
        audit,
        fields::Fields,
        record,
        revoke::{self, RevokeError},
        staff,
    },
    id::IssuerId,
    store::{
        Tx,
        audit::{SERVICE, forget},
        person::{self, EraseCounts},
    },
};

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
    /// How many sealed rows do not open with the key that is here: nobody can read them, and nobody knows whose
    /// they are.
    pub unopened: u64,
    /// Others who have an address of theirs, in words. Nothing of these goes.
    pub others: Vec<String>,
}

/// What [`erase`] would forget. Nothing is.
///
/// # Errors
/// [`PersonError`].
pub async fn rehearse(
    app: &App,
    asker: Asker<'_>,
    who: &Who,
    all: bool,
    revoke: bool,
) -> Result<Erased, PersonError> {
    let issuer = asker.issuer()?;
    let mut tx = app.db.write().await?;
    let found = find(&mut tx, issuer, who, all).await?;
    run(app, &mut tx, asker, found, revoke, "").await
}

/// About how much [`erase`] would forget, only by reading: what is about them in two ways is counted twice.
///
/// * `whole`: also open what is sealed, and read the audit.
///
/// # Errors
/// [`PersonError`].
pub async fn count(app: &App, asker: Asker<'_>, who: &Who, whole: bool) -> Result<Erased, PersonError> {
    let issuer = asker.issuer()?;
    let mut tx = app.db.read().await?;
    let mut found = find(&mut tx, issuer, who, false).await?;
    let credentials: Vec<_> = found.credentials.iter().map(|row| row.credential_id).collect();
    let emails: Vec<_> = found.emails.iter().map(String::as_str).collect();
    let learners: Vec<_> = found.learners.iter().map(|row| row.learner_id).collect();
    let mut counts = person::count_of(&mut tx, issuer, &credentials, &emails, &learners).await?;
    let mut erased = Erased {
        credentials: credentials.len() as u64,
        good: found.credentials.iter().filter(|row| row.revoked_at.is_none()).count() as u64,
        keeps_account: any_account(&mut tx, &found).await?,
        ..Erased::default()
    };
    if whole {
        let opened = sealed::open(app, &mut tx, &mut found).await?;
        erased.unopened = opened.unopened;
        for about in &opened.about {
            counts.add(about.table, 1);
        }
        erased.acts = acts::of(&mut tx, &found).await?.values().map(|some| some.len() as u64).sum();
    }
    erased.counts = counts.0;
    Ok(erased)
}

/// Forgets a person, and notes that it was done. When this returns, nothing of them is in the tables; what is left
/// of it in the database's file goes with [`Db::scrub`](crate::store::Db::scrub).
///
/// * `all`: everybody who shares an address is meant.
/// * `revoke`: whether copies of their credentials are to verify no more.
/// * `reason`: why, for the note, which stays.
///
/// # Errors
/// [`PersonError`]; the field pointer is `/reason`.
pub async fn erase(
    app: &App,
    asker: Asker<'_>,
    who: &Who,
    all: bool,
    revoke: bool,
    reason: &str,
) -> Result<Erased, PersonError> {
    let issuer = asker.issuer()?;
    let mut tx = app.db.write().await?;
    let found = find(&mut tx, issuer, who, all).await?;
    let mut fields = Fields::default();
    let reason = checked_reason(&mut fields, reason, &found);
    fields.right(()).map_err(PersonError::Fields)?;
    let erased = run(app, &mut tx, asker, found, revoke, &reason).await?;
    tx.commit().await?;
    tracing::info!(credentials = erased.credentials, unopened = erased.unopened, "forgot a person");
    Ok(erased)
}

async fn run(
    app: &App,
    tx: &mut Tx,
    asker: Asker<'_>,
    mut found: Person,
    revoke: bool,
    reason: &str,
) -> Result<Erased, PersonError> {
    let now = app.clock.now_ms();
    let mut counts = EraseCounts::default();
    for account in &found.accounts {
        staff::lock_desks(tx, *account).await?;
        if staff::is_last_owner(tx, *account).await? {
            return Err(PersonError::LastOwner);
        }
    }
    let keeps_account = match found.issuer {
        None => false,
        Some(_) => any_account(tx, &found).await?,
    };
    let opened = sealed::open(app, tx, &mut found).await?;
    let acts = acts::of(tx, &found).await?;
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
    for about in &opened.about {
        about.forget(app, tx, &mut counts).await?;
    }
    for credential in &found.credentials {
        record::leave_records(tx, credential.credential_id).await?;
        person::forget_credential(tx, found.issuer, credential.credential_id, now, &mut counts).await?;
    }
    for email in &found.emails {
        person::forget_at_addresses(tx, found.issuer, email, &mut counts).await?;
    }
    for learner in &found.learners {
        let (id, did) = (learner.learner_id, learner.did.as_deref());
        person::forget_learner(tx, found.issuer, id, did, &mut counts).await?;
    }
    for account in &found.accounts {
        person::forget_account(tx, *account, &mut counts).await?;
    }
    let mut number = 0;
    for (chain, some) in &acts {
        for sequence in some.keys() {
            forget(tx, chain, *sequence).await?;
            number += 1;
        }
    }
    let erased = Erased {
        credentials: found.credentials.len() as u64,
        good,
        acts: number,
        keeps_account,
        unopened: opened.unopened,
        others: found.others.iter().cloned().collect(),
        counts: counts.0,
    };
    note(app, tx, asker, &found, &erased, &acts, (revoke, reason)).await?;
    Ok(erased)
}

/// Whether somebody signs in with one of their addresses.
async fn any_account(tx: &mut Tx, found: &Person) -> Result<bool, PersonError> {
    for email in found.emails.iter().chain(&found.shared) {
        if crate::store::address::owner(tx, email).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Notes in each chain that somebody was forgotten, and which acts lost with it who did what to whom.
async fn note(
    app: &App,
    tx: &mut Tx,
    asker: Asker<'_>,
    found: &Person,
    erased: &Erased,
    acts: &Acts,
    (revoked, reason): (bool, &str),
) -> Result<(), PersonError> {
    let mut chains: BTreeSet<String> = acts.keys().cloned().collect();
    chains.extend(found.issuers().iter().map(ToString::to_string));
    if found.issuer.is_none() {
        chains.insert(SERVICE.to_owned());
    }
    for chain in chains {
        let ranges = audit::ranges(acts.get(&chain).into_iter().flat_map(BTreeMap::keys).copied());
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
