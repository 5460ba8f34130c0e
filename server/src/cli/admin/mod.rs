//! `laurel admin`: what whoever runs the service does to it, beside the running service.

mod audit;
mod person;
mod retention;

use std::{future::Future, process::ExitCode};

use anyhow::Context;
use clap::Subcommand;

use super::serve::Place;
use crate::{app::App, effects::Fetch};

#[derive(clap::Args)]
pub(super) struct Admin {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prove that what was done is as it was noted, and take it away as a file.
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Tell, put right or forget everything that is kept of one person.
    #[command(subcommand)]
    Person(person::Person),
    /// Forget what has had its time, as the service does every hour; or show what would go.
    Retention(retention::Retention),
    /// Write the database anew without what was deleted from it.
    Scrub(Place),
}

pub(super) fn run(args: &Admin) -> anyhow::Result<ExitCode> {
    match &args.command {
        Command::Audit(audit) => audit::run(audit),
        Command::Person(person) => person::run(person),
        Command::Retention(retention) => retention::run(retention),
        Command::Scrub(place) => with_app(place, async |app| {
            app.db.scrub().await.context("somebody reads the database just now: try again")?;
            Ok(ExitCode::SUCCESS)
        }),
    }
}

/// Runs a command on the service's data.
fn with_app<F: Future<Output = anyhow::Result<ExitCode>>>(
    place: &Place,
    command: impl FnOnce(App) -> F,
) -> anyhow::Result<ExitCode> {
    let config = place.config()?;
    tokio::runtime::Runtime::new().context("could not start")?.block_on(async {
        let app = App::open_beside(config, Fetch::offline()).await?;
        let done = command(app.clone()).await;
        app.db.close().await;
        done
    })
}
