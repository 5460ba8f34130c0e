//! `/s/{token}`: a shared record, as its reader sees it.

use crypto::verify::Headline;
use leptos::prelude::*;

use super::document::{Head, Islands, Preview, document};
use super::transcript_sheet::transcript_sheet;
use super::wallet::Held;
use crate::chrome::Chrome;
use crate::components::report_view;
use crate::islands::{Finding, ShareCheck};
use crate::words::{content, dates, verify as words};

/// What a shared record shows.
#[derive(Clone, Debug, Default)]
pub struct Share {
    /// The token in the address.
    pub token: String,
    /// The whole link, printed beside its QR.
    pub url: String,
    /// The record's title.
    pub title: String,
    /// The learner's words before the credentials; may be empty.
    pub introduction: String,
    /// The credentials in order, each with the server's report.
    pub items: Vec<Held>,
    /// When the server checked, RFC 3339.
    pub checked_at: String,
    /// When the link stops, RFC 3339.
    pub expires_at: String,
}

/// A shared record. Complete without script; with it, the visitor's browser checks again.
pub fn share(chrome: &Chrome, data: &Share) -> String {
    let head = Head {
        title: words::shared().to_owned(),
        // What chats keep of a link outlives the link, so it says nothing of what is behind it.
        preview: Some(Preview {
            title: words::shared_preview().to_owned(),
            description: words::shared_preview_text().to_owned(),
            path: format!("/s/{}", data.token),
            image: None,
        }),
        islands: if data.items.is_empty() { Islands::None } else { Islands::App },
        private: true,
        ..Head::default()
    };
    let worker = chrome.assets.path("worker.js");
    let data = data.clone();
    document(chrome, &head, || {
        let introduction = (!data.introduction.is_empty()).then(|| {
            view! {
                <aside class="learner" aria-labelledby="learner">
                    <h2 id="learner">{content::learner()}</h2>
                    <p class="hint">{content::learner_unsigned()}</p>
                    <p class="introduction">{data.introduction.clone()}</p>
                </aside>
            }
        });
        let until = words::shared_until(&dates::day(&data.expires_at));
        let body = if data.items.is_empty() {
            view! { <p class="empty">{words::shared_empty()}</p> }.into_any()
        } else {
            let findings: Vec<_> = data.items.iter().map(|held| Finding::of(&held.report)).collect();
            let items: Vec<_> = data.items.iter().map(item).collect();
            view! {
                {summary(&data)}
                <ShareCheck token=data.token.clone() worker=worker findings=findings />
                <section aria-labelledby="items">
                    <h2 id="items" class="unseen">{words::shared_items()}</h2>
                    <ol class="transcript">{items}</ol>
                </section>
            }
            .into_any()
        };
        view! {
            <header class="page-head share-head">
                <div>
                    <p class="eyebrow">{words::shared()}</p>
                    <h1 class="title">{data.title.clone()}</h1>
                </div>
            </header>
            {introduction}
            {body}
            <aside class="share-foot">
                <img class="qr" src=format!("/s/{}/qr.svg", data.token) alt=words::qr_name() width="132" height="132" />
                <div>
                    <p>{until}</p>
                    <p class="on-paper">{words::shared_paper()}</p>
                    <p class="on-paper address">{data.url.clone()}</p>
                </div>
            </aside>
        }
    })
}

fn summary(data: &Share) -> AnyView {
    let verified = data.items.iter().filter(|held| held.report.headline() == Headline::Verified).count();
    let all = data.items.len();
    let text = words::summary(verified as u64, all as u64);
    let by = words::checked_by_server(&dates::minute(&data.checked_at));
    let class = if verified == all { "summary is-verified" } else { "summary" };
    view! {
        <section class=class aria-label=words::summary_label()>
            <p class="summary-line">{text}</p>
            <p class="hint">{by}</p>
        </section>
    }
    .into_any()
}

fn item(held: &Held) -> AnyView {
    let note = (!held.note.is_empty()).then(|| {
        let note = held.note.clone();
        view! { <p class="note"><span class="hint">{words::note()}</span>{note}</p> }
    });
    view! { <li>{note}{report_view(&held.report, Some(&held.badge), None, true)}{transcript_sheet(&held.report)}</li> }.into_any()
}
