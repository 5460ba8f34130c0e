//! What every page has around it: head, header, footer.
//!
//! No inline script and no inline style anywhere, so that the Content-Security-Policy can
//! forbid both. A page without islands loads no script at all.

use leptos::prelude::*;
use leptos::reactive::owner::Owner;

use crate::chrome::{Assets, Chrome, EndingAddress, Viewer};
use crate::components::{mark, notice, preferences};
use crate::words::{account, dates, general as words, language, privacy};

/// What a page says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    /// What it is called, without the product's name.
    pub(super) title: String,
    /// What a link to it shows in a chat; public pages only.
    pub(super) preview: Option<Preview>,
    /// Which islands it has, so that it loads the bundle that brings them to life.
    pub(super) islands: Islands,
    /// A script that it needs besides, by its logical name.
    pub(super) script: Option<&'static str>,
    /// The path that the navigation marks as the current one.
    pub(super) section: &'static str,
    /// Search engines and the like are to leave it alone.
    pub(super) private: bool,
}

/// In which bundle the islands of a page are.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Islands {
    /// It has none, and loads no script.
    #[default]
    None,
    /// The one of pages that anybody opens.
    App,
    /// The one of pages behind the sign-in.
    Wallet,
}

impl Islands {
    /// Where the script and the module are that speak the page's language, or else English.
    fn files(self, assets: &Assets) -> Option<(String, String)> {
        let name = match self {
            Self::None => return None,
            Self::App => "app",
            Self::Wallet => "wallet",
        };
        let spoken = format!("{name}{}", language::spoken().module());
        let name = if assets.has(&format!("{spoken}.wasm")) { &spoken } else { name };
        Some((assets.path(&format!("{name}.js")), assets.path(&format!("{name}.wasm"))))
    }
}

/// `OpenGraph` values.
#[derive(Clone, Debug, Default)]
pub(super) struct Preview {
    pub(super) title: String,
    pub(super) description: String,
    /// The page's path.
    pub(super) path: String,
    /// The path of its picture.
    pub(super) image: Option<String>,
}

impl Head {
    /// A page for one person, which nobody links to.
    pub(super) fn private(title: impl Into<String>, section: &'static str) -> Self {
        Self { title: title.into(), section, private: true, ..Self::default() }
    }
}

/// Renders a page to the text of a whole document.
///
/// `body` runs inside a fresh reactive owner, which islands need and which goes when the page
/// is finished.
pub(super) fn document<View: IntoView>(chrome: &Chrome, head: &Head, body: impl FnOnce() -> View) -> String {
    let owner = Owner::new_root(None);
    let html = owner.with(|| frame(chrome, head, body().into_any()).to_html());
    owner.cleanup();
    format!("<!doctype html>{html}")
}

fn frame(chrome: &Chrome, head: &Head, body: AnyView) -> impl IntoView + use<> {
    let title = format!("{} · {}", head.title, words::laurel());
    let style = chrome.assets.path("style.css");
    let icon = chrome.assets.path("icon.svg");
    let script = head.islands.files(&chrome.assets).map(|(islands, wasm)| {
        let boot = chrome.assets.path("boot.js");
        view! {
            <link rel="modulepreload" href=islands.clone() />
            <script type="module" src=boot data-islands=islands data-wasm=wasm></script>
        }
    });
    let extra = head.script.map(|name| {
        let src = chrome.assets.path(name);
        view! { <script type="module" src=src></script> }
    });
    let robots = head.private.then(|| view! { <meta name="robots" content="noindex" /> });
    let preview = head.preview.clone().map(|preview| meta(chrome, preview));
    let own = chrome.own_device.then(|| {
        let script = chrome.assets.path("own.js");
        view! { <script type="module" src=script></script> }
    });
    // The service worker shows it where the page comes from the device.
    let kept = chrome.kept_at.as_ref().map(|at| {
        let text = words::as_last_seen(&dates::minute(at));
        view! { <p class="own-device-note" hidden>{text}</p> }
    });
    let flash = chrome.flash.as_ref().map(notice);
    let language = language::spoken();
    let ending = chrome.ending.as_ref().map(ending);
    let theme = Some(chrome.theme.name()).filter(|name| !name.is_empty());
    let footer = if chrome.demo { words::footer_demo() } else { words::footer() };
    view! {
        <html lang=language.tag() dir=language.direction() data-theme=theme>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content=theme.unwrap_or("light dark") />
                <title>{title}</title>
                <link rel="stylesheet" href=style />
                <link rel="icon" type="image/svg+xml" href=icon />
                <link rel="apple-touch-icon" href=chrome.assets.path("icon-maskable-512.png") />
                <link rel="manifest" href="/manifest.webmanifest" crossorigin="use-credentials" />
                {robots}
                {preview}
                {script}
                {extra}
                {own}
            </head>
            <body>
                <a class="skip" href="#content">{words::skip()}</a>
                <header class="top">
                    <a class="home" href="/">{mark()}<span>{words::laurel()}</span></a>
                    {navigation(chrome, head.section)}
                </header>
                <main id="content" tabindex="-1">
                    {kept}
                    {flash}
                    {ending}
                    {body}
                </main>
                <footer class="bottom">
                    <p>{footer}" "<a href="/privacy">{privacy::title()}</a></p>
                    {preferences(chrome)}
                </footer>
            </body>
        </html>
    }
}

