//! Which document the payload of a token means.
//!
//! Three forms circulate: the document's members beside the claims (Open Badges 3.0,
//! VC-JOSE-COSE), and the document in the claim `vc` or `vp` (VCDM 1.1). What the claims repeat of
//! the document has to agree with it; what the document lacks, they fill in.
//!
//! Source: VCDM v1.1, section 6.3.1; Open Badges 3.0, JSON Web Token Proof Format; Securing
//! Verifiable Credentials using JOSE and COSE, section 3.1; RFC 7519, section 4.1.

use time::OffsetDateTime;

use crate::instant;
use crate::json::{Object, Value};

/// Claims about the token and not about the subject, which are no members of the document.
const CLAIMS: [&str; 9] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "nonce", "cnf"];

const VCDM_1: &str = "https://www.w3.org/2018/credentials/v1";

/// Seconds that an instant may lie away from 1970: to the end of the year 9999.
const MAX_SECONDS: f64 = 253_402_300_799.0;

/// The document of a payload, and the claims beside it.
#[derive(Clone, Debug)]
pub(crate) struct Meaning {
    /// The credential or presentation.
    pub(crate) document: Object<'static>,
    /// Whether it is a presentation.
    pub(crate) is_presentation: bool,
    /// What stands against the claims, whatever the signature is worth.
    pub(crate) fault: Option<ClaimsFault>,
    /// `iss`.
    pub(crate) issuer: Option<String>,
    /// `aud`, one or several.
    pub(crate) audience: Option<Value<'static>>,
    /// `nonce`.
    pub(crate) nonce: Option<String>,
    /// `nbf`.
    pub(crate) not_before: Option<OffsetDateTime>,
    /// `exp`.
    pub(crate) expires: Option<OffsetDateTime>,
    /// `iat`.
    pub(crate) issued_at: Option<OffsetDateTime>,
}

/// What is wrong with the claims of a token.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum ClaimsFault {
    /// A claim is not of its type. Never read as if it were absent.
    Malformed(&'static str),
    /// Claims that say something else than the document does, by name.
    Disagree(String),
}

