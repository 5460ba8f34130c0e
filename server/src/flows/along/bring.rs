//! Bringing a zip to this Laurel.

use std::collections::{BTreeMap, BTreeSet};

use crypto::image;
use serde_json::Value;

use super::{
    AlongError,
    archive::{self, Files, Refusal},
    format::{
        AboutAccount, Agreed, Carried, CarriedKey, CarriedReceipt, CarriedRecord, FORMAT, Manifest, VERSION,
        read, take,
    },
};
use crate::{
    app::App,
    flows::{
        hold::add::{self, Came, Packed},
        record::{self, RecordError},
        session::Viewer,
    },
    id::CredentialId,
    store::{
        account,
        along::{self, CarriedKeyRow, CarriedReceiptRow},
    },
};

/// Credentials that a wallet holds, so that no zip has more.
const MOST_CREDENTIALS: usize = 10_000;
/// Records, receipts, keys and editions of one credential that are taken.
const MOST_RECORDS: usize = 200;
const MOST_RECEIPTS: usize = 20_000;
const MOST_KEYS: usize = 50;
const MOST_EDITIONS: usize = 200;
/// Characters of a word in a receipt or a label.
const MOST_WORDS: usize = 2_000;
/// Bytes of one credential, and of a sealed key or of what a receipt says.
const MOST_DOCUMENT_BYTES: usize = 10 << 20;
const MOST_JSON_BYTES: usize = 256 << 10;

/// What came along.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct CameAlong {
    /// Credentials that are in the wallet now and were not,
    pub credentials: u64,
    /// that were there already,
    pub already: u64,
    /// and that are not kept, with the names of their files.
    pub left: Vec<(String, Left)>,
    /// Those that are in the wallet, in the order of the zip.
    pub named: Vec<Named>,
    /// Records that were made,
    pub records: u64,
    /// receipts that were kept,
    pub receipts: u64,
    /// and sealed keys.
    pub keys: u64,
}

/// A credential of the zip that is in the wallet.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Named {
    /// Which one.
    pub id: CredentialId,
    /// Its name; empty where it says none.
    pub title: String,
    /// Whether it was there already.
    pub already: bool,
}

/// Why something was not kept.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Left {
    /// It is no credential.
    NotACredential,
    /// It waits for a decision.
    Doubtful,
    /// The wallet is full.
    Full,
    /// A record that says too much.
    Record,
}

/// The zip, read and found right.
struct Opened {
    account: AboutAccount,
    credentials: Vec<One>,
    records: Vec<(String, i64, api::RecordContent)>,
    receipts: Vec<CarriedReceiptRow>,
    keys: Vec<CarriedKeyRow>,
}

struct One {
    file: String,
    document: String,
    added_at: i64,
    picture: Option<Vec<u8>>,
    earlier: Vec<(i64, String, i64)>,
}

/// Brings what [`super::take`] packed. Each credential is checked as when it is added, and is the learner's by
/// their addresses and keys, or by their word.
///
/// # Errors
/// [`AlongError::Refused`]: nothing was changed then; [`AlongError`].
pub async fn bring(app: &App, viewer: &Viewer, zip: Vec<u8>) -> Result<CameAlong, AlongError> {
    let now = app.clock.now_ms();
    let opened = app.turns.take(move || archive::unpack(&zip).and_then(|files| open(&files, now))).await?;
    let Opened { account: own, mut credentials, records, receipts, keys } =
        opened.map_err(AlongError::Refused)?;
    let mut came = CameAlong::default();
    let mut ids = BTreeMap::new();
    while !credentials.is_empty() {
        let some: Vec<One> = credentials.drain(..credentials.len().min(add::MOST_AT_ONCE)).collect();
        let packed = some.iter().map(|one| Packed {
            name: one.file.clone(),
            document: one.document.clone(),
            picture: one.picture.clone(),
        });
        let arrived = add::bring_packed(app, viewer, packed.collect()).await?;
        let mut tx = app.db.write().await?;
        for (one, arrived) in some.into_iter().zip(arrived) {
            let title = arrived.report.and_then(|report| report.credential?.name).unwrap_or_default();
            let (id, already) = match arrived.came {
                Came::Kept(id) | Came::Renewed(id) => {
                    came.credentials += 1;
                    along::set_held_at(&mut tx, viewer.account, id, one.added_at).await?;
                    for (edition, document, replaced_at) in &one.earlier {
                        along::keep_edition(&mut tx, id, *edition, document, *replaced_at).await?;
                    }
                    (id, false)
                }
                Came::Already(id) => {
                    came.already += 1;
                    (id, true)
                }
                Came::Waits(..) | Came::Asks(_) => {
                    came.left.push((one.file, Left::Doubtful));
                    continue;
                }
                Came::NotACredential => {
                    came.left.push((one.file, Left::NotACredential));
                    continue;
                }
                Came::Full => {
                    came.left.push((one.file, Left::Full));
                    continue;
                }
            };
            came.named.push(Named { id, title, already });
            ids.insert(one.file, id);
        }
        tx.commit().await?;
    }
    for (file, created_at, content) in records {
        match record::bring(app, viewer, created_at, named(content, &ids)).await {
            Ok(made) => came.records += u64::from(made),
            Err(RecordError::Fields(_)) => came.left.push((file, Left::Record)),
            Err(err) => return Err(err.into()),
        }
    }
    the_rest(app, viewer, &own, receipts, keys, &mut came).await?;
    Ok(came)
}

