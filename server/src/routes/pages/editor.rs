//! `/desk/{slug}/achievements…`: writing achievements, publishing and retiring them.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use web::{
    chrome::FieldError,
    components::{
        Badge,
        designer::{Design, DesignFields},
        markdown,
    },
    pages::{
        AchievementEditor, AchievementForm, AchievementImport, AchievementPreview, AchievementQuestion,
        achievement_editor, achievement_import, achievement_preview, achievement_question,
    },
};

use super::{desk::issuer_link, notice::Notice, public, see_other};
use crate::{
    flows::{
        achievement::{self, AchievementError, Editing, NewAchievement, Picture},
        session::Act,
    },
    id::AchievementId,
    image,
    problem::Problem,
    routes::{
        extract::{Params, Parted},
        visit::Visit,
    },
};

/// Achievements that the editor offers as related.
const MOST_OWN: usize = 50;

pub(super) async fn form(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let typed = Typed { form: AchievementForm::new(), design: Design::default(), image: None };
    let data = page_data(&visit, &slug, None, typed, Vec::new()).await?;
    Ok(visit.page(achievement_editor(&visit.chrome(), &data)))
}

pub(super) async fn edit(
    visit: Visit,
    Params((slug, id)): Params<(String, AchievementId)>,
) -> Result<Response, Problem> {
    visit.viewer()?.at(&slug, Act::Describe)?;
    let editing = achievement::edit(&visit.app, visit.viewer()?, &slug, id).await?;
    let of = &editing.achievement;
    let typed = Typed {
        form: AchievementForm::of(&of.content, of.suspendable, of.valid_days),
        design: editing.design.unwrap_or_default(),
        image: None,
    };
    let data = page_data(&visit, &slug, Some(&editing), typed, Vec::new()).await?;
    Ok(visit.page(achievement_editor(&visit.chrome(), &data)))
}

pub(super) async fn create(
    visit: Visit,
    Params(slug): Params<String>,
    parted: Parted,
) -> Result<Response, Problem> {
    write(&visit, &slug, None, &parted).await
}

pub(super) async fn update(
    visit: Visit,
    Params((slug, id)): Params<(String, AchievementId)>,
    parted: Parted,
) -> Result<Response, Problem> {
    let editing = achievement::edit(&visit.app, visit.viewer()?, &slug, id).await?;
    write(&visit, &slug, Some(editing), &parted).await
}

/// What was sent, without what the form has only for its buttons.
struct Typed {
    form: AchievementForm,
    design: Design,
    /// A picture file.
    image: Option<Vec<u8>>,
}

/// Does what the button says: another row, one less, or keeping the draft, and then publishing it
/// or a look at it. A form without a button publishes.
async fn write(
    visit: &Visit,
    slug: &str,
    editing: Option<Editing>,
    parted: &Parted,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    viewer.at(slug, Act::Describe)?;
    let mut typed = Typed {
        form: AchievementForm::read(parted.texts()?),
        design: Design::default(),
        image: parted.bytes("image").map(|bytes| bytes.to_vec()).or_else(|| kept_image(parted)),
    };
    let mut errors = Vec::new();
    match Design::read(&design_fields(parted)?) {
        Ok(design) => typed.design = design,
        Err(wrong) => errors = wrong,
    }
    let (add, remove) = (parted.text("add")?, parted.text("remove")?);
    if !add.is_empty() || !remove.is_empty() {
        if remove.is_empty() {
            typed.form.add(&add);
        } else {
            typed.form.remove(&remove);
        }
        let data = page_data(visit, slug, editing.as_ref(), typed, errors).await?;
        return Ok(visit.page(achievement_editor(&visit.chrome(), &data)));
    }
    let id = editing.as_ref().map(|editing| editing.achievement.id);
    if errors.is_empty() {
        let new = NewAchievement {
            content: typed.form.content(),
            picture: picture(&typed, editing.as_ref(), &mut errors),
            suspendable: typed.form.suspendable(),
            valid_days: typed.form.valid_days(),
        };
        if errors.is_empty() {
            match achievement::write(&visit.app, viewer, slug, id, new).await {
                Ok(id) => return written(visit, slug, id, &parted.text("do")?).await,
                Err(AchievementError::Fields(fields)) => {
                    errors.extend(fields.into_iter().map(|problem| FieldError {
                        field: AchievementForm::field_of(&problem.pointer),
                        message: problem.detail,
                    }));
                }
                Err(err) => return Err(err.into()),
            }
        }
    }
    let data = page_data(visit, slug, editing.as_ref(), typed, errors).await?;
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, achievement_editor(&visit.chrome(), &data)))
}

