//! What a person sees when something went wrong: what happened, what it means, what to do.

use leptos::prelude::*;

use super::document::{Head, document};
use crate::chrome::Chrome;
use crate::components::capital;
use crate::words::{faults, general, problem as words};

/// What an error page shows.
#[derive(Clone, Debug, Default)]
pub struct ProblemPage {
    /// The HTTP status; words for the usual ones are the page's own.
    pub status: u16,
    /// What happened, as a sentence, when there is more to say than the status does.
    pub detail: Option<String>,
    /// The page with the form whose answer this is, if that is known: a path of ours.
    pub back: Option<String>,
}

/// An error page.
pub fn problem(chrome: &Chrome, data: &ProblemPage) -> String {
    let (title, meaning, remedy) = words::of_status(data.status);
    let detail = data.detail.as_deref().map(|detail| sentence(&faults::told(detail)));
    let ProblemPage { status, back, .. } = data.clone();
    document(chrome, &Head::private(title, ""), || {
        // What the status means is said where there is nothing closer to say.
        let meaning = (status != 404 || detail.is_none()).then(|| view! { <p>{meaning}</p> });
        let detail = detail.map(|text| view! { <p class="lead">{text}</p> });
        let action = if let Some(back) = back {
            view! { <a class="button main" href=back>{words::back()}</a> }.into_any()
        } else if status == 401 {
            view! { <a class="button main" href="/sign-in">{general::sign_in()}</a> }.into_any()
        } else {
            view! { <a class="button" href="/">{words::home()}</a> }.into_any()
        };
        view! {
            <div class="narrow">
                <h1>{title}</h1>
                {detail}
                {meaning}
                <p>{remedy}</p>
                <p>{action}</p>
            </div>
        }
    })
}

/// A clause as a sentence.
fn sentence(clause: &str) -> String {
    let end = if clause.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{}{end}", capital(clause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_told_as_a_sentence() {
        assert_eq!(sentence("there is no such link"), "There is no such link.");
        assert_eq!(sentence("Übung?"), "Übung?");
    }
}
