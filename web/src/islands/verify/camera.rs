//! Reading a QR code with the camera: starting it, looking, stopping it again.
//!
//! The browser's own detector reads the code where there is one; else frames go to the worker.

use std::cell::Cell;
use std::rc::Rc;

use leptos::wasm_bindgen::prelude::wasm_bindgen;
use leptos::wasm_bindgen::{JsCast, JsValue};

use super::bench::Bench;
use super::links::sleep;
use super::{dom, scanned, tell};
use crate::words::verify as words;

#[wasm_bindgen(module = "/src/islands/verify/camera.js")]
extern "C" {
    /// A camera that is on.
    type Camera;

    #[wasm_bindgen(catch, static_method_of = Camera)]
    async fn open(video: &web_sys::HtmlVideoElement) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method)]
    fn running(this: &Camera) -> bool;

    /// Text, `ImageData`, or undefined.
    #[wasm_bindgen(method, catch)]
    async fn look(this: &Camera) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method)]
    fn stop(this: &Camera);
}

/// Between two looks: fast enough for a hand that holds a code, slow enough for a phone.
const REST_MS: u32 = 80;

thread_local! {
    /// Somebody wants the camera; each wish has a number, 0 is none.
    static WANTED: Cell<u32> = const { Cell::new(0) };
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// What to tell whoever wanted the camera, by the name of what the browser threw.
fn failure(name: &str) -> &'static str {
    match name {
        "NotAllowedError" | "SecurityError" => words::camera_refused(),
        "NotFoundError" | "OverconstrainedError" => words::camera_none(),
        _ => words::camera_busy(),
    }
}

fn name_of(thrown: &JsValue) -> String {
    thrown.dyn_ref::<web_sys::DomException>().map(web_sys::DomException::name).unwrap_or_default()
}

/// Starts the camera; what it reads is given to be checked.
pub(super) fn start(bench: &Rc<Bench>) {
    let wish = LAST.get().wrapping_add(1).max(1);
    LAST.set(wish);
    WANTED.set(wish);
    let bench = bench.clone();
    leptos::task::spawn_local(async move {
        show(true);
        tell("camera-says", "hint", words::camera_asking());
        let watched = watch(&bench, wish).await;
        if LAST.get() != wish {
            return;
        }
        WANTED.set(0);
        show(false);
        match watched {
            Ok(found) => {
                tell("camera-says", "hint", "");
                if let Some(text) = found {
                    scanned(&bench, text);
                } else {
                    dom::focus_now("camera");
                }
            }
            Err(why) => tell("camera-says", "notice is-bad", why),
        }
    });
}

/// Stops it.
pub(super) fn stop() {
    WANTED.set(0);
}

fn show(on: bool) {
    dom::show("finder", on);
    for id in ["camera", "camera-hint"] {
        dom::show(id, !on);
    }
    if on {
        dom::focus("camera-stop");
    }
}

/// Looks until something is found or somebody stops it: the text, or why there is no camera.
async fn watch(bench: &Bench, wish: u32) -> Result<Option<String>, &'static str> {
    let video = dom::of::<web_sys::HtmlVideoElement>("video").ok_or(words::camera_none())?;
    let camera = Camera::open(&video).await.map_err(|thrown| failure(&name_of(&thrown)))?;
    let camera: Camera = camera.unchecked_into();
    tell("camera-says", "hint", words::camera_on());
    let mut found = None;
    while found.is_none() && camera.running() && WANTED.get() == wish {
        // A frame that could not be read is followed by another.
        found = read(bench, camera.look().await.unwrap_or_default()).await;
        sleep(REST_MS).await;
    }
    camera.stop();
    Ok(found.filter(|_| WANTED.get() == wish))
}

async fn read(bench: &Bench, seen: JsValue) -> Option<String> {
    if let Some(text) = seen.as_string() {
        return Some(text);
    }
    let frame: web_sys::ImageData = seen.dyn_into().ok()?;
    let texts = bench.checker.scan(frame.width(), frame.height(), &frame.data()).await.ok()?;
    texts.into_iter().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_of_a_camera_names_the_way_out() {
        for name in ["NotAllowedError", "NotFoundError", "NotReadableError", ""] {
            let text = failure(name);
            assert!(text.contains("picture of the code"), "{name}: {text}");
        }
        assert_ne!(failure("NotAllowedError"), failure("NotFoundError"));
    }
}
