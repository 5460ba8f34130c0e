//! `/wallet/add`: what somebody brings is recognised, checked, and kept where it is theirs.

use std::collections::BTreeSet;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::StatusCode,
    response::Response,
};
use crypto::verify::Report;
use reader::What;
use web::{
    components::CardLine,
    pages::{WalletAdd, WalletAdded, WalletCame, WalletLine, WalletWaiting, WalletWhy, wallet_add as page},
    results::{Came as LinkCame, behind_link},
    words::{given::refusal, verify, wallet_add as words},
};

use super::find::state;
use crate::{
    app::App,
    flows::{
        hold::{
            Standing,
            add::{self, AddError, Arrived, Brought, Came, Doubtful, MOST_AT_ONCE, Why},
        },
        judge::Busy,
        session::Viewer,
    },
    id::CredentialId,
    problem::Problem,
    routes::{
        api::links,
        extract::{Fields, Parted},
        pages::{notice::Notice, see_other},
        visit::Visit,
    },
};

/// Bytes of a form with files.
pub(in crate::routes::pages) const MAX_FORM_BYTES: usize = 32 << 20;
/// Links that are opened for one form, one after the other.
const MAX_LINKS: usize = 3;

pub(in crate::routes::pages) async fn form(visit: Visit) -> Result<Response, Problem> {
    let data = WalletAdd { waiting: waiting(&visit).await?, ..WalletAdd::default() };
    Ok(visit.page(page(&visit.chrome(), &data)))
}

/// The page that comes back tells what became of everything; bringing the same again changes nothing.
pub(in crate::routes::pages) async fn bring(visit: Visit, request: Request) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let form = match Parted::from_request(request, &visit.app).await {
        Err(problem) if problem.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return again(&visit, String::new(), words::too_large().to_owned()).await;
        }
        form => form?,
    };
    let text = form.text("text")?;
    let files: Vec<_> = form.files("file").map(|(name, bytes)| (name.to_owned(), bytes.clone())).collect();
    let given = sort(&visit.app, viewer, files, text.clone()).await?;
    if given.brought.is_empty() && given.refused.is_empty() {
        return again(&visit, text, words::nothing().to_owned()).await;
    }
    let arrived = match add::bring(&visit.app, viewer, given.brought, Doubtful::Waits).await {
        Ok(arrived) => arrived,
        Err(AddError::TooMany) => return again(&visit, text, words::too_many(MOST_AT_ONCE)).await,
        Err(err) => return Err(err.into()),
    };
    let refused = given.refused.into_iter().map(|(source, why)| WalletAdded {
        source,
        line: WalletLine::default(),
        came: WalletCame::Refused(why),
    });
    let data = WalletAdd {
        results: once(arrived.into_iter().map(added)).chain(refused).collect(),
        waiting: waiting(&visit).await?,
        ..WalletAdd::default()
    };
    Ok(visit.page(page(&visit.chrome(), &data)))
}

/// The form with what was wrong with it.
async fn again(visit: &Visit, text: String, problem: String) -> Result<Response, Problem> {
    let waiting = waiting(visit).await?;
    let data = WalletAdd { text, problem: Some(problem), waiting, ..WalletAdd::default() };
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, page(&visit.chrome(), &data)))
}

/// What was given, recognised.
#[derive(Default)]
struct Given {
    brought: Vec<Brought>,
    /// What is nothing for a wallet: where it was found, and why.
    refused: Vec<(String, String)>,
}

/// The files and the text. Archives and pictures take a while, so it takes a turn.
async fn sort(app: &App, viewer: &Viewer, files: Vec<(String, Bytes)>, text: String) -> Result<Given, Busy> {
    let sorting = move || {
        let mut items: Vec<_> = files.iter().flat_map(|(name, bytes)| reader::sort(name, bytes)).collect();
        if !text.trim().is_empty() {
            items.extend(reader::sort(verify::from_paste(), text.as_bytes()));
        }
        items
    };
    let mut given = Given::default();
    let mut links = MAX_LINKS;
    for item in app.turns.take(sorting).await? {
        let name = item.name;
        match item.what {
            What::Document(bytes) => given.brought.push(Brought { name, bytes }),
            What::Record { documents, .. } => given.take_all(&name, documents),
            What::Refused(why) => given.refused.push((name, refusal(&why))),
            What::Link(link) | What::Applicant { link, .. } => match links.checked_sub(1) {
                None => given.refused.push((link, words::too_many_links().to_owned())),
                Some(left) => {
                    links = left;
                    given.open(app, viewer, link).await?;
                }
            },
        }
    }
    Ok(given)
}

impl Given {
    fn take_all(&mut self, name: &str, documents: Vec<Vec<u8>>) {
        self.brought.extend(documents.into_iter().map(|bytes| Brought { name: name.to_owned(), bytes }));
    }

