//! Contexts: definitions of terms, and what the rest of the generator may expect of them.
//!
//! Not among them: `@direction` for a whole context (jsonld.js 9 forgets it), `@propagate` in a
//! list and null in what does not propagate (processors disagree), blank nodes as properties.

use serde_json::{Map, Value, json};

use super::{Tape, values};

/// What a term is for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// Any value.
    Plain,
    /// Texts and nothing else: jsonld.js 9 takes two texts for one that differ in direction alone.
    Text,
    /// Addresses.
    Id,
    /// Terms and addresses.
    Vocab,
    /// Scalars with a datatype.
    Typed,
    Json,
    List,
    Language,
    Index,
    /// An index that is a property.
    IndexProperty,
    ById,
    ByType,
    Graph,
    GraphIndex,
    GraphId,
    Reverse,
    ReverseIndex,
    /// Another name of a keyword.
    Alias(&'static str),
    /// Defined as nothing.
    Null,
    /// A type, perhaps with a context.
    Type,
    /// A property with a context.
    Scoped,
}

/// The terms that hold at one place.
#[derive(Clone, Default)]
pub(super) struct Env {
    terms: Vec<(String, Kind, Option<Box<Env>>)>,
}

impl Env {
    pub(super) fn define(&mut self, name: &str, kind: Kind) {
        self.define_scoped(name, kind, None);
    }

    fn define_scoped(&mut self, name: &str, kind: Kind, scope: Option<Env>) {
        self.terms.retain(|(other, ..)| other != name);
        self.terms.push((name.to_owned(), kind, scope.map(Box::new)));
    }

    /// The name for a keyword: its own, or another.
    pub(super) fn keyword(&self, tape: &mut Tape<'_>, keyword: &str) -> String {
        let names: Vec<&String> = self
            .terms
            .iter()
            .filter(|(_, kind, _)| matches!(kind, Kind::Alias(other) if *other == keyword))
            .map(|(name, ..)| name)
            .collect();
        match names.as_slice() {
            [] => keyword.to_owned(),
            names if tape.one_in(4) && !matches!(keyword, "@id" | "@type") => {
                let _ = names;
                keyword.to_owned()
            }
            names => (*tape.one(names)).clone(),
        }
    }

    /// The terms that are properties.
    pub(super) fn properties(&self) -> Vec<&(String, Kind, Option<Box<Env>>)> {
        let is = |kind: &Kind| !matches!(kind, Kind::Alias(_) | Kind::Type | Kind::Null);
        self.terms.iter().filter(|(_, kind, _)| is(kind)).collect()
    }

    pub(super) fn types(&self) -> Vec<&(String, Kind, Option<Box<Env>>)> {
        self.terms.iter().filter(|(_, kind, _)| *kind == Kind::Type).collect()
    }

    /// This with the terms of `scope` on top.
    pub(super) fn with(&self, scope: &Env) -> Env {
        let mut env = self.clone();
        for (name, kind, inner) in &scope.terms {
            env.define_scoped(name, kind.clone(), inner.as_deref().cloned());
        }
        env
    }
}

/// An `@context` value.
pub(super) fn contexts(tape: &mut Tape<'_>, env: &mut Env) -> Value {
    let first = definitions(tape, env, 3);
    match tape.pick(8) {
        6 => json!([first, definitions(tape, env, 2)]),
        7 => json!({"@context": first}),
        _ => first,
    }
}

/// One context: several definitions.
pub(super) fn definitions(tape: &mut Tape<'_>, env: &mut Env, depth: usize) -> Value {
    let mut object = Map::new();
    object.insert("@version".to_owned(), json!(1.1));
    object.insert("ex".to_owned(), json!("https://example.com/"));
    if tape.one_in(4) {
        object.insert("@vocab".to_owned(), vocab(tape));
    }
    if tape.one_in(8) {
        object
            .insert("@language".to_owned(), (*tape.one(&[json!("en"), json!("de-CH"), Value::Null])).clone());
    }
    if tape.one_in(10) {
        object.insert("@protected".to_owned(), json!(true));
    }
    if tape.one_in(16) {
        object.insert("@base".to_owned(), Value::Null);
    }
    if tape.one_in(20) {
        object.insert("@type".to_owned(), json!({"@container": "@set", "@protected": tape.one_in(2)}));
    }
    let count = 1 + tape.pick(6);
    for _ in 0..count {
        let name = name(tape);
        let (kind, value, scope) = definition(tape, &name, depth);
        object.insert(name.clone(), value);
        env.define_scoped(&name, kind, scope);
    }
    object.into()
}

fn vocab(tape: &mut Tape<'_>) -> Value {
    (*tape.one(&[
        json!("https://vocab.example/"),
        json!("https://other.example/#"),
        json!("ex:more/"),
        Value::Null,
    ]))
    .clone()
}

fn name(tape: &mut Tape<'_>) -> String {
    const NAMES: [&str; 14] = [
        "a",
        "b",
        "c",
        "d",
        "e",
        "f",
        "g",
        "h",
        "T",
        "U",
        "ex:compact",
        "https://example.com/full",
        "V",
        "i",
    ];
    (*tape.one(&NAMES)).to_owned()
}

