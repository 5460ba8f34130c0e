//! The story as people live it: in a real browser, on the built site, things found by role and
//! name. Every page that is passed is photographed and shown to axe.
//!
//! Without Chromium, chromedriver or axe every trial counts as skipped.

use anyhow::{Context, Result, ensure};
use tests::browser::{self, Browser, Scheme, trial};
use tests::server::Server;
use tests::story;

const ADA: &str = "ada.vogel@learners.example";
const ENTER: char = '\u{e007}';
const SPACE: char = ' ';

fn main() {
    browser::run(vec![
        trial("an_award_is_claimed_arranged_shared_verified_and_revoked", the_whole_story),
        trial("a_record_is_made_and_shared_by_keyboard_alone", by_keyboard_alone),
        trial("a_shared_record_is_complete_without_scripts", without_scripts),
        trial("a_pasted_credential_is_checked_by_the_browser_itself", pasted),
        trial("pages_for_everyone_are_accessible_in_light_and_dark", pages_for_everyone),
    ]);
}

/// Opens the newest mail's link and confirms it.
async fn open_newest_mail(browser: &Browser) -> Result<()> {
    browser.go("/outbox").await?;
    browser.follow("link", "Open the link in this mail").await?;
    browser.see("Sign in on this device?").await?;
    browser.follow("button", "Sign in").await
}

async fn the_whole_story() -> Result<()> {
    let demo = Server::demo()?;
    let (staff, learner, employer) = (
        Browser::open(&demo.url()).await?,
        Browser::open(&demo.url()).await?,
        Browser::open(&demo.url()).await?,
    );

    // The institution awards.
    staff.go("/sign-in").await?;
    staff.look("sign-in").await?;
    staff.fill("E-mail address", story::STAFF).await?;
    staff.follow("button", "Send me a link").await?;
    staff.look("sign-in-sent").await?;
    staff.go("/outbox").await?;
    staff.look("outbox").await?;
    staff.follow("link", "Open the link in this mail").await?;
    staff.look("sign-in-confirm").await?;
    staff.follow("button", "Sign in").await?;
    staff.go(&format!("/desk/{}", story::ISSUER)).await?;
    staff.look("desk").await?;
    staff.follow("link", "New achievement").await?;
    staff.look("desk-new").await?;
    staff.fill("Name", "Escapement repair").await?;
    staff.fill("Description", "Finds what stops a lever escapement, and sets it right.").await?;
    staff.fill("What one has to do for it", "Repaired three movements before an examiner.").await?;
    staff.follow("button", "Publish").await?;
    staff.see("Escapement repair").await?;
    let achievement = staff.path().await?;
    staff.go(&format!("{achievement}/award")).await?;
    staff.look("desk-award").await?;
    staff.fill("Name", "Ada Vogel").await?;
    staff.fill("E-mail address", ADA).await?;
    staff.follow("button", "Look at it").await?;
    staff.see("Not signed yet").await?;
    staff.look("desk-award-preview").await?;
    staff.follow("button", "Sign and award").await?;
    staff.go(&achievement).await?;
    staff.see("Waiting to be claimed").await?;
    staff.look("desk-achievement").await?;

    // The learner claims; the mail's link signs in and leads to what waits.
    open_newest_mail(&learner).await?;
    learner.see("Escapement repair").await?;
    learner.look("wallet-offer").await?;
    learner.follow("button", "Claim Escapement repair").await?;
    let others = award_two(&demo, 1)?; // the newest achievement, hers, comes first
    learner.go("/wallet").await?;
    for name in &others {
        learner.follow("button", &format!("Claim {name}")).await?;
        learner.go("/wallet").await?;
    }
    learner.look("wallet").await?;

    // ... arranges ...
    learner.fill("Title of a new record", "For the workshop").await?;
    learner.follow("button", "Make a record").await?;
    learner.click("button", "Add Escapement repair").await?;
    learner.find("button", "Move Escapement repair up").await?;
    learner.click("button", &format!("Add {}", others[0])).await?;
    learner.find("button", &format!("Move {} up", others[0])).await?;
    learner.look("record").await?;
    ensure!(order(&learner).await?[0].contains("Escapement repair"), "the first added comes first");
    learner.find("button", "Move Escapement repair down").await?.send_keys(&ENTER.to_string()).await?;
    learner.see("Escapement repair is now 2 of 2. Saved.").await?;
    learner.go(&learner.path().await?).await?;
    ensure!(
        order(&learner).await?[1].contains("Escapement repair"),
        "the order was saved: {:?}",
        order(&learner).await?
    );

    // ... and shares.
    learner.follow("button", "Make a link").await?;
    learner.see("For whoever has it").await?;
    learner.look("record-shared").await?;
    let link = learner.find("textbox", "Link").await?.prop("value").await?.context("no link")?;
    ensure!(link.starts_with(&format!("{}/s/", demo.url())), "{link}");

    // The employer, without any cookie, reads and verifies.
    employer.go(&link).await?;
    employer.see("All 2 credentials are verified.").await?;
    employer.see("Checked by your own browser just now: it comes to the same result.").await?;
    employer.look("share").await?;
    employer.photograph("share", Scheme::Dark).await?;

    // The institution takes one back, and the same link says so.
    staff.follow("link", "Ada Vogel").await?;
    staff.look("desk-credential").await?;
    staff.follow("link", "Revoke").await?;
    staff.look("desk-revoke").await?;
    staff.fill("Reason", "Awarded by mistake").await?;
    staff.follow("button", "Revoke the credential").await?;
    staff.see("Revoked on").await?;
    staff.look("desk-revoked").await?;
    employer.go(&link).await?;
    employer.see("Not valid").await?;
    employer.see("Checked by your own browser just now: it comes to the same result.").await?;
    employer.look("share-revoked").await?;

    // The learner ends the link, and it shows nothing any more.
    learner.go("/wallet/shares").await?;
    learner.follow("link", "For the workshop").await?;
    learner.look("share-manage").await?;
    learner.click("button", "End this link").await?;
    learner.follow("button", "End the link").await?;
    employer.go(&link).await?;
    employer.see("There is nothing here").await?;
    employer.see_no("Escapement repair").await?;

    staff.close().await?;
    learner.close().await?;
    employer.close().await
}

