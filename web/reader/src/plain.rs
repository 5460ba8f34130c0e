//! What can be recognised at a glance: JSON, a compact JWT, one address.

use std::fmt;

use api::SharedRecord;
use serde::de::{Deserializer, IgnoredAny, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::{Item, MAX_BYTES, MAX_ITEMS, What};

/// The items in `bytes` where it takes no table, archive or picture to tell; else none, and
/// `sort` is to be asked.
///
/// * `name`: what to call it to people.
pub fn plain(name: &str, bytes: &[u8]) -> Option<Vec<Item>> {
    if bytes.len() > MAX_BYTES {
        return None;
    }
    let text = without_mark(bytes).trim_ascii();
    match text.first()? {
        b'{' => Some(objects(name, text)),
        b'[' => Some(list(name, text)),
        _ => {
            let text = str::from_utf8(text).ok()?;
            if is_token(text.trim_matches('"')) {
                return Some(vec![Item::document(name, text)]);
            }
            if let Some(token) = broken_token(text) {
                return Some(vec![Item::document(name, token)]);
            }
            if is_bare_address(text) {
                return Some(vec![Item::link(name, format!("https://{text}"))]);
            }
            // A whole credential can stand behind a `#`, which takes more to read.
            let bare = address(text)? == text && !text.contains('#');
            bare.then(|| vec![Item::link(name, text)])
        }
    }
}

/// `bytes` without the mark that some editors put before a text.
pub(crate) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

/// One JSON object, or several one after another. What can't be read goes on as a document: the
/// report says what is wrong with it.
fn objects(name: &str, text: &[u8]) -> Vec<Item> {
    if let Some(record) = record(name, text) {
        return vec![record];
    }
    let all: Result<Vec<&RawValue>, _> =
        serde_json::Deserializer::from_slice(text).into_iter().take(MAX_ITEMS + 1).collect();
    match all {
        Ok(all) if all.len() > 1 => numbered(name, &all),
        _ => vec![Item::document(name, text)],
    }
}

fn list(name: &str, text: &[u8]) -> Vec<Item> {
    match members(text) {
        Ok(all) if all.len() == 1 => vec![Item::document(name, all[0].get())],
        Ok(all) if all.len() > 1 => numbered(name, &all),
        _ => vec![Item::document(name, text)],
    }
}

/// The members of a JSON list, one more than are looked at where there are more than that.
fn members(text: &[u8]) -> serde_json::Result<Vec<&RawValue>> {
    struct Members;

    impl<'de> Visitor<'de> for Members {
        type Value = Vec<&'de RawValue>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut all = Vec::new();
            while all.len() <= MAX_ITEMS {
                match list.next_element()? {
                    Some(one) => all.push(one),
                    None => return Ok(all),
                }
            }
            // Read to its end all the same: what is broken further down is no list.
            while list.next_element::<IgnoredAny>()?.is_some() {}
            Ok(all)
        }
    }

    let mut reader = serde_json::Deserializer::from_slice(text);
    let all = reader.deserialize_seq(Members)?;
    reader.end()?;
    Ok(all)
}

fn numbered(name: &str, all: &[&RawValue]) -> Vec<Item> {
    let documents = all.iter().take(MAX_ITEMS).enumerate();
    let mut items: Vec<Item> =
        documents.map(|(index, one)| Item::document(format!("{name}, {}", index + 1), one.get())).collect();
    if all.len() > MAX_ITEMS {
        items.push(Item::refused(name, "too_many", &[("limit", &MAX_ITEMS.to_string())]));
    }
    items
}

fn record(name: &str, text: &[u8]) -> Option<Item> {
    let SharedRecord { title, credentials, .. } = serde_json::from_slice(text).ok()?;
    let documents = credentials.into_iter().map(|credential| credential.document.into_bytes()).collect();
    Some(Item { name: name.to_owned(), what: What::Record { title, documents } })
}

/// Whether `text` looks like a compact JWT: three parts in base64url, the first an object.
pub(crate) fn is_token(text: &str) -> bool {
    let dots = text.bytes().filter(|byte| *byte == b'.').count();
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'=');
    (text.starts_with("ey") || text.starts_with("ew")) && dots == 2 && text.bytes().all(legal)
}

