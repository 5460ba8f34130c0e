//! Learners compose records: of parts of a transcript and of badges, with and without a mouse, a wide
//! screen, and scripts.
//!
//! Without Chromium, chromedriver or axe every trial counts as skipped.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tests::browser::{self, Browser, Scheme, trial};
use tests::http::Http;
use tests::roster::Roster;
use tests::server::Server;
use tests::{school, story};

const ENTER: char = '\u{e007}';
const SPACE: char = ' ';
/// A pupil with one record.
const PUPIL: &str = "stu-00002@hedgerow.example";

fn main() {
    browser::run(vec![
        trial("a_record_of_parts_and_badges_is_composed_at_a_desk", || composed(1280)),
        trial("a_record_of_parts_and_badges_is_composed_on_a_phone", || composed(390)),
        trial("a_record_is_composed_by_keyboard_alone", by_keyboard),
        trial("a_record_is_composed_without_scripts", without_scripts),
        trial("two_windows_do_not_overwrite_each_other", two_windows),
    ]);
}

/// A pupil who holds a transcript of 8 courses and two badges; the names of these.
fn held(demo: &Server) -> Result<[String; 2]> {
    let staff = story::sign_in(demo, story::STAFF)?;
    let import = school::upload(&staff, "autumn.zip", &Roster { students: 2, courses: 8 }.autumn())?;
    let batch = school::start(&staff, &import, &json!({}))?;
    school::finish(&staff, &batch)?;
    for achievement in [0, 1] {
        story::award_to(&staff, achievement, "Bo Brandt", PUPIL)?;
    }
    let pupil = story::sign_in(demo, PUPIL)?;
    for offer in offers(&pupil)? {
        let answer = pupil.post_form(&format!("/wallet/credentials/{offer}/claim"), &[])?;
        ensure!(answer.status == 303, "claiming answered {}", answer.status);
    }
    let mut names = story::achievement_names(demo)?.into_iter();
    names.next().zip(names.next()).map(|(one, two)| [one, two]).context("the demo has too few achievements")
}

fn offers(pupil: &Http) -> Result<Vec<String>> {
    let wallet = pupil.get("/wallet")?.text();
    let ids = wallet.split("/wallet/credentials/").skip(1).filter_map(|rest| rest.split_once("/claim"));
    Ok(ids.map(|(id, _)| id.to_owned()).filter(|id| !id.contains('"')).collect())
}

/// A window in which the pupil is signed in, on the page of a new record.
async fn begun(demo: &Server, width: u32) -> Result<Browser> {
    let browser = Browser::open(&demo.url()).await?;
    browser.narrow(width).await?;
    browser.go("/sign-in").await?;
    browser.fill("E-mail address", PUPIL).await?;
    browser.follow("button", "Send me a link").await?;
    browser.go("/outbox").await?;
    browser.follow("link", "Open the link in this mail").await?;
    browser.follow("button", "Sign in").await?;
    browser.go("/wallet").await?;
    browser.fill("Title of a new record", "For the workshop").await?;
    browser.follow("button", "Make a record").await?;
    Ok(browser)
}

