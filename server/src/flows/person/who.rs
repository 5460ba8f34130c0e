//! Whether something that is kept is about a person: by ids, numbers and addresses that are theirs, as whole
//! values. A name tells nobody apart: it counts only beside an address that several share, and where nothing else
//! was written down.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    id::{AccountId, CredentialId, IssuerId, LearnerId},
    store::person::{AsLearner, AsRecipient},
};

/// A person, by all that their data is found by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Person {
    /// Only at this institution.
    pub(super) issuer: Option<IssuerId>,
    pub(super) accounts: Vec<AccountId>,
    pub(super) learners: Vec<AsLearner>,
    pub(super) credentials: BTreeSet<AsRecipient>,
    /// Addresses that are theirs alone.
    pub(super) emails: BTreeSet<String>,
    /// Addresses that they share, such as a parent's.
    pub(super) shared: BTreeSet<String>,
    pub(super) names: BTreeSet<String>,
    /// What institutions call them.
    pub(super) known_as: BTreeMap<IssuerId, KnownAs>,
    /// Others who have an address of theirs, in words.
    pub(super) others: BTreeSet<String>,
}

/// What an institution and its systems call somebody.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownAs {
    numbers: BTreeSet<String>,
    sourced: BTreeSet<String>,
    masters: BTreeSet<String>,
}

/// Somebody whom something that is kept names: as much as it says.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mention<'a> {
    /// A learner.
    pub(crate) learner: Option<LearnerId>,
    /// The institution's number for them.
    pub(crate) number: Option<&'a str>,
    /// `sourcedId`.
    pub(crate) sourced: Option<&'a str>,
    /// `userMasterIdentifier`.
    pub(crate) master: Option<&'a str>,
    /// A DID.
    pub(crate) did: Option<&'a str>,
    /// An address.
    pub(crate) email: Option<&'a str>,
    /// A name.
    pub(crate) name: &'a str,
    /// Whether the name is enough where nothing that is said tells this person from it: for what was only noted,
    /// and what nothing comes of any more.
    pub(crate) by_name: bool,
}

/// Something that is kept sealed, opened.
pub(crate) trait Kept: Send + Sync {
    /// What of it is about them, as JSON; nothing where none of it is.
    ///
    /// * `at`: whose it is; absent where it is no institution's.
    fn told(&self, person: &Person, at: Option<IssuerId>) -> Vec<Value>;

    /// What is left without them, to be sealed again; `None` where nothing is that is of use.
    fn without(&self, _person: &Person, _at: Option<IssuerId>) -> Option<Vec<u8>> {
        None
    }

    /// What the school's system calls them, where this says it.
    fn sourced(&self, _person: &Person, _at: Option<IssuerId>) -> Vec<String> {
        Vec::new()
    }
}

impl Person {
    /// Whether they are whom something of an institution names.
    pub(crate) fn is(&self, at: Option<IssuerId>, who: &Mention<'_>) -> bool {
        if let Some(learner) = who.learner {
            return self.learners.iter().any(|row| row.learner_id == learner);
        }
        let nobody = KnownAs::default();
        let known = at.and_then(|at| self.known_as.get(&at)).unwrap_or(&nobody);
        let among =
            |text: Option<&str>, those: &BTreeSet<String>| text.is_some_and(|text| those.contains(text));
        if among(who.sourced, &known.sourced)
            || among(who.number, &known.numbers)
            || among(who.master, &known.masters)
            || who.did.is_some_and(|did| self.learners.iter().any(|row| row.did.as_deref() == Some(did)))
        {
            return true;
        }
        // Somebody else, by what the institution itself calls people.
        if (who.sourced.is_some() && !known.sourced.is_empty())
            || (who.number.is_some() && !known.numbers.is_empty())
        {
            return false;
        }
        if let Some(email) = who.email.map(str::to_lowercase).filter(|email| !email.is_empty()) {
            return self.emails.contains(&email)
                || (self.shared.contains(&email) && self.is_called(who.name));
        }
        who.by_name && at.is_some_and(|at| self.issuers().contains(&at)) && self.is_called(who.name)
    }

    /// Whether this is a name of theirs.
    pub(super) fn is_called(&self, name: &str) -> bool {
        let name = plain(name);
        !name.is_empty() && self.names.iter().any(|known| plain(known) == name)
    }

    /// Whether a value of theirs stands in this JSON: an address, or an id by itself or in an address of the web.
    /// Keys are not looked at.
    pub(crate) fn is_in_json(&self, json: &Value) -> bool {
        match json {
            Value::String(text) => self.is_in_text(text),
            Value::Array(values) => values.iter().any(|value| self.is_in_json(value)),
            Value::Object(object) => object.values().any(|value| self.is_in_json(value)),
            _ => false,
        }
    }

    /// Whether an address or an id of theirs stands in a text, as a word of its own.
    pub(crate) fn is_in_text(&self, text: &str) -> bool {
        let id = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
        let address = |c: char| c.is_whitespace() || c.is_control() || "<>()[]{}\"',;:".contains(c);
        text.split(id).any(|word| word.len() == 36 && self.has_id(word))
            || (text.contains('@')
                && text.split(address).any(|word| {
                    let word = word.trim_end_matches(['.', '!', '?']);
                    word.contains('@') && self.emails.contains(&word.to_lowercase())
                }))
            || self.learners.iter().any(|row| row.did.as_deref().is_some_and(|did| did == text))
    }

    /// Whether a letter that begins so and goes to this address is for them.
    pub(crate) fn is_addressed(&self, to: &str, greeting: &str) -> bool {
        let greeting = plain(greeting);
        self.emails.contains(to)
            || (self.shared.contains(to) && self.names.iter().any(|name| greeting.contains(&plain(name))))
    }

