//! `/api/v1`: the one door for programs, islands included. One file per resource; the OpenAPI
//! document at `/api/openapi.json` is made from the handlers themselves.

mod achievements;
mod amend;
mod audit;
mod bulk;
mod bulk_files;
mod claim_links;
mod class_awards;
mod classes;
mod credentials;
mod delivery;
mod document;
mod drafts;
mod endorsements;
mod exchange;
mod idempotent;
mod imports;
mod insights;
mod institution;
mod keys;
mod learners;
pub(super) mod links;
mod paging;
mod receipts;
mod records;
mod renewals;
pub(super) mod shares;
mod transcripts;
mod verification;
mod verify;
mod wallet;

use std::sync::Arc;

use axum::{Router, extract::DefaultBodyLimit, http::header, middleware, routing::get};
use serde_json::Value;
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::MAX_DOCUMENT_BYTES;
use crate::app::App;

/// Bytes of the most that is taken at once to be verified: 16 MiB.
const MAX_BATCH_BYTES: usize = 16 << 20;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Laurel",
        description = "Verifiable achievements: award, hold, share, verify. A program shows a key, made by an owner of its \
        institution, as `Authorization: Bearer laurel_…`; a person is known by the session cookie, and what changes \
        something must then come from the service's own pages. Lists come in parts: `limit` says how many items, and \
        `next` is the `cursor` of the next part. Ids are UUIDs as text, instants RFC 3339 in UTC. Problems are \
        `application/problem+json`; `errors` has a JSON pointer for each field that needs another look."
    ),
    components(schemas(api::ProblemDetails))
)]
struct Document;

/// The API's routes, and the document that describes them.
pub(super) fn router(app: &App) -> (Router<App>, Value) {
    let v1 = OpenApiRouter::new()
        .merge(desk())
        .merge(everybody())
        .layer(middleware::from_fn_with_state(app.clone(), idempotent::once));
    let (router, document) =
        OpenApiRouter::with_openapi(Document::openapi()).nest("/api/v1", v1).split_for_parts();
    let document = serde_json::to_value(document).unwrap_or_default();
    (router, document::complete(document, app.config.public_url.as_str()))
}

