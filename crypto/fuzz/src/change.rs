//! Cheap changes of an input, the same each time: what a corpus is replayed with.

/// A sequence of numbers that looks random and is always the same (xorshift64*).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// The sequence that belongs to `seed`.
    pub fn new(seed: &[u8]) -> Self {
        let hash = seed.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash | 1)
    }

    /// The next number below `sides`; 0 where there are none.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(number).unwrap_or(0) % sides.max(1)
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.roll(256)).unwrap_or(0)
    }
}

/// What parsers of credentials find hard.
const WORDS: [&[u8]; 32] = [
    b"null",
    b"true",
    b"-0",
    b"1e400",
    b"9007199254740993",
    b"\"\\ud800\"",
    b"\"\\u0000\"",
    b"{}",
    b"[]",
    b"[[[[",
    b"\"@id\"",
    b"\"@type\"",
    b"\"@value\"",
    b"\"@list\"",
    b"\"@set\"",
    b"\"@graph\"",
    b"\"@context\":{}",
    b"\"@vocab\"",
    b"\"@container\"",
    b"\"@protected\":true",
    b"\"@nest\"",
    b"\"@reverse\"",
    b"\"@json\"",
    b"\"_:b0\"",
    b"\"_:b1\"",
    b"\"proof\":[]",
    b"did:key:z6Mk",
    b"did:web:a:b",
    b"\xf0\x9f\xa7\xad",
    b"\xff",
    b"\0\0\0\0",
    b"...",
];

/// `input` with one to four changes, which are the next in `dice`.
pub fn changed(input: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(bytes.len() + 1);
        let end = (at + 1 + dice.roll(24)).min(bytes.len());
        let at = at.min(end);
        match dice.roll(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
            1 if at < bytes.len() => bytes[at] = dice.byte(),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                let to = dice.roll(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            4 => drop(bytes.splice(at..end, WORDS[dice.roll(WORDS.len())].iter().copied())),
            5 => drop(bytes.splice(at..at, WORDS[dice.roll(WORDS.len())].iter().copied())),
            _ => bytes.truncate(if dice.roll(8) == 0 { at } else { bytes.len() }),
        }
    }
    bytes
}
