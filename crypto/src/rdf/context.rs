//! Context processing: from `@context` to the meaning of each term.
//!
//! Contexts that come from our tables are compiled once per thread and kept, keyed by what was
//! active and what was applied, scoped contexts included; the verifying path then only looks
//! up. Inline contexts are compiled each time and never kept.
//!
//! Source: JSON-LD 1.1 API, sections 4.1 (Context Processing), 4.2 (Create Term Definition) and
//! 5.2 (IRI Expansion).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::iri::{has_scheme, is_absolute, looks_like_keyword};
use super::{Fault, Text};
use crate::json::{Object, Value};
use crate::vocab::{self, Known};

/// Which text to take where several circulate under one address.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) enum Edition {
    /// The first in [`vocab::KNOWN`].
    First,
    /// The second, where there is one.
    Second,
}

/// What a term means.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Term {
    /// A keyword, an absolute IRI, or nothing: the term is there to be left out.
    pub(super) iri: Option<Text>,
    pub(super) coercion: Coercion,
    pub(super) container: Container,
    pub(super) language: Setting,
    pub(super) direction: Setting,
    pub(super) scoped: Option<Rc<Local>>,
    /// The name that the property should be written by instead, where tables know one.
    pub(super) alias: Option<&'static str>,
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
    /// None given, or `@none`.
    No,
    /// `@id`: strings are IRIs.
    Id,
    /// `@vocab`: strings are terms or IRIs.
    Vocab,
    /// `@json`: the value is a JSON literal.
    Json,
    /// A datatype.
    Datatype(Text),
}

/// `@container` of a term definition.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Container {
    /// None, or `@set`.
    No,
    List,
    Language,
    Graph,
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
        self.value == other.value
    }
}

/// The meaning of terms at one place of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// Set while everything applied so far comes from our tables; 0 is the empty context.
    id: Option<u64>,
    terms: FxHashMap<Text, Option<Rc<Term>>>,
    vocab: Option<Text>,
    pub(super) language: Option<Text>,
    pub(super) direction: Option<Text>,
    /// What to go back to in nested nodes, when this one does not propagate.
    pub(super) previous: Option<Rc<Context>>,
}

/// How to apply a context.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(super) struct Apply {
    /// Whether protected terms may be redefined, as property-scoped contexts may.
    pub(super) override_protected: bool,
    /// Whether nested nodes keep the result, as they don't with type-scoped contexts.
    pub(super) propagate: bool,
}

impl Apply {
    /// As an `@context` member is applied.
    pub(super) const EMBEDDED: Self = Self { override_protected: false, propagate: true };
    /// As the context of a property's term is applied.
    pub(super) const PROPERTY: Self = Self { override_protected: true, propagate: true };
    /// As the context of a type's term is applied.
    pub(super) const TYPE: Self = Self { override_protected: false, propagate: false };
}

/// Compiled contexts kept per thread.
#[derive(Default)]
struct Kept {
    contexts: FxHashMap<(u64, u64, Apply), Rc<Context>>,
    locals: FxHashMap<*const Known, Rc<Local>>,
    last_id: u64,
}

/// A document may name known contexts in any order; beyond this many results, start afresh.
const KEPT_CONTEXTS: usize = 256;
/// Contexts in one `@context` array.
const MAX_CONTEXTS: usize = 16;
/// Terms in one context.
const MAX_TERMS: usize = 1_000;
/// Terms that lean on each other, one after another.
const MAX_CHAIN: usize = 32;
/// Terms looked at while compiling the contexts of one document.
const MAX_WORK: usize = 400_000;

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

fn next_id() -> u64 {
    KEPT.with_borrow_mut(|kept| {
        kept.last_id += 1;
        kept.last_id
    })
}

impl Context {
    /// The context that holds nothing.
    pub(super) fn empty() -> Rc<Self> {
        Rc::new(Self { id: Some(0), ..Self::default() })
    }

    /// The definition of `term`, unless there is none or it is null.
    pub(super) fn term(&self, term: &str) -> Option<&Rc<Term>> {
        self.terms.get(term)?.as_ref()
    }
}

/// Applies contexts, with one choice of editions.
#[derive(Debug)]
pub(super) struct Processor {
    edition: Edition,
    work_left: Cell<usize>,
}

