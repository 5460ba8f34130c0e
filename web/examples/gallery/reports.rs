//! Reports of every kind, as the checking page shows them: invented people, real codes.

use crypto::record::{Entry, Record, Section};
use crypto::verify::{
    AlignmentSummary, Check, CheckId, CredentialSummary, Evidence, EvidenceSummary, LeftOut, Outcome,
    REPORT_VERSION, Report, ResultSummary, Scale,
};
use web::chrome::{Assets, Chrome};
use web::pages::{Verify, verify};

const NOW: &str = "2026-11-22T10:15:00Z";
const DID: &str = "did:web:northfield.example:issuers:1";

fn check(id: CheckId, outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Check {
        id,
        outcome,
        code: code.to_owned(),
        params: params.iter().map(own).collect(),
        message: String::new(),
        evidence: Vec::new(),
    }
}

fn with(mut check: Check, facts: &[(&str, &str)]) -> Check {
    let fact =
        |(name, value): &(&str, &str)| Evidence { name: (*name).to_owned(), value: (*value).to_owned() };
    check.evidence = facts.iter().map(fact).collect();
    check
}

fn good_checks() -> Vec<Check> {
    use CheckId as Id;
    use Outcome::{NotApplicable, Passed};
    let key = "did:web:northfield.example:issuers:1#key-1";
    vec![
        check(Id::Format, Passed, "strict_json", &[]),
        check(Id::Context, Passed, "contexts_known", &[]),
        check(Id::Model, Passed, "model_conforms", &[]),
        with(
            check(Id::Proof, Passed, "signature_good", &[]),
            &[
                ("verificationMethod", key),
                ("cryptosuite", "eddsa-rdfc-2022"),
                ("created", "2026-05-03T09:00:00Z"),
            ],
        ),
        with(
            check(Id::Issuer, Passed, "key_is_issuers", &[]),
            &[("key", key), ("issuer", DID), ("keyDocument", DID), ("fetched", NOW)],
        ),
        check(Id::Trust, Passed, "published_by_domain", &[("domain", "northfield.example")]),
        with(check(Id::Dates, Passed, "within_dates", &[]), &[("validFrom", "2026-05-03T09:00:00Z")]),
        with(
            check(Id::Status, Passed, "not_revoked", &[]),
            &[
                ("statusListIssuer", DID),
                ("statusListCredential", "https://northfield.example/status/3"),
                ("fetched", NOW),
                ("statusListIndex", "48213"),
                ("statusPurpose", "revocation"),
            ],
        ),
        check(Id::Refresh, NotApplicable, "no_refresh", &[]),
        check(Id::Schema, NotApplicable, "no_schema", &[]),
        check(Id::Holder, NotApplicable, "no_holder", &[]),
        check(Id::Recipient, NotApplicable, "recipient_not_asked", &[]),
        check(Id::Endorsements, NotApplicable, "no_endorsements", &[]),
        check(Id::Nested, NotApplicable, "no_nested", &[]),
    ]
}

#[expect(clippy::unnecessary_wraps, reason = "what it fills are options")]
fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn summary(name: &str) -> CredentialSummary {
    CredentialSummary {
        id: text("https://northfield.example/credentials/018f3c"),
        types: vec!["VerifiableCredential".to_owned(), "AchievementCredential".to_owned()],
        name: text(name),
        achievement_type: text("Course"),
        issuer_id: text(DID),
        issuer_name: text("Northfield College"),
        recipient_name: text("Ada Obi"),
        valid_from: text("2026-05-03T09:00:00Z"),
        awarded_date: text("2026-05-03T09:00:00Z"),
        ..CredentialSummary::default()
    }
}

fn report(credential: CredentialSummary) -> Report {
    let checks = good_checks();
    Report {
        version: REPORT_VERSION,
        outcome: Report::outcome_of(&checks),
        checked_at: NOW.to_owned(),
        checks,
        credential: Some(credential),
        nested: Vec::new(),
        endorsements: Vec::new(),
        record: None,
        receipt: None,
    }
}

/// The same report with one check ended otherwise.
fn but(mut report: Report, check: Check) -> Report {
    if let Some(line) = report.checks.iter_mut().find(|line| line.id == check.id) {
        *line = Check { evidence: std::mem::take(&mut line.evidence), ..check };
    }
    report.outcome = Report::outcome_of(&report.checks);
    report
}

