//! The links to a record: making one, showing it, ending it.

use leptos::prelude::*;

use super::LiveShare;
use crate::components::{Field, approval, choice};
use crate::islands::Copy;
use crate::words::{dates, wallet as words};

pub(super) fn share(record: &str, shares: Vec<LiveShare>) -> AnyView {
    let action = format!("/wallet/records/{record}/shares");
    let days =
        words::days_choices().iter().map(|(days, text)| ((*days).to_owned(), (*text).to_owned())).collect();
    let live = (!shares.is_empty()).then(|| {
        let shares: Vec<_> = shares.into_iter().map(live_share).collect();
        view! { <h3>{words::shares()}</h3><ul class="shares">{shares}</ul> }
    });
    view! {
        <section id="share">
            <h2>{words::share()}</h2>
            <p>{words::share_lead()}</p>
            <form method="post" action=action class="stack narrow">
                {choice(Field::text("days", (words::days(), "")), "90", days, &[])}
                <button class="main">{words::share_button()}</button>
            </form>
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
    // What leads nowhere has no code.
    let approval = share.approval.as_ref().map(|why| approval(&share.id, why));
    let code = approval.is_none().then(|| {
        view! { <img class="qr" src=svg alt=words::qr() width="160" height="160" /> }
    });
    let ways = approval.is_none().then(|| {
        view! {
            <a href=share.path>{words::open_link()}</a>
            <a href=png download="record-qr.png">{words::qr_save()}</a>
        }
    });
    view! {
        <li class="sheet live-share">
            {code}
            <div class="stack">
                {approval}
                <div class="field">
                    <label for=field.clone()>{words::link()}</label>
                    <input id=field readonly value=share.url.clone() />
                </div>
                <p class="hint">{times}</p>
                <div class="row">
                    <Copy text=share.url />
                    {ways}
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
