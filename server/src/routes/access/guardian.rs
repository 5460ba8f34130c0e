//! Guardians: the other learner looks after the learner's wallet.

use super::{desk as staff, *};

const UNKNOWN: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// Puts the learner on the institution's list and makes the other one their guardian: the learner's id there, and
/// the guardian's.
pub(super) async fn begun(staff: &Visitor, ada: &Visitor, bob: &Visitor) -> [String; 2] {
    let form = "name=Ada&email=ada%40learner.example&number=77";
    let made = staff.post_form("/desk/art/learners/new", form).await.expect(StatusCode::SEE_OTHER);
    let learner = made.header(header::LOCATION).to_owned();
    let path = format!("{learner}/guardians");
    let form = "email=bob%40learner.example&day=2030-08-31";
    staff.post_form(&path, form).await.expect(StatusCode::SEE_OTHER);
    let page = staff.get(&path).await.text();
    let id = between(&page, &format!("{path}/"), &['/']).remove(0);
    bob.post_form(&format!("/guardianships/{id}"), "").await.expect(StatusCode::SEE_OTHER);
    ada.post_form(&format!("/account/guardians/{id}"), "").await.expect(StatusCode::SEE_OTHER);
    [last_part(&learner), id]
}

pub(super) fn rows(table: &mut Table<'_>) {
    let Scene { held, record, shares, guarded: [learner, id], .. } = table.scene;
    let (get, post, no) = (Method::GET, Method::POST, Sent::Nothing);
    let mut anybody = [200; 8];
    anybody[0] = 401;
    let mut nobodys = [404; 8];
    nobodys[0] = 401;
    // Both see the same.
    let both = [401, 200, 200, 404, 404, 404, 404, 404];
    let asked = [401, 404, 200, 404, 404, 404, 404, 404];
    let done = [401, 404, 303, 404, 404, 404, 404, 404];

    let people = "/wallet/guardian";
    table.row(get.clone(), people, &[], no.clone(), anybody);
    table.row(get.clone(), "/wallet/guardian/{id}", &[id], no.clone(), both);
    let credential = "/wallet/guardian/{id}/credentials/{credential}";
    table.row(get.clone(), credential, &[id, held], no.clone(), both);
    table.row(get.clone(), "/wallet/guardian/{id}/records/{record}", &[id, record], no.clone(), both);
    let approve = "/wallet/guardian/{id}/links/{link}/approve";
    table.row(post.clone(), approve, &[id, &shares[1]], Sent::Form("terms=".to_owned()), done);
    for (method, route, expected) in [
        (&get, "/wallet/guardian/{id}/links/{link}", both),
        (&get, "/wallet/guardian/{id}/links/{link}/preview", both),
        (&post, "/wallet/guardian/{id}/links/{link}/hold", done),
        (&get, "/wallet/guardian/{id}/links/{link}/end", asked),
        (&post, "/wallet/guardian/{id}/links/{link}/end", done),
    ] {
        table.row(method.clone(), route, &[id, &shares[1]], no.clone(), expected);
    }
    table.row(post.clone(), "/wallet/shares/{id}/live", &[UNKNOWN], no.clone(), nobodys);

    let list = "/desk/{slug}/learners/{id}/guardians";
    table.row(get.clone(), list, &["art", learner], no.clone(), staff(Act::Enrol, 200));
    let nowhere = Sent::Form("email=nobody&day=".to_owned());
    table.row(post.clone(), list, &["art", learner], nowhere, staff(Act::Enrol, 422));
    let day = "/desk/{slug}/learners/{id}/guardians/{guardian}/day";
    let later = Sent::Form("day=2031-08-31".to_owned());
    table.row(post.clone(), day, &["art", learner, id], later, staff(Act::Enrol, 303));
    let end = "/desk/{slug}/learners/{id}/guardians/{guardian}/end";
    table.row(get.clone(), end, &["art", learner, id], no.clone(), staff(Act::Enrol, 200));
    for route in [
        end,
        "/desk/{slug}/learners/{id}/guardians/{guardian}/resend",
        "/desk/{slug}/learners/{id}/guardians/{guardian}/withdraw",
    ] {
        table.row(post.clone(), route, &["art", learner, UNKNOWN], no.clone(), staff(Act::Enrol, 404));
    }

    for route in ["/guardianships/{id}", "/account/guardians/{id}"] {
        table.row(get.clone(), route, &[UNKNOWN], no.clone(), nobodys);
        table.row(post.clone(), route, &[UNKNOWN], no.clone(), nobodys);
    }
    table.row(post.clone(), "/guardianships/{id}/decline", &[id], no.clone(), nobodys);
    table.row(post.clone(), "/account/guardians/{id}/refuse", &[id], no.clone(), nobodys);

    table.row(get, "/wallet/guardian/{id}/leave", &[id], no.clone(), asked);
    table.row(post, "/wallet/guardian/{id}/leave", &[id], no, done);
}
