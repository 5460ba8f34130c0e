//! One cell, read as what its column holds.
//!
//! Every reader gives `None` for an empty cell, which [`needed`] refuses. A formula, an error and
//! a joined cell are refused by all of them, and so are letters that came to harm on their way.

mod date;
mod email;
mod number;

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use url::Url;

pub use date::{DayOrder, Days, before, day};
pub use email::email;
pub use number::{Number, Range, number};

use super::{Cell, Code, Wrong, letters::simple};

/// Characters of the longest web address or DID that is taken.
const MOST_ADDRESS: usize = 2_000;
/// Values that are listed in a hint.
const LISTED: usize = 8;
/// How alike two words are that somebody may have mixed up, of 1.
const ALIKE: f64 = 0.75;

/// `value`, unless the cell is empty.
///
/// # Errors
/// [`Code::Empty`].
pub fn needed<T>(value: Option<T>) -> Result<T, Wrong> {
    value.ok_or_else(|| wrong(Code::Empty, "the cell is empty", "there must be a value in this column"))
}

/// One line of text of up to `most` characters, trimmed.
///
/// # Errors
/// [`Wrong`], when it is no text that can be shown in one line.
pub fn text(cell: &Cell, most: usize) -> Result<Option<String>, Wrong> {
    let Some(text) = plain(cell)? else { return Ok(None) };
    if text.contains(['\n', '\r']) {
        let hint = "write it in one line, without line breaks";
        return Err(wrong(Code::LineBreak, "there is a line break in the cell", hint));
    }
    printable(&text)?;
    short(&text, most)?;
    Ok(Some(text.into_owned()))
}

/// Several lines of text of up to `most` characters, trimmed.
///
/// # Errors
/// [`Wrong`], when it is no text that can be shown.
pub fn lines(cell: &Cell, most: usize) -> Result<Option<String>, Wrong> {
    let Some(text) = plain(cell)? else { return Ok(None) };
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    printable(&text.replace(['\n', '\t'], " "))?;
    short(&text, most)?;
    Ok(Some(text))
}

/// What somebody is known by in another system: a student's or a licence's number. Zeros before
/// it are part of it.
///
/// # Errors
/// [`Wrong`], when it is no line of text, or a number that the spreadsheet has changed.
pub fn identifier(cell: &Cell, most: usize) -> Result<Option<String>, Wrong> {
    let Some(id) = text(cell, most)? else { return Ok(None) };
    if number::is_shortened(&id) {
        return Err(number::shortened(&id));
    }
    if matches!(cell, Cell::Number(_)) && id.bytes().filter(u8::is_ascii_digit).count() > 15 {
        return Err(wrong(
            Code::DigitsLost,
            "the number has more than 15 digits, and the spreadsheet has replaced the last ones with zeros",
            "format the column as text, then write the number again",
        ));
    }
    Ok(Some(id))
}

/// One of `allowed`, as its place among them. Capitals and accents need not be right.
///
/// # Errors
/// [`Code::Choice`], with the value that may have been meant.
pub fn choice(cell: &Cell, allowed: &[impl AsRef<str>]) -> Result<Option<usize>, Wrong> {
    let Some(text) = plain(cell)? else { return Ok(None) };
    let allowed: Vec<&str> = allowed.iter().map(AsRef::as_ref).collect();
    if let Some(place) = allowed.iter().position(|value| value.trim() == text) {
        return Ok(Some(place));
    }
    let wanted = simple(&text);
    let mut alike =
        (0..allowed.len()).filter(|place| !wanted.is_empty() && simple(allowed[*place]) == wanted);
    if let (Some(place), None) = (alike.next(), alike.next()) {
        return Ok(Some(place));
    }
    let hint = match nearest(&wanted, &allowed) {
        Some(value) => format!("did you mean “{value}”?"),
        None if allowed.len() > LISTED => {
            format!("write one of {}, or another of the {} values", listed(&allowed[..LISTED]), allowed.len())
        }
        None => format!("write one of {}", listed(&allowed)),
    };
    Err(wrong(Code::Choice, format!("“{}” is none of the values that may be here", cut(&text)), hint))
}

/// Yes or no, in the languages that spreadsheets come in.
///
/// # Errors
/// [`Code::YesNo`].
pub fn flag(cell: &Cell) -> Result<Option<bool>, Wrong> {
    if let Cell::Flag(flag) = cell {
        return Ok(Some(*flag));
    }
    let Some(text) = plain(cell)? else { return Ok(None) };
    match simple(&text).as_str() {
        "yes" | "y" | "true" | "1" | "x" | "si" | "s" | "verdadero" | "ja" | "j" | "wahr" | "oui" | "o"
        | "vrai" => Ok(Some(true)),
        "no" | "n" | "false" | "0" | "falso" | "nein" | "falsch" | "non" | "faux" => Ok(Some(false)),
        _ if text == "✓" || text == "✔" => Ok(Some(true)),
        _ => Err(wrong(
            Code::YesNo,
            format!("“{}” is neither yes nor no", cut(&text)),
            "write yes or no, or leave the cell empty",
        )),
    }
}

