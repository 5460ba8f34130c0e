//! What drawings are made of: dice that always fall the same way, colours, leaves, outlines.

use std::f64::consts::TAU;
use std::fmt::Write;

/// Numbers that look random and depend on nothing but a text.
pub(super) struct Dice(u64);

impl Dice {
    /// FNV-1a over the text.
    pub(super) fn of(text: &str) -> Self {
        let seed = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(seed)
    }

    /// The next number, below `sides`. One step of splitmix64.
    pub(super) fn below(&mut self, sides: u16) -> u16 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        u16::try_from(mixed % u64::from(sides.max(1))).unwrap_or(0)
    }
}

/// A colour as `#rrggbb`: hue in degrees, saturation and lightness from 0 to 1.
pub(super) fn colour(hue: u16, saturation: f64, lightness: f64) -> String {
    let chroma = saturation * lightness.min(1.0 - lightness);
    let channel = |offset: f64| {
        let hours = f64::from(hue) / 30.0 + offset;
        let k = hours - 12.0 * (hours / 12.0).floor();
        let value = lightness - chroma * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0);
        format!("{:02x}", byte(value))
    };
    format!("#{}{}{}", channel(0.0), channel(8.0), channel(4.0))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte first")]
fn byte(share: f64) -> u8 {
    (share * 255.0).round().clamp(0.0, 255.0) as u8
}

/// A point on a circle; `turn` 0 is the top, 0.25 the right.
pub(super) fn on_circle(centre: (f64, f64), radius: f64, turn: f64) -> (f64, f64) {
    (centre.0 + radius * sine(turn), centre.1 - radius * sine(turn + 0.25))
}

/// The sine of an angle in turns, to a hundred-thousandth: enough for drawings, in a fraction of
/// the code that the exact one brings to the browser.
fn sine(turn: f64) -> f64 {
    // From -0.5 to 0.5, then mirrored into the quarters beside 0, where the series is short.
    let near = turn - (turn + 0.5).floor();
    let near = if near.abs() > 0.25 { 0.5_f64.copysign(near) - near } else { near };
    let x = near * TAU;
    let square = x * x;
    x * (1.0 - square / 6.0 * (1.0 - square / 20.0 * (1.0 - square / 42.0 * (1.0 - square / 72.0))))
}

/// A length or an angle to a tenth, as SVG has it: `12.5`, `-0.4`, `3`.
///
/// Written by way of whole numbers: printing a float takes more code than all drawings together.
#[expect(clippy::cast_possible_truncation, reason = "drawings are a few hundred units wide")]
pub(super) fn tenth(number: f64) -> String {
    let tenths = (number * 10.0).round() as i32;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// A closed path through points.
pub(super) fn polygon(points: impl IntoIterator<Item = (f64, f64)>) -> String {
    let mut path = String::new();
    for (index, (x, y)) in points.into_iter().enumerate() {
        let command = if index == 0 { "M" } else { "L" };
        let _ = write!(path, "{command}{} {}", tenth(x), tenth(y));
    }
    path.push('Z');
    path
}

/// Two branches of laurel, open at the top, as paths without a fill of their own.
///
/// * `leaves`: pairs on each branch.
/// * `size`: the length of a leaf.
pub(super) fn laurel(centre: (f64, f64), radius: f64, leaves: u16, size: f64) -> String {
    let mut svg = String::new();
    let (wide, low, high, tip) = (tenth(size * 0.3), tenth(-size * 0.3), tenth(-size * 0.75), tenth(-size));
    let leaf = format!("M0 0C{wide} {low} {wide} {high} 0 {tip}C-{wide} {high} -{wide} {low} 0 0Z");
    let place = |svg: &mut String, (x, y): (f64, f64), angle: f64| {
        let (x, y, angle) = (tenth(x), tenth(y), tenth(angle));
        let _ = write!(svg, "<path d=\"{leaf}\" transform=\"translate({x} {y}) rotate({angle})\"/>");
    };
    for side in [1.0, -1.0] {
        for step in 0..leaves {
            let share = f64::from(step) / f64::from(leaves);
            let turn = 0.5 - side * (0.035 + 0.36 * share);
            // Along the branch, upwards, spread a little to the outside and to the inside.
            let along = turn * 360.0 - side * 90.0;
            for spread in [26.0, -34.0] {
                place(&mut svg, on_circle(centre, radius, turn), along + side * spread);
            }
        }
        let tip = 0.5 - side * 0.395;
        place(&mut svg, on_circle(centre, radius, tip), tip * 360.0 - side * 90.0);
    }
    svg
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dice_fall_the_same_way_for_the_same_text_and_stay_below_their_sides() {
        let rolls = |text: &str| {
            let mut dice = Dice::of(text);
            (0..50).map(|_| dice.below(6)).collect::<Vec<_>>()
        };
        assert_eq!(rolls("a"), rolls("a"));
        assert_ne!(rolls("a"), rolls("b"));
        assert!(rolls("a").iter().all(|roll| *roll < 6));
    }

    #[test]
    fn the_short_sine_is_the_sine_for_all_that_drawings_need() {
        for step in -300..300 {
            let turn = f64::from(step) / 100.0;
            assert!((sine(turn) - (turn * TAU).sin()).abs() < 1e-5, "{turn}");
        }
    }

    #[test]
    fn numbers_are_written_to_a_tenth() {
        let written = [12.54, -0.44, 3.0, -0.01, 0.96].map(tenth);
        assert_eq!(written, ["12.5", "-0.4", "3", "0", "1"]);
    }

    #[test]
    fn colours_are_the_well_known_ones() {
        assert_eq!(colour(0, 1.0, 0.5), "#ff0000");
        assert_eq!(colour(120, 1.0, 0.25), "#008000");
        assert_eq!(colour(240, 0.0, 1.0), "#ffffff");
    }
}