/// A compact JWT that a letter or a terminal has broken into lines, in one piece again. Where a line is a token by
/// itself, the others are something else.
fn broken_token(text: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim);
    if text.contains('\n') && lines.all(|line| !is_token(line) && !line.contains(char::is_whitespace)) {
        let whole: String = text.split_whitespace().collect();
        return Some(whole).filter(|whole| is_token(whole));
    }
    None
}

/// Whether `text` is the address of a page as people type it, without its scheme: a host, and a path on it.
fn is_bare_address(text: &str) -> bool {
    let Some((host, path)) = text.split_once('/') else { return false };
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let top = host.rsplit('.').next().unwrap_or_default();
    host.contains('.')
        && host.split('.').all(label)
        && top.len() > 1
        && top.bytes().all(|byte| byte.is_ascii_alphabetic())
        && path
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"' | b'|' | b'#'))
}

/// The first http or https address in `text`, without what a sentence puts around it.
pub(crate) fn address(text: &str) -> Option<&str> {
    addresses(text).next()
}

/// All of them, in one pass.
pub(crate) fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let from = &rest[start(rest.as_bytes())?..];
            let end = from
                .find(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '|'))
                .unwrap_or(from.len());
            rest = &from[end..];
            let found = from[..end].trim_end_matches(['.', ',', ';', ')', ']', '\'', '!', '?']);
            if found.len() > "https://".len() {
                return Some(found);
            }
        }
    })
}

