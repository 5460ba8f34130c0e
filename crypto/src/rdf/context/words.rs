//! The words that contexts are made of: keywords, containers, language tags, directions.
//!
//! Source: JSON-LD 1.1, section 9.16 (Keywords) and 9.15.1 (Expanded Term Definition).

use super::super::{Fault, Text};
use crate::json::Value;

/// Keywords with a meaning of their own inside a context.
pub(super) const CONTEXT_KEYWORDS: [&str; 9] = [
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

const KEYWORDS: [&str; 24] = [
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
    "@version",
    "@vocab",
];

/// A keyword of JSON-LD 1.1.
pub(in crate::rdf) fn is_keyword(text: &str) -> bool {
    text.starts_with('@') && KEYWORDS.contains(&text)
}

/// `@container` of a term definition: a set of kinds.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(in crate::rdf) struct Container(u8);

impl Container {
    pub(in crate::rdf) const SET: Self = Self(1);
    pub(in crate::rdf) const LIST: Self = Self(2);
    pub(in crate::rdf) const LANGUAGE: Self = Self(4);
    pub(in crate::rdf) const INDEX: Self = Self(8);
    pub(in crate::rdf) const ID: Self = Self(16);
    pub(in crate::rdf) const TYPE: Self = Self(32);
    pub(in crate::rdf) const GRAPH: Self = Self(64);
    /// Those that take the keys of an object for something else than names of properties.
    pub(in crate::rdf) const MAP: Self = Self(4 | 8 | 16 | 32);
    const GRAPH_BY: Self = Self(8 | 16);

    /// Whether it holds any of `kinds`.
    pub(in crate::rdf) fn has(self, kinds: Self) -> bool {
        self.0 & kinds.0 != 0
    }

    /// What it holds besides `kinds`.
    fn besides(self, kinds: Self) -> Self {
        Self(self.0 & !kinds.0)
    }

    /// Reads `@container`; `None` for a combination that means nothing.
    pub(super) fn read(value: &Value<'_>) -> Option<Self> {
        let mut found = Self::default();
        for item in value.items() {
            let next = match item.as_str()? {
                "@set" => Self::SET,
                "@list" => Self::LIST,
                "@language" => Self::LANGUAGE,
                "@index" => Self::INDEX,
                "@id" => Self::ID,
                "@type" => Self::TYPE,
                "@graph" => Self::GRAPH,
                _ => return None,
            };
            if found.has(next) {
                return None;
            }
            found.0 |= next.0;
        }
        let kinds = found.besides(Self::SET);
        let legal = if found.has(Self::LIST) {
            found == Self::LIST
        } else if found.has(Self::GRAPH) {
            let by = kinds.besides(Self::GRAPH);
            by.besides(Self::GRAPH_BY) == Self::default() && by != Self::GRAPH_BY
        } else {
            kinds.0.count_ones() <= 1
        };
        (legal && found != Self::default()).then_some(found)
    }

    /// Whether a property that is read backwards may have it.
    pub(super) fn suits_reverse(self) -> bool {
        self.besides(Self::SET).besides(Self::INDEX) == Self::default()
    }
}

/// A well-formed language tag, in lower case.
///
/// Source: BCP 47, section 2.1, in the form that JSON-LD processors check.
pub(in crate::rdf) fn language(tag: &str) -> Result<Text, Fault> {
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
pub(in crate::rdf) fn direction(text: &str) -> Result<Text, Fault> {
    match text {
        "ltr" | "rtl" => Ok(Text::from(text)),
        _ => Err(Fault::Invalid(format!("\"{text}\" is not a direction"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, read};

    #[test]
    fn containers_are_read_in_their_legal_combinations_only() {
        for good in [
            r#""@list""#,
            r#"["@set"]"#,
            r#"["@set","@index"]"#,
            r#"["@id","@set"]"#,
            r#"["@set","@type"]"#,
            r#"["@language","@set"]"#,
            r#"["@graph"]"#,
            r#"["@graph","@set"]"#,
            r#"["@id","@graph"]"#,
            r#"["@graph","@index","@set"]"#,
        ] {
            let value = read(good.as_bytes(), Limits::CREDENTIAL).unwrap();
            assert!(Container::read(&value).is_some(), "{good}");
        }
        for bad in [
            "[]",
            "null",
            "1",
            r#""@value""#,
            r#"["@list","@set"]"#,
            r#"["@set","@set"]"#,
            r#"["@id","@index"]"#,
            r#"["@graph","@language"]"#,
            r#"["@graph","@id","@index"]"#,
            r#"["@graph","@list"]"#,
            r#"["@language","@index"]"#,
        ] {
            let value = read(bad.as_bytes(), Limits::CREDENTIAL).unwrap();
            assert!(Container::read(&value).is_none(), "{bad}");
        }
    }
}
