//! The checks on a badge of Open Badges 2.0, by that standard's own rules.
//!
//! A hosted badge is what stands at its address, and is the issuer's if the issuer's profile lets
//! badges be kept there; a signed one is what the JWS holds, and is the issuer's if the profile
//! names the key. Without those documents neither can be told.
//!
//! Source: Open Badges 2.0, the sections on verifying hosted and signed badges.

use super::credential::model;
use super::form::{format, unsupported};
use super::proof::Proven;
use super::report::{Check, CheckId, Evidence, Outcome};
use super::run::{Case, Judged};
use super::summary::CredentialSummary;
use super::{Ground, recipient, trust};
use crate::credential::{IdentityObject, Recipient};
use crate::extent::extended;
use crate::instant;
use crate::jose::HeaderFault;
use crate::json::{Object, Value, canonical};
use crate::key::VerifyingKey;
use crate::open_badges_2::{
    Bundle, Given, Linked, Method, Scope, authority, findings, gather, has_vocabulary, id_of, is_assertion,
    read_instant, same_address, scope, text,
};

/// Members by which an assertion is this one: they must stand at its address as they stand here.
const DECISIVE: [&str; 4] = ["recipient", "badge", "issuedOn", "expires"];

fn check(id: CheckId, outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(id, outcome, code, params)
}

/// Judges a badge of Open Badges 2.0.
pub(super) fn judge(case: &Case<'_>, given: Given<'_>) -> Judged {
    if !extended() {
        return case.unread(unsupported("Open Badges 2.0")).into();
    }
    let ground = &case.ground;
    let bundle = gather(given, ground.knowledge);
    let withdrawn = bundle.assertion.get("revoked") == Some(&Value::Bool(true));
    if let Given::Assertion(object) = given
        && !is_assertion(object)
    {
        let form = [("form", "Open Badges 2.0 other than assertions")];
        return case.unread(format(Outcome::Unknown, "form_unsupported", &form)).into();
    }
    let proven = match bundle.method {
        Method::Hosted => hosted(given, &bundle, withdrawn),
        Method::Signed => signed(given, &bundle),
        Method::Other(ref name) => Proven {
            proof: check(CheckId::Proof, Outcome::Unknown, "suite_unsupported", &[("suite", name)]),
            issuer: check(CheckId::Issuer, Outcome::Unknown, "proof_not_checked", &[]),
        },
    };
    let trust = trusted(&bundle, &proven.issuer, ground);
    let subjects = vec![subject(&bundle.assertion)];
    // Of a withdrawn badge little is left, and of one that was not found nothing.
    let bare = withdrawn || bundle.assertion.is_empty();
    let none = |id, code| check(id, Outcome::NotApplicable, code, &[]);
    let asked = ground.policy.recipient.as_deref();
    let recipient = recipient::of_proven(asked, &subjects, [&proven.proof, &proven.issuer]);
    let checks = vec![
        format(Outcome::Passed, "open_badges_2", &[]),
        if bare { none(CheckId::Context, "not_reached") } else { vocabulary(&bundle.assertion) },
        if bare { none(CheckId::Model, "not_reached") } else { model(findings(&bundle)) },
        proven.proof,
        proven.issuer,
        trust,
        dates(&bundle.assertion, ground),
        aged_status(&bundle, withdrawn, ground),
        none(CheckId::Refresh, "no_refresh"),
        none(CheckId::Schema, "no_schema"),
        none(CheckId::Holder, "no_holder"),
        recipient,
        endorsements(&bundle),
        none(CheckId::Nested, "no_nested"),
    ];
    Judged { report: case.report(checks, Some(summary(&bundle)), Vec::new()), subjects }
}

fn vocabulary(assertion: &Object<'_>) -> Check {
    if has_vocabulary(assertion) {
        check(CheckId::Context, Outcome::Passed, "open_badges_2_vocabulary", &[])
    } else {
        check(CheckId::Context, Outcome::Failed, "open_badges_2_vocabulary_missing", &[])
    }
}

