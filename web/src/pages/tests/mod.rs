//! What must hold for every page: nothing inline, nothing of a name gets out of its text.
//!
//! The pages themselves are in the files beside this one, by area, with hostile text wherever text
//! goes.

mod account;
mod audit;
mod awards;
mod bulk;
mod claims;
mod classes;
mod desk;
mod guardian;
mod imports;
mod institution;
mod keys;
mod language;
mod privacy;
mod programs;
mod public;
mod shares;
mod transcripts;
mod wallet;

use api::{Cover, PartOf, RecordContent};
use crypto::verify::{
    AlignmentSummary, Check, CheckId, CredentialSummary, Evidence, EvidenceSummary, LeftOut, Outcome, Report,
    ResultSummary, Scale,
};

use super::*;
use crate::chrome::{Chrome, FieldError, IssuerLink, Notice, Rights, Theme, Tone, Viewer};
use crate::components::Badge;
use crate::components::delivery::{Cause, Fault};
use crate::results::{Came, Compared, Found, Line, Said};

/// In every text field of every page.
const HOSTILE: &str =
    "</title></textarea></script><script>alert(1)</script>\"'><img src=x onerror=alert(1)> style=x";

fn hostile() -> String {
    HOSTILE.to_owned()
}

/// An address that a page may link to, and all that may stand in one.
fn hostile_url() -> String {
    format!("https://a.example/{}", HOSTILE.replace(' ', "+"))
}

/// So that every way and every button is there.
const RIGHTS: Rights =
    Rights { award: true, describe: true, revoke: true, enrol: true, audit: true, govern: true };

fn issuer() -> IssuerLink {
    IssuerLink { slug: hostile(), name: hostile(), rights: RIGHTS }
}

fn badge() -> Badge {
    Badge { seed: hostile(), issuer: hostile(), achievement_type: hostile(), image: None }
}

fn held() -> Held {
    let check = |id| Check {
        id,
        outcome: Outcome::Failed,
        code: "unheard_of".to_owned(),
        params: [(hostile(), hostile())].into(),
        message: hostile(),
        evidence: vec![Evidence { name: hostile(), value: hostile() }],
    };
    let checks: Vec<_> = CheckId::ALL.into_iter().map(check).collect();
    let report = Report {
        version: crypto::verify::REPORT_VERSION,
        outcome: Report::outcome_of(&checks),
        checked_at: hostile(),
        checks,
        credential: Some(CredentialSummary {
            id: Some(hostile()),
            types: vec![hostile()],
            name: Some(hostile()),
            description: Some(hostile()),
            criteria: Some(hostile()),
            image: Some(format!("data:image/png;{HOSTILE}")),
            achievement_type: Some(hostile()),
            issuer_id: Some(hostile()),
            issuer_name: Some(hostile()),
            recipient_name: Some(hostile()),
            subject_id: Some(hostile()),
            identified: true,
            valid_from: Some(hostile()),
            valid_until: Some(hostile()),
            awarded_date: Some(hostile()),
            criteria_url: Some(hostile_url()),
            achievement_id: Some(hostile()),
            human_code: Some(hostile()),
            field_of_study: Some(hostile()),
            specialization: Some(hostile()),
            credits_available: Some(hostile()),
            credits_earned: Some(hostile()),
            term: Some(hostile()),
            role: Some(hostile()),
            license_number: Some(hostile()),
            narrative: Some(hostile()),
            activity_start_date: Some(hostile()),
            activity_end_date: Some(hostile()),
            comment: Some(hostile()),
            issuer_url: Some(hostile_url()),
            issuer_image: Some(hostile_url()),
            partial: true,
            results: vec![ResultSummary {
                name: Some(hostile()),
                kind: Some(hostile()),
                value: Some(hostile()),
                status: Some(hostile()),
                scale: Some(Scale {
                    min: Some(hostile()),
                    max: Some(hostile()),
                    steps: vec![hostile(), hostile()],
                    reached: Some(1),
                    required: Some(hostile()),
                }),
            }],
            evidence: vec![EvidenceSummary {
                name: Some(hostile()),
                description: Some(hostile()),
                narrative: Some(hostile()),
                url: Some(hostile_url()),
                genre: Some(hostile()),
            }],
            alignments: vec![AlignmentSummary {
                name: Some(hostile()),
                code: Some(hostile()),
                url: Some(hostile_url()),
                framework: Some(hostile()),
            }],
            left_out: LeftOut { results: 1, evidence: 1, alignments: 1 },
        }),
        nested: Vec::new(),
        endorsements: Vec::new(),
        record: None,
        receipt: None,
    };
    let badge = Badge { image: Some(format!("/{HOSTILE}")), ..badge() };
    let entry = crypto::record::Entry { position: 0, note: Some(hostile()) };
    let section = crypto::record::Section { heading: Some(hostile()), entries: vec![entry] };
    let record =
        crypto::record::Record { title: hostile(), introduction: Some(hostile()), sections: vec![section] };
    let inner = vec![report.clone()];
    let nested = Report { nested: inner.clone(), endorsements: inner, record: Some(record), ..report };
    Held { credential: hostile(), report: nested, badge, note: hostile() }
}

