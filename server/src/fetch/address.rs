//! Which addresses may be asked: public ones, and nothing of this machine or its networks.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Why an address is not asked.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Refused {
    /// Not https.
    #[error("only https addresses are fetched")]
    Scheme,
    /// `https://name:password@…`.
    #[error("addresses with a name or password in them are not fetched")]
    Credentials,
    /// It belongs to this machine, a private network, or nobody.
    #[error("the address is not a public one")]
    NotPublic,
    /// A port where mail, files or remote shells are served, and no web pages.
    #[error("only ports of web servers are asked")]
    Port,
    /// A redirect away from whom was asked.
    #[error("the address leads to another site")]
    OtherSite,
}

/// Whether `ip` is an ordinary address of the public internet.
///
/// IPv6 is let through where it is global unicast and holds no other address: no mapped,
/// translated (NAT64), 6to4 or Teredo form, behind which a private IPv4 address could hide.
///
/// Source: IANA IPv4 and IPv6 Special-Purpose Address Registries.
pub fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    let global_unicast = a & 0xe000 == 0x2000;
    let special = matches!((a, b), (0x2001, 0..=0x01ff | 0x0db8) | (0x2002, _) | (0x3fff, 0..=0x0fff));
    global_unicast && !special
}

/// Whether `url` may be asked, as far as can be seen without resolving its name.
///
/// With `allow_loopback`, plain http to this machine is let through, and nothing else more.
///
/// # Errors
/// [`Refused`].
pub(super) fn check(url: &Url, allow_loopback: bool) -> Result<(), Refused> {
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused::Credentials);
    }
    let loopback = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    let literal = match url.host() {
        Some(Host::Ipv4(ip)) => Some(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => Some(IpAddr::V6(ip)),
        _ => None,
    };
    match url.scheme() {
        "https" | "http" if loopback && allow_loopback => Ok(()),
        "https" if !literal.is_none_or(is_public) => Err(Refused::NotPublic),
        "https" if url.port().is_some_and(|port| port < 1024) => Err(Refused::Port),
        "https" => Ok(()),
        _ => Err(Refused::Scheme),
    }
}

/// Whether a redirect stays on the site that was asked: what another site says must never count
/// as this one's word, and anybody may make a careless site redirect elsewhere.
///
/// The same host, a `www.` before it aside, and the same port; or from http to https.
///
/// # Errors
/// [`Refused::OtherSite`].
pub(super) fn stays(from: &Url, to: &Url) -> Result<(), Refused> {
    let host = |url: &Url| url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host).to_owned());
    let same_host = host(from).is_some_and(|own| host(to) == Some(own));
    let same_port = match (from.scheme(), to.scheme()) {
        ("http", "https") => true,
        (one, other) => one == other && from.port_or_known_default() == to.port_or_known_default(),
    };
    if same_host && same_port { Ok(()) } else { Err(Refused::OtherSite) }
}

/// Resolves names, and passes on only addresses that may be asked. The connection goes to
/// exactly these, so a name that answers differently the second time gains nothing.
pub(super) struct Checked {
    pub(super) names: Arc<dyn Resolve>,
    pub(super) allow_loopback: bool,
}

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let loopback = self.allow_loopback && name.as_str() == "localhost";
        let resolving = self.names.resolve(name);
        Box::pin(async move {
            let allowed: Vec<SocketAddr> = resolving
                .await?
                .filter(|address| is_public(address.ip()) || (loopback && address.ip().is_loopback()))
                .collect();
            if allowed.is_empty() {
                Err(Refused::NotPublic.into())
            } else {
                Ok(Box::new(allowed.into_iter()) as Addrs)
            }
        })
    }
}

/// The machine's own name service.
pub(super) struct System;

