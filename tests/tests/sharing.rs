//! A learner shares a record on their own terms, and changes them, while an employer looks.
//!
//! Without Chromium, chromedriver or axe every trial counts as skipped.

use anyhow::{Context, Result, ensure};
use tests::browser::{self, Browser, Scheme, trial};
use tests::learner;
use tests::server::Server;

const LEARNER: (&str, &str) = ("Lin Moss", "lin.moss@learners.example");
const NOTHING: &str = "There is nothing here";

fn main() {
    browser::run(vec![
        trial("a_record_is_shared_narrowed_paused_and_ended_at_a_desk", || shared(1280)),
        trial("a_record_is_shared_narrowed_paused_and_ended_on_a_phone", || shared(390)),
    ]);
}

async fn shared(width: u32) -> Result<()> {
    let demo = Server::demo()?;
    let learner = Browser::open(&demo.url()).await?;
    learner.narrow(width).await?;
    let [one, other] = learner::with_record(&demo, &learner, LEARNER, "For the garden").await?;
    let record = learner.path().await?;

    // A passcode that is too short comes back with everything that was typed.
    learner.go(&record).await?;
    learner.narrow(width).await?;
    learner.fill("Who is it for", "The Botanic Garden").await?;
    learner.fill("What for", "My application").await?;
    learner.fill("Passcode", "moss").await?;
    learner::choose(&learner, "days", "30").await?;
    learner.follow("button", "Make a link").await?;
    learner.see("Choose a passcode of 6 to 64 characters").await?;
    // That the form was refused is no fault of the page.
    learner.complaints().await?;
    learner.look(&format!("share-form-wrong-{width}")).await?;
    let typed = learner.find("textbox", "Who is it for").await?.prop("value").await?;
    ensure!(typed.as_deref() == Some("The Botanic Garden"), "{typed:?}");
    learner.fill("Passcode", "moss fern").await?;
    learner.follow("button", "Make a link").await?;
    learner.see("For The Botanic Garden").await?;
    learner.look(&format!("share-made-{width}")).await?;
    let link = learner.find("textbox", "Link").await?.prop("value").await?.context("no link")?;

    // The employer is asked for it, and sees nothing before.
    let employer = Browser::open(&demo.url()).await?;
    employer.narrow(width).await?;
    employer.go(&link).await?;
    employer.see("has a passcode for it").await?;
    employer.see_no(&one).await?;
    employer.look(&format!("share-ask-{width}")).await?;
    employer.fill("Passcode", "fern moss").await?;
    employer.follow("button", "Open").await?;
    employer.see("You can try 9 more times.").await?;
    employer.complaints().await?;
    employer.look(&format!("share-ask-wrong-{width}")).await?;
    employer.fill("Passcode", "moss fern").await?;
    employer.follow("button", "Open").await?;
    employer.see("All 2 credentials are verified.").await?;
    employer.see("Checked by your own browser just now: it comes to the same result.").await?;
    ensure!(!employer.path().await?.contains("moss"), "the passcode stands in the address");

    // On paper: the record with its link and code, and nothing that only a screen can do.
    let paper = employer.text_on_paper().await?;
    for said in ["For the garden", &one, &other, "All 2 credentials are verified.", &link, "Scan the code"] {
        ensure!(paper.contains(said), "“{said}” is not on paper:\n{paper}");
    }
    ensure!(!paper.contains("Technical details"), "{paper}");
    let sheets = employer.print(&format!("share-paper-{width}")).await?;
    ensure!((1..=4).contains(&sheets.len()) && sheets.iter().all(|letters| *letters > 100), "{sheets:?}");

    // The learner sees that somebody looked, and shows less from now on.
    learner.go("/wallet/shares").await?;
    learner.narrow(width).await?;
    learner.see("Looked at once").await?;
    learner.look(&format!("shares-{width}")).await?;
    learner.follow("link", "For the garden").await?;
    learner.see("with a computer").await?;
    learner.look(&format!("share-manage-{width}")).await?;
    learner.photograph(&format!("share-manage-{width}"), Scheme::Dark).await?;
    learner::leave_out(&learner, &other).await?;
    employer.go(&link).await?;
    employer.see(&one).await?;
    employer.see_no(&other).await?;

    // It is paused, goes on, and ends.
    learner.follow("button", "Pause").await?;
    learner.see("Paused: it shows nothing").await?;
    employer.go(&link).await?;
    employer.see(NOTHING).await?;
    learner.follow("button", "Go on").await?;
    employer.go(&link).await?;
    employer.see(&one).await?;
    learner.click("button", "End this link").await?;
    learner.follow("button", "End the link").await?;
    employer.go(&link).await?;
    employer.see(NOTHING).await?;
    employer.see_no(&one).await?;
    learner.go("/wallet/shares").await?;
    learner.see("Ended on").await?;

    learner.close().await?;
    employer.close().await
}
