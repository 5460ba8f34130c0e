//! Term definitions: what each member of one context means.
//!
//! Source: JSON-LD 1.1 API, section 4.2 (Create Term Definition).

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::super::iri::{is_absolute, looks_like_keyword};
use super::super::{Fault, Text};
use super::process::{fresh, next_id};
use super::words::CONTEXT_KEYWORDS;
use super::{
    Apply, Coercion, Container, Context, Local, Processor, Setting, Term, direction, expand_vocab,
    is_keyword, language,
};
use crate::json::{Object, Value};
use crate::vocab;

/// Terms in one context.
const MAX_TERMS: usize = 1_000;
/// Bytes of an IRI that a term stands for; each use of the term writes it out.
const MAX_IRI: usize = 4 << 10;
/// Terms that lean on each other, one after another.
const MAX_CHAIN: usize = 32;

/// Applies one context to another.
pub(super) fn define_all(
    processor: &Processor,
    active: &Context,
    object: &Object<'_>,
    origin: Option<u64>,
    how: Apply,
) -> Result<Context, Fault> {
    if object.len() > MAX_TERMS {
        return Err(Fault::Unsupported(format!("a context of more than {MAX_TERMS} terms")));
    }
    let mut building = Building {
        context: active.clone(),
        local: object,
        defined: FxHashMap::default(),
        protected: false,
        override_protected: how.override_protected,
        from_table: origin.is_some(),
        chain: 0,
    };
    building.context.id = fresh(active, origin);
    building.keywords()?;
    for (term, value) in object.iter().filter(|(term, _)| !CONTEXT_KEYWORDS.contains(term)) {
        building.define(term)?;
        if let Some(scoped) = value.get("@context").filter(|_| origin.is_none()) {
            processor.check_scoped(&building.context, scoped)?;
        }
    }
    let mut context = building.context;
    let standing = |(term, meaning): (&Text, &Rc<Term>)| {
        let keyword = meaning.iri.clone().filter(|iri| iri.starts_with('@'))?;
        (!term.starts_with('@')).then(|| (Text::clone(term), keyword))
    };
    context.keywords = context.terms.iter().filter_map(standing).collect();
    context.keywords.sort_unstable();
    Ok(context)
}

/// The name by which a property is to be written, where `key` is another one.
pub(in crate::rdf) fn alias_of(key: &str, iri: &str) -> Option<&'static str> {
    vocab::property_name(iri).filter(|name| *name != key)
}

/// A context while its terms are being defined.
struct Building<'l> {
    context: Context,
    local: &'l Object<'l>,
    /// False while a term is being defined, true afterwards.
    defined: FxHashMap<String, bool>,
    protected: bool,
    override_protected: bool,
    from_table: bool,
    /// How many terms are being defined, each for the sake of the one before.
    chain: usize,
}

