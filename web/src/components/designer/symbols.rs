//! Symbols of badges: which there are, and how each is drawn on a grid of 24 by 24.
//!
//! One family: solid bodies, lines with round ends, details cut out in the colour of the field, so
//! that each is recognised at a few pixels and looks finished at many.

use super::vocabulary;

vocabulary! {
    /// What a badge shows in its middle.
    Symbol {
        Star "star", Trophy "trophy", Medal "medal", Crown "crown", Graduation "graduation", Torch "torch",
        Book "book", Pencil "pencil", Arithmetic "arithmetic", Geometry "geometry", Globe "globe", Temple "temple",
        Flask "flask", Atom "atom", Microscope "microscope", Planet "planet", Helix "helix", Leaf "leaf",
        Speech "speech", Dialogue "dialogue", Letter "letter", Quill "quill", Megaphone "megaphone",
        Palette "palette", Music "music", Mask "mask", Camera "camera", Film "film",
        Ball "ball", Mountain "mountain", Swimming "swimming", Bicycle "bicycle", Dumbbell "dumbbell", Stopwatch "stopwatch",
        Hammer "hammer", Gear "gear", Scissors "scissors", Cooking "cooking", Wheat "wheat", House "house", Bolt "bolt",
        Code "code", Screen "screen", Chip "chip", Robot "robot", Network "network", Lock "lock",
        Heart "heart", Pulse "pulse", FirstAid "first-aid", Helping "helping", Lifebuoy "lifebuoy", Apple "apple",
        People "people", Tree "tree", Sun "sun", Scales "scales", Ballot "ballot",
        Flag "flag", Compass "compass", Lighthouse "lighthouse", Rook "rook", Key "key", Rocket "rocket", Bulb "bulb", Puzzle "puzzle", Target "target",
    }
}

vocabulary! {
    /// What symbols are about, to find one among many.
    Group {
        Honour "honour", Subjects "subjects", Science "science", Language "language", Arts "arts", Sport "sport",
        Craft "craft", Digital "digital", Care "care", Community "community", Leadership "leadership",
    }
}

impl Group {
    /// Its symbols, in the order in which they are offered.
    pub const fn symbols(self) -> &'static [Symbol] {
        use Symbol as S;
        match self {
            Self::Honour => &[S::Star, S::Trophy, S::Medal, S::Crown, S::Graduation, S::Torch],
            Self::Subjects => &[S::Book, S::Pencil, S::Arithmetic, S::Geometry, S::Globe, S::Temple],
            Self::Science => &[S::Flask, S::Atom, S::Microscope, S::Planet, S::Helix, S::Leaf],
            Self::Language => &[S::Speech, S::Dialogue, S::Letter, S::Quill, S::Megaphone],
            Self::Arts => &[S::Palette, S::Music, S::Mask, S::Camera, S::Film],
            Self::Sport => &[S::Ball, S::Mountain, S::Swimming, S::Bicycle, S::Dumbbell, S::Stopwatch],
            Self::Craft => &[S::Hammer, S::Gear, S::Scissors, S::Cooking, S::Wheat, S::House, S::Bolt],
            Self::Digital => &[S::Code, S::Screen, S::Chip, S::Robot, S::Network, S::Lock],
            Self::Care => &[S::Heart, S::Pulse, S::FirstAid, S::Helping, S::Lifebuoy, S::Apple],
            Self::Community => &[S::People, S::Tree, S::Sun, S::Scales, S::Ballot],
            Self::Leadership => &[
                S::Flag,
                S::Compass,
                S::Lighthouse,
                S::Rook,
                S::Key,
                S::Rocket,
                S::Bulb,
                S::Puzzle,
                S::Target,
            ],
        }
    }
}

