//! Shared records under their learner's own signature.
//!
//! What a link shows becomes a presentation: the credentials as they came, and the learner's title,
//! sections, order and notes as terms that the signature covers. The text is written here and signed
//! where the key is, in the learner's browser; what comes back is kept only if it is a good signature
//! over just that, by a key that this account has proven. When what the link shows has changed
//! since, the signature is of something else, and is shown as such until the learner's device signs
//! anew.
//!
//! Credentials that do not name the key travel with a **link statement**: this service says, for
//! ninety days at the most, that whoever holds the key proved control of the addresses they name.

mod content;
mod statement;

use crypto::verify::{CheckId, Outcome, Report};
use time::OffsetDateTime;

use super::{
    judge::Busy,
    receipt::{self, ReceiptError},
    record::Shown,
    session::Viewer,
    share::{self, ShareError},
    verify::verify_by,
};
use crate::{
    app::App,
    effects::instant_of,
    id::{RecordId, ShareId},
    problem::{FieldProblem, Problem},
    secrets::token_hash,
    store::{
        StoreError, Tx, account_key,
        record::RecordRow,
        share::{ShareRow, live_by_token},
        share_proof::{self, ShareProofRow},
    },
};
use content::{digest_of, digest_of_signed, unsigned_text};

/// After how long a signature is made anew though nothing changed: the statement in it does not
/// last for ever.
const FRESH_MS: i64 = 30 * 24 * 60 * 60 * 1000;

const NOT_SHOWN: &str = "it is not what is shown; what is may have changed meanwhile";