fn award_lines() -> Vec<AwardLine> {
    let line = |state| AwardLine {
        credential: hostile(),
        achievement: hostile(),
        recipient_name: hostile(),
        recipient_email: hostile(),
        awarded_at: hostile(),
        valid_until: Some(hostile()),
        state,
    };
    vec![
        line(AwardState::Waiting),
        line(AwardState::Claimed),
        line(AwardState::Expired { at: hostile() }),
        line(AwardState::Revoked { at: hostile(), reason: hostile() }),
    ]
}

fn chrome() -> Chrome {
    Chrome {
        viewer: Some(Viewer { name: hostile(), email: hostile(), desks: vec![issuer()] }),
        demo: true,
        flash: Some(Notice { tone: Tone::Bad, text: hostile() }),
        public_url: "https://laurel.example".to_owned(),
        ..Chrome::default()
    }
}

fn errors() -> Vec<FieldError> {
    ["", "name", "email", "reason", "title"]
        .map(|field| FieldError { field: field.to_owned(), message: hostile() })
        .to_vec()
}

/// What somebody gave, of every kind that ends otherwise.
fn lines() -> Vec<Line> {
    let found = Found {
        title: Some(hostile()),
        reports: vec![held().report, held().report],
        name: Some(Compared::Same),
        email: Some(Compared::Other),
    };
    let came = [
        Came::Checked(Box::new(found)),
        Came::Refused(hostile()),
        Came::Dead(hostile()),
        Came::Locked,
        Came::Broken,
    ];
    let said = || Said { name: Some(hostile()), email: Some(hostile()), link: Some(hostile()) };
    (1..).zip(came).map(|(place, came)| Line { place, source: hostile(), said: said(), came }).collect()
}

fn share_data() -> Share {
    let part_of = PartOf { name: hostile(), issuer_name: hostile(), chosen: 1, all: 2 };
    let whole = ShareItem { note: hostile(), credentials: vec![held()], part_of: None, on_word: true };
    let some =
        ShareItem { note: hostile(), credentials: vec![held()], part_of: Some(part_of), on_word: false };
    Share {
        link: Some(ShareLink { token: hostile(), url: hostile(), expires_at: Some(hostile()) }),
        title: hostile(),
        introduction: hostile(),
        cover: Cover::Sea,
        sections: vec![ShareSection { heading: hostile(), items: vec![whole, some] }],
        education: true,
        checked_at: hostile(),
        signed_by: crate::components::SignedBy::Nobody,
    }
}

/// Every page, with hostile text wherever text goes.
fn all_pages() -> Vec<(&'static str, String)> {
    let chrome = &chrome();
    [
        public::pages(chrome),
        shares::pages(chrome),
        desk::pages(chrome),
        awards::pages(chrome),
        bulk::pages(chrome),
        imports::pages(chrome),
        claims::pages(chrome),
        classes::pages(chrome),
        institution::pages(chrome),
        account::pages(chrome),
        guardian::pages(chrome),
        keys::pages(chrome),
        privacy::pages(chrome),
        programs::pages(chrome),
        transcripts::pages(chrome),
        wallet::pages(chrome),
        audit::pages(chrome),
    ]
    .concat()
}

