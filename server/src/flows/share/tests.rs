use std::collections::BTreeSet;

use time::Duration;

use super::*;
use crate::flows::{
    hold::{self, hold_foreign},
    outbox, record as records,
    testing::{achievement, award, desk, person, with_app},
};
use crate::id::CredentialId;

const DOCUMENT: &str = "{\"type\":\"VerifiableCredential\"}";

async fn shown_by(app: &App, token: &str) -> Option<Shown> {
    match open(app, token, None, None).await.unwrap() {
        Some(Behind::Record(shared)) => Some(shared.record),
        Some(Behind::Passcode | Behind::Locked) => panic!("it asks for a passcode"),
        None => None,
    }
}

/// A record with two credentials, one of them from elsewhere.
async fn with_two(app: &App, owner: &Viewer) -> (RecordId, [String; 2]) {
    let staff = desk(app, "marlow").await;
    let of = achievement(app, &staff).await;
    let id = award(app, &staff, of, &owner.email).await.id;
    hold::claim(app, owner, id).await.unwrap();
    let other = hold_foreign(app, owner, DOCUMENT).await.unwrap();
    let record = records::create(app, owner, "Work").await.unwrap();
    records::add(app, owner, record, id).await.unwrap();
    records::add(app, owner, record, other).await.unwrap();
    let content = records::open(app, owner, record).await.unwrap().content;
    let ids: Vec<_> = content.items().map(|item| item.id.clone()).collect();
    (record, ids.try_into().unwrap())
}

#[tokio::test]
async fn a_link_shows_the_record_as_it_is_until_it_runs_out() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let record = records::create(&app, &ada, "Work").await.unwrap();
        let link = create(&app, &ada, record, Terms::days(2)).await.unwrap();
        assert_eq!(shown_by(&app, &link.token).await.unwrap().sections, []);
        let credential = hold_foreign(&app, &ada, DOCUMENT).await.unwrap();
        records::add(&app, &ada, record, credential).await.unwrap();
        let shown = shown_by(&app, &link.token).await.unwrap();
        assert_eq!(shown.title, "Work");
        assert_eq!(shown.documents().collect::<Vec<_>>(), [DOCUMENT]);
        assert!(shown.items().all(|item| item.on_word), "nothing in it names her");
        app.clock.advance(Duration::days(2) - Duration::SECOND);
        assert!(is_live(&app, &link.token).await.unwrap());
        app.clock.advance(Duration::SECOND);
        assert!(!is_live(&app, &link.token).await.unwrap());
        assert_eq!(shown_by(&app, &link.token).await, None);
        assert_eq!(list(&app, &ada, record).await.unwrap(), []);
        let over = all(&app, &ada).await.unwrap();
        assert!(matches!(over[0].0.standing, Standing::RanOut(_)));
        assert!(matches!(resume(&app, &ada, link.id).await, Err(ShareError::Over)));
        let endless = create(&app, &ada, record, Terms::default()).await.unwrap();
        assert_eq!(endless.expires_at, None);
        app.clock.advance(Duration::days(40_000));
        assert!(shown_by(&app, &endless.token).await.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_link_is_ended_by_its_owner_and_by_nobody_else() {
    with_app(async |app| {
        let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
        let record = records::create(&app, &ada, "Work").await.unwrap();
        let link = create(&app, &ada, record, Terms::days(DEFAULT_DAYS)).await.unwrap();
        assert_eq!(list(&app, &ada, record).await.unwrap(), std::slice::from_ref(&link));
        assert!(matches!(create(&app, &eve, record, Terms::days(1)).await, Err(ShareError::Unknown)));
        assert!(matches!(list(&app, &eve, record).await, Err(ShareError::Unknown)));
        assert!(matches!(one(&app, &eve, link.id).await, Err(ShareError::Unknown)));
        assert!(matches!(pause(&app, &eve, link.id).await, Err(ShareError::Unknown)));
        assert!(matches!(hold_for(&app, &eve, link.id, None).await, Err(ShareError::Unknown)));
        assert!(matches!(set_passcode(&app, &eve, link.id, "").await, Err(ShareError::Unknown)));
        assert!(matches!(narrow(&app, &eve, link.id, &BTreeSet::new()).await, Err(ShareError::Unknown)));
        assert!(matches!(end(&app, &eve, link.id).await, Err(ShareError::Unknown)));
        assert!(is_live(&app, &link.token).await.unwrap());
        assert_eq!(end(&app, &ada, link.id).await.unwrap(), record);
        assert_eq!(shown_by(&app, &link.token).await, None);
        assert_eq!(end(&app, &ada, link.id).await.unwrap(), record, "twice is as good as once");
        assert!(matches!(resume(&app, &ada, link.id).await, Err(ShareError::Over)));
    })
    .await;
}

#[tokio::test]
async fn a_record_has_so_many_live_links_and_days_have_a_range() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let record = records::create(&app, &ada, "Work").await.unwrap();
        assert_eq!(open(&app, "made-up", None, None).await.unwrap(), None);
        for days in [0, MOST_DAYS + 1] {
            let made = create(&app, &ada, record, Terms::days(days)).await;
            assert!(matches!(made, Err(ShareError::Fields(_))));
        }
        let first = create(&app, &ada, record, Terms::days(1)).await.unwrap();
        for _ in 1..MOST_LIVE {
            create(&app, &ada, record, Terms::days(1)).await.unwrap();
        }
        assert!(matches!(create(&app, &ada, record, Terms::days(1)).await, Err(ShareError::Many)));
        end(&app, &ada, first.id).await.unwrap();
        create(&app, &ada, record, Terms::days(1)).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_paused_link_shows_nothing_and_goes_on_when_its_owner_says_so() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let record = records::create(&app, &ada, "Work").await.unwrap();
        let link = create(&app, &ada, record, Terms::days(9)).await.unwrap();
        pause(&app, &ada, link.id).await.unwrap();
        assert_eq!(shown_by(&app, &link.token).await, None);
        assert_eq!(list(&app, &ada, record).await.unwrap()[0].standing, Standing::Paused);
        resume(&app, &ada, link.id).await.unwrap();
        assert!(shown_by(&app, &link.token).await.is_some());
        assert_eq!(list(&app, &ada, record).await.unwrap(), [link]);
    })
    .await;
}

