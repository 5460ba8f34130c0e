use std::collections::BTreeSet;

use mail_parser::{MessageParser, MimeHeaders};
use time::Duration;

use super::*;
use crate::{
    flows::{
        Email,
        outbox::{About, Button, Delivery, Draft, Letter, of_credentials, undelivered, write},
        testing::{achievement, award, desk, with_app},
    },
    id::CredentialId,
    mail::{
        Reply, SmtpServer, Tls,
        testing::{Act, FakeSmtp, settings},
    },
    store::mail::MailProgress,
};

/// The same app, no longer a demo: mail waits.
fn no_demo(app: &App) -> App {
    let mut config = app.config.clone();
    config.demo = false;
    app.with_config(config)
}

fn a_letter() -> Letter {
    Letter {
        subject: "Subject".to_owned(),
        greeting: "Hello,".to_owned(),
        paragraphs: vec!["Text.".to_owned()],
        ..Letter::default()
    }
}

async fn queue(app: &App, to: &str, kind: Kind, letter: Letter) {
    let to = Email::read(to).unwrap();
    let mut tx = app.db.write().await.unwrap();
    write(app, &mut tx, &Draft { to: &to, kind, letter, about: None }).await.unwrap();
    tx.commit().await.unwrap();
}

async fn queue_one(app: &App, to: &str) {
    queue(app, to, Kind::Notice, a_letter()).await;
}

/// Every mail as its row has it, oldest first.
async fn rows(app: &App) -> Vec<MailProgress> {
    let sql = "select mail_id, created_at, sent_at, maybe_twice, tries, next_try_at, failed_at, fault
        from mail order by mail_id";
    app.db.read().await.unwrap().fetch_all(sql, ()).await.unwrap()
}

async fn row(app: &App) -> MailProgress {
    rows(app).await.remove(0)
}

#[tokio::test]
async fn a_letter_arrives_as_text_and_as_html() {
    with_app(async |app| {
        let (app, server) = (no_demo(&app), FakeSmtp::start().await);
        let letter = Letter {
            subject: "Zoë, «тест» \u{1f33f}\r\nBcc: eve@evil.example".to_owned(),
            greeting: "Hello Zoë,".to_owned(),
            paragraphs: vec!["A <b> & c.\n.\nEnd.".to_owned()],
            button: Some(Button {
                label: "See it".to_owned(),
                link: "https://a.example/x?y=1&z=2".to_owned(),
            }),
            ..Letter::default()
        };
        queue(&app, "zoe@bücher.example", Kind::Notice, letter).await;
        let mut courier = Courier::new(app.clone(), server.settings());
        assert_eq!(courier.round().await.unwrap(), Round::Done);
        assert_eq!(courier.round().await.unwrap(), Round::Nothing);

        let taken = server.taken().remove(0);
        assert_eq!(taken.to, "zoe@xn--bcher-kva.example");
        assert!(taken.bytes.is_ascii());
        let mail = MessageParser::default().parse(&taken.bytes).unwrap();
        assert_eq!(mail.subject(), Some("Zoë, «тест» \u{1f33f} Bcc: eve@evil.example"));
        assert!(mail.bcc().is_none());
        assert_eq!(mail.from().unwrap().first().unwrap().address(), Some("mail@laurel.test"));
        assert_eq!(mail.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
        let id = row(&app).await.mail_id;
        assert_eq!(mail.message_id(), Some(format!("{id}@laurel.test").as_str()));
        let text = mail.body_text(0).unwrap().replace("\r\n", "\n");
        assert!(
            text.contains("Hello Zoë,\n\nA <b> & c.\n.\nEnd.\n\nSee it:\nhttps://a.example/x?y=1&z=2"),
            "{text}"
        );
        let html = mail.body_html(0).unwrap();
        assert!(html.contains("A &lt;b&gt; &amp; c.") && html.contains("x?y=1&amp;z=2"), "{html}");
        assert!(row(&app).await.sent_at.is_some() && !row(&app).await.maybe_twice);
    })
    .await;
}

#[tokio::test]
async fn an_award_goes_out_on_the_institutions_behalf_and_its_desk_sees_how_far_it_came() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let sql = "update issuer set name = $1, email = $2, letter = $3, language = 'es',
            image_type = 'image/png', image = $4";
        let own = OwnWords { award: "¡Ven a la fiesta!".to_owned(), ..OwnWords::default() }.json();
        let mut tx = app.db.write().await.unwrap();
        let name = "Schule \"Märchen\"\r\nX: y";
        tx.execute(sql, (name, "bureau@marlow.example", own, b"\x89PNG".to_vec())).await.unwrap();
        tx.commit().await.unwrap();
        let achievement = achievement(&app, &staff).await;
        let (app, server) = (no_demo(&app), FakeSmtp::start().await);
        let id = award(&app, &staff, achievement, "ada@a.example").await.id;
        let state = async || {
            let mut tx = app.db.read().await.unwrap();
            let found =
                of_credentials(&mut tx, &[CredentialId::try_from(id.to_string()).unwrap()]).await.unwrap();
            found[&id]
        };
        assert!(matches!(state().await, Delivery::Waiting { .. }));
        let mut courier = Courier::new(app.clone(), server.settings());

        server.next("RCPT", Act::Say("451 4.7.1 <ada@a.example> greylisted"));
        courier.round().await.unwrap();
        let fault = Fault::Reply(Reply { code: 451, status: Some((4, 7, 1)) });
        assert!(matches!(state().await, Delivery::PutOff { fault: found, .. } if found == fault));

        app.clock.advance(Duration::minutes(2));
        courier.round().await.unwrap();
        assert!(matches!(state().await, Delivery::Sent { maybe_twice: false, .. }));
        let taken = server.taken().remove(0);
        let mail = MessageParser::default().parse(&taken.bytes).unwrap();
        let from = mail.from().unwrap().first().unwrap();
        assert_eq!(
            (from.name(), from.address()),
            (Some("Schule \"Märchen\"  X: y"), Some("mail@laurel.test"))
        );
        assert_eq!(mail.reply_to().unwrap().first().unwrap().address(), Some("bureau@marlow.example"));
        assert!(mail.header_raw("X").is_none());
        let text = mail.body_text(0).unwrap();
        assert!(text.contains("Hola, Ada Obi:") && text.contains("¡Ven a la fiesta!"), "{text}");
        assert_eq!(mail.attachments().next().unwrap().contents(), b"\x89PNG");
    })
    .await;
}

