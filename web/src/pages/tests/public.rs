//! What everybody sees, and what a learner keeps.

use super::*;

fn record_lines() -> Vec<RecordLine> {
    vec![RecordLine { id: hostile(), title: hostile(), items: 1, shares: 1 }]
}

#[expect(clippy::too_many_lines, reason = "a list")]
pub(super) fn pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let text = hostile;
    let some = || Some(hostile());
    let person = DemoPerson { name: text(), email: text(), about: text(), next: text() };
    let demo = Demo { people: vec![person], event: Some((text(), hostile_url())) };
    let mail = Mail { to: text(), subject: text(), text: text(), link: some(), sent_at: text() };
    let offer = Offer {
        credential: text(),
        name: text(),
        issuer_name: text(),
        email: text(),
        awarded_at: text(),
        badge: badge(),
    };
    let full_wallet = Wallet {
        guardians: WalletGuardians {
            asked: vec![(text(), text())],
            invited: vec![WardInvited { id: text(), institution: text(), learner: text() }],
            people: 1,
            waiting: 1,
        },
        offers: vec![offer],
        news: super::wallet::news(),
        waiting: 2,
        choices: super::wallet::choices(),
        found: super::wallet::found(WalletView::Cards),
        unread: true,
        records: record_lines(),
        new_record: text(),
        problem: some(),
    };
    let in_wallet = WalletCredential {
        held: held(),
        document: text(),
        held_since: text(),
        records: record_lines(),
        fits_on_paper: true,
        public_path: some(),
        public: WalletPublic::Public(hostile_url()),
        correctable: true,
        amendment: Some(AmendmentState::Declined(text(), text())),
        whose: WalletWhose::Word,
        open_badges_2: true,
        stale: true,
        earlier: vec![WalletEarlier { edition: 1, document: text(), replaced_at: text() }],
    };
    let page_of = |public| wallet_credential(chrome, &with_page(public));
    let live = super::shares::line();
    let mut content = RecordContent::new(text());
    content.introduction = text();
    for holding in ["whole", "some", "lost"] {
        content.add(holding);
    }
    content.sections[0].heading = text();
    content.sections[0].items[0].note = text();
    content.sections[0].items[1].parts = Some(vec![text()]);
    content.add_section();
    let line = WalletLine { entries: 2, ..super::wallet::line() };
    let card = RecordCard { line: line.clone(), chosen: 1 };
    let others = RecordOthers { asked: text(), lines: vec![line], total: 100, page: 2, pages: 3 };
    let share_form = ShareForm {
        recipient: text(),
        purpose: text(),
        days: "7".to_owned(),
        passcode: text(),
        shows: "frozen".to_owned(),
        education: true,
        suggested: text(),
        errors: vec![FieldError { field: "recipient".to_owned(), message: text() }],
    };
    let full_record = Record {
        moved: Some(true),
        share_form,
        id: text(),
        revision: 3,
        can_undo: true,
        can_redo: true,
        content,
        cards: [("whole".to_owned(), card.clone()), ("some".to_owned(), card)].into(),
        others,
        account: text(),
        to_sign: vec![text()],
        shares: vec![live],
        errors: vec![FieldError { field: "title".to_owned(), message: text() }],
        problem: some(),
    };
    let part = |id| RecordPart { id, name: text(), about: vec![text()], term: some(), chosen: true };
    let parts = RecordParts {
        record: text(),
        item: text(),
        title: text(),
        revision: 3,
        problem: some(),
        parts: vec![part(some()), part(None)],
    };
    let card = AchievementCard {
        id: text(),
        name: text(),
        description: text(),
        achievement_type: text(),
        badge: badge(),
    };
    let achievement = AchievementPage {
        id: text(),
        name: text(),
        description: text(),
        criteria: text(),
        achievement_type: text(),
        terms: AchievementTerms { credits: Some(1.5), valid_days: Some(1), suspendable: true },
        badge: badge(),
        issuer: issuer(),
        older: Some(1),
        retired: true,
    };
    let about_issuer = IssuerPage {
        slug: text(),
        name: text(),
        description: text(),
        url: Some(format!("https://{HOSTILE}")),
        email: some(),
        phone: some(),
        address: vec![text(), text()],
        identifiers: vec![(text(), text())],
        pictured: true,
        keys: vec![IssuerKey { method: text(), created_at: text(), retired_at: some(), revoked_at: some() }],
        did: text(),
        vouched_by: vec![text()],
        achievements: vec![card],
    };
    vec![
        ("home", home(chrome, &Home { example: some(), demo: Some(demo.clone()) })),
        ("verify", verify(chrome, &Verify { text: text(), lines: lines(), problem: some() })),
        (
            "sign_in",
            sign_in(
                chrome,
                &SignIn {
                    email: text(),
                    next: some(),
                    problem: some(),
                    demo: Some(demo),
                    ..SignIn::default()
                },
            ),
        ),
        ("sign_in_sent", sign_in_sent(chrome, &SignInSent { email: text() })),
        ("sign_in_confirm", sign_in_confirm(chrome, &SignInConfirm { token: text(), email: text() })),
        ("outbox", outbox(chrome, &Outbox { mails: vec![mail] })),
        ("wallet", wallet(chrome, &full_wallet)),
        ("wallet_credential", wallet_credential(chrome, &in_wallet)),
        ("wallet_credential, public", page_of(WalletPublic::Public(hostile_url()))),
        ("wallet_credential, private", page_of(WalletPublic::Private)),
        ("wallet_credential, elsewhere", page_of(WalletPublic::Elsewhere(hostile_url()))),
        ("wallet_credential, guarded", page_of(WalletPublic::Guarded { on: true })),
        ("wallet_credential, a school's record", page_of(WalletPublic::Education)),
        ("record", record(chrome, &full_record)),
        ("record_parts", record_parts(chrome, &parts)),
        ("share", share(chrome, &share_data())),
        ("share before it is shared", share(chrome, &Share { link: None, ..share_data() })),
        (
            "credential_page",
            credential_page(
                chrome,
                &CredentialPage { held: held(), own: true, public: true, fits_on_paper: true },
            ),
        ),
        ("achievement_page", achievement_page(chrome, &achievement)),
        ("issuer_page", issuer_page(chrome, &about_issuer)),
        ("problem", problem(chrome, &ProblemPage { status: 404, detail: some(), back: some() })),
    ]
}

