//! `/wallet`: what a learner holds, what waits for them, and what they made of it.

use crypto::verify::Report;

use crate::chrome::Chrome;
use crate::components::badge::Badge;

/// What the wallet shows.
#[derive(Clone, Debug, Default)]
pub struct Wallet {
    /// Awards to an address of this account that are not claimed yet.
    pub offers: Vec<Offer>,
    /// What the account holds, newest first.
    pub credentials: Vec<Held>,
    /// Its records, newest first.
    pub records: Vec<RecordLine>,
    /// What was wrong with the title of a new record. A sentence.
    pub problem: Option<String>,
}

/// An award that waits to be claimed by `POST /wallet/credentials/{id}/claim`.
#[derive(Clone, Debug, Default)]
pub struct Offer {
    /// The credential's id.
    pub credential: String,
    /// The achievement's name.
    pub name: String,
    /// Who awards it.
    pub issuer_name: String,
    /// The address it was awarded to.
    pub email: String,
    /// When, RFC 3339.
    pub awarded_at: String,
    /// Its picture.
    pub badge: Badge,
}

/// A credential that is held, with the server's report on it.
#[derive(Clone, Debug)]
pub struct Held {
    /// The id under which this wallet keeps it.
    pub credential: String,
    /// The report; its `credential` has the names.
    pub report: Report,
    /// Its picture.
    pub badge: Badge,
    /// The learner's note beside it in a record; empty elsewhere.
    pub note: String,
}

/// A record in a list.
#[derive(Clone, Debug, Default)]
pub struct RecordLine {
    /// The record's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How many credentials are in it.
    pub items: u64,
    /// How many of its shares are live.
    pub shares: u64,
}

/// `/wallet/credentials/{id}`: all of one credential.
#[derive(Clone, Debug)]
pub struct WalletCredential {
    /// The credential and its report.
    pub held: Held,
    /// The signed text, byte for byte.
    pub document: String,
    /// When the account got it, RFC 3339.
    pub held_since: String,
    /// The account's records, to add it to one.
    pub records: Vec<RecordLine>,
    /// Its page under `/credentials/`, for what was issued here.
    pub public_path: Option<String>,
}

/// The wallet.
pub fn wallet(chrome: &Chrome, data: &Wallet) -> String {
    super::thin(chrome, "Wallet", &format!("{data:?}"))
}

/// One credential in the wallet.
pub fn wallet_credential(chrome: &Chrome, data: &WalletCredential) -> String {
    super::thin(chrome, "Credential", &format!("{data:?}"))
}
