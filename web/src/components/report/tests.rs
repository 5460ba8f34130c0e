//! What a report says on a page, and what it never says.

use std::collections::BTreeMap;

use crypto::verify::{Check, Headline};

use super::verdict::Verdict;
use super::*;

fn check(id: CheckId, outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    let params: BTreeMap<_, _> =
        params.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Check { id, outcome, code: code.to_owned(), params, message: String::new(), evidence: Vec::new() }
}

fn report(checks: Vec<Check>) -> Report {
    Report {
        version: crypto::verify::REPORT_VERSION,
        outcome: Report::outcome_of(&checks),
        checked_at: "2026-11-22T10:15:00Z".to_owned(),
        checks,
        credential: Some(CredentialSummary {
            name: Some("Botany".to_owned()),
            issuer_name: Some("<script>Famous</script>".to_owned()),
            ..CredentialSummary::default()
        }),
        nested: Vec::new(),
        endorsements: Vec::new(),
        record: None,
        receipt: None,
    }
}

#[test]
fn an_unknown_issuer_is_named_in_quotation_marks_and_never_called_verified() {
    let report = report(vec![
        check(CheckId::Proof, Outcome::Passed, "signature_good", &[]),
        check(CheckId::Trust, Outcome::Unknown, "nobody_vouches", &[]),
    ]);
    let html = report_view(&report, None, None, false).to_html();
    assert!(html.contains("Genuine signature, unknown issuer"), "{html}");
    assert!(html.contains("“&lt;script&gt;Famous&lt;/script&gt;”"), "{html}");
    assert!(!html.contains("Verified") && !html.contains("is-verified"), "{html}");
}

#[test]
fn a_registry_names_the_issuer_and_a_domain_stands_beside_its_name() {
    let by = |code, params| issuer_name(&report(vec![check(CheckId::Trust, Outcome::Passed, code, params)]));
    assert_eq!(by("issuer_in_registry", &[("registry", "R"), ("name", "Northfield")]), "Northfield");
    assert_eq!(
        by("published_by_domain", &[("domain", "north.example")]),
        "“<script>Famous</script>” (north.example)"
    );
}

#[test]
fn tampering_is_told_before_expiry() {
    let report = report(vec![
        check(CheckId::Proof, Outcome::Failed, "signature_mismatch", &[]),
        check(CheckId::Dates, Outcome::Failed, "expired", &[("until", "2026-05-03T00:00:00Z")]),
    ]);
    let verdict = Verdict::of(&report);
    assert_eq!(verdict.headline, Headline::NotValid);
    assert_eq!(verdict.why, "It was changed after it was signed, or somebody else signed it.");
}

#[test]
fn an_expired_credential_says_on_which_day() {
    let report = report(vec![
        check(CheckId::Proof, Outcome::Passed, "signature_good", &[]),
        check(CheckId::Dates, Outcome::Failed, "expired", &[("until", "2026-05-03T00:00:00Z")]),
    ]);
    let html = report_view(&report, None, None, false).to_html();
    assert!(html.contains("Not valid") && html.contains("Expired on 3 May 2026."), "{html}");
}

#[test]
fn what_its_issuer_has_corrected_reads_replaced_and_not_not_valid() {
    let replaced = check(CheckId::Status, Outcome::Failed, "replaced", &[("on", "2026-05-03T00:00:00Z")]);
    let old = but(good(), replaced.clone());
    assert_eq!(old.headline(), Headline::NotValid, "it does not verify");
    let page = html(&old);
    assert!(page.contains("Replaced on 3 May 2026 by the issuer") && !page.contains("Not valid"), "{page}");
    assert!(page.contains("The issuer corrected it on 3 May 2026"), "{page}");
    let expired = check(CheckId::Dates, Outcome::Failed, "expired", &[("until", "2026-05-04T00:00:00Z")]);
    assert!(html(&but(old.clone(), expired)).contains("Replaced on"));
    for wrong in [
        check(CheckId::Proof, Outcome::Failed, "signature_mismatch", &[]),
        check(CheckId::Issuer, Outcome::Failed, "key_revoked", &[("revoked", "2026-05-03T00:00:00Z")]),
        check(CheckId::Issuer, Outcome::Unknown, "issuer_unproven", &[]),
    ] {
        assert_eq!(but(old.clone(), wrong).replaced_on(), None);
    }
}