fn with_page(public: WalletPublic) -> WalletCredential {
    let mut held = held();
    held.report.outcome = crypto::verify::Verdict::Valid;
    WalletCredential {
        held,
        document: hostile(),
        held_since: hostile(),
        records: Vec::new(),
        fits_on_paper: false,
        public_path: None,
        public,
        correctable: false,
        amendment: None,
        whose: WalletWhose::Claimed,
        open_badges_2: false,
        stale: false,
        earlier: Vec::new(),
    }
}

const TO_LINKEDIN: &str = "href=\"https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&amp;";

#[test]
fn a_private_page_is_asked_to_be_public_before_linkedin_hears_of_it() {
    let page = |public| wallet_credential(&Chrome::default(), &with_page(public));
    let private = page(WalletPublic::Private);
    assert!(private.contains("Make it public and add it to LinkedIn") && !private.contains(TO_LINKEDIN));
    let public = page(WalletPublic::Public("https://laurel.example/credentials/1".to_owned()));
    assert!(public.contains(TO_LINKEDIN) && public.contains("Make it private again"), "{public}");
    assert!(public.contains("target=\"_blank\" rel=\"noopener noreferrer\""), "{public}");
    assert!(public.contains("certUrl=https%3A%2F%2Flaurel.example%2Fcredentials%2F1&amp;"), "{public}");
}

#[test]
fn what_was_issued_elsewhere_is_added_by_its_issuers_page() {
    let elsewhere = WalletPublic::Elsewhere("https://trades.example/8".to_owned());
    let page = wallet_credential(&Chrome::default(), &with_page(elsewhere));
    assert!(page.contains("certUrl=https%3A%2F%2Ftrades.example%2F8\""), "{page}");
    assert!(page.contains("its page at its issuer") && !page.contains("/public\""), "{page}");
    let nothing = wallet_credential(&Chrome::default(), &with_page(WalletPublic::Nowhere));
    assert!(!nothing.contains("LinkedIn") && !nothing.contains("public page"), "{nothing}");
}

#[test]
fn school_records_and_what_a_guardian_approves_are_not_made_public() {
    for (public, said, button) in [
        (WalletPublic::Education, "no public page", false),
        (WalletPublic::Guarded { on: false }, "cannot be made public", false),
        (WalletPublic::Guarded { on: true }, "shows nothing while", true),
    ] {
        let page = wallet_credential(&Chrome::default(), &with_page(public));
        assert!(
            page.contains(said) && !page.contains("LinkedIn") && !page.contains("Make it public"),
            "{page}"
        );
        assert_eq!(page.contains("Make it private again"), button, "{page}");
    }
}

#[test]
fn what_is_not_valid_is_not_offered_to_a_profile() {
    let mut data = with_page(WalletPublic::Public("https://laurel.example/credentials/1".to_owned()));
    data.held.report.outcome = crypto::verify::Verdict::Invalid;
    let page = wallet_credential(&Chrome::default(), &data);
    assert!(!page.contains("LinkedIn") && page.contains("Make it private again"), "{page}");
}
