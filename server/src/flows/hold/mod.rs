//! The wallet: what waits for a learner, what they hold, and who may see it.
//!
//! What comes in is checked, and what was found out is kept beside it, so that looking costs no check:
//! [`add`] brings things in, [`read`] checks them again, [`find`] finds them.

pub mod add;
#[cfg(test)]
mod doubts;
pub mod find;
pub mod read;
mod standing;
#[cfg(test)]
pub(in crate::flows) mod stories;
mod summary;
mod unpack;

pub use standing::{Standing, Whose};
pub use summary::is_open_badges_2;
use time::OffsetDateTime;

use super::{
    achievement::content_of,
    audit, guardian,
    issue::State,
    key,
    record::{self, RecordError},
    session::Viewer,
};
use crate::{
    app::App,
    effects::instant_of,
    id::{AccountId, CredentialId, IssuerId},
    problem::Problem,
    store::{
        StoreError, Tx, count, credential,
        holding::{self, HoldingRow},
        holding_edition, shelf, transcript_part,
    },
};

/// For how long what was taken out of a wallet can be put back.
pub(crate) const REMOVED_LIFE_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// A credential that waits to be taken into the wallet.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Offer {
    /// Its id.
    pub id: CredentialId,
    /// What was awarded.
    pub achievement_name: String,
    /// What that is.
    pub achievement_description: String,
    /// Where its picture is: an address under our own.
    pub image: String,
    /// Who awards it.
    pub issuer_name: String,
    /// The address it was sent to.
    pub email: String,
    /// When it was awarded.
    pub awarded_at: OffsetDateTime,
}

/// A credential in a wallet.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Held {
    /// Its id.
    pub id: CredentialId,
    /// The signed document, byte for byte as it came.
    pub document: String,
    /// When it came into the wallet.
    pub held_since: OffsetDateTime,
}

impl Held {
    fn of(row: HoldingRow) -> Self {
        Self { id: row.holding_id, document: row.document, held_since: instant_of(row.held_at) }
    }
}

/// Why somebody may see a credential.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sight {
    /// It is in their wallet.
    Holder,
    /// It waits for them.
    Addressee,
    /// They work for the issuer.
    Staff,
    /// Its holder made it public.
    Public,
}

/// A credential that somebody may see.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Seen {
    /// Its id.
    pub id: CredentialId,
    /// Why they may see it.
    pub sight: Sight,
    /// The signed document, byte for byte as it came.
    pub document: String,
    /// Where it stands, for what we issued ourselves.
    pub state: Option<State>,
}

