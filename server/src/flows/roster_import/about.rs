//! Whom an export of a school's system is about: told, and taken out so that the rest can still be used.

use std::collections::BTreeSet;

use oneroster::User;
use serde_json::{Value, json};

use super::{
    drafted::Drafted,
    kept::{Fault, Records, pack, unpack},
    name_of,
    supplement::Supplement,
};
use crate::{
    flows::{
        person::{Kept, Mention, Person},
        transcript::Pupil,
    },
    id::IssuerId,
    store::roster_import::Kind,
};

/// Opens a part of an export, by the name of its kind.
pub(crate) fn kept_part(kind: &str, packed: &[u8]) -> Option<Box<dyn Kept>> {
    Some(match kind {
        kind if kind == Kind::Records.name() => Box::new(unpack::<Records>(packed).ok()?),
        kind if kind == Kind::Supplement.name() => Box::new(unpack::<Supplement>(packed).ok()?),
        kind if kind == Kind::Draft.name() => Box::new(unpack::<Drafted>(packed).ok()?),
        _ => Box::new(Faults(unpack(packed).ok()?)),
    })
}

struct Faults(Vec<Fault>);

fn is(person: &Person, at: Option<IssuerId>, user: &User) -> bool {
    let name = name_of(user);
    let who = Mention {
        number: user.identifier.as_deref(),
        sourced: Some(&user.head.id),
        master: user.master_identifier.as_deref(),
        email: user.email.as_deref(),
        name: &name,
        ..Mention::default()
    };
    person.is(at, &who)
}

fn is_student(person: &Person, at: Option<IssuerId>, sourced: &str) -> bool {
    person.is(at, &Mention { sourced: Some(sourced), ..Mention::default() })
}

fn values<'a, T: serde::Serialize + 'a>(of: impl Iterator<Item = &'a T>) -> Vec<Value> {
    of.filter_map(|one| serde_json::to_value(one).ok()).collect()
}

impl Kept for Records {
    fn told(&self, person: &Person, at: Option<IssuerId>) -> Vec<Value> {
        let users = self.bundle.users.iter().filter(|user| is(person, at, user));
        let results = self.bundle.results.iter().filter(|result| is_student(person, at, &result.student));
        [values(users), values(results)].concat()
    }

    fn without(&self, person: &Person, at: Option<IssuerId>) -> Option<Vec<u8>> {
        let mut rest = self.clone();
        let bundle = &mut rest.bundle;
        let gone: BTreeSet<String> = self.sourced(person, at).into_iter().collect();
        let stays = |student: &str| !gone.contains(student) && !is_student(person, at, student);
        bundle.users.retain(|user| stays(&user.head.id));
        bundle.roles.retain(|role| stays(&role.user));
        bundle.results.retain(|result| stays(&result.student));
        pack(&rest).ok()
    }

    fn sourced(&self, person: &Person, at: Option<IssuerId>) -> Vec<String> {
        let users = self.bundle.users.iter().filter(|user| is(person, at, user));
        users.map(|user| user.head.id.clone()).collect()
    }
}

impl Kept for Drafted {
    fn told(&self, person: &Person, at: Option<IssuerId>) -> Vec<Value> {
        values(self.draft.pupils.iter().filter(|pupil| is_pupil(person, at, pupil)))
    }

    fn without(&self, person: &Person, at: Option<IssuerId>) -> Option<Vec<u8>> {
        let mut rest = self.clone();
        rest.draft.pupils.retain(|pupil| !is_pupil(person, at, pupil));
        pack(&rest).ok()
    }
}

fn is_pupil(person: &Person, at: Option<IssuerId>, pupil: &Pupil) -> bool {
    let who = Mention {
        number: pupil.number.as_deref(),
        sourced: Some(&pupil.sourced_id),
        master: pupil.master.as_deref(),
        email: pupil.email.as_deref(),
        name: &pupil.name,
        ..Mention::default()
    };
    person.is(at, &who)
}

impl Kept for Supplement {
    fn told(&self, person: &Person, at: Option<IssuerId>) -> Vec<Value> {
        let theirs = |student: &str| is_student(person, at, student);
        let standings = self.standings.iter().filter(|(student, _)| theirs(student));
        let standings =
            standings.map(|(student, standing)| json!({ "sourcedId": student, "standing": standing }));
        let earlier = values(self.earlier.iter().filter(|row| theirs(&row.student)));
        let diplomas = values(self.diplomas.iter().filter(|row| theirs(&row.student)));
        standings.chain(earlier).chain(diplomas).collect()
    }

    fn without(&self, person: &Person, at: Option<IssuerId>) -> Option<Vec<u8>> {
        let mut rest = self.clone();
        let stays = |student: &str| !is_student(person, at, student);
        rest.standings.retain(|student, _| stays(student));
        rest.earlier.retain(|row| stays(&row.student));
        rest.diplomas.retain(|row| stays(&row.student));
        pack(&rest).ok()
    }
}

impl Faults {
    fn is_about(fault: &Fault, person: &Person, at: Option<IssuerId>) -> bool {
        let value = Some(fault.value.as_str());
        is_student(person, at, &fault.value)
            || person.is(at, &Mention { number: value, ..Mention::default() })
            || person.is(at, &Mention { name: &fault.value, by_name: true, ..Mention::default() })
            || person.is_in_text(&fault.value)
    }
}

impl Kept for Faults {
    fn told(&self, person: &Person, at: Option<IssuerId>) -> Vec<Value> {
        values(self.0.iter().filter(|fault| Self::is_about(fault, person, at)))
    }

    fn without(&self, person: &Person, at: Option<IssuerId>) -> Option<Vec<u8>> {
        let rest: Vec<_> = self.0.iter().filter(|fault| !Self::is_about(fault, person, at)).collect();
        pack(&rest).ok()
    }
}
