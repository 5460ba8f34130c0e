//! What machines look for at fixed addresses: status lists, DID documents, health.

mod did;
mod health;
mod status;

use axum::routing::get;

use super::Routes;

pub(super) fn routes() -> Routes {
    vec![
        ("/status/{list}", get(status::list)),
        ("/.well-known/did.json", get(did::service)),
        ("/issuers/{slug}/did.json", get(did::issuer)),
        ("/healthz", get(health::alive)),
        ("/readyz", get(health::ready)),
    ]
}
