//! Looking up a link for a browser that verifies by itself.

use api::{LinkProblem, LinkRequest};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use url::Url;

use super::shares;
use crate::{
    app::App,
    fetch::{FetchError, Refused},
    flows::{hold, session::Viewer},
    id::CredentialId,
    problem::Problem,
    routes::{extract::Json, visit::SignedIn},
};

/// What is at an address: JSON, a compact JWT, a PNG or an SVG in which a credential can be, as
/// it came. It is not verified, and nothing of it is kept.
///
/// Where nothing of the kind comes, `type` says why: `/problems/not-a-link`, `refused-address`
/// (not https, or not public), `dead-link`, `locked-link` (whoever wants to see it has to sign in
/// there), `unreachable-link`, `too-long`, `not-a-credential`.
#[utoipa::path(post, path = "/links", tag = "verification", request_body = LinkRequest, security(("session" = [])), responses(
    (status = 200, description = "What is there", body = Vec<u8>, content_type = "application/octet-stream"),
    (status = 422, description = "Nothing is there that could be verified"),
))]
pub(super) async fn follow(
    State(app): State<App>,
    viewer: Option<SignedIn>,
    Json(request): Json<LinkRequest>,
) -> Result<Response, Problem> {
    let viewer = viewer.map(|SignedIn(viewer)| viewer);
    let bytes = open(&app, viewer.as_ref(), &request.url).await?;
    Ok(([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response())
}

/// What is at an address, for this visitor.
pub(in crate::routes) async fn open(
    app: &App,
    viewer: Option<&Viewer>,
    address: &str,
) -> Result<Vec<u8>, Problem> {
    let url = read(app, address)?;
    if is_own(app, &url) {
        own(app, viewer, url.path()).await
    } else {
        app.fetch.link(url).await.map_err(problem)
    }
}

/// The address that a text is. Plain http is read as https, which is all that is asked; an
/// address of ours, or of this machine in a trial, is left as it is.
fn read(app: &App, text: &str) -> Result<Url, Problem> {
    let mut url = Url::parse(text.trim())
        .map_err(|_| refusal(LinkProblem::NotALink, "this is not the address of anything on the web"))?;
    let here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    if url.scheme() == "http" && url.port().is_none() && !is_own(app, &url) && !here {
        // Cannot fail between two schemes of the web.
        let _ = url.set_scheme("https");
    }
    url.set_fragment(None);
    Ok(url)
}

fn is_own(app: &App, url: &Url) -> bool {
    url.origin().ascii_serialization() == app.config.public_url.as_str()
}

/// What one of our own addresses shows this visitor.
async fn own(app: &App, viewer: Option<&Viewer>, path: &str) -> Result<Vec<u8>, Problem> {
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let nothing = || refusal(LinkProblem::DeadLink, "there is nothing at this address");
    match parts[..] {
        ["s", token] | ["api", "v1", "shares", token] => {
            let record =
                shares::record(app, token, None, viewer, &HeaderMap::new()).await.map_err(|problem| {
                    match problem.status() {
                        StatusCode::NOT_FOUND => nothing(),
                        StatusCode::FORBIDDEN => refusal(
                            LinkProblem::LockedLink,
                            "the address asks for a passcode: open it in a browser",
                        ),
                        _ => problem,
                    }
                })?;
            serde_json::to_vec(&record).map_err(|err| Problem::internal(&err))
        }
        ["credentials", id] | ["wallet", "credentials", id] => {
            let id: CredentialId = id.parse().map_err(|_| nothing())?;
            let viewer = viewer.ok_or_else(nothing)?;
            let seen = hold::see(app, viewer, id).await?.ok_or_else(nothing)?;
            Ok(seen.document.into_bytes())
        }
        _ => Err(refusal(LinkProblem::NotACredential, "there is no credential at this address")),
    }
}

fn problem(err: FetchError) -> Problem {
    let kind = match &err {
        FetchError::Address(_) => LinkProblem::NotALink,
        FetchError::Refused(Refused::OtherSite) => LinkProblem::UnreachableLink,
        FetchError::Refused(_) => LinkProblem::RefusedAddress,
        FetchError::Status(401 | 403 | 407) => LinkProblem::LockedLink,
        FetchError::Status(400..=499) => LinkProblem::DeadLink,
        FetchError::TooLong { .. } => LinkProblem::TooLong,
        FetchError::WrongKind(_) | FetchError::NotText => LinkProblem::NotACredential,
        FetchError::Status(_)
        | FetchError::Connection(_)
        | FetchError::Late
        | FetchError::DidMethod
        | FetchError::NoClient
        | FetchError::Crowded
        | FetchError::Offline => LinkProblem::UnreachableLink,
    };
    let detail = match (kind, err) {
        (LinkProblem::LockedLink, FetchError::Status(status)) => {
            format!("the address is open only to those who sign in there (the server answered {status})")
        }
        (LinkProblem::DeadLink, FetchError::Status(status)) => {
            format!("there is nothing at this address (the server answered {status})")
        }
        (LinkProblem::NotACredential, _) => {
            "what is at this address is neither a credential nor an image that could hold one".to_owned()
        }
        (_, err) => err.to_string(),
    };
    refusal(kind, detail)
}

fn refusal(kind: LinkProblem, detail: impl ToString) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, detail).of_type(kind.kind())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        effects::{Clock, Fetch},
        fetch::Fetcher,
        routes::testing::{Answer, TestApp, Visitor},
    };

    const DOCUMENT: &str = r#"{"type":["VerifiableCredential"], "a":1}"#;

    async fn follow(visitor: &Visitor, url: &str) -> Answer {
        visitor.post_json("/api/v1/links", json!({ "url": url })).await
    }

    async fn kind(visitor: &Visitor, url: &str) -> String {
        let answer = follow(visitor, url).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/problem+json");
        answer.json()["type"].as_str().unwrap().to_owned()
    }

    #[tokio::test]
    async fn what_is_at_a_link_comes_as_it_is_or_the_problem_says_why_not() {
        let fetch = Fetch::offline().with_links(|url| async move {
            match url.as_str() {
                "https://uni.example/ada" => Ok(DOCUMENT.as_bytes().to_vec()),
                "https://uni.example/gone" => Err(FetchError::Status(410)),
                "https://uni.example/own" => Err(FetchError::Status(403)),
                "https://uni.example/long" => Err(FetchError::TooLong { most_bytes: 10 << 20 }),
                "https://uni.example/page" => Err(FetchError::WrongKind("a credential")),
                "https://uni.example/broken" => Err(FetchError::Status(500)),
                _ => Fetcher::new(false, Clock::System).link(url).await,
            }
        });
        let app = TestApp::new().await.with_fetch(fetch);
        let eve = app.stranger();
        for url in ["https://uni.example/ada", " http://uni.example/ada#top\n"] {
            let answer = follow(&eve, url).await.expect(StatusCode::OK);
            assert_eq!(answer.text(), DOCUMENT);
            assert_eq!(answer.header(header::CONTENT_TYPE), "application/octet-stream");
            assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
        }
        for (url, expected) in [
            ("Ada Obi", "not-a-link"),
            ("https://uni.example/gone", "dead-link"),
            ("https://uni.example/own", "locked-link"),
            ("https://uni.example/long", "too-long"),
            ("https://uni.example/page", "not-a-credential"),
            ("https://uni.example/broken", "unreachable-link"),
            ("https://169.254.169.254/latest/meta-data", "refused-address"),
            ("http://127.0.0.1:6379/", "refused-address"),
            ("https://ada:secret@uni.example/", "refused-address"),
            ("javascript:alert(1)", "refused-address"),
            ("http://laurel.test/verify", "not-a-credential"),
            ("http://laurel.test/s/made-up", "dead-link"),
        ] {
            assert_eq!(kind(&eve, url).await, format!("/problems/{expected}"), "{url}");
        }
    }

    #[tokio::test]
    async fn our_own_links_are_answered_here_by_who_may_see_what() {
        let fetch = Fetch::offline().with_links(|url| async move { panic!("asked for {url}") });
        let app = TestApp::new().await.with_fetch(fetch);
        let staff = app.founded("art").await;
        let (credential, document) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let (token, share) = ada.shared(&credential).await;
        let eve = app.stranger();

        for link in [format!("/s/{token}"), format!("/s/{token}/#x"), format!("/api/v1/shares/{token}")] {
            let record = follow(&eve, &format!("http://laurel.test{link}")).await.expect(StatusCode::OK);
            let shared = eve.get(&format!("/api/v1/shares/{token}")).await.json();
            assert_eq!(record.json(), shared, "{link}");
        }
        let own = format!("http://laurel.test/credentials/{credential}");
        assert_eq!(follow(&ada, &own).await.expect(StatusCode::OK).json(), document);
        assert_eq!(kind(&eve, &own).await, "/problems/dead-link");

        ada.post_form(&format!("/wallet/shares/{share}/end"), "").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(kind(&eve, &format!("http://laurel.test/s/{token}")).await, "/problems/dead-link");
    }
}
