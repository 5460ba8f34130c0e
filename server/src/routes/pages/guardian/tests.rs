//! A guardian's story, from the invitation to the end, through the real router.

use axum::http::{StatusCode, header};
use time::Duration;

use crate::{
    flows::outbox,
    routes::testing::{TestApp, Visitor, between},
};

const SEE_OTHER: StatusCode = StatusCode::SEE_OTHER;
const NOT_FOUND: StatusCode = StatusCode::NOT_FOUND;

/// A school that wants links approved, its learner and the guardian, who have both said yes.
struct Home {
    app: TestApp,
    staff: Visitor,
    ada: Visitor,
    ines: Visitor,
    /// The guardians' page at the desk.
    desk: String,
    /// The wallet, as the guardian sees it.
    ward: String,
    /// The same at the desk.
    guardian: String,
}

impl Home {
    async fn begun() -> Self {
        let app = TestApp::new().await;
        let staff = app.founded("art").await;
        let profile = [("name", "School of art"), ("language", "en"), ("guardian_approval", "on")];
        staff.post_parts("/desk/art/institution", &profile, b"").await.expect(SEE_OTHER);
        let form = "name=Ada+Obi&email=ada%40learner.example&number=7";
        let made = staff.post_form("/desk/art/learners/new", form).await.expect(SEE_OTHER);
        let desk = format!("{}/guardians", made.header(header::LOCATION));
        let form = "email=ines%40home.example&day=2030-08-31";
        staff.post_form(&desk, form).await.expect(SEE_OTHER);
        let page = staff.browse(&desk).await.expect(StatusCode::OK).text();
        assert!(page.contains("Waits for the guardian") && page.contains("31 August 2030"), "{page}");
        let id = between(&page, &format!("{desk}/"), &['/']).remove(0);
        assert_eq!(to(&app, "ines@home.example").await, format!("/guardianships/{id}"));
        assert_eq!(to(&app, "ada@learner.example").await, format!("/account/guardians/{id}"));

        let ines = app.signed_in("ines@home.example").await;
        let ada = app.signed_in("ada@learner.example").await;
        let ward = format!("/wallet/guardian/{id}");
        let question = ines.browse(&format!("/guardianships/{id}")).await.expect(StatusCode::OK).text();
        assert!(question.contains("Ada Obi") && question.contains("What stays theirs"), "{question}");
        ada.browse(&format!("/guardianships/{id}")).await.expect(NOT_FOUND);
        ines.post_form(&format!("/guardianships/{id}"), "name=Ines+Obi").await.expect(SEE_OTHER);
        ines.browse(&ward).await.expect(NOT_FOUND);
        let wallet = ada.browse("/wallet").await.text();
        assert!(wallet.contains(&format!("/account/guardians/{id}")), "she is asked: {wallet}");
        let question = ada.browse(&format!("/account/guardians/{id}")).await.expect(StatusCode::OK).text();
        assert!(question.contains("May Ines Obi look after your wallet"), "{question}");
        ines.browse(&format!("/account/guardians/{id}")).await.expect(NOT_FOUND);
        ada.post_form(&format!("/account/guardians/{id}"), "").await.expect(SEE_OTHER);
        ines.browse(&ward).await.expect(StatusCode::OK);
        let guardian = format!("{desk}/{id}");
        Self { app, staff, ada, ines, desk, ward, guardian }
    }

    /// The learner's new link: its token, and its page for the guardian.
    async fn shared(&self) -> (String, String, String) {
        let (credential, _) = self.staff.awarded("art", "ada@learner.example").await;
        let (token, share) = self.ada.shared(&credential).await;
        (format!("/s/{token}"), format!("{}/links/{share}", self.ward), share)
    }
}

/// Approves a link as its page shows it.
async fn approve(guardian: &Visitor, link: &str) {
    guardian.post_form(&format!("{link}/approve"), "").await.expect(StatusCode::CONFLICT);
    let page = guardian.browse(link).await.expect(StatusCode::OK).text();
    let terms = between(&page, "name=\"terms\" value=\"", &['"']).remove(0);
    guardian.post_form(&format!("{link}/approve"), &format!("terms={terms}")).await.expect(SEE_OTHER);
}

