//! `/claim`: a code, typed or from a slip's QR, and what it gives.
//!
//! Whoever has to sign in first comes back without the code in any address: it waits in a cookie
//! that goes nowhere else.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use web::{
    components::badge::Badge,
    pages::{ClaimAwarded, ClaimEntry, ClaimWaiting, ClaimWay, claim_entry, claim_waiting},
};

use super::notice::Notice;
use crate::{
    app::App,
    flows::claim::code::{self, Came, CodeError, Waiting},
    problem::Problem,
    routes::{
        extract::{Form, Params, Query},
        guard::SECRET_ADDRESS,
        visit::{Visit, cookie},
    },
};

/// Keeps the code of somebody who signs in, and how it came.
const COOKIE: &str = "claim";
const COOKIE_AGE_S: u32 = 60 * 60;

#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    code: String,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    /// There is another code to enter than the one that is kept.
    #[serde(default)]
    another: bool,
}

/// The form, or what waits under the code that was given before signing in.
pub(super) async fn form(
    visit: Visit,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if asked.another {
        let html = claim_entry(&visit.chrome(), &ClaimEntry::default());
        let forgotten = AppendHeaders([(header::SET_COOKIE, set(&visit.app, "", 0))]);
        return Ok((SECRET_ADDRESS, forgotten, visit.page(html)).into_response());
    }
    if let Some((code, came)) = kept(&headers) {
        match show(&visit, &code, came, StatusCode::OK).await {
            Err(CodeError::Unknown | CodeError::Type) => {}
            shown => return Ok(shown?),
        }
    }
    let html = claim_entry(&visit.chrome(), &ClaimEntry::default());
    Ok((SECRET_ADDRESS, visit.page(html)).into_response())
}

/// A typed code: spent by whoever is signed in, else kept until they are.
pub(super) async fn enter(visit: Visit, Form(typed): Form<Typed>) -> Result<Response, Problem> {
    let result = match visit.viewer_if_any() {
        Some(viewer) => {
            code::claim(&visit.app, viewer, &typed.code, Came::Typed).await.map(|_| taken(&visit.app))
        }
        None => code::look(&visit.app, None, &typed.code).await.map(|_| {
            let kept = keep(&visit.app, &typed.code, Came::Typed);
            (AppendHeaders([(header::SET_COOKIE, kept)]), Redirect::to("/claim")).into_response()
        }),
    };
    match result {
        Err(err @ (CodeError::Unknown | CodeError::Type)) => {
            let data = ClaimEntry { code: typed.code, problem: Some(err.to_string()) };
            let html = claim_entry(&visit.chrome(), &data);
            Ok((SECRET_ADDRESS, visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html)).into_response())
        }
        result => Ok(result?),
    }
}

/// What a slip's QR leads to. It spends nothing.
pub(super) async fn look(visit: Visit, Params(code): Params<String>) -> Result<Response, Problem> {
    let shown = show(&visit, &code, Came::Linked, StatusCode::OK).await;
    match shown {
        Err(err @ CodeError::Unknown) => {
            let data = ClaimEntry { code: String::new(), problem: Some(err.to_string()) };
            let html = claim_entry(&visit.chrome(), &data);
            Ok((SECRET_ADDRESS, visit.page_with(StatusCode::NOT_FOUND, html)).into_response())
        }
        shown => Ok(shown?),
    }
}

/// The button on that page.
pub(super) async fn take(visit: Visit, Params(code): Params<String>) -> Result<Response, Problem> {
    match code::claim(&visit.app, visit.viewer()?, &code, Came::Linked).await {
        Ok(_) => Ok(taken(&visit.app)),
        Err(CodeError::Type) => {
            Ok(show(&visit, &code, Came::Linked, StatusCode::UNPROCESSABLE_ENTITY).await?)
        }
        Err(err) => Err(err.into()),
    }
}

async fn show(visit: &Visit, code: &str, came: Came, status: StatusCode) -> Result<Response, CodeError> {
    let viewer = visit.viewer_if_any();
    let waiting = code::look(&visit.app, viewer, code).await?;
    let way = match (viewer, came, waiting.by_link) {
        (None, ..) => ClaimWay::SignIn,
        (Some(_), Came::Typed, _) => ClaimWay::Typed,
        (Some(_), Came::Linked, true) => ClaimWay::Link,
        (Some(_), Came::Linked, false) => ClaimWay::Type,
    };
    let data = ClaimWaiting {
        code: code.to_owned(),
        first_name: waiting.first_name.clone(),
        what: awarded(waiting),
        way,
    };
    let kept = viewer.is_none().then(|| (header::SET_COOKIE, keep(&visit.app, code, came)));
    let html = claim_waiting(&visit.chrome(), &data);
    Ok((SECRET_ADDRESS, AppendHeaders(kept), visit.page_with(status, html)).into_response())
}

fn awarded(waiting: Waiting) -> ClaimAwarded {
    ClaimAwarded {
        badge: Badge { seed: waiting.image.clone(), image: Some(waiting.image), ..Badge::default() },
        achievement: waiting.achievement_name,
        description: waiting.achievement_description,
        issuer_name: waiting.issuer_name,
    }
}

fn taken(app: &App) -> Response {
    let cookies = AppendHeaders([
        (header::SET_COOKIE, set(app, "", 0)),
        (header::SET_COOKIE, Notice::Claimed.cookie()),
    ]);
    (cookies, Redirect::to("/wallet")).into_response()
}

fn keep(app: &App, code: &str, came: Came) -> HeaderValue {
    let came = if came == Came::Typed { "typed" } else { "linked" };
    // What waits under it was found: it holds nothing but letters, digits and what stands between.
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    set(app, &format!("{came}.{code}"), COOKIE_AGE_S)
}

