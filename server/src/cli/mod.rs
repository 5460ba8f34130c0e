//! The command line: one file per command.
//!
//! Answers go to standard output, everything else to standard error. Exit codes: 0 done, 1 it
//! failed, 64 the command was not understood; `verify` gives 0, 1 and 2 a meaning of their own.

mod admin;
mod bake;
mod canon;
mod conformance;
mod keygen;
mod serve;
mod sign;
mod verify;

use std::{
    ffi::OsString,
    io::{self, Read, Write},
    path::Path,
    process::ExitCode,
};

use anyhow::Context;
use clap::{Parser, Subcommand};

/// Exit code of a command that was not understood, as sysexits.h has it.
const USAGE: u8 = 64;
/// Bytes of the longest document that a command reads: 10 MiB.
const MAX_BYTES: u64 = 10 << 20;

/// Verifiable achievements: award, hold, share, verify.
#[derive(Parser)]
#[command(name = "laurel", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the service.
    Serve(serve::Serve),
    /// Run the service with a demo institution, learners and credentials.
    Demo(serve::Serve),
    /// Judge credentials: exit 0 all valid, 1 some invalid, 2 some that could not be judged.
    Verify(verify::Verify),
    /// Sign a credential; the signed document goes to standard output.
    Sign(sign::Sign),
    /// Make a key; it goes to standard output as one JSON object.
    Keygen(keygen::Keygen),
    /// Write the canonical N-Quads of a document.
    Canon(canon::Canon),
    /// Put a credential into an image.
    Bake(bake::Bake),
    /// Take a credential out of an image; it goes to standard output.
    Unbake(bake::Unbake),
    /// Look after the service's data: the audit, people's data, what is kept for how long.
    Admin(admin::Admin),
    /// Run a throwaway VC-API server on this machine, for test suites.
    Conformance(conformance::Conformance),
}

/// What a person got wrong in calling a command.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Usage(String);

/// Runs the command that `args` name, the program's own name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(err) => {
            // Help and version are errors to clap, but not to whoever asked for them.
            let code = if err.use_stderr() { USAGE } else { 0 };
            drop(err.print());
            return ExitCode::from(code);
        }
    };
    let done = match cli.command {
        Command::Serve(args) => serve::run(&args, false),
        Command::Demo(args) => serve::run(&args, true),
        Command::Verify(args) => verify::run(&args),
        Command::Sign(args) => sign::run(&args),
        Command::Keygen(args) => keygen::run(&args),
        Command::Canon(args) => canon::run(&args),
        Command::Bake(args) => bake::bake(&args),
        Command::Unbake(args) => bake::unbake(&args),
        Command::Admin(args) => admin::run(&args),
        Command::Conformance(args) => conformance::run(&args),
    };
    done.unwrap_or_else(|err| {
        drop(writeln!(io::stderr(), "laurel: {err:#}"));
        ExitCode::from(if err.is::<Usage>() { USAGE } else { 1 })
    })
}

/// The bytes of a file, or of standard input for `-`; 10 MiB at most.
fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    read_up_to(path, MAX_BYTES)
}

fn read_up_to(path: &Path, most: u64) -> anyhow::Result<Vec<u8>> {
    let name = path.display();
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = if path == Path::new("-") {
        Box::new(io::stdin().lock())
    } else {
        Box::new(std::fs::File::open(path).map_err(|err| Usage(format!("cannot open {name}: {err}")))?)
    };
    source
        .take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|err| Usage(format!("cannot read {name}: {err}")))?;
    if bytes.len() as u64 > most {
        return Err(Usage(format!("{name} is longer than {} MiB", most >> 20)).into());
    }
    Ok(bytes)
}

/// The same, as text.
fn read_text(path: &Path) -> anyhow::Result<String> {
    String::from_utf8(read(path)?).map_err(|_| Usage(format!("{} is not UTF-8 text", path.display())).into())
}

/// Writes an answer to standard output.
fn answer(text: &str) -> anyhow::Result<ExitCode> {
    let mut out = io::stdout().lock();
    writeln!(out, "{}", text.trim_end_matches('\n'))
        .and_then(|()| out.flush())
        .context("could not write the answer")?;
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_put_together_as_clap_wants_them() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }
}
