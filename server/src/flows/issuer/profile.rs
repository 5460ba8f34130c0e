//! What an institution says of itself: in what it signs from now on, on its public page, and in
//! its letters.

use api::open_badges::{Address, IdentifierEntry};
use serde_json::json;
use web::words::Language;

use crate::{
    app::App,
    flows::{
        achievement::Image,
        audit,
        fields::{Fields, is_slug},
        outbox::OwnWords,
        session::{Act, NotAllowed, Viewer},
    },
    image,
    problem::{FieldProblem, Problem},
    store::{
        StoreError,
        issuer::{self, IssuerRow, PictureRow},
    },
};

/// What an institution is called elsewhere: the kinds of identifier that one may have.
///
/// Source: Open Badges 3.0, `IdentifierTypeEnum`, those that name an organisation.
pub const IDENTIFIER_TYPES: [&str; 8] = [
    "identifier",
    "sourcedId",
    "systemId",
    "accountId",
    "userName",
    "lisSourcedId",
    "oneRosterSourcedId",
    "sisSourcedId",
];
/// Identifiers that an institution may have.
const MOST_IDENTIFIERS: usize = 20;

/// The earliest that holders are reminded, in days.
const MOST_REMINDER_DAYS: u32 = 366;

/// What an institution says of itself.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each stands alone")]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Its own website.
    pub url: Option<String>,
    /// Where people write to.
    pub email: Option<String>,
    /// Its telephone number.
    pub phone: Option<String>,
    /// Where it is.
    pub address: Address,
    /// What it is called elsewhere.
    pub identifiers: Vec<IdentifierEntry>,
    /// The language of its letters, a BCP 47 tag.
    pub language: String,
    /// Its own words in letters.
    pub letter: OwnWords,
    /// Whether what it issues says where later editions are to be had.
    pub refreshable: bool,
    /// Whether what it issues has its number for the learner.
    pub shows_student_id: bool,
    /// How many days before its end holders are reminded of what they hold; absent: not.
    pub reminder_days: Option<u32>,
    /// Whether links of learners who have a guardian wait for their approval.
    pub guardian_approval: bool,
    /// Whether it has a picture.
    pub pictured: bool,
}

/// What becomes of an institution's picture.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Picture {
    /// It stays as it is.
    #[default]
    Keep,
    /// It is taken away.
    Remove,
    /// This one takes its place: a PNG or an SVG.
    Replace(Vec<u8>),
}

/// Why a profile was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// Fields need another look.
    #[error("the profile needs another look")]
    Fields(Vec<FieldProblem>),
    /// The database failed.
    #[error("could not store the profile")]
    Store(#[from] StoreError),
}

impl From<ProfileError> for Problem {
    fn from(err: ProfileError) -> Self {
        match err {
            ProfileError::NotAllowed(source) => source.into(),
            ProfileError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            ProfileError::Store(source) => source.into(),
        }
    }
}

/// What the institution called `slug` says of itself.
///
/// # Errors
/// [`ProfileError::NotAllowed`], [`ProfileError::Store`].
pub async fn profile(app: &App, viewer: &Viewer, slug: &str) -> Result<Profile, ProfileError> {
    let issuer = viewer.at(slug, Act::See)?.issuer;
    let row = issuer::by_id(&mut app.db.read().await?, issuer).await?;
    Ok(row.ok_or(StoreError::Sql(sqlx::Error::RowNotFound))?.into())
}

