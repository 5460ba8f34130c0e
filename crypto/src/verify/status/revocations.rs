//! 1EdTech's list of revoked credentials: unsigned, by their ids.
//!
//! What ties it to the issuer is the https address, which the signed credential names; a list
//! from anywhere else says nothing.
//!
//! Source: 1EdTech Revocation List Status Method v1.0.

use std::collections::BTreeMap;

use super::unreadable;
use crate::json::{Limits, Value, read};
use crate::verify::report::Check;

/// The ids on a list, and what it says of itself.
pub(super) struct Revocations {
    /// Whose list it is.
    pub(super) issuer: Option<String>,
    /// `id`, where it has one.
    pub(super) id: Option<String>,
    /// Why, by `id`; empty where no reason is given.
    revoked: BTreeMap<String, String>,
}

/// Whether only the owner of an address can have answered for it: https, or this very machine.
pub(super) fn is_answered_by_its_owner(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("http://") else { return url.starts_with("https://") };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let name = host.rsplit_once(':').filter(|(name, _)| !name.ends_with(':')).map_or(host, |(name, _)| name);
    !host.contains('@') && ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| *own == host || *own == name)
}

impl Revocations {
    /// Reads a list.
    ///
    /// # Errors
    /// What to say in place of looking into it.
    pub(super) fn read(text: &str) -> Result<Self, Check> {
        let value = read(text.as_bytes(), Limits::RECORD).map_err(|err| unreadable(&err.to_string()))?;
        let text =
            |value: &Value<'_>| value.as_str().or_else(|| value.get("id")?.as_str()).map(str::to_owned);
        let listed = value.get("revokedCredentials").or_else(|| value.get("revokedCredential"));
        let listed = listed.ok_or_else(|| unreadable("it is not a list of revoked credentials"))?;
        let mut revoked = BTreeMap::new();
        for item in listed.flat_items() {
            // Unless it says in so many words that the credential stands, it is revoked.
            if item.get("revoked") == Some(&Value::Bool(false)) {
                continue;
            }
            let id = text(item).ok_or_else(|| unreadable("it lists something without an id"))?;
            let reason = item.get("revocationReason").and_then(Value::as_str).unwrap_or_default();
            revoked.insert(id, reason.to_owned());
        }
        Ok(Self { issuer: value.get("issuer").and_then(text), id: value.get("id").and_then(text), revoked })
    }

    /// Why a credential is revoked, if it is; empty where no reason is given.
    pub(super) fn get(&self, id: &str) -> Option<&str> {
        self.revoked.get(id).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_names_what_is_revoked_and_why_and_by_either_name() {
        let text = r#"{"id":"https://example.org/r","issuer":{"id":"did:example:1"},"revokedCredentials":[
            {"id":"urn:a"},{"id":"urn:b","revoked":true,"revocationReason":"Awarded by mistake"},
            {"id":"urn:c","revoked":false},"urn:d"]}"#;
        for text in [text.to_owned(), text.replace("revokedCredentials", "revokedCredential")] {
            let list = Revocations::read(&text).unwrap_or_else(|check| panic!("{check:?}"));
            assert_eq!(list.issuer.as_deref(), Some("did:example:1"));
            let found = ["urn:a", "urn:b", "urn:c", "urn:d", "urn:A"].map(|id| list.get(id));
            assert_eq!(found, [Some(""), Some("Awarded by mistake"), None, Some(""), None]);
        }
    }

    #[test]
    fn what_is_no_list_is_not_read_as_an_empty_one() {
        for text in ["", "[]", "{}", r#"{"error":"not found"}"#, r#"{"revokedCredentials":[{"id":7}]}"#] {
            assert!(Revocations::read(text).is_err(), "{text}");
        }
        assert!(Revocations::read(r#"{"revokedCredentials":[]}"#).is_ok());
    }

    #[test]
    fn only_a_safe_address_speaks_for_its_owner() {
        for url in
            ["https://example.org/r", "http://localhost/r", "http://127.0.0.1:8080/r", "http://[::1]:1/r"]
        {
            assert!(is_answered_by_its_owner(url), "{url}");
        }
        for url in [
            "http://example.org/r",
            "http://localhost.example.org/r",
            "http://127.0.0.1:80@example.org/",
            "ftp://x",
        ] {
            assert!(!is_answered_by_its_owner(url), "{url}");
        }
    }
}
