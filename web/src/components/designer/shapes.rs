//! Shapes of badges: an outline, the field within it, and what stands behind.

use super::super::draw::{on_circle, tenth};
use super::outline::{CENTRE, Outline, Point, Stroke};
use super::vocabulary;

vocabulary! {
    /// The outline of a badge.
    Shape {
        Shield "shield", Crest "crest", Circle "circle", Rosette "rosette", Ribbon "ribbon", Hexagon "hexagon",
        Star "star", Gear "gear", Wreath "wreath", Scroll "scroll", Diamond "diamond", Pennant "pennant",
    }
}

/// What a shape is made of.
pub(super) struct Form {
    /// What stands behind all else, such as ribbons and leaves: tones, and the data of paths.
    pub(super) behind: Vec<(Tone, String)>,
    /// The rim's outer edge.
    pub(super) rim: Outline,
    /// What is inside of the rim.
    pub(super) field: Outline,
    /// Where the symbol stands.
    pub(super) middle: Point,
    /// How large the symbol is, in units a side.
    pub(super) symbol: f64,
}

/// Which of a badge's colours.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Tone {
    Trim,
    Ground,
}

impl Shape {
    pub(super) fn form(self) -> Form {
        match self {
            Self::Shield => Form::within(shield(), 8.0, (80.0, 74.0), 80.0),
            Self::Crest => Form::within(crest(), 8.0, (80.0, 78.0), 72.0),
            Self::Circle => Form::round(Outline::circle(CENTRE, 72.0), CENTRE, 63.5, 84.0),
            Self::Rosette => Form::round(scallops(CENTRE, 16, 72.0, 66.0), CENTRE, 57.0, 76.0),
            Self::Ribbon => {
                let middle = (80.0, 64.0);
                let form = Form::round(scallops(middle, 16, 58.0, 53.0), middle, 46.5, 62.0);
                Form { behind: tails(), ..form }
            }
            Self::Hexagon => {
                let rim = Outline::regular(CENTRE, 6, 75.0, 0.0).rounded(10.0);
                Form::within(rim, 8.0, CENTRE, 82.0)
            }
            Self::Star => Form::round(star(12, 75.0, 61.0), CENTRE, 53.0, 70.0),
            Self::Gear => Form::round(gear(12, 74.0, 63.0), CENTRE, 54.0, 71.0),
            Self::Wreath => {
                let form = Form::round(Outline::circle(CENTRE, 50.0), CENTRE, 43.5, 58.0);
                Form { behind: vec![(Tone::Trim, leaves())], ..form }
            }
            Self::Scroll => scroll(),
            Self::Diamond => {
                let rim = Outline::regular(CENTRE, 4, 79.0, 0.0).rounded(14.0);
                Form::within(rim, 8.0, CENTRE, 66.0)
            }
            Self::Pennant => Form::within(pennant(), 7.5, (80.0, 68.0), 76.0),
        }
    }
}

impl Form {
    /// A field that follows its rim.
    fn within(rim: Outline, width: f64, middle: Point, symbol: f64) -> Self {
        Self { behind: Vec::new(), field: rim.inset(width), rim, middle, symbol }
    }

    /// A round field in a rim of any shape.
    fn round(rim: Outline, middle: Point, radius: f64, symbol: f64) -> Self {
        Self { behind: Vec::new(), rim, field: Outline::circle(middle, radius), middle, symbol }
    }
}

fn shield() -> Outline {
    Outline::mirrored(
        (80.0, 10.0),
        &[
            Stroke::Curve((96.0, 17.0), (118.0, 20.0), (140.0, 19.0)),
            Stroke::Line((141.0, 78.0)),
            Stroke::Curve((141.0, 112.0), (112.0, 138.0), (80.0, 151.0)),
        ],
    )
}

fn crest() -> Outline {
    Outline::mirrored(
        (80.0, 9.0),
        &[
            Stroke::Curve((94.0, 18.0), (106.0, 20.0), (118.0, 14.0)),
            Stroke::Curve((124.0, 20.0), (131.0, 24.0), (139.0, 25.0)),
            Stroke::Curve((133.0, 40.0), (137.0, 52.0), (142.0, 66.0)),
            Stroke::Curve((149.0, 88.0), (140.0, 112.0), (120.0, 124.0)),
            Stroke::Curve((104.0, 133.0), (92.0, 138.0), (80.0, 152.0)),
        ],
    )
}

/// A round edge of so many waves.
fn scallops(middle: Point, waves: u16, outer: f64, inner: f64) -> Outline {
    const STEPS: u16 = 4;
    let points = (0..waves * STEPS).map(|step| {
        let within = f64::from(step % STEPS) / f64::from(STEPS);
        // Round humps with sharp notches between them.
        let hump = (std::f64::consts::PI * within).sin().sqrt();
        on_circle(middle, inner + (outer - inner) * hump, f64::from(step) / f64::from(waves * STEPS))
    });
    Outline::through(points)
}

