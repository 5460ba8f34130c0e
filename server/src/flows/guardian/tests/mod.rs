mod links;

use time::{Date, Duration, macros::date};

use super::*;
use crate::{
    app::App,
    flows::{
        account, hold,
        issuer::{self, Picture},
        learner::{self, NewLearner},
        outbox,
        public_page::{self, PublicPage, PublicPageError},
        record,
        session::Viewer,
        share::{self, DEFAULT_DAYS, Terms},
        testing::{achievement, award, desk as office, newest_token, person, with_app},
    },
    id::{LearnerId, ShareId},
    store,
};

const LAST_DAY: Date = date!(2030 - 08 - 31);

/// A school, its learner, and the learner's entry there.
async fn school(app: &App, slug: &str) -> (Viewer, LearnerId) {
    let staff = office(app, slug).await;
    let new =
        NewLearner { name: "Ada Obi".to_owned(), email: "ada@a.example".to_owned(), ..NewLearner::default() };
    let id = learner::enrol(app, &staff, slug, &new).await.unwrap();
    (staff, id)
}

async fn invited_by(
    app: &App,
    slug: &str,
    (staff, learner): &(Viewer, LearnerId),
    email: &str,
) -> GuardianId {
    invite(app, staff, slug, *learner, (email, Some(LAST_DAY))).await.unwrap();
    list(app, staff, slug, *learner).await.unwrap().1[0].id
}

async fn wants_approval(app: &App, staff: &Viewer, slug: &str, wants: bool) {
    let profile = issuer::profile(app, staff, slug).await.unwrap();
    let profile = issuer::Profile { guardian_approval: wants, ..profile };
    issuer::update(app, staff, slug, profile, Picture::Keep).await.unwrap();
}

/// Approves a link as it is seen now.
async fn approve(app: &App, guardian: &Viewer, id: GuardianId, link: ShareId) -> Result<(), GuardianError> {
    let seen = super::link(app, &ward(app, guardian, id).await?, link).await?;
    decide(app, guardian, id, link, Word::Approve(&seen.terms)).await.map(drop)
}

#[tokio::test]
async fn no_school_opens_a_wallet_by_putting_its_address_on_a_list() {
    with_app(async |app| {
        let school = school(&app, "marlow").await;
        let (ada, ines) = (person(&app, "ada@a.example").await, person(&app, "ines@a.example").await);
        let id = invited_by(&app, "marlow", &school, "ines@a.example").await;
        assert!(!accept(&app, &ines, id, "Ines").await.unwrap());
        assert!(matches!(ward(&app, &ines, id).await, Err(GuardianError::Unknown)));
        assert_eq!(needs(&app, &ada).await, None);
        assert!(matches!(agree(&app, &ines, id).await, Err(GuardianError::Unknown)));
        assert!(agree(&app, &ada, id).await.unwrap());
        assert_eq!(ward(&app, &ines, id).await.unwrap().learner.account, ada.account);
        assert!(ward(&app, &ada, id).await.unwrap().own);
        assert!(matches!(ward(&app, &school.0, id).await, Err(GuardianError::Unknown)));
    })
    .await;
}

async fn needs(app: &App, learner: &Viewer) -> Option<GuardianId> {
    let mut tx = app.db.read().await.unwrap();
    let approvers = store::guardian::approvers(&mut tx, learner.account, app.clock.now_ms()).await.unwrap();
    approvers.first().map(|named| named.row.guardian_id)
}

#[tokio::test]
async fn nobody_is_their_own_guardian_by_another_address() {
    with_app(async |app| {
        let school = school(&app, "marlow").await;
        let ada = person(&app, "ada@a.example").await;
        account::add_address(&app, &ada, "ada@home.example").await.unwrap();
        let token = crate::flows::testing::newest_token(&app).await;
        account::confirm_address(&app, &ada, &token).await.unwrap();
        let ada = person(&app, "ada@a.example").await;
        let id = invited_by(&app, "marlow", &school, "ada@home.example").await;
        assert!(matches!(accept(&app, &ada, id, "").await, Err(GuardianError::Own)));
        assert!(matches!(agree(&app, &ada, id).await, Err(GuardianError::Own)));
    })
    .await;
}

