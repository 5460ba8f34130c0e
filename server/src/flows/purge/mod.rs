//! Forgetting what has had its time: old mail, links that no longer sign in, sessions that ended,
//! reports that nobody came back for, answers that nobody asked for again.
//!
//! A trial run does the same in a transaction that is never committed, so that what it counts is what would go.

mod retain;

use std::time::Duration;

use serde_json::{Map, Value};
use tokio::time::{MissedTickBehavior, interval};

pub use retain::{Kind, NotADuration, Retain};

use super::{
    audit::{self, head},
    claim::event::WRONG_WINDOW_MS,
    hold::{self, REMOVED_LIFE_MS, add::ARRIVAL_LIFE_MS},
    sign_in::WINDOW_MS,
};
use crate::{
    app::App,
    store::{
        StoreError, account_key, address_request, arrival, bulk, claim_request, claim_try, evidence_file,
        guardian, idempotency, invitation, mail, passkey, rework, roster_import, session, sign_in,
        transcript_batch, verification,
    },
};

/// How often [`hourly`] looks.
const EVERY: Duration = Duration::from_hours(1);

/// How much was forgotten, by name.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Purged(Vec<(&'static str, u64)>);

impl Purged {
    /// How much of this name.
    pub fn of(&self, name: &str) -> u64 {
        self.0.iter().find(|(known, _)| *known == name).map_or(0, |(_, number)| *number)
    }

    /// What there was anything of.
    pub fn some(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.0.iter().copied().filter(|(_, number)| *number > 0)
    }
}

/// Forgets what has had its time.
///
/// A spent link is kept a little longer, because it counts among those that an address may ask
/// for in a while.
///
/// # Errors
/// When the database fails.
pub async fn purge(app: &App) -> Result<Purged, StoreError> {
    run(app, false).await
}

/// What [`purge`] would forget now. Nothing is.
///
/// # Errors
/// When the database fails.
pub async fn rehearse(app: &App) -> Result<Purged, StoreError> {
    run(app, true).await
}

async fn run(app: &App, trial: bool) -> Result<Purged, StoreError> {
    let now = app.clock.now_ms();
    let before = |kind| app.config.retain.before(kind, now);
    let mut tx = app.db.write().await?;
    let rows = bulk::purge(&mut tx, before(Kind::Rows), now).await?
        + transcript_batch::purge(&mut tx, before(Kind::Rows)).await?;
    let jobs = before(Kind::Jobs);
    let invited = before(Kind::Invitations);
    let invitations = invitation::delete_expired(&mut tx, invited).await?
        + guardian::delete_unaccepted(&mut tx, invited - super::guardian::LIFE_MS).await?;
    let purged = Purged(vec![
        (Kind::Mail.name(), mail::delete_older(&mut tx, before(Kind::Mail)).await?),
        (Kind::Files.name(), bulk::delete_unstarted(&mut tx, before(Kind::Files)).await?),
        (Kind::Rows.name(), rows),
        (
            Kind::Jobs.name(),
            bulk::delete_ended(&mut tx, jobs).await?
                + rework::delete_ended(&mut tx, jobs).await?
                + transcript_batch::delete_ended(&mut tx, jobs).await?,
        ),
        (Kind::Answers.name(), idempotency::delete_older(&mut tx, before(Kind::Answers)).await?),
        (Kind::Evidence.name(), evidence_file::delete_drafts(&mut tx, before(Kind::Evidence)).await?),
        (Kind::Requests.name(), claim_request::delete_decided(&mut tx, before(Kind::Requests)).await?),
        (Kind::Invitations.name(), invitations),
        ("imports", roster_import::purge(&mut tx, before(Kind::Files), now).await?),
        ("links", sign_in::delete_done(&mut tx, now, now - WINDOW_MS).await?),
        ("sessions", session::delete_expired(&mut tx, now).await?),
        ("verifications", verification::delete_expired(&mut tx, now).await?),
        ("challenges", account_key::delete_challenges(&mut tx, now).await?),
        ("addresses", address_request::delete_expired(&mut tx, now).await?),
        ("answered", passkey::delete_answers(&mut tx, now).await?),
        ("arrivals", arrival::delete_older(&mut tx, now - ARRIVAL_LIFE_MS).await?),
        ("removed", hold::delete_removed(&mut tx, now - REMOVED_LIFE_MS).await?),
        ("tries", claim_try::delete_older(&mut tx, now - WRONG_WINDOW_MS).await?),
    ]);
    if trial {
        return Ok(purged);
    }
    let counts: Map<String, Value> =
        purged.some().map(|(name, number)| (name.to_owned(), number.into())).collect();
    if !counts.is_empty() {
        audit::note_service(app, &mut tx, "retention.purged", "service".to_owned(), &Value::Object(counts));
    }
    tx.commit().await?;
    Ok(purged)
}

