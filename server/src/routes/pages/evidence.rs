//! `/evidence/{token}`: a file that shows what somebody did, for whoever has its address.
//!
//! It comes as what its content was found to be and as nothing else, in a sandbox, to be looked at or
//! downloaded: no file from a desk runs on this site.

use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};

use super::{notice::Notice, see_other};
use crate::{
    app::App,
    flows::evidence,
    id::CredentialId,
    problem::Problem,
    routes::{extract::Params, guard::SECRET_ADDRESS, visit::Visit},
};

const CSP: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

pub(super) async fn show(State(app): State<App>, Params(token): Params<String>) -> Result<Response, Problem> {
    let file = evidence::open(&app, &token).await?;
    let file = file.ok_or_else(|| Problem::not_found("there is no such file, or it was deleted"))?;
    let media_type = match file.media_type.as_str() {
        "text/plain" => "text/plain; charset=utf-8",
        other => other,
    };
    let header = |text: &str| HeaderValue::from_str(text).map_err(|err| Problem::internal(&err));
    let headers: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, header(media_type)?),
        (header::CONTENT_DISPOSITION, header(&disposition(&file.media_type, &file.name))?),
        (header::CONTENT_SECURITY_POLICY, CSP),
    ];
    Ok((SECRET_ADDRESS, headers, file.bytes).into_response())
}

/// Pictures and text are shown; a PDF, which no browser shows in a sandbox, is downloaded.
///
/// Source: RFC 6266, section 4.3, and RFC 8187 for the name.
fn disposition(media_type: &str, name: &str) -> String {
    let way = if media_type == "application/pdf" { "attachment" } else { "inline" };
    let encoded = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    let name: String = name.bytes().map(encoded).collect();
    format!("{way}; filename*=UTF-8''{name}")
}

pub(super) async fn delete(
    visit: Visit,
    Params((slug, id, token)): Params<(String, CredentialId, String)>,
) -> Result<Response, Problem> {
    evidence::delete(&visit.app, visit.viewer()?, &slug, id, &token).await?;
    Ok(see_other(&format!("/desk/{slug}/credentials/{id}"), Notice::EvidenceDeleted))
}
