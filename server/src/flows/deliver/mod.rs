//! Delivery: takes letters out of the outbox and hands them to the mail server, one by one.
//!
//! A letter is claimed, handed over, and noted as sent: three steps, of which the second is not
//! ours. Whoever stops between the second and the third sends the letter again, marked, because a
//! letter twice is a small nuisance and none is a lost diploma. Several servers on one database
//! never claim the same letter at once.
//!
//! A mail server that is away says nothing about the letters: nothing is counted against them,
//! and the worker knocks again after a while. What it says of one letter is noted on that one.

use std::{future::Future, sync::Arc, time::Duration};

use tokio::time::{MissedTickBehavior, interval, sleep, timeout};

use super::outbox::{self, Fault, OwnWords};
use crate::{
    app::App,
    effects::{Random, instant_of},
    id::IssuerId,
    image,
    mail::{Envelope, Institution, Line, MailSettings, Message, PATIENCE, Trouble, Undelivered, message},
    store::{
        StoreError, issuer,
        mail::{self, ClaimedMail, Kind},
    },
};

/// How often the outbox is looked into when nothing has rung: for letters that another server
/// wrote, and those whose time has come again.
const POLL: Duration = Duration::from_secs(5);
/// How long to wait when the database is away.
const DATABASE_PAUSE: Duration = Duration::from_secs(5);
/// The first pause when the mail server is away, and the longest.
const AWAY_MS: (i64, i64) = (5_000, 5 * 60_000);
/// The first pause before a letter is tried again, and the longest.
const LATER_MS: (i64, i64) = (60_000, 6 * 60 * 60_000);
/// Bytes of the largest picture that goes with a letter.
const MOST_LOGO_BYTES: usize = 100 << 10;
/// Pixels on each side of the PNG that is made of an SVG.
const LOGO_SIDE: u32 = 192;
/// How long what is known of an institution is good for.
const INSTITUTION_LIFE_MS: i64 = 60_000;
/// How often a letter is tried that the server keeps putting off: five days.
///
/// Source: RFC 5321, section 4.5.4.1.
const TRIES: i64 = 25;

/// What one round came to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Round {
    /// A letter was dealt with.
    Done,
    /// No letter is due.
    Nothing,
    /// The mail server is away; to be tried again after this pause.
    Away(Duration),
}

/// Delivers until `stop`, and then finishes the letter in hand.
pub async fn run(app: App, settings: MailSettings, stop: impl Future<Output = ()>) {
    tokio::pin!(stop);
    let mut pace = interval(Duration::from_secs(1) / u32::from(settings.rate.get()));
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let bell = app.outbox().clone();
    let mut courier = Courier::new(app, settings);
    loop {
        let round = courier.round().await;
        let pause = async {
            match round {
                Ok(Round::Done) => drop(pace.tick().await),
                // Whether it rang or not makes no difference.
                Ok(Round::Nothing) => drop(timeout(POLL, bell.notified()).await),
                Ok(Round::Away(pause)) => sleep(pause).await,
                Err(err) => {
                    tracing::warn!(cause = ?err, "could not look for mail to be sent");
                    sleep(DATABASE_PAUSE).await;
                }
            }
        };
        tokio::select! {
            () = &mut stop => break,
            () = pause => {}
        }
    }
    courier.close().await;
}

/// Whoever carries letters: one connection, kept while there are letters for it.
struct Courier {
    app: App,
    settings: MailSettings,
    line: Option<Line>,
    /// The institution of the last letter, and since when that is known.
    institution: Option<(IssuerId, i64, Arc<Institution>)>,
    /// How often in a row the mail server was away.
    away: u32,
    /// The last round found nothing.
    idle: bool,
    /// What a crash left begun has been released.
    released: bool,
}

impl Courier {
    fn new(app: App, settings: MailSettings) -> Self {
        Self { app, settings, line: None, institution: None, away: 0, idle: false, released: false }
    }

    /// Deals with one letter, if one is due.
    async fn round(&mut self) -> Result<Round, StoreError> {
        let Some(mail) = self.claim().await? else {
            // Kept over one empty round, for those who write one letter after another.
            if self.idle {
                self.close().await;
            }
            self.idle = true;
            return Ok(Round::Nothing);
        };
        self.idle = false;
        let Some(message) = self.message(&mail).await? else { return Ok(Round::Done) };
        if mail.maybe_twice {
            // Said before it is sent: whoever gets it twice can be told so, whatever happens now.
            tracing::warn!(mail.id = %mail.mail.mail_id, "this mail may have been sent before");
        }
        let handed_over = self.hand_over(&message).await;
        self.note(&mail, handed_over).await
    }

