//! `/s/{token}`: a shared record, for whoever has the link, and the link's QR code.
//!
//! People get a page; a program that asks for JSON gets what `/api/v1/shares/{token}` gives, so
//! that one service can follow another's links.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use web::{
    components::SignedBy,
    pages::{
        Share, ShareAsk, ShareItem, ShareLink, ShareRefused, ShareSection, share as page,
        share_ask as ask_page,
    },
};

use super::{held, qr};
use crate::{
    app::App,
    flows::{
        present::{self, Signature},
        receipt,
        record::{Shown, ShownItem},
        share::{self, Behind, Unlocked},
        verify,
    },
    problem::Problem,
    routes::{
        api::shares::{self, device, leads_nowhere},
        extract::{Form, Params},
        guard::{SECRET_ADDRESS, wants_json},
        rfc3339,
        visit::{Visit, cookie},
    },
};

/// The cookie that shows that the passcode was given. It goes to this link alone.
const PASS: &str = "share-pass";

pub(super) async fn show(
    visit: Visit,
    method: Method,
    headers: HeaderMap,
    Params(token): Params<String>,
) -> Result<Response, Problem> {
    let app = &visit.app;
    let vary = [(header::VARY, "accept, cookie")];
    let pass = cookie(&headers, PASS);
    if wants_json(&headers) {
        let record = shares::record(app, &token, pass, visit.viewer_if_any(), &headers).await?;
        return Ok((SECRET_ADDRESS, vary, Json(record)).into_response());
    }
    let behind = share::open(app, &token, pass, visit.viewer_if_any()).await?.ok_or_else(leads_nowhere)?;
    let (shared, problem) = match behind {
        Behind::Record(shared) => (Some(shared), None),
        Behind::Passcode => (None, None),
        Behind::Locked => (None, Some(ShareRefused::Locked)),
    };
    let Some(shared) = shared else {
        let html = ask_page(&visit.chrome(), &ShareAsk { token, problem });
        return Ok((SECRET_ADDRESS, vary, visit.page_with(StatusCode::OK, html)).into_response());
    };
    // Who asks for the headers alone has seen nothing.
    if let Some(device) = device(&headers).filter(|_| method == Method::GET) {
        share::seen(app, &shared, device, visit.viewer_if_any()).await?;
    }
    let link = ShareLink {
        url: app.config.public_url.join(&format!("/s/{token}")),
        token,
        expires_at: shared.expires_at.map(rfc3339),
    };
    let signed = signed_by(app, &link.token, &shared.record).await?;
    let html = html(&visit, shared.record, Some(link), signed).await?;
    Ok((SECRET_ADDRESS, vary, visit.page_with(StatusCode::OK, html)).into_response())
}

#[derive(Deserialize)]
pub(super) struct Given {
    #[serde(default)]
    passcode: String,
}

/// Looks at the passcode, and leads back to the record where it is right.
pub(super) async fn unlock(
    visit: Visit,
    Params(token): Params<String>,
    Form(form): Form<Given>,
) -> Result<Response, Problem> {
    let app = &visit.app;
    let problem = match share::unlock(app, &token, &form.passcode).await? {
        Unlocked::Gone => return Err(leads_nowhere()),
        Unlocked::Pass(pass, age_s) => {
            let secure = if app.config.public_url.is_https() { "; Secure" } else { "" };
            let path = format!("/s/{token}");
            let cookie =
                format!("{PASS}={pass}; Path={path}; Max-Age={age_s}; HttpOnly; SameSite=Lax{secure}");
            return Ok((SECRET_ADDRESS, [(header::SET_COOKIE, cookie)], Redirect::to(&path)).into_response());
        }
        Unlocked::Wrong(left) => ShareRefused::Wrong(left),
        Unlocked::Locked => ShareRefused::Locked,
    };
    let html = ask_page(&visit.chrome(), &ShareAsk { token, problem: Some(problem) });
    Ok((SECRET_ADDRESS, visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html)).into_response())
}

