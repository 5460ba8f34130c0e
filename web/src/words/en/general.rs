//! Words on every page, and words that several pages share.

/// The product.
pub const LAUREL: &str = "Laurel";
/// The link for keyboards to the page's content.
pub const SKIP: &str = "Skip to content";
/// The name of the main navigation.
pub const NAVIGATION: &str = "Main";
/// Link to `/verify`.
pub const NAV_VERIFY: &str = "Check a credential";
/// Link to `/wallet`.
pub const NAV_WALLET: &str = "Wallet";
/// Link to `/desk`.
pub const NAV_DESK: &str = "Desk";
/// Link to `/outbox`.
pub const NAV_OUTBOX: &str = "Outbox";
/// Link to `/sign-in`.
pub const SIGN_IN: &str = "Sign in";
/// Button that ends the session.
pub const SIGN_OUT: &str = "Sign out";
/// Under every page.
pub const FOOTER: &str =
    "Credentials are signed by whoever awards them and can be checked by anyone, without asking us.";
/// Under every page of the demo.
pub const FOOTER_DEMO: &str = "This is a demo: every name in it is invented, and no mail leaves it.";
/// Heads the languages to choose from.
pub const LANGUAGES: &str = "Language";
/// Heads the themes to choose from.
pub const THEMES: &str = "Colours";
/// A theme.
pub const THEME_DEVICE: &str = "As the device";
/// A theme.
pub const THEME_LIGHT: &str = "Light";
/// A theme.
pub const THEME_DARK: &str = "Dark";
/// What the installed app says of itself.
pub const APP_DESCRIPTION: &str = "Keep what you have achieved, and show it to whoever you choose.";
/// Under the choice of a language that not all is said in; empty where all of it is.
pub const PARTLY: &str = "";
/// Calls a device one's own.
pub const OWN_DEVICE: &str = "This is my own device";
/// What that means.
pub const OWN_DEVICE_HINT: &str = "Then your wallet opens here without a network too, where your browser can do that. Signing out deletes what is kept here.";
/// Ends that.
pub const OWN_DEVICE_END: &str = "This is not my own device";
/// On a page that is shown without a network.
pub fn as_last_seen(minute: &str) -> String {
    format!(
        "This page could not be loaded just now. You see it as it was on {minute}; what you did since is not in it."
    )
}
/// A way back without doing anything.
pub const CANCEL: &str = "Cancel";
/// Beside a field that may stay empty.
pub const OPTIONAL: &str = "optional";
/// Copies a link.
pub const COPY: &str = "Copy link";
/// Said after copying.
pub const COPIED: &str = "Copied";
/// Said when the browser refused to copy.
pub const COPY_FAILED: &str = "Could not copy: select the link and copy it by hand.";
/// Heads the errors of a form.
pub const FORM_PROBLEM: &str = "Please look at this again";

/// The kind of an achievement in words: `BachelorDegree` → `Bachelor degree`.
pub fn achievement_type(name: &str) -> String {
    if name.is_empty() {
        return "Achievement".to_owned();
    }
    let name = name.strip_prefix("ext:").unwrap_or(name);
    let mut words = String::new();
    for (index, letter) in name.chars().enumerate() {
        if index > 0 && letter.is_uppercase() {
            words.push(' ');
            words.extend(letter.to_lowercase());
        } else {
            words.push(letter);
        }
    }
    words
}

/// A number of things.
pub fn count(number: u64, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        _ => format!("{number} {many}"),
    }
}

/// How many credentials.
pub fn credentials(number: u64) -> String {
    count(number, "credential", "credentials")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_achievement_read_as_words() {
        assert_eq!(achievement_type("BachelorDegree"), "Bachelor degree");
        assert_eq!(achievement_type("Badge"), "Badge");
        assert_eq!(achievement_type(""), "Achievement");
    }

    #[test]
    fn numbers_agree_with_their_nouns() {
        assert_eq!(credentials(0), "no credentials");
        assert_eq!(credentials(1), "1 credential");
        assert_eq!(credentials(2), "2 credentials");
    }
}