#[tokio::test]
async fn a_frozen_link_shows_the_record_as_it_was_but_nothing_that_was_taken_out_of_the_wallet() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let (record, [first, _]) = with_two(&app, &ada).await;
        let terms = Terms { frozen: true, ..Terms::days(9) };
        let link = create(&app, &ada, record, terms).await.unwrap();
        let before = shown_by(&app, &link.token).await.unwrap();
        assert_eq!(before.items().count(), 2);
        let kept = records::open(&app, &ada, record).await.unwrap();
        let mut content = kept.content.clone();
        content.title = "Other work".to_owned();
        content.sections[0].items.retain(|item| item.id == first);
        records::save(&app, &ada, record, kept.revision, content).await.unwrap();
        assert_eq!(shown_by(&app, &link.token).await.unwrap(), before);
        let foreign = before.items().find(|item| item.on_word).unwrap().holding;
        hold::remove(&app, &ada, foreign).await.unwrap();
        assert_eq!(shown_by(&app, &link.token).await.unwrap().items().count(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_a_link_leaves_out_stays_left_out_wherever_it_stands_in_the_record() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let (record, [first, second]) = with_two(&app, &ada).await;
        let link = create(&app, &ada, record, Terms::days(9)).await.unwrap();
        narrow(&app, &ada, link.id, &[first.clone()].into()).await.unwrap();
        let shown = async || {
            let shown = shown_by(&app, &link.token).await.unwrap();
            shown.items().map(|item| item.holding).collect::<Vec<_>>()
        };
        let opened = records::open(&app, &ada, record).await.unwrap();
        let holding = |id: &str| opened.content.items().find(|item| item.id == id).unwrap().holding.clone();
        let (kept, hidden) = (holding(&first), holding(&second));
        let mut content = opened.content.clone();
        content.sections[0].items.retain(|item| item.id == first);
        records::save(&app, &ada, record, opened.revision, content).await.unwrap();
        // Another one takes its place, and its id.
        let other =
            hold_foreign(&app, &ada, "{\"type\":\"VerifiableCredential\",\"name\":\"C\"}").await.unwrap();
        records::add(&app, &ada, record, other).await.unwrap();
        let ids = |it: &[CredentialId]| it.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(ids(&shown().await), [kept.clone(), other.to_string()]);
        narrow(&app, &ada, link.id, &[first.clone(), second].into()).await.unwrap();
        records::add(&app, &ada, record, hidden.parse().unwrap()).await.unwrap();
        assert_eq!(ids(&shown().await), [kept, other.to_string()], "it was left out");
    })
    .await;
}

