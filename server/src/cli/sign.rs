//! `laurel sign`: a document with a proof by a key from `laurel keygen`.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;
use crypto::{
    jose::sign_credential,
    key::SigningKey,
    proof::{self, ProofOptions, Purpose, sign},
};
use zeroize::Zeroizing;

use super::Usage;
use crate::effects::Clock;

#[derive(clap::Args)]
pub(super) struct Sign {
    /// The key, as `laurel keygen` writes it.
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// How to sign.
    #[arg(long, value_enum, default_value = "eddsa-rdfc-2022")]
    suite: Suite,
    /// The document; `-` is standard input.
    file: PathBuf,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Suite {
    #[value(name = "eddsa-rdfc-2022")]
    EddsaRdfc2022,
    #[value(name = "eddsa-jcs-2022")]
    EddsaJcs2022,
    /// A compact JWT instead of JSON with a proof.
    #[value(name = "jwt")]
    Jwt,
}

pub(super) fn run(args: &Sign) -> anyhow::Result<ExitCode> {
    let jwk = Zeroizing::new(super::read_text(&args.key)?);
    let key = SigningKey::from_jwk(&jwk).map_err(|err| Usage(format!("{}: {err}", args.key.display())))?;
    let document = super::read_text(&args.file)?;
    let multibase = key.multibase();
    let method = format!("did:key:{multibase}#{multibase}");
    let refused = || format!("{} was not signed", args.file.display());
    let signed = match args.suite {
        Suite::EddsaRdfc2022 => embedded(&document, &key, method, proof::Suite::EddsaRdfc2022, refused)?,
        Suite::EddsaJcs2022 => embedded(&document, &key, method, proof::Suite::EddsaJcs2022, refused)?,
        Suite::Jwt => sign_credential(&document, &key, &method).with_context(refused)?,
    };
    super::answer(&signed)
}

/// The document with a proof in it.
fn embedded(
    document: &str,
    key: &SigningKey,
    method: String,
    suite: proof::Suite,
    refused: impl FnOnce() -> String,
) -> anyhow::Result<String> {
    let SigningKey::Ed25519(key) = key else {
        return Err(Usage("a P-256 key signs JWTs only: add --suite jwt".to_owned()).into());
    };
    let options =
        ProofOptions::new(method, Purpose::AssertionMethod).created(Clock::System.now()).suite(suite);
    sign(document, &options, key).with_context(refused)
}
