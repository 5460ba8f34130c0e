//! Open links, as the desk keeps them: for an event, a course, a hall full of people.
//!
//! Such a link gives an award to whoever comes, within what the desk has set: from when, until
//! when, to how many, by which code word, and whether somebody looks at each request.

use serde_json::json;
use time::OffsetDateTime;

use crate::{
    app::App,
    effects::{instant_of, ms_of},
    flows::{
        Email,
        achievement::AchievementState,
        audit,
        document::rfc3339,
        fields::Fields,
        issue::{self, IssueError, Order, Press, To},
        session::{Act, NotAllowed, Viewer},
    },
    id::{AccountId, AchievementId, ClaimLinkId, ClaimRequestId, CredentialId, IssuerId},
    problem::{FieldProblem, Problem},
    secrets::{new_token, token_hash},
    store::{
        StoreError, Tx, account_key, achievement,
        claim_link::{self, ClaimLinkChange, ClaimLinkRow, NewClaimLink},
        claim_request::{self, ClaimRequestRow},
        holding,
    },
};

/// Links on a desk's list.
const MOST_LINKS: u32 = 200;
/// Requests on a link's page, and decided at once.
const MOST_REQUESTS: u32 = 500;
/// To how many a link can give.
const MOST: u32 = 100_000;

/// A link, as typed.
#[derive(Clone, Debug)]
pub struct NewLink {
    /// What it is for: whoever opens it reads that.
    pub title: String,
    /// What it gives.
    pub achievement: Option<AchievementId>,
    /// From when; absent: from now.
    pub opens_at: Option<OffsetDateTime>,
    /// Until when; absent: until somebody closes it.
    pub closes_at: Option<OffsetDateTime>,
    /// To how many; absent: to all who come.
    pub most: Option<u32>,
    /// What has to be typed besides; empty: nothing.
    pub word: String,
    /// Whether somebody at the desk approves each request.
    pub approved: bool,
}

/// A link, as the desk sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Link {
    /// Its id.
    pub id: ClaimLinkId,
    /// What it is for.
    pub title: String,
    /// What it gives.
    pub achievement: AchievementId,
    /// That by name.
    pub achievement_name: String,
    /// Its whole address; absent when it was sealed under another master key.
    pub address: Option<String>,
    /// From when.
    pub opens_at: Option<OffsetDateTime>,
    /// Until when.
    pub closes_at: Option<OffsetDateTime>,
    /// To how many.
    pub most: Option<u32>,
    /// How many have it.
    pub given: u32,
    /// How many wait for the desk.
    pub waiting: u32,
    /// What has to be typed besides.
    pub word: Option<String>,
    /// Whether somebody approves each request.
    pub approved: bool,
    /// Where it stands.
    pub state: LinkState,
    /// When it was made.
    pub created_at: OffsetDateTime,
}

/// Where a link stands, as the desk has set it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LinkState {
    /// It gives.
    Open,
    /// It rests.
    Paused,
    /// It gives no more, for good.
    Closed,
}

impl LinkState {
    /// Its name in the database and in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Paused => "paused",
            Self::Closed => "closed",
        }
    }

    /// The state of this name.
    pub fn of_name(name: &str) -> Option<Self> {
        [Self::Open, Self::Paused, Self::Closed].into_iter().find(|state| state.name() == name)
    }
}

/// Somebody who has asked by a link.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Asked {
    /// The request.
    pub id: ClaimRequestId,
    /// The name that stands on the award.
    pub name: String,
    /// The address they have proven.
    pub email: String,
    /// When they asked.
    pub at: OffsetDateTime,
    /// What became of it; absent: it waits.
    pub decided: Option<Decided>,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Decided {
    /// They have it.
    Issued(CredentialId),
    /// They were refused.
    Declined,
}

/// Why nothing was done with a link.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// This institution has no such link.
    #[error("this institution has no such link")]
    Unknown,
    /// It was closed before.
    #[error("this link is closed, and stays closed")]
    Closed,
    /// Fields need another look.
    #[error("the link needs another look")]
    Fields(Vec<FieldProblem>),
    /// Nothing was issued.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// The database failed.
    #[error("could not store the link")]
    Store(#[from] StoreError),
}

