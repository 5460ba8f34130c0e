//! Finding in the wallet. What is looked for is posted, so that it stands in no address and no log; it waits in
//! a sealed cookie for the page that shows what was found, so that the way back leads to it again.

use axum::{
    http::{HeaderMap, HeaderValue},
    response::{Html, Response},
};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use web::{
    components::badge::Badge,
    pages::{
        WalletAsked, WalletChoice, WalletChoices, WalletEvent, WalletFound, WalletLine, WalletNews,
        WalletSkill, WalletSkills, WalletState, WalletView, wallet_found, wallet_skills,
    },
};

use crate::{
    flows::hold::{
        Standing,
        find::{self, Choice, Event, Find, Found, Line, News, Skill},
        read,
    },
    problem::Problem,
    routes::{
        extract::{Form, Query},
        rfc3339,
        visit::{self, Visit},
    },
};

/// The fields of the form.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(in crate::routes::pages) struct Asked {
    q: String,
    issuer: String,
    kind: String,
    skill: String,
    year: String,
    state: String,
    view: String,
    page: Option<u32>,
}

impl Asked {
    fn find(&self) -> Find {
        Find {
            text: self.q.clone(),
            issuer: self.issuer.clone(),
            kind: self.kind.clone(),
            skill: self.skill.clone(),
            year: self.year.parse().ok(),
            state: self.state.clone(),
            page: self.page.unwrap_or(1),
        }
    }

    fn shown(&self) -> WalletAsked {
        WalletAsked {
            text: self.q.clone(),
            issuer: self.issuer.clone(),
            kind: self.kind.clone(),
            skill: self.skill.clone(),
            year: self.year.clone(),
            state: self.state.clone(),
            view: WalletView::read(&self.view),
        }
    }
}

/// Where what was found is shown.
pub(in crate::routes::pages) const FOUND_PATH: &str = "/wallet/found";
/// The cookie with what was looked for last.
const COOKIE: &str = "wallet-find";
/// The longest such cookie: browsers take 4 KiB, its name and attributes included.
const MOST_BYTES: usize = 3_500;

/// The header that keeps what is looked for until the browser is closed; `None` where it is too long.
pub(super) fn keep(visit: &Visit, asked: &Asked) -> Result<Option<HeaderValue>, Problem> {
    let text = serde_json::to_vec(asked).map_err(|err| Problem::internal(&err))?;
    let sealed = visit.app.sealer.seal(&place(visit)?, &text);
    let secure = if visit.app.config.public_url.is_https() { "; Secure" } else { "" };
    let text = format!("{COOKIE}={sealed}; Path={FOUND_PATH}; HttpOnly; SameSite=Lax{secure}");
    Ok(Some(text).filter(|text| text.len() <= MOST_BYTES).and_then(|text| HeaderValue::from_str(&text).ok()))
}

/// What this person looked for last; everything, where that is not known.
pub(super) fn kept(visit: &Visit, headers: &HeaderMap) -> Result<Asked, Problem> {
    let sealed = visit::cookie(headers, COOKIE).unwrap_or_default();
    let opened = visit.app.sealer.unseal(&place(visit)?, sealed);
    Ok(opened.ok().and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default())
}

/// It opens for whoever looked, and for nobody else who uses the same device.
fn place(visit: &Visit) -> Result<String, Problem> {
    Ok(format!("{COOKIE}/{}", visit.viewer()?.account))
}

/// What was found, by itself: for a page that is open.
pub(in crate::routes::pages) async fn fragment(
    visit: Visit,
    Form(asked): Form<Asked>,
) -> Result<Html<String>, Problem> {
    Ok(Html(wallet_found(&found(&visit, &asked).await?)))
}

pub(super) async fn found(visit: &Visit, asked: &Asked) -> Result<WalletFound, Problem> {
    let Found { lines, total, page, pages } = find::find(&visit.app, visit.viewer()?, &asked.find()).await?;
    Ok(WalletFound { asked: asked.shown(), lines: lines.iter().map(line).collect(), total, page, pages })
}

pub(super) async fn choices(visit: &Visit) -> Result<WalletChoices, Problem> {
    let choices = find::choices(&visit.app, visit.viewer()?).await?;
    let all = |choices: Vec<Choice>| {
        let one = |it: Choice| WalletChoice { value: it.value, name: it.name, credentials: it.credentials };
        choices.into_iter().map(one).collect()
    };
    Ok(WalletChoices {
        issuers: all(choices.issuers),
        kinds: all(choices.kinds),
        skills: all(choices.skills),
        years: all(choices.years),
    })
}

/// A credential as a list shows it.
pub(in crate::routes::pages) fn line(line: &Line) -> WalletLine {
    WalletLine {
        credential: line.id.to_string(),
        title: line.title.clone(),
        issuer: line.issuer.clone(),
        kind: line.kind.clone(),
        entries: line.entries,
        awarded_at: rfc3339(line.awarded_at),
        valid_until: line.valid_until.map(rfc3339),
        state: state(line.standing),
        on_word: line.on_word,
        open_badges_2: line.open_badges_2,
        badge: Badge {
            seed: line.title.clone(),
            issuer: line.issuer_id.clone(),
            achievement_type: if line.kind == "ClrCredential" { String::new() } else { line.kind.clone() },
            image: (!line.image.is_empty()).then(|| line.image.clone()),
        },
    }
}

