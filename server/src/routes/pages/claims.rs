//! `/desk/{slug}/claims…`: open links, as the desk keeps them.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use qrcode::QrCode;
use serde::Deserialize;
use time::{OffsetDateTime, PrimitiveDateTime, macros::format_description};
use web::pages::{
    ClaimLinkForm, ClaimLinkLine, ClaimLinkState, ClaimPoster, ClaimRequestLine, DeskClaimLink, DeskClaims,
    NewClaimLink, claim_poster, desk_claim_link, desk_claims, new_claim_link,
};

use super::{achievement_badge, desk::issuer_link, field_errors, notice::Notice, qr, see_other};
use crate::{
    flows::{
        achievement::{self, AchievementState},
        claim::link::{self, Asked, Decided, Link, LinkError, LinkState, NewLink},
        session::Act,
    },
    id::{ClaimLinkId, ClaimRequestId},
    problem::{FieldProblem, Problem},
    routes::{
        extract::{Form, Params},
        guard::SECRET_ADDRESS,
        rfc3339,
        visit::Visit,
    },
};

pub(super) async fn list(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let links = link::list(&visit.app, visit.viewer()?, &slug).await?;
    let issuer = issuer_link(visit.viewer()?, &slug, Act::Enrol)?;
    let data = DeskClaims { issuer, links: links.iter().map(line).collect() };
    Ok(visit.page(desk_claims(&visit.chrome(), &data)))
}

/// Where each field's problems are shown.
const NAMES: [(&str, &str); 6] = [
    ("/title", "title"),
    ("/achievement", "achievement"),
    ("/opensAt", "opens"),
    ("/closesAt", "closes"),
    ("/most", "most"),
    ("/word", "word"),
];

#[derive(Default, Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    title: String,
    #[serde(default)]
    achievement: String,
    #[serde(default)]
    opens: String,
    #[serde(default)]
    closes: String,
    #[serde(default)]
    most: String,
    #[serde(default)]
    word: String,
    #[serde(default)]
    approved: String,
}

pub(super) async fn form(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let data = form_page(&visit, &slug, Typed::default()).await?;
    Ok(visit.page(new_claim_link(&visit.chrome(), &data)))
}

pub(super) async fn create(
    visit: Visit,
    Params(slug): Params<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let (new, unread) = read(&typed);
    let result = if unread.is_empty() {
        link::create(&visit.app, viewer, &slug, new).await
    } else {
        viewer.at(&slug, Act::Enrol).map_err(LinkError::from).and(Err(LinkError::Fields(unread)))
    };
    match result {
        Ok(id) => Ok(see_other(&format!("/desk/{slug}/claims/{id}"), Notice::LinkMade)),
        Err(err @ LinkError::Fields(_)) => {
            let problem = Problem::from(err);
            let mut data = form_page(&visit, &slug, typed).await?;
            data.errors = field_errors(problem.errors(), &NAMES);
            Ok(visit.page_with(problem.status(), new_claim_link(&visit.chrome(), &data)))
        }
        Err(err) => Err(err.into()),
    }
}

pub(super) async fn edit_form(
    visit: Visit,
    Params((slug, id)): Params<(String, ClaimLinkId)>,
) -> Result<Response, Problem> {
    let (link, _) = link::show(&visit.app, visit.viewer()?, &slug, id).await?;
    let moment = |at: Option<OffsetDateTime>| {
        let minutes = format_description!("[year]-[month]-[day]T[hour]:[minute]");
        at.and_then(|at| at.format(minutes).ok()).unwrap_or_default()
    };
    let typed = Typed {
        title: link.title,
        achievement: String::new(),
        opens: moment(link.opens_at),
        closes: moment(link.closes_at),
        most: link.most.map(|most| most.to_string()).unwrap_or_default(),
        word: link.word.unwrap_or_default(),
        approved: if link.approved { "yes".to_owned() } else { String::new() },
    };
    let mut data = form_page(&visit, &slug, typed).await?;
    data.of = Some(id.to_string());
    // The code word is on it.
    Ok((SECRET_ADDRESS, visit.page(new_claim_link(&visit.chrome(), &data))).into_response())
}

