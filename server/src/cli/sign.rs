//! `laurel sign`: a document with a proof by a key from `laurel keygen`.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;
use crypto::{
    did::did_key_method,
    key::SecretKey,
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
}

pub(super) fn run(args: &Sign) -> anyhow::Result<ExitCode> {
    let jwk = Zeroizing::new(super::read_text(&args.key)?);
    let key = SecretKey::from_jwk(&jwk).map_err(|err| Usage(format!("{}: {err}", args.key.display())))?;
    let document = super::read_text(&args.file)?;
    let suite = match args.suite {
        Suite::EddsaRdfc2022 => proof::Suite::EddsaRdfc2022,
        Suite::EddsaJcs2022 => proof::Suite::EddsaJcs2022,
    };
    let options = ProofOptions::new(did_key_method(&key.public()), Purpose::AssertionMethod)
        .created(Clock::System.now())
        .suite(suite);
    let signed = sign(&document, &options, &key);
    super::answer(&signed.with_context(|| format!("{} was not signed", args.file.display()))?)
}
