//! One generous place to put things. A plain form; the island listens to it.

use leptos::prelude::*;

use crate::components::text_as_html;
use crate::words::{general, verify as words};

/// Who checks; and what can't be read where no script runs.
pub(super) fn who_checks() -> AnyView {
    view! {
        <p class="hint in-browser">{words::in_browser()}</p>
        <noscript>
            <p class="notice">{words::on_server()}</p>
            <p class="notice">{words::fragment_needs_script()}</p>
        </noscript>
    }
    .into_any()
}

/// The form. `text`: what was pasted before.
pub(super) fn form_view(text: &str) -> AnyView {
    let text = text_as_html(text);
    view! {
        <form id="check" method="post" action="/verify" enctype="multipart/form-data" class="stack drop">
            <div class="field">
                <label for="text">{words::text()}</label>
                <p class="hint" id="text-hint">{words::text_hint()}</p>
                <textarea
                    id="text"
                    name="text"
                    rows="5"
                    spellcheck="false"
                    autocomplete="off"
                    aria-describedby="text-hint"
                    inner_html=text
                ></textarea>
            </div>
            {recipient()}
            <button class="main">{words::check()}</button>
            <div class="ways">
                {file_field("file", (words::file(), words::file_hint()), None)}
                {file_field("picture", (words::picture(), words::picture_hint()), Some("image/*"))}
                {camera()}
            </div>
        </form>
    }
    .into_any()
}

fn file_field(
    id: &'static str,
    (label, hint): (&'static str, &'static str),
    accept: Option<&'static str>,
) -> AnyView {
    let hint_id = format!("{id}-hint");
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <p class="hint" id=hint_id.clone()>{hint}</p>
            <input id=id name="file" type="file" multiple accept=accept aria-describedby=hint_id />
        </div>
    }
    .into_any()
}

/// Seen once the island is alive.
fn camera() -> AnyView {
    view! {
        <div class="field camera">
            <p class="hint" id="camera-hint">{words::camera_hint()}</p>
            <button type="button" id="camera" data-do="camera" aria-describedby="camera-hint">{words::camera()}</button>
            <p id="camera-says" role="status" hidden></p>
            <div id="finder" class="finder" hidden>
                <video id="video" muted playsinline aria-label=words::camera_picture()></video>
                <button type="button" id="camera-stop" data-do="camera-stop">{words::camera_stop()}</button>
            </div>
        </div>
    }
    .into_any()
}

/// Whose it should be, posted along. With script, the question stands under each report.
fn recipient() -> AnyView {
    view! {
        <noscript>
            <div class="field">
                <label for="recipient">{words::whose_label()} <span class="optional">{general::optional()}</span></label>
                <p class="hint" id="recipient-hint">{words::whose_hint_server()}</p>
                <input
                    id="recipient"
                    name="recipient"
                    type="text"
                    autocomplete="off"
                    aria-describedby="recipient-hint"
                />
            </div>
        </noscript>
    }
    .into_any()
}
