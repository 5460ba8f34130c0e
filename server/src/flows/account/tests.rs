//! An account looked after, lost and found again, and ended.

use time::{Date, Duration, Month};

use super::{authenticator::Authenticator, *};
use crate::{
    flows::{
        Email, hold,
        learner::{self, NewLearner},
        outbox,
        session::{self, Role},
        sign_in::{self, Request, SignInError},
        testing::{achievement, app_on, award, desk, newest_token, owner, person, with_app},
    },
    secrets::token_hash,
    store::{account, address, testing::sqlite},
};

/// The mails that went out since there were `before` of them, the newest first: to whom, and their subjects.
async fn mails(app: &App, before: usize) -> Vec<(String, String)> {
    let all = outbox::list(app, 100).await.unwrap();
    let news = all.len() - before;
    all.into_iter().take(news).map(|mail| (mail.to, mail.subject)).collect()
}

async fn count(app: &App) -> usize {
    outbox::list(app, 100).await.unwrap().len()
}

/// Signs in anew: whose session it is, and its token.
async fn signed_in(app: &App, email: &str, device: Device) -> (Viewer, String) {
    sign_in::request(app, Request { email: email.to_owned(), next: None }).await.unwrap();
    let token = sign_in::confirm(app, &newest_token(app).await, None, device).await.unwrap().token;
    (session::viewer(app, &token).await.unwrap().unwrap(), token)
}

async fn with_two(app: &App) -> Viewer {
    let ada = person(app, "ada@school.example").await;
    app.clock.advance(Duration::minutes(1));
    add_address(app, &ada, "Ada@Home.example ").await.unwrap();
    confirm_address(app, &ada, &newest_token(app).await).await.unwrap();
    person(app, "ada@home.example").await
}

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
async fn what_lets_somebody_in_or_out_asks_for_a_fresh_proof() {
    with_app(async |app| {
        let (ada, token) = signed_in(&app, "ada@a.example", Device::Other).await;
        let question = ask_for_new(&app, &ada).await.unwrap();
        app.clock.advance(Duration::minutes(15));
        let ada = session::viewer(&app, &token).await.unwrap().unwrap_or(ada);
        assert!(matches!(add_address(&app, &ada, "b@a.example").await, Err(AddressError::NotProven(_))));
        assert!(matches!(remove_address(&app, &ada, "x").await, Err(AddressError::NotProven(_))));
        assert!(matches!(choose_address(&app, &ada, "x").await, Err(AddressError::NotProven(_))));
        assert!(matches!(make_codes(&app, &ada).await, Err(AddressError::NotProven(_))));
        assert!(matches!(ask_for_new(&app, &ada).await, Err(PasskeyError::NotProven(_))));
        let answer = Authenticator::new(1).make(&question);
        add_passkey(&app, &ada, "Phone", &question.state, &answer).await.unwrap();
        let phone = passkeys(&app, &ada).await.unwrap().remove(0).id;
        assert!(matches!(remove_passkey(&app, &ada, phone).await, Err(PasskeyError::NotProven(_))));
        assert!(matches!(delete(&app, &ada, "ada@a.example").await, Err(DeleteError::NotProven(_))));
        let settings =
            Settings { name: "Ada".to_owned(), language: "es".to_owned(), theme: "dark".to_owned() };
        save_settings(&app, &ada, settings).await.unwrap();
        let ada = session::viewer(&app, &token).await.unwrap().unwrap();
        assert_eq!((ada.name.as_str(), ada.language.as_str(), ada.theme.as_str()), ("Ada", "es", "dark"));
        let odd = Settings { language: "tlh".to_owned(), theme: "pink".to_owned(), ..Settings::default() };
        let odd = save_settings(&app, &ada, odd).await;
        assert!(matches!(odd, Err(SettingsError::Fields(fields)) if fields.len() == 2));
    })
    .await;
}

