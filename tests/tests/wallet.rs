//! A learner's whole way: claimed by mail, opened by passkey, given a second address, filled from elsewhere in
//! every form, found by skill, composed, taken back, and seen as an employer would.
//!
//! Without Chromium, chromedriver or axe every trial counts as skipped.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tests::browser::{self, Browser, Scheme, trial};
use tests::roster::{self, Roster};
use tests::server::Server;
use tests::{badge, school, story};

const PUPIL: &str = "stu-00002@hedgerow.example";
const HOME: &str = "bo@home.example";

fn main() {
    browser::run(vec![
        trial("a_wallet_is_filled_found_and_told_at_a_desk", || the_whole_way(1280)),
        trial("a_wallet_is_filled_found_and_told_on_a_phone", || the_whole_way(390)),
        trial("what_is_not_theirs_is_kept_on_their_word_without_scripts", on_their_word),
    ]);
}

/// A pupil whose school has made a transcript of 8 courses and two badges for them; the names of the badges.
fn awarded(demo: &Server) -> Result<[String; 2]> {
    let staff = story::sign_in(demo, story::STAFF)?;
    let import = school::upload(&staff, "autumn.zip", &Roster { students: 2, courses: 8 }.autumn())?;
    let batch = school::start(&staff, &import, &json!({}))?;
    school::finish(&staff, &batch)?;
    for achievement in [0, 1] {
        story::award_to(&staff, achievement, "Bo Brandt", PUPIL)?;
    }
    let mut names = story::achievement_names(demo)?.into_iter();
    names.next().zip(names.next()).map(|(one, two)| [one, two]).context("the demo has too few achievements")
}

/// Opens the newest mail, and signs in by what it offers.
async fn sign_in(learner: &Browser, email: &str) -> Result<()> {
    learner.go("/sign-in").await?;
    learner.fill("E-mail address", email).await?;
    learner.follow("button", "Send me a link").await?;
    learner.go("/outbox").await?;
    learner.follow("link", "Open the link in this mail").await?;
    learner.follow("button", "Sign in").await
}

/// Brings files, and looks at what came of them.
async fn bring(learner: &Browser, files: &[PathBuf]) -> Result<()> {
    learner.go("/wallet/add").await?;
    learner.choose("Files", files).await?;
    learner.follow("button", "Check and add").await
}

