//! Judging a document by a JSON schema that somebody else wrote.
//!
//! The schema comes from outside, and so do the ways to make its reader run forever: before the
//! schema is let loose, its steps over this document are counted. It never fetches anything; one
//! that leans on texts elsewhere cannot be used.
//!
//! Source: JSON Schema, drafts 4 to 2020-12.

use jsonschema::PatternOptions;
use serde_json::Value;

use crate::json::{self, Limits, Object};

/// Bytes of a schema; the longest of the official ones has 115 kB.
const MAX_SCHEMA_BYTES: usize = 256 * 1024;
/// Places of the schema that are held against places of the document.
const MAX_STEPS: u32 = 200_000;
/// Places of the schema within each other, references followed.
const MAX_DEPTH: u32 = 200;
/// Bytes of a compiled pattern.
const MAX_PATTERN_BYTES: usize = 1024 * 1024;
/// Faults that are told.
const MAX_FAULTS: usize = 10;
/// Characters of a fault's words.
const MAX_CHARACTERS: usize = 200;

/// Where the document does not satisfy the schema.
#[derive(Debug)]
pub(super) struct Fault {
    /// A JSON pointer into the document.
    pub(super) path: String,
    /// What the schema asks for there.
    pub(super) words: String,
}

/// Judges `object` by the schema in `text`.
///
/// # Errors
/// Why the schema cannot be used, as a clause.
pub(super) fn judge(text: &str, object: &Object<'_>) -> Result<Vec<Fault>, String> {
    if text.len() > MAX_SCHEMA_BYTES {
        return Err("it is too long".to_owned());
    }
    // Strictly first, for depth and doubled keys; then as the validator wants it.
    json::read(text.as_bytes(), Limits::CREDENTIAL).map_err(|err| err.to_string())?;
    let schema: Value = serde_json::from_str(text).map_err(|err| err.to_string())?;
    let document = json::Value::Object(object.clone()).to_json();
    let document: Value = serde_json::from_str(&document).map_err(|err| err.to_string())?;
    if !schema.is_object() {
        return Err("it is not a JSON object".to_owned());
    }
    Steps { root: &schema, left: MAX_STEPS }.over(&schema, &document, 0)?;
    let validator = jsonschema::options()
        .offline()
        .should_validate_formats(true)
        .with_pattern_options(PatternOptions::regex().size_limit(MAX_PATTERN_BYTES))
        .build(&schema)
        .map_err(|err| short(&err.to_string()))?;
    let faults = validator
        .iter_errors(&document)
        .take(MAX_FAULTS)
        .map(|err| Fault { path: err.instance_path().to_string(), words: short(&err.masked().to_string()) });
    Ok(faults.collect())
}

fn short(words: &str) -> String {
    words.chars().take(MAX_CHARACTERS).collect()
}

/// Counts what a validator would do that stops nowhere early.
struct Steps<'s> {
    root: &'s Value,
    left: u32,
}

impl<'s> Steps<'s> {
    fn over(&mut self, schema: &'s Value, document: &Value, depth: u32) -> Result<(), String> {
        let Value::Object(members) = schema else { return Ok(()) };
        self.left = self.left.checked_sub(1).filter(|_| depth < MAX_DEPTH).ok_or("it is too entangled")?;
        if depth > 0 && ["$id", "id"].iter().any(|key| members.get(*key).is_some_and(Value::is_string)) {
            return Err("it has parts with addresses of their own".to_owned());
        }
        for (key, part) in members {
            match key.as_str() {
                "$dynamicRef" | "$recursiveRef" | "$ref" => {
                    let part = self.referred(part)?;
                    self.over(part, document, depth + 1)?;
                }
                "allOf" | "anyOf" | "oneOf" => {
                    for part in part.as_array().into_iter().flatten() {
                        self.over(part, document, depth + 1)?;
                    }
                }
                "not" | "if" | "then" | "else" => self.over(part, document, depth + 1)?,
                "dependentSchemas" | "dependencies" => {
                    for part in part.as_object().into_iter().flat_map(serde_json::Map::values) {
                        self.over(part, document, depth + 1)?;
                    }
                }
                _ => self.within(key, part, document, depth + 1)?,
            }
        }
        Ok(())
    }

