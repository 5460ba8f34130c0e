//! The browser's files: scripts, WASM, styles, each under a name with its hash in it.
//!
//! A release build carries them in itself; a debug build reads them from `target/web`, and
//! without a bundle there the pages still work, without script and style.

use std::{borrow::Cow, sync::OnceLock};

use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
    routing::get,
};
use web::{chrome::Assets, words::Language};

use super::{Routes, extract::Params};
use crate::problem::Problem;

/// The logical name of what `/sw.js` answers, at an address that does not change.
const SERVICE_WORKER: &str = "sw.js";

/// One file of the bundle and its compressed twins.
struct File {
    /// Its logical name, such as `app.js`.
    name: Cow<'static, str>,
    /// Its name in addresses, such as `app-0123456789abcdef.js`.
    path: Cow<'static, str>,
    raw: Cow<'static, [u8]>,
    brotli: Cow<'static, [u8]>,
    gzip: Cow<'static, [u8]>,
}

#[cfg(laurel_bundle)]
include!(concat!(env!("OUT_DIR"), "/bundle.rs"));

/// The bundle: embedded, or read once from `target/web`.
fn bundle() -> &'static [File] {
    static BUNDLE: OnceLock<Vec<File>> = OnceLock::new();
    BUNDLE.get_or_init(load)
}

#[cfg(laurel_bundle)]
fn load() -> Vec<File> {
    embedded()
}

#[cfg(not(laurel_bundle))]
fn load() -> Vec<File> {
    use std::{fs, path::Path};

    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/web");
    let manifest = fs::read_to_string(folder.join("manifest.tsv")).unwrap_or_default();
    manifest
        .lines()
        .filter_map(|line| {
            let mut columns = line.split('\t');
            let (name, file, _hash) = (columns.next()?, columns.next()?, columns.next()?);
            let read = |suffix: &str| fs::read(folder.join(format!("{file}{suffix}"))).ok().map(Cow::Owned);
            Some(File {
                name: name.to_owned().into(),
                path: file.to_owned().into(),
                raw: read("")?,
                brotli: read(".br")?,
                gzip: read(".gz")?,
            })
        })
        .collect()
}

/// Where each file is, for pages.
pub(super) fn names() -> Assets {
    static NAMES: OnceLock<Assets> = OnceLock::new();
    NAMES
        .get_or_init(|| {
            Assets::new(bundle().iter().map(|file| (file.name.to_string(), file.path.to_string())))
        })
        .clone()
}

/// The script of the service worker, without the line that it needs before it.
pub(super) fn service_worker() -> Option<&'static str> {
    let file = bundle().iter().find(|file| file.name == SERVICE_WORKER)?;
    str::from_utf8(&file.raw).ok()
}

/// The paths of all files that a page for anybody may load in a language, in alphabetical order.
pub(super) fn public_paths(language: Language) -> Vec<String> {
    let islands = match format!("app{}", language.module()) {
        name if names().has(&format!("{name}.wasm")) => name,
        _ => "app".to_owned(),
    };
    let public = bundle().iter().filter(|file| match file.name.rsplit_once('.') {
        Some((_, "png")) | None => false,
        Some((name, "js" | "wasm")) if name.starts_with("app") => name == islands,
        Some((name, _)) => !name.starts_with("wallet") && !matches!(name, "sw" | "own"),
    });
    let mut paths: Vec<String> = public.map(|file| format!("/assets/{}", file.path)).collect();
    paths.sort();
    paths
}

pub(super) fn routes() -> Routes {
    vec![("/assets/{file}", get(asset))]
}

async fn asset(Params(name): Params<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let file = bundle().iter().find(|file| file.path == name);
    let file = file.ok_or_else(|| Problem::not_found("there is no such file"))?;
    let (encoding, body) = match encoding(&headers) {
        Some("br") => (Some("br"), &file.brotli),
        Some("gzip") => (Some("gzip"), &file.gzip),
        _ => (None, &file.raw),
    };
    let mut response = (
        [
            (header::CONTENT_TYPE, media_type(&name)),
            (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            (header::VARY, "accept-encoding"),
        ],
        body.to_vec(),
    )
        .into_response();
    if let Some(encoding) = encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, header::HeaderValue::from_static(encoding));
    }
    Ok(response)
}

/// The best encoding that we have and the reader takes.
fn encoding(headers: &HeaderMap) -> Option<&'static str> {
    let accepted: Vec<&str> = headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter(|item| !item.replace(' ', "").ends_with(";q=0"))
        .filter_map(|item| item.split(';').next())
        .map(str::trim)
        .collect();
    ["br", "gzip"].into_iter().find(|encoding| accepted.contains(encoding))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("json" | "webmanifest") => "application/json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(accept: &str) -> Option<&'static str> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, accept.parse().unwrap());
        encoding(&headers)
    }

    #[test]
    fn the_smallest_encoding_that_the_reader_takes_is_chosen() {
        assert_eq!(chosen("gzip, deflate, br, zstd"), Some("br"));
        assert_eq!(chosen("gzip;q=1.0, br; q=0"), Some("gzip"));
        assert_eq!(chosen("identity"), None);
        assert_eq!(encoding(&HeaderMap::new()), None);
    }
}
