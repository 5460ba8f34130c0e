//! The run: every document finds the judge for its kind.

use std::cell::Cell;

use time::OffsetDateTime;

use super::credential::Source;
use super::form::{self, Content, Opened, format};
use super::inside::Inside;
use super::jwt::{self, Token};
use super::report::{Check, CheckId, Outcome, REPORT_VERSION, Report};
use super::status::Lists;
use super::summary::CredentialSummary;
use super::{Ground, Knowledge, Policy, credential, open_badges_2, presentation, receipt};
use crate::credential::Recipient;
use crate::extent::extended;
use crate::instant;
use crate::json::{Object, Value};
use crate::open_badges_2::{Given, Signed};

/// Credentials judged for one document, those inside it included.
pub(super) const MAX_CREDENTIALS: usize = 2_000;
/// Credentials within credentials.
pub(super) const MAX_LEVELS: usize = 8;

/// Judges `document` (JSON, a compact JWT, or an image with one of these inside, as the bytes
/// came) by what is known at `now`.
///
/// Never fails: bytes that cannot be read give a report that says so.
pub fn run(document: &[u8], knowledge: &Knowledge, now: OffsetDateTime, policy: &Policy) -> Report {
    let ground = Ground { knowledge, now, policy };
    Case::new(ground).document(document)
}

/// Whom a document says that it is about. Nothing of it is proven.
///
/// * `document`: as [`run`] takes it; of a presentation, or of what cannot be read, there is nobody.
pub fn subjects(document: &[u8]) -> Vec<Recipient> {
    let (knowledge, policy) = (Knowledge::default(), Policy::default());
    let ground = Ground { knowledge: &knowledge, now: OffsetDateTime::UNIX_EPOCH, policy: &policy };
    let case = Case::new(ground);
    let Ok(opened) = form::open(document) else { return Vec::new() };
    match opened.content() {
        Ok(Content::Token(text)) => case.token(&text, None, 0).subjects,
        Ok(Content::Object(object)) => case.object(&object, 0).subjects,
        Ok(Content::Address(_)) | Err(_) => Vec::new(),
    }
}

/// [`run`] over many documents, the reports in the order given; on all processors where the build
/// has the feature `parallel`.
pub fn run_all<D: AsRef<[u8]> + Sync>(
    documents: &[D],
    knowledge: &Knowledge,
    now: OffsetDateTime,
    policy: &Policy,
) -> Vec<Report> {
    let judge = |document: &D| run(document.as_ref(), knowledge, now, policy);
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        documents.par_iter().map(judge).collect()
    }
    #[cfg(not(feature = "parallel"))]
    documents.iter().map(judge).collect()
}

/// One document on trial, with all that its parts share.
pub(super) struct Case<'k> {
    pub(super) ground: Ground<'k>,
    pub(super) lists: Lists<'k>,
    /// Whether a refresh service is asked; not that of an edition that came from one.
    pub(super) follows: bool,
    left: Cell<usize>,
}

/// A report on a credential, and whom that is about.
pub(super) struct Judged {
    pub(super) report: Report,
    pub(super) subjects: Vec<Recipient>,
}

impl From<Report> for Judged {
    fn from(report: Report) -> Self {
        Self { report, subjects: Vec::new() }
    }
}

/// The kinds of JSON objects that have a judge of their own.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    Credential,
    Presentation,
    EnvelopedCredential,
    EnvelopedPresentation,
    OpenBadges2,
    Receipt,
    /// It says that it is several of these, so that two readers could take it for two things.
    Mixed,
}

impl Kind {
    pub(super) fn of(object: &Object<'_>) -> Self {
        let types = object.get("type").map(Value::items).unwrap_or_default();
        let is = |name: &str| types.iter().any(|value| value.as_str() == Some(name));
        let mut named = [
            ("VerifiableCredential", Self::Credential),
            ("VerifiablePresentation", Self::Presentation),
            ("EnvelopedVerifiableCredential", Self::EnvelopedCredential),
            ("EnvelopedVerifiablePresentation", Self::EnvelopedPresentation),
        ]
        .into_iter()
        .filter(|(name, _)| is(name));
        match (named.next(), named.next()) {
            (Some((_, kind)), None) => kind,
            (Some(_), Some(_)) => Self::Mixed,
            (None, _) if crate::open_badges_2::is(object) => Self::OpenBadges2,
            (None, _) if crate::receipt::is(object) => Self::Receipt,
            (None, _) => Self::Credential,
        }
    }
}

impl<'k> Case<'k> {
    pub(super) fn new(ground: Ground<'k>) -> Self {
        Self { ground, lists: Lists::new(ground), follows: true, left: Cell::new(MAX_CREDENTIALS) }
    }

    /// Judges an edition that a refresh service gave.
    pub(super) fn edition(&self, text: &str) -> Report {
        Case { follows: false, ..Case::new(self.ground) }.document(text.as_bytes())
    }

    fn document(&self, document: &[u8]) -> Report {
        let opened = match form::open(document) {
            Ok(opened) => opened,
            Err(check) => return self.unread(check),
        };
        let mut report = self.opened(&opened);
        if let Some(format) = report.checks.first_mut() {
            opened.note(format);
        }
        report
    }

    fn opened(&self, opened: &Opened<'_>) -> Report {
        match opened.content() {
            Err(check) => self.unread(check),
            Ok(Content::Token(text)) => self.token(&text, None, 0).report,
            Ok(Content::Object(object)) => self.object(&object, 0).report,
            Ok(Content::Address(url)) => open_badges_2::judge(self, Given::Address(&url)).report,
        }
    }

