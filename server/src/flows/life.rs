//! One award on its desk: where it stands, what was done to it, what can be.

use time::OffsetDateTime;

use super::{
    claim,
    issue::{Awarded, IssueError, awarded_one},
    session::{Act, Viewer},
    status,
};
use crate::{
    app::App,
    effects::instant_of,
    id::CredentialId,
    store::{audit, credential, status_list::Purpose},
};

/// An award with its history.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OneAward {
    /// The award.
    pub award: Awarded,
    /// Whether the viewer may take back, suspend and correct it.
    pub changeable: bool,
    /// Whether the viewer may write again and correct its address.
    pub deliverable: bool,
    /// Whether it was issued to be suspended.
    pub suspendable: bool,
    /// What was done to it, oldest first.
    pub history: Vec<Done>,
}

/// Something that was done.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Done {
    /// When.
    pub at: OffsetDateTime,
    /// What, such as `credential.corrected`.
    pub act: String,
    /// Why, in the words of whoever did it; may be empty.
    pub reason: String,
    /// Until when it counts since then, RFC 3339, where that was done.
    pub until: Option<String>,
}

/// An award of the institution called `slug`.
///
/// # Errors
/// [`IssueError`].
pub async fn open(app: &App, viewer: &Viewer, slug: &str, id: CredentialId) -> Result<OneAward, IssueError> {
    let award = awarded_one(app, viewer, slug, id).await?;
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    let list = credential::list_of(&mut tx, id).await?.ok_or(IssueError::UnknownCredential)?;
    let suspendable = status::purpose_of(&mut tx, list).await? == Purpose::Suspension;
    let rows = audit::of_subject(&mut tx, desk.issuer, &format!("credential/{id}")).await?;
    let history = rows.into_iter().map(|row| {
        let detail: serde_json::Value =
            serde_json::from_str(row.detail.as_deref().unwrap_or_default()).unwrap_or_default();
        let reason = detail["reason"].as_str().unwrap_or_default().to_owned();
        let until = detail["validUntil"].as_str().map(str::to_owned);
        Done { at: instant_of(row.at), act: row.act, reason, until }
    });
    let changeable = desk.may_change(viewer, award.awarded_by);
    let deliverable = claim::may_help(&mut tx, viewer, desk, award.awarded_by, award.class).await?;
    Ok(OneAward { changeable, deliverable, suspendable, history: history.collect(), award })
}
