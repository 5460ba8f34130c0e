//! The documents that make up one badge, as far as they are known.

use super::{Signed, id_of, is_web, same_address, text};
use crate::json::{Limits, Object, Value, read};
use crate::verify::{Knowledge, Known, Need};

/// Keys of one profile that are looked at.
const MAX_KEYS: usize = 8;

/// What there is to begin with.
#[derive(Clone, Copy)]
pub(crate) enum Given<'d> {
    /// An assertion as JSON.
    Assertion(&'d Object<'d>),
    /// An assertion in a JWS.
    Signed(&'d Signed),
    /// The address of an assertion.
    Address(&'d str),
}

/// How a badge shows that it is the issuer's.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Method {
    /// By standing at an address of the issuer's.
    Hosted,
    /// By a signature.
    Signed,
    /// Otherwise, or not said.
    Other(String),
}

/// A document that another links to.
#[derive(Debug)]
pub(crate) struct Linked<'d> {
    /// Its id, where it has one.
    pub(crate) id: Option<String>,
    /// What stands at its address, or why that is not known, as a clause.
    pub(crate) document: Result<Object<'d>, String>,
    /// What the linking document says of it: good enough to show, not to rely on.
    embedded: Option<Object<'d>>,
}

impl<'d> Linked<'d> {
    /// What stands at no address.
    pub(crate) fn nowhere() -> Self {
        Self { id: None, document: Err("it names no address".to_owned()), embedded: None }
    }

    /// What to show of it.
    pub(crate) fn shown(&self) -> Option<&Object<'d>> {
        self.document.as_ref().ok().or(self.embedded.as_ref())
    }

    /// Its id, for messages.
    pub(crate) fn name(&self) -> &str {
        self.id.as_deref().unwrap_or_default()
    }
}

/// Everything that one badge is made of.
#[derive(Debug)]
pub(crate) struct Bundle<'d> {
    /// The assertion to judge: the hosted one where that is known.
    pub(crate) assertion: Object<'d>,
    pub(crate) method: Method,
    /// Of a hosted badge: the address, and what stands there.
    pub(crate) hosted: Option<Linked<'d>>,
    pub(crate) badge: Linked<'d>,
    pub(crate) profile: Linked<'d>,
    /// The key that the assertion names, else those of the profile.
    pub(crate) keys: Vec<Linked<'d>>,
    /// Whether the profile names those keys.
    pub(crate) keys_listed: bool,
    /// The issuer's list of revoked badges.
    pub(crate) revocations: Option<Linked<'d>>,
    /// The addresses that were looked for.
    pub(crate) needs: Vec<Need>,
}

/// Puts together what is known of a badge; and what else should be.
pub(crate) fn gather<'d>(given: Given<'d>, knowledge: &'d Knowledge) -> Bundle<'d> {
    let mut library = Library { knowledge, needs: Vec::new() };
    let (mut assertion, address) = match given {
        Given::Assertion(object) => (object.clone(), None),
        Given::Signed(signed) => (signed.assertion.clone(), None),
        Given::Address(url) => (Object::new(), Some(url.to_owned())),
    };
    let method = match (given, method_of(&assertion)) {
        (Given::Address(_), _) => Method::Hosted,
        (Given::Signed(_), Method::Other(_)) => Method::Signed,
        (_, method) => method,
    };
    let mut hosted = None;
    if method == Method::Hosted {
        let id = address.or_else(|| address_of(&assertion));
        let linked = match id {
            Some(url) => Linked { document: library.object_at(&url), id: Some(url), embedded: None },
            None => Linked::nowhere(),
        };
        if let Ok(object) = &linked.document {
            assertion = object.clone();
        }
        hosted = Some(linked);
    }
    // What stands in the assertion itself is the issuer's word like the rest of it.
    let badge = match assertion.get("badge") {
        Some(Value::Object(object)) => {
            Linked { id: text(object, "id").map(str::to_owned), document: Ok(object.clone()), embedded: None }
        }
        other => library.linked(other),
    };
    // A profile says what its issuer allows, so it counts only where it is the issuer's: at its own address.
    let profile = library.linked(badge.shown().and_then(|badge| badge.get("issuer")));
    let (keys, keys_listed) =
        if method == Method::Signed { library.keys(&assertion, &profile) } else { (Vec::new(), false) };
    let revocations = profile.document.as_ref().ok().and_then(|profile| profile.get("revocationList"));
    let revocations = revocations.filter(|list| **list != Value::Null).map(|list| library.linked(Some(list)));
    Bundle { assertion, method, hosted, badge, profile, keys, keys_listed, revocations, needs: library.needs }
}

