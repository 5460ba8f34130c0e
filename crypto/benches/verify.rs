//! What it costs to sign and verify one Open Badge, as multiples of a bare Ed25519 operation.
//!
//! `cargo bench -p crypto`. Timings on shared machines are noisy, so every round measures all
//! operations one after another, and each figure is the median over the rounds of its ratio to
//! the bare operation of the same round.

use std::hint::black_box;
use std::time::Instant;

use crypto::did::{did_key, did_key_method};
use crypto::json::{Limits, read};
use crypto::key::SecretKey;
use crypto::proof::{ProofOptions, Purpose, sign};
use crypto::verify::{Knowledge, Outcome, Policy, run};
use time::macros::datetime;

const ROUNDS: usize = 41;
const REPEATS: u32 = 50;

/// Nanoseconds for one call, as the mean over [`REPEATS`].
#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn time<T>(mut work: impl FnMut() -> T) -> f64 {
    let start = Instant::now();
    for _ in 0..REPEATS {
        black_box(work());
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(REPEATS)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[expect(clippy::print_stdout, reason = "what a benchmark finds goes to standard output")]
fn main() {
    let key = SecretKey::from_seed(&[7; 32]);
    let public = key.public();
    let document = include_str!("badge.json")
        .replace("ISSUER", &did_key(&public))
        .replace("LIST", "https://harbour.example/status/1");
    let options = ProofOptions::new(did_key_method(&public), Purpose::AssertionMethod)
        .created(datetime!(2026-01-10 09:00 UTC));
    let signed = sign(&document, &options, &key).expect("the benchmark's badge can be signed");
    let (knowledge, policy, now) = (Knowledge::default(), Policy::default(), datetime!(2026-06-01 12:00 UTC));
    let report = run(signed.as_bytes(), &knowledge, now, &policy);
    let proof = report.checks.iter().find(|check| check.code == "signature_good");
    assert!(proof.is_some_and(|check| check.outcome == Outcome::Passed), "the benchmark's badge verifies");

    let message = [3; 64];
    let signature = key.sign(&message);
    let mut rounds: [Vec<f64>; 6] = Default::default();
    for _ in 0..ROUNDS {
        let bare_verify = time(|| public.verify(black_box(&message), &signature));
        let bare_sign = time(|| key.sign(black_box(&message)));
        let parse = time(|| read(black_box(signed.as_bytes()), Limits::CREDENTIAL).is_ok());
        let canonical = time(|| crypto::rdf::canonical(black_box(document.as_bytes())).is_ok());
        let whole = time(|| run(black_box(signed.as_bytes()), &knowledge, now, &policy));
        let signing = time(|| sign(black_box(&document), &options, &key).is_ok());
        for (kept, value) in rounds.iter_mut().zip([
            bare_verify / 1000.0,
            bare_sign / 1000.0,
            parse / bare_verify,
            canonical / bare_verify,
            whole / bare_verify,
            signing / bare_sign,
        ]) {
            kept.push(value);
        }
    }
    let [bare_verify, bare_sign, parse, canonical, whole, signing] = rounds.map(median);
    println!("one badge of {} bytes, medians of {ROUNDS} rounds", signed.len());
    println!("  bare verify_strict            {bare_verify:8.1} us");
    println!("  bare sign                     {bare_sign:8.1} us");
    println!("  read strict JSON              {parse:8.2} x verify_strict");
    println!("  read and canonicalise         {canonical:8.2} x verify_strict");
    println!("  verify: bytes to full report  {whole:8.2} x verify_strict");
    println!("  sign: text to signed text     {signing:8.2} x sign");
}
