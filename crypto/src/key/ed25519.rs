//! Ed25519.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use ed25519_dalek::Signer;
use zeroize::Zeroizing;

use super::{ED25519_PUBLIC, KeyError, MULTIKEY_LEN, SecretJwk, jwk_bytes, multikey, open_multikey};
use crate::json::Value;

/// An Ed25519 public key, decoded and checked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PublicKey(ed25519_dalek::VerifyingKey);

impl PublicKey {
    /// Reads 32 bytes.
    ///
    /// # Errors
    /// [`KeyError::Unusable`] when they are no point of the curve, or one of small order, for
    /// which several messages share a signature.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::Unusable)?;
        if key.is_weak() { Err(KeyError::Unusable) } else { Ok(Self(key)) }
    }

    /// Reads a Multikey: `z`, then base58btc of 0xed 0x01 and 32 bytes.
    ///
    /// # Errors
    /// [`KeyError`], naming the first layer that would not open.
    ///
    /// Source: Controlled Identifiers v1.0, Multikey.
    pub fn from_multibase(text: &str) -> Result<Self, KeyError> {
        let mut bytes = [0; MULTIKEY_LEN];
        match open_multikey(text, &mut bytes)? {
            (ED25519_PUBLIC, key) => Self::from_slice(key),
            _ => Err(KeyError::UnsupportedType),
        }
    }

    /// Reads base58btc of the bare 32 bytes, as older DID documents have it.
    pub(crate) fn from_base58(encoded: &str) -> Result<Self, KeyError> {
        let mut bytes = [0; MULTIKEY_LEN];
        let length = bs58::decode(encoded).onto(&mut bytes[..]).map_err(|_| KeyError::Multibase)?;
        Self::from_slice(&bytes[..length])
    }

    pub(super) fn from_slice(bytes: &[u8]) -> Result<Self, KeyError> {
        Self::from_bytes(bytes.try_into().map_err(|_| KeyError::Length(bytes.len()))?)
    }

    /// Reads the public half of a JWK; members that are not part of it are not looked at.
    ///
    /// # Errors
    /// [`KeyError`] when it is not the JWK of an Ed25519 key.
    ///
    /// Source: RFC 8037, section 2.
    pub fn from_jwk(jwk: &Value<'_>) -> Result<Self, KeyError> {
        let text = |key| jwk.get(key).and_then(Value::as_str);
        if (text("kty"), text("crv")) != (Some("OKP"), Some("Ed25519")) {
            return Err(KeyError::UnsupportedType);
        }
        Self::from_bytes(&jwk_bytes(jwk, "x")?)
    }

    /// The key as a Multikey, `z6Mk…`.
    pub fn multibase(&self) -> String {
        multikey(ED25519_PUBLIC, self.0.as_bytes())
    }

    /// The 32 bytes of the key.
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Whether `signature` is this key's over `message`, with the strict rules: no small-order
    /// points, no second form of the same signature.
    pub fn verify(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature)).is_ok()
    }
}

/// An Ed25519 secret key. Wiped when dropped, never serialised, never shown.
#[derive(Clone)]
pub struct SecretKey(ed25519_dalek::SigningKey);

impl SecretKey {
    /// The key of a 32-byte seed. Seeds come from the caller: nothing here is random.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(seed))
    }

    /// The seed, for sealing.
    pub fn seed(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs `message`; 64 bytes.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }

    /// The pair as one JSON object: JWK members and `did`.
    ///
    /// Source: RFC 8037, section 2.
    pub fn to_jwk(&self) -> Zeroizing<String> {
        let public = self.public();
        let x = BASE64_URL_SAFE_NO_PAD.encode(public.as_bytes());
        let d = Zeroizing::new(BASE64_URL_SAFE_NO_PAD.encode(self.seed()));
        let did = crate::did::did_key(&public);
        Zeroizing::new(format!(
            r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}","d":"{}","did":"{did}"}}"#,
            d.as_str()
        ))
    }

    /// Reads what [`Self::to_jwk`] writes.
    ///
    /// # Errors
    /// [`KeyError::Jwk`] when `text` is something else, or `x` is not the public half of `d`.
    pub fn from_jwk(text: &str) -> Result<Self, KeyError> {
        let jwk = SecretJwk::read(text, "OKP", "Ed25519")?;
        let key = Self::from_seed(jwk.d.as_slice().try_into().map_err(|_| KeyError::Jwk)?);
        let x = BASE64_URL_SAFE_NO_PAD.encode(key.public().as_bytes());
        if jwk.x == x { Ok(key) } else { Err(KeyError::Jwk) }
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_pair_reads_back_from_its_jwk_and_never_shows_itself() {
        let key = SecretKey::from_seed(&[9; 32]);
        let jwk = key.to_jwk();
        assert_eq!(SecretKey::from_jwk(&jwk).unwrap().public(), key.public());
        assert_eq!(format!("{key:?}"), "SecretKey(..)");
        let other = SecretKey::from_seed(&[8; 32]).to_jwk();
        let d = |jwk: &str| jwk.split("\"d\":").nth(1).unwrap()[..45].to_owned();
        let mixed = jwk.replace(&d(&jwk), &d(&other));
        assert_eq!(SecretKey::from_jwk(&mixed).unwrap_err(), KeyError::Jwk);
    }

    #[test]
    fn a_key_of_small_order_is_refused() {
        let mut identity = [0; 32];
        identity[0] = 1;
        assert_eq!(PublicKey::from_bytes(&identity), Err(KeyError::Unusable));
    }

    #[test]
    fn a_multikey_of_another_kind_is_refused() {
        assert_eq!(PublicKey::from_multibase("mAA"), Err(KeyError::Multibase));
        assert_eq!(PublicKey::from_multibase("z0"), Err(KeyError::Multibase));
        let p256 = "zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv";
        assert_eq!(PublicKey::from_multibase(p256), Err(KeyError::UnsupportedType));
    }
}
