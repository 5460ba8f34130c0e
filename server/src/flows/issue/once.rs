//! Awarding from a form: once, however often its button is pressed.

use super::{Award, IssueError, Press, issue_one};
use crate::{
    app::App,
    flows::{
        evidence,
        session::{Act, Viewer},
    },
    id::AwardingId,
    store::awarding::{self, AwardingRow},
};

/// As [`award`](super::award), for the form whose own id is `once`; when that was used before,
/// nothing more is awarded.
///
/// # Errors
/// [`IssueError`].
pub async fn award_once(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    award: Award,
    once: AwardingId,
) -> Result<(), IssueError> {
    let desk = viewer.at(slug, Act::Award)?;
    let mut tx = app.db.write().await?;
    let pressed = AwardingRow {
        awarding_id: once,
        issuer_id: desk.issuer,
        account_id: viewer.account,
        achievement_id: award.achievement,
        class_id: None,
        awarded_at: app.clock.now_ms(),
    };
    let press = Press::open(app, &mut tx, desk.issuer, award.achievement).await?;
    if !awarding::insert(&mut tx, &pressed).await? {
        return Ok(());
    }
    let content = award.content.clone();
    let issued = issue_one(app, &mut tx, viewer, desk, &press, award).await?;
    evidence::give(app, &mut tx, once, &content, issued.id).await?;
    tx.commit().await?;
    tracing::info!(credential.id = %issued.id, issuer.id = %desk.issuer, "issued a credential");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{
        issue::awarded,
        testing::{achievement, an_award, desk, with_app},
    };

    #[tokio::test]
    async fn a_form_that_is_sent_twice_awards_once() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let award = an_award(achievement(&app, &staff).await, "ada@a.example");
            let once = app.new_id();
            for _ in 0..2 {
                award_once(&app, &staff, "marlow", award.clone(), once).await.unwrap();
            }
            assert_eq!(awarded(&app, &staff, "marlow", None, 9).await.unwrap().len(), 1);
            award_once(&app, &staff, "marlow", award, app.new_id()).await.unwrap();
            assert_eq!(awarded(&app, &staff, "marlow", None, 9).await.unwrap().len(), 2);
        })
        .await;
    }
}
