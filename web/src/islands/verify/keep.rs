//! What one can do with a report: compare whose it is, have a receipt, save the table.

use std::rc::Rc;

use crypto::verify::Policy;
use js_sys::{Array, Uint8Array};
use leptos::prelude::document;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::bench::Bench;
use super::{dom, work};
use crate::client;
use crate::components::results::answer_html;
use crate::results::csv;
use crate::words::{results, verify as words};

/// "Is this really theirs?": what a visitor was told is compared, on the device, with what the
/// issuer signed.
pub(super) fn compare(bench: &Rc<Bench>) {
    let asked = dom::text_of("whose").trim().to_owned();
    if asked.is_empty() {
        return;
    }
    let bench = bench.clone();
    leptos::task::spawn_local(async move {
        let place = bench.opened.get();
        // Registries say nothing of whose it is.
        let policy = Policy::default();
        let compared = work::compare(&bench.checker, &policy, &bench.documents(), &asked).await;
        if bench.opened.get() == place {
            match compared {
                Ok(compared) => dom::fill("whose-answer", &answer_html(compared, &asked)),
                Err(_) => dom::say("whose-answer", words::whose_failed()),
            }
        }
    });
}

/// Asks whether the credential may be sent.
pub(super) fn explain_receipt(explained: bool) {
    dom::show("receipt", !explained);
    dom::show("receipt-asks", explained);
    dom::say("receipt-says", "");
    dom::focus_now(if explained { "receipt-send" } else { "receipt" });
}

/// Sends the credential, and saves the receipt.
pub(super) fn fetch_receipt(bench: &Rc<Bench>) {
    explain_receipt(false);
    dom::say("receipt-says", words::receipt_wait());
    let bench = bench.clone();
    leptos::task::spawn_local(async move {
        let Some(document) = bench.documents().into_iter().next() else { return };
        let saved = match client::receipt(&document).await {
            Ok(receipt) => {
                bench.sent.set(true);
                dom::say("stayed", words::sent());
                download(words::receipt_file(), "application/json", &receipt).is_ok()
            }
            Err(_) => false,
        };
        dom::say("receipt-says", if saved { words::receipt_saved() } else { words::receipt_failed() });
    });
}

/// Saves the whole table.
pub(super) fn export(bench: &Rc<Bench>) {
    let text = csv(bench.entries.borrow().iter().map(|entry| &entry.line));
    // A browser that saves nothing says so itself.
    let _ = download(results::export_file(), "text/csv", text.as_bytes());
}

/// Saves bytes as a file of this name.
fn download(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}
