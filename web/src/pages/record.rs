//! `/wallet/records/{id}`: choose, arrange, share.

use leptos::prelude::*;

use super::document::{Head, Islands, document};
use super::wallet::Held;
use crate::chrome::{Chrome, Notice, Tone};
use crate::components::{CardLine, Field, badge_card, choice, field, long_field, notice};
use crate::islands::{Arrange, ArrangeItem, Copy};
use crate::words::{dates, wallet as words};

/// What the page of one record shows its learner.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The record's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// A few words before the credentials; may be empty.
    pub introduction: String,
    /// What is in it, in order.
    pub items: Vec<Held>,
    /// What the learner holds besides.
    pub others: Vec<Held>,
    /// Its live shares, newest first.
    pub shares: Vec<LiveShare>,
    /// What was wrong with what was typed. A sentence.
    pub problem: Option<String>,
}

/// A link that works now. Ends by `POST /wallet/shares/{id}/end`.
#[derive(Clone, Debug, Default)]
pub struct LiveShare {
    /// The share's id (not its token).
    pub id: String,
    /// The whole link, such as `https://laurel.example/s/…`. Its QR is at `{path}/qr.svg`.
    pub url: String,
    /// The link's path, such as `/s/…`.
    pub path: String,
    /// When it was made, RFC 3339.
    pub created_at: String,
    /// When it stops, RFC 3339.
    pub expires_at: String,
}

/// The page of one record.
pub fn record(chrome: &Chrome, data: &Record) -> String {
    let head = Head { islands: Islands::Wallet, ..Head::private(data.title.clone(), "/wallet") };
    let data = data.clone();
    document(chrome, &head, || {
        let problem = data.problem.clone().map(|text| notice(&Notice { tone: Tone::Bad, text }));
        let introduction = (!data.introduction.is_empty())
            .then(|| view! { <p class="lead">{data.introduction.clone()}</p> });
        let items: Vec<_> = data.items.iter().map(arranged).collect();
        let empty = items.is_empty();
        let id = data.id.clone();
        view! {
            <header class="page-head">
                <p class="eyebrow"><a href="/wallet">{words::back()}</a></p>
                <h1 class="title">{data.title.clone()}</h1>
                {introduction}
                {problem}
            </header>
            <section>
                <h2>{words::arrange()}</h2>
                {if empty {
                    view! { <p class="empty">{words::arrange_empty()}</p> }.into_any()
                } else {
                    view! { <Arrange record=id items=items /> }.into_any()
                }}
            </section>
            {others(&data.id, data.others)}
            {share(&data.id, empty, data.shares)}
            {about(&data.id, &data.title, &data.introduction)}
        }
    })
}

fn arranged(held: &Held) -> ArrangeItem {
    ArrangeItem { id: held.credential.clone(), line: CardLine::of(&held.report), badge: held.badge.clone() }
}

fn others(record: &str, others: Vec<Held>) -> AnyView {
    let list = if others.is_empty() {
        view! { <p class="empty">{words::others_empty()}</p> }.into_any()
    } else {
        let cards: Vec<_> = others
            .into_iter()
            .map(|held| {
                let action = format!("/wallet/records/{record}/items");
                let href = format!("/wallet/credentials/{}", held.credential);
                let line = CardLine::of(&held.report);
                let name = words::add_name(&line.title);
                view! {
                    <li>
                        {badge_card(&line, &held.badge, href)}
                        <form method="post" action=action>
                            <input type="hidden" name="credential" value=held.credential />
                            <button aria-label=name>{words::add()}</button>
                        </form>
                    </li>
                }
            })
            .collect();
        view! { <ul class="cards with-action">{cards}</ul> }.into_any()
    };
    view! { <section><h2>{words::others()}</h2>{list}</section> }.into_any()
}

fn share(record: &str, empty: bool, shares: Vec<LiveShare>) -> AnyView {
    let action = format!("/wallet/records/{record}/shares");
    let days =
        words::days_choices().iter().map(|(days, text)| ((*days).to_owned(), (*text).to_owned())).collect();
    let form = if empty {
        view! { <p class="empty">{words::share_empty()}</p> }.into_any()
    } else {
        view! {
            <form method="post" action=action class="stack narrow">
                {choice(Field::text("days", (words::days(), "")), "90", days, &[])}
                <button class="main">{words::share_button()}</button>
            </form>
        }
        .into_any()
    };
    let live = (!shares.is_empty()).then(|| {
        let shares: Vec<_> = shares.into_iter().map(live_share).collect();
        view! { <h3>{words::shares()}</h3><ul class="shares">{shares}</ul> }
    });
    view! {
        <section id="share">
            <h2>{words::share()}</h2>
            <p>{words::share_lead()}</p>
            {form}
            {live}
        </section>
    }
    .into_any()
}

fn live_share(share: LiveShare) -> AnyView {
    let times = words::share_times(&dates::day(&share.created_at), &dates::day(&share.expires_at));
    let svg = format!("{}/qr.svg", share.path);
    let png = format!("{}/qr.png", share.path);
    let end = format!("/wallet/shares/{}/end", share.id);
    let field = format!("link-{}", share.id);
    view! {
        <li class="sheet live-share">
            <img class="qr" src=svg alt=words::qr() width="160" height="160" />
            <div class="stack">
                <div class="field">
                    <label for=field.clone()>{words::link()}</label>
                    <input id=field readonly value=share.url.clone() />
                </div>
                <p class="hint">{times}</p>
                <div class="row">
                    <Copy text=share.url />
                    <a href=share.path>{words::open_link()}</a>
                    <a href=png download="record-qr.png">{words::qr_save()}</a>
                </div>
                <details class="fold">
                    <summary>{words::end()}</summary>
                    <p>{words::end_question()}</p>
                    <form method="post" action=end>
                        <button class="danger">{words::end_button()}</button>
                    </form>
                </details>
            </div>
        </li>
    }
    .into_any()
}

fn about(record: &str, title: &str, introduction: &str) -> AnyView {
    let action = format!("/wallet/records/{record}");
    let introduction_field = Field::text("introduction", words::introduction()).optional();
    view! {
        <section>
            <h2>{words::about()}</h2>
            <form method="post" action=action class="stack narrow">
                {field(Field::text("title", words::record_title()), title, &[])}
                {long_field(introduction_field, introduction, 3, &[])}
                <button>{words::save()}</button>
            </form>
        </section>
    }
    .into_any()
}
