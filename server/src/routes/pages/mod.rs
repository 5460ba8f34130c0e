//! Pages and the forms on them: one file per resource.
//!
//! A form posts and is answered with 303 to where its effect can be seen; one with a mistake in
//! it comes back with 422 and what was typed.

mod account;
mod achievements;
mod address_ends;
mod amendments;
mod audit;
mod award;
mod awards;
mod bulk;
mod claim;
mod claims;
mod class_award;
mod classes;
mod credentials;
mod delivery;
pub(super) mod desk;
mod disclosures;
mod editor;
mod endorsements;
mod events;
mod evidence;
mod guardian;
mod home;
mod imports;
mod insights;
mod institution;
mod keys;
mod learners;
mod mail;
pub(super) mod notice;
mod outbox;
mod paper;
mod person;
mod preview;
mod privacy;
mod programs;
mod progress;
mod public;
mod qr;
mod record_parts;
mod records;
mod rework;
mod shared;
mod shares;
mod sign_in;
mod slips;
mod staff;
mod transcript_hand;
mod transcript_plan;
mod transcripts;
mod verify;
mod wallet;

use axum::{
    extract::DefaultBodyLimit,
    http::{HeaderMap, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use crypto::verify::Report;
use notice::Notice;
use web::{chrome::FieldError, components::badge::Badge, pages::Held, words::faults};

use super::{MAX_DOCUMENT_BYTES, Routes, guard::wants_html};
use crate::{app::App, problem::FieldProblem};

pub(super) use account::routes as account_routes;
pub(super) use guardian::routes as guardian_routes;

#[expect(clippy::too_many_lines, reason = "one table: every page")]
pub(super) fn routes() -> Routes {
    let document = || DefaultBodyLimit::max(MAX_DOCUMENT_BYTES);
    vec![
        ("/", get(home::show)),
        ("/verify", get(verify::form).post(verify::check).layer(document())),
        ("/sign-in", get(sign_in::form).post(sign_in::request)),
        ("/sign-in/{token}", get(sign_in::look).post(sign_in::confirm)),
        ("/sign-out", post(sign_in::sign_out)),
        ("/outbox", get(outbox::show)),
        ("/desk", get(desk::choose)),
        ("/desk/badge-preview", post(preview::badge)),
        ("/desk/markdown-preview", post(preview::text)),
        ("/desk/{slug}", get(desk::show)),
        ("/desk/{slug}/mail", get(mail::undelivered)),
        ("/desk/{slug}/achievements", post(editor::create)),
        ("/desk/{slug}/achievements/new", get(editor::form)),
        ("/desk/{slug}/achievements/import", get(editor::import_form).post(editor::import)),
        ("/desk/{slug}/achievements/export", get(editor::export_all)),
        ("/desk/{slug}/achievements/{id}", get(achievements::show).post(editor::update)),
        ("/desk/{slug}/achievements/{id}/edit", get(editor::edit)),
        ("/desk/{slug}/achievements/{id}/publish", post(editor::publish)),
        ("/desk/{slug}/achievements/{id}/retire", get(editor::ask_to_retire).post(editor::retire)),
        ("/desk/{slug}/achievements/{id}/reinstate", post(editor::reinstate)),
        ("/desk/{slug}/achievements/{id}/discard", get(editor::ask_to_discard).post(editor::discard)),
        ("/desk/{slug}/achievements/{id}/preview", get(editor::preview)),
        ("/desk/{slug}/achievements/{id}/image", get(editor::image)),
        ("/desk/{slug}/achievements/{id}/export", get(editor::export)),
        ("/desk/{slug}/achievements/{id}/endorsements", post(endorsements::accept)),
        ("/desk/{slug}/achievements/{id}/endorsements/{endorsement}/remove", post(endorsements::remove)),
        ("/desk/{slug}/endorsements", get(endorsements::list)),
        (
            "/desk/{slug}/endorsements/new",
            get(endorsements::form).post(endorsements::create).layer(document()),
        ),
        (
            "/desk/{slug}/endorsements/{id}/revoke",
            get(endorsements::ask_to_revoke).post(endorsements::revoke),
        ),
        ("/endorsements/{id}", get(endorsements::show)),
        (
            "/desk/{slug}/bulk",
            get(bulk::list).post(bulk::upload).layer(DefaultBodyLimit::max(bulk::MAX_FORM_BYTES)),
        ),
        (
            "/desk/{slug}/imports",
            get(imports::list).post(imports::upload).layer(DefaultBodyLimit::max(imports::MAX_FORM_BYTES)),
        ),
        ("/desk/{slug}/imports/samples/{file}", get(imports::sample)),
        ("/desk/{slug}/imports/{id}", get(imports::show)),
        ("/desk/{slug}/imports/{id}/mapping", post(imports::arrange)),
        (
            "/desk/{slug}/imports/{id}/supplement",
            post(imports::supplement).layer(DefaultBodyLimit::max(bulk::MAX_FORM_BYTES)),
        ),
        ("/desk/{slug}/imports/{id}/template.csv", get(imports::template_csv)),
        ("/desk/{slug}/imports/{id}/template.xlsx", get(imports::template_xlsx)),
        ("/desk/{slug}/imports/{id}/faults.csv", get(imports::faults)),
        ("/desk/{slug}/imports/{id}/log.csv", get(imports::log)),
        ("/desk/{slug}/imports/{id}/discard", post(imports::discard)),
        ("/desk/{slug}/bulk/new", get(bulk::form)),
        ("/desk/{slug}/bulk/template.csv", get(bulk::template_csv)),
        ("/desk/{slug}/bulk/template.xlsx", get(bulk::template_xlsx)),
        ("/desk/{slug}/bulk/{id}", get(bulk::show)),
        ("/desk/{slug}/bulk/{id}/columns", post(bulk::columns)),
        ("/desk/{slug}/bulk/{id}/faults.csv", get(bulk::faults)),
        ("/desk/{slug}/bulk/{id}/start", post(bulk::start)),
        ("/desk/{slug}/bulk/{id}/pause", post(bulk::pause)),
        ("/desk/{slug}/bulk/{id}/resume", post(bulk::resume)),
        ("/desk/{slug}/bulk/{id}/cancel", get(bulk::ask_to_cancel).post(bulk::cancel)),
        ("/desk/{slug}/bulk/{id}/discard", post(bulk::discard)),
        ("/desk/{slug}/bulk/{id}/events", get(bulk::events)),
        ("/desk/{slug}/bulk/{id}/report.csv", get(bulk::report)),
        ("/desk/{slug}/credentials", get(awards::list).post(awards::search)),
        ("/desk/{slug}/credentials/slips", post(slips::chosen)),
        ("/desk/{slug}/credentials/revoke", post(awards::revoke_many)),
        ("/desk/{slug}/credentials/renew", get(rework::ask).post(rework::renew)),
        ("/desk/{slug}/reworks/{id}", get(rework::show)),
        ("/desk/{slug}/reworks/{id}/events", get(rework::events)),
        ("/desk/{slug}/reworks/{id}/resume", post(rework::resume)),
        ("/desk/{slug}/credentials/{id}", get(awards::show)),
        ("/desk/{slug}/credentials/{id}/correct", get(awards::ask_to_correct).post(awards::correct)),
        ("/desk/{slug}/credentials/{id}/renew", get(awards::ask_to_renew).post(awards::renew)),
        ("/desk/{slug}/credentials/{id}/suspend", get(awards::ask_to_suspend).post(awards::suspend)),
        ("/desk/{slug}/credentials/{id}/resume", post(awards::resume)),
        ("/desk/{slug}/credentials/{id}/revoke", get(desk::ask_to_revoke).post(desk::revoke)),
        ("/claim", get(claim::form).post(claim::enter)),
        ("/claim/{code}", get(claim::look).post(claim::take)),
        ("/c/{token}", get(events::show).post(events::ask)),
        ("/desk/{slug}/credentials/resend", post(delivery::again_all)),
        ("/desk/{slug}/credentials/{id}/delivery", get(delivery::show)),
        ("/desk/{slug}/credentials/{id}/resend", post(delivery::again)),
        ("/desk/{slug}/credentials/{id}/code", post(delivery::give_code)),
        ("/desk/{slug}/credentials/{id}/address", post(delivery::readdress)),
        ("/desk/{slug}/credentials/{id}/release", post(delivery::release)),
        ("/desk/{slug}/claims", get(claims::list).post(claims::create)),
        ("/desk/{slug}/claims/new", get(claims::form)),
        ("/desk/{slug}/claims/{id}", get(claims::show)),
        ("/desk/{slug}/claims/{id}/edit", get(claims::edit_form).post(claims::edit)),
        ("/desk/{slug}/claims/{id}/state", post(claims::set)),
        ("/desk/{slug}/claims/{id}/requests", post(claims::decide)),
        ("/desk/{slug}/claims/{id}/poster", get(claims::poster)),
        ("/desk/{slug}/claims/{id}/qr.svg", get(claims::qr_svg)),
        ("/desk/{slug}/claims/{id}/qr.png", get(claims::qr_png)),
        (
            "/desk/{slug}/achievements/{id}/award",
            get(award::form).post(award::post).layer(DefaultBodyLimit::max(award::MAX_FORM_BYTES)),
        ),
        ("/desk/{slug}/credentials/{id}/evidence/{token}/delete", post(evidence::delete)),
        ("/evidence/{token}", get(evidence::show)),
        ("/desk/{slug}/classes", get(classes::list)),
        ("/desk/{slug}/classes/new", get(classes::form).post(classes::make)),
        ("/desk/{slug}/classes/{id}", get(classes::show)),
        ("/desk/{slug}/classes/{id}/edit", get(classes::edit_form).post(classes::edit)),
        ("/desk/{slug}/classes/{id}/archive", post(classes::archive)),
        ("/desk/{slug}/classes/{id}/pupils", get(classes::pupils_form).post(classes::add)),
        ("/desk/{slug}/classes/{id}/remove", post(classes::remove)),
        ("/desk/{slug}/classes/{id}/award", get(class_award::choose)),
        ("/desk/{slug}/classes/{id}/award/{achievement}", get(class_award::form).post(class_award::post)),
        ("/desk/{slug}/classes/{id}/awards/{award}", get(class_award::done)),
        ("/desk/{slug}/classes/{id}/slips", get(slips::of_class)),
        ("/desk/{slug}/learners", get(learners::list).post(learners::search)),
        ("/desk/{slug}/learners/new", get(learners::form).post(learners::enrol)),
        ("/desk/{slug}/learners/{id}", get(learners::show)),
        ("/desk/{slug}/learners/{id}/data", get(person::show)),
        ("/desk/{slug}/learners/{id}/data/export", post(person::export)),
        ("/desk/{slug}/learners/{id}/data/erase", post(person::erase)),
        ("/desk/{slug}/audit", get(audit::list).post(audit::search)),
        ("/desk/{slug}/audit/export", post(audit::file)),
        ("/desk/{slug}/learners/{id}/edit", get(learners::edit_form).post(learners::edit)),
        ("/desk/{slug}/imports/{id}/plan", get(transcript_plan::plan)),
        ("/desk/{slug}/imports/{id}/start", post(transcript_plan::start)),
        ("/desk/{slug}/transcripts", get(transcripts::list)),
        ("/desk/{slug}/transcripts/{id}", get(transcripts::show)),
        ("/desk/{slug}/transcripts/{id}/events", get(transcripts::events)),
        ("/desk/{slug}/transcripts/{id}/approve", post(transcripts::approve)),
        ("/desk/{slug}/transcripts/{id}/cancel", post(transcripts::cancel)),
        ("/desk/{slug}/transcripts/{id}/resume", post(transcripts::resume)),
        ("/desk/{slug}/transcripts/{id}/undo", get(transcripts::ask_to_undo).post(transcripts::undo)),
        ("/desk/{slug}/transcripts/{id}/report.csv", get(transcripts::report)),
        ("/desk/{slug}/learners/{id}/transcript", get(transcript_hand::form).post(transcript_hand::make)),
        ("/desk/{slug}/insights", get(insights::show)),
        ("/desk/{slug}/insights/months.csv", get(insights::months)),
        ("/desk/{slug}/insights/achievements.csv", get(insights::achievements)),
        ("/desk/{slug}/learners/{id}/disclosures", get(disclosures::show).post(disclosures::note)),
        ("/desk/{slug}/learners/{id}/disclosures.csv", get(disclosures::file)),
        ("/desk/{slug}/requests", get(amendments::list)),
        ("/desk/{slug}/requests/{id}/decline", get(amendments::ask_to_decline).post(amendments::decline)),
        ("/desk/{slug}/requests/{id}/done", post(amendments::done)),
        ("/wallet/disclosures", get(disclosures::mine)),
        ("/wallet/credentials/{id}/amendments", get(amendments::show).post(amendments::ask)),
        ("/wallet/amendments/{id}/statement", post(amendments::state)),
        ("/wallet", get(wallet::show).post(wallet::search)),
        (wallet::find::FOUND_PATH, get(wallet::found)),
        ("/wallet/find", post(wallet::find::fragment)),
        ("/wallet/skills", get(wallet::find::skills)),
        (
            "/wallet/add",
            get(wallet::add::form)
                .post(wallet::add::bring)
                .layer(DefaultBodyLimit::max(wallet::add::MAX_FORM_BYTES)),
        ),
        ("/wallet/add/decide", post(wallet::add::decide)),
        ("/wallet/removed", get(wallet::keep::removed)),
        (
            "/wallet/take-along",
            get(wallet::along::show)
                .post(wallet::along::bring)
                .layer(DefaultBodyLimit::max(wallet::along::MAX_FORM_BYTES)),
        ),
        ("/wallet/take-along/everything.zip", get(wallet::along::everything)),
        ("/wallet/credentials/{id}/on-paper", post(wallet::along::on_paper)),
        ("/wallet/credentials/{id}/download/{what}", get(wallet::along::single)),
        ("/wallet/credentials/{id}/remove", get(wallet::keep::ask).post(wallet::keep::remove)),
        ("/wallet/credentials/{id}/put-back", post(wallet::keep::put_back)),
        ("/wallet/credentials/{id}/delete", post(wallet::keep::delete)),
        ("/wallet/credentials/{id}/news", post(wallet::keep::dismiss)),
        ("/wallet/credentials/{id}/public", post(wallet::public::turn)),
        ("/wallet/credentials/{id}/picture", get(wallet::keep::picture)),
        ("/wallet/credentials/{id}", get(wallet::credential)),
        ("/wallet/credentials/{id}/claim", post(wallet::claim)),
        ("/wallet/records", get(records::list).post(records::create)),
        (
            "/wallet/records/{id}",
            get(records::show).post(records::update).layer(DefaultBodyLimit::max(records::MAX_FORM_BYTES)),
        ),
        ("/wallet/records/{id}/items", post(records::add)),
        ("/wallet/records/{id}/delete", post(records::delete)),
        (
            "/wallet/records/{id}/compose",
            post(records::compose_live).layer(DefaultBodyLimit::max(records::MAX_FORM_BYTES)),
        ),
        ("/wallet/records/{id}/others", post(records::others_live)),
        ("/wallet/records/{id}/preview", get(records::preview)),
        ("/wallet/records/{id}/items/{item}/parts", get(record_parts::form).post(record_parts::choose)),
        ("/wallet/records/{id}/items/{item}/parts/chosen", post(record_parts::choose_live)),
        ("/wallet/records/{id}/shares", post(shares::create)),
        ("/wallet/shares", get(shares::list)),
        ("/wallet/receipts", get(shares::receipts)),
        ("/wallet/shares/{id}", get(shares::show)),
        ("/wallet/shares/{id}/pause", post(shares::pause)),
        ("/wallet/shares/{id}/resume", post(shares::resume)),
        ("/wallet/shares/{id}/items", post(shares::narrow)),
        ("/wallet/shares/{id}/days", post(shares::days)),
        ("/wallet/shares/{id}/passcode", post(shares::passcode)),
        ("/wallet/shares/{id}/end", post(shares::end)),
        ("/s/{token}", get(shared::show).post(shared::unlock)),
        ("/s/{token}/qr-print.svg", get(shared::qr_print)),
        ("/s/{token}/record.json", get(shared::signed_record)),
        ("/s/{token}/qr.svg", get(shared::qr_svg)),
        ("/s/{token}/qr.png", get(shared::qr_png)),
        ("/credentials/{id}", get(credentials::show)),
        ("/credentials/{id}/certificate", get(paper::certificate)),
        ("/credentials/{id}/qr.svg", get(paper::qr_svg)),
        ("/credentials/{id}/qr.png", get(paper::qr_png)),
        ("/achievements/{id}", get(public::achievement)),
        ("/achievements/{id}/image", get(public::image)),
        ("/achievements/{id}/image.png", get(public::image_png)),
        ("/issuers/{slug}", get(public::issuer)),
        ("/issuers/{slug}/image", get(public::issuer_image)),
        ("/desk/new", get(institution::found_form).post(institution::found)),
        ("/desk/{slug}/institution", get(institution::show).post(institution::update)),
        ("/desk/{slug}/staff", get(staff::list).post(staff::invite)),
        ("/desk/{slug}/staff/{account}/role", post(staff::set_role)),
        ("/desk/{slug}/staff/{account}/remove", get(staff::ask_to_remove).post(staff::remove)),
        ("/desk/{slug}/staff/invitations/{id}/resend", post(staff::resend)),
        ("/desk/{slug}/staff/invitations/{id}/withdraw", post(staff::withdraw)),
        ("/invitations/{id}", get(staff::invitation).post(staff::accept)),
        ("/privacy", get(privacy::show)),
        ("/desk/{slug}/addresses", get(address_ends::list).post(address_ends::announce)),
        ("/desk/{slug}/addresses/{id}/withdraw", post(address_ends::withdraw)),
        ("/desk/{slug}/programs", get(programs::list).post(programs::make)),
        ("/desk/{slug}/programs/{id}/revoke", get(programs::ask_to_revoke).post(programs::revoke)),
        ("/desk/{slug}/keys", get(keys::list)),
        ("/desk/{slug}/keys/replace", get(keys::ask_to_replace).post(keys::replace)),
        ("/desk/{slug}/keys/{key}", get(keys::signed)),
        ("/desk/{slug}/keys/{key}/signed.csv", get(keys::signed_file)),
        ("/desk/{slug}/keys/{key}/reissue", post(keys::reissue)),
        ("/desk/{slug}/keys/{key}/stolen", get(keys::ask_whether_stolen).post(keys::stolen)),
    ]
}

/// 303: the form worked, and this is where to see it.
fn see_other(path: &str, notice: Notice) -> Response {
    (AppendHeaders([(header::SET_COOKIE, notice.cookie())]), Redirect::to(path)).into_response()
}

/// The media type under which a signed document goes to this reader.
pub(super) fn signed_media_type(headers: &HeaderMap) -> &'static str {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    ["application/vc", "application/vc+ld+json", "application/ld+json"]
        .into_iter()
        .find(|wanted| accept.split([',', ';']).any(|kind| kind.trim() == *wanted))
        .unwrap_or("application/json")
}

/// What is wrong with a form's fields, by the names that the form has for them.
///
/// * `names`: pairs of JSON pointer and field name.
fn field_errors(problems: &[FieldProblem], names: &[(&str, &str)]) -> Vec<FieldError> {
    let name = |pointer: &str| names.iter().find(|(known, _)| *known == pointer).map_or("", |(_, name)| name);
    problems
        .iter()
        .map(|problem| FieldError {
            field: name(&problem.pointer).to_owned(),
            message: faults::told(&problem.detail),
        })
        .collect()
}

/// The first thing wrong with a form that has one place for it.
fn first_problem(problems: &[FieldProblem]) -> Option<String> {
    problems.first().map(|problem| faults::told(&problem.detail))
}

/// A credential as pages show it, called `id` there.
fn held(app: &App, id: String, report: Report, note: String) -> Held {
    Held { badge: badge(app, &report, &id), report, credential: id, note }
}

/// The picture of a credential, from what it says of itself.
///
/// * `seed`: what to draw from where it has neither picture nor name. It is drawn from the name otherwise, as in the
///   browser, so that it looks the same wherever it is shown.
fn badge(app: &App, report: &Report, seed: &str) -> Badge {
    let summary = report.credential.clone().unwrap_or_default();
    let image = summary.image.and_then(|image| match app.config.public_url.path_of(&image) {
        Some(path) => Some(path.to_owned()),
        None => image.starts_with("data:").then_some(image),
    });
    Badge {
        seed: summary.name.unwrap_or_else(|| seed.to_owned()),
        issuer: summary.issuer_id.unwrap_or_default(),
        achievement_type: summary.achievement_type.unwrap_or_default(),
        image,
    }
}

/// Where an achievement's picture is, and what to draw it from.
fn achievement_badge(id: &str, issuer_slug: &str, achievement_type: &str) -> Badge {
    Badge {
        seed: id.to_owned(),
        issuer: issuer_slug.to_owned(),
        achievement_type: achievement_type.to_owned(),
        image: Some(format!("/achievements/{id}/image")),
    }
}
