//! The pages, as a registrar goes through them.

use std::convert::Infallible;

use axum::{
    body::{Body, Bytes},
    http::Method,
};
use futures_util::stream;

use super::*;
use crate::routes::testing::{TestApp, Visitor, last_part};

/// A form with a file, as a browser sends it.
fn form(achievement: &str, file: &str, bytes: &[u8]) -> Vec<u8> {
    let mut body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"achievement\"\r\n\r\n{achievement}\r\n\
        --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file}\"\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b--\r\n");
    body
}

const KIND: &str = "multipart/form-data; boundary=b";

async fn achievement(staff: &Visitor) -> String {
    let new = serde_json::json!({ "name": "Weaver", "description": "Weaves.", "criteria": "Weave." });
    let made = staff.post_json("/api/v1/issuers/art/achievements", new).await;
    made.expect(StatusCode::CREATED).json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_registrar_uploads_corrects_awards_and_reads_the_report() {
    let app = TestApp::new().await;
    let staff = app.founded("art").await;
    let weaver = achievement(&staff).await;
    let page = staff.browse("/desk/art/bulk/new").await.expect(StatusCode::OK).text();
    assert!(page.contains(&format!("/desk/art/bulk/new?achievement={weaver}")));
    staff.browse(&format!("/desk/art/bulk/new?achievement={weaver}")).await.expect(StatusCode::OK);

    let list = "Whom,Where\n<b>Ada</b>,ada@a.example\nBen,nowhere\n";
    let sent = staff.post("/desk/art/bulk", KIND, form(&weaver, "../<i>.csv", list.as_bytes())).await;
    let at = sent.expect(StatusCode::SEE_OTHER).header(header::LOCATION).to_owned();
    let page = staff.browse(&at).await.expect(StatusCode::OK).text();
    assert!(page.contains(words::no_person_column()), "{page}");
    let columns = format!("{at}/columns");
    staff.post_form(&columns, "column_0=name&column_1=email").await.expect(StatusCode::SEE_OTHER);
    let page = staff.browse(&at).await.expect(StatusCode::OK).text();
    assert!(page.contains("1 person ready") && page.contains("1 row with faults"), "{page}");
    assert!(page.contains("&lt;b&gt;Ada") && !page.contains("<b>Ada") && !page.contains("<i>.csv"));
    let faults = staff.get(&format!("{at}/faults.csv")).await.expect(StatusCode::OK);
    assert!(faults.text().contains(",3,B,Where,nowhere,email,"), "{}", faults.text());

    let start = format!("{at}/start");
    staff.post_form(&start, "ready=1").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
    staff.post_form(&start, "ready=1&partial=on").await.expect(StatusCode::SEE_OTHER);
    let page = staff.browse(&at).await.expect(StatusCode::OK).text();
    assert!(page.contains("0 of 1 awarded") && page.contains("<progress"), "{page}");
    while bulk::turn(&app.app).await.unwrap() {}
    let page = staff.browse(&at).await.expect(StatusCode::OK).text();
    assert!(page.contains(words::state_done()) && !page.contains("<script"), "{page}");
    let events = staff.get(&format!("{at}/events")).await.expect(StatusCode::OK);
    assert_eq!(events.header(header::CONTENT_TYPE), "text/event-stream");
    assert!(events.text().contains("event: done"));
    let report = staff.get(&format!("{at}/report.csv")).await.expect(StatusCode::OK).text();
    assert!(report.contains("ada@a.example,awarded,http://laurel.test/credentials/"), "{report}");
    let id = last_part(&at);
    assert!(staff.browse("/desk/art/bulk").await.text().contains(&id));
}

#[tokio::test]
async fn a_file_of_two_gigabytes_is_refused_at_once() {
    let app = TestApp::new().await;
    let staff = app.founded("art").await;
    let two_gigabytes: u64 = 2 << 30;
    let post = |length: Option<u64>, body: Body| {
        let request = staff
            .request(Method::POST, "/desk/art/bulk")
            .header(header::ORIGIN, "http://laurel.test")
            .header(header::ACCEPT, "text/html")
            .header(header::CONTENT_TYPE, KIND);
        let request = match length {
            Some(length) => request.header(header::CONTENT_LENGTH, length),
            None => request,
        };
        staff.send(request.body(body).unwrap())
    };
    // Says how long it is: nothing is read.
    let never = stream::pending::<Result<Bytes, Infallible>>();
    let refused = post(Some(two_gigabytes), Body::from_stream(never)).await;
    let page = refused.expect(StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.text().contains("larger than 32 MB"), "{}", page.text());

    // Says nothing: it is read up to the limit and no further.
    let read = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(0));
    let counted = read.clone();
    let head = Bytes::from("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n");
    let chunk = Bytes::from(vec![b'x'; 1 << 16]);
    let chunks = stream::unfold(0_u64, move |sent| {
        let bytes = if sent == 0 { head.clone() } else { chunk.clone() };
        let (sent, counted) = (sent + bytes.len() as u64, counted.clone());
        async move {
            counted.store(sent, std::sync::atomic::Ordering::Relaxed);
            (sent < two_gigabytes).then_some((Ok::<_, Infallible>(bytes), sent))
        }
    });
    post(None, Body::from_stream(chunks)).await.expect(StatusCode::PAYLOAD_TOO_LARGE);
    let read = read.load(std::sync::atomic::Ordering::Relaxed);
    assert!(read < 40 << 20, "{read} bytes were read");
}

#[tokio::test]
async fn what_is_no_list_comes_back_with_what_to_do() {
    let app = TestApp::new().await;
    let staff = app.founded("art").await;
    let weaver = achievement(&staff).await;
    for (bytes, told) in [
        (&b""[..], "That file is empty"),
        (b"%PDF-1.7", "This is no spreadsheet"),
        (b"Name,E-mail\n", "no rows"),
    ] {
        let sent = staff.post("/desk/art/bulk", KIND, form(&weaver, "list", bytes)).await;
        let page = sent.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(page.contains(told), "{page}");
    }
}
