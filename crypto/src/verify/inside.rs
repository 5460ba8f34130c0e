//! What a document holds of other credentials: those it is made of, and endorsements.

use crate::json::{Object, Value};

/// A credential inside a document.
#[derive(Clone, Copy, Debug)]
pub(super) enum Inside<'v, 'a> {
    /// As an object: a credential, or an envelope around one.
    Object(&'v Object<'a>),
    /// As text: a compact JWT, or a `data:` address that holds one.
    Text(&'v str),
    /// Something that is no credential.
    Neither,
}

impl<'v, 'a> Inside<'v, 'a> {
    fn of(value: &'v Value<'a>) -> Self {
        match value {
            Value::Object(object) => Self::Object(object),
            Value::String(text) => Self::Text(text),
            _ => Self::Neither,
        }
    }
}

/// The credentials that a presentation presents, or a comprehensive learner record is made of.
///
/// Source: VCDM v2.0, section 4.13; CLR 2.0, `ClrSubject`.
pub(super) fn credentials<'v, 'a>(object: &'v Object<'a>) -> Vec<Inside<'v, 'a>> {
    let mut found = Vec::new();
    listed(object.get("verifiableCredential"), &mut found);
    for subject in flat(object.get("credentialSubject")) {
        listed(subject.get("verifiableCredential"), &mut found);
    }
    found
}

/// An endorsement, and the id of what it stands beside.
#[derive(Clone, Copy, Debug)]
pub(super) struct Endorsement<'v, 'a> {
    pub(super) inside: Inside<'v, 'a>,
    pub(super) of: Option<&'v str>,
}

/// The endorsements of a credential, its issuer, its achievements, and who made or vouches for
/// those.
///
/// Source: Open Badges 3.0, `endorsement` and `endorsementJwt`.
pub(super) fn endorsements<'v, 'a>(object: &'v Object<'a>) -> Vec<Endorsement<'v, 'a>> {
    let mut found = Vec::new();
    beside(object, &mut found);
    let mut of_each = |values: Vec<&'v Value<'a>>| {
        for value in values {
            if let Some(object) = value.as_object() {
                beside(object, &mut found);
            }
        }
    };
    of_each(flat(object.get("issuer")));
    for subject in flat(object.get("credentialSubject")) {
        of_each(flat(subject.get("source")));
        for achievement in flat(subject.get("achievement")) {
            of_each(vec![achievement]);
            of_each(flat(achievement.get("creator")));
        }
    }
    found
}

fn beside<'v, 'a>(object: &'v Object<'a>, found: &mut Vec<Endorsement<'v, 'a>>) {
    let mut insides = Vec::new();
    listed(object.get("endorsement"), &mut insides);
    listed(object.get("endorsementJwt"), &mut insides);
    let of = object.get("id").and_then(Value::as_str);
    found.extend(insides.into_iter().map(|inside| Endorsement { inside, of }));
}

fn listed<'v, 'a>(value: Option<&'v Value<'a>>, found: &mut Vec<Inside<'v, 'a>>) {
    found.extend(flat(value).into_iter().filter(|item| **item != Value::Null).map(Inside::of));
}

fn flat<'v, 'a>(value: Option<&'v Value<'a>>) -> Vec<&'v Value<'a>> {
    value.map(Value::flat_items).unwrap_or_default()
}
