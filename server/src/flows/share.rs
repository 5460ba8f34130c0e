//! Sharing a record by a link that its owner can end.

use std::collections::BTreeSet;

use time::OffsetDateTime;

use super::{
    guardian, insight,
    record::{InWallet, Shown, shown},
    session::Viewer,
};
use crate::{
    app::App,
    effects::instant_of,
    id::{RecordId, ShareId},
    problem::{FieldProblem, Problem},
    secrets::{Unsealable, new_token, token_hash},
    store::{
        StoreError, Tx,
        record::{self, RecordRow},
        record_item,
        share::{self, ShareRow},
    },
};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// For how many days a link lives unless its owner says otherwise.
pub const DEFAULT_DAYS: u32 = 90;

/// For how many days a link can live.
pub const MOST_DAYS: u32 = 730;

/// Live links to one record at most.
pub const MOST_LIVE: usize = 100;

/// A live link, as its owner sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Share {
    /// Its id.
    pub id: ShareId,
    /// Where it leads.
    pub record: RecordId,
    /// The secret in its address, `/s/{token}`.
    pub token: String,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// When it ends by itself.
    pub expires_at: OffsetDateTime,
    /// Whether it is new, and waits for a guardian's word.
    pub waits: bool,
}

/// A record, as whoever has the link sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Shared {
    /// What it shows.
    pub record: Shown,
    /// When the link ends by itself.
    pub expires_at: OffsetDateTime,
}

