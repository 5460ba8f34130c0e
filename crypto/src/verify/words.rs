//! The English form of every code that a check may carry.
//!
//! Pages have their own words by code; this is for logs, the command line, and whoever meets a
//! code that they do not know yet.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::report::BECAUSE;

/// Every code, and its sentence; `{name}` stands for a parameter.
pub const CODES: &[(&str, &str)] = &[
    ("strict_json", "The document is well-formed."),
    ("unreadable_json", "The document cannot be read: {reason}."),
    ("not_an_object", "The document is not a JSON object."),
    ("form_unsupported", "Documents of the form {form} cannot be checked here yet."),
    ("not_reached", "Not looked at, because the document cannot be read."),
    ("open_badges_2", "It is a badge of Open Badges 2.0, an older standard with rules of its own."),
    ("open_badges_2_vocabulary", "It uses the vocabulary of Open Badges 2.0."),
    ("open_badges_2_vocabulary_missing", "It does not name the vocabulary of Open Badges 2.0."),
    ("hosted_same", "The same badge stands at {url}."),
    (
        "hosted_otherwise",
        "The badge stands at {url} with other details than here; judged as it stands there.",
    ),
    ("hosted_differs", "What stands at {url} is another badge: its {member} differs."),
    ("hosted_withdrawn", "What stands at {url} says that the badge is revoked."),
    ("hosted_nowhere", "It does not say at which address it is kept."),
    ("hosted_unreachable", "The badge is kept at {url}, which could not be looked up: {reason}."),
    ("hosted_by_issuer", "It is hosted at the issuer's own site, {domain}."),
    (
        "hosted_unprotected",
        "It is hosted at the issuer's own site, {domain}, which does not protect what it sends.",
    ),
    ("hosted_elsewhere", "{url} is not where the issuer {issuer} lets its badges be kept."),
    (
        "hosted_rules_unclear",
        "The issuer {issuer} says where its badges are kept in a way that is not understood here.",
    ),
    ("badge_class_unreachable", "What the badge stands for could not be looked up at {url}: {reason}."),
    ("profile_unreachable", "The issuer's profile could not be looked up at {url}: {reason}."),
    (
        "profile_unprotected",
        "The key belongs to the issuer, but nothing protects it on its way from {domain}.",
    ),
    ("profile_at_domain", "{domain} publishes the issuer's profile."),
    ("contexts_known", "Every term has a known meaning."),
    ("context_unknown", "The vocabulary {url} is not known here, so it is unclear what was signed."),
    ("jsonld_unsupported", "The document cannot be checked here: {what} is not supported."),
    ("too_entangled", "The document is too entangled to be checked."),
    ("term_undefined", "The term {term} at {path} has no meaning, so no signature covers it."),
    ("iri_relative", "The value {value} at {path} is not an absolute address, so no signature covers it."),
    ("context_invalid", "The vocabulary is used wrongly at {path}: {reason}."),
    ("model_conforms", "The document has the shape that the standards ask for."),
    ("model_advice", "The document falls short of the standard in {count} places."),
    ("model_errors", "The document breaks the standard in {count} places."),
    ("signature_good", "The signature is genuine, and nothing was changed since."),
    ("unreadable_jwt", "The document cannot be read as a signed token: {reason}."),
    ("jwt_algorithm_refused", "The token is not signed in a way that proves anything: {algorithm}."),
    ("jwt_extension_refused", "The token demands an extension that is not understood here: {extension}."),
    ("jwt_type_wrong", "The token calls itself something else than what it holds: {type}."),
    ("claims_disagree", "The token contradicts the document in it: {claims}."),
    ("proof_not_yet_valid", "The signature counts from {from} on."),
    ("proof_missing", "The document is not signed."),
    ("proof_malformed", "The signature is malformed: its {member} is missing or wrong."),
    ("proof_purpose_wrong", "The signature was made for another purpose: {purpose}."),
    (
        "proof_chain_broken",
        "The signature builds on another, {proof}, that is missing, doubled, or builds on it in turn.",
    ),
    ("proof_domain_wrong", "The signature was not made for {wanted}."),
    ("proof_challenge_wrong", "The signature does not answer what was asked: {wanted}."),
    (
        "contexts_not_signed",
        "The signature is genuine, but vocabularies were added since that it does not cover.",
    ),
    ("proof_date_without_zone", "The signature is genuine; its date {date} lacks its offset from UTC."),
    ("proof_expired", "The signature expired on {until}."),
    (
        "signature_mismatch",
        "The signature does not fit: the document was changed, or signed with another key.",
    ),
    ("not_signed_whole", "The signature cannot cover the whole document."),
    ("suite_unsupported", "Signatures of the kind {suite} cannot be checked here yet."),
    (
        "canonical_form_unknown",
        "The signature cannot be checked, because part of the document is not understood.",
    ),
    ("key_method_unsupported", "The key {method} is of a kind that cannot be looked up here yet."),
    ("key_kind_wrong", "Signatures of this kind are not made with {kind} keys, of which {method} is one."),
    ("key_unusable", "The key {method} is not usable."),
    ("key_unreachable", "The key {method} could not be looked up: {reason}."),
    ("key_not_listed", "The key {method} is not one that its owner publishes for signing: {reason}."),
    ("key_is_issuers", "The key belongs to the issuer."),
    ("key_expired", "The issuer retired this key on {until}; the signature says that it is older."),
    ("key_retired", "The issuer retired this key on {until}; nothing says that the signature is older."),
    ("key_revoked", "The issuer withdrew this key on {revoked}."),
    (
        "key_at_issuers_site",
        "The site of the issuer {issuer} publishes the key {method}; the issuer's profile does not name it.",
    ),
    ("key_not_issuers", "The key {method} does not belong to the issuer {issuer}."),
    ("issuer_missing", "The document does not name its issuer."),
    ("issuer_unproven", "Nothing that can be checked here ties the key {method} to the issuer {issuer}."),
    ("proof_not_good", "Not looked at, because there is no good signature."),
    ("owner_not_known", "Not known, because it is not certain whose key made the signature."),
    ("proof_not_checked", "Not known, because the signature could not be checked."),
    ("issuer_in_registry", "{registry} lists the issuer as {name}."),
    ("published_by_domain", "The key is published by {domain} over https."),
    ("nobody_vouches", "Nobody that we know vouches for the key."),
    ("within_dates", "It is valid at this time."),
    ("expired", "It expired on {until}."),
    ("not_yet_valid", "It becomes valid on {from}."),
    ("date_malformed", "{member} is not a date and time: {value}."),
    ("dates_at_odds", "{one} and {other} say different things; it is valid at this time by both."),
    ("date_without_zone", "It is valid at this time, if {member}, which names no time zone, is in UTC."),
    ("no_dates", "It names no dates of validity."),
    ("not_revoked", "The issuer has not withdrawn it."),
    ("not_revoked_as_of", "The issuer had not withdrawn it on {at}; nothing newer is known."),
    (
        "status_knowledge_old",
        "What is known of its status is from {at}, too long ago to tell whether the issuer has withdrawn it.",
    ),
    (
        "key_is_issuers_as_of",
        "The key that signed it was the issuer's own on {at}, when that was last asked.",
    ),
    ("key_knowledge_old", "Whose key it is was last asked on {at}, too long ago to rely on."),
    ("revoked", "The issuer has revoked it."),
    ("suspended", "The issuer has suspended it."),
    ("replaced", "The issuer replaced it on {on} with a corrected edition."),
    ("status_set", "The issuer has marked it: {purpose}."),
    ("status_unset", "The issuer has not marked it: {purpose}."),
    ("status_message", "The issuer says of its status: {message}."),
    ("newer_announced", "The issuer has a newer edition of it."),
    ("revoked_because", "The issuer has revoked it: {reason}."),
    ("withdrawn_by_another", "A list that the issuer points to, kept by {by}, has withdrawn it ({purpose})."),
    ("status_list_short", "The issuer has not withdrawn it; its list is shorter than the standard demands."),
    ("status_unreachable", "Whether the issuer has withdrawn it could not be found out: {reason}."),
    ("status_list_unreadable", "The issuer's list of withdrawn credentials cannot be read: {reason}."),
    ("status_list_not_proven", "The list of withdrawn credentials is not properly signed by the issuer."),
    ("status_list_outdated", "The issuer's list of withdrawn credentials is out of date."),
    (
        "status_list_of_another",
        "The list of withdrawn credentials is kept by {by}, for whom nobody that we know vouches.",
    ),
    ("status_list_elsewhere", "The list of withdrawn credentials is another than the one asked for: {id}."),
    ("status_without_id", "It has no id by which to find it in the issuer's list of withdrawn credentials."),
    ("status_type_unsupported", "Status of the kind {type} cannot be checked here yet."),
    ("status_entry_malformed", "It does not say properly where its status is kept."),
    ("status_outside_list", "Its place lies outside the issuer's list of withdrawn credentials."),
    ("no_status", "The issuer keeps no list by which it could be withdrawn."),
    ("no_refresh", "It names no place for newer editions."),
    ("refresh_not_asked", "Whether there is a newer edition was not asked."),
    ("refresh_unreachable", "Whether there is a newer edition could not be found out: {reason}."),
    ("refresh_type_unsupported", "A refresh service of the kind {type} cannot be asked here."),
    ("newest_edition", "The issuer's service gives the same edition."),
    ("newer_edition", "The issuer offers a newer edition, valid from {from}."),
    ("other_edition", "The issuer offers another edition, which does not say since when it is valid."),
    (
        "newer_edition_unusable",
        "What the issuer's service gives as the newest edition is not usable: {reason}.",
    ),
    ("no_schema", "It names no schema."),
    ("schema_satisfied", "It satisfies the schema that it names."),
    ("schema_advice", "It strays in {count} places from the official schema that it names."),
    ("schema_of_other_kind", "The official schema that it names is for another kind of credential."),
    ("schema_not_satisfied", "It does not satisfy the schema that it names, {url}."),
    ("schema_unreachable", "The schema {url} could not be had: {reason}."),
    ("schema_unusable", "The schema {url} cannot be used: {reason}."),
    ("schema_not_judged", "The schema {url} is not checked here."),
    ("schema_type_unsupported", "Schemas of the kind {type} cannot be checked here yet."),
    ("no_holder", "It is a credential, not a presentation."),
    ("recipient_not_asked", "Whose it is was not asked."),
    ("no_endorsements", "It holds no endorsements."),
    ("no_nested", "It holds no other credentials."),
    ("nested_good", "All {count} credentials in it are good."),
    ("nested_failed", "{failed} of the {count} credentials in it are not good."),
    ("nested_unknown", "{unknown} of the {count} credentials in it could not be checked."),
    ("compact_jwt", "The document is a well-formed signed token."),
    ("image_unreadable", "No credential can be read out of the image: {reason}."),
    (
        "envelope_malformed",
        "The envelope around the credential is malformed: its {member} is missing or wrong.",
    ),
    (
        "too_many_credentials",
        "Not looked at, because the document holds more credentials, or deeper, than can be checked.",
    ),
    (
        "term_without_meaning",
        "The term {term} at {path} has no meaning in its vocabulary; the signature covers it as text.",
    ),
    ("presentation_unsigned", "Nobody signed the presentation; the credentials in it speak for themselves."),
    ("all_vouched_for", "Every issuer in it is vouched for."),
    ("not_all_vouched_for", "Nobody that we know vouches for {strangers} of the {count} issuers in it."),
    ("holder_is_subject", "The key that presents the credentials is the one that they name."),
    (
        "holder_linked",
        "{number} of the {count} credentials are tied to the presenting key by a statement of a known party.",
    ),
    (
        "holder_unbound",
        "{number} of the {count} credentials name no key, so anybody who has them can present them.",
    ),
    (
        "holder_other",
        "{number} of the {count} credentials belong to another key than the one that presents them.",
    ),
    ("holder_unnamed", "Who presents the credentials is not said."),
    ("recipient_matches", "It was issued to whom you asked for."),
    ("recipient_other", "It was issued to somebody else than whom you asked for."),
    (
        "recipient_not_proven",
        "Not compared, because nobody is known to have signed what it says of its recipient.",
    ),
    ("recipient_unnamed", "It does not say to whom it was issued."),
    (
        "recipient_hash_unsupported",
        "Whose it is cannot be compared, because it hides the recipient in a way not known here.",
    ),
    ("endorsements_good", "All {count} endorsements in it are good."),
    (
        "endorsements_failed",
        "{number} of the {count} endorsements in it are not good, and count for nothing.",
    ),
    ("endorsements_unknown", "{number} of the {count} endorsements in it could not be checked."),
    ("endorsements_of_others", "{number} of the {count} endorsements in it speak of something else."),
    (
        "nested_subject_conflicts",
        "{number} of the {count} credentials in it name another person by the same kind of identifier: strong evidence that they are about somebody else.",
    ),
    (
        "nested_subject_differs",
        "{number} of the {count} credentials in it name another subject than the record.",
    ),
    (
        "nested_subject_unnamed",
        "{number} of the {count} credentials in it cannot be compared with the record: one of the two does not say whom it is about.",
    ),
    (
        "kinds_mixed",
        "The document calls itself several things at once, such as a credential and a presentation.",
    ),
    (
        "presentation_inside",
        "A presentation stands inside another document, where only credentials may stand.",
    ),
    ("presentation_expected", "A presentation was asked for, and this is a credential."),
    ("receipt", "It is a receipt: what a service found out about a document at one moment, signed by it."),
    ("receipt_malformed", "The receipt is malformed: its {member} is missing or wrong."),
    ("receipt_version_unknown", "The receipt is of a later version than is read here."),
    ("receipt_inside", "A receipt stands inside another document, where only credentials may stand."),
    ("not_a_credential", "A receipt has nothing of the kind."),
    ("checked_then", "It tells what was found on {at}."),
    (
        "disclosed_in_part",
        "The signature is genuine. It covers a part of what was signed, chosen by the holder.",
    ),
];

/// The sentence of `code`, its parameters filled in; empty in a build without `messages`.
pub(super) fn english(code: &str, params: &BTreeMap<String, String>) -> String {
    if cfg!(feature = "messages") {
        sentence(code, params, params.get(BECAUSE).map(String::as_str))
    } else {
        String::new()
    }
}

/// * `because`: the codes whose sentences stand for `{reason}`, one within the other.
fn sentence(code: &str, params: &BTreeMap<String, String>, because: Option<&str>) -> String {
    static SENTENCES: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| CODES.iter().copied().collect());
    let mut out = String::new();
    let mut rest = SENTENCES.get(code).copied().unwrap_or(code);
    // One pass, so that braces in a parameter are never read as a parameter.
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        out.push_str(before);
        match because {
            Some(codes) if name == "reason" => {
                let (first, others) =
                    codes.split_once(' ').map_or((codes, None), |(one, all)| (one, Some(all)));
                out.push_str(sentence(first, params, others).trim_end_matches('.'));
            }
            _ => out.push_str(params.get(name).map_or("", String::as_str)),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}