async fn written(visit: &Visit, slug: &str, id: AchievementId, wanted: &str) -> Result<Response, Problem> {
    let path = format!("/desk/{slug}/achievements/{id}");
    match wanted {
        "save" => Ok(see_other(&path, Notice::DraftSaved)),
        "preview" => Ok(see_other(&format!("{path}/preview"), Notice::DraftSaved)),
        _ => {
            achievement::publish(&visit.app, visit.viewer()?, slug, id).await?;
            Ok(see_other(&path, Notice::AchievementMade))
        }
    }
}

/// Where the picture comes from: whoever brings a file means it, and whoever changes the design
/// means that, whatever the button beside says.
fn picture(typed: &Typed, editing: Option<&Editing>, errors: &mut Vec<FieldError>) -> Picture {
    let before = editing.and_then(|editing| editing.design).unwrap_or_default();
    match (typed.form.text("picture"), &typed.image) {
        ("designed", _) => Picture::Designed(typed.design),
        (_, Some(bytes)) => Picture::File(bytes.clone()),
        ("file", None) => {
            let message = "choose a file, or another picture".to_owned();
            errors.push(FieldError { field: "image".to_owned(), message });
            Picture::Kept
        }
        _ if typed.design != before => Picture::Designed(typed.design),
        ("kept", None) => Picture::Kept,
        ("", None) if editing.is_some() => Picture::Kept,
        _ => Picture::Drawn,
    }
}

/// The file that came with the form before, which a browser does not send again.
fn kept_image(parted: &Parted) -> Option<Vec<u8>> {
    let text = parted.bytes("image_kept").filter(|text| text.len() <= image::MOST_BYTES * 2)?;
    BASE64_STANDARD.decode(text).ok()
}

fn design_fields(parted: &Parted) -> Result<DesignFields, Problem> {
    let text = |name: &str| parted.text(name);
    Ok(DesignFields {
        shape: text("badge-shape")?,
        colours: text("badge-colours")?,
        ground: text("badge-ground")?,
        figure: text("badge-figure")?,
        trim: text("badge-trim")?,
        symbol: text("badge-symbol")?,
        pattern: text("badge-pattern")?,
        border: text("badge-border")?,
        below: text("badge-below")?,
    })
}

async fn page_data(
    visit: &Visit,
    slug: &str,
    editing: Option<&Editing>,
    typed: Typed,
    errors: Vec<FieldError>,
) -> Result<AchievementEditor, Problem> {
    let viewer = visit.viewer()?;
    let issuer = issuer_link(viewer, slug, Act::Describe)?;
    let id = editing.map(|editing| editing.achievement.id);
    let all = achievement::list(&visit.app, viewer, slug).await?;
    let others = all.iter().map(|line| &line.achievement).filter(|one| Some(one.id) != id && one.version > 0);
    let own = others.take(MOST_OWN).map(|one| {
        (visit.app.config.public_url.join(&format!("/achievements/{}", one.id)), one.content.name.clone())
    });
    Ok(AchievementEditor {
        issuer,
        of: editing.map(|Editing { achievement, .. }| {
            (achievement.id.to_string(), achievement.content.name.clone(), achievement.version > 0)
        }),
        badge: editing.map(|editing| desk_badge(slug, editing.achievement.id)),
        criteria: markdown(typed.form.text("criteria")),
        own: own.collect(),
        image: typed.image.filter(|file| image::check(file).is_ok()).map(|file| BASE64_STANDARD.encode(file)),
        form: typed.form,
        design: typed.design,
        errors,
    })
}

/// The newest picture, be it a draft's.
pub(super) fn desk_badge(slug: &str, id: AchievementId) -> Badge {
    Badge {
        seed: id.to_string(),
        issuer: slug.to_owned(),
        achievement_type: String::new(),
        image: Some(format!("/desk/{slug}/achievements/{id}/image")),
    }
}

pub(super) async fn image(
    visit: Visit,
    Params((slug, id)): Params<(String, AchievementId)>,
) -> Result<Response, Problem> {
    let image = achievement::desk_image(&visit.app, visit.viewer()?, &slug, id, None).await?;
    public::picture(&image, "no-store")
}

