//! Contexts: what each term means at one place of a document.
//!
//! [`process`] applies contexts one after another and keeps what it compiled; [`define`] makes
//! definitions of the members of one; here is what comes of it, and how names become IRIs by it.
//!
//! Source: JSON-LD 1.1 API, section 5.2 (IRI Expansion).

mod define;
mod process;
mod words;

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::Text;
use super::iri::{has_scheme, is_absolute, looks_like_keyword};
use crate::json::{Object, Value};

pub(super) use define::alias_of;
pub(crate) use process::Edition;
pub(super) use process::{Apply, Processor};
pub(super) use words::{Container, direction, is_keyword, language};

/// What a term means.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about a term")]
pub(super) struct Term {
    /// A keyword, an absolute IRI, or nothing: the term is there to be left out.
    pub(super) iri: Option<Text>,
    /// Whether statements by this term run from the value to the node.
    pub(super) reverse: bool,
    pub(super) coercion: Coercion,
    pub(super) container: Container,
    /// The property that the keys of an index map are values of.
    pub(super) index: Option<Text>,
    pub(super) language: Setting,
    pub(super) direction: Setting,
    pub(super) scoped: Option<Rc<Local>>,
    /// Whether the IRI is an absolute one.
    pub(super) absolute: bool,
    /// Whether our tables know the property.
    pub(super) known: bool,
    /// The name that the property should be written by instead, where tables know one.
    pub(super) alias: Option<&'static str>,
    /// The same for a class.
    pub(super) class_alias: Option<&'static str>,
    /// Whether readers look for the term and would take it for something else.
    pub(super) misleads: bool,
    /// Of no meaning here, but part of what protected terms are compared by.
    nest: Option<Text>,
    prefix: bool,
    protected: bool,
}

/// `@language` or `@direction` of a term definition.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Setting {
    /// Not given: what the context says holds.
    Inherited,
    /// Given; or taken away by null.
    Own(Option<Text>),
}

impl Setting {
    /// What holds for a term, where the context says `inherited`.
    pub(super) fn or(&self, inherited: Option<&Text>) -> Option<Text> {
        match self {
            Self::Inherited => inherited.cloned(),
            Self::Own(own) => own.clone(),
        }
    }
}

/// `@type` of a term definition.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Coercion {
    /// None given.
    No,
    /// `@none`: expressly none.
    Untyped,
    /// `@id`: strings are IRIs.
    Id,
    /// `@vocab`: strings are terms or IRIs.
    Vocab,
    /// `@json`: the value is a JSON literal.
    Json,
    /// A datatype.
    Datatype(Text),
}

/// A context as it stands in a document or table, not applied yet.
#[derive(Debug)]
pub(super) struct Local {
    value: Value<'static>,
    /// Set for what comes from our tables.
    id: Option<u64>,
}

impl PartialEq for Local {
    fn eq(&self, other: &Self) -> bool {
        same(&self.value, &other.value)
    }
}

/// Whether two values are equal, members in any order.
fn same(a: &Value<'_>, b: &Value<'_>) -> bool {
    let members = |a: &Object<'_>, b: &Object<'_>| {
        a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
    };
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => members(a, b),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (a, b) => a == b,
    }
}

/// The meaning of terms at one place of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// Set while everything applied so far comes from our tables; 0 is the empty context.
    id: Option<u64>,
    terms: FxHashMap<Text, Rc<Term>>,
    /// The terms that stand for keywords, and those keywords, sorted.
    keywords: Vec<(Text, Text)>,
    /// Whether any definition so far was protected, even if it has been replaced since.
    protected: bool,
    vocab: Option<Text>,
    pub(super) language: Option<Text>,
    pub(super) direction: Option<Text>,
    /// What to go back to in nested nodes, when this one does not propagate.
    pub(super) previous: Option<Rc<Context>>,
}

impl Context {
    /// The context that holds nothing.
    pub(super) fn empty() -> Rc<Self> {
        Rc::new(Self { id: Some(0), ..Self::default() })
    }

    /// The definition of `term`; a term that is there to be left out has one without an IRI.
    pub(super) fn term(&self, term: &str) -> Option<&Rc<Term>> {
        self.terms.get(term)
    }

    /// The keyword that a key stands for, if it stands for one.
    pub(super) fn keyword<'s>(&'s self, key: &'s str) -> Option<&'s str> {
        if key.starts_with('@') {
            return Some(key).filter(|key| is_keyword(key));
        }
        self.keywords.iter().find(|(term, _)| **term == *key).map(|(_, keyword)| &**keyword)
    }

    /// Whether the same terms stand for the same keywords here as there.
    pub(super) fn has_keywords_of(&self, other: &Self) -> bool {
        self.keywords == other.keywords
    }
}

/// Expands a key, a type or a `@vocab` value: terms first, then compact IRIs, then `@vocab`.
///
/// `None` when the term is defined as null, or looks like a keyword and is none. The result may
/// be relative.
pub(super) fn expand_vocab(context: &Context, value: &str) -> Option<Text> {
    if looks_like_keyword(value) {
        return is_keyword(value).then(|| Text::from(value));
    }
    if let Some(term) = context.terms.get(value) {
        return term.iri.clone();
    }
    if let Some(iri) = expand_compact(context, value) {
        return Some(iri);
    }
    Some(
        context
            .vocab
            .as_ref()
            .map_or_else(|| Text::from(value), |vocab| Text::from(format!("{vocab}{value}"))),
    )
}

/// Whether an `@id` value is an absolute IRI as it is written: nearly every one is, and needs no
/// text of its own.
pub(super) fn stands_for_itself(context: &Context, value: &str) -> bool {
    let Some((prefix, suffix)) = value.split_once(':') else { return false };
    let shortens = || context.term(prefix).is_some_and(|term| term.prefix);
    is_absolute(value) && (suffix.starts_with("//") || !shortens())
}

/// Expands an `@id` value: compact IRIs, and IRIs as they are. `None` when it stays relative.
pub(super) fn expand_id(context: &Context, value: &str) -> Option<Text> {
    if looks_like_keyword(value) { None } else { expand_compact(context, value) }
}

/// `prefix:suffix` in full, or an IRI as it is; `None` for anything relative.
fn expand_compact(context: &Context, value: &str) -> Option<Text> {
    let (prefix, suffix) = value.split_once(':').filter(|(prefix, _)| !prefix.is_empty())?;
    if prefix != "_" && !suffix.starts_with("//") {
        let prefix = context.term(prefix).filter(|term| term.prefix).and_then(|term| term.iri.as_ref());
        if let Some(iri) = prefix {
            return Some(Text::from(format!("{iri}{suffix}")));
        }
    }
    if prefix == "_" || has_scheme(value) { Some(Text::from(value)) } else { None }
}
