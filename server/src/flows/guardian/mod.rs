//! Guardians: who looks after a minor's wallet with them.
//!
//! An institution asks, for one of its learners and until a day that it says; no birth date is kept. It counts from
//! when both have said yes: the guardian at the address that was invited, and the learner at the one that the
//! institution has of them. So nobody's wallet is opened by putting their address on a roster. From then on the
//! guardian looks, without the learner's notes, and has a say in links; nothing else is theirs to do. It is over the
//! moment its day has passed or somebody ended it: every question asks the one row anew ([`store::guardian`]).
//!
//! The institution sees how far it has come, and never what a guardian sees.
//!
//! [`store::guardian`]: crate::store::guardian

mod answer;
mod approval;
mod desk;
mod letters;
mod look;
#[cfg(test)]
mod tests;

use time::OffsetDateTime;

pub(crate) use answer::end_all;
pub use answer::{Invited, accept, agree, asked, decline, invitations, invited, leave, of_account, refuse};
pub use approval::{
    HeldBack, Link, LinkState, Open, Word, decide, end_link, free, held_back, is_needed, link, links, preview,
};
pub(crate) use approval::{ask, ask_of_gain, ask_of_return};
pub use desk::{end, invite, list, move_end, one, resend, withdraw};
pub use look::{Looking, Ward, looking, people, ward};

use super::{session::NotAllowed, share::ShareError};
use crate::{
    effects::instant_of,
    id::GuardianId,
    problem::{FieldProblem, Problem},
    store::{StoreError, guardian::NamedRow},
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// How long an invitation can be accepted.
pub(crate) const LIFE_MS: i64 = 14 * DAY_MS;

/// Who looks after a learner's wallet, or is asked to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Guardian {
    /// Its id.
    pub id: GuardianId,
    /// The institution's name.
    pub institution: String,
    /// What the institution calls the learner.
    pub learner: String,
    /// What the guardian is called; their address, before they have accepted or said it.
    pub name: String,
    /// The address that was invited.
    pub email: String,
    /// When the last letter went out.
    pub invited_at: OffsetDateTime,
    /// Since when it has been in force, where both have said yes.
    pub since: Option<OffsetDateTime>,
    /// From when on it is over.
    pub ends_at: OffsetDateTime,
    /// How far it has come.
    pub stage: Stage,
    /// Whether the learner has agreed.
    pub agreed: bool,
}

/// How far it has come with a guardian.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Stage {
    /// The guardian has not answered.
    Invited,
    /// They have not, and can no longer: the letter is too old.
    Stale,
    /// They have accepted, the learner has not answered.
    Accepted,
    /// It is in force.
    InForce,
    /// Its day has passed.
    RanOut,
    /// The institution ended it.
    Ended,
    /// The guardian ended it, or declined.
    Left,
    /// The learner did not agree.
    Refused,
}

/// Why nothing was shown or done.
#[derive(Debug, thiserror::Error)]
pub enum GuardianError {
    /// The desk is somebody else's, or this is not theirs to do.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// Not there, over, or somebody else's.
    #[error("there is nothing here: it may have ended")]
    Unknown,
    /// A letter went out just now.
    #[error("a letter went to this address just now; wait a minute")]
    TooSoon,
    /// Learner and guardian are the same.
    #[error("nobody is their own guardian")]
    Own,
    /// A guardian's word is still needed.
    #[error("this link still needs a guardian’s approval")]
    Needed,
    /// Another institution's guardians decide.
    #[error(
        "only a guardian of the school that wants links approved, or that holds this one back, can approve it"
    )]
    NotTheirs,
    /// What was looked at is not what is there.
    #[error("the link was changed meanwhile: look at it again")]
    Changed,
    /// Fields need another look.
    #[error("this needs another look")]
    Fields(Vec<FieldProblem>),
    /// A link was not shown.
    #[error("could not show the link")]
    Share(#[from] ShareError),
    /// The database failed.
    #[error("could not read or keep who looks after whom")]
    Store(#[from] StoreError),
}

impl From<GuardianError> for Problem {
    fn from(err: GuardianError) -> Self {
        match err {
            GuardianError::NotAllowed(source) => source.into(),
            GuardianError::Unknown => Self::not_found(&err),
            GuardianError::TooSoon
            | GuardianError::Own
            | GuardianError::Needed
            | GuardianError::NotTheirs
            | GuardianError::Changed => Self::conflict(&err),
            GuardianError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            GuardianError::Share(source) => source.into(),
            GuardianError::Store(source) => source.into(),
        }
    }
}

impl Guardian {
    fn of(named: NamedRow, now: i64) -> Self {
        let stage = stage(&named, now);
        let NamedRow { row, issuer_name, learner_name, guardian_name, .. } = named;
        let since = row.accepted_at.zip(row.agreed_at).map(|(one, other)| instant_of(one.max(other)));
        Self {
            id: row.guardian_id,
            institution: issuer_name,
            learner: learner_name,
            name: if guardian_name.is_empty() { row.email.clone() } else { guardian_name },
            email: row.email,
            invited_at: instant_of(row.invited_at),
            since,
            ends_at: instant_of(row.ends_at),
            agreed: row.agreed_at.is_some(),
            stage,
        }
    }

    /// Whether the learner is asked and has not answered.
    pub fn waits_for_learner(&self) -> bool {
        !self.agreed && matches!(self.stage, Stage::Invited | Stage::Stale | Stage::Accepted)
    }

    /// The last day on which it is in force.
    pub fn last_day(&self) -> OffsetDateTime {
        self.ends_at - time::Duration::SECOND
    }
}

fn stage(named: &NamedRow, now: i64) -> Stage {
    let row = &named.row;
    match row.ended_by.as_deref().filter(|_| row.ended_at.is_some()) {
        Some("guardian") => Stage::Left,
        Some("learner") => Stage::Refused,
        Some(_) => Stage::Ended,
        None if row.ends_at <= now => Stage::RanOut,
        None if row.is_in_force(now) => Stage::InForce,
        None if row.accepted_at.is_some() => Stage::Accepted,
        None if row.invited_at + LIFE_MS <= now => Stage::Stale,
        None => Stage::Invited,
    }
}