/// Changes what the institution called `slug` says of itself, for all that it issues from now on.
/// Field pointers are those of Open Badges' Profile (`/address/postalCode`,
/// `/otherIdentifier/0/identifier`) and `/language`, `/letter/award`, `/letter/signature`, `/image`.
///
/// # Errors
/// [`ProfileError`].
pub async fn update(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    profile: Profile,
    picture: Picture,
) -> Result<(), ProfileError> {
    let issuer = viewer.at(slug, Act::Govern)?.issuer;
    let mut fields = Fields::default();
    let profile = checked(&mut fields, profile);
    let picture = match picture {
        Picture::Keep => None,
        Picture::Remove => Some(None),
        Picture::Replace(image) => match image::check(&image) {
            Ok(image_type) => Some(Some(PictureRow { image_type: image_type.to_owned(), image })),
            Err(err) => {
                fields.wrong("/image", err.to_string());
                None
            }
        },
    };
    fields.right(()).map_err(ProfileError::Fields)?;
    let mut tx = app.db.write().await?;
    let missing = || StoreError::Sql(sqlx::Error::RowNotFound);
    let row = issuer::by_id(&mut tx, issuer).await?.ok_or_else(missing)?;
    let before = said(&Profile::from(row.clone()));
    let row = profile.into_row(row);
    issuer::update(&mut tx, &row).await?;
    let after = said(&Profile::from(row));
    let detail = match &picture {
        None => json!({}),
        Some(picture) => json!({ "picture": if picture.is_some() { "replaced" } else { "removed" } }),
    };
    if let Some(picture) = picture {
        issuer::set_picture(&mut tx, issuer, picture).await?;
    }
    let told = audit::Told { detail: &detail, before: &before, after: &after };
    let (by, subject) = (Some(viewer.account), format!("issuer/{issuer}"));
    audit::note_change(app, &mut tx, issuer, by, "issuer.changed", subject, told);
    tx.commit().await?;
    Ok(())
}

/// What an institution says of itself, for the note of a change.
fn said(profile: &Profile) -> serde_json::Value {
    json!({
        "name": profile.name,
        "description": profile.description,
        "url": profile.url,
        "email": profile.email,
        "phone": profile.phone,
        "address": profile.address,
        "identifiers": profile.identifiers,
        "language": profile.language,
        "letter": { "award": profile.letter.award, "signature": profile.letter.signature },
        "refreshable": profile.refreshable,
        "showsStudentId": profile.shows_student_id,
        "reminderDays": profile.reminder_days,
        "guardianApproval": profile.guardian_approval,
    })
}

/// The picture of the institution called `slug`.
///
/// # Errors
/// When the database fails.
pub async fn picture(app: &App, slug: &str) -> Result<Option<Image>, StoreError> {
    if !is_slug(slug) {
        return Ok(None);
    }
    let mut tx = app.db.read().await?;
    let Some(row) = issuer::by_slug(&mut tx, slug).await? else { return Ok(None) };
    let picture = issuer::picture(&mut tx, row.issuer_id).await?;
    Ok(picture.map(|(media_type, bytes)| Image { media_type, bytes }))
}

/// The part of a profile that founding asks for too, made right.
pub(super) fn checked_names(
    fields: &mut Fields,
    name: &str,
    description: &str,
    url: Option<&str>,
    email: Option<&str>,
) -> (String, String, Option<String>, Option<String>) {
    let name = fields.line("/name", name, 200);
    let description = fields.lines("/description", description, 2000);
    let url = given(url).inspect(|url| {
        if !is_web_address(url) {
            fields.wrong("/url", "write a whole web address, such as https://www.example.edu");
        }
    });
    let email = given(email).map(|email| {
        let email = fields.email("/email", &email);
        email.map_or_else(String::new, |email| email.as_str().to_owned())
    });
    (name, description, url, email)
}

