//! What must hold whoever asks: over HTTP against the built server, and on the command line.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;
use tests::http::Http;
use tests::server::Server;
use tests::{laurel, story};

#[test]
fn a_credential_survives_a_kill_right_after_its_201() {
    let mut demo = Server::demo().unwrap();
    let award = story::award(&demo).unwrap();
    demo.kill_and_restart().unwrap();
    let staff = story::sign_in(&demo, story::STAFF).unwrap();
    let again = staff.get_as(&award.path, "application/vc").unwrap();
    assert_eq!(again.status, 200, "{}", again.text());
    assert_eq!(again.text(), String::from_utf8(award.document).unwrap());
}

#[test]
fn a_stranger_reaches_nothing_that_is_not_public() {
    let demo = Server::demo().unwrap();
    let award = story::award(&demo).unwrap();
    let stranger = Http::new(&demo.url());
    let id = &award.id;
    let issuer = story::ISSUER;

    for path in
        [format!("/credentials/{id}"), format!("/credentials/{id}?raw"), "/s/made-up-token".to_owned()]
    {
        for accept in ["text/html", "application/vc", "application/ld+json", "application/json"] {
            let answer = stranger.get_as(&path, accept).unwrap();
            assert_eq!(answer.status, 404, "{path} as {accept}");
            assert!(!answer.text().contains("Ida Quill"), "{path} as {accept}");
        }
    }
    let closed = [
        "/wallet".to_owned(),
        format!("/wallet/credentials/{id}"),
        format!("/wallet/records/{id}"),
        "/desk".to_owned(),
        format!("/desk/{issuer}"),
        format!("/desk/{issuer}/achievements/new"),
        format!("/desk/{issuer}/achievements/{id}"),
        format!("/desk/{issuer}/credentials/{id}/revoke"),
        "/api/v1/wallet/credentials".to_owned(),
        format!("/api/v1/issuers/{issuer}/achievements"),
        format!("/api/v1/issuers/{issuer}/credentials"),
        "/api/v1/shares/made-up-token".to_owned(),
        "/s/made-up-token/qr.svg".to_owned(),
        "/s/made-up-token/qr.png".to_owned(),
    ];
    for path in closed {
        let answer = stranger.get(&path).unwrap();
        let to_sign_in =
            answer.status == 303 && answer.header("location").is_some_and(|at| at.starts_with("/sign-in"));
        assert!(to_sign_in || [401, 403, 404].contains(&answer.status), "GET {path}: {}", answer.status);
        assert!(!answer.text().contains("Ida Quill"), "GET {path}");
    }
    let refused = [
        format!("/desk/{issuer}/achievements/{id}/awards"),
        format!("/desk/{issuer}/credentials/{id}/revoke"),
        format!("/wallet/credentials/{id}/claim"),
        "/wallet/records".to_owned(),
        format!("/wallet/shares/{id}/end"),
        format!("/api/v1/issuers/{issuer}/credentials"),
        format!("/api/v1/issuers/{issuer}/credentials/{id}/revoke"),
    ];
    for path in refused {
        let answer = if path.starts_with("/api") {
            stranger.post_json(&path, &json!({ "reason": "because" })).unwrap()
        } else {
            stranger.post_form(&path, &[("reason", "because"), ("title", "Mine")]).unwrap()
        };
        let to_sign_in =
            answer.status == 303 && answer.header("location").is_some_and(|at| at.starts_with("/sign-in"));
        assert!(to_sign_in || (400..500).contains(&answer.status), "POST {path}: {}", answer.status);
    }
    let staff = story::sign_in(&demo, story::STAFF).unwrap();
    let line = story::issued(&staff).unwrap().into_iter().find(|line| line["id"] == id.as_str()).unwrap();
    assert_eq!(line["state"], "issued", "nobody revoked it");
}

