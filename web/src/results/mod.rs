//! What came of checking many things at once: one line for each thing that was given.
//!
//! The server's page and the browser's table are made of the same lines; here is decided what
//! a line says, which come first, and what all come to.

mod export;
mod items;
mod order;
mod sum;

use api::LinkProblem;
use crypto::verify::{CheckId, Headline, Outcome, Report};

use crate::components::CardLine;
use crate::words::{report as report_words, results as words, verify};

pub use export::{csv, record};
pub use items::behind_link;
pub use order::{Column, Filter, Order, rows};
pub use sum::Sum;

/// One thing that was given, and what came of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Where it stood in what was given, from 1; for a row of a list, its row there.
    pub place: usize,
    /// Where it came from: the name of a file, `pasted text`, a link.
    pub source: String,
    /// What a list of applicants said of it.
    pub said: Said,
    /// What came of it.
    pub came: Came,
}

/// What a list said of one of its rows. All of it is to be compared, none of it is believed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Said {
    /// The applicant's name.
    pub name: Option<String>,
    /// The applicant's e-mail address.
    pub email: Option<String>,
    /// The link in the row.
    pub link: Option<String>,
}

/// What came of one thing that was given.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Came {
    /// Nobody has looked at it yet.
    #[default]
    Waiting,
    /// It was looked at.
    Checked(Box<Found>),
    /// It is nothing that can be checked; why, and the way out, as sentences.
    Refused(String),
    /// It is a link that leads to no credential; why, as a sentence.
    Dead(String),
    /// It is a link that opens with a passcode only.
    Locked,
    /// The check itself broke down, which says nothing of what was given.
    Broken,
}

impl Came {
    /// What a link comes to that could not be opened.
    ///
    /// * `kind`: the `type` of the problem that was answered instead.
    pub fn of_link(kind: &str) -> Self {
        if kind.ends_with("/passcode-required") {
            return Self::Locked;
        }
        // The service names its problems by paths of its own.
        let known = LinkProblem::ALL.into_iter().find(|problem| kind.ends_with(problem.kind()));
        Self::Dead(verify::link(known).to_owned())
    }
}

/// The reports on one thing that was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The title of a shared record.
    pub title: Option<String>,
    /// One report for each document; at least one.
    pub reports: Vec<Report>,
    /// The given name, compared with the signed ones; `None` where none was given.
    pub name: Option<Compared>,
    /// The given e-mail address, compared with the signed ones.
    pub email: Option<Compared>,
}

impl Found {
    /// How many of the documents are verified.
    pub fn verified(&self) -> usize {
        self.reports.iter().filter(|report| report.headline() == Headline::Verified).count()
    }
}

/// How what was given compares with what issuers signed.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Compared {
    /// The same in every document.
    Same,
    /// It could not be compared in each of them: they name nobody, or in a way not known here.
    Unclear,
    /// At least one document was issued to somebody else.
    Other,
}

impl Compared {
    /// Reads what reports made with [`crypto::verify::Policy::recipient`] say of the recipient.
    ///
    /// A presentation names nobody itself; there, what it holds is compared. `None` where nobody
    /// was asked about.
    pub fn of(reports: &[Report]) -> Option<Self> {
        reports.iter().flat_map(answers).max()
    }
}

fn answers(report: &Report) -> Vec<Compared> {
    // What stands in a receipt was found by somebody else.
    if report.receipt.is_some() {
        return vec![Compared::Unclear];
    }
    match report.check(CheckId::Recipient).map(|check| check.outcome) {
        Some(Outcome::Passed | Outcome::Warning) => vec![Compared::Same],
        Some(Outcome::Failed) => vec![Compared::Other],
        Some(Outcome::Unknown) => vec![Compared::Unclear],
        Some(Outcome::NotApplicable) | None => report.nested.iter().flat_map(answers).collect(),
    }
}

/// A line that was looked at, as a table shows it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Row {
    /// The line's place.
    pub place: usize,
    /// The recipient's signed name; empty where there is none.
    pub who: String,
    /// The credential's name, or how many there are: what a learner calls them is not the issuers'.
    pub what: String,
    /// The issuer, in quotation marks unless vouched for.
    pub issuer: String,
    /// The worst headline of its documents.
    pub headline: Headline,
    /// The verdict in words.
    pub verdict: String,
    /// When it was awarded, as written; empty where it does not say.
    pub awarded: String,
    /// Where it came from.
    pub source: String,
    /// What the list said.
    pub said: Said,
    /// The given name, compared.
    pub name: Option<Compared>,
    /// The given e-mail address, compared.
    pub email: Option<Compared>,
}

