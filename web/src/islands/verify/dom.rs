//! The page's elements by their ids. The server wrote them all, most of them hidden; an element
//! that isn't there is left alone.

use leptos::prelude::{document, request_animation_frame};
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// An element of this type.
pub(super) fn of<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Shows an element, or hides it.
pub(super) fn show(id: &str, shown: bool) {
    if let Some(element) = of::<HtmlElement>(id) {
        element.set_hidden(!shown);
    }
}

/// Says something in an element, and shows it unless that is nothing.
pub(super) fn say(id: &str, text: &str) {
    if let Some(element) = of::<HtmlElement>(id) {
        element.set_text_content(Some(text));
        element.set_hidden(text.is_empty());
    }
}

/// Puts HTML into an element. Drawn anew, what had the focus has it still.
pub(super) fn fill(id: &str, html: &str) {
    let Some(element) = of::<HtmlElement>(id) else { return };
    let focused = document().active_element().map(|it| it.id()).unwrap_or_default();
    element.set_inner_html(html);
    if !focused.is_empty() && document().active_element().is_none_or(|it| it.id() != focused) {
        focus_now(&focused);
    }
}

/// Sets or takes away an attribute.
pub(super) fn mark(id: &str, attribute: &str, value: &str) {
    if let Some(element) = of::<HtmlElement>(id) {
        // The names are ours, so they are never refused.
        let _ = element.set_attribute(attribute, value);
    }
}

/// The text of a field.
pub(super) fn text_of(id: &str) -> String {
    let area = of::<web_sys::HtmlTextAreaElement>(id).map(|field| field.value());
    area.or_else(|| of::<web_sys::HtmlInputElement>(id).map(|field| field.value())).unwrap_or_default()
}

/// Focuses an element once it is drawn.
pub(super) fn focus(id: &'static str) {
    request_animation_frame(move || focus_now(id));
}

/// Focuses an element.
pub(super) fn focus_now(id: &str) {
    if let Some(element) = of::<HtmlElement>(id) {
        // An element that can't take the focus leaves it where it is.
        let _ = element.focus();
    }
}
