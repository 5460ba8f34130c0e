//! Speaking in favour of others: an institution endorses an achievement, an issuer or a credential.
//!
//! What is going to be endorsed is looked at first, and verified where it is signed; only then is
//! anything said of it. What others say in favour of our own achievements is in `received`.

mod received;

use crypto::verify::{Known, Need, Report, Verdict};
use serde_json::{Value, json};
use time::OffsetDateTime;

pub(crate) use received::texts;
pub use received::{ReceiveError, Received, accept, of_achievement, remove};

use super::{
    audit, document,
    fields::Fields,
    issue::profile_text,
    issuer::{Signer, SignerError},
    judge::Busy,
    session::{Act, NotAllowed, Viewer},
    status,
    verify::{knowledge_for_another, verify},
};
use crate::{
    app::App,
    effects::instant_of,
    id::EndorsementId,
    problem::{FieldProblem, Problem},
    secrets::Unsealable,
    store::{
        StoreError,
        endorsement::{self, EndorsementRow},
        issuer,
        status_list::Purpose,
    },
};

/// What can be endorsed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// What somebody awards.
    Achievement,
    /// Somebody who awards.
    Profile,
    /// One award.
    Credential,
}

impl Kind {
    /// Its name in the database and in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Achievement => "achievement",
            Self::Profile => "profile",
            Self::Credential => "credential",
        }
    }
}

/// Something that can be endorsed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Subject {
    /// What it is.
    pub kind: Kind,
    /// Its id: an address or a DID.
    pub id: String,
    /// Its name; its id where it has none.
    pub name: String,
}

/// What was found where somebody pointed.
#[derive(Clone, Debug, PartialEq)]
pub struct Looked {
    /// What of it can be endorsed.
    pub subjects: Vec<Subject>,
    /// What is true of it, where it is signed.
    pub report: Option<Report>,
}

/// An endorsement that this institution has given.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Given {
    /// Its id; it lives at `/endorsements/{id}`.
    pub id: EndorsementId,
    /// `achievement`, `profile` or `credential`.
    pub kind: String,
    /// The id of what is endorsed.
    pub subject: String,
    /// Its name.
    pub name: String,
    /// What is said.
    pub comment: String,
    /// When it was signed.
    pub at: OffsetDateTime,
    /// When it was taken back.
    pub revoked_at: Option<OffsetDateTime>,
}