/// Why a credential did not come into the wallet.
#[derive(Debug, thiserror::Error)]
pub enum HoldError {
    /// Nothing of the kind waits for this person: not there, somebody else's, or revoked.
    #[error("no such credential waits for you")]
    Unknown,
    /// It is in this wallet already.
    #[error("this credential is in your wallet already")]
    Already,
    /// The database failed.
    #[error("could not store the credential")]
    Store(#[from] StoreError),
}

impl From<HoldError> for Problem {
    fn from(err: HoldError) -> Self {
        match err {
            HoldError::Unknown => Self::not_found(&err),
            HoldError::Already => Self::conflict(&err),
            HoldError::Store(source) => source.into(),
        }
    }
}

/// What waits for this person at any of their addresses, newest first.
///
/// # Errors
/// When the database fails.
pub async fn offers(app: &App, viewer: &Viewer) -> Result<Vec<Offer>, StoreError> {
    let rows = credential::offers(&mut app.db.read().await?, viewer.account).await?;
    Ok(rows
        .into_iter()
        .map(|row| Offer {
            id: row.credential_id,
            achievement_name: row.achievement_name,
            achievement_description: content_of(&row.content).description,
            image: format!("/achievements/{}/image", row.achievement_id),
            issuer_name: row.issuer_name,
            email: row.recipient_email,
            awarded_at: instant_of(row.awarded_at),
        })
        .collect())
}

/// Takes an offer into the wallet. Only whoever has proven the address it was sent to can; once
/// taken, nobody else can.
///
/// # Errors
/// [`HoldError`].
pub async fn claim(app: &App, viewer: &Viewer, id: CredentialId) -> Result<(), HoldError> {
    let mut tx = app.db.write().await?;
    // Locked, so that it is not sent to another address in the same moment.
    let issuer = credential::lock_any(&mut tx, id).await?;
    if let Some(issuer) = issuer
        && holding::claim(&mut tx, viewer.account, id, app.clock.now_ms()).await?
    {
        let (subject, detail) = (format!("credential/{id}"), serde_json::json!({ "by": "address" }));
        let by = Some(viewer.account);
        audit::note(app, &mut tx, issuer, by, "credential.claimed", subject, &detail).await?;
        tx.commit().await?;
        key::bind_claimed(app, viewer.account, id).await;
        return Ok(());
    }
    let held = holding::by_id(&mut tx, viewer.account, id).await?.is_some();
    Err(if held { HoldError::Already } else { HoldError::Unknown })
}

/// Keeps a credential from elsewhere in the wallet on its holder's word, unread.
#[cfg(test)]
pub(crate) async fn hold_foreign(
    app: &App,
    viewer: &Viewer,
    document: &str,
) -> Result<CredentialId, StoreError> {
    let mut tx = app.db.write().await?;
    let id = app.new_id();
    let (whose, now) = (Whose::Word.name(), app.clock.now_ms());
    holding::insert_foreign(&mut tx, viewer.account, id, document, whose, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// What is in the wallet, newest first.
///
/// # Errors
/// When the database fails.
pub async fn held(app: &App, viewer: &Viewer) -> Result<Vec<Held>, StoreError> {
    let rows = holding::of_account(&mut app.db.read().await?, viewer.account).await?;
    Ok(rows.into_iter().map(Held::of).collect())
}

/// A part of what is in the wallet, newest first.
///
/// * `after`: the one before it; from the beginning where it is absent.
///
/// # Errors
/// When the database fails.
pub async fn held_page(
    app: &App,
    viewer: &Viewer,
    after: Option<CredentialId>,
    limit: u32,
) -> Result<Vec<Held>, StoreError> {
    let rows = holding::page(&mut app.db.read().await?, viewer.account, after, limit).await?;
    Ok(rows.into_iter().map(Held::of).collect())
}

/// An earlier edition of what somebody holds.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Earlier {
    /// Which one; the first is 1.
    pub edition: i64,
    /// The signed document, byte for byte as it came.
    pub document: String,
    /// When the next took its place.
    pub replaced_at: OffsetDateTime,
}

/// The earlier editions of a credential in the wallet, newest first.
///
/// # Errors
/// When the database fails.
pub async fn earlier(app: &App, viewer: &Viewer, id: CredentialId) -> Result<Vec<Earlier>, StoreError> {
    let rows = holding_edition::of_holding(&mut app.db.read().await?, viewer.account, id).await?;
    let one = |row: holding_edition::EarlierRow| Earlier {
        edition: row.edition,
        document: row.document,
        replaced_at: instant_of(row.replaced_at),
    };
    Ok(rows.into_iter().map(one).collect())
}

/// The picture of a credential from elsewhere: its media type and bytes.
///
/// # Errors
/// When the database fails.
pub async fn picture(
    app: &App,
    viewer: &Viewer,
    id: CredentialId,
) -> Result<Option<(String, Vec<u8>)>, StoreError> {
    let row = holding_edition::picture(&mut app.db.read().await?, viewer.account, id).await?;
    Ok(row.map(|row| (row.media_type, row.picture)))
}

/// The records in which a credential stands: title, and how many links to it are live.
///
/// # Errors
/// When the database fails.
pub async fn stands_in(
    app: &App,
    viewer: &Viewer,
    id: CredentialId,
) -> Result<Vec<(String, u64)>, StoreError> {
    let mut tx = app.db.read().await?;
    let rows = shelf::records_with(&mut tx, viewer.account, id, app.clock.now_ms()).await?;
    Ok(rows.into_iter().map(|(title, shares)| (title, count(shares))).collect())
}

/// Takes a credential out of the wallet, and so out of every record; for a while it can be put back. False
/// when it is not there.
///
/// # Errors
/// When the database fails.
pub async fn remove(app: &App, viewer: &Viewer, id: CredentialId) -> Result<bool, StoreError> {
    let mut tx = app.db.write().await?;
    let done = holding::remove(&mut tx, viewer.account, id, app.clock.now_ms()).await?;
    tx.commit().await?;
    Ok(done)
}

/// Puts back what was taken out, where it was; false when it was not.
///
/// # Errors
/// When the database fails.
pub async fn put_back(app: &App, viewer: &Viewer, id: CredentialId) -> Result<bool, StoreError> {
    let mut tx = app.db.write().await?;
    let done = restore(app, &mut tx, viewer.account, id).await?;
    tx.commit().await?;
    Ok(done)
}

/// The same within a transaction. A guardian who approves links is asked about those that show it again.
async fn restore(app: &App, tx: &mut Tx, account: AccountId, id: CredentialId) -> Result<bool, StoreError> {
    let done = holding::put_back(tx, account, id).await?;
    if done {
        guardian::ask_of_return(app, tx, account, id).await?;
    }
    Ok(done)
}

/// Forgets what was taken out and came from elsewhere, in every record too; false when there is no such thing.
///
/// # Errors
/// When the database fails, or a record is no record.
pub async fn delete(app: &App, viewer: &Viewer, id: CredentialId) -> Result<bool, RecordError> {
    let mut tx = app.db.write().await?;
    if !holding::lock_removed(&mut tx, viewer.account, id).await? {
        return Ok(false);
    }
    record::leave_records(&mut tx, id).await?;
    holding::delete(&mut tx, id).await?;
    tx.commit().await?;
    Ok(true)
}

/// Forgets what was taken out before `before` and came from elsewhere, as [`delete`] does; gives how many
/// credentials it was.
///
/// # Errors
/// When the database fails.
pub(super) async fn delete_removed(tx: &mut Tx, before: i64) -> Result<u64, StoreError> {
    let mut gone = 0;
    for id in holding::lock_removed_before(tx, before).await? {
        match record::leave_records(tx, id).await {
            Ok(()) => {
                holding::delete(tx, id).await?;
                gone += 1;
            }
            Err(RecordError::Store(err)) => return Err(err),
            Err(err) => tracing::warn!(holding.id = %id, cause = ?err, "could not forget what was removed"),
        }
    }
    Ok(gone)
}

/// One credential in the wallet; `None` when it is not there.
///
/// # Errors
/// When the database fails.
pub async fn held_one(app: &App, viewer: &Viewer, id: CredentialId) -> Result<Option<Held>, StoreError> {
    let row = holding::by_id(&mut app.db.read().await?, viewer.account, id).await?;
    Ok(row.map(Held::of))
}

/// What a credential in the wallet is known to be its holder's by; `None` when it is not there.
///
/// # Errors
/// When the database fails.
pub async fn whose(app: &App, viewer: &Viewer, id: CredentialId) -> Result<Option<Whose>, StoreError> {
    let row = holding::by_id(&mut app.db.read().await?, viewer.account, id).await?;
    Ok(row.map(|row| Whose::read(row.ours, &row.whose)))
}

/// A credential, if this person may see it: it is in their wallet, waits for them, or was
/// issued by an institution they work for. `None` in every other case, without a difference.
///
/// # Errors
/// When the database fails.
pub async fn see(app: &App, viewer: &Viewer, id: CredentialId) -> Result<Option<Seen>, StoreError> {
    let mut tx = app.db.read().await?;
    let part = transcript_part::find(&mut tx, id).await?.filter(|(.., withdrawn)| withdrawn.is_none());
    // What is in a transcript is seen by whoever sees that.
    let whole = part.as_ref().map_or(id, |(transcript, ..)| *transcript);
    let Some(mut row) = credential::by_id(&mut tx, whole).await? else {
        let row = holding::by_id(&mut tx, viewer.account, id).await?;
        return Ok(row.map(|row| Seen { id, sight: Sight::Holder, document: row.document, state: None }));
    };
    if let Some((_, document, _)) = part {
        row.document = document;
    }
    let sight = if row.account_id == Some(viewer.account) {
        Sight::Holder
    } else if works_on(&mut tx, viewer, row.issuer_id, whole).await? {
        Sight::Staff
    } else if row.account_id.is_none()
        && row.revoked_at.is_none()
        && viewer.emails.contains(&row.recipient_email)
    {
        Sight::Addressee
    } else {
        return Ok(None);
    };
    let state =
        Some(State::read((row.revoked_at, row.revoked_reason), (row.suspended_at, row.suspended_reason)));
    Ok(Some(Seen { id, sight, document: row.document, state }))
}

/// Whether this person works for the issuer and sees this credential there.
async fn works_on(
    tx: &mut Tx,
    viewer: &Viewer,
    issuer: IssuerId,
    id: CredentialId,
) -> Result<bool, StoreError> {
    let Some(desk) = viewer.desks.iter().find(|desk| desk.issuer == issuer) else { return Ok(false) };
    Ok(credential::awarded(tx, issuer, desk.sees_of(viewer), id).await?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{
        revoke::revoke,
        testing::{achievement, award, desk, person, with_app},
    };

    #[tokio::test]
    async fn an_offer_is_claimed_by_whoever_proved_the_address_and_by_nobody_else() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let issued = award(&app, &staff, achievement(&app, &staff).await, "Ada@a.example").await;
            let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
            assert_eq!(offers(&app, &eve).await.unwrap(), []);
            assert!(matches!(claim(&app, &eve, issued.id).await, Err(HoldError::Unknown)));
            assert_eq!(offers(&app, &ada).await.unwrap()[0].id, issued.id);
            claim(&app, &ada, issued.id).await.unwrap();
            assert_eq!(offers(&app, &ada).await.unwrap(), []);
            assert!(matches!(claim(&app, &ada, issued.id).await, Err(HoldError::Already)));
            assert!(matches!(claim(&app, &eve, issued.id).await, Err(HoldError::Unknown)));
            assert_eq!(held(&app, &ada).await.unwrap()[0].document, issued.document);
            assert_eq!(held(&app, &eve).await.unwrap(), []);
        })
        .await;
    }

