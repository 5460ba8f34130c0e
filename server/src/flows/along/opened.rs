//! A zip that somebody brings, read and found right before anything is done with it.

use std::collections::BTreeSet;

use crypto::image;
use serde_json::Value;

use super::{
    AlongError,
    archive::{self, Files, Refusal},
    bring::Left,
    format::{
        AboutAccount, Agreed, Carried, CarriedKey, CarriedReceipt, CarriedRecord, FORMAT, Manifest, VERSION,
        read, take,
    },
};
use crate::{
    app::App,
    flows::hold::add::{MOST_EDITIONS, MOST_HELD, Packed, PackedEdition},
    store::{along::CarriedReceiptRow, consent_receipt},
};

/// Records and keys that are read.
const MOST_RECORDS: usize = 200;
const MOST_KEYS: usize = 50;
/// Characters of a word in a receipt or a label.
const MOST_WORDS: usize = 2_000;
/// Bytes of one credential, and of what a receipt says.
const MOST_DOCUMENT_BYTES: usize = 10 << 20;
const MOST_JSON_BYTES: usize = 2 << 20;

/// A zip, read and found right.
#[derive(Debug)]
pub struct Opened {
    pub(super) account: AboutAccount,
    pub(super) credentials: Vec<Packed>,
    /// Where it was found, when it was begun, what is in it.
    pub(super) records: Vec<(String, i64, api::RecordContent)>,
    pub(super) receipts: Vec<CarriedReceiptRow>,
    pub(super) keys: Vec<OpenedKey>,
    /// What is left out already.
    pub(super) left: Vec<Left>,
}

/// A sealed key.
#[derive(Debug)]
pub(super) struct OpenedKey {
    pub(super) did: String,
    pub(super) label: String,
    pub(super) sealed: Value,
    pub(super) made_at: i64,
}

impl Opened {
    /// How many signed texts are to be checked.
    pub fn documents(&self) -> usize {
        self.credentials.iter().map(|one| 1 + one.earlier.len()).sum()
    }
}

/// Reads what [`super::take`] packed. Nothing is done with it yet.
///
/// # Errors
/// [`AlongError::Refused`], [`AlongError::Busy`].
pub async fn open(app: &App, zip: Vec<u8>) -> Result<Opened, AlongError> {
    let now = app.clock.now_ms();
    let opened = app.turns.take(move || archive::unpack(&zip).and_then(|files| read_all(files, now))).await?;
    opened.map_err(AlongError::Refused)
}

/// Reads all files before anything is done with one.
fn read_all(mut files: Files, now: i64) -> Result<Opened, Refusal> {
    let manifest: Manifest = take(&files, "manifest.json").map_err(|_| Refusal::Foreign)?;
    if manifest.format != FORMAT || manifest.version != VERSION {
        return Err(Refusal::Foreign);
    }
    let mut account: AboutAccount = take(&files, "account.json")?;
    account.name = account.name.chars().filter(|c| !c.is_control()).take(200).collect();
    if !web::words::Language::ALL.iter().any(|language| language.tag() == account.language) {
        account.language.clear();
    }
    if !matches!(account.theme.as_str(), "light" | "dark") {
        account.theme.clear();
    }
    let mut records = Vec::new();
    for name in files.keys().filter(|name| name.starts_with("records/")) {
        let record: CarriedRecord = take(&files, name)?;
        records.push((name.clone(), read(&record.created_at, now)?, record.content));
    }
    let receipts: Vec<CarriedReceipt> = take(&files, "receipts.json")?;
    let keys: Vec<CarriedKey> = take(&files, "keys.json")?;
    if records.len() > MOST_RECORDS || keys.len() > MOST_KEYS {
        return Err(Refusal::TooLarge);
    }
    let receipts = receipts.into_iter().map(|one| receipt(one, now)).collect::<Result<_, _>>()?;
    let keys = keys.into_iter().map(|one| key(one, now)).collect::<Result<_, _>>()?;
    let list: Vec<Carried> = take(&files, "credentials.json")?;
    if u64::try_from(list.len()).map_or(true, |number| number > MOST_HELD) {
        return Err(Refusal::TooLarge);
    }
    named_once(&list)?;
    let mut left = Vec::new();
    let credentials = list.into_iter().map(|one| credential(&mut files, one, now, &mut left));
    let credentials = credentials.collect::<Result<_, _>>()?;
    Ok(Opened { account, credentials, records, receipts, keys, left })
}

