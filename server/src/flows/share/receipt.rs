//! Consent receipts: what somebody agreed to show, to whom, what for and when.

use std::collections::BTreeMap;

use api::{ReceiptContent, ReceiptItem};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{ShareError, end_of, shows};
use crate::{
    app::App,
    effects::instant_of,
    flows::session::Viewer,
    id::{AccountId, ConsentReceiptId, ShareId},
    store::{
        Tx,
        consent_receipt::{self, ReceiptRow},
        holding_summary,
        share::ShareRow,
    },
};

/// Receipts on one page.
const RECEIPTS_A_PAGE: u32 = 50;

/// A receipt.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Receipt {
    /// For which link; that may be gone.
    pub share: Option<ShareId>,
    /// When it was given.
    pub given_at: OffsetDateTime,
    /// To whom; may be empty.
    pub recipient: String,
    /// What for; may be empty.
    pub purpose: String,
    /// What.
    pub content: ReceiptContent,
    /// When it ended, other than by itself.
    pub ended_at: Option<OffsetDateTime>,
    /// When it was brought from another wallet.
    pub brought_at: Option<OffsetDateTime>,
}

/// Writes down what a link shows, on what terms.
pub(super) async fn write(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    link: &ShareRow,
) -> Result<(), ShareError> {
    let Some((_, shown)) = shows(tx, link).await? else { return Ok(()) };
    let names: BTreeMap<_, _> = holding_summary::names(tx, account).await?.into_iter().collect();
    let items = shown.items().map(|item| {
        let (name, issuer_name) = match &item.part_of {
            Some(whole) => (whole.name.clone(), whole.issuer_name.clone()),
            None => names.get(&item.holding).cloned().unwrap_or_default(),
        };
        ReceiptItem { name, issuer_name, parts: item.part_of.as_ref().map(|whole| whole.chosen) }
    });
    let content = ReceiptContent {
        items: items.collect(),
        record_title: shown.title.clone(),
        with_passcode: link.passcode_hash.is_some(),
        follows: link.frozen.is_none(),
        expires_at: end_of(link).and_then(|end| end.format(&Rfc3339).ok()),
    };
    let row = ReceiptRow {
        receipt_id: app.new_id::<ConsentReceiptId>(),
        account_id: account,
        share_id: Some(link.share_id),
        given_at: app.clock.now_ms(),
        recipient: link.recipient.clone(),
        purpose: link.purpose.clone(),
        content: serde_json::to_string(&content)?,
        ended_at: None,
        ended_how: None,
        brought_at: None,
    };
    Ok(consent_receipt::insert(tx, &row).await?)
}

fn read(row: ReceiptRow) -> Result<Receipt, ShareError> {
    Ok(Receipt {
        share: row.share_id,
        given_at: instant_of(row.given_at),
        recipient: row.recipient,
        purpose: row.purpose,
        content: serde_json::from_str(&row.content)?,
        ended_at: row.ended_at.map(instant_of),
        brought_at: row.brought_at.map(instant_of),
    })
}

/// What was agreed to for a link, the last first.
pub(super) async fn of_share(tx: &mut Tx, share: ShareId) -> Result<Vec<Receipt>, ShareError> {
    consent_receipt::of_share(tx, share).await?.into_iter().map(read).collect()
}

/// What this person ever agreed to, the last first, and whether there is more.
///
/// * `page`: which page, from 1.
///
/// # Errors
/// [`ShareError::Content`], [`ShareError::Store`].
pub async fn receipts(app: &App, viewer: &Viewer, page: u32) -> Result<(Vec<Receipt>, bool), ShareError> {
    let mut tx = app.db.read().await?;
    let skipped = page.saturating_sub(1).saturating_mul(RECEIPTS_A_PAGE);
    let rows = consent_receipt::of_account(&mut tx, viewer.account, RECEIPTS_A_PAGE + 1, skipped).await?;
    let more = rows.len() > RECEIPTS_A_PAGE as usize;
    let receipts = rows.into_iter().take(RECEIPTS_A_PAGE as usize).map(read);
    Ok((receipts.collect::<Result<_, _>>()?, more))
}
