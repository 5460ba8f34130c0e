//! How far a call has come, and what came of it all: for people, on standard error.

use std::io::{self, IsTerminal, Write};

use crypto::verify::{Report, Verdict};

use crate::effects::Clock;

/// Milliseconds between two signs of life.
const EVERY_MS: i64 = 250;

/// What was judged so far.
pub(super) struct Count {
    valid: u64,
    invalid: u64,
    unknown: u64,
    others: u64,
    unreadable: u64,
    started_ms: i64,
    shown_ms: i64,
    watched: bool,
}

impl Count {
    /// Counts from now on; where somebody watches, they see it.
    pub(super) fn start() -> Self {
        let now = Clock::System.now_ms();
        Self {
            valid: 0,
            invalid: 0,
            unknown: 0,
            others: 0,
            unreadable: 0,
            started_ms: now,
            shown_ms: now,
            watched: io::stderr().is_terminal() && !io::stdout().is_terminal(),
        }
    }

    pub(super) fn report(&mut self, report: &Report) {
        match report.outcome {
            Verdict::Valid => self.valid += 1,
            Verdict::Invalid => self.invalid += 1,
            Verdict::Unknown => self.unknown += 1,
        }
    }

    /// Something that is no credential: named, and no fault.
    pub(super) fn other(&mut self, name: &str) {
        self.others += 1;
        self.say(&format!("{name}: not a credential"));
    }

    /// Something that could not be read: named, and not known to be good.
    pub(super) fn unreadable(&mut self, reason: &str) {
        self.unreadable += 1;
        self.say(reason);
    }

    /// Shows how far it has come, now and then.
    pub(super) fn progress(&mut self) {
        let now = Clock::System.now_ms();
        if self.watched && now - self.shown_ms >= EVERY_MS {
            self.shown_ms = now;
            drop(write!(io::stderr(), "\r{} \r", self.line(now)));
        }
    }

    /// Says what came of it all, where that was more than one thing.
    pub(super) fn end(&self) {
        if self.all() + self.others + self.unreadable > 1 {
            self.say(&self.line(Clock::System.now_ms()));
        }
    }

    /// How many credentials were judged.
    pub(super) fn all(&self) -> u64 {
        self.valid + self.invalid + self.unknown
    }

    /// 0 all valid, 1 some invalid, 2 none invalid and some unknown.
    pub(super) fn exit_code(&self) -> u8 {
        match (self.invalid > 0, self.unknown + self.unreadable > 0) {
            (true, _) => 1,
            (false, true) => 2,
            (false, false) => 0,
        }
    }

    fn say(&self, line: &str) {
        let clear = if self.watched { "\r\x1b[K" } else { "" };
        drop(writeln!(io::stderr(), "{clear}{line}"));
    }

    fn line(&self, now_ms: i64) -> String {
        let took_ms = u64::try_from(now_ms - self.started_ms).unwrap_or_default().max(1);
        let rate = grouped(self.all() * 1_000 / took_ms);
        let (all, tenths) = (grouped(self.all()), took_ms.div_ceil(100));
        let mut line = format!(
            "{all} credential{} in {}.{} s: {rate} a second; {} valid",
            if self.all() == 1 { "" } else { "s" },
            tenths / 10,
            tenths % 10,
            grouped(self.valid)
        );
        for (number, what) in [
            (self.invalid, "not valid"),
            (self.unknown, "not to be checked"),
            (self.unreadable, "unreadable"),
            (self.others, "not a credential"),
        ] {
            if number > 0 {
                line.extend([", ", &grouped(number), " ", what]);
            }
        }
        line
    }
}

/// A number with a comma between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_says_how_many_how_fast_and_how_good() {
        let mut count = Count { watched: false, started_ms: 0, shown_ms: 0, ..Count::start() };
        (count.valid, count.invalid, count.others) = (9_990, 10, 2);
        assert_eq!(
            count.line(1_200),
            "10,000 credentials in 1.2 s: 8,333 a second; 9,990 valid, 10 not valid, 2 not a credential"
        );
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn what_cannot_be_read_is_never_all_good() {
        let mut count = Count { watched: false, ..Count::start() };
        assert_eq!(count.exit_code(), 0);
        count.valid = 1;
        count.others = 1;
        assert_eq!(count.exit_code(), 0);
        count.unreadable = 1;
        assert_eq!(count.exit_code(), 2);
        count.invalid = 1;
        assert_eq!(count.exit_code(), 1);
    }
}
