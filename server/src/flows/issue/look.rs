//! What a desk has awarded: looking for it, and where each award stands.

use time::OffsetDateTime;

use super::IssueError;
use crate::{
    app::App,
    effects::instant_of,
    flows::session::{Act, Desk, Viewer},
    id::{AccountId, AchievementId, ClassId, CredentialId},
    store::credential::{self, AwardedRow},
};

/// Where an awarded credential stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum State {
    /// It counts, as far as its issuer is concerned.
    Issued,
    /// Its issuer says that it is not good for now.
    Suspended {
        /// Since when.
        at: OffsetDateTime,
        /// Why, in the issuer's words.
        reason: String,
    },
    /// Its issuer took it back.
    Revoked {
        /// When.
        at: OffsetDateTime,
        /// Why, in the issuer's words.
        reason: String,
    },
}

/// A credential as its issuer's desk sees it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Awarded {
    /// Its id.
    pub id: CredentialId,
    /// What was awarded.
    pub achievement: AchievementId,
    /// That by name.
    pub achievement_name: String,
    /// To whom, by name.
    pub recipient_name: String,
    /// And by e-mail address; empty where there is none.
    pub recipient_email: String,
    /// By whom.
    pub awarded_by: Option<AccountId>,
    /// In which class.
    pub class: Option<ClassId>,
    /// Which edition of it stands; the first is 1.
    pub edition: u32,
    /// When it was awarded.
    pub awarded_at: OffsetDateTime,
    /// From when it counts.
    pub valid_from: OffsetDateTime,
    /// Until when it counts.
    pub valid_until: Option<OffsetDateTime>,
    /// When the learner took it into a wallet.
    pub claimed_at: Option<OffsetDateTime>,
    /// Where it stands.
    pub state: State,
}

/// What a desk has awarded, newest first, at most `limit`; of one achievement or of all.
///
/// # Errors
/// [`IssueError::NotAllowed`], [`IssueError::Store`].
pub async fn awarded(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    achievement: Option<AchievementId>,
    limit: u32,
) -> Result<Vec<Awarded>, IssueError> {
    let search = Search { achievement, ..Search::default() };
    Ok(look(app, viewer, slug, &search, limit, 0).await?.0)
}

/// Which awards are looked for; what is empty leaves nothing out.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Of this achievement.
    pub achievement: Option<AchievementId>,
    /// Whose recipient's name or address has this in it.
    pub words: String,
    /// One of [`STATES`].
    pub state: String,
}

/// The states that awards can be looked for by.
pub const STATES: [&str; 6] = ["waiting", "claimed", "soon", "expired", "suspended", "revoked"];

/// What a desk has awarded, as far as the viewer sees it, newest first: at most `limit` after the
/// first `offset`, and how many there are in all.
///
/// # Errors
/// [`IssueError::NotAllowed`], [`IssueError::Store`].
pub async fn look(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    search: &Search,
    limit: u32,
    offset: u32,
) -> Result<(Vec<Awarded>, u64), IssueError> {
    let desk = viewer.at(slug, Act::See)?;
    let (filter, now) = (search.filter(desk, viewer), app.clock.now_ms());
    let mut tx = app.db.read().await?;
    let total = credential::count(&mut tx, desk.issuer, &filter, now).await?;
    let rows = credential::search(&mut tx, desk.issuer, &filter, now, limit, offset).await?;
    Ok((rows.into_iter().map(Awarded::from).collect(), total))
}

/// What a desk has awarded, as far as the viewer sees it, newest first: at most `limit` before one
/// that is given by when it was awarded, in milliseconds, and its id.
///
/// # Errors
/// [`IssueError::NotAllowed`], [`IssueError::Store`].
pub async fn look_before(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    search: &Search,
    before: Option<(i64, CredentialId)>,
    limit: u32,
) -> Result<Vec<Awarded>, IssueError> {
    let desk = viewer.at(slug, Act::See)?;
    let (filter, now) = (search.filter(desk, viewer), app.clock.now_ms());
    let mut tx = app.db.read().await?;
    let rows = credential::search_before(&mut tx, desk.issuer, &filter, now, before, limit).await?;
    Ok(rows.into_iter().map(Awarded::from).collect())
}