/// A record that names credentials by their ids in this wallet; without those that did not come.
fn named(mut content: api::RecordContent, ids: &BTreeMap<String, CredentialId>) -> api::RecordContent {
    let mut seen = BTreeSet::new();
    for section in &mut content.sections {
        section.items.retain_mut(|item| match ids.get(&item.holding) {
            // Two files may turn out to be one credential.
            Some(id) if seen.insert(*id) => {
                item.holding = id.to_string();
                true
            }
            _ => false,
        });
    }
    content
}

async fn the_rest(
    app: &App,
    viewer: &Viewer,
    own: &AboutAccount,
    receipts: Vec<CarriedReceiptRow>,
    keys: Vec<CarriedKeyRow>,
    came: &mut CameAlong,
) -> Result<(), AlongError> {
    let mut tx = app.db.write().await?;
    account::lock(&mut tx, viewer.account).await?;
    let alike = |row: &CarriedReceiptRow| {
        let content: Option<Value> = serde_json::from_str(&row.content).ok();
        let content = content.map(|content| content.to_string()).unwrap_or_default();
        (row.given_at, row.recipient.clone(), row.purpose.clone(), content)
    };
    let mut known: BTreeSet<_> = along::receipts(&mut tx, viewer.account).await?.iter().map(alike).collect();
    for row in receipts {
        if known.insert(alike(&row)) {
            along::keep_receipt(&mut tx, viewer.account, app.new_id(), &row).await?;
            came.receipts += 1;
        }
    }
    for row in keys {
        came.keys += u64::from(along::keep_key(&mut tx, viewer.account, &row).await?);
    }
    if let Some(here) = account::by_id(&mut tx, viewer.account).await? {
        // What was said here stays.
        let or = |here: String, brought: &str| if here.is_empty() { brought.to_owned() } else { here };
        let name = or(here.name, &own.name);
        let (language, theme) = (or(here.language, &own.language), or(here.theme, &own.theme));
        account::settle(&mut tx, viewer.account, &name, &language, &theme).await?;
    }
    Ok(tx.commit().await?)
}

