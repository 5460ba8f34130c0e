//! Numbers, records given to others, and corrections that learners ask for.

use super::{desk as staff, *};

const UNKNOWN: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

pub(super) fn rows(table: &mut Table<'_>) {
    let Scene { held, pupil, .. } = table.scene;
    let (get, post, no) = (Method::GET, Method::POST, Sent::Nothing);
    for route in [
        "/desk/{slug}/insights",
        "/desk/{slug}/insights/months.csv",
        "/desk/{slug}/insights/achievements.csv",
        "/api/v1/issuers/{slug}/insights",
    ] {
        table.row(get.clone(), route, &["art"], no.clone(), staff(Act::See, 200));
    }

    // The teacher does not teach this pupil, and would not see the log of one whom they do.
    let log = "/desk/{slug}/learners/{id}/disclosures";
    let seen = [401, 403, 403, 200, 200, 404, 200, 403];
    table.row(get.clone(), log, &["art", pupil], no.clone(), seen);
    table.row(get.clone(), "/desk/{slug}/learners/{id}/disclosures.csv", &["art", pupil], no.clone(), seen);
    let given = Sent::Form("recipient=A+school&what=A+letter&purpose=Admission&ground=consent".to_owned());
    table.row(post.clone(), log, &["art", pupil], given.clone(), staff(Act::Enrol, 303));
    let elsewhere = [401, 403, 403, 403, 403, 403, 403, 404];
    table.row(get.clone(), log, &["music", pupil], no.clone(), elsewhere);
    table.row(post.clone(), log, &["music", pupil], given, elsewhere);
    let signed_in = [401, 200, 200, 200, 200, 200, 200, 200];
    table.row(get.clone(), "/wallet/disclosures", &[], no.clone(), signed_in);

    let amendments = "/wallet/credentials/{id}/amendments";
    table.row(get.clone(), amendments, &[held], no.clone(), LEARNER);
    let asked = Sent::Form("wrong=A+slip&instead=None".to_owned());
    table.row(post.clone(), amendments, &[held], asked, LEARNER_POSTS);
    let said = Sent::Form("statement=No".to_owned());
    let nobodys = [401, 404, 404, 404, 404, 404, 404, 404];
    table.row(post.clone(), "/wallet/amendments/{id}/statement", &[UNKNOWN], said, nobodys);

    table.row(get.clone(), "/desk/{slug}/requests", &["art"], no.clone(), staff(Act::Award, 200));
    let decline = "/desk/{slug}/requests/{id}/decline";
    table.row(get, decline, &["art", UNKNOWN], no.clone(), staff(Act::Award, 404));
    let reason = Sent::Form("reason=No".to_owned());
    table.row(post.clone(), decline, &["art", UNKNOWN], reason, staff(Act::Award, 404));
    table.row(post, "/desk/{slug}/requests/{id}/done", &["art", UNKNOWN], no, staff(Act::Award, 404));
}
