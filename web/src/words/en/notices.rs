//! What a form did, in a sentence on the page that comes next.

/// After `achievement-made`.
pub const ACHIEVEMENT_MADE: &str = "The achievement is ready to be awarded.";
/// After `draft-saved`.
pub const DRAFT_SAVED: &str = "Saved as a draft. Only your desk sees it until you publish it.";
/// After `draft-discarded`.
pub const DRAFT_DISCARDED: &str = "The draft is gone.";
/// After `retired`.
pub const RETIRED: &str = "Retired. It is awarded no longer; what was awarded stays good.";
/// After `endorsed`.
pub const ENDORSED: &str = "Signed and published. Give the signed document to whom it is about.";
/// After `endorsement-revoked`.
pub const ENDORSEMENT_REVOKED: &str = "The endorsement is taken back.";
/// After `endorsement-accepted`.
pub const ENDORSEMENT_ACCEPTED: &str = "It goes into everything awarded from now on.";
/// After `reinstated`.
pub const REINSTATED: &str = "It can be awarded again.";
/// After `revoked`.
pub const REVOKED: &str = "The credential is revoked. Whoever checks it now is told so.";
/// After `revoked-many`.
pub const REVOKED_MANY: &str = "They are revoked. Whoever checks one of them now is told so.";
/// After `corrected`.
pub const CORRECTED: &str = "The corrected edition stands. Copies of the earlier one no longer verify.";
/// After `renewed`.
pub const RENEWED: &str = "The renewed edition stands. Whoever has claimed it gets a mail.";
/// After `suspended`.
pub const SUSPENDED: &str = "The credential is suspended. Whoever checks it now is told so.";
/// After `resumed`.
pub const RESUMED: &str = "The credential is good again.";
/// After `nothing-chosen`.
pub const NOTHING_CHOSEN: &str = "Nothing was chosen, so nothing was done.";
/// After `claimed`.
pub const CLAIMED: &str = "The credential is in your wallet.";
/// After `record-made`.
pub const RECORD_MADE: &str = "The record is made. Choose what goes into it.";
/// After `record-saved`.
pub const RECORD_SAVED: &str = "Saved.";
/// After `record-deleted`.
pub const RECORD_DELETED: &str = "The record is deleted, and so are its links.";
/// After `added`.
pub const ADDED: &str = "Added to the record.";
/// After `removed`.
pub const REMOVED: &str = "Taken out of the record. It stays in your wallet.";
/// After `shared`.
pub const SHARED: &str =
    "The link works now. Whoever has it, and its passcode where there is one, can see this record.";
/// After `share-ended`.
pub const SHARE_ENDED: &str = "The link has ended. Nobody can open it any more.";
/// After `signed-in`.
pub const SIGNED_IN: &str = "You are signed in.";
/// After `signed-out`.
pub const SIGNED_OUT: &str = "You are signed out.";
/// After `requested`.
pub const REQUESTED: &str = "You have asked for it. You get a mail when it is approved.";
/// After `link-made`.
pub const LINK_MADE: &str = "The link is ready. Show it, or print the poster.";
/// After `link-saved`.
pub const LINK_SAVED: &str = "Saved. It counts for whoever comes from now on.";
/// After `link-opened`.
pub const LINK_OPENED: &str = "The link gives again.";
/// After `link-paused`.
pub const LINK_PAUSED: &str = "The link rests. Whoever opens it is told to come back.";
/// After `link-closed`.
pub const LINK_CLOSED: &str = "The link is closed.";
/// After `requests-approved`.
pub const REQUESTS_APPROVED: &str = "Awarded. It is in their wallet, and a mail tells them.";
/// After `person-erased`.
pub const PERSON_ERASED: &str = "They are erased. What was done is noted in the audit, without their data.";
/// After `requests-declined`.
pub const REQUESTS_DECLINED: &str = "Declined.";
/// After `class-made`.
pub const CLASS_MADE: &str = "The class is ready.";
/// After `class-saved`.
pub const CLASS_SAVED: &str = "Saved.";
/// After `class-put-away`.
pub const CLASS_PUT_AWAY: &str = "Done. Nothing that was awarded has changed.";
/// After `pupils-added`.
pub const PUPILS_ADDED: &str = "Added to the class.";
/// After `pupil-removed`.
pub const PUPIL_REMOVED: &str = "Taken out of the class. What was awarded stays theirs.";
/// After `learner-saved`.
pub const LEARNER_SAVED: &str = "Saved.";
/// After `class-awarded`.
pub const CLASS_AWARDED: &str = "Signed and awarded.";
/// After `founded`.
pub const FOUNDED: &str = "The institution is set up, and you own it. Now describe what it awards.";
/// After `profile-saved`.
pub const PROFILE_SAVED: &str = "Saved. It counts from now on; what was issued before stays as it is.";
/// After `invited`.
pub const INVITED: &str = "The invitation is on its way.";
/// After `invited-again`.
pub const INVITED_AGAIN: &str = "The invitation is on its way again.";
/// After `withdrawn`.
pub const WITHDRAWN: &str = "The invitation is withdrawn. Its link leads nowhere now.";
/// After `role-changed`.
pub const ROLE_CHANGED: &str = "The role is changed, from this moment.";
/// After `staff-removed`.
pub const STAFF_REMOVED: &str = "Removed. They have no access any more.";
/// After `left-desk`.
pub const LEFT_DESK: &str = "You work there no more.";
/// After `joined`.
pub const JOINED: &str = "Welcome to the desk.";
/// After `program-revoked`.
pub const PROGRAM_REVOKED: &str = "The key is revoked. It opens nothing from this moment.";
/// After `key-replaced`.
pub const KEY_REPLACED: &str = "You sign with a new key now.";
/// After `key-stolen`.
pub const KEY_STOLEN: &str = "The key is reported as stolen. Issue again what it signed.";
/// After `key-made-before`.
pub const KEY_MADE_BEFORE: &str =
    "That key has been made, and was shown then. If you did not keep it, revoke it and make another.";
