//! What the last form did, told once on the page that comes next.
//!
//! The name of the notice travels in a cookie for a minute, never its words.

use axum::http::HeaderValue;
use web::{
    chrome::{self, Tone},
    words::{
        account, desk_addresses, desk_guardian, desk_imports, guardian, keys, notices as words, public_page,
        share,
    },
};

/// One of the things that can be told.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Notice {
    AchievementMade,
    DraftSaved,
    DraftDiscarded,
    Retired,
    Reinstated,
    Endorsed,
    EndorsementRevoked,
    EndorsementAccepted,
    Revoked,
    RevokedMany,
    Corrected,
    Renewed,
    Suspended,
    Resumed,
    NothingChosen,
    Claimed,
    RecordMade,
    RecordSaved,
    RecordDeleted,
    Added,
    Removed,
    Shared,
    ShareEnded,
    SignedIn,
    SignedOut,
    // Claims.
    Requested,
    LinkMade,
    LinkSaved,
    LinkOpened,
    LinkPaused,
    LinkClosed,
    RequestsApproved,
    RequestsDeclined,
    LetterResent,
    LettersResent,
    LetterTooSoon,
    Readdressed,
    Released,
    ClassMade,
    ClassSaved,
    ClassPutAway,
    PupilsAdded,
    PupilRemoved,
    LearnerSaved,
    PersonErased,
    ClassAwarded,
    ProgramRevoked,
    // An institution itself.
    Founded,
    ProfileSaved,
    Invited,
    InvitedAgain,
    Withdrawn,
    RoleChanged,
    StaffRemoved,
    LeftDesk,
    Joined,
    KeyReplaced,
    KeyStolen,
    KeyMadeBefore,
    RevokedBefore,
    AwardedOne,
    EvidenceDeleted,
    // The wallet.
    KeptOnWord,
    ArrivalsForgotten,
    HoldingRemoved,
    HoldingPutBack,
    HoldingDeleted,
    NewsDismissed,
    MadePublic,
    MadePublicToAdd,
    MadePrivate,
    // Imports.
    ImportDiscarded,
    ImportMapped,
    ImportSupplemented,
    // Corrections that learners ask for, and records given to others.
    CorrectionAsked,
    CorrectionDeclined,
    CorrectionAnswered,
    StatementAdded,
    DisclosureNoted,
    // An account.
    AccountSaved,
    AccountDeleted,
    AddressAsked,
    AddressAdded,
    AddressChosen,
    AddressRemoved,
    AddressWithdrawn,
    // A link.
    SharePaused,
    ShareResumed,
    ShareChanged,
    ShareHeldBack,
    PasskeyAdded,
    PasskeyRenamed,
    PasskeyRemoved,
    SessionEnded,
    SessionsEnded,
    AddressesEnd,
    AddressesStay,
    // Guardians.
    GuardianInvited,
    GuardianInvitedAgain,
    GuardianWithdrawn,
    GuardianMoved,
    GuardianEnded,
    GuardianBegun,
    GuardianAnswered,
    GuardianRefused,
    GuardianLeft,
    LinkApproved,
    LinkApprovedPaused,
    LinkLetGo,
    LinkHeldBack,
    LinkEndedByGuardian,
    LinkLive,
    LinkLivePaused,
    LinkWaits,
    KeyRetired,
    SealedKeyDeleted,
    KeyBindDone,
    KeyBindMore,
    KeyBindNothing,
    // What is kept on a device.
    OwnDevice,
    NotOwnDevice,
}

/// A notice, its name in the cookie, and its words.
type Told = (Notice, &'static str, fn() -> &'static str);

