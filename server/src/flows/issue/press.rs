//! One achievement of one institution, ready to be awarded to any number of people: what is the
//! same for all of them is read and written once.

use std::sync::Arc;

use api::open_badges::{AchievementContent, Address, IdentifierEntry, SubjectContent};
use rayon::prelude::*;
use serde_json::value::RawValue;
use time::{Duration, OffsetDateTime};

use super::{IssueError, Issued};
use crate::{
    app::App,
    effects::ms_of,
    flows::{
        Email,
        achievement::{AchievementState, content_of},
        document::{self, Image, Picture, Profile},
        endorse,
        issuer::Signer,
        status::{self, Entry},
    },
    id::{AccountId, AchievementId, BulkId, ClassId, CredentialId, IssuerId, IssuerKeyId, LearnerId},
    secrets::hex,
    store::{
        StoreError, Tx, achievement,
        credential::{self, NewCredential},
        issuer::{self, IssuerRow},
        status_list::Purpose,
    },
};

/// An award with everything decided but the achievement.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// To whom.
    pub(crate) to: To,
    /// What is particular to it.
    pub(crate) content: SubjectContent,
    /// When it is awarded.
    pub(crate) awarded_at: OffsetDateTime,
    /// From when it counts.
    pub(crate) valid_from: OffsetDateTime,
    /// Until when it counts; absent: as long as the achievement says.
    pub(crate) valid_until: Option<OffsetDateTime>,
    /// In which class.
    pub(crate) class: Option<ClassId>,
    /// With which file.
    pub(crate) bulk: Option<BulkId>,
    /// By whom.
    pub(crate) by: Option<AccountId>,
}

impl Order {
    /// As much of one as the letter to a learner is written from.
    pub(in crate::flows) fn for_letter(app: &App, to: To) -> Self {
        let now = app.clock.now();
        Self {
            to,
            content: SubjectContent::default(),
            awarded_at: now,
            valid_from: now,
            valid_until: None,
            class: None,
            bulk: None,
            by: None,
        }
    }
}

/// Somebody who is awarded something, checked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct To {
    /// The name.
    pub(crate) name: String,
    /// Where the offer goes.
    pub(crate) email: Option<Email>,
    /// Which of the institution's learners this is.
    pub(crate) learner: Option<LearnerId>,
    /// The institution's number for them.
    pub(crate) source_id: Option<String>,
    /// Their DID.
    pub(crate) did: Option<String>,
}

/// What [`AchievementRow::kind`](achievement::AchievementRow::kind) says of what is awarded by itself.
const KIND: &str = "achievement";

/// Issues one achievement. Cloning is cheap.
#[derive(Clone)]
pub(crate) struct Press(Arc<Plate>);

struct Plate {
    issuer: IssuerRow,
    achievement: AchievementId,
    version: i64,
    transcript: bool,
    content: AchievementContent,
    valid_days: Option<i64>,
    purpose: Purpose,
    /// The issuer's Profile and the Achievement, as they go into each credential.
    issuer_text: Box<RawValue>,
    achievement_text: Box<RawValue>,
    signer: Signer,
}

/// A credential that is signed, and not yet kept.
pub(in crate::flows) struct Printed {
    /// As it will stand.
    pub(in crate::flows) issued: Issued,
    /// What was ordered.
    pub(in crate::flows) order: Order,
    entry: Entry,
}

impl Press {
    /// The institution's achievement, ready.
    ///
    /// # Errors
    /// [`IssueError::UnknownAchievement`], [`IssueError::NotPublished`], and what fails.
    pub(crate) async fn open(
        app: &App,
        tx: &mut Tx,
        issuer: IssuerId,
        id: AchievementId,
    ) -> Result<Self, IssueError> {
        let row = achievement::by_id(tx, id)
            .await?
            .filter(|row| row.issuer_id == issuer)
            .ok_or(IssueError::UnknownAchievement)?;
        if row.state != AchievementState::Published.name() || row.kind != KIND {
            return Err(IssueError::NotPublished);
        }
        Self::of_version(app, tx, issuer, id, row.version).await
    }

