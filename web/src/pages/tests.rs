//! What must hold for every page: nothing inline, nothing of a name gets out of its text.

use crypto::verify::{
    AlignmentSummary, Check, CheckId, CredentialSummary, Evidence, EvidenceSummary, LeftOut, Outcome, Report,
    ResultSummary, Scale,
};

use super::*;
use crate::chrome::{Chrome, FieldError, IssuerLink, Notice, Rights, Tone, Viewer};
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
const RIGHTS: Rights = Rights { award: true, describe: true, revoke: true, enrol: true, govern: true };

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

/// The pages about an institution itself.
fn institution_pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let text = hostile;
    let found = FoundForm { name: text(), slug: text(), description: text(), url: text(), email: text() };
    let form = InstitutionForm {
        name: text(),
        description: text(),
        url: text(),
        email: text(),
        phone: text(),
        street: text(),
        post_office_box: text(),
        postal_code: text(),
        town: text(),
        region: text(),
        country: text(),
        country_code: text(),
        identifiers: vec![(text(), text())],
        language: text(),
        letter_award: text(),
        letter_signature: text(),
        refreshable: true,
        shows_student_id: true,
        reminder_days: hostile(),
    };
    let profile = Institution {
        issuer: issuer(),
        form,
        pictured: true,
        identifier_types: vec![text()],
        languages: vec![text()],
        errors: errors(),
    };
    let member = MemberLine {
        account: text(),
        name: text(),
        email: text(),
        role: text(),
        since: text(),
        own: false,
        last_owner: false,
    };
    let people = StaffPage {
        issuer: issuer(),
        members: vec![member.clone(), MemberLine { own: true, last_owner: true, ..member.clone() }],
        invited: vec![InvitedLine {
            id: text(),
            email: text(),
            role: text(),
            expires_at: text(),
            expired: true,
        }],
        email: text(),
        role: text(),
        errors: errors(),
    };
    let invited = InvitationPage {
        id: text(),
        institution: text(),
        role: text(),
        email: text(),
        expires_at: text(),
        nameless: true,
        name: text(),
        errors: errors(),
    };
    let key = |state| KeyLine {
        id: text(),
        did: text(),
        method: text(),
        created_at: text(),
        state,
        signed: 2,
        revoked: 1,
    };
    let stolen = || key(KeyState::Stolen { at: text(), reason: text() });
    let lines = vec![key(KeyState::Current), key(KeyState::Retired { at: text() }), stolen()];
    let question = StolenKey {
        issuer: issuer(),
        key: key(KeyState::Current),
        did_changes: true,
        reason: text(),
        errors: errors(),
    };
    let signed = SignedByKey { issuer: issuer(), key: stolen(), awards: award_lines() };
    vec![
        ("found_institution", found_institution(chrome, &FoundInstitution { form: found, errors: errors() })),
        ("found_refused", found_refused(chrome, HOSTILE)),
        ("institution", institution(chrome, &profile)),
        ("staff", staff(chrome, &people)),
        ("remove_member", remove_member(chrome, &RemoveMember { issuer: issuer(), member })),
        ("invitation", invitation(chrome, &invited)),
        ("keys", keys(chrome, &KeysPage { issuer: issuer(), keys: lines })),
        ("replace_key", replace_key(chrome, &ReplaceKey { issuer: issuer(), did_changes: true })),
        ("stolen_key", stolen_key(chrome, &question)),
        ("signed_by_key", signed_by_key(chrome, &signed)),
    ]
}

fn program_pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let text = hostile;
    let program = |state| ProgramLine {
        id: text(),
        name: text(),
        last_four: text(),
        scopes: vec!["see".to_owned(), text()],
        made_by: text(),
        created_at: text(),
        expires_at: Some(text()),
        used_at: Some(text()),
        state,
    };
    let live = || program(ProgramState::Live);
    let program_page = ProgramsPage {
        issuer: issuer(),
        programs: vec![live(), program(ProgramState::Expired), program(ProgramState::Revoked { at: text() })],
        scopes: vec!["see".to_owned(), "award".to_owned()],
        form: ProgramForm { name: text(), scopes: vec!["see".to_owned()], days: text() },
        errors: errors(),
    };
    let made = MadeProgram { issuer: issuer(), name: text(), key: text(), example: text() };
    vec![
        ("programs", programs(chrome, &program_page)),
        ("made_program", made_program(chrome, &made)),
        ("revoke_program", revoke_program(chrome, &RevokeProgram { issuer: issuer(), program: live() })),
    ]
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

