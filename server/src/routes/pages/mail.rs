//! `/desk/{slug}/mail`: letters that did not arrive.

use axum::response::Response;
use web::{
    components::delivery::{Cause, Delivery, Fault},
    pages::{UndeliveredLetter, UndeliveredMail, undelivered_mail as page},
};

use super::desk::issuer_link;
use crate::{
    flows::{outbox, session::Act},
    problem::Problem,
    routes::{extract::Params, rfc3339, visit::Visit},
};

/// Letters on the page.
const LATEST: u32 = 200;

pub(super) async fn undelivered(visit: Visit, Params(slug): Params<String>) -> Result<Response, Problem> {
    let viewer = visit.viewer()?;
    let letters = outbox::undelivered(&visit.app, viewer, &slug, LATEST).await?;
    let data = UndeliveredMail {
        issuer: issuer_link(viewer, &slug, Act::See)?,
        letters: letters
            .into_iter()
            .map(|letter| UndeliveredLetter {
                to: letter.to,
                credential: letter.credential.map(|id| id.to_string()),
                fault: fault(letter.fault),
                at: rfc3339(letter.at),
            })
            .collect(),
    };
    Ok(visit.page(page(&visit.chrome(), &data)))
}

/// How far a letter has come, as pages show it.
pub(super) fn delivery(letter: outbox::Delivery) -> Delivery {
    match letter {
        outbox::Delivery::Waiting { .. } => Delivery::Waiting,
        outbox::Delivery::PutOff { again_at, fault: wrong } => {
            Delivery::PutOff { again_at: rfc3339(again_at), fault: fault(wrong) }
        }
        outbox::Delivery::Sent { at, maybe_twice } => Delivery::Sent { at: rfc3339(at), maybe_twice },
        outbox::Delivery::Failed { fault: wrong, .. } => Delivery::Failed { fault: fault(wrong) },
    }
}

fn fault(fault: outbox::Fault) -> Fault {
    let reply = match fault {
        outbox::Fault::Reply(reply) => Some(reply),
        _ => None,
    };
    let cause = match fault {
        _ if fault.is_of_the_address() => Cause::Address,
        outbox::Fault::Away => Cause::Away,
        outbox::Fault::Broken => Cause::Broken,
        outbox::Fault::Unreadable => Cause::Unreadable,
        outbox::Fault::Unaddressable => Cause::Address,
        outbox::Fault::Reply(reply) if reply.is_temporary() => Cause::Later,
        outbox::Fault::Reply(_) => Cause::Refused,
    };
    Fault { cause, reply: reply.map(|reply| reply.to_string()) }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::routes::testing::TestApp;

    #[tokio::test]
    async fn a_desk_names_the_letters_that_did_not_arrive() {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let page = staff.browse("/desk/art/mail").await.expect(StatusCode::OK).text();
        assert!(page.contains("All mail has arrived"), "{page}");
        assert!(!staff.browse("/desk/art").await.text().contains("did not arrive"));

        staff.awarded("art", "ada@learner.example").await;
        let sql = "update mail set failed_at = $1, fault = '550 5.1.1' where kind = 'award'";
        let mut tx = app.app.db.write().await.unwrap();
        tx.execute(sql, (app.app.clock.now_ms(),)).await.unwrap();
        tx.commit().await.unwrap();
        let page = staff.browse("/desk/art/mail").await.expect(StatusCode::OK).text();
        assert!(page.contains("ada@learner.example") && page.contains("nobody has this address"), "{page}");
        assert!(staff.browse("/desk/art").await.text().contains("One letter did not arrive"));
    }
}
