//! `recipient`: the credential is about the person that the reader asked for.
//!
//! Source: Open Badges 3.0, `IdentityObject` and `IdentityHash`.

use sha2::{Digest, Sha256};

use super::report::{Check, CheckId, Outcome};
use crate::credential::{IdentityObject, Recipient};
use crate::extent::extended;

fn recipient(outcome: Outcome, code: &str, params: &[(&str, &str)]) -> Check {
    Check::new(CheckId::Recipient, outcome, code, params)
}

/// The check of a credential with these `proof` and `issuer` checks: what nobody is known to have
/// signed says nothing of whose it is.
pub(super) fn of_proven(asked: Option<&str>, subjects: &[Recipient], proven: [&Check; 2]) -> Check {
    let check = check(asked, subjects);
    let unproven = |check: &&Check| matches!(check.outcome, Outcome::Failed | Outcome::Unknown);
    if check.outcome == Outcome::NotApplicable || !proven.iter().any(unproven) {
        return check;
    }
    recipient(Outcome::Unknown, "recipient_not_proven", &[])
}

/// Looks for `asked` (an e-mail address, a name, an id) among the ids and identifiers of the
/// subjects, hashed or not. An e-mail address is looked for among e-mail addresses only: anybody
/// may call themselves by somebody else's.
fn check(asked: Option<&str>, subjects: &[Recipient]) -> Check {
    let Some(asked) = asked.map(str::trim).filter(|asked| !asked.is_empty()) else {
        return recipient(Outcome::NotApplicable, "recipient_not_asked", &[]);
    };
    let address = is_email(asked);
    let ids = subjects.iter().filter_map(|subject| subject.id.as_deref());
    let is_id = |id: &str| match id.strip_prefix("mailto:") {
        Some(mailbox) if address => same(mailbox, asked),
        _ => !address && id == asked,
    };
    if ids.clone().any(is_id) {
        return matched("id");
    }
    let identifiers = subjects.iter().flat_map(|subject| &subject.identifiers);
    let mut unreadable = false;
    let mut several = 0;
    for identifier in identifiers {
        several += 1;
        if address && !matches!(identifier.identity_type.as_deref(), Some("emailAddress" | "email")) {
            continue;
        }
        match is(identifier, asked) {
            Some(true) => return matched(identifier.identity_type.as_deref().unwrap_or_default()),
            Some(false) => {}
            None => unreadable = true,
        }
    }
    if unreadable {
        return recipient(Outcome::Unknown, "recipient_hash_unsupported", &[]);
    }
    if several == 0 && ids.clone().next().is_none() {
        return recipient(Outcome::Unknown, "recipient_unnamed", &[]);
    }
    recipient(Outcome::Failed, "recipient_other", &[])
}

/// Whether an identifier is this e-mail address, in clear or hashed with its own salt.
pub fn is_address(identifier: &IdentityObject, email: &str) -> bool {
    matches!(identifier.identity_type.as_deref(), Some("emailAddress" | "email"))
        && is(identifier, email) == Some(true)
}

/// Whether a text looks like an e-mail address, and not like an id that has an `@` in it.
fn is_email(text: &str) -> bool {
    text.contains('@') && !text.contains([':', '/'])
}

fn matched(kind: &str) -> Check {
    let mut check = recipient(Outcome::Passed, "recipient_matches", &[]);
    check.note("identityType", kind);
    check
}

/// Whether an identifier is `asked`; `None` where it is hashed in a way that we do not know.
pub(super) fn is(identifier: &IdentityObject, asked: &str) -> Option<bool> {
    let Some(identity) = identifier.identity.as_deref() else { return Some(false) };
    if !identifier.hashed {
        return Some(same(identity, asked));
    }
    let expected = identity.strip_prefix("sha256$")?;
    let salt = identifier.salt.as_deref().unwrap_or_default();
    // Issuers hash what they were given; in which letters, the address alone does not tell.
    let lower = lower(asked);
    Some([asked, lower.as_str()].iter().any(|spelling| hash(spelling, salt).eq_ignore_ascii_case(expected)))
}

