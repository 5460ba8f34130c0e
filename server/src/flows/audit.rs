//! A note of what was done at a desk, in the transaction that does it.

use serde_json::Value;

use crate::{
    app::App,
    id::{AccountId, IssuerId},
    store::{
        StoreError, Tx,
        audit::{self, AuditRow},
    },
};

/// Notes that `by` did `act` to `subject`.
///
/// * `act`: thing and verb, such as `credential.revoked`.
/// * `subject`: kind and id, such as `credential/0190…`.
/// * `detail`: an object; no secrets.
pub(crate) async fn note(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    by: Option<AccountId>,
    act: &str,
    subject: String,
    detail: &Value,
) -> Result<(), StoreError> {
    let row = AuditRow {
        audit_id: app.new_id(),
        issuer_id: Some(issuer),
        account_id: by,
        act: act.to_owned(),
        subject,
        detail: detail.to_string(),
        at: app.clock.now_ms(),
    };
    audit::insert(tx, &row).await
}
