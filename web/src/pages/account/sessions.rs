//! Where somebody is signed in.

use leptos::prelude::*;

use super::SessionLine;
use crate::words::{account as words, dates};

pub(super) fn section(sessions: &[SessionLine]) -> AnyView {
    let lines: Vec<_> = sessions.iter().map(session).collect();
    let others = sessions.iter().any(|line| !line.this).then(|| {
        view! {
            <form method="post" action="/account/sessions/end-others">
                <button>{words::end_others()}</button>
            </form>
        }
    });
    view! {
        <section class="account-part" aria-labelledby="sessions">
            <h2 id="sessions">{words::sessions()}</h2>
            <ul class="account-lines">{lines}</ul>
            {others}
        </section>
    }
    .into_any()
}

fn session(line: &SessionLine) -> AnyView {
    let device = words::device(&line.device);
    let since = dates::day(&line.since);
    let about = words::session_since(&since, &dates::day(&line.seen_at));
    let end = if line.this {
        view! { <span class="state">{words::session_this()}</span> }.into_any()
    } else {
        view! {
            <form method="post" action="/account/sessions/end">
                <input type="hidden" name="session" value=line.id.clone() />
                <button class="small" aria-label=words::end_named(device, &since)>{words::end()}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <li class="account-line">
            <p><strong class="account-name">{device}</strong><span class="hint">{about}</span></p>
            <div class="row">{end}</div>
        </li>
    }
    .into_any()
}
