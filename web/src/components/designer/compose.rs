//! A design put together as an SVG: rim, field, pattern, border, symbol, and what lies below.

use std::fmt::Write;

use super::super::draw::{on_circle, tenth};
use super::colours::Trio;
use super::outline::{Outline, Point};
use super::patterns;
use super::shapes::{Form, Tone, branch};
use super::symbols::Part;
use super::{Below, Border, Design, Symbol};

/// The badge as a standalone SVG document: always the same for the same design, at most 8 KiB,
/// nothing in it but paths, so that it can travel inside a credential.
pub fn designed_badge(design: &Design) -> String {
    drawing(design, Some(design.symbol))
}

/// The same, with another symbol or none.
pub(super) fn drawing(design: &Design, shown: Option<Symbol>) -> String {
    let trio = design.colours.trio();
    let form = design.shape.form();
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 160 160\" stroke-linecap=\"round\" stroke-linejoin=\"round\">",
    );
    if design.below == Below::Laurel {
        laurel(&mut svg, &trio);
    }
    let _ = write!(svg, "<g{}>", placed(design.below));
    rim(&mut svg, &form, &trio);
    field(&mut svg, &form, design, &trio);
    if let Some(shown) = shown {
        let size = form.symbol / 24.0;
        let (x, y) = (form.middle.0 - 12.0 * size, form.middle.1 - 12.0 * size);
        let _ = write!(svg, "<g transform=\"translate({} {}) scale({size:.3})\">", tenth(x), tenth(y));
        symbol(&mut svg, shown, &trio);
        svg.push_str("</g>");
    }
    svg.push_str("</g>");
    match design.below {
        Below::Ribbon => ribbon(&mut svg, &trio),
        Below::Stars => stars(&mut svg, &trio),
        Below::None | Below::Laurel => {}
    }
    svg.push_str("</svg>");
    svg
}

/// A symbol alone, in the colour of the text about it; `--behind` is that of what is behind it.
pub(super) fn sign(shown: Symbol) -> String {
    let mut svg =
        String::from("<svg viewBox=\"0 0 24 24\" stroke-linecap=\"round\" stroke-linejoin=\"round\">");
    layers(&mut svg, shown.parts().iter(), "currentColor", "var(--behind)");
    svg + "</svg>"
}

/// Where the badge itself goes, to leave room for what is below.
fn placed(below: Below) -> &'static str {
    match below {
        Below::None => "",
        Below::Ribbon | Below::Stars => " transform=\"translate(10.4 0) scale(.87)\"",
        Below::Laurel => " transform=\"translate(19.2 5) scale(.76)\"",
    }
}

fn rim(svg: &mut String, form: &Form, trio: &Trio) {
    let (edge, shine) = (trio.trim.darker(0.42), trio.trim.lighter(0.45));
    for (tone, path) in &form.behind {
        let colour = match tone {
            Tone::Trim => trio.trim,
            Tone::Ground => trio.ground,
        };
        let _ = write!(svg, "<path d=\"{path}\" fill=\"{colour}\" stroke=\"{edge}\" stroke-width=\"1.6\"/>");
    }
    let path = form.rim.path();
    let _ = write!(
        svg,
        "<path d=\"{path}\" fill=\"{}\" stroke=\"{edge}\" stroke-width=\"2.4\"/>\
         <path d=\"{}\" fill=\"none\" stroke=\"{shine}\" stroke-width=\"1.2\"/>",
        trio.trim,
        form.rim.inset(2.0).path()
    );
}

fn field(svg: &mut String, form: &Form, design: &Design, trio: &Trio) {
    let edge = trio.trim.darker(0.42);
    let _ = write!(
        svg,
        "<path d=\"{}\" fill=\"{}\" stroke=\"{edge}\" stroke-width=\"2\"/>",
        form.field.path(),
        trio.ground
    );
    patterns::pattern(svg, design.pattern, form, trio);
    // The half away from the light.
    let shade = form.field.inset(1.0).right_half(form.middle);
    let _ = write!(svg, "<path d=\"{shade}\" fill-opacity=\".09\"/>");
    border(svg, design.border, &form.field, trio);
}

fn border(svg: &mut String, border: Border, field: &Outline, trio: &Trio) {
    let mut line = |inset: f64, width: &str, dash: Option<(f64, f64)>| {
        let line = field.inset(inset);
        let _ = write!(
            svg,
            "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width}\"",
            line.path(),
            trio.figure
        );
        if let Some((dash, gap)) = dash {
            // A whole number of dashes, so that the last does not run into the first.
            let stretch = line.length() / (dash + gap);
            let stretch = stretch / stretch.round();
            let _ = write!(svg, " stroke-dasharray=\"{} {:.3}\"", tenth(dash), (dash + gap) * stretch - dash);
        }
        svg.push_str("/>");
    };
    match border {
        Border::None => {}
        Border::Line => line(4.5, "1.6", None),
        Border::DoubleLine => {
            line(3.8, "1.9", None);
            line(7.0, ".8", None);
        }
        Border::Beads => line(5.0, "2.6", Some((0.0, 5.6))),
        Border::Stitches => line(4.5, "1.5", Some((4.4, 3.8))),
    }
}

