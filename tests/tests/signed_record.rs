//! A record under its learner's own signature, taken along as a file: whatever is done to the file
//! after it was signed, `laurel verify` and the public page see it.

use std::fs;

use anyhow::{Context, Result, ensure};
use crypto::did::{did_key, did_key_method};
use crypto::key::SecretKey;
use crypto::proof::{ProofOptions, Purpose, Suite, sign};
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::http::Http;
use tests::server::Server;
use tests::{laurel, story};

const IDA: &str = "ida@learners.example";

/// What a learner's own device signs.
fn signed(text: &str, key: &SecretKey, answers: Option<(&str, &str)>) -> Result<String> {
    let options = ProofOptions::new(did_key_method(&key.public()), Purpose::Authentication);
    let mut options = options.suite(Suite::EddsaJcs2022);
    if let Some((challenge, domain)) = answers {
        (options.challenge, options.domain) = (Some(challenge.to_owned()), Some(domain.to_owned()));
    }
    Ok(sign(text, &options, key)?)
}

fn well(answer: &tests::http::Answer, status: u16) -> Result<()> {
    ensure!(answer.status == status, "{}: {:.500}", answer.status, answer.text());
    Ok(())
}

/// The word after `before` in a page.
fn after(page: &str, before: &str) -> Result<String> {
    let rest = page.split_once(before).with_context(|| format!("no {before} in {page:.2000}"))?.1;
    Ok(rest.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect())
}

/// Three credentials in two sections, one with a note, shared and signed: the path of the link.
fn shared(demo: &Server) -> Result<String> {
    let staff = story::sign_in(demo, story::STAFF)?;
    let mut awards = Vec::new();
    for number in 0..3 {
        awards.push(story::award_to(&staff, number, "Ida Quill", IDA)?);
    }
    let ida = story::sign_in(demo, IDA)?;
    let made = ida.post_form("/wallet/records", &[("title", "Mine")])?;
    let record = made.header("location").context("no record")?.to_owned();
    for award in &awards {
        well(&ida.post_form(&format!("/wallet/credentials/{}/claim", award.id), &[])?, 303)?;
        well(&ida.post_form(&format!("{record}/items"), &[("credential", &award.id)])?, 303)?;
    }
    let kept = format!("/api/v1/records/{}", record.rsplit('/').next().context("no id")?);
    let mut content = ida.get(&kept)?.json()?;
    let all = content["content"]["sections"][0]["items"].take();
    let mut items = all.as_array().context("no items")?.clone();
    items[0]["note"] = "In the rain.".into();
    let last = items.pop();
    content["content"]["introduction"] = "What I did.".into();
    content["content"]["sections"] = json!([
        { "id": "courses", "heading": "Courses", "items": items },
        { "id": "work", "heading": "Work", "items": [last] },
    ]);
    let save = json!({ "revision": content["revision"], "content": content["content"] });
    well(&ida.put_json(&kept, &save)?, 200)?;
    well(&ida.post_form(&format!("{record}/shares"), &[("days", "7")])?, 303)?;
    let page = ida.get(&record)?.text();
    let (token, share) = (after(&page, "/s/")?, after(&page, "/wallet/shares/")?);

    let key = SecretKey::from_seed(&[8; 32]);
    let asked = ida.post_json("/api/v1/wallet/keys/challenge", &json!({}))?.json()?;
    let answers = (asked["challenge"].as_str().context("none")?, asked["domain"].as_str().context("none")?);
    let proof = json!({
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "holder": did_key(&key.public()),
    });
    let proof: Value = serde_json::from_str(&signed(&proof.to_string(), &key, Some(answers))?)?;
    well(&ida.post_json("/api/v1/wallet/keys", &json!({ "presentation": proof }))?, 201)?;
    let path = format!("/api/v1/wallet/shares/{share}");
    let text = ida.post_json(&format!("{path}/presentation"), &json!({ "did": did_key(&key.public()) }))?;
    well(&text, 200)?;
    let body = json!({ "presentation": signed(&text.text(), &key, None)? });
    well(&ida.post_json(&format!("{path}/proof"), &body)?, 204)?;
    Ok(format!("/s/{token}"))
}

/// One thing that is done to the file.
type Change = (&'static str, fn(&mut Value));

fn list<'v>(value: &'v mut Value, pointer: &str) -> &'v mut Vec<Value> {
    value.pointer_mut(pointer).and_then(Value::as_array_mut).expect("a list that the record has")
}

