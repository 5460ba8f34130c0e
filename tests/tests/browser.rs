//! The story in a browser.
fn main() {}