/// Where `http://` or `https://` begins, in whatever letters.
fn start(text: &[u8]) -> Option<usize> {
    let begins = |at: usize, scheme: &[u8]| {
        text[at..].get(..scheme.len()).is_some_and(|here| here.eq_ignore_ascii_case(scheme))
    };
    let mut places = (0..text.len()).filter(|at| matches!(text[*at], b'h' | b'H'));
    places.find(|at| begins(*at, b"https://") || begins(*at, b"http://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(bytes: &[u8]) -> What {
        let mut items = plain("pasted text", bytes).expect("recognised");
        assert_eq!(items.len(), 1, "{items:?}");
        items.remove(0).what
    }

    #[test]
    fn an_object_is_a_document_whatever_is_in_it() {
        assert_eq!(only(b" {\"a\": 1}\n"), What::Document(b"{\"a\": 1}".to_vec()));
        assert_eq!(only(b"\xef\xbb\xbf{broken"), What::Document(b"{broken".to_vec()));
    }

    #[test]
    fn a_list_is_its_members_each_as_it_stood() {
        let items = plain("all.json", br#"[{"a":1.0}, "eyJh.e30.AA"]"#).unwrap();
        let names: Vec<&str> = items.iter().map(|item| item.name.as_str()).collect();
        assert_eq!(names, ["all.json, 1", "all.json, 2"]);
        assert_eq!(items[0].what, What::Document(br#"{"a":1.0}"#.to_vec()));
        assert_eq!(items[1].what, What::Document(br#""eyJh.e30.AA""#.to_vec()));
        assert_eq!(only(br#"[{"a":1}]"#), What::Document(br#"{"a":1}"#.to_vec()));
        assert_eq!(only(b"[]"), What::Document(b"[]".to_vec()));
    }

    #[test]
    fn objects_one_after_another_are_so_many_documents() {
        let items = plain("all.jsonl", b"{\"a\":1}\n{\"b\":2}\n").unwrap();
        assert_eq!(items.len(), 2);
        assert_eq!(items[1].what, What::Document(b"{\"b\":2}".to_vec()));
        // With something else behind it, it is one that can't be read.
        assert_eq!(only(b"{\"a\":1} and"), What::Document(b"{\"a\":1} and".to_vec()));
    }

    #[test]
    fn a_list_is_cut_off_with_a_word() {
        for text in [format!("[{}1]", "1,".repeat(MAX_ITEMS)), "{}\n".repeat(MAX_ITEMS + 1)] {
            let items = plain("all.json", text.as_bytes()).unwrap();
            assert_eq!(items.len(), MAX_ITEMS + 1);
            assert_eq!(items[MAX_ITEMS], Item::refused("all.json", "too_many", &[("limit", "2000")]));
        }
    }

    #[test]
    fn of_a_long_list_no_more_is_kept_than_is_looked_at() {
        let text = format!("[{}1]", "1,".repeat(3 * MAX_ITEMS));
        assert_eq!(members(text.as_bytes()).unwrap().len(), MAX_ITEMS + 1);
        let broken = format!("[{}1", "1,".repeat(3 * MAX_ITEMS));
        assert!(members(broken.as_bytes()).is_err());
        assert!(members(b"[1] 2").is_err());
    }

    #[test]
    fn a_shared_record_is_known_by_its_members() {
        let text = br#"{"title":"Mine","credentials":[{"document":"{\"a\":1}","note":"x"}],"policy":{"registries":[]}}"#;
        let documents = vec![b"{\"a\":1}".to_vec()];
        assert_eq!(only(text), What::Record { title: "Mine".to_owned(), documents });
    }

    #[test]
    fn a_token_that_a_letter_broke_into_lines_is_one_token() {
        assert_eq!(only(b"eyJh\r\n  bGci.e30\n.AA"), What::Document(b"eyJhbGci.e30.AA".to_vec()));
        assert_eq!(
            plain("pasted text", b"eyJh.e30.AA\nThanks"),
            None,
            "words under a token are no part of it"
        );
        assert_eq!(plain("pasted text", b"eyJh.e30.AA\neyJi.e30.AA"), None, "nor is another token");
        assert_eq!(plain("pasted text", b"eyJh.e30\n.AA and\nmore"), None);
    }

    #[test]
    fn an_address_needs_no_scheme() {
        let link = |text: &str| What::Link(format!("https://{text}"));
        for text in ["badges.example/a/1", "a-b.example.org/", "a.example/x?y=1"] {
            assert_eq!(only(text.as_bytes()), link(text), "{text}");
        }
        for text in
            ["a/b", "1.5/2", "a.example", "and/or.b/c d", ".example/a", "a..example/b", "a.example/<b>"]
        {
            assert_eq!(plain("pasted text", text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_token_is_a_document_with_or_without_quotation_marks() {
        assert_eq!(only(b"eyJh.e30.A-_\n"), What::Document(b"eyJh.e30.A-_".to_vec()));
        assert_eq!(only(b"\"eyJh.e30.AA\""), What::Document(b"\"eyJh.e30.AA\"".to_vec()));
        assert_eq!(plain("x", b"eyes. and. ears"), None);
    }

    #[test]
    fn one_address_alone_is_a_link() {
        assert_eq!(only(b" https://a.example/s/1 \n"), What::Link("https://a.example/s/1".to_owned()));
        for more in
            ["https://a.example/1 Ada", "https://a.example/verify#1234", "see https://a.example", "ftp://a"]
        {
            assert_eq!(plain("x", more.as_bytes()), None, "{more}");
        }
    }

    #[test]
    fn an_address_ends_where_its_sentence_goes_on() {
        for (text, expected) in [
            ("Look (https://a.example/1).", "https://a.example/1"),
            ("<HTTPS://a.example/1>", "HTTPS://a.example/1"),
            ("https://a.example/ä?b=c&d, and", "https://a.example/ä?b=c&d"),
        ] {
            assert_eq!(address(text), Some(expected));
        }
        assert_eq!(address("https:// nothing"), None);
        assert_eq!(address("https://. http://a.example"), Some("http://a.example"));
    }

    #[test]
    fn many_mebibytes_of_addresses_are_read_in_one_pass() {
        let text = "see https://a.example/1 or hhhttp:// ".repeat(280_000);
        assert!(text.len() > 10_000_000);
        assert_eq!(addresses(&text).count(), 280_000);
        let text = "https://.............".repeat(1_000_000);
        assert_eq!(addresses(&text).count(), 1);
    }
}
