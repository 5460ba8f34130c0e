//! The passcode of a link: asked for before anything is shown, looked at on the server alone.
//!
//! Whoever gave the right one gets a pass for some hours, which says nothing and counts for this link and this
//! passcode only. A few wrong ones in a row lock the link, and its owner is told.

use argon2::Argon2;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

use super::{Fields, ShareError, remind};
use crate::{
    app::App,
    id::ShareId,
    secrets::token_hash,
    store::share::{self, ShareRow},
};

/// Wrong passcodes in a row that a link takes.
pub const MOST_TRIES: i64 = 10;
/// How long a passcode that was given counts.
const PASS_LIFE_MS: i64 = 8 * 60 * 60 * 1000;
/// Characters of a passcode.
const CHARACTERS: std::ops::RangeInclusive<usize> = 6..=64;
const SALT_BYTES: usize = 16;
const HASH_BYTES: usize = 32;
/// Letters and digits of a suggested passcode: none that is mistaken for another when it is read out.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// What came of a passcode.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Unlocked {
    /// The link leads nowhere.
    Gone,
    /// It is wrong; so many more may be tried.
    Wrong(u64),
    /// So many were wrong that none is looked at.
    Locked,
    /// It is right, and this shows it from now on; for so many seconds.
    Pass(String, i64),
}

/// A passcode as it was typed; `None` where there is none.
pub(super) fn read(fields: &mut Fields, text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if !CHARACTERS.contains(&text.chars().count()) || text.chars().any(char::is_control) {
        fields.wrong("/passcode", "choose a passcode of 6 to 64 characters");
    }
    Some(text.to_owned())
}

/// One that nobody guesses, of two groups of four.
pub fn suggested(app: &App) -> String {
    let bytes: [u8; 8] = app.random.bytes();
    let letters: String =
        bytes.iter().map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()])).collect();
    format!("{}-{}", &letters[..4], &letters[4..])
}

/// The hash to keep of a passcode: salt and Argon2id of it.
///
/// Source: RFC 9106; the parameters are those of the OWASP Password Storage Cheat Sheet.
pub(super) async fn hash(app: &App, passcode: String) -> Result<String, ShareError> {
    let salt: [u8; SALT_BYTES] = app.random.bytes();
    let hash = app.turns.take(move || hash_with(&passcode, &salt)).await?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode([&salt[..], &hash].concat()))
}

fn hash_with(passcode: &str, salt: &[u8]) -> [u8; HASH_BYTES] {
    let mut hash = [0; HASH_BYTES];
    // Fails for a salt or an output of another length alone; all zeros match no hash that was kept.
    let _ = Argon2::default().hash_password_into(passcode.as_bytes(), salt, &mut hash);
    hash
}

fn is(passcode: &str, kept: &str) -> bool {
    let kept = BASE64_URL_SAFE_NO_PAD.decode(kept).unwrap_or_default();
    let Some((salt, hash)) = kept.split_at_checked(SALT_BYTES) else { return false };
    let given = hash_with(passcode, salt);
    given != [0; HASH_BYTES] && same(&given, hash)
}

/// Compares in the same time wherever they differ.
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |all, (one, other)| all | (one ^ other)) == 0
}

/// Looks at the passcode that somebody gave for a link.
///
/// # Errors
/// [`ShareError::Busy`], [`ShareError::Store`].
pub async fn unlock(app: &App, token: &str, passcode: &str) -> Result<Unlocked, ShareError> {
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    let Some(link) = share::live_by_token(&mut tx, &token_hash(token), now).await? else {
        return Ok(Unlocked::Gone);
    };
    let Some(kept) = link.passcode_hash.clone() else {
        return Ok(Unlocked::Pass(pass(app, &link, now), PASS_LIFE_MS / 1000));
    };
    // Counted before it is looked at: of many at once, no more are looked at than may be.
    let Some(tries) = share::count_try(&mut tx, link.share_id, MOST_TRIES).await? else {
        drop(tx);
        // Whoever locked it may not have come to this.
        remind::tell_locked(app, &link).await?;
        return Ok(Unlocked::Locked);
    };
    tx.commit().await?;
    let given = passcode.trim().to_owned();
    let right = match app.turns.take(move || is(&given, &kept)).await {
        Ok(right) => right,
        Err(busy) => {
            // It was not looked at.
            let mut tx = app.db.write().await?;
            share::give_try_back(&mut tx, link.share_id).await?;
            tx.commit().await?;
            return Err(busy.into());
        }
    };
    if right {
        let mut tx = app.db.write().await?;
        share::forget_tries(&mut tx, link.share_id).await?;
        tx.commit().await?;
        return Ok(Unlocked::Pass(pass(app, &link, now), PASS_LIFE_MS / 1000));
    }
    if tries < MOST_TRIES {
        return Ok(Unlocked::Wrong(u64::try_from(MOST_TRIES - tries).unwrap_or_default()));
    }
    remind::tell_locked(app, &link).await?;
    Ok(Unlocked::Locked)
}

/// What shows that the right passcode was given: until when, and the proof that it comes from here.
fn pass(app: &App, link: &ShareRow, now: i64) -> String {
    let until = now + PASS_LIFE_MS;
    format!("{until}.{}", proof(app, link, until))
}

fn proof(app: &App, link: &ShareRow, until: i64) -> String {
    let hash = link.passcode_hash.as_deref().unwrap_or_default();
    app.sealer.hash("share_pass", &format!("{}/{hash}/{until}", link.share_id))
}

/// Whether a pass opens this link.
pub(super) fn opens(app: &App, link: &ShareRow, pass: Option<&str>, now: i64) -> bool {
    let Some((until, given)) = pass.and_then(|pass| pass.split_once('.')) else { return false };
    let Ok(until) = until.parse::<i64>() else { return false };
    until > now && same(given.as_bytes(), proof(app, link, until).as_bytes())
}

pub(super) fn place(id: ShareId) -> String {
    format!("share_passcode/{id}")
}
