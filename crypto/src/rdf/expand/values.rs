//! Literals and addresses.
//!
//! Source: JSON-LD 1.1 API, sections 5.3 (Value Expansion) and 8.2.2 (Object to RDF Conversion).

use super::super::context::{
    Coercion, Context, Setting, direction, expand_id, expand_vocab, language, stands_for_itself,
};
use super::super::dataset::Node;
use super::super::iri::is_absolute;
use super::super::{Fault, RdfError, Text, literal};
use super::keywords::{Keywords, Reach};
use super::{Expander, Item, Kind, Place, Role, Slot};
use crate::json::{Value, canonical, number};

const RDF_JSON: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
const XSD_BOOLEAN: &str = "http://www.w3.org/2001/XMLSchema#boolean";
const XSD_INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
const XSD_DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";
const I18N: &str = "https://www.w3.org/ns/i18n#";

impl Expander<'_> {
    pub(super) fn value_object(
        &mut self,
        found: &Keywords<'_, '_>,
        context: &Context,
    ) -> Result<Node, RdfError> {
        let invalid = |what: &str| RdfError::from(Fault::Invalid(what.to_owned()));
        let more = found.others > 0
            || found.id.is_some()
            || found.list.is_some()
            || found.set.is_some()
            || found.graph.is_some()
            || found.reverse.is_some()
            || !(found.included.is_empty() && found.nests.is_empty());
        if more {
            return Err(invalid("a value object has other members"));
        }
        found.index_text()?;
        let datatype = match found.types.as_slice() {
            [] => None,
            [(_, value)] => match value.items() {
                [Value::String(name)] => {
                    expand_vocab(context, name).or_else(|| Some(Text::from(name.as_ref())))
                }
                _ => return Err(invalid("the type of a value is not one text")),
            },
            _ => return Err(invalid("the type of a value is not one text")),
        };
        let value = found.value.unwrap_or(&Value::Null);
        let tag = match found.language {
            None | Some(Value::Null) => None,
            Some(Value::String(tag)) => Some(language(tag)?),
            Some(_) => return Err(invalid("a language is not text")),
        };
        let side = match found.direction {
            None => None,
            Some(Value::String(text)) => Some(direction(text)?),
            Some(_) => return Err(invalid("a direction is not text")),
        };
        match (datatype, value) {
            (Some(_), _) if tag.is_some() || side.is_some() => {
                Err(invalid("a value has both a type and a language or direction"))
            }
            (Some(datatype), value) if &*datatype == "@json" => Ok(self.json(value).node),
            (_, Value::Null) => Err(invalid("the value of a value object is null")),
            (_, Value::Array(_) | Value::Object(_)) => {
                Err(invalid("the value of a value object is no scalar"))
            }
            (Some(datatype), scalar) if is_absolute(&datatype) => Ok(self.typed(scalar, Some(&datatype))?),
            (Some(_), _) => Err(invalid("the type of a value is no absolute address")),
            (None, Value::String(text)) => Ok(self.text(text, tag.as_deref(), side.as_deref())),
            (None, _) if tag.is_some() || side.is_some() => {
                Err(invalid("a language or direction stands with something that is not text"))
            }
            (None, scalar) => Ok(self.typed(scalar, None)?),
        }
    }

    /// A string, number or boolean that stands directly as a property's value.
    pub(super) fn scalar(
        &mut self,
        value: &Value<'_>,
        slot: &Slot<'_>,
        place: &Place,
    ) -> Result<Item, RdfError> {
        if slot.role != Role::Property {
            return Err(Fault::Invalid("a value stands where no property leads to it".into()).into());
        }
        let item = match slot.scoped {
            None => self.plain(value, slot, place)?,
            Some(context) => {
                let place = Place { context: context.clone(), ..*place };
                self.plain(value, &Slot { term: context.term(slot.key), ..*slot }, &place)?
            }
        };
        if item.kind == Kind::Reference {
            let Some(entry) = slot.entry else { return Ok(item) };
            if entry.id.is_some() {
                return Err(Fault::Unsupported("an address besides the one that the map gives".into()).into());
            }
            if let Some(index) = entry.index.filter(|_| !slot.graphs) {
                self.index(item.node, place.graph, index)?;
            }
        }
        Ok(item)
    }

    /// A scalar by what the term and the context of the place make of it.
    pub(super) fn plain(
        &mut self,
        value: &Value<'_>,
        slot: &Slot<'_>,
        place: &Place,
    ) -> Result<Item, RdfError> {
        let context = &place.context;
        let reference = |node| Ok(Item { node, kind: Kind::Reference });
        let node = match (slot.term.map(|term| &term.coercion), value) {
            (Some(Coercion::Id), Value::String(text)) => {
                let node = self.address(context, text, place.reach)?;
                if place.seen {
                    self.seen.push(node);
                }
                return reference(node);
            }
            (Some(Coercion::Vocab), Value::String(text)) => {
                let iri = expand_vocab(context, text);
                let left_out = || Fault::Invalid(format!("the word {text} is left out by the context"));
                return reference(self.reference(Some(iri.ok_or_else(left_out)?), text)?);
            }
            (Some(Coercion::Json), _) => return Ok(self.json(value)),
            (Some(Coercion::Datatype(datatype)), _) => self.typed(value, Some(datatype))?,
            (_, Value::String(text)) => {
                let language = slot.term.map_or(&Setting::Inherited, |term| &term.language);
                let direction = slot.term.map_or(&Setting::Inherited, |term| &term.direction);
                let tag = language.or(context.language.as_ref());
                let direction = direction_of(direction, context);
                self.text(text, tag.as_deref(), direction.as_deref())
            }
            _ => self.typed(value, None)?,
        };
        Ok(Item { node, kind: Kind::Literal })
    }

    /// A JSON literal.
    pub(super) fn json(&mut self, value: &Value<'_>) -> Item {
        Item { node: self.data.literal(&canonical(value), RDF_JSON), kind: Kind::Literal }
    }

    pub(super) fn text(&mut self, text: &str, tag: Option<&str>, direction: Option<&str>) -> Node {
        match (tag, direction) {
            (tag, Some(direction)) => {
                self.data.literal(text, &format!("{I18N}{}_{direction}", tag.unwrap_or_default()))
            }
            (Some(tag), None) => self.data.tagged(text, tag),
            (None, None) => self.data.literal(text, XSD_STRING),
        }
    }

    fn typed(&mut self, value: &Value<'_>, datatype: Option<&str>) -> Result<Node, Fault> {
        let double = datatype == Some(XSD_DOUBLE);
        Ok(match value {
            Value::Bool(value) => self.data.literal(&value.to_string(), datatype.unwrap_or(XSD_BOOLEAN)),
            Value::Number(number) if literal::is_integer(*number) && !double => {
                self.data.literal(&literal::integer(*number), datatype.unwrap_or(XSD_INTEGER))
            }
            Value::Number(number) => {
                self.data.literal(&literal::double(*number), datatype.unwrap_or(XSD_DOUBLE))
            }
            other => {
                let text = other.as_str().unwrap_or_default();
                // Some processors put a double that is given as text into canonical form.
                let as_it_is = |number: f64| number.is_finite() && literal::double(number) == text;
                if double && !number::parse(text).is_some_and(as_it_is) {
                    return Err(Fault::Unsupported(format!("the double \"{text}\" as text")));
                }
                self.data.literal(text, datatype.unwrap_or(XSD_STRING))
            }
        })
    }

    /// An address; where readers read it, one in full, since they don't know the short forms.
    pub(super) fn address(
        &mut self,
        context: &Context,
        written: &str,
        reach: Reach,
    ) -> Result<Node, RdfError> {
        if stands_for_itself(context, written) {
            return Ok(Node::Text(self.data.iri(written)));
        }
        let expanded = expand_id(context, written);
        if reach == Reach::Read && expanded.as_deref().is_some_and(|iri| iri != written) {
            return Err(Fault::Unsupported(format!("the short form {written} of an address")).into());
        }
        self.reference(expanded, written)
    }

    /// An IRI or blank node that a document names.
    pub(super) fn reference(&mut self, expanded: Option<Text>, written: &str) -> Result<Node, RdfError> {
        let expanded = expanded.filter(|iri| !iri.starts_with('@'));
        match expanded {
            Some(iri) if iri.starts_with("_:") => {
                self.data.charge(iri.len())?;
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

/// The direction of a text, if it has one.
pub(super) fn direction_of(setting: &Setting, context: &Context) -> Option<Text> {
    setting.or(context.direction.as_ref())
}