#[tokio::test]
async fn what_a_link_showed_is_forgotten_when_it_ends() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let (record, _) = with_two(&app, &ada).await;
        let frozen = |days| Terms { frozen: true, ..Terms::days(days) };
        let [ended, over, live] = [
            create(&app, &ada, record, frozen(9)).await.unwrap(),
            create(&app, &ada, record, frozen(1)).await.unwrap(),
            create(&app, &ada, record, frozen(9)).await.unwrap(),
        ];
        end(&app, &ada, ended.id).await.unwrap();
        app.clock.advance(Duration::days(1));
        assert_eq!(forget_run_out(&app).await.unwrap(), 1);
        assert_eq!(forget_run_out(&app).await.unwrap(), 0);
        let mut tx = app.db.read().await.unwrap();
        for (link, kept) in [(&ended, 0), (&over, 0), (&live, 2)] {
            assert_eq!(share::documents(&mut tx, link.id).await.unwrap().len(), kept);
        }
        drop(tx);
        assert!(one(&app, &ada, over.id).await.unwrap().share.frozen, "how it was shared stays known");
        assert_eq!(shown_by(&app, &live.token).await.unwrap().items().count(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_link_is_narrowed_while_the_record_stays_and_each_consent_leaves_a_receipt() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let (record, [first, second]) = with_two(&app, &ada).await;
        let terms = Terms { recipient: " The garden ".to_owned(), ..Terms::days(9) };
        let link = create(&app, &ada, record, terms).await.unwrap();
        app.clock.advance(Duration::MINUTE);
        narrow(&app, &ada, link.id, &[first.clone()].into()).await.unwrap();
        assert_eq!(shown_by(&app, &link.token).await.unwrap().items().count(), 1);
        assert_eq!(records::open(&app, &ada, record).await.unwrap().content.items().count(), 2);
        let opened = one(&app, &ada, link.id).await.unwrap();
        let holding = |id: &str| opened.content.items().find(|item| item.id == id).unwrap().holding.clone();
        assert_eq!((opened.hidden, opened.share.hidden), ([holding(&second)].into(), 1));
        let numbers: Vec<_> = opened.receipts.iter().map(|receipt| receipt.content.items.len()).collect();
        assert_eq!(numbers, [1, 2], "the last first");
        assert_eq!(opened.receipts[1].ended_at, Some(app.clock.now()));
        assert_eq!(opened.receipts[0].recipient, "The garden");
        assert!(matches!(narrow(&app, &ada, link.id, &BTreeSet::new()).await, Err(ShareError::Nothing)));
        records::delete(&app, &ada, record).await.unwrap();
        let (kept, _) = receipts(&app, &ada, 1).await.unwrap();
        assert_eq!(kept.len(), 2, "what was agreed to outlives the link");
        assert!(kept.iter().all(|receipt| receipt.ended_at.is_some()));
        let (none, more) = receipts(&app, &ada, u32::MAX).await.unwrap();
        assert!(none.is_empty() && !more);
    })
    .await;
}