#[test]
fn what_makes_no_sense_is_the_callers_fault_and_leaves_nothing() {
    let demo = Server::demo().unwrap();
    let staff = story::sign_in(&demo, story::STAFF).unwrap();
    let issuer = story::ISSUER;
    let credentials = format!("/api/v1/issuers/{issuer}/credentials");
    let before = (story::issued(&staff).unwrap().len(), achievements(&staff).len());

    let truncated = staff.post(&credentials, "application/json", br#"{"achievement": "x", "rec"#).unwrap();
    assert_eq!(truncated.status, 400, "{}", truncated.text());
    assert!(
        truncated.header("content-type").is_some_and(|kind| kind.starts_with("application/problem+json"))
    );
    assert!(truncated.json().unwrap()["type"].is_string());

    let huge = vec![b' '; 20_000_000];
    for path in [credentials.as_str(), "/api/v1/verify", "/sign-in"] {
        // The server may hang up in the middle of such a body; either way it is not taken.
        if let Ok(answer) = staff.post(path, "application/json", &huge) {
            assert!((400..500).contains(&answer.status), "20 MB to {path}: {}", answer.status);
        }
    }

    let script = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
    let fields = [
        ("name", "A badge with a script"),
        ("description", "Should not be."),
        ("criteria", "None."),
        ("achievement_type", "Badge"),
    ];
    let image = Some(("image", "badge.svg", "image/svg+xml", &script[..]));
    let answer = staff.post_multipart(&format!("/desk/{issuer}/achievements"), &fields, image).unwrap();
    assert_eq!(answer.status, 422, "{:.800}", answer.text());
    assert!(answer.text().to_lowercase().contains("script"), "says what is wrong with the image");

    assert_eq!(
        (story::issued(&staff).unwrap().len(), achievements(&staff).len()),
        before,
        "nothing was stored"
    );
}

fn achievements(staff: &Http) -> Vec<Value> {
    let list = staff.get(&format!("/api/v1/issuers/{}/achievements", story::ISSUER)).unwrap().json().unwrap();
    list["items"].as_array().unwrap().clone()
}

/// What `tests/peers/credential.json` becomes when a fresh key signs it, after `edit`.
fn signed(dir: &Path, edit: impl FnOnce(&mut Value)) -> PathBuf {
    let key = dir.join("key.json");
    fs::write(&key, laurel::call_well(&["keygen"]).unwrap()).unwrap();
    let did = serde_json::from_slice::<Value>(&fs::read(&key).unwrap()).unwrap()["did"].clone();
    let unsigned = fs::read(tests::peers::dir().join("credential.json")).unwrap();
    let mut credential: Value = serde_json::from_slice(&unsigned).unwrap();
    credential["issuer"]["id"] = did;
    edit(&mut credential);
    let file = dir.join("unsigned.json");
    fs::write(&file, credential.to_string()).unwrap();
    let signed = dir.join("signed.json");
    let args = ["sign", "--key", &key.to_string_lossy(), &file.to_string_lossy()];
    fs::write(&signed, laurel::call_well(&args).unwrap()).unwrap();
    signed
}

#[test]
fn a_good_badge_is_valid() {
    let dir = TempDir::new().unwrap();
    let (code, reports) = laurel::verify(&[], &[&signed(dir.path(), |_| ())]).unwrap();
    assert_eq!((code, &reports[0]["outcome"]), (0, &json!("valid")), "{}", reports[0]);
}

#[test]
fn two_swapped_allowed_values_break_the_proof() {
    let dir = TempDir::new().unwrap();
    let file = signed(dir.path(), |_| ());
    let mut document: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let description = &mut document["credentialSubject"]["achievement"]["resultDescription"][0];
    description["allowedValue"].as_array_mut().unwrap().swap(0, 3);
    fs::write(&file, document.to_string()).unwrap();

    let (code, reports) = laurel::verify(&[], &[&file]).unwrap();
    assert_eq!((code, &reports[0]["outcome"]), (1, &json!("invalid")), "{}", reports[0]);
    assert_eq!(laurel::outcome(&reports[0], "proof"), Some("failed"));
}

#[test]
fn an_unreachable_status_list_is_never_green() {
    let dir = TempDir::new().unwrap();
    let file = signed(dir.path(), |credential| {
        // Port 9 of this machine: nobody listens there.
        let list = "https://127.0.0.1:9/status/1";
        credential["credentialStatus"] = json!({
            "id": format!("{list}#7"), "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": "7", "statusListCredential": list,
        });
    });
    for options in [&["--allow-loopback"][..], &["--offline"], &[]] {
        let (code, reports) = laurel::verify(options, &[&file]).unwrap();
        assert_eq!((code, &reports[0]["outcome"]), (2, &json!("unknown")), "{options:?} {}", reports[0]);
        assert_eq!(laurel::outcome(&reports[0], "status"), Some("unknown"), "{options:?}");
        assert_eq!(laurel::outcome(&reports[0], "proof"), Some("passed"), "{options:?}");
    }
}

#[test]
fn a_home_made_key_that_calls_itself_a_university_is_never_verified() {
    let dir = TempDir::new().unwrap();
    let file = signed(dir.path(), |credential| credential["issuer"]["name"] = json!("University of Oxford"));
    let (code, reports) = laurel::verify(&[], &[&file]).unwrap();
    assert_eq!(code, 0, "the signature is good: {}", reports[0]);
    assert_ne!(laurel::outcome(&reports[0], "trust"), Some("passed"), "{}", reports[0]);

    let demo = Server::demo().unwrap();
    let text = fs::read_to_string(&file).unwrap();
    let page = Http::new(&demo.url()).post_multipart("/verify", &[("text", &text)], None).unwrap();
    assert_eq!(page.status, 200, "{:.500}", page.text());
    assert!(page.text().contains("Genuine signature, unknown issuer"), "{}", page.text());
    assert!(!page.text().contains(">Verified<"), "{}", page.text());
}