/// A definition, what it is for, and the terms of its own context.
#[expect(clippy::too_many_lines, reason = "one arm for each kind of definition")]
fn definition(tape: &mut Tape<'_>, name: &str, depth: usize) -> (Kind, Value, Option<Env>) {
    let iri = match name {
        "ex:compact" => "https://example.com/compact".to_owned(),
        _ if name.contains(':') => name.to_owned(),
        _ => (*tape.one(&["https://example.com/NAME", "ex:NAME", "https://example.com/common"]))
            .replace("NAME", name),
    };
    if matches!(name, "T" | "U" | "V") {
        let mut object = Map::new();
        object.insert("@id".to_owned(), iri.into());
        let scope = (depth > 0 && tape.one_in(2)).then(|| scope(tape, &mut object, depth));
        return (Kind::Type, object.into(), scope);
    }
    let mut object = Map::new();
    object.insert("@id".to_owned(), iri.clone().into());
    let set = |tape: &mut Tape<'_>, container: &str| {
        if tape.one_in(3) { json!([container, "@set"]) } else { json!(container) }
    };
    let mut put = |key: &str, value: Value| {
        object.insert(key.to_owned(), value);
    };
    let kind = match tape.pick(26) {
        0 => return (Kind::Plain, iri.into(), None),
        1 => Kind::Plain,
        2 => {
            put("@type", json!("@id"));
            Kind::Id
        }
        3 => {
            put("@type", json!("@vocab"));
            Kind::Vocab
        }
        4 => {
            put("@type", values::datatype(tape).into());
            Kind::Typed
        }
        5 => {
            put("@type", json!("@json"));
            Kind::Json
        }
        6 => {
            put("@type", json!("@none"));
            Kind::Plain
        }
        7 => {
            put("@language", (*tape.one(&[json!("fr"), json!("en-GB"), Value::Null])).clone());
            Kind::Plain
        }
        8 if !name.contains(':') => {
            put("@id", format!("https://example.com/directed-{name}").into());
            put("@direction", (*tape.one(&[json!("rtl"), json!("ltr"), Value::Null])).clone());
            Kind::Text
        }
        9 => {
            put("@container", json!("@list"));
            Kind::List
        }
        10 => {
            put("@container", json!("@list"));
            put("@type", json!("@id"));
            Kind::Id
        }
        11 => {
            put("@container", set(tape, "@language"));
            if !name.contains(':') && tape.one_in(4) {
                put("@id", format!("https://example.com/spoken-{name}").into());
                put("@direction", json!("rtl"));
            }
            Kind::Language
        }
        12 => {
            put("@container", set(tape, "@index"));
            Kind::Index
        }
        13 => {
            put("@container", set(tape, "@index"));
            put("@index", (*tape.one(&["https://example.com/key", "ex:key"])).into());
            Kind::IndexProperty
        }
        14 => {
            put("@container", set(tape, "@id"));
            Kind::ById
        }
        15 => {
            put("@container", set(tape, "@type"));
            if tape.one_in(3) {
                put("@type", json!("@vocab"));
            }
            Kind::ByType
        }
        16 => {
            put("@container", set(tape, "@graph"));
            Kind::Graph
        }
        17 => {
            put("@container", json!(["@graph", "@index"]));
            Kind::GraphIndex
        }
        18 => {
            put("@container", json!(["@graph", "@id"]));
            Kind::GraphId
        }
        19 | 20 => {
            let object = if tape.one_in(2) {
                json!({"@reverse": iri})
            } else {
                json!({"@reverse": iri, "@type": "@id", "@container": "@set"})
            };
            return (Kind::Reverse, object, None);
        }
        21 => return (Kind::ReverseIndex, json!({"@reverse": iri, "@container": "@index"}), None),
        22 => return alias(tape, name),
        23 => {
            put("@nest", json!("@nest"));
            put("@protected", json!(true));
            Kind::Plain
        }
        24 if !name.contains(':') => {
            put("@prefix", json!(true));
            Kind::Plain
        }
        _ if depth > 0 => {
            let scope = scope(tape, &mut object, depth);
            return (Kind::Scoped, object.into(), Some(scope));
        }
        _ => Kind::Plain,
    };
    (kind, object.into(), None)
}

fn alias(tape: &mut Tape<'_>, name: &str) -> (Kind, Value, Option<Env>) {
    const KEYWORDS: [&str; 12] = [
        "@id",
        "@type",
        "@value",
        "@list",
        "@set",
        "@graph",
        "@included",
        "@nest",
        "@reverse",
        "@index",
        "@language",
        "@none",
    ];
    if name.contains(':') {
        return (Kind::Plain, json!({"@id": name}), None);
    }
    if tape.one_in(6) {
        return (Kind::Null, Value::Null, None);
    }
    let keyword = *tape.one(&KEYWORDS);
    if keyword == "@type" && tape.one_in(2) {
        return (Kind::Alias(keyword), json!({"@id": "@type", "@container": "@set"}), None);
    }
    (Kind::Alias(keyword), json!(keyword), None)
}

/// A scoped context; never a plain null for types.
fn scope(tape: &mut Tape<'_>, object: &mut Map<String, Value>, depth: usize) -> Env {
    let mut scope = Env::default();
    let mut context = definitions(tape, &mut scope, depth - 1);
    if tape.one_in(6) {
        context["@propagate"] = json!(tape.one_in(2));
    }
    object.insert("@context".to_owned(), context);
    scope
}
