//! How many credentials a second are issued from a list: from the bytes of the file until the last
//! one is on disk and its letter queued, by the program over its API.
//!
//! `cargo xtask bench` builds what it needs and runs it. Beside the time on the clock, the time
//! that the processors spent in the service, which other programs on the machine do not change.

use std::time::Instant;

use anyhow::{Context, Result};
use tests::{bulk, server::Server, story};

const ROWS: usize = 10_000;
const ROUNDS: usize = 3;
/// What one second of `/proc/…/stat` counts.
const TICKS_A_SECOND: f64 = 100.0;

#[expect(clippy::print_stdout, reason = "what a benchmark finds goes to standard output")]
#[expect(clippy::cast_precision_loss, reason = "some thousand rows")]
#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn main() -> Result<()> {
    println!(
        "{:<26} {:>8} {:>8} {:>8} {:>10} {:>10} {:>12}",
        "10,000 rows by CSV", "check s", "start s", "issue s", "all s", "a second", "processor s"
    );
    for _ in 0..ROUNDS {
        let service = Server::demo()?;
        let staff = story::sign_in(&service, story::STAFF)?;
        let list = bulk::list(ROWS);
        let (began, worked) = (Instant::now(), service.processor_ticks());
        let job = bulk::upload(&staff, &list)?;
        let checked = began.elapsed().as_secs_f64();
        bulk::start(&staff, &job)?;
        let started = began.elapsed().as_secs_f64();
        bulk::finish(&staff, &job)?;
        let done = began.elapsed().as_secs_f64();
        let worked = service.processor_ticks().context("no ticks")? - worked.context("no ticks")?;
        println!(
            "{:<26} {checked:>8.2} {:>8.2} {:>8.2} {done:>10.2} {:>10.0} {:>12.2}",
            "",
            started - checked,
            done - started,
            ROWS as f64 / done,
            worked as f64 / TICKS_A_SECOND
        );
    }
    Ok(())
}
