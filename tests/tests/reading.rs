//! How people read the site: in their own language, from right to left, in the theme they chose,
//! and without a network on a device of their own; in a real browser.
//!
//! Without Chromium, chromedriver or axe every trial counts as skipped.

use std::time::Duration;

use anyhow::{Result, anyhow, ensure};
use serde_json::{Value, json};
use tests::browser::{self, Browser, Scheme, trial};
use tests::server::Server;
use tests::story;

const ADA: &str = "ada.vogel@learners.example";
const BEN: &str = "ben.okafor@learners.example";

fn main() {
    browser::run(vec![
        trial("a_learner_and_an_employer_meet_spanish_alone", in_spanish),
        trial("arabic_pages_are_mirrored_and_fit_a_phone", from_right_to_left),
        trial("a_chosen_theme_holds_whatever_the_device_says", a_theme),
        trial("the_wallet_opens_without_a_network_on_an_own_device", without_a_network),
        trial("what_an_own_device_keeps_goes_with_its_owner", wiped),
    ]);
}

/// Signs in by mail, with the words of the language.
async fn sign_in(browser: &Browser, email: &str, words: [&str; 4]) -> Result<()> {
    let [field, send, open, confirm] = words;
    browser.go("/sign-in").await?;
    browser.fill(field, email).await?;
    browser.follow("button", send).await?;
    browser.go("/outbox").await?;
    browser.follow("link", open).await?;
    browser.follow("button", confirm).await
}

const ENGLISH: [&str; 4] = ["E-mail address", "Send me a link", "Open the link in this mail", "Sign in"];
const SPANISH: [&str; 4] =
    ["Dirección de correo", "Enviarme un enlace", "Abrir el enlace de este correo", "Entrar"];

async fn in_spanish() -> Result<()> {
    let demo = Server::demo()?;
    let staff = story::sign_in(&demo, story::STAFF)?;
    story::award_to(&staff, 0, "Ada Vogel", ADA)?;
    let name = story::achievement_names(&demo)?.remove(0);
    let learner = Browser::open(&demo.url()).await?;
    learner.go("/").await?;
    learner.follow("button", "Español").await?;
    learner.see("Logros que se demuestran solos.").await?;
    learner.look("home-es").await?;
    sign_in(&learner, ADA, SPANISH).await?;
    learner.go("/wallet").await?;
    learner.follow("button", &format!("Recoger {name}")).await?;
    learner.go("/wallet").await?;
    learner.see("Tu cartera").await?;
    learner.look("wallet-es").await?;

    let share = story::example_share(&demo)?;
    learner.go(&share).await?;
    learner.see("Historial compartido").await?;
    learner.see("Tu propio navegador lo ha comprobado ahora mismo: llega al mismo resultado.").await?;
    learner.look("share-es").await?;
    learner.go("/verify").await?;
    learner.click("button", "Comprobar").await?;
    learner.see("Pega algo, elige un archivo o escanea un código primero.").await?;
    learner.look("verify-es").await?;
    learner.close().await
}

/// How far the page can be moved sideways, in pixels.
async fn overflow(browser: &Browser) -> Result<i64> {
    let script = "const root = document.documentElement; return root.scrollWidth - root.clientWidth";
    Ok(browser.execute(script, Vec::new()).await?.as_i64().unwrap_or(-1))
}

async fn from_right_to_left() -> Result<()> {
    let demo = Server::demo()?;
    let share = story::example_share(&demo)?;
    let phone = ["--window-size=390,844".to_owned()];
    let reader = Browser::open_with(&demo.url(), &phone).await?;
    sign_in(&reader, ADA, ENGLISH).await?;
    let side = "const mark = document.querySelector('.home').getBoundingClientRect(); \
                return mark.left > innerWidth / 2 ? 'right' : 'left'";
    reader.go("/").await?;
    ensure!(reader.execute(side, Vec::new()).await? == json!("left"));
    reader.follow("button", "العربية").await?;
    reader.see("إنجازات تُثبت نفسها.").await?;
    for (name, path) in
        [("home-ar", "/"), ("wallet-ar", "/wallet"), ("verify-ar", "/verify"), ("share-ar", share.as_str())]
    {
        reader.go(path).await?;
        let root = "return [document.documentElement.lang, document.documentElement.dir]";
        ensure!(reader.execute(root, Vec::new()).await? == json!(["ar", "rtl"]), "{path}");
        ensure!(reader.execute(side, Vec::new()).await? == json!("right"), "{path} is not mirrored");
        ensure!(overflow(&reader).await? == 0, "{path} moves sideways");
        reader.look(name).await?;
    }
    reader.close().await
}