impl From<LinkError> for Problem {
    fn from(err: LinkError) -> Self {
        match err {
            LinkError::NotAllowed(source) => source.into(),
            LinkError::Unknown => Self::not_found(&err),
            LinkError::Closed => Self::conflict(&err),
            LinkError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            LinkError::Issue(source) => source.into(),
            LinkError::Store(source) => source.into(),
        }
    }
}

/// Makes a link. Field pointers are `/title`, `/achievement`, `/closesAt`, `/most`, `/word`.
///
/// # Errors
/// [`LinkError`].
pub async fn create(app: &App, viewer: &Viewer, slug: &str, new: NewLink) -> Result<ClaimLinkId, LinkError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.write().await?;
    let detail = json!({ "title": new.title.trim(), "achievement": new.achievement, "most": new.most });
    let id = create_in(app, &mut tx, issuer, viewer.account, new).await?;
    note(app, &mut tx, issuer, viewer, "claim_link.made", id, &detail).await?;
    tx.commit().await?;
    Ok(id)
}

/// Makes a link of this institution in the caller's transaction.
pub(crate) async fn create_in(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    by: AccountId,
    new: NewLink,
) -> Result<ClaimLinkId, LinkError> {
    let mut fields = Fields::default();
    let achievement = published(tx, issuer, new.achievement).await?;
    if achievement.is_none() {
        fields.wrong("/achievement", "choose one of your published achievements");
    }
    let title = checked(app, &mut fields, &new);
    fields.right(()).map_err(LinkError::Fields)?;
    let (id, token): (ClaimLinkId, String) = (app.new_id(), new_token(&app.random));
    let row = NewClaimLink {
        claim_link_id: id,
        issuer_id: issuer,
        achievement_id: achievement.ok_or(LinkError::Unknown)?,
        title: &title,
        token_hash: &token_hash(&token),
        sealed_token: &app.sealer.seal(&token_place(id), token.as_bytes()),
        opens_at: new.opens_at.map(ms_of),
        closes_at: new.closes_at.map(ms_of),
        most: new.most.map(i64::from),
        sealed_word: sealed_word(app, id, &new.word),
        approved: new.approved,
        created_by: by,
        created_at: app.clock.now_ms(),
    };
    claim_link::insert(tx, &row).await?;
    Ok(id)
}

/// Changes a link, all but what it gives. Whoever has asked by it has. Field pointers are those of
/// [`create`].
///
/// # Errors
/// [`LinkError`].
pub async fn change(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ClaimLinkId,
    new: NewLink,
) -> Result<(), LinkError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.write().await?;
    let row = claim_link::by_id(&mut tx, issuer, id).await?.ok_or(LinkError::Unknown)?;
    let mut fields = Fields::default();
    let title = checked(app, &mut fields, &new);
    if new.most.is_some_and(|most| i64::from(most) < row.taken) {
        let detail = format!("it has given {} already: write no less", row.taken);
        fields.wrong("/most", detail);
    }
    fields.right(()).map_err(LinkError::Fields)?;
    let to = ClaimLinkChange {
        title: &title,
        opens_at: new.opens_at.map(ms_of),
        closes_at: new.closes_at.map(ms_of),
        most: new.most.map(i64::from),
        sealed_word: sealed_word(app, id, &new.word),
        approved: new.approved,
    };
    if !claim_link::update(&mut tx, issuer, id, &to).await? {
        return Err(LinkError::Closed);
    }
    let before = json!({
        "title": row.title, "most": row.most, "opens": row.opens_at.map(day), "closes": row.closes_at.map(day),
        "approved": row.approved,
    });
    let after = json!({
        "title": title, "most": new.most, "opens": to.opens_at.map(day), "closes": to.closes_at.map(day),
        "approved": to.approved,
    });
    let told = audit::Told { detail: &json!({}), before: &before, after: &after };
    let (by, subject) = (Some(viewer.account), format!("claim_link/{id}"));
    audit::note_change(app, &mut tx, issuer, by, "claim_link.changed", subject, told);
    tx.commit().await?;
    Ok(())
}

/// A moment, for the note of a change.
fn day(at: i64) -> String {
    rfc3339(instant_of(at))
}

