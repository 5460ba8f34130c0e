//! Letters once more, to those who have not claimed what waits for them: each with a fresh link.

use serde_json::json;
use web::words::Language;

use super::may_help;
use crate::{
    app::App,
    flows::{
        Email, audit,
        outbox::{self, About, Button, Draft, Kind, Letter},
        session::{Act, NotAllowed, Viewer},
        sign_in,
    },
    id::CredentialId,
    problem::Problem,
    store::{
        StoreError, Tx,
        holding::{self, UnclaimedRow},
        issuer::{self, IssuerRow},
        mail,
    },
};

/// How long after a letter the next about the same credential goes, at the earliest.
const REST_MS: i64 = 60 * 60 * 1000;
/// Letters written at once.
const MOST: u32 = 20_000;

/// What came of asking for letters.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Resent {
    /// Letters that are on their way.
    pub sent: usize,
    /// Credentials about which a letter went within the hour.
    pub too_soon: usize,
    /// Credentials that wait for nobody: claimed, revoked, without an address, or not theirs to
    /// send.
    pub left_out: usize,
}

/// Why no letter was written.
#[derive(Debug, thiserror::Error)]
pub enum ResendError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// The database failed.
    #[error("could not write the letters")]
    Store(#[from] StoreError),
}

impl From<ResendError> for Problem {
    fn from(err: ResendError) -> Self {
        match err {
            ResendError::NotAllowed(source) => source.into(),
            ResendError::Store(source) => source.into(),
        }
    }
}

/// Writes again about these credentials, where they wait for somebody: at most once an hour about
/// each. A teacher writes about what they awarded, and about the awards of their classes.
///
/// # Errors
/// [`ResendError`].
pub async fn resend(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    ids: &[CredentialId],
) -> Result<Resent, ResendError> {
    let issuer = viewer.at(slug, Act::Award)?.issuer;
    let mut tx = app.db.write().await?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        rows.extend(holding::unclaimed(&mut tx, issuer, Some(*id), 1).await?);
    }
    let missing = ids.len() - rows.len();
    let resent = write(app, tx, viewer, slug, rows).await?;
    Ok(Resent { left_out: resent.left_out + missing, ..resent })
}

/// The same about everything that waits for somebody.
///
/// # Errors
/// [`ResendError`].
pub async fn resend_all(app: &App, viewer: &Viewer, slug: &str) -> Result<Resent, ResendError> {
    let issuer = viewer.at(slug, Act::Award)?.issuer;
    let mut tx = app.db.write().await?;
    let rows = holding::unclaimed(&mut tx, issuer, None, MOST).await?;
    write(app, tx, viewer, slug, rows).await
}

async fn write(
    app: &App,
    mut tx: Tx,
    viewer: &Viewer,
    slug: &str,
    rows: Vec<UnclaimedRow>,
) -> Result<Resent, ResendError> {
    let desk = viewer.at(slug, Act::Award)?;
    let missing = || StoreError::Sql(sqlx::Error::RowNotFound);
    let issuer = issuer::by_id(&mut tx, desk.issuer).await?.ok_or_else(missing)?;
    let (mut resent, since) = (Resent::default(), app.clock.now_ms() - REST_MS);
    for row in rows {
        if !may_help(&mut tx, viewer, desk, row.awarded_by, row.class_id).await? {
            resent.left_out += 1;
        } else if mail::latest_about(&mut tx, row.credential_id)
            .await?
            .is_some_and(|mail| mail.created_at > since)
        {
            resent.too_soon += 1;
        } else if tell(app, &mut tx, &issuer, &row).await? {
            resent.sent += 1;
            let subject = format!("credential/{}", row.credential_id);
            let by = Some(viewer.account);
            audit::note(app, &mut tx, desk.issuer, by, "credential.letter_resent", subject, &json!({}))
                .await?;
        } else {
            resent.left_out += 1;
        }
    }
    tx.commit().await?;
    Ok(resent)
}

