//! What may be wrong with a chain, and how it is said.

use std::fmt;

use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// Something that is wrong with a chain.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fault {
    /// The chain: an institution's id, or `service`.
    pub chain: String,
    /// What it is.
    pub what: What,
}

/// What may be wrong.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum What {
    /// There is an institution, and no chain of it.
    NoChain,
    /// A row has a number that no link has.
    Outside(i64),
    /// Links are not there, from the first number to the last.
    Missing(i64, i64),
    /// A link does not follow from what its row says and from the link before it.
    Altered {
        /// Its number.
        sequence: i64,
        /// What it says was done.
        act: String,
        /// And when.
        at: OffsetDateTime,
    },
    /// Who did what to whom is not what was noted.
    PayloadAltered {
        /// The number of the link.
        sequence: i64,
        /// What was done.
        act: String,
        /// And when.
        at: OffsetDateTime,
    },
    /// Who did what to whom is gone, and nobody was forgotten with it.
    PayloadMissing(i64),
    /// The chain is shorter or longer than the service last left it.
    End {
        /// How many links the service left.
        left: i64,
        /// How many there are.
        found: i64,
    },
    /// The signed head knows more links than there are.
    Shorter {
        /// How many the head knows.
        known: i64,
        /// How many there are.
        found: i64,
    },
    /// The link up to which the signed head speaks is another: something up to it was altered, removed or added, and
    /// everything hashed again.
    Rewritten(i64),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "chain {}: ", self.chain)?;
        let day = |at: &OffsetDateTime| at.format(&Rfc3339).unwrap_or_default();
        match &self.what {
            What::NoChain => write!(f, "the whole chain was removed"),
            What::Outside(sequence) => write!(f, "row {sequence} was added: numbers begin at 1"),
            What::Missing(first, last) if first == last => write!(f, "row {first} was removed"),
            What::Missing(first, last) => write!(f, "rows {first} to {last} were removed"),
            What::Altered { sequence, act, at } => {
                write!(f, "row {sequence} ({act}, {}) was altered, or what stands before it", day(at))
            }
            What::PayloadAltered { sequence, act, at } => {
                write!(f, "row {sequence} ({act}, {}): who did what to whom was altered", day(at))
            }
            What::PayloadMissing(sequence) => write!(
                f,
                "row {sequence}: who did what to whom was removed, and no act of forgetting somebody says so"
            ),
            What::End { left, found } => {
                write!(f, "the service left {left} rows, and {found} are there: the end was altered")
            }
            What::Shorter { known, found } => write!(
                f,
                "the head knows {known} rows, and the last one there is {found}: rows were removed from the end"
            ),
            What::Rewritten(sequence) => write!(
                f,
                "row {sequence} is not the one that the head was taken of: rows up to it were altered, removed or \
                added, and hashed again"
            ),
        }
    }
}
