//! Who may do what: every route, asked by everybody.
//!
//! Programs need no rows of their own: at the API of their institution's desk one with every scope
//! gets what a registrar gets, and one that may look what a viewer gets; everywhere else they are
//! strangers, and a revoked key is one everywhere.
//!
//! A route that is missing here fails the test.

mod account;
mod achievement;
mod api;
mod audit;
mod awards;
mod bulk;
mod claims;
mod classes;
mod desk;
mod guardian;
mod imports;
mod institution;
mod privacy;
mod public;
mod transcripts;
mod wallet;

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use serde_json::{Value, json};

use super::testing::{Answer, TestApp, Visitor, between, last_part};
use crate::flows::{
    Email, issuer,
    program::{self, NewProgram},
    session::{Act, Role},
};

/// What a request sends.
#[derive(Clone)]
enum Sent {
    Nothing,
    Form(String),
    /// A form with files, and what is in its text fields.
    Parts(&'static [(&'static str, &'static str)]),
    Json(Value),
}

/// One route, one request, and the status that each of the eight gets.
struct Row {
    method: Method,
    route: &'static str,
    path: String,
    sent: Sent,
    expected: Expected,
}

/// A stranger, the learner, another learner; of the institution its owner, a registrar, a teacher
/// and a viewer; another institution's owner.
type Expected = [u16; 8];

/// What programs get where people get this: one with every scope, one that may look, one whose key
/// was revoked.
fn of_programs(row: &Row) -> [u16; 3] {
    let [stranger, .., registrar, _, viewer, _] = row.expected;
    if row.route.starts_with("/api/v1/issuers/") { [registrar, viewer, stranger] } else { [stranger; 3] }
}

const ANYBODY: Expected = [200; 8];
const NOBODY: Expected = [404; 8];
const LEARNER: Expected = [401, 200, 404, 404, 404, 404, 404, 404];
const LEARNER_POSTS: Expected = [401, 303, 404, 404, 404, 404, 404, 404];

/// What whoever may do `act` at the desk gets, where everybody else is refused.
fn desk(act: Act, status: u16) -> Expected {
    let staff = |role: Role| if role >= act.needs() { status } else { 403 };
    let [owner, registrar, teacher, viewer] =
        [Role::Owner, Role::Registrar, Role::Issuer, Role::Viewer].map(staff);
    [401, 403, 403, owner, registrar, teacher, viewer, 403]
}

/// The table under way: each area adds its rows.
struct Table<'a> {
    scene: &'a Scene,
    rows: Vec<Row>,
}

impl Table<'_> {
    /// * `values`: what stands for the route's parameters, in their order.
    fn row(&mut self, method: Method, route: &'static str, values: &[&str], sent: Sent, expected: Expected) {
        let mut path = route.to_owned();
        for value in values {
            let (from, to) = (path.find('{').unwrap(), path.find('}').unwrap());
            path.replace_range(from..=to, value);
        }
        self.rows.push(Row { method, route, path, sent, expected });
    }
}

const ACHIEVEMENT: [(&str, &str); 4] =
    [("name", "Weaver"), ("description", "Weaves."), ("criteria", "Weave."), ("achievement_type", "Badge")];

/// What the people in the test have made before it begins.
struct Scene {
    app: TestApp,
    people: [Visitor; 8],
    /// As [`of_programs`] has them.
    programs: [Visitor; 3],
    achievement: String,
    /// An achievement that was never published.
    draft: String,
    /// Held by the learner, and in the record.
    held: String,
    /// Held by the learner, and not in the record.
    spare: String,
    /// Waits for the learner.
    offered: [String; 2],
    list: String,
    record: String,
    token: String,
    shares: [String; 3],
    /// An open link of the institution: its id, and its token.
    claim_link: [String; 2],
    /// The teacher's, and one that another teaches.
    class: String,
    other_class: String,
    /// Of the other one.
    pupil: String,
    /// The teacher's account.
    teacher: String,
    /// A list that nobody has started, and one that was.
    bulk: String,
    started: String,
    /// An export that nobody has used, and one that was.
    imports: [String; 2],
    /// Transcripts that the owner started, and that wait for a second person.
    transcripts: String,
    /// Somebody else who works for the institution.
    member: String,
    /// Waits for somebody who is none of the people.
    invitation: String,
    /// The learner on the institution's list, and the other learner as their guardian.
    guarded: [String; 2],
    /// With which the institution signs.
    key: String,
    /// The key of none of them.
    program: String,
}

