//! What is true of a credential, with no network, clock or database; native and WASM.
//!
//! Bytes come in through [`json`], which refuses what two readers could read differently.
//! [`rdf`] gives a document its canonical form by the contexts in [`vocab`]; [`proof`] signs and
//! checks that form; [`credential`] reads what the document says; [`verify`] puts everything
//! together into a report. `compact` carries whole documents in addresses.
//!
//! Sign a credential:
//! ```
//! use crypto::did::{did_key, did_key_method};
//! use crypto::key::SecretKey;
//! use crypto::proof::{ProofOptions, Purpose, sign};
//!
//! let key = SecretKey::from_seed(&[7; 32]); // a real seed is random
//! let document = format!(
//!     r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiableCredential"],
//!         "issuer":"{}","credentialSubject":{{"id":"did:example:ada"}}}}"#,
//!     did_key(&key.public()),
//! );
//! let options = ProofOptions::new(did_key_method(&key.public()), Purpose::AssertionMethod);
//! let signed = sign(&document, &options, &key)?;
//! # verify(&signed);
//!
//! # fn verify(signed: &str) {
//! // Verify it: ask what must be known, bring it, judge.
//! use crypto::verify::{Headline, Knowledge, Policy, Verdict, needs, run};
//!
//! let knowledge = Knowledge::default();
//! assert!(needs(signed.as_bytes(), &knowledge).is_empty());
//! let now = time::OffsetDateTime::UNIX_EPOCH;
//! let report = run(signed.as_bytes(), &knowledge, now, &Policy::default());
//! assert_eq!(report.outcome, Verdict::Valid);
//! // A good signature, but nobody vouches for whoever holds that key.
//! assert_eq!(report.headline(), Headline::GenuineUnknownIssuer);
//! # }
//! # Ok::<(), crypto::proof::SignError>(())
//! ```
#![forbid(unsafe_code)]

mod base58;
#[cfg(feature = "compact")]
pub mod compact;
pub mod credential;
pub mod did;
mod extent;
pub mod image;
mod instant;
pub mod jose;
pub mod json;
pub mod key;
pub mod link;
mod open_badges_2;
pub mod proof;
pub mod rdf;
pub mod receipt;
pub mod record;
pub mod status;
pub mod verify;
pub mod vocab;

pub use extent::lacked;
pub use instant::rfc3339;
