//! Composing a record, piece by piece: by drag, by touch, by keys, and saved as one goes.
//!
//! The form is the server's and works without this. The island sends it whenever something changes,
//! one request after the other. What it can do by itself it does at once (a credential goes where it
//! is put); what it can't (undoing, sections) it lets the server draw. What is under a moving pointer
//! stays where it is: only a line shows where it would go.

mod order;
mod others;
mod send;

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{
    Element, HtmlAnchorElement, HtmlElement, HtmlFormElement, KeyboardEvent, MouseEvent, PointerEvent,
    SubmitEvent,
};

use crate::words::record as words;
use others::Others;
use send::{Post, Sending};

/// The lists of items, one for each section.
const LISTS: &str = ".record-items";

/// A drag under way.
struct Drag {
    item: HtmlElement,
    /// List and gap, when it is over one.
    over: Option<(usize, usize)>,
}

/// The form and what goes on in it.
pub(super) struct Composing {
    form: HtmlFormElement,
    sending: Sending,
    others: Rc<Others>,
    drag: RefCell<Option<Drag>>,
}

/// Brings the form `form` to life.
///
/// * `url`: where it is sent piece by piece.
/// * `others`: where to ask what can be added.
#[island]
pub fn Compose(url: String, form: String, others: String) -> impl IntoView {
    let said = RwSignal::new(String::new());
    // No effect: there is nothing to draw first.
    if cfg!(feature = "hydrate")
        && let Some(form) = document().get_element_by_id(&form).and_then(|form| form.dyn_into().ok())
    {
        begin(&form, url, others, said);
    }
    view! { <p class="said record-said" role="status" aria-live="polite">{said}</p> }
}

fn begin(form: &HtmlFormElement, url: String, others: String, said: RwSignal<String>) {
    let _ = form.class_list().add_1("alive");
    let others = Rc::new(Others::new(others));
    let moved = others.clone();
    let composing = Rc::new(Composing {
        form: form.clone(),
        // What is added stands in the record now, and can't be added again.
        sending: Sending::new(form.clone(), url, said, move || moved.again()),
        others,
        drag: RefCell::default(),
    });
    listen(&composing, form, "input", |composing, event: web_sys::Event| {
        let chosen = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        // A list of sections is looked at when its button is pressed.
        if chosen.is_some_and(|it| it.tag_name() != "SELECT") {
            composing.sending.soon();
        }
    });
    if let Some(field) = document().get_element_by_id(others::FIELD) {
        listen(&composing, &field, "input", |composing, _: web_sys::Event| composing.others.soon());
        listen(&composing, &field, "keydown", |composing, event: KeyboardEvent| {
            // Enter would press the first button of the form.
            if event.key() == "Enter" {
                event.prevent_default();
                composing.others.turn_to(1);
            }
        });
    }
    listen(&composing, form, "submit", |composing, event: SubmitEvent| {
        event.prevent_default();
        if let Some(button) = event.submitter() {
            composing.press(&button);
        }
    });
    listen(&composing, form, "keydown", |composing, event: KeyboardEvent| {
        let up = event.key() == "ArrowUp";
        if event.alt_key()
            && (up || event.key() == "ArrowDown")
            && let Some(item) = item_of(event.target())
        {
            event.prevent_default();
            composing.step(&item, up);
        }
    });
    listen(&composing, form, "pointerdown", |composing, event: PointerEvent| {
        let on_handle = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let on_handle = on_handle.is_some_and(|it| it.closest(".handle").ok().flatten().is_some());
        if on_handle
            && event.button() == 0
            && let Some(item) = item_of(event.target())
        {
            event.prevent_default();
            let _ = item.class_list().add_1("dragged");
            composing.sending.hold(true);
            composing.drag.replace(Some(Drag { item, over: None }));
        }
    });
    let window = window();
    // Words that were typed just now are saved before another page shows them.
    listen(&composing, &window, "pagehide", |composing, _: web_sys::Event| composing.sending.leave());
    listen(&composing, &window, "online", |composing, _: web_sys::Event| composing.sending.again());
    listen(&composing, &document(), "click", |composing, event: MouseEvent| composing.go(&event));
    listen(&composing, &document(), "submit", |composing, event: SubmitEvent| composing.go_by_form(&event));
    listen(&composing, &window, "pointermove", |composing, event: PointerEvent| {
        composing.drag_over(f64::from(event.client_y()));
    });
    listen(&composing, &window, "pointerup", |composing, _: PointerEvent| composing.drop_it(true));
    listen(&composing, &window, "pointercancel", |composing, _: PointerEvent| composing.drop_it(false));
    listen(&composing, &window, "keydown", |composing, event: KeyboardEvent| {
        if event.key() == "Escape" {
            composing.drop_it(false);
        }
    });
}

