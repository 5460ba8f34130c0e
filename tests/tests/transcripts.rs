//! A school's transcripts, term after term, and a service that is killed in the middle of them.
//!
//! `LAUREL_SCHOOL` is how many pupils there are; the full school has 3,000, whom a soak takes.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tests::http::Http;
use tests::roster::{Changes, Roster, student_id};
use tests::{school, server::Server, story};

const COURSES: usize = 8;

fn pupils() -> usize {
    let soak = std::env::var_os("LAUREL_SOAK").is_some();
    let usual = if soak { 3_000 } else { 300 };
    std::env::var("LAUREL_SCHOOL").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_killed_signs_each_transcript_once() -> Result<()> {
    let (students, kills) = (pupils(), 10);
    let mut service = Server::demo()?;
    let staff = story::sign_in(&service, story::STAFF)?;
    let roster = Roster { students, courses: COURSES };
    // The one with two records waits for a decision.
    let (transcripts, before) = (students - 1, school::counts(&service).await?);
    let import = school::upload(&staff, "autumn.zip", &roster.autumn())?;
    let batch = school::start(&staff, &import, &json!({}))?;
    let mut dice = Dice(std::process::id());
    let (mut moments, mut done) = (Vec::new(), 0);
    while moments.len() < kills {
        let wait_for_a_turn = moments.len() % 2 == 1;
        let (mut now, mut all) = school::progress(&staff, &batch)?;
        // Every other time a good way further, so that the kills lie all over it.
        let far = (done + (2 * students / kills) as u64).min(transcripts as u64);
        while wait_for_a_turn && now < far && !all {
            (now, all) = school::progress(&staff, &batch)?;
        }
        // So many questions later: answers tell time better than a clock does.
        for _ in 0..dice.up_to(30) {
            (now, all) = school::progress(&staff, &batch)?;
        }
        service.kill()?;
        assert!(now >= done, "{now} after {done}");
        done = now;
        moments.push(now);
        service.restart()?;
        if all {
            break;
        }
    }
    school::finish(&staff, &batch)?;
    service.kill()?;
    let entries = transcripts * COURSES;
    let found = school::counts(&service).await?;
    let more = |name: &str| found[name].as_u64().unwrap_or(0) - before[name].as_u64().unwrap_or(0);
    for (name, number) in [
        ("transcripts", transcripts),
        ("learners", transcripts),
        ("entries", entries),
        ("keys", entries),
        ("places", entries + transcripts),
        ("letters", transcripts),
        ("waiting", 0),
    ] {
        assert_eq!(more(name), number as u64, "{name}: {found}");
    }
    println!(
        "{transcripts} transcripts, killed {} times when so many were signed: {moments:?}",
        moments.len()
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_second_term_extends_and_corrects_and_no_good_copy_turns_bad() -> Result<()> {
    let students = pupils().min(300);
    let (changed, withdrawn) = (40, 3);
    let service = Server::demo()?;
    let staff = story::sign_in(&service, story::STAFF)?;
    let roster = Roster { students, courses: COURSES };
    let import = school::upload(&staff, "autumn.zip", &roster.autumn())?;
    let plan = school::plan(&staff, &import)?;
    assert_eq!(plan["new"], students - 1, "{plan}");
    assert_eq!(plan["questions"].as_array().map(Vec::len), Some(2), "one person with two records: {plan}");
    let batch = school::start(&staff, &import, &json!({ "signed": students - 1 }))?;
    school::finish(&staff, &batch)?;
    let first = school::documents(&service).await?;

    let import = school::upload(&staff, "spring.zip", &roster.spring(Changes { changed, withdrawn }))?;
    let plan = school::plan(&staff, &import)?;
    let told = |name: &str| plan[name].as_u64().unwrap_or(u64::MAX);
    // The merged pupil is one person now, and has no transcript yet.
    assert_eq!(told("new"), 1, "{plan}");
    assert_eq!(told("corrected"), (changed + withdrawn) as u64, "{plan}");
    assert_eq!(told("extended"), (students - 1 - changed - withdrawn) as u64, "{plan}");
    assert_eq!((told("entriesChanged"), told("entriesWithdrawn")), (changed as u64, withdrawn as u64));
    assert_eq!(plan["questions"], json!([]));
    let batch = school::start(&staff, &import, &json!({}))?;
    school::finish(&staff, &batch)?;
    let second = school::documents(&service).await?;
    assert_eq!(second.len(), students);

    // Old copies: only those in which something was wrong read otherwise.
    let texts: Vec<&str> = first.iter().map(|(_, document)| document.as_str()).collect();
    let mut bad = 0;
    for ((sourced_id, _), outcome) in first.iter().zip(outcomes(&staff, &texts)?) {
        if !second.iter().any(|(known, _)| known == sourced_id) {
            continue;
        }
        let corrected = (1..=changed + withdrawn).any(|student| student_id(student) == *sourced_id);
        assert_eq!(outcome == "invalid", corrected, "{sourced_id} is {outcome}");
        bad += usize::from(corrected);
    }
    assert_eq!(bad, changed + withdrawn);
    let texts: Vec<&str> = second.iter().map(|(_, document)| document.as_str()).collect();
    assert!(outcomes(&staff, &texts)?.iter().all(|outcome| outcome == "valid"));
    Ok(())
}

/// The server's verdicts.
fn outcomes(staff: &Http, documents: &[&str]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for some in documents.chunks(50) {
        let body = format!("{{\"documents\":[{}]}}", some.join(","));
        let answer = staff.post("/api/v1/verify", "application/json", body.as_bytes())?.json()?;
        let reports = answer["reports"].as_array().with_context(|| format!("no reports: {answer:.1000}"))?;
        let outcome = |report: &Value| report["report"]["outcome"].as_str().unwrap_or_default().to_owned();
        found.extend(reports.iter().map(outcome));
    }
    Ok(found)
}

/// Random enough for moments.
struct Dice(u32);

impl Dice {
    fn up_to(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u64::from(self.0 >> 8) % most
    }
}
