//! Addresses: added, proven, withdrawn, and of whom they are.

use super::*;
use crate::flows::{
    record,
    share::{self, Terms},
};

#[tokio::test]
async fn an_address_is_added_by_whoever_reads_it_and_is_signed_in_to_that_account() {
    with_app(async |app| {
        let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
        add_address(&app, &ada, "ada@home.example").await.unwrap();
        let token = newest_token(&app).await;
        assert!(matches!(look_at_address(&app, &eve, &token).await, Err(AddressError::Spent)));
        assert!(matches!(confirm_address(&app, &eve, &token).await, Err(AddressError::Spent)));
        assert_eq!(addresses(&app, &ada).await.unwrap().1, ["ada@home.example"]);
        assert_eq!(look_at_address(&app, &ada, &token).await.unwrap(), "ada@home.example");
        let before = count(&app).await;
        confirm_address(&app, &ada, &token).await.unwrap();
        let told = ("ada@a.example".to_owned(), "An address was added to your account".to_owned());
        assert_eq!(mails(&app, before).await, [told], "the one before is told");
        assert!(matches!(confirm_address(&app, &ada, &token).await, Err(AddressError::Spent)));
        let again = person(&app, "ada@home.example").await;
        assert_eq!((again.account, again.emails.len()), (ada.account, 2));
    })
    .await;
}

#[tokio::test]
async fn an_address_that_waits_is_withdrawn_and_counts_as_asked_for_all_the_same() {
    with_app(async |app| {
        let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
        add_address(&app, &ada, "typo@home.example").await.unwrap();
        let token = newest_token(&app).await;
        for (who, email) in [(&eve, "typo@home.example"), (&ada, "ada@a.example"), (&ada, "typo")] {
            assert!(matches!(withdraw_address(&app, who, email).await, Err(AddressError::Unknown)));
        }
        withdraw_address(&app, &ada, "typo@home.example").await.unwrap();
        assert_eq!(addresses(&app, &ada).await.unwrap().1, Vec::<String>::new());
        assert!(matches!(confirm_address(&app, &ada, &token).await, Err(AddressError::Spent)));
        for _ in 1..5 {
            add_address(&app, &ada, "typo@home.example").await.unwrap();
            withdraw_address(&app, &ada, "typo@home.example").await.unwrap();
        }
        let many = add_address(&app, &ada, "typo@home.example").await;
        assert!(matches!(many, Err(AddressError::TooMany { .. })), "{many:?}");
    })
    .await;
}

#[tokio::test]
async fn an_address_of_somebody_else_is_not_taken_from_them() {
    with_app(async |app| {
        let (ada, ben) = (person(&app, "ada@a.example").await, person(&app, "ben@a.example").await);
        make_codes(&app, &ben).await.unwrap();
        add_address(&app, &ada, "ben@a.example").await.unwrap();
        let taken = confirm_address(&app, &ada, &newest_token(&app).await).await;
        assert!(matches!(taken, Err(AddressError::Taken)), "{taken:?}");
        assert_eq!(person(&app, "ben@a.example").await.account, ben.account);
        for bad in ["ada", "ADA@a.example", "a@b@c.example"] {
            assert!(matches!(add_address(&app, &ada, bad).await, Err(AddressError::Fields(_))), "{bad}");
        }
        for number in 0..4 {
            add_address(&app, &ada, &format!("ada{number}@a.example")).await.unwrap();
        }
        let many = add_address(&app, &ada, "ada9@a.example").await;
        assert!(matches!(many, Err(AddressError::TooMany { .. })), "{many:?}");
    })
    .await;
}

#[tokio::test]
async fn an_account_with_nothing_in_it_gives_way_to_whoever_reads_its_address() {
    with_app(async |app| {
        let ada = person(&app, "ada@school.example").await;
        let (bare, token) = signed_in(&app, "ada@home.example", Device::Other).await;
        assert_ne!(bare.account, ada.account);
        add_address(&app, &ada, "ada@home.example").await.unwrap();
        confirm_address(&app, &ada, &newest_token(&app).await).await.unwrap();
        assert!(session::viewer(&app, &token).await.unwrap().is_none());
        assert_eq!(person(&app, "ada@home.example").await.account, ada.account);
    })
    .await;
}

#[tokio::test]
async fn losing_a_schools_address_loses_nothing_and_the_last_one_stays() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let achievement = achievement(&app, &staff).await;
        let id = award(&app, &staff, achievement, "ada@school.example").await.id;
        let ada = with_two(&app).await;
        hold::claim(&app, &ada, id).await.unwrap();
        let (list, _) = addresses(&app, &ada).await.unwrap();
        assert!(list[0].main && list[0].email == "ada@school.example");
        choose_address(&app, &ada, &list[1].id).await.unwrap();
        let ada = person(&app, "ada@home.example").await;
        assert_eq!(ada.email, "ada@home.example", "letters go there now");
        let before = count(&app).await;
        remove_address(&app, &ada, &list[0].id).await.unwrap();
        assert_eq!(mails(&app, before).await.len(), 2, "the one that stays and the one that goes");
        let ada = person(&app, "ada@home.example").await;
        assert_eq!(ada.emails, ["ada@home.example"]);
        assert_eq!(hold::held(&app, &ada).await.unwrap().len(), 1);
        let only = remove_address(&app, &ada, &list[1].id).await;
        assert!(matches!(only, Err(AddressError::Only)), "{only:?}");
        let stranger = person(&app, "ben@a.example").await;
        let theirs = remove_address(&app, &stranger, &list[1].id).await;
        assert!(matches!(theirs, Err(AddressError::Unknown)), "{theirs:?}");
    })
    .await;
}

