//! The model agrees with the official schemas, on documents made from them.
//!
//! A document is made by walking a schema: what it asks for always, what it allows sometimes. It
//! is then held to both; then one place of it is changed, and it is held to both again. The
//! choices are a list of numbers, so that a document that the two judge differently shrinks.
//!
//! The schemas are read in place, from `../shared/reference/schemas`; where that is absent, the
//! tests say so and are skipped.

use std::cell::Cell;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value, json};

use super::{Credential, Finding, Inside};
use crate::json::{Limits, Object, read};

/// Where the model differs from the schemas on purpose, by the member that was changed.
fn differs_on_purpose(pointer: &str, changed: &Value) -> Option<&'static str> {
    let members: Vec<&str> = pointer.split('/').filter(|part| part.parse::<usize>().is_err()).collect();
    let member = *members.last()?;
    let is_map = |value: &Value| value.is_object();
    match member {
        _ if *changed == json!({}) => Some("the schemas take texts in no language for a text"),
        _ if members.iter().position(|member| *member == "verifiableCredential")
            < Some(members.len() - 1)
            && members.contains(&"verifiableCredential") =>
        {
            Some("a credential in a record is held to the rules of its own kind")
        }
        _ if members.contains(&"proof") => Some("proofs are looked at by the check of that name"),
        "@context" => Some("the schemas take a context that is no list; the data model does not"),
        "type" if changed.is_string() => Some("the schemas take any text for a list of types"),
        "type" if is_map(changed) || is_map(&changed[0]) => Some("the schemas take a type in languages"),
        "type" if pointer.matches('/').count() <= 2 => Some("what a credential is, its types decide"),
        // An object of an id alone: `id` is Indonesian.
        "type" if changed.is_null() && members.contains(&"issuer") => {
            Some("the schemas take an issuer of an id alone for an address in languages")
        }
        "id" | "issuer" | "url" | "targetUrl" | "achievedLevel" | "resultDescription" | "requiredLevel"
        | "sourceId" | "targetId" | "endorsementJwt" | "identityType"
            if is_map(changed) || changed.as_array().is_some_and(|items| items.iter().any(is_map)) =>
        {
            Some("the schemas take an address in languages")
        }
        "name" | "description" if changed.is_array() => {
            Some("the data model lets names and descriptions be lists of languages")
        }
        _ => None,
    }
}

/// Numbers that decide what is made.
struct Choices<'c>(std::slice::Iter<'c, u16>);

impl Choices<'_> {
    /// One of `count`; the first where the numbers have run out.
    fn of(&mut self, count: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % count.max(1)
    }
}

/// Makes documents that a schema accepts.
struct Maker<'s> {
    root: &'s Value,
}

impl Maker<'_> {
    fn make(&self, schema: &Value, key: &str, depth: usize, choices: &mut Choices<'_>) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let part = self.root.pointer(&reference[1..]).expect("a part of the schema");
            return self.make(part, key, depth, choices);
        }
        if let Some(branches) = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array()) {
            return self.branch(branches, key, depth, choices);
        }
        if let Some(words) = schema["enum"].as_array() {
            return words[choices.of(words.len())].clone();
        }
        if schema["allOf"].is_array() || schema["contains"].is_object() {
            return json!(types(schema, choices));
        }
        match schema["type"].as_str() {
            Some("array") => self.list(schema, key, depth, choices),
            Some("number") => json!(choices.of(90)),
            Some("boolean") => json!(choices.of(2) == 0),
            Some("string") => json!(text(schema, key, choices)),
            _ => self.object(schema, depth, choices),
        }
    }

    fn branch(&self, branches: &[Value], key: &str, depth: usize, choices: &mut Choices<'_>) -> Value {
        let is_languages = |branch: &Value| branch["propertyNames"].is_object();
        let is_plain_type = |branch: &Value| key == "type" && branch["oneOf"].is_array();
        let is_plain_context = |branch: &Value| key == "@context" && branch["$ref"].is_string();
        let good: Vec<&Value> = branches
            .iter()
            .filter(|it| !is_languages(it) && !is_plain_type(it) && !is_plain_context(it))
            .collect();
        let in_languages = ["narrative", "caption", "name", "description", "tag"].contains(&key);
        if in_languages && branches.iter().any(is_languages) && choices.of(4) == 3 {
            return json!({"en": "Welding", "de-CH": "Schweissen"});
        }
        self.make(good[choices.of(good.len())], key, depth, choices)
    }

    fn list(&self, schema: &Value, key: &str, depth: usize, choices: &mut Choices<'_>) -> Value {
        if let Some(items) = schema["items"].as_array() {
            return items.iter().map(|item| self.make(item, key, depth, choices)).collect();
        }
        let least = usize::try_from(schema["minItems"].as_u64().unwrap_or(0)).unwrap();
        let count = least + choices.of(3);
        (0..count).map(|_| self.make(&schema["items"], key, depth, choices)).collect()
    }

    fn object(&self, schema: &Value, depth: usize, choices: &mut Choices<'_>) -> Value {
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut object = Map::new();
        for (name, part) in schema["properties"].as_object().into_iter().flatten() {
            let optional = depth < 6 && name != "proof" && choices.of(5) == 4;
            if required.contains(&name.as_str()) || optional {
                object.insert(name.clone(), self.make(part, name, depth + 1, choices));
            }
        }
        Value::Object(object)
    }
}

