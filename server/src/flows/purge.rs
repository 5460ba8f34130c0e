//! Forgetting what has had its time: old mail, links that no longer sign in, sessions that ended,
//! reports that nobody came back for, answers that nobody asked for again.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::{
    claim::event::WRONG_WINDOW_MS, evidence::DRAFT_LIFE_MS as EVIDENCE_DRAFT_LIFE_MS,
    idempotency::LIFE_MS as ANSWER_LIFE_MS, sign_in::WINDOW_MS,
};
use crate::{
    app::App,
    store::{
        StoreError, bulk, claim_try, evidence_file, idempotency, mail, roster_import, session, sign_in,
        verification,
    },
};

/// How long mail is kept.
const MAIL_LIFE_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// How long a file of awards or an export waits for somebody to start it,
const FILE_LIFE_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// and how long after its end it is known what became of which row.
const ROWS_LIFE_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// How often [`hourly`] looks.
const EVERY: Duration = Duration::from_hours(1);

/// How much was forgotten.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Purged {
    /// Mails.
    pub mails: u64,
    /// Sign-in links.
    pub links: u64,
    /// Sessions.
    pub sessions: u64,
    /// Verifications that somebody could have come back for.
    pub verifications: u64,
    /// Files of awards that nobody started, and rows of those that came to their end.
    pub bulks: u64,
    /// Exports of schools' systems: those that nobody used, and what was read of those that were.
    pub imports: u64,
    /// Answers to requests that could have been sent again.
    pub answers: u64,
    /// Files that came with forms which were never sent.
    pub evidence: u64,
    /// Counts of wrong code words.
    pub tries: u64,
}

/// Forgets what has had its time.
///
/// A spent link is kept a little longer, because it counts among those that an address may ask
/// for in a while.
///
/// # Errors
/// When the database fails.
pub async fn purge(app: &App) -> Result<Purged, StoreError> {
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    let purged = Purged {
        mails: mail::delete_older(&mut tx, now - MAIL_LIFE_MS).await?,
        links: sign_in::delete_done(&mut tx, now, now - WINDOW_MS).await?,
        sessions: session::delete_expired(&mut tx, now).await?,
        verifications: verification::delete_expired(&mut tx, now).await?,
        bulks: bulk::delete_unstarted(&mut tx, now - FILE_LIFE_MS).await?
            + bulk::purge(&mut tx, now - ROWS_LIFE_MS, now).await?,
        imports: roster_import::purge(&mut tx, now - FILE_LIFE_MS, now).await?,
        answers: idempotency::delete_older(&mut tx, now - ANSWER_LIFE_MS).await?,
        evidence: evidence_file::delete_drafts(&mut tx, now - EVIDENCE_DRAFT_LIFE_MS).await?,
        tries: claim_try::delete_older(&mut tx, now - WRONG_WINDOW_MS).await?,
    };
    tx.commit().await?;
    Ok(purged)
}

/// Purges now and every hour, until it is dropped. A time that fails is made up for by the next.
pub async fn hourly(app: App) {
    let mut hours = interval(EVERY);
    hours.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        hours.tick().await;
        match purge(&app).await {
            Ok(Purged {
                mails,
                links,
                sessions,
                verifications,
                bulks,
                imports,
                answers,
                evidence,
                tries,
            }) => {
                tracing::debug!(
                    mails,
                    links,
                    sessions,
                    verifications,
                    bulks,
                    imports,
                    answers,
                    evidence,
                    tries,
                    "forgot what has had its time"
                );
            }
            Err(err) => tracing::warn!(cause = ?err, "could not forget what has had its time"),
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

    #[tokio::test]
    async fn what_has_had_its_time_is_forgotten_and_the_rest_is_kept() {
        with_app(async |app| {
            person(&app, "ada@a.example").await;
            assert_eq!(purge(&app).await.unwrap(), Purged::default());
            app.clock.advance(Duration::minutes(15));
            assert_eq!(purge(&app).await.unwrap(), Purged { links: 1, ..Purged::default() }, "spent");

            let request = Request { email: "ben@a.example".to_owned(), next: None };
            sign_in::request(&app, request).await.unwrap();
            let token = newest_token(&app).await;
            app.clock.advance(Duration::minutes(19));
            assert_eq!(purge(&app).await.unwrap(), Purged::default());
            look(&app, &token).await.unwrap();
            let ben = confirm(&app, &token, None).await.unwrap();
            app.clock.advance(Duration::MINUTE);
            assert_eq!(purge(&app).await.unwrap(), Purged { links: 1, ..Purged::default() }, "run out");
            assert!(session::viewer(&app, &ben.token).await.unwrap().is_some());
            assert_eq!(outbox::list(&app, 9).await.unwrap().len(), 2);

            app.clock.advance(Duration::days(31));
            assert_eq!(purge(&app).await.unwrap(), Purged { mails: 2, sessions: 2, ..Purged::default() });
            assert_eq!(purge(&app).await.unwrap(), Purged::default());
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
            assert_eq!(purge(&app).await.unwrap().mails, 0);
        })
        .await;
    }
}
