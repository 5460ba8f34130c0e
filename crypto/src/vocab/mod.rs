//! The JSON-LD contexts that we know, each held as a table of facts of our own.
//!
//! A context document is generated from its table. That the generated document equals the
//! published one is shown by comparing the SHA-256 of both in RFC 8785 form, so the meaning is
//! identical and nothing is copied. Contexts are never fetched: one that is not here is unknown.
//!
//! Of contexts that were published several times over, the terms that the texts agree on stand
//! in one table, and what each says its own way in another.

mod known;
mod table;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::json::{Object, Value};
use crate::record::LINK_TYPE;
pub use known::KNOWN;

/// A context whose meaning we know.
#[derive(Debug)]
pub struct Known {
    /// The address by which documents name it.
    pub url: &'static str,
    /// Which text of it this is, where several circulate under one address.
    pub edition: &'static str,
    /// SHA-256 of the published text in RFC 8785 form, hexadecimal; empty in a browser.
    pub sha256: &'static str,
    tables: &'static [&'static str],
}

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
/// property's name counts. Our tables agree on the names, so terms that they define need not be
/// looked up here; that keeps documents which define none of their own from paying for all.
pub(crate) fn property_name(iri: &str) -> Option<&'static str> {
    NAMES.properties.get(iri).map(String::as_str)
}

/// The name by which a document writes a class that readers look for, where `written` is none of
/// its names; `None` for other classes, and for a name that it has.
pub(crate) fn class_name(iri: &str, written: &str) -> Option<&'static str> {
    match NAMES.classes.get(iri) {
        Some(names) if names.iter().any(|name| name == written) => None,
        Some(names) => names.first().map(String::as_str),
        None => Some(LINK_TYPE).filter(|name| *name != written && own_name(iri) == *name),
    }
}

/// Whether readers look for a class.
pub(crate) fn is_class(iri: &str) -> bool {
    NAMES.classes.contains_key(iri) || own_name(iri) == LINK_TYPE
}

/// Whether readers look for `name` and would take `iri` for something that it is not: it is none
/// of what our tables mean by the name, nor called so itself.
pub(crate) fn misleads(name: &str, iri: &str) -> bool {
    match NAMES.meanings.get(name) {
        Some(meanings) if meanings.iter().any(|meaning| meaning == iri) => false,
        Some(meanings) => own_name(iri) != name || meanings.iter().any(|meaning| meaning.starts_with('@')),
        None => name == LINK_TYPE && own_name(iri) != name,
    }
}

/// The last part of an IRI.
fn own_name(iri: &str) -> &str {
    iri.rsplit(['#', '/', ':']).next().unwrap_or(iri)
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::default();
    for known in KNOWN {
        collect_names(&known.definitions(), &mut Vec::new(), &mut names);
    }
    names
});

/// What is called how.
#[derive(Default)]
struct Names {
    /// The names of properties, by IRI.
    properties: FxHashMap<String, String>,
    /// The names of classes, by IRI.
    classes: FxHashMap<String, Vec<String>>,
    /// IRIs and keywords, by name.
    meanings: FxHashMap<String, Vec<String>>,
}

/// Adds what is not among `values` yet.
fn add(values: &mut Vec<String>, value: &str) {
    if !values.iter().any(|known| known == value) {
        values.push(value.to_owned());
    }
}

/// Adds the names that a context gives; `prefixes` are the short forms that hold outside of it.
fn collect_names(definitions: &Object<'_>, prefixes: &mut Vec<(String, String)>, names: &mut Names) {
    let outside = prefixes.len();
    let iris = definitions.iter().filter_map(|(term, definition)| Some((term, iri_of(definition)?)));
    prefixes.extend(iris.map(|(term, iri)| (term.to_owned(), iri.to_owned())));
    for (term, definition) in definitions.iter().filter(|(term, _)| !term.starts_with('@')) {
        if let Some(iri) = iri_of(definition) {
            let iri = full(iri, prefixes);
            add(names.meanings.entry(term.to_owned()).or_default(), &iri);
            if !is_property_name(term) {
                add(names.classes.entry(iri.clone()).or_default(), term);
            }
            let name = names.properties.entry(iri).or_insert_with(|| term.to_owned());
            if is_property_name(term) && !is_property_name(name) {
                term.clone_into(name);
            }
        }
        if let Some(scoped) = definition.get("@context").and_then(Value::as_object) {
            collect_names(scoped, prefixes, names);
        }
    }
    prefixes.truncate(outside);
}

/// What a definition says that its term stands for.
fn iri_of<'v>(definition: &'v Value<'_>) -> Option<&'v str> {
    definition.as_str().or_else(|| definition.get("@id")?.as_str())
}

/// An IRI without short form; a term counts as what it stands for.
fn full(iri: &str, prefixes: &[(String, String)]) -> String {
    let (prefix, suffix) = iri.split_once(':').unwrap_or((iri, ""));
    let start = prefixes.iter().rev().find(|(name, _)| name == prefix);
    let long = start.map(|(_, start)| format!("{start}{suffix}"));
    long.unwrap_or_else(|| iri.to_owned())
}

/// Whether a term names a property: classes begin with a capital letter or a digit.
pub(crate) fn is_property_name(term: &str) -> bool {
    term.starts_with(|first: char| first.is_ascii_lowercase())
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
    }

    #[test]
    fn a_class_has_the_names_that_the_tables_give_it() {
        let badge = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential";
        assert_eq!(class_name(badge, "OpenBadgeCredential"), None);
        assert_eq!(class_name(badge, "AchievementCredential"), None);
        assert!(class_name(badge, "RecipientLinkCredential").is_some());
        assert_eq!(class_name("urn:laurel:record#RecipientLinkCredential", "Other"), Some(LINK_TYPE));
        assert_eq!(class_name("https://example.org/OpenBadgeCredential", "Other"), None);
    }

    #[test]
    fn a_name_misleads_where_it_stands_for_something_of_another_name() {
        assert!(!misleads("name", "https://schema.org/name"));
        assert!(!misleads("name", "http://xmlns.com/foaf/0.1/name"));
        assert!(misleads("name", "http://xmlns.com/foaf/0.1/nickname"));
        assert!(misleads("id", "https://example.org/id"), "a keyword has one meaning");
        assert!(misleads(LINK_TYPE, "https://example.org/Other"));
        assert!(!misleads("own", "https://example.org/other"));
    }

    #[test]
    fn short_forms_count_as_what_they_stand_for() {
        assert_eq!(
            property_name("https://www.w3.org/2018/credentials#expirationDate"),
            Some("expirationDate")
        );
    }

    #[test]
    fn all_tables_call_a_property_by_the_same_name() {
        for known in KNOWN {
            let mut names = Names::default();
            collect_names(&known.definitions(), &mut Vec::new(), &mut names);
            for (iri, name) in names.properties.iter().filter(|(_, name)| is_property_name(name)) {
                assert_eq!(property_name(iri), Some(name.as_str()), "two names for one property");
            }
        }
    }

    #[test]
    fn one_choice_of_edition_serves_any_document() {
        let several: Vec<&str> = KNOWN
            .iter()
            .filter(|known| editions(known.url).nth(1).is_some())
            .map(|known| known.url)
            .collect();
        let [first, second] = several[..] else { panic!("not two texts of one context: {several:?}") };
        assert_eq!(first, second);
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
