//! What is engraved into the field, faint enough to leave the symbol alone.

use std::fmt::Write;

use super::super::draw::{on_circle, tenth};
use super::colours::Trio;
use super::outline::{Outline, Point};
use super::shapes::Form;
use super::vocabulary;

vocabulary! {
    /// What is engraved into the field.
    Pattern {
        None "none", Rays "rays", Rings "rings", Dots "dots", Stripes "stripes", Lattice "lattice", Quarters "quarters",
    }
}

/// Draws a pattern onto the field of a form.
pub(super) fn pattern(svg: &mut String, pattern: Pattern, form: &Form, trio: &Trio) {
    // Clear of the line about the field.
    let (field, middle) = (&form.field.inset(1.0), form.middle);
    let figure = trio.figure;
    let _ = match pattern {
        Pattern::None => Ok(()),
        Pattern::Rays => {
            write!(svg, "<path d=\"{}\" fill=\"{figure}\" fill-opacity=\".13\"/>", rays(field, middle))
        }
        Pattern::Quarters => {
            write!(svg, "<path d=\"{}\" fill=\"{figure}\" fill-opacity=\".15\"/>", quarters(field, middle))
        }
        Pattern::Stripes => {
            write!(svg, "<path d=\"{}\" fill=\"{figure}\" fill-opacity=\".12\"/>", stripes(field, middle))
        }
        Pattern::Dots => {
            write!(
                svg,
                "<path d=\"{}\" stroke=\"{figure}\" stroke-opacity=\".32\" stroke-width=\"2.4\"/>",
                dots(form)
            )
        }
        Pattern::Lattice => {
            write!(
                svg,
                "<path d=\"{}\" stroke=\"{figure}\" stroke-opacity=\".24\" stroke-width=\"1\"/>",
                lattice(field, middle)
            )
        }
        Pattern::Rings => {
            write!(
                svg,
                "<path d=\"{}\" fill=\"none\" stroke=\"{figure}\" stroke-opacity=\".26\" stroke-width=\"1\"/>",
                rings(form)
            )
        }
    };
}

/// Every other of 32 wedges.
fn rays(field: &Outline, middle: Point) -> String {
    (0..16)
        .map(|step| {
            let edge = |aside: f64, side: f64| {
                let turn = f64::from(step) / 16.0 + aside;
                on_circle((0.0, 0.0), side, turn + 0.25)
            };
            field.cut(middle, edge(-1.0 / 64.0, 1.0)).cut(middle, edge(1.0 / 64.0, -1.0)).path()
        })
        .collect()
}

/// Two of the four quarters.
fn quarters(field: &Outline, middle: Point) -> String {
    let quarter = |side: f64| field.cut(middle, (side, 0.0)).cut(middle, (0.0, side)).path();
    quarter(-1.0) + &quarter(1.0)
}

/// Slanting bands.
fn stripes(field: &Outline, middle: Point) -> String {
    const SLANT: Point = (0.8, 0.6);
    let at = |step: f64| (middle.0 + SLANT.0 * step * 9.0, middle.1 + SLANT.1 * step * 9.0);
    (-5..5)
        .map(|step| {
            let start = f64::from(step) * 2.0;
            let band = field.cut(at(start), SLANT).cut(at(start + 1.0), (-SLANT.0, -SLANT.1));
            if band.is_empty() { String::new() } else { band.path() }
        })
        .collect()
}

/// Dots on a slanting grid, none under the symbol.
fn dots(form: &Form) -> String {
    const APART: f64 = 9.0;
    let within = form.field.inset(5.0);
    let clear = form.symbol * 0.56;
    let mut path = String::new();
    for row in -8_i32..=8 {
        for column in -8_i32..=8 {
            let shift = if row % 2 == 0 { 0.0 } else { APART / 2.0 };
            let aside = f64::from(column) * APART + shift;
            let down = f64::from(row) * APART * 0.87;
            let place = (form.middle.0 + aside, form.middle.1 + down);
            if aside.hypot(down) > clear && within.holds(place) {
                let _ = write!(path, "M{} {}h0", tenth(place.0), tenth(place.1));
            }
        }
    }
    path
}

/// Lines that cross, from edge to edge.
fn lattice(field: &Outline, middle: Point) -> String {
    let mut path = String::new();
    for (along, across) in [(0.125, 0.375), (0.375, 0.125)] {
        for step in -8_i32..=8 {
            let start = on_circle(middle, f64::from(step) * 11.0, across);
            if field.holds(start) {
                let ends = [field.meets(start, along), field.meets(start, along + 0.5)];
                let [(x1, y1), (x2, y2)] = ends.map(|(x, y)| (tenth(x), tenth(y)));
                let _ = write!(path, "M{x1} {y1}L{x2} {y2}");
            }
        }
    }
    path
}

/// The outline of the field again and again, inwards to the symbol.
fn rings(form: &Form) -> String {
    let mut path = String::new();
    for step in [10.0, 16.0] {
        path.push_str(&form.field.inset(step).path());
    }
    path
}
