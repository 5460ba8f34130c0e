//! `/desk/{slug}/addresses`: when addresses of an institution end.

use leptos::prelude::*;

use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, FieldError, IssuerLink};
use crate::components::{Field, field};
use crate::words::{dates, desk_addresses as words, desk_classes};

/// The ends that an institution has announced. Posts `what` and `day` to `/desk/{slug}/addresses`.
#[derive(Clone, Debug, Default)]
pub struct DeskAddresses {
    /// The institution.
    pub issuer: IssuerLink,
    /// What was announced, what comes first first.
    pub ends: Vec<AddressEndLine>,
    /// A domain or an address, as it was typed.
    pub what: String,
    /// A day, as it was typed.
    pub day: String,
    /// What was wrong with them.
    pub errors: Vec<FieldError>,
}

/// An end.
#[derive(Clone, Debug, Default)]
pub struct AddressEndLine {
    /// Its id.
    pub id: String,
    /// A domain, or a learner's address.
    pub what: String,
    /// The learner's name; empty for a domain.
    pub learner: String,
    /// The last day, RFC 3339.
    pub last_day: String,
}

/// The ends that an institution has announced.
pub fn desk_addresses(chrome: &Chrome, data: &DeskAddresses) -> String {
    let data = data.clone();
    let issuer = data.issuer.clone();
    desk_page(chrome, &issuer, Section::Classes, words::title(), false, || {
        let action = format!("/desk/{}/addresses", data.issuer.slug);
        let learners = format!("/desk/{}/learners", data.issuer.slug);
        let list = if data.ends.is_empty() {
            view! { <p class="empty">{words::empty()}</p> }.into_any()
        } else {
            table(&action, &data.ends)
        };
        view! {
            <p class="eyebrow"><a href=learners>{desk_classes::learners()}</a></p>
            <header class="page-head">
                <h1>{words::title()}</h1>
                <p class="lead">{words::lead()}</p>
            </header>
            {list}
            <section class="narrow" id="announce">
                <h2>{words::announce_title()}</h2>
                <form method="post" action=action class="stack">
                    {field(Field::text("what", words::what()), &data.what, &data.errors)}
                    {field(Field::text("day", words::day()).kind("date"), &data.day, &data.errors)}
                    <button class="main">{words::announce()}</button>
                </form>
            </section>
        }
    })
}

fn table(action: &str, ends: &[AddressEndLine]) -> AnyView {
    let [what, day] = words::columns();
    let rows: Vec<_> = ends
        .iter()
        .map(|end| {
            let all = if end.learner.is_empty() { words::all_of(&end.what) } else { end.what.clone() };
            let learner = (!end.learner.is_empty())
                .then(|| view! { <span class="hint">{end.learner.clone()}</span> });
            let action = format!("{action}/{}/withdraw", end.id);
            view! {
                <tr>
                    <th scope="row">{all}" "{learner}</th>
                    <td>{dates::day(&end.last_day)}</td>
                    <td>
                        <form method="post" action=action>
                            <button class="small" aria-label=words::withdraw_named(&end.what)>{words::withdraw()}</button>
                        </form>
                    </td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="table" role="region" aria-label=words::table() tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{what}</th>
                        <th scope="col">{day}</th>
                        <th scope="col"><span class="unseen">{words::actions()}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
