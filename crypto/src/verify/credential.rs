//! One credential: what each check finds.

use super::form::format;
use super::inside::{self, Endorsement};
use super::jwt::Token;
use super::report::{Check, CheckId, Evidence, Outcome};
use super::run::{Case, Judged};
use super::summary::CredentialSummary;
use super::{dates, endorsement, jwt, nested, proof, recipient, refresh, schema, trust};
use crate::credential::{Credential, Finding, Recipient, Severity};
use crate::json::Object;
use crate::proof::{Hashed, Purpose};
use crate::rdf::{Fault, RdfError};

/// A document, and what secures it.
#[derive(Clone, Copy)]
pub(super) enum Source<'v, 'a> {
    /// JSON with its proofs inside.
    Plain(&'v Object<'a>),
    /// JSON inside a signed token.
    Token(&'v Token),
}

impl<'v, 'a> Source<'v, 'a> {
    pub(super) fn document(&self) -> &'v Object<'a> {
        match *self {
            Self::Plain(object) => object,
            Self::Token(token) => token.document(),
        }
    }

    /// That it is well-formed, and of which form.
    pub(super) fn format(&self) -> Check {
        let code = match self {
            Self::Plain(_) => "strict_json",
            Self::Token(_) => "compact_jwt",
        };
        format(Outcome::Passed, code, &[])
    }

    /// Whether signatures cover the text itself and not its meaning in RDF: then a term without
    /// meaning is signed all the same.
    pub(super) fn signs_text(&self) -> bool {
        match self {
            Self::Plain(object) => crate::proof::covers_text(object),
            Self::Token(_) => true,
        }
    }

    /// Checks everything that secures the document; what is there must be good.
    pub(super) fn prove(
        &self,
        hashed: &Hashed<'_, '_>,
        controller: Option<&str>,
        purpose: Purpose,
        case: &Case<'_>,
    ) -> proof::Proven {
        let embedded = || proof::check(hashed, controller, purpose, &case.ground);
        let Self::Token(token) = self else { return embedded() };
        let outer = jwt::check(token, controller, purpose, &case.ground);
        if hashed.document().get("proof").is_none() {
            return outer;
        }
        let inner = embedded();
        proof::Proven {
            proof: proof::worse(Some(outer.proof), inner.proof),
            issuer: proof::worse(Some(outer.issuer), inner.issuer),
        }
    }
}

pub(super) fn judge(case: &Case<'_>, source: &Source<'_, '_>, level: usize) -> Judged {
    let object = source.document();
    let ground = &case.ground;
    let (credential, findings) = Credential::read(object);
    let hashed = Hashed::new(object);
    let issuer = credential.issuer.id;
    let mut proven = source.prove(&hashed, issuer, Purpose::AssertionMethod, case);
    if level == 0 && (ground.policy.challenge.is_some() || ground.policy.domain.is_some()) {
        // What was asked for is an answer, and a credential is none, however good it is.
        proven.proof = Check::new(CheckId::Proof, Outcome::Failed, "presentation_expected", &[]);
        proven.issuer = Check::new(CheckId::Issuer, Outcome::NotApplicable, "proof_not_good", &[]);
    }
    let trust = trust::check(issuer, &proven.issuer, ground);
    let subjects: Vec<Recipient> = credential.recipients();
    let inner = case.inside(inside::credentials(object).into_iter(), level);
    let endorsed: Vec<Endorsement<'_, '_>> = inside::endorsements(object);
    let endorsements = case.inside(endorsed.iter().map(|endorsement| endorsement.inside), level);
    let refreshed = refresh::check(case, object, &proven.proof, level == 0);
    let schema = schema::check(&credential, object, &findings, ground);
    let asked = ground.policy.recipient.as_deref();
    let recipient = recipient::of_proven(asked, &subjects, [&proven.proof, &proven.issuer]);
    let checks = vec![
        source.format(),
        context(hashed.fault(), source.signs_text()),
        model(findings),
        proven.proof,
        proven.issuer,
        trust,
        dates::check(object, ground.now),
        case.lists.check(object, issuer),
        refreshed,
        schema,
        Check::new(CheckId::Holder, Outcome::NotApplicable, "no_holder", &[]),
        recipient,
        endorsement::check(&endorsed, &endorsements),
        nested::check(&inner, &subjects),
    ];
    let nested = inner.into_iter().map(|judged| judged.report).collect();
    let mut report = case.report(checks, Some(CredentialSummary::of(&credential)), nested);
    report.endorsements = endorsements.into_iter().map(|judged| judged.report).collect();
    Judged { report, subjects }
}

pub(super) fn context(fault: Option<&RdfError>, signs_text: bool) -> Check {
    let context =
        |outcome, code: &str, params: &[(&str, &str)]| Check::new(CheckId::Context, outcome, code, params);
    let Some(RdfError { fault, path }) = fault else {
        return context(Outcome::Passed, "contexts_known", &[]);
    };
    let path = ("path", if path.is_empty() { "/" } else { path.as_str() });
    match fault {
        Fault::UnknownContext(url) => context(Outcome::Unknown, "context_unknown", &[("url", url)]),
        Fault::Unsupported(what) => context(Outcome::Unknown, "jsonld_unsupported", &[("what", what)]),
        Fault::WorkLimit => context(Outcome::Unknown, "too_entangled", &[]),
        Fault::Undefined(term) | Fault::Relative(term) if signs_text => {
            context(Outcome::Warning, "term_without_meaning", &[("term", term), path])
        }
        Fault::Undefined(term) => context(Outcome::Failed, "term_undefined", &[("term", term), path]),
        Fault::Relative(value) => context(Outcome::Failed, "iri_relative", &[("value", value), path]),
        Fault::Invalid(reason) => context(Outcome::Failed, "context_invalid", &[("reason", reason), path]),
    }
}

pub(super) fn model(findings: Vec<Finding>) -> Check {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let count = if errors > 0 { errors } else { findings.len() }.to_string();
    let (outcome, code) = match (errors, findings.len()) {
        (0, 0) => return Check::new(CheckId::Model, Outcome::Passed, "model_conforms", &[]),
        (0, _) => (Outcome::Warning, "model_advice"),
        _ => (Outcome::Failed, "model_errors"),
    };
    let mut check = Check::new(CheckId::Model, outcome, code, &[("count", &count)]);
    check.evidence = findings
        .into_iter()
        .map(|finding| Evidence {
            name: if finding.path.is_empty() { "/".to_owned() } else { finding.path },
            value: finding.words,
        })
        .collect();
    check
}
