//! The keywords among an object's members; and what must not be written otherwise.
//!
//! A signature covers IRIs, while readers look for names. Whoever has a signed document may write
//! it anew, by other contexts and in other shapes, as long as the same statements come of it. So
//! that no such rewriting hides a status or a date from readers, what they read by name is taken
//! only where they look for it:
//!
//! - a property that our tables know, only by its name, and not by way of `@nest`, `@included`,
//!   `@graph`, `@reverse` or a map ([`hidden`]);
//! - a keyword in a node that readers read, only by its own name ([`written_otherwise`]);
//! - an address that readers read, only in full;
//! - a class that our tables know, only by its names, and those names for nothing that is called
//!   otherwise ([`class_by_name`], [`misleading`]); so with the names of properties;
//! - what is said of a node that readers see, only where they see it.
//!
//! In nodes that stand under somebody's own properties, all of JSON-LD is open. This is the one
//! deliberate difference from other processors; the answer is that we cannot tell, or, for the
//! words of the credential vocabularies, that the document is wrong.

use super::super::Fault;
use super::super::context::Context;
use crate::json::{Object, Value};
use crate::vocab;

/// How readers come upon a node.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Reach {
    /// It is the document, or the value of a property that our tables know.
    Read,
    /// It is the value of somebody's own property.
    Custom,
    /// It is not where its statements say it is: inside `@included`, `@graph` or `@reverse`.
    Loose,
}

/// A known property, or a keyword, by another name than the one that readers look for.
///
/// Words that belong to everybody may well have another name in somebody's own context; to write
/// a word of the credential vocabularies by another name has no use but to hide it.
pub(super) fn written_otherwise(key: &str, name: &str, iri: &str) -> Fault {
    let common = ["@", "https://schema.org/", "http://purl.org/dc/"];
    if common.iter().any(|start| iri.starts_with(start)) {
        Fault::Unsupported(format!("{key} in place of {name}"))
    } else {
        Fault::Invalid(format!("{key} stands for {name}, which has to be written by its name"))
    }
}

/// A known property in a place where readers do not look for it.
pub(super) fn hidden(key: &str) -> Fault {
    Fault::Unsupported(format!("{key} in a place where it is not looked for"))
}

/// A name that readers look for, for something that they would not take it to mean.
pub(super) fn misleading(name: &str) -> Fault {
    Fault::Unsupported(format!("{name} for something else than it means to readers"))
}

/// The property that `@type` stands for, which readers would not look for.
pub(super) fn is_type(iri: &str) -> bool {
    iri == "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
}

/// Refuses a class that readers look for by another name, and another by the name of such a class.
pub(super) fn class_by_name(context: &Context, name: &str, iri: Option<&str>) -> Result<(), Fault> {
    let Some(iri) = iri else { return Ok(()) };
    let (other, misleads) = match context.term(name) {
        Some(term) => (term.class_alias, term.misleads),
        None => (vocab::class_name(iri, name), vocab::misleads(name, iri)),
    };
    match other {
        Some(other) => Err(written_otherwise(name, other, iri)),
        None if misleads => Err(misleading(name)),
        None => Ok(()),
    }
}

