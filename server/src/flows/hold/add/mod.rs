//! Adding: what a learner brings is checked first; what is theirs is kept at once, and what is not, or is
//! not good, waits for their word.

mod door;
mod packed;
mod place;
mod whose;

use std::collections::BTreeSet;

use crypto::verify::{Report, Verdict};

pub use self::{
    door::{discard, vouch, waiting, waiting_number},
    packed::{CamePacked, MOST_EDITIONS, Packed, PackedEdition, bring_packed},
};
use self::{
    door::{wait, why},
    place::{Room, Taken, settle},
};
pub(super) use self::{
    place::renew,
    whose::{Identity, judge},
};
use super::{
    HoldError, claim,
    standing::{Standing, Whose},
    unpack::{Piece, What, unpack},
};
use crate::{
    app::App,
    flows::{judge::Busy, session::Viewer},
    id::{AccountId, CredentialId},
    problem::Problem,
    store::{StoreError, Tx, holding_edition::PictureRow},
};

/// Documents that are taken at once.
pub const MOST_AT_ONCE: usize = 200;
/// Credentials in one wallet.
pub const MOST_HELD: u64 = 10_000;
/// What waits for somebody's word at once.
pub const MOST_WAITING: u32 = 400;
/// For how long something waits.
pub(crate) const ARRIVAL_LIFE_MS: i64 = 24 * 60 * 60 * 1000;
/// Addresses of assertions that are opened at once.
const MOST_ADDRESSES: usize = 5;

/// Something brought: where it was found, for people, and its bytes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Brought {
    /// Such as `badges.zip / ada.json`.
    pub name: String,
    /// JSON, a compact JWT, or an image with one of these in it.
    pub bytes: Vec<u8>,
}

/// What became of one thing that was brought.
#[derive(Clone, Debug)]
pub struct Arrived {
    /// Where it was found.
    pub name: String,
    /// What is true of it; absent where it is no document.
    pub report: Option<Report>,
    /// What became of it.
    pub came: Came,
}

/// What became of a document.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Came {
    /// It is in the wallet now.
    Kept(CredentialId),
    /// It took the place of an earlier edition, which is still to be seen.
    Renewed(CredentialId),
    /// It is in the wallet already, as it is or as a newer edition.
    Already(CredentialId),
    /// It waits for the learner's word.
    Waits(CredentialId, Why),
    /// It would be kept on the learner's word alone, and was not.
    Asks(Why),
    /// It is no credential.
    NotACredential,
    /// The wallet is full, or too much waits for the learner's word.
    Full,
}

/// Why a document is kept only on its bringer's word.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Why {
    /// It names somebody else, as far as can be told.
    Another,
    /// It names nobody.
    Nobody,
    /// It is not good.
    NotGood(Standing),
}

/// What becomes of what is not known to be the learner's, or not good.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Doubtful {
    /// It waits for their word.
    Waits,
    /// They have given it.
    Kept,
    /// Nothing.
    Left,
}

/// Why nothing was added.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// More documents than are taken at once.
    #[error("more than {MOST_AT_ONCE} credentials are not taken at once")]
    TooMany,
    /// Too much to verify just now.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The database failed.
    #[error("could not store the credential")]
    Store(#[from] StoreError),
}

impl From<AddError> for Problem {
    fn from(err: AddError) -> Self {
        match err {
            AddError::TooMany => Self::unprocessable(&err, Vec::new()),
            AddError::Busy(source) => source.into(),
            AddError::Store(source) => source.into(),
        }
    }
}

/// Checks what somebody brings, keeps what is theirs and good, and has the rest wait for their word, or does
/// with it what they say.
///
/// # Errors
/// [`AddError`]; nothing is kept then, but what was issued here for them may have been claimed.
pub async fn bring(
    app: &App,
    viewer: &Viewer,
    brought: Vec<Brought>,
    doubtful: Doubtful,
) -> Result<Vec<Arrived>, AddError> {
    let unpacking = move || -> Vec<Piece> {
        brought.iter().flat_map(|it| unpack(&it.name, &it.bytes)).take(MOST_AT_ONCE + 1).collect()
    };
    let pieces = app.turns.take(unpacking).await?;
    bring_pieces(app, viewer, pieces, doubtful).await
}

async fn bring_pieces(
    app: &App,
    viewer: &Viewer,
    pieces: Vec<Piece>,
    doubtful: Doubtful,
) -> Result<Vec<Arrived>, AddError> {
    let weighed = weigh(app, viewer, pieces).await?;
    let mut tx = app.db.write().await?;
    let mut room = Room::of(&mut tx, viewer.account).await?;
    let mut arrived = Vec::with_capacity(weighed.len());
    for one in weighed {
        arrived.push(place(app, &mut tx, viewer.account, &mut room, one, doubtful).await?);
    }
    tx.commit().await?;
    Ok(arrived)
}

