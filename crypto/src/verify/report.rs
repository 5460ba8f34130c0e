//! The answer to "what is true of this credential?": one line per check, and what they come to.
//!
//! A report is data: it is made here, travels as JSON, and is put into words by whoever shows
//! it. `message` is the English form of `code` and `params`, for logs and the command line; a
//! browser's reports have none.

use std::collections::BTreeMap;
use std::iter;

use serde::{Deserialize, Serialize};

use super::summary::CredentialSummary;
use crate::receipt::ReceiptSummary;
use crate::record::{LINK_TYPE, Record};

/// The version of the report's form; raised when a field changes its meaning.
pub const REPORT_VERSION: u32 = 1;

/// How one check ended.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Looked at, and right.
    Passed,
    /// Looked at, and right enough to rely on, with something a reader should know.
    Warning,
    /// Looked at, and wrong.
    Failed,
    /// Could not be looked at; the code says why. Never shown as right.
    Unknown,
    /// The credential has nothing for this check to look at.
    NotApplicable,
}

/// What all checks together come to.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing failed; proof, issuer and status are known to be right.
    Valid,
    /// At least one check failed.
    Invalid,
    /// Nothing failed, but proof, issuer or status could not be checked.
    Unknown,
}

/// The checks, in the order in which a report lists them.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckId {
    /// The document is strict JSON of a kind we read.
    Format,
    /// Every JSON-LD context is known and every term defined.
    Context,
    /// The document has the shape that Open Badges 3.0 and VCDM 2.0 ask for.
    Model,
    /// Every proof is a good signature over exactly this content.
    Proof,
    /// The key that signed belongs to the issuer.
    Issuer,
    /// Somebody the reader can name vouches for the issuer.
    Trust,
    /// `validFrom` and `validUntil` enclose the moment of checking.
    Dates,
    /// The issuer has neither revoked nor suspended the credential.
    Status,
    /// The issuer's refresh service has nothing newer.
    Refresh,
    /// The document satisfies the schemas that it names.
    Schema,
    /// A presentation's key is the one that its credentials name.
    Holder,
    /// The recipient is who they are said to be.
    Recipient,
    /// Endorsements in the credential verify.
    Endorsements,
    /// Credentials in the credential verify.
    Nested,
}

impl CheckId {
    /// Every check, in the order of a report.
    pub const ALL: [Self; 14] = [
        Self::Format,
        Self::Context,
        Self::Model,
        Self::Proof,
        Self::Issuer,
        Self::Trust,
        Self::Dates,
        Self::Status,
        Self::Refresh,
        Self::Schema,
        Self::Holder,
        Self::Recipient,
        Self::Endorsements,
        Self::Nested,
    ];

    /// The id as it stands in JSON, such as `proof`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Context => "context",
            Self::Model => "model",
            Self::Proof => "proof",
            Self::Issuer => "issuer",
            Self::Trust => "trust",
            Self::Dates => "dates",
            Self::Status => "status",
            Self::Refresh => "refresh",
            Self::Schema => "schema",
            Self::Holder => "holder",
            Self::Recipient => "recipient",
            Self::Endorsements => "endorsements",
            Self::Nested => "nested",
        }
    }
}

/// The parameter that [`Check::because`] sets.
pub(super) const BECAUSE: &str = "because";
/// Reasons of reasons in a report that somebody else wrote.
const MAX_REASONS: usize = 4;
/// Bytes of a parameter there.
const MAX_PARAMETER: usize = 4_000;

/// One line of a report.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Check {
    /// What was looked at.
    pub id: CheckId,
    /// How it ended.
    pub outcome: Outcome,
    /// A stable name of what was found, such as `signature_mismatch`; pages have their words by it.
    pub code: String,
    /// What the words need: an instant, an address, a name. Text, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
    /// `code` and `params` as one English sentence; empty in builds without the feature `messages`,
    /// as in a browser.
    pub message: String,
    /// What a second reader would want to see: key ids, hashes, list indexes, findings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

