//! Where the status of a credential is kept, as its `credentialStatus` entries say.
//!
//! Source: Bitstring Status List v1.0, section 2.1; Status List 2021 and Revocation List 2020 of
//! the W3C Credentials Community Group; 1EdTech Revocation List Status Method v1.0.

use crate::json::{Object, Value};

/// A kind of bitstring list: the standard, or one of the drafts that led to it.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Form {
    /// The `type` of an entry.
    pub(super) entry: &'static str,
    /// The `type` of a list's credential.
    pub(super) credential: &'static str,
    /// The `type` of the list itself.
    pub(super) subject: &'static str,
    list: &'static str,
    index: &'static str,
    /// Whether entries and lists name their purpose; where they do not, it is revocation.
    pub(super) names_purpose: bool,
}

static FORMS: [Form; 3] = [
    Form {
        entry: "BitstringStatusListEntry",
        credential: "BitstringStatusListCredential",
        subject: "BitstringStatusList",
        list: "statusListCredential",
        index: "statusListIndex",
        names_purpose: true,
    },
    Form {
        entry: "StatusList2021Entry",
        credential: "StatusList2021Credential",
        subject: "StatusList2021",
        list: "statusListCredential",
        index: "statusListIndex",
        names_purpose: true,
    },
    Form {
        entry: "RevocationList2020Status",
        credential: "RevocationList2020Credential",
        subject: "RevocationList2020",
        list: "revocationListCredential",
        index: "revocationListIndex",
        names_purpose: false,
    },
];

/// Both names by which issuers call 1EdTech's list.
const REVOCATION_LISTS: [&str; 2] = ["1EdTechRevocationList", "1EdTechRevocationListStatus"];

/// More bits than any list has use for.
const MAX_SIZE: usize = 32;

/// One entry of `credentialStatus`.
#[derive(Debug, PartialEq)]
pub(super) enum Entry<'v> {
    /// A place in a signed list.
    Place(Place<'v>),
    /// 1EdTech's list of revoked ids, by its address.
    Revocations(&'v str),
    /// A kind that we do not read, by its name.
    Unsupported(&'v str),
    /// An entry that does not say where to look.
    Malformed,
}

/// A place in a signed list.
#[derive(Debug, PartialEq)]
pub(super) struct Place<'v> {
    pub(super) form: &'static Form,
    /// The list's address.
    pub(super) list: &'v str,
    /// Counted in entries from 0.
    pub(super) index: u64,
    /// Bits that an entry takes, 1 to 32.
    pub(super) size: usize,
    pub(super) purpose: &'v str,
    messages: Option<&'v Value<'v>>,
    /// `statusReference`, addresses of words on the status.
    pub(super) references: Vec<&'v str>,
}

/// The entries of a credential, in order.
pub(super) fn entries<'v>(credential: &'v Object<'_>) -> Vec<Entry<'v>> {
    let items = credential.get("credentialStatus").map(Value::flat_items).unwrap_or_default();
    items.into_iter().filter(|item| **item != Value::Null).map(entry).collect()
}

fn entry<'v>(item: &'v Value<'_>) -> Entry<'v> {
    let types = item.get("type").map(Value::items).unwrap_or_default();
    let is = |name: &str| types.iter().any(|value| value.as_str() == Some(name));
    if let Some(form) = FORMS.iter().find(|form| is(form.entry)) {
        return place(form, item).unwrap_or(Entry::Malformed);
    }
    if REVOCATION_LISTS.into_iter().any(is) {
        return item.get("id").and_then(Value::as_str).map_or(Entry::Malformed, Entry::Revocations);
    }
    match types.iter().find_map(Value::as_str) {
        Some(name) => Entry::Unsupported(name),
        None => Entry::Malformed,
    }
}

fn place<'v>(form: &'static Form, item: &'v Value<'_>) -> Option<Entry<'v>> {
    let size = match item.get("statusSize") {
        None => 1,
        Some(size) => usize::try_from(whole(size)?).ok().filter(|size| *size > 0)?,
    };
    if size > MAX_SIZE {
        return Some(Entry::Unsupported("statusSize of more than 32 bits"));
    }
    let purpose = item.get("statusPurpose").and_then(Value::as_str);
    let references = item.get("statusReference").map(Value::items).unwrap_or_default();
    Some(Entry::Place(Place {
        form,
        list: item.get(form.list).and_then(Value::as_str).filter(|url| crate::rdf::is_absolute_iri(url))?,
        index: whole(item.get(form.index)?)?,
        size,
        purpose: if form.names_purpose { purpose? } else { "revocation" },
        messages: item.get("statusMessage"),
        references: references.iter().filter_map(Value::as_str).collect(),
    }))
}

