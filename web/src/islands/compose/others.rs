//! What can be added: asked for while one types, and again when something came into the record or went out.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, UrlSearchParams};

use super::super::live::{PAUSE, Turns, fill};
use super::elements;
use crate::client;

/// The field for what is looked for.
pub(super) const FIELD: &str = "find";
/// What was found.
const FOUND: &str = "record-others";

/// Where to ask, and what was asked last.
pub(super) struct Others {
    url: String,
    turns: Turns,
    page: Cell<u32>,
}

impl Others {
    pub(super) fn new(url: String) -> Self {
        Self { url, turns: Turns::default(), page: Cell::new(1) }
    }

    /// Something was typed: it is asked for when there is a pause.
    pub(super) fn soon(self: &Rc<Self>) {
        self.page.set(1);
        let (others, turn) = (self.clone(), self.turns.next());
        let ask = move || {
            if others.turns.is_latest(turn) {
                leptos::task::spawn_local(others.ask(turn));
            }
        };
        set_timeout(ask, PAUSE);
    }

    /// Asks for a page at once.
    pub(super) fn turn_to(self: &Rc<Self>, page: u32) {
        self.page.set(page);
        self.again();
    }

    /// Asks for the same page anew.
    pub(super) fn again(self: &Rc<Self>) {
        let turn = self.turns.next();
        leptos::task::spawn_local(self.clone().ask(turn));
    }

    async fn ask(self: Rc<Self>, turn: u32) {
        let field = document().get_element_by_id(FIELD).and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        let Some((field, fields)) = field.zip(UrlSearchParams::new().ok()) else { return };
        fields.append("find", &field.value());
        fields.append("page", &self.page.get().to_string());
        if let Ok(html) = client::fragment(&self.url, &fields).await
            && self.turns.show(turn)
        {
            let focused = place_of_focus();
            fill(FOUND, &html);
            if let Some(place) = focused {
                focus(&place);
            }
        }
    }
}

/// Id and place of the button that has the focus, among those of what was found.
fn place_of_focus() -> Option<(String, usize)> {
    let focused = document().active_element()?;
    let place = buttons().iter().position(|button| **button == focused)?;
    Some((focused.id(), place))
}

/// Focuses the same button, or the one that stands where it stood.
fn focus((id, place): &(String, usize)) {
    let buttons = buttons();
    let same = buttons.iter().find(|button| button.id() == *id);
    if let Some(button) = same.or_else(|| buttons.get(*place)).or(buttons.last()) {
        let _ = button.focus();
    }
}

fn buttons() -> Vec<HtmlElement> {
    let found = document().get_element_by_id(FOUND);
    let buttons = found.map(|found| elements(&found, "button")).unwrap_or_default();
    buttons.into_iter().filter_map(|button| button.dyn_into().ok()).collect()
}
