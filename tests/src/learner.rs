//! A learner in a browser of their own, as far as stories begin with.

use anyhow::{Context, Result};

use crate::browser::Browser;
use crate::server::Server;
use crate::story;

/// Asks for a link with this address, and opens it in the demo's outbox.
///
/// # Errors
/// When a step does not lead on.
pub async fn sign_in(browser: &Browser, email: &str) -> Result<()> {
    browser.go("/sign-in").await?;
    browser.fill("E-mail address", email).await?;
    browser.follow("button", "Send me a link").await?;
    browser.go("/outbox").await?;
    browser.follow("link", "Open the link in this mail").await?;
    browser.follow("button", "Sign in").await
}

/// The demo's staff awards two badges; their holder claims them and puts them into a record, on whose page it ends.
///
/// * `holder`: name and address.
///
/// Gives the names of the badges.
///
/// # Errors
/// When a step does not lead on.
pub async fn with_record(
    demo: &Server,
    browser: &Browser,
    holder: (&str, &str),
    title: &str,
) -> Result<[String; 2]> {
    let (name, email) = holder;
    let staff = story::sign_in(demo, story::STAFF)?;
    for achievement in [0, 1] {
        story::award_to(&staff, achievement, name, email)?;
    }
    sign_in(browser, email).await?;
    let mut names = story::achievement_names(demo)?.into_iter();
    let names = names.next().zip(names.next()).context("the demo has too few achievements")?;
    let names = <[String; 2]>::from(names);
    browser.go("/wallet").await?;
    for name in &names {
        browser.follow("button", &format!("Claim {name}")).await?;
    }
    browser.fill("Title of a new record", title).await?;
    browser.follow("button", "Make a record").await?;
    for name in &names {
        browser.click("button", &format!("Add {name}")).await?;
        browser.find("button", &format!("Move {name} up")).await?;
    }
    browser.see("Saved.").await?;
    Ok(names)
}

/// Makes a link to the record that is shown, with these terms; gives its address.
///
/// * `days`: for how many days, as the form's choice is called.
/// * `passcode`: may be empty.
///
/// # Errors
/// When a step does not lead on.
pub async fn share(browser: &Browser, recipient: &str, days: &str, passcode: &str) -> Result<String> {
    browser.fill("Who is it for", recipient).await?;
    browser.fill("What for", "My application").await?;
    browser.fill("Passcode", passcode).await?;
    choose(browser, "days", days).await?;
    browser.follow("button", "Make a link").await?;
    browser.see(&format!("For {recipient}")).await?;
    let link = browser.find("textbox", "Link").await?.prop("value").await?;
    link.context("the link has no address")
}

/// Chooses in a list of choices.
///
/// # Errors
/// When there is no such list.
pub async fn choose(browser: &Browser, id: &str, value: &str) -> Result<()> {
    let script = "document.getElementById(arguments[0]).value = arguments[1]";
    browser.execute(script, vec![id.into(), value.into()]).await.map(drop)
}

/// Unticks the entry of this name where a link's entries are chosen, and saves.
///
/// # Errors
/// When the form does not lead on.
pub async fn leave_out(browser: &Browser, name: &str) -> Result<()> {
    let untick = "for (const box of document.querySelectorAll('input[name=item]'))
        if (box.closest('label').textContent.includes(arguments[0])) box.click()";
    browser.execute(untick, vec![name.into()]).await?;
    browser.follow("button", "Show just these").await?;
    browser.see("The link is changed, as of now.").await
}
