//! From tap to verdict in a browser: what a visitor of `/verify` waits, once the page is there.
//!
//! `cargo xtask bench` builds what it needs and runs it. A demo on this machine serves the page to
//! headless Chromium. A credential is put into the field; the clock starts with the click on
//! “Check”, which hides the last report, and ends when the next one is there and drawn. Beside it, what the worker takes of that. The
//! status list was learned with the first check, as it is when one looks twice; that first check
//! on the page is not counted, and neither is one before on which the worker loads.

use anyhow::{Context, Result, ensure};
use crypto::did::{did_key, did_key_method};
use crypto::key::SecretKey;
use crypto::proof::{ProofOptions, Purpose, sign};
use serde_json::json;
use tests::browser::Browser;
use tests::server::Server;
use tests::{story, visitor};

const ROUNDS: usize = 20;
const INSIDE: usize = 100;
/// Longer than any check may take, in ms.
const LIMIT: u64 = 20_000;

#[tokio::main]
#[expect(clippy::print_stdout, reason = "what a benchmark finds goes to standard output")]
async fn main() -> Result<()> {
    let demo = Server::demo()?;
    let staff = story::sign_in(&demo, story::STAFF)?;
    let mut badges = Vec::new();
    for _ in 0..INSIDE {
        let award = story::award_to(&staff, 0, "Ida Quill", "ida@learners.example")?;
        badges.push(String::from_utf8(award.document)?);
    }
    let record = record_of(&badges)?;
    let browser = Browser::open(&demo.url()).await?;
    println!("{:<34} {:>8} {:>12} {:>12}", "in the browser, ms", "kB", "tap→verdict", "worker");
    for (name, document) in [("one badge", &badges[0]), ("a record of 100 badges", &record)] {
        let verdict = taps(&browser, document).await?;
        let worker = questions(&browser, document).await?;
        println!("{name:<34} {:>8} {verdict:>12.1} {worker:>12.1}", document.len() / 1000);
    }
    browser.close().await
}

/// A learner record with these credentials in it, by somebody whom nobody vouches for.
fn record_of(credentials: &[String]) -> Result<String> {
    let key = SecretKey::from_seed(&[7; 32]);
    let text = include_str!("../../crypto/benches/record.json")
        .replace("ISSUER", &did_key(&key.public()))
        .replace("\"NESTED\"", &credentials.join(","));
    Ok(sign(&text, &ProofOptions::new(did_key_method(&key.public()), Purpose::AssertionMethod), &key)?)
}

/// Median of the time from the click to the verdict, in ms.
async fn taps(browser: &Browser, document: &str) -> Result<f64> {
    browser.go("about:blank").await?;
    browser.go("/verify").await?;
    browser.find("button", visitor::CAMERA).await?;
    let script = format!(
        "const done = arguments[1], field = document.getElementById('text');
         const button = document.querySelector('form button.main');
         const report = document.getElementById('one');
         field.value = arguments[0];
         setTimeout(() => done(-1), {LIMIT});
         requestAnimationFrame(() => setTimeout(() => {{
           const observer = new MutationObserver(() => {{
             if (report.hidden || !report.querySelector('.verdict-headline')) return;
             observer.disconnect();
             setTimeout(() => done(performance.now() - start));
           }});
           observer.observe(document.body, {{subtree: true, childList: true, attributes: true}});
           const start = performance.now();
           button.click();
         }}));"
    );
    median(browser, &script, document).await
}

/// Median of the time that the worker alone takes, from question to answer, in ms.
async fn questions(browser: &Browser, document: &str) -> Result<f64> {
    let start = "const island = document.querySelector('leptos-island[data-props*=worker]');
        window.asked = new Worker(JSON.parse(island.dataset.props).worker, {type: 'module'});
        const done = arguments[0];
        fetch('/api/v1/policy').then(answer => answer.text()).then(text => { window.policy = text; done(true); });";
    browser.execute_async(start, Vec::new()).await?;
    let script = format!(
        "const done = arguments[1], bytes = new TextEncoder().encode(arguments[0]);
         setTimeout(() => done(-1), {LIMIT});
         asked.onmessage = ({{data}}) => done(data.report ? performance.now() - start : -1);
         const start = performance.now();
         asked.postMessage({{id: 1, question: 'check', bytes, policy}});"
    );
    median(browser, &script, document).await
}

async fn median(browser: &Browser, script: &str, document: &str) -> Result<f64> {
    let mut times = Vec::new();
    for round in 0..=ROUNDS {
        let time = browser.execute_async(script, vec![json!(document)]).await?;
        let time = time.as_f64().filter(|time| *time >= 0.0).context("no verdict came")?;
        if round > 0 {
            times.push(time);
        }
    }
    ensure!(!times.is_empty());
    times.sort_by(f64::total_cmp);
    Ok(f64::midpoint(times[(ROUNDS - 1) / 2], times[ROUNDS / 2]))
}
