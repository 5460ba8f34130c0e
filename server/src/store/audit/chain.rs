//! What links one act to the next, so that nobody changes, removes or adds one behind the last without it
//! being found.
//!
//! Both hashes are SHA-256, in lower-case hex, of a JSON array without white space: whoever has an export
//! can do them again in any language.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::secrets::hex;

/// What lies beside the chain, and may be forgotten.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Payload {
    /// 128 random bits in hex: without them nobody tries out what the commitment is to.
    pub salt: String,
    /// By whom: an account's id.
    pub account: Option<String>,
    /// To what: a kind and an id, such as `credential/0190…`.
    pub subject: String,
    /// How and why: a JSON object, as text.
    pub detail: String,
    /// What was the case before: a JSON object, as text.
    pub before: Option<String>,
    /// And after.
    pub after: Option<String>,
}

impl Payload {
    /// What the chain holds of it: the hash of `[salt, account, subject, detail, before, after]`, where what
    /// is absent is `null`, and JSON objects are texts.
    pub fn commitment(&self) -> String {
        hash(&(&self.salt, &self.account, &self.subject, &self.detail, &self.before, &self.after))
    }
}

/// What comes before the first link of a chain: the hash of `["laurel audit", chain]`.
pub fn beginning(chain: &str) -> String {
    hash(&("laurel audit", chain))
}

/// The link of an act to the one before it: the hash of `[previous, sequence, at, act, commitment]`.
///
/// * `at`: milliseconds since 1970.
pub fn link(previous: &str, sequence: i64, at: i64, act: &str, commitment: &str) -> String {
    hash(&(previous, sequence, at, act, commitment))
}

fn hash(value: &impl Serialize) -> String {
    hex(&Sha256::digest(serde_json::to_vec(value).expect("text and numbers always serialise")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hashes_are_of_texts_that_anybody_can_write() {
        let payload = Payload {
            salt: "00ff".to_owned(),
            account: None,
            subject: "learner/1".to_owned(),
            detail: r#"{"reason":"a \"slip\""}"#.to_owned(),
            before: None,
            after: Some("{}".to_owned()),
        };
        let text = r#"["00ff",null,"learner/1","{\"reason\":\"a \\\"slip\\\"\"}",null,"{}"]"#;
        assert_eq!(payload.commitment(), hex(&Sha256::digest(text)));
        assert_eq!(beginning("service"), hex(&Sha256::digest(r#"["laurel audit","service"]"#)));
        assert_eq!(link("a", 1, 2, "b", "c"), hex(&Sha256::digest(r#"["a",1,2,"b","c"]"#)));
    }

    #[test]
    fn what_differs_in_anything_has_another_commitment() {
        let one = Payload {
            salt: "s".to_owned(),
            account: Some("a".to_owned()),
            subject: "b".to_owned(),
            detail: "{}".to_owned(),
            before: None,
            after: None,
        };
        let others = [
            Payload { salt: "t".to_owned(), ..one.clone() },
            Payload { account: None, ..one.clone() },
            Payload { subject: "c".to_owned(), ..one.clone() },
            Payload { detail: "[]".to_owned(), ..one.clone() },
            Payload { before: Some("{}".to_owned()), ..one.clone() },
            Payload { after: Some("{}".to_owned()), ..one.clone() },
        ];
        for other in others {
            assert_ne!(one.commitment(), other.commitment(), "{other:?}");
        }
    }
}
