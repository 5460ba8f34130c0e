//! Links that a credential brings along: claims, so where they lead stands beside their name.

use leptos::prelude::*;

use super::node::{line, node, text};

/// The host of a web address as a browser will take it; `None` for an address that no page links to,
/// among them those in letters that look like others.
fn host(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let plain = !address.contains(|c: char| c.is_control() || c.is_whitespace());
    // Browsers take a backslash for a slash.
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    (is_web && plain && !host.is_empty() && host.is_ascii()).then_some(host)
}

/// `name` as a link to `address`, whose host stands beside it; the name alone where there is no
/// address that a page may lead to.
///
/// * `name`: the host, where there is none.
pub(super) fn claimed_link(name: Option<&str>, address: Option<&str>) -> Option<AnyView> {
    let found = address.and_then(|address| Some((address.to_owned(), host(address)?.to_owned())));
    match (name, found) {
        (None, None) => None,
        (Some(name), None) => Some(line("span", "", name)),
        (name, Some((address, host))) => {
            let link = view! { <a href=address rel="noopener noreferrer nofollow">{name.unwrap_or(&host).to_owned()}</a> };
            let mut parts = vec![link.into_any()];
            if name.is_some() {
                parts.extend([text(" "), line("span", "host", format!("({host})"))]);
            }
            Some(node("span", "", parts))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_become_links_and_show_where_they_lead() {
        for (address, shown) in [
            ("https://ada.example/seam?x#y", "ada.example"),
            ("HTTP://ada.example:8080", "ada.example:8080"),
            ("https://harvard.edu@evil.example/", "evil.example"),
            ("https://evil.example\\@harvard.edu/", "evil.example"),
        ] {
            assert_eq!(host(address), Some(shown), "{address}");
        }
        for address in [
            "javascript:alert(1)",
            "javascript://a.example/%0aalert(1)",
            "data:text/html,x",
            "urn:uuid:1",
            "//a.example",
            "https://",
            "https:///x",
            "ftp://a.example",
            "https://a.example/\u{202e}\n",
            "/wallet",
            "https://a .example",
            "https://harv\u{430}rd.edu/",
        ] {
            assert_eq!(host(address), None, "{address}");
        }
    }

    #[test]
    fn a_name_without_an_address_is_text_and_a_link_says_nothing_of_this_page() {
        let html = |name, address| claimed_link(name, address).map(RenderHtml::to_html);
        assert_eq!(html(None, Some("javascript:alert(1)")), None);
        let text = html(Some("<b>Seam</b>"), Some("javascript:alert(1)")).unwrap();
        assert!(text.contains("&lt;b&gt;Seam") && !text.contains("href"), "{text}");
        let link = html(Some("Seam"), Some("https://ada.example/s")).unwrap();
        assert!(
            link.contains("rel=\"noopener noreferrer nofollow\"") && link.contains("(ada.example)"),
            "{link}"
        );
    }
}
