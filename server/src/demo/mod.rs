//! The demo: an invented college with people and credentials in every state, truly signed.
//!
//! Everything is written in one transaction when there is nothing yet, so a demo is whole or not
//! there. What is in it stands in `fixtures/demo/hedgerow.toml`.

mod class;
mod seed;
mod story;

use std::path::PathBuf;

use crypto::{
    proof,
    verify::{TrustRegistry, TrustedIssuer},
};

use crate::{
    app::App,
    flows::{
        claim::link::{self, LinkError},
        issue, issuer, receipt, record, revoke,
        session::{self, Viewer},
        share,
    },
    problem::Problem,
    store::{StoreError, address},
};
use story::{PersonPart, Story};

const STORY: &str = include_str!("../../../fixtures/demo/hedgerow.toml");

/// Where a visitor of the demo may begin.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Guide {
    /// The paths of shared records to look at, the best example first, such as `/s/…`.
    pub examples: Vec<String>,
    /// People to sign in as, staff first.
    pub people: Vec<Person>,
    /// An open link, which gives an award to whoever comes.
    pub event: Option<Event>,
}

/// Something to come to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Event {
    /// What it is.
    pub title: String,
    /// Its whole address.
    pub address: String,
}

/// Somebody to sign in as.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Who they are, and what can be seen as them.
    pub about: String,
    /// Where they begin: a path of ours.
    pub next: String,
}

/// Why the demo could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The story is not what this program reads.
    #[error("could not read the demo's story")]
    Story(#[from] toml::de::Error),
    /// The story names something that it does not have.
    #[error("the demo's story names {0}, which it does not have")]
    Missing(String),
    /// The college was not founded.
    #[error("could not found the demo's college")]
    Found(#[from] issuer::FoundError),
    /// An achievement was not made: the problems with its fields.
    #[error("could not make the demo's achievement {0}: {1:?}")]
    Achievement(String, Box<Problem>),
    /// A credential was not issued.
    #[error("could not issue the demo's credentials")]
    Issue(#[from] issue::IssueError),
    /// A credential was not revoked or suspended.
    #[error("could not revoke the demo's credential")]
    Revoke(#[from] revoke::RevokeError),
    /// The open link was not made.
    #[error("could not make the demo's open link")]
    Link(#[from] LinkError),
    /// The demo has no key of its own.
    #[error("could not make the key that signs the demo's receipts")]
    Receipt(#[from] receipt::ReceiptError),
    /// A credential from elsewhere was not signed.
    #[error("could not sign the demo's foreign credentials")]
    Sign(#[from] proof::SignError),
    /// A record could not be written as JSON.
    #[error("could not write the demo's record")]
    Record(#[from] serde_json::Error),
    /// The trust file was not written.
    #[error("could not write {0}")]
    Trust(PathBuf, #[source] std::io::Error),
    /// The database failed.
    #[error("could not store the demo")]
    Store(#[from] StoreError),
}

impl From<DemoError> for Problem {
    fn from(err: DemoError) -> Self {
        match err {
            DemoError::Store(source) => source.into(),
            err => Self::internal(&err),
        }
    }
}

/// Seeds the demo where there is none yet, writes `trust.json` into the data folder, and gives
/// the app that takes that registry's word.
///
/// # Errors
/// [`DemoError`]; then nothing was stored.
///
/// # Panics
/// Never: text always serialises.
pub async fn open(app: &App) -> Result<App, DemoError> {
    let story: Story = toml::from_str(STORY)?;
    let college = match issuer::show(app, &story.issuer.slug).await? {
        Some(college) => college,
        None => seed::seed(app, &story).await?,
    };
    let registry = TrustRegistry {
        name: story.issuer.registry,
        issuers: vec![
            TrustedIssuer { did: college.did, name: college.name },
            // A demo by plain http has no domain that vouches for its receipts.
            TrustedIssuer {
                did: receipt::did(app).await?,
                name: app.config.public_url.authority().to_owned(),
            },
        ],
    };
    let path = app.config.data.join("trust.json");
    let text = serde_json::to_string_pretty(&registry).expect("text always serialises");
    std::fs::write(&path, text).map_err(|source| DemoError::Trust(path, source))?;
    Ok(app.trusting(vec![registry]))
}

/// Where to begin; empty where this is no demo.
///
/// # Errors
/// When the database fails, or the story cannot be read.
pub async fn guide(app: &App) -> Result<Guide, DemoError> {
    if !app.config.demo {
        return Ok(Guide::default());
    }
    let story: Story = toml::from_str(STORY)?;
    let mut guide = Guide::default();
    for part in &story.record {
        let learner = story.learner.iter().find(|learner| learner.key == part.of);
        let email = &learner.ok_or_else(|| DemoError::Missing(part.of.clone()))?.person.email;
        let Some(viewer) = somebody(app, email).await? else { continue };
        for line in record::list(app, &viewer).await? {
            if line.title == part.title {
                let links = share::list(app, &viewer, line.id).await.unwrap_or_default();
                // The newest may be a visitor's own.
                let example = links.iter().rev().find(|link| {
                    link.recipient == seed::LINK_FOR
                        && link.standing == share::Standing::Live
                        && link.passcode.is_none()
                });
                guide.examples.extend(example.map(|link| format!("/s/{}", link.token)));
            }
        }
    }
    if let Some(owner) = story.staff.first()
        && let Some(viewer) = somebody(app, &owner.person.email).await?
        // Whoever tried the demo may have given that role away.
        && let Ok(links) = link::list(app, &viewer, &story.issuer.slug).await
    {
        guide.event = links
            .into_iter()
            .find(|link| link.title == story.link.title)
            .and_then(|link| Some(Event { title: link.title, address: link.address? }));
    }
    let person = |person: PersonPart, next: String| Person {
        name: person.name,
        email: person.email,
        about: person.about,
        next,
    };
    let desk = format!("/desk/{}", story.issuer.slug);
    guide.people.extend(story.staff.into_iter().map(|one| person(one.person, desk.clone())));
    guide.people.extend(story.learner.into_iter().map(|one| person(one.person, "/wallet".to_owned())));
    Ok(guide)
}

async fn somebody(app: &App, email: &str) -> Result<Option<Viewer>, StoreError> {
    let mut tx = app.db.read().await?;
    match address::owner(&mut tx, email).await? {
        Some(account) => session::of_account(&mut tx, account).await,
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests;
