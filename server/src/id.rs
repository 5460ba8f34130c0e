//! Ids: `UUIDv7`, kept and shown as text, each kind a type of its own.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is no id.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not an id: ids are UUIDs in their usual hyphenated, lower-case form")]
pub struct NotAnId;

/// What every kind of id can do.
pub trait Id: Copy + fmt::Display {
    /// Wraps a UUID.
    fn from_uuid(uuid: Uuid) -> Self;
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Uuid);

        impl Id for $name {
            fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            /// One spelling only, so that one thing has one address.
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let id = Self(Uuid::parse_str(text).map_err(|_| NotAnId)?);
                if id.to_string() == text { Ok(id) } else { Err(NotAnId) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;

            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }

        impl<DB: sqlx::Database> sqlx::Type<DB> for $name
        where
            String: sqlx::Type<DB>,
        {
            fn type_info() -> DB::TypeInfo {
                <String as sqlx::Type<DB>>::type_info()
            }

            fn compatible(ty: &DB::TypeInfo) -> bool {
                <String as sqlx::Type<DB>>::compatible(ty)
            }
        }

        impl<'q, DB: sqlx::Database> sqlx::Encode<'q, DB> for $name
        where
            String: sqlx::Encode<'q, DB>,
        {
            fn encode_by_ref(
                &self,
                buf: &mut DB::ArgumentBuffer,
            ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                self.to_string().encode(buf)
            }
        }

        impl<'r, DB: sqlx::Database> sqlx::Decode<'r, DB> for $name
        where
            String: sqlx::Decode<'r, DB>,
        {
            fn decode(value: DB::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                Ok(<String as sqlx::Decode<'r, DB>>::decode(value)?.parse()?)
            }
        }
    };
}

id! {
    /// A person who signs in.
    AccountId
}
id! {
    /// A link by which whoever comes claims an award.
    ClaimLinkId
}
id! {
    /// Somebody who has asked by such a link.
    ClaimRequestId
}
id! {
    /// A look at who somebody is.
    IdentityCheckId
}
id! {
    /// Later editions of many credentials.
    ReworkId
}
id! {
    /// An institution that awards.
    IssuerId
}
id! {
    /// One of an issuer's signing keys.
    IssuerKeyId
}
id! {
    /// One of the service's own signing keys.
    ServiceKeyId
}
id! {
    /// A receipt for a verification, which is not kept.
    ReceiptId
}
id! {
    /// What an issuer awards.
    AchievementId
}
id! {
    /// Part of an achievement: a result description, or a level of one.
    PartId
}
id! {
    /// What an institution says in favour of something.
    EndorsementId
}
id! {
    /// What somebody else says in favour of one of our achievements.
    ReceivedEndorsementId
}
id! {
    /// A credential that we issued, or one from elsewhere in somebody's wallet.
    CredentialId
}
id! {
    /// A signed list of what was revoked.
    StatusListId
}
id! {
    /// Somebody whom an institution teaches.
    LearnerId
}
id! {
    /// Learners who are taught together.
    ClassId
}
id! {
    /// One press of the button that awards.
    AwardingId
}
id! {
    /// Somebody asked to work at a desk.
    InvitationId
}
id! {
    /// Many awards made from one file.
    BulkId
}
id! {
    /// Many transcripts from one import.
    BatchId
}
id! {
    /// An export of a school's system.
    RosterImportId
}
id! {
    /// Whom an institution gave a learner's records.
    DisclosureId
}
id! {
    /// What a holder asks an institution to correct.
    AmendmentId
}
id! {
    /// A program that works at a desk.
    ApiKeyId
}
id! {
    /// A learner's selection of credentials.
    RecordId
}
id! {
    /// A live link to a record.
    ShareId
}
id! {
    /// What a learner agreed to show.
    ConsentReceiptId
}
id! {
    /// A look at what a link shows.
    ViewId
}
id! {
    /// A statement that somebody who holds a key proved addresses.
    LinkStatementId
}
id! {
    /// A mail in the outbox.
    MailId
}
id! {
    /// A passkey of somebody's account.
    PasskeyId
}
id! {
    /// What an institution has said of when addresses end.
    AddressEndId
}
id! {
    /// Somebody who looks after a learner's wallet with them.
    GuardianId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        let text = "01890a5d-ac96-774b-bcce-b302099a8057";
        assert_eq!(text.parse::<RecordId>().unwrap().to_string(), text);
        assert_eq!(text.to_uppercase().parse::<RecordId>(), Err(NotAnId));
        assert_eq!(text.replace('-', "").parse::<RecordId>(), Err(NotAnId));
        assert_eq!("../etc/passwd".parse::<RecordId>(), Err(NotAnId));
    }
}
