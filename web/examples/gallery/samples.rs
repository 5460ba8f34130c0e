//! Sample data: invented people, every state.

mod account;
mod guardian;
mod keys;
mod wallets;

use std::collections::BTreeMap;

use crypto::verify::{Check, CheckId, CredentialSummary, Evidence, Outcome, REPORT_VERSION, Report, Verdict};
use web::chrome::{Assets, Chrome, FieldError, IssuerLink, Notice, Rights, Tone, Viewer};
use web::components::Badge;
use web::pages::{
    AchievementCard, AchievementEditor, AchievementForm, AchievementLine, AchievementPage, AwardLine,
    AwardState, Demo, DemoPerson, Desk, DeskAchievement, DeskChooser, Held, Home, IssuerPage, Mail, Outbox,
    ProblemPage, Revoke, SignIn, SignInConfirm, SignInSent, Verify, achievement_editor, achievement_page,
    desk, desk_achievement, desk_chooser, home, issuer_page, outbox, problem, revoke, sign_in,
    sign_in_confirm, sign_in_sent, verify,
};
use web::results::{Came, Found, Line};

const NOW: &str = "2026-11-22T10:15:00Z";

fn chrome(viewer: bool) -> Chrome {
    let viewer = viewer.then(|| Viewer {
        name: "Ada Obi".to_owned(),
        email: "ada@example.com".to_owned(),
        desks: vec![issuer()],
    });
    Chrome {
        assets: Assets::default(),
        viewer,
        demo: true,
        flash: None,
        public_url: "https://laurel.example".to_owned(),
        ..Chrome::default()
    }
}

const RIGHTS: Rights =
    Rights { award: true, describe: true, revoke: true, enrol: true, audit: true, govern: true };

fn issuer() -> IssuerLink {
    IssuerLink { slug: "northfield".to_owned(), name: "Northfield College".to_owned(), rights: RIGHTS }
}

fn badge(seed: &str, achievement_type: &str) -> Badge {
    Badge {
        seed: seed.to_owned(),
        issuer: "northfield".to_owned(),
        achievement_type: achievement_type.to_owned(),
        image: None,
    }
}

fn check(id: CheckId, outcome: Outcome, code: &str, message: &str) -> Check {
    Check {
        id,
        outcome,
        code: code.to_owned(),
        params: BTreeMap::new(),
        message: message.to_owned(),
        evidence: Vec::new(),
    }
}

/// A good report on an invented credential.
fn report(name: &str, achievement_type: &str) -> Report {
    use CheckId as Id;
    use Outcome::{NotApplicable, Passed};
    let mut trust = check(Id::Trust, Passed, "issuer_in_registry", "");
    trust.params = BTreeMap::from([
        ("registry".to_owned(), "The Register of Example Colleges".to_owned()),
        ("name".to_owned(), "Northfield College".to_owned()),
    ]);
    let mut checks = vec![
        check(Id::Format, Passed, "", "The document is strict JSON."),
        check(Id::Context, Passed, "", "Every term is defined by a vocabulary we know."),
        check(Id::Model, Passed, "", "It has the shape that Open Badges 3.0 asks for."),
        check(Id::Proof, Passed, "", "The signature is good, and nothing has changed since."),
        check(Id::Issuer, Passed, "", "The key that signed is the issuer’s own."),
        trust,
        check(Id::Dates, Passed, "", "It is valid since 3 May 2026."),
        check(Id::Status, Passed, "", "The issuer has not revoked it."),
        check(Id::Refresh, NotApplicable, "", "The issuer offers no newer editions."),
        check(Id::Schema, NotApplicable, "", "It names no schema."),
        check(Id::Holder, NotApplicable, "", "It was not presented by a holder."),
        check(Id::Recipient, NotApplicable, "", "Nobody said who presents it."),
    ];
    checks[3].evidence = vec![
        Evidence { name: "cryptosuite".to_owned(), value: "eddsa-rdfc-2022".to_owned() },
        Evidence {
            name: "verificationMethod".to_owned(),
            value: "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK#z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK".to_owned(),
        },
    ];
    Report {
        version: REPORT_VERSION,
        outcome: Verdict::Valid,
        checked_at: NOW.to_owned(),
        checks,
        credential: Some(CredentialSummary {
            id: Some("https://laurel.example/credentials/018f3c".to_owned()),
            types: vec!["VerifiableCredential".to_owned(), "AchievementCredential".to_owned()],
            name: Some(name.to_owned()),
            description: Some(
                "Names two hundred native plants by leaf, flower and habit, and keeps a herbarium of sixty."
                    .to_owned(),
            ),
            criteria: Some(
                "Twelve days in the field, a herbarium, and an hour with the examiner.".to_owned(),
            ),
            achievement_type: Some(achievement_type.to_owned()),
            issuer_id: Some("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK".to_owned()),
            issuer_name: Some("Northfield College".to_owned()),
            recipient_name: Some("Ada Obi".to_owned()),
            valid_from: Some("2026-05-03T09:00:00Z".to_owned()),
            awarded_date: Some("2026-05-03T09:00:00Z".to_owned()),
            ..CredentialSummary::default()
        }),
        nested: Vec::new(),
        endorsements: Vec::new(),
        record: None,
        receipt: None,
    }
}

