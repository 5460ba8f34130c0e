//! What counts as an absolute IRI.

/// Whether `text` is a scheme, a colon, and characters that an IRI may have.
///
/// Blank node identifiers (`_:b0`) are not IRIs; they are looked at apart. Characters that
/// N-Quads would need to escape are refused, so that no identifier can close its own brackets.
///
/// Source: RFC 3987, section 2.2; RDF 1.1 N-Quads, `IRIREF`.
pub(crate) fn is_absolute(text: &str) -> bool {
    has_scheme(text)
        && !text.bytes().any(|byte| {
            matches!(byte, 0..=0x20 | b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'^' | b'`' | b'\\' | 0x7f)
        })
        && !text.chars().any(char::is_whitespace)
}

/// Whether `text` starts with a scheme and a colon.
pub(super) fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        let mut bytes = scheme.bytes();
        bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    })
}

/// Whether `text` has the form of a keyword: `@` and letters.
pub(super) fn looks_like_keyword(text: &str) -> bool {
    text.strip_prefix('@')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_scheme_and_harmless_characters_make_an_absolute_iri() {
        for good in ["https://example.org/a?b#c", "urn:uuid:1", "did:key:z6Mk#z6Mk", "a:", "x-y.z+1:é"] {
            assert!(is_absolute(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "/a",
            "//a/b",
            ":a",
            "1a:b",
            "a b:c",
            "a:b c",
            "a:<b>",
            "a:\u{a0}b",
            "_:b0",
            "a:\"",
            "a:\\",
        ] {
            assert!(!is_absolute(bad), "{bad}");
        }
    }
}