/// A hosted badge: what stands at its address is the badge, and the issuer lets it stand there.
fn hosted(given: Given<'_>, bundle: &Bundle<'_>, withdrawn: bool) -> Proven {
    let nowhere = Linked::nowhere();
    let place = bundle.hosted.as_ref().unwrap_or(&nowhere);
    let url = ("url", place.name());
    let unchecked = || check(CheckId::Issuer, Outcome::Unknown, "proof_not_checked", &[]);
    let proof = |outcome, code: &str, params: &[(&str, &str)]| check(CheckId::Proof, outcome, code, params);
    let found = match &place.document {
        Ok(found) => found,
        Err(_) if place.id.is_none() => {
            let proof = proof(Outcome::Failed, "hosted_nowhere", &[]);
            return Proven { proof, issuer: check(CheckId::Issuer, Outcome::Unknown, "proof_not_good", &[]) };
        }
        Err(reason) => {
            let proof = proof(Outcome::Unknown, "hosted_unreachable", &[url, ("reason", reason)]);
            return Proven { proof, issuer: unchecked() };
        }
    };
    if withdrawn {
        return Proven { proof: proof(Outcome::Warning, "hosted_withdrawn", &[url]), issuer: unchecked() };
    }
    let here = match given {
        Given::Assertion(object) => Some(object),
        Given::Signed(signed) => Some(&signed.assertion),
        Given::Address(_) => None,
    };
    let proof = match difference(here, found, place.name()) {
        Difference::None => proof(Outcome::Passed, "hosted_same", &[url]),
        Difference::Detail => proof(Outcome::Warning, "hosted_otherwise", &[url]),
        Difference::Decisive(member) => proof(Outcome::Failed, "hosted_differs", &[url, ("member", member)]),
    };
    Proven { proof, issuer: within(place.name(), bundle) }
}

/// Whether the issuer lets its badges be kept at `address`.
fn within(address: &str, bundle: &Bundle<'_>) -> Check {
    let issuer = |outcome, code: &str, params: &[(&str, &str)]| check(CheckId::Issuer, outcome, code, params);
    let profile = match known_profile(bundle) {
        Ok(profile) => profile,
        Err(code) => return code,
    };
    let id = bundle.profile.name();
    // Without rules of its own, an issuer keeps what a badge stands for on its own host too.
    let ruled = profile.get("verification").or_else(|| profile.get("verify")).is_some();
    let badge = bundle.badge.id.as_deref().filter(|id| !ruled && id.starts_with("http"));
    for url in [Some(address), badge].into_iter().flatten() {
        match scope(url, profile, id) {
            Scope::Within => {}
            Scope::Outside => {
                return issuer(Outcome::Failed, "hosted_elsewhere", &[("url", url), ("issuer", id)]);
            }
            Scope::Unclear => {
                return issuer(Outcome::Unknown, "hosted_rules_unclear", &[("issuer", id)]);
            }
        }
    }
    let domain = authority(address).unwrap_or_default();
    let domain = [("domain", domain.as_str())];
    if address.starts_with("https://") && id.starts_with("https://") {
        issuer(Outcome::Passed, "hosted_by_issuer", &domain)
    } else {
        issuer(Outcome::Warning, "hosted_unprotected", &domain)
    }
}

/// The issuer's profile, from its own address; or the `issuer` check that says what is missing.
fn known_profile<'b, 'd>(bundle: &'b Bundle<'d>) -> Result<&'b Object<'d>, Check> {
    for (linked, code) in
        [(&bundle.badge, "badge_class_unreachable"), (&bundle.profile, "profile_unreachable")]
    {
        if let Err(reason) = &linked.document {
            let params = [("url", linked.name()), ("reason", reason.as_str())];
            return Err(check(CheckId::Issuer, Outcome::Unknown, code, &params));
        }
    }
    bundle
        .profile
        .document
        .as_ref()
        .map_err(|_| check(CheckId::Issuer, Outcome::Unknown, "issuer_missing", &[]))
}