const NOTICES: &[Told] = &[
    (Notice::AchievementMade, "achievement-made", words::achievement_made),
    (Notice::DraftSaved, "draft-saved", words::draft_saved),
    (Notice::DraftDiscarded, "draft-discarded", words::draft_discarded),
    (Notice::Retired, "retired", words::retired),
    (Notice::Endorsed, "endorsed", words::endorsed),
    (Notice::EndorsementRevoked, "endorsement-revoked", words::endorsement_revoked),
    (Notice::EndorsementAccepted, "endorsement-accepted", words::endorsement_accepted),
    (Notice::Reinstated, "reinstated", words::reinstated),
    (Notice::Revoked, "revoked", words::revoked),
    (Notice::RevokedMany, "revoked-many", words::revoked_many),
    (Notice::Corrected, "corrected", words::corrected),
    (Notice::Renewed, "renewed", words::renewed),
    (Notice::Suspended, "suspended", words::suspended),
    (Notice::Resumed, "resumed", words::resumed),
    (Notice::NothingChosen, "nothing-chosen", words::nothing_chosen),
    (Notice::Claimed, "claimed", words::claimed),
    (Notice::RecordMade, "record-made", words::record_made),
    (Notice::RecordSaved, "record-saved", words::record_saved),
    (Notice::RecordDeleted, "record-deleted", words::record_deleted),
    (Notice::Added, "added", words::added),
    (Notice::Removed, "removed", words::removed),
    (Notice::Shared, "shared", words::shared),
    (Notice::ShareEnded, "share-ended", words::share_ended),
    (Notice::SignedIn, "signed-in", words::signed_in),
    (Notice::SignedOut, "signed-out", words::signed_out),
    (Notice::Requested, "requested", words::requested),
    (Notice::LinkMade, "link-made", words::link_made),
    (Notice::LinkSaved, "link-saved", words::link_saved),
    (Notice::LinkOpened, "link-opened", words::link_opened),
    (Notice::LinkPaused, "link-paused", words::link_paused),
    (Notice::LinkClosed, "link-closed", words::link_closed),
    (Notice::RequestsApproved, "requests-approved", words::requests_approved),
    (Notice::PersonErased, "person-erased", words::person_erased),
    (Notice::RequestsDeclined, "requests-declined", words::requests_declined),
    (Notice::ClassMade, "class-made", words::class_made),
    (Notice::ClassSaved, "class-saved", words::class_saved),
    (Notice::ClassPutAway, "class-put-away", words::class_put_away),
    (Notice::PupilsAdded, "pupils-added", words::pupils_added),
    (Notice::PupilRemoved, "pupil-removed", words::pupil_removed),
    (Notice::LearnerSaved, "learner-saved", words::learner_saved),
    (Notice::ClassAwarded, "class-awarded", words::class_awarded),
    (Notice::Founded, "founded", words::founded),
    (Notice::ProfileSaved, "profile-saved", words::profile_saved),
    (Notice::Invited, "invited", words::invited),
    (Notice::InvitedAgain, "invited-again", words::invited_again),
    (Notice::Withdrawn, "withdrawn", words::withdrawn),
    (Notice::RoleChanged, "role-changed", words::role_changed),
    (Notice::StaffRemoved, "staff-removed", words::staff_removed),
    (Notice::LeftDesk, "left-desk", words::left_desk),
    (Notice::Joined, "joined", words::joined),
    (Notice::KeptOnWord, "kept-on-word", words::kept_on_word),
    (Notice::ArrivalsForgotten, "arrivals-forgotten", words::arrivals_forgotten),
    (Notice::HoldingRemoved, "holding-removed", words::holding_removed),
    (Notice::HoldingPutBack, "holding-put-back", words::holding_put_back),
    (Notice::HoldingDeleted, "holding-deleted", words::holding_deleted),
    (Notice::NewsDismissed, "news-dismissed", words::news_dismissed),
    (Notice::MadePublic, "made-public", public_page::done_public),
    (Notice::MadePublicToAdd, "made-public-to-add", public_page::done_public_to_add),
    (Notice::MadePrivate, "made-private", public_page::done_private),
    (Notice::ImportDiscarded, "import-discarded", desk_imports::discarded),
    (Notice::ImportMapped, "import-mapped", desk_imports::mapped),
    (Notice::ImportSupplemented, "import-supplemented", desk_imports::supplement_added),
    (Notice::ProgramRevoked, "program-revoked", words::program_revoked),
    (Notice::KeyReplaced, "key-replaced", words::key_replaced),
    (Notice::KeyStolen, "key-stolen", words::key_stolen),
    (Notice::KeyMadeBefore, "key-made-before", words::key_made_before),
    (Notice::RevokedBefore, "revoked-before", words::revoked_before),
    (Notice::LetterResent, "letter-resent", words::letter_resent),
    (Notice::LettersResent, "letters-resent", words::letters_resent),
    (Notice::LetterTooSoon, "letter-too-soon", words::letter_too_soon),
    (Notice::Readdressed, "readdressed", words::readdressed),
    (Notice::Released, "released", words::released),
    (Notice::EvidenceDeleted, "evidence-deleted", words::evidence_deleted),
    (Notice::CorrectionAsked, "correction-asked", words::correction_asked),
    (Notice::CorrectionDeclined, "correction-declined", words::correction_declined),
    (Notice::CorrectionAnswered, "correction-answered", words::correction_answered),
    (Notice::StatementAdded, "statement-added", words::statement_added),
    (Notice::DisclosureNoted, "disclosure-noted", words::disclosure_noted),
    (Notice::OwnDevice, "own-device", words::own_device),
    (Notice::NotOwnDevice, "not-own-device", words::not_own_device),
    (Notice::AwardedOne, "awarded-one", words::awarded_one),
    (Notice::AccountSaved, "account-saved", account::saved),
    (Notice::AccountDeleted, "account-deleted", account::deleted),
    (Notice::AddressAsked, "address-asked", account::address_asked),
    (Notice::AddressAdded, "address-added", account::address_added),
    (Notice::AddressChosen, "address-chosen", account::address_chosen),
    (Notice::AddressRemoved, "address-removed", account::address_removed),
    (Notice::SharePaused, "share-paused", share::said_paused),
    (Notice::ShareResumed, "share-resumed", share::said_resumed),
    (Notice::ShareChanged, "share-changed", share::said_changed),
    (Notice::ShareHeldBack, "share-held-back", share::said_held_back),
    (Notice::AddressWithdrawn, "address-withdrawn", account::address_withdrawn),
    (Notice::PasskeyAdded, "passkey-added", account::passkey_added),
    (Notice::PasskeyRenamed, "passkey-renamed", account::passkey_renamed),
    (Notice::PasskeyRemoved, "passkey-removed", account::passkey_removed),
    (Notice::SessionEnded, "session-ended", account::session_ended),
    (Notice::SessionsEnded, "sessions-ended", account::sessions_ended),
    (Notice::AddressesEnd, "addresses-end", desk_addresses::announced),
    (Notice::AddressesStay, "addresses-stay", desk_addresses::withdrawn),
    (Notice::GuardianInvited, "guardian-invited", desk_guardian::done_invited),
    (Notice::GuardianInvitedAgain, "guardian-invited-again", desk_guardian::done_again),
    (Notice::GuardianWithdrawn, "guardian-withdrawn", desk_guardian::done_withdrawn),
    (Notice::GuardianMoved, "guardian-moved", desk_guardian::done_moved),
    (Notice::GuardianEnded, "guardian-ended", desk_guardian::done_ended),
    (Notice::GuardianBegun, "guardian-begun", guardian::done_begun),
    (Notice::GuardianAnswered, "guardian-answered", guardian::done_answered),
    (Notice::GuardianRefused, "guardian-refused", guardian::done_refused),
    (Notice::GuardianLeft, "guardian-left", guardian::done_left),
    (Notice::LinkApproved, "link-approved", guardian::done_approved),
    (Notice::LinkApprovedPaused, "link-approved-paused", guardian::done_approved_paused),
    (Notice::LinkLetGo, "link-let-go", guardian::done_let_go),
    (Notice::LinkHeldBack, "link-held-back", guardian::done_held),
    (Notice::LinkEndedByGuardian, "link-ended-by-guardian", guardian::done_link_ended),
    (Notice::LinkLive, "link-live", guardian::done_live),
    (Notice::LinkLivePaused, "link-live-paused", guardian::done_live_paused),
    (Notice::LinkWaits, "link-waits", guardian::done_waits),
    (Notice::KeyRetired, "key-retired", keys::retired),
    (Notice::SealedKeyDeleted, "sealed-key-deleted", keys::sealed_deleted),
    (Notice::KeyBindDone, "key-bind-done", keys::bind_done),
    (Notice::KeyBindMore, "key-bind-more", keys::bind_more),
    (Notice::KeyBindNothing, "key-bind-nothing", keys::bind_nothing),
];

