//! Reports: headlines, reasons, and one sentence for each code that a check can carry.

use crypto::verify::{Check, CheckId, Headline, Outcome, Report, Tally};

use super::dates::{day, minute};
use crate::words::template::Template;

/// The headline over a report.
pub fn headline(headline: Headline) -> &'static str {
    match headline {
        Headline::Verified => "Verified",
        Headline::GenuineUnknownIssuer => "Genuine signature, unknown issuer",
        Headline::GenuineReceipt => "Genuine receipt",
        Headline::NotValid => "Not valid",
        Headline::CouldNotCheck => "Could not check everything",
    }
}

/// The headline over this report.
pub fn headline_of(report: &Report) -> String {
    match report.replaced_on() {
        Some(on) => format!("Replaced on {} by the issuer", day(on)),
        None => match report.ended_inside() {
            Some(number) => {
                format!("Genuine, but {number} of {} in it not valid now", report.tally().count)
            }
            None => headline(report.headline()).to_owned(),
        },
    }
}

/// The name of a check.
pub fn check_title(id: CheckId) -> &'static str {
    match id {
        CheckId::Format => "Readable",
        CheckId::Context => "Vocabulary",
        CheckId::Model => "Form",
        CheckId::Proof => "Signature",
        CheckId::Issuer => "Issuer’s key",
        CheckId::Trust => "Who vouches for the issuer",
        CheckId::Dates => "Dates",
        CheckId::Status => "Still stands",
        CheckId::Refresh => "Newest edition",
        CheckId::Schema => "Schema",
        CheckId::Holder => "Presented by its holder",
        CheckId::Recipient => "Recipient",
        CheckId::Endorsements => "Endorsements",
        CheckId::Nested => "Credentials inside",
    }
}

/// How a check ended, in words beside its sign.
pub fn outcome_of(check: &Check) -> &'static str {
    match check.outcome {
        // Nothing is wrong with it, and nothing has passed either.
        Outcome::Warning if check.id == CheckId::Trust => "Not confirmed",
        Outcome::Passed => "Passed",
        Outcome::Warning => "Passed, with a remark",
        Outcome::Failed => "Failed",
        Outcome::Unknown => "Could not be checked",
        Outcome::NotApplicable => "Does not apply",
    }
}

/// One check as a sentence: by its code, or the check's own English where the code has no words.
pub fn line(check: &Check) -> String {
    TEMPLATE.by_code(&check.code, &check.params).unwrap_or_else(|| check.message.clone())
}

/// The sentences, and how they say days.
const TEMPLATE: Template = Template { sentences: SENTENCES, day, minute };

