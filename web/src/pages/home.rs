//! `/`: the one story, for the three people in it.

use leptos::prelude::*;

use super::document::{Head, Preview, document};
use crate::chrome::Chrome;
use crate::components::{Badge, badge::badge, seal};
use crate::words::{general, home as words, report};

/// What the landing page shows.
#[derive(Clone, Debug, Default)]
pub struct Home {
    /// The path of a shared record to look at, such as `/s/…`; the demo has one.
    pub example: Option<String>,
    /// Whom to try the demo as; absent outside the demo.
    pub demo: Option<Demo>,
}

/// Where a visitor of the demo may begin.
#[derive(Clone, Debug, Default)]
pub struct Demo {
    /// Accounts to sign in with.
    pub people: Vec<DemoPerson>,
    /// An open link to come to: what it is, and its address.
    pub event: Option<(String, String)>,
}

/// Somebody that a visitor of the demo may sign in as.
#[derive(Clone, Debug, Default)]
pub struct DemoPerson {
    /// Such as `Ada Obi`.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// Who that is, and what can be seen as them.
    pub about: String,
    /// Where to go after signing in, such as `/desk`.
    pub next: String,
}

/// The landing page.
pub fn home(chrome: &Chrome, data: &Home) -> String {
    let head = Head {
        title: words::title().trim_end_matches('.').to_owned(),
        preview: Some(Preview {
            title: format!("{}: {}", general::laurel(), words::title()),
            description: words::lead().to_owned(),
            path: "/".to_owned(),
            image: None,
        }),
        ..Head::default()
    };
    let demo = data.demo.clone();
    let example = data.example.clone();
    document(chrome, &head, || {
        view! {
            {hero(example)}
            <section class="story" aria-labelledby="story">
                <h2 id="story" class="unseen">{words::story()}</h2>
                {person("1", words::award(), "/desk", words::award_link())}
                {person("2", words::hold(), "/wallet", words::hold_link())}
                {person("3", words::verify(), "/verify", words::verify_link())}
            </section>
            {demo.map(try_it)}
        }
    })
}

fn hero(example: Option<String>) -> AnyView {
    let (action, text) = match example {
        Some(path) => (path, words::example()),
        None => ("/verify".to_owned(), words::check()),
    };
    view! {
        <section class="hero">
            <div>
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead()}</p>
                <p><a class="button main" href=action>{text}</a></p>
            </div>
            {specimen()}
        </section>
    }
    .into_any()
}

/// A certificate that nobody has, to show what one looks like.
fn specimen() -> impl IntoView {
    let picture = Badge {
        seed: "specimen".to_owned(),
        issuer: "laurel".to_owned(),
        achievement_type: "Certificate".to_owned(),
        image: None,
    };
    view! {
        <div class="sheet specimen" aria-hidden="true">
            <p class="eyebrow">{words::specimen()}</p>
            {badge(&picture, "badge-large")}
            <p class="title">{words::specimen_title()}</p>
            <p class="recipient">{words::awarded_to()}" "<strong>{words::specimen_name()}</strong></p>
            <p class="byline">{words::by()}" "<span class="issuer">{words::specimen_issuer()}</span></p>
            <p class="specimen-seal">
                {seal(crypto::verify::Headline::Verified)}
                <span>{report::headline(crypto::verify::Headline::Verified)}</span>
            </p>
        </div>
    }
}

fn person(
    number: &'static str,
    (title, text): (&'static str, &'static str),
    path: &'static str,
    link: &'static str,
) -> impl IntoView {
    view! {
        <div class="person">
            <p class="number" aria-hidden="true">{number}</p>
            <h3>{title}</h3>
            <p>{text}</p>
            <p><a href=path>{link}</a></p>
        </div>
    }
}

/// Whom a visitor of the demo can sign in as, a button each.
pub(super) fn try_it(demo: Demo) -> AnyView {
    let people: Vec<_> = demo
        .people
        .into_iter()
        .map(|person| {
            let button = words::sign_in_as(&person.name);
            view! {
                <li>
                    <p><strong>{person.name}</strong><span>{person.about}</span></p>
                    <form method="post" action="/sign-in">
                        <input type="hidden" name="email" value=person.email />
                        <input type="hidden" name="next" value=person.next />
                        <button>{button}</button>
                    </form>
                </li>
            }
        })
        .collect();
    let event = demo.event.map(|(title, address)| {
        view! { <p>{words::demo_event()}" "<a href=address>{title}</a>"."</p> }
    });
    view! {
        <section class="people">
            <h2>{words::demo_title()}</h2>
            <p>{words::demo_lead()}</p>
            <ul>{people}</ul>
            {event}
        </section>
    }
    .into_any()
}
