//! What a learner keeps, composes and shares.

use api::{Cover, PartOf, RecordContent};
use crypto::verify::AlignmentSummary;
use web::chrome::{Chrome, FieldError};
use web::components::SignedBy;
use web::pages::{
    CredentialPage, Held, Offer, PublicCredentials, Receipts, Record, RecordCard, RecordLine, RecordOthers,
    RecordPart, RecordParts, Share, ShareAsk, ShareChoice, ShareDevice, ShareForm, ShareItem, ShareLine,
    ShareLink, ShareManage, ShareReceipt, ShareRefused, ShareSection, ShareState, Wallet, WalletAdd,
    WalletAdded, WalletAlong, WalletAsked, WalletCame, WalletCameAlong, WalletChoice, WalletChoices,
    WalletCredential, WalletEarlier, WalletEvent, WalletFound, WalletLine, WalletNews, WalletPublic,
    WalletRemove, WalletRemoved, WalletSkill, WalletSkills, WalletState, WalletView, WalletWaiting,
    WalletWhose, WalletWhy, credential_page, receipts, record, record_parts, share, share_ask, share_manage,
    shares as links, wallet, wallet_add, wallet_along, wallet_credential, wallet_remove, wallet_removed,
    wallet_skills,
};

use super::{NOW, all_states, badge, held, report};

const TITLE: &str = "For the Botanic Garden";
const INTRODUCTION: &str = "Dear Ms Weil, these are the ones we spoke about.";
const LINK: &str = "https://laurel.example/s/dG9rZW4tdGhhdC1ub2JvZHktZ3Vlc3Nlcw";
const SIGNED: &str = "{\n  \"@context\": [\n    \"https://www.w3.org/ns/credentials/v2\"\n  ]\n}";
const BSC: &str = "BSc Ecology, academic record";

fn line(id: &str, title: &str, kind: &str, awarded_at: &str, state: WalletState) -> WalletLine {
    WalletLine {
        credential: id.to_owned(),
        title: title.to_owned(),
        issuer: "Northfield College".to_owned(),
        kind: kind.to_owned(),
        awarded_at: awarded_at.to_owned(),
        state,
        badge: badge(title, kind),
        ..WalletLine::default()
    }
}

/// Every state, and every label.
pub(super) fn wallet_lines() -> Vec<WalletLine> {
    use WalletState as State;
    let botany = line("1", "Field Botany", "Certificate", "2026-05-03T09:00:00Z", State::Verified);
    let famous = line("2", "Doctor of Everything", "DoctoralDegree", "2026-04-01T09:00:00Z", State::Genuine);
    let first_aid = line("3", "First Aid at Work", "Certification", "2024-05-03T09:00:00Z", State::Expired);
    let record = line("7", BSC, "ClrCredential", "2026-07-01T09:00:00Z", State::Verified);
    vec![
        WalletLine { entries: 6, ..record },
        botany,
        WalletLine { issuer: "“University of Oxbridge”".to_owned(), on_word: true, ..famous },
        line("5", "Welding, Level 2", "Competency", "2025-11-12T09:00:00Z", State::Unknown),
        WalletLine {
            open_badges_2: true,
            ..line("8", "Open Day Helper", "Badge", "2025-06-14T09:00:00Z", State::Suspended)
        },
        line("9", "Statistics I", "Course", "2025-02-20T09:00:00Z", State::Replaced),
        WalletLine { valid_until: Some("2026-05-03T00:00:00Z".to_owned()), ..first_aid },
        line("4", "Night Porter", "Badge", "2024-03-09T09:00:00Z", State::Revoked),
        line("6", "Bachelor of Science in Ecology", "BachelorDegree", "2024-02-01T09:00:00Z", State::Invalid),
    ]
}

