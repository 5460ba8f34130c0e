//! What a credential leans on elsewhere: status lists, schemas, services, files.
//!
//! Source: Verifiable Credentials Data Model v2.0, sections 4.10, 4.11, 5.3 to 5.6; Bitstring Status List v1.0,
//! BitstringStatusListEntry.

use super::finding::{Rule, Severity};
use super::reader::Presence::{May, Must};
use super::reader::{Presence, Reader};
use super::result::has_twins;
use crate::json::Value;

/// Something elsewhere that a credential names: a schema, a refresh service, terms of use.
#[derive(Clone, Debug, Default)]
pub struct Service<'v> {
    /// `id`, an address.
    pub id: Option<&'v str>,
    /// The first `type`.
    pub kind: Option<&'v str>,
}

/// Where the status of a credential is kept.
#[derive(Clone, Debug, Default)]
pub struct StatusEntry<'v> {
    /// `id`, an address; of some kinds of entry the list's.
    pub id: Option<&'v str>,
    /// `type`; empty when it has none.
    pub kind: &'v str,
    /// `statusPurpose`.
    pub purpose: Option<&'v str>,
    /// `statusListIndex`, counted from 0.
    pub index: Option<usize>,
    /// `statusListCredential`, the list's address.
    pub list: Option<&'v str>,
    /// `statusSize`, in bits: one where it says nothing; none where it is not a number of bits.
    pub size: Option<u8>,
    /// `statusMessage`: what each value means.
    pub messages: Vec<StatusMessage<'v>>,
}

/// What a value in a status list means.
#[derive(Clone, Debug, Default)]
pub struct StatusMessage<'v> {
    /// `status`, the value in hexadecimal after `0x`.
    pub status: Option<&'v str>,
    /// `message`.
    pub message: Option<&'v str>,
}

impl<'v> Service<'v> {
    /// Reads the member `key`, whose items have a type; and an `id` as `presence` says. Of ours,
    /// Open Badges asks for one type as text.
    pub(super) fn read_all(
        reader: &mut Reader<'_, 'v>,
        key: &str,
        noun: &'static str,
        presence: Presence,
        ours: bool,
    ) -> Vec<Self> {
        reader.objects(key, noun, May, |item| {
            let id = item.optional_id();
            if id.is_none() && item.object.get("id").is_none() {
                item.member("id", presence);
            }
            Self { id, kind: kind(item, ours) }
        })
    }
}

/// The first type, of which there has to be one.
fn kind<'v>(reader: &mut Reader<'_, 'v>, ours: bool) -> Option<&'v str> {
    let types = reader.texts("type", Must);
    let is_list = reader.object.get("type").is_some_and(|value| value.as_array().is_some());
    if types.is_empty() && is_list {
        reader.find((Rule::Missing, Severity::Error), "type", "");
    } else if ours && is_list {
        reader.advise(Rule::Form, "type", "is a list, where Open Badges asks for one text");
    }
    types.first().copied()
}

impl<'v> StatusEntry<'v> {
    pub(super) fn read(reader: &mut Reader<'_, 'v>, ours: bool) -> Self {
        let index = match reader.object.get("statusListIndex") {
            Some(Value::String(text)) => text.parse().ok(),
            // The standard asks for text; issuers in the field write numbers too.
            Some(value @ Value::Number(_)) => {
                reader.advise(Rule::Form, "statusListIndex", "is a number, where text is asked for");
                value.to_json().parse().ok()
            }
            _ => None,
        };
        Self {
            id: reader.optional_id(),
            kind: kind(reader, ours).unwrap_or_default(),
            purpose: reader.text("statusPurpose", May),
            index,
            list: reader.url("statusListCredential", May),
            size: match reader.object.get("statusSize") {
                None => Some(1),
                Some(size) => size.to_json().parse().ok().filter(|size| *size > 0),
            },
            messages: reader.objects("statusMessage", "status message", May, |message| StatusMessage {
                status: message.text("status", May),
                message: message.text("message", May),
            }),
        }
    }
}

/// Files that the credential leans on, each by its address and a digest of its bytes.
///
/// Source: Verifiable Credentials Data Model v2.0, section 5.3 (Integrity of Related Resources).
pub(super) fn related_resources(reader: &mut Reader<'_, '_>) {
    if reader.object.get("relatedResource").is_none() {
        return;
    }
    let ids = reader.objects("relatedResource", "related resource", Must, |resource| {
        let digest = ["digestSRI", "digestMultibase"].iter().any(|key| resource.text(key, May).is_some());
        if !digest {
            resource.find_here((Rule::Missing, Severity::Error), "has no digest");
        }
        resource.url("id", Must)
    });
    if has_twins(ids.into_iter().flatten()) {
        reader.find((Rule::Duplicate, Severity::Error), "relatedResource", "names one address twice");
    }
}
