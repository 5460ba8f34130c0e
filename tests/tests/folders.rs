//! `laurel verify` over folders and archives: everything in them is judged, what is no credential
//! is named and no fault, and one address is asked once.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use crypto::did::{did_key, did_key_method};
use crypto::key::SecretKey;
use crypto::proof::{ProofOptions, Purpose, sign};
use serde_json::Value;
use tempfile::TempDir;
use tests::laurel;

/// Writes `count` signed credentials into folders of a hundred; every hundredth is tampered with.
fn fill(folder: &Path, count: usize) -> Result<()> {
    let key = SecretKey::from_seed(&[7; 32]);
    let options = ProofOptions::new(did_key_method(&key.public()), Purpose::AssertionMethod);
    let template: Value = serde_json::from_slice(&fs::read(tests::peers::dir().join("credential.json"))?)?;
    for number in 0..count {
        let mut credential = template.clone();
        credential["id"] = format!("urn:example:{number}").into();
        credential["issuer"]["id"] = did_key(&key.public()).into();
        let mut text = sign(&credential.to_string(), &options, &key)?;
        if number % 100 == 99 {
            text = text.replacen(&format!("urn:example:{number}"), "urn:example:other", 1);
        }
        let folder = folder.join(format!("{:03}", number / 100));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("{number:05}.json")), text)?;
    }
    Ok(())
}

/// How many credentials the test makes; a measurement may ask for more.
fn count() -> usize {
    std::env::var("LAUREL_TEST_CREDENTIALS").ok().and_then(|text| text.parse().ok()).unwrap_or(300)
}

#[test]
fn a_folder_is_judged_whole_and_in_order() -> Result<()> {
    let (dir, count) = (TempDir::new()?, count());
    fill(dir.path(), count)?;
    fs::write(dir.path().join("README.txt"), "These are our alumni.")?;
    fs::write(dir.path().join(".DS_Store"), "hidden")?;
    let folder = dir.path().to_string_lossy();
    let answer = laurel::call(&["verify", "--json", "--offline", &folder])?;
    assert_eq!(answer.code, 1, "{}", answer.stderr);
    let names: Vec<String> = answer
        .stdout
        .lines()
        .map(|line| Ok(serde_json::from_str::<Value>(line)?["input"].as_str().context("no name")?.to_owned()))
        .collect::<Result<_>>()?;
    assert!(names.len() == count && names.is_sorted());
    let valid = answer.stdout.matches("\"outcome\":\"valid\"").count();
    assert_eq!(valid, count - count / 100, "{}", answer.stderr);
    assert!(answer.stderr.contains("README.txt: not a credential"), "{}", answer.stderr);
    assert!(
        answer.stderr.contains(&format!("{} not valid, 1 not a credential", count / 100)),
        "{}",
        answer.stderr
    );
    Ok(())
}

#[test]
fn a_folder_without_a_credential_is_not_all_good() -> Result<()> {
    let dir = TempDir::new()?;
    fs::write(dir.path().join("README.txt"), "Nothing here.")?;
    let answer = laurel::call(&["verify", "--offline", &dir.path().to_string_lossy()])?;
    assert_eq!(answer.code, 64, "{}", answer.stderr);
    assert!(answer.stderr.contains("there is no credential"), "{}", answer.stderr);
    Ok(())
}
