//! Closed outlines as points, and what is done to them: moved inwards, cut, filled with patterns.
//!
//! Everything is worked out here, so that a drawing needs no clip paths: their ids would clash
//! when several drawings stand on one page.

use super::super::draw::{on_circle, tenth};

/// A place on the drawing, in units of its 160 by 160.
pub(super) type Point = (f64, f64);

/// The middle of a drawing.
pub(super) const CENTRE: Point = (80.0, 80.0);

/// Corners in clockwise order, as seen on the screen; the last joins the first.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Outline {
    corners: Vec<Point>,
    /// Middle and radius where the corners stand for a circle: it is written as one.
    circle: Option<(Point, f64)>,
}

impl Outline {
    /// Through these corners.
    pub(super) fn through(corners: impl IntoIterator<Item = Point>) -> Self {
        Self { corners: corners.into_iter().collect(), circle: None }
    }

    /// Whether nothing is within.
    pub(super) fn is_empty(&self) -> bool {
        self.corners.is_empty()
    }

    /// A regular polygon; its first corner at `turn` clockwise from the top.
    pub(super) fn regular(centre: Point, corners: u16, radius: f64, turn: f64) -> Self {
        let corner = |step| on_circle(centre, radius, turn + f64::from(step) / f64::from(corners));
        Self::through((0..corners).map(corner))
    }

    pub(super) fn circle(centre: Point, radius: f64) -> Self {
        Self { circle: Some((centre, radius)), ..Self::regular(centre, 64, radius, 0.0) }
    }

    /// From a point by straight lines and curves.
    pub(super) fn of(start: Point, strokes: &[Stroke]) -> Self {
        let mut points = vec![start];
        let mut last = start;
        for stroke in strokes {
            match *stroke {
                Stroke::Line(end) => {
                    points.push(end);
                    last = end;
                }
                Stroke::Curve(one, two, end) => {
                    points.extend((1..=CURVE_STEPS).map(|step| {
                        let share = f64::from(step) / f64::from(CURVE_STEPS);
                        bezier(last, one, two, end, share)
                    }));
                    last = end;
                }
            }
        }
        if points.len() > 1 && distance(points[0], last) < 0.01 {
            points.pop();
        }
        Self::through(points)
    }

    /// A right half, from the top to the bottom, and its mirror image.
    pub(super) fn mirrored(start: Point, strokes: &[Stroke]) -> Self {
        let right = Self::of(start, strokes).corners;
        let left = right.iter().rev().filter(|point| (point.0 - CENTRE.0).abs() > 0.01);
        let left: Vec<_> = left.map(|(x, y)| (2.0 * CENTRE.0 - x, *y)).collect();
        Self::through(right.into_iter().chain(left))
    }

    fn edges(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        let next = self.corners.iter().cycle().skip(1);
        self.corners.iter().copied().zip(next.copied())
    }

    /// The outline `by` units further in, each edge parallel to what it was.
    pub(super) fn inset(&self, by: f64) -> Self {
        if let Some((middle, radius)) = self.circle {
            return Self::circle(middle, radius - by);
        }
        let normals: Vec<_> = self.edges().map(|(from, to)| inward(from, to)).collect();
        let before = normals.iter().cycle().skip(normals.len().saturating_sub(1));
        let corners = self.corners.iter().zip(before.zip(&normals));
        let moved = corners.map(|((x, y), (one, two))| {
            // The corner of two edges moved by their normals; a very sharp one is cut short.
            let reach = by / (1.0 + one.0 * two.0 + one.1 * two.1).max(0.2);
            (x + reach * (one.0 + two.0), y + reach * (one.1 + two.1))
        });
        // In a narrow bend corners pass each other: those that come too near belong to no edge.
        let kept = moved.filter(|corner| self.edges().all(|edge| away(*corner, edge) > by - 0.05));
        Self::through(kept)
    }

    /// The outline with its corners rounded, each from `reach` units before it to as many after.
    pub(super) fn rounded(&self, reach: f64) -> Self {
        let corners = self.ways().flat_map(|(before, corner, after)| {
            let towards = |other| between(corner, other, reach / distance(corner, other).max(reach * 2.0));
            let (start, end) = (towards(before), towards(after));
            (0..=CORNER_STEPS).map(move |step| {
                let share = f64::from(step) / f64::from(CORNER_STEPS);
                between(between(start, corner, share), between(corner, end, share), share)
            })
        });
        Self::through(corners)
    }

    /// How long the line is, as it is drawn.
    pub(super) fn length(&self) -> f64 {
        if let Some((_, radius)) = self.circle {
            return radius * std::f64::consts::TAU;
        }
        self.ways()
            .map(|(before, corner, after)| {
                let (start, end) = (between(before, corner, 0.5), between(corner, after, 0.5));
                let bent = distance(start, corner) + distance(corner, end);
                let gentle = turn(before, corner, after) < SHARP_BEND;
                if gentle { (bent + 2.0 * distance(start, end)) / 3.0 } else { bent }
            })
            .sum()
    }

