//! Renewing: what expires counts for longer, by a later edition that takes nothing back. Copies of
//! the earlier one go on verifying until the day that stands in them.

use serde_json::json;
use time::{Duration, OffsetDateTime};
use web::words::{Language, language::Letters};

use super::{
    Email, audit,
    document::rfc3339,
    fields::Fields,
    issue::{
        Awarded, IssueError, Issued, Press, awarded_one,
        edition::{self, Change},
    },
    outbox::{self, About, Button, Draft, Kind, Letter},
    revoke::Entries,
    session::{NotAllowed, Viewer},
    sign_in,
};
use crate::{
    app::App,
    effects::instant_of,
    id::{AccountId, CredentialId},
    store::{
        StoreError, Tx, address,
        credential::{self, StandingRow},
        holding,
        issuer::IssuerRow,
    },
};

/// An award that can be renewed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Renewable {
    /// The award as it stands.
    pub award: Awarded,
    /// Until when it would count by what its achievement says; absent where that says nothing.
    pub valid_until: Option<OffsetDateTime>,
}

/// An award of the institution called `slug`, before it is renewed.
///
/// # Errors
/// [`IssueError`].
pub async fn look(app: &App, viewer: &Viewer, slug: &str, id: CredentialId) -> Result<Renewable, IssueError> {
    let award = awarded_one(app, viewer, slug, id).await?;
    let desk = viewer.to_change(slug)?;
    if !desk.may_change(viewer, award.awarded_by) {
        return Err(NotAllowed::Role.into());
    }
    let until = award.valid_until.ok_or(IssueError::NoEnd)?;
    let mut tx = app.db.read().await?;
    let days = credential::valid_days(&mut tx, id).await?;
    let valid_until = days.map(|days| app.clock.now() + Duration::days(days)).filter(|new| *new > until);
    Ok(Renewable { award, valid_until })
}

/// Renews an award of the institution called `slug`: when this returns, the later edition stands,
/// also in its learner's wallet, and whoever claimed it is told. The pointer to a day that does not
/// fit is `/validUntil`.
///
/// * `valid_until`: absent: as long from now as the achievement says.
///
/// # Errors
/// [`IssueError`].
pub async fn renew(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: CredentialId,
    valid_until: Option<OffsetDateTime>,
) -> Result<Issued, IssueError> {
    let desk = viewer.to_change(slug)?;
    let mut tx = app.db.write().await?;
    let row = credential::lock(&mut tx, desk.issuer, id).await?.ok_or(IssueError::UnknownCredential)?;
    if !desk.may_change(viewer, row.awarded_by) {
        return Err(NotAllowed::Role.into());
    }
    let press =
        Press::of_version(app, &mut tx, desk.issuer, row.achievement_id, row.achievement_version).await?;
    let mut entries = Entries::default();
    let issued =
        renew_one(app, &mut tx, &press, row, valid_until, Some(viewer.account), &mut entries).await?;
    entries.set(app, &mut tx, true).await?;
    tx.commit().await?;
    tracing::info!(credential.id = %id, issuer.id = %desk.issuer, "renewed a credential");
    Ok(issued)
}

/// Renews what is locked, with its press, in the caller's transaction; notes and tells it.
///
/// * `entries`: as [`edition::replace_with`] has them.
///
/// # Errors
/// [`IssueError`].
pub(super) async fn renew_one(
    app: &App,
    tx: &mut Tx,
    press: &Press,
    row: StandingRow,
    valid_until: Option<OffsetDateTime>,
    by: Option<AccountId>,
    entries: &mut Entries,
) -> Result<Issued, IssueError> {
    let (issuer, id) = (row.issuer_id, row.credential_id);
    if row.revoked_at.is_some() {
        return Err(IssueError::Revoked);
    }
    let old = instant_of(row.valid_until.ok_or(IssueError::NoEnd)?);
    let until = later(app, press, old, valid_until)?;
    let name = row.recipient_name.clone();
    let change = Change { valid_until: Some(Some(until)), ..Change::default() };
    let issued =
        edition::replace_with(app, tx, press, row, (edition::Kind::Extended, ""), change, entries).await?;
    let (before, after) = (json!({ "validUntil": rfc3339(old) }), json!({ "validUntil": rfc3339(until) }));
    let detail = json!({ "validUntil": rfc3339(until) });
    let told = audit::Told { detail: &detail, before: &before, after: &after };
    audit::note_change(app, tx, issuer, by, "credential.renewed", format!("credential/{id}"), told);
    tell(app, tx, press, id, &name, until).await?;
    Ok(issued)
}

/// The day that is asked for, where it is one, and later than the one that stands.
fn later(
    app: &App,
    press: &Press,
    old: OffsetDateTime,
    asked: Option<OffsetDateTime>,
) -> Result<OffsetDateTime, IssueError> {
    let now = app.clock.now();
    let mut fields = Fields::default();
    let until = asked.or_else(|| Some(now + Duration::days(press.valid_days()?)));
    if let Some(until) = until {
        fields.near("/validUntil", now, until);
    }
    match until {
        None => fields.wrong("/validUntil", "choose until when it counts"),
        Some(until) if until <= now => fields.wrong("/validUntil", "choose a day in the future"),
        Some(until) if until <= old => {
            fields.wrong("/validUntil", "choose a day after the one on which it ends now");
        }
        Some(_) => {}
    }
    fields.right(()).map_err(IssueError::Fields)?;
    Ok(until.expect("without a day the fields are not right"))
}