/// A signed badge: a key signed it that the issuer's profile names.
fn signed(given: Given<'_>, bundle: &Bundle<'_>) -> Proven {
    let proof = |outcome, code: &str, params: &[(&str, &str)]| check(CheckId::Proof, outcome, code, params);
    let issuer = |outcome, code: &str, params: &[(&str, &str)]| check(CheckId::Issuer, outcome, code, params);
    let Given::Signed(token) = given else {
        let proof = proof(Outcome::Failed, "proof_missing", &[]);
        return Proven { proof, issuer: issuer(Outcome::Unknown, "proof_not_good", &[]) };
    };
    let unchecked = || issuer(Outcome::Unknown, "proof_not_checked", &[]);
    if let Err(mut missing) = known_profile(bundle) {
        missing.id = CheckId::Proof;
        return Proven { proof: missing, issuer: unchecked() };
    }
    let unsupported = match token.compact.algorithm() {
        Ok(_) => None,
        Err(HeaderFault::Unsupported(name) | HeaderFault::Critical(name)) => {
            Some(proof(Outcome::Unknown, "suite_unsupported", &[("suite", &name)]))
        }
        Err(_) => Some(proof(Outcome::Failed, "proof_malformed", &[("member", "alg")])),
    };
    if let Some(proof) = unsupported {
        return Proven { proof, issuer: unchecked() };
    }
    let id = bundle.profile.name();
    let mut unknown = None;
    for linked in &bundle.keys {
        let method = ("method", linked.name());
        let key = match linked.document.as_ref().map(public_key) {
            Ok(Some(key)) => key,
            Ok(None) => {
                unknown = Some(proof(Outcome::Unknown, "key_unusable", &[method]));
                continue;
            }
            Err(reason) => {
                unknown = Some(proof(Outcome::Unknown, "key_unreachable", &[method, ("reason", reason)]));
                continue;
            }
        };
        if !token.compact.verify(&key) {
            continue;
        }
        let mut good = proof(Outcome::Passed, "signature_good", &[]);
        good.note("creator", linked.name());
        let owner = linked.document.as_ref().ok().and_then(|key| id_of(key.get("owner")));
        let owned = bundle.keys_listed && owner.is_none_or(|owner| same_address(owner, id));
        let issuer = if !owned {
            issuer(Outcome::Failed, "key_not_issuers", &[method, ("issuer", id)])
        } else if id.starts_with("https://") && !linked.name().starts_with("http://") {
            issuer(Outcome::Passed, "key_is_issuers", &[])
        } else {
            let domain = authority(id).unwrap_or_default();
            issuer(Outcome::Warning, "profile_unprotected", &[("domain", &domain)])
        };
        return Proven { proof: good, issuer };
    }
    if bundle.keys.is_empty() {
        let params = [("method", id), ("reason", "the profile names none")];
        return Proven { proof: proof(Outcome::Unknown, "key_unreachable", &params), issuer: unchecked() };
    }
    match unknown {
        Some(proof) => Proven { proof, issuer: unchecked() },
        None => Proven {
            proof: proof(Outcome::Failed, "signature_mismatch", &[]),
            issuer: issuer(Outcome::Unknown, "proof_not_good", &[]),
        },
    }
}

fn public_key(key: &Object<'_>) -> Option<VerifyingKey> {
    match text(key, "publicKeyPem") {
        Some(pem) => VerifyingKey::from_spki_pem(pem).ok(),
        None => VerifyingKey::from_jwk(key.get("publicKeyJwk")?).ok(),
    }
}

