//! How many credentials a second are issued from a list: from the bytes of the file until the last
//! one is on disk and its letter queued, by the program over its API.
//!
//! `cargo xtask bench` builds what it needs and runs it. Beside the time on the clock, the time
//! that the processors spent in the service, which other programs on the machine do not change
//! much; and that of each credential as a multiple of a bare signature, measured in between.

use std::hint::black_box;
use std::time::Instant;

use anyhow::{Context, Result};
use crypto::key::SecretKey;
use tests::{bulk, server::Server, story};

const ROWS: usize = 10_000;
const ROUNDS: usize = 3;
const SIGNATURES: usize = 2_000;
/// What one second of `/proc/…/stat` counts.
const TICKS_A_SECOND: f64 = 100.0;

#[expect(clippy::print_stdout, reason = "what a benchmark finds goes to standard output")]
#[expect(clippy::cast_precision_loss, reason = "some thousand rows")]
#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn main() -> Result<()> {
    println!(
        "{:<20} {:>8} {:>8} {:>8} {:>8} {:>9} {:>12} {:>10} {:>9}",
        "10,000 rows by CSV",
        "check s",
        "start s",
        "issue s",
        "all s",
        "a second",
        "processor s",
        "µs each",
        "× bare"
    );
    for _ in 0..ROUNDS {
        let service = Server::demo()?;
        let staff = story::sign_in(&service, story::STAFF)?;
        let list = bulk::list(ROWS);
        let bare = bare_sign_micros();
        let (began, worked) = (Instant::now(), service.processor_ticks());
        let job = bulk::upload(&staff, &list)?;
        let checked = began.elapsed().as_secs_f64();
        bulk::start(&staff, &job)?;
        let started = began.elapsed().as_secs_f64();
        bulk::finish(&staff, &job)?;
        let done = began.elapsed().as_secs_f64();
        let worked = service.processor_ticks().context("no ticks")? - worked.context("no ticks")?;
        let worked = worked as f64 / TICKS_A_SECOND;
        let each = worked * 1e6 / ROWS as f64;
        println!(
            "{:<20} {checked:>8.2} {:>8.2} {:>8.2} {done:>8.2} {:>9.0} {worked:>12.2} {each:>10.0} {:>9.1}",
            "",
            started - checked,
            done - started,
            ROWS as f64 / done,
            each / bare
        );
    }
    Ok(())
}

/// What a bare Ed25519 signature over 64 bytes takes when nobody comes between.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn bare_sign_micros() -> f64 {
    let key = SecretKey::from_seed(&[7; 32]);
    let time = || {
        let began = Instant::now();
        black_box(key.sign(black_box(&[3; 64])));
        began.elapsed().as_secs_f64() * 1e6
    };
    let mut micros: Vec<f64> = (0..SIGNATURES).map(|_| time()).collect();
    micros.sort_by(f64::total_cmp);
    micros[SIGNATURES / 4]
}
