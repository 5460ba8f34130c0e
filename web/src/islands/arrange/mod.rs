//! Putting the credentials of a record in order: by drag, by buttons, by Alt and an arrow key.
//!
//! The buttons are forms that work without script. During a drag nothing moves but a line that
//! shows where the item would go: the list itself changes on dropping, so a pointer never loses
//! what it holds.

mod order;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::client;
use crate::components::badge::{Badge, badge};
use crate::components::{CardLine, seal};
use crate::words::wallet as words;

/// One credential in the list.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub struct ArrangeItem {
    /// Its id.
    pub id: String,
    /// What its card says.
    pub line: CardLine,
    /// Its picture.
    pub badge: Badge,
}

/// A drag under way.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Drag {
    id: String,
    gap: usize,
}

/// All that the island keeps, as handles that event handlers may copy.
#[derive(Clone, Copy)]
struct Arranging {
    record: StoredValue<String>,
    items: RwSignal<Vec<ArrangeItem>>,
    /// The order before the last move, to go back to.
    before: RwSignal<Option<Vec<ArrangeItem>>>,
    drag: RwSignal<Option<Drag>>,
    /// What a screen reader hears and everybody may read.
    said: RwSignal<String>,
    /// Saves under way: only the last one's answer counts.
    round: StoredValue<u32>,
    list: NodeRef<leptos::html::Ol>,
}

impl Arranging {
    fn place(self, id: &str) -> usize {
        self.items.with(|items| items.iter().position(|item| item.id == id).unwrap_or_default())
    }

    fn step(self, id: &str, up: bool) {
        let (from, length) = (self.place(id), self.items.with_untracked(Vec::len));
        match order::step(from, length, up) {
            Some(to) => self.go(from, to),
            None => self.said.set(words::at_end(&self.title(from), up)),
        }
        focus(&button_id(id, up));
    }

    fn title(self, place: usize) -> String {
        self.items
            .with_untracked(|items| items.get(place).map(|item| item.line.title.clone()).unwrap_or_default())
    }

    fn go(self, from: usize, to: usize) {
        if from == to {
            return;
        }
        let before = self.items.get_untracked();
        let title = self.title(from);
        self.items.set(order::moved(&before, from, to));
        self.save(before.clone(), words::moved(&title, to + 1, before.len()));
        self.before.set(Some(before));
    }

    fn undo(self) {
        if let Some(before) = self.before.get_untracked() {
            let after = self.items.get_untracked();
            self.items.set(before);
            self.before.set(None);
            self.save(after, words::undone().to_owned());
        }
    }

    /// Sends the order as it is now; goes back to `before` when it could not be saved.
    fn save(self, before: Vec<ArrangeItem>, done: String) {
        self.said.set(done.clone());
        self.round.update_value(|round| *round += 1);
        let round = self.round.get_value();
        let record = self.record.get_value();
        let ids = self.items.with_untracked(|items| items.iter().map(|item| item.id.clone()).collect());
        leptos::task::spawn_local(async move {
            let saved = client::put_order(&record, ids).await;
            if self.round.get_value() != round {
                return;
            }
            if saved.is_ok() {
                self.said.set(format!("{done} {}", words::saved()));
            } else {
                self.items.set(before);
                self.before.set(None);
                self.said.set(words::not_saved().to_owned());
            }
        });
    }

    fn drag_over(self, y: f64) {
        let Some(drag) = self.drag.get_untracked() else { return };
        let gap = order::gap_at(y, &self.boxes());
        if gap != drag.gap {
            self.drag.set(Some(Drag { gap, ..drag }));
        }
        scroll_near_edges(y);
    }

    fn drop_it(self) {
        if let Some(drag) = self.drag.get_untracked() {
            self.drag.set(None);
            let from = self.place(&drag.id);
            self.go(from, order::place_of_gap(from, drag.gap));
        }
    }

    /// Top and bottom of each item as it is on the screen.
    fn boxes(self) -> Vec<(f64, f64)> {
        let Some(list) = self.list.get_untracked() else { return Vec::new() };
        let children = list.children();
        (0..children.length())
            .filter_map(|index| children.item(index))
            .map(|item| item.get_bounding_client_rect())
            .map(|rect| (rect.top(), rect.bottom()))
            .collect()
    }
}

/// Focuses a button after the list has been drawn anew: a moved element loses its focus.
fn focus(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || {
        use leptos::wasm_bindgen::JsCast as _;
        if let Some(button) =
            document().get_element_by_id(&id).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok())
        {
            // An element that can't take the focus leaves it where it is.
            let _ = button.focus();
        }
    });
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

fn button_id(id: &str, up: bool) -> String {
    format!("{}-{id}", if up { "up" } else { "down" })
}

