//! From bytes to items: which form they have, and who reads it.

use crypto::image::{self, ImageError, ImageKind};

use crate::plain::{is_token, plain, without_mark};
use crate::{Item, MAX_BYTES, MAX_ITEMS, table};

/// What was given, as things to be checked; at least one, a refusal where there is nothing else.
///
/// * `name`: what to call it to people, such as a file's name or `pasted text`.
pub fn sort(name: &str, bytes: &[u8]) -> Vec<Item> {
    if bytes.len() > MAX_BYTES {
        return vec![Item::refused(name, "too_large", &[("limit", "64 MiB")])];
    }
    let mut items = plain(name, bytes).unwrap_or_else(|| by_form(name, bytes));
    if items.len() > MAX_ITEMS {
        items.truncate(MAX_ITEMS);
        items.push(Item::refused(name, "too_many", &[("limit", &MAX_ITEMS.to_string())]));
    }
    items
}

fn by_form(name: &str, bytes: &[u8]) -> Vec<Item> {
    if image::kind(bytes) == Some(ImageKind::Png) {
        return picture(name, bytes);
    }
    let text = without_mark(bytes).trim_ascii();
    if text.is_empty() {
        return vec![Item::refused(name, "nothing", &[])];
    }
    if text.starts_with(b"<") {
        return picture(name, bytes);
    }
    let Ok(text) = str::from_utf8(text) else { return vec![Item::refused(name, "form_unknown", &[])] };
    if text.lines().count() > 1 && text.lines().all(|line| is_token(line.trim())) {
        let tokens = text.lines().enumerate();
        return tokens
            .map(|(index, line)| Item::document(format!("{name}, {}", index + 1), line.trim()))
            .collect();
    }
    table::applicants(name, text).unwrap_or_else(|| vec![Item::refused(name, "form_unknown", &[])])
}

fn picture(name: &str, bytes: &[u8]) -> Vec<Item> {
    match image::unbake(bytes) {
        Err(ImageError::Empty) => vec![Item::refused(name, "picture_empty", &[])],
        // What is wrong with the others, the report says.
        _ => vec![Item::document(name, bytes)],
    }
}
