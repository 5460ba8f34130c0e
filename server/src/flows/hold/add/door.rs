//! The door: what is not known to be somebody's, or is not good, and waits there for their word.

use crypto::verify::{Report, Verdict};

use super::{
    AddError, Arrived, Came, MOST_WAITING, Why,
    place::{Room, Taken, settle},
};
use crate::{
    app::App,
    flows::{
        hold::{
            standing::{Standing, Whose},
            summary,
        },
        session::Viewer,
    },
    id::{AccountId, CredentialId},
    store::{
        StoreError, Tx,
        arrival::{self, ArrivalRow},
        holding_edition::PictureRow,
    },
};

/// Bytes of what waits for somebody's word at once, pictures included.
const MOST_WAITING_BYTES: u64 = 64 << 20;

/// Why a document is kept on its bringer's word alone.
pub(super) fn why(report: &Report) -> Why {
    match report.outcome {
        Verdict::Invalid => Why::NotGood(Standing::of(report)),
        _ if names_nobody(report) => Why::Nobody,
        _ => Why::Another,
    }
}

fn names_nobody(report: &Report) -> bool {
    let it = report.credential.as_ref();
    it.is_none_or(|it| !it.identified && it.recipient_name.is_none() && it.subject_id.is_none())
}

/// Has a document wait, in the place of the same text if that waits already.
pub(super) async fn wait(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    name: &str,
    it: Taken<'_>,
) -> Result<Came, StoreError> {
    arrival::forget_same(tx, account, it.text).await?;
    let picture = it.picture.or_else(|| summary::carried(it.report));
    let (media_type, baked) =
        picture.as_ref().map_or((None, false), |it| (Some(it.media_type.clone()), it.baked));
    let row = ArrivalRow {
        arrival_id: app.new_id(),
        name: name.chars().filter(|c| *c != '\0').take(300).collect(),
        document: it.text.to_owned(),
        report: serde_json::to_string(&summary::without_pictures(it.report.clone())).unwrap_or_default(),
        media_type,
        baked,
        picture: picture.map(|it| it.picture),
        created_at: app.clock.now_ms(),
    };
    let (number, bytes) = arrival::load(tx, account).await?;
    if number >= u64::from(MOST_WAITING) || bytes + row.bytes() > MOST_WAITING_BYTES {
        return Ok(Came::Full);
    }
    arrival::insert(tx, account, &row).await?;
    Ok(Came::Waits(row.arrival_id, why(it.report)))
}

/// What waits for somebody's word, newest first.
///
/// # Errors
/// When the database fails.
pub async fn waiting(app: &App, viewer: &Viewer) -> Result<Vec<Arrived>, StoreError> {
    let rows = arrival::of_account(&mut app.db.read().await?, viewer.account, MOST_WAITING).await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let report: Report = serde_json::from_str(&row.report).ok()?;
            let came = Came::Waits(row.arrival_id, why(&report));
            Some(Arrived { name: row.name, came, report: Some(report) })
        })
        .collect())
}

/// How much waits for somebody's word.
///
/// # Errors
/// When the database fails.
pub async fn waiting_number(app: &App, viewer: &Viewer) -> Result<u64, StoreError> {
    arrival::count(&mut app.db.read().await?, viewer.account).await
}

/// Keeps what waits on its bringer's word, labelled as such; gives what came into the wallet. What does not
/// wait any more, or was there already, is passed over; what there is no room for goes on waiting.
///
/// # Errors
/// [`AddError`].
pub async fn vouch(app: &App, viewer: &Viewer, ids: &[CredentialId]) -> Result<Vec<CredentialId>, AddError> {
    let account = viewer.account;
    let mut tx = app.db.write().await?;
    let mut room = Room::of(&mut tx, account).await?;
    let mut kept = Vec::with_capacity(ids.len());
    for id in ids.iter().take(MOST_WAITING as usize) {
        let Some(mut row) = arrival::take(&mut tx, account, *id).await? else { continue };
        // It was checked within the day, and is due at once.
        let Ok(report) = serde_json::from_str::<Report>(&row.report) else { continue };
        let picture = match (row.media_type.clone(), row.picture.take()) {
            (Some(media_type), Some(picture)) => Some(PictureRow { media_type, baked: row.baked, picture }),
            _ => None,
        };
        let it = Taken { text: &row.document, report: &report, whose: Whose::Word, picture: picture.clone() };
        match settle(app, &mut tx, account, &mut room, row.arrival_id, &it, true).await? {
            Some(Came::Kept(id) | Came::Renewed(id)) => kept.push(id),
            Some(Came::Full) => {
                row.picture = picture.map(|it| it.picture);
                arrival::insert(&mut tx, account, &row).await?;
            }
            _ => {}
        }
    }
    tx.commit().await?;
    Ok(kept)
}

/// Forgets what waits; gives how much it was.
///
/// # Errors
/// When the database fails.
pub async fn discard(app: &App, viewer: &Viewer, ids: &[CredentialId]) -> Result<usize, StoreError> {
    let mut tx = app.db.write().await?;
    let mut gone = 0;
    for id in ids.iter().take(MOST_WAITING as usize) {
        gone += usize::from(arrival::forget(&mut tx, viewer.account, *id).await?);
    }
    tx.commit().await?;
    Ok(gone)
}
