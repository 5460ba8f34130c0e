//! Later editions of a credential: the same id and day of award, a newer `validFrom`.
//!
//! One that takes nothing back, because it is bound to its learner's key or counts for longer, keeps
//! its place in the status list. One that corrects something wrong gets a place of its own, and the earlier
//! edition's is set: an old copy with the old grade must not verify.

use api::open_badges::SubjectContent;
use time::{Duration, OffsetDateTime};

use super::{IssueError, Issued, Order, Press, To};
use crate::{
    app::App,
    effects::{instant_of, ms_of},
    flows::{
        Email,
        revoke::{Entries, in_list},
        status::{self, Entry},
        transcript,
    },
    id::{CredentialId, IssuerId},
    store::{
        StoreError, Tx,
        credential::{self, StandingRow},
        edition::{self, EditionRow},
        learner,
    },
};

/// Why there is a later edition.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Kind {
    /// It names its learner's key.
    Bound,
    /// It says the same for longer.
    Extended,
    /// What it said was wrong.
    Corrected,
}

impl Kind {
    pub(in crate::flows) const fn name(self) -> &'static str {
        match self {
            Self::Bound => "bound",
            Self::Extended => "extended",
            Self::Corrected => "corrected",
        }
    }
}

/// What a later edition says otherwise; what is absent stays.
#[derive(Clone, Debug, Default)]
pub(crate) struct Change {
    /// The recipient's name.
    pub(crate) name: Option<String>,
    /// The recipient's e-mail address.
    pub(crate) email: Option<Email>,
    /// The DID whose control the recipient has proven.
    pub(crate) did: Option<String>,
    /// What is particular to the award, made right for its achievement.
    pub(crate) content: Option<SubjectContent>,
    /// Until when it counts; `Some(None)`: for ever.
    #[expect(clippy::option_option, reason = "it may stay, end, or be for ever")]
    pub(crate) valid_until: Option<Option<OffsetDateTime>>,
}

/// Writes, signs and keeps a later edition, in the caller's transaction.
///
/// * `reason`: why, in the issuer's words; may be empty.
///
/// # Errors
/// [`IssueError::UnknownCredential`]; [`IssueError::Revoked`], because what was taken back has no
/// later edition; and what fails.
pub(crate) async fn replace(
    app: &App,
    tx: &mut Tx,
    issuer: IssuerId,
    id: CredentialId,
    kind: Kind,
    change: Change,
    reason: &str,
) -> Result<Issued, IssueError> {
    let old = credential::lock(tx, issuer, id).await?.ok_or(IssueError::UnknownCredential)?;
    let press = Press::of_version(app, tx, issuer, old.achievement_id, old.achievement_version).await?;
    let mut entries = Entries::default();
    let issued = replace_with(app, tx, &press, old, (kind, reason), change, &mut entries).await?;
    entries.set(app, tx, true).await?;
    Ok(issued)
}

/// The same with a press that is at hand, of what is locked.
///
/// * `entries`: takes the places in status lists that the caller has to set before the transaction
///   ends; those of many together cost no more than those of one.
///
/// # Errors
/// [`IssueError::Revoked`], and what fails.
pub(in crate::flows) async fn replace_with(
    app: &App,
    tx: &mut Tx,
    press: &Press,
    old: StandingRow,
    (kind, reason): (Kind, &str),
    change: Change,
    entries: &mut Entries,
) -> Result<Issued, IssueError> {
    if old.revoked_at.is_some() {
        return Err(IssueError::Revoked);
    }
    if press.is_transcript() {
        return transcript::again(app, tx, press, old, (kind, reason), change, entries).await;
    }
    let id = old.credential_id;
    let order = order(app, tx, &old, kind, change).await?;
    let held = Entry::held(app, tx, old.status_list_id, old.status_index).await?;
    let place = (held.list, held.index);
    // A list speaks for the DID that signs it: under another DID the edition needs another list.
    let moves = kind == Kind::Corrected || status::did_of(tx, held.list).await? != press.did();
    let entry = if moves { Err(held.purpose) } else { Ok(held) };
    let (entry, document) = press.again(app, tx, id, &order, entry).await?;
    if kind == Kind::Corrected {
        entries.add(place);
        // Bound or renewed under another DID, what was wrong had a place elsewhere, too.
        for (list, index) in edition::places_since(tx, id, None).await? {
            entries.add((list, in_list(index)));
        }
    }
    // What is suspended stays so under its new entry.
    if moves && old.suspended_at.is_some() {
        entries.add((entry.list, entry.index));
    }
    let new = StandingRow {
        recipient_name: order.to.name,
        recipient_email: order.to.email.map_or_else(String::new, |email| email.as_str().to_owned()),
        recipient_did: order.to.did,
        details: serde_json::to_string(&order.content).expect("text and numbers always serialise"),
        document: document.clone(),
        issuer_key_id: Some(press.key()),
        status_list_id: entry.list,
        status_index: i64::from(entry.index),
        valid_from: ms_of(order.valid_from),
        valid_until: order.valid_until.map(ms_of),
        edition: old.edition + 1,
        ..old.clone()
    };
    let earlier = EditionRow::of(old, kind.name(), reason.to_owned(), app.clock.now_ms());
    edition::insert(tx, &earlier).await?;
    credential::replace(tx, &new).await?;
    Ok(Issued { id, document })
}

