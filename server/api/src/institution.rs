//! An institution itself: its profile, its staff, its keys, its mail.

use serde::{Deserialize, Serialize};

use super::open_badges::{Address, IdentifierEntry};

/// What an institution says of itself.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// What it is.
    #[serde(default)]
    pub description: String,
    /// Its own website.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where people write to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Its telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where it is.
    #[serde(default)]
    pub address: Address,
    /// What it is called elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_identifier: Vec<IdentifierEntry>,
    /// The language of its letters, a BCP 47 tag.
    pub language: String,
    /// Its own words in letters.
    #[serde(default)]
    pub letter: LetterWords,
    /// Whether what it issues says where later editions are to be had.
    #[serde(default)]
    pub refreshable: bool,
    /// Whether what it issues has its number for the learner.
    #[serde(default)]
    pub shows_student_id: bool,
    /// Whether links of learners who have a guardian wait for their approval.
    #[serde(default)]
    pub guardian_approval: bool,
    /// How many days before its end holders are reminded of what they hold, 1 to 366; absent: not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminder_days: Option<u32>,
}

/// An institution's own words in its letters.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LetterWords {
    /// Stands after the news of an award.
    #[serde(default)]
    pub award: String,
    /// Stands under every letter.
    #[serde(default)]
    pub signature: String,
}

/// Who works at a desk, and who is asked to.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Staff {
    /// Who works there, by name.
    pub members: Vec<StaffMember>,
    /// Who is asked to, by address.
    pub invitations: Vec<Invitation>,
}

/// Somebody who works at a desk.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct StaffMember {
    /// Their account, a UUID.
    pub account: String,
    /// What they are called; may be empty.
    pub name: String,
    /// Their first address.
    pub email: String,
    /// `owner`, `registrar`, `issuer` (a teacher) or `viewer`.
    pub role: String,
    /// Since when, RFC 3339.
    pub since: String,
}

/// Somebody who is asked to work at a desk.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// The invitation's id, a UUID.
    pub id: String,
    /// Their address.
    pub email: String,
    /// As what.
    pub role: String,
    /// When the letter was written, RFC 3339.
    pub sent_at: String,
    /// Until when it can be accepted, RFC 3339.
    pub expires_at: String,
}

/// A key with which an institution signs, or signed.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SigningKey {
    /// Its id, a UUID.
    pub id: String,
    /// The DID for which it signs.
    pub did: String,
    /// The DID URL by which its proofs name it.
    pub method: String,
    /// When it was made, RFC 3339.
    pub created_at: String,
    /// When it was retired, RFC 3339: what it signed before is good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_at: Option<String>,
    /// Since when nothing that it signed is good, RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<String>,
}

/// A letter that did not arrive.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct UndeliveredMail {
    /// To whom it was to go.
    pub to: String,
    /// The id of the credential that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<String>,
    /// When it was given up, RFC 3339.
    pub failed_at: String,
    /// `away`, `broken`, `unreadable`, `unaddressable`, or the mail server's reply.
    pub fault: String,
    /// Whether the address is wrong, so that correcting it helps.
    pub of_the_address: bool,
}
