//! Spanish.

pub(in crate::words) mod letters;