/// How an assertion here and the one at its address differ.
enum Difference {
    None,
    Detail,
    Decisive(&'static str),
}

fn difference(here: Option<&Object<'_>>, there: &Object<'_>, address: &str) -> Difference {
    if !is_assertion(there) {
        return Difference::Decisive("type");
    }
    if text(there, "id").is_none_or(|id| !same_address(id, address)) {
        return Difference::Decisive("id");
    }
    let Some(here) = here else { return Difference::None };
    for member in DECISIVE {
        let (one, other) = (here.get(member), there.get(member));
        let at = |value: Option<&Value<'_>>| value.and_then(Value::as_str).and_then(read_instant);
        let same = one.map(canonical) == other.map(canonical)
            || match member {
                "badge" => id_of(one).zip(id_of(other)).is_some_and(|(one, other)| same_address(one, other)),
                "issuedOn" | "expires" => at(one).is_some() && at(one) == at(other),
                _ => false,
            };
        if !same {
            return Difference::Decisive(member);
        }
    }
    let whole = |object: &Object<'_>| canonical(&Value::Object(object.clone()));
    if whole(here) == whole(there) { Difference::None } else { Difference::Detail }
}

fn trusted(bundle: &Bundle<'_>, issuer: &Check, ground: &Ground<'_>) -> Check {
    let found = trust::check(bundle.profile.id.as_deref(), issuer, ground);
    match (authority(bundle.profile.name()), found.code.as_str()) {
        (Some(domain), "published_by_domain") => {
            check(CheckId::Trust, found.outcome, "profile_at_domain", &[("domain", &domain)])
        }
        _ => found,
    }
}

fn dates(assertion: &Object<'_>, ground: &Ground<'_>) -> Check {
    let dates = |outcome, code: &str, params: &[(&str, &str)]| check(CheckId::Dates, outcome, code, params);
    let mut any = false;
    for (member, code, param) in [("expires", "expired", "until"), ("issuedOn", "not_yet_valid", "from")] {
        let Some(value) = assertion.get(member).filter(|value| **value != Value::Null) else { continue };
        let written = value.as_str().unwrap_or_default();
        let Some(at) = read_instant(written) else {
            return dates(Outcome::Failed, "date_malformed", &[("member", member), ("value", written)]);
        };
        let past = at < ground.now;
        if (member == "expires" && past) || (member == "issuedOn" && at > ground.now) {
            return dates(Outcome::Failed, code, &[(param, &instant::write(at))]);
        }
        any = true;
    }
    if any {
        dates(Outcome::Passed, "within_dates", &[])
    } else {
        dates(Outcome::NotApplicable, "no_dates", &[])
    }
}

/// [`status`], by the age of what it was told by.
fn aged_status(bundle: &Bundle<'_>, withdrawn: bool, ground: &Ground<'_>) -> Check {
    let check = status(bundle, withdrawn);
    let Some(source) = bundle.revocations.as_ref().or(bundle.hosted.as_ref()) else { return check };
    let mut check = ground.aged(check, source.name());
    ground.note_fetched(&mut check, source.name());
    check
}

/// Whether the issuer has withdrawn the badge: at its address, or in the issuer's list.
fn status(bundle: &Bundle<'_>, withdrawn: bool) -> Check {
    let status = |outcome, code: &str, params: &[(&str, &str)]| check(CheckId::Status, outcome, code, params);
    let revoked = |reason: Option<&str>| {
        let mut check = status(Outcome::Failed, "revoked", &[]);
        let reason =
            reason.map(|value| Evidence { name: "revocationReason".to_owned(), value: value.to_owned() });
        check.evidence.extend(reason);
        check
    };
    if withdrawn {
        return revoked(text(&bundle.assertion, "revocationReason"));
    }
    if let Some(Linked { document: Err(reason), .. }) = &bundle.hosted {
        return status(Outcome::Unknown, "status_unreachable", &[("reason", reason)]);
    }
    // Which list there is, only the profile tells.
    if let Err(reason) = &bundle.profile.document
        && bundle.method == Method::Signed
    {
        return status(Outcome::Unknown, "status_unreachable", &[("reason", reason)]);
    }
    let list = match &bundle.revocations {
        None if bundle.method == Method::Hosted => return status(Outcome::Passed, "not_revoked", &[]),
        None => return status(Outcome::NotApplicable, "no_status", &[]),
        Some(Linked { document: Err(reason), .. }) => {
            return status(Outcome::Unknown, "status_unreachable", &[("reason", reason)]);
        }
        Some(Linked { document: Ok(list), .. }) => list,
    };
    let Some(entries) = list.get("revokedAssertions") else {
        let reason = [("reason", "it has no revokedAssertions")];
        return status(Outcome::Unknown, "status_list_unreadable", &reason);
    };
    let is_this = |entry: &&Value<'_>| {
        let both = |key| text(&bundle.assertion, key).zip(entry.get(key).and_then(Value::as_str));
        let id = text(&bundle.assertion, "id").zip(id_of(Some(entry)));
        id.is_some_and(|(one, other)| same_address(one, other))
            || both("uid").is_some_and(|(one, other)| one == other)
    };
    match entries.items().iter().find(is_this) {
        Some(entry) => revoked(entry.get("revocationReason").and_then(Value::as_str)),
        None => status(Outcome::Passed, "not_revoked", &[]),
    }
}

