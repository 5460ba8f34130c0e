//! Numbers that may be told: none of them says anything about fewer than ten people.
//!
//! A number of which fewer than ten people are the reason is told as "<10". The others of its kind
//! would give it away by subtraction: the months add up to the same sum as the achievements, and
//! to the total. So wherever one of a kind is hidden, all others of that kind are told in tens,
//! rounded down: then every value from one to nine is as possible as any other.

use std::fmt;

/// Below so many people nothing is told.
pub const LEAST: u64 = 10;

/// A number as it may be told.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Number {
    /// Nobody counted then.
    #[default]
    Uncounted,
    /// Of fewer than ten people, or of none of those whom it could be about.
    Few,
    /// So many.
    Exactly(u64),
    /// So many and at most nine more: a multiple of ten.
    AtLeast(u64),
}

impl Number {
    /// What is certain of it: nothing where it is hidden, so that a drawing hides it too.
    pub const fn told(self) -> Option<u64> {
        match self {
            Self::Uncounted | Self::Few => None,
            Self::Exactly(count) | Self::AtLeast(count) => Some(count),
        }
    }
}

/// `12`, `40+`, `<10`; empty where nobody counted.
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Uncounted => Ok(()),
            Self::Few => write!(f, "<{LEAST}"),
            Self::Exactly(count) => write!(f, "{count}"),
            Self::AtLeast(count) => write!(f, "{count}+"),
        }
    }
}

/// What was counted, before it is known whether it may be told.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Counted {
    /// How many.
    pub(super) count: u64,
    /// How many people are the reason, or could be where that is not known.
    pub(super) persons: u64,
    /// Whether there was anybody whom it could be about: nought then says something of each.
    pub(super) about_somebody: bool,
    /// Whether it was counted at all.
    pub(super) known: bool,
}

/// All numbers of one kind, as they may be told together: in the order given.
pub(super) fn tell(all: &[Counted]) -> Vec<Number> {
    let hidden = |one: &Counted| {
        let few = one.count < LEAST || one.persons < LEAST;
        one.known && few && (one.count > 0 || one.about_somebody)
    };
    let rounded = all.iter().any(hidden);
    let number = |one: &Counted| match one {
        one if !one.known => Number::Uncounted,
        one if hidden(one) => Number::Few,
        Counted { count, .. } if rounded && *count > 0 => Number::AtLeast(count - count % LEAST),
        Counted { count, .. } => Number::Exactly(*count),
    };
    all.iter().map(number).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(count: u64) -> Counted {
        Counted { count, persons: count, about_somebody: count > 0, known: true }
    }

    fn told(all: &[Counted]) -> Vec<String> {
        tell(all).iter().map(Number::to_string).collect()
    }

    #[test]
    fn nine_are_hidden_and_ten_are_told() {
        assert_eq!(told(&[of(10), of(12), of(0)]), ["10", "12", "0"]);
        assert_eq!(told(&[of(9)]), ["<10"]);
    }

    #[test]
    fn beside_a_hidden_number_the_others_are_told_in_tens() {
        assert_eq!(told(&[of(10), of(47), of(3), of(0), of(60)]), ["10+", "40+", "<10", "0", "60+"]);
    }

    #[test]
    fn many_awards_to_few_people_are_hidden_like_the_people() {
        assert_eq!(told(&[Counted { count: 40, persons: 9, ..of(40) }]), ["<10"]);
    }

    #[test]
    fn that_none_of_some_did_something_is_hidden_and_that_there_was_nobody_is_not() {
        assert_eq!(told(&[Counted { about_somebody: true, ..of(0) }, of(20)]), ["<10", "20+"]);
        assert_eq!(told(&[of(0), of(21)]), ["0", "21"]);
        assert_eq!(told(&[Counted { known: false, ..of(0) }, of(21)]), ["", "21"]);
    }

    proptest! {
        /// Whoever knows the total and all that is shown still finds every value from 1 to 9 possible
        /// for the one that is hidden.
        #[test]
        fn a_total_does_not_give_away_what_is_hidden(hidden in 1_u64..10, shown in 10_u64..500) {
            let numbers = tell(&[of(hidden), of(shown), of(hidden + shown)]);
            let [Number::Few, Number::AtLeast(shown), Number::AtLeast(total)] = numbers[..] else {
                panic!("{numbers:?}")
            };
            for possible in 1..10 {
                let fits = |shown: u64| (total..total + 10).contains(&(possible + shown));
                prop_assert!((shown..shown + 10).any(fits), "{possible} of {numbers:?}");
            }
        }
    }
}
