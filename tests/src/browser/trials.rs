//! Running stories in a browser: one at a time, and counted as skipped where there is none.

use anyhow::Result;
use libtest_mimic::{Arguments, Failed, Trial};

/// Runs the stories, or counts them as skipped, and ends the program.
pub fn run(trials: Vec<Trial>) -> ! {
    let mut args = Arguments::from_args();
    // One browser at a time: they are many processes each.
    args.test_threads = args.test_threads.or(Some(1));
    let missing = super::missing();
    if let Some(reason) = missing {
        eprintln!("Skipped: {reason}");
    } else {
        eprintln!("Screenshots go to {}", super::screenshots().display());
    }
    let trials = trials.into_iter().map(|trial| trial.with_ignored_flag(missing.is_some())).collect();
    libtest_mimic::run(&args, trials).exit()
}

/// A story under the sentence that it proves.
pub fn trial<S: Future<Output = Result<()>> + 'static>(name: &str, story: fn() -> S) -> Trial {
    Trial::test(name, move || {
        let told = || tokio::runtime::Runtime::new()?.block_on(story());
        told().map_err(|error: anyhow::Error| Failed::from(format!("{error:#}")))
    })
}