    /// Says good-bye to the mail server.
    async fn close(&mut self) {
        if let Some(line) = self.line.take() {
            line.close().await;
        }
    }

    /// The letter whose turn it is, ours for as long as it can take.
    async fn claim(&mut self) -> Result<Option<ClaimedMail>, StoreError> {
        let now = self.app.clock.now_ms();
        let until = now + i64::try_from(PATIENCE.as_millis()).unwrap_or(i64::MAX);
        let mut tx = self.app.db.write().await?;
        if !self.released && self.app.db.is_ours_alone() {
            let mails = mail::release(&mut tx, now).await?;
            if mails > 0 {
                tracing::warn!(mails, "these were being sent when the service ended, and are sent again");
            }
        }
        let mut found = None;
        for kind in Kind::ALL {
            found = mail::claim(&mut tx, kind, now, until).await?;
            if found.is_some() {
                break;
            }
        }
        tx.commit().await?;
        self.released = true;
        Ok(found)
    }

    /// The letter as mail, or `None` when none can be made of it and it was given up.
    async fn message(&mut self, row: &ClaimedMail) -> Result<Option<Message>, StoreError> {
        let institution = match row.issuer_id {
            Some(id) => self.institution(id).await?,
            None => None,
        };
        let envelope = Envelope {
            id: row.mail.mail_id,
            from: &self.settings.from,
            to: &row.mail.recipient,
            written_at: instant_of(row.mail.created_at),
            site: self.app.config.public_url.as_str(),
        };
        let fault = match outbox::open(&self.app, &row.mail) {
            None => Fault::Unreadable,
            Some(letter) => match message(&envelope, &letter, institution.as_deref()) {
                Ok(message) => return Ok(Some(message)),
                Err(_) => Fault::Unaddressable,
            },
        };
        self.give_up(row, fault).await?;
        Ok(None)
    }

    /// Who sends a letter. Kept for a minute: many in a row are one institution's.
    async fn institution(&mut self, id: IssuerId) -> Result<Option<Arc<Institution>>, StoreError> {
        let now = self.app.clock.now_ms();
        if let Some((known, since, institution)) = &self.institution
            && *known == id
            && now - since < INSTITUTION_LIFE_MS
        {
            return Ok(Some(institution.clone()));
        }
        let mut tx = self.app.db.read().await?;
        let Some(row) = issuer::by_id(&mut tx, id).await? else { return Ok(None) };
        let picture = issuer::picture(&mut tx, id).await?;
        drop(tx);
        // A drawing takes a moment to become pixels, and is kept with the institution.
        let logo = match picture {
            Some((kind, bytes)) => {
                tokio::task::spawn_blocking(move || logo(&kind, bytes)).await.unwrap_or_default()
            }
            None => None,
        };
        let signature = OwnWords::read(&row.letter).signature;
        let institution = Arc::new(Institution { name: row.name, email: row.email, signature, logo });
        self.institution = Some((id, now, institution.clone()));
        Ok(Some(institution))
    }

    /// Hands a mail over, on the connection that is there or else on a new one. One that was kept
    /// may be dead, which shows at its next word and means nothing.
    async fn hand_over(&mut self, message: &Message) -> Result<(), Undelivered> {
        loop {
            let mut line = match self.line.take() {
                Some(line) => line,
                None => self.open().await.map_err(Undelivered::Away)?,
            };
            let kept = line.used;
            let sent = line.send(message).await;
            if !line.closed {
                self.line = Some(line);
            }
            if !(kept && matches!(sent, Err(Undelivered::Away(_)))) {
                return sent;
            }
        }
    }

    async fn open(&self) -> Result<Line, Trouble> {
        Line::open(&self.settings.server, self.settings.from.email.domain()).await
    }

