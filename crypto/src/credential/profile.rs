//! People and organizations.
//!
//! Source: Open Badges 3.0, Profile, Address, `GeoCoordinates`, `IdentifierEntry`.

use super::achievement::{Image, image};
use super::envelope::Credential;
use super::finding::{Rule, Severity};
use super::reader::Presence::{May, Must, Should};
use super::reader::{Presence, Reader};
use super::words::IDENTIFIER_TYPES;

/// A person or organization.
#[derive(Clone, Debug, Default)]
pub struct Profile<'v> {
    /// `id`, a DID or URL.
    pub id: Option<&'v str>,
    /// `name`.
    pub name: Option<&'v str>,
    /// `url`, the home page.
    pub url: Option<&'v str>,
    /// `phone`.
    pub phone: Option<&'v str>,
    /// `description`.
    pub description: Option<&'v str>,
    /// What others say of it.
    pub endorsements: Endorsements<'v>,
    /// `image`.
    pub image: Option<Image<'v>>,
    /// `email`.
    pub email: Option<&'v str>,
    /// `address`.
    pub address: Option<Address<'v>>,
    /// `otherIdentifier`.
    pub other_identifiers: Vec<IdentifierEntry<'v>>,
    /// `official`, who may act for the organization.
    pub official: Option<&'v str>,
    /// `parentOrg`.
    pub parent: Option<Box<Profile<'v>>>,
    /// The parts of a person's name.
    pub name_parts: NameParts<'v>,
    /// `dateOfBirth`, a day as written.
    pub date_of_birth: Option<&'v str>,
}

/// The parts of a person's name.
#[derive(Clone, Debug, Default)]
pub struct NameParts<'v> {
    /// `familyName`.
    pub family: Option<&'v str>,
    /// `givenName`.
    pub given: Option<&'v str>,
    /// `additionalName`.
    pub additional: Option<&'v str>,
    /// `patronymicName`.
    pub patronymic: Option<&'v str>,
    /// `honorificPrefix`.
    pub honorific_prefix: Option<&'v str>,
    /// `honorificSuffix`.
    pub honorific_suffix: Option<&'v str>,
    /// `familyNamePrefix`.
    pub family_prefix: Option<&'v str>,
}

/// Where somebody is to be found.
#[derive(Clone, Debug, Default)]
pub struct Address<'v> {
    /// `addressCountry`.
    pub country: Option<&'v str>,
    /// `addressCountryCode`.
    pub country_code: Option<&'v str>,
    /// `addressRegion`.
    pub region: Option<&'v str>,
    /// `addressLocality`.
    pub locality: Option<&'v str>,
    /// `streetAddress`.
    pub street: Option<&'v str>,
    /// `postOfficeBoxNumber`.
    pub post_office_box: Option<&'v str>,
    /// `postalCode`.
    pub postal_code: Option<&'v str>,
    /// `geo`.
    pub geo: Option<GeoCoordinates>,
}

/// A point on Earth.
#[derive(Clone, Copy, Debug, Default)]
pub struct GeoCoordinates {
    /// `latitude`, in degrees north.
    pub latitude: Option<f64>,
    /// `longitude`, in degrees east.
    pub longitude: Option<f64>,
}

/// An identifier that some system gives.
#[derive(Clone, Debug, Default)]
pub struct IdentifierEntry<'v> {
    /// `identifier`.
    pub identifier: Option<&'v str>,
    /// `identifierType`, one of the standard's or `ext:…`.
    pub identifier_type: Option<&'v str>,
}

/// What others say: signed with a proof within them, or as compact JWTs.
#[derive(Clone, Debug, Default)]
pub struct Endorsements<'v> {
    /// `endorsement`.
    pub embedded: Vec<Credential<'v>>,
    /// `endorsementJwt`.
    pub tokens: Vec<&'v str>,
}