    /// Takes what is behind a link, as this person sees it.
    async fn open(&mut self, app: &App, viewer: &Viewer, link: String) -> Result<(), Busy> {
        let bytes = match links::open(app, Some(viewer), &link).await {
            Ok(bytes) => bytes,
            Err(problem) => {
                let why = match LinkCame::of_link(problem.kind()) {
                    LinkCame::Refused(why) | LinkCame::Dead(why) => why,
                    _ => words::not_a_credential().to_owned(),
                };
                self.refused.push((link, why));
                return Ok(());
            }
        };
        let name = link.clone();
        let items = app.turns.take(move || reader::sort(&name, &bytes)).await?;
        match behind_link(items) {
            Ok((_, documents)) if documents.is_empty() => {
                self.refused.push((link, words::not_a_credential().to_owned()));
            }
            Ok((_, documents)) => self.take_all(&link, documents),
            Err(why) => self.refused.push((link, why)),
        }
        Ok(())
    }
}

async fn waiting(visit: &Visit) -> Result<Vec<WalletWaiting>, Problem> {
    let waiting = add::waiting(&visit.app, visit.viewer()?).await?;
    let one = |arrived: Arrived| {
        let Came::Waits(id, why) = arrived.came else { return None };
        let why = match why {
            Why::Another => WalletWhy::Another,
            Why::Nobody => WalletWhy::Nobody,
            Why::NotGood(Standing::Invalid | Standing::Unknown) => WalletWhy::NotGood,
            Why::NotGood(Standing::NotYet) => WalletWhy::NotYet,
            Why::NotGood(_) => WalletWhy::Over,
        };
        let line = line(id.to_string(), arrived.report.as_ref());
        Some(WalletWaiting { id: id.to_string(), source: arrived.name, line, why })
    };
    Ok(waiting.into_iter().filter_map(one).collect())
}

/// What came more than once in one go, such as a file and its picture, is told of once.
fn once(results: impl Iterator<Item = WalletAdded>) -> impl Iterator<Item = WalletAdded> {
    let mut seen = BTreeSet::new();
    results.filter(move |it| {
        let known = !it.line.credential.is_empty() && !seen.insert(it.line.credential.clone());
        !(known && it.came == WalletCame::Already)
    })
}

fn added(arrived: Arrived) -> WalletAdded {
    let (id, came) = match arrived.came {
        Came::Kept(id) => (Some(id), WalletCame::Kept),
        Came::Renewed(id) => (Some(id), WalletCame::Renewed),
        Came::Already(id) => (Some(id), WalletCame::Already),
        Came::Waits(id, _) => (Some(id), WalletCame::Waits),
        Came::Asks(_) => (None, WalletCame::Waits),
        Came::NotACredential => (None, WalletCame::Refused(words::not_a_credential().to_owned())),
        Came::Full => (None, WalletCame::Refused(words::full().to_owned())),
    };
    let id = id.map(|id| id.to_string()).unwrap_or_default();
    WalletAdded { source: arrived.name, line: line(id, arrived.report.as_ref()), came }
}

/// A credential as its report tells it.
fn line(id: String, report: Option<&Report>) -> WalletLine {
    let Some(report) = report else { return WalletLine::default() };
    let CardLine { title, issuer, .. } = CardLine::of(report);
    let it = report.credential.clone().unwrap_or_default();
    WalletLine {
        credential: id,
        title,
        issuer,
        valid_until: it.valid_until,
        state: state(Standing::of(report)),
        ..WalletLine::default()
    }
}

