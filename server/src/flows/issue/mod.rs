//! Awarding: writes the document, signs it, keeps it, and mails the learner.

pub(crate) mod content;
pub(crate) mod edition;
mod letters;
mod look;
mod many;
mod once;
mod press;

use std::slice;

use api::open_badges::SubjectContent;
use serde_json::json;
use time::OffsetDateTime;

pub(in crate::flows) use letters::Letters;
pub(crate) use letters::tell;
pub use look::{Awarded, STATES, Search, State, awarded, awarded_one, look, look_before};
pub use many::{MOST_AT_ONCE, award_many};
pub use once::award_once;
pub(crate) use press::{Order, Press, To};
pub(in crate::flows) use press::{Printed, profile_text};

use super::{
    audit,
    fields::{Email, Fields},
    issuer::SignerError,
    session::{Act, Desk, NotAllowed, Viewer},
    status,
};
use crate::{
    app::App,
    id::{AchievementId, CredentialId, LearnerId},
    problem::{FieldProblem, Problem},
    secrets::Unsealable,
    store::{StoreError, Tx, learner},
};

/// An award, as typed.
#[derive(Clone, Debug)]
pub struct Award {
    /// What is awarded.
    pub achievement: AchievementId,
    /// To whom.
    pub recipient: Recipient,
    /// What is particular to it.
    pub content: SubjectContent,
    /// From when it counts; absent: from now.
    pub valid_from: Option<OffsetDateTime>,
    /// Until when it counts; absent: as long as the achievement says.
    pub valid_until: Option<OffsetDateTime>,
}

impl Award {
    /// An award of this to nobody yet, with nothing particular to it.
    pub fn of(achievement: AchievementId) -> Self {
        Self {
            achievement,
            recipient: Recipient::default(),
            content: SubjectContent::default(),
            valid_from: None,
            valid_until: None,
        }
    }
}

/// Who is awarded something, as typed: a name, and an address, one of the institution's learners
/// or a DID.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Recipient {
    /// The name; of a learner the learner's, where it is empty.
    pub name: String,
    /// The e-mail address.
    pub email: Option<String>,
    /// Which of the institution's learners.
    pub learner: Option<LearnerId>,
    /// A DID.
    pub did: Option<String>,
}

/// A credential that was signed and stored.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Issued {
    /// Its id; it lives at `/credentials/{id}`.
    pub id: CredentialId,
    /// The signed document, byte for byte as stored.
    pub document: String,
}

/// Why a credential was not issued.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// This institution has no such achievement.
    #[error("this institution has no such achievement")]
    UnknownAchievement,
    /// The achievement is a draft, or retired.
    #[error("this achievement is not awarded: it is a draft, or retired")]
    NotPublished,
    /// It was revoked.
    #[error("this credential has been revoked; award it anew instead")]
    Revoked,
    /// It counts for good.
    #[error("this credential counts for good; there is nothing to renew")]
    NoEnd,
    /// The service is stopping.
    #[error("the service is stopping")]
    Interrupted(#[source] tokio::task::JoinError),
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
            status::ListError::Key(source) => Self::Key(source),
            status::ListError::Store(source) => Self::Store(source),
        }
    }
}

impl From<SignerError> for IssueError {
    fn from(err: SignerError) -> Self {
        match err {
            SignerError::Key(source) => Self::Key(source),
            SignerError::Store(source) => Self::Store(source),
        }
    }
}

impl From<IssueError> for Problem {
    fn from(err: IssueError) -> Self {
        match err {
            IssueError::NotAllowed(source) => source.into(),
            IssueError::UnknownAchievement | IssueError::UnknownCredential => Self::not_found(&err),
            IssueError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            IssueError::NotPublished | IssueError::Revoked | IssueError::NoEnd => Self::conflict(&err),
            IssueError::Sign(_) | IssueError::Key(_) | IssueError::Interrupted(_) => Self::internal(&err),
            IssueError::Store(source) => source.into(),
        }
    }
}

/// Awards an achievement of the institution called `slug`: when this returns, the signed
/// credential is on disk. Field pointers are `/recipient/name`, `/recipient/email`,
/// `/recipient/did`, `/recipient/learner`, `/validUntil`, `/content/…`.
///
/// # Errors
/// [`IssueError`].
pub async fn award(app: &App, viewer: &Viewer, slug: &str, award: Award) -> Result<Issued, IssueError> {
    let desk = viewer.at(slug, Act::Award)?;
    let mut tx = app.db.write().await?;
    let press = Press::open(app, &mut tx, desk.issuer, award.achievement).await?;
    let issued = issue_one(app, &mut tx, viewer, desk, &press, award).await?;
    tx.commit().await?;
    tracing::info!(credential.id = %issued.id, issuer.id = %desk.issuer, "issued a credential");
    Ok(issued)
}

