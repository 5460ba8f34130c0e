//! Before a school's address ends, its owner is asked for another: by mail, and in the wallet. The wallet itself is
//! its owner's, whatever becomes of an address or a roster.

use std::{collections::BTreeSet, time::Duration};

use time::{Date, OffsetDateTime, Time};
use tokio::time::{MissedTickBehavior, interval};
use web::words::Language;

use crate::{
    app::App,
    effects::{instant_of, ms_of},
    flows::{
        Email, audit,
        fields::Fields,
        outbox::{self, Button, Draft, Kind, Letter},
        renew::day,
        session::{Act, NotAllowed, Viewer},
    },
    id::AddressEndId,
    problem::{FieldProblem, Problem},
    store::{
        StoreError, Tx, account,
        address_end::{self, Ending},
    },
};

/// How long before the end its owner is told first,
const AHEAD: time::Duration = time::Duration::days(60);
/// and after how long once more.
const AGAIN: time::Duration = time::Duration::days(14);
/// How often [`hourly`] looks.
const EVERY: Duration = Duration::from_hours(1);

/// What an institution has said of an end.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AddressEnd {
    /// Its id.
    pub id: AddressEndId,
    /// A domain, or an address.
    pub what: String,
    /// The learner's name; empty for a domain, and where it is nobody's on the roster.
    pub learner: String,
    /// When.
    pub ends_at: OffsetDateTime,
}

/// An address of somebody that ends, and that they have no other beside.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Warning {
    /// The address.
    pub email: String,
    /// Who ends it.
    pub issuer: String,
    /// When.
    pub ends_at: OffsetDateTime,
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum EndingError {
    /// The desk is somebody else's, or this is not theirs to do.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// Fields need another look.
    #[error("this needs another look")]
    Fields(Vec<FieldProblem>),
    /// Nothing of the kind was said.
    #[error("no such end was announced here")]
    Unknown,
    /// The database failed.
    #[error("could not read or keep when addresses end")]
    Store(#[from] StoreError),
}

impl From<EndingError> for Problem {
    fn from(err: EndingError) -> Self {
        match err {
            EndingError::NotAllowed(source) => source.into(),
            EndingError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            EndingError::Unknown => Self::not_found(&err),
            EndingError::Store(source) => source.into(),
        }
    }
}

/// What an institution has said, what comes first first.
///
/// # Errors
/// [`EndingError::NotAllowed`], [`EndingError::Store`].
pub async fn announced(app: &App, viewer: &Viewer, slug: &str) -> Result<Vec<AddressEnd>, EndingError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.read().await?;
    let end = |row: address_end::AddressEnd| AddressEnd {
        id: row.address_end_id,
        what: if row.domain.is_empty() { row.email } else { row.domain },
        learner: row.learner_name,
        ends_at: instant_of(row.ends_at),
    };
    Ok(address_end::of_issuer(&mut tx, issuer).await?.into_iter().map(end).collect())
}

/// Says that addresses end: those of a domain, as far as this institution has them itself, or one that it has.
///
/// * `what`: `school.example`, or `ada@school.example`.
/// * `day`: the last day on which they work.
///
/// # Errors
/// [`EndingError`]; the field pointers are `/what` and `/day`.
pub async fn announce(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    what: &str,
    last_day: Option<Date>,
) -> Result<(), EndingError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let (mut fields, now) = (Fields::default(), app.clock.now());
    let ends_at = last_day.and_then(Date::next_day).map(|day| day.with_time(Time::MIDNIGHT).assume_utc());
    match ends_at {
        Some(at) if at > now => fields.near("/day", now, at),
        _ => fields.wrong("/day", "choose a day from today on"),
    }
    let what = what.trim().to_lowercase();
    let mut tx = app.db.write().await?;
    let (mut domain, mut email) = (None, None);
    if what.contains('@') {
        email = Email::read(&what);
        if email.is_none() || !address_end::has(&mut tx, issuer, &what).await? {
            fields.wrong("/what", "none of your learners has this address");
        }
    } else {
        domain = Email::read(&format!("x@{what}")).map(|_| what.clone());
        match &domain {
            None => fields.wrong("/what", "write a domain such as school.example, or a learner's address"),
            Some(domain) if !address_end::has_domain(&mut tx, issuer, domain).await? => {
                fields.wrong("/what", "none of your learners has an address there");
            }
            Some(_) => {}
        }
    }
    fields.right(()).map_err(EndingError::Fields)?;
    let ends_at = ends_at.map(ms_of).unwrap_or_default();
    if let Some(domain) = &domain {
        let id = app.new_id();
        address_end::end_domain(&mut tx, id, issuer, domain, ends_at, ms_of(now)).await?;
    }
    if let Some(email) = &email {
        let (id, email) = (app.new_id(), email.as_str());
        let whose = (issuer, address_end::learner_at(&mut tx, issuer, email).await?);
        address_end::end_address(&mut tx, id, whose, email, ends_at, ms_of(now)).await?;
    }
    let detail = serde_json::json!({ "domain": domain, "learners": u8::from(email.is_some()) });
    let subject = format!("issuer/{issuer}");
    audit::note(app, &mut tx, issuer, Some(viewer.account), "addresses.end", subject, &detail).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes back what was said.
