//! `crypto` for a Web Worker: two functions, text in and JSON text out.
//!
//! The worker fetches what [`needs`] lists through the server's `/api/v1/knowledge` and calls
//! [`run`]; the report is the one that the server and the command line give, from the same code.

use crypto::verify::{Knowledge, Policy};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use wasm_bindgen::prelude::wasm_bindgen;

/// What must be known about `document` and is not in `knowledge` yet, as a JSON list.
///
/// # Errors
/// When `knowledge` is not the JSON of a [`Knowledge`].
#[wasm_bindgen]
pub fn needs(document: &str, knowledge: &str) -> Result<String, String> {
    let knowledge: Knowledge = serde_json::from_str(knowledge).map_err(|err| err.to_string())?;
    let needs = crypto::verify::needs(document.as_bytes(), &knowledge);
    serde_json::to_string(&needs).map_err(|err| err.to_string())
}

/// The report on `document` by what is in `knowledge`, as JSON.
///
/// * `now`: the moment to judge by, RFC 3339.
/// * `policy`: the JSON of a [`Policy`].
///
/// # Errors
/// When one of the last three cannot be read. A document that cannot be read is a report.
#[wasm_bindgen]
pub fn run(document: &str, knowledge: &str, now: &str, policy: &str) -> Result<String, String> {
    let knowledge: Knowledge = serde_json::from_str(knowledge).map_err(|err| err.to_string())?;
    let policy: Policy = serde_json::from_str(policy).map_err(|err| err.to_string())?;
    let now = OffsetDateTime::parse(now, &Rfc3339).map_err(|err| err.to_string())?;
    let report = crypto::verify::run(document.as_bytes(), &knowledge, now, &policy);
    serde_json::to_string(&report).map_err(|err| err.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_goes_in_and_a_report_comes_out() {
        assert_eq!(needs("{}", "{}").unwrap(), "[]");
        let report = run("{", "{}", "2026-01-01T00:00:00Z", "{}").unwrap();
        assert!(report.contains(r#""outcome":"invalid""#));
        assert!(run("{}", "{}", "yesterday", "{}").is_err());
        assert!(run("{}", "[]", "2026-01-01T00:00:00Z", "{}").is_err());
    }
}
