//! What every page has around it: head, header, footer.
//!
//! No inline script and no inline style anywhere, so that the Content-Security-Policy can
//! forbid both. A page without islands loads no script at all.

use leptos::prelude::*;
use leptos::reactive::owner::Owner;

use crate::chrome::{Chrome, Viewer};
use crate::components::{mark, notice};
use crate::words::{general as words, language};

/// What a page says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    /// What it is called, without the product's name.
    pub(super) title: String,
    /// What a link to it shows in a chat; public pages only.
    pub(super) preview: Option<Preview>,
    /// Which islands it has, so that it loads the bundle that brings them to life.
    pub(super) islands: Islands,
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
    /// Script and module, by their logical names.
    fn files(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::None => None,
            Self::App => Some(("app.js", "app.wasm")),
            Self::Wallet => Some(("wallet.js", "wallet.wasm")),
        }
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
    let script = head.islands.files().map(|(script, wasm)| {
        let boot = chrome.assets.path("boot.js");
        let (islands, wasm) = (chrome.assets.path(script), chrome.assets.path(wasm));
        view! {
            <link rel="modulepreload" href=islands.clone() />
            <script type="module" src=boot data-islands=islands data-wasm=wasm></script>
        }
    });
    let robots = head.private.then(|| view! { <meta name="robots" content="noindex" /> });
    let preview = head.preview.clone().map(|preview| meta(chrome, preview));
    let flash = chrome.flash.as_ref().map(notice);
    let language = language::spoken();
    let footer = if chrome.demo { words::footer_demo() } else { words::footer() };
    view! {
        <html lang=language.tag() dir=language.direction()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <title>{title}</title>
                <link rel="stylesheet" href=style />
                <link rel="icon" type="image/svg+xml" href=icon />
                {robots}
                {preview}
                {script}
            </head>
            <body>
                <a class="skip" href="#content">{words::skip()}</a>
                <header class="top">
                    <a class="home" href="/">{mark()}<span>{words::laurel()}</span></a>
                    {navigation(chrome, head.section)}
                </header>
                <main id="content" tabindex="-1">
                    {flash}
                    {body}
                </main>
                <footer class="bottom">
                    <p>{footer}</p>
                </footer>
            </body>
        </html>
    }
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
        signed_in(&viewer).into_any()
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

fn signed_in(viewer: &Viewer) -> impl IntoView + use<> {
    let name = if viewer.name.is_empty() { viewer.email.clone() } else { viewer.name.clone() };
    view! {
        <span class="who">{name}</span>
        <form method="post" action="/sign-out">
            <button class="plain">{words::sign_out()}</button>
        </form>
    }
}
