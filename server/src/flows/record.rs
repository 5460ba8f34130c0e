//! A learner's records: which credentials, in which order, under which title.

use super::{
    fields::Fields,
    hold::Held,
    session::Viewer,
    share::{self, Share, ShareError},
};
use crate::{
    app::App,
    effects::instant_of,
    id::{CredentialId, RecordId},
    problem::{FieldProblem, Problem},
    secrets::Unsealable,
    store::{
        StoreError, Tx, count, holding,
        record::{self, RecordRow},
        record_item,
    },
};

/// Characters of a title at most,
const MOST_TITLE: usize = 120;
/// and of an introduction.
const MOST_INTRODUCTION: usize = 2000;

/// A record in a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RecordLine {
    /// Its id.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// How many credentials it has.
    pub items: u64,
    /// How many live links lead to it.
    pub live_shares: u64,
}

/// A record, opened by its owner.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Record {
    /// Its id.
    pub id: RecordId,
    /// Its title.
    pub title: String,
    /// A few words above the credentials; may be empty.
    pub introduction: String,
    /// Its credentials, in order.
    pub items: Vec<Item>,
    /// Its live links, newest first.
    pub shares: Vec<Share>,
}

/// A credential in a record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Item {
    /// The credential.
    pub held: Held,
    /// A few words beside it; may be empty.
    pub note: String,
}

/// Where a credential is moved to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Move {
    /// One place up.
    Up,
    /// One place down.
    Down,
}

/// Why a record stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// Not there, or somebody else's.
    #[error("there is no such record")]
    Unknown,
    /// The credential is not in this person's wallet, or not in the record.
    #[error("there is no such credential here")]
    UnknownCredential,
    /// It is in the record already.
    #[error("this credential is in the record already")]
    Already,
    /// The order names other credentials than the record has.
    #[error("the record has changed meanwhile; load the page again")]
    OtherItems,
    /// Fields need another look.
    #[error("the record needs another look")]
    Fields(Vec<FieldProblem>),
    /// A sealed link does not open.
    #[error("could not open a sealed link")]
    Key(#[from] Unsealable),
    /// The database failed.
    #[error("could not store the record")]
    Store(#[from] StoreError),
}

impl From<ShareError> for RecordError {
    fn from(err: ShareError) -> Self {
        match err {
            ShareError::Unknown | ShareError::Days => Self::Unknown,
            ShareError::Key(source) => Self::Key(source),
            ShareError::Store(source) => Self::Store(source),
        }
    }
}

impl From<RecordError> for Problem {
    fn from(err: RecordError) -> Self {
        match err {
            RecordError::Unknown | RecordError::UnknownCredential => Self::not_found(&err),
            RecordError::Already | RecordError::OtherItems => Self::conflict(&err),
            RecordError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            RecordError::Key(_) => Self::internal(&err),
            RecordError::Store(source) => source.into(),
        }
    }
}

/// This person's records, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<RecordLine>, StoreError> {
    let now = app.clock.now_ms();
    let rows = record::of_account(&mut app.db.read().await?, viewer.account, now).await?;
    Ok(rows
        .into_iter()
        .map(|row| RecordLine {
            id: row.record_id,
            title: row.title,
            items: count(row.items),
            live_shares: count(row.live_shares),
        })
        .collect())
}

/// Begins an empty record.
///
/// # Errors
/// [`RecordError::Fields`] (`/title`), [`RecordError::Store`].
pub async fn create(app: &App, viewer: &Viewer, title: &str) -> Result<RecordId, RecordError> {
    let mut fields = Fields::default();
    let title = fields.line("/title", title, MOST_TITLE);
    fields.right(()).map_err(RecordError::Fields)?;
    let row =
        RecordRow { record_id: app.new_id(), account_id: viewer.account, title, introduction: String::new() };
    let mut tx = app.db.write().await?;
    record::insert(&mut tx, &row, app.clock.now_ms()).await?;
    tx.commit().await?;
    Ok(row.record_id)
}

