//! The fetcher against servers on this machine: what comes is limited, kept and asked for again
//! as it should be, and where nobody may be asked, nobody is.

use std::sync::atomic::{AtomicUsize, Ordering};

use axum::{
    Router,
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect},
    routing::get,
};
use reqwest::dns::{Addrs, Name, Resolving};
use time::macros::datetime;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::*;

const LIST: &str = r#"{"type":["VerifiableCredential","BitstringStatusListCredential"]}"#;

/// Serves `router` on this machine; gives its address.
async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    origin
}

/// A server with one answer of each kind, and its address.
async fn server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let far = format!("{origin}/loop");
    let elsewhere = format!("{origin}/list").replace("127.0.0.1", "localhost");
    let router = Router::new()
        .route("/list", get(|| async { LIST }))
        .route("/other", get(|| async { r#"{"type":"Secret"}"# }))
        .route("/long", get(|| async { "x".repeat(MAX_BYTES + 1) }))
        .route("/bytes", get(|| async { vec![0xff_u8, 0xfe] }))
        .route("/gone", get(|| async { StatusCode::GONE }))
        .route("/unchanged", get(|| async { StatusCode::NOT_MODIFIED }))
        .route("/moved", get(|| async { Redirect::temporary("/list") }))
        .route("/inside", get(|| async { Redirect::temporary("http://10.0.0.1/list") }))
        .route("/metadata", get(|| async { Redirect::temporary("http://169.254.169.254/latest/meta-data") }))
        .route("/localhost", get(move || async move { Redirect::temporary(&elsewhere) }))
        .route("/public", get(|| async { Redirect::temporary("https://evil.example/list") }))
        .route("/loop", get(move || async move { Redirect::temporary(&far) }));
    tokio::spawn(async move { axum::serve(listener, router).await });
    origin
}

fn fetcher(allow_loopback: bool) -> Fetcher {
    Fetcher::new(allow_loopback, Clock::fixed(datetime!(2026-11-22 10:00 UTC)))
}

fn list(url: &str) -> Need {
    Need::StatusList { url: url.to_owned() }
}

/// Why nothing came.
async fn reason(fetcher: &Fetcher, need: Need) -> Option<String> {
    match fetcher.ask(&need).await {
        Known::Found { .. } => None,
        Known::Unreachable { reason } => Some(reason),
    }
}

#[tokio::test]
async fn what_comes_is_limited_and_of_the_kind_that_was_asked_for() {
    let (origin, fetcher) = (server().await, fetcher(true));
    for (path, expected) in [
        ("/list", None),
        ("/moved", None),
        ("/other", Some("the answer is not a status list")),
        ("/long", Some("the answer is longer than 1 MiB")),
        ("/bytes", Some("the answer is not text")),
        ("/gone", Some("the server answered 410")),
        ("/unchanged", Some("the server answered 304")),
        ("/inside", Some("only https addresses are fetched")),
        ("/metadata", Some("only https addresses are fetched")),
        ("/localhost", Some("the address leads to another site")),
        ("/public", Some("the address leads to another site")),
        ("/loop", Some("the server did not answer")),
    ] {
        assert_eq!(reason(&fetcher, list(&format!("{origin}{path}"))).await.as_deref(), expected, "{path}");
    }
}

#[tokio::test]
async fn a_link_leads_where_it_leads_and_never_inside() {
    let (origin, fetcher) = (server().await, fetcher(true));
    for (path, expected) in [
        ("/list", None),
        ("/localhost", None),
        ("/other", None),
        ("/bytes", Some("the answer is not a credential")),
        ("/long", Some("the answer is not a credential")),
        ("/inside", Some("only https addresses are fetched")),
        ("/metadata", Some("only https addresses are fetched")),
    ] {
        let followed = fetcher.link(format!("{origin}{path}").parse().unwrap()).await;
        assert_eq!(followed.err().map(|err| err.to_string()).as_deref(), expected, "{path}");
    }
}

#[tokio::test]
async fn waiting_for_a_turn_takes_no_longer_than_an_answer_may() {
    let crowded = Fetcher { turns: Turns::new(0), timeout: Duration::ZERO, ..fetcher(true) };
    let need = list(&format!("{}/list", server().await));
    let expected = "too many other servers are being asked just now";
    assert_eq!(reason(&crowded, need.clone()).await.as_deref(), Some(expected));
    let free = Fetcher { turns: Turns::new(1), timeout: TIMEOUT, ..crowded };
    assert_eq!(reason(&free, need).await, None, "that there was no turn is not remembered");
}

#[tokio::test]
async fn a_did_that_holds_its_key_needs_no_network() {
    let did = "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH".to_owned();
    let Known::Found { text, at, .. } = fetcher(false).ask(&Need::DidDocument { did: did.clone() }).await
    else {
        panic!("a did:key is computed");
    };
    assert!(text.contains(&did) && at.is_none());
    let other = Need::DidDocument { did: "did:example:1".to_owned() };
    assert_eq!(reason(&fetcher(false), other).await.as_deref(), Some("the DID method is not supported"));
}

/// Answers every name with the same addresses, and counts how often it is asked.
struct Names {
    addresses: Vec<&'static str>,
    asked: AtomicUsize,
}

impl Resolve for Names {
    fn resolve(&self, _: Name) -> Resolving {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let addresses: Vec<_> = self
            .addresses
            .iter()
            .map(|address| std::net::SocketAddr::new(address.parse().unwrap(), 0))
            .collect();
        Box::pin(async move { Ok(Box::new(addresses.into_iter()) as Addrs) })
    }
}

fn with_names(fetcher: Fetcher, addresses: &[&'static str]) -> (Fetcher, Arc<Names>) {
    let names = Arc::new(Names { addresses: addresses.to_vec(), asked: AtomicUsize::new(0) });
    (Fetcher { names: names.clone(), ..fetcher }, names)
}

/// A port of this machine at which every connection is counted, on IPv4 and, where there is such
/// a thing, on IPv6.
async fn trap() -> (u16, Arc<AtomicUsize>) {
    let connections = Arc::new(AtomicUsize::new(0));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut listeners = vec![listener];
    listeners.extend(TcpListener::bind(("::1", port)).await.ok());
    for listener in listeners {
        let counter = connections.clone();
        tokio::spawn(async move {
            while listener.accept().await.is_ok() {
                counter.fetch_add(1, Ordering::SeqCst);
            }
        });
    }
    (port, connections)
}

#[tokio::test]
async fn nothing_inside_is_ever_connected_to() {
    let (port, connections) = trap().await;
    let inside = ["127.0.0.1", "::1", "::ffff:127.0.0.1", "10.0.0.1", "169.254.169.254", "fd00:ec2::254"];
    let (fetcher, names) = with_names(fetcher(false), &inside);
    // By address, in every spelling, or by scheme: nobody is asked, not even for a name.
    let urls = [
        "https://127.0.0.1:PORT/",
        "https://127.1:PORT/",
        "https://2130706433:PORT/",
        "https://0x7f.1:PORT/",
        "https://017700000001:PORT/",
        "https://127.0.0.1.:PORT/",
        "https://１２７.0.0.1:PORT/",
        "https://0.0.0.0:PORT/",
        "https://[::]:PORT/",
        "https://[::1]:PORT/",
        "https://[::ffff:127.0.0.1]:PORT/",
        "https://[::ffff:7f00:1]:PORT/",
        "https://[::127.0.0.1]:PORT/",
        "https://[64:ff9b::127.0.0.1]:PORT/",
        "https://[2002:7f00:1::]:PORT/",
        "https://[2001:0:7f00:1::1]:PORT/",
        "https://[fe80::1]:PORT/",
        "https://[fd00:ec2::254]/latest/meta-data",
        "https://169.254.169.254/latest/meta-data",
        "https://100.64.0.1:PORT/",
        "https://192.0.0.8:PORT/",
        "https://198.18.0.1:PORT/",
        "https://255.255.255.255:PORT/",
        "https://224.0.0.1:PORT/",
        "http://127.0.0.1:PORT/",
        "http://localhost:PORT/",
        "http://uni.example:PORT/",
        "https://ada@localhost:PORT/",
        "https://uni.example:25/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:PORT/",
    ];
    let dids = [
        "did:web:127.0.0.1%3APORT",
        "did:web:127.0.0.1%3A6379",
        "did:web:2130706433%3APORT",
        "did:web:[%3A%3A1]%3APORT",
        "did:web:169.254.169.254",
        "did:web:ada@localhost%3APORT",
    ];
    let with_port = |text: &str| text.replace("PORT", &port.to_string());
    for url in urls.map(with_port) {
        assert!(reason(&fetcher, list(&url)).await.is_some(), "{url}");
        assert!(fetcher.link(url.parse().unwrap()).await.is_err(), "{url}");
    }
    for did in dids.map(with_port) {
        assert!(reason(&fetcher, Need::DidDocument { did: did.clone() }).await.is_some(), "{did}");
    }
    assert_eq!(names.asked.load(Ordering::SeqCst), 0);

    // By a name that stands for such an address: the name is looked up, and that is all.
    let refused = Some("the address is not a public one");
    for name in ["localhost", "localhost.", "inside.uni.example", "metadata.google.internal"] {
        let url = format!("https://{name}:{port}/");
        assert_eq!(reason(&fetcher, list(&url)).await.as_deref(), refused, "{url}");
        let followed = fetcher.link(url.parse().unwrap()).await.unwrap_err();
        assert!(matches!(followed, FetchError::Refused(Refused::NotPublic)), "{url}: {followed}");
    }
    for did in [format!("did:web:localhost%3A{port}"), format!("did:web:inside.uni.example%3A{port}")] {
        assert_eq!(
            reason(&fetcher, Need::DidDocument { did: did.clone() }).await.as_deref(),
            refused,
            "{did}"
        );
    }
    assert!(names.asked.load(Ordering::SeqCst) >= 10);
    assert_eq!(connections.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_connection_goes_to_the_address_that_was_checked() {
    let origin = server().await.replace("127.0.0.1", "localhost");
    // Of what the name stands for, only the second may be asked here; and it is looked up once.
    let (fetcher, names) = with_names(fetcher(true), &["10.0.0.1", "127.0.0.1", "169.254.169.254"]);
    assert_eq!(reason(&fetcher, list(&format!("{origin}/list"))).await, None);
    assert_eq!(names.asked.load(Ordering::SeqCst), 1);
}

/// A server that sends these headers and then bytes without end; counts what it could send.
async fn endless(headers: &'static str) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = sent.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/vc\r\n{headers}\r\n\r\n");
            let mut going = stream.write_all(head.as_bytes()).await;
            // One chunk of 64 KiB, whether it is read as chunked or as it comes.
            let chunk = [b"10000\r\n".as_slice(), &vec![b'0'; 1 << 16], b"\r\n"].concat();
            while going.is_ok() {
                going = stream.write_all(&chunk).await;
                counter.fetch_add(chunk.len(), Ordering::SeqCst);
            }
        }
    });
    (origin, sent)
}

#[tokio::test]
async fn a_list_of_two_gigabytes_is_cut_off() {
    /// What the two sockets' own buffers hold at most, besides what is read.
    const BUFFERS: usize = 16 << 20;
    for headers in ["content-length: 2147483648", "transfer-encoding: chunked", "connection: close"] {
        let (origin, sent) = endless(headers).await;
        let too_long = reason(&fetcher(true), list(&origin)).await;
        assert_eq!(too_long.as_deref(), Some("the answer is longer than 1 MiB"), "{headers}");
        assert!(sent.load(Ordering::SeqCst) < MAX_BYTES + BUFFERS, "{headers}");
        let followed = fetcher(true).link(origin.parse().unwrap()).await.unwrap_err();
        assert!(matches!(followed, FetchError::TooLong { most_bytes: MAX_LINK_BYTES }), "{followed}");
        assert!(sent.load(Ordering::SeqCst) < MAX_BYTES + MAX_LINK_BYTES + 2 * BUFFERS, "{headers}");
    }
}

#[tokio::test]
async fn packed_answers_are_not_unpacked() {
    let router = Router::new().route("/", get(|| async { ([(header::CONTENT_ENCODING, "gzip")], LIST) }));
    assert_eq!(reason(&fetcher(true), list(&serve(router).await)).await, None, "read as it came");
}

#[tokio::test]
async fn an_answer_is_asked_for_again_when_it_has_had_its_time() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = asked.clone();
    let answer = move |headers: HeaderMap| async move {
        counter.fetch_add(1, Ordering::SeqCst);
        let said = [(header::ETAG, "\"1\""), (header::CACHE_CONTROL, "max-age=30")];
        match headers.get(header::IF_NONE_MATCH) {
            Some(known) if known == "\"1\"" => (StatusCode::NOT_MODIFIED, said).into_response(),
            _ => (said, LIST).into_response(),
        }
    };
    let need = list(&serve(Router::new().route("/", get(answer))).await);
    let fetcher = fetcher(true);
    let first = fetcher.ask(&need).await;
    assert_eq!(first, Known::found(LIST).as_of("2026-11-22T10:00:00Z"));
    fetcher.clock.advance(time::Duration::seconds(29));
    assert_eq!(fetcher.ask(&need).await, first, "from memory, and as old as it is");
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    fetcher.clock.advance(time::Duration::SECOND);
    assert_eq!(fetcher.ask(&need).await, Known::found(LIST).as_of("2026-11-22T10:00:30Z"));
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn two_who_ask_at_once_make_one_request_and_a_failure_is_remembered_for_half_a_minute() {
    let asked = Arc::new(AtomicUsize::new(0));
    let (good, bad) = (asked.clone(), asked.clone());
    let router = Router::new()
        .route(
            "/good",
            get(move || async move {
                good.fetch_add(1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                LIST
            }),
        )
        .route(
            "/bad",
            get(move || async move {
                bad.fetch_add(1, Ordering::SeqCst);
                StatusCode::SERVICE_UNAVAILABLE
            }),
        );
    let (origin, fetcher) = (serve(router).await, fetcher(true));
    let need = list(&format!("{origin}/good"));
    let (one, other, third) = tokio::join!(fetcher.ask(&need), fetcher.ask(&need), fetcher.ask(&need));
    assert!(one == other && other == third);
    assert_eq!(asked.swap(0, Ordering::SeqCst), 1);

    let need = list(&format!("{origin}/bad"));
    let (one, other) = tokio::join!(fetcher.ask(&need), fetcher.ask(&need));
    assert_eq!(one, other);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    fetcher.clock.advance(time::Duration::seconds(30));
    assert_eq!(fetcher.ask(&need).await, one);
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}
