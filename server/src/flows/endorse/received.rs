//! What others say in favour of our achievements: brought by hand, verified, and from then on part of
//! what is awarded.

use crypto::verify::{Outcome, Verdict};
use serde_json::{json, value::RawValue};
use time::OffsetDateTime;

use crate::{
    app::App,
    effects::instant_of,
    flows::{
        audit,
        judge::Busy,
        session::{Act, NotAllowed, Viewer},
        verify::verify,
    },
    id::{AchievementId, IssuerId, ReceivedEndorsementId},
    problem::{FieldProblem, Problem},
    store::{
        StoreError, Tx, achievement,
        received_endorsement::{self, ReceivedRow},
    },
};

/// Each goes into every award.
const MOST: usize = 5;
const MOST_BYTES: usize = 32 << 10;

/// What somebody says in favour of one of our achievements.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Received {
    /// Its id here.
    pub id: ReceivedEndorsementId,
    /// Who says it, by name.
    pub endorser: String,
    /// What is said.
    pub comment: String,
    /// When it was brought.
    pub at: OffsetDateTime,
}

/// Why an endorsement was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// No such achievement or endorsement here.
    #[error("there is no such endorsement here")]
    Unknown,
    /// Too long, or no JSON.
    #[error("paste the endorsement as JSON of up to 32 kB")]
    Unreadable,
    /// A credential of another kind.
    #[error("this is no endorsement")]
    NotOne,
    /// It speaks of something else.
    #[error("this endorsement speaks of something else")]
    Strayed,
    /// It does not verify.
    #[error("this endorsement does not verify: {0}")]
    NotGood(String),
    /// There are enough.
    #[error("an achievement carries at most 5 endorsements; remove one first")]
    TooMany,
    /// Too much is verified just now.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The database failed.
    #[error("could not store the endorsement")]
    Store(#[from] StoreError),
}

impl From<ReceiveError> for Problem {
    fn from(err: ReceiveError) -> Self {
        match err {
            ReceiveError::NotAllowed(source) => source.into(),
            ReceiveError::Unknown => Self::not_found(&err),
            ReceiveError::Busy(source) => source.into(),
            ReceiveError::Store(source) => source.into(),
            _ => Self::unprocessable(&err, vec![FieldProblem::new("/endorsement", err.to_string())]),
        }
    }
}

/// Takes an endorsement of an achievement: it goes into what is awarded from now on.
///
/// # Errors
/// [`ReceiveError`].
pub async fn accept(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    achievement: AchievementId,
    document: &[u8],
) -> Result<ReceivedEndorsementId, ReceiveError> {
    let desk = viewer.at(slug, Act::Describe)?;
    let text = str::from_utf8(document).map_err(|_| ReceiveError::Unreadable)?.trim();
    if text.len() > MOST_BYTES || !text.starts_with('{') {
        return Err(ReceiveError::Unreadable);
    }
    let value: serde_json::Value = serde_json::from_str(text).map_err(|_| ReceiveError::Unreadable)?;
    let report = verify(app, text.as_bytes()).await?;
    let of = report.credential.unwrap_or_default();
    if !of.types.iter().any(|name| name == "EndorsementCredential") {
        return Err(ReceiveError::NotOne);
    }
    if report.outcome != Verdict::Valid {
        let wrong = report.checks.iter();
        let wrong = wrong.filter(|check| matches!(check.outcome, Outcome::Failed | Outcome::Unknown));
        return Err(ReceiveError::NotGood(
            wrong.map(|check| check.message.clone()).next().unwrap_or_default(),
        ));
    }
    if value["credentialSubject"]["id"] != app.config.public_url.join(&format!("/achievements/{achievement}"))
    {
        return Err(ReceiveError::Strayed);
    }
    let short = |text: Option<String>, most: usize| -> String {
        text.unwrap_or_default().chars().filter(|c| !c.is_control() || *c == '\n').take(most).collect()
    };
    let row = ReceivedRow {
        received_endorsement_id: app.new_id(),
        achievement_id: achievement,
        endorser: short(of.issuer_name.or(of.issuer_id), 200),
        comment: short(of.comment, 2000),
        document: text.to_owned(),
        created_at: app.clock.now_ms(),
    };
    let mut tx = app.db.write().await?;
    of_desk(&mut tx, desk.issuer, achievement).await?;
    let there = received_endorsement::of_achievement(&mut tx, achievement).await?;
    if there.len() >= MOST {
        return Err(ReceiveError::TooMany);
    }
    received_endorsement::insert(&mut tx, &row).await?;
    let (subject, detail) = (format!("achievement/{achievement}"), json!({ "endorser": row.endorser }));
    audit::note(app, &mut tx, desk.issuer, Some(viewer.account), "endorsement.accepted", subject, &detail)
        .await?;
    tx.commit().await?;
    Ok(row.received_endorsement_id)
}

/// What others say in favour of an achievement.
///
/// # Errors
/// [`ReceiveError`].
pub async fn of_achievement(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    achievement: AchievementId,
) -> Result<Vec<Received>, ReceiveError> {
    let desk = viewer.at(slug, Act::See)?;
    let mut tx = app.db.read().await?;
    of_desk(&mut tx, desk.issuer, achievement).await?;
    let rows = received_endorsement::of_achievement(&mut tx, achievement).await?;
    let all = rows.into_iter().map(|row| Received {
        id: row.received_endorsement_id,
        endorser: row.endorser,
        comment: row.comment,
        at: instant_of(row.created_at),
    });
    Ok(all.collect())
}

/// Carries an endorsement no longer; what was awarded with it keeps it.
///
/// # Errors
/// [`ReceiveError`].
pub async fn remove(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    achievement: AchievementId,
    id: ReceivedEndorsementId,
) -> Result<(), ReceiveError> {
    let desk = viewer.at(slug, Act::Describe)?;
    let mut tx = app.db.write().await?;
    of_desk(&mut tx, desk.issuer, achievement).await?;
    if !received_endorsement::delete(&mut tx, achievement, id).await? {
        return Err(ReceiveError::Unknown);
    }
    let subject = format!("achievement/{achievement}");
    audit::note(app, &mut tx, desk.issuer, Some(viewer.account), "endorsement.removed", subject, &json!({}))
        .await?;
    tx.commit().await?;
    Ok(())
}

/// The signed texts that go into awards of an achievement.
pub(crate) async fn texts(tx: &mut Tx, id: AchievementId) -> Result<Vec<Box<RawValue>>, StoreError> {
    let rows = received_endorsement::of_achievement(tx, id).await?;
    Ok(rows.into_iter().filter_map(|row| RawValue::from_string(row.document).ok()).collect())
}

async fn of_desk(tx: &mut Tx, issuer: IssuerId, id: AchievementId) -> Result<(), ReceiveError> {
    let row = achievement::by_id(tx, id).await?.filter(|row| row.issuer_id == issuer);
    row.map(|_| ()).ok_or(ReceiveError::Unknown)
}
