//! Reading members, and noting what is wrong with them.

use super::finding::{Findings, Place, Rule, Severity, quoted};
use crate::instant;
use crate::json::{Object, Value};

/// An object being read, and where it stands. What it gives borrows from the document.
pub(super) struct Reader<'r, 'v> {
    pub(super) object: &'v Object<'v>,
    place: Place<'r>,
    findings: &'r mut Findings,
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

impl Presence {
    /// A wrong form weighs as much as its absence would.
    fn severity(self) -> Severity {
        if self == Must { Severity::Error } else { Severity::Advice }
    }
}

impl<'r, 'v> Reader<'r, 'v> {
    /// Reads a whole document, called `noun`.
    pub(super) fn new(object: &'v Object<'v>, noun: &'static str, findings: &'r mut Findings) -> Self {
        Self { object, place: Place { above: None, key: "", index: None, noun }, findings }
    }

    /// Notes a fault of the member `key`: "The achievement's image …".
    pub(super) fn find(&mut self, fault: (Rule, Severity), key: &str, said: &str) {
        self.findings.add(fault, &self.place, Some((key, None)), said);
    }

    /// Notes a fault of the object: "The achievement …".
    pub(super) fn find_here(&mut self, fault: (Rule, Severity), said: &str) {
        self.findings.add(fault, &self.place, None, said);
    }

    /// Advice on the member `key`.
    pub(super) fn advise(&mut self, rule: Rule, key: &str, said: &str) {
        self.find((rule, Severity::Advice), key, said);
    }

    /// The member, unless it is missing or null; notes when it has to be there, and when it is null.
    pub(super) fn member(&mut self, key: &str, presence: Presence) -> Option<&'v Value<'v>> {
        match self.object.get(key) {
            Some(Value::Null) => {
                self.find((Rule::Form, presence.severity()), key, "is null");
                None
            }
            None if presence == May => None,
            None => {
                self.find((Rule::Missing, presence.severity()), key, "");
                None
            }
            value => value,
        }
    }

    /// Plain text, or the first text of a language object, a map of languages or a list of them.
    ///
    /// Source: VCDM v2.0, section 11.1 (Language and Base Direction).
    pub(super) fn text(&mut self, key: &str, presence: Presence) -> Option<&'v str> {
        let value = self.member(key, presence)?;
        if let Value::String(text) = value {
            return Some(text);
        }
        self.worded(key, value, presence)
    }

