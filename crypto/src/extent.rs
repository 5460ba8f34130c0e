//! How much of the crate a build has.
//!
//! Phones load the verifier, and most credentials need less than all of it: JSON with Ed25519
//! signatures. What is rarer (compact JWTs, ECDSA and RSA, selective disclosure, images, Open
//! Badges 2.0) is left out of builds without the feature `extended`, which say of it *unknown*, and
//! remember that they were asked, so that whoever asked can ask a whole build.

use std::sync::atomic::{AtomicBool, Ordering};

static LACKED: AtomicBool = AtomicBool::new(false);

/// Whether the rarer parts are there. Where they are not, notes that somebody wanted them.
pub(crate) fn extended() -> bool {
    if !cfg!(feature = "extended") {
        LACKED.store(true, Ordering::Relaxed);
    }
    cfg!(feature = "extended")
}

/// Whether something was asked for since the last call that this build does not have; its reports
/// since then may say *unknown* where a whole build knows more.
pub fn lacked() -> bool {
    LACKED.swap(false, Ordering::Relaxed)
}