/// The types that a list must contain.
fn types(schema: &Value, choices: &mut Choices<'_>) -> Vec<Value> {
    let parts = schema["allOf"].as_array().cloned().unwrap_or_else(|| vec![schema.clone()]);
    let mut types: Vec<Value> = parts
        .iter()
        .filter_map(|part| part["contains"]["enum"].as_array())
        .map(|words| words[choices.of(words.len())].clone())
        .collect();
    if choices.of(4) == 3 {
        types.push(json!("https://example.org/Other"));
    }
    types
}

fn text(schema: &Value, key: &str, choices: &mut Choices<'_>) -> String {
    let number = choices.of(5);
    match (schema["format"].as_str(), schema["pattern"].as_str(), key) {
        (Some("date-time"), ..) => format!("2026-01-0{}T10:00:00Z", number + 1),
        (Some("date"), ..) => format!("1990-01-0{}", number + 1),
        (_, Some(pattern), _) if pattern.contains("ext:") => "ext:Own".into(),
        (_, Some(pattern), _) if pattern.contains("clr") => {
            "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json".into()
        }
        (_, Some(pattern), _) if pattern.contains("v3p0") => {
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json".into()
        }
        (_, Some(pattern), _) if pattern.contains("0-9_-") => "eyJ.e30.AA".into(),
        (_, Some(_), _) => "de-CH".into(),
        (.., "@context") => "https://example.org/context".into(),
        (.., "id" | "url" | "targetUrl" | "issuer") => format!("https://example.org/{number}"),
        _ => format!("text {number}"),
    }
}

/// Every place in a document, as JSON pointers.
fn places(value: &Value, pointer: &str, found: &mut Vec<String>) {
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (key, value) in inner {
        let pointer = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
        found.push(pointer.clone());
        places(value, &pointer, found);
    }
}

/// Changes one place; gives its pointer and what stands there afterwards.
fn change(document: &mut Value, choices: &mut Choices<'_>) -> (String, Value) {
    let mut all = Vec::new();
    places(document, "", &mut all);
    let pointer = all[choices.of(all.len())].clone();
    let (above, key) = pointer.rsplit_once('/').unwrap();
    let here = document.pointer(&pointer).unwrap().clone();
    let with = match choices.of(10) {
        0 => {
            match document.pointer_mut(above).unwrap() {
                Value::Object(members) => members.remove(&key.replace("~1", "/").replace("~0", "~")),
                Value::Array(items) => Some(items.remove(key.parse().unwrap())),
                _ => None,
            };
            return (pointer, Value::Null);
        }
        1 => Value::Null,
        2 => json!(7),
        3 => json!("other words"),
        4 => json!(true),
        5 => json!([here]),
        6 => json!({"en": "words"}),
        7 => json!({}),
        8 => json!([]),
        _ => {
            let Value::Object(members) = &here else { return (pointer, here) };
            let mut members = members.clone();
            members.insert("unforeseen".into(), json!("x"));
            Value::Object(members)
        }
    };
    *document.pointer_mut(&pointer).unwrap() = with.clone();
    (pointer, with)
}

/// What the model finds of the rules that the schemas have, in a record's credentials too.
fn found(document: &Value) -> Vec<Finding> {
    fn of(object: &Object<'_>, all: &mut Vec<Finding>) {
        let (credential, findings) = Credential::read(object);
        all.extend(findings.into_iter().filter(|finding| finding.rule.is_of_schema()));
        for subject in &credential.subjects {
            let super::Claim::Clr(record) = &subject.claim else { continue };
            for inside in &record.credentials {
                if let Inside::Embedded(credential) = inside {
                    of(credential, all);
                }
            }
        }
    }
    let text = document.to_string();
    let value = read(text.as_bytes(), Limits::CREDENTIAL).unwrap();
    let mut all = Vec::new();
    of(value.as_object().unwrap(), &mut all);
    all
}

