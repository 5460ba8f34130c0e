//! A design as a form posts it.

use serde::Deserialize;

use super::{Below, Border, Colour, Colours, Design, Palette, Pattern, Shape, Symbol, Trio};
use crate::chrome::FieldError;
use crate::words::designer as words;

/// The value of [`DesignFields::colours`] for colours that are no combination.
pub(super) const OWN: &str = "own";

/// What was chosen, by the names that the form has for it. What is missing is as it is by default.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(default)]
pub struct DesignFields {
    /// A [`Shape`].
    #[serde(rename = "badge-shape")]
    pub shape: String,
    /// A [`Palette`], or `own`.
    #[serde(rename = "badge-colours")]
    pub colours: String,
    /// [`Trio::ground`], of one's own.
    #[serde(rename = "badge-ground")]
    pub ground: String,
    /// [`Trio::figure`], of one's own.
    #[serde(rename = "badge-figure")]
    pub figure: String,
    /// [`Trio::trim`], of one's own.
    #[serde(rename = "badge-trim")]
    pub trim: String,
    /// A [`Symbol`].
    #[serde(rename = "badge-symbol")]
    pub symbol: String,
    /// A [`Pattern`].
    #[serde(rename = "badge-pattern")]
    pub pattern: String,
    /// A [`Border`].
    #[serde(rename = "badge-border")]
    pub border: String,
    /// A [`Below`].
    #[serde(rename = "badge-below")]
    pub below: String,
}

impl Design {
    /// Reads what a form posted.
    ///
    /// # Errors
    /// Every field that holds none of the values offered, by its name in the form.
    pub fn read(fields: &DesignFields) -> Result<Self, Vec<FieldError>> {
        let usual = Self::default();
        let mut errors = Vec::new();
        let mut wrong = |field: &str, message: &str| {
            errors.push(FieldError { field: field.to_owned(), message: message.to_owned() });
        };
        let mut unknown = |field: &str| wrong(field, words::unknown());
        let shape = one_of(&fields.shape, usual.shape, Shape::named, || unknown("badge-shape"));
        let symbol = one_of(&fields.symbol, usual.symbol, Symbol::named, || unknown("badge-symbol"));
        let pattern = one_of(&fields.pattern, usual.pattern, Pattern::named, || unknown("badge-pattern"));
        let border = one_of(&fields.border, usual.border, Border::named, || unknown("badge-border"));
        let below = one_of(&fields.below, usual.below, Below::named, || unknown("badge-below"));
        let colours = if fields.colours == OWN {
            let usual = usual.colours.trio();
            let mut own = |text: &str, usual, field: &str| {
                one_of(text, usual, Colour::read, || wrong(field, words::no_colour()))
            };
            Colours::Own(Trio {
                ground: own(&fields.ground, usual.ground, "badge-ground"),
                figure: own(&fields.figure, usual.figure, "badge-figure"),
                trim: own(&fields.trim, usual.trim, "badge-trim"),
            })
        } else {
            let named = |name: &str| Palette::named(name).map(Colours::Named);
            one_of(&fields.colours, usual.colours, named, || unknown("badge-colours"))
        };
        if errors.is_empty() {
            Ok(Self { shape, colours, symbol, pattern, border, below })
        } else {
            Err(errors)
        }
    }
}

/// The value that a text names; `usual` for an empty one, and for one that `wrong` was told of.
fn one_of<T>(text: &str, usual: T, read: impl Fn(&str) -> Option<T>, wrong: impl FnOnce()) -> T {
    if text.is_empty() {
        return usual;
    }
    read(text).unwrap_or_else(|| {
        wrong();
        usual
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_says_nothing_is_the_usual_design() {
        assert_eq!(Design::read(&DesignFields::default()), Ok(Design::default()));
    }

    #[test]
    fn what_is_chosen_is_read_by_its_name() {
        let fields = DesignFields {
            shape: "gear".to_owned(),
            colours: OWN.to_owned(),
            ground: "#FFFFFF".to_owned(),
            figure: "#000000".to_owned(),
            symbol: "first-aid".to_owned(),
            border: "double-line".to_owned(),
            ..DesignFields::default()
        };
        let design = Design::read(&fields).unwrap();
        assert_eq!(
            (design.shape, design.symbol, design.border),
            (Shape::Gear, Symbol::FirstAid, Border::DoubleLine)
        );
        let trio = design.colours.trio();
        assert_eq!(trio.ground.to_string(), "#ffffff");
        assert_eq!(trio.trim, Palette::Laurel.trio().trim);
    }

    #[test]
    fn every_field_with_an_unknown_value_is_named() {
        let bad = || "\"><script>".to_owned();
        let fields = DesignFields {
            shape: bad(),
            colours: OWN.to_owned(),
            ground: bad(),
            figure: bad(),
            trim: bad(),
            symbol: bad(),
            pattern: bad(),
            border: bad(),
            below: bad(),
        };
        let errors = Design::read(&fields).unwrap_err();
        assert_eq!(errors.len(), 8);
        assert!(errors.iter().all(|error| !error.message.contains("script")));
        let colours = Design::read(&DesignFields { colours: bad(), ..DesignFields::default() }).unwrap_err();
        assert_eq!(colours[0].field, "badge-colours");
    }
}