/// The same report with one check ended otherwise.
fn but(mut report: Report, id: CheckId, outcome: Outcome, message: &str) -> Report {
    for line in &mut report.checks {
        if line.id == id {
            *line = check(id, outcome, "", message);
        }
    }
    report.outcome = Report::outcome_of(&report.checks);
    report
}

fn held(id: &str, report: Report, note: &str) -> Held {
    let credential = report.credential.clone().unwrap_or_default();
    let badge = badge(
        credential.name.as_deref().unwrap_or_default(),
        credential.achievement_type.as_deref().unwrap_or_default(),
    );
    Held { credential: id.to_owned(), report, badge, note: note.to_owned() }
}

fn all_states() -> Vec<Held> {
    let mut claimed = report("Doctor of Everything", "DoctoralDegree");
    if let Some(credential) = &mut claimed.credential {
        credential.issuer_name = Some("University of Oxbridge".to_owned());
        credential.issuer_id = Some("did:key:z6MkSomebodyElse".to_owned());
    }
    vec![
        held("1", report("Field Botany", "Certificate"), "The herbarium is on show in the library."),
        held(
            "2",
            but(claimed, CheckId::Trust, Outcome::Unknown, "No registry that we know of lists this issuer."),
            "",
        ),
        held(
            "3",
            but(
                report("First Aid at Work", "Certification"),
                CheckId::Dates,
                Outcome::Failed,
                "Expired on 3 May 2026.",
            ),
            "",
        ),
        held(
            "4",
            but(
                report("Night Porter", "Badge"),
                CheckId::Status,
                Outcome::Failed,
                "The issuer revoked it on 9 June 2026.",
            ),
            "",
        ),
        held(
            "5",
            but(
                report("Welding, Level 2", "Competency"),
                CheckId::Status,
                Outcome::Unknown,
                "The issuer’s status list could not be reached: the server did not answer.",
            ),
            "",
        ),
        held(
            "6",
            but(
                report("Bachelor of Science in Ecology", "BachelorDegree"),
                CheckId::Proof,
                Outcome::Failed,
                "The content was changed after it was signed.",
            ),
            "",
        ),
    ]
}

fn awards() -> Vec<AwardLine> {
    let line = |name: &str, state: AwardState| AwardLine {
        credential: name.to_lowercase(),
        achievement: "Field Botany".to_owned(),
        recipient_name: name.to_owned(),
        recipient_email: format!("{}@example.com", name.to_lowercase().replace(' ', ".")),
        awarded_at: "2026-05-03T09:00:00Z".to_owned(),
        valid_until: Some("2028-05-03T09:00:00Z".to_owned()),
        state,
    };
    vec![
        line("Ada Obi", AwardState::Claimed),
        line("Bo Lindqvist", AwardState::Waiting),
        line("Chiara de Santis", AwardState::Expired { at: "2026-10-01T00:00:00Z".to_owned() }),
        line(
            "Dmitri Okafor-Featherstonehaugh",
            AwardState::Revoked {
                at: "2026-06-09T00:00:00Z".to_owned(),
                reason: "Awarded twice by mistake.".to_owned(),
            },
        ),
    ]
}

fn achievements() -> Vec<(String, &'static str)> {
    [
        ("Field Botany", "Certificate"),
        ("Night Porter", "Badge"),
        ("Statistics I", "Course"),
        ("Bachelor of Science in Ecology", "BachelorDegree"),
        ("Welding, Level 2", "Competency"),
        ("First Aid at Work", "License"),
        ("Friends of the Garden", "Membership"),
    ]
    .map(|(name, kind)| (name.to_owned(), kind))
    .to_vec()
}

