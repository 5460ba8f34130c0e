//! Sending the form, one request after the other, and what comes of it.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlFormElement};

use super::super::live::{fields, fill};
use crate::client::{self, CallFailed};
use crate::words::record as words;

/// How long after the last keystroke it is saved.
const PAUSE: Duration = Duration::from_millis(600);
/// The part of the form that says where it stands.
const STATE: &str = "composer-state";
/// What tells, after something came or went, which class the form for a link has,
const HOLDS: &str = "record-holds";
/// and where that form is.
const SHARE: &str = "share";

/// One request.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Post {
    /// What to do besides saving the words; may be empty.
    pub(super) edit: String,
    /// Whether the whole form is to be drawn anew after it.
    pub(super) draw: bool,
    /// Whether the page shows it already: then it has to be done, sooner or later.
    pub(super) done: bool,
}

/// What came of a request.
enum Came {
    /// It is saved.
    Saved,
    /// It is not, and is to be sent again.
    Failed,
    /// It is not, and the page is as if it never was asked for.
    Refused,
    /// It is not, and nothing of this page can be saved any more.
    Lost,
}

/// What is to be sent, and what is under way. Cloning shares it.
#[derive(Clone)]
pub(super) struct Sending(Rc<Inner>);

struct Inner {
    form: HtmlFormElement,
    url: String,
    said: RwSignal<String>,
    /// What was not sent yet, or failed: each builds upon the one before it.
    waiting: RefCell<VecDeque<Post>>,
    busy: Cell<bool>,
    /// Goes up with every keystroke,
    typed: Cell<u32>,
    /// and follows when that is saved.
    saved: Cell<u32>,
    /// Whether the last request failed.
    failed: Cell<bool>,
    /// Whether the record went on elsewhere.
    lost: Cell<bool>,
    /// Whether nothing may be drawn just now,
    held: Cell<bool>,
    /// and something has to be afterwards.
    owed: Cell<bool>,
    /// What to do when all is saved.
    then: RefCell<Option<Box<dyn FnOnce()>>>,
    /// What to do after something came or went.
    moved: Box<dyn Fn()>,
}

impl Sending {
    /// * `moved`: is called when credentials came into the record or went out of it.
    pub(super) fn new(
        form: HtmlFormElement,
        url: String,
        said: RwSignal<String>,
        moved: impl Fn() + 'static,
    ) -> Self {
        Self(Rc::new(Inner {
            form,
            url,
            said,
            waiting: RefCell::default(),
            busy: Cell::default(),
            typed: Cell::default(),
            saved: Cell::default(),
            failed: Cell::default(),
            lost: Cell::default(),
            held: Cell::default(),
            owed: Cell::default(),
            then: RefCell::default(),
            moved: Box::new(moved),
        }))
    }

    /// Tells something, to eyes and to screen readers.
    pub(super) fn said(&self, text: String) {
        self.0.said.set(text);
    }

    /// Something was typed: it is saved when there is a pause.
    pub(super) fn soon(&self) {
        let turn = self.0.typed.get() + 1;
        self.0.typed.set(turn);
        let sending = self.clone();
        let save = move || {
            if sending.0.typed.get() == turn && sending.0.saved.get() != turn {
                sending.now(Post::default());
            }
        };
        set_timeout(save, PAUSE);
    }

    /// Sends this after all that waits.
    pub(super) fn now(&self, post: Post) {
        if self.0.lost.get() {
            return self.said(words::changed_reload().to_owned());
        }
        let mut waiting = self.0.waiting.borrow_mut();
        // The words go with whatever is sent.
        if waiting.is_empty() || post != Post::default() {
            waiting.push_back(post);
        }
        drop(waiting);
        if !self.0.busy.replace(true) {
            let sending = self.clone();
            leptos::task::spawn_local(async move { sending.send_all().await });
        }
    }

    /// Sends what failed once more: there is a network again.
    pub(super) fn again(&self) {
        if self.0.failed.get() || !self.0.waiting.borrow().is_empty() {
            self.now(Post::default());
        }
    }

    /// Whether something is not saved that could be.
    pub(super) fn is_behind(&self) -> bool {
        let behind = self.0.busy.get()
            || !self.0.waiting.borrow().is_empty()
            || self.0.saved.get() != self.0.typed.get();
        behind && !self.0.failed.get() && !self.0.lost.get()
    }

    /// Saves what is not saved, and then does something; nothing where saving fails.
    pub(super) fn then(&self, act: impl FnOnce() + 'static) {
        self.0.then.replace(Some(Box::new(act)));
        self.now(Post::default());
    }

    /// The page goes away: hands to the browser what is not saved.
    pub(super) fn leave(&self) {
        if !self.is_behind() || self.0.busy.get() {
            return;
        }
        let edit = self.0.waiting.borrow().front().map(|post| post.edit.clone());
        if let Some(fields) = fields(&self.0.form) {
            fields.append("edit", &edit.unwrap_or_default());
            fields.append("quick", "1");
            let _ = window().navigator().send_beacon_with_opt_url_search_params(&self.0.url, Some(&fields));
        }
    }

