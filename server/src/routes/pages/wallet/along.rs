//! `/wallet/take-along`: everything in one file, and bringing such a file; and one credential as a file.

use std::collections::BTreeMap;

use axum::{
    Extension,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use web::{
    pages::{WalletAlong, WalletCameAlong, wallet_along as page},
    words::along as words,
};

use crate::{
    flows::{
        along::{self as flow, AlongError, AsFile, CameAlong, Left, MAX_ZIP_BYTES, Refusal, SingleFile},
        hold::{find, read},
    },
    id::CredentialId,
    problem::Problem,
    routes::{
        extract::{Params, Parted},
        limit::Charge,
        pages::{account::to_prove, notice::Notice, see_other},
        visit::Visit,
    },
};

/// Bytes of the form around its file.
pub(in crate::routes::pages) const MAX_FORM_BYTES: usize = MAX_ZIP_BYTES + (64 << 10);

/// Documents that are judged for the price of one request.
const DOCUMENTS_A_REQUEST: usize = 20;
/// Requests that a file costs at most: whoever has a full wallet must be able to bring it.
const MOST_REQUESTS: usize = 100;

const MIB: usize = 1 << 20;

const HERE: &str = "/wallet/take-along";

pub(in crate::routes::pages) async fn show(visit: Visit) -> Result<Response, Problem> {
    visit.viewer()?;
    Ok(visit.page(page(&visit.chrome(), &WalletAlong::default())))
}

/// Everything, once it is known again who asks.
pub(in crate::routes::pages) async fn everything(visit: Visit) -> Result<Response, Problem> {
    let _turn = flow::turn().await;
    match flow::take(&visit.app, visit.viewer()?).await {
        Ok(zip) => Ok(download("application/zip", "laurel-wallet.zip", zip)),
        Err(AlongError::NotProven(_)) => Ok(to_prove(HERE)),
        Err(AlongError::TooMuch) => Ok(again(&visit, words::too_much())),
        Err(err) => Err(err.into()),
    }
}

pub(in crate::routes::pages) async fn bring(
    visit: Visit,
    charge: Option<Extension<Charge>>,
    request: Request,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let length = length.and_then(|length| length.parse::<usize>().ok()).unwrap_or_default();
    let form = match Parted::from_request(request, &visit.app).await {
        Err(problem) if problem.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return Ok(again(&visit, &large(length)));
        }
        form => form?,
    };
    let _turn = flow::turn().await;
    let zip = form.files("file").map(|(_, bytes)| bytes.to_vec()).find(|bytes| !bytes.is_empty());
    let Some(zip) = zip else { return Ok(again(&visit, words::nothing())) };
    let bytes = zip.len();
    let opened = match flow::open(&visit.app, zip).await {
        Err(AlongError::Refused(Refusal::TooLarge)) if bytes > MAX_ZIP_BYTES => {
            return Ok(again(&visit, &large(bytes)));
        }
        Ok(opened) => opened,
        Err(AlongError::Refused(why)) => return Ok(again(&visit, refusal(why))),
        Err(err) => return Err(err.into()),
    };
    if let Some(Extension(charge)) = charge {
        charge.more((opened.documents() / DOCUMENTS_A_REQUEST).min(MOST_REQUESTS))?;
    }
    match flow::bring(&visit.app, viewer, opened).await {
        Ok(came) => {
            // What was issued here and is claimed by it has no summary yet.
            read::catch_up(&visit.app, viewer).await?;
            let titles = find::titles(&visit.app, viewer).await?;
            let data = WalletAlong { came: Some(told(came, &titles)), ..WalletAlong::default() };
            Ok(visit.page(page(&visit.chrome(), &data)))
        }
        Err(err) => Err(err.into()),
    }
}

/// How large a file is, and what to do about it.
fn large(bytes: usize) -> String {
    if bytes > MAX_ZIP_BYTES {
        words::larger_than(bytes.div_ceil(MIB), MAX_ZIP_BYTES.div_ceil(MIB))
    } else {
        words::too_large().to_owned()
    }
}

fn refusal(why: Refusal) -> &'static str {
    match why {
        Refusal::Damaged => words::damaged(),
        Refusal::TooLarge => words::too_large(),
        Refusal::Foreign => words::foreign(),
        Refusal::Unreadable => words::unreadable(),
        Refusal::NamedTwice => words::named_twice(),
    }
}