/// Writes to whoever has it in a wallet. What waits still to be claimed is no news.
async fn tell(
    app: &App,
    tx: &mut Tx,
    press: &Press,
    id: CredentialId,
    name: &str,
    until: OffsetDateTime,
) -> Result<(), StoreError> {
    let Some(email) = holder(tx, id).await? else { return Ok(()) };
    let words = Language::of(&press.issuer().language).letters();
    let (issuer, achievement) = (&press.issuer().name, press.name());
    let news = News {
        id,
        name: name.to_owned(),
        email,
        subject: (words.expiry.renewed_subject)(issuer, achievement),
        paragraphs: vec![(words.expiry.renewed)(issuer, achievement, &day(words, until))],
    };
    write(app, tx, press.issuer(), &[news]).await
}

/// What somebody is told about the end of an award.
pub(super) struct News {
    /// About which.
    pub(super) id: CredentialId,
    /// Whom, by name.
    pub(super) name: String,
    /// And by address.
    pub(super) email: Email,
    /// The letter's subject.
    pub(super) subject: String,
    /// What it says.
    pub(super) paragraphs: Vec<String>,
}

/// Puts the letters of one institution into the outbox, each with a link to its award.
pub(super) async fn write(
    app: &App,
    tx: &mut Tx,
    issuer: &IssuerRow,
    news: &[News],
) -> Result<(), StoreError> {
    let language = Language::of(&issuer.language);
    let words = language.letters();
    let days = sign_in::AWARD_LIFE_MS / (24 * 60 * 60 * 1000);
    let sign_in = app.config.public_url.join("/sign-in");
    let letters = news.iter().map(|one| {
        let next = format!("/wallet/credentials/{}", one.id);
        let (row, link) = sign_in::link(app, &one.email, next, false, sign_in::AWARD_LIFE_MS);
        let letter = Letter {
            language,
            subject: one.subject.clone(),
            greeting: (words.common.greeting)(Some(&one.name)),
            paragraphs: one.paragraphs.clone(),
            button: Some(Button { label: words.expiry.button.to_owned(), link }),
            closing: (words.expiry.closing)(one.email.as_str(), days, &sign_in),
        };
        let about = Some(About { issuer: issuer.issuer_id, credential: Some(one.id) });
        (row, outbox::sealed(app, &Draft { to: &one.email, kind: Kind::Award, letter, about }))
    });
    let (links, mails) = letters.unzip();
    sign_in::keep(app, tx, links).await?;
    outbox::send(app, tx, mails).await
}

/// A day as letters have it.
pub(super) fn day(words: &Letters, at: OffsetDateTime) -> String {
    (words.common.day)(at.year(), at.month().into(), at.day())
}

/// Where a letter to whoever holds a credential goes: the address that they proved first.
pub(super) async fn holder(tx: &mut Tx, id: CredentialId) -> Result<Option<Email>, StoreError> {
    let Some(account) = holding::holder(tx, id).await? else { return Ok(None) };
    let addresses = address::of_account(tx, account).await?;
    Ok(addresses.first().and_then(|address| Email::read(address)))
}

#[cfg(test)]
mod tests {
    use api::open_badges::{AchievementContent, Criteria};
    use crypto::verify::Verdict;
    use serde_json::Value;
    use time::macros::datetime;

    use super::*;
    use crate::flows::{
        achievement::{self, NewAchievement},
        hold, life,
        revoke::revoke,
        testing::{self, award, desk, person, teacher, with_app},
        verify::verify,
    };

    /// An award that is good for a year, made on 22 November 2026.
    async fn for_a_year(app: &App, staff: &Viewer) -> Issued {
        let content = AchievementContent {
            name: "First aid".to_owned(),
            description: "Helps.".to_owned(),
            criteria: Criteria { narrative: Some("Help.".to_owned()), id: None },
            achievement_type: "Certificate".to_owned(),
            ..AchievementContent::default()
        };
        let new = NewAchievement { content, valid_days: Some(365), ..NewAchievement::default() };
        let achievement = achievement::create(app, staff, &staff.desks[0].slug, new).await.unwrap().id;
        award(app, staff, achievement, "ada@a.example").await
    }

    fn json(document: &str) -> Value {
        serde_json::from_str(document).unwrap()
    }

