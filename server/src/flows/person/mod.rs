//! One person: everything that is kept of them told, put right, or forgotten.
//!
//! Whoever runs the service does it to all that is here. An institution does it to what it keeps itself: an
//! account with its wallet is the learner's own, and what others issued to them is no business of a desk.

mod correct;
mod erase;
mod export;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use correct::{PersonCorrection, correct};
pub use erase::{Erased, erase, rehearse};
pub use export::export;

use super::{
    Email,
    fields::Fields,
    issue::IssueError,
    revoke::RevokeError,
    session::{Act, NotAllowed, Viewer},
};
use crate::{
    app::App,
    id::{AccountId, IssuerId, LearnerId},
    problem::{FieldProblem, Problem},
    store::{
        StoreError, Tx, address, audit, like,
        person::{self, AsLearner, AsRecipient},
    },
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
    /// The database failed.
    #[error("could not read or change what is kept of them")]
    Store(#[from] StoreError),
}

impl From<PersonError> for Problem {
    fn from(err: PersonError) -> Self {
        match err {
            PersonError::NotAllowed(source) => source.into(),
            PersonError::Unknown => Self::not_found(&err),
            PersonError::LastOwner => Self::conflict(&err),
            PersonError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            PersonError::Revoke(source) => source.into(),
            PersonError::Issue(source) => source.into(),
            PersonError::Store(source) => source.into(),
        }
    }
}

/// By what a person's data is found.
#[derive(Clone, Debug, Default)]
struct Found {
    /// Only at this institution.
    issuer: Option<IssuerId>,
    accounts: Vec<AccountId>,
    learners: Vec<AsLearner>,
    credentials: BTreeSet<AsRecipient>,
    emails: BTreeSet<String>,
    names: BTreeSet<String>,
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

/// Finds a person's data.
async fn find(tx: &mut Tx, issuer: Option<IssuerId>, who: &Who) -> Result<Found, PersonError> {
    let mut found = Found { issuer, ..Found::default() };
    match who {
        Who::Email(email) => found.add_address(tx, email.as_str()).await?,
        Who::Learner(id) => {
            let learner = person::learner(tx, *id).await?;
            let learner = learner.filter(|row| issuer.is_none_or(|issuer| issuer == row.issuer_id));
            let learner = learner.ok_or(PersonError::Unknown)?;
            // Where several share an address, such as a parent's, what was sent there is not theirs alone.
            let alone = match &learner.email {
                Some(email) => {
                    let others = person::learners_at(tx, Some(learner.issuer_id), email).await?;
                    others.iter().all(|other| other.learner_id == *id).then(|| email.clone())
                }
                None => None,
            };
            found.add_learner(tx, learner).await?;
            if let Some(email) = alone {
                found.add_address(tx, &email).await?;
            }
        }
    }
    if found.accounts.is_empty() && found.learners.is_empty() && found.credentials.is_empty() {
        let mut told = Vec::new();
        for email in &found.emails {
            told.extend(person::of_email(tx, issuer, email).await?);
        }
        if told.iter().all(|(_, rows)| rows.is_empty()) {
            return Err(PersonError::Unknown);
        }
    }
    Ok(found)
}

impl Found {
    async fn add_address(&mut self, tx: &mut Tx, email: &str) -> Result<(), StoreError> {
        self.emails.insert(email.to_owned());
        if self.issuer.is_none()
            && let Some(account) = address::owner(tx, email).await?
        {
            self.emails.extend(address::of_account(tx, account).await?);
            self.accounts.push(account);
            if let Some(account) = crate::store::account::by_id(tx, account).await? {
                self.add_name(&account.name);
            }
            self.add_credentials(tx, None, "", Some(account)).await?;
        }
        for email in self.emails.clone() {
            for learner in person::learners_at(tx, self.issuer, &email).await? {
                self.add_learner(tx, learner).await?;
            }
            self.add_credentials(tx, None, &email, None).await?;
        }
        Ok(())
    }

    async fn add_learner(&mut self, tx: &mut Tx, learner: AsLearner) -> Result<(), StoreError> {
        if self.learners.contains(&learner) {
            return Ok(());
        }
        self.add_name(&learner.name);
        self.add_credentials(tx, Some(learner.learner_id), "", None).await?;
        self.learners.push(learner);
        Ok(())
    }

    async fn add_credentials(
        &mut self,
        tx: &mut Tx,
        learner: Option<LearnerId>,
        email: &str,
        account: Option<AccountId>,
    ) -> Result<(), StoreError> {
        for credential in person::credentials(tx, self.issuer, learner, email, account).await? {
            self.add_name(&credential.recipient_name);
            self.credentials.insert(credential);
        }
        Ok(())
    }

    fn add_name(&mut self, name: &str) {
        if !name.is_empty() {
            self.names.insert(name.to_owned());
        }
    }

    /// What they are as subjects of acts, such as `learner/0190…`.
    fn subjects(&self) -> Vec<String> {
        let learners = self.learners.iter().map(|row| format!("learner/{}", row.learner_id));
        let credentials = self.credentials.iter().map(|row| format!("credential/{}", row.credential_id));
        let accounts = self.accounts.iter().map(|id| format!("account/{id}"));
        learners.chain(credentials).chain(accounts).collect()
    }

    /// Texts that are theirs alone: addresses, ids, and the institution's number.
    fn marks(&self) -> Vec<String> {
        let learners = self.learners.iter().map(|row| row.learner_id.to_string());
        let credentials = self.credentials.iter().map(|row| row.credential_id.to_string());
        let accounts = self.accounts.iter().map(ToString::to_string);
        let dids = self.learners.iter().filter_map(|row| row.did.clone());
        self.emails.iter().cloned().chain(learners).chain(credentials).chain(accounts).chain(dids).collect()
    }

    /// The institutions that keep something of them.
    fn issuers(&self) -> BTreeSet<IssuerId> {
        let learners = self.learners.iter().map(|row| row.issuer_id);
        learners.chain(self.credentials.iter().map(|row| row.issuer_id)).collect()
    }
}

/// Why somebody asks for it, as typed: one line, which does not name the person, because it stays.
fn checked_reason(fields: &mut Fields, reason: &str, found: &Found) -> String {
    let reason = fields.line("/reason", reason, 500);
    let lower = reason.to_lowercase();
    let named = found.names.iter().chain(&found.emails).any(|text| lower.contains(&text.to_lowercase()));
    if named {
        fields
            .wrong("/reason", "leave out names and addresses: the reason stays when everything else is gone");
    }
    reason
}

/// The acts of a chain that name them: by its name, the numbers of the links.
async fn acts_naming(tx: &mut Tx, found: &Found) -> Result<BTreeMap<String, BTreeSet<i64>>, StoreError> {
    let chain = found.issuer.map(|issuer| issuer.to_string()).unwrap_or_default();
    let mut acts: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    let patterns = found.marks().into_iter().map(|mark| like(&mark.to_lowercase()));
    // A short name is part of many words: only where it is all that is said.
    let names = found.names.iter().map(|name| {
        let short = name.chars().count() < 6;
        like(&if short { format!("\"{name}\"") } else { name.clone() }.to_lowercase())
    });
    let searches = found.subjects().into_iter().map(|subject| (subject, String::new()));
    let searches = searches.chain(patterns.chain(names).map(|pattern| (String::new(), pattern)));
    for (subject, pattern) in searches {
        for (chain, sequence) in audit::naming(tx, &chain, &subject, &pattern).await? {
            acts.entry(chain).or_default().insert(sequence);
        }
    }
    Ok(acts)
}

/// Somebody's request as the audit has it: who asked is the act's own business.
async fn note(
    app: &App,
    tx: &mut Tx,
    asker: Asker<'_>,
    found: &Found,
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
