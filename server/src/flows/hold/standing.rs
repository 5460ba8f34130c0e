//! What a credential has come to, and whose it is: two words for each line of a wallet.

use crypto::verify::{CheckId, Headline, Outcome, Report, Verdict};
use time::OffsetDateTime;

/// What a check came to, as a list shows it.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Standing {
    /// Good, and somebody vouches for its issuer.
    Verified,
    /// Good, by whoever holds that key.
    Genuine,
    /// Not everything could be checked.
    Unknown,
    /// Good from a day on that is to come.
    NotYet,
    /// Good until a day that has passed.
    Expired,
    /// Taken back by its issuer.
    Revoked,
    /// Taken back for the time being.
    Suspended,
    /// Corrected by its issuer.
    Replaced,
    /// Not valid.
    Invalid,
}

/// Every standing, and its name in the database.
const NAMES: [(Standing, &str); 9] = [
    (Standing::Verified, "verified"),
    (Standing::Genuine, "genuine"),
    (Standing::Unknown, "unknown"),
    (Standing::NotYet, "not_yet"),
    (Standing::Expired, "expired"),
    (Standing::Revoked, "revoked"),
    (Standing::Suspended, "suspended"),
    (Standing::Replaced, "replaced"),
    (Standing::Invalid, "invalid"),
];

impl Standing {
    /// What a report comes to. A signature that is not good makes all else it says worthless.
    pub fn of(report: &Report) -> Self {
        if report.replaced_on().is_some() {
            return Self::Replaced;
        }
        let failed = || report.checks.iter().filter(|check| check.outcome == Outcome::Failed);
        match report.outcome {
            Verdict::Unknown => Self::Unknown,
            Verdict::Valid if report.headline() == Headline::Verified => Self::Verified,
            Verdict::Valid => Self::Genuine,
            Verdict::Invalid if !failed().all(|it| matches!(it.id, CheckId::Status | CheckId::Dates)) => {
                Self::Invalid
            }
            // A day or a list that nobody is known to have set says nothing either.
            Verdict::Invalid if !is_its_issuers(report) && !is_withdrawn(report) => {
                let dates_alone = failed().all(|check| check.id == CheckId::Dates);
                if dates_alone { Self::Unknown } else { Self::Invalid }
            }
            Verdict::Invalid => {
                let code = |id| failed().find(|check| check.id == id).map(|check| check.code.as_str());
                match (code(CheckId::Status), code(CheckId::Dates)) {
                    (Some("suspended"), _) => Self::Suspended,
                    (Some(_), _) => Self::Revoked,
                    (None, Some("expired")) => Self::Expired,
                    (None, Some("not_yet_valid")) => Self::NotYet,
                    _ => Self::Invalid,
                }
            }
        }
    }

    /// The same on a later day, when it may have ended.
    #[must_use]
    pub fn at(self, now: OffsetDateTime, valid_until: Option<OffsetDateTime>) -> Self {
        let good = matches!(self, Self::Verified | Self::Genuine);
        if good && valid_until.is_some_and(|until| until <= now) { Self::Expired } else { self }
    }

    /// Its name in the database.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(standing, _)| *standing == self).map_or("", |(_, name)| name)
    }

    /// The standing of that name; what nobody knows is not known to be good.
    pub fn read(name: &str) -> Self {
        NAMES.iter().find(|(_, known)| *known == name).map_or(Self::Unknown, |(standing, _)| *standing)
    }
}

/// Whether a signature was checked and is good, by a key of the issuer.
pub(super) fn is_its_issuers(report: &Report) -> bool {
    [CheckId::Proof, CheckId::Issuer].into_iter().all(|id| {
        let outcome = report.check(id).map(|check| check.outcome);
        matches!(outcome, Some(Outcome::Passed | Outcome::Warning))
    })
}

/// Whether a hosted badge is not at its address any more: then nobody can say by whom it was kept there.
fn is_withdrawn(report: &Report) -> bool {
    report.check(CheckId::Proof).is_some_and(|check| check.code == "hosted_withdrawn")
}

/// What a credential is known to be its holder's by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Whose {
    /// It was awarded here, and claimed.
    Claimed,
    /// It names an address that they have proven to read.
    Address,
    /// It names a key that they have proven to hold.
    Key,
    /// They say so.
    Word,
}

impl Whose {
    /// Its name in the database; of what was claimed none is kept.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Claimed => "",
            Self::Address => "address",
            Self::Key => "key",
            Self::Word => "word",
        }
    }

    /// What the database says of a holding.
    pub(super) fn read(ours: bool, name: &str) -> Self {
        match name {
            _ if ours => Self::Claimed,
            "address" => Self::Address,
            "key" => Self::Key,
            _ => Self::Word,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standing_comes_back_by_its_name() {
        for (standing, name) in NAMES {
            assert_eq!((standing.name(), Standing::read(name)), (name, standing));
        }
        assert_eq!(Standing::read("who knows"), Standing::Unknown);
    }

    #[test]
    fn what_was_good_ends_on_its_day_and_what_was_not_stays_so() {
        let (day, before) = (OffsetDateTime::UNIX_EPOCH, OffsetDateTime::UNIX_EPOCH - time::Duration::SECOND);
        assert_eq!(Standing::Verified.at(before, Some(day)), Standing::Verified);
        assert_eq!(Standing::Verified.at(day, Some(day)), Standing::Expired);
        assert_eq!(Standing::Genuine.at(day, None), Standing::Genuine);
        assert_eq!(Standing::Revoked.at(day, Some(day)), Standing::Revoked);
        assert_eq!(Standing::Unknown.at(day, Some(day)), Standing::Unknown);
    }
}