    /// A version of an achievement, ready to be issued again, whatever became of it since.
    ///
    /// # Errors
    /// [`IssueError::UnknownAchievement`], and what fails.
    pub(crate) async fn of_version(
        app: &App,
        tx: &mut Tx,
        issuer: IssuerId,
        id: AchievementId,
        version: i64,
    ) -> Result<Self, IssueError> {
        Self::ready(app, tx, issuer, (id, version), true).await
    }

    /// The same for what goes into a transcript: pictures stay where they are.
    ///
    /// # Errors
    /// [`IssueError::UnknownAchievement`], and what fails.
    pub(in crate::flows) async fn within(
        app: &App,
        tx: &mut Tx,
        issuer: IssuerId,
        id: AchievementId,
        version: i64,
    ) -> Result<Self, IssueError> {
        Self::ready(app, tx, issuer, (id, version), false).await
    }

    async fn ready(
        app: &App,
        tx: &mut Tx,
        issuer: IssuerId,
        (id, version): (AchievementId, i64),
        travels: bool,
    ) -> Result<Self, IssueError> {
        let missing = || StoreError::Sql(sqlx::Error::RowNotFound);
        let (row, image) = achievement::version(tx, id, version)
            .await?
            .filter(|(row, _)| row.issuer_id == issuer)
            .ok_or(IssueError::UnknownAchievement)?;
        let issuer = issuer::by_id(tx, issuer).await?.ok_or_else(missing)?;
        let signer = Signer::current(app, tx, issuer.issuer_id).await?;
        let content = content_of(&row.content);
        let url = &app.config.public_url;
        let achievement_text = document::Achievement {
            id: &url.join(&format!("/achievements/{id}")),
            content: &content,
            picture: Some(Picture {
                media_type: &image.image_type,
                file: &image.image,
                url: &url.join(&format!("/achievements/{id}/image?version={}", row.version)),
                travels,
            }),
            endorsements: &endorse::texts(tx, id).await?,
        }
        .raw();
        let purpose = if row.suspendable { Purpose::Suspension } else { Purpose::Revocation };
        Ok(Self(Arc::new(Plate {
            issuer_text: profile_text(app, &issuer, signer.did()),
            issuer,
            achievement: id,
            version: row.version,
            transcript: row.kind != KIND,
            content,
            valid_days: row.valid_days,
            purpose,
            achievement_text,
            signer,
        })))
    }

    /// What is awarded.
    pub(in crate::flows) fn achievement(&self) -> AchievementId {
        self.0.achievement
    }

    /// Whether what is awarded are transcripts.
    pub(in crate::flows) fn is_transcript(&self) -> bool {
        self.0.transcript
    }

    /// What is awarded, by name.
    pub(crate) fn name(&self) -> &str {
        &self.0.content.name
    }

    /// Which version of it.
    pub(crate) fn version(&self) -> i64 {
        self.0.version
    }

    /// What is awarded.
    pub(crate) fn content(&self) -> &AchievementContent {
        &self.0.content
    }

    /// For how many days an award of it is good.
    pub(crate) fn valid_days(&self) -> Option<i64> {
        self.0.valid_days
    }

    /// Who issues it.
    pub(crate) fn issuer(&self) -> &IssuerRow {
        &self.0.issuer
    }

    /// Its Profile, as it goes into each credential.
    pub(in crate::flows) fn issuer_text(&self) -> &RawValue {
        &self.0.issuer_text
    }

    /// The key that signs.
    pub(in crate::flows) fn key(&self) -> IssuerKeyId {
        self.0.signer.key()
    }

    /// The DID that signs.
    pub(in crate::flows) fn did(&self) -> &str {
        self.0.signer.did()
    }

