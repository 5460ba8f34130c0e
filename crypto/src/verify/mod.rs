//! Verification: what must be known, and what follows from it.
//!
//! `needs → fetch → run`. [`needs`] lists what must be known about a document; the caller (the
//! server, a browser, the command line) brings what it can as [`Knowledge`]; [`run`] gives a
//! [`Report`]. No network and no clock here, so the same code gives the same report everywhere.

mod age;
mod credential;
mod dates;
mod endorsement;
mod form;
mod holder;
mod inside;
mod jwt;
mod key;
mod needs;
mod nested;
mod open_badges_2;
mod presentation;
mod proof;
mod receipt;
mod recipient;
mod refresh;
mod report;
mod run;
mod schema;
mod status;
mod summary;
#[cfg(test)]
mod tests;
mod trust;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

pub use needs::{MAX_NEEDS, needs, needs_all};
pub use recipient::is_address;
pub use report::{Check, CheckId, Evidence, Headline, Outcome, REPORT_VERSION, Report, Tally, Verdict};
pub use run::{run, run_all, subjects};
pub use summary::{AlignmentSummary, CredentialSummary, EvidenceSummary, LeftOut, ResultSummary, Scale};
pub use words::CODES;

/// Something that has to be fetched before a document can be judged.
#[derive(Clone, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Need {
    /// The DID document of a DID other than did:key.
    DidDocument {
        /// The DID, without fragment.
        did: String,
    },
    /// A status list credential, or another list of withdrawn credentials.
    StatusList {
        /// Its https address.
        url: String,
    },
    /// Keys at an https address: a JWK set, a JWK, a Multikey, or a controlled identifier document.
    KeySet {
        /// The address, without fragment.
        url: String,
    },
    /// The newest edition of a credential, from its issuer's refresh service.
    Refresh {
        /// The service's https address.
        url: String,
    },
    /// A JSON schema.
    Schema {
        /// Its https address.
        url: String,
    },
    /// An object of Open Badges 2.0: an assertion, a badge class, a profile, a key.
    Document {
        /// Its https address.
        url: String,
    },
}

impl Need {
    /// What is asked for: the DID or the address.
    pub fn key(&self) -> &str {
        match self {
            Self::DidDocument { did } => did,
            Self::StatusList { url }
            | Self::KeySet { url }
            | Self::Refresh { url }
            | Self::Schema { url }
            | Self::Document { url } => url,
        }
    }
}

/// What a caller found out about one [`Need`].
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Known {
    /// The text that came, unread.
    Found {
        /// A JSON document, or a compact JWT.
        text: String,
        /// When it came, RFC 3339 in UTC, where the caller says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<String>,
        /// Of a status list whose keeper brings it: the entries that were set because a corrected
        /// edition took the place of an earlier one, by the day of that, RFC 3339 in UTC.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        replaced: BTreeMap<String, Vec<u32>>,
    },
    /// Nothing came; `reason` says why in one plain clause.
    Unreachable {
        /// Such as `the server did not answer`.
        reason: String,
    },
}

impl Known {
    /// A text that came, at no particular moment.
    pub fn found(text: impl Into<String>) -> Self {
        Self::Found { text: text.into(), at: None, replaced: BTreeMap::new() }
    }

    /// The same text, as it stood at `moment`, RFC 3339 in UTC.
    #[must_use]
    pub fn as_of(self, moment: impl Into<String>) -> Self {
        match self {
            Self::Found { text, replaced, .. } => Self::Found { text, at: Some(moment.into()), replaced },
            Self::Unreachable { .. } => self,
        }
    }
}

/// What the caller brings, by [`Need::key`].
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Knowledge(pub BTreeMap<String, Known>);

/// A list of issuers that somebody vouches for.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct TrustRegistry {
    /// Who keeps the list, as pages name it.
    pub name: String,
    /// The issuers on it.
    pub issuers: Vec<TrustedIssuer>,
}

/// One line of a [`TrustRegistry`].
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct TrustedIssuer {
    /// The issuer's DID.
    pub did: String,
    /// The name by which the registry knows the issuer.
    pub name: String,
}

/// What the reader decided beforehand.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Policy {
    /// Registries whose word the reader takes.
    #[serde(default)]
    pub registries: Vec<TrustRegistry>,
    /// The domain that a presentation must have been made for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
    /// The challenge that a presentation must answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<String>,
    /// Whose credential it should be: an e-mail address, a name, or an id, as the reader was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
}

/// What everything is judged by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ground<'k> {
    pub(crate) knowledge: &'k Knowledge,
    pub(crate) now: OffsetDateTime,
    pub(crate) policy: &'k Policy,
}

impl<'k> Ground<'k> {
    /// What the caller found out about an address or DID.
    pub(crate) fn known(&self, key: &str) -> Option<&'k Known> {
        self.knowledge.0.get(key)
    }
}
