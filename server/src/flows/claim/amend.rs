//! When a credential went to the wrong person, or to an address that nobody reads any more.
//!
//! What nobody has claimed gets a corrected edition with another address. What somebody else has
//! claimed is revoked, stays in their wallet as that, and is issued anew. Whoever has it and has
//! lost the address gets another copy, after somebody at the desk has seen who they are: their
//! old wallet is left alone.

use serde_json::json;

use super::{may_help, resend};
use crate::{
    app::App,
    effects::instant_of,
    flows::{
        Email, audit,
        fields::Fields,
        issue::{
            IssueError, Order, Press, To,
            edition::{self, Change, Kind},
        },
        revoke::{self, RevokeError},
        session::{Act, Desk, NotAllowed, Viewer},
    },
    id::{CredentialId, IdentityCheckId},
    problem::{FieldProblem, Problem},
    store::{
        StoreError, Tx, claim_code,
        credential::{self, StandingRow},
        holding::{self, UnclaimedRow},
        identity_check::{self, IdentityCheckRow},
        issuer, learner,
    },
};

/// What somebody showed to prove who they are. Nothing of what stands on it is kept.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SeenAs {
    /// A passport.
    Passport,
    /// An identity card.
    IdentityCard,
    /// A driving licence.
    DrivingLicence,
    /// A card of the institution's own.
    StudentCard,
    /// Nothing: they are known in person.
    InPerson,
    /// Something else; the note says what.
    Other,
}

impl SeenAs {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Passport,
        Self::IdentityCard,
        Self::DrivingLicence,
        Self::StudentCard,
        Self::InPerson,
        Self::Other,
    ];

    /// Its name in the database and in forms.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passport => "passport",
            Self::IdentityCard => "identity_card",
            Self::DrivingLicence => "driving_licence",
            Self::StudentCard => "student_card",
            Self::InPerson => "in_person",
            Self::Other => "other",
        }
    }

    /// What is called this.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|seen| seen.name() == name)
    }
}

/// A credential is to go to another address, as typed.
#[derive(Clone, Debug, Default)]
pub struct Readdress {
    /// The new address.
    pub email: String,
    /// What was seen of whoever asks; absent: the address was a slip, and nobody has claimed yet.
    pub seen: Option<SeenAs>,
    /// A note about that; no numbers.
    pub note: String,
}

/// A credential was claimed by somebody else, as typed.
#[derive(Clone, Debug, Default)]
pub struct Release {
    /// The address of whom it belongs to.
    pub email: String,
    /// What went wrong; the wallet that has it shows that.
    pub reason: String,
}

