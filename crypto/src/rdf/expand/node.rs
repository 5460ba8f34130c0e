//! Node objects: what they say of their subject.
//!
//! Source: JSON-LD 1.1 API, sections 5.1.2 (steps 11 to 14) and 5.3 (Node Map Generation).

use std::rc::Rc;

use super::super::context::{Apply, Coercion, Container, Context, alias_of, expand_vocab};
use super::super::dataset::{Node, Quad};
use super::super::iri::is_absolute;
use super::super::{Fault, RdfError};
use super::keywords::{Keywords, Reach, class_by_name, hidden, is_type, misleading, written_otherwise};
use super::trace::address_of;
use super::{Expander, Item, Kind, Place, Role, Slot};
use crate::json::{Object, Value};

const RDF_TYPE: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";

/// What a credential says of itself as a whole begins so.
const CREDENTIAL: &str = "https://www.w3.org/2018/credentials#";
const PROOF: &str = "https://w3id.org/security#proof";

/// The node whose properties are being read, and how.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about a node")]
struct Subject {
    node: Node,
    /// Whether it has an id, so that it may be met elsewhere.
    named: bool,
    /// Whether it is the document's own node, met again elsewhere.
    again: bool,
    /// Whether the property stands inside `@nest`.
    nested: bool,
    /// Whether it stands inside `@reverse`.
    reversed: bool,
}

