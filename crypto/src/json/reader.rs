//! The reader: bytes to [`Value`], refusing what two readers could read differently.

use std::borrow::Cow;

use super::{Object, Value, number};

/// How much a reader takes.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Length of the text, in bytes.
    pub bytes: usize,
    /// Arrays and objects inside each other.
    pub depth: usize,
}

impl Limits {
    /// For one credential: 1 MiB, 64 deep.
    pub const CREDENTIAL: Self = Self { bytes: 1 << 20, depth: 64 };
    /// For a comprehensive learner record or a presentation: 10 MiB, 64 deep.
    pub const RECORD: Self = Self { bytes: 10 << 20, depth: 64 };
}

/// Why bytes are not JSON that we take.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{message} at byte {offset}")]
pub struct ReadError {
    /// What is wrong, as a lower-case clause.
    pub message: &'static str,
    /// Where, in bytes from 0.
    pub offset: usize,
}

/// A key beyond so many others is compared with its neighbours once all are there and sorted: by
/// a hash, somebody could have them all fall together.
const LINEAR_KEYS: usize = 16;

const DOUBLED: &str = "the same key stands twice in one object";

/// Reads one JSON value, strictly.
///
/// # Errors
/// [`ReadError`] for text that is not JSON (RFC 8259), too long or nested too deeply, holds a
/// key twice in one object, a lone surrogate, or a number that a double would change: an
/// integer beyond 2^53 that is not exactly representable, or one too large.
pub fn read(bytes: &[u8], limits: Limits) -> Result<Value<'_>, ReadError> {
    if bytes.len() > limits.bytes {
        return Err(ReadError { message: "the document is too large", offset: limits.bytes });
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|err| ReadError { message: "the text is not UTF-8", offset: err.valid_up_to() })?;
    let mut reader = Reader { text, at: 0, depth_left: limits.depth };
    reader.space();
    let value = reader.value()?;
    reader.space();
    if reader.at == text.len() { Ok(value) } else { reader.fail("text after the end of the document") }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth_left: usize,
}

impl<'a> Reader<'a> {
    fn fail<T>(&self, message: &'static str) -> Result<T, ReadError> {
        Err(ReadError { message, offset: self.at })
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Result<Value<'a>, ReadError> {
        if self.text[self.at..].starts_with(word) {
            self.at += word.len();
            Ok(value)
        } else {
            self.fail("not a JSON value")
        }
    }