/// Keeps or forgets what was ticked.
pub(in crate::routes::pages) async fn decide(visit: Visit, fields: Fields) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let ids: Vec<CredentialId> = fields.all("arrival").filter_map(|id| id.parse().ok()).collect();
    if ids.is_empty() {
        return Ok(see_other("/wallet/add", Notice::NothingChosen));
    }
    if fields.text("do") == "keep" {
        let kept = add::vouch(&visit.app, viewer, &ids).await?;
        let notice = if kept.is_empty() { Notice::NothingChosen } else { Notice::KeptOnWord };
        return Ok(see_other("/wallet", notice));
    }
    add::discard(&visit.app, viewer, &ids).await?;
    Ok(see_other("/wallet/add", Notice::ArrivalsForgotten))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::testing::{TestApp, between};

    const FORM: &str = "multipart/form-data; boundary=b";

    /// A form as a browser sends it.
    fn form(files: &[(&str, &str)], text: &str) -> String {
        let mut body = format!("--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n{text}\r\n");
        for (name, file) in files {
            let head =
                format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
            body.extend([head.as_str(), file, "\r\n"]);
        }
        body + "--b--\r\n"
    }

    #[tokio::test]
    async fn what_is_theirs_is_kept_and_the_rest_asks_first() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (_, mine) = staff.awarded("art", "ada@learner.example").await;
        let (_, eves) = staff.awarded("art", "eve@learner.example").await;
        let forged = mine.to_string().replace("Weaver", "Weasel");
        let ada = app.signed_in("ada@learner.example").await;
        let files =
            [("mine.json", &*mine.to_string()), ("eves.json", &eves.to_string()), ("forged.json", &forged)];
        let page = ada.post("/wallet/add", FORM, form(&files, "no credential")).await;
        let page = page.expect(StatusCode::OK).text();
        assert!(page.contains("1 now in your wallet, 2 for you to decide, 1 not recognised."), "{page}");
        assert!(page.contains(words::another()) && page.contains(words::not_good()), "{page}");
        let wallet = ada.get("/wallet").await.expect(StatusCode::OK).text();
        assert!(wallet.contains("2 credentials you added for you to decide"), "{wallet}");

        assert_eq!(page.matches("class=\"title\">Weasel<").count(), 1, "told of where it is decided: {page}");
        let ids = between(&page, "name=\"arrival\" value=\"", &['"']);
        assert_eq!(ids.len(), 2, "{page}");
        let decide = format!("do=keep&arrival={}&arrival={}", ids[0], ids[1]);
        let kept = ada.post_form("/wallet/add/decide", &decide).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(kept.header("location"), "/wallet");
        let listed =
            ada.post_form("/wallet/find", "state=word&view=list").await.expect(StatusCode::OK).text();
        assert!(listed.contains("2 credentials found") && listed.contains("Kept on your word"), "{listed}");
        let one = ada.get(&format!("/wallet/credentials/{}", ids[0])).await.expect(StatusCode::OK).text();
        assert!(one.contains("Kept on your word"), "{one}");
        let again = ada.post("/wallet/add", FORM, form(&files, "")).await.expect(StatusCode::OK).text();
        assert!(again.contains("3 in your wallet already."), "{again}");
    }

    #[tokio::test]
    async fn what_comes_twice_in_one_go_is_told_of_once() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (_, mine) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let mine = mine.to_string();
        let files = [("mine.json", mine.as_str()), ("copy.json", mine.as_str())];
        let page = ada.post("/wallet/add", FORM, form(&files, "")).await.expect(StatusCode::OK).text();
        assert!(page.contains("1 now in your wallet.") && !page.contains("copy.json"), "{page}");
        let again = ada.post("/wallet/add", FORM, form(&files, "")).await.expect(StatusCode::OK).text();
        assert!(again.contains("1 in your wallet already."), "{again}");
    }

    #[tokio::test]
    async fn the_address_of_ones_own_credential_is_understood() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (id, _) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        ada.post_form(&format!("/wallet/credentials/{id}/claim"), "").await.expect(StatusCode::SEE_OTHER);
        for path in ["credentials", "wallet/credentials"] {
            let address = app.app.config.public_url.join(&format!("/{path}/{id}"));
            let page = ada.post("/wallet/add", FORM, form(&[], &address)).await.expect(StatusCode::OK).text();
            assert!(page.contains("1 in your wallet already."), "{page}");
            let eve = app.signed_in("eve@learner.example").await;
            let page = eve.post("/wallet/add", FORM, form(&[], &address)).await.expect(StatusCode::OK).text();
            assert!(page.contains("1 not recognised."), "nothing of anybody else's: {page}");
        }
    }

    #[tokio::test]
    async fn an_empty_form_comes_back_with_what_to_do() {
        let app = TestApp::new().await;
        let ada = app.signed_in("ada@learner.example").await;
        let page = ada.post("/wallet/add", FORM, form(&[("", "")], " ")).await;
        assert!(page.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains(words::nothing()));
        let nothing = ada.post_form("/wallet/add/decide", "do=keep").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(nothing.header("location"), "/wallet/add");
    }

    #[tokio::test]
    async fn what_was_removed_can_be_put_back_and_its_place_in_records_with_it() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (_, mine) = staff.awarded("art", "ada@learner.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        ada.post("/wallet/add", FORM, form(&[("mine.json", &mine.to_string())], ""))
            .await
            .expect(StatusCode::OK);
        let wallet = ada.get("/wallet").await.text();
        let id = between(&wallet, "href=\"/wallet/credentials/", &['"']).remove(0);
        let (token, _) = ada.shared_held(&id).await;
        let base = format!("/wallet/credentials/{id}");
        let ask = ada.get(&format!("{base}/remove")).await.expect(StatusCode::OK).text();
        assert!(ask.contains("which is shared by 1 live link"), "{ask}");
        ada.post_form(&format!("{base}/remove"), "").await.expect(StatusCode::SEE_OTHER);
        ada.get(&base).await.expect(StatusCode::NOT_FOUND);
        let share = format!("/s/{token}");
        assert!(!app.stranger().get(&share).await.text().contains("Weaver"), "gone from what is shared");
        assert!(ada.get("/wallet/removed").await.text().contains("Weaver"));
        ada.post_form(&format!("{base}/put-back"), "").await.expect(StatusCode::SEE_OTHER);
        ada.get(&base).await.expect(StatusCode::OK);
        assert!(app.stranger().get(&share).await.text().contains("Weaver"));
    }
}
