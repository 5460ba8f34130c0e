//! Pages in other languages than English.

use super::*;
use crate::words::{self, Language, language::speaking_here};

#[test]
fn every_page_says_its_language_and_which_way_it_runs() {
    for language in Language::ALL {
        let root = format!("<html lang=\"{}\" dir=\"{}\"", language.tag(), language.direction());
        for (page, html) in speaking_here(language, all_pages) {
            assert!(html.contains(&root), "{page}");
        }
    }
}

#[test]
fn a_choice_of_language_and_theme_leads_back_to_its_page() {
    let chrome = Chrome { path: "/verify?a=b".to_owned(), theme: Theme::Dark, ..Chrome::default() };
    let html = sign_in(&chrome, &SignIn::default());
    assert!(html.contains("name=\"back\" value=\"/verify?a=b\""), "{html}");
    assert!(html.contains("data-theme=\"dark\"") && html.contains("content=\"dark\""), "{html}");
    let current = |name: &str| format!("value=\"{name}\" aria-current=\"true\"");
    assert!(html.contains(&current("dark")) && !html.contains(&current("light")), "{html}");
    // What answers a form would be lost.
    assert!(!sign_in(&Chrome::default(), &SignIn::default()).contains("/preferences"));
}

#[test]
fn a_page_offers_to_be_kept_only_to_whoever_is_signed_in_and_loads_a_script_for_it_only_then() {
    let stranger = sign_in(&Chrome::default(), &SignIn::default());
    assert!(!stranger.contains("/own-device") && !stranger.contains("own.js"), "{stranger}");
    let viewer = Some(Viewer { name: "Ada Obi".to_owned(), ..Viewer::default() });
    let path = "/wallet".to_owned();
    let asked = Chrome { viewer: viewer.clone(), path: path.clone(), ..Chrome::default() };
    let asked = sign_in(&asked, &SignIn::default());
    assert!(asked.contains("value=\"yes\"") && !asked.contains("own.js"), "{asked}");
    let kept_at = Some("2026-11-22T10:00:00Z".to_owned());
    let chrome = Chrome { viewer, own_device: true, kept_at, path, ..Chrome::default() };
    let own = sign_in(&chrome, &SignIn::default());
    assert!(own.contains("value=\"no\"") && own.contains("own.js"), "{own}");
    // The service worker looks for just this.
    assert!(own.contains("<p hidden class=\"own-device-note\""), "{own}");
    assert!(own.contains("22 November 2026, 10:00 UTC"), "{own}");
}

#[test]
fn a_language_that_not_all_is_said_in_says_so_under_its_choice() {
    let chrome = Chrome { path: "/sign-in".to_owned(), ..Chrome::default() };
    let page = |language| speaking_here(language, || sign_in(&chrome, &SignIn::default()));
    let partly = speaking_here(Language::Arabic, words::general::partly);
    assert!(!partly.is_empty() && page(Language::Arabic).contains(partly));
    for language in [Language::English, Language::Spanish] {
        assert!(!page(language).contains("<p class=\"hint\"></p>"), "{language:?}");
        assert_eq!(speaking_here(language, words::general::partly), "");
    }
}

#[test]
fn the_installed_app_is_named_in_the_language_that_was_chosen() {
    let html = sign_in(&Chrome::default(), &SignIn::default());
    // Without this, browsers ask for it without cookies.
    assert!(html.contains("href=\"/manifest.webmanifest\" crossorigin=\"use-credentials\""), "{html}");
}

#[test]
fn no_style_names_the_left_or_the_right() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("style");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let style = std::fs::read_to_string(&path).unwrap();
        for (place, line) in style.lines().enumerate() {
            let rules = line.split([';', '{', '}']).filter_map(|rule| rule.split_once(':'));
            for (property, value) in rules.map(|(property, value)| (property.trim(), value.trim())) {
                let physical = |word: &str| matches!(word, "left" | "right");
                // Where a picture begins is not where a line does.
                let found = property.split('-').any(physical) && !property.starts_with("background")
                    || matches!(property, "text-align" | "float" | "clear") && physical(value);
                assert!(!found, "{}:{}: {property}: {value}", path.display(), place + 1);
            }
        }
    }
}
