//! Badge pictures: what may be uploaded, and an SVG as a PNG.

mod png;
mod raster;
mod svg;

pub use raster::{MOST_SIDE, png_of_svg};

/// The media type of an SVG.
pub const SVG: &str = "image/svg+xml";
/// The media type of a PNG.
pub const PNG: &str = "image/png";
/// The largest file that is taken: 256 KiB.
pub const MOST_BYTES: usize = 256 << 10;

/// Why a picture was refused, in words for whoever uploaded it.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ImageFault {
    /// Too many bytes.
    #[error("the picture is larger than 256 KiB")]
    TooLarge,
    /// Neither PNG nor SVG.
    #[error("the picture is neither a PNG nor an SVG")]
    Kind,
    /// A PNG that does not decode.
    #[error("the PNG is damaged: it does not decode")]
    Png,
    /// A PNG of too many pixels.
    #[error("the PNG is larger than 2048 by 2048 pixels")]
    Dimensions,
    /// An SVG that is no well-formed XML.
    #[error("the SVG is not well-formed XML")]
    Xml,
    /// An SVG that brings entities or a document type.
    #[error("the SVG has a document type or entities, which are not allowed")]
    Entities,
    /// An SVG with an element that could do more than draw.
    #[error(
        "the SVG has an element that is not allowed: {0}; save it as plain SVG without scripts, links, animation or embedded pictures"
    )]
    Element(String),
    /// An SVG with an attribute that could do more than draw.
    #[error(
        "the SVG has an attribute that is not allowed: {0}; save it as plain SVG without scripts or editor data"
    )]
    Attribute(String),
    /// An SVG that points outside itself.
    #[error("the SVG refers to something outside itself in {0}")]
    Reference(String),
    /// An SVG with text, which looks as its font does.
    #[error(
        "the SVG has text, which looks different on every machine; save it with its text turned into paths"
    )]
    Text,
    /// An SVG too deep or too long to draw at once.
    #[error("the SVG has too many parts")]
    TooComplex,
}

/// Looks at an uploaded picture; gives its media type.
///
/// # Errors
/// [`ImageFault`], saying what is wrong and what would be right.
pub fn check(bytes: &[u8]) -> Result<&'static str, ImageFault> {
    if bytes.len() > MOST_BYTES {
        return Err(ImageFault::TooLarge);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png::check(bytes)?;
        return Ok(PNG);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| ImageFault::Kind)?;
    if !text.contains("<svg") {
        return Err(ImageFault::Kind);
    }
    svg::check(text)?;
    Ok(SVG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_a_png_or_an_svg_of_reasonable_size() {
        assert_eq!(check(b"GIF89a"), Err(ImageFault::Kind));
        assert_eq!(check(b""), Err(ImageFault::Kind));
        assert_eq!(check(b"<html></html>"), Err(ImageFault::Kind));
        assert_eq!(check(&vec![b' '; MOST_BYTES + 1]), Err(ImageFault::TooLarge));
        assert_eq!(check(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), Ok(SVG));
    }

    #[test]
    fn what_the_designer_draws_is_taken() {
        use web::components::designer::{Below, Border, Design, Shape, Symbol, designed_badge};
        for (&symbol, place) in Symbol::ALL.iter().zip(0..) {
            let design = Design {
                shape: Shape::ALL[place % Shape::ALL.len()],
                symbol,
                border: Border::ALL[place % Border::ALL.len()],
                below: Below::ALL[place % Below::ALL.len()],
                ..Design::default()
            };
            assert_eq!(check(designed_badge(&design).as_bytes()), Ok(SVG), "{design:?}");
        }
    }
}