/// One credential that a desk has awarded.
///
/// # Errors
/// [`IssueError`].
pub async fn awarded_one(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    id: CredentialId,
) -> Result<Awarded, IssueError> {
    let desk = viewer.at(slug, Act::See)?;
    let teacher = desk.sees_of(viewer);
    let row = credential::awarded(&mut app.db.read().await?, desk.issuer, teacher, id).await?;
    row.map(Awarded::from).ok_or(IssueError::UnknownCredential)
}

impl State {
    /// The state that the table's columns stand for: pairs of when and why.
    pub(in crate::flows) fn read(
        revoked: (Option<i64>, Option<String>),
        suspended: (Option<i64>, Option<String>),
    ) -> Self {
        match (revoked, suspended) {
            ((Some(at), reason), _) => {
                Self::Revoked { at: instant_of(at), reason: reason.unwrap_or_default() }
            }
            (_, (Some(at), reason)) => {
                Self::Suspended { at: instant_of(at), reason: reason.unwrap_or_default() }
            }
            _ => Self::Issued,
        }
    }
}

impl Search {
    fn filter(&self, desk: &Desk, viewer: &Viewer) -> credential::Filter {
        credential::Filter {
            teacher: desk.sees_of(viewer),
            achievement: self.achievement,
            words: self.words.trim().replace('\0', "").to_lowercase(),
            state: STATES.into_iter().find(|state| *state == self.state).unwrap_or_default(),
        }
    }
}

impl From<AwardedRow> for Awarded {
    fn from(row: AwardedRow) -> Self {
        Self {
            id: row.credential_id,
            achievement: row.achievement_id,
            achievement_name: row.achievement_name,
            recipient_name: row.recipient_name,
            recipient_email: row.recipient_email,
            awarded_at: instant_of(row.awarded_at),
            valid_from: instant_of(row.valid_from),
            valid_until: row.valid_until.map(instant_of),
            claimed_at: row.claimed_at.map(instant_of),
            state: State::read(
                (row.revoked_at, row.revoked_reason),
                (row.suspended_at, row.suspended_reason),
            ),
            awarded_by: row.awarded_by,
            class: row.class_id,
            edition: u32::try_from(row.edition).unwrap_or(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{
        hold, revoke,
        testing::{achievement, award as award_one, desk, teacher, with_app},
    };

    #[tokio::test]
    async fn awards_are_found_by_who_got_them_and_where_they_stand() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let achievement = achievement(&app, &staff).await;
            let ada = award_one(&app, &staff, achievement, "ada_o@a.example").await;
            award_one(&app, &staff, achievement, "ben@a.example").await;
            revoke::revoke(&app, &staff, "marlow", ada.id, "Mistake.").await.unwrap();
            let found = async |words: &str, state: &str| {
                let search = Search { words: words.to_owned(), state: state.to_owned(), achievement: None };
                look(&app, &staff, "marlow", &search, 9, 0).await.unwrap().1
            };
            assert_eq!(found("", "").await, 2);
            assert_eq!(found("ADA_O@", "").await, 1);
            assert_eq!(found("ada%", "").await, 0, "no pattern, but letters");
            assert_eq!(found("obi", "").await, 2);
            assert_eq!((found("", "revoked").await, found("", "waiting").await), (1, 1));
            assert_eq!((found("", "claimed").await, found("", "expired").await), (0, 0));
            let all = Search::default();
            let (page, total) = look(&app, &staff, "marlow", &all, 1, 1).await.unwrap();
            assert_eq!((page.len(), page[0].id, total), (1, ada.id, 2));
            let teacher = teacher(&app, "marlow").await;
            assert_eq!(look(&app, &teacher, "marlow", &all, 9, 0).await.unwrap().1, 0);
            assert!(awarded_one(&app, &teacher, "marlow", ada.id).await.is_err());
            assert_eq!(hold::see(&app, &teacher, ada.id).await.unwrap(), None);
        })
        .await;
    }
}