impl Expander<'_> {
    /// A node object: writes its quads and gives its subject. The contexts are those before and
    /// after the node's types.
    pub(super) fn node<'v, 'a>(
        &mut self,
        object: &'v Object<'a>,
        mut found: Keywords<'v, 'a>,
        [context, typed]: [&Rc<Context>; 2],
        slot: &Slot<'_>,
        place: &Place,
    ) -> Result<Item, RdfError> {
        let first = !std::mem::replace(&mut self.started, true);
        let left_out = self.left_out.filter(|_| first);
        if !found.nests.is_empty() {
            found.gather_nested(typed, place.reach)?;
        }
        let wrapper = (slot.graphs && !(slot.entry.is_some() && found.is_graph())).then(|| {
            let id = slot.entry.and_then(|entry| entry.id);
            id.map_or_else(|| self.blank(address_of(object), 1), |(_, node)| node)
        });
        let graph = wrapper.or(place.graph);
        let (node, named) = self.subject(object, &found, typed, slot, place.reach)?;
        if first {
            self.root = Some(node);
        }
        let again = !first && named && self.root.is_some_and(|root| self.data.same(root, node));
        if named && place.seen {
            self.seen.push(node);
        }
        let inside = Place { context: Rc::clone(typed), graph, ..*place };
        let mut subject = Subject { node, named, again, nested: false, reversed: false };
        self.types(&subject, &found, context, &inside)?;
        let index = found.index_text()?.or_else(|| slot.entry.filter(|_| wrapper.is_none())?.index);
        if let Some(index) = index {
            self.index(node, graph, index)?;
        }

        let has_type = found.types.iter().any(|(_, value)| !value.items().is_empty());
        let mut said = has_type || index.is_some() || !found.included.is_empty();
        said |= self.properties(&subject, object, &inside, left_out)?;
        subject.nested = true;
        for (key, value) in &found.nests {
            for nested in value.items().iter().filter_map(Value::as_object) {
                said |= self.properties(&subject, nested, &inside, None).map_err(|err| err.at(key))?;
            }
        }
        let loose = Place { reach: Reach::Loose, seen: false, ..inside };
        if let Some((key, value)) = found.reverse {
            said |= self.reversed(&subject, value, &loose).map_err(|err| err.at(key))?;
        }
        for (key, value) in &found.included {
            self.included(value, slot, &loose).map_err(|err| err.at(key))?;
        }
        if let Some((key, value)) = found.graph {
            // A document that is nothing but a graph is that graph, without a name.
            let nameless = slot.role == Role::Document && !said && found.id.is_none();
            let graph = if nameless { None } else { Some(node) };
            self.graph(value, &Place { graph, ..loose }).map_err(|err| err.at(key))?;
        }
        let kind = match (found.graph, said) {
            (Some(_), said) if !said || found.is_graph() => Kind::Graph,
            (_, true) => Kind::Full,
            _ if found.id.is_some() => Kind::Reference,
            _ => Kind::Empty,
        };
        match wrapper {
            None => Ok(Item { node, kind }),
            Some(graph) if matches!(kind, Kind::Full | Kind::Graph) => {
                Ok(Item { node: graph, kind: Kind::Graph })
            }
            Some(_) => Err(Fault::Invalid("a graph holds a node of which nothing is said".into()).into()),
        }
    }

    /// The node that an object is about, and whether it has an id.
    fn subject<'s>(
        &mut self,
        object: &Object<'_>,
        found: &Keywords<'s, '_>,
        context: &Context,
        slot: &Slot<'s>,
        reach: Reach,
    ) -> Result<(Node, bool), RdfError> {
        let given = slot.entry.and_then(|entry| entry.id).filter(|_| !slot.graphs || found.is_graph());
        match (found.id, given) {
            (None, None) => Ok((self.blank(address_of(object), 0), false)),
            (None, Some((_, node))) => Ok((node, true)),
            (Some((key, Value::String(id))), None) => {
                let node = self.address(context, id, reach).map_err(|err| err.at(key))?;
                Ok((node, true))
            }
            (Some((key, Value::String(_))), Some(_)) => {
                let fault = Fault::Unsupported("an id besides the one that the map gives".into());
                Err(RdfError::from(fault).at(key))
            }
            (Some((key, _)), _) => Err(RdfError::from(Fault::Invalid("an id is not text".into())).at(key)),
        }
    }

    fn types(
        &mut self,
        subject: &Subject,
        found: &Keywords<'_, '_>,
        context: &Context,
        place: &Place,
    ) -> Result<(), RdfError> {
        for (key, value) in &found.types {
            for item in value.items() {
                let Some(name) = item.as_str() else {
                    return Err(RdfError::from(Fault::Invalid("a type is not text".into())).at(key));
                };
                // Types are read by what held before type-scoped contexts.
                let iri = expand_vocab(context, name);
                if place.reach == Reach::Read {
                    class_by_name(context, name, iri.as_deref())
                        .map_err(|err| RdfError::from(err).at(key))?;
                }
                if subject.named && !place.seen && iri.as_deref().is_some_and(crate::vocab::is_class) {
                    self.unseen.push((subject.node, name.to_owned()));
                }
                let object = self.reference(iri, name).map_err(|err| err.at(key))?;
                self.typed_as(subject.node, object, place.graph);
            }
        }
        Ok(())
    }

    pub(super) fn typed_as(&mut self, subject: Node, object: Node, graph: Option<Node>) {
        let predicate = self.data.span(|text| text.push_str(RDF_TYPE));
        self.data.quads.push(Quad { subject, predicate, object, graph });
    }

    /// The context after those of the node's types, taken in order of their names.
    pub(super) fn type_scoped(
        &self,
        found: &Keywords<'_, '_>,
        context: &Rc<Context>,
    ) -> Result<Rc<Context>, Fault> {
        if let [(_, value)] = found.types.as_slice()
            && let [Value::String(name)] = value.items()
        {
            return match context.term(name).and_then(|term| term.scoped.as_ref()) {
                Some(scoped) => self.processor.apply(context, scoped, Apply::TYPE),
                None => Ok(Rc::clone(context)),
            };
        }
        let mut names: Vec<(&str, &str)> = Vec::new();
        for (key, value) in &found.types {
            names.extend(value.items().iter().filter_map(Value::as_str).map(|name| (*key, name)));
        }
        names.sort_unstable();
        let mut result = Rc::clone(context);
        for (_, name) in names {
            if let Some(scoped) = context.term(name).and_then(|term| term.scoped.as_ref()) {
                result = self.processor.apply(&result, scoped, Apply::TYPE)?;
            }
        }
        Ok(result)
    }

    /// A node has one index, wherever it is met within a graph.
    pub(super) fn index(&mut self, node: Node, graph: Option<Node>, index: &str) -> Result<(), Fault> {
        let name = |node: Node| match node {
            Node::Blank(number) => format!("{number}"),
            Node::Text(span) => self.data.text(span).to_owned(),
        };
        let key = [graph.map(name).unwrap_or_default(), name(node)].join(" ");
        self.data.charge(2 * key.len())?;
        match self.indexes.insert(key, index.to_owned()) {
            Some(other) if other != index => Err(Fault::Invalid("a node has two indexes".into())),
            _ => Ok(()),
        }
    }

    /// The members of an object that are properties; whether there were any with a value.
    fn properties(
        &mut self,
        subject: &Subject,
        object: &Object<'_>,
        place: &Place,
        left_out: Option<&str>,
    ) -> Result<bool, RdfError> {
        let mut said = false;
        for (key, value) in object.iter() {
            if left_out != Some(key) && place.context.keyword(key).is_none() && !self.hides(value) {
                said |= self.property(subject, key, value, place).map_err(|err| err.at(key))?;
            }
        }
        Ok(said)
    }

    fn property(
        &mut self,
        subject: &Subject,
        key: &str,
        value: &Value<'_>,
        place: &Place,
    ) -> Result<bool, RdfError> {
        let term = place.context.term(key);
        let iri = match term {
            Some(term) => term.iri.clone(),
            None => expand_vocab(&place.context, key),
        };
        let iri = iri.ok_or_else(|| Fault::Undefined(key.to_owned()))?;
        let alias = term.map_or_else(|| alias_of(key, &iri), |term| term.alias);
        if let Some(name) = alias {
            return Err(written_otherwise(key, name, &iri).into());
        }
        if !term.map_or_else(|| is_absolute(&iri), |term| term.absolute) {
            return Err(Fault::Undefined(key.to_owned()).into());
        }
        let known = match term {
            Some(term) => term.known,
            None => crate::vocab::property_name(&iri).is_some(),
        };
        if !known {
            if is_type(&iri) {
                return Err(written_otherwise(key, "type", "@type").into());
            }
            let misleads = || term.map_or_else(|| crate::vocab::misleads(key, &iri), |term| term.misleads);
            if place.reach == Reach::Read && misleads() {
                return Err(misleading(key).into());
            }
        }
        let container = term.map_or_else(Container::default, |term| term.container);
        let reverse = term.is_some_and(|term| term.reverse);
        if known {
            let loose = place.reach == Reach::Loose || subject.nested || subject.reversed || reverse;
            // What a credential says of itself as a whole is looked for at its top.
            let elsewhere = subject.again && (iri.starts_with(CREDENTIAL) || *iri == *PROOF);
            let by_key = container.has(Container::INDEX) || container.has(Container::ID);
            if loose || elsewhere || by_key || container.has(Container::TYPE) {
                return Err(hidden(key).into());
            }
            if subject.named && !place.seen {
                self.unseen.push((subject.node, key.to_owned()));
            }
        }
        if matches!(value, Value::Null) && term.is_none_or(|term| term.coercion != Coercion::Json) {
            return Ok(false);
        }
        let predicate = self.data.iri(&iri);
        let reach = match place.reach {
            Reach::Loose => Reach::Loose,
            _ if known => Reach::Read,
            _ => Reach::Custom,
        };
        let seen = place.seen && known;
        let inside = Place { context: Rc::clone(&place.context), graph: place.graph, reach, seen };
        let scoped = term.map(|term| self.scoped(key, term, &inside.context)).transpose()?.flatten();
        let slot = Slot {
            key,
            term,
            scoped: scoped.as_ref(),
            role: Role::Property,
            graphs: container.has(Container::GRAPH),
            entry: None,
        };
        let mut items = self.spare.pop().unwrap_or_default();
        let said = self.property_values(value, &slot, &inside, &mut items)?;
        let graph = place.graph;
        if !(reverse || subject.reversed) {
            let quad = |item: Item| Quad { subject: subject.node, predicate, object: item.node, graph };
            self.data.quads.extend(items.drain(..).map(quad));
            self.spare.push(items);
            return Ok(said);
        }
        if items.iter().any(|item| matches!(item.kind, Kind::Literal | Kind::List)) {
            return Err(Fault::Invalid("a statement backwards is about a value".into()).into());
        }
        let forwards = reverse == subject.reversed;
        self.data.quads.extend(items.into_iter().map(|item| {
            let (subject, object) =
                if forwards { (subject.node, item.node) } else { (item.node, subject.node) };
            Quad { subject, predicate, object, graph }
        }));
        Ok(said)
    }

    /// `@reverse`: properties whose statements run the other way.
    fn reversed(&mut self, subject: &Subject, value: &Value<'_>, place: &Place) -> Result<bool, RdfError> {
        let invalid = |what: &str| RdfError::from(Fault::Invalid(what.to_owned()));
        let object = value.as_object().ok_or_else(|| invalid("what is said backwards is not an object"))?;
        let mut place = Place { ..place.clone() };
        if let Some(previous) = &place.context.previous {
            place.context = Rc::clone(previous);
        }
        if let Some(embedded) = object.get("@context") {
            place.context = self
                .processor
                .embedded(&place.context, embedded)
                .map_err(|fault| RdfError::from(fault).at("@context"))?;
        }
        if object.iter().any(|(key, _)| key != "@context" && place.context.keyword(key).is_some()) {
            return Err(invalid("a keyword is said backwards"));
        }
        self.properties(&Subject { nested: false, reversed: true, ..*subject }, object, &place, None)
    }

    /// `@included`: nodes that are told of here without being linked.
    fn included(&mut self, value: &Value<'_>, slot: &Slot<'_>, place: &Place) -> Result<(), RdfError> {
        if slot.term.is_some_and(|term| term.scoped.is_some()) {
            // Processors disagree on whether that context counts here.
            return Err(Fault::Unsupported("@included under a property with a context".into()).into());
        }
        if matches!(value, Value::Null) {
            return Err(Fault::Invalid("what is included is not a node".into()).into());
        }
        let beside_value = slot.role == Role::Property && !slot.container().has(Container::GRAPH);
        let role = if beside_value { Role::Included } else { Role::Graph };
        self.value(value, &Slot::without_property(role), place, &mut Vec::new())
    }

    /// `@graph`: nodes that are told of in a graph.
    fn graph(&mut self, value: &Value<'_>, place: &Place) -> Result<(), RdfError> {
        match value {
            Value::Object(_) | Value::Array(_) => {
                self.value(value, &Slot::without_property(Role::Graph), place, &mut Vec::new())
            }
            _ => Err(Fault::Invalid("a graph is not made of nodes".into()).into()),
        }
    }
}
