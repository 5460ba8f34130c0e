//! The badge designer: a badge put together from a few fixed choices.
//!
//! A design is what is kept and edited; its drawing is made from it anew, always the same. The
//! choices are small vocabularies with stable names, so a design of today can be opened later.

mod colours;
mod compose;
mod form;
mod outline;
mod patterns;
mod read;
mod shapes;
mod symbols;

use serde::{Deserialize, Serialize};

pub use colours::{Colour, Colours, Palette, Trio};
pub use compose::designed_badge;
pub use form::{PREVIEW_ID, design_preview, designer_fields};
pub use patterns::Pattern;
pub use read::DesignFields;
pub use shapes::Shape;
pub use symbols::{Group, Symbol};

/// An enumeration with stable names in kebab case: in JSON, in forms and in code alike.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $type:ident { $($variant:ident $name:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, serde::Deserialize, Eq, Hash, PartialEq, serde::Serialize)]
        #[expect(missing_docs, reason = "each is what its name says; its words for people are with all words")]
        pub enum $type { $(#[serde(rename = $name)] $variant),* }

        impl $type {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its stable name.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// The one of this name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|each| each.name() == name)
            }
        }
    };
}
use vocabulary;

vocabulary! {
    /// The line inside of the rim.
    Border {
        None "none", Line "line", DoubleLine "double-line", Beads "beads", Stitches "stitches",
    }
}

vocabulary! {
    /// What lies across or under the badge.
    Below {
        None "none", Ribbon "ribbon", Laurel "laurel", Stars "stars",
    }
}

/// Everything that a badge is drawn from.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Design {
    /// The outline.
    pub shape: Shape,
    /// The colours.
    pub colours: Colours,
    /// What it shows.
    pub symbol: Symbol,
    /// What is engraved into the field.
    pub pattern: Pattern,
    /// The line inside of the rim.
    pub border: Border,
    /// What lies across or under it.
    pub below: Below,
}

impl Default for Design {
    fn default() -> Self {
        Self {
            shape: Shape::Shield,
            colours: Colours::Named(Palette::Laurel),
            symbol: Symbol::Star,
            pattern: Pattern::Rays,
            border: Border::Line,
            below: Below::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every combination but that of colours and symbols.
    fn frames() -> impl Iterator<Item = Design> {
        Shape::ALL.iter().flat_map(|&shape| {
            Pattern::ALL.iter().flat_map(move |&pattern| {
                Border::ALL.iter().flat_map(move |&border| {
                    Below::ALL.iter().map(move |&below| Design {
                        shape,
                        pattern,
                        border,
                        below,
                        ..Design::default()
                    })
                })
            })
        })
    }

    #[test]
    fn any_design_travels_in_eight_kibibytes() {
        let with = |symbol| designed_badge(&Design { symbol, ..Design::default() }).len();
        let longest = Symbol::ALL.iter().copied().max_by_key(|symbol| with(*symbol)).unwrap();
        let largest = frames().map(|frame| designed_badge(&Design { symbol: longest, ..frame }).len()).max();
        assert!(largest.unwrap() <= 8 << 10, "{largest:?} bytes with {longest:?}");
    }

    #[test]
    fn no_two_designs_look_the_same() {
        let mut seen = BTreeSet::new();
        for frame in frames() {
            assert!(seen.insert(designed_badge(&frame)), "{frame:?}");
        }
        for &symbol in Symbol::ALL {
            let design = Design { symbol, shape: Shape::Circle, ..Design::default() };
            assert!(seen.insert(designed_badge(&design)) || symbol == Symbol::Star, "{symbol:?}");
        }
    }

    #[test]
    fn a_drawing_holds_nothing_but_paths_and_groups() {
        for frame in frames() {
            let svg = designed_badge(&frame);
            for tag in svg.split('<').skip(1) {
                let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap();
                assert!(["svg", "g", "path"].contains(&name), "{name}");
            }
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{frame:?}");
        }
    }

    #[test]
    fn every_symbol_is_in_exactly_one_group() {
        let grouped: Vec<_> = Group::ALL.iter().flat_map(|group| group.symbols()).collect();
        assert_eq!(grouped.len(), Symbol::ALL.len());
        assert_eq!(grouped.iter().map(|symbol| symbol.name()).collect::<BTreeSet<_>>().len(), grouped.len());
    }

    #[test]
    fn a_design_is_kept_under_names_that_stay() {
        let json = serde_json::to_string(&Design::default()).unwrap();
        let kept = r#"{"shape":"shield","colours":{"named":"laurel"},"symbol":"star","pattern":"rays","border":"line","below":"none"}"#;
        assert_eq!(json, kept);
        assert_eq!(serde_json::from_str::<Design>(kept).unwrap(), Design::default());
        assert!(serde_json::from_str::<Design>(&kept.replace("star", "skull")).is_err());
        assert!(
            serde_json::from_str::<Design>(
                &kept.replace("{\"named\":\"laurel\"}", "{\"own\":{\"ground\":\"red\"}}")
            )
            .is_err()
        );
    }
}
