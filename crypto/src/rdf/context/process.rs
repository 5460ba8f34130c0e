//! Context processing: applying contexts, one after another.
//!
//! Contexts that come from our tables are compiled once per thread and kept, keyed by what was
//! active and what was applied, scoped contexts included; the verifying path then only looks
//! up. Inline contexts are compiled each time; what our tables come to after one is kept for as
//! long as its document is read.
//!
//! Where processors are known to differ from the standard or from each other (a null context
//! that does not propagate, `@propagate` inside an array), the answer is that we cannot tell.
//!
//! Source: JSON-LD 1.1 API, section 4.1 (Context Processing).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::super::Fault;
use super::define::define_all;
use super::{Context, Local};
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

/// How to apply a context.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(in crate::rdf) struct Apply {
    /// Whether protected terms may be redefined, as property-scoped contexts may.
    pub(super) override_protected: bool,
    /// Whether nested nodes keep the result, as they don't with type-scoped contexts.
    pub(super) propagate: bool,
}

impl Apply {
    /// As an `@context` member is applied.
    pub(super) const EMBEDDED: Self = Self { override_protected: false, propagate: true };
    /// As the context of a property's term is applied.
    pub(in crate::rdf) const PROPERTY: Self = Self { override_protected: true, propagate: true };
    /// As the context of a type's term is applied.
    pub(in crate::rdf) const TYPE: Self = Self { override_protected: false, propagate: false };
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
/// Terms looked at while compiling the contexts of one document.
const MAX_WORK: usize = 400_000;

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// A number for what comes from our tables.
pub(super) fn next_id() -> u64 {
    KEPT.with_borrow_mut(|kept| {
        kept.last_id += 1;
        kept.last_id
    })
}

/// A new id where everything so far comes from our tables.
pub(super) fn fresh(active: &Context, origin: Option<u64>) -> Option<u64> {
    active.id.and(origin).map(|_| next_id())
}

/// Applies contexts, with one choice of editions.
#[derive(Debug)]
pub(in crate::rdf) struct Processor {
    edition: Edition,
    work_left: Cell<usize>,
    /// What came of applying our tables to somebody's own context, which is kept beside the result.
    own: RefCell<FxHashMap<Applied, BeforeAndAfter>>,
}

/// The address of what was active, what was applied, and how.
type Applied = (*const Context, u64, Apply);
type BeforeAndAfter = (Rc<Context>, Rc<Context>);

impl Processor {
    pub(in crate::rdf) fn new(edition: Edition) -> Self {
        Self { edition, work_left: Cell::new(MAX_WORK), own: RefCell::default() }
    }

    /// Applies an `@context` value that stands in a document.
    pub(in crate::rdf) fn embedded(
        &self,
        active: &Rc<Context>,
        value: &Value<'_>,
    ) -> Result<Rc<Context>, Fault> {
        self.apply_value(active, value, None, Apply::EMBEDDED)
    }

