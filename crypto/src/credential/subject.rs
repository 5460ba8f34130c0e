//! Whom a credential is about, and what it says of them.
//!
//! Source: Open Badges 3.0, `AchievementSubject`, `EndorsementSubject`, `IdentityObject`, Evidence.

use super::achievement::{Achievement, Image, image};
use super::clr::ClrSubject;
use super::envelope::Kind;
use super::finding::{Rule, Severity};
use super::profile::Profile;
use super::reader::Presence::{May, Should};
use super::reader::Reader;
use super::result::SubjectResult;
use super::words::IDENTIFIER_TYPES;
use crate::json::Value;

/// Whom a credential is about, and what it says of them.
#[derive(Clone, Debug, Default)]
pub struct Subject<'v> {
    /// Who it is. Of its own, so that it may be kept when the document is gone.
    pub recipient: Recipient,
    /// What is said, by the kind of credential.
    pub claim: Claim<'v>,
}

/// Whom a credential is about, as far as it tells.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Recipient {
    /// `id`, a DID or URL.
    pub id: Option<String>,
    /// Names and addresses, some of them hashed.
    pub identifiers: Vec<IdentityObject>,
}

/// A name or address of the recipient, in clear or hashed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct IdentityObject {
    /// `identityType`, such as `name` or `emailAddress`.
    pub identity_type: Option<String>,
    /// Whether `identity` is a hash. Where the document does not say so properly, it is taken to
    /// be one.
    pub hashed: bool,
    /// `identityHash`: the identifier in clear, or `sha256$` and a hash of it with `salt`.
    pub identity: Option<String>,
    /// `salt`.
    pub salt: Option<String>,
}

/// What a credential says of its subject.
#[derive(Clone, Debug, Default)]
pub enum Claim<'v> {
    /// Nothing that Open Badges or CLR know.
    #[default]
    Other,
    /// They achieved something.
    Achievement(Box<AchievementSubject<'v>>),
    /// They are endorsed.
    Endorsement(EndorsementSubject<'v>),
    /// They hold a record of several achievements.
    Clr(ClrSubject<'v>),
}

/// What somebody achieved, and how.
#[derive(Clone, Debug, Default)]
pub struct AchievementSubject<'v> {
    /// `activityEndDate`, as written.
    pub activity_end: Option<&'v str>,
    /// `activityStartDate`, as written.
    pub activity_start: Option<&'v str>,
    /// `creditsEarned`, in the issuer's unit.
    pub credits_earned: Option<f64>,
    /// What was achieved.
    pub achievement: Option<Achievement<'v>>,
    /// `image`, a baked one.
    pub image: Option<Image<'v>>,
    /// `licenseNumber`.
    pub license_number: Option<&'v str>,
    /// `narrative`, Markdown.
    pub narrative: Option<&'v str>,
    /// `result`.
    pub results: Vec<SubjectResult<'v>>,
    /// `role`.
    pub role: Option<&'v str>,
    /// `source`, who assessed the achievement.
    pub source: Option<Box<Profile<'v>>>,
    /// `term`, the academic term.
    pub term: Option<&'v str>,
}

/// What is said of somebody or something endorsed.
#[derive(Clone, Debug, Default)]
pub struct EndorsementSubject<'v> {
    /// `endorsementComment`, Markdown.
    pub comment: Option<&'v str>,
}

/// Work that shows that something was achieved.
#[derive(Clone, Debug, Default)]
pub struct Evidence<'v> {
    /// `id`, the address of a page.
    pub id: Option<&'v str>,
    /// `narrative`, Markdown.
    pub narrative: Option<&'v str>,
    /// `name`.
    pub name: Option<&'v str>,
    /// `description`.
    pub description: Option<&'v str>,
    /// `genre`.
    pub genre: Option<&'v str>,
    /// `audience`.
    pub audience: Option<&'v str>,
}