#[tokio::test]
async fn a_passcode_is_asked_for_and_too_many_wrong_ones_lock_the_link_and_are_told() {
    with_app(async |app| {
        let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
        let record = records::create(&app, &ada, "Work").await.unwrap();
        for bad in ["12345", &"x".repeat(65)] {
            let terms = Terms { passcode: bad.to_owned(), ..Terms::days(9) };
            assert!(matches!(create(&app, &ada, record, terms).await, Err(ShareError::Fields(_))), "{bad}");
        }
        let terms = Terms { passcode: " moss fern ".to_owned(), ..Terms::days(9) };
        let link = create(&app, &ada, record, terms).await.unwrap();
        assert_eq!(list(&app, &ada, record).await.unwrap()[0].passcode.as_deref(), Some("moss fern"));
        assert_eq!(open(&app, &link.token, None, Some(&eve)).await.unwrap(), Some(Behind::Passcode));
        assert_eq!(
            open(&app, &link.token, Some("9999999999999.x"), None).await.unwrap(),
            Some(Behind::Passcode)
        );
        let own = open(&app, &link.token, None, Some(&ada)).await.unwrap();
        assert!(matches!(own, Some(Behind::Record(_))), "its owner is not asked");
        assert_eq!(unlock(&app, &link.token, "moss").await.unwrap(), Unlocked::Wrong(9));
        let Unlocked::Pass(pass, _) = unlock(&app, &link.token, "moss fern").await.unwrap() else {
            panic!("not opened")
        };
        let opens = async |pass: &str| {
            let behind = open(&app, &link.token, Some(pass), None).await.unwrap();
            matches!(behind, Some(Behind::Record(_)))
        };
        assert!(opens(&pass).await);
        let other = create(&app, &ada, record, Terms { passcode: "moss fern".to_owned(), ..Terms::days(9) });
        let other = other.await.unwrap();
        assert_eq!(open(&app, &other.token, Some(&pass), None).await.unwrap(), Some(Behind::Passcode));
        for left in (1..10).rev() {
            assert_eq!(unlock(&app, &link.token, "guess!").await.unwrap(), Unlocked::Wrong(left));
        }
        let before = outbox::list(&app, 100).await.unwrap().len();
        assert_eq!(unlock(&app, &link.token, "guess!").await.unwrap(), Unlocked::Locked);
        assert_eq!(unlock(&app, &link.token, "moss fern").await.unwrap(), Unlocked::Locked);
        let mails = outbox::list(&app, 100).await.unwrap();
        assert_eq!(mails.len(), before + 1, "once");
        assert_eq!(mails[0].to, "ada@a.example");
        assert!(!mails[0].body.contains(&link.token) && !mails[0].body.contains("moss"));
        assert_eq!(open(&app, &link.token, None, Some(&eve)).await.unwrap(), Some(Behind::Locked));
        assert!(opens(&pass).await, "whoever gave it before is not locked out");
        assert_eq!(one(&app, &ada, link.id).await.unwrap().share.standing, Standing::Locked);
        set_passcode(&app, &ada, link.id, "new passcode").await.unwrap();
        assert!(!opens(&pass).await, "the new one is asked for");
        assert!(matches!(unlock(&app, &link.token, "new passcode").await.unwrap(), Unlocked::Pass(..)));
        set_passcode(&app, &ada, link.id, "").await.unwrap();
        assert!(shown_by(&app, &link.token).await.is_some());
        assert_eq!(unlock(&app, "made-up", "guess!").await.unwrap(), Unlocked::Gone);
    })
    .await;
}

#[tokio::test]
async fn the_owner_of_a_locked_link_is_told_even_if_the_service_stopped_before_it_could() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let record = records::create(&app, &ada, "Work").await.unwrap();
        let terms = Terms { passcode: "moss fern".to_owned(), ..Terms::days(9) };
        let link = create(&app, &ada, record, terms).await.unwrap();
        let mut tx = app.db.write().await.unwrap();
        for _ in 0..MOST_TRIES {
            share::count_try(&mut tx, link.id, MOST_TRIES).await.unwrap();
        }
        tx.commit().await.unwrap();
        let before = outbox::list(&app, 100).await.unwrap().len();
        for _ in 0..2 {
            assert_eq!(unlock(&app, &link.token, "moss fern").await.unwrap(), Unlocked::Locked);
            assert_eq!(outbox::list(&app, 100).await.unwrap().len(), before + 1, "once");
        }
    })
    .await;
}

#[tokio::test]
async fn a_passcode_that_was_given_counts_for_some_hours() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let record = records::create(&app, &ada, "Work").await.unwrap();
        let terms = Terms { passcode: "moss fern".to_owned(), ..Terms::days(9) };
        let link = create(&app, &ada, record, terms).await.unwrap();
        let Unlocked::Pass(pass, age_s) = unlock(&app, &link.token, "moss fern").await.unwrap() else {
            panic!("not opened")
        };
        app.clock.advance(Duration::seconds(age_s));
        assert_eq!(open(&app, &link.token, Some(&pass), None).await.unwrap(), Some(Behind::Passcode));
    })
    .await;
}