/// Opens one of this person's records.
///
/// # Errors
/// [`RecordError::Unknown`], [`RecordError::Store`].
pub async fn open(app: &App, viewer: &Viewer, id: RecordId) -> Result<Record, RecordError> {
    let mut tx = app.db.read().await?;
    let row = record::by_id(&mut tx, id)
        .await?
        .filter(|row| row.account_id == viewer.account)
        .ok_or(RecordError::Unknown)?;
    let items = record_item::of_record(&mut tx, id).await?;
    let shares = share::live(app, &mut tx, id).await?;
    let items = items
        .into_iter()
        .map(|row| Item {
            held: Held { id: row.holding_id, document: row.document, held_since: instant_of(row.held_at) },
            note: row.note,
        })
        .collect();
    Ok(Record { id, title: row.title, introduction: row.introduction, items, shares })
}

/// Changes title and introduction.
///
/// # Errors
/// [`RecordError::Unknown`], [`RecordError::Fields`] (`/title`, `/introduction`),
/// [`RecordError::Store`].
pub async fn update(
    app: &App,
    viewer: &Viewer,
    id: RecordId,
    title: &str,
    introduction: &str,
) -> Result<(), RecordError> {
    let mut fields = Fields::default();
    let title = fields.line("/title", title, MOST_TITLE);
    let introduction = fields.lines("/introduction", introduction, MOST_INTRODUCTION);
    fields.right(()).map_err(RecordError::Fields)?;
    let row = RecordRow { record_id: id, account_id: viewer.account, title, introduction };
    let mut tx = app.db.write().await?;
    if !record::update(&mut tx, &row, app.clock.now_ms()).await? {
        return Err(RecordError::Unknown);
    }
    tx.commit().await?;
    Ok(())
}

/// Adds a held credential at the end.
///
/// # Errors
/// [`RecordError`].
pub async fn add(
    app: &App,
    viewer: &Viewer,
    id: RecordId,
    credential: CredentialId,
) -> Result<(), RecordError> {
    let mut tx = own(app, viewer, id).await?;
    if holding::by_id(&mut tx, viewer.account, credential).await?.is_none() {
        return Err(RecordError::UnknownCredential);
    }
    if !record_item::append(&mut tx, id, credential, "").await? {
        return Err(RecordError::Already);
    }
    tx.commit().await?;
    Ok(())
}

/// Takes a credential out of the record; it stays in the wallet.
///
/// # Errors
/// [`RecordError`].
pub async fn remove(
    app: &App,
    viewer: &Viewer,
    id: RecordId,
    credential: CredentialId,
) -> Result<(), RecordError> {
    let mut tx = own(app, viewer, id).await?;
    if !record_item::delete(&mut tx, id, credential).await? {
        return Err(RecordError::UnknownCredential);
    }
    tx.commit().await?;
    Ok(())
}

/// Moves a credential one place; at either end it stays.
///
/// # Errors
/// [`RecordError`].
pub async fn shift(
    app: &App,
    viewer: &Viewer,
    id: RecordId,
    credential: CredentialId,
    to: Move,
) -> Result<(), RecordError> {
    let mut tx = own(app, viewer, id).await?;
    let mut order = record_item::order(&mut tx, id).await?;
    let from = order.iter().position(|&item| item == credential).ok_or(RecordError::UnknownCredential)?;
    let to = match to {
        Move::Up => from.saturating_sub(1),
        Move::Down => (from + 1).min(order.len() - 1),
    };
    order.swap(from, to);
    place_all(&mut tx, id, &order).await?;
    tx.commit().await?;
    Ok(())
}

/// Puts the record's credentials in this order.
///
/// # Errors
/// [`RecordError::OtherItems`] when `order` is not exactly the record's credentials.
pub async fn arrange(
    app: &App,
    viewer: &Viewer,
    id: RecordId,
    order: &[CredentialId],
) -> Result<(), RecordError> {
    let mut tx = own(app, viewer, id).await?;
    let mut there = record_item::order(&mut tx, id).await?;
    let mut asked = order.to_vec();
    there.sort_unstable();
    asked.sort_unstable();
    if there != asked {
        return Err(RecordError::OtherItems);
    }
    place_all(&mut tx, id, order).await?;
    tx.commit().await?;
    Ok(())
}

