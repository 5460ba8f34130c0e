//! What was done at a desk, and what is kept of one person.

use super::general::count;

/// In the navigation, and the title.
pub const TITLE: &str = "Audit";
/// Under the title.
pub const LEAD: &str =
    "What was done at this desk, by whom and when. Nothing here can be changed or removed.";
/// The chain holds.
pub fn holds(minute: &str) -> String {
    format!("Everything was checked and sealed on {minute}. What was noted since then is unaltered.")
}
/// Nobody has looked for long.
pub fn overdue(minute: &str) -> String {
    format!(
        "Everything was last checked and sealed on {minute}, and another check is overdue: something may have been altered. Whoever runs this service finds out more with “laurel admin audit verify”."
    )
}
/// It does not.
pub fn broken(minute: &str, faults: u64) -> String {
    let faults = count(faults, "place", "places");
    format!(
        "Something was altered or removed since the last sealed check, {minute}: {faults}. Whoever runs this service finds out more with “laurel admin audit verify”."
    )
}
/// Nothing to hold it against.
pub const NO_HEAD: &str = "The first sealed check is made within the hour. From then on, this line says whether anything was altered.";
/// Something that is no head.
pub const BAD_HEAD: &str =
    "The last sealed check cannot be read. Whoever runs this service should look at it.";
/// Heads the search.
pub const SEARCH: &str = "Find";
/// Fields: what was done,
pub const ACT_LABEL: (&str, &str) = ("What was done", "");
/// by whom,
pub const WHO: (&str, &str) = ("Who did it", "A name or an address of somebody at this desk.");
/// to what,
pub const SUBJECT: (&str, &str) = ("To whom or what", "A name, an address, a number, or a word of a reason.");
/// from when,
pub const FROM: (&str, &str) = ("From", "");
/// until when.
pub const UNTIL: (&str, &str) = ("Until", "");
/// No choice.
pub const ANYTHING: &str = "Anything";
/// The button.
pub const FIND: &str = "Find";
/// Away with the search.
pub const ALL: &str = "Show everything";
/// The list's name.
pub const LIST: &str = "What was done, the latest first";
/// Nothing there.
pub const NOTHING: &str = "Nothing was done yet.";
/// Nothing found.
pub const NOT_FOUND: &str = "Nothing of the kind was found.";
/// Goes on.
pub const OLDER: &str = "Older";
/// Takes it away.
pub const EXPORT: &str = "Take it away";
/// What that is.
pub const EXPORT_HINT: &str =
    "Everything that this search finds. The JSON has all that is needed to do the checks again elsewhere.";
/// As a table.
pub const CSV: &str = "Download as CSV";
/// For programs.
pub const JSON: &str = "Download as JSON";
/// Nobody in particular.
pub const SERVICE: &str = "the service";
/// A learner who did something with what is theirs.
pub const HOLDER: &str = "the holder";
/// Somebody whose account is gone.
pub const GONE_PERSON: &str = "somebody who is not here any more";
/// Something that is gone.
pub const GONE: &str = "not here any more";
/// A person was forgotten, and this with them.
pub const FORGOTTEN: &str = "Who did it to whom was erased together with a person’s data.";
/// Before a value that there was none of.
pub const NONE: &str = "none";
/// Between old and new value, for those who do not see the arrow.
pub const BECAME: &str = "became";
/// Yes.
pub const YES: &str = "yes";
/// No.
pub const NO: &str = "no";
/// The number in the chain.
pub fn number(sequence: i64) -> String {
    format!("No. {sequence}")
}

