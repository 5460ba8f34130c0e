//! `laurel keygen`: a new key, as one JSON object: JWK members and `did`.

use std::process::ExitCode;

use crypto::key::{P256SecretKey, SecretKey};

use crate::effects::Random;

#[derive(clap::Args)]
pub(super) struct Keygen {
    /// Ed25519, or P-256 for readers of JWTs that know nothing else.
    #[arg(long, value_enum, default_value = "ed25519")]
    kind: Kind,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Kind {
    #[value(name = "ed25519")]
    Ed25519,
    #[value(name = "p256")]
    P256,
}

pub(super) fn run(args: &Keygen) -> anyhow::Result<ExitCode> {
    let jwk = match args.kind {
        Kind::Ed25519 => SecretKey::from_seed(&Random::Os.bytes()).to_jwk(),
        Kind::P256 => loop {
            // A random number is beyond the order of the curve once in four thousand million times.
            if let Ok(key) = P256SecretKey::from_bytes(&Random::Os.bytes()) {
                break key.to_jwk();
            }
        },
    };
    super::answer(&jwk)
}