impl Notice {
    /// The name of the cookie.
    pub(crate) const COOKIE: &'static str = "notice";
    /// The header that takes it away again.
    pub(crate) const CLEAR: HeaderValue =
        HeaderValue::from_static("notice=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");

    /// The notice of that name, if there is one.
    pub(crate) fn of_code(code: &str) -> Option<Self> {
        NOTICES.iter().find(|(_, name, _)| *name == code).map(|(notice, ..)| *notice)
    }

    /// The header that brings the notice to the next page.
    pub(crate) fn cookie(self) -> HeaderValue {
        let code = NOTICES.iter().find(|(notice, ..)| *notice == self).map_or("", |(_, code, _)| code);
        let text = format!("{}={code}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax", Self::COOKIE);
        HeaderValue::from_str(&text).unwrap_or(Self::CLEAR)
    }

    /// The notice as a page shows it.
    pub(crate) fn words(self) -> chrome::Notice {
        let words = NOTICES.iter().find(|(notice, ..)| *notice == self).map_or("", |(.., words)| words());
        chrome::Notice { tone: Tone::Good, text: words.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_notice_comes_back_from_its_cookie_with_its_words() {
        for &(notice, code, words) in NOTICES {
            assert_eq!(Notice::of_code(code), Some(notice));
            assert!(notice.cookie().to_str().unwrap().starts_with(&format!("notice={code};")));
            assert_eq!(notice.words().text, words());
        }
        assert_eq!(Notice::of_code("<script>"), None);
    }
}