/// The sentence of each code; `{name}` stands for a parameter.
pub(in crate::words) const SENTENCES: &[(&str, &str)] = &[
    ("strict_json", "The document can be read."),
    ("unreadable_json", "The document cannot be read: {reason}."),
    ("not_an_object", "This is not a credential: it is some other kind of data."),
    ("form_unsupported", "We cannot check credentials in the form {form} yet."),
    ("not_reached", "Not looked at, because the document cannot be read."),
    (
        "open_badges_2",
        "This badge follows an older standard, Open Badges 2.0. We checked it by that standard’s own rules.",
    ),
    ("open_badges_2_vocabulary", "It uses the words of Open Badges 2.0."),
    ("open_badges_2_vocabulary_missing", "It does not say that it uses the words of Open Badges 2.0."),
    ("hosted_same", "The same badge stands at {url}."),
    (
        "hosted_otherwise",
        "The badge stands at {url}, where some details are other than in this copy. We show and judge what stands there.",
    ),
    ("hosted_differs", "What stands at {url} is another badge: its {member} differs."),
    ("hosted_withdrawn", "The page at {url} says that the badge is revoked."),
    ("hosted_nowhere", "It does not say at which address it is kept, so nobody can check it."),
    ("hosted_unreachable", "The badge is kept at {url}, where we could not look it up: {reason}."),
    ("hosted_by_issuer", "It is hosted at the issuer’s own site, {domain}."),
    (
        "hosted_unprotected",
        "It is hosted at the issuer’s own site, {domain}, but what that site sends is not protected on the way.",
    ),
    ("hosted_elsewhere", "{url} is not a place where the issuer {issuer} keeps its badges."),
    (
        "hosted_rules_unclear",
        "The issuer {issuer} says where its badges are kept, but not in a way that we understand.",
    ),
    ("badge_class_unreachable", "We could not look up what the badge stands for, at {url}: {reason}."),
    ("profile_unreachable", "We could not look up the issuer’s profile at {url}: {reason}."),
    (
        "profile_unprotected",
        "The key belongs to the issuer, but what {domain} sends is not protected on the way.",
    ),
    ("profile_at_domain", "{domain} publishes the issuer’s profile."),
    ("contexts_known", "Every word in it has a known meaning."),
    (
        "context_unknown",
        "It uses the vocabulary {url}, which we do not know, so it is unclear what was signed.",
    ),
    ("jsonld_unsupported", "It uses {what}, which we cannot read yet."),
    ("too_entangled", "It is built in such a tangle that it cannot be checked in reasonable time."),
    (
        "term_undefined",
        "It says {term} at {path}, which no vocabulary defines, so no signature can cover it.",
    ),
    ("iri_relative", "The address {value} at {path} is not complete, so no signature can cover it."),
    ("context_invalid", "It misuses its vocabulary at {path}: {reason}."),
    ("model_conforms", "It has the form that the standards ask for."),
    ("model_advice", "Its form falls short of the standards’ advice. Places: {count}."),
    ("model_errors", "Its form breaks the standards. Places: {count}."),
    ("signature_good", "The signature is genuine, and nothing has changed since."),
    ("unreadable_jwt", "The signed token cannot be read: {reason}."),
    ("jwt_algorithm_refused", "It is not signed in a way that proves anything: {algorithm}."),
    (
        "jwt_extension_refused",
        "The signed token demands an extension that we do not understand: {extension}.",
    ),
    ("jwt_type_wrong", "The signed token calls itself something else than what it holds: {type}."),
    ("claims_disagree", "The signed token contradicts the document in it. Claims: {claims}."),
    ("proof_not_yet_valid", "The signature counts only from {from} on."),
    ("proof_missing", "Nobody signed it."),
    ("proof_malformed", "The signature is incomplete: its {member} is missing or wrong."),
    ("proof_purpose_wrong", "The signature was made for another purpose: {purpose}."),
    (
        "proof_chain_broken",
        "The signature builds on another, {proof}, that is missing, doubled, or builds on it in turn.",
    ),
    ("proof_domain_wrong", "It was made for another reader, not for {wanted}."),
    ("proof_challenge_wrong", "It does not answer this request; it may have been made for another."),
    (
        "contexts_not_signed",
        "The signature is genuine. Vocabularies were added since, which change nothing that you read here.",
    ),
    (
        "proof_date_without_zone",
        "The signature is genuine. Its date, {date}, does not say in which time zone.",
    ),
    ("proof_expired", "The signature expired on {until}."),
    ("signature_mismatch", "It was changed after it was signed, or somebody else signed it."),
    ("not_signed_whole", "It contains things that no signature can cover."),
    ("suite_unsupported", "It is signed in a way that we cannot check yet: {suite}."),
    (
        "canonical_form_unknown",
        "The signature cannot be checked, because part of the document is not understood.",
    ),
    ("key_method_unsupported", "The key {method} is of a kind that we cannot look up yet."),
    ("key_kind_wrong", "It names a key, {method}, that cannot have made a signature of this kind."),
    ("key_unusable", "The key {method} cannot be used."),
    ("key_unreachable", "The key that signed it could not be looked up: {reason}."),
    ("key_not_listed", "The key that signed it is not one that its owner publishes for signing: {reason}."),
    ("key_is_issuers", "The key that signed it is the issuer’s own."),
    ("key_expired", "The issuer retired this key on {until}; this credential says that it is older."),
    ("key_retired", "The issuer retired this key on {until}, and nothing says that this is older."),
    ("key_revoked", "The issuer withdrew this key on {revoked}."),
    (
        "key_at_issuers_site",
        "The key that signed it is published on the issuer’s own site, though the issuer’s profile does not name it. Key: {method}. Issuer: {issuer}.",
    ),
    ("key_not_issuers", "The key that signed it is not the issuer’s. Key: {method}. Issuer: {issuer}."),
    ("issuer_missing", "It does not say who issued it."),
    ("issuer_unproven", "Nothing that we can check ties the key {method} to the issuer {issuer}."),
    ("proof_not_good", "Not looked at, because there is no good signature."),
    ("owner_not_known", "Not known, because we cannot tell whose key signed it."),
    ("proof_not_checked", "Not known, because the signature could not be checked."),
    ("issuer_in_registry", "{registry} lists the issuer as {name}."),
    ("published_by_domain", "This key is published by {domain} over https."),
    ("nobody_vouches", "Nobody we know vouches for this key."),
    ("within_dates", "It is valid today."),
    ("expired", "Expired on {until}."),
    ("not_yet_valid", "Not valid before {from}."),
    ("date_malformed", "Its {member} is not a date: {value}."),
    ("dates_at_odds", "It is valid today, but its {one} and its {other} say different things."),
    ("date_without_zone", "It is valid today, as far as can be told: its {member} names no time zone."),
    ("no_dates", "It names no dates."),
    ("not_revoked", "The issuer has not taken it back."),
    ("not_revoked_as_of", "The issuer had not taken it back on {at}. We know nothing newer."),
    (
        "status_knowledge_old",
        "We could not find out whether the issuer has taken it back: what we know of it is from {at}, too long ago.",
    ),
    ("key_is_issuers_as_of", "The key that signed it was the issuer’s own on {at}, when we last asked."),
    ("key_knowledge_old", "We last asked whose key it is on {at}. That is too long ago to rely on."),
    ("revoked", "Revoked by the issuer."),
    (
        "replaced",
        "The issuer corrected it on {on}, and this is how it read before. Ask whoever gave it to you for the corrected one.",
    ),
    ("suspended", "Suspended by the issuer for now."),
    ("status_set", "The issuer has marked it: {purpose}."),
    ("status_unset", "The issuer has not marked it: {purpose}."),
    ("status_message", "What the issuer says of it now: {message}."),
    ("newer_announced", "It still stands, and the issuer has a newer edition of it."),
    ("revoked_because", "Revoked by the issuer: {reason}."),
    ("withdrawn_by_another", "Taken back by {by}, whose list the issuer points to ({purpose})."),
    (
        "status_list_short",
        "The issuer has not taken it back. (Its list is so short that asking tells more than it should.)",
    ),
    ("status_unreachable", "We could not find out whether the issuer has taken it back: {reason}."),
    (
        "status_list_unreadable",
        "We could not find out whether the issuer has taken it back, because its list cannot be read: {reason}.",
    ),
    (
        "status_list_not_proven",
        "We could not find out whether the issuer has taken it back, because its list is not properly signed.",
    ),
    (
        "status_list_outdated",
        "We could not find out whether the issuer has taken it back, because its list is out of date.",
    ),
    (
        "status_list_of_another",
        "We could not find out whether the issuer has taken it back: its list is kept by {by}, whom nobody we know vouches for.",
    ),
    (
        "status_list_elsewhere",
        "We could not find out whether the issuer has taken it back: where its list should be, there is another ({id}).",
    ),
    (
        "status_without_id",
        "We could not find out whether the issuer has taken it back: its list goes by ids, and this has none.",
    ),
    (
        "status_type_unsupported",
        "It says where to ask whether it still stands, but in a way that we cannot read yet: {type}.",
    ),
    ("status_entry_malformed", "It does not say properly where to ask whether it still stands."),
    (
        "status_outside_list",
        "We could not find out whether the issuer has taken it back, because it is not on the issuer’s list.",
    ),
    ("no_status", "The issuer keeps no list by which it could be taken back."),
    ("no_refresh", "It names no place for newer editions."),
    ("refresh_not_asked", "We did not ask whether there is a newer edition."),
    ("refresh_unreachable", "We could not find out whether there is a newer edition: {reason}."),
    (
        "refresh_type_unsupported",
        "It says where to ask for a newer edition, but in a way that we cannot read yet: {type}.",
    ),
    ("newest_edition", "This is the newest edition."),
    ("newer_edition", "The issuer has a newer edition, valid from {from}."),
    ("other_edition", "The issuer has another edition, which does not say from when it is valid."),
    (
        "newer_edition_unusable",
        "The issuer’s service gave something as the newest edition that cannot be used, so this one counts. {reason}.",
    ),
    ("no_schema", "It names no schema."),
    ("schema_satisfied", "It is written as the schema that it names asks."),
    ("schema_advice", "It strays from the official schema that it names. Places: {count}."),
    ("schema_of_other_kind", "The official schema that it names is for another kind of credential."),
    ("schema_not_satisfied", "It is not written as the schema that it names asks: {url}."),
    ("schema_unreachable", "The schema that it names could not be had: {reason}. Schema: {url}."),
    ("schema_unusable", "The schema that it names cannot be used: {reason}. Schema: {url}."),
    ("schema_not_judged", "We did not check the schema that it names: {url}."),
    ("schema_type_unsupported", "It names a schema of a kind that we cannot check yet: {type}."),
    ("no_holder", "It came by itself, not presented by a holder."),
    ("recipient_not_asked", "We did not ask who presents it."),
    ("no_endorsements", "Nobody has endorsed it."),
    ("no_nested", "It holds no other credentials."),
    ("nested_good", "The credentials in it are good. Number: {count}."),
    ("nested_failed", "{failed} of the {count} credentials in it are not valid."),
    ("nested_unknown", "{unknown} of the {count} credentials in it could not be checked."),
    ("compact_jwt", "The document can be read: it is a signed token."),
    ("image_unreadable", "We could not read a credential out of this image: {reason}."),
    ("envelope_malformed", "The envelope around it is wrong: its {member} is missing or is something else."),
    (
        "too_many_credentials",
        "We did not look at this one: there are more credentials inside one another than we check.",
    ),
    (
        "term_without_meaning",
        "It says {term} at {path}, which no vocabulary defines. The signature covers it all the same.",
    ),
    ("presentation_unsigned", "Nobody signed this collection. The credentials in it speak for themselves."),
    ("all_vouched_for", "Somebody we know vouches for every issuer in it."),
    ("not_all_vouched_for", "Nobody we know vouches for {strangers} of the {count} issuers in it."),
    ("holder_is_subject", "Presented by the key that every credential in it names."),
    (
        "holder_linked",
        "Presented by the person they are about; a party that we know confirms it for {number} of {count}.",
    ),
    (
        "holder_unbound",
        "{number} of the {count} credentials in it name nobody’s key: whoever has a copy could present them.",
    ),
    (
        "holder_other",
        "{number} of the {count} credentials in it belong to somebody else than whoever presents them.",
    ),
    ("holder_unnamed", "It does not say who presents it."),
    ("recipient_matches", "It was issued to the person you asked for."),
    ("recipient_other", "It was not issued to the person you asked for."),
    (
        "recipient_not_proven",
        "Not compared, because we do not know who signed what it says of its recipient.",
    ),
    ("recipient_unnamed", "It does not say to whom it was issued."),
    (
        "recipient_hash_unsupported",
        "We could not compare the recipient: it is hidden in a way that we do not know.",
    ),
    ("endorsements_good", "The endorsements in it are good. Number: {count}."),
    (
        "endorsements_failed",
        "{number} of the {count} endorsements in it are not valid. Do not rely on those.",
    ),
    ("endorsements_unknown", "{number} of the {count} endorsements in it could not be checked."),
    ("endorsements_of_others", "{number} of the {count} endorsements in it speak of something else."),
    (
        "nested_subject_conflicts",
        "{number} of the {count} credentials in it name another person. That is strong evidence that they are about somebody else.",
    ),
    (
        "nested_subject_differs",
        "{number} of the {count} credentials in it name their recipient otherwise than this record does.",
    ),
    (
        "nested_subject_unnamed",
        "For {number} of the {count} credentials in it we could not compare the recipient: one side names nobody.",
    ),
    (
        "kinds_mixed",
        "It calls itself several things at once, such as a credential and a presentation, so nobody can say which it is.",
    ),
    ("presentation_inside", "A presentation stands inside it, where only credentials may stand."),
    ("presentation_expected", "We asked for somebody to present it, and it came by itself."),
    ("receipt", "It is a receipt: what a service found out at one moment, signed by it."),
    ("receipt_malformed", "It calls itself a receipt, but its {member} is missing or wrong."),
    ("receipt_version_unknown", "It is a receipt of a later kind than we read."),
    ("receipt_inside", "A receipt stands inside it, where only credentials may stand."),
    ("not_a_credential", "A receipt has nothing of the kind."),
    ("checked_then", "It tells what was found on {at}."),
    (
        "disclosed_in_part",
        "The signature is genuine. Its holder shows a part of what was signed, and has left out the rest.",
    ),
];

