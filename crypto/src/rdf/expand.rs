//! JSON-LD to quads, in one pass.
//!
//! This joins expansion, node map generation and RDF serialisation: each node object writes its
//! quads as it is met. It can, because blank node labels don't matter before canonicalisation
//! and the merging of node objects with the same `@id` is what a set of quads does by itself.
//!
//! Source: JSON-LD 1.1 API, sections 5.1 (Expansion), 5.3 (Value Expansion) and 8
//! (RDF Serialization/Deserialization), with `rdfDirection: i18n-datatype`, no base IRI, and
//! every loss of data an error.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::context::{
    Apply, Coercion, Container, Context, Processor, Setting, Term, alias_of, direction, expand_id,
    expand_vocab, language,
};
use super::iri::is_absolute;
use super::{Fault, RdfError, Text, literal};
use crate::json::{Object, Value, canonical};
use crate::vocab::is_property_name;

const RDF_TYPE: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const RDF_FIRST: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>";
const RDF_REST: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#rest>";
const RDF_NIL: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>";
const RDF_JSON: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
const XSD_BOOLEAN: &str = "http://www.w3.org/2001/XMLSchema#boolean";
const XSD_INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
const XSD_DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";
const I18N: &str = "https://www.w3.org/ns/i18n#";

/// A stretch of [`Dataset::text`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    start: u32,
    end: u32,
}

/// A subject, object or graph name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Node {
    /// A blank node, by number from 0.
    Blank(u32),
    /// An IRI or literal, as N-Quads write it.
    Text(Span),
}

/// One statement; no graph is the default graph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quad {
    pub(super) subject: Node,
    pub(super) predicate: Span,
    pub(super) object: Node,
    pub(super) graph: Option<Node>,
}

/// Statements over one buffer of text. May hold the same statement twice.
#[derive(Debug, Default)]
pub(super) struct Dataset {
    text: String,
    pub(super) quads: Vec<Quad>,
    /// How many blank nodes there are.
    pub(super) blanks: u32,
}

impl Dataset {
    pub(super) fn text(&self, span: Span) -> &str {
        &self.text[span.start as usize..span.end as usize]
    }

    /// Keeps what `write` writes.
    fn span(&mut self, write: impl FnOnce(&mut String)) -> Span {
        let start = position(self.text.len());
        write(&mut self.text);
        Span { start, end: position(self.text.len()) }
    }

    pub(super) fn blank(&mut self) -> Node {
        self.blanks += 1;
        Node::Blank(self.blanks - 1)
    }

    pub(super) fn iri(&mut self, iri: &str) -> Span {
        self.span(|text| {
            text.push('<');
            text.push_str(iri);
            text.push('>');
        })
    }

    fn literal(&mut self, lexical: &str, datatype: &str) -> Node {
        Node::Text(self.span(|text| {
            text.push('"');
            literal::write_escaped(text, lexical);
            text.push('"');
            if datatype != XSD_STRING {
                text.push_str("^^<");
                text.push_str(datatype);
                text.push('>');
            }
        }))
    }

    fn tagged(&mut self, lexical: &str, tag: &str) -> Node {
        Node::Text(self.span(|text| {
            text.push('"');
            literal::write_escaped(text, lexical);
            text.push_str("\"@");
            text.push_str(tag);
        }))
    }
}

/// What a document may come to, in bytes of N-Quads; looked at before each value.
const MAX_TEXT: usize = 64 << 20;

/// An offset into the text, which holds [`MAX_TEXT`] and at most one value more.
fn position(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The statements of a document, its member `left_out` not looked at.
///
/// # Errors
/// [`RdfError`] at the first thing that cannot be expressed.
pub(super) fn dataset<'p>(
    processor: &'p Processor,
    document: &Object<'_>,
    left_out: Option<&'p str>,
) -> Result<Dataset, RdfError> {
    let mut expander =
        Expander { processor, data: Dataset::default(), labels: FxHashMap::default(), left_out };
    let mut nodes = Vec::new();
    let place = Place { context: Context::empty(), graph: None };
    expander.object(document, None, &place, &mut nodes)?;
    Ok(expander.data)
}

/// Where in the document and the dataset we are.
#[derive(Clone)]
struct Place {
    context: Rc<Context>,
    graph: Option<Node>,
}