impl Row {
    /// Reads a line down; `None` for one that was not looked at.
    pub fn of(line: &Line) -> Option<Self> {
        let Came::Checked(found) = &line.came else { return None };
        let cards: Vec<_> = found.reports.iter().map(CardLine::of).collect();
        let first = cards.first()?;
        let headline = cards.iter().map(|card| card.headline).min_by_key(|it| severity(*it))?;
        let several = cards.len() > 1;
        let issuer = if cards.iter().all(|card| card.issuer == first.issuer) {
            first.issuer.clone()
        } else {
            words::several_issuers().to_owned()
        };
        let credentials =
            || found.reports.iter().flat_map(with_nested).filter_map(|it| it.credential.as_ref());
        let awarded = credentials().find_map(|it| it.awarded_date.clone().or_else(|| it.valid_from.clone()));
        Some(Self {
            place: line.place,
            who: recipient(&found.reports),
            what: if several { report_words::record_of(cards.len()) } else { first.title.clone() },
            issuer,
            headline,
            verdict: if several {
                words::of_several(found.verified(), cards.len())
            } else {
                first.state.clone()
            },
            awarded: awarded.unwrap_or_default(),
            source: line.source.clone(),
            said: line.said.clone(),
            name: found.name,
            email: found.email,
        })
    }

    /// Whether it was issued to somebody else than the list says.
    pub fn is_others(&self) -> bool {
        [self.name, self.email].contains(&Some(Compared::Other))
    }
}

/// The name of whoever these credentials were awarded to: in quotation marks where nothing signed
/// gives it.
fn recipient(reports: &[Report]) -> String {
    let is_signed = |report: &&Report| {
        let proof = report.check(CheckId::Proof).map(|check| check.outcome);
        matches!(proof, Some(Outcome::Passed | Outcome::Warning))
    };
    let all = || reports.iter().flat_map(with_nested);
    let name = |report: &Report| report.credential.as_ref()?.recipient_name.clone();
    let mut signed = all().filter(is_signed).filter_map(name);
    match signed.next() {
        Some(first) if signed.all(|name| name == first) => first,
        Some(_) => words::several_people().to_owned(),
        None => all().find_map(name).map(|name| report_words::quoted(&name)).unwrap_or_default(),
    }
}

/// A report and those inside it; not those in a receipt, which speak of another day.
fn with_nested(report: &Report) -> Vec<&Report> {
    let inside = report.nested.iter().filter(|_| report.receipt.is_none());
    std::iter::once(report).chain(inside.flat_map(with_nested)).collect()
}

/// How soon a reader should see it: exceptions first.
fn severity(headline: Headline) -> u8 {
    match headline {
        Headline::NotValid => 0,
        Headline::CouldNotCheck => 1,
        Headline::GenuineUnknownIssuer | Headline::GenuineReceipt => 2,
        Headline::Verified => 3,
    }
}

#[cfg(test)]
pub(crate) mod testing {
    //! Lines to test with.

    use crypto::verify::{Check, CredentialSummary};

    use super::*;

    /// A report with this headline on a credential of this name.
    pub(crate) fn report(headline: Headline, name: &str) -> Report {
        let (proof, trust) = match headline {
            Headline::Verified => (Outcome::Passed, Outcome::Passed),
            Headline::GenuineUnknownIssuer | Headline::GenuineReceipt => (Outcome::Passed, Outcome::Unknown),
            Headline::NotValid => (Outcome::Failed, Outcome::Unknown),
            Headline::CouldNotCheck => (Outcome::Unknown, Outcome::Unknown),
        };
        let mut report: Report = serde_json::from_value(serde_json::json!({
            "version": 1, "outcome": "valid", "checkedAt": "2026-11-22T10:00:00Z", "checks": []
        }))
        .unwrap();
        report.checks = vec![check(CheckId::Proof, proof), check(CheckId::Trust, trust)];
        report.outcome = Report::outcome_of(&report.checks);
        report.credential = Some(CredentialSummary {
            name: Some(name.to_owned()),
            issuer_name: Some("North".to_owned()),
            recipient_name: Some("Ada".to_owned()),
            valid_from: Some("2026-05-03T00:00:00Z".to_owned()),
            ..CredentialSummary::default()
        });
        report
    }

    pub(crate) fn check(id: CheckId, outcome: Outcome) -> Check {
        Check {
            id,
            outcome,
            code: String::new(),
            params: std::collections::BTreeMap::new(),
            message: String::new(),
            evidence: Vec::new(),
        }
    }

    /// A line with these reports.
    pub(crate) fn line(place: usize, reports: Vec<Report>) -> Line {
        let found = Found { title: None, reports, name: None, email: None };
        Line {
            place,
            source: format!("{place}.json"),
            came: Came::Checked(Box::new(found)),
            ..Line::default()
        }
    }

