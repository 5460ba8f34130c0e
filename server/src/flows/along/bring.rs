//! Bringing a zip to this Laurel.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use api::SealedKey;
use serde_json::Value;

use super::{
    AlongError,
    format::AboutAccount,
    opened::{Opened, OpenedKey},
};
use crate::{
    app::App,
    flows::{
        hold::add::{self, Came, CamePacked, Packed},
        key,
        record::{self, Made, RecordError},
        session::Viewer,
    },
    id::CredentialId,
    store::{
        Tx, account,
        along::{self, CarriedKeyRow, CarriedReceiptRow},
        sealed_key,
    },
};

/// Receipts of an account with which more are brought.
const MOST_RECEIPTS: usize = 5_000;

/// What came along.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct CameAlong {
    /// Credentials that are in the wallet now and were not,
    pub credentials: u64,
    /// that were there already,
    pub already: u64,
    /// and how many of the new ones are the learner's by their word alone.
    pub on_word: u64,
    /// Those that are new, and
    pub new: Vec<CredentialId>,
    /// those that were there, in the order of the zip.
    pub there: Vec<CredentialId>,
    /// What is not kept of all that is in the file.
    pub left: Vec<Left>,
    /// Records that were made,
    pub records: u64,
    /// receipts that were kept,
    pub receipts: u64,
    /// and sealed keys.
    pub keys: u64,
}

/// Something that was not kept.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Left {
    /// A file: no credential, no edition of its credential, a record that says too much, or there is no room.
    File(String),
    /// What stood in a record about a credential that is not kept.
    Item {
        /// The record's file.
        record: String,
        /// The credential's file.
        credential: String,
    },
    /// A sealed key that no browser could open, or for which there is no room: what its owner calls it, or its
    /// DID.
    Key(String),
    /// So many receipts, the oldest.
    Receipts(u64),
}

/// Brings what was opened. Each credential is checked as when it is added, and is the learner's by their addresses
/// and keys, or by their word.
///
/// # Errors
/// [`AlongError`].
pub async fn bring(app: &App, viewer: &Viewer, opened: Opened) -> Result<CameAlong, AlongError> {
    let Opened { account: own, credentials, records, receipts, keys, left } = opened;
    let mut came = CameAlong { left, ..CameAlong::default() };
    let mut ids = BTreeMap::new();
    for some in parts(credentials) {
        let files: Vec<String> = some.iter().map(|one| one.name.clone()).collect();
        let arrived = add::bring_packed(app, viewer, some).await?;
        for (file, CamePacked { came: what, left }) in files.into_iter().zip(arrived) {
            came.left.extend(left.into_iter().map(Left::File));
            let id = match what {
                Came::Kept(id) | Came::Renewed(id) => {
                    came.credentials += 1;
                    came.new.push(id);
                    id
                }
                Came::Already(id) => {
                    came.already += 1;
                    came.there.push(id);
                    id
                }
                Came::Waits(..) | Came::Asks(_) | Came::NotACredential | Came::Full => {
                    came.left.push(Left::File(file));
                    continue;
                }
            };
            ids.insert(file, id);
        }
    }
    for (file, created_at, content) in records {
        let (content, lost) = named(content, &ids);
        match record::bring(app, viewer, created_at, content).await {
            Ok(made) => {
                came.records += u64::from(matches!(made, Made::New(_)));
                if made == Made::Full {
                    came.left.push(Left::File(file));
                    continue;
                }
                let item = |credential| Left::Item { record: file.clone(), credential };
                came.left.extend(lost.into_iter().map(item));
            }
            Err(RecordError::Fields(_)) => came.left.push(Left::File(file)),
            Err(err) => return Err(err.into()),
        }
    }
    let mut tx = app.db.write().await?;
    account::lock(&mut tx, viewer.account).await?;
    keep_receipts(app, &mut tx, viewer, receipts, &mut came).await?;
    keep_keys(&mut tx, viewer, keys, &mut came).await?;
    settle(&mut tx, viewer, &own).await?;
    let on_word: BTreeSet<_> = along::on_word(&mut tx, viewer.account).await?.into_iter().collect();
    let new: BTreeSet<_> = came.new.iter().copied().collect();
    came.on_word = on_word.intersection(&new).count() as u64;
    tx.commit().await?;
    Ok(came)
}