/// A whole number, as text by the standard or as a number as some issuers write it. One that is
/// longer than a list can be is the longest.
fn whole(value: &Value<'_>) -> Option<u64> {
    let number;
    let text = match value {
        Value::String(text) => text.as_ref(),
        Value::Number(_) => {
            number = value.to_json();
            &number
        }
        _ => return None,
    };
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

impl Place<'_> {
    /// The issuer's word for a value.
    ///
    /// Source: Bitstring Status List v1.0, section 2.1, `statusMessage`.
    pub(super) fn message(&self, value: u32) -> String {
        let of = |message: &Value<'_>| {
            let status = message.get("status")?.as_str()?;
            let digits = status.strip_prefix("0x").unwrap_or(status);
            let same = u32::from_str_radix(digits, 16).is_ok_and(|status| status == value);
            same.then(|| message.get("message")?.as_str().map(str::to_owned)).flatten()
        };
        let told = self.messages.map(Value::items).unwrap_or_default().iter().find_map(of);
        told.unwrap_or_else(|| match (self.size, value) {
            (1, 0) => "unset".to_owned(),
            (1, _) => "set".to_owned(),
            _ => format!("0x{value:x}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Limits, read};

    /// What the only entry is read as.
    fn of(entry: &str, look: impl FnOnce(&Entry<'_>)) {
        let text = format!(r#"{{"credentialStatus":{entry}}}"#);
        let value = read(text.as_bytes(), Limits::CREDENTIAL).unwrap();
        let entries = entries(value.as_object().unwrap());
        assert_eq!(entries.len(), 1, "{entry}");
        look(&entries[0]);
    }

    const GOOD: &str = r#"{"type":"BitstringStatusListEntry","statusPurpose":"revocation",
        "statusListIndex":"5","statusListCredential":"https://example.org/1"}"#;

    #[test]
    fn an_index_is_text_or_a_number_and_of_any_size() {
        for (index, read) in
            [("\"5\"", 5), ("5", 5), ("\"0\"", 0), ("\"99999999999999999999999999\"", u64::MAX)]
        {
            of(&GOOD.replace("\"5\"", index), |entry| {
                let Entry::Place(place) = entry else { panic!("{entry:?}") };
                assert_eq!((place.index, place.size, place.purpose), (read, 1, "revocation"));
            });
        }
        for index in ["\"\"", "\"+5\"", "\"-5\"", "-5", "5.5", "\"0x5\"", "[5]", "null", "\"5 \""] {
            of(&GOOD.replace("\"5\"", index), |entry| assert_eq!(entry, &Entry::Malformed, "{index}"));
        }
    }

    #[test]
    fn an_entry_without_a_list_a_purpose_or_a_sound_size_is_malformed() {
        for (from, to) in [
            ("statusListCredential", "statusList"),
            ("https://example.org/1", "list 1"),
            ("statusPurpose", "purpose"),
            ("\"statusPurpose\"", "\"statusSize\":0,\"statusPurpose\""),
            ("\"statusPurpose\"", "\"statusSize\":1.5,\"statusPurpose\""),
            ("BitstringStatusListEntry", "1EdTechRevocationList"),
            ("\"type\"", "\"kind\""),
        ] {
            of(&GOOD.replace(from, to), |entry| assert_eq!(entry, &Entry::Malformed, "{to}"));
        }
        of("\"revoked\"", |entry| assert_eq!(entry, &Entry::Malformed));
        let wide = GOOD.replace("\"statusPurpose\"", "\"statusSize\":64,\"statusPurpose\"");
        of(&wide, |entry| assert!(matches!(entry, Entry::Unsupported(_))));
    }

    #[test]
    fn every_kind_is_read_by_its_own_names_and_others_are_named() {
        of(&GOOD.replace("BitstringStatusListEntry", "StatusList2021Entry"), |entry| {
            let Entry::Place(place) = entry else { panic!("{entry:?}") };
            assert_eq!(place.form.credential, "StatusList2021Credential");
        });
        let old = r#"{"type":["RevocationList2020Status"],"revocationListIndex":"7",
            "revocationListCredential":"https://example.org/2"}"#;
        of(old, |entry| {
            let Entry::Place(place) = entry else { panic!("{entry:?}") };
            assert_eq!((place.index, place.list, place.purpose), (7, "https://example.org/2", "revocation"));
        });
        for name in REVOCATION_LISTS {
            let listed = format!(r#"{{"id":"https://example.org/3","type":"{name}"}}"#);
            of(&listed, |entry| assert_eq!(entry, &Entry::Revocations("https://example.org/3")));
        }
        of(r#"{"type":"StatusList2031"}"#, |entry| assert_eq!(entry, &Entry::Unsupported("StatusList2031")));
    }

    #[test]
    fn a_value_is_told_in_the_issuers_words() {
        let messages = r#""statusSize":2,"statusMessage":[{"status":"0x0","message":"pending"},
            {"status":"0x1","message":"accepted"},{"status":"0xA","message":"late"}],"statusPurpose""#;
        of(&GOOD.replace("\"statusPurpose\"", messages), |entry| {
            let Entry::Place(place) = entry else { panic!("{entry:?}") };
            let told: Vec<String> = [0, 1, 2, 10].map(|value| place.message(value)).into();
            assert_eq!(told, ["pending", "accepted", "0x2", "late"]);
        });
        of(GOOD, |entry| {
            let Entry::Place(place) = entry else { panic!("{entry:?}") };
            assert_eq!((place.message(0), place.message(1)), ("unset".to_owned(), "set".to_owned()));
        });
    }
}