/// From when a later edition counts. Hosts keep the one whose `validFrom` is newest, to the second, and that is never
/// after `validUntil`: what has run out can be corrected and bound, too.
///
/// * `same`: it says what the edition before did, and counts from when that did, and a second.
/// * `before`: the `validFrom` of the edition before.
pub(in crate::flows) fn counts_from(
    app: &App,
    same: bool,
    before: i64,
    valid_until: Option<OffsetDateTime>,
) -> OffsetDateTime {
    let next = instant_of(before) + Duration::SECOND;
    let now = app.clock.now();
    if same { next } else { valid_until.map_or(now, |end| now.min(end)).max(next) }
}

/// What is ordered by a later edition.
///
/// # Errors
/// When the database fails.
pub(in crate::flows) async fn order(
    app: &App,
    tx: &mut Tx,
    old: &StandingRow,
    kind: Kind,
    change: Change,
) -> Result<Order, StoreError> {
    let source_id = match old.learner_id {
        Some(id) => learner::by_id(tx, old.issuer_id, id).await?.and_then(|row| row.source_id),
        None => None,
    };
    let to = To {
        name: change.name.unwrap_or_else(|| old.recipient_name.clone()),
        email: change.email.or_else(|| Email::read(&old.recipient_email)),
        learner: old.learner_id,
        source_id,
        did: change.did.or_else(|| old.recipient_did.clone()),
    };
    let valid_until = change.valid_until.unwrap_or_else(|| old.valid_until.map(instant_of));
    Ok(Order {
        to,
        content: change.content.unwrap_or_else(|| serde_json::from_str(&old.details).unwrap_or_default()),
        awarded_at: instant_of(old.awarded_at),
        valid_from: counts_from(app, kind == Kind::Bound, old.valid_from, valid_until),
        valid_until,
        class: old.class_id,
        bulk: old.bulk_id,
        by: old.awarded_by,
    })
}

#[cfg(test)]
mod tests {
    use crypto::verify::{CheckId, Outcome, Verdict};
    use serde_json::Value;
    use time::format_description::well_known::Rfc3339;

    use super::*;
    use crate::flows::{
        testing::{achievement, award, desk, with_app},
        verify::verify,
    };

    async fn replaced(
        app: &App,
        staff: &crate::flows::session::Viewer,
        kind: Kind,
        change: Change,
    ) -> [Issued; 2] {
        let old = award(app, staff, achievement(app, staff).await, "ada@a.example").await;
        app.clock.advance(Duration::HOUR);
        let mut tx = app.db.write().await.unwrap();
        let new =
            replace(app, &mut tx, staff.desks[0].issuer, old.id, kind, change, "A slip.").await.unwrap();
        tx.commit().await.unwrap();
        [old, new]
    }

    fn json(issued: &Issued) -> Value {
        serde_json::from_str(&issued.document).unwrap()
    }

