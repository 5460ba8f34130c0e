//! Parts of pages: plain values in, a view out.

pub mod badge;
