//! `/account` and the pages below it: an account, by its owner; signing in with a passkey or a code.

mod addresses;
mod delete;
mod keys;
mod passkeys;
mod recovery;
#[cfg(test)]
mod tests;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use serde::Deserialize;
use time::Duration;
use web::{
    chrome::FieldError,
    pages::{
        Account, AccountGuardian, AccountGuardianState, AccountProve, AddressLine, PasskeyAsk, PasskeyLine,
        SessionLine, account as page, account_prove,
    },
    words::Language,
};

use super::{field_errors, notice::Notice, see_other, sign_in};
use crate::{
    app::App,
    flows::{
        account::{self, Device, Question, Settings},
        guardian::{self, Guardian, Stage},
        is_own_path,
        sign_in::SignedIn,
    },
    problem::Problem,
    routes::{
        Routes,
        extract::{Form, Query},
        preferences, rfc3339,
        visit::{Visit, session_cookie, session_token},
    },
    secrets::token_hash,
};

pub(in crate::routes) fn routes() -> Routes {
    vec![
        ("/account", get(show).post(save)),
        ("/account/addresses", post(addresses::add)),
        ("/account/addresses/withdraw", post(addresses::withdraw)),
        ("/account/addresses/{id}/main", post(addresses::choose)),
        ("/account/addresses/{id}/remove", get(addresses::ask_to_remove).post(addresses::remove)),
        ("/account/new-address/{token}", get(addresses::look).post(addresses::confirm)),
        ("/account/passkeys", get(passkeys::form).post(passkeys::add)),
        ("/account/passkeys/{id}", post(passkeys::rename)),
        ("/account/passkeys/{id}/remove", get(passkeys::ask_to_remove).post(passkeys::remove)),
        ("/account/keys", get(keys::show)),
        ("/account/keys/bind", post(keys::bind)),
        ("/account/keys/retire", post(keys::retire)),
        ("/account/keys/sealed/delete", post(keys::delete_sealed)),
        ("/account/sessions/end", post(end_session)),
        ("/account/sessions/end-others", post(end_others)),
        ("/account/codes", get(recovery::ask).post(recovery::make)),
        ("/account/delete", get(delete::ask).post(delete::delete)),
        ("/account/prove", get(prove)),
        ("/lost", get(recovery::lost)),
        ("/sign-in/code", get(recovery::form).post(recovery::sign_in)),
        ("/sign-in/passkey", post(passkeys::sign_in)),
    ]
}

/// For how long a guardian is told of after their last day.
const LATE: Duration = Duration::days(60);

/// What a form on the account's page was sent with, where it comes back.
#[derive(Default)]
struct Typed {
    settings: Option<Settings>,
    email: String,
    errors: Vec<FieldError>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Saved {
    name: String,
    language: String,
    theme: String,
}

async fn show(visit: Visit, headers: HeaderMap) -> Result<Response, Problem> {
    let html = html(&visit, &headers, Typed::default()).await?;
    Ok(visit.page(html))
}

async fn save(visit: Visit, headers: HeaderMap, Form(form): Form<Saved>) -> Result<Response, Problem> {
    let new = Settings { name: form.name, language: form.language, theme: form.theme };
    let errors = match account::save_settings(&visit.app, visit.viewer()?, new.clone()).await {
        Ok(()) => {
            let cookies = AppendHeaders([
                (header::SET_COOKIE, preferences::language_cookie(&visit.app, &new.language)),
                (header::SET_COOKIE, preferences::theme_cookie(&visit.app, &new.theme)),
                (header::SET_COOKIE, Notice::AccountSaved.cookie()),
            ]);
            return Ok((cookies, Redirect::to("/account")).into_response());
        }
        Err(account::SettingsError::Fields(fields)) => {
            field_errors(&fields, &[("/name", "name"), ("/language", "language"), ("/theme", "theme")])
        }
        Err(err) => return Err(err.into()),
    };
    again(&visit, &headers, Typed { settings: Some(new), errors, ..Typed::default() }).await
}

/// The account's page with what was wrong with one of its forms.
async fn again(visit: &Visit, headers: &HeaderMap, typed: Typed) -> Result<Response, Problem> {
    let html = html(visit, headers, typed).await?;
    Ok(visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, html))
}