impl<'v> Profile<'v> {
    /// Reads a Profile; `id` is demanded as `presence` says.
    pub(super) fn read(reader: &mut Reader<'_, 'v>, presence: Presence) -> Self {
        reader.expect_type("Profile", true, Severity::Error);
        Self {
            id: reader.url("id", presence),
            name: reader.text("name", May),
            url: reader.url("url", May),
            phone: reader.text("phone", May),
            description: reader.text("description", May),
            endorsements: Endorsements::read(reader),
            image: image(reader),
            email: reader.text("email", May),
            address: reader.object("address", "address", May, address),
            other_identifiers: other_identifiers(reader),
            official: reader.text("official", May),
            parent: reader.object("parentOrg", "parent organization", May, |parent| {
                Box::new(Profile::read(parent, Should))
            }),
            name_parts: NameParts {
                family: reader.text("familyName", May),
                given: reader.text("givenName", May),
                additional: reader.text("additionalName", May),
                patronymic: reader.text("patronymicName", May),
                honorific_prefix: reader.text("honorificPrefix", May),
                honorific_suffix: reader.text("honorificSuffix", May),
                family_prefix: reader.text("familyNamePrefix", May),
            },
            date_of_birth: reader.day("dateOfBirth"),
        }
    }

    /// Reads the issuer of a credential that is none of Open Badges.
    ///
    /// Source: VCDM v2.0, section 4.7 (Issuer).
    pub(super) fn read_plain(reader: &mut Reader<'_, 'v>) -> Self {
        Self {
            id: reader.url("id", Must),
            name: reader.text("name", May),
            url: reader.url("url", May),
            description: reader.text("description", May),
            ..Self::default()
        }
    }
}

impl<'v> Endorsements<'v> {
    pub(super) fn read(reader: &mut Reader<'_, 'v>) -> Self {
        let mut tokens = Vec::new();
        reader.each("endorsementJwt", May, &mut |reader, value, _| match value.as_str() {
            Some(token) if is_compact_jws(token) => tokens.push(token),
            _ => reader.advise(Rule::Form, "endorsementJwt", "holds something that is not a compact JWT"),
        });
        let embedded = if reader.object.get("endorsement").is_some() {
            reader.of_others(|reader| {
                reader.objects("endorsement", "endorsement", May, Credential::read_endorsement)
            })
        } else {
            Vec::new()
        };
        Self { embedded, tokens }
    }
}

pub(super) fn other_identifiers<'v>(reader: &mut Reader<'_, 'v>) -> Vec<IdentifierEntry<'v>> {
    reader.objects("otherIdentifier", "identifier", May, |entry| {
        entry.expect_type("IdentifierEntry", false, Severity::Error);
        entry.expect_only(&["type", "identifier", "identifierType"]);
        IdentifierEntry {
            identifier: entry.text("identifier", Should),
            identifier_type: entry.word("identifierType", Should, IDENTIFIER_TYPES),
        }
    })
}

fn address<'v>(reader: &mut Reader<'_, 'v>) -> Address<'v> {
    reader.expect_type("Address", true, Severity::Advice);
    Address {
        country: reader.text("addressCountry", May),
        country_code: reader.text("addressCountryCode", May),
        region: reader.text("addressRegion", May),
        locality: reader.text("addressLocality", May),
        street: reader.text("streetAddress", May),
        post_office_box: reader.text("postOfficeBoxNumber", May),
        postal_code: reader.text("postalCode", May),
        geo: reader.object("geo", "position", May, |geo| {
            geo.expect_type("GeoCoordinates", false, Severity::Advice);
            let mut within = |key: &str, most: f64| {
                let degrees = geo.number(key, Should)?;
                if degrees.abs() > most {
                    geo.advise(Rule::Range, key, "lies outside the Earth");
                }
                Some(degrees)
            };
            GeoCoordinates { latitude: within("latitude", 90.0), longitude: within("longitude", 180.0) }
        }),
    }
}

/// Whether `text` has the form of a compact JWT.
pub(super) fn is_compact_jws(text: &str) -> bool {
    let url_safe =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let mut parts = text.split('.');
    let (header, payload, signature) = (parts.next(), parts.next(), parts.next());
    let full = |part: Option<&str>| part.is_some_and(|part| !part.is_empty() && url_safe(part));
    full(header) && payload.is_some_and(url_safe) && full(signature) && parts.next().is_none()
}
