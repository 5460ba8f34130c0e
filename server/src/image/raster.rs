//! A PNG of an SVG, for programs that show no SVG: made once, when an achievement is published.
//!
//! What is drawn has passed this service's own check before, so it has no scripts, fonts, pictures
//! or filters. What is left that could take long or much memory is bounded here, by what is to be
//! drawn and not by a clock, so that the same picture always has the same answer.

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{
        Group, ImageHrefResolver, Node, Options, Path, Tree,
        roxmltree::{Document, Node as Element},
    },
};

use super::{ImageFault, SVG};

/// The largest picture, in pixels a side.
pub const MOST_SIDE: u32 = 1024;
/// Elements that are clipped or clip others: each may hold the next.
const MOST_CLIPS: usize = 32;
/// Parts that need a picture of their own first, such as a translucent group.
const MOST_LAYERS: usize = 48;
/// How often the whole picture may be painted over.
const MOST_COATS: f32 = 400.0;
/// Dashes of all lines together.
const MOST_DASHES: f32 = 50_000.0;

/// Draws an SVG as a PNG with a transparent background, as large as fits into a square, in its
/// middle. The worst that passes takes about a second: not for a thread that answers requests.
///
/// * `side`: of the square, in pixels, from 1 to [`MOST_SIDE`].
///
/// # Errors
/// [`ImageFault`], for what is no SVG that may be uploaded, has text, or is too much to draw.
pub fn png_of_svg(svg: &[u8], side: u32) -> Result<Vec<u8>, ImageFault> {
    if super::check(svg)? != SVG {
        return Err(ImageFault::Kind);
    }
    if side == 0 || side > MOST_SIDE {
        return Err(ImageFault::Dimensions);
    }
    let text = std::str::from_utf8(svg).map_err(|_| ImageFault::Kind)?;
    let document = Document::parse(text).map_err(|_| ImageFault::Xml)?;
    look_over(&document)?;
    let tree = Tree::from_xmltree(&document, &options()).map_err(|_| ImageFault::Xml)?;

    #[expect(clippy::cast_precision_loss, reason = "at most 1024")]
    let edge = side as f32;
    let size = tree.size();
    let scale = edge / size.width().max(size.height());
    let mut cost = Cost::default();
    cost.add(tree.root(), scale, edge);
    if cost.is_too_much() {
        return Err(ImageFault::TooComplex);
    }
    let mut picture = Pixmap::new(side, side).ok_or(ImageFault::Dimensions)?;
    let (left, top) = ((edge - size.width() * scale) / 2.0, (edge - size.height() * scale) / 2.0);
    let place = Transform::from_row(scale, 0.0, 0.0, scale, left, top);
    resvg::render(&tree, place, &mut picture.as_mut());
    picture.encode_png().map_err(|_| ImageFault::TooComplex)
}

/// Nothing is read but the SVG itself.
fn options() -> Options<'static> {
    Options {
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    }
}

/// What has to be known before the tree is built, which follows clips into each other.
fn look_over(document: &Document<'_>) -> Result<(), ImageFault> {
    let mut clips = 0;
    for node in document.descendants().filter(Element::is_element) {
        if ["text", "tspan"].contains(&node.tag_name().name()) {
            return Err(ImageFault::Text);
        }
        let clipped = node.attributes().any(|attribute| {
            attribute.name() == "clip-path" || attribute.value().to_ascii_lowercase().contains("clip-path")
        });
        clips += usize::from(clipped) + usize::from(node.tag_name().name() == "clipPath");
    }
    if clips > MOST_CLIPS { Err(ImageFault::TooComplex) } else { Ok(()) }
}

/// What it takes to draw a tree.
#[derive(Debug, Default)]
struct Cost {
    layers: usize,
    coats: f32,
    dashes: f32,
}

impl Cost {
    fn add(&mut self, group: &Group, scale: f32, edge: f32) {
        self.layers += usize::from(group.should_isolate());
        for node in group.children() {
            match node {
                Node::Group(group) => self.add(group, scale, edge),
                Node::Path(path) => self.add_path(path, scale, edge),
                Node::Image(_) | Node::Text(_) => {}
            }
        }
    }

    fn add_path(&mut self, path: &Path, scale: f32, edge: f32) {
        let bounds = path.abs_stroke_bounding_box();
        let on_picture = |length: f32| (length * scale / edge).clamp(0.01, 1.0);
        self.coats += on_picture(bounds.width()) * on_picture(bounds.height());
        let Some(dashes) = path.stroke().and_then(|stroke| stroke.dasharray()) else { return };
        // No segment is longer than twice what holds it and its handles.
        let inside = path.data().bounds();
        let reach = (inside.width() + inside.height()) * 2.0;
        #[expect(clippy::cast_precision_loss, reason = "some ten thousand at most")]
        let segments = path.data().len() as f32;
        #[expect(clippy::cast_precision_loss, reason = "some ten thousand at most")]
        let rounds = segments * reach / dashes.iter().sum::<f32>() * dashes.len() as f32;
        // Few segments run from edge to edge.
        self.dashes += if rounds.is_finite() { rounds / 8.0 } else { f32::INFINITY };
    }