    /// Each corner between the one before it and the one after.
    fn ways(&self) -> impl Iterator<Item = (Point, Point, Point)> + '_ {
        let before = self.corners.iter().cycle().skip(self.corners.len().saturating_sub(1));
        let after = self.corners.iter().cycle().skip(1);
        self.corners.iter().zip(before.zip(after)).map(|(&corner, (&before, &after))| (before, corner, after))
    }

    /// What lies on the side of a line that its normal points to.
    pub(super) fn cut(&self, on_line: Point, normal: Point) -> Self {
        let side = |(x, y): Point| (x - on_line.0) * normal.0 + (y - on_line.1) * normal.1;
        let mut kept = Vec::new();
        for (from, to) in self.edges() {
            let (one, two) = (side(from), side(to));
            if one >= 0.0 {
                kept.push(from);
            }
            if (one > 0.0 && two < 0.0) || (one < 0.0 && two > 0.0) {
                kept.push(between(from, to, one / (one - two)));
            }
        }
        Self::through(kept)
    }

    /// The path of what lies to the right of the middle.
    pub(super) fn right_half(&self, middle: Point) -> String {
        match self.circle {
            Some((centre, radius)) if centre == middle => {
                let (x, top) = (tenth(centre.0), tenth(centre.1 - radius));
                let (radius, down) = (tenth(radius), tenth(radius * 2.0));
                format!("M{x} {top}a{radius} {radius} 0 0 1 0 {down}Z")
            }
            _ => self.cut(middle, (1.0, 0.0)).path(),
        }
    }

    /// Whether a point lies within.
    pub(super) fn holds(&self, (x, y): Point) -> bool {
        let crossings = self.edges().filter(|((x1, y1), (x2, y2))| {
            (*y1 > y) != (*y2 > y) && x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
        });
        crossings.count() % 2 == 1
    }

    /// Where a ray from `start` first meets the outline; `turn` 0 goes up, 0.25 to the right.
    pub(super) fn meets(&self, start: Point, turn: f64) -> Point {
        let far = on_circle(start, 400.0, turn);
        let (dx, dy) = (far.0 - start.0, far.1 - start.1);
        let nearest = self
            .edges()
            .filter_map(|(from, to)| {
                let (ex, ey) = (to.0 - from.0, to.1 - from.1);
                let (fx, fy) = (from.0 - start.0, from.1 - start.1);
                let across = dx * ey - dy * ex;
                if across.abs() < 1e-9 {
                    return None;
                }
                let along = (fx * ey - fy * ex) / across;
                let on_edge = (fx * dy - fy * dx) / across;
                (along > 0.0 && (-1e-9..=1.0 + 1e-9).contains(&on_edge)).then_some(along)
            })
            .fold(1.0, f64::min);
        between(start, far, nearest)
    }

    /// The data of an SVG path: one subpath, closed. Sharp corners stay; between gentle ones runs a
    /// curve, so that few corners look like none.
    pub(super) fn path(&self) -> String {
        if let Some(((x, y), radius)) = self.circle {
            let (left, y, radius, across) = (tenth(x - radius), tenth(y), tenth(radius), tenth(radius * 2.0));
            return format!(
                "M{left} {y}a{radius} {radius} 0 1 1 {across} 0a{radius} {radius} 0 1 1-{across} 0Z"
            );
        }
        let mut pen = Pen::default();
        for (before, corner, after) in self.ways() {
            match turn(before, corner, after) {
                bend if bend < NO_BEND => {}
                bend if bend < SHARP_BEND => {
                    pen.curve(corner, between(before, corner, 0.5), between(corner, after, 0.5));
                }
                _ => pen.line(corner),
            }
        }
        pen.path + "Z"
    }
}

/// Below this many degrees a corner is none, from this many on it is a sharp one.
const NO_BEND: f64 = 0.8;
const SHARP_BEND: f64 = 48.0;

/// Writes a path in short steps: relative, in tenths, each from where the last one was written to.
#[derive(Default)]
struct Pen {
    path: String,
    at: (f64, f64),
}

impl Pen {
    fn line(&mut self, to: Point) {
        let start = self.path.is_empty();
        self.path.push(if start { 'M' } else { 'l' });
        self.at = self.step(to);
    }

    /// From `start`, drawn to `handle`, to `end`.
    fn curve(&mut self, handle: Point, start: Point, end: Point) {
        if self.path.is_empty() || distance(self.at, start) > 0.15 {
            self.line(start);
        }
        self.path.push('q');
        self.step(handle);
        self.path.push(' ');
        self.at = self.step(end);
    }

