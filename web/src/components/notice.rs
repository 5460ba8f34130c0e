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
    let text = capital(&notice.text);
    view! { <p class=class role=role>{text}</p> }
}

/// A text as people begin one: errors are clauses, which begin in lower case. A first word that is more than letters,
/// such as an address, stays as it is.
pub(crate) fn capital(text: &str) -> String {
    let first = text.split_whitespace().next().unwrap_or_default();
    if !first.trim_end_matches([',', ';', ':', '.']).chars().all(char::is_alphabetic) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_begins_with_a_capital_wherever_it_is_shown() {
        assert_eq!(capital("use at most 120 characters"), "Use at most 120 characters");
        assert_eq!(capital("élige otro"), "Élige otro");
        for as_it_is in
            ["", "did:key:z6Mk is not known", "https://a.example does not answer", "2 are left", "¿Qué?"]
        {
            assert_eq!(capital(as_it_is), as_it_is);
        }
        let told = Notice { tone: Tone::Bad, text: "there is no such link".to_owned() };
        assert!(notice(&told).to_html().contains(">There is no such link<"));
    }
}