/// After `revoked-before`.
pub const REVOKED_BEFORE: &str = "It has been revoked, so there is nothing to change any more.";
/// After `letter-resent`.
pub const LETTER_RESENT: &str = "The mail goes out again, with a fresh link.";
/// After `letters-resent`.
pub const LETTERS_RESENT: &str = "Mails go out to all who have not claimed, unless one went within the hour.";
/// After `letter-too-soon`.
pub const LETTER_TOO_SOON: &str = "A mail went within the hour. Wait a little before the next.";
/// After `readdressed`.
pub const READDRESSED: &str = "It waits at the new address, and a mail is on its way there.";
/// After `released`.
pub const RELEASED: &str = "The other one is revoked. This is the new one, and a mail is on its way.";
/// After `evidence-deleted`.
pub const EVIDENCE_DELETED: &str = "The file is deleted. Its link leads nowhere now.";
/// After `correction-asked`.
pub const CORRECTION_ASKED: &str = "Your request is sent. You get a mail when it is answered.";
/// After `correction-declined`.
pub const CORRECTION_DECLINED: &str = "Declined. A mail with your reason is on its way to the learner.";
/// After `correction-answered`.
pub const CORRECTION_ANSWERED: &str = "Answered. A mail tells the learner.";
/// After `statement-added`.
pub const STATEMENT_ADDED: &str = "Your statement stands with your request.";
/// After `disclosure-noted`.
pub const DISCLOSURE_NOTED: &str = "Noted. The learner can read it.";
/// After `awarded-one`.
pub const AWARDED_ONE: &str = "Signed and awarded. Whoever has an address gets a letter.";
/// After `kept-on-word`.
pub const KEPT_ON_WORD: &str = "Kept on your word, and labelled so.";
/// After `arrivals-forgotten`.
pub const ARRIVALS_FORGOTTEN: &str = "Forgotten.";
/// After `holding-removed`.
pub const HOLDING_REMOVED: &str = "Removed from your wallet. For 30 days you can put it back.";
/// After `holding-put-back`.
pub const HOLDING_PUT_BACK: &str = "It is back in your wallet.";
/// After `holding-deleted`.
pub const HOLDING_DELETED: &str = "Deleted for good.";
/// After `news-dismissed`.
pub const NEWS_DISMISSED: &str = "Dismissed.";
/// After `own-device`.
pub const OWN_DEVICE: &str = "From now on your wallet opens here without a network too, as you last saw it, where your browser can do that.";
/// After `not-own-device`.
pub const NOT_OWN_DEVICE: &str = "Nothing of your wallet stays on this device any more.";
