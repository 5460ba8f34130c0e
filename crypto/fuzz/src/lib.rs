//! Every parser of outside bytes in `crypto`, `reader` before them, and `oneroster`, as functions of bytes
//! that must hold for all bytes.
//!
//! A target panics where its property does not hold; the property is more than "no panic" where
//! there is more to say: what parses prints, and prints to the same thing. `corpus/NAME` holds
//! small inputs of our own that reach into every corner. An ordinary test replays them with some
//! hundred changes of each; `cargo xtask soak` runs the same targets for longer, guided by
//! coverage (`src/bin/guided.rs`).

pub mod change;
mod targets;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// One parser and what must hold for it.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name, and that of its folder in `corpus`.
    pub name: &'static str,
    /// Panics where the property does not hold.
    pub run: fn(&[u8]),
    /// Whether the credentials in `fixtures` are inputs too.
    pub credentials: bool,
}

pub use targets::TARGETS;

/// The target that `LAUREL_FUZZ_TARGET` names.
pub fn chosen() -> Option<Target> {
    static CHOSEN: LazyLock<Option<Target>> = LazyLock::new(|| {
        let name = std::env::var("LAUREL_FUZZ_TARGET").ok()?;
        TARGETS.iter().find(|target| target.name == name).copied()
    });
    *CHOSEN
}

impl Target {
    /// The folders that hold inputs for it.
    pub fn corpus(&self) -> Vec<PathBuf> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut folders = vec![here.join("corpus").join(self.name)];
        if self.credentials {
            let fixtures = here.join("../../fixtures/credentials");
            folders.extend(["valid", "invalid", "unknown"].map(|folder| fixtures.join(folder)));
        }
        folders
    }
}