fn record_lines() -> Vec<RecordLine> {
    vec![RecordLine { id: hostile(), title: hostile(), items: 1, shares: 1 }]
}

fn share_data() -> Share {
    Share {
        token: hostile(),
        url: hostile(),
        title: hostile(),
        introduction: hostile(),
        items: vec![held()],
        checked_at: hostile(),
        expires_at: hostile(),
    }
}

/// Every page, those of [`every_page`] and those that stand by themselves.
fn all_pages() -> Vec<(&'static str, String)> {
    [every_page(), class_pages(&chrome()), program_pages(&chrome())].concat()
}

/// Every field of the editor.
fn every_field() -> Vec<(String, String)> {
    let names = [
        "name",
        "achievement_type",
        "description",
        "criteria",
        "criteria-id",
        "picture",
        "tag",
        "humanCode",
        "creditsAvailable",
        "validDays",
        "alignment-0-targetName",
        "alignment-0-targetType",
        "resultDescription-0-name",
        "resultDescription-0-id",
        "resultDescription-0-allowedValue",
        "resultDescription-0-alignment-0-targetName",
        "resultDescription-0-rubricCriterionLevel-0-name",
        "related-0-id",
        "otherIdentifier-0-identifier",
        "otherIdentifier-0-identifierType",
    ];
    let hostile_names = [format!("resultDescription-0-alignment-0-{HOSTILE}"), hostile()];
    names.map(str::to_owned).into_iter().chain(hostile_names).map(|name| (name, hostile())).collect()
}

fn bulk_line(state: BulkState) -> BulkLine {
    BulkLine {
        id: hostile(),
        file: hostile(),
        achievement: hostile(),
        achievement_id: hostile(),
        done: 1,
        total: 2,
        state,
    }
}

fn bulk_at(state: BulkState) -> BulkProgress {
    let line = bulk_line(state);
    BulkProgress { issuer: issuer(), line, left_out: 1, rate: Some(60), left_s: Some(90), purged: false }
}

fn bulk_checked() -> BulkCheck {
    let fault =
        BulkFaultLine { row: 2, column: hostile(), value: hostile(), detail: hostile(), hint: hostile() };
    BulkCheck {
        issuer: issuer(),
        line: bulk_line(BulkState::New),
        notes: vec![hostile()],
        fields: vec![(hostile(), hostile())],
        columns: vec![BulkColumn {
            letters: hostile(),
            heading: hostile(),
            samples: vec![hostile()],
            field: hostile(),
        }],
        again: true,
        ready: 1,
        faulty: 1,
        repeated: 1,
        has_it: 1,
        faults: vec![fault],
        all_faults: 2,
        unreadable: None,
        problem: Some(hostile()),
    }
}

