//! The checking page: whatever is pasted, chosen, dropped, scanned or in the address is judged in
//! the browser; one thing gives its report, many give a table.
//!
//! Without script it is a plain form and the server judges; so it is where the browser's
//! verifier does not start. The server writes the whole page, the empty table included; the
//! island listens to it and fills it in (`dom`, `draw`), which takes a fraction of the script
//! that views of the same would. Only reports are views.
//!
//! `given` says what is to be done for each thing, `bench` keeps the lines and has it done by
//! `work`, `links` looks links up, `camera` reads codes, `keep` is what one does with a report.

mod bench;
mod camera;
mod dom;
mod draw;
mod given;
mod keep;
mod links;
mod work;

use std::rc::Rc;

use crypto::verify::Report;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

use self::bench::{Bench, Given, WINDOW};
use super::checker::Checker;
use crate::components::report_view;
use crate::results::Column;
use crate::words::verify as words;

pub(crate) use draw::HEADLINES;

/// The reports that are on the page.
#[derive(Clone, Debug, Default)]
pub(super) struct Shown {
    reports: Vec<Report>,
    /// Who made them and when, as a sentence.
    checked: String,
}

/// Listens to the page around it; its own part is the reports.
#[island]
pub fn Verifier(worker: String) -> impl IntoView {
    let shown = RwSignal::new(Shown::default());
    Effect::new(move |_| {
        // Where there are no workers, the form goes to the server.
        if let Ok(checker) = Checker::start(&worker) {
            listen(&Bench::new(checker, shown));
        }
    });
    view! {
        <div class="reports">
            {move || shown.with(|shown| {
                let several = shown.reports.len() > 1;
                let view = |report| report_view(report, None, Some(shown.checked.clone()), several);
                shown.reports.iter().map(view).collect::<Vec<_>>()
            })}
        </div>
    }
}

fn listen(bench: &Rc<Bench>) {
    let warm = bench.clone();
    leptos::task::spawn_local(async move {
        warm.policy().await;
    });
    dom::mark("check", "data-alive", "");
    bench.give_address();
    let given = bench.clone();
    window_event_listener(leptos::ev::hashchange, move |_| given.give_address());
    let submitted = bench.clone();
    window_event_listener(leptos::ev::submit, move |event| {
        match target(&event).map(|it| it.id()).as_deref() {
            Some("check") => {
                event.prevent_default();
                submitted.give_form();
            }
            Some("whose-form") => {
                event.prevent_default();
                keep::compare(&submitted);
            }
            _ => {}
        }
    });
    let pressed = bench.clone();
    window_event_listener(leptos::ev::click, move |event| {
        let button = target(&event).and_then(|it| it.closest("[data-do]").ok().flatten());
        if let Some(button) = button {
            press(&pressed, &button);
        }
    });
    let changed = bench.clone();
    window_event_listener(leptos::ev::change, move |event| change(&changed, &event));
    let typed = bench.clone();
    window_event_listener(leptos::ev::input, move |event| change(&typed, &event));
    listen_for_files(bench);
}

/// Files that are dropped or pasted anywhere on the page.
fn listen_for_files(bench: &Rc<Bench>) {
    let over = |is: bool| dom::mark("check", "class", if is { "stack drop over" } else { "stack drop" });
    window_event_listener(leptos::ev::dragover, move |event| {
        event.prevent_default();
        over(true);
    });
    window_event_listener(leptos::ev::dragleave, move |_| over(false));
    let dropped = bench.clone();
    window_event_listener(leptos::ev::drop, move |event| {
        over(false);
        let files = event.data_transfer().and_then(|data| data.files());
        if let Some(files) = files.filter(|files| files.length() > 0) {
            event.prevent_default();
            // The form has the files too, in case the server is to judge them.
            if let Some(field) = dom::of::<web_sys::HtmlInputElement>("file") {
                field.set_files(Some(&files));
            }
            dropped.give(Given::Files(files));
        }
    });
    let pasted = bench.clone();
    window_event_listener(leptos::ev::paste, move |event| {
        let files = event.clipboard_data().and_then(|data| data.files());
        if let Some(files) = files.filter(|files| files.length() > 0) {
            event.prevent_default();
            pasted.give(Given::Files(files));
        }
    });
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// What a button does, by its `data-do`.
fn press(bench: &Rc<Bench>, button: &Element) {
    let number = |name: &str| button.get_attribute(name).and_then(|text| text.parse::<usize>().ok());
    match button.get_attribute("data-do").unwrap_or_default().as_str() {
        "camera" => camera::start(bench),
        "camera-stop" => camera::stop(),
        "by-server" => Bench::ask_server(),
        "stop" => bench.stop(),
        "go-on" => bench.run(),
        "open" => {
            if let Some(place) = number("data-place") {
                bench.open(place);
            }
        }
        "back" => bench.close(),
        "more" => {
            bench.most.set(bench.most.get() + WINDOW);
            draw::table(bench);
        }
        "sort" => {
            if let Some(column) = number("data-column").and_then(|index| Column::ALL.get(index)) {
                bench.order.set(bench.order.get().pressed(*column));
                draw::table(bench);
            }
        }
        "export" => keep::export(bench),
        "print" => {
            // A browser without a print dialogue leaves the page as it is.
            let _ = window().print();
        }
        "receipt" => keep::explain_receipt(true),
        "receipt-cancel" => keep::explain_receipt(false),
        "receipt-send" => keep::fetch_receipt(bench),
        _ => {}
    }
}

/// What somebody chose or typed.
fn change(bench: &Rc<Bench>, event: &Event) {
    let Some(field) = target(event) else { return };
    match field.id().as_str() {
        "file" | "picture" if event.type_() == "change" => {
            let files = field.dyn_into::<web_sys::HtmlInputElement>().ok().and_then(|field| field.files());
            if let Some(files) = files.filter(|files| files.length() > 0) {
                bench.give(Given::Files(files));
            }
        }
        "show" if event.type_() == "change" => {
            let index: Option<usize> = event_target_value(event).parse().ok();
            bench.filter.borrow_mut().headline = index.and_then(|index| HEADLINES.get(index).copied());
            draw::table(bench);
        }
        "find" if event.type_() == "input" => {
            bench.filter.borrow_mut().text = event_target_value(event);
            draw::table(bench);
        }
        _ => {}
    }
}

/// What the camera read.
fn scanned(bench: &Rc<Bench>, text: String) {
    bench.give(Given::Text { name: words::from_camera(), text });
}

/// Says what is the matter in an element of its own.
fn tell(id: &str, class: &str, text: &str) {
    if let Some(element) = dom::of::<HtmlElement>(id) {
        element.set_class_name(class);
    }
    dom::say(id, text);
}
