//! Somebody's own account; and the wall between a wallet and a desk.

use super::{desk as staff, *};
use crate::flows::{account, hold};

const UNKNOWN: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

pub(super) fn rows(table: &mut Table<'_>) {
    let (get, post, no) = (Method::GET, Method::POST, Sent::Nothing);
    let form = |text: &str| Sent::Form(text.to_owned());
    let [seen, done, again, nobodys] = [200, 303, 422, 404].map(|status| {
        let mut all = [status; 8];
        all[0] = 401;
        all
    });
    for page in [
        "/account",
        "/account/keys",
        "/account/passkeys",
        "/account/codes",
        "/account/delete",
        "/account/prove",
    ] {
        table.row(get.clone(), page, &[], no.clone(), seen);
    }
    table.row(post.clone(), "/account", &[], form("name=Somebody&language=&theme="), done);
    table.row(post.clone(), "/account/addresses", &[], form("email=nobody"), again);
    table.row(post.clone(), "/account/addresses/withdraw", &[], form("email=nobody@x.example"), nobodys);
    table.row(post.clone(), "/account/addresses/{id}/main", &["0"], no.clone(), nobodys);
    for method in [&get, &post] {
        let row = |route, values: &[&str], table: &mut Table<'_>| {
            table.row(method.clone(), route, values, no.clone(), nobodys);
        };
        row("/account/addresses/{id}/remove", &["0"], table);
        row("/account/new-address/{token}", &["0"], table);
        row("/account/passkeys/{id}/remove", &[UNKNOWN], table);
    }
    table.row(post.clone(), "/account/passkeys", &[], form("name=Phone&state=x&answer=x"), again);
    table.row(post.clone(), "/account/passkeys/{id}", &[UNKNOWN], form("name=Phone"), nobodys);
    // Nobody here has a key.
    let mut keyless = [409; 8];
    keyless[0] = 401;
    table.row(post.clone(), "/account/keys/bind", &[], no.clone(), keyless);
    for route in ["/account/keys/retire", "/account/keys/sealed/delete"] {
        table.row(post.clone(), route, &[], form("did=did%3Akey%3Ax"), nobodys);
    }
    table.row(post.clone(), "/account/sessions/end", &[], form("session=x"), done);
    table.row(post.clone(), "/account/sessions/end-others", &[], no.clone(), done);
    table.row(post.clone(), "/account/codes", &[], no.clone(), seen);
    table.row(post.clone(), "/account/delete", &[], form("email=nobody"), again);

    for page in ["/lost", "/offline", "/privacy", "/sign-in/code"] {
        table.row(get.clone(), page, &[], no.clone(), ANYBODY);
    }
    table.row(post.clone(), "/sign-in/code", &[], form("code=x"), [422; 8]);
    table.row(post.clone(), "/sign-in/passkey", &[], form("state=x&answer=x"), [422; 8]);

    let ends = "/desk/{slug}/addresses";
    table.row(get.clone(), ends, &["art"], no.clone(), staff(Act::Enrol, 200));
    let end = form("what=learner.example&day=2027-01-31");
    table.row(post.clone(), ends, &["art"], end, staff(Act::Enrol, 303));
    let withdraw = "/desk/{slug}/addresses/{id}/withdraw";
    table.row(post, withdraw, &["art", UNKNOWN], no, staff(Act::Enrol, 404));
}

/// What Ada has besides what the school awarded: each a text that stands nowhere else.
const OWN: [&str; 4] = ["Foreign-weaving", "Own-title-of-a-record", "own-words-about-it", "ada@home.example"];

#[tokio::test]
async fn no_page_of_a_desk_tells_what_a_learner_has_besides() {
    let scene = Scene::set().await;
    let (app, ada) = (&scene.app, &scene.people[1]);
    let viewer = ada.viewer(app).await;
    let document = json!({
        "type": ["VerifiableCredential"],
        "issuer": { "id": "did:web:elsewhere.example", "name": "Somebody" },
        "credentialSubject": { "achievement": { "name": OWN[0] } },
        "proof": { "verificationMethod": "did:web:elsewhere.example#1" },
    });
    let foreign = hold::hold_foreign(&app.app, &viewer, &document.to_string()).await.unwrap().to_string();
    let form = format!("title={}&introduction={}", OWN[1], OWN[2]);
    ada.post_form(&format!("/wallet/records/{}", scene.record), &form).await.expect(StatusCode::SEE_OTHER);
    account::add_address(&app.app, &viewer, OWN[3]).await.unwrap();
    let link = crate::flows::outbox::list(&app.app, 1).await.unwrap().remove(0).link.unwrap();
    ada.post_form(app.app.config.public_url.path_of(&link).unwrap(), "").await.expect(StatusCode::SEE_OTHER);

    let mut own = String::new();
    for path in ["/api/v1/wallet/credentials", "/account", &format!("/wallet/records/{}", scene.record)] {
        own += &ada.get(path).await.expect(StatusCode::OK).text();
    }
    assert!(OWN.iter().all(|text| own.contains(text)), "she sees it herself");
    let ids = [foreign.as_str(), &scene.record, &scene.token, &scene.shares[0]];
    for row in super::rows(&scene).iter().filter(|row| row.method == Method::GET) {
        if !(row.route.starts_with("/desk") || row.route.starts_with("/api/v1/issuers/")) {
            continue;
        }
        for place in 3..=6 {
            let page = String::from_utf8_lossy(&send(&scene.people[place], row).await.body).into_owned();
            for own in OWN.iter().chain(&ids) {
                assert!(!page.contains(own), "{} tells {own}", row.path);
            }
        }
    }
    for staff in &scene.people[3..=6] {
        for path in [format!("/credentials/{foreign}"), format!("/wallet/credentials/{foreign}")] {
            staff.get(&path).await.expect(StatusCode::NOT_FOUND);
        }
    }
}

#[tokio::test]
async fn leaving_the_roster_closes_no_wallet() {
    let scene = Scene::set().await;
    let (staff, ada) = (&scene.people[3], &scene.people[1]);
    let typed = "name=Ada&email=ada%40learner.example&number=7";
    let made = staff.post_form("/desk/art/learners/new", typed).await.expect(StatusCode::SEE_OTHER);
    let learner = last_part(made.header(header::LOCATION));
    let left = format!("{typed}&left=on");
    staff.post_form(&format!("/desk/art/learners/{learner}/edit"), &left).await.expect(StatusCode::SEE_OTHER);
    let wallet = ada.get("/wallet").await.expect(StatusCode::OK).text();
    assert!(wallet.contains("Weaver"), "what was awarded stays");
    scene.app.signed_in("ada@learner.example").await.get("/wallet").await.expect(StatusCode::OK);
}
