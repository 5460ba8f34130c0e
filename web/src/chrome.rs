//! What stands around every page: who is looking, where the files are, what just happened.

use std::collections::BTreeMap;
use std::sync::Arc;

/// What every page is given besides its own data.
#[derive(Clone, Debug, Default)]
pub struct Chrome {
    /// Where scripts and styles are.
    pub assets: Assets,
    /// Who is signed in.
    pub viewer: Option<Viewer>,
    /// A demo: pages link to the outbox.
    pub demo: bool,
    /// What the last form did, shown once on top of the page.
    pub flash: Option<Notice>,
    /// An address of whoever looks that ends, where they have no other beside.
    pub ending: Option<EndingAddress>,
    /// Light or dark, if the reader has chosen.
    pub theme: Theme,
    /// The path of the page, and what stands after it, where a choice made on it leads back to; may be empty.
    pub path: String,
    /// Whoever is signed in has called the device their own.
    pub own_device: bool,
    /// When the page was made, RFC 3339, if it may stay on the device for when the network is away.
    pub kept_at: Option<String>,
    /// The address of this service without a slash at the end, such as `https://laurel.example`.
    pub public_url: String,
}

/// Where each file of the bundle is, by its logical name such as `style.css`.
#[derive(Clone, Debug, Default)]
pub struct Assets(Arc<BTreeMap<String, String>>);

impl Assets {
    /// `files`: pairs of logical name and file name, such as `app.js` and `app-3f2a.js`.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(Arc::new(files.into_iter().collect()))
    }

    /// Whether the bundle holds a file of that logical name.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The path of a file, such as `/assets/app-3f2a.js`; without a bundle its logical name.
    pub fn path(&self, name: &str) -> String {
        format!("/assets/{}", self.0.get(name).map_or(name, String::as_str))
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Theme {
    /// As the device says.
    #[default]
    Device,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The one of that name; [`Self::Device`] where there is none.
    pub fn of(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Device,
        }
    }

    /// Its name in cookies and forms; the device's has none.
    pub fn name(self) -> &'static str {
        match self {
            Self::Device => "",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// The account that is signed in.
#[derive(Clone, Debug, Default)]
pub struct Viewer {
    /// The account's name; may be empty.
    pub name: String,
    /// The address it signed in with.
    pub email: String,
    /// The institutions whose staff it belongs to.
    pub desks: Vec<IssuerLink>,
}

/// An address that its owner's school ends.
#[derive(Clone, Debug, Default)]
pub struct EndingAddress {
    /// The address.
    pub email: String,
    /// The school.
    pub issuer: String,
    /// Its last day, RFC 3339.
    pub last_day: String,
    /// Whether that has passed.
    pub over: bool,
}

/// An institution, as far as a link needs it.
#[derive(Clone, Debug, Default)]
pub struct IssuerLink {
    /// Its part of an address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What whoever is looking may do at its desk.
    pub rights: Rights,
}

/// What somebody may do at a desk: what is not theirs is not offered to them.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each right stands alone")]
pub struct Rights {
    /// Awarding.
    pub award: bool,
    /// Writing, publishing and retiring achievements; endorsing.
    pub describe: bool,
    /// Taking back, suspending, correcting what anybody has awarded.
    pub revoke: bool,
    /// Keeping learners and classes.
    pub enrol: bool,
    /// Reading what was done at the desk.
    pub audit: bool,
    /// Profile, keys, staff and programs.
    pub govern: bool,
}

/// One sentence above a page.
#[derive(Clone, Debug)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
}

/// How a [`Notice`] is meant.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Tone {
    /// Something worked.
    Good,
    /// Something to know.
    Plain,
    /// Something went wrong.
    Bad,
}

/// What is wrong with one field of a form that came back.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FieldError {
    /// The field's name in the form; empty when it concerns the form as a whole.
    pub field: String,
    /// What is wrong and what would be right, as a sentence.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_bundle_goes_by_its_hashed_name_and_any_other_by_its_own() {
        let assets = Assets::new([("app.js".to_owned(), "app-3f2a.js".to_owned())]);
        assert_eq!(assets.path("app.js"), "/assets/app-3f2a.js");
        assert_eq!(assets.path("style.css"), "/assets/style.css");
    }
}
