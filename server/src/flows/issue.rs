//! Awarding: writes the document, signs it, keeps it, and mails the learner.

use time::OffsetDateTime;
use web::words::Language;

use super::{
    document,
    fields::{Email, Fields},
    issuer::Signer,
    outbox::{self, About, Button, Draft, Kind, Letter},
    session::{NotStaff, Viewer},
    sign_in, status,
};
use crate::{
    app::App,
    effects::{instant_of, ms_of},
    id::{AchievementId, CredentialId, IssuerId},
    problem::{FieldProblem, Problem},
    secrets::{Unsealable, hex},
    store::{
        StoreError, Tx, achievement,
        credential::{self, AwardedRow, NewCredential},
        issuer, issuer_key,
    },
};

/// An award, as typed.
#[derive(Clone, Debug)]
pub struct Award {
    /// What is awarded.
    pub achievement: AchievementId,
    /// To whom, by name.
    pub recipient_name: String,
    /// And by e-mail address.
    pub recipient_email: String,
    /// From when it counts; absent: from now.
    pub valid_from: Option<OffsetDateTime>,
    /// Until when it counts; absent: for ever.
    pub valid_until: Option<OffsetDateTime>,
}

/// A credential that was signed and stored.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Issued {
    /// Its id; it lives at `/credentials/{id}`.
    pub id: CredentialId,
    /// The signed document, byte for byte as stored.
    pub document: String,
}

/// Where an awarded credential stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum State {
    /// It counts, as far as its issuer is concerned.
    Issued,
    /// Its issuer took it back.
    Revoked {
        /// When.
        at: OffsetDateTime,
        /// Why, in the issuer's words.
        reason: String,
    },
}

/// A credential as its issuer's desk sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Awarded {
    /// Its id.
    pub id: CredentialId,
    /// What was awarded.
    pub achievement: AchievementId,
    /// That by name.
    pub achievement_name: String,
    /// To whom, by name.
    pub recipient_name: String,
    /// And by e-mail address.
    pub recipient_email: String,
    /// When it was awarded.
    pub awarded_at: OffsetDateTime,
    /// From when it counts.
    pub valid_from: OffsetDateTime,
    /// Until when it counts.
    pub valid_until: Option<OffsetDateTime>,
    /// When the learner took it into a wallet.
    pub claimed_at: Option<OffsetDateTime>,
    /// Where it stands.
    pub state: State,
}

