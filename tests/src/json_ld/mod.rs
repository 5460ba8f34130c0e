//! JSON-LD documents made by chance, in all the forms that credentials may use.
//!
//! Every choice comes from a tape of numbers; where the tape has ended, the plainest choice is
//! taken. So a shorter tape of smaller numbers is a simpler document, and what finds a difference
//! can be shrunk.
//!
//! Not among the documents, because processors are known to disagree there or to break: see
//! `values` and `context`.

mod context;
mod node;
mod values;

use serde_json::{Map, Value, json};

use context::{Env, Kind};

/// The document that a tape stands for.
pub fn document(tape: &[u16]) -> Value {
    let mut tape = Tape { rest: tape, depth: 0 };
    let mut env = Env::default();
    let mut object = Map::new();
    if tape.one_in(4) {
        return credential(&mut tape);
    }
    let contexts = context::contexts(&mut tape, &mut env);
    object.insert("@context".to_owned(), contexts);
    if tape.one_in(12) {
        let graph = node::graph(&mut tape, &env);
        object.insert("@graph".to_owned(), graph);
        return object.into();
    }
    node::fill(&mut tape, &env, &mut object);
    object.into()
}

/// A document that is nothing but links between blank nodes, some of them in graphs.
pub fn graph(tape: &[u16]) -> Value {
    let mut tape = Tape { rest: tape, depth: 0 };
    let mut nodes = Vec::new();
    while !tape.rest.is_empty() {
        let blank = |tape: &mut Tape<'_>| format!("_:n{}", tape.pick(6));
        let (subject, object) = (blank(&mut tape), blank(&mut tape));
        let node = json!({"@id": subject, *tape.one(&["urn:p", "urn:q"]): {"@id": object}});
        nodes.push(match tape.pick(4) {
            // Which of several blank graphs a node is in may be all that tells it from another, and
            // then RDFC-1.0 leaves its label open. So graphs have names.
            3 => json!({"@id": tape.one(&["urn:g", "urn:h"]), "@graph": [node]}),
            _ => node,
        });
    }
    json!({"@graph": nodes})
}

/// A credential with somebody's own terms on top.
fn credential(tape: &mut Tape<'_>) -> Value {
    let mut env = Env::default();
    for (name, keyword) in [("id", "@id"), ("type", "@type")] {
        env.define(name, Kind::Alias(keyword));
    }
    let own = context::definitions(tape, &mut env, 2);
    let mut contexts = vec![json!("https://www.w3.org/ns/credentials/v2")];
    if tape.one_in(2) {
        contexts.push(json!("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"));
    }
    contexts.push(own);
    let mut subject = Map::new();
    subject.insert("id".to_owned(), json!("did:example:subject"));
    node::properties(tape, &env, &mut subject);
    let mut object = Map::new();
    for (key, value) in [
        ("@context", Value::from(contexts)),
        ("type", json!(["VerifiableCredential"])),
        ("issuer", json!("did:example:issuer")),
        ("validFrom", json!("2026-01-01T00:00:00Z")),
        ("credentialSubject", subject.into()),
    ] {
        object.insert(key.to_owned(), value);
    }
    if tape.one_in(2) {
        object.insert("name".to_owned(), values::scalar(tape));
    }
    if tape.one_in(2) {
        object.insert("evidence".to_owned(), json!([{"type": "Evidence", "id": values::iri(tape)}]));
    }
    node::properties(tape, &env, &mut object);
    object.into()
}

/// Where choices come from.
pub(crate) struct Tape<'t> {
    rest: &'t [u16],
    depth: usize,
}

impl Tape<'_> {
    /// A number below `below`; 0 is the plainest.
    fn pick(&mut self, below: usize) -> usize {
        let Some((first, rest)) = self.rest.split_first() else { return 0 };
        self.rest = rest;
        usize::from(*first) % below.max(1)
    }

    /// True once in `times`.
    fn one_in(&mut self, times: usize) -> bool {
        self.pick(times) + 1 == times
    }

    fn one<'v, T>(&mut self, values: &'v [T]) -> &'v T {
        &values[self.pick(values.len())]
    }

    /// Whether there is room for more below this.
    fn may_go_deeper(&self) -> bool {
        self.depth < 4 && !self.rest.is_empty()
    }

    fn deeper<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let result = work(self);
        self.depth -= 1;
        result
    }
}