/// The title, and what is wrong with all but the achievement.
fn checked(app: &App, fields: &mut Fields, new: &NewLink) -> String {
    let title = fields.line("/title", &new.title, 200);
    let now = app.clock.now();
    if new.closes_at.is_some_and(|closes| closes <= new.opens_at.unwrap_or(now).max(now)) {
        fields.wrong("/closesAt", "choose a moment that lies ahead, and after the beginning");
    }
    if new.most.is_some_and(|most| !(1..=MOST).contains(&most)) {
        fields.wrong("/most", "write a number from 1 to 100,000");
    }
    if !new.word.trim().is_empty() {
        fields.line("/word", &new.word, 60);
    }
    title
}

fn sealed_word(app: &App, id: ClaimLinkId, word: &str) -> Option<String> {
    let word = word.trim();
    (!word.is_empty()).then(|| app.sealer.seal(&word_place(id), word.as_bytes()))
}

async fn published(
    tx: &mut Tx,
    issuer: IssuerId,
    id: Option<AchievementId>,
) -> Result<Option<AchievementId>, StoreError> {
    let Some(id) = id else { return Ok(None) };
    let row = achievement::by_id(tx, id).await?;
    let fits = |row: &achievement::AchievementRow| {
        row.issuer_id == issuer && row.state == AchievementState::Published.name()
    };
    Ok(row.filter(fits).map(|_| id))
}

/// A desk's links, newest first.
///
/// # Errors
/// [`LinkError::NotAllowed`], [`LinkError::Store`].
pub async fn list(app: &App, viewer: &Viewer, slug: &str) -> Result<Vec<Link>, LinkError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let rows = claim_link::of_issuer(&mut app.db.read().await?, issuer, MOST_LINKS).await?;
    Ok(rows.into_iter().map(|row| link(app, row)).collect())
}

/// One of a desk's links, and who has asked by it: those who wait first.
///
/// # Errors
/// [`LinkError::NotAllowed`], [`LinkError::Unknown`], [`LinkError::Store`].
pub async fn show(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ClaimLinkId,
) -> Result<(Link, Vec<Asked>), LinkError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.read().await?;
    let row = claim_link::by_id(&mut tx, issuer, id).await?.ok_or(LinkError::Unknown)?;
    let asked = claim_request::of_link(&mut tx, id, MOST_REQUESTS).await?;
    Ok((link(app, row), asked.into_iter().map(Asked::of).collect()))
}

/// Opens, pauses or closes a link. Closing cannot be taken back.
///
/// # Errors
/// [`LinkError::NotAllowed`], [`LinkError::Unknown`], [`LinkError::Closed`], [`LinkError::Store`].
pub async fn set(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ClaimLinkId,
    state: LinkState,
) -> Result<(), LinkError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.write().await?;
    if !claim_link::set_state(&mut tx, issuer, id, state.name()).await? {
        let known = claim_link::by_id(&mut tx, issuer, id).await?.is_some();
        return Err(if known { LinkError::Closed } else { LinkError::Unknown });
    }
    let act = match state {
        LinkState::Open => "claim_link.opened",
        LinkState::Paused => "claim_link.paused",
        LinkState::Closed => "claim_link.closed",
    };
    note(app, &mut tx, issuer, viewer, act, id, &json!({})).await?;
    tx.commit().await?;
    Ok(())
}

/// Approves or declines those who wait: one of them, or all; gives how many. Whoever is approved
/// is issued the award, finds it in their wallet, and gets a letter.
///
/// # Errors
/// [`LinkError`].
pub async fn decide(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: ClaimLinkId,
    one: Option<ClaimRequestId>,
    approve: bool,
) -> Result<usize, LinkError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.write().await?;
    claim_link::lock(&mut tx, issuer, id).await?;
    let row = claim_link::by_id(&mut tx, issuer, id).await?.ok_or(LinkError::Unknown)?;
    let asked = claim_request::waiting(&mut tx, id, one, MOST_REQUESTS).await?;
    if asked.is_empty() {
        return Ok(0);
    }
    if approve {
        let press = Press::open(app, &mut tx, issuer, row.achievement_id).await?;
        let given = give(app, &mut tx, &press, &asked, Some(viewer.account)).await?;
        let told: Vec<_> = given.iter().map(|(order, id)| (order, *id)).collect();
        issue::tell(app, &mut tx, &press, &told).await?;
        for (_, credential) in &given {
            let (by, subject) = (Some(viewer.account), format!("credential/{credential}"));
            let detail = json!({ "by": "link", "link": id });
            audit::note(app, &mut tx, issuer, by, "credential.awarded", subject, &detail).await?;
        }
    } else {
        for request in &asked {
            if claim_request::decide(&mut tx, request.claim_request_id, None, app.clock.now_ms()).await? {
                claim_link::give_back(&mut tx, id).await?;
            }
        }
    }
    let act = if approve { "claim_link.approved" } else { "claim_link.declined" };
    note(app, &mut tx, issuer, viewer, act, id, &json!({ "requests": asked.len() })).await?;
    tx.commit().await?;
    Ok(asked.len())
}