/// A record as whoever has the link sees it; its learner too, before there is one.
pub(super) async fn html(
    visit: &Visit,
    record: Shown,
    link: Option<ShareLink>,
    signed_by: SignedBy,
) -> Result<String, Problem> {
    let app = &visit.app;
    let education = record.is_education();
    let documents: Vec<_> = record.documents().map(str::as_bytes).collect();
    let reports = verify::verify_all(app, &documents).await?;
    let mut reports = (1_usize..).zip(reports);
    let mut item = |item: ShownItem| ShareItem {
        note: item.note,
        credentials: reports
            .by_ref()
            .take(item.documents.len())
            .map(|(place, report)| held(app, place.to_string(), report, String::new()))
            .collect(),
        part_of: item.part_of,
        on_word: item.on_word,
    };
    let mut sections = Vec::with_capacity(record.sections.len());
    for section in record.sections {
        let items = section.items.into_iter().map(&mut item).collect();
        sections.push(ShareSection { heading: section.heading, items });
    }
    let data = Share {
        link,
        title: record.title,
        introduction: record.introduction,
        cover: record.cover,
        sections,
        education,
        checked_at: rfc3339(app.clock.now()),
        signed_by,
    };
    Ok(page(&visit.chrome(), &data))
}

/// What there is of the learner's signature over what a link shows.
async fn signed_by(app: &App, token: &str, record: &Shown) -> Result<SignedBy, Problem> {
    Ok(match present::signature(app, token, record).await? {
        None => SignedBy::Nobody,
        Some(Signature::Broken) => SignedBy::Broken,
        Some(Signature::Changed { at }) => SignedBy::Changed { at: rfc3339(at) },
        Some(Signature::Good(signed)) => SignedBy::Good {
            at: rfc3339(signed.at),
            earlier: signed.earlier,
            all: signed.all,
            named: signed.named,
            linked: signed.linked,
            host: receipt::host(app).to_owned(),
            download: format!("/s/{token}/record.json"),
        },
    })
}

/// The record as its learner signed it, for whoever verifies by other means. A person who takes it along looks at it;
/// a program does not.
pub(super) async fn signed_record(
    visit: Visit,
    headers: HeaderMap,
    Params(token): Params<String>,
) -> Result<Response, Problem> {
    let app = &visit.app;
    let shared = shares::open(app, &token, cookie(&headers, PASS), visit.viewer_if_any()).await?;
    let signed = present::document(app, &token, &shared.record).await?.ok_or_else(leads_nowhere)?;
    if let Some(device) = device(&headers).filter(|device| device.is_browser()) {
        share::seen(app, &shared, device, visit.viewer_if_any()).await?;
    }
    let kind = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"signed-record.json\""),
    ];
    Ok((SECRET_ADDRESS, kind, signed).into_response())
}

pub(super) async fn qr_svg(
    State(app): State<App>,
    Params(token): Params<String>,
) -> Result<Response, Problem> {
    let code = code(&app, &token).await?;
    Ok((SECRET_ADDRESS, [(header::CONTENT_TYPE, "image/svg+xml")], qr::svg(&code)).into_response())
}

pub(super) async fn qr_png(
    State(app): State<App>,
    Params(token): Params<String>,
) -> Result<Response, Problem> {
    let code = code(&app, &token).await?;
    let png = qr::png(&code).map_err(|err| Problem::internal(&err))?;
    Ok((SECRET_ADDRESS, [(header::CONTENT_TYPE, "image/png")], png).into_response())
}

/// As wide as it has to be on paper.
pub(super) async fn qr_print(
    State(app): State<App>,
    Params(token): Params<String>,
) -> Result<Response, Problem> {
    let code = code(&app, &token).await?;
    Ok((SECRET_ADDRESS, [(header::CONTENT_TYPE, "image/svg+xml")], qr::paper_svg(&code)).into_response())
}

