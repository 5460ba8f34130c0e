//! `/desk/{slug}/classes/{id}/slips`: codes on paper, eight to a page.

use leptos::prelude::*;

use super::classes::ClassLine;
use super::layout::{Section, desk_page};
use crate::chrome::{Chrome, IssuerLink};
use crate::words::desk_award as words;

/// The slips of a class.
#[derive(Clone, Debug, Default)]
pub struct Slips {
    /// The institution.
    pub issuer: IssuerLink,
    /// The class.
    pub class: ClassLine,
    /// Those that can still be claimed.
    pub slips: Vec<Slip>,
    /// Those who have claimed already.
    pub claimed: Vec<String>,
    /// Where the same is for everybody, or only for those without an address: path and whether
    /// that is everybody.
    pub other: (String, bool),
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

/// The slips of a class.
pub fn slips(chrome: &Chrome, data: &Slips) -> String {
    desk_page(chrome, &data.issuer, Section::Classes, words::SLIPS_TITLE, false, || {
        let Slips { issuer, class, slips, claimed, other, address } = data.clone();
        let back = format!("/desk/{}/classes/{}", issuer.slug, class.id);
        let (href, for_all) = other;
        let other = if for_all { words::SLIPS_FOR_ALL } else { words::SLIPS_FOR_SOME };
        let claimed =
            (!claimed.is_empty()).then(|| view! { <p class="hint">{words::slips_claimed(&claimed)}</p> });
        let empty = slips.is_empty().then(|| view! { <p class="empty">{words::NO_SLIPS}</p> });
        let slips: Vec<_> = slips.into_iter().map(|slip| slip_view(slip, &issuer.name, &address)).collect();
        view! {
            <div class="not-printed slips-head">
                <p class="eyebrow"><a href=back>{class.name}</a></p>
                <h1>{words::SLIPS_TITLE}</h1>
                <p class="lead">{words::SLIPS_LEAD}</p>
                {claimed}
                <p><a href=href>{other}</a></p>
                {empty}
            </div>
            <ol class="slips">{slips}</ol>
        }
    })
}

fn slip_view(slip: Slip, institution: &str, address: &str) -> AnyView {
    let Slip { name, achievement, code, svg } = slip;
    let picture = words::slip_picture(&name);
    view! {
        <li class="slip">
            <div class="slip-words">
                <p class="slip-name">{name}</p>
                <p class="slip-what">{achievement}</p>
                <p class="slip-who">{institution.to_owned()}</p>
            </div>
            <div class="slip-code" role="img" aria-label=picture inner_html=svg></div>
            <div class="slip-how">
                <p>{words::SLIP_HOW}</p>
                <p class="slip-address">{address.to_owned()}</p>
                <p class="slip-letters">{code}</p>
            </div>
        </li>
    }
    .into_any()
}
