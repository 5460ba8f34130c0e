//! Links of a wallet that somebody looks after, and the questions before something ends.

use leptos::prelude::*;

use super::{SECTION, WardHead, back, note};
use crate::chrome::Chrome;
use crate::pages::document::{Head, document};
use crate::words::{dates, general, guardian as words};

/// A link.
#[derive(Clone, Debug, Default)]
pub struct WardLink {
    /// Its id.
    pub id: String,
    /// What its record is called.
    pub title: String,
    /// Whom it is for; may be empty.
    pub recipient: String,
    /// What for; may be empty.
    pub purpose: String,
    /// When it was made, RFC 3339.
    pub created_at: String,
    /// When it ends by itself, RFC 3339; absent: it does not.
    pub expires_at: Option<String>,
    /// How often it was opened, where that is counted.
    pub views: Option<u64>,
    /// Whether it shows the record as it was when it was made.
    pub frozen: bool,
    /// `live`, `waits`, `held` or `paused`.
    pub state: String,
}

/// One of them, with what can be done. Posts `terms` to `…/approve` and nothing to `…/hold`; `…/end` asks first.
#[derive(Clone, Debug, Default)]
pub struct WardLinkPage {
    /// Whose.
    pub head: WardHead,
    /// The link.
    pub link: WardLink,
    /// What stands for what it shows now.
    pub terms: String,
    /// Whether this guardian can approve it.
    pub approves: bool,
}

/// The links on the page of a wallet.
pub(super) fn section(head: &WardHead, links: &[WardLink]) -> AnyView {
    let lines: Vec<_> = links
        .iter()
        .map(|link| {
            let href = format!("{}/links/{}", head.path(), link.id);
            let about: Vec<_> = [link.recipient.clone(), link.purpose.clone(), ends(link)]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect();
            view! {
                <li>
                    <a class="title" href=href>{words::link_title(&link.title)}</a>
                    {standing(link)}
                    <span class="hint">{about.join(" · ")}</span>
                </li>
            }
        })
        .collect();
    let list = if lines.is_empty() {
        view! { <p class="empty">{words::no_links()}</p> }.into_any()
    } else {
        view! { <ul class="lines">{lines}</ul> }.into_any()
    };
    view! {
        <section aria-labelledby="links">
            <h2 id="links">{words::links()}</h2>
            {list}
        </section>
    }
    .into_any()
}

fn ends(link: &WardLink) -> String {
    link.expires_at.as_deref().map_or_else(|| words::endless().to_owned(), |at| words::until(&dates::day(at)))
}

fn standing(link: &WardLink) -> AnyView {
    let class = match link.state.as_str() {
        "live" => "state is-good",
        "waits" => "state",
        _ => "state is-over",
    };
    view! { <span class=class>{words::state(&link.state)}</span> }.into_any()
}

/// A link.
pub fn ward_link(chrome: &Chrome, data: &WardLinkPage) -> String {
    let data = data.clone();
    let title = words::link_title(&data.link.title);
    document(chrome, &Head::private(title.clone(), SECTION), || {
        let link = &data.link;
        let path = format!("{}/links/{}", data.head.path(), link.id);
        let expires = link.expires_at.as_deref().map_or_else(|| words::never().to_owned(), dates::day);
        let facts = [
            (words::fact_recipient(), link.recipient.clone()),
            (words::fact_purpose(), link.purpose.clone()),
            (words::fact_made(), dates::day(&link.created_at)),
            (words::fact_shows(), words::shows(link.frozen).to_owned()),
            (words::fact_ends(), expires),
            (words::fact_views(), link.views.map(words::views).unwrap_or_default()),
        ];
        let facts: Vec<_> = facts
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| view! { <dt>{name}</dt><dd class="lines-kept">{text}</dd> })
            .collect();
        view! {
            {back(&data.head)}
            <header class="page-head">
                <h1 class="title">{title}</h1>
                {note(&data.head)}
            </header>
            <dl class="desk-facts">
                <dt>{words::fact_state()}</dt>
                <dd>{standing(link)}</dd>
                {facts}
            </dl>
            <p><a class="button" href=format!("{path}/preview")>{words::preview()}</a></p>
            <p class="hint">{words::preview_note()}</p>
            {(!data.head.own).then(|| forms(&path, &data))}
        }
    })
}

fn forms(path: &str, data: &WardLinkPage) -> AnyView {
    let link = &data.link;
    let approve = match link.state.as_str() {
        "waits" => Some(words::approve()),
        "held" => Some(words::let_go()),
        _ => None,
    };
    let approve = approve.filter(|_| data.approves).map(|label| {
        view! {
            <form method="post" action=format!("{path}/approve")>
                <input type="hidden" name="terms" value=data.terms.clone()/>
                <button class="main">{label}</button>
            </form>
        }
    });
    let hold = (link.state != "held").then(|| {
        view! {
            <form method="post" action=format!("{path}/hold")>
                <button>{words::hold_back()}</button>
            </form>
        }
    });
    view! {
        <div class="row guardian-acts">{approve}{hold}<a href=format!("{path}/end")>{words::end_link()}</a></div>
        <p class="hint">{words::hold_back_hint()}</p>
        {(!link.frozen).then(|| view! { <p class="hint">{words::follows()}</p> })}
    }
    .into_any()
}

/// The question before a guardian ends a link. Posts to `…/end`.
pub fn ward_end_link(chrome: &Chrome, data: &WardLinkPage) -> String {
    let path = format!("{}/links/{}", data.head.path(), data.link.id);
    let text = words::end_link_text(&data.link.title, &data.head.learner);
    question(chrome, words::end_link_title(), text, (path, "end", words::end_link_button()))
}

/// The question before a guardian stops. Posts to `…/leave`.
pub fn ward_leave(chrome: &Chrome, head: &WardHead) -> String {
    let text = words::leave_text(&head.learner);
    question(chrome, words::leave_title(), text, (head.path(), "leave", words::leave_button()))
}

/// * `does`: where it leads back to, what is posted to below that, and what the button says.
fn question(
    chrome: &Chrome,
    title: &'static str,
    text: String,
    does: (String, &'static str, &'static str),
) -> String {
    let (path, act, label) = does;
    document(chrome, &Head::private(title, SECTION), || {
        view! {
            <div class="narrow stack">
                <h1>{title}</h1>
                <p class="guardian-question">{text}</p>
                <form method="post" action=format!("{path}/{act}") class="row">
                    <button class="danger">{label}</button>
                    <a href=path.clone()>{general::cancel()}</a>
                </form>
            </div>
        }
    })
}
