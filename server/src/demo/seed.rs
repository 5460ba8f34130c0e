//! Writing the story down: people, achievements, awards and what became of them, records.

use std::{collections::BTreeMap, slice};

use api::{
    RecordContent,
    open_badges::{AchievementContent, Result as AwardResult, SubjectContent},
};
use crypto::{
    did::{did_key, did_key_method},
    key::SecretKey,
    proof::{self, ProofOptions, Purpose},
};
use time::{Duration, OffsetDateTime};

use super::{
    DemoError,
    story::{
        AchievementPart, AwardPart, CorrectedPart, ForeignPart, LinkPart, RecordPart, Results, StaffPart,
        Story,
    },
};
use crate::{
    app::App,
    effects::ms_of,
    flows::{
        Email,
        achievement::{self, AchievementState, NewAchievement, Picture},
        claim::link::{self, NewLink},
        class::award::result_of,
        document,
        insight::{MONTHS, Month},
        issue::{
            self, IssueError, Order, Press, To,
            edition::{self, Change, Kind},
        },
        issuer, revoke,
        session::account_of,
        share, suspend,
    },
    id::{AccountId, AchievementId, CredentialId, RecordId, ShareId},
    secrets::{hex, new_token, token_hash},
    store::{
        self, Tx, credential, holding,
        insight::{self, InsightRow},
        record::RecordRow,
        record_item,
        share::ShareRow,
        staff, status_list,
    },
};

const IMAGES: [(&str, &[u8]); 2] = [
    ("bee.svg", include_bytes!("../../../fixtures/demo/images/bee.svg")),
    ("hedge.svg", include_bytes!("../../../fixtures/demo/images/hedge.svg")),
];
/// By the keys of achievements: how often each was opened where it was shared, and verified, month
/// by month up to this one.
const LOOKS: [(&str, [i64; 12], [i64; 12]); 3] = [
    ("soil", [9, 14, 12, 18, 25, 31, 22, 4, 19, 34, 41, 38], [6, 8, 12, 15, 19, 24, 18, 3, 12, 26, 28, 30]),
    ("firstaid", [1, 0, 2, 0, 3, 1, 0, 0, 2, 1, 4, 2], [0, 0, 1, 0, 2, 1, 0, 0, 1, 1, 2, 1]),
    ("hedgelaying", [0, 1, 0, 0, 2, 2, 1, 0, 3, 2, 1, 1], [0, 1, 0, 0, 1, 2, 0, 0, 2, 1, 0, 1]),
];
/// For how many days the demo's links live.
const LINK_DAYS: i64 = 365;
/// For whom they are, which tells them from those that somebody makes while trying the demo.
pub(super) const LINK_FOR: &str = "Whoever tries this demo";
const LINK_PURPOSE: &str = "To see what a shared record looks like";

/// What is known while seeding.
pub(super) struct Seeding<'a> {
    pub(super) app: &'a App,
    pub(super) tx: Tx,
    pub(super) college: issuer::Issuer,
    pub(super) now: OffsetDateTime,
    pub(super) staff: BTreeMap<String, AccountId>,
    learners: BTreeMap<String, (AccountId, Email, String)>,
    achievements: BTreeMap<String, AchievementId>,
    /// What each learner holds, by the key of the achievement or the name of what is foreign.
    held: BTreeMap<(String, String), CredentialId>,
}

pub(super) async fn seed(app: &App, story: &Story) -> Result<issuer::Issuer, DemoError> {
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
        staff: BTreeMap::new(),
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
    for part in &story.class {
        seeding.class(part).await?;
    }
    seeding.link(&story.link, &story.staff).await?;
    for part in &story.foreign {
        seeding.foreign(part).await?;
    }
    // What is awarded no longer was awarded before.
    for part in story.achievement.iter().filter(|part| part.retired) {
        let id = seeding.known(&part.key)?;
        store::achievement::set_state(&mut seeding.tx, id, AchievementState::Retired.name()).await?;
    }
    // The newest record is listed first, and so is the newest link.
    for part in story.record.iter().rev() {
        seeding.record(part).await?;
    }
    seeding.looks().await?;
    seeding.tx.commit().await?;
    Ok(seeding.college)
}

