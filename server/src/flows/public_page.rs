//! Whether a credential's page, `/credentials/{id}`, answers everybody: its holder's own switch, off until they turn
//! it on.
//!
//! Only what was issued here has such a page. School records have none that is public: they are shared by link, to
//! somebody named. Where a guardian approves links, nothing is public, for that would go round the approval; this is
//! looked at whenever the page is, so that it counts from the moment on that a guardian has a say, and until they have
//! none. Who looks is not counted.

use super::{
    hold::{self, Seen, Sight},
    issue::State,
    record::whole,
    session::Viewer,
};
use crate::{
    app::App,
    id::{AccountId, CredentialId},
    problem::Problem,
    store::{StoreError, Tx, credential, guardian, public_page, transcript},
};

/// Where the page of a credential stands, to its holder.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PublicPage {
    /// It answers its holder and its issuer alone.
    Private,
    /// It answers everybody.
    Public,
    /// A guardian has a say in what is shared: it is not public, though it may have been made so before.
    Guarded {
        /// Whether it was.
        on: bool,
    },
    /// It is a school's record.
    Education,
}

/// Why a page was not made public, or private again.
#[derive(Debug, thiserror::Error)]
pub enum PublicPageError {
    /// There is no such credential in this wallet that was issued here.
    #[error("there is no such credential in your wallet")]
    Unknown,
    /// It is a school's record.
    #[error("a school’s record is shared by link, to somebody named")]
    Education,
    /// A guardian has a say in what is shared.
    #[error("a guardian approves what you share, so nothing is made public")]
    Guarded,
    /// The database failed.
    #[error("could not read or keep what is public")]
    Store(#[from] StoreError),
}

impl From<PublicPageError> for Problem {
    fn from(err: PublicPageError) -> Self {
        match err {
            PublicPageError::Unknown => Self::not_found(&err),
            PublicPageError::Education | PublicPageError::Guarded => Self::conflict(&err),
            PublicPageError::Store(source) => source.into(),
        }
    }
}

/// Makes the page of a credential in this person's wallet public, or private again, which it can be made in every case.
///
/// # Errors
/// [`PublicPageError`].
pub async fn turn(app: &App, viewer: &Viewer, id: CredentialId, on: bool) -> Result<(), PublicPageError> {
    let mut tx = app.db.write().await?;
    let page = standing(app, &mut tx, viewer.account, id).await?.ok_or(PublicPageError::Unknown)?;
    match page {
        PublicPage::Education if on => return Err(PublicPageError::Education),
        PublicPage::Guarded { .. } if on => return Err(PublicPageError::Guarded),
        _ => {}
    }
    let since = on.then(|| app.clock.now_ms());
    if !public_page::turn(&mut tx, viewer.account, id, since).await? {
        return Err(PublicPageError::Unknown);
    }
    tx.commit().await?;
    Ok(())
}

/// Where the page of a credential in this person's wallet stands; `None` where there is no such page here.
///
/// # Errors
/// When the database fails.
pub async fn of_holder(
    app: &App,
    viewer: &Viewer,
    id: CredentialId,
) -> Result<Option<PublicPage>, StoreError> {
    standing(app, &mut app.db.read().await?, viewer.account, id).await
}

/// A credential, if this person may see it, or everybody may. `None` in every other case, without a difference.
///
/// # Errors
/// When the database fails.
pub async fn see(app: &App, viewer: Option<&Viewer>, id: CredentialId) -> Result<Option<Seen>, StoreError> {
    if let Some(viewer) = viewer
        && let Some(seen) = hold::see(app, viewer, id).await?
    {
        return Ok(Some(seen));
    }
    let mut tx = app.db.read().await?;
    let Some(holder) = public_page::holder(&mut tx, id).await? else { return Ok(None) };
    if standing(app, &mut tx, holder, id).await? != Some(PublicPage::Public) {
        return Ok(None);
    }
    let Some(row) = credential::by_id(&mut tx, id).await? else { return Ok(None) };
    let state =
        Some(State::read((row.revoked_at, row.revoked_reason), (row.suspended_at, row.suspended_reason)));
    Ok(Some(Seen { id, sight: Sight::Public, document: row.document, state }))
}

/// What this person made public: each credential with what was awarded by name, the last first; and whether it is
/// hidden all the same, because a guardian has a say in what is shared.
///
/// # Errors
/// When the database fails.
pub async fn all(app: &App, viewer: &Viewer) -> Result<(Vec<(CredentialId, String)>, bool), StoreError> {
    let mut tx = app.db.read().await?;
    let pages = public_page::of_account(&mut tx, viewer.account).await?;
    Ok((pages, guarded(app, &mut tx, viewer.account).await?))
}

/// Whether a guardian has a say in what this person shares.
///
/// # Errors
/// When the database fails.
pub async fn is_guarded(app: &App, viewer: &Viewer) -> Result<bool, StoreError> {
    guarded(app, &mut app.db.read().await?, viewer.account).await
}

async fn standing(
    app: &App,
    tx: &mut Tx,
    holder: AccountId,
    id: CredentialId,
) -> Result<Option<PublicPage>, StoreError> {
    let Some(on) = public_page::is_on(tx, holder, id).await? else { return Ok(None) };
    let Some(row) = credential::by_id(tx, id).await? else { return Ok(None) };
    let page = if transcript::find(tx, id).await?.is_some() || !whole(&row.document).parts.is_empty() {
        PublicPage::Education
    } else if guarded(app, tx, holder).await? {
        PublicPage::Guarded { on }
    } else if on {
        PublicPage::Public
    } else {
        PublicPage::Private
    };
    Ok(Some(page))
}

async fn guarded(app: &App, tx: &mut Tx, holder: AccountId) -> Result<bool, StoreError> {
    Ok(!guardian::approvers(tx, holder, app.clock.now_ms()).await?.is_empty())
}

#[cfg(test)]
mod tests {
    use api::open_badges::SubjectContent;

