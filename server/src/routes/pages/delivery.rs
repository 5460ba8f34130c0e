//! `/desk/{slug}/credentials/{id}/delivery`: one award on its way to its learner.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use web::pages::{DeliveryForm, DeskDelivery, desk_delivery};

use super::{desk::issuer_link, field_errors, mail, notice::Notice, see_other};
use crate::{
    flows::{
        claim::{
            amend::{self, AmendError, Readdress, Release, SeenAs},
            code, resend,
        },
        issue::{self, State},
        outbox,
        session::Act,
    },
    id::CredentialId,
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Form, Params},
        guard::SECRET_ADDRESS,
        rfc3339,
        visit::Visit,
    },
};

pub(super) async fn show(
    visit: Visit,
    Params((slug, id)): Params<(String, CredentialId)>,
) -> Result<Response, Problem> {
    let data = page(&visit, &slug, id).await?;
    Ok(visit.page(desk_delivery(&visit.chrome(), &data)))
}

async fn page(visit: &Visit, slug: &str, id: CredentialId) -> Result<DeskDelivery, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let issuer = issuer_link(viewer, slug, Act::Award)?;
    let award = issue::awarded_one(app, viewer, slug, id).await?;
    let letter = outbox::of_credentials(&mut app.db.read().await?, &[id]).await?.remove(&id);
    Ok(DeskDelivery {
        issuer,
        credential: id.to_string(),
        achievement: award.achievement_name,
        recipient_name: award.recipient_name,
        recipient_email: award.recipient_email,
        claimed_at: award.claimed_at.map(rfc3339),
        revoked: matches!(award.state, State::Revoked { .. }),
        letter: letter.map(mail::delivery),
        ..DeskDelivery::default()
    })
}

/// Sends the letter again.
pub(super) async fn again(
    visit: Visit,
    Params((slug, id)): Params<(String, CredentialId)>,
) -> Result<Response, Problem> {
    let resent = resend::resend(&visit.app, visit.viewer()?, &slug, &[id]).await?;
    let notice = match resent {
        resend::Resent { sent: 1.., .. } => Notice::LetterResent,
        resend::Resent { too_soon: 1.., .. } => Notice::LetterTooSoon,
        _ => return Err(Problem::not_found("no such credential waits for somebody with an address")),
    };
    Ok(see_other(&format!("/desk/{slug}/credentials/{id}/delivery"), notice))
}

/// Sends letters again to all who have not claimed.
pub(super) async fn again_all(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    resend::resend_all(&visit.app, visit.viewer()?, &slug).await?;
    Ok(see_other(&format!("/desk/{slug}/credentials?state=waiting"), Notice::LettersResent))
}

/// Shows the code; asked again, the same one.
pub(super) async fn give_code(
    visit: Visit,
    Params((slug, id)): Params<(String, CredentialId)>,
) -> Result<Response, Problem> {
    let given = code::give(&visit.app, visit.viewer()?, &slug, id).await?;
    let mut data = page(&visit, &slug, id).await?;
    data.code = Some((given.code, visit.app.config.public_url.join("/claim")));
    let html = desk_delivery(&visit.chrome(), &data);
    Ok((SECRET_ADDRESS, visit.page_with(StatusCode::OK, html)).into_response())
}

#[derive(Deserialize)]
pub(super) struct Address {
    #[serde(default)]
    email: String,
    #[serde(default)]
    seen: String,
    #[serde(default)]
    note: String,
}

pub(super) async fn readdress(
    visit: Visit,
    Params((slug, id)): Params<(String, CredentialId)>,
    Form(typed): Form<Address>,
) -> Result<Response, Problem> {
    let change = Readdress {
        email: typed.email.clone(),
        seen: SeenAs::of_name(&typed.seen),
        note: typed.note.clone(),
    };
    match amend::readdress(&visit.app, visit.viewer()?, &slug, id, change).await {
        Ok(there) => {
            Ok(see_other(&format!("/desk/{slug}/credentials/{there}/delivery"), Notice::Readdressed))
        }
        Err(AmendError::Fields(problems)) => {
            let form = DeliveryForm {
                email: typed.email,
                seen: typed.seen,
                note: typed.note,
                ..DeliveryForm::default()
            };
            let names = [("/email", "email"), ("/seen", "seen"), ("/note", "note")];
            show_again(&visit, &slug, id, form, &problems, &names).await
        }
        Err(err) => Err(err.into()),
    }
}

