//! Elements of one type, for reports.
//!
//! Every `view!` is a type of its own, and for each a browser loads all that can be done with a
//! view. A report has dozens of parts; made of these, they weigh like one.

use leptos::html::custom;
use leptos::prelude::*;

/// An element with children.
///
/// * `class`: its classes; none when empty.
pub(super) fn node(tag: &'static str, class: impl Into<String>, children: Vec<AnyView>) -> AnyView {
    element(tag, class.into(), false, children)
}

/// An element that assistive technology passes over: what it shows is said in words beside it.
pub(super) fn silent(tag: &'static str, class: impl Into<String>, children: Vec<AnyView>) -> AnyView {
    element(tag, class.into(), true, children)
}

/// An element that holds text alone.
pub(super) fn line(tag: &'static str, class: impl Into<String>, content: impl Into<String>) -> AnyView {
    node(tag, class, vec![text(content)])
}

/// A text.
pub(super) fn text(content: impl Into<String>) -> AnyView {
    content.into().into_any()
}

/// A drawing of our own, passed over by assistive technology.
///
/// * `svg`: a whole `svg` element; nothing in it comes from a document.
pub(super) fn drawing(class: impl Into<String>, svg: String) -> AnyView {
    custom("span").attr("class", class.into()).attr("aria-hidden", "true").inner_html(svg).into_any()
}

/// What opens to show more.
pub(super) fn fold(class: &'static str, summary: impl Into<String>, content: Vec<AnyView>) -> AnyView {
    let mut children = vec![line("summary", "", summary)];
    children.extend(content);
    node("details", class, children)
}

/// Names and values.
pub(super) fn facts(class: &'static str, lines: impl Iterator<Item = (String, String)>) -> AnyView {
    let pair = |(name, value)| node("div", "", vec![line("dt", "", name), line("dd", "", value)]);
    node("dl", class, lines.map(pair).collect())
}

fn element(tag: &'static str, class: String, silent: bool, children: Vec<AnyView>) -> AnyView {
    custom(tag)
        .attr("class", (!class.is_empty()).then_some(class))
        .attr("aria-hidden", silent.then_some("true"))
        .child(children)
        .into_any()
}
