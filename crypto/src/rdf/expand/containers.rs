//! What holds values: lists, graphs, and maps by language, index, id or type.
//!
//! Where processors are known to differ from the standard or from each other, the answer is that
//! we cannot tell.
//!
//! Source: JSON-LD 1.1 API, section 5.1.2 (steps 13.6 to 13.13); RDF 1.1, lists.

use std::rc::Rc;

use super::super::context::{Apply, Coercion, Container, Context, Setting, Term, expand_vocab, language};
use super::super::dataset::{Node, Quad, Span};
use super::super::{Fault, RdfError};
use super::keywords::{Reach, hidden, is_type};
use super::trace::address_of;
use super::values::direction_of;
use super::{Entry, Expander, Item, Kind, Place, Slot};
use crate::json::{Object, Value};

const RDF_FIRST: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>";
const RDF_REST: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>";
const RDF_NIL: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>";

impl Expander<'_> {
    /// The context that a property's term brings, applied.
    ///
    /// It may change what the property itself means; where that would decide how to read the
    /// value's shape, processors disagree.
    pub(super) fn scoped(
        &self,
        key: &str,
        term: &Rc<Term>,
        context: &Rc<Context>,
    ) -> Result<Option<Rc<Context>>, Fault> {
        let Some(scoped) = &term.scoped else { return Ok(None) };
        let applied = self.processor.apply(context, scoped, Apply::PROPERTY)?;
        let settled = match applied.term(key) {
            None => {
                let list_or_map = term.container.has(Container::LIST) || term.container.has(Container::MAP);
                !list_or_map && !term.reverse
            }
            Some(again) => {
                Rc::ptr_eq(again, term)
                    || (again.container == term.container
                        && again.reverse == term.reverse
                        && again.index == term.index
                        && again.scoped == term.scoped)
            }
        };
        if settled {
            Ok(Some(applied))
        } else {
            Err(Fault::Unsupported(format!("a context of {key} that changes {key} itself")))
        }
    }

    /// The values of a property; whether there is anything to say, if only that there is nothing.
    pub(super) fn property_values(
        &mut self,
        value: &Value<'_>,
        slot: &Slot<'_>,
        place: &Place,
        out: &mut Vec<Item>,
    ) -> Result<bool, RdfError> {
        let container = slot.container();
        let map = value.as_object().filter(|_| container.has(Container::MAP));
        if slot.term.is_some_and(|term| term.coercion == Coercion::Json) {
            if map.is_some() || container.has(Container::GRAPH) {
                return Err(Fault::Unsupported(format!("JSON in the container of {}", slot.key)).into());
            }
            let mut item = self.json(value);
            if container.has(Container::LIST) {
                item = self.cells(vec![item], address_of(value), place.graph);
            }
            out.push(item);
        } else if let Some(map) = map {
            self.map(map, container, slot, place, out)?;
        } else if container.has(Container::LIST) {
            out.extend(self.list_property(value, slot, place)?);
        } else if container.has(Container::GRAPH) {
            // By index or id only maps are; anything else is as it stands.
            let each = !container.has(Container::MAP);
            self.value(value, &Slot { graphs: each, ..*slot }, place, out)?;
            if each && out.iter().any(|item| item.kind != Kind::Graph) {
                return Err(Fault::Invalid("a graph holds something else than nodes".into()).into());
            }
            return Ok(!out.is_empty() || !each);
        } else {
            self.value(value, slot, place, out)?;
        }
        Ok(true)
    }

    /// The value of a property whose container is a list: one list.
    fn list_property(
        &mut self,
        value: &Value<'_>,
        slot: &Slot<'_>,
        place: &Place,
    ) -> Result<Option<Item>, RdfError> {
        match value {
            Value::Object(object) => {
                let mut items = Vec::new();
                let set = self.object(object, slot, place, &mut items)?;
                match items.as_slice() {
                    [item] if !set && item.kind == Kind::List => Ok(Some(*item)),
                    _ => Ok(Some(self.cells(items, address_of(value), place.graph))),
                }
            }
            _ => self.list(value, slot, place).map(Some),
        }
    }

    /// A list of what `value` holds.
    pub(super) fn list(
        &mut self,
        value: &Value<'_>,
        slot: &Slot<'_>,
        place: &Place,
    ) -> Result<Item, RdfError> {
        self.whole(value.items())?;
        // Inside `@list` alone, processors disagree on lists in lists.
        let nests = slot.container().has(Container::LIST);
        let nested = || Fault::Unsupported("a list in a list without a term for it".into());
        let mut items = Vec::new();
        for (index, item) in value.items().iter().enumerate() {
            let at = |err: RdfError| err.at(&index.to_string());
            match item {
                Value::Array(_) if nests => items.push(self.list(item, slot, place).map_err(at)?),
                Value::Array(_) => return Err(at(nested().into())),
                Value::Object(object) => {
                    let mut inner = Vec::new();
                    let set = self.object(object, slot, place, &mut inner).map_err(at)?;
                    match set {
                        false => items.extend(inner),
                        true if nests => items.push(self.cells(inner, address_of(item), place.graph)),
                        true => return Err(at(nested().into())),
                    }
                }
                _ => self.value(item, slot, place, &mut items).map_err(at)?,
            }
        }
        Ok(self.cells(items, address_of(value), place.graph))
    }

    /// `rdf:first` and `rdf:rest` down to `rdf:nil`. Gives the head.
    fn cells(&mut self, items: Vec<Item>, address: usize, graph: Option<Node>) -> Item {
        let mut rest = Node::Text(self.data.span(|text| text.push_str(RDF_NIL)));
        let first = self.data.span(|text| text.push_str(RDF_FIRST));
        let next = self.data.span(|text| text.push_str(RDF_REST));
        for (index, item) in items.into_iter().enumerate().rev() {
            let subject = self.blank(address, index + 2);
            self.data.quads.push(Quad { subject, predicate: first, object: item.node, graph });
            self.data.quads.push(Quad { subject, predicate: next, object: rest, graph });
            rest = subject;
        }
        Item { node: rest, kind: Kind::List }
    }

    fn map(
        &mut self,
        map: &Object<'_>,
        container: Container,
        slot: &Slot<'_>,
        place: &Place,
        out: &mut Vec<Item>,
    ) -> Result<(), RdfError> {
        let differ = |what: &str| Err(Fault::Unsupported(format!("{what} of {}", slot.key)).into());
        let scoped = slot.scoped.is_some();
        if container.has(Container::LANGUAGE) {
            if scoped {
                return differ("a map by language under the context");
            }
            return self.language_map(map, slot.term, &place.context, out);
        }
        let by_id = container.has(Container::ID);
        let by_type = container.has(Container::TYPE);
        if by_id && place.context.previous.is_some() {
            return differ("a map by id under a context that does not propagate, the value");
        }
        let context = slot.scoped.unwrap_or(&place.context);
        let context = context.previous.as_ref().filter(|_| by_type).unwrap_or(context);
        let index = match slot.term.and_then(|term| term.index.as_deref()) {
            Some(_) if scoped => return differ("a map by property under the context"),
            Some(index) => Some(self.index_property(index, &place.context)?),
            None => None,
        };
        for (key, value) in map.iter() {
            let at = |err: RdfError| err.at(key);
            let relative = |_| RdfError::from(Fault::Relative(format!("the key \"{key}\""))).at(key);
            let mut context = Rc::clone(context);
            let mut entry = Entry::default();
            let mut kind = None;
            let mut class = false;
            let mut property = None;
            if context.keyword(key) == Some("@none") {
                if index.is_some() && key != "@none" {
                    return differ("another name for @none in the map");
                }
            } else if by_id {
                let id = self.address(&context, key, Reach::Custom).map_err(relative)?;
                entry.id = Some((key, id));
            } else if by_type {
                if let Some(local) = context.term(key).and_then(|term| term.scoped.clone()) {
                    if map.len() > 1 || scoped {
                        return differ("types with contexts in the map");
                    }
                    context = self.processor.apply(&context, &local, Apply::TYPE)?;
                }
                let iri = expand_vocab(&context, key);
                class = iri.as_deref().is_some_and(crate::vocab::is_class);
                kind = Some(self.reference(iri, key).map_err(relative)?);
            } else if let Some((name, predicate)) = index {
                let term = context.term(name);
                let slot = Slot { key: name, term, scoped: None, graphs: false, entry: None, ..*slot };
                let place = Place { context: Rc::clone(&context), ..*place };
                property = Some((predicate, self.plain(&Value::from(key), &slot, &place).map_err(at)?));
            } else {
                entry.index = Some(key);
            }
            let term = context.term(slot.key);
            let inner = Slot { term, scoped: None, entry: Some(&entry), ..*slot };
            let mut items = Vec::new();
            let inside = Place { context: Rc::clone(&context), ..*place };
            self.value(value, &inner, &inside, &mut items).map_err(at)?;
            let plain = entry.index.is_some() || (!by_id && kind.is_none() && property.is_none());
            for item in items {
                if slot.graphs && item.kind != Kind::Graph {
                    return Err(at(Fault::Invalid("a graph holds something else than nodes".into()).into()));
                }
                if !plain && matches!(item.kind, Kind::Literal | Kind::List) {
                    return Err(at(Fault::Invalid("a value has no place in such a map".into()).into()));
                }
                if let Some(kind) = kind {
                    self.typed_as(item.node, kind, place.graph);
                    if class {
                        self.unseen.push((item.node, key.to_owned()));
                    }
                }
                if let Some((predicate, object)) = property {
                    let quad =
                        Quad { subject: item.node, predicate, object: object.node, graph: place.graph };
                    self.data.quads.push(quad);
                }
                out.push(item);
            }
        }
        Ok(())
    }

    /// The property that the keys of an index map are values of.
    fn index_property<'s>(&mut self, name: &'s str, context: &Context) -> Result<(&'s str, Span), Fault> {
        let iri = expand_vocab(context, name).filter(|iri| super::super::iri::is_absolute(iri));
        let iri = iri.ok_or_else(|| Fault::Undefined(name.to_owned()))?;
        if crate::vocab::property_name(&iri).is_some() || is_type(&iri) {
            return Err(hidden(name));
        }
        Ok((name, self.data.iri(&iri)))
    }

    fn language_map(
        &mut self,
        map: &Object<'_>,
        term: Option<&Rc<Term>>,
        context: &Context,
        out: &mut Vec<Item>,
    ) -> Result<(), RdfError> {
        let direction = term.map_or(&Setting::Inherited, |term| &term.direction);
        let direction = direction_of(direction, context);
        for (key, value) in map.iter() {
            if self.hides(value) {
                continue;
            }
            let tag = if context.keyword(key) == Some("@none") {
                None
            } else {
                Some(language(key).map_err(|fault| RdfError::from(fault).at(key))?)
            };
            for item in value.items() {
                match item {
                    Value::Null => {}
                    Value::String(text) => {
                        let node = self.text(text, tag.as_deref(), direction.as_deref());
                        out.push(Item { node, kind: Kind::Literal });
                    }
                    _ => {
                        let fault = Fault::Invalid("a text by language is not text".into());
                        return Err(RdfError::from(fault).at(key));
                    }
                }
            }
        }
        Ok(())
    }
}