    /// Writes where a point lies from here; gives the point as written.
    fn step(&mut self, (x, y): Point) -> Point {
        let (x, y) = ((x * 10.0).round() / 10.0, (y * 10.0).round() / 10.0);
        let [dx, dy] = [x - self.at.0, y - self.at.1].map(|way| {
            let way = tenth(way);
            // `.5` for `0.5`: it is written hundreds of times.
            if let Some(rest) = way.strip_prefix("-0.") {
                format!("-.{rest}")
            } else {
                way.strip_prefix('0').filter(|rest| !rest.is_empty()).unwrap_or(&way).to_owned()
            }
        });
        self.path.push_str(&dx);
        if !dy.starts_with('-') {
            self.path.push(' ');
        }
        self.path.push_str(&dy);
        (x, y)
    }
}

/// How an outline goes on.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stroke {
    /// Straight to a point.
    Line(Point),
    /// By two handles to a point, as a cubic Bézier curve.
    Curve(Point, Point, Point),
}

const CURVE_STEPS: u16 = 4;
const CORNER_STEPS: u16 = 3;

fn bezier(start: Point, one: Point, two: Point, end: Point, share: f64) -> Point {
    let (a, b, c) = (between(start, one, share), between(one, two, share), between(two, end, share));
    between(between(a, b, share), between(b, c, share), share)
}

fn between(from: Point, to: Point, share: f64) -> Point {
    (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
}

fn distance(one: Point, two: Point) -> f64 {
    (one.0 - two.0).hypot(one.1 - two.1)
}

/// How far a point is from an edge.
fn away(point: Point, (from, to): (Point, Point)) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let along = (point.0 - from.0) * dx + (point.1 - from.1) * dy;
    let share = along / (dx * dx + dy * dy).max(1e-9);
    distance(point, between(from, to, share.clamp(0.0, 1.0)))
}

/// By how many degrees the way bends at a corner.
fn turn(before: Point, corner: Point, after: Point) -> f64 {
    let (one, two) = (inward(before, corner), inward(corner, after));
    (one.0 * two.0 + one.1 * two.1).clamp(-1.0, 1.0).acos().to_degrees()
}

/// The normal of an edge, of length 1, to the inside.
fn inward(from: Point, to: Point) -> Point {
    let length = distance(from, to).max(1e-9);
    ((from.1 - to.1) / length, (to.0 - from.0) / length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Outline {
        Outline::through([(10.0, 10.0), (50.0, 10.0), (50.0, 50.0), (10.0, 50.0)])
    }

    #[test]
    fn an_inset_outline_keeps_its_distance_from_every_edge() {
        let inset = square().inset(5.0);
        assert_eq!(inset.corners, [(15.0, 15.0), (45.0, 15.0), (45.0, 45.0), (15.0, 45.0)]);
        let hexagon = Outline::regular(CENTRE, 6, 60.0, 0.0).inset(9.0);
        let apothem = 60.0 * 3.0_f64.sqrt() / 2.0 - 9.0;
        assert!((distance(hexagon.corners[0], CENTRE) - apothem * 2.0 / 3.0_f64.sqrt()).abs() < 0.01);
    }

    #[test]
    fn a_cut_keeps_the_side_that_the_normal_points_to() {
        let right = square().cut((30.0, 0.0), (1.0, 0.0));
        assert_eq!(right.corners, [(30.0, 10.0), (50.0, 10.0), (50.0, 50.0), (30.0, 50.0)]);
        assert!(square().cut((60.0, 0.0), (1.0, 0.0)).is_empty());
    }

    #[test]
    fn a_point_is_within_or_not_and_a_ray_ends_at_the_edge() {
        assert!(square().holds((11.0, 49.0)));
        assert!(!square().holds((9.0, 30.0)));
        let (x, y) = square().meets((30.0, 30.0), 0.25);
        assert!((x - 50.0).abs() < 0.01 && (y - 30.0).abs() < 0.01, "{x} {y}");
    }

    #[test]
    fn a_path_is_written_in_short_steps_that_do_not_drift() {
        assert_eq!(square().path(), "M10 10l40 0l0 40l-40 0Z");
        let teeth = (0..=31).map(|step| (f64::from(step) / 3.0, if step % 2 == 0 { 0.0 } else { 9.0 }));
        let path = Outline::through(teeth).path();
        let steps = path.trim_start_matches('M').trim_end_matches('Z').split('l');
        let across = |step: &str| step.split([' ', '-']).next().unwrap().parse::<f64>().unwrap();
        let sum: f64 = steps.map(across).sum();
        assert!((sum - 31.0 / 3.0).abs() < 0.06, "{path}");
    }

    #[test]
    fn gentle_corners_become_curves_and_straight_ones_nothing() {
        let path = square().rounded(6.0).path();
        assert_eq!((path.matches('q').count(), path.matches('l').count()), (16, 0), "{path}");
        let cut = Outline::through([(10.0, 10.0), (30.0, 10.0), (50.0, 10.0), (50.0, 50.0), (10.0, 50.0)]);
        assert_eq!(cut.path(), square().path());
    }
}
