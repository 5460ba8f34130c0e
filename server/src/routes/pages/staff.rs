//! `/desk/{slug}/staff` and `/invitations/{id}`: who works at a desk, and who is asked to.

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use web::{
    chrome::FieldError,
    pages::{
        InvitationPage, InvitedLine, MemberLine, RemoveMember, StaffPage, invitation as invitation_page,
        remove_member, staff as page,
    },
};

use super::{desk::issuer_link, field_errors, notice::Notice, see_other};
use crate::{
    flows::{
        session::Act,
        staff::{self, Member, StaffError},
    },
    id::{AccountId, InvitationId},
    problem::Problem,
    routes::{
        extract::{Form, Params},
        rfc3339,
        visit::Visit,
    },
};

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Inviting {
    email: String,
    role: String,
}

pub(super) async fn list(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let form = Inviting { role: "viewer".to_owned(), ..Inviting::default() };
    let html = page_of(&visit, &slug, form, Vec::new()).await?;
    Ok(visit.page(html))
}

pub(super) async fn invite(
    visit: Visit,
    Params(slug): Params<String>,
    Form(form): Form<Inviting>,
) -> Result<Response, Problem> {
    let errors = match staff::invite(&visit.app, visit.viewer()?, &slug, &form.email, &form.role).await {
        Ok(()) => return Ok(see_other(&format!("/desk/{slug}/staff"), Notice::Invited)),
        Err(StaffError::Fields(fields)) => field_errors(&fields, &[("/email", "email"), ("/role", "role")]),
        Err(err @ StaffError::TooSoon) => {
            vec![FieldError { field: "email".to_owned(), message: err.to_string() }]
        }
        Err(err) => return Err(err.into()),
    };
    let html = page_of(&visit, &slug, form, errors).await?;
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
}

#[derive(Deserialize)]
pub(super) struct Changing {
    #[serde(default)]
    role: String,
}

pub(super) async fn set_role(
    visit: Visit,
    Params((slug, account)): Params<(String, AccountId)>,
    Form(form): Form<Changing>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    staff::set_role(&visit.app, viewer, &slug, account, &form.role).await?;
    // Whoever gave up owning the institution does not see its staff any more.
    let lost = viewer.account == account && form.role != "owner";
    let next = if lost { format!("/desk/{slug}") } else { format!("/desk/{slug}/staff") };
    Ok(see_other(&next, Notice::RoleChanged))
}

