//! Proof chains: a proof that names earlier proofs covers them.
//!
//! Source: Verifiable Credential Data Integrity 1.0, sections 2.1.2 (Proof Chains) and 4.5
//! (Verify Proof Sets and Chains).

use super::ProofFault;
use crate::json::Value;

/// Sets of earlier proofs that proofs of one document may name: for each, the document is put in
/// canonical form once more.
const MAX_SETS: usize = 4;

/// The proofs that the one at `index` builds on, in their order in the document; `None` for one
/// that is no part of a chain, or its first.
pub(super) fn previous<'v, 'a>(
    all: &'v [Value<'a>],
    index: usize,
) -> Result<Option<Vec<&'v Value<'a>>>, ProofFault> {
    let Some(found) = matching(all, index)? else { return Ok(None) };
    let mut sets: Vec<Vec<usize>> =
        (0..all.len()).filter_map(|other| matching(all, other).ok().flatten()).collect();
    sets.sort_unstable();
    sets.dedup();
    if sets.len() > MAX_SETS {
        let suite = format!("a proof in a chain of more than {} proofs", MAX_SETS + 1);
        return Err(ProofFault::UnsupportedSuite(suite));
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, read};

    #[test]
    fn a_chain_of_five_proofs_is_followed_and_a_longer_one_is_not() {
        for (length, followed) in [(5, true), (6, false)] {
            let proofs: Vec<String> = (0..length)
                .map(|number: usize| match number.checked_sub(1) {
                    None => r#"{"id":"urn:0"}"#.to_owned(),
                    Some(before) => format!(r#"{{"id":"urn:{number}","previousProof":"urn:{before}"}}"#),
                })
                .collect();
            let text = format!("[{}]", proofs.join(","));
            let all = read(text.as_bytes(), Limits::CREDENTIAL).unwrap();
            let last = previous(all.items(), length - 1);
            assert_eq!(last.is_ok(), followed, "{last:?}");
            assert!(followed || matches!(last, Err(ProofFault::UnsupportedSuite(_))));
        }
    }
}