    /// The texts that [`Self::issue`] would sign, with places in no status list; for a look at
    /// what is going to be signed.
    pub(crate) fn proof_sheet(&self, app: &App, order: &Order) -> String {
        self.0.write(app, app.new_id(), order, self.0.valid_until(order), None)
    }

    /// Writes, signs and stores credentials, and takes their status entries, in the caller's
    /// transaction; in the order of `orders`.
    ///
    /// # Errors
    /// [`IssueError`].
    pub(crate) async fn issue(
        &self,
        app: &App,
        tx: &mut Tx,
        orders: &[Order],
    ) -> Result<Vec<Issued>, IssueError> {
        let places = self.places(app, tx, orders.len()).await?;
        let orders: Vec<_> = orders.iter().cloned().zip(places).collect();
        let (press, with) = (self.clone(), app.clone());
        let print = move || press.print(&with, orders);
        let printed = tokio::task::spawn_blocking(print).await.map_err(IssueError::Interrupted)??;
        self.keep(tx, &printed).await?;
        Ok(printed.into_iter().map(|printed| printed.issued).collect())
    }

    /// Takes the status entries of this many credentials.
    ///
    /// # Errors
    /// [`IssueError`].
    pub(in crate::flows) async fn places(
        &self,
        app: &App,
        tx: &mut Tx,
        count: usize,
    ) -> Result<Vec<Entry>, IssueError> {
        let plate = &self.0;
        Ok(status::take(app, tx, plate.issuer.issuer_id, &plate.signer, plate.purpose, count).await?)
    }

    /// Writes and signs credentials on all processors, in the order of `orders`. Work for a thread
    /// that holds up nobody.
    ///
    /// # Errors
    /// [`IssueError::Sign`].
    pub(in crate::flows) fn print(
        &self,
        app: &App,
        orders: Vec<(Order, Entry)>,
    ) -> Result<Vec<Printed>, IssueError> {
        // Ids grow in this order, so that the rows lie one after another.
        let numbered: Vec<(CredentialId, _)> =
            orders.into_iter().map(|order| (app.new_id(), order)).collect();
        let print = |(id, (order, entry)): (_, (Order, Entry))| {
            let text = self.0.write(app, id, &order, self.0.valid_until(&order), Some(&entry));
            let document = self.0.signer.sign(&text, order.awarded_at)?;
            Ok(Printed { issued: Issued { id, document }, order, entry })
        };
        numbered.into_par_iter().map(print).collect()
    }

    /// Writes and signs one credential. Work for a thread that holds up nobody.
    ///
    /// # Errors
    /// [`IssueError::Sign`].
    pub(in crate::flows) fn sign(
        &self,
        app: &App,
        id: CredentialId,
        order: &Order,
        entry: &Entry,
    ) -> Result<String, IssueError> {
        self.sign_text(&self.0.write(app, id, order, order.valid_until, Some(entry)), app.clock.now())
    }

    /// Signs a text.
    ///
    /// # Errors
    /// [`IssueError::Sign`].
    pub(in crate::flows) fn sign_text(&self, text: &str, now: OffsetDateTime) -> Result<String, IssueError> {
        Ok(self.0.signer.sign(text, now)?)
    }

    /// Stores what was printed, in the transaction that its places were taken in.
    ///
    /// # Errors
    /// [`IssueError::Store`].
    pub(in crate::flows) async fn keep(&self, tx: &mut Tx, printed: &[Printed]) -> Result<(), IssueError> {
        let rows: Vec<_> = printed.iter().map(|printed| self.0.row(printed)).collect();
        Ok(credential::insert_many(tx, &rows).await?)
    }