/// Name and HTML of every page in its states.
pub(crate) fn pages() -> Vec<(&'static str, String)> {
    let (out, signed_in) = (chrome(false), chrome(true));
    let mut pages = public_pages(&out);
    pages.extend(verify_pages(&out));
    pages.extend(desk_pages(&signed_in));
    pages.extend(wallets::pages(&signed_in));
    pages.extend(wallets::shares(&out, &signed_in));
    pages.extend(account::pages(&out, &signed_in));
    pages.extend(guardian::pages(&signed_in));
    pages.extend(keys::pages(&signed_in));
    pages
}

fn public_pages(out: &Chrome) -> Vec<(&'static str, String)> {
    let people = vec![
        DemoPerson {
            name: "Edda Marsh".to_owned(),
            email: "edda@northfield.example".to_owned(),
            about: "Registrar of Northfield College".to_owned(),
            next: "/desk".to_owned(),
        },
        DemoPerson {
            name: "Ada Obi".to_owned(),
            email: "ada@example.com".to_owned(),
            about: "Learner".to_owned(),
            next: "/wallet".to_owned(),
        },
    ];
    let cards = achievements()
        .into_iter()
        .map(|(name, kind)| AchievementCard {
            id: name.clone(),
            description: "Names two hundred native plants by leaf and flower.".to_owned(),
            achievement_type: kind.to_owned(),
            badge: badge(&name, kind),
            name,
        })
        .collect();
    let issuer_page_data = IssuerPage {
        slug: "northfield".to_owned(),
        name: "Northfield College".to_owned(),
        description: "A small college between the river and the moor.".to_owned(),
        url: Some("https://northfield.example".to_owned()),
        email: Some("office@northfield.example".to_owned()),
        phone: Some("+44 1494 496 000".to_owned()),
        address: vec!["1 Hedge Lane".to_owned(), "HP14 4AB Naphill".to_owned()],
        identifiers: vec![("sourcedId".to_owned(), "825-2041".to_owned())],
        pictured: false,
        keys: Vec::new(),
        did: "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK".to_owned(),
        vouched_by: vec!["Register of Example Colleges".to_owned()],
        achievements: cards,
    };
    let achievement = AchievementPage {
        id: "018f".to_owned(),
        name: "Field Botany".to_owned(),
        description: "Names two hundred native plants by leaf, flower and habit.".to_owned(),
        criteria: "Twelve days in the field, a herbarium, and an hour with the examiner.".to_owned(),
        achievement_type: "Certificate".to_owned(),
        badge: badge("Field Botany", "Certificate"),
        issuer: issuer(),
        ..AchievementPage::default()
    };
    let mails = vec![Mail {
        to: "ada@example.com".to_owned(),
        subject: "Sign in to Laurel".to_owned(),
        text: "Open this link to sign in. It works once.\n\nIf you did not ask for it, do nothing."
            .to_owned(),
        link: Some("/sign-in/abc".to_owned()),
        sent_at: NOW.to_owned(),
    }];
    vec![
        (
            "home-demo",
            home(
                out,
                &Home { example: Some("share.html".to_owned()), demo: Some(Demo { people, event: None }) },
            ),
        ),
        ("home", home(&Chrome { demo: false, ..out.clone() }, &Home::default())),
        ("sign-in", sign_in(out, &SignIn::default())),
        (
            "sign-in-problem",
            sign_in(
                out,
                &SignIn {
                    email: "ada@".to_owned(),
                    problem: Some("That is no e-mail address.".to_owned()),
                    ..SignIn::default()
                },
            ),
        ),
        ("sign-in-passkey", sign_in(out, &SignIn { passkey: Some(account::ask()), ..SignIn::default() })),
        (
            "sign-in-refused",
            sign_in(out, &SignIn { passkey: Some(account::ask()), refused: true, ..SignIn::default() }),
        ),
        ("sign-in-sent", sign_in_sent(out, &SignInSent { email: "ada@example.com".to_owned() })),
        (
            "sign-in-confirm",
            sign_in_confirm(
                out,
                &SignInConfirm { token: "abc".to_owned(), email: "ada@example.com".to_owned() },
            ),
        ),
        ("outbox", outbox(out, &Outbox { mails })),
        ("outbox-empty", outbox(out, &Outbox::default())),
        ("achievement", achievement_page(out, &achievement)),
        ("issuer", issuer_page(out, &issuer_page_data)),
        ("problem-404", problem(out, &ProblemPage { status: 404, detail: None, back: None })),
        ("problem-500", problem(out, &ProblemPage { status: 500, detail: None, back: None })),
    ]
}

