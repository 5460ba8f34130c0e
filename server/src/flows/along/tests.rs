//! Everything that somebody has, taken along and brought elsewhere.

#![expect(clippy::large_futures, reason = "a test waits for one thing after another")]

use std::collections::BTreeMap;

use base64::{Engine, prelude::BASE64_STANDARD};
use crypto::{
    did::did_key_method,
    jose::sign_credential,
    key::{SecretKey, SigningKey},
};
use serde_json::json;

use super::{
    AlongError, AsFile, CameAlong, Left, Refusal,
    archive::{self, Files},
    bring, single, take,
};
use crate::{
    app::App,
    flows::{
        account::{Settings, save_settings},
        hold::{
            add::{self as adding, Brought, Came, Doubtful},
            stories::{self, good},
        },
        record,
        session::Viewer,
        testing::{achievement, award, desk, person, with_app},
    },
    id::CredentialId,
    image::png_of_svg,
    store::along::{CarriedKeyRow, CarriedReceiptRow, keep_key, keep_receipt, keys, receipts},
};

const ADA: &str = "ada@a.example";

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
    keep_receipt(&mut tx, ada.account, app.new_id(), &receipt(None)).await.unwrap();
    keep_receipt(&mut tx, ada.account, app.new_id(), &receipt(Some(1_700_000_100_000))).await.unwrap();
    let key = CarriedKeyRow {
        did: "did:key:z6MkExample".to_owned(),
        label: "Phone".to_owned(),
        sealed: json!({ "v": 1, "ciphertext": "AA" }).to_string(),
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

/// The same zip with a file changed, or without it.
fn with(zip: &[u8], name: &str, content: Option<&str>) -> Vec<u8> {
    let mut files: Files = archive::unpack(zip).unwrap();
    match content {
        Some(content) => files.insert(name.to_owned(), content.as_bytes().to_vec()),
        None => files.remove(name),
    };
    archive::pack(&files).unwrap()
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
        let names: Vec<_> = came.named.iter().map(|it| (it.title.as_str(), it.already)).collect();
        assert_eq!((names[0], names.len()), (("Welding", false), 3));
        let came = CameAlong { named: Vec::new(), ..came };
        let all = CameAlong { credentials: 3, records: 1, receipts: 2, keys: 1, ..CameAlong::default() };
        assert_eq!(came, all);
        assert_eq!(told(&take(&app, &fresh).await.unwrap()), before);
        let again = bring(&app, &fresh, zip).await.unwrap();
        assert!(again.named.iter().all(|it| it.already), "{again:?}");
        let again = CameAlong { named: Vec::new(), ..again };
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
        bring(&app, &eve, zip).await.unwrap();
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
        assert_eq!(
            (came.credentials, came.left),
            (2, vec![("credentials/0001.json".to_owned(), Left::NotACredential)])
        );
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

#[tokio::test]
async fn a_token_leaves_in_a_picture_as_the_token_that_it_came_as() {
    with_app(async |app| {
        let (ada, again) = (person(&app, ADA).await, person(&app, "ada@b.example").await);
        let key = SecretKey::from_seed(&[1; 32]);
        let method = did_key_method(&key.public());
        let key = SigningKey::Ed25519(key);
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"><path d=\"M0 0h8v8z\"/></svg>";
        let png = BASE64_STANDARD.encode(png_of_svg(svg, 8).unwrap());
        for (id, carried) in [("urn:uuid:7", None), ("urn:uuid:8", Some(format!("data:image/png;base64,{png}")))] {
            let mut badge = stories::badge(1, id, "Welding", ADA, stories::FROM);
            if let Some(image) = &carried {
                badge["credentialSubject"]["achievement"]["image"] = json!({ "id": image, "type": "Image" });
            }
            let token = sign_credential(&badge.to_string(), &key, &method).unwrap();
            let bring = async |viewer: &Viewer, bytes: &[u8]| {
                let brought = Brought { name: "it".to_owned(), bytes: bytes.to_vec() };
                let arrived = adding::bring(&app, viewer, vec![brought], Doubtful::Kept).await.unwrap();
                let Came::Kept(id) = arrived[0].came else { panic!("{:?}", arrived[0].came) };
                id
            };
            let held = bring(&ada, token.as_bytes()).await;
            let picture = single(&app, &ada, held, AsFile::Picture).await.unwrap().unwrap();
            let bytes = String::from_utf8_lossy(&picture.bytes);
            if carried.is_some() {
                assert_eq!(picture.name, "badge.png");
                assert!(bytes.contains(&format!("iTXtopenbadgecredential\0\0\0\0\0{token}")));
            } else {
                assert_eq!(picture.name, "badge.svg");
                assert!(bytes.contains(&format!(":credential verify=\"{token}\"></")), "{bytes}");
                // The badge that is drawn of the same in JSON.
                let achievement = badge["credentialSubject"]["achievement"]["id"].as_str().unwrap();
                let issuer = badge["issuer"]["id"].as_str().unwrap();
                let drawn = web::components::badge::drawn_badge(achievement, issuer, "Certificate");
                assert_eq!(picture.bytes, crypto::image::bake(drawn.as_bytes(), &token).unwrap());
            }
            assert_eq!(crypto::image::unbake(&picture.bytes).unwrap().text, token);
            let back = bring(&again, &picture.bytes).await;
            let text = single(&app, &again, back, AsFile::Document).await.unwrap().unwrap();
            assert_eq!((text.name, text.bytes), ("credential.jwt", token.into_bytes()));
            let same = single(&app, &again, back, AsFile::Picture).await.unwrap().unwrap();
            assert_eq!(same.bytes, picture.bytes, "the picture that it came in");
        }
    })
    .await;
}
