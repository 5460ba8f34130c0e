//! A credential that leaves a wallet for good leaves its owner's records too, with what was said
//! of it there: also from the steps that could be taken back.

use std::collections::BTreeSet;

use api::RecordContent;

use super::RecordError;
use crate::{
    id::CredentialId,
    store::{Tx, record},
};

/// Takes a credential out of all records of whoever holds it. To be done before it goes.
///
/// # Errors
/// [`RecordError::Content`], [`RecordError::Store`].
pub async fn leave_records(tx: &mut Tx, holding: CredentialId) -> Result<(), RecordError> {
    let name = holding.to_string();
    // Whoever saves one of them in this moment would write down anew what is forgotten here.
    record::lock_of_holder(tx, holding).await?;
    let mut left = BTreeSet::new();
    for (id, step, content) in record::steps_with(tx, holding).await? {
        let mut content: RecordContent = serde_json::from_str(&content)?;
        for section in &mut content.sections {
            section.items.retain(|item| item.holding != name);
        }
        record::rewrite_step(tx, id, step, &serde_json::to_string(&content)?).await?;
        left.insert(id);
    }
    for id in left {
        record::mark_changed(tx, id).await?;
    }
    Ok(())
}
