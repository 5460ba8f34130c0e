//! The Laurel service and its command line.

pub mod fetch;