fn method_of(assertion: &Object<'_>) -> Method {
    let rules = assertion.get("verification").or_else(|| assertion.get("verify"));
    let types = rules.and_then(|rules| rules.get("type")).map(Value::items).unwrap_or_default();
    let is = |names: [&str; 2]| types.iter().filter_map(Value::as_str).any(|name| names.contains(&name));
    if is(["HostedBadge", "hosted"]) {
        Method::Hosted
    } else if is(["SignedBadge", "signed"]) {
        Method::Signed
    } else {
        Method::Other(types.first().and_then(Value::as_str).unwrap_or("none").to_owned())
    }
}

/// Where a hosted assertion is kept: its `id`; before 2.0, `verify.url`.
fn address_of(assertion: &Object<'_>) -> Option<String> {
    let old = || text(assertion.get("verify")?.as_object()?, "url");
    text(assertion, "id").filter(|id| is_web(id)).or_else(old).filter(|url| is_web(url)).map(str::to_owned)
}

struct Library<'d> {
    knowledge: &'d Knowledge,
    needs: Vec<Need>,
}

impl<'d> Library<'d> {
    /// What a member links to.
    fn linked(&mut self, value: Option<&Value<'d>>) -> Linked<'d> {
        let embedded = value.and_then(Value::as_object).cloned();
        let id = id_of(value).map(str::to_owned);
        match id {
            Some(id) if is_web(&id) => self.fetched(&id, embedded),
            id => {
                let reason = if value.is_some() { "its id is no web address" } else { "it is not named" };
                Linked { id, document: Err(reason.to_owned()), embedded }
            }
        }
    }

    /// What stands at an address, provided that it does not call itself something else.
    fn fetched(&mut self, url: &str, embedded: Option<Object<'d>>) -> Linked<'d> {
        let document = self.object_at(url).and_then(|object| match text(&object, "id") {
            Some(id) if !same_address(id, url) => Err(["it calls itself ", id].concat()),
            _ => Ok(object),
        });
        Linked { id: Some(url.to_owned()), document, embedded }
    }

    fn object_at(&mut self, url: &str) -> Result<Object<'d>, String> {
        self.needs.push(Need::Document { url: url.to_owned() });
        match self.knowledge.0.get(url) {
            None => Err("it was not asked for".to_owned()),
            Some(Known::Unreachable { reason }) => Err(reason.clone()),
            Some(Known::Found { text, .. }) => match read(text.as_bytes(), Limits::CREDENTIAL) {
                Ok(Value::Object(object)) => Ok(object),
                _ => Err("what stands there is not a JSON object".to_owned()),
            },
        }
    }

    /// The keys by which an assertion may be signed; and whether the profile names them.
    fn keys(&mut self, assertion: &Object<'d>, profile: &Linked<'d>) -> (Vec<Linked<'d>>, bool) {
        let Ok(profile) = &profile.document else { return (Vec::new(), false) };
        let listed = profile.get("publicKey").map(Value::items).unwrap_or_default();
        let rules = assertion.get("verification").or_else(|| assertion.get("verify"));
        let creator = rules.and_then(|rules| id_of(rules.get("creator")));
        let Some(creator) = creator else {
            return (listed.iter().take(MAX_KEYS).map(|key| self.key(key)).collect(), true);
        };
        let is_it = |key: &&Value<'_>| id_of(Some(key)).is_some_and(|id| same_address(id, creator));
        match listed.iter().find(is_it) {
            Some(key) => (vec![self.key(key)], true),
            None => (vec![self.key(&creator.to_owned().into())], false),
        }
    }

    /// A key that stands in the profile, or is linked from there.
    fn key(&mut self, value: &Value<'d>) -> Linked<'d> {
        match value.as_object() {
            Some(key) if key.get("publicKeyPem").is_some() || key.get("publicKeyJwk").is_some() => {
                Linked { id: text(key, "id").map(str::to_owned), document: Ok(key.clone()), embedded: None }
            }
            _ => self.linked(Some(value)),
        }
    }
}