///
/// # Errors
/// [`EndingError::NotAllowed`], [`EndingError::Unknown`], [`EndingError::Store`].
pub async fn withdraw(app: &App, viewer: &Viewer, slug: &str, id: AddressEndId) -> Result<(), EndingError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.write().await?;
    if !address_end::delete(&mut tx, issuer, id).await? {
        return Err(EndingError::Unknown);
    }
    let (by, subject) = (Some(viewer.account), format!("issuer/{issuer}"));
    audit::note(app, &mut tx, issuer, by, "addresses.stay", subject, &serde_json::json!({})).await?;
    tx.commit().await?;
    Ok(())
}

/// The last day on which an address works that ends at this moment.
pub fn last_day(ends_at: OffsetDateTime) -> OffsetDateTime {
    ends_at - time::Duration::SECOND
}

/// What to warn somebody of: the first of their addresses that ends soon or has ended, if all of them do.
///
/// # Errors
/// When the database fails.
pub async fn warning(app: &App, viewer: &Viewer) -> Result<Option<Warning>, StoreError> {
    let mut tx = app.db.read().await?;
    let ends = address_end::of_account(&mut tx, viewer.account).await?;
    if !all_end(&viewer.emails, &ends) {
        return Ok(None);
    }
    let soon = ms_of(app.clock.now() + AHEAD);
    let first = ends.into_iter().find(|end| end.ends_at <= soon);
    Ok(first.map(|end| Warning {
        email: end.email,
        issuer: end.issuer_name,
        ends_at: instant_of(end.ends_at),
    }))
}

/// Whether none of an account's addresses lasts.
fn all_end(emails: &[String], ends: &[Ending]) -> bool {
    let ending: BTreeSet<_> = ends.iter().map(|end| end.email.as_str()).collect();
    emails.iter().all(|email| ending.contains(email.as_str()))
}

/// Tells those whose last address ends; gives how many letters are on their way.
///
/// Whom, is looked up while others write. Each letter is a transaction of its own, and of several nodes that would
/// write the same one, one does.
///
/// # Errors
/// When the database fails.
pub async fn tell(app: &App) -> Result<u64, StoreError> {
    let now = app.clock.now();
    let (until, told_before) = (ms_of(now + AHEAD), ms_of(now - AGAIN));
    let mut tx = app.db.read().await?;
    let ends = address_end::to_tell(&mut tx, ms_of(now), until, told_before).await?;
    drop(tx);
    let mut written = 0;
    for end in ends {
        let Some(to) = Email::read(&end.email) else { continue };
        let mut tx = app.db.write().await?;
        if address_end::told(&mut tx, &end, told_before, ms_of(now)).await? {
            write(app, &mut tx, &to, &end).await?;
            tx.commit().await?;
            written += 1;
        }
    }
    Ok(written)
}

async fn write(app: &App, tx: &mut Tx, to: &Email, end: &Ending) -> Result<(), StoreError> {
    let account = account::by_id(tx, end.account_id).await?;
    let language = Language::of(account.as_ref().map_or("", |account| &account.language)).in_letters();
    let words = language.letters();
    let last_day = day(words, last_day(instant_of(end.ends_at)));
    let name = account.map(|account| account.name).filter(|name| !name.is_empty());
    let link = app.config.public_url.join("/account");
    let letter = Letter {
        language,
        subject: (words.account.ends_subject)(&last_day),
        greeting: (words.common.greeting)(name.as_deref()),
        paragraphs: vec![
            (words.account.ends)(&end.issuer_name, &end.email, &last_day),
            words.account.ends_help.to_owned(),
        ],
        button: Some(Button { label: words.account.ends_button.to_owned(), link }),
        closing: String::new(),
    };
    let mail = Draft { to, kind: Kind::Notice, letter, about: None };
    outbox::write(app, tx, &mail).await.map(drop)
}

/// Tells now and every hour, until it is dropped. A time that fails is made up for by the next.
pub async fn hourly(app: App) {
    let mut hours = interval(EVERY);
    hours.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        hours.tick().await;
        match tell(&app).await {
            Ok(letters) => tracing::debug!(letters, "told of addresses that end"),
            Err(err) => tracing::warn!(cause = ?err, "could not tell of addresses that end"),
        }
    }
}