    /// Parts that are held against what stands inside the document.
    fn within(&mut self, key: &str, part: &'s Value, document: &Value, depth: u32) -> Result<(), String> {
        match (key, document) {
            ("properties", Value::Object(document)) => {
                for (name, part) in part.as_object().into_iter().flatten() {
                    if let Some(value) = document.get(name) {
                        self.over(part, value, depth)?;
                    }
                }
            }
            ("patternProperties", Value::Object(document)) => {
                for part in part.as_object().into_iter().flat_map(serde_json::Map::values) {
                    document.values().try_for_each(|value| self.over(part, value, depth))?;
                }
            }
            ("additionalProperties" | "unevaluatedProperties", Value::Object(document)) => {
                document.values().try_for_each(|value| self.over(part, value, depth))?;
            }
            ("propertyNames", Value::Object(document)) => {
                document.keys().try_for_each(|_| self.over(part, &Value::Null, depth))?;
            }
            ("items" | "prefixItems", Value::Array(document)) if part.is_array() => {
                for (part, value) in part.as_array().into_iter().flatten().zip(document) {
                    self.over(part, value, depth)?;
                }
            }
            ("items" | "additionalItems" | "unevaluatedItems" | "contains", Value::Array(document)) => {
                document.iter().try_for_each(|value| self.over(part, value, depth))?;
            }
            _ => {}
        }
        Ok(())
    }

    /// The part of the schema that a reference means.
    fn referred(&self, reference: &Value) -> Result<&'s Value, String> {
        let reference = reference.as_str().unwrap_or_default();
        let own = self.root.get("$id").or_else(|| self.root.get("id")).and_then(Value::as_str);
        let own = own.map(|id| id.trim_end_matches('#')).unwrap_or_default();
        let local = reference.strip_prefix(own).unwrap_or(reference);
        let part = match local.strip_prefix('#') {
            Some(pointer) if !pointer.contains('%') => self.root.pointer(pointer),
            _ => None,
        };
        part.ok_or_else(|| short(&format!("it leans on {reference}, which is not part of it")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::read;

    fn judged(schema: &str, document: &str) -> Result<usize, String> {
        let value = read(document.as_bytes(), Limits::CREDENTIAL).unwrap();
        judge(schema, value.as_object().unwrap()).map(|faults| faults.len())
    }

    #[test]
    fn references_within_are_followed_and_those_elsewhere_refused() {
        let schema = r##"{"$id":"https://a.example/s","$defs":{"text":{"type":"string"}},
            "properties":{"a":{"$ref":"#/$defs/text"},"b":{"$ref":"https://a.example/s#/$defs/text"}}}"##;
        assert_eq!(judged(schema, r#"{"a":"x","b":"y"}"#), Ok(0));
        assert_eq!(judged(schema, r#"{"a":1,"b":2}"#), Ok(2));
        for elsewhere in [
            r#"{"$ref":"https://b.example/s"}"#,
            r#"{"properties":{"z":{"$ref":"https://b.example/s"}}}"#,
            r##"{"$ref":"#/$defs/missing"}"##,
            r#"{"$ref":"file:///etc/passwd"}"#,
        ] {
            assert!(judged(elsewhere, r#"{"a":1}"#).is_err(), "{elsewhere}");
        }
    }

    #[test]
    fn a_schema_that_never_ends_is_refused_before_it_runs() {
        for circle in [
            r##"{"$ref":"#"}"##,
            r##"{"allOf":[{"$ref":"#"}]}"##,
            r##"{"properties":{"a":{"$ref":"#/properties/a"}}}"##,
        ] {
            assert_eq!(judged(circle, r#"{"a":{"a":1}}"#), Err("it is too entangled".to_owned()), "{circle}");
        }
        let tree = r##"{"properties":{"a":{"$ref":"#"}}}"##;
        assert_eq!(judged(tree, r#"{"a":{"a":1}}"#), Ok(0));
        let doubled: Vec<String> = (0..60)
            .map(|level| {
                let next = format!(r##"{{"$ref":"#/$defs/{}"}}"##, level + 1);
                format!(r#""{level}":{{"anyOf":[{next},{next}]}}"#)
            })
            .collect();
        let bomb = format!(r##"{{"$defs":{{{},"60":false}},"$ref":"#/$defs/0"}}"##, doubled.join(","));
        assert_eq!(judged(&bomb, "{}"), Err("it is too entangled".to_owned()));
    }

    #[test]
    fn what_is_no_schema_is_refused_and_a_pattern_takes_no_more_than_its_time() {
        for bad in ["", "7", r#"{"type":7}"#, r#"{"type":"string","type":"string"}"#, r#"{"pattern":"("}"#] {
            assert!(judged(bad, "{}").is_err(), "{bad}");
        }
        assert!(judged(&format!(r#"{{"description":"{}"}}"#, "x".repeat(MAX_SCHEMA_BYTES)), "{}").is_err());
        let slow = r#"{"properties":{"a":{"pattern":"^(a+)+$"}}}"#;
        assert_eq!(judged(slow, &format!(r#"{{"a":"{}!"}}"#, "a".repeat(100_000))), Ok(1));
    }

    #[test]
    fn dates_are_held_to_their_format() {
        let schema = r#"{"properties":{"a":{"type":"string","format":"date-time"}}}"#;
        assert_eq!(judged(schema, r#"{"a":"2026-01-01T00:00:00Z"}"#), Ok(0));
        assert_eq!(judged(schema, r#"{"a":"2026-01-01"}"#), Ok(1));
    }
}
