//! What becomes of credentials from elsewhere, from the day they are brought.

use std::{collections::BTreeMap, path::Path};

use crypto::{
    did::did_key_method,
    key::SecretKey,
    proof::{self, ProofOptions, Purpose},
    verify::{Known, Need, Verdict},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::{Duration, OffsetDateTime, macros::datetime};

use super::{
    Standing, Whose,
    add::{Arrived, Brought, Came, Doubtful, Why, bring, discard, vouch, waiting},
    find::{self, Event, Find},
    held, read,
};
use crate::{
    app::App,
    effects::Fetch,
    flows::{
        hold,
        issue::{self, Award},
        record, renew,
        revoke::revoke,
        session::Viewer,
        testing::{achievement, an_award, award, desk, person, with_app},
    },
    id::CredentialId,
    secrets::hex,
    store::account_key,
};

pub(in crate::flows) const FROM: OffsetDateTime = datetime!(2026-03-01 0:00 UTC);

/// A badge by whoever has the key of this seed, for whoever has this address.
pub(in crate::flows) fn badge(seed: u8, id: &str, name: &str, email: &str, from: OffsetDateTime) -> Value {
    let key = SecretKey::from_seed(&[seed; 32]);
    let did = did_key_method(&key.public());
    let salt = "5a17";
    let hash = Sha256::digest(format!("{email}{salt}"));
    let hash = hex(&hash);
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": { "id": did.split('#').next().unwrap(), "type": ["Profile"], "name": "Harbour Trades" },
        "validFrom": crate::flows::document::rfc3339(from),
        "name": name,
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [{ "type": "IdentityObject", "hashed": true, "identityHash": format!("sha256${hash}"),
                "identityType": "emailAddress", "salt": salt }],
            "achievement": { "id": "urn:uuid:9e0ef3a5-5d3c-4d4a-9f86-0f8ab9ba3a11", "type": ["Achievement"], "name": name,
                "description": "Joins metal.", "criteria": { "narrative": "Weld." }, "achievementType": "Certificate",
                "alignment": [{ "type": ["Alignment"], "targetName": "TIG welding", "targetUrl": "https://trades.example/tig",
                    "targetFramework": "Trades" }] },
        },
    })
}

pub(in crate::flows) fn signed(seed: u8, document: &Value) -> String {
    let key = SecretKey::from_seed(&[seed; 32]);
    let options = ProofOptions::new(did_key_method(&key.public()), Purpose::AssertionMethod).created(FROM);
    proof::sign(&document.to_string(), &options, &key).unwrap()
}

pub(in crate::flows) fn good(id: &str, name: &str, email: &str) -> String {
    signed(1, &badge(1, id, name, email, FROM))
}

pub(super) async fn brought(app: &App, viewer: &Viewer, document: &str) -> Arrived {
    let brought = Brought { name: "it".to_owned(), bytes: document.as_bytes().to_vec() };
    let mut arrived = bring(app, viewer, vec![brought], Doubtful::Waits).await.unwrap();
    assert_eq!(arrived.len(), 1);
    arrived.remove(0)
}

pub(super) async fn found(app: &App, viewer: &Viewer, find: Find) -> Vec<String> {
    let found = find::find(app, viewer, &find).await.unwrap();
    found.lines.into_iter().map(|line| line.title).collect()
}

fn text(text: &str) -> Find {
    Find { text: text.to_owned(), ..Find::default() }
}

#[tokio::test]
async fn what_names_an_address_of_theirs_is_kept_at_once_and_byte_for_byte() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let document = good("urn:uuid:1", "Welding", "ada@a.example");
        let Came::Kept(id) = brought(&app, &ada, &document).await.came else { panic!("not kept") };
        assert_eq!(held(&app, &ada).await.unwrap()[0].document, document);
        assert_eq!(hold::whose(&app, &ada, id).await.unwrap(), Some(Whose::Address));
        assert_eq!(brought(&app, &ada, &document).await.came, Came::Already(id));
        let report = read::last_report(&app, &ada, id).await.unwrap().unwrap();
        assert_eq!(report.outcome, Verdict::Valid);
        assert_eq!(report.checked_at, "2026-11-22T10:00:00Z", "the moment is kept with it");
        let line = find::find(&app, &ada, &Find::default()).await.unwrap().lines.remove(0);
        assert_eq!(
            (line.standing, line.on_word, line.kind.as_str()),
            (Standing::Genuine, false, "Certificate")
        );
    })
    .await;
}