impl Processor {
    pub(super) fn new(edition: Edition) -> Self {
        Self { edition, work_left: Cell::new(MAX_WORK) }
    }

    /// Applies an `@context` value that stands in a document.
    pub(super) fn embedded(&self, active: &Rc<Context>, value: &Value<'_>) -> Result<Rc<Context>, Fault> {
        self.apply_value(active, value, None, Apply::EMBEDDED)
    }

    /// Applies a scoped context, or one of our tables.
    pub(super) fn apply(
        &self,
        active: &Rc<Context>,
        local: &Local,
        how: Apply,
    ) -> Result<Rc<Context>, Fault> {
        let key = active.id.zip(local.id).map(|(active, local)| (active, local, how));
        if let Some(found) = key.and_then(|key| KEPT.with_borrow(|kept| kept.contexts.get(&key).cloned())) {
            return Ok(found);
        }
        let result = self.apply_value(active, &local.value, local.id, how)?;
        if let Some(key) = key {
            KEPT.with_borrow_mut(|kept| {
                if kept.contexts.len() >= KEPT_CONTEXTS {
                    kept.contexts.clear();
                }
                kept.contexts.insert(key, Rc::clone(&result));
            });
        }
        Ok(result)
    }

    fn apply_value(
        &self,
        active: &Rc<Context>,
        value: &Value<'_>,
        origin: Option<u64>,
        how: Apply,
    ) -> Result<Rc<Context>, Fault> {
        let items = value.items();
        if items.len() > MAX_CONTEXTS {
            return Err(Fault::Unsupported(format!("a list of more than {MAX_CONTEXTS} contexts")));
        }
        let mut result = Rc::clone(active);
        for item in items {
            result = match item {
                Value::Null => nullify(&result, how)?,
                // Whether the result propagates is settled for the whole list, below.
                Value::String(url) => {
                    self.apply(&result, &*self.known(url)?, Apply { propagate: true, ..how })?
                }
                Value::Object(object) => {
                    self.spend(result.terms.len() + object.len() * object.len() / 32)?;
                    Rc::new(define_all(&result, object, origin, how)?)
                }
                _ => return Err(Fault::Invalid("a context is neither an address nor an object".into())),
            };
        }
        if !how.propagate && result.previous.is_none() && !Rc::ptr_eq(&result, active) {
            let mut kept = (*result).clone();
            kept.previous = Some(Rc::clone(active));
            kept.id = fresh(active, origin);
            result = Rc::new(kept);
        }
        Ok(result)
    }

    /// Counts what compiling costs, so that a document full of contexts comes to an end.
    fn spend(&self, amount: usize) -> Result<(), Fault> {
        self.work_left.set(self.work_left.get().checked_sub(amount).ok_or(Fault::WorkLimit)?);
        Ok(())
    }

    fn known(&self, url: &str) -> Result<Rc<Local>, Fault> {
        let mut editions = vocab::editions(url);
        let first = editions.next().ok_or_else(|| Fault::UnknownContext(url.to_owned()))?;
        let known = match self.edition {
            Edition::First => first,
            Edition::Second => editions.next().unwrap_or(first),
        };
        let key = std::ptr::from_ref(known);
        if let Some(local) = KEPT.with_borrow(|kept| kept.locals.get(&key).cloned()) {
            return Ok(local);
        }
        let value = known.document().get("@context").cloned().unwrap_or(Value::Null);
        let local = Rc::new(Local { value, id: Some(next_id()) });
        KEPT.with_borrow_mut(|kept| kept.locals.insert(key, Rc::clone(&local)));
        Ok(local)
    }
}

fn define_all(
    active: &Rc<Context>,
    object: &Object<'_>,
    origin: Option<u64>,
    how: Apply,
) -> Result<Context, Fault> {
    if object.len() > MAX_TERMS {
        return Err(Fault::Unsupported(format!("a context of more than {MAX_TERMS} terms")));
    }
    let mut building = Building {
        context: (**active).clone(),
        local: object,
        defined: FxHashMap::default(),
        protected: false,
        override_protected: how.override_protected,
        from_table: origin.is_some(),
        chain: 0,
    };
    building.context.id = fresh(active, origin);
    building.keywords()?;
    for (term, _) in object.iter().filter(|(term, _)| !CONTEXT_KEYWORDS.contains(term)) {
        building.define(term)?;
    }
    Ok(building.context)
}

