//! `cargo xtask run`: from a clone to a running demo.

use anyhow::Result;

use crate::shell::{self, cargo, run as run_command, say, step};
use crate::web;

/// Builds what has changed, and serves the demo until it is stopped.
///
/// # Errors
/// When something is missing that can't be installed, or a build fails.
pub(crate) fn run(release: bool, args: &[String]) -> Result<()> {
    say("Laurel: first the browser's part, then the server. About 10 minutes the first time, seconds later.");
    web::build(web::Mode::IfChanged)?;
    let (title, profile) = if release {
        ("Building the server, optimised (10 minutes the first time)", "release")
    } else {
        ("Building the server (4 minutes the first time, 15 s after an edit)", "dev")
    };
    step(title, || {
        run_command(&mut cargo(["build", "--locked", "--package", "server", "--profile", profile]))
    })?;
    let folder = if release { "release" } else { "debug" };
    let laurel = shell::target_dir().join(folder).join(format!("laurel{}", std::env::consts::EXE_SUFFIX));
    say("• Starting the demo. Stop it with Ctrl-C.");
    run_command(shell::command(laurel, ["demo"]).args(args))
}
