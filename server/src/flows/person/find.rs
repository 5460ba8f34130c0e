//! Finding a person's data from an address or a learner.
//!
//! From there on only what is surely theirs is followed: one learner's credentials, the same person in a school's
//! system, an account with their name or with nothing but theirs in it. Whoever else has one of their addresses is
//! told, and left alone unless somebody says that all of them are meant.

use std::collections::{BTreeSet, VecDeque};

use super::{Person, PersonError, Who, who::plain};
use crate::{
    id::{AccountId, IssuerId},
    store::{
        StoreError, Tx, address,
        person::{self, AsLearner, AsRecipient},
    },
};

/// Everybody who has an address.
#[derive(Default)]
struct There {
    learners: Vec<AsLearner>,
    account: Option<(AccountId, String)>,
    credentials: Vec<AsRecipient>,
    asked: Vec<String>,
}

struct Finding {
    person: Person,
    all: bool,
    waiting: VecDeque<String>,
    seen: BTreeSet<String>,
}

/// Finds a person's data.
///
/// * `all`: everybody who shares an address is meant.
pub(super) async fn find(
    tx: &mut Tx,
    issuer: Option<IssuerId>,
    who: &Who,
    all: bool,
) -> Result<Person, PersonError> {
    let person = Person { issuer, ..Person::default() };
    let mut finding = Finding { person, all, waiting: VecDeque::new(), seen: BTreeSet::new() };
    match who {
        Who::Email(email) => finding.waiting.push_back(email.to_string()),
        Who::Learner(id) => {
            let learner = person::learner(tx, *id).await?;
            let learner = learner.filter(|row| issuer.is_none_or(|issuer| issuer == row.issuer_id));
            finding.add_learner(tx, learner.ok_or(PersonError::Unknown)?).await?;
        }
    }
    while let Some(email) = finding.waiting.pop_front() {
        if finding.seen.insert(email.clone()) {
            finding.add_address(tx, &email).await?;
        }
    }
    let found = finding.person;
    if matches!(who, Who::Email(_)) && !found.others.is_empty() {
        let mut several: Vec<String> = found.names.iter().cloned().collect();
        several.extend(found.others);
        return Err(PersonError::Several(several));
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

impl There {
    async fn of(tx: &mut Tx, issuer: Option<IssuerId>, email: &str) -> Result<Self, StoreError> {
        let account = match address::owner(tx, email).await? {
            Some(id) => Some((id, person::name_of_account(tx, id).await?)),
            None => None,
        };
        Ok(Self {
            learners: person::learners_at(tx, email).await?,
            account,
            credentials: person::credentials_at(tx, email).await?,
            asked: person::asked_at(tx, issuer, email).await?,
        })
    }

    /// The first name that there is.
    fn name(&self) -> Option<&str> {
        let learners = self.learners.iter().map(|row| row.name.as_str());
        let account = self.account.iter().map(|(_, name)| name.as_str());
        let credentials = self.credentials.iter().map(|row| row.recipient_name.as_str());
        let mut names =
            learners.chain(account).chain(credentials).chain(self.asked.iter().map(String::as_str));
        names.find(|name| !plain(name).is_empty())
    }
}

impl Finding {
    fn is_here(&self, issuer: IssuerId) -> bool {
        self.person.issuer.is_none_or(|here| here == issuer)
    }

    fn is_theirs(&self, name: &str) -> bool {
        self.all || self.person.is_called(name)
    }

    async fn add_address(&mut self, tx: &mut Tx, email: &str) -> Result<(), StoreError> {
        let there = There::of(tx, self.person.issuer, email).await?;
        if self.person.names.is_empty()
            && let Some(name) = there.name()
        {
            self.person.add_name(name);
        }
        // One after the other: who is theirs by name has other names, too.
        for learner in there.learners {
            let known = self.person.learners.contains(&learner);
            if known || self.is_theirs(&learner.name) {
                self.add_learner(tx, learner).await?;
            } else {
                self.leave(email, &format!("{}, learner {}", learner.name, learner.learner_id));
            }
        }
        for credential in there.credentials {
            if self.is_theirs(&credential.recipient_name) {
                self.add_credential(credential);
            } else {
                self.leave(email, &format!("{}, by name in an award", credential.recipient_name));
            }
        }
        for name in there.asked {
            if !self.is_theirs(&name) {
                self.leave(email, &format!("{name}, who asked by a claim link"));
            }
        }
        if let Some((account, name)) = there.account {
            // An account without a name is whose address it is, where that is one person's.
            let shares = self.person.shared.contains(email);
            if self.is_theirs(&name) || (name.is_empty() && !shares) {
                self.add_account(tx, account, &name).await?;
            } else {
                self.leave(email, &format!("{name}, account {account}"));
            }
        }
        if !self.person.shared.contains(email) {
            self.person.emails.insert(email.to_owned());
        }
        Ok(())
    }

    /// Somebody else has this address, too.
    fn leave(&mut self, email: &str, whom: &str) {
        self.person.shared.insert(email.to_owned());
        self.person.others.insert(whom.to_owned());
    }

    async fn add_learner(&mut self, tx: &mut Tx, learner: AsLearner) -> Result<(), StoreError> {
        let mut waiting = vec![learner];
        while let Some(learner) = waiting.pop() {
            if self.person.learners.contains(&learner) || !self.is_here(learner.issuer_id) {
                continue;
            }
            let id = learner.learner_id;
            self.person.add_name(&learner.name);
            self.person.add_known(&learner);
            self.waiting.extend(learner.email.clone());
            self.person.learners.push(learner);
            for credential in person::credentials_of(tx, id).await? {
                self.add_credential(credential);
            }
            for holder in person::holders_of(tx, id).await? {
                if self.is_theirs(&holder.name) || (holder.name.is_empty() && holder.others == 0) {
                    self.add_account(tx, holder.account_id, &holder.name).await?;
                } else if self.person.issuer.is_none() {
                    let whom =
                        format!("{}, account {} with awards of theirs", holder.name, holder.account_id);
                    self.person.others.insert(whom);
                }
            }
            waiting.extend(person::twins(tx, id).await?);
        }
        Ok(())
    }

    /// An account is nobody's business at a desk.
    async fn add_account(&mut self, tx: &mut Tx, account: AccountId, name: &str) -> Result<(), StoreError> {
        if self.person.issuer.is_some() || self.person.accounts.contains(&account) {
            return Ok(());
        }
        self.person.accounts.push(account);
        self.person.add_name(name);
        self.waiting.extend(address::of_account(tx, account).await?);
        for credential in person::held_by(tx, account).await? {
            let learner =
                self.person.learners.iter().any(|row| Some(row.learner_id) == credential.learner_id);
            if learner || self.is_theirs(&credential.recipient_name) {
                self.add_credential(credential);
            } else {
                self.person
                    .others
                    .insert(format!("{}, by name in an award that they hold", credential.recipient_name));
            }
        }
        Ok(())
    }

    fn add_credential(&mut self, credential: AsRecipient) {
        if self.is_here(credential.issuer_id) {
            self.person.add_name(&credential.recipient_name);
            self.person.credentials.insert(credential);
        }
    }
}