#[tokio::test]
async fn what_names_somebody_else_is_kept_on_their_word_alone_and_labelled() {
    with_app(async |app| {
        let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
        let document = good("urn:uuid:1", "Welding", "ada@a.example");
        let Came::Waits(id, Why::Another) = brought(&app, &eve, &document).await.came else {
            panic!("no wait")
        };
        assert_eq!(held(&app, &eve).await.unwrap(), [], "nothing is kept before they say so");
        assert_eq!(waiting(&app, &eve).await.unwrap().len(), 1);
        assert!(vouch(&app, &ada, &[id]).await.unwrap().is_empty(), "it is Eve's to decide");
        assert_eq!(vouch(&app, &eve, &[id]).await.unwrap(), [id]);
        assert_eq!(hold::whose(&app, &eve, id).await.unwrap(), Some(Whose::Word));
        let only = Find { state: "word".to_owned(), ..Find::default() };
        assert_eq!(found(&app, &eve, only).await, ["Welding"]);
        // A later check does not make it theirs.
        app.clock.advance(Duration::days(3));
        assert!(read::recheck(&app).await.unwrap() > 0);
        assert_eq!(hold::whose(&app, &eve, id).await.unwrap(), Some(Whose::Word));
        let Came::Waits(other, _) =
            brought(&app, &eve, &good("urn:uuid:2", "Other", "x@a.example")).await.came
        else {
            panic!("no wait")
        };
        assert_eq!(discard(&app, &eve, &[other]).await.unwrap(), 1);
        assert_eq!(waiting(&app, &eve).await.unwrap().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_valid_is_kept_on_their_word_alone_even_where_it_names_them() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let forged = good("urn:uuid:1", "Welding", "ada@a.example").replace("Joins metal.", "Leads a yard.");
        let Came::Waits(id, Why::NotGood(Standing::Invalid)) = brought(&app, &ada, &forged).await.came else {
            panic!("no wait")
        };
        vouch(&app, &ada, &[id]).await.unwrap();
        let line = find::find(&app, &ada, &Find::default()).await.unwrap().lines.remove(0);
        assert_eq!((line.standing, line.on_word), (Standing::Invalid, true));
        // The genuine one takes the place of nothing but a forgery of it.
        let genuine = good("urn:uuid:1", "Welding", "ada@a.example");
        assert_eq!(brought(&app, &ada, &genuine).await.came, Came::Renewed(id));
        assert_eq!(hold::whose(&app, &ada, id).await.unwrap(), Some(Whose::Address));
        // And a forgery takes the place of nothing.
        let newer = genuine.replace("2026-03-01", "2026-09-01");
        assert!(matches!(brought(&app, &ada, &newer).await.came, Came::Waits(..)));
        assert_eq!(held(&app, &ada).await.unwrap()[0].document, genuine);
    })
    .await;
}

#[tokio::test]
async fn a_newer_edition_takes_the_place_of_the_older_which_is_still_to_be_seen() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let older = good("urn:uuid:1", "Welding", "ada@a.example");
        let newer =
            signed(1, &badge(1, "urn:uuid:1", "Welding II", "ada@a.example", FROM + Duration::days(9)));
        let anothers =
            signed(2, &badge(2, "urn:uuid:1", "Imitation", "ada@a.example", FROM + Duration::days(99)));
        let Came::Kept(id) = brought(&app, &ada, &older).await.came else { panic!("not kept") };
        assert_eq!(brought(&app, &ada, &newer).await.came, Came::Renewed(id));
        assert_eq!(brought(&app, &ada, &older).await.came, Came::Already(id));
        assert!(matches!(brought(&app, &ada, &anothers).await.came, Came::Kept(other) if other != id));
        let earlier = hold::earlier(&app, &ada, id).await.unwrap();
        assert_eq!(earlier.iter().map(|it| &it.document).collect::<Vec<_>>(), [&older]);
        assert_eq!(found(&app, &ada, text("welding ii")).await, ["Welding II"]);
    })
    .await;
}