/// Acts by their names: the kinds first, then each of them.
pub const ACTS: &[(&str, &str)] = &[
    ("credential", "Awards: anything"),
    ("credential.awarded", "Awarded"),
    ("credential.claimed", "Claimed by the learner"),
    ("credential.corrected", "Award corrected"),
    ("credential.renewed", "Award renewed"),
    ("credential.reissued", "Award signed again"),
    ("credential.suspended", "Award suspended"),
    ("credential.resumed", "Suspension ended"),
    ("credential.revoked", "Award revoked"),
    ("credential.released", "Award released for another wallet"),
    ("credential.readdressed", "Sent to another address"),
    ("credential.letter_resent", "Letter sent again"),
    ("credential.code_given", "Claim code given"),
    ("credential.evidence_deleted", "Evidence file deleted"),
    ("credential.bound", "Award signed for the holder’s own key"),
    ("guardian", "Guardians: anything"),
    ("guardian.invited", "Guardian invited"),
    ("guardian.withdrawn", "Guardian’s invitation withdrawn"),
    ("guardian.accepted", "Guardian accepted"),
    ("guardian.agreed", "Learner agreed to a guardian"),
    ("guardian.refused", "Guardian refused"),
    ("guardian.moved", "Guardian’s last day changed"),
    ("guardian.ended", "Guardianship ended"),
    ("learner", "Learners: anything"),
    ("learner.enrolled", "Learner enrolled"),
    ("learner.merged", "Learner merged into another"),
    ("learner.changed", "Learner’s data changed"),
    ("person", "Requests about a person’s data: anything"),
    ("person.exported", "A person’s data taken out"),
    ("person.corrected", "A person’s data put right"),
    ("person.erased", "A person’s data erased"),
    ("class", "Classes: anything"),
    ("class.made", "Class made"),
    ("class.changed", "Class changed"),
    ("class.joined", "Learners added to a class"),
    ("class.left", "Learner taken out of a class"),
    ("class.archived", "Class put away"),
    ("class.reopened", "Class taken out again"),
    ("class.awarded", "Class awarded"),
    ("class.slips", "Slips printed for a class"),
    ("bulk", "Awards from files: anything"),
    ("bulk.uploaded", "File of awards uploaded"),
    ("bulk.arranged", "Columns of a file of awards chosen"),
    ("bulk.started", "Awards from a file started"),
    ("bulk.paused", "Awards from a file paused"),
    ("bulk.resumed", "Awards from a file resumed"),
    ("bulk.cancelled", "Awards from a file cancelled"),
    ("bulk.discarded", "File of awards discarded"),
    ("bulk.done", "Awards from a file finished"),
    ("amendment", "Requests for corrections: anything"),
    ("amendment.asked", "Learner asked for a correction"),
    ("amendment.corrected", "Corrected as the learner asked"),
    ("amendment.declined", "Correction declined"),
    ("amendment.stated", "Learner added a statement"),
    ("disclosure", "Records given to others: anything"),
    ("disclosure.noted", "Noted to whom records were given"),
    ("disclosure.corrected", "Note of records given corrected"),
    ("import", "Imports: anything"),
    ("import.uploaded", "Export of a school’s system uploaded"),
    ("import.supplemented", "Supplement to an export uploaded"),
    ("import.arranged", "What an export means chosen"),
    ("import.discarded", "Export discarded"),
    ("transcript", "Transcripts: anything"),
    ("transcript.issued", "Transcript issued"),
    ("transcript.extended", "Transcript extended"),
    ("transcript.corrected", "Transcript corrected"),
    ("transcript.withdrawn", "Transcript taken back: all its entries were withdrawn"),
    ("transcript.undone", "Transcript taken back with its import"),
    ("transcripts", "Transcripts from imports: anything"),
    ("transcripts.started", "Transcripts from an import started"),
    ("transcripts.approved", "Transcripts from an import approved"),
    ("transcripts.resumed", "Transcripts from an import resumed"),
    ("transcripts.cancelled", "Transcripts from an import cancelled"),
    ("transcripts.done", "Transcripts from an import finished"),
    ("transcripts.undo_begun", "Taking an import back begun"),
    ("transcripts.undone", "Import taken back"),
    ("rework.begun", "Renewal of many begun"),
    ("rework.resumed", "Renewal of many gone on with"),
    ("rework.done", "Renewal of many finished"),
    ("claim_link", "Claim links: anything"),
    ("claim_link.made", "Claim link made"),
    ("claim_link.changed", "Claim link changed"),
    ("claim_link.opened", "Claim link opened"),
    ("claim_link.paused", "Claim link paused"),
    ("claim_link.closed", "Claim link closed"),
    ("claim_link.asked", "Asked for by a claim link"),
    ("claim_link.approved", "Requests approved"),
    ("claim_link.declined", "Requests declined"),
    ("achievement", "Achievements: anything"),
    ("achievement.written", "Achievement written"),
    ("achievement.published", "Achievement published"),
    ("achievement.imported", "Achievement imported"),
    ("achievement.retired", "Achievement retired"),
    ("achievement.reinstated", "Achievement reinstated"),
    ("achievement.discarded", "Draft discarded"),
    ("endorsement", "Endorsements: anything"),
    ("endorsement.given", "Endorsement given"),
    ("endorsement.revoked", "Endorsement taken back"),
    ("endorsement.accepted", "Endorsement accepted"),
    ("endorsement.removed", "Endorsement removed"),
    ("issuer", "The institution: anything"),
    ("issuer.founded", "Institution set up"),
    ("issuer.changed", "Institution’s profile changed"),
    ("issuer_key", "Signing keys: anything"),
    ("issuer_key.replaced", "Signing key replaced"),
    ("issuer_key.revoked", "Signing key marked as stolen"),
    ("issuer_key.reissue_begun", "Signing again begun"),
    ("issuer_key.reissued", "Signing again finished"),
    ("staff", "Staff: anything"),
    ("staff.role_changed", "Role changed"),
    ("staff.removed", "Removed from staff"),
    ("invitation", "Invitations: anything"),
    ("invitation.sent", "Invited to the desk"),
    ("invitation.accepted", "Invitation accepted"),
    ("invitation.withdrawn", "Invitation withdrawn"),
    ("program", "Programs: anything"),
    ("program.made", "Program’s key made"),
    ("program.revoked", "Program’s key revoked"),
];

