//! How old knowledge is, and what an old "it stands" is still worth.
//!
//! A page that was loaded yesterday and has no network now knows what it knew then. That a
//! credential was withdrawn stays so; that it was not is only as good as the moment of asking.

use time::{Duration, OffsetDateTime};

use super::report::{Check, CheckId, Outcome};
use super::{Ground, Known};
use crate::instant;

/// Up to here an answer counts as one of now: hosts let lists be kept about that long, so asking
/// again within the hour often gives the same copy.
const FRESH: Duration = Duration::HOUR;
/// Beyond this nothing is told of the present: a week covers days without a network, and most of
/// what is withdrawn is withdrawn for a reason that does not wait longer.
const USABLE: Duration = Duration::days(7);
/// Up to here a list of keys counts as one of now: issuers change keys seldom.
const FRESH_KEYS: Duration = Duration::DAY;

impl Ground<'_> {
    /// When what is known under `key` came, where the caller says so: never later than now, so that
    /// nobody makes knowledge fresher by a clock that is ahead. What cannot be read is as old as can be.
    pub(super) fn fetched(&self, key: &str) -> Option<OffsetDateTime> {
        let Known::Found { at: Some(at), .. } = self.known(key)? else { return None };
        Some(instant::read(at).map_or(OffsetDateTime::UNIX_EPOCH, |(at, _)| at.min(self.now)))
    }

    /// Notes when what is known under `key` came.
    pub(super) fn note_fetched(&self, check: &mut Check, key: &str) {
        if let Some(at) = self.fetched(key) {
            check.note("fetched", &instant::write(at));
        }
    }

    /// What a `status` check made of knowledge under `key` comes to, by its age. One that failed
    /// stays as it is, but for a suspension, which may have been lifted since.
    pub(super) fn aged(&self, check: Check, key: &str) -> Check {
        let lasting = check.outcome == Outcome::Failed && check.code != "suspended";
        let Some(at) = self.fetched(key).filter(|_| !lasting && check.outcome != Outcome::Unknown) else {
            return check;
        };
        let (outcome, code) = match self.now - at {
            age if age > USABLE => (Outcome::Unknown, "status_knowledge_old"),
            age if age > FRESH && matches!(check.code.as_str(), "not_revoked" | "status_list_short") => {
                (Outcome::Warning, "not_revoked_as_of")
            }
            _ => return check,
        };
        let aged = Check::new(CheckId::Status, outcome, code, &[("at", &instant::write(at))]);
        Check { evidence: check.evidence, ..aged }
    }

    /// What an `issuer` check that found a key in the document at `key` comes to, by the document's
    /// age: the key may have been withdrawn since.
    pub(super) fn aged_keys(&self, check: Check, key: &str) -> Check {
        let Some(at) = self.fetched(key).filter(|_| check.is_good()) else { return check };
        let (outcome, code) = match self.now - at {
            age if age > USABLE => (Outcome::Unknown, "key_knowledge_old"),
            age if age > FRESH_KEYS && check.code == "key_is_issuers" => {
                (Outcome::Warning, "key_is_issuers_as_of")
            }
            _ => return check,
        };
        let aged = Check::new(CheckId::Issuer, outcome, code, &[("at", &instant::write(at))]);
        Check { evidence: check.evidence, ..aged }
    }
}
