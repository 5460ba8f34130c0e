//! `laurel verify`: what is true of each document, for people or as one JSON object a line.
//!
//! A network, and the machinery to use it, is started only when something has to be fetched.

use std::{
    collections::BTreeMap,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use crypto::verify::{Headline, Knowledge, Known, Need, Outcome, Policy, Report, Verdict, needs, run_all};
use serde::Serialize;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::Usage;
use crate::{app::read_registries, effects::Clock, fetch::Fetcher};

/// Rounds of asking and fetching after which a document that wants ever more is judged as it is.
const MAX_ROUNDS: usize = 4;
/// Documents judged at once, on all processors; their reports follow before the next are read.
const AT_ONCE: usize = 64;

#[derive(clap::Args)]
pub(super) struct Verify {
    /// One JSON object a line instead of text.
    #[arg(long)]
    json: bool,
    /// Fetch nothing.
    #[arg(long)]
    offline: bool,
    /// Let plain http to this machine be fetched.
    #[arg(long)]
    allow_loopback: bool,
    /// Judge by this moment instead of now.
    #[arg(long, value_name = "RFC3339")]
    at: Option<String>,
    /// A JSON object of URL or DID to file, used instead of the network.
    #[arg(long, value_name = "MAP.json")]
    documents: Option<PathBuf>,
    /// A trust registry, or an array of them.
    #[arg(long, value_name = "FILE", env = "LAUREL_TRUST")]
    trust: Option<PathBuf>,
    /// Whose credential it should be: an e-mail address, a name or an id.
    #[arg(long, value_name = "WHOM")]
    recipient: Option<String>,
    /// The domain that a presentation must have been made for.
    #[arg(long)]
    domain: Option<String>,
    /// The challenge that a presentation must answer.
    #[arg(long)]
    challenge: Option<String>,
    /// The documents; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// One line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    input: String,
    #[serde(flatten)]
    report: &'a Report,
}

pub(super) fn run(args: &Verify) -> anyhow::Result<ExitCode> {
    let now = match &args.at {
        None => Clock::System.now(),
        Some(text) => OffsetDateTime::parse(text, &Rfc3339)
            .map_err(|_| Usage(format!("--at {text}: write an instant such as 2026-11-22T09:00:00Z")))?,
    };
    let registries = match &args.trust {
        None => Vec::new(),
        Some(path) => {
            read_registries(path).map_err(|err| Usage(format!("{:#}", anyhow::Error::from(err))))?
        }
    };
    let policy = Policy {
        registries,
        domain: args.domain.clone(),
        challenge: args.challenge.clone(),
        recipient: args.recipient.clone(),
    };
    let documents: Vec<Vec<u8>> = args
        .files
        .iter()
        .map(|path| super::read_up_to(path, crypto::image::MAX_BYTES as u64))
        .collect::<Result<_, _>>()?;
    let mut source = Source::new(args)?;

    let mut out = io::stdout().lock();
    let (mut invalid, mut unknown) = (false, false);
    for (paths, documents) in args.files.chunks(AT_ONCE).zip(documents.chunks(AT_ONCE)) {
        for document in documents {
            source.bring_for(document)?;
        }
        let reports = run_all(documents, &source.knowledge, now, &policy);
        for (path, report) in paths.iter().zip(&reports) {
            invalid |= report.outcome == Verdict::Invalid;
            unknown |= report.outcome == Verdict::Unknown;
            let input = path.display().to_string();
            if args.json {
                let line = Line { input, report };
                writeln!(out, "{}", serde_json::to_string(&line).context("a report is always JSON")?)
            } else {
                write_report(&mut out, &input, report, 0)
            }
            .context("could not write the report")?;
        }
    }
    out.flush().context("could not write the report")?;
    Ok(ExitCode::from(match (invalid, unknown) {
        (true, _) => 1,
        (false, true) => 2,
        (false, false) => 0,
    }))
}

/// What is known, and where more comes from. Shared by all documents of one call, so that each
/// address is asked once.
struct Source {
    knowledge: Knowledge,
    fetcher: Option<Fetcher>,
    runtime: Option<tokio::runtime::Runtime>,
}

impl Source {
    fn new(args: &Verify) -> anyhow::Result<Self> {
        let knowledge = args.documents.as_deref().map(read_map).transpose()?.unwrap_or_default();
        let fetcher = (!args.offline).then(|| Fetcher::new(args.allow_loopback, Clock::System));
        Ok(Self { knowledge, fetcher, runtime: None })
    }

    fn bring_for(&mut self, document: &[u8]) -> anyhow::Result<()> {
        for _ in 0..MAX_ROUNDS {
            let wanted = needs(document, &self.knowledge);
            if wanted.is_empty() {
                break;
            }
            for need in wanted {
                let known = self.ask(&need)?;
                self.knowledge.0.insert(need.key().to_owned(), known);
            }
        }
        Ok(())
    }

    fn ask(&mut self, need: &Need) -> anyhow::Result<Known> {
        let Some(fetcher) = &self.fetcher else {
            return Ok(Known::Unreachable { reason: "the network is switched off".to_owned() });
        };
        if self.runtime.is_none() {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            self.runtime = Some(runtime.context("could not start the network")?);
        }
        let runtime = self.runtime.as_ref().context("the runtime was just made")?;
        Ok(runtime.block_on(fetcher.ask(need)))
    }
}

/// Reads `--documents`: file names are relative to the map's own folder.
fn read_map(path: &Path) -> anyhow::Result<Knowledge> {
    let names: BTreeMap<String, PathBuf> = serde_json::from_str(&super::read_text(path)?)
        .map_err(|err| Usage(format!("{} is no JSON object of address to file: {err}", path.display())))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut known = BTreeMap::new();
    for (address, file) in names {
        known.insert(address, Known::found(super::read_text(&folder.join(file))?));
    }
    Ok(Knowledge(known))
}

fn write_report(out: &mut impl Write, input: &str, report: &Report, depth: usize) -> io::Result<()> {
    let indent = "  ".repeat(depth);
    let headline = match report.headline() {
        Headline::Verified => "Verified",
        Headline::GenuineUnknownIssuer => "Genuine signature, unknown issuer",
        Headline::GenuineReceipt => "Genuine receipt",
        Headline::NotValid => "Not valid",
        Headline::CouldNotCheck => "Could not check everything",
    };
    writeln!(out, "{indent}{input}: {headline}")?;
    for check in report.checks.iter().filter(|check| check.outcome != Outcome::NotApplicable) {
        let outcome = match check.outcome {
            Outcome::Passed => "passed",
            Outcome::Warning => "warning",
            Outcome::Failed => "FAILED",
            Outcome::Unknown | Outcome::NotApplicable => "unknown",
        };
        writeln!(out, "{indent}  {outcome:8} {:13} {}", check.id.as_str(), check.message)?;
    }
    for (index, nested) in report.nested.iter().enumerate() {
        write_report(out, &format!("credential {}", index + 1), nested, depth + 2)?;
    }
    for (index, endorsement) in report.endorsements.iter().enumerate() {
        write_report(out, &format!("endorsement {}", index + 1), endorsement, depth + 2)?;
    }
    Ok(())
}
