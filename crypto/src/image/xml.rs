//! As much XML as it takes to find one element in a drawing, and to say where it stands.
//!
//! A scanner of our own: browsers load it, and a general parser is several times its size. It is
//! strict about what could hide an element (tags that do not match, quotes, entities, another
//! encoding) and takes no entities but the five that XML has; a document type with declarations
//! of its own is refused, so nothing unfolds and nothing is fetched.
//!
//! Source: XML 1.0 (Fifth Edition); Namespaces in XML 1.0.

use std::borrow::Cow;

use super::ImageError;

/// Elements inside each other.
const MAX_DEPTH: usize = 256;
/// Prefixes that mean something at once.
const MAX_PREFIXES: usize = 64;

/// What stands between two points of the text.
pub(super) enum Piece<'a> {
    /// A start tag, or the tag of an empty element.
    Open(Tag<'a>),
    /// An end tag, and where it ends.
    Close(usize),
    /// Text, its entities still in it.
    Text(&'a str),
    /// A CDATA section: text as it is.
    Cdata(&'a str),
}

/// A start tag.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    /// The name as it stands there, prefix included.
    pub(super) name: &'a str,
    attributes: &'a str,
    /// Where its `<` stands, in bytes.
    pub(super) start: usize,
    /// Behind its `>`.
    pub(super) end: usize,
    /// Whether it ends with `/>`.
    pub(super) empty: bool,
}

impl<'a> Tag<'a> {
    /// The name without its prefix.
    pub(super) fn local(&self) -> &'a str {
        self.name.split_once(':').map_or(self.name, |(_, local)| local)
    }

    fn prefix(&self) -> &'a str {
        self.name.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    /// The value of an attribute, entities still in it.
    ///
    /// # Errors
    /// When the tag's attributes are malformed or it has this one twice.
    pub(super) fn attribute(&self, name: &str) -> Result<Option<&'a str>, ImageError> {
        let mut found = None;
        for attribute in self.attributes() {
            let (key, value) = attribute?;
            if key == name && found.replace(value).is_some() {
                return Err(self.malformed());
            }
        }
        Ok(found)
    }

    fn malformed(&self) -> ImageError {
        ImageError::Svg { message: "a tag is malformed", offset: self.start }
    }

    /// Names and values, in order.
    fn attributes(self) -> impl Iterator<Item = Result<(&'a str, &'a str), ImageError>> {
        let mut rest = self.attributes.trim_ascii();
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let next = attribute(rest);
            rest = next.map_or("", |(_, _, rest)| rest);
            Some(next.map(|(key, value, _)| (key, value)).ok_or_else(|| self.malformed()))
        })
    }
}

/// The first attribute of `text`: name, value, and what follows.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (key, rest) = text.split_once('=')?;
    let key = key.trim_ascii_end();
    let rest = rest.trim_ascii_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (value, rest) = rest.get(1..)?.split_once(quote)?;
    let parted = rest.is_empty() || rest.starts_with(|next: char| next.is_ascii_whitespace());
    (is_name(key) && parted).then(|| (key, value, rest.trim_ascii_start()))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_alphabetic() || first == '_')
        && !text.contains(|c: char| c.is_ascii_whitespace() || "<>/=\"'&".contains(c))
}