pub(super) async fn ask_to_remove(
    visit: Visit,
    Params((slug, account)): Params<(String, AccountId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let member = staff::member(&visit.app, viewer, &slug, account).await?;
    let data = RemoveMember {
        issuer: issuer_link(viewer, &slug, Act::Govern)?,
        member: member_line(member, viewer.account),
    };
    Ok(visit.page(remove_member(&visit.chrome(), &data)))
}

pub(super) async fn remove(
    visit: Visit,
    Params((slug, account)): Params<(String, AccountId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    staff::remove(&visit.app, viewer, &slug, account).await?;
    if viewer.account == account {
        return Ok(see_other("/wallet", Notice::LeftDesk));
    }
    Ok(see_other(&format!("/desk/{slug}/staff"), Notice::StaffRemoved))
}

pub(super) async fn resend(
    visit: Visit,
    Params((slug, id)): Params<(String, InvitationId)>,
) -> Result<Response, Problem> {
    staff::resend(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(see_other(&format!("/desk/{slug}/staff"), Notice::InvitedAgain))
}

pub(super) async fn withdraw(
    visit: Visit,
    Params((slug, id)): Params<(String, InvitationId)>,
) -> Result<Response, Problem> {
    staff::withdraw(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(see_other(&format!("/desk/{slug}/staff"), Notice::Withdrawn))
}

#[derive(Default, Deserialize)]
pub(super) struct Accepting {
    #[serde(default)]
    name: String,
}

pub(super) async fn invitation(visit: Visit, Params(id): Params<InvitationId>) -> Result<Response, Problem> {
    let html = invitation_html(&visit, id, Accepting::default(), Vec::new()).await?;
    Ok(visit.page(html))
}

pub(super) async fn accept(
    visit: Visit,
    Params(id): Params<InvitationId>,
    Form(form): Form<Accepting>,
) -> Result<Response, Problem> {
    match staff::accept(&visit.app, visit.viewer()?, id, &form.name).await {
        Ok(slug) => Ok(see_other(&format!("/desk/{slug}"), Notice::Joined)),
        Err(StaffError::Fields(fields)) => {
            let errors = field_errors(&fields, &[("/name", "name")]);
            let html = invitation_html(&visit, id, form, errors).await?;
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(err) => Err(err.into()),
    }
}

async fn invitation_html(
    visit: &Visit,
    id: InvitationId,
    form: Accepting,
    errors: Vec<FieldError>,
) -> Result<String, Problem> {
    let found = staff::invitation(&visit.app, visit.viewer()?, id).await?;
    let data = InvitationPage {
        id: id.to_string(),
        institution: found.institution,
        role: found.role.name().to_owned(),
        email: found.email,
        expires_at: rfc3339(found.expires_at),
        nameless: found.nameless,
        name: form.name,
        errors,
    };
    Ok(invitation_page(&visit.chrome(), &data))
}

async fn page_of(
    visit: &Visit,
    slug: &str,
    form: Inviting,
    errors: Vec<FieldError>,
) -> Result<String, Problem> {
    let viewer = visit.viewer()?;
    let found = staff::list(&visit.app, viewer, slug).await?;
    let invited = found.invited.into_iter().map(|invited| InvitedLine {
        id: invited.id.to_string(),
        email: invited.email,
        role: invited.role.name().to_owned(),
        expires_at: rfc3339(invited.expires_at),
        expired: invited.expired,
    });
    let data = StaffPage {
        issuer: issuer_link(viewer, slug, Act::Govern)?,
        members: found.members.into_iter().map(|member| member_line(member, viewer.account)).collect(),
        invited: invited.collect(),
        email: form.email,
        role: form.role,
        errors,
    };
    Ok(page(&visit.chrome(), &data))
}

fn member_line(member: Member, viewer: AccountId) -> MemberLine {
    MemberLine {
        own: member.account == viewer,
        account: member.account.to_string(),
        name: member.name,
        email: member.email,
        role: member.role.name().to_owned(),
        since: rfc3339(member.since),
        last_owner: member.last_owner,
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header;

    use super::*;
    use crate::{
        flows::outbox,
        routes::testing::{TestApp, between, last_part},
    };

    #[tokio::test]
    async fn an_invitation_leads_from_the_letter_to_the_desk_and_access_dies_at_once() {
        let app = TestApp::new().await;
        let owner = app.founded("art").await;
        let form = "email=ben%40a.example&role=registrar";
        owner.post_form("/desk/art/staff", form).await.expect(StatusCode::SEE_OTHER);
        let page = owner.post_form("/desk/art/staff", form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text().contains("wait a minute"));
        let mail = outbox::list(&app.app, 1).await.unwrap().remove(0);
        let path = app.app.config.public_url.path_of(mail.link.as_deref().unwrap()).unwrap().to_owned();
        let signed_in = app.stranger().post_form(&path, "").await.expect(StatusCode::SEE_OTHER);
        let invitation = signed_in.header(header::LOCATION).to_owned();
        assert!(invitation.starts_with("/invitations/"), "{invitation}");

        let (ben, eve) = (app.signed_in("ben@a.example").await, app.signed_in("eve@a.example").await);
        eve.browse(&invitation).await.expect(StatusCode::NOT_FOUND);
        eve.post_form(&invitation, "").await.expect(StatusCode::NOT_FOUND);
        let page = ben.browse(&invitation).await.expect(StatusCode::OK).text();
        assert!(page.contains("School of art") && page.contains("Registrar"), "{page}");
        let joined = ben.post_form(&invitation, "name=Ben").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(joined.header(header::LOCATION), "/desk/art");
        ben.browse("/desk/art/achievements/new").await.expect(StatusCode::OK);
        ben.browse("/desk/art/staff").await.expect(StatusCode::FORBIDDEN);

        let page = owner.browse("/desk/art/staff").await.expect(StatusCode::OK).text();
        let account = between(&page, "/desk/art/staff/", &['/', '"']).remove(0);
        let role = format!("/desk/art/staff/{account}/role");
        owner.post_form(&role, "role=viewer").await.expect(StatusCode::SEE_OTHER);
        ben.browse("/desk/art/achievements/new").await.expect(StatusCode::FORBIDDEN);
        let remove = format!("/desk/art/staff/{account}/remove");
        owner.browse(&remove).await.expect(StatusCode::OK);
        owner.post_form(&remove, "").await.expect(StatusCode::SEE_OTHER);
        ben.browse("/desk/art").await.expect(StatusCode::FORBIDDEN);
        owner.post_form(&remove, "").await.expect(StatusCode::NOT_FOUND);
        assert!(!last_part(&remove).is_empty());
    }
}