    fn value(&mut self) -> Result<Value<'a>, ReadError> {
        match self.peek() {
            Some(b'"') => Ok(Value::String(self.string()?)),
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'n') => self.word("null", Value::Null),
            Some(_) => self.fail("not a JSON value"),
            None => self.fail("the document ends too early"),
        }
    }

    fn nested(
        &mut self,
        read: fn(&mut Self) -> Result<Value<'a>, ReadError>,
    ) -> Result<Value<'a>, ReadError> {
        if self.depth_left == 0 {
            return self.fail("arrays and objects are nested too deeply");
        }
        self.depth_left -= 1;
        self.at += 1;
        self.space();
        let value = read(self)?;
        self.depth_left += 1;
        Ok(value)
    }

    fn array(&mut self) -> Result<Value<'a>, ReadError> {
        let mut items = Vec::new();
        if self.take(b']') {
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value()?);
            self.space();
            if self.take(b']') {
                return Ok(Value::Array(items));
            }
            if !self.take(b',') {
                return self.fail("expected a comma or the end of the array");
            }
            self.space();
        }
    }

    fn object(&mut self) -> Result<Value<'a>, ReadError> {
        let mut members: Vec<(Cow<'a, str>, Value<'a>)> = Vec::new();
        // Where the keys beyond the first stand.
        let mut starts: Vec<usize> = Vec::new();
        if self.take(b'}') {
            return Ok(Value::Object(Object(members)));
        }
        loop {
            if self.peek() != Some(b'"') {
                return self.fail("expected a key in quotation marks");
            }
            let start = self.at;
            let key = self.string()?;
            let doubled = if members.len() < LINEAR_KEYS {
                members.iter().any(|(name, _)| *name == key)
            } else {
                starts.push(start);
                false
            };
            if doubled {
                return Err(ReadError { message: DOUBLED, offset: start });
            }
            self.space();
            if !self.take(b':') {
                return self.fail("expected a colon after the key");
            }
            self.space();
            let value = self.value()?;
            members.push((key, value));
            self.space();
            if self.take(b'}') {
                if let Some(offset) = first_doubled(&members, &starts) {
                    return Err(ReadError { message: DOUBLED, offset });
                }
                return Ok(Value::Object(Object(members)));
            }
            if !self.take(b',') {
                return self.fail("expected a comma or the end of the object");
            }
            self.space();
        }
    }

    fn string(&mut self) -> Result<Cow<'a, str>, ReadError> {
        self.at += 1;
        let start = self.at;
        let plain = self.run();
        if self.take(b'"') {
            return Ok(Cow::Borrowed(&self.text[start..plain]));
        }
        let mut out = self.text[start..plain].to_owned();
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Cow::Owned(out));
                }
                Some(b'\\') => {
                    self.at += 1;
                    out.push(self.escape()?);
                }
                Some(_) => return self.fail("a control character stands in a string"),
                None => return self.fail("the document ends too early"),
            }
            let from = self.at;
            let to = self.run();
            out.push_str(&self.text[from..to]);
        }
    }

    /// Moves over characters that stand for themselves; gives where they end.
    fn run(&mut self) -> usize {
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
        self.at += length.unwrap_or(rest.len());
        self.at
    }

    fn escape(&mut self) -> Result<char, ReadError> {
        let Some(byte) = self.peek() else { return self.fail("the document ends too early") };
        self.at += 1;
        Ok(match byte {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode(),
            _ => return self.fail("an unknown escape stands in a string"),
        })
    }

    fn unicode(&mut self) -> Result<char, ReadError> {
        let high = self.hex4()?;
        let code = match high {
            0xd800..=0xdbff if self.text[self.at..].starts_with("\\u") => {
                self.at += 2;
                match self.hex4()? {
                    low @ 0xdc00..=0xdfff => 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00),
                    _ => high,
                }
            }
            _ => high,
        };
        match char::from_u32(code) {
            Some(char) => Ok(char),
            None => self.fail("half of a surrogate pair stands alone"),
        }
    }

    fn hex4(&mut self) -> Result<u32, ReadError> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4).unwrap_or_default();
        let mut code = 0;
        for &byte in digits {
            match char::from(byte).to_digit(16) {
                Some(digit) => code = code * 16 + digit,
                None => return self.fail("expected four hexadecimal digits"),
            }
        }
        if digits.is_empty() {
            return self.fail("expected four hexadecimal digits");
        }
        self.at += 4;
        Ok(code)
    }

    fn number(&mut self) -> Result<Value<'a>, ReadError> {
        let start = self.at;
        self.take(b'-');
        if self.take(b'0') {
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return self.fail("a number starts with a zero");
            }
        } else {
            self.digits()?;
        }
        let mut integer = true;
        if self.take(b'.') {
            integer = false;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            integer = false;
            self.at += 1;
            let _sign = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        let text = &self.text[start..self.at];
        let Some(number) = number::parse(text) else {
            return Err(ReadError { message: "a number cannot be read", offset: start });
        };
        // Refused too where RFC 8785 would print other digits than those of the number itself.
        let printed = || super::jcs::canonical(&Value::Number(number));
        let large = number.is_finite() && number.abs() >= 9_007_199_254_740_992.0;
        let changed = large
            && (integer && !number::is_exact(text) || number.abs() < 1e21 && !number::is_exact(&printed()));
        if !number.is_finite() || changed {
            return Err(ReadError { message: "a number is too large to keep exactly", offset: start });
        }
        Ok(Value::Number(number))
    }

    fn digits(&mut self) -> Result<(), ReadError> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { self.fail("expected a digit") } else { Ok(()) }
    }
}

