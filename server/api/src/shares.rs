//! Links to records, as their owner sees them.

use serde::{Deserialize, Serialize};

/// What somebody agreed to show: the machine-readable part of a consent receipt.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReceiptContent {
    /// The record's title.
    pub record_title: String,
    /// What was in it, in order.
    pub items: Vec<ReceiptItem>,
    /// Whether a passcode is asked for.
    pub with_passcode: bool,
    /// Whether the link follows the record, so that it shows what is added later, too.
    pub follows: bool,
    /// When the link ends by itself, RFC 3339; missing where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
}

/// A credential, or some entries of one, that somebody agreed to show.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ReceiptItem {
    /// What it is called.
    pub name: String,
    /// Who issued it, by name.
    pub issuer_name: String,
    /// How many of its entries; missing where it is all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<usize>,
}
