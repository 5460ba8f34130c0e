//! `laurel admin audit`: heads, and whether the chains hold.

use std::{io::Write, path::PathBuf, process::ExitCode};

use anyhow::Context;
use clap::{Subcommand, ValueEnum};
use time::{Date, OffsetDateTime, Time, format_description::well_known::Rfc3339, macros::format_description};

use super::{Place, with_app};
use crate::{
    cli::{Usage, answer, read_text},
    flows::audit::{
        check,
        export::{self, Format},
        head,
    },
};

#[derive(Subcommand)]
pub(super) enum Audit {
    /// Say where all chains end now, signed, as one JSON object. Keep it where nobody who runs the
    /// service can change it.
    Head {
        #[command(flatten)]
        place: Place,
    },
    /// Do every hash again, and say what was altered, removed or added: exit 0 nothing, 1 something.
    Verify {
        #[command(flatten)]
        place: Place,
        /// A head that was kept elsewhere, or several in one file, one to a line: each counts.
        #[arg(long, value_name = "FILE")]
        head: Option<PathBuf>,
    },
    /// Write all that was done to standard output.
    Export {
        #[command(flatten)]
        place: Place,
        /// In which form.
        #[arg(long, value_enum, default_value = "csv")]
        format: FormatName,
        /// Only what was done since then: a day (in UTC) or an instant, as RFC 3339 has them.
        #[arg(long, value_name = "WHEN", value_parser = instant)]
        since: Option<OffsetDateTime>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum FormatName {
    Csv,
    Json,
}

pub(super) fn run(args: &Audit) -> anyhow::Result<ExitCode> {
    match args {
        Audit::Head { place } => with_app(place, async |app| answer(&head::head(&app).await?.to_json())),
        Audit::Verify { place, head } => verify(place, head.as_ref()),
        Audit::Export { place, format, since } => with_app(place, async |app| {
            let format = match format {
                FormatName::Csv => Format::Csv,
                FormatName::Json => Format::Json,
            };
            answer(&export::all(&app, *since, format).await?)
        }),
    }
}

fn verify(place: &Place, file: Option<&PathBuf>) -> anyhow::Result<ExitCode> {
    let text = file.map(|path| read_text(path)).transpose()?;
    with_app(place, async |app| {
        let heads = match &text {
            None => Vec::new(),
            Some(text) => head::read(&app, text).await.map_err(|err| Usage(err.to_string()))?,
        };
        let checked = check::check(&app, &heads).await?;
        let mut out = std::io::stdout().lock();
        for fault in &checked.faults {
            writeln!(out, "{fault}").context("could not write the answer")?;
        }
        for (chain, first, last) in &checked.ranges {
            writeln!(out, "chain {chain}: rows {first} to {last}: who did what to whom was forgotten, as a later row says")
                .context("could not write the answer")?;
        }
        let against = match heads.as_slice() {
            [] => String::new(),
            [head] => format!(" against the head of {}", head.at),
            [.., head] => format!(" against {} heads, the last of {}", heads.len(), head.at),
        };
        let forgotten = match checked.forgotten {
            0 => String::new(),
            number => format!("; of {number} it was forgotten who did what to whom, and noted that it was"),
        };
        let verdict =
            if checked.holds() { "nothing was altered, removed or added" } else { "this does not hold" };
        writeln!(out, "{} acts{against}: {verdict}{forgotten}", checked.acts)
            .context("could not write the answer")?;
        Ok(if checked.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    })
}

fn instant(text: &str) -> Result<OffsetDateTime, String> {
    let day = || Date::parse(text, format_description!("[year]-[month]-[day]")).ok();
    OffsetDateTime::parse(text, &Rfc3339)
        .ok()
        .or_else(|| Some(day()?.with_time(Time::MIDNIGHT).assume_utc()))
        .ok_or_else(|| {
            "write a day such as 2026-09-01, or an instant such as 2026-09-01T08:00:00Z".to_owned()
        })
}