/// The list of a record's credentials, in order.
#[island]
pub fn Arrange(record: String, items: Vec<ArrangeItem>) -> impl IntoView {
    let arranging = Arranging {
        record: StoredValue::new(record.clone()),
        items: RwSignal::new(items),
        before: RwSignal::new(None),
        drag: RwSignal::new(None),
        said: RwSignal::new(String::new()),
        round: StoredValue::new(0),
        list: NodeRef::new(),
    };
    let alive = RwSignal::new(false);
    Effect::new(move |_| {
        alive.set(true);
        window_event_listener(leptos::ev::pointermove, move |event| {
            arranging.drag_over(f64::from(event.client_y()));
        });
        window_event_listener(leptos::ev::pointerup, move |_| arranging.drop_it());
        window_event_listener(leptos::ev::pointercancel, move |_| arranging.drag.set(None));
        window_event_listener(leptos::ev::keydown, move |event| {
            if event.key() == "Escape" {
                arranging.drag.set(None);
            }
        });
    });
    let hint = move || if alive.get() { words::arrange_hint() } else { words::arrange_hint_plain() };
    let undoable = move || arranging.before.with(Option::is_some);
    view! {
        <p class="hint" id="arrange-hint">{hint}</p>
        <ol class="arrange" class:alive=alive node_ref=arranging.list aria-describedby="arrange-hint">
            <For
                each=move || arranging.items.get()
                key=|item| item.id.clone()
                children=move |item| entry(arranging, &record, &item)
            />
        </ol>
        <div class="arrange-foot">
            <p class="said" role="status" aria-live="polite">{arranging.said}</p>
            <button type="button" class="small" class:gone=move || !undoable() on:click=move |_| arranging.undo()>
                {words::undo()}
            </button>
        </div>
    }
}

fn entry(arranging: Arranging, record: &str, item: &ArrangeItem) -> AnyView {
    let title = item.line.title.clone();
    let href = format!("/wallet/credentials/{}", item.id);
    let id = StoredValue::new(item.id.clone());
    let place = move || id.with_value(|id| arranging.place(id));
    let dragged = move || {
        arranging.drag.with(|drag| drag.as_ref().is_some_and(|drag| id.with_value(|id| *id == drag.id)))
    };
    let gap = move || arranging.drag.with(|drag| drag.as_ref().map(|drag| drag.gap));
    let drop_before = move || gap() == Some(place());
    let drop_after = move || gap() == Some(place() + 1) && place() + 1 == arranging.items.with(Vec::len);
    let grab = move |event: leptos::ev::PointerEvent| {
        if event.button() == 0 {
            event.prevent_default();
            arranging.drag.set(Some(Drag { id: id.get_value(), gap: place() }));
        }
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        let up = match event.key().as_str() {
            "ArrowUp" => true,
            "ArrowDown" => false,
            _ => return,
        };
        if event.alt_key() {
            event.prevent_default();
            id.with_value(|id| arranging.step(id, up));
        }
    };
    let action = format!("/wallet/records/{record}/items/{}", item.id);
    let button = move |up: bool, name: String, sign: &'static str| {
        let step = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            id.with_value(|id| arranging.step(id, up));
        };
        view! {
            <button
                id=id.with_value(|id| button_id(id, up))
                class="icon"
                name="to"
                value=if up { "up" } else { "down" }
                aria-label=name
                on:click=step
            >
                <svg viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path d=sign /></svg>
            </button>
        }
    };
    view! {
        <li class:dragged=dragged class:drop-before=drop_before class:drop-after=drop_after on:keydown=key>
            <span class="handle" aria-hidden="true" title=words::drag(&title) on:pointerdown=grab>
                <svg viewBox="0 0 20 20" focusable="false">
                    <path d="M7 4h.01M13 4h.01M7 10h.01M13 10h.01M7 16h.01M13 16h.01" />
                </svg>
            </span>
            {badge(&item.badge, "badge-small")}
            <div class="card-text">
                <p class="title"><a href=href>{title.clone()}</a></p>
                <p class="issuer">{item.line.issuer.clone()}</p>
                <p class="card-state">{seal(item.line.headline)}<span>{item.line.state.clone()}</span></p>
            </div>
            <form method="post" action=format!("{action}/move") class="moves">
                {button(true, words::move_up(&title), "M10 16V4M4.500 9.500L10 4L15.500 9.500")}
                {button(false, words::move_down(&title), "M10 4V16M4.500 10.500L10 16L15.500 10.500")}
            </form>
            <form method="post" action=format!("{action}/remove")>
                <button class="plain" aria-label=words::remove(&title)>{words::remove_label()}</button>
            </form>
        </li>
    }
    .into_any()
}
