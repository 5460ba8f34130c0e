//! `/wallet/take-along`: everything in one file, and bringing such a file; and one credential as a file.

use axum::{
    extract::{FromRequest, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use web::{
    pages::{WalletAlong, WalletCameAlong, wallet_along as page},
    words::along as words,
};

use crate::{
    flows::along::{self as flow, AlongError, AsFile, CameAlong, MAX_ZIP_BYTES, Refusal, SingleFile},
    id::CredentialId,
    problem::Problem,
    routes::{
        extract::{Params, Parted},
        pages::account::to_prove,
        visit::Visit,
    },
};

/// Bytes of the form around its file.
pub(in crate::routes::pages) const MAX_FORM_BYTES: usize = MAX_ZIP_BYTES + (64 << 10);

const HERE: &str = "/wallet/take-along";

pub(in crate::routes::pages) async fn show(visit: Visit) -> Result<Response, Problem> {
    visit.viewer()?;
    Ok(visit.page(page(&visit.chrome(), &WalletAlong::default())))
}

/// Everything, once it is known again who asks.
pub(in crate::routes::pages) async fn everything(visit: Visit) -> Result<Response, Problem> {
    match flow::take(&visit.app, visit.viewer()?).await {
        Ok(zip) => Ok(download("application/zip", "laurel-wallet.zip", zip)),
        Err(AlongError::NotProven(_)) => Ok(to_prove(HERE)),
        Err(AlongError::TooMuch) => again(&visit, words::too_much()),
        Err(err) => Err(err.into()),
    }
}

pub(in crate::routes::pages) async fn bring(visit: Visit, request: Request) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let form = match Parted::from_request(request, &visit.app).await {
        Err(problem) if problem.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return again(&visit, words::too_large());
        }
        form => form?,
    };
    let zip = form.files("file").map(|(_, bytes)| bytes.to_vec()).find(|bytes| !bytes.is_empty());
    let Some(zip) = zip else { return again(&visit, words::nothing()) };
    match flow::bring(&visit.app, viewer, zip).await {
        Ok(came) => {
            let data = WalletAlong { came: Some(told(came)), ..WalletAlong::default() };
            Ok(visit.page(page(&visit.chrome(), &data)))
        }
        Err(AlongError::Refused(why)) => again(&visit, refusal(why)),
        Err(err) => Err(err.into()),
    }
}

fn refusal(why: Refusal) -> &'static str {
    match why {
        Refusal::Damaged => words::damaged(),
        Refusal::TooLarge => words::too_large(),
        Refusal::Foreign => words::foreign(),
        Refusal::Unreadable => words::unreadable(),
    }
}

fn told(came: CameAlong) -> WalletCameAlong {
    let CameAlong { credentials, already, left, records, receipts, keys } = came;
    WalletCameAlong { credentials, already, left, records, receipts, keys }
}

/// The page with what was wrong.
fn again(visit: &Visit, problem: &str) -> Result<Response, Problem> {
    let data = WalletAlong { problem: Some(problem.to_owned()), ..WalletAlong::default() };
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, page(&visit.chrome(), &data)))
}

/// One credential as a file: `document` or `picture`.
pub(in crate::routes::pages) async fn single(
    visit: Visit,
    Params((id, what)): Params<(CredentialId, String)>,
) -> Result<Response, Problem> {
    let unknown = || Problem::not_found("there is no such credential in your wallet");
    let what = match what.as_str() {
        "document" => AsFile::Document,
        "picture" => AsFile::Picture,
        _ => return Err(unknown()),
    };
    let file = flow::single(&visit.app, visit.viewer()?, id, what).await?.ok_or_else(unknown)?;
    let SingleFile { name, media_type, bytes } = file;
    Ok(download(media_type, name, bytes))
}

fn download(media_type: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    (headers, bytes).into_response()
}