async fn composed(width: u32) -> Result<()> {
    let demo = Server::demo()?;
    let [one, other] = held(&demo)?;
    let learner = begun(&demo, width).await?;
    let record = learner.path().await?;
    // The form for a link says what the record holds, from the first to the last.
    learner.see("There is nothing in this record yet").await?;
    learner.see_no("There is a school’s record in it").await?;
    for (number, name) in (1..).zip([&one, &other]) {
        learner.click("button", &format!("Add {name}")).await?;
        ensure!(shows(&learner, &json!([number])).await?, "{name} is not in it");
    }
    // The last one left is the transcript.
    let last = "return document.querySelectorAll('#record-others li').length === 1";
    ensure!(learner.until(last, Vec::new()).await?, "what is in it is offered still");
    learner.execute("document.querySelector('#record-others li > button').click()", Vec::new()).await?;
    ensure!(shows(&learner, &json!([3])).await?, "the transcript is not in it");
    learner.see("The whole record, 8 entries").await?;
    learner.see("There is a school’s record in it").await?;
    learner.see_no("There is nothing in this record yet").await?;

    // Words, a heading, a note, a colour: saved as one goes.
    learner.fill("Introduction", "What I can do with my hands.").await?;
    learner.fill("Heading of section 1", "Badges").await?;
    learner.fill(&format!("Your note on {one}"), "A whole summer.").await?;
    learner.click("radio", "Plum").await?;
    learner.see("Saved.").await?;
    learner.click("button", "Add a section").await?;
    learner.fill("Heading of section 2", "School").await?;
    learner.see("Saved.").await?;
    learner.look(&format!("compose-{width}")).await?;
    learner.narrow(width).await?;

    // The transcript goes below by the arrow, and comes back by undoing, after a reload.
    let before = items(&learner).await?;
    let transcript = before.last().context("nothing is in it")?.clone();
    learner.click("button", &format!("Move {transcript} down")).await?;
    learner.see(&format!("{transcript} is now 1 of 1 in Section 2. Saved.")).await?;
    learner.go(&record).await?;
    learner.narrow(width).await?;
    ensure!(sections(&learner).await? == json!([2, 1]), "{}", sections(&learner).await?);
    learner.click("button", "Undo").await?;
    learner.find("button", "Redo").await?;
    ensure!(shows(&learner, &json!([3, 0])).await?, "undone: {}", sections(&learner).await?);
    learner.click("button", "Redo").await?;
    ensure!(shows(&learner, &json!([2, 1])).await?, "done again: {}", sections(&learner).await?);

    // A badge is dragged over another one.
    drag(&learner, &one, &other).await?;
    learner.see(&format!("{one} is now 2 of 2 in Section 1. Saved.")).await?;
    ensure!(items(&learner).await? == [other.clone(), one.clone(), transcript.clone()], "dragged");

    // Three of the eight courses.
    learner.follow("link", "Choose entries of").await?;
    learner.narrow(width).await?;
    learner.see("All 8 entries").await?;
    learner.look(&format!("compose-parts-{width}")).await?;
    learner.narrow(width).await?;
    untick(&learner, 5).await?;
    learner.see("3 of 8 entries are shown").await?;
    learner.follow("link", "Back to the record").await?;
    learner.see("3 of 8 entries shown").await?;

    // As the employer sees it, before and after there is a link.
    learner.follow("link", "As the employer sees it").await?;
    learner.see("Only you see this page").await?;
    learner.see("3 of 8 entries of").await?;
    learner.look(&format!("compose-preview-{width}")).await?;
    learner.go(&record).await?;
    learner.fill("Who is it for", "The workshop").await?;
    learner.fill("What for", "A place to learn").await?;
    learner.follow("button", "Make a link").await?;
    let link = learner.find("textbox", "Link").await?.prop("value").await?.context("no link")?;
    let employer = Browser::open(&demo.url()).await?;
    employer.go(&link).await?;
    employer.see("All 5 credentials are verified.").await?;
    employer.see("Checked by your own browser just now: it comes to the same result.").await?;
    for text in ["A whole summer.", "What I can do with my hands.", "Badges", "School", "3 of 8 entries of"] {
        employer.see(text).await?;
    }
    employer.look(&format!("share-composed-{width}")).await?;
    employer.photograph(&format!("share-composed-{width}"), Scheme::Dark).await?;
    // On paper: a transcript, and no heading over what only a screen opens.
    let paper = employer.text_on_paper().await?;
    for said in ["Result", "A whole summer.", "3 of 8 entries of", "Scan the code"] {
        ensure!(paper.contains(said), "“{said}” is not on paper:\n{paper}");
    }
    ensure!(!paper.contains("Credentials inside"), "{paper}");
    employer.print(&format!("transcript-paper-{width}")).await?;
    hides_what_was_not_chosen(&demo, &link)?;
    learner.close().await?;
    employer.close().await
}

/// What a program gets by the link has the three courses and nothing of the transcript around them.
fn hides_what_was_not_chosen(demo: &Server, link: &str) -> Result<()> {
    let token = link.rsplit('/').next().context("no token")?;
    let record: Value = Http::new(&demo.url()).get(&format!("/api/v1/shares/{token}"))?.json()?;
    let credentials = record["credentials"].as_array().context("no credentials")?;
    ensure!(credentials.len() == 5, "{} credentials", credentials.len());
    let parts: Vec<_> = credentials.iter().filter(|it| it["partOf"].is_object()).collect();
    ensure!(parts.len() == 3 && parts[0]["partOf"]["all"] == 8, "{record:#}");
    for credential in credentials {
        let document = credential["document"].as_str().context("no document")?;
        ensure!(!document.contains("ClrCredential"), "the transcript itself is in what is shared");
    }
    Ok(())
}

/// The titles in the record, from first to last.
async fn items(browser: &Browser) -> Result<Vec<String>> {
    let script = "return [...document.querySelectorAll('[data-item]')].map(item => item.dataset.title)";
    Ok(serde_json::from_value(browser.execute(script, Vec::new()).await?)?)
}

/// How many credentials each section has.
async fn sections(browser: &Browser) -> Result<Value> {
    let script = "return [...document.querySelectorAll('.record-items')].map(list => list.children.length)";
    browser.execute(script, Vec::new()).await
}

/// Whether they come to have so many, sooner or later.
async fn shows(browser: &Browser, sections: &Value) -> Result<bool> {
    let script = "return JSON.stringify([...document.querySelectorAll('.record-items')].map(list => list.children.length)) \
                  === JSON.stringify(arguments[0])";
    browser.until(script, vec![sections.clone()]).await
}

