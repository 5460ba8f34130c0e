//! `/verify`: anybody may ask what is true of what they were given. This is the way without
//! script, where the server judges; with script the browser does all of it.

use axum::{body::Bytes, http::StatusCode, response::Response};
use crypto::verify::{Policy, Report};
use reader::{Item, What};
use web::{
    pages::{Verify, verify as page},
    results::{Came, Compared, Found, Line, Said, behind_link},
    words::{given::refusal, verify as words},
};

use crate::{
    app::App,
    flows::{insight, judge::Busy, verify},
    problem::Problem,
    routes::{api::links, extract::Parted, visit::Visit},
};

/// Documents that are judged for one form; whoever has more lets the browser do it.
const MAX_JUDGED: usize = 100;
/// Links that are opened for one form, one after the other: two of them may take as long as
/// other sites are given.
const MAX_LINKS: usize = 2;

pub(super) async fn form(visit: Visit) -> Response {
    visit.page(page(&visit.chrome(), &Verify::default()))
}

/// The reports are the answer itself: what was sent is kept nowhere.
pub(super) async fn check(visit: Visit, form: Parted) -> Result<Response, Problem> {
    let text = form.text("text")?;
    let asked = form.text("recipient")?;
    let files: Vec<_> = form.files("file").map(|(name, bytes)| (name.to_owned(), bytes.clone())).collect();
    let items = sort(&visit.app, files, text.clone()).await?;
    if items.is_empty() {
        let problem = Some(words::nothing().to_owned());
        let html = page(&visit.chrome(), &Verify { text, problem, ..Verify::default() });
        return Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html));
    }
    let lines = judge(&visit, items, asked.trim()).await?;
    Ok(visit.page(page(&visit.chrome(), &Verify { text, lines, problem: None })))
}

/// What was sent, recognised: the files, else the text. Archives and pictures take a while, so it
/// takes a turn.
async fn sort(app: &App, files: Vec<(String, Bytes)>, text: String) -> Result<Vec<Item>, Busy> {
    let sorting = move || {
        let items: Vec<Item> = files.iter().flat_map(|(name, bytes)| reader::sort(name, bytes)).collect();
        if items.is_empty() && !text.trim().is_empty() {
            return reader::sort(words::from_paste(), text.as_bytes());
        }
        items
    };
    app.turns.take(sorting).await
}

/// What is to be judged for one line, and under which title.
type Given = (Option<String>, Vec<Vec<u8>>);

async fn judge(visit: &Visit, items: Vec<Item>, asked: &str) -> Result<Vec<Line>, Busy> {
    let app = &visit.app;
    let mut lines = Vec::new();
    let mut judged = 0;
    let mut links = Links { left: MAX_LINKS };
    for (place, item) in (1..).zip(items) {
        let mut line = Line { place, source: item.name, said: said(asked), ..Line::default() };
        let given = match item.what {
            What::Document(document) => Ok((None, vec![document])),
            What::Record { title, documents } => Ok((Some(title), documents)),
            What::Refused(why) => Err(Came::Refused(refusal(&why))),
            What::Link(link) => {
                line.source.clone_from(&link);
                links.open(app, &link).await?
            }
            What::Applicant { name, email, link, .. } => {
                let opened = links.open(app, &link).await?;
                line.said = Said { name, email, link: Some(link) };
                opened
            }
        };
        line.came = match given {
            Ok((_, documents)) if judged + documents.len() > MAX_JUDGED => {
                Came::Refused(words::too_many_for_server(MAX_JUDGED))
            }
            Ok((_, documents)) if documents.is_empty() => Came::Refused(words::shared_empty().to_owned()),
            Ok(given) => {
                judged += given.1.len();
                found(visit, given, &line.said).await?
            }
            Err(came) => came,
        };
        lines.push(line);
    }
    Ok(lines)
}

/// What a visitor asked about everything that was sent: an e-mail address, else a name.
fn said(asked: &str) -> Said {
    let asked = (!asked.is_empty()).then(|| asked.to_owned());
    if asked.as_ref().is_some_and(|asked| asked.contains('@')) {
        Said { email: asked, ..Said::default() }
    } else {
        Said { name: asked, ..Said::default() }
    }
}

/// Links that are still opened for this form.
struct Links {
    left: usize,
}

impl Links {
    /// What is behind a link, or what came of it instead.
    async fn open(&mut self, app: &App, link: &str) -> Result<Result<Given, Came>, Busy> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(Err(Came::Dead(words::link_needs_script().to_owned())));
        };
        self.left = left;
        let bytes = match links::open(app, None, link).await {
            Ok(bytes) => bytes,
            Err(problem) => return Ok(Err(Came::of_link(problem.kind()))),
        };
        let name = link.to_owned();
        let items = app.turns.take(move || reader::sort(&name, &bytes)).await?;
        Ok(behind_link(items).map_err(Came::Dead))
    }
}