fn endorsements(bundle: &Bundle<'_>) -> Check {
    let endorsed = |object: &Object<'_>| object.get("endorsement").is_some_and(|value| *value != Value::Null);
    let parts = [Some(&bundle.assertion), bundle.badge.shown(), bundle.profile.shown()];
    if parts.into_iter().flatten().any(endorsed) {
        check(CheckId::Endorsements, Outcome::Unknown, "endorsements_not_checked", &[])
    } else {
        check(CheckId::Endorsements, Outcome::NotApplicable, "no_endorsements", &[])
    }
}

/// Whom the badge was awarded to.
fn subject(assertion: &Object<'_>) -> Recipient {
    let Some(recipient) = assertion.get("recipient").and_then(Value::as_object) else {
        return Recipient::default();
    };
    let of = |key| text(recipient, key).map(str::to_owned);
    let identity = of("identity");
    let looks_hashed =
        || identity.as_deref().is_some_and(|text| text.starts_with("sha256$") || text.starts_with("md5$"));
    let hashed = match recipient.get("hashed") {
        Some(Value::Bool(hashed)) => *hashed,
        _ => looks_hashed(),
    };
    let identifier = IdentityObject { identity_type: of("type"), hashed, identity, salt: of("salt") };
    Recipient { identifiers: vec![identifier], ..Recipient::default() }
}

fn summary(bundle: &Bundle<'_>) -> CredentialSummary {
    let assertion = &bundle.assertion;
    let of = |object: Option<&Object<'_>>, key: &str| {
        object.and_then(|object| text(object, key)).map(str::to_owned)
    };
    let (badge, profile) = (bundle.badge.shown(), bundle.profile.shown());
    let criteria = badge.and_then(|badge| badge.get("criteria"));
    let narrative = criteria.and_then(|criteria| criteria.get("narrative")).and_then(Value::as_str);
    let types = assertion.get("type").map(Value::items).unwrap_or_default();
    CredentialSummary {
        id: of(Some(assertion), "id"),
        identified: assertion.get("recipient").is_some_and(|recipient| recipient.as_object().is_some()),
        types: types.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        name: of(badge, "name"),
        description: of(badge, "description"),
        criteria: narrative.or_else(|| id_of(criteria)).map(str::to_owned),
        image: badge.and_then(|badge| id_of(badge.get("image"))).map(str::to_owned),
        issuer_id: bundle.profile.id.clone(),
        issuer_name: of(profile, "name"),
        valid_until: of(Some(assertion), "expires"),
        awarded_date: of(Some(assertion), "issuedOn"),
        ..CredentialSummary::default()
    }
}
