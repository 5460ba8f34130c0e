//! At the desk: inviting guardians of a learner, saying until when, ending it.

use serde_json::json;
use time::{Date, Duration, OffsetDateTime, Time};

use super::{Guardian, GuardianError, letters};
use crate::{
    app::App,
    effects::{instant_of, ms_of},
    flows::{
        audit,
        fields::{Email, Fields},
        session::{Act, Viewer},
    },
    id::{GuardianId, IssuerId, LearnerId},
    store::{
        StoreError, Tx,
        guardian::{self, GuardianRow, NamedRow},
        issuer, learner,
    },
};

/// How soon a letter may follow the one before it.
const PAUSE_MS: i64 = 60 * 1000;
/// Guardians that a learner may have, invited ones among them.
const MOST: usize = 10;
/// The latest end: 18 years from now.
const FURTHEST: Duration = Duration::days(18 * 365 + 5);

/// The learner's name, and who looks after their wallet or was asked to, the last invited first.
///
/// # Errors
/// [`GuardianError::NotAllowed`], [`GuardianError::Unknown`], [`GuardianError::Store`].
pub async fn list(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    learner: LearnerId,
) -> Result<(String, Vec<Guardian>), GuardianError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.read().await?;
    let row = learner::by_id(&mut tx, issuer, learner).await?.ok_or(GuardianError::Unknown)?;
    let now = app.clock.now_ms();
    let rows = guardian::of_learner(&mut tx, issuer, learner).await?;
    Ok((row.name, rows.into_iter().map(|row| Guardian::of(row, now)).collect()))
}

/// One of them.
///
/// # Errors
/// [`GuardianError::NotAllowed`], [`GuardianError::Unknown`], [`GuardianError::Store`].
pub async fn one(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    learner: LearnerId,
    id: GuardianId,
) -> Result<Guardian, GuardianError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let row = of_desk(&mut app.db.read().await?, issuer, learner, id).await?;
    Ok(Guardian::of(row, app.clock.now_ms()))
}

/// Invites the owner of an address to look after a learner's wallet, and asks the learner. An invitation to the same
/// address that is open becomes this one.
///
/// * `last_day`: the last day on which it is in force.
///
/// # Errors
/// [`GuardianError`]; the field pointers are `/email` and `/day`.
pub async fn invite(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    learner: LearnerId,
    (email, last_day): (&str, Option<Date>),
) -> Result<(), GuardianError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let now = app.clock.now_ms();
    let mut fields = Fields::default();
    let email = fields.email("/email", email);
    let ends_at = end_of(&mut fields, app.clock.now(), last_day);
    let mut tx = app.db.write().await?;
    // One after another, so that nobody is invited twice.
    issuer::lock(&mut tx, issuer).await?;
    let whose = learner::by_id(&mut tx, issuer, learner).await?.ok_or(GuardianError::Unknown)?;
    let theirs = whose.email.as_deref().and_then(Email::read);
    if theirs.is_none() {
        fields.wrong("/email", "write down the learner’s own address first: the learner is asked too");
    } else if email == theirs {
        fields.wrong("/email", "this is the learner’s own address; nobody is their own guardian");
    }
    let before: Vec<_> = guardian::of_learner(&mut tx, issuer, learner)
        .await?
        .into_iter()
        .map(|named| named.row)
        .filter(|row| !row.is_over(now))
        .collect();
    let same = before.iter().find(|row| email.as_ref().is_some_and(|email| row.email == email.as_str()));
    if same.is_some_and(|row| row.accepted_at.is_some()) {
        fields.wrong(
            "/email",
            "whoever has this address has accepted already; change the last day in the list",
        );
    }
    if same.is_none() && before.len() >= MOST {
        fields.wrong("/email", format!("a learner has at most {MOST} guardians; end some first"));
    }
    fields.right(()).map_err(GuardianError::Fields)?;
    let (Some(email), Some(theirs)) = (email, theirs) else { return Err(GuardianError::Unknown) };
    let id = if let Some(row) = same {
        paused(row, now)?;
        guardian::invite_again(&mut tx, row.guardian_id, ends_at, now).await?;
        if row.ends_at != ends_at
            && let Some(named) = guardian::by_id(&mut tx, row.guardian_id).await?
        {
            // The learner may have agreed to another last day.
            letters::moved(app, &mut tx, &named, ends_at).await?;
        }
        row.guardian_id
    } else {
        let row = GuardianRow {
            guardian_id: app.new_id(),
            issuer_id: issuer,
            learner_id: learner,
            learner_account_id: None,
            email: email.as_str().to_owned(),
            account_id: None,
            invited_at: now,
            accepted_at: None,
            agreed_at: None,
            ends_at,
            ended_at: None,
            ended_by: None,
        };
        guardian::insert(&mut tx, &row).await?;
        row.guardian_id
    };
    let named = guardian::by_id(&mut tx, id).await?.ok_or(GuardianError::Unknown)?;
    letters::ask_guardian(app, &mut tx, &named, &email).await?;
    if named.row.agreed_at.is_none() {
        letters::ask_learner(app, &mut tx, &named, &theirs).await?;
    }
    note(app, &mut tx, viewer, &named, "guardian.invited", &json!({ "lastDay": last_day_text(ends_at) }))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Sends the letters once more to whoever has not answered.
