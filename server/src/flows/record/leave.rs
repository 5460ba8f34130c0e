//! A credential that leaves a wallet for good leaves its owner's records too, with what was said
//! of it there: also from the steps that could be taken back, from links that show a record as it
//! was, and from what was signed of them.

use std::collections::BTreeSet;

use api::RecordContent;

use super::RecordError;
use crate::{
    id::CredentialId,
    store::{Tx, record, share, share_proof},
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
        record::rewrite_step(tx, id, step, &without(&content, &name)?).await?;
        left.insert(id);
    }
    for (id, frozen) in share::frozen_of_holder(tx, holding).await? {
        if frozen.contains(&name) {
            share::rewrite_frozen(tx, id, &without(&frozen, &name)?).await?;
            share_proof::forget(tx, id).await?;
        }
    }
    for id in left {
        share_proof::forget_of_record(tx, id).await?;
        record::mark_changed(tx, id).await?;
    }
    Ok(())
}

/// What a record says, without one credential.
fn without(content: &str, name: &str) -> Result<String, serde_json::Error> {
    let mut content: RecordContent = serde_json::from_str(content)?;
    for section in &mut content.sections {
        section.items.retain(|item| item.holding != name);
    }
    serde_json::to_string(&content)
}
