//! What must hold whoever asks: over HTTP against the built server, and on the command line.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::http::Http;
use tests::server::Server;
use tests::{badge, laurel, story};

#[test]
fn a_credential_survives_a_kill_right_after_its_201() -> Result<()> {
    let mut demo = Server::demo()?;
    let award = story::award(&demo)?;
    demo.kill_and_restart()?;
    let staff = story::sign_in(&demo, story::STAFF)?;
    let again = staff.get_as(&award.path, "application/vc")?;
    assert_eq!(again.status, 200, "{}", again.text());
    assert_eq!(again.text(), String::from_utf8(award.document)?);
    Ok(())
}

#[test]
fn a_stranger_reaches_nothing_that_is_not_public() -> Result<()> {
    let demo = Server::demo()?;
    let award = story::award(&demo)?;
    let stranger = Http::new(&demo.url());
    let id = &award.id;
    let issuer = story::ISSUER;

    for path in
        [format!("/credentials/{id}"), format!("/credentials/{id}?raw"), "/s/made-up-token".to_owned()]
    {
        for accept in ["text/html", "application/vc", "application/ld+json", "application/json"] {
            let answer = stranger.get_as(&path, accept)?;
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
        let answer = stranger.get(&path)?;
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
            stranger.post_json(&path, &json!({ "reason": "because" }))?
        } else {
            stranger.post_form(&path, &[("reason", "because"), ("title", "Mine")])?
        };
        let to_sign_in =
            answer.status == 303 && answer.header("location").is_some_and(|at| at.starts_with("/sign-in"));
        assert!(to_sign_in || (400..500).contains(&answer.status), "POST {path}: {}", answer.status);
    }
    let staff = story::sign_in(&demo, story::STAFF)?;
    let line = story::issued(&staff)?.into_iter().find(|line| line["id"] == id.as_str()).context("gone")?;
    assert_eq!(line["state"], "issued", "nobody revoked it");
    Ok(())
}