/// A member: its key as it stands, and its value.
pub(super) type Member<'v, 'a> = (&'v str, &'v Value<'a>);

/// The keywords among an object's members.
#[derive(Default)]
pub(super) struct Keywords<'v, 'a> {
    pub(super) id: Option<Member<'v, 'a>>,
    pub(super) value: Option<&'v Value<'a>>,
    pub(super) list: Option<Member<'v, 'a>>,
    pub(super) set: Option<Member<'v, 'a>>,
    pub(super) graph: Option<Member<'v, 'a>>,
    pub(super) reverse: Option<Member<'v, 'a>>,
    pub(super) index: Option<Member<'v, 'a>>,
    pub(super) language: Option<&'v Value<'a>>,
    pub(super) direction: Option<&'v Value<'a>>,
    pub(super) types: Vec<Member<'v, 'a>>,
    pub(super) included: Vec<Member<'v, 'a>>,
    pub(super) nests: Vec<Member<'v, 'a>>,
    /// How many members are none.
    pub(super) others: usize,
}

impl<'v, 'a> Keywords<'v, 'a> {
    /// Looks through an object, its member `left_out` excepted.
    pub(super) fn of(
        context: &Context,
        object: &'v Object<'a>,
        reach: Reach,
        left_out: Option<&str>,
    ) -> Result<Self, Fault> {
        let mut found = Self::default();
        found.gather(context, object, reach, left_out)?;
        Ok(found)
    }

    fn gather(
        &mut self,
        context: &Context,
        object: &'v Object<'a>,
        reach: Reach,
        left_out: Option<&str>,
    ) -> Result<(), Fault> {
        for (key, value) in object.iter() {
            let Some(keyword) = context.keyword(key) else {
                self.others += usize::from(left_out != Some(key));
                continue;
            };
            if left_out == Some(key) {
                continue;
            }
            let name = match keyword {
                "@id" => "id",
                "@type" => "type",
                other => other,
            };
            // `@id` itself is what there is where no context defines `id`.
            if reach == Reach::Read && key != name && (key != keyword || context.term(name).is_some()) {
                return Err(written_otherwise(key, name, keyword));
            }
            let member = (key, value);
            let taken = match keyword {
                "@context" => false,
                "@type" => push(&mut self.types, member),
                "@included" => push(&mut self.included, member),
                "@nest" => push(&mut self.nests, member),
                "@id" => self.id.replace(member).is_some(),
                "@value" => self.value.replace(value).is_some(),
                "@list" => self.list.replace(member).is_some(),
                "@set" => self.set.replace(member).is_some(),
                "@graph" => self.graph.replace(member).is_some(),
                "@reverse" => self.reverse.replace(member).is_some(),
                "@index" => self.index.replace(member).is_some(),
                "@language" => self.language.replace(value).is_some(),
                "@direction" => self.direction.replace(value).is_some(),
                other => return Err(Fault::Invalid(format!("{other} means nothing in a document"))),
            };
            if taken {
                return Err(Fault::Invalid(format!("{keyword} stands twice in one object")));
            }
        }
        Ok(())
    }

    /// Adds the keywords inside the members that are there to be looked through, `@nest`.
    pub(super) fn gather_nested(&mut self, context: &Context, reach: Reach) -> Result<(), Fault> {
        let invalid = |what: &str| Err(Fault::Invalid(format!("what is nested {what}")));
        let mut next = 0;
        while let Some((_, value)) = self.nests.get(next).copied() {
            next += 1;
            for item in value.items() {
                let Some(object) = item.as_object() else { return invalid("is not an object") };
                if object.get("@context").is_some() {
                    return invalid("has a context, which would not count");
                }
                for (key, _) in object.iter() {
                    match context.keyword(key) {
                        Some("@value") => return invalid("is a value"),
                        Some("@id" | "@type") if reach == Reach::Read => return Err(hidden(key)),
                        Some("@list" | "@set") => {
                            return Err(Fault::Unsupported(format!("{key} inside what is nested")));
                        }
                        _ => {}
                    }
                }
                self.gather(context, object, reach, None)?;
            }
        }
        Ok(())
    }

    /// Whether there is nothing but `@graph`, and at most an id and an index.
    pub(super) fn is_graph(&self) -> bool {
        self.graph.is_some()
            && self.others == 0
            && self.types.is_empty()
            && self.included.is_empty()
            && self.nests.is_empty()
            && self.reverse.is_none()
    }

    /// The one member of a list or set object, which may have an index besides.
    pub(super) fn alone(&self, member: Option<Member<'v, 'a>>) -> Result<Option<Member<'v, 'a>>, Fault> {
        let Some((key, value)) = member else { return Ok(None) };
        let more = self.others > 0
            || self.id.is_some()
            || (self.list.is_some() && self.set.is_some())
            || self.graph.is_some()
            || self.reverse.is_some()
            || !(self.types.is_empty() && self.included.is_empty() && self.nests.is_empty());
        if more {
            return Err(Fault::Invalid("a list or set object has other members".into()));
        }
        self.index_text()?;
        match value {
            Value::Null => Err(Fault::Unsupported(format!("{key} without a value"))),
            _ => Ok(Some((key, value))),
        }
    }

    /// The index, which no statement comes of.
    pub(super) fn index_text(&self) -> Result<Option<&'v str>, Fault> {
        match self.index {
            None => Ok(None),
            Some((_, Value::String(text))) => Ok(Some(text)),
            Some(_) => Err(Fault::Invalid("an index is not text".into())),
        }
    }
}

/// Adds a member where there may be several; never says that the place was taken.
fn push<'v, 'a>(members: &mut Vec<Member<'v, 'a>>, member: Member<'v, 'a>) -> bool {
    members.push(member);
    false
}