impl Seeding<'_> {
    async fn people(&mut self, story: &Story) -> Result<(), DemoError> {
        let (now, issuer) = (ms_of(self.now), self.college.id);
        for part in &story.staff {
            let email = read_email(&part.person.email)?;
            let account = account_of(self.app, &mut self.tx, &email, &part.person.name).await?;
            staff::insert(&mut self.tx, issuer, account, &part.role, now).await?;
            self.staff.insert(part.key.clone(), account);
        }
        for learner in &story.learner {
            let email = read_email(&learner.person.email)?;
            let account = account_of(self.app, &mut self.tx, &email, &learner.person.name).await?;
            self.learners.insert(learner.key.clone(), (account, email, learner.person.name.clone()));
        }
        Ok(())
    }

    async fn achievement(&mut self, part: &AchievementPart) -> Result<(), DemoError> {
        let picture = match (&part.image, part.design) {
            (Some(name), _) => {
                let found = IMAGES.iter().find(|(image, _)| image == name);
                Picture::File(found.ok_or_else(|| DemoError::Missing(name.clone()))?.1.to_vec())
            }
            (None, Some(design)) => Picture::Designed(design),
            (None, None) => Picture::Drawn,
        };
        let new = NewAchievement {
            content: part.content.clone(),
            picture,
            suspendable: part.suspendable,
            valid_days: part.valid_days,
        };
        let (app, tx, issuer) = (self.app, &mut self.tx, self.college.id);
        let made = if part.draft {
            achievement::draft_in(app, tx, issuer, new).await
        } else {
            achievement::create_in(app, tx, issuer, new).await.map(|made| made.id)
        };
        let id = made.map_err(|err| DemoError::Achievement(part.key.clone(), Box::new(err.into())))?;
        self.achievements.insert(part.key.clone(), id);
        Ok(())
    }

    async fn award(&mut self, part: &AwardPart) -> Result<(), DemoError> {
        let (account, email, name) = self.learner(&part.to)?;
        let awarded_at = self.now - Duration::days(part.days_ago);
        let press = self.press(&part.achievement).await?;
        let content =
            SubjectContent { result: results(press.content(), &part.results)?, ..part.content.clone() };
        let order = Order {
            to: To { name, email: Some(email), learner: None, source_id: None, did: None },
            content,
            awarded_at,
            valid_from: part.from.map_or(awarded_at, |days| self.now + Duration::days(days)),
            valid_until: part.until.map(|days| self.now + Duration::days(days)),
            class: None,
            bulk: None,
            by: Some(self.by(&part.by)?),
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
        if let Some(reason) = &part.suspended {
            let row = credential::lock(&mut self.tx, self.college.id, issued.id).await?;
            let row = row.ok_or(IssueError::UnknownCredential)?;
            suspend::mark(self.app, &mut self.tx, &row, Some(reason)).await?;
        }
        if let Some(corrected) = &part.corrected {
            self.correct(issued.id, &press, order, corrected).await?;
        }
        Ok(())
    }

    async fn correct(
        &mut self,
        id: CredentialId,
        press: &Press,
        order: Order,
        part: &CorrectedPart,
    ) -> Result<(), DemoError> {
        let right = results(press.content(), &part.results)?;
        let content = SubjectContent { result: right, ..order.content };
        let change = Change { content: Some(content), ..Change::default() };
        let (tx, issuer) = (&mut self.tx, self.college.id);
        edition::replace(self.app, tx, issuer, id, Kind::Corrected, change, &part.reason).await?;
        Ok(())
    }

    async fn link(&mut self, part: &LinkPart, staff: &[StaffPart]) -> Result<(), DemoError> {
        let by = staff.first().ok_or_else(|| DemoError::Missing("staff".to_owned()))?;
        let new = NewLink {
            title: part.title.clone(),
            achievement: Some(self.known(&part.achievement)?),
            opens_at: None,
            closes_at: Some(self.now + Duration::days(part.closes)),
            most: Some(part.most),
            word: String::new(),
            approved: false,
        };
        let by = self.by(&by.key)?;
        link::create_in(self.app, &mut self.tx, self.college.id, by, new).await?;
        Ok(())
    }

    async fn foreign(&mut self, part: &ForeignPart) -> Result<(), DemoError> {
        let (account, email, name) = self.learner(&part.to)?;
        let awarded_at = self.now - Duration::days(part.days_ago);
        let key = SecretKey::from_seed(&self.app.random.bytes());
        let public = key.public();
        let id: CredentialId = self.app.new_id();
        let achievement = document::Achievement {
            id: &format!("urn:uuid:{}", self.app.new_id::<AchievementId>()),
            content: &part.content,
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
            name: &part.content.name,
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
        holding::insert_foreign(&mut self.tx, account, id, &document, "", ms_of(awarded_at)).await?;
        self.held.insert((part.to.clone(), part.content.name.clone()), id);
        Ok(())
    }

    async fn record(&mut self, part: &RecordPart) -> Result<(), DemoError> {
        let (account, ..) = self.learner(&part.of)?;
        let (record_id, now) = (self.app.new_id::<RecordId>(), ms_of(self.now));
        let mut content = RecordContent::new(&part.title);
        content.introduction.clone_from(&part.introduction);
        content.cover = part.cover;
        let mut holdings = Vec::new();
        for item in &part.items {
            if let Some(heading) = &item.heading {
                if !content.sections[0].items.is_empty() {
                    content.add_section();
                }
                content.sections.last_mut().into_iter().for_each(|it| it.heading.clone_from(heading));
            }
            let name = item.achievement.as_ref().or(item.foreign.as_ref()).cloned().unwrap_or_default();
            let held = self.held.get(&(part.of.clone(), name.clone()));
            let held = *held.ok_or(DemoError::Missing(name))?;
            let id = content.add(held);
            content.item_mut(&id).into_iter().for_each(|it| it.note.clone_from(&item.note));
            holdings.push(held);
        }
        let text = serde_json::to_string(&content)?;
        let row = RecordRow { record_id, account_id: account, revision: 1, step: 1, content: text };
        store::record::insert(&mut self.tx, &row, &part.title, now).await?;
        record_item::replace(&mut self.tx, record_id, &holdings).await?;
        let (share_id, token) = (self.app.new_id::<ShareId>(), new_token(&self.app.random));
        let row = ShareRow {
            share_id,
            record_id,
            sealed_token: self.app.sealer.seal(&share::place(share_id), token.as_bytes()),
            created_at: now,
            expires_at: now + Duration::days(LINK_DAYS).whole_seconds() * 1000,
            ended_at: None,
            paused_at: None,
            recipient: LINK_FOR.to_owned(),
            purpose: LINK_PURPOSE.to_owned(),
            frozen: None,
            hidden: "[]".to_owned(),
            sealed_passcode: None,
            passcode_hash: None,
            tries: 0,
        };
        store::share::insert(&mut self.tx, &row, &token_hash(&token), None).await?;
        Ok(())
    }

    /// How often others looked at what was awarded, for a year.
    async fn looks(&mut self) -> Result<(), DemoError> {
        let now = Month::of(self.now);
        insight::begin(&mut self.tx, now.back(MONTHS).begins()).await?;
        for (key, shared, verified) in LOOKS {
            let achievement_id = self.known(key)?;
            for (kind, counts) in [("shared", shared), ("verified", verified)] {
                for (back, count) in (0..).zip(counts.iter().rev()) {
                    let row = InsightRow {
                        issuer_id: self.college.id,
                        achievement_id,
                        month: now.back(back).to_string(),
                        kind: kind.to_owned(),
                        count: *count,
                    };
                    insight::add(&mut self.tx, &row).await?;
                }
            }
        }
        Ok(())
    }

    /// What issues the achievement of this key.
    pub(super) async fn press(&mut self, key: &str) -> Result<Press, DemoError> {
        let id = self.known(key)?;
        Ok(Press::open(self.app, &mut self.tx, self.college.id, id).await?)
    }

    fn known(&self, key: &str) -> Result<AchievementId, DemoError> {
        self.achievements.get(key).copied().ok_or_else(|| DemoError::Missing(key.to_owned()))
    }

    fn learner(&self, key: &str) -> Result<(AccountId, Email, String), DemoError> {
        self.learners.get(key).cloned().ok_or_else(|| DemoError::Missing(key.to_owned()))
    }

    /// Who of the staff has this key.
    pub(super) fn by(&self, key: &str) -> Result<AccountId, DemoError> {
        self.staff.get(key).copied().ok_or_else(|| DemoError::Missing(key.to_owned()))
    }
}

/// Results with these values, by the names of their descriptions.
pub(super) fn results(
    achievement: &AchievementContent,
    values: &Results,
) -> Result<Vec<AwardResult>, DemoError> {
    let read = |(name, value): (&String, &String)| {
        let described = achievement.result_description.iter().find(|one| one.name == *name);
        result_of(described.ok_or_else(|| DemoError::Missing(name.clone()))?, value)
            .ok_or_else(|| DemoError::Missing(value.clone()))
    };
    values.iter().map(read).collect()
}

pub(super) fn read_email(text: &str) -> Result<Email, DemoError> {
    Email::read(text).ok_or_else(|| DemoError::Missing(text.to_owned()))
}