fn wallet_choices() -> WalletChoices {
    let choices = |of: &[(&str, &str, u64)]| {
        of.iter()
            .map(|&(value, name, credentials)| WalletChoice {
                value: value.to_owned(),
                name: name.to_owned(),
                credentials,
            })
            .collect()
    };
    WalletChoices {
        issuers: choices(&[
            ("northfield", "Northfield College", 8),
            ("oxbridge", "“University of Oxbridge”", 1),
        ]),
        kinds: choices(&[
            ("Badge", "Badge", 2),
            ("Certificate", "Certificate", 1),
            ("ClrCredential", "Academic record", 1),
            ("Course", "Course", 1),
        ]),
        skills: choices(&[("identification", "Plant identification", 2), ("records", "Keeping records", 1)]),
        years: choices(&[("2026", "2026", 3), ("2025", "2025", 3), ("2024", "2024", 3)]),
    }
}

fn wallet_found(view: WalletView) -> WalletFound {
    let lines = wallet_lines();
    let asked = WalletAsked { view, ..WalletAsked::default() };
    WalletFound { asked, total: lines.len() as u64, lines, page: 1, pages: 1 }
}

fn news() -> Vec<WalletNews> {
    [
        ("Field Botany", WalletEvent::Ends("2026-12-20T00:00:00Z".to_owned())),
        ("First Aid at Work", WalletEvent::Ended("2026-05-03T00:00:00Z".to_owned())),
        ("Night Porter", WalletEvent::Revoked),
        ("Open Day Helper", WalletEvent::Suspended),
        ("Welding, Level 2", WalletEvent::Resumed),
        ("Statistics I", WalletEvent::Replaced),
        ("Bachelor of Science in Ecology", WalletEvent::Invalid),
        (BSC, WalletEvent::Renewed),
    ]
    .map(|(title, event)| WalletNews {
        credential: title.to_owned(),
        title: title.to_owned(),
        issuer: "Northfield College".to_owned(),
        event,
    })
    .to_vec()
}

fn records() -> Vec<RecordLine> {
    vec![
        RecordLine { id: "r1".to_owned(), title: TITLE.to_owned(), items: 4, shares: 1 },
        RecordLine { id: "r2".to_owned(), title: "Everything".to_owned(), items: 6, shares: 0 },
    ]
}

/// Name and HTML of every page of the wallet.
pub(super) fn pages(signed_in: &Chrome) -> Vec<(&'static str, String)> {
    let offer = Offer {
        credential: "9".to_owned(),
        name: "Statistics I".to_owned(),
        issuer_name: "Northfield College".to_owned(),
        email: "ada@example.com".to_owned(),
        awarded_at: "2026-11-20T09:00:00Z".to_owned(),
        badge: badge("Statistics I", "Course"),
    };
    let kept = |view| Wallet {
        choices: wallet_choices(),
        found: wallet_found(view),
        records: records(),
        ..Wallet::default()
    };
    let full =
        Wallet { offers: vec![offer], news: news(), waiting: 2, unread: true, ..kept(WalletView::Cards) };
    let asked = WalletAsked {
        text: "botany".to_owned(),
        issuer: "northfield".to_owned(),
        year: "2026".to_owned(),
        ..WalletAsked::default()
    };
    let some = WalletFound { lines: wallet_lines()[1..2].to_vec(), total: 70, page: 2, pages: 3, asked };
    let none = WalletFound { asked: some.asked.clone(), page: 1, pages: 1, ..WalletFound::default() };
    let searched = |found| Wallet { found, ..kept(WalletView::Cards) };
    let mut pages = vec![
        ("wallet", wallet(signed_in, &full)),
        ("wallet-list", wallet(signed_in, &kept(WalletView::List))),
        ("wallet-timeline", wallet(signed_in, &kept(WalletView::Timeline))),
        ("wallet-searched", wallet(signed_in, &searched(some))),
        ("wallet-nothing-found", wallet(signed_in, &searched(none))),
        ("wallet-empty", wallet(signed_in, &Wallet::default())),
    ];
    pages.extend(credential_pages(signed_in));
    pages.extend(bringing_pages(signed_in));
    pages.extend(record_pages(signed_in));
    pages
}