/// Decides, issues, tells and notes one award in the caller's transaction.
async fn issue_one(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    desk: &Desk,
    press: &Press,
    award: Award,
) -> Result<Issued, IssueError> {
    let detail = json!({ "achievement": award.achievement.to_string() });
    let order = decide(app, tx, desk, press, award).await?.by(viewer);
    let issued = press.issue(app, tx, slice::from_ref(&order)).await?.remove(0);
    tell(app, tx, press, &[(&order, issued.id)]).await?;
    let subject = format!("credential/{}", issued.id);
    audit::note(app, tx, desk.issuer, Some(viewer.account), "credential.awarded", subject, &detail).await?;
    Ok(issued)
}

/// The text that [`award`] would sign, for a look before it is signed. Nothing is stored.
///
/// # Errors
/// [`IssueError`].
pub async fn preview(app: &App, viewer: &Viewer, slug: &str, award: Award) -> Result<String, IssueError> {
    let desk = viewer.at(slug, Act::Award)?;
    let mut tx = app.db.read().await?;
    let press = Press::open(app, &mut tx, desk.issuer, award.achievement).await?;
    let order = decide(app, &mut tx, desk, &press, award).await?;
    Ok(press.proof_sheet(app, &order))
}

/// Makes an award right, or says what is wrong with it.
async fn decide(
    app: &App,
    tx: &mut Tx,
    desk: &Desk,
    press: &Press,
    award: Award,
) -> Result<Order, IssueError> {
    let now = app.clock.now();
    let mut fields = Fields::default();
    let to = recipient(tx, desk, &mut fields, award.recipient).await?;
    let valid_from = award.valid_from.unwrap_or(now);
    fields.near("/validFrom", now, valid_from);
    if let Some(until) = award.valid_until {
        fields.near("/validUntil", now, until);
    }
    if award.valid_until.is_some_and(|until| until <= valid_from.max(now)) {
        fields.wrong("/validUntil", "choose a day in the future");
    }
    let content = content::checked(&mut fields, press.content(), award.content);
    fields.right(()).map_err(IssueError::Fields)?;
    Ok(Order {
        to,
        content,
        awarded_at: now,
        valid_from,
        valid_until: award.valid_until,
        class: None,
        bulk: None,
        by: None,
    })
}

async fn recipient(
    tx: &mut Tx,
    desk: &Desk,
    fields: &mut Fields,
    typed: Recipient,
) -> Result<To, IssueError> {
    let known = match typed.learner {
        None => None,
        Some(id) => {
            let row = learner::by_id(tx, desk.issuer, id).await?;
            if row.is_none() {
                fields.wrong("/recipient/learner", "this institution has no such learner");
            }
            row
        }
    };
    let given =
        |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let (email, did) = (given(typed.email), given(typed.did));
    let name = match &known {
        Some(row) if typed.name.trim().is_empty() => row.name.clone(),
        _ => fields.line("/recipient/name", &typed.name, 200),
    };
    let email = match (email, &known) {
        (Some(text), _) => fields.email("/recipient/email", &text),
        (None, Some(row)) => row.email.as_deref().and_then(Email::read),
        (None, None) if did.is_none() => fields.email("/recipient/email", ""),
        (None, None) => None,
    };
    if did.as_deref().is_some_and(|did| !is_did(did)) {
        fields.wrong("/recipient/did", "write a DID, such as did:key:z6Mk…");
    }
    let did = did.or_else(|| known.as_ref()?.did.clone());
    Ok(To { name, email, learner: typed.learner, source_id: known.and_then(|row| row.source_id), did })
}

/// Whether `text` has the form of a DID.
///
/// Source: Decentralized Identifiers v1.0, section 3.1 (DID Syntax).
pub(crate) fn is_did(text: &str) -> bool {
    let Some((method, id)) = text.strip_prefix("did:").and_then(|rest| rest.split_once(':')) else {
        return false;
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_:%".contains(&byte);
    text.len() <= 500
        && !method.is_empty()
        && method.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && !id.is_empty()
        && !id.ends_with(':')
        && id.bytes().all(plain)
}

impl Order {
    /// The same, by somebody.
    fn by(self, viewer: &Viewer) -> Self {
        Self { by: Some(viewer.account), ..self }
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
        sign_in,
        testing::{achievement, an_award, award as award_one, desk, with_app},
        verify::verify,
    };
    use crate::store::issuer;

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
            assert!(matches!(refused, Err(IssueError::NotAllowed(_))));
            let refused = super::award(&app, &other, "harrow", award).await;
            assert!(matches!(refused, Err(IssueError::UnknownAchievement)), "not even as one's own");
            assert!(matches!(awarded(&app, &other, "marlow", None, 9).await, Err(IssueError::NotAllowed(_))));
        })
        .await;
    }

    #[tokio::test]
    async fn an_award_that_makes_no_sense_says_all_that_is_wrong_and_leaves_nothing() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let mails = list(&app, 99).await.unwrap().len();
            let award = Award {
                recipient: Recipient {
                    name: "\0".to_owned(),
                    email: Some("nobody".to_owned()),
                    ..Recipient::default()
                },
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
            let signed_in =
                sign_in::confirm(&app, token, None, crate::flows::account::Device::default()).await.unwrap();
            assert_eq!(signed_in.next, format!("/wallet/credentials/{}", issued.id));
        })
        .await;
    }
}
