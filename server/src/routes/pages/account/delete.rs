//! The end of an account.

use axum::{
    http::{StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use web::pages::{AccountDelete, account_delete as page};

use super::to_prove;
use crate::{
    flows::account::{self, DeleteError},
    problem::Problem,
    routes::{
        extract::Form,
        own_device,
        pages::{field_errors, notice::Notice},
        preferences,
        visit::{Visit, no_session_cookie},
    },
};

const HERE: &str = "/account/delete";

pub(super) async fn ask(visit: Visit) -> Result<Response, Problem> {
    filled(&visit, StatusCode::OK, AccountDelete::default()).await
}

async fn filled(visit: &Visit, status: StatusCode, typed: AccountDelete) -> Result<Response, Problem> {
    match account::what_goes(&visit.app, visit.viewer()?).await {
        Ok(goes) => {
            let data = AccountDelete {
                credentials: goes.credentials,
                records: goes.records,
                last_owner: goes.last_owner,
                ..typed
            };
            Ok(visit.page_with(status, page(&visit.chrome(), &data)))
        }
        Err(DeleteError::NotProven(_)) => Ok(to_prove(HERE)),
        Err(err) => Err(err.into()),
    }
}

#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    email: String,
}

pub(super) async fn delete(visit: Visit, Form(form): Form<Typed>) -> Result<Response, Problem> {
    let errors = match account::delete(&visit.app, visit.viewer()?, &form.email).await {
        Ok(()) => {
            let app = &visit.app;
            let cookies = AppendHeaders([
                (header::SET_COOKIE, no_session_cookie(app)),
                (header::SET_COOKIE, own_device::forget(&app.config.public_url)),
                (header::SET_COOKIE, preferences::language_cookie(app, "")),
                (header::SET_COOKIE, preferences::theme_cookie(app, "")),
                (header::SET_COOKIE, Notice::AccountDeleted.cookie()),
            ]);
            return Ok((cookies, Redirect::to("/")).into_response());
        }
        Err(DeleteError::NotProven(_)) => return Ok(to_prove(HERE)),
        Err(DeleteError::Fields(fields)) => field_errors(&fields, &[("/email", "email")]),
        Err(err) => return Err(err.into()),
    };
    let typed = AccountDelete { email: form.email, errors, ..AccountDelete::default() };
    filled(&visit, StatusCode::UNPROCESSABLE_ENTITY, typed).await
}
