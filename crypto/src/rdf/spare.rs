//! Room for text that is used again: a record of a hundred credentials comes to megabytes of
//! statements, and asking the system for such room costs as much as filling it.

use std::cell::RefCell;

/// Strings kept per thread.
const KEPT: usize = 3;
/// The longest that is kept, in bytes.
const MAX_BYTES: usize = 4 << 20;

thread_local! {
    static SPARE: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// An empty string, with room where one is at hand.
pub(super) fn take() -> String {
    let kept = SPARE.try_with(|spare| spare.borrow_mut().pop()).ok().flatten();
    kept.unwrap_or_else(|| String::with_capacity(16 << 10))
}

/// Keeps the room of a string that is no longer needed.
pub(super) fn keep(mut text: String) {
    if text.capacity() == 0 || text.capacity() > MAX_BYTES {
        return;
    }
    text.clear();
    // At the end of a thread there is nobody left to keep it for.
    let _ = SPARE.try_with(|spare| {
        let mut spare = spare.borrow_mut();
        if spare.len() < KEPT {
            spare.push(text);
        }
    });
}
