//! `/guardianships/{id}`, `/account/guardians/{id}`, `/wallet/guardian…` and `/desk/{slug}/learners/{id}/guardians`:
//! who looks after whose wallet, and what they see.

mod answer;
mod desk;
mod links;
#[cfg(test)]
mod tests;
mod ward;

use axum::routing::{get, post};

use crate::routes::Routes;

pub(in crate::routes) fn routes() -> Routes {
    vec![
        ("/guardianships/{id}", get(answer::invited).post(answer::accept)),
        ("/guardianships/{id}/decline", post(answer::decline)),
        ("/account/guardians/{id}", get(answer::asked).post(answer::agree)),
        ("/account/guardians/{id}/refuse", post(answer::refuse)),
        ("/wallet/guardian", get(ward::people)),
        ("/wallet/guardian/{id}", get(ward::wallet)),
        ("/wallet/guardian/{id}/credentials/{credential}", get(ward::credential)),
        ("/wallet/guardian/{id}/records/{record}", get(ward::record)),
        ("/wallet/guardian/{id}/leave", get(ward::ask_to_leave).post(ward::leave)),
        ("/wallet/guardian/{id}/links/{link}", get(links::show)),
        ("/wallet/guardian/{id}/links/{link}/preview", get(links::preview)),
        ("/wallet/guardian/{id}/links/{link}/approve", post(links::approve)),
        ("/wallet/guardian/{id}/links/{link}/hold", post(links::hold)),
        ("/wallet/guardian/{id}/links/{link}/end", get(links::ask_to_end).post(links::end)),
        ("/wallet/shares/{id}/live", post(links::make_live)),
        ("/desk/{slug}/learners/{id}/guardians", get(desk::list).post(desk::invite)),
        ("/desk/{slug}/learners/{id}/guardians/{guardian}/resend", post(desk::resend)),
        ("/desk/{slug}/learners/{id}/guardians/{guardian}/withdraw", post(desk::withdraw)),
        ("/desk/{slug}/learners/{id}/guardians/{guardian}/day", post(desk::move_end)),
        ("/desk/{slug}/learners/{id}/guardians/{guardian}/end", get(desk::ask_to_end).post(desk::end)),
    ]
}
