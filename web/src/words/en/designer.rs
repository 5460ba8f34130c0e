//! The badge designer: what its choices are called.

use crate::components::designer::{Below, Border, Design, Group, Palette, Pattern, Shape, Symbol};

/// Heads what the badge looks like now.
pub const PREVIEW: &str = "Your badge";
/// The sizes in which the preview shows it.
pub const SIZES: [&str; 3] = ["Large", "On a page", "In a list"];
/// Choices, in the order of the form: shape, colours, symbol, pattern, border, below.
pub const CHOICES: [&str; 6] = ["Shape", "Colours", "Symbol", "Pattern", "Border", "Underneath"];
/// Colours that are no combination.
pub const OWN: &str = "My own";
/// Heads the three colours.
pub const OWN_COLOURS: &str = "My own colours";
/// Under it, where they count for nothing yet.
pub const OWN_HINT: &str = "Used when “My own” is chosen above.";
/// Labels of one's own colours: ground, figure, trim.
pub const OWN_PARTS: [&str; 3] = ["Field", "Symbol", "Rim and ribbon"];
/// A hint at colours that are too much alike.
pub const FAINT: &str = "The symbol hardly stands out from its field. In a list, people with weak eyes may see \
    only a spot: take a lighter colour for one of them and a darker one for the other.";
/// A value that is none of those offered.
pub const UNKNOWN: &str = "Choose one of those shown.";
/// A colour that is none.
pub const NO_COLOUR: &str = "Write the colour as # and six digits, such as #22603f.";

/// A shape.
pub const fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Shield => "Shield",
        Shape::Crest => "Crest",
        Shape::Circle => "Circle",
        Shape::Rosette => "Rosette",
        Shape::Ribbon => "Award ribbon",
        Shape::Hexagon => "Hexagon",
        Shape::Star => "Sunburst",
        Shape::Gear => "Gear wheel",
        Shape::Wreath => "Wreath",
        Shape::Scroll => "Scroll",
        Shape::Diamond => "Diamond",
        Shape::Pennant => "Pennant",
    }
}

/// A combination of colours.
pub const fn palette(palette: Palette) -> &'static str {
    match palette {
        Palette::Laurel => "Laurel",
        Palette::Midnight => "Midnight",
        Palette::Burgundy => "Burgundy",
        Palette::Ocean => "Ocean",
        Palette::Teal => "Teal",
        Palette::Plum => "Plum",
        Palette::Copper => "Copper",
        Palette::Crimson => "Crimson",
        Palette::Slate => "Slate",
        Palette::Ink => "Ink",
        Palette::Sunrise => "Sunrise",
        Palette::Ivory => "Ivory",
        Palette::Sky => "Sky",
        Palette::Mint => "Mint",
        Palette::Rose => "Rose",
        Palette::Lilac => "Lilac",
    }
}

/// A pattern.
pub const fn pattern(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::None => "Plain",
        Pattern::Rays => "Rays",
        Pattern::Rings => "Rings",
        Pattern::Dots => "Dots",
        Pattern::Stripes => "Stripes",
        Pattern::Lattice => "Lattice",
        Pattern::Quarters => "Quarters",
    }
}

/// A border.
pub const fn border(border: Border) -> &'static str {
    match border {
        Border::None => "None",
        Border::Line => "Line",
        Border::DoubleLine => "Double line",
        Border::Beads => "Beads",
        Border::Stitches => "Stitches",
    }
}

/// What lies underneath.
pub const fn below(below: Below) -> &'static str {
    match below {
        Below::None => "Nothing",
        Below::Ribbon => "Ribbon",
        Below::Laurel => "Laurel",
        Below::Stars => "Stars",
    }
}

/// What a group of symbols is about.
pub const fn group(group: Group) -> &'static str {
    match group {
        Group::Honour => "Honours",
        Group::Subjects => "School subjects",
        Group::Science => "Science",
        Group::Language => "Language",
        Group::Arts => "Arts",
        Group::Sport => "Sport",
        Group::Craft => "Craft and trades",
        Group::Digital => "Digital",
        Group::Care => "Health and care",
        Group::Community => "Community",
        Group::Leadership => "Leadership and thinking",
    }
}

/// A symbol.
pub const fn symbol(symbol: Symbol) -> &'static str {
    match symbol {
        Symbol::Star => "Star",
        Symbol::Trophy => "Trophy",
        Symbol::Medal => "Medal",
        Symbol::Crown => "Crown",
        Symbol::Graduation => "Mortarboard",
        Symbol::Torch => "Torch",
        Symbol::Book => "Open book",
        Symbol::Pencil => "Pencil",
        Symbol::Arithmetic => "Sums",
        Symbol::Geometry => "Set square",
        Symbol::Globe => "Globe",
        Symbol::Temple => "Temple",
        Symbol::Flask => "Flask",
        Symbol::Atom => "Atom",
        Symbol::Microscope => "Microscope",
        Symbol::Planet => "Planet",
        Symbol::Helix => "Double helix",
        Symbol::Leaf => "Leaf",
        Symbol::Speech => "Speech bubble",
        Symbol::Dialogue => "Conversation",
        Symbol::Letter => "Letter",
        Symbol::Quill => "Quill",
        Symbol::Megaphone => "Megaphone",
        Symbol::Palette => "Palette",
        Symbol::Music => "Notes",
        Symbol::Mask => "Mask",
        Symbol::Camera => "Camera",
        Symbol::Film => "Clapperboard",
        Symbol::Ball => "Football",
        Symbol::Mountain => "Mountain",
        Symbol::Swimming => "Swimmer",
        Symbol::Bicycle => "Bicycle",
        Symbol::Dumbbell => "Dumbbell",
        Symbol::Stopwatch => "Stopwatch",
        Symbol::Hammer => "Hammer",
        Symbol::Gear => "Gear",
        Symbol::Scissors => "Scissors",
        Symbol::Cooking => "Cooking pot",
        Symbol::Wheat => "Ear of wheat",
        Symbol::House => "House",
        Symbol::Bolt => "Lightning",
        Symbol::Code => "Code",
        Symbol::Screen => "Screen",
        Symbol::Chip => "Chip",
        Symbol::Robot => "Robot",
        Symbol::Network => "Network",
        Symbol::Lock => "Padlock",
        Symbol::Heart => "Heart",
        Symbol::Pulse => "Heartbeat",
        Symbol::FirstAid => "First aid",
        Symbol::Helping => "Helping hand",
        Symbol::Lifebuoy => "Lifebuoy",
        Symbol::Apple => "Apple",
        Symbol::People => "People",
        Symbol::Tree => "Tree",
        Symbol::Sun => "Sun",
        Symbol::Scales => "Scales",
        Symbol::Ballot => "Ballot box",
        Symbol::Flag => "Flag",
        Symbol::Compass => "Compass",
        Symbol::Lighthouse => "Lighthouse",
        Symbol::Rook => "Chess rook",
        Symbol::Key => "Key",
        Symbol::Rocket => "Rocket",
        Symbol::Bulb => "Light bulb",
        Symbol::Puzzle => "Puzzle piece",
        Symbol::Target => "Target",
    }
}

/// The badge, told to somebody who does not see it: `Shield, Star`.
pub fn told(design: &Design) -> String {
    format!("{}, {}", shape(design.shape), symbol(design.symbol))
}