fn credential_pages(signed_in: &Chrome) -> Vec<(&'static str, String)> {
    let mut botany = report("Field Botany", "Certificate");
    if let Some(credential) = &mut botany.credential {
        credential.alignments = vec![AlignmentSummary {
            name: Some("Plant identification".to_owned()),
            ..AlignmentSummary::default()
        }];
    }
    let one = WalletCredential {
        held: held("1", botany, ""),
        document: SIGNED.to_owned(),
        held_since: "2026-05-04T09:00:00Z".to_owned(),
        records: records(),
        fits_on_paper: true,
        public_path: Some("/credentials/1".to_owned()),
        public: WalletPublic::Private,
        correctable: true,
        amendment: None,
        whose: WalletWhose::Claimed,
        open_badges_2: false,
        stale: false,
        earlier: vec![WalletEarlier {
            edition: 1,
            document: SIGNED.to_owned(),
            replaced_at: "2026-06-01T09:00:00Z".to_owned(),
        }],
    };
    let brought = WalletCredential {
        held: held("8", report("Open Day Helper", "Badge"), ""),
        public_path: None,
        public: WalletPublic::Elsewhere("https://trades.example/badges/8".to_owned()),
        correctable: false,
        whose: WalletWhose::Word,
        open_badges_2: true,
        stale: true,
        earlier: Vec::new(),
        ..one.clone()
    };
    let address = "https://laurel.example/credentials/1".to_owned();
    let public = WalletCredential { public: WalletPublic::Public(address), ..one.clone() };
    let guarded = WalletCredential { public: WalletPublic::Guarded { on: true }, ..one.clone() };
    let first_aid = all_states().swap_remove(2);
    let own = CredentialPage { held: first_aid, own: true, public: false, fits_on_paper: true };
    let everybodys = CredentialPage { own: false, public: true, ..own.clone() };
    vec![
        ("wallet-credential-public", wallet_credential(signed_in, &public)),
        ("wallet-credential-guarded", wallet_credential(signed_in, &guarded)),
        ("credential-public", credential_page(&Chrome::default(), &everybodys)),
        ("wallet-credential", wallet_credential(signed_in, &one)),
        ("wallet-credential-brought", wallet_credential(signed_in, &brought)),
        ("credential", credential_page(signed_in, &own)),
    ]
}