/// * `titles`: of all that is in the wallet now, by its ids.
fn told(came: CameAlong, titles: &BTreeMap<String, String>) -> WalletCameAlong {
    let CameAlong { credentials, already, on_word, new, there, left, records, receipts, keys } = came;
    let left = left.into_iter().map(left_out).collect();
    let title = |id: String| (titles.get(&id).cloned().unwrap_or_default(), id);
    let named = |ids: Vec<CredentialId>| {
        ids.iter().map(|id| title(id.to_string())).map(|(title, id)| (id, title)).collect()
    };
    let (new, there) = (named(new), named(there));
    WalletCameAlong { credentials, already, on_word, new, there, left, records, receipts, keys }
}

fn left_out(left: Left) -> String {
    match left {
        Left::File(name) => name,
        Left::Item { record, credential } => words::left_item(&record, &credential),
        Left::Key(name) => words::left_key(&name),
        Left::Receipts(number) => words::left_receipts(number),
    }
}

/// The page with what was wrong.
fn again(visit: &Visit, problem: &str) -> Response {
    let data = WalletAlong { problem: Some(problem.to_owned()), ..WalletAlong::default() };
    visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, page(&visit.chrome(), &data))
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

/// A record of one credential, to be shared by a link whose code is on the print.
pub(in crate::routes::pages) async fn on_paper(
    visit: Visit,
    Params(id): Params<CredentialId>,
) -> Result<Response, Problem> {
    let record = flow::on_paper(&visit.app, visit.viewer()?, id, words::paper_untitled()).await?;
    let record = record.ok_or_else(|| Problem::not_found("there is no such credential in your wallet"))?;
    Ok(see_other(&format!("/wallet/records/{record}"), Notice::RecordMade))
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

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::{body::Body, extract::ConnectInfo, http::Method};

    use super::*;
    use crate::routes::testing::TestApp;

    const FORM: &str = "multipart/form-data; boundary=b";

    fn form(file: &[u8]) -> Vec<u8> {
        let head = b"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\n\r\n";
        [head, file, b"\r\n--b--\r\n"].concat()
    }

    #[tokio::test]
    async fn one_client_brings_no_more_than_can_be_checked() {
        let app = TestApp::at("https://laurel.test", false).await;
        let bring = async || {
            let request = app.stranger().request(Method::POST, HERE).header("content-type", FORM);
            let mut request = request.body(Body::from(form(b"x"))).unwrap();
            request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([203, 0, 113, 1], 1))));
            app.stranger().send(request).await
        };
        for _ in 0..120 {
            assert_ne!(bring().await.status, StatusCode::TOO_MANY_REQUESTS);
        }
        bring().await.expect(StatusCode::TOO_MANY_REQUESTS);
    }

    #[tokio::test]
    async fn all_of_a_wallet_is_downloaded_and_brought_again_by_the_page() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (_, mine) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let viewer = ada.viewer(&app).await;
        let brought = crate::flows::hold::add::Packed {
            name: "mine".to_owned(),
            document: mine.to_string(),
            picture: None,
            held_at: 0,
            earlier: Vec::new(),
        };
        crate::flows::hold::add::bring_packed(&app.app, &viewer, vec![brought]).await.unwrap();
        let page = ada.get(HERE).await.expect(StatusCode::OK).text();
        assert!(page.contains("everything.zip") && page.contains(words::no_secrets()), "{page}");
        let zip = ada.get("/wallet/take-along/everything.zip").await.expect(StatusCode::OK);
        assert_eq!(zip.header(header::CONTENT_TYPE), "application/zip");
        let bytes = flow::take(&app.app, &viewer).await.unwrap();
        let came = ada.post(HERE, FORM, form(&bytes)).await.expect(StatusCode::OK).text();
        assert!(came.contains(&words::came_numbers(0, 1, 0, 0, 0)), "{came}");
        assert!(came.contains(&words::there_already(1)) && came.contains("Weaver"), "{came}");
        let large = ada.post(HERE, FORM, form(&vec![0; MAX_ZIP_BYTES + 1_000])).await;
        let large = large.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(large.contains("This file is 65 MiB") && large.contains("up to 64 MiB"), "{large}");
        for (file, why) in [(&b"x"[..], words::damaged()), (b"", words::nothing())] {
            let page = ada.post(HERE, FORM, form(file)).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert!(page.text().contains(why), "{why}");
        }
    }
}
