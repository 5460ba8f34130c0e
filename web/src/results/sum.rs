//! What all lines come to.

use crypto::verify::Headline;

use super::{Came, Line, Row};

/// How many lines ended how.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Sum {
    /// Lines in all.
    pub all: usize,
    /// Nobody has looked at them yet.
    pub waiting: usize,
    /// Verified, everything in them.
    pub verified: usize,
    /// Good signatures of issuers that nobody vouches for.
    pub genuine: usize,
    /// Good receipts, which say what was found at another time.
    pub receipts: usize,
    /// Not valid, at least in part.
    pub invalid: usize,
    /// Could not be checked in full.
    pub unknown: usize,
    /// Issued to somebody else than the list says, however good.
    pub others: usize,
    /// Could not be recognised.
    pub refused: usize,
    /// Links without a credential behind them, or locked.
    pub dead: usize,
    /// The check broke down.
    pub broken: usize,
}

impl Sum {
    /// Counts.
    pub fn of<'l>(lines: impl IntoIterator<Item = &'l Line>) -> Self {
        let mut sum = Self::default();
        for line in lines {
            sum.all += 1;
            let row = Row::of(line);
            sum.others += usize::from(row.as_ref().is_some_and(Row::is_others));
            let count = match (&line.came, row.map(|row| row.headline)) {
                (_, Some(Headline::Verified)) => &mut sum.verified,
                (_, Some(Headline::GenuineUnknownIssuer)) => &mut sum.genuine,
                (_, Some(Headline::GenuineReceipt)) => &mut sum.receipts,
                (_, Some(Headline::NotValid)) => &mut sum.invalid,
                (_, Some(Headline::CouldNotCheck)) => &mut sum.unknown,
                (Came::Waiting, None) => &mut sum.waiting,
                (Came::Refused(_), None) => &mut sum.refused,
                (Came::Dead(_) | Came::Locked, None) => &mut sum.dead,
                (Came::Broken | Came::Checked(_), None) => &mut sum.broken,
            };
            *count += 1;
        }
        sum
    }

    /// Lines with a verdict.
    pub fn checked(&self) -> usize {
        self.verified + self.genuine + self.receipts + self.invalid + self.unknown
    }

    /// Lines that are done with, whatever came of them.
    pub fn done(&self) -> usize {
        self.all - self.waiting
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::one;
    use super::*;
    use crate::words::results as words;

    #[test]
    fn each_line_counts_once_and_the_sum_says_so_in_words() {
        let mut lines: Vec<_> = (1..=17).map(|place| one(place, Headline::Verified)).collect();
        lines.push(one(18, Headline::NotValid));
        lines.extend([19, 20].map(|place| one(place, Headline::CouldNotCheck)));
        let sum = Sum::of(&lines);
        assert_eq!((sum.all, sum.checked(), sum.done()), (20, 20, 20));
        assert_eq!(words::sum(&sum), "20 checked: 17 verified, 1 not valid, 2 could not be checked.");
    }

    #[test]
    fn what_could_not_be_opened_is_told_apart() {
        let came = |came| Line { came, ..Line::default() };
        let lines = [
            one(1, Headline::Verified),
            came(Came::Dead("gone".to_owned())),
            came(Came::Locked),
            came(Came::Refused("what".to_owned())),
            came(Came::Waiting),
        ];
        let sum = Sum::of(&lines);
        assert_eq!((sum.checked(), sum.done(), sum.waiting), (1, 4, 1));
        assert_eq!(
            words::sum(&sum),
            "1 checked: 1 verified. 2 links could not be opened. 1 thing was not recognised. \
             1 was not looked at yet."
        );
    }
}
