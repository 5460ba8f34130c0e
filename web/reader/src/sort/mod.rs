//! From bytes to items: which form they have, and who reads it.

use crypto::compact;
use crypto::image::{self, ImageError};

use crate::archive::{self, Room};
use crate::plain::{address, is_token, plain, without_mark};
use crate::{Item, MAX_BYTES, MAX_ITEMS, table, text};

/// Something that was found: an item, or a picture in which a QR code may be.
#[derive(Debug)]
pub(crate) enum Found {
    /// An item.
    Item(Item),
    /// A picture without a credential; its name and bytes.
    Picture(String, Vec<u8>),
}

impl From<Item> for Found {
    fn from(item: Item) -> Self {
        Self::Item(item)
    }
}

/// Pictures that are searched for codes at most,
#[cfg(feature = "pictures")]
const MAX_PICTURES: usize = 20;
/// and pixels of all of them, but for the last.
#[cfg(feature = "pictures")]
const MAX_PIXELS: u64 = 50_000_000;

/// What was given, as things to be checked; at least one, a refusal where there is nothing else.
///
/// * `name`: what to call it to people, such as a file's name or `pasted text`.
#[cfg(feature = "pictures")]
pub fn sort(name: &str, bytes: &[u8]) -> Vec<Item> {
    let (mut pictures, mut pixels) = (MAX_PICTURES, MAX_PIXELS);
    let items = find(name, bytes).into_iter().flat_map(|found| match found {
        Found::Item(item) => vec![item],
        Found::Picture(name, _) if pictures == 0 || pixels == 0 => {
            vec![Item::refused(name, "too_many", &[("limit", &format!("{MAX_PICTURES} pictures"))])]
        }
        Found::Picture(name, bytes) => {
            pictures -= 1;
            pixels = pixels.saturating_sub(crate::picture::pixels(&bytes));
            match crate::picture::codes(&bytes) {
                Ok(texts) => codes(&name, &texts),
                Err(code) => vec![Item::refused(name, code, &[])],
            }
        }
    });
    items.collect()
}

/// Everything that is in `bytes`, [`MAX_ITEMS`] and a refusal of the rest at most.
pub(crate) fn find(name: &str, bytes: &[u8]) -> Vec<Found> {
    if bytes.len() > MAX_BYTES {
        return vec![Item::refused(name, "too_large", &[("limit", "64 MiB")]).into()];
    }
    let mut found = within(name, bytes, &mut Room::new());
    if found.len() > MAX_ITEMS {
        found.truncate(MAX_ITEMS);
        found.push(Item::refused(name, "too_many", &[("limit", &MAX_ITEMS.to_string())]).into());
    }
    found
}

/// The same for what may lie in an archive, which has `room` for so much.
pub(crate) fn within(name: &str, bytes: &[u8], room: &mut Room) -> Vec<Found> {
    let one = |item: Item| vec![Found::Item(item)];
    let refused = |code| one(Item::refused(name, code, &[]));
    if let Some(items) = plain(name, bytes) {
        return items.into_iter().map(Found::Item).collect();
    }
    if archive::is_archive(bytes) {
        return archive::files(name, bytes, room);
    }
    if bytes.starts_with(b"%PDF-") {
        return refused("pdf");
    }
    if is_picture(bytes) {
        return match image::unbake(bytes) {
            Err(ImageError::Empty | ImageError::Kind) => {
                vec![Found::Picture(name.to_owned(), bytes.to_vec())]
            }
            // What is wrong with the others, the report says.
            _ => one(Item::document(name, bytes)),
        };
    }
    if without_mark(bytes).trim_ascii_start().starts_with(b"<") {
        return match image::unbake(bytes) {
            Err(ImageError::Empty) => refused("picture_empty"),
            Err(_) if is_web_page(bytes) => refused("web_page"),
            _ => one(Item::document(name, bytes)),
        };
    }
    match text::decode(bytes) {
        Ok(text) => written(name, text.trim()).into_iter().map(Found::Item).collect(),
        Err(code) => refused(code),
    }
}

/// What a text holds that is neither JSON nor a picture.
fn written(name: &str, text: &str) -> Vec<Item> {
    if text.is_empty() {
        return vec![Item::refused(name, "nothing", &[])];
    }
    if let Some(item) = carried(name, text) {
        return vec![item];
    }
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    if lines().all(is_token) {
        let tokens = lines().enumerate().take(MAX_ITEMS + 1);
        return tokens.map(|(index, line)| Item::document(format!("{name}, {}", index + 1), line)).collect();
    }
    table::applicants(name, text).unwrap_or_else(|| vec![Item::refused(name, "form_unknown", &[])])
}

/// What an address alone leads to or carries; none where `text` is something else.
fn carried(name: &str, text: &str) -> Option<Item> {
    if address(text)? != text {
        return None;
    }
    Some(match compact::find(text) {
        None => Item::link(name, text),
        Some(Ok(document)) => Item::document(name, document),
        Some(Err(err)) => Item::refused(name, "address_unreadable", &[("reason", &err.to_string())]),
    })
}

/// What the QR codes of a picture say.
pub(crate) fn codes(name: &str, texts: &[String]) -> Vec<Item> {
    let of_code = |text: &String| {
        let items = plain(name, text.as_bytes()).unwrap_or_default();
        if !items.is_empty() {
            return items;
        }
        let shown = || text.chars().filter(|c| !c.is_control()).take(80).collect::<String>();
        vec![
            carried(name, text.trim())
                .unwrap_or_else(|| Item::refused(name, "qr_unknown", &[("text", &shown())])),
        ]
    };
    match texts {
        [] => vec![Item::refused(name, "picture_empty", &[])],
        texts => texts.iter().take(MAX_ITEMS).flat_map(of_code).collect(),
    }
}

/// PNG, JPEG, GIF, WebP, and the family that a phone's HEIC and AVIF belong to.
fn is_picture(bytes: &[u8]) -> bool {
    let riff = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let heic = bytes.get(4..8) == Some(b"ftyp");
    let others: [&[u8]; 3] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8"];
    riff || heic || others.iter().any(|start| bytes.starts_with(start))
}

fn is_web_page(bytes: &[u8]) -> bool {
    let start = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let has = |tag: &[u8]| start.windows(tag.len()).any(|window| window == tag);
    (has(b"<!doctype html") || has(b"<html")) && !start.trim_ascii_start().starts_with(b"<svg")
}

#[cfg(test)]
mod tests;
