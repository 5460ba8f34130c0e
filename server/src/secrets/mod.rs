//! What must not lie open: the master key, and what it seals in the database.
//!
//! The master key stays outside the database, so that a stolen dump opens nothing. Each sealed
//! value is bound to the table and row it belongs to: moved elsewhere, it does not open.

use std::{
    fmt, io,
    path::{Path, PathBuf},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::effects::Random;

/// The variable that gives the master key instead of the file: base64url of 32 bytes.
pub const MASTER_KEY_VARIABLE: &str = "LAUREL_MASTER_KEY";

const NONCE_BYTES: usize = 24;

/// Why the master key cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum SecretsError {
    /// The file cannot be read or written.
    #[error("could not read or write {0}")]
    File(PathBuf, #[source] io::Error),
    /// The text is not base64url of 32 bytes.
    #[error("the master key in {0} is not 32 bytes in base64url")]
    Format(String),
    /// The file is gone, and what it sealed is still there.
    #[error(
        "{0} is missing, and the database holds keys that only it opens: put the file back from a backup, \
        or give the key as {MASTER_KEY_VARIABLE}"
    )]
    Missing(PathBuf),
}

/// A sealed value that does not open: altered, moved to another row, or under another key.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a sealed value does not open under this master key")]
pub struct Unsealable;

/// Seals and opens. Wiped when dropped, never serialised, never shown.
#[derive(Clone)]
pub struct Sealer {
    key: Zeroizing<[u8; 32]>,
    random: Random,
}

impl Sealer {
    /// A sealer with this master key.
    pub fn new(key: [u8; 32], random: Random) -> Self {
        Self { key: Zeroizing::new(key), random }
    }

    /// Takes the master key from `LAUREL_MASTER_KEY`, else from `secrets/master.key` in `data`;
    /// where that is missing, a new one is made, readable by its owner alone.
    ///
    /// * `in_use`: something is sealed already. A new key would not open it, so none is made.
    ///
    /// # Errors
    /// [`SecretsError`] when the file cannot be used, holds no key, or is missing and in use.
    pub fn open(data: &Path, in_use: bool, random: &Random) -> Result<Self, SecretsError> {
        if let Ok(text) = std::env::var(MASTER_KEY_VARIABLE) {
            let text = Zeroizing::new(text);
            let key = read_key(&text).ok_or_else(|| SecretsError::Format(MASTER_KEY_VARIABLE.to_owned()))?;
            return Ok(Self { key, random: random.clone() });
        }
        let path = data.join("secrets").join("master.key");
        let key = match std::fs::read_to_string(&path) {
            Ok(text) => {
                let text = Zeroizing::new(text);
                read_key(&text).ok_or_else(|| SecretsError::Format(path.display().to_string()))?
            }
            Err(err) if err.kind() == io::ErrorKind::NotFound && in_use => {
                return Err(SecretsError::Missing(path));
            }
            Err(err) if err.kind() == io::ErrorKind::NotFound => {
                let key = Zeroizing::new(random.bytes::<32>());
                write_key(&path, &key).map_err(|source| SecretsError::File(path.clone(), source))?;
                key
            }
            Err(source) => return Err(SecretsError::File(path, source)),
        };
        Ok(Self { key, random: random.clone() })
    }

    /// Seals `secret` for one place, such as `issuer_key/0190…`; base64url of nonce and
    /// XChaCha20-Poly1305 ciphertext.
    ///
    /// # Panics
    /// Never: the cipher refuses only messages over 256 GiB.
    pub fn seal(&self, place: &str, secret: &[u8]) -> String {
        let nonce: [u8; NONCE_BYTES] = self.random.bytes();
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: secret, aad: place.as_bytes() })
            .expect("secrets are far shorter than the cipher's limit");
        BASE64_URL_SAFE_NO_PAD.encode([&nonce[..], &sealed[..]].concat())
    }

    /// Opens what [`Self::seal`] sealed for the same place.
    ///
    /// # Errors
    /// [`Unsealable`] in every other case.
    pub fn unseal(&self, place: &str, sealed: &str) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(sealed).map_err(|_| Unsealable)?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_BYTES>().ok_or(Unsealable)?;
        self.cipher()
            .decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: place.as_bytes() })
            .map(Zeroizing::new)
            .map_err(|_| Unsealable)
    }

    /// A hash to find `secret` by, in hex: HMAC-SHA-256 under the master key, for what is too short
    /// to be kept under a plain hash. Nobody tries all codes without the key.
    ///
    /// * `place`: the kind of secret, such as `claim_code`.
    ///
    /// # Panics
    /// Never: HMAC takes keys of any length.
    pub fn hash(&self, place: &str, secret: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.key).expect("HMAC takes keys of any length");
        for part in [place, secret] {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        hex(&mac.finalize().into_bytes())
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*self.key).into())
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer(..)")
    }
}