#[tokio::test]
async fn an_invitation_grows_old_goes_out_again_and_is_withdrawn() {
    with_app(async |app| {
        let school = school(&app, "marlow").await;
        let (staff, learner) = &school;
        let id = invited_by(&app, "marlow", &school, "ines@a.example").await;
        let again = invite(&app, staff, "marlow", *learner, ("ines@a.example", Some(LAST_DAY))).await;
        assert!(matches!(again, Err(GuardianError::TooSoon)), "{again:?}");
        let ines = person(&app, "ines@a.example").await;
        app.clock.advance(Duration::days(14));
        assert_eq!(one(&app, staff, "marlow", *learner, id).await.unwrap().stage, Stage::Stale);
        assert!(matches!(accept(&app, &ines, id, "").await, Err(GuardianError::Unknown)));
        resend(&app, staff, "marlow", *learner, id).await.unwrap();
        invited(&app, &ines, id).await.unwrap();
        app.clock.advance(Duration::minutes(1));
        let new = ("INES@a.example", Some(date!(2027 - 01 - 31)));
        let before = outbox::list(&app, 100).await.unwrap().len();
        invite(&app, staff, "marlow", *learner, new).await.unwrap();
        assert_eq!(outbox::list(&app, 100).await.unwrap().len(), before + 2, "nobody had agreed");
        let all = list(&app, staff, "marlow", *learner).await.unwrap().1;
        assert_eq!((all.len(), all[0].id, all[0].last_day().date()), (1, id, date!(2027 - 01 - 31)));
        withdraw(&app, staff, "marlow", *learner, id).await.unwrap();
        assert_eq!(list(&app, staff, "marlow", *learner).await.unwrap().1, []);
        assert!(matches!(invited(&app, &ines, id).await, Err(GuardianError::Unknown)));
        assert!(matches!(withdraw(&app, staff, "marlow", *learner, id).await, Err(GuardianError::Unknown)));
    })
    .await;
}

