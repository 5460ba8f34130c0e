//! What the account's pages do for whoever signed in a while ago.

use axum::http::{StatusCode, header};
use time::Duration;

use crate::{
    flows::account::{self, authenticator::Authenticator},
    routes::testing::{TestApp, Visitor},
};

/// Somebody with two addresses, a passkey and codes, by the account's page: the ids of the second address and of the
/// passkey.
async fn with_all(app: &TestApp, ada: &Visitor) -> (String, String) {
    let viewer = ada.viewer(app).await;
    account::make_codes(&app.app, &viewer).await.unwrap();
    let question = account::ask_for_new(&app.app, &viewer).await.unwrap();
    let answer = Authenticator::new(1).make(&question);
    account::add_passkey(&app.app, &viewer, "Phone", &question.state, &answer).await.unwrap();
    account::add_address(&app.app, &viewer, "ada@home.example").await.unwrap();
    let token = crate::flows::testing::newest_token(&app.app).await;
    account::confirm_address(&app.app, &viewer, &token).await.unwrap();
    let viewer = ada.viewer(app).await;
    let (addresses, _) = account::addresses(&app.app, &viewer).await.unwrap();
    let home = addresses.into_iter().find(|address| !address.main).unwrap().id;
    let passkey = account::passkeys(&app.app, &viewer).await.unwrap().remove(0).id;
    (home, passkey.to_string())
}

#[tokio::test]
async fn an_old_session_is_led_to_a_proof_and_from_there_back() {
    let app = TestApp::new().await;
    let ada = app.signed_in("ada@a.example").await;
    let (home, passkey) = with_all(&app, &ada).await;
    app.app.clock.advance(Duration::minutes(15));
    let (address, passkey) =
        (format!("/account/addresses/{home}"), format!("/account/passkeys/{passkey}/remove"));
    let remove = format!("{address}/remove");
    for (path, form, next) in [
        ("/account/addresses", "email=b@a.example", "/account"),
        (&format!("{address}/main"), "", "/account"),
        (&remove, "", &remove),
        (&passkey, "", &passkey),
        ("/account/codes", "", "/account/codes"),
        ("/account/delete", "email=ada@a.example", "/account/delete"),
    ] {
        let answer = ada.post_form(path, form).await.expect(StatusCode::SEE_OTHER);
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
        assert_eq!(answer.header(header::LOCATION), format!("/account/prove?{query}"), "{path}");
        let page = ada.browse(answer.header(header::LOCATION)).await.expect(StatusCode::OK).text();
        assert!(page.matches(&format!("name=\"next\" value=\"{next}\"")).count() == 3, "{page}");
    }
    for path in ["/account/passkeys", "/account/codes", "/account/delete", &remove, &passkey] {
        let answer = ada.browse(path).await.expect(StatusCode::SEE_OTHER);
        assert!(answer.header(header::LOCATION).starts_with("/account/prove?next="), "{path}");
    }
    let page = ada.browse("/account/prove?next=//evil.example").await.text();
    assert!(page.contains("name=\"next\" value=\"/account\""), "{page}");
    assert!(!page.contains("value=\"//evil.example"), "{page}");
}

#[tokio::test]
async fn a_code_proves_who_somebody_is_and_leads_back() {
    let app = TestApp::new().await;
    let ada = app.signed_in("ada@a.example").await;
    let codes = account::make_codes(&app.app, &ada.viewer(&app).await).await.unwrap();
    let page = app.stranger().browse("/sign-in/code?next=%2Faccount%2Fdelete").await.text();
    assert!(page.contains("name=\"next\" value=\"/account/delete\""), "{page}");
    let wrong = ada.post_form("/sign-in/code", "code=x&next=/account/delete").await;
    assert!(wrong.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains("value=\"/account/delete\""));
    for (code, next, leads) in
        [(&codes[0], "/account/delete", "/account/delete"), (&codes[1], "//evil.example", "/account")]
    {
        let answer = ada.post_form("/sign-in/code", &format!("code={code}&next={next}")).await;
        assert_eq!(answer.expect(StatusCode::SEE_OTHER).header(header::LOCATION), leads);
    }
}
