//! Texts by their encoding: UTF-8; UTF-16 with its mark, as spreadsheets save it; and the Western
//! European one of older programs, where nothing else can be meant.

use std::borrow::Cow;

use crate::plain::without_mark;

/// The text in `bytes`.
///
/// # Errors
/// The code of the refusal: no text, or one that could be read in two ways. A name that is read
/// wrongly would look like somebody else's.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, &'static str> {
    if let Some(units) = utf_16(bytes) {
        return String::from_utf16(&units).map(Cow::Owned).map_err(|_| "form_unknown");
    }
    let bytes = without_mark(bytes);
    match str::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => Err("form_unknown"),
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) if bytes.iter().any(|byte| *byte < b' ' && !byte.is_ascii_whitespace()) => Err("form_unknown"),
        Err(_) => western(bytes).map(Cow::Owned).ok_or("text_encoding"),
    }
}

fn utf_16(bytes: &[u8]) -> Option<Vec<u16>> {
    let (from, rest): (fn([u8; 2]) -> u16, _) = match bytes {
        [0xff, 0xfe, rest @ ..] => (u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => (u16::from_be_bytes, rest),
        _ => return None,
    };
    Some(rest.chunks_exact(2).map(|pair| from([pair[0], pair[1]])).collect())
}

/// `bytes` as ISO 8859-1: none where other encodings of one byte a letter are as likely.
///
/// Western words have single accented letters among plain ones; what is Greek or Cyrillic comes
/// in long runs, and what is Central European has signs that no western name has.
fn western(bytes: &[u8]) -> Option<String> {
    const LONGEST_RUN: usize = 2;
    let mut run = 0;
    for byte in bytes {
        run = if byte.is_ascii() { 0 } else { run + 1 };
        // ×, ÷ and everything below the letters, but for a hard space and quotation marks.
        let strange = matches!(byte, 0x80..=0x9f | 0xa1..=0xaa | 0xac..=0xba | 0xbc..=0xbf | 0xd7 | 0xf7);
        if strange || run > LONGEST_RUN {
            return None;
        }
    }
    Some(bytes.iter().copied().map(char::from).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16_of(text: &str, mark: [u8; 2], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect()
    }

    #[test]
    fn what_a_spreadsheet_saves_is_read() {
        let text = "Name\tLink\r\nZoë Grün\t…";
        assert_eq!(decode(text.as_bytes()).unwrap(), text);
        assert_eq!(decode(format!("\u{feff}{text}").as_bytes()).unwrap(), text);
        assert_eq!(decode(&utf_16_of(text, [0xff, 0xfe], u16::to_le_bytes)).unwrap(), text);
        assert_eq!(decode(&utf_16_of(text, [0xfe, 0xff], u16::to_be_bytes)).unwrap(), text);
        assert_eq!(decode(b"Zo\xeb Gr\xfcn, \xc5se").unwrap(), "Zoë Grün, Åse");
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        // Łukasz in the Central European encoding, Иван in the Cyrillic one.
        assert_eq!(decode(b"\xa3ukasz"), Err("text_encoding"));
        assert_eq!(decode(b"\xc8\xe2\xe0\xed"), Err("text_encoding"));
        assert_eq!(decode(b"\x00\x01\xff"), Err("form_unknown"));
        assert_eq!(decode(b"a\0b"), Err("form_unknown"));
    }
}