/// A new id where everything so far comes from our tables.
fn fresh(active: &Context, origin: Option<u64>) -> Option<u64> {
    active.id.and(origin).map(|_| next_id())
}

/// The name by which a property is to be written, where `key` is another one.
pub(super) fn alias_of(key: &str, iri: &str) -> Option<&'static str> {
    vocab::property_name(iri).filter(|name| *name != key)
}

fn nullify(active: &Rc<Context>, how: Apply) -> Result<Rc<Context>, Fault> {
    let protected = active.terms.values().flatten().any(|term| term.protected);
    if protected && !how.override_protected {
        return Err(Fault::Invalid("a null context would drop protected terms".into()));
    }
    Ok(Context::empty())
}

const CONTEXT_KEYWORDS: [&str; 9] = [
    "@base",
    "@direction",
    "@import",
    "@language",
    "@propagate",
    "@protected",
    "@version",
    "@vocab",
    "@context",
];

const KEYWORDS: [&str; 22] = [
    "@base",
    "@container",
    "@context",
    "@default",
    "@direction",
    "@graph",
    "@id",
    "@import",
    "@included",
    "@index",
    "@json",
    "@language",
    "@list",
    "@nest",
    "@none",
    "@prefix",
    "@propagate",
    "@protected",
    "@reverse",
    "@set",
    "@type",
    "@value",
];

