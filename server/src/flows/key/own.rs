//! An account's keys: telling them apart, retiring one, and the copies that their owner sealed.
//!
//! A key itself never comes here. What is sealed was sealed in the browser, under a passphrase that
//! stays there too: here it is text to be given back.

use api::SealedKey;
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use time::OffsetDateTime;

use super::KeyError;
use crate::{
    app::App,
    effects::instant_of,
    flows::{
        account::{self, Device, News},
        session::Viewer,
    },
    store::{
        StoreError, account_key,
        sealed_key::{self, SealedKeyRow},
    },
};

/// Memory that opening a sealed copy may take, in KiB: 8 to 256 MiB,
const MEMORY_KIB: std::ops::RangeInclusive<u32> = 8 << 10..=256 << 10;
/// and passes over it.
const PASSES: std::ops::RangeInclusive<u32> = 1..=10;
/// Sealed copies that one account keeps.
pub const MOST_SEALED: usize = 20;

/// A key of an account's own.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OwnKey {
    /// Its DID.
    pub did: String,
    /// The kind of device that it was made on; may be empty.
    pub label: String,
    /// When it was made.
    pub made_at: OffsetDateTime,
    /// Since when it signs nothing more.
    pub retired_at: Option<OffsetDateTime>,
}

/// A copy of a key, sealed by its owner.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SealedCopy {
    /// The key's DID.
    pub did: String,
    /// The kind of device that it was made on; may be empty.
    pub label: String,
    /// [`SealedKey`] as JSON.
    pub sealed: String,
    /// When it was sealed.
    pub made_at: OffsetDateTime,
}

/// What a browser says it is, as far as it tells one's own keys apart: `Chrome, Android`; may be
/// empty.
///
/// * `agent`: the `User-Agent` header.
pub fn label_of_agent(agent: &str) -> String {
    // The first that fits: many say that they are others too.
    const BROWSERS: [(&str, &str); 9] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chromium/", "Chromium"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    let browser = BROWSERS.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
    let system = match Device::of_agent(agent) {
        Device::Android => Some("Android"),
        Device::Iphone => Some("iPhone"),
        Device::Ipad => Some("iPad"),
        Device::Windows => Some("Windows"),
        Device::Mac => Some("Mac"),
        Device::ChromeOs => Some("ChromeOS"),
        Device::Linux => Some("Linux"),
        Device::Other => None,
    };
    browser.into_iter().chain(system).collect::<Vec<_>>().join(", ")
}

/// This person's keys, the one that was proven last first.
///
/// # Errors
/// When the database fails.
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<OwnKey>, StoreError> {
    let rows = account_key::list(&mut app.db.read().await?, viewer.account).await?;
    let key = |row: account_key::AccountKeyRow| OwnKey {
        did: row.did,
        label: row.label,
        made_at: instant_of(row.made_at),
        retired_at: row.retired_at.map(instant_of),
    };
    Ok(rows.into_iter().map(key).collect())
}

/// Retires one of this person's keys: what it signed reads as signed by an earlier key from now
/// on, it signs nothing more, and nothing is bound to it any more.
///
/// # Errors
/// [`KeyError::UnknownKey`], [`KeyError::Store`].
pub async fn retire(app: &App, viewer: &Viewer, did: &str) -> Result<(), KeyError> {
    let mut tx = app.db.write().await?;
    let key = account_key::by_did(&mut tx, viewer.account, did).await?.ok_or(KeyError::UnknownKey)?;
    if !account_key::retire(&mut tx, viewer.account, did, app.clock.now_ms()).await? {
        return Err(KeyError::UnknownKey);
    }
    account::tell(app, &mut tx, viewer, &viewer.emails, News::KeyRetired(&key.label)).await?;
    Ok(tx.commit().await?)
}