/// Drags one credential by its handle below another one, as a finger or a mouse does.
async fn drag(browser: &Browser, one: &str, below: &str) -> Result<()> {
    let script = "const item = title => [...document.querySelectorAll('[data-item]')].find(it => it.dataset.title === title);
        const send = (on, kind, y) => on.dispatchEvent(new PointerEvent(kind,
            { bubbles: true, cancelable: true, button: 0, clientX: 10, clientY: y }));
        const handle = item(arguments[0]).querySelector('.handle');
        handle.scrollIntoView({ block: 'center' });
        const middle = it => { const box = it.getBoundingClientRect(); return (box.top + box.bottom) / 2 };
        send(handle, 'pointerdown', middle(handle));
        send(window, 'pointermove', middle(item(arguments[1])) + 5);
        send(window, 'pointerup', 0)";
    browser.execute(script, vec![json!(one), json!(below)]).await.map(drop)
}

async fn untick(browser: &Browser, number: usize) -> Result<()> {
    let script =
        "[...document.querySelectorAll('input[name=part]')].slice(0, arguments[0]).forEach(it => it.click())";
    browser.execute(script, vec![json!(number)]).await.map(drop)
}

async fn by_keyboard() -> Result<()> {
    let demo = Server::demo()?;
    let [one, other] = held(&demo)?;
    let learner = begun(&demo, 1280).await?;
    for name in [&one, &other] {
        learner.tab_to("button", &format!("Add {name}")).await?;
        learner.press(ENTER).await?;
        learner.find("button", &format!("Move {name} up")).await?;
    }
    learner.tab_to("textbox", &format!("Your note on {one}")).await?;
    learner.type_in("Mine").await?;
    learner.press_with_alt('\u{e015}').await?;
    learner.see(&format!("{one} is now 2 of 2. Saved.")).await?;
    ensure!(
        learner.focus().await?.1.contains(&one),
        "the focus went elsewhere: {:?}",
        learner.focus().await?
    );
    learner.press_with_alt('\u{e013}').await?;
    learner.see(&format!("{one} is now 1 of 2. Saved.")).await?;
    learner.go(&learner.path().await?).await?;
    ensure!(items(&learner).await? == [one.clone(), other.clone()], "the order was saved");
    learner.tab_to("button", "Undo").await?;
    learner.press(SPACE).await?;
    learner.see("Saved.").await?;
    learner.tab_to("link", "As the employer sees it").await?;
    learner.press_to_follow(ENTER).await?;
    learner.see("Only you see this page").await?;
    learner.close().await
}

async fn without_scripts() -> Result<()> {
    let demo = Server::demo()?;
    let [one, other] = held(&demo)?;
    let learner = begun(&demo, 390).await?;
    learner.scripts(false).await?;
    learner.go(&learner.path().await?).await?;
    for name in [&one, &other] {
        learner.fill("Search", name).await?;
        learner.follow("button", "Search").await?;
        learner.follow("button", &format!("Add {name}")).await?;
    }
    // What is typed is saved by whatever button comes next.
    learner.fill(&format!("Your note on {other}"), "Mine").await?;
    learner.follow("button", &format!("Move {other} up")).await?;
    ensure!(items(&learner).await? == [other.clone(), one.clone()], "moved");
    learner.follow("button", "Add a section").await?;
    learner.fill("Heading of section 2", "Later").await?;
    learner.follow("button", "Save").await?;
    learner.follow("button", &format!("Move {one} down")).await?;
    ensure!(sections(&learner).await? == json!([1, 1]), "{}", sections(&learner).await?);
    learner.follow("button", "Undo").await?;
    ensure!(sections(&learner).await? == json!([2, 0]), "{}", sections(&learner).await?);
    learner.photograph("compose-without-scripts", Scheme::Light).await?;
    learner.follow("link", "As the employer sees it").await?;
    learner.see("Mine").await?;
    learner.close().await
}

async fn two_windows() -> Result<()> {
    let demo = Server::demo()?;
    held(&demo)?;
    let learner = begun(&demo, 1280).await?;
    let (id, http) = (learner.path().await?, story::sign_in(&demo, PUPIL)?);
    let api = id.replace("/wallet/", "/api/v1/");
    let mut record: Value = http.get(&api)?.json()?;
    record["content"]["title"] = json!("From elsewhere");
    let save = json!({ "revision": record["revision"], "content": record["content"] });
    let answer = http.put_json(&api, &save)?;
    ensure!(answer.status == 200, "saving answered {}", answer.status);
    learner.fill("Introduction", "Typed here").await?;
    learner.see("changed in another window").await?;
    let kept: Value = http.get(&api)?.json()?;
    ensure!(kept["content"]["title"] == "From elsewhere", "{kept}");
    ensure!(kept["content"]["introduction"] == "", "{kept}");
    learner.close().await
}