/// The names of facts behind checks.
pub(in crate::words) const EVIDENCE_NAMES: &[(&str, &str)] = &[
    ("image", "Taken out of an image of the kind"),
    ("proofs", "Signatures on it"),
    ("verificationMethod", "Key that signed"),
    ("cryptosuite", "Kind of signature"),
    ("type", "Kind of signature"),
    ("algorithm", "Kind of signature"),
    ("created", "Signed on, as the signature says"),
    ("expires", "Signature ends on"),
    ("contextEdition", "Edition of the vocabulary"),
    ("key", "Key that signed"),
    ("issuer", "Issuer"),
    ("holder", "Presented by"),
    ("credentialsNaming", "Credentials that name this key"),
    ("credentialsLinked", "Credentials linked by an address"),
    ("keyDocument", "Where the issuer’s keys are published"),
    ("fetched", "Looked up on"),
    ("listedAs", "Listed under"),
    ("alsoListedBy", "Also listed by"),
    ("validFrom", "Valid from"),
    ("issuanceDate", "Valid from"),
    ("validUntil", "Valid until"),
    ("expirationDate", "Valid until"),
    ("path", "Place in the document"),
    ("statusListCredential", "The issuer’s list"),
    ("statusListIndex", "Place in the list"),
    ("statusPurpose", "What the list is about"),
    ("statusListIssuer", "Who keeps the list"),
    ("statusListValidUntil", "List is valid until"),
    ("statusListTtl", "List may be kept for, in milliseconds"),
    ("statusReference", "What the marks mean"),
    ("statusListProof", "The list’s signature"),
    ("revocationList", "The issuer’s list"),
    ("revocationListProof", "The list’s signature"),
    ("revocationReason", "Why it was revoked"),
    ("refreshService", "Where newer editions are"),
    ("credentialSchema", "Schema"),
    ("identityType", "Compared by"),
];