/// Why nothing is signed.
#[derive(Debug, thiserror::Error)]
pub enum PresentError {
    /// Not there, ended, or somebody else's.
    #[error("there is no such link")]
    Unknown,
    /// This account has proven no such key, or has retired it.
    #[error("prove this key first")]
    UnknownKey,
    /// The link shows nothing, or more than one presentation holds.
    #[error("what this link shows cannot be signed: it is empty, or larger than 10 MiB")]
    Size,
    /// What came is no good signature over what the link shows.
    #[error("this is not what the link shows, signed: {0}")]
    NotSigned(&'static str),
    /// The service could not sign its statement.
    #[error("could not sign a statement for the record")]
    Statement(#[from] ReceiptError),
    /// Too much to verify just now.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// What the link shows could not be read.
    #[error(transparent)]
    Share(#[from] ShareError),
    /// The database failed.
    #[error("could not read or keep the signature")]
    Store(#[from] StoreError),
}

impl From<PresentError> for Problem {
    fn from(err: PresentError) -> Self {
        match err {
            PresentError::Unknown => Self::not_found(&err),
            PresentError::UnknownKey | PresentError::Size => Self::conflict(&err),
            PresentError::NotSigned(why) => {
                Self::unprocessable(&err, vec![FieldProblem::new("/presentation", why)])
            }
            PresentError::Statement(source) => source.into(),
            PresentError::Busy(source) => source.into(),
            PresentError::Share(source) => source.into(),
            PresentError::Store(source) => source.into(),
        }
    }
}

/// What there is of a learner's signature over what a link shows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Signature {
    /// It is good, and over just this.
    Good(Signed),
    /// It was over something else: what the link shows has changed since.
    Changed {
        /// When it was signed.
        at: OffsetDateTime,
    },
    /// What is kept of it is not good any more.
    Broken,
}

/// A good signature.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Signed {
    /// When it was signed.
    pub at: OffsetDateTime,
    /// Whether the key was retired since.
    pub earlier: bool,
    /// How many credentials there are,
    pub all: u64,
    /// how many name the key,
    pub named: u64,
    /// and how many name an address that was confirmed to be its holder's.
    pub linked: u64,
}

/// The text that one of this person's live links shows, for a key of theirs to sign.
///
/// # Errors
/// [`PresentError`].
pub async fn unsigned(app: &App, viewer: &Viewer, id: ShareId, did: &str) -> Result<String, PresentError> {
    let (link, shown, emails) = {
        let mut tx = app.db.read().await?;
        let key = account_key::by_did(&mut tx, viewer.account, did).await?;
        key.filter(|key| key.retired_at.is_none()).ok_or(PresentError::UnknownKey)?;
        let (link, _, shown) = own(app, &mut tx, viewer, id).await?;
        (link, shown, crate::store::address::of_account(&mut tx, viewer.account).await?)
    };
    if shown.documents().next().is_none() {
        return Err(PresentError::Size);
    }
    let statement = statement::for_holder(app, did, &emails, &shown, link.expires_at).await?;
    let text = unsigned_text(&shown, did, statement.as_deref());
    if digest_of(&text).is_none() {
        return Err(PresentError::Size);
    }
    Ok(text)
}

/// Keeps what this person's key signed of what one of their live links shows.
///
/// * `signed`: the text of [`unsigned`], with its proof.
///
/// # Errors
/// [`PresentError`].
pub async fn keep(app: &App, viewer: &Viewer, id: ShareId, signed: &str) -> Result<(), PresentError> {
    // Before anything is verified, which costs more.
    {
        let mut tx = app.db.read().await?;
        let (_, _, shown) = own(app, &mut tx, viewer, id).await?;
        let digest = content_digest(&shown).ok_or(PresentError::Size)?;
        let found = digest_of_signed(signed, shown.documents().count()).map(|(digest, _)| digest);
        if found != Some(digest) {
            return Err(PresentError::NotSigned(NOT_SHOWN));
        }
    }
    let report = judged(app, signed).await?;
    let passed = |id| report.check(id).is_some_and(|check| check.outcome == Outcome::Passed);
    if !passed(CheckId::Proof) || !passed(CheckId::Issuer) || report.record.is_none() {
        return Err(PresentError::NotSigned("its proof is not a good one over its text by its holder"));
    }
    let holder = report.credential.as_ref().and_then(|summary| summary.subject_id.clone());
    let holder = holder.ok_or(PresentError::NotSigned("it names no holder"))?;
    let mut tx = app.db.write().await?;
    let key = account_key::by_did(&mut tx, viewer.account, &holder).await?;
    key.filter(|key| key.retired_at.is_none()).ok_or(PresentError::UnknownKey)?;
    let (_, _, shown) = own(app, &mut tx, viewer, id).await?;
    let content_digest = content_digest(&shown).ok_or(PresentError::Size)?;
    let all = shown.documents().count();
    let (found, with_statement) = digest_of_signed(signed, all).ok_or(PresentError::NotSigned(NOT_SHOWN))?;
    if found != content_digest {
        return Err(PresentError::NotSigned(NOT_SHOWN));
    }
    if with_statement && !statement::is_ours(app, report.nested.get(all)).await {
        return Err(PresentError::NotSigned("the statement in it is not ours"));
    }
    let row = ShareProofRow {
        share_id: id,
        holder,
        document: signed.to_owned(),
        content_digest,
        signed_at: app.clock.now_ms(),
    };
    share_proof::keep(&mut tx, &row).await?;
    Ok(tx.commit().await?)
}

/// This person's live links over which there is no signature, or none of late: for a device of theirs
/// that has the key.
///
/// * `record`: those to this record alone.
///
/// # Errors
/// [`PresentError`].
pub async fn to_sign(
    app: &App,
    viewer: &Viewer,
    record: Option<RecordId>,
) -> Result<Vec<ShareId>, PresentError> {
    let mut tx = app.db.read().await?;
    let mut found = Vec::new();
    for hash in share_proof::token_hashes(&mut tx, viewer.account, record).await? {
        let Some(link) = live_by_token(&mut tx, &hash, app.clock.now_ms()).await? else { continue };
        let Some((_, shown)) = share::shows(&mut tx, &link).await? else { continue };
        if shown.documents().next().is_some() && is_due(app, &mut tx, viewer, &link, &shown).await? {
            found.push(link.share_id);
        }
    }
    Ok(found)
}

/// Whether one of this person's links is to be signed; one that leads nowhere is not.
///
/// # Errors
/// [`PresentError`].
pub async fn is_to_sign(app: &App, viewer: &Viewer, id: ShareId) -> Result<bool, PresentError> {
    let mut tx = app.db.read().await?;
    match own(app, &mut tx, viewer, id).await {
        Ok((link, _, shown)) => {
            Ok(shown.documents().next().is_some() && is_due(app, &mut tx, viewer, &link, &shown).await?)
        }
        Err(PresentError::Unknown) => Ok(false),
        Err(err) => Err(err),
    }
}

async fn is_due(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    link: &ShareRow,
    shown: &Shown,
) -> Result<bool, PresentError> {
    let Some(row) = share_proof::of_share(tx, link.share_id).await? else { return Ok(true) };
    let key = account_key::by_did(tx, viewer.account, &row.holder).await?;
    let retired = key.is_none_or(|key| key.retired_at.is_some());
    let old = app.clock.now_ms() - row.signed_at > FRESH_MS;
    Ok(retired
        || old
        || Some(&row.content_digest) != content_digest(shown).as_ref()
        || statement::is_cut_short(&row, link.expires_at))
}

/// What there is of a signature over what a live link shows; `None` where nobody signed.
///
/// * `shown`: what it shows.
///
/// # Errors
/// [`PresentError::Busy`], [`PresentError::Store`].
pub async fn signature(app: &App, token: &str, shown: &Shown) -> Result<Option<Signature>, PresentError> {
    let Some((row, earlier)) = kept(app, token).await? else { return Ok(None) };
    let at = instant_of(row.signed_at);
    if Some(&row.content_digest) != content_digest(shown).as_ref() {
        return Ok(Some(Signature::Changed { at }));
    }
    let report = judged(app, &row.document).await?;
    let passed = |id| report.check(id).is_some_and(|check| check.outcome == Outcome::Passed);
    if !passed(CheckId::Proof) || !passed(CheckId::Issuer) {
        tracing::error!(share.id = %row.share_id, "a learner's signature that was good is not any more");
        return Ok(Some(Signature::Broken));
    }
    let all = u64::try_from(shown.documents().count()).unwrap_or(u64::MAX);
    let (named, linked) = (told(&report, "credentialsNaming"), told(&report, "credentialsLinked"));
    Ok(Some(Signature::Good(Signed { at, earlier, all, named, linked })))
}

/// The signed text of what a live link shows, where it is of just that.
///
/// * `shown`: what it shows.
///
/// # Errors
/// [`PresentError::Store`].
pub async fn document(app: &App, token: &str, shown: &Shown) -> Result<Option<String>, PresentError> {
    let row = kept(app, token).await?.map(|(row, _)| row);
    Ok(row.filter(|row| Some(&row.content_digest) == content_digest(shown).as_ref()).map(|row| row.document))
}

/// The signature that is kept for a live link, and whether its key is an earlier one.
async fn kept(app: &App, token: &str) -> Result<Option<(ShareProofRow, bool)>, PresentError> {
    let mut tx = app.db.read().await?;
    let Some(link) = live_by_token(&mut tx, &token_hash(token), app.clock.now_ms()).await? else {
        return Ok(None);
    };
    let Some(row) = share_proof::of_share(&mut tx, link.share_id).await? else { return Ok(None) };
    let Some(record) = crate::store::record::by_id(&mut tx, link.record_id).await? else { return Ok(None) };
    let key = account_key::by_did(&mut tx, record.account_id, &row.holder).await?;
    Ok(Some((row, key.is_none_or(|key| key.retired_at.is_some()))))
}

/// One of this person's live links, and what it shows.
async fn own(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    id: ShareId,
) -> Result<(ShareRow, RecordRow, Shown), PresentError> {
    let hash = share_proof::token_hash(tx, viewer.account, id).await?.ok_or(PresentError::Unknown)?;
    let link = live_by_token(tx, &hash, app.clock.now_ms()).await?.ok_or(PresentError::Unknown)?;
    let (record, shown) = share::shows(tx, &link).await?.ok_or(PresentError::Unknown)?;
    Ok((link, record, shown))
}

async fn judged(app: &App, document: &str) -> Result<Report, PresentError> {
    let policy = receipt::policy(app).await;
    let mut reports = verify_by(app, &[document.as_bytes()], &policy).await?;
    reports.pop().ok_or(PresentError::NotSigned("it cannot be read"))
}

/// Of what a signature is one: all that is shown, whoever signs it.
fn content_digest(shown: &Shown) -> Option<String> {
    digest_of(&unsigned_text(shown, "", None))
}

/// A number that the `holder` check notes.
fn told(report: &Report, name: &str) -> u64 {
    let check = report.check(CheckId::Holder);
    let evidence = check.and_then(|check| check.evidence.iter().find(|evidence| evidence.name == name));
    evidence.and_then(|evidence| evidence.value.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
