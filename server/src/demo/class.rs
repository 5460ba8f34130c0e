//! The demo's classes: pupils, their teacher, and what the whole class was awarded.

use time::Duration;

use super::{
    DemoError,
    seed::{Seeding, read_email, results},
    story::{ClassAwardPart, ClassPart, Results},
};
use crate::{
    effects::ms_of,
    flows::{
        class::roster,
        issue::{self, Order, To},
        session::account_of,
    },
    id::{ClassId, LearnerId},
    store::{
        class::{self, ClassRow},
        class_member, class_staff, holding,
        learner::{self, LearnerRow},
    },
};

impl Seeding<'_> {
    pub(super) async fn class(&mut self, part: &ClassPart) -> Result<(), DemoError> {
        let (app, now, issuer_id) = (self.app, ms_of(self.now), self.college.id);
        let class_id: ClassId = app.new_id();
        let row = ClassRow {
            class_id,
            issuer_id,
            name: part.name.clone(),
            term: part.term.clone(),
            created_at: now,
            archived_at: None,
            pupils: 0,
        };
        class::insert(&mut self.tx, &row).await?;
        let teacher = self.by(&part.teacher)?;
        class_staff::insert(&mut self.tx, class_id, teacher).await?;
        let mut pupils = Vec::new();
        for line in roster::read(&part.pupils) {
            let pupil = LearnerRow {
                learner_id: app.new_id::<LearnerId>(),
                issuer_id,
                source_id: line.source_id,
                name: line.name,
                email: line.email,
                did: None,
                created_at: now,
                left_at: None,
            };
            learner::insert(&mut self.tx, &pupil).await?;
            pupils.push(pupil);
        }
        let ids: Vec<_> = pupils.iter().map(|pupil| pupil.learner_id).collect();
        class_member::insert_many(&mut self.tx, class_id, &ids).await?;
        for award in &part.award {
            self.class_award(class_id, part, &pupils, award).await?;
        }
        Ok(())
    }

    async fn class_award(
        &mut self,
        id: ClassId,
        class: &ClassPart,
        pupils: &[LearnerRow],
        part: &ClassAwardPart,
    ) -> Result<(), DemoError> {
        let press = self.press(&part.achievement).await?;
        let awarded_at = self.now - Duration::days(part.days_ago);
        let by = self.by(&class.teacher)?;
        let there = pupils.iter().filter(|pupil| !part.absent.contains(&pupil.name));
        let order = |(place, pupil): (usize, &LearnerRow)| {
            let value = |(name, values): (&String, &Vec<String>)| {
                values.get(place % values.len().max(1)).map(|value| (name.clone(), value.clone()))
            };
            let values: Results = part.results.iter().filter_map(value).collect();
            let email = pupil.email.as_deref().map(read_email).transpose()?;
            Ok(Order {
                to: To {
                    name: pupil.name.clone(),
                    email,
                    learner: Some(pupil.learner_id),
                    source_id: pupil.source_id.clone(),
                    did: None,
                },
                content: api::open_badges::SubjectContent {
                    narrative: part.notes.get(&pupil.name).cloned(),
                    result: results(press.content(), &values)?,
                    term: Some(class.term.clone()),
                    ..Default::default()
                },
                awarded_at,
                valid_from: awarded_at,
                valid_until: None,
                class: Some(id),
                bulk: None,
                by: Some(by),
            })
        };
        let orders = there.enumerate().map(order).collect::<Result<Vec<_>, DemoError>>()?;
        let issued = press.issue(self.app, &mut self.tx, &orders).await?;
        let mut waiting = Vec::new();
        let mut claimed = 0;
        for (order, issued) in orders.iter().zip(&issued) {
            let Some(email) = &order.to.email else { continue };
            if claimed == part.claimed {
                waiting.push((order, issued.id));
                continue;
            }
            let account = account_of(self.app, &mut self.tx, email, &order.to.name).await?;
            let at = awarded_at + Duration::hours(2);
            holding::claim(&mut self.tx, account, issued.id, ms_of(at)).await?;
            claimed += 1;
        }
        issue::tell(self.app, &mut self.tx, &press, &waiting).await?;
        Ok(())
    }
}