    /// Judges an object by its kind; `level` counts the documents around it.
    fn object(&self, object: &Object<'_>, level: usize) -> Judged {
        if let Some(refused) = self.take_one(level) {
            return refused;
        }
        match Kind::of(object) {
            Kind::Credential => credential::judge(self, &Source::Plain(object), level),
            Kind::Presentation => self.presentation(&Source::Plain(object), level),
            Kind::EnvelopedCredential => self.enveloped(object, Kind::Credential, level),
            Kind::EnvelopedPresentation => self.enveloped(object, Kind::Presentation, level),
            Kind::Mixed => self.unread(format(Outcome::Failed, "kinds_mixed", &[])).into(),
            Kind::OpenBadges2 => open_badges_2::judge(self, Given::Assertion(object)),
            Kind::Receipt => receipt::judge(self, object, level),
        }
    }

    /// Judges a presentation; inside another document there is none to be, lest one who presents
    /// could hide behind another.
    fn presentation(&self, source: &Source<'_, '_>, level: usize) -> Judged {
        if level > 0 {
            return self.unread(format(Outcome::Failed, "presentation_inside", &[])).into();
        }
        if !extended() {
            return self.unread(form::unsupported("presentation")).into();
        }
        presentation::judge(self, source).into()
    }

    /// Judges what is in an envelope, which has to be of the kind that the envelope says.
    fn enveloped(&self, object: &Object<'_>, kind: Kind, level: usize) -> Judged {
        match envelope(object) {
            Ok(text) => self.text(text, Some(kind), level),
            Err(check) => self.unread(check).into(),
        }
    }

    /// Judges a compact JWT; of `kind`, where its surroundings say which.
    fn token(&self, text: &str, kind: Option<Kind>, level: usize) -> Judged {
        if let Some(refused) = self.take_one(level) {
            return refused;
        }
        if let Some(signed) = Signed::open(text) {
            return open_badges_2::judge(self, Given::Signed(&signed));
        }
        let token: Token = match jwt::open(text) {
            Ok(token) => token,
            Err(check) => return self.unread(check).into(),
        };
        let source = Source::Token(&token);
        match (Kind::of(source.document()), kind) {
            (Kind::Credential, None | Some(Kind::Credential)) => credential::judge(self, &source, level),
            (Kind::Presentation, None | Some(Kind::Presentation)) => self.presentation(&source, level),
            (Kind::Mixed, _) => self.unread(format(Outcome::Failed, "kinds_mixed", &[])).into(),
            _ => self.unread(format(Outcome::Failed, "envelope_malformed", &[("member", "type")])).into(),
        }
    }

    /// Judges a compact JWT, or a `data:` address that holds one.
    fn text(&self, text: &str, kind: Option<Kind>, level: usize) -> Judged {
        if form::is_token(text) {
            return self.token(text, kind, level);
        }
        match jwt::open_data_url(text) {
            Some(token) => self.token(&token, kind, level),
            None => self.unread(format(Outcome::Failed, "envelope_malformed", &[("member", "id")])).into(),
        }
    }

    /// Judges what stands inside another document, in order; where there is too much of it, the
    /// last report says so.
    pub(super) fn inside<'v, 'a: 'v>(
        &self,
        insides: impl Iterator<Item = Inside<'v, 'a>>,
        level: usize,
    ) -> Vec<Judged> {
        let mut judged = Vec::new();
        for inside in insides {
            let full = self.left.get() == 0;
            judged.push(match inside {
                Inside::Object(object) => self.object(object, level + 1),
                Inside::Text(text) => self.text(text, None, level + 1),
                Inside::Neither => self
                    .take_one(level + 1)
                    .unwrap_or_else(|| self.unread(format(Outcome::Failed, "not_an_object", &[])).into()),
            });
            if full {
                break;
            }
        }
        judged
    }

    /// Counts a document, so that one built of too many comes to an end; gives the report on one too
    /// many.
    fn take_one(&self, level: usize) -> Option<Judged> {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        let refused = left == 0 || level > MAX_LEVELS;
        refused.then(|| self.unread(format(Outcome::Unknown, "too_many_credentials", &[])).into())
    }

    pub(super) fn report(
        &self,
        checks: Vec<Check>,
        credential: Option<CredentialSummary>,
        nested: Vec<Report>,
    ) -> Report {
        Report {
            version: REPORT_VERSION,
            outcome: Report::outcome_of(&checks),
            checked_at: instant::write(self.ground.now),
            checks,
            credential,
            nested,
            endorsements: Vec::new(),
            record: None,
            receipt: None,
        }
    }

    /// The report on a document that could not be read: one line that says so.
    pub(super) fn unread(&self, format: Check) -> Report {
        let mut checks = vec![format];
        let rest = CheckId::ALL.into_iter().skip(1);
        checks.extend(rest.map(|id| Check::new(id, Outcome::NotApplicable, "not_reached", &[])));
        self.report(checks, None, Vec::new())
    }
}

/// The address inside an enveloped credential or presentation, which has little else.
///
/// # Errors
/// The `format` check that names the member that is wrong.
///
/// Source: VCDM v2.0, sections 4.13.1 and 4.13.2.
pub(super) fn envelope<'v>(object: &'v Object<'_>) -> Result<&'v str, Check> {
    let wrong = |member| Err(format(Outcome::Failed, "envelope_malformed", &[("member", member)]));
    let contexts = object.get("@context").map(Value::items).unwrap_or_default();
    if contexts.first().and_then(Value::as_str) != Some("https://www.w3.org/ns/credentials/v2") {
        return wrong("@context");
    }
    match object.get("id").and_then(Value::as_str) {
        Some(id) if id.starts_with("data:") => Ok(id),
        _ => wrong("id"),
    }
}