    /// Draws nothing until it is let go: what is under a pointer stays where it is.
    pub(super) fn hold(&self, held: bool) {
        self.0.held.set(held);
        if !held && self.0.owed.replace(false) {
            self.now(Post { draw: true, ..Post::default() });
        }
    }

    async fn send_all(&self) {
        loop {
            let next = self.0.waiting.borrow_mut().pop_front();
            let Some(post) = next else { break };
            match self.send(&post).await {
                Came::Saved | Came::Refused => {}
                Came::Failed => {
                    self.0.waiting.borrow_mut().push_front(post);
                    break;
                }
                Came::Lost => {
                    self.0.lost.set(true);
                    self.0.waiting.borrow_mut().clear();
                }
            }
        }
        self.0.busy.set(false);
        let then = self.0.then.take();
        if let Some(act) = then.filter(|_| !self.0.failed.get() && !self.0.lost.get()) {
            act();
        }
    }

    async fn send(&self, post: &Post) -> Came {
        let Some(fields) = fields(&self.0.form) else { return Came::Failed };
        let typed = self.0.typed.get();
        fields.append("edit", &post.edit);
        if !post.draw {
            fields.append("quick", "1");
        }
        match client::fragment(&self.0.url, &fields).await {
            Ok(html) => {
                self.0.saved.set(typed);
                self.show(post, &html, typed);
                // What is shared of it may have to be signed anew.
                if let Ok(event) = web_sys::Event::new(super::super::own_key::SAVED) {
                    let _ = window().dispatch_event(&event);
                }
                Came::Saved
            }
            Err(CallFailed::Refused(409)) => {
                self.said(words::changed_reload().to_owned());
                Came::Lost
            }
            Err(CallFailed::Refused(422)) => {
                self.fail(words::not_right());
                if post.done || post.edit.is_empty() { Came::Failed } else { Came::Refused }
            }
            Err(_) => {
                self.fail(words::save_failed());
                Came::Failed
            }
        }
    }

    /// Brings an answer onto the page.
    fn show(&self, post: &Post, html: &str, typed: u32) {
        if !post.draw {
            keep_focus(|| fill(STATE, html));
        } else if let Some(last) = self.0.waiting.borrow_mut().back_mut() {
            // The drawing would take away what the page shows and is not saved yet.
            learn_revision(html);
            last.draw = true;
        } else if self.0.held.get() {
            learn_revision(html);
            self.0.owed.set(true);
        } else if typed == self.0.typed.get() {
            keep_focus(|| self.0.form.set_inner_html(html));
        } else {
            learn_revision(html);
            self.0.waiting.borrow_mut().push_front(Post { draw: true, ..Post::default() });
        }
        if self.0.waiting.borrow().is_empty() {
            self.say_saved();
        }
        tell_share();
        let kind = post.edit.split(':').next().unwrap_or_default();
        if ["add", "remove", "undo", "redo"].contains(&kind) {
            (self.0.moved)();
        }
    }

    fn fail(&self, why: &str) {
        self.0.failed.set(true);
        self.said(why.to_owned());
    }

    /// Adds that it is saved to what was said last.
    fn say_saved(&self) {
        if self.0.failed.replace(false) {
            return self.said(words::saved_now().to_owned());
        }
        self.0.said.update(|said| {
            let before = said.strip_suffix(words::saved_now()).unwrap_or(said).trim_end();
            let text = format!("{before} {}", words::saved_now());
            text.trim_start().clone_into(said);
        });
    }
}

/// What the form for a link asks follows what the record holds.
fn tell_share() {
    let [holds, share] = [HOLDS, SHARE].map(|id| document().get_element_by_id(id));
    if let (Some(holds), Some(share)) = (holds, share) {
        share.set_class_name(&holds.class_name());
    }
}

/// Focuses afterwards what had the focus before, by its id.
fn keep_focus(act: impl FnOnce()) {
    let focused = document().active_element().map(|it| it.id()).filter(|id| !id.is_empty());
    act();
    let there = focused.and_then(|id| document().get_element_by_id(&id));
    if let Some(there) = there.and_then(|it| it.dyn_into::<HtmlElement>().ok())
        && document().active_element().is_none_or(|it| it.id() != there.id())
    {
        let _ = there.focus();
    }
}

/// Takes no more than the revision out of a drawing.
fn learn_revision(html: &str) {
    let Ok(drawing) = document().create_element("div") else { return };
    drawing.set_inner_html(html);
    if let Ok(Some(state)) = drawing.query_selector(&format!("#{STATE}")) {
        fill(STATE, &state.inner_html());
    }
}
