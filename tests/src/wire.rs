//! All that a browser sends: a proxy between it and the world that keeps what passes.
//!
//! Told to send everything through it, loopback included, a browser can't hide a request of a
//! worker, a service worker or a navigation from it. Nothing is let out of this machine: what is
//! meant for elsewhere is kept too, and answered with 502.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::Result;

/// A request as it left the browser.
#[derive(Clone, Debug)]
pub struct Sent {
    /// `GET`, `POST`, or `CONNECT` for what was to be encrypted.
    pub method: String,
    /// The whole address; of `CONNECT`, host and port.
    pub url: String,
    /// The header lines.
    pub head: String,
    /// The body, empty where there was none.
    pub body: Vec<u8>,
}

impl Sent {
    /// Whether `text` occurs anywhere in it, as it stands or percent-encoded.
    pub fn holds(&self, text: &str) -> bool {
        let encoded: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let body = String::from_utf8_lossy(&self.body);
        [text, &encoded, &encoded.replace('+', "%20")]
            .iter()
            .any(|text| self.url.contains(text) || self.head.contains(text) || body.contains(text))
    }
}

/// A running proxy. Dropped, it lets nothing pass any more.
pub struct Wire {
    port: u16,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    sent: Mutex<Vec<Sent>>,
    cut: AtomicBool,
}

impl Wire {
    /// Starts one on a free port.
    ///
    /// # Errors
    /// When no port is to be had.
    pub fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        // Ends with the process: it waits for connections that nobody makes any more.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                // A connection that breaks is the browser's affair.
                thread::spawn(move || drop(relay(stream, &state)));
            }
        });
        Ok(Self { port, state })
    }

    /// What a browser has to be started with.
    pub fn arguments(&self) -> [String; 2] {
        [
            format!("--proxy-server=http://127.0.0.1:{}", self.port),
            "--proxy-bypass-list=<-loopback>".to_owned(),
        ]
    }

    /// Every request since the last call, those included that nobody answered.
    pub fn sent(&self) -> Vec<Sent> {
        std::mem::take(&mut *self.state.sent.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Cuts the network off: from now on every connection breaks at once.
    pub fn cut(&self) {
        self.state.cut.store(true, Ordering::SeqCst);
    }

    /// Lets everything pass again.
    pub fn mend(&self) {
        self.state.cut.store(false, Ordering::SeqCst);
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.cut();
    }
}

/// One request and its answer; the connection ends with it.
fn relay(browser: TcpStream, state: &State) -> io::Result<()> {
    let mut reader = BufReader::new(browser.try_clone()?);
    let mut browser = browser;
    let Some(request) = read(&mut reader)? else { return Ok(()) };
    let (target, head, body) = (request.url.clone(), request.head.clone(), request.body.clone());
    let method = request.method.clone();
    state.sent.lock().unwrap_or_else(PoisonError::into_inner).push(request);
    if state.cut.load(Ordering::SeqCst) {
        return browser.shutdown(Shutdown::Both);
    }
    let Some((host, path)) = here(&target) else {
        return browser
            .write_all(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    };
    let mut server = TcpStream::connect(host)?;
    write!(server, "{method} {path} HTTP/1.1\r\n")?;
    for line in head.lines().filter(|line| !names(line, "connection") && !names(line, "proxy-connection")) {
        write!(server, "{line}\r\n")?;
    }
    server.write_all(b"connection: close\r\n\r\n")?;
    server.write_all(&body)?;
    io::copy(&mut server, &mut browser)?;
    browser.shutdown(Shutdown::Both)
}

/// A request with its whole body; none where the connection ends before one begins.
fn read(reader: &mut impl BufRead) -> io::Result<Option<Sent>> {
    let mut first = String::new();
    if reader.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut words = first.split_whitespace();
    let (Some(method), Some(url)) = (words.next(), words.next()) else { return Ok(None) };
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line == "\r\n" {
            break;
        }
        if names(&line, "content-length") {
            length = line.split(':').nth(1).and_then(|value| value.trim().parse().ok()).unwrap_or(0);
        }
        head.push_str(&line);
    }
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body)?;
    Ok(Some(Sent { method: method.to_owned(), url: url.to_owned(), head, body }))
}

fn names(line: &str, header: &str) -> bool {
    line.split(':').next().is_some_and(|name| name.eq_ignore_ascii_case(header))
}

/// Host with port, and path, of an address on this machine.
fn here(url: &str) -> Option<(&str, String)> {
    let rest = url.strip_prefix("http://")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    host.starts_with("127.0.0.1:").then(|| (host, format!("/{path}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_read_with_its_body_and_searched_as_it_may_be_written() {
        let text = "POST http://127.0.0.1:9/a?name=Ada%20Vogel HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbodyrest";
        let sent = read(&mut text.as_bytes()).unwrap().unwrap();
        assert_eq!(sent.body, b"body");
        assert!(sent.holds("body") && sent.holds("Ada Vogel") && sent.holds("Host: x"));
        assert!(!sent.holds("rest") && !sent.holds("Bob"));
        assert_eq!(here(&sent.url), Some(("127.0.0.1:9", "/a?name=Ada%20Vogel".to_owned())));
        assert_eq!(here("http://elsewhere.example/"), None);
    }
}