fn desk_pages(signed_in: &Chrome) -> Vec<(&'static str, String)> {
    let lines: Vec<_> = achievements()
        .into_iter()
        .enumerate()
        .map(|(place, (name, kind))| AchievementLine {
            id: name.clone(),
            badge: badge(&name, kind),
            achievement_type: kind.to_owned(),
            awarded: place as u64 * 7,
            claimed: place as u64 * 5,
            revoked: place as u64 % 2,
            state: "published".to_owned(),
            has_draft: place == 1,
            name,
        })
        .collect();
    let flashed = Chrome {
        flash: Some(Notice {
            tone: Tone::Good,
            text: "Awarded to Bo Lindqvist; the invitation is on its way.".to_owned(),
        }),
        ..signed_in.clone()
    };
    let one = DeskAchievement {
        issuer: issuer(),
        id: "018f".to_owned(),
        name: "Field Botany".to_owned(),
        description: "Names two hundred native plants by leaf, flower and habit.".to_owned(),
        criteria: "Twelve days in the field, a herbarium, and an hour with the examiner.".to_owned(),
        achievement_type: "Certificate".to_owned(),
        badge: badge("Field Botany", "Certificate"),
        state: "published".to_owned(),
        awards: awards(),
        ..DeskAchievement::default()
    };
    let errors = vec![FieldError { field: "name".to_owned(), message: "Give it a name.".to_owned() }];
    let chooser = DeskChooser {
        may_found: true,
        issuers: vec![
            issuer(),
            IssuerLink { slug: "south".to_owned(), name: "Southmoor Training".to_owned(), rights: RIGHTS },
        ],
    };
    let question = Revoke { issuer: issuer(), award: awards().swap_remove(0), ..Revoke::default() };
    vec![
        (
            "desk",
            desk(
                signed_in,
                &Desk {
                    issuer: issuer(),
                    all: lines.len(),
                    achievements: lines,
                    awards: awards(),
                    undelivered: 2,
                    ..Desk::default()
                },
            ),
        ),
        ("desk-empty", desk(signed_in, &Desk { issuer: issuer(), ..Desk::default() })),
        ("desk-chooser", desk_chooser(signed_in, &chooser)),
        ("desk-achievement", desk_achievement(&flashed, &one)),
        (
            "desk-new",
            achievement_editor(
                signed_in,
                &AchievementEditor {
                    issuer: issuer(),
                    form: AchievementForm::new(),
                    ..AchievementEditor::default()
                },
            ),
        ),
        (
            "desk-new-problem",
            achievement_editor(
                signed_in,
                &AchievementEditor { issuer: issuer(), errors, ..AchievementEditor::default() },
            ),
        ),
        ("desk-revoke", revoke(signed_in, &question)),
    ]
}

/// What a form without script sent, judged.
pub(crate) fn checked(place: usize, report: Report) -> Line {
    let found = Found { title: None, reports: vec![report], name: None, email: None };
    Line { place, source: format!("{place}.json"), came: Came::Checked(Box::new(found)), ..Line::default() }
}

/// Several of it, and one that was not recognised.
fn many(report: Report) -> Vec<Line> {
    let why = "This is a PDF, which can’t be checked by itself.".to_owned();
    let refused = Line { place: 3, source: "cv.pdf".to_owned(), came: Came::Refused(why), ..Line::default() };
    vec![checked(1, report.clone()), checked(2, report), refused]
}

/// The checking page without script.
fn verify_pages(out: &Chrome) -> Vec<(&'static str, String)> {
    let verify_text = "{ \"@context\": [ … ] }".to_owned();
    let not_valid = all_states().swap_remove(5).report;
    vec![
        ("verify", verify(out, &Verify::default())),
        ("verify-many", verify(out, &Verify { lines: many(not_valid.clone()), ..Verify::default() })),
        (
            "verify-report",
            verify(
                out,
                &Verify { text: verify_text, lines: vec![checked(1, not_valid.clone())], problem: None },
            ),
        ),
        (
            "verify-problem",
            verify(
                out,
                &Verify { problem: Some("That is larger than a megabyte.".to_owned()), ..Verify::default() },
            ),
        ),
    ]
}