pub(super) async fn edit(
    visit: Visit,
    Params((slug, id)): Params<(String, ClaimLinkId)>,
    Form(typed): Form<Typed>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let (new, unread) = read(&typed);
    let result = if unread.is_empty() {
        link::change(&visit.app, viewer, &slug, id, new).await
    } else {
        viewer.at(&slug, Act::Enrol).map_err(LinkError::from).and(Err(LinkError::Fields(unread)))
    };
    match result {
        Ok(()) => Ok(see_other(&format!("/desk/{slug}/claims/{id}"), Notice::LinkSaved)),
        Err(err @ LinkError::Fields(_)) => {
            let problem = Problem::from(err);
            let mut data = form_page(&visit, &slug, typed).await?;
            data.of = Some(id.to_string());
            data.errors = field_errors(problem.errors(), &NAMES);
            Ok(visit.page_with(problem.status(), new_claim_link(&visit.chrome(), &data)))
        }
        Err(err) => Err(err.into()),
    }
}

async fn form_page(visit: &Visit, slug: &str, typed: Typed) -> Result<NewClaimLink, Problem> {
    let viewer = visit.viewer()?;
    let issuer = issuer_link(viewer, slug, Act::Enrol)?;
    let achievements = achievement::list(&visit.app, viewer, slug).await?;
    let achievements = achievements
        .into_iter()
        .filter(|line| line.achievement.state == AchievementState::Published)
        .map(|line| (line.achievement.id.to_string(), line.achievement.content.name))
        .collect();
    let form = ClaimLinkForm {
        title: typed.title,
        achievement: typed.achievement,
        opens: typed.opens,
        closes: typed.closes,
        most: typed.most,
        word: typed.word,
        approved: !typed.approved.is_empty(),
    };
    Ok(NewClaimLink { issuer, of: None, achievements, form, errors: Vec::new() })
}

/// What was typed as values, and what of it could not be read.
fn read(typed: &Typed) -> (NewLink, Vec<FieldProblem>) {
    let mut unread = Vec::new();
    let mut moment = |pointer: &str, text: &str| {
        let instant = moment(text);
        if instant.is_none() && !text.trim().is_empty() {
            unread.push(FieldProblem::new(pointer, "write a day and a time, such as 2027-05-03T12:00"));
        }
        instant
    };
    let (opens_at, closes_at) = (moment("/opensAt", &typed.opens), moment("/closesAt", &typed.closes));
    let most = typed.most.trim();
    let new = NewLink {
        title: typed.title.clone(),
        achievement: typed.achievement.parse().ok(),
        opens_at,
        closes_at,
        // A number that cannot be one of people is as wrong as one that is out of range.
        most: (!most.is_empty()).then(|| most.parse().unwrap_or(0)),
        word: typed.word.clone(),
        approved: !typed.approved.is_empty(),
    };
    (new, unread)
}

/// A moment as `datetime-local` fields send it, in UTC.
///
/// Source: HTML, section 2.3.5.5 (Local dates and times).
fn moment(text: &str) -> Option<OffsetDateTime> {
    let minutes = format_description!("[year]-[month]-[day]T[hour]:[minute]");
    let seconds = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]");
    let text = text.trim();
    let moment =
        PrimitiveDateTime::parse(text, minutes).or_else(|_| PrimitiveDateTime::parse(text, seconds)).ok()?;
    Some(moment.assume_utc())
}

pub(super) async fn show(
    visit: Visit,
    Params((slug, id)): Params<(String, ClaimLinkId)>,
) -> Result<Response, Problem> {
    let (link, asked) = link::show(&visit.app, visit.viewer()?, &slug, id).await?;
    let data = DeskClaimLink {
        issuer: issuer_link(visit.viewer()?, &slug, Act::Enrol)?,
        link: line(&link),
        address: link.address,
        word: link.word,
        requests: asked.into_iter().map(request_line).collect(),
    };
    Ok((SECRET_ADDRESS, visit.page(desk_claim_link(&visit.chrome(), &data))).into_response())
}

#[derive(Deserialize)]
pub(super) struct NewState {
    #[serde(default)]
    state: String,
}