async fn the_whole_way(width: u32) -> Result<()> {
    let demo = Server::demo_by_name()?;
    let [one, _] = awarded(&demo)?;
    let folder = tempfile::tempdir()?;
    let learner = Browser::open(&demo.url()).await?;
    learner.has_passkeys().await?;
    learner.narrow(width).await?;

    // Claimed by mail: the wallet offers what the letters were about.
    sign_in(&learner, PUPIL).await?;
    learner.go("/wallet").await?;
    learner.look(&format!("wallet-offers-{width}")).await?;
    while learner.count("button", "Claim ").await? > 0 {
        learner.narrow(width).await?;
        learner.execute(CLAIM_FIRST, Vec::new()).await?;
        learner.see("in your wallet").await?;
        learner.go("/wallet").await?;
    }
    learner.see(&one).await?;

    // A passkey, and a second address.
    learner.go("/account/passkeys").await?;
    learner.follow("button", "Make the passkey").await?;
    learner.see("The passkey is ready").await?;
    learner.go("/account").await?;
    learner.fill("Add an address", HOME).await?;
    learner.follow("button", "Send the link").await?;
    learner.go("/outbox").await?;
    learner.follow("link", "Open the link in this mail").await?;
    learner.follow("button", "Add it to my account").await?;
    learner.see("The address is yours now.").await?;

    // A baked picture, JSON, a token, and a zip of twenty, by either address.
    let write = |name: &str, bytes: &[u8]| -> Result<PathBuf> {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes)?;
        Ok(path)
    };
    let knots = write("knots.png", &badge::baked(100, "Knots and Lines", "Ropework", HOME)?)?;
    let tides = write("tides.json", badge::signed(101, "Reading Tides", "Navigation", PUPIL)?.as_bytes())?;
    let lamps = write("lamps.jwt", badge::token(102, "Lamps and Signals", "Signalling", HOME)?.as_bytes())?;
    bring(&learner, &[knots, tides, lamps]).await?;
    learner.see("3 now in your wallet").await?;
    for name in ["Knots and Lines", "Reading Tides", "Lamps and Signals"] {
        learner.see(name).await?;
    }
    learner.look(&format!("wallet-added-{width}")).await?;
    learner.narrow(width).await?;
    let mut many = roster::Files::new();
    for number in 0..20 {
        let skill = if number == 7 { "Splicing rope" } else { "Deck work" };
        let document = badge::signed(number, &format!("Harbour course {number}"), skill, HOME)?;
        many.insert(format!("badges/{number}.json"), document);
    }
    let many = write("badges.zip", &roster::zip(&many)?)?;
    bring(&learner, std::slice::from_ref(&many)).await?;
    learner.see("20 now in your wallet").await?;
    bring(&learner, &[many]).await?;
    learner.see("20 in your wallet already").await?;

    // Found by a skill that is in no title, as it is typed, in each view.
    learner.go("/wallet").await?;
    learner.look(&format!("wallet-full-{width}")).await?;
    learner.photograph(&format!("wallet-full-{width}"), Scheme::Dark).await?;
    learner.narrow(width).await?;
    learner.fill("Search", "splicing").await?;
    learner.see("1 credential found").await?;
    learner.see("Harbour course 7").await?;
    ensure!(!learner.text().await?.contains("Harbour course 8"), "what was not looked for is shown");
    views(&learner, width).await?;
    learner.go("/wallet/skills").await?;
    learner.see("Splicing rope").await?;
    learner.look(&format!("wallet-skills-{width}")).await?;
    learner.narrow(width).await?;
    learner.follow("link", "Harbour course 7").await?;
    learner.see("Taught at the harbour.").await?;
    learner.look(&format!("wallet-credential-{width}")).await?;
    learner.narrow(width).await?;

    out_and_back(&learner, width).await?;

    // A record of a part of the transcript and two badges with a note; a step taken back; as it will be seen.
    learner.go("/wallet").await?;
    learner.fill("Title of a new record", "For the harbour").await?;
    learner.follow("button", "Make a record").await?;
    let record = learner.path().await?;
    compose(&learner, &record, &one, width).await?;
    learner.close().await
}

/// The same as a table and by time, as a form sends it.
async fn views(learner: &Browser, width: u32) -> Result<()> {
    for view in ["list", "timeline"] {
        learner.go("/wallet").await?;
        learner.execute(CHOOSE_VIEW, vec![json!(view)]).await?;
        learner.follow("button", "Search").await?;
        learner.see("Harbour course 8").await?;
        learner.look(&format!("wallet-{view}-{width}")).await?;
        learner.narrow(width).await?;
    }
    Ok(())
}

/// Taken out, and put back.
async fn out_and_back(learner: &Browser, width: u32) -> Result<()> {
    learner.follow("link", "Remove it from your wallet").await?;
    learner.look(&format!("wallet-remove-{width}")).await?;
    learner.follow("button", "Remove it").await?;
    learner.go("/wallet/removed").await?;
    learner.see("Harbour course 7").await?;
    learner.look(&format!("wallet-removed-{width}")).await?;
    learner.narrow(width).await?;
    learner.follow("button", "Put back: Harbour course 7").await?;
    learner.go("/wallet").await?;
    learner.see("Harbour course 7").await
}

/// Chooses how the wallet is shown.
const CHOOSE_VIEW: &str = "document.querySelector('select[name=view]').value = arguments[0]";
/// Unticks the first entry, once, as soon as it is there: before the page's script runs.
const UNTICK_FIRST: &str = "new MutationObserver((_, seen) => {
      const first = document.querySelector('input[name=part]');
      if (!first || sessionStorage.unticked) return;
      sessionStorage.unticked = 'once';
      first.checked = false;
      seen.disconnect();
    }).observe(document, {childList: true, subtree: true})";
