//! How long a wallet of 2,000 credentials takes to look at, beside one of 20: the list, a page far down, a
//! search, filters, skills; the median of several times, and the bytes of each answer.
//!
//! `LAUREL_BIN` names the program, `LAUREL_HELD` says how many credentials the large wallet has.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use crypto::did::{did_key, did_key_method};
use crypto::key::SecretKey;
use crypto::proof::{ProofOptions, Purpose, sign};
use serde_json::{Value, json};
use tests::{http::Http, server::Server, story};
use time::macros::datetime;

const SMALL: usize = 20;
const TIMES: usize = 15;
/// Credentials that are brought at once.
const AT_ONCE: usize = 200;
/// Skills that each credential names, and skills that there are.
const ALIGNMENTS: usize = 4;
const SKILLS: usize = 400;
const TRADES: [&str; 8] =
    ["Welding", "Joinery", "Masonry", "Rigging", "Wiring", "Plumbing", "Painting", "Glazing"];

#[expect(clippy::print_stdout, reason = "what a benchmark finds goes to standard output")]
#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn main() -> Result<()> {
    let told = std::env::var("LAUREL_HELD").ok().and_then(|text| text.parse().ok());
    let many = told.unwrap_or(2_000);
    let service = Server::demo()?;
    let (small, large) =
        (story::sign_in(&service, "few@wallet.example")?, story::sign_in(&service, "many@wallet.example")?);
    fill(&small, SMALL)?;
    let began = Instant::now();
    fill(&large, many)?;
    println!("{many} credentials checked and kept in {:.1} s", began.elapsed().as_secs_f64());
    println!("{:<28} {:>9} {:>9} {:>7} {:>10}", "", "20, ms", "many, ms", "ratio", "many, B");
    for (what, path, fields) in asked() {
        let (few, _) = median(&small, path, &fields)?;
        let (much, bytes) = median(&large, path, &fields)?;
        println!("{what:<28} {few:>9.1} {much:>9.1} {:>7.2} {bytes:>10}", much / few);
    }
    Ok(())
}

type Asked = (&'static str, &'static str, Vec<(&'static str, &'static str)>);

fn asked() -> Vec<Asked> {
    vec![
        ("the wallet", "/wallet", vec![]),
        ("as a list", "/wallet/find", vec![("view", "list")]),
        ("by time", "/wallet/find", vec![("view", "timeline")]),
        ("its last page", "/wallet/find", vec![("page", "34")]),
        ("a search, as one types", "/wallet/find", vec![("q", "harbour weld 7")]),
        ("a search for nothing there", "/wallet/find", vec![("q", "astronomy")]),
        ("by year and state", "/wallet/find", vec![("year", "2021"), ("state", "genuine"), ("view", "list")]),
        ("by skill", "/wallet/find", vec![("skill", "https://trades.example/3"), ("view", "list")]),
        ("skills", "/wallet/skills", vec![]),
    ]
}

#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn median(visitor: &Http, path: &str, fields: &[(&str, &str)]) -> Result<(f64, usize)> {
    let (mut times, mut bytes) = (Vec::with_capacity(TIMES), 0);
    for _ in 0..TIMES {
        let began = Instant::now();
        let answer = if fields.is_empty() { visitor.get(path)? } else { visitor.post_form(path, fields)? };
        times.push(began.elapsed().as_secs_f64() * 1_000.0);
        ensure!(answer.status == 200, "{path}: {} {:.500}", answer.status, answer.text());
        bytes = answer.text().len();
    }
    times.sort_by(f64::total_cmp);
    Ok((times[TIMES / 2], bytes))
}

/// Brings so many credentials of one issuer, over the API.
fn fill(visitor: &Http, number: usize) -> Result<()> {
    let key = SecretKey::from_seed(&[7; 32]);
    for start in (0..number).step_by(AT_ONCE) {
        let some: Result<Vec<_>> =
            (start..number.min(start + AT_ONCE)).map(|place| badge(place, &key)).collect();
        let all =
            format!("{{\"type\":\"VerifiablePresentation\",\"verifiableCredential\":[{}]}}", some?.join(","));
        let body = json!({ "document": all, "mine": true });
        let answer = visitor.post_json("/api/v1/wallet/credentials", &body)?;
        ensure!(answer.status == 200, "{} {:.500}", answer.status, answer.text());
        let came: Value = answer.json()?;
        let came = came.as_array().context("no list")?;
        ensure!(came.iter().all(|it| it["outcome"] == "kept"), "{:.2000}", came[0]);
    }
    Ok(())
}

fn badge(place: usize, key: &SecretKey) -> Result<String> {
    let trade = TRADES[place % TRADES.len()];
    let alignments: Vec<_> = (0..ALIGNMENTS)
        .map(|which| {
            let skill = (place + which * 37) % SKILLS;
            json!({ "type": ["Alignment"], "targetName": format!("{trade}, stage {skill}"),
                "targetUrl": format!("https://trades.example/{skill}"), "targetFramework": "Trades" })
        })
        .collect();
    let document = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": format!("urn:example:{place}"),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": { "id": did_key(&key.public()), "type": ["Profile"], "name": "Harbour Trades" },
        "validFrom": format!("{}-{:02}-{:02}T00:00:00Z", 2026 - place % 10, 1 + place % 12, 1 + place % 28),
        "name": format!("{trade} {place}"),
        "credentialSubject": { "type": ["AchievementSubject"], "id": "did:example:learner", "achievement": {
            "id": format!("urn:example:achievement:{place}"), "type": ["Achievement"], "name": format!("{trade} {place}"),
            "achievementType": if place.is_multiple_of(3) { "Certificate" } else { "Badge" },
            "description": "Works by the book, alone and with others, and leaves the place clean.",
            "criteria": { "narrative": "Three pieces, each looked at by two masters." },
            "alignment": alignments } },
    });
    let options = ProofOptions::new(did_key_method(&key.public()), Purpose::AssertionMethod)
        .created(datetime!(2026-03-01 0:00 UTC));
    Ok(sign(&document.to_string(), &options, key)?)
}
