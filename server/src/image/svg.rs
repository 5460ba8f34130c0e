//! SVG: only what draws.
//!
//! An allow-list of elements and attributes, and nothing that reaches outside the file or that
//! unfolds when drawn (`use`, `pattern`, filters). The file is kept as it came, so whatever is
//! not understood is refused and not taken out.

use quick_xml::{
    XmlVersion,
    events::{BytesStart, Event},
    reader::Reader,
};

use super::ImageFault;

const SVG_NAMESPACE: &str = "http://www.w3.org/2000/svg";
const XLINK_NAMESPACE: &str = "http://www.w3.org/1999/xlink";
const MOST_DEPTH: usize = 64;
const MOST_ELEMENTS: usize = 5_000;

const ELEMENTS: [&str; 18] = [
    "svg",
    "g",
    "defs",
    "title",
    "desc",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
];

const ATTRIBUTES: [&str; 75] = [
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "class",
    "clip-path",
    "clip-rule",
    "clipPathUnits",
    "color",
    "cx",
    "cy",
    "d",
    "direction",
    "display",
    "dominant-baseline",
    "dx",
    "dy",
    "fill",
    "fill-opacity",
    "fill-rule",
    "font-family",
    "font-size",
    "font-style",
    "font-weight",
    "fr",
    "fx",
    "fy",
    "gradientTransform",
    "gradientUnits",
    "height",
    "href",
    "id",
    "lang",
    "lengthAdjust",
    "letter-spacing",
    "offset",
    "opacity",
    "paint-order",
    "pathLength",
    "points",
    "preserveAspectRatio",
    "r",
    "role",
    "rotate",
    "rx",
    "ry",
    "shape-rendering",
    "spreadMethod",
    "stop-color",
    "stop-opacity",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
    "style",
    "text-anchor",
    "text-rendering",
    "textLength",
    "transform",
    "transform-origin",
    "vector-effect",
    "version",
    "viewBox",
    "visibility",
    "width",
    "word-spacing",
    "x",
    "x1",
    "x2",
    "y",
    "y1",
    "y2",
];

/// Looks at every part of an SVG.
///
/// # Errors
/// [`ImageFault`], naming the first part that is not allowed.
pub(super) fn check(text: &str) -> Result<(), ImageFault> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    let (mut depth, mut elements, mut roots) = (0_usize, 0_usize, 0_usize);
    loop {
        match reader.read_event().map_err(|_| ImageFault::Xml)? {
            Event::Start(start) => {
                roots += usize::from(depth == 0);
                depth += 1;
                elements += 1;
                element(&start, depth)?;
            }
            Event::Empty(start) => {
                roots += usize::from(depth == 0);
                elements += 1;
                element(&start, depth + 1)?;
            }
            Event::End(_) => depth = depth.checked_sub(1).ok_or(ImageFault::Xml)?,
            Event::Decl(decl) => {
                // Another encoding than the one we read could hide what is in here.
                if let Some(encoding) = decl.encoding() {
                    let encoding = encoding.map_err(|_| ImageFault::Xml)?;
                    if !encoding.eq_ignore_ascii_case("utf-8") {
                        return Err(ImageFault::Xml);
                    }
                }
            }
            Event::DocType(_) => return Err(ImageFault::Entities),
            Event::PI(_) => return Err(ImageFault::Element("processing instruction".to_owned())),
            Event::GeneralRef(entity) => {
                let predefined = ["amp", "lt", "gt", "quot", "apos"].contains(&&*entity.xml10_content());
                if !entity.is_char_ref() && !predefined {
                    return Err(ImageFault::Entities);
                }
            }
            Event::Text(text) => {
                if depth == 0
                    && !text.xml10_content().trim_matches(['\u{feff}', ' ', '\n', '\r', '\t']).is_empty()
                {
                    return Err(ImageFault::Xml);
                }
            }
            Event::CData(_) | Event::Comment(_) => {}
            Event::Eof => break,
        }
        if depth > MOST_DEPTH || elements > MOST_ELEMENTS {
            return Err(ImageFault::TooComplex);
        }
    }
    if depth == 0 && roots == 1 { Ok(()) } else { Err(ImageFault::Xml) }
}

fn element(start: &BytesStart<'_>, depth: usize) -> Result<(), ImageFault> {
    let name = start.name();
    let name: &str = name.as_ref();
    if !ELEMENTS.contains(&name) || (depth == 1 && name != "svg") {
        return Err(ImageFault::Element(shown(name)));
    }
    let mut in_namespace = depth > 1;
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| ImageFault::Xml)?;
        let key: &str = attribute.key.as_ref();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| ImageFault::Entities)?;
        // CSS reads a presentation attribute too, and there `u\72l(` is `url(`.
        if value.contains('\\') {
            return Err(ImageFault::Reference(shown(key)));
        }
        match key {
            "xmlns" if value == SVG_NAMESPACE => in_namespace = true,
            "xmlns:xlink" if value == XLINK_NAMESPACE => {}
            "href" | "xlink:href" if !value.starts_with('#') => {
                return Err(ImageFault::Reference(shown(key)));
            }
            "xlink:href" | "xml:space" | "xml:lang" => {}
            _ if !ATTRIBUTES.contains(&key) => return Err(ImageFault::Attribute(shown(key))),
            _ => inward(key, &value)?,
        }
    }
    if in_namespace { Ok(()) } else { Err(ImageFault::Xml) }
}