/// Keeps a sealed copy of one of this person's keys, in the place of an earlier copy.
///
/// # Errors
/// [`KeyError::UnknownKey`], [`KeyError::NotSealed`], [`KeyError::Store`].
pub async fn seal(app: &App, viewer: &Viewer, did: &str, copy: &SealedKey) -> Result<(), KeyError> {
    check(copy)?;
    let sealed = serde_json::to_string(copy).map_err(|_| KeyError::NotSealed("it has no text"))?;
    let mut tx = app.db.write().await?;
    let key = account_key::by_did(&mut tx, viewer.account, did).await?;
    let key = key.filter(|key| key.retired_at.is_none()).ok_or(KeyError::UnknownKey)?;
    let others = sealed_key::of_account(&mut tx, viewer.account).await?;
    if others.iter().filter(|row| row.did != did).count() >= MOST_SEALED {
        return Err(KeyError::NotSealed("there are too many; delete one first"));
    }
    let row = SealedKeyRow { did: key.did, label: key.label, sealed, made_at: app.clock.now_ms() };
    sealed_key::keep(&mut tx, viewer.account, &row).await?;
    Ok(tx.commit().await?)
}

/// Whether a copy is one that a browser can open again, if its owner knows the passphrase.
pub fn is_sealed(copy: &SealedKey) -> bool {
    check(copy).is_ok()
}

/// That a copy is one that a browser can open again, and no more than that.
fn check(copy: &SealedKey) -> Result<(), KeyError> {
    let is = |text: &str, bytes: usize| BASE64_STANDARD_NO_PAD.decode(text).is_ok_and(|it| it.len() == bytes);
    let kdf = &copy.kdf;
    if copy.v != SealedKey::VERSION || kdf.name != SealedKey::KDF || kdf.p != 1 {
        return Err(KeyError::NotSealed("it is of a version that is not known here"));
    }
    if !MEMORY_KIB.contains(&kdf.m) || !PASSES.contains(&kdf.t) {
        return Err(KeyError::NotSealed("it would take too much or too little to open"));
    }
    // A seed of 32 bytes and a tag of 16.
    if !is(&kdf.salt, 16) || !is(&copy.nonce, 24) || !is(&copy.ciphertext, 48) {
        return Err(KeyError::NotSealed("its salt, nonce or ciphertext is of another length"));
    }
    Ok(())
}

/// This person's sealed copies, newest first.
///
/// # Errors
/// When the database fails.
pub async fn sealed(app: &App, viewer: &Viewer) -> Result<Vec<SealedCopy>, StoreError> {
    let rows = sealed_key::of_account(&mut app.db.read().await?, viewer.account).await?;
    let copy = |row: SealedKeyRow| SealedCopy {
        did: row.did,
        label: row.label,
        sealed: row.sealed,
        made_at: instant_of(row.made_at),
    };
    Ok(rows.into_iter().map(copy).collect())
}

