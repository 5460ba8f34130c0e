//! `/desk/{slug}/classes/{id}/slips`, `/desk/{slug}/credentials/slips`: codes on paper, eight to a page.

use leptos::prelude::*;

use super::classes::ClassLine;
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, IssuerLink};
use crate::words::{desk, desk_award as words};

/// The slips of a class, or of awards that somebody has chosen.
#[derive(Clone, Debug, Default)]
pub struct Slips {
    /// The institution.
    pub issuer: IssuerLink,
    /// The class; absent for chosen awards.
    pub class: Option<ClassLine>,
    /// Those that can still be claimed.
    pub slips: Vec<Slip>,
    /// Those who have claimed already.
    pub claimed: Vec<String>,
    /// Of a class: where the same is for everybody, or only for those without an address: path and
    /// whether that is everybody.
    pub other: Option<(String, bool)>,
    /// The address to open, as people read it.
    pub address: String,
}

/// One slip.
#[derive(Clone, Debug, Default)]
pub struct Slip {
    /// For whom.
    pub name: String,
    /// What was awarded.
    pub achievement: String,
    /// The code, as people read it.
    pub code: String,
    /// The QR code: an `svg` element of our own.
    pub svg: String,
}

/// The slips.
pub fn slips(chrome: &Chrome, data: &Slips) -> String {
    let section = if data.class.is_some() { Section::Classes } else { Section::Awards };
    desk_page(chrome, &data.issuer, section, words::slips_title(), false, || {
        let Slips { issuer, class, slips, claimed, other, address } = data.clone();
        let (back, name) = match class {
            Some(class) => (format!("/desk/{}/classes/{}", issuer.slug, class.id), class.name),
            None => (format!("/desk/{}/credentials", issuer.slug), desk::nav_awards().to_owned()),
        };
        let other = other.map(|(href, for_all)| {
            let text = if for_all { words::slips_for_all() } else { words::slips_for_some() };
            view! { <p><a href=href>{text}</a></p> }
        });
        let claimed =
            (!claimed.is_empty()).then(|| view! { <p class="hint">{words::slips_claimed(&claimed)}</p> });
        let empty = slips.is_empty().then(|| view! { <p class="empty">{words::no_slips()}</p> });
        let slips: Vec<_> = slips.into_iter().map(|slip| slip_view(slip, &issuer.name, &address)).collect();
        view! {
            <div class="not-printed slips-head">
                <p class="eyebrow"><a href=back>{name}</a></p>
                <h1>{words::slips_title()}</h1>
                <p class="lead">{words::slips_lead()}</p>
                {claimed}
                {other}
                {empty}
            </div>
            <ol class="slips">{slips}</ol>
        }
    })
}

/// Letters of a name from which on it is printed smaller, to fit between the cutting lines.
const LONG_NAME: usize = 40;

fn slip_view(slip: Slip, institution: &str, address: &str) -> AnyView {
    let Slip { name, achievement, code, svg } = slip;
    let picture = words::slip_picture(&name);
    let class = if name.chars().count() > LONG_NAME { "slip-name is-long" } else { "slip-name" };
    view! {
        <li class="slip">
            <div class="slip-words">
                <p class=class>{name}</p>
                <p class="slip-what">{achievement}</p>
                <p class="slip-who">{institution.to_owned()}</p>
            </div>
            <div class="slip-code" role="img" aria-label=picture inner_html=svg></div>
            <div class="slip-how">
                <p>{words::slip_how()}</p>
                <p class="slip-address">{address.to_owned()}</p>
                <p class="slip-letters">{code}</p>
            </div>
        </li>
    }
    .into_any()
}