impl Check {
    #[inline(never)]
    pub(super) fn new(id: CheckId, outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Self {
        let mut named = BTreeMap::new();
        for (name, value) in params {
            named.insert((*name).to_owned(), (*value).to_owned());
        }
        let params = named;
        let message = super::words::english(code, &params);
        Self { id, outcome, code: code.to_owned(), params, message, evidence: Vec::new() }
    }

    /// Whether what was looked at can be relied on.
    pub(super) fn is_good(&self) -> bool {
        matches!(self.outcome, Outcome::Passed | Outcome::Warning)
    }

    /// Puts a check that somebody else wrote into our own words; tells whether it is one that we
    /// could have made.
    pub(crate) fn restate(&mut self) -> bool {
        let reasons = self.params.get(BECAUSE).map(|codes| codes.split(' '));
        let codes: Vec<&str> =
            iter::once(&*self.code).chain(reasons.into_iter().flatten()).take(MAX_REASONS + 2).collect();
        let known = |code: &&str| super::CODES.iter().any(|(name, _)| name == code);
        if codes.len() > MAX_REASONS + 1
            || !codes.iter().all(known)
            || self.params.values().any(|value| value.len() > MAX_PARAMETER)
        {
            return false;
        }
        self.message = super::words::english(&self.code, &self.params);
        true
    }

    /// Adds a fact that a second reader would want to see.
    // Called from everywhere; once is enough of it in what a phone loads.
    #[inline(never)]
    pub(super) fn note(&mut self, name: &str, value: &str) {
        self.evidence.push(Evidence { name: name.to_owned(), value: value.to_owned() });
    }

    /// The same check, for the reason that `other` gives: where its words say `{reason}`, those of
    /// `other` stand.
    ///
    /// The parameter `because` is the code of `other`, then, after spaces, the codes of its own
    /// reasons; its parameters are here too.
    pub(super) fn because(mut self, other: &Self) -> Self {
        let mut codes = other.code.clone();
        for (name, value) in &other.params {
            if name == BECAUSE {
                codes.push(' ');
                codes.push_str(value);
            } else {
                self.params.insert(name.clone(), value.clone());
            }
        }
        self.params.insert(BECAUSE.to_owned(), codes);
        self.message = super::words::english(&self.code, &self.params);
        self
    }
}

/// A fact behind a check.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Evidence {
    /// What it is, such as `verificationMethod`, or the path of a model finding.
    pub name: String,
    /// The fact, as text.
    pub value: String,
}

/// The headline that a page may put over a report.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Headline {
    /// Valid, and somebody the page names vouches for the issuer, and for those of all inside.
    Verified,
    /// Valid, but the issuer, or that of one inside, is whoever holds that key.
    GenuineUnknownIssuer,
    /// No credential: a good receipt, by a service for which somebody the page names vouches. What
    /// it found is of the moment that it tells.
    GenuineReceipt,
    /// At least one check failed.
    NotValid,
    /// Proof, issuer or status could not be checked.
    CouldNotCheck,
}

/// How many of several credentials have which headline.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Tally {
    /// All of them.
    pub count: usize,
    /// [`Headline::Verified`].
    pub verified: usize,
    /// [`Headline::GenuineUnknownIssuer`], and receipts.
    pub genuine: usize,
    /// [`Headline::NotValid`].
    pub invalid: usize,
    /// [`Headline::CouldNotCheck`].
    pub unknown: usize,
}

/// All that was found out about one credential at one moment.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// [`REPORT_VERSION`] at the time of writing.
    pub version: u32,
    /// What the checks come to.
    pub outcome: Verdict,
    /// The moment that the report speaks of, RFC 3339 in UTC.
    pub checked_at: String,
    /// One line per check, in the order of [`CheckId`].
    pub checks: Vec<Check>,
    /// What the credential says of itself; absent when it could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<CredentialSummary>,
    /// Reports on the credentials inside this one, in document order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nested: Vec<Report>,
    /// Reports on the endorsements in it, in document order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub endorsements: Vec<Report>,
    /// How the learner arranged the credentials, where a presentation says so and signs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub record: Option<Record>,
    /// What a receipt says; the report that it holds is the one in `nested`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<ReceiptSummary>,
}

impl Report {
    /// The line of one check, if the report has it.
    pub fn check(&self, id: CheckId) -> Option<&Check> {
        self.checks.iter().find(|check| check.id == id)
    }

