//! Verification: asking for a report, and for what a browser needs to make its own.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// A document to be judged.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VerifyRequest {
    /// The document itself, or its text as a JSON string. Kept as it came, so that doubled
    /// keys and the like are seen by the verifier.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub document: Box<RawValue>,
}

impl VerifyRequest {
    /// The document's own text: of a JSON string its content, else the JSON as it came.
    pub fn text(&self) -> String {
        let raw = self.document.get();
        serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned())
    }
}

/// What a browser wants to know before it can judge a document itself.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KnowledgeRequest {
    /// As `crypto::verify::needs` lists them; at most 32.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<Object>))]
    pub needs: Vec<crypto::verify::Need>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> VerifyRequest {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_document_keeps_its_doubled_keys() {
        assert_eq!(read(r#"{"document": {"a":1, "a":2.50}}"#).text(), r#"{"a":1, "a":2.50}"#);
    }

    #[test]
    fn a_string_is_unpacked_to_its_content() {
        assert_eq!(read(r#"{"document": "{\"a\":1}"}"#).text(), r#"{"a":1}"#);
    }

    #[test]
    fn a_need_reads_the_same_with_and_without_arbitrary_precision() {
        let request: KnowledgeRequest =
            serde_json::from_str(r#"{"needs":[{"kind":"status_list","url":"https://a.example/1"}]}"#)
                .unwrap();
        assert_eq!(request.needs[0].key(), "https://a.example/1");
    }
}
