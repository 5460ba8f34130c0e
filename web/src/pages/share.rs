//! `/s/{token}`: a shared record, as its reader sees it.

use api::{Cover, PartOf};
use crypto::verify::{Headline, Report};
use leptos::prelude::*;

use super::document::{Head, Islands, Preview, document};
use super::transcript_sheet::{tables, transcript_sheet};
use super::wallet::Held;
use crate::chrome::{Chrome, Notice, Tone};
use crate::components::{SignedBy, notice, record_view, report_rows, report_view, signed_by};
use crate::islands::{Finding, ShareCheck};
use crate::words::{
    content, dates, guardian as guardian_words, record, share as share_words, verify as words,
};

/// What a shared record shows.
#[derive(Clone, Debug, Default)]
pub struct Share {
    /// The link that it is seen by; none where its learner looks before there is one.
    pub link: Option<ShareLink>,
    /// The record's title.
    pub title: String,
    /// The learner's words before the credentials; may be empty.
    pub introduction: String,
    /// Its colour.
    pub cover: Cover,
    /// What it shows, in order.
    pub sections: Vec<ShareSection>,
    /// Whether there are records of an education in it.
    pub education: bool,
    /// When the server checked, RFC 3339.
    pub checked_at: String,
    /// What there is of its learner's signature.
    pub signed_by: SignedBy,
}

/// A link to a shared record.
#[derive(Clone, Debug, Default)]
pub struct ShareLink {
    /// The token in the address.
    pub token: String,
    /// The whole link, printed beside its QR.
    pub url: String,
    /// When the link stops, RFC 3339; `None` where it does not.
    pub expires_at: Option<String>,
}

/// Some of it under a heading.
#[derive(Clone, Debug, Default)]
pub struct ShareSection {
    /// The heading; may be empty.
    pub heading: String,
    /// What is under it, in order.
    pub items: Vec<ShareItem>,
}

/// A credential, or some entries of one.
#[derive(Clone, Debug)]
pub struct ShareItem {
    /// The learner's words beside it; may be empty.
    pub note: String,
    /// The credential with the server's report; or the entries, each by itself.
    pub credentials: Vec<Held>,
    /// What the entries were chosen from.
    pub part_of: Option<PartOf>,
    /// Whether the learner alone says that it is theirs.
    pub on_word: bool,
}

impl Share {
    fn credentials(&self) -> impl Iterator<Item = &Held> {
        self.sections.iter().flat_map(|section| &section.items).flat_map(|item| &item.credentials)
    }
}

/// A shared record. Complete without script; with it, the visitor's browser checks again. Before it
/// is shared its learner sees the very same.
pub fn share(chrome: &Chrome, data: &Share) -> String {
    let empty = data.sections.is_empty();
    let head = Head {
        title: words::shared().to_owned(),
        // What chats keep of a link outlives the link, so it says nothing of what is behind it.
        preview: data.link.as_ref().map(|link| Preview {
            title: words::shared_preview().to_owned(),
            description: words::shared_preview_text().to_owned(),
            path: format!("/s/{}", link.token),
            image: None,
        }),
        islands: if empty || data.link.is_none() { Islands::None } else { Islands::App },
        section: if data.link.is_none() { "/wallet" } else { "" },
        private: true,
        script: None,
    };
    let worker = chrome.assets.path("worker.js");
    let data = data.clone();
    document(chrome, &head, || {
        let said_by =
            if data.signed_by.is_good() { content::learner_signed() } else { content::learner_unsigned() };
        let introduction = (!data.introduction.is_empty()).then(|| {
            view! {
                <aside class="learner" aria-labelledby="learner">
                    <h2 id="learner">{content::learner()}</h2>
                    <p class="hint">{said_by}</p>
                    <p class="introduction">{data.introduction.clone()}</p>
                </aside>
            }
        });
        let body = if empty {
            view! { <p class="empty">{words::shared_empty()}</p> }.into_any()
        } else {
            let findings: Vec<_> = data.credentials().map(|held| Finding::of(&held.report)).collect();
            let signed = data.signed_by.is_good();
            let check = data.link.as_ref().map(|link| {
                view! { <ShareCheck token=link.token.clone() worker=worker findings=findings signed=signed /> }
            });
            let sections: Vec<_> = data.sections.iter().map(section).collect();
            let signature = data.link.is_some().then(|| signed_by(&data.signed_by));
            view! {
                {summary(&data)}
                {signature}
                {check}
                <section aria-labelledby="items">
                    <h2 id="items" class="unseen">{words::shared_items()}</h2>
                    {sections}
                </section>
            }
            .into_any()
        };
        let education = if data.education {
            view! { <p class="notice share-education">{share_words::education()}</p> }.into_any()
        } else {
            view! { <p class="hint share-education">{share_words::not_passed_on()}</p> }.into_any()
        };
        let only_you = data
            .link
            .is_none()
            .then(|| notice(&Notice { tone: Tone::Plain, text: record::preview_notice().to_owned() }));
        let back = chrome.path.strip_suffix("/preview").filter(|_| data.link.is_none()).map(|record| {
            let guardian = record.starts_with("/wallet/guardian/");
            let text = if guardian { guardian_words::back_to_link() } else { record::back_to_record() };
            view! { <p class="eyebrow"><a href=record.to_owned()>{text}</a></p> }
        });
        let cover = format!("page-head share-head cover-{}", data.cover.name());
        view! {
            {only_you}
            {back}
            <header class=cover>
                <div>
                    <p class="eyebrow">{words::shared()}</p>
                    <h1 class="title">{data.title.clone()}</h1>
                </div>
            </header>
            {introduction}
            {education}
            {body}
            {data.link.as_ref().map(foot)}
        }
    })
}

