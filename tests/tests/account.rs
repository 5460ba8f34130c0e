//! An account, as its owner lives with it: claimed by mail, opened by passkey, given a second address, kept when the
//! school's address goes, ended. In a real browser with a device of its own that keeps passkeys.
//!
//! Without Chromium, chromedriver or axe every trial counts as skipped.

use anyhow::{Context, Result, ensure};
use tests::browser::{self, Browser, Scheme, trial};
use tests::server::Server;

const ADA: &str = "ada.vogel@learners.example";
const HOME: &str = "ada@home.example";
const ENTER: char = '\u{e007}';

fn main() {
    browser::run(vec![
        trial("an_account_is_kept_when_the_schools_address_goes", the_whole_story),
        trial("a_passkey_is_made_and_used_by_keyboard_alone", by_keyboard_alone),
        trial("an_account_is_looked_after_without_scripts", without_scripts),
    ]);
}

/// Asks for a link and opens it.
async fn sign_in(browser: &Browser, email: &str) -> Result<()> {
    browser.go("/sign-in").await?;
    browser.fill("E-mail address", email).await?;
    browser.follow("button", "Send me a link").await?;
    open_newest_mail(browser).await
}

/// Opens the newest mail's link and confirms it.
async fn open_newest_mail(browser: &Browser) -> Result<()> {
    browser.go("/outbox").await?;
    browser.follow("link", "Open the link in this mail").await?;
    browser.see("Sign in on this device?").await?;
    browser.follow("button", "Sign in").await
}

/// Adds an address by the link that is mailed there.
async fn add_address(browser: &Browser, email: &str) -> Result<()> {
    browser.go("/account").await?;
    browser.fill("Add an address", email).await?;
    browser.follow("button", "Send the link").await?;
    browser.see("Waits for you to open the link").await?;
    browser.go("/outbox").await?;
    browser.follow("link", "Open the link in this mail").await?;
    browser.see(email).await
}