/// Every page, with hostile text wherever text goes.
#[expect(clippy::too_many_lines, reason = "one line for each field of each page")]
fn every_page() -> Vec<(&'static str, String)> {
    let chrome = &chrome();
    let text = hostile;
    let some = || Some(hostile());
    let person = DemoPerson { name: text(), email: text(), role: text(), next: text() };
    let mail = Mail { to: text(), subject: text(), text: text(), link: some(), sent_at: text() };
    let line = AchievementLine {
        id: text(),
        name: text(),
        achievement_type: text(),
        badge: badge(),
        ..AchievementLine::default()
    };
    let editor = AchievementEditor {
        issuer: issuer(),
        of: Some((text(), text(), true)),
        badge: Some(badge()),
        form: AchievementForm::read(every_field()),
        image: some(),
        own: vec![(text(), text())],
        errors: errors(),
        ..AchievementEditor::default()
    };
    let import = AchievementImport {
        issuer: issuer(),
        text: text(),
        errors: errors(),
        made: vec![(text(), text(), vec![text()])],
    };
    let preview = AchievementPreview { issuer: issuer(), id: text(), report: held().report, badge: badge() };
    let retiring =
        AchievementQuestion { issuer: issuer(), id: text(), name: text(), published: true, discards: false };
    let discarding = AchievementQuestion { discards: true, ..retiring.clone() };
    let given = EndorsementLine {
        id: text(),
        kind: text(),
        name: text(),
        subject: text(),
        comment: text(),
        at: text(),
        revoked_at: None,
    };
    let pointing =
        NewEndorsement { issuer: issuer(), about: text(), errors: errors(), ..NewEndorsement::default() };
    let endorsing = NewEndorsement {
        subjects: vec![(text(), text(), text())],
        subject: text(),
        comment: text(),
        report: Some(held().report),
        ..pointing.clone()
    };
    let version =
        VersionLine { number: 2, state: text(), at: text(), changes: Some(vec![text(), "name".to_owned()]) };
    let one = DeskAchievement {
        issuer: issuer(),
        id: text(),
        name: text(),
        description: text(),
        criteria: text(),
        achievement_type: text(),
        badge: badge(),
        state: "published".to_owned(),
        has_draft: true,
        versions: vec![version],
        received: vec![ReceivedLine { id: text(), endorser: text(), comment: text() }],
        form: AwardForm { name: text(), email: text(), valid_until: text() },
        errors: errors(),
        awards: award_lines(),
    };
    let found = Awards {
        issuer: issuer(),
        words: text(),
        state: text(),
        awards: award_lines(),
        total: 99,
        page: 2,
        pages: 3,
    };
    let award = || award_lines().remove(0);
    let one_award_data = OneAward {
        issuer: issuer(),
        award: award(),
        achievement_id: text(),
        edition: 2,
        changeable: true,
        suspendable: true,
        history: vec![Done { at: text(), act: text(), reason: text(), until: some() }],
    };
    let correction = Correct {
        issuer: issuer(),
        award: award(),
        name: text(),
        email: text(),
        valid_until: text(),
        reason: text(),
        errors: vec![FieldError { field: "reason".to_owned(), message: text() }],
    };
    let renewal = Renew { issuer: issuer(), award: award(), valid_until: text(), errors: errors() };
    let renewals = RenewMany {
        issuer: issuer(),
        awards: award_lines(),
        days: Some(30),
        total: 2,
        valid_until: text(),
        errors: errors(),
    };
    let reissue = ReworkPage {
        issuer: issuer(),
        id: text(),
        work: ReworkKind::Reissue { key: text() },
        state: ReworkState::Failed,
        total: 9,
        done: 3,
        left_out: 2,
        left: vec![ReworkLeft {
            credential: text(),
            recipient_name: text(),
            achievement: text(),
            why: text(),
        }],
    };
    let renewing = ReworkPage {
        work: ReworkKind::Renew { until: some() },
        state: ReworkState::Running,
        ..reissue.clone()
    };
    let suspension = Suspend { issuer: issuer(), award: award(), reason: text(), problem: some() };
    let many = RevokeMany { issuer: issuer(), awards: award_lines(), reason: text(), problem: some() };
    let question = Revoke {
        issuer: issuer(),
        award: award_lines().swap_remove(0),
        achievement_id: text(),
        reason: text(),
        problem: some(),
    };
    let offer = Offer {
        credential: text(),
        name: text(),
        issuer_name: text(),
        email: text(),
        awarded_at: text(),
        badge: badge(),
    };
    let full_wallet =
        Wallet { offers: vec![offer], credentials: vec![held()], records: record_lines(), problem: some() };
    let in_wallet = WalletCredential {
        held: held(),
        document: text(),
        held_since: text(),
        records: record_lines(),
        fits_on_paper: true,
        public_path: some(),
    };
    let live = LiveShare { id: text(), url: text(), path: text(), created_at: text(), expires_at: text() };
    let full_record = Record {
        id: text(),
        title: text(),
        introduction: text(),
        items: vec![held(), held()],
        others: vec![held()],
        shares: vec![live],
        problem: some(),
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
    let what = ClaimAwarded { achievement: text(), description: text(), issuer_name: text(), badge: badge() };
    let waiting = |way| {
        let what = what.clone();
        claim_waiting(chrome, &ClaimWaiting { code: text(), what, first_name: text(), way })
    };
    let event = |standing, emails: Vec<String>| {
        let form = EventForm { name: text(), email: text(), word: text() };
        let data = ClaimEvent {
            token: text(),
            title: text(),
            what: what.clone(),
            closes_at: some(),
            standing,
            asks_word: true,
            approved: true,
            emails,
            form,
            errors: errors(),
        };
        claim_event(chrome, &data)
    };
    let claim_line = |state| ClaimLinkLine {
        id: text(),
        title: text(),
        achievement: text(),
        opens_at: some(),
        closes_at: some(),
        most: Some(9),
        given: 1,
        waiting: 2,
        state,
    };
    let came = |given| ClaimRequestLine { id: text(), name: text(), email: text(), at: text(), given };
    let claim_link = |state| DeskClaimLink {
        issuer: issuer(),
        link: claim_line(state),
        address: some(),
        word: some(),
        requests: [None, Some(true), Some(false)].map(came).to_vec(),
    };
    let claim_form = ClaimLinkForm {
        title: text(),
        achievement: text(),
        opens: text(),
        closes: text(),
        most: text(),
        word: text(),
        approved: true,
    };
    let new_link = NewClaimLink {
        issuer: issuer(),
        achievements: vec![(text(), text())],
        form: claim_form,
        errors: errors(),
    };
    let poster = ClaimPoster {
        issuer: issuer(),
        id: text(),
        title: text(),
        achievement: text(),
        badge: badge(),
        address: text(),
        asks_word: true,
    };
    let links = vec![claim_line(ClaimLinkState::Open), claim_line(ClaimLinkState::Paused)];
    let delivery = |claimed_at: Option<String>| {
        let form =
            DeliveryForm { email: text(), seen: text(), note: text(), right_email: text(), reason: text() };
        let data = DeskDelivery {
            issuer: issuer(),
            credential: text(),
            achievement: text(),
            recipient_name: text(),
            recipient_email: text(),
            claimed_at,
            revoked: false,
            letter: None,
            code: Some((text(), text())),
            form,
            errors: errors(),
        };
        desk_delivery(chrome, &data)
    };
    let mut pages = institution_pages(chrome);
    pages.extend([
        ("desk_delivery", delivery(None)),
        ("desk_delivery claimed", delivery(some())),
        ("desk_claims", desk_claims(chrome, &DeskClaims { issuer: issuer(), links })),
        ("new_claim_link", new_claim_link(chrome, &new_link)),
        ("desk_claim_link", desk_claim_link(chrome, &claim_link(ClaimLinkState::Open))),
        ("desk_claim_link closed", desk_claim_link(chrome, &claim_link(ClaimLinkState::Closed))),
        ("claim_poster", claim_poster(chrome, &poster)),
        ("claim_entry", claim_entry(chrome, &ClaimEntry { code: text(), problem: some() })),
        ("claim_waiting", waiting(ClaimWay::SignIn)),
        ("claim_waiting by link", waiting(ClaimWay::Link)),
        ("claim_waiting typed", waiting(ClaimWay::Typed)),
        ("claim_waiting to type", waiting(ClaimWay::Type)),
        ("claim_event", event(EventStanding::Open, vec![text(), text()])),
        ("claim_event for a stranger", event(EventStanding::Open, Vec::new())),
        ("claim_event before", event(EventStanding::NotYet(text()), vec![text()])),
        ("claim_event had", event(EventStanding::Have, vec![text()])),
        ("home", home(chrome, &Home { example: some(), people: vec![person] })),
        ("verify", verify(chrome, &Verify { text: text(), lines: lines(), problem: some() })),
        ("sign_in", sign_in(chrome, &SignIn { email: text(), next: some(), problem: some() })),
        ("sign_in_sent", sign_in_sent(chrome, &SignInSent { email: text() })),
        ("sign_in_confirm", sign_in_confirm(chrome, &SignInConfirm { token: text(), email: text() })),
        ("outbox", outbox(chrome, &Outbox { mails: vec![mail] })),
        ("desk_chooser", desk_chooser(chrome, &DeskChooser { issuers: vec![issuer()], may_found: true })),
        (
            "desk",
            desk(
                chrome,
                &Desk {
                    issuer: issuer(),
                    achievements: vec![line],
                    all: 9,
                    search: text(),
                    state: text(),
                    awards: award_lines(),
                    undelivered: 2,
                },
            ),
        ),
        (
            "undelivered_mail",
            undelivered_mail(
                chrome,
                &UndeliveredMail {
                    issuer: issuer(),
                    letters: vec![UndeliveredLetter {
                        to: hostile(),
                        fault: Fault { cause: Cause::Address, reply: some() },
                        at: hostile(),
                    }],
                },
            ),
        ),
        ("achievement_editor", achievement_editor(chrome, &editor)),
        ("achievement_import", achievement_import(chrome, &import)),
        ("achievement_preview", achievement_preview(chrome, &preview)),
        ("retire", achievement_question(chrome, &retiring)),
        (
            "bulk",
            bulk_list(chrome, &BulkList { issuer: issuer(), lines: vec![bulk_line(BulkState::Running)] }),
        ),
        (
            "bulk new",
            bulk_new(
                chrome,
                &BulkNew {
                    issuer: issuer(),
                    achievements: vec![(hostile(), hostile())],
                    ..BulkNew::default()
                },
            ),
        ),
        (
            "bulk file",
            bulk_new(
                chrome,
                &BulkNew {
                    issuer: issuer(),
                    chosen: Some((hostile(), hostile())),
                    problem: Some(hostile()),
                    ..BulkNew::default()
                },
            ),
        ),
        ("bulk check", bulk_check(chrome, &bulk_checked())),
        ("bulk progress", bulk_progress(chrome, &bulk_at(BulkState::Running))),
        ("bulk broken", bulk_progress(chrome, &bulk_at(BulkState::Broken))),
        (
            "bulk cancel",
            bulk_cancel(chrome, &BulkCancel { issuer: issuer(), line: bulk_line(BulkState::Paused) }),
        ),
        (
            "endorsements",
            endorsements(chrome, &Endorsements { issuer: issuer(), given: vec![given.clone()] }),
        ),
        ("new_endorsement", new_endorsement(chrome, &endorsing)),
        ("new_endorsement_first", new_endorsement(chrome, &pointing)),
        (
            "revoke_endorsement",
            revoke_endorsement(
                chrome,
                &RevokeEndorsement { issuer: issuer(), line: given, reason: text(), errors: errors() },
            ),
        ),
        ("discard", achievement_question(chrome, &discarding)),
        ("desk_achievement", desk_achievement(chrome, &one)),
        ("revoke", revoke(chrome, &question)),
        ("awards", awards(chrome, &found)),
        ("one award", one_award(chrome, &one_award_data)),
        ("correct", correct(chrome, &correction)),
        ("renew", renew(chrome, &renewal)),
        ("renew many", renew_many(chrome, &renewals)),
        ("reissue", rework(chrome, &reissue)),
        ("renewing", rework(chrome, &renewing)),
        ("suspend", suspend(chrome, &suspension)),
        ("revoke many", revoke_many(chrome, &many)),
        ("wallet", wallet(chrome, &full_wallet)),
        ("wallet_credential", wallet_credential(chrome, &in_wallet)),
        ("record", record(chrome, &full_record)),
        ("share", share(chrome, &share_data())),
        (
            "credential_page",
            credential_page(
                chrome,
                &CredentialPage { held: held(), own: true, public: true, fits_on_paper: true },
            ),
        ),
        ("achievement_page", achievement_page(chrome, &achievement)),
        ("issuer_page", issuer_page(chrome, &about_issuer)),
        ("problem", problem(chrome, &ProblemPage { status: 404, detail: some() })),
    ]);
    pages
}

/// The pages about learners and classes.
#[expect(clippy::too_many_lines, reason = "one line for each field of each page")]
fn class_pages(chrome: &Chrome) -> Vec<(&'static str, String)> {
    let (text, some) = (hostile, || Some(hostile()));
    let pupil = || PupilLine { id: text(), name: text(), email: some(), number: some(), left: true };
    let slip = || PupilLine { email: None, number: None, left: false, ..pupil() };
    let class = |archived| ClassLine { id: text(), name: text(), term: text(), pupils: 2, archived };
    let list = Classes { issuer: issuer(), classes: vec![class(false), class(true)] };
    let one = ClassPage {
        issuer: issuer(),
        class: class(true),
        teachers: vec![text()],
        pupils: vec![pupil(), slip()],
        awards: award_lines(),
        keeps: true,
    };
    let teachers = vec![TeacherChoice { account: text(), name: text(), chosen: true }];
    let form = |of: Option<ClassLine>| ClassForm {
        issuer: issuer(),
        class: of,
        name: text(),
        term: text(),
        teachers: teachers.clone(),
        pupils: text(),
        errors: errors(),
    };
    let fates = [
        LineFate::New,
        LineFate::Joins(text()),
        LineFate::Asks(vec![pupil(), slip()]),
        LineFate::Here,
        LineFate::Twice,
        LineFate::Out,
        LineFate::Wrong(text()),
    ];
    let line =
        |(line, fate)| RosterLine { line, name: text(), email: some(), number: some(), fate, chosen: text() };
    let check = RosterCheck {
        issuer: issuer(),
        class: Some(class(false)),
        typed: vec![(text(), text())],
        pupils: text(),
        lines: (1..).zip(fates).map(line).collect(),
    };
    let add = AddPupils {
        issuer: issuer(),
        class: class(false),
        pupils: text(),
        search: some(),
        found: vec![pupil(), slip()],
    };
    let people = vec![pupil(), slip()];
    let people = Learners { issuer: issuer(), search: text(), learners: people, page: 2, more: true };
    let learner = LearnerPage {
        issuer: issuer(),
        learner: pupil(),
        classes: vec![class(false)],
        awards: award_lines(),
        keeps: true,
    };
    let typed = LearnerForm {
        issuer: issuer(),
        id: some(),
        name: text(),
        email: text(),
        number: text(),
        left: true,
        errors: errors(),
    };
    let about = ClassAwardAbout {
        issuer: issuer(),
        class: class(false),
        achievement: text(),
        name: text(),
        badge: badge(),
        once: text(),
    };
    let line = AchievementLine { id: text(), name: text(), badge: badge(), ..AchievementLine::default() };
    let choice = ClassAwardChoice { issuer: issuer(), class: class(false), achievements: vec![line] };
    let kinds = [
        ResultKind::Text,
        ResultKind::Number(some(), some()),
        ResultKind::Choice(vec![(text(), text()), ("a".to_owned(), text())]),
    ];
    let columns = kinds.map(|kind| ResultColumn { name: text(), kind }).to_vec();
    let row = |has_it| AwardPupil {
        pupil: pupil(),
        ticked: true,
        has_it,
        note: text(),
        results: vec![text(); 3],
        problem: some(),
    };
    let one_about = AwardAbout {
        issuer: issuer(),
        achievement: text(),
        name: text(),
        badge: badge(),
        columns: columns.clone(),
    };
    let fields = ["name", "email", "narrative", "ev0-url", "ev1-words", "r0", "start", "did", "once"];
    let fields: Vec<_> = fields.map(|name| (name.to_owned(), text())).to_vec();
    let one_award = AwardOne { about: one_about.clone(), typed: fields.clone(), errors: errors() };
    let one_check = AwardCheck { about: one_about, typed: fields, report: held().report };
    let award = ClassAwardForm {
        about: about.clone(),
        term: text(),
        columns,
        pupils: vec![row(false), row(true)],
        errors: errors(),
    };
    let sure = ClassAwardCheck {
        about: about.clone(),
        typed: vec![(text(), text())],
        pupils: vec![(pupil(), vec![text()]), (slip(), Vec::new())],
    };
    let done = ClassAwardDone { about, letters: vec![(text(), text())], slips: vec![text()] };
    let paper = Slip { name: text(), achievement: text(), code: text(), svg: "<svg></svg>".to_owned() };
    let paper = Slips {
        issuer: issuer(),
        class: class(false),
        slips: vec![paper],
        claimed: vec![text()],
        other: (format!("/{HOSTILE}"), true),
        address: text(),
    };
    vec![
        ("award_one", award_one(chrome, &one_award)),
        ("award_check", award_check(chrome, &one_check)),
        ("class_award_choice", class_award_choice(chrome, &choice)),
        ("class_award_form", class_award_form(chrome, &award)),
        ("class_award_check", class_award_check(chrome, &sure)),
        ("class_award_done", class_award_done(chrome, &done)),
        ("slips", slips(chrome, &paper)),
        ("classes", classes(chrome, &list)),
        ("class_page", class_page(chrome, &one)),
        ("class_form new", class_form(chrome, &form(None))),
        ("class_form", class_form(chrome, &form(Some(class(true))))),
        ("roster_check", roster_check(chrome, &check)),
        ("add_pupils", add_pupils(chrome, &add)),
        ("learners", learners(chrome, &people)),
        ("learner_page", learner_page(chrome, &learner)),
        ("learner_form", learner_form(chrome, &typed)),
    ]
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
        assert_eq!(html.contains("<script"), html.contains("<leptos-island"), "{page}");
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
    assert!(of(true).contains("og:title") && !of(true).contains("noindex"));
    assert!(!of(false).contains("og:title") && of(false).contains("noindex"));
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
