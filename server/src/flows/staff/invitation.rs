//! Invitations to work at a desk: by letter, accepted by whoever proves the address it went to.

use serde_json::json;
use time::OffsetDateTime;
use web::words::Language;

use super::{StaffError, members};
use crate::{
    app::App,
    effects::instant_of,
    flows::{
        audit,
        fields::{Email, Fields},
        outbox::{self, About, Button, Draft, Kind, Letter},
        session::{Act, Desk, Role, Viewer},
        sign_in,
    },
    id::InvitationId,
    store::{
        Tx, account, address,
        invitation::{self, InvitationRow},
        issuer, staff,
    },
};

/// How long an invitation can be accepted.
const LIFE_MS: i64 = 14 * 24 * 60 * 60 * 1000;
/// How soon a letter may follow the one before it.
const PAUSE_MS: i64 = 60 * 1000;
/// Invitations of one desk that may be open at a time.
const MOST_OPEN: usize = 200;

/// An invitation, as whoever is invited sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// Whose desk.
    pub institution: String,
    /// As what.
    pub role: Role,
    /// The address it went to.
    pub email: String,
    /// Until when it can be accepted.
    pub expires_at: OffsetDateTime,
    /// Whether whoever is invited has not said yet what they are called.
    pub nameless: bool,
}

/// Invites the owner of an address to work at the desk called `slug`. An invitation that is open
/// becomes this one. Field pointers are `/email` and `/role`.
///
/// # Errors
/// [`StaffError`].
pub async fn invite(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    email: &str,
    role: &str,
) -> Result<(), StaffError> {
    let desk = viewer.at(slug, Act::Govern)?;
    let mut fields = Fields::default();
    let email = fields.email("/email", email);
    let role = Role::of_name(role);
    if role.is_none() {
        fields.wrong("/role", "choose what they may do");
    }
    let mut tx = app.db.write().await?;
    issuer::lock(&mut tx, desk.issuer).await?;
    if let Some(email) = &email
        && let Some(account) = address::owner(&mut tx, email.as_str()).await?
        && members(&mut tx, desk.issuer).await?.iter().any(|member| member.account == account)
    {
        fields.wrong("/email", "whoever has this address works here already; change their role in the list");
    }
    if invitation::of_issuer(&mut tx, desk.issuer).await?.len() >= MOST_OPEN {
        fields.wrong("/email", format!("at most {MOST_OPEN} invitations may be open; withdraw some first"));
    }
    fields.right(()).map_err(StaffError::Fields)?;
    let (Some(email), Some(role)) = (email, role) else { return Err(StaffError::Unknown) };
    let open = invitation::of_email(&mut tx, desk.issuer, email.as_str()).await?;
    send(app, &mut tx, viewer, desk, &email, role, open).await?;
    tx.commit().await?;
    Ok(())
}

