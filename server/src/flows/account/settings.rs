//! What somebody is called, and how their pages look.

use web::{chrome::Theme, words::Language};

use crate::{
    app::App,
    flows::{fields::Fields, session::Viewer},
    problem::{FieldProblem, Problem},
    store::{StoreError, account},
};

/// Characters of the longest name.
const MOST_NAME: usize = 200;

/// What somebody says about their account.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Settings {
    /// What they are called; may be empty.
    pub name: String,
    /// The language of their pages, as a tag; empty: as the browser says.
    pub language: String,
    /// `light` or `dark`; empty: as the device says.
    pub theme: String,
}

/// Why nothing was saved.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// Fields need another look.
    #[error("this needs another look")]
    Fields(Vec<FieldProblem>),
    /// The database failed.
    #[error("could not save the settings")]
    Store(#[from] StoreError),
}

impl From<SettingsError> for Problem {
    fn from(err: SettingsError) -> Self {
        match err {
            SettingsError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            SettingsError::Store(source) => source.into(),
        }
    }
}

/// Keeps what somebody says about their account.
///
/// # Errors
/// [`SettingsError`]; the field pointers are `/name`, `/language` and `/theme`.
pub async fn save_settings(app: &App, viewer: &Viewer, new: Settings) -> Result<(), SettingsError> {
    let mut fields = Fields::default();
    let name =
        if new.name.trim().is_empty() { String::new() } else { fields.line("/name", &new.name, MOST_NAME) };
    if !new.language.is_empty() && !Language::ALL.iter().any(|language| language.tag() == new.language) {
        fields.wrong("/language", "choose one of the languages");
    }
    if !matches!(new.theme.as_str(), "" | "light" | "dark") {
        fields.wrong("/theme", "choose light, dark, or as the device");
    }
    fields.right(()).map_err(SettingsError::Fields)?;
    let mut tx = app.db.write().await?;
    account::settle(&mut tx, viewer.account, &name, &new.language, &new.theme).await?;
    tx.commit().await?;
    Ok(())
}

/// Keeps the language or the theme that somebody chose under a page; one that there is not takes
/// the choice away.
///
/// # Errors
/// When the database fails.
pub async fn prefer(
    app: &App,
    viewer: &Viewer,
    language: Option<&str>,
    theme: Option<&str>,
) -> Result<(), StoreError> {
    let language = language.map(|tag| Language::known(tag).map_or("", Language::tag));
    let theme = theme.map(|name| Theme::of(name).name());
    let mut tx = app.db.write().await?;
    account::prefer(&mut tx, viewer.account, language, theme).await?;
    tx.commit().await
}
