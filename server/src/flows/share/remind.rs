//! What a link's owner is told by mail: that it ends soon, and that somebody guessed at its passcode.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};
use web::words::Language;

use super::{DAY_MS, MOST_TRIES, ShareError};
use crate::{
    app::App,
    effects::instant_of,
    flows::{
        Email,
        outbox::{self, Button, Draft, Kind, Letter},
        renew::day,
    },
    id::{AccountId, ShareId},
    store::{
        StoreError, Tx, account, address, record,
        share::{self, NEVER, ShareRow},
    },
};

/// Days before its end that a link's owner is reminded; of one that lives for less than twice as long, a day.
const BEFORE_DAYS: i64 = 7;
/// Links in one transaction.
const CHUNK: u32 = 200;
/// How often [`hourly`] looks.
const EVERY: Duration = Duration::from_hours(1);

/// When the owner of a link is to be reminded that it ends; of one that has no end, or lives for a day, never.
pub(super) fn when(now: i64, expires_at: i64) -> Option<i64> {
    let life = expires_at - now;
    let before = if life >= 2 * BEFORE_DAYS * DAY_MS { BEFORE_DAYS * DAY_MS } else { DAY_MS };
    (expires_at < NEVER && life > DAY_MS).then_some(expires_at - before)
}

/// Reminds all whose time has come; gives how many letters are on their way.
///
/// # Errors
/// When the database fails.
pub async fn remind(app: &App) -> Result<u64, StoreError> {
    let mut written = 0;
    loop {
        let mut tx = app.db.write().await?;
        let rows = share::take_ending(&mut tx, app.clock.now_ms(), CHUNK).await?;
        let more = rows.len() == CHUNK as usize;
        for row in rows {
            let ends = instant_of(row.expires_at);
            let told = tell(app, &mut tx, row.account_id, row.share_id, |language| {
                let words = &language.letters().share;
                let day = day(language.letters(), ends);
                ((words.ends_subject)(&row.title, &day), (words.ends)(&row.title, &row.recipient, &day))
            });
            written += u64::from(told.await?);
        }
        tx.commit().await?;
        if !more {
            return Ok(written);
        }
    }
}

/// Tells a link's owner that no passcode is looked at any more, unless they were told.
pub(super) async fn tell_locked(app: &App, link: &ShareRow) -> Result<(), ShareError> {
    let mut tx = app.db.write().await?;
    if !share::note_told(&mut tx, link.share_id, MOST_TRIES).await? {
        return Ok(());
    }
    let Some(record) = record::by_id(&mut tx, link.record_id).await? else { return Ok(()) };
    let title = serde_json::from_str::<api::RecordContent>(&record.content)?.title;
    tell(app, &mut tx, record.account_id, link.share_id, |language| {
        let words = &language.letters().share;
        (words.locked_subject.to_owned(), (words.locked)(&title, &link.recipient))
    })
    .await?;
    Ok(tx.commit().await?)
}

/// Writes to the address that somebody reads, in their language; gives whether there is one.
async fn tell(
    app: &App,
    tx: &mut Tx,
    account: AccountId,
    share: ShareId,
    what: impl FnOnce(Language) -> (String, String),
) -> Result<bool, StoreError> {
    let Some(owner) = account::by_id(tx, account).await? else { return Ok(false) };
    let email = address::of_account(tx, account).await?.into_iter().next();
    let Some(email) = email.and_then(|email| Email::read(&email)) else { return Ok(false) };
    let language = Language::known(&owner.language).unwrap_or_default().in_letters();
    let words = language.letters();
    let (subject, paragraph) = what(language);
    let link = app.config.public_url.join(&format!("/wallet/shares/{share}"));
    let letter = Letter {
        language,
        subject,
        greeting: (words.common.greeting)(Some(owner.name.as_str()).filter(|name| !name.is_empty())),
        paragraphs: vec![paragraph],
        button: Some(Button { label: words.share.button.to_owned(), link }),
        closing: words.share.closing.to_owned(),
    };
    outbox::write(app, tx, &Draft { to: &email, kind: Kind::Notice, letter, about: None }).await?;
    Ok(true)
}

/// Forgets what links showed that have run out; gives how many they were.
///
/// # Errors
/// When the database fails.
pub async fn forget_run_out(app: &App) -> Result<u64, StoreError> {
    let mut gone = 0;
    loop {
        let mut tx = app.db.write().await?;
        let ids = share::run_out(&mut tx, app.clock.now_ms(), CHUNK).await?;
        for id in &ids {
            super::forget_content(&mut tx, *id).await?;
        }
        tx.commit().await?;
        gone += ids.len() as u64;
        if ids.len() < CHUNK as usize {
            return Ok(gone);
        }
    }
}

/// Reminds now and every hour, until it is dropped. A time that fails is made up for by the next.
pub async fn hourly(app: App) {
    let mut hours = interval(EVERY);
    hours.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        hours.tick().await;
        match remind(&app).await {
            Ok(letters) => tracing::debug!(letters, "reminded owners of links that end"),
            Err(err) => tracing::warn!(cause = ?err, "could not remind owners of links that end"),
        }
        if let Err(err) = forget_run_out(&app).await {
            tracing::warn!(cause = ?err, "could not forget what links showed that have run out");
        }
    }
}