#[test]
fn a_genuine_record_with_one_that_ran_out_does_not_read_like_a_forged_one() {
    let expired = check(CheckId::Dates, Outcome::Failed, "expired", &[("until", "2026-05-04T00:00:00Z")]);
    let forged = check(CheckId::Proof, Outcome::Failed, "signature_mismatch", &[]);
    let inside = check(CheckId::Nested, Outcome::Failed, "nested_invalid", &[]);
    let of = |nested: Vec<Report>| Report { nested, ..but(good(), inside.clone()) };
    let record = of(vec![good(), but(good(), expired.clone())]);
    assert_eq!(record.headline(), Headline::NotValid, "it does not verify");
    assert_eq!(record.ended_inside(), Some(1));
    let told = verdict_line(&record, None).to_html();
    assert!(
        told.contains("Genuine, but 1 of 2 in it not valid now") && !told.contains("Not valid"),
        "{told}"
    );
    // One more level down.
    assert_eq!(of(vec![record.clone(), good()]).ended_inside(), Some(1));
    for wrong in [
        of(vec![good(), but(good(), forged.clone())]),
        but(record.clone(), forged.clone()),
        of(vec![of(vec![but(good(), forged.clone())])]),
        of(vec![but(but(good(), expired.clone()), forged)]),
        but(good(), expired),
        good(),
    ] {
        assert_eq!(wrong.ended_inside(), None, "{wrong:?}");
    }
}

#[test]
fn what_could_not_be_reached_does_not_look_verified() {
    let report = report(vec![
        check(CheckId::Proof, Outcome::Passed, "signature_good", &[]),
        check(CheckId::Trust, Outcome::Passed, "published_by_domain", &[("domain", "north.example")]),
        check(CheckId::Status, Outcome::Unknown, "status_unreachable", &[("reason", "no answer")]),
    ]);
    let html = verdict_line(&report, None).to_html();
    assert!(html.contains("Could not check everything") && !html.contains("is-verified"), "{html}");
}

#[test]
fn an_unreadable_document_still_has_a_report() {
    let mut report = report(vec![check(CheckId::Format, Outcome::Failed, "not_an_object", &[])]);
    report.credential = None;
    let html = report_view(&report, None, None, false).to_html();
    assert!(html.contains("Unreadable document"), "{html}");
}

fn good() -> Report {
    report(vec![
        check(CheckId::Proof, Outcome::Passed, "signature_good", &[]),
        check(CheckId::Trust, Outcome::Passed, "published_by_domain", &[("domain", "north.example")]),
        check(CheckId::Status, Outcome::Passed, "not_revoked", &[]),
    ])
}

fn named(mut report: Report, name: &str) -> Report {
    if let Some(credential) = &mut report.credential {
        credential.name = Some(name.to_owned());
    }
    report
}

/// The same report with one check ended otherwise.
fn but(mut report: Report, check: Check) -> Report {
    report.checks.retain(|line| line.id != check.id);
    report.checks.push(check);
    report.outcome = Report::outcome_of(&report.checks);
    report
}

/// A record of these, as the verifier judges it.
fn holding(inner: Vec<Report>) -> Report {
    let of = |verdict| inner.iter().filter(|report| report.outcome == verdict).count();
    let (outcome, code) = match (of(crypto::verify::Verdict::Invalid), of(crypto::verify::Verdict::Unknown)) {
        (0, 0) => (Outcome::Passed, "nested_good"),
        (0, _) => (Outcome::Unknown, "nested_unknown"),
        _ => (Outcome::Failed, "nested_failed"),
    };
    let mut record = but(good(), check(CheckId::Nested, outcome, code, &[]));
    record.nested = inner;
    record
}

fn html(report: &Report) -> String {
    report_view(report, None, None, false).to_html()
}

#[test]
fn a_record_with_bad_ones_inside_is_not_verified_and_tells_of_them_first() {
    let tampered = but(good(), check(CheckId::Proof, Outcome::Failed, "signature_mismatch", &[]));
    let unreached = but(
        good(),
        check(CheckId::Status, Outcome::Unknown, "status_unreachable", &[("reason", "no answer")]),
    );
    let record = holding(vec![
        named(good(), "Statistics"),
        named(unreached, "Welding"),
        named(good(), "Ethics"),
        named(tampered, "Soldering"),
    ]);
    assert_eq!(record.headline(), Headline::NotValid);
    let why = "Credentials in it: 2 of 4 verified, 1 not valid, 1 could not be checked.";
    assert_eq!(Verdict::of(&record).why, why);
    let html = html(&record);
    let list = &html[html.find("Credentials inside this one").unwrap()..];
    let places = ["Soldering", "Welding", "Statistics", "Ethics"].map(|name| list.find(name).unwrap());
    assert!(places.is_sorted(), "{list}");
    assert!(list.contains("2 of 4 verified, 1 not valid, 1 could not be checked"), "{list}");
    assert!(list.find("No. 4").unwrap() < list.find("No. 2").unwrap(), "{list}");
}