impl<'v> Subject<'v> {
    /// The achievement, where it is about one.
    pub fn achievement(&self) -> Option<&Achievement<'v>> {
        if let Claim::Achievement(subject) = &self.claim { subject.achievement.as_ref() } else { None }
    }

    pub(super) fn read(reader: &mut Reader<'_, 'v>, kind: Kind) -> Self {
        let id = reader.optional_id();
        if kind == Kind::Other {
            return Self { recipient: Recipient::new(id, identities(reader)), claim: Claim::Other };
        }
        if kind == Kind::Endorsement {
            reader.member("id", Should);
            reader.expect_type("EndorsementSubject", true, Severity::Error);
            let comment = reader.text("endorsementComment", May);
            let claim = Claim::Endorsement(EndorsementSubject { comment });
            return Self { recipient: Recipient::new(id, Vec::new()), claim };
        }
        let identifiers = reader.objects("identifier", "identifier", May, identity);
        if id.is_none() && identifiers.is_empty() {
            let said = "names nobody: it has neither an id nor an identifier";
            reader.find_here((Rule::Empty, Severity::Advice), said);
        }
        let claim = match kind {
            Kind::Clr => Claim::Clr(ClrSubject::read(reader)),
            _ => Claim::Achievement(Box::new(AchievementSubject::read(reader))),
        };
        Self { recipient: Recipient::new(id, identifiers), claim }
    }
}

impl Recipient {
    fn new(id: Option<&str>, identifiers: Vec<IdentityObject>) -> Self {
        Self { id: id.map(str::to_owned), identifiers }
    }
}

impl<'v> AchievementSubject<'v> {
    fn read(reader: &mut Reader<'_, 'v>) -> Self {
        reader.expect_type("AchievementSubject", true, Severity::Error);
        let achievement = reader.object("achievement", "achievement", Should, Achievement::read);
        let results = reader
            .objects("result", "result", May, |result| SubjectResult::read(result, achievement.as_ref()));
        Self {
            activity_end: reader.instant("activityEndDate", May, Severity::Advice),
            activity_start: reader.instant("activityStartDate", May, Severity::Advice),
            credits_earned: reader.number("creditsEarned", May),
            achievement,
            image: image(reader),
            license_number: reader.text("licenseNumber", May),
            narrative: reader.text("narrative", May),
            results,
            role: reader.text("role", May),
            source: reader.object("source", "source", May, |source| Box::new(Profile::read(source, Should))),
            term: reader.text("term", May),
        }
    }
}

impl<'v> Evidence<'v> {
    pub(super) fn read(reader: &mut Reader<'_, 'v>) -> Self {
        reader.expect_type("Evidence", true, Severity::Advice);
        Self {
            id: reader.optional_id(),
            narrative: reader.text("narrative", May),
            name: reader.text("name", May),
            description: reader.text("description", May),
            genre: reader.text("genre", May),
            audience: reader.text("audience", May),
        }
    }
}

/// Identity objects under a vocabulary of others, where `identifier` may be anything.
fn identities(reader: &mut Reader<'_, '_>) -> Vec<IdentityObject> {
    let is_ours = |item: &Value<'_>| {
        let types = item.get("type").map(Value::items).unwrap_or_default();
        types.iter().any(|name| name.as_str() == Some("IdentityObject"))
    };
    match reader.object.get("identifier") {
        Some(value) if value.items().iter().all(is_ours) => {
            reader.objects("identifier", "identifier", May, identity)
        }
        _ => Vec::new(),
    }
}

fn identity(reader: &mut Reader<'_, '_>) -> IdentityObject {
    reader.expect_type("IdentityObject", false, Severity::Advice);
    reader.expect_only(&["type", "hashed", "identityHash", "identityType", "salt"]);
    let identity_type = if reader.object.get("identityType").is_some_and(|it| it.as_str() == Some("email")) {
        let said = "is \"email\", where Open Badges calls an e-mail address emailAddress";
        reader.advise(Rule::Vocabulary, "identityType", said);
        Some("emailAddress")
    } else {
        reader.word("identityType", Should, IDENTIFIER_TYPES)
    };
    let hashed = reader.boolean("hashed", Should);
    let identity = reader.text("identityHash", Should);
    if hashed == Some(true) && identity.is_some_and(|identity| !is_hash(identity)) {
        let said = "is said to be hashed, and is neither sha256$ nor md5$ with a hash";
        reader.advise(Rule::Range, "identityHash", said);
    }
    IdentityObject {
        identity_type: identity_type.map(str::to_owned),
        hashed: hashed.unwrap_or(true),
        identity: identity.map(str::to_owned),
        salt: reader.text("salt", May).map(str::to_owned),
    }
}

/// Whether `text` is an algorithm's name, `$`, and as many hexadecimal digits as it gives.
///
/// Source: Open Badges 3.0, `IdentityHash`.
fn is_hash(text: &str) -> bool {
    let Some((algorithm, digits)) = text.split_once('$') else { return false };
    let length = match algorithm {
        "sha256" => 64,
        "md5" => 32,
        _ => return false,
    };
    digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}
