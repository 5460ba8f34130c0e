use api::open_badges::{AchievementContent, Criteria};
use crypto::verify::Verdict;

use super::*;
use crate::{
    flows::{
        achievement::{self, NewAchievement},
        issue::Issued,
        issuer::{keys, revoke_key},
        revoke::revoke,
        testing::{self, award, desk, teacher, with_app},
        verify::verify,
    },
    store::credential,
};

/// Awards that are good for a year, as many as asked for.
async fn for_a_year(app: &App, staff: &Viewer, number: usize) -> Vec<Issued> {
    let content = AchievementContent {
        name: "First aid".to_owned(),
        description: "Helps.".to_owned(),
        criteria: Criteria { narrative: Some("Help.".to_owned()), id: None },
        achievement_type: "Certificate".to_owned(),
        ..AchievementContent::default()
    };
    let new = NewAchievement { content, valid_days: Some(365), ..NewAchievement::default() };
    let achievement = achievement::create(app, staff, &staff.desks[0].slug, new).await.unwrap().id;
    let mut issued = Vec::new();
    for number in 0..number {
        issued.push(award(app, staff, achievement, &format!("learner{number}@a.example")).await);
    }
    issued
}

async fn all(app: &App) {
    while turn(app).await.unwrap() {}
}

async fn standing(app: &App, id: CredentialId) -> String {
    credential::by_id(&mut app.db.read().await.unwrap(), id).await.unwrap().unwrap().document
}

#[tokio::test]
async fn what_ends_soon_is_renewed_and_what_cannot_be_is_told_of() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let early = for_a_year(&app, &staff, 3).await;
        let good = award(&app, &staff, testing::achievement(&app, &staff).await, "eve@a.example").await;
        app.clock.advance(Duration::days(340));
        let late = for_a_year(&app, &staff, 1).await;
        revoke(&app, &staff, "marlow", early[2].id, "Mistake.").await.unwrap();
        assert_eq!(count_ending(&app, &staff, "marlow", 30).await.unwrap(), 2);
        let id = renew_many(&app, &staff, "marlow", &Choice::Within(30), None).await.unwrap();
        let begun = show(&app, &staff, "marlow", id).await.unwrap();
        assert_eq!((begun.state, begun.total, begun.done), (State::Running, 2, 0));
        all(&app).await;
        let done = show(&app, &staff, "marlow", id).await.unwrap();
        assert_eq!((done.state, done.done, done.left_out), (State::Done, 2, 0));
        for one in &early[..2] {
            assert!(standing(&app, one.id).await.contains(r#""validUntil":"2028-10-27T10:00:00Z""#));
        }
        assert_eq!(standing(&app, late[0].id).await, late[0].document);

        let chosen = Choice::These(vec![early[2].id, good.id, late[0].id, app.new_id()]);
        let day = Some(app.clock.now() + Duration::days(30));
        let id = renew_many(&app, &staff, "marlow", &chosen, day).await.unwrap();
        all(&app).await;
        let done = show(&app, &staff, "marlow", id).await.unwrap();
        assert_eq!((done.state, done.total, done.done, done.left_out), (State::Done, 3, 0, 3));
        let why: Vec<_> = left_out(&app, &staff, "marlow", id, 9).await.unwrap();
        let why: Vec<_> = why.into_iter().map(|one| (one.id, one.why)).collect();
        assert_eq!(why, [(early[2].id, Why::Revoked), (good.id, Why::NoEnd), (late[0].id, Why::Day)]);
    })
    .await;
}

#[tokio::test]
async fn nobody_renews_what_they_may_not_change_and_nothing_is_no_job() {
    with_app(async |app| {
        let (staff, other) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
        let teacher = teacher(&app, "marlow").await;
        let issued = for_a_year(&app, &staff, 1).await;
        let chosen = Choice::These(vec![issued[0].id]);
        for viewer in [&teacher, &other] {
            let slug = &viewer.desks[0].slug;
            let refused = renew_many(&app, viewer, slug, &chosen, None).await;
            assert!(matches!(refused, Err(ReworkError::Nothing)), "{refused:?}");
        }
        let refused = renew_many(&app, &other, "marlow", &chosen, None).await;
        assert!(matches!(refused, Err(ReworkError::NotAllowed(_))), "{refused:?}");
        let past = Some(app.clock.now());
        let refused = renew_many(&app, &staff, "marlow", &chosen, past).await;
        assert!(matches!(refused, Err(ReworkError::Fields(_))), "{refused:?}");
        let id = renew_many(&app, &staff, "marlow", &chosen, None).await.unwrap();
        assert!(matches!(show(&app, &teacher, "marlow", id).await, Err(ReworkError::Unknown)));
        assert!(matches!(show(&app, &other, "harrow", id).await, Err(ReworkError::Unknown)));
    })
    .await;
}

#[tokio::test]
async fn what_a_stolen_key_signed_is_issued_again_chunk_by_chunk() {
    with_app(async |app| {
        let mut config = app.config.clone();
        config.public_url = "https://laurel.test".parse().unwrap();
        let app = app.with_config(config);
        let staff = desk(&app, "marlow").await;
        let issued = for_a_year(&app, &staff, 101).await;
        revoke(&app, &staff, "marlow", issued[7].id, "Mistake.").await.unwrap();
        let key = keys(&app, &staff, "marlow").await.unwrap().remove(0).id;
        let refused = reissue_signed(&app, &staff, "marlow", key).await;
        assert!(matches!(refused, Err(ReworkError::NotStolen)), "{refused:?}");
        app.clock.advance(Duration::HOUR);
        revoke_key(&app, &staff, "marlow", key, "A lost laptop.").await.unwrap();
        let id = reissue_signed(&app, &staff, "marlow", key).await.unwrap();
        assert_eq!(reissue_signed(&app, &staff, "marlow", key).await.unwrap(), id, "it is under way");
        assert!(turn(&app).await.unwrap());
        let half = show(&app, &staff, "marlow", id).await.unwrap();
        assert_eq!((half.state, half.total, half.done), (State::Running, 100, 100));
        // A turn that dies leaves everything as it was.
        let mut tx = app.db.write().await.unwrap();
        rework::take_turn(&mut tx, app.clock.now_ms()).await.unwrap();
        drop(tx);
        // PostgreSQL may need a moment to notice.
        while show(&app, &staff, "marlow", id).await.unwrap().state == State::Running {
            all(&app).await;
        }
        let done = show(&app, &staff, "marlow", id).await.unwrap();
        assert_eq!((done.state, done.done, done.left_out), (State::Done, 100, 0));
        for (place, one) in issued.iter().enumerate().filter(|(place, _)| place % 20 == 7) {
            let again = standing(&app, one.id).await;
            let wanted = if place == 7 { Verdict::Invalid } else { Verdict::Valid };
            assert_eq!(verify(&app, again.as_bytes()).await.unwrap().outcome, wanted, "{place}");
            let old = verify(&app, one.document.as_bytes()).await.unwrap();
            assert_eq!(old.outcome, Verdict::Invalid);
        }
        assert_eq!(keys(&app, &staff, "marlow").await.unwrap()[1].signed, 1, "the revoked one");
        let again = reissue_signed(&app, &staff, "marlow", key).await;
        assert!(matches!(again, Err(ReworkError::Nothing)), "{again:?}");
    })
    .await;
}