/// Bringing in, what it all shows, and removing.
fn bringing_pages(signed_in: &Chrome) -> Vec<(&'static str, String)> {
    let lines = wallet_lines();
    let came = [
        ("botany.json", WalletCame::Kept),
        ("record.json", WalletCame::Renewed),
        ("degree.png", WalletCame::Already),
        ("welding.svg", WalletCame::Waits),
        ("cv.pdf", WalletCame::Refused("This is a PDF without a credential in it.".to_owned())),
    ];
    let results = came.into_iter().zip(&lines).map(|((source, came), line)| WalletAdded {
        source: source.to_owned(),
        line: line.clone(),
        came,
    });
    let why = [WalletWhy::Another, WalletWhy::Nobody, WalletWhy::NotGood, WalletWhy::Over];
    let waiting = why.into_iter().zip(&lines[3..]).map(|(why, line)| WalletWaiting {
        id: line.credential.clone(),
        source: format!("{}.json", line.credential),
        line: line.clone(),
        why,
    });
    let added = WalletAdd { results: results.collect(), waiting: waiting.collect(), ..WalletAdd::default() };
    let wrong = WalletAdd {
        text: "htps://badges.example/7".to_owned(),
        problem: Some("That is neither a credential nor a link to one.".to_owned()),
        ..WalletAdd::default()
    };
    let skills = vec![
        WalletSkill {
            skill: "identification".to_owned(),
            name: "Plant identification".to_owned(),
            code: "S4.2".to_owned(),
            framework: "Field Ecology Skills".to_owned(),
            url: "https://skills.example/s4.2".to_owned(),
            said_by: lines[..2].to_vec(),
            credentials: 2,
        },
        WalletSkill {
            name: "Keeping records".to_owned(),
            said_by: lines[3..4].to_vec(),
            credentials: 1,
            ..WalletSkill::default()
        },
    ];
    let skills = WalletSkills { skills, shown: 2, total: 2, page: 1, pages: 1 };
    let remove = WalletRemove {
        credential: "1".to_owned(),
        title: "Field Botany".to_owned(),
        ours: true,
        records: vec![(TITLE.to_owned(), 1), ("Everything".to_owned(), 0)],
    };
    let removed = |title: &str, issuer: &str, ours| WalletRemoved {
        credential: title.to_owned(),
        title: title.to_owned(),
        issuer: issuer.to_owned(),
        ours,
        removed_at: NOW.to_owned(),
    };
    let gone = [
        removed("Night Porter", "Northfield College", true),
        removed("Doctor of Everything", "“University of Oxbridge”", false),
    ];
    let refused = "This zip is not from a Laurel wallet. Nothing was changed.".to_owned();
    let refused = WalletAlong { problem: Some(refused), ..WalletAlong::default() };
    let came = WalletCameAlong {
        credentials: 12,
        already: 2,
        on_word: 4,
        records: 3,
        receipts: 5,
        keys: 1,
        left: vec!["records/0004.json".to_owned()],
        new: vec![("1".to_owned(), "Field Botany".to_owned())],
        there: vec![("2".to_owned(), "Beekeeping".to_owned())],
    };
    let came = WalletAlong { came: Some(came), ..WalletAlong::default() };
    vec![
        ("wallet-add", wallet_add(signed_in, &WalletAdd::default())),
        ("wallet-add-problem", wallet_add(signed_in, &wrong)),
        ("wallet-added", wallet_add(signed_in, &added)),
        ("wallet-skills", wallet_skills(signed_in, &skills)),
        ("wallet-skills-empty", wallet_skills(signed_in, &WalletSkills::default())),
        ("wallet-remove", wallet_remove(signed_in, &remove)),
        ("wallet-removed", wallet_removed(signed_in, &gone)),
        ("wallet-removed-empty", wallet_removed(signed_in, &[])),
        ("wallet-along", wallet_along(signed_in, &WalletAlong::default())),
        ("wallet-along-refused", wallet_along(signed_in, &refused)),
        ("wallet-along-brought", wallet_along(signed_in, &came)),
    ]
}

/// Two sections: whole credentials, and two entries of a longer record; one is in no wallet any more.
fn content() -> RecordContent {
    let mut content = RecordContent::new(TITLE);
    content.introduction = INTRODUCTION.into();
    content.cover = Cover::Sea;
    let botany = content.add("1");
    content.add("3");
    content.sections[0].heading = "In the field".into();
    content.add_section();
    let some = content.add("7");
    content.add("gone");
    content.sections[1].heading = "At the desk".into();
    if let Some(item) = content.item_mut(&botany) {
        item.note = "The herbarium is on show in the library.".into();
    }
    if let Some(item) = content.item_mut(&some) {
        item.parts = Some(vec!["statistics".to_owned(), "soil".to_owned()]);
        item.note = "The two that bear on the post.".into();
    }
    content
}