/// Deletes a sealed copy for good. The key works on wherever it is.
///
/// # Errors
/// [`KeyError::UnknownKey`], [`KeyError::Store`].
pub async fn delete_sealed(app: &App, viewer: &Viewer, did: &str) -> Result<(), KeyError> {
    let mut tx = app.db.write().await?;
    if !sealed_key::delete(&mut tx, viewer.account, did).await? {
        return Err(KeyError::UnknownKey);
    }
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use api::SealedKdf;

    use super::*;
    use crate::flows::{
        key::{KeyError, tests::proven},
        testing::{person, with_app},
    };

    fn copy() -> SealedKey {
        let bytes = |count: usize| BASE64_STANDARD_NO_PAD.encode(vec![7_u8; count]);
        SealedKey {
            v: 1,
            kdf: SealedKdf { name: "argon2id".to_owned(), m: 65_536, t: 3, p: 1, salt: bytes(16) },
            nonce: bytes(24),
            ciphertext: bytes(48),
        }
    }

    #[test]
    fn a_key_is_called_by_browser_and_system() {
        for (agent, label) in [
            ("Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/131 Mobile Safari/537.36", "Chrome, Android"),
            ("Mozilla/5.0 (Windows NT 10.0) Chrome/131 Safari/537.36 Edg/131", "Edge, Windows"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1) CriOS/131 Safari/604.1", "Chrome, iPhone"),
            ("Mozilla/5.0 (Macintosh) Version/18 Safari/605", "Safari, Mac"),
            ("curl/8", ""),
        ] {
            assert_eq!(label_of_agent(agent), label, "{agent}");
        }
    }

    #[tokio::test]
    async fn a_sealed_copy_comes_back_as_it_was_until_it_is_deleted_and_to_its_owner_alone() {
        with_app(async |app| {
            let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
            assert!(matches!(seal(&app, &ada, "did:key:x", &copy()).await, Err(KeyError::UnknownKey)));
            let did = proven(&app, &ada, 8).await;
            seal(&app, &ada, &did, &copy()).await.unwrap();
            let kept = sealed(&app, &ada).await.unwrap();
            assert_eq!(serde_json::from_str::<SealedKey>(&kept[0].sealed).unwrap(), copy());
            assert_eq!(sealed(&app, &eve).await.unwrap(), []);
            assert!(matches!(seal(&app, &eve, &did, &copy()).await, Err(KeyError::UnknownKey)));
            assert!(matches!(delete_sealed(&app, &eve, &did).await, Err(KeyError::UnknownKey)));
            seal(&app, &ada, &did, &copy()).await.unwrap();
            assert_eq!(sealed(&app, &ada).await.unwrap().len(), 1, "the later in the place of the earlier");
            delete_sealed(&app, &ada, &did).await.unwrap();
            assert_eq!(sealed(&app, &ada).await.unwrap(), []);
        })
        .await;
    }

    #[tokio::test]
    async fn what_no_browser_could_open_is_no_sealed_copy() {
        with_app(async |app| {
            let ada = person(&app, "ada@a.example").await;
            let did = proven(&app, &ada, 8).await;
            let kdf = copy().kdf;
            for wrong in [
                SealedKey { v: 2, ..copy() },
                SealedKey { kdf: SealedKdf { m: 1 << 30, ..kdf.clone() }, ..copy() },
                SealedKey { kdf: SealedKdf { m: 8, ..kdf.clone() }, ..copy() },
                SealedKey { kdf: SealedKdf { name: "none".to_owned(), ..kdf.clone() }, ..copy() },
                SealedKey { nonce: "AA".to_owned(), ..copy() },
                SealedKey { ciphertext: "?".to_owned(), ..copy() },
            ] {
                let refused = seal(&app, &ada, &did, &wrong).await;
                assert!(matches!(refused, Err(KeyError::NotSealed(_))), "{wrong:?}");
            }
        })
        .await;
    }

    #[tokio::test]
    async fn a_retired_key_is_listed_as_such_and_is_neither_proven_nor_sealed_again() {
        with_app(async |app| {
            let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
            let first = proven(&app, &ada, 8).await;
            let second = proven(&app, &ada, 9).await;
            assert!(matches!(retire(&app, &eve, &first).await, Err(KeyError::UnknownKey)));
            retire(&app, &ada, &first).await.unwrap();
            let keys = list(&app, &ada).await.unwrap();
            let retired: Vec<_> = keys.iter().filter(|key| key.retired_at.is_some()).collect();
            assert_eq!((keys.len(), retired.len(), &retired[0].did), (2, 1, &first));
            assert!(keys.iter().any(|key| key.did == second && key.retired_at.is_none()));
            assert!(matches!(seal(&app, &ada, &first, &copy()).await, Err(KeyError::UnknownKey)));
            let asked = crate::flows::key::challenge(&app, &ada).await.unwrap();
            let key = crypto::key::SecretKey::from_seed(&[8; 32]);
            let answer = crate::flows::key::tests::answer(&key, &asked.challenge, &asked.domain);
            let refused = crate::flows::key::prove(&app, &ada, &answer, "").await;
            assert!(matches!(refused, Err(KeyError::NotProven(_))));
        })
        .await;
    }
}
