//! Heads: where all chains end at a moment, signed with the service's own key. Whoever keeps one elsewhere can
//! later tell whether anything before it was altered or removed, even by somebody who hashed everything again.
//!
//! One a day goes into a file in the data folder, to be copied away with it.

use std::{
    fs::OpenOptions,
    io::{self, Write},
    path::PathBuf,
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use crypto::key::PublicKey;
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

use super::check::{Fault, check};
use crate::{
    app::App,
    flows::receipt::{self, ReceiptError},
    store::{StoreError, audit, service_key},
};

/// The file with a head a day, one to a line, in the data folder.
pub const FILE: &str = "audit-heads.jsonl";
/// How far apart the heads in the file are; the hours between may vary by a little.
const EVERY: Duration = Duration::hours(23);
/// Bytes of the longest line that is read back.
const MOST_BYTES: u64 = 16 << 20;

/// Where all chains ended at a moment.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct Head {
    /// Always `LaurelAuditHead`.
    #[serde(rename = "type")]
    pub kind: String,
    /// At which moment, RFC 3339.
    pub at: String,
    /// Where each chain ended.
    pub chains: Vec<End>,
    /// The key that signed, as Multikey.
    pub key: String,
    /// The Ed25519 signature in base64url, over this object without it, as JSON in this order without white
    /// space.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub signature: String,
}

/// Where one chain ended.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct End {
    /// An institution's id, or `service`.
    pub chain: String,
    /// How many links it had.
    pub sequence: i64,
    /// The last of them.
    pub link: String,
}

/// Why there is no head.
#[derive(Debug, thiserror::Error)]
pub enum HeadError {
    /// The key cannot be had.
    #[error("could not sign the head")]
    Key(#[from] ReceiptError),
    /// The database failed.
    #[error("could not read where the chains end")]
    Store(#[from] StoreError),
    /// The file cannot be read or written.
    #[error("could not read or write {0}")]
    File(PathBuf, #[source] io::Error),
    /// The text is no head.
    #[error("this is no head of an audit")]
    Format(#[source] Option<serde_json::Error>),
    /// The signature is not right, or the key is not the service's.
    #[error("the head is not signed by this service, or was altered")]
    Signature,
    /// Something is wrong with a line of several heads.
    #[error("line {0}: {1}")]
    Line(usize, #[source] Box<Self>),
    /// Later heads know less than earlier ones.
    #[error("line {0}: this head does not go on from the one before it")]
    Order(usize),
    /// The chains do not hold: nothing is signed over them.
    #[error("the chains do not hold, so that no head is signed over them: {0}; there may be more")]
    Broken(Box<Fault>),
}

impl Head {
    fn signed_text(&self) -> Vec<u8> {
        let bare = Self { signature: String::new(), ..self.clone() };
        serde_json::to_vec(&bare).expect("text and numbers always serialise")
    }

    /// Where a chain ended; `None` where it had not begun.
    pub fn end(&self, chain: &str) -> Option<&End> {
        self.chains.iter().find(|end| end.chain == chain)
    }

    /// Whether a later one says the same of what this one knows, or knows more.
    fn goes_on_in(&self, later: &Self) -> bool {
        let goes_on = |end: &End| {
            let same = |then: &End| then.sequence > end.sequence || then == end;
            later.end(&end.chain).is_some_and(same)
        };
        self.chains.iter().filter(|end| end.sequence > 0).all(goes_on) && self.taken_at() <= later.taken_at()
    }

    /// When it was taken.
    pub fn taken_at(&self) -> Option<OffsetDateTime> {
        OffsetDateTime::parse(&self.at, &Rfc3339).ok()
    }

    /// As one line.
    ///
    /// # Panics
    /// Never: text and numbers always serialise.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("text and numbers always serialise")
    }
}

/// Where all chains end now, signed, when all of it holds and goes on from the heads that were kept here.
///
/// # Errors
/// [`HeadError`]; [`HeadError::Broken`] when something was altered, removed or added.
pub async fn head(app: &App) -> Result<Head, HeadError> {
    let kept = kept(app).await?;
    sealing(app, &kept).await
}

async fn sealing(app: &App, kept: &[Head]) -> Result<Head, HeadError> {
    let checked = check(app, kept).await?;
    if let Some(fault) = checked.faults.into_iter().next() {
        return Err(HeadError::Broken(Box::new(fault)));
    }
    signed(app).await
}

async fn signed(app: &App) -> Result<Head, HeadError> {
    let key = receipt::key(app).await?;
    let chains = audit::ends(&mut app.db.read().await?).await?;
    let chains =
        chains.into_iter().map(|row| End { chain: row.chain, sequence: row.sequence, link: row.link });
    let mut head = Head {
        kind: "LaurelAuditHead".to_owned(),
        at: app.clock.now().format(&Rfc3339).unwrap_or_default(),
        chains: chains.collect(),
        key: key.public().multibase(),
        signature: String::new(),
    };
    head.signature = BASE64_URL_SAFE_NO_PAD.encode(key.sign(&head.signed_text()));
    Ok(head)
}

/// Reads heads that this service signed: each must be right, and go on from the one before it.
///
/// * `text`: one JSON object; or several, one to a line, the oldest first.
///
/// # Errors
/// [`HeadError::Format`], [`HeadError::Signature`], [`HeadError::Line`], [`HeadError::Order`], [`HeadError::Store`].
pub async fn read(app: &App, text: &str) -> Result<Vec<Head>, HeadError> {
    let known = service_key::all(&mut app.db.read().await?).await?;
    let known: Vec<&str> = known.iter().map(|row| row.public_key.as_str()).collect();
    if let Ok(head) = serde_json::from_str::<Head>(text) {
        return Ok(vec![right(head, &known)?]);
    }
    let mut heads: Vec<Head> = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let head = serde_json::from_str(line).map_err(|err| HeadError::Format(Some(err)));
        let head = head.and_then(|head| right(head, &known));
        let head = head.map_err(|err| HeadError::Line(number, Box::new(err)))?;
        if heads.last().is_some_and(|last| !last.goes_on_in(&head)) {
            return Err(HeadError::Order(number));
        }
        heads.push(head);
    }
    if heads.is_empty() { Err(HeadError::Format(None)) } else { Ok(heads) }
}

/// A head that is signed with one of these keys.
fn right(head: Head, known: &[&str]) -> Result<Head, HeadError> {
    if head.kind != "LaurelAuditHead" {
        return Err(HeadError::Format(None));
    }
    let signature = BASE64_URL_SAFE_NO_PAD.decode(&head.signature).ok();
    let signature: Option<[u8; 64]> = signature.and_then(|bytes| bytes.try_into().ok());
    let key = PublicKey::from_multibase(&head.key).ok();
    let right = known.contains(&head.key.as_str())
        && signature.zip(key).is_some_and(|(signature, key)| key.verify(&head.signed_text(), &signature));
    if right { Ok(head) } else { Err(HeadError::Signature) }
}

/// The heads in the file of the data folder, the oldest first.
///
/// # Errors
/// [`HeadError`].
pub async fn kept(app: &App) -> Result<Vec<Head>, HeadError> {
    let path = app.config.data.join(FILE);
    match std::fs::read_to_string(&path) {
        Ok(text) if text.trim().is_empty() => Ok(Vec::new()),
        Ok(text) => read(app, &text).await,
        Err(source) if source.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(source) => Err(HeadError::File(path, source)),
    }
}

/// The last head in the file of the data folder; `None` where there is none yet.
///
/// # Errors
/// [`HeadError`].
pub async fn last_kept(app: &App) -> Result<Option<Head>, HeadError> {
    let path = app.config.data.join(FILE);
    let fault = |source| HeadError::File(path.clone(), source);
    match last_line(&path) {
        Ok(None) => Ok(None),
        Ok(Some(line)) => Ok(read(app, &line).await?.pop()),
        Err(source) if source.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(fault(source)),
    }
}

/// Goes through all chains when the last head in the file of the data folder is a day old, and adds one when they
/// hold and go on from all heads there; says whether it did. While they do not, there is no other.
///
/// # Errors
/// [`HeadError`].
pub async fn keep(app: &App) -> Result<bool, HeadError> {
    let kept = kept(app).await?;
    let last = kept.last().and_then(Head::taken_at);
    if last.is_some_and(|last| app.clock.now() - last < EVERY) {
        return Ok(false);
    }
    let head = sealing(app, &kept).await?;
    let path = app.config.data.join(FILE);
    let write = || {
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&path)?;
        file.write_all(format!("{}\n", head.to_json()).as_bytes())?;
        file.sync_all()
    };
    write().map_err(|source| HeadError::File(path.clone(), source))?;
    Ok(true)
}

/// The last line of a file that is not empty.
fn last_line(path: &std::path::Path) -> io::Result<Option<String>> {
    use io::{Read, Seek, SeekFrom};
    let mut file = std::fs::File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(MOST_BYTES)))?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.lines().rev().find(|line| !line.trim().is_empty()).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::testing::{achievement, desk, with_app};