/// The name of a fact behind a check: in words where there are some, else as it came, such as the
/// path of a finding.
pub fn evidence_name(name: &str) -> String {
    if let Some((_, words)) = EVIDENCE_NAMES.iter().find(|(known, _)| *known == name) {
        return (*words).to_owned();
    }
    for (list, word) in [("verifiableCredential/", "Credential No."), ("endorsement/", "Endorsement No.")] {
        if let Some(place) = name.strip_prefix(list).and_then(|place| place.parse::<usize>().ok()) {
            return format!("{word} {}", place.saturating_add(1));
        }
    }
    name.to_owned()
}

/// A fact behind a check: as it came, but for one that is a finding of its own.
pub fn evidence_value(name: &str, value: &str) -> String {
    TEMPLATE.evidence_value(name, value)
}

/// Why it is verified.
///
/// * `stands`: whether it is known not to have been taken back.
pub fn why_verified(issuer: &str, stands: bool) -> String {
    if stands {
        format!("{issuer} signed this, nothing in it has changed since, and it still stands.")
    } else {
        format!("{issuer} signed this, and nothing in it has changed since.")
    }
}

/// Why a presentation is verified.
pub fn why_presented(signed: bool) -> String {
    if signed {
        "Whoever presents these credentials signed the collection, and nothing in it has changed since."
            .to_owned()
    } else {
        "Nobody signed this collection; the credentials in it speak for themselves.".to_owned()
    }
}