async fn found(visit: &Visit, (title, documents): Given, said: &Said) -> Result<Came, Busy> {
    let app = &visit.app;
    let documents: Vec<&[u8]> = documents.iter().map(Vec::as_slice).collect();
    let reports = verify::verify_all(app, &documents).await?;
    insight::verified(app, visit.viewer_if_any().map(Into::into).as_ref(), &reports);
    let name = compare(app, &documents, said.name.as_deref()).await?;
    let email = compare(app, &documents, said.email.as_deref()).await?;
    Ok(Came::Checked(Box::new(Found { title, reports, name, email })))
}

/// How the signed identifiers of `documents` compare with what somebody was told.
async fn compare(app: &App, documents: &[&[u8]], asked: Option<&str>) -> Result<Option<Compared>, Busy> {
    let Some(asked) = asked else { return Ok(None) };
    let policy = Policy { recipient: Some(asked.to_owned()), ..app.policy.clone() };
    let reports: Vec<Report> = verify::verify_by(app, documents, &policy).await?;
    Ok(Some(Compared::of(&reports).unwrap_or(Compared::Unclear)))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{effects::Fetch, flows::judge::Turns, routes::testing::TestApp};

    /// A form as a browser without script sends it: files by name, and fields.
    fn parts(files: &[(&str, &[u8])], fields: &[(&str, &str)]) -> Vec<u8> {
        let mut body = Vec::new();
        for (name, value) in fields {
            let head = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(head.as_bytes());
        }
        for (name, bytes) in files {
            let head =
                format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--b--\r\n");
        body
    }

    const FORM: &str = "multipart/form-data; boundary=b";

    #[tokio::test]
    async fn several_files_give_a_table_with_exceptions_first_and_each_report_below() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (_, credential) = staff.awarded("art", "ada@learner.example").await;
        let good = credential.to_string();
        let bad = good.replace("Weaver", "Weasel");
        let files: [(&str, &[u8]); 3] =
            [("good.json", good.as_bytes()), ("bad.json", bad.as_bytes()), ("cv.pdf", b"%PDF-1.7 cv")];
        let body = parts(&files, &[("text", ""), ("recipient", "")]);
        let page = app.stranger().post("/verify", FORM, body).await.expect(StatusCode::OK).text();
        assert!(page.contains("2 checked: 1 genuine by an unknown issuer, 1 not valid."), "{page}");
        assert!(page.contains("1 thing was not recognised."), "{page}");
        assert!(page.find("href=\"#report-2\"").unwrap() < page.find("href=\"#report-1\"").unwrap());
        assert!(page.contains("Checked by this site’s server, 22 November 2026"), "{page}");
    }

    #[tokio::test]
    async fn an_address_posted_along_is_compared_with_the_signed_one() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (_, credential) = staff.awarded("art", "ada@learner.example").await;
        for (asked, answer) in [
            ("ada@learner.example", "Yes, it was issued to ada@learner.example."),
            ("eve@learner.example", "No, it was not issued to eve@learner.example."),
            ("Ada", "Yes, it was issued to somebody called Ada."),
        ] {
            let body = parts(&[], &[("text", &credential.to_string()), ("recipient", asked)]);
            let page = app.stranger().post("/verify", FORM, body).await.expect(StatusCode::OK).text();
            assert!(page.contains(answer), "{asked}: {page}");
            assert!(page.contains("Genuine signature"), "whose it is does not change what it is: {page}");
        }
    }

    #[tokio::test]
    async fn an_empty_form_comes_back_with_what_to_do() {
        let app = TestApp::new().await;
        let body = parts(&[("", b"")], &[("text", "  "), ("recipient", "")]);
        let page = app.stranger().post("/verify", FORM, body).await;
        assert!(page.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains(words::nothing()));
    }

    #[tokio::test]
    async fn what_was_sent_is_not_even_looked_at_without_a_turn() {
        let app = TestApp::new().await.with_turns(Turns::new(0, Duration::ZERO));
        for body in [parts(&[("cv.pdf", b"%PDF-1.7 cv")], &[]), parts(&[], &[("text", "no credential")])] {
            app.stranger().post("/verify", FORM, body).await.expect(StatusCode::SERVICE_UNAVAILABLE);
        }
    }

    #[tokio::test]
    async fn what_is_behind_a_link_is_not_looked_at_without_a_turn() {
        let page = b"%PDF-1.7 cv".to_vec();
        let fetch = Fetch::offline().with_links(move |_| std::future::ready(Ok(page.clone())));
        let app = TestApp::new().await.with_fetch(fetch).with_turns(Turns::new(0, Duration::ZERO));
        let opened = Links { left: 1 }.open(&app.app, "https://uni.example/cv").await;
        assert_eq!(opened.err(), Some(Busy));
    }

    #[tokio::test]
    async fn more_than_is_judged_for_one_form_is_told_and_not_judged() {
        let app = TestApp::new().await;
        let many = format!("[{}]", vec!["{\"type\":\"VerifiableCredential\"}"; MAX_JUDGED + 1].join(","));
        let body = parts(&[("many.json", many.as_bytes())], &[("text", "")]);
        let page = app.stranger().post("/verify", FORM, body).await.expect(StatusCode::OK).text();
        assert!(page.contains(&format!("{MAX_JUDGED} checked")), "{page:.3000}");
        assert!(page.contains("at most 100 credentials"), "{page:.3000}");
    }
}