#[test]
fn whoever_publishes_a_record_vouches_for_nobody_in_it() {
    let stranger = but(good(), check(CheckId::Trust, Outcome::Warning, "nobody_vouches", &[]));
    let record = holding(vec![good(), stranger]);
    let verdict = Verdict::of(&record);
    assert_eq!(verdict.headline, Headline::GenuineUnknownIssuer);
    let said = "But nobody we know vouches for the issuers of 1 of the 2 credentials in it.";
    assert!(
        verdict.why.contains(said) && verdict.why.ends_with("1 of 2 verified, 1 by unknown issuers."),
        "{}",
        verdict.why
    );
    assert_eq!(holding(vec![good(), good()]).headline(), Headline::Verified);
}

#[test]
fn hundreds_of_good_ones_are_behind_one_fold_and_the_bad_one_is_not() {
    let tampered = but(good(), check(CheckId::Proof, Outcome::Failed, "signature_mismatch", &[]));
    let mut inner = vec![good(); 299];
    inner.push(named(tampered, "Soldering"));
    let html = html(&holding(inner));
    let fold = html.find("Show the 299 that are verified").unwrap();
    assert!(html.find("Soldering").unwrap() < fold);
}

#[test]
fn what_is_known_of_another_day_is_told_with_the_day() {
    let at = [("at", "2026-11-19T16:40:00Z")];
    let as_of = but(good(), check(CheckId::Status, Outcome::Warning, "not_revoked_as_of", &at));
    let verdict = Verdict::of(&as_of);
    assert_eq!(verdict.headline, Headline::Verified);
    assert!(
        !verdict.why.contains("it still stands") && verdict.why.contains("19 November 2026, 16:40 UTC"),
        "{}",
        verdict.why
    );
    let old = but(good(), check(CheckId::Status, Outcome::Unknown, "status_knowledge_old", &at));
    assert_eq!(Verdict::of(&old).headline, Headline::CouldNotCheck);
    assert!(!html(&old).contains("is-verified"));
    let unlisted = but(good(), check(CheckId::Status, Outcome::NotApplicable, "no_status", &[]));
    assert!(!Verdict::of(&unlisted).why.contains("it still stands"));
}

#[test]
fn the_issuer_has_a_part_of_its_own_that_says_what_anybody_can_write() {
    let stranger = but(good(), check(CheckId::Trust, Outcome::Warning, "nobody_vouches", &[]));
    let html = html(&stranger);
    assert!(
        html.contains("Who is the issuer?") && html.contains("Nobody we know vouches for this key."),
        "{html}"
    );
    assert!(html.contains("Anybody can write that.") && html.contains("Not confirmed"), "{html}");
    assert!(!html.contains("Passed, with a remark"), "{html}");
    let listed = [("registry", "The register"), ("name", "Northfield")];
    let listed = but(good(), check(CheckId::Trust, Outcome::Passed, "issuer_in_registry", &listed));
    let html = report_view(&listed, None, None, false).to_html();
    assert!(html.contains("The register lists the issuer as Northfield."), "{html}");
    assert!(!html.contains("Anybody can write that."), "{html}");
}

#[test]
fn an_endorsement_is_quoted_only_where_it_is_genuine_and_speaks_of_this() {
    let said = |text: &str, mut report: Report| {
        report.credential.as_mut().unwrap().comment = Some(text.to_owned());
        report
    };
    let tampered = but(good(), check(CheckId::Proof, Outcome::Failed, "signature_mismatch", &[]));
    let mut strays = check(CheckId::Endorsements, Outcome::Warning, "endorsements_of_others", &[]);
    strays.evidence.push(crypto::verify::Evidence { name: "endorsement/2".to_owned(), value: String::new() });
    let mut endorsed = but(good(), strays);
    endorsed.endorsements = vec![
        said("Well made.", good()),
        said("Forged praise.", tampered),
        said("Praise of another.", good()),
    ];
    let html = html(&endorsed);
    assert!(html.contains("Well made."), "{html}");
    assert!(!html.contains("Forged praise.") && !html.contains("Praise of another."), "{html}");
    assert!(html.contains("This speaks of something else"), "{html}");
}