async fn a_theme() -> Result<()> {
    let demo = Server::demo()?;
    let reader = Browser::open(&demo.url()).await?;
    let paper = "return getComputedStyle(document.body).backgroundColor";
    reader.go("/verify").await?;
    let light = reader.execute(paper, Vec::new()).await?;
    reader.follow("button", "Dark").await?;
    ensure!(reader.path().await? == "/verify", "the choice leads back");
    let dark = reader.execute(paper, Vec::new()).await?;
    ensure!(light != dark, "{light} stays");
    reader.is_accessible().await?;
    reader.scripts(false).await?;
    reader.go("/").await?;
    ensure!(reader.execute(paper, Vec::new()).await? == dark, "it holds without a script");
    reader.close().await
}

/// The addresses of all that is kept for somebody; waits until there is `wanted` among them.
async fn kept(browser: &Browser, wanted: Option<&str>) -> Result<Vec<String>> {
    let script = "const done = arguments[arguments.length - 1]; \
        caches.keys().then(names => Promise.all(names.filter(name => name.startsWith('own-')) \
            .map(name => caches.open(name).then(cache => cache.keys())))) \
        .then(all => done(all.flat().map(request => new URL(request.url).pathname)))";
    let mut paths = Vec::new();
    let waiting = async {
        loop {
            paths = serde_json::from_value::<Vec<String>>(
                browser.execute_async(script, Vec::<Value>::new()).await?,
            )?;
            if wanted.is_none_or(|wanted| paths.iter().any(|path| path == wanted)) {
                return anyhow::Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let came = tokio::time::timeout(Duration::from_secs(20), waiting).await;
    came.map_err(|_| anyhow!("{wanted:?} is not kept"))??;
    Ok(paths)
}

/// Calls the device one's own, and reads the wallet and one credential.
async fn own(browser: &Browser) -> Result<()> {
    browser.go("/wallet").await?;
    browser.follow("button", "This is my own device").await?;
    browser.see("From now on your wallet opens here").await?;
    kept(browser, Some("/wallet")).await?;
    Ok(())
}

async fn without_a_network() -> Result<()> {
    let demo = Server::demo()?;
    let staff = story::sign_in(&demo, story::STAFF)?;
    story::award_to(&staff, 0, "Ada Vogel", ADA)?;
    let name = story::achievement_names(&demo)?.remove(0);
    let share = story::example_share(&demo)?;
    let learner = Browser::open(&demo.url()).await?;
    sign_in(&learner, ADA, ENGLISH).await?;
    learner.go("/wallet").await?;
    learner.follow("button", &format!("Claim {name}")).await?;
    own(&learner).await?;
    for path in [share.as_str(), "/verify", "/"] {
        learner.go(path).await?;
    }
    learner.go("/wallet").await?;
    let paths = kept(&learner, Some("/wallet")).await?;
    ensure!(paths.iter().all(|path| path == "/wallet" || path.starts_with("/wallet/")), "{paths:?}");
    learner.see_no("could not be loaded just now").await?;

    drop(demo);
    learner.go("/wallet").await?;
    learner.see("This page could not be loaded just now. You see it as it was on ").await?;
    learner.see(&name).await?;
    // The browser notes what it cannot load then, so its complaints are not looked at.
    learner.is_accessible().await?;
    learner.photograph("wallet-offline", Scheme::Light).await?;
    learner.complaints().await?;
    ensure!(
        learner.go(&share).await.is_err() || !learner.text().await?.contains(&name),
        "a share is never kept"
    );
    learner.close().await
}

async fn wiped() -> Result<()> {
    let demo = Server::demo()?;
    let browser = Browser::open(&demo.url()).await?;
    sign_in(&browser, ADA, ENGLISH).await?;
    own(&browser).await?;
    browser.follow("button", "Sign out").await?;
    ensure!(kept(&browser, None).await?.is_empty(), "signing out wipes");

    sign_in(&browser, ADA, ENGLISH).await?;
    own(&browser).await?;
    browser.follow("button", "This is not my own device").await?;
    ensure!(kept(&browser, None).await?.is_empty(), "ending the choice wipes");

    own(&browser).await?;
    // Somebody else's session, without signing out first.
    sign_in(&browser, BEN, ENGLISH).await?;
    browser.go("/wallet").await?;
    ensure!(kept(&browser, None).await?.is_empty(), "another account finds nothing");
    drop(demo);
    ensure!(
        browser.go("/wallet").await.is_err()
            || !browser.text().await?.contains("could not be loaded just now")
    );
    Ok(())
}