/// A new secret for a link or a cookie: 256 random bits in base64url, 43 characters.
pub fn new_token(random: &Random) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(random.bytes::<32>())
}

/// What the database keeps of a token: SHA-256 in hex. Tokens are long and random, so a slow
/// hash would add nothing.
pub fn token_hash(token: &str) -> String {
    hex(&Sha256::digest(token.as_bytes()))
}

/// Bytes in lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn read_key(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let bytes = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.decode(text.trim()).ok()?);
    Some(Zeroizing::new(bytes.as_slice().try_into().ok()?))
}

/// Writes the key so that it is wholly there or not at all, and stays after a power cut.
fn write_key(path: &Path, key: &[u8; 32]) -> io::Result<()> {
    use std::io::Write;
    let folder = path.parent().expect("the key file lies in a folder");
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
        builder.mode(0o700);
        options.mode(0o600);
    }
    builder.create(folder)?;
    let draft = folder.join("master.key.new");
    let _ = std::fs::remove_file(&draft);
    let mut file = options.open(&draft)?;
    let text = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.encode(key));
    file.write_all(text.as_bytes())?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    // A hard link never replaces a key that somebody else wrote meanwhile.
    std::fs::hard_link(&draft, path)?;
    std::fs::remove_file(&draft)?;
    std::fs::File::open(folder)?.sync_all()?;
    // The folder may be new, too: its own name lies in the one above.
    folder.parent().map_or(Ok(()), |above| std::fs::File::open(above)?.sync_all())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealer() -> Sealer {
        Sealer::new([7; 32], Random::seeded(1))
    }

    #[test]
    fn what_is_sealed_opens_in_its_place_and_nowhere_else() {
        let sealed = sealer().seal("issuer_key/1", b"seed");
        assert_eq!(sealer().unseal("issuer_key/1", &sealed).unwrap().as_slice(), b"seed");
        assert_eq!(sealer().unseal("issuer_key/2", &sealed), Err(Unsealable));
        assert_eq!(Sealer::new([8; 32], Random::seeded(1)).unseal("issuer_key/1", &sealed), Err(Unsealable));
        assert_eq!(sealer().unseal("issuer_key/1", &sealed[..20]), Err(Unsealable));
    }

    #[test]
    fn the_same_secret_never_seals_to_the_same_text() {
        let sealer = sealer();
        assert_ne!(sealer.seal("a", b"x"), sealer.seal("a", b"x"));
    }

    #[test]
    fn a_hash_to_find_by_belongs_to_its_key_and_its_kind() {
        let hash = sealer().hash("claim_code", "A");
        assert_eq!(hash, sealer().hash("claim_code", "A"));
        assert_ne!(hash, sealer().hash("claim_cod", "eA"));
        assert_ne!(hash, Sealer::new([8; 32], Random::seeded(1)).hash("claim_code", "A"));
        assert_ne!(hash, token_hash("A"));
    }

    #[test]
    fn the_master_key_is_made_once_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let first = Sealer::open(folder.path(), false, &Random::Os).unwrap();
        let sealed = first.seal("a", b"x");
        let second = Sealer::open(folder.path(), true, &Random::Os).unwrap();
        assert_eq!(second.unseal("a", &sealed).unwrap().as_slice(), b"x");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode =
                std::fs::metadata(folder.path().join("secrets/master.key")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_sealer_shows_nothing_of_its_key() {
        assert_eq!(format!("{:?}", sealer()), "Sealer(..)");
    }

    #[test]
    fn a_token_has_256_bits_and_a_stable_hash() {
        assert_eq!(new_token(&Random::Os).len(), 43);
        assert_eq!(token_hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
