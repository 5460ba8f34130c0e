//! `/desk/{slug}/bulk`: an achievement for everybody on a list.

use std::{collections::HashMap, time::Duration};

use axum::{
    body::Body,
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use futures_util::StreamExt;
use serde::Deserialize;
use tokio::time::timeout;
use web::{
    pages::{
        BulkCancel, BulkCheck, BulkColumn, BulkFaultLine, BulkLine, BulkList, BulkNew, BulkProgress,
        BulkState, bulk_cancel, bulk_check, bulk_list, bulk_new, bulk_progress, bulk_status,
    },
    words::desk_bulk as words,
};

use super::{
    desk::issuer_link,
    progress::{Told, told},
};
use crate::{
    flows::{
        achievement::{self, AchievementState},
        bulk::{self, Bulk, BulkError, Change, DryRun, Fault, Settings, State},
        session::{Act, Viewer},
    },
    id::{AchievementId, BulkId},
    problem::Problem,
    routes::{
        extract::{Form, Params, Parted, Query},
        visit::Visit,
    },
    sheet::{MAX_FILE_BYTES, ReadAs, Template, faults_csv},
};

/// Files on the first page.
const LATEST: u32 = 50;
/// Faults on the page; the download has all.
const FAULTS_SHOWN: usize = 200;
/// Bytes of a form around its file.
pub(super) const MAX_FORM_BYTES: usize = MAX_FILE_BYTES + (64 << 10);
/// How much of a file that is too long is read and thrown away,
const MOST_DRAINED_BYTES: usize = 4 << 30;
/// and for how long.
const DRAIN: Duration = Duration::from_secs(30);

pub(super) async fn list(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let lines = bulk::list(&visit.app, viewer, &slug, LATEST).await?.iter().map(line).collect();
    let data = BulkList { issuer: issuer_link(viewer, &slug, Act::Enrol)?, lines };
    Ok(visit.page(bulk_list(&visit.chrome(), &data)))
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    achievement: Option<AchievementId>,
}

pub(super) async fn form(
    visit: Visit,
    Params(slug): Params<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Problem> {
    let data = new(&visit, &slug, chosen.achievement, None).await?;
    Ok(visit.page(bulk_new(&visit.chrome(), &data)))
}

/// The rights come before the file: whoever may not award sends nothing that is kept.
pub(super) async fn upload(
    visit: Visit,
    Params(slug): Params<String>,
    request: Request,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    viewer.at(&slug, Act::Enrol)?;
    if announced(request.headers()) > MAX_FORM_BYTES as u64 {
        drain(request.into_body());
        return Err(Problem::too_large(words::too_large()));
    }
    let form = match Parted::from_request(request, &visit.app).await {
        Err(problem) if problem.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Err(Problem::too_large(words::too_large()));
        }
        form => form?,
    };
    let achievement = form.text("achievement")?.parse().map_err(|_| BulkError::UnknownAchievement)?;
    let file = form.files("file").next().map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
    let nothing = if form.has_empty_file("file") { words::empty_file() } else { words::no_file() };
    drop(form);
    let uploaded = match file {
        None => Err(nothing.to_owned()),
        Some((name, bytes)) => {
            match bulk::upload(&visit.app, viewer, &slug, achievement, (&name, bytes)).await {
                Err(BulkError::Sheet(err)) => Err(sentence(&err.to_string())),
                uploaded => Ok(uploaded?),
            }
        }
    };
    match uploaded {
        Ok(id) => Ok(to(&slug, id)),
        Err(problem) => {
            let data = new(&visit, &slug, Some(achievement), Some(problem)).await?;
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, bulk_new(&visit.chrome(), &data)))
        }
    }
}

/// How long a request says that it is.
pub(super) fn announced(headers: &HeaderMap) -> u64 {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    length.and_then(|text| text.parse().ok()).unwrap_or_default()
}

/// Goes on reading what nobody needs, within bounds, while the answer is on its way: a browser looks
/// at an answer when it has sent all it has, and takes a connection that ends before for a fault.
pub(super) fn drain(body: Body) {
    let read = async move {
        let (mut parts, mut bytes) = (body.into_data_stream(), 0);
        while let Some(Ok(part)) = parts.next().await {
            bytes += part.len();
            if bytes > MOST_DRAINED_BYTES {
                break;
            }
        }
    };
    tokio::spawn(timeout(DRAIN, read));
}

async fn new(
    visit: &Visit,
    slug: &str,
    chosen: Option<AchievementId>,
    problem: Option<String>,
) -> Result<BulkNew, Problem> {
    let viewer = visit.viewer()?;
    let issuer = issuer_link(viewer, slug, Act::Enrol)?;
    let achievements = achievement::list(&visit.app, viewer, slug).await?;
    let published =
        achievements.into_iter().filter(|line| line.achievement.state == AchievementState::Published);
    let achievements: Vec<(String, String)> =
        published.map(|line| (line.achievement.id.to_string(), line.achievement.content.name)).collect();
    let chosen = match chosen.map(|id| id.to_string()) {
        None => None,
        Some(id) => {
            let known = achievements.iter().find(|(known, _)| *known == id).cloned();
            Some(known.ok_or(BulkError::UnknownAchievement)?)
        }
    };
    Ok(BulkNew { issuer, achievements, chosen, problem })
}

