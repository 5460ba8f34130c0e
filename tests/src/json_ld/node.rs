//! Node objects and the values of their properties.

use serde_json::{Map, Value, json};

use super::context::{self, Env, Kind};
use super::{Tape, values};

/// A node object.
pub(super) fn node(tape: &mut Tape<'_>, env: &Env) -> Value {
    if !tape.may_go_deeper() {
        return json!({"https://example.com/leaf": values::scalar(tape)});
    }
    let mut object = Map::new();
    let mut env = env.clone();
    if tape.one_in(10) {
        let contexts = context::contexts(tape, &mut env);
        object.insert("@context".to_owned(), contexts);
    }
    tape.deeper(|tape| fill(tape, &env, &mut object));
    object.into()
}

/// Says something of a node.
pub(super) fn fill(tape: &mut Tape<'_>, env: &Env, object: &mut Map<String, Value>) {
    let mut env = env.clone();
    if tape.one_in(2) {
        let key = env.keyword(tape, "@id");
        object.insert(key, values::iri(tape).into());
    }
    if tape.one_in(3) {
        let key = env.keyword(tape, "@type");
        let outer = env.clone();
        let types = outer.types();
        let mut names = Vec::new();
        for _ in 0..tape.pick(3) {
            if types.is_empty() || tape.one_in(4) {
                names.push(json!(values::iri(tape)));
            } else {
                let (name, _, scope) = tape.one(&types);
                names.push(json!(name));
                if let Some(scope) = scope {
                    env = env.with(scope);
                }
            }
        }
        let names = if names.len() == 1 && tape.one_in(2) { names.remove(0) } else { names.into() };
        object.insert(key, names);
    }
    properties(tape, &env, object);
    if !tape.may_go_deeper() {
        return;
    }
    match tape.pick(40) {
        30..32 => {
            let mut nested = Map::new();
            let key = env.keyword(tape, "@nest");
            tape.deeper(|tape| properties(tape, &env, &mut nested));
            if tape.one_in(4) && !object.contains_key("@id") {
                nested.insert("@id".to_owned(), values::iri(tape).into());
            }
            object.insert(key, if tape.one_in(3) { json!([nested]) } else { nested.into() });
        }
        32..34 => {
            let key = env.keyword(tape, "@included");
            let nodes = several(tape, |tape| node(tape, &env));
            object.insert(key, nodes);
        }
        34..36 => {
            let key = env.keyword(tape, "@reverse");
            let mut reverse = Map::new();
            for _ in 0..=tape.pick(2) {
                let property = property_name(tape, &env);
                let value = several(tape, |tape| node(tape, &env));
                reverse.insert(property, value);
            }
            object.insert(key, reverse.into());
        }
        36..38 => {
            let key = env.keyword(tape, "@graph");
            let graph = graph(tape, &env);
            object.insert(key, graph);
        }
        38 => {
            let key = env.keyword(tape, "@index");
            object.insert(key, values::text(tape).into());
        }
        _ => {}
    }
}

/// What `@graph` holds.
pub(super) fn graph(tape: &mut Tape<'_>, env: &Env) -> Value {
    let nodes = several(tape, |tape| node(tape, env));
    if tape.one_in(8) { json!({"@set": nodes}) } else { nodes }
}

/// Properties that the terms allow, and now and then one that they don't.
pub(super) fn properties(tape: &mut Tape<'_>, env: &Env, object: &mut Map<String, Value>) {
    let terms = env.properties();
    for _ in 0..=tape.pick(4) {
        let property = if terms.is_empty() || tape.one_in(8) {
            let name = property_name(tape, env);
            (name, Kind::Plain, None)
        } else {
            (*tape.one(&terms)).clone()
        };
        let inner = property.2.as_ref().map_or_else(|| env.clone(), |scope| env.with(scope));
        let value = tape.deeper(|tape| value(tape, &inner, &property.1));
        object.insert(property.0, value);
    }
}

fn property_name(tape: &mut Tape<'_>, env: &Env) -> String {
    const NAMES: [&str; 5] =
        ["https://example.com/direct", "ex:direct", "https://example.com/1", "urn:p", "undefined"];
    let terms = env.properties();
    if !terms.is_empty() && tape.one_in(2) {
        return tape.one(&terms).0.clone();
    }
    let among = if tape.one_in(8) { NAMES.len() } else { NAMES.len() - 1 };
    (*tape.one(&NAMES[..among])).to_owned()
}

