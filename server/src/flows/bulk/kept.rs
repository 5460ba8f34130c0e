//! Whom a file, its rows and what was left out of it are about.

use serde_json::{Map, Value};

use super::{
    check::{LeftOut, Line},
    fields::Settings,
};
use crate::{
    flows::person::{Kept, Mention, Person},
    id::IssuerId,
    sheet::{self, Limits, Row, Sheet},
};

/// Opens a row that waits.
pub(crate) fn kept_row(text: &[u8]) -> Option<Box<dyn Kept>> {
    let line: Line = serde_json::from_slice(text).ok()?;
    Some(Box::new(line))
}

/// Opens what was noted of a row that was left out.
pub(crate) fn kept_outcome(text: &[u8]) -> Option<Box<dyn Kept>> {
    let left_out: LeftOut = serde_json::from_slice(text).ok()?;
    Some(Box::new(left_out))
}

/// Opens a file that nobody has started.
///
/// * `settings`: what its columns hold, as JSON.
pub(crate) fn kept_file(name: &str, settings: &str, bytes: &[u8]) -> Option<Box<dyn Kept>> {
    let sheet = sheet::read(name, bytes, &Limits::default()).ok()?;
    Some(Box::new(KeptFile { sheet, settings: serde_json::from_str(settings).unwrap_or_default() }))
}

struct KeptFile {
    sheet: Sheet,
    settings: Settings,
}

impl Kept for Line {
    fn told(&self, person: &Person, at: Option<IssuerId>) -> Vec<Value> {
        let who = Mention {
            learner: self.learner,
            number: self.source_id.as_deref(),
            did: self.did.as_deref(),
            email: self.email.as_deref(),
            name: &self.name,
            ..Mention::default()
        };
        if person.is(at, &who) { serde_json::to_value(self).into_iter().collect() } else { Vec::new() }
    }
}

impl Kept for LeftOut {
    fn told(&self, person: &Person, at: Option<IssuerId>) -> Vec<Value> {
        let who = Mention {
            learner: self.learner,
            number: self.source_id.as_deref(),
            did: self.did.as_deref(),
            email: self.email.as_deref().or_else(|| self.who.contains('@').then_some(&*self.who)),
            name: &self.who,
            by_name: true,
            ..Mention::default()
        };
        if person.is(at, &who) { serde_json::to_value(self).into_iter().collect() } else { Vec::new() }
    }
}

impl KeptFile {
    fn is_about(&self, row: &Row, person: &Person, at: Option<IssuerId>) -> bool {
        let text = |field: &str| {
            let column = self.settings.columns.get(field)?;
            Some(row.cell(*column).shown().trim().to_owned()).filter(|text| !text.is_empty())
        };
        let parts = [text("given_name"), text("family_name")];
        let name = text("name").unwrap_or_else(|| parts.into_iter().flatten().collect::<Vec<_>>().join(" "));
        let (number, did, email) = (text("identifier"), text("did"), text("email"));
        let who = Mention {
            number: number.as_deref(),
            did: did.as_deref(),
            email: email.as_deref(),
            name: &name,
            ..Mention::default()
        };
        // Nobody may have said yet which column holds what.
        let anywhere = || row.cells.iter().any(|cell| person.is_in_text(&cell.shown()));
        person.is(at, &who) || (email.is_none() && number.is_none() && anywhere())
    }
}

impl Kept for KeptFile {
    fn told(&self, person: &Person, at: Option<IssuerId>) -> Vec<Value> {
        let rows = self.sheet.rows.iter().filter(|row| self.is_about(row, person, at));
        let cells = rows.map(|row| {
            let cells = self.sheet.header.iter().zip(&row.cells);
            cells.map(|(heading, cell)| (heading.clone(), cell.shown().into())).collect::<Map<_, _>>()
        });
        cells.map(Value::Object).collect()
    }
}