/// Why a presentation is genuine and no more.
pub fn why_presented_by_strangers(signed: bool) -> String {
    if signed {
        "Nothing in it has changed since it was signed.".to_owned()
    } else {
        "Nobody signed this collection, and nothing in its credentials has changed since they were signed."
            .to_owned()
    }
}

/// Of a record by a known issuer, that others in it are unknown.
pub fn strangers(number: usize, count: usize) -> String {
    format!("But nobody we know vouches for the issuers of {number} of the {count} credentials in it.")
}

/// The checks that passed, by their names.
pub fn passed_ones(names: &[&str]) -> String {
    format!("Passed: {}.", names.join(", "))
}

/// What several credentials come to: “34 of 36 verified, 2 could not be checked”.
pub fn tally(tally: &Tally) -> String {
    let mut parts = if tally.verified == tally.count {
        match tally.count {
            1 => vec!["The one credential is verified".to_owned()],
            count => vec![format!("All {count} verified")],
        }
    } else {
        vec![format!("{} of {} verified", tally.verified, tally.count)]
    };
    for (number, words) in [
        (tally.invalid, "not valid"),
        (tally.unknown, "could not be checked"),
        (tally.genuine, "by unknown issuers"),
    ] {
        if number > 0 {
            parts.push(format!("{number} {words}"));
        }
    }
    parts.join(", ")
}

