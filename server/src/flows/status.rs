//! Signed status lists, as the world reads them.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, PoisonError},
};

use crypto::{
    proof::SignError,
    status::{Bitstring, LIST_LEN},
    verify::Known,
};
use sha2::{Digest, Sha256};

use super::{
    document,
    issuer::{Signer, SignerError},
    revoke::in_list,
};
use crate::{
    app::App,
    effects::instant_of,
    id::{IssuerId, StatusListId},
    secrets::{Unsealable, hex},
    store::{
        StoreError, Tx, edition,
        status_list::{self, Purpose, StatusListRow, Taken},
    },
};

/// How long a reader may keep a status list.
pub const TTL_S: u32 = 60;

/// A signed status list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SignedList {
    /// The signed document, byte for byte as stored.
    pub document: String,
    /// An entity tag of the document, with its quotation marks.
    pub etag: String,
    /// How long a reader may keep it, in seconds.
    pub ttl_s: u32,
}

/// A status list by its id.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, id: StatusListId) -> Result<Option<SignedList>, StoreError> {
    let document = status_list::document(&mut app.db.read().await?, id).await?;
    Ok(document.map(|document| {
        let etag = format!("\"{}\"", &hex(&Sha256::digest(&document))[..32]);
        SignedList { document, etag, ttl_s: TTL_S }
    }))
}

/// What a verifier may know of a status list of ours: the signed document, and which of its entries
/// are those of editions that were corrected.
///
/// # Errors
/// When the database fails.
pub(super) async fn known(app: &App, id: StatusListId) -> Result<Option<Known>, StoreError> {
    let mut tx = app.db.read().await?;
    let Some(text) = status_list::document(&mut tx, id).await? else { return Ok(None) };
    let signed = Sha256::digest(&text).into();
    let replaced = if let Some(kept) = app.replaced().get(id, signed) {
        kept
    } else {
        let mut replaced = ByDay::new();
        for (index, at) in edition::corrected_in(&mut tx, id).await? {
            let day = instant_of(at).replace_time(time::Time::MIDNIGHT);
            replaced.entry(document::rfc3339(day)).or_default().push(in_list(index));
        }
        app.replaced().keep(id, signed, replaced.clone());
        replaced
    };
    Ok(Some(Known::Found { text, at: None, replaced }))
}

/// Entries of a list by the day on which a corrected edition took their place.
type ByDay = BTreeMap<String, Vec<u32>>;

/// Which entries of our lists are those of corrected editions, kept for as long as the list is the
/// same: whatever changes it signs it again.
#[derive(Debug, Default)]
pub(crate) struct Replaced(Mutex<HashMap<StatusListId, (ListHash, ByDay)>>);

/// The SHA-256 of a signed list.
type ListHash = [u8; 32];

impl Replaced {
    /// Lists that are kept at once.
    const MOST: usize = 64;

    fn get(&self, id: StatusListId, signed: ListHash) -> Option<ByDay> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(&id).filter(|(of, _)| *of == signed).map(|(_, replaced)| replaced.clone())
    }

    fn keep(&self, id: StatusListId, signed: ListHash, replaced: ByDay) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= Self::MOST {
            kept.clear();
        }
        kept.insert(id, (signed, replaced));
    }
}

/// A place in a status list that nobody else gets.
#[derive(Clone, Debug)]
pub(in crate::flows) struct Entry {
    /// The list.
    pub(super) list: StatusListId,
    /// The list's address.
    pub(super) list_url: String,
    /// The index in it.
    pub(super) index: u32,
    /// What the list is about.
    pub(super) purpose: Purpose,
}

impl Entry {
    /// The place that a credential has.
    ///
    /// * `index`: as the table has it.
    pub(super) async fn held(
        app: &App,
        tx: &mut Tx,
        list: StatusListId,
        index: i64,
    ) -> Result<Self, StoreError> {
        Ok(Self::at(app, list, index, purpose_of(tx, list).await?))
    }

    /// A place in a list that is known.
    pub(super) fn at(app: &App, list: StatusListId, index: i64, purpose: Purpose) -> Self {
        Self { list, list_url: list_url(app, list), index: in_list(index), purpose }
    }
}