    /// Notes on the row what became of the mail.
    async fn note(
        &mut self,
        row: &ClaimedMail,
        handed_over: Result<(), Undelivered>,
    ) -> Result<Round, StoreError> {
        let now = self.app.clock.now_ms();
        let mail_id = row.mail.mail_id;
        if let Err(Undelivered::Away(trouble)) = handed_over {
            let pause_ms = pause_ms(AWAY_MS, 2, self.away, &self.app.random);
            self.away += 1;
            let mut tx = self.app.db.write().await?;
            mail::give_back(&mut tx, row, now, &Fault::Away.to_string()).await?;
            tx.commit().await?;
            let waiting = mail::waiting(&mut self.app.db.read().await?).await?;
            let oldest_s = waiting.oldest_at.map_or(0, |at| (now - at) / 1000);
            let mails = waiting.mails;
            tracing::warn!(mails, oldest_s, pause_ms, cause = said(&trouble), "the mail server is away");
            return Ok(Round::Away(Duration::from_millis(pause_ms.unsigned_abs())));
        }
        self.away = 0;
        let (fault, unsure) = match handed_over {
            Ok(()) => {
                let mut tx = self.app.db.write().await?;
                let ours = mail::sent(&mut tx, row, now).await?;
                tx.commit().await?;
                tracing::debug!(mail.id = %mail_id, mail.tries = row.tries, ours, "sent a mail");
                return Ok(Round::Done);
            }
            Err(Undelivered::Refused(reply)) => {
                self.give_up(row, Fault::Reply(reply)).await?;
                return Ok(Round::Done);
            }
            Err(Undelivered::Unknowable) => {
                self.give_up(row, Fault::Unaddressable).await?;
                return Ok(Round::Done);
            }
            Err(Undelivered::Later(reply)) => (Fault::Reply(reply), false),
            Err(Undelivered::Broken(_) | Undelivered::Away(_)) => (Fault::Broken, true),
        };
        if row.tries >= TRIES {
            self.give_up(row, fault).await?;
            return Ok(Round::Done);
        }
        let times = u32::try_from(row.tries - 1).unwrap_or(0);
        let pause_ms = pause_ms(LATER_MS, 3, times, &self.app.random);
        tracing::info!(mail.id = %mail_id, pause_ms, %fault, "a mail is tried again later");
        let mut tx = self.app.db.write().await?;
        mail::put_off(&mut tx, row, now + pause_ms, &fault.to_string(), unsure).await?;
        tx.commit().await?;
        Ok(Round::Done)
    }

    async fn give_up(&self, row: &ClaimedMail, fault: Fault) -> Result<(), StoreError> {
        tracing::warn!(mail.id = %row.mail.mail_id, %fault, "a mail cannot be delivered");
        let mut tx = self.app.db.write().await?;
        mail::give_up(&mut tx, row, self.app.clock.now_ms(), &fault.to_string()).await?;
        tx.commit().await
    }
}

/// A picture in a form that mail programs show, and small enough to go with every letter. They show
/// no SVG.
fn logo(media_type: &str, bytes: Vec<u8>) -> Option<(&'static str, Vec<u8>)> {
    let (media_type, bytes) = match media_type {
        image::SVG => (image::PNG, image::png_of_svg(&bytes, LOGO_SIDE).ok()?),
        other => (other, bytes),
    };
    let kind = ["image/png", "image/jpeg", "image/gif"].into_iter().find(|known| *known == media_type)?;
    (bytes.len() <= MOST_LOGO_BYTES).then_some((kind, bytes))
}

/// The pause after `times` others: growing by `factor` between two bounds, and a fifth more or
/// less, so that what went wrong together is not tried together.
fn pause_ms((first, longest): (i64, i64), factor: i64, times: u32, random: &Random) -> i64 {
    let pause = first.saturating_mul(factor.saturating_pow(times)).min(longest);
    let [byte] = random.bytes();
    pause * (256 - 51 + i64::from(byte) * 102 / 255) / 256
}

/// Why the mail server is away, without a word that could name somebody.
fn said(trouble: &Trouble) -> String {
    match trouble.reply() {
        Some(reply) => format!("it answers {reply}"),
        None => chain(trouble),
    }
}

fn chain(err: &dyn std::error::Error) -> String {
    let mut text = err.to_string();
    let mut next = err.source();
    while let Some(source) = next {
        let said = source.to_string();
        if !text.contains(&said) {
            text = format!("{text}: {said}");
        }
        next = source.source();
    }
    text
}

#[cfg(test)]
mod tests;
