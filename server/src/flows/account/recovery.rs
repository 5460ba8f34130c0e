//! Codes on paper for whoever loses every address and every device. Each signs in once; the account's addresses are
//! told, and whoever still reads one of them can end what began with it.

use super::{AddressError, Device, letters, letters::News, proven};
use crate::{
    app::App,
    flows::{
        fields::is_own_path,
        session::{Viewer, of_account},
        sign_in::{self, SignInError, SignedIn},
    },
    secrets::token_hash,
    store::{StoreError, recovery_code, session},
};

/// How many codes are made at a time.
pub const CODES: usize = 8;

/// Letters of a code: digits and letters that nobody takes for another.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many codes somebody has left.
///
/// # Errors
/// When the database fails.
pub async fn codes_left(app: &App, viewer: &Viewer) -> Result<u64, StoreError> {
    let mut tx = app.db.read().await?;
    recovery_code::left(&mut tx, viewer.account).await
}

/// Makes codes, which are shown this once; those before no longer work.
///
/// Each is 80 random bits, as four groups of four letters.
///
/// # Errors
/// [`AddressError::NotProven`], [`AddressError::Store`].
pub async fn make_codes(app: &App, viewer: &Viewer) -> Result<Vec<String>, AddressError> {
    proven(app, viewer)?;
    let codes: Vec<String> = std::iter::repeat_with(|| new_code(app)).take(CODES).collect();
    let hashes = codes.iter().map(|code| hash(app, code)).collect();
    let mut tx = app.db.write().await?;
    recovery_code::replace(&mut tx, viewer.account, hashes, app.clock.now_ms()).await?;
    letters::tell(app, &mut tx, viewer, &viewer.emails, News::CodesMade).await?;
    tx.commit().await?;
    Ok(codes)
}

/// Spends a code and begins a session; `previous`, the caller's session so far, ends.
///
/// * `next`: where to go afterwards: a path of ours. Anything else is left out.
///
/// # Errors
/// [`SignInError::Spent`] when there is no such code, [`SignInError::Store`].
pub async fn sign_in_with_code(
    app: &App,
    code: &str,
    next: Option<&str>,
    previous: Option<&str>,
    device: Device,
) -> Result<SignedIn, SignInError> {
    let mut tx = app.db.write().await?;
    let account = recovery_code::spend(&mut tx, &hash(app, code)).await?.ok_or(SignInError::Spent)?;
    let viewer = of_account(&mut tx, account).await?.ok_or(SignInError::Spent)?;
    letters::tell(app, &mut tx, &viewer, &viewer.emails, News::CodeUsed).await?;
    if let Some(previous) = previous {
        session::delete(&mut tx, &token_hash(previous)).await?;
    }
    let next = next.filter(|path| is_own_path(path)).unwrap_or("/account").to_owned();
    let signed_in = sign_in::begin(app, &mut tx, account, next, device).await?;
    tx.commit().await?;
    Ok(signed_in)
}

fn new_code(app: &App) -> String {
    let bytes: [u8; 16] = app.random.bytes();
    let letters = bytes.map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// The hash to find a code by, however it was typed.
fn hash(app: &App, code: &str) -> String {
    let code: String = code
        .chars()
        .take(100)
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_lowercase() {
            'o' => '0',
            'i' | 'l' => '1',
            'u' => 'v',
            letter => letter,
        })
        .collect();
    app.sealer.hash("recovery_code", &code)
}
