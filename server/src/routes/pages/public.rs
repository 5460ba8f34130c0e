//! What everybody may see: an achievement, its picture, an institution.

use api::open_badges::Address;
use axum::{
    extract::State,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use web::{
    chrome::IssuerLink,
    pages::{AchievementCard, AchievementPage, IssuerKey, IssuerPage, achievement_page, issuer_page},
};

use super::{achievement_badge, achievements::terms};
use crate::{
    app::App,
    flows::{
        achievement::{self, AchievementState, Image},
        issuer::{self, KeyState},
    },
    id::AchievementId,
    problem::Problem,
    routes::{
        extract::{Params, Query},
        rfc3339,
        visit::Visit,
    },
};

/// A picture from outside is only ever a picture: nothing in it runs or loads.
const IMAGE_CSP: HeaderValue =
    HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox");

fn no_such_achievement() -> Problem {
    Problem::not_found("there is no such achievement")
}

pub(super) async fn achievement(
    visit: Visit,
    Params(id): Params<AchievementId>,
    Query(of): Query<Of>,
) -> Result<Response, Problem> {
    let found = achievement::show(&visit.app, id, of.version).await?.ok_or_else(no_such_achievement)?;
    let older = of.version.filter(|version| *version != found.version);
    let mut badge = achievement_badge(&id.to_string(), &found.issuer.slug, &found.content.achievement_type);
    if let Some(version) = older {
        badge.image = badge.image.map(|image| format!("{image}?version={version}"));
    }
    let data = AchievementPage {
        badge,
        older,
        retired: found.state == AchievementState::Retired,
        terms: terms(&found),
        id: id.to_string(),
        name: found.content.name,
        description: found.content.description,
        criteria: found.content.criteria.narrative.unwrap_or_default(),
        achievement_type: found.content.achievement_type,
        issuer: IssuerLink { slug: found.issuer.slug, name: found.issuer.name, ..IssuerLink::default() },
    };
    Ok(visit.page(achievement_page(&visit.chrome(), &data)))
}

/// Which version of an achievement.
#[derive(Default, Deserialize)]
pub(super) struct Of {
    version: Option<u32>,
}

pub(super) async fn image(
    State(app): State<App>,
    Params(id): Params<AchievementId>,
    Query(of): Query<Of>,
) -> Result<Response, Problem> {
    let image = achievement::image(&app, id, of.version).await?.ok_or_else(no_such_achievement)?;
    picture(&image, "public, max-age=3600")
}

pub(super) async fn image_png(
    State(app): State<App>,
    Params(id): Params<AchievementId>,
    Query(of): Query<Of>,
) -> Result<Response, Problem> {
    let image = achievement::image_png(&app, id, of.version).await?.ok_or_else(no_such_achievement)?;
    picture(&image, "public, max-age=3600")
}

/// The picture of an institution.
pub(super) async fn issuer_image(
    State(app): State<App>,
    Params(slug): Params<String>,
) -> Result<Response, Problem> {
    let found = issuer::picture(&app, &slug).await?;
    let found = found.ok_or_else(|| Problem::not_found("this institution has no picture"))?;
    picture(&found, "public, max-age=3600")
}

/// A picture as an answer.
pub(super) fn picture(image: &Image, keep: &'static str) -> Result<Response, Problem> {
    let media_type = HeaderValue::from_str(&image.media_type).map_err(|err| Problem::internal(&err))?;
    let headers: [(HeaderName, HeaderValue); 4] = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_SECURITY_POLICY, IMAGE_CSP),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin")),
    ];
    Ok((headers, image.bytes.clone()).into_response())
}

pub(super) async fn issuer(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let found = issuer::show(&visit.app, &slug).await?;
    let found = found.ok_or_else(|| Problem::not_found("there is no such institution"))?;
    let achievements = achievement::list_public(&visit.app, &slug).await?;
    let vouched_by = visit
        .app
        .policy
        .registries
        .iter()
        .filter(|registry| registry.issuers.iter().any(|issuer| issuer.did == found.did))
        .map(|registry| registry.name.clone())
        .collect();
    let keys = issuer::show_keys(&visit.app, found.id).await?.into_iter().map(|key| {
        let (retired_at, revoked_at) = match key.state {
            KeyState::Current => (None, None),
            KeyState::Retired { at } => (Some(rfc3339(at)), None),
            KeyState::Stolen { at, .. } => (None, Some(rfc3339(at))),
        };
        IssuerKey { method: key.method, created_at: rfc3339(key.created_at), retired_at, revoked_at }
    });
    let identifiers =
        found.identifiers.into_iter().map(|entry| (entry.identifier_type, entry.identifier)).collect();
    let data = IssuerPage {
        name: found.name,
        description: found.description,
        url: found.url,
        email: found.email,
        phone: found.phone,
        address: address_lines(found.address),
        identifiers,
        pictured: found.pictured,
        keys: keys.collect(),
        did: found.did,
        vouched_by,
        achievements: achievements
            .into_iter()
            .map(|achievement| AchievementCard {
                badge: achievement_badge(
                    &achievement.id.to_string(),
                    &slug,
                    &achievement.content.achievement_type,
                ),
                id: achievement.id.to_string(),
                name: achievement.content.name,
                description: achievement.content.description,
                achievement_type: achievement.content.achievement_type,
            })
            .collect(),
        slug,
    };
    Ok(visit.page(issuer_page(&visit.chrome(), &data)))
}

/// An address as it stands on a letter.
fn address_lines(address: Address) -> Vec<String> {
    let town = [address.postal_code, address.address_locality].into_iter().flatten();
    let town = Some(town.collect::<Vec<_>>().join(" ")).filter(|town| !town.is_empty());
    let country = address.address_country.or(address.address_country_code);
    [address.street_address, address.post_office_box_number, town, address.address_region, country]
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;
    use crate::routes::testing::{TestApp, last_part};

    const FIELDS: [(&str, &str); 4] = [
        ("name", "Weaver"),
        ("description", "Weaves."),
        ("criteria", "Weave."),
        ("achievement_type", "Badge"),
    ];

    #[tokio::test]
    async fn a_picture_is_drawn_or_uploaded_and_nothing_in_it_runs() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let own =
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>"#;
        for (upload, own_picture) in [("", false), (own, true)] {
            let made = staff.post_parts("/desk/art/achievements", &FIELDS, upload.as_bytes()).await;
            let made = made.expect(StatusCode::SEE_OTHER);
            let path = format!("/achievements/{}/image", last_part(made.header(header::LOCATION)));
            let image = app.stranger().get(&path).await.expect(StatusCode::OK);
            assert_eq!(image.header(header::CONTENT_TYPE), "image/svg+xml");
            assert_eq!(image.header(header::CONTENT_SECURITY_POLICY), IMAGE_CSP.to_str().unwrap());
            assert_eq!(image.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
            assert_eq!(image.text() == own, own_picture);
        }
    }

    #[tokio::test]
    async fn a_picture_with_a_script_in_it_is_refused_and_nothing_is_kept() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
        let answer = staff.post_parts("/desk/art/achievements", &FIELDS, svg).await;
        let page = answer.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(page.contains("Weaver"), "what was typed is still there");
        let list = staff.get("/api/v1/issuers/art/achievements").await.json();
        assert_eq!(list["items"], serde_json::json!([]));
    }
}