/// The same as a sentence about what is inside.
pub fn tally_inside(inside: &Tally) -> String {
    match inside.count {
        1 if inside.verified == 1 => "The one credential in it is verified.".to_owned(),
        count if inside.verified == count => format!("All {count} credentials in it are verified."),
        _ => format!("Credentials in it: {}.", tally(inside)),
    }
}

/// Why the issuer is unknown.
pub fn why_unknown_issuer(claimed: &str) -> String {
    format!(
        "Nothing in it has changed since it was signed. But nobody we know vouches for whoever calls itself {claimed}."
    )
}

/// Why a receipt is genuine, and what it is worth.
pub fn why_receipt(signer: &str) -> String {
    format!(
        "{signer} signed this receipt, and nothing in it has changed since. It tells what was found then, not what is true today."
    )
}

/// Over a receipt.
pub const RECEIPT: &str = "Verification receipt";
/// Over what a receipt says.
pub fn found_then(day: &str) -> String {
    format!("What it says was found on {day}")
}
/// Beside the verdict that a receipt tells of.
pub const VERDICT_THEN: &str = "Verdict then";
/// Beside what a receipt is about.
pub const ABOUT: &str = "About";
/// Beside the fingerprint of what was judged.
pub const FINGERPRINT: &str = "SHA-256 of the file";
/// In place of what a receipt says, where it proves nothing.
pub const NOBODY_STANDS_BEHIND: &str =
    "What it says is not shown, because nobody that we know stands behind it.";
/// What the fingerprint is for.
pub const FINGERPRINT_USE: &str = "The receipt is about a file with this fingerprint and no other. To know what is true today, check that file again.";
/// Over the checks that a receipt tells of.
pub const CHECKS_THEN: &str = "What was checked then";

/// A claim, so marked.
pub fn quoted(name: &str) -> String {
    format!("“{name}”")
}