/// What is for whoever works at a desk, and for their programs.
fn desk() -> OpenApiRouter<App> {
    let many = OpenApiRouter::new()
        .routes(routes!(credentials::award_many))
        .layer(DefaultBodyLimit::max(MAX_DOCUMENT_BYTES));
    let lists = OpenApiRouter::new()
        .routes(routes!(bulk::list, bulk::create))
        .layer(DefaultBodyLimit::max(crate::sheet::MAX_FILE_BYTES));
    let exports = OpenApiRouter::new()
        .routes(routes!(imports::list, imports::create))
        .layer(DefaultBodyLimit::max(crate::flows::roster_import::MAX_ZIP_BYTES));
    let supplements = OpenApiRouter::new()
        .routes(routes!(imports::supplement))
        .layer(DefaultBodyLimit::max(crate::sheet::MAX_FILE_BYTES));
    OpenApiRouter::new()
        .merge(many)
        .merge(lists)
        .merge(exports)
        .merge(supplements)
        .routes(routes!(achievements::list, achievements::create))
        .routes(routes!(drafts::draft))
        .routes(routes!(exchange::import))
        .routes(routes!(exchange::export))
        .routes(routes!(achievements::open))
        .routes(routes!(achievements::versions))
        .routes(routes!(exchange::export_one))
        .routes(routes!(drafts::open_draft, drafts::update_draft, drafts::discard_draft))
        .routes(routes!(drafts::publish))
        .routes(routes!(drafts::retire))
        .routes(routes!(drafts::reinstate))
        .routes(routes!(drafts::image, drafts::put_image))
        .routes(routes!(endorsements::received, endorsements::accept))
        .routes(routes!(endorsements::remove))
        .routes(routes!(endorsements::list, endorsements::create))
        .routes(routes!(endorsements::look))
        .routes(routes!(endorsements::revoke))
        .routes(routes!(credentials::list, credentials::award))
        .routes(routes!(credentials::search))
        .routes(routes!(credentials::open))
        .routes(routes!(amend::revoke_many))
        .routes(routes!(amend::revoke))
        .routes(routes!(amend::suspend))
        .routes(routes!(amend::resume))
        .routes(routes!(amend::correct))
        .routes(routes!(amend::readdress))
        .routes(routes!(amend::release))
        .routes(routes!(renewals::renew))
        .routes(routes!(renewals::renew_many))
        .routes(routes!(renewals::show_renewal))
        .routes(routes!(renewals::resume_renewal))
        .routes(routes!(delivery::resend_all))
        .routes(routes!(delivery::resend))
        .routes(routes!(delivery::give_code))
        .routes(routes!(delivery::undelivered))
        .routes(routes!(bulk_files::template))
        .routes(routes!(bulk::show, bulk::discard))
        .routes(routes!(bulk::arrange))
        .routes(routes!(bulk::start))
        .routes(routes!(bulk::pause))
        .routes(routes!(bulk::resume))
        .routes(routes!(bulk::cancel))
        .routes(routes!(bulk_files::faults))
        .routes(routes!(bulk_files::report))
        .routes(routes!(imports::show, imports::discard))
        .routes(routes!(imports::arrange))
        .routes(routes!(imports::template))
        .routes(routes!(imports::log))
        .routes(routes!(learners::list, learners::enrol))
        .routes(routes!(learners::search))
        .routes(routes!(learners::open, learners::update))
        .routes(routes!(transcripts::plan))
        .routes(routes!(transcripts::start))
        .routes(routes!(transcripts::make))
        .routes(routes!(transcripts::list))
        .routes(routes!(transcripts::open))
        .routes(routes!(transcripts::step))
        .routes(routes!(classes::list, classes::create))
        .routes(routes!(classes::open, classes::update))
        .routes(routes!(classes::archive))
        .routes(routes!(classes::add))
        .routes(routes!(classes::remove))
        .routes(routes!(classes::teachers))
        .routes(routes!(class_awards::award))
        .routes(routes!(class_awards::open_award))
        .routes(routes!(class_awards::slips))
        .routes(routes!(audit::list))
        .routes(routes!(claim_links::list, claim_links::create))
        .routes(routes!(claim_links::open))
        .routes(routes!(claim_links::set))
        .routes(routes!(claim_links::decide))
        .routes(routes!(insights::show))
        .routes(routes!(institution::profile, institution::update_profile))
        .routes(routes!(institution::put_image))
        .routes(routes!(institution::staff))
        .routes(routes!(institution::keys))
}

/// What is for everybody, and for learners who are signed in.
fn everybody() -> OpenApiRouter<App> {
    let batches =
        OpenApiRouter::new().routes(routes!(verify::verify)).layer(DefaultBodyLimit::max(MAX_BATCH_BYTES));
    let receipts = OpenApiRouter::new()
        .routes(routes!(receipts::write))
        .layer(DefaultBodyLimit::max(MAX_DOCUMENT_BYTES));
    let holdings = OpenApiRouter::new()
        .routes(routes!(wallet::list, wallet::bring))
        .layer(DefaultBodyLimit::max(MAX_DOCUMENT_BYTES));
    // A text in a text: its quotation marks take two characters each.
    let signed = OpenApiRouter::new()
        .routes(routes!(keys::proof))
        .layer(DefaultBodyLimit::max(2 * MAX_DOCUMENT_BYTES));
    OpenApiRouter::new()
        .merge(batches)
        .merge(receipts)
        .routes(routes!(verification::knowledge))
        .routes(routes!(verification::policy))
        .routes(routes!(verify::show, verify::end))
        .routes(routes!(links::follow))
        .routes(routes!(shares::show, shares::unlock))
        .merge(holdings)
        .routes(routes!(wallet::show, wallet::remove))
        .routes(routes!(keys::challenge))
        .routes(routes!(keys::prove))
        .routes(routes!(keys::seal))
        .routes(routes!(keys::bind))
        .routes(routes!(keys::presentation))
        .merge(signed)
        .routes(routes!(records::open, records::save, records::delete))
        .routes(routes!(records::undo))
        .routes(routes!(records::redo))
}

