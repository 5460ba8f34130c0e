//! The JSON-LD contexts that we know, each held as a table of facts of our own.
//!
//! A context document is generated from its table. That the generated document equals the
//! published one is shown by comparing the SHA-256 of both in RFC 8785 form, so the meaning is
//! identical and nothing is copied. Contexts are never fetched: one that is not here is unknown.
//!
//! A table line reads `term iri` for a plain definition, and
//! `term = iri [as type] [in container] [scope null | { ... }]` for an expanded one; the braces
//! hold the term's own context. `@prefix` shortens IRIs within the table only.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::json::{Object, Value};

/// A context whose meaning we know.
#[derive(Debug)]
pub struct Known {
    /// The address by which documents name it.
    pub url: &'static str,
    /// Which text of it this is, where several circulate under one address.
    pub edition: &'static str,
    /// SHA-256 of the published text in RFC 8785 form, hexadecimal.
    pub sha256: &'static str,
    tables: &'static [&'static str],
}

/// Every known context. Of several texts under one address, the one to try first stands first.
pub const KNOWN: &[Known] = &[
    Known {
        url: "https://www.w3.org/ns/credentials/v2",
        edition: "W3C Recommendation",
        sha256: "b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf",
        tables: &[include_str!("tables/credentials_v2.vocab")],
    },
    Known {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        edition: "with endorsementJwt and jti",
        sha256: "04b1136ddc4eda9a8966bc7ef182789f233a26739473140ef75d6968c29a2966",
        tables: &[
            include_str!("tables/open_badges_3_0_3.vocab"),
            include_str!("tables/open_badges_3_0_3_jwt.vocab"),
        ],
    },
    Known {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        edition: "specification repository",
        sha256: "c5e555a91a5cf48e32ae0a05674c61ddd5c053b680b5643b2f57f9965e386d99",
        tables: &[include_str!("tables/open_badges_3_0_3.vocab")],
    },
    Known {
        url: "https://w3id.org/security/data-integrity/v2",
        edition: "W3C Recommendation",
        sha256: "7ba3c50acf2689d5e07927267343eb353249c7c22a9f2d00307cc970e855e305",
        tables: &[include_str!("tables/data_integrity_v2.vocab")],
    },
    Known {
        url: "https://w3id.org/security/multikey/v1",
        edition: "W3C Recommendation",
        sha256: "be20c3ee6af6e9c4102e66a85c26617831218e32216bdf050f870e389e737cdc",
        tables: &[include_str!("tables/multikey_v1.vocab")],
    },
    Known {
        url: "https://www.w3.org/ns/credentials/examples/v2",
        edition: "W3C Recommendation",
        sha256: "8a675bead391be98e6054c4e07c41f73337508d398e07047344c5d349aa2dc58",
        tables: &[include_str!("tables/examples_v2.vocab")],
    },
    Known {
        url: "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        edition: "1EdTech",
        sha256: "15f4c347c6fe4380d9b6b93795859e33747ef48d5c55b91a71c52fb51c7bcbd7",
        tables: &[include_str!("tables/open_badges_extensions.vocab")],
    },
    Known {
        url: "https://w3id.org/security/suites/ed25519-2020/v1",
        edition: "W3C Recommendation",
        sha256: "fb517f09d990829aed734c9bad8cbbb2ac3d5063b865c7e3d81f246074bf5691",
        tables: &[include_str!("tables/ed25519_2020_v1.vocab")],
    },
];

/// The texts known under `url`, the one to try first standing first.
pub fn editions(url: &str) -> impl Iterator<Item = &'static Known> {
    KNOWN.iter().filter(move |known| known.url == url)
}

/// Whether an `@context` value names an address under which several texts circulate.
pub(crate) fn names_several_editions(context: &Value<'_>) -> bool {
    context.items().iter().filter_map(Value::as_str).any(|url| editions(url).nth(1).is_some())
}

