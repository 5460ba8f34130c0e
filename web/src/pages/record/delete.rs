//! Deleting a record.

use leptos::prelude::*;

use crate::words::record as words;

/// * `links`: how many live links go with it.
pub(super) fn delete(record: &str, links: usize) -> AnyView {
    let action = format!("/wallet/records/{record}/delete");
    view! {
        <details class="fold">
            <summary>{words::delete()}</summary>
            <p>{words::delete_question(links)}</p>
            <form method="post" action=action>
                <button class="danger">{words::delete_button()}</button>
            </form>
        </details>
    }
    .into_any()
}