/// A value that suits a kind of term, most of the time.
fn value(tape: &mut Tape<'_>, env: &Env, kind: &Kind) -> Value {
    if tape.one_in(24) && !matches!(kind, Kind::Text | Kind::Language | Kind::ById | Kind::GraphId) {
        return any(tape, env);
    }
    match kind {
        Kind::Id | Kind::Vocab => several(tape, |tape| match tape.pick(4) {
            0..2 => values::iri(tape).into(),
            2 => json!(tape.one(&["https://example.com/1", "T", "a", "urn:x"])),
            _ => node(tape, env),
        }),
        Kind::Text => several(tape, |tape| values::text(tape).into()),
        Kind::Typed => several(tape, values::scalar),
        Kind::Json => values::json(tape),
        Kind::List => match tape.pick(8) {
            6 => {
                let key = env.keyword(tape, "@list");
                json!({ key: several(tape, |tape| any_item(tape, env)) })
            }
            7 => json!([several(tape, |tape| any_item(tape, env)), [values::scalar(tape)], []]),
            _ => several(tape, |tape| any_item(tape, env)),
        },
        Kind::Language => map(tape, |tape| {
            let key = *tape.one(&["en", "de-CH", "AR", "@none"]);
            let text = several(tape, |tape| values::text(tape).into());
            (key.to_owned(), text)
        }),
        Kind::Index => map(tape, |tape| (index(tape, env), several(tape, |tape| any_item(tape, env)))),
        Kind::IndexProperty | Kind::GraphIndex | Kind::ReverseIndex => {
            map(tape, |tape| (index(tape, env), several(tape, |tape| node(tape, env))))
        }
        Kind::ById | Kind::GraphId => map(tape, |tape| {
            let none = tape.one_in(6);
            let key = if none { env.keyword(tape, "@none") } else { values::iri(tape) };
            let mut value = several(tape, |tape| node(tape, env));
            without_id(&mut value);
            (key, value)
        }),
        Kind::ByType => map(tape, |tape| {
            let types = env.types();
            let key = if types.is_empty() || tape.one_in(2) {
                values::iri(tape)
            } else {
                tape.one(&types).0.clone()
            };
            (key, several(tape, |tape| node(tape, env)))
        }),
        Kind::Graph | Kind::Reverse => several(tape, |tape| node(tape, env)),
        _ => any(tape, env),
    }
}

/// Within a map by id, an id of one's own makes the key idle.
fn without_id(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(without_id),
        Value::Object(object) => {
            object.remove("@id");
        }
        _ => {}
    }
}

fn any(tape: &mut Tape<'_>, env: &Env) -> Value {
    match tape.pick(16) {
        13 => Value::Null,
        14 => {
            let key = env.keyword(tape, "@set");
            json!({ key: several(tape, |tape| any_item(tape, env)) })
        }
        15 => {
            let key = env.keyword(tape, "@list");
            json!({ key: several(tape, |tape| any_item(tape, env)) })
        }
        _ => several(tape, |tape| any_item(tape, env)),
    }
}

fn any_item(tape: &mut Tape<'_>, env: &Env) -> Value {
    match tape.pick(8) {
        0..4 => values::scalar(tape),
        4..6 => values::object(tape, env),
        _ if tape.may_go_deeper() => node(tape, env),
        _ => json!({"@id": values::iri(tape)}),
    }
}

fn index(tape: &mut Tape<'_>, env: &Env) -> String {
    if tape.one_in(8) { env.keyword(tape, "@none") } else { values::text(tape).to_owned() }
}

/// One value, or an array of some.
fn several(tape: &mut Tape<'_>, mut make: impl FnMut(&mut Tape<'_>) -> Value) -> Value {
    match tape.pick(6) {
        0..3 => make(tape),
        count => {
            let mut items: Vec<Value> = (3..=count).map(|_| make(tape)).collect();
            if tape.one_in(12) {
                items.push(Value::Null);
            }
            items.into()
        }
    }
}

fn map(tape: &mut Tape<'_>, mut make: impl FnMut(&mut Tape<'_>) -> (String, Value)) -> Value {
    Value::Object((0..=tape.pick(3)).map(|_| make(tape)).collect::<Map<_, _>>())
}