    /// The text of a value that is not simply text.
    #[cold]
    fn worded(&mut self, key: &str, value: &'v Value<'v>, presence: Presence) -> Option<&'v str> {
        let multilingual = matches!(key, "name" | "description");
        match value {
            Value::Array(items) if !multilingual => {
                self.find((Rule::Form, presence.severity()), key, "is a list where one text is asked for");
                items.iter().find_map(Value::as_str)
            }
            Value::Array(_) | Value::Object(_) => {
                let mut first = None;
                for item in value.items() {
                    match language(item) {
                        Ok(text) => first = first.or(Some(text)),
                        Err((rule, said)) => {
                            let severity =
                                if rule == Rule::Extra { Severity::Error } else { presence.severity() };
                            self.find((rule, severity), key, said);
                        }
                    }
                }
                first
            }
            _ => {
                self.find((Rule::Form, presence.severity()), key, "is not text");
                None
            }
        }
    }

    /// An absolute address: a URL, URN or DID.
    pub(super) fn url(&mut self, key: &str, presence: Presence) -> Option<&'v str> {
        let value = self.member(key, presence)?;
        self.address(key, value, presence.severity())
    }

    /// An `id` that may be left out, but not be null or anything else than an address.
    pub(super) fn optional_id(&mut self) -> Option<&'v str> {
        self.object.get("id").and_then(|id| self.address("id", id, Severity::Error))
    }

    fn address(&mut self, key: &str, value: &'v Value<'v>, severity: Severity) -> Option<&'v str> {
        match value.as_str() {
            Some(text) if is_url(text) => Some(text),
            Some(_) => {
                self.find((Rule::Address, severity), key, "is not an absolute address");
                None
            }
            None => {
                self.find((Rule::Form, severity), key, "is not an absolute address");
                None
            }
        }
    }

    /// A `dateTimeStamp`, as written. What cannot be read weighs `severity`.
    pub(super) fn instant(&mut self, key: &str, presence: Presence, severity: Severity) -> Option<&'v str> {
        let text = self.member(key, presence)?.as_str().unwrap_or_default();
        let Some((_, zoned)) = instant::read(text) else {
            self.find((Rule::Date, severity), key, "is not a date and time");
            return None;
        };
        if !zoned {
            self.advise(Rule::Date, key, "does not name its offset from UTC, and is taken to be UTC");
        }
        Some(text)
    }

    /// A day, such as `1815-12-10`.
    pub(super) fn day(&mut self, key: &str) -> Option<&'v str> {
        let text = self.member(key, May)?.as_str().unwrap_or_default();
        let is_day = text.len() == 10 && instant::read(&format!("{text}T00:00:00Z")).is_some();
        if !is_day {
            self.advise(Rule::Date, key, "is not a date");
        }
        is_day.then_some(text)
    }

    pub(super) fn number(&mut self, key: &str, presence: Presence) -> Option<f64> {
        if let Value::Number(number) = self.member(key, presence)? {
            return Some(*number);
        }
        self.advise(Rule::Form, key, "is not a number");
        None
    }

    pub(super) fn boolean(&mut self, key: &str, presence: Presence) -> Option<bool> {
        if let Value::Bool(value) = self.member(key, presence)? {
            return Some(*value);
        }
        self.advise(Rule::Form, key, "is neither true nor false");
        None
    }

    /// The texts of a list, or of one value.
    pub(super) fn texts(&mut self, key: &str, presence: Presence) -> Vec<&'v str> {
        let Some(value) = self.member(key, presence) else { return Vec::new() };
        let mut texts = Vec::with_capacity(value.items().len());
        for item in value.items() {
            match item.as_str().or_else(|| language(item).ok()) {
                Some(text) => texts.push(text),
                None => {
                    self.find((Rule::Form, presence.severity()), key, "holds something that is not text");
                }
            }
        }
        texts
    }

    /// A word of a list; or, where the list may be extended, one of one's own after `ext:`.
    pub(super) fn word(
        &mut self,
        key: &str,
        presence: Presence,
        (words, extensible): (&[&str], bool),
    ) -> Option<&'v str> {
        let Value::String(word) = self.member(key, presence)? else {
            self.find((Rule::Form, presence.severity()), key, "is not text");
            return None;
        };
        let word = word.as_ref();
        if !(words.contains(&word) || extensible && is_extension(word)) {
            let mut said = format!("is {}, which Open Badges does not know", quoted(word));
            if extensible {
                said.push_str("; a word of one's own begins with ext:");
            }
            self.advise(Rule::Vocabulary, key, &said);
        }
        Some(word)
    }

    /// Notes when `type` is missing or does not name `expected`; another type than expected
    /// weighs `severity`. Only where `several` is said may it be a list.
    pub(super) fn expect_type(&mut self, expected: &str, several: bool, severity: Severity) {
        let Some(value) = self.member("type", Should) else { return };
        let items = value.items();
        if items.iter().any(|item| item.as_str().is_none()) {
            self.advise(Rule::Form, "type", "holds something that is not text");
        }
        if !items.iter().any(|item| item.as_str() == Some(expected)) {
            self.find((Rule::Type, severity), "type", &format!("does not name {expected}"));
        } else if !several && value.as_array().is_some() {
            self.advise(Rule::Form, "type", "is a list where one text is asked for");
        }
    }

    /// Notes members that are not among `members`.
    pub(super) fn expect_only(&mut self, members: &[&str]) {
        let object = self.object;
        for (key, _) in object.iter().filter(|(key, _)| !members.contains(key)) {
            let said = format!("has a member {}, which Open Badges does not know there", quoted(key));
            self.find_here((Rule::Extra, Severity::Advice), &said);
        }
    }

    /// A reader of `object`, which stands at `key`.
    fn inside<'s>(
        &'s mut self,
        object: &'v Object<'v>,
        key: &'s str,
        index: Option<usize>,
        noun: &'static str,
    ) -> Reader<'s, 'v> {
        let place = Place { above: Some(&self.place), key, index, noun };
        Reader { object, place, findings: self.findings }
    }

    /// Reads one object that stands as a member; of a list, the first.
    pub(super) fn object<T>(
        &mut self,
        key: &str,
        noun: &'static str,
        presence: Presence,
        read: impl FnOnce(&mut Reader<'_, 'v>) -> T,
    ) -> Option<T> {
        let value = self.member(key, presence)?;
        let object = self.only(key, value, presence)?;
        Some(read(&mut self.inside(object, key, None, noun)))
    }

    /// The object that `value` is; of a list, the first.
    fn only(&mut self, key: &str, value: &'v Value<'v>, presence: Presence) -> Option<&'v Object<'v>> {
        let severity = presence.severity();
        if value.as_array().is_some() {
            self.advise(Rule::Form, key, "is a list where one object is asked for");
        }
        let object = value.items().iter().find_map(Value::as_object);
        if object.is_none() {
            self.find((Rule::Form, severity), key, "is not an object");
        }
        object
    }

    /// Reads the objects of a list, or one object.
    pub(super) fn objects<T>(
        &mut self,
        key: &str,
        noun: &'static str,
        presence: Presence,
        mut read: impl FnMut(&mut Reader<'_, 'v>) -> T,
    ) -> Vec<T> {
        let mut found = Vec::new();
        self.walk(key, noun, presence, &mut |reader| found.push(read(reader)));
        found
    }

    /// What every kind of [`Self::objects`] has in common, so that a build has it once.
    fn walk(
        &mut self,
        key: &str,
        noun: &'static str,
        presence: Presence,
        read: &mut dyn FnMut(&mut Reader<'_, 'v>),
    ) {
        self.each(key, presence, &mut |reader, value, index| {
            if let Some(object) = value.as_object() {
                read(&mut reader.inside(object, key, index, noun));
            } else {
                let fault = (Rule::Form, presence.severity());
                reader.findings.add(fault, &reader.place, Some((key, index)), "is not an object");
            }
        });
    }

    /// Gives the items of a list, or the one value, and their numbers. A list within a list is
    /// signed like its items, so it is read like them, and noted.
    pub(super) fn each(
        &mut self,
        key: &str,
        presence: Presence,
        take: &mut dyn FnMut(&mut Self, &'v Value<'v>, Option<usize>),
    ) {
        let Some(value) = self.member(key, presence) else { return };
        let Some(items) = value.as_array() else { return take(self, value, None) };
        if items.iter().any(|item| item.as_array().is_some()) {
            self.advise(Rule::Form, key, "holds a list within a list");
            for (index, item) in value.flat_items().into_iter().enumerate() {
                take(self, item, Some(index));
            }
        } else {
            for (index, item) in items.iter().enumerate() {
                take(self, item, Some(index));
            }
        }
    }

    /// Reads what somebody else wrote: its faults are noted, but are not faults of this document.
    pub(super) fn of_others<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.findings.within_others += 1;
        let found = read(self);
        self.findings.within_others -= 1;
        found
    }
}

