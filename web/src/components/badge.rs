//! The picture of an achievement: the issuer's own, or one drawn from its id.

use std::fmt::Write;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::draw::{Dice, colour, laurel, on_circle, polygon, tenth};

/// What a picture is made from.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Badge {
    /// The achievement's id: the seed of a drawn badge.
    pub seed: String,
    /// What the issuer's colour is drawn from: its slug here, its DID or URL elsewhere.
    pub issuer: String,
    /// The `achievementType`, which gives a drawn badge its outline.
    pub achievement_type: String,
    /// The picture to show instead: a path of this service or a `data:` address. Any other
    /// address is ignored, since a page loads nothing from a third party.
    pub image: Option<String>,
}

impl Badge {
    /// The picture's address, if it is one that a page may load.
    pub fn source(&self) -> Option<&str> {
        self.image.as_deref().filter(|image| {
            let local = image.starts_with('/') && !image.starts_with("//") && !image.starts_with("/\\");
            let data = ["data:image/png;", "data:image/svg+xml", "data:image/jpeg;"]
                .iter()
                .any(|kind| image.starts_with(kind));
            local || data
        })
    }
}

/// A badge on a page. It says nothing that the text beside it doesn't, so it has no name.
pub fn badge(badge: &Badge, class: &'static str) -> impl IntoView + use<> {
    let class = format!("badge {class}");
    if let Some(source) = badge.source() {
        let source = source.to_owned();
        view! { <img class=class src=source alt="" width="160" height="160" /> }.into_any()
    } else {
        let drawing = drawn_badge(&badge.seed, &badge.issuer, &badge.achievement_type);
        view! { <span class=class aria-hidden="true" inner_html=drawing></span> }.into_any()
    }
}

const CENTRE: (f64, f64) = (80.0, 80.0);

/// A drawn badge as a standalone SVG document, always the same for the same values.
///
/// * `seed`: the achievement's id.
/// * `issuer`: what the colour is drawn from.
/// * `achievement_type`: gives the outline.
///
/// The outline tells the kind, the colour the issuer, the sign and the engraving the achievement.
pub fn drawn_badge(seed: &str, issuer: &str, achievement_type: &str) -> String {
    let mut dice = Dice::of(seed);
    // Near enough to be one family, far enough to be told apart.
    let hue = Dice::of(issuer).below(360) + 12 * dice.below(4);
    let deep = colour(hue, 0.36, 0.26);
    let mid = colour(hue, 0.34, 0.34);
    let pale = colour(hue, 0.45, 0.86);
    let paper = "#fffdf7";

    let mut svg = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 160 160\">");
    let outline = outline(achievement_type);
    let _ = write!(
        svg,
        "<path d=\"{outline}\" fill=\"{deep}\" stroke=\"{deep}\" stroke-width=\"8\" stroke-linejoin=\"round\"/>\
         <path d=\"{outline}\" fill=\"{mid}\" stroke=\"{pale}\" stroke-width=\"1.5\" stroke-linejoin=\"round\" \
         transform=\"translate(80 80) scale(.93) translate(-80 -80)\"/>"
    );
    engraving(&mut svg, &mut dice, &pale);
    let _ = write!(
        svg,
        "<circle cx=\"80\" cy=\"80\" r=\"35\" fill=\"{deep}\"/>\
         <circle cx=\"80\" cy=\"80\" r=\"31\" fill=\"{paper}\" stroke=\"{pale}\" stroke-width=\"1.5\"/>"
    );
    if is_degree(achievement_type) || dice.below(4) == 0 {
        let _ = write!(svg, "<g fill=\"{pale}\">{}</g>", laurel(CENTRE, 45.0, 6, 15.0));
    } else {
        ring(&mut svg, &mut dice, &pale);
    }
    let _ = write!(
        svg,
        "<g fill=\"{deep}\" stroke=\"{deep}\" stroke-linejoin=\"round\" stroke-linecap=\"round\">"
    );
    sign(&mut svg, &mut dice);
    svg.push_str("</g></svg>");
    svg
}

