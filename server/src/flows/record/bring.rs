//! A record that its learner composed elsewhere and brings along.

use api::RecordContent;

use super::{MOST_RECORDS, RecordError, check};
use crate::{
    app::App,
    flows::session::Viewer,
    id::{CredentialId, RecordId},
    store::{
        along,
        record::{self, RecordRow},
        record_item,
    },
};

/// What became of a record that was to be made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Made {
    /// It is there now.
    New(RecordId),
    /// One that holds the same was there.
    Same(RecordId),
    /// There are as many as can be.
    Full,
}

/// Makes a record of what was composed elsewhere, unless there is one that holds the same. What it names is in the
/// wallet.
///
/// * `created_at`: when it was begun there, in milliseconds.
///
/// # Errors
/// [`RecordError`]; the fields as [`super::save`] has them.
pub async fn bring(
    app: &App,
    viewer: &Viewer,
    created_at: i64,
    content: RecordContent,
) -> Result<Made, RecordError> {
    let content = check::worded(content).map_err(RecordError::Fields)?;
    let account = viewer.account;
    let mut tx = app.db.write().await?;
    for row in along::records(&mut tx, account).await? {
        if serde_json::from_str::<RecordContent>(&row.content)? == content {
            return Ok(Made::Same(row.record_id));
        }
    }
    if record::count_of(&mut tx, account).await? >= MOST_RECORDS {
        return Ok(Made::Full);
    }
    check::held(&mut tx, account, &RecordContent::default(), &content).await?.map_err(RecordError::Fields)?;
    let row = RecordRow {
        record_id: app.new_id(),
        account_id: account,
        revision: 1,
        step: 1,
        content: serde_json::to_string(&content)?,
    };
    record::insert(&mut tx, &row, &content.title, created_at).await?;
    let held: Vec<CredentialId> = content.items().filter_map(|item| item.holding.parse().ok()).collect();
    record_item::replace(&mut tx, row.record_id, &held).await?;
    check::fits(&mut tx, row.record_id).await?;
    tx.commit().await?;
    Ok(Made::New(row.record_id))
}
