//! The checking form: what is pasted, chosen or dropped is judged in the browser.
//!
//! Without script it is a plain form and the server judges; so it is where the browser's
//! verifier does not start.

use crypto::verify::{Policy, Report};
use leptos::ev::{DragEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::checker::{CheckFailed, Checker};
use crate::chrome::{Notice, Tone};
use crate::client;
use crate::components::{notice, report_view, text_as_html};
use crate::words::verify as words;

/// How the check stands.
#[derive(Clone, Debug, PartialEq)]
enum Stand {
    Waiting,
    NothingGiven,
    Checking,
    Done(Box<Report>),
    Failed,
}

/// What was given, without the mark that some editors put before a text; none where it is blank.
fn given(bytes: &[u8]) -> Option<&[u8]> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    (!bytes.trim_ascii().is_empty()).then_some(bytes)
}

/// The island's handles.
#[derive(Clone, Copy)]
struct Checking {
    worker: StoredValue<String>,
    stand: RwSignal<Stand>,
    form: NodeRef<html::Form>,
    text: NodeRef<html::Textarea>,
    file: NodeRef<html::Input>,
}

impl Checking {
    fn start(self, dropped: Option<web_sys::File>) {
        self.stand.set(Stand::Checking);
        leptos::task::spawn_local(async move {
            let stand = self.judge(dropped).await.unwrap_or(Stand::Failed);
            // The server's report on an earlier document would contradict what is shown now.
            if let Some(old) = document().get_element_by_id("result") {
                old.remove();
            }
            self.stand.set(stand);
        });
    }

    async fn judge(self, dropped: Option<web_sys::File>) -> Result<Stand, CheckFailed> {
        let chosen = dropped.or_else(|| self.file.get_untracked()?.files()?.item(0));
        let bytes = if let Some(file) = chosen {
            let buffer = JsFuture::from(file.array_buffer()).await?;
            js_sys::Uint8Array::new(&buffer).to_vec()
        } else {
            self.text.get_untracked().map(|field| field.value()).unwrap_or_default().into_bytes()
        };
        let Some(document) = given(&bytes) else { return Ok(Stand::NothingGiven) };
        // Without the registries an issuer is unknown, which is the safe answer.
        let policy = client::policy().await.unwrap_or_else(|_| Policy::default());
        let checker = Checker::start(&self.worker.get_value())?;
        Ok(Stand::Done(Box::new(checker.check(document, &policy).await?.report)))
    }

    fn ask_server(self) {
        if let Some(form) = self.form.get_untracked() {
            // A form that can't be sent leaves the page as it is.
            let _ = form.unchecked_ref::<web_sys::HtmlFormElement>().submit();
        }
    }

    fn drop_file(self, event: &DragEvent) {
        let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.item(0));
        if let Some(file) = file {
            event.prevent_default();
            // The form has the file too, in case the server is to judge it.
            if let (Some(field), Some(data)) = (self.file.get_untracked(), event.data_transfer()) {
                field.set_files(data.files().as_ref());
            }
            self.start(Some(file));
        }
    }
}

/// The form and, under it, what the browser found.
#[island]
#[expect(clippy::needless_pass_by_value, reason = "what an island is given travels with the page")]
pub fn Verifier(text: String, worker: String) -> impl IntoView {
    let text = text_as_html(&text);
    let checking = Checking {
        worker: StoredValue::new(worker),
        stand: RwSignal::new(Stand::Waiting),
        form: NodeRef::new(),
        text: NodeRef::new(),
        file: NodeRef::new(),
    };
    let over = RwSignal::new(false);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        checking.start(None);
    };
    let drag_over = move |event: DragEvent| {
        event.prevent_default();
        over.set(true);
    };
    let drop = move |event: DragEvent| {
        over.set(false);
        checking.drop_file(&event);
    };
    view! {
        <form
            method="post"
            action="/verify"
            enctype="multipart/form-data"
            class="stack drop"
            class:over=over
            node_ref=checking.form
            on:submit=submit
            on:dragover=drag_over
            on:dragleave=move |_| over.set(false)
            on:drop=drop
        >
            <div class="field">
                <label for="text">{words::TEXT}</label>
                <p class="hint" id="text-hint">{words::TEXT_HINT}</p>
                <textarea
                    id="text"
                    name="text"
                    rows="8"
                    spellcheck="false"
                    autocomplete="off"
                    aria-describedby="text-hint"
                    node_ref=checking.text
                    inner_html=text
                ></textarea>
            </div>
            <div class="field">
                <label for="file">{words::FILE}</label>
                <p class="hint" id="file-hint">{words::FILE_HINT}</p>
                <input id="file" name="file" type="file" aria-describedby="file-hint" node_ref=checking.file />
            </div>
            <button class="main">{words::CHECK}</button>
        </form>
        <div class="own-result" role="status">
            {move || checking.stand.with(|stand| say(stand, checking))}
        </div>
    }
}

fn say(stand: &Stand, checking: Checking) -> AnyView {
    let plain = |tone, text: &str| notice(&Notice { tone, text: text.to_owned() });
    match stand {
        Stand::Waiting => ().into_any(),
        Stand::NothingGiven => plain(Tone::Bad, words::NOTHING).into_any(),
        Stand::Checking => view! { <p class="hint">{words::CHECKING}</p> }.into_any(),
        Stand::Done(report) => report_view(report, None, Some(words::CHECKED_BY_BROWSER.to_owned()), false),
        Stand::Failed => view! {
            {plain(Tone::Bad, words::WORKER_FAILED)}
            <button type="button" on:click=move |_| checking.ask_server()>{words::BY_SERVER}</button>
        }
        .into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_blanks_is_nothing() {
        assert_eq!(given(b"  \n"), None);
        assert_eq!(given("\u{feff} ".as_bytes()), None);
        assert_eq!(given("\u{feff}{}".as_bytes()), Some(&b"{}"[..]));
        assert_eq!(given(b"\x89PNG"), Some(&b"\x89PNG"[..]));
    }
}