#[tokio::test]
async fn a_logo_travels_in_the_mail() {
    let institution = Institution {
        name: "Marlow".to_owned(),
        email: None,
        signature: "Room 3\nMonday to Friday".to_owned(),
        logo: Some(("image/png", b"\x89PNG\r\n".to_vec())),
    };
    let envelope = Envelope {
        id: "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap(),
        from: &settings(([127, 0, 0, 1], 25).into()).from,
        to: "ada@a.example",
        written_at: time::macros::datetime!(2026-11-22 10:00 UTC),
        site: "http://laurel.test",
    };
    let mail = message(&envelope, &a_letter(), Some(&institution)).unwrap();
    assert_eq!(
        message(&envelope, &a_letter(), Some(&institution)).unwrap().bytes,
        mail.bytes,
        "always the same"
    );
    let mail = MessageParser::default().parse(&mail.bytes).unwrap();
    let picture = mail.attachments().next().unwrap();
    assert_eq!((picture.content_id(), picture.contents()), (Some("logo"), b"\x89PNG\r\n".as_slice()));
    assert!(mail.body_html(0).unwrap().contains("src=\"cid:logo\""));
    assert!(mail.body_text(0).unwrap().contains("Room 3\r\nMonday to Friday\r\n\r\nMarlow sends this"));
}