/// An act in words; one that is unknown stays as it is.
pub fn act(name: &str) -> &str {
    ACTS.iter().find(|(known, _)| *known == name).map_or(name, |(_, words)| words)
}

/// What a field of the detail, before or after is called; one that is unknown stays as it is.
pub fn field(name: &str) -> &str {
    match name {
        "name" => "Name",
        "email" => "E-mail address",
        "number" => "Number",
        "left" => "Has left",
        "role" => "Role",
        "reason" => "Reason",
        "achievement" => "Achievement",
        "edition" => "Edition",
        "validUntil" => "Valid until",
        "content" => "Content",
        "title" => "Title",
        "term" => "Term",
        "teachers" => "Teachers",
        "pupils" | "learners" => "Learners",
        "learner" => "Learner",
        "most" => "At most",
        "opens" => "Opens",
        "closes" => "Closes",
        "approved" => "Needs approval",
        "requests" => "Requests",
        "awarded" => "Awarded",
        "by" => "By",
        "seen" => "Seen",
        "now" => "Now",
        "version" => "Version",
        "method" => "Key",
        "scopes" => "May",
        "account" => "Account",
        "description" => "Description",
        "url" => "Website",
        "phone" => "Telephone",
        "address" => "Address",
        "identifiers" => "Identifiers",
        "language" => "Language",
        "letter" => "Words in letters",
        "refreshable" => "Says where later editions are",
        "showsStudentId" => "Shows student numbers",
        "guardianApproval" => "Guardians approve links",
        "reminderDays" => "Days before the end that it reminds",
        "picture" => "Picture",
        "revoked" => "Revoked",
        "credentials" => "Credentials",
        "kind" => "Kind",
        "done" => "Done",
        "leftOut" => "Left out",
        name => name,
    }
}