/// Text with the five entities of XML, and characters by number, put in.
///
/// # Errors
/// For any other entity.
pub(super) fn decoded(text: &str, offset: usize) -> Result<Cow<'_, str>, ImageError> {
    if !text.contains('&') {
        return Ok(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        let known = after.split_once(';').and_then(|(name, tail)| Some((character(name)?, tail)));
        let (character, tail) =
            known.ok_or(ImageError::Svg { message: "it uses an entity that is not taken", offset })?;
        out.push_str(before);
        out.push(character);
        rest = tail;
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}

fn character(entity: &str) -> Option<char> {
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

/// Walks a document from its beginning to its end.
pub(super) struct Scanner<'a> {
    text: &'a str,
    /// Where the walk stands, in bytes.
    pub(super) at: usize,
    /// The names of the elements that are open, outermost first.
    open: Vec<&'a str>,
    /// Prefixes and what they mean, with the depth of the element that says so.
    bindings: Vec<(usize, &'a str, &'a str)>,
    rooted: bool,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        Self { text, at, open: Vec::new(), bindings: Vec::new(), rooted: false }
    }

    pub(super) fn fail<T>(&self, message: &'static str) -> Result<T, ImageError> {
        Err(ImageError::Svg { message, offset: self.at })
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The namespace of a tag that was just given.
    pub(super) fn namespace(&self, tag: &Tag<'a>) -> Option<&'a str> {
        let prefix = tag.prefix();
        self.bindings.iter().rev().find(|(_, name, _)| *name == prefix).map(|(_, _, uri)| *uri)
    }

    /// The next piece; `None` behind the last.
    pub(super) fn next(&mut self) -> Result<Option<Piece<'a>>, ImageError> {
        // What the last tag declared, if that was an empty element's, ends with it.
        let depth = self.depth();
        while self.bindings.last().is_some_and(|(at, _, _)| *at > depth) {
            self.bindings.pop();
        }
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let inside = !self.open.is_empty();
            if rest.is_empty() {
                return if inside || !self.rooted { self.fail("it is cut short") } else { Ok(None) };
            }
            if !rest.starts_with('<') {
                let (text, _) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
                if !inside && !text.trim_ascii().is_empty() {
                    return self.fail("text stands outside the drawing");
                }
                self.at += text.len();
                if inside {
                    return Ok(Some(Piece::Text(text)));
                }
            } else if let Some(comment) = rest.strip_prefix("<!--") {
                self.skip(4, comment, "-->")?;
            } else if let Some(data) = rest.strip_prefix("<![CDATA[") {
                if !inside {
                    return self.fail("text stands outside the drawing");
                }
                return Ok(Some(Piece::Cdata(self.skip(9, data, "]]>")?)));
            } else if let Some(instruction) = rest.strip_prefix("<?") {
                let instruction = self.skip(2, instruction, "?>")?;
                if !is_utf8(instruction) {
                    return self.fail("it is not in UTF-8");
                }
            } else if let Some(document_type) = rest.strip_prefix("<!DOCTYPE") {
                if self.rooted || document_type.split('>').next().is_some_and(|head| head.contains('[')) {
                    return self.fail("it has a document type with declarations of its own");
                }
                self.skip(9, document_type, ">")?;
            } else if let Some(close) = rest.strip_prefix("</") {
                let name = self.skip(2, close, ">")?;
                if self.open.pop() != Some(name.trim_ascii_end()) {
                    return self.fail("an end tag has no beginning");
                }
                return Ok(Some(Piece::Close(self.at)));
            } else {
                return self.tag(rest).map(|tag| Some(Piece::Open(tag)));
            }
        }
    }

    /// Goes behind `end`, which follows `body`; gives what stands before it.
    fn skip(&mut self, opening: usize, body: &'a str, end: &str) -> Result<&'a str, ImageError> {
        let Some((inner, _)) = body.split_once(end) else { return self.fail("it is cut short") };
        self.at += opening + inner.len() + end.len();
        Ok(inner)
    }

    fn tag(&mut self, rest: &'a str) -> Result<Tag<'a>, ImageError> {
        let mut quote = None;
        let mut length = None;
        for (index, byte) in rest.bytes().enumerate().skip(1) {
            match (quote, byte) {
                (_, b'<') => return self.fail("a tag is malformed"),
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'>') => {
                    length = Some(index);
                    break;
                }
                (Some(open), _) if open == byte => quote = None,
                _ => {}
            }
        }
        let Some(length) = length else { return self.fail("it is cut short") };
        let inner = rest.get(1..length).unwrap_or_default();
        let (inner, empty) = inner.strip_suffix('/').map_or((inner, false), |inner| (inner, true));
        let (name, attributes) =
            inner.split_at(inner.find(|c: char| c.is_ascii_whitespace()).unwrap_or(inner.len()));
        let tag = Tag { name, attributes, start: self.at, end: self.at + length + 1, empty };
        if !is_name(name) || (self.open.is_empty() && self.rooted) {
            return Err(tag.malformed());
        }
        if self.depth() >= MAX_DEPTH {
            return self.fail("it is nested too deeply");
        }
        if attributes.contains("xmlns") {
            self.bind(tag)?;
        }
        self.rooted = true;
        self.at = tag.end;
        if !empty {
            self.open.push(name);
        }
        Ok(tag)
    }

    fn bind(&mut self, tag: Tag<'a>) -> Result<(), ImageError> {
        let depth = self.depth() + 1;
        for attribute in tag.attributes() {
            let (key, uri) = attribute?;
            let prefix = if key == "xmlns" { Some("") } else { key.strip_prefix("xmlns:") };
            if let Some(prefix) = prefix {
                if self.bindings.iter().any(|(at, name, _)| *at == depth && *name == prefix) {
                    return Err(tag.malformed());
                }
                self.bindings.push((depth, prefix, uri));
            }
            if self.bindings.len() > MAX_PREFIXES {
                return self.fail("it has too many namespaces");
            }
        }
        Ok(())
    }
}

/// Whether an XML declaration names no other encoding than UTF-8.
fn is_utf8(instruction: &str) -> bool {
    let Some(declaration) = instruction.strip_prefix("xml ") else { return true };
    let Some((_, encoding)) = declaration.split_once("encoding") else { return true };
    let encoding = encoding.trim_matches(|c: char| c.is_ascii_whitespace() || "='\"".contains(c));
    encoding.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("utf-8"))
}