/// What listens lives as long as the page.
fn listen<Event: JsCast + leptos::wasm_bindgen::convert::FromWasmAbi + 'static>(
    composing: &Rc<Composing>,
    target: &web_sys::EventTarget,
    name: &str,
    act: fn(&Rc<Composing>, Event),
) {
    let composing = composing.clone();
    let closure = Closure::<dyn Fn(Event)>::new(move |event| act(&composing, event));
    let _ = target.add_event_listener_with_callback(name, closure.into_js_value().unchecked_ref());
}

fn item_of(target: Option<web_sys::EventTarget>) -> Option<HtmlElement> {
    let element: Element = target?.dyn_into().ok()?;
    element.closest("[data-item]").ok()??.dyn_into().ok()
}

fn attribute(element: &Element, name: &str) -> String {
    element.get_attribute(name).unwrap_or_default()
}

impl Composing {
    /// A button of the form, or one that belongs to it.
    fn press(&self, button: &HtmlElement) {
        let edit = attribute(button, "value");
        let item = button.closest("[data-item]").ok().flatten().and_then(|it| it.dyn_into().ok());
        match (edit.split(':').next().unwrap_or_default(), item) {
            ("up", Some(item)) => self.step(&item, true),
            ("down", Some(item)) => self.step(&item, false),
            ("remove", Some(item)) => {
                self.sending.said(words::taken_out(&attribute(&item, "data-title")));
                self.focus_near(&item);
                item.remove();
                self.sending.now(Post { edit, draw: false, done: true });
            }
            ("save", _) => self.sending.now(Post::default()),
            ("find", _) => self.others.turn_to(1),
            ("find-page", _) => {
                self.others.turn_to(edit.rsplit(':').next().and_then(|page| page.parse().ok()).unwrap_or(1));
            }
            _ => self.sending.now(Post { edit, draw: true, done: false }),
        }
    }

    fn lists(&self) -> Vec<Element> {
        elements(&self.form, LISTS)
    }

    /// The item's list and its place there.
    fn place(&self, item: &HtmlElement) -> Option<(usize, usize)> {
        let id = attribute(item, "data-item");
        self.lists().iter().enumerate().find_map(|(list, of)| {
            Some((list, items(of).iter().position(|known| attribute(known, "data-item") == id)?))
        })
    }

    fn step(&self, item: &HtmlElement, up: bool) {
        let lengths: Vec<_> = self.lists().iter().map(|list| items(list).len()).collect();
        let to = self.place(item).and_then(|from| order::step(from, &lengths, up));
        match to {
            Some((list, place)) => self.put(item, list, place),
            None => self.sending.said(words::stays(&attribute(item, "data-title"))),
        }
    }

    /// Puts an item into a place of a list, counted without it, and saves that.
    fn put(&self, item: &HtmlElement, list: usize, place: usize) {
        let Some(into) = self.lists().into_iter().nth(list) else { return };
        let id = attribute(item, "data-item");
        let mut others = items(&into);
        others.retain(|other| attribute(other, "data-item") != id);
        let focused = document().active_element();
        let _ = into.insert_before(item, others.get(place).map(AsRef::as_ref));
        // A moved element loses its focus.
        if let Some(focused) = focused.filter(|it| item.contains(Some(it))).and_then(|it| it.dyn_into().ok())
        {
            let focused: HtmlElement = focused;
            let _ = focused.focus();
        }
        let section = into.closest("[data-section]").ok().flatten();
        let section = section.map(|it| (attribute(&it, "data-section"), attribute(&it, "aria-label")));
        let (section, name) = section.unwrap_or_default();
        let name = if self.lists().len() > 1 { name } else { String::new() };
        let place = place.min(others.len());
        let title = attribute(item, "data-title");
        self.sending.said(words::now_at(&title, place + 1, others.len() + 1, &name));
        let edit = format!("place:{id}:{section}:{place}");
        self.sending.now(Post { edit, draw: false, done: true });
    }

