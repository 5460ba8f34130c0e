//! Reading members, and noting what is wrong with them.

use crate::instant;
use crate::json::{Object, Value};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Severity {
    /// The W3C data model forbids it.
    Error,
    /// Open Badges asks for more, or the data model advises against it.
    Advice,
}

/// Where a document strays from a standard.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Finding {
    /// Where, as a JSON pointer.
    pub path: String,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, as a lower-case clause.
    pub words: String,
}

/// An object being read, and where it stands.
pub(super) struct Reader<'v, 'a, 'f> {
    pub(super) object: &'v Object<'a>,
    path: String,
    findings: &'f mut Vec<Finding>,
}

/// Whether a member has to be there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Presence {
    /// The data model demands it.
    Must,
    /// Open Badges demands it.
    Should,
    /// It may be left out.
    May,
}

use Presence::{May, Must, Should};

impl<'v, 'a, 'f> Reader<'v, 'a, 'f> {
    pub(super) fn new(object: &'v Object<'a>, path: String, findings: &'f mut Vec<Finding>) -> Self {
        Self { object, path, findings }
    }

    pub(super) fn find(&mut self, severity: Severity, member: &str, words: &str) {
        let path = if member.is_empty() { self.path.clone() } else { format!("{}/{member}", self.path) };
        self.findings.push(Finding { path, severity, words: words.to_owned() });
    }

    /// The member, unless it is missing or null; notes when it has to be there.
    pub(super) fn member(&mut self, key: &str, presence: Presence) -> Option<&'v Value<'a>> {
        let value = self.object.get(key).filter(|value| **value != Value::Null);
        match (value, presence) {
            (None, Must) => self.find(Severity::Error, key, "is missing"),
            (None, Should) => self.find(Severity::Advice, key, "is missing, and Open Badges asks for it"),
            _ => {}
        }
        value
    }

    /// Plain text, or the first text of a language object or map.
    pub(super) fn text(&mut self, key: &str, presence: Presence) -> Option<String> {
        let value = self.member(key, presence)?;
        let text = value.items().iter().find_map(|item| match item {
            Value::String(text) => Some(text.to_string()),
            Value::Object(object) => {
                let inner = object.get("@value").or_else(|| object.iter().map(|(_, value)| value).next());
                inner.and_then(Value::as_str).map(str::to_owned)
            }
            _ => None,
        });
        if text.is_none() {
            self.find(severity(presence), key, "is not text");
        }
        text
    }

    /// An absolute address: a URL, URN or DID.
    pub(super) fn url(&mut self, key: &str, presence: Presence) -> Option<String> {
        let value = self.member(key, presence)?;
        match value.as_str() {
            Some(text) if is_url(text) => Some(text.to_owned()),
            _ => {
                self.find(severity(presence), key, "is not an absolute address");
                None
            }
        }
    }

    /// An `id` that may be left out, but not be null or anything else than an address.
    pub(super) fn optional_id(&mut self) -> Option<String> {
        let id = self.object.get("id")?;
        match id.as_str() {
            Some(text) if is_url(text) => Some(text.to_owned()),
            _ => {
                self.find(Severity::Error, "id", "is not an absolute address");
                None
            }
        }
    }

    /// A `dateTimeStamp`, as written.
    pub(super) fn instant(&mut self, key: &str, presence: Presence) -> Option<String> {
        let text = self.member(key, presence)?.as_str().unwrap_or_default();
        let Some((_, zoned)) = instant::read(text) else {
            self.find(Severity::Error, key, "is not a date and time");
            return None;
        };
        if !zoned {
            self.find(Severity::Advice, key, "does not name its offset from UTC");
        }
        Some(text.to_owned())
    }

    pub(super) fn number(&mut self, key: &str) -> Option<f64> {
        if let Value::Number(number) = self.member(key, May)? {
            return Some(*number);
        }
        self.find(Severity::Advice, key, "is not a number");
        None
    }

    pub(super) fn boolean(&mut self, key: &str) -> Option<bool> {
        if let Value::Bool(value) = self.member(key, Should)? {
            return Some(*value);
        }
        self.find(Severity::Advice, key, "is neither true nor false");
        None
    }

    /// The texts of a list, or of one value.
    pub(super) fn texts(&mut self, key: &str, presence: Presence) -> Vec<String> {
        let Some(value) = self.member(key, presence) else { return Vec::new() };
        let texts: Vec<String> = value.items().iter().filter_map(Value::as_str).map(str::to_owned).collect();
        if texts.len() != value.items().len() {
            self.find(severity(presence), key, "holds something that is not text");
        }
        texts
    }

    /// Notes when `expected` is not among the values of `type`.
    pub(super) fn expect_type(&mut self, expected: &str, presence: Presence) {
        let types = self.texts("type", presence);
        if !types.is_empty() && !types.iter().any(|name| name == expected) {
            self.find(severity(presence), "type", &format!("does not name {expected}"));
        }
    }

    /// Reads one object that stands as a member.
    pub(super) fn object<T>(
        &mut self,
        key: &str,
        presence: Presence,
        read: impl FnOnce(&mut Reader<'v, 'a, '_>) -> T,
    ) -> Option<T> {
        let value = self.member(key, presence)?;
        let Some(object) = value.as_object() else {
            self.find(severity(presence), key, "is not an object");
            return None;
        };
        Some(read(&mut Reader::new(object, format!("{}/{key}", self.path), self.findings)))
    }

    /// Reads the objects of a list, or one object.
    pub(super) fn objects<T>(
        &mut self,
        key: &str,
        presence: Presence,
        mut read: impl FnMut(&mut Reader<'v, 'a, '_>) -> T,
    ) -> Vec<T> {
        let Some(value) = self.member(key, presence) else { return Vec::new() };
        let mut found = Vec::new();
        // A set within a set is signed like its items, so it must be read like them.
        for (index, item) in value.flat_items().into_iter().enumerate() {
            let member = if value.as_array().is_some() { format!("{key}/{index}") } else { key.to_owned() };
            match item.as_object() {
                Some(object) => {
                    let path = format!("{}/{member}", self.path);
                    found.push(read(&mut Reader::new(object, path, self.findings)));
                }
                None => self.find(severity(presence), &member, "is not an object"),
            }
        }
        found
    }
}

/// A wrong form weighs as much as its absence would.
fn severity(presence: Presence) -> Severity {
    if presence == Must { Severity::Error } else { Severity::Advice }
}

/// Whether `text` is an absolute address, with a scheme and without white space.
pub(super) fn is_url(text: &str) -> bool {
    crate::rdf::is_absolute_iri(text)
}
