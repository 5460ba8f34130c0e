//! Claim slips to print: `/desk/{slug}/classes/{id}/slips` for a class, `/desk/{slug}/credentials/slips` for
//! awards that somebody has chosen.

use axum::response::Response;
use qrcode::{EcLevel, QrCode};
use serde::Deserialize;
use web::pages::{Slip, Slips, slips as page};

use super::{classes::class_line, desk::issuer_link, notice::Notice, qr, see_other};
use crate::{
    flows::{
        claim::code::{self, Slip as Found},
        class::{
            self,
            award::{self, ClassAwardError},
        },
        session::Act,
    },
    id::{ClassId, CredentialId},
    problem::Problem,
    routes::{
        extract::{Fields, Params, Query},
        visit::Visit,
    },
};

/// Slips printed at once, at most.
const MOST: usize = 500;

#[derive(Deserialize)]
pub(super) struct Which {
    award: Option<String>,
    #[serde(default)]
    all: bool,
}

pub(super) async fn of_class(
    visit: Visit,
    Params((slug, id)): Params<(String, ClassId)>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let pressed = match which.award.as_deref() {
        None => None,
        Some(text) => Some(text.parse().map_err(|_| Problem::from(ClassAwardError::Unknown))?),
    };
    let file = class::open(app, viewer, &slug, id).await?;
    let all = award::slips(app, viewer, &slug, id, pressed, which.all).await?;
    let path = format!("/desk/{slug}/classes/{id}/slips?all={}", !which.all);
    let path = pressed.map_or(path.clone(), |pressed| format!("{path}&award={pressed}"));
    let data = Slips {
        class: Some(class_line(&file.class)),
        other: Some((path, !which.all)),
        ..printed(&visit, &slug, all)?
    };
    Ok(visit.page(page(&visit.chrome(), &data)))
}

/// For those that are ticked on the list of awards.
pub(super) async fn chosen(
    visit: Visit,
    Params(slug): Params<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    viewer.at(&slug, Act::Award)?;
    let ids: Vec<CredentialId> =
        fields.all("credential").filter_map(|text| text.parse().ok()).take(MOST).collect();
    if ids.is_empty() {
        return Ok(see_other(&format!("/desk/{slug}/credentials"), Notice::NothingChosen));
    }
    let all = code::slips(&visit.app, viewer, &slug, &ids).await?;
    let data = printed(&visit, &slug, all)?;
    Ok(visit.page(page(&visit.chrome(), &data)))
}

fn printed(visit: &Visit, slug: &str, all: Vec<Found>) -> Result<Slips, Problem> {
    let (mut slips, mut claimed) = (Vec::new(), Vec::new());
    for slip in all {
        let Some(code) = slip.code else {
            claimed.push(slip.award.recipient_name);
            continue;
        };
        let picture = QrCode::with_error_correction_level(&code.address, EcLevel::M)
            .map_err(|err| Problem::internal(&err))?;
        slips.push(Slip {
            name: slip.award.recipient_name,
            achievement: slip.award.achievement_name,
            code: code.code,
            svg: qr::inline_svg(&picture),
        });
    }
    Ok(Slips {
        issuer: issuer_link(visit.viewer()?, slug, Act::Award)?,
        class: None,
        slips,
        claimed,
        other: None,
        address: visit.app.config.public_url.join("/claim"),
    })
}