/// An issuer that gives no name.
pub const NAMELESS: &str = "somebody without a name";
/// A credential that gives no name.
pub const UNTITLED: &str = "A credential";
/// What presents several credentials, or none.
pub fn record_of(credentials: usize) -> String {
    match credentials {
        1 => "A record of 1 credential".to_owned(),
        _ => format!("A record of {credentials} credentials"),
    }
}
/// The learner's own title.
pub fn learners_title(title: &str) -> String {
    format!("The learner calls it {}.", quoted(title))
}
/// A document that could not be read.
pub const UNREADABLE: &str = "Unreadable document";
/// Before the recipient.
pub const AWARDED_TO: &str = "Awarded to";
/// Before the issuer.
pub const AWARDED_BY: &str = "by";
/// Before the day of award.
pub fn awarded_on(day: &str) -> String {
    format!("on {day}")
}
/// Until when.
pub fn until(day: &str) -> String {
    format!("Valid until {day}")
}
/// Heads the checks.
pub const CHECKS: &str = "What was checked";
/// Opens the checks that do not apply.
pub fn not_applicable(number: usize) -> String {
    match number {
        1 => "1 more check does not apply here".to_owned(),
        _ => format!("{number} more checks do not apply here"),
    }
}
/// Opens a check's evidence.
pub const EVIDENCE: &str = "Evidence";
/// Opens what experts want.
pub const DETAILS: &str = "Technical details";
/// Its lines: credential, issuer, holder, types, valid from.
pub const DETAIL_NAMES: [&str; 5] = ["Credential", "Issuer", "Holder", "Types", "Valid from"];
/// Heads the reports inside a report.
pub const NESTED: &str = "Credentials inside this one";
/// An issuer whose domain publishes its key.
pub fn issuer_at(name: &str, domain: &str) -> String {
    format!("“{name}” ({domain})")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crypto::verify::CODES;

    use super::*;

    /// The parameters that a template names.
    fn names(template: &str) -> Vec<&str> {
        template.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
    }

    #[test]
    fn every_code_of_a_report_has_words_that_ask_for_no_more_than_the_report_gives() {
        for (code, english) in CODES {
            let own = SENTENCES.iter().find(|(name, _)| name == code);
            let (_, template) = own.unwrap_or_else(|| panic!("{code} has no words"));
            let given = names(english);
            assert!(names(template).iter().all(|name| given.contains(name)), "{code}");
        }
        assert_eq!(SENTENCES.len(), CODES.len(), "words for codes that nothing gives");
    }

    #[test]
    fn a_day_of_expiry_is_told_in_words() {
        let params = BTreeMap::from([("until".to_owned(), "2026-05-03T00:00:00Z".to_owned())]);
        assert_eq!(TEMPLATE.by_code("expired", &params).as_deref(), Some("Expired on 3 May 2026."));
        assert_eq!(TEMPLATE.by_code("expired", &BTreeMap::new()), None);
        assert_eq!(TEMPLATE.by_code("of_tomorrow", &params), None);
    }

    #[test]
    fn a_reason_that_is_a_finding_of_its_own_is_told_in_its_words() {
        let pairs = [("because", "unreadable_json"), ("reason", "it ends too soon"), ("url", "urn:s")];
        let mut params: BTreeMap<_, _> =
            pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        let told = "The schema that it names could not be had: The document cannot be read: it ends too soon. Schema: urn:s.";
        assert_eq!(TEMPLATE.by_code("schema_unreachable", &params).as_deref(), Some(told));
        params.insert("because".to_owned(), "status_list_unreadable unreadable_json".to_owned());
        let told = TEMPLATE.by_code("newer_edition_unusable", &params);
        assert!(told.is_some_and(|told| {
            told.ends_with("because its list cannot be read: The document cannot be read: it ends too soon.")
        }));
        params.insert("because".to_owned(), "of_tomorrow".to_owned());
        assert_eq!(TEMPLATE.by_code("newer_edition_unusable", &params), None);
    }

    #[test]
    fn a_tally_names_every_kind_that_is_there() {
        let of = |verified, invalid, unknown, genuine| {
            let count = verified + invalid + unknown + genuine;
            tally(&Tally { count, verified, genuine, invalid, unknown })
        };
        assert_eq!(of(36, 0, 0, 0), "All 36 verified");
        assert_eq!(of(1, 0, 0, 0), "The one credential is verified");
        assert_eq!(of(34, 1, 1, 0), "34 of 36 verified, 1 not valid, 1 could not be checked");
        assert_eq!(of(0, 0, 0, 2), "0 of 2 verified, 2 by unknown issuers");
    }

    #[test]
    fn facts_behind_checks_have_names_in_words_and_paths_stay_paths() {
        assert_eq!(evidence_name("statusListIndex"), "Place in the list");
        assert_eq!(evidence_name("verifiableCredential/2"), "Credential No. 3");
        assert_eq!(evidence_name("credentialSubject.result[0]"), "credentialSubject.result[0]");
        assert_eq!(evidence_value("statusListProof", "proof_missing"), "Nobody signed it.");
        assert_eq!(evidence_value("statusListIndex", "7"), "7");
    }

    #[test]
    fn reasons_within_reasons_come_to_an_end() {
        let because = |depth: usize| {
            let codes = vec!["unreadable_json"; depth].join(" ");
            TEMPLATE.by_code(
                "unreadable_json",
                &BTreeMap::from([("because".to_owned(), codes), ("reason".to_owned(), "x".to_owned())]),
            )
        };
        assert!(because(4).is_some());
        assert_eq!(because(100_000), None);
    }

    #[test]
    fn braces_in_a_parameter_stay_what_they_are() {
        let params = BTreeMap::from([("reason".to_owned(), "{until}".to_owned())]);
        assert_eq!(
            TEMPLATE.by_code("unreadable_json", &params).as_deref(),
            Some("The document cannot be read: {until}.")
        );
    }
}
