//! `/privacy`: who sees what, what could be read, how long what is kept.

use leptos::prelude::*;

use super::document::{Head, document};
use crate::chrome::Chrome;
use crate::words::privacy as words;

/// What depends on how the service is run.
#[derive(Clone, Debug, Default)]
pub struct Privacy {
    /// For how many days what was removed from a wallet is kept,
    pub removed_days: i64,
    /// for how many hours what was added and waits for a word,
    pub arrival_hours: i64,
    /// for how many days letters,
    pub mail_days: i64,
    /// lists of names after many awards,
    pub rows_days: i64,
    /// and requests after they were decided.
    pub requests_days: i64,
}

/// The page.
pub fn privacy(chrome: &Chrome, data: &Privacy) -> String {
    let head = Head { title: words::title().to_owned(), section: "/privacy", ..Head::default() };
    let set = [
        (words::kept_removed(), words::days(data.removed_days)),
        (words::kept_arrivals(), words::hours(data.arrival_hours)),
        (words::kept_mail(), words::days(data.mail_days)),
        (words::kept_rows(), words::days(data.rows_days)),
        (words::kept_requests(), words::days(data.requests_days)),
    ];
    document(chrome, &head, || {
        let always = words::kept_always().iter().map(|(what, how_long)| (*what, (*how_long).to_owned()));
        let rows: Vec<_> = always
            .chain(set)
            .map(|(what, how_long)| view! { <tr><th scope="row">{what}</th><td>{how_long}</td></tr> })
            .collect();
        let [what, how_long] = words::kept_columns();
        view! {
            <article class="account-help privacy-page">
                <header class="page-head">
                    <h1>{words::title()}</h1>
                    <p class="lead">{words::lead()}</p>
                </header>
                {part(words::staff(), words::staff_text())}
                {part(words::links(), words::links_text())}
                {part(words::guardians(), words::guardians_text())}
                {part(words::operator(), words::operator_text())}
                {part(words::others(), words::others_text())}
                <section>
                    <h2>{words::kept()}</h2>
                    <div class="table" role="region" aria-label=words::kept_table() tabindex="0">
                        <table>
                            <thead><tr><th scope="col">{what}</th><th scope="col">{how_long}</th></tr></thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                </section>
                <section>
                    <h2>{words::rights()}</h2>
                    <p>{words::rights_text()}</p>
                    <p><a href="/account">{words::rights_link()}</a></p>
                    <p>{words::rights_ask()}</p>
                </section>
            </article>
        }
    })
}

fn part(title: &'static str, texts: &'static [&'static str]) -> AnyView {
    let items: Vec<_> = texts.iter().map(|text| view! { <li>{*text}</li> }).collect();
    view! { <section><h2>{title}</h2><ul class="privacy-list">{items}</ul></section> }.into_any()
}
