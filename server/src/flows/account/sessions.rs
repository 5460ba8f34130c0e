//! Where somebody is signed in, and ending it.

use time::OffsetDateTime;

use super::{Device, letters, letters::News};
use crate::{
    app::App,
    effects::instant_of,
    flows::session::Viewer,
    secrets::token_hash,
    store::{StoreError, session},
};

/// A session that lasts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Session {
    /// Names it among the others of its owner.
    pub id: String,
    /// On what kind of device.
    pub device: Device,
    /// Since when.
    pub since: OffsetDateTime,
    /// The day of the last visit.
    pub seen_at: OffsetDateTime,
    /// Whether it is the one that asks.
    pub this: bool,
}

/// Somebody's sessions, the latest first.
///
/// * `token`: of the session that asks.
///
/// # Errors
/// When the database fails.
pub async fn sessions(app: &App, viewer: &Viewer, token: &str) -> Result<Vec<Session>, StoreError> {
    let this = token_hash(token);
    let mut tx = app.db.read().await?;
    let rows = session::of_account(&mut tx, viewer.account, app.clock.now_ms()).await?;
    let session = |row: session::Session| Session {
        this: row.token_hash == this,
        device: Device::of_name(&row.device),
        since: instant_of(row.created_at),
        seen_at: instant_of(row.seen_at),
        id: row.token_hash,
    };
    Ok(rows.into_iter().map(session).collect())
}

/// Ends one of somebody's sessions; one that is unknown is as good as ended.
///
/// # Errors
/// When the database fails.
pub async fn end_session(app: &App, viewer: &Viewer, id: &str) -> Result<(), StoreError> {
    let mut tx = app.db.write().await?;
    if session::end(&mut tx, id, viewer.account).await? {
        letters::tell(app, &mut tx, viewer, &viewer.emails, News::SessionsEnded).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Ends all of somebody's sessions but the one that asks.
///
/// # Errors
/// When the database fails.
pub async fn end_other_sessions(app: &App, viewer: &Viewer, token: &str) -> Result<(), StoreError> {
    let mut tx = app.db.write().await?;
    if session::end_others(&mut tx, &token_hash(token), viewer.account).await? > 0 {
        letters::tell(app, &mut tx, viewer, &viewer.emails, News::SessionsEnded).await?;
        tx.commit().await?;
    }
    Ok(())
}