/// A web address, https or http.
///
/// # Errors
/// [`Code::Url`], [`Code::UrlKind`] or [`Code::UrlSecret`].
pub fn url(cell: &Cell) -> Result<Option<Url>, Wrong> {
    let Some(text) = text(cell, MOST_ADDRESS)? else { return Ok(None) };
    let no_address =
        |hint: String| Err(wrong(Code::Url, format!("“{}” is no web address", cut(&text)), hint));
    let hint = || "write the whole address, such as https://example.org/page".to_owned();
    let Ok(url) = Url::parse(&text) else {
        let bare = text.contains('.') && !text.contains(':') && !text.contains(char::is_whitespace);
        return no_address(if bare { format!("write https://{}", cut(&text)) } else { hint() });
    };
    if !matches!(url.scheme(), "https" | "http") {
        // `example.org:8080` reads as a kind of its own.
        if url.cannot_be_a_base() && url.scheme().contains('.') {
            return no_address(format!("write https://{}", cut(&text)));
        }
        let detail = format!("an address that begins with {}: is not taken", cut(url.scheme()));
        return Err(wrong(Code::UrlKind, detail, "write an address that begins with https://"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong(
            Code::UrlSecret,
            "there is a user name or a password in the address",
            "write an address that everybody may see, without the part before the @",
        ));
    }
    if url.host_str().is_none_or(str::is_empty) || text.contains(char::is_whitespace) {
        return no_address(hint());
    }
    Ok(Some(url))
}

/// A DID, without a path or a fragment.
///
/// # Errors
/// [`Code::Did`].
///
/// Source: Decentralized Identifiers v1.0, DID Syntax.
pub fn did(cell: &Cell) -> Result<Option<String>, Wrong> {
    let Some(text) = text(cell, MOST_ADDRESS)? else { return Ok(None) };
    let part = |byte: u8| byte.is_ascii_alphanumeric() || b"._-:%".contains(&byte);
    let right =
        text.strip_prefix("did:").and_then(|rest| rest.split_once(':')).is_some_and(|(method, id)| {
            !method.is_empty()
                && method.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
                && !id.is_empty()
                && !id.ends_with(':')
                && id.bytes().all(part)
        });
    if right {
        return Ok(Some(text));
    }
    Err(wrong(
        Code::Did,
        format!("“{}” is no DID", cut(&text)),
        "write a DID as the learner's wallet shows it, such as did:key:z6Mk…, or an e-mail address in its own column",
    ))
}

/// The fault of a value that the row `first` has already.
pub fn twice(first: u32) -> Wrong {
    wrong(
        Code::Twice,
        format!("the same value stands in row {first}"),
        "take out one of the two rows, or write the right value",
    )
}

pub(super) fn wrong(code: Code, detail: impl Into<String>, hint: impl Into<String>) -> Wrong {
    Wrong::new(code.name(), detail, hint)
}

/// What a person sees in the cell, where that is what is meant; `None` where there is nothing.
fn plain(cell: &Cell) -> Result<Option<Cow<'_, str>>, Wrong> {
    match cell {
        Cell::Empty => return Ok(None),
        Cell::Formula { .. } => {
            return Err(wrong(
                Code::Formula,
                "there is a formula in the cell, and what it comes to may change",
                "copy the column and paste it as values",
            ));
        }
        Cell::Error(error) => {
            return Err(wrong(
                Code::ErrorValue,
                format!("the spreadsheet shows the error {} here", cut(error)),
                "write the value itself, or leave the cell empty",
            ));
        }
        Cell::Joined => {
            return Err(wrong(
                Code::Joined,
                "the cell is joined with others",
                "take the joined cells apart, and write the value into each",
            ));
        }
        Cell::Text(_) | Cell::Number(_) | Cell::Day(_) | Cell::Moment(_) | Cell::Flag(_) => {}
    }
    let shown = cell.shown();
    if shown.trim().is_empty() {
        return Ok(None);
    }
    if let Some(hint) = garbled(&shown) {
        return Err(wrong(Code::Garbled, "some letters were damaged on their way into the file", hint));
    }
    Ok(Some(match shown {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }))
}