/// One stroke of a drawing: the data of an SVG path, and how it is put down. Later ones lie on top.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// Filled.
    Solid(&'static str),
    /// A line of 2.2 units with round ends.
    Line(&'static str),
    /// A line of 1.5 units.
    Thin(&'static str),
    /// A line of 3.6 units.
    Bold(&'static str),
    /// Taken away: filled in the colour of the field.
    Hole(&'static str),
    /// Taken away: a line of 1.5 units in the colour of the field.
    Cut(&'static str),
    /// Taken away: a line of 3.4 units in the colour of the field.
    Gap(&'static str),
}

impl Symbol {
    /// How it is drawn, bottom first.
    #[expect(clippy::too_many_lines, reason = "one table: every symbol, and how it is drawn")]
    pub(super) const fn parts(self) -> &'static [Part] {
        use Part::{Bold, Cut, Gap, Hole, Line, Solid, Thin};
        match self {
            Self::Star => {
                &[Solid("M12 2L14.6 8.9 22 9.3 16.2 13.9 18.2 21 12 17 5.8 21 7.8 13.9 2 9.3 9.4 8.9Z")]
            }
            Self::Trophy => &[
                Line("M7 5.2H3.4C3.4 8.8 5 11 8 11.3M17 5.2H20.6C20.6 8.8 19 11 16 11.3"),
                Solid(
                    "M6.4 2.5H17.6V8.5A5.6 5.6 0 0 1 6.4 8.5ZM10.7 13H13.3V17.5H10.7ZM8.2 17H15.8L17.2 21.5H6.8Z",
                ),
            ],
            Self::Medal => &[
                Solid("M5.5 1.8H10.3L12 5 13.7 1.8H18.5L14.6 9.4H9.4Z"),
                Gap("M12 8.4A6.6 6.6 0 1 1 12 21.6A6.6 6.6 0 1 1 12 8.4Z"),
                Solid("M12 8.6A6.6 6.6 0 1 1 12 21.8A6.6 6.6 0 1 1 12 8.6Z"),
                Hole("M12 11L13.2 13.8 16.2 14 13.9 16 14.6 18.9 12 17.3 9.4 18.9 10.1 16 7.8 14 10.8 13.8Z"),
            ],
            Self::Crown => &[
                Solid("M2.8 7.4L7.7 11.2 12 4.6 16.3 11.2 21.2 7.4 19.4 17.2H4.6ZM4.6 18.6H19.4V21.2H4.6Z"),
                Solid(
                    "M12 2.2A1.7 1.7 0 1 1 12 5.6A1.7 1.7 0 1 1 12 2.2ZM2.8 5A1.6 1.6 0 1 1 2.8 8.2A1.6 1.6 0 1 1 2.8 5ZM21.2 5A1.6 1.6 0 1 1 21.2 8.2A1.6 1.6 0 1 1 21.2 5Z",
                ),
            ],
            Self::Graduation => &[
                Solid(
                    "M12 3.6L1 9 12 14.4 23 9ZM5.6 12.9V17.3C5.6 19.2 8.5 20.6 12 20.6S18.4 19.2 18.4 17.3V12.9L12 16.1Z",
                ),
                Thin("M21.3 10V16"),
                Solid("M21.3 15A1.5 1.5 0 1 1 21.3 18A1.5 1.5 0 1 1 21.3 15Z"),
            ],
            Self::Torch => &[
                Solid(
                    "M12.3 1.5C12.6 4.5 16.6 5.7 16.6 9.3A4.6 4.6 0 0 1 7.4 9.3C7.4 7.3 8.6 6.2 9.2 4.8 9.9 5.9 10.4 6.3 11 6.4 11.6 4.8 11.5 3.2 12.3 1.5Z",
                ),
                Hole("M12.2 7.6C12.3 9 13.7 9.4 13.7 10.7A1.7 1.7 0 0 1 10.3 10.7C10.3 9.6 11.7 9 12.2 7.6Z"),
                Solid("M6 15H18L16.3 17.7H7.7ZM9.2 18.8H14.8L13.4 23H10.6Z"),
            ],
            Self::Book => &[
                Solid(
                    "M11.2 6.3C8.8 4.5 5.6 3.8 1.8 4.3V18.6C5.6 18.2 8.8 18.9 11.2 20.6ZM12.8 6.3C15.2 4.5 18.4 3.8 22.2 4.3V18.6C18.4 18.2 15.2 18.9 12.8 20.6Z",
                ),
                Cut(
                    "M4.6 8.2C6.2 8.2 7.4 8.5 8.6 9M4.6 12C6.2 12 7.4 12.3 8.6 12.8M19.4 8.2C17.8 8.2 16.6 8.5 15.4 9M19.4 12C17.8 12 16.6 12.3 15.4 12.8",
                ),
            ],
            Self::Pencil => &[
                Solid(
                    "M16.4 2.6A2.2 2.2 0 0 1 19.5 2.6L21.4 4.5A2.2 2.2 0 0 1 21.4 7.6L9.4 19.6 2.2 21.8 4.4 14.6Z",
                ),
                Cut("M13.4 5.6L18.4 10.6M4.9 14.9L9.1 19.1"),
            ],
            Self::Arithmetic => &[Line(
                "M7 3.2V10.8M3.2 7H10.8M13.9 7H20.7M4.3 14.3L9.7 19.7M9.7 14.3L4.3 19.7M13.9 17H20.7M17.3 13.2V13.3M17.3 20.7V20.8",
            )],
            Self::Geometry => &[
                Solid("M3 3.4A.9.9 0 0 1 4.5 2.8L21.2 19.5A.9.9 0 0 1 20.6 21H3.9A.9.9 0 0 1 3 20.1Z"),
                Hole("M7.2 12L12 16.8H7.2Z"),
                Cut("M3 7.5H4.5M3 11H4.5M3 14.5H4.5M9 21V19.5M12.5 21V19.5M16 21V19.5"),
            ],
            Self::Globe => &[
                Solid("M12 2A10 10 0 1 1 12 22A10 10 0 1 1 12 2Z"),
                Cut("M12 2C5.6 7.6 5.6 16.4 12 22M12 2C18.4 7.6 18.4 16.4 12 22M2 12H22M12 2V22"),
            ],
            Self::Temple => &[Solid(
                "M12 2L22.3 7.6V9.4H1.7V7.6ZM4 11H7.4V17.6H4ZM10.3 11H13.7V17.6H10.3ZM16.6 11H20V17.6H16.6ZM2.8 18.6H21.2V19.9H22.6V22H1.4V19.9H2.8Z",
            )],
            Self::Flask => &[
                Line("M8.6 2.8H15.4"),
                Solid("M9.4 3H14.6V8.9L20.6 18.9A2 2 0 0 1 18.9 22H5.1A2 2 0 0 1 3.4 18.9L9.4 8.9Z"),
                Cut("M7.4 14.2C9 13 10.4 15.4 12 14.2S15 13 16.6 14.2"),
                Hole(
                    "M9.8 17A1.2 1.2 0 1 1 9.8 19.4A1.2 1.2 0 1 1 9.8 17ZM14 16.6A.9.9 0 1 1 14 18.4A.9.9 0 1 1 14 16.6Z",
                ),
            ],
            Self::Atom => &[
                Thin(
                    "M2 12A10 3.9 0 1 0 22 12A10 3.9 0 1 0 2 12ZM7 3.34A10 3.9 60 1 0 17 20.66A10 3.9 60 1 0 7 3.34ZM17 3.34A10 3.9 120 1 0 7 20.66A10 3.9 120 1 0 17 3.34Z",
                ),
                Solid("M12 9.7A2.3 2.3 0 1 1 12 14.3A2.3 2.3 0 1 1 12 9.7Z"),
            ],
            Self::Microscope => &[
                Solid("M8.3 2.2L11.5 .7 16.6 11.2 13.4 12.7Z"),
                Solid("M7.7 13.6H14.7V15.8H7.7Z"),
                Line("M15.4 6.3C19.9 8.3 21.2 14.8 16.6 19.6"),
                Solid("M4 19.4H20V22H4Z"),
            ],
            Self::Planet => &[
                Thin("M2 16.3C.6 13.9 5.1 9.7 10.4 7.1S21.1 4.7 22 6.9"),
                Solid("M12 5.4A6.6 6.6 0 1 1 12 18.6A6.6 6.6 0 1 1 12 5.4Z"),
                Gap("M2 16.3C3.4 18.7 8.9 17.2 14.2 14.6S23.2 9.3 22 6.9"),
                Thin("M2 16.3C3.4 18.7 8.9 17.2 14.2 14.6S23.2 9.3 22 6.9"),
            ],
            Self::Helix => &[
                Thin("M8.4 4H15.6M8.2 10.4H15.8M8.2 13.6H15.8M8.4 20H15.6"),
                Line("M17 1.6C17 7 7 7 7 12S17 17 17 22.4"),
                Gap("M9.6 8.8L14.4 5.2M9.6 15.2L14.4 18.8"),
                Line("M7 1.6C7 7 17 7 17 12S7 17 7 22.4"),
            ],
            Self::Leaf => &[
                Solid("M4.6 19.2C1.8 9.4 8.4 3 21.4 2.6 22.2 15.6 15.6 22 6.6 19.7Z"),
                Cut("M5.6 18.5L15.4 8.7M9.3 14.8V10.8M9.3 14.8H13.3"),
                Line("M2.6 21.5L5 19.1"),
            ],
            Self::Speech => &[
                Solid(
                    "M5 3H19A3 3 0 0 1 22 6V14A3 3 0 0 1 19 17H12.4L7 21.8V17H5A3 3 0 0 1 2 14V6A3 3 0 0 1 5 3Z",
                ),
                Hole(
                    "M7.4 8.6A1.5 1.5 0 1 1 7.4 11.6A1.5 1.5 0 1 1 7.4 8.6ZM12 8.6A1.5 1.5 0 1 1 12 11.6A1.5 1.5 0 1 1 12 8.6ZM16.6 8.6A1.5 1.5 0 1 1 16.6 11.6A1.5 1.5 0 1 1 16.6 8.6Z",
                ),
            ],
            Self::Dialogue => &[
                Solid(
                    "M10.5 8H20A2.5 2.5 0 0 1 22.5 10.5V16A2.5 2.5 0 0 1 20 18.5H19V22.2L14.6 18.5H10.5A2.5 2.5 0 0 1 8 16V10.5A2.5 2.5 0 0 1 10.5 8Z",
                ),
                Gap(
                    "M4 2.5H13.5A2.5 2.5 0 0 1 16 5V10A2.5 2.5 0 0 1 13.5 12.5H9.5L5.2 16.2V12.5H4A2.5 2.5 0 0 1 1.5 10V5A2.5 2.5 0 0 1 4 2.5Z",
                ),
                Solid(
                    "M4 2.5H13.5A2.5 2.5 0 0 1 16 5V10A2.5 2.5 0 0 1 13.5 12.5H9.5L5.2 16.2V12.5H4A2.5 2.5 0 0 1 1.5 10V5A2.5 2.5 0 0 1 4 2.5Z",
                ),
                Cut("M5 6.2H12.5M5 9.2H10"),
            ],
            Self::Letter => &[
                Solid("M5 2H19A3 3 0 0 1 22 5V19A3 3 0 0 1 19 22H5A3 3 0 0 1 2 19V5A3 3 0 0 1 5 2Z"),
                Hole("M10.5 5.5H13.5L18.3 18.5H15.3L14.3 15.5H9.7L8.7 18.5H5.7ZM12 8.7L10.5 13.1H13.5Z"),
            ],
            Self::Quill => &[
                Solid("M22 2C12 1.6 5.4 7.6 5 18.2 13.6 18.6 20.2 12.4 22 2Z"),
                Cut("M5.2 18L14.6 8.4M8.8 14.2L14.4 14"),
                Line("M2.4 21.8L5.6 17.8"),
                Line("M11 21.4H20"),
            ],
            Self::Megaphone => &[
                Solid(
                    "M3.5 8.6H8.5L18 3.2V18.4L8.5 13.6H3.5A1.7 1.7 0 0 1 1.8 11.9V10.3A1.7 1.7 0 0 1 3.5 8.6Z",
                ),
                Solid("M4.6 14.9H8.6L10 20.2A1.2 1.2 0 0 1 8.8 21.7H7A1.2 1.2 0 0 1 5.8 20.8Z"),
                Line("M20.8 8.2C22 9.8 22 11.8 20.8 13.4"),
            ],
            Self::Palette => &[
                Solid(
                    "M12 2.4C6.2 2.4 1.8 6.6 1.8 12S6 21.6 11.6 21.6C13.6 21.6 14.5 20.2 14 18.6 13.4 16.7 14.6 15.3 16.6 15.3H18.8C21 15.3 22.2 13.9 22.2 11.5 22.2 6.2 17.8 2.4 12 2.4Z",
                ),
                Hole(
                    "M6.8 10A1.7 1.7 0 1 1 6.8 13.4A1.7 1.7 0 1 1 6.8 10ZM9.6 5.4A1.7 1.7 0 1 1 9.6 8.8A1.7 1.7 0 1 1 9.6 5.4ZM15 5.4A1.7 1.7 0 1 1 15 8.8A1.7 1.7 0 1 1 15 5.4ZM18.6 9.4A1.6 1.6 0 1 1 18.6 12.6A1.6 1.6 0 1 1 18.6 9.4ZM9.4 15.4A1.7 1.7 0 1 1 9.4 18.8A1.7 1.7 0 1 1 9.4 15.4Z",
                ),
            ],
            Self::Music => &[
                Solid("M7.8 4.6L21 1.8V6.2L7.8 9Z"),
                Line("M8.9 6V18M19.9 4V15.6"),
                Solid(
                    "M6.2 15.6A3.4 2.8 0 1 1 6.2 21.2A3.4 2.8 0 1 1 6.2 15.6ZM17.2 13.2A3.4 2.8 0 1 1 17.2 18.8A3.4 2.8 0 1 1 17.2 13.2Z",
                ),
            ],
            Self::Mask => &[
                Solid(
                    "M3 3.6C8.8 5.8 15.2 5.8 21 3.6V10.6C21 16.4 17.2 20.6 12 22.4 6.8 20.6 3 16.4 3 10.6Z",
                ),
                Cut("M6 10.4C6.8 8.6 9.2 8.6 10 10.4M14 10.4C14.8 8.6 17.2 8.6 18 10.4"),
                Hole("M6.9 13.4C10 14.6 14 14.6 17.1 13.4 16.6 16.9 14.6 18.8 12 18.8S7.4 16.9 6.9 13.4Z"),
            ],
            Self::Camera => &[
                Solid(
                    "M8.6 4H15.4L17 6.6H20A2.2 2.2 0 0 1 22.2 8.8V18A2.2 2.2 0 0 1 20 20.2H4A2.2 2.2 0 0 1 1.8 18V8.8A2.2 2.2 0 0 1 4 6.6H7Z",
                ),
                Hole("M12 8.4A4.7 4.7 0 1 1 12 17.8A4.7 4.7 0 1 1 12 8.4Z"),
                Solid("M12 10.4A2.7 2.7 0 1 1 12 15.8A2.7 2.7 0 1 1 12 10.4Z"),
                Hole("M18.6 8.6A1 1 0 1 1 18.6 10.6A1 1 0 1 1 18.6 8.6Z"),
            ],
            Self::Film => &[
                Solid(
                    "M2.2 10.4H21.8V19.6A2 2 0 0 1 19.8 21.6H4.2A2 2 0 0 1 2.2 19.6ZM1.8 7.3L20.4 2.3 21.5 6.2 2.8 11.2Z",
                ),
                Cut("M7 6L9.2 9.3M12.2 4.6L14.4 7.9M17.3 3.2L19.5 6.5M2.2 11.3H21.8"),
                Hole("M10 13.2L15.2 16.2 10 19.2Z"),
            ],
            Self::Ball => &[
                Solid("M12 1.8A10.2 10.2 0 1 1 12 22.2A10.2 10.2 0 1 1 12 1.8Z"),
                Hole("M12 8L15.8 10.8 14.4 15.2H9.6L8.2 10.8Z"),
                Cut("M12 8V4.6M15.8 10.8L19 9.7M14.4 15.2L16.4 18M9.6 15.2L7.6 18M8.2 10.8L5 9.7"),
                Hole(
                    "M8.6 2.3L12 4.7 15.4 2.3 12 1.8ZM20.1 5.6L18.9 9.7 22.2 12.3 22 8.7ZM20.2 17.9L16.2 18.1 14.7 21.8 18 20.4ZM9.3 21.8L7.8 18.1 3.8 17.9 6 20.4ZM1.8 12.3L5.1 9.7 3.9 5.6 2 8.7Z",
                ),
            ],
            Self::Mountain => &[
                Solid("M.8 20.8L8.9 6.2 13.1 13.6 15.8 9.4 23.2 20.8Z"),
                Cut("M5.2 12.5L7.2 11.3L8.9 13L10.6 11.3L12.4 12.3"),
                Solid("M18.4 2.4A2.5 2.5 0 1 1 18.4 7.4A2.5 2.5 0 1 1 18.4 2.4Z"),
            ],
            Self::Swimming => &[
                Solid("M18.2 5.8A2.6 2.6 0 1 1 18.2 11A2.6 2.6 0 1 1 18.2 5.8Z"),
                Bold("M5.8 12.4L9.2 8.2 14.6 12.6M9.2 8.2L14.2 5.2"),
                Line(
                    "M2 16.4C4 14.6 6 18.2 8.7 16.4S13 14.6 15.3 16.4 20 18.2 22 16.4M2 21C4 19.2 6 22.8 8.7 21S13 19.2 15.3 21 20 22.8 22 21",
                ),
            ],
            Self::Bicycle => &[
                Thin(
                    "M5.5 11.6A4.2 4.2 0 1 1 5.5 20A4.2 4.2 0 1 1 5.5 11.6ZM18.5 11.6A4.2 4.2 0 1 1 18.5 20A4.2 4.2 0 1 1 18.5 11.6Z",
                ),
                Thin("M5.5 15.8L9 8.6H16L12 15.8ZM12 15.8L8.2 6.6M18.5 15.8L15.2 5.4H18M6.6 6.2H10"),
            ],
            Self::Dumbbell => &[
                Bold("M8 12H16"),
                Solid(
                    "M5.2 5.4H7.6A1.2 1.2 0 0 1 8.8 6.6V17.4A1.2 1.2 0 0 1 7.6 18.6H5.2A1.2 1.2 0 0 1 4 17.4V6.6A1.2 1.2 0 0 1 5.2 5.4ZM16.4 5.4H18.8A1.2 1.2 0 0 1 20 6.6V17.4A1.2 1.2 0 0 1 18.8 18.6H16.4A1.2 1.2 0 0 1 15.2 17.4V6.6A1.2 1.2 0 0 1 16.4 5.4Z",
                ),
                Line("M2 9V15M22 9V15"),
            ],
            Self::Stopwatch => &[
                Line("M9.4 1.9H14.6M12 2.4V5M18.6 5.8L20 4.4"),
                Solid("M12 4.8A8.7 8.7 0 1 1 12 22.2A8.7 8.7 0 1 1 12 4.8Z"),
                Hole("M12 7.3A6.2 6.2 0 1 1 12 19.7A6.2 6.2 0 1 1 12 7.3Z"),
                Line("M12 10V13.5L14.2 15.2"),
            ],
            Self::Hammer => &[
                Bold("M4 20.4L13.4 9.4"),
                Gap("M9.9 4.2L16.6 10.9"),
                Solid(
                    "M12.6 1.2L21.6 10.2A1.2 1.2 0 0 1 21.6 11.9L19.7 13.8A1.2 1.2 0 0 1 18 13.8L9 4.8A1.2 1.2 0 0 1 9 3.1L10.9 1.2A1.2 1.2 0 0 1 12.6 1.2Z",
                ),
                Cut("M12.4 6.6L14.6 4.4M15.8 10L18 7.8"),
            ],
            Self::Gear => &[
                Solid(
                    "M9.1 4.6L9.7 1.6H14.3L14.9 4.6 15.2 4.8 17.7 3.1 20.9 6.3 19.2 8.8 19.4 9.1 22.4 9.7V14.3L19.4 14.9 19.2 15.2 20.9 17.7 17.7 20.9 15.2 19.2 14.9 19.4 14.3 22.4H9.7L9.1 19.4 8.8 19.2 6.3 20.9 3.1 17.7 4.8 15.2 4.6 14.9 1.6 14.3V9.7L4.6 9.1 4.8 8.8 3.1 6.3 6.3 3.1 8.8 4.8Z",
                ),
                Hole("M12 8.2A3.8 3.8 0 1 1 12 15.8A3.8 3.8 0 1 1 12 8.2Z"),
            ],
            Self::Scissors => &[
                Line("M8.2 8L21 18.8M8.2 16L21 5.2"),
                Line(
                    "M5.8 3.6A2.9 2.9 0 1 1 5.8 9.4A2.9 2.9 0 1 1 5.8 3.6ZM5.8 14.6A2.9 2.9 0 1 1 5.8 20.4A2.9 2.9 0 1 1 5.8 14.6Z",
                ),
            ],
            Self::Cooking => &[
                Solid("M4 12.8H20V17A4.6 4.6 0 0 1 15.4 21.6H8.6A4.6 4.6 0 0 1 4 17ZM3.4 9.4H20.6V11.6H3.4Z"),
                Line("M1.8 14.6H4M20 14.6H22.2"),
                Thin("M8.6 2C7.2 3.6 10 5 8.6 6.8M12 2C10.6 3.6 13.4 5 12 6.8M15.4 2C14 3.6 16.8 5 15.4 6.8"),
            ],
            Self::Wheat => &[
                Line("M12 10V22.4"),
                Solid(
                    "M12 1.2C14 3 14 5.6 12 7.4 10 5.6 10 3 12 1.2ZM11 12.6C8 12.6 6.2 11 6 8 9 8 10.8 9.6 11 12.6ZM13 12.6C16 12.6 17.8 11 18 8 15 8 13.2 9.6 13 12.6ZM11 17C8 17 6.2 15.4 6 12.4 9 12.4 10.8 14 11 17ZM13 17C16 17 17.8 15.4 18 12.4 15 12.4 13.2 14 13 17ZM11 8.2C8 8.2 6.2 6.6 6 3.6 9 3.6 10.8 5.2 11 8.2ZM13 8.2C16 8.2 17.8 6.6 18 3.6 15 3.6 13.2 5.2 13 8.2Z",
                ),
            ],
            Self::House => &[
                Solid("M12 2.2L22.8 11.4H19.8V21.4H14V14.8H10V21.4H4.2V11.4H1.2Z"),
                Solid("M16.4 3.2H19V8L16.4 5.7Z"),
            ],
            Self::Bolt => &[Solid("M13.8 1.4L4 13.8H10.6L9 22.6 20 9.6H12.8Z")],
            Self::Code => &[Line("M7.4 6.4L1.9 12L7.4 17.6M16.6 6.4L22.1 12L16.6 17.6M13.7 4L10.3 20")],
            Self::Screen => &[
                Solid(
                    "M4 3H20A2.2 2.2 0 0 1 22.2 5.2V15.4A2.2 2.2 0 0 1 20 17.6H4A2.2 2.2 0 0 1 1.8 15.4V5.2A2.2 2.2 0 0 1 4 3ZM10 17H14L14.6 20H17.2V22H6.8V20H9.4Z",
                ),
                Cut("M6.4 7.2L9.6 10.3L6.4 13.4M12.2 13.4H17.2"),
            ],
            Self::Chip => &[
                Thin("M8.2 1.8V22.2M12 1.8V22.2M15.8 1.8V22.2M1.8 8.2H22.2M1.8 12H22.2M1.8 15.8H22.2"),
                Solid(
                    "M6.2 4.6H17.8A1.6 1.6 0 0 1 19.4 6.2V17.8A1.6 1.6 0 0 1 17.8 19.4H6.2A1.6 1.6 0 0 1 4.6 17.8V6.2A1.6 1.6 0 0 1 6.2 4.6Z",
                ),
                Cut(
                    "M9 8.6H15A.4.4 0 0 1 15.4 9V15A.4.4 0 0 1 15 15.4H9A.4.4 0 0 1 8.6 15V9A.4.4 0 0 1 9 8.6Z",
                ),
            ],
            Self::Robot => &[
                Line("M12 2.4V6M1.9 11.6V15.4M22.1 11.6V15.4"),
                Solid(
                    "M12 .9A1.7 1.7 0 1 1 12 4.3A1.7 1.7 0 1 1 12 .9ZM7.2 6H16.8A3 3 0 0 1 19.8 9V18A3 3 0 0 1 16.8 21H7.2A3 3 0 0 1 4.2 18V9A3 3 0 0 1 7.2 6Z",
                ),
                Hole(
                    "M8.8 9.6A1.7 1.7 0 1 1 8.8 13A1.7 1.7 0 1 1 8.8 9.6ZM15.2 9.6A1.7 1.7 0 1 1 15.2 13A1.7 1.7 0 1 1 15.2 9.6Z",
                ),
                Cut("M8.8 17H15.2"),
            ],
            Self::Network => &[
                Thin("M12 12V4.5M12 12L4.5 18.5M12 12L19.5 18.5M4.5 8L12 12L19.5 8"),
                Solid(
                    "M12 8.6A3.4 3.4 0 1 1 12 15.4A3.4 3.4 0 1 1 12 8.6ZM12 1.6A2.4 2.4 0 1 1 12 6.4A2.4 2.4 0 1 1 12 1.6ZM4.2 5.2A2.4 2.4 0 1 1 4.2 10A2.4 2.4 0 1 1 4.2 5.2ZM19.8 5.2A2.4 2.4 0 1 1 19.8 10A2.4 2.4 0 1 1 19.8 5.2ZM4.6 16.4A2.4 2.4 0 1 1 4.6 21.2A2.4 2.4 0 1 1 4.6 16.4ZM19.4 16.4A2.4 2.4 0 1 1 19.4 21.2A2.4 2.4 0 1 1 19.4 16.4Z",
                ),
            ],
            Self::Lock => &[
                Line("M7.4 11V7.4A4.6 4.6 0 0 1 16.6 7.4V11"),
                Solid(
                    "M5.8 10H18.2A1.8 1.8 0 0 1 20 11.8V20.2A1.8 1.8 0 0 1 18.2 22H5.8A1.8 1.8 0 0 1 4 20.2V11.8A1.8 1.8 0 0 1 5.8 10Z",
                ),
                Hole("M12 13A1.9 1.9 0 0 1 13 16.5V18.8H11V16.5A1.9 1.9 0 0 1 12 13Z"),
            ],
            Self::Heart => &[Solid(
                "M12 21.4C4.6 16.2 1.6 12.6 1.6 8.5A5.5 5.5 0 0 1 12 6.2A5.5 5.5 0 0 1 22.4 8.5C22.4 12.6 19.4 16.2 12 21.4Z",
            )],
            Self::Pulse => &[
                Solid(
                    "M12 21.4C4.6 16.2 1.6 12.6 1.6 8.5A5.5 5.5 0 0 1 12 6.2A5.5 5.5 0 0 1 22.4 8.5C22.4 12.6 19.4 16.2 12 21.4Z",
                ),
                Cut("M1.6 12.2H7.4L9.6 8.6L12.6 15.4L14.6 12.2H22.4"),
            ],
            Self::FirstAid => &[Solid(
                "M9.4 2.4H14.6A1.2 1.2 0 0 1 15.8 3.6V8.2H20.4A1.2 1.2 0 0 1 21.6 9.4V14.6A1.2 1.2 0 0 1 20.4 15.8H15.8V20.4A1.2 1.2 0 0 1 14.6 21.6H9.4A1.2 1.2 0 0 1 8.2 20.4V15.8H3.6A1.2 1.2 0 0 1 2.4 14.6V9.4A1.2 1.2 0 0 1 3.6 8.2H8.2V3.6A1.2 1.2 0 0 1 9.4 2.4Z",
            )],
            Self::Helping => &[
                Solid(
                    "M13.8 9.8C10 7.2 8.6 5.6 8.6 3.7A2.7 2.7 0 0 1 13.8 2.7A2.7 2.7 0 0 1 19 3.7C19 5.6 17.6 7.2 13.8 9.8Z",
                ),
                Solid(
                    "M1.4 12.2H5V21.4H1.4ZM6.4 13.2C8.6 11.6 10.6 11.6 12.6 12.8L15.2 14.2C16.8 15.2 16 17.4 14.2 17.2L11.2 16.9 14.8 18 20 14.6C21.8 13.5 23.6 15.6 22 17L16.4 21.2C15.2 22.1 13.8 22.3 12.4 21.9L6.4 20Z",
                ),
            ],
            Self::Lifebuoy => &[
                Solid("M12 1.8A10.2 10.2 0 1 1 12 22.2A10.2 10.2 0 1 1 12 1.8Z"),
                Hole("M12 7.6A4.4 4.4 0 1 1 12 16.4A4.4 4.4 0 1 1 12 7.6Z"),
                Cut(
                    "M9.4 8.6L6.4 3.2M6.6 11L2.6 8.4M14.6 8.6L17.6 3.2M17.4 11L21.4 8.4M9.4 15.4L6.4 20.8M6.6 13L2.6 15.6M14.6 15.4L17.6 20.8M17.4 13L21.4 15.6",
                ),
            ],
            Self::Apple => &[
                Solid(
                    "M12 8C9.6 5.8 2.8 6 2.8 13.2 2.8 18 6 22 8.6 22 10.2 22 10.8 21.2 12 21.2S13.8 22 15.4 22C18 22 21.2 18 21.2 13.2 21.2 6 14.4 5.8 12 8Z",
                ),
                Solid("M12.8 5.8C12.6 3.2 14.4 1.4 17.4 1.4 17.6 4.2 15.8 5.8 12.8 5.8Z"),
                Thin("M11.6 8C11.6 6.4 11 5 9.8 4"),
                Cut("M6.2 13.2C6.2 11 7.2 9.8 8.6 9.6"),
            ],
            Self::People => &[
                Solid(
                    "M5 8.4A2.7 2.7 0 1 1 5 13.8A2.7 2.7 0 1 1 5 8.4ZM19 8.4A2.7 2.7 0 1 1 19 13.8A2.7 2.7 0 1 1 19 8.4ZM.6 20.6C.6 17 2.4 14.9 5 14.9 7.6 14.9 9.4 17 9.4 20.6ZM14.6 20.6C14.6 17 16.4 14.9 19 14.9 21.6 14.9 23.4 17 23.4 20.6Z",
                ),
                Gap("M6.6 20.6C6.6 15.6 8.6 12.4 12 12.4S17.4 15.6 17.4 20.6"),
                Solid(
                    "M12 3.4A3.8 3.8 0 1 1 12 11A3.8 3.8 0 1 1 12 3.4ZM6 20.6C6 15.6 8.2 12.4 12 12.4S18 15.6 18 20.6Z",
                ),
            ],
            Self::Tree => &[
                Solid(
                    "M12 1.6C15 1.6 16.8 3.6 16.8 6 19.8 6.4 21.6 8.6 21.6 11.2 21.6 14.4 19 16.6 15.8 16.6H8.2C5 16.6 2.4 14.4 2.4 11.2 2.4 8.6 4.2 6.4 7.2 6 7.2 3.6 9 1.6 12 1.6ZM10.8 16H13.2V20.2H17V22.4H7V20.2H10.8Z",
                ),
                Cut("M12 17.4V9.6M12 13.4L15 10.8M12 11.8L9.4 9.6"),
            ],
            Self::Sun => &[
                Solid("M12 7A5 5 0 1 1 12 17A5 5 0 1 1 12 7Z"),
                Line(
                    "M12 4.2V2M17.5 6.5L19.1 4.9M19.8 12H22M17.5 17.5L19.1 19.1M12 19.8V22M6.5 17.5L4.9 19.1M4.2 12H2M6.5 6.5L4.9 4.9",
                ),
            ],
            Self::Scales => &[
                Line("M12 3V20.6M7 21H17M4.6 6.2L12 5L19.4 6.2"),
                Thin("M4.9 6.6L2 13.6M4.9 6.6L7.8 13.6M19.1 6.6L16.2 13.6M19.1 6.6L22 13.6"),
                Solid("M.8 13H9A4.1 4.1 0 0 1 .8 13ZM15 13H23.2A4.1 4.1 0 0 1 15 13Z"),
            ],
            Self::Ballot => &[
                Solid("M7 1.6H17V11H7Z"),
                Cut("M9.6 6L11.4 7.9L14.6 4.3"),
                Solid(
                    "M2 12.4H22V20A2 2 0 0 1 20 22H4A2 2 0 0 1 2 20ZM3.8 8.6H5.8V11.4H2.4ZM18.2 8.6H20.2L21.6 11.4H18.2Z",
                ),
                Cut("M6.6 15H17.4"),
            ],
            Self::Flag => &[
                Line("M4.6 2.6V22"),
                Solid(
                    "M5.6 3.4C9.6 1.4 12 5.4 16 4 18 3.3 19.4 2.9 21.4 3.4L18.8 8.8 21.4 14.2C17.4 13.4 16.4 15.4 13.4 15 10.6 14.6 8.8 12.6 5.6 14.2Z",
                ),
            ],
            Self::Compass => &[
                Solid("M12 1.8A10.2 10.2 0 1 1 12 22.2A10.2 10.2 0 1 1 12 1.8Z"),
                Hole("M17.6 6.4L14.2 14.2 6.4 17.6 9.8 9.8Z"),
                Solid("M12 10.6A1.4 1.4 0 1 1 12 13.4A1.4 1.4 0 1 1 12 10.6Z"),
            ],
            Self::Lighthouse => &[
                Solid("M9.2 4.4L12 1.6 14.8 4.4V7.2H9.2ZM8 8.2H16L17.8 22H6.2Z"),
                Cut("M7.6 12.6H16.4M7 17.2H17"),
                Line("M18.2 5.2L22 4M18.2 8L22 9.6M5.8 5.2L2 4M5.8 8L2 9.6"),
            ],
            Self::Rook => &[Solid(
                "M5 2H8.2V4.6H10.4V2H13.6V4.6H15.8V2H19V8.2L16.2 10.4V15.2L18.4 17.6H5.6L7.8 15.2V10.4L5 8.2ZM4.6 19H19.4V22H4.6Z",
            )],
            Self::Key => &[
                Bold("M7.4 11.4A4.6 4.6 0 1 1 7.4 20.6A4.6 4.6 0 1 1 7.4 11.4Z"),
                Bold("M10.8 12.6L20.8 2.6M17 6.4L20.4 9.8"),
            ],
            Self::Rocket => &[
                Solid(
                    "M21.8 2.2C14.8 1.6 10 5 7.4 10.4L13.6 16.6C19 14 22.4 9.2 21.8 2.2ZM6.6 10.2L9.4 6.6C6.4 6.4 4 7.8 2.2 11ZM13.8 17.4L17.4 14.6C17.6 17.6 16.2 20 13 21.8Z",
                ),
                Hole("M15.6 6.3A2.1 2.1 0 1 1 15.6 10.5A2.1 2.1 0 1 1 15.6 6.3Z"),
                Line("M6.9 14L2.9 18M10 17.1L6 21.1"),
            ],
            Self::Bulb => &[
                Solid(
                    "M12 1.6A7.6 7.6 0 0 1 16.4 15.4C15.7 16 15.4 16.6 15.4 17.2H8.6C8.6 16.6 8.3 16 7.6 15.4A7.6 7.6 0 0 1 12 1.6Z",
                ),
                Cut("M12 17V11.4M9.6 9.4L12 11.6L14.4 9.4"),
                Line("M9.4 19.6H14.6"),
                Thin("M10.8 22.2H13.2"),
            ],
            Self::Puzzle => &[Solid(
                "M3 8.2H7.6C8.4 8.2 8.6 7.5 8.2 6.8 6.8 4.4 8.2 2 10.6 2S14.4 4.4 13 6.8C12.6 7.5 12.8 8.2 13.6 8.2H17.8V12C17.8 12.8 18.5 13 19.2 12.6 21.6 11.2 23 12.8 23 15S21.6 18.8 19.2 17.4C18.5 17 17.8 17.2 17.8 18V22H3V17.6C3 16.8 3.7 16.6 4.4 17 6.6 18.2 8.4 17 8.4 15S6.6 11.8 4.4 13C3.7 13.4 3 13.2 3 12.4Z",
            )],
            Self::Target => &[
                Solid("M12 1.8A10.2 10.2 0 1 1 12 22.2A10.2 10.2 0 1 1 12 1.8Z"),
                Hole("M12 4.8A7.2 7.2 0 1 1 12 19.2A7.2 7.2 0 1 1 12 4.8Z"),
                Solid("M12 7.4A4.6 4.6 0 1 1 12 16.6A4.6 4.6 0 1 1 12 7.4Z"),
                Hole("M12 10.2A1.8 1.8 0 1 1 12 13.8A1.8 1.8 0 1 1 12 10.2Z"),
            ],
        }
    }
}