/// A keyword of JSON-LD 1.1, `@version` and `@vocab` included.
fn is_keyword(text: &str) -> bool {
    KEYWORDS.contains(&text) || matches!(text, "@version" | "@vocab")
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
                ("@vocab", Value::String(iri)) if is_absolute(iri) => {
                    self.context.vocab = Some(Text::from(iri.as_ref()));
                }
                ("@language", Value::Null) => self.context.language = None,
                ("@language", Value::String(tag)) => self.context.language = Some(language(tag)?),
                ("@direction", Value::Null) => self.context.direction = None,
                ("@direction", Value::String(text)) => self.context.direction = Some(direction(text)?),
                ("@base", Value::Null) => {}
                ("@context", _) => return Err(Fault::Invalid("a context holds a context".into())),
                ("@base" | "@import" | "@propagate" | "@vocab", _) => {
                    return Err(Fault::Unsupported(format!("{key} in a context")));
                }
                (key, _) if CONTEXT_KEYWORDS.contains(&key) => {
                    return Err(Fault::Invalid(format!("{key} in a context has the wrong value")));
                }
                _ => {}
            }
        }
        Ok(())
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
        if term == "@type" {
            return Err(Fault::Unsupported("a definition of @type".into()));
        }
        if term.is_empty() || is_keyword(term) {
            return Err(Fault::Invalid(format!("the keyword or empty term \"{term}\" is redefined")));
        }
        if looks_like_keyword(term) {
            return Err(Fault::Unsupported(format!("the term {term}, which looks like a keyword,")));
        }
        if self.chain >= MAX_CHAIN {
            return Err(Fault::Unsupported(format!("a chain of more than {MAX_CHAIN} terms")));
        }
        self.defined.insert(term.to_owned(), false);
        let previous = self.context.terms.remove(term);
        self.chain += 1;
        let mut new = self.definition(term, value)?;
        self.chain -= 1;
        if let Some(Some(old)) = &previous
            && old.protected
            && !self.override_protected
        {
            let same = new.as_ref().is_some_and(|new| Term { protected: true, ..new.clone() } == **old);
            if !same {
                return Err(Fault::Invalid(format!("the protected term {term} is redefined")));
            }
            new = Some((**old).clone());
        }
        self.context.terms.insert(Text::from(term), new.map(Rc::new));
        self.defined.insert(term.to_owned(), true);
        Ok(())
    }

    /// The definition that `value` gives to `term`; `None` for one that leaves the term out.
    fn definition(&mut self, term: &str, value: &Value<'_>) -> Result<Option<Term>, Fault> {
        let wrong = |what: &str| Fault::Invalid(format!("the definition of {term} has the wrong {what}"));
        let empty = Object::new();
        let (object, simple, id) = match value {
            Value::Null => return Ok(None),
            Value::String(iri) => (&empty, true, Some(iri.as_ref())),
            Value::Object(object) => match object.get("@id") {
                None => (object, false, None),
                Some(Value::Null) => return Ok(None),
                Some(Value::String(iri)) => (object, false, Some(iri.as_ref())),
                Some(_) => return Err(wrong("@id")),
            },
            _ => return Err(wrong("form")),
        };
        let mut new = Term {
            iri: None,
            coercion: Coercion::No,
            container: Container::No,
            language: Setting::Inherited,
            direction: Setting::Inherited,
            scoped: None,
            alias: None,
            prefix: false,
            protected: self.protected,
        };
        for (key, value) in object.iter() {
            match (key, value) {
                ("@id", _) => {}
                ("@protected", Value::Bool(protected)) => new.protected = *protected,
                ("@type", Value::String(iri)) => new.coercion = self.coercion(term, iri)?,
                ("@container", _) => new.container = container(term, value)?,
                ("@context", _) => {
                    let id = if self.from_table { Some(next_id()) } else { None };
                    new.scoped = Some(Rc::new(Local { value: value.clone().into_owned(), id }));
                }
                ("@language", Value::Null) => new.language = Setting::Own(None),
                ("@language", Value::String(tag)) => new.language = Setting::Own(Some(language(tag)?)),
                ("@direction", Value::Null) => new.direction = Setting::Own(None),
                ("@direction", Value::String(text)) => new.direction = Setting::Own(Some(direction(text)?)),
                ("@prefix", Value::Bool(prefix)) => new.prefix = *prefix,
                ("@index" | "@nest" | "@reverse", _) => {
                    return Err(Fault::Unsupported(format!("{key} in the definition of {term}")));
                }
                _ => return Err(wrong(key)),
            }
        }
        let iri = self.mapping(term, id)?;
        let compact = term.contains(':') || term.contains('/');
        if compact && new.prefix {
            return Err(wrong("@prefix"));
        }
        new.prefix |= simple && !compact && iri.ends_with([':', '/', '?', '#', '[', ']', '@']);
        new.alias = if self.from_table { None } else { alias_of(term, &iri) };
        new.iri = Some(iri);
        Ok(Some(new))
    }

    /// The IRI or keyword that a term stands for.
    fn mapping(&mut self, term: &str, id: Option<&str>) -> Result<Text, Fault> {
        if let Some(id) = id.filter(|id| *id != term) {
            if looks_like_keyword(id) && !is_keyword(id) {
                return Err(Fault::Unsupported(format!("{id}, which looks like a keyword,")));
            }
            let iri = self.expand(id)?;
            let keyword = iri.as_deref().is_some_and(is_keyword);
            let iri = iri.filter(|iri| keyword || is_absolute(iri));
            let iri =
                iri.ok_or_else(|| Fault::Invalid(format!("the term {term} stands for no absolute IRI")))?;
            if &*iri == "@context" {
                return Err(Fault::Invalid(format!("the term {term} stands for @context")));
            }
            let inner_colon =
                term.char_indices().any(|(at, char)| char == ':' && at > 0 && at + 1 < term.len());
            if !inner_colon && term.contains('/') {
                return Err(Fault::Unsupported(format!("the relative term {term}")));
            }
            if inner_colon {
                self.defined.insert(term.to_owned(), true);
                if self.expand(term)?.as_deref() != Some(&*iri) {
                    return Err(Fault::Invalid(format!("the term {term} is an IRI but stands for another")));
                }
            }
            return Ok(iri);
        }
        if let Some((prefix, suffix)) = term.split_once(':').filter(|(prefix, _)| !prefix.is_empty()) {
            if self.local.get(prefix).is_some() {
                self.define(prefix)?;
            }
            let iri = self.context.term(prefix).and_then(|prefix| prefix.iri.clone());
            return Ok(iri.map_or_else(|| Text::from(term), |iri| Text::from(format!("{iri}{suffix}"))));
        }
        match &self.context.vocab {
            Some(vocab) => Ok(Text::from(format!("{vocab}{term}"))),
            None => Err(Fault::Invalid(format!("the term {term} stands for no absolute IRI"))),
        }
    }

    fn coercion(&mut self, term: &str, iri: &str) -> Result<Coercion, Fault> {
        let expanded = self.expand(iri)?;
        match expanded.as_deref() {
            Some("@id") => Ok(Coercion::Id),
            Some("@vocab") => Ok(Coercion::Vocab),
            Some("@json") => Ok(Coercion::Json),
            Some("@none") => Ok(Coercion::No),
            Some(iri) if is_absolute(iri) => Ok(Coercion::Datatype(Text::from(iri))),
            _ => Err(Fault::Invalid(format!("the type of the term {term} is no absolute IRI"))),
        }
    }

    /// Expands an IRI within the context that is being built, defining what it leans on first.
    fn expand(&mut self, value: &str) -> Result<Option<Text>, Fault> {
        if !is_keyword(value) {
            let prefix = value.split_once(':').map(|(prefix, _)| prefix);
            for term in std::iter::once(value).chain(prefix) {
                if self.defined.get(term) != Some(&true)
                    && self.local.get(term).is_some()
                    && !is_keyword(term)
                {
                    self.define(term)?;
                }
            }
        }
        Ok(expand_vocab(&self.context, value))
    }
}