    /// Writes and signs another edition of one credential. It counts until when the order says, for
    /// ever where that says nothing.
    ///
    /// * `entry`: its place in a status list; or of which purpose it takes a new one.
    ///
    /// # Errors
    /// [`IssueError`].
    pub(super) async fn again(
        &self,
        app: &App,
        tx: &mut Tx,
        id: CredentialId,
        order: &Order,
        entry: Result<Entry, Purpose>,
    ) -> Result<(Entry, String), IssueError> {
        let plate = &self.0;
        let entry = match entry {
            Ok(entry) => entry,
            Err(purpose) => status::take(app, tx, plate.issuer.issuer_id, &plate.signer, purpose, 1)
                .await?
                .pop()
                .ok_or(StoreError::Sql(sqlx::Error::RowNotFound))?,
        };
        let text = plate.write(app, id, order, order.valid_until, Some(&entry));
        Ok((entry, plate.signer.sign(&text, app.clock.now())?))
    }
}

impl Plate {
    fn write(
        &self,
        app: &App,
        id: CredentialId,
        order: &Order,
        valid_until: Option<OffsetDateTime>,
        entry: Option<&Entry>,
    ) -> String {
        let url = &app.config.public_url;
        let salt = hex(&app.random.bytes::<16>());
        document::credential(&document::Credential {
            id: &url.join(&format!("/credentials/{id}")),
            name: &self.content.name,
            issuer: &self.issuer_text,
            achievement: &self.achievement_text,
            recipient: document::Recipient {
                name: &order.to.name,
                email: order.to.email.as_ref().map(Email::as_str),
                student_id: order.to.source_id.as_deref().filter(|_| self.issuer.shows_student_id),
                did: order.to.did.as_deref(),
                salt: &salt,
            },
            content: &order.content,
            awarded_at: order.awarded_at,
            valid_from: order.valid_from,
            valid_until,
            status: entry.map(|entry| document::Status {
                list: &entry.list_url,
                index: entry.index,
                purpose: entry.purpose,
            }),
            refresh: self.issuer.refreshable.then(|| url.join(&format!("/refresh/{id}"))).as_deref(),
        })
    }

    fn valid_until(&self, order: &Order) -> Option<OffsetDateTime> {
        order.valid_until.or_else(|| Some(order.valid_from + Duration::days(self.valid_days?)))
    }

    fn row<'a>(&self, printed: &'a Printed) -> NewCredential<'a> {
        let Printed { issued, order, entry } = printed;
        NewCredential {
            credential_id: issued.id,
            issuer_id: self.issuer.issuer_id,
            achievement_id: self.achievement,
            achievement_version: self.version,
            recipient_name: &order.to.name,
            recipient_email: order.to.email.as_ref().map_or("", Email::as_str),
            recipient_did: order.to.did.as_deref(),
            learner_id: order.to.learner,
            class_id: order.class,
            bulk_id: order.bulk,
            awarded_by: order.by,
            details: serde_json::to_string(&order.content).expect("text and numbers always serialise"),
            document: &issued.document,
            issuer_key_id: self.signer.key(),
            status_list_id: entry.list,
            status_index: entry.index,
            awarded_at: ms_of(order.awarded_at),
            valid_from: ms_of(order.valid_from),
            valid_until: self.valid_until(order).map(ms_of),
        }
    }
}

/// An institution's Profile as it goes into what it signs.
///
/// * `did`: the DID that signs.
pub(in crate::flows) fn profile_text(app: &App, issuer: &IssuerRow, did: &str) -> Box<RawValue> {
    let address: Address = serde_json::from_str(&issuer.address).unwrap_or_default();
    let identifiers: Vec<IdentifierEntry> = serde_json::from_str(&issuer.identifiers).unwrap_or_default();
    let image = app.config.public_url.join(&format!("/issuers/{}/image", issuer.slug));
    Profile {
        url: issuer.url.as_deref(),
        phone: issuer.phone.as_deref(),
        description: &issuer.description,
        image: issuer.pictured.then(|| Image::at(image)),
        email: issuer.email.as_deref(),
        address: (!address.is_empty()).then_some(&address),
        other_identifier: &identifiers,
        ..Profile::named(did, &issuer.name)
    }
    .raw()
}