fn record_pages(signed_in: &Chrome) -> Vec<(&'static str, String)> {
    let mut lines = wallet_lines().into_iter();
    let mut card = |chosen| RecordCard { line: lines.next().unwrap_or_default(), chosen };
    let cards = [("7".to_owned(), card(2)), ("1".to_owned(), card(0)), ("3".to_owned(), card(0))].into();
    let others =
        RecordOthers { lines: lines.collect(), total: 66, page: 1, pages: 2, ..RecordOthers::default() };
    let live = share_line();
    let full = Record {
        moved: Some(false),
        id: "r1".to_owned(),
        revision: 3,
        can_undo: true,
        can_redo: true,
        content: content(),
        cards,
        others,
        share_form: ShareForm { education: true, suggested: "x7kp-m2fd".to_owned(), ..ShareForm::default() },
        account: "a1".to_owned(),
        to_sign: Vec::new(),
        shares: vec![live],
        errors: Vec::new(),
        problem: None,
    };
    let empty = Record {
        id: "r2".to_owned(),
        revision: 1,
        content: RecordContent::new("Everything"),
        others: RecordOthers::default(),
        ..Record::default()
    };
    let errors = vec![FieldError { field: "title".to_owned(), message: "Give it a title.".to_owned() }];
    let wrong = Record { errors, ..full.clone() };
    let part = |id: Option<&str>, name: &str, grade: &str, term: &str, chosen| RecordPart {
        id: id.map(str::to_owned),
        name: name.to_owned(),
        about: vec!["Course".to_owned(), grade.to_owned()],
        term: Some(term.to_owned()),
        chosen,
    };
    let parts = RecordParts {
        record: "r1".to_owned(),
        item: "i3".to_owned(),
        title: BSC.to_owned(),
        revision: 3,
        problem: None,
        parts: vec![
            part(Some("statistics"), "Statistics I", "A", "Autumn 2025", true),
            part(Some("botany"), "Botany", "B", "Autumn 2025", false),
            part(Some("soil"), "Soil Science", "A", "Spring 2026", true),
            part(None, "Field Methods", "Completed", "Spring 2026", false),
        ],
    };
    vec![
        ("record", record(signed_in, &full)),
        ("record-problem", record(signed_in, &wrong)),
        ("record-empty", record(signed_in, &empty)),
        ("record-parts", record_parts(signed_in, &parts)),
    ]
}

/// A credential by itself, with the note that was written beside it.
fn whole(held: Held) -> ShareItem {
    ShareItem { note: held.note.clone(), credentials: vec![held], part_of: None, on_word: false }
}

fn share_line() -> ShareLine {
    ShareLine {
        id: "s1".to_owned(),
        record: "r1".to_owned(),
        title: "For the Botanic Garden".to_owned(),
        url: LINK.to_owned(),
        path: LINK.trim_start_matches("https://laurel.example").to_owned(),
        created_at: "2026-11-22T10:00:00Z".to_owned(),
        expires_at: Some("2027-02-20T10:00:00Z".to_owned()),
        recipient: "the Botanic Garden".to_owned(),
        purpose: "My application as a gardener".to_owned(),
        passcode: Some("moss-fern".to_owned()),
        hidden: 1,
        leaves_education: true,
        views: 2,
        ..ShareLine::default()
    }
}

fn share_lines() -> Vec<ShareLine> {
    let with = |state, recipient: &str| ShareLine { state, recipient: recipient.to_owned(), ..share_line() };
    vec![
        share_line(),
        with(ShareState::Paused, ""),
        with(ShareState::Locked, "Harbour Works"),
        with(ShareState::Ended(NOW.to_owned()), "my uncle"),
    ]
}

fn managed() -> ShareManage {
    let choice = |id: &str, title: &str, shown| ShareChoice {
        id: id.to_owned(),
        title: title.to_owned(),
        entries: (id == "i1").then_some(2),
        shown,
    };
    let content = api::ReceiptContent {
        record_title: TITLE.to_owned(),
        items: vec![api::ReceiptItem {
            name: BSC.to_owned(),
            issuer_name: "Northfield College".to_owned(),
            parts: Some(2),
        }],
        with_passcode: true,
        follows: true,
        expires_at: Some("2027-02-20T10:00:00Z".to_owned()),
    };
    let receipt = ShareReceipt {
        given_at: NOW.to_owned(),
        ended_at: None,
        recipient: "the Botanic Garden".to_owned(),
        purpose: "My application as a gardener".to_owned(),
        brought_at: None,
        content,
    };
    ShareManage {
        share: share_line(),
        items: vec![choice("i1", BSC, true), choice("i2", "Beekeeping", false)],
        log: vec![(NOW.to_owned(), ShareDevice::Computer), (NOW.to_owned(), ShareDevice::Phone)],
        receipts: vec![receipt],
        suggested: "x7kp-m2fd".to_owned(),
        ..ShareManage::default()
    }
}