/// The text of a language object or of a map of languages.
fn language<'v>(value: &'v Value<'v>) -> Result<&'v str, (Rule, &'static str)> {
    let object = match value {
        Value::String(text) => return Ok(text),
        Value::Object(object) => object,
        _ => return Err((Rule::Form, "is not text")),
    };
    if let Some(text) = object.get("@value") {
        if object.iter().any(|(key, _)| !matches!(key, "@value" | "@language" | "@direction")) {
            return Err((Rule::Extra, "is a text in a language with members that are none of such a text"));
        }
        return text.as_str().ok_or((Rule::Form, "is not text"));
    }
    let each_is_text = object.iter().all(|(key, text)| is_language(key) && text.as_str().is_some());
    let first = object.iter().next().and_then(|(_, text)| text.as_str());
    first.filter(|_| each_is_text).ok_or((Rule::Form, "is not text"))
}

/// Whether `key` names a language as maps of languages do: `en` or `en-US`.
fn is_language(key: &str) -> bool {
    let (language, country) = key.split_once('-').unwrap_or((key, "AA"));
    let all = |text: &str, of: fn(&u8) -> bool| text.len() == 2 && text.bytes().all(|byte| of(&byte));
    all(language, u8::is_ascii_lowercase) && all(country, u8::is_ascii_uppercase)
}

/// Whether a word is an extension of a vocabulary: `ext:` and a name.
pub(super) fn is_extension(word: &str) -> bool {
    let first = word.strip_prefix("ext:").and_then(|rest| rest.bytes().next());
    first.is_some_and(|byte| byte.is_ascii_alphanumeric() || b".|_".contains(&byte))
}

/// Whether `text` is an absolute address, with a scheme and without white space.
pub(super) fn is_url(text: &str) -> bool {
    crate::rdf::is_absolute_iri(text)
}
