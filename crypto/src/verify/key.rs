//! What must be known to find a key.

use super::Need;
use crate::did;

/// Whether a DID is one whose document has to be fetched, and can be.
pub(super) fn is_fetched(did: &str) -> bool {
    did.starts_with("did:web:")
}

/// What has to be fetched for the key `method` of `controller`.
pub(super) fn needs(method: &str, _controller: Option<&str>) -> Vec<Need> {
    let did = did::did_of(method);
    if is_fetched(did) { vec![Need::DidDocument { did: did.to_owned() }] } else { Vec::new() }
}