impl Scene {
    async fn set() -> Self {
        let app = TestApp::new().await;
        let (staff, foreign) = (app.founded("art").await, app.founded("music").await);
        let (ada, bob) =
            (app.signed_in("ada@learner.example").await, app.signed_in("bob@learner.example").await);

        let made =
            staff.post_parts("/desk/art/achievements", &ACHIEVEMENT, b"").await.expect(StatusCode::SEE_OTHER);
        let achievement = last_part(made.header(header::LOCATION));
        let saved: Vec<_> = ACHIEVEMENT.into_iter().chain([("do", "save")]).collect();
        let made =
            staff.post_parts("/desk/art/achievements", &saved, b"").await.expect(StatusCode::SEE_OTHER);
        let draft = last_part(made.header(header::LOCATION));
        let award = json!({ "achievement": achievement, "recipient": { "name": "Ada", "email": "ada@learner.example" } });
        let mut awarded = Vec::new();
        let mut list = String::new();
        for _ in 0..4 {
            let answer = staff.post_json("/api/v1/issuers/art/credentials", award.clone()).await;
            let answer = answer.expect(StatusCode::CREATED);
            awarded.push(last_part(answer.header(header::LOCATION)));
            list = last_part(answer.json()["credentialStatus"]["statusListCredential"].as_str().unwrap());
        }
        let [held, spare, one, other] = <[String; 4]>::try_from(awarded).unwrap();
        for id in [&held, &spare] {
            ada.post_form(&format!("/wallet/credentials/{id}/claim"), "").await.expect(StatusCode::SEE_OTHER);
        }
        let made = ada.post_form("/wallet/records", "title=Mine").await.expect(StatusCode::SEE_OTHER);
        let record = last_part(made.header(header::LOCATION));
        let items = format!("/wallet/records/{record}/items");
        ada.post_form(&items, &format!("credential={held}")).await.expect(StatusCode::SEE_OTHER);
        for _ in 0..3 {
            ada.post_form(&format!("/wallet/records/{record}/shares"), "days=7")
                .await
                .expect(StatusCode::SEE_OTHER);
        }
        let page = ada.get(&format!("/wallet/records/{record}")).await.text();
        let token = between(&page, "/s/", &['"', '/', '<']).remove(0);
        let mut shares = between(&page, "/wallet/shares/", &['/', '"']);
        shares.dedup();
        let shares = <[String; 3]>::try_from(shares).unwrap();
        let [bulk, started] = made_lists(&staff, &achievement).await;
        let imports = imports::uploaded(&app, &staff).await;
        let registrar = app.appointed("art", "registry@art.example", Role::Registrar).await;
        let teacher = app.appointed("art", "teacher@art.example", Role::Issuer).await;
        let viewer = app.appointed("art", "viewer@art.example", Role::Viewer).await;
        let form = format!("title=Open+day&achievement={achievement}");
        let made = staff.post_form("/desk/art/claims", &form).await.expect(StatusCode::SEE_OTHER);
        let page = staff.get(made.header(header::LOCATION)).await.text();
        let claim_link = [last_part(made.header(header::LOCATION)), between(&page, "/c/", &['<']).remove(0)];
        let class = made_class(&teacher, "Ben+Ito").await;
        let other_teacher = app.appointed("art", "other@art.example", Role::Issuer).await;
        let other_class = made_class(&other_teacher, "Cy+Lee").await;
        let page = other_teacher.get(&format!("/desk/art/classes/{other_class}")).await.text();
        let pupil = between(&page, "/desk/art/learners/", &['"']).remove(0);
        let account = teacher.viewer(&app).await.account.to_string();
        let invited = "email=cleo%40learner.example&role=viewer";
        staff.post_form("/desk/art/staff", invited).await.expect(StatusCode::SEE_OTHER);
        let page = staff.get("/desk/art/staff").await.text();
        let invitation = between(&page, "/desk/art/staff/invitations/", &['/']).remove(0);
        let desk = issuer::show(&app.app, "art").await.unwrap().unwrap();
        let email = Email::read("colleague@art.example").unwrap();
        let member = issuer::appoint(&app.app, desk.id, &email, "Colleague", Role::Viewer).await.unwrap();
        let page = staff.get("/desk/art/keys").await.text();
        let keys = between(&page, "/desk/art/keys/", &['/', '"']);
        let key = keys.into_iter().find(|part| part != "replace").unwrap();
        let transcripts = transcripts::started(&app, &staff).await;
        let (programs, program) = made_programs(&app, &staff).await;
        let guarded = guardian::begun(&staff, &ada, &bob).await;
        let people = [app.stranger(), ada, bob, staff, registrar, teacher, viewer, foreign];
        Self {
            app,
            people,
            programs,
            program,
            achievement,
            draft,
            held,
            spare,
            offered: [one, other],
            list,
            record,
            token,
            shares,
            claim_link,
            transcripts,
            class,
            other_class,
            pupil,
            teacher: account,
            bulk,
            started,
            imports,
            member: member.to_string(),
            invitation,
            guarded,
            key,
        }
    }
}

/// Programs as [`of_programs`] has them, and the key of one that is none of them.
async fn made_programs(app: &TestApp, staff: &Visitor) -> ([Visitor; 3], String) {
    let (owner, every) = (staff.viewer(app).await, program::SCOPES.map(Act::name));
    let mut made = Vec::new();
    for scopes in [&every[..], &["see"], &every[..], &["see"]] {
        let scopes = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        let new = NewProgram { name: "Records".to_owned(), scopes, ..NewProgram::default() };
        made.push(program::make(&app.app, &owner, "art", new).await.unwrap());
    }
    program::revoke(&app.app, &owner, "art", made[2].id).await.unwrap();
    ([0, 1, 2].map(|place: usize| app.stranger().with_key(&made[place].key)), made[3].id.to_string())
}