pub(super) async fn set(
    visit: Visit,
    Params((slug, id)): Params<(String, ClaimLinkId)>,
    Form(form): Form<NewState>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    viewer.at(&slug, Act::Enrol)?;
    let state = LinkState::of_name(&form.state)
        .ok_or_else(|| Problem::bad_request("a link is open, paused or closed"))?;
    link::set(&visit.app, viewer, &slug, id, state).await?;
    let notice = match state {
        LinkState::Open => Notice::LinkOpened,
        LinkState::Paused => Notice::LinkPaused,
        LinkState::Closed => Notice::LinkClosed,
    };
    Ok(see_other(&format!("/desk/{slug}/claims/{id}"), notice))
}

#[derive(Deserialize)]
pub(super) struct Decision {
    /// A request's id; empty: all that wait.
    #[serde(default)]
    request: String,
    #[serde(default)]
    decision: String,
}

pub(super) async fn decide(
    visit: Visit,
    Params((slug, id)): Params<(String, ClaimLinkId)>,
    Form(form): Form<Decision>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    viewer.at(&slug, Act::Enrol)?;
    let approve = match form.decision.as_str() {
        "approve" => true,
        "decline" => false,
        _ => return Err(Problem::bad_request("a request is approved or declined")),
    };
    let one = match form.request.as_str() {
        "" => None,
        text => Some(text.parse::<ClaimRequestId>().map_err(|_| LinkError::Unknown)?),
    };
    link::decide(&visit.app, viewer, &slug, id, one, approve).await?;
    let notice = if approve { Notice::RequestsApproved } else { Notice::RequestsDeclined };
    Ok(see_other(&format!("/desk/{slug}/claims/{id}"), notice))
}

pub(super) async fn poster(
    visit: Visit,
    Params((slug, id)): Params<(String, ClaimLinkId)>,
) -> Result<Response, Problem> {
    let (link, _) = link::show(&visit.app, visit.viewer()?, &slug, id).await?;
    let data = ClaimPoster {
        issuer: issuer_link(visit.viewer()?, &slug, Act::Enrol)?,
        id: id.to_string(),
        title: link.title,
        badge: achievement_badge(&link.achievement.to_string(), &slug, ""),
        achievement: link.achievement_name,
        address: link.address.ok_or(LinkError::Unknown)?,
        asks_word: link.word.is_some(),
        approved: link.approved,
    };
    Ok((SECRET_ADDRESS, visit.page(claim_poster(&visit.chrome(), &data))).into_response())
}

pub(super) async fn qr_svg(
    visit: Visit,
    Params((slug, id)): Params<(String, ClaimLinkId)>,
) -> Result<Response, Problem> {
    let code = code(&visit, &slug, id).await?;
    Ok((SECRET_ADDRESS, [(header::CONTENT_TYPE, "image/svg+xml")], qr::svg(&code)).into_response())
}

pub(super) async fn qr_png(
    visit: Visit,
    Params((slug, id)): Params<(String, ClaimLinkId)>,
) -> Result<Response, Problem> {
    let code = code(&visit, &slug, id).await?;
    let png = qr::png(&code).map_err(|err| Problem::internal(&err))?;
    Ok((SECRET_ADDRESS, [(header::CONTENT_TYPE, "image/png")], png).into_response())
}

async fn code(visit: &Visit, slug: &str, id: ClaimLinkId) -> Result<QrCode, Problem> {
    let (link, _) = link::show(&visit.app, visit.viewer()?, slug, id).await?;
    QrCode::new(link.address.ok_or(LinkError::Unknown)?).map_err(|err| Problem::internal(&err))
}

fn line(link: &Link) -> ClaimLinkLine {
    ClaimLinkLine {
        id: link.id.to_string(),
        title: link.title.clone(),
        achievement: link.achievement_name.clone(),
        opens_at: link.opens_at.map(rfc3339),
        closes_at: link.closes_at.map(rfc3339),
        most: link.most,
        given: link.given,
        waiting: link.waiting,
        state: match link.state {
            // Those who wait take a place, too.
            LinkState::Open if link.most.is_some_and(|most| link.given + link.waiting >= most) => {
                ClaimLinkState::Full
            }
            LinkState::Open => ClaimLinkState::Open,
            LinkState::Paused => ClaimLinkState::Paused,
            LinkState::Closed => ClaimLinkState::Closed,
        },
    }
}

