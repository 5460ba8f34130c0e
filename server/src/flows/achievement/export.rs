//! Achievements as files: Open Badges 3.0 Achievement objects.
//!
//! One is an object, several are an array. Each has its `@context`, so that it can be read by
//! itself, and its picture inside, so that it is whole.

use base64::{Engine, prelude::BASE64_STANDARD};

use super::{AchievementError, content_of, versions::of_desk};
use crate::{
    app::App,
    flows::{
        document::{self, Picture},
        session::{Act, Viewer},
    },
    id::AchievementId,
    store::{
        Tx,
        achievement::{self, AchievementRow},
    },
};

const CONTEXT: &str = r#""@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]"#;

/// An achievement as it is awarded, or its draft where it never was: JSON text.
///
/// # Errors
/// [`AchievementError`].
pub async fn export(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: AchievementId,
) -> Result<String, AchievementError> {
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    let row = of_desk(&mut tx, desk.issuer, id).await?;
    object(app, &mut tx, &row).await
}

/// All achievements of an institution: the text of a JSON array.
///
/// # Errors
/// [`AchievementError`].
pub async fn export_all(app: &App, viewer: &Viewer, slug: &str) -> Result<String, AchievementError> {
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    let mut objects = Vec::new();
    for row in achievement::of_issuer(&mut tx, desk.issuer).await? {
        objects.push(object(app, &mut tx, &row).await?);
    }
    Ok(format!("[{}]\n", objects.join(",\n")))
}

async fn object(app: &App, tx: &mut Tx, row: &AchievementRow) -> Result<String, AchievementError> {
    let image = achievement::image_of(tx, row.achievement_id, row.version.max(1)).await?;
    let image = image.ok_or(AchievementError::Unknown)?;
    let inside = format!("data:{};base64,{}", image.image_type, BASE64_STANDARD.encode(&image.image));
    let text = document::Achievement {
        id: &app.config.public_url.join(&format!("/achievements/{}", row.achievement_id)),
        content: &content_of(&row.content),
        picture: Some(Picture {
            media_type: &image.image_type,
            file: &image.image,
            url: &inside,
            travels: true,
        }),
        endorsements: &[],
    }
    .raw();
    Ok(text.get().replacen('{', &format!("{{{CONTEXT},"), 1))
}
