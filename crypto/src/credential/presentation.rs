//! Presentations: credentials that somebody shows.
//!
//! Source: Verifiable Credentials Data Model v2.0, section 4.13; the same members of v1.1.

use super::clr::Inside;
use super::envelope::{Edition, context};
use super::finding::{Finding, Findings, Rule, Severity};
use super::reader::Presence::{May, Must};
use super::reader::Reader;
use crate::json::{Object, Value};

/// A presentation, as far as it could be read.
#[derive(Clone, Debug, Default)]
pub struct Presentation<'v> {
    /// The version of the data model, by its first context.
    pub edition: Edition,
    /// `id`, an address.
    pub id: Option<&'v str>,
    /// `type`, in order.
    pub types: Vec<&'v str>,
    /// `holder`, or its `id` where it is an object.
    pub holder: Option<&'v str>,
    /// `verifiableCredential`, in order.
    pub credentials: Vec<Inside<'v>>,
}

impl<'v> Presentation<'v> {
    /// Reads a presentation; and all that is wrong with it, in the order of reading. The
    /// credentials within are credentials of their own, and are not looked into.
    pub fn read(object: &'v Object<'v>) -> (Self, Vec<Finding>) {
        let mut findings = Findings::default();
        let presentation = read(&mut Reader::new(object, "presentation", &mut findings));
        (presentation, findings.into_list())
    }
}

fn read<'v>(reader: &mut Reader<'_, 'v>) -> Presentation<'v> {
    let edition = context(reader);
    let types = reader.texts("type", Must);
    if !types.contains(&"VerifiablePresentation") {
        reader.find((Rule::Type, Severity::Error), "type", "does not name VerifiablePresentation");
    }
    Presentation {
        edition,
        types,
        id: reader.optional_id(),
        holder: match reader.object.get("holder") {
            Some(Value::Object(_)) => {
                reader.object("holder", "holder", Must, |holder| holder.url("id", Must)).flatten()
            }
            Some(_) => reader.url("holder", Must),
            None => None,
        },
        credentials: Inside::read_all(reader, "verifiableCredential", May),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, read};

    fn said(members: &str) -> Vec<String> {
        let text = format!(
            r#"{{"@context":["https://www.w3.org/ns/credentials/v2"],"type":["VerifiablePresentation"]{members}}}"#
        );
        let value = read(text.as_bytes(), Limits::CREDENTIAL).unwrap();
        let (_, findings) = Presentation::read(value.as_object().unwrap());
        findings.into_iter().map(|finding| finding.words).collect()
    }

    #[test]
    fn a_presentation_is_read_whatever_form_its_credentials_have() {
        let text = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"type":"VerifiablePresentation",
            "holder":{"id":"did:example:ada"},"verifiableCredential":[{"type":["VerifiableCredential"]},
            {"id":"data:application/vc+jwt,eyJ.e30.AA","type":"EnvelopedVerifiableCredential"},"eyJ.e30.AA"]}"#;
        let value = read(text.as_bytes(), Limits::CREDENTIAL).unwrap();
        let (presentation, findings) = Presentation::read(value.as_object().unwrap());
        assert_eq!((presentation.edition, presentation.holder), (Edition::Two, Some("did:example:ada")));
        assert!(matches!(
            presentation.credentials[..],
            [
                Inside::Embedded(_),
                Inside::Enveloped("data:application/vc+jwt,eyJ.e30.AA"),
                Inside::Token("eyJ.e30.AA")
            ]
        ));
        assert_eq!(findings.len(), 1, "only the bare JWT is noted: {findings:?}");
    }

    #[test]
    fn each_fault_of_a_presentation_is_found() {
        assert_eq!(said(""), Vec::<String>::new());
        assert_eq!(said(r#","holder":"did:example:ada""#), Vec::<String>::new());
        assert_eq!(
            said(r#","holder":"ada""#),
            ["The presentation's holder is not an absolute address (holder)"]
        );
        assert_eq!(said(r#","holder":{}"#), ["The holder has no id (holder.id)"]);
        assert_eq!(
            said(r#","verifiableCredential":["what"]"#),
            [
                "The presentation's list of credentials holds something that is not a credential (verifiableCredential)"
            ]
        );
        assert_eq!(said(r#","id":7"#), ["The presentation's id is not an absolute address (id)"]);
        let value = read(br#"{"@context":[],"type":[]}"#, Limits::CREDENTIAL).unwrap();
        let (_, findings) = Presentation::read(value.as_object().unwrap());
        let said: Vec<_> = findings.iter().map(|finding| finding.words.as_str()).collect();
        assert_eq!(
            said,
            [
                "The presentation's context is not a list that begins with the context of verifiable credentials (@context)",
                "The presentation's type does not name VerifiablePresentation (type)"
            ]
        );
        assert!(findings.iter().all(|finding| finding.severity == Severity::Error));
    }
}
