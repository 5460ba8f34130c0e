use crypto::verify::{Headline, Report};
use tempfile::TempDir;

use super::*;
use crate::{
    flows::{Email, claim::event, class, hold, paper, testing::app_on, verify},
    store::{Db, testing::on_each},
};

/// A demo, and the folder that it lives in.
async fn opened(db: Db) -> (TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let app = app_on(db);
    let mut config = app.config.clone();
    config.data = folder.path().to_owned();
    let app = open(&app.with_config(config)).await.unwrap();
    (folder, app)
}

#[tokio::test]
async fn the_demo_shows_a_credential_in_every_state_and_is_seeded_once() {
    on_each(async |db| {
        let (folder, app) = opened(db).await;
        let first = guide(&app).await.unwrap();
        assert_eq!((first.examples.len(), first.people.len()), (2, 7));
        assert_eq!(guide(&open(&app).await.unwrap()).await.unwrap(), first, "not seeded twice");

        let token = first.examples[0].strip_prefix("/s/").unwrap();
        let Some(share::Behind::Record(shared)) = share::open(&app, token, None, None).await.unwrap() else {
            panic!("nothing there")
        };
        let documents: Vec<_> = shared.record.documents().map(str::as_bytes).collect();
        let reports = verify::verify_all(&app, &documents).await.unwrap();
        let headlines: Vec<_> = reports.iter().map(Report::headline).collect();
        let expected = [
            Headline::Verified,
            Headline::Verified,
            Headline::CouldNotCheck,
            Headline::NotValid,
            Headline::NotValid,
            Headline::NotValid,
            Headline::GenuineUnknownIssuer,
        ];
        assert_eq!(headlines, expected);
        let token = first.examples[1].strip_prefix("/s/").unwrap();
        let Some(share::Behind::Record(shared)) = share::open(&app, token, None, None).await.unwrap() else {
            panic!("nothing there")
        };
        for document in shared.record.documents() {
            let report = verify::verify(&app, document.as_bytes()).await.unwrap();
            assert_eq!(report.headline(), Headline::Verified);
        }

        let email = Email::read("tomas@learners.example").unwrap();
        let mut tx = app.db.read().await.unwrap();
        let tomas = address::owner(&mut tx, email.as_str()).await.unwrap().unwrap();
        let tomas = session::of_account(&mut tx, tomas).await.unwrap().unwrap();
        drop(tx);
        assert_eq!(hold::offers(&app, &tomas).await.unwrap().len(), 1);
        let trusted = crate::registry::read_all(&[folder.path().join("trust.json")]).unwrap();
        assert_eq!(trusted[0].issuers[0].name, "Hedgerow College");
    })
    .await;
}

#[tokio::test]
async fn a_visitors_own_link_is_no_example() {
    on_each(async |db| {
        let (_folder, app) = opened(db).await;
        let first = guide(&app).await.unwrap().examples;
        let noor = somebody(&app, "noor@learners.example").await.unwrap().unwrap();
        let record = record::list(&app, &noor).await.unwrap().pop().unwrap().id;
        let made = share::list(&app, &noor, record).await.unwrap().pop().unwrap();
        let mut terms = share::Terms::days(1);
        terms.recipient = "My aunt".to_owned();
        terms.purpose = "To show her".to_owned();
        share::create(&app, &noor, record, terms).await.unwrap();
        assert_eq!(guide(&app).await.unwrap().examples, first);
        share::pause(&app, &noor, made.id).await.unwrap();
        assert_eq!(guide(&app).await.unwrap().examples.len(), first.len() - 1);
    })
    .await;
}

#[tokio::test]
async fn every_badge_of_the_demo_that_still_stands_fits_on_paper() {
    on_each(async |db| {
        let folder = tempfile::tempdir().unwrap();
        let app = app_on(db);
        let mut config = app.config.clone();
        config.data = folder.path().to_owned();
        config.public_url = "https://laurel.example.edu".parse().unwrap();
        let app = open(&app.with_config(config)).await.unwrap();
        let mut fitting = 0;
        for email in ["noor@learners.example", "ines@learners.example", "bryn@learners.example"] {
            let mut tx = app.db.read().await.unwrap();
            let account = address::owner(&mut tx, email).await.unwrap().unwrap();
            let viewer = session::of_account(&mut tx, account).await.unwrap().unwrap();
            drop(tx);
            for held in hold::held(&app, &viewer).await.unwrap() {
                let seen = hold::see(&app, &viewer, held.id).await.unwrap().unwrap();
                let taken_back =
                    matches!(seen.state, Some(issue::State::Revoked { .. } | issue::State::Suspended { .. }));
                let paper = paper::paper(&app, &seen).await.unwrap();
                assert_eq!(paper.is_none(), taken_back, "{}", seen.document);
                let Some(paper) = paper else { continue };
                let code = qrcode::QrCode::with_error_correction_level(&paper.address, qrcode::EcLevel::M);
                let Ok(qrcode::Version::Normal(version)) = code.map(|code| code.version()) else {
                    panic!("no code for {}", paper.address)
                };
                assert!(version <= 22, "version {version}: {}", paper.address);
                eprintln!("version {version}, {} characters", paper.address.len());
                fitting += 1;
            }
        }
        assert_eq!(fitting, 9);
    })
    .await;
}

#[tokio::test]
async fn a_teacher_of_the_demo_sees_a_class_of_28_and_nothing_else() {
    on_each(async |db| {
        let (_folder, app) = opened(db).await;
        let teacher = somebody(&app, "siobhan@hedgerow.example").await.unwrap().unwrap();
        let classes = class::list(&app, &teacher, "hedgerow").await.unwrap();
        let [only] = &classes[..] else { panic!("{classes:?}") };
        let file = class::open(&app, &teacher, "hedgerow", only.id).await.unwrap();
        assert_eq!((file.pupils.len(), file.awards.len()), (28, 26), "two were not there");
        let without = file.pupils.iter().filter(|pupil| pupil.email.is_none()).count();
        assert_eq!(without, 4);
        let claimed = file.awards.iter().filter(|award| award.claimed_at.is_some()).count();
        assert_eq!(claimed, 15);
        let (_, all) =
            issue::look(&app, &teacher, "hedgerow", &issue::Search::default(), 1, 0).await.unwrap();
        assert_eq!(all, 26);
        let guide = guide(&app).await.unwrap();
        let token = guide.event.unwrap().address.rsplit('/').next().unwrap().to_owned();
        let event = event::look(&app, None, &token).await.unwrap().unwrap();
        assert_eq!(event.standing, event::Standing::Open);
    })
    .await;
}