#[test]
fn the_learners_words_stand_apart_and_say_whose_they_are() {
    use crypto::record::{Entry, Record, Section};
    let mut presented = holding(vec![named(good(), "Statistics"), named(good(), "Ethics")]);
    presented.credential.as_mut().unwrap().types = vec!["VerifiablePresentation".to_owned()];
    let entry = |position, note: &str| Entry { position, note: Some(note.to_owned()) };
    presented.record = Some(Record {
        title: "For the garden".to_owned(),
        introduction: Some("Dear Ms Weil".to_owned()),
        sections: vec![Section {
            heading: Some("First".to_owned()),
            entries: vec![entry(1, "With <b>distinction</b>"), entry(0, "Early")],
        }],
    });
    let page = html(&presented);
    let start = page.find("<aside").unwrap();
    let (own, rest) = page[start..].split_once("</aside>").unwrap();
    for text in ["Dear Ms Weil", "First", "No issuer has confirmed it.", "With &lt;b&gt;distinction"] {
        assert!(own.contains(text) && !rest.contains(text), "{text}: {page}");
    }
    assert!(own.find("Ethics").unwrap() < own.find("Statistics").unwrap(), "{own}");
    presented.record = None;
    assert!(!html(&presented).contains("<aside"));
}

#[test]
fn work_is_linked_only_to_the_web_and_what_was_left_out_is_counted() {
    use crypto::verify::EvidenceSummary;
    let mut report = good();
    let credential = report.credential.as_mut().unwrap();
    let piece = |name: &str, url: &str| EvidenceSummary {
        name: Some(name.to_owned()),
        url: Some(url.to_owned()),
        ..EvidenceSummary::default()
    };
    credential.evidence = vec![piece("Seam", "https://ada.example/1"), piece("Trap", "javascript:alert(1)")];
    credential.left_out.evidence = 7;
    let html = html(&report);
    assert!(html.contains("href=\"https://ada.example/1\"") && !html.contains("javascript:"), "{html}");
    assert!(html.contains("Trap") && html.contains("And 7 more"), "{html}");
}

/// A record of `number` courses as its issuer's wallet would check it, with all that a report has.
fn long_record(number: usize) -> Report {
    let mut entry = good();
    entry.checks = (0..10).map(|_| check(CheckId::Format, Outcome::Passed, "readable", &[])).collect();
    entry.checks.extend(good().checks);
    let credential = entry.credential.as_mut().unwrap();
    credential.issuer_id = Some("did:web:north.example:issuers:north".to_owned());
    credential.description = Some("What was taught in one term.".to_owned());
    credential.criteria = Some("Given for the course.".to_owned());
    holding((1..=number).map(|place| named(entry.clone(), &format!("Course {place}"))).collect())
}

#[test]
fn of_hundreds_each_says_what_is_its_own_and_the_rest_once() {
    let mut record = long_record(300);
    record.nested[7] = named(
        but(record.nested[7].clone(), check(CheckId::Status, Outcome::Unknown, "status_unreachable", &[])),
        "Pruning",
    );
    let page = html(&record);
    assert!(page.len() < 900_000, "{} bytes", page.len());
    assert_eq!(page.matches("row-state").count(), 300, "each has its verdict in words");
    assert_eq!(page.matches("Given for the course.").count(), 300);
    assert!(page.matches("Who is the issuer?").count() <= 2, "the record's own and that of its entries");
    let (_, pruning) = page.split_once("Pruning").unwrap();
    assert!(pruning.find("Could not check").unwrap() < pruning.find("Show the 299").unwrap());
    let short = html(&long_record(3));
    assert_eq!(short.matches("Who is the issuer?").count(), 4, "a short one says everything of each");
}

#[test]
fn a_table_of_a_record_comes_before_what_stands_in_it_and_what_is_wrong_is_behind_no_fold() {
    let mut record = long_record(3);
    let tampered = check(CheckId::Proof, Outcome::Failed, "signature_mismatch", &[]);
    record.nested[1] = named(but(record.nested[1].clone(), tampered), "Pruning");
    let page = record_view(&record, None, line("p", "", "the grades")).to_html();
    let places =
        ["the grades", "Pruning", "Show the 2 that are verified"].map(|text| page.find(text).unwrap());
    assert!(places.is_sorted(), "{page}");
}
