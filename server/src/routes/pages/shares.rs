//! `/wallet/shares…`: making a link to a record, looking after it, ending it.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    extract::{Query, rejection::QueryRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use web::{
    chrome::FieldError,
    components::Approval,
    pages::{
        PublicCredentials, Receipts, ShareChoice, ShareDevice, ShareForm, ShareLine, ShareManage,
        ShareReceipt, ShareState, receipts as receipts_page, share_manage as manage_page,
        shares as list_page,
    },
    words::share as words,
};

use super::{field_errors, notice::Notice, records, see_other};
use crate::{
    flows::{
        guardian::{self, HeldBack},
        hold::find,
        present, public_page,
        share::{self, DEFAULT_DAYS, Device, Receipt, Share, ShareError, Standing, Terms},
    },
    id::{RecordId, ShareId},
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Fields, Form, Params},
        rfc3339,
        visit::Visit,
    },
};

/// The fields of the forms, by what is said of them.
const NAMES: [(&str, &str); 5] = [
    ("/days", "days"),
    ("/recipient", "recipient"),
    ("/purpose", "purpose"),
    ("/passcode", "passcode"),
    ("/items", "items"),
];

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    days: String,
    recipient: String,
    purpose: String,
    passcode: String,
    shows: String,
}

/// For how many days; a number that cannot be one of days is as wrong as one that is out of range.
fn days_of(typed: &str) -> Option<u32> {
    match typed.trim() {
        "" => Some(DEFAULT_DAYS),
        "never" => None,
        typed => Some(typed.parse().unwrap_or(0)),
    }
}

/// What was wrong with a form; other errors go on.
fn wrong(err: ShareError) -> Result<Vec<FieldError>, Problem> {
    let told = |pointer: &str, err: &ShareError| vec![FieldProblem::new(pointer, err.to_string())];
    let problems = match err {
        ShareError::Fields(problems) => problems,
        ShareError::Many => told("/days", &err),
        ShareError::Nothing => told("/items", &err),
        err => return Err(err.into()),
    };
    Ok(field_errors(&problems, &NAMES))
}

pub(super) async fn create(
    visit: Visit,
    Params(id): Params<RecordId>,
    Form(form): Form<Typed>,
) -> Result<Response, Problem> {
    let terms = Terms {
        days: days_of(&form.days),
        recipient: form.recipient.clone(),
        purpose: form.purpose.clone(),
        passcode: form.passcode.clone(),
        frozen: form.shows == "frozen",
    };
    match share::create(&visit.app, visit.viewer()?, id, terms).await {
        Ok(made) => {
            let told = if made.waits { Notice::LinkWaits } else { Notice::Shared };
            // Where the new link, with its code, is the first thing to see.
            Ok(see_other(&format!("/wallet/shares/{}", made.id), told))
        }
        Err(err) => {
            let Typed { days, recipient, purpose, passcode, shows } = form;
            let errors = wrong(err)?;
            let typed =
                ShareForm { days, recipient, purpose, passcode, shows, errors, ..ShareForm::default() };
            records::show_share_again(&visit, id, typed).await
        }
    }
}

