//! Edge cases of Ed25519, made here: keys and signatures that some verifiers take and others do
//! not. All are decided as `verify_strict` decides: small orders and second forms are refused, and
//! the equation holds without the cofactor.
//!
//! Source: RFC 8032, section 5.1.7; Chalkias, Garillot and Nikolaenko, "Taming the
//! many `EdDSAs`".

use crypto::key::PublicKey;
use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT as BASE, EIGHT_TORSION};
use curve25519_dalek::edwards::EdwardsPoint;
use curve25519_dalek::scalar::Scalar;
use sha2::{Digest, Sha512};

/// The order of the base point, little-endian.
const ORDER: [u8; 32] = [
    0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
];

/// Whether we take the signature, which is the same as whether `verify_strict` takes it.
fn taken(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> bool {
    let ours = PublicKey::from_bytes(key).is_ok_and(|key| key.verify(message, signature));
    let signature = ed25519_dalek::Signature::from_bytes(signature);
    let strict = ed25519_dalek::VerifyingKey::from_bytes(key)
        .is_ok_and(|key| key.verify_strict(message, &signature).is_ok());
    assert_eq!(ours, strict, "decided otherwise than verify_strict decides");
    ours
}

/// A scalar that follows from `name`.
fn scalar(name: &str) -> Scalar {
    Scalar::from_bytes_mod_order_wide(&Sha512::digest(name).into())
}

/// What the key is multiplied by.
fn challenge(commitment: &EdwardsPoint, key: &EdwardsPoint, message: &[u8]) -> Scalar {
    let hash = Sha512::new()
        .chain_update(commitment.compress().as_bytes())
        .chain_update(key.compress().as_bytes())
        .chain_update(message);
    Scalar::from_bytes_mod_order_wide(&hash.finalize().into())
}

fn joined(commitment: &EdwardsPoint, response: &Scalar) -> [u8; 64] {
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(commitment.compress().as_bytes());
    signature[32..].copy_from_slice(response.as_bytes());
    signature
}

/// A key and a commitment, each with a point of small order added, and the response to them.
fn signed(key_order: usize, commitment_order: usize, message: &[u8]) -> (EdwardsPoint, [u8; 64], Scalar) {
    let (secret, nonce) = (scalar("secret"), scalar("nonce"));
    let key = BASE * secret + EIGHT_TORSION[key_order];
    let commitment = BASE * nonce + EIGHT_TORSION[commitment_order];
    let challenge = challenge(&commitment, &key, message);
    (key, joined(&commitment, &(nonce + challenge * secret)), challenge)
}

#[test]
fn a_good_signature_is_taken_and_no_bit_of_it_may_change() {
    let (key, signature, _) = signed(0, 0, b"message");
    let key = key.compress().to_bytes();
    assert!(taken(&key, b"message", &signature));
    for bit in 0..512 {
        let mut changed = signature;
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(!taken(&key, b"message", &changed), "bit {bit} of the signature");
    }
    for bit in 0..56 {
        let mut message = *b"message";
        message[bit / 8] ^= 1 << (bit % 8);
        assert!(!taken(&key, &message, &signature), "bit {bit} of the message");
    }
    for bit in 0..256 {
        let mut changed = key;
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(!taken(&changed, b"message", &signature), "bit {bit} of the key");
    }
}

#[test]
fn a_response_has_one_form() {
    let (key, signature, _) = signed(0, 0, b"message");
    let key = key.compress().to_bytes();
    let mut larger = signature;
    for times in 1..=15 {
        let mut carry = 0;
        for (byte, order) in larger[32..].iter_mut().zip(ORDER) {
            let sum = u16::from(*byte) + u16::from(order) + carry;
            *byte = sum.to_le_bytes()[0];
            carry = sum >> 8;
        }
        if carry == 0 {
            assert!(!taken(&key, b"message", &larger), "the order added {times} times");
        }
    }
}

/// Points of small order, in every form that a lax reader takes: the coordinate as it is and with
/// the field's prime added, either sign.
fn small_orders() -> Vec<[u8; 32]> {
    let mut forms: Vec<[u8; 32]> = EIGHT_TORSION.iter().map(|point| point.compress().to_bytes()).collect();
    for low in [0xec, 0xed, 0xee] {
        let mut form = [0xff; 32];
        form[0] = low;
        form[31] = 0x7f;
        forms.push(form);
    }
    for low in [0, 1] {
        let mut form = [0; 32];
        form[0] = low;
        forms.push(form);
    }
    let flipped = forms.clone().into_iter().map(|mut form| {
        form[31] ^= 0x80;
        form
    });
    forms.extend(flipped);
    forms
}

#[test]
fn a_key_of_small_order_is_no_key() {
    for form in small_orders() {
        assert!(PublicKey::from_bytes(&form).is_err(), "{form:02x?}");
        // With such a key these hold for every message, or for one in eight.
        for commitment in EIGHT_TORSION {
            for message in 0..8_u8 {
                assert!(!taken(&form, &[message], &joined(&commitment, &Scalar::ZERO)));
            }
        }
    }
}

#[test]
fn a_commitment_of_small_order_is_refused_even_where_the_equation_holds() {
    let secret = scalar("secret");
    let key = BASE * secret;
    for commitment in EIGHT_TORSION {
        let response = challenge(&commitment, &key, b"message") * secret;
        assert!(!taken(&key.compress().to_bytes(), b"message", &joined(&commitment, &response)));
    }
    for form in small_orders() {
        let hash =
            Sha512::new().chain_update(form).chain_update(key.compress().as_bytes()).chain_update(b"message");
        let response = Scalar::from_bytes_mod_order_wide(&hash.finalize().into()) * secret;
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(&form);
        signature[32..].copy_from_slice(response.as_bytes());
        assert!(!taken(&key.compress().to_bytes(), b"message", &signature), "{form:02x?}");
    }
}

#[test]
fn a_commitment_of_mixed_order_is_refused() {
    for order in 1..8 {
        for message in 0..16_u8 {
            let (key, signature, _) = signed(0, order, &[message]);
            assert!(!taken(&key.compress().to_bytes(), &[message], &signature));
        }
    }
}

#[test]
fn a_key_of_mixed_order_counts_where_the_equation_holds_without_cofactor() {
    let (mut good, mut bad) = (0, 0);
    for (order, added) in EIGHT_TORSION.iter().enumerate().skip(1) {
        for message in 0..64_u8 {
            let (key, signature, challenge) = signed(order, 0, &[message]);
            let holds = added * challenge == EIGHT_TORSION[0];
            assert_eq!(taken(&key.compress().to_bytes(), &[message], &signature), holds);
            if holds { good += 1 } else { bad += 1 }
        }
    }
    assert!(good > 20 && bad > 100, "{good} hold, {bad} do not");
}

#[test]
fn bytes_that_are_no_point_are_no_key() {
    let mut refused = 0;
    for low in 0..=255 {
        let mut bytes = [7; 32];
        bytes[0] = low;
        refused += usize::from(PublicKey::from_bytes(&bytes).is_err());
        assert!(!taken(&bytes, b"message", &[0; 64]));
        assert!(!taken(&bytes, b"message", &[0xff; 64]));
    }
    assert!(
        (64..192).contains(&refused),
        "half of all bytes are no point, but {refused} of 256 were refused"
    );
}
