//! A record that holds a transcript of 300 signed entries: how long it takes to open, what holds the
//! page up at most, and how long one step in it takes, in headless Chromium.
//!
//! `cargo run --package tests --example record_bench`, with `LAUREL_BIN` naming the program and the
//! browser's part in `target/web`.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tests::browser::Browser;
use tests::roster::Roster;
use tests::server::Server;
use tests::{school, story};

const ENTRIES: usize = 300;
const ROUNDS: usize = 10;
const PUPIL: &str = "stu-00002@hedgerow.example";

#[tokio::main]
#[expect(clippy::print_stdout, reason = "what a benchmark finds goes to standard output")]
async fn main() -> Result<()> {
    let demo = Server::demo()?;
    let staff = story::sign_in(&demo, story::STAFF)?;
    let roster = Roster { students: 2, courses: ENTRIES };
    let import = school::upload(&staff, "autumn.zip", &roster.autumn())?;
    let batch = school::start(&staff, &import, &json!({}))?;
    school::finish(&staff, &batch)?;
    for achievement in [0, 1] {
        story::award_to(&staff, achievement, "Bo Brandt", PUPIL)?;
    }
    let browser = Browser::open(&demo.url()).await?;
    browser.go("/sign-in").await?;
    browser.fill("E-mail address", PUPIL).await?;
    browser.follow("button", "Send me a link").await?;
    browser.go("/outbox").await?;
    browser.follow("link", "Open the link in this mail").await?;
    browser.follow("button", "Sign in").await?;
    for _ in 0..3 {
        browser.go("/wallet").await?;
        browser.follow("button", "Claim").await?;
    }
    browser.go("/wallet").await?;
    browser.fill("Title of a new record", "All of it").await?;
    browser.follow("button", "Make a record").await?;
    for number in 1..=3 {
        let add = "document.querySelector('#record-others li > button').click()";
        browser.execute(add, Vec::new()).await?;
        let there = "return document.querySelectorAll('[data-item]').length === arguments[0]";
        ensure!(browser.until(there, vec![json!(number)]).await?, "it was not added");
    }
    let record = browser.path().await?;

    println!("{:<34} {:>10} {:>10} {:>10} {:>10}", "ms", "answer", "open", "longest", "kB");
    opened(&browser, "the record", &record).await?;
    let script = "return document.querySelector('a[href$=\"/parts\"]').getAttribute('href')";
    let parts = browser.execute(script, Vec::new()).await?;
    let parts = parts.as_str().context("nothing to choose from")?.to_owned();
    println!("{:<34} {:>10.1}", "a move, to the next frame", steps(&browser, MOVE).await?);
    opened(&browser, "its entries", &parts).await?;
    println!("{:<34} {:>10.1}", "a tick, to the next frame", steps(&browser, TICK).await?);
    println!("{:<34} {:>10.1}", "a tick, until it is saved", steps(&browser, SAVED).await?);
    opened(&browser, "as the employer sees it", &format!("{record}/preview")).await?;
    browser.close().await
}

/// Goes to a page several times; prints medians of when its answer was there and it was open, and of
/// its longest task.
#[expect(clippy::print_stdout, reason = "what a benchmark finds goes to standard output")]
async fn opened(browser: &Browser, name: &str, path: &str) -> Result<()> {
    let mut times: Vec<[f64; 4]> = Vec::new();
    for _ in 0..ROUNDS {
        browser.go("about:blank").await?;
        browser.go(path).await?;
        let script = "const done = arguments[0], [page] = performance.getEntriesByType('navigation');
            let longest = 0;
            new PerformanceObserver(list => { for (const task of list.getEntries()) longest = Math.max(longest, task.duration) })
                .observe({ type: 'longtask', buffered: true });
            setTimeout(() => done([page.responseEnd, page.loadEventEnd, longest, page.decodedBodySize / 1000]), 500)";
        let found = browser.execute_async(script, Vec::new()).await?;
        let found: Vec<f64> = serde_json::from_value(found)?;
        times.push(found.try_into().ok().context("four numbers")?);
    }
    let of = |place: usize| median(times.iter().map(|time| time[place]).collect());
    println!("{name:<34} {:>10.1} {:>10.1} {:>10.1} {:>10.0}", of(0), of(1), of(2), of(3));
    Ok(())
}

/// The first credential goes down or the last one up, and the frame after that is drawn.
const MOVE: &str = "const button = document.querySelector('[data-item] button[value^=\"down:\"]');
    const began = performance.now(); button.click();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)))";
/// The first entry is ticked or unticked.
const TICK: &str = "const box = document.querySelector('input[name=part]');
    const began = performance.now(); box.click();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)))";
/// The same, until the page says what is chosen now.
const SAVED: &str = "const box = document.querySelector('input[name=part]');
    const state = document.getElementById('record-parts-state'), began = performance.now();
    new MutationObserver((_, it) => { it.disconnect(); done(performance.now() - began) }).observe(state, { childList: true, characterData: true, subtree: true });
    box.click()";

async fn steps(browser: &Browser, script: &str) -> Result<f64> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let found =
            browser.execute_async(&format!("const done = arguments[0]; {script}"), Vec::new()).await?;
        times.push(found.as_f64().with_context(|| format!("no time: {found}"))?);
        // What it sends is answered before the next one.
        let settled = "const done = arguments[0]; setTimeout(() => done(1), 1000)";
        let _: Value = browser.execute_async(settled, Vec::new()).await?;
    }
    Ok(median(times))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