    /// A line with one report of this headline.
    pub(crate) fn one(place: usize, headline: Headline) -> Line {
        line(place, vec![report(headline, "Botany")])
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{check, line, one, report};
    use super::*;

    #[test]
    fn what_stands_in_a_receipt_tells_nothing_of_whose_it_is() {
        let mut then = report(Headline::Verified, "Botany");
        then.checks.push(check(CheckId::Recipient, Outcome::Passed));
        let mut receipt = report(Headline::Verified, "Receipt");
        receipt.credential = None;
        receipt.nested = vec![then.clone()];
        assert_eq!(Compared::of(&[receipt.clone()]), Some(Compared::Same), "were it a presentation");
        receipt.receipt = Some(crypto::receipt::ReceiptSummary {
            checked_at: "2026-10-01T08:00:00Z".to_owned(),
            sha256: "c0ffee".to_owned(),
            bytes: 7,
            issuer: "did:web:laurel.example".to_owned(),
            url: "https://laurel.example".to_owned(),
            headline: then.headline(),
        });
        assert_eq!(Compared::of(&[receipt.clone()]), Some(Compared::Unclear));
        assert_eq!(Row::of(&line(1, vec![receipt])).unwrap().who, "");
    }

    #[test]
    fn a_record_is_named_by_what_issuers_signed() {
        let with = |headline, who: &str| {
            let mut report = report(headline, "Botany");
            report.credential.as_mut().unwrap().recipient_name = Some(who.to_owned());
            report
        };
        let row = |reports| {
            let mut line = line(1, reports);
            let Came::Checked(found) = &mut line.came else { unreachable!() };
            found.title = Some("Doctor of Physics".to_owned());
            Row::of(&line).unwrap()
        };
        let good = |who| with(Headline::Verified, who);
        assert_eq!(row(vec![good("Ada"), good("Ada")]).what, "A record of 2 credentials");
        assert_eq!(row(vec![good("Ada")]).what, "Botany");
        assert_eq!(row(vec![good("Ada"), good("Bo")]).who, "Several people");
        assert_eq!(row(vec![with(Headline::NotValid, "Bo"), good("Ada")]).who, "Ada");
        assert_eq!(row(vec![with(Headline::NotValid, "Bo")]).who, "“Bo”");
    }

    #[test]
    fn the_worst_of_several_decides_and_the_words_count_the_good_ones() {
        let row = Row::of(&line(
            1,
            vec![
                report(Headline::Verified, "Botany"),
                report(Headline::CouldNotCheck, "Zoology"),
                report(Headline::Verified, "Geology"),
            ],
        ))
        .unwrap();
        assert_eq!(row.headline, Headline::CouldNotCheck);
        assert_eq!(row.verdict, "2 of 3 verified");
    }

    #[test]
    fn what_was_not_looked_at_is_no_row() {
        for came in [Came::Waiting, Came::Refused(String::new()), Came::Dead(String::new()), Came::Broken] {
            assert_eq!(Row::of(&Line { came, ..one(1, Headline::Verified) }), None);
        }
    }

    #[test]
    fn one_document_of_somebody_else_outweighs_those_that_match() {
        let with = |outcome| {
            let mut report = report(Headline::Verified, "Botany");
            report.checks.push(check(CheckId::Recipient, outcome));
            report
        };
        let of = |outcomes: &[Outcome]| {
            Compared::of(&outcomes.iter().map(|outcome| with(*outcome)).collect::<Vec<_>>())
        };
        assert_eq!(of(&[Outcome::Passed, Outcome::Failed, Outcome::Unknown]), Some(Compared::Other));
        assert_eq!(of(&[Outcome::Passed, Outcome::Unknown]), Some(Compared::Unclear));
        assert_eq!(of(&[Outcome::Passed, Outcome::Passed]), Some(Compared::Same));
        assert_eq!(of(&[Outcome::NotApplicable]), None);
    }

    #[test]
    fn a_link_that_does_not_open_says_why_or_asks_for_its_passcode() {
        let of = |kind: &str| Came::of_link(kind);
        assert_eq!(of("https://laurel.example/problems/passcode-required"), Came::Locked);
        let words: std::collections::BTreeSet<_> = LinkProblem::ALL
            .into_iter()
            .map(LinkProblem::kind)
            .chain(["about:blank"])
            .map(|kind| match of(kind) {
                Came::Dead(why) => why,
                came => panic!("{kind}: {came:?}"),
            })
            .collect();
        assert_eq!(words.len(), LinkProblem::ALL.len() + 1, "{words:?}");
    }

    #[test]
    fn a_presentation_is_compared_by_what_it_holds() {
        let mut inner = report(Headline::Verified, "Botany");
        inner.checks.push(check(CheckId::Recipient, Outcome::Failed));
        let mut outer = report(Headline::Verified, "Botany");
        outer.checks.push(check(CheckId::Recipient, Outcome::NotApplicable));
        outer.nested = vec![inner];
        assert_eq!(Compared::of(&[outer]), Some(Compared::Other));
    }
}