#[tokio::test]
async fn a_mail_server_that_is_away_delays_mail_and_loses_none() {
    with_app(async |app| {
        let app = no_demo(&app);
        let server = FakeSmtp::start().await;
        let address = server.address;
        drop(server);
        queue_one(&app, "ada@a.example").await;
        let mut courier = Courier::new(app.clone(), settings(address));
        let mut pauses = Vec::new();
        for _ in 0..40 {
            let Round::Away(pause) = courier.round().await.unwrap() else { panic!("not away") };
            pauses.push(pause.as_secs());
        }
        assert!(pauses[0] <= 6 && pauses[1] > pauses[0] && pauses[39] <= 360, "{pauses:?}");
        let waiting = row(&app).await;
        assert_eq!((waiting.tries, waiting.failed_at, waiting.maybe_twice), (0, None, false));
        assert_eq!(waiting.fault.as_deref(), Some("away"));

        let server = FakeSmtp::start_at(address).await;
        assert_eq!(courier.round().await.unwrap(), Round::Done);
        assert_eq!(server.taken().len(), 1);
        assert!(row(&app).await.sent_at.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_server_that_takes_no_mail_of_ours_is_away() {
    with_app(async |app| {
        let (app, server) = (no_demo(&app), FakeSmtp::start().await);
        queue_one(&app, "ada@a.example").await;
        let mut courier = Courier::new(app.clone(), server.settings());
        for (command, refusal) in [
            ("EHLO", "554 5.3.2 go away"),
            ("MAIL", "550 5.7.1 not you"),
            ("MAIL", "452 4.3.1 full"),
            ("RCPT", "530 5.7.0 who are you"),
            ("RCPT", "421 4.3.2 shutting down"),
            ("MAIL", ""),
        ] {
            server.next(command, if refusal.is_empty() { Act::HangUp } else { Act::Say(refusal) });
            assert!(matches!(courier.round().await.unwrap(), Round::Away(_)), "{command} {refusal}");
        }
        assert_eq!((row(&app).await.tries, row(&app).await.maybe_twice), (0, false));
        assert_eq!(courier.round().await.unwrap(), Round::Done);
        assert_eq!(server.taken().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn one_connection_carries_many_letters_and_is_replaced_when_it_died() {
    with_app(async |app| {
        let (app, server) = (no_demo(&app), FakeSmtp::start().await);
        for number in 0..4 {
            queue_one(&app, &format!("learner{number}@a.example")).await;
        }
        let mut courier = Courier::new(app.clone(), server.settings());
        courier.round().await.unwrap();
        courier.round().await.unwrap();
        assert_eq!(server.commands().iter().filter(|line| line.starts_with("EHLO")).count(), 1);
        server.next("MAIL", Act::Say("421 4.4.2 idle for too long"));
        assert_eq!(courier.round().await.unwrap(), Round::Done);
        server.next("MAIL", Act::HangUp);
        assert_eq!(courier.round().await.unwrap(), Round::Done);
        assert_eq!(server.taken().len(), 4);
        assert!(
            rows(&app).await.iter().all(|row| row.sent_at.is_some() && !row.maybe_twice && row.tries == 1)
        );
        assert_eq!(courier.round().await.unwrap(), Round::Nothing);
        assert!(courier.line.is_some());
        courier.round().await.unwrap();
        assert!(courier.line.is_none(), "nobody keeps a connection for nothing");
    })
    .await;
}

#[tokio::test]
async fn what_is_refused_for_good_is_given_up_and_says_why_without_naming_anybody() {
    with_app(async |app| {
        let (app, server) = (no_demo(&app), FakeSmtp::start().await);
        let mut courier = Courier::new(app.clone(), server.settings());
        for (command, refusal, fault, of_the_address) in [
            ("RCPT", "550 5.1.1 <ada@a.example> unknown", "550 5.1.1", true),
            ("RCPT", "550 no such user ada@a.example", "550", true),
            ("RCPT", "554 5.7.1 relaying denied", "554 5.7.1", false),
            ("DATA", "554 5.6.0 no", "554 5.6.0", false),
            ("CONTENT", "552 5.3.4 too long", "552 5.3.4", false),
        ] {
            queue_one(&app, "ada@a.example").await;
            server.next(command, Act::Say(refusal));
            assert_eq!(courier.round().await.unwrap(), Round::Done);
            assert_eq!(courier.round().await.unwrap(), Round::Nothing);
            let last = rows(&app).await.pop().unwrap();
            assert_eq!(last.fault.as_deref(), Some(fault));
            assert!(last.failed_at.is_some() && last.next_try_at.is_none());
            assert_eq!(Fault::read(fault).unwrap().is_of_the_address(), of_the_address, "{fault}");
        }
        assert_eq!(server.taken().len(), 0);
        assert_eq!(server.commands().iter().filter(|line| line.starts_with("EHLO")).count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_desk_sees_its_own_undelivered_letters_until_another_is_sent() {
    with_app(async |app| {
        let (staff, other) = (desk(&app, "marlow").await, desk(&app, "harrow").await);
        let achievement = achievement(&app, &staff).await;
        let (app, server) = (no_demo(&app), FakeSmtp::start().await);
        let id = award(&app, &staff, achievement, "ada@a.example").await.id;
        let mut courier = Courier::new(app.clone(), server.settings());
        server.next("RCPT", Act::Say("550 5.1.1 unknown"));
        courier.round().await.unwrap();

        let found = undelivered(&app, &staff, "marlow", 9).await.unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].to.as_str(), found[0].credential), ("ada@a.example", Some(id)));
        assert!(found[0].fault.is_of_the_address());
        assert_eq!(undelivered(&app, &other, "harrow", 9).await.unwrap(), []);
        assert!(undelivered(&app, &other, "marlow", 9).await.is_err());

        let about = Some(About { issuer: staff.desks[0].issuer, credential: Some(id) });
        let to = Email::read("ada@new.example").unwrap();
        let draft = Draft { to: &to, kind: Kind::Award, letter: a_letter(), about };
        let mut tx = app.db.write().await.unwrap();
        write(&app, &mut tx, &draft).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(undelivered(&app, &staff, "marlow", 9).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn an_address_that_the_server_cannot_write_is_given_up() {
    with_app(async |app| {
        let (app, server) = (no_demo(&app), FakeSmtp::start().await);
        queue_one(&app, "zoë@a.example").await;
        let mut courier = Courier::new(app.clone(), server.settings());
        assert_eq!(courier.round().await.unwrap(), Round::Done);
        assert_eq!(row(&app).await.fault.as_deref(), Some("unaddressable"));
    })
    .await;
}

#[tokio::test]
async fn what_is_put_off_is_tried_again_after_growing_pauses_and_not_for_ever() {
    with_app(async |app| {
        let (app, server) = (no_demo(&app), FakeSmtp::start().await);
        queue_one(&app, "ada@a.example").await;
        let mut courier = Courier::new(app.clone(), server.settings());
        let mut minutes = Vec::new();
        loop {
            server.next("RCPT", Act::Say("450 4.2.2 full"));
            assert_eq!(courier.round().await.unwrap(), Round::Done);
            let Some(again) = row(&app).await.next_try_at else { break };
            let pause = again - app.clock.now_ms();
            minutes.push(pause / 60_000);
            app.clock.advance(Duration::milliseconds(pause - 1));
            assert_eq!(courier.round().await.unwrap(), Round::Nothing, "not before its time");
            app.clock.advance(Duration::milliseconds(1));
        }
        assert!(minutes[0] <= 1 && minutes[1] <= 3 && minutes[2] >= 7, "{minutes:?}");
        assert!(minutes.iter().all(|pause| *pause <= 6 * 60 * 6 / 5), "{minutes:?}");
        let days = minutes.iter().sum::<i64>() / (24 * 60);
        assert!((4..=6).contains(&days), "{days} days");
        assert!(row(&app).await.failed_at.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_connection_that_breaks_over_a_letter_leaves_it_marked() {
    with_app(async |app| {
        let (app, server) = (no_demo(&app), FakeSmtp::start().await);
        let mut courier = Courier::new(app.clone(), server.settings());
        for (act, times) in [(Act::HangUp, 1), (Act::TakeAndHangUp, 2)] {
            let to = format!("learner{times}@a.example");
            queue_one(&app, &to).await;
            server.next("CONTENT", act);
            assert_eq!(courier.round().await.unwrap(), Round::Done);
            let put_off = rows(&app).await.pop().unwrap();
            assert_eq!((put_off.fault.as_deref(), put_off.maybe_twice), (Some("broken"), true));
            app.clock.advance(Duration::minutes(2));
            assert_eq!(courier.round().await.unwrap(), Round::Done);
            let sent = rows(&app).await.pop().unwrap();
            assert!(sent.sent_at.is_some() && sent.maybe_twice);
            let taken: Vec<_> = server.taken().into_iter().filter(|mail| mail.to == to).collect();
            assert_eq!(taken.len(), times);
            let bytes: BTreeSet<_> = taken.into_iter().map(|mail| mail.bytes).collect();
            assert_eq!(bytes.len(), 1, "the same mail, which a program can tell");
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_dead_server_was_sending_is_sent_by_another_and_marked() {
    with_app(async |app| {
        let (app, server) = (no_demo(&app), FakeSmtp::start().await);
        queue_one(&app, "ada@a.example").await;
        queue_one(&app, "ben@a.example").await;
        let mut dead = Courier::new(app.clone(), server.settings());
        let claimed = dead.claim().await.unwrap().unwrap();

        let mut other = Courier::new(app.clone(), server.settings());
        other.released = true;
        assert_eq!(other.round().await.unwrap(), Round::Done);
        assert_eq!(other.round().await.unwrap(), Round::Nothing, "it may be alive");
        app.clock.advance(Duration::minutes(7));
        assert_eq!(other.round().await.unwrap(), Round::Done);
        let marked: Vec<_> = rows(&app).await.iter().map(|row| row.maybe_twice).collect();
        assert_eq!(marked, [true, false]);

        let before = row(&app).await;
        dead.note(&claimed, Err(Undelivered::Refused(Reply { code: 550, status: None }))).await.unwrap();
        assert_eq!(row(&app).await.failed_at, before.failed_at, "it has no say any more");
        assert_eq!(row(&app).await.sent_at, before.sent_at);
    })
    .await;
}

#[tokio::test]
async fn a_service_alone_on_its_database_takes_up_at_once_what_a_crash_left() {
    let folder = tempfile::tempdir().unwrap();
    let db = crate::store::testing::sqlite(folder.path()).await;
    let (app, server) = (no_demo(&crate::flows::testing::app_on(db)), FakeSmtp::start().await);
    queue_one(&app, "ada@a.example").await;
    Courier::new(app.clone(), server.settings()).claim().await.unwrap().unwrap();
    let mut courier = Courier::new(app.clone(), server.settings());
    assert_eq!(courier.round().await.unwrap(), Round::Done);
    assert!(row(&app).await.maybe_twice);
}

#[tokio::test]
async fn several_couriers_never_carry_the_same_letter() {
    with_app(async |app| {
        let (app, server) = (no_demo(&app), FakeSmtp::start().await);
        for number in 0..30 {
            queue_one(&app, &format!("learner{number}@a.example")).await;
        }
        let mut couriers = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let mut courier = Courier::new(app.clone(), server.settings());
            courier.released = true;
            couriers.spawn(async move { while courier.round().await.unwrap() == Round::Done {} });
        }
        couriers.join_all().await;
        let to: BTreeSet<_> = server.taken().into_iter().map(|mail| mail.to).collect();
        assert_eq!((to.len(), server.taken().len()), (30, 30));
        assert!(rows(&app).await.iter().all(|row| row.sent_at.is_some() && !row.maybe_twice));
    })
    .await;
}

#[tokio::test]
async fn whoever_waits_to_sign_in_goes_first() {
    with_app(async |app| {
        let (app, server) = (no_demo(&app), FakeSmtp::start().await);
        queue(&app, "award@a.example", Kind::Award, a_letter()).await;
        queue(&app, "notice@a.example", Kind::Notice, a_letter()).await;
        queue(&app, "sign-in@a.example", Kind::SignIn, a_letter()).await;
        let mut courier = Courier::new(app.clone(), server.settings());
        while courier.round().await.unwrap() == Round::Done {}
        let to: Vec<_> = server.taken().into_iter().map(|mail| mail.to).collect();
        assert_eq!(to, ["sign-in@a.example", "notice@a.example", "award@a.example"]);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_opened_is_given_up_and_holds_nobody_up() {
    with_app(async |app| {
        let (app, server) = (no_demo(&app), FakeSmtp::start().await);
        queue_one(&app, "ada@a.example").await;
        queue_one(&app, "ben@a.example").await;
        let mut tx = app.db.write().await.unwrap();
        let id = row(&app).await.mail_id;
        tx.execute("update mail set sealed = 'x' where mail_id = $1", (id,)).await.unwrap();
        tx.commit().await.unwrap();
        let mut courier = Courier::new(app.clone(), server.settings());
        while courier.round().await.unwrap() == Round::Done {}
        assert_eq!(row(&app).await.fault.as_deref(), Some("unreadable"));
        assert_eq!(server.taken().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_server_without_tls_gets_no_password_where_there_was_to_be_tls() {
    let server = FakeSmtp::start().await;
    let settings = SmtpServer {
        tls: Tls::StartTls,
        login: Some(("bureau".to_owned(), "secret".to_owned().into())),
        ..server.settings().server
    };
    assert!(Line::open(&settings, "laurel.test").await.is_err());
    assert!(server.commands().iter().all(|line| line.starts_with("EHLO") || line == "QUIT"));
}

#[tokio::test]
async fn a_letter_written_wakes_the_courier_and_stopping_ends_it() {
    with_app(async |app| {
        let (app, server) = (no_demo(&app), FakeSmtp::start().await);
        let (stop, stopping) = tokio::sync::oneshot::channel::<()>();
        let courier = tokio::spawn(run(app.clone(), server.settings(), async { drop(stopping.await) }));
        let sent = async || loop {
            if rows(&app).await.iter().all(|row| row.sent_at.is_some()) {
                break;
            }
            tokio::task::yield_now().await;
        };
        queue_one(&app, "ada@a.example").await;
        sent().await;
        queue_one(&app, "ben@a.example").await;
        sent().await;
        drop(stop);
        courier.await.unwrap();
        assert_eq!(server.taken().len(), 2);
    })
    .await;
}
