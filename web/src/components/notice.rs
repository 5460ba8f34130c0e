//! One sentence that must be seen.

use leptos::prelude::*;

use crate::chrome::{Notice, Tone};

/// A notice. A bad one is announced at once, any other when the reader gets to it.
pub fn notice(notice: &Notice) -> impl IntoView + use<> {
    let (class, role) = match notice.tone {
        Tone::Good => ("notice is-good", "status"),
        Tone::Plain => ("notice", "status"),
        Tone::Bad => ("notice is-bad", "alert"),
    };
    let text = notice.text.clone();
    view! { <p class=class role=role>{text}</p> }
}
