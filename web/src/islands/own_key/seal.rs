//! Sealing a key under a passphrase, in the browser: neither the passphrase nor the key leaves it.
//!
//! Argon2id makes a key of the passphrase, with 64 MiB and three passes: a second or two on a
//! phone, and dear to guess. XChaCha20-Poly1305 seals the seed with it; the DID is bound to it as
//! associated data, so that a copy never opens as another key.

use api::{SealedKdf, SealedKey};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

/// Memory, in KiB,
const MEMORY_KIB: u32 = 64 << 10;
/// and passes over it.
const PASSES: u32 = 3;
/// What is opened at the most, lest a copy from elsewhere stop the browser: 256 MiB, 10 passes.
const MOST: (u32, u32) = (256 << 10, 10);

/// The shortest passphrase, in characters.
pub(super) const SHORTEST: usize = 12;

/// Why a copy does not open.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum NotOpened {
    /// It is no copy that this knows.
    Unreadable,
    /// It is, and the passphrase is another one.
    Passphrase,
}

/// How hard a passphrase is to guess, roughly.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Strength {
    /// It is too short.
    Short,
    /// It is long enough and easily guessed.
    Weak,
    /// It will do.
    Fair,
    /// Good.
    Strong,
}

/// Guesses how strong a passphrase is: by its length, and how much of it is different. The rules of
/// the trade are no better than that; Argon2 does the rest.
pub(super) fn strength(passphrase: &str) -> Strength {
    let length = passphrase.chars().count();
    let mut different: Vec<char> = passphrase.chars().collect();
    different.sort_unstable();
    different.dedup();
    match (length, different.len()) {
        (0..SHORTEST, _) => Strength::Short,
        (_, 0..=6) | (0..=15, 0..=9) => Strength::Weak,
        (0..=19, _) | (_, 0..=9) => Strength::Fair,
        _ => Strength::Strong,
    }
}

/// Seals a seed.
///
/// * `salt`, `nonce`: random, and used once.
pub(super) fn seal(
    seed: &[u8; 32],
    did: &str,
    passphrase: &str,
    salt: &[u8; 16],
    nonce: &[u8; 24],
) -> Option<SealedKey> {
    let key = key_of(passphrase, salt, MEMORY_KIB, PASSES)?;
    let payload = Payload { msg: seed, aad: did.as_bytes() };
    let ciphertext = XChaCha20Poly1305::new(&(*key).into()).encrypt(&XNonce::from(*nonce), payload).ok()?;
    let text = |bytes: &[u8]| BASE64_STANDARD_NO_PAD.encode(bytes);
    let kdf = SealedKdf { name: SealedKey::KDF.to_owned(), m: MEMORY_KIB, t: PASSES, p: 1, salt: text(salt) };
    Some(SealedKey { v: SealedKey::VERSION, kdf, nonce: text(nonce), ciphertext: text(&ciphertext) })
}

/// Opens what [`seal`] made: the seed.
pub(super) fn open(copy: &SealedKey, did: &str, passphrase: &str) -> Result<Zeroizing<[u8; 32]>, NotOpened> {
    let bytes = |text: &str| BASE64_STANDARD_NO_PAD.decode(text).map_err(|_| NotOpened::Unreadable);
    let kdf = &copy.kdf;
    let known = copy.v == SealedKey::VERSION && kdf.name == SealedKey::KDF && kdf.p == 1;
    if !known || kdf.m > MOST.0 || kdf.t > MOST.1 {
        return Err(NotOpened::Unreadable);
    }
    let nonce: [u8; 24] = bytes(&copy.nonce)?.try_into().map_err(|_| NotOpened::Unreadable)?;
    let ciphertext = bytes(&copy.ciphertext)?;
    let key = key_of(passphrase, &bytes(&kdf.salt)?, kdf.m, kdf.t).ok_or(NotOpened::Unreadable)?;
    let payload = Payload { msg: &ciphertext, aad: did.as_bytes() };
    let opened = XChaCha20Poly1305::new(&(*key).into()).decrypt(&XNonce::from(nonce), payload);
    let opened = Zeroizing::new(opened.map_err(|_| NotOpened::Passphrase)?);
    let seed: &[u8; 32] = opened.as_slice().try_into().map_err(|_| NotOpened::Unreadable)?;
    Ok(Zeroizing::new(*seed))
}

/// Source: RFC 9106, Argon2id with one lane.
fn key_of(passphrase: &str, salt: &[u8], memory_kib: u32, passes: u32) -> Option<Zeroizing<[u8; 32]>> {
    let params = Params::new(memory_kib, passes, 1, Some(32)).ok()?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut key = Zeroizing::new([0; 32]);
    argon2.hash_password_into(passphrase.as_bytes(), salt, &mut *key).ok()?;
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DID: &str = "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH";
    const PASSPHRASE: &str = "herring under blue lamps";

    #[test]
    fn a_sealed_key_opens_with_its_passphrase_as_that_key_and_no_other() {
        let copy = seal(&[5; 32], DID, PASSPHRASE, &[1; 16], &[2; 24]).unwrap();
        assert_eq!((copy.kdf.m, copy.kdf.t, copy.kdf.p), (65_536, 3, 1));
        assert_eq!(*open(&copy, DID, PASSPHRASE).unwrap(), [5; 32]);
        assert_eq!(open(&copy, DID, "herring under blue lamp"), Err(NotOpened::Passphrase));
        assert_eq!(open(&copy, "did:key:other", PASSPHRASE), Err(NotOpened::Passphrase));
        // It travels as text.
        let again: SealedKey = serde_json::from_str(&serde_json::to_string(&copy).unwrap()).unwrap();
        assert_eq!(again, copy);
        assert!(!copy.ciphertext.contains("BQUF"), "the seed is not to be seen");
    }

    #[test]
    fn a_copy_that_would_stop_the_browser_is_not_opened() {
        let copy = seal(&[5; 32], DID, PASSPHRASE, &[1; 16], &[2; 24]).unwrap();
        let with = |change: fn(&mut SealedKey)| {
            let mut copy = copy.clone();
            change(&mut copy);
            open(&copy, DID, PASSPHRASE)
        };
        assert_eq!(with(|copy| copy.kdf.m = 1 << 30), Err(NotOpened::Unreadable));
        assert_eq!(with(|copy| copy.kdf.t = 1_000_000), Err(NotOpened::Unreadable));
        assert_eq!(with(|copy| copy.kdf.name = "none".to_owned()), Err(NotOpened::Unreadable));
        assert_eq!(with(|copy| copy.nonce = "AA".to_owned()), Err(NotOpened::Unreadable));
        assert_eq!(with(|copy| copy.ciphertext = "?".to_owned()), Err(NotOpened::Unreadable));
    }

    #[test]
    fn a_passphrase_is_graded_by_length_and_variety() {
        for (passphrase, grade) in [
            ("", Strength::Short),
            ("elevenchars", Strength::Short),
            ("aaaaaaaaaaaaaaaaaaaaaaaa", Strength::Weak),
            ("password1234", Strength::Fair),
            ("1212343412123434", Strength::Weak),
            ("herring under blue lamps", Strength::Strong),
        ] {
            assert_eq!(strength(passphrase), grade, "{passphrase}");
        }
    }
}