/// Presses the first button that puts something into the wallet.
const CLAIM_FIRST: &str = "[...document.querySelectorAll('form[action$=\"/claim\"] button')][0].click()";

async fn compose(learner: &Browser, record: &str, one: &str, width: u32) -> Result<()> {
    for name in [one, "Harbour course 7"] {
        find_and_add(learner, name).await?;
    }
    find_and_add(learner, "transcript").await?;
    learner.see("The whole record, 8 entries").await?;
    learner.fill("Your note on Harbour course 7", "At night, in the rain.").await?;
    learner.see("Saved.").await?;
    learner.click("button", "Add a section").await?;
    learner.find("textbox", "Heading of section 2").await?;
    learner.click("button", "Undo").await?;
    learner.find("button", "Redo").await?;
    let one_section = "return document.querySelectorAll('.record-items').length === 1";
    ensure!(learner.until(one_section, Vec::new()).await?, "the step was not taken back");
    learner.go(record).await?;
    learner.narrow(width).await?;
    learner.early(UNTICK_FIRST).await?;
    learner.follow("link", "Choose entries of").await?;
    learner.see("7 of 8 entries are shown").await?;
    learner.go(record).await?;
    learner.see("7 of 8 entries shown").await?;
    learner.look(&format!("wallet-composed-{width}")).await?;
    learner.follow("link", "As the employer sees it").await?;
    for text in ["Only you see this page", "At night, in the rain.", "7 of 8 entries of", "Harbour course 7"]
    {
        learner.see(text).await?;
    }
    learner.look(&format!("wallet-preview-{width}")).await
}

/// Adds the first credential that is offered under a name, after looking for it.
async fn find_and_add(learner: &Browser, name: &str) -> Result<()> {
    learner.fill("Search", name).await?;
    let first = "const first = document.querySelector('#record-others li');
        return first?.innerText.toLowerCase().includes(arguments[0])";
    ensure!(learner.until(first, vec![json!(name.to_lowercase())]).await?, "{name} is not offered");
    let add = "document.querySelector('#record-others li > button').click()";
    learner.execute(add, Vec::new()).await.map(drop)
}

async fn on_their_word() -> Result<()> {
    let demo = Server::demo()?;
    let folder = tempfile::tempdir()?;
    let learner = Browser::open(&demo.url()).await?;
    learner.scripts(false).await?;
    sign_in(&learner, HOME).await?;
    learner.go("/wallet").await?;
    learner.photograph("wallet-empty", Scheme::Light).await?;
    let another = folder.path().join("another.json");
    std::fs::write(&another, badge::signed(1, "Somebody’s badge", "Knots", "eve@elsewhere.example")?)?;
    let forged = folder.path().join("forged.json");
    let theirs = badge::signed(2, "Honest badge", "Knots", HOME)?;
    std::fs::write(&forged, theirs.replace("Taught at the harbour.", "Runs the harbour."))?;
    let nothing = folder.path().join("notes.txt");
    std::fs::write(&nothing, "Remember the milk.")?;
    bring(&learner, &[another, forged, nothing]).await?;
    learner.see("2 for you to decide").await?;
    learner.see("It names somebody else").await?;
    learner.see("It did not check out.").await?;
    learner.see("This is nothing that we know how to check").await?;
    learner.photograph("wallet-decide", Scheme::Light).await?;
    learner.photograph("wallet-decide", Scheme::Dark).await?;
    learner.click("checkbox", "Choose Somebody’s badge").await?;
    learner.follow("button", "They are mine: keep them").await?;
    learner.go("/wallet").await?;
    learner.see("Kept on your word").await?;
    ensure!(!learner.text().await?.contains("Honest badge"), "what was not chosen is kept");
    learner.close().await
}
