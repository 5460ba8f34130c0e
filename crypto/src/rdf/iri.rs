//! What counts as an absolute IRI.

/// Whether `text` is a scheme, a colon, and characters that an IRI may have.
///
/// Blank node identifiers (`_:b0`) are not IRIs; they are looked at apart. Characters that
/// N-Quads would need to escape are refused, so that no identifier can close its own brackets.
///
/// Source: RFC 3987, section 2.2; RDF 1.1 N-Quads, `IRIREF`.
#[expect(clippy::needless_bitwise_bool, reason = "without branches, many bytes are looked at in one step")]
pub(crate) fn is_absolute(text: &str) -> bool {
    if !has_scheme(text) {
        return false;
    }
    let (mut forbidden, mut beyond_ascii) = (false, false);
    for byte in text.bytes() {
        let control = (byte <= 0x20) | (byte == 0x7f);
        let bracket = (byte == b'<') | (byte == b'>') | (byte == b'{') | (byte == b'}');
        let other = (byte == b'"') | (byte == b'|') | (byte == b'^') | (byte == b'`') | (byte == b'\\');
        forbidden |= control | bracket | other;
        beyond_ascii |= byte >= 0x80;
    }
    let strange = beyond_ascii && text.chars().any(char::is_whitespace);
    !forbidden && !strange
}

/// Whether `text` starts with a scheme and a colon.
pub(super) fn has_scheme(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.find(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'+' | b'-' | b'.'))
            == Some(b':')
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
