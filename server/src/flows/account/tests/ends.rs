//! A school's addresses end, and whoever has no other is asked for one in time.

use super::*;

#[tokio::test]
async fn whoever_has_only_an_address_that_ended_and_no_other_proof_adds_one_without() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let achievement = achievement(&app, &staff).await;
        award(&app, &staff, achievement, "ada@school.example").await;
        let day = Date::from_calendar_date(2026, Month::November, 23).ok();
        ending::announce(&app, &staff, "marlow", "ada@school.example", day).await.unwrap();
        let (ada, token) = signed_in(&app, "ada@school.example", Device::Other).await;
        app.clock.advance(Duration::hours(30));
        let early = add_address(&app, &ada, "ada@home.example").await;
        assert!(matches!(early, Err(AddressError::NotProven(_))), "it can be read still: {early:?}");
        app.clock.advance(Duration::days(20));
        let ada = session::viewer(&app, &token).await.unwrap().unwrap();
        assert!(matches!(make_codes(&app, &ada).await, Err(AddressError::NotProven(_))), "nothing else");
        add_address(&app, &ada, "ada@home.example").await.unwrap();
        confirm_address(&app, &ada, &newest_token(&app).await).await.unwrap();
        let again = person(&app, "ada@home.example").await;
        assert_eq!(again.account, ada.account);
        make_codes(&app, &again).await.unwrap();

        // With codes there is a way, and it is asked for.
        let (ada, token) = signed_in(&app, "ada@home.example", Device::Other).await;
        let (list, _) = addresses(&app, &ada).await.unwrap();
        let home = list.iter().find(|address| address.email == "ada@home.example").unwrap();
        remove_address(&app, &ada, &home.id).await.unwrap();
        app.clock.advance(Duration::minutes(15));
        let ada = session::viewer(&app, &token).await.unwrap().unwrap();
        let late = add_address(&app, &ada, "ada@other.example").await;
        assert!(matches!(late, Err(AddressError::NotProven(_))), "{late:?}");
    })
    .await;
}

#[tokio::test]
async fn a_learners_end_is_of_the_address_that_was_announced_whatever_the_roster_says() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let achievement = achievement(&app, &staff).await;
        let on_roster = |email: &str| NewLearner {
            name: "Ada".to_owned(),
            email: email.to_owned(),
            number: String::new(),
            left: false,
        };
        let learner = learner::enrol(&app, &staff, "marlow", &on_roster("ada@school.example")).await.unwrap();
        award(&app, &staff, achievement, "old@school.example").await;
        let roster = person(&app, "ada@school.example").await;
        let old = person(&app, "old@school.example").await;
        let mail = person(&app, "ada@mail.example").await;
        let day = Date::from_calendar_date(2026, Month::December, 31).ok();
        let ends = async |what: &str| ending::announce(&app, &staff, "marlow", what, day).await;
        assert!(matches!(ends("ada@mail.example").await, Err(ending::EndingError::Fields(_))));
        ends("Ada@School.example").await.unwrap();
        ends("old@school.example").await.unwrap();
        learner::edit(&app, &staff, "marlow", learner, &on_roster("ada@mail.example")).await.unwrap();
        let before = count(&app).await;
        assert_eq!(ending::tell(&app).await.unwrap(), 2);
        let mut told: Vec<_> = mails(&app, before).await.into_iter().map(|(to, _)| to).collect();
        told.sort();
        assert_eq!(told, ["ada@school.example", "old@school.example"]);
        assert_eq!(ending::warning(&app, &mail).await.unwrap(), None, "a private address is no school's");
        for other in [&roster, &old] {
            assert_eq!(ending::warning(&app, other).await.unwrap().unwrap().email, other.email);
        }
        let listed = ending::announced(&app, &staff, "marlow").await.unwrap();
        let listed: Vec<_> = listed.iter().map(|end| (end.what.as_str(), end.learner.as_str())).collect();
        assert_eq!(listed, [("ada@school.example", "Ada"), ("old@school.example", "")]);
    })
    .await;
}

#[tokio::test]
async fn a_day_that_moves_is_told_at_once_and_of_several_nodes_one_tells() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let achievement = achievement(&app, &staff).await;
        award(&app, &staff, achievement, "ada@school.example").await;
        person(&app, "ada@school.example").await;
        let ends = async |month, day| {
            let day = Date::from_calendar_date(2026, month, day).ok();
            ending::announce(&app, &staff, "marlow", "school.example", day).await.unwrap();
        };
        ends(Month::December, 31).await;
        let (one, other) = tokio::join!(ending::tell(&app), ending::tell(&app));
        assert_eq!(one.unwrap() + other.unwrap(), 1);
        app.clock.advance(Duration::days(2));
        assert_eq!(ending::tell(&app).await.unwrap(), 0);
        ends(Month::November, 30).await;
        assert_eq!(ending::tell(&app).await.unwrap(), 1);
        assert!(mails(&app, 0).await[0].1.contains("30 November 2026"));
        assert_eq!(ending::tell(&app).await.unwrap(), 0);
    })
    .await;
}

#[tokio::test]
async fn before_a_schools_address_ends_whoever_has_no_other_is_asked_for_one() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let achievement = achievement(&app, &staff).await;
        for email in ["ada@school.example", "ben@school.example"] {
            award(&app, &staff, achievement, email).await;
        }
        let ada = with_two(&app).await;
        let ben = person(&app, "ben@school.example").await;
        // Never awarded to by this school: no business of its.
        let eve = person(&app, "eve@school.example").await;
        let day = Date::from_calendar_date(2027, Month::January, 31).ok();
        let announce = async |what: &str| ending::announce(&app, &staff, "marlow", what, day).await;
        for bad in ["gmail.example", "nobody@school.example", "", "a b"] {
            assert!(matches!(announce(bad).await, Err(ending::EndingError::Fields(_))), "{bad}");
        }
        announce("School.example").await.unwrap();
        assert_eq!(ending::tell(&app).await.unwrap(), 0, "that is long ahead");
        assert_eq!(ending::warning(&app, &ben).await.unwrap(), None);
        app.clock.advance(Duration::days(20));
        let before = count(&app).await;
        assert_eq!(ending::tell(&app).await.unwrap(), 1, "Ada has another, and Eve is none of theirs");
        let told = mails(&app, before).await;
        assert_eq!(told[0].0, "ben@school.example");
        assert_eq!(told[0].1, "Your address ends on 31 January 2027: add another");
        assert_eq!(ending::tell(&app).await.unwrap(), 0, "once, for two weeks");
        assert_eq!(ending::warning(&app, &ben).await.unwrap().unwrap().email, "ben@school.example");
        for other in [&ada, &eve] {
            assert_eq!(ending::warning(&app, other).await.unwrap(), None);
        }
        let (list, _) = addresses(&app, &ada).await.unwrap();
        assert_eq!(list.iter().filter(|address| address.ends_at.is_some()).count(), 1);
        app.clock.advance(Duration::days(15));
        assert_eq!(ending::tell(&app).await.unwrap(), 1);
        let ends = ending::announced(&app, &staff, "marlow").await.unwrap();
        ending::withdraw(&app, &staff, "marlow", ends[0].id).await.unwrap();
        assert_eq!(ending::warning(&app, &ben).await.unwrap(), None);
    })
    .await;
}
