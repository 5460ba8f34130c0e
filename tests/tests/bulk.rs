//! Many awards, and a service that is killed in the middle of them.
//!
//! `LAUREL_BULK_ROWS` and `LAUREL_BULK_KILLS` make it as long as one likes; the full length is
//! 10,000 rows and 20 kills, which a soak takes.

use anyhow::Result;
use serde_json::json;
use tests::{bulk, server::Server, story};

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_killed_awards_each_row_once() -> Result<()> {
    let soak = std::env::var_os("LAUREL_SOAK").is_some();
    let rows = setting("LAUREL_BULK_ROWS", if soak { 10_000 } else { 3_000 });
    let kills = setting("LAUREL_BULK_KILLS", if soak { 20 } else { 4 });
    let mut service = Server::demo()?;
    let staff = story::sign_in(&service, story::STAFF)?;
    let job = bulk::upload(&staff, &bulk::list(rows))?;
    bulk::start(&staff, &job)?;

    let mut dice = Dice(std::process::id());
    let (mut moments, mut done) = (Vec::new(), 0);
    while moments.len() < kills {
        // Every other time not before a turn has come to its end, so that it gets on.
        let wait_for_a_turn = moments.len() % 2 == 1;
        let (mut before, mut all) = bulk::progress(&staff, &job)?;
        while wait_for_a_turn && before == done && !all {
            (before, all) = bulk::progress(&staff, &job)?;
        }
        // So many questions later: answers tell time better than a clock does.
        for _ in 0..dice.up_to(40) {
            (before, all) = bulk::progress(&staff, &job)?;
        }
        service.kill()?;
        // What was committed stays.
        assert!(before >= done, "{before} after {done}");
        done = before;
        moments.push(before);
        service.restart()?;
        if all {
            break;
        }
    }
    bulk::finish(&staff, &job)?;
    service.kill()?;
    let found = bulk::counts(&service, &job).await?;
    let each = json!({
        "credentials": rows, "ids": rows, "recipients": rows, "places": rows,
        "letters": rows, "addressed": rows, "rows": rows, "waiting": 0,
    });
    assert_eq!(found, each);
    println!("{rows} rows, killed {} times when so many were awarded: {moments:?}", moments.len());
    Ok(())
}

fn setting(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Random enough for moments.
struct Dice(u32);

impl Dice {
    fn up_to(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        u64::from(self.0 >> 8) % most
    }
}
