//! Verification: asking for a report, and for what a browser needs to make its own.

use std::fmt;

use crypto::verify::{Report, Tally};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{IgnoredAny, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

/// Documents that one request may hold.
pub const MOST_DOCUMENTS: usize = 2_000;

/// What is to be judged: one `document`, or several `documents`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct VerifyRequest {
    /// The document itself, or its text as a JSON string. Kept as it came, so that doubled
    /// keys and the like are seen by the verifier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub document: Option<Box<RawValue>>,
    /// Several of them, each as above or as `{"name": …, "document": …}`. Of more than
    /// [`MOST_DOCUMENTS`] one more than that is kept.
    #[serde(default, deserialize_with = "few", skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<Object>>))]
    pub documents: Option<Vec<Box<RawValue>>>,
    /// Whose credentials they should be: an e-mail address, a name or an id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// The domain that a presentation must have been made for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// The challenge that a presentation must answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
    document: Box<RawValue>,
}

impl VerifyRequest {
    /// The one document's own text, where one is given: of a JSON string its content, else the
    /// JSON as it came.
    pub fn text(&self) -> Option<String> {
        self.document.as_deref().map(text)
    }

    /// Several documents' names and texts, where several are given; what has no name is called
    /// by its place, from 1.
    pub fn texts(&self) -> Option<Vec<(String, String)>> {
        let numbered = (1_usize..).zip(self.documents.as_ref()?);
        let named = numbered.map(|(place, raw)| match serde_json::from_str::<Named>(raw.get()) {
            Ok(named) => (named.name, text(&named.document)),
            Err(_) => (place.to_string(), text(raw)),
        });
        Some(named.collect())
    }
}

/// A list of which no more is kept than tells that it is too long.
fn few<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<Box<RawValue>>>, D::Error> {
    struct Few;

    impl<'de> Visitor<'de> for Few {
        type Value = Option<Vec<Box<RawValue>>>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of documents")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut kept = Vec::new();
            while kept.len() <= MOST_DOCUMENTS
                && let Some(one) = list.next_element()?
            {
                kept.push(one);
            }
            while list.next_element::<IgnoredAny>()?.is_some() {}
            Ok(Some(kept))
        }
    }

    deserializer.deserialize_any(Few)
}

fn text(raw: &RawValue) -> String {
    serde_json::from_str(raw.get()).unwrap_or_else(|_| raw.get().to_owned())
}

/// Reports on several documents.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct VerifyReports {
    /// One for each that was given, in that order.
    pub reports: Vec<VerifiedInput>,
    /// How many have which headline.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub tally: Tally,
}

/// What was found out about one of several.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct VerifiedInput {
    /// What it is called: the name given with it, its place, or its name in an archive.
    pub input: String,
    /// The report, good or bad.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub report: Option<Report>,
    /// Why it is nothing that can be judged: a stable code such as `form_unknown`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// How far a verification has come that somebody comes back for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum VerificationState {
    /// It goes on; ask again.
    Running,
    /// The service ended in mid-work, and with it the documents: hand them in again.
    Lost,
    /// The reports are there.
    Done,
}

/// A verification that somebody comes back for.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Verification {
    /// How far it has come.
    pub state: VerificationState,
    /// Documents judged.
    pub done: u64,
    /// Documents in all.
    pub total: u64,
    /// The reports, once all are there; each as in [`VerifyReports`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<VerifiedInput>>))]
    pub reports: Option<Vec<Box<RawValue>>>,
    /// How many have which headline, once all reports are there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    pub tally: Option<Tally>,
}

/// What a browser wants to know before it can judge a document itself.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct KnowledgeRequest {
    /// As `crypto::verify::needs` lists them; at most 64.
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
        let request = read(r#"{"document": {"a":1, "a":2.50}}"#);
        assert_eq!(request.text().as_deref(), Some(r#"{"a":1, "a":2.50}"#));
        let request = read(r#"{"documents": [{"name":"x","document":{"a":1, "a":2.50}}, {"name":"x"}]}"#);
        let texts = [("x", r#"{"a":1, "a":2.50}"#), ("2", r#"{"name":"x"}"#)];
        assert_eq!(request.texts().unwrap(), texts.map(|(name, text)| (name.to_owned(), text.to_owned())));
    }

    #[test]
    fn of_too_many_documents_no_more_is_kept_than_tells_so() {
        for (given, kept) in [(0, 0), (2, 2), (2_000, 2_000), (2_001, 2_001), (50_000, 2_001)] {
            let json = format!(r#"{{"documents": [{}]}}"#, vec!["{}"; given].join(","));
            assert_eq!(read(&json).documents.unwrap().len(), kept);
        }
        assert!(read(r#"{"documents": null}"#).documents.is_none());
        assert!(serde_json::from_str::<VerifyRequest>(r#"{"documents": {}}"#).is_err());
    }

    #[test]
    fn a_string_is_unpacked_to_its_content() {
        assert_eq!(read(r#"{"document": "{\"a\":1}"}"#).text().as_deref(), Some(r#"{"a":1}"#));
    }

    #[test]
    fn a_need_reads_the_same_with_and_without_arbitrary_precision() {
        let request: KnowledgeRequest =
            serde_json::from_str(r#"{"needs":[{"kind":"status_list","url":"https://a.example/1"}]}"#)
                .unwrap();
        assert_eq!(request.needs[0].key(), "https://a.example/1");
    }
}