#[tokio::test]
async fn looks_are_counted_by_kind_of_device_and_once_in_a_while() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let record = records::create(&app, &ada, "Work").await.unwrap();
        let link = create(&app, &ada, record, Terms::days(9)).await.unwrap();
        let opened = async |by| open(&app, &link.token, None, by).await.unwrap().unwrap().record();
        for device in [Device::Phone, Device::Phone, Device::Computer] {
            seen(&app, &opened(None).await, device, None).await.unwrap();
        }
        app.clock.advance(Duration::minutes(6));
        seen(&app, &opened(None).await, Device::Phone, None).await.unwrap();
        seen(&app, &opened(Some(&ada)).await, Device::Tablet, Some(&ada)).await.unwrap();
        let views = one(&app, &ada, link.id).await.unwrap().views;
        let devices: Vec<_> = views.iter().map(|(_, device)| *device).collect();
        assert_eq!((devices[0], devices.len()), (Device::Phone, 3));
        assert_eq!(all(&app, &ada).await.unwrap()[0].2, 3);
    })
    .await;
}

#[test]
fn a_device_is_told_by_what_it_calls_itself_and_previews_are_nobody() {
    let phone = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36";
    let tablet = "Mozilla/5.0 (Linux; Android 14; SM-X700) AppleWebKit/537.36 Chrome/130 Safari/537.36";
    let desktop = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
    assert_eq!(device(phone), Some(Device::Phone));
    assert_eq!(
        device("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148"),
        Some(Device::Phone)
    );
    assert_eq!(device("Mozilla/5.0 (Linux; Android 13; CUBOT) Mobile"), Some(Device::Phone));
    assert_eq!(device(tablet), Some(Device::Tablet));
    assert_eq!(device(desktop), Some(Device::Computer));
    assert_eq!(device("curl/8.5.0"), Some(Device::Program));
    assert_eq!(device(""), Some(Device::Program));
    for bot in [
        "facebookexternalhit/1.1",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "WhatsApp/2.23.20",
        "TelegramBot (like TwitterBot)",
        "Mozilla/5.0 (compatible; Discordbot/2.0)",
        "LinkedInBot/1.0",
        "Mozilla/5.0 SkypeUriPreview Preview/0.5",
        "Mozilla/5.0 (compatible; Googlebot/2.1)",
    ] {
        assert_eq!(device(bot), None, "{bot}");
    }
    for device in [Device::Phone, Device::Tablet, Device::Computer, Device::Program] {
        assert_eq!(Device::read(device.name()), device);
    }
}

#[tokio::test]
async fn before_a_link_ends_its_owner_is_reminded_once() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let record = records::create(&app, &ada, "Work").await.unwrap();
        let terms = Terms { recipient: "the garden".to_owned(), ..Terms::days(30) };
        create(&app, &ada, record, terms).await.unwrap();
        let ended = create(&app, &ada, record, Terms::days(30)).await.unwrap();
        end(&app, &ada, ended.id).await.unwrap();
        create(&app, &ada, record, Terms::days(3)).await.unwrap();
        create(&app, &ada, record, Terms::days(1)).await.unwrap();
        create(&app, &ada, record, Terms::default()).await.unwrap();
        assert_eq!(remind(&app).await.unwrap(), 0);
        app.clock.advance(Duration::days(2));
        assert_eq!(remind(&app).await.unwrap(), 1, "the one of three days");
        app.clock.advance(Duration::days(21));
        assert_eq!(remind(&app).await.unwrap(), 1, "that for the garden");
        assert_eq!(remind(&app).await.unwrap(), 0, "once");
        let mail = outbox::list(&app, 1).await.unwrap().remove(0);
        assert!(mail.body.contains("for the garden"), "{}", mail.body);
    })
    .await;
}

/// A school's record of two entries, in somebody's wallet.
async fn transcript(app: &App, owner: &Viewer) -> crate::id::CredentialId {
    let entry = |id: &str| serde_json::json!({ "id": id, "type": "VerifiableCredential" });
    let clr = serde_json::json!({
        "id": "urn:clr", "type": ["VerifiableCredential", "ClrCredential"],
        "credentialSubject": { "verifiableCredential": [entry("urn:e:1"), entry("urn:e:2")] },
    });
    hold_foreign(app, owner, &clr.to_string()).await.unwrap()
}

