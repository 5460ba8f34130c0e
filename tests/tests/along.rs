//! A learner takes everything along: downloaded, deleted where it was, and brought to a fresh service elsewhere.
//!
//! Without Chromium, chromedriver or axe every trial counts as skipped.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tests::browser::{self, Browser, trial};
use tests::server::Server;
use tests::smtp::Smtp;
use tests::{badge, learner, roster};

const LEARNER: (&str, &str) = ("Ash Wren", "ash.wren@learners.example");
const PASSPHRASE: &str = "herring under blue lamps";
const NOTE: &str = "A whole summer,\nin every weather.";

fn main() {
    browser::run(vec![
        trial("a_wallet_moves_to_another_service_at_a_desk", || moved(1280)),
        trial("a_wallet_moves_to_another_service_on_a_phone", || moved(390)),
    ]);
}

async fn moved(width: u32) -> Result<()> {
    let name = |page: &str| format!("along-{page}-{width}");
    let folder = tempfile::tempdir()?;
    let old = Server::demo()?;
    let ash = Browser::open(&old.url()).await?;
    ash.narrow(width).await?;
    let names = fill(&old, &ash, folder.path()).await?;

    // Everything in one file; then the account is deleted there.
    ash.go("/wallet/take-along").await?;
    ash.look(&name("page")).await?;
    let zip = download(&ash).await?;
    let before = told(&zip)?;
    ash.go("/account").await?;
    ash.follow("link", "Delete my account").await?;
    ash.fill("Write one of your e-mail addresses", LEARNER.1).await?;
    ash.follow("button", "Delete my account for good").await?;
    ash.see("Your account is deleted.").await?;
    ash.close().await?;

    // A service that has never seen any of it.
    let smtp = Smtp::start()?;
    let options =
        ["--allow-loopback", "--smtp-url", &smtp.url(), "--mail-from", "Laurel <mail@laurel.example>"];
    let fresh = Server::empty(&options)?;
    let ash = Browser::open(&fresh.url()).await?;
    ash.narrow(width).await?;
    ash.go("/sign-in").await?;
    ash.fill("E-mail address", LEARNER.1).await?;
    ash.follow("button", "Send me a link").await?;
    let letter = smtp.letter()?.replace("=\r\n", "");
    let link = letter.split_once("/sign-in/").context("a letter without a link")?.1;
    let link = link.split_whitespace().next().unwrap_or_default();
    ash.go(&format!("/sign-in/{link}")).await?;
    ash.follow("button", "Sign in").await?;
    ash.go("/wallet/take-along").await?;
    let file = folder.path().join("wallet.zip");
    std::fs::write(&file, &zip)?;
    for (came, page) in [
        ("New credentials: 3. There already: 0. New records: 1. Receipts: 1. Sealed keys: 1.", "came"),
        ("New credentials: 0. There already: 3. New records: 0. Receipts: 0. Sealed keys: 0.", "again"),
    ] {
        ash.choose("The zip from your other wallet", std::slice::from_ref(&file)).await?;
        ash.click("button", "Bring it").await?;
        ash.see(came).await?;
        ash.look(&name(page)).await?;
        let after = told(&download(&ash).await?)?;
        for (file, content) in &before {
            ensure!(after.get(file) == Some(content), "{file}: {content} became {:?}", after.get(file));
        }
        ensure!(after.len() == before.len(), "{:?}", after.keys());
    }

    // It is all of use: credentials, the record with its note, the receipt, the key.
    ash.go("/wallet").await?;
    for name in &names {
        ash.see(name).await?;
    }
    ash.look(&name("wallet")).await?;
    ash.follow("link", "My years outside").await?;
    let note = ash.find("textbox", &format!("Your note on {}", names[0])).await?.prop("value").await?;
    ensure!(note.as_deref() == Some(NOTE), "{note:?}");
    ash.go("/wallet/shares").await?;
    ash.follow("link", "Everything you agreed to show").await?;
    ash.see("For The Tree Nursery").await?;
    ash.look(&name("receipts")).await?;
    ash.go("/account/keys").await?;
    ash.click("button", "Put this key on this device").await?;
    ash.fill("Passphrase", PASSPHRASE).await?;
    ash.press_to_follow('\u{e007}').await?;
    ash.see("signs what you share with it").await?;
    ash.close().await
}

/// Something of everything: two badges from here and one from elsewhere in its picture, a record with a note, a link,
/// a key with a sealed copy. Gives the names of the badges.
async fn fill(old: &Server, ash: &Browser, folder: &std::path::Path) -> Result<[String; 3]> {
    let [one, other] = learner::with_record(old, ash, LEARNER, "My years outside").await?;
    ash.fill(&format!("Your note on {one}"), NOTE).await?;
    ash.see("Saved.").await?;
    learner::share(ash, "The Tree Nursery", "30", "").await?;
    let knots = folder.join("knots.png");
    std::fs::write(&knots, badge::baked(100, "Knots and Lines", "Ropework", LEARNER.1)?)?;
    ash.go("/wallet/add").await?;
    ash.choose("Files", &[knots]).await?;
    ash.follow("button", "Check and add").await?;
    ash.see("1 now in your wallet").await?;
    ash.go("/account/keys").await?;
    ash.click("button", "Keep a sealed copy").await?;
    ash.fill("Passphrase", PASSPHRASE).await?;
    ash.follow("button", "Make a key and a sealed copy").await?;
    ash.see("signs what you share with it").await?;
    Ok([one, other, "Knots and Lines".to_owned()])
}

async fn download(browser: &Browser) -> Result<Vec<u8>> {
    browser.click("link", "Download all of it").await?;
    browser.downloaded(".zip").await
}

/// What is in a zip, as text; without where and when it was made, and which of it was issued there.
fn told(zip: &[u8]) -> Result<BTreeMap<String, String>> {
    let mut files = roster::unzip(zip)?;
    ensure!(files.remove("manifest.json").is_some() && files.remove("README.txt").is_some());
    let list = files.get_mut("credentials.json").context("no list of credentials")?;
    let mut all: Value = serde_json::from_slice(list)?;
    for one in all.as_array_mut().context("no list")? {
        one.as_object_mut().context("no credential")?.remove("source");
    }
    *list = serde_json::to_vec(&all)?;
    let text = |(name, bytes): (String, Vec<u8>)| (name, String::from_utf8_lossy(&bytes).into_owned());
    Ok(files.into_iter().map(text).collect())
}