async fn html(visit: &Visit, headers: &HeaderMap, typed: Typed) -> Result<String, Problem> {
    let (app, viewer) = (&visit.app, visit.viewer()?);
    let token = session_token(app, headers).unwrap_or_default();
    let (addresses, waiting) = account::addresses(app, viewer).await?;
    let passkeys = account::passkeys(app, viewer).await?;
    let sessions = account::sessions(app, viewer, token).await?;
    let now = app.clock.now();
    let settings = typed.settings.unwrap_or_else(|| Settings {
        name: viewer.name.clone(),
        language: viewer.language.clone(),
        theme: viewer.theme.clone(),
    });
    let address = |row: account::Address| AddressLine {
        id: row.id,
        email: row.email,
        main: row.main,
        school: row.school,
        ends: row.ends_at.map(|at| (rfc3339(account::ending::last_day(at)), at <= now)),
    };
    let passkey = |row: account::Passkey| PasskeyLine {
        id: row.id.to_string(),
        name: row.name,
        created_at: rfc3339(row.created_at),
        used_at: row.used_at.map(rfc3339),
    };
    let session = |row: account::Session| SessionLine {
        id: row.id,
        device: row.device.name().to_owned(),
        since: rfc3339(row.since),
        seen_at: rfc3339(row.seen_at),
        this: row.this,
    };
    let guardian = |row: Guardian| AccountGuardian {
        id: row.id.to_string(),
        state: guardian_state(&row),
        last_day: rfc3339(row.last_day()),
        name: row.name,
        institution: row.institution,
    };
    let guardians = guardian::of_account(app, viewer).await?.into_iter();
    let data = Account {
        guardians: guardians.filter(|row| row.ends_at + LATE > now).map(guardian).collect(),
        looks_after: guardian::looking(app, viewer).await?.people,
        name: settings.name,
        language: settings.language,
        languages: languages(),
        theme: settings.theme,
        addresses: addresses.into_iter().map(address).collect(),
        waiting,
        email: typed.email,
        passkeys: account::ask_to_sign_in(app).map(|_| passkeys.into_iter().map(passkey).collect()),
        sessions: sessions.into_iter().map(session).collect(),
        codes_left: account::codes_left(app, viewer).await?,
        errors: typed.errors,
    };
    Ok(page(&visit.chrome(), &data))
}

/// How far it has come with a guardian, to the learner.
fn guardian_state(row: &Guardian) -> AccountGuardianState {
    match (row.stage, row.since) {
        _ if row.waits_for_learner() => AccountGuardianState::Asked,
        (Stage::InForce, Some(since)) => AccountGuardianState::InForce(rfc3339(since)),
        (Stage::Invited | Stage::Stale | Stage::Accepted, _) => AccountGuardianState::Waits,
        _ => AccountGuardianState::Over,
    }
}

/// The languages to choose from, each by its own name.
fn languages() -> Vec<(String, String)> {
    let one = |language: Language| (language.tag().to_owned(), language.name().to_owned());
    Language::ALL.into_iter().map(one).collect()
}

#[derive(Deserialize)]
struct Ending {
    #[serde(default)]
    session: String,
}

async fn end_session(
    visit: Visit,
    headers: HeaderMap,
    Form(form): Form<Ending>,
) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let own = session_token(&visit.app, &headers).is_some_and(|token| token_hash(token) == form.session);
    if own {
        return sign_in::sign_out(State(visit.app), headers).await;
    }
    account::end_session(&visit.app, viewer, &form.session).await?;
    Ok(see_other("/account", Notice::SessionEnded))
}

async fn end_others(visit: Visit, headers: HeaderMap) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let token = session_token(&visit.app, &headers).unwrap_or_default();
    account::end_other_sessions(&visit.app, viewer, token).await?;
    Ok(see_other("/account", Notice::SessionsEnded))
}

#[derive(Deserialize)]
struct Proving {
    #[serde(default)]
    next: String,
}

/// Asks for a fresh proof, and comes back.
async fn prove(visit: Visit, Query(query): Query<Proving>) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let next = if is_own_path(&query.next) { query.next } else { "/account".to_owned() };
    let app = &visit.app;
    let has_passkey = !account::passkeys(app, viewer).await?.is_empty();
    let ask = account::ask_to_prove(app, viewer).filter(|_| has_passkey).map(asked);
    let codes = account::codes_left(app, viewer).await? > 0;
    let data = AccountProve { emails: viewer.emails.clone(), next, ask, codes };
    Ok(visit.page(account_prove(&visit.chrome(), &data)))
}

/// 303 to where somebody shows once more who they are; from there they come back to `next`.
pub(super) fn to_prove(next: &str) -> Response {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
    Redirect::to(&format!("/account/prove?{query}")).into_response()
}

/// What a page hands to the browser.
pub(super) fn asked(question: Question) -> PasskeyAsk {
    PasskeyAsk { options: question.options, state: question.state }
}

/// The kind of device that asks.
pub(super) fn device(headers: &HeaderMap) -> Device {
    let agent = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Device::of_agent(agent.unwrap_or_default())
}

/// 303 with the cookie of a session that has begun, and those of what the account has chosen.
pub(super) fn begun(app: &App, signed_in: &SignedIn) -> Response {
    let mut cookies = preferences::of_account(app, &signed_in.language, &signed_in.theme);
    cookies.push(session_cookie(app, &signed_in.token, signed_in.expires_at));
    cookies.push(Notice::SignedIn.cookie());
    let cookies: Vec<_> = cookies.into_iter().map(|cookie| (header::SET_COOKIE, cookie)).collect();
    (AppendHeaders(cookies), Redirect::to(&signed_in.next)).into_response()
}
