//! `laurel bake` and `laurel unbake`: credentials into images, and out of them.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use crypto::image;

#[derive(clap::Args)]
pub(super) struct Bake {
    /// A PNG or SVG; `-` is standard input.
    image: PathBuf,
    /// The credential, JSON or JWT; `-` is standard input.
    credential: PathBuf,
    /// Where the baked image goes. A file that is there already is replaced.
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
}

#[derive(clap::Args)]
pub(super) struct Unbake {
    /// A PNG or SVG; `-` is standard input.
    image: PathBuf,
}

pub(super) fn bake(args: &Bake) -> anyhow::Result<ExitCode> {
    let credential = super::read_text(&args.credential)?;
    let image = read(&args.image)?;
    let baked = image::bake(&image, &credential).with_context(|| {
        format!("{} was not baked into {}", args.credential.display(), args.image.display())
    })?;
    std::fs::write(&args.output, baked)
        .with_context(|| format!("could not write {}", args.output.display()))?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn unbake(args: &Unbake) -> anyhow::Result<ExitCode> {
    let image = read(&args.image)?;
    let found = image::unbake(&image).with_context(|| format!("{}", args.image.display()))?;
    super::answer(&found.text)
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    super::read_up_to(path, image::MAX_BYTES as u64)
}
