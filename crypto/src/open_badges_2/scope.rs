//! Where an issuer lets its badges be kept.
//!
//! Source: Open Badges 2.0, `VerificationObject` and the section on hosted
//! badges.

use super::text;
use crate::json::{Object, Value};

/// Whether an address lies where an issuer's badges may be kept.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Scope {
    /// It does.
    Within,
    /// It does not.
    Outside,
    /// The issuer says so in a way that is not understood here.
    Unclear,
}

/// The host of a web address, and its port where that is not the usual one, in small letters;
/// `None` where an address could be read in two ways.
pub(crate) fn authority(url: &str) -> Option<String> {
    let (rest, port) = match url.strip_prefix("https://") {
        Some(rest) => (rest, ":443"),
        None => (url.strip_prefix("http://")?, ":80"),
    };
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.strip_suffix(port).unwrap_or(host);
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b':' | b'[' | b']');
    (!host.is_empty() && host.bytes().all(plain)).then(|| host.to_ascii_lowercase())
}

/// Whether two addresses are the same, `http` and `https` aside: issuers moved from one to the
/// other and kept the ids.
pub(crate) fn same_address(one: &str, other: &str) -> bool {
    let bare = |url| {
        str::strip_prefix(url, "https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url).to_owned()
    };
    bare(one) == bare(other)
}

/// Whether `address` lies where the issuer of `profile` lets badges be kept: where the profile
/// says, else on its own host.
pub(crate) fn scope(address: &str, profile: &Object<'_>, profile_id: &str) -> Scope {
    let Some(host) = authority(address) else { return Scope::Outside };
    let empty = Object::new();
    let rules = match profile.get("verification").or_else(|| profile.get("verify")) {
        None | Some(Value::Null) => &empty,
        Some(Value::Object(rules)) => rules,
        Some(_) => return Scope::Unclear,
    };
    if !matches!(text(rules, "verificationProperty"), None | Some("id" | "@id")) {
        return Scope::Unclear;
    }
    if let Some(prefixes) = rules.get("startsWith") {
        let mut prefixes = prefixes.items().iter().filter_map(Value::as_str);
        if has_detours(address) || !prefixes.any(|prefix| address.starts_with(prefix)) {
            return Scope::Outside;
        }
    }
    let allowed = match rules.get("allowedOrigins") {
        None | Some(Value::Null) => authority(profile_id).is_some_and(|own| own == host),
        Some(origins) => origins
            .items()
            .iter()
            .filter_map(Value::as_str)
            .any(|origin| authority(origin).unwrap_or_else(|| origin.to_ascii_lowercase()) == host),
    };
    if allowed { Scope::Within } else { Scope::Outside }
}

/// Whether an address has steps that a fetcher would take out before asking for it.
fn has_detours(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase().replace("%2e", ".");
    path.contains('\\') || path.split('/').any(|step| matches!(step, "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, read};

    #[test]
    fn an_authority_is_read_in_one_way_only() {
        assert_eq!(authority("https://Example.org:443/a?b#c").as_deref(), Some("example.org"));
        assert_eq!(authority("http://localhost:8080").as_deref(), Some("localhost:8080"));
        for bad in
            ["https://", "https://a@b/", "https://a\\b/", "https://a b/", "ftp://a/", "urn:a", "https://ä/"]
        {
            assert_eq!(authority(bad), None, "{bad}");
        }
    }

    #[test]
    fn badges_are_kept_where_the_issuer_says_or_on_its_own_host() {
        let of = |rules: &str, address: &str| {
            let text = format!(r#"{{"verification":{rules}}}"#);
            let value = read(text.as_bytes(), Limits::CREDENTIAL).unwrap();
            scope(address, value.as_object().unwrap(), "https://issuer.example/profile")
        };
        assert_eq!(of("null", "https://issuer.example/1"), Scope::Within);
        assert_eq!(of("null", "http://issuer.example/1"), Scope::Within);
        assert_eq!(of("null", "https://issuer.example.evil/1"), Scope::Outside);
        assert_eq!(of("null", "https://issuer.example@evil.example/1"), Scope::Outside);
        assert_eq!(of("null", "https://issuer.example:8443/1"), Scope::Outside);
        let origins = r#"{"allowedOrigins":["A.example","https://b.example"]}"#;
        assert_eq!(of(origins, "https://a.example/1"), Scope::Within);
        assert_eq!(of(origins, "https://a.example:443/1"), Scope::Within);
        for port in ["https://a.example:8443/1", "https://b.example:8443/1"] {
            assert_eq!(of(origins, port), Scope::Outside, "{port}");
        }
        assert_eq!(of(r#"{"allowedOrigins":"a.example:8443"}"#, "https://a.example:8443/1"), Scope::Within);
        assert_eq!(of(origins, "https://b.example/1"), Scope::Within);
        assert_eq!(of(origins, "https://issuer.example/1"), Scope::Outside);
        let prefix = r#"{"startsWith":"https://issuer.example/badges/"}"#;
        assert_eq!(of(prefix, "https://issuer.example/badges/1"), Scope::Within);
        assert_eq!(of(prefix, "https://issuer.example/others/1"), Scope::Outside);
        assert_eq!(of(prefix, "https://issuer.example/badges/../others/1"), Scope::Outside);
        assert_eq!(of(prefix, "https://issuer.example/badges/%2E%2e/others/1"), Scope::Outside);
        assert_eq!(
            of(r#"{"startsWith":"https://issuer.example"}"#, "https://issuer.example.evil/"),
            Scope::Outside
        );
        assert_eq!(of("{\"startsWith\":[]}", "https://issuer.example/1"), Scope::Outside);
        assert_eq!(of("\"urn:rules\"", "https://issuer.example/1"), Scope::Unclear);
        assert_eq!(of(r#"{"verificationProperty":"url"}"#, "https://issuer.example/1"), Scope::Unclear);
    }
}