/// Why there is no place, or a list was not signed.
#[derive(Debug, thiserror::Error)]
pub(super) enum ListError {
    /// Not signed.
    #[error("could not sign the status list")]
    Sign(#[from] SignError),
    /// The issuer's key does not open.
    #[error("could not open the issuer's key")]
    Key(#[from] Unsealable),
    /// Not stored, or stored wrongly.
    #[error("could not store the status list")]
    Store(#[from] StoreError),
}

impl From<SignerError> for ListError {
    fn from(err: SignerError) -> Self {
        match err {
            SignerError::Key(source) => Self::Key(source),
            SignerError::Store(source) => Self::Store(source),
        }
    }
}

/// Takes the next `count` free entries of an issuer; opens new lists when there are too few.
pub(super) async fn take(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    signer: &Signer,
    purpose: Purpose,
    count: usize,
) -> Result<Vec<Entry>, ListError> {
    let missing = || StoreError::Sql(sqlx::Error::RowNotFound);
    let mut entries = Vec::with_capacity(count);
    while entries.len() < count {
        let wanted = u32::try_from(count - entries.len()).unwrap_or(LIST_LEN).min(LIST_LEN);
        let Some((list, left)) = status_list::open(tx, issuer, signer.did(), purpose).await? else {
            open_list(app, tx, issuer, signer, purpose).await?;
            continue;
        };
        let some = wanted.min(u32::try_from(left).unwrap_or(LIST_LEN));
        let taken = status_list::take(tx, list, some).await?.ok_or_else(missing)?;
        let Taken { permutation_key, taken, .. } = taken;
        let end = u32::try_from(taken).expect("the table allows 0 to 131072");
        let list_url = list_url(app, list);
        entries.extend((end - some..end).map(|place| Entry {
            list,
            list_url: list_url.clone(),
            index: permuted(&permutation_key, place),
            purpose,
        }));
    }
    Ok(entries)
}

/// Sets or clears entries of a list and signs it again, in the caller's transaction.
pub(super) async fn set(
    app: &App,
    tx: &mut Tx,
    id: StatusListId,
    indexes: &[u32],
    to: bool,
) -> Result<(), ListError> {
    let row = status_list::lock(tx, id).await?.ok_or(StoreError::Sql(sqlx::Error::RowNotFound))?;
    let signer = Signer::of_did(app, tx, row.issuer_id, &row.did).await?;
    let broken = |err: crypto::status::ListError| StoreError::Sql(sqlx::Error::Decode(Box::new(err)));
    let mut bits = Bitstring::from_bytes(row.bits).map_err(broken)?;
    for index in indexes {
        bits.set(*index as usize, to);
    }
    let document = signed(app, id, &signer, Purpose::of_name(&row.purpose), &bits)?;
    status_list::update(tx, id, bits.as_bytes(), &document, app.clock.now_ms()).await?;
    Ok(())
}

/// What a set bit of a list means.
pub(super) async fn purpose_of(tx: &mut Tx, id: StatusListId) -> Result<Purpose, StoreError> {
    let (_did, purpose) = status_list::of(tx, id).await?.ok_or(StoreError::Sql(sqlx::Error::RowNotFound))?;
    Ok(Purpose::of_name(&purpose))
}

/// The DID that signs a list.
pub(super) async fn did_of(tx: &mut Tx, id: StatusListId) -> Result<String, StoreError> {
    let (did, _purpose) = status_list::of(tx, id).await?.ok_or(StoreError::Sql(sqlx::Error::RowNotFound))?;
    Ok(did)
}

/// Signs all lists of one of an institution's DIDs again with the DID's newest key, in the caller's
/// transaction: a list whose key was revoked would prove nothing.
pub(super) async fn sign_again(app: &App, tx: &mut Tx, issuer: IssuerId, did: &str) -> Result<(), ListError> {
    for list in status_list::of_did(tx, issuer, did).await? {
        set(app, tx, list, &[], true).await?;
    }
    Ok(())
}

async fn open_list(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    signer: &Signer,
    purpose: Purpose,
) -> Result<(), ListError> {
    let (id, bits) = (app.new_id(), Bitstring::empty());
    let document = signed(app, id, signer, purpose, &bits)?;
    let row = StatusListRow {
        status_list_id: id,
        issuer_id: issuer,
        did: signer.did().to_owned(),
        purpose: purpose.name().to_owned(),
        permutation_key: app.random.bytes::<16>().to_vec(),
        bits: bits.as_bytes().to_vec(),
    };
    status_list::insert(tx, &row, &document, app.clock.now_ms()).await?;
    Ok(())
}

fn signed(
    app: &App,
    id: StatusListId,
    signer: &Signer,
    purpose: Purpose,
    bits: &Bitstring,
) -> Result<String, SignError> {
    let (now, url) = (app.clock.now(), list_url(app, id));
    signer.sign(&document::status_list(&url, signer.did(), purpose, now, &bits.encode(), TTL_S), now)
}

pub(super) fn list_url(app: &App, id: StatusListId) -> String {
    app.config.public_url.join(&format!("/status/{id}"))
}

/// Where the `place`th credential's bit goes: a permutation of 0 to [`LIST_LEN`] - 1 that
/// belongs to the list's key, so that neighbours in the list tell nothing of who was awarded
/// when, and no two places meet.
///
/// A Feistel network permutes 18 bits; results past the end walk on until one is inside.
pub(crate) fn permuted(key: &[u8], place: u32) -> u32 {
    const HALF_BITS: u32 = 9;
    const HALF: u32 = (1 << HALF_BITS) - 1;
    let mut value = place;
    loop {
        let (mut left, mut right) = (value >> HALF_BITS, value & HALF);
        for round in 0..6_u8 {
            let mut hash = Sha256::new();
            hash.update(key);
            hash.update([round]);
            hash.update(right.to_be_bytes());
            let hash = hash.finalize();
            let mixed = u32::from(u16::from_be_bytes([hash[0], hash[1]])) & HALF;
            (left, right) = (right, left ^ mixed);
        }
        value = (left << HALF_BITS) | right;
        if value < LIST_LEN {
            return value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_has_an_index_of_its_own() {
        let mut seen = vec![false; LIST_LEN as usize];
        for place in 0..LIST_LEN {
            let index = permuted(b"0123456789abcdef", place) as usize;
            assert!(!std::mem::replace(&mut seen[index], true), "{index} twice");
        }
    }

    #[test]
    fn each_list_has_an_order_of_its_own() {
        let order = |key: &[u8]| (0..8).map(|place| permuted(key, place)).collect::<Vec<_>>();
        assert_ne!(order(b"one"), order(b"other"));
        assert_eq!(order(b"one"), order(b"one"));
    }
}
