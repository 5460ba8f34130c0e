//! Laurel's JSON-LD against jsonld.js in safe mode, on documents made by chance.
//!
//! Both give one canonical form, or both refuse. A document on which they differ is shrunk before
//! it is shown. Without Node.js or the packages every trial counts as skipped.
//!
//! Where jsonld.js loses something without a word, or is known to leave the standard, we refuse or
//! differ on purpose; each such case has its line in [`refused_on_purpose`] or
//! [`defect_of_theirs`], is counted, and may not become common.

use std::cell::RefCell;
use std::collections::BTreeMap;

use anyhow::{Result, bail, ensure};
use crypto::rdf::{CanonicalError, Fault, canonical};
use libtest_mimic::{Arguments, Failed, Trial};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestError, TestRng, TestRunner};
use serde_json::Value;
use tests::{json_ld, peers};

fn main() {
    let args = Arguments::from_args();
    let missing = peers::missing();
    if let Some(reason) = missing {
        eprintln!("Skipped: {reason}");
    }
    let trial = |name: &str, test: fn() -> Result<()>| {
        Trial::test(name, move || test().map_err(|error| Failed::from(format!("{error:#}"))))
            .with_ignored_flag(missing.is_some())
    };
    libtest_mimic::run(
        &args,
        vec![
            trial("documents_have_the_canonical_form_that_jsonld_js_gives_them_or_none", documents),
            trial("graphs_of_blank_nodes_have_the_labels_that_rdf_canonize_gives_them", graphs),
        ],
    )
    .exit();
}

fn documents() -> Result<()> {
    compare(160, json_ld::document)
}

fn graphs() -> Result<()> {
    compare(60, json_ld::graph)
}

/// How one document fares.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Verdict {
    Same,
    BothRefuse,
    RefusedOnPurpose,
    TheirDefect,
}

/// Compares the documents that `make` makes of tapes of up to `length` numbers.
fn compare(length: usize, make: fn(&[u16]) -> Value) -> Result<()> {
    let peer = RefCell::new(peers::Conversation::start("answer.mjs")?);
    let tally = RefCell::new(BTreeMap::<Verdict, usize>::new());
    let count = tests::cases(100);
    let config = Config {
        cases: u32::try_from(count)?,
        failure_persistence: None,
        max_shrink_iters: 5_000,
        ..Config::default()
    };
    // The same documents every time, but others in a long run.
    let mut runner = if count <= 100 {
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
    } else {
        TestRunner::new(config)
    };
    let outcome = runner.run(&prop::collection::vec(any::<u16>(), 0..length), |tape| {
        let document = make(&tape);
        let fail = |what: String| TestCaseError::fail(format!("{what}\n{document}"));
        let theirs = peer.borrow_mut().ask(&document).map_err(|error| fail(format!("{error:#}")))?;
        let verdict = judge(&document.to_string(), &theirs).map_err(fail)?;
        *tally.borrow_mut().entry(verdict).or_default() += 1;
        Ok(())
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, tape)) => bail!("{reason}\n(tape {tape:?})"),
        Err(TestError::Abort(reason)) => bail!("{reason}"),
    }
    let tally = tally.into_inner();
    eprintln!("{tally:?}");
    let of = |verdict| tally.get(&verdict).copied().unwrap_or_default();
    ensure!(of(Verdict::Same) * 3 >= count * 2, "too few documents have a canonical form: {tally:?}");
    let odd = of(Verdict::RefusedOnPurpose) + of(Verdict::TheirDefect);
    ensure!(odd * 10 <= count, "too many documents are set aside: {tally:?}");
    Ok(())
}

fn judge(document: &str, theirs: &Value) -> Result<Verdict, String> {
    match (canonical(document.as_bytes()), theirs["nquads"].as_str()) {
        (Ok(ours), Some(theirs)) if ours == theirs => Ok(Verdict::Same),
        (Ok(ours), Some(theirs)) if defect_of_theirs(&ours, theirs) => Ok(Verdict::TheirDefect),
        (Ok(ours), Some(theirs)) => Err(format!("ours:\n{ours}theirs:\n{theirs}")),
        (Ok(ours), None) => Err(format!("they refuse ({}), we don't:\n{ours}", theirs["error"])),
        (Err(_), None) => Ok(Verdict::BothRefuse),
        (Err(CanonicalError::Rdf(error)), Some(_)) if refused_on_purpose(&error.fault) => {
            Ok(Verdict::RefusedOnPurpose)
        }
        (Err(error), Some(theirs)) => Err(format!("we refuse ({error}), they don't:\n{theirs}")),
    }
}

/// What we refuse though jsonld.js takes it.
fn refused_on_purpose(fault: &Fault) -> bool {
    match fault {
        // What we cannot tell: other names and places for what readers read, and shapes that
        // processors read differently. Each is a sentence of `crypto::rdf`; new ones belong here.
        Fault::Unsupported(what) => [
            " in place of ",
            " in a place where it is not looked for",
            " for something else than it means to readers",
            "the short form ",
            " itself",
            "a map by id under a context that does not propagate",
            "a value of many members under a context that does not propagate",
            "an id besides the one that the map gives",
            "an address besides the one that the map gives",
            "types with contexts in the map",
            "a map by property under the context",
            "a map by language under the context",
            "@included under a property with a context",
            "another name for @none",
            "inside what is nested",
            "without a value",
            "a list in a list without a term for it",
            "another name for a keyword and more",
            "JSON in the container",
            "a type that changes what is a type",
            "a relative @vocab in the context of a property",
            "a null context after protected terms",
        ]
        .iter()
        .any(|known| what.contains(known)),
        // What jsonld.js loses without a word.
        Fault::Invalid(what) => [
            "a graph holds something else",
            "a value has no place in such a map",
            "means nothing in a document",
            "left out by the context",
        ]
        .iter()
        .any(|known| what.contains(known)),
        // The empty address, which it leaves out, a key that it leaves out because the value has an
        // id of its own, and characters that no address may have.
        Fault::Relative(written) if written.starts_with("the key ") => true,
        Fault::Relative(written) => {
            let written = written.trim_start_matches("the @vocab ").trim_matches('"');
            let forbidden =
                |char: char| char.is_whitespace() || char.is_control() || "<>\"{}|^`\\".contains(char);
            written.is_empty() || written.contains(forbidden)
        }
        _ => false,
    }
}

/// Where jsonld.js 9 leaves the standard: it writes one statement twice whose values differ in
/// nothing that RDF knows (an index, a datatype that is the usual one), and takes two texts for
/// one that differ in direction alone.
fn defect_of_theirs(ours: &str, theirs: &str) -> bool {
    let twice = theirs.lines().zip(theirs.lines().skip(1)).any(|(line, next)| line == next);
    let without_texts = |form: &str| -> Vec<String> {
        form.lines().filter(|line| !line.contains(" \"")).map(str::to_owned).collect()
    };
    let directed = ours.contains("<https://www.w3.org/ns/i18n#")
        && ours.lines().count() > theirs.lines().count()
        && without_texts(ours) == without_texts(theirs);
    twice || directed
}
