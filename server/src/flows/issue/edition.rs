//! Later editions of a credential: the same id and day of award, a newer `validFrom`.
//!
//! One that takes nothing back, because it is bound to its learner's key, keeps its place in
//! the status list. One that corrects something wrong gets a place of its own, and the earlier
//! edition's is set: an old copy with the old grade must not verify.

use api::open_badges::SubjectContent;
use time::{Duration, OffsetDateTime};

use super::{IssueError, Issued, Order, Press, To};
use crate::{
    app::App,
    effects::{instant_of, ms_of},
    flows::{
        Email,
        status::{self, Entry, list_url},
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
    /// What it said was wrong.
    Corrected,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Bound => "bound",
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
    if old.revoked_at.is_some() {
        return Err(IssueError::Revoked);
    }
    let press = Press::of_version(app, tx, issuer, old.achievement_id, old.achievement_version).await?;
    let order = order(app, tx, &old, change).await?;
    // A list speaks for the DID that signs it: under another DID the edition needs another list.
    let moves = kind == Kind::Corrected || status::did_of(tx, old.status_list_id).await? != press.did();
    let index = u32::try_from(old.status_index).expect("the table allows 0 to 131071");
    let entry = (!moves).then(|| Entry {
        list: old.status_list_id,
        list_url: list_url(app, old.status_list_id),
        index,
    });
    let (entry, document) = press.again(app, tx, id, &order, entry).await?;
    if kind == Kind::Corrected {
        status::set(app, tx, old.status_list_id, &[index], true).await?;
    }
    // What is suspended stays so under its new entry.
    if moves && old.suspended_at.is_some() {
        status::set(app, tx, entry.list, &[entry.index], true).await?;
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
    let earlier = EditionRow {
        credential_id: id,
        edition: old.edition,
        document: old.document,
        status_list_id: old.status_list_id,
        status_index: old.status_index,
        valid_from: old.valid_from,
        replaced_at: app.clock.now_ms(),
        kind: kind.name().to_owned(),
        reason: reason.to_owned(),
    };
    edition::insert(tx, &earlier).await?;
    credential::replace(tx, &new).await?;
    Ok(Issued { id, document })
}

async fn order(app: &App, tx: &mut Tx, old: &StandingRow, change: Change) -> Result<Order, StoreError> {
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
    // Hosts keep the edition whose `validFrom` is newest, to the second.
    let valid_from = app.clock.now().max(instant_of(old.valid_from) + Duration::SECOND);
    Ok(Order {
        to,
        content: change.content.unwrap_or_else(|| serde_json::from_str(&old.details).unwrap_or_default()),
        awarded_at: instant_of(old.awarded_at),
        valid_from,
        valid_until: change.valid_until.unwrap_or_else(|| old.valid_until.map(instant_of)),
        class: old.class_id,
        bulk: old.bulk_id,
        by: old.awarded_by,
    })
}

#[cfg(test)]
mod tests {
    use crypto::verify::Verdict;
    use serde_json::Value;

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
}
