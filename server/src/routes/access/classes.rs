//! Learners and classes: a teacher's own, and all of them for whoever sees all.

use super::{desk as staff, *};

pub(super) fn rows(table: &mut Table<'_>) {
    let Scene { class, other_class, pupil, teacher, .. } = table.scene;
    let no = Sent::Nothing;
    let (get, post) = (Method::GET, Method::POST);
    let form = |text: &str| Sent::Form(text.to_owned());

    table.row(get.clone(), "/desk/{slug}/classes", &["art"], no.clone(), staff(Act::See, 200));
    table.row(get.clone(), "/desk/{slug}/classes/new", &["art"], no.clone(), staff(Act::Award, 200));
    let new = form("name=8b&pupils=Di+Ro&step=save&line-1=new");
    table.row(post.clone(), "/desk/{slug}/classes/new", &["art"], new, staff(Act::Award, 303));

    let one = "/desk/{slug}/classes/{id}";
    let edit = "/desk/{slug}/classes/{id}/edit";
    let pupils = "/desk/{slug}/classes/{id}/pupils";
    let remove = "/desk/{slug}/classes/{id}/remove";
    let archive = "/desk/{slug}/classes/{id}/archive";
    // Whoever taught it does so after.
    let rename = form(&format!("name=7b&teacher={teacher}"));
    let rename_other = form("name=7c");
    let add = form("pupils=Ed+Fo&step=save&line-1=new");
    let take_out = form("learner=01890a5d-ac96-774b-bcce-b302099a8057");
    let put_away = form("away=no");
    // The teacher's own, another's, and from another desk.
    for (slug, class, see, keep) in [
        ("art", class, staff(Act::See, 200), staff(Act::Award, 200)),
        (
            "art",
            other_class,
            [401, 403, 403, 200, 200, 404, 200, 403],
            [401, 403, 403, 200, 200, 404, 403, 403],
        ),
        ("music", class, [401, 403, 403, 403, 403, 403, 403, 404], [401, 403, 403, 403, 403, 403, 403, 404]),
    ] {
        let kept = keep.map(|status| if status == 200 { 303 } else { status });
        table.row(get.clone(), one, &[slug, class], no.clone(), see);
        table.row(get.clone(), edit, &[slug, class], no.clone(), keep);
        let typed = if class == other_class { &rename_other } else { &rename };
        table.row(post.clone(), edit, &[slug, class], typed.clone(), kept);
        table.row(get.clone(), pupils, &[slug, class], no.clone(), keep);
        table.row(post.clone(), pupils, &[slug, class], add.clone(), kept);
        table.row(post.clone(), remove, &[slug, class], take_out.clone(), kept);
        table.row(post.clone(), archive, &[slug, class], put_away.clone(), kept);
    }

    let choose = "/desk/{slug}/classes/{id}/award";
    let award = "/desk/{slug}/classes/{id}/award/{achievement}";
    let done = "/desk/{slug}/classes/{id}/awards/{award}";
    let slips = "/desk/{slug}/classes/{id}/slips";
    let achievement = table.scene.achievement.as_str();
    let nobody = "01890a5d-ac96-774b-bcce-b302099a8057";
    // Looked at, and not done: nobody is ticked.
    let nobody_ticked = form("step=look");
    for (slug, class, seen) in [
        ("art", class, staff(Act::Award, 200)),
        ("art", other_class, [401, 403, 403, 200, 200, 404, 403, 403]),
        ("music", class, [401, 403, 403, 403, 403, 403, 403, 404]),
    ] {
        let unread = seen.map(|status| if status == 200 { 422 } else { status });
        table.row(get.clone(), choose, &[slug, class], no.clone(), seen);
        table.row(get.clone(), award, &[slug, class, achievement], no.clone(), seen);
        table.row(post.clone(), award, &[slug, class, achievement], nobody_ticked.clone(), unread);
        table.row(get.clone(), slips, &[slug, class], no.clone(), seen);
        let none = if slug == "art" { [401, 403, 403, 404, 404, 404, 404, 403] } else { seen };
        table.row(get.clone(), done, &[slug, class, nobody], no.clone(), none);
    }

    let one = "/desk/{slug}/achievements/{id}/award";
    let typed = Sent::Parts(&[("name", "Cy"), ("email", "cy@learner.example"), ("step", "look")]);
    table.row(get.clone(), one, &["art", achievement], no.clone(), staff(Act::Award, 200));
    table.row(post.clone(), one, &["art", achievement], typed.clone(), staff(Act::Award, 200));
    let elsewhere = [401, 403, 403, 403, 403, 403, 403, 404];
    table.row(post.clone(), one, &["music", achievement], typed, elsewhere);

    table.row(get.clone(), "/desk/{slug}/learners", &["art"], no.clone(), staff(Act::See, 200));
    table.row(post.clone(), "/desk/{slug}/learners", &["art"], form("search=a"), staff(Act::See, 200));
    table.row(get.clone(), "/desk/{slug}/learners/new", &["art"], no.clone(), staff(Act::Enrol, 200));
    let new = form("name=Flo");
    table.row(post.clone(), "/desk/{slug}/learners/new", &["art"], new, staff(Act::Enrol, 303));
    let one = "/desk/{slug}/learners/{id}";
    let edit = "/desk/{slug}/learners/{id}/edit";
    let typed = form("name=Gil");
    // Of the other class: the teacher knows nothing of them.
    let kept = [401, 403, 403, 200, 200, 404, 403, 403];
    table.row(get.clone(), one, &["art", pupil], no.clone(), [401, 403, 403, 200, 200, 404, 200, 403]);
    table.row(get.clone(), edit, &["art", pupil], no.clone(), kept);
    let kept = [401, 403, 403, 303, 303, 404, 403, 403];
    table.row(post.clone(), edit, &["art", pupil], typed.clone(), kept);
    let elsewhere = [401, 403, 403, 403, 403, 403, 403, 404];
    table.row(get.clone(), one, &["music", pupil], no.clone(), elsewhere);
    table.row(post.clone(), edit, &["music", pupil], typed, elsewhere);
}