/// Where the last letter's link to somebody leads once it has signed them in.
async fn to(app: &TestApp, email: &str) -> String {
    let mails = outbox::list(&app.app, 100).await.unwrap();
    let mail = mails.into_iter().find(|mail| mail.to == email).unwrap();
    let path = app.app.config.public_url.path_of(mail.link.as_deref().unwrap()).unwrap().to_owned();
    app.stranger().post_form(&path, "").await.expect(SEE_OTHER).header(header::LOCATION).to_owned()
}

/// The subject of the last letter to somebody.
async fn told(app: &TestApp, email: &str) -> String {
    let mails = outbox::list(&app.app, 100).await.unwrap();
    mails.into_iter().find(|mail| mail.to == email).unwrap().subject
}

#[tokio::test]
async fn a_minors_link_waits_until_the_guardian_approves_and_the_school_ends_it_at_once() {
    let home = Home::begun().await;
    let Home { app, staff, ada, ines, ward, guardian, .. } = &home;
    let (link, looked, _) = home.shared().await;
    let record = ada.browse("/wallet").await.text();
    let record = between(&record, "href=\"/wallet/records/", &['"']).remove(0);
    let page = ada.browse(&format!("/wallet/records/{record}")).await.text();
    assert!(page.contains("Waits for Ines Obi’s approval"), "{page}");
    let all = ada.browse("/wallet/shares").await.text();
    assert!(all.contains("Waits for Ines Obi’s approval") && !all.contains("Works until"), "{all}");
    for path in [link.clone(), format!("{link}/qr.svg")] {
        app.stranger().browse(&path).await.expect(NOT_FOUND);
    }
    app.stranger().get(&format!("/api/v1/shares{}", &link[2..])).await.expect(NOT_FOUND);
    assert_eq!(told(app, "ines@home.example").await, "A link of Ada Obi waits for you");

    let page = ines.browse(ward).await.text();
    assert!(page.contains("Waits for approval") && page.contains("Weaver"), "{page}");
    let page = ines.browse(&looked).await.expect(StatusCode::OK).text();
    assert!(page.contains("Approve") && page.contains("Mine"), "{page}");
    let preview = ines.browse(&format!("{looked}/preview")).await.expect(StatusCode::OK).text();
    assert!(preview.contains("Weaver") && preview.contains("Back to the link"), "{preview}");
    ada.post_form(&format!("{looked}/approve"), "").await.expect(NOT_FOUND);
    app.stranger().browse(&link).await.expect(NOT_FOUND);
    approve(ines, &looked).await;
    app.stranger().browse(&link).await.expect(StatusCode::OK);
    assert_eq!(told(app, "ada@learner.example").await, "Your link is approved");

    staff.browse(&format!("{guardian}/end")).await.expect(StatusCode::OK);
    staff.post_form(&format!("{guardian}/end"), "").await.expect(SEE_OTHER);
    for path in [ward.clone(), looked.clone(), format!("{looked}/preview")] {
        ines.browse(&path).await.expect(NOT_FOUND);
        ada.browse(&path).await.expect(NOT_FOUND);
    }
    ines.post_form(&format!("{looked}/hold"), "").await.expect(NOT_FOUND);
    app.stranger().browse(&link).await.expect(StatusCode::OK);
    assert_eq!(told(app, "ines@home.example").await, "The guardianship has ended");
    assert!(ines.browse("/wallet/guardian").await.text().contains("You look after nobody"));
}

#[tokio::test]
async fn what_waited_when_it_ended_becomes_live_only_by_the_learner() {
    let home = Home::begun().await;
    let Home { app, staff, ada, ines, guardian, .. } = &home;
    let (link, _, share) = home.shared().await;
    let live = format!("/wallet/shares/{share}/live");
    ada.post_form(&live, "").await.expect(StatusCode::CONFLICT);
    staff.post_form(&format!("{guardian}/end"), "").await.expect(SEE_OTHER);
    app.stranger().browse(&link).await.expect(NOT_FOUND);
    ines.post_form(&live, "").await.expect(NOT_FOUND);
    let made = ada.post_form(&live, "").await.expect(SEE_OTHER);
    assert!(made.header(header::LOCATION).starts_with("/wallet/records/"));
    app.stranger().browse(&link).await.expect(StatusCode::OK);
    ada.post_form(&live, "").await.expect(NOT_FOUND);
}

