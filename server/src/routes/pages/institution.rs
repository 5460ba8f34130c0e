//! `/desk/new` and `/desk/{slug}/institution`: setting up an institution, and what it says of
//! itself.

use api::open_badges::{Address, IdentifierEntry};
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use web::{
    pages::{
        FoundForm, FoundInstitution, Institution, InstitutionForm, found_institution, found_refused,
        institution as page,
    },
    words::Language,
};

use super::{desk::issuer_link, field_errors, notice::Notice, see_other};
use crate::{
    flows::{
        issuer::{self, FoundingError, IDENTIFIER_TYPES, NewIssuer, Picture, Profile, ProfileError},
        outbox::OwnWords,
        session::Act,
    },
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Form, Params, Parted},
        visit::Visit,
    },
};

pub(super) async fn found_form(visit: Visit) -> Result<Response, Problem> {
    match issuer::may_found(&visit.app, visit.viewer()?).await {
        Ok(()) => Ok(visit.page(found_institution(&visit.chrome(), &FoundInstitution::default()))),
        Err(err) => refused(&visit, err),
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Founding {
    name: String,
    slug: String,
    description: String,
    url: String,
    email: String,
}

pub(super) async fn found(visit: Visit, Form(form): Form<Founding>) -> Result<Response, Problem> {
    let new = NewIssuer {
        slug: form.slug.clone(),
        name: form.name.clone(),
        description: form.description.clone(),
        url: Some(form.url.clone()),
        email: Some(form.email.clone()),
    };
    match issuer::found_by(&visit.app, visit.viewer()?, new).await {
        Ok(founded) => Ok(see_other(&format!("/desk/{}", founded.slug), Notice::Founded)),
        Err(FoundingError::Fields(fields)) => {
            let names = [
                ("/name", "name"),
                ("/slug", "slug"),
                ("/description", "description"),
                ("/url", "url"),
                ("/email", "email"),
            ];
            let Founding { name, slug, description, url, email } = form;
            let form = FoundForm { name, slug, description, url, email };
            let data = FoundInstitution { form, errors: field_errors(&fields, &names) };
            let html = found_institution(&visit.chrome(), &data);
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(err) => refused(&visit, err),
    }
}

/// Whoever may not is told whom to ask.
fn refused(visit: &Visit, err: FoundingError) -> Result<Response, Problem> {
    match err {
        FoundingError::NotAllowed(_) => {
            let html = found_refused(&visit.chrome(), &err.to_string());
            Ok(visit.page_with(StatusCode::FORBIDDEN, html))
        }
        err => Err(err.into()),
    }
}

pub(super) async fn show(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let profile = issuer::profile(&visit.app, visit.viewer()?, &slug).await?;
    let data = data(&visit, &slug, &profile, profile.pictured, &[])?;
    Ok(visit.page(page(&visit.chrome(), &data)))
}

pub(super) async fn update(
    visit: Visit,
    Params(slug): Params<String>,
    parted: Parted,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let before = issuer::profile(&visit.app, viewer, &slug).await?;
    let typed = read(&parted)?;
    let picture = match parted.bytes("image") {
        Some(bytes) => Picture::Replace(bytes.to_vec()),
        None if !parted.text("remove_image")?.is_empty() => Picture::Remove,
        None => Picture::Keep,
    };
    match issuer::update(&visit.app, viewer, &slug, typed.clone(), picture).await {
        Ok(()) => Ok(see_other(&format!("/desk/{slug}/institution"), Notice::ProfileSaved)),
        Err(ProfileError::Fields(fields)) => {
            let data = data(&visit, &slug, &typed, before.pictured, &fields)?;
            let html = page(&visit.chrome(), &data);
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html).into_response())
        }
        Err(err) => Err(err.into()),
    }
}

fn read(parted: &Parted) -> Result<Profile, Problem> {
    let some = |name: &str| parted.text(name).map(Some);
    let on = |name: &str| parted.text(name).map(|text| !text.is_empty());
    let kinds = parted.all_texts("identifier_type")?.into_iter();
    let identifiers = kinds.zip(parted.all_texts("identifier")?).map(|(identifier_type, identifier)| {
        IdentifierEntry { identifier_type, identifier, ..IdentifierEntry::default() }
    });
    Ok(Profile {
        name: parted.text("name")?,
        description: parted.text("description")?,
        url: some("url")?,
        email: some("email")?,
        phone: some("phone")?,
        address: Address {
            street_address: some("street")?,
            post_office_box_number: some("post_office_box")?,
            postal_code: some("postal_code")?,
            address_locality: some("town")?,
            address_region: some("region")?,
            address_country: some("country")?,
            address_country_code: some("country_code")?,
            ..Address::default()
        },
        identifiers: identifiers.collect(),
        language: parted.text("language")?,
        letter: OwnWords { award: parted.text("letter_award")?, signature: parted.text("letter_signature")? },
        refreshable: on("refreshable")?,
        shows_student_id: on("shows_student_id")?,
        guardian_approval: on("guardian_approval")?,
        // What is no number is none that is allowed.
        reminder_days: match parted.text("reminder_days")?.trim() {
            "" => None,
            text => Some(text.parse().unwrap_or(u32::MAX)),
        },
        pictured: false,
    })
}

fn data(
    visit: &Visit,
    slug: &str,
    profile: &Profile,
    pictured: bool,
    problems: &[FieldProblem],
) -> Result<Institution, Problem> {
    const NAMES: [(&str, &str); 15] = [
        ("/name", "name"),
        ("/description", "description"),
        ("/url", "url"),
        ("/email", "email"),
        ("/phone", "phone"),
        ("/address/streetAddress", "street"),
        ("/address/postOfficeBoxNumber", "post_office_box"),
        ("/address/postalCode", "postal_code"),
        ("/address/addressLocality", "town"),
        ("/address/addressRegion", "region"),
        ("/address/addressCountry", "country"),
        ("/address/addressCountryCode", "country_code"),
        ("/language", "language"),
        ("/reminderDays", "reminder_days"),
        ("/image", "image"),
    ];
    let mut errors = field_errors(problems, &NAMES);
    for (error, problem) in errors.iter_mut().zip(problems) {
        let own = match problem.pointer.as_str() {
            "/letter/award" => "letter_award",
            "/letter/signature" => "letter_signature",
            pointer if pointer.starts_with("/otherIdentifier") => "identifier",
            _ => continue,
        };
        own.clone_into(&mut error.field);
    }
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let address = &profile.address;
    Ok(Institution {
        issuer: issuer_link(visit.viewer()?, slug, Act::Govern)?,
        form: InstitutionForm {
            name: profile.name.clone(),
            description: profile.description.clone(),
            url: text(&profile.url),
            email: text(&profile.email),
            phone: text(&profile.phone),
            street: text(&address.street_address),
            post_office_box: text(&address.post_office_box_number),
            postal_code: text(&address.postal_code),
            town: text(&address.address_locality),
            region: text(&address.address_region),
            country: text(&address.address_country),
            country_code: text(&address.address_country_code),
            identifiers: profile
                .identifiers
                .iter()
                .filter(|entry| !entry.identifier.trim().is_empty())
                .map(|entry| (entry.identifier_type.clone(), entry.identifier.clone()))
                .collect(),
            language: profile.language.clone(),
            letter_award: profile.letter.award.clone(),
            letter_signature: profile.letter.signature.clone(),
            refreshable: profile.refreshable,
            shows_student_id: profile.shows_student_id,
            guardian_approval: profile.guardian_approval,
            reminder_days: profile.reminder_days.map(|days| days.to_string()).unwrap_or_default(),
        },
        pictured,
        identifier_types: IDENTIFIER_TYPES.map(str::to_owned).to_vec(),
        languages: Language::OF_LETTERS.map(|language| language.tag().to_owned()).to_vec(),
        errors,
    })
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;
    use crate::{config::Founders, flows::session::Role, routes::testing::TestApp};

    const PROFILE: [(&str, &str); 8] = [
        ("name", "Marlow College"),
        ("url", "https://marlow.example"),
        ("town", "Marlow"),
        ("language", "en"),
        ("identifier_type", "identifier"),
        ("identifier", ""),
        ("identifier_type", "sourcedId"),
        ("identifier", "10004113"),
    ];

    #[tokio::test]
    async fn a_newcomer_sets_up_an_institution_and_owns_it() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@a.example").await;
        let page = ada.browse("/desk").await.expect(StatusCode::OK).text();
        assert!(page.contains("href=\"/desk/new\""), "{page}");
        let made = ada.post_form("/desk/new", "name=Marlow+College").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(made.header(header::LOCATION), "/desk/marlow-college");
        ada.browse("/desk/marlow-college/institution").await.expect(StatusCode::OK);
        let page = ada.post_form("/desk/new", "name=Marlow&slug=A+b").await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(page.contains("value=\"A b\""), "what was typed is still there: {page}");
    }

    #[tokio::test]
    async fn whoever_may_not_is_told_whom_to_ask() {
        let app = TestApp::new().await;
        app.founded("art").await;
        let mut config = app.app.config.clone();
        config.founders = Founders::These(Vec::new());
        let app = app.with_config(config);
        let ada = app.signed_in("ada@a.example").await;
        let page = ada.browse("/desk/new").await.expect(StatusCode::FORBIDDEN).text();
        assert!(page.contains("whoever runs this site"), "{page}");
        ada.post_form("/desk/new", "name=Marlow").await.expect(StatusCode::FORBIDDEN);
    }

    #[tokio::test]
    async fn a_profile_stands_on_the_public_page_with_its_picture() {
        let app = TestApp::new().await;
        let owner = app.founded("art").await;
        app.stranger().get("/issuers/art/image").await.expect(StatusCode::NOT_FOUND);
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"/>"#;
        let path = "/desk/art/institution";
        owner.post_parts(path, &PROFILE, svg).await.expect(StatusCode::SEE_OTHER);
        let page = app.stranger().browse("/issuers/art").await.expect(StatusCode::OK).text();
        for said in ["Marlow College", "https://marlow.example", "10004113", "/issuers/art/image"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let picture = app.stranger().get("/issuers/art/image").await.expect(StatusCode::OK);
        assert_eq!((picture.header(header::CONTENT_TYPE), &*picture.body), ("image/svg+xml", &svg[..]));
        assert!(picture.header(header::CONTENT_SECURITY_POLICY).contains("sandbox"));
        let form = owner.browse(path).await.text();
        assert!(form.contains("value=\"10004113\""), "{form}");

        let script = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
        let answer = owner.post_parts(path, &PROFILE, script).await;
        answer.expect(StatusCode::UNPROCESSABLE_ENTITY);
        let foreign = app.founded("music").await;
        foreign.post_parts(path, &PROFILE, b"").await.expect(StatusCode::FORBIDDEN);
        let registrar = app.appointed("art", "registry@art.example", Role::Registrar).await;
        registrar.browse(path).await.expect(StatusCode::FORBIDDEN);
    }
}
