//! Keys at https addresses: a JWK set, a JWK, one verification method, or the document of
//! whoever the address stands for.
//!
//! Source: Open Badges 3.0, Dereferencing the Public Key; RFC 7517, section 5; Controlled
//! Identifiers v1.0, section 3.3.

use super::document::{Method, MethodFault, find_method, key_of};
use crate::json::{Limits, Value, read};
use crate::key::{KeyError, VerifyingKey};

/// What an address has about a key.
#[derive(Debug)]
pub(crate) enum OnTheWeb {
    /// The document of the address's own subject lists it for the purpose.
    Listed(Method),
    /// It is published there, which says nothing of whose it is.
    Published(VerifyingKey),
}

/// Finds the key `method` in `text`, which was found at `address`: `method` without its fragment.
pub(crate) fn find_on_the_web(
    text: &str,
    address: &str,
    method: &str,
    purpose: &str,
) -> Result<OnTheWeb, MethodFault> {
    let value = read(text.as_bytes(), Limits::CREDENTIAL).map_err(|_| MethodFault::Unreadable)?;
    let fragment = method.strip_prefix(address).and_then(|rest| rest.strip_prefix('#'));
    let kid_fits = |jwk: &Value<'_>| {
        let kid = jwk.get("kid").and_then(Value::as_str);
        kid.is_some_and(|kid| kid == method || Some(kid) == fragment)
    };
    let published = |key: Result<VerifyingKey, KeyError>| match key {
        Ok(key) => Ok(OnTheWeb::Published(key)),
        Err(KeyError::UnsupportedType) => Err(MethodFault::UnsupportedKey),
        Err(_) => Err(MethodFault::Unreadable),
    };
    if let Some(keys) = value.get("keys").and_then(Value::as_array) {
        // Without a fragment, the only key there is must be meant.
        let mut fitting = keys.iter().filter(|jwk| kid_fits(jwk) || (fragment.is_none() && keys.len() == 1));
        return match (fitting.next(), fitting.next()) {
            (None, _) => Err(MethodFault::NotListed),
            (Some(jwk), None) => published(VerifyingKey::from_jwk(jwk)),
            (Some(_), Some(_)) => Err(MethodFault::Unreadable),
        };
    }
    if value.get("kty").is_some() {
        let meant = fragment.is_none() || kid_fits(&value);
        return if meant { published(VerifyingKey::from_jwk(&value)) } else { Err(MethodFault::NotListed) };
    }
    let forms = ["publicKeyMultibase", "publicKeyJwk", "publicKeyBase58"];
    if forms.iter().any(|form| value.get(form).is_some()) {
        let same = value.get("id").and_then(Value::as_str) == Some(method);
        return if same { key_of(&value).map(OnTheWeb::Published) } else { Err(MethodFault::NotListed) };
    }
    find_method(text, address, method, purpose).map(OnTheWeb::Listed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::SecretKey;

    const ADDRESS: &str = "https://example.edu/keys";
    const METHOD: &str = "https://example.edu/keys#1";

    fn key(seed: u8) -> VerifyingKey {
        SecretKey::from_seed(&[seed; 32]).public().into()
    }

    fn jwk(seed: u8, kid: &str) -> String {
        key(seed).to_jwk().replacen('{', &format!(r#"{{"kid":"{kid}","#), 1)
    }

    fn found(text: &str, method: &str) -> Result<VerifyingKey, MethodFault> {
        match find_on_the_web(text, ADDRESS, method, "assertionMethod")? {
            OnTheWeb::Published(key) => Ok(key),
            OnTheWeb::Listed(_) => panic!("only published"),
        }
    }

    #[test]
    fn a_key_of_a_set_goes_by_its_whole_address_or_its_fragment() {
        let set = |one: &str, two: &str| format!(r#"{{"keys":[{},{}]}}"#, jwk(1, one), jwk(2, two));
        assert_eq!(found(&set("0", METHOD), METHOD), Ok(key(2)));
        assert_eq!(found(&set("0", "1"), METHOD), Ok(key(2)));
        assert_eq!(found(&set("0", "2"), METHOD), Err(MethodFault::NotListed));
        assert_eq!(found(&set("1", "1"), METHOD), Err(MethodFault::Unreadable));
        assert_eq!(found(&set("0", "1"), ADDRESS), Err(MethodFault::NotListed));
        assert_eq!(found(&format!(r#"{{"keys":[{}]}}"#, jwk(3, "x")), ADDRESS), Ok(key(3)));
    }

    #[test]
    fn a_single_key_is_the_one_at_its_address() {
        assert_eq!(found(&jwk(1, "x"), ADDRESS), Ok(key(1)));
        assert_eq!(found(&jwk(1, "x"), METHOD), Err(MethodFault::NotListed));
        assert_eq!(found(&jwk(1, "1"), METHOD), Ok(key(1)));
        let multikey = |id: &str| {
            let text = SecretKey::from_seed(&[1; 32]).public().multibase();
            format!(
                r#"{{"id":"{id}","type":"Multikey","controller":"https://x.example","publicKeyMultibase":"{text}"}}"#
            )
        };
        assert_eq!(found(&multikey(METHOD), METHOD), Ok(key(1)));
        assert_eq!(found(&multikey(ADDRESS), METHOD), Err(MethodFault::NotListed));
    }

    #[test]
    fn a_published_secret_is_no_key() {
        let leaked = key(1).to_jwk().replacen('{', r#"{"d":"AAAA","#, 1);
        assert_eq!(found(&leaked, ADDRESS), Err(MethodFault::Unreadable));
    }
}