#[tokio::test]
async fn what_waits_is_not_said_to_work_after_a_change() {
    let home = Home::begun().await;
    let Home { app, ada, ines, .. } = &home;
    let (link, looked, share) = home.shared().await;
    let said = async |what: &str, form: &str| {
        let answer = ada.post_form(&format!("/wallet/shares/{share}/{what}"), form).await.expect(SEE_OTHER);
        answer.header(header::SET_COOKIE).to_owned()
    };
    let page = ada.browse(&format!("/wallet/shares/{share}")).await.expect(StatusCode::OK).text();
    assert!(page.contains("waits until your guardian has approved it again"), "{page}");
    assert!(said("pause", "").await.contains("=share-paused;"));
    assert!(said("resume", "").await.contains("=share-held-back;"));
    approve(ines, &looked).await;
    assert!(said("pause", "").await.contains("=share-paused;"));
    assert!(said("resume", "").await.contains("=share-resumed;"));
    app.stranger().browse(&link).await.expect(StatusCode::OK);
    // To live longer, it has to be approved anew.
    assert!(said("days", "days=365").await.contains("=share-held-back;"));
    app.stranger().browse(&link).await.expect(NOT_FOUND);
}

#[tokio::test]
async fn the_last_day_ends_it_without_anybodys_doing() {
    let home = Home::begun().await;
    let Home { app, staff, ada, ward, guardian, .. } = &home;
    let (link, looked, _) = home.shared().await;
    // Tomorrow at midnight it is over.
    staff.post_form(&format!("{guardian}/day"), "day=2026-11-22").await.expect(SEE_OTHER);
    app.app.clock.advance(Duration::hours(14) - Duration::SECOND);
    let ines = app.signed_in("ines@home.example").await;
    ines.browse(ward).await.expect(StatusCode::OK);
    app.app.clock.advance(Duration::SECOND);
    ines.browse(ward).await.expect(NOT_FOUND);
    ines.post_form(&format!("{looked}/approve"), "").await.expect(NOT_FOUND);
    app.stranger().browse(&link).await.expect(NOT_FOUND);
    let page = ada.browse("/account").await.text();
    assert!(page.contains("Not your guardian any more"), "{page}");
}

#[tokio::test]
async fn both_see_the_same_without_notes_and_nobody_else_sees_anything() {
    let home = Home::begun().await;
    let Home { app, staff, ada, ines, ward, .. } = &home;
    let (credential, _) = staff.awarded("art", "ada@learner.example").await;
    ada.post_form(&format!("/wallet/credentials/{credential}/claim"), "").await.expect(SEE_OTHER);
    let made = ada.post_form("/wallet/records", "title=Mine").await.expect(SEE_OTHER);
    let record = made.header(header::LOCATION).to_owned();
    ada.post_form(&format!("{record}/items"), &format!("credential={credential}")).await.expect(SEE_OTHER);
    let composed = "title=Mine&introduction=Secret-introduction";
    ada.post_form(&record, composed).await.expect(SEE_OTHER);
    let id = record.rsplit('/').next().unwrap();
    let eve = app.signed_in("eve@learner.example").await;
    // What it is called is known before the learner first looks.
    for path in [format!("{ward}/records/{id}"), format!("{ward}/credentials/{credential}"), ward.clone()] {
        let theirs = ines.browse(&path).await.expect(StatusCode::OK).text();
        assert!(theirs.contains("You see this as a guardian") && theirs.contains("Weaver"), "{theirs}");
        assert!(!theirs.contains("Secret-introduction") && !theirs.contains(">A credential<"), "{theirs}");
        let own = ada.browse(&path).await.expect(StatusCode::OK).text();
        assert!(own.contains("This is what Ines Obi sees."), "{own}");
        for other in [&eve, staff] {
            other.browse(&path).await.expect(NOT_FOUND);
        }
    }
    // Nothing of another wallet by this right.
    let (other, _) = staff.awarded("art", "eve@learner.example").await;
    eve.post_form(&format!("/wallet/credentials/{other}/claim"), "").await.expect(SEE_OTHER);
    ines.browse(&format!("{ward}/credentials/{other}")).await.expect(NOT_FOUND);
    // Nothing but looking.
    for path in [&record, &format!("/wallet/credentials/{credential}")] {
        ines.browse(path).await.expect(NOT_FOUND);
    }
    ines.post_form(&format!("{record}/shares"), "days=7").await.expect(NOT_FOUND);
    let account = ada.browse("/account").await.text();
    assert!(account.contains("Your guardian since") && account.contains(ward.as_str()), "{account}");
}

