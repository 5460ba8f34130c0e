//! Tokens in `data:` addresses, as enveloped credentials and presentations have them.
//!
//! Source: VCDM v2.0, sections 4.13.1 and 4.13.2; RFC 2397.

/// Most characters of an address: a token of 10 MiB, each of them percent-encoded.
const MAX_CHARACTERS: usize = 30 << 20;

/// The media types of credentials and presentations as tokens, without `application/`.
const MEDIA_TYPES: [&str; 5] = ["vc+jwt", "vp+jwt", "jwt", "vc+ld+jwt", "vp+ld+jwt"];

/// The compact JWT in a `data:` address of one of the media types of tokens; `None` when it is
/// another address, or one in base64 or with anything else that needs no encoding twice.
pub fn open_data_url(text: &str) -> Option<String> {
    let (head, body) = text
        .get(..MAX_CHARACTERS.min(text.len()))
        .filter(|head| head.len() == text.len())?
        .split_once(',')?;
    let (scheme, media_type) = head.split_once(':')?;
    // Parameters, such as a charset, change nothing about ASCII; `base64` would.
    let mut parts = media_type.split(';').map(str::trim);
    let (kind, name) = parts.next()?.split_once('/')?;
    let known = MEDIA_TYPES.iter().any(|known| known.eq_ignore_ascii_case(name));
    if !scheme.eq_ignore_ascii_case("data")
        || !kind.eq_ignore_ascii_case("application")
        || !known
        || parts.any(|part| part.eq_ignore_ascii_case("base64"))
    {
        return None;
    }
    percent_decoded(body)
}

/// `text` with `%xx` read; `None` when that is not ASCII.
fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        decoded.push_str(before);
        let byte = u8::from_str_radix(after.get(..2).filter(|digits| !digits.starts_with('+'))?, 16).ok()?;
        decoded.push(char::from(byte).is_ascii().then_some(char::from(byte))?);
        rest = after.get(2..)?;
    }
    decoded.push_str(rest);
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_comes_out_of_its_envelope() {
        for (address, token) in [
            ("data:application/vc+jwt,a.b.c", Some("a.b.c")),
            ("data:application/vp+jwt,a.b.c", Some("a.b.c")),
            ("data:application/jwt;charset=utf-8,a%2Eb%2ec", Some("a.b.c")),
            ("DATA:Application/VC+LD+JWT,a.b.c", Some("a.b.c")),
            ("data:application/vc+jwt;base64,YS5iLmM", None),
            ("data:application/vc+cose,a.b.c", None),
            ("data:text/plain,a.b.c", None),
            ("data:,a.b.c", None),
            ("https://example.org/a,b", None),
            ("data:application/vc+jwt", None),
            ("data:application/jwt,a%2", None),
            ("data:application/jwt,a%zz", None),
            ("data:application/jwt,a%+1", None),
            ("data:application/jwt,a%ff", None),
            ("data:application/jwt,a%é", None),
            ("a.b.c", None),
        ] {
            assert_eq!(open_data_url(address).as_deref(), token, "{address}");
        }
    }
}
