//! Proof chains: a proof that names earlier proofs covers them.
//!
//! Source: Verifiable Credential Data Integrity 1.0, sections 2.1.2 (Proof Chains) and 4.5
//! (Verify Proof Sets and Chains).

use super::ProofFault;
use crate::json::Value;

/// The proofs that the one at `index` builds on, in their order in the document; `None` for one
/// that is no part of a chain, or its first.
pub(super) fn previous<'v, 'a>(
    all: &'v [Value<'a>],
    index: usize,
) -> Result<Option<Vec<&'v Value<'a>>>, ProofFault> {
    let Some(found) = matching(all, index)? else { return Ok(None) };
    let mut reached = found.clone();
    let mut waiting = found.clone();
    while let Some(next) = waiting.pop() {
        if next == index {
            return Err(ProofFault::BrokenChain(id_of(all, index).unwrap_or_default().to_owned()));
        }
        for earlier in matching(all, next)?.unwrap_or_default() {
            if !reached.contains(&earlier) {
                reached.push(earlier);
                waiting.push(earlier);
            }
        }
    }
    Ok(Some(found.into_iter().filter_map(|index| all.get(index)).collect()))
}

fn id_of<'v>(all: &'v [Value<'_>], index: usize) -> Option<&'v str> {
    all.get(index)?.get("id")?.as_str()
}

/// Where the proofs stand that the one at `index` names.
fn matching(all: &[Value<'_>], index: usize) -> Result<Option<Vec<usize>>, ProofFault> {
    let Some(named) = all.get(index).and_then(|proof| proof.get("previousProof")) else { return Ok(None) };
    if named.items().is_empty() || named.items().len() > all.len() {
        return Err(ProofFault::Malformed("previousProof"));
    }
    let mut found = Vec::new();
    for name in named.items() {
        let name = name.as_str().ok_or(ProofFault::Malformed("previousProof"))?;
        let mut having = (0..all.len()).filter(|other| id_of(all, *other) == Some(name));
        match (having.next(), having.next()) {
            (Some(only), None) => found.push(only),
            _ => return Err(ProofFault::BrokenChain(name.to_owned())),
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(Some(found))
}