#[test]
fn what_makes_no_sense_is_the_callers_fault_and_leaves_nothing() -> Result<()> {
    let demo = Server::demo()?;
    let staff = story::sign_in(&demo, story::STAFF)?;
    let issuer = story::ISSUER;
    let credentials = format!("/api/v1/issuers/{issuer}/credentials");
    let before = counts(&staff)?;

    let truncated = staff.post(&credentials, "application/json", br#"{"achievement": "x", "rec"#)?;
    assert_eq!(truncated.status, 400, "{}", truncated.text());
    assert!(
        truncated.header("content-type").is_some_and(|kind| kind.starts_with("application/problem+json"))
    );
    assert!(truncated.json()?["type"].is_string());

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
    let answer = staff.post_multipart(&format!("/desk/{issuer}/achievements"), &fields, image)?;
    assert_eq!(answer.status, 422, "{:.800}", answer.text());
    assert!(answer.text().to_lowercase().contains("script"), "says what is wrong with the image");

    assert_eq!(counts(&staff)?, before, "nothing was stored");
    Ok(())
}

/// How many credentials and achievements the institution has.
fn counts(staff: &Http) -> Result<(usize, usize)> {
    Ok((story::issued(staff)?.len(), story::achievements(staff)?.len()))
}

#[test]
fn a_good_badge_is_valid() -> Result<()> {
    let dir = TempDir::new()?;
    let (code, reports) = laurel::verify(&[], &[&laurel::signed(dir.path(), |_| ())?])?;
    assert_eq!((code, &reports[0]["outcome"]), (0, &json!("valid")), "{}", reports[0]);
    Ok(())
}

#[test]
fn a_badge_goes_into_an_image_and_comes_out_as_it_was() -> Result<()> {
    let dir = TempDir::new()?;
    let badge = laurel::signed(dir.path(), |_| ())?;
    let fixtures = tests::fixtures().join("credentials");
    for (image, name) in
        [("invalid/format__image_without_a_credential.png", "a.png"), ("valid/baked.svg", "a.svg")]
    {
        let (image, baked) = (fixtures.join(image), dir.path().join(name));
        let (image, out) = (image.to_string_lossy(), baked.to_string_lossy());
        laurel::call_well(&["bake", &image, &badge.to_string_lossy(), "-o", &out])?;
        assert_eq!(laurel::call_well(&["unbake", &out])?.trim(), fs::read_to_string(&badge)?.trim());
        let (code, reports) = laurel::verify(&["--offline"], &[&baked])?;
        assert_eq!((code, &reports[0]["outcome"]), (0, &json!("valid")), "{}", reports[0]);
    }
    let plain = fixtures.join("invalid/format__image_without_a_credential.png");
    let answer = laurel::call(&["unbake", &plain.to_string_lossy()])?;
    assert_eq!(answer.code, 1);
    assert!(answer.stdout.is_empty() && answer.stderr.contains("carries no credential"), "{answer:?}");
    let into_itself = laurel::call(&["bake", &badge.to_string_lossy(), &badge.to_string_lossy(), "-o", "x"])?;
    assert_eq!(into_itself.code, 1);
    assert_eq!(laurel::call(&["bake", &plain.to_string_lossy()])?.code, 64);
    Ok(())
}

#[test]
fn a_badge_is_signed_in_three_ways_and_by_two_kinds_of_key() -> Result<()> {
    let dir = TempDir::new()?;
    laurel::signed(dir.path(), |_| ())?;
    let at = |name: &str| dir.path().join(name).to_string_lossy().into_owned();
    let sign = |key: &str, suite: &str, file: &str| {
        laurel::call(&["sign", "--key", &at(key), "--suite", suite, &at(file)])
    };
    fs::write(at("p256.json"), laurel::call_well(&["keygen", "--kind", "p256"])?)?;
    let jwk: Value = serde_json::from_slice(&fs::read(at("p256.json"))?)?;
    let mut document: Value = serde_json::from_slice(&fs::read(at("unsigned.json"))?)?;
    document["issuer"]["id"] = jwk["did"].clone();
    fs::write(at("of_p256.json"), document.to_string())?;
    for (key, suite, file) in [
        ("key.json", "eddsa-rdfc-2022", "unsigned.json"),
        ("key.json", "eddsa-jcs-2022", "unsigned.json"),
        ("key.json", "jwt", "unsigned.json"),
        ("p256.json", "jwt", "of_p256.json"),
    ] {
        let signed = sign(key, suite, file)?;
        assert_eq!(signed.code, 0, "{signed:?}");
        fs::write(at("out"), &signed.stdout)?;
        let (code, reports) = laurel::verify(&["--offline"], &[&dir.path().join("out")])?;
        assert_eq!(code, 0, "{key} {suite}: {}", reports[0]);
    }
    assert_eq!(sign("p256.json", "eddsa-jcs-2022", "of_p256.json")?.code, 64);
    Ok(())
}

#[test]
fn two_swapped_allowed_values_break_the_proof() -> Result<()> {
    let dir = TempDir::new()?;
    let file = laurel::signed(dir.path(), |_| ())?;
    let mut document: Value = serde_json::from_slice(&fs::read(&file)?)?;
    let description = &mut document["credentialSubject"]["achievement"]["resultDescription"][0];
    description["allowedValue"].as_array_mut().context("no list")?.swap(0, 3);
    fs::write(&file, document.to_string())?;

    let (code, reports) = laurel::verify(&[], &[&file])?;
    assert_eq!((code, &reports[0]["outcome"]), (1, &json!("invalid")), "{}", reports[0]);
    assert_eq!(laurel::outcome(&reports[0], "proof"), Some("failed"));
    Ok(())
}

#[test]
fn a_token_leaves_the_wallet_in_a_picture_that_gives_it_back() -> Result<()> {
    let (demo, dir) = (Server::demo()?, TempDir::new()?);
    let email = "ida@learners.example";
    let token = badge::token(1, "Rowing", "Rowing", email)?;
    let ida = story::sign_in(&demo, email)?;
    let brought = ida.post_json("/api/v1/wallet/credentials", &json!({ "document": token }))?.json()?;
    assert_eq!(brought[0]["outcome"], "kept", "{brought}");
    let id = brought[0]["id"].as_str().context("no id")?;
    let picture = ida.get(&format!("/wallet/credentials/{id}/download/picture"))?;
    assert_eq!(picture.header("content-type"), Some("image/svg+xml"));
    assert!(picture.text().contains(&format!(" verify=\"{token}\"")), "{}", picture.text());
    let file = dir.path().join("badge.svg");
    fs::write(&file, &picture.body)?;
    assert_eq!(laurel::call_well(&["unbake", &file.to_string_lossy()])?.trim(), token);
    let (_, reports) = laurel::verify(&["--offline"], &[&file])?;
    assert_eq!(laurel::outcome(&reports[0], "proof"), Some("passed"), "{}", reports[0]);
    Ok(())
}

#[test]
fn an_unreachable_status_list_is_never_green() -> Result<()> {
    let dir = TempDir::new()?;
    let file = laurel::signed(dir.path(), |credential| {
        // Port 9 of this machine: nobody listens there.
        let list = "https://127.0.0.1:9/status/1";
        credential["credentialStatus"] = json!({
            "id": format!("{list}#7"), "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
            "statusListIndex": "7", "statusListCredential": list,
        });
    })?;
    for options in [&["--allow-loopback"][..], &["--offline"], &[]] {
        let (code, reports) = laurel::verify(options, &[&file])?;
        assert_eq!((code, &reports[0]["outcome"]), (2, &json!("unknown")), "{options:?} {}", reports[0]);
        assert_eq!(laurel::outcome(&reports[0], "status"), Some("unknown"), "{options:?}");
        assert_eq!(laurel::outcome(&reports[0], "proof"), Some("passed"), "{options:?}");
    }
    Ok(())
}

#[test]
fn a_home_made_key_that_calls_itself_a_university_is_never_verified() -> Result<()> {
    let dir = TempDir::new()?;
    let file = laurel::signed(dir.path(), |credential| {
        credential["issuer"]["name"] = json!("University of Oxford");
    })?;
    let (code, reports) = laurel::verify(&[], &[&file])?;
    assert_eq!(code, 0, "the signature is good: {}", reports[0]);
    assert_ne!(laurel::outcome(&reports[0], "trust"), Some("passed"), "{}", reports[0]);

    let demo = Server::demo()?;
    let text = fs::read_to_string(&file)?;
    let page = Http::new(&demo.url()).post_multipart("/verify", &[("text", &text)], None)?;
    assert_eq!(page.status, 200, "{:.500}", page.text());
    let text = page.text();
    let (_, result) = text.split_once("id=\"result\"").context("no result")?;
    assert!(result.contains("Genuine signature, unknown issuer"), "{result}");
    assert!(!result.contains(">Verified<"), "{result}");
    Ok(())
}