/// As many credentials at once as are checked at once, their earlier editions among them.
fn parts(credentials: Vec<Packed>) -> Vec<Vec<Packed>> {
    let (mut parts, mut documents) = (Vec::<Vec<Packed>>::new(), 0);
    for one in credentials {
        documents += 1 + one.earlier.len();
        match parts.last_mut() {
            Some(part) if documents <= add::MOST_AT_ONCE => part.push(one),
            _ => {
                documents = 1 + one.earlier.len();
                parts.push(vec![one]);
            }
        }
    }
    parts
}

/// A record that names credentials by their ids in this wallet; and the files of those that did not come.
fn named(
    mut content: api::RecordContent,
    ids: &BTreeMap<String, CredentialId>,
) -> (api::RecordContent, Vec<String>) {
    let (mut seen, mut lost) = (BTreeSet::new(), Vec::new());
    for section in &mut content.sections {
        section.items.retain_mut(|item| {
            let Some(id) = ids.get(&item.holding) else {
                lost.push(std::mem::take(&mut item.holding));
                return false;
            };
            // Two files may turn out to be one credential.
            item.holding = id.to_string();
            seen.insert(*id)
        });
    }
    (content, lost)
}

/// Keeps the receipts that are not there, the newest first.
async fn keep_receipts(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    mut receipts: Vec<CarriedReceiptRow>,
    came: &mut CameAlong,
) -> Result<(), AlongError> {
    let alike = |row: &CarriedReceiptRow| {
        let content: Option<Value> = serde_json::from_str(&row.content).ok();
        let content = content.map(|content| content.to_string()).unwrap_or_default();
        (row.given_at, row.recipient.clone(), row.purpose.clone(), content)
    };
    let mut known: BTreeSet<_> = along::receipts(tx, viewer.account).await?.iter().map(alike).collect();
    let (now, mut over) = (app.clock.now_ms(), 0);
    receipts.sort_by_key(|row| Reverse(row.given_at));
    for row in receipts {
        let alike = alike(&row);
        if known.contains(&alike) {
            continue;
        }
        if known.len() >= MOST_RECEIPTS {
            over += 1;
            continue;
        }
        known.insert(alike);
        along::keep_receipt(tx, viewer.account, app.new_id(), &row, now).await?;
        came.receipts += 1;
    }
    if over > 0 {
        came.left.push(Left::Receipts(over));
    }
    Ok(())
}

/// Keeps the sealed keys of which there is no copy.
async fn keep_keys(
    tx: &mut Tx,
    viewer: &Viewer,
    keys: Vec<OpenedKey>,
    came: &mut CameAlong,
) -> Result<(), AlongError> {
    let there = sealed_key::of_account(tx, viewer.account).await?;
    let mut there: BTreeSet<String> = there.into_iter().map(|row| row.did).collect();
    for OpenedKey { did, label, sealed, made_at } in keys {
        if there.contains(&did) {
            continue;
        }
        let copy: Option<SealedKey> = serde_json::from_value(sealed).ok().filter(key::is_sealed);
        let Some(copy) = copy.filter(|_| there.len() < key::MOST_SEALED) else {
            came.left.push(Left::Key(if label.is_empty() { did } else { label }));
            continue;
        };
        let sealed = serde_json::to_string(&copy)?;
        let row = CarriedKeyRow { did: did.clone(), label, sealed, made_at };
        came.keys += u64::from(along::keep_key(tx, viewer.account, &row).await?);
        there.insert(did);
    }
    Ok(())
}

/// Takes over what is not said here; what was said here stays.
async fn settle(tx: &mut Tx, viewer: &Viewer, own: &AboutAccount) -> Result<(), AlongError> {
    let Some(here) = account::by_id(tx, viewer.account).await? else { return Ok(()) };
    let or = |here: String, brought: &str| if here.is_empty() { brought.to_owned() } else { here };
    let name = or(here.name, &own.name);
    let (language, theme) = (or(here.language, &own.language), or(here.theme, &own.theme));
    account::settle(tx, viewer.account, &name, &language, &theme).await?;
    Ok(())
}