/// Reads all files before anything is done with one.
fn open(files: &Files, now: i64) -> Result<Opened, Refusal> {
    let manifest: Manifest = take(files, "manifest.json").map_err(|_| Refusal::Foreign)?;
    if manifest.format != FORMAT || manifest.version != VERSION {
        return Err(Refusal::Foreign);
    }
    let mut own: AboutAccount = take(files, "account.json")?;
    own.name = own.name.chars().filter(|c| !c.is_control()).take(200).collect();
    if !web::words::Language::ALL.iter().any(|language| language.tag() == own.language) {
        own.language.clear();
    }
    if !matches!(own.theme.as_str(), "light" | "dark") {
        own.theme.clear();
    }
    let list: Vec<Carried> = take(files, "credentials.json")?;
    if list.len() > MOST_CREDENTIALS {
        return Err(Refusal::TooLarge);
    }
    let credentials = list.into_iter().map(|one| credential(files, one, now)).collect::<Result<_, _>>()?;
    let mut records = Vec::new();
    for name in files.keys().filter(|name| name.starts_with("records/")) {
        let record: CarriedRecord = take(files, name)?;
        records.push((name.clone(), read(&record.created_at, now)?, record.content));
    }
    let receipts: Vec<CarriedReceipt> = take(files, "receipts.json")?;
    let keys: Vec<CarriedKey> = take(files, "keys.json")?;
    if records.len() > MOST_RECORDS || receipts.len() > MOST_RECEIPTS || keys.len() > MOST_KEYS {
        return Err(Refusal::TooLarge);
    }
    let receipts = receipts.into_iter().map(|one| receipt(one, now)).collect::<Result<_, _>>()?;
    let keys = keys.iter().map(|one| key(one, now)).collect::<Result<_, _>>()?;
    Ok(Opened { account: own, credentials, records, receipts, keys })
}

fn credential(files: &Files, one: Carried, now: i64) -> Result<One, Refusal> {
    let document = document(files, &one.file)?;
    if one.earlier.len() > MOST_EDITIONS {
        return Err(Refusal::TooLarge);
    }
    let earlier = one.earlier.iter().map(|edition| {
        let number = (1..100_000).contains(&edition.edition).then_some(edition.edition);
        let number = number.ok_or(Refusal::Unreadable)?;
        Ok((number, self::document(files, &edition.file)?, read(&edition.replaced_at, now)?))
    });
    let earlier = earlier.collect::<Result<_, Refusal>>()?;
    let picture = match &one.picture {
        Some(name) => Some(files.get(name).ok_or(Refusal::Unreadable)?.clone()),
        None => None,
    };
    if picture.as_ref().is_some_and(|bytes| image::kind(bytes).is_none()) {
        return Err(Refusal::Unreadable);
    }
    Ok(One { document, added_at: read(&one.added_at, now)?, picture, earlier, file: one.file })
}

/// A signed text, of a size and in letters that a wallet takes.
fn document(files: &Files, name: &str) -> Result<String, Refusal> {
    let bytes = files.get(name).filter(|_| name.starts_with("credentials/")).ok_or(Refusal::Unreadable)?;
    let text = str::from_utf8(bytes).map_err(|_| Refusal::Unreadable)?;
    let fits = text.len() <= MOST_DOCUMENT_BYTES && !text.contains('\0') && !text.trim().is_empty();
    fits.then(|| text.to_owned()).ok_or(Refusal::Unreadable)
}

fn receipt(one: CarriedReceipt, now: i64) -> Result<CarriedReceiptRow, Refusal> {
    serde_json::from_value::<Agreed>(one.content.clone()).map_err(|_| Refusal::Unreadable)?;
    let ended_at = one.ended_at.as_deref().map(|at| read(at, now)).transpose()?;
    let ended_how = one.ended_how.map(|how| words(&how)).transpose()?;
    Ok(CarriedReceiptRow {
        given_at: read(&one.given_at, now)?,
        recipient: words(&one.recipient)?,
        purpose: words(&one.purpose)?,
        content: json(&one.content)?,
        ended_at,
        ended_how,
    })
}

fn key(one: &CarriedKey, now: i64) -> Result<CarriedKeyRow, Refusal> {
    if !one.did.starts_with("did:key:") || !one.sealed.is_object() {
        return Err(Refusal::Unreadable);
    }
    let made_at = read(&one.made_at, now)?;
    Ok(CarriedKeyRow {
        did: words(&one.did)?,
        label: words(&one.label)?,
        sealed: json(&one.sealed)?,
        made_at,
    })
}

fn words(text: &str) -> Result<String, Refusal> {
    let fits = text.chars().count() <= MOST_WORDS && !text.contains('\0');
    fits.then(|| text.to_owned()).ok_or(Refusal::Unreadable)
}

fn json(value: &Value) -> Result<String, Refusal> {
    let text = value.to_string();
    let fits = text.len() <= MOST_JSON_BYTES && !text.contains("\\u0000");
    fits.then_some(text).ok_or(Refusal::Unreadable)
}