/// Whether a value points nowhere but into its own file. Comments, by which style text could
/// spell `url` in another way, are refused, as escapes are everywhere.
fn inward(key: &str, value: &str) -> Result<(), ImageFault> {
    let fault = || ImageFault::Reference(shown(key));
    let value = value.to_ascii_lowercase();
    if value.contains("image-set") || (key == "style" && (value.contains('@') || value.contains("/*"))) {
        return Err(fault());
    }
    for (at, _) in value.match_indices("url(") {
        let target = value[at + 4..].trim_start_matches([' ', '"', '\'']);
        if !target.starts_with('#') {
            return Err(fault());
        }
    }
    Ok(())
}

/// A name from a file, short enough and plain enough to be said again.
fn shown(name: &str) -> String {
    name.chars().filter(char::is_ascii_graphic).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(inner: &str) -> Result<(), ImageFault> {
        check(&format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inner}</svg>"))
    }

    #[test]
    fn a_drawing_is_taken() {
        let drawing = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- a badge -->\n\
            <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"9\">\
            <defs><linearGradient id=\"a\" xlink:href=\"#b\"><stop offset=\"0\" style=\"stop-color:#fff\"/></linearGradient></defs>\
            <path d=\"M0 0\" fill=\"url(#a)\"/><text x=\"1\">A &amp; B &#169;</text></svg>\n";
        assert_eq!(check(drawing), Ok(()));
    }

    #[test]
    fn nothing_that_acts_is_taken() {
        let element = |name: &str| Err(ImageFault::Element(name.to_owned()));
        let attribute = |name: &str| Err(ImageFault::Attribute(name.to_owned()));
        assert_eq!(inside("<script>alert(1)</script>"), element("script"));
        assert_eq!(inside("<SCRIPT/>"), element("SCRIPT"));
        assert_eq!(inside("<x:script xmlns:x=\"http://www.w3.org/2000/svg\"/>"), element("x:script"));
        assert_eq!(inside("<foreignObject/>"), element("foreignObject"));
        assert_eq!(inside("<style>@import 'x'</style>"), element("style"));
        assert_eq!(inside("<a href=\"#\"/>"), element("a"));
        assert_eq!(inside("<animate/>"), element("animate"));
        assert_eq!(inside("<image href=\"#\"/>"), element("image"));
        assert_eq!(inside("<use href=\"#a\"/>"), element("use"));
        assert_eq!(inside("<g onclick=\"alert(1)\"/>"), attribute("onclick"));
        assert_eq!(inside("<g OnLoad=\"alert(1)\"/>"), attribute("OnLoad"));
        assert_eq!(inside("<g xml:base=\"https://evil.example\"/>"), attribute("xml:base"));
        assert_eq!(inside("<g xmlns=\"http://www.w3.org/1999/xhtml\"/>"), attribute("xmlns"));
        assert_eq!(
            inside("<?xml-stylesheet href=\"x\"?>"),
            element("processinginstruction")
                .map_err(|_| ImageFault::Element("processing instruction".to_owned()))
        );
    }

    #[test]
    fn nothing_that_reaches_outside_is_taken() {
        for bad in [
            "<linearGradient href=\"https://evil.example\"/>",
            "<linearGradient href=\"data:image/svg+xml,x\"/>",
            "<linearGradient xlink:href=\" #a\"/>",
            "<path fill=\"url(https://evil.example)\"/>",
            "<path fill=\"URL( 'https://evil.example')\"/>",
            "<path style=\"fill:u\\72l(x)\"/>",
            "<path fill=\"u\\72l(https://evil.example)\"/>",
            "<path clip-path=\"\\75rl(https://evil.example)\"/>",
            "<g stroke=\"&#92;75rl(https://evil.example)\"/>",
            "<linearGradient href=\"#\\\"/>",
            "<path style=\"fill:ur/**/l(x)\"/>",
            "<path style=\"background:image-set('x')\"/>",
        ] {
            assert!(matches!(inside(bad), Err(ImageFault::Reference(_))), "{bad}");
        }
    }

    #[test]
    fn nothing_that_unfolds_is_taken() {
        let bomb = "<!DOCTYPE svg [<!ENTITY a \"aaaa\">]><svg xmlns=\"http://www.w3.org/2000/svg\"/>";
        assert_eq!(check(bomb), Err(ImageFault::Entities));
        assert_eq!(inside("<text>&a;</text>"), Err(ImageFault::Entities));
        assert_eq!(inside("<path d=\"&a;\"/>"), Err(ImageFault::Entities));
        assert_eq!(
            inside(&format!("{}{}", "<g>".repeat(70), "</g>".repeat(70))),
            Err(ImageFault::TooComplex)
        );
        assert_eq!(inside(&"<g/>".repeat(6000)), Err(ImageFault::TooComplex));
    }

    #[test]
    fn what_is_not_well_formed_is_refused() {
        for bad in [
            "<svg>",
            "<svg/>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/><svg/>",
            "text<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "<?xml version=\"1.0\" encoding=\"utf-7\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"a\" id=\"b\"/>",
        ] {
            assert_eq!(check(bad), Err(ImageFault::Xml), "{bad}");
        }
    }
}
