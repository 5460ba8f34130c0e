//! `laurel admin retention`: what has had its time.

use std::{io::Write, process::ExitCode};

use anyhow::Context;

use super::{Place, with_app};
use crate::flows::purge::{self, Kind};

#[derive(clap::Args)]
pub(super) struct Retention {
    #[command(flatten)]
    place: Place,
    /// Only count what would go.
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(args: &Retention) -> anyhow::Result<ExitCode> {
    with_app(&args.place, async |app| {
        let purged = if args.dry_run { purge::rehearse(&app).await? } else { purge::purge(&app).await? };
        let mut out = std::io::stdout().lock();
        let mut say = |line: String| writeln!(out, "{line}").context("could not write the answer");
        let heading = if args.dry_run { "would go" } else { "gone" };
        say(format!("{:<12} {:>5} {heading:>9}  what", "kind", "days"))?;
        for kind in Kind::ALL {
            let (name, days) = (kind.name(), app.config.retain.days(kind));
            say(format!("{name:<12} {days:>5} {:>9}  {}", purged.of(name), kind.about()))?;
        }
        for (name, about) in [
            ("imports", "exports of schools' systems: as files that nobody started"),
            ("links", "sign-in links that were used or ran out"),
            ("sessions", "sessions that ended"),
            ("verifications", "reports that nobody came back for"),
            ("challenges", "questions to keys that nobody answered"),
            ("tries", "counts of wrong code words"),
        ] {
            say(format!("{name:<12} {:>5} {:>9}  {about}", "", purged.of(name)))?;
        }
        Ok(ExitCode::SUCCESS)
    })
}
