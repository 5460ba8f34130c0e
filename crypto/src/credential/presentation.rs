//! Presentations: who presents which credentials.
//!
//! Source: VCDM v2.0, section 4.13; v1.1, section 4.10.

use super::reader::Presence::Must;
use super::reader::{Finding, Reader, Severity};
use crate::json::{Object, Value};

/// A verifiable presentation, without the credentials in it.
#[derive(Clone, Debug, Default)]
pub struct Presentation {
    /// `id`, an address.
    pub id: Option<String>,
    /// `type`, in order.
    pub types: Vec<String>,
    /// `holder`, or its id.
    pub holder: Option<String>,
}

impl Presentation {
    /// Reads a presentation; and all that is wrong with it, in the order of reading.
    pub fn read(object: &Object<'_>) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        let reader = &mut Reader::new(object, String::new(), &mut findings);
        super::envelope::context(reader);
        let types = reader.texts("type", Must);
        let id = reader.optional_id();
        let holder = match object.get("holder") {
            None => None,
            Some(Value::Object(_)) => {
                reader.object("holder", Must, |holder| holder.url("id", Must)).flatten()
            }
            Some(_) => reader.url("holder", Must),
        };
        let credentials = object.get("verifiableCredential").map(Value::flat_items).unwrap_or_default();
        for (index, credential) in credentials.iter().enumerate() {
            if credential.as_object().is_none() && credential.as_str().is_none() {
                let member = format!("verifiableCredential/{index}");
                reader.find(Severity::Error, &member, "is not a credential");
            }
        }
        (Self { id, types, holder }, findings)
    }
}
