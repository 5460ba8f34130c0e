//! The end of an account, by its owner: the wallet with its notes, the records and their links, addresses, passkeys
//! and sessions go, at once and for good.
//!
//! What institutions have of somebody is theirs and stays: what they signed, and that they did. It waits for whoever
//! proves the same address again.

use serde_json::json;

use super::{NotProven, letters, letters::News, proven};
use crate::{
    app::App,
    flows::{audit, guardian, session::Viewer, staff},
    problem::{FieldProblem, Problem},
    store::{
        StoreError, Tx, account, address,
        person::{self, EraseCounts},
    },
};

/// What goes with an account.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct WhatGoes {
    /// How many credentials are in its wallet,
    pub credentials: u64,
    /// and how many records.
    pub records: u64,
    /// Whether an institution has no other owner: until it has, the account stays.
    pub last_owner: bool,
}

/// Why nothing was deleted.
#[derive(Debug, thiserror::Error)]
pub enum DeleteError {
    /// Too long ago.
    #[error(transparent)]
    NotProven(#[from] NotProven),
    /// They are the only owner of an institution.
    #[error("you are the only owner of an institution: hand it over first")]
    LastOwner,
    /// What was typed is not one of the account's addresses.
    #[error("this needs another look")]
    Fields(Vec<FieldProblem>),
    /// The database failed.
    #[error("could not delete the account")]
    Store(#[from] StoreError),
}

impl From<DeleteError> for Problem {
    fn from(err: DeleteError) -> Self {
        match err {
            DeleteError::NotProven(source) => source.into(),
            DeleteError::LastOwner => Self::conflict(&err),
            DeleteError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            DeleteError::Store(source) => source.into(),
        }
    }
}

/// What would go.
///
/// # Errors
/// [`DeleteError::NotProven`], [`DeleteError::Store`].
pub async fn what_goes(app: &App, viewer: &Viewer) -> Result<WhatGoes, DeleteError> {
    proven(app, viewer)?;
    let mut tx = app.db.read().await?;
    let (credentials, records) = account::has(&mut tx, viewer.account).await?;
    let last_owner = staff::is_last_owner(&mut tx, viewer.account).await?;
    Ok(WhatGoes { credentials, records, last_owner })
}

/// Deletes an account. Its addresses are told.
///
/// * `typed`: one of its addresses, as a sign that it is meant.
///
/// # Errors
/// [`DeleteError`]; the field pointer is `/email`.
pub async fn delete(app: &App, viewer: &Viewer, typed: &str) -> Result<(), DeleteError> {
    proven(app, viewer)?;
    let typed = typed.trim().to_lowercase();
    if !viewer.emails.contains(&typed) {
        let detail = "write one of the addresses of this account, to show that you mean it";
        return Err(DeleteError::Fields(vec![FieldProblem::new("/email", detail)]));
    }
    let mut tx = app.db.write().await?;
    staff::lock_desks(&mut tx, viewer.account).await?;
    if staff::is_last_owner(&mut tx, viewer.account).await? {
        return Err(DeleteError::LastOwner);
    }
    guardian::end_all(app, &mut tx, viewer).await?;
    forget(&mut tx, viewer).await?;
    // Written after mail to these addresses went, so that it goes out.
    letters::tell(app, &mut tx, viewer, &viewer.emails, News::Deleted).await?;
    audit::note_service(app, &mut tx, "account.deleted", "service".to_owned(), &json!({}));
    tx.commit().await?;
    tracing::info!("an account was deleted by its owner");
    Ok(())
}

async fn forget(tx: &mut Tx, viewer: &Viewer) -> Result<(), StoreError> {
    let mut counts = EraseCounts::default();
    for email in address::of_account(tx, viewer.account).await? {
        person::forget_own_at_address(tx, &email, &mut counts).await?;
    }
    person::forget_account(tx, viewer.account, &mut counts).await
}