/// Why a link was not made or not ended.
#[derive(Debug, thiserror::Error)]
pub enum ShareError {
    /// Not there, or somebody else's.
    #[error("there is no such record or link")]
    Unknown,
    /// The number of days is out of range.
    #[error("a link lives 1 to {MOST_DAYS} days")]
    Days,
    /// There are as many as can be.
    #[error("keep at most {MOST_LIVE} live links to a record")]
    Many,
    /// A sealed link does not open.
    #[error("could not open a sealed link")]
    Key(#[from] Unsealable),
    /// What was kept of the record does not read.
    #[error("could not read what was kept of the record")]
    Content(#[from] serde_json::Error),
    /// The database failed.
    #[error("could not store the link")]
    Store(#[from] StoreError),
}

impl From<ShareError> for Problem {
    fn from(err: ShareError) -> Self {
        match err {
            ShareError::Unknown => Self::not_found(&err),
            ShareError::Days | ShareError::Many => {
                Self::unprocessable(&err, vec![FieldProblem::new("/days", err.to_string())])
            }
            ShareError::Key(_) | ShareError::Content(_) => Self::internal(&err),
            ShareError::Store(source) => source.into(),
        }
    }
}

/// Makes a link to one of this person's records.
///
/// # Errors
/// [`ShareError`].
pub async fn create(app: &App, viewer: &Viewer, record: RecordId, days: u32) -> Result<Share, ShareError> {
    if !(1..=MOST_DAYS).contains(&days) {
        return Err(ShareError::Days);
    }
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    if !record::lock(&mut tx, viewer.account, record).await? {
        return Err(ShareError::Unknown);
    }
    if share::live_of_record(&mut tx, record, now).await?.len() >= MOST_LIVE {
        return Err(ShareError::Many);
    }
    let (id, token): (ShareId, String) = (app.new_id(), new_token(&app.random));
    let row = ShareRow {
        share_id: id,
        record_id: record,
        sealed_token: app.sealer.seal(&place(id), token.as_bytes()),
        created_at: now,
        expires_at: now + i64::from(days) * DAY_MS,
    };
    share::insert(&mut tx, &row, &token_hash(&token)).await?;
    let waits = guardian::ask(app, &mut tx, viewer.account, id).await?;
    tx.commit().await?;
    Ok(Share {
        id,
        record,
        token,
        created_at: instant_of(row.created_at),
        expires_at: instant_of(row.expires_at),
        waits,
    })
}

/// The live links to one of this person's records, newest first.
///
/// # Errors
/// [`ShareError`].
pub async fn list(app: &App, viewer: &Viewer, record: RecordId) -> Result<Vec<Share>, ShareError> {
    let mut tx = app.db.read().await?;
    record::by_id(&mut tx, record)
        .await?
        .filter(|row| row.account_id == viewer.account)
        .ok_or(ShareError::Unknown)?;
    live(app, &mut tx, record).await
}

/// Ends a link, now and for good; gives the record it led to.
///
/// # Errors
/// [`ShareError`].
pub async fn end(app: &App, viewer: &Viewer, id: ShareId) -> Result<RecordId, ShareError> {
    let mut tx = app.db.write().await?;
    let ended = share::end(&mut tx, viewer.account, id, app.clock.now_ms()).await?;
    let record = ended.ok_or(ShareError::Unknown)?;
    tx.commit().await?;
    Ok(record)
}

/// What a link leads to; `None` when it is unknown, ended or run out, without a difference.
///
/// * `by`: who opens it, where somebody is signed in.
///
/// # Errors
/// [`ShareError::Content`], [`ShareError::Store`].
pub async fn open(app: &App, token: &str, by: Option<&Viewer>) -> Result<Option<Shared>, ShareError> {
    let mut tx = app.db.read().await?;
    let Some(link) = share::live_by_token(&mut tx, &token_hash(token), app.clock.now_ms()).await? else {
        return Ok(None);
    };
    let Some((record, shown)) = shows(&mut tx, &link).await? else { return Ok(None) };
    // Whoever made the record looks at their own page.
    if by.is_none_or(|viewer| viewer.account != record.account_id) {
        let each: BTreeSet<_> = shown.items().map(|item| item.holding).collect();
        insight::opened(app, by, each);
    }
    Ok(Some(Shared { record: shown, expires_at: instant_of(link.expires_at) }))
}

/// What a link shows now, and the record that it leads to; `None` where there is none any more.
///
/// # Errors
/// [`ShareError::Content`], [`ShareError::Store`].
pub(super) async fn shows(tx: &mut Tx, link: &ShareRow) -> Result<Option<(RecordRow, Shown)>, ShareError> {
    let Some(record) = record::by_id(tx, link.record_id).await? else { return Ok(None) };
    let rows = record_item::of_record(tx, link.record_id).await?;
    let held = rows.into_iter().map(InWallet::named).collect();
    let shown = shown(&serde_json::from_str(&record.content)?, &held);
    Ok(Some((record, shown)))
}

/// Whether a link is live, without opening what it leads to: for its QR code.
///
/// # Errors
/// When the database fails.
pub async fn is_live(app: &App, token: &str) -> Result<bool, StoreError> {
    let mut tx = app.db.read().await?;
    Ok(share::live_by_token(&mut tx, &token_hash(token), app.clock.now_ms()).await?.is_some())
}

/// The live links to a record, opened for its owner, newest first.
pub(super) async fn live(app: &App, tx: &mut Tx, record: RecordId) -> Result<Vec<Share>, ShareError> {
    let rows = share::live_of_record(tx, record, app.clock.now_ms()).await?;
    rows.into_iter()
        .map(|row| {
            let token = app.sealer.unseal(&place(row.share_id), &row.sealed_token)?;
            Ok(Share {
                id: row.share_id,
                record: row.record_id,
                token: String::from_utf8(token.to_vec()).map_err(|_| Unsealable)?,
                created_at: instant_of(row.created_at),
                expires_at: instant_of(row.expires_at),
                waits: false,
            })
        })
        .collect()
}

pub(crate) fn place(id: ShareId) -> String {
    format!("share/{id}")
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;
    use crate::flows::{
        hold::hold_foreign,
        record as records,
        testing::{person, with_app},
    };

    #[tokio::test]
    async fn a_link_shows_the_record_as_it_is_until_it_runs_out() {
        with_app(async |app| {
            let ada = person(&app, "ada@a.example").await;
            let record = records::create(&app, &ada, "Work").await.unwrap();
            let link = create(&app, &ada, record, 2).await.unwrap();
            assert_eq!(open(&app, &link.token, None).await.unwrap().unwrap().record.sections, []);
            let document = "{\"type\":\"VerifiableCredential\"}";
            let credential = hold_foreign(&app, &ada, document).await.unwrap();
            records::add(&app, &ada, record, credential).await.unwrap();
            let shared = open(&app, &link.token, None).await.unwrap().unwrap();
            assert_eq!(shared.record.title, "Work");
            assert_eq!(shared.record.documents().collect::<Vec<_>>(), [document]);
            assert!(shared.record.items().all(|item| item.on_word), "nothing in it names her");
            app.clock.advance(Duration::days(2) - Duration::SECOND);
            assert!(is_live(&app, &link.token).await.unwrap());
            app.clock.advance(Duration::SECOND);
            assert!(!is_live(&app, &link.token).await.unwrap());
            assert_eq!(open(&app, &link.token, None).await.unwrap(), None);
            assert_eq!(list(&app, &ada, record).await.unwrap(), []);
        })
        .await;
    }

    #[tokio::test]
    async fn a_link_is_ended_by_its_owner_and_by_nobody_else() {
        with_app(async |app| {
            let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
            let record = records::create(&app, &ada, "Work").await.unwrap();
            let link = create(&app, &ada, record, DEFAULT_DAYS).await.unwrap();
            assert_eq!(
                list(&app, &ada, record).await.unwrap(),
                std::slice::from_ref(&link),
                "its owner sees it again"
            );
            assert!(matches!(create(&app, &eve, record, 1).await, Err(ShareError::Unknown)));
            assert!(matches!(list(&app, &eve, record).await, Err(ShareError::Unknown)));
            assert!(matches!(end(&app, &eve, link.id).await, Err(ShareError::Unknown)));
            assert!(is_live(&app, &link.token).await.unwrap());
            assert_eq!(end(&app, &ada, link.id).await.unwrap(), record);
            assert_eq!(open(&app, &link.token, None).await.unwrap(), None);
            assert_eq!(end(&app, &ada, link.id).await.unwrap(), record, "twice is as good as once");
        })
        .await;
    }

    #[tokio::test]
    async fn a_record_has_so_many_live_links_and_no_more() {
        with_app(async |app| {
            let ada = person(&app, "ada@a.example").await;
            let record = records::create(&app, &ada, "Work").await.unwrap();
            let first = create(&app, &ada, record, 1).await.unwrap();
            for _ in 1..MOST_LIVE {
                create(&app, &ada, record, 1).await.unwrap();
            }
            assert!(matches!(create(&app, &ada, record, 1).await, Err(ShareError::Many)));
            end(&app, &ada, first.id).await.unwrap();
            create(&app, &ada, record, 1).await.unwrap();
        })
        .await;
    }

    #[tokio::test]
    async fn a_made_up_token_opens_nothing_and_days_have_a_range() {
        with_app(async |app| {
            let ada = person(&app, "ada@a.example").await;
            let record = records::create(&app, &ada, "Work").await.unwrap();
            assert_eq!(open(&app, "made-up", None).await.unwrap(), None);
            for days in [0, MOST_DAYS + 1] {
                assert!(matches!(create(&app, &ada, record, days).await, Err(ShareError::Days)));
            }
        })
        .await;
    }
}
