//! A draft of an achievement, checked.

use web::components::drawn_badge;

use super::{AchievementError, NewAchievement, Picture, check, picture};
use crate::{
    app::App,
    flows::fields::Fields,
    id::{AchievementId, IssuerId},
    store::{
        StoreError, Tx,
        achievement::{self, ImageRow, NewVersion, VersionRow},
        issuer,
    },
};

/// A draft that may be stored.
pub(super) struct Draft {
    pub(super) name: String,
    /// As it is stored: JSON.
    pub(super) content: String,
    design: Option<String>,
    image: ImageRow,
    pub(super) suspendable: bool,
    pub(super) valid_days: Option<i64>,
}

impl Draft {
    /// * `before`: the version that it follows or replaces.
    pub(super) async fn check(
        app: &App,
        tx: &mut Tx,
        issuer: IssuerId,
        id: AchievementId,
        before: Option<&VersionRow>,
        new: NewAchievement,
    ) -> Result<Self, AchievementError> {
        let issuer = issuer::by_id(tx, issuer).await?.ok_or(StoreError::Sql(sqlx::Error::RowNotFound))?;
        let mut fields = Fields::default();
        let content = check::checked(app, &mut fields, new.content);
        check::check_days(&mut fields, new.valid_days);
        let kept = match before {
            Some(before) => achievement::image_of(tx, id, before.version).await?,
            None => None,
        };
        let drawn = || drawn_badge(&id.to_string(), &issuer.slug, &content.achievement_type);
        let image = picture(&mut fields, &new.picture, kept, drawn);
        let text = |value: Result<String, _>| value.expect("text and numbers always serialise");
        let design = match &new.picture {
            Picture::Designed(design) => Some(text(serde_json::to_string(design))),
            Picture::Kept => before.and_then(|before| before.design.clone()),
            _ => None,
        };
        fields.right(()).map_err(AchievementError::Fields)?;
        Ok(Self {
            content: text(serde_json::to_string(&content)),
            name: content.name,
            design,
            image,
            suspendable: new.suspendable,
            valid_days: new.valid_days.map(i64::from),
        })
    }

    pub(super) fn version(&self, id: AchievementId, version: i64) -> NewVersion<'_> {
        NewVersion {
            achievement_id: id,
            version,
            content: &self.content,
            design: self.design.as_deref(),
            image: &self.image,
            suspendable: self.suspendable,
            valid_days: self.valid_days,
            published_at: None,
        }
    }
}