/// Purges now and every hour, until it is dropped, and keeps a head of the audit a day. A time that fails is
/// made up for by the next.
pub async fn hourly(app: App) {
    let mut hours = interval(EVERY);
    hours.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        hours.tick().await;
        match purge(&app).await {
            Ok(purged) => {
                let counts =
                    purged.some().map(|(name, number)| format!("{name}: {number}")).collect::<Vec<_>>();
                tracing::debug!(counts = counts.join(", "), "forgot what has had its time");
            }
            Err(err) => tracing::warn!(cause = ?err, "could not forget what has had its time"),
        }
        if let Err(err) = head::keep(&app).await {
            tracing::warn!(cause = &err as &dyn std::error::Error, "could not keep a head of the audit");
        }
    }
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;
    use crate::flows::{
        outbox, session,
        sign_in::{self, Request, confirm, look},
        testing::{newest_token, person, with_app},
    };

    async fn counts(app: &App) -> Vec<(&'static str, u64)> {
        purge(app).await.unwrap().some().collect()
    }

    #[tokio::test]
    async fn what_has_had_its_time_is_forgotten_and_the_rest_is_kept() {
        with_app(async |app| {
            person(&app, "ada@a.example").await;
            assert_eq!(counts(&app).await, []);
            app.clock.advance(Duration::minutes(15));
            assert_eq!(rehearse(&app).await.unwrap().some().collect::<Vec<_>>(), [("links", 1)]);
            assert_eq!(counts(&app).await, [("links", 1)], "spent; trying it took nothing away");

            let request = Request { email: "ben@a.example".to_owned(), next: None };
            sign_in::request(&app, request).await.unwrap();
            let token = newest_token(&app).await;
            app.clock.advance(Duration::minutes(19));
            assert_eq!(counts(&app).await, []);
            look(&app, &token).await.unwrap();
            let ben = confirm(&app, &token, None, crate::flows::account::Device::Other).await.unwrap();
            app.clock.advance(Duration::MINUTE);
            assert_eq!(counts(&app).await, [("links", 1)], "run out");
            assert!(session::viewer(&app, &ben.token).await.unwrap().is_some());
            assert_eq!(outbox::list(&app, 9).await.unwrap().len(), 2);

            app.clock.advance(Duration::days(31));
            assert_eq!(counts(&app).await, [("mail", 2), ("sessions", 2)]);
            assert_eq!(counts(&app).await, []);
            let mut tx = app.db.read().await.unwrap();
            let noted = crate::store::audit::after(&mut tx, "service", 0).await.unwrap();
            assert_eq!(noted.last().unwrap().detail.as_deref(), Some(r#"{"mail":2,"sessions":2}"#));
        })
        .await;
    }

    #[tokio::test]
    async fn mail_that_waits_is_kept() {
        with_app(async |app| {
            let mut config = app.config.clone();
            config.demo = false;
            let app = app.with_config(config);
            let request = Request { email: "ben@a.example".to_owned(), next: None };
            sign_in::request(&app, request).await.unwrap();
            app.clock.advance(Duration::days(400));
            assert_eq!(purge(&app).await.unwrap().of("mail"), 0);
        })
        .await;
    }
}
