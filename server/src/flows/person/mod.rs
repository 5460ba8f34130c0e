//! One person: everything that is kept of them told, put right, or forgotten.
//!
//! Whoever runs the service does it to all that is here. An institution does it to what it keeps itself: an
//! account with its wallet is the learner's own, and what others issued to them is no business of a desk.

mod acts;
mod correct;
mod erase;
mod export;
mod find;
mod sealed;
#[cfg(test)]
mod tests;
mod who;

pub use correct::{PersonCorrection, correct};
pub use erase::{Erased, count, erase, rehearse};
pub use export::export;
pub(crate) use who::{Kept, Mention, Person};

use self::find::find;
use super::{
    Email,
    fields::Fields,
    issue::IssueError,
    judge::Busy,
    record::RecordError,
    revoke::RevokeError,
    session::{Act, NotAllowed, Viewer},
};
use crate::{
    app::App,
    id::{AccountId, IssuerId, LearnerId},
    problem::{FieldProblem, Problem},
    store::{StoreError, Tx},
};

/// Whose data.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Who {
    /// Whoever has an address.
    Email(Email),
    /// A learner of an institution.
    Learner(LearnerId),
}

/// Who asks for it, which says how much of it is theirs.
#[derive(Clone, Copy, Debug)]
pub enum Asker<'a> {
    /// Whoever runs the service: all of it.
    Service,
    /// Somebody at the desk of the institution of this name: what it keeps itself.
    Desk(&'a Viewer, &'a str),
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum PersonError {
    /// The desk is somebody else's, or this is not theirs to do.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// Nothing is kept of such a person.
    #[error("nothing is kept of such a person")]
    Unknown,
    /// Several people have the address.
    #[error("several people are meant: {}", .0.join("; "))]
    Several(Vec<String>),
    /// They are the only owner of an institution.
    #[error("they are the only owner of an institution: make somebody else one first")]
    LastOwner,
    /// Fields need another look.
    #[error("this needs another look")]
    Fields(Vec<FieldProblem>),
    /// A credential was not revoked.
    #[error("could not revoke a credential of theirs")]
    Revoke(#[from] RevokeError),
    /// A credential was not written anew.
    #[error("could not write a credential of theirs anew")]
    Issue(#[from] IssueError),
    /// A record of theirs was not changed.
    #[error("could not take a credential out of their records")]
    Record(#[from] RecordError),
    /// There is too much to open just now.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The database failed.
    #[error("could not read or change what is kept of them")]
    Store(#[from] StoreError),
}

impl From<PersonError> for Problem {
    fn from(err: PersonError) -> Self {
        match err {
            PersonError::NotAllowed(source) => source.into(),
            PersonError::Unknown => Self::not_found(&err),
            PersonError::LastOwner | PersonError::Several(_) => Self::conflict(&err),
            PersonError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            PersonError::Revoke(source) => source.into(),
            PersonError::Issue(source) => source.into(),
            PersonError::Record(source) => source.into(),
            PersonError::Busy(source) => source.into(),
            PersonError::Store(source) => source.into(),
        }
    }
}

impl Asker<'_> {
    fn issuer(&self) -> Result<Option<IssuerId>, NotAllowed> {
        match self {
            Self::Service => Ok(None),
            Self::Desk(viewer, slug) => Ok(Some(viewer.at(slug, Act::Enrol)?.issuer)),
        }
    }

    fn account(&self) -> Option<AccountId> {
        match self {
            Self::Service => None,
            Self::Desk(viewer, _) => Some(viewer.account),
        }
    }
}

/// Why somebody asks for it, as typed: one line, which does not name the person, because it stays.
fn checked_reason(fields: &mut Fields, reason: &str, found: &Person) -> String {
    let reason = fields.line("/reason", reason, 500);
    let words = words_of(&reason);
    let named = found.names.iter().any(|name| {
        let name = words_of(name);
        !name.is_empty() && words.windows(name.len()).any(|some| some == name)
    });
    let named =
        named || found.emails.iter().chain(&found.shared).any(|email| reason.to_lowercase().contains(email));
    if named {
        fields
            .wrong("/reason", "leave out names and addresses: the reason stays when everything else is gone");
    }
    reason
}

/// Words in lower case, without what stands between them.
fn words_of(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Somebody's request as the audit has it: who asked is the act's own business.
async fn note(
    app: &App,
    tx: &mut Tx,
    asker: Asker<'_>,
    found: &Person,
    act: &str,
    detail: &serde_json::Value,
) -> Result<(), StoreError> {
    if found.issuers().is_empty() || found.issuer.is_none() {
        super::audit::note_service(app, tx, act, "service".to_owned(), detail);
    }
    for issuer in found.issuers() {
        let learner = found.learners.iter().find(|row| row.issuer_id == issuer);
        let subject =
            learner.map_or_else(|| format!("issuer/{issuer}"), |row| format!("learner/{}", row.learner_id));
        super::audit::note(app, tx, issuer, asker.account(), act, subject, detail).await?;
    }
    Ok(())
}