    /// The same person at a desk as far as ids of that desk tell: an address may be another's business.
    pub(crate) fn at_home(&self) -> std::borrow::Cow<'_, Self> {
        use std::borrow::Cow;
        match self.issuer {
            None => Cow::Borrowed(self),
            Some(_) => Cow::Owned(Self { emails: BTreeSet::new(), ..self.clone() }),
        }
    }

    fn has_id(&self, word: &str) -> bool {
        let credential = || word.parse().is_ok_and(|id: CredentialId| self.has_credential(id));
        let learner =
            || word.parse().is_ok_and(|id: LearnerId| self.learners.iter().any(|row| row.learner_id == id));
        let account = || word.parse().is_ok_and(|id: AccountId| self.accounts.contains(&id));
        credential() || learner() || account()
    }

    pub(super) fn has_credential(&self, id: CredentialId) -> bool {
        self.credentials.iter().any(|row| row.credential_id == id)
    }

    pub(super) fn add_name(&mut self, name: &str) {
        if !name.trim().is_empty() {
            self.names.insert(name.to_owned());
        }
    }

    /// Notes what an institution's system calls them.
    pub(super) fn add_sourced(&mut self, at: IssuerId, sourced: String) {
        self.known_as.entry(at).or_default().sourced.insert(sourced);
    }

    pub(super) fn add_known(&mut self, learner: &AsLearner) {
        let known = self.known_as.entry(learner.issuer_id).or_default();
        known.numbers.extend(learner.source_id.clone());
        known.sourced.extend(learner.sourced_id.clone());
        known.masters.extend(learner.master_id.clone());
    }

    /// What they are as subjects of acts, such as `learner/0190…`.
    pub(super) fn subjects(&self) -> BTreeSet<String> {
        let learners = self.learners.iter().map(|row| format!("learner/{}", row.learner_id));
        let credentials = self.credentials.iter().map(|row| format!("credential/{}", row.credential_id));
        let accounts = self.accounts.iter().map(|id| format!("account/{id}"));
        learners.chain(credentials).chain(accounts).collect()
    }

    /// The institutions that keep something of them.
    pub(super) fn issuers(&self) -> BTreeSet<IssuerId> {
        let learners = self.learners.iter().map(|row| row.issuer_id);
        learners.chain(self.credentials.iter().map(|row| row.issuer_id)).collect()
    }
}

/// A name without what people write now one way, now another: case, and blanks.
pub(super) fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(emails: &[&str], shared: &[&str], number: Option<&str>) -> (Person, IssuerId) {
        let text = "0190aaaa-0000-7000-8000-000000000001";
        let (issuer, learner_id): (IssuerId, LearnerId) = (text.parse().unwrap(), text.parse().unwrap());
        let learner = AsLearner {
            learner_id,
            issuer_id: issuer,
            name: "Ann Ash".to_owned(),
            email: None,
            did: Some("did:key:zAnn".to_owned()),
            source_id: number.map(str::to_owned),
            sourced_id: None,
            master_id: None,
        };
        let mut person = Person::default();
        person.add_known(&learner);
        person.add_name(&learner.name);
        person.learners.push(learner);
        person.emails = emails.iter().map(|email| (*email).to_owned()).collect();
        person.shared = shared.iter().map(|email| (*email).to_owned()).collect();
        (person, issuer)
    }

    #[test]
    fn an_address_is_a_whole_value_and_no_part_of_one() {
        let (ann, _) = person(&["ann@x.edu"], &[], None);
        for theirs in ["ann@x.edu", "Write to <ANN@x.edu>.", "mailto:ann@x.edu", "a@b.c, ann@x.edu"] {
            assert!(ann.is_in_text(theirs), "{theirs}");
        }
        for other in ["joann@x.edu", "ann@x.edu.au", "Ann Ash", ""] {
            assert!(!ann.is_in_text(other), "{other}");
        }
    }

    #[test]
    fn ids_are_found_in_values_and_not_in_keys() {
        let (ann, _) = person(&[], &[], None);
        let id = "0190aaaa-0000-7000-8000-000000000001";
        let found = |json: Value| ann.is_in_json(&json);
        assert!(found(
            serde_json::json!({ "to": [{ "at": format!("https://x.edu/credentials/{id}?a=b") }] })
        ));
        assert!(!found(serde_json::json!({ id: "x" })));
        assert!(!found(serde_json::json!({ "to": format!("{id}0") })));
    }

    #[test]
    fn what_the_institution_calls_somebody_tells_more_than_their_address() {
        let (ann, at) = person(&["ann@x.edu"], &[], Some("7"));
        let is = |number, email| ann.is(Some(at), &Mention { number, email, ..Mention::default() });
        assert!(is(Some("7"), None) && is(None, Some("Ann@x.edu")));
        assert!(!is(Some("8"), Some("ann@x.edu")), "somebody else with her address");
        assert!(!ann.is(None, &Mention { number: Some("7"), ..Mention::default() }), "another's number");
    }

    #[test]
    fn a_name_counts_beside_a_shared_address_and_where_nothing_else_is_said() {
        let (ann, at) = person(&[], &["home@ash.edu"], None);
        let is =
            |name, email, by_name| ann.is(Some(at), &Mention { email, name, by_name, ..Mention::default() });
        assert!(is("ann  ASH", Some("home@ash.edu"), false));
        assert!(!is("Leo Ash", Some("home@ash.edu"), false));
        assert!(!is("Ann Ash", Some("other@ash.edu"), true), "a namesake");
        assert!(is("Ann Ash", None, true) && !is("Ann Ash", None, false));
    }
}