/// That no file is named twice: what is kept is no more than what was unpacked.
fn named_once(list: &[Carried]) -> Result<(), Refusal> {
    let mut seen = BTreeSet::new();
    let mut named = list.iter().flat_map(|one| {
        let earlier = one.earlier.iter().map(|edition| &edition.file);
        std::iter::once(&one.file).chain(&one.picture).chain(earlier)
    });
    if named.all(|name| seen.insert(name.as_str())) { Ok(()) } else { Err(Refusal::NamedTwice) }
}

fn credential(files: &mut Files, one: Carried, now: i64, left: &mut Vec<Left>) -> Result<Packed, Refusal> {
    let document = document(files, &one.file)?;
    let mut carried = one.earlier;
    carried.sort_by_key(|edition| edition.edition);
    // The latest are those that were seen last.
    let over = carried.len().saturating_sub(MOST_EDITIONS);
    left.extend(carried.drain(..over).map(|edition| Left::File(edition.file)));
    let earlier = carried.into_iter().map(|edition| {
        let document = self::document(files, &edition.file)?;
        let replaced_at = read(&edition.replaced_at, now)?;
        Ok(PackedEdition { name: edition.file, document, replaced_at })
    });
    let earlier = earlier.collect::<Result<_, Refusal>>()?;
    let picture = match &one.picture {
        Some(name) => Some(files.remove(name).ok_or(Refusal::Unreadable)?),
        None => None,
    };
    if picture.as_ref().is_some_and(|bytes| image::kind(bytes).is_none()) {
        return Err(Refusal::Unreadable);
    }
    Ok(Packed { document, held_at: read(&one.added_at, now)?, picture, earlier, name: one.file })
}

/// A signed text, of a size and in letters that a wallet takes; it is taken out of the files.
fn document(files: &mut Files, name: &str) -> Result<String, Refusal> {
    let bytes =
        Some(name).filter(|name| name.starts_with("credentials/")).and_then(|name| files.remove(name));
    let text = String::from_utf8(bytes.ok_or(Refusal::Unreadable)?).map_err(|_| Refusal::Unreadable)?;
    let fits = text.len() <= MOST_DOCUMENT_BYTES && !text.contains('\0') && !text.trim().is_empty();
    fits.then_some(text).ok_or(Refusal::Unreadable)
}

fn receipt(one: CarriedReceipt, now: i64) -> Result<CarriedReceiptRow, Refusal> {
    serde_json::from_value::<Agreed>(one.content.clone()).map_err(|_| Refusal::Unreadable)?;
    if one.ended_how.as_deref().is_some_and(|how| !consent_receipt::ENDS.contains(&how)) {
        return Err(Refusal::Unreadable);
    }
    Ok(CarriedReceiptRow {
        given_at: read(&one.given_at, now)?,
        recipient: words(one.recipient)?,
        purpose: words(one.purpose)?,
        content: json(&one.content)?,
        ended_at: one.ended_at.as_deref().map(|at| read(at, now)).transpose()?,
        ended_how: one.ended_how,
    })
}

fn key(one: CarriedKey, now: i64) -> Result<OpenedKey, Refusal> {
    if !one.did.starts_with("did:key:") || !one.sealed.is_object() {
        return Err(Refusal::Unreadable);
    }
    let made_at = read(&one.made_at, now)?;
    Ok(OpenedKey { did: words(one.did)?, label: words(one.label)?, sealed: one.sealed, made_at })
}

fn words(text: String) -> Result<String, Refusal> {
    let fits = text.chars().count() <= MOST_WORDS && !text.contains('\0');
    fits.then_some(text).ok_or(Refusal::Unreadable)
}

fn json(value: &Value) -> Result<String, Refusal> {
    let text = value.to_string();
    (text.len() <= MOST_JSON_BYTES && !has_nul(value)).then_some(text).ok_or(Refusal::Unreadable)
}

/// Whether a text in it, or a name, has a character that no database keeps.
fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(has_nul),
        Value::Object(members) => members.iter().any(|(name, value)| name.contains('\0') || has_nul(value)),
        _ => false,
    }
}
