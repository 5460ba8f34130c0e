//! Reminding holders before what they hold expires, where their institution wants that.
//!
//! Who is reminded is noted in the transaction that queues the letter, by the day on which it
//! expires: whatever dies in between sends no letter and notes nothing, and who has been reminded
//! is reminded again only when that day was put off.

use std::{collections::BTreeMap, time::Duration};

use tokio::time::{MissedTickBehavior, interval};
use web::words::Language;

use super::{
    Email,
    renew::{self, News, day},
};
use crate::{
    app::App,
    effects::instant_of,
    id::IssuerId,
    store::{
        StoreError, Tx, address,
        credential::{self, EndingRow},
        issuer,
    },
};

/// Holders reminded in one transaction.
const CHUNK: u32 = 200;
/// How often [`hourly`] looks.
const EVERY: Duration = Duration::from_hours(1);

/// Reminds all whose time has come; gives how many letters are on their way.
///
/// # Errors
/// When the database fails.
pub async fn remind(app: &App) -> Result<u64, StoreError> {
    let mut written = 0;
    loop {
        let mut tx = app.db.write().await?;
        let rows = credential::remind(&mut tx, app.clock.now_ms(), CHUNK).await?;
        let more = rows.len() == CHUNK as usize;
        let mut of_issuers = BTreeMap::<IssuerId, Vec<EndingRow>>::new();
        for row in rows {
            of_issuers.entry(row.issuer_id).or_default().push(row);
        }
        for (issuer, rows) in of_issuers {
            written += write(app, &mut tx, issuer, rows).await?;
        }
        tx.commit().await?;
        if !more {
            return Ok(written);
        }
    }
}

/// The letters of one institution.
async fn write(app: &App, tx: &mut Tx, issuer: IssuerId, rows: Vec<EndingRow>) -> Result<u64, StoreError> {
    let missing = || StoreError::Sql(sqlx::Error::RowNotFound);
    let issuer = issuer::by_id(tx, issuer).await?.ok_or_else(missing)?;
    let words = Language::of(&issuer.language).letters();
    let mut news = Vec::with_capacity(rows.len());
    for row in rows {
        let email = match row.account_id {
            Some(account) => address::of_account(tx, account).await?.into_iter().next(),
            None => Some(row.recipient_email),
        };
        let Some(email) = email.and_then(|email| Email::read(&email)) else { continue };
        let day = day(words, instant_of(row.valid_until));
        let ends = (words.expiry.ends)(&issuer.name, &row.achievement_name, &day);
        let unclaimed = row.account_id.is_none().then(|| words.expiry.unclaimed.to_owned());
        news.push(News {
            id: row.credential_id,
            name: row.recipient_name,
            email,
            subject: (words.expiry.ends_subject)(&row.achievement_name, &day),
            paragraphs: [ends].into_iter().chain(unclaimed).collect(),
        });
    }
    renew::write(app, tx, &issuer, &news).await?;
    Ok(news.len() as u64)
}

/// Reminds now and every hour, until it is dropped. A time that fails is made up for by the next.
pub async fn hourly(app: App) {
    let mut hours = interval(EVERY);
    hours.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        hours.tick().await;
        match remind(&app).await {
            Ok(letters) => tracing::debug!(letters, "reminded holders of what expires"),
            Err(err) => tracing::warn!(cause = ?err, "could not remind holders of what expires"),
        }
    }
}

#[cfg(test)]
mod tests {
    use time::{Duration, macros::datetime};

    use super::*;
    use crate::{
        flows::{
            hold,
            issue::{self, Award},
            issuer::{Picture, Profile, profile, update},
            outbox,
            revoke::revoke,
            session::Viewer,
            testing::{achievement, an_award, desk, person, with_app},
        },
        id::CredentialId,
    };

    async fn reminding(app: &App, staff: &Viewer, days: u32) {
        let profile = profile(app, staff, "marlow").await.unwrap();
        let profile = Profile { reminder_days: Some(days), language: "es".to_owned(), ..profile };
        update(app, staff, "marlow", profile, Picture::Keep).await.unwrap();
    }

    /// An award that is good until 1 February 2027.
    async fn ending(app: &App, staff: &Viewer, email: &str) -> CredentialId {
        let until = Some(datetime!(2027-02-01 0:00 UTC));
        let award = Award { valid_until: until, ..an_award(achievement(app, staff).await, email) };
        issue::award(app, staff, "marlow", award).await.unwrap().id
    }

    #[tokio::test]
    async fn holders_are_reminded_once_and_again_when_the_day_was_put_off() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let claimed = ending(&app, &staff, "ada@a.example").await;
            let revoked = ending(&app, &staff, "ben@a.example").await;
            ending(&app, &staff, "cy@a.example").await;
            revoke(&app, &staff, "marlow", revoked, "Mistake.").await.unwrap();
            let ada = person(&app, "ada@a.example").await;
            hold::claim(&app, &ada, claimed).await.unwrap();
            app.clock.advance(Duration::days(50));
            assert_eq!(remind(&app).await.unwrap(), 0, "the institution does not want it");
            reminding(&app, &staff, 14).await;
            assert_eq!(remind(&app).await.unwrap(), 0, "21 days are left");
            app.clock.advance(Duration::days(7));
            assert_eq!(remind(&app).await.unwrap(), 2);
            let letters = outbox::list(&app, 2).await.unwrap();
            for letter in &letters {
                assert_eq!(letter.subject, "«Bees» caduca el 1 de febrero de 2027");
                assert_eq!(letter.body.contains("Todavía no"), letter.to == "cy@a.example");
            }
            assert!(letters.iter().any(|letter| letter.to == "ada@a.example"));
            assert_eq!(remind(&app).await.unwrap(), 0, "once");
            let day = Some(datetime!(2027-06-01 0:00 UTC));
            renew::renew(&app, &staff, "marlow", claimed, day).await.unwrap();
            assert_eq!(remind(&app).await.unwrap(), 0);
            app.clock.advance(Duration::days(130));
            assert_eq!(remind(&app).await.unwrap(), 1);
        })
        .await;
    }

    #[tokio::test]
    async fn what_is_short_is_told_of_in_its_second_half_and_what_has_expired_is_not() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            reminding(&app, &staff, 90).await;
            ending(&app, &staff, "ada@a.example").await;
            assert_eq!(remind(&app).await.unwrap(), 0, "it has just been awarded");
            app.clock.advance(Duration::days(36));
            assert_eq!(remind(&app).await.unwrap(), 1);
            let mut tx = app.db.write().await.unwrap();
            tx.execute("update credential set reminded_until = null", ()).await.unwrap();
            tx.commit().await.unwrap();
            app.clock.advance(Duration::days(36));
            assert_eq!(remind(&app).await.unwrap(), 0, "it has expired");
        })
        .await;
    }
}