/// A list that nobody has started, and one that was.
async fn made_lists(staff: &Visitor, achievement: &str) -> [String; 2] {
    let mut lists = Vec::new();
    for person in ["Cy", "Di"] {
        let csv = format!("Name,E-mail\n{person},{person}@learner.example\n");
        let list = json!({ "achievement": achievement, "csv": csv });
        let taken = staff.post_json("/api/v1/issuers/art/bulk", list).await.expect(StatusCode::CREATED);
        lists.push(last_part(taken.header(header::LOCATION)));
    }
    let start = format!("/api/v1/issuers/art/bulk/{}/start", lists[1]);
    staff.post_json(&start, json!({})).await.expect(StatusCode::OK);
    <[String; 2]>::try_from(lists).unwrap()
}

/// A class that somebody makes of these pupils.
async fn made_class(teacher: &Visitor, pupils: &str) -> String {
    let typed = format!("name=7b&pupils={pupils}&step=save");
    let made = teacher.post_form("/desk/art/classes/new", &typed).await.expect(StatusCode::SEE_OTHER);
    last_part(made.header(header::LOCATION))
}

fn rows(scene: &Scene) -> Vec<Row> {
    let mut table = Table { scene, rows: Vec::new() };
    public::rows(&mut table);
    desk::rows(&mut table);
    awards::rows(&mut table);
    classes::rows(&mut table);
    achievement::rows(&mut table);
    bulk::rows(&mut table);
    imports::rows(&mut table);
    transcripts::rows(&mut table);
    privacy::rows(&mut table);
    account::rows(&mut table);
    guardian::rows(&mut table);
    wallet::rows(&mut table);
    claims::rows(&mut table);
    institution::rows(&mut table);
    audit::rows(&mut table);
    api::rows(&mut table);
    table.row(Method::POST, "/sign-out", &[], Sent::Nothing, [303; 8]);
    table.rows
}

async fn send(visitor: &Visitor, row: &Row) -> Answer {
    match (&row.sent, &row.method) {
        (Sent::Nothing, &Method::GET) => visitor.get(&row.path).await,
        (Sent::Nothing, &Method::DELETE) => {
            let request =
                visitor.request(Method::DELETE, &row.path).header(header::ORIGIN, "http://laurel.test");
            visitor.send(request.body(Body::empty()).unwrap()).await
        }
        (Sent::Nothing, _) => visitor.post_form(&row.path, "").await,
        (Sent::Form(form), _) => visitor.post_form(&row.path, form).await,
        (Sent::Parts(fields), _) => visitor.post_parts(&row.path, fields, b"").await,
        (Sent::Json(body), &Method::POST) => visitor.post_json(&row.path, body.clone()).await,
        (Sent::Json(body), method) => {
            let request =
                visitor.request(method.clone(), &row.path).header(header::ORIGIN, "http://laurel.test");
            visitor.send(request.body(Body::from(body.to_string())).unwrap()).await
        }
    }
}

#[tokio::test]
async fn everybody_gets_what_is_theirs_and_nothing_else() {
    let scene = Scene::set().await;
    for row in rows(&scene) {
        // Whoever may not comes first, so that nobody finds the thing done already; whoever is to
        // find it done comes last.
        let expected = [&row.expected[..], &of_programs(&row)].concat();
        let everybody: Vec<_> = scene.people.iter().chain(&scene.programs).collect();
        let mut order: Vec<usize> = (0..expected.len()).collect();
        order.sort_by_key(|&person| match expected[person] {
            409 => 2,
            status => u8::from(status < 400),
        });
        let mut got = vec![0; expected.len()];
        for person in order {
            got[person] = send(everybody[person], &row).await.status.as_u16();
        }
        assert_eq!(got, expected, "{} {}", row.method, row.path);
    }
}

#[tokio::test]
async fn every_route_is_in_the_table() {
    let scene = Scene::set().await;
    let listed: BTreeSet<String> =
        rows(&scene).iter().map(|row| format!("{} {}", row.method, row.route)).collect();
    let document = scene.app.stranger().get("/api/openapi.json").await.json();
    let api = document["paths"].as_object().unwrap().keys().cloned();
    let others = super::all().into_iter().map(|(path, _)| path.to_owned());
    let mut there = BTreeSet::new();
    for route in api.chain(others).chain(["/api/openapi.json".to_owned()]) {
        let parts = route.split('/').map(|part| if part.starts_with('{') { "x" } else { part });
        let path = parts.collect::<Vec<_>>().join("/");
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let stranger = scene.app.stranger();
            let request = stranger.request(method.clone(), &path).body(Body::empty()).unwrap();
            if stranger.send(request).await.status != StatusCode::METHOD_NOT_ALLOWED {
                there.insert(format!("{method} {route}"));
            }
        }
    }
    assert_eq!(listed, there);
}