#[tokio::test]
async fn a_passkey_signs_in_once_for_each_time_it_is_asked() {
    with_app(async |app| {
        let (ada, _) = signed_in(&app, "ada@a.example", Device::Other).await;
        let mut phone = Authenticator::new(1);
        let question = ask_for_new(&app, &ada).await.unwrap();
        let made = phone.make(&question);
        let before = count(&app).await;
        add_passkey(&app, &ada, " My phone ", &question.state, &made).await.unwrap();
        assert_eq!(mails(&app, before).await.len(), 1);
        let twice = add_passkey(&app, &ada, "Again", &question.state, &made).await;
        assert!(matches!(twice, Err(PasskeyError::Refused(_))), "{twice:?}");

        let question = ask_to_sign_in(&app).unwrap();
        let answer = phone.sign_in(&question);
        let sign_in = async |state: &str, answer: &str| {
            sign_in_with_passkey(&app, (state, answer), Some("/account"), None, Device::Android).await
        };
        let begun = sign_in(&question.state, &answer).await.unwrap();
        assert_eq!(begun.next, "/account");
        let viewer = session::viewer(&app, &begun.token).await.unwrap().unwrap();
        assert_eq!(viewer.account, ada.account);
        proven(&app, &viewer).unwrap();
        let replayed = sign_in(&question.state, &answer).await;
        assert!(matches!(replayed, Err(PasskeyError::Refused(_))), "an answer counts once");
        let other = ask_to_sign_in(&app).unwrap();
        let swapped = sign_in(&other.state, &answer).await;
        assert!(matches!(swapped, Err(PasskeyError::Refused(_))), "and for what was asked");
        let forged = sign_in("x", &phone.sign_in(&other)).await;
        assert!(matches!(forged, Err(PasskeyError::Refused(_))));

        let list = passkeys(&app, &ada).await.unwrap();
        assert!(list[0].name == "My phone" && list[0].used_at.is_some());
        let ben = person(&app, "ben@a.example").await;
        assert!(matches!(rename_passkey(&app, &ben, list[0].id, "x").await, Err(PasskeyError::Unknown)));
        assert!(matches!(remove_passkey(&app, &ben, list[0].id).await, Err(PasskeyError::Unknown)));
        rename_passkey(&app, &ada, list[0].id, "Old phone").await.unwrap();
        remove_passkey(&app, &ada, list[0].id).await.unwrap();
        let question = ask_to_sign_in(&app).unwrap();
        let gone = sign_in(&question.state, &phone.sign_in(&question)).await;
        assert!(matches!(gone, Err(PasskeyError::Refused(_))), "a removed one signs in no more");
    })
    .await;
}

#[tokio::test]
async fn a_passkey_of_another_site_or_another_key_is_refused() {
    with_app(async |app| {
        let (ada, _) = signed_in(&app, "ada@a.example", Device::Other).await;
        let (ben, _) = signed_in(&app, "ben@a.example", Device::Other).await;
        let question = ask_for_new(&app, &ada).await.unwrap();
        let elsewhere = Authenticator::new(1).at("https://laurel.test.evil.example").make(&question);
        let refused = add_passkey(&app, &ada, "x", &question.state, &elsewhere).await;
        assert!(matches!(refused, Err(PasskeyError::Refused(_))), "{refused:?}");
        let answer = Authenticator::new(1).make(&question);
        let theirs = add_passkey(&app, &ben, "x", &question.state, &answer).await;
        assert!(matches!(theirs, Err(PasskeyError::Refused(_))), "a question is for one account");
        add_passkey(&app, &ada, "x", &question.state, &answer).await.unwrap();
        let question = ask_to_sign_in(&app).unwrap();
        let mut thief = Authenticator::new(2);
        let theirs = ask_for_new(&app, &ben).await.unwrap();
        thief.make(&theirs);
        let answer = thief.sign_in(&question);
        let stranger =
            sign_in_with_passkey(&app, (&question.state, &answer), None, None, Device::Other).await;
        assert!(matches!(stranger, Err(PasskeyError::Refused(_))), "{stranger:?}");
        for garbage in ["", "{}", "[1]", "null"] {
            let refused =
                sign_in_with_passkey(&app, (&question.state, garbage), None, None, Device::Other).await;
            assert!(matches!(refused, Err(PasskeyError::Refused(_))), "{garbage}");
        }
    })
    .await;
}