#[tokio::test]
async fn what_waits_here_is_claimed_when_its_file_is_brought() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let issued = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await;
        let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
        assert!(matches!(brought(&app, &eve, &issued.document).await.came, Came::Waits(_, Why::Another)));
        assert_eq!(brought(&app, &ada, &issued.document).await.came, Came::Kept(issued.id));
        assert_eq!(hold::whose(&app, &ada, issued.id).await.unwrap(), Some(Whose::Claimed));
        assert_eq!(hold::offers(&app, &ada).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn many_come_out_of_one_presentation_and_what_is_none_is_said_to_be_none() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let (one, two) =
            (good("urn:uuid:1", "One", "ada@a.example"), good("urn:uuid:2", "Two", "ada@a.example"));
        let all =
            format!("{{\"type\":\"VerifiablePresentation\",\"verifiableCredential\":[{one},{two},{one}]}}");
        let brought = ["{}", "not json", all.as_str()]
            .map(|text| Brought { name: "it".to_owned(), bytes: text.as_bytes().to_vec() });
        let came: Vec<_> = bring(&app, &ada, brought.to_vec(), Doubtful::Waits)
            .await
            .unwrap()
            .into_iter()
            .map(|it| it.came)
            .collect();
        assert!(matches!(
            came[..],
            [Came::NotACredential, Came::NotACredential, Came::Kept(one), Came::Kept(_), Came::Already(again)]
                if one == again
        ));
    })
    .await;
}

