//! The proof value of `ecdsa-sd-2023`: a base proof, which its holder keeps, or a derived one,
//! which a reader gets to see.
//!
//! The CBOR in it has one shape, so only that shape is read: lengths stated, no tags, and as
//! many items as a document could have statements.
//!
//! Source: Data Integrity ECDSA Cryptosuites v1.0, sections 3.5.3 (parseBaseProofValue) and
//! 3.5.8 (parseDerivedProofValue); RFC 8949, section 3.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};

/// Items of one list in a proof value.
const MAX_ITEMS: usize = 4_096;

/// A proof value, read.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Disclosure {
    /// By the issuer's key, over the proof, the next key, and all statements that must be shown.
    pub(super) base_signature: [u8; 64],
    /// A Multikey's bytes: the key made for this credential alone, which signed each statement.
    pub(super) public_key: [u8; 35],
    /// One for each statement that need not be shown, in the order of the statements.
    pub(super) signatures: Vec<[u8; 64]>,
    pub(super) shown: Shown,
}

/// Which part of what was signed stands in the document.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Shown {
    /// All of it.
    All {
        /// What gives blank nodes the names that tell nothing.
        hmac_key: [u8; 32],
        /// JSON pointers to what must be shown.
        mandatory: Vec<String>,
    },
    /// What its holder chose.
    Part {
        /// The name under which a blank node was signed, by its number in the canonical form.
        labels: Vec<(usize, [u8; 32])>,
        /// Which statements must be shown, in order.
        mandatory: Vec<usize>,
    },
}

impl Disclosure {
    /// Reads `u` and base64url of a proof value.
    pub(super) fn read(text: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text.strip_prefix('u')?).ok()?;
        let (header, body) = bytes.split_at_checked(3)?;
        let mut cbor = Cbor { rest: body };
        let found = match header {
            [0xd9, 0x5d, 0x00] => {
                cbor.expect(Major::List, 5)?;
                let (base_signature, public_key) = (cbor.bytes()?, cbor.bytes()?);
                let hmac_key = cbor.bytes()?;
                let signatures = cbor.list(Cbor::bytes)?;
                let mandatory = cbor.list(|cbor| Some(cbor.text()?.to_owned()))?;
                let shown = Shown::All { hmac_key, mandatory };
                Self { base_signature, public_key, signatures, shown }
            }
            [0xd9, 0x5d, 0x01] => {
                cbor.expect(Major::List, 5)?;
                let (base_signature, public_key) = (cbor.bytes()?, cbor.bytes()?);
                let signatures = cbor.list(Cbor::bytes)?;
                let pairs = cbor.length(Major::Map)?;
                let labels = (0..pairs).map(|_| Some((cbor.number()?, cbor.bytes()?)));
                let labels = labels.collect::<Option<Vec<_>>>()?;
                let mandatory = cbor.list(Cbor::number)?;
                Self { base_signature, public_key, signatures, shown: Shown::Part { labels, mandatory } }
            }
            _ => return None,
        };
        cbor.rest.is_empty().then_some(found)
    }
}

/// The kinds of CBOR item that occur.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Major {
    Number = 0,
    Bytes = 2,
    Text = 3,
    List = 4,
    Map = 5,
}

struct Cbor<'b> {
    rest: &'b [u8],
}

impl<'b> Cbor<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// The head of an item of the kind `major`: a number, or how much follows.
    fn head(&mut self, major: Major) -> Option<usize> {
        let first = *self.take(1)?.first()?;
        if first >> 5 != major as u8 {
            return None;
        }
        let following = match first & 31 {
            small @ 0..24 => return Some(usize::from(small)),
            24 => 1,
            25 => 2,
            26 => 4,
            _ => return None,
        };
        let bytes = self.take(following)?;
        usize::try_from(bytes.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte))).ok()
    }

    fn length(&mut self, major: Major) -> Option<usize> {
        self.head(major).filter(|length| *length <= MAX_ITEMS)
    }

    fn expect(&mut self, major: Major, length: usize) -> Option<()> {
        (self.head(major)? == length).then_some(())
    }

    fn number(&mut self) -> Option<usize> {
        self.head(Major::Number)
    }

    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.expect(Major::Bytes, N)?;
        self.take(N)?.try_into().ok()
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = self.head(Major::Text)?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    fn list<T>(&mut self, item: fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.length(Major::List)?;
        (0..length).map(|_| item(self)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(header: [u8; 3], body: &[&[u8]]) -> String {
        format!("u{}", BASE64_URL_SAFE_NO_PAD.encode([&header[..], &body.concat()].concat()))
    }

    #[test]
    fn a_proof_value_is_read_whole_or_not_at_all() {
        let (base, key) = ([&[0x58, 64][..], &[1; 64]].concat(), [&[0x58, 35][..], &[2; 35]].concat());
        let label = [&[0xa1, 3, 0x58, 32][..], &[4; 32]].concat();
        let parts: [&[u8]; 6] = [&[0x85], &base, &key, &[0x80], &label, &[0x82, 0, 0x18, 200]];
        let read = Disclosure::read(&written([0xd9, 0x5d, 1], &parts)).unwrap();
        assert_eq!(read.shown, Shown::Part { labels: vec![(3, [4; 32])], mandatory: vec![0, 200] });
        let hmac = [&[0x58, 32][..], &[5; 32]].concat();
        let all: [&[u8]; 6] = [&[0x85], &base, &key, &hmac, &[0x80], b"\x81\x62/a"];
        let read = Disclosure::read(&written([0xd9, 0x5d, 0], &all)).unwrap();
        assert_eq!(read.shown, Shown::All { hmac_key: [5; 32], mandatory: vec!["/a".to_owned()] });
        let whole = parts.concat();
        for end in 0..whole.len() {
            assert_eq!(Disclosure::read(&written([0xd9, 0x5d, 1], &[&whole[..end]])), None, "{end} bytes");
        }
        assert_eq!(Disclosure::read(&written([0xd9, 0x5d, 1], &[&whole, &[0]])), None, "something behind it");
        assert_eq!(Disclosure::read(&written([0xd9, 0x5d, 2], &parts)), None, "another header");
        let endless: [&[u8]; 6] = [&[0x85], &base, &key, &[0x9a, 255, 255, 255, 255], &label, &[0x80]];
        assert_eq!(Disclosure::read(&written([0xd9, 0x5d, 1], &endless)), None, "a list without end");
    }
}