fn share_page() -> Share {
    let mut states = all_states();
    let desk = states.split_off(3).into_iter().map(whole);
    let some = ShareItem {
        note: "The two that bear on the post.".to_owned(),
        credentials: vec![
            held("7a", report("Statistics I", "Course"), ""),
            held("7b", report("Soil Science", "Course"), ""),
        ],
        part_of: Some(PartOf {
            name: BSC.to_owned(),
            issuer_name: "Northfield College".to_owned(),
            chosen: 2,
            all: 6,
        }),
        on_word: false,
    };
    Share {
        link: Some(ShareLink {
            token: "dG9rZW4".to_owned(),
            url: LINK.to_owned(),
            expires_at: Some("2027-02-20T10:00:00Z".to_owned()),
        }),
        title: TITLE.to_owned(),
        introduction: INTRODUCTION.to_owned(),
        cover: Cover::Sea,
        sections: vec![
            ShareSection {
                heading: "In the field".to_owned(),
                items: states.into_iter().map(whole).collect(),
            },
            ShareSection {
                heading: "At the desk".to_owned(),
                items: [some].into_iter().chain(desk).collect(),
            },
        ],
        education: true,
        checked_at: NOW.to_owned(),
        signed_by: SignedBy::Nobody,
    }
}

/// Shared records: as their reader sees them, and before they are shared.
pub(super) fn shares(out: &Chrome, signed_in: &Chrome) -> Vec<(&'static str, String)> {
    let botany = whole(held("1", report("Field Botany", "Certificate"), ""));
    let plain = ShareSection { heading: String::new(), items: vec![botany] };
    let signed = |earlier| Share {
        signed_by: SignedBy::Good {
            at: "2026-11-22T10:00:00Z".to_owned(),
            earlier,
            all: 8,
            named: 2,
            linked: 5,
            host: "laurel.example".to_owned(),
            download: "/s/dG9rZW4/record.json".to_owned(),
        },
        ..share_page()
    };
    let changed = SignedBy::Changed { at: "2026-11-21T10:00:00Z".to_owned() };
    let verified = Share { cover: Cover::Laurel, sections: vec![plain], ..share_page() };
    let public =
        PublicCredentials { credentials: vec![("1".to_owned(), "Field Botany".to_owned())], guarded: false };
    vec![
        ("share", share(out, &share_page())),
        ("share-verified", share(out, &verified)),
        ("shares", links(signed_in, &share_lines(), &public)),
        ("shares-none", links(signed_in, &[], &PublicCredentials::default())),
        ("shares-one", share_manage(signed_in, &managed())),
        ("receipts", receipts(signed_in, &Receipts { receipts: managed().receipts, page: 1, more: true })),
        ("share-ask", share_ask(out, &ShareAsk { token: "t".to_owned(), problem: None })),
        (
            "share-ask-wrong",
            share_ask(out, &ShareAsk { token: "t".to_owned(), problem: Some(ShareRefused::Wrong(3)) }),
        ),
        (
            "share-ask-locked",
            share_ask(out, &ShareAsk { token: "t".to_owned(), problem: Some(ShareRefused::Locked) }),
        ),
        ("share-signed", share(out, &signed(false))),
        ("share-signed-earlier", share(out, &signed(true))),
        ("share-changed", share(out, &Share { signed_by: changed, ..share_page() })),
        ("share-broken", share(out, &Share { signed_by: SignedBy::Broken, ..share_page() })),
        ("share-empty", share(out, &Share { sections: Vec::new(), ..share_page() })),
        ("share-preview", share(signed_in, &Share { link: None, ..share_page() })),
    ]
}