    #[tokio::test]
    async fn what_is_renewed_counts_for_longer_in_its_learners_wallet_and_takes_nothing_back() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let old = for_a_year(&app, &staff).await;
            let ada = person(&app, "ada@a.example").await;
            hold::claim(&app, &ada, old.id).await.unwrap();
            app.clock.advance(Duration::days(360));
            assert_eq!(
                look(&app, &staff, "marlow", old.id).await.unwrap().valid_until,
                Some(datetime!(2028-11-16 10:00 UTC))
            );
            let new = renew(&app, &staff, "marlow", old.id, None).await.unwrap();
            let [before, after] = [json(&old.document), json(&new.document)];
            for same in ["id", "awardedDate", "credentialStatus"] {
                assert_eq!(before[same], after[same], "{same}");
            }
            assert_eq!(after["validFrom"], "2027-11-17T10:00:00Z");
            assert_eq!(after["validUntil"], "2028-11-16T10:00:00Z");
            let mail = outbox::list(&app, 1).await.unwrap().remove(0);
            assert!(mail.to == "ada@a.example" && mail.body.contains("until 16 November 2028"), "{mail:?}");
            assert_eq!(hold::held_one(&app, &ada, old.id).await.unwrap().unwrap().document, new.document);
            for document in [&old.document, &new.document] {
                assert_eq!(verify(&app, document.as_bytes()).await.unwrap().outcome, Verdict::Valid);
            }
            app.clock.advance(Duration::days(10));
            assert_eq!(verify(&app, old.document.as_bytes()).await.unwrap().outcome, Verdict::Invalid);
            assert_eq!(verify(&app, new.document.as_bytes()).await.unwrap().outcome, Verdict::Valid);
            let history = life::open(&app, &staff, "marlow", old.id).await.unwrap().history;
            let done = history.last().unwrap();
            assert_eq!(
                (done.act.as_str(), done.until.as_deref()),
                ("credential.renewed", Some("2028-11-16T10:00:00Z"))
            );
            revoke(&app, &staff, "marlow", old.id, "Mistake.").await.unwrap();
            let refused = renew(&app, &staff, "marlow", old.id, None).await;
            assert!(matches!(refused, Err(IssueError::Revoked)), "{refused:?}");
        })
        .await;
    }

    #[tokio::test]
    async fn what_expired_unclaimed_is_renewed_to_a_typed_day_without_a_letter() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let old = for_a_year(&app, &staff).await;
            app.clock.advance(Duration::days(400));
            let letters = outbox::list(&app, 9).await.unwrap().len();
            let day = datetime!(2029-01-01 23:59:59 UTC);
            let new = renew(&app, &staff, "marlow", old.id, Some(day)).await.unwrap();
            assert_eq!(json(&new.document)["validUntil"], "2029-01-01T23:59:59Z");
            assert_eq!(verify(&app, new.document.as_bytes()).await.unwrap().outcome, Verdict::Valid);
            assert_eq!(outbox::list(&app, 9).await.unwrap().len(), letters);
        })
        .await;
    }

    #[tokio::test]
    async fn what_is_bound_stays_bound() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let old = for_a_year(&app, &staff).await;
            app.clock.advance(Duration::HOUR);
            let mut tx = app.db.write().await.unwrap();
            let change = Change { did: Some("did:key:z6Mk".to_owned()), ..Change::default() };
            let (issuer, kind) = (staff.desks[0].issuer, edition::Kind::Bound);
            edition::replace(&app, &mut tx, issuer, old.id, kind, change, "").await.unwrap();
            tx.commit().await.unwrap();
            app.clock.advance(Duration::HOUR);
            let new = renew(&app, &staff, "marlow", old.id, None).await.unwrap();
            assert_eq!(json(&new.document)["credentialSubject"]["id"], "did:key:z6Mk");
        })
        .await;
    }

    #[tokio::test]
    async fn nothing_is_renewed_by_others_to_an_earlier_day_or_without_an_end() {
        with_app(async |app| {
            let (staff, other) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
            let id = for_a_year(&app, &staff).await.id;
            let teacher = teacher(&app, "marlow").await;
            let refused = renew(&app, &teacher, "marlow", id, None).await;
            assert!(matches!(refused, Err(IssueError::NotAllowed(NotAllowed::Role))), "{refused:?}");
            let refused = renew(&app, &other, "harrow", id, None).await;
            assert!(matches!(refused, Err(IssueError::UnknownCredential)), "{refused:?}");
            // By its achievement it would end on the day on which it ends now.
            let days = [datetime!(2027-11-01 0:00 UTC), datetime!(9999-12-31 0:00 UTC), app.clock.now()];
            for day in days.map(Some).into_iter().chain([None]) {
                let Err(IssueError::Fields(fields)) = renew(&app, &staff, "marlow", id, day).await else {
                    panic!("not refused: {day:?}")
                };
                assert_eq!(fields[0].pointer, "/validUntil");
            }
            let good = award(&app, &staff, testing::achievement(&app, &staff).await, "ada@a.example").await;
            let refused = renew(&app, &staff, "marlow", good.id, None).await;
            assert!(matches!(refused, Err(IssueError::NoEnd)), "{refused:?}");
            let refused = look(&app, &staff, "marlow", good.id).await;
            assert!(matches!(refused, Err(IssueError::NoEnd)), "{refused:?}");
        })
        .await;
    }
}
