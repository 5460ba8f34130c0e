//! What is wrong with something that was typed or asked for.

/// A clause of the service's own in the reader's language; as it came where that has no words for it.
pub fn told(clause: &str) -> String {
    clause.to_owned()
}