/// Two of the institution's achievements for Ada, from this place of its list on; their names.
fn award_two(demo: &Server, first: usize) -> Result<[String; 2]> {
    let staff = story::sign_in(demo, story::STAFF)?;
    story::award_to(&staff, first, "Ada Vogel", ADA)?;
    story::award_to(&staff, first + 1, "Ada Vogel", ADA)?;
    let mut names = story::achievement_names(demo)?.into_iter().skip(first);
    names.next().zip(names.next()).map(|(one, two)| [one, two]).context("the demo has too few achievements")
}

/// The credentials of a record's page, from first to last, by their buttons.
async fn order(browser: &Browser) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('button')].map(b => b.getAttribute('aria-label') ?? b.innerText) \
                  .filter(name => /^Move .* up$/.test(name))";
    let names = browser.execute(script, Vec::new()).await?;
    Ok(serde_json::from_value(names)?)
}

async fn by_keyboard_alone() -> Result<()> {
    let demo = Server::demo()?;
    let names = award_two(&demo, 0)?;
    let learner = Browser::open(&demo.url()).await?;
    learner.go("/sign-in").await?;
    learner.tab_to("textbox", "E-mail address").await?;
    learner.type_in(ADA).await?;
    learner.press_to_follow(ENTER).await?;
    learner.tab_to("link", "Outbox").await?;
    learner.press_to_follow(ENTER).await?;
    learner.tab_to("link", "Open the link in this mail").await?;
    learner.press_to_follow(ENTER).await?;
    learner.tab_to("button", "Sign in").await?;
    learner.press_to_follow(ENTER).await?;
    learner.tab_to("link", "Wallet").await?;
    learner.press_to_follow(ENTER).await?;
    for name in &names {
        learner.tab_to("button", &format!("Claim {name}")).await?;
        learner.press_to_follow(SPACE).await?;
        learner.tab_to("link", "Wallet").await?;
        learner.press_to_follow(ENTER).await?;
    }
    learner.tab_to("textbox", "Title of a new record").await?;
    learner.type_in("By keyboard").await?;
    learner.press_to_follow(ENTER).await?;
    for name in &names {
        learner.tab_to("button", &format!("Add {name}")).await?;
        learner.press(ENTER).await?;
        learner.find("button", &format!("Move {name} up")).await?;
    }
    learner.tab_to("button", &format!("Move {} down", names[0])).await?;
    learner.press(ENTER).await?;
    learner.see(&format!("{} is now 2 of 2. Saved.", names[0])).await?;
    learner.tab_to("button", "Make a link").await?;
    learner.press_to_follow(ENTER).await?;
    learner.see("For whoever has it").await?;
    learner.find("textbox", "Link").await?;
    learner.close().await
}

