//! A credential on paper with a code that can be checked and taken back: that of a link to a record with just it.

use api::RecordContent;
use serde_json::Value;

use super::AlongError;
use crate::{
    app::App,
    flows::{
        record::{self, MOST_RECORDS, Made, RecordError, whole},
        session::Viewer,
    },
    id::{CredentialId, RecordId},
    problem::FieldProblem,
    store::holding,
};

/// Characters of a record's title at most.
const MOST_TITLE: usize = 120;

/// Makes a record of one of this person's credentials, to be shared by a link and printed from there, unless there
/// is one already; `None` where the credential is not in their wallet.
///
/// * `untitled`: what the record is called where the credential has no name.
///
/// # Errors
/// [`AlongError::Record`], [`AlongError::Store`].
pub async fn on_paper(
    app: &App,
    viewer: &Viewer,
    id: CredentialId,
    untitled: &str,
) -> Result<Option<RecordId>, AlongError> {
    let row = holding::by_id(&mut app.db.read().await?, viewer.account, id).await?;
    let Some(row) = row else { return Ok(None) };
    let mut title = whole(&row.document).name;
    if title.is_empty() {
        let json: Value = serde_json::from_str(&row.document).unwrap_or_default();
        let name = json["credentialSubject"]["achievement"]["name"].as_str().unwrap_or(untitled);
        let printable: String = name.chars().filter(|c| !c.is_control()).collect();
        printable.trim().clone_into(&mut title);
    }
    if title.is_empty() {
        untitled.clone_into(&mut title);
    }
    let title: String = title.chars().take(MOST_TITLE).collect();
    let mut content = RecordContent::new(title.as_str());
    content.add(id);
    match record::bring(app, viewer, app.clock.now_ms(), content).await? {
        Made::New(record) | Made::Same(record) => Ok(Some(record)),
        Made::Full => {
            let many = FieldProblem::new("/title", format!("keep at most {MOST_RECORDS} records"));
            Err(RecordError::Fields(vec![many]).into())
        }
    }
}
