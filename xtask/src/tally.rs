//! Counting what test runners report.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::shell::{self, say};

/// How many tests passed, failed, and were not run.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Tally {
    /// Runs `cargo test` and adds up the closing line of each of its test programs.
    ///
    /// A run that fails without a failed test (it did not compile, a program crashed) counts
    /// as one failure, so that no failure goes uncounted.
    ///
    /// # Errors
    /// When cargo can't be started.
    pub(crate) fn run(&mut self, command: &mut Command) -> Result<()> {
        let mut child = command.stdout(Stdio::piped()).spawn().context("could not start cargo test")?;
        let stdout = child.stdout.take().context("the test runner has no output")?;
        let mut counted = Self::default();
        for line in BufReader::new(stdout).lines() {
            let line = line?;
            if let Some(closing) = Self::of_closing_line(&line) {
                counted.add(closing);
            }
            say(line);
        }
        if !child.wait()?.success() && counted.failed == 0 {
            counted.failed = 1;
        }
        self.add(counted);
        Ok(())
    }

    /// Notes that a part was not run, and why, in one line.
    pub(crate) fn skip(&mut self, part: &str, reason: &anyhow::Error) {
        say(format_args!("• Skipped: {part}. {reason:#}"));
        self.skipped += 1;
    }

    /// `test result: ok. 12 passed; 0 failed; 1 ignored; …`, as libtest and its likes write it.
    fn of_closing_line(line: &str) -> Option<Self> {
        let counts = line.trim().strip_prefix("test result: ")?.split_once(". ")?.1;
        let mut tally = Self::default();
        for part in counts.split(';') {
            let mut words = part.split_whitespace();
            let (Some(Ok(count)), Some(what)) = (words.next().map(str::parse), words.next()) else {
                continue;
            };
            match what {
                "passed" => tally.passed = count,
                "failed" => tally.failed = count,
                "ignored" => tally.skipped = count,
                _ => {}
            }
        }
        Some(tally)
    }

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// The plain closing line.
    ///
    /// # Errors
    /// When anything failed, or nothing ran.
    pub(crate) fn close(self) -> Result<()> {
        shell::say(format_args!(
            "\n{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        ));
        anyhow::ensure!(self.failed == 0, "some tests failed");
        anyhow::ensure!(self.passed > 0, "no test ran");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closing_line_is_counted() {
        let line = "test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.1s";
        let counted = Tally::of_closing_line(line);
        assert_eq!(counted, Some(Tally { passed: 12, failed: 2, skipped: 1 }));
    }

    #[test]
    fn other_lines_are_not_counted() {
        assert_eq!(Tally::of_closing_line("test a_closing_line_is_counted ... ok"), None);
        assert_eq!(Tally::of_closing_line("running 3 tests"), None);
    }
}
