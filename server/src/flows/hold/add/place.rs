//! The place of a document in a wallet: what is there already, an edition of that, or a new one.

use crypto::verify::{Report, Verdict};

use super::{Came, MOST_HELD, own_path};
use crate::{
    app::App,
    flows::hold::{
        restore,
        standing::{Standing, Whose, is_its_issuers},
        summary::{self, Of},
    },
    id::{AccountId, CredentialId},
    store::{
        StoreError, Tx, holding,
        holding_edition::{self, PictureRow},
        holding_summary::{self, DoubleRow},
        shelf,
    },
};

/// How many more credentials a wallet takes.
pub(super) struct Room(u64);

impl Room {
    pub(super) async fn of(tx: &mut Tx, account: AccountId) -> Result<Self, StoreError> {
        Ok(Self(MOST_HELD.saturating_sub(holding::kept(tx, account).await?)))
    }
}

/// A document to find the place of.
pub(super) struct Taken<'t> {
    pub(super) text: &'t str,
    pub(super) report: &'t Report,
    pub(super) whose: Whose,
    /// The file that it came in.
    pub(super) picture: Option<PictureRow>,
}

/// Finds the place of one document; `None` where it is kept on its bringer's word alone and they have not given
/// it.
///
/// * `id`: that under which it is kept, if it is new.
pub(super) async fn settle(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    room: &mut Room,
    id: CredentialId,
    it: &Taken<'_>,
    vouched: bool,
) -> Result<Option<Came>, StoreError> {
    let good = it.report.outcome != Verdict::Invalid;
    // What a document says is no reason to believe it, unless it is good or at least its issuer's: whoever's badge
    // has run out, it is theirs.
    let whose = if good || is_its_issuers(it.report) { it.whose } else { Whose::Word };
    if let Some((id, removed)) = there(app, tx, account, it, good).await? {
        return back(app, tx, account, id, removed).await.map(Some);
    }
    for double in doubles(tx, account, it.report).await? {
        let found = edition(it.report, good, &double);
        // An issuer may use one id for all that it awarded the same to: another's is no edition of theirs.
        let anothers = whose == Whose::Word && !double.on_word && !double.ours;
        match found {
            Edition::Other => {}
            _ if anothers => {}
            Edition::Known => {
                return back(app, tx, account, double.holding_id, double.removed).await.map(Some);
            }
            Edition::Newer => {
                let id = double.holding_id;
                if double.removed {
                    restore(app, tx, account, id).await?;
                }
                renew(app, tx, account, id, it.text, it.report, whose, it.picture.as_ref()).await?;
                return Ok(Some(if double.removed { Came::Kept(id) } else { Came::Renewed(id) }));
            }
        }
    }
    if (whose == Whose::Word || !good) && !vouched {
        return Ok(None);
    }
    if room.0 == 0 {
        return Ok(Some(Came::Full));
    }
    room.0 -= 1;
    insert(app, tx, account, id, it, whose).await?;
    Ok(Some(Came::Kept(id)))
}

/// What is or was in the wallet and is this very document, or the credential that was issued here which it is
/// an edition of; and whether it was taken out.
async fn there(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    it: &Taken<'_>,
    good: bool,
) -> Result<Option<(CredentialId, bool)>, StoreError> {
    if let Some(found) = holding::same(tx, account, it.text).await? {
        return Ok(Some(found));
    }
    let Some(id) = own_path(app, it.report) else { return Ok(None) };
    // Of what is not good, such as revoked, the very text alone.
    let text = (!good).then_some(it.text);
    Ok(holding::ours(tx, account, id, text).await?.map(|removed| (id, removed)))
}

/// What is there already is there; what was taken out is put back.
async fn back(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
    removed: bool,
) -> Result<Came, StoreError> {
    if !removed {
        return Ok(Came::Already(id));
    }
    restore(app, tx, account, id).await?;
    Ok(Came::Kept(id))
}

async fn doubles(tx: &mut Tx, account: AccountId, report: &Report) -> Result<Vec<DoubleRow>, StoreError> {
    let it = report.credential.as_ref();
    let (issuer, id) = (it.and_then(|it| it.issuer_id.as_deref()), it.and_then(|it| it.id.as_deref()));
    match (issuer, id) {
        (Some(issuer), Some(id)) if !issuer.is_empty() && !id.is_empty() => {
            let (issuer, id) = (summary::clipped(issuer), summary::clipped(id));
            holding_summary::doubles(tx, account, &issuer, &id).await
        }
        _ => Ok(Vec::new()),
    }
}

/// How a document stands to one of the same issuer and id.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Edition {
    /// There is nothing new in it.
    Known,
    /// It takes the other's place.
    Newer,
    /// It only says that it is the same, or has ended: neither takes the place of anything.
    Other,
}

fn edition(report: &Report, good: bool, double: &DoubleRow) -> Edition {
    let from = summary::valid_from(report);
    match Standing::read(&double.state) {
        // A signature that is not good, or could not be checked, proves nothing.
        _ if !is_its_issuers(report) => Edition::Other,
        Standing::Invalid if !good => Edition::Other,
        Standing::Invalid if double.ours => Edition::Known,
        Standing::Invalid => Edition::Newer,
        _ if double.ours => Edition::Known,
        // Nor does the day that such a one names.
        Standing::Unknown if from < double.valid_from => Edition::Other,
        _ if from < double.valid_from => Edition::Known,
        _ if !good => Edition::Other,
        _ if from > double.valid_from => Edition::Newer,
        Standing::Unknown if report.outcome == Verdict::Valid => Edition::Newer,
        Standing::Verified | Standing::Genuine | Standing::Unknown | Standing::NotYet => Edition::Known,
        // The same day, and the other has ended: its issuer has brought it up to date.
        _ => Edition::Newer,
    }
}

/// Keeps a later edition in the place of the one that stood, which is put aside, its picture and news with it.
#[expect(clippy::too_many_arguments, reason = "one row and what was read of it")]
pub(in crate::flows::hold) async fn renew(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
    text: &str,
    report: &Report,
    whose: Whose,
    picture: Option<&PictureRow>,
) -> Result<(), StoreError> {
    let now = app.clock.now_ms();
    holding_edition::put_aside(tx, id, now).await?;
    holding_edition::forget_picture(tx, id).await?;
    if let Some(picture) = picture {
        holding_edition::keep_picture(tx, id, picture).await?;
    }
    holding::replace(tx, account, id, text, whose.name()).await?;
    let of = Of { id, account, ours: false, mark: String::new(), held_at: now };
    summary::keep(app, tx, &of, report).await?;
    shelf::tell(tx, id, "", now).await
}

async fn insert(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    id: CredentialId,
    it: &Taken<'_>,
    whose: Whose,
) -> Result<(), StoreError> {
    let now = app.clock.now_ms();
    holding::insert_foreign(tx, account, id, it.text, whose.name(), now).await?;
    if let Some(picture) = &it.picture {
        holding_edition::keep_picture(tx, id, picture).await?;
    }
    let of = Of { id, account, ours: false, mark: String::new(), held_at: now };
    summary::keep(app, tx, &of, it.report).await
}