/// Where the first key stands that one before it is equal to, among those at `starts`: the last
/// of the members.
fn first_doubled(members: &[(Cow<'_, str>, Value<'_>)], starts: &[usize]) -> Option<usize> {
    if starts.is_empty() {
        return None;
    }
    let first = members.len() - starts.len();
    let mut keys: Vec<(&str, usize)> = (0..).zip(members).map(|(index, (key, _))| (&**key, index)).collect();
    keys.sort_unstable();
    let doubled = keys.windows(2).filter_map(|pair| match pair {
        [(key, _), (same, index)] if key == same => Some(*index),
        _ => None,
    });
    doubled.min().and_then(|index| starts.get(index.checked_sub(first)?)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> &'static str {
        read(text.as_bytes(), Limits::CREDENTIAL).expect_err(text).message
    }

    #[test]
    fn a_doubled_key_is_refused_in_small_and_large_objects() {
        assert_eq!(fault(r#"{"a":1,"a":1}"#), "the same key stands twice in one object");
        assert_eq!(fault(r#"{"a":1,"\u0061":1}"#), "the same key stands twice in one object");
        for doubled in 0..40 {
            let keys: Vec<String> =
                (0..40).map(|n| format!("\"k{n}\":0")).chain([format!("\"k{doubled}\":0")]).collect();
            let text = format!("{{{}}}", keys.join(","));
            let error = read(text.as_bytes(), Limits::CREDENTIAL).unwrap_err();
            assert_eq!(error.message, "the same key stands twice in one object");
            assert_eq!(Some(error.offset), text.rfind("\"k"));
        }
    }

    #[test]
    fn text_that_is_no_json_is_refused() {
        for text in [
            "",
            " ",
            "{",
            "[",
            "[1,]",
            "{\"a\":}",
            "{\"a\" 1}",
            "{a:1}",
            "tru",
            "nul",
            "01",
            "-",
            "1.",
            "1e",
            "+1",
            ".5",
            "\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u123g\"",
            "\"\n\"",
            "[1] 2",
            "\u{feff}{}",
            "NaN",
            "{\"a\":1,}",
        ] {
            fault(text);
        }
    }

    #[test]
    fn half_a_surrogate_pair_is_refused_and_a_whole_one_is_read() {
        assert_eq!(fault(r#""\ud83d""#), "half of a surrogate pair stands alone");
        assert_eq!(fault(r#""\ude00\ud83d""#), "half of a surrogate pair stands alone");
        assert_eq!(fault(r#""\ud83dx""#), "half of a surrogate pair stands alone");
        assert_eq!(read(br#""\ud83d\ude00""#, Limits::CREDENTIAL).unwrap(), Value::from("😀"));
    }

    #[test]
    fn an_integer_that_a_double_would_change_is_refused() {
        for text in [
            "9007199254740993",
            "-9007199254740993",
            "1359027199254740992",
            "1359027199254741000",
            "190071994862315678901.5",
            "1e999",
        ] {
            assert_eq!(fault(text), "a number is too large to keep exactly");
        }
        for text in
            ["9007199254740992", "9007199254740994", "1.5e17", "1000000000000000000000", "1e300", "0.1", "-0"]
        {
            assert!(read(text.as_bytes(), Limits::CREDENTIAL).is_ok(), "{text}");
        }
    }

    #[test]
    fn nesting_beyond_the_limit_is_refused() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(read(nested(64).as_bytes(), Limits::CREDENTIAL).is_ok());
        assert_eq!(fault(&nested(65)), "arrays and objects are nested too deeply");
        assert_eq!(fault(&"[".repeat(900_000)), "arrays and objects are nested too deeply");
    }

    #[test]
    fn text_beyond_the_limit_is_refused() {
        assert_eq!(fault(&" ".repeat((1 << 20) + 1)), "the document is too large");
    }

    #[test]
    fn what_is_read_prints_and_reads_the_same() {
        let text = r#"{"a":[1,2.5,-3e-7,"x\"\\\n\u0001é😀",null,true,{}],"b":{"c":[]}}"#;
        let value = read(text.as_bytes(), Limits::CREDENTIAL).unwrap();
        let printed = value.to_json();
        assert_eq!(read(printed.as_bytes(), Limits::CREDENTIAL).unwrap(), value);
    }
}
