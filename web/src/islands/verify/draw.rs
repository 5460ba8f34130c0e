//! From the state to the page: how far the check is, the table, one line's report.

use std::rc::Rc;

use crypto::verify::Headline;

use super::bench::Bench;
use super::given::{Entry, Task};
use super::{Shown, dom};
use crate::components::markup::{element, text_in};
use crate::components::results::{Leads, apart_html, head_html, row_html};
use crate::results::{Came, Column, Sum, rows};
use crate::words::{dates, results, verify as words};
use leptos::prelude::Set;

/// The heading over a report, where the focus goes.
pub(super) const TITLE: &str = "one-title";

/// The verdicts that one can filter by, in the order of the field's choices.
pub(crate) const HEADLINES: [Headline; 5] = [
    Headline::NotValid,
    Headline::CouldNotCheck,
    Headline::GenuineUnknownIssuer,
    Headline::Verified,
    Headline::GenuineReceipt,
];

/// Something was given and is looked through.
pub(super) fn reading() {
    // The server's report on something earlier would contradict what is shown now.
    if let Some(old) = dom::of::<web_sys::HtmlElement>("result") {
        old.remove();
    }
    for id in ["many", "one", "looked-up", "by-server"] {
        dom::show(id, false);
    }
    dom::show("checked", true);
    dom::mark("says", "class", "hint");
    dom::say("says", words::reading());
}

/// Nothing came of it.
pub(super) fn failed(text: &str, server_may: bool) {
    dom::mark("says", "class", "notice is-bad");
    dom::say("says", text);
    dom::show("by-server", server_may);
}

/// The lines are known, and none is looked at.
pub(super) fn begin(bench: &Rc<Bench>) {
    dom::say("says", words::checking());
    dom::show("many", bench.entries.borrow().len() > 1);
    for id in ["find", "show"] {
        if let Some(field) = dom::of::<web_sys::HtmlElement>(id) {
            // Every field has a value; a filter of an earlier table would hide rows of this one.
            let _ = js_sys::Reflect::set(&field, &"value".into(), &"".into());
        }
    }
}

/// Tells screen readers.
pub(super) fn announce(text: &str) {
    dom::say("says", "");
    if let Some(said) = dom::of::<web_sys::HtmlElement>("said") {
        said.set_text_content(Some(text));
    }
}

/// The table as it is now, unless there is only one line.
pub(super) fn table(bench: &Rc<Bench>) {
    let entries = bench.entries.borrow();
    if entries.len() < 2 {
        return;
    }
    // A report that is read stays, while the table goes on behind it.
    let reading = bench.opened.get().is_some();
    dom::show("one", reading);
    dom::show("many", !reading);
    let lines = || entries.iter().map(|entry| &entry.line);
    let sum = Sum::of(lines());
    let order = bench.order.get();
    let rows = rows(lines(), &bench.filter.borrow(), order);
    let working = bench.working.get();

    dom::say("sum", &results::sum(&sum));
    dom::show("working", working);
    dom::show("go-on", !working && sum.waiting > 0);
    dom::show("patience", bench.waiting.get() > 0);
    if !working {
        dom::say("says", "");
    }
    dom::mark("progress", "max", &sum.all.to_string());
    dom::mark("progress", "value", &sum.done().to_string());
    dom::say("progress-text", &results::progress(sum.done(), sum.all));

    dom::show("controls", sum.checked() > 0);
    dom::show("table", !rows.is_empty());
    dom::show("no-rows", rows.is_empty() && sum.checked() > 0);
    for (index, column) in Column::ALL.into_iter().enumerate() {
        dom::mark(&format!("column-{index}"), "aria-sort", order.aria(column));
    }
    let most = bench.most.get();
    let html: String = rows.iter().take(most).map(|row| row_html(row, Leads::Button)).collect();
    dom::fill("rows", &html);
    let left = rows.len().saturating_sub(most);
    dom::say("more", &if left > 0 { results::show_more(left) } else { String::new() });
    dom::fill("apart", &apart_html(lines()));
    if !reading {
        looked_up(bench, &entries);
    }
}

/// The report that is opened.
pub(super) fn report(bench: &Rc<Bench>) {
    let entries = bench.entries.borrow();
    let place = bench.opened.get();
    let Some(entry) = entries.iter().find(|entry| Some(entry.line.place) == place) else { return };
    let many = entries.len() > 1;
    dom::say("says", "");
    dom::show("many", false);
    dom::show("one", true);
    dom::show("back", many);
    dom::say("one-from", &if many { results::from(&entry.line.source) } else { String::new() });
    dom::fill("one-head", &head_html(&entry.line));
    dom::fill("whose-answer", "");
    dom::show("receipt-asks", false);
    dom::say("receipt-says", "");
    let shown = match &entry.line.came {
        Came::Checked(found) => {
            let at =
                found.reports.first().map(|report| dates::minute(&report.checked_at)).unwrap_or_default();
            Shown { reports: found.reports.clone(), checked: words::checked_by_browser(&at) }
        }
        _ => Shown::default(),
    };
    dom::show("one-more", !shown.reports.is_empty());
    // A receipt speaks of one document.
    dom::show("receipt", entry.documents.len() == 1);
    bench.shown.set(shown);
    looked_up(bench, std::slice::from_ref(entry));
}

/// What left the device for these lines.
fn looked_up(bench: &Rc<Bench>, entries: &[Entry]) {
    let mut addresses: Vec<&str> = entries.iter().flat_map(|it| &it.asked).map(String::as_str).collect();
    addresses.sort_unstable();
    addresses.dedup();
    let link = entries.iter().any(|entry| matches!(entry.task, Task::LookUp(_)));
    let stayed = match (link, bench.from_address.get()) {
        _ if bench.sent.get() => words::sent(),
        (true, _) => words::link_seen(),
        (false, true) => words::fragment_stayed(),
        (false, false) => words::stayed(),
    };
    dom::say("stayed", stayed);
    let html = if addresses.is_empty() {
        element("p", &[], words::looked_up_nothing())
    } else {
        let list: String = addresses.into_iter().map(|it| text_in("li", "address", it)).collect();
        format!("{}{}", element("p", &[], words::looked_up_addresses()), element("ul", &[], &list))
    };
    dom::fill("addresses", &html);
    dom::show("looked-up", true);
}
