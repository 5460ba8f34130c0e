//! JSON-LD to quads, in one pass.
//!
//! This joins expansion, node map generation and RDF serialisation: each node object writes its
//! quads as it is met. It can, because blank node labels don't matter before canonicalisation
//! and the merging of node objects with the same `@id` is what a set of quads does by itself.
//!
//! Here is the way through values and objects; [`node`] writes what a node object says,
//! [`containers`] what lists and maps say, [`values`] makes literals and addresses.
//!
//! Source: JSON-LD 1.1 API, sections 5.1 (Expansion), 5.3 (Value Expansion) and 8
//! (RDF Serialization/Deserialization), with `rdfDirection: i18n-datatype`, no base IRI, and
//! every loss of data an error.

mod containers;
mod keywords;
mod node;
mod trace;
mod values;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::context::{Apply, Container, Context, Processor, Term};
use super::dataset::{Dataset, Node};
use super::{Fault, RdfError};
use crate::json::{Object, Value};
use keywords::{Keywords, Reach, hidden};
pub(super) use trace::{Trace, address_of};

/// The statements of a document, its member `left_out` not looked at.
///
/// # Errors
/// [`RdfError`] at the first thing that cannot be expressed.
pub(super) fn dataset<'p>(
    processor: &'p Processor,
    document: &Object<'_>,
    left_out: Option<&'p str>,
) -> Result<Dataset, RdfError> {
    let mut expander = Expander::new(processor, left_out);
    expander.document(document)?;
    Ok(expander.data)
}

/// Where in the document and the dataset we are.
#[derive(Clone)]
struct Place {
    context: Rc<Context>,
    graph: Option<Node>,
    reach: Reach,
    /// Whether properties that our tables know lead all the way here from the document.
    seen: bool,
}

/// The member whose values are being read.
#[derive(Clone, Copy)]
struct Slot<'s> {
    /// Its key; empty where there is none.
    key: &'s str,
    term: Option<&'s Rc<Term>>,
    /// The context that the term brings, applied to that of the place.
    scoped: Option<&'s Rc<Context>>,
    role: Role,
    /// Whether each value is a graph of its own.
    graphs: bool,
    /// Set inside maps.
    entry: Option<&'s Entry<'s>>,
}

/// What values are there for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Role {
    /// To be a property's value.
    Property,
    /// To be the document.
    Document,
    /// To say something in a graph, linked from nowhere.
    Graph,
    /// The same, in `@included`.
    Included,
}

impl Slot<'_> {
    fn without_property(role: Role) -> Self {
        Self { key: "", term: None, scoped: None, role, graphs: false, entry: None }
    }

    fn container(&self) -> Container {
        self.term.map_or_else(Container::default, |term| term.container)
    }
}

/// What the key of a map says of the values under it.
#[derive(Default)]
struct Entry<'s> {
    id: Option<(&'s str, Node)>,
    index: Option<&'s str>,
}

/// What a value came to.
#[derive(Clone, Copy, Debug)]
struct Item {
    node: Node,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    Literal,
    List,
    /// An address and nothing else.
    Reference,
    /// A node of which nothing is said.
    Empty,
    /// A node of which something is said.
    Full,
    /// A graph of which nothing else is said.
    Graph,
}

struct Expander<'p> {
    processor: &'p Processor,
    data: Dataset,
    /// Blank nodes that have labels in the document.
    labels: BTreeMap<String, u32>,
    /// The `@index` of nodes that have one.
    indexes: BTreeMap<String, String>,
    /// The member that the first node, which is the document, leaves out.
    left_out: Option<&'p str>,
    /// That first node.
    root: Option<Node>,
    started: bool,
    /// The nodes with an id where readers see them.
    seen: Vec<Node>,
    /// Those elsewhere of which something is said that readers look for, and by which key.
    unseen: Vec<(Node, String)>,
    trace: Option<Trace>,
    /// Empty lists that have room already.
    spare: Vec<Vec<Item>>,
}

impl<'p> Expander<'p> {
    fn new(processor: &'p Processor, left_out: Option<&'p str>) -> Self {
        Self {
            processor,
            data: Dataset::with_room(),
            labels: BTreeMap::new(),
            indexes: BTreeMap::new(),
            left_out,
            root: None,
            started: false,
            seen: Vec::new(),
            unseen: Vec::new(),
            trace: None,
            spare: Vec::new(),
        }
    }

    fn document(&mut self, document: &Object<'_>) -> Result<(), RdfError> {
        let place = Place { context: Context::empty(), graph: None, reach: Reach::Read, seen: true };
        let slot = Slot::without_property(Role::Document);
        self.object(document, &slot, &place, &mut Vec::new())?;
        if self.data.is_too_long() {
            return Err(Fault::WorkLimit.into());
        }
        self.nothing_moved()
    }

    /// Whether what readers look for in a node that they see is said of it there.
    fn nothing_moved(&self) -> Result<(), RdfError> {
        if self.unseen.is_empty() {
            return Ok(());
        }
        let name = |node: &Node| match *node {
            Node::Blank(number) => (number, ""),
            Node::Text(span) => (0, self.data.text(span)),
        };
        let seen: BTreeSet<(u32, &str)> = self.seen.iter().map(name).collect();
        match self.unseen.iter().find(|(node, _)| seen.contains(&name(node))) {
            Some((_, key)) => Err(hidden(key).into()),
            None => Ok(()),
        }
    }