#[derive(Deserialize)]
pub(super) struct Wrong {
    #[serde(default)]
    right_email: String,
    #[serde(default)]
    reason: String,
}

pub(super) async fn release(
    visit: Visit,
    Params((slug, id)): Params<(String, CredentialId)>,
    Form(typed): Form<Wrong>,
) -> Result<Response, Problem> {
    let change = Release { email: typed.right_email.clone(), reason: typed.reason.clone() };
    match amend::release(&visit.app, visit.viewer()?, &slug, id, change).await {
        Ok(anew) => Ok(see_other(&format!("/desk/{slug}/credentials/{anew}/delivery"), Notice::Released)),
        Err(AmendError::Fields(problems)) => {
            let form = DeliveryForm {
                right_email: typed.right_email,
                reason: typed.reason,
                ..DeliveryForm::default()
            };
            let names = [("/email", "right_email"), ("/reason", "reason")];
            show_again(&visit, &slug, id, form, &problems, &names).await
        }
        Err(err) => Err(err.into()),
    }
}

async fn show_again(
    visit: &Visit,
    slug: &str,
    id: CredentialId,
    form: DeliveryForm,
    problems: &[FieldProblem],
    names: &[(&str, &str)],
) -> Result<Response, Problem> {
    let data = DeskDelivery { form, errors: field_errors(problems, names), ..page(visit, slug, id).await? };
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, desk_delivery(&visit.chrome(), &data)))
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;
    use crate::routes::testing::{TestApp, between};

    #[tokio::test]
    async fn a_registrar_helps_an_award_on_its_way() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let (id, _) = staff.awarded("art", "adda@learner.example").await;
        let here = format!("/desk/art/credentials/{id}");
        let page = staff.get(&format!("{here}/delivery")).await.expect(StatusCode::OK).text();
        assert!(page.contains("Not claimed yet.") && page.contains("adda@learner.example"), "{page}");
        app.app.clock.advance(time::Duration::HOUR);
        let sent = staff.post_form(&format!("{here}/resend"), "").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(sent.cookie("notice").unwrap(), "letter-resent");
        let soon = staff.post_form(&format!("{here}/resend"), "").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(soon.cookie("notice").unwrap(), "letter-too-soon");
        let wrong = staff.post_form(&format!("{here}/address"), "email=nobody").await;
        assert!(wrong.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains("value=\"nobody\""));
        let moved = staff.post_form(&format!("{here}/address"), "email=ada%40learner.example").await;
        assert_eq!(moved.expect(StatusCode::SEE_OTHER).header(header::LOCATION), format!("{here}/delivery"));
        let shown = staff.post_form(&format!("{here}/code"), "").await.expect(StatusCode::OK);
        assert_eq!(shown.header(header::CACHE_CONTROL), "no-store");
        let code = between(&shown.text(), "<p class=\"claim-word\">", &['<']).remove(0);
        let eve = app.signed_in("eve@learner.example").await;
        eve.post_form("/claim", &format!("code={code}")).await.expect(StatusCode::SEE_OTHER);
        staff.post_form(&format!("{here}/code"), "").await.expect(StatusCode::NOT_FOUND);
        let form = "right_email=ada%40learner.example&reason=Not+hers";
        let anew = staff.post_form(&format!("{here}/release"), form).await.expect(StatusCode::SEE_OTHER);
        assert_ne!(anew.header(header::LOCATION), format!("{here}/delivery"));
        assert!(staff.get(&format!("{here}/delivery")).await.text().contains("It was revoked"));
        assert!(
            eve.get(&format!("/wallet/credentials/{id}")).await.text().to_lowercase().contains("revoked")
        );
        let ada = app.signed_in("ada@learner.example").await;
        assert!(ada.get("/wallet").await.text().contains("Waiting for you"));
    }
}