    fn is_too_much(&self) -> bool {
        self.layers > MOST_LAYERS || self.coats > MOST_COATS || self.dashes > MOST_DASHES
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use web::components::{
        designer::{Below, Border, Design, Pattern, Shape, designed_badge},
        drawn_badge,
    };

    use super::*;

    fn inside(inner: &str) -> Vec<u8> {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 50\">{inner}</svg>").into_bytes()
    }

    /// The pixels, four bytes each.
    fn pixels(png: &[u8], side: u32) -> Vec<u8> {
        let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((info.width, info.height, info.color_type), (side, side, png::ColorType::Rgba));
        pixels
    }

    fn pixel(pixels: &[u8], side: usize, x: usize, y: usize) -> [u8; 4] {
        let at = (y * side + x) * 4;
        pixels[at..at + 4].try_into().unwrap()
    }

    #[test]
    fn a_drawing_stands_in_the_middle_of_nothing() {
        let png = png_of_svg(&inside("<path d=\"M0 0H100V50H0Z\" fill=\"#22603f\"/>"), 40).unwrap();
        assert_eq!(super::super::check(&png), Ok(super::super::PNG));
        let pixels = pixels(&png, 40);
        assert_eq!(pixel(&pixels, 40, 20, 20), [0x22, 0x60, 0x3f, 255]);
        assert_eq!(pixel(&pixels, 40, 20, 5), [0; 4]);
        assert_eq!(pixel(&pixels, 40, 20, 35), [0; 4]);
    }

    #[test]
    fn every_badge_of_ours_becomes_a_picture() {
        let designed = Shape::ALL.iter().zip(0..).map(|(&shape, place)| {
            designed_badge(&Design {
                shape,
                pattern: Pattern::ALL[place % Pattern::ALL.len()],
                border: Border::ALL[place % Border::ALL.len()],
                below: Below::ALL[place % Below::ALL.len()],
                ..Design::default()
            })
        });
        let drawn = ["Badge", "Diploma", "Course", "License", "Membership"]
            .map(|kind| drawn_badge(kind, "art", kind));
        for svg in designed.chain(drawn) {
            let png = png_of_svg(svg.as_bytes(), 96).unwrap();
            let pixels = pixels(&png, 96);
            assert_eq!(pixel(&pixels, 96, 0, 0)[3], 0, "{svg}");
            let painted = pixels.chunks_exact(4).filter(|pixel| pixel[3] > 200).count();
            assert!(painted > 96 * 96 / 4, "{painted} of {svg}");
        }
    }

    #[test]
    fn what_may_not_be_uploaded_is_not_drawn() {
        let element = |name: &str| Err(ImageFault::Element(name.to_owned()));
        assert_eq!(png_of_svg(&inside("<script>1</script>"), 32), element("script"));
        assert_eq!(png_of_svg(&inside("<image href=\"#a\"/>"), 32), element("image"));
        assert_eq!(png_of_svg(&inside("<filter/>"), 32), element("filter"));
        assert_eq!(png_of_svg(b"\x89PNG\r\n\x1a\n", 32), Err(ImageFault::Png));
        assert_eq!(png_of_svg(&inside("<path d=\"M0 0H9V9Z\"/>"), 5000), Err(ImageFault::Dimensions));
    }

    #[test]
    fn text_is_not_drawn_without_its_font() {
        assert_eq!(png_of_svg(&inside("<text x=\"1\" y=\"9\">A</text>"), 32), Err(ImageFault::Text));
    }

    #[test]
    fn what_would_take_long_is_refused_before() {
        let whole = "<path d=\"M0 0H100V50H0Z\"/>";
        let mut chain = String::new();
        for place in 0..900 {
            let next = place + 1;
            let _ = write!(chain, "<clipPath id=\"c{place}\" clip-path=\"url(#c{next})\">{whole}</clipPath>");
        }
        let hidden = "<g style=\"&#99;lip-path:url(#c)\"/>".repeat(100);
        let bombs = [
            chain,
            hidden,
            format!("<g opacity=\".5\">{whole}</g>").repeat(1000),
            whole.repeat(2000),
            "<path d=\"M0 0L100000000 50\" stroke=\"#000\" stroke-dasharray=\".001\"/>".to_owned(),
        ];
        for bomb in bombs {
            assert_eq!(png_of_svg(&inside(&bomb), 512), Err(ImageFault::TooComplex), "{}", &bomb[..40]);
        }
    }
}
