//! Expansion of a part of a document, with the blank nodes of the whole.
//!
//! A proof that discloses selectively speaks of statements about blank nodes, which have no names.
//! So here the place that a blank node has in the document is its name: who expands the whole
//! document first and then a part of it gets the same number for the same node.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::context::Processor;
use super::super::dataset::{Dataset, Node};
use super::super::{Fault, RdfError};
use super::Expander;
use crate::json::{Object, Value};

/// Blank nodes by their place in one document, and what of it not to look at.
#[derive(Debug, Default)]
pub(in crate::rdf) struct Trace {
    numbers: FxHashMap<(usize, usize), u32>,
    labels: BTreeMap<String, u32>,
    blanks: u32,
    hidden: FxHashSet<usize>,
}

impl Trace {
    /// The statements of `document`, as far as `hidden` does not hide them: values by address.
    ///
    /// # Errors
    /// As [`super::dataset`]; and where a part of a list is hidden.
    pub(in crate::rdf) fn dataset(
        &mut self,
        processor: &Processor,
        document: &Object<'_>,
        left_out: Option<&str>,
        hidden: FxHashSet<usize>,
    ) -> Result<Dataset, RdfError> {
        let mut expander = Expander::new(processor, left_out);
        expander.labels = std::mem::take(&mut self.labels);
        expander.data.blanks = self.blanks;
        expander.trace = Some(Self { hidden, ..std::mem::take(self) });
        expander.document(document)?;
        *self = expander.trace.unwrap_or_default();
        self.labels = expander.labels;
        self.blanks = expander.data.blanks;
        Ok(expander.data)
    }
}

/// The address of a value, as its name while it is borrowed.
pub(in crate::rdf) fn address_of<T>(value: &T) -> usize {
    std::ptr::from_ref(value).addr()
}

impl Expander<'_> {
    /// A blank node without a label: the one for `part` of what stands at `address`.
    pub(super) fn blank(&mut self, address: usize, part: usize) -> Node {
        let Some(trace) = &mut self.trace else { return self.data.blank() };
        let next = self.data.blanks;
        let number = *trace.numbers.entry((address, part)).or_insert(next);
        self.data.blanks += u32::from(number == next);
        Node::Blank(number)
    }

    /// Whether a value is not to be looked at.
    pub(super) fn hides(&self, value: &Value<'_>) -> bool {
        self.trace.as_ref().is_some_and(|trace| trace.hidden.contains(&address_of(value)))
    }

    /// A list is looked at whole or not at all: its statements depend on each other.
    pub(super) fn whole(&self, items: &[Value<'_>]) -> Result<(), Fault> {
        if items.iter().any(|item| self.hides(item)) {
            return Err(Fault::Unsupported("a part of a list".into()));
        }
        Ok(())
    }
}