/// Why a payload means no document.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub(crate) enum NoDocument {
    /// `vc` or `vp` is no object.
    #[error("the claim {0} is not an object")]
    NotAnObject(&'static str),
    /// Two documents under one signature, of which two readers could take different ones.
    #[error("the token holds two documents")]
    Two,
    /// A presentation in `vc`, or something else than one in `vp`.
    #[error("the claim {0} holds a document of another kind")]
    OtherKind(&'static str),
}

/// Reads a payload.
pub(crate) fn read(mut payload: Object<'static>) -> Result<Meaning, NoDocument> {
    let mut claims = Claims { fault: None };
    let issuer = claims.text(&payload, "iss");
    let subject = claims.text(&payload, "sub");
    let id = claims.text(&payload, "jti");
    let nonce = claims.text(&payload, "nonce");
    let not_before = claims.instant(&payload, "nbf");
    let expires = claims.instant(&payload, "exp");
    let issued_at = claims.instant(&payload, "iat");
    let audience = payload.get("aud").cloned();
    if audience.as_ref().is_some_and(|audience| !audience.items().iter().all(|one| one.as_str().is_some())) {
        claims.fault.get_or_insert(ClaimsFault::Malformed("aud"));
    }

    let (vc, vp) = (payload.remove("vc"), payload.remove("vp"));
    let wrapped = if vc.is_some() { Some("vc") } else { vp.is_some().then_some("vp") };
    if wrapped.is_some() && (payload.get("@context").is_some() || payload.get("type").is_some()) {
        return Err(NoDocument::Two);
    }
    let mut document = match (vc, vp) {
        (Some(_), Some(_)) => return Err(NoDocument::Two),
        (Some(Value::Object(document)), None) | (None, Some(Value::Object(document))) => document,
        (Some(_), None) => return Err(NoDocument::NotAnObject("vc")),
        (None, Some(_)) => return Err(NoDocument::NotAnObject("vp")),
        (None, None) => {
            for claim in CLAIMS {
                payload.remove(claim);
            }
            payload
        }
    };
    let types = document.get("type").map(Value::items).unwrap_or_default();
    let is_presentation = types.contains(&"VerifiablePresentation".into());
    if let Some(claim) = wrapped.filter(|claim| (*claim == "vp") != is_presentation) {
        return Err(NoDocument::OtherKind(claim));
    }

    // Beside a proof of its own nothing can be added to a document; then only the token ends.
    let open = document.get("proof").is_none();
    let mut merge = Merge { document: &mut document, fill: wrapped.is_some() && open, differing: Vec::new() };
    let owner = if is_presentation { "holder" } else { "issuer" };
    if let Some(issuer) = &issuer {
        merge.id_of(owner, "iss", issuer);
    }
    if let Some(id) = &id {
        merge.id("id", "jti", id);
    }
    if !is_presentation {
        if let Some(subject) = &subject {
            merge.subject(subject);
        }
        // A date that only the claims name is the document's all the same.
        merge.fill = open;
        if let Some(not_before) = not_before {
            merge.date(["issuanceDate", "validFrom"], "nbf", not_before);
        }
        if let Some(expires) = expires {
            merge.date(["expirationDate", "validUntil"], "exp", expires);
        }
    }
    let differing = merge.differing.join(", ");
    if !differing.is_empty() {
        claims.fault.get_or_insert(ClaimsFault::Disagree(differing));
    }
    let fault = claims.fault;
    Ok(Meaning { document, is_presentation, fault, issuer, audience, nonce, not_before, expires, issued_at })
}

struct Claims {
    fault: Option<ClaimsFault>,
}

impl Claims {
    fn text(&mut self, payload: &Object<'_>, claim: &'static str) -> Option<String> {
        let value = payload.get(claim)?;
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            self.fault.get_or_insert(ClaimsFault::Malformed(claim));
        }
        text
    }

    /// A `NumericDate`: seconds since 1970, of which only the whole ones count.
    fn instant(&mut self, payload: &Object<'_>, claim: &'static str) -> Option<OffsetDateTime> {
        let value = payload.get(claim)?;
        let instant = match value {
            Value::Number(seconds) if seconds.abs() <= MAX_SECONDS => {
                #[expect(clippy::cast_possible_truncation, reason = "within 2^38 by the line above")]
                let whole = seconds.floor() as i64;
                OffsetDateTime::from_unix_timestamp(whole).ok()
            }
            _ => None,
        };
        if instant.is_none() {
            self.fault.get_or_insert(ClaimsFault::Malformed(claim));
        }
        instant
    }
}

/// A document that meets the claims about it.
struct Merge<'d> {
    document: &'d mut Object<'static>,
    /// Whether what is missing may be added.
    fill: bool,
    differing: Vec<&'static str>,
}