/// Results on every scale, work, skills, credits; and two endorsements, one of something else.
fn full() -> Report {
    let result = |name: &str, value: &str, scale: Scale| ResultSummary {
        name: text(name),
        value: text(value),
        scale: Some(scale),
        ..ResultSummary::default()
    };
    let steps = |steps: &[&str], reached| Scale {
        steps: steps.iter().map(|step| (*step).to_owned()).collect(),
        reached: Some(reached),
        ..Scale::default()
    };
    let credential = CredentialSummary {
        description: text(
            "Names two hundred native plants by leaf, flower and habit, and keeps a herbarium of sixty.",
        ),
        criteria: text("Twelve days in the field, a herbarium, and an hour with the examiner."),
        criteria_url: text("https://northfield.example/courses/bot-210"),
        narrative: text("Ada’s sedges were the best that the examiner had seen in ten years."),
        credits_earned: text("7.5"),
        credits_available: text("10"),
        term: text("Spring 2026"),
        role: text("Field assistant"),
        human_code: text("BOT 210"),
        field_of_study: text("Ecology"),
        activity_start_date: text("2026-02-01T09:00:00Z"),
        activity_end_date: text("2026-04-30T09:00:00Z"),
        issuer_url: text("https://northfield.example/"),
        results: vec![
            result("Final grade", "B", Scale { required: text("D"), ..steps(&["F", "D", "C", "B", "A"], 3) }),
            result(
                "Identification",
                "87.5",
                Scale { min: text("0"), max: text("100"), required: text("50"), ..Scale::default() },
            ),
            result(
                "Working alone",
                "Proficient",
                steps(&["Beginning", "Developing", "Proficient", "Exemplary"], 2),
            ),
            ResultSummary {
                name: text("Safety briefing"),
                status: text("Completed"),
                ..ResultSummary::default()
            },
        ],
        evidence: vec![
            EvidenceSummary {
                name: text("The herbarium, in pictures"),
                url: text("https://ada.example/herbarium"),
                genre: text("Portfolio"),
                description: text("Sixty sheets, photographed."),
                ..EvidenceSummary::default()
            },
            EvidenceSummary {
                narrative: text("An hour’s talk with the examiner, on 30 April."),
                ..EvidenceSummary::default()
            },
        ],
        alignments: vec![
            AlignmentSummary {
                name: text("Plant identification"),
                code: text("S4.2"),
                framework: text("Field Ecology Skills"),
                url: text("https://skills.example/s4.2"),
            },
            AlignmentSummary { name: text("Keeping records"), ..AlignmentSummary::default() },
        ],
        left_out: LeftOut { results: 0, evidence: 12, alignments: 0 },
        ..summary("Field Botany")
    };
    let endorsed = |issuer: &str, comment: &str| {
        report(CredentialSummary {
            types: vec!["EndorsementCredential".to_owned()],
            issuer_name: text(issuer),
            comment: text(comment),
            ..summary("Endorsement")
        })
    };
    let mut report = report(credential);
    report.endorsements = vec![
        endorsed("The Botanical Society", "We employ holders of this certificate without a further test."),
        endorsed("Somebody", "Excellent!"),
    ];
    let strays = check(
        CheckId::Endorsements,
        Outcome::Warning,
        "endorsements_of_others",
        &[("count", "2"), ("number", "1")],
    );
    let mut report = but(report, strays);
    for line in report.checks.iter_mut().filter(|line| line.id == CheckId::Endorsements) {
        line.evidence =
            vec![Evidence { name: "endorsement/1".to_owned(), value: "speaks of something else".to_owned() }];
    }
    report
}

fn famous() -> Report {
    let mut report = but(
        report(summary("Doctor of Everything")),
        check(CheckId::Trust, Outcome::Warning, "nobody_vouches", &[]),
    );
    if let Some(credential) = &mut report.credential {
        credential.issuer_name = text("University of Oxbridge");
        credential.issuer_id = text("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK");
        credential.issuer_url = text("https://oxbridge.example/");
    }
    report
}

