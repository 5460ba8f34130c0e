//! Everything that somebody has, taken along and brought elsewhere.

use std::collections::BTreeMap;

use base64::{Engine, prelude::BASE64_STANDARD_NO_PAD};
use serde_json::json;

use super::{
    AlongError, AsFile, CameAlong, Left, Refusal,
    archive::{self, Files},
    on_paper, open, single, take,
};
use crate::{
    app::App,
    flows::{
        account::{Settings, save_settings},
        hold::{
            add::{self as adding, Brought, Came, Doubtful},
            earlier, held,
            stories::{FROM, badge, good, signed},
        },
        record,
        session::Viewer,
        testing::{achievement, award, desk, person, with_app},
    },
    id::CredentialId,
    store::along::{CarriedKeyRow, CarriedReceiptRow, keep_key, keep_receipt, keys, receipts},
};

const ADA: &str = "ada@a.example";

/// A sealed copy as a browser makes one.
fn sealed() -> serde_json::Value {
    let bytes = |count: usize| BASE64_STANDARD_NO_PAD.encode(vec![7_u8; count]);
    json!({ "v": 1, "kdf": { "name": "argon2id", "m": 65_536, "t": 3, "p": 1, "salt": bytes(16) },
        "nonce": bytes(24), "ciphertext": bytes(48) })
}

/// Ada with something of everything.
async fn ada(app: &App) -> Viewer {
    let ada = person(app, ADA).await;
    let settings =
        Settings { name: "Ada Obi".to_owned(), language: "es".to_owned(), theme: "dark".to_owned() };
    save_settings(app, &ada, settings).await.unwrap();
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>";
    let baked = crypto::image::bake(svg, &good("urn:uuid:2", "Baking", ADA)).unwrap();
    let stranger = good("urn:uuid:3", "Sailing", "eve@e.example");
    let all = [good("urn:uuid:1", "Welding", ADA).into_bytes(), baked, stranger.into_bytes()];
    let brought = all.map(|bytes| Brought { name: "it".to_owned(), bytes }).to_vec();
    let arrived = adding::bring(app, &ada, brought, Doubtful::Kept).await.unwrap();
    let ids: Vec<CredentialId> = arrived
        .iter()
        .map(|arrived| match arrived.came {
            Came::Kept(id) => id,
            other => panic!("{other:?}"),
        })
        .collect();
    let id = record::create(app, &ada, "Work").await.unwrap();
    record::add(app, &ada, id, ids[2]).await.unwrap();
    let kept = record::add(app, &ada, id, ids[0]).await.unwrap();
    let mut content = kept.content;
    content.introduction = "All of it.".to_owned();
    content.sections[0].items[0].note = "At sea,\nfor a year.".to_owned();
    record::save(app, &ada, id, kept.revision, content).await.unwrap();
    let mut tx = app.db.write().await.unwrap();
    let agreed = json!({ "recordTitle": "Work", "items": [{ "name": "Sailing", "issuerName": "Harbour" }],
        "withPasscode": true, "follows": false, "expiresAt": "2027-01-01T00:00:00Z" });
    let receipt = |ended: Option<i64>| CarriedReceiptRow {
        given_at: 1_700_000_000_123,
        recipient: "Mill & Co".to_owned(),
        purpose: format!("A job {ended:?}"),
        content: agreed.to_string(),
        ended_at: ended,
        ended_how: ended.map(|_| "ended".to_owned()),
    };
    for receipt in [receipt(None), receipt(Some(1_700_000_100_000))] {
        keep_receipt(&mut tx, ada.account, app.new_id(), &receipt, app.clock.now_ms()).await.unwrap();
    }
    let key = CarriedKeyRow {
        did: "did:key:z6MkExample".to_owned(),
        label: "Phone".to_owned(),
        sealed: sealed().to_string(),
        made_at: 1_700_000_000_000,
    };
    assert!(keep_key(&mut tx, ada.account, &key).await.unwrap());
    tx.commit().await.unwrap();
    ada
}