/// Leads from a learner's page to what is kept of them.
pub const PERSON: &str = "Data we keep of them";
/// The title of that page.
pub fn person_title(name: &str) -> String {
    format!("Data kept of {name}")
}
/// Under it.
pub const PERSON_LEAD: &str = "When somebody asks what you keep of them, or asks you to forget them. What you do here is noted in the audit, without their data.";
/// Heads the export.
pub const TELL: &str = "Give them a copy";
/// What is in it.
pub const TELL_HINT: &str = "One JSON file with all that this institution keeps of them, sealed files and imports included, and everything that it signed for them. What they keep in their own wallet is not in it: they see that themselves.";
/// The field of both forms.
pub const REASON: (&str, &str) = ("Reason", "Who asked, and when; without names. It stays in the audit.");
/// The button.
pub const TELL_BUTTON: &str = "Download their data";
/// Heads the other form.
pub const ERASE: &str = "Erase them";
/// Heads what goes.
pub const GOES_LABEL: &str = "This goes, and cannot be brought back";
/// Heads what stays.
pub const STAYS: &str = "This stays";
/// What stays.
pub const STAYING: &[&str] = &[
    "That something was awarded on a day, without to whom: ids and places in status lists are never given twice.",
    "That things were done at this desk, in the audit, without to whom.",
    "Copies of credentials that they or others have kept elsewhere.",
    "Backups that were made before, until they are overwritten.",
];
/// Their account stays.
pub const ACCOUNT_STAYS: &str = "Their own account here, with what other institutions awarded them.";
/// What goes of a table; `None` for what needs no words of its own.
pub fn goes(table: &str, number: u64) -> Option<String> {
    let of = |one: &str, many: &str| Some(count(number, one, many));
    match table {
        "learner" => Some("Their entry in the list of learners, and their places in classes".to_owned()),
        "credential" => of(
            "award, with everything in the signed document",
            "awards, with everything in the signed documents",
        ),
        "edition" => of("earlier edition of an award", "earlier editions of awards"),
        "evidence_file" => of("file of evidence", "files of evidence"),
        "mail" => of("letter", "letters"),
        "holding" => of("place in their wallet", "places in their wallet"),
        "claim_code" => of("claim code", "claim codes"),
        "claim_request" => of("request by a claim link", "requests by claim links"),
        "identity_check" => of("note of how they were identified", "notes of how they were identified"),
        "bulk_row" | "bulk_outcome" | "transcript_batch_row" | "transcript_batch_outcome" => {
            of("row of a file of awards", "rows of files of awards")
        }
        "bulk_file" => {
            of("file that names them and waits to be started", "files that name them and wait to be started")
        }
        "invitation" => of("invitation", "invitations"),
        "guardian" => of("guardian", "guardians"),
        "idempotency" => of("answer to a program", "answers to programs"),
        "endorsement" => of("endorsement of what they hold", "endorsements of what they hold"),
        "amendment" => of("request for a correction", "requests for corrections"),
        "disclosure" => of(
            "entry in the log of whom you gave their records",
            "entries in the log of whom you gave their records",
        ),
        "roster_import_part" => {
            of("export that names them and is kept", "parts of exports that name them and are kept")
        }
        "transcript_part" => of("course in a transcript", "courses in transcripts"),
        _ => None,
    }
}
/// Counts the rest.
pub const COUNT_LABEL: &str = "Count all of it";
/// What that is.
pub const COUNT_HINT: &str = "What names them in the audit, and in files, imports and answers that are kept sealed, goes as well. To count that takes a moment.";
/// What does not open.
pub fn unopened(number: u64) -> String {
    format!(
        "{} cannot be opened with the key that is here. Nobody can read what is in there.",
        count(number, "sealed entry", "sealed entries")
    )
}
/// The acts.
pub fn acts_go(number: u64) -> String {
    format!("Who did what to them, in {}", count(number, "entry of the audit", "entries of the audit"))
}
/// The choice.
pub const REVOKE: &str = "Also revoke their awards, so that copies elsewhere no longer verify";
/// The consent.
pub const SURE: &str = "I have read what goes and what stays";
/// Not given.
pub const NOT_SURE: &str = "Tick that you have read what goes and what stays.";
/// The button.
pub const ERASE_BUTTON: &str = "Erase them for good";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_that_nobody_has_words_for_stays_as_it_is() {
        assert_eq!(act("credential.revoked"), "Award revoked");
        assert_eq!(act("moon.landed"), "moon.landed");
        assert_eq!(field("reason"), "Reason");
        assert_eq!(field("crater"), "crater");
    }
}