    #[tokio::test]
    async fn a_credential_is_seen_by_holder_addressee_and_its_issuers_staff_alone() {
        with_app(async |app| {
            let (staff, other) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
            let id = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await.id;
            let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
            let sight = async |viewer: &Viewer| see(&app, viewer, id).await.unwrap().map(|seen| seen.sight);
            assert_eq!(sight(&ada).await, Some(Sight::Addressee));
            claim(&app, &ada, id).await.unwrap();
            assert_eq!(sight(&ada).await, Some(Sight::Holder));
            assert_eq!(sight(&staff).await, Some(Sight::Staff));
            assert_eq!(sight(&other).await, None);
            assert_eq!(sight(&eve).await, None);
            revoke(&app, &staff, "marlow", id, "Mistake.").await.unwrap();
            assert!(matches!(see(&app, &ada, id).await.unwrap().unwrap().state, Some(State::Revoked { .. })));
        })
        .await;
    }

    #[tokio::test]
    async fn what_was_revoked_before_it_was_claimed_waits_no_longer() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let id = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await.id;
            revoke(&app, &staff, "marlow", id, "Mistake.").await.unwrap();
            let ada = person(&app, "ada@a.example").await;
            assert_eq!(offers(&app, &ada).await.unwrap(), []);
            assert!(matches!(claim(&app, &ada, id).await, Err(HoldError::Unknown)));
            assert_eq!(see(&app, &ada, id).await.unwrap(), None);
        })
        .await;
    }

    #[tokio::test]
    async fn a_credential_from_elsewhere_is_kept_byte_for_byte_and_no_staff_sees_it() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let ada = person(&app, "ada@a.example").await;
            let document = "{ \"type\": [\"VerifiableCredential\"],\n\t\"name\": \"\\u00e9\" }\n";
            let id = hold_foreign(&app, &ada, document).await.unwrap();
            assert_eq!(held(&app, &ada).await.unwrap()[0].document, document);
            assert_eq!(see(&app, &ada, id).await.unwrap().unwrap().sight, Sight::Holder);
            assert_eq!(see(&app, &staff, id).await.unwrap(), None);
        })
        .await;
    }
}
