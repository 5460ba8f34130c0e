//! Colours of a badge: combinations with a name, or three of one's own, told apart by contrast.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::vocabulary;

/// A colour as people and browsers write it: `#rrggbb`.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour([u8; 3]);

impl Colour {
    const BLACK: Self = Self([0; 3]);
    const WHITE: Self = Self([255; 3]);

    /// Reads `#rrggbb` in either case.
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// From this colour towards another; `share` from 0 to 1.
    #[must_use]
    pub(super) fn towards(self, other: Self, share: f64) -> Self {
        let channel = |from: u8, to: u8| {
            let value = f64::from(from) + (f64::from(to) - f64::from(from)) * share;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
            let value = value.round() as u8;
            value
        };
        Self(std::array::from_fn(|place| channel(self.0[place], other.0[place])))
    }

    /// Darker by a share.
    #[must_use]
    pub(super) fn darker(self, share: f64) -> Self {
        self.towards(Self::BLACK, share)
    }

    /// Lighter by a share.
    #[must_use]
    pub(super) fn lighter(self, share: f64) -> Self {
        self.towards(Self::WHITE, share)
    }

    /// How well two colours are told apart: from 1, not at all, to 21, black on white.
    ///
    /// Source: WCAG 2.2, "contrast ratio" and "relative luminance".
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0;
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

/// A text that is no colour.
#[derive(Debug, Eq, PartialEq)]
pub struct NoColour;

impl fmt::Display for NoColour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a colour is written as # and six digits, such as #22603f")
    }
}

impl TryFrom<String> for Colour {
    type Error = NoColour;

    fn try_from(text: String) -> Result<Self, NoColour> {
        Self::read(&text).ok_or(NoColour)
    }
}

/// The colours that a badge is drawn in; everything else is a shade of them.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Trio {
    /// Of the field.
    pub ground: Colour,
    /// Of the symbol and what is engraved into the field.
    pub figure: Colour,
    /// Of the rim, the ribbon and the laurel.
    pub trim: Colour,
}

impl Trio {
    /// The least contrast between field and symbol at which a small badge can be read.
    ///
    /// Source: WCAG 2.2, success criterion 1.4.11.
    pub const LEAST_CONTRAST: f64 = 3.0;

    /// Whether the symbol stands out from its field.
    pub fn is_clear(&self) -> bool {
        self.ground.contrast(self.figure) >= Self::LEAST_CONTRAST
    }
}

vocabulary! {
    /// A combination of colours that go together.
    Palette {
        Laurel "laurel", Midnight "midnight", Burgundy "burgundy", Ocean "ocean",
        Teal "teal", Plum "plum", Copper "copper", Crimson "crimson",
        Slate "slate", Ink "ink", Sunrise "sunrise", Ivory "ivory",
        Sky "sky", Mint "mint", Rose "rose", Lilac "lilac",
    }
}

impl Palette {
    /// Its colours.
    pub const fn trio(self) -> Trio {
        let [ground, figure, trim]: [u32; 3] = match self {
            Self::Laurel => [0x1f_5f_3f, 0xfb_f5_e2, 0xd8_b6_5a],
            Self::Midnight => [0x1d_32_60, 0xf7_f4_ea, 0xd3_b2_5c],
            Self::Burgundy => [0x74_1f_37, 0xfb_f0_e2, 0xd9_ae_5f],
            Self::Ocean => [0x0f_5f_80, 0xf3_fa_f8, 0x8f_cf_d6],
            Self::Teal => [0x0c_63_5e, 0xf2_fb_f6, 0xf0_b9_6b],
            Self::Plum => [0x51_2c_70, 0xf8_f0_fa, 0xc9_a2_dc],
            Self::Copper => [0x84_46_20, 0xfd_f2_e4, 0xe3_a8_70],
            Self::Crimson => [0xa8_2a_24, 0xff_f4_e8, 0xf2_c4_9b],
            Self::Slate => [0x3a_48_55, 0xf4_f6_f7, 0xaa_bc_c8],
            Self::Ink => [0x20_28_24, 0xf6_f3_ea, 0x9a_a0_97],
            Self::Sunrise => [0xf4_b6_3f, 0x4a_24_08, 0xb8_50_20],
            Self::Ivory => [0xfa_f4_e3, 0x23_4a_36, 0xb0_89_34],
            Self::Sky => [0xd9_ea_f6, 0x15_3a_63, 0x4e_8a_bd],
            Self::Mint => [0xd9_f1_e4, 0x13_52_3c, 0x46_9c_78],
            Self::Rose => [0xf9_e0_e4, 0x73_1d_3c, 0xc9_68_86],
            Self::Lilac => [0xe9_e2_f6, 0x42_27_73, 0x8b_6d_c4],
        };
        Trio { ground: hex(ground), figure: hex(figure), trim: hex(trim) }
    }
}

const fn hex(number: u32) -> Colour {
    let [_, red, green, blue] = number.to_be_bytes();
    Colour([red, green, blue])
}

/// Which colours a badge has.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Colours {
    /// A combination with a name.
    Named(Palette),
    /// One's own.
    Own(Trio),
}

impl Colours {
    /// The colours themselves.
    pub const fn trio(self) -> Trio {
        match self {
            Self::Named(palette) => palette.trio(),
            Self::Own(trio) => trio,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_digits_after_a_hash_and_nothing_else() {
        assert_eq!(Colour::read("#22603F").unwrap().to_string(), "#22603f");
        for bad in ["", "#fff", "22603f", "#22603g", "#+2603f", "#22603f ", "red", "url(#a)", "#é2603"] {
            assert_eq!(Colour::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((Colour::BLACK.contrast(Colour::WHITE) - 21.0).abs() < 1e-9);
        assert!((Colour::WHITE.contrast(hex(0x76_76_76)) - 4.54).abs() < 0.01);
        assert!((Colour::WHITE.contrast(Colour::WHITE) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn every_named_combination_is_clear_with_room_to_spare() {
        for palette in Palette::ALL {
            let trio = palette.trio();
            assert!(trio.ground.contrast(trio.figure) > 6.0, "{}", palette.name());
            assert!(trio.ground.contrast(trio.trim) > 1.5, "{}", palette.name());
        }
    }

    #[test]
    fn colours_of_ones_own_are_kept_as_text() {
        let own = Colours::Own(Palette::Sky.trio());
        let json = serde_json::to_string(&own).unwrap();
        assert_eq!(json, r##"{"own":{"ground":"#d9eaf6","figure":"#153a63","trim":"#4e8abd"}}"##);
        assert_eq!(serde_json::from_str::<Colours>(&json).unwrap(), own);
        assert_eq!(serde_json::to_string(&Colours::Named(Palette::Sky)).unwrap(), r#"{"named":"sky"}"#);
    }
}