const CHANGES: [Change; 18] = [
    ("sections in another order", |it| list(it, "/record/section").swap(0, 1)),
    ("a section's entries in another order", |it| list(it, "/record/section/0/entry").swap(0, 1)),
    ("an entry in another section", |it| {
        let entry = list(it, "/record/section/0/entry").remove(1);
        list(it, "/record/section/1/entry").push(entry);
    }),
    ("credentials in another order", |it| list(it, "/verifiableCredential").swap(0, 1)),
    ("credentials in another order, and the entries that point at them", |it| {
        list(it, "/verifiableCredential").swap(0, 1);
        it["record"]["section"][0]["entry"][0]["position"] = 1.into();
        it["record"]["section"][0]["entry"][1]["position"] = 0.into();
    }),
    ("types in another order", |it| list(it, "/verifiableCredential/0/type").swap(0, 1)),
    ("another title", |it| it["record"]["title"] = "Yours".into()),
    ("another introduction", |it| it["record"]["introduction"] = "What I did not do.".into()),
    ("another heading", |it| it["record"]["section"][1]["heading"] = "Degrees".into()),
    ("another note", |it| it["record"]["section"][0]["entry"][0]["note"] = "In the sun.".into()),
    ("a note more", |it| it["record"]["section"][1]["entry"][0]["note"] = "With honours.".into()),
    ("no note", |it| {
        it["record"]["section"][0]["entry"][0].as_object_mut().expect("an entry").remove("note");
    }),
    ("a credential of somebody else", |it| {
        it["verifiableCredential"][0]["credentialSubject"]["name"] = "Eve".into();
    }),
    ("a credential more", |it| {
        let more = it["verifiableCredential"][0].clone();
        list(it, "/verifiableCredential").push(more);
    }),
    ("a credential more, and an entry for it", |it| {
        let mut more = it["verifiableCredential"][0].clone();
        more["id"] = "urn:uuid:9e0ef3a5-5d3c-4d4a-9f86-0f8ab9ba3a11".into();
        list(it, "/verifiableCredential").push(more);
        let last = list(it, "/verifiableCredential").len() - 1;
        list(it, "/record/section/1/entry").push(json!({ "position": last }));
    }),
    ("a credential less", |it| drop(list(it, "/verifiableCredential").remove(2))),
    ("a member more", |it| it["name"] = "A fine record".into()),
    ("another holder", |it| {
        it["holder"] = did_key(&SecretKey::from_seed(&[9; 32]).public()).into();
    }),
];

#[test]
fn whatever_is_done_to_a_signed_record_is_seen() -> Result<()> {
    let demo = Server::demo()?;
    let link = shared(&demo)?;
    let stranger = Http::new(&demo.url());
    let taken = stranger.get(&format!("{link}/record.json"))?;
    well(&taken, 200)?;
    let record = taken.json()?;
    let dir = TempDir::new()?;
    let file = dir.path().join("record.json");
    let judged = |text: &str| -> Result<_> {
        fs::write(&file, text)?;
        let (code, mut reports) = laurel::verify(&["--allow-loopback"], &[&file])?;
        let asked = json!({ "document": serde_json::from_str::<Value>(text)? });
        let page = stranger.post_json("/api/v1/verify", &asked)?;
        well(&page, 200)?;
        Ok((code, reports.remove(0), page.json()?))
    };
    let of_proof = |report: &Value| {
        let checks = report["checks"].as_array().cloned().unwrap_or_default();
        let check = checks.into_iter().find(|check| check["id"] == "proof").unwrap_or_default();
        [&check["outcome"], &check["code"]].map(|it| it.as_str().unwrap_or_default().to_owned())
    };

    // As it came, and as any other program may write the same.
    for text in [taken.text(), serde_json::to_string_pretty(&record)?] {
        let (code, report, page) = judged(&text)?;
        ensure!(of_proof(&report) == ["passed", "signature_good"], "{code}: {report:#}");
        ensure!(of_proof(&page) == ["passed", "signature_good"], "{page:#}");
        ensure!(report["outcome"] != "invalid", "{report:#}");
    }
    for (what, change) in CHANGES {
        let mut changed = record.clone();
        change(&mut changed);
        ensure!(changed != record, "{what}: nothing was changed");
        let (code, report, page) = judged(&changed.to_string())?;
        ensure!((code, &report["outcome"]) == (1, &json!("invalid")), "{what}: {code}: {report:#}");
        ensure!(page["outcome"] == "invalid", "{what}: {page:#}");
        for report in [report, page] {
            ensure!(of_proof(&report)[0] == "failed", "{what}: {report:#}");
        }
    }
    Ok(())
}