/// Why nothing was amended.
#[derive(Debug, thiserror::Error)]
pub enum AmendError {
    /// The desk, or the credential, is somebody else's to change.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
    /// This institution has issued no such credential.
    #[error("this institution has issued no such credential")]
    Unknown,
    /// Nobody has claimed it: its address can be corrected.
    #[error("nobody has claimed this credential; correct its address instead")]
    NotClaimed,
    /// Fields need another look. Pointers are `/email`, `/seen`, `/note`, `/reason`.
    #[error("this needs another look")]
    Fields(Vec<FieldProblem>),
    /// It was not revoked.
    #[error(transparent)]
    Revoke(#[from] RevokeError),
    /// It was not issued.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// The database failed.
    #[error("could not amend the credential")]
    Store(#[from] StoreError),
}

impl From<AmendError> for Problem {
    fn from(err: AmendError) -> Self {
        match err {
            AmendError::NotAllowed(source) => source.into(),
            AmendError::Unknown => Self::not_found(&err),
            AmendError::NotClaimed => Self::conflict(&err),
            AmendError::Fields(ref fields) => Self::unprocessable(&err, fields.clone()),
            AmendError::Revoke(source) => source.into(),
            AmendError::Issue(source) => source.into(),
            AmendError::Store(source) => source.into(),
        }
    }
}

/// Sends a credential to another address; gives the id under which it waits there. Where nobody
/// has claimed it, that is its own, in a corrected edition. Where somebody has, it is issued once
/// more, which needs an identity check; the wallet that has it is left alone.
///
/// # Errors
/// [`AmendError`].
pub async fn readdress(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: CredentialId,
    typed: Readdress,
) -> Result<CredentialId, AmendError> {
    let desk = viewer.to_change(slug)?;
    let mut tx = app.db.write().await?;
    let row = standing(&mut tx, viewer, desk, id).await?;
    let claimed = holding::holder(&mut tx, id).await?.is_some();
    let mut fields = Fields::default();
    let email = fields.email("/email", &typed.email);
    let note = fields.lines("/note", &typed.note, 500);
    if claimed && typed.seen.is_none() {
        fields.wrong("/seen", "somebody has claimed this: say what you have seen of whoever asks");
    }
    if typed.seen == Some(SeenAs::Other) && note.is_empty() {
        fields.wrong("/note", "say what you have seen; leave out its number");
    }
    if email.as_ref().is_some_and(|email| email.as_str() == row.recipient_email) {
        fields.wrong("/email", "this is the address that it has");
    }
    fields.right(()).map_err(AmendError::Fields)?;
    let email = email.ok_or(AmendError::Unknown)?;
    if let Some(seen) = typed.seen {
        let check = IdentityCheckRow {
            identity_check_id: app.new_id::<IdentityCheckId>(),
            issuer_id: desk.issuer,
            credential_id: id,
            seen: seen.name().to_owned(),
            note,
            checked_by: Some(viewer.account),
            checked_at: app.clock.now_ms(),
        };
        identity_check::insert(&mut tx, &check).await?;
    }
    let there = if claimed {
        reissue(app, &mut tx, viewer, &row, email.clone()).await?
    } else {
        let change = Change { email: Some(email.clone()), ..Change::default() };
        // Whoever was given a code for the old address may be somebody else.
        claim_code::delete(&mut tx, id).await?;
        let reason = "It was sent to another address.";
        edition::replace(app, &mut tx, desk.issuer, id, Kind::Corrected, change, reason).await?.id
    };
    tell(app, &mut tx, desk, there).await?;
    let detail = json!({ "seen": typed.seen.map(SeenAs::name), "now": there });
    let (before, after) = (json!({ "email": row.recipient_email }), json!({ "email": email.as_str() }));
    let told = audit::Told { detail: &detail, before: &before, after: &after };
    let (by, subject) = (Some(viewer.account), format!("credential/{id}"));
    audit::note_change(app, &mut tx, desk.issuer, by, "credential.readdressed", subject, told);
    note_anew(app, &mut tx, viewer, desk, id, there).await?;
    tx.commit().await?;
    Ok(there)
}

/// Takes a credential back from whoever has claimed it wrongly, and issues it anew to whom it
/// belongs to; gives the new one's id. The old one stays in that wallet, revoked.
///
/// # Errors
/// [`AmendError`].
pub async fn release(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: CredentialId,
    typed: Release,
) -> Result<CredentialId, AmendError> {
    let desk = viewer.at(slug, Act::Revoke)?;
    let mut tx = app.db.write().await?;
    let row = standing(&mut tx, viewer, desk, id).await?;
    let mut fields = Fields::default();
    let email = fields.email("/email", &typed.email);
    let reason = fields.line("/reason", &typed.reason, 500);
    fields.right(()).map_err(AmendError::Fields)?;
    let email = email.ok_or(AmendError::Unknown)?;
    if holding::holder(&mut tx, id).await?.is_none() {
        return Err(AmendError::NotClaimed);
    }
    revoke::take_back(app, &mut tx, desk.issuer, id, &reason).await?;
    let anew = reissue(app, &mut tx, viewer, &row, email).await?;
    tell(app, &mut tx, desk, anew).await?;
    let detail = json!({ "reason": reason, "now": anew });
    note_of(app, &mut tx, viewer, desk, "credential.released", id, &detail).await?;
    note_anew(app, &mut tx, viewer, desk, id, anew).await?;
    tx.commit().await?;
    Ok(anew)
}

async fn standing(
    tx: &mut Tx,
    viewer: &Viewer,
    desk: &Desk,
    id: CredentialId,
) -> Result<StandingRow, AmendError> {
    let row = credential::lock(tx, desk.issuer, id).await?.ok_or(AmendError::Unknown)?;
    if !may_help(tx, viewer, desk, row.awarded_by, row.class_id).await? {
        return Err(NotAllowed::Role.into());
    }
    if row.revoked_at.is_some() {
        return Err(IssueError::Revoked.into());
    }
    Ok(row)
}

/// The same award under a new id, to another address and to nobody's key.
async fn reissue(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    row: &StandingRow,
    email: Email,
) -> Result<CredentialId, IssueError> {
    let press =
        Press::of_version(app, tx, row.issuer_id, row.achievement_id, row.achievement_version).await?;
    let source_id = match row.learner_id {
        Some(learner) => learner::by_id(tx, row.issuer_id, learner).await?.and_then(|row| row.source_id),
        None => None,
    };
    let order = Order {
        to: To {
            name: row.recipient_name.clone(),
            email: Some(email),
            learner: row.learner_id,
            source_id,
            did: None,
        },
        content: serde_json::from_str(&row.details).unwrap_or_default(),
        awarded_at: instant_of(row.awarded_at),
        valid_from: app.clock.now(),
        valid_until: row.valid_until.map(instant_of),
        class: row.class_id,
        bulk: row.bulk_id,
        by: Some(viewer.account),
    };
    Ok(press.issue(app, tx, &[order]).await?.remove(0).id)
}

async fn tell(app: &App, tx: &mut Tx, desk: &Desk, id: CredentialId) -> Result<(), StoreError> {
    let missing = || StoreError::Sql(sqlx::Error::RowNotFound);
    let issuer = issuer::by_id(tx, desk.issuer).await?.ok_or_else(missing)?;
    let rows: Vec<UnclaimedRow> = holding::unclaimed(tx, desk.issuer, Some(id), 1).await?;
    for row in &rows {
        resend::tell(app, tx, &issuer, row).await?;
    }
    Ok(())
}

/// Notes where the new one comes from, where it is another.
async fn note_anew(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    desk: &Desk,
    id: CredentialId,
    anew: CredentialId,
) -> Result<(), StoreError> {
    if id == anew {
        return Ok(());
    }
    let detail = json!({ "by": "again", "was": id });
    note_of(app, tx, viewer, desk, "credential.awarded", anew, &detail).await
}

async fn note_of(
    app: &App,
    tx: &mut Tx,
    viewer: &Viewer,
    desk: &Desk,
    act: &str,
    id: CredentialId,
    detail: &serde_json::Value,
) -> Result<(), StoreError> {
    audit::note(app, tx, desk.issuer, Some(viewer.account), act, format!("credential/{id}"), detail).await
}

#[cfg(test)]
mod tests {
    use crypto::verify::Verdict;

    use super::*;
    use crate::flows::{
        claim::code::{self, Came, CodeError},
        hold,
        testing::{achievement, award, desk, person, with_app},
        verify::verify,
    };

    #[tokio::test]
    async fn a_slip_in_an_address_is_corrected_before_the_claim() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let old = award(&app, &staff, achievement(&app, &staff).await, "adda@a.example").await;
            let typed = || Readdress { email: "ada@a.example".to_owned(), ..Readdress::default() };
            let told = code::give(&app, &staff, "marlow", old.id).await.unwrap().code;
            let id = readdress(&app, &staff, "marlow", old.id, typed()).await.unwrap();
            assert_eq!(id, old.id);
            // To the second: what is corrected within the second of its award counts from the next.
            app.clock.advance(time::Duration::SECOND);
            let (adda, ada) = (person(&app, "adda@a.example").await, person(&app, "ada@a.example").await);
            assert_eq!(hold::offers(&app, &adda).await.unwrap(), []);
            let late = code::claim(&app, &adda, &told, Came::Typed).await;
            assert!(matches!(late, Err(CodeError::Unknown)), "{late:?}");
            hold::claim(&app, &ada, id).await.unwrap();
            let held = hold::held(&app, &ada).await.unwrap().remove(0).document;
            assert_eq!(verify(&app, held.as_bytes()).await.unwrap().outcome, Verdict::Valid);
            assert_eq!(verify(&app, old.document.as_bytes()).await.unwrap().outcome, Verdict::Invalid);
            let again = readdress(&app, &staff, "marlow", id, typed()).await;
            let Err(AmendError::Fields(fields)) = again else { panic!("not refused") };
            let pointers: Vec<_> = fields.iter().map(|field| field.pointer.as_str()).collect();
            assert_eq!(pointers, ["/seen", "/email"]);
        })
        .await;
    }

    #[tokio::test]
    async fn what_somebody_else_has_claimed_is_revoked_there_and_issued_anew() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let old = award(&app, &staff, achievement(&app, &staff).await, "eve@a.example").await;
            let typed = || Release { email: "ada@a.example".to_owned(), reason: "Not hers.".to_owned() };
            let early = release(&app, &staff, "marlow", old.id, typed()).await;
            assert!(matches!(early, Err(AmendError::NotClaimed)));
            let (eve, ada) = (person(&app, "eve@a.example").await, person(&app, "ada@a.example").await);
            hold::claim(&app, &eve, old.id).await.unwrap();
            let id = release(&app, &staff, "marlow", old.id, typed()).await.unwrap();
            assert_ne!(id, old.id);
            assert_eq!(hold::held(&app, &eve).await.unwrap()[0].document, old.document);
            assert_eq!(verify(&app, old.document.as_bytes()).await.unwrap().outcome, Verdict::Invalid);
            assert!(matches!(hold::claim(&app, &eve, id).await, Err(hold::HoldError::Unknown)));
            hold::claim(&app, &ada, id).await.unwrap();
            let twice = release(&app, &staff, "marlow", old.id, typed()).await;
            assert!(matches!(twice, Err(AmendError::Issue(IssueError::Revoked))));
            let subject = format!("credential/{}", old.id);
            let mut tx = app.db.read().await.unwrap();
            let notes =
                crate::store::audit::of_subject(&mut tx, staff.desks[0].issuer, &subject).await.unwrap();
            assert_eq!(notes.last().unwrap().act, "credential.released");
        })
        .await;
    }

    #[tokio::test]
    async fn a_graduate_gets_a_copy_at_a_living_address_after_a_recorded_look() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let old = award(&app, &staff, achievement(&app, &staff).await, "ada@school.example").await;
            let ada = person(&app, "ada@school.example").await;
            hold::claim(&app, &ada, old.id).await.unwrap();
            let typed = Readdress {
                email: "ada@home.example".to_owned(),
                seen: Some(SeenAs::Passport),
                note: "Came to the office.".to_owned(),
            };
            let id = readdress(&app, &staff, "marlow", old.id, typed).await.unwrap();
            assert_ne!(id, old.id);
            assert_eq!(hold::held(&app, &ada).await.unwrap()[0].document, old.document);
            assert_eq!(verify(&app, old.document.as_bytes()).await.unwrap().outcome, Verdict::Valid);
            let home = person(&app, "ada@home.example").await;
            hold::claim(&app, &home, id).await.unwrap();
            let mut tx = app.db.read().await.unwrap();
            let checks = identity_check::of_credential(&mut tx, staff.desks[0].issuer, old.id).await.unwrap();
            assert_eq!((checks.len(), checks[0].seen.as_str()), (1, "passport"));
        })
        .await;
    }
}
