//! `laurel canon`: the canonical N-Quads of a document, which is what a signature covers.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Context;

#[derive(clap::Args)]
pub(super) struct Canon {
    /// A JSON-LD document; `-` is standard input.
    file: PathBuf,
}

pub(super) fn run(args: &Canon) -> anyhow::Result<ExitCode> {
    let quads = crypto::rdf::canonical(&super::read(&args.file)?)
        .with_context(|| format!("{} has no canonical form", args.file.display()))?;
    super::answer(&quads)
}
