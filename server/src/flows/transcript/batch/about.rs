//! Whom a row of a batch is about, waiting or done.

use serde_json::Value;

use super::{Kept as Outcome, Question, Waiting};
use crate::{
    flows::person::{Kept, Mention, Person},
    id::IssuerId,
};

/// Opens a row that waits.
pub(crate) fn kept_row(text: &[u8]) -> Option<Box<dyn Kept>> {
    let waiting: Waiting = serde_json::from_slice(text).ok()?;
    Some(Box::new(waiting))
}

/// Opens what is kept of a row that is done.
pub(crate) fn kept_outcome(text: &[u8]) -> Option<Box<dyn Kept>> {
    let outcome: Outcome = serde_json::from_slice(text).ok()?;
    Some(Box::new(outcome))
}

impl Waiting {
    fn is_of(&self, person: &Person, at: Option<IssuerId>) -> bool {
        let who = Mention {
            number: self.pupil.number.as_deref(),
            sourced: Some(&self.pupil.sourced_id),
            master: self.pupil.master.as_deref(),
            email: self.pupil.email.as_deref(),
            name: &self.pupil.name,
            ..Mention::default()
        };
        person.is(at, &who)
            || self
                .merge
                .is_some_and(|merge| person.is(at, &Mention { learner: Some(merge), ..Mention::default() }))
    }
}

impl Kept for Waiting {
    fn told(&self, person: &Person, at: Option<IssuerId>) -> Vec<Value> {
        if self.is_of(person, at) { serde_json::to_value(self).into_iter().collect() } else { Vec::new() }
    }

    fn sourced(&self, person: &Person, at: Option<IssuerId>) -> Vec<String> {
        self.is_of(person, at).then(|| self.pupil.sourced_id.clone()).into_iter().collect()
    }
}

impl Outcome {
    fn is_of(&self, person: &Person, at: Option<IssuerId>) -> bool {
        let who = Mention {
            sourced: Some(&self.sourced_id),
            name: &self.name,
            by_name: true,
            ..Mention::default()
        };
        person.is(at, &who)
    }

    /// Whether it was asked whether somebody else is this person.
    fn asks_about(&self, person: &Person, at: Option<IssuerId>) -> bool {
        matches!(self.question, Some(Question::SamePerson { other, .. })
            if person.is(at, &Mention { learner: Some(other), ..Mention::default() }))
    }
}

impl Kept for Outcome {
    fn told(&self, person: &Person, at: Option<IssuerId>) -> Vec<Value> {
        if self.is_of(person, at) {
            return serde_json::to_value(self).into_iter().collect();
        }
        let asks = self.asks_about(person, at);
        asks.then(|| serde_json::json!({ "question": self.question })).into_iter().collect()
    }

    fn without(&self, person: &Person, at: Option<IssuerId>) -> Option<Vec<u8>> {
        if self.is_of(person, at) || !self.asks_about(person, at) {
            return None;
        }
        let mut rest = serde_json::to_value(self).ok()?;
        rest["question"] = Value::Null;
        serde_json::to_vec(&rest).ok()
    }
}