///
/// # Errors
/// [`GuardianError::NotAllowed`], [`GuardianError::Unknown`], [`GuardianError::TooSoon`],
/// [`GuardianError::Store`].
pub async fn resend(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    learner: LearnerId,
    id: GuardianId,
) -> Result<(), GuardianError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let now = app.clock.now_ms();
    let mut tx = app.db.write().await?;
    guardian::lock(&mut tx, id).await?;
    let named = of_desk(&mut tx, issuer, learner, id).await?;
    if named.row.is_over(now) || named.row.is_in_force(now) {
        return Err(GuardianError::Unknown);
    }
    paused(&named.row, now)?;
    guardian::invite_again(&mut tx, id, named.row.ends_at, now).await?;
    if named.row.accepted_at.is_none()
        && let Some(email) = Email::read(&named.row.email)
    {
        letters::ask_guardian(app, &mut tx, &named, &email).await?;
    }
    if named.row.agreed_at.is_none()
        && let Some(email) = Email::read(&named.learner_email)
    {
        letters::ask_learner(app, &mut tx, &named, &email).await?;
    }
    note(app, &mut tx, viewer, &named, "guardian.invited", &json!({})).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes an invitation back that the guardian has not accepted.
///
/// # Errors
/// [`GuardianError::NotAllowed`], [`GuardianError::Unknown`], [`GuardianError::Store`].
pub async fn withdraw(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    learner: LearnerId,
    id: GuardianId,
) -> Result<(), GuardianError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.write().await?;
    guardian::lock(&mut tx, id).await?;
    let named = of_desk(&mut tx, issuer, learner, id).await?;
    if !guardian::delete_open(&mut tx, id).await? {
        return Err(GuardianError::Unknown);
    }
    note(app, &mut tx, viewer, &named, "guardian.withdrawn", &json!({})).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives it another last day.
///
/// # Errors
/// [`GuardianError`]; the field pointer is `/day`.
pub async fn move_end(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    (learner, id): (LearnerId, GuardianId),
    last_day: Option<Date>,
) -> Result<(), GuardianError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut fields = Fields::default();
    let ends_at = end_of(&mut fields, app.clock.now(), last_day);
    fields.right(()).map_err(GuardianError::Fields)?;
    let mut tx = app.db.write().await?;
    guardian::lock(&mut tx, id).await?;
    let named = of_desk(&mut tx, issuer, learner, id).await?;
    if !guardian::move_end(&mut tx, id, ends_at, app.clock.now_ms()).await? {
        return Err(GuardianError::Unknown);
    }
    letters::moved(app, &mut tx, &named, ends_at).await?;
    note(app, &mut tx, viewer, &named, "guardian.moved", &json!({ "lastDay": last_day_text(ends_at) }))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Ends it, now.
///
/// # Errors
/// [`GuardianError::NotAllowed`], [`GuardianError::Unknown`], [`GuardianError::Store`].
pub async fn end(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    learner: LearnerId,
    id: GuardianId,
) -> Result<(), GuardianError> {
    let issuer = viewer.at(slug, Act::Enrol)?.issuer;
    let mut tx = app.db.write().await?;
    guardian::lock(&mut tx, id).await?;
    let named = of_desk(&mut tx, issuer, learner, id).await?;
    let accepted = named.row.accepted_at.is_some();
    if !accepted || !guardian::end(&mut tx, id, "institution", app.clock.now_ms()).await? {
        return Err(GuardianError::Unknown);
    }
    letters::ended(app, &mut tx, &named).await?;
    note(app, &mut tx, viewer, &named, "guardian.ended", &json!({ "by": "institution" })).await?;
    tx.commit().await?;
    Ok(())
}

/// A guardian of this learner of this institution.
async fn of_desk(
    tx: &mut Tx,
    issuer: IssuerId,
    learner: LearnerId,
    id: GuardianId,
) -> Result<NamedRow, GuardianError> {
    let named = guardian::by_id(tx, id).await?;
    named
        .filter(|named| named.row.issuer_id == issuer && named.row.learner_id == learner)
        .ok_or(GuardianError::Unknown)
}

fn paused(row: &GuardianRow, now: i64) -> Result<(), GuardianError> {
    if row.invited_at + PAUSE_MS > now { Err(GuardianError::TooSoon) } else { Ok(()) }
}

/// The moment after a last day, in milliseconds; notes what is wrong with it.
fn end_of(fields: &mut Fields, now: OffsetDateTime, last_day: Option<Date>) -> i64 {
    let today = now.date();
    let latest = today.saturating_add(FURTHEST);
    let end = last_day.filter(|day| (today..=latest).contains(day)).and_then(Date::next_day);
    if let Some(day) = end {
        return ms_of(day.with_time(Time::MIDNIGHT).assume_utc());
    }
    fields.wrong("/day", "choose a day from today on, at most 18 years ahead");
    0
}

fn last_day_text(ends_at: i64) -> String {
    instant_of(ends_at - 1).date().to_string()
}

/// Notes an act of the desk, without the guardian's address.
async fn note(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    named: &NamedRow,
    act: &str,
    detail: &serde_json::Value,
) -> Result<(), StoreError> {
    let subject = format!("learner/{}", named.row.learner_id);
    audit::note(app, tx, named.row.issuer_id, Some(viewer.account), act, subject, detail).await
}