/// Sends an invitation's letter again; it can be accepted for as long as a new one.
///
/// # Errors
/// [`StaffError::NotAllowed`], [`StaffError::Unknown`], [`StaffError::TooSoon`], [`StaffError::Store`].
pub async fn resend(app: &App, viewer: &Viewer, slug: &str, id: InvitationId) -> Result<(), StaffError> {
    let desk = viewer.at(slug, Act::Govern)?;
    let mut tx = app.db.write().await?;
    let row = invitation::by_id(&mut tx, id).await?.filter(|row| row.issuer_id == desk.issuer);
    let row = row.ok_or(StaffError::Unknown)?;
    let (Some(email), Some(role)) = (Email::read(&row.email), Role::of_name(&row.role)) else {
        return Err(StaffError::Unknown);
    };
    send(app, &mut tx, viewer, desk, &email, role, Some(row)).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes an invitation back.
///
/// # Errors
/// [`StaffError::NotAllowed`], [`StaffError::Unknown`], [`StaffError::Store`].
pub async fn withdraw(app: &App, viewer: &Viewer, slug: &str, id: InvitationId) -> Result<(), StaffError> {
    let issuer = viewer.at(slug, Act::Govern)?.issuer;
    let mut tx = app.db.write().await?;
    if !invitation::delete(&mut tx, issuer, id).await? {
        return Err(StaffError::Unknown);
    }
    let subject = format!("invitation/{id}");
    audit::note(app, &mut tx, issuer, Some(viewer.account), "invitation.withdrawn", subject, &json!({}))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// An invitation, for whoever has proven the address that it went to.
///
/// # Errors
/// [`StaffError::NotInvited`], [`StaffError::Store`].
pub async fn invitation(app: &App, viewer: &Viewer, id: InvitationId) -> Result<Invitation, StaffError> {
    let mut tx = app.db.read().await?;
    let (row, role) = open(app, &mut tx, viewer, id).await?;
    let issuer = issuer::by_id(&mut tx, row.issuer_id).await?.ok_or(StaffError::NotInvited)?;
    Ok(Invitation {
        id,
        institution: issuer.name,
        role,
        email: row.email,
        expires_at: instant_of(row.expires_at),
        nameless: viewer.name.is_empty(),
    })
}

/// Accepts an invitation; gives the short name of the desk.
///
/// * `name`: what whoever accepts is called, where they have not said it yet; may be empty.
///
/// # Errors
/// [`StaffError::NotInvited`], [`StaffError::Fields`] (`/name`), [`StaffError::Store`].
pub async fn accept(app: &App, viewer: &Viewer, id: InvitationId, name: &str) -> Result<String, StaffError> {
    let mut tx = app.db.write().await?;
    let (row, _) = open(app, &mut tx, viewer, id).await?;
    if !name.trim().is_empty() {
        let mut fields = Fields::default();
        let name = fields.line("/name", name, 200);
        fields.right(()).map_err(StaffError::Fields)?;
        account::name_if_nameless(&mut tx, viewer.account, &name).await?;
    }
    issuer::lock(&mut tx, row.issuer_id).await?;
    // Once more, with nobody changing it any more.
    let (row, role) = open(app, &mut tx, viewer, id).await?;
    if !invitation::delete(&mut tx, row.issuer_id, id).await? {
        return Err(StaffError::NotInvited);
    }
    // Whoever works there in another way already keeps that.
    staff::insert(&mut tx, row.issuer_id, viewer.account, role.name(), app.clock.now_ms()).await?;
    let issuer = issuer::by_id(&mut tx, row.issuer_id).await?.ok_or(StaffError::NotInvited)?;
    let (subject, detail) = (format!("account/{}", viewer.account), json!({ "role": role.name() }));
    audit::note(app, &mut tx, row.issuer_id, Some(viewer.account), "invitation.accepted", subject, &detail)
        .await?;
    tx.commit().await?;
    Ok(issuer.slug)
}

/// The invitation, as long as it can be accepted by this viewer.
async fn open(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    id: InvitationId,
) -> Result<(InvitationRow, Role), StaffError> {
    let row = invitation::by_id(tx, id).await?.ok_or(StaffError::NotInvited)?;
    let role = Role::of_name(&row.role).ok_or(StaffError::NotInvited)?;
    if row.expires_at > app.clock.now_ms() && viewer.emails.contains(&row.email) {
        Ok((row, role))
    } else {
        Err(StaffError::NotInvited)
    }
}

/// Keeps an invitation and writes its letter.
///
/// * `before`: the one that is open.
async fn send(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    desk: &Desk,
    email: &Email,
    role: Role,
    before: Option<InvitationRow>,
) -> Result<(), StaffError> {
    let now = app.clock.now_ms();
    if before.is_some_and(|row| row.created_at + PAUSE_MS > now) {
        return Err(StaffError::TooSoon);
    }
    let row = InvitationRow {
        invitation_id: app.new_id(),
        issuer_id: desk.issuer,
        email: email.as_str().to_owned(),
        role: role.name().to_owned(),
        invited_by: Some(viewer.account),
        created_at: now,
        expires_at: now + LIFE_MS,
    };
    let id = invitation::upsert(tx, &row).await?;
    let next = format!("/invitations/{id}");
    let link = sign_in::new_link(app, tx, email, &next, false, LIFE_MS).await?;
    let issuer = issuer::by_id(tx, desk.issuer).await?.ok_or(StaffError::Unknown)?;
    let language = Language::of(&issuer.language);
    let words = language.letters();
    let by = if viewer.name.is_empty() { &viewer.email } else { &viewer.name };
    let letter = Letter {
        language,
        subject: (words.invitation.subject)(&issuer.name),
        greeting: (words.common.greeting)(None),
        paragraphs: vec![
            (words.invitation.paragraph)(by, &issuer.name),
            (words.invitation.role)(role.name()),
        ],
        button: Some(Button { label: words.invitation.button.to_owned(), link }),
        closing: (words.invitation.closing)(
            email.as_str(),
            LIFE_MS / (24 * 60 * 60 * 1000),
            &app.config.public_url.join(&next),
        ),
    };
    let about = Some(About { issuer: desk.issuer, credential: None });
    outbox::write(app, tx, &Draft { to: email, kind: Kind::Notice, letter, about }).await?;
    let (subject, detail) =
        (format!("invitation/{id}"), json!({ "role": role.name(), "email": email.as_str() }));
    audit::note(app, tx, desk.issuer, Some(viewer.account), "invitation.sent", subject, &detail).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::{super::list, *};
    use crate::flows::{
        outbox,
        session::of_account,
        testing::{desk, person, with_app},
    };

    async fn again(app: &App, viewer: &Viewer) -> Viewer {
        of_account(&mut app.db.read().await.unwrap(), viewer.account).await.unwrap().unwrap()
    }

    #[tokio::test]
    async fn whoever_proved_the_address_accepts_once_and_nobody_else() {
        with_app(async |app| {
            let owner = desk(&app, "marlow").await;
            invite(&app, &owner, "marlow", "Ben@a.example", "issuer").await.unwrap();
            let mail = outbox::list(&app, 1).await.unwrap().remove(0);
            assert_eq!(mail.to, "ben@a.example");
            assert!(
                mail.body.contains("School of marlow") && mail.body.contains("/invitations/"),
                "{}",
                mail.body
            );
            let id = list(&app, &owner, "marlow").await.unwrap().invited[0].id;

            let (ada, ben) = (person(&app, "ada@a.example").await, person(&app, "ben@a.example").await);
            for refused in [
                invitation(&app, &ada, id).await.map(|_| ()),
                accept(&app, &ada, id, "").await.map(|_| ()),
                accept(&app, &owner, id, "").await.map(|_| ()),
            ] {
                assert!(matches!(refused, Err(StaffError::NotInvited)), "{refused:?}");
            }
            assert_eq!(invitation(&app, &ben, id).await.unwrap().role, Role::Issuer);
            assert_eq!(accept(&app, &ben, id, "Ben Adeyemi").await.unwrap(), "marlow");
            let ben = again(&app, &ben).await;
            assert_eq!((ben.name.as_str(), ben.desks[0].role), ("Ben Adeyemi", Role::Issuer));
            let refused = accept(&app, &ben, id, "").await;
            assert!(matches!(refused, Err(StaffError::NotInvited)), "{refused:?}");
        })
        .await;
    }

    #[tokio::test]
    async fn an_invitation_runs_out_can_be_sent_again_and_withdrawn() {
        with_app(async |app| {
            let owner = desk(&app, "marlow").await;
            let ben = person(&app, "ben@a.example").await;
            invite(&app, &owner, "marlow", "ben@a.example", "viewer").await.unwrap();
            let id = list(&app, &owner, "marlow").await.unwrap().invited[0].id;
            let refused = resend(&app, &owner, "marlow", id).await;
            assert!(matches!(refused, Err(StaffError::TooSoon)), "{refused:?}");
            app.clock.advance(Duration::days(14));
            assert!(list(&app, &owner, "marlow").await.unwrap().invited[0].expired);
            assert!(matches!(accept(&app, &ben, id, "").await, Err(StaffError::NotInvited)));
            resend(&app, &owner, "marlow", id).await.unwrap();
            invitation(&app, &ben, id).await.unwrap();
            app.clock.advance(Duration::minutes(1));
            invite(&app, &owner, "marlow", "ben@a.example", "registrar").await.unwrap();
            assert_eq!(invitation(&app, &ben, id).await.unwrap().role, Role::Registrar, "the same, changed");
            withdraw(&app, &owner, "marlow", id).await.unwrap();
            assert!(matches!(accept(&app, &ben, id, "").await, Err(StaffError::NotInvited)));
            assert!(matches!(withdraw(&app, &owner, "marlow", id).await, Err(StaffError::Unknown)));
        })
        .await;
    }
}
