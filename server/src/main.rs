//! The `laurel` command.

fn main() {}