fn agree_on(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference/schemas").join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not here", path.display());
        return;
    };
    let schema: Value = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::options().offline().should_validate_formats(true).build(&schema).unwrap();
    let maker = Maker { root: &schema };
    let (good, bad) = (Cell::new(0), Cell::new(0));
    // The same documents each time: a new one on which the two differ is for a person to judge.
    let mut runner = TestRunner::new_with_rng(
        ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() },
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let outcome = runner.run(&vec(any::<u16>(), 0..400), |numbers| {
        let mut choices = Choices(numbers.iter());
        let aim = [choices.of(1 << 15), choices.of(1 << 15)].map(|number| u16::try_from(number).unwrap());
        let mut document = maker.make(&schema, "", 0, &mut choices);
        let refused = validator.iter_errors(&document).next().map(|err| err.to_string());
        prop_assert_eq!(refused, None, "the maker makes what the schema refuses: {}", document);
        prop_assert_eq!(found(&document), vec![], "{}", document);
        let (pointer, with) = change(&mut document, &mut Choices(aim.iter()));
        if differs_on_purpose(&pointer, &with).is_some() {
            return Ok(());
        }
        let refused = validator.iter_errors(&document).next().map(|err| err.to_string());
        let findings = found(&document);
        let tally = if refused.is_some() { &bad } else { &good };
        tally.set(tally.get() + 1);
        prop_assert_eq!(
            refused.is_none(),
            findings.is_empty(),
            "at {} in {}: the schema says {:?}, the model {:?}",
            pointer,
            document,
            refused,
            findings
        );
        Ok(())
    });
    if let Err(err) = outcome {
        panic!("{err}");
    }
    let (good, bad) = (good.get(), bad.get());
    assert!(good > 50 && bad > 200, "changes that are good and bad are both tried: {good}, {bad}");
}

/// What the model finds in a published vector; nothing where it is not here.
fn of_vector(file: &str) -> Option<Vec<Finding>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference/vectors").join(file);
    let text = std::fs::read(path).ok()?;
    let value = read(&text, Limits::CREDENTIAL).ok()?;
    Some(Credential::read(value.as_object()?).1)
}

fn errors(findings: &[Finding]) -> Vec<&str> {
    let errors = findings.iter().filter(|finding| finding.severity == super::Severity::Error);
    errors.map(|finding| finding.words.as_str()).collect()
}

#[test]
fn no_published_credential_with_a_good_signature_breaks_the_model() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference/vectors/EXPECTED.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not here", path.display());
        return;
    };
    let expected: Value = serde_json::from_str(&text).unwrap();
    let mut read = 0;
    for entry in expected["files"].as_array().unwrap() {
        let file = entry["file"].as_str().unwrap();
        let outcome = entry["expected"].as_str().unwrap();
        let good = ["VALID", "WARNING", "proof valid", "REVOKED", "EXPIRED", "NOT YET", "FATAL (1) Bit"]
            .iter()
            .any(|good| outcome.starts_with(good));
        if let Some(findings) = of_vector(file).filter(|_| good && !file.contains("/ob20/")) {
            assert_eq!(errors(&findings), Vec::<&str>::new(), "{file}");
            read += 1;
        }
    }
    assert!(read > 30, "only {read} were read");
}

#[test]
fn an_object_of_open_badges_that_calls_itself_something_else_is_an_error() {
    for (fault, words) in [
        (
            "context",
            "The credential's context does not begin with the context of verifiable credentials (@context)",
        ),
        (
            "credential-subject-type",
            "The subject's type does not name AchievementSubject (credentialSubject.type)",
        ),
        (
            "credential-subject-result-type",
            "The result's type does not name Result (credentialSubject.result[1].type)",
        ),
        (
            "credential-subject-profile-type",
            "The source's type does not name Profile (credentialSubject.source.type)",
        ),
        ("issuer-type", "The issuer's type does not name Profile (issuer.type)"),
        (
            "issuer-otheridentifier-type",
            "The identifier's type does not name IdentifierEntry (issuer.otherIdentifier[1].type)",
        ),
    ] {
        let file = format!("1edtech-validator/ob30/simple-err-{fault}.json");
        let Some(findings) = of_vector(&file) else { return eprintln!("skipped: {file} is not here") };
        assert!(errors(&findings).contains(&words), "{fault}: {findings:?}");
    }
}

#[test]
fn the_model_agrees_with_the_schema_of_open_badges() {
    agree_on("ob-v3p0/ob_v3p0_achievementcredential_schema.json");
}

#[test]
fn the_model_agrees_with_the_schema_of_endorsements() {
    agree_on("ob-v3p0/ob_v3p0_endorsementcredential_schema.json");
}

#[test]
fn the_model_agrees_with_the_schema_of_learner_records() {
    agree_on("clr-v2p0/clr_v2p0_clrcredential_schema.json");
}