async fn the_whole_story() -> Result<()> {
    let demo = Server::demo_by_name()?;
    let ada = Browser::open(&demo.url()).await?;
    ada.has_passkeys().await?;
    sign_in(&ada, ADA).await?;

    // A passkey, and signing in with it where the address is typed; by the button alone, in the story by keyboard.
    ada.go("/account").await?;
    ada.look("account").await?;
    ada.photograph("account", Scheme::Dark).await?;
    ada.follow("link", "Add a passkey").await?;
    ada.look("account-passkey-new").await?;
    ada.fill("What to call it", "Ada’s phone").await?;
    ada.follow("button", "Make the passkey").await?;
    ada.see("The passkey is ready").await?;
    ada.see("Ada’s phone").await?;
    ada.see("not used yet").await?;
    ada.look("account-passkey").await?;
    ada.follow("button", "Sign out").await?;
    ada.go("/sign-in?next=%2Faccount").await?;
    // Autofill may answer by itself, also while the button is pressed: the device is alone, and its owner always
    // consents.
    if ada.path().await? == "/sign-in" && ada.count("button", "Sign in with a passkey").await? > 0 {
        let _ = ada.click("button", "Sign in with a passkey").await;
    }
    ada.see("Where you are signed in").await?;
    ada.see("last used on").await?;

    // A second address, which letters go to from now on; the school's goes, and what she holds stays.
    add_address(&ada, HOME).await?;
    ada.look("account-address-new").await?;
    ada.follow("button", "Add it to my account").await?;
    ada.see("The address is yours now.").await?;
    ada.follow("button", &format!("Send letters here: {HOME}")).await?;
    ada.see("Letters go there from now on.").await?;
    ada.look("account-two-addresses").await?;
    ada.follow("link", &format!("Remove {ADA}")).await?;
    ada.look("account-address-remove").await?;
    ada.follow("button", "Remove the address").await?;
    ada.see("The address is removed.").await?;
    ada.see_no(ADA).await?;

    // Paper for the worst case.
    ada.follow("link", "Make recovery codes").await?;
    ada.look("account-codes").await?;
    ada.follow("button", "Make the codes").await?;
    ada.look("account-codes-made").await?;
    let code = ada.execute("return document.querySelector('ol code').textContent", Vec::new()).await?;
    let code = code.as_str().context("no code")?.to_owned();
    ada.follow("link", "I have kept them").await?;
    ada.see("You have 8 recovery codes left.").await?;

    // Another device: signed in with the code, it ends the first.
    let other = Browser::open(&demo.url()).await?;
    other.go("/sign-in").await?;
    other.follow("link", "Lost your phone or your address?").await?;
    other.look("lost").await?;
    other.follow("link", "Sign in with a recovery code").await?;
    other.look("sign-in-code").await?;
    other.fill("Recovery code", "0000-0000-0000-0000").await?;
    other.follow("button", "Sign in").await?;
    other.see("No account has this code").await?;
    // The browser notes a form that comes back.
    other.complaints().await?;
    other.fill("Recovery code", &code.to_uppercase()).await?;
    other.follow("button", "Sign in").await?;
    other.see("You have 7 recovery codes left.").await?;
    other.look("account-sessions").await?;
    other.follow("button", "End all others").await?;
    other.see("Signed out everywhere else.").await?;
    // Her own device would sign in again by itself.
    ada.scripts(false).await?;
    ada.go("/account").await?;
    ada.see("Type your e-mail address").await?;

    // The end.
    other.follow("link", "Delete my account").await?;
    other.look("account-delete").await?;
    other.fill("Write one of your e-mail addresses", "yes").await?;
    other.follow("button", "Delete my account for good").await?;
    other.see("Write one of the addresses").await?;
    other.complaints().await?;
    other.fill("Write one of your e-mail addresses", HOME).await?;
    other.follow("button", "Delete my account for good").await?;
    other.see("Your account is deleted.").await?;
    other.go("/privacy").await?;
    other.look("privacy").await?;
    other.photograph("privacy", Scheme::Dark).await?;
    ada.close().await?;
    other.close().await
}

async fn by_keyboard_alone() -> Result<()> {
    let demo = Server::demo_by_name()?;
    let ada = Browser::open(&demo.url()).await?;
    ada.has_passkeys().await?;
    sign_in(&ada, ADA).await?;
    ada.go("/account/passkeys").await?;
    ada.tab_to("textbox", "What to call it").await?;
    ada.type_in(" at home").await?;
    ada.tab_to("button", "Make the passkey").await?;
    ada.press_to_follow(ENTER).await?;
    ada.see("The passkey is ready").await?;
    ada.see("not used yet").await?;
    // Here no field asks the device by itself: it is the button or nothing.
    ada.go("/account/prove?next=%2Faccount%2Fcodes").await?;
    ada.tab_to("button", "Use a passkey").await?;
    ada.press_to_follow(ENTER).await?;
    ada.see("Make the codes").await?;
    ada.go("/account").await?;
    ada.see("last used on").await?;
    ada.see_no("not used yet").await?;
    ada.tab_to("link", "Remove at home").await?;
    ada.press_to_follow(ENTER).await?;
    ada.tab_to("button", "Remove the passkey").await?;
    ada.press_to_follow(ENTER).await?;
    ada.see("You have no passkey yet.").await?;
    ada.close().await
}

async fn without_scripts() -> Result<()> {
    let demo = Server::demo()?;
    let ada = Browser::open(&demo.url()).await?;
    ada.scripts(false).await?;
    sign_in(&ada, ADA).await?;
    add_address(&ada, HOME).await?;
    ada.follow("button", "Add it to my account").await?;
    ada.see("The address is yours now.").await?;
    ada.fill("Your name", "Ada V.").await?;
    ada.follow("button", "Save").await?;
    ada.see("Saved.").await?;
    ensure!(ada.count("button", "Sign in with a passkey").await? == 0, "nothing is offered that cannot work");
    ada.close().await
}
