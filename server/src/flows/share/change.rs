//! Changing a link that is out: each change counts from the next time that somebody opens it.

use std::collections::BTreeSet;

use api::RecordContent;

use super::{Fields, ShareError, content_of, end_in, leaves_out, passcode, receipt, remind, shows};
use crate::{
    app::App,
    flows::{guardian, session::Viewer},
    id::{RecordId, ShareId},
    store::{
        StoreError, Tx, consent_receipt,
        share::{self, ShareRow},
        share_proof,
    },
};

/// One of this person's links that has not ended, for them to change.
async fn locked(app: &App, tx: &mut Tx, viewer: &Viewer, id: ShareId) -> Result<ShareRow, ShareError> {
    let row = share::lock(tx, viewer.account, id).await?.ok_or(ShareError::Unknown)?;
    if row.ended_at.is_some() || row.expires_at <= app.clock.now_ms() {
        return Err(ShareError::Over);
    }
    Ok(row)
}

/// Writes a change down, and with `consent` the receipt of what is agreed to from now on.
async fn keep(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    row: &ShareRow,
    consent: bool,
) -> Result<(), ShareError> {
    let now = app.clock.now_ms();
    share::change(tx, row).await?;
    if consent {
        consent_receipt::end(tx, row.share_id, now, "changed").await?;
        receipt::write(app, tx, viewer.account, row).await?;
    }
    Ok(())
}

/// Ends a link, now and for good; gives the record it led to.
///
/// # Errors
/// [`ShareError::Unknown`], [`ShareError::Store`].
pub async fn end(app: &App, viewer: &Viewer, id: ShareId) -> Result<RecordId, ShareError> {
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    let record = share::end(&mut tx, viewer.account, id, now).await?.ok_or(ShareError::Unknown)?;
    consent_receipt::end(&mut tx, id, now, "ended").await?;
    forget_content(&mut tx, id).await?;
    tx.commit().await?;
    Ok(record)
}

/// Forgets what a link showed that has ended.
///
/// # Errors
/// When the database fails.
pub(crate) async fn forget_content(tx: &mut Tx, id: ShareId) -> Result<(), StoreError> {
    let nothing = serde_json::to_string(&RecordContent::default()).unwrap_or_default(); // text always serialises
    share::forget_content(tx, id, &nothing).await
}

/// Lets a link lead nowhere until it goes on.
///
/// # Errors
/// [`ShareError`].
pub async fn pause(app: &App, viewer: &Viewer, id: ShareId) -> Result<(), ShareError> {
    let mut tx = app.db.write().await?;
    let mut row = locked(app, &mut tx, viewer, id).await?;
    row.paused_at = row.paused_at.or(Some(app.clock.now_ms()));
    keep(app, &mut tx, viewer, &row, false).await?;
    Ok(tx.commit().await?)
}

/// Lets a paused link go on.
///
/// # Errors
/// [`ShareError`].
pub async fn resume(app: &App, viewer: &Viewer, id: ShareId) -> Result<(), ShareError> {
    let mut tx = app.db.write().await?;
    let mut row = locked(app, &mut tx, viewer, id).await?;
    row.paused_at = None;
    keep(app, &mut tx, viewer, &row, false).await?;
    Ok(tx.commit().await?)
}

/// Lets a link live for so many days from now on; without an end where that is `None`. A guardian who has a say in
/// it is asked anew where that is longer. Its owner is reminded of the new end, whether or not they were of the one
/// before; no other change reminds them again.
///
/// # Errors
/// [`ShareError`]; the field pointer is `/days`.
pub async fn hold_for(app: &App, viewer: &Viewer, id: ShareId, days: Option<u32>) -> Result<(), ShareError> {
    let mut fields = Fields::default();
    let expires_at = end_in(&mut fields, days, app.clock.now_ms());
    fields.right(()).map_err(ShareError::Fields)?;
    let mut tx = app.db.write().await?;
    let row = locked(app, &mut tx, viewer, id).await?;
    let (longer, other) = (expires_at > row.expires_at, expires_at != row.expires_at);
    keep(app, &mut tx, viewer, &ShareRow { expires_at, ..row }, true).await?;
    if other {
        share::remind_at(&mut tx, id, remind::when(app.clock.now_ms(), expires_at)).await?;
    }
    if longer {
        guardian::ask(app, &mut tx, viewer.account, id).await?;
    }
    Ok(tx.commit().await?)
}

/// Asks for this passcode from now on, for none where it is empty. Whoever gave the one before gives this one, too.
/// A guardian who has a say in the link is asked anew where there was another one before: others can open it then.
///
/// # Errors
/// [`ShareError`]; the field pointer is `/passcode`.
pub async fn set_passcode(app: &App, viewer: &Viewer, id: ShareId, text: &str) -> Result<(), ShareError> {
    let mut fields = Fields::default();
    let passcode = passcode::read(&mut fields, text);
    fields.right(()).map_err(ShareError::Fields)?;
    let hash = match &passcode {
        Some(text) => Some(passcode::hash(app, text.clone()).await?),
        None => None,
    };
    let mut tx = app.db.write().await?;
    let row = locked(app, &mut tx, viewer, id).await?;
    let sealed = passcode.map(|text| app.sealer.seal(&passcode::place(id), text.as_bytes()));
    let others = row.passcode_hash.is_some();
    let row = ShareRow { sealed_passcode: sealed, passcode_hash: hash, tries: 0, ..row };
    keep(app, &mut tx, viewer, &row, true).await?;
    if others {
        guardian::ask(app, &mut tx, viewer.account, id).await?;
    }
    Ok(tx.commit().await?)
}

/// Leaves out of a link all items but these. A guardian who has a say in it is asked anew where it shows one again
/// that it left out.
///
/// * `items`: ids of items of its record.
///
/// # Errors
/// [`ShareError`].
pub async fn narrow(
    app: &App,
    viewer: &Viewer,
    id: ShareId,
    items: &BTreeSet<String>,
) -> Result<(), ShareError> {
    let mut tx = app.db.write().await?;
    let row = locked(app, &mut tx, viewer, id).await?;
    let (_, content) = content_of(&mut tx, &row).await?.ok_or(ShareError::Unknown)?;
    let before: BTreeSet<String> = serde_json::from_str(&row.hidden)?;
    let more = content.items().any(|item| items.contains(&item.id) && leaves_out(&before, item));
    let mut hidden = before;
    for item in content.items() {
        // What was left out and is not in the record any more stays so, should it come back.
        hidden.remove(&item.id);
        if items.contains(&item.id) {
            hidden.remove(&item.holding);
        } else {
            hidden.insert(item.holding.clone());
        }
    }
    let row = ShareRow { hidden: serde_json::to_string(&hidden)?, ..row };
    let left = shows(&mut tx, &row).await?.is_some_and(|(_, shown)| !shown.sections.is_empty());
    if !left && content.items().next().is_some() {
        return Err(ShareError::Nothing);
    }
    // What was signed holds what is left out now.
    share_proof::forget(&mut tx, id).await?;
    keep(app, &mut tx, viewer, &row, true).await?;
    if more {
        guardian::ask(app, &mut tx, viewer.account, id).await?;
    }
    Ok(tx.commit().await?)
}