    #[tokio::test]
    async fn a_corrected_edition_stands_and_the_earlier_one_does_not() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let change = Change { name: Some("Ada Obi-Lee".to_owned()), ..Change::default() };
            let [old, new] = replaced(&app, &staff, Kind::Corrected, change).await;
            assert_eq!(verify(&app, old.document.as_bytes()).await.unwrap().outcome, Verdict::Invalid);
            assert_eq!(verify(&app, new.document.as_bytes()).await.unwrap().outcome, Verdict::Valid);
            let [before, after] = [json(&old), json(&new)];
            for same in ["id", "awardedDate"] {
                assert_eq!(before[same], after[same], "{same}");
            }
            assert!(before["validFrom"].as_str() < after["validFrom"].as_str());
            assert_ne!(before["credentialStatus"], after["credentialStatus"]);
            assert!(new.document.contains("Ada Obi-Lee"));
        })
        .await;
    }

    #[tokio::test]
    async fn a_bound_edition_leaves_the_earlier_one_good_and_shares_its_fate() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let change = Change { did: Some("did:key:z6Mk".to_owned()), ..Change::default() };
            let [old, new] = replaced(&app, &staff, Kind::Bound, change).await;
            for issued in [&old, &new] {
                assert_eq!(verify(&app, issued.document.as_bytes()).await.unwrap().outcome, Verdict::Valid);
            }
            let [before, after] = [json(&old), json(&new)];
            assert_eq!(before["credentialStatus"], after["credentialStatus"]);
            assert_eq!(after["credentialSubject"]["id"], "did:key:z6Mk");
            crate::flows::revoke::revoke(&app, &staff, "marlow", old.id, "Mistake.").await.unwrap();
            for issued in [old, new] {
                assert_eq!(verify(&app, issued.document.as_bytes()).await.unwrap().outcome, Verdict::Invalid);
            }
        })
        .await;
    }

    #[tokio::test]
    async fn what_has_run_out_is_bound_and_corrected_within_its_time() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let old = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await;
            let issuer = staff.desks[0].issuer;
            let end = app.clock.now().truncate_to_second() + Duration::DAY;
            app.clock.advance(Duration::HOUR);
            let mut from = json(&old)["validFrom"].as_str().unwrap().to_owned();
            for (kind, valid_until, days) in
                [(Kind::Extended, Some(Some(end)), 2), (Kind::Bound, None, 1), (Kind::Corrected, None, 1)]
            {
                let mut tx = app.db.write().await.unwrap();
                let change = Change { valid_until, ..Change::default() };
                let new = replace(&app, &mut tx, issuer, old.id, kind, change, "").await.unwrap();
                tx.commit().await.unwrap();
                app.clock.advance(Duration::days(days));
                let document = json(&new);
                let (since, until) = (&document["validFrom"], &document["validUntil"]);
                assert!(from.as_str() < since.as_str().unwrap(), "{kind:?}: {from}, {since}");
                assert!(since.as_str() <= until.as_str(), "{kind:?}: {since}, {until}");
                let report = verify(&app, new.document.as_bytes()).await.unwrap();
                let failed = report.checks.iter().filter(|check| check.outcome == Outcome::Failed);
                assert_eq!(failed.map(|check| check.id).collect::<Vec<_>>(), [CheckId::Dates], "{kind:?}");
                from = since.as_str().unwrap().to_owned();
            }
        })
        .await;
    }

    #[tokio::test]
    async fn a_bound_edition_counts_from_when_the_one_before_did() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let [old, new] = replaced(&app, &staff, Kind::Bound, Change::default()).await;
            let since = |issued: &Issued| {
                OffsetDateTime::parse(json(issued)["validFrom"].as_str().unwrap(), &Rfc3339).unwrap()
            };
            assert_eq!(since(&new), since(&old) + Duration::SECOND);
        })
        .await;
    }

    #[tokio::test]
    async fn a_later_edition_is_of_the_version_that_was_awarded_and_of_its_own_list() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let achievement = achievement(&app, &staff).await;
            let old = award(&app, &staff, achievement, "ada@a.example").await;
            let mut tx = app.db.write().await.unwrap();
            // As a later version of it would have it.
            for sql in [
                "update achievement set suspendable = true, valid_days = 30",
                "update achievement_version set suspendable = true",
            ] {
                tx.execute(sql, ()).await.unwrap();
            }
            tx.commit().await.unwrap();
            app.clock.advance(Duration::HOUR);
            for kind in [Kind::Bound, Kind::Corrected] {
                let mut tx = app.db.write().await.unwrap();
                let issuer = staff.desks[0].issuer;
                let new = replace(&app, &mut tx, issuer, old.id, kind, Change::default(), "").await.unwrap();
                tx.commit().await.unwrap();
                assert_eq!(json(&new)["credentialStatus"]["statusPurpose"], "revocation");
                assert_eq!(json(&new)["validUntil"], Value::Null);
                assert_eq!(verify(&app, new.document.as_bytes()).await.unwrap().outcome, Verdict::Valid);
                app.clock.advance(Duration::HOUR);
            }
        })
        .await;
    }
}