fn is_degree(achievement_type: &str) -> bool {
    achievement_type.ends_with("Degree") || achievement_type == "Diploma"
}

/// The outline, some 66 units from the centre to each side.
fn outline(achievement_type: &str) -> String {
    let star = |points: u16, outer: f64, inner: f64| {
        let corners = (0..points * 2).map(move |step| {
            let radius = if step % 2 == 0 { outer } else { inner };
            on_circle(CENTRE, radius, f64::from(step) / f64::from(points * 2))
        });
        polygon(corners)
    };
    let regular = |sides: u16, radius: f64, turn: f64| {
        polygon(
            (0..sides).map(move |step| on_circle(CENTRE, radius, turn + f64::from(step) / f64::from(sides))),
        )
    };
    match achievement_type {
        "Certificate" | "CertificateOfCompletion" => star(28, 70.0, 65.0),
        "Course" | "MicroCredential" => regular(8, 69.0, 1.0 / 16.0),
        "Competency" | "Assessment" => regular(4, 72.0, 0.0),
        "License" | "Certification" => "M18 18H142V142H18Z".to_owned(),
        "Membership" | "CommunityService" => star(12, 70.0, 60.0),
        kind if is_degree(kind) => {
            "M80 10C98 22 120 26 140 26V78C140 112 112 138 80 150C48 138 20 112 20 78V26C40 26 62 22 80 10Z"
                .to_owned()
        }
        _ => regular(6, 70.0, 0.0),
    }
}

/// Guilloche: one ellipse, turned about the centre.
fn engraving(svg: &mut String, dice: &mut Dice, colour: &str) {
    let count = 8 + dice.below(9);
    let narrow = 14 + dice.below(16);
    let _ = write!(svg, "<g fill=\"none\" stroke=\"{colour}\" stroke-opacity=\".34\" stroke-width=\".8\">");
    for step in 0..count {
        let angle = tenth(f64::from(step) * 180.0 / f64::from(count));
        let _ = write!(
            svg,
            "<ellipse cx=\"80\" cy=\"80\" rx=\"57\" ry=\"{narrow}\" transform=\"rotate({angle} 80 80)\"/>"
        );
    }
    svg.push_str("</g>");
}

/// Beads, ticks or petals about the sign.
fn ring(svg: &mut String, dice: &mut Dice, colour: &str) {
    let count = 12 + 4 * dice.below(5);
    let kind = dice.below(3);
    for step in 0..count {
        let turn = f64::from(step) / f64::from(count);
        let (x, y) = on_circle(CENTRE, 45.0, turn);
        let (x, y, angle) = (tenth(x), tenth(y), tenth(turn * 360.0));
        let _ = match kind {
            0 => write!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"2.2\" fill=\"{colour}\"/>"),
            1 => write!(
                svg,
                "<path d=\"M0-5V5\" stroke=\"{colour}\" stroke-width=\"2\" transform=\"translate({x} {y}) rotate({angle})\"/>"
            ),
            _ => write!(
                svg,
                "<ellipse rx=\"2.4\" ry=\"6\" fill=\"{colour}\" transform=\"translate({x} {y}) rotate({angle})\"/>"
            ),
        };
    }
}

