//! A teacher who has never been here: founds an institution, designs a badge, enrols a class of 28,
//! awards it and prints slips, and a pupil claims with one. In a real browser, things found by role
//! and name; every page that is passed is photographed and shown to axe.
//!
//! Without Chromium, chromedriver or axe every trial counts as skipped.

use anyhow::{Context, Result, ensure};
use tests::browser::{self, Browser, trial};
use tests::server::Server;

const TEACHER: &str = "tess@hill.example";
const PUPIL: &str = "ben@home.example";
const PUPILS: &str = "Ada Obi, ada@pupils.example\nBen Ito\nCarla Nuñez <carla@pupils.example>\nLee, Cy\nDana Fox\n\
    Eli Grant, eli@pupils.example\nFarah Haddad\nGus Møller\nHana Sato\nIvo Petrov\nJun Park\nKai Brandt\n\
    Lena Wolf\nMilo Rossi\nNia Jones\nOmar Aziz\nPia Lund\nQuinn Ode\nRosa Díaz\nSami Virtanen\nTess O’Neil\n\
    Uma Rao\nVera Kovač\nWim de Vries\nXia Chen\nYara Silva\nZoe Martin\nMaximilian von Hohenstein";

fn main() {
    browser::run(vec![trial("a_teacher_new_to_it_awards_a_class_of_28_and_prints_slips", a_class_of_28)]);
}

async fn sign_in(browser: &Browser, email: &str, next: &str) -> Result<()> {
    browser.go(&format!("/sign-in?next={next}")).await?;
    browser.fill("E-mail address", email).await?;
    browser.follow("button", "Send me a link").await?;
    browser.go("/outbox").await?;
    browser.follow("link", "Open the link in this mail").await?;
    browser.follow("button", "Sign in").await
}

async fn a_class_of_28() -> Result<()> {
    let demo = Server::demo()?;
    let teacher = Browser::open(&demo.url()).await?;
    sign_in(&teacher, TEACHER, "/desk").await?;

    // The institution, and one achievement with a badge of its own.
    teacher.follow("link", "Set up an institution").await?;
    teacher.fill("Name", "Hill Primary School").await?;
    teacher.fill("What it is", "A village school of sixty children.").await?;
    teacher.look("walk-found").await?;
    teacher.follow("button", "Set it up").await?;
    teacher.follow("link", "New achievement").await?;
    teacher.fill("Name", "Pond Explorer").await?;
    teacher.fill("Description", "Knows what lives in the school pond.").await?;
    teacher.fill("What one has to do for it", "Found **five** kinds of animals.").await?;
    teacher.click("radio", "Design one here").await?;
    teacher.click("radio", "Circle").await?;
    teacher.click("button", "Science").await?;
    teacher.click("radio", "Leaf").await?;
    teacher.look("walk-designer").await?;
    teacher.follow("button", "Publish").await?;
    teacher.see("Nothing awarded yet").await?;

    // The class, from names as they come out of a register.
    teacher.follow("link", "Classes").await?;
    teacher.follow("link", "New class").await?;
    teacher.fill("Name", "4b").await?;
    teacher.paste("Pupils", PUPILS).await?;
    teacher.follow("button", "Look at the list").await?;
    teacher.look("walk-list").await?;
    teacher.follow("button", "Make the class").await?;
    teacher.look("walk-class").await?;

    // The award: two were not there, one gets a note.
    teacher.follow("link", "Award this class").await?;
    teacher.follow("link", "Pond Explorer").await?;
    for absent in ["Cy Lee", "Gus Møller"] {
        teacher.click("checkbox", absent).await?;
    }
    teacher.fill("Note for Ben Ito", "Found the newt that nobody had seen for years.").await?;
    teacher.look("walk-sheet").await?;
    teacher.follow("button", "Look at it").await?;
    teacher.see("Award 26 pupils?").await?;
    teacher.follow("button", "Award 26 pupils").await?;
    teacher.see("Awarded to 26 pupils").await?;
    teacher.look("walk-awarded").await?;
    teacher.follow("link", "Print 23 slips").await?;
    teacher.look("walk-slips").await?;
    let slips = teacher
        .execute("return [...document.querySelectorAll('.slip')].map(slip => slip.innerText)", Vec::new());
    let slips: Vec<String> = serde_json::from_value(slips.await?)?;
    ensure!(slips.len() == 23, "{} slips", slips.len());
    let slip = slips.iter().find(|slip| slip.contains("Ben Ito")).context("no slip for Ben")?;
    let code = slip.split_whitespace().last().context("no code on the slip")?;

    // A pupil, with the slip in hand.
    let pupil = Browser::open(&demo.url()).await?;
    pupil.go("/claim").await?;
    pupil.fill("Code", code).await?;
    pupil.follow("button", "Go on").await?;
    pupil.see("Pond Explorer").await?;
    pupil.look("walk-claim").await?;
    sign_in(&pupil, PUPIL, &format!("/claim/{code}")).await?;
    pupil.follow("button", "Put it into my wallet").await?;
    pupil.see("The credential is in your wallet").await?;
    pupil.follow("link", "Pond Explorer").await?;
    pupil.see("Found the newt that nobody had seen for years.").await?;
    pupil.look("walk-claimed").await?;
    pupil.close().await?;
    teacher.close().await
}
