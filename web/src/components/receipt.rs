//! A receipt as people read it. What it says was found then wears no seal of ours: only the
//! receipt itself was checked now.

use crypto::receipt::ReceiptSummary;
use crypto::verify::{Headline, Report};
use leptos::prelude::*;

use super::check_list::check_list;
use super::node::{facts, fold, line, node};
use super::report::{title_of, verdict_line};
use crate::words::{dates, report as words};

/// The report on a receipt: whose it is, and what it says.
pub(super) fn receipt_view(report: &Report, receipt: &ReceiptSummary, checked: Option<String>) -> AnyView {
    let found = words::found_then(&dates::day(&receipt.checked_at));
    let genuine = report.headline() == Headline::GenuineReceipt;
    let then = report.nested.first().filter(|_| genuine);
    let lines = [
        (words::verdict_then(), then.map(|_| words::headline(receipt.headline).to_owned())),
        (words::about(), then.map(title_of)),
        (words::fingerprint(), Some(receipt.sha256.clone())),
    ];
    let lines = lines.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let mut parts = vec![line("h3", "", found)];
    parts.extend((!genuine).then(|| line("p", "", words::nobody_stands_behind())));
    parts.extend([facts("facts", lines), line("p", "hint", words::fingerprint_use())]);
    parts.extend(then.map(|then| fold("fold", words::checks_then(), vec![check_list(then)])));
    node(
        "article",
        "sheet credential receipt",
        vec![
            node("header", "certificate", vec![line("h2", "title", words::receipt())]),
            verdict_line(report, checked),
            node("section", "part", parts),
            fold("fold", words::checks(), vec![check_list(report)]),
        ],
    )
}

#[cfg(test)]
mod tests {
    use crypto::verify::{Check, CheckId, Outcome, REPORT_VERSION};

    use super::super::report::report_view;
    use super::*;

    fn report(checks: &[(CheckId, Outcome, &str)]) -> Report {
        let check = |(id, outcome, code): &(CheckId, Outcome, &str)| Check {
            id: *id,
            outcome: *outcome,
            code: (*code).to_owned(),
            params: [("domain", "laurel.example"), ("at", "2026-11-22T10:15:00Z")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            message: String::new(),
            evidence: Vec::new(),
        };
        let checks: Vec<_> = checks.iter().map(check).collect();
        Report {
            version: REPORT_VERSION,
            outcome: Report::outcome_of(&checks),
            checked_at: "2026-11-22T10:15:00Z".to_owned(),
            checks,
            credential: None,
            nested: Vec::new(),
            endorsements: Vec::new(),
            record: None,
            receipt: None,
        }
    }

    fn receipt(trust: Outcome, code: &str) -> String {
        let proof = (CheckId::Proof, Outcome::Passed, "signature_good");
        let mut then = report(&[proof, (CheckId::Trust, Outcome::Passed, "published_by_domain")]);
        then.credential = Some(crypto::verify::CredentialSummary {
            name: Some("Botany".to_owned()),
            ..crypto::verify::CredentialSummary::default()
        });
        let mut now = report(&[proof, (CheckId::Trust, trust, code)]);
        now.receipt = Some(ReceiptSummary {
            checked_at: "2026-10-01T08:00:00Z".to_owned(),
            sha256: "c0ffee".to_owned(),
            bytes: 7,
            issuer: "did:web:laurel.example".to_owned(),
            url: "https://laurel.example".to_owned(),
            headline: then.headline(),
        });
        assert_eq!(then.headline(), Headline::Verified);
        now.nested = vec![then];
        report_view(&now, None, None, false).to_html()
    }

    #[test]
    fn a_receipt_tells_what_was_found_then_and_wears_no_seal_of_a_verified_credential() {
        let html = receipt(Outcome::Passed, "published_by_domain");
        for text in ["Genuine receipt", "1 October 2026", "Botany", "c0ffee", "not what is true today"] {
            assert!(html.contains(text), "{text}: {html}");
        }
        assert!(!html.contains("is-verified"), "{html}");
    }

    #[test]
    fn a_receipt_by_whoever_is_not_called_a_genuine_receipt() {
        let html = receipt(Outcome::Warning, "nobody_vouches");
        assert!(html.contains("Genuine signature, unknown issuer"), "{html}");
        assert!(!html.contains("Genuine receipt") && !html.contains("is-verified"), "{html}");
        assert!(!html.contains("Botany") && !html.contains(">Verified<"), "{html}");
    }
}