    use super::*;
    use crate::flows::{
        account,
        learner::{self, NewLearner},
        testing::{achievement, award, desk, person, with_app},
        transcript::hand::{self, NewEntry, NewTranscript},
    };

    #[tokio::test]
    async fn a_page_is_public_when_its_holder_says_so_and_not_before_or_after() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let issued = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await;
            let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
            let id = issued.id;
            let seen = async |viewer: Option<&Viewer>| see(&app, viewer, id).await.unwrap();
            let early = turn(&app, &ada, id, true).await;
            assert!(matches!(early, Err(PublicPageError::Unknown)), "it only waits for her: {early:?}");
            hold::claim(&app, &ada, id).await.unwrap();
            assert_eq!(of_holder(&app, &ada, id).await.unwrap(), Some(PublicPage::Private));
            assert_eq!(seen(None).await, None);
            assert!(matches!(turn(&app, &eve, id, true).await, Err(PublicPageError::Unknown)));
            assert!(matches!(turn(&app, &staff, id, true).await, Err(PublicPageError::Unknown)));

            turn(&app, &ada, id, true).await.unwrap();
            turn(&app, &ada, id, true).await.unwrap();
            let everybodys = seen(None).await.unwrap();
            assert_eq!((everybodys.sight, &everybodys.document), (Sight::Public, &issued.document));
            assert_eq!(seen(Some(&eve)).await.unwrap().sight, Sight::Public);
            assert_eq!(seen(Some(&ada)).await.unwrap().sight, Sight::Holder);
            assert_eq!(seen(Some(&staff)).await.unwrap().sight, Sight::Staff);
            let (all, hidden) = all(&app, &ada).await.unwrap();
            assert_eq!((all.len(), all[0].0, hidden), (1, id, false));

            turn(&app, &ada, id, false).await.unwrap();
            assert_eq!(seen(None).await, None);
            assert_eq!(seen(Some(&eve)).await, None);
        })
        .await;
    }

    #[tokio::test]
    async fn what_leaves_the_wallet_is_public_no_more_and_comes_back_private() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let id = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await.id;
            let ada = person(&app, "ada@a.example").await;
            hold::claim(&app, &ada, id).await.unwrap();
            turn(&app, &ada, id, true).await.unwrap();
            hold::remove(&app, &ada, id).await.unwrap();
            assert_eq!(see(&app, None, id).await.unwrap(), None);
            hold::put_back(&app, &ada, id).await.unwrap();
            assert_eq!(of_holder(&app, &ada, id).await.unwrap(), Some(PublicPage::Private));
            turn(&app, &ada, id, true).await.unwrap();
            account::delete(&app, &ada, "ada@a.example").await.unwrap();
            assert_eq!(see(&app, None, id).await.unwrap(), None);
        })
        .await;
    }

    #[tokio::test]
    async fn a_transcript_and_what_is_in_it_are_not_made_public() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let course = achievement(&app, &staff).await;
            let new = NewLearner {
                name: "Ada Obi".to_owned(),
                email: "ada@a.example".to_owned(),
                ..NewLearner::default()
            };
            let learner = learner::enrol(&app, &staff, "marlow", &new).await.unwrap();
            let entries = vec![NewEntry { achievement: course, content: SubjectContent::default() }];
            let new = NewTranscript { entries, ..NewTranscript::default() };
            let id = hand::make(&app, &staff, "marlow", learner, new).await.unwrap().id;
            let ada = person(&app, "ada@a.example").await;
            hold::claim(&app, &ada, id).await.unwrap();
            assert_eq!(of_holder(&app, &ada, id).await.unwrap(), Some(PublicPage::Education));
            let refused = turn(&app, &ada, id, true).await;
            assert!(matches!(refused, Err(PublicPageError::Education)), "{refused:?}");
            let held = hold::held_one(&app, &ada, id).await.unwrap().unwrap();
            let part = whole(&held.document).parts.into_iter().flatten().next().unwrap();
            let part: CredentialId = part.id.rsplit('/').next().unwrap().parse().unwrap();
            assert!(hold::see(&app, &ada, part).await.unwrap().is_some());
            let refused = turn(&app, &ada, part, true).await;
            assert!(matches!(refused, Err(PublicPageError::Unknown)), "{refused:?}");
        })
        .await;
    }

    #[tokio::test]
    async fn what_came_from_elsewhere_has_no_page_here() {
        with_app(async |app| {
            let ada = person(&app, "ada@a.example").await;
            let id = hold::hold_foreign(&app, &ada, r#"{"type":["VerifiableCredential"]}"#).await.unwrap();
            assert_eq!(of_holder(&app, &ada, id).await.unwrap(), None);
            assert!(matches!(turn(&app, &ada, id, true).await, Err(PublicPageError::Unknown)));
        })
        .await;
    }
}
