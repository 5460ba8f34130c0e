//! Both answers: the guardian's at the address that was invited, the learner's at the one that the institution has
//! of them.

use serde_json::json;

use super::{Guardian, GuardianError, LIFE_MS, letters};
use crate::{
    app::App,
    flows::{audit, fields::Fields, session::Viewer},
    id::GuardianId,
    store::{
        StoreError, Tx, account,
        guardian::{self, NamedRow},
    },
};

/// An invitation, as whoever is invited sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Invited {
    /// What they are asked.
    pub guardian: Guardian,
    /// Whether they have not said yet what they are called.
    pub nameless: bool,
}

/// An invitation, for whoever has proven the address that it went to.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Store`].
pub async fn invited(app: &App, viewer: &Viewer, id: GuardianId) -> Result<Invited, GuardianError> {
    let mut tx = app.db.read().await?;
    let named = open(app, &mut tx, viewer, id).await?;
    let guardian = Guardian::of(named, app.clock.now_ms());
    Ok(Invited { guardian, nameless: viewer.name.is_empty() })
}

/// The invitations that this person has not answered, at whichever of their addresses; the last sent first.
///
/// # Errors
/// When the database fails.
pub async fn invitations(app: &App, viewer: &Viewer) -> Result<Vec<Guardian>, StoreError> {
    let now = app.clock.now_ms();
    let rows = guardian::inviting(&mut app.db.read().await?, viewer.account, now - LIFE_MS, now).await?;
    let others = rows.into_iter().filter(|named| !is_learner(viewer, named));
    Ok(others.map(|named| Guardian::of(named, now)).collect())
}

/// Accepts an invitation; says whether it is in force from now on, because the learner has agreed already.
///
/// * `name`: what whoever accepts is called, where they have not said it yet; may be empty.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Own`], [`GuardianError::Fields`] (`/name`),
/// [`GuardianError::Store`].
pub async fn accept(app: &App, viewer: &Viewer, id: GuardianId, name: &str) -> Result<bool, GuardianError> {
    let mut tx = app.db.write().await?;
    guardian::lock(&mut tx, id).await?;
    let named = open(app, &mut tx, viewer, id).await?;
    if is_learner(viewer, &named) {
        return Err(GuardianError::Own);
    }
    if !name.trim().is_empty() {
        let mut fields = Fields::default();
        let name = fields.line("/name", name, 200);
        fields.right(()).map_err(GuardianError::Fields)?;
        account::name_if_nameless(&mut tx, viewer.account, &name).await?;
    }
    let now = app.clock.now_ms();
    if !guardian::accept(&mut tx, id, viewer.account, now).await? {
        return Err(GuardianError::Unknown);
    }
    note(app, &mut tx, viewer, &named, ("guardian.accepted", "guardian")).await?;
    let begun = begun(app, &mut tx, id).await?;
    tx.commit().await?;
    Ok(begun)
}

/// Declines an invitation.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Store`].
pub async fn decline(app: &App, viewer: &Viewer, id: GuardianId) -> Result<(), GuardianError> {
    let mut tx = app.db.write().await?;
    guardian::lock(&mut tx, id).await?;
    let named = open(app, &mut tx, viewer, id).await?;
    if !guardian::end(&mut tx, id, "guardian", app.clock.now_ms()).await? {
        return Err(GuardianError::Unknown);
    }
    note(app, &mut tx, viewer, &named, ("guardian.refused", "guardian")).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends it by the guardian, who looks no longer.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Store`].
pub async fn leave(app: &App, viewer: &Viewer, id: GuardianId) -> Result<(), GuardianError> {
    let mut tx = app.db.write().await?;
    guardian::lock(&mut tx, id).await?;
    let named = guardian::by_id(&mut tx, id).await?;
    let named = named.filter(|named| named.row.account_id == Some(viewer.account));
    let named = named.ok_or(GuardianError::Unknown)?;
    if !guardian::end(&mut tx, id, "guardian", app.clock.now_ms()).await? {
        return Err(GuardianError::Unknown);
    }
    letters::ended(app, &mut tx, &named).await?;
    note(app, &mut tx, viewer, &named, ("guardian.ended", "guardian")).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends whatever this person is in as learner or guardian, because their account goes; the others are told.
///
/// # Errors
/// When the database fails.
pub(crate) async fn end_all(app: &App, tx: &mut Tx, viewer: &Viewer) -> Result<(), StoreError> {
    let now = app.clock.now_ms();
    let as_learner = guardian::in_force(tx, viewer.account, now).await?;
    let as_guardian = guardian::of_guardian(tx, viewer.account, now).await?;
    let all =
        as_learner.iter().map(|it| (it, "learner")).chain(as_guardian.iter().map(|it| (it, "guardian")));
    for (named, by) in all {
        letters::ended(app, tx, named).await?;
        note(app, tx, viewer, named, ("guardian.ended", by)).await?;
    }
    Ok(())
}

/// Those who look after this person's wallet or want to, and those who did; the last invited first.
///
/// # Errors
/// When the database fails.
pub async fn of_account(app: &App, viewer: &Viewer) -> Result<Vec<Guardian>, StoreError> {
    let now = app.clock.now_ms();
    let rows = guardian::of_ward(&mut app.db.read().await?, viewer.account, now).await?;
    Ok(rows.into_iter().map(|row| Guardian::of(row, now)).collect())
}

/// What an institution asks of this person as its learner, before they have answered.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Store`].
pub async fn asked(app: &App, viewer: &Viewer, id: GuardianId) -> Result<Guardian, GuardianError> {
    let mut tx = app.db.read().await?;
    let named = unanswered(app, &mut tx, viewer, id).await?;
    Ok(Guardian::of(named, app.clock.now_ms()))
}

