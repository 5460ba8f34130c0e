//! `GET /outbox`: in the demo, everybody's mail; elsewhere there is no such page.

use axum::response::Response;
use web::pages::{Mail, Outbox, outbox as page};

use crate::{
    flows::outbox,
    problem::Problem,
    routes::{answer::no_such_route, rfc3339, visit::Visit},
};

/// Mails on the page.
const LATEST: u32 = 50;

pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    if !visit.app.config.demo {
        return Err(no_such_route().await);
    }
    let mails = outbox::list(&visit.app, LATEST).await?;
    let data = Outbox {
        mails: mails
            .into_iter()
            .map(|mail| Mail {
                to: mail.to,
                subject: mail.subject,
                text: mail.body,
                link: mail.link,
                sent_at: rfc3339(mail.created_at),
            })
            .collect(),
    };
    Ok(visit.page(page(&visit.chrome(), &data)))
}
