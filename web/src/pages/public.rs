//! Pages that anybody may see: a credential, an achievement, an issuer.

use crate::chrome::{Chrome, IssuerLink};
use crate::components::badge::Badge;
use crate::pages::Held;

/// `/credentials/{id}` as HTML.
#[derive(Clone, Debug)]
pub struct CredentialPage {
    /// The credential and the server's report on it.
    pub held: Held,
    /// The viewer holds it: the page links to the wallet.
    pub own: bool,
    /// The learner made the page public: the page may describe itself to link previews.
    pub public: bool,
}

/// `/achievements/{id}`.
#[derive(Clone, Debug, Default)]
pub struct AchievementPage {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// What one has to do for it.
    pub criteria: String,
    /// Its `achievementType`.
    pub achievement_type: String,
    /// Its picture.
    pub badge: Badge,
    /// Who awards it.
    pub issuer: IssuerLink,
}

/// `/issuers/{slug}`.
#[derive(Clone, Debug, Default)]
pub struct IssuerPage {
    /// Its part of an address.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it says of itself; may be empty.
    pub description: String,
    /// Its own site, if any.
    pub url: Option<String>,
    /// Its DID.
    pub did: String,
    /// The registries that name it, as pages call them.
    pub vouched_by: Vec<String>,
    /// What it awards.
    pub achievements: Vec<AchievementCard>,
}

/// An achievement on its issuer's page.
#[derive(Clone, Debug, Default)]
pub struct AchievementCard {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its description.
    pub description: String,
    /// Its `achievementType`.
    pub achievement_type: String,
    /// Its picture.
    pub badge: Badge,
}

/// A credential.
pub fn credential_page(chrome: &Chrome, data: &CredentialPage) -> String {
    super::thin(chrome, "Credential", &format!("{data:?}"))
}

/// An achievement.
pub fn achievement_page(chrome: &Chrome, data: &AchievementPage) -> String {
    super::thin(chrome, "Achievement", &format!("{data:?}"))
}

/// An issuer.
pub fn issuer_page(chrome: &Chrome, data: &IssuerPage) -> String {
    super::thin(chrome, "Issuer", &format!("{data:?}"))
}
