//! Errors: what happened, what it means for you, what to do.

/// Words for an HTTP status: title, what it means, what to do.
pub fn of_status(status: u16) -> (&'static str, &'static str, &'static str) {
    match status {
        400 | 422 => (
            "We could not read that",
            "Nothing was saved or changed.",
            "Go back, look at what you sent, and try again.",
        ),
        401 => (
            "Please sign in first",
            "This page is for people who are signed in.",
            "Sign in, then open it again.",
        ),
        403 => (
            "This is not yours to do",
            "You are signed in, but not as somebody who may do this.",
            "Sign in with another address, or ask whoever is in charge of the desk.",
        ),
        404 => (
            "There is nothing here",
            "There is no page at this address: it may be mistyped, have ended, or not be yours to see.",
            "If somebody sent you the link, ask them for a new one.",
        ),
        409 => (
            "That has changed meanwhile",
            "Nothing was overwritten.",
            "Open the page again to see how things stand, then repeat what you wanted to do.",
        ),
        413 => (
            "That is too large",
            "Nothing was saved or changed.",
            "Go back and choose a smaller file, or send it in several parts.",
        ),
        415 => (
            "We do not know that kind of file",
            "Nothing was saved or changed.",
            "Send a credential as JSON text, or a badge image as PNG or SVG.",
        ),
        429 => ("That was a lot at once", "Nothing was saved or changed.", "Wait a minute, then try again."),
        503 => (
            "We are not quite there",
            "The service is starting or its database is away. Nothing was lost.",
            "Wait a minute, then try again.",
        ),
        _ => (
            "Something went wrong on our side",
            "It is not your fault, and what was saved before is safe.",
            "Try again in a moment. If it happens again, tell whoever runs this site when it happened.",
        ),
    }
}

/// Link to the form that was sent.
pub const BACK: &str = "Back to the form";
/// Link to the landing page.
pub const HOME: &str = "Go to the start page";