#[tokio::test]
async fn a_guardian_holds_a_live_link_back_and_ends_one() {
    let home = Home::begun().await;
    let Home { app, ada, ines, .. } = &home;
    let (link, looked, share) = home.shared().await;
    approve(ines, &looked).await;
    ines.post_form(&format!("{looked}/hold"), "").await.expect(SEE_OTHER);
    app.stranger().browse(&link).await.expect(NOT_FOUND);
    ada.post_form(&format!("/wallet/shares/{share}/live"), "").await.expect(StatusCode::CONFLICT);
    approve(ines, &looked).await;
    app.stranger().browse(&link).await.expect(StatusCode::OK);
    ines.browse(&format!("{looked}/end")).await.expect(StatusCode::OK);
    ada.browse(&format!("{looked}/end")).await.expect(NOT_FOUND);
    ines.post_form(&format!("{looked}/end"), "").await.expect(SEE_OTHER);
    app.stranger().browse(&link).await.expect(NOT_FOUND);
    assert_eq!(told(app, "ada@learner.example").await, "Your link has ended");
}

#[tokio::test]
async fn a_guardian_steps_back_and_the_learner_need_not_agree() {
    let home = Home::begun().await;
    let Home { app, staff, ada, ines, ward, desk, .. } = &home;
    ines.browse(&format!("{ward}/leave")).await.expect(StatusCode::OK);
    ines.post_form(&format!("{ward}/leave"), "").await.expect(SEE_OTHER);
    ines.browse(ward).await.expect(NOT_FOUND);
    let form = "email=leo%40home.example&day=2030-08-31";
    staff.post_form(desk, form).await.expect(SEE_OTHER);
    let page = staff.browse(desk).await.text();
    let asked = to(app, "ada@learner.example").await;
    assert!(page.contains("Ended or declined by the guardian"), "{page}");
    ada.post_form(&format!("{asked}/refuse"), "").await.expect(SEE_OTHER);
    ada.browse(&asked).await.expect(NOT_FOUND);
    let leo = app.signed_in("leo@home.example").await;
    let id = asked.rsplit('/').next().unwrap();
    leo.browse(&format!("/guardianships/{id}")).await.expect(NOT_FOUND);
    assert!(staff.browse(desk).await.text().contains("The learner did not agree"));
}

#[tokio::test]
async fn what_is_typed_at_the_desk_comes_back_with_what_is_wrong() {
    let home = Home::begun().await;
    let Home { staff, desk, guardian, .. } = &home;
    for (form, said) in [
        ("email=nobody&day=2030-01-01", "Write an e-mail address"),
        ("email=leo%40home.example&day=", "at most 18 years ahead"),
        ("email=leo%40home.example&day=2026-11-21", "at most 18 years ahead"),
        ("email=leo%40home.example&day=2045-01-01", "at most 18 years ahead"),
        ("email=ada%40learner.example&day=2030-01-01", "the learner’s own address"),
        ("email=ines%40home.example&day=2030-01-01", "accepted already"),
    ] {
        let page = staff.post_form(desk, form).await.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
        assert!(page.contains(said), "{said}: {page}");
    }
    let page = staff.post_form(desk, "email=leo%40home.example&day=x").await.text();
    assert!(page.contains("value=\"leo@home.example\"") && page.contains("value=\"x\""), "{page}");
    let moved = staff.post_form(&format!("{guardian}/day"), "day=1999-01-01").await;
    let page = moved.expect(StatusCode::UNPROCESSABLE_ENTITY).text();
    assert!(page.contains("value=\"1999-01-01\"") && page.contains("<details open"), "{page}");
}
