//! An account looked after, lost and found again, and ended.

mod addresses;
mod ends;

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