fn checked(fields: &mut Fields, typed: Profile) -> Profile {
    let (name, description, url, email) =
        checked_names(fields, &typed.name, &typed.description, typed.url.as_deref(), typed.email.as_deref());
    let mut line = |pointer: &str, text: Option<String>, most: usize| {
        given(text.as_deref()).map(|text| fields.line(pointer, &text, most))
    };
    let phone = line("/phone", typed.phone, 50);
    let address = Address {
        street_address: line("/address/streetAddress", typed.address.street_address, 200),
        post_office_box_number: line(
            "/address/postOfficeBoxNumber",
            typed.address.post_office_box_number,
            50,
        ),
        postal_code: line("/address/postalCode", typed.address.postal_code, 20),
        address_locality: line("/address/addressLocality", typed.address.address_locality, 100),
        address_region: line("/address/addressRegion", typed.address.address_region, 100),
        address_country: line("/address/addressCountry", typed.address.address_country, 100),
        address_country_code: given(typed.address.address_country_code.as_deref())
            .map(|code| code.to_uppercase()),
        ..Address::default()
    };
    if address.address_country_code.as_deref().is_some_and(|code| !is_country_code(code)) {
        fields.wrong("/address/addressCountryCode", "use the two letters of the country, such as NL");
    }
    let filled =
        typed.identifiers.into_iter().filter(|entry| !entry.identifier.trim().is_empty()).collect::<Vec<_>>();
    if filled.len() > MOST_IDENTIFIERS {
        fields.wrong("/otherIdentifier", format!("use at most {MOST_IDENTIFIERS} identifiers"));
    }
    let identifiers = filled.into_iter().enumerate().map(|(place, entry)| {
        let pointer = |member: &str| format!("/otherIdentifier/{place}/{member}");
        let kind = entry.identifier_type;
        if !IDENTIFIER_TYPES.contains(&kind.as_str()) && !is_extension(&kind) {
            fields.wrong(&pointer("identifierType"), "choose one of the kinds");
        }
        let identifier = fields.line(&pointer("identifier"), &entry.identifier, 200);
        IdentifierEntry { identifier, identifier_type: kind, ..IdentifierEntry::default() }
    });
    let identifiers = identifiers.collect();
    if !Language::OF_LETTERS.iter().any(|language| language.tag() == typed.language) {
        fields.wrong("/language", "choose one of the languages");
    }
    if typed.reminder_days.is_some_and(|days| !(1..=MOST_REMINDER_DAYS).contains(&days)) {
        fields.wrong("/reminderDays", "write a number of days from 1 to 366, or nothing");
    }
    let letter = OwnWords {
        award: fields.lines("/letter/award", &typed.letter.award, 1000),
        signature: fields.lines("/letter/signature", &typed.letter.signature, 500),
    };
    Profile {
        name,
        description,
        url,
        email,
        phone,
        address,
        identifiers,
        letter,
        language: typed.language,
        refreshable: typed.refreshable,
        shows_student_id: typed.shows_student_id,
        reminder_days: typed.reminder_days,
        guardian_approval: typed.guardian_approval,
        pictured: typed.pictured,
    }
}

fn given(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

fn is_web_address(text: &str) -> bool {
    text.len() <= 500
        && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte))
        && url::Url::parse(text).is_ok_and(|url| {
            matches!(url.scheme(), "http" | "https")
                && url.has_host()
                && url.username().is_empty()
                && url.password().is_none()
        })
}

