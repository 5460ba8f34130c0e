//! `laurel verify`: what is true of each document, for people or as one JSON object a line.
//!
//! A network, and the machinery to use it, is started only when something has to be fetched.

mod count;
mod inputs;
mod source;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use count::Count;
use crypto::verify::{Headline, Outcome, Policy, Report, run_all};
use inputs::{Found, Inputs};
use serde::Serialize;
use source::Source;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::Usage;
use crate::{effects::Clock, fetch::Fetcher, registry};

/// Documents judged at once, on all processors; their reports follow before the next are read,
const AT_ONCE: usize = 256;
/// and bytes of them.
const BYTES_AT_ONCE: usize = 32 << 20;

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
    /// A file with trust registries, of Laurel's own form or of the Digital Credentials
    /// Consortium's; may be given several times. In the variable, commas stand between them.
    #[arg(long, value_name = "FILE", env = "LAUREL_TRUST", value_delimiter = ',')]
    trust: Vec<PathBuf>,
    /// Whose credential it should be: an e-mail address, a name or an id.
    #[arg(long, value_name = "WHOM")]
    recipient: Option<String>,
    /// The domain that a presentation must have been made for.
    #[arg(long)]
    domain: Option<String>,
    /// The challenge that a presentation must answer.
    #[arg(long)]
    challenge: Option<String>,
    /// The documents: JSON, JWT, PNG or SVG. Of a folder or a zip archive everything in it that can
    /// be a credential; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// What to do where nobody vouches for an issuer.
const TRUST_HINT: &str = "Nobody vouches for the issuer of a genuine signature here. If you know whom to trust, \
    name a trust registry with --trust FILE.";

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
    let registries =
        registry::read_all(&args.trust).map_err(|err| Usage(format!("{:#}", anyhow::Error::from(err))))?;
    let policy = Policy {
        registries,
        domain: args.domain.clone(),
        challenge: args.challenge.clone(),
        recipient: args.recipient.clone(),
    };
    let fetcher = (!args.offline).then(|| Fetcher::new(args.allow_loopback, Clock::System));
    let mut source = Source::new(args.documents.as_deref(), fetcher)?;
    let mut inputs = Inputs::new(&args.files)?;

    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut trust_lacks = false;
    let mut count = Count::start();
    while let Some((names, documents)) = some(&mut inputs, &mut count)? {
        source.bring_for(&documents)?;
        let reports = run_all(&documents, &source.knowledge, now, &policy);
        for (input, report) in names.into_iter().zip(&reports) {
            count.report(report);
            trust_lacks |= lacks_trust_alone(report);
            if args.json {
                let line = Line { input, report };
                writeln!(out, "{}", serde_json::to_string(&line).context("a report is always JSON")?)
            } else {
                write_report(&mut out, &input, report, 0)
            }
            .context("could not write the report")?;
        }
        out.flush().context("could not write the report")?;
        count.progress();
    }
    if trust_lacks && !args.json {
        writeln!(out, "{TRUST_HINT}").and_then(|()| out.flush()).context("could not write the report")?;
    }
    count.end();
    if count.all() == 0 {
        return Err(Usage("there is no credential in what was given".to_owned()).into());
    }
    Ok(ExitCode::from(count.exit_code()))
}

/// Whether all is well but for somebody who vouches for the issuer.
fn lacks_trust_alone(report: &Report) -> bool {
    report.headline() == Headline::GenuineUnknownIssuer
}

/// Documents to be judged together, and their names in the same order.
type Part = (Vec<String>, Vec<Vec<u8>>);

/// The next part; `None` at the end.
fn some(inputs: &mut Inputs, count: &mut Count) -> anyhow::Result<Option<Part>> {
    let (mut names, mut documents, mut bytes) = (Vec::new(), Vec::new(), 0);
    while documents.len() < AT_ONCE && bytes < BYTES_AT_ONCE {
        let Some(input) = inputs.next()? else { break };
        match input.found {
            Found::Document(document) => {
                bytes += document.len();
                names.push(input.name);
                documents.push(document);
            }
            Found::Other => count.other(&input.name),
            Found::Unreadable(reason) => count.unreadable(&reason),
        }
    }
    Ok((!documents.is_empty()).then_some((names, documents)))
}

fn write_report(out: &mut impl Write, input: &str, report: &Report, depth: usize) -> io::Result<()> {
    let indent = "  ".repeat(depth);
    let headline = match (report.headline(), report.replaced_on()) {
        (_, Some(on)) => format!("Replaced on {} by the issuer", on.get(..10).unwrap_or(on)),
        (Headline::Verified, _) => "Verified".to_owned(),
        (Headline::GenuineUnknownIssuer, _) => "Genuine signature, unknown issuer".to_owned(),
        (Headline::GenuineReceipt, _) => "Genuine receipt".to_owned(),
        (Headline::NotValid, _) => match report.ended_inside() {
            Some(number) => format!("Genuine, but {number} of {} in it not valid now", report.tally().count),
            None => "Not valid".to_owned(),
        },
        (Headline::CouldNotCheck, _) => "Could not check everything".to_owned(),
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

#[cfg(test)]
mod tests {
    use crypto::verify::Knowledge;

    use super::*;

    #[test]
    fn the_hint_on_trust_is_for_what_lacks_nothing_else() {
        let lacks = |document: &[u8]| {
            let now = OffsetDateTime::from_unix_timestamp(1_795_305_600).unwrap();
            let documents = [document.to_vec()];
            lacks_trust_alone(&run_all(&documents, &Knowledge::default(), now, &Policy::default())[0])
        };
        let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/credentials");
        let read = |name: &str| std::fs::read(format!("{fixtures}/{name}")).unwrap();
        assert!(lacks(&read("valid/doctorate_of_a_famous_university_by_a_stranger.json")));
        assert!(!lacks(&read("invalid/dates__expired.json")));
        assert!(!lacks(b"{}"));
    }
}