pub(super) async fn template_csv(
    visit: Visit,
    Params(slug): Params<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Problem> {
    let template = template(&visit, &slug, &chosen).await?;
    Ok(download("text/csv; charset=utf-8", "award-many.csv", template.csv()))
}

pub(super) async fn template_xlsx(
    visit: Visit,
    Params(slug): Params<String>,
    Query(chosen): Query<Chosen>,
) -> Result<Response, Problem> {
    let template = template(&visit, &slug, &chosen).await?;
    let book = visit.app.turns.take(move || template.xlsx()).await?;
    let book = book.map_err(|err| Problem::internal(&err))?;
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(download(kind, "award-many.xlsx", book))
}

async fn template(visit: &Visit, slug: &str, chosen: &Chosen) -> Result<Template, Problem> {
    let viewer = visit.viewer()?;
    viewer.at(slug, Act::Enrol)?;
    let id = chosen.achievement.ok_or(BulkError::UnknownAchievement)?;
    Ok(bulk::template(&visit.app, viewer, slug, id).await?)
}

pub(super) fn download(kind: &'static str, name: &str, body: impl IntoResponse) -> Response {
    let name = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, name)], body).into_response()
}

/// Before the start the dry run, after it how far it is.
pub(super) async fn show(
    visit: Visit,
    Params((slug, id)): Params<(String, BulkId)>,
) -> Result<Response, Problem> {
    page(&visit, &slug, id, None).await
}

async fn page(visit: &Visit, slug: &str, id: BulkId, problem: Option<String>) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let bulk = bulk::show(&visit.app, viewer, slug, id).await?;
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let html = if bulk.state == State::New {
        let found = bulk::dry_run(&visit.app, viewer, slug, id).await?;
        let data = BulkCheck { issuer: issuer_link(viewer, slug, Act::Enrol)?, problem, ..checked(found) };
        bulk_check(&visit.chrome(), &data)
    } else {
        bulk_progress(&visit.chrome(), &progress(viewer, slug, &bulk)?)
    };
    Ok(visit.page_with(status, html))
}

/// `column_N` is the field that the column at place N holds.
pub(super) async fn columns(
    visit: Visit,
    Params((slug, id)): Params<(String, BulkId)>,
    Form(form): Form<HashMap<String, String>>,
) -> Result<Response, Problem> {
    let mut chosen: Vec<(usize, String)> = form
        .iter()
        .filter_map(|(name, field)| Some((name.strip_prefix("column_")?.parse().ok()?, field.clone())))
        .collect();
    chosen.sort_unstable();
    let settings = Settings { columns: bulk::columns(chosen), again: form.contains_key("again") };
    bulk::arrange(&visit.app, visit.viewer()?, &slug, id, &settings).await?;
    Ok(to(&slug, id))
}

