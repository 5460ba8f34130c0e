//! `/wallet/records…`: choosing and arranging what to show.

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use web::pages::{LiveShare, Record, record as page};

use super::{first_problem, held, notice::Notice, see_other, wallet};
use crate::{
    flows::{
        hold,
        record::{self, Move, RecordError},
        verify,
    },
    id::{CredentialId, RecordId},
    problem::Problem,
    routes::{
        extract::{Form, Params},
        rfc3339,
        visit::Visit,
    },
};

#[derive(Deserialize)]
pub(super) struct About {
    #[serde(default)]
    title: String,
    #[serde(default)]
    introduction: String,
}

pub(super) async fn create(visit: Visit, Form(form): Form<About>) -> Result<Response, Problem> {
    match record::create(&visit.app, visit.viewer()?, &form.title).await {
        Ok(id) => Ok(see_other(&format!("/wallet/records/{id}"), Notice::RecordMade)),
        Err(RecordError::Fields(fields)) => wallet::show_again(&visit, first_problem(&fields)).await,
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn show(visit: Visit, Params(id): Params<RecordId>) -> Result<Response, Problem> {
    let data = record_data(&visit, id).await?;
    Ok(visit.page(page(&visit.chrome(), &data)))
}

pub(super) async fn update(
    visit: Visit,
    Params(id): Params<RecordId>,
    Form(form): Form<About>,
) -> Result<Response, Problem> {
    match record::update(&visit.app, visit.viewer()?, id, &form.title, &form.introduction).await {
        Ok(()) => Ok(see_other(&format!("/wallet/records/{id}"), Notice::RecordSaved)),
        Err(RecordError::Fields(fields)) => {
            let data = Record {
                title: form.title,
                introduction: form.introduction,
                problem: first_problem(&fields),
                ..record_data(&visit, id).await?
            };
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, page(&visit.chrome(), &data)))
        }
        Err(err) => Err(err.into()),
    }
}

/// The record's page with something wrong in one of its forms.
pub(super) async fn show_again(
    visit: &Visit,
    id: RecordId,
    problem: Option<String>,
) -> Result<Response, Problem> {
    let data = Record { problem, ..record_data(visit, id).await? };
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, page(&visit.chrome(), &data)))
}

async fn record_data(visit: &Visit, id: RecordId) -> Result<Record, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let record = record::open(app, viewer, id).await?;
    let mut others = hold::held(app, viewer).await?;
    others.retain(|other| record.items.iter().all(|item| item.held.id != other.id));
    let documents: Vec<_> = record
        .items
        .iter()
        .map(|item| &item.held)
        .chain(&others)
        .map(|held| held.document.as_bytes())
        .collect();
    let mut reports = verify::verify_all(app, &documents).await?;
    let other_reports = reports.split_off(record.items.len());
    Ok(Record {
        id: id.to_string(),
        title: record.title,
        introduction: record.introduction,
        items: record
            .items
            .into_iter()
            .zip(reports)
            .map(|(item, report)| held(app, item.held.id.to_string(), report, item.note))
            .collect(),
        others: others
            .into_iter()
            .zip(other_reports)
            .map(|(other, report)| held(app, other.id.to_string(), report, String::new()))
            .collect(),
        shares: record
            .shares
            .iter()
            .map(|share| {
                let path = format!("/s/{}", share.token);
                LiveShare {
                    id: share.id.to_string(),
                    url: app.config.public_url.join(&path),
                    path,
                    created_at: rfc3339(share.created_at),
                    expires_at: rfc3339(share.expires_at),
                }
            })
            .collect(),
        problem: None,
    })
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    credential: String,
}

pub(super) async fn add(
    visit: Visit,
    Params(id): Params<RecordId>,
    Form(form): Form<Chosen>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let credential = form.credential.parse().map_err(|_| RecordError::UnknownCredential)?;
    record::add(&visit.app, viewer, id, credential).await?;
    Ok(see_other(&format!("/wallet/records/{id}"), Notice::Added))
}

#[derive(Deserialize)]
pub(super) struct Moved {
    to: To,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum To {
    Up,
    Down,
}

pub(super) async fn shift(
    visit: Visit,
    Params((id, credential)): Params<(RecordId, CredentialId)>,
    Form(form): Form<Moved>,
) -> Result<Response, Problem> {
    let to = match form.to {
        To::Up => Move::Up,
        To::Down => Move::Down,
    };
    record::shift(&visit.app, visit.viewer()?, id, credential, to).await?;
    Ok(see_other(&format!("/wallet/records/{id}"), Notice::RecordSaved))
}

pub(super) async fn remove(
    visit: Visit,
    Params((id, credential)): Params<(RecordId, CredentialId)>,
) -> Result<Response, Problem> {
    record::remove(&visit.app, visit.viewer()?, id, credential).await?;
    Ok(see_other(&format!("/wallet/records/{id}"), Notice::Removed))
}