impl Building<'_> {
    fn keywords(&mut self) -> Result<(), Fault> {
        for (key, value) in self.local.iter() {
            match (key, value) {
                ("@version", Value::Number(version)) if (*version - 1.1).abs() < f64::EPSILON => {}
                ("@protected", Value::Bool(protected)) => self.protected = *protected,
                ("@vocab", Value::Null) => self.context.vocab = None,
                ("@vocab", Value::String(iri)) => self.context.vocab = Some(self.vocab(iri)?),
                ("@language", Value::Null) => self.context.language = None,
                ("@language", Value::String(tag)) => self.context.language = Some(language(tag)?),
                ("@direction", Value::Null) => self.context.direction = None,
                ("@direction", Value::String(text)) => self.context.direction = Some(direction(text)?),
                // There is no base to take away; `@propagate` is read with the whole context.
                ("@base", Value::Null) | ("@propagate", Value::Bool(_)) => {}
                ("@base", _) => return Err(Fault::Unsupported("@base in a context".into())),
                (key, _) if CONTEXT_KEYWORDS.contains(&key) => {
                    return Err(Fault::Invalid(format!("{key} in a context has the wrong value")));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// `@vocab`, which may build on what was active.
    fn vocab(&self, written: &str) -> Result<Text, Fault> {
        let iri = expand_vocab(&self.context, written);
        let iri = iri.filter(|iri| iri.starts_with("_:") || is_absolute(iri));
        let iri = iri.ok_or_else(|| Fault::Relative(format!("the @vocab \"{written}\"")))?;
        short_enough(&iri)?;
        // Processors disagree on how often a property's context is applied.
        if self.override_protected && !is_absolute(written) && !self.context.terms.contains_key(written) {
            return Err(Fault::Unsupported("a relative @vocab in the context of a property".into()));
        }
        Ok(iri)
    }

    fn define(&mut self, term: &str) -> Result<(), Fault> {
        match self.defined.get(term) {
            Some(true) => return Ok(()),
            Some(false) => {
                return Err(Fault::Invalid(format!("the definition of {term} goes round in a circle")));
            }
            None => {}
        }
        let Some(value) = self.local.get(term) else { return Ok(()) };
        if (term.is_empty() || looks_like_keyword(term)) && !(term == "@type" && is_type_definition(value)) {
            return Err(Fault::Invalid(format!("the keyword or empty term \"{term}\" is redefined")));
        }
        if self.chain >= MAX_CHAIN {
            return Err(Fault::Unsupported(format!("a chain of more than {MAX_CHAIN} terms")));
        }
        self.defined.insert(term.to_owned(), false);
        let previous = self.context.terms.remove(term);
        self.chain += 1;
        let mut new = self.definition(term, value)?;
        self.chain -= 1;
        if let Some(old) = previous.filter(|old| old.protected && !self.override_protected) {
            new.protected = true;
            if new != *old {
                return Err(Fault::Invalid(format!("the protected term {term} is redefined")));
            }
        }
        self.context.protected |= new.protected;
        self.context.terms.insert(Text::from(term), Rc::new(new));
        self.defined.insert(term.to_owned(), true);
        Ok(())
    }

    /// The definition that `value` gives to `term`.
    fn definition(&mut self, term: &str, value: &Value<'_>) -> Result<Term, Fault> {
        let wrong = |what: &str| Fault::Invalid(format!("the definition of {term} has the wrong {what}"));
        let empty = Object::new();
        let (object, id) = match value {
            Value::Object(object) => (object, object.get("@id")),
            Value::Null | Value::String(_) => (&empty, Some(value)),
            _ => return Err(wrong("form")),
        };
        let simple = value.as_str().is_some();
        let mut new = Term {
            iri: None,
            reverse: false,
            coercion: Coercion::No,
            container: Container::default(),
            index: None,
            language: Setting::Inherited,
            direction: Setting::Inherited,
            scoped: None,
            absolute: false,
            known: false,
            alias: None,
            class_alias: None,
            misleads: false,
            nest: None,
            prefix: false,
            protected: self.protected,
        };
        let compact = term.contains([':', '/']);
        match (object.get("@reverse"), id) {
            (Some(Value::String(iri)), None) if object.get("@nest").is_none() => {
                new.reverse = true;
                let iri = self.expand(iri)?.filter(|iri| is_absolute(iri));
                new.iri = Some(iri.ok_or_else(|| wrong("@reverse"))?);
            }
            (Some(_), _) => return Err(wrong("@reverse")),
            (None, Some(Value::Null)) => {}
            (None, Some(Value::String(id))) if id != term => {
                let iri = self.mapping(term, id)?;
                new.prefix = simple && !compact && iri.ends_with([':', '/', '?', '#', '[', ']', '@']);
                new.iri = Some(iri);
            }
            (None, None | Some(Value::String(_))) => new.iri = Some(self.own_meaning(term)?),
            (None, Some(_)) => return Err(wrong("@id")),
        }
        // Definitions that the rest leans on may lean on this one.
        self.defined.insert(term.to_owned(), true);
        let typed = object.get("@type").is_some();
        for (key, value) in object.iter() {
            match (key, value) {
                ("@id" | "@reverse", _) => {}
                ("@protected", Value::Bool(protected)) => new.protected = *protected,
                ("@type", Value::String(iri)) => new.coercion = self.coercion(term, iri)?,
                ("@container", _) => {
                    new.container = Container::read(value).ok_or_else(|| wrong("@container"))?;
                }
                ("@index", Value::String(iri)) if !iri.starts_with('@') => {
                    new.index = Some(Text::from(iri.as_ref()));
                }
                ("@context", _) => {
                    let id = if self.from_table { Some(next_id()) } else { None };
                    new.scoped = Some(Rc::new(Local { value: value.clone().into_owned(), id }));
                }
                ("@language", _) if typed => {}
                ("@language", Value::Null) => new.language = Setting::Own(None),
                ("@language", Value::String(tag)) => new.language = Setting::Own(Some(language(tag)?)),
                ("@direction", Value::Null) => new.direction = Setting::Own(None),
                ("@direction", Value::String(text)) => new.direction = Setting::Own(Some(direction(text)?)),
                ("@prefix", Value::Bool(prefix)) if !compact => new.prefix = *prefix,
                ("@nest", Value::String(nest)) if nest == "@nest" || !nest.starts_with('@') => {
                    new.nest = Some(Text::from(nest.as_ref()));
                }
                _ => return Err(wrong(key)),
            }
        }
        check_whole(term, &mut new, object)?;
        if let Some(iri) = &new.iri {
            short_enough(iri)?;
        }
        new.absolute = new.iri.as_deref().is_some_and(is_absolute);
        if let Some(name) = new.iri.as_deref().and_then(vocab::property_name) {
            new.known = true;
            new.alias = Some(name).filter(|name| *name != term);
        }
        if let Some(iri) = new.iri.as_deref() {
            new.class_alias = vocab::class_name(iri, term);
            new.misleads = vocab::misleads(term, iri);
        }
        Ok(new)
    }

    /// The IRI or keyword that a term stands for by its `@id`.
    fn mapping(&mut self, term: &str, id: &str) -> Result<Text, Fault> {
        let iri = self.expand(id)?.filter(|iri| is_keyword(iri) || is_absolute(iri));
        let iri = iri.ok_or_else(|| Fault::Invalid(format!("the term {term} stands for no absolute IRI")))?;
        if &*iri == "@context" {
            return Err(Fault::Invalid(format!("the term {term} stands for @context")));
        }
        let inner_colon = term.char_indices().any(|(at, char)| char == ':' && at > 0 && at + 1 < term.len());
        if inner_colon || term.contains('/') {
            self.defined.insert(term.to_owned(), true);
            if self.expand(term)?.as_deref() != Some(&*iri) {
                return Err(Fault::Invalid(format!("the term {term} is an IRI but stands for another")));
            }
        }
        Ok(iri)
    }

    /// What a term stands for that has no `@id`.
    fn own_meaning(&mut self, term: &str) -> Result<Text, Fault> {
        let none = || Fault::Invalid(format!("the term {term} stands for no absolute IRI"));
        if term == "@type" {
            return Ok(Text::from(term));
        }
        if let Some((prefix, suffix)) = term.split_once(':').filter(|(prefix, _)| !prefix.is_empty()) {
            if self.local.get(prefix).is_some() {
                self.define(prefix)?;
            }
            return match self.context.term(prefix) {
                None => Ok(Text::from(term)),
                Some(prefix) => {
                    prefix.iri.as_ref().map(|iri| Text::from(format!("{iri}{suffix}"))).ok_or_else(none)
                }
            };
        }
        let vocab = self.context.vocab.as_ref().ok_or_else(none)?;
        Ok(Text::from(format!("{vocab}{term}")))
    }

    fn coercion(&mut self, term: &str, iri: &str) -> Result<Coercion, Fault> {
        match iri {
            "@id" => return Ok(Coercion::Id),
            "@vocab" => return Ok(Coercion::Vocab),
            "@json" => return Ok(Coercion::Json),
            "@none" => return Ok(Coercion::Untyped),
            _ => {}
        }
        match self.expand(iri)? {
            Some(iri) if is_absolute(&iri) => short_enough(&iri).map(|()| Coercion::Datatype(iri)),
            _ => Err(Fault::Invalid(format!("the type of the term {term} is no absolute IRI"))),
        }
    }

    /// Expands an IRI within the context that is being built, defining what it leans on first.
    fn expand(&mut self, value: &str) -> Result<Option<Text>, Fault> {
        if !looks_like_keyword(value) {
            let prefix = value.split_once(':').map(|(prefix, _)| prefix);
            for term in std::iter::once(value).chain(prefix) {
                if self.defined.get(term) != Some(&true)
                    && self.local.get(term).is_some()
                    && !CONTEXT_KEYWORDS.contains(&term)
                {
                    self.define(term)?;
                }
            }
        }
        Ok(expand_vocab(&self.context, value))
    }
}

fn short_enough(iri: &str) -> Result<(), Fault> {
    if iri.len() > MAX_IRI { Err(Fault::WorkLimit) } else { Ok(()) }
}

/// Rules that look at a definition as a whole.
fn check_whole(term: &str, new: &mut Term, object: &Object<'_>) -> Result<(), Fault> {
    let wrong = |what: &str| Fault::Invalid(format!("the definition of {term} has the wrong {what}"));
    if new.container.has(Container::TYPE) {
        match new.coercion {
            Coercion::No => new.coercion = Coercion::Id,
            Coercion::Id | Coercion::Vocab => {}
            _ => return Err(wrong("@type")),
        }
    }
    if new.reverse && !new.container.suits_reverse() {
        return Err(wrong("@container"));
    }
    if new.index.is_some() && !new.container.has(Container::INDEX) {
        return Err(wrong("@index"));
    }
    if new.iri.as_deref().is_some_and(|iri| iri.starts_with('@')) {
        if object.get("@prefix").is_some() {
            return Err(wrong("@prefix"));
        }
        // What these would do to a keyword, no two processors agree on.
        if new.scoped.is_some() || (new.container != Container::default() && new.container != Container::SET)
        {
            return Err(Fault::Unsupported(format!("{term}, another name for a keyword and more,")));
        }
    }
    Ok(())
}

/// Whether `value` is what a context may say of `@type`.
fn is_type_definition(value: &Value<'_>) -> bool {
    value.as_object().is_some_and(|object| {
        !object.is_empty()
            && object.iter().all(|member| {
                matches!(member, ("@container", Value::String(set)) if set == "@set")
                    || matches!(member, ("@protected", Value::Bool(_)))
            })
    })
}
