//! `/desk/{slug}/keys`: with what an institution signs, and what to do when that was stolen.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use web::{
    chrome::FieldError,
    pages::{
        KeyLine, KeyState as State, KeysPage, ReplaceKey, SignedByKey, StolenKey, keys as page,
        replace_key as replace_page, signed_by_key, stolen_key,
    },
    words::desk_keys as words,
};

use super::{
    desk::{award_line, issuer_link},
    field_errors,
    notice::Notice,
    see_other,
};
use crate::{
    flows::{
        issue::{self, Awarded},
        issuer::{self, Key, KeyError, KeyState},
        rework,
        session::Act,
    },
    id::IssuerKeyId,
    problem::Problem,
    routes::{
        extract::{Form, Params},
        rfc3339,
        visit::Visit,
    },
    sheet::write_csv,
};

/// Credentials that a page shows of those that a key signed.
const SHOWN: u32 = 200;
/// Credentials that are read at a time for the file of all of them.
const CHUNK: u32 = 2_000;

pub(super) async fn list(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let keys = issuer::keys(&visit.app, viewer, &slug).await?;
    let data = KeysPage {
        issuer: issuer_link(viewer, &slug, Act::Govern)?,
        keys: keys.into_iter().map(key_line).collect(),
    };
    Ok(visit.page(page(&visit.chrome(), &data)))
}

pub(super) async fn ask_to_replace(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let issuer = issuer_link(visit.viewer()?, &slug, Act::Govern)?;
    let data = ReplaceKey { issuer, did_changes: did_changes(&visit) };
    Ok(visit.page(replace_page(&visit.chrome(), &data)))
}

pub(super) async fn replace(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    issuer::replace_key(&visit.app, visit.viewer()?, &slug).await?;
    Ok(see_other(&format!("/desk/{slug}/keys"), Notice::KeyReplaced))
}

#[derive(Default, Deserialize)]
pub(super) struct Reason {
    #[serde(default)]
    reason: String,
}

pub(super) async fn ask_whether_stolen(
    visit: Visit,
    Params((slug, id)): Params<(String, IssuerKeyId)>,
) -> Result<Response, Problem> {
    let html = question(&visit, &slug, id, Reason::default(), Vec::new()).await?;
    Ok(visit.page(html))
}

pub(super) async fn stolen(
    visit: Visit,
    Params((slug, id)): Params<(String, IssuerKeyId)>,
    Form(form): Form<Reason>,
) -> Result<Response, Problem> {
    match issuer::revoke_key(&visit.app, visit.viewer()?, &slug, id, &form.reason).await {
        Ok(()) => Ok(see_other(&format!("/desk/{slug}/keys/{id}"), Notice::KeyStolen)),
        Err(KeyError::Fields(fields)) => {
            let errors = field_errors(&fields, &[("/reason", "reason")]);
            let html = question(&visit, &slug, id, form, errors).await?;
            Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(err) => Err(err.into()),
    }
}

async fn question(
    visit: &Visit,
    slug: &str,
    id: IssuerKeyId,
    form: Reason,
    errors: Vec<FieldError>,
) -> Result<String, Problem> {
    let viewer = visit.viewer()?;
    let data = StolenKey {
        issuer: issuer_link(viewer, slug, Act::Govern)?,
        key: key_line(issuer::key(&visit.app, viewer, slug, id).await?),
        reason: form.reason,
        errors,
    };
    Ok(stolen_key(&visit.chrome(), &data))
}

/// What a key signed: the first of it.
pub(super) async fn signed(
    visit: Visit,
    Params((slug, id)): Params<(String, IssuerKeyId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let awards = issuer::signed_by(&visit.app, viewer, &slug, id, None, SHOWN).await?;
    let data = SignedByKey {
        issuer: issuer_link(viewer, &slug, Act::Govern)?,
        key: key_line(issuer::key(&visit.app, viewer, &slug, id).await?),
        awards: awards.iter().map(|award| award_line(&visit, award)).collect(),
    };
    Ok(visit.page(signed_by_key(&visit.chrome(), &data)))
}

/// Begins, and leads to where it can be watched.
pub(super) async fn reissue(
    visit: Visit,
    Params((slug, id)): Params<(String, IssuerKeyId)>,
) -> Result<Response, Problem> {
    let job = rework::reissue_signed(&visit.app, visit.viewer()?, &slug, id).await?;
    Ok(super::rework::to(&slug, job))
}

/// What a key signed: all of it, as a file.
pub(super) async fn signed_file(
    visit: Visit,
    Params((slug, id)): Params<(String, IssuerKeyId)>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let mut awards: Vec<Awarded> = Vec::new();
    loop {
        let after = awards.last().map(|award| award.id);
        let more = issuer::signed_by(&visit.app, viewer, &slug, id, after, CHUNK).await?;
        if more.is_empty() {
            break;
        }
        awards.extend(more);
    }
    let rows = awards.into_iter().map(|award| {
        let revoked = match award.state {
            issue::State::Revoked { at, .. } => rfc3339(at),
            issue::State::Issued | issue::State::Suspended { .. } => String::new(),
        };
        vec![
            visit.app.config.public_url.join(&format!("/credentials/{}", award.id)),
            award.achievement_name,
            award.recipient_name,
            award.recipient_email,
            rfc3339(award.awarded_at),
            award.valid_until.map(rfc3339).unwrap_or_default(),
            revoked,
        ]
    });
    let text = write_csv(&words::headings().map(str::to_owned), rows);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"signed.csv\"")),
    ];
    Ok((headers, text).into_response())
}

