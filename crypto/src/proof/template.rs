//! Proof configurations of the plain shape, put in canonical form by filling in a form.
//!
//! Nearly every proof has the same members under the same contexts and differs in its date and
//! its key alone. So the canonical form is worked out once, the general way, for a proof with
//! stand-ins for these two; the next proof takes their place in the text. The form is known per
//! list of contexts, kept per thread, and for plain values only; whatever else a proof holds
//! goes the general way each time.

use std::cell::RefCell;

use crate::json::{Object, Value};
use crate::rdf::{Edition, Hashing, canonical_object, is_absolute_iri};

/// Stand-ins that occur nowhere else in a canonical form.
const CREATED: &str = "1901-02-03T04:05:06Z";
const METHOD: &str = "did:key:zStandIn#zStandIn";
/// Forms kept per thread; beyond, the oldest makes way.
const KEPT: usize = 16;

thread_local! {
    static FORMS: RefCell<Vec<Form>> = const { RefCell::new(Vec::new()) };
}

/// The canonical form of all proofs with these contexts, this suite and purpose.
struct Form {
    edition: Edition,
    contexts: Vec<String>,
    suite: String,
    purpose: String,
    /// Whether proofs of this form have a date.
    dated: bool,
    before_date: String,
    before_method: String,
    end: String,
}

/// The members of a proof of the plain shape.
struct Plain<'v> {
    suite: &'v str,
    purpose: &'v str,
    created: Option<&'v str>,
    method: &'v str,
}

/// The canonical form of a proof's configuration; `None` where it has to be worked out.
pub(super) fn canonical_config(
    context: Option<&Value<'_>>,
    proof: &Object<'_>,
    edition: Edition,
) -> Option<String> {
    let plain = Plain::of(proof)?;
    let contexts = context?.as_array()?;
    FORMS.with_borrow_mut(|forms| {
        let known = forms.iter().position(|form| form.fits(&plain, contexts, edition));
        let index = if let Some(index) = known {
            index
        } else {
            let form = Form::new(&plain, contexts, edition)?;
            if forms.len() >= KEPT {
                forms.remove(0);
            }
            forms.push(form);
            forms.len() - 1
        };
        Some(forms.get(index)?.filled(&plain))
    })
}

impl<'v> Plain<'v> {
    fn of(proof: &'v Object<'_>) -> Option<Self> {
        let (mut suite, mut purpose, mut created, mut method) = (None, None, None, None);
        for (key, value) in proof.iter() {
            let text = value.as_str()?;
            match key {
                "type" if text == "DataIntegrityProof" => {}
                "cryptosuite" => suite = Some(text),
                "proofPurpose" => purpose = Some(text),
                "created" => created = Some(text),
                "verificationMethod" => method = Some(text),
                "proofValue" => {}
                _ => return None,
            }
        }
        let plain = Self { suite: suite?, purpose: purpose?, created, method: method? };
        let harmless = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':' | b'+' | b'.');
        let sound = proof.get("type").is_some()
            && created.is_none_or(|date| date.bytes().all(harmless))
            && plain.method.starts_with("did:")
            && is_absolute_iri(plain.method);
        sound.then_some(plain)
    }
}