async fn code(app: &App, token: &str) -> Result<qrcode::QrCode, Problem> {
    if !share::is_live(app, token).await? {
        return Err(leads_nowhere());
    }
    let url = app.config.public_url.join(&format!("/s/{token}"));
    qrcode::QrCode::new(url).map_err(|err| Problem::internal(&err))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use crypto::{
        did::did_key_method,
        key::SecretKey,
        proof::{ProofOptions, Purpose, Suite, sign},
    };
    use serde_json::{Value, json};

    use super::*;
    use crate::{
        flows::{hold, insight, key::tests::answer},
        routes::testing::TestApp,
        store,
    };

    #[tokio::test]
    async fn programs_get_the_record_where_people_get_the_page() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (credential, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let (token, _) = ada.shared(&credential).await;
        let eve = app.stranger();
        let record = eve.get(&format!("/api/v1/shares/{token}")).await.json();
        for (accept, is_json) in [
            ("application/json", true),
            ("application/vc+ld+json, */*;q=0.1", true),
            ("application/vc", true),
            ("application/json, text/html", false),
            ("*/*", false),
        ] {
            let request = eve.request(Method::GET, &format!("/s/{token}")).header(header::ACCEPT, accept);
            let answer = eve.send(request.body(Body::empty()).unwrap()).await.expect(StatusCode::OK);
            let kind = if is_json { "application/json" } else { "text/html; charset=utf-8" };
            assert_eq!(answer.header(header::CONTENT_TYPE), kind, "{accept}");
            assert_eq!(answer.header(header::VARY), "accept, cookie");
            assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
            assert!(!is_json || answer.json() == record);
        }
    }

    #[tokio::test]
    async fn a_live_link_shows_the_record_and_an_ended_one_is_as_if_it_never_was() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (credential, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let (token, share) = ada.shared(&credential).await;

        let path = format!("/s/{token}");
        for path in [
            path.clone(),
            format!("{path}/qr.svg"),
            format!("{path}/qr.png"),
            format!("/api/v1/shares/{token}"),
        ] {
            let answer = app.stranger().browse(&path).await.expect(StatusCode::OK);
            assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{path}");
            assert_eq!(answer.header(header::REFERRER_POLICY), "no-referrer", "{path}");
            assert_eq!(answer.header("x-robots-tag"), "noindex", "{path}");
        }
        assert!(app.stranger().browse(&path).await.text().contains("Genuine signature, unknown issuer"));

        ada.post_form(&format!("/wallet/shares/{share}/end"), "").await.expect(StatusCode::SEE_OTHER);
        let ended = app.stranger().get(&path).await.expect(StatusCode::NOT_FOUND);
        let never = app.stranger().get("/s/made-up").await.expect(StatusCode::NOT_FOUND);
        assert_eq!(ended.text(), never.text());
        assert_eq!(ended.headers, never.headers);
        app.stranger().get(&format!("{path}/qr.png")).await.expect(StatusCode::NOT_FOUND);
        app.stranger().get(&format!("/api/v1/shares/{token}")).await.expect(StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn a_record_that_its_learner_signed_says_so_and_can_be_taken_along() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (credential, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let (token, share) = ada.shared(&credential).await;
        let (page, file) = (format!("/s/{token}"), format!("/s/{token}/record.json"));
        assert!(app.stranger().browse(&page).await.text().contains("Not signed by the learner"));
        app.stranger().get(&file).await.expect(StatusCode::NOT_FOUND);

        let asked = ada.post_json("/api/v1/wallet/keys/challenge", json!({})).await.json();
        let key = SecretKey::from_seed(&[8; 32]);
        let proof = answer(&key, asked["challenge"].as_str().unwrap(), asked["domain"].as_str().unwrap());
        let proof: Value = serde_json::from_str(&proof).unwrap();
        let proven = ada.post_json("/api/v1/wallet/keys", json!({ "presentation": proof })).await;
        let did = proven.expect(StatusCode::CREATED).json()["did"].clone();
        let path = format!("/api/v1/wallet/shares/{share}/presentation");
        let asked = json!({ "did": did });
        app.stranger().post_json(&path, asked.clone()).await.expect(StatusCode::UNAUTHORIZED);
        let eve = app.signed_in("eve@learner.example").await;
        assert!(eve.post_json(&path, asked.clone()).await.status.is_client_error());
        let text = ada.post_json(&path, asked).await.expect(StatusCode::OK).text();
        let options = ProofOptions::new(did_key_method(&key.public()), Purpose::Authentication);
        let signed = sign(&text, &options.suite(Suite::EddsaJcs2022), &key).unwrap();
        let path = format!("/api/v1/wallet/shares/{share}/proof");
        let body = json!({ "presentation": signed });
        ada.post_json(&path, body).await.expect(StatusCode::NO_CONTENT);

        let shown = app.stranger().browse(&page).await.text();
        assert!(shown.contains("Signed by the learner’s own key on 22 November 2026."), "{shown}");
        assert!(shown.contains("Same e-mail as named in 1 of 1, confirmed by laurel.test."), "{shown}");
        assert!(!shown.contains("summary is-verified"), "a signature alone makes nothing verified");
        let taken = app.stranger().get(&file).await.expect(StatusCode::OK);
        assert_eq!(taken.header(header::CACHE_CONTROL), "no-store");
        assert_eq!(taken.text(), signed);
        let record = app.stranger().get(&format!("/api/v1/shares/{token}")).await.json();
        assert_eq!(record["presentation"], signed);

        // Whoever takes it along with a browser looks at it.
        let looks = async || {
            let page = ada.browse(&format!("/wallet/shares/{share}")).await.text();
            page.matches("with a phone").count()
        };
        let take = async |agent: &str| {
            let request = app.stranger().request(Method::GET, &file).header(header::USER_AGENT, agent);
            app.stranger().send(request.body(Body::empty()).unwrap()).await.expect(StatusCode::OK);
        };
        for agent in ["curl/8.5.0", "Mozilla/5.0 (compatible; Googlebot/2.1; iPhone)"] {
            take(agent).await;
        }
        assert_eq!(looks().await, 0);
        for _ in 0..2 {
            take("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148").await;
        }
        assert_eq!(looks().await, 1);

        // Whoever has the file sees what was done to it since.
        let judged = async |text: &str| {
            let document: Value = serde_json::from_str(text).unwrap();
            let judged = app.stranger().post_json("/api/v1/verify", json!({ "document": document })).await;
            judged.expect(StatusCode::OK).text()
        };
        assert!(judged(&signed).await.contains("holder_linked"));
        let altered = judged(&signed.replacen("\"Mine\"", "\"Yours\"", 1)).await;
        assert!(altered.contains("signature_mismatch") && !altered.contains("holder_linked"), "{altered}");

        let retire = format!("did={}", did.as_str().unwrap().replace(':', "%3A"));
        ada.post_form("/account/keys/retire", &retire).await.expect(StatusCode::SEE_OTHER);
        let shown = app.stranger().browse(&page).await.text();
        assert!(shown.contains("by an earlier key of this account"), "{shown}");
        ada.post_form(&format!("/wallet/shares/{share}/end"), "").await.expect(StatusCode::SEE_OTHER);
        app.stranger().get(&file).await.expect(StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn what_is_somebodys_on_their_word_alone_is_labelled_for_whoever_has_the_link() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (credential, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let label = "The learner says that this is theirs.";
        let (token, _) = ada.shared(&credential).await;
        assert!(!app.stranger().browse(&format!("/s/{token}")).await.text().contains(label));
        let record = app.stranger().get(&format!("/api/v1/shares/{token}")).await.json();
        assert_eq!(record["credentials"][0]["onWord"], serde_json::Value::Null);

        let eve = app.signed_in("eve@learner.example").await;
        let document = record["credentials"][0]["document"].as_str().unwrap();
        let viewer = eve.viewer(&app).await;
        let taken = hold::hold_foreign(&app.app, &viewer, document).await.unwrap();
        let (token, _) = eve.shared_held(&taken.to_string()).await;
        let page = app.stranger().browse(&format!("/s/{token}")).await.text();
        assert!(page.contains(label));
        assert!(!page.contains("summary is-verified"));
        let record = app.stranger().get(&format!("/api/v1/shares/{token}")).await.json();
        assert_eq!(record["credentials"][0]["onWord"], true);
    }

    #[tokio::test]
    async fn a_passcode_opens_a_link_on_its_page_and_never_stands_in_an_address() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (credential, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let (token, share) = ada.shared(&credential).await;
        let path = format!("/s/{token}");
        let set = format!("/wallet/shares/{share}/passcode");
        let short = ada.post_form(&set, "passcode=moss").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(short.text().contains("value=\"moss\""), "what was typed is there: {}", short.text());
        ada.post_form(&set, "passcode=moss+fern").await.expect(StatusCode::SEE_OTHER);
        let asked = app.stranger().browse(&path).await.expect(StatusCode::OK).text();
        assert!(asked.contains("name=\"passcode\"") && !asked.contains("Weaver"), "{asked}");
        let json = app.stranger().get(&format!("/api/v1/shares/{token}")).await;
        assert_eq!(json.expect(StatusCode::FORBIDDEN).json()["type"], "/problems/locked-link");
        let wrong = app.stranger().post_form(&path, "passcode=fern").await;
        assert!(wrong.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains("You can try 9 more times."));
        let right = app.stranger().post_form(&path, "passcode=moss+fern").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(right.header(header::LOCATION), path);
        let cookie = right.set_cookie(PASS).unwrap();
        assert!(cookie.contains(&format!("Path={path};")) && cookie.contains("HttpOnly"), "{cookie}");
        for accept in ["text/html", "application/json"] {
            let request = app.stranger().request(Method::GET, &path).header(header::ACCEPT, accept);
            let request = request.header(header::COOKIE, cookie.split(';').next().unwrap());
            let opened = app.stranger().send(request.body(Body::empty()).unwrap()).await;
            assert!(opened.expect(StatusCode::OK).text().contains("Weaver"), "{accept}");
        }
    }

    #[tokio::test]
    async fn a_locked_link_asks_nobody_for_a_passcode_any_more() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (credential, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let (token, share) = ada.shared(&credential).await;
        let path = format!("/s/{token}");
        let set = format!("/wallet/shares/{share}/passcode");
        ada.post_form(&set, "passcode=moss+fern").await.expect(StatusCode::SEE_OTHER);
        for _ in 0..share::MOST_TRIES {
            app.stranger().post_form(&path, "passcode=fern").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let asked = app.stranger().browse(&path).await.expect(StatusCode::OK).text();
        assert!(asked.contains("Too many passcodes were wrong."), "{asked}");
        assert!(!asked.contains("name=\"passcode\"") && !asked.contains("Weaver"), "{asked}");
        let json = app.stranger().get(&format!("/api/v1/shares/{token}")).await;
        assert_eq!(json.expect(StatusCode::FORBIDDEN).json()["type"], "/problems/locked-link");
    }

    #[tokio::test]
    async fn whoever_looks_is_counted_but_previews_programs_of_the_page_and_its_owner_are_not() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (credential, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let (token, share) = ada.shared(&credential).await;
        let ask = async |method: Method, agent: &str, accept: &str, site: &str| {
            let request = app.stranger().request(method, &format!("/s/{token}"));
            let request = request.header(header::USER_AGENT, agent).header(header::ACCEPT, accept);
            let request = request.header("sec-fetch-site", site);
            app.stranger().send(request.body(Body::empty()).unwrap()).await.expect(StatusCode::OK);
        };
        let look = async |agent: &str, accept: &str| ask(Method::GET, agent, accept, "none").await;
        let browser = "Mozilla/5.0 (X11; Linux x86_64)";
        let manage = format!("/wallet/shares/{share}");
        look("facebookexternalhit/1.1", "text/html").await;
        look("Mozilla/5.0 (compatible; Slurp; http://help.example/slurp)", "text/html").await;
        ask(Method::HEAD, browser, "text/html", "none").await;
        // The page's own check.
        ask(Method::GET, browser, "application/json", "same-origin").await;
        ada.browse(&format!("/s/{token}")).await.expect(StatusCode::OK);
        assert!(ada.browse(&manage).await.text().contains("Not looked at yet"));
        look("Mozilla/5.0 (X11; Linux x86_64)", "text/html").await;
        let page = ada.browse(&manage).await.expect(StatusCode::OK).text();
        assert!(page.contains("Looked at once") && page.contains("with a computer"), "{page}");
        // The institution's number is of the same looks.
        insight::keep(&app.app).await.unwrap();
        let mut tx = app.app.db.read().await.unwrap();
        let id = staff.viewer(&app).await.desks[0].issuer;
        let rows = store::insight::of_issuer(&mut tx, id, "2026-01").await.unwrap();
        assert_eq!(
            rows.iter().map(|row| (row.kind.as_str(), row.count)).collect::<Vec<_>>(),
            [("shared", 1)]
        );
        drop(tx);
        look("curl/8.5.0", "application/json").await;
        let page = ada.browse(&manage).await.expect(StatusCode::OK).text();
        assert!(page.contains("Looked at 2 times") && page.contains("with a program"), "{page}");
    }

    #[tokio::test]
    async fn what_is_refused_behind_a_secret_address_is_kept_and_found_nowhere_either() {
        let app = TestApp::new().await;
        let eve = app.stranger();
        for path in ["/s/made-up", "/s/made-up/qr.png", "/s/made-up/record.json", "/api/v1/shares/made-up"] {
            for answer in [eve.get(path).await, eve.browse(path).await, eve.post_form(path, "").await] {
                assert!(answer.status.is_client_error(), "{path}");
                assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{path}");
                assert_eq!(answer.header(header::REFERRER_POLICY), "no-referrer", "{path}");
                assert_eq!(answer.header("x-robots-tag"), "noindex", "{path}");
            }
        }
    }

    #[tokio::test]
    async fn a_paused_link_is_as_if_it_never_was() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (credential, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let (token, share) = ada.shared(&credential).await;
        let path = format!("/s/{token}");
        ada.post_form(&format!("/wallet/shares/{share}/pause"), "").await.expect(StatusCode::SEE_OTHER);
        let paused = app.stranger().get(&path).await.expect(StatusCode::NOT_FOUND);
        let never = app.stranger().get("/s/made-up").await;
        assert_eq!((paused.text(), &paused.headers), (never.text(), &never.headers));
        let given = app.stranger().post_form(&path, "passcode=x").await.expect(StatusCode::NOT_FOUND);
        assert_eq!(given.text(), app.stranger().post_form("/s/made-up", "passcode=x").await.text());
        ada.post_form(&format!("/wallet/shares/{share}/resume"), "").await.expect(StatusCode::SEE_OTHER);
        app.stranger().get(&path).await.expect(StatusCode::OK);
    }
}
