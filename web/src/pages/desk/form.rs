//! Parts of the desk's forms.

use leptos::prelude::*;

use crate::chrome::{FieldError, Notice, Tone};
use crate::components::notice;
use crate::words::general;

/// Says on top that something below is wrong, or what is wrong with the form as a whole.
pub(in crate::pages) fn form_problem(errors: &[FieldError]) -> Option<AnyView> {
    if errors.is_empty() {
        return None;
    }
    let text = errors
        .iter()
        .find(|error| error.field.is_empty())
        .map_or_else(|| format!("{}.", general::form_problem()), |error| error.message.clone());
    Some(notice(&Notice { tone: Tone::Bad, text }).into_any())
}

/// Fields that a form carries along: pairs of name and value.
pub(in crate::pages) fn hidden(typed: Vec<(String, String)>) -> AnyView {
    typed
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect::<Vec<_>>()
        .into_any()
}
