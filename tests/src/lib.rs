//! Shared by the tests that cross crates: the built program, a server of it, and the world
//! around it (a browser, other people's implementations).
//!
//! `LAUREL_BIN` names the program; without it, it is taken from where cargo builds.

pub mod badge;
pub mod browser;
pub mod bulk;
pub mod desk;
pub mod http;
pub mod json_ld;
pub mod laurel;
pub mod learner;
pub mod peers;
pub mod picture;
pub mod roster;
pub mod school;
pub mod server;
pub mod smtp;
pub mod story;
pub mod transcripts;
pub mod visitor;
pub mod wire;

use std::path::{Path, PathBuf};

/// The workspace's root.
pub fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// `fixtures/` at the workspace's root.
pub fn fixtures() -> PathBuf {
    root().join("fixtures")
}

/// How many cases a counted test runs: `usual`, or a hundred times that in a soak.
pub fn cases(usual: usize) -> usize {
    if std::env::var_os("LAUREL_SOAK").is_some() { usual * 100 } else { usual }
}