#[tokio::test]
async fn another_desk_knows_nothing_of_it() {
    with_app(async |app| {
        let (one_school, other) = (school(&app, "marlow").await, office(&app, "thame").await);
        let id = invited_by(&app, "marlow", &one_school, "ines@a.example").await;
        let learner = one_school.1;
        for refused in [
            list(&app, &other, "thame", learner).await.map(drop),
            end(&app, &other, "thame", learner, id).await,
            withdraw(&app, &other, "thame", learner, id).await,
            move_end(&app, &other, "thame", (learner, id), Some(LAST_DAY)).await,
        ] {
            assert!(matches!(refused, Err(GuardianError::Unknown)), "{refused:?}");
        }
        let refused = list(&app, &other, "marlow", learner).await.map(drop);
        assert!(matches!(refused, Err(GuardianError::NotAllowed(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn links_wait_only_where_the_school_wants_it_and_are_asked_about_anew() {
    with_app(async |app| {
        let school = school(&app, "marlow").await;
        let (ada, ines) = (person(&app, "ada@a.example").await, person(&app, "ines@a.example").await);
        let id = invited_by(&app, "marlow", &school, "ines@a.example").await;
        accept(&app, &ines, id, "Ines").await.unwrap();
        agree(&app, &ada, id).await.unwrap();
        let record = record::create(&app, &ada, "Work").await.unwrap();
        let before = share::create(&app, &ada, record, Terms::days(DEFAULT_DAYS)).await.unwrap();
        assert!(!before.waits && share::is_live(&app, &before.token).await.unwrap());
        wants_approval(&app, &school.0, "marlow", true).await;
        assert!(share::is_live(&app, &before.token).await.unwrap(), "what is there stays");
        let link = share::create(&app, &ada, record, Terms::days(DEFAULT_DAYS)).await.unwrap();
        assert!(link.waits && !share::is_live(&app, &link.token).await.unwrap());
        assert_eq!(share::open(&app, &link.token, None, Some(&ada)).await.unwrap(), None);
        assert_eq!(looking(&app, &ines).await.unwrap(), Looking { people: 1, waiting: 1 });
        approve(&app, &ines, id, link.id).await.unwrap();
        let letters = outbox::list(&app, 100).await.unwrap().len();
        approve(&app, &ines, id, link.id).await.unwrap();
        assert_eq!(outbox::list(&app, 100).await.unwrap().len(), letters, "said once");
        assert!(share::is_live(&app, &link.token).await.unwrap());
        // It is there for longer.
        share::hold_for(&app, &ada, link.id, None).await.unwrap();
        assert!(!share::is_live(&app, &link.token).await.unwrap());
        let why = held_back(&app, &ada, record).await.unwrap();
        assert_eq!(why.get(&link.id), Some(&HeldBack::Waits("Ines".to_owned())));
        wants_approval(&app, &school.0, "marlow", false).await;
        assert!(!share::is_live(&app, &link.token).await.unwrap(), "never by itself");
        assert_eq!(held_back(&app, &ada, record).await.unwrap().get(&link.id), Some(&HeldBack::Free));
        free(&app, &ada, link.id).await.unwrap();
        assert!(share::is_live(&app, &link.token).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn the_guardian_of_one_has_no_say_in_anothers_links() {
    with_app(async |app| {
        let school = school(&app, "marlow").await;
        let (ada, ines) = (person(&app, "ada@a.example").await, person(&app, "ines@a.example").await);
        let eve = person(&app, "eve@a.example").await;
        let id = invited_by(&app, "marlow", &school, "ines@a.example").await;
        accept(&app, &ines, id, "").await.unwrap();
        agree(&app, &ada, id).await.unwrap();
        let record = record::create(&app, &eve, "Work").await.unwrap();
        let link = share::create(&app, &eve, record, Terms::days(DEFAULT_DAYS)).await.unwrap();
        let ward = ward(&app, &ines, id).await.unwrap();
        for refused in [
            super::link(&app, &ward, link.id).await.map(drop),
            preview(&app, &ward, link.id).await.map(drop),
            decide(&app, &ines, id, link.id, Word::Hold).await.map(drop),
            end_link(&app, &ines, id, link.id).await,
            decide(&app, &eve, id, link.id, Word::Approve("")).await.map(drop),
        ] {
            assert!(matches!(refused, Err(GuardianError::Unknown)), "{refused:?}");
        }
        assert!(share::is_live(&app, &link.token).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_guardian_who_deletes_their_account_leaves_what_waits_closed() {
    with_app(async |app| {
        let school = school(&app, "marlow").await;
        wants_approval(&app, &school.0, "marlow", true).await;
        let (ada, ines) = (person(&app, "ada@a.example").await, person(&app, "ines@a.example").await);
        let id = invited_by(&app, "marlow", &school, "ines@a.example").await;
        accept(&app, &ines, id, "").await.unwrap();
        agree(&app, &ada, id).await.unwrap();
        let record = record::create(&app, &ada, "Work").await.unwrap();
        let link = share::create(&app, &ada, record, Terms::days(DEFAULT_DAYS)).await.unwrap();
        assert!(matches!(free(&app, &ada, link.id).await, Err(GuardianError::Needed)));
        account::delete(&app, &ines, "ines@a.example").await.unwrap();
        assert_eq!(list(&app, &school.0, "marlow", school.1).await.unwrap().1, []);
        assert!(!share::is_live(&app, &link.token).await.unwrap());
        free(&app, &ada, link.id).await.unwrap();
        assert!(share::is_live(&app, &link.token).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_guardians_account_does_not_give_way_to_another() {
    with_app(async |app| {
        let school = school(&app, "marlow").await;
        let (ada, ines) = (person(&app, "ada@a.example").await, person(&app, "ines@a.example").await);
        let id = invited_by(&app, "marlow", &school, "ines@a.example").await;
        accept(&app, &ines, id, "").await.unwrap();
        agree(&app, &ada, id).await.unwrap();
        let other = person(&app, "ines@home.example").await;
        account::add_address(&app, &other, "ines@a.example").await.unwrap();
        let token = newest_token(&app).await;
        let taken = account::confirm_address(&app, &other, &token).await;
        assert!(matches!(taken, Err(account::AddressError::Taken)), "{taken:?}");
        assert_eq!(people(&app, &ines).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn whoever_stays_is_told_when_an_account_goes() {
    with_app(async |app| {
        let school = school(&app, "marlow").await;
        let (ada, ines) = (person(&app, "ada@a.example").await, person(&app, "ines@a.example").await);
        let id = invited_by(&app, "marlow", &school, "ines@a.example").await;
        accept(&app, &ines, id, "").await.unwrap();
        agree(&app, &ada, id).await.unwrap();
        account::delete(&app, &ada, "ada@a.example").await.unwrap();
        assert_eq!(people(&app, &ines).await.unwrap(), []);
        let told: Vec<_> =
            outbox::list(&app, 100).await.unwrap().into_iter().map(|mail| (mail.to, mail.subject)).collect();
        let ended = ("ines@a.example".to_owned(), "The guardianship has ended".to_owned());
        assert!(told.contains(&ended), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn whoever_is_invited_finds_it_in_their_wallet_until_they_answer() {
    with_app(async |app| {
        let school = school(&app, "marlow").await;
        let (ada, ines) = (person(&app, "ada@a.example").await, person(&app, "ines@a.example").await);
        let id = invited_by(&app, "marlow", &school, "ines@a.example").await;
        let found = invitations(&app, &ines).await.unwrap();
        assert_eq!(found.iter().map(|it| it.id).collect::<Vec<_>>(), [id]);
        assert_eq!(invitations(&app, &ada).await.unwrap(), [], "it is for the guardian");
        accept(&app, &ines, id, "").await.unwrap();
        assert_eq!(invitations(&app, &ines).await.unwrap(), []);
        let other = invited_by(&app, "marlow", &school, "mona@a.example").await;
        let mona = person(&app, "mona@a.example").await;
        assert_eq!(invitations(&app, &mona).await.unwrap().len(), 1);
        app.clock.advance(Duration::days(14));
        assert_eq!(invitations(&app, &mona).await.unwrap(), [], "too old");
        assert!(matches!(invited(&app, &mona, other).await, Err(GuardianError::Unknown)));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_public_while_a_guardian_approves_what_is_shared() {
    with_app(async |app| {
        let school = school(&app, "marlow").await;
        let weaver = achievement(&app, &school.0).await;
        let (ada, ines) = (person(&app, "ada@a.example").await, person(&app, "ines@a.example").await);
        let mut ids = Vec::new();
        for _ in 0..2 {
            let id = award(&app, &school.0, weaver, "ada@a.example").await.id;
            hold::claim(&app, &ada, id).await.unwrap();
            ids.push(id);
        }
        let seen = async || public_page::see(&app, None, ids[0]).await.unwrap().is_some();
        let stands = async |at: usize| public_page::of_holder(&app, &ada, ids[at]).await.unwrap();
        public_page::turn(&app, &ada, ids[0], true).await.unwrap();
        let id = invited_by(&app, "marlow", &school, "ines@a.example").await;
        accept(&app, &ines, id, "Ines").await.unwrap();
        agree(&app, &ada, id).await.unwrap();
        assert!(seen().await, "nobody has to approve anything");
        wants_approval(&app, &school.0, "marlow", true).await;
        assert!(!seen().await, "what was public is hidden at once");
        assert_eq!(stands(0).await, Some(PublicPage::Guarded { on: true }));
        assert!(public_page::all(&app, &ada).await.unwrap().1);
        let refused = public_page::turn(&app, &ada, ids[1], true).await;
        assert!(matches!(refused, Err(PublicPageError::Guarded)), "{refused:?}");
        public_page::turn(&app, &ada, ids[1], false).await.unwrap();
        assert_eq!(stands(1).await, Some(PublicPage::Guarded { on: false }));
        assert!(public_page::see(&app, Some(&ines), ids[0]).await.unwrap().is_none());
        leave(&app, &ines, id).await.unwrap();
        assert!(seen().await);
        assert_eq!(stands(1).await, Some(PublicPage::Private));
    })
    .await;
}
