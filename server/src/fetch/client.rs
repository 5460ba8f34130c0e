//! One question to one server, within its limits.

use std::sync::Arc;

use axum::http::{HeaderMap, StatusCode};
use reqwest::{Client, dns::Resolve, header, redirect};
use url::Url;

use super::{FetchError, address};

const MAX_REDIRECTS: usize = 3;

/// How far redirects are followed.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Redirects {
    /// On the site that was asked: what another site says must never count as its word.
    SameSite,
    /// To any public site.
    AnySite,
}

/// One question.
pub(super) struct Ask {
    pub(super) url: Url,
    pub(super) accept: &'static str,
    /// By what the server can say that nothing has changed.
    pub(super) validators: HeaderMap,
    pub(super) most_bytes: usize,
    pub(super) redirects: Redirects,
}

/// What came: 2xx with a body, or 304 without.
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

/// Asks, and reads no more of the answer than is allowed.
pub(super) async fn read(client: &Client, ask: Ask) -> Result<Reply, FetchError> {
    let most_bytes = ask.most_bytes;
    let revalidates = !ask.validators.is_empty();
    let request = client.get(ask.url).headers(ask.validators).header(header::ACCEPT, ask.accept);
    let mut response = request.send().await.map_err(of_connection)?;
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    if status == StatusCode::NOT_MODIFIED && revalidates {
        return Ok(Reply { status, headers, body: Vec::new() });
    }
    if !status.is_success() {
        return Err(FetchError::Status(status.as_u16()));
    }
    if response.content_length().is_some_and(|length| length > most_bytes as u64) {
        return Err(FetchError::TooLong { most_bytes });
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(of_connection)? {
        if body.len() + chunk.len() > most_bytes {
            return Err(FetchError::TooLong { most_bytes });
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Reply { status, headers, body })
}

/// A refusal on the way (a redirect, a resolved name) is told as such.
fn of_connection(err: reqwest::Error) -> FetchError {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(&err);
    while let Some(source) = next {
        if let Some(refused) = source.downcast_ref::<address::Refused>() {
            return FetchError::Refused(*refused);
        }
        next = source.source();
    }
    FetchError::Connection(err)
}

/// A client that goes only where it may. Answers are read as they come: nothing is unpacked, so
/// that what is counted is what came.
#[expect(clippy::disallowed_methods, reason = "this is the one place where clients are made")]
pub(super) fn build(
    names: Arc<dyn Resolve>,
    allow_loopback: bool,
    redirects: Redirects,
) -> Result<Client, reqwest::Error> {
    let policy = redirect::Policy::custom(move |attempt| {
        if attempt.previous().len() > MAX_REDIRECTS {
            return attempt.error("too many redirects");
        }
        let stays = || match (redirects, attempt.previous().last()) {
            (Redirects::SameSite, Some(from)) => address::stays(from, attempt.url()),
            _ => Ok(()),
        };
        match address::check(attempt.url(), allow_loopback).and_then(|()| stays()) {
            Ok(()) => attempt.follow(),
            Err(refused) => attempt.error(refused),
        }
    });
    Client::builder()
        .dns_resolver(address::Checked { names, allow_loopback })
        .https_only(!allow_loopback)
        .no_proxy()
        .redirect(policy)
        .referer(false)
        .no_gzip()
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .user_agent(concat!("laurel/", env!("CARGO_PKG_VERSION")))
        .build()
}
