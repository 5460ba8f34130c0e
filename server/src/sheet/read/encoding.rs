//! The bytes of a text, made into characters, or refused: a name that is read wrongly would look
//! like somebody else's.
//!
//! UTF-8; UTF-16 with its mark; and Windows-1252, in which spreadsheets of Western Europe and the
//! Americas save CSV unless told otherwise. That last one is a guess, so what it makes of the
//! bytes must look like a text in a language that is written with it.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

use super::super::{Encoding, SheetError};

/// The text in `bytes`, without its mark, and how it was encoded.
pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), SheetError> {
    let (text, encoding) = match bytes {
        [0xff, 0xfe, rest @ ..] => (utf_16(rest, u16::from_le_bytes)?.into(), Encoding::Utf16Le),
        [0xfe, 0xff, rest @ ..] => (utf_16(rest, u16::from_be_bytes)?.into(), Encoding::Utf16Be),
        _ => {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            match str::from_utf8(bytes) {
                Ok(text) => (Cow::Borrowed(text), Encoding::Utf8),
                Err(_) if !is_text(bytes) => return Err(SheetError::NotASheet),
                Err(_) => (western(bytes)?, Encoding::Windows1252),
            }
        }
    };
    if is_text(text.as_bytes()) { Ok((text, encoding)) } else { Err(SheetError::NotASheet) }
}

/// Whether so few bytes are control characters that people may have typed the rest. What is left
/// of them is a fault of its cell.
fn is_text(bytes: &[u8]) -> bool {
    let strange = bytes
        .iter()
        .filter(|byte| **byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c))
        .count();
    !bytes.contains(&0) && strange <= 4 + bytes.len() / 100
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, SheetError> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    match text {
        Ok(text) if rest.is_empty() => Ok(text),
        _ => Err(SheetError::NotASheet),
    }
}

/// `bytes` as Windows-1252, unless another encoding is as likely.
fn western(bytes: &[u8]) -> Result<Cow<'_, str>, SheetError> {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    for (row, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_ascii());
        if words.any(is_doubtful) {
            return Err(SheetError::Encoding { row });
        }
    }
    Ok(text)
}

/// Whether a word could be in another encoding just as well.
fn is_doubtful(word: &[u8]) -> bool {
    // Greek and Cyrillic words are made of nothing else; Western words have single such letters.
    const LONGEST_RUN: usize = 3;
    let long_run = word.chunk_by(|one, other| one.is_ascii() == other.is_ascii());
    if long_run.into_iter().any(|run| !run[0].is_ascii() && run.len() > LONGEST_RUN) {
        return true;
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(word);
    let letters: Vec<char> = text.chars().collect();
    (0..letters.len()).any(|place| {
        let before = |back: usize| place.checked_sub(back).map_or(' ', |place| letters[place]);
        let after = letters.get(place + 1).copied().unwrap_or(' ');
        match letters[place] {
            // Not used in Windows-1252.
            '\u{80}'..='\u{9f}' => true,
            // The beginning of two or three bytes of UTF-8: a part of the file is UTF-8, a part not.
            'Ã' | 'Â' if matches!(after, '\u{a1}'..='\u{bf}') => true,
            'â' if after == '€' => true,
            // Letters of Central Europe in its own encoding: Wałęsa, Ionescu with ş, Bożena.
            '£' | '¥' | '¦' | '¨' | '¬' | '¯' | '±' | '²' | '³' | '´' | '¶' | '¸' | '¹' | '¼' | '½' | '¾'
            | '¤' | '¢' => {
                after.is_alphabetic() || (before(1).is_alphabetic() && before(2).is_alphabetic())
            }
            'º' | 'ª' => after.is_lowercase() && before(1).is_lowercase(),
            '¿' | '¡' => before(1).is_alphabetic(),
            // Letters of old Macintoshes: José, María, Muñoz, Ángel.
            'Ž' | 'Š' | 'Œ' | 'Ÿ' => before(1).is_lowercase(),
            '‡' | '†' | 'ˆ' | '‰' | '‹' | '›' | '•' | '–' | '—' | '„' | '…' | '˜' => {
                before(1).is_alphabetic() && after.is_lowercase()
            }
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf_16_of(text: &str, mark: [u8; 2], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect()
    }

    fn western_of(text: &str) -> Vec<u8> {
        let (bytes, _, unmappable) = WINDOWS_1252.encode(text);
        assert!(!unmappable, "{text}");
        bytes.into_owned()
    }

    #[test]
    fn every_encoding_in_which_spreadsheets_save_is_read() {
        let text = "Name\tLink\r\nZoë Grün 🎓\t…";
        let le = utf_16_of(text, [0xff, 0xfe], u16::to_le_bytes);
        let be = utf_16_of(text, [0xfe, 0xff], u16::to_be_bytes);
        let marked = format!("\u{feff}{text}").into_bytes();
        for (bytes, encoding) in [
            (text.as_bytes(), Encoding::Utf8),
            (&marked, Encoding::Utf8),
            (&le, Encoding::Utf16Le),
            (&be, Encoding::Utf16Be),
        ] {
            assert_eq!(decode(bytes).unwrap(), (text.into(), encoding));
        }
    }

    #[test]
    fn names_of_the_west_are_read_from_windows_1252() {
        for text in [
            "José Núñez Ibáñez;Mª José;N.º 5;1ª edición;¿sí?;«ok»",
            "Zoë Grün;Åse Bjørn;François Lefèvre;Þór;Ærø",
            "O’Brien;“quoted”;20 m²;€ 5;£5;½ día;25 °C;Paris–Lyon;Sœur",
            "ESPAÑÓLA;ÉÈÊ;Müßig;Ÿ;Šárka;São João;Conceição;MÃE;AÇÃO",
        ] {
            assert_eq!(decode(&western_of(text)).unwrap(), (text.into(), Encoding::Windows1252), "{text}");
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused_and_the_row_is_told() {
        let of_others: [(&str, &[u8]); 9] = [
            ("Łukasz, Central European", b"\xa3ukasz"),
            ("Wałęsa, Central European", b"Wa\xb3\xeasa"),
            ("Paweł, Central European", b"Pawe\xb3"),
            ("Ioneşcu, Central European", b"Ione\xbacu"),
            ("Bożena, Central European", b"Bo\xbfena"),
            ("Иван, Cyrillic", b"\xc8\xe2\xe0\xed"),
            ("José, Macintosh", b"Jos\x8e Luis"),
            ("Muñoz, Macintosh", b"Mu\x96oz"),
            ("not used", b"\x8f"),
        ];
        for (which, bytes) in of_others {
            let file = [b"Name\nAda\n".as_slice(), bytes, b"\nBob"].concat();
            assert_eq!(decode(&file), Err(SheetError::Encoding { row: 3 }), "{which}");
        }
        let mixed = "José\n".bytes().chain(*b"Jos\xe9\n").collect::<Vec<_>>();
        assert_eq!(decode(&mixed), Err(SheetError::Encoding { row: 1 }));
    }

    #[test]
    fn bytes_that_nobody_typed_are_no_text() {
        for bytes in [
            b"a\0b".as_slice(),
            b"\x00\x01\xff",
            b"\xff\xfeab\0",
            b"\xff\xfe\x00\xd8a\0",
            b"\x01\x02\x03\x04\x05\x06",
        ] {
            assert_eq!(decode(bytes), Err(SheetError::NotASheet), "{}", bytes.escape_ascii());
        }
        let (text, _) = decode(b"one control character\x07 in a long text is a fault of its cell").unwrap();
        assert!(text.contains('\u{7}'));
    }
}