/// Something that was brought, and what is true of it.
struct Weighed {
    piece: Piece,
    /// Absent where it is no document.
    judged: Option<(Report, Whose)>,
    /// Under which id it is here, where it was issued here and is claimed now; for the first of several copies.
    own: Option<CredentialId>,
}

/// Checks each of what somebody brings, and claims what was issued here for them.
async fn weigh(app: &App, viewer: &Viewer, mut pieces: Vec<Piece>) -> Result<Vec<Weighed>, AddError> {
    if pieces.len() > MOST_AT_ONCE {
        return Err(AddError::TooMany);
    }
    follow(app, &mut pieces).await?;
    let identity = Identity::of(&mut app.db.read().await?, viewer.account).await?;
    let judged = judge(app, &identity, &documents(&pieces)).await?;
    let mut claimed = claim_all(app, viewer, judged.iter().map(|(report, _)| report)).await?;
    let mut judged = judged.into_iter();
    let weighed = pieces.into_iter().map(|piece| {
        let judged = if matches!(piece.what, What::Document(_)) { judged.next() } else { None };
        let own = judged.as_ref().and_then(|(report, _)| own_id(app, report));
        Weighed { piece, judged, own: own.filter(|id| claimed.remove(id)) }
    });
    Ok(weighed.collect())
}

/// Finds the place of one thing that was brought.
async fn place(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    room: &mut Room,
    it: Weighed,
    doubtful: Doubtful,
) -> Result<Arrived, StoreError> {
    let Weighed { piece, judged, own } = it;
    let (What::Document(text), Some((report, whose))) = (&piece.what, judged) else {
        return Ok(Arrived { name: piece.name, report: None, came: Came::NotACredential });
    };
    let picture = piece.picture.map(|picture| PictureRow {
        media_type: picture.media_type.to_owned(),
        baked: true,
        picture: picture.bytes,
    });
    let it = Taken { text, report: &report, whose, picture };
    let came = match own {
        Some(id) => Came::Kept(id),
        None if !is_credential(&report) => Came::NotACredential,
        None => {
            let (id, vouched) = (app.new_id(), doubtful == Doubtful::Kept);
            match settle(app, tx, account, room, id, &it, vouched).await? {
                Some(came) => came,
                None if doubtful == Doubtful::Waits => wait(app, tx, account, &piece.name, it).await?,
                None => Came::Asks(why(&report)),
            }
        }
    };
    Ok(Arrived { name: piece.name, report: Some(report), came })
}

/// Claims whatever waits here for this person, since they bring it themselves.
async fn claim_all(
    app: &App,
    viewer: &Viewer,
    reports: impl Iterator<Item = &Report>,
) -> Result<BTreeSet<CredentialId>, StoreError> {
    let mut claimed = BTreeSet::new();
    for id in reports.filter_map(|report| own_id(app, report)) {
        match claim(app, viewer, id).await {
            Ok(()) => {
                claimed.insert(id);
            }
            Err(HoldError::Store(err)) => return Err(err),
            Err(_) => {}
        }
    }
    Ok(claimed)
}

fn documents(pieces: &[Piece]) -> Vec<&[u8]> {
    let texts = pieces.iter().filter_map(|piece| match &piece.what {
        What::Document(text) => Some(text.as_bytes()),
        _ => None,
    });
    texts.collect()
}

/// Under which id a good credential that was issued here is here.
fn own_id(app: &App, report: &Report) -> Option<CredentialId> {
    own_path(app, report).filter(|_| report.outcome != Verdict::Invalid)
}

/// The id in the address here that a document has, or says it has.
fn own_path(app: &App, report: &Report) -> Option<CredentialId> {
    let id = report.credential.as_ref()?.id.as_deref()?;
    app.config.public_url.path_of(id)?.strip_prefix("/credentials/")?.parse().ok()
}

/// Opens the addresses that the oldest images carry.
async fn follow(app: &App, pieces: &mut [Piece]) -> Result<(), AddError> {
    let mut left = MOST_ADDRESSES;
    for piece in pieces {
        let What::Address(address) = &piece.what else { continue };
        let url = address.parse().ok().filter(|_| left > 0);
        left = left.saturating_sub(1);
        let found = match url {
            Some(url) => app.fetch.link(url).await.ok(),
            None => None,
        };
        let name = piece.name.clone();
        let opened = match found {
            Some(bytes) => app.turns.take(move || unpack(&name, &bytes)).await?.pop(),
            None => None,
        };
        piece.what = match opened.map(|opened| opened.what) {
            Some(What::Document(text)) => What::Document(text),
            _ => What::Nothing,
        };
    }
    Ok(())
}

/// Whether a report is on something that a wallet holds: a credential, or an assertion of Open Badges 2.0.
fn is_credential(report: &Report) -> bool {
    let types = report.credential.as_ref().map(|it| it.types.as_slice()).unwrap_or_default();
    let named = types.iter().any(|name| name == "VerifiableCredential" || name == "Assertion");
    named && report.receipt.is_none()
}