impl Resolve for System {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let addresses = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(Box::new(addresses.collect::<Vec<_>>().into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    const FORBIDDEN: &str = "0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 \
        127.255.255.254 169.254.169.254 169.254.0.1 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1 \
        192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 \
        255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:93.184.216.34 \
        ::ffff:0:127.0.0.1 64:ff9b::127.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 \
        2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 \
        2002:a00:1::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fdff::1 fe80::1 fec0::1 ff02::1 ff0e::1";
    const PUBLIC: &str = "1.1.1.1 9.255.255.255 11.0.0.1 93.184.216.34 100.63.255.255 100.128.0.1 126.0.0.1 \
        128.0.0.1 172.15.255.255 172.32.0.1 192.0.1.1 192.167.255.255 192.169.0.1 198.17.0.1 198.20.0.1 \
        223.255.255.255 2001:200::1 2606:2800:220:1:248:1893:25c8:1946 2a00:1450:4001::1 3ffe::1";

    #[test]
    fn only_ordinary_public_addresses_are_public() {
        for text in FORBIDDEN.split_whitespace() {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
        for text in PUBLIC.split_whitespace() {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn an_address_is_judged_by_scheme_credentials_and_literal_host() {
        let check = |url: &str, loopback| super::check(&url.parse().unwrap(), loopback);
        assert_eq!(check("https://university.example/status/1", false), Ok(()));
        assert_eq!(check("https://93.184.216.34/", false), Ok(()));
        for url in
            ["http://university.example/", "ftp://university.example/", "file:///etc/passwd", "data:,a"]
        {
            assert_eq!(check(url, true), Err(Refused::Scheme), "{url}");
        }
        for url in ["https://university.example:22/", "https://university.example:25/"] {
            assert_eq!(check(url, true), Err(Refused::Port), "{url}");
        }
        assert_eq!(check("https://university.example:8443/", false), Ok(()));
        for url in ["https://a@university.example/", "https://:b@university.example/"] {
            assert_eq!(check(url, true), Err(Refused::Credentials), "{url}");
        }
        // Every spelling of an IPv4 address that a URL knows comes out as the address.
        for url in [
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0177.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:169.254.169.254]/",
            "https://10.0.0.1:8443/",
        ] {
            assert_eq!(check(url, false), Err(Refused::NotPublic), "{url}");
        }
        assert_eq!(check("http://127.0.0.1:3000/", false), Err(Refused::Scheme));
        assert_eq!(check("http://127.0.0.1:3000/", true), Ok(()));
        assert_eq!(check("http://[::1]:3000/", true), Ok(()));
        assert_eq!(check("http://localhost:3000/", true), Ok(()));
        assert_eq!(check("http://10.0.0.1/", true), Err(Refused::Scheme));
        assert_eq!(check("https://10.0.0.1/", true), Err(Refused::NotPublic));
    }

    #[test]
    fn a_redirect_stays_on_the_site_that_was_asked() {
        let stays = |from: &str, to: &str| stays(&from.parse().unwrap(), &to.parse().unwrap());
        for (from, to) in [
            ("https://uni.example/a", "https://uni.example/b?c"),
            ("https://uni.example/a", "https://UNI.example:443/a"),
            ("https://uni.example/a", "https://www.uni.example/a"),
            ("https://www.uni.example/a", "https://uni.example/a"),
            ("http://localhost:3000/a", "https://localhost:3443/a"),
        ] {
            assert_eq!(stays(from, to), Ok(()), "{from} {to}");
        }
        for (from, to) in [
            ("https://uni.example/a", "https://evil.example/a"),
            ("https://uni.example/a", "https://uni.example.evil.example/a"),
            ("https://uni.example/a", "https://cdn.uni.example/a"),
            ("https://www.uni.example/a", "https://evil.example/a"),
            ("https://uni.example/a", "https://uni.example:8443/a"),
            ("https://localhost/a", "http://localhost/a"),
            ("http://127.0.0.1:3000/a", "http://127.0.0.1:3001/a"),
            ("https://uni.example/a", "data:,a"),
        ] {
            assert_eq!(stays(from, to), Err(Refused::OtherSite), "{from} {to}");
        }
    }

    /// Answers every name with the same addresses.
    struct Always(Vec<&'static str>);

    impl Resolve for Always {
        fn resolve(&self, _: Name) -> Resolving {
            let addresses: Vec<SocketAddr> =
                self.0.iter().map(|ip| SocketAddr::new(ip.parse().unwrap(), 0)).collect();
            Box::pin(async move { Ok(Box::new(addresses.into_iter()) as Addrs) })
        }
    }

    async fn resolved(name: &str, addresses: &[&'static str], allow_loopback: bool) -> Option<Vec<String>> {
        let resolver = Checked { names: Arc::new(Always(addresses.to_vec())), allow_loopback };
        let answer = resolver.resolve(name.parse().unwrap()).await.ok()?;
        Some(answer.map(|address| address.ip().to_string()).collect())
    }

    #[tokio::test]
    async fn a_name_gives_only_its_public_addresses() {
        let mixed = ["127.0.0.1", "93.184.216.34", "fd00:ec2::254", "2606:2800:220:1::1"];
        let expected = Some(vec!["93.184.216.34".to_owned(), "2606:2800:220:1::1".to_owned()]);
        assert_eq!(resolved("rebinding.example", &mixed, false).await, expected);
        assert_eq!(resolved("rebinding.example", &mixed, true).await, expected);
        assert_eq!(resolved("inside.example", &["10.0.0.1", "::1"], true).await, None);
        assert_eq!(resolved("localhost", &["127.0.0.1"], false).await, None);
        assert_eq!(
            resolved("localhost", &["127.0.0.1", "10.0.0.1"], true).await,
            Some(vec!["127.0.0.1".to_owned()])
        );
    }

    /// Answers the first time with a public address, and with this machine's from then on.
    struct Rebinding(AtomicBool);

    impl Resolve for Rebinding {
        fn resolve(&self, name: Name) -> Resolving {
            let first = !self.0.swap(true, Ordering::SeqCst);
            Always(vec![if first { "93.184.216.34" } else { "127.0.0.1" }]).resolve(name)
        }
    }

    #[tokio::test]
    async fn a_name_that_answers_differently_the_second_time_is_refused_then() {
        let names = Arc::new(Rebinding(AtomicBool::new(false)));
        let resolver = Checked { names, allow_loopback: false };
        let mut first = resolver.resolve("rebinding.example".parse().unwrap()).await.unwrap();
        assert_eq!(first.next().unwrap().ip().to_string(), "93.184.216.34");
        assert!(first.next().is_none());
        let Err(second) = resolver.resolve("rebinding.example".parse().unwrap()).await else {
            panic!("this machine's address is not passed on")
        };
        assert_eq!(second.downcast_ref(), Some(&Refused::NotPublic));
    }
}
