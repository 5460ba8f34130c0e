//! Making the page of a credential public, and private again.

use axum::response::Response;
use crypto::verify::Report;
use serde::Deserialize;
use url::Url;
use web::pages::WalletPublic;

use crate::{
    config::PublicUrl,
    flows::public_page::{self, PublicPage},
    id::CredentialId,
    problem::Problem,
    routes::{
        extract::{Form, Params},
        pages::{notice::Notice, see_other},
        visit::Visit,
    },
};

#[derive(Deserialize)]
pub(in crate::routes::pages) struct Turned {
    on: String,
    /// Whether it is to be added to a profile elsewhere then.
    #[serde(default)]
    add: String,
}

pub(in crate::routes::pages) async fn turn(
    visit: Visit,
    Params(id): Params<CredentialId>,
    Form(form): Form<Turned>,
) -> Result<Response, Problem> {
    let on = form.on == "1";
    public_page::turn(&visit.app, visit.viewer()?, id, on).await?;
    let told = match (on, form.add.is_empty()) {
        (true, true) => Notice::MadePublic,
        (true, false) => Notice::MadePublicToAdd,
        (false, _) => Notice::MadePrivate,
    };
    Ok(see_other(&format!("/wallet/credentials/{id}"), told))
}

/// Where the page of a credential in the wallet stands.
///
/// * `address`: where it would be, if it is here.
pub(super) async fn page(
    visit: &Visit,
    id: CredentialId,
    address: &str,
    report: &Report,
) -> Result<WalletPublic, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    Ok(match public_page::of_holder(app, viewer, id).await? {
        Some(PublicPage::Private) => WalletPublic::Private,
        Some(PublicPage::Public) => WalletPublic::Public(address.to_owned()),
        Some(PublicPage::Guarded { on }) => WalletPublic::Guarded { on },
        Some(PublicPage::Education) => WalletPublic::Education,
        // A school's record from elsewhere is offered to nobody either, nor what a guardian would have a say in.
        None if report.nested.is_empty() && !public_page::is_guarded(app, viewer).await? => {
            let id = report.credential.as_ref().and_then(|summary| summary.id.as_deref());
            id.and_then(|id| elsewhere(&app.config.public_url, id))
                .map_or(WalletPublic::Nowhere, WalletPublic::Elsewhere)
        }
        None => WalletPublic::Nowhere,
    })
}

/// The id of a credential, where it is an address at another site.
fn elsewhere(own: &PublicUrl, id: &str) -> Option<String> {
    let url = Url::parse(id).ok().filter(|url| url.scheme() == "https" && url.has_host())?;
    own.path_of(url.as_str()).is_none().then(|| url.into())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, StatusCode, header};

    use super::*;
    use crate::routes::testing::{Answer, TestApp, Visitor};

    const UNKNOWN: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    /// What is told apart from outside: everything.
    fn all_of(answer: &Answer) -> (StatusCode, HeaderMap, String) {
        (answer.status, answer.headers.clone(), answer.text())
    }

    async fn looks_unknown(app: &TestApp, path: &str) {
        let unknown = format!("/credentials/{UNKNOWN}");
        let there = format!("/credentials/{}", path.split('/').nth(2).unwrap());
        let stranger = app.stranger();
        let twin = path.replace(&there, &unknown);
        assert_eq!(all_of(&stranger.get(path).await), all_of(&stranger.get(&twin).await), "{path}");
        let (page, other) = (all_of(&stranger.browse(path).await), all_of(&stranger.browse(&twin).await));
        assert_eq!((page.0, &page.1), (StatusCode::NOT_FOUND, &other.1), "{path}");
        assert_eq!(page.2.replace(path, ""), other.2.replace(&twin, ""), "{path}");
    }

    async fn held(app: &TestApp) -> (Visitor, String) {
        let staff = app.founded("art").await;
        let (id, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        ada.post_form(&format!("/wallet/credentials/{id}/claim"), "").await.expect(StatusCode::SEE_OTHER);
        (ada, id)
    }

    #[tokio::test]
    async fn a_public_page_answers_everybody_until_it_is_private_again() {
        let app = TestApp::new().await;
        let (ada, id) = held(&app).await;
        let (path, own) = (format!("/credentials/{id}"), format!("/wallet/credentials/{id}"));
        let ways = ["", "/certificate", "/qr.svg", "/qr.png"].map(|way| format!("{path}{way}"));
        for way in &ways {
            looks_unknown(&app, way).await;
        }
        let page = ada.browse(&own).await.expect(StatusCode::OK).text();
        assert!(page.contains("Make it public") && !page.contains("linkedin.com"), "{page}");

        ada.post_form(&format!("{own}/public"), "on=1&add=1").await.expect(StatusCode::SEE_OTHER);
        let stranger = app.stranger();
        for way in &ways {
            let answer = stranger.browse(way).await.expect(StatusCode::OK);
            assert_eq!(answer.header(header::REFERRER_POLICY), "no-referrer", "{way}");
            assert_eq!(answer.header("x-robots-tag"), "noindex", "{way}");
            assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{way}");
        }
        let seen = stranger.browse(&path).await.text();
        assert!(seen.contains("Weaver") && !seen.contains("/wallet/credentials"), "{seen}");
        let bytes = stranger.get(&path).await.expect(StatusCode::OK);
        assert_eq!(bytes.text(), ada.get(&path).await.text());
        assert_eq!(bytes.header("x-robots-tag"), "noindex");
        let page = ada.browse(&own).await.text();
        let address = format!("certUrl=http%3A%2F%2Flaurel.test%2Fcredentials%2F{id}&amp;certId={id}");
        assert!(page.contains(&address) && page.contains(&format!("http://laurel.test{path}")), "{page}");
        let links = ada.browse("/wallet/shares").await.text();
        assert!(links.contains("Public credentials") && links.contains(&own), "{links}");

        ada.post_form(&format!("{own}/public"), "on=0").await.expect(StatusCode::SEE_OTHER);
        for way in &ways {
            looks_unknown(&app, way).await;
        }
        assert!(!ada.browse("/wallet/shares").await.text().contains("Public credentials"));
    }

    #[tokio::test]
    async fn only_whoever_holds_it_makes_it_public_and_from_our_own_page() {
        let app = TestApp::new().await;
        let (ada, id) = held(&app).await;
        let route = format!("/wallet/credentials/{id}/public");
        let eve = app.signed_in("eve@learner.example").await;
        eve.post_form(&route, "on=1").await.expect(StatusCode::NOT_FOUND);
        let form = "application/x-www-form-urlencoded";
        let elsewhere = ada
            .request(axum::http::Method::POST, &route)
            .header(header::CONTENT_TYPE, form)
            .header(header::ORIGIN, "https://evil.example");
        let answer = ada.send(elsewhere.body("on=1".into()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        looks_unknown(&app, &format!("/credentials/{id}")).await;
    }

    #[test]
    fn only_an_address_at_another_site_is_offered() {
        let own = "https://laurel.example".parse().unwrap();
        let at = |id| elsewhere(&own, id);
        assert_eq!(at("https://trades.example/8").as_deref(), Some("https://trades.example/8"));
        for id in ["urn:uuid:9e0ef3a5-5d3c-4d4a-9f86-0f8ab9ba3a11", "http://trades.example/8", "8", ""] {
            assert_eq!(at(id), None, "{id}");
        }
        assert_eq!(
            at(&format!("https://laurel.example/credentials/{UNKNOWN}")),
            None,
            "somebody else's here"
        );
    }
}
