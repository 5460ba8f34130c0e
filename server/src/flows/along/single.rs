//! One credential as a file: the signed text, or a picture with it inside.

use crypto::{image, jose::Compact};
use serde_json::Value;

use super::{AlongError, pack::suffix};
use crate::{
    app::App,
    flows::{achievement, session::Viewer},
    id::{AchievementId, CredentialId},
    store::{holding, holding_edition},
};

/// As what a credential is taken along.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum AsFile {
    /// The signed text, byte for byte.
    Document,
    /// The picture that it came in; else its picture, or a drawn one, with the signed text inside: of a token the
    /// token, as it came.
    Picture,
}

/// A file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SingleFile {
    /// Such as `credential.json`.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// One of this person's credentials as a file; `None` where it is not in their wallet.
///
/// # Errors
/// [`AlongError::Store`], [`AlongError::Busy`].
pub async fn single(
    app: &App,
    viewer: &Viewer,
    id: CredentialId,
    what: AsFile,
) -> Result<Option<SingleFile>, AlongError> {
    let mut tx = app.db.read().await?;
    let Some(row) = holding::by_id(&mut tx, viewer.account, id).await? else { return Ok(None) };
    if what == AsFile::Document {
        let (name, media_type) = match suffix(&row.document) {
            "jwt" => ("credential.jwt", "application/vc+jwt"),
            _ => ("credential.json", "application/json"),
        };
        return Ok(Some(SingleFile { name, media_type, bytes: row.document.into_bytes() }));
    }
    let kept = holding_edition::picture(&mut tx, viewer.account, id).await?;
    drop(tx);
    if let Some(kept) = kept.as_ref().filter(|kept| kept.baked) {
        return Ok(Some(picture(kept.picture.clone())));
    }
    let of = Pictured::of(&row.document);
    let own = match of.achievement_here(app) {
        Some(id) => achievement::image(app, id, None).await?.map(|image| image.bytes),
        None => None,
    };
    let some = own.or(kept.map(|kept| kept.picture));
    let baking = move || {
        some.and_then(|bytes| image::bake(&bytes, &row.document).ok()).or_else(|| {
            let drawn = web::components::badge::drawn_badge(&of.achievement, &of.issuer, &of.kind);
            image::bake(drawn.as_bytes(), &row.document).ok()
        })
    };
    Ok(app.turns.take(baking).await?.map(picture))
}

fn picture(bytes: Vec<u8>) -> SingleFile {
    match image::kind(&bytes) {
        Some(image::ImageKind::Png) => SingleFile { name: "badge.png", media_type: "image/png", bytes },
        _ => SingleFile { name: "badge.svg", media_type: "image/svg+xml", bytes },
    }
}

/// What a credential says that a picture is drawn from.
#[derive(Default)]
struct Pictured {
    achievement: String,
    issuer: String,
    kind: String,
    image: String,
}

impl Pictured {
    fn of(document: &str) -> Self {
        let token = Compact::read(document.trim()).ok();
        let read = token.map_or_else(
            || serde_json::from_str::<Value>(document),
            |token| serde_json::from_slice(token.payload()),
        );
        let Ok(mut json) = read else { return Self::default() };
        // Where tokens of the older form have it.
        if json["vc"].is_object() {
            json = json["vc"].take();
        }
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let either = |value: &Value| if value.is_string() { text(value) } else { text(&value["id"]) };
        let achievement = &json["credentialSubject"]["achievement"];
        Self {
            achievement: text(&achievement["id"]),
            issuer: either(&json["issuer"]),
            kind: text(&achievement["achievementType"]),
            image: either(&achievement["image"]),
        }
    }

    /// The achievement whose picture is here.
    fn achievement_here(&self, app: &App) -> Option<AchievementId> {
        let path = app.config.public_url.path_of(&self.image)?;
        let (id, _) = path.strip_prefix("/achievements/")?.split_once('/')?;
        id.parse().ok()
    }
}