/// Agrees to a guardian; says whether it is in force from now on, because they have accepted already.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Own`], [`GuardianError::Store`].
pub async fn agree(app: &App, viewer: &Viewer, id: GuardianId) -> Result<bool, GuardianError> {
    let mut tx = app.db.write().await?;
    guardian::lock(&mut tx, id).await?;
    let named = unanswered(app, &mut tx, viewer, id).await?;
    if named.row.account_id == Some(viewer.account) || viewer.emails.contains(&named.row.email) {
        return Err(GuardianError::Own);
    }
    if !guardian::agree(&mut tx, id, viewer.account, app.clock.now_ms()).await? {
        return Err(GuardianError::Unknown);
    }
    note(app, &mut tx, viewer, &named, ("guardian.agreed", "learner")).await?;
    let begun = begun(app, &mut tx, id).await?;
    tx.commit().await?;
    Ok(begun)
}

/// Does not agree to a guardian.
///
/// # Errors
/// [`GuardianError::Unknown`], [`GuardianError::Store`].
pub async fn refuse(app: &App, viewer: &Viewer, id: GuardianId) -> Result<(), GuardianError> {
    let mut tx = app.db.write().await?;
    guardian::lock(&mut tx, id).await?;
    let named = unanswered(app, &mut tx, viewer, id).await?;
    if !guardian::end(&mut tx, id, "learner", app.clock.now_ms()).await? {
        return Err(GuardianError::Unknown);
    }
    note(app, &mut tx, viewer, &named, ("guardian.refused", "learner")).await?;
    tx.commit().await?;
    Ok(())
}

/// The invitation, as long as it can be accepted by this viewer.
async fn open(app: &App, tx: &mut Tx, viewer: &Viewer, id: GuardianId) -> Result<NamedRow, GuardianError> {
    let now = app.clock.now_ms();
    let named = guardian::by_id(tx, id).await?.ok_or(GuardianError::Unknown)?;
    let row = &named.row;
    let open = row.accepted_at.is_none() && !row.is_over(now) && row.invited_at + LIFE_MS > now;
    if open && viewer.emails.contains(&row.email) { Ok(named) } else { Err(GuardianError::Unknown) }
}

/// The question, as long as this viewer can answer it as the learner.
async fn unanswered(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    id: GuardianId,
) -> Result<NamedRow, GuardianError> {
    let now = app.clock.now_ms();
    let named = guardian::by_id(tx, id).await?.ok_or(GuardianError::Unknown)?;
    let open = named.row.agreed_at.is_none() && !named.row.is_over(now);
    if open && viewer.emails.contains(&named.learner_email) { Ok(named) } else { Err(GuardianError::Unknown) }
}

/// Whether this viewer is, or would be, the learner.
fn is_learner(viewer: &Viewer, named: &NamedRow) -> bool {
    named.row.learner_account_id == Some(viewer.account) || viewer.emails.contains(&named.learner_email)
}

/// Tells both where it is in force from now on.
async fn begun(app: &App, tx: &mut Tx, id: GuardianId) -> Result<bool, GuardianError> {
    let named = guardian::by_id(tx, id).await?.ok_or(GuardianError::Unknown)?;
    let begun = named.row.is_in_force(app.clock.now_ms());
    if begun {
        letters::begun(app, tx, &named).await?;
    }
    Ok(begun)
}

/// * `what`: the act, and who of the two did it.
async fn note(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    named: &NamedRow,
    what: (&str, &str),
) -> Result<(), StoreError> {
    let (act, by) = what;
    let subject = format!("learner/{}", named.row.learner_id);
    let detail = json!({ "by": by });
    audit::note(app, tx, named.row.issuer_id, Some(viewer.account), act, subject, &detail).await
}
