//! Apps for the flows' tests: a demo at a moment that stands still, and people in it.

use api::open_badges::{AchievementContent, Criteria};
use time::macros::datetime;

use super::{
    Email,
    achievement::{self, NewAchievement},
    batch::Batches,
    issue::{self, Award, Issued, Recipient},
    issuer::{self, NewIssuer},
    judge::Turns,
    outbox, session,
    session::{Role, Viewer},
    sign_in,
};
use crate::{
    app::{App, Parts},
    config::{Config, Founders, Retain},
    effects::{Clock, Fetch, Random},
    id::AchievementId,
    secrets::Sealer,
    store::{Db, testing::on_each},
};

/// Runs a test on SQLite, then on PostgreSQL where a server is given.
pub(crate) async fn with_app(test: impl AsyncFn(App)) {
    on_each(async |db| test(app_on(db)).await).await;
}

/// A demo on this database.
pub(crate) fn app_on(db: Db) -> App {
    let random = Random::seeded(1);
    App::new(Parts {
        db,
        config: config(),
        clock: Clock::fixed(datetime!(2026-11-22 10:00 UTC)),
        sealer: Sealer::new([7; 32], random.clone()),
        random,
        policy: crypto::verify::Policy::default(),
        fetch: Fetch::offline(),
        turns: Turns::default(),
        batches: Batches::default(),
    })
}

/// The settings of a demo.
pub(crate) fn config() -> Config {
    Config {
        data: "unused".into(),
        listen: ([127, 0, 0, 1], 0).into(),
        public_url: "http://laurel.test".parse().unwrap(),
        database_url: None,
        trust: Vec::new(),
        allow_loopback: false,
        behind_proxy: false,
        founders: Founders::default(),
        mail: None,
        retain: Retain::default(),
        demo: true,
    }
}

/// Whoever asks for a link with this address and presses its button.
pub(crate) async fn person(app: &App, email: &str) -> Viewer {
    let request = sign_in::Request { email: email.to_owned(), next: None };
    sign_in::request(app, request).await.unwrap();
    let token = newest_token(app).await;
    let signed_in = sign_in::confirm(app, &token, None, super::account::Device::Other).await.unwrap();
    session::viewer(app, &signed_in.token).await.unwrap().unwrap()
}

/// The token in the newest mail's link.
pub(crate) async fn newest_token(app: &App) -> String {
    let mail = outbox::list(app, 1).await.unwrap().remove(0);
    mail.link.unwrap().rsplit('/').next().unwrap().to_owned()
}

/// An institution and somebody at its desk.
pub(crate) async fn desk(app: &App, slug: &str) -> Viewer {
    let new = NewIssuer {
        slug: slug.to_owned(),
        name: format!("School of {slug}"),
        description: "Teaches.".to_owned(),
        url: None,
        email: None,
    };
    let founded = issuer::found(app, new).await.unwrap();
    let email = format!("registrar@{slug}.example");
    issuer::appoint(app, founded.id, &Email::read(&email).unwrap(), "Registrar", Role::Owner).await.unwrap();
    person(app, &email).await
}

/// A teacher at that institution's desk.
pub(crate) async fn teacher(app: &App, slug: &str) -> Viewer {
    let issuer = issuer::show(app, slug).await.unwrap().unwrap().id;
    let email = format!("teacher@{slug}.example");
    issuer::appoint(app, issuer, &Email::read(&email).unwrap(), "Teacher", Role::Issuer).await.unwrap();
    person(app, &email).await
}

/// A second owner of that institution.
pub(crate) async fn owner(app: &App, slug: &str) -> Viewer {
    let issuer = issuer::show(app, slug).await.unwrap().unwrap().id;
    let email = format!("second@{slug}.example");
    issuer::appoint(app, issuer, &Email::read(&email).unwrap(), "Second", Role::Owner).await.unwrap();
    person(app, &email).await
}

/// An achievement of that institution.
pub(crate) async fn achievement(app: &App, staff: &Viewer) -> AchievementId {
    let content = AchievementContent {
        name: "Bees".to_owned(),
        description: "Keeps bees.".to_owned(),
        criteria: Criteria { narrative: Some("Keep bees.".to_owned()), id: None },
        achievement_type: "Badge".to_owned(),
        ..AchievementContent::default()
    };
    let new = NewAchievement { content, ..NewAchievement::default() };
    achievement::create(app, staff, &staff.desks[0].slug, new).await.unwrap().id
}

/// An award of that achievement.
pub(crate) async fn award(app: &App, staff: &Viewer, achievement: AchievementId, email: &str) -> Issued {
    issue::award(app, staff, &staff.desks[0].slug, an_award(achievement, email)).await.unwrap()
}

/// The award that [`award`] makes.
pub(crate) fn an_award(achievement: AchievementId, email: &str) -> Award {
    Award {
        recipient: Recipient {
            name: "Ada Obi".to_owned(),
            email: Some(email.to_owned()),
            ..Recipient::default()
        },
        ..Award::of(achievement)
    }
}