/// Asks for another address, where all of somebody's will end.
fn ending(end: &EndingAddress) -> AnyView {
    let day = dates::day(&end.last_day);
    let text = if end.over {
        account::ended(&end.email, &end.issuer, &day)
    } else {
        account::ending(&end.email, &end.issuer, &day)
    };
    view! {
        <div class="notice" role="note">
            <p>{text}</p>
            <p><a href="/account">{account::ending_link()}</a></p>
        </div>
    }
    .into_any()
}

fn meta(chrome: &Chrome, preview: Preview) -> impl IntoView + use<> {
    let property = |name: &'static str, content: String| {
        leptos::html::meta().attr("property", name).content(content).into_any()
    };
    let image = preview.image.map(|path| property("og:image", format!("{}{path}", chrome.public_url)));
    view! {
        <meta name="description" content=preview.description.clone() />
        {property("og:type", "website".to_owned())}
        {property("og:site_name", words::laurel().to_owned())}
        {property("og:title", preview.title)}
        {property("og:description", preview.description)}
        {property("og:url", format!("{}{}", chrome.public_url, preview.path))}
        {image}
        <meta name="twitter:card" content="summary" />
    }
}

fn navigation(chrome: &Chrome, section: &str) -> AnyView {
    let viewer = chrome.viewer.clone();
    let mut links = vec![("/verify", words::nav_verify())];
    if let Some(viewer) = &viewer {
        links.push(("/wallet", words::nav_wallet()));
        if !viewer.desks.is_empty() {
            links.push(("/desk", words::nav_desk()));
        }
    }
    if chrome.demo {
        links.push(("/outbox", words::nav_outbox()));
    }
    let links: Vec<_> = links
        .into_iter()
        .map(|(path, text)| {
            let current = (path == section).then_some("page");
            view! { <li><a href=path aria-current=current>{text}</a></li> }
        })
        .collect();
    let account = if let Some(viewer) = viewer {
        signed_in(&viewer, section).into_any()
    } else {
        let current = (section == "/sign-in").then_some("page");
        view! { <a href="/sign-in" aria-current=current>{words::sign_in()}</a> }.into_any()
    };
    view! {
        <nav aria-label=words::navigation()>
            <ul>{links}</ul>
            <div class="account">{account}</div>
        </nav>
    }
    .into_any()
}

fn signed_in(viewer: &Viewer, section: &str) -> impl IntoView + use<> {
    let name = if viewer.name.is_empty() { viewer.email.clone() } else { viewer.name.clone() };
    let current = (section == "/account").then_some("page");
    view! {
        <a class="who" href="/account" aria-current=current>
            <span class="unseen">{account::title()}": "</span>
            {name}
        </a>
        <form method="post" action="/sign-out">
            <button class="plain">{words::sign_out()}</button>
        </form>
    }
}
