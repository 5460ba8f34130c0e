//! `/desk/{slug}/mail`: letters that did not arrive.

use leptos::prelude::*;

use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, IssuerLink};
use crate::components::delivery::{Fault, said};
use crate::words::{dates, delivery as words};

/// What the page shows.
#[derive(Clone, Debug, Default)]
pub struct UndeliveredMail {
    /// The institution.
    pub issuer: IssuerLink,
    /// The letters, the latest first.
    pub letters: Vec<UndeliveredLetter>,
}

/// A letter that did not arrive.
#[derive(Clone, Debug)]
pub struct UndeliveredLetter {
    /// To whom.
    pub to: String,
    /// The credential that it was about.
    pub credential: Option<String>,
    /// What was wrong.
    pub fault: Fault,
    /// When it was given up, RFC 3339.
    pub at: String,
}

/// The letters that did not arrive.
pub fn undelivered_mail(chrome: &Chrome, data: &UndeliveredMail) -> String {
    let letters = data.letters.clone();
    desk_page(chrome, &data.issuer, Section::Awards, words::title(), false, || {
        let list = if letters.is_empty() {
            view! { <p class="empty">{words::none()}</p> }.into_any()
        } else {
            table(&data.issuer.slug, letters)
        };
        view! {
            <header class="page-head">
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead()}</p>
            </header>
            {list}
        }
    })
}

fn table(slug: &str, letters: Vec<UndeliveredLetter>) -> AnyView {
    let [to, why, when] = words::columns().map(|text| view! { <th scope="col">{text}</th> });
    let rows: Vec<_> = letters
        .into_iter()
        .map(|letter| {
            // Where its address can be corrected, by whoever may.
            let to = match letter.credential {
                Some(id) => {
                    view! { <a href=format!("/desk/{slug}/credentials/{id}")>{letter.to}</a> }.into_any()
                }
                None => letter.to.into_any(),
            };
            view! {
                <tr>
                    <th scope="row">{to}</th>
                    <td>{said(&letter.fault)}</td>
                    <td>{dates::minute(&letter.at)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table" role="region" aria-label=words::title() tabindex="0">
            <table>
                <thead><tr>{to}{why}{when}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
