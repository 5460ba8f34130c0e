//! What it costs to sign and verify, as multiples of a bare Ed25519 operation.
//!
//! `cargo bench -p crypto`, or `cargo xtask bench`, which measures a peer in Node.js beside it.
//! Timings on shared machines are noisy, so every round times one call of each operation after
//! another, and each figure is the lower quartile over the rounds: what a call costs when nobody
//! comes between. The bare operations are measured in the same rounds.

use std::hint::black_box;
use std::time::Instant;

use crypto::did::{did_key, did_key_method};
use crypto::json::{Limits, read};
use crypto::key::SecretKey;
use crypto::proof::{ProofOptions, Purpose, Suite, sign};
use crypto::verify::{CheckId, Knowledge, Outcome, Policy, Report, run};
use time::OffsetDateTime;
use time::macros::datetime;

const ROUNDS: usize = 400;
/// The record is measured in one round of so many.
const RECORD_EVERY: usize = 20;
const NESTED: usize = 100;
const NOW: OffsetDateTime = datetime!(2026-06-01 12:00 UTC);

/// One line of the table.
struct Line<'w> {
    name: &'static str,
    /// The line whose multiple it is.
    unit: usize,
    /// At most so many of it, by the budget.
    budget: Option<f64>,
    every: usize,
    work: Box<dyn Fn() + 'w>,
    micros: Vec<f64>,
}

impl<'w> Line<'w> {
    fn new<T>(name: &'static str, unit: usize, budget: Option<f64>, work: impl Fn() -> T + 'w) -> Self {
        let work = Box::new(move || drop(black_box(work())));
        Self { name, unit, budget, every: 1, work, micros: Vec::new() }
    }

    fn of_record<T>(name: &'static str, budget: Option<f64>, work: impl Fn() -> T + 'w) -> Self {
        Self { every: RECORD_EVERY, ..Self::new(name, VERIFY, budget, work) }
    }

    #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
    fn time(&mut self) {
        (self.work)();
        let start = Instant::now();
        (self.work)();
        self.micros.push(start.elapsed().as_secs_f64() * 1e6);
    }

    fn quartile(&mut self) -> f64 {
        self.micros.sort_by(f64::total_cmp);
        self.micros[self.micros.len() / 4]
    }
}

/// Where the bare operations stand among the lines.
const VERIFY: usize = 0;
const SIGN: usize = 1;

fn proven(report: &Report) {
    for one in std::iter::once(report).chain(&report.nested) {
        let proof = one.check(CheckId::Proof).expect("a report has its proof");
        assert_eq!(proof.outcome, Outcome::Passed, "what the benchmark signs verifies: {}", proof.message);
    }
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
    let over_text = options.clone().suite(Suite::EddsaJcs2022);
    let signed = |document: &str, options| sign(document, options, &key).expect("it can be signed");
    let badge = signed(&document, &options);
    let badge_over_text = signed(&document, &over_text);
    let nested: Vec<String> = (0..NESTED)
        .map(|n| signed(&document.replace("2a5f0c6f6a10", &format!("{n:012}")), &options))
        .collect();
    let record = include_str!("record.json")
        .replace("ISSUER", &did_key(&public))
        .replace("\"NESTED\"", &nested.join(","));
    let record = signed(&record, &options);
    let (knowledge, policy) = (Knowledge::default(), Policy::default());
    let report = |text: &str| run(black_box(text.as_bytes()), &knowledge, NOW, &policy);
    let checked = report(&record);
    assert_eq!(checked.nested.len(), NESTED);
    proven(&checked);
    proven(&report(&badge));
    proven(&report(&badge_over_text));

    let message = [3; 64];
    let signature = key.sign(&message);
    let mut lines = [
        Line::new("bare verify_strict", VERIFY, None, || public.verify(black_box(&message), &signature)),
        Line::new("bare sign", SIGN, None, || key.sign(black_box(&message))),
        Line::new("badge: strict JSON", VERIFY, None, || {
            read(black_box(badge.as_bytes()), Limits::CREDENTIAL).is_ok()
        }),
        Line::new("badge: canonical N-Quads", VERIFY, None, || {
            crypto::rdf::canonical(black_box(document.as_bytes())).is_ok()
        }),
        Line::new("badge: verify, bytes to report", VERIFY, Some(2.5), || report(&badge)),
        Line::new("badge: verify, over its text", VERIFY, None, || report(&badge_over_text)),
        Line::new("badge: sign", SIGN, Some(4.0), || signed(black_box(&document), &options)),
        Line::new("badge: sign over its text", SIGN, None, || signed(black_box(&document), &over_text)),
        Line::of_record("record of 100: canonical N-Quads", None, || {
            crypto::rdf::canonical(black_box(record.as_bytes())).is_ok()
        }),
        Line::of_record("record of 100: verify, 101 proofs", Some(400.0), || report(&record)),
    ];
    for round in 0..ROUNDS {
        for line in lines.iter_mut().filter(|line| round % line.every == 0) {
            line.time();
        }
    }
    println!("badge of {} bytes, record of {} bytes, one core", badge.len(), record.len());
    println!("{:36} {:>12} {:>14} {:>10}", "", "µs", "× bare", "budget");
    let micros: Vec<f64> = lines.iter_mut().map(Line::quartile).collect();
    for (line, own) in lines.iter().zip(&micros) {
        let budget = line.budget.map_or_else(String::new, |budget| format!("{budget:.1}"));
        println!("{:36} {own:12.1} {:14.2} {budget:>10}", line.name, own / micros[line.unit]);
    }
    // `NAME SIGN VERIFY`, in microseconds, of the same badge in the same minute.
    if let Ok(peer) = std::env::var("LAUREL_BENCH_PEER")
        && let [name, sign, verify] = peer.split(' ').collect::<Vec<_>>().as_slice()
        && let (Ok(sign), Ok(verify)) = (sign.parse::<f64>(), verify.parse::<f64>())
    {
        println!("{name} takes {sign:.0} µs to sign this badge and {verify:.0} µs to verify it:");
        println!(
            "  {:.0} and {:.0} times as long (budget: 50 at least)",
            sign / micros[6],
            verify / micros[4]
        );
    }
}