/// Whether a new key is a new DID, as under plain http, where a DID is a key and nothing else.
fn did_changes(visit: &Visit) -> bool {
    !visit.app.config.public_url.is_https()
}

fn key_line(key: Key) -> KeyLine {
    KeyLine {
        id: key.id.to_string(),
        did: key.did,
        method: key.method,
        created_at: rfc3339(key.created_at),
        state: match key.state {
            KeyState::Current => State::Current,
            KeyState::Retired { at } => State::Retired { at: rfc3339(at) },
            KeyState::Stolen { at, reason } => State::Stolen { at: rfc3339(at), reason },
        },
        signed: key.signed,
        revoked: key.revoked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::routes::testing::{TestApp, between};

    #[tokio::test]
    async fn a_stolen_key_leads_to_the_list_of_what_it_signed() {
        let app = TestApp::at("https://laurel.test", true).await;
        let owner = app.founded("art").await;
        let (id, credential) = owner.awarded("art", "=ada@learner.example").await;
        let page = owner.browse("/desk/art/keys").await.expect(StatusCode::OK).text();
        assert!(page.contains("It has signed 1 credential."), "{page}");
        let key = between(&page, "/desk/art/keys/", &['/', '"']).into_iter().find(|part| part.len() == 36);
        let key = format!("/desk/art/keys/{}", key.unwrap());
        let stolen = format!("{key}/stolen");
        owner.browse(&stolen).await.expect(StatusCode::OK);
        let page = owner.post_form(&stolen, "reason=+").await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text().contains("aria-invalid"));
        owner.post_form(&stolen, "reason=A+lost+laptop").await.expect(StatusCode::SEE_OTHER);
        owner.post_form(&stolen, "reason=Again").await.expect(StatusCode::CONFLICT);
        let list = owner.browse(&key).await.expect(StatusCode::OK).text();
        assert!(list.contains("Ada") && list.contains("Issue 1 credential again"), "{list}");
        let file = owner.get(&format!("{key}/signed.csv")).await.expect(StatusCode::OK).text();
        assert!(file.contains(&format!("https://laurel.test/credentials/{id}")), "{file}");
        assert!(file.contains("'=ada@learner.example"), "nothing in it is a formula: {file}");
        let report =
            app.stranger().post_json("/api/v1/verify", serde_json::json!({ "document": credential })).await;
        assert_eq!(report.json()["outcome"], "invalid");
        let foreign = app.founded("music").await;
        foreign.post_form(&format!("{key}/reissue"), "").await.expect(StatusCode::FORBIDDEN);
        let begun = owner.post_form(&format!("{key}/reissue"), "").await.expect(StatusCode::SEE_OTHER);
        while rework::turn(&app.app).await.unwrap() {}
        let job = owner.browse(begun.header(header::LOCATION)).await.expect(StatusCode::OK).text();
        assert!(job.contains("1 of 1 credential"), "{job}");
        assert!(owner.browse(&key).await.text().contains("Nothing that stands"));
        foreign.browse(&key).await.expect(StatusCode::FORBIDDEN);
        foreign.browse(&key.replace("art", "music")).await.expect(StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn a_new_key_is_made_after_a_question() {
        let app = TestApp::new().await;
        let owner = app.founded("art").await;
        let page = owner.browse("/desk/art/keys/replace").await.expect(StatusCode::OK).text();
        assert!(page.contains("plain http"), "a new key is a new identifier there: {page}");
        owner.post_form("/desk/art/keys/replace", "").await.expect(StatusCode::SEE_OTHER);
        let page = owner.browse("/desk/art/keys").await.text();
        assert!(page.contains("Earlier keys"), "{page}");
        let public = app.stranger().browse("/issuers/art").await.text();
        assert!(public.contains("what it signed is good"), "{public}");
    }
}
