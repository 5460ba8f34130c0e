//! Chores: `cargo xtask setup | web | run | test | bench | soak | ci`.
//!
//! Each chore installs what it lacks where it can, and says in one line what to do where it
//! can't. Everything that people and CI run is here and in Rust, so that it runs the same on
//! a laptop and on a bare machine.

mod checks;
mod demo;
mod fuzz;
mod postgres;
mod setup;
mod shell;
mod suite;
mod tally;
mod web;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Laurel's chores")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Install what the other chores need
    Setup,
    /// Build the browser's part (WASM, scripts, style) into target/web
    Web {
        /// Build even when nothing has changed, and fail over the size budgets
        #[arg(long)]
        check: bool,
    },
    /// Build everything, seed the demo, serve it on port 3000
    Run {
        /// Build the server optimised, with the browser's part inside the binary
        #[arg(long)]
        release: bool,
        /// Handed on to `laurel demo`
        #[arg(last = true)]
        args: Vec<String>,
    },
    /// Run every test, the browser's included
    Test,
    /// Measure
    Bench,
    /// Run the long tests at their full length
    Soak,
    /// Format, lints, docs, licences, and then every test: what CI runs
    Ci,
}

fn main() -> ExitCode {
    match perform(Cli::parse().chore) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            shell::say(format_args!("\nError: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn perform(chore: Chore) -> anyhow::Result<()> {
    match chore {
        Chore::Setup => setup::everything(),
        Chore::Web { check } => web::build(if check { web::Mode::Check } else { web::Mode::IfChanged }),
        Chore::Run { release, args } => demo::run(release, &args),
        Chore::Test => suite::test(),
        Chore::Bench => suite::bench(),
        Chore::Soak => suite::soak(),
        Chore::Ci => checks::ci(),
    }
}