/// What to do about letters that whatever wrote the file had read with the wrong encoding:
/// `JosÃ©`. `None` where all are well.
fn garbled(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    if text.contains('\u{fffd}') {
        return Some("write the text again: letters of it are lost".to_owned());
    }
    // Letters and signs of European languages; others come about by chance.
    let likely = |c: char| c.is_ascii() || matches!(c, '\u{a1}'..='\u{17f}' | '\u{2010}'..='\u{203a}' | '€');
    let mut found = false;
    let words: Vec<Cow<'_, str>> = text
        .split(' ')
        .map(|word| {
            let (bytes, _, unmappable) = WINDOWS_1252.encode(word);
            let meant = (!unmappable && !word.is_ascii()).then(|| String::from_utf8(bytes.into_owned()));
            match meant {
                Some(Ok(meant)) if meant.chars().all(likely) => {
                    found = true;
                    Cow::Owned(meant)
                }
                _ => Cow::Borrowed(word),
            }
        })
        .collect();
    found.then(|| {
        format!(
            "write “{}”, or save the file as “CSV UTF-8” or .xlsx and send it again",
            cut(&words.join(" "))
        )
    })
}

fn printable(text: &str) -> Result<(), Wrong> {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    match text.chars().find(|c| hidden(*c)) {
        None => Ok(()),
        Some(c) => Err(wrong(
            Code::Unprintable,
            format!("there is a character in the cell that does not show (U+{:04X})", u32::from(c)),
            "delete the cell and type its text again",
        )),
    }
}

fn short(text: &str, most: usize) -> Result<(), Wrong> {
    match text.chars().count() {
        characters if characters > most => Err(wrong(
            Code::TooLong,
            format!("there are {characters} characters in the cell"),
            format!("use at most {most} characters"),
        )),
        _ => Ok(()),
    }
}

/// The value that is most like what was written, if any is at all.
fn nearest<'a>(wanted: &str, allowed: &[&'a str]) -> Option<&'a str> {
    const LONGEST: usize = 64;
    const MOST_COMPARED: usize = 1_000;
    let length = wanted.len();
    let alike_in_length = |value: &String| length.min(value.len()) * 3 >= length.max(value.len()) * 2;
    let compared = allowed.iter().take(MOST_COMPARED).map(|value| (simple(value), *value));
    let compared = compared.filter(|(value, _)| length <= LONGEST && alike_in_length(value));
    let likeness =
        |(value, shown): (String, &'a str)| (strsim::normalized_damerau_levenshtein(wanted, &value), shown);
    let best = compared.map(likeness).max_by(|one, other| one.0.total_cmp(&other.0))?;
    (best.0 >= ALIKE).then_some(best.1)
}

fn listed(values: &[&str]) -> String {
    values.iter().map(|value| format!("“{}”", cut(value))).collect::<Vec<_>>().join(", ")
}

