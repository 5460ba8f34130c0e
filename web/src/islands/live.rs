//! A preview that follows a form: while somebody types, the server draws what would come of it.
//!
//! The island shows nothing of its own. Without it the form's preview button does the same, as a
//! page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use web_sys::{FormData, HtmlFormElement, UrlSearchParams};

use crate::client;

/// How long after the last keystroke the server is asked.
pub(super) const PAUSE: Duration = Duration::from_millis(300);

/// Which question is the latest, and which answer is on the page.
#[derive(Debug, Default)]
pub(super) struct Turns {
    asked: Cell<u32>,
    shown: Cell<u32>,
}

impl Turns {
    /// The turn of one more change.
    pub(super) fn next(&self) -> u32 {
        self.asked.set(self.asked.get() + 1);
        self.asked.get()
    }

    /// The turn of the last change.
    fn latest(&self) -> u32 {
        self.asked.get()
    }

    /// Whether nothing changed after that turn: then it is time to ask.
    pub(super) fn is_latest(&self, turn: u32) -> bool {
        turn == self.asked.get()
    }

    /// Whether the answer of that turn goes onto the page: not where a newer one stands.
    pub(super) fn show(&self, turn: u32) -> bool {
        let newer = turn > self.shown.get();
        if newer {
            self.shown.set(turn);
        }
        newer
    }
}

/// A form and the element that shows what comes of it.
struct Following {
    url: String,
    target: String,
    form: HtmlFormElement,
    turns: Turns,
    /// What to say where no answer came; may be empty.
    failed: String,
    /// Whether a question is under way: one at a time, as the next may need the answer.
    busy: Cell<bool>,
    /// What the page shows, or is asked about: leaving a field asks nothing anew.
    last: RefCell<String>,
}

impl Following {
    /// Asks, and once more where something changed meanwhile.
    async fn ask(self: Rc<Self>, turn: u32) {
        if self.busy.replace(true) {
            return;
        }
        let mut turn = turn;
        loop {
            self.ask_once(turn).await;
            if self.turns.is_latest(turn) {
                break;
            }
            turn = self.turns.latest();
        }
        self.busy.set(false);
    }

    async fn ask_once(&self, turn: u32) {
        let Some(fields) = fields(&self.form) else { return };
        let text = String::from(fields.to_string());
        if self.last.replace(text.clone()) == text {
            return;
        }
        let Ok(html) = client::fragment(&self.url, &fields).await else {
            // To be asked again at the next change, be it the same.
            self.last.borrow_mut().clear();
            return self.tell_failure();
        };
        if self.turns.show(turn) {
            fill(&self.target, &html);
        }
    }

    /// Where the answer has a line that is read out, there; what else is in it stays.
    fn tell_failure(&self) {
        let Some(target) = document().get_element_by_id(&self.target).filter(|_| !self.failed.is_empty())
        else {
            return;
        };
        let line = target.query_selector("[data-said]").ok().flatten().unwrap_or(target);
        line.set_text_content(Some(&self.failed));
    }
}

/// What the form would post, without its files.
pub(super) fn fields(form: &HtmlFormElement) -> Option<UrlSearchParams> {
    let fields = UrlSearchParams::new().ok()?;
    let entries = FormData::new_with_form(form).ok()?;
    for entry in js_sys::try_iter(&entries).ok()??.flatten() {
        let entry: js_sys::Array = entry.unchecked_into();
        if let (Some(name), Some(value)) = (entry.get(0).as_string(), entry.get(1).as_string()) {
            fields.append(&name, &value);
        }
    }
    Some(fields)
}

/// What the form would post as it came with the page. Empty where that cannot be told.
fn as_it_came(form: &HtmlFormElement) -> String {
    let copy = form.clone_node_with_deep(true).ok().and_then(|copy| copy.dyn_into::<HtmlFormElement>().ok());
    let Some(copy) = copy else { return String::new() };
    copy.reset();
    fields(&copy).map(|fields| String::from(fields.to_string())).unwrap_or_default()
}

/// Sets what is inside an element to HTML of this server.
pub(super) fn fill(id: &str, html: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.set_inner_html(html);
    }
}

/// Posts the form `form` to `url` whenever it changes, and shows the answer inside `target`. What
/// was changed before this runs, as on a slow network, counts as a change.
///
/// * `url`: a path of this service that answers an HTML fragment.
/// * `form`, `target`: ids of elements of the page.
/// * `failed`: what to say where no answer comes.
#[island]
pub fn Live(
    url: String,
    form: String,
    target: String,
    #[prop(optional)] failed: Option<String>,
) -> impl IntoView {
    // No effect: there is nothing to draw first.
    if cfg!(feature = "hydrate")
        && let Some(form) = document().get_element_by_id(&form).and_then(|form| form.dyn_into().ok())
    {
        let (turns, busy, last) = (Turns::default(), Cell::default(), RefCell::new(as_it_came(&form)));
        let failed = failed.unwrap_or_default();
        let following = Rc::new(Following { url, target, form, turns, failed, busy, last });
        follow(&following);
        let turn = following.turns.next();
        leptos::task::spawn_local(following.ask(turn));
    }
}

fn follow(following: &Rc<Following>) {
    for (event, pause) in [("input", PAUSE), ("change", Duration::ZERO)] {
        let following = following.clone();
        let form = following.form.clone();
        let changed = Closure::<dyn Fn()>::new(move || {
            let following = following.clone();
            let turn = following.turns.next();
            set_timeout(
                move || {
                    if following.turns.is_latest(turn) {
                        leptos::task::spawn_local(following.ask(turn));
                    }
                },
                pause,
            );
        });
        // The form lives as long as the page, and so does what listens to it.
        let _ = form.add_event_listener_with_callback(event, changed.into_js_value().unchecked_ref());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_of_several_quick_changes_is_asked_about() {
        let turns = Turns::default();
        let (first, second) = (turns.next(), turns.next());
        assert!(!turns.is_latest(first));
        assert!(turns.is_latest(second));
    }

    #[test]
    fn an_answer_that_comes_late_does_not_replace_a_newer_one() {
        let turns = Turns::default();
        let (first, second) = (turns.next(), turns.next());
        assert!(turns.show(second));
        assert!(!turns.show(first));
    }

    #[test]
    fn an_answer_shows_while_more_is_typed() {
        let turns = Turns::default();
        let first = turns.next();
        turns.next();
        assert!(turns.show(first));
    }
}