    /// The headline: `Verified` asks for a vouched-for issuer on top of a valid outcome, and for
    /// the same of every credential inside. A receipt is never `Verified`.
    pub fn headline(&self) -> Headline {
        let vouched = self.check(CheckId::Trust).is_some_and(|check| check.outcome == Outcome::Passed);
        let trusted = vouched && self.nested.iter().all(|inner| inner.headline() == Headline::Verified);
        match self.outcome {
            Verdict::Invalid => Headline::NotValid,
            Verdict::Unknown => Headline::CouldNotCheck,
            Verdict::Valid if self.receipt.is_some() && vouched => Headline::GenuineReceipt,
            Verdict::Valid if self.receipt.is_some() => Headline::GenuineUnknownIssuer,
            Verdict::Valid if trusted => Headline::Verified,
            Verdict::Valid => Headline::GenuineUnknownIssuer,
        }
    }

    /// On which day, RFC 3339, its issuer replaced it by a corrected edition, where nothing else is
    /// wrong with it.
    pub fn replaced_on(&self) -> Option<&str> {
        let status = self.check(CheckId::Status).filter(|check| check.code == "replaced")?;
        let of_its_issuer =
            [CheckId::Proof, CheckId::Issuer].into_iter().all(|id| self.check(id).is_none_or(Check::is_good));
        // That it has run out meanwhile says nothing against it.
        let failed = |check: &&Check| {
            check.outcome == Outcome::Failed && !matches!(check.id, CheckId::Status | CheckId::Dates)
        };
        let faulty = self.checks.iter().any(|check| failed(&check));
        status.params.get("on").map(String::as_str).filter(|_| of_its_issuer && !faulty)
    }

    /// How many of the credentials inside it do not stand now, because they ran out, have not begun or were taken back,
    /// where that is all that is wrong: it is genuine, and as it was when it was signed.
    pub fn ended_inside(&self) -> Option<usize> {
        let number = self.invalid_inside().count();
        (number > 0 && self.is_wrong_only_by(&[CheckId::Nested])).then_some(number)
    }

    fn invalid_inside(&self) -> impl Iterator<Item = &Self> {
        self.presented().filter(|inner| inner.outcome == Verdict::Invalid)
    }

    /// Whether it is its issuer's, or a collection of nobody's, and nothing failed but these checks; of all inside, nothing but their standing.
    fn is_wrong_only_by(&self, but: &[CheckId]) -> bool {
        const STANDING: [CheckId; 3] = [CheckId::Status, CheckId::Dates, CheckId::Nested];
        let proven = |id| self.check(id).is_none_or(Check::is_good);
        // A collection that nobody signed has no issuer: what is in it speaks for itself.
        let unsigned = self.check(CheckId::Proof).is_some_and(|check| check.code == "presentation_unsigned");
        (unsigned || [CheckId::Proof, CheckId::Issuer].into_iter().all(proven))
            && self.checks.iter().all(|it| it.outcome != Outcome::Failed || but.contains(&it.id))
            && self.invalid_inside().all(|inner| inner.is_wrong_only_by(&STANDING))
    }

    /// The credentials inside it that are presented: all but statements about their holder.
    pub fn presented(&self) -> impl Iterator<Item = &Self> {
        let is_link = |report: &Self| {
            let types =
                report.credential.as_ref().map(|summary| summary.types.as_slice()).unwrap_or_default();
            types.iter().any(|name| name == LINK_TYPE)
        };
        self.nested.iter().filter(move |report| !is_link(report))
    }

    /// What the credentials inside it come to, each by its own headline.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for inner in self.presented() {
            tally.count += 1;
            match inner.headline() {
                Headline::Verified => tally.verified += 1,
                Headline::GenuineUnknownIssuer | Headline::GenuineReceipt => tally.genuine += 1,
                Headline::NotValid => tally.invalid += 1,
                Headline::CouldNotCheck => tally.unknown += 1,
            }
        }
        tally
    }

    /// What a list of checks comes to: invalid if anything failed, else unknown if proof,
    /// issuer, status, or a nested credential is unknown, else valid.
    pub fn outcome_of(checks: &[Check]) -> Verdict {
        const DECISIVE: [CheckId; 5] =
            [CheckId::Format, CheckId::Proof, CheckId::Issuer, CheckId::Status, CheckId::Nested];
        let failed = checks.iter().any(|check| check.outcome == Outcome::Failed);
        let unknown =
            checks.iter().any(|check| check.outcome == Outcome::Unknown && DECISIVE.contains(&check.id));
        match (failed, unknown) {
            (true, _) => Verdict::Invalid,
            (false, true) => Verdict::Unknown,
            (false, false) => Verdict::Valid,
        }
    }
}
