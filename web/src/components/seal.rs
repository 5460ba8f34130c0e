//! The mark of the product, and the seal that a verdict wears.
//!
//! Each verdict has a shape of its own, so that it can be told without colour. Only a verified
//! one is gold.

use crypto::verify::Headline;
use leptos::prelude::*;

use super::draw::{laurel, on_circle, polygon};

/// The laurel of our own. It stands beside its name, so it has none.
pub fn mark() -> impl IntoView {
    let drawing = mark_svg("currentColor");
    view! { <span class="mark" aria-hidden="true" inner_html=drawing></span> }
}

/// The laurel as a standalone SVG document; `static/icon.svg` is the same in a colour that shows
/// on light and on dark.
fn mark_svg(colour: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 48 48\"><g fill=\"{colour}\">{}</g></svg>",
        laurel((24.0, 22.5), 15.0, 5, 9.5)
    )
}

/// The seal of a verdict. The headline stands beside it, so it has no name of its own.
pub fn seal(headline: Headline) -> impl IntoView {
    let drawing = drawing(headline);
    let class = format!("seal {}", class_of(headline));
    view! { <span class=class aria-hidden="true" inner_html=drawing></span> }
}

/// The seal beside a line of a list: the same shapes with nothing fine in them.
pub(super) fn small_seal(headline: Headline) -> AnyView {
    let class = format!("seal {}", class_of(headline));
    let drawing = if headline == Headline::Verified {
        "<svg viewBox=\"0 0 64 64\" focusable=\"false\"><circle class=\"seal-rim\" cx=\"32\" cy=\"32\" r=\"29\"/>\
         <path class=\"seal-sign\" d=\"M24 32.500L30 38.500 41 26\"/></svg>"
            .to_owned()
    } else {
        drawing(headline)
    };
    super::node::drawing(class, drawing)
}

/// The seal as HTML.
#[cfg(any(feature = "ssr", feature = "app"))]
pub(super) fn seal_html(headline: Headline) -> String {
    let class = format!("seal {}", class_of(headline));
    super::markup::element("span", &[("class", &class), ("aria-hidden", "true")], &drawing(headline))
}

/// The style class of a verdict.
pub(super) fn class_of(headline: Headline) -> &'static str {
    match headline {
        Headline::Verified => "is-verified",
        Headline::GenuineUnknownIssuer | Headline::GenuineReceipt => "is-genuine",
        Headline::NotValid => "is-invalid",
        Headline::CouldNotCheck => "is-unknown",
    }
}

fn drawing(headline: Headline) -> String {
    let centre = (32.0, 32.0);
    let body = match headline {
        Headline::Verified => {
            let rim = polygon((0..48).map(|step| {
                on_circle(centre, if step % 2 == 0 { 30.0 } else { 27.0 }, f64::from(step) / 48.0)
            }));
            format!(
                "<path class=\"seal-rim\" d=\"{rim}\"/><circle class=\"seal-line\" cx=\"32\" cy=\"32\" r=\"23\"/>\
                 <g class=\"seal-leaf\">{}</g><path class=\"seal-sign\" d=\"M24 32.500L30 38.500 41 26\"/>",
                laurel(centre, 18.5, 6, 6.5)
            )
        }
        Headline::GenuineUnknownIssuer => "<circle class=\"seal-line\" cx=\"32\" cy=\"32\" r=\"28\"/>\
             <path class=\"seal-sign\" d=\"M25 25.500A7.200 7.200 0 1 1 34.500 32C32.700 33 32 34.200 32 37\"/>\
             <circle class=\"seal-dot\" cx=\"32\" cy=\"44\" r=\"2.600\"/>"
            .to_owned(),
        Headline::GenuineReceipt => "<circle class=\"seal-line\" cx=\"32\" cy=\"32\" r=\"28\"/>\
             <path class=\"seal-sign\" d=\"M24 20H40V44L36 41 32 44 28 41 24 44ZM28 27H36M28 33H36\"/>"
            .to_owned(),
        Headline::NotValid => {
            let rim = polygon((0..8).map(|step| on_circle(centre, 30.0, (f64::from(step) + 0.5) / 8.0)));
            format!("<path class=\"seal-rim\" d=\"{rim}\"/><path class=\"seal-sign\" d=\"M23 23L41 41M41 23L23 41\"/>")
        }
        Headline::CouldNotCheck => "<circle class=\"seal-line seal-broken\" cx=\"32\" cy=\"32\" r=\"28\"/>\
             <path class=\"seal-sign\" d=\"M32 19V35\"/><circle class=\"seal-dot\" cx=\"32\" cy=\"44\" r=\"3\"/>"
            .to_owned(),
    };
    format!("<svg viewBox=\"0 0 64 64\" focusable=\"false\">{body}</svg>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_is_the_mark() {
        assert_eq!(include_str!("../../static/icon.svg").trim_end(), mark_svg("#3f8a60"));
    }

    #[test]
    fn every_verdict_has_a_shape_of_its_own() {
        let shapes = [
            Headline::Verified,
            Headline::GenuineUnknownIssuer,
            Headline::GenuineReceipt,
            Headline::NotValid,
            Headline::CouldNotCheck,
        ]
        .map(drawing);
        for (place, shape) in shapes.iter().enumerate() {
            assert!(!shapes[..place].contains(shape));
        }
    }
}
