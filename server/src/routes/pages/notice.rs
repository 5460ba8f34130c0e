//! What the last form did, told once on the page that comes next.
//!
//! The name of the notice travels in a cookie for a minute, never its words.

use axum::http::HeaderValue;
use web::chrome::{self, Tone};

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
}

/// Each notice, its name in the cookie, and its words.
const NOTICES: &[(Notice, &str, &str)] = &[
    (Notice::AchievementMade, "achievement-made", "The achievement is ready to be awarded."),
    (Notice::DraftSaved, "draft-saved", "Saved as a draft. Only your desk sees it until you publish it."),
    (Notice::DraftDiscarded, "draft-discarded", "The draft is gone."),
    (Notice::Retired, "retired", "Retired. It is awarded no longer; what was awarded stays good."),
    (Notice::Endorsed, "endorsed", "Signed and published. Give the signed document to whom it is about."),
    (Notice::EndorsementRevoked, "endorsement-revoked", "The endorsement is taken back."),
    (Notice::EndorsementAccepted, "endorsement-accepted", "It goes into everything awarded from now on."),
    (Notice::Reinstated, "reinstated", "It can be awarded again."),
    (Notice::Revoked, "revoked", "The credential is revoked. Whoever checks it now is told so."),
    (Notice::RevokedMany, "revoked-many", "They are revoked. Whoever checks one of them now is told so."),
    (
        Notice::Corrected,
        "corrected",
        "The corrected edition stands. Copies of the earlier one no longer verify.",
    ),
    (Notice::Renewed, "renewed", "The renewed edition stands. Whoever has claimed it gets a mail."),
    (Notice::Suspended, "suspended", "The credential is suspended. Whoever checks it now is told so."),
    (Notice::Resumed, "resumed", "The credential is good again."),
    (Notice::NothingChosen, "nothing-chosen", "Nothing was chosen, so nothing was done."),
    (Notice::Claimed, "claimed", "The credential is in your wallet."),
    (Notice::RecordMade, "record-made", "The record is made. Choose what goes into it."),
    (Notice::RecordSaved, "record-saved", "Saved."),
    (Notice::Added, "added", "Added to the record."),
    (Notice::Removed, "removed", "Taken out of the record. It stays in your wallet."),
    (Notice::Shared, "shared", "The link works now. Whoever has it can see this record."),
    (Notice::ShareEnded, "share-ended", "The link has ended. Nobody can open it any more."),
    (Notice::SignedIn, "signed-in", "You are signed in."),
    (Notice::SignedOut, "signed-out", "You are signed out."),
    (Notice::Requested, "requested", "You have asked for it. You get a mail when it is approved."),
    (Notice::LinkMade, "link-made", "The link is ready. Show it, or print the poster."),
    (Notice::LinkSaved, "link-saved", "Saved. It counts for whoever comes from now on."),
    (Notice::LinkOpened, "link-opened", "The link gives again."),
    (Notice::LinkPaused, "link-paused", "The link rests. Whoever opens it is told to come back."),
    (Notice::LinkClosed, "link-closed", "The link is closed."),
    (Notice::RequestsApproved, "requests-approved", "Awarded. It is in their wallet, and a mail tells them."),
    (
        Notice::PersonErased,
        "person-erased",
        "They are erased. What was done is noted in the audit, without their data.",
    ),
    (Notice::RequestsDeclined, "requests-declined", "Declined."),
    (Notice::ClassMade, "class-made", "The class is ready."),
    (Notice::ClassSaved, "class-saved", "Saved."),
    (Notice::ClassPutAway, "class-put-away", "Done. Nothing that was awarded has changed."),
    (Notice::PupilsAdded, "pupils-added", "Added to the class."),
    (Notice::PupilRemoved, "pupil-removed", "Taken out of the class. What was awarded stays theirs."),
    (Notice::LearnerSaved, "learner-saved", "Saved."),
    (Notice::ClassAwarded, "class-awarded", "Signed and awarded."),
    (Notice::Founded, "founded", "The institution is set up, and you own it. Now describe what it awards."),
    (Notice::ProfileSaved, "profile-saved", "Saved. It stands in what you issue from now on."),
    (Notice::Invited, "invited", "The invitation is on its way."),
    (Notice::InvitedAgain, "invited-again", "The invitation is on its way again."),
    (Notice::Withdrawn, "withdrawn", "The invitation is withdrawn. Its link leads nowhere now."),
    (Notice::RoleChanged, "role-changed", "The role is changed, from this moment."),
    (Notice::StaffRemoved, "staff-removed", "Removed. They have no access any more."),
    (Notice::LeftDesk, "left-desk", "You work there no more."),
    (Notice::Joined, "joined", "Welcome to the desk."),
    (Notice::ImportDiscarded, "import-discarded", web::words::desk_imports::DISCARDED),
    (Notice::ImportMapped, "import-mapped", web::words::desk_imports::MAPPED),
    (Notice::ImportSupplemented, "import-supplemented", web::words::desk_imports::SUPPLEMENT_ADDED),
    (Notice::ProgramRevoked, "program-revoked", "The key is revoked. It opens nothing from this moment."),
    (Notice::KeyReplaced, "key-replaced", "You sign with a new key now."),
    (Notice::KeyStolen, "key-stolen", "The key is reported as stolen. Issue again what it signed."),
    (
        Notice::KeyMadeBefore,
        "key-made-before",
        "That key has been made, and was shown then. If you did not keep it, revoke it and make another.",
    ),
    (Notice::RevokedBefore, "revoked-before", "It has been revoked, so there is nothing to change any more."),
    (Notice::LetterResent, "letter-resent", "The mail goes out again, with a fresh link."),
    (
        Notice::LettersResent,
        "letters-resent",
        "Mails go out to all who have not claimed, unless one went within the hour.",
    ),
    (Notice::LetterTooSoon, "letter-too-soon", "A mail went within the hour. Wait a little before the next."),
    (Notice::Readdressed, "readdressed", "It waits at the new address, and a mail is on its way there."),
    (
        Notice::Released,
        "released",
        "The other one is revoked. This is the new one, and a mail is on its way.",
    ),
    (Notice::EvidenceDeleted, "evidence-deleted", "The file is deleted. Its link leads nowhere now."),
    (
        Notice::CorrectionAsked,
        "correction-asked",
        "Your request is sent. You get a mail when it is answered.",
    ),
    (
        Notice::CorrectionDeclined,
        "correction-declined",
        "Declined. A mail with your reason is on its way to the learner.",
    ),
    (Notice::CorrectionAnswered, "correction-answered", "Answered. A mail tells the learner."),
    (Notice::StatementAdded, "statement-added", "Your statement stands with your request."),
    (Notice::DisclosureNoted, "disclosure-noted", "Noted. The learner can read it."),
    (Notice::AwardedOne, "awarded-one", "Signed and awarded. Whoever has an address gets a letter."),
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
        let words = NOTICES.iter().find(|(notice, ..)| *notice == self).map_or("", |(.., words)| words);
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
            assert_eq!(notice.words().text, words);
        }
        assert_eq!(Notice::of_code("<script>"), None);
    }
}
