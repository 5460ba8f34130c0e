//! Canonical statements one by one, with other labels, and which of them JSON pointers choose:
//! what selective disclosure needs.
//!
//! The standard gives blank nodes temporary names, writes the document anew with these, cuts
//! pieces out and compares. Here the expander itself leaves out what is not chosen and remembers
//! which blank node stands where, which comes to the same without a second form of the document.
//! Pointers are taken as written for that other form, in which an array of one value may stand
//! as that value.
//!
//! Source: Data Integrity ECDSA Cryptosuites v1.0, section 3.4 (Selective Disclosure Functions).

use rustc_hash::FxHashSet;

use super::canon::{Hashing, length, numbers};
use super::context::{Edition, Processor};
use super::dataset::{Dataset, Quad};
use super::expand::{Trace, address_of};
use super::{Fault, RdfError};
use crate::json::{Object, Value};

/// One canonical statement.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Statement {
    /// The line, with its end.
    pub(crate) text: String,
    /// Whether a pointer chose it.
    pub(crate) chosen: bool,
}

/// The canonical statements (SHA-256) of an object, its member `left_out` not looked at, under
/// other labels, sorted by their text; and which of them `pointers` choose.
///
/// `label` gives for each canonical label (`c14n0`) the one to put in its place, both without
/// `_:`.
///
/// # Errors
/// As [`super::canonical_object`]; and where a pointer points to nothing or `label` gives nothing.
pub(crate) fn statements(
    object: &Object<'_>,
    left_out: Option<&str>,
    edition: Edition,
    pointers: &[&str],
    label: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<Statement>, RdfError> {
    let processor = Processor::new(edition);
    let mut trace = Trace::default();
    let whole = trace.dataset(&processor, object, left_out, FxHashSet::default())?;
    let numbers = numbers(&whole, Hashing::Sha256)?;
    let mut labels = vec![String::new(); whole.blanks as usize];
    let mut longest = 0;
    for blank in whole.quads.iter().flat_map(Quad::blanks).flatten() {
        let number = numbers.get(blank as usize).copied().unwrap_or_default();
        let new = label(&format!("c14n{number}"));
        let new = new.ok_or_else(|| Fault::Invalid(format!("the blank node c14n{number} has no label")))?;
        longest = longest.max(new.len() + 2);
        if let Some(label) = labels.get_mut(blank as usize) {
            *label = new;
        }
    }
    length(&whole, longest)?;
    let mut chosen = Vec::new();
    if !pointers.is_empty() {
        let hidden = Hidden::by(object, pointers)?;
        let part = trace.dataset(&processor, object, left_out, hidden)?;
        length(&part, longest)?;
        chosen.extend(lines(&part, &labels));
        chosen.sort_unstable();
    }
    let is_chosen = |text: &String| chosen.binary_search(text).is_ok();
    let mut statements: Vec<Statement> =
        lines(&whole, &labels).map(|text| Statement { chosen: is_chosen(&text), text }).collect();
    statements.sort_unstable();
    statements.dedup();
    Ok(statements)
}

fn lines<'d>(dataset: &'d Dataset, labels: &'d [String]) -> impl Iterator<Item = String> + 'd {
    dataset.quads.iter().map(move |quad| {
        let mut line = String::with_capacity(quad.length(48));
        dataset.write(&mut line, quad, &|out, blank| {
            out.push_str("_:");
            out.push_str(labels.get(blank as usize).map_or("", String::as_str));
        });
        line
    })
}

/// What pointers do not choose, found by going along each of them.
#[derive(Default)]
struct Hidden {
    /// Values that are chosen with all that they hold.
    whole: FxHashSet<usize>,
    /// Values of which something is chosen: the ids and types of nodes, and what follows.
    part: FxHashSet<usize>,
}

impl Hidden {
    fn by(object: &Object<'_>, pointers: &[&str]) -> Result<FxHashSet<usize>, Fault> {
        let mut found = Self::default();
        let nowhere = |pointer: &str| Fault::Invalid(format!("the pointer {pointer} points to nothing"));
        for pointer in pointers {
            let Some(rest) = pointer.strip_prefix('/') else {
                if pointer.is_empty() {
                    return Ok(FxHashSet::default());
                }
                return Err(nowhere(pointer));
            };
            let mut segments = rest.split('/').map(|segment| segment.replace("~1", "/").replace("~0", "~"));
            let first = segments.next().and_then(|key| object.get(&key));
            let mut value = first.ok_or_else(|| nowhere(pointer))?;
            for segment in segments {
                found.part.insert(address_of(value));
                value = found.step(value, &segment).ok_or_else(|| nowhere(pointer))?;
            }
            found.whole.insert(address_of(value));
        }
        let mut hidden = FxHashSet::default();
        found.collect(object, &mut hidden);
        Ok(hidden)
    }

    /// One step along a pointer.
    fn step<'v, 'a>(&mut self, value: &'v Value<'a>, segment: &str) -> Option<&'v Value<'a>> {
        match value {
            Value::Object(object) => object.get(segment).or((segment == "0").then_some(value)),
            Value::Array(items) => {
                let index = segment.parse::<usize>().ok();
                match (items.as_slice(), index.and_then(|index| items.get(index))) {
                    (_, Some(item)) => Some(item),
                    ([only], None) => {
                        self.part.insert(address_of(only));
                        self.step(only, segment)
                    }
                    _ => None,
                }
            }
            _ => (segment == "0").then_some(value),
        }
    }

    fn collect(&self, object: &Object<'_>, hidden: &mut FxHashSet<usize>) {
        for (key, value) in object.iter() {
            let names = matches!(key, "@context" | "id" | "@id" | "type" | "@type");
            if !names {
                self.collect_value(value, hidden);
            }
        }
    }

    fn collect_value(&self, value: &Value<'_>, hidden: &mut FxHashSet<usize>) {
        let address = address_of(value);
        if self.whole.contains(&address) {
            return;
        }
        if !self.part.contains(&address) {
            hidden.insert(address);
            return;
        }
        match value {
            Value::Object(object) => self.collect(object, hidden),
            Value::Array(items) => items.iter().for_each(|item| self.collect_value(item, hidden)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, read};

    const DOCUMENT: &str = r#"{
        "@context": {
            "id": "@id", "type": "@type",
            "sails": "urn:sails", "size": "urn:size", "boards": "urn:boards", "list": {"@id": "urn:list", "@container": "@list"}
        },
        "type": "urn:Kit",
        "sails": [{"size": 5}, {"size": 6, "type": "urn:Sail"}],
        "boards": [{"size": 90}],
        "list": ["a", "b"]
    }"#;

    fn chosen(pointers: &[&str]) -> Result<Vec<String>, Fault> {
        let value = read(DOCUMENT.as_bytes(), Limits::CREDENTIAL).unwrap();
        let label = |label: &str| Some(format!("x{label}"));
        let found = statements(value.as_object().unwrap(), None, Edition::First, pointers, &label);
        let found = found.map_err(|err| err.fault)?;
        Ok(found.into_iter().filter(|line| line.chosen).map(|line| line.text).collect())
    }

    #[test]
    fn a_pointer_chooses_a_value_the_way_to_it_and_the_types_on_the_way() {
        let found = chosen(&["/sails/1"]).unwrap();
        let count = |part: &str| found.iter().filter(|line| line.contains(part)).count();
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!((count("<urn:sails>"), count("<urn:size> \"6\""), count("#type>")), (1, 1, 2));
        assert!(found.iter().all(|line| line.starts_with("_:xc14n")));
        assert_eq!(chosen(&["/sails/1/size"]).unwrap(), found, "the same, by way of the type");
        assert_eq!(chosen(&["/sails"]).unwrap().len(), 6);
    }

    #[test]
    fn an_array_of_one_is_chosen_with_and_without_its_index() {
        let found = chosen(&["/boards/0/size"]).unwrap();
        assert_eq!(found.len(), 3);
        assert_eq!(chosen(&["/boards/size"]).unwrap(), found);
        assert_eq!(chosen(&["/boards/0/size/0"]).unwrap(), found);
    }

    #[test]
    fn all_of_a_list_is_chosen_or_nothing() {
        assert_eq!(chosen(&["/list"]).unwrap().len(), 6);
        assert!(matches!(chosen(&["/list/0"]), Err(Fault::Unsupported(_))));
        assert_eq!(chosen(&["/sails/0", "/list", "/boards", "/sails"]).unwrap(), chosen(&[""]).unwrap());
        assert_eq!(chosen(&[]).unwrap(), Vec::<String>::new());
    }

    #[test]
    fn a_pointer_that_points_to_nothing_is_a_fault() {
        for pointer in ["/sails/2", "/nothing", "sails", "/list/a", "/sails/1/size/1"] {
            assert!(matches!(chosen(&[pointer]), Err(Fault::Invalid(_))), "{pointer}");
        }
    }

    #[test]
    fn statements_are_the_canonical_form_but_for_their_labels() {
        let value = read(DOCUMENT.as_bytes(), Limits::CREDENTIAL).unwrap();
        let object = value.as_object().unwrap();
        let same = |label: &str| Some(label.to_owned());
        let lines = statements(object, None, Edition::First, &[], &same).unwrap();
        let text: String = lines.into_iter().map(|line| line.text).collect();
        let form = super::super::canonical_object(object, None, Edition::First, Hashing::Sha256).unwrap();
        assert_eq!(text, form);
        assert!(statements(object, None, Edition::First, &[], &|_| None).is_err());
    }
}
