//! What people type, made into values that are right.

use std::fmt;

use time::{Duration, OffsetDateTime};

use crate::problem::FieldProblem;

/// An e-mail address in the one spelling that we keep: trimmed, in lower case.
///
/// Lower-casing the part before the @ is against the letter of the standard, and what every
/// provider does: two accounts that differ in case alone would only ever confuse.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Email(String);

impl Email {
    /// Reads an address; `None` when it is none that mail could reach.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let (local, domain) = text.split_once('@')?;
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"@<>()[],;:\\\"".contains(c);
        let label = |label: &str| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let right = !local.is_empty()
            && local.len() <= 64
            && text.len() <= 254
            && local.chars().all(plain)
            && domain.contains('.')
            && domain.split('.').all(label);
        right.then_some(Self(text))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Collects what is wrong with a form, so that a person hears of all of it at once.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<FieldProblem>);

impl Fields {
    /// Notes that the field at `pointer` is wrong.
    pub(super) fn wrong(&mut self, pointer: &str, detail: impl Into<String>) {
        self.0.push(FieldProblem::new(pointer, detail));
    }

    /// An instant within a hundred years: what lies beyond is a slip, and the far ends of the calendar
    /// cannot be written into a credential.
    pub(super) fn near(&mut self, pointer: &str, now: OffsetDateTime, at: OffsetDateTime) {
        if (at - now).abs() > Duration::days(36_525) {
            self.wrong(pointer, "choose a day within a hundred years");
        }
    }

    /// One line of text, trimmed, 1 to `most` characters.
    pub(super) fn line(&mut self, pointer: &str, text: &str, most: usize) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.wrong(pointer, "write something here");
        } else if text.chars().any(is_unprintable) {
            self.wrong(pointer, "leave out line breaks and unprintable characters");
        } else {
            self.length(pointer, text, most);
        }
        text.to_owned()
    }

    /// Several lines of text, trimmed, up to `most` characters; may be empty.
    pub(super) fn lines(&mut self, pointer: &str, text: &str, most: usize) -> String {
        let text = text.replace("\r\n", "\n").trim().to_owned();
        if text.chars().any(|c| c != '\n' && c != '\t' && is_unprintable(c)) {
            self.wrong(pointer, "leave out unprintable characters");
        } else {
            self.length(pointer, &text, most);
        }
        text
    }

    /// An e-mail address.
    pub(super) fn email(&mut self, pointer: &str, text: &str) -> Option<Email> {
        let email = Email::read(text);
        if email.is_none() {
            self.wrong(pointer, "write an e-mail address, such as you@example.org");
        }
        email
    }

    /// `value` if nothing was wrong, else all that was.
    pub(super) fn right<T>(self, value: T) -> Result<T, Vec<FieldProblem>> {
        if self.0.is_empty() { Ok(value) } else { Err(self.0) }
    }

    fn length(&mut self, pointer: &str, text: &str, most: usize) {
        if text.chars().count() > most {
            self.wrong(pointer, format!("use at most {most} characters"));
        }
    }
}

/// Control characters, and those that turn the direction of what follows: a name must not be
/// able to rearrange the page around it.
fn is_unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether `path` is a path of ours that a browser may be sent to.
pub(crate) fn is_own_path(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && path.len() <= 500
        && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

/// Whether `slug` is a short name as addresses have it.
pub(super) fn is_slug(slug: &str) -> bool {
    (2..=40).contains(&slug.len())
        && slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !slug.starts_with('-')
        && !slug.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_spelling() {
        assert_eq!(Email::read(" Ada@Example.ORG ").unwrap().as_str(), "ada@example.org");
        for bad in [
            "",
            "ada",
            "@example.org",
            "ada@",
            "ada@example",
            "a b@example.org",
            "a@b@example.org",
            "ada@exa_mple.org",
            "ada@-a.org",
            "ada@a..org",
            "Ada <ada@example.org>",
            "ada\0@example.org",
        ] {
            assert_eq!(Email::read(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_form_names_everything_that_is_wrong() {
        let mut fields = Fields::default();
        fields.line("/name", " ", 10);
        fields.line("/title", "abc\u{202e}def", 10);
        fields.lines("/text", "ok\r\nok", 4);
        fields.email("/email", "nobody");
        let pointers: Vec<_> = fields.right(()).unwrap_err().into_iter().map(|field| field.pointer).collect();
        assert_eq!(pointers, ["/name", "/title", "/text", "/email"]);
    }

    #[test]
    fn nobody_is_sent_elsewhere() {
        assert!(is_own_path("/wallet/credentials/1?a=b"));
        for bad in ["", "wallet", "//evil.example", "/\\evil.example", "https://evil.example", "/a b", "/a\n"]
        {
            assert!(!is_own_path(bad), "{bad:?}");
        }
    }
}
