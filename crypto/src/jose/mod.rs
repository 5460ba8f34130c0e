//! JOSE: documents signed as compact JWTs.
//!
//! A token is read strictly and signed in two steps, as proofs are. `claims` says which
//! credential or presentation a payload means; the three forms that circulate (the credential's
//! members beside the claims, VCDM 1.1's `vc` and `vp`, VC-JOSE-COSE) come to one document.

pub(crate) mod claims;
mod compact;
mod data_url;
mod sign;

pub use compact::{Compact, CompactError, HeaderFault};
pub use data_url::open_data_url;
pub use sign::{SignTokenError, ToSign, prepare_credential, prepare_presentation, sign_credential};