/// What is in a zip but for where and when it was made.
fn told(zip: &[u8]) -> BTreeMap<String, String> {
    let mut files = archive::unpack(zip).unwrap();
    assert!(files.remove("manifest.json").is_some());
    files.into_iter().map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

async fn bring(app: &App, viewer: &Viewer, zip: Vec<u8>) -> Result<CameAlong, AlongError> {
    super::bring(app, viewer, open(app, zip).await?).await
}

/// The same zip with a file changed, or without it.
fn with(zip: &[u8], name: &str, content: Option<&str>) -> Vec<u8> {
    let mut files: Files = archive::unpack(zip).unwrap();
    match content {
        Some(content) => files.insert(name.to_owned(), content.as_bytes().to_vec()),
        None => files.remove(name),
    };
    archive::pack(&files, time::OffsetDateTime::UNIX_EPOCH).unwrap().unwrap()
}

/// Empties the service as a fresh one is: everybody and what is theirs.
async fn wipe(app: &App) {
    let mut tx = app.db.write().await.unwrap();
    tx.execute("delete from account", ()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_was_taken_along_is_all_there_elsewhere_and_bringing_it_twice_adds_nothing() {
    with_app(async |app| {
        let ada = ada(&app).await;
        let zip = take(&app, &ada).await.unwrap();
        let before = told(&zip);
        assert_eq!(before["credentials/0001.json"], good("urn:uuid:1", "Welding", ADA));
        assert!(before["records/0001.json"].contains("At sea,"), "{before:?}");
        assert!(before.contains_key("pictures/0002.svg"), "{:?}", before.keys());
        wipe(&app).await;
        let fresh = person(&app, ADA).await;
        assert_ne!(fresh.account, ada.account);
        let came = bring(&app, &fresh, zip.clone()).await.unwrap();
        assert_eq!((came.new.len(), came.there.len()), (3, 0));
        let came = CameAlong { new: Vec::new(), ..came };
        let all = CameAlong {
            credentials: 3,
            on_word: 1,
            records: 1,
            receipts: 2,
            keys: 1,
            ..CameAlong::default()
        };
        assert_eq!(came, all);
        assert_eq!(told(&take(&app, &fresh).await.unwrap()), before);
        let again = bring(&app, &fresh, zip).await.unwrap();
        assert_eq!(again.there.len(), 3);
        let again = CameAlong { there: Vec::new(), ..again };
        assert_eq!(again, CameAlong { already: 3, ..CameAlong::default() });
        assert_eq!(told(&take(&app, &fresh).await.unwrap()), before);
    })
    .await;
}

#[tokio::test]
async fn whoever_brings_what_is_anothers_has_it_on_their_word() {
    with_app(async |app| {
        let ada = ada(&app).await;
        let zip = take(&app, &ada).await.unwrap();
        let eve = person(&app, "eve@e.example").await;
        assert_eq!(bring(&app, &eve, zip).await.unwrap().on_word, 2);
        let theirs = told(&take(&app, &eve).await.unwrap());
        let list: serde_json::Value = serde_json::from_str(&theirs["credentials.json"]).unwrap();
        let on_word: Vec<_> = list.as_array().unwrap().iter().map(|one| one["onWord"].clone()).collect();
        assert_eq!(on_word, [true, true, false]);
        assert!(!theirs["account.json"].contains(ADA), "an address is no more than a statement");
    })
    .await;
}

#[tokio::test]
async fn a_zip_that_is_not_right_is_refused_and_changes_nothing() {
    with_app(async |app| {
        let ada = ada(&app).await;
        let zip = take(&app, &ada).await.unwrap();
        let eve = person(&app, "eve@e.example").await;
        let before = told(&take(&app, &eve).await.unwrap());
        let list = told(&zip)["credentials.json"].clone();
        let receipts = told(&zip)["receipts.json"].clone();
        let bad = [
            (b"PK".to_vec(), Refusal::Damaged),
            (zip[..zip.len() / 2].to_vec(), Refusal::Damaged),
            (with(&zip, "manifest.json", None), Refusal::Foreign),
            (with(&zip, "manifest.json", Some("{}")), Refusal::Foreign),
            (with(&zip, "credentials/0001.json", None), Refusal::Unreadable),
            (with(&zip, "credentials.json", Some("[1]")), Refusal::Unreadable),
            (with(&zip, "records/0001.json", Some("{}")), Refusal::Unreadable),
            (with(&zip, "keys.json", Some("[{}]")), Refusal::Unreadable),
            (
                with(&zip, "receipts.json", Some(&receipts.replace("\"follows\"", "\"other\""))),
                Refusal::Unreadable,
            ),
            (
                with(&zip, "receipts.json", Some(&receipts.replace("\"ended\"", "\"by magic\""))),
                Refusal::Unreadable,
            ),
            (
                with(&zip, "credentials.json", Some(&list.replace("credentials/0001.json", "account.json"))),
                Refusal::Unreadable,
            ),
            (
                with(&zip, "credentials.json", Some(&list.replace("pictures/0002.svg", "account.json"))),
                Refusal::Unreadable,
            ),
        ];
        for (number, (zip, why)) in bad.into_iter().enumerate() {
            let refused = bring(&app, &eve, zip).await;
            assert!(matches!(refused, Err(AlongError::Refused(it)) if it == why), "{number}: {refused:?}");
        }
        assert_eq!(told(&take(&app, &eve).await.unwrap()), before);
        let mut tx = app.db.read().await.unwrap();
        assert!(receipts_and_keys(&mut tx, &eve).await);
    })
    .await;
}

async fn receipts_and_keys(tx: &mut crate::store::Tx, viewer: &Viewer) -> bool {
    receipts(tx, viewer.account).await.unwrap().is_empty()
        && keys(tx, viewer.account).await.unwrap().is_empty()
}

#[tokio::test]
async fn what_is_not_a_credential_is_left_out_and_named() {
    with_app(async |app| {
        let ada = ada(&app).await;
        let zip = take(&app, &ada).await.unwrap();
        let zip = with(&zip, "credentials/0001.json", Some("{\"type\":\"Diary\"}"));
        let eve = person(&app, "eve@e.example").await;
        let came = bring(&app, &eve, zip).await.unwrap();
        let (record, credential) = ("records/0001.json".to_owned(), "credentials/0001.json".to_owned());
        let left = vec![Left::File(credential.clone()), Left::Item { record, credential }];
        assert_eq!((came.credentials, came.left), (2, left));
        let records = told(&take(&app, &eve).await.unwrap())["records/0001.json"].clone();
        assert_eq!(records.matches("\"holding\"").count(), 1, "{records}");
    })
    .await;
}

#[tokio::test]
async fn a_credential_leaves_as_text_and_as_a_picture_with_the_text_inside() {
    with_app(async |app| {
        let staff = desk(&app, "art").await;
        let badge = achievement(&app, &staff).await;
        let issued = award(&app, &staff, badge, ADA).await;
        let ada = person(&app, ADA).await;
        crate::flows::hold::claim(&app, &ada, issued.id).await.unwrap();
        let text = single(&app, &ada, issued.id, AsFile::Document).await.unwrap().unwrap();
        assert_eq!((text.name, text.media_type), ("credential.json", "application/json"));
        let picture = single(&app, &ada, issued.id, AsFile::Picture).await.unwrap().unwrap();
        assert_eq!(picture.name, "badge.svg");
        let inside = crypto::image::unbake(&picture.bytes).unwrap();
        assert_eq!(inside.text.as_bytes(), text.bytes);
        let eve = person(&app, "eve@e.example").await;
        for what in [AsFile::Document, AsFile::Picture] {
            assert_eq!(single(&app, &eve, issued.id, what).await.unwrap(), None, "not hers");
        }
    })
    .await;
}

/// A badge of one issuer and id, of this day: one edition of it.
fn edition(day: i64) -> String {
    signed(1, &badge(1, "urn:uuid:7", "Rigging", ADA, FROM + time::Duration::days(day)))
}

async fn add(app: &App, viewer: &Viewer, document: &str) -> CredentialId {
    let brought = Brought { name: "it".to_owned(), bytes: document.as_bytes().to_vec() };
    let arrived = adding::bring(app, viewer, vec![brought], Doubtful::Kept).await.unwrap();
    match arrived[0].came {
        Came::Kept(id) | Came::Renewed(id) => id,
        other => panic!("{other:?}"),
    }
}

/// The earlier editions of what is in a wallet alone, newest first.
async fn editions(app: &App, viewer: &Viewer) -> Vec<(i64, String)> {
    let id = held(app, viewer).await.unwrap()[0].id;
    let rows = earlier(app, viewer, id).await.unwrap();
    rows.into_iter().map(|row| (row.edition, row.document)).collect()
}

#[tokio::test]
async fn earlier_editions_come_along_whichever_of_them_was_there() {
    with_app(async |app| {
        let ada = person(&app, ADA).await;
        for day in 0..3 {
            add(&app, &ada, &edition(day)).await;
        }
        let zip = take(&app, &ada).await.unwrap();
        let both = vec![(2, edition(1)), (1, edition(0))];
        assert_eq!(editions(&app, &ada).await, both);
        // Nothing, each edition alone, and the latest as after a try that ended half-way.
        for there in [None, Some(0), Some(1), Some(2)] {
            wipe(&app).await;
            let fresh = person(&app, ADA).await;
            if let Some(day) = there {
                add(&app, &fresh, &edition(day)).await;
            }
            for _ in 0..2 {
                let came = bring(&app, &fresh, zip.clone()).await.unwrap();
                assert!(came.left.is_empty(), "{came:?}");
                assert_eq!(editions(&app, &fresh).await, both, "{there:?}");
            }
            assert_eq!(told(&take(&app, &fresh).await.unwrap()), told(&zip), "{there:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn no_edition_comes_along_that_is_not_of_its_credential() {
    with_app(async |app| {
        let ada = person(&app, ADA).await;
        for day in 0..2 {
            add(&app, &ada, &edition(day)).await;
        }
        let zip = take(&app, &ada).await.unwrap();
        let of = |seed, id| signed(seed, &badge(seed, id, "Rigging", ADA, FROM));
        let forged = edition(0).replace("Rigging", "Sailing");
        for other in [of(2, "urn:uuid:7"), of(1, "urn:uuid:8"), forged, "{}".to_owned()] {
            wipe(&app).await;
            let fresh = person(&app, ADA).await;
            let file = "credentials/0001-edition-1.json";
            let came = bring(&app, &fresh, with(&zip, file, Some(&other))).await.unwrap();
            assert_eq!(came.credentials, 1, "{other}");
            assert_eq!(came.left, [Left::File(file.to_owned())], "{other}");
            assert_eq!(editions(&app, &fresh).await, [], "{other}");
        }
    })
    .await;
}

#[tokio::test]
async fn no_file_is_named_twice() {
    with_app(async |app| {
        let ada = person(&app, ADA).await;
        for day in 0..2 {
            add(&app, &ada, &edition(day)).await;
        }
        let zip = take(&app, &ada).await.unwrap();
        let list: Vec<serde_json::Value> = serde_json::from_str(&told(&zip)["credentials.json"]).unwrap();
        let mut twice = list.clone();
        twice.extend(list.clone());
        let mut again = list.clone();
        let earlier = again[0]["earlier"].as_array_mut().unwrap();
        earlier.push(earlier[0].clone());
        let mut itself = list.clone();
        itself[0]["earlier"][0]["file"] = itself[0]["file"].clone();
        for list in [twice, again, itself] {
            let zip = with(&zip, "credentials.json", Some(&json!(list).to_string()));
            let refused = bring(&app, &ada, zip).await;
            assert!(matches!(refused, Err(AlongError::Refused(Refusal::NamedTwice))), "{refused:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_record_for_which_there_is_no_room_is_named() {
    with_app(async |app| {
        let ada = ada(&app).await;
        let zip = take(&app, &ada).await.unwrap();
        let eve = person(&app, "eve@e.example").await;
        for number in 0..200 {
            record::create(&app, &eve, &format!("Record {number}")).await.unwrap();
        }
        let came = bring(&app, &eve, zip).await.unwrap();
        assert_eq!((came.records, came.left), (0, vec![Left::File("records/0001.json".to_owned())]));
    })
    .await;
}

#[tokio::test]
async fn a_sealed_copy_that_no_browser_could_open_or_that_is_one_too_many_is_named() {
    with_app(async |app| {
        let ada = ada(&app).await;
        let zip = take(&app, &ada).await.unwrap();
        let eve = person(&app, "eve@e.example").await;
        let mut keys: Vec<serde_json::Value> = serde_json::from_str(&told(&zip)["keys.json"]).unwrap();
        keys[0]["sealed"]["kdf"]["m"] = json!(1 << 30);
        let came = bring(&app, &eve, with(&zip, "keys.json", Some(&json!(keys).to_string()))).await.unwrap();
        assert_eq!((came.keys, came.left), (0, vec![Left::Key("Phone".to_owned())]));
        keys[0]["sealed"]["kdf"]["m"] = json!(65_536);
        let many: Vec<_> = (0..22)
            .map(|number| {
                let mut key = keys[0].clone();
                key["did"] = json!(format!("did:key:z6MkExample{number}"));
                key
            })
            .collect();
        for (kept, left) in [(20, 2), (0, 2)] {
            let zip = with(&zip, "keys.json", Some(&json!(many).to_string()));
            let came = bring(&app, &eve, zip).await.unwrap();
            assert_eq!((came.keys, came.left.len()), (kept, left), "{came:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_newest_receipts_come_along_as_far_as_there_is_room() {
    with_app(async |app| {
        let ada = ada(&app).await;
        let zip = take(&app, &ada).await.unwrap();
        let eve = person(&app, "eve@e.example").await;
        let list: Vec<serde_json::Value> = serde_json::from_str(&told(&zip)["receipts.json"]).unwrap();
        let many: Vec<_> = (0..5_003)
            .map(|number| {
                let mut receipt = list[0].clone();
                let (minutes, seconds) = (number / 60, number % 60);
                receipt["givenAt"] =
                    json!(format!("2025-01-01T{:02}:{:02}:{seconds:02}Z", minutes / 60, minutes % 60));
                receipt
            })
            .collect();
        let zip = with(&zip, "receipts.json", Some(&json!(many).to_string()));
        for (kept, left) in [(5_000, 3), (0, 3)] {
            let came = bring(&app, &eve, zip.clone()).await.unwrap();
            assert_eq!((came.receipts, came.left), (kept, vec![Left::Receipts(left)]));
        }
        let mut tx = app.db.read().await.unwrap();
        let first = receipts(&mut tx, eve.account).await.unwrap().remove(0);
        assert_eq!(first.given_at, 1_735_689_603_000, "the oldest are left out");
    })
    .await;
}

#[tokio::test]
async fn a_credential_is_put_on_paper_by_one_record_however_often_it_is_asked_for() {
    with_app(async |app| {
        let ada = person(&app, ADA).await;
        let id = add(&app, &ada, &edition(0)).await;
        let first = on_paper(&app, &ada, id, "Untitled").await.unwrap().unwrap();
        assert_eq!(on_paper(&app, &ada, id, "Untitled").await.unwrap(), Some(first));
        let lines = record::list(&app, &ada).await.unwrap();
        assert_eq!((lines.len(), lines[0].items, lines[0].title.as_str()), (1, 1, "Rigging"));
        let eve = person(&app, "eve@e.example").await;
        assert_eq!(on_paper(&app, &eve, id, "Untitled").await.unwrap(), None, "not hers");
    })
    .await;
}
