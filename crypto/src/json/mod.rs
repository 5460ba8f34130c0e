//! Strict JSON.

/// Why bytes are not JSON that we take.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{message} at byte {offset}")]
pub struct ReadError {
    /// What is wrong, as a lower-case clause.
    pub message: String,
    /// Where, in bytes from 0.
    pub offset: usize,
}