/// Signs within 18 units of the centre.
const SIGNS: [&str; 12] = [
    // Star.
    "<path d=\"M80 60L85.5 73.2 99.8 74.3 88.9 83.6 92.3 97.5 80 90 67.7 97.5 71.1 83.6 60.2 74.3 74.5 73.2Z\"/>",
    // Open book.
    "<path d=\"M79 68C73 63 66 63 60 65V93C66 91 73 91 79 96ZM81 68C87 63 94 63 100 65V93C94 91 87 91 81 96Z\"/>",
    // Mountains.
    "<path d=\"M58 95L73 66 82 82 87 74 102 95Z\"/><circle cx=\"93\" cy=\"66\" r=\"4\"/>",
    // Leaf.
    "<path d=\"M62 97C60 76 72 62 98 62 99 86 87 98 68 92Z\"/><path d=\"M62 98L86 74\" stroke=\"#fffdf7\" stroke-width=\"2.5\"/>",
    // Compass.
    "<path d=\"M80 58L85 75 102 80 85 85 80 102 75 85 58 80 75 75Z\"/><circle cx=\"80\" cy=\"80\" r=\"3\" fill=\"#fffdf7\" stroke=\"none\"/>",
    // Flame.
    "<path d=\"M81 58C83 68 95 73 95 86A15 14 0 0 1 65 86C65 79 69 75 71 70 73 74 75 76 77 76 79 71 78 64 81 58Z\"/>",
    // Key.
    "<circle cx=\"71\" cy=\"72\" r=\"9\" fill=\"none\" stroke-width=\"5\"/><path d=\"M78 79L97 98M91 92L97 86\" fill=\"none\" stroke-width=\"5\"/>",
    // Atom.
    "<g fill=\"none\" stroke-width=\"2.6\"><ellipse cx=\"80\" cy=\"80\" rx=\"21\" ry=\"8\"/><ellipse cx=\"80\" cy=\"80\" rx=\"21\" ry=\"8\" transform=\"rotate(60 80 80)\"/><ellipse cx=\"80\" cy=\"80\" rx=\"21\" ry=\"8\" transform=\"rotate(120 80 80)\"/></g><circle cx=\"80\" cy=\"80\" r=\"3.6\"/>",
    // Bridge.
    "<path d=\"M58 90V84H102V90H97C97 78 85 78 85 90H75C75 78 63 78 63 90Z\"/><path d=\"M60 83C68 62 92 62 100 83M70 83V73M80 83V68M90 83V73\" fill=\"none\" stroke-width=\"2.4\"/>",
    // Waves.
    "<path d=\"M59 72C66 64 73 80 80 72S94 64 101 72M59 82C66 74 73 90 80 82S94 74 101 82M59 92C66 84 73 100 80 92S94 84 101 92\" fill=\"none\" stroke-width=\"4\"/>",
    // Lamp.
    "<path d=\"M80 59A15 15 0 0 1 88 87V92H72V87A15 15 0 0 1 80 59Z\"/><path d=\"M74 97H86\" stroke-width=\"4\"/>",
    // Column.
    "<path d=\"M60 68L80 58 100 68ZM63 72H70V91H63ZM76.500 72H83.500V91H76.500ZM90 72H97V91H90ZM59 94H101V99H59Z\" stroke-width=\"1\"/>",
];

fn sign(svg: &mut String, dice: &mut Dice) {
    let index = usize::from(dice.below(12));
    svg.push_str(SIGNS[index]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_badge_is_the_same_each_time_and_differs_by_each_of_its_three_sources() {
        let first = drawn_badge("a", "north", "Badge");
        assert_eq!(first, drawn_badge("a", "north", "Badge"));
        assert_ne!(first, drawn_badge("b", "north", "Badge"));
        assert_ne!(first, drawn_badge("a", "south", "Badge"));
        assert_ne!(first, drawn_badge("a", "north", "Diploma"));
    }

    #[test]
    fn nothing_of_the_seed_gets_into_the_drawing() {
        let hostile = "\"><script>alert(1)</script>";
        assert!(!drawn_badge(hostile, hostile, hostile).contains("script"));
    }

    #[test]
    fn only_own_and_embedded_pictures_are_loaded() {
        let of = |image: &str| Badge { image: Some(image.to_owned()), ..Badge::default() }.source().is_some();
        assert!(of("/achievements/1/image"));
        assert!(of("data:image/png;base64,AA"));
        assert!(!of("https://elsewhere.example/a.png"));
        assert!(!of("//elsewhere.example/a.png"));
        assert!(!of("/\\elsewhere.example/a.png"));
        assert!(!of("data:text/html,<p>"));
        assert!(!of("javascript:alert(1)"));
    }
}