/// Puts a letter about a credential that waits into the outbox; false where its address is none.
pub(super) async fn tell(
    app: &App,
    tx: &mut Tx,
    issuer: &IssuerRow,
    row: &UnclaimedRow,
) -> Result<bool, StoreError> {
    let Some(email) = Email::read(&row.recipient_email) else { return Ok(false) };
    let next = format!("/wallet/credentials/{}", row.credential_id);
    let link = sign_in::new_link(app, tx, &email, &next, false, sign_in::AWARD_LIFE_MS).await?;
    let language = Language::of(&issuer.language);
    let words = language.letters();
    let days = sign_in::AWARD_LIFE_MS / (24 * 60 * 60 * 1000);
    let letter = Letter {
        language,
        subject: (words.waiting.subject)(&issuer.name, &row.achievement_name),
        greeting: (words.common.greeting)(Some(&row.recipient_name)),
        paragraphs: vec![(words.waiting.paragraph)(&issuer.name, &row.achievement_name)],
        button: Some(Button { label: words.award.button.to_owned(), link }),
        closing: (words.award.closing)(email.as_str(), days, &app.config.public_url.join("/sign-in")),
    };
    let about = Some(About { issuer: issuer.issuer_id, credential: Some(row.credential_id) });
    outbox::write(app, tx, &Draft { to: &email, kind: Kind::Award, letter, about }).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use time::Duration;

    use super::*;
    use crate::flows::{
        hold,
        revoke::revoke,
        testing::{achievement, award, desk, newest_token, person, teacher, with_app},
    };

    #[tokio::test]
    async fn a_letter_goes_again_with_a_fresh_link_and_once_an_hour() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let id = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await.id;
            let first = newest_token(&app).await;
            let resent = resend(&app, &staff, "marlow", &[id]).await.unwrap();
            assert_eq!(resent, Resent { too_soon: 1, ..Resent::default() });
            app.clock.advance(Duration::HOUR);
            let resent = resend(&app, &staff, "marlow", &[id]).await.unwrap();
            assert_eq!(resent, Resent { sent: 1, ..Resent::default() });
            let mail = outbox::list(&app, 1).await.unwrap().remove(0);
            assert!(mail.to == "ada@a.example" && mail.subject.contains("waiting"), "{}", mail.subject);
            assert_ne!(newest_token(&app).await, first);
            assert_eq!(resend_all(&app, &staff, "marlow").await.unwrap().too_soon, 1);
        })
        .await;
    }

    #[tokio::test]
    async fn nobody_is_written_to_about_what_waits_for_nobody() {
        with_app(async |app| {
            let (staff, other) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
            let achievement = achievement(&app, &staff).await;
            let ada = person(&app, "ada@a.example").await;
            let claimed = award(&app, &staff, achievement, "ada@a.example").await.id;
            hold::claim(&app, &ada, claimed).await.unwrap();
            let revoked = award(&app, &staff, achievement, "ben@a.example").await.id;
            revoke(&app, &staff, "marlow", revoked, "Mistake.").await.unwrap();
            let waiting = award(&app, &staff, achievement, "cy@a.example").await.id;
            app.clock.advance(Duration::HOUR);
            let ids = [claimed, revoked, waiting];
            assert_eq!(resend(&app, &other, "harrow", &ids).await.unwrap().left_out, 3);
            let teacher = teacher(&app, "marlow").await;
            assert_eq!(resend(&app, &teacher, "marlow", &ids).await.unwrap().left_out, 3);
            assert!(matches!(resend(&app, &other, "marlow", &ids).await, Err(ResendError::NotAllowed(_))));
            let resent = resend(&app, &staff, "marlow", &ids).await.unwrap();
            assert_eq!(resent, Resent { sent: 1, too_soon: 0, left_out: 2 });
        })
        .await;
    }
}
