//! What a person sees when something went wrong: what happened, what it means, what to do.

use leptos::prelude::*;

use super::document::{Head, document};
use crate::chrome::Chrome;
use crate::words::{general, problem as words};

/// What an error page shows.
#[derive(Clone, Debug, Default)]
pub struct ProblemPage {
    /// The HTTP status; words for the usual ones are the page's own.
    pub status: u16,
    /// What happened, as a sentence, when there is more to say than the status does.
    pub detail: Option<String>,
}

/// An error page.
pub fn problem(chrome: &Chrome, data: &ProblemPage) -> String {
    let (title, meaning, remedy) = words::of_status(data.status);
    let detail = data.detail.clone();
    let status = data.status;
    document(chrome, &Head::private(title, ""), || {
        let detail = detail.map(|text| view! { <p class="lead">{text}</p> });
        let action = if status == 401 {
            view! { <a class="button main" href="/sign-in">{general::SIGN_IN}</a> }.into_any()
        } else {
            view! { <a class="button" href="/">{words::HOME}</a> }.into_any()
        };
        view! {
            <div class="narrow">
                <h1>{title}</h1>
                {detail}
                <p>{meaning}</p>
                <p>{remedy}</p>
                <p>{action}</p>
            </div>
        }
    })
}
