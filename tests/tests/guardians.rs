//! A school asks for a guardian, learner and guardian agree, and a link waits for the guardian's word.
//!
//! Without Chromium, chromedriver or axe every trial counts as skipped.

use anyhow::Result;
use tests::browser::{self, Browser, Scheme, trial};
use tests::learner;
use tests::server::Server;
use tests::story;

const LEARNER: (&str, &str) = ("Pim Reed", "pim.reed@learners.example");
const GUARDIAN: (&str, &str) = ("Ines Reed", "ines.reed@home.example");
const NOTE: &str = "What I am proud of, for nobody’s eyes";
const NOTHING: &str = "There is nothing here";

fn main() {
    browser::run(vec![
        trial("a_guardian_approves_a_minors_link_at_a_desk", || approved(1280)),
        trial("a_guardian_approves_a_minors_link_on_a_phone", || approved(390)),
    ]);
}

/// A window of somebody who is signed in.
async fn window(demo: &Server, width: u32, email: &str) -> Result<Browser> {
    let browser = Browser::open(&demo.url()).await?;
    browser.narrow(width).await?;
    learner::sign_in(&browser, email).await?;
    Ok(browser)
}

/// Guardian and learner agree, each after reading what it means.
async fn both_agree(pim: &Browser, ines: &Browser, width: u32) -> Result<()> {
    let name = |page: &str| format!("guardian-{page}-{width}");
    ines.go("/outbox").await?;
    ines.see("asks about a guardian").await?;
    let letter = "const to = mail => mail.querySelector('.hint').innerText.includes(arguments[0]);
        const mail = [...document.querySelectorAll('.mail')].find(mail => to(mail) && mail.innerText.includes('guardian'));
        location.href = mail.querySelector('a').href";
    ines.execute(letter, vec![GUARDIAN.1.into()]).await?;
    ines.see("Sign in on this device?").await?;
    ines.follow("button", "Sign in").await?;
    ines.see("Look after Pim Reed’s wallet?").await?;
    ines.look(&name("invited")).await?;
    ines.fill("Your name", GUARDIAN.0).await?;
    ines.follow("button", "Accept").await?;
    ines.see("It counts once the other has said yes too.").await?;
    ines.go("/wallet/guardian").await?;
    ines.see("You look after nobody’s wallet just now.").await?;
    pim.go("/wallet").await?;
    pim.see("asks about a guardian for your wallet").await?;
    pim.follow("link", "Answer").await?;
    pim.see("May Ines Reed look after your wallet with you?").await?;
    pim.look(&name("asked")).await?;
    pim.follow("button", "Agree").await?;
    pim.see("It counts from now on.").await?;
    pim.see("See what they see").await?;
    Ok(())
}

async fn approved(width: u32) -> Result<()> {
    let demo = Server::demo()?;
    let name = |page: &str| format!("guardian-{page}-{width}");

    // The school wants guardians to approve, and has the learner on its list.
    let school = window(&demo, width, story::STAFF).await?;
    school.go(&format!("/desk/{}/institution", story::ISSUER)).await?;
    school.click("checkbox", "needs the guardian’s approval").await?;
    school.follow("button", "Save").await?;
    school.go(&format!("/desk/{}/learners/new", story::ISSUER)).await?;
    school.fill("Name", LEARNER.0).await?;
    school.fill("E-mail address", LEARNER.1).await?;
    school.follow("button", "Add the learner").await?;
    school.see(LEARNER.0).await?;
    school.follow("link", "Guardians").await?;
    school.see("Nobody has been invited.").await?;
    school.look(&name("desk-none")).await?;
    let invitation = school.path().await?;

    // The learner has a record, and a link to it that was made before.
    let pim = Browser::open(&demo.url()).await?;
    pim.narrow(width).await?;
    learner::with_record(&demo, &pim, LEARNER, "My summer").await?;
    let record = pim.path().await?;

    school.fill("Guardian’s e-mail address", GUARDIAN.1).await?;
    learner::choose(&school, "day", "2030-08-31").await?;
    school.follow("button", "Invite").await?;
    school.see("Waits for the guardian").await?;
    school.look(&name("desk-invited")).await?;

    let ines = window(&demo, width, GUARDIAN.1).await?;
    both_agree(&pim, &ines, width).await?;

    // A link that the learner makes leads nowhere until the guardian says so.
    pim.go(&record).await?;
    pim.fill("Introduction", NOTE).await?;
    pim.fill("Who is it for", "The Summer School").await?;
    pim.fill("What for", "My application").await?;
    pim.follow("button", "Make a link").await?;
    pim.see("It works once your guardian has approved it.").await?;
    pim.see("Waits for Ines Reed’s approval.").await?;
    pim.look(&name("waits")).await?;
    ines.go("/wallet/guardian").await?;
    ines.look(&name("people")).await?;
    ines.follow("link", "1 link waits for your approval").await?;
    ines.see("Waits for approval").await?;
    ines.see_no(NOTE).await?;
    ines.look(&name("wallet")).await?;
    ines.photograph(&name("wallet"), Scheme::Dark).await?;
    let ward = ines.path().await?;
    ines.follow("link", "Link to “My summer”").await?;
    ines.see("The Summer School").await?;
    ines.look(&name("link")).await?;
    ines.follow("link", "See what whoever opens it would see").await?;
    ines.look(&name("preview")).await?;
    ines.follow("link", "Back to the link").await?;
    ines.follow("button", "Approve").await?;
    ines.see("Approved. The link works now.").await?;

    pim.go(&record).await?;
    pim.see_no("Waits for").await?;
    let link = pim.find("textbox", "Link").await?.prop("value").await?.unwrap_or_default();
    let school_of_summer = Browser::open(&demo.url()).await?;
    school_of_summer.narrow(width).await?;
    school_of_summer.go(&link).await?;
    school_of_summer.see("All 2 credentials are verified.").await?;

    // The learner sees what the guardian sees; the guardian holds the link back.
    pim.go(&ward).await?;
    pim.see("This is what Ines Reed sees.").await?;
    pim.look(&name("as-seen")).await?;
    ines.follow("button", "Hold back").await?;
    ines.see("The link leads nowhere now.").await?;
    school_of_summer.go(&link).await?;
    school_of_summer.see(NOTHING).await?;

    // The school ends it, at once.
    school.go(&invitation).await?;
    school.see("In force").await?;
    school.look(&name("desk-in-force")).await?;
    school.follow("link", "End it").await?;
    school.look(&name("desk-end")).await?;
    school.follow("button", "End it now").await?;
    school.see("Ended. They see nothing any more.").await?;
    ines.go(&ward).await?;
    ines.see(NOTHING).await?;
    ines.see_no("My summer").await?;
    pim.go(&record).await?;
    pim.see("This link needs no approval any more.").await?;
    pim.follow("button", "Make it live").await?;
    school_of_summer.go(&link).await?;
    school_of_summer.see("All 2 credentials are verified.").await?;
    for browser in [school, pim, ines, school_of_summer] {
        browser.close().await?;
    }
    Ok(())
}
