//! Awarding to many at once, in one transaction: all of it, or none.

use std::collections::{BTreeMap, btree_map::Entry};

use serde_json::json;

use super::{Award, IssueError, Order, Press, decide, tell};
use crate::{
    app::App,
    flows::{
        audit,
        session::{Act, Viewer},
    },
    id::{AchievementId, CredentialId},
    problem::FieldProblem,
};

/// Awards that are made at once, at most.
pub const MOST_AT_ONCE: usize = 1_000;
/// Problems that are told of at once, at most.
const MOST_TOLD: usize = 1_000;

/// As [`award`](super::award), to many, of one achievement or several: gives each one's id and
/// recipient's name, in the order of `awards`. Field pointers begin with the place of the award, such
/// as `/3/recipient/email`.
///
/// # Errors
/// [`IssueError`]; nothing is awarded then.
pub async fn award_many(
    app: &App,
    viewer: &Viewer,
    slug: &str,
    awards: Vec<Award>,
) -> Result<Vec<(CredentialId, String)>, IssueError> {
    let desk = viewer.at(slug, Act::Award)?;
    if !(1..=MOST_AT_ONCE).contains(&awards.len()) {
        let detail = format!("send 1 to {MOST_AT_ONCE} awards at once");
        return Err(IssueError::Fields(vec![FieldProblem::new("", detail)]));
    }
    let mut tx = app.db.write().await?;
    let mut batches: BTreeMap<AchievementId, (Press, Vec<(usize, Order)>)> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (place, award) in awards.into_iter().enumerate() {
        let achievement = award.achievement;
        let (press, orders) = match batches.entry(achievement) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(new) => {
                new.insert((Press::open(app, &mut tx, desk.issuer, achievement).await?, Vec::new()))
            }
        };
        match decide(app, &mut tx, desk, press, award).await {
            Ok(order) => orders.push((place, order.by(viewer))),
            Err(IssueError::Fields(fields)) => wrong.extend(
                fields
                    .into_iter()
                    .map(|field| FieldProblem::new(format!("/{place}{}", field.pointer), field.detail)),
            ),
            Err(err) => return Err(err),
        }
    }
    if !wrong.is_empty() {
        wrong.truncate(MOST_TOLD);
        return Err(IssueError::Fields(wrong));
    }
    let mut done = Vec::new();
    for (achievement, (press, orders)) in batches {
        let (places, orders): (Vec<usize>, Vec<Order>) = orders.into_iter().unzip();
        let issued = press.issue(app, &mut tx, &orders).await?;
        let told: Vec<_> = orders.iter().zip(&issued).map(|(order, issued)| (order, issued.id)).collect();
        tell(app, &mut tx, &press, &told).await?;
        let detail = json!({ "achievement": achievement.to_string() });
        for issued in &issued {
            let subject = format!("credential/{}", issued.id);
            let by = Some(viewer.account);
            audit::note(app, &mut tx, desk.issuer, by, "credential.awarded", subject, &detail).await?;
        }
        let names = orders.into_iter().map(|order| order.to.name);
        done.extend(places.into_iter().zip(issued.into_iter().map(|issued| issued.id).zip(names)));
    }
    tx.commit().await?;
    tracing::info!(issuer.id = %desk.issuer, credentials = done.len(), "issued credentials");
    done.sort_by_key(|(place, _)| *place);
    Ok(done.into_iter().map(|(_, one)| one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{
        issue::{Search, awarded, look_before},
        outbox,
        testing::{achievement, an_award, desk, with_app},
    };

    #[tokio::test]
    async fn many_are_awarded_in_the_order_in_which_they_were_sent() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let (bees, wool) = (achievement(&app, &staff).await, achievement(&app, &staff).await);
            let mails = outbox::list(&app, 999).await.unwrap().len();
            let awards = (0..6).map(|number| {
                let mut award = an_award([bees, wool][number % 2], &format!("learner{number}@a.example"));
                award.recipient.name = format!("Learner {number}");
                award
            });
            let done = award_many(&app, &staff, "marlow", awards.collect()).await.unwrap();
            let names: Vec<_> = done.iter().map(|(_, name)| name.as_str()).collect();
            assert_eq!(names, [0, 1, 2, 3, 4, 5].map(|number| format!("Learner {number}")));
            assert_eq!(outbox::list(&app, 999).await.unwrap().len(), mails + 6);
            // In parts, as they come, nothing twice and nothing left out.
            let (mut found, mut before) = (Vec::new(), None);
            loop {
                let search = Search::default();
                let part = look_before(&app, &staff, "marlow", &search, before, 4).await.unwrap();
                let Some(last) = part.last() else { break };
                before = Some((app.clock.now_ms(), last.id));
                found.extend(part.into_iter().map(|award| award.id));
            }
            found.reverse();
            let mut ids: Vec<_> = done.into_iter().map(|(id, _)| id).collect();
            ids.sort();
            assert_eq!(found, ids);
        })
        .await;
    }

    #[tokio::test]
    async fn one_that_is_wrong_keeps_all_from_being_awarded() {
        with_app(async |app| {
            let staff = desk(&app, "marlow").await;
            let bees = achievement(&app, &staff).await;
            let awards = vec![an_award(bees, "ada@a.example"), an_award(bees, "nobody")];
            let Err(IssueError::Fields(fields)) = award_many(&app, &staff, "marlow", awards).await else {
                panic!("not refused")
            };
            assert_eq!(fields[0].pointer, "/1/recipient/email");
            for number in [0, MOST_AT_ONCE + 1] {
                let awards = vec![an_award(bees, "ada@a.example"); number];
                let refused = award_many(&app, &staff, "marlow", awards).await;
                assert!(matches!(refused, Err(IssueError::Fields(_))));
            }
            assert_eq!(awarded(&app, &staff, "marlow", None, 9).await.unwrap(), []);
        })
        .await;
    }
}