#[tokio::test]
async fn sessions_are_listed_by_kind_and_day_and_ended_from_elsewhere() {
    with_app(async |app| {
        let (ada, phone) = signed_in(&app, "ada@a.example", Device::Android).await;
        app.clock.advance(Duration::days(2));
        let (_, laptop) = signed_in(&app, "ada@a.example", Device::Linux).await;
        session::viewer(&app, &phone).await.unwrap().unwrap();
        let list = sessions(&app, &ada, &laptop).await.unwrap();
        let seen: Vec<_> = list.iter().map(|it| (it.device, it.this, it.seen_at.date().day())).collect();
        assert_eq!(seen, [(Device::Linux, true, 24), (Device::Android, false, 24)]);
        assert_eq!(list[1].since.date().day(), 22);

        let ben = person(&app, "ben@a.example").await;
        end_session(&app, &ben, &token_hash(&phone)).await.unwrap();
        assert!(session::viewer(&app, &phone).await.unwrap().is_some(), "nobody ends a stranger's");
        let before = count(&app).await;
        end_session(&app, &ada, &list[1].id).await.unwrap();
        assert!(session::viewer(&app, &phone).await.unwrap().is_none());
        assert_eq!(mails(&app, before).await.len(), 1);
        signed_in(&app, "ada@a.example", Device::Mac).await;
        end_other_sessions(&app, &ada, &laptop).await.unwrap();
        assert_eq!(sessions(&app, &ada, &laptop).await.unwrap().len(), 1);
        assert!(session::viewer(&app, &laptop).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn a_code_on_paper_signs_in_once_however_it_is_typed() {
    with_app(async |app| {
        let (ada, _) = signed_in(&app, "ada@a.example", Device::Other).await;
        let first = make_codes(&app, &ada).await.unwrap();
        let codes = make_codes(&app, &ada).await.unwrap();
        assert_eq!((codes.len(), codes_left(&app, &ada).await.unwrap()), (CODES, CODES as u64));
        assert!(codes.iter().all(|code| code.len() == 19));
        let enter = async |code: &str| {
            sign_in_with_code(&app, code, Some("/account/codes"), None, Device::Other).await
        };
        assert!(matches!(enter(&first[0]).await, Err(SignInError::Spent)), "those before work no more");
        let typed = codes[0].to_uppercase().replace('-', " ").replace('0', "O").replace('1', "l");
        let before = count(&app).await;
        let begun = enter(&typed).await.unwrap();
        assert_eq!(begun.next, "/account/codes");
        assert_eq!(session::viewer(&app, &begun.token).await.unwrap().unwrap().account, ada.account);
        assert_eq!(mails(&app, before).await.len(), 1);
        assert!(matches!(enter(&codes[0]).await, Err(SignInError::Spent)));
        assert!(matches!(enter("").await, Err(SignInError::Spent)));
        assert_eq!(codes_left(&app, &ada).await.unwrap(), 7);
    })
    .await;
}

#[tokio::test]
async fn a_deleted_account_is_gone_and_what_was_awarded_waits_for_whoever_comes_back() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let achievement = achievement(&app, &staff).await;
        let id = award(&app, &staff, achievement, "ada@school.example").await.id;
        let ada = with_two(&app).await;
        hold::claim(&app, &ada, id).await.unwrap();
        make_codes(&app, &ada).await.unwrap();
        let question = ask_for_new(&app, &ada).await.unwrap();
        let answer = Authenticator::new(1).make(&question);
        add_passkey(&app, &ada, "Phone", &question.state, &answer).await.unwrap();
        let (_, token) = signed_in(&app, "ada@home.example", Device::Other).await;
        assert_eq!(what_goes(&app, &ada).await.unwrap().credentials, 1);
        let wrong = delete(&app, &ada, "delete").await;
        assert!(matches!(wrong, Err(DeleteError::Fields(_))), "{wrong:?}");
        delete(&app, &ada, " ADA@home.example").await.unwrap();
        assert!(session::viewer(&app, &token).await.unwrap().is_none());
        let told: Vec<_> =
            mails(&app, 0).await.into_iter().filter(|(to, _)| to.starts_with("ada@")).collect();
        assert!(
            told.iter().filter(|(_, subject)| subject == "Your account is deleted").count() == 2,
            "{told:?}"
        );

        let again = person(&app, "ada@school.example").await;
        assert_ne!(again.account, ada.account);
        assert_eq!(again.emails, ["ada@school.example"]);
        assert_eq!(passkeys(&app, &again).await.unwrap(), []);
        assert_eq!(hold::held(&app, &again).await.unwrap(), []);
        assert_eq!(hold::offers(&app, &again).await.unwrap().len(), 1, "the school's word stands");
    })
    .await;
}

#[tokio::test]
async fn the_only_owner_of_an_institution_hands_it_over_first() {
    let folder = tempfile::tempdir().unwrap();
    let app = app_on(sqlite(folder.path()).await);
    let staff = desk(&app, "marlow").await;
    assert!(what_goes(&app, &staff).await.unwrap().last_owner);
    let kept = delete(&app, &staff, &staff.email).await;
    assert!(matches!(kept, Err(DeleteError::LastOwner)), "{kept:?}");
    let issuer = staff.desks[0].issuer;
    let second = Email::read("second@marlow.example").unwrap();
    crate::flows::issuer::appoint(&app, issuer, &second, "Second", Role::Owner).await.unwrap();
    delete(&app, &staff, &staff.email).await.unwrap();
}

#[tokio::test]
async fn of_two_owners_who_leave_at_once_one_stays() {
    with_app(async |app| {
        let (first, second) = (desk(&app, "marlow").await, owner(&app, "marlow").await);
        let (first, second) =
            tokio::join!(delete(&app, &first, &first.email), delete(&app, &second, &second.email));
        let kept = |left: &Result<(), DeleteError>| matches!(left, Err(DeleteError::LastOwner));
        assert!(kept(&first) != kept(&second), "{first:?} {second:?}");
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

#[tokio::test]
async fn a_proof_takes_no_passkey_of_another_account() {
    with_app(async |app| {
        let (ada, ben) = (person(&app, "ada@a.example").await, person(&app, "ben@a.example").await);
        let mut keys = Vec::new();
        for (number, viewer) in [(1, &ada), (2, &ben)] {
            let mut key = Authenticator::new(number);
            let question = ask_for_new(&app, viewer).await.unwrap();
            let made = key.make(&question);
            add_passkey(&app, viewer, "Key", &question.state, &made).await.unwrap();
            keys.push(key);
        }
        let question = ask_to_prove(&app, &ada).unwrap();
        let prove = async |answer: &str| {
            let answer = (question.state.as_str(), answer);
            sign_in_with_passkey(&app, answer, Some("/account/delete"), None, Device::Other).await
        };
        let others = prove(&keys[1].sign_in(&question)).await;
        assert!(matches!(others, Err(PasskeyError::Refused(_))), "{others:?}");
        prove(&keys[0].sign_in(&question)).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_page_for_a_new_passkey_may_lie_open_as_long_as_one_to_sign_in() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let new = ask_for_new(&app, &ada).await.unwrap();
        assert!(new.options.contains("\"timeout\":1200000"), "{}", new.options);
    })
    .await;
}

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