#[tokio::test]
async fn the_older_of_two_links_to_an_address_does_no_harm_and_goes_with_it() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let mut tokens = Vec::new();
        for _ in 0..3 {
            add_address(&app, &ada, "ada@home.example").await.unwrap();
            tokens.push(newest_token(&app).await);
        }
        confirm_address(&app, &ada, &tokens[2]).await.unwrap();
        let before = count(&app).await;
        assert_eq!(confirm_address(&app, &ada, &tokens[0]).await.unwrap(), "ada@home.example");
        assert_eq!(count(&app).await, before, "nobody is told twice");
        let ada = person(&app, "ada@a.example").await;
        let (list, waiting) = addresses(&app, &ada).await.unwrap();
        assert_eq!((list.len(), waiting.len()), (2, 0));
        let home = list.iter().find(|address| address.email == "ada@home.example").unwrap();
        remove_address(&app, &ada, &home.id).await.unwrap();
        let gone = confirm_address(&app, &ada, &tokens[1]).await;
        assert!(matches!(gone, Err(AddressError::Spent)), "{gone:?}");
    })
    .await;
}

#[tokio::test]
async fn an_account_gets_no_more_addresses_by_links_that_went_out_before_it_was_full() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let mut tx = app.db.write().await.unwrap();
        for number in 1..19 {
            let email = format!("ada{number}@a.example");
            address::insert(&mut tx, &email, ada.account, app.clock.now_ms()).await.unwrap();
        }
        tx.commit().await.unwrap();
        let ada = person(&app, "ada@a.example").await;
        let mut tokens = Vec::new();
        for email in ["one@a.example", "two@a.example"] {
            add_address(&app, &ada, email).await.unwrap();
            tokens.push(newest_token(&app).await);
        }
        confirm_address(&app, &ada, &tokens[0]).await.unwrap();
        let full = confirm_address(&app, &ada, &tokens[1]).await;
        assert!(matches!(full, Err(AddressError::Full)), "{full:?}");
        assert_eq!(look_at_address(&app, &ada, &tokens[1]).await.unwrap(), "two@a.example", "for later");
    })
    .await;
}

#[tokio::test]
async fn a_mailbox_gets_few_links_however_many_accounts_ask() {
    with_app(async |app| {
        for number in 0..6 {
            let stranger = person(&app, &format!("stranger{number}@a.example")).await;
            let asked = add_address(&app, &stranger, "ada@home.example").await;
            let many = matches!(asked, Err(AddressError::TooMany { .. }));
            assert_eq!(many, number == 5, "{asked:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_account_in_which_something_waits_does_not_give_way() {
    with_app(async |app| {
        let (ada, other) = (person(&app, "ada@a.example").await, person(&app, "ada@home.example").await);
        let mut tx = app.db.write().await.unwrap();
        assert!(account::is_bare(&mut tx, other.account).await.unwrap());
        let sql = "insert into arrival (arrival_id, account_id, digest, bytes, created_at, name, report, baked, document)
            values ($1, $2, '', 0, 1, 'badge.png', '', false, '')";
        tx.execute(sql, ("a", other.account)).await.unwrap();
        tx.commit().await.unwrap();
        add_address(&app, &ada, "ada@home.example").await.unwrap();
        let taken = confirm_address(&app, &ada, &newest_token(&app).await).await;
        assert!(matches!(taken, Err(AddressError::Taken)), "{taken:?}");
    })
    .await;
}

#[tokio::test]
async fn an_account_that_agreed_to_something_does_not_give_way() {
    with_app(async |app| {
        let (ada, other) = (person(&app, "ada@a.example").await, person(&app, "ada@home.example").await);
        let record = record::create(&app, &other, "Work").await.unwrap();
        share::create(&app, &other, record, Terms::days(1)).await.unwrap();
        record::delete(&app, &other, record).await.unwrap();
        add_address(&app, &ada, "ada@home.example").await.unwrap();
        let taken = confirm_address(&app, &ada, &newest_token(&app).await).await;
        assert!(matches!(taken, Err(AddressError::Taken)), "its receipts stay: {taken:?}");
    })
    .await;
}

#[tokio::test]
async fn an_address_that_was_removed_is_told_how_to_come_back_without_it() {
    with_app(async |app| {
        let ada = with_two(&app).await;
        let (list, _) = addresses(&app, &ada).await.unwrap();
        let home = list.iter().find(|address| address.email == "ada@home.example").unwrap();
        remove_address(&app, &ada, &home.id).await.unwrap();
        let mails = outbox::list(&app, 2).await.unwrap();
        let to = |email: &str| mails.iter().find(|mail| mail.to == email).unwrap();
        let (gone, stays) = (to("ada@home.example"), to("ada@school.example"));
        assert_eq!(gone.link, None);
        assert!(gone.body.contains("http://laurel.test/lost"), "{}", gone.body);
        assert!(gone.body.contains("opens a new account with nothing in it"), "{}", gone.body);
        assert_eq!(stays.link.as_deref(), Some("http://laurel.test/account"));
    })
    .await;
}