pub(super) fn state(standing: Standing) -> WalletState {
    match standing {
        Standing::Verified => WalletState::Verified,
        Standing::Genuine => WalletState::Genuine,
        Standing::Unknown => WalletState::Unknown,
        Standing::NotYet => WalletState::NotYet,
        Standing::Expired => WalletState::Expired,
        Standing::Revoked => WalletState::Revoked,
        Standing::Suspended => WalletState::Suspended,
        Standing::Replaced => WalletState::Replaced,
        Standing::Invalid => WalletState::Invalid,
    }
}

pub(super) async fn news(visit: &Visit) -> Result<Vec<WalletNews>, Problem> {
    let now = visit.app.clock.now();
    let all = find::news(&visit.app, visit.viewer()?).await?;
    Ok(all.into_iter().map(|news| news_line(news, now)).collect())
}

fn news_line(news: News, now: OffsetDateTime) -> WalletNews {
    let event = match news.event {
        Event::Ends(at) if at <= now => WalletEvent::Ended(rfc3339(at)),
        Event::Ends(at) => WalletEvent::Ends(rfc3339(at)),
        Event::Revoked => WalletEvent::Revoked,
        Event::Suspended => WalletEvent::Suspended,
        Event::Resumed => WalletEvent::Resumed,
        Event::Replaced => WalletEvent::Replaced,
        Event::Invalid => WalletEvent::Invalid,
        Event::Renewed => WalletEvent::Renewed,
    };
    WalletNews { credential: news.id.to_string(), title: news.title, issuer: news.issuer, event }
}

/// Which page of the skills.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::routes::pages) struct Turned {
    page: Option<u32>,
}

pub(in crate::routes::pages) async fn skills(
    visit: Visit,
    Query(turned): Query<Turned>,
) -> Result<Response, Problem> {
    read::catch_up(&visit.app, visit.viewer()?).await?;
    let found = find::skills(&visit.app, visit.viewer()?, turned.page.unwrap_or(1)).await?;
    let data = WalletSkills {
        skills: found.skills.into_iter().map(skill).collect(),
        shown: found.shown,
        total: found.total,
        page: found.page,
        pages: found.pages,
    };
    Ok(visit.page(wallet_skills(&visit.chrome(), &data)))
}

fn skill(skill: Skill) -> WalletSkill {
    let said_by = skill.said_by.into_iter().map(|said| WalletLine {
        credential: said.id.to_string(),
        title: said.title,
        issuer: said.issuer,
        state: state(said.standing),
        on_word: said.on_word,
        ..WalletLine::default()
    });
    WalletSkill {
        said_by: said_by.collect(),
        credentials: skill.credentials,
        skill: skill.skill,
        name: skill.name,
        code: skill.code,
        framework: skill.framework,
        url: skill.url,
    }
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{Method, StatusCode, header},
    };

    use super::*;
    use crate::routes::testing::{Answer, TestApp, Visitor};

    async fn with_cookie(visitor: &Visitor, cookie: &str) -> Answer {
        let mut request = visitor.request(Method::GET, FOUND_PATH).body(Body::empty()).unwrap();
        let had = request.headers().get(header::COOKIE).map_or("", |value| value.to_str().unwrap());
        let cookies = format!("{had}; {cookie}");
        request.headers_mut().insert(header::COOKIE, cookies.parse().unwrap());
        visitor.send(request).await
    }

    #[tokio::test]
    async fn what_is_looked_for_leads_to_a_page_that_the_way_back_leads_to_and_no_address_says_it() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        for learner in ["ada@learner.example", "eve@learner.example"] {
            let (id, _) = staff.awarded("art", learner).await;
            let visitor = app.signed_in(learner).await;
            visitor
                .post_form(&format!("/wallet/credentials/{id}/claim"), "")
                .await
                .expect(StatusCode::SEE_OTHER);
        }
        let ada = app.signed_in("ada@learner.example").await;
        let asked = ada.post_form("/wallet", "q=zeppelin").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(asked.header(header::LOCATION), FOUND_PATH);
        let cookie = asked.set_cookie(COOKIE).unwrap();
        assert!(cookie.contains("HttpOnly") && !cookie.contains("zeppelin"), "{cookie}");
        let cookie = cookie.split(';').next().unwrap();
        let found = with_cookie(&ada, cookie).await.expect(StatusCode::OK).text();
        assert!(found.contains("value=\"zeppelin\"") && !found.contains("Weaver"), "{found}");
        let eve = app.signed_in("eve@learner.example").await;
        let found = with_cookie(&eve, cookie).await.expect(StatusCode::OK).text();
        assert!(!found.contains("zeppelin") && found.contains("Weaver"), "it is Ada's: {found}");
        let everything = ada.browse(FOUND_PATH).await.expect(StatusCode::OK).text();
        assert!(everything.contains("Weaver"));
        let long = format!("q={}", "x".repeat(5_000));
        ada.post_form("/wallet", &long).await.expect(StatusCode::OK);
    }
}