fn container(term: &str, value: &Value<'_>) -> Result<Container, Fault> {
    let mut found = Container::No;
    for item in value.items() {
        let next = match item.as_str() {
            Some("@set") => continue,
            Some("@list") => Container::List,
            Some("@language") => Container::Language,
            Some("@graph") => Container::Graph,
            Some("@index" | "@id" | "@type") => {
                return Err(Fault::Unsupported(format!("the container of the term {term}")));
            }
            _ => return Err(Fault::Invalid(format!("the definition of {term} has the wrong @container"))),
        };
        if found != Container::No {
            return Err(Fault::Invalid(format!("the definition of {term} has the wrong @container")));
        }
        found = next;
    }
    Ok(found)
}

/// A well-formed language tag, in lower case.
///
/// Source: BCP 47, section 2.1, in the form that JSON-LD processors check.
pub(super) fn language(tag: &str) -> Result<Text, Fault> {
    let mut parts = tag.split('-');
    let first = parts.next().is_some_and(|part| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    let rest = parts
        .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    if first && rest {
        Ok(Text::from(tag.to_ascii_lowercase()))
    } else {
        Err(Fault::Invalid(format!("\"{tag}\" is not a language tag")))
    }
}

/// `ltr` or `rtl`.
pub(super) fn direction(text: &str) -> Result<Text, Fault> {
    match text {
        "ltr" | "rtl" => Ok(Text::from(text)),
        _ => Err(Fault::Invalid(format!("\"{text}\" is not a direction"))),
    }
}

/// Expands a key, a type or a `@vocab` value: terms first, then compact IRIs, then `@vocab`.
///
/// `None` when the term is defined as null. The result may be relative.
pub(super) fn expand_vocab(context: &Context, value: &str) -> Option<Text> {
    if is_keyword(value) {
        return Some(Text::from(value));
    }
    match context.terms.get(value) {
        Some(Some(term)) => return term.iri.clone(),
        Some(None) => return None,
        None => {}
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

/// Expands an `@id` value: compact IRIs, and IRIs as they are. `None` when it stays relative.
pub(super) fn expand_id(context: &Context, value: &str) -> Option<Text> {
    if is_keyword(value) { None } else { expand_compact(context, value) }
}

/// `prefix:suffix` in full, or an IRI as it is; `None` for anything relative.
fn expand_compact(context: &Context, value: &str) -> Option<Text> {
    let at = value.char_indices().skip(1).find(|(_, char)| *char == ':')?.0;
    let (prefix, suffix) = (&value[..at], &value[at + 1..]);
    if prefix != "_" && !suffix.starts_with("//") {
        let prefix = context.term(prefix).filter(|term| term.prefix).and_then(|term| term.iri.as_ref());
        if let Some(iri) = prefix {
            return Some(Text::from(format!("{iri}{suffix}")));
        }
    }
    if prefix == "_" || has_scheme(value) { Some(Text::from(value)) } else { None }
}