fn kept(headers: &HeaderMap) -> Option<(String, Came)> {
    let (came, code) = cookie(headers, COOKIE)?.split_once('.')?;
    Some((code.to_owned(), if came == "typed" { Came::Typed } else { Came::Linked }))
}

fn set(app: &App, value: &str, age_s: u32) -> HeaderValue {
    let secure = if app.config.public_url.is_https() { "; Secure" } else { "" };
    let text = format!("{COOKIE}={value}; Path=/claim; Max-Age={age_s}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Method};

    use super::*;
    use crate::{
        flows::claim::code::codes_for,
        routes::testing::{TestApp, Visitor},
    };

    /// The code of a new credential; for nobody's address where `email` is absent.
    async fn code(app: &TestApp, staff: &Visitor, email: Option<&str>) -> String {
        let (id, _) = staff.awarded("art", email.unwrap_or("nobody@a.example")).await;
        let (viewer, id) = (staff.viewer(app).await, id.parse().unwrap());
        let mut tx = app.app.db.write().await.unwrap();
        if email.is_none() {
            tx.execute("update credential set recipient_email = '' where credential_id = $1", (id,))
                .await
                .unwrap();
        }
        let codes = codes_for(&app.app, &mut tx, viewer.desks[0].issuer, &[id]).await.unwrap();
        tx.commit().await.unwrap();
        codes[0].code.clone()
    }

    async fn get_with(visitor: &Visitor, path: &str, cookie: &str) -> crate::routes::testing::Answer {
        let request = visitor.request(Method::GET, path).header(header::COOKIE, cookie);
        visitor.send(request.body(Body::empty()).unwrap()).await
    }

    #[tokio::test]
    async fn who_has_another_code_is_asked_for_it() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let code = code(&app, &staff, None).await;
        let kept = format!("claim=linked.{}", code.replace('-', ""));
        let waiting = get_with(&app.stranger(), "/claim", &kept).await.expect(StatusCode::OK);
        assert!(waiting.text().contains("/claim?another=true"));
        let page = get_with(&app.stranger(), "/claim?another=true", &kept).await.expect(StatusCode::OK);
        assert!(page.text().contains("name=\"code\"") && !page.text().contains("Weaver"));
        assert!(page.header(header::SET_COOKIE).contains("Max-Age=0"));
    }

    #[tokio::test]
    async fn a_slips_address_shows_little_and_changes_nothing_until_the_button() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let code = code(&app, &staff, None).await;
        let path = format!("/claim/{code}");
        for _ in 0..2 {
            let page = app.stranger().browse(&path).await.expect(StatusCode::OK);
            let text = page.text();
            assert!(text.contains("Weaver") && text.contains("School of art") && text.contains("Ada"));
            assert!(!text.contains("nobody@"), "{text}");
            for (name, value) in [
                ("cache-control", "no-store"),
                ("referrer-policy", "no-referrer"),
                ("x-robots-tag", "noindex"),
            ] {
                assert_eq!(page.header(name), value);
            }
        }
        app.stranger().post_form(&path, "").await.expect(StatusCode::UNAUTHORIZED);
        let ada = app.signed_in("ada@learner.example").await;
        assert!(ada.browse(&path).await.text().contains("Put it into my wallet"));
        let done = ada.post_form(&path, "").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(done.header(header::LOCATION), "/wallet");
        assert!(ada.get("/wallet").await.text().contains("Weaver"));
        let dead = ada.get(&path).await.expect(StatusCode::NOT_FOUND);
        let never = ada.get("/claim/ACDEF-ACDEF").await.expect(StatusCode::NOT_FOUND);
        // Its own address aside, which the choice of a language leads back to.
        assert_eq!(dead.text().replace(&code, "ACDEF-ACDEF"), never.text());
        ada.post_form(&path, "").await.expect(StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn whoever_signs_in_with_a_code_finds_it_again_and_in_no_address() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let code = code(&app, &staff, None).await;
        let answer = app.stranger().post_form("/claim", &format!("code={code}")).await;
        assert_eq!(answer.expect(StatusCode::SEE_OTHER).header(header::LOCATION), "/claim");
        let answer = app.stranger().post_form("/claim", &format!("code={code}")).await;
        let cookie = answer.set_cookie(COOKIE).unwrap();
        assert!(cookie.contains("; Path=/claim;") && cookie.contains("HttpOnly"), "{cookie}");
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let page = get_with(&app.stranger(), "/claim", &cookie).await.expect(StatusCode::OK).text();
        assert!(page.contains("action=\"/sign-in\"") && !page.contains(&code), "{page}");
        let ada = app.signed_in("ada@learner.example").await;
        let page = get_with(&ada, "/claim", &cookie).await.text();
        assert!(page.contains("Put it into my wallet"), "{page}");
        ada.post_form("/claim", &format!("code={code}")).await.expect(StatusCode::SEE_OTHER);
    }

    #[tokio::test]
    async fn an_addressed_credential_wants_its_code_typed() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let code = code(&app, &staff, Some("ada@learner.example")).await;
        let (path, eve) = (format!("/claim/{code}"), app.signed_in("eve@learner.example").await);
        assert!(eve.browse(&path).await.expect(StatusCode::OK).text().contains("name=\"code\""));
        eve.post_form(&path, "").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        eve.post_form("/claim", "code=ACDEF-ACDEF").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        eve.post_form("/claim", &format!("code={}", code.to_lowercase())).await.expect(StatusCode::SEE_OTHER);
    }
}