async fn without_scripts() -> Result<()> {
    let demo = Server::demo()?;
    let link = story::example_share(&demo)?;
    let employer = Browser::open(&demo.url()).await?;
    employer.scripts(false).await?;
    employer.go(&link).await?;
    employer.see("Checked by this site’s server").await?;
    for headline in
        ["Verified", "Not valid", "Genuine signature, unknown issuer", "Could not check everything"]
    {
        employer.see(headline).await?;
    }
    employer.see_no("checking too").await?;
    employer.photograph("share-without-scripts", Scheme::Light).await?;
    employer.close().await
}

async fn pasted() -> Result<()> {
    let demo = Server::demo()?;
    let award = story::award(&demo)?;
    let document = String::from_utf8(award.document)?;
    let visitor = Browser::open(&demo.url()).await?;
    visitor.go("/verify").await?;
    visitor.paste("Paste a link, a credential, or a whole list", &document).await?;
    visitor.click("button", "Check").await?;
    visitor.see("Checked by your own browser, ").await?;
    visitor.see("Verified").await?;
    visitor.look("verify-verified").await?;

    visitor.go("/verify").await?;
    visitor
        .paste("Paste a link, a credential, or a whole list", &document.replace("Ida Quill", "Ida Swift"))
        .await?;
    visitor.click("button", "Check").await?;
    visitor.see("Not valid").await?;
    visitor.see_no("Verified").await?;
    visitor.look("verify-not-valid").await?;
    visitor.close().await
}

async fn pages_for_everyone() -> Result<()> {
    let demo = Server::demo()?;
    let issuer = format!("/issuers/{}", story::ISSUER);
    let achievement = format!("/achievements/{}", story::achievement_ids(&demo)?.remove(0));
    let share = story::example_share(&demo)?;
    let pages = [
        ("home", "/"),
        ("verify", "/verify"),
        ("issuer", &issuer),
        ("achievement", &achievement),
        ("example-share", &share),
    ];
    let visitor = Browser::open(&demo.url()).await?;
    for (name, path) in pages {
        visitor.go(path).await?;
        visitor.look(name).await?;
        visitor.photograph(name, Scheme::Dark).await?;
        visitor.prefer(Scheme::Dark).await?;
        visitor.is_accessible().await.context("in the dark")?;
        visitor.prefer(Scheme::Light).await?;
    }
    // A page that isn't there; the browser rightly notes the 404.
    visitor.go("/s/made-up").await?;
    visitor.see("There is nothing here").await?;
    visitor.is_accessible().await?;
    visitor.photograph("nothing-here", Scheme::Light).await?;
    visitor.close().await
}
