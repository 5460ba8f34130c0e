//! What was done, and what is kept of one person: owners and registrars.

use super::{desk as staff, *};

pub(super) fn rows(table: &mut Table<'_>) {
    let pupil = table.scene.pupil.as_str();
    let no = Sent::Nothing;
    let (get, post) = (Method::GET, Method::POST);
    let form = |text: &str| Sent::Form(text.to_owned());
    let elsewhere = [401, 403, 403, 403, 403, 403, 403, 404];

    table.row(get.clone(), "/desk/{slug}/audit", &["art"], no.clone(), staff(Act::Audit, 200));
    table.row(post.clone(), "/desk/{slug}/audit", &["art"], form("who=a"), staff(Act::Audit, 200));
    let export = form("format=json");
    table.row(post.clone(), "/desk/{slug}/audit/export", &["art"], export, staff(Act::Audit, 200));
    table.row(get.clone(), "/api/v1/issuers/{slug}/audit", &["art"], no.clone(), staff(Act::Audit, 200));

    let data = "/desk/{slug}/learners/{id}/data";
    table.row(get.clone(), data, &["art", pupil], no.clone(), staff(Act::Enrol, 200));
    table.row(get.clone(), data, &["music", pupil], no.clone(), elsewhere);
    let export = "/desk/{slug}/learners/{id}/data/export";
    let asked = form("reason=They+asked");
    table.row(post.clone(), export, &["art", pupil], asked.clone(), staff(Act::Enrol, 200));
    table.row(post.clone(), export, &["music", pupil], asked.clone(), elsewhere);
    // Not sure, and so not done.
    let erase = "/desk/{slug}/learners/{id}/data/erase";
    table.row(post.clone(), erase, &["art", pupil], asked.clone(), staff(Act::Enrol, 422));
    table.row(post.clone(), erase, &["music", pupil], asked, elsewhere);
}