/// A value as a sentence can hold it.
fn cut(value: &str) -> String {
    const MOST: usize = 60;
    let text: String = value.chars().filter(|c| !c.is_control()).take(MOST).collect();
    if value.chars().count() > MOST { format!("{text}…") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(value: &str) -> Cell {
        Cell::Text(value.to_owned())
    }

    fn code<T: std::fmt::Debug>(read: Result<T, Wrong>) -> &'static str {
        read.unwrap_err().code
    }

    #[test]
    fn what_is_no_value_of_its_own_is_refused() {
        assert_eq!(code(text(&Cell::Formula { shown: "x".to_owned() }, 9)), "formula");
        assert_eq!(code(text(&Cell::Error("#N/A".to_owned()), 9)), "error-value");
        assert_eq!(code(text(&Cell::Joined, 9)), "joined");
        assert_eq!(text(&Cell::Empty, 9), Ok(None));
        assert_eq!(text(&of("  "), 9), Ok(None));
        assert_eq!(code(needed(text(&Cell::Empty, 9).unwrap())), "empty");
    }

    #[test]
    fn text_is_short_and_shows_what_it_is() {
        assert_eq!(text(&of(" Zoë  Grün "), 20), Ok(Some("Zoë  Grün".to_owned())));
        assert_eq!(text(&Cell::Number("12".to_owned()), 20), Ok(Some("12".to_owned())));
        assert_eq!(code(text(&of("ab\ncd"), 20)), "line-break");
        assert_eq!(lines(&of("ab\r\ncd"), 20), Ok(Some("ab\ncd".to_owned())));
        assert_eq!(code(text(&of("ab\u{202e}cd"), 20)), "unprintable");
        assert_eq!(code(lines(&of("ab\u{7}cd"), 20)), "unprintable");
        assert_eq!(text(&of("éé"), 2), Ok(Some("éé".to_owned())));
        assert_eq!(code(text(&of("ééé"), 2)), "too-long");
    }

    #[test]
    fn letters_that_came_to_harm_are_told_and_mended_where_they_can_be() {
        let wrong = text(&of("JosÃ© NÃºÃ±ez"), 20).unwrap_err();
        assert_eq!(wrong.code, "garbled");
        assert!(wrong.hint.contains("“José Núñez”"), "{}", wrong.hint);
        assert_eq!(code(text(&of("Jos\u{fffd}"), 20)), "garbled");
        for right in
            ["José Núñez", "SÃO PAULO", "Łukasz Wałęsa", "Иван", "李小龙", "«OLÉ»", "Mª José", "MÜLLER"]
        {
            assert_eq!(text(&of(right), 20), Ok(Some(right.to_owned())));
        }
    }

    #[test]
    fn numbers_that_a_spreadsheet_has_changed_are_no_identifiers() {
        assert_eq!(identifier(&of("00123"), 20), Ok(Some("00123".to_owned())));
        assert_eq!(identifier(&Cell::Number("123".to_owned()), 20), Ok(Some("123".to_owned())));
        for changed in ["1.23457E+11", "1,23E+12", "4E+15"] {
            assert_eq!(code(identifier(&of(changed), 20)), "shortened");
        }
        assert_eq!(identifier(&of("3E5"), 20), Ok(Some("3E5".to_owned())));
        assert_eq!(code(identifier(&Cell::Number("1234567890123450".to_owned()), 20)), "digits-lost");
        assert_eq!(
            identifier(&of("1234567890123456"), 20),
            Ok(Some("1234567890123456".to_owned())),
            "as text no digit is lost"
        );
    }

    #[test]
    fn one_of_a_list_is_found_or_the_one_that_was_meant() {
        let allowed = ["Passed", "Failed", "Passed with honours"];
        assert_eq!(choice(&of("Failed"), &allowed), Ok(Some(1)));
        assert_eq!(choice(&of(" PASSED with Honoúrs "), &allowed), Ok(Some(2)));
        assert_eq!(choice(&of("Pased"), &allowed).unwrap_err().hint, "did you mean “Passed”?");
        let other = choice(&of("Aufgenommen"), &allowed).unwrap_err();
        assert_eq!(other.hint, "write one of “Passed”, “Failed”, “Passed with honours”");
        assert_eq!(choice(&of("a"), &["A", "á"]).unwrap_err().code, "choice", "two are as likely");
        assert_eq!(choice(&Cell::Number("2".to_owned()), &["1", "2"]), Ok(Some(1)));
    }

    #[test]
    fn yes_and_no_are_understood_in_several_languages() {
        for yes in ["yes", "Sí", "JA", "x", "1", "✓", "oui"] {
            assert_eq!(flag(&of(yes)), Ok(Some(true)), "{yes}");
        }
        assert_eq!(flag(&of("Nein")), Ok(Some(false)));
        assert_eq!(flag(&Cell::Flag(false)), Ok(Some(false)));
        assert_eq!(code(flag(&of("perhaps"))), "yes-no");
    }

    #[test]
    fn a_web_address_is_whole_public_and_of_the_web() {
        assert_eq!(url(&of("https://a.example/x?y=1")).unwrap().unwrap().as_str(), "https://a.example/x?y=1");
        assert_eq!(url(&of("www.a.example/x")).unwrap_err().hint, "write https://www.a.example/x");
        assert_eq!(code(url(&of("my page"))), "url");
        assert_eq!(code(url(&of("https://a.example/my page"))), "url");
        assert_eq!(code(url(&of("a.example:80/x"))), "url");
        assert_eq!(code(url(&of("javascript:alert(1)"))), "url-kind");
        assert_eq!(code(url(&of("file:///etc/passwd"))), "url-kind");
        assert_eq!(code(url(&of("https://ada:secret@a.example/"))), "url-secret");
    }

    #[test]
    fn a_did_has_a_method_and_no_fragment() {
        for right in ["did:key:z6MkhaXg", "did:web:a.example:people:ada", "did:web:a.example%3A8080"] {
            assert_eq!(did(&of(right)), Ok(Some(right.to_owned())));
        }
        for bad in [
            "key:z6Mk",
            "did:key",
            "did:Key:z6Mk",
            "did:key:z6Mk#z6Mk",
            "did:web:a/b",
            "did:web:",
            "did:web:a:",
        ] {
            assert_eq!(code(did(&of(bad))), "did", "{bad}");
        }
    }
}