/// Issues to those who have asked, to the key that each has proven last, straight into their
/// wallets; in the caller's transaction.
pub(super) async fn give(
    app: &App,
    tx: &mut Tx,
    press: &Press,
    asked: &[ClaimRequestRow],
    by: Option<AccountId>,
) -> Result<Vec<(Order, CredentialId)>, IssueError> {
    let (now, now_ms) = (app.clock.now(), app.clock.now_ms());
    let order = |request: &ClaimRequestRow, did: Option<String>| Order {
        to: To {
            name: request.name.clone(),
            email: Email::read(&request.email),
            learner: None,
            source_id: None,
            did,
        },
        content: api::open_badges::SubjectContent::default(),
        awarded_at: now,
        valid_from: now,
        valid_until: None,
        class: None,
        bulk: None,
        by,
    };
    let mut orders = Vec::with_capacity(asked.len());
    for request in asked {
        orders.push(order(request, account_key::newest(tx, request.account_id).await?));
    }
    let issued = press.issue(app, tx, &orders).await?;
    for (request, issued) in asked.iter().zip(&issued) {
        claim_request::decide(tx, request.claim_request_id, Some(issued.id), now_ms).await?;
        holding::insert(tx, request.account_id, issued.id, now_ms).await?;
    }
    Ok(orders.into_iter().zip(issued).map(|(order, issued)| (order, issued.id)).collect())
}

fn link(app: &App, row: ClaimLinkRow) -> Link {
    let id = row.claim_link_id;
    let opened = |place: &str, sealed: &str| {
        let text = app.sealer.unseal(place, sealed).ok()?;
        String::from_utf8(text.to_vec()).ok()
    };
    let count = |number: i64| u32::try_from(number).unwrap_or_default();
    Link {
        id,
        address: opened(&token_place(id), &row.sealed_token)
            .map(|token| app.config.public_url.join(&format!("/c/{token}"))),
        word: row.sealed_word.as_deref().and_then(|sealed| opened(&word_place(id), sealed)),
        title: row.title,
        achievement: row.achievement_id,
        achievement_name: row.achievement_name,
        opens_at: row.opens_at.map(instant_of),
        closes_at: row.closes_at.map(instant_of),
        most: row.most.map(count),
        given: count(row.taken - row.waiting),
        waiting: count(row.waiting),
        approved: row.approved,
        state: LinkState::of_name(&row.state).unwrap_or(LinkState::Closed),
        created_at: instant_of(row.created_at),
    }
}

impl Asked {
    fn of(row: ClaimRequestRow) -> Self {
        let decided = match (row.state.as_str(), row.credential_id) {
            ("issued", Some(id)) => Some(Decided::Issued(id)),
            ("waiting", _) => None,
            _ => Some(Decided::Declined),
        };
        Self {
            id: row.claim_request_id,
            name: row.name,
            email: row.email,
            at: instant_of(row.asked_at),
            decided,
        }
    }
}

pub(super) fn word_place(id: ClaimLinkId) -> String {
    format!("claim_link_word/{id}")
}

fn token_place(id: ClaimLinkId) -> String {
    format!("claim_link/{id}")
}

async fn note(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    viewer: &Viewer,
    act: &str,
    id: ClaimLinkId,
    detail: &serde_json::Value,
) -> Result<(), StoreError> {
    audit::note(app, tx, issuer, Some(viewer.account), act, format!("claim_link/{id}"), detail).await
}
