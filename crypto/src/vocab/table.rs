//! Reading the tables.
//!
//! A line reads `term iri` for a plain definition, and
//! `term = iri [as type] [in container] [scope null | { ... }]` for an expanded one; the braces
//! hold the term's own context. `term { ... }` adds to the own context of a term that stands
//! before, and a term that stands twice counts as it stands last: so one table amends another.
//! `@prefix` shortens IRIs within the table only; `prefix:` with nothing after it ends as the
//! term is called.

use super::Known;
use crate::json::{Object, Value};

impl Known {
    /// The context document: an object with the one member `@context`.
    pub fn document(&self) -> Value<'static> {
        let mut document = Object::new();
        document.set("@context", self.definitions().into());
        document.into()
    }

    /// The context itself.
    pub(crate) fn definitions(&self) -> Object<'static> {
        let mut definitions = Object::new();
        for table in self.tables {
            read_block(&mut Lines::of(table), &mut definitions);
        }
        definitions
    }
}

/// The lines of one table, and the prefixes read so far.
struct Lines {
    rest: std::str::Lines<'static>,
    prefixes: Vec<(&'static str, &'static str)>,
}

impl Lines {
    fn of(table: &'static str) -> Self {
        Self { rest: table.lines(), prefixes: Vec::new() }
    }

    /// The full form of an IRI; one whose prefix the table does not declare stands as it is.
    fn full(&self, short: &'static str, term: &str) -> Value<'static> {
        let known = short.split_once(':').and_then(|(prefix, suffix)| {
            let (_, iri) = self.prefixes.iter().find(|(name, _)| *name == prefix)?;
            Some([*iri, if suffix.is_empty() { term } else { suffix }].concat())
        });
        known.map_or_else(|| Value::from(short), Value::from)
    }
}

/// Reads lines up to the closing brace, or to the end of the table, into `definitions`.
fn read_block(lines: &mut Lines, definitions: &mut Object<'static>) {
    while let Some(line) = lines.rest.next() {
        let mut words = line.split_whitespace();
        let (Some(term), second) = (words.next(), words.next()) else { continue };
        match (term, second) {
            ("#", _) => {}
            ("}", _) => return,
            ("@protected", _) => definitions.set(term, Value::Bool(true)),
            ("@version", _) => definitions.set(term, Value::Number(1.1)),
            ("@vocab", Some(iri)) => definitions.set(term, iri.into()),
            ("@prefix", Some(name)) => lines.prefixes.extend(words.next().map(|iri| (name, iri))),
            (_, Some("=")) => {
                let definition = read_definition(lines, term, words);
                definitions.set(term, definition.into());
            }
            (_, Some("{")) => {
                let mut definition =
                    definitions.get(term).and_then(Value::as_object).cloned().unwrap_or_default();
                let mut scoped =
                    definition.get("@context").and_then(Value::as_object).cloned().unwrap_or_default();
                read_block(lines, &mut scoped);
                definition.set("@context", scoped.into());
                definitions.set(term, definition.into());
            }
            (_, Some(iri)) => definitions.set(term, lines.full(iri, term)),
            (_, None) => {}
        }
    }
}

fn read_definition(
    lines: &mut Lines,
    term: &str,
    mut words: impl Iterator<Item = &'static str>,
) -> Object<'static> {
    let mut definition = Object::new();
    if let Some(iri) = words.next() {
        definition.set("@id", lines.full(iri, term));
    }
    while let Some(word) = words.next() {
        match word {
            "as" => definition.set("@type", words.next().map_or(Value::Null, |iri| lines.full(iri, term))),
            "in" => definition.set("@container", words.next().map_or(Value::Null, Value::from)),
            "scope" => {
                words.next();
                definition.set("@context", Value::Null);
            }
            _ => {
                let mut scoped = Object::new();
                read_block(lines, &mut scoped);
                definition.set("@context", scoped.into());
            }
        }
    }
    definition
}
