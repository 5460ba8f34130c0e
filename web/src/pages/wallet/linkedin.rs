//! The address by which LinkedIn asks whether to add a credential to a profile.

use std::fmt::Write as _;

use crypto::verify::CredentialSummary;
use time::{OffsetDateTime, UtcOffset, format_description::well_known::Rfc3339};

const FORM: &str = "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME";

/// Where LinkedIn shows its form for a licence or certification, filled in with what the credential says.
///
/// * `url`: where whoever reads the profile sees the credential.
/// * `id`: under which its issuer knows it, where that is not the address.
/// * Returns an https address, percent-encoded; what the credential does not say is left out. Years and months are
///   those in UTC, months from 1.
///
/// Source: LinkedIn, "Add to profile".
pub(super) fn add_to_profile(credential: &CredentialSummary, url: &str, id: Option<&str>) -> String {
    let mut address = FORM.to_owned();
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = write!(address, "&{name}="); // a String takes everything
            encode(&mut address, value);
        }
    };
    add("name", credential.name.as_deref().unwrap_or_default());
    add("organizationName", credential.issuer_name.as_deref().unwrap_or_default());
    let issued = credential.awarded_date.as_ref().or(credential.valid_from.as_ref());
    for (year, month, at) in [
        ("issueYear", "issueMonth", issued),
        ("expirationYear", "expirationMonth", credential.valid_until.as_ref()),
    ] {
        let Some(at) = at.and_then(|at| OffsetDateTime::parse(at, &Rfc3339).ok()) else { continue };
        let at = at.to_offset(UtcOffset::UTC);
        add(year, &at.year().to_string());
        add(month, &u8::from(at.month()).to_string());
    }
    add("certUrl", url);
    add("certId", id.unwrap_or_default());
    address
}

/// Adds text as a value in a query: everything but letters, digits and `-._~` as `%XX` of UTF-8.
fn encode(address: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}"); // a String takes everything
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_is_known_and_encodes_it() {
        let credential = CredentialSummary {
            name: Some("Bees & Honey: 100%".to_owned()),
            issuer_name: Some("Instituto Peñaflor + Söhne".to_owned()),
            awarded_date: Some("2026-03-04T10:00:00Z".to_owned()),
            valid_from: Some("2026-05-01T00:00:00Z".to_owned()),
            valid_until: Some("2028-12-31T23:30:00-05:00".to_owned()),
            ..CredentialSummary::default()
        };
        let url = "https://laurel.example/credentials/0190?a=1";
        assert_eq!(
            add_to_profile(&credential, url, Some("0190")),
            "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME\
             &name=Bees%20%26%20Honey%3A%20100%25\
             &organizationName=Instituto%20Pe%C3%B1aflor%20%2B%20S%C3%B6hne\
             &issueYear=2026&issueMonth=3&expirationYear=2029&expirationMonth=1\
             &certUrl=https%3A%2F%2Flaurel.example%2Fcredentials%2F0190%3Fa%3D1&certId=0190"
        );
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let credential = CredentialSummary {
            name: Some("Weaver".to_owned()),
            valid_from: Some("2026-11-02T00:00:00Z".to_owned()),
            valid_until: Some("some day".to_owned()),
            ..CredentialSummary::default()
        };
        assert_eq!(
            add_to_profile(&credential, "https://a.example/1", None),
            "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=Weaver\
             &issueYear=2026&issueMonth=11&certUrl=https%3A%2F%2Fa.example%2F1"
        );
    }
}
