//! The acts that name a person: what was done to them, and what says an id or an address of theirs as a value.
//!
//! Never by a name: others have it too, and names are words.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Person;
use crate::{
    flows::audit::FORGOT,
    store::{
        StoreError, Tx,
        audit::{self, ActRow},
    },
};

/// Acts by their numbers, by the names of their chains.
pub(super) type Acts = BTreeMap<String, BTreeMap<i64, ActRow>>;

/// The acts that name them; each chain is read once. What says that somebody was forgotten names nobody.
pub(super) async fn of(tx: &mut Tx, found: &Person) -> Result<Acts, StoreError> {
    let subjects = found.subjects();
    let is_theirs = |row: &ActRow| {
        let names = |text: &Option<String>| {
            let json = text.as_deref().and_then(|text| serde_json::from_str::<Value>(text).ok());
            json.is_some_and(|json| found.is_in_json(&json))
        };
        row.act != FORGOT
            && (row.subject.as_ref().is_some_and(|subject| subjects.contains(subject))
                || names(&row.detail)
                || names(&row.before)
                || names(&row.after))
    };
    let chains = match found.issuer {
        Some(issuer) => vec![issuer.to_string()],
        None => audit::chains(tx).await?,
    };
    let mut acts = Acts::new();
    for chain in chains {
        let mut last = i64::MIN;
        loop {
            let rows = audit::after(tx, &chain, last).await?;
            let Some(row) = rows.last() else { break };
            last = row.sequence;
            let theirs = rows.into_iter().filter(is_theirs).map(|row| (row.sequence, row));
            acts.entry(chain.clone()).or_default().extend(theirs);
        }
    }
    acts.retain(|_, some| !some.is_empty());
    Ok(acts)
}