pub(super) async fn faults(
    visit: Visit,
    Params((slug, id)): Params<(String, BulkId)>,
) -> Result<Response, Problem> {
    let found = bulk::dry_run(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(download("text/csv; charset=utf-8", "faults.csv", faults_csv(&found.faults)))
}

#[derive(Deserialize)]
pub(super) struct Start {
    ready: Option<usize>,
    partial: Option<String>,
}

pub(super) async fn start(
    visit: Visit,
    Params((slug, id)): Params<(String, BulkId)>,
    Form(form): Form<Start>,
) -> Result<Response, Problem> {
    let partial = form.partial.is_some();
    match bulk::start(&visit.app, visit.viewer()?, &slug, id, form.ready, partial).await {
        Ok(()) => Ok(to(&slug, id)),
        Err(err @ (BulkError::Faults | BulkError::Nobody | BulkError::Changed { .. })) => {
            page(&visit, &slug, id, Some(sentence(&err.to_string()))).await
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn pause(visit: Visit, Params(at): Params<(String, BulkId)>) -> Result<Response, Problem> {
    change(&visit, &at, Change::Pause).await
}

pub(super) async fn resume(visit: Visit, Params(at): Params<(String, BulkId)>) -> Result<Response, Problem> {
    change(&visit, &at, Change::Resume).await
}

pub(super) async fn cancel(visit: Visit, Params(at): Params<(String, BulkId)>) -> Result<Response, Problem> {
    change(&visit, &at, Change::Cancel).await
}

async fn change(visit: &Visit, (slug, id): &(String, BulkId), change: Change) -> Result<Response, Problem> {
    match bulk::change(&visit.app, visit.viewer()?, slug, *id, change).await {
        // It came to its end a moment ago, or somebody was quicker: the page shows how it is.
        Ok(()) | Err(BulkError::State) => Ok(to(slug, *id)),
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn discard(
    visit: Visit,
    Params((slug, id)): Params<(String, BulkId)>,
) -> Result<Response, Problem> {
    bulk::change(&visit.app, visit.viewer()?, &slug, id, Change::Discard).await?;
    Ok(Redirect::to(&format!("/desk/{slug}/bulk")).into_response())
}

pub(super) async fn ask_to_cancel(
    visit: Visit,
    Params((slug, id)): Params<(String, BulkId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let bulk = bulk::show(&visit.app, viewer, &slug, id).await?;
    let data = BulkCancel { issuer: issuer_link(viewer, &slug, Act::Enrol)?, line: line(&bulk) };
    Ok(visit.page(bulk_cancel(&visit.chrome(), &data)))
}

pub(super) async fn report(
    visit: Visit,
    Params((slug, id)): Params<(String, BulkId)>,
) -> Result<Response, Problem> {
    let report = bulk::report(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(download("text/csv; charset=utf-8", "report.csv", report))
}

/// How far it is, as server-sent events: HTML, and `done` when there is no more to come.
pub(super) async fn events(
    visit: Visit,
    Params((slug, id)): Params<(String, BulkId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?.clone();
    bulk::show(&visit.app, &viewer, &slug, id).await?;
    let app = visit.app;
    Ok(told(move || {
        let (app, viewer, slug) = (app.clone(), viewer.clone(), slug.clone());
        async move {
            let bulk = bulk::show(&app, &viewer, &slug, id).await.ok()?;
            if bulk.state != State::Running {
                return Some(Told::Over);
            }
            Some(Told::UnderWay(bulk_status(&progress(&viewer, &slug, &bulk).ok()?)))
        }
    }))
}

fn to(slug: &str, id: BulkId) -> Response {
    Redirect::to(&format!("/desk/{slug}/bulk/{id}")).into_response()
}

fn line(bulk: &Bulk) -> BulkLine {
    BulkLine {
        id: bulk.id.to_string(),
        file: bulk.file_name.clone(),
        achievement: bulk.achievement_name.clone(),
        achievement_id: bulk.achievement.to_string(),
        done: bulk.done,
        total: bulk.total,
        state: match bulk.state {
            State::New => BulkState::New,
            State::Running => BulkState::Running,
            State::Paused => BulkState::Paused,
            State::Failed(Fault::NotPublished) => BulkState::NotPublished,
            State::Failed(Fault::Changed) => BulkState::Changed,
            State::Failed(Fault::Broken) => BulkState::Broken,
            State::Cancelled => BulkState::Cancelled,
            State::Done => BulkState::Done,
        },
    }
}

fn progress(viewer: &Viewer, slug: &str, bulk: &Bulk) -> Result<BulkProgress, Problem> {
    Ok(BulkProgress {
        issuer: issuer_link(viewer, slug, Act::Enrol)?,
        line: line(bulk),
        left_out: bulk.left_out,
        rate: bulk.rate,
        left_s: bulk.left_s(),
        purged: bulk.purged,
    })
}

fn checked(found: DryRun) -> BulkCheck {
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let all_faults = found.faults.len();
    let shown = found.faults.into_iter().take(FAULTS_SHOWN).map(|fault| BulkFaultLine {
        row: fault.row,
        column: format!("{} {}", fault.column, fault.heading).trim().to_owned(),
        value: fault.value,
        detail: fault.detail,
        hint: fault.hint,
    });
    BulkCheck {
        line: line(&found.bulk),
        notes: notes(&found.read_as),
        fields: found.fields.into_iter().map(|field| (field.id, field.heading)).collect(),
        columns: found
            .columns
            .into_iter()
            .map(|column| BulkColumn {
                letters: column.letters,
                heading: column.heading,
                samples: column.samples,
                field: column.field.unwrap_or_default(),
            })
            .collect(),
        again: found.settings.again,
        ready: count(found.ready),
        faulty: count(found.faulty),
        repeated: count(found.repeated),
        has_it: count(found.has_it),
        faults: shown.collect(),
        all_faults,
        unreadable: found.unreadable,
        ..BulkCheck::default()
    }
}

/// What a person should know of how the file was read.
fn notes(read_as: &ReadAs) -> Vec<String> {
    match read_as {
        ReadAs::Text { encoding, .. } if encoding.is_guess() => {
            vec![words::encoding_guessed(encoding.name())]
        }
        ReadAs::Text { .. } => Vec::new(),
        ReadAs::Workbook { worksheet, others, hidden_rows } => {
            let mut notes = Vec::new();
            if !others.is_empty() {
                notes.push(words::worksheet_read(worksheet, others));
            }
            if *hidden_rows > 0 {
                notes.push(words::hidden_rows(u64::try_from(*hidden_rows).unwrap_or(u64::MAX)));
            }
            notes
        }
    }
}

/// A clause as a sentence.
pub(super) fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

#[cfg(test)]
mod tests;
