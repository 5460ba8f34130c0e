//! Whether the chains hold: every link and every commitment done again, and held against a signed head.

mod fault;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub use fault::{Fault, What};

use super::head::Head;
use crate::{
    app::App,
    effects::instant_of,
    store::{
        StoreError, Tx,
        audit::{self, ActRow, EndRow, beginning, link},
    },
};

/// Faults that are told of one chain, at most.
const MOST_FAULTS: usize = 100;

/// What came of looking at the chains.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Checked {
    /// How many acts there are in all.
    pub acts: u64,
    /// Of how many who did what to whom was forgotten, as an act after them says.
    pub forgotten: u64,
    /// Which those are: of each chain the first and the last of some in a row.
    pub ranges: Vec<(String, i64, i64)>,
    /// What is wrong, in the order of the chains.
    pub faults: Vec<Fault>,
}

impl Checked {
    /// Whether nothing is wrong.
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
    }

    /// Notes that one was forgotten, after those before it.
    fn range(&mut self, chain: &str, sequence: i64) {
        match self.ranges.last_mut() {
            Some((known, _, last)) if known == chain && *last + 1 == sequence => *last = sequence,
            _ => self.ranges.push((chain.to_owned(), sequence, sequence)),
        }
    }
}

/// Does every link and every commitment again.
///
/// * `heads`: those that were kept elsewhere, to hold the chains against.
///
/// # Errors
/// When the database fails.
pub async fn check(app: &App, heads: &[Head]) -> Result<Checked, StoreError> {
    let mut tx = app.db.read().await?;
    let ends: BTreeMap<_, _> =
        audit::ends(&mut tx).await?.into_iter().map(|end| (end.chain.clone(), end)).collect();
    let mut names = audit::chains(&mut tx).await?;
    names.extend(heads.iter().flat_map(|head| &head.chains).map(|end| end.chain.clone()));
    names.sort();
    names.dedup();
    let mut checked = Checked::default();
    for chain in names {
        let one = Walk::whole(&chain, heads).run(&mut tx, ends.get(&chain)).await?;
        checked.acts += one.acts;
        checked.forgotten += one.forgotten;
        checked.ranges.extend(one.ranges);
        checked.faults.extend(one.faults);
    }
    Ok(checked)
}

/// The same of one chain, and only of what came after a head that is trusted; all others are counted.
///
/// # Errors
/// When the database fails.
pub async fn since(tx: &mut Tx, chain: &str, head: &Head) -> Result<Checked, StoreError> {
    let end = audit::ends(tx).await?.into_iter().find(|end| end.chain == chain);
    let rows = audit::count(tx, chain).await?;
    let mut checked = Walk::since(chain, head).run(tx, end.as_ref()).await?;
    let left = end.map_or(0, |end| end.sequence);
    if rows != left && checked.holds() {
        checked.faults.push(Fault { chain: chain.to_owned(), what: What::End { left, found: rows } });
    }
    Ok(checked)
}

/// One chain, while it is gone through.
struct Walk<'a> {
    chain: &'a str,
    /// The last link that was looked at.
    sequence: i64,
    link: String,
    /// Links by their numbers, as heads know them.
    known: BTreeMap<i64, BTreeSet<&'a str>>,
    /// Links without their payload, and those of which a later act says so.
    bare: Vec<i64>,
    excused: Vec<(i64, i64)>,
    checked: Checked,
}

impl<'a> Walk<'a> {
    fn whole(chain: &'a str, heads: &'a [Head]) -> Self {
        let mut known: BTreeMap<i64, BTreeSet<&str>> = BTreeMap::new();
        for end in heads.iter().filter_map(|head| head.end(chain)).filter(|end| end.sequence > 0) {
            known.entry(end.sequence).or_default().insert(&end.link);
        }
        Self {
            chain,
            sequence: 0,
            link: beginning(chain),
            known,
            bare: Vec::new(),
            excused: Vec::new(),
            checked: Checked::default(),
        }
    }

    fn since(chain: &'a str, head: &'a Head) -> Self {
        let mut walk = Self::whole(chain, std::slice::from_ref(head));
        // The link of the head itself is looked at too.
        if let Some(sequence) = walk.known.keys().next() {
            walk.sequence = sequence - 1;
            walk.link = String::new();
        }
        walk
    }

    async fn run(mut self, tx: &mut Tx, end: Option<&EndRow>) -> Result<Checked, StoreError> {
        // Before the first number there is nothing, and nobody would look there.
        let mut last = if self.sequence == 0 { i64::MIN } else { self.sequence };
        loop {
            let rows = audit::after(tx, self.chain, last).await?;
            let Some(row) = rows.last() else { break };
            last = row.sequence;
            for row in &rows {
                self.step(row);
            }
        }
        if let Some(known) = self.known.keys().next_back().copied().filter(|known| *known > self.sequence) {
            self.fault(What::Shorter { known, found: self.sequence });
        }
        match end {
            None if self.sequence == 0 => self.fault(What::NoChain),
            None => self.fault(What::End { left: 0, found: self.sequence }),
            Some(end) => {
                let follows = end.link == self.link
                    || self.link.is_empty()
                    || (end.link.is_empty() && end.sequence == 0);
                if end.sequence != self.sequence || !follows {
                    self.fault(What::End { left: end.sequence, found: self.sequence });
                }
            }
        }
        for sequence in std::mem::take(&mut self.bare) {
            if self.excused.iter().any(|(first, last)| (*first..=*last).contains(&sequence)) {
                self.checked.forgotten += 1;
                self.checked.range(self.chain, sequence);
            } else {
                self.fault(What::PayloadMissing(sequence));
            }
        }
        Ok(self.checked)
    }

    fn step(&mut self, row: &ActRow) {
        let sequence = row.sequence;
        self.checked.acts += 1;
        if sequence < 1 {
            self.fault(What::Outside(sequence));
            return;
        }
        if sequence > self.sequence + 1 {
            self.fault(What::Missing(self.sequence + 1, sequence - 1));
        }
        let follows = link(&self.link, sequence, row.at, &row.act, &row.commitment) == row.link;
        // After a gap, and at the head that is begun with, what came before is not known.
        if sequence == self.sequence + 1 && !self.link.is_empty() && !follows {
            self.fault(What::Altered { sequence, act: row.act.clone(), at: instant_of(row.at) });
        }
        match row.payload() {
            None => self.bare.push(sequence),
            Some(payload) if payload.commitment() != row.commitment => {
                self.fault(What::PayloadAltered { sequence, act: row.act.clone(), at: instant_of(row.at) });
            }
            Some(payload) if row.act == super::FORGOT => {
                // Of what comes after it, it knows nothing.
                let before = excused(&payload.detail).into_iter().filter(|(first, _)| *first < sequence);
                self.excused.extend(before.map(|(first, last)| (first, last.min(sequence - 1))));
            }
            Some(_) => {}
        }
        if self.known.get(&sequence).is_some_and(|links| links.iter().any(|link| *link != row.link)) {
            self.fault(What::Rewritten(sequence));
        }
        self.sequence = sequence;
        self.link.clone_from(&row.link);
    }

    fn fault(&mut self, what: What) {
        if self.checked.faults.len() < MOST_FAULTS {
            self.checked.faults.push(Fault { chain: self.chain.to_owned(), what });
        }
    }
}

/// The links whose payload went when somebody was forgotten.
fn excused(detail: &str) -> Vec<(i64, i64)> {
    let detail: Value = serde_json::from_str(detail).unwrap_or_default();
    serde_json::from_value(detail["audit"].clone()).unwrap_or_default()
}