/// Begins to change one of this person's records; it is locked until the transaction ends.
async fn own(app: &App, viewer: &Viewer, id: RecordId) -> Result<Tx, RecordError> {
    let mut tx = app.db.write().await?;
    if record::touch(&mut tx, viewer.account, id, app.clock.now_ms()).await? {
        Ok(tx)
    } else {
        Err(RecordError::Unknown)
    }
}

async fn place_all(tx: &mut Tx, id: RecordId, order: &[CredentialId]) -> Result<(), StoreError> {
    for (position, &item) in (0_i64..).zip(order) {
        record_item::place(tx, id, item, position).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{
        hold::hold_foreign,
        testing::{person, with_app},
    };

    async fn credential(app: &App, viewer: &Viewer, name: &str) -> CredentialId {
        let document = format!("{{\"type\":\"VerifiableCredential\",\"name\":\"{name}\"}}");
        hold_foreign(app, viewer, &document).await.unwrap()
    }

    #[tokio::test]
    async fn a_record_keeps_its_owners_order() {
        with_app(async |app| {
            let ada = person(&app, "ada@a.example").await;
            let id = create(&app, &ada, " For work ").await.unwrap();
            let mut all = Vec::new();
            for name in ["a", "b", "c"] {
                let one = credential(&app, &ada, name).await;
                add(&app, &ada, id, one).await.unwrap();
                all.push(one);
            }
            let [a, b, c] = all[..] else { panic!("three") };
            let order = async || {
                let record = open(&app, &ada, id).await.unwrap();
                record.items.into_iter().map(|item| item.held.id).collect::<Vec<_>>()
            };
            shift(&app, &ada, id, c, Move::Up).await.unwrap();
            assert_eq!(order().await, [a, c, b]);
            shift(&app, &ada, id, a, Move::Up).await.unwrap();
            shift(&app, &ada, id, b, Move::Down).await.unwrap();
            assert_eq!(order().await, [a, c, b], "at either end it stays");
            arrange(&app, &ada, id, &[b, a, c]).await.unwrap();
            assert_eq!(order().await, [b, a, c]);
            assert!(matches!(arrange(&app, &ada, id, &[b, a]).await, Err(RecordError::OtherItems)));
            assert!(matches!(arrange(&app, &ada, id, &[b, a, a]).await, Err(RecordError::OtherItems)));
            assert!(matches!(add(&app, &ada, id, a).await, Err(RecordError::Already)));
            remove(&app, &ada, id, a).await.unwrap();
            assert_eq!(order().await, [b, c]);
            update(&app, &ada, id, "Work", "Two\nlines").await.unwrap();
            let record = open(&app, &ada, id).await.unwrap();
            assert_eq!((record.title.as_str(), record.introduction.as_str()), ("Work", "Two\nlines"));
            assert_eq!(list(&app, &ada).await.unwrap()[0].items, 2);
        })
        .await;
    }

    #[tokio::test]
    async fn a_record_is_nobody_elses_and_holds_nothing_of_anybody_else() {
        with_app(async |app| {
            let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
            let id = create(&app, &ada, "Work").await.unwrap();
            let hers = credential(&app, &ada, "a").await;
            let eves = credential(&app, &eve, "e").await;
            assert!(matches!(add(&app, &ada, id, eves).await, Err(RecordError::UnknownCredential)));
            assert!(matches!(open(&app, &eve, id).await, Err(RecordError::Unknown)));
            assert!(matches!(add(&app, &eve, id, eves).await, Err(RecordError::Unknown)));
            assert!(matches!(update(&app, &eve, id, "Mine", "").await, Err(RecordError::Unknown)));
            assert!(matches!(arrange(&app, &eve, id, &[]).await, Err(RecordError::Unknown)));
            add(&app, &ada, id, hers).await.unwrap();
            assert!(matches!(remove(&app, &eve, id, hers).await, Err(RecordError::Unknown)));
            assert_eq!(list(&app, &eve).await.unwrap(), []);
            assert!(matches!(create(&app, &ada, " \n ").await, Err(RecordError::Fields(_))));
        })
        .await;
    }
}