/// The one name by which a document writes a property that our tables know; `None` for others.
///
/// A signature covers IRIs, while readers look for names: a `credentialStatus` written by its
/// IRI is signed, and seen by nobody. Where a class shares its IRI with a property, the
/// property's name counts.
pub(crate) fn property_name(iri: &str) -> Option<&'static str> {
    static NAMES: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
        let mut names = FxHashMap::default();
        for known in KNOWN {
            let document = known.document();
            if let Some(definitions) = document.get("@context").and_then(Value::as_object) {
                collect_names(definitions, &mut names);
            }
        }
        names
    });
    NAMES.get(iri).map(String::as_str)
}

fn collect_names(definitions: &Object<'_>, names: &mut FxHashMap<String, String>) {
    for (term, definition) in definitions.iter().filter(|(term, _)| !term.starts_with('@')) {
        if let Some(iri) = definition.as_str().or_else(|| definition.get("@id")?.as_str()) {
            let name = names.entry(iri.to_owned()).or_insert_with(|| term.to_owned());
            if term.starts_with(|first: char| first.is_lowercase()) && *name != term {
                term.clone_into(name);
            }
        }
        if let Some(scoped) = definition.get("@context").and_then(Value::as_object) {
            collect_names(scoped, names);
        }
    }
}

impl Known {
    /// The context document: an object with the one member `@context`.
    pub fn document(&self) -> Value<'static> {
        let mut definitions = Object::new();
        for table in self.tables {
            let mut lines = Lines::of(table);
            read_block(&mut lines, &mut definitions);
        }
        let mut document = Object::new();
        document.set("@context", definitions.into());
        document.into()
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
    fn full(&self, short: &'static str) -> Value<'static> {
        let known = short.split_once(':').and_then(|(prefix, suffix)| {
            let (_, iri) = self.prefixes.iter().find(|(name, _)| *name == prefix)?;
            Some(format!("{iri}{suffix}"))
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
            ("@vocab", Some(iri)) => definitions.set(term, iri.into()),
            ("@prefix", Some(name)) => lines.prefixes.extend(words.next().map(|iri| (name, iri))),
            (_, Some("=")) => {
                let definition = read_definition(lines, words);
                definitions.set(term, definition.into());
            }
            (_, Some(iri)) => definitions.set(term, lines.full(iri)),
            (_, None) => {}
        }
    }
}

fn read_definition(lines: &mut Lines, mut words: impl Iterator<Item = &'static str>) -> Object<'static> {
    let mut definition = Object::new();
    if let Some(iri) = words.next() {
        definition.set("@id", lines.full(iri));
    }
    while let Some(word) = words.next() {
        match word {
            "as" => definition.set("@type", words.next().map_or(Value::Null, |iri| lines.full(iri))),
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

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use sha2::{Digest, Sha256};

    use super::*;
    use crate::json::canonical;

    #[test]
    fn a_property_has_one_name() {
        assert_eq!(property_name("https://www.w3.org/2018/credentials#validUntil"), Some("validUntil"));
        let criteria = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Criteria";
        assert_eq!(property_name(criteria), Some("criteria"));
        assert_eq!(property_name("https://example.org/validUntil"), None);
        for known in KNOWN {
            let mut names = FxHashMap::default();
            collect_names(known.document().get("@context").unwrap().as_object().unwrap(), &mut names);
            for (iri, name) in names.iter().filter(|(_, name)| name.starts_with(char::is_lowercase)) {
                assert_eq!(property_name(iri), Some(name.as_str()), "two names for one property");
            }
        }
    }

    #[test]
    fn every_table_generates_the_document_that_was_published() {
        for known in KNOWN {
            let digest = Sha256::digest(canonical(&known.document()));
            let mut hex = String::new();
            for byte in digest {
                write!(hex, "{byte:02x}").unwrap();
            }
            assert_eq!(hex, known.sha256, "{} ({})", known.url, known.edition);
        }
    }
}