/// Why a credential was not issued.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotStaff(#[from] NotStaff),
    /// This institution has no such achievement.
    #[error("this institution has no such achievement")]
    UnknownAchievement,
    /// This institution has issued no such credential.
    #[error("this institution has issued no such credential")]
    UnknownCredential,
    /// Fields need another look.
    #[error("the award needs another look")]
    Fields(Vec<FieldProblem>),
    /// The document was not signed.
    #[error("could not sign the credential")]
    Sign(#[from] crypto::proof::SignError),
    /// The issuer's key does not open.
    #[error("could not open the issuer's key")]
    Key(#[from] Unsealable),
    /// The database failed.
    #[error("could not store the credential")]
    Store(#[from] StoreError),
}

impl From<status::ListError> for IssueError {
    fn from(err: status::ListError) -> Self {
        match err {
            status::ListError::Sign(source) => Self::Sign(source),
            status::ListError::Store(source) => Self::Store(source),
        }
    }
}

impl From<IssueError> for Problem {
    fn from(err: IssueError) -> Self {
        match err {
            IssueError::NotStaff(source) => source.into(),
            IssueError::UnknownAchievement | IssueError::UnknownCredential => Self::not_found(&err),
            IssueError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            IssueError::Sign(_) | IssueError::Key(_) => Self::internal(&err),
            IssueError::Store(source) => source.into(),
        }
    }
}

/// Awards an achievement of the institution called `slug`: when this returns, the signed
/// credential is on disk. Field pointers are `/recipient/name`, `/recipient/email`,
/// `/validUntil`.
///
/// # Errors
/// [`IssueError`].
pub async fn award(app: &App, viewer: &Viewer, slug: &str, award: Award) -> Result<Issued, IssueError> {
    let desk = viewer.desk(slug)?;
    let now = app.clock.now();
    let mut fields = Fields::default();
    let name = fields.line("/recipient/name", &award.recipient_name, 200);
    let email = fields.email("/recipient/email", &award.recipient_email);
    let valid_from = award.valid_from.unwrap_or(now);
    if award.valid_until.is_some_and(|until| until <= valid_from.max(now)) {
        fields.wrong("/validUntil", "choose a day in the future");
    }
    let Some(email) = fields.right(email).map_err(IssueError::Fields)? else {
        return Err(IssueError::Fields(Vec::new()));
    };
    let mut tx = app.db.write().await?;
    let order = Order {
        issuer: desk.issuer,
        achievement: award.achievement,
        recipient_name: &name,
        recipient_email: &email,
        awarded_at: now,
        valid_from,
        valid_until: award.valid_until,
    };
    let issued = issue(app, &mut tx, &order).await?;
    tell(app, &mut tx, &order, &desk.name, issued.id).await?;
    tx.commit().await?;
    tracing::info!(credential.id = %issued.id, issuer.id = %desk.issuer, "issued a credential");
    Ok(issued)
}

/// What a desk has awarded, newest first, at most `limit`; of one achievement or of all.
///
/// # Errors
/// [`IssueError::NotStaff`], [`IssueError::Store`].
pub async fn awarded(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    achievement: Option<AchievementId>,
    limit: u32,
) -> Result<Vec<Awarded>, IssueError> {
    let issuer = viewer.desk(slug)?.issuer;
    let mut tx = app.db.read().await?;
    let rows = match achievement {
        Some(id) => credential::of_achievement(&mut tx, issuer, id, limit).await?,
        None => credential::of_issuer(&mut tx, issuer, limit).await?,
    };
    Ok(rows.into_iter().map(Awarded::from).collect())
}

/// One credential that a desk has awarded.
///
/// # Errors
/// [`IssueError`].
pub async fn awarded_one(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: CredentialId,
) -> Result<Awarded, IssueError> {
    let issuer = viewer.desk(slug)?.issuer;
    let row = credential::awarded(&mut app.db.read().await?, issuer, id).await?;
    row.map(Awarded::from).ok_or(IssueError::UnknownCredential)
}

/// An award with everything decided.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Order<'a> {
    /// Who issues.
    pub(crate) issuer: IssuerId,
    /// What is awarded.
    pub(crate) achievement: AchievementId,
    /// To whom, by name.
    pub(crate) recipient_name: &'a str,
    /// And by e-mail address.
    pub(crate) recipient_email: &'a Email,
    /// When it is awarded.
    pub(crate) awarded_at: OffsetDateTime,
    /// From when it counts.
    pub(crate) valid_from: OffsetDateTime,
    /// Until when it counts.
    pub(crate) valid_until: Option<OffsetDateTime>,
}

/// Writes, signs and stores a credential, and takes its status entry, in the caller's
/// transaction.
pub(crate) async fn issue(app: &App, tx: &mut Tx, order: &Order<'_>) -> Result<Issued, IssueError> {
    let achievement = achievement::by_id(tx, order.achievement)
        .await?
        .filter(|row| row.issuer_id == order.issuer)
        .ok_or(IssueError::UnknownAchievement)?;
    let missing = || StoreError::Sql(sqlx::Error::RowNotFound);
    let image = achievement::image(tx, order.achievement).await?.ok_or_else(missing)?;
    let issuer = issuer::by_id(tx, order.issuer).await?.ok_or_else(missing)?;
    let key = issuer_key::current(tx, order.issuer).await?.ok_or_else(missing)?;
    let signer = Signer::open(app, &key)?;
    let entry = status::take(app, tx, order.issuer, &issuer.did, &signer).await?;
    let id: CredentialId = app.new_id();
    let url = &app.config.public_url;
    let unsigned = document::credential(&document::Credential {
        id: &url.join(&format!("/credentials/{id}")),
        issuer: document::Issuer {
            did: &issuer.did,
            name: &issuer.name,
            url: issuer.url.as_deref(),
            description: &issuer.description,
            email: issuer.email.as_deref(),
        },
        achievement: document::Achievement {
            id: &url.join(&format!("/achievements/{}", order.achievement)),
            kind: &achievement.achievement_type,
            name: &achievement.name,
            description: &achievement.description,
            criteria: &achievement.criteria,
            tags: &serde_json::from_str::<Vec<String>>(&achievement.tags).unwrap_or_default(),
            image: Some((&image.image_type, &image.image)),
        },
        recipient_name: order.recipient_name,
        recipient_email: order.recipient_email.as_str(),
        salt: &hex(&app.random.bytes::<16>()),
        awarded_at: order.awarded_at,
        valid_from: order.valid_from,
        valid_until: order.valid_until,
        status: Some((&entry.list_url, entry.index)),
    });
    let document = signer.sign(&unsigned, order.awarded_at)?;
    let new = NewCredential {
        credential_id: id,
        issuer_id: order.issuer,
        achievement_id: order.achievement,
        recipient_name: order.recipient_name,
        recipient_email: order.recipient_email.as_str(),
        document: &document,
        status_list_id: entry.list,
        status_index: entry.index,
        awarded_at: ms_of(order.awarded_at),
        valid_from: ms_of(order.valid_from),
        valid_until: order.valid_until.map(ms_of),
    };
    credential::insert(tx, &new).await?;
    Ok(Issued { id, document })
}

/// Mails the learner a link that signs them in and leads to the offer.
pub(crate) async fn tell(
    app: &App,
    tx: &mut Tx,
    order: &Order<'_>,
    issuer_name: &str,
    id: CredentialId,
) -> Result<(), StoreError> {
    let Some(achievement) = achievement::by_id(tx, order.achievement).await? else { return Ok(()) };
    let next = format!("/wallet/credentials/{id}");
    let email = order.recipient_email;
    let link = sign_in::new_link(app, tx, email, &next, false, sign_in::AWARD_LIFE_MS).await?;
    let language = Language::default();
    let words = language.letters();
    let days = sign_in::AWARD_LIFE_MS / (24 * 60 * 60 * 1000);
    let letter = Letter {
        language,
        subject: (words.award.subject)(issuer_name, &achievement.name),
        greeting: (words.common.greeting)(Some(order.recipient_name)),
        paragraphs: vec![(words.award.paragraph)(issuer_name, &achievement.name)],
        button: Some(Button { label: words.award.button.to_owned(), link }),
        closing: (words.award.closing)(email.as_str(), days, &app.config.public_url.join("/sign-in")),
    };
    let about = Some(About { issuer: order.issuer, credential: Some(id) });
    let mail = Draft { to: email, kind: Kind::Award, letter, about };
    outbox::write(app, tx, &mail).await
}

impl State {
    /// The state that the table's two columns stand for.
    pub(super) fn read(at: Option<i64>, reason: Option<String>) -> Self {
        match at {
            Some(at) => Self::Revoked { at: instant_of(at), reason: reason.unwrap_or_default() },
            None => Self::Issued,
        }
    }
}

impl From<AwardedRow> for Awarded {
    fn from(row: AwardedRow) -> Self {
        Self {
            id: row.credential_id,
            achievement: row.achievement_id,
            achievement_name: row.achievement_name,
            recipient_name: row.recipient_name,
            recipient_email: row.recipient_email,
            awarded_at: instant_of(row.awarded_at),
            valid_from: instant_of(row.valid_from),
            valid_until: row.valid_until.map(instant_of),
            claimed_at: row.claimed_at.map(instant_of),
            state: State::read(row.revoked_at, row.revoked_reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crypto::verify::{CheckId, Headline, Outcome, TrustRegistry, TrustedIssuer};
    use time::Duration;

    use super::*;
    use crate::flows::{
        outbox::list,
        testing::{achievement, an_award, award as award_one, desk, with_app},
        verify::verify,
    };

    #[tokio::test]
    async fn what_is_issued_verifies_and_needs_a_registry_to_be_called_verified() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let issued = award_one(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await;
            let report = verify(&app, issued.document.as_bytes()).await.unwrap();
            assert_eq!(report.headline(), Headline::GenuineUnknownIssuer, "{:#?}", report.checks);
            let did =
                issuer::by_slug(&mut app.db.read().await.unwrap(), "marlow").await.unwrap().unwrap().did;
            let trusted = TrustedIssuer { did, name: "School".to_owned() };
            let app = app.trusting(vec![TrustRegistry { name: "Us".to_owned(), issuers: vec![trusted] }]);
            let report = verify(&app, issued.document.as_bytes()).await.unwrap();
            assert_eq!(report.headline(), Headline::Verified, "{:#?}", report.checks);
            let altered = issued.document.replace("Ada Obi", "Eve Obi");
            let report = verify(&app, altered.as_bytes()).await.unwrap();
            assert_eq!(report.check(CheckId::Proof).unwrap().outcome, Outcome::Failed);
        })
        .await;
    }

    #[tokio::test]
    async fn awards_made_at_once_never_share_a_status_entry() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let achievement = achievement(&app, &staff).await;
            let mut awards = tokio::task::JoinSet::new();
            for number in 0..12 {
                let (app, staff) = (app.clone(), staff.clone());
                awards.spawn(async move {
                    let award = an_award(achievement, &format!("learner{number}@a.example"));
                    super::award(&app, &staff, "marlow", award).await.unwrap().document
                });
            }
            let documents = awards.join_all().await;
            let entries: BTreeSet<_> = documents
                .iter()
                .map(|text| serde_json::from_str::<serde_json::Value>(text).unwrap())
                .map(|document| document["credentialStatus"]["id"].as_str().unwrap().to_owned())
                .collect();
            assert_eq!(entries.len(), documents.len());
            assert_eq!(awarded(&app, &staff, "marlow", None, 99).await.unwrap().len(), documents.len());
        })
        .await;
    }

    #[tokio::test]
    async fn nobody_awards_at_a_desk_that_is_not_theirs() {
        with_app(async |app| {
            let (staff, other) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
            let award = an_award(achievement(&app, &staff).await, "ada@a.example");
            let refused = super::award(&app, &other, "marlow", award.clone()).await;
            assert!(matches!(refused, Err(IssueError::NotStaff(_))));
            let refused = super::award(&app, &other, "harrow", award).await;
            assert!(matches!(refused, Err(IssueError::UnknownAchievement)), "not even as one's own");
            assert!(matches!(awarded(&app, &other, "marlow", None, 9).await, Err(IssueError::NotStaff(_))));
        })
        .await;
    }

    #[tokio::test]
    async fn an_award_that_makes_no_sense_says_all_that_is_wrong_and_leaves_nothing() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let mails = list(&app, 99).await.unwrap().len();
            let award = Award {
                recipient_name: "\0".to_owned(),
                recipient_email: "nobody".to_owned(),
                valid_until: Some(app.clock.now() - Duration::SECOND),
                ..an_award(achievement(&app, &staff).await, "")
            };
            let Err(IssueError::Fields(fields)) = super::award(&app, &staff, "marlow", award).await else {
                panic!("not refused")
            };
            let pointers: Vec<_> = fields.iter().map(|field| field.pointer.as_str()).collect();
            assert_eq!(pointers, ["/recipient/name", "/recipient/email", "/validUntil"]);
            assert_eq!(awarded(&app, &staff, "marlow", None, 9).await.unwrap(), []);
            assert_eq!(list(&app, 99).await.unwrap().len(), mails);
        })
        .await;
    }

    #[tokio::test]
    async fn the_mail_leads_its_addressee_to_the_offer() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let issued = award_one(&app, &staff, achievement(&app, &staff).await, "Ada@a.example").await;
            let mail = list(&app, 1).await.unwrap().remove(0);
            assert_eq!(mail.to, "ada@a.example");
            let link = mail.link.unwrap();
            assert!(mail.body.contains(&link) && mail.body.contains("Hello Ada Obi"), "{}", mail.body);
            app.clock.advance(Duration::days(6));
            let token = link.rsplit('/').next().unwrap();
            let signed_in = sign_in::confirm(&app, token, None).await.unwrap();
            assert_eq!(signed_in.next, format!("/wallet/credentials/{}", issued.id));
        })
        .await;
    }
}
