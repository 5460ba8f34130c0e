//! Taking along: everything that is somebody's, in one zip, and bringing it to another Laurel.
//!
//! # The zip
//! * `README.txt`: what this is, for people.
//! * `manifest.json`: `format` (`laurel-take-along`), `version` (1), `host`, `madeAt`.
//! * `account.json`: name, language, theme; addresses, as a statement only.
//! * `credentials.json`: a list, in the order in which they came: `file`, `source`, `addedAt`, `onWord`,
//!   `picture`, `earlier`.
//! * `credentials/0001.json` or `.jwt`: each signed text, byte for byte; `credentials/0001-edition-1.json`: an
//!   earlier edition of it.
//! * `pictures/0001.png` or `.svg`: the file that a credential came in, byte for byte.
//! * `records/0001.json`: `createdAt` and `content`, in which a `holding` is the name of a credential's file.
//! * `receipts.json`: what was agreed to be shown, to whom and what for.
//! * `keys.json`: keys as their owner sealed them; nobody else can open them.
//!
//! There are no secrets in it: no links, passkeys, recovery codes or sessions. All times are RFC 3339.
//!
//! Bringing checks each credential anew, and decides anew whether it names an address or a key of whoever brings
//! it. An earlier edition comes where its signature is good and it has the issuer and the id of its credential. The
//! zip is read whole before anything is kept, and bringing it twice keeps nothing twice. `docs/take-along.md` tells
//! the same to who writes or reads such a zip with another program.

mod archive;
mod bring;
mod format;
mod on_paper;
mod opened;
mod pack;
mod single;
#[cfg(test)]
mod tests;

pub use archive::{MAX_ZIP_BYTES, Refusal};
pub use bring::{CameAlong, Left, bring};
pub use on_paper::on_paper;
pub use opened::{Opened, open};
pub use pack::take;
pub use single::{AsFile, SingleFile, single};

use tokio::sync::{Semaphore, SemaphorePermit};

use super::{account::NotProven, hold::add::AddError, judge::Busy, record::RecordError};
use crate::{problem::Problem, store::StoreError};

/// Why nothing was packed, or not all was brought.
#[derive(Debug, thiserror::Error)]
pub enum AlongError {
    /// Whoever asks proved too long ago who they are.
    #[error(transparent)]
    NotProven(#[from] NotProven),
    /// There is more than goes into one zip.
    #[error("there is more than fits into one file")]
    TooMuch,
    /// What was brought is no such zip. Nothing was changed.
    #[error("this file cannot be brought along")]
    Refused(Refusal),
    /// Too much to verify just now: what was brought so far stays, and the rest comes when it is brought again.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// A record could not be kept.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// What is kept does not read or does not pack.
    #[error("could not pack what is kept")]
    Pack(#[from] rawzip::Error),
    /// What is kept does not read.
    #[error("could not read what is kept")]
    Content(#[from] serde_json::Error),
    /// The database failed.
    #[error("could not read or store what is taken along")]
    Store(#[from] StoreError),
}

/// One after another: each may hold all of a wallet in memory, twice.
static TURN: Semaphore = Semaphore::const_new(1);

/// Waits for a turn, which lasts until what this gives is dropped.
///
/// # Panics
/// Never: nobody closes the turns.
pub async fn turn() -> SemaphorePermit<'static> {
    TURN.acquire().await.expect("nobody closes the turns")
}

impl From<AddError> for AlongError {
    fn from(err: AddError) -> Self {
        match err {
            AddError::TooMany => Self::TooMuch,
            AddError::Busy(source) => Self::Busy(source),
            AddError::Store(source) => Self::Store(source),
        }
    }
}

impl From<AlongError> for Problem {
    fn from(err: AlongError) -> Self {
        match err {
            AlongError::NotProven(source) => source.into(),
            AlongError::TooMuch | AlongError::Refused(_) => Self::unprocessable(&err, Vec::new()),
            AlongError::Busy(source) => source.into(),
            AlongError::Record(source) => source.into(),
            AlongError::Pack(_) | AlongError::Content(_) => Self::internal(&err),
            AlongError::Store(source) => source.into(),
        }
    }
}