/// The symbol alone, on a grid of 24 by 24.
fn symbol(svg: &mut String, symbol: Symbol, trio: &Trio) {
    let parts = symbol.parts();
    // A shadow first: the symbol lies on the field.
    svg.push_str("<g fill-opacity=\".22\" stroke-opacity=\".22\" transform=\"translate(.3 .5)\">");
    layers(svg, parts.iter().filter(|part| !part.takes_away()), "#000", "#000");
    svg.push_str("</g>");
    layers(svg, parts.iter(), &trio.figure.to_string(), &trio.ground.to_string());
}

/// Parts as paths.
fn layers<'a>(svg: &mut String, parts: impl Iterator<Item = &'a Part>, figure: &str, ground: &str) {
    for part in parts {
        let (path, width) = part.stroke();
        let colour = if part.takes_away() { ground } else { figure };
        let _ = match width {
            None => write!(svg, "<path d=\"{path}\" fill=\"{colour}\"/>"),
            Some(width) => {
                write!(svg, "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>")
            }
        };
    }
}

/// A banner across the lower part, its ends folded back.
fn ribbon(svg: &mut String, trio: &Trio) {
    let (edge, fold) = (trio.trim.darker(0.42), trio.trim.darker(0.28));
    let shine = trio.trim.lighter(0.4);
    let _ = write!(
        svg,
        "<g stroke=\"{edge}\" stroke-width=\"1.8\">\
         <path d=\"M6 121L32 125V147L6 143L14 132ZM154 121L128 125V147L154 143L146 132Z\" fill=\"{}\"/>\
         <path d=\"M22 137L32 147V138ZM138 137L128 147V138Z\" fill=\"{fold}\"/>\
         <path d=\"M22 115Q80 128 138 115V137Q80 150 22 137Z\" fill=\"{}\"/></g>\
         <path d=\"M25 118.6Q80 131 135 118.6M25 134.4Q80 146.5 135 134.4\" fill=\"none\" stroke=\"{shine}\" stroke-width=\"1.2\"/>",
        trio.trim.darker(0.14),
        trio.trim
    );
    let mark = trio.trim.darker(0.5);
    let _ = write!(
        svg,
        "<path d=\"{}{}{}\" fill=\"{mark}\"/>",
        star((80.0, 132.4), 5.4),
        star((62.0, 131.2), 3.8),
        star((98.0, 131.2), 3.8)
    );
}

/// Two branches from below.
fn laurel(svg: &mut String, trio: &Trio) {
    let edge = trio.trim.darker(0.42);
    let [right, left] = [1.0, -1.0].map(|side| branch((80.0, 72.0), 63.0, 9, 0.043, 23.0, side));
    let _ = write!(
        svg,
        "<path d=\"M80 135C116 135 143 107 143 72M80 135C44 135 17 107 17 72\" fill=\"none\" stroke=\"{edge}\" stroke-width=\"1.6\"/>\
         <path d=\"{right}{left}\" fill=\"{}\" stroke=\"{edge}\" stroke-width=\"1\"/>",
        trio.trim
    );
}

/// Three stars in a bow.
fn stars(svg: &mut String, trio: &Trio) {
    let edge = trio.trim.darker(0.42);
    let path: String = [((80.0, 146.0), 12.5), ((51.0, 141.0), 9.5), ((109.0, 141.0), 9.5)]
        .map(|(middle, size)| star(middle, size))
        .concat();
    let _ = write!(svg, "<path d=\"{path}\" fill=\"{}\" stroke=\"{edge}\" stroke-width=\"1.8\"/>", trio.trim);
}

fn star(middle: Point, size: f64) -> String {
    let corner = |step: u16| {
        let radius = if step.is_multiple_of(2) { size } else { size * 0.42 };
        on_circle(middle, radius, f64::from(step) / 10.0)
    };
    Outline::through((0..10).map(corner)).path()
}

impl Part {
    /// The path, and the width of its line where it is not filled.
    const fn stroke(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Solid(path) | Self::Hole(path) => (path, None),
            Self::Thin(path) => (path, Some("1.7")),
            Self::Line(path) => (path, Some("2.2")),
            Self::Bold(path) => (path, Some("3.6")),
            Self::Cut(path) => (path, Some("1.5")),
            Self::Gap(path) => (path, Some("3.4")),
        }
    }

    const fn takes_away(self) -> bool {
        matches!(self, Self::Hole(_) | Self::Cut(_) | Self::Gap(_))
    }
}