fn star(points: u16, outer: f64, inner: f64) -> Outline {
    let corner = |step: u16| {
        let radius = if step.is_multiple_of(2) { outer } else { inner };
        on_circle(CENTRE, radius, f64::from(step) / f64::from(points * 2))
    };
    Outline::through((0..points * 2).map(corner))
}

fn gear(teeth: u16, outer: f64, inner: f64) -> Outline {
    let tooth = 1.0 / f64::from(teeth);
    let corners = (0..teeth).flat_map(|step| {
        let turn = f64::from(step) * tooth;
        [(-0.31, inner), (-0.2, outer), (0.2, outer), (0.31, inner)]
            .map(|(aside, radius)| on_circle(CENTRE, radius, turn + aside * tooth))
    });
    Outline::through(corners)
}

fn pennant() -> Outline {
    Outline::of(
        (22.0, 10.0),
        &[
            Stroke::Line((138.0, 10.0)),
            Stroke::Line((138.0, 150.0)),
            Stroke::Line((80.0, 124.0)),
            Stroke::Line((22.0, 150.0)),
        ],
    )
}

/// Two tails of a ribbon that hang from a round badge, with a stripe along each.
fn tails() -> Vec<(Tone, String)> {
    const TAIL: [Point; 5] = [(82.0, 96.0), (114.0, 86.0), (134.0, 146.0), (114.5, 140.0), (102.0, 156.0)];
    const STRIPE: [Point; 4] = [(94.0, 94.0), (102.0, 92.0), (119.4, 141.6), (113.0, 143.0)];
    let both = |points: &[Point]| {
        let mirrored = points.iter().rev().map(|(x, y)| (160.0 - x, *y));
        Outline::through(points.iter().copied()).path() + &Outline::through(mirrored).path()
    };
    vec![(Tone::Trim, both(&TAIL)), (Tone::Ground, both(&STRIPE))]
}

/// Leaves all about a round badge, upwards from the bottom.
fn leaves() -> String {
    let mut path = String::new();
    for side in [1.0, -1.0] {
        path.push_str(&branch(CENTRE, 58.0, 9, 0.047, 21.0, side));
    }
    path
}

/// A branch of laurel that bends upwards from below, as the data of one path.
///
/// * `pairs`: of leaves; `apart`: from one to the next, in turns; `length`: of the first leaves.
/// * `side`: 1 for the right, -1 for the left.
pub(super) fn branch(middle: Point, radius: f64, pairs: u16, apart: f64, length: f64, side: f64) -> String {
    let mut path = String::new();
    for step in 0..pairs {
        let step = f64::from(step);
        let turn = 0.5 - side * (0.012 + apart * step);
        let upwards = turn * 360.0 - side * 90.0;
        let length = length * (1.0 - 0.025 * step);
        for (aside, spread) in [(1.5, 34.0), (-1.5, -26.0)] {
            path.push_str(&leaf(on_circle(middle, radius + aside, turn), upwards + side * spread, length));
        }
    }
    let end = 0.5 - side * (0.012 + apart * f64::from(pairs));
    path + &leaf(on_circle(middle, radius, end), end * 360.0 - side * 90.0, length * 0.8)
}

/// One leaf from its stalk; `angle` in degrees clockwise from the top.
fn leaf(stalk: Point, angle: f64, length: f64) -> String {
    let turn = angle / 360.0;
    let side = |wide: f64| on_circle(on_circle(stalk, length * 0.5, turn), length * wide, turn + 0.25);
    let pair = |(x, y): Point| format!("{} {}", tenth(x), tenth(y));
    let tip = on_circle(stalk, length, turn);
    format!("M{}Q{} {}Q{} {}Z", pair(stalk), pair(side(0.42)), pair(tip), pair(side(-0.42)), pair(stalk))
}

/// A sheet between two rolls.
fn scroll() -> Form {
    let block = |left: f64, top: f64, right: f64, bottom: f64| {
        Outline::through([(left, top), (right, top), (right, bottom), (left, bottom)])
    };
    let sheet = block(25.0, 20.0, 135.0, 140.0);
    let knobs = |y: f64| block(6.0, y + 5.0, 154.0, y + 17.0).rounded(5.0).path();
    let roll = |y: f64| block(15.0, y, 145.0, y + 22.0).rounded(6.0).path();
    Form {
        behind: vec![(Tone::Ground, knobs(9.0) + &knobs(129.0)), (Tone::Trim, roll(9.0) + &roll(129.0))],
        field: sheet.inset(7.0),
        rim: sheet,
        middle: CENTRE,
        symbol: 72.0,
    }
}
