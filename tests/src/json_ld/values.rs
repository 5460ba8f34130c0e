//! Scalars, addresses, value objects.
//!
//! Not among them: numbers that JavaScript writes with an exponent but without a point, such as
//! 1e-7 (jsonld.js 9 signs "0" for it), and texts typed `xsd:double` (jsonld.js changes them).

use serde_json::{Map, Value, json};

use super::Tape;
use super::context::Env;

pub(super) fn iri(tape: &mut Tape<'_>) -> String {
    const IRIS: [&str; 12] = [
        "https://example.com/1",
        "https://example.com/2",
        "urn:uuid:1",
        "_:b1",
        "_:b2",
        "did:example:1",
        "ex:short",
        "https://example.com/3",
        "urn:a:b",
        "ex://double",
        "a:b",
        "relative",
    ];
    let among = if tape.one_in(16) { IRIS.len() } else { IRIS.len() - 1 };
    (*tape.one(&IRIS[..among])).to_owned()
}

pub(super) fn datatype(tape: &mut Tape<'_>) -> &'static str {
    const DATATYPES: [&str; 6] = [
        "http://www.w3.org/2001/XMLSchema#dateTime",
        "http://www.w3.org/2001/XMLSchema#integer",
        "http://www.w3.org/2001/XMLSchema#boolean",
        "http://www.w3.org/2001/XMLSchema#string",
        "https://example.com/datatype",
        "ex:datatype",
    ];
    tape.one::<&str>(&DATATYPES)
}

pub(super) fn text(tape: &mut Tape<'_>) -> &'static str {
    const TEXTS: [&str; 14] = [
        "text",
        "",
        " ",
        "a \"quoted\" word",
        "back\\slash",
        "line\nbreak\ttab",
        "Größe",
        "学位",
        "شهادة",
        "🎓",
        "nul\u{0}bell\u{7}del\u{7f}",
        "next\u{85}line\u{2028}",
        "https://example.com/1",
        "T",
    ];
    tape.one::<&str>(&TEXTS)
}

pub(super) fn scalar(tape: &mut Tape<'_>) -> Value {
    const NUMBERS: [f64; 10] =
        [0.0, 1.0, -1.0, 3.5, 0.1, 123_456_789.0, -2.25, 1.5e-9, 1e20, 1.234_567_890_123_456_7];
    match tape.pick(6) {
        0..3 => text(tape).into(),
        3 => tape.one_in(2).into(),
        4 => json!(tape.one(&NUMBERS)),
        _ => json!(tape.pick(100)),
    }
}

/// Any JSON.
pub(super) fn json(tape: &mut Tape<'_>) -> Value {
    match tape.pick(6) {
        0..3 => scalar(tape),
        3 => Value::Null,
        4 if tape.may_go_deeper() => {
            tape.deeper(|tape| (0..tape.pick(4)).map(|_| json(tape)).collect::<Vec<_>>().into())
        }
        _ if tape.may_go_deeper() => tape.deeper(|tape| {
            let member = |tape: &mut Tape<'_>| (text(tape).to_owned(), json(tape));
            Value::Object((0..tape.pick(4)).map(|_| member(tape)).collect::<Map<_, _>>())
        }),
        _ => json!([]),
    }
}

/// A value object.
pub(super) fn object(tape: &mut Tape<'_>, env: &Env) -> Value {
    let mut object = Map::new();
    let value = env.keyword(tape, "@value");
    let kind = env.keyword(tape, "@type");
    match tape.pick(8) {
        0 => {
            object.insert(value, text(tape).into());
        }
        1 => {
            object.insert(value, scalar(tape));
        }
        2 | 3 => {
            object.insert(value, scalar(tape));
            let datatype: Value = datatype(tape).into();
            object.insert(kind, if tape.one_in(4) { json!([datatype]) } else { datatype });
        }
        4 => {
            object.insert(value, text(tape).into());
            let language = env.keyword(tape, "@language");
            object.insert(
                language,
                (*tape.one(&[json!("en"), json!("DE-ch"), Value::Null, json!("no_tag")])).clone(),
            );
        }
        5 => {
            object.insert(value, "to the left".into());
            object.insert("@direction".to_owned(), "rtl".into());
            if tape.one_in(2) {
                object.insert("@language".to_owned(), json!("ar"));
            }
        }
        6 => {
            object.insert(value, json(tape));
            object.insert(kind, json!("@json"));
        }
        _ => {
            object.insert(value, scalar(tape));
            let index = env.keyword(tape, "@index");
            object.insert(index, text(tape).into());
        }
    }
    object.into()
}
