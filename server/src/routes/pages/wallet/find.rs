//! Finding in the wallet. What is looked for is posted, so that it stands in no address and no log.

use axum::response::{Html, Response};
use serde::Deserialize;
use time::OffsetDateTime;
use web::{
    components::badge::Badge,
    pages::{
        WalletAsked, WalletChoice, WalletChoices, WalletEvent, WalletFound, WalletLine, WalletNews,
        WalletSkill, WalletState, WalletView, wallet_found, wallet_skills,
    },
};

use crate::{
    flows::hold::{
        Standing,
        find::{self, Choice, Event, Find, Found, Line, News, Skill},
        read,
    },
    problem::Problem,
    routes::{extract::Form, rfc3339, visit::Visit},
};

/// The fields of the form.
#[derive(Clone, Debug, Default, Deserialize)]
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
            seed: line.id.to_string(),
            issuer: line.issuer_id.clone(),
            achievement_type: line.kind.clone(),
            image: (!line.image.is_empty()).then(|| line.image.clone()),
        },
    }
}

pub(super) fn state(standing: Standing) -> WalletState {
    match standing {
        Standing::Verified => WalletState::Verified,
        Standing::Genuine => WalletState::Genuine,
        Standing::Unknown => WalletState::Unknown,
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

pub(in crate::routes::pages) async fn skills(visit: Visit) -> Result<Response, Problem> {
    read::catch_up(&visit.app, visit.viewer()?).await?;
    let found = find::skills(&visit.app, visit.viewer()?).await?;
    let skills: Vec<_> = found.skills.into_iter().map(skill).collect();
    Ok(visit.page(wallet_skills(&visit.chrome(), &skills, found.total)))
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
        name: skill.name,
        code: skill.code,
        framework: skill.framework,
        url: skill.url,
    }
}