#[tokio::test]
async fn a_link_for_nobody_in_particular_shows_no_school_record_that_comes_later() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let (record, _) = with_two(&app, &ada).await;
        let nameless = create(&app, &ada, record, Terms::days(9)).await.unwrap();
        let named =
            Terms { recipient: "The garden".to_owned(), purpose: "A post".to_owned(), ..Terms::days(9) };
        let named = create(&app, &ada, record, named).await.unwrap();
        records::add(&app, &ada, record, transcript(&app, &ada).await).await.unwrap();
        assert!(asks_for_whom(&app, &ada, record).await.unwrap());
        let shown = shown_by(&app, &nameless.token).await.unwrap();
        assert_eq!((shown.items().count(), shown.is_education()), (2, false));
        assert!(!nameless.says_for_whom());
        let shown = shown_by(&app, &named.token).await.unwrap();
        assert_eq!((shown.items().count(), shown.is_education()), (3, true));
        let again = create(&app, &ada, record, Terms::days(9)).await;
        assert!(matches!(again, Err(ShareError::Fields(fields)) if fields.len() == 2));
    })
    .await;
}

#[tokio::test]
async fn what_has_run_out_has_not_ended_otherwise() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let (record, _) = with_two(&app, &ada).await;
        let link = create(&app, &ada, record, Terms::days(9)).await.unwrap();
        app.clock.advance(Duration::days(10));
        end(&app, &ada, link.id).await.unwrap();
        assert!(matches!(one(&app, &ada, link.id).await.unwrap().share.standing, Standing::RanOut(_)));
        records::delete(&app, &ada, record).await.unwrap();
        let (kept, _) = receipts(&app, &ada, 1).await.unwrap();
        assert_eq!(kept[0].ended_at, None, "it says itself when it ran out");
    })
    .await;
}

#[tokio::test]
async fn what_is_deleted_for_good_is_in_no_frozen_link() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let (record, _) = with_two(&app, &ada).await;
        let link = create(&app, &ada, record, Terms { frozen: true, ..Terms::days(9) }).await.unwrap();
        let foreign = shown_by(&app, &link.token).await.unwrap();
        let foreign = foreign.items().find(|item| item.on_word).unwrap().holding;
        hold::remove(&app, &ada, foreign).await.unwrap();
        hold::delete(&app, &ada, foreign).await.unwrap();
        let kept =
            share::by_id(&mut app.db.read().await.unwrap(), ada.account, link.id).await.unwrap().unwrap();
        assert!(!kept.frozen.unwrap().contains(&foreign.to_string()));
        assert_eq!(shown_by(&app, &link.token).await.unwrap().items().count(), 1);
    })
    .await;
}

#[tokio::test]
async fn only_another_end_is_reminded_of_again() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let (record, [first, _]) = with_two(&app, &ada).await;
        let link = create(&app, &ada, record, Terms::days(30)).await.unwrap();
        let changed = async || {
            pause(&app, &ada, link.id).await.unwrap();
            resume(&app, &ada, link.id).await.unwrap();
            set_passcode(&app, &ada, link.id, "moss fern").await.unwrap();
            narrow(&app, &ada, link.id, &[first.clone()].into()).await.unwrap();
        };
        changed().await;
        app.clock.advance(Duration::days(23));
        assert_eq!(remind(&app).await.unwrap(), 1, "what is to come stays");
        changed().await;
        app.clock.advance(Duration::days(6));
        changed().await;
        assert_eq!(remind(&app).await.unwrap(), 0, "what was sent stays sent");
        hold_for(&app, &ada, link.id, Some(30)).await.unwrap();
        assert_eq!(remind(&app).await.unwrap(), 0);
        app.clock.advance(Duration::days(23));
        assert_eq!(remind(&app).await.unwrap(), 1, "of the new end");
        hold_for(&app, &ada, link.id, None).await.unwrap();
        app.clock.advance(Duration::days(20));
        assert_eq!(remind(&app).await.unwrap(), 0);
    })
    .await;
}