/// The tags of a document, each as `(name, attributes)`. Text in attributes can't hold `<` or a
/// bare quote if it is escaped, so a plain scan is enough.
fn tags(html: &str) -> Vec<(String, Vec<String>)> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let mut name = String::new();
        let mut attributes = vec![String::new()];
        let mut quoted = false;
        let mut end = after.len();
        for (place, letter) in after.char_indices() {
            match letter {
                '"' => quoted = !quoted,
                '>' if !quoted => {
                    end = place;
                    break;
                }
                ' ' if !quoted => attributes.push(String::new()),
                _ if !quoted && attributes.len() == 1 => name.push(letter),
                _ => {}
            }
            if letter != ' '
                && let Some(last) = attributes.last_mut()
            {
                last.push(letter);
            }
        }
        tags.push((name, attributes.split_off(1)));
        rest = &after[end..];
    }
    tags
}

#[test]
fn no_page_holds_an_inline_script_a_style_attribute_or_an_event_handler() {
    for (page, html) in all_pages() {
        for (name, attributes) in tags(&html) {
            let has = |wanted: &str| attributes.iter().any(|it| it.to_lowercase().starts_with(wanted));
            assert!(!has("style="), "{page}: <{name} {attributes:?}>");
            assert!(!has("on"), "{page}: <{name} {attributes:?}>");
            assert!(name != "style", "{page}");
            assert!(name != "script" || has("src="), "{page}: <{name} {attributes:?}>");
            assert!(!has("href=\"javascript:"), "{page}");
        }
    }
}

#[test]
fn no_text_gets_out_of_its_place() {
    for (page, html) in all_pages() {
        assert!(!html.contains("<script>alert"), "{page}: {html}");
        assert!(!html.contains("<img src=x"), "{page}: {html}");
        assert!(!html.contains("</title></textarea>"), "{page}: {html}");
    }
}

#[test]
fn pages_load_a_script_only_where_there_are_islands() {
    for (page, html) in all_pages() {
        assert_eq!(html.contains("data-islands"), html.contains("<leptos-island"), "{page}");
        let needs_one =
            html.contains("<leptos-island") || html.contains("data-passkey") || html.contains("data-bring=");
        assert_eq!(html.contains("<script"), needs_one, "{page}");
    }
}

#[test]
fn a_preview_of_a_share_says_nothing_of_what_is_behind_it() {
    let data = Share { title: "For the Botanic Garden".to_owned(), ..share_data() };
    let html = share(&Chrome::default(), &data);
    let head = html.split_once("</head>").unwrap().0;
    assert!(head.contains("content=\"A shared record\""), "{head}");
    assert!(!head.contains("Botanic"), "{head}");
}

#[test]
fn a_credential_describes_itself_to_link_previews_only_when_it_is_public() {
    let of = |public| {
        credential_page(
            &Chrome::default(),
            &CredentialPage { held: held(), own: false, public, fits_on_paper: true },
        )
    };
    assert!(of(true).contains("og:title") && !of(false).contains("og:title"));
    assert!(of(true).contains("noindex") && of(false).contains("noindex"), "neither is for search engines");
}

#[test]
fn every_page_has_one_first_heading_and_a_language() {
    for (page, html) in all_pages() {
        assert_eq!(html.matches("<h1").count(), 1, "{page}");
        assert!(html.starts_with("<!doctype html><html lang=\"en\" dir=\"ltr\">"), "{page}: {html}");
    }
}

#[test]
fn empty_pages_say_what_comes_next() {
    let chrome = Chrome::default();
    let wallet = wallet(&chrome, &Wallet::default());
    assert!(wallet.contains("Nothing here yet.") && !wallet.contains("Waiting for you"), "{wallet}");
    assert!(desk(&chrome, &Desk::default()).contains("No achievements yet."));
    assert!(share(&chrome, &Share::default()).contains("This record is empty for now."));
    assert!(record(&chrome, &Record::default()).contains("Nothing in it yet."));
}
