//! The state of the checking page, and what changes it: something is given, lines are worked
//! through, a report is opened.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use crypto::verify::Policy;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use reader::{Item, MAX_BYTES, MAX_ITEMS};
use wasm_bindgen_futures::JsFuture;
use web_sys::FileList;

use super::given::{Entry, Task, entry, unread};
use super::{Shown, dom, draw, work};
use crate::client;
use crate::islands::checker::{CheckFailed, Checker};
use crate::results::{Came, Filter, Order, Said, Sum};
use crate::words::{results, verify as words};

/// Lines that are worked on at once: most of the time goes into waiting for other sites.
const AT_ONCE: usize = 4;
/// How often a page is drawn anew while results come in.
const DRAW_EACH: Duration = Duration::from_millis(300);
/// Rows that are shown at first, and added by each press.
pub(super) const WINDOW: usize = 100;

/// What somebody gave.
pub(super) enum Given {
    Text { name: &'static str, text: String },
    Files(FileList),
}

/// The state. One for the page, shared by all that listen.
pub(super) struct Bench {
    pub(super) checker: Checker,
    pub(super) entries: RefCell<Vec<Entry>>,
    /// Raised by each giving and each stop: what belongs to an older round is dropped.
    round: Cell<u32>,
    pub(super) working: Cell<bool>,
    /// How many look-ups wait because the service asked for patience.
    pub(super) waiting: Cell<u32>,
    drawing: Cell<bool>,
    pub(super) filter: RefCell<Filter>,
    pub(super) order: Cell<Order>,
    pub(super) most: Cell<usize>,
    /// The place of the line whose report is read.
    pub(super) opened: Cell<Option<usize>>,
    /// What was given came in the address.
    pub(super) from_address: Cell<bool>,
    /// A credential was sent for a receipt.
    pub(super) sent: Cell<bool>,
    policy: RefCell<Option<Policy>>,
    /// The reports that are on the page.
    pub(super) shown: RwSignal<Shown>,
}

impl Bench {
    pub(super) fn new(checker: Checker, shown: RwSignal<Shown>) -> Rc<Self> {
        Rc::new(Self {
            checker,
            entries: RefCell::default(),
            round: Cell::new(0),
            working: Cell::new(false),
            waiting: Cell::new(0),
            drawing: Cell::new(false),
            filter: RefCell::default(),
            order: Cell::default(),
            most: Cell::new(WINDOW),
            opened: Cell::new(None),
            from_address: Cell::new(false),
            sent: Cell::new(false),
            policy: RefCell::default(),
            shown,
        })
    }

    fn next_round(&self) -> u32 {
        self.round.set(self.round.get().wrapping_add(1));
        self.round.get()
    }

    /// Begins anew with what was given.
    pub(super) fn give(self: &Rc<Self>, given: Given) {
        let bench = self.clone();
        let round = bench.next_round();
        bench.working.set(false);
        bench.opened.set(None);
        let address = matches!(&given, Given::Text { name, .. } if *name == words::from_address());
        bench.from_address.set(address);
        bench.sent.set(false);
        draw::reading();
        leptos::task::spawn_local(async move {
            let entries = bench.read(given).await;
            if bench.round.get() != round {
                return;
            }
            match entries {
                Err(_) => draw::failed(words::worker_failed(), true),
                Ok(entries) if entries.is_empty() => draw::failed(words::nothing(), false),
                Ok(mut entries) => {
                    for (place, entry) in (1..).zip(&mut entries) {
                        entry.line.place = place;
                    }
                    bench.entries.replace(entries);
                    bench.filter.take();
                    bench.order.take();
                    bench.most.set(WINDOW);
                    draw::begin(&bench);
                    bench.run();
                }
            }
        });
    }

    /// What was given, recognised; nothing where nothing was.
    async fn read(&self, given: Given) -> Result<Vec<Entry>, CheckFailed> {
        let mut entries: Vec<Entry> = Vec::new();
        match given {
            Given::Text { text, .. } if text.trim().is_empty() => {}
            Given::Text { name, text } => {
                entries.extend(self.checker.sort(name, text.as_bytes()).await?.into_iter().map(entry));
            }
            Given::Files(files) => {
                for file in (0..files.length()).filter_map(|index| files.item(index)) {
                    entries.extend(self.read_file(&file).await);
                    if entries.len() > MAX_ITEMS {
                        break;
                    }
                }
            }
        }
        if entries.len() > MAX_ITEMS {
            entries.truncate(MAX_ITEMS);
            let rest = Item::refused(words::too_many(), "too_many", &[("limit", &MAX_ITEMS.to_string())]);
            entries.push(entry(rest));
        }
        Ok(entries)
    }

    /// What is in a file. One that is too large or can't be read is a line that says so.
    async fn read_file(&self, file: &web_sys::File) -> Vec<Entry> {
        let name = file.name();
        if file.size() > f64::from(u32::try_from(MAX_BYTES).unwrap_or(u32::MAX)) {
            let limit = format!("{} MiB", MAX_BYTES >> 20);
            return vec![entry(Item::refused(name, "too_large", &[("limit", &limit)]))];
        }
        let Ok(buffer) = JsFuture::from(file.array_buffer()).await else {
            return vec![unread(name, words::file_unreadable().to_owned())];
        };
        let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
        match self.checker.sort(&name, &bytes).await {
            Ok(items) => items.into_iter().map(entry).collect(),
            Err(_) => vec![unread(name, words::file_unreadable().to_owned())],
        }
    }