struct Expander<'p> {
    processor: &'p Processor,
    data: Dataset,
    labels: FxHashMap<String, u32>,
    /// The member that the first node, which is the document, leaves out.
    left_out: Option<&'p str>,
}

/// The keywords among an object's keys.
#[derive(Default)]
struct Keywords<'v, 'a> {
    id: Option<&'v Value<'a>>,
    value: Option<&'v Value<'a>>,
    list: Option<&'v Value<'a>>,
    set: Option<&'v Value<'a>>,
    language: Option<&'v Value<'a>>,
    direction: Option<&'v Value<'a>>,
    types: Vec<(&'v str, &'v Value<'a>)>,
    others: usize,
}

/// A known property, or a keyword, by another name than the one that readers look for.
///
/// Words that belong to everybody may well have another name in somebody's own context; to write
/// a word of the credential vocabularies by another name has no use but to hide it.
fn written_otherwise(key: &str, name: &str, iri: &str) -> Fault {
    let common = ["@", "https://schema.org/", "http://purl.org/dc/"];
    if common.iter().any(|start| iri.starts_with(start)) {
        Fault::Unsupported(format!("{key} in place of {name}"))
    } else {
        Fault::Invalid(format!("{key} stands for {name}, which has to be written by its name"))
    }
}

/// The keyword that a key stands for, if it stands for one.
fn keyword_of<'s>(context: &'s Context, key: &'s str) -> Option<&'s str> {
    let written = match context.term(key) {
        Some(term) => term.iri.as_deref(),
        None => Some(key),
    };
    written.filter(|written| written.starts_with('@'))
}

impl<'v, 'a> Keywords<'v, 'a> {
    fn of(context: &Context, object: &'v Object<'a>) -> Result<Self, Fault> {
        let mut found = Self::default();
        for (key, value) in object.iter() {
            let Some(keyword) = keyword_of(context, key) else {
                found.others += 1;
                continue;
            };
            let name = match keyword {
                "@id" => "id",
                "@type" => "type",
                other => other,
            };
            // `@id` itself is what there is where no context defines `id`.
            if key != name && (key != keyword || context.term(name).is_some()) {
                return Err(written_otherwise(key, name, keyword));
            }
            let slot = match keyword {
                "@context" => continue,
                "@type" => {
                    found.types.push((key, value));
                    continue;
                }
                "@id" => &mut found.id,
                "@value" => &mut found.value,
                "@list" => &mut found.list,
                "@set" => &mut found.set,
                "@language" => &mut found.language,
                "@direction" => &mut found.direction,
                other => return Err(Fault::Unsupported(format!("{other} in a document"))),
            };
            if slot.replace(value).is_some() {
                return Err(Fault::Invalid(format!("{keyword} stands twice in one object")));
            }
        }
        Ok(found)
    }
}

impl Expander<'_> {
    /// Any value of a property, arrays flattened; the nodes that come of it go to `out`.
    fn value(
        &mut self,
        value: &Value<'_>,
        term: Option<&Rc<Term>>,
        place: &Place,
        out: &mut Vec<Node>,
    ) -> Result<(), RdfError> {
        if self.data.text.len() > MAX_TEXT {
            return Err(Fault::WorkLimit.into());
        }
        match value {
            Value::Null => Ok(()),
            Value::Object(object) => self.object(object, term, place, out),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(item, term, place, out).map_err(|err| err.at(&index.to_string()))?;
                }
                Ok(())
            }
            scalar => {
                out.push(self.scalar(scalar, term, &place.context)?);
                Ok(())
            }
        }
    }

    fn object(
        &mut self,
        object: &Object<'_>,
        term: Option<&Rc<Term>>,
        place: &Place,
        out: &mut Vec<Node>,
    ) -> Result<(), RdfError> {
        let mut context = Rc::clone(&place.context);
        if let Some(previous) = &place.context.previous {
            let is = |key, keyword| keyword_of(&context, key) == Some(keyword);
            let alone = object.len() == 1;
            let keeps = object.iter().any(|(key, _)| is(key, "@value") || (alone && is(key, "@id")));
            if !keeps {
                context = Rc::clone(previous);
            }
        }
        if let Some(scoped) = term.and_then(|term| term.scoped.as_ref()) {
            context = self.processor.apply(&context, scoped, Apply::PROPERTY)?;
        }
        if let Some(embedded) = object.get("@context") {
            context = self
                .processor
                .embedded(&context, embedded)
                .map_err(|fault| RdfError::from(fault).at("@context"))?;
        }
        let found = Keywords::of(&context, object)?;
        if found.value.is_some() {
            out.push(self.value_object(&found, &context)?);
            return Ok(());
        }
        if found.language.is_some() || found.direction.is_some() {
            return Err(Fault::Invalid("a language or direction stands without a value".into()).into());
        }
        if found.set.is_some() {
            return Err(Fault::Unsupported("@set in a document".into()).into());
        }
        if let Some(inner) = found.list {
            if found.others > 0 || found.id.is_some() || !found.types.is_empty() {
                return Err(Fault::Invalid("a list object has other members".into()).into());
            }
            out.push(self.list(inner, term, &Place { context, graph: place.graph })?);
            return Ok(());
        }
        out.push(self.node(object, &found, &context, place.graph)?);
        Ok(())
    }

    /// A node object: writes its quads and gives its subject.
    fn node(
        &mut self,
        object: &Object<'_>,
        found: &Keywords<'_, '_>,
        context: &Rc<Context>,
        graph: Option<Node>,
    ) -> Result<Node, RdfError> {
        let left_out = self.left_out.take();
        let typed = self.type_scoped(found, context)?;
        let subject = match found.id {
            None => self.data.blank(),
            Some(Value::String(id)) => self.address(&typed, id).map_err(|err| err.at("id"))?,
            Some(_) => return Err(RdfError::from(Fault::Invalid("an id is not text".into())).at("id")),
        };
        for (key, value) in &found.types {
            for item in value.items() {
                let Some(name) = item.as_str() else {
                    return Err(RdfError::from(Fault::Invalid("a type is not text".into())).at(key));
                };
                // Types are read by what held before type-scoped contexts.
                let object = self.reference(expand_vocab(context, name), name).map_err(|err| err.at(key))?;
                let predicate = self.data.span(|text| text.push_str(RDF_TYPE));
                self.data.quads.push(Quad { subject, predicate, object, graph });
            }
        }
        let place = Place { context: typed, graph };
        for (key, value) in object.iter() {
            if left_out != Some(key) {
                self.property(subject, key, value, &place).map_err(|err| err.at(key))?;
            }
        }
        Ok(subject)
    }

    /// The context after those of the node's types, taken in order of their names.
    fn type_scoped(&self, found: &Keywords<'_, '_>, context: &Rc<Context>) -> Result<Rc<Context>, Fault> {
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

    fn property(
        &mut self,
        subject: Node,
        key: &str,
        value: &Value<'_>,
        place: &Place,
    ) -> Result<(), RdfError> {
        let term = place.context.term(key);
        let iri = match term {
            Some(term) => term.iri.clone(),
            None => expand_vocab(&place.context, key),
        };
        let iri = iri.ok_or_else(|| Fault::Undefined(key.to_owned()))?;
        if iri.starts_with('@') {
            return Ok(());
        }
        // Our tables agree on the names of properties; of a class, the property's name may be meant.
        let alias = match term {
            Some(term) if is_property_name(key) => term.alias,
            _ => alias_of(key, &iri),
        };
        if let Some(name) = alias {
            return Err(written_otherwise(key, name, &iri).into());
        }
        if !is_absolute(&iri) {
            return Err(Fault::Undefined(key.to_owned()).into());
        }
        if matches!(value, Value::Null) && term.is_none_or(|term| term.coercion != Coercion::Json) {
            return Ok(());
        }
        let predicate = self.data.iri(&iri);
        let container = term.map_or(Container::No, |term| term.container);
        let coercion = term.map(|term| &term.coercion);
        let mut nodes = Vec::new();
        match (container, coercion, value) {
            (_, Some(Coercion::Json), _) => nodes.push(self.data.literal(&canonical(value), RDF_JSON)),
            (Container::Language, _, Value::Object(map)) => {
                self.language_map(map, term, &place.context, &mut nodes)?;
            }
            (Container::List, _, _) => {
                if is_list_object(value, &place.context)? {
                    self.value(value, term, place, &mut nodes)?;
                } else {
                    nodes.push(self.list(value, term, place)?);
                }
            }
            (Container::Graph, _, _) => {
                for (index, item) in
                    value.items().iter().enumerate().filter(|(_, item)| **item != Value::Null)
                {
                    let graph = self.data.blank();
                    let inside = Place { context: Rc::clone(&place.context), graph: Some(graph) };
                    let at = |err: RdfError| {
                        if value.as_array().is_some() { err.at(&index.to_string()) } else { err }
                    };
                    self.value(item, term, &inside, &mut Vec::new()).map_err(at)?;
                    nodes.push(graph);
                }
            }
            _ => self.value(value, term, place, &mut nodes)?,
        }
        let graph = place.graph;
        self.data.quads.extend(nodes.into_iter().map(|object| Quad { subject, predicate, object, graph }));
        Ok(())
    }

    /// A list: `rdf:first` and `rdf:rest` down to `rdf:nil`. Gives the head.
    fn list(&mut self, value: &Value<'_>, term: Option<&Rc<Term>>, place: &Place) -> Result<Node, RdfError> {
        let mut items = Vec::new();
        for (index, item) in value.items().iter().enumerate() {
            let at = |err: RdfError| err.at(&index.to_string());
            match item {
                Value::Array(_) => items.push(self.list(item, term, place).map_err(at)?),
                _ => self.value(item, term, place, &mut items).map_err(at)?,
            }
        }
        let mut rest = Node::Text(self.data.span(|text| text.push_str(RDF_NIL)));
        let first = self.data.span(|text| text.push_str(RDF_FIRST));
        let next = self.data.span(|text| text.push_str(RDF_REST));
        for object in items.into_iter().rev() {
            let subject = self.data.blank();
            let graph = place.graph;
            self.data.quads.push(Quad { subject, predicate: first, object, graph });
            self.data.quads.push(Quad { subject, predicate: next, object: rest, graph });
            rest = subject;
        }
        Ok(rest)
    }

    fn language_map(
        &mut self,
        map: &Object<'_>,
        term: Option<&Rc<Term>>,
        context: &Context,
        out: &mut Vec<Node>,
    ) -> Result<(), RdfError> {
        for (key, value) in map.iter() {
            let tag = if keyword_of(context, key) == Some("@none") { None } else { Some(language(key)?) };
            for item in value.items() {
                match item {
                    Value::Null => {}
                    Value::String(text) => {
                        let direction = direction_of(term, context);
                        out.push(self.text(text, tag.as_deref(), direction.as_deref()));
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

    fn value_object(&mut self, found: &Keywords<'_, '_>, context: &Context) -> Result<Node, RdfError> {
        let invalid = |what: &str| RdfError::from(Fault::Invalid(what.to_owned()));
        if found.others > 0 || found.id.is_some() || found.list.is_some() || found.set.is_some() {
            return Err(invalid("a value object has other members"));
        }
        let datatype = match found.types.as_slice() {
            [] => None,
            [(_, Value::String(name))] => {
                expand_vocab(context, name).or_else(|| Some(Text::from(name.as_ref())))
            }
            _ => return Err(invalid("the type of a value is not one text")),
        };
        let value = found.value.unwrap_or(&Value::Null);
        let tag = match found.language {
            None => None,
            Some(Value::String(tag)) => Some(language(tag)?),
            Some(_) => return Err(invalid("a language is not text")),
        };
        let side = match found.direction {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(direction(text)?),
            Some(_) => return Err(invalid("a direction is not text")),
        };
        match (datatype, value) {
            (Some(datatype), value) if &*datatype == "@json" => {
                Ok(self.data.literal(&canonical(value), RDF_JSON))
            }
            (_, Value::Null) => Err(invalid("the value of a value object is null")),
            (_, Value::Array(_) | Value::Object(_)) => {
                Err(invalid("the value of a value object is no scalar"))
            }
            (Some(_), _) if tag.is_some() || side.is_some() => {
                Err(invalid("a value has both a type and a language or direction"))
            }
            (Some(datatype), scalar) if is_absolute(&datatype) => Ok(self.typed(scalar, Some(&datatype))),
            (Some(_), _) => Err(invalid("the type of a value is no absolute address")),
            (None, Value::String(text)) => Ok(self.text(text, tag.as_deref(), side.as_deref())),
            (None, _) if tag.is_some() || side.is_some() => {
                Err(invalid("a language or direction stands with something that is not text"))
            }
            (None, scalar) => Ok(self.typed(scalar, None)),
        }
    }

    /// A string, number or boolean that stands directly as a property's value.
    fn scalar(
        &mut self,
        value: &Value<'_>,
        term: Option<&Rc<Term>>,
        context: &Rc<Context>,
    ) -> Result<Node, RdfError> {
        let context = &match term.and_then(|term| term.scoped.as_ref()) {
            Some(scoped) => self.processor.apply(context, scoped, Apply::PROPERTY)?,
            None => Rc::clone(context),
        };
        match (term.map(|term| &term.coercion), value) {
            (Some(Coercion::Id), Value::String(text)) => self.address(context, text),
            (Some(Coercion::Vocab), Value::String(text)) => self.reference(expand_vocab(context, text), text),
            (Some(Coercion::Datatype(datatype)), _) => Ok(self.typed(value, Some(datatype))),
            (_, Value::String(text)) => {
                let tag =
                    term.map_or(&Setting::Inherited, |term| &term.language).or(context.language.as_ref());
                let direction = direction_of(term, context);
                Ok(self.text(text, tag.as_deref(), direction.as_deref()))
            }
            _ => Ok(self.typed(value, None)),
        }
    }

    fn text(&mut self, text: &str, tag: Option<&str>, direction: Option<&str>) -> Node {
        match (tag, direction) {
            (tag, Some(direction)) => {
                self.data.literal(text, &format!("{I18N}{}_{direction}", tag.unwrap_or_default()))
            }
            (Some(tag), None) => self.data.tagged(text, tag),
            (None, None) => self.data.literal(text, XSD_STRING),
        }
    }

    fn typed(&mut self, value: &Value<'_>, datatype: Option<&str>) -> Node {
        match value {
            Value::Bool(value) => self.data.literal(&value.to_string(), datatype.unwrap_or(XSD_BOOLEAN)),
            Value::Number(number) if literal::is_integer(*number) && datatype != Some(XSD_DOUBLE) => {
                self.data.literal(&literal::integer(*number), datatype.unwrap_or(XSD_INTEGER))
            }
            Value::Number(number) => {
                self.data.literal(&literal::double(*number), datatype.unwrap_or(XSD_DOUBLE))
            }
            other => self.data.literal(other.as_str().unwrap_or_default(), datatype.unwrap_or(XSD_STRING)),
        }
    }

    /// An address as it stands; a short form of one is not what readers would take it for.
    fn address(&mut self, context: &Context, written: &str) -> Result<Node, RdfError> {
        let expanded = expand_id(context, written);
        if expanded.as_deref().is_some_and(|iri| iri != written) {
            return Err(Fault::Unsupported(format!("the short form {written} of an address")).into());
        }
        self.reference(expanded, written)
    }

    /// An IRI or blank node that a document names.
    fn reference(&mut self, expanded: Option<Text>, written: &str) -> Result<Node, RdfError> {
        let expanded = expanded.filter(|iri| !iri.starts_with('@'));
        match expanded {
            Some(iri) if iri.starts_with("_:") => {
                let next = self.data.blanks;
                let number = *self.labels.entry(iri.to_string()).or_insert(next);
                self.data.blanks += u32::from(number == next);
                Ok(Node::Blank(number))
            }
            Some(iri) if is_absolute(&iri) => Ok(Node::Text(self.data.iri(&iri))),
            _ => Err(Fault::Relative(format!("\"{written}\"")).into()),
        }
    }
}

fn direction_of(term: Option<&Rc<Term>>, context: &Context) -> Option<Text> {
    term.map_or(&Setting::Inherited, |term| &term.direction).or(context.direction.as_ref())
}

/// Whether a value of a list property is already written as `{"@list": ...}`.
fn is_list_object(value: &Value<'_>, context: &Context) -> Result<bool, Fault> {
    match value {
        Value::Object(object) => Ok(Keywords::of(context, object)?.list.is_some()),
        _ => Ok(false),
    }
}