    /// Applies a scoped context, or one of our tables.
    pub(in crate::rdf) fn apply(
        &self,
        active: &Rc<Context>,
        local: &Local,
        how: Apply,
    ) -> Result<Rc<Context>, Fault> {
        let key = active.id.zip(local.id).map(|(active, local)| (active, local, how));
        if let Some(found) = key.and_then(|key| KEPT.with_borrow(|kept| kept.contexts.get(&key).cloned())) {
            return Ok(found);
        }
        let own = local.id.filter(|_| key.is_none()).map(|local| (Rc::as_ptr(active), local, how));
        if let Some(found) =
            own.and_then(|own| self.own.borrow().get(&own).map(|(_, found)| Rc::clone(found)))
        {
            return Ok(found);
        }
        let result = self.apply_value(active, &local.value, local.id, how)?;
        if let Some(own) = own {
            self.own.borrow_mut().insert(own, (Rc::clone(active), Rc::clone(&result)));
        }
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

    /// Finds out whether the context of a term can be applied, as it stands in an inline context:
    /// it is an error even where nothing uses the term.
    pub(super) fn check_scoped(&self, active: &Context, value: &Value<'_>) -> Result<(), Fault> {
        self.spend(active.terms.len())?;
        self.apply_value(&Rc::new(active.clone()), value, None, Apply::PROPERTY).map(drop)
    }

    fn apply_value(
        &self,
        active: &Rc<Context>,
        value: &Value<'_>,
        origin: Option<u64>,
        how: Apply,
    ) -> Result<Rc<Context>, Fault> {
        let value = unwrapped(value)?;
        let items = value.items();
        if items.len() > MAX_CONTEXTS {
            return Err(Fault::Unsupported(format!("a list of more than {MAX_CONTEXTS} contexts")));
        }
        let propagate = match value.get("@propagate") {
            None => how.propagate,
            Some(Value::Bool(propagate)) => *propagate,
            Some(_) => return Err(Fault::Invalid("@propagate is neither true nor false".into())),
        };
        let mut result = Rc::clone(active);
        for item in items {
            result = match if value.as_array().is_some() { unwrapped(item)? } else { item } {
                Value::Null if propagate => nullify(&result, how)?,
                Value::Null => {
                    return Err(Fault::Unsupported("a null context that does not propagate".into()));
                }
                // Whether the result propagates is settled for the whole list, below.
                Value::String(url) => {
                    self.apply(&result, &*self.known(url)?, Apply { propagate: true, ..how })?
                }
                Value::Object(object) => {
                    if value.as_array().is_some() && object.get("@propagate").is_some() {
                        return Err(Fault::Unsupported("@propagate in a list of contexts".into()));
                    }
                    self.object(&result, object, origin, how)?
                }
                _ => return Err(Fault::Invalid("a context is neither an address nor an object".into())),
            };
        }
        if !propagate && result.previous.is_none() && !Rc::ptr_eq(&result, active) {
            let mut kept = (*result).clone();
            kept.previous = Some(Rc::clone(active));
            kept.id = fresh(active, origin);
            result = Rc::new(kept);
        }
        Ok(result)
    }

    /// Applies one context, together with what it imports.
    fn object(
        &self,
        active: &Context,
        object: &Object<'_>,
        origin: Option<u64>,
        how: Apply,
    ) -> Result<Rc<Context>, Fault> {
        self.spend(active.terms.len().saturating_add(squared(object.len())))?;
        let Some(import) = object.get("@import") else {
            return Ok(Rc::new(define_all(self, active, object, origin, how)?));
        };
        let url = import.as_str().ok_or_else(|| Fault::Invalid("@import is not an address".into()))?;
        let known = self.known(url)?;
        let Value::Object(imported) = &known.value else {
            return Err(Fault::Invalid(format!("{url} is imported but is not one context")));
        };
        if imported.get("@import").is_some() {
            return Err(Fault::Invalid(format!("{url} is imported and imports another")));
        }
        let mut merged = imported.clone();
        for (key, value) in object.iter().filter(|(key, _)| *key != "@import") {
            merged.set(key.to_owned(), value.clone().into_owned());
        }
        self.spend(squared(merged.len()))?;
        Ok(Rc::new(define_all(self, active, &merged, None, how)?))
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

/// What looking up every member of a context of so many costs.
fn squared(members: usize) -> usize {
    members.saturating_mul(members) / 32
}

/// The context inside `{"@context": ...}`, as which some write one; others stand as they are.
fn unwrapped<'v, 'a>(value: &'v Value<'a>) -> Result<&'v Value<'a>, Fault> {
    match value.as_object().and_then(|object| Some((object.len(), object.get("@context")?))) {
        None => Ok(value),
        Some((1, inner @ (Value::Object(_) | Value::Array(_)))) => Ok(inner),
        Some(_) => Err(Fault::Invalid("a context holds a context and more".into())),
    }
}

fn nullify(active: &Context, how: Apply) -> Result<Rc<Context>, Fault> {
    if how.override_protected || !active.protected {
        return Ok(Context::empty());
    }
    if active.terms.values().any(|term| term.protected) {
        return Err(Fault::Invalid("a null context would drop protected terms".into()));
    }
    Err(Fault::Unsupported("a null context after protected terms that are no more".into()))
}