/// Why nothing was endorsed.
#[derive(Debug, thiserror::Error)]
pub enum EndorseError {
    /// The desk is somebody else's.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// Nothing that can be endorsed.
    #[error("there is no achievement, issuer or credential in this")]
    Nothing,
    /// A credential that is not valid, or not to be checked.
    #[error("this credential does not verify: {0}")]
    NotGood(String),
    /// There is no such endorsement, or it was taken back before.
    #[error("there is no such endorsement that still stands")]
    Unknown,
    /// Fields need another look.
    #[error("the endorsement needs another look")]
    Fields(Vec<FieldProblem>),
    /// Too much is verified just now.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// It was not signed.
    #[error("could not sign the endorsement")]
    Sign(#[from] crypto::proof::SignError),
    /// The issuer's key does not open.
    #[error("could not open the issuer's key")]
    Key(#[from] Unsealable),
    /// The database failed.
    #[error("could not store the endorsement")]
    Store(#[from] StoreError),
}

impl From<SignerError> for EndorseError {
    fn from(err: SignerError) -> Self {
        match err {
            SignerError::Key(source) => Self::Key(source),
            SignerError::Store(source) => Self::Store(source),
        }
    }
}

impl From<status::ListError> for EndorseError {
    fn from(err: status::ListError) -> Self {
        match err {
            status::ListError::Sign(source) => Self::Sign(source),
            status::ListError::Key(source) => Self::Key(source),
            status::ListError::Store(source) => Self::Store(source),
        }
    }
}

impl From<EndorseError> for Problem {
    fn from(err: EndorseError) -> Self {
        match err {
            EndorseError::NotAllowed(source) => source.into(),
            EndorseError::Nothing | EndorseError::NotGood(_) => {
                Self::unprocessable(&err, vec![FieldProblem::new("/about", err.to_string())])
            }
            EndorseError::Unknown => Self::not_found(&err),
            EndorseError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            EndorseError::Busy(source) => source.into(),
            EndorseError::Sign(_) | EndorseError::Key(_) => Self::internal(&err),
            EndorseError::Store(source) => source.into(),
        }
    }
}

/// What can be endorsed of a document or a DID. Of a credential: itself, what it awards, who issued
/// it, once it is verified.
///
/// # Errors
/// [`EndorseError`].
pub async fn look(app: &App, viewer: &Viewer, slug: &str, about: &[u8]) -> Result<Looked, EndorseError> {
    viewer.at(slug, Act::Describe)?;
    let text = str::from_utf8(about).map_err(|_| EndorseError::Nothing)?.trim();
    if text.starts_with("did:") && text.len() <= 500 && text.bytes().all(|byte| byte.is_ascii_graphic()) {
        let needs = vec![Need::DidDocument { did: text.to_owned() }];
        let known = knowledge_for_another(app, needs).await;
        let found = text.starts_with("did:key:") || matches!(known.0.get(text), Some(Known::Found { .. }));
        let subject = Subject { kind: Kind::Profile, id: text.to_owned(), name: text.to_owned() };
        return if found {
            Ok(Looked { subjects: vec![subject], report: None })
        } else {
            Err(EndorseError::Nothing)
        };
    }
    if let Some(subject) = bare(text) {
        return Ok(Looked { subjects: vec![subject], report: None });
    }
    let report = verify(app, about).await?;
    let Some(of) = report.credential.clone() else { return Err(EndorseError::Nothing) };
    if report.outcome != Verdict::Valid {
        let wrong = report.checks.iter().find(|check| {
            matches!(check.outcome, crypto::verify::Outcome::Failed | crypto::verify::Outcome::Unknown)
        });
        return Err(EndorseError::NotGood(wrong.map(|check| check.message.clone()).unwrap_or_default()));
    }
    let name = of.name.clone();
    let parts = [
        (Kind::Achievement, of.achievement_id, name.clone()),
        (Kind::Profile, of.issuer_id, of.issuer_name),
        (Kind::Credential, of.id, name),
    ];
    let subjects = parts.into_iter().filter_map(|(kind, id, name)| {
        let id = id.filter(|id| is_subject(id))?;
        Some(Subject { kind, name: named(name.as_deref(), &id), id })
    });
    let subjects: Vec<_> = subjects.collect();
    if subjects.is_empty() {
        Err(EndorseError::Nothing)
    } else {
        Ok(Looked { subjects, report: Some(report) })
    }
}

/// An Achievement or a Profile that stands by itself.
fn bare(text: &str) -> Option<Subject> {
    let value: Value = serde_json::from_str(text).ok()?;
    let is = |name: &str| match &value["type"] {
        Value::String(text) => text == name,
        Value::Array(all) => all.iter().any(|one| one == name),
        _ => false,
    };
    let kind = match () {
        () if is("Achievement") => Kind::Achievement,
        () if is("Profile") => Kind::Profile,
        () => return None,
    };
    let id = value["id"].as_str().filter(|id| is_subject(id))?.to_owned();
    Some(Subject { kind, name: named(value["name"].as_str(), &id), id })
}

fn is_subject(id: &str) -> bool {
    let known = ["https://", "http://", "urn:", "did:"].iter().any(|scheme| id.starts_with(scheme));
    known && id.len() <= 1000 && id.bytes().all(|byte| byte.is_ascii_graphic())
}

fn named(name: Option<&str>, id: &str) -> String {
    let name: String = name.unwrap_or(id).chars().filter(|c| !c.is_control()).take(200).collect();
    if name.trim().is_empty() { id.to_owned() } else { name.trim().to_owned() }
}

/// Endorses one of the subjects that [`look`] finds in `about`: looks again, signs, keeps. Field
/// pointers are `/subject`, `/comment`.
///
/// # Errors
/// [`EndorseError`].
pub async fn endorse(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    about: &[u8],
    subject: &str,
    comment: &str,
) -> Result<EndorsementId, EndorseError> {
    let desk = viewer.at(slug, Act::Describe)?;
    let looked = look(app, viewer, slug, about).await?;
    let mut fields = Fields::default();
    let chosen = looked.subjects.into_iter().find(|one| one.id == subject);
    if chosen.is_none() {
        fields.wrong("/subject", "choose what you endorse");
    }
    let comment = fields.lines("/comment", comment, 2000);
    if comment.is_empty() {
        fields.wrong("/comment", "say in a sentence what you stand for");
    }
    let chosen = fields.right(chosen).map_err(EndorseError::Fields)?.ok_or(EndorseError::Nothing)?;
    let mut tx = app.db.write().await?;
    let missing = || StoreError::Sql(sqlx::Error::RowNotFound);
    let issuer = issuer::by_id(&mut tx, desk.issuer).await?.ok_or_else(missing)?;
    let signer = Signer::current(app, &mut tx, desk.issuer).await?;
    let entry = status::take(app, &mut tx, desk.issuer, &signer, Purpose::Revocation, 1).await?.pop();
    let entry = entry.ok_or_else(missing)?;
    let (id, now): (EndorsementId, _) = (app.new_id(), app.clock.now());
    let text = document::endorsement(&document::Endorsement {
        id: &app.config.public_url.join(&format!("/endorsements/{id}")),
        name: &format!("Endorsement of {}", chosen.name),
        issuer: &profile_text(app, &issuer, signer.did()),
        subject: &chosen.id,
        comment: &comment,
        valid_from: now,
        status: document::Status { list: &entry.list_url, index: entry.index, purpose: Purpose::Revocation },
    });
    let signed = signer.sign(&text, now)?;
    let row = EndorsementRow {
        endorsement_id: id,
        issuer_id: desk.issuer,
        kind: chosen.kind.name().to_owned(),
        subject: chosen.id,
        subject_name: chosen.name,
        comment,
        status_list_id: entry.list,
        status_index: i64::from(entry.index),
        created_at: app.clock.now_ms(),
        revoked_at: None,
        revoked_reason: None,
    };
    endorsement::insert(&mut tx, &row, &signed, viewer.account).await?;
    let detail = json!({ "subject": row.subject });
    let about = format!("endorsement/{id}");
    audit::note(app, &mut tx, desk.issuer, Some(viewer.account), "endorsement.given", about, &detail).await?;
    tx.commit().await?;
    Ok(id)
}

/// The endorsements that an institution has given, newest first.
///
/// # Errors
/// [`EndorseError`].
pub async fn list(app: &App, viewer: &Viewer, slug: &str) -> Result<Vec<Given>, EndorseError> {
    let desk = viewer.at(slug, Act::See)?;
    let rows = endorsement::of_issuer(&mut app.db.read().await?, desk.issuer).await?;
    let given = rows.into_iter().map(|row| Given {
        id: row.endorsement_id,
        kind: row.kind,
        subject: row.subject,
        name: row.subject_name,
        comment: row.comment,
        at: instant_of(row.created_at),
        revoked_at: row.revoked_at.map(instant_of),
    });
    Ok(given.collect())
}

/// The signed document of an endorsement, for everybody.
///
/// # Errors
/// When the database fails.
pub async fn show(app: &App, id: EndorsementId) -> Result<Option<String>, StoreError> {
    endorsement::document(&mut app.db.read().await?, id).await
}

/// Takes an endorsement back: its status list says so from now on.
///
/// # Errors
/// [`EndorseError`].
///
/// # Panics
/// Never: the table allows no index past the list's end.
pub async fn revoke(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: EndorsementId,
    reason: &str,
) -> Result<(), EndorseError> {
    let desk = viewer.at(slug, Act::Describe)?;
    let mut fields = Fields::default();
    let reason = fields.line("/reason", reason, 500);
    let reason = fields.right(reason).map_err(EndorseError::Fields)?;
    let mut tx = app.db.write().await?;
    let place = endorsement::revoke(&mut tx, desk.issuer, id, &reason, app.clock.now_ms()).await?;
    let (list, index) = place.ok_or(EndorseError::Unknown)?;
    let index = u32::try_from(index).expect("the list has 131072 places");
    status::set(app, &mut tx, list, &[index], true).await?;
    let (about, detail) = (format!("endorsement/{id}"), json!({ "reason": reason }));
    audit::note(app, &mut tx, desk.issuer, Some(viewer.account), "endorsement.revoked", about, &detail)
        .await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crypto::verify::{CheckId, Outcome};

    use super::*;
    use crate::flows::{
        achievement as achievements,
        testing::{achievement, award, desk, with_app},
    };

    #[tokio::test]
    async fn an_endorsed_achievement_carries_it_into_what_is_awarded_until_it_is_taken_back() {
        with_app(async |app| {
            let (ours, theirs) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
            let id = achievement(&app, &ours).await;
            let text = achievements::export(&app, &ours, "marlow", id).await.unwrap();
            let looked = look(&app, &theirs, "harrow", text.as_bytes()).await.unwrap();
            let subject = &looked.subjects[0];
            assert_eq!((subject.kind, subject.name.as_str()), (Kind::Achievement, "Bees"));
            let say = |comment| endorse(&app, &theirs, "harrow", text.as_bytes(), &subject.id, comment);
            assert!(matches!(say(" ").await, Err(EndorseError::Fields(_))));
            let given = say("We teach with it.").await.unwrap();
            let signed = show(&app, given).await.unwrap().unwrap();
            let report = verify(&app, signed.as_bytes()).await.unwrap();
            assert_eq!(report.outcome, Verdict::Valid, "{:#?}", report.checks);
            for check in [CheckId::Model, CheckId::Schema] {
                assert_eq!(report.check(check).unwrap().outcome, Outcome::Passed, "{check:?}");
            }
            accept(&app, &ours, "marlow", id, signed.as_bytes()).await.unwrap();
            let issued = award(&app, &ours, id, "ada@a.example").await.document;
            let report = verify(&app, issued.as_bytes()).await.unwrap();
            assert_eq!(report.outcome, Verdict::Valid, "{:#?}", report.checks);
            for check in [CheckId::Endorsements, CheckId::Model, CheckId::Schema] {
                assert_eq!(report.check(check).unwrap().outcome, Outcome::Passed, "{check:?}");
            }
            revoke(&app, &theirs, "harrow", given, "A mistake.").await.unwrap();
            let report = verify(&app, issued.as_bytes()).await.unwrap();
            assert_eq!(report.check(CheckId::Endorsements).unwrap().outcome, Outcome::Warning);
            let again = revoke(&app, &theirs, "harrow", given, "A mistake.").await;
            assert!(matches!(again, Err(EndorseError::Unknown)));
        })
        .await;
    }

    #[tokio::test]
    async fn a_credential_is_endorsed_only_where_it_verifies() {
        with_app(async |app| {
            let (ours, theirs) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
            let id = achievement(&app, &ours).await;
            let issued = award(&app, &ours, id, "ada@a.example").await.document;
            let looked = look(&app, &theirs, "harrow", issued.as_bytes()).await.unwrap();
            let kinds: Vec<_> = looked.subjects.iter().map(|subject| subject.kind).collect();
            assert_eq!(kinds, [Kind::Achievement, Kind::Profile, Kind::Credential]);
            let altered = issued.replace("Ada Obi", "Eve Obi");
            let refused = look(&app, &theirs, "harrow", altered.as_bytes()).await;
            assert!(matches!(refused, Err(EndorseError::NotGood(_))));
            for nothing in ["", "{}", "hello", "did:web:nowhere.example", "{\"type\":\"Achievement\"}"] {
                let refused = look(&app, &theirs, "harrow", nothing.as_bytes()).await;
                assert!(refused.is_err(), "{nothing}");
            }
            let stranger = look(&app, &theirs, "marlow", issued.as_bytes()).await;
            assert!(matches!(stranger, Err(EndorseError::NotAllowed(_))));
        })
        .await;
    }

    #[tokio::test]
    async fn an_achievement_takes_only_endorsements_of_itself() {
        with_app(async |app| {
            let (ours, theirs) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
            let (id, other) = (achievement(&app, &ours).await, achievement(&app, &ours).await);
            let text = achievements::export(&app, &ours, "marlow", other).await.unwrap();
            let subject = look(&app, &theirs, "harrow", text.as_bytes()).await.unwrap().subjects.remove(0);
            let given =
                endorse(&app, &theirs, "harrow", text.as_bytes(), &subject.id, "Good.").await.unwrap();
            let signed = show(&app, given).await.unwrap().unwrap();
            let strayed = accept(&app, &ours, "marlow", id, signed.as_bytes()).await;
            assert!(matches!(strayed, Err(ReceiveError::Strayed)));
            let altered = signed.replace("Good.", "Best.");
            let refused = accept(&app, &ours, "marlow", other, altered.as_bytes()).await;
            assert!(matches!(refused, Err(ReceiveError::NotGood(_))));
            let award = award(&app, &ours, other, "ada@a.example").await.document;
            let refused = accept(&app, &ours, "marlow", other, award.as_bytes()).await;
            assert!(matches!(refused, Err(ReceiveError::NotOne)));
            let taken = accept(&app, &ours, "marlow", other, signed.as_bytes()).await.unwrap();
            assert_eq!(of_achievement(&app, &ours, "marlow", other).await.unwrap().len(), 1);
            remove(&app, &ours, "marlow", other, taken).await.unwrap();
            assert_eq!(of_achievement(&app, &ours, "marlow", other).await.unwrap(), []);
        })
        .await;
    }
}