pub(super) async fn publish(
    visit: Visit,
    Params((slug, id)): Params<(String, AchievementId)>,
) -> Result<Response, Problem> {
    achievement::publish(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(see_other(&format!("/desk/{slug}/achievements/{id}"), Notice::AchievementMade))
}

pub(super) async fn reinstate(
    visit: Visit,
    Params((slug, id)): Params<(String, AchievementId)>,
) -> Result<Response, Problem> {
    achievement::reinstate(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(see_other(&format!("/desk/{slug}/achievements/{id}"), Notice::Reinstated))
}

pub(super) async fn ask_to_retire(
    visit: Visit,
    Params((slug, id)): Params<(String, AchievementId)>,
) -> Result<Response, Problem> {
    ask(&visit, &slug, id, false).await
}

pub(super) async fn retire(
    visit: Visit,
    Params((slug, id)): Params<(String, AchievementId)>,
) -> Result<Response, Problem> {
    achievement::retire(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(see_other(&format!("/desk/{slug}/achievements/{id}"), Notice::Retired))
}

pub(super) async fn ask_to_discard(
    visit: Visit,
    Params((slug, id)): Params<(String, AchievementId)>,
) -> Result<Response, Problem> {
    ask(&visit, &slug, id, true).await
}

pub(super) async fn discard(
    visit: Visit,
    Params((slug, id)): Params<(String, AchievementId)>,
) -> Result<Response, Problem> {
    let gone = achievement::discard(&visit.app, visit.viewer()?, &slug, id).await?;
    let path = if gone { format!("/desk/{slug}") } else { format!("/desk/{slug}/achievements/{id}") };
    Ok(see_other(&path, Notice::DraftDiscarded))
}

async fn ask(visit: &Visit, slug: &str, id: AchievementId, discards: bool) -> Result<Response, Problem> {
    let issuer = issuer_link(visit.viewer()?, slug, Act::Describe)?;
    let editing = achievement::edit(&visit.app, visit.viewer()?, slug, id).await?;
    let data = AchievementQuestion {
        issuer,
        id: id.to_string(),
        name: editing.achievement.content.name,
        published: editing.achievement.version > 0,
        discards,
    };
    Ok(visit.page(achievement_question(&visit.chrome(), &data)))
}

pub(super) async fn preview(
    visit: Visit,
    Params((slug, id)): Params<(String, AchievementId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let report = achievement::preview(&visit.app, viewer, &slug, id).await?;
    let data = AchievementPreview {
        issuer: issuer_link(viewer, &slug, Act::See)?,
        id: id.to_string(),
        badge: desk_badge(&slug, id),
        report,
    };
    Ok(visit.page(achievement_preview(&visit.chrome(), &data)))
}

pub(super) async fn export(
    visit: Visit,
    Params((slug, id)): Params<(String, AchievementId)>,
) -> Result<Response, Problem> {
    let text = achievement::export(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(download(text, &format!("achievement-{id}.json")))
}

pub(super) async fn export_all(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let text = achievement::export_all(&visit.app, visit.viewer()?, &slug).await?;
    Ok(download(text, &format!("achievements-{slug}.json")))
}

/// A file to keep; `name` has no quotation marks in it.
fn download(text: String, name: &str) -> Response {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, text).into_response()
}

pub(super) async fn import_form(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let issuer = issuer_link(visit.viewer()?, &slug, Act::Describe)?;
    let data = AchievementImport { issuer, ..AchievementImport::default() };
    Ok(visit.page(achievement_import(&visit.chrome(), &data)))
}

pub(super) async fn import(
    visit: Visit,
    Params(slug): Params<String>,
    parted: Parted,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let issuer = issuer_link(viewer, &slug, Act::Describe)?;
    let text = parted.text("text")?;
    let file = parted.bytes("file");
    let bytes = file.as_deref().unwrap_or(text.as_bytes());
    let mut data = AchievementImport { issuer, text: text.clone(), ..AchievementImport::default() };
    let status = match achievement::import(&visit.app, viewer, &slug, bytes).await {
        Ok(made) => {
            let made = made.into_iter().map(|one| (one.id.to_string(), one.name, one.left_out));
            data.made = made.collect();
            data.text.clear();
            StatusCode::OK
        }
        Err(achievement::ImportError::Achievement(err)) => return Err(err.into()),
        Err(err) => {
            let field = if file.is_some() { "file" } else { "text" }.to_owned();
            data.errors = vec![FieldError { field, message: err.to_string() }];
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    Ok(visit.page_with(status, achievement_import(&visit.chrome(), &data)))
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;
    use crate::routes::testing::{TestApp, last_part};

    const FIELDS: [(&str, &str); 4] = [
        ("name", "Weaver"),
        ("description", "Weaves."),
        ("criteria", "Weave."),
        ("achievement_type", "Badge"),
    ];
    const SVG: &[u8] =
        br#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>"#;

    fn and<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        FIELDS.into_iter().chain(more.iter().copied()).collect()
    }

    #[tokio::test]
    async fn another_row_comes_with_everything_that_was_typed_and_the_file() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let typed =
            and(&[("alignment-0-targetName", "Plants <b>"), ("add", "alignment"), ("picture", "file")]);
        let page = staff.post_parts("/desk/art/achievements", &typed, SVG).await;
        let page = page.expect(StatusCode::OK).text();
        for kept in ["Weaver", "Weaves.", "Plants &lt;b&gt;", "name=\"alignment-1-targetName\"", "image_kept"]
        {
            assert!(page.contains(kept), "{kept}");
        }
        let list = staff.get("/api/v1/issuers/art/achievements").await.json();
        assert_eq!(list["items"], serde_json::json!([]), "nothing is stored yet");
        let image = BASE64_STANDARD.encode(SVG);
        let typed = and(&[("picture", "file"), ("image_kept", &image), ("do", "save")]);
        let made =
            staff.post_parts("/desk/art/achievements", &typed, b"").await.expect(StatusCode::SEE_OTHER);
        let id = last_part(made.header(header::LOCATION));
        let kept = staff.get(&format!("/desk/art/achievements/{id}/image")).await.expect(StatusCode::OK);
        assert_eq!(kept.text().as_bytes(), SVG);
        app.stranger().get(&format!("/achievements/{id}")).await.expect(StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let typed = and(&[
            ("alignment-0-targetName", "Plants"),
            ("alignment-0-targetUrl", "javascript:alert(1)"),
            ("creditsAvailable", "many"),
            ("badge-shape", "blob"),
        ]);
        let page = staff.post_parts("/desk/art/achievements", &typed, b"").await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(page.contains("id=\"badge-shape-problem\""));
        let typed: Vec<_> = typed.into_iter().filter(|(name, _)| *name != "badge-shape").collect();
        let page = staff.post_parts("/desk/art/achievements", &typed, b"").await;
        let page = page.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        for told in ["alignment-0-targetUrl-problem", "creditsAvailable-problem", "value=\"many\""] {
            assert!(page.contains(told), "{told}");
        }
    }

    #[tokio::test]
    async fn a_published_achievement_has_a_png_of_its_picture_and_a_page_for_each_version() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let made =
            staff.post_parts("/desk/art/achievements", &FIELDS, SVG).await.expect(StatusCode::SEE_OTHER);
        let id = last_part(made.header(header::LOCATION));
        let png = app.stranger().get(&format!("/achievements/{id}/image.png")).await.expect(StatusCode::OK);
        assert_eq!(png.header(header::CONTENT_TYPE), "image/png");
        let mut next = FIELDS;
        next[0].1 = "Dyer";
        staff
            .post_parts(&format!("/desk/art/achievements/{id}"), &next, b"")
            .await
            .expect(StatusCode::SEE_OTHER);
        let page = async |query: &str| app.stranger().get(&format!("/achievements/{id}{query}")).await;
        let now = page("").await.expect(StatusCode::OK).text();
        assert!(now.contains("Dyer") && now.contains(&format!("/achievements/{id}/image.png")));
        let before = page("?version=1").await.expect(StatusCode::OK).text();
        assert!(before.contains("Weaver") && before.contains("There is a newer one"));
        page("?version=3").await.expect(StatusCode::NOT_FOUND);
        let preview = staff.get(&format!("/desk/art/achievements/{id}/preview")).await;
        let preview = preview.expect(StatusCode::OK).text();
        assert!(preview.contains("Ada Example") && preview.contains("nothing is signed"));
    }

    #[tokio::test]
    async fn a_desk_with_many_achievements_is_searched_by_name_and_state() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        for (name, button) in [("Weaver", "publish"), ("Dyer", "save")] {
            let mut fields = and(&[("do", button)]);
            fields[0].1 = name;
            staff.post_parts("/desk/art/achievements", &fields, b"").await.expect(StatusCode::SEE_OTHER);
        }
        let desk = async |query: &str| staff.get(&format!("/desk/art{query}")).await.text();
        let drafts = desk("?state=draft").await;
        assert!(drafts.contains(">Dyer<") && !drafts.contains(">Weaver<"));
        let named = desk("?name=WEAV").await;
        assert!(named.contains(">Weaver<") && !named.contains(">Dyer<"));
        assert!(desk("?name=nobody").await.contains("No achievement goes by that."));
    }
}
