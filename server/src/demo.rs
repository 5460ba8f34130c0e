//! The demo: an invented college with people and credentials in every state, truly signed.
//!
//! Everything is written in one transaction when there is nothing yet, so a demo is whole or not
//! there. What is in it stands in `fixtures/demo/hedgerow.toml`.

use std::{collections::BTreeMap, path::PathBuf, slice};

use api::open_badges::{AchievementContent, Criteria, SubjectContent};
use crypto::{
    did::{did_key, did_key_method},
    key::SecretKey,
    proof::{self, ProofOptions, Purpose},
    verify::{TrustRegistry, TrustedIssuer},
};
use serde::Deserialize;
use time::{Duration, OffsetDateTime};

use crate::{
    app::App,
    effects::ms_of,
    flows::{
        Email,
        achievement::{self, NewAchievement, Picture},
        document,
        issue::{self, Order, Press, To},
        issuer, receipt, record, revoke,
        session::{self, account_of},
        share,
    },
    id::{AccountId, AchievementId, CredentialId, RecordId, ShareId},
    problem::Problem,
    secrets::{hex, new_token, token_hash},
    store::{StoreError, Tx, address, holding, record_item, share::ShareRow, staff, status_list},
};

const STORY: &str = include_str!("../../fixtures/demo/hedgerow.toml");
const IMAGES: [(&str, &[u8]); 2] = [
    ("bee.svg", include_bytes!("../../fixtures/demo/images/bee.svg")),
    ("hedge.svg", include_bytes!("../../fixtures/demo/images/hedge.svg")),
];
/// For how many days the demo's links live.
const LINK_DAYS: i64 = 365;

/// Where a visitor of the demo may begin.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Guide {
    /// The paths of shared records to look at, the best example first, such as `/s/…`.
    pub examples: Vec<String>,
    /// People to sign in as, staff first.
    pub people: Vec<Person>,
}