pub(super) async fn list(visit: Visit) -> Result<Response, Problem> {
    let all = share::all(&visit.app, visit.viewer()?).await?;
    let live = all.iter().map(|(share, ..)| share).filter(|share| !share.standing.is_over());
    let mut held_back = BTreeMap::new();
    for record in live.map(|share| share.record).collect::<BTreeSet<_>>() {
        held_back.append(&mut guardian::held_back(&visit.app, visit.viewer()?, record).await?);
    }
    let lines: Vec<_> = all
        .iter()
        .map(|(share, title, views)| ShareLine {
            approval: held_back.remove(&share.id).map(approval),
            ..line(&visit, share, title, *views)
        })
        .collect();
    let (credentials, guarded) = public_page::all(&visit.app, visit.viewer()?).await?;
    let credentials = credentials.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let public = PublicCredentials { credentials, guarded };
    Ok(visit.page(list_page(&visit.chrome(), &lines, &public)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ReceiptsQuery {
    page: u32,
}

pub(super) async fn receipts(
    visit: Visit,
    query: Result<Query<ReceiptsQuery>, QueryRejection>,
) -> Result<Response, Problem> {
    // What is no page is the first.
    let page = query.map_or(1, |Query(query)| query.page.max(1));
    let (receipts, more) = share::receipts(&visit.app, visit.viewer()?, page).await?;
    let receipts = receipts.into_iter().map(receipt).collect();
    Ok(visit.page(receipts_page(&visit.chrome(), &Receipts { receipts, page, more })))
}

/// Why a link leads nowhere, where a guardian has a say in it.
pub(super) fn approval(why: HeldBack) -> Approval {
    match why {
        HeldBack::Waits(names) => Approval::Waits(names),
        HeldBack::Refused(names) => Approval::HeldBack(names),
        HeldBack::Free => Approval::Free,
    }
}

/// A link as a list shows it, but for what guardians say to it.
pub(super) fn line(visit: &Visit, share: &Share, title: &str, views: u64) -> ShareLine {
    let path = format!("/s/{}", share.token);
    ShareLine {
        id: share.id.to_string(),
        record: share.record.to_string(),
        title: title.to_owned(),
        url: visit.app.config.public_url.join(&path),
        path,
        created_at: rfc3339(share.created_at),
        expires_at: share.expires_at.map(rfc3339),
        recipient: share.recipient.clone(),
        purpose: share.purpose.clone(),
        passcode: share.passcode.clone(),
        frozen: share.frozen,
        hidden: share.hidden as u64,
        leaves_education: false,
        state: match share.standing {
            Standing::Live => ShareState::Live,
            Standing::Paused => ShareState::Paused,
            Standing::Locked => ShareState::Locked,
            Standing::Ended(at) => ShareState::Ended(rfc3339(at)),
            Standing::RanOut(at) => ShareState::RanOut(rfc3339(at)),
        },
        views,
        approval: None,
    }
}

pub(super) async fn show(visit: Visit, Params(id): Params<ShareId>) -> Result<Response, Problem> {
    let html = manage(&visit, id, String::new(), Vec::new()).await?;
    Ok(visit.page(html))
}

async fn manage(
    visit: &Visit,
    id: ShareId,
    passcode: String,
    errors: Vec<FieldError>,
) -> Result<String, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let opened = share::one(app, viewer, id).await?;
    let held_back = guardian::held_back(app, viewer, opened.share.record).await?.remove(&id);
    let titles = find::titles(app, viewer).await?;
    let items = opened.content.items().map(|item| ShareChoice {
        id: item.id.clone(),
        title: titles.get(&item.holding).cloned().unwrap_or_else(|| words::nameless().to_owned()),
        entries: item.parts.as_ref().map(Vec::len),
        shown: !share::leaves_out(&opened.hidden, item),
    });
    let data = ShareManage {
        items: items.collect(),
        log: opened.views.iter().map(|(at, device)| (rfc3339(*at), device_of(*device))).collect(),
        receipts: opened.receipts.into_iter().map(receipt).collect(),
        account: viewer.account.to_string(),
        to_sign: present::is_to_sign(app, viewer, id).await?,
        guarded: guardian::is_needed(app, viewer).await?,
        suggested: share::suggested(app),
        share: ShareLine {
            approval: held_back.map(approval),
            leaves_education: !opened.share.says_for_whom()
                && !opened.share.frozen
                && share::asks_for_whom(app, viewer, opened.share.record).await?,
            ..line(visit, &opened.share, &opened.content.title, 0)
        },
        passcode,
        errors,
    };
    Ok(manage_page(&visit.chrome(), &data))
}

fn device_of(device: Device) -> ShareDevice {
    match device {
        Device::Phone => ShareDevice::Phone,
        Device::Tablet => ShareDevice::Tablet,
        Device::Computer => ShareDevice::Computer,
        Device::Program => ShareDevice::Program,
    }
}

fn receipt(receipt: Receipt) -> ShareReceipt {
    ShareReceipt {
        given_at: rfc3339(receipt.given_at),
        ended_at: receipt.ended_at.map(rfc3339),
        brought_at: receipt.brought_at.map(rfc3339),
        recipient: receipt.recipient,
        purpose: receipt.purpose,
        content: receipt.content,
    }
}

/// Back to the link's page: with a word on what was done, or with what was wrong.
async fn after(
    visit: &Visit,
    id: ShareId,
    done: Result<(), ShareError>,
    notice: Notice,
    passcode: String,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => {
            let (app, viewer) = (&visit.app, visit.viewer()?);
            let record = share::one(app, viewer, id).await?.share.record;
            let held_back = guardian::held_back(app, viewer, record).await?.contains_key(&id);
            // What waits for a guardian does not work again, and what is changed may wait anew.
            let notice =
                if held_back && notice != Notice::SharePaused { Notice::ShareHeldBack } else { notice };
            Ok(see_other(&format!("/wallet/shares/{id}"), notice))
        }
        Err(err) => {
            let errors = wrong(err)?;
            let html = manage(visit, id, passcode, errors).await?;
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
    }
}

pub(super) async fn pause(visit: Visit, Params(id): Params<ShareId>) -> Result<Response, Problem> {
    let done = share::pause(&visit.app, visit.viewer()?, id).await;
    after(&visit, id, done, Notice::SharePaused, String::new()).await
}

pub(super) async fn resume(visit: Visit, Params(id): Params<ShareId>) -> Result<Response, Problem> {
    let done = share::resume(&visit.app, visit.viewer()?, id).await;
    after(&visit, id, done, Notice::ShareResumed, String::new()).await
}

pub(super) async fn narrow(
    visit: Visit,
    Params(id): Params<ShareId>,
    fields: Fields,
) -> Result<Response, Problem> {
    let items = fields.all("item").map(ToString::to_string).collect();
    let done = share::narrow(&visit.app, visit.viewer()?, id, &items).await;
    after(&visit, id, done, Notice::ShareChanged, String::new()).await
}

pub(super) async fn days(
    visit: Visit,
    Params(id): Params<ShareId>,
    Form(form): Form<Typed>,
) -> Result<Response, Problem> {
    if form.days == "keep" {
        share::one(&visit.app, visit.viewer()?, id).await?;
        return Ok(Redirect::to(&format!("/wallet/shares/{id}")).into_response());
    }
    let done = share::hold_for(&visit.app, visit.viewer()?, id, days_of(&form.days)).await;
    after(&visit, id, done, Notice::ShareChanged, String::new()).await
}

pub(super) async fn passcode(
    visit: Visit,
    Params(id): Params<ShareId>,
    Form(form): Form<Typed>,
) -> Result<Response, Problem> {
    let done = share::set_passcode(&visit.app, visit.viewer()?, id, &form.passcode).await;
    after(&visit, id, done, Notice::ShareChanged, form.passcode).await
}

pub(super) async fn end(visit: Visit, Params(id): Params<ShareId>) -> Result<Response, Problem> {
    let record = share::end(&visit.app, visit.viewer()?, id).await?;
    Ok(see_other(&format!("/wallet/records/{record}"), Notice::ShareEnded))
}
