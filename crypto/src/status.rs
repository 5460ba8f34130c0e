//! Bitstring status lists: pack, unpack, read, set.

/// Entries in each list we publish, the least that the standard allows: 16 KiB of bits.
pub const LIST_LEN: u32 = 131_072;

/// Why an `encodedList` did not open.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ListError {
    /// Not `u` and base64url.
    #[error("not multibase base64url text")]
    Multibase,
    /// Not gzip.
    #[error("not gzip data")]
    Gzip,
    /// Fewer than 131,072 entries.
    #[error("the list holds {bytes} bytes, fewer than the standard's 16384")]
    TooShort {
        /// How many there are.
        bytes: usize,
    },
    /// More than 16 MiB when unpacked.
    #[error("the list unpacks to more than 16 MiB")]
    TooLong,
}

/// One bit per entry; the first entry is the top bit of byte 0.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Bitstring(Vec<u8>);

impl Bitstring {
    /// A list of [`LIST_LEN`] entries, none set.
    pub fn empty() -> Self {
        Self(vec![0; LIST_LEN as usize / 8])
    }

    /// The bits as bytes, 16 KiB or more.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Takes bytes as [`Self::as_bytes`] gives them.
    ///
    /// # Errors
    /// [`ListError::TooShort`] and [`ListError::TooLong`].
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, ListError> {
        match bytes.len() {
            bytes if bytes < 16_384 => Err(ListError::TooShort { bytes }),
            bytes if bytes > 16 << 20 => Err(ListError::TooLong),
            _ => Ok(Self(bytes)),
        }
    }

    /// Whether the entry is set; `None` past the end.
    pub fn get(&self, index: usize) -> Option<bool> {
        self.0.get(index / 8).map(|byte| byte & (0x80 >> (index % 8)) != 0)
    }

    /// Sets or clears an entry; past the end nothing happens and the answer is false.
    pub fn set(&mut self, index: usize, value: bool) -> bool {
        let Some(byte) = self.0.get_mut(index / 8) else { return false };
        let bit = 0x80 >> (index % 8);
        if value { *byte |= bit } else { *byte &= !bit }
        true
    }

    /// Packs the list into `encodedList`: `u`, then base64url without padding, of gzip.
    ///
    /// Source: Bitstring Status List v1.0, Bitstring Generation Algorithm.
    pub fn encode(&self) -> String {
        unimplemented!("status")
    }

    /// Unpacks an `encodedList`.
    ///
    /// # Errors
    /// [`ListError`], naming the first layer that would not open. Reading stops at the upper
    /// bound, so a gzip bomb costs at most 16 MiB of memory.
    ///
    /// Source: Bitstring Status List v1.0, Bitstring Expansion Algorithm.
    pub fn decode(encoded: &str) -> Result<Self, ListError> {
        let _ = encoded;
        unimplemented!("status")
    }
}