    /// Works through the lines that nobody has looked at yet.
    pub(super) fn run(self: &Rc<Self>) {
        let round = self.next_round();
        for entry in &mut *self.entries.borrow_mut() {
            entry.taken = false;
        }
        self.working.set(true);
        draw::table(self);
        for _ in 0..AT_ONCE {
            let bench = self.clone();
            leptos::task::spawn_local(async move {
                bench.work(round).await;
                bench.finish(round);
            });
        }
    }

    /// Whose word this site takes; without it an issuer is unknown, which is the safe answer.
    pub(super) async fn policy(&self) -> Policy {
        let known = self.policy.borrow().clone();
        if let Some(policy) = known {
            return policy;
        }
        let policy = client::policy().await.ok();
        self.policy.replace(policy.clone());
        policy.unwrap_or_default()
    }

    async fn work(self: &Rc<Self>, round: u32) {
        let policy = self.policy().await;
        while let Some((index, task, said)) = self.take(round) {
            let looked = work::look_at(self, &policy, task, &said, round).await;
            if !self.is_current(round) {
                return;
            }
            let Some(looked) = looked else { continue };
            if let Some(entry) = self.entries.borrow_mut().get_mut(index) {
                entry.line.came = looked.came;
                entry.documents = looked.documents;
                entry.asked = looked.asked;
            }
            self.draw_soon();
        }
    }

    /// Whether anybody still wants to know what this round brings.
    pub(super) fn is_current(&self, round: u32) -> bool {
        self.round.get() == round
    }

    /// The next line to work on.
    fn take(&self, round: u32) -> Option<(usize, Task, Said)> {
        if !self.is_current(round) {
            return None;
        }
        let mut entries = self.entries.borrow_mut();
        let open = |entry: &Entry| !entry.taken && entry.line.came == Came::Waiting;
        let index = entries.iter().position(open)?;
        let entry = &mut entries[index];
        entry.taken = true;
        Some((index, entry.task.clone(), entry.line.said.clone()))
    }

    /// Draws the table anew, soon.
    pub(super) fn draw_soon(self: &Rc<Self>) {
        if self.working.get() && !self.drawing.replace(true) {
            let bench = self.clone();
            set_timeout(
                move || {
                    bench.drawing.set(false);
                    if bench.working.get() {
                        draw::table(&bench);
                    }
                },
                DRAW_EACH,
            );
        }
    }

    /// Whoever finds that nothing is left to do says so.
    fn finish(self: &Rc<Self>, round: u32) {
        let left = self.entries.borrow().iter().any(|entry| entry.line.came == Came::Waiting);
        if left || !self.is_current(round) || !self.working.replace(false) {
            return;
        }
        let single = match self.entries.borrow().as_slice() {
            [only] => Some(only.line.place),
            _ => None,
        };
        if let Some(place) = single {
            self.open(place);
        } else {
            draw::table(self);
            let sum = Sum::of(self.entries.borrow().iter().map(|entry| &entry.line));
            draw::announce(&results::sum(&sum));
        }
    }

    /// Stops; what is known stays.
    pub(super) fn stop(self: &Rc<Self>) {
        self.next_round();
        self.working.set(false);
        draw::table(self);
    }

    /// Opens the report of a line.
    pub(super) fn open(self: &Rc<Self>, place: usize) {
        self.opened.set(Some(place));
        draw::report(self);
        dom::focus(draw::TITLE);
    }

    /// Back on the table, where one left it.
    pub(super) fn close(self: &Rc<Self>) {
        if let Some(place) = self.opened.take() {
            draw::table(self);
            dom::focus_now(&crate::components::results::opener(place));
        }
    }

    /// The documents of the line whose report is read.
    pub(super) fn documents(&self) -> Vec<Vec<u8>> {
        let place = self.opened.get();
        let entries = self.entries.borrow();
        let entry = entries.iter().find(|entry| Some(entry.line.place) == place);
        entry.map(|entry| entry.documents.clone()).unwrap_or_default()
    }

    /// What the form holds: the text, else the files.
    pub(super) fn give_form(self: &Rc<Self>) {
        let text = dom::text_of("text");
        let files = dom::of::<web_sys::HtmlInputElement>("file").and_then(|field| field.files());
        match files {
            Some(files) if text.trim().is_empty() && files.length() > 0 => self.give(Given::Files(files)),
            _ => self.give(Given::Text { name: words::from_paste(), text }),
        }
    }

    /// A whole credential may be in the address after its `#`, where the server can't see it.
    pub(super) fn give_address(self: &Rc<Self>) {
        let location = window().location();
        if location.hash().is_ok_and(|hash| hash.starts_with("#1"))
            && let Ok(text) = location.href()
        {
            self.give(Given::Text { name: words::from_address(), text });
        }
    }

    /// Sends the form to the server.
    pub(super) fn ask_server() {
        if let Some(form) = document().get_element_by_id("check") {
            // A form that can't be sent leaves the page as it is.
            let _ = form.unchecked_into::<web_sys::HtmlFormElement>().submit();
        }
    }
}
