//! What is an institution's owners', and what everybody may know of it.

use super::*;

const PROFILE: [(&str, &str); 2] = [("name", "School of art"), ("language", "en")];

pub(super) fn rows(table: &mut Table<'_>) {
    let Scene { member, invitation, key, program, .. } = table.scene;
    let no = Sent::Nothing;
    let (get, post) = (Method::GET, Method::POST);
    let owners = |status| desk(Act::Govern, status);
    // Another institution's owner does not reach this one's things.
    let elsewhere = [401, 403, 403, 403, 403, 403, 403, 404];

    table.row(get.clone(), "/.well-known/jwks.json", &[], no.clone(), ANYBODY);
    table.row(get.clone(), "/issuers/{slug}/jwks.json", &["art"], no.clone(), ANYBODY);
    table.row(get.clone(), "/issuers/{slug}/image", &["art"], no.clone(), NOBODY);

    // In the demo anybody founds.
    let anyone = |status| [401, status, status, status, status, status, status, status];
    table.row(get.clone(), "/desk/new", &[], no.clone(), anyone(200));
    table.row(post.clone(), "/desk/new", &[], Sent::Form("name=Hedge".to_owned()), anyone(303));

    let profile = "/desk/{slug}/institution";
    table.row(get.clone(), profile, &["art"], no.clone(), owners(200));
    table.row(post.clone(), profile, &["art"], Sent::Parts(&PROFILE), owners(303));

    table.row(get.clone(), "/desk/{slug}/staff", &["art"], no.clone(), owners(200));
    let form = Sent::Form("email=new%40a.example&role=viewer".to_owned());
    table.row(post.clone(), "/desk/{slug}/staff", &["art"], form, owners(303));
    let (role, remove) = ("/desk/{slug}/staff/{account}/role", "/desk/{slug}/staff/{account}/remove");
    let viewer = Sent::Form("role=viewer".to_owned());
    table.row(post.clone(), role, &["music", member], viewer.clone(), elsewhere);
    table.row(post.clone(), role, &["art", member], viewer, owners(303));
    table.row(get.clone(), remove, &["music", member], no.clone(), elsewhere);
    table.row(post.clone(), remove, &["music", member], no.clone(), elsewhere);
    table.row(get.clone(), remove, &["art", member], no.clone(), owners(200));
    table.row(post.clone(), remove, &["art", member], no.clone(), owners(303));

    // The letter is for somebody else, and was sent a moment ago.
    let nobodys = [401, 404, 404, 404, 404, 404, 404, 404];
    table.row(get.clone(), "/invitations/{id}", &[invitation], no.clone(), nobodys);
    table.row(post.clone(), "/invitations/{id}", &[invitation], no.clone(), nobodys);
    let resend = "/desk/{slug}/staff/invitations/{id}/resend";
    let withdraw = "/desk/{slug}/staff/invitations/{id}/withdraw";
    table.row(post.clone(), resend, &["music", invitation], no.clone(), elsewhere);
    table.row(post.clone(), resend, &["art", invitation], no.clone(), owners(429));
    table.row(post.clone(), withdraw, &["music", invitation], no.clone(), elsewhere);
    table.row(post.clone(), withdraw, &["art", invitation], no.clone(), owners(303));

    table.row(get.clone(), "/desk/{slug}/programs", &["art"], no.clone(), owners(200));
    let form = Sent::Form("name=Records&scope=see&days=30".to_owned());
    table.row(post.clone(), "/desk/{slug}/programs", &["art"], form, owners(200));
    let revoke = "/desk/{slug}/programs/{id}/revoke";
    table.row(get.clone(), revoke, &["music", program], no.clone(), elsewhere);
    table.row(post.clone(), revoke, &["music", program], no.clone(), elsewhere);
    table.row(get.clone(), revoke, &["art", program], no.clone(), owners(200));
    table.row(post.clone(), revoke, &["art", program], no.clone(), owners(303));

    table.row(get.clone(), "/desk/{slug}/keys", &["art"], no.clone(), owners(200));
    table.row(get.clone(), "/desk/{slug}/keys/replace", &["art"], no.clone(), owners(200));
    table.row(post.clone(), "/desk/{slug}/keys/replace", &["art"], no.clone(), owners(303));
    for route in
        ["/desk/{slug}/keys/{key}", "/desk/{slug}/keys/{key}/signed.csv", "/desk/{slug}/keys/{key}/stolen"]
    {
        table.row(get.clone(), route, &["art", key], no.clone(), owners(200));
        table.row(get.clone(), route, &["music", key], no.clone(), elsewhere);
    }
    let (reissue, stolen) = ("/desk/{slug}/keys/{key}/reissue", "/desk/{slug}/keys/{key}/stolen");
    let reason = Sent::Form("reason=A+lost+laptop".to_owned());
    table.row(post.clone(), reissue, &["music", key], no.clone(), elsewhere);
    table.row(post.clone(), reissue, &["art", key], no.clone(), owners(409));
    table.row(post.clone(), stolen, &["music", key], reason.clone(), elsewhere);
    table.row(post.clone(), stolen, &["art", key], reason, owners(303));
}
