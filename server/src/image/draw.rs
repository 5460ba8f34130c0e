//! A badge for every achievement that came without a picture: a seal in the institution's
//! colour, with a wreath and the initials. The same id always gives the same seal.

use std::{f64::consts::TAU, fmt::Write};

use sha2::{Digest, Sha256};

/// Draws a badge: the text of an SVG of 240 by 240 units, some 3 kB.
///
/// * `id`: decides the shape of the rim and of the star.
/// * `name`: gives the initials.
/// * `colour`: `#rrggbb`.
pub fn draw(id: &str, name: &str, colour: &str) -> String {
    let hash = Sha256::digest(id.as_bytes());
    let lobes = 14 + u32::from(hash[0]) % 5 * 2;
    let points = 5 + u32::from(hash[1]) % 4;
    let leaves = 6 + u32::from(hash[2]) % 3;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 240 240\" role=\"img\">\
        <title>{name}</title>\
        <path d=\"{rim}\" fill=\"{colour}\"/>\
        <circle cx=\"120\" cy=\"120\" r=\"92\" fill=\"#fdfcf8\"/>\
        <circle cx=\"120\" cy=\"120\" r=\"86\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"/>\
        <g fill=\"{colour}\">{wreath}<path d=\"{star}\"/></g>\
        <text x=\"120\" y=\"148\" font-family=\"Georgia, serif\" font-size=\"56\" text-anchor=\"middle\" \
        fill=\"{colour}\">{initials}</text></svg>",
        name = escaped(name),
        rim = rim(lobes),
        wreath = wreath(leaves),
        star = star(points),
        initials = escaped(&initials(name)),
    )
}

/// A scalloped disc.
fn rim(lobes: u32) -> String {
    let step = TAU / f64::from(lobes);
    let radius = 104.0 * (step / 2.0).sin() * 1.05;
    let (x, y) = at(104.0, 0.0);
    let mut path = format!("M{x:.1} {y:.1}");
    for lobe in 1..=lobes {
        let (x, y) = at(104.0, step * f64::from(lobe));
        let _ = write!(path, "A{radius:.1} {radius:.1} 0 0 1 {x:.1} {y:.1}");
    }
    path + "Z"
}

/// Two branches of leaves that rise from below.
fn wreath(leaves: u32) -> String {
    let mut wreath = String::new();
    for leaf in 0..leaves {
        let turn = 0.16 + 2.2 * f64::from(leaf) / f64::from(leaves);
        for side in [-1.0, 1.0] {
            let angle = TAU / 4.0 + side * turn;
            let (x, y) = at(70.0, angle);
            let lean = angle.to_degrees() + side * 62.0;
            let _ = write!(
                wreath,
                "<ellipse cx=\"{x:.1}\" cy=\"{y:.1}\" rx=\"11\" ry=\"4\" transform=\"rotate({lean:.0} {x:.1} {y:.1})\"/>"
            );
        }
    }
    wreath
}

/// A small star above the initials.
fn star(points: u32) -> String {
    let mut path = String::new();
    for corner in 0..points * 2 {
        let radius = if corner % 2 == 0 { 13.0 } else { 6.0 };
        let angle = TAU * f64::from(corner) / f64::from(points * 2) - TAU / 4.0;
        let (x, y) = (120.0 + radius * angle.cos(), 76.0 + radius * angle.sin());
        let _ = write!(path, "{}{x:.1} {y:.1}", if corner == 0 { 'M' } else { 'L' });
    }
    path + "Z"
}

/// The point at an angle on a circle around the middle.
fn at(radius: f64, angle: f64) -> (f64, f64) {
    (120.0 + radius * angle.cos(), 120.0 + radius * angle.sin())
}

/// The first letters of the first two words that begin with a capital or a digit, else of the
/// first word.
fn initials(name: &str) -> String {
    let first = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let capitals: String = name
        .split_whitespace()
        .filter_map(first)
        .filter(|c| c.is_uppercase() || c.is_numeric())
        .take(2)
        .collect();
    if capitals.is_empty() {
        name.split_whitespace().find_map(first).into_iter().flat_map(char::to_uppercase).collect()
    } else {
        capitals
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_badge_is_one_that_could_be_uploaded() {
        for name in ["Bees & <Trees>", "первая помощь", "  ", "\u{1f41d}", "2nd \"Aid\""] {
            let svg = draw(name, name, "#2f6b4f");
            assert_eq!(crate::image::check(svg.as_bytes()), Ok(crate::image::SVG), "{svg}");
        }
    }

    #[test]
    fn an_id_has_one_badge_and_others_differ() {
        assert_eq!(draw("1", "A", "#2f6b4f"), draw("1", "A", "#2f6b4f"));
        assert_ne!(draw("1", "A", "#2f6b4f"), draw("2", "A", "#2f6b4f"));
    }

    #[test]
    fn initials_come_from_the_words_that_matter() {
        assert_eq!(initials("Certificate of Beekeeping"), "CB");
        assert_eq!(initials("first aid"), "F");
        assert_eq!(initials(""), "");
    }
}