impl Form {
    fn new(plain: &Plain<'_>, contexts: &[Value<'_>], edition: Edition) -> Option<Self> {
        let mut probe = Object::new();
        probe.set("@context", Value::Array(contexts.to_vec()));
        probe.set("type", "DataIntegrityProof".into());
        probe.set("cryptosuite", plain.suite.into());
        probe.set("proofPurpose", plain.purpose.into());
        probe.set("verificationMethod", METHOD.into());
        if plain.created.is_some() {
            probe.set("created", CREATED.into());
        }
        let text = canonical_object(&probe, None, edition, Hashing::Sha256).ok()?;
        let (rest, end) = text.split_once(METHOD)?;
        let (before_date, before_method) = match plain.created {
            Some(_) => rest.split_once(CREATED)?,
            None => ("", rest),
        };
        let contexts = contexts.iter().map(|url| url.as_str().map(str::to_owned)).collect::<Option<_>>()?;
        Some(Self {
            edition,
            contexts,
            suite: plain.suite.to_owned(),
            purpose: plain.purpose.to_owned(),
            dated: plain.created.is_some(),
            before_date: before_date.to_owned(),
            before_method: before_method.to_owned(),
            end: end.to_owned(),
        })
    }

    fn fits(&self, plain: &Plain<'_>, contexts: &[Value<'_>], edition: Edition) -> bool {
        self.edition == edition
            && self.dated == plain.created.is_some()
            && self.suite == plain.suite
            && self.purpose == plain.purpose
            && self.contexts.len() == contexts.len()
            && self.contexts.iter().zip(contexts).all(|(own, url)| url.as_str() == Some(own))
    }

    fn filled(&self, plain: &Plain<'_>) -> String {
        let mut text = String::with_capacity(1_024);
        for part in [
            &self.before_date,
            plain.created.unwrap_or_default(),
            &self.before_method,
            plain.method,
            &self.end,
        ] {
            text.push_str(part);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LISTS: [&[&str]; 4] = [
        &["https://www.w3.org/ns/credentials/v2"],
        &[
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        &["https://www.w3.org/2018/credentials/v1", "https://w3id.org/security/data-integrity/v2"],
        // Without a meaning for a proof's members.
        &["https://www.w3.org/2018/credentials/v1"],
    ];

    fn the_general_way(contexts: &Value<'_>, proof: &Object<'_>) -> Option<String> {
        let mut config = proof.without("proofValue");
        config.set("@context", contexts.clone());
        canonical_object(&config, None, Edition::First, Hashing::Sha256).ok()
    }

    proptest! {
        #[test]
        fn a_form_filled_in_is_what_the_general_way_gives(
            list in 0..LISTS.len(),
            suite in "eddsa-rdfc-2022|eddsa-2022|x\"y|ecdsa-rdfc-2019",
            purpose in "assertionMethod|authentication|capabilityInvocation|other|did:x:y",
            created in proptest::option::of(
                "[0-9]{4}-01-01T00:00:00(Z|\\+02:00|\\.5Z)?|1901-02-03T04:05:06Z|\"|\\\\|é|"
            ),
            method in "did:key:z[a-z]{0,4}#z|did:web:a\\.b(/c)?#k|did:|did:a b|did:é|_:b|https://a/b|did:key:zStandIn#zStandIn|z",
            kind in "DataIntegrityProof|Ed25519Signature2020",
            extra in proptest::option::of("id|nonce|domain|expires|unheard"),
        ) {
            let contexts = Value::Array(LISTS[list].iter().map(|url| Value::from(*url)).collect());
            let mut proof = Object::new();
            proof.set("type", kind.into());
            proof.set("cryptosuite", suite.into());
            proof.set("verificationMethod", method.into());
            proof.set("proofValue", "z".into());
            proof.set("proofPurpose", purpose.into());
            if let Some(created) = created {
                proof.set("created", created.into());
            }
            if let Some(extra) = extra {
                proof.set(extra, "urn:x:1".into());
            }
            let general = the_general_way(&contexts, &proof);
            for _ in 0..2 {
                if let Some(filled) = canonical_config(Some(&contexts), &proof, Edition::First) {
                    prop_assert_eq!(Some(filled), general.clone());
                }
            }
        }
    }

    #[test]
    fn the_usual_proof_is_filled_in_and_any_other_goes_the_general_way() {
        let contexts = Value::Array(vec!["https://www.w3.org/ns/credentials/v2".into()]);
        let mut proof = Object::new();
        proof.set("type", "DataIntegrityProof".into());
        proof.set("cryptosuite", "eddsa-rdfc-2022".into());
        proof.set("verificationMethod", "did:key:z6Mk#z6Mk".into());
        proof.set("proofPurpose", "assertionMethod".into());
        proof.set("created", "2026-01-01T00:00:00Z".into());
        assert!(canonical_config(Some(&contexts), &proof, Edition::First).is_some());
        let short_form = r#"{"did":{"@id":"https://example.org/","@prefix":true}}"#;
        let inline = crate::json::read(short_form.as_bytes(), crate::json::Limits::CREDENTIAL).unwrap();
        let contexts = Value::Array(vec!["https://www.w3.org/ns/credentials/v2".into(), inline]);
        assert_eq!(canonical_config(Some(&contexts), &proof, Edition::First), None);
    }
}