    #[tokio::test]
    async fn a_head_is_read_only_as_it_was_signed() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            achievement(&app, &staff).await;
            let head = head(&app).await.unwrap();
            assert_eq!(read(&app, &head.to_json()).await.unwrap(), std::slice::from_ref(&head));
            let other = Head { at: "2026-11-23T10:00:00Z".to_owned(), ..head.clone() };
            assert!(matches!(read(&app, &other.to_json()).await, Err(HeadError::Signature)));
            let mut fewer = head.clone();
            fewer.chains.pop();
            assert!(matches!(read(&app, &fewer.to_json()).await, Err(HeadError::Signature)));
            assert!(matches!(read(&app, "{}").await, Err(HeadError::Line(1, _))));
        })
        .await;
    }

    #[tokio::test]
    async fn a_head_a_day_is_kept_in_the_data_folder() {
        with_app(async |app| {
            let folder = tempfile::tempdir().unwrap();
            let mut config = app.config.clone();
            config.data = folder.path().to_owned();
            let app = app.with_config(config);
            desk(&app, "marlow").await;
            assert_eq!(last_kept(&app).await.unwrap(), None);
            assert!(keep(&app).await.unwrap());
            assert!(!keep(&app).await.unwrap());
            app.clock.advance(Duration::DAY);
            assert!(keep(&app).await.unwrap());
            let text = std::fs::read_to_string(folder.path().join(FILE)).unwrap();
            assert_eq!(text.lines().count(), 2);
            assert_eq!(last_kept(&app).await.unwrap(), read(&app, &text).await.unwrap().pop());
        })
        .await;
    }
}