impl Merge<'_> {
    fn id(&mut self, member: &'static str, claim: &'static str, text: &str) {
        match self.document.get(member) {
            None if self.fill => self.document.set(member, text.to_owned().into()),
            None => {}
            Some(value) if value.as_str() == Some(text) => {}
            Some(_) => self.differing.push(claim),
        }
    }

    /// A member that is an id, or an object with one.
    fn id_of(&mut self, member: &'static str, claim: &'static str, text: &str) {
        let Some(Value::Object(object)) = self.document.get(member) else {
            return self.id(member, claim, text);
        };
        match object.get("id") {
            None if self.fill => {
                let mut object = object.clone();
                object.set("id", text.to_owned().into());
                self.document.set(member, object.into());
            }
            None => {}
            Some(id) if id.as_str() == Some(text) => {}
            Some(_) => self.differing.push(claim),
        }
    }

    /// `sub`: the subject, or one of several.
    fn subject(&mut self, text: &str) {
        let subjects = self.document.get("credentialSubject").map(Value::flat_items).unwrap_or_default();
        let is_named =
            |subject: &&Value<'_>| subject.get("id").or(subject.as_str().map(|_| *subject)).is_some();
        let same = |subject: &&Value<'_>| {
            subject.as_str().or_else(|| subject.get("id").and_then(Value::as_str)) == Some(text)
        };
        if subjects.iter().any(same) {
            return;
        }
        if subjects.iter().any(is_named) {
            self.differing.push("sub");
        } else if self.fill
            && let [Value::Object(subject)] = subjects.as_slice()
        {
            let mut subject = subject.clone();
            subject.set("id", text.to_owned().into());
            self.document.set("credentialSubject", subject.into());
        }
    }

    /// `members`: its name in VCDM 1.1, and in 2.0.
    fn date(&mut self, members: [&'static str; 2], claim: &'static str, instant: OffsetDateTime) {
        let Some(date) = members.iter().find_map(|member| self.document.get(member)) else {
            let contexts = self.document.get("@context").map(Value::items).unwrap_or_default();
            let [old, new] = members;
            if self.fill {
                let member = if contexts.first() == Some(&VCDM_1.into()) { old } else { new };
                self.document.set(member, instant::write(instant).into());
            }
            return;
        };
        let written = date.as_str().and_then(instant::read);
        if written.map(|(at, _)| at.unix_timestamp()) != Some(instant.unix_timestamp()) {
            self.differing.push(claim);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, read as read_json};

    fn meaning(payload: &str) -> Result<Meaning, NoDocument> {
        let Value::Object(object) = read_json(payload.as_bytes(), Limits::CREDENTIAL).unwrap().into_owned()
        else {
            panic!("an object")
        };
        read(object)
    }

    fn json(payload: &str) -> String {
        Value::from(meaning(payload).unwrap().document).to_json()
    }

    fn fault(payload: &str) -> Option<ClaimsFault> {
        meaning(payload).unwrap().fault
    }

    const OWN: &str = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:1","type":["VerifiableCredential"],
        "issuer":{"id":"did:example:i"},"validFrom":"2010-01-01T00:00:00Z","validUntil":"2030-01-01T01:00:00.5+01:00",
        "credentialSubject":[{"id":"did:example:s"}],
        "iss":"did:example:i","jti":"urn:1","sub":"did:example:s","nbf":1262304000,"exp":1893456000,"iat":1.5}"#;

    #[test]
    fn a_document_beside_its_claims_is_read_without_them() {
        let read = meaning(OWN).unwrap();
        assert_eq!(read.fault, None);
        assert!(!read.is_presentation);
        assert_eq!(read.issuer.as_deref(), Some("did:example:i"));
        assert!(CLAIMS.iter().all(|claim| read.document.get(claim).is_none()));
        assert_eq!(read.document.len(), 7);
    }

    #[test]
    fn a_claim_that_says_something_else_is_named() {
        for (from, to, claim) in [
            (r#""iss":"did:example:i""#, r#""iss":"did:example:x""#, "iss"),
            (r#""jti":"urn:1""#, r#""jti":"urn:2""#, "jti"),
            (r#""sub":"did:example:s""#, r#""sub":"did:example:x""#, "sub"),
            ("1262304000", "1262304001", "nbf"),
            ("1893456000", "1893456001", "exp"),
            ("2010-01-01T00:00:00Z", "once", "nbf"),
        ] {
            assert!(OWN.contains(from), "{from}");
            assert_eq!(fault(&OWN.replace(from, to)), Some(ClaimsFault::Disagree(claim.into())), "{to}");
        }
        let two = OWN.replace("urn:1\",\"type", "urn:3\",\"type").replace("1262304000", "0");
        assert_eq!(fault(&two), Some(ClaimsFault::Disagree("jti, nbf".into())));
    }

    #[test]
    fn a_claim_of_the_wrong_type_is_wrong_and_never_absent() {
        for (from, to, claim) in [
            ("1262304000", "\"1262304000\"", "nbf"),
            ("1893456000", "null", "exp"),
            ("1893456000", "1e300", "exp"),
            ("1.5", "[1]", "iat"),
            (r#""iss":"did:example:i""#, r#""iss":["did:example:i"]"#, "iss"),
            (r#""iss":"did:example:i""#, r#""iss":"did:example:i","aud":7"#, "aud"),
            (r#""iss":"did:example:i""#, r#""iss":"did:example:i","nonce":7"#, "nonce"),
        ] {
            assert_eq!(fault(&OWN.replace(from, to)), Some(ClaimsFault::Malformed(claim)), "{to}");
        }
    }

    #[test]
    fn the_older_form_is_filled_in_from_its_claims() {
        assert_eq!(
            json(
                r#"{"vc":{"@context":["https://www.w3.org/2018/credentials/v1"],"credentialSubject":{"name":"Ada"}},
                "iss":"did:example:i","jti":"urn:1","sub":"did:example:s","nbf":0,"exp":1}"#
            ),
            r#"{"@context":["https://www.w3.org/2018/credentials/v1"],"credentialSubject":{"name":"Ada","id":"did:example:s"},"issuer":"did:example:i","id":"urn:1","issuanceDate":"1970-01-01T00:00:00Z","expirationDate":"1970-01-01T00:00:01Z"}"#
        );
        let with_name = r#"{"vc":{"issuer":{"name":"I"},"credentialSubject":{}},"iss":"did:example:i"}"#;
        assert!(json(with_name).contains(r#""issuer":{"name":"I","id":"did:example:i"}"#));
        let other = r#"{"vc":{"issuer":"did:example:x","credentialSubject":{}},"iss":"did:example:i"}"#;
        assert_eq!(fault(other), Some(ClaimsFault::Disagree("iss".into())));
    }

    #[test]
    fn a_date_that_only_the_claims_name_counts() {
        let undated = OWN.replace(r#""validUntil":"2030-01-01T01:00:00.5+01:00","#, "");
        assert!(json(&undated).contains(r#""validUntil":"2030-01-01T00:00:00Z""#));
        let sealed = undated.replacen('{', r#"{"proof":{},"#, 1);
        assert!(!json(&sealed).contains("validUntil"));
        assert!(meaning(&sealed).unwrap().expires.is_some());
    }

    #[test]
    fn a_presentation_is_its_holders() {
        let read =
            meaning(r#"{"vp":{"type":["VerifiablePresentation"]},"iss":"did:example:h","jti":"urn:2"}"#);
        let read = read.unwrap();
        assert!(read.is_presentation);
        assert_eq!(read.document.get("holder").and_then(Value::as_str), Some("did:example:h"));
        let other = r#"{"type":["VerifiablePresentation"],"holder":"did:example:x","iss":"did:example:h"}"#;
        assert_eq!(fault(other), Some(ClaimsFault::Disagree("iss".into())));
    }

    #[test]
    fn two_documents_in_one_token_are_refused() {
        for both in [
            r#"{"vc":{},"vp":{}}"#,
            r#"{"vc":{},"type":["VerifiableCredential"]}"#,
            r#"{"vc":{},"@context":[]}"#,
        ] {
            assert_eq!(meaning(both).unwrap_err(), NoDocument::Two, "{both}");
        }
        assert_eq!(meaning(r#"{"vc":"x"}"#).unwrap_err(), NoDocument::NotAnObject("vc"));
        assert_eq!(
            meaning(r#"{"vp":{"type":["VerifiableCredential"]}}"#).unwrap_err(),
            NoDocument::OtherKind("vp")
        );
        assert_eq!(
            meaning(r#"{"vc":{"type":"VerifiablePresentation"}}"#).unwrap_err(),
            NoDocument::OtherKind("vc")
        );
        assert_eq!(meaning(r#"{"vp":null}"#).unwrap_err(), NoDocument::NotAnObject("vp"));
    }
}
