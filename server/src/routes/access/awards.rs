//! What was awarded, and what is done about it. A teacher reaches what they awarded themselves;
//! everything here was awarded by the owner.

use super::*;

/// Not found, because the desk shows it to none but those who see all of it.
const UNSEEN: u16 = 404;

pub(super) fn rows(table: &mut Table<'_>) {
    let Scene { held, spare, .. } = table.scene;
    let (get, post, no) = (Method::GET, Method::POST, Sent::Nothing);
    let list = super::desk(Act::See, 200);
    table.row(get.clone(), "/desk/{slug}/credentials", &["art"], no.clone(), list);
    let words = Sent::Form("q=Ada&state=&page=1".to_owned());
    table.row(post.clone(), "/desk/{slug}/credentials", &["art"], words, list);
    let one = [401, 403, 403, 200, 200, UNSEEN, 200, 403];
    table.row(get.clone(), "/desk/{slug}/credentials/{id}", &["art", held], no.clone(), one);
    let form = [401, 403, 403, 200, 200, UNSEEN, 403, 403];
    for route in ["/desk/{slug}/credentials/{id}/correct", "/desk/{slug}/credentials/{id}/suspend"] {
        table.row(get.clone(), route, &["art", held], no.clone(), form);
    }
    let right = Sent::Form("name=Ada&email=ada%40learner.example&reason=A+slip".to_owned());
    let corrected = super::desk(Act::Revoke, 303);
    table.row(post.clone(), "/desk/{slug}/credentials/{id}/correct", &["art", held], right, corrected);
    // It counts for good.
    let renew = "/desk/{slug}/credentials/{id}/renew";
    table.row(get.clone(), renew, &["art", held], no.clone(), [401, 403, 403, 409, 409, UNSEEN, 403, 403]);
    let day = Sent::Form("valid_until=2030-01-01".to_owned());
    table.row(post.clone(), renew, &["art", held], day, super::desk(Act::Revoke, 409));
    // Its achievement did not choose suspension.
    let reason = Sent::Form("reason=A+mistake".to_owned());
    let refused = super::desk(Act::Revoke, 409);
    table.row(post.clone(), "/desk/{slug}/credentials/{id}/suspend", &["art", held], reason, refused);
    table.row(post.clone(), "/desk/{slug}/credentials/{id}/resume", &["art", held], no, refused);
    // No such file of it, for those who could delete one.
    let file = "/desk/{slug}/credentials/{id}/evidence/{token}/delete";
    table.row(post.clone(), file, &["art", held, "made-up"], Sent::Nothing, super::desk(Act::Revoke, 404));
    table.row(get.clone(), "/evidence/{token}", &["made-up"], Sent::Nothing, super::NOBODY);
    let chosen = Sent::Form(format!("credential={spare}"));
    let slips = "/desk/{slug}/credentials/slips";
    table.row(post.clone(), slips, &["art"], chosen.clone(), [401, 403, 403, 200, 200, UNSEEN, 403, 403]);
    let question = [401, 403, 403, 200, 200, UNSEEN, 403, 403];
    table.row(post.clone(), "/desk/{slug}/credentials/revoke", &["art"], chosen.clone(), question);
    let renew = "/desk/{slug}/credentials/renew";
    table.row(get.clone(), renew, &["art"], Sent::Nothing, super::desk(Act::Award, 200));
    table.row(post.clone(), renew, &["art"], chosen, question);
    let all = Sent::Form("days=30&sure=yes".to_owned());
    table.row(post.clone(), renew, &["art"], all, super::desk(Act::Award, 303));
    let unknown = "01890a5d-ac96-774b-bcce-b302099a8057";
    for route in ["/desk/{slug}/reworks/{id}", "/desk/{slug}/reworks/{id}/events"] {
        table.row(get.clone(), route, &["art", unknown], Sent::Nothing, super::desk(Act::Award, 404));
    }
    let resume = "/desk/{slug}/reworks/{id}/resume";
    table.row(post, resume, &["art", unknown], Sent::Nothing, super::desk(Act::Award, 404));
}
