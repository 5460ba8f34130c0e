//! A learner's own key in a real browser: made, used to sign what is shared, lost with the phone, and replaced.
//!
//! Without Chromium, chromedriver or axe every trial counts as skipped.

use anyhow::{Result, ensure};
use tests::browser::{self, Browser, Scheme, trial};
use tests::learner;
use tests::server::Server;

const LEARNER: (&str, &str) = ("Noor Haze", "noor.haze@learners.example");
const PASSPHRASE: &str = "herring under blue lamps";
const HERE: &str = "signs what you share with it";
const NONE_HERE: &str = "There is no key on this device yet.";
const SIGNED_HERE: &str = "What you share is signed with the key on this device.";
const SIGNED: &str = "Signed by the learner’s own key";

fn main() {
    browser::run(vec![
        trial("a_phone_is_lost_and_credentials_are_bound_to_a_new_key_at_a_desk", || lost(1280)),
        trial("a_phone_is_lost_and_credentials_are_bound_to_a_new_key_on_a_phone", || lost(390)),
        trial("a_key_comes_back_from_its_sealed_copy", sealed),
    ]);
}

/// Makes a key without a copy.
async fn make(browser: &Browser) -> Result<()> {
    browser.go("/account/keys").await?;
    browser.see(NONE_HERE).await?;
    browser.follow("button", "Make a key on this device").await?;
    browser.see(HERE).await
}

async fn bind(browser: &Browser) -> Result<()> {
    browser.follow("button", "Ask issuers here to put this key into your credentials").await?;
    browser.see("2 of 2 credentials that were issued here name your newest key.").await
}

async fn lost(width: u32) -> Result<()> {
    let demo = Server::demo()?;
    let phone = Browser::open(&demo.url()).await?;
    phone.narrow(width).await?;
    let [one, other] = learner::with_record(&demo, &phone, LEARNER, "What I can do").await?;

    // Nobody needs a key to share: it is unsigned, and says so.
    let link = learner::share(&phone, "The Print Shop", "30", "").await?;
    phone.see("not signed by you, as this device has no key of yours").await?;
    let employer = Browser::open(&demo.url()).await?;
    employer.narrow(width).await?;
    employer.go(&link).await?;
    employer.see("Not signed by the learner").await?;

    // A key is made, and signs what is shared at once.
    phone.go("/account/keys").await?;
    phone.see(NONE_HERE).await?;
    phone.look(&format!("own-key-none-{width}")).await?;
    make(&phone).await?;
    phone.see(SIGNED_HERE).await?;
    phone.look(&format!("own-key-{width}")).await?;
    phone.photograph(&format!("own-key-{width}"), Scheme::Dark).await?;
    employer.go(&link).await?;
    employer.see(SIGNED).await?;
    employer.see("Same e-mail as named in 2 of 2").await?;
    employer.see("Your browser checked the learner’s signature too: it is good.").await?;
    employer.look(&format!("share-signed-{width}")).await?;

    // Issuers put the key into the credentials; the link follows, and is signed anew.
    phone.go("/account/keys").await?;
    bind(&phone).await?;
    phone.see(SIGNED_HERE).await?;
    phone.look(&format!("own-key-bound-{width}")).await?;
    employer.go(&link).await?;
    employer.see(SIGNED).await?;
    employer.see("All 2 credentials name this key.").await?;

    // What is left out later is signed anew where it is left out.
    phone.go("/wallet/shares").await?;
    phone.follow("link", "What I can do").await?;
    learner::leave_out(&phone, &other).await?;
    phone.see(SIGNED_HERE).await?;
    employer.go(&link).await?;
    employer.see(&one).await?;
    employer.see_no(&other).await?;
    employer.see(SIGNED).await?;
    employer.see("The credential names this key.").await?;
    phone.close().await?;

    // The phone is lost. On another device, the mailbox is enough; the old key is retired.
    let new = Browser::open(&demo.url()).await?;
    new.narrow(width).await?;
    learner::sign_in(&new, LEARNER.1).await?;
    new.go("/account/keys").await?;
    new.see(NONE_HERE).await?;
    new.click("button", "Retire this key").await?;
    new.follow("button", "Retire it").await?;
    new.see("The key is retired. It signs nothing more.").await?;
    new.look(&format!("own-key-retired-{width}")).await?;
    employer.go(&link).await?;
    employer.see("by an earlier key of this account").await?;
    employer.see("Your browser checked the learner’s signature too: it is good.").await?;
    employer.look(&format!("share-signed-earlier-{width}")).await?;
    make(&new).await?;
    new.see(SIGNED_HERE).await?;
    bind(&new).await?;
    new.see(SIGNED_HERE).await?;
    employer.go(&link).await?;
    employer.see(SIGNED).await?;
    employer.see("The credential names this key.").await?;
    employer.see_no("earlier key").await?;
    new.close().await?;
    employer.close().await
}

async fn sealed() -> Result<()> {
    let demo = Server::demo()?;
    let phone = Browser::open(&demo.url()).await?;
    learner::sign_in(&phone, LEARNER.1).await?;
    phone.go("/account/keys").await?;
    phone.see(NONE_HERE).await?;
    phone.click("button", "Keep a sealed copy").await?;
    phone.fill("Passphrase", "herring").await?;
    phone.see("Use at least 12 characters.").await?;
    phone.fill("Passphrase", PASSPHRASE).await?;
    phone.see("Strong.").await?;
    phone.look("own-key-passphrase").await?;
    phone.follow("button", "Make a key and a sealed copy").await?;
    phone.see(HERE).await?;
    phone.look("own-key-sealed").await?;
    // The key is where no script can read it, and the passphrase is nowhere.
    let kept = "const done = arguments[0]; const asked = indexedDB.open('laurel-own-key'); asked.onsuccess = () => {
        const all = asked.result.transaction('key').objectStore('key').getAll();
        all.onsuccess = async () => { const { key } = all.result[0];
            done([key.extractable, await crypto.subtle.exportKey('pkcs8', key).then(() => 'read', () => 'sealed')]) } }";
    let kept = phone.execute_async(kept, Vec::new()).await?;
    ensure!(kept == serde_json::json!([false, "sealed"]), "{kept}");

    let new = Browser::open(&demo.url()).await?;
    learner::sign_in(&new, LEARNER.1).await?;
    new.go("/account/keys").await?;
    new.see(NONE_HERE).await?;
    new.click("button", "Put this key on this device").await?;
    new.fill("Passphrase", "herring under red lamps").await?;
    new.press('\u{e007}').await?;
    new.see("That passphrase does not open this copy.").await?;
    new.look("own-key-wrong-passphrase").await?;
    new.fill("Passphrase", PASSPHRASE).await?;
    new.press_to_follow('\u{e007}').await?;
    new.see(HERE).await?;
    ensure!(new.count("button", "Retire this key").await? == 1, "it is the same key");
    phone.close().await?;
    new.close().await
}