fn foot(link: &ShareLink) -> AnyView {
    let until = match &link.expires_at {
        Some(at) => words::shared_until(&dates::day(at)),
        None => share_words::shared_endless().to_owned(),
    };
    view! {
        <aside class="share-foot">
            <img class="qr" src=format!("/s/{}/qr.svg", link.token) alt=words::qr_name() width="132" height="132" />
            <div>
                <p>{until}</p>
                <p class="on-paper">{words::shared_paper()}</p>
                <p class="on-paper address">{link.url.clone()}</p>
            </div>
        </aside>
    }
    .into_any()
}

fn summary(data: &Share) -> AnyView {
    let all = data.credentials().count();
    let verified = data.credentials().filter(|held| held.report.headline() == Headline::Verified).count();
    let text = words::summary(verified as u64, all as u64);
    let items = data.sections.iter().flat_map(|section| &section.items);
    let on_word: usize = items.filter(|item| item.on_word).map(|item| item.credentials.len()).sum();
    let whose = (on_word > 0).then(|| {
        view! { <p>{record::on_word_of(on_word as u64, all as u64)}</p> }
    });
    let by = words::checked_by_server(&dates::minute(&data.checked_at));
    let class = if verified == all && on_word == 0 { "summary is-verified" } else { "summary" };
    view! {
        <section class=class aria-label=words::summary_label()>
            <p class="summary-line">{text}</p>
            {whose}
            <p class="hint">{by}</p>
        </section>
    }
    .into_any()
}

fn section(section: &ShareSection) -> AnyView {
    let heading = (!section.heading.is_empty())
        .then(|| view! { <h2 class="share-heading">{section.heading.clone()}</h2> });
    let items: Vec<_> = section.items.iter().map(item).collect();
    view! { <div class="share-section">{heading}<ol class="transcript">{items}</ol></div> }.into_any()
}

fn item(item: &ShareItem) -> AnyView {
    let note = (!item.note.is_empty()).then(|| {
        let note = item.note.clone();
        view! { <p class="note"><span class="hint">{words::note()}</span>{note}</p> }
    });
    let shown: Vec<_> = match &item.part_of {
        Some(whole) => vec![entries(whole, &item.credentials)],
        None => item.credentials.iter().map(one).collect(),
    };
    let whose = item.on_word.then(|| view! { <p class="hint">{record::on_word()}</p> });
    view! { <li>{note}{whose}{shown}</li> }.into_any()
}

fn one(held: &Held) -> AnyView {
    match transcript_sheet(&held.report) {
        Some(sheet) => record_view(&held.report, Some(&held.badge), sheet),
        None => report_view(&held.report, Some(&held.badge), None, true),
    }
}

/// Entries of a record that is not shown: each says its own verdict, and nothing says one of them all.
fn entries(whole: &PartOf, entries: &[Held]) -> AnyView {
    let reports: Vec<&Report> = entries.iter().map(|held| &held.report).collect();
    let by = (!whole.issuer_name.is_empty()).then(|| record::part_by(&whole.issuer_name));
    view! {
        <article class="share-parts">
            <h2 class="title">{record::part_of(whole.chosen, whole.all, &whole.name)}</h2>
            <p class="issuer">{by}</p>
            <p class="hint">{record::part_of_means()}</p>
            <div class="transcript-sheet">{tables(&reports)}</div>
            {report_rows(&reports)}
        </article>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: &str = include_str!("../../style/59-record.css");

    /// The relative luminance of `#rrggbb`.
    ///
    /// Source: WCAG 2.2, relative luminance.
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn a_title_reads_well_on_every_cover_by_day_and_by_night() {
        let (_, on) = STYLE.split_once("--on-cover: ").unwrap();
        for cover in Cover::ALL {
            let rule = format!(".cover-{} {{ --cover: light-dark(", cover.name());
            let (_, colours) = STYLE.split_once(&rule).unwrap_or_else(|| panic!("no {rule}"));
            for colour in colours.split_once(')').unwrap().0.split(", ") {
                let contrast = contrast(&on[..7], colour);
                assert!(contrast >= 7.0, "{}, {colour}: {contrast}", cover.name());
            }
        }
    }
}
