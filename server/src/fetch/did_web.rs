//! did:web: where the document of such a DID lies.

/// The address of a did:web's document, or `None` when it is no did:web.
///
/// `http_on_loopback`: names of this machine give plain http addresses, for trials.
///
/// Source: did:web Method Specification, Read (Resolve).
pub fn did_web_url(did: &str, http_on_loopback: bool) -> Option<String> {
    let rest = did.strip_prefix("did:web:")?;
    let mut parts = rest.split(':');
    let authority = parts.next()?.replace("%3A", ":").replace("%3a", ":");
    let (host, port) = authority.split_once(':').map_or((authority.as_str(), None), |(h, p)| (h, Some(p)));
    let named =
        !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    let numbered = port.is_none_or(|port| port.parse::<u16>().is_ok());
    let path: Vec<&str> = parts.collect();
    if !named || !numbered || !path.iter().copied().all(is_segment) {
        return None;
    }
    let scheme = if http_on_loopback && matches!(host, "localhost" | "127.0.0.1") { "http" } else { "https" };
    let path = if path.is_empty() { ".well-known".to_owned() } else { path.join("/") };
    Some(format!("{scheme}://{authority}/{path}/did.json"))
}

/// One part of a path, in the characters that a DID may have.
fn is_segment(part: &str) -> bool {
    let plain = part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'%'));
    let lower = part.to_ascii_lowercase();
    plain && !matches!(part, "" | "." | "..") && !lower.contains("%2f") && !lower.contains("%2e")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_did_web_names_one_https_address() {
        let url = |did| did_web_url(did, false);
        assert_eq!(url("did:web:uni.example").as_deref(), Some("https://uni.example/.well-known/did.json"));
        assert_eq!(
            url("did:web:uni.example%3A8443:issuers:art").as_deref(),
            Some("https://uni.example:8443/issuers/art/did.json")
        );
        assert_eq!(
            url("did:web:localhost%3A3000").as_deref(),
            Some("https://localhost:3000/.well-known/did.json")
        );
        assert_eq!(
            did_web_url("did:web:localhost%3A3000", true).as_deref(),
            Some("http://localhost:3000/.well-known/did.json")
        );
    }

    #[test]
    fn what_could_lead_astray_names_none() {
        for did in [
            "did:key:z6Mk",
            "did:web:",
            "did:web:a@b.example",
            "did:web:uni.example%2Fx",
            "did:web:uni.example%3Aport",
            "did:web:uni.example:..:x",
            "did:web:uni.example:%2e%2e:x",
            "did:web:uni.example::x",
            "did:web:uni.example#key",
            "did:web:uni.example?x",
        ] {
            assert_eq!(did_web_url(did, true), None, "{did}");
        }
    }
}