/// `GET /api/openapi.json`.
pub(super) fn document_route(document: &Value) -> Router<App> {
    let text: Arc<str> = document.to_string().into();
    let answer = move || {
        let text = text.to_string();
        async move { ([(header::CONTENT_TYPE, "application/json")], text) }
    };
    Router::new().route("/api/openapi.json", get(answer))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use axum::{
        body::Body,
        http::{Method, StatusCode},
    };
    use serde_json::Value;

    use crate::routes::testing::TestApp;

    const METHODS: [Method; 5] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

    /// Path, method and operation of everything in the document.
    fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
        let paths = document["paths"].as_object().unwrap().iter();
        let all = paths.flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().iter();
            methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
        });
        all.collect()
    }

    #[tokio::test]
    #[expect(clippy::too_many_lines, reason = "one table: every operation")]
    async fn the_document_names_every_route_and_where_it_is() {
        let app = TestApp::new().await;
        let document = app.stranger().get("/api/openapi.json").await.json();
        assert_eq!(document["servers"][0]["url"], "http://laurel.test");
        let all: Vec<_> = operations(&document)
            .into_iter()
            .map(|(path, method, operation)| {
                let id = operation["operationId"].as_str().unwrap_or_default();
                format!("{method} {} {id}", path.strip_prefix("/api/v1").unwrap())
            })
            .collect();
        insta::assert_snapshot!(all.join("\n"), @"
        get /issuers/{slug}/achievements achievements_list
        post /issuers/{slug}/achievements achievements_create
        post /issuers/{slug}/achievements/drafts achievements_draft
        get /issuers/{slug}/achievements/export achievements_export
        post /issuers/{slug}/achievements/import achievements_import
        get /issuers/{slug}/achievements/{id} achievements_open
        delete /issuers/{slug}/achievements/{id}/draft achievements_discard_draft
        get /issuers/{slug}/achievements/{id}/draft achievements_open_draft
        put /issuers/{slug}/achievements/{id}/draft achievements_update_draft
        get /issuers/{slug}/achievements/{id}/endorsements endorsements_received
        post /issuers/{slug}/achievements/{id}/endorsements endorsements_accept
        delete /issuers/{slug}/achievements/{id}/endorsements/{endorsement} endorsements_remove
        get /issuers/{slug}/achievements/{id}/export achievements_export_one
        get /issuers/{slug}/achievements/{id}/image achievements_image
        put /issuers/{slug}/achievements/{id}/image achievements_put_image
        post /issuers/{slug}/achievements/{id}/publish achievements_publish
        post /issuers/{slug}/achievements/{id}/reinstate achievements_reinstate
        post /issuers/{slug}/achievements/{id}/retire achievements_retire
        get /issuers/{slug}/achievements/{id}/versions achievements_versions
        get /issuers/{slug}/audit audit_list
        get /issuers/{slug}/bulk bulk_list
        post /issuers/{slug}/bulk bulk_create
        get /issuers/{slug}/bulk/template bulk_template
        delete /issuers/{slug}/bulk/{id} bulk_discard
        get /issuers/{slug}/bulk/{id} bulk_show
        post /issuers/{slug}/bulk/{id}/cancel bulk_cancel
        put /issuers/{slug}/bulk/{id}/columns bulk_arrange
        get /issuers/{slug}/bulk/{id}/faults bulk_faults
        post /issuers/{slug}/bulk/{id}/pause bulk_pause
        get /issuers/{slug}/bulk/{id}/report bulk_report
        post /issuers/{slug}/bulk/{id}/resume bulk_resume
        post /issuers/{slug}/bulk/{id}/start bulk_start
        get /issuers/{slug}/claim-links claim_links_list
        post /issuers/{slug}/claim-links claim_links_create
        get /issuers/{slug}/claim-links/{id} claim_links_open
        post /issuers/{slug}/claim-links/{id}/requests claim_links_decide
        post /issuers/{slug}/claim-links/{id}/state claim_links_set
        get /issuers/{slug}/classes classes_list
        post /issuers/{slug}/classes classes_create
        get /issuers/{slug}/classes/{id} classes_open
        put /issuers/{slug}/classes/{id} classes_update
        post /issuers/{slug}/classes/{id}/archive classes_archive
        post /issuers/{slug}/classes/{id}/awards classes_award
        get /issuers/{slug}/classes/{id}/awards/{award} classes_open_award
        post /issuers/{slug}/classes/{id}/learners classes_add
        delete /issuers/{slug}/classes/{id}/learners/{learner} classes_remove
        post /issuers/{slug}/classes/{id}/slips classes_slips
        get /issuers/{slug}/credentials credentials_list
        post /issuers/{slug}/credentials credentials_award
        post /issuers/{slug}/credentials/many credentials_award_many
        post /issuers/{slug}/credentials/resend credentials_resend_all
        post /issuers/{slug}/credentials/revoke credentials_revoke_many
        post /issuers/{slug}/credentials/search credentials_search
        get /issuers/{slug}/credentials/{id} credentials_open
        post /issuers/{slug}/credentials/{id}/address credentials_readdress
        post /issuers/{slug}/credentials/{id}/code credentials_give_code
        post /issuers/{slug}/credentials/{id}/correct credentials_correct
        post /issuers/{slug}/credentials/{id}/release credentials_release
        post /issuers/{slug}/credentials/{id}/renew credentials_renew
        post /issuers/{slug}/credentials/{id}/resend credentials_resend
        post /issuers/{slug}/credentials/{id}/resume credentials_resume
        post /issuers/{slug}/credentials/{id}/revoke credentials_revoke
        post /issuers/{slug}/credentials/{id}/suspend credentials_suspend
        get /issuers/{slug}/endorsements endorsements_list
        post /issuers/{slug}/endorsements endorsements_create
        post /issuers/{slug}/endorsements/subjects endorsements_look
        post /issuers/{slug}/endorsements/{id}/revoke endorsements_revoke
        get /issuers/{slug}/imports imports_list
        post /issuers/{slug}/imports imports_create
        delete /issuers/{slug}/imports/{id} imports_discard
        get /issuers/{slug}/imports/{id} imports_show
        get /issuers/{slug}/imports/{id}/log imports_log
        put /issuers/{slug}/imports/{id}/mapping imports_arrange
        get /issuers/{slug}/imports/{id}/plan transcripts_plan
        post /issuers/{slug}/imports/{id}/start transcripts_start
        put /issuers/{slug}/imports/{id}/supplement imports_supplement
        get /issuers/{slug}/imports/{id}/template imports_template
        get /issuers/{slug}/insights insights_show
        get /issuers/{slug}/keys institution_keys
        get /issuers/{slug}/learners learners_list
        post /issuers/{slug}/learners learners_enrol
        post /issuers/{slug}/learners/search learners_search
        get /issuers/{slug}/learners/{id} learners_open
        put /issuers/{slug}/learners/{id} learners_update
        post /issuers/{slug}/learners/{id}/transcripts transcripts_make
        get /issuers/{slug}/mail mail_undelivered
        get /issuers/{slug}/profile institution_profile
        put /issuers/{slug}/profile institution_update_profile
        put /issuers/{slug}/profile/image institution_put_image
        post /issuers/{slug}/renewals credentials_renew_many
        get /issuers/{slug}/renewals/{id} credentials_show_renewal
        post /issuers/{slug}/renewals/{id}/resume credentials_resume_renewal
        get /issuers/{slug}/staff institution_staff
        get /issuers/{slug}/teachers classes_teachers
        get /issuers/{slug}/transcripts transcripts_list
        get /issuers/{slug}/transcripts/{id} transcripts_open
        post /issuers/{slug}/transcripts/{id}/steps transcripts_step
        post /knowledge verification_knowledge
        post /links verification_follow
        get /policy verification_policy
        post /receipts verification_write
        delete /records/{id} records_delete
        get /records/{id} records_open
        put /records/{id} records_save
        post /records/{id}/redo records_redo
        post /records/{id}/undo records_undo
        get /shares/{token} shares_show
        post /shares/{token} shares_unlock
        delete /verifications/{token} verification_end
        get /verifications/{token} verification_show
        post /verify verification_verify
        get /wallet/credentials wallet_list
        post /wallet/credentials wallet_bring
        delete /wallet/credentials/{id} wallet_remove
        get /wallet/credentials/{id} wallet_show
        post /wallet/credentials/{id}/bind wallet_bind
        post /wallet/keys wallet_prove
        post /wallet/keys/challenge wallet_challenge
        put /wallet/keys/sealed wallet_seal
        post /wallet/shares/{id}/presentation wallet_presentation
        post /wallet/shares/{id}/proof wallet_proof
        ");
    }

    #[tokio::test]
    async fn every_operation_says_who_may_what_it_answers_and_what_may_go_wrong() {
        let app = TestApp::new().await;
        let document = app.stranger().get("/api/openapi.json").await.json();
        let mut ids = BTreeSet::new();
        for (path, method, operation) in operations(&document) {
            let at = format!("{method} {path}");
            assert!(ids.insert(operation["operationId"].as_str().unwrap()), "{at}: its id is taken");
            let summary = operation["summary"].as_str().unwrap();
            assert!((5..=120).contains(&summary.len()) && !summary.ends_with('.'), "{at}: {summary}");
            let security = operation["security"].as_array().expect(&at);
            assert!(!security.is_empty(), "{at} says nothing of who may");
            let responses = operation["responses"].as_object().expect(&at);
            assert!(responses.keys().any(|status| status.starts_with('2')), "{at} answers nothing");
            let secured = security.iter().any(|way| way.get("session").is_some());
            let desk = path.starts_with("/api/v1/issuers/");
            assert!(secured || !desk, "{at} is open to everybody");
            for status in if secured { &["400", "401", "403", "500"][..] } else { &["400", "500"] } {
                assert!(responses.contains_key(*status), "{at} has no {status}");
            }
            for (status, response) in responses {
                if status.as_str() >= "400" {
                    let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
                    assert_eq!(schema, "#/components/schemas/ProblemDetails", "{at} {status}");
                }
            }
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let named = |name: &str| parameters.iter().any(|parameter| parameter["name"] == name);
            for part in path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
                assert!(named(part), "{at} does not say what {part} is");
            }
            let once = parameters.iter().any(|one| one["$ref"] == "#/components/parameters/IdempotencyKey");
            assert_eq!(once, secured && method == "post", "{at}");
        }
    }

    #[tokio::test]
    async fn whatever_the_document_points_to_is_in_it() {
        fn check(document: &Value, value: &Value) {
            match value {
                Value::Object(members) => {
                    if let Some(to) = members.get("$ref") {
                        let pointer = to.as_str().unwrap().strip_prefix('#').unwrap();
                        assert!(document.pointer(pointer).is_some(), "{pointer}");
                    }
                    members.values().for_each(|value| check(document, value));
                }
                Value::Array(items) => items.iter().for_each(|value| check(document, value)),
                _ => {}
            }
        }
        let app = TestApp::new().await;
        let document = app.stranger().get("/api/openapi.json").await.json();
        check(&document, &document);
    }

    #[tokio::test]
    async fn a_method_that_answers_is_in_the_document() {
        let app = TestApp::new().await;
        let document = app.stranger().get("/api/openapi.json").await.json();
        for path in document["paths"].as_object().unwrap().keys() {
            let parts = path.split('/').map(|part| if part.starts_with('{') { "x" } else { part });
            let there = parts.collect::<Vec<_>>().join("/");
            for method in METHODS {
                let stranger = app.stranger();
                let request = stranger.request(method.clone(), &there).body(Body::empty()).unwrap();
                let answers = stranger.send(request).await.status != StatusCode::METHOD_NOT_ALLOWED;
                let listed = document["paths"][path].get(method.as_str().to_lowercase()).is_some();
                assert_eq!(answers, listed, "{method} {path}");
            }
        }
    }
}