/// A record of so many courses, of which two are bad in different ways.
fn transcript(number: usize) -> Report {
    const COURSES: [&str; 6] =
        ["Statistics", "Botany", "Soil Science", "Academic Writing", "Field Methods", "Ethics"];
    let mut transcript = report(CredentialSummary {
        types: vec!["VerifiableCredential".to_owned(), "ClrCredential".to_owned()],
        achievement_type: None,
        partial: true,
        ..summary("Academic record of Ada Obi")
    });
    transcript.nested = (0..number)
        .map(|place| {
            let name = format!("{} {}", COURSES[place % COURSES.len()], place / COURSES.len() + 1);
            let good = report(summary(&name));
            match place {
                11 => but(good, check(CheckId::Proof, Outcome::Failed, "signature_mismatch", &[])),
                23 => but(
                    good,
                    check(
                        CheckId::Status,
                        Outcome::Unknown,
                        "status_unreachable",
                        &[("reason", "the server did not answer")],
                    ),
                ),
                _ => good,
            }
        })
        .collect();
    let count = number.to_string();
    but(
        transcript,
        check(CheckId::Nested, Outcome::Failed, "nested_failed", &[("count", &count), ("failed", "1")]),
    )
}

fn presentation(changed: bool) -> Report {
    let note = |position, note: &str| Entry { position, note: text(note) };
    let mut presented = report(CredentialSummary {
        types: vec!["VerifiablePresentation".to_owned()],
        name: text("For the Botanic Garden"),
        subject_id: text("did:key:z6MkAda"),
        ..CredentialSummary::default()
    });
    presented.nested = vec![report(summary("Statistics I")), full(), report(summary("Ethics"))];
    let presented = but(presented, check(CheckId::Trust, Outcome::Passed, "all_vouched_for", &[]));
    let presented = but(presented, check(CheckId::Status, Outcome::NotApplicable, "no_status", &[]));
    let mut presented =
        but(presented, check(CheckId::Nested, Outcome::Passed, "nested_good", &[("count", "3")]));
    if changed {
        return but(presented, check(CheckId::Proof, Outcome::Failed, "signature_mismatch", &[]));
    }
    presented.record = Some(Record {
        title: "For the Botanic Garden".to_owned(),
        introduction: text("Dear Ms Weil, these are the ones we spoke about."),
        sections: vec![
            Section {
                heading: text("In the field"),
                entries: vec![note(1, "The herbarium is on show in the library.")],
            },
            Section {
                heading: text("At the desk"),
                entries: vec![Entry { position: 0, note: None }, note(2, "With distinction.")],
            },
        ],
    });
    presented
}

/// Name and HTML of the checking page with each report.
pub(crate) fn pages() -> Vec<(&'static str, String)> {
    let chrome = Chrome {
        assets: Assets::default(),
        public_url: "https://laurel.example".to_owned(),
        ..Chrome::default()
    };
    let old = |code: &str, outcome| {
        but(full(), check(CheckId::Status, outcome, code, &[("at", "2026-11-19T16:40:00Z")]))
    };
    let listed = [("registry", "The Register of Example Colleges"), ("name", "Northfield College of Art")];
    let reports = [
        ("report-full", full()),
        ("report-famous", famous()),
        (
            "report-registry",
            but(
                report(summary("Botany")),
                check(CheckId::Trust, Outcome::Passed, "issuer_in_registry", &listed),
            ),
        ),
        ("report-as-of", old("not_revoked_as_of", Outcome::Warning)),
        ("report-old", old("status_knowledge_old", Outcome::Unknown)),
        (
            "report-retired",
            but(
                report(summary("Botany")),
                check(CheckId::Issuer, Outcome::Warning, "key_expired", &[("until", "2026-08-01T00:00:00Z")]),
            ),
        ),
        (
            "report-revoked",
            but(report(summary("Night Porter")), check(CheckId::Status, Outcome::Failed, "revoked", &[])),
        ),
        ("report-clr", transcript(36)),
        ("report-clr-300", transcript(300)),
        ("report-presentation", presentation(false)),
        ("report-presentation-changed", presentation(true)),
    ];
    reports
        .into_iter()
        .map(|(name, report)| {
            (
                name,
                verify(
                    &chrome,
                    &Verify { lines: vec![super::samples::checked(1, report)], ..Verify::default() },
                ),
            )
        })
        .collect()
}