#[tokio::test]
async fn a_wallet_is_searched_by_words_and_by_what_each_credential_is() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let eve = person(&app, "eve@a.example").await;
        for number in 0..70 {
            let name = if number == 7 { "Éducation civique".to_owned() } else { format!("Course {number}") };
            let from = FROM - Duration::days(20 * number);
            let id = format!("urn:uuid:{number}");
            brought(&app, &ada, &signed(1, &badge(1, &id, &name, "ada@a.example", from))).await;
        }
        brought(&app, &eve, &good("urn:uuid:e", "Eve's own", "eve@a.example")).await;
        let first = find::find(&app, &ada, &Find::default()).await.unwrap();
        assert_eq!((first.total, first.pages, first.lines.len()), (70, 2, 60));
        assert_eq!(first.lines[0].title, "Course 0", "newest first");
        let last = find::find(&app, &ada, &Find { page: 2, ..Find::default() }).await.unwrap();
        assert_eq!((last.page, last.lines.len()), (2, 10));
        let beyond = find::find(&app, &ada, &Find { page: 9, ..Find::default() }).await.unwrap();
        assert_eq!((beyond.page, beyond.lines.len()), (1, 60));
        assert_eq!(found(&app, &ada, text("EDUCATION harbour")).await, ["Éducation civique"]);
        assert_eq!(found(&app, &ada, text("course 69 metal tig")).await, ["Course 69"]);
        for nothing in ["eve", "100%", "_", "course 7 nothing", "!"] {
            assert_eq!(found(&app, &ada, text(nothing)).await, [""; 0], "{nothing}");
        }
        let choices = find::choices(&app, &ada).await.unwrap();
        assert_eq!((choices.issuers.len(), choices.kinds[0].credentials), (1, 70));
        assert_eq!(choices.skills[0].name, "TIG welding");
        let years: Vec<_> = choices.years.iter().map(|year| year.value.as_str()).collect();
        assert_eq!(years, ["2026", "2025", "2024", "2023", "2022"]);
        let of = |find: Find| found(&app, &ada, find);
        let issuer = choices.issuers[0].value.clone();
        assert_eq!(of(Find { issuer, year: Some(2022), ..Find::default() }).await.len(), 12);
        assert_eq!(of(Find { issuer: "did:key:z6Mk".to_owned(), ..Find::default() }).await.len(), 0);
        assert_eq!(of(Find { kind: "Badge".to_owned(), ..Find::default() }).await.len(), 0);
        assert_eq!(of(Find { state: "genuine".to_owned(), ..Find::default() }).await.len(), 60);
        assert_eq!(of(Find { state: "ended".to_owned(), ..Find::default() }).await.len(), 0);
        let skill = "https://trades.example/tig".to_owned();
        assert_eq!(of(Find { skill, ..Find::default() }).await.len(), 60);
        let skills = find::skills(&app, &ada, 1).await.unwrap().skills;
        assert_eq!((skills.len(), skills[0].credentials, skills[0].said_by.len()), (1, 70, 3));
        assert_eq!(find::skills(&app, &eve, 1).await.unwrap().skills[0].said_by.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_in_a_record_is_not_offered_to_it_again_until_it_is_out() {
    with_app(async |app| {
        let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
        let mut ids = Vec::new();
        for name in ["Welding", "Rigging"] {
            let document = good(&format!("urn:uuid:{name}"), name, "ada@a.example");
            let Came::Kept(id) = brought(&app, &ada, &document).await.came else { panic!("not kept") };
            ids.push(id);
        }
        brought(&app, &eve, &good("urn:uuid:e", "Eve's own", "eve@a.example")).await;
        let id = record::create(&app, &ada, "Work").await.unwrap();
        record::add(&app, &ada, id, ids[0]).await.unwrap();
        let titles = |lines: Vec<find::Line>| lines.into_iter().map(|line| line.title).collect::<Vec<_>>();
        let others = async |viewer: &Viewer, text: &str| {
            titles(find::besides(&app, viewer, id, text, 1).await.unwrap().lines)
        };
        assert_eq!(others(&ada, "").await, ["Rigging"]);
        assert_eq!(others(&ada, "tig weld").await, ["Rigging"], "its words hold, not its name alone");
        assert_eq!(others(&ada, "welding nothing").await, [""; 0]);
        assert_eq!(others(&eve, "").await, ["Eve's own"], "nobody finds what is somebody else's");
        assert_eq!(titles(find::within(&app, &ada, id).await.unwrap()), ["Welding"]);
        assert_eq!(titles(find::within(&app, &eve, id).await.unwrap()), [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn what_was_taken_out_is_gone_from_everything_until_it_is_put_back_or_deleted() {
    with_app(async |app| {
        let (ada, eve) = (person(&app, "ada@a.example").await, person(&app, "eve@a.example").await);
        let document = good("urn:uuid:1", "Welding", "ada@a.example");
        let Came::Kept(id) = brought(&app, &ada, &document).await.came else { panic!("not kept") };
        assert!(!hold::remove(&app, &eve, id).await.unwrap());
        assert!(!hold::delete(&app, &ada, id).await.unwrap(), "not before it is taken out");
        assert!(hold::remove(&app, &ada, id).await.unwrap());
        assert!(!hold::remove(&app, &ada, id).await.unwrap());
        assert_eq!(found(&app, &ada, Find::default()).await, [""; 0]);
        assert_eq!(held(&app, &ada).await.unwrap(), []);
        assert!(find::skills(&app, &ada, 1).await.unwrap().skills.is_empty());
        assert!(hold::put_back(&app, &ada, id).await.unwrap());
        assert_eq!(found(&app, &ada, Find::default()).await, ["Welding"]);
        assert!(hold::remove(&app, &ada, id).await.unwrap());
        assert_eq!(find::removed(&app, &ada).await.unwrap()[0].title, "Welding");
        assert!(hold::delete(&app, &ada, id).await.unwrap());
        assert!(!hold::put_back(&app, &ada, id).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn what_was_awarded_here_and_taken_out_is_not_offered_again() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let id = award(&app, &staff, achievement(&app, &staff).await, "ada@a.example").await.id;
        let ada = person(&app, "ada@a.example").await;
        hold::claim(&app, &ada, id).await.unwrap();
        assert!(hold::remove(&app, &ada, id).await.unwrap());
        assert_eq!(hold::offers(&app, &ada).await.unwrap(), []);
        assert!(!hold::delete(&app, &ada, id).await.unwrap(), "its issuer has it");
        assert!(hold::put_back(&app, &ada, id).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn what_changes_at_the_desk_is_told_once_and_put_aside() {
    with_app(async |app| {
        let staff = desk(&app, "marlow").await;
        let of = achievement(&app, &staff).await;
        let until = datetime!(2027-01-01 0:00 UTC);
        let ending = Award { valid_until: Some(until), ..an_award(of, "ada@a.example") };
        let ending = issue::award(&app, &staff, "marlow", ending).await.unwrap().id;
        let revoked = award(&app, &staff, of, "ada@a.example").await.id;
        let ada = person(&app, "ada@a.example").await;
        for id in [ending, revoked] {
            hold::claim(&app, &ada, id).await.unwrap();
        }
        assert!(read::catch_up(&app, &ada).await.unwrap());
        let news = async || -> Vec<(CredentialId, Event)> {
            read::catch_up(&app, &ada).await.unwrap();
            find::news(&app, &ada).await.unwrap().into_iter().map(|news| (news.id, news.event)).collect()
        };
        assert_eq!(news().await, [(ending, Event::Ends(until))]);
        assert!(find::put_aside(&app, &ada, ending).await.unwrap());
        assert_eq!(news().await, []);
        revoke(&app, &staff, "marlow", revoked, "Mistake.").await.unwrap();
        assert_eq!(news().await, [(revoked, Event::Revoked)]);
        assert_eq!(news().await, [(revoked, Event::Revoked)], "until it is put aside");
        find::put_aside(&app, &ada, revoked).await.unwrap();
        let later = Some(datetime!(2028-01-01 0:00 UTC));
        renew::renew(&app, &staff, "marlow", ending, later).await.unwrap();
        // The new edition counts from a second after the one before.
        app.clock.advance(Duration::minutes(1));
        assert_eq!(news().await, [(ending, Event::Renewed)]);
        assert_eq!(hold::earlier(&app, &ada, ending).await.unwrap().len(), 1);
        app.clock.advance(Duration::days(500));
        let ended = Find { state: "ended".to_owned(), ..Find::default() };
        assert_eq!(found(&app, &ada, ended).await.len(), 2, "one expired, one revoked");
    })
    .await;
}

#[tokio::test]
async fn what_was_held_before_is_read_when_somebody_looks_or_in_the_background() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        let document = good("urn:uuid:1", "Welding", "ada@a.example");
        let id = hold::hold_foreign(&app, &ada, &document).await.unwrap();
        assert_eq!(found(&app, &ada, Find::default()).await, [""; 0]);
        assert_eq!(read::recheck(&app).await.unwrap(), 1);
        assert_eq!(found(&app, &ada, Find::default()).await, ["Welding"]);
        assert_eq!(hold::whose(&app, &ada, id).await.unwrap(), Some(Whose::Address), "it names them");
        assert_eq!(read::recheck(&app).await.unwrap(), 0, "nothing is due");
        app.clock.advance(Duration::days(2));
        assert_eq!(read::recheck(&app).await.unwrap(), 1);
    })
    .await;
}

/// The published vectors, with what is known about them; `None` where they are not at hand.
#[expect(
    clippy::type_complexity,
    reason = "files with what is expected of them, and what the network would say"
)]
fn vectors() -> Option<(Vec<(String, String)>, BTreeMap<String, Known>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/reference/vectors");
    let expected: Value = serde_json::from_slice(&std::fs::read(root.join("EXPECTED.json")).ok()?).unwrap();
    let mut known = BTreeMap::new();
    for name in ["legacy", "oidf"] {
        let text = std::fs::read_to_string(root.join(format!("dcc-fixtures/dids/{name}/did.json"))).unwrap();
        let did = format!("did:web:digitalcredentials.github.io:vc-test-fixtures:dids:{name}");
        known.insert(did, Known::found(text));
    }
    let list = "dcc-fixtures/statusLists/didkey-ed25519Signature2020/e5WK8CbZ1GjycuPombrj";
    let text = std::fs::read_to_string(root.join(list)).unwrap();
    let address = "https://raw.githubusercontent.com/digitalcredentials/verifier-core/refs/heads/main/src/test-fixtures/status/e5WK8CbZ1GjycuPombrj";
    known.insert(address.to_owned(), Known::found(text));
    let files = expected["files"].as_array().unwrap().iter().map(|entry| {
        let text = |key: &str| entry[key].as_str().unwrap_or_default().to_owned();
        (root.join(text("file")).to_string_lossy().into_owned(), text("expected"))
    });
    let credentials = files.filter(|(file, _)| {
        !["/dids/", "/statusLists/", "/assets/", "testlist", "/ob20/"]
            .iter()
            .any(|other| file.contains(other))
    });
    Some((credentials.collect(), known))
}

#[tokio::test]
async fn every_good_badge_of_others_can_be_added_and_every_bad_one_only_on_their_word() {
    let Some((files, known)) = vectors() else {
        eprintln!("skipped: the published vectors are not beside the project");
        return;
    };
    with_app(async |app| {
        let known = known.clone();
        let app = app.with_fetch(Fetch::new(move |need: Need| {
            let absent = Known::Unreachable { reason: "nobody stored it".to_owned() };
            std::future::ready(known.get(need.key()).cloned().unwrap_or(absent))
        }));
        let (mut good, mut bad) = (0, 0);
        for (number, (file, expected)) in files.iter().enumerate() {
            let bytes = std::fs::read(file).unwrap();
            let stranger = person(&app, &format!("stranger{number}@a.example")).await;
            let brought = Brought { name: file.clone(), bytes: bytes.clone() };
            let arrived =
                bring(&app, &stranger, vec![brought.clone()], Doubtful::Waits).await.unwrap().remove(0);
            let report = arrived.report.clone().unwrap();
            let is_good = ["VALID", "WARNING", "proof valid"].iter().any(|word| expected.starts_with(word));
            let Came::Waits(id, why) = arrived.came else {
                // What does not even call itself a credential is none.
                assert!(!is_good && arrived.came == Came::NotACredential, "{file}: {:?}", arrived.came);
                continue;
            };
            assert_eq!(matches!(why, Why::NotGood(_)), report.outcome == Verdict::Invalid, "{file}");
            if is_good {
                assert!(!matches!(why, Why::NotGood(_)), "{file}: {:#?}", report.checks);
            }
            assert_eq!(vouch(&app, &stranger, &[id]).await.unwrap(), [id], "{file}");
            let line = find::find(&app, &stranger, &Find::default()).await.unwrap().lines.remove(0);
            assert!(line.on_word, "{file} is labelled");
            if !is_good {
                bad += 1;
                assert!(
                    !matches!(line.standing, Standing::Verified | Standing::Genuine),
                    "{file} ({expected}) came out {:?}",
                    line.standing
                );
                continue;
            }
            good += 1;
            // Whoever it names keeps it at once.
            let subject = report.credential.as_ref().and_then(|it| it.subject_id.clone());
            if let Some(did) = subject.filter(|_| report.outcome == Verdict::Valid) {
                let holder = person(&app, &format!("holder{number}@a.example")).await;
                let mut tx = app.db.write().await.unwrap();
                account_key::keep(&mut tx, holder.account, &did, "", 1).await.unwrap();
                tx.commit().await.unwrap();
                let arrived = bring(&app, &holder, vec![brought], Doubtful::Waits).await.unwrap().remove(0);
                let Came::Kept(id) = arrived.came else { panic!("{file}: {:?}", arrived.came) };
                assert_eq!(hold::whose(&app, &holder, id).await.unwrap(), Some(Whose::Key), "{file}");
            }
        }
        assert!(good > 30 && bad > 20, "{good} good, {bad} bad");
    })
    .await;
}

#[tokio::test]
async fn skills_are_shown_by_the_hundred_and_a_page_too_far_is_the_last() {
    with_app(async |app| {
        let ada = person(&app, "ada@a.example").await;
        for credential in 0..12 {
            let mut document = badge(1, &format!("urn:uuid:{credential}"), "Course", "ada@a.example", FROM);
            let skill = |number: u32| {
                let name = format!("Skill {:03}", credential * 10 + number);
                json!({ "type": ["Alignment"], "targetName": name, "targetUrl": format!("https://skills.example/{name}") })
            };
            document["credentialSubject"]["achievement"]["alignment"] = (0..10).map(skill).collect();
            brought(&app, &ada, &signed(1, &document)).await;
        }
        let page = async |page| find::skills(&app, &ada, page).await.unwrap();
        let first = page(1).await;
        assert_eq!((first.skills.len(), first.shown, first.total, first.pages), (100, 120, 120, 2));
        let last = page(2).await;
        assert_eq!((last.skills.len(), last.skills[19].name.as_str()), (20, "Skill 119"));
        assert_eq!(page(9).await, last);
        assert_eq!(page(0).await, first);
    })
    .await;
}
