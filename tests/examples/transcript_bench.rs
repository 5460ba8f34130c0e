//! How long a school's transcripts take: from the bytes of its export until the last one is on disk
//! and its letter queued, by the program over its API; then the next term's.
//!
//! `LAUREL_BIN` names the program, `LAUREL_SCHOOL` says how many pupils there are, 3,000 unless told.

use std::time::Instant;

use anyhow::Result;
use serde_json::json;
use tests::roster::{Changes, Roster};
use tests::{school, server::Server, story};

const COURSES: usize = 8;

#[expect(clippy::print_stdout, reason = "what a benchmark finds goes to standard output")]
#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn main() -> Result<()> {
    let told = std::env::var("LAUREL_SCHOOL").ok().and_then(|text| text.parse().ok());
    let roster = Roster { students: told.unwrap_or(3_000), courses: COURSES };
    let service = Server::demo()?;
    let staff = story::sign_in(&service, story::STAFF)?;
    let spring = roster.spring(Changes { changed: 40, withdrawn: 3 });
    println!("{:<12} {:>10} {:>10} {:>10} {:>10}", "term", "read s", "plan s", "sign s", "all s");
    for (term, files) in [("autumn", roster.autumn()), ("spring", spring)] {
        let began = Instant::now();
        let import = school::upload(&staff, term, &files)?;
        let read = began.elapsed().as_secs_f64();
        school::plan(&staff, &import)?;
        let planned = began.elapsed().as_secs_f64();
        let batch = school::start(&staff, &import, &json!({}))?;
        school::finish(&staff, &batch)?;
        let all = began.elapsed().as_secs_f64();
        println!("{term:<12} {read:>10.2} {:>10.2} {:>10.2} {all:>10.2}", planned - read, all - planned);
    }
    Ok(())
}
