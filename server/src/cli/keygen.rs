//! `laurel keygen`: a new Ed25519 key, as one JSON object: JWK members and `did`.

use std::process::ExitCode;

use crypto::key::SecretKey;

use crate::effects::Random;

pub(super) fn run() -> anyhow::Result<ExitCode> {
    super::answer(&SecretKey::from_seed(&Random::Os.bytes()).to_jwk())
}
