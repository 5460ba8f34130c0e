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