    /// Any value of a property, arrays flattened; what comes of it goes to `out`.
    fn value(
        &mut self,
        value: &Value<'_>,
        slot: &Slot<'_>,
        place: &Place,
        out: &mut Vec<Item>,
    ) -> Result<(), RdfError> {
        if self.data.is_too_long() {
            return Err(Fault::WorkLimit.into());
        }
        match value {
            _ if self.hides(value) => Ok(()),
            Value::Null => Ok(()),
            Value::Object(object) => self.object(object, slot, place, out).map(drop),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(item, slot, place, out).map_err(|err| err.at(&index.to_string()))?;
                }
                Ok(())
            }
            scalar => {
                out.push(self.scalar(scalar, slot, place)?);
                Ok(())
            }
        }
    }

    /// An object; says whether it was a set, whose values have gone to `out` one by one.
    fn object(
        &mut self,
        object: &Object<'_>,
        slot: &Slot<'_>,
        place: &Place,
        out: &mut Vec<Item>,
    ) -> Result<bool, RdfError> {
        let context = self.context_of(object, slot, place)?;
        let left_out = if self.started { None } else { self.left_out };
        let mut found = Keywords::of(&context, object, place.reach, left_out)?;
        let typed = self.type_scoped(&found, &context)?;
        if !Rc::ptr_eq(&typed, &context) && !typed.has_keywords_of(&context) {
            let again = Keywords::of(&typed, object, place.reach, left_out)?;
            if !again.types.iter().map(|(key, _)| key).eq(found.types.iter().map(|(key, _)| key)) {
                return Err(Fault::Unsupported("a type that changes what is a type".into()).into());
            }
            found = again;
        }
        let floating = |what: &str| Fault::Invalid(format!("{what} stands where no property leads to it"));
        // What a list or set holds is read by the property's meaning as it is in here.
        let term = if Rc::ptr_eq(&context, &place.context) { slot.term } else { context.term(slot.key) };
        let inner = Slot { term, scoped: None, ..*slot };
        let free = slot.role != Role::Property
            || slot.container().has(Container::GRAPH)
            || inner.container().has(Container::GRAPH);
        if found.value.is_some() {
            if free {
                return Err(floating("a value").into());
            }
            let node = self.value_object(&found, &context)?;
            out.push(Item { node, kind: Kind::Literal });
            return Ok(false);
        }
        if found.language.is_some() || found.direction.is_some() {
            return Err(Fault::Invalid("a language or direction stands without a value".into()).into());
        }
        if let Some((key, value)) = found.alone(found.set)? {
            if place.reach == Reach::Read && slot.role == Role::Property {
                return Err(Fault::Unsupported("@set in place of an array".into()).into());
            }
            let role = if slot.role == Role::Document { Role::Graph } else { slot.role };
            let place = Place { context: Rc::clone(&context), ..*place };
            self.value(value, &Slot { role, ..inner }, &place, out).map_err(|err| err.at(key))?;
            return Ok(true);
        }
        if let Some((key, value)) = found.alone(found.list)? {
            if free {
                return Err(floating("a list").into());
            }
            let place = Place { context: Rc::clone(&context), ..*place };
            out.push(self.list(value, &inner, &place).map_err(|err| err.at(key))?);
            return Ok(false);
        }
        let item = self.node(object, found, [&context, &typed], slot, place)?;
        let said = matches!(item.kind, Kind::Full | Kind::Graph);
        if free && !said && (slot.role != Role::Included || item.kind == Kind::Reference) {
            return Err(floating("a node of which nothing is said").into());
        }
        out.push(item);
        Ok(false)
    }

    /// The context that holds inside an object, before those of its types.
    fn context_of(
        &self,
        object: &Object<'_>,
        slot: &Slot<'_>,
        place: &Place,
    ) -> Result<Rc<Context>, RdfError> {
        let mut context = Rc::clone(&place.context);
        if let Some(previous) = place.context.previous.as_ref().filter(|_| slot.entry.is_none()) {
            let is = |key, keyword| context.keyword(key) == Some(keyword);
            if object.iter().any(|(key, _)| is(key, "@value")) {
                if object.len() > 2 || object.get("@context").is_some() {
                    let what = "a value of many members under a context that does not propagate";
                    return Err(Fault::Unsupported(what.into()).into());
                }
            } else if object.len() != 1 || !object.iter().any(|(key, _)| is(key, "@id")) {
                context = Rc::clone(previous);
            }
        }
        if let Some(scoped) = slot.term.and_then(|term| term.scoped.as_ref()) {
            context = match slot.scoped.filter(|_| Rc::ptr_eq(&context, &place.context)) {
                Some(applied) => Rc::clone(applied),
                None => self.processor.apply(&context, scoped, Apply::PROPERTY)?,
            };
        }
        match object.get("@context") {
            None => Ok(context),
            Some(embedded) => self
                .processor
                .embedded(&context, embedded)
                .map_err(|fault| RdfError::from(fault).at("@context")),
        }
    }
}