/// SHA-256 of an identifier and its salt, in hexadecimal.
fn hash(identity: &str, salt: &str) -> String {
    let digest = Sha256::new().chain_update(identity).chain_update(salt).finalize();
    let mut text = String::with_capacity(64);
    for byte in digest {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    text
}

/// Whether two names or addresses are the same for people: letter case and the amount of white
/// space do not matter.
pub(super) fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| lower(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    one == other || plain(one) == plain(other)
}

/// In small letters, of whatever script; the tables of all scripts are left out of small builds.
fn lower(text: &str) -> String {
    if text.is_ascii() || !extended() { text.to_ascii_lowercase() } else { text.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(hashed: bool, identity: &str) -> Vec<Recipient> {
        let identifier = IdentityObject {
            identity_type: Some("emailAddress".into()),
            hashed,
            identity: Some(identity.into()),
            salt: Some("salt".into()),
        };
        vec![Recipient { identifiers: vec![identifier], ..Recipient::default() }]
    }

    fn code(asked: &str, subjects: &[Recipient]) -> String {
        check(Some(asked), subjects).code
    }

    #[test]
    fn an_address_is_found_in_clear_and_hashed_and_no_other_is() {
        let clear = subject(false, "Ada@example.org");
        assert_eq!(code(" ada@example.org ", &clear), "recipient_matches");
        assert_eq!(code("bob@example.org", &clear), "recipient_other");
        let hashed = subject(true, &format!("sha256${}", hash("ada@example.org", "salt")));
        assert_eq!(code("Ada@Example.org", &hashed), "recipient_matches");
        assert_eq!(code("bob@example.org", &hashed), "recipient_other");
        let otherwise = subject(true, &format!("sha256${}", hash("ada@example.org", "pepper")));
        assert_eq!(code("ada@example.org", &otherwise), "recipient_other");
    }

    #[test]
    fn where_nothing_can_be_compared_the_answer_is_unknown() {
        assert_eq!(code("ada@example.org", &[]), "recipient_unnamed");
        assert_eq!(code("ada@example.org", &subject(true, "md5$00")), "recipient_hash_unsupported");
        assert_eq!(check(None, &[]).code, "recipient_not_asked");
        assert_eq!(check(Some("  "), &[]).code, "recipient_not_asked");
    }

    #[test]
    fn an_address_is_looked_for_among_addresses_only() {
        let of_kind = |kind: Option<&str>| {
            let mut subjects = subject(false, "ada@example.org");
            subjects[0].identifiers[0].identity_type = kind.map(str::to_owned);
            code("ada@example.org", &subjects)
        };
        for kind in ["emailAddress", "email"] {
            assert_eq!(of_kind(Some(kind)), "recipient_matches", "{kind}");
        }
        for kind in [Some("name"), Some("nickname"), Some("ext:handle"), Some("EmailAddress"), None] {
            assert_eq!(of_kind(kind), "recipient_other", "{kind:?}");
        }
        let with_id =
            |id: &str, asked: &str| code(asked, &[Recipient { id: Some(id.into()), ..Default::default() }]);
        assert_eq!(with_id("mailto:Ada@example.org", "ada@example.org"), "recipient_matches");
        assert_eq!(with_id("mailto:ada@example.org", "mailto:ada@example.org"), "recipient_matches");
        assert_eq!(with_id("ada@example.org", "ada@example.org"), "recipient_other");
        assert_eq!(with_id("https://a.example/@ada", "https://a.example/@ada"), "recipient_matches");
        let mut named = subject(false, "Ada Lovelace");
        named[0].identifiers[0].identity_type = Some("name".into());
        assert_eq!(code("ada lovelace", &named), "recipient_matches");
    }

    #[test]
    fn nothing_is_compared_that_nobody_signed() {
        let subjects = subject(false, "ada@example.org");
        let of = |proof, issuer| {
            let proof = Check::new(CheckId::Proof, proof, "signature_good", &[]);
            let issuer = Check::new(CheckId::Issuer, issuer, "key_is_issuers", &[]);
            of_proven(Some("ada@example.org"), &subjects, [&proof, &issuer]).code
        };
        assert_eq!(of(Outcome::Passed, Outcome::Warning), "recipient_matches");
        for bad in [Outcome::Failed, Outcome::Unknown] {
            assert_eq!(of(bad, Outcome::Passed), "recipient_not_proven");
            assert_eq!(of(Outcome::Passed, bad), "recipient_not_proven");
        }
    }

    #[test]
    fn an_id_is_compared_exactly() {
        let subjects = [Recipient { id: Some("did:example:ada".into()), ..Default::default() }];
        assert_eq!(code("did:example:ada", &subjects), "recipient_matches");
        assert_eq!(code("did:example:Ada", &subjects), "recipient_other");
    }
}
