//! The languages and the themes to choose from, under every page that can be come back to.

use leptos::prelude::*;

use crate::chrome::{Chrome, Theme};
use crate::words::{Language, general as words, language};

/// One form of buttons: each sends its choice, and comes back to the page. A page that answers a form would not
/// come back: what it shows, and what was typed, would be lost.
pub(crate) fn preferences(chrome: &Chrome) -> Option<AnyView> {
    if chrome.path.is_empty() {
        return None;
    }
    let spoken = language::spoken();
    let languages = Language::ALL.map(|language| {
        let current = (language == spoken).then_some("true");
        view! {
            <button class="plain" name="language" value=language.tag() lang=language.tag() aria-current=current>
                {language.name()}
            </button>
        }
    });
    let themes = [
        (Theme::Device, words::theme_device()),
        (Theme::Light, words::theme_light()),
        (Theme::Dark, words::theme_dark()),
    ];
    let themes = themes.map(|(theme, text)| {
        let current = (theme == chrome.theme).then_some("true");
        view! { <button class="plain" name="theme" value=theme.name() aria-current=current>{text}</button> }
    });
    let back = || view! { <input type="hidden" name="back" value=chrome.path.clone() /> }.into_any();
    let partly = words::partly();
    let partly = (!partly.is_empty()).then(|| view! { <p class="hint">{partly}</p> });
    let hidden = back();
    let all = view! {
        {own_device(chrome, back())}
        <form method="post" action="/preferences" class="preferences">
            {hidden}
            <div role="group" aria-label=words::languages()>{languages.into_iter().collect::<Vec<_>>()}</div>
            <div role="group" aria-label=words::themes()>{themes.into_iter().collect::<Vec<_>>()}</div>
            {partly}
        </form>
    };
    Some(all.into_any())
}

/// Calls the device one's own, or ends that; for those who are signed in.
fn own_device(chrome: &Chrome, back: AnyView) -> Option<AnyView> {
    chrome.viewer.as_ref()?;
    let (value, text) =
        if chrome.own_device { ("no", words::own_device_end()) } else { ("yes", words::own_device()) };
    let hint = (!chrome.own_device).then(|| view! { <p class="hint">{words::own_device_hint()}</p> });
    Some(
        view! {
            <form method="post" action="/own-device" class="own-device">
                {back}
                <button class="plain" name="own" value=value>{text}</button>
                {hint}
            </form>
        }
        .into_any(),
    )
}
