//! `laurel admin person`: everything that is kept of somebody told, put right, or forgotten.

use std::{io::Write, process::ExitCode};

use anyhow::Context;
use clap::Subcommand;

use super::{Place, with_app};
use crate::{
    cli::{Usage, answer},
    flows::{
        Email,
        person::{self, Asker, PersonCorrection, PersonError, Who},
    },
    id::LearnerId,
};

#[derive(Subcommand)]
pub(super) enum Person {
    /// Write everything that is kept of somebody to standard output, as one JSON object.
    Export {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        whose: Whose,
        #[command(flatten)]
        several: Several,
    },
    /// Put somebody's name or address right wherever it is written.
    Correct {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        whose: Whose,
        /// The right name.
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// The right address.
        #[arg(long, value_name = "EMAIL")]
        new_email: Option<String>,
        /// Also sign corrected editions of what was issued to them: copies of the earlier ones verify no more.
        #[arg(long)]
        documents: bool,
        /// Only count what would change.
        #[arg(long)]
        dry_run: bool,
    },
    /// Forget somebody: everything that is kept of them goes, for good.
    Erase {
        #[command(flatten)]
        place: Place,
        #[command(flatten)]
        whose: Whose,
        #[command(flatten)]
        several: Several,
        /// Also revoke what was issued to them: copies of it verify no more.
        #[arg(long)]
        revoke: bool,
        /// Only count what would go.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(clap::Args)]
pub(super) struct Whose {
    /// Whoever has this address, here and at every institution; refused where several people do.
    #[arg(long, value_name = "EMAIL", required_unless_present = "learner", conflicts_with = "learner")]
    email: Option<String>,
    /// A learner of an institution, by their id; with all that is surely theirs by their address. Others who have the
    /// same are told, and left alone.
    #[arg(long, value_name = "ID")]
    learner: Option<String>,
    /// Why, in a few words without names: it stays in the audit.
    #[arg(long, default_value = "They asked for it.", value_name = "TEXT")]
    reason: String,
}

#[derive(clap::Args)]
pub(super) struct Several {
    /// Everybody who has the address is meant: brothers and sisters, parents, here and at every institution.
    #[arg(long)]
    all: bool,
}

impl Whose {
    fn who(&self) -> Result<Who, Usage> {
        match (&self.email, &self.learner) {
            (Some(email), _) => Email::read(email)
                .map(Who::Email)
                .ok_or_else(|| Usage(format!("{email} is no e-mail address"))),
            (None, Some(id)) => match id.parse::<LearnerId>() {
                Ok(id) => Ok(Who::Learner(id)),
                Err(err) => Err(Usage(format!("{id}: {err}"))),
            },
            (None, None) => Err(Usage("say whose: --email or --learner".to_owned())),
        }
    }
}

pub(super) fn run(args: &Person) -> anyhow::Result<ExitCode> {
    match args {
        Person::Export { place, whose, several } => {
            let who = whose.who()?;
            with_app(place, async |app| {
                let told = person::export(&app, Asker::Service, &who, several.all, &whose.reason).await;
                answer(&told.map_err(explained)?)
            })
        }
        Person::Correct { place, whose, name, new_email, documents, dry_run } => {
            let who = whose.who()?;
            if *documents {
                must_name_public_url(place)?;
            }
            let typed = PersonCorrection {
                name: name.clone(),
                email: new_email.clone(),
                documents: *documents,
                reason: whose.reason.clone(),
            };
            with_app(place, async |app| {
                let done = person::correct(&app, Asker::Service, &who, &typed, *dry_run).await;
                let [learners, accounts, credentials] = done.map_err(explained)?;
                let verb = if *dry_run { "would be put right" } else { "put right" };
                answer(&format!(
                    "{verb}: learners {learners}, accounts {accounts}, credentials signed anew {credentials}"
                ))
            })
        }
        Person::Erase { place, whose, several, revoke, dry_run } => {
            erase(place, whose, several.all, *revoke, *dry_run)
        }
    }
}

fn erase(place: &Place, whose: &Whose, all: bool, revoke: bool, dry_run: bool) -> anyhow::Result<ExitCode> {
    let who = whose.who()?;
    if revoke && !dry_run {
        must_name_public_url(place)?;
    }
    with_app(place, async |app| {
        let erased = if dry_run {
            person::rehearse(&app, Asker::Service, &who, all, revoke).await
        } else {
            person::erase(&app, Asker::Service, &who, all, revoke, &whose.reason).await
        };
        let erased = erased.map_err(explained)?;
        let mut out = std::io::stdout().lock();
        let mut say = |line: String| writeln!(out, "{line}").context("could not write the answer");
        say(if dry_run { "This would go:" } else { "This is gone:" }.to_owned())?;
        for (table, number) in &erased.counts {
            say(format!("  {table:<24} {number}"))?;
        }
        say(format!("  {:<24} {}", "who did what to them", erased.acts))?;
        for other in &erased.others {
            say(format!("  left alone, with an address of theirs: {other}"))?;
        }
        if erased.unopened > 0 {
            say(format!(
                "{} sealed rows do not open with the key in the data folder: nobody can read them, nor tell whose they \
                are.",
                erased.unopened
            ))?;
        }
        if erased.good > 0 {
            say(format!(
                "Copies of {} credentials that others have go on verifying; with --revoke they do not.",
                erased.good
            ))?;
        }
        if dry_run {
            return Ok(ExitCode::SUCCESS);
        }
        app.db.scrub().await.context(
            "it is gone from the tables, but traces of it may be left in the database's file, which somebody was \
            reading: run `laurel admin scrub`",
        )?;
        let file = if app.db.is_ours_alone() {
            "Nothing of it is left in the database's file."
        } else {
            "PostgreSQL overwrites what was deleted in its own time."
        };
        say(format!("{file} Backups that were made before still have it."))?;
        Ok(ExitCode::SUCCESS)
    })
}

/// What is signed names the address of the service: without it, it would name another.
fn must_name_public_url(place: &Place) -> anyhow::Result<()> {
    if place.names_public_url()? {
        return Ok(());
    }
    Err(Usage("this signs with the service's address in it: say which, with --public-url".to_owned()).into())
}

/// A slip of whoever typed the command is one.
fn explained(err: PersonError) -> anyhow::Error {
    match &err {
        PersonError::Fields(fields) => {
            let told = fields
                .iter()
                .map(|field| format!("{}: {}", field.pointer.trim_start_matches('/'), field.detail));
            Usage(told.collect::<Vec<_>>().join("; ")).into()
        }
        PersonError::Several(people) => {
            let list = people.join("\n  ");
            Usage(format!(
                "several people are meant; name one with --learner, or all of them with --all:\n  {list}"
            ))
            .into()
        }
        _ => err.into(),
    }
}
