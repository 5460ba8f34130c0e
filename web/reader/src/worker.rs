//! What a worker calls. Items are plain JavaScript objects: `name`, `kind`, and what the kind has.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::sort::{self, Found};
use crate::{Item, What, scan};

/// What was given, as items; also `picture`s, with `bytes`, in which QR codes may be.
#[wasm_bindgen(js_name = sort)]
pub fn sort_given(name: &str, bytes: &[u8]) -> Array {
    sort::find(name, bytes)
        .into_iter()
        .map(|found| match found {
            Found::Item(item) => object(item),
            Found::Picture(name, bytes) => {
                let bytes = JsValue::from(Uint8Array::from(bytes.as_slice()));
                members([("name", name.into()), ("kind", "picture".into()), ("bytes", bytes)])
            }
        })
        .collect()
}

/// The texts of the QR codes in a picture.
///
/// * `rgba`: four bytes a pixel, row by row, as a canvas has them.
#[wasm_bindgen(js_name = scan)]
pub fn scan_canvas(width: u32, height: u32, rgba: &[u8]) -> Vec<String> {
    // The weights by which eyes see colours, in 256ths.
    let luma = |pixel: &[u8]| {
        let sum = u32::from(pixel[0]) * 77 + u32::from(pixel[1]) * 150 + u32::from(pixel[2]) * 29;
        u8::try_from(sum >> 8).unwrap_or(u8::MAX)
    };
    scan(width, height, &rgba.chunks_exact(4).map(luma).collect::<Vec<u8>>())
}

/// What the texts of a picture's QR codes are, as items.
#[wasm_bindgen(js_name = codes)]
#[expect(clippy::needless_pass_by_value, reason = "lists come from JavaScript by value")]
pub fn codes_given(name: &str, texts: Vec<String>) -> Array {
    sort::codes(name, &texts).into_iter().map(object).collect()
}

fn object(Item { name, what }: Item) -> JsValue {
    let name = ("name", name.into());
    let kind = |kind: &str| ("kind", JsValue::from(kind));
    let bytes = |bytes: &Vec<u8>| JsValue::from(Uint8Array::from(bytes.as_slice()));
    match what {
        What::Document(document) => members([name, kind("document"), ("bytes", bytes(&document))]),
        What::Record { title, documents } => {
            let documents = documents.iter().map(bytes).collect::<Array>();
            members([name, kind("record"), ("title", title.into()), ("documents", documents.into())])
        }
        What::Link(link) => members([name, kind("link"), ("link", link.into())]),
        What::Applicant { row, name: person, email, link } => members([
            name,
            kind("applicant"),
            ("row", row.to_string().into()),
            ("person", person.into()),
            ("email", email.into()),
            ("link", link.into()),
        ]),
        What::Refused(refusal) => {
            let params = refusal.params.into_iter().flat_map(|(name, value)| [name, value]);
            let params = params.map(JsValue::from).collect::<Array>();
            members([name, kind("refused"), ("code", refusal.code.into()), ("params", params.into())])
        }
    }
}

fn members<const N: usize>(members: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // A new object takes any member.
        let _ = Reflect::set(&object, &name.into(), &value);
    }
    object.into()
}