/// Source: ISO 3166-1, the codes of two letters.
fn is_country_code(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Source: Open Badges 3.0, `IdentifierTypeEnum`, extensions.
fn is_extension(kind: &str) -> bool {
    kind.len() <= 100
        && kind.strip_prefix("ext:").is_some_and(|rest| {
            !rest.is_empty()
                && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
        })
}

impl Profile {
    /// The row with this in it.
    fn into_row(self, row: IssuerRow) -> IssuerRow {
        let json = |value: Result<String, _>| value.expect("text always serialises");
        IssuerRow {
            name: self.name,
            description: self.description,
            url: self.url,
            email: self.email,
            phone: self.phone,
            address: json(serde_json::to_string(&self.address)),
            identifiers: json(serde_json::to_string(&self.identifiers)),
            language: self.language,
            letter: self.letter.json(),
            refreshable: self.refreshable,
            shows_student_id: self.shows_student_id,
            reminder_days: self.reminder_days.map(i64::from),
            guardian_approval: self.guardian_approval,
            ..row
        }
    }
}

impl From<IssuerRow> for Profile {
    fn from(row: IssuerRow) -> Self {
        Self {
            address: serde_json::from_str(&row.address).unwrap_or_default(),
            identifiers: serde_json::from_str(&row.identifiers).unwrap_or_default(),
            letter: OwnWords::read(&row.letter),
            name: row.name,
            description: row.description,
            url: row.url,
            email: row.email,
            phone: row.phone,
            language: row.language,
            refreshable: row.refreshable,
            shows_student_id: row.shows_student_id,
            reminder_days: row.reminder_days.and_then(|days| u32::try_from(days).ok()),
            guardian_approval: row.guardian_approval,
            pictured: row.pictured,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::flows::testing::{achievement, award, desk, with_app};

    const SVG: &[u8] = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>"#;

    fn full() -> Profile {
        Profile {
            name: " Marlow College ".to_owned(),
            description: "Teaches\r\nweaving.".to_owned(),
            url: Some("https://marlow.example".to_owned()),
            email: Some("Office@Marlow.example".to_owned()),
            phone: Some("+44 20 7946 0000".to_owned()),
            address: Address {
                address_locality: Some("Marlow".to_owned()),
                address_country_code: Some("gb".to_owned()),
                ..Address::default()
            },
            identifiers: vec![
                IdentifierEntry {
                    identifier: "10004113".to_owned(),
                    identifier_type: "ext:UKPRN".to_owned(),
                    ..IdentifierEntry::default()
                },
                IdentifierEntry { identifier_type: "identifier".to_owned(), ..IdentifierEntry::default() },
            ],
            language: "es".to_owned(),
            refreshable: true,
            ..Profile::default()
        }
    }

    #[tokio::test]
    async fn what_changes_is_in_what_is_issued_from_now_on() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let bees = achievement(&app, &staff).await;
            let before = award(&app, &staff, bees, "ada@a.example").await;
            update(&app, &staff, "marlow", full(), Picture::Replace(SVG.to_vec())).await.unwrap();
            let after = award(&app, &staff, bees, "ben@a.example").await;

            let issuer = |text: &str| serde_json::from_str::<Value>(text).unwrap()["issuer"].take();
            assert_eq!(issuer(&before.document)["name"], "School of marlow");
            let issuer = issuer(&after.document);
            assert_eq!(issuer["name"], "Marlow College");
            assert_eq!(issuer["email"], "office@marlow.example");
            assert_eq!(issuer["address"]["addressCountryCode"], "GB");
            assert_eq!(issuer["otherIdentifier"].as_array().map(Vec::len), Some(1));
            assert_eq!(issuer["image"]["id"], "http://laurel.test/issuers/marlow/image");
            assert!(after.document.contains("1EdTechCredentialRefresh"));

            let kept = profile(&app, &staff, "marlow").await.unwrap();
            assert_eq!((kept.description.as_str(), kept.pictured), ("Teaches\nweaving.", true));
            assert_eq!(picture(&app, "marlow").await.unwrap().unwrap().bytes, SVG);
            update(&app, &staff, "marlow", kept.clone(), Picture::Keep).await.unwrap();
            assert!(picture(&app, "marlow").await.unwrap().is_some(), "it stays");
            update(&app, &staff, "marlow", kept, Picture::Remove).await.unwrap();
            assert_eq!(picture(&app, "marlow").await.unwrap(), None);
        })
        .await;
    }

    #[tokio::test]
    async fn what_is_wrong_is_told_all_at_once_and_nothing_changes() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let wrong = Profile {
                name: "\u{202e}egelloC".to_owned(),
                url: Some("javascript:alert(1)".to_owned()),
                email: Some("nobody".to_owned()),
                phone: Some("1\n2".to_owned()),
                address: Address { address_country_code: Some("GBR".to_owned()), ..Address::default() },
                identifiers: vec![IdentifierEntry {
                    identifier: "1".to_owned(),
                    identifier_type: "ext:<".to_owned(),
                    ..IdentifierEntry::default()
                }],
                language: "tlh".to_owned(),
                ..full()
            };
            let refused = update(&app, &staff, "marlow", wrong, Picture::Replace(b"GIF89a".to_vec())).await;
            let Err(ProfileError::Fields(fields)) = refused else { panic!("{refused:?}") };
            let pointers: Vec<_> = fields.iter().map(|field| field.pointer.as_str()).collect();
            let expected = [
                "/name",
                "/url",
                "/email",
                "/phone",
                "/address/addressCountryCode",
                "/otherIdentifier/0/identifierType",
                "/language",
                "/image",
            ];
            assert_eq!(pointers, expected);
            assert_eq!(profile(&app, &staff, "marlow").await.unwrap().name, "School of marlow");
        })
        .await;
    }

    #[tokio::test]
    async fn another_institutions_owner_changes_nothing() {
        with_app(async |app| {
            desk(&app, "marlow").await;
            let foreign = desk(&app, "music").await;
            let refused = update(&app, &foreign, "marlow", full(), Picture::Keep).await;
            assert!(matches!(refused, Err(ProfileError::NotAllowed(_))), "{refused:?}");
            let refused = profile(&app, &foreign, "marlow").await;
            assert!(matches!(refused, Err(ProfileError::NotAllowed(_))), "{refused:?}");
        })
        .await;
    }
}