fn request_line(asked: Asked) -> ClaimRequestLine {
    ClaimRequestLine {
        id: asked.id.to_string(),
        name: asked.name,
        email: asked.email,
        at: rfc3339(asked.at),
        given: asked.decided.map(|decided| matches!(decided, Decided::Issued(_))),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use super::*;
    use crate::routes::testing::{TestApp, between, last_part};

    #[test]
    fn a_moment_is_read_as_fields_send_it() {
        assert_eq!(rfc3339(moment("2027-05-03T12:00").unwrap()), "2027-05-03T12:00:00Z");
        assert_eq!(rfc3339(moment(" 2027-05-03T12:00:30 ").unwrap()), "2027-05-03T12:00:30Z");
        for bad in ["", "2027-05-03", "2027-02-30T12:00", "tomorrow"] {
            assert_eq!(moment(bad), None, "{bad:?}");
        }
    }

    #[tokio::test]
    async fn a_link_is_made_hung_up_and_claimed_by() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let new = serde_json::json!({ "name": "Weaver", "description": "Weaves.", "criteria": "Weave." });
        let made = staff.post_json("/api/v1/issuers/art/achievements", new).await.expect(StatusCode::CREATED);
        let achievement = made.json()["id"].as_str().unwrap().to_owned();
        let again = staff
            .post_form("/desk/art/claims", &format!("title=&achievement={achievement}&closes=soon"))
            .await;
        let again = again.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(again.contains("value=\"soon\""), "{again}");
        let form = format!("title=Open+day&achievement={achievement}&word=bee&approved=yes&most=9");
        let made = staff.post_form("/desk/art/claims", &form).await.expect(StatusCode::SEE_OTHER);
        let path = made.header(header::LOCATION).to_owned();
        let page = staff.get(&path).await.expect(StatusCode::OK).text();
        let token = between(&page, "/c/", &['<', '"']).remove(0);
        assert!(page.contains("bee") && token.len() == 43, "{page}");
        staff.get(&format!("{path}/poster")).await.expect(StatusCode::OK);

        let event = format!("/c/{token}");
        let seen = app.stranger().browse(&event).await.expect(StatusCode::OK);
        assert!(seen.text().contains("Open day") && seen.text().contains("action=\"/sign-in\""));
        assert!(!seen.text().contains(">bee<"));
        assert_eq!(seen.header(header::REFERRER_POLICY), "no-referrer");
        app.stranger().post_form(&event, "name=Ada").await.expect(StatusCode::UNAUTHORIZED);
        let ada = app.signed_in("ada@learner.example").await;
        let wrong = ada.post_form(&event, "name=Ada+Obi&word=wasp").await;
        assert!(wrong.expect(StatusCode::UNPROCESSABLE_ENTITY).text().contains("value=\"Ada Obi\""));
        let asked = ada.post_form(&event, "name=Ada+Obi&word=Bee").await.expect(StatusCode::SEE_OTHER);
        assert_eq!(asked.header(header::LOCATION), event);
        ada.post_form(&event, "name=Ada+Obi&word=Bee").await.expect(StatusCode::CONFLICT);
        let request = between(&staff.get(&path).await.text(), "name=\"request\" value=\"", &['"']).remove(0);
        let form = format!("request={request}&decision=approve");
        staff.post_form(&format!("{path}/requests"), &form).await.expect(StatusCode::SEE_OTHER);
        assert!(ada.get("/wallet").await.text().contains("Weaver"));
        assert!(ada.get(&event).await.text().contains("You have this one already"));
        staff.post_form(&format!("{path}/state"), "state=closed").await.expect(StatusCode::SEE_OTHER);
        staff.post_form(&format!("{path}/state"), "state=open").await.expect(StatusCode::CONFLICT);
        assert!(app.stranger().get(&event).await.text().contains("This is over"));
        assert_eq!(last_part(&path).len(), 36);
    }
}