/// Somebody to sign in as.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Who they are.
    pub role: String,
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
    /// A credential was not revoked.
    #[error("could not revoke the demo's credential")]
    Revoke(#[from] revoke::RevokeError),
    /// The demo has no key of its own.
    #[error("could not make the key that signs the demo's receipts")]
    Receipt(#[from] receipt::ReceiptError),
    /// A credential from elsewhere was not signed.
    #[error("could not sign the demo's foreign credentials")]
    Sign(#[from] proof::SignError),
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

#[derive(Deserialize)]
struct Story {
    issuer: IssuerPart,
    staff: PersonPart,
    achievement: Vec<AchievementPart>,
    learner: Vec<LearnerPart>,
    award: Vec<AwardPart>,
    foreign: Vec<ForeignPart>,
    record: Vec<RecordPart>,
}

#[derive(Deserialize)]
struct IssuerPart {
    slug: String,
    name: String,
    description: String,
    url: String,
    email: String,
    registry: String,
}

#[derive(Deserialize)]
struct PersonPart {
    name: String,
    email: String,
    role: String,
}

#[derive(Deserialize)]
struct LearnerPart {
    key: String,
    #[serde(flatten)]
    person: PersonPart,
}

#[derive(Deserialize)]
struct AchievementPart {
    key: String,
    name: String,
    r#type: String,
    description: String,
    criteria: String,
    tags: Vec<String>,
    image: Option<String>,
}

#[derive(Deserialize)]
struct AwardPart {
    to: String,
    achievement: String,
    days_ago: i64,
    from: Option<i64>,
    until: Option<i64>,
    revoked: Option<String>,
    #[serde(default)]
    waiting: bool,
}

#[derive(Deserialize)]
struct ForeignPart {
    to: String,
    issuer: String,
    issuer_description: String,
    name: String,
    r#type: String,
    description: String,
    criteria: String,
    days_ago: i64,
    status_list: Option<String>,
}

#[derive(Deserialize)]
struct RecordPart {
    of: String,
    title: String,
    introduction: String,
    items: Vec<ItemPart>,
}

#[derive(Deserialize)]
struct ItemPart {
    achievement: Option<String>,
    foreign: Option<String>,
    #[serde(default)]
    note: String,
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
        None => seed(app, &story).await?,
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
    let mut tx = app.db.read().await?;
    for part in &story.record {
        let learner = story.learner.iter().find(|learner| learner.key == part.of);
        let email = &learner.ok_or_else(|| DemoError::Missing(part.of.clone()))?.person.email;
        let Some(account) = address::owner(&mut tx, email).await? else { continue };
        let Some(viewer) = session::of_account(&mut tx, account).await? else { continue };
        for line in record::list(app, &viewer).await? {
            if line.title == part.title {
                let links = share::list(app, &viewer, line.id).await.unwrap_or_default();
                guide.examples.extend(links.first().map(|link| format!("/s/{}", link.token)));
            }
        }
    }
    let person = |person: PersonPart, next: String| Person {
        name: person.name,
        email: person.email,
        role: person.role,
        next,
    };
    guide.people.push(person(story.staff, format!("/desk/{}", story.issuer.slug)));
    guide.people.extend(story.learner.into_iter().map(|one| person(one.person, "/wallet".to_owned())));
    Ok(guide)
}

/// What is known while seeding.
struct Seeding<'a> {
    app: &'a App,
    tx: Tx,
    college: issuer::Issuer,
    now: OffsetDateTime,
    learners: BTreeMap<String, (AccountId, Email, String)>,
    achievements: BTreeMap<String, AchievementId>,
    /// What each learner holds, by the key of the achievement or the name of what is foreign.
    held: BTreeMap<(String, String), CredentialId>,
}

async fn seed(app: &App, story: &Story) -> Result<issuer::Issuer, DemoError> {
    let mut tx = app.db.write().await?;
    let part = &story.issuer;
    let new = issuer::NewIssuer {
        slug: part.slug.clone(),
        name: part.name.clone(),
        description: part.description.clone(),
        url: Some(part.url.clone()),
        email: Some(part.email.clone()),
    };
    let college = issuer::found_in(app, &mut tx, new).await?;
    let mut seeding = Seeding {
        app,
        tx,
        college,
        now: app.clock.now(),
        learners: BTreeMap::new(),
        achievements: BTreeMap::new(),
        held: BTreeMap::new(),
    };
    seeding.people(story).await?;
    for part in &story.achievement {
        seeding.achievement(part).await?;
    }
    for part in &story.award {
        seeding.award(part).await?;
    }
    for part in &story.foreign {
        seeding.foreign(part).await?;
    }
    // The newest record is listed first, and so is the newest link.
    for part in story.record.iter().rev() {
        seeding.record(part).await?;
    }
    seeding.tx.commit().await?;
    Ok(seeding.college)
}

impl Seeding<'_> {
    async fn people(&mut self, story: &Story) -> Result<(), DemoError> {
        let (now, issuer) = (ms_of(self.now), self.college.id);
        let email = read_email(&story.staff.email)?;
        let account = account_of(self.app, &mut self.tx, &email, &story.staff.name).await?;
        staff::insert(&mut self.tx, issuer, account, "owner", now).await?;
        for learner in &story.learner {
            let email = read_email(&learner.person.email)?;
            let account = account_of(self.app, &mut self.tx, &email, &learner.person.name).await?;
            self.learners.insert(learner.key.clone(), (account, email, learner.person.name.clone()));
        }
        Ok(())
    }

    async fn achievement(&mut self, part: &AchievementPart) -> Result<(), DemoError> {
        let picture = match &part.image {
            Some(name) => {
                let found = IMAGES.iter().find(|(image, _)| image == name);
                Picture::File(found.ok_or_else(|| DemoError::Missing(name.clone()))?.1.to_vec())
            }
            None => Picture::Drawn,
        };
        let content = AchievementContent {
            tag: part.tags.clone(),
            ..content(&part.name, &part.r#type, &part.description, &part.criteria)
        };
        let new = NewAchievement { content, picture, ..NewAchievement::default() };
        let made = achievement::create_in(self.app, &mut self.tx, self.college.id, new)
            .await
            .map_err(|err| DemoError::Achievement(part.name.clone(), Box::new(err.into())))?;
        self.achievements.insert(part.key.clone(), made.id);
        Ok(())
    }

    async fn award(&mut self, part: &AwardPart) -> Result<(), DemoError> {
        let (account, email, name) = self.learner(&part.to)?;
        let achievement = *self
            .achievements
            .get(&part.achievement)
            .ok_or_else(|| DemoError::Missing(part.achievement.clone()))?;
        let awarded_at = self.now - Duration::days(part.days_ago);
        let press = Press::open(self.app, &mut self.tx, self.college.id, achievement).await?;
        let order = Order {
            to: To { name, email: Some(email), learner: None, source_id: None, did: None },
            content: SubjectContent::default(),
            awarded_at,
            valid_from: part.from.map_or(awarded_at, |days| self.now + Duration::days(days)),
            valid_until: part.until.map(|days| self.now + Duration::days(days)),
            class: None,
            bulk: None,
            by: None,
        };
        let issued = press.issue(self.app, &mut self.tx, slice::from_ref(&order)).await?.remove(0);
        if part.waiting {
            issue::tell(self.app, &mut self.tx, &press, &[(&order, issued.id)]).await?;
            return Ok(());
        }
        holding::claim(&mut self.tx, account, issued.id, ms_of(awarded_at)).await?;
        self.held.insert((part.to.clone(), part.achievement.clone()), issued.id);
        if let Some(reason) = &part.revoked {
            revoke::take_back(self.app, &mut self.tx, self.college.id, issued.id, reason).await?;
        }
        Ok(())
    }

    async fn foreign(&mut self, part: &ForeignPart) -> Result<(), DemoError> {
        let (account, email, name) = self.learner(&part.to)?;
        let awarded_at = self.now - Duration::days(part.days_ago);
        let key = SecretKey::from_seed(&self.app.random.bytes());
        let public = key.public();
        let id: CredentialId = self.app.new_id();
        let content = content(&part.name, &part.r#type, &part.description, &part.criteria);
        let achievement = document::Achievement {
            id: &format!("urn:uuid:{}", self.app.new_id::<AchievementId>()),
            content: &content,
            picture: None,
            endorsements: &[],
        };
        let did = did_key(&public);
        let issuer = document::Profile {
            description: &part.issuer_description,
            ..document::Profile::named(&did, &part.issuer)
        };
        let (list, purpose) = (part.status_list.as_deref(), status_list::Purpose::Revocation);
        let unsigned = document::credential(&document::Credential {
            id: &format!("urn:uuid:{id}"),
            name: &part.name,
            issuer: &issuer.raw(),
            achievement: &achievement.raw(),
            recipient: document::Recipient {
                name: &name,
                email: Some(email.as_str()),
                student_id: None,
                did: None,
                salt: &hex(&self.app.random.bytes::<16>()),
            },
            content: &SubjectContent::default(),
            awarded_at,
            valid_from: awarded_at,
            valid_until: None,
            status: list.map(|list| document::Status { list, index: 4_711, purpose }),
            refresh: None,
        });
        let options = ProofOptions::new(did_key_method(&public), Purpose::AssertionMethod)
            .created(awarded_at.truncate_to_second());
        let document = proof::sign(&unsigned, &options, &key)?;
        holding::insert_foreign(&mut self.tx, account, id, &document, ms_of(awarded_at)).await?;
        self.held.insert((part.to.clone(), part.name.clone()), id);
        Ok(())
    }

    async fn record(&mut self, part: &RecordPart) -> Result<(), DemoError> {
        let (account, ..) = self.learner(&part.of)?;
        let (record_id, now) = (self.app.new_id::<RecordId>(), ms_of(self.now));
        let row = crate::store::record::RecordRow {
            record_id,
            account_id: account,
            title: part.title.clone(),
            introduction: part.introduction.clone(),
        };
        crate::store::record::insert(&mut self.tx, &row, now).await?;
        for item in &part.items {
            let name = item.achievement.as_ref().or(item.foreign.as_ref()).cloned().unwrap_or_default();
            let held = self.held.get(&(part.of.clone(), name.clone()));
            let held = *held.ok_or(DemoError::Missing(name))?;
            record_item::append(&mut self.tx, record_id, held, &item.note).await?;
        }
        let (share_id, token) = (self.app.new_id::<ShareId>(), new_token(&self.app.random));
        let row = ShareRow {
            share_id,
            record_id,
            sealed_token: self.app.sealer.seal(&share::place(share_id), token.as_bytes()),
            created_at: now,
            expires_at: now + Duration::days(LINK_DAYS).whole_seconds() * 1000,
        };
        crate::store::share::insert(&mut self.tx, &row, &token_hash(&token)).await?;
        Ok(())
    }

    fn learner(&self, key: &str) -> Result<(AccountId, Email, String), DemoError> {
        self.learners.get(key).cloned().ok_or_else(|| DemoError::Missing(key.to_owned()))
    }
}

fn content(name: &str, kind: &str, description: &str, criteria: &str) -> AchievementContent {
    AchievementContent {
        achievement_type: kind.to_owned(),
        name: name.to_owned(),
        description: description.to_owned(),
        criteria: Criteria { narrative: Some(criteria.to_owned()), id: None },
        ..AchievementContent::default()
    }
}

fn read_email(text: &str) -> Result<Email, DemoError> {
    Email::read(text).ok_or_else(|| DemoError::Missing(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use crypto::verify::{Headline, Report};

    use super::*;
    use crate::{
        flows::{hold, paper, testing::app_on, verify},
        store::testing::on_each,
    };

    #[tokio::test]
    async fn the_demo_shows_a_credential_in_every_state_and_is_seeded_once() {
        on_each(async |db| {
            let folder = tempfile::tempdir().unwrap();
            let app = app_on(db);
            let mut config = app.config.clone();
            config.data = folder.path().to_owned();
            let app = open(&app.with_config(config)).await.unwrap();
            let first = guide(&app).await.unwrap();
            assert_eq!((first.examples.len(), first.people.len()), (2, 5));
            assert_eq!(guide(&open(&app).await.unwrap()).await.unwrap(), first, "not seeded twice");

            let token = first.examples[0].strip_prefix("/s/").unwrap();
            let shared = share::open(&app, token).await.unwrap().unwrap();
            let documents: Vec<_> = shared.items.iter().map(|item| item.document.as_bytes()).collect();
            let reports = verify::verify_all(&app, &documents).await.unwrap();
            let headlines: Vec<_> = reports.iter().map(Report::headline).collect();
            let expected = [
                Headline::Verified,
                Headline::Verified,
                Headline::CouldNotCheck,
                Headline::NotValid,
                Headline::NotValid,
                Headline::NotValid,
                Headline::GenuineUnknownIssuer,
            ];
            assert_eq!(headlines, expected);
            let token = first.examples[1].strip_prefix("/s/").unwrap();
            let shared = share::open(&app, token).await.unwrap().unwrap();
            for item in shared.items {
                let report = verify::verify(&app, item.document.as_bytes()).await.unwrap();
                assert_eq!(report.headline(), Headline::Verified);
            }

            let email = Email::read("tomas@learners.example").unwrap();
            let mut tx = app.db.read().await.unwrap();
            let tomas = address::owner(&mut tx, email.as_str()).await.unwrap().unwrap();
            let tomas = session::of_account(&mut tx, tomas).await.unwrap().unwrap();
            drop(tx);
            assert_eq!(hold::offers(&app, &tomas).await.unwrap().len(), 1);
            let trusted = crate::registry::read_all(&[folder.path().join("trust.json")]).unwrap();
            assert_eq!(trusted[0].issuers[0].name, "Hedgerow College");
        })
        .await;
    }

    #[tokio::test]
    async fn every_badge_of_the_demo_that_still_stands_fits_on_paper() {
        on_each(async |db| {
            let folder = tempfile::tempdir().unwrap();
            let app = app_on(db);
            let mut config = app.config.clone();
            config.data = folder.path().to_owned();
            config.public_url = "https://laurel.example.edu".parse().unwrap();
            let app = open(&app.with_config(config)).await.unwrap();
            let mut fitting = 0;
            for email in ["noor@learners.example", "ines@learners.example", "bryn@learners.example"] {
                let mut tx = app.db.read().await.unwrap();
                let account = address::owner(&mut tx, email).await.unwrap().unwrap();
                let viewer = session::of_account(&mut tx, account).await.unwrap().unwrap();
                drop(tx);
                for held in hold::held(&app, &viewer).await.unwrap() {
                    let seen = hold::see(&app, &viewer, held.id).await.unwrap().unwrap();
                    let standing = !matches!(seen.state, Some(issue::State::Revoked { .. }));
                    let paper = paper::paper(&app, &seen).await.unwrap();
                    assert_eq!(paper.is_some(), standing, "{}", seen.document);
                    let Some(paper) = paper else { continue };
                    let code =
                        qrcode::QrCode::with_error_correction_level(&paper.address, qrcode::EcLevel::M);
                    let Ok(qrcode::Version::Normal(version)) = code.map(|code| code.version()) else {
                        panic!("no code for {}", paper.address)
                    };
                    assert!(version <= 22, "version {version}: {}", paper.address);
                    eprintln!("version {version}, {} characters", paper.address.len());
                    fitting += 1;
                }
            }
            assert_eq!(fitting, 9);
        })
        .await;
    }
}