    /// Focuses what comes after an item that goes, so that the keyboard does not start over.
    fn focus_near(&self, item: &HtmlElement) {
        let near = item.next_element_sibling().or_else(|| item.previous_element_sibling());
        let button = near.and_then(|near| near.query_selector("button").ok().flatten());
        let button = button.or_else(|| self.form.query_selector("#undo, #add-section").ok().flatten());
        if let Some(button) = button.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            let _ = button.focus();
        }
    }

    fn drag_over(&self, y: f64) {
        let mut dragging = self.drag.borrow_mut();
        let Some(drag) = dragging.as_mut() else { return };
        let lists = self.lists();
        let Some(list) = order::list_at(y, &lists.iter().map(span).collect::<Vec<_>>()) else { return };
        let id = attribute(&drag.item, "data-item");
        let mut others = items(&lists[list]);
        others.retain(|other| attribute(other, "data-item") != id);
        let gap = order::gap_at(y, &others.iter().map(span).collect::<Vec<_>>());
        if drag.over != Some((list, gap)) {
            clear(&self.form);
            let (line, class) = match others.get(gap) {
                Some(next) => (Some(next), "drop-before"),
                None => (others.last().or(Some(&lists[list])), "drop-after"),
            };
            if let Some(line) = line {
                drop(line.class_list().add_1(class));
            }
            drag.over = Some((list, gap));
        }
        scroll_near_edges(y);
    }

    /// Ends a drag; `keep`: and puts the item there.
    fn drop_it(&self, keep: bool) {
        let Some(drag) = self.drag.borrow_mut().take() else { return };
        clear(&self.form);
        let _ = drag.item.class_list().remove_1("dragged");
        if let Some((list, place)) = drag.over.filter(|to| keep && Some(*to) != self.place(&drag.item)) {
            self.put(&drag.item, list, place);
        }
        self.sending.hold(false);
    }

    /// A link of this window: saves first, and follows it then.
    fn go(&self, event: &MouseEvent) {
        let element = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let link = element.and_then(|it| it.closest("a[href]").ok().flatten());
        let Some(link) = link.and_then(|it| it.dyn_into::<HtmlAnchorElement>().ok()) else { return };
        let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0;
        if !elsewhere
            && link.target().is_empty()
            && !link.has_attribute("download")
            && self.sending.is_behind()
        {
            event.prevent_default();
            self.sending.then(move || drop(window().location().set_href(&link.href())));
        }
    }

    /// Another form of this page: saves first, and sends it then.
    fn go_by_form(&self, event: &SubmitEvent) {
        let form = event.target().and_then(|it| it.dyn_into::<HtmlFormElement>().ok());
        if let Some(form) = form.filter(|form| *form != self.form && self.sending.is_behind()) {
            event.prevent_default();
            self.sending.then(move || drop(form.submit()));
        }
    }
}

/// Takes away the line that shows where something would go.
fn clear(form: &HtmlFormElement) {
    for line in elements(form, ".drop-before, .drop-after") {
        let _ = line.class_list().remove_2("drop-before", "drop-after");
    }
}

fn elements(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
}

fn items(list: &Element) -> Vec<Element> {
    elements(list, "[data-item]")
}

/// Top and bottom of an element as it is on the screen.
fn span(element: &Element) -> (f64, f64) {
    let rect = element.get_bounding_client_rect();
    (rect.top(), rect.bottom())
}

fn scroll_near_edges(y: f64) {
    const EDGE: f64 = 64.0;
    const SPEED: f64 = 14.0;
    let height = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    if y < EDGE {
        window().scroll_by_with_x_and_y(0.0, -SPEED);
    } else if y > height - EDGE {
        window().scroll_by_with_x_and_y(0.0, SPEED);
    }
}
